//! Branches: which arm ran, and what it keeps.

use super::*;

impl Adjoint<'_> {
    pub(super) fn branch(
        &mut self,
        head: Head,
        arms: Vec<(Pattern, Option<Expr>, &Block)>,
        reverse: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
        span: Span,
    ) {
        // Arms bind parts of an active place: the reverse sweep binds them again, by reference.
        let place = match &head {
            Head::Match(Scrutinee::Place { place, .. }) => Some(self.stable_place(place)),
            _ => None,
        };
        let outer = self.current.clone();
        let mut forwards = Vec::new();
        let mut reverses = Vec::new();
        let mut residuals: Vec<Vec<VarId>> = Vec::new();
        for (pattern, _, body) in &arms {
            self.current = outer.clone();
            let mut bindings = Vec::new();
            pattern.each_bound(&mut |v| bindings.push(v));
            for v in &bindings {
                self.declared_in.insert(*v, self.loops.clone());
            }
            let rebind = place
                .as_ref()
                .filter(|p| {
                    let flows = |v: &VarId| self.active(p.root) && self.active(*v);
                    // References are not kept either.
                    bindings.iter().any(|v| flows(v) || matches!(self.f.ty(*v), Type::Ref(..)))
                })
                .cloned();
            if rebind.is_some() {
                for v in &bindings {
                    // In the reverse sweep the name is a reference into the place.
                    let ty = self.f.ty(*v).peel().clone();
                    let name = self.f.var(*v).name.clone();
                    let r = fresh(&mut self.f.vars, &name, Type::Ref(false, Box::new(ty.clone())));
                    let rb = fresh(
                        &mut self.f.vars,
                        &format!("{name}_bar"),
                        Type::Ref(true, Box::new(ty)),
                    );
                    self.bars.insert(r, rb);
                    self.declared_bars.insert(rb);
                    self.rebound.insert(r);
                    let deref = if matches!(self.f.ty(*v), Type::Ref(..)) {
                        Place::of(r)
                    } else {
                        Place::of(r).then(Step::Deref)
                    };
                    self.through.insert(*v, deref);
                }
            }
            let (fwd, rev) = self.block(&body.stmts, false);
            let bound: Vec<VarId> = if rebind.is_some() { Vec::new() } else { bindings.clone() };
            let (fwd, mut rev, stored) = self.residuals(fwd, rev, &bound);
            if let Some(p) = &rebind {
                let used = mentioned(&rev);
                let mut prefix = Vec::new();
                if bindings.iter().any(|v| used.contains(&self.through[v].root)) {
                    self.load(p.root);
                    let primal = self.repattern(pattern, false, &used);
                    prefix.push(Stmt::new(
                        StmtKind::LetPattern { pattern: primal, mutable: false, place: p.clone() },
                        span,
                    ));
                }
                if bindings.iter().any(|v| used.contains(&self.bars[&self.through[v].root])) {
                    let shadow = self.repattern(pattern, true, &used);
                    let bar = self.bar_place(p);
                    prefix.push(Stmt::new(
                        StmtKind::LetPattern { pattern: shadow, mutable: true, place: bar },
                        span,
                    ));
                }
                prefix.append(&mut rev);
                rev = prefix;
                for v in &bindings {
                    self.through.remove(v);
                }
            }
            forwards.push(fwd);
            reverses.push(rev);
            residuals.push(stored);
        }
        self.current = outer;
        let mut changed = HashSet::new();
        for (_, _, body) in &arms {
            for s in &body.stmts {
                changed.extend(written(s, &self.f));
            }
        }
        self.current.retain(|v, _| !changed.contains(v));
        let silent = reverses.iter().all(Vec::is_empty);
        let head = if silent { head } else { self.keep_matched(head, &arms) };
        let stored = residuals.iter().any(|r| !r.is_empty());
        if silent {
            after.push(head.rebuild(
                arms.iter().map(|(p, g, _)| (p.clone(), g.clone())).collect(),
                forwards,
                span,
            ));
            return;
        }
        if let (Head::If(cond), false) = (&head, stored) {
            // The condition itself is the record.
            let stable = self.stable_condition(cond);
            let mut reverses = reverses;
            let els = Block::new(reverses.pop().expect("two arms"));
            let then = Block::new(reverses.pop().expect("two arms"));
            reverse.push(Stmt::new(StmtKind::If { cond: stable.clone(), then, els }, span));
            let heads = arms.iter().map(|(p, g, _)| (p.clone(), g.clone())).collect();
            after.push(Head::If(stable).rebuild(heads, forwards, span));
            return;
        }
        // Which arm ran, and what it keeps.
        let n = arms.len();
        let record = fresh(&mut self.f.vars, "record", Type::Unknown);
        self.declared_in.insert(record, self.loops.clone());
        after.push(Stmt::new(StmtKind::Let { var: record, init: None }, span));
        let mut out_arms = Vec::new();
        for (k, ((fwd, rev), stored)) in
            forwards.iter_mut().zip(reverses).zip(residuals).enumerate()
        {
            let values = Expr::new(
                ExprKind::Tuple(stored.iter().map(|v| self.read(*v)).collect()),
                Type::Unknown,
                span,
            );
            insert_before_break(fwd, vec![Stmt::assign(Place::of(record), either(k, n, values))]);
            let binds = stored
                .iter()
                .map(|v| Pattern::Bind { var: *v, by_ref: false, sub: None })
                .collect();
            out_arms.push(Arm {
                pattern: either_pattern(k, n, Pattern::Tuple(binds)),
                guard: None,
                body: Block::new(rev),
            });
        }
        let heads = arms.iter().map(|(p, g, _)| (p.clone(), g.clone())).collect();
        after.push(head.rebuild(heads, forwards, span));
        let scrutinee = Scrutinee::Constant(Expr::var(record, Type::Unknown, span));
        reverse.push(Stmt::new(StmtKind::Match { scrutinee, arms: out_arms }, span));
    }

    /// A value whose arms take parts out of it is matched on a copy if the reverse sweep reads it;
    /// otherwise its zero cotangent is made while it is whole.
    pub(super) fn keep_matched(
        &mut self,
        head: Head,
        arms: &[(Pattern, Option<Expr>, &Block)],
    ) -> Head {
        let Head::Match(Scrutinee::Place { place, by_ref: None }) = &head else { return head };
        let ty = place_type(&self.f, place);
        let mut binds = false;
        arms.iter().for_each(|(p, ..)| p.each_bound(&mut |_| binds = true));
        if !binds || ty.is_copy() || matches!(ty, Type::Ref(..)) || !self.active(place.root) {
            return head;
        }
        let whole = Expr::read(place.clone(), ty, Span::call_site());
        let kept = self.keep_if_needed(whole);
        match kept.kind {
            ExprKind::CloneOf { .. } => {
                let copy = self.emit_let("matched", kept);
                Head::Match(Scrutinee::Place { place: Place::of(copy), by_ref: None })
            }
            _ => head,
        }
    }

    pub(super) fn is_restored(&self, v: VarId, rev: &[Stmt]) -> bool {
        rev.iter().any(|s| written(s, &self.f).contains(&v))
    }

    pub(super) fn stable_condition(&mut self, cond: &Expr) -> Expr {
        if let ExprKind::Read(p) = &cond.kind
            && p.is_var()
            && !self.assigned.contains(&p.root)
        {
            return cond.clone();
        }
        // Comparing twice is cheap where the operands still stand; a name lets resolution decide.
        let v = fresh(&mut self.f.vars, "taken", Type::Bool);
        self.declared_in.insert(v, self.loops.clone());
        let value = match self.stable_compare(cond) {
            Some(e) => e,
            None => cond.clone(),
        };
        self.emit(Stmt::let_(v, value));
        self.read(v)
    }

    /// A comparison over names that the reverse sweep has too, if it is one.
    pub(super) fn stable_compare(&mut self, cond: &Expr) -> Option<Expr> {
        let simple = !cond.any(&mut |e| match &e.kind {
            ExprKind::Compare(..)
            | ExprKind::Literal(_)
            | ExprKind::Number(_)
            | ExprKind::Read(_)
            | ExprKind::Len(_)
            | ExprKind::Cast(..) => false,
            ExprKind::Op(name, _) => !rules::scalar::is_cheap(name) && !e.ty.is_constant(),
            _ => true,
        });
        simple.then(|| cond.clone())
    }

    /// A pattern whose names are the reverse sweep's references.
    pub(super) fn repattern(&self, p: &Pattern, shadow: bool, used: &HashSet<VarId>) -> Pattern {
        match p {
            Pattern::Bind { var, sub, .. } => {
                let r = self.through[var].root;
                let v = if shadow { self.bars[&r] } else { r };
                match sub {
                    Some(s) if matches!(**s, Pattern::Rest) => {
                        if !used.contains(&v) {
                            return Pattern::Rest;
                        }
                        let sub = Some(Box::new(Pattern::Rest));
                        Pattern::Bind { var: v, by_ref: false, sub }
                    }
                    _ if !used.contains(&v) && sub.is_none() => Pattern::Wild,
                    Some(s) if !used.contains(&v) => self.repattern(s, shadow, used),
                    _ => Pattern::Bind { var: v, by_ref: false, sub: None },
                }
            }
            Pattern::Tuple(ps) => {
                Pattern::Tuple(ps.iter().map(|p| self.repattern(p, shadow, used)).collect())
            }
            Pattern::Slice(ps) => {
                Pattern::Slice(ps.iter().map(|p| self.repattern(p, shadow, used)).collect())
            }
            Pattern::Ref(p) => self.repattern(p, shadow, used),
            Pattern::Variant { path, fields, unit, tangent } => Pattern::Variant {
                path: path.clone(),
                fields: fields.iter().map(|p| self.repattern(p, shadow, used)).collect(),
                unit: *unit,
                tangent: *tangent || shadow && !is_std_variant(path),
            },
            Pattern::Struct { path, fields, rest, tangent } => Pattern::Struct {
                path: path.clone(),
                fields: fields
                    .iter()
                    .map(|(n, p)| (n.clone(), self.repattern(p, shadow, used)))
                    .collect(),
                rest: *rest,
                tangent: *tangent || shadow,
            },
            Pattern::Or(ps) => {
                Pattern::Or(ps.iter().map(|p| self.repattern(p, shadow, used)).collect())
            }
            Pattern::Foreign(_) if shadow => Pattern::Wild,
            p => p.clone(),
        }
    }
}

/// What a branch looks at.
pub(super) enum Head {
    If(Expr),
    Match(Scrutinee),
}

impl Head {
    fn rebuild(
        self,
        heads: Vec<(Pattern, Option<Expr>)>,
        mut bodies: Vec<Vec<Stmt>>,
        span: Span,
    ) -> Stmt {
        match self {
            Head::If(cond) => {
                let els = Block::new(bodies.pop().expect("two arms"));
                let then = Block::new(bodies.pop().expect("two arms"));
                Stmt::new(StmtKind::If { cond, then, els }, span)
            }
            Head::Match(scrutinee) => {
                let arms = heads
                    .into_iter()
                    .zip(bodies)
                    .map(|((pattern, guard), body)| Arm { pattern, guard, body: Block::new(body) })
                    .collect();
                Stmt::new(StmtKind::Match { scrutinee, arms }, span)
            }
        }
    }
}

pub(super) fn either(k: usize, n: usize, value: Expr) -> Expr {
    let wrap = |side: &str, value: Expr| {
        let path: TokenStream =
            format!("::cotangent::__private::Either::{side}").parse().expect("a path");
        Expr::new(
            ExprKind::Construct { path, fields: vec![(None, value)], rest: None, tangent: false },
            Type::Unknown,
            Span::call_site(),
        )
    };
    let mut value = if k + 1 < n { wrap("A", value) } else { value };
    for _ in 0..k.min(n - 1) {
        value = wrap("B", value);
    }
    value
}

pub(super) fn either_pattern(k: usize, n: usize, inner: Pattern) -> Pattern {
    let wrap = |side: &str, p: Pattern| {
        let path: TokenStream =
            format!("::cotangent::__private::Either::{side}").parse().expect("a path");
        Pattern::Variant { path, fields: vec![p], unit: false, tangent: false }
    };
    let mut p = if k + 1 < n { wrap("A", inner) } else { inner };
    for _ in 0..k.min(n - 1) {
        p = wrap("B", p);
    }
    p
}
