//! Loops and their tapes.

use super::checkpoint::{Looped, looped};
use super::*;

impl Adjoint<'_> {
    pub(super) fn repeat(&mut self, stmt: &Stmt, reverse: &mut Vec<Stmt>, after: &mut Vec<Stmt>) {
        let span = stmt.span;
        let Looped { id, body, .. } = looped(stmt);
        if let Some(Mark::Checkpoint(schedule)) = self.f.mark(id).cloned() {
            return self.checkpointed(stmt, &schedule, reverse, after);
        }
        if self.product(stmt, reverse, after) {
            return;
        }
        let (mut fwd, rev) = self.taped_body(stmt);
        if rev.is_empty() {
            after.push(with_body(stmt, Block::new(fwd)));
            return;
        }
        let usize_ty = Type::Int("usize".into());
        match &stmt.kind {
            StmtKind::For { id, var, lo, hi, reversed, .. } => {
                let lo = self.stable_bound(lo, "from");
                let hi = self.stable_bound(hi, "to");
                if has_break(body) {
                    // The iterations that ran: up to and with the one that left.
                    let ty = self.f.ty(*var).clone();
                    let end = fresh(&mut self.f.vars, "end", ty.clone());
                    self.f.vars[end.0 as usize].mutable = true;
                    self.declared_in.insert(end, self.loops.clone());
                    let (start, stop) = if *reversed {
                        (lo.clone(), Expr::var(*var, ty.clone(), span))
                    } else {
                        let one = Expr::new(ExprKind::Literal("1".into()), ty.clone(), span);
                        (
                            hi.clone(),
                            Expr::op(
                                "add",
                                vec![Expr::var(*var, ty.clone(), span), one],
                                ty.clone(),
                            ),
                        )
                    };
                    self.emit(Stmt::let_(end, start));
                    set_at_break(&mut fwd, &Stmt::assign(Place::of(end), stop));
                    let end = Expr::var(end, ty, span);
                    let (rlo, rhi) = if *reversed { (end, hi.clone()) } else { (lo.clone(), end) };
                    after.push(Stmt::new(
                        StmtKind::For {
                            id: *id,
                            var: *var,
                            lo,
                            hi,
                            reversed: *reversed,
                            body: Block::new(fwd),
                        },
                        span,
                    ));
                    reverse.push(Stmt::new(
                        StmtKind::For {
                            id: *id,
                            var: *var,
                            lo: rlo,
                            hi: rhi,
                            reversed: !*reversed,
                            body: Block::new(rev),
                        },
                        span,
                    ));
                } else {
                    after.push(Stmt::new(
                        StmtKind::For {
                            id: *id,
                            var: *var,
                            lo: lo.clone(),
                            hi: hi.clone(),
                            reversed: *reversed,
                            body: Block::new(fwd),
                        },
                        span,
                    ));
                    reverse.push(Stmt::new(
                        StmtKind::For {
                            id: *id,
                            var: *var,
                            lo,
                            hi,
                            reversed: !*reversed,
                            body: Block::new(rev),
                        },
                        span,
                    ));
                }
            }
            _ => {
                let trips = fresh(&mut self.f.vars, "trips", usize_ty.clone());
                self.f.vars[trips.0 as usize].mutable = true;
                self.declared_in.insert(trips, self.loops.clone());
                self.emit(Stmt::let_(trips, Expr::int(0)));
                let mut counted = vec![Stmt::new(
                    StmtKind::Assign {
                        place: Place::of(trips),
                        op: Some("add"),
                        value: Expr::int(1),
                    },
                    span,
                )];
                counted.append(&mut fwd);
                after.push(with_body(stmt, Block::new(counted)));
                let var = fresh(&mut self.f.vars, "trip", usize_ty.clone());
                let hi = Expr::var(trips, usize_ty, span);
                reverse.push(Stmt::new(
                    StmtKind::For {
                        id,
                        var,
                        lo: Expr::int(0),
                        hi,
                        reversed: false,
                        body: Block::new(rev),
                    },
                    span,
                ));
            }
        }
    }

    /// The two sweeps of an iteration: the first pushes what the second needs, and pops.
    pub(super) fn taped_body(&mut self, stmt: &Stmt) -> (Vec<Stmt>, Vec<Stmt>) {
        let span = stmt.span;
        let mut bound = Vec::new();
        if let StmtKind::Each { pattern, .. } = &stmt.kind {
            pattern.each_bound(&mut |v| bound.push(v));
        }
        let (mut fwd, mut rev, stored) =
            self.iteration(stmt, |this, fwd, rev| this.residuals(fwd, rev, &bound));
        if !rev.is_empty() && !stored.is_empty() {
            let tape = fresh(&mut self.f.vars, "tape", Type::Unknown);
            self.f.vars[tape.0 as usize].mutable = true;
            self.tapes.push(tape);
            let values = stored.iter().map(|v| self.read(*v)).collect();
            insert_before_break(&mut fwd, vec![Stmt::new(StmtKind::Push { tape, values }, span)]);
            let mut start = vec![Stmt::new(StmtKind::Pop { tape, vars: stored.clone() }, span)];
            for v in &stored {
                if self.is_restored(*v, &rev) {
                    self.f.vars[v.0 as usize].mutable = true;
                }
            }
            start.append(&mut rev);
            rev = start;
        }
        (fwd, rev)
    }

    /// The two sweeps of an iteration, in one scope or in two, as `then` has it.
    pub(super) fn iteration<R>(
        &mut self,
        stmt: &Stmt,
        then: impl FnOnce(&mut Self, Vec<Stmt>, Vec<Stmt>) -> R,
    ) -> R {
        let Looped { id, body } = looped(stmt);
        let changed = written(stmt, &self.f);
        self.current.retain(|v, _| !changed.contains(v));
        let outer = self.current.clone();
        self.loops.push(id);
        let (fwd, rev) = self.block(&body.stmts, false);
        let result = then(self, fwd, rev);
        self.loops.pop();
        self.current = outer;
        result
    }

    /// A loop bound that both sweeps can evaluate.
    pub(super) fn stable_bound(&mut self, e: &Expr, hint: &str) -> Expr {
        match &e.kind {
            ExprKind::Len(p) => {
                let place = self.stable_place(p);
                if !self.resized(place.root) && self.outlives(place.root) {
                    return Expr::new(ExprKind::Len(place), e.ty.clone(), e.span);
                }
            }
            ExprKind::Literal(_) => return e.clone(),
            ExprKind::Read(p) if p.is_var() && !self.assigned.contains(&p.root) => return e.clone(),
            ExprKind::Op("add" | "sub" | "mul", args) if args.iter().all(|a| matches!(&a.kind, ExprKind::Literal(_)) || matches!(&a.kind, ExprKind::Read(p) if p.is_var() && !self.assigned.contains(&p.root))) => {
                return e.clone();
            }
            _ => {}
        }
        let v = self.emit_let(hint, e.clone());
        self.read(v)
    }

    /// A parameter's length can always be asked for again.
    pub(super) fn outlives(&self, root: VarId) -> bool {
        self.f.params.iter().any(|p| p.var == root && !self.f.ty(root).is_mut_ref())
    }
}

pub(super) fn with_body(stmt: &Stmt, new: Block) -> Stmt {
    let mut s = stmt.clone();
    match &mut s.kind {
        StmtKind::For { body, .. } | StmtKind::While { body, .. } | StmtKind::Each { body, .. } => {
            *body = new
        }
        _ => unreachable!("a loop"),
    }
    s
}

/// Does a `break` of this loop occur in the body?
pub(super) fn has_break(body: &Block) -> bool {
    body.stmts.iter().any(|s| match &s.kind {
        StmtKind::Break => true,
        StmtKind::If { then, els, .. } => has_break(then) || has_break(els),
        StmtKind::Match { arms, .. } => arms.iter().any(|a| has_break(&a.body)),
        _ => false,
    })
}

/// Appends statements at the end of a block, before the `break` that ends it on any path.
/// Whatever the path, they run exactly once.
pub(super) fn insert_before_break(stmts: &mut Vec<Stmt>, new: Vec<Stmt>) {
    if new.is_empty() || stmts.last().is_some_and(diverges) {
        return;
    }
    match stmts.last_mut() {
        Some(Stmt { kind: StmtKind::Break, .. }) => {
            let at = stmts.len() - 1;
            stmts.splice(at..at, new);
        }
        _ => {
            if stmts.iter().any(|s| has_break(&Block::new(vec![s.clone()]))) {
                // Paths that leave and paths that go on: each gets the statements.
                let at = stmts
                    .iter()
                    .position(|s| has_break(&Block::new(vec![s.clone()])))
                    .expect("just found");
                let tail: Vec<Stmt> = stmts.drain(at + 1..).collect();
                let last = stmts.last_mut().expect("the branch");
                let push = |b: &mut Block| {
                    let leaves = has_break(b) && ends_in_break(b);
                    if !leaves {
                        b.stmts.extend(tail.clone());
                    }
                    insert_before_break(&mut b.stmts, new.clone());
                };
                last.each_block_mut(&mut { push });
            } else {
                stmts.extend(new);
            }
        }
    }
}

/// Takes the `break`s out of an iteration that is the last one anyway.
pub(super) fn without_break(stmts: &mut Vec<Stmt>) {
    let leaves = |s: &Stmt| has_break(&Block::new(vec![s.clone()]));
    let Some(at) = stmts.iter().position(leaves) else { return };
    let tail: Vec<Stmt> = stmts.drain(at + 1..).collect();
    if matches!(stmts[at].kind, StmtKind::Break) {
        stmts.truncate(at);
        return;
    }
    stmts[at].each_block_mut(&mut |b| {
        if !(has_break(b) && ends_in_break(b)) {
            b.stmts.extend(tail.clone());
        }
        without_break(&mut b.stmts);
    });
}

/// `panic!(..)` and the like: nothing after it runs.
pub(super) fn diverges(s: &Stmt) -> bool {
    let foreign = match &s.kind {
        StmtKind::Foreign(f) => f,
        StmtKind::Eval(Expr { kind: ExprKind::Foreign(f), .. }) => f,
        _ => return false,
    };
    let mut words = foreign.tokens.clone().into_iter().filter_map(|t| match t {
        proc_macro2::TokenTree::Ident(i) => Some(i.to_string()),
        _ => None,
    });
    let known = |w: &str| matches!(w, "panic" | "unreachable" | "todo" | "unimplemented");
    words.find(|w| w != "core" && w != "std").is_some_and(|w| known(&w))
}

pub(super) fn ends_in_break(b: &Block) -> bool {
    matches!(b.stmts.last().map(|s| &s.kind), Some(StmtKind::Break))
}

/// Puts a statement before every `break` of this loop.
pub(super) fn set_at_break(stmts: &mut Vec<Stmt>, new: &Stmt) {
    let mut i = 0;
    while i < stmts.len() {
        match &mut stmts[i].kind {
            StmtKind::Break => {
                stmts.insert(i, new.clone());
                return;
            }
            StmtKind::If { then, els, .. } => {
                set_at_break(&mut then.stmts, new);
                set_at_break(&mut els.stmts, new);
            }
            StmtKind::Match { arms, .. } => {
                arms.iter_mut().for_each(|a| set_at_break(&mut a.body.stmts, new))
            }
            _ => {}
        }
        i += 1;
    }
}
