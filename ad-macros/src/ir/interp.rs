//! Evaluates IR, for tests only: the meaning that every pass must keep.
//!
//! One function at a time, without calls of other functions. References are locations, so what
//! is written through one is seen by all. The evaluator is stricter than Rust needs: a name is
//! gone when its block ends, a vector that was moved away cannot be read, an index is checked.
//! It also keeps a fingerprint of every decision (`trace`): where two runs differ in it, they
//! took different paths and a difference quotient between them means nothing.

use super::*;
use checkpoints::{Binomial, Regular, checkpoint_every, checkpoint_states};

// What emitted code calls.
#[path = "../../../ad-core/src/checkpoints.rs"]
#[allow(dead_code, unreachable_pub)]
mod checkpoints;

/// A value while a body runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Num(f64),
    Int(i64),
    Bool(bool),
    Unit,
    /// Slices, arrays, vectors and tapes.
    Seq(Vec<Value>),
    Tuple(Vec<Value>),
    /// A variant by its last name: `Some(x)`, `Either::A((..))`.
    Variant(String, Vec<Value>),
    Ref(Location),
    /// What a checkpointed loop keeps.
    States(States),
    /// A vector stood here and was moved away.
    Moved,
}

#[derive(Clone, Debug)]
pub(crate) enum States {
    Regular(Regular<Value>),
    Binomial(Binomial<Value>),
}

impl PartialEq for States {
    fn eq(&self, _: &States) -> bool {
        false
    }
}

/// Where a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Location {
    root: VarId,
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Index(usize),
    Field(usize),
    /// Part of a sequence; always the last part.
    Range(usize, usize),
}

impl Value {
    pub(crate) fn nums(xs: &[f64]) -> Value {
        Value::Seq(xs.iter().map(|x| Value::Num(*x)).collect())
    }

    pub(crate) fn num(&self) -> f64 {
        match self {
            Value::Num(x) => *x,
            v => panic!("{v:?} is not a number"),
        }
    }

    fn int(&self) -> i64 {
        match self {
            Value::Int(i) => *i,
            v => panic!("{v:?} is not an integer"),
        }
    }

    fn bool(&self) -> bool {
        match self {
            Value::Bool(b) => *b,
            v => panic!("{v:?} is not a truth value"),
        }
    }

    fn index(&self) -> usize {
        usize::try_from(self.int()).expect("an index is not negative")
    }

    /// Every float in the value, in order.
    pub(crate) fn floats(&self) -> Vec<f64> {
        match self {
            Value::Num(x) => vec![*x],
            Value::Seq(vs) | Value::Tuple(vs) | Value::Variant(_, vs) => {
                vs.iter().flat_map(Value::floats).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The zero tangent: integers and truth values have none.
    pub(crate) fn zero(&self) -> Value {
        let all = |vs: &[Value]| vs.iter().map(Value::zero).collect();
        match self {
            Value::Num(_) => Value::Num(0.0),
            Value::Seq(vs) => Value::Seq(all(vs)),
            Value::Tuple(vs) => Value::Tuple(all(vs)),
            Value::Variant(n, vs) => Value::Variant(n.clone(), all(vs)),
            Value::Moved => panic!("the zero of a value that was moved"),
            _ => Value::Unit,
        }
    }

    fn add(&mut self, other: &Value) {
        match (self, other) {
            (Value::Num(a), Value::Num(b)) => *a += b,
            (Value::Unit, Value::Unit) => {}
            (Value::Seq(a), Value::Seq(b)) | (Value::Tuple(a), Value::Tuple(b)) => {
                assert_eq!(a.len(), b.len(), "cotangents of different lengths are added");
                a.iter_mut().zip(b).for_each(|(a, b)| a.add(b));
            }
            (Value::Variant(m, a), Value::Variant(n, b)) => {
                assert_eq!(m, n, "cotangents of different variants are added");
                a.iter_mut().zip(b).for_each(|(a, b)| a.add(b));
            }
            (a, b) => panic!("{b:?} is added to {a:?}"),
        }
    }

    fn negated(&self) -> Value {
        let all = |vs: &[Value]| vs.iter().map(Value::negated).collect();
        match self {
            Value::Num(x) => Value::Num(-x),
            Value::Seq(vs) => Value::Seq(all(vs)),
            Value::Tuple(vs) => Value::Tuple(all(vs)),
            v => v.clone(),
        }
    }
}

/// How a block was left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Flow {
    Next,
    /// The structured `break`.
    Break,
    /// A jump as the user wrote it.
    Jump(Jump),
}

/// One run of one function body.
pub(crate) struct Interp<'a> {
    vars: &'a [Var],
    slots: Vec<Option<Value>>,
    /// Fingerprint of the decisions taken so far.
    pub(crate) trace: u64,
    /// The largest number met, used or not.
    pub(crate) largest: f64,
    fuel: u64,
    /// Whether the last iteration left its loop.
    left: bool,
}

/// Runs a function on its parameters: the variables given and what they hold.
pub(crate) fn run<'a>(vars: &'a [Var], body: &[Stmt], inputs: &[(VarId, Value)]) -> Interp<'a> {
    let mut interp = Interp {
        vars,
        slots: vec![None; vars.len()],
        trace: 0,
        largest: 0.0,
        fuel: 200_000,
        left: false,
    };
    for (v, value) in inputs {
        interp.slots[v.0 as usize] = Some(value.clone());
    }
    let flow = interp.stmts(body);
    assert!(matches!(flow, Flow::Next | Flow::Jump(Jump::Return)), "the body ends with {flow:?}");
    interp
}

impl Interp<'_> {
    /// What a variable of the outermost block holds after the run.
    pub(crate) fn value(&self, v: VarId) -> Value {
        match &self.slots[v.0 as usize] {
            Some(Value::Ref(loc)) => self.load(&loc.clone()),
            Some(x) => x.clone(),
            None => panic!("%{} ({}) has no value", v.0, self.vars[v.0 as usize].name),
        }
    }

    fn decide(&mut self, what: u64) {
        self.trace = (self.trace.rotate_left(7) ^ what).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn set(&mut self, v: VarId, value: Value) {
        self.slots[v.0 as usize] = Some(value);
    }

    // Places.

    fn slot(&self, v: VarId) -> &Value {
        match &self.slots[v.0 as usize] {
            Some(Value::Moved) => {
                panic!("%{} ({}) is used after it was moved", v.0, self.vars[v.0 as usize].name)
            }
            Some(x) => x,
            None => panic!("%{} ({}) is read without a value", v.0, self.vars[v.0 as usize].name),
        }
    }

    /// The value at a location that is not a range.
    fn at(&self, loc: &Location) -> &Value {
        let mut value = self.slot(loc.root);
        for part in &loc.parts {
            value = match (part, value) {
                (Part::Index(i), Value::Seq(vs)) => {
                    vs.get(*i).unwrap_or_else(|| panic!("index {i} of {}", vs.len()))
                }
                (Part::Field(i), Value::Tuple(vs) | Value::Variant(_, vs)) => &vs[*i],
                (part, value) => panic!("{part:?} of {value:?}"),
            };
        }
        value
    }

    fn at_mut(&mut self, loc: &Location) -> &mut Value {
        self.at(loc);
        let mut value = self.slots[loc.root.0 as usize].as_mut().expect("just read");
        for part in &loc.parts {
            value = match (part, value) {
                (Part::Index(i), Value::Seq(vs)) => &mut vs[*i],
                (Part::Field(i), Value::Tuple(vs) | Value::Variant(_, vs)) => &mut vs[*i],
                _ => unreachable!("just read"),
            };
        }
        value
    }

    fn load(&self, loc: &Location) -> Value {
        if let Some((Part::Range(lo, hi), rest)) = loc.parts.split_last() {
            let whole = Location { root: loc.root, parts: rest.to_vec() };
            let Value::Seq(vs) = self.at(&whole) else {
                panic!("a slice of a value that is not a sequence")
            };
            return Value::Seq(vs[*lo..*hi].to_vec());
        }
        self.at(loc).clone()
    }

    fn store(&mut self, loc: &Location, value: Value) {
        if let Some((Part::Range(lo, hi), rest)) = loc.parts.split_last() {
            let whole = Location { root: loc.root, parts: rest.to_vec() };
            let Value::Seq(new) = value else { panic!("a slice is overwritten by {value:?}") };
            assert_eq!(new.len(), hi - lo, "a slice is overwritten by one of another length");
            let Value::Seq(vs) = self.at_mut(&whole) else {
                panic!("a slice of a value that is not a sequence")
            };
            vs[*lo..*hi].clone_from_slice(&new);
            return;
        }
        if loc.parts.is_empty() {
            self.set(loc.root, value);
        } else {
            *self.at_mut(loc) = value;
        }
    }

    fn len_at(&self, loc: &Location) -> usize {
        match loc.parts.last() {
            Some(Part::Range(lo, hi)) => hi - lo,
            _ => match self.at(loc) {
                Value::Seq(vs) => vs.len(),
                v => panic!("the length of {v:?}"),
            },
        }
    }

    /// Through every reference that stands at a location.
    fn follow(&self, mut loc: Location) -> Location {
        while !matches!(loc.parts.last(), Some(Part::Range(..))) {
            match self.at(&loc) {
                Value::Ref(to) => loc = to.clone(),
                _ => break,
            }
        }
        loc
    }

    fn resolve(&mut self, place: &Place) -> Location {
        let mut loc = Location { root: place.root, parts: Vec::new() };
        for step in &place.path {
            loc = self.follow(loc);
            match step {
                Step::Deref => {}
                Step::Part(..) => unreachable!("random programs have no arrays of `ndarray`"),
                Step::Field(name) => {
                    loc.parts.push(Part::Field(name.parse().expect("fields are numbered")))
                }
                Step::Index(e) => {
                    let i = self.expr(e).index();
                    let n = self.len_at(&loc);
                    assert!(i < n, "index {i} of {n}");
                    match loc.parts.last().copied() {
                        Some(Part::Range(lo, _)) => {
                            *loc.parts.last_mut().expect("the range") = Part::Index(lo + i)
                        }
                        _ => loc.parts.push(Part::Index(i)),
                    }
                }
                Step::Slice(lo, hi) => {
                    let n = self.len_at(&loc);
                    let lo = self.expr(lo).index();
                    let hi = hi.as_ref().map_or(n, |h| self.expr(h).index());
                    assert!(lo <= hi && hi <= n, "slice {lo}..{hi} of {n}");
                    match loc.parts.last().copied() {
                        Some(Part::Range(from, _)) => {
                            *loc.parts.last_mut().expect("the range") =
                                Part::Range(from + lo, from + hi)
                        }
                        _ => loc.parts.push(Part::Range(lo, hi)),
                    }
                }
            }
        }
        loc
    }

    /// The place behind references: what an assignment writes.
    fn target(&mut self, place: &Place) -> Location {
        let loc = self.resolve(place);
        if place.is_var() {
            // Assigning to a name replaces what it holds, unless the name is a reference parameter.
            return loc;
        }
        self.follow(loc)
    }

    /// The value behind references.
    fn plain(&self, v: Value) -> Value {
        match v {
            Value::Ref(loc) => {
                let loc = self.follow(loc);
                self.load(&loc)
            }
            v => v,
        }
    }

    // Statements.

    fn block(&mut self, b: &Block) -> Flow {
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

    fn stmts(&mut self, stmts: &[Stmt]) -> Flow {
        for s in stmts {
            let flow = self.stmt(s);
            if flow != Flow::Next {
                return flow;
            }
        }
        Flow::Next
    }

    fn stmt(&mut self, s: &Stmt) -> Flow {
        self.fuel = self.fuel.checked_sub(1).expect("the program does not end");
        match &s.kind {
            StmtKind::Let { var, init: Some(e) } => {
                let value = self.expr(e);
                self.set(*var, value);
            }
            StmtKind::Let { var, init: None } => self.slots[var.0 as usize] = None,
            StmtKind::LetTuple { vars, init: Expr { kind: ExprKind::Support(word, args), .. } }
                if matches!(*word, "claim_rows" | "top_rows") =>
            {
                let Value::Ref(tape) = self.expr(&args[0]) else { panic!("a tape is lent") };
                let n = self.expr(&args[1]).index();
                let all = n * vars.len();
                if *word == "claim_rows" {
                    let Value::Seq(vs) = self.at_mut(&tape) else { panic!("a tape is a sequence") };
                    // What is never written has no value.
                    vs.resize(vs.len() + all, Value::Unit);
                }
                let start = self.len_at(&tape) - all;
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
    fn round(&mut self, id: LoopId, body: &Block) -> Option<Flow> {
        let flow = self.block(body);
        self.left = flow == Flow::Break || flow == Flow::Jump(Jump::Break(id));
        if self.left {
            self.decide(5);
        }
        let stays = self.left || flow == Flow::Next || flow == Flow::Jump(Jump::Continue(id));
        if stays { None } else { Some(flow) }
    }

    fn match_arms(&mut self, scrutinee: &Scrutinee, arms: &[Arm]) -> Flow {
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
    fn matches(&mut self, p: &Pattern, loc: &Location) -> bool {
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

    fn matches_value(&mut self, p: &Pattern, value: Value) -> bool {
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

    // Expressions.

    /// Without moving a variable away.
    fn expr_in_place(&mut self, e: &Expr) -> Value {
        match &e.kind {
            ExprKind::Read(p) => {
                let loc = self.resolve(p);
                self.load(&loc)
            }
            _ => self.expr(e),
        }
    }

    pub(crate) fn expr(&mut self, e: &Expr) -> Value {
        match &e.kind {
            ExprKind::Literal(text) => literal(text, &e.ty),
            ExprKind::Number(v) => Value::Num(*v),
            ExprKind::Read(p) => {
                let loc = self.resolve(p);
                let value = self.load(&loc);
                // A vector is moved by its name; `emit` writes the same.
                if p.is_var()
                    && matches!(self.vars[p.root.0 as usize].ty, Type::Vec(_))
                    && matches!(value, Value::Seq(_))
                {
                    self.set(p.root, Value::Moved);
                }
                match p.path.last() {
                    Some(Step::Deref) => self.plain(value),
                    _ => value,
                }
            }
            ExprKind::Len(p) => {
                let loc = self.resolve(p);
                let loc = self.follow(loc);
                Value::Int(self.len_at(&loc) as i64)
            }
            ExprKind::Borrow { place, .. } => {
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                if !matches!(loc.parts.last(), Some(Part::Range(..))) {
                    self.at(&loc);
                }
                Value::Ref(loc)
            }
            ExprKind::Op(name, args) => {
                let args = self.plains(args);
                let value = self.primitive(name, &args);
                if matches!(&e.ty, Type::Int(t) if t.starts_with('u')) {
                    assert!(value.int() >= 0, "{name} of {args:?} overflows");
                }
                value
            }
            ExprKind::Compare(op, args) => self.compare(op, args),
            ExprKind::Cast(inner, _) => {
                let value = self.expr(inner);
                cast(self.plain(value), e.ty.is_float())
            }
            ExprKind::Tuple(args) if args.is_empty() => Value::Unit,
            ExprKind::Tuple(args) => Value::Tuple(args.iter().map(|a| self.expr(a)).collect()),
            ExprKind::Array(args) | ExprKind::VecOf(args) => {
                Value::Seq(args.iter().map(|a| self.expr(a)).collect())
            }
            ExprKind::Repeat { value, count, .. } => {
                let value = self.expr(value);
                let n = self.expr(count).index();
                Value::Seq(vec![value; n])
            }
            ExprKind::Construct { path, fields, rest: None, .. } => {
                Value::Variant(last_name(path), fields.iter().map(|(_, e)| self.expr(e)).collect())
            }
            ExprKind::Closure(_) => unreachable!("random programs have no closures as values"),
            ExprKind::Zero(inner) => {
                let value = self.expr_in_place(inner);
                self.plain(value).zero()
            }
            ExprKind::CloneOf { place, .. } => {
                let loc = self.resolve(place);
                let loc = self.follow(loc);
                self.load(&loc)
            }
            ExprKind::Support(name, args) => self.support(name, args),
            ExprKind::Call(call) => match &call.callee {
                Callee::Wrap(path) => match last_name(path).as_str() {
                    name @ ("Some" | "Ok") => Value::Variant(
                        name.into(),
                        call.args.iter().map(|a| self.expr(a)).collect(),
                    ),
                    "new" | "into" => self.expr(&call.args[0]),
                    name => panic!("`{name}` is not evaluated"),
                },
                Callee::Method { name, .. } => self.checkpoints(name, &call.args[0]),
                _ => panic!("calls are not evaluated"),
            },
            ExprKind::Foreign(f) => {
                let code = syn::parse2(f.tokens.clone())
                    .unwrap_or_else(|e| panic!("foreign code `{}`: {e}", f.tokens));
                self.foreign(&code, f, &mut Vec::new())
            }
            ExprKind::Rule { op, form, args } => self.rule(op, *form, args),
            ExprKind::Construct { .. } => panic!("{:?} is not evaluated", e.kind),
        }
    }

    /// Arithmetic on literals and variables that `parse` left as it was.
    fn foreign(
        &mut self,
        code: &syn::Expr,
        f: &Foreign,
        locals: &mut Vec<(String, Value)>,
    ) -> Value {
        match code {
            syn::Expr::Block(b) => {
                let outer = locals.len();
                let mut value = Value::Unit;
                for s in &b.block.stmts {
                    match s {
                        syn::Stmt::Expr(e, None) => value = self.foreign(e, f, locals),
                        syn::Stmt::Local(syn::Local {
                            pat: syn::Pat::Ident(p),
                            init: Some(init),
                            ..
                        }) => {
                            let value = self.foreign(&init.expr, f, locals);
                            locals.push((p.ident.to_string(), value));
                        }
                        _ => panic!("foreign code `{}` is not evaluated", f.tokens),
                    }
                }
                locals.truncate(outer);
                value
            }
            syn::Expr::Paren(e) => self.foreign(&e.expr, f, locals),
            syn::Expr::Group(e) => self.foreign(&e.expr, f, locals),
            syn::Expr::Lit(l) => {
                literal(&quote::ToTokens::to_token_stream(l).to_string(), &Type::Unknown)
            }
            syn::Expr::Path(p) if p.path.is_ident("None") => {
                Value::Variant("None".into(), Vec::new())
            }
            syn::Expr::Path(p) => {
                let name = p.path.get_ident().map(ToString::to_string).unwrap_or_default();
                if let Some((_, v)) = locals.iter().rev().find(|(n, _)| *n == name) {
                    return v.clone();
                }
                let (_, v) = f
                    .uses
                    .iter()
                    .find(|(n, _)| *n == name)
                    .unwrap_or_else(|| panic!("foreign `{name}` is not evaluated"));
                self.plain(self.slot(*v).clone())
            }
            syn::Expr::Unary(u) => match (u.op, self.foreign(&u.expr, f, locals)) {
                (syn::UnOp::Neg(_), v) => self.primitive("neg", &[v]),
                (syn::UnOp::Not(_), v) => Value::Bool(!v.bool()),
                (_, v) => v,
            },
            syn::Expr::Cast(c) => {
                let value = self.foreign(&c.expr, f, locals);
                let ty = quote::ToTokens::to_token_stream(&c.ty).to_string();
                cast(value, ty.starts_with('f'))
            }
            syn::Expr::If(i) => {
                let c = self.foreign(&i.cond, f, locals).bool();
                self.decide(1 + u64::from(c));
                let block = |b: &syn::Block| {
                    syn::Expr::Block(syn::ExprBlock {
                        attrs: Vec::new(),
                        label: None,
                        block: b.clone(),
                    })
                };
                match (c, &i.else_branch) {
                    (true, _) => self.foreign(&block(&i.then_branch), f, locals),
                    (false, Some((_, e))) => self.foreign(e, f, locals),
                    (false, None) => Value::Unit,
                }
            }
            syn::Expr::Binary(b) => {
                let op = quote::ToTokens::to_token_stream(&b.op).to_string();
                if matches!(op.as_str(), "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||") {
                    let (x, y) =
                        (self.foreign(&b.left, f, locals), self.foreign(&b.right, f, locals));
                    return compare(&op, &x, &y);
                }
                let args = [self.foreign(&b.left, f, locals), self.foreign(&b.right, f, locals)];
                let name = match b.op {
                    syn::BinOp::Add(_) => "add",
                    syn::BinOp::Sub(_) => "sub",
                    syn::BinOp::Mul(_) => "mul",
                    syn::BinOp::Div(_) => "div",
                    syn::BinOp::Rem(_) => "rem",
                    _ => panic!("foreign code `{}` is not evaluated", f.tokens),
                };
                self.primitive(name, &args)
            }
            syn::Expr::MethodCall(m) => {
                let mut args = vec![self.foreign(&m.receiver, f, locals)];
                args.extend(m.args.iter().map(|a| self.foreign(a, f, locals)).collect::<Vec<_>>());
                self.primitive(&m.method.to_string(), &args)
            }
            e => panic!("foreign code `{}` is not evaluated", quote::ToTokens::to_token_stream(e)),
        }
    }

    fn plains(&mut self, args: &[Expr]) -> Vec<Value> {
        args.iter()
            .map(|a| {
                let v = self.expr(a);
                self.plain(v)
            })
            .collect()
    }

    fn compare(&mut self, op: &str, args: &[Expr]) -> Value {
        let a = self.expr(&args[0]);
        let a = self.plain(a);
        match (op, &a) {
            ("!", _) => return Value::Bool(!a.bool()),
            ("&&", Value::Bool(false)) | ("||", Value::Bool(true)) => return a,
            _ => {}
        }
        let b = self.expr(&args[1]);
        let b = self.plain(b);
        if matches!(op, "&&" | "||") {
            return b;
        }
        compare(op, &a, &b)
    }

    fn primitive(&mut self, name: &str, args: &[Value]) -> Value {
        if crate::rules::is_support(name) {
            return self.support_of(name, args);
        }
        if args.iter().all(|a| matches!(a, Value::Int(_))) {
            let a = args[0].int();
            let b = args.get(1).map_or(0, Value::int);
            return Value::Int(match name {
                "add" => a + b,
                "sub" => a - b,
                "mul" => a * b,
                "div" => a / b,
                "rem" => a % b,
                "neg" => -a,
                "abs" => a.abs(),
                "max" => a.max(b),
                "min" => a.min(b),
                _ => panic!("`{name}` of integers"),
            });
        }
        let x = args[0].num();
        if let ("powi", Value::Int(n)) = (name, args.get(1).unwrap_or(&Value::Unit)) {
            return Value::Num(x.powi(*n as i32));
        }
        let y = args.get(1).map_or(0.0, Value::num);
        let z = args.get(2).map_or(0.0, Value::num);
        // Kinks are decisions.
        match name {
            "abs" => self.decide(11 + u64::from(x > 0.0)),
            "max" | "min" => self.decide(13 + u64::from(x > y)),
            "floor" | "ceil" | "trunc" | "round" => {
                self.decide(x.floor().to_bits() ^ x.round().to_bits())
            }
            "rem" => self.decide((x / y).trunc().to_bits()),
            _ => {}
        }
        let value = match crate::rules::scalar::vector(name).unwrap_or(name) {
            "add" => x + y,
            "sub" => x - y,
            "mul" => x * y,
            "div" => x / y,
            "rem" => x % y,
            "neg" => -x,
            "mul_add" => x.mul_add(y, z),
            "recip" => x.recip(),
            "sin" => x.sin(),
            "cos" => x.cos(),
            "tan" => x.tan(),
            "atan" => x.atan(),
            "atan2" => x.atan2(y),
            "sinh" => x.sinh(),
            "cosh" => x.cosh(),
            "tanh" => x.tanh(),
            "exp" => x.exp(),
            "exp_m1" => x.exp_m1(),
            "ln" => x.ln(),
            "ln_1p" => x.ln_1p(),
            "sqrt" => x.sqrt(),
            "cbrt" => x.cbrt(),
            "powf" => x.powf(y),
            "hypot" => x.hypot(y),
            "abs" => x.abs(),
            "max" => x.max(y),
            "min" => x.min(y),
            "signum" => x.signum(),
            "floor" => x.floor(),
            "ceil" => x.ceil(),
            "round" => x.round(),
            "trunc" => x.trunc(),
            _ => panic!("`{name}` is not evaluated"),
        };
        self.largest = if value.is_nan() { f64::INFINITY } else { self.largest.max(value.abs()) };
        Value::Num(value)
    }

    /// What trait dispatch would do with operands of unknown types: floats have derivatives.
    fn rule(&mut self, op: &str, form: RuleForm, args: &[Expr]) -> Value {
        let rule = crate::rules::find(op).expect("a primitive of the table");
        if !matches!(form, RuleForm::Tangent(1) | RuleForm::Cotangent(0, _)) {
            return self.rule_of_higher_order(rule, form, args);
        }
        let coefficients: Vec<_> = (0..rule.params.len()).map(|i| rule.coefficient(i)).collect();
        let mut args = self.plains(args);
        let rest = args.split_off(rule.params.len());
        let mut rest = rest.into_iter();
        let reads_result = coefficients.iter().flatten().any(|c| c.reads_result());
        let y = if reads_result { rest.next().expect("the result") } else { Value::Unit };
        let term = |this: &mut Self, i: usize, w: Value| -> f64 {
            let (Value::Num(w), Some(c)) = (w, &coefficients[i]) else { return 0.0 };
            if w == 0.0 && rule.singular { 0.0 } else { w * this.coefficient(c, &args, &y) }
        };
        match form {
            RuleForm::Cotangent(_, i) => {
                let w = rest.next().expect("a cotangent");
                let value = Value::Num(term(self, i, w));
                if matches!(args[i], Value::Num(_)) { value } else { Value::Unit }
            }
            RuleForm::Tangent(_) => {
                let mut sum = 0.0;
                for i in (0..rule.params.len()).filter(|i| coefficients[*i].is_some()) {
                    sum += term(self, i, rest.next().expect("a tangent"));
                }
                Value::Num(sum)
            }
            form => unreachable!("{form:?}: no program runs in lanes"),
        }
    }

    /// Runs the function over floats that stands behind trait dispatch.
    fn rule_of_higher_order(
        &mut self,
        rule: &crate::rules::Rule,
        form: RuleForm,
        args: &[Expr],
    ) -> Value {
        let f = crate::rules::higher::over_floats(rule, form);
        let args = self.plains(args);
        let whole = rule.name.starts_with("powi").then_some(1);
        if args.iter().enumerate().any(|(i, a)| Some(i) != whole && !matches!(a, Value::Num(_))) {
            return Value::Unit;
        }
        assert_eq!(f.params.len(), args.len(), "arguments of {form:?} of `{}`", rule.name);
        let inputs: Vec<_> = f.params.iter().map(|p| p.var).zip(args).collect();
        let run = run(&f.vars, &f.body.stmts, &inputs);
        self.decide(run.trace);
        self.largest = self.largest.max(run.largest);
        run.value(f.ret.expect("a tangent is returned")).clone()
    }

    fn coefficient(&mut self, c: &crate::rules::Coefficient, args: &[Value], y: &Value) -> f64 {
        use crate::rules::Coefficient;
        match c {
            Coefficient::Arg(i) => args[*i].num(),
            Coefficient::Result => y.num(),
            Coefficient::Number(v) => *v,
            Coefficient::Op(name, cs) => {
                let values: Vec<Value> = cs
                    .iter()
                    .map(|c| match c {
                        Coefficient::Arg(i) => args[*i].clone(),
                        c => Value::Num(self.coefficient(c, args, y)),
                    })
                    .collect();
                self.primitive(name, &values).num()
            }
        }
    }

    /// Asks the states of a checkpointed loop.
    fn checkpoints(&mut self, question: &str, place: &Expr) -> Value {
        let ExprKind::Read(place) = &place.kind else { panic!("a place is expected") };
        let loc = self.resolve(place);
        let Value::States(states) = self.at_mut(&loc) else { panic!("no states are kept here") };
        let stretch = |edges: &[usize], state: Value| {
            let mut parts: Vec<Value> = edges.iter().map(|n| Value::Int(*n as i64)).collect();
            parts.push(state);
            Value::Variant("Some".into(), vec![Value::Tuple(parts)])
        };
        let none = Value::Variant("None".into(), Vec::new());
        match (question, states) {
            ("due", States::Regular(s)) => Value::Bool(s.due()),
            ("due", States::Binomial(s)) => Value::Bool(s.due()),
            ("pop", States::Regular(s)) => {
                s.pop().map_or(none, |(from, to, state)| stretch(&[from, to], state))
            }
            ("pop", States::Binomial(s)) => {
                s.pop().map_or(none, |(from, at, state)| stretch(&[from, at], state))
            }
            _ => panic!("calls are not evaluated"),
        }
    }

    fn support(&mut self, name: &str, args: &[Expr]) -> Value {
        let location = |this: &mut Self, e: &Expr| match this.expr(e) {
            Value::Ref(loc) => this.follow(loc),
            v => panic!("`{name}` of {v:?}, which is no reference"),
        };
        match name {
            "borrow" => return self.expr_in_place(&args[0]),
            "take" => {
                let loc = location(self, &args[0]);
                let value = self.load(&loc);
                self.store(&loc, value.zero());
                return value;
            }
            "replace" => {
                let loc = location(self, &args[0]);
                let new = self.expr(&args[1]);
                let value = self.load(&loc);
                self.store(&loc, new);
                return value;
            }
            "set_zero" => {
                let loc = location(self, &args[0]);
                let zero = self.load(&loc).zero();
                self.store(&loc, zero);
                return Value::Unit;
            }
            "add_whole" => {
                let (to, from) = (location(self, &args[0]), location(self, &args[1]));
                let mut sum = self.load(&to);
                sum.add(&self.load(&from));
                self.store(&to, sum);
                return Value::Unit;
            }
            "clear" | "refill" | "refill_from" => {
                let loc = location(self, &args[0]);
                let items = match name {
                    "clear" => Value::Seq(Vec::new()),
                    "refill" => {
                        let n = self.expr(&args[1]).index();
                        Value::Seq(vec![self.expr(&args[2]); n])
                    }
                    _ => {
                        let from = self.expr(&args[1]);
                        self.plain(from)
                    }
                };
                self.store(&loc, items);
                return Value::Unit;
            }
            // What it holds before it is written to is not to be read.
            "resize" => {
                let (loc, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                self.store(&loc, Value::Seq(vec![Value::Num(f64::NAN); n]));
                return Value::Unit;
            }
            "unset" => {
                let n = self.expr(&args[0]).index();
                return Value::Seq(vec![Value::Num(f64::NAN); n]);
            }
            "filled" | "filled_with" => {
                let n = self.expr(&args[0]).index();
                return Value::Seq(vec![self.expr(&args[1]); n]);
            }
            "copied" | "copy_of" => {
                let from = self.expr(&args[0]);
                return self.plain(from);
            }
            "push" => {
                let (to, value) = (location(self, &args[0]), self.expr(&args[1]));
                let Value::Seq(vs) = self.at_mut(&to) else { panic!("a vector is a sequence") };
                vs.push(value);
                return Value::Unit;
            }
            "recycle" | "recycle_owned" => return Value::Unit,
            "take_and_refill" => {
                let (taken, from) = (location(self, &args[0]), location(self, &args[1]));
                let value = self.load(&from);
                let n = self.expr(&args[2]).index();
                let zeros = Value::Seq(vec![self.expr(&args[3]); n]);
                self.store(&taken, value);
                self.store(&from, zeros);
                return Value::Unit;
            }
            "claim" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                let Value::Seq(vs) = self.at_mut(&tape) else { panic!("a tape is a sequence") };
                let start = vs.len();
                // What is never written has no value.
                vs.resize(start + n, Value::Unit);
                return slice_of(tape, start, start + n);
            }
            "top" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                let end = self.len_at(&tape);
                return slice_of(tape, end - n, end);
            }
            "claim_rows" | "top_rows" | "windows_mut" | "shadow_windows" => {
                panic!("{name} is read by a `let` of as many names")
            }
            "window" | "window_mut" | "lend" | "lend_mut" | "shadow_window" => {
                let of = location(self, &args[0]);
                let (start, n) = (self.expr(&args[1]).index(), self.expr(&args[2]).index());
                if name == "shadow_window" && self.len_at(&of) == 0 {
                    return slice_of(of, 0, 0);
                }
                if n == 0 {
                    return slice_of(of, 0, 0);
                }
                assert!(start + n <= self.len_at(&of), "a window that is too long");
                return slice_of(of, start, start + n);
            }
            "reserve" => return Value::Unit,
            "release" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                let Value::Seq(vs) = self.at_mut(&tape) else { panic!("a tape is a sequence") };
                vs.truncate(vs.len() - n);
                return Value::Unit;
            }
            "sum_of_terms" => {
                let terms = location(self, &args[0]);
                let Value::Seq(terms) = self.load(&terms) else { panic!("terms are an array") };
                return Value::Num(terms.iter().map(Value::num).sum());
            }
            "restore_whole" => {
                let (to, from) = (location(self, &args[0]), location(self, &args[1]));
                let saved = self.load(&from);
                self.store(&to, saved);
                return Value::Unit;
            }
            _ => {}
        }
        let values = self.plains(args);
        self.support_of(name, &values)
    }

    fn support_of(&mut self, name: &str, values: &[Value]) -> Value {
        let x = |i: usize| values[i].num();
        let n = |i: usize| values[i].int();
        Value::Num(match name {
            "shorter" => return Value::Int(n(0).min(n(1))),
            "less" => return Value::Int((n(0) - n(1)).max(0)),
            "checkpoint_every" => {
                return Value::States(States::Regular(checkpoint_every(n(0) as usize)));
            }
            "checkpoint_states" => {
                return Value::States(States::Binomial(checkpoint_states(n(0) as usize)));
            }
            "nth" => return Value::Int(n(0) + n(1)),
            "nth_back" => return Value::Int(n(0) - 1 - n(1)),
            "span" => return Value::Int((n(1) - n(0)).max(0)),
            "div_ceil" => return Value::Int((n(0) + n(1) - 1) / n(1)),
            "window_count" => return Value::Int((n(0) - n(1) + 1).max(0)),
            "check_copy" => {
                assert_eq!(n(0), n(1), "copy between slices of different lengths");
                return Value::Unit;
            }
            "divisible" => {
                // Both ways are right wherever this holds, so now and then the other is taken.
                let square = x(0) * x(0);
                let sound = square.is_finite() && square.recip().is_finite();
                return Value::Bool(sound && x(0).to_bits().count_ones() % 2 == 0);
            }
            "keep_whole" | "constant" => return values[0].clone(),
            "cast_dot" => {
                if matches!(values[0], Value::Num(_)) {
                    x(1)
                } else {
                    0.0
                }
            }
            "cast_back" => {
                return if matches!(values[0], Value::Num(_)) {
                    values[1].clone()
                } else {
                    Value::Unit
                };
            }
            "negated" => return values[0].negated(),
            "sum_slice" | "total" => values[0].floats().iter().sum(),
            "dot" => values[0].floats().iter().zip(values[1].floats()).map(|(a, b)| a * b).sum(),
            "unless_zero" => {
                if x(0) == 0.0 {
                    0.0
                } else {
                    x(1)
                }
            }
            "absorb" if x(0) == 0.0 => 0.0,
            "absorb_both" if x(0) == 0.0 || x(1) == 0.0 => 0.0,
            "absorb" | "absorb_both" => x(0) * x(1),
            "powi_nth" => {
                let falling = (0..x(2) as i64).map(|j| (n(1) - j) as f64).product::<f64>();
                if falling == 0.0 { 0.0 } else { falling * x(0).powi(n(1) as i32 - x(2) as i32) }
            }
            "powi_x" => {
                if n(1) == 0 {
                    0.0
                } else {
                    n(1) as f64 * x(0).powi(n(1) as i32 - 1)
                }
            }
            "powf_x" | "vector_powf_x" => {
                if x(1) == 0.0 {
                    0.0
                } else {
                    x(1) * x(0).powf(x(1) - 1.0)
                }
            }
            "powf_p" | "vector_powf_p" => {
                if x(0) == 0.0 && x(1) >= 0.0 {
                    0.0
                } else {
                    x(2) * x(0).ln()
                }
            }
            "sign" => {
                if x(0) > 0.0 {
                    1.0
                } else if x(0) < 0.0 {
                    -1.0
                } else {
                    x(0)
                }
            }
            "max_a" => max_a(x(0), x(1)),
            "min_a" => max_a(-x(0), -x(1)),
            "clamp_x" => f64::from(u8::from(x(0) >= x(1) && x(0) <= x(2))),
            "clamp_lo" => f64::from(u8::from(x(0) < x(1))),
            "clamp_hi" => f64::from(u8::from(x(0) > x(2))),
            "ln_2" => std::f64::consts::LN_2,
            "ln_10" => std::f64::consts::LN_10,
            _ => panic!("support function `{name}` is not evaluated"),
        })
    }
}

fn slice_of(mut whole: Location, lo: usize, hi: usize) -> Value {
    whole.parts.push(Part::Range(lo, hi));
    Value::Ref(whole)
}

fn compare(op: &str, a: &Value, b: &Value) -> Value {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (a, b) {
        (Value::Num(x), Value::Num(y)) => x.partial_cmp(y),
        (Value::Int(x), Value::Int(y)) => Some(x.cmp(y)),
        (Value::Bool(x), Value::Bool(y)) => Some(x.cmp(y)),
        _ => panic!("{a:?} {op} {b:?}"),
    };
    Value::Bool(match op {
        "<" => order == Some(Less),
        "<=" => matches!(order, Some(Less | Equal)),
        ">" => order == Some(Greater),
        ">=" => matches!(order, Some(Greater | Equal)),
        "==" => order == Some(Equal),
        "!=" => order != Some(Equal),
        "&&" => a.bool() && b.bool(),
        "||" => a.bool() || b.bool(),
        _ => panic!("no comparison `{op}`"),
    })
}

fn cast(value: Value, to_float: bool) -> Value {
    match value {
        Value::Int(i) if to_float => Value::Num(i as f64),
        Value::Num(x) if !to_float => Value::Int(x as i64),
        v => v,
    }
}

fn max_a(a: f64, b: f64) -> f64 {
    if a > b || b.is_nan() {
        1.0
    } else if a == b {
        0.5
    } else {
        0.0
    }
}

fn last_name(path: &TokenStream) -> String {
    let text = path.to_string().replace(' ', "");
    text.rsplit("::").next().unwrap_or_default().to_string()
}

fn literal(text: &str, ty: &Type) -> Value {
    if let Some(rest) = text.trim().strip_prefix('-') {
        return match literal(rest, ty) {
            Value::Int(i) => Value::Int(-i),
            v => Value::Num(-v.num()),
        };
    }
    match number_of(&text.replace(' ', "")) {
        Some(Value::Int(i)) if ty.is_float() => Value::Num(i as f64),
        Some(v) => v,
        None if text == "true" || text == "false" => Value::Bool(text == "true"),
        None => panic!("literal `{text}` is not evaluated"),
    }
}

/// An integer or a float, suffixes and underscores included.
fn number_of(text: &str) -> Option<Value> {
    let mut text = text.replace('_', "");
    let mut float = text.contains('.');
    for suffix in ["f64", "f32", "usize", "isize", "u64", "i64", "u32", "i32"] {
        if let Some(rest) = text.strip_suffix(suffix) {
            float |= suffix.starts_with('f');
            text = rest.to_string();
        }
    }
    if float {
        text.parse().ok().map(Value::Num)
    } else {
        text.parse().ok().map(Value::Int).or_else(|| text.parse().ok().map(Value::Num))
    }
}
