//! Reverse mode: from a function to its forward sweep and its reverse sweep.
//!
//! Each statement gets a plan: a fragment of the forward sweep and a fragment of the reverse
//! sweep, made in one walk. The reverse sweep of a block is the fragments backwards. Three rules
//! keep the two consistent.
//!
//! - *Numbers are named.* The reverse sweep reads immutable names only; a mutable number that it
//!   needs is captured under a new name in the forward sweep.
//! - *Memory is restored.* Slices, vectors and structs keep their names; where the reverse sweep
//!   reads an earlier state, the forward sweep saves what it overwrites, and the reverse sweep
//!   puts it back before it goes on. At every point both sweeps see the same memory.
//! - *Residuals are resolved once.* What a reverse block needs from its forward block is made
//!   again if that is cheap and its operands still stand, and stored otherwise: on a typed stack
//!   for a loop, in an `Either` for a branch, in plain scope where both sweeps share one.
//!
//! Where what follows a loop or a branch is linear in what it produces, its cotangents are known
//! before it runs; then each iteration runs its reverse step right after its forward step
//! (`fuse`), and nothing is stored at all.

mod assign;
mod back;
mod branch;
mod call;
mod checkpoint;
mod fuse;
mod loads;
mod operands;
mod product;
mod repeat;
mod replay;
mod residuals;

use assign::Sum;
pub(crate) use assign::check_sum;
use branch::*;
use call::read_at_once;
use loads::Loads;
use product::{Product, Whole, products};
use repeat::*;

use super::dual::{Dual, is_atom, negate, times, update};
use crate::analyse::activity::{Activity, mutable_roots};
use crate::analyse::effects::{declared, mentioned, written};
use crate::analyse::ranges::{Counted, Named};
use crate::analyse::rows::all_declared;
use crate::ir::builder::fresh;
use crate::ir::visit::{each_place_mut, replace_root};
use crate::ir::*;
use crate::rules;
use crate::simplify::{self, drop_writes, pure};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::{HashMap, HashSet};

/// The two sweeps of a function.
#[derive(Debug)]
pub(crate) struct Sweeps {
    pub(crate) forward: Vec<Stmt>,
    pub(crate) reverse: Vec<Stmt>,
    /// Stacks that both share, declared before the forward sweep.
    pub(crate) tapes: Vec<VarId>,
    /// The cotangent of each parameter and of the result.
    pub(crate) bars: HashMap<VarId, VarId>,
    pub(crate) vars: Vec<Var>,
    /// `&mut` parameters whose final contents the reverse sweep starts from.
    pub(crate) kept: Vec<(VarId, VarId)>,
}

/// How the sweeps will be put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Layout {
    /// One scope, and the result's cotangent is known: loops may fuse.
    Together,
    /// The reverse sweep runs later, in a pullback.
    Apart,
    /// The same, and each parameter has a marker of its activity.
    Marked,
}

pub(crate) fn adjoint(f: &Function, activity: &Activity, layout: Layout) -> Sweeps {
    // A run finds which memory the reverse sweep reads, the next one saves just that. Saving may
    // read more, and loops fuse only where nothing needs saving, so this goes on until it settles.
    let mut known = Loads::default();
    loop {
        let mut pass = Adjoint::new(f, activity, layout, known.clone());
        let sweeps = pass.run();
        if !known.join(pass.loads) {
            return sweeps;
        }
    }
}

/// What one statement contributes to both sweeps.
#[derive(Default)]
struct Plan {
    forward: Vec<Stmt>,
    reverse: Vec<Stmt>,
    /// The reverse fragment runs before the forward fragment of the fused statement at this index.
    hoist_to: Option<usize>,
}

struct Adjoint<'a> {
    f: Function,
    /// So many variables the function itself has.
    n_vars: usize,
    activity: &'a Activity,
    layout: Layout,
    bars: HashMap<VarId, VarId>,
    /// The immutable name that holds a mutable number's present value.
    current: HashMap<VarId, VarId>,
    /// Statements to run before the present one in the forward sweep.
    before: Vec<Vec<Stmt>>,
    tapes: Vec<VarId>,
    loads: Loads,
    /// What earlier runs found.
    known: Loads,
    /// Vectors and slices whose length may change, other than by being declared.
    resized: HashSet<VarId>,
    /// Those among them that this function itself resizes.
    reshaped: HashSet<VarId>,
    /// The memory that checkpointed loops change, by loop: their reverse sweep has its own copy.
    sealed: HashMap<LoopId, HashSet<VarId>>,
    /// Buffers that are swapped with each other count as one: the least of them.
    same_memory: HashMap<VarId, VarId>,
    position: usize,
    /// The loops around the present statement, fused ones left out, and the declaration depth of memory.
    loops: Vec<LoopId>,
    /// What counts the iterations of each loop.
    counters: HashMap<LoopId, Counted>,
    /// What the function itself declares inside each loop.
    inside: HashMap<LoopId, HashSet<VarId>>,
    /// Its names for indices.
    named: Named,
    /// Loops around each variable's declaration.
    declared_in: HashMap<VarId, Vec<LoopId>>,
    /// Variables that are assigned after their first value.
    assigned: HashSet<VarId>,
    /// Variables that are declared without a value.
    late: HashSet<VarId>,
    /// What the others are declared with.
    inits: HashMap<VarId, Expr>,
    /// Variables that the statement behind their declaration reads, and no other.
    at_once: HashSet<VarId>,
    /// The calls that may make the results of calls again.
    again: HashMap<VarId, Expr>,
    /// The zero cotangent of a variable that is moved, made while it was there.
    zeros: HashMap<VarId, VarId>,
    /// Memory that is changed element by element and in no other way.
    by_element: HashSet<VarId>,
    /// Names whose values also stand in memory until the reverse sweep: where.
    standing: HashMap<VarId, Place>,
    /// What each open block has declared so far.
    open: Vec<HashSet<VarId>>,
    /// Cotangents already declared.
    declared_bars: HashSet<VarId>,
    /// Variables whose reads in match arms go through a reference.
    through: HashMap<VarId, Place>,
    /// The references that stand for what arms bind.
    rebound: HashSet<VarId>,
    /// Loops that multiply up a number, and the one whose reverse steps are quotients.
    products: HashMap<LoopId, Product>,
    whole: Option<Whole>,
}

impl<'a> Adjoint<'a> {
    fn new(f: &Function, activity: &'a Activity, layout: Layout, known: Loads) -> Adjoint<'a> {
        let mut f = f.clone();
        start_empty(&mut f.body, &f.vars);
        let f = &f;
        let mut assigned = HashSet::new();
        let mut late = HashSet::new();
        let mut inits = HashMap::new();
        f.body.each_stmt(&mut |s| match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                inits.insert(*var, init.clone());
            }
            StmtKind::Let { var, init: None } => {
                late.insert(*var);
            }
            _ => {}
        });
        for s in &f.body.stmts {
            assigned.extend(written(s, f));
        }
        assigned.retain(|v| f.var(*v).mutable || !late.contains(v));
        let mut named = Named::default();
        f.body.each_stmt(&mut |s| {
            if let StmtKind::Let { var, init: Some(init) } = &s.kind
                && !assigned.contains(var)
            {
                named.note(*var, init);
            }
        });
        Adjoint {
            n_vars: f.vars.len(),
            f: f.clone(),
            activity,
            layout,
            bars: HashMap::new(),
            current: HashMap::new(),
            before: Vec::new(),
            tapes: Vec::new(),
            loads: Loads::default(),
            known,
            resized: resized(f),
            reshaped: reshaped(f),
            sealed: HashMap::new(),
            same_memory: swapped(f),
            position: 0,
            loops: Vec::new(),
            counters: counters(f, &named),
            inside: inside(f),
            named,
            declared_in: HashMap::new(),
            assigned,
            late,
            inits,
            at_once: read_at_once(f),
            again: HashMap::new(),
            zeros: HashMap::new(),
            by_element: by_element(f),
            standing: HashMap::new(),
            open: Vec::new(),
            declared_bars: HashSet::new(),
            through: HashMap::new(),
            rebound: HashSet::new(),
            products: products(f),
            whole: None,
        }
    }

    fn run(&mut self) -> Sweeps {
        let params: Vec<VarId> = self
            .f
            .params
            .iter()
            .filter(|p| !p.constant || self.activity.is_active(p.var))
            .map(|p| p.var)
            .collect();
        for p in &params {
            if self.activity.is_active(*p) {
                let bar = self.bar(*p);
                self.declared_bars.insert(bar);
            }
        }
        if let Some(ret) = self.f.ret {
            let bar = self.bar(ret);
            self.declared_bars.insert(bar);
        }
        let body = std::mem::take(&mut self.f.body);
        let (forward, mut reverse) = self.block(&body.stmts, self.layout == Layout::Together);
        self.f.body = body;
        // `&mut` parameters: the caller has them back by the time the reverse sweep runs.
        let mut kept = Vec::new();
        let mutable: Vec<VarId> =
            self.f.params.iter().map(|p| p.var).filter(|v| self.f.ty(*v).is_mut_ref()).collect();
        if !mutable.is_empty() {
            simplify::name_elements(&mut reverse, &self.f.vars);
        }
        for p in mutable {
            // The length of a slice is handed in again.
            let slice = matches!(self.f.ty(p).peel(), Type::Slice(_));
            if slice && only_measures(&reverse, p) {
                drop_writes(&mut reverse, p);
            } else if mentions_root(&reverse, p) {
                let name = format!("{}_kept", self.f.var(p).name);
                let ty = self.f.ty(p).clone();
                let keep = fresh(&mut self.f.vars, &name, ty);
                replace_root(&mut reverse, p, keep);
                if !slice {
                    // What was behind a reference is a value now.
                    each_place_mut(&mut reverse, &|place| {
                        if place.root == keep && place.path.first() == Some(&Step::Deref) {
                            place.path.remove(0);
                        }
                    });
                }
                kept.push((p, keep));
            }
        }
        Sweeps {
            forward,
            reverse,
            tapes: self.tapes.clone(),
            bars: self.bars.clone(),
            vars: self.f.vars.clone(),
            kept,
        }
    }

    // Names.

    fn active(&self, v: VarId) -> bool {
        self.activity.is_active(v)
    }

    fn carries(&self, e: &Expr) -> bool {
        self.activity.carries(e)
    }

    fn bar(&mut self, v: VarId) -> VarId {
        if let Some(b) = self.bars.get(&v) {
            return *b;
        }
        let name = format!("{}_bar", self.f.var(v).name);
        let ty = match self.f.ty(v) {
            // The cotangent of a shared borrow is a mutable borrow of the cotangent.
            Type::Ref(_, t) if self.f.params.iter().any(|p| p.var == v) => {
                Type::Ref(true, t.clone())
            }
            Type::Ref(_, t) => (**t).clone(),
            t => t.clone(),
        };
        let b = fresh(&mut self.f.vars, &name, ty);
        self.f.vars[b.0 as usize].mutable = true;
        self.bars.insert(v, b);
        b
    }

    fn is_number(&self, v: VarId) -> bool {
        let ty = self.f.ty(v);
        ty.is_scalar() || *ty == Type::Unknown
    }

    /// A place with aliases replaced by what they borrow.
    fn resolve(&self, place: &Place) -> Place {
        if let Some(target) = self.through.get(&place.root) {
            let mut p = target.clone();
            p.path.extend(place.path.iter().cloned());
            return p;
        }
        let alias = self.f.var(place.root).alias.clone();
        match alias {
            None => place.clone(),
            Some(target) => {
                let target = self.resolve(&target);
                join(target, &place.path)
            }
        }
    }

    fn emit(&mut self, stmt: Stmt) {
        self.before.last_mut().expect("a statement is being planned").push(stmt);
    }

    fn emit_let(&mut self, name: &str, init: Expr) -> VarId {
        let var = fresh(&mut self.f.vars, name, init.ty.clone());
        self.declared_in.insert(var, self.loops.clone());
        self.emit(Stmt::let_(var, init));
        var
    }

    fn read(&self, v: VarId) -> Expr {
        Expr::var(v, self.f.ty(v).clone(), self.f.var(v).span)
    }

    /// An immutable name for a number's present value.
    fn name_of(&mut self, v: VarId, span: Span) -> Expr {
        let ty = self.f.ty(v).clone();
        if !self.assigned.contains(&v) {
            return Expr::var(v, ty, span);
        }
        if let Some(n) = self.current.get(&v) {
            return Expr::var(*n, ty, span);
        }
        let name = format!("{}_now", self.f.var(v).name);
        // Only rustc can tell whether it is `Copy`.
        let value = match ty {
            Type::Unknown => {
                let kind = ExprKind::CloneOf { place: Place::of(v), method: "clone" };
                Expr::new(kind, Type::Unknown, span)
            }
            _ => Expr::var(v, ty.clone(), span),
        };
        let n = self.emit_let(&name, value);
        self.current.insert(v, n);
        Expr::var(n, ty, span)
    }

    // Statements.

    /// The two sweeps of a list of statements, in one scope. With `fuse`, the cotangents of what
    /// the block produces are known while it runs.
    fn block(&mut self, stmts: &[Stmt], fuse: bool) -> (Vec<Stmt>, Vec<Stmt>) {
        let mut plans: Vec<Plan> = Vec::new();
        self.open.push(HashSet::new());
        let mut hoisted: HashMap<usize, usize> = HashMap::new();
        for (i, stmt) in stmts.iter().enumerate() {
            self.position += 1;
            for s in declared(std::slice::from_ref(stmt)) {
                self.declared_in.insert(s, self.loops.clone());
                self.open.last_mut().expect("open").insert(s);
            }
            let fused = if fuse { self.can_fuse(stmt, &stmts[i + 1..]) } else { None };
            let mut plan = match &fused {
                Some(suffix) => {
                    for k in suffix {
                        hoisted.entry(i + 1 + k).or_insert(i);
                    }
                    self.fused(stmt)
                }
                None => self.statement(stmt),
            };
            plan.hoist_to = hoisted.get(&i).copied();
            plans.push(plan);
        }
        self.open.pop();
        let mut forward = Vec::new();
        let mut reverse: Vec<Stmt> = Vec::new();
        let mut hoists: HashMap<usize, Vec<Stmt>> = HashMap::new();
        for k in (0..plans.len()).rev() {
            let Some(at) = plans[k].hoist_to else { continue };
            let mut reverse = std::mem::take(&mut plans[k].reverse);
            let mut ahead = Vec::new();
            let mut needed = mentioned(&reverse);
            for plan in plans[at + 1..=k].iter_mut().rev() {
                take_needed(&mut plan.forward, &mut needed, &mut ahead);
            }
            ahead.append(&mut reverse);
            hoists.entry(at).or_default().append(&mut ahead);
        }
        // Cotangents of this block's variables start at zero, before their first use.
        let locals = declared(stmts);
        let bars: Vec<(VarId, VarId)> = locals
            .iter()
            .filter_map(|v| self.bars.get(v).map(|b| (*v, *b)))
            .filter(|(_, b)| !self.declared_bars.contains(b))
            .collect();
        let mut started: HashSet<VarId> = HashSet::new();
        for (i, plan) in plans.iter_mut().enumerate() {
            if let Some(ahead) = hoists.remove(&i) {
                let mut used = mentioned(&ahead);
                used.extend(mentioned(&plan.forward));
                for (v, b) in &bars {
                    if used.contains(b) && started.insert(*b) {
                        let whole = self.read(*v);
                        let zero = self.zero_of(*v, whole);
                        forward.push(Stmt::let_(*b, zero));
                    }
                }
                forward.extend(ahead);
            } else if plan.reverse.is_empty() {
                // A fused statement with nothing after it still needs its accumulators' cotangents.
                let used = mentioned(&plan.forward);
                for (v, b) in &bars {
                    if used.contains(b) && started.insert(*b) {
                        let whole = self.read(*v);
                        let zero = self.zero_of(*v, whole);
                        forward.push(Stmt::let_(*b, zero));
                    }
                }
            }
            forward.append(&mut plan.forward);
        }
        let mut body: Vec<Stmt> = Vec::new();
        for mut plan in plans.into_iter().rev() {
            body.append(&mut plan.reverse);
        }
        let used = mentioned(&body);
        for (v, b) in bars {
            if used.contains(&b) && started.insert(b) {
                let init = match self.zeros.get(&v) {
                    Some(z) => self.read(*z),
                    None => {
                        let whole = self.read(v);
                        let whole = match self.f.var(v).alias.clone() {
                            Some(place) => Expr::read(place, whole.ty, whole.span),
                            None => whole,
                        };
                        self.zero_of(v, whole)
                    }
                };
                reverse.push(Stmt::let_(b, init));
            }
        }
        reverse.extend(body);
        (forward, reverse)
    }

    /// Plans one statement.
    fn statement(&mut self, stmt: &Stmt) -> Plan {
        self.before.push(Vec::new());
        let span = stmt.span;
        let mut reverse = Vec::new();
        let mut after: Vec<Stmt> = Vec::new();
        let changed = foreign_writes(stmt);
        let lent: Vec<VarId> =
            changed.iter().filter_map(|v| self.f.var(*v).alias.as_ref()).map(|p| p.root).collect();
        for v in &changed {
            // How foreign code changes memory is not known, so all of it is saved; of memory that is
            // lent, the part that is.
            if !self.f.ty(*v).is_scalar() && !lent.contains(v) {
                self.save_whole(&Place::of(*v), &mut reverse);
            }
        }
        match &stmt.kind {
            StmtKind::Let { var, init: Some(init) } => {
                if let Some(stmts) = self.call(*var, init, &mut reverse, span) {
                    after = stmts;
                } else if self.active(*var) && self.f.var(*var).alias.is_none() {
                    let (value, _, d) = self.dual(init, false);
                    let value = self.keep_if_needed(value);
                    after.push(Stmt::new(StmtKind::Let { var: *var, init: Some(value) }, span));
                    let w = self.bar(*var);
                    let w = self.read(w);
                    self.back(&d, w, &mut reverse);
                } else {
                    // What is moved out of an active value leaves it without a shape.
                    let value = match &init.kind {
                        ExprKind::Read(p) if self.active(p.root) => {
                            self.keep_if_needed(init.clone())
                        }
                        _ => init.clone(),
                    };
                    after.push(Stmt::new(StmtKind::Let { var: *var, init: Some(value) }, span));
                }
                self.current.remove(var);
            }
            StmtKind::Let { .. } => after.push(stmt.clone()),
            StmtKind::Assign { place, .. }
                if let Some(whole) = self.whole.filter(|w| w.var == place.root) =>
            {
                self.multiply(whole, &stmt.kind, span, &mut reverse, &mut after)
            }
            StmtKind::Assign { place, op, value } => {
                self.assign(place, *op, value, span, &mut reverse, &mut after)
            }
            StmtKind::Accumulate { place, value } => {
                let sum = Sum { checked: false, op: "add" };
                self.add(place, sum, value, span, &mut reverse, &mut after)
            }
            StmtKind::LetTuple { .. } | StmtKind::LetPattern { .. } => {
                unreachable!("only transforms write these, and take them away again")
            }
            StmtKind::Eval(e) => {
                if let ExprKind::Call(_) = &e.kind {
                    let var = fresh(&mut self.f.vars, "called", e.ty.clone());
                    match self.call(var, e, &mut reverse, span) {
                        Some(stmts) => after = stmts,
                        None => after.push(stmt.clone()),
                    }
                } else {
                    after.push(stmt.clone());
                }
            }
            StmtKind::VecPush { place, value } => {
                let target = self.stable_place(place);
                if self.active(target.root) {
                    let (v, _, d) = self.dual(value, false);
                    let v = self.keep_if_needed(v);
                    after.push(Stmt::new(
                        StmtKind::VecPush { place: place.clone(), value: v },
                        span,
                    ));
                    if self.must_save_length(target.root) {
                        reverse.push(Stmt::new(
                            StmtKind::VecPop { var: None, place: target.clone() },
                            span,
                        ));
                    }
                    let elem = self.f.ty(target.root).element().cloned().unwrap_or(Type::Unknown);
                    let w = fresh(&mut self.f.vars, "pushed_bar", elem.clone());
                    let bars = self.bar_place(&target);
                    reverse.push(Stmt::new(StmtKind::VecPop { var: Some(w), place: bars }, span));
                    let w = self.read(w);
                    self.back(&d, w, &mut reverse);
                } else {
                    after.push(stmt.clone());
                    if self.must_save(target.root) {
                        reverse
                            .push(Stmt::new(StmtKind::VecPop { var: None, place: target }, span));
                    }
                }
            }
            StmtKind::VecPop { var, place } => {
                let target = self.stable_place(place);
                let v = match var {
                    Some(v) => *v,
                    None => {
                        let elem =
                            self.f.ty(target.root).element().cloned().unwrap_or(Type::Unknown);
                        fresh(&mut self.f.vars, "dropped", elem)
                    }
                };
                after
                    .push(Stmt::new(StmtKind::VecPop { var: Some(v), place: place.clone() }, span));
                if self.must_save_length(target.root) {
                    let value = self.read(v);
                    let value = if value.ty.is_copy() {
                        value
                    } else {
                        Expr::new(
                            ExprKind::CloneOf { place: Place::of(v), method: "clone" },
                            value.ty.clone(),
                            span,
                        )
                    };
                    reverse
                        .push(Stmt::new(StmtKind::VecPush { place: target.clone(), value }, span));
                    self.load(v);
                }
                if self.active(target.root) {
                    let bars = self.bar_place(&target);
                    let w = if var.is_some() && self.active(v) {
                        let w = self.bar(v);
                        self.read(w)
                    } else {
                        self.load(v);
                        let whole = self.read(v);
                        self.zero_of(v, whole)
                    };
                    reverse.push(Stmt::new(StmtKind::VecPush { place: bars, value: w }, span));
                }
            }
            StmtKind::Swap { a, b } => {
                let (sa, sb) = (self.stable_place(a), self.stable_place(b));
                after.push(stmt.clone());
                let number = |p: &Place| p.is_var() && self.f.ty(p.root).is_scalar();
                let numbers = [number(&sa), number(&sb)];
                if numbers[0] || numbers[1] {
                    // Numbers are not restored, so what stood in memory is kept by name.
                    for (k, (target, place)) in [(&sa, a), (&sb, b)].into_iter().enumerate() {
                        if !numbers[k] {
                            let ty = place_type(&self.f, place);
                            self.save(target, place, &ty, &mut reverse);
                        }
                    }
                } else if self.must_save(sa.root) || self.must_save(sb.root) {
                    reverse.push(Stmt::new(StmtKind::Swap { a: sa.clone(), b: sb.clone() }, span));
                }
                if self.active(sa.root) || self.active(sb.root) {
                    let (a, b) = (self.bar_place(&sa), self.bar_place(&sb));
                    reverse.push(Stmt::new(StmtKind::Swap { a, b }, span));
                }
                self.current.remove(&a.root);
                self.current.remove(&b.root);
            }
            StmtKind::If { cond, then, els } => {
                let heads = vec![(Pattern::Wild, None, then), (Pattern::Wild, None, els)];
                self.branch(Head::If(cond.clone()), heads, &mut reverse, &mut after, span);
            }
            StmtKind::Match { scrutinee, arms } => {
                let heads =
                    arms.iter().map(|a| (a.pattern.clone(), a.guard.clone(), &a.body)).collect();
                self.branch(Head::Match(scrutinee.clone()), heads, &mut reverse, &mut after, span);
            }
            StmtKind::For { .. } | StmtKind::While { .. } | StmtKind::Each { .. } => {
                self.repeat(stmt, &mut reverse, &mut after)
            }
            _ => after.push(stmt.clone()),
        }
        for v in changed {
            self.current.remove(&v);
        }
        let mut forward = self.before.pop().expect("pushed above");
        forward.append(&mut after);
        Plan { forward, reverse, hoist_to: None }
    }
}

/// What is pushed to, popped from, assigned whole, swapped whole, or lent as a whole vector.
fn resized(f: &Function) -> HashSet<VarId> {
    let mut set = reshaped(f);
    f.body.each_stmt(&mut |s| {
        s.each_expr(&mut |e| {
            e.any(&mut |x| {
                if let ExprKind::Borrow { mutable: true, place } = &x.kind {
                    let ty = place_type(f, place);
                    if !matches!(ty.peel(), Type::Slice(_) | Type::Array(..)) && !ty.is_scalar() {
                        set.insert(place.root);
                    }
                }
                false
            });
        });
    });
    set
}

fn reshaped(f: &Function) -> HashSet<VarId> {
    let mut set = HashSet::new();
    f.body.each_stmt(&mut |s| {
        match &s.kind {
            StmtKind::VecPush { place, .. } | StmtKind::VecPop { place, .. } => {
                set.insert(place.root);
            }
            StmtKind::Assign { place, .. }
                if !matches!(place.path.last(), Some(Step::Index(_))) =>
            {
                set.insert(place.root);
            }
            StmtKind::Swap { a, b } => {
                for p in [a, b].into_iter().filter(|p| p.is_var()) {
                    set.insert(p.root);
                }
            }
            StmtKind::Foreign(foreign) => set.extend(foreign.writes.iter().copied()),
            _ => {}
        }
        s.each_expr(&mut |e| {
            e.any(&mut |x| {
                if let ExprKind::Foreign(foreign) = &x.kind {
                    set.extend(foreign.writes.iter().copied());
                }
                false
            });
        });
    });
    set
}

/// Vectors that are declared without a value start empty: what they hold may then be saved
/// before any assignment, the first one too.
fn start_empty(block: &mut Block, vars: &[Var]) {
    for s in &mut block.stmts {
        if let StmtKind::Let { var, init: init @ None } = &mut s.kind {
            let v = &vars[var.0 as usize];
            if v.mutable && matches!(v.ty, Type::Vec(_)) {
                *init = Some(Expr::new(ExprKind::VecOf(Vec::new()), v.ty.clone(), s.span));
            }
        }
        s.each_block_mut(&mut |b| start_empty(b, vars));
    }
}

/// What the foreign code of a statement may change, blocks below it left out.
fn foreign_writes(stmt: &Stmt) -> Vec<VarId> {
    let mut list: Vec<VarId> = Vec::new();
    if let StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } = &stmt.kind {
        list.extend(&f.writes);
    }
    stmt.each_expr(&mut |e| {
        e.any(&mut |x| {
            if let ExprKind::Foreign(f) = &x.kind {
                list.extend(&f.writes);
            }
            false
        });
    });
    list.sort();
    list.dedup();
    list
}

/// Classes of buffers that are swapped whole with each other.
fn swapped(f: &Function) -> HashMap<VarId, VarId> {
    let mut class: HashMap<VarId, VarId> = HashMap::new();
    f.body.each_stmt(&mut |s| {
        let StmtKind::Swap { a, b } = &s.kind else { return };
        if a.root == b.root {
            return;
        }
        let of = |class: &HashMap<VarId, VarId>, v: VarId| class.get(&v).copied().unwrap_or(v);
        let (x, y) = (of(&class, a.root), of(&class, b.root));
        let (least, other) = (x.min(y), x.max(y));
        class.insert(a.root, x);
        class.insert(b.root, y);
        class.values_mut().filter(|c| **c == other).for_each(|c| *c = least);
    });
    class
}

/// Takes the names that are needed earlier out of a forward fragment. Only what stands still can
/// be needed there, see `fuse`.
fn take_needed(forward: &mut Vec<Stmt>, needed: &mut HashSet<VarId>, ahead: &mut Vec<Stmt>) {
    for i in (0..forward.len()).rev() {
        if matches!(&forward[i].kind, StmtKind::Let { var, init: Some(_) } if needed.contains(var))
        {
            let s = forward.remove(i);
            needed.extend(mentioned(std::slice::from_ref(&s)));
            ahead.insert(0, s);
        }
    }
}

/// Is the length all that the statements ask of the variable?
fn only_measures(stmts: &[Stmt], root: VarId) -> bool {
    let mut sound = true;
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_expr(&mut |e| sound &= !reads_elements(e, root));
        let places: &[&Place] = match &s.kind {
            // What is put back for no one is dropped.
            StmtKind::Assign { value, .. } if pure(value) => &[],
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
            | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => &[place],
            StmtKind::Swap { a, b } => &[a, b],
            StmtKind::Foreign(f) | StmtKind::Each { iterator: f, .. } => {
                sound &= f.uses.iter().all(|(_, v)| *v != root);
                &[]
            }
            _ => &[],
        };
        sound &= places.iter().all(|p| p.root != root);
    });
    sound
}

/// Does the expression read what the variable holds? Beside what a call saw, only its shape counts.
fn reads_elements(e: &Expr, root: VarId) -> bool {
    match &e.kind {
        ExprKind::Support("seen", args) => reads_elements(&args[0], root),
        ExprKind::Call(call) => call.args.iter().any(|a| reads_elements(a, root)),
        _ => {
            let mut reads = false;
            e.each_value_var(&mut |v| reads |= v == root);
            reads
        }
    }
}

/// What counts the iterations of each loop, where nothing else changes it.
fn counters(f: &Function, named: &Named) -> HashMap<LoopId, Counted> {
    let mut counters = HashMap::new();
    f.body.each_stmt(&mut |s| {
        if let StmtKind::For { id, var, lo, hi, .. } = &s.kind {
            counters.insert(*id, Counted::new(*var, lo, hi, named));
        }
    });
    let mut changed = HashSet::new();
    for s in &f.body.stmts {
        changed.extend(written(s, f));
    }
    counters.retain(|_, counted| !changed.contains(&counted.counter));
    counters
}

/// Vectors and arrays of numbers that stay where they are declared, and of which only elements are changed.
fn by_element(f: &Function) -> HashSet<VarId> {
    let mut own = HashSet::new();
    if f.marks.iter().any(|(_, mark)| matches!(mark, Mark::Checkpoint(_))) {
        return own;
    }
    let mut otherwise: HashSet<VarId> = f.ret.into_iter().collect();
    let memory = |v: VarId| f.var(v).alias.as_ref().map_or(v, |place| place.root);
    f.body.each_stmt(&mut |s| {
        if let StmtKind::Let { var, init: Some(_) } = &s.kind
            && f.var(*var).alias.is_none()
            && matches!(f.ty(*var), Type::Vec(t) | Type::Array(t, _) if t.is_float())
        {
            own.insert(*var);
        }
        let mut alone = s.clone();
        alone.each_block_mut(&mut |b| b.stmts.clear());
        let element = match &s.kind {
            StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } => {
                (!place.is_var()).then(|| memory(place.root))
            }
            _ => None,
        };
        let changed = written(&alone, f).into_iter().map(memory);
        otherwise.extend(changed.filter(|v| Some(*v) != element));
        match &s.kind {
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. }
            | StmtKind::LetPattern { place, .. } => {
                otherwise.insert(memory(place.root));
            }
            StmtKind::Let { var, .. } if f.var(*var).alias.is_some() => return,
            _ => {}
        }
        s.each_expr(&mut |e| {
            e.any(&mut |x| {
                match &x.kind {
                    // What is read whole moves.
                    ExprKind::Read(p) if p.is_var() => {
                        otherwise.insert(memory(p.root));
                    }
                    ExprKind::Borrow { mutable: true, place } => {
                        otherwise.insert(memory(place.root));
                    }
                    ExprKind::Foreign(_) | ExprKind::Closure(_) => x.each_var(&mut |v| {
                        otherwise.insert(memory(v));
                    }),
                    _ => {}
                }
                false
            });
        });
    });
    own.retain(|v| !otherwise.contains(v));
    own
}

/// What is declared inside each loop that counts.
fn inside(f: &Function) -> HashMap<LoopId, HashSet<VarId>> {
    let mut inside = HashMap::new();
    f.body.each_stmt(&mut |s| {
        if let StmtKind::For { id, body, .. } = &s.kind {
            inside.insert(*id, all_declared(&body.stmts));
        }
    });
    inside
}

fn mentions_root(stmts: &[Stmt], root: VarId) -> bool {
    mentioned(stmts).contains(&root)
}

/// Slices of slices and indices into slices become one step.
pub(crate) fn join(mut base: Place, path: &[Step]) -> Place {
    for step in path {
        let add = |a: &Expr, b: &Expr| {
            if matches!(&a.kind, ExprKind::Literal(s) if s == "0") {
                b.clone()
            } else if matches!(&b.kind, ExprKind::Literal(s) if s == "0") {
                a.clone()
            } else {
                Expr::op("add", vec![a.clone(), b.clone()], Type::Int("usize".into()))
            }
        };
        match (base.path.last().cloned(), step) {
            (Some(Step::Slice(lo, _)), Step::Index(i)) => {
                base.path.pop();
                base.path.push(Step::Index(add(&lo, i)));
            }
            (Some(Step::Slice(lo, hi)), Step::Slice(from, to)) => {
                base.path.pop();
                let hi = match to {
                    Some(to) => Some(add(&lo, to)),
                    None => hi,
                };
                base.path.push(Step::Slice(add(&lo, from), hi));
            }
            (_, Step::Deref)
                if base
                    .path
                    .last()
                    .is_some_and(|s| matches!(s, Step::Slice(..) | Step::Index(_))) => {}
            _ => base.path.push(step.clone()),
        }
    }
    base
}

pub(crate) fn rules_read_result(rule: &rules::Rule) -> bool {
    (0..rule.params.len()).any(|i| rule.coefficient(i).is_some_and(|c| c.reads_result()))
}

/// The name of an intermediate result.
fn hint(op: &'static str) -> &'static str {
    match op {
        "add" => "sum",
        "sub" => "difference",
        "mul" => "product",
        "div" => "quotient",
        "neg" => "minus",
        "rem" => "remainder",
        "sqrt" => "root",
        "powi" | "powf" => "power",
        op => op,
    }
}

fn part_type(whole: &Type, step: &Step) -> Type {
    match (whole, step) {
        (Type::Tuple(ts), Step::Field(i)) => {
            i.parse::<usize>().ok().and_then(|i| ts.get(i).cloned()).unwrap_or(Type::Unknown)
        }
        (Type::Array(t, _) | Type::Vec(t) | Type::Slice(t), Step::Index(_)) => (**t).clone(),
        _ => Type::Unknown,
    }
}

/// The type of a place, as far as it is known.
pub(crate) fn place_type(f: &Function, place: &Place) -> Type {
    let mut ty = f.ty(place.root).clone();
    for step in &place.path {
        ty = match step {
            Step::Index(_) => ty.element().cloned().unwrap_or(Type::Unknown),
            Step::Field(i) => match ty.peel() {
                Type::Tuple(ts) => i
                    .parse::<usize>()
                    .ok()
                    .and_then(|i| ts.get(i).cloned())
                    .unwrap_or(Type::Unknown),
                _ => Type::Unknown,
            },
            Step::Deref => match ty {
                Type::Ref(_, t) | Type::Boxed(t) => *t,
                t => t,
            },
            Step::Slice(..) => {
                ty.element().cloned().map_or(Type::Unknown, |t| Type::Slice(Box::new(t)))
            }
            Step::Part(..) => {
                Type::NdArray(Box::new(ty.element().cloned().unwrap_or(Type::Unknown)))
            }
        };
    }
    ty
}

pub(crate) fn is_std_variant(path: &TokenStream) -> bool {
    let text = path.to_string().replace(' ', "");
    matches!(text.rsplit("::").next(), Some("Some" | "None" | "Ok" | "Err"))
}

/// Does a path, as text, end in an enum and its variant? Generic arguments do not count.
pub(crate) fn is_variant_path(path: &str) -> bool {
    let Ok(path) = syn::parse_str::<syn::Path>(path) else { return false };
    let mut last = path.segments.iter().rev().map(|s| s.ident.to_string());
    let mut upper = || last.next().is_some_and(|s| s.starts_with(char::is_uppercase));
    upper() && upper()
}

/// Does a leaf of the skeleton lie in the variable?
fn touches(d: &Dual, root: VarId) -> bool {
    match d {
        Dual::Constant => false,
        Dual::Leaf(p) | Dual::Clone { place: p } => p.root == root,
        Dual::Op { args, .. } => args.iter().any(|a| touches(a, root)),
        Dual::Rule { args, .. } => args.iter().any(|a| touches(a, root)),
        Dual::Cast { arg, .. } | Dual::Wrap { arg, .. } | Dual::Negated(arg) => touches(arg, root),
        Dual::Parts(parts) => parts.iter().any(|(_, d)| touches(d, root)),
        Dual::Repeat { value, .. } => touches(value, root),
    }
}
