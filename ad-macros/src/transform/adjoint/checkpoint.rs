//! Checkpointed loops: the forward sweep keeps the state of some iterations and records nothing;
//! the reverse sweep takes the last kept state, runs the iterations after it again, this time
//! recording, and reverses them, until no state is left.
//!
//! ```text
//! let states = checkpoint_every(k)
//! for i in 0..n {
//!   if states.due() { push states (h) }
//!   …
//! }
//! ⋮
//! while let (from, to, (h)) = states.pop() {
//!   for i in from..to { … push tape … }
//!   for i in from..to rev { pop tape … }
//! }
//! ```
//!
//! With a limit on the states, rather than a distance, the second run walks from a kept state to the
//! last iteration that is not reversed yet, keeps further states on the way, and reverses that one
//! iteration at once, without a tape.
//!
//! The *state* is what iterations hand on to each other: variables that the loop changes and that
//! outlive an iteration. The second run has variables of its own for all that it changes, so it
//! leaves no trace but cotangents.

use super::fuse::all_declared;
use super::replay::{Once, read_again, written_down};
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
        let (mut recorded, mut backward) = match schedule {
            Schedule::Every(_) => self.taped_body(stmt),
            _ => self.iteration(stmt, |_, mut forward, backward| {
                without_break(&mut forward);
                (forward, backward)
            }),
        };
        if backward.is_empty() {
            after.push(stmt.clone());
            reverse.append(&mut restores);
            return;
        }
        let (once, needed) = self.replay(stmt, &mut recorded, &backward);
        outer_changes.extend(once.iter().filter_map(Once::count));
        let state = self.state(stmt, outer_changes, needed, &mut recorded);
        let states = self.schedule(schedule);
        let keep = self.keep(states, &state);
        let mut kept = vec![keep.clone()];
        kept.extend(written_down(looped(stmt).body, &once, &self.f));
        after.push(with_body(stmt, Block::new(kept)));

        // The second run.
        let walked = match schedule {
            Schedule::Every(_) => None,
            _ => Some(self.walked(stmt, keep, &once, &state)),
        };
        let again: Vec<Stmt> = walked.iter().flatten().chain(&recorded).cloned().collect();
        let mut start = Vec::new();
        let mut names = self.state_names(&state);
        let steady = self.steady_names(&again, &names, &mut start);
        names.extend(steady);
        let held = state.live.iter().map(|v| self.hold(names[v], &mut start)).collect();
        for v in state.changed.iter().filter(|v| !state.live.contains(v)) {
            start.push(Stmt::new(StmtKind::Let { var: names[v], init: None }, span));
        }
        let counter = self.counter(stmt);
        let [from, at, to] = ["from", "at", "to"]
            .map(|name| fresh(&mut self.f.vars, name, Type::Int("usize".into())));
        let own = self.local_names(&recorded, &counter, &names);
        rename(&mut recorded, &own);
        rename(&mut backward, &own);
        let edges = match walked {
            None => {
                start.push(self.over(&counter, &own, (from, to), false, recorded));
                start.push(self.over(&counter, &own, (from, to), true, backward));
                vec![from, to]
            }
            Some(mut walked) => {
                let walks = self.local_names(&walked, &counter, &names);
                rename(&mut walked, &walks);
                start.push(self.over(&counter, &walks, (from, at), false, walked));
                let at_read = self.read(at);
                start.extend(counter.at(at_read, &own, &self.f));
                start.append(&mut recorded);
                start.append(&mut backward);
                vec![from, at]
            }
        };
        let value = self.asked(states, "pop", Type::Unknown);
        let pattern = stretch(edges, held);
        let body = Block::new(start);
        reverse.push(Stmt::new(StmtKind::WhileLet { pattern, value, body }, span));
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

    /// `let states = checkpoint_every(k);`
    fn schedule(&mut self, schedule: &Schedule) -> VarId {
        let made = match schedule {
            Schedule::Every(k) => ("checkpoint_every", k.clone()),
            Schedule::States(s) => ("checkpoint_states", s.clone()),
            Schedule::Bytes(n) => {
                ("checkpoint_bytes", Expr::int(usize::try_from(*n).unwrap_or(usize::MAX)))
            }
        };
        let made = Expr::support(made.0, vec![made.1], Type::Unknown);
        let states = self.emit_let("states", made);
        self.f.vars[states.0 as usize].mutable = true;
        states
    }

    /// `states.question()`
    fn asked(&self, states: VarId, question: &str, ty: Type) -> Expr {
        let callee = Callee::Method {
            name: question.into(),
            turbofish: TokenStream::new(),
            form: CallForm::PRIMAL,
        };
        let span = Span::call_site();
        let call = Call { callee, args: vec![self.read(states)], span };
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

    /// `if states.due() { states.push((state)) }`
    fn keep(&self, states: VarId, state: &State) -> Stmt {
        let span = Span::call_site();
        let values = state.live.iter().map(|v| self.snapshot(*v)).collect();
        let due = StmtKind::If {
            cond: self.asked(states, "due", Type::Bool),
            then: Block::new(vec![Stmt::new(StmtKind::Push { tape: states, values }, span)]),
            els: Block::default(),
        };
        Stmt::new(due, span)
    }

    /// An iteration that is only walked through, on the way to another.
    fn walked(&self, stmt: &Stmt, keep: Stmt, once: &[Once], state: &State) -> Vec<Stmt> {
        let mut stmts = read_again(looped(stmt).body, once, &self.f);
        let needed = needed(&stmts, state.live.iter().copied().collect(), &self.f);
        drop_idle(&mut stmts, &needed);
        stmts.insert(0, keep);
        stmts
    }

    /// Another variable of the same kind.
    pub(super) fn copy(&mut self, v: VarId) -> VarId {
        let copy = self.f.var(v).clone();
        self.f.vars.push(copy);
        VarId(self.f.vars.len() as u32 - 1)
    }

    /// The second run's own names of the state.
    fn state_names(&mut self, state: &State) -> HashMap<VarId, VarId> {
        let mut names = HashMap::new();
        for v in &state.changed {
            let own = self.copy(*v);
            self.f.vars[own.0 as usize].mutable = true;
            names.insert(*v, own);
            // In the reverse sweep what an arm binds goes under the name of a reference.
            if let Some(place) = self.through.get(v) {
                names.insert(place.root, own);
            }
        }
        names
    }

    /// `names`, and names of its own for what a body declares.
    fn local_names(
        &mut self,
        body: &[Stmt],
        counter: &Counter,
        names: &HashMap<VarId, VarId>,
    ) -> HashMap<VarId, VarId> {
        let mut list: Vec<VarId> = counter.var().into_iter().collect();
        Block::new(body.to_vec()).each_stmt(&mut |s| s.each_declared(&mut |v| list.push(v)));
        let mut names = names.clone();
        let mut own = Vec::new();
        for v in list {
            if !own.iter().any(|(known, _)| *known == v) {
                own.push((v, self.copy(v)));
            }
        }
        names.extend(own.iter().copied());
        for (_, v) in own {
            if let Some(place) = &mut self.f.vars[v.0 as usize].alias
                && let Some(root) = names.get(&place.root)
            {
                place.root = *root;
            }
        }
        names
    }

    /// What the second run only reads: numbers by their immutable names, memory as it was, and
    /// borrows borrowed again, which `start` gets.
    pub(super) fn steady_names(
        &mut self,
        again: &[Stmt],
        known: &HashMap<VarId, VarId>,
        start: &mut Vec<Stmt>,
    ) -> HashMap<VarId, VarId> {
        let mut own: HashSet<VarId> = known.keys().chain(&self.tapes).copied().collect();
        Block::new(again.to_vec()).each_stmt(&mut |s| {
            s.each_declared(&mut |v| {
                own.insert(v);
            });
        });
        let mut names = HashMap::new();
        let mut read: Vec<VarId> = mentioned(again).into_iter().collect();
        read.retain(|v| !own.contains(v));
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
        names
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

    /// How the iterations of a loop are counted.
    fn counter(&mut self, stmt: &Stmt) -> Counter {
        let StmtKind::For { var, lo, hi, reversed, .. } = &stmt.kind else { return Counter::None };
        let usize_ty = Type::Int("usize".into());
        if *reversed {
            let hi = self.stable_bound(hi, "to");
            return Counter::Computed { var: *var, word: "nth_back", bound: hi };
        }
        let lo = self.stable_bound(lo, "from");
        if *self.f.ty(*var) == usize_ty {
            return Counter::Shifted { var: *var, lo };
        }
        Counter::Computed { var: *var, word: "nth", bound: lo }
    }

    /// A loop over iterations by their number.
    fn over(
        &mut self,
        counter: &Counter,
        names: &HashMap<VarId, VarId>,
        (from, to): (VarId, VarId),
        reversed: bool,
        mut body: Vec<Stmt>,
    ) -> Stmt {
        let usize_ty = Type::Int("usize".into());
        let (mut lo, mut hi) = (self.read(from), self.read(to));
        let var = match counter {
            Counter::Shifted { var, lo: first } => {
                if !is_zero(first) {
                    lo = Expr::op("add", vec![first.clone(), lo], usize_ty.clone());
                    hi = Expr::op("add", vec![first.clone(), hi], usize_ty);
                }
                names[var]
            }
            Counter::Computed { .. } => {
                let trip = fresh(&mut self.f.vars, "trip", usize_ty);
                body.splice(0..0, counter.at(self.read(trip), names, &self.f));
                trip
            }
            Counter::None => fresh(&mut self.f.vars, "trip", usize_ty),
        };
        let body = Block::new(body);
        // No jump names it.
        let id = LoopId(u32::MAX);
        Stmt::new(StmtKind::For { id, var, lo, hi, reversed, body }, Span::call_site())
    }
}

/// What a loop's counter is in the n-th iteration.
enum Counter {
    /// There is none.
    None,
    /// `lo + n`
    Shifted { var: VarId, lo: Expr },
    /// `word(bound, n)`
    Computed { var: VarId, word: &'static str, bound: Expr },
}

impl Counter {
    /// `let i = …` for an iteration by its number.
    fn at(&self, n: Expr, names: &HashMap<VarId, VarId>, f: &Function) -> Option<Stmt> {
        let (var, value) = match self {
            Counter::None => return None,
            Counter::Shifted { var, lo } if is_zero(lo) => (var, n),
            Counter::Shifted { var, lo } => {
                let ty = lo.ty.clone();
                (var, Expr::op("add", vec![lo.clone(), n], ty))
            }
            Counter::Computed { var, word, bound } => {
                (var, Expr::support(word, vec![bound.clone(), n], f.ty(*var).clone()))
            }
        };
        Some(Stmt::let_(names[var], value))
    }

    fn var(&self) -> Option<VarId> {
        match self {
            Counter::None => None,
            Counter::Shifted { var, .. } | Counter::Computed { var, .. } => Some(*var),
        }
    }
}

fn is_zero(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Literal(s) if s == "0")
}

/// `Some((from, to, (state)))`
fn stretch(edges: Vec<VarId>, held: Vec<VarId>) -> Pattern {
    let bind = |v: VarId| Pattern::Bind { var: v, by_ref: false, sub: None };
    let mut parts: Vec<Pattern> = edges.into_iter().map(bind).collect();
    parts.push(Pattern::Tuple(held.into_iter().map(bind).collect()));
    let fields = vec![Pattern::Tuple(parts)];
    Pattern::Variant { path: quote!(Some), fields, unit: false, tangent: false }
}

/// A loop's parts that all kinds of loops have.
pub(super) struct Looped<'a> {
    pub(super) id: LoopId,
    pub(super) body: &'a Block,
}

pub(super) fn looped(stmt: &Stmt) -> Looped<'_> {
    match &stmt.kind {
        StmtKind::For { id, body, .. }
        | StmtKind::While { id, body, .. }
        | StmtKind::Each { id, body, .. } => Looped { id: *id, body },
        _ => unreachable!("a loop"),
    }
}

/// What the second run computes for someone: for the tape, for the reverse sweep, for control
/// flow, for calls, and for what is needed itself.
pub(super) fn needed(recorded: &[Stmt], mut set: HashSet<VarId>, f: &Function) -> HashSet<VarId> {
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
