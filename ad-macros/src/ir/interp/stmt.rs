//! Statements, and what arms match.

use super::*;

impl Interp<'_> {
    pub(super) fn block(&mut self, b: &Block) -> Flow {
        let flow = self.stmts(&b.stmts);
        for s in &b.stmts {
            if !matches!(
                s.kind,
                StmtKind::Match { .. }
                    | StmtKind::For { .. }
                    | StmtKind::WhileLet { .. }
                    | StmtKind::Each { .. }
            ) {
                s.each_declared(&mut |v| self.slots[v.0 as usize] = None);
            }
        }
        flow
    }

    pub(super) fn stmts(&mut self, stmts: &[Stmt]) -> Flow {
        for s in stmts {
            let flow = self.stmt(s);
            if flow != Flow::Next {
                return flow;
            }
        }
        Flow::Next
    }

    pub(super) fn stmt(&mut self, s: &Stmt) -> Flow {
        self.fuel = self.fuel.checked_sub(1).expect("the program does not end");
        match &s.kind {
            StmtKind::Let { var, init: Some(e) } => {
                let value = self.expr(e);
                self.set(*var, value);
            }
            StmtKind::Let { var, init: None } => self.slots[var.0 as usize] = None,
            StmtKind::LetTuple { vars, init: Expr { kind: ExprKind::Support(word, args), .. } }
                if matches!(*word, "claim_rows" | "top_rows" | "slot_rows") =>
            {
                let Value::Ref(tape) = self.expr(&args[0]) else { panic!("a tape is lent") };
                let n = self.expr(&args[1]).index();
                let all = n * vars.len();
                if *word == "claim_rows" {
                    let Value::Seq(vs) = self.at_mut(&tape) else { panic!("a tape is a sequence") };
                    // What is never written has no value.
                    vs.resize(vs.len() + all, Value::Unit);
                }
                if *word == "slot_rows" {
                    self.empty_slots(&tape, all);
                }
                let start = if *word == "slot_rows" { 0 } else { self.len_at(&tape) - all };
                for (k, v) in vars.iter().flatten().enumerate() {
                    let row = slice_of(tape.clone(), start + k * n, start + (k + 1) * n);
                    self.set(*v, row);
                }
            }
            StmtKind::LetTuple { vars, init: Expr { kind: ExprKind::Support(word, args), .. } }
                if matches!(*word, "windows_mut" | "shadow_windows") =>
            {
                let Value::Ref(of) = self.expr(&args[0]) else { panic!("a sequence is lent") };
                let of = self.follow(of);
                let n = self.expr(&args[2]).index();
                let ExprKind::Array(starts) = &args[1].kind else { panic!("starts are listed") };
                let absent = *word == "shadow_windows" && self.len_at(&of) == 0;
                for (v, start) in vars.iter().flatten().zip(starts) {
                    let start = self.expr(start).index();
                    let (lo, hi) = if absent { (0, 0) } else { (start, start + n) };
                    self.set(*v, slice_of(of.clone(), lo, hi));
                }
            }
            StmtKind::LetTuple { vars, init } => {
                let value = self.expr(init);
                let Value::Tuple(parts) = self.plain(value) else { panic!("a tuple is expected") };
                for (v, part) in vars.iter().zip(parts) {
                    if let Some(v) = v {
                        self.set(*v, part);
                    }
                }
            }
            StmtKind::LetPattern { pattern, place, .. } => {
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                assert!(
                    self.matches(pattern, &loc),
                    "a pattern that matched before does not match again"
                );
            }
            StmtKind::Assign { place, op, value } => {
                let value = self.expr(value);
                let loc = self.target(place);
                let value = match op {
                    None => value,
                    Some(op) => {
                        let loc = self.follow(loc.clone());
                        let value = self.plain(value);
                        self.primitive(op, &[self.load(&loc), value])
                    }
                };
                let loc = if op.is_some() { self.follow(loc) } else { loc };
                self.store(&loc, value);
            }
            StmtKind::Accumulate { place, value } => {
                let value = self.expr(value);
                let value = self.plain(value);
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                let mut sum = self.load(&loc);
                sum.add(&value);
                self.store(&loc, sum);
            }
            StmtKind::Eval(e) => {
                self.expr(e);
            }
            StmtKind::If { cond, then, els } => {
                let c = self.expr(cond).bool();
                self.decide(1 + u64::from(c));
                return self.block(if c { then } else { els });
            }
            StmtKind::Match { scrutinee, arms } => return self.match_arms(scrutinee, arms),
            StmtKind::For { id, var, lo, hi, reversed, body } => {
                let (lo, hi) = (self.expr(lo).int(), self.expr(hi).int());
                self.decide((hi - lo).max(0) as u64);
                let mut counts: Vec<i64> = (lo..hi).collect();
                if *reversed {
                    counts.reverse();
                }
                for i in counts {
                    self.set(*var, Value::Int(i));
                    if let Some(flow) = self.round(*id, body) {
                        self.slots[var.0 as usize] = None;
                        return flow;
                    }
                    if self.left {
                        break;
                    }
                }
                self.slots[var.0 as usize] = None;
            }
            StmtKind::While { id, cond, body } => loop {
                if let Some(c) = cond {
                    let c = self.expr(c).bool();
                    self.decide(3 + u64::from(c));
                    if !c {
                        break;
                    }
                }
                if let Some(flow) = self.round(*id, body) {
                    return flow;
                }
                if self.left {
                    break;
                }
            },
            StmtKind::WhileLet { pattern, value, body } => loop {
                let value = self.expr(value);
                if !self.matches_value(pattern, value) {
                    break;
                }
                let flow = self.block(body);
                assert_eq!(flow, Flow::Next, "the stretches are left early");
                pattern.each_bound(&mut |v| self.slots[v.0 as usize] = None);
            },
            StmtKind::Each { .. } => panic!("loops over foreign iterators are not evaluated"),
            StmtKind::VecPush { place, value } => {
                let value = self.expr(value);
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                let Value::Seq(vs) = self.at_mut(&loc) else {
                    panic!("push into something that is no vector")
                };
                vs.push(value);
            }
            StmtKind::VecPop { var, place } => {
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                let Value::Seq(vs) = self.at_mut(&loc) else {
                    panic!("pop from something that is no vector")
                };
                let value = vs.pop().expect("pop from a vector that is not empty");
                if let Some(v) = var {
                    self.set(*v, value);
                }
            }
            StmtKind::Swap { a, b } => {
                let (a, b) = (self.resolve(a), self.resolve(b));
                let (a, b) = (self.follow(a), self.follow(b));
                let (x, y) = (self.load(&a), self.load(&b));
                self.store(&a, y);
                self.store(&b, x);
            }
            StmtKind::Break => return Flow::Break,
            StmtKind::Jump(j) => return Flow::Jump(*j),
            StmtKind::Push { tape, values } => {
                let values: Vec<Value> = values.iter().map(|e| self.expr(e)).collect();
                let values = Value::Tuple(values);
                match &mut self.slots[tape.0 as usize] {
                    Some(Value::Seq(tape)) => tape.push(values),
                    Some(Value::States(States::Regular(states))) => states.push(values),
                    Some(Value::States(States::Binomial(states))) => states.push(values),
                    _ => panic!("a tape that was not declared"),
                }
            }
            StmtKind::Pop { tape, vars } => {
                let Some(Value::Seq(tape)) = &mut self.slots[tape.0 as usize] else {
                    panic!("a tape that was not declared")
                };
                let Some(Value::Tuple(values)) = tape.pop() else { panic!("the tape is empty") };
                assert_eq!(values.len(), vars.len(), "a tape holds what is popped from it");
                for (v, value) in vars.iter().zip(values) {
                    self.set(*v, value);
                }
            }
            // Markers, and code without a value.
            StmtKind::Foreign(f) => {
                assert!(f.writes.is_empty(), "foreign code `{}` is not evaluated", f.tokens)
            }
        }
        Flow::Next
    }

    /// One iteration. Gives how the whole statement is left, if a jump goes further out.
    pub(super) fn round(&mut self, id: LoopId, body: &Block) -> Option<Flow> {
        let flow = self.block(body);
        self.left = flow == Flow::Break || flow == Flow::Jump(Jump::Break(id));
        if self.left {
            self.decide(5);
        }
        let stays = self.left || flow == Flow::Next || flow == Flow::Jump(Jump::Continue(id));
        if stays { None } else { Some(flow) }
    }

    pub(super) fn match_arms(&mut self, scrutinee: &Scrutinee, arms: &[Arm]) -> Flow {
        for (k, arm) in arms.iter().enumerate() {
            let hit = match scrutinee {
                Scrutinee::Place { place, .. } => {
                    let loc = self.resolve(place);
                    let loc = self.follow(loc);
                    self.matches(&arm.pattern, &loc)
                }
                Scrutinee::Constant(e) => {
                    let value = self.expr_in_place(e);
                    let value = self.plain(value);
                    self.matches_value(&arm.pattern, value)
                }
            };
            if !hit || arm.guard.as_ref().is_some_and(|g| !self.expr(g).bool()) {
                continue;
            }
            self.decide(7 + k as u64);
            let flow = self.block(&arm.body);
            arm.pattern.each_bound(&mut |v| self.slots[v.0 as usize] = None);
            return flow;
        }
        panic!("no arm matches")
    }

    /// Binds parts of a place: by reference where the name's type says so.
    pub(super) fn matches(&mut self, p: &Pattern, loc: &Location) -> bool {
        match p {
            Pattern::Bind { var, sub, .. } => {
                let value = if matches!(self.vars[var.0 as usize].ty, Type::Ref(..)) {
                    Value::Ref(loc.clone())
                } else {
                    self.load(loc)
                };
                self.set(*var, value);
                sub.as_ref().is_none_or(|s| self.matches(s, loc))
            }
            Pattern::Tuple(ps) | Pattern::Variant { fields: ps, .. } => {
                let loc = self.follow(loc.clone());
                if let (Pattern::Variant { path, .. }, Value::Variant(name, _)) = (p, self.at(&loc))
                    && last_name(path) != *name
                {
                    return false;
                }
                ps.iter().enumerate().all(|(i, p)| {
                    let mut part = loc.clone();
                    part.parts.push(Part::Field(i));
                    self.matches(p, &part)
                })
            }
            Pattern::Ref(p) => {
                let loc = self.follow(loc.clone());
                self.matches(p, &loc)
            }
            Pattern::Or(ps) => ps.iter().any(|p| self.matches(p, loc)),
            p => {
                let value = self.load(loc);
                self.matches_value(p, value)
            }
        }
    }

    pub(super) fn matches_value(&mut self, p: &Pattern, value: Value) -> bool {
        match (p, value) {
            (Pattern::Wild, _) => true,
            (Pattern::Bind { var, sub, .. }, value) => {
                self.set(*var, value.clone());
                sub.as_ref().is_none_or(|s| self.matches_value(s, value))
            }
            (Pattern::Tuple(ps), Value::Unit) => ps.is_empty(),
            (Pattern::Tuple(ps), Value::Tuple(vs)) => {
                ps.iter().zip(vs).all(|(p, v)| self.matches_value(p, v))
            }
            (Pattern::Variant { path, fields, .. }, Value::Variant(name, vs)) => {
                last_name(path) == name
                    && fields.iter().zip(vs).all(|(p, v)| self.matches_value(p, v))
            }
            (Pattern::Ref(p), v) => {
                let v = self.plain(v);
                self.matches_value(p, v)
            }
            (Pattern::Or(ps), v) => ps.iter().any(|p| self.matches_value(p, v.clone())),
            (Pattern::Foreign(tokens), v) => {
                let text = tokens.to_string().replace(' ', "");
                match v {
                    Value::Int(i) => number_of(&text).is_some_and(|n| n == Value::Int(i)),
                    Value::Bool(b) => text == b.to_string(),
                    v => panic!("{v:?} is matched with `{text}`"),
                }
            }
            (p, v) => panic!("{v:?} is matched with {p:?}"),
        }
    }
}
