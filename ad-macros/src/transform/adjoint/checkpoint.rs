//! Checkpointed loops: the forward sweep keeps the state of some iterations and records nothing;
//! the reverse sweep takes the last kept state, runs the iterations after it again, this time
//! recording, and reverses them, until no state is left.
//!
//! ```text
//! let snapshots = checkpoint_every(k)
//! for i in 0..n {
//!   if snapshots.due() { push snapshots (h) }
//!   …
//! }
//! ⋮
//! while let (from, to, (h)) = snapshots.pop() {
//!   for i in from..to { … push tape … }
//!   for i in from..to rev { pop tape … }
//! }
//! ```
//!
//! The *state* is what iterations hand on to each other: variables that the loop changes and that
//! outlive an iteration. The second run has variables of its own for all that it changes, so it
//! leaves no trace but cotangents.

use super::fuse::all_declared;
use super::replay::{Once, written_down};
use super::*;
use crate::ir::visit::rename;

/// The state of a checkpointed loop.
struct State {
    /// What the loop changes around it, as it is called there.
    changed: Vec<VarId>,
    /// Those among them that an iteration may read before it sets them.
    live: Vec<VarId>,
}

impl Adjoint<'_> {
    pub(super) fn checkpointed(
        &mut self,
        stmt: &Stmt,
        schedule: &Schedule,
        reverse: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
    ) {
        let span = stmt.span;
        let Looped { id, .. } = looped(stmt);
        let mut outer_changes = self.changed_around(stmt);
        self.seal(id, &outer_changes, stmt);
        // What is earlier reads memory as it was before the loop.
        let mut restores = Vec::new();
        for v in &outer_changes {
            if !self.f.ty(*v).is_scalar() {
                self.save_whole(&Place::of(*v), &mut restores);
            }
        }
        let (mut recorded, mut backward) = self.taped_body(stmt);
        if backward.is_empty() {
            after.push(stmt.clone());
            reverse.append(&mut restores);
            return;
        }
        let (once, needed) = self.replay(stmt, &mut recorded, &backward);
        outer_changes.extend(once.iter().filter_map(Once::count));
        let state = self.state(stmt, outer_changes, needed, &mut recorded);
        let snapshots = self.schedule(schedule);
        let values = state.live.iter().map(|v| self.snapshot(*v)).collect();
        after.push(self.kept(stmt, &once, snapshots, values));

        // The second run.
        let mut names = self.own_names(&recorded, &looped(stmt), &state);
        let mut start = Vec::new();
        self.steady_names(&recorded, &mut names, &mut start);
        rename(&mut recorded, &names);
        rename(&mut backward, &names);
        let mut held = Vec::new();
        for v in &state.live {
            held.push(self.hold(names[v], &mut start));
        }
        for v in state.changed.iter().filter(|v| !state.live.contains(v)) {
            start.push(Stmt::new(StmtKind::Let { var: names[v], init: None }, span));
        }
        let usize_ty = Type::Int("usize".into());
        let from = fresh(&mut self.f.vars, "from", usize_ty.clone());
        let to = fresh(&mut self.f.vars, "to", usize_ty);
        let runs = self.runs(stmt, (from, to), &names, recorded, backward);
        start.extend(runs);
        let bind = |v: VarId| Pattern::Bind { var: v, by_ref: false, sub: None };
        let pattern = Pattern::Variant {
            path: quote!(Some),
            fields: vec![Pattern::Tuple(vec![
                bind(from),
                bind(to),
                Pattern::Tuple(held.into_iter().map(bind).collect()),
            ])],
            unit: false,
            tangent: false,
        };
        let value = self.asked(snapshots, "pop", Type::Unknown);
        reverse
            .push(Stmt::new(StmtKind::WhileLet { pattern, value, body: Block::new(start) }, span));
        reverse.append(&mut restores);
    }

    /// The variables around a loop that it changes, in order.
    fn changed_around(&self, stmt: &Stmt) -> Vec<VarId> {
        let inner = all_declared(stmt);
        let mut list: Vec<VarId> = written(stmt, &self.f)
            .into_iter()
            .map(|v| self.lender(v))
            .filter(|v| !inner.contains(v))
            .collect();
        list.sort();
        list.dedup();
        list
    }

    /// What is read inside the loop has nothing to do any more with what is written around it, for
    /// memory that the loop changes: the second run has copies. Buffers that are swapped with others
    /// stay as they are.
    fn seal(&mut self, id: LoopId, changed: &[VarId], stmt: &Stmt) {
        let inner = all_declared(stmt);
        let own = |v: &VarId| changed.contains(v) || inner.contains(v);
        let apart = |v: &&VarId| {
            let class = self.memory(**v);
            self.same_memory.iter().all(|(other, c)| *c != class || own(other))
        };
        let own = changed.iter().filter(apart).copied().collect();
        self.sealed.insert(id, own);
    }

    /// The variable that an alias borrows from; what an arm binds is itself.
    fn lender(&self, v: VarId) -> VarId {
        match &self.f.var(v).alias {
            Some(place) => self.lender(place.root),
            None => v,
        }
    }

    /// Finds the state, and drops what the second run would compute for no one.
    fn state(
        &self,
        stmt: &Stmt,
        changed: Vec<VarId>,
        needed: HashSet<VarId>,
        recorded: &mut Vec<Stmt>,
    ) -> State {
        let body = looped(stmt).body;
        drop_idle(recorded, &needed);
        let changed: Vec<VarId> = changed.into_iter().filter(|v| needed.contains(v)).collect();
        let live = changed
            .iter()
            .copied()
            .filter(|v| first_use(&body.stmts, *v, &self.f) != FirstUse::Set)
            .collect();
        State { changed, live }
    }

    /// `let snapshots = checkpoint_every(k);`
    fn schedule(&mut self, schedule: &Schedule) -> VarId {
        let made = match schedule {
            Schedule::Every(k) => Expr::support("checkpoint_every", vec![k.clone()], Type::Unknown),
        };
        let snapshots = self.emit_let("snapshots", made);
        self.f.vars[snapshots.0 as usize].mutable = true;
        snapshots
    }

    /// `snapshots.question()`
    fn asked(&self, snapshots: VarId, question: &str, ty: Type) -> Expr {
        let callee = Callee::Method {
            name: question.into(),
            turbofish: TokenStream::new(),
            form: CallForm::Primal,
        };
        let span = Span::call_site();
        let call = Call { callee, args: vec![self.read(snapshots)], span };
        Expr::new(ExprKind::Call(Box::new(call)), ty, span)
    }

    /// The state of a variable, to be kept.
    fn snapshot(&self, v: VarId) -> Expr {
        let ty = self.f.ty(v).clone();
        let span = self.f.var(v).span;
        let copy = |place, method| {
            let kind = ExprKind::CloneOf { place, method };
            Expr::new(kind, ty.peel().clone(), span)
        };
        match &ty {
            ty if ty.is_copy() => self.read(v),
            Type::Ref(_, t) if matches!(**t, Type::Slice(_)) => copy(Place::of(v), "to_vec"),
            Type::Ref(..) => copy(Place::of(v).then(Step::Deref), "clone"),
            _ => copy(Place::of(v), "clone"),
        }
    }

    /// The loop of the forward sweep: the user's own, and states that are kept.
    fn kept(&self, stmt: &Stmt, once: &[Once], snapshots: VarId, values: Vec<Expr>) -> Stmt {
        let span = stmt.span;
        let push = Stmt::new(StmtKind::Push { tape: snapshots, values }, span);
        let due = StmtKind::If {
            cond: self.asked(snapshots, "due", Type::Bool),
            then: Block::new(vec![push]),
            els: Block::default(),
        };
        let mut stmts = vec![Stmt::new(due, span)];
        stmts.extend(written_down(looped(stmt).body, once, &self.f));
        with_body(stmt, Block::new(stmts))
    }

    /// Names of the second run's own: of what it declares and of the state.
    fn own_names(
        &mut self,
        recorded: &[Stmt],
        looped: &Looped<'_>,
        state: &State,
    ) -> HashMap<VarId, VarId> {
        let mut list: Vec<VarId> = looped.counter.into_iter().collect();
        Block::new(recorded.to_vec()).each_stmt(&mut |s| s.each_declared(&mut |v| list.push(v)));
        list.extend(&state.changed);
        let mut names = HashMap::new();
        for v in list {
            let copy = self.f.var(v).clone();
            names.entry(v).or_insert_with(|| {
                self.f.vars.push(copy);
                VarId(self.f.vars.len() as u32 - 1)
            });
        }
        for v in names.values() {
            if let Some(place) = &mut self.f.vars[v.0 as usize].alias
                && let Some(own) = names.get(&place.root)
            {
                place.root = *own;
            }
        }
        for v in &state.changed {
            self.f.vars[names[v].0 as usize].mutable = true;
            // In the reverse sweep what an arm binds goes under the name of a reference.
            if let Some(place) = self.through.get(v) {
                names.insert(place.root, names[v]);
            }
        }
        names
    }

    /// What the second run only reads: numbers by their immutable names, memory as it was, and
    /// borrows borrowed again, which `start` gets.
    fn steady_names(
        &mut self,
        recorded: &[Stmt],
        names: &mut HashMap<VarId, VarId>,
        start: &mut Vec<Stmt>,
    ) {
        let mut read: Vec<VarId> = mentioned(recorded).into_iter().collect();
        read.retain(|v| !names.contains_key(v) && !self.tapes.contains(v));
        read.sort();
        for v in read {
            let whole = self.resolve(&Place::of(v));
            let (root, ty, span) = (whole.root, self.f.ty(v).clone(), self.f.var(v).span);
            let borrows = self.f.var(v).alias.is_some() || self.through.contains_key(&v);
            if borrows && whole.is_var() {
                names.insert(v, root);
            } else if borrows {
                let mut own = self.f.var(v).clone();
                let init = match &ty {
                    Type::Ref(mutable, _) => {
                        own.alias = Some(whole.clone());
                        ExprKind::Borrow { mutable: *mutable, place: whole.clone() }
                    }
                    ty if ty.is_copy() => ExprKind::Read(whole.clone()),
                    _ => ExprKind::CloneOf { place: whole.clone(), method: "clone" },
                };
                self.f.vars.push(own);
                let own = VarId(self.f.vars.len() as u32 - 1);
                names.insert(v, own);
                start.push(Stmt::let_(own, Expr::new(init, ty, span)));
            }
            if !self.is_number(root) {
                self.load(root);
            } else if self.assigned.contains(&root)
                && let ExprKind::Read(now) = self.name_of(root, span).kind
            {
                names.insert(root, now.root);
            }
        }
    }

    /// The name under which a kept state comes back, and what makes the variable of it.
    fn hold(&mut self, own: VarId, start: &mut Vec<Stmt>) -> VarId {
        let Type::Ref(mutable, target) = self.f.ty(own).clone() else { return own };
        let name = format!("{}_at", self.f.var(own).name);
        let held = fresh(&mut self.f.vars, &name, Type::Unknown);
        self.f.vars[held.0 as usize].mutable = true;
        let place = match *target {
            Type::Slice(_) => Place::of(held).then(Step::Slice(Expr::int(0), None)),
            _ => Place::of(held),
        };
        let ty = self.f.ty(own).clone();
        let borrow = Expr::new(ExprKind::Borrow { mutable, place }, ty, Span::call_site());
        start.push(Stmt::let_(own, borrow));
        held
    }

    /// The recording loop and its reverse, over one stretch of iterations.
    fn runs(
        &mut self,
        stmt: &Stmt,
        (from, to): (VarId, VarId),
        names: &HashMap<VarId, VarId>,
        recorded: Vec<Stmt>,
        backward: Vec<Stmt>,
    ) -> Vec<Stmt> {
        let Looped { id, counter, .. } = looped(stmt);
        let span = stmt.span;
        let usize_ty = Type::Int("usize".into());
        let (from, to) = (self.read(from), self.read(to));
        let each = |var, lo: &Expr, hi: &Expr, reversed, body| {
            let (lo, hi, body) = (lo.clone(), hi.clone(), Block::new(body));
            Stmt::new(StmtKind::For { id, var, lo, hi, reversed, body }, span)
        };
        let trip = fresh(&mut self.f.vars, "trip", usize_ty.clone());
        let StmtKind::For { lo, hi, reversed, .. } = &stmt.kind else {
            return vec![
                each(trip, &from, &to, false, recorded),
                each(trip, &from, &to, true, backward),
            ];
        };
        let var = names[&counter.expect("a `for` counts")];
        let zero = matches!(&lo.kind, ExprKind::Literal(s) if s == "0");
        if *self.f.ty(var) == usize_ty && zero && !reversed {
            return vec![
                each(var, &from, &to, false, recorded),
                each(var, &from, &to, true, backward),
            ];
        }
        // The counter of the n-th iteration.
        let (word, bound) = if *reversed { ("nth_back", hi) } else { ("nth", lo) };
        let at = Expr::support(word, vec![bound.clone(), self.read(trip)], self.f.ty(var).clone());
        let counted = |mut body: Vec<Stmt>| {
            body.insert(0, Stmt::let_(var, at.clone()));
            body
        };
        vec![
            each(trip, &from, &to, false, counted(recorded)),
            each(trip, &from, &to, true, counted(backward)),
        ]
    }
}

/// A loop's parts that all kinds of loops have.
pub(super) struct Looped<'a> {
    pub(super) id: LoopId,
    pub(super) counter: Option<VarId>,
    pub(super) body: &'a Block,
}

pub(super) fn looped(stmt: &Stmt) -> Looped<'_> {
    match &stmt.kind {
        StmtKind::For { id, var, body, .. } => Looped { id: *id, counter: Some(*var), body },
        StmtKind::While { id, body, .. } | StmtKind::Each { id, body, .. } => {
            Looped { id: *id, counter: None, body }
        }
        _ => unreachable!("a loop"),
    }
}

/// What the second run computes for someone: for the tape, for the reverse sweep, for control
/// flow, for calls, and for what is needed itself.
pub(super) fn needed(recorded: &[Stmt], backward: &[Stmt], f: &Function) -> HashSet<VarId> {
    let mut set = mentioned(backward);
    loop {
        let before = set.len();
        Block::new(recorded.to_vec()).each_stmt(&mut |s| {
            let into = match &s.kind {
                StmtKind::Assign { place, .. } | StmtKind::VecPush { place, .. } => {
                    Some(lender_of(place.root, f))
                }
                StmtKind::Let { var, init: Some(e) } if !has_effect(e) => Some(*var),
                _ => None,
            };
            if into.is_none_or(|v| set.contains(&v)) {
                let mut named = mentioned(std::slice::from_ref(&alone(s)));
                named.extend(written(&alone(s), f));
                let lenders: Vec<VarId> = named.iter().map(|v| lender_of(*v, f)).collect();
                set.extend(named);
                set.extend(lenders);
            }
        });
        if set.len() == before {
            return set;
        }
    }
}

/// The statement without the blocks below it.
fn alone(s: &Stmt) -> Stmt {
    let mut s = s.clone();
    s.each_block_mut(&mut |b| b.stmts.clear());
    s
}

fn lender_of(v: VarId, f: &Function) -> VarId {
    match &f.var(v).alias {
        Some(place) => lender_of(place.root, f),
        None => v,
    }
}

fn has_effect(e: &Expr) -> bool {
    e.any(&mut |x| match &x.kind {
        ExprKind::Call(call) => !call.is_form(),
        ExprKind::Foreign(f) => f.once || !f.writes.is_empty(),
        _ => false,
    })
}

/// Drops what is computed for no one.
fn drop_idle(stmts: &mut Vec<Stmt>, needed: &HashSet<VarId>) {
    stmts.retain_mut(|s| {
        s.each_block_mut(&mut |b| drop_idle(&mut b.stmts, needed));
        match &s.kind {
            StmtKind::Assign { place, .. } | StmtKind::VecPush { place, .. } => {
                needed.contains(&place.root)
            }
            StmtKind::Let { var, init: Some(e) } => needed.contains(var) || has_effect(e),
            _ => true,
        }
    });
}

/// How statements treat a variable first.
#[derive(Clone, Copy, Debug, PartialEq)]
enum FirstUse {
    None,
    /// It gets a new value, whatever it had before.
    Set,
    /// Its value may matter.
    Read,
}

fn first_use(stmts: &[Stmt], v: VarId, f: &Function) -> FirstUse {
    for s in stmts {
        let mut reads = false;
        s.each_expr(&mut |e| e.each_var(&mut |u| reads |= lender_of(u, f) == v));
        if reads {
            return FirstUse::Read;
        }
        match &s.kind {
            StmtKind::Assign { place, op: None, .. } if place.is_var() && place.root == v => {
                return FirstUse::Set;
            }
            StmtKind::If { then, els, .. } => {
                let arms = [then, els].map(|b| first_use(&b.stmts, v, f));
                match both(&arms) {
                    FirstUse::None => {}
                    found => return found,
                }
            }
            StmtKind::Match { arms, .. } if !mentioned(&[alone(s)]).contains(&v) => {
                let arms: Vec<_> = arms.iter().map(|a| first_use(&a.body.stmts, v, f)).collect();
                match both(&arms) {
                    FirstUse::None => {}
                    found => return found,
                }
            }
            _ if mentioned(std::slice::from_ref(s)).contains(&v) => return FirstUse::Read,
            _ => {}
        }
    }
    FirstUse::None
}

/// Of several paths.
fn both(arms: &[FirstUse]) -> FirstUse {
    if arms.contains(&FirstUse::Read) {
        FirstUse::Read
    } else if arms.iter().all(|a| *a == FirstUse::Set) {
        FirstUse::Set
    } else {
        FirstUse::None
    }
}
