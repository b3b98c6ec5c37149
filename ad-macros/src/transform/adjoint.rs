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

use super::dual::{Dual, is_atom, negate, times};
use crate::analyse::activity::{Activity, mutable_roots};
use crate::analyse::effects::{declared, mentioned, written};
use crate::ir::builder::fresh;
use crate::ir::*;
use crate::rules;
use proc_macro2::{Span, TokenStream};
use quote::quote;
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
}

pub(crate) fn adjoint(f: &Function, activity: &Activity, layout: Layout) -> Sweeps {
    // A run finds which memory the reverse sweep reads, the next one saves just that. Saving may
    // read more, and loops fuse only where nothing needs saving, so this goes on until it settles.
    let mut known = Loads::default();
    loop {
        let mut pass = Adjoint::new(f, activity, layout, known.clone());
        let sweeps = pass.run();
        let before = known.list.len();
        for load in pass.loads.list {
            if !known.list.contains(&load) {
                known.list.push(load);
            }
        }
        if known.list.len() == before {
            return sweeps;
        }
    }
}

/// Where the reverse sweep reads memory: position in the walk and the loops around it.
#[derive(Clone, Debug, Default)]
struct Loads {
    list: Vec<(VarId, usize, Vec<LoopId>)>,
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
    /// Buffers that are swapped with each other count as one: the least of them.
    same_memory: HashMap<VarId, VarId>,
    position: usize,
    /// The loops around the present statement, fused ones left out, and the declaration depth of memory.
    loops: Vec<LoopId>,
    /// Loops around each variable's declaration.
    declared_in: HashMap<VarId, Vec<LoopId>>,
    /// Variables that are assigned after their first value.
    assigned: HashSet<VarId>,
    /// The zero cotangent of a variable that is moved, made while it was there.
    zeros: HashMap<VarId, VarId>,
    /// What each open block has declared so far.
    open: Vec<HashSet<VarId>>,
    /// Cotangents already declared.
    declared_bars: HashSet<VarId>,
    /// Variables whose reads in match arms go through a reference.
    through: HashMap<VarId, Place>,
}

impl<'a> Adjoint<'a> {
    fn new(f: &Function, activity: &'a Activity, layout: Layout, known: Loads) -> Adjoint<'a> {
        let mut assigned = HashSet::new();
        let mut single = HashSet::new();
        f.body.each_stmt(&mut |s| {
            if let StmtKind::Let { var, init: None } = &s.kind {
                if !f.var(*var).mutable {
                    single.insert(*var);
                }
            }
        });
        for s in &f.body.stmts {
            assigned.extend(written(s, f));
        }
        for v in single {
            assigned.remove(&v);
        }
        Adjoint {
            f: f.clone(),
            activity,
            layout,
            bars: HashMap::new(),
            current: HashMap::new(),
            before: Vec::new(),
            tapes: Vec::new(),
            loads: Loads::default(),
            known,
            same_memory: swapped(f),
            position: 0,
            loops: Vec::new(),
            declared_in: HashMap::new(),
            assigned,
            zeros: HashMap::new(),
            open: Vec::new(),
            declared_bars: HashSet::new(),
            through: HashMap::new(),
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
        for p in mutable {
            if mentions_root(&reverse, p) {
                let name = format!("{}_kept", self.f.var(p).name);
                let ty = self.f.ty(p).clone();
                let keep = fresh(&mut self.f.vars, &name, ty);
                replace_root(&mut reverse, p, keep);
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
        let n = self.emit_let(&name, Expr::var(v, ty.clone(), span));
        self.current.insert(v, n);
        Expr::var(n, ty, span)
    }

    fn load(&mut self, root: VarId) {
        let at = (self.memory(root), self.position, self.loops.clone());
        if !self.loads.list.contains(&at) {
            self.loads.list.push(at);
        }
    }

    fn memory(&self, root: VarId) -> VarId {
        self.same_memory.get(&root).copied().unwrap_or(root)
    }

    /// Does the reverse sweep read the variable's memory in any state?
    fn is_loaded(&self, root: VarId) -> bool {
        let memory = self.memory(root);
        self.known.list.iter().any(|(r, ..)| *r == memory)
    }

    /// Does the reverse sweep read the state that is about to be overwritten?
    fn must_save(&self, root: VarId) -> bool {
        let declared = self.declared_in.get(&root).cloned().unwrap_or_default();
        let memory = self.memory(root);
        self.known.list.iter().any(|(r, position, loops)| {
            *r == memory
                && (*position <= self.position
                    || loops
                        .iter()
                        .zip(&self.loops)
                        .take_while(|(a, b)| a == b)
                        .any(|(l, _)| !declared.contains(l)))
        })
    }

    // Expressions.

    /// An expression that means the same in the reverse sweep.
    fn stable(&mut self, e: &Expr) -> Expr {
        let span = e.span;
        match &e.kind {
            ExprKind::Literal(_) | ExprKind::Number(_) => e.clone(),
            ExprKind::Read(p)
                if p.is_var()
                    && self.f.var(p.root).alias.is_none()
                    && !self.through.contains_key(&p.root) =>
            {
                if self.f.ty(p.root).is_scalar()
                    || self.is_number(p.root) && self.assigned.contains(&p.root)
                {
                    self.name_of(p.root, span)
                } else {
                    self.load(p.root);
                    e.clone()
                }
            }
            ExprKind::Read(p) => {
                let place = self.stable_place(p);
                self.load(place.root);
                Expr::read(place, e.ty.clone(), span)
            }
            ExprKind::Len(p) => {
                let place = self.stable_place(p);
                if self.resized(place.root) {
                    let v = self.emit_let("len", e.clone());
                    return self.read(v);
                }
                Expr::new(ExprKind::Len(place), e.ty.clone(), span)
            }
            ExprKind::Borrow { mutable, place } => {
                let place = self.stable_place(place);
                self.load(place.root);
                Expr::new(ExprKind::Borrow { mutable: *mutable, place }, e.ty.clone(), span)
            }
            ExprKind::Op(name, args) if rules::scalar::is_cheap(name) || e.ty.is_constant() => {
                let args = args.iter().map(|a| self.stable(a)).collect();
                Expr::new(ExprKind::Op(name, args), e.ty.clone(), span)
            }
            ExprKind::Cast(inner, ty) => {
                let inner = self.stable(inner);
                Expr::new(ExprKind::Cast(Box::new(inner), ty.clone()), e.ty.clone(), span)
            }
            ExprKind::Compare(op, args) => {
                let args = args.iter().map(|a| self.stable(a)).collect();
                Expr::new(ExprKind::Compare(op, args), e.ty.clone(), span)
            }
            ExprKind::Foreign(f) if f.uses.is_empty() => e.clone(),
            _ => {
                let v = self.emit_let("held", e.clone());
                self.read(v)
            }
        }
    }

    fn stable_place(&mut self, p: &Place) -> Place {
        let mut place = self.resolve(p);
        let mut path = std::mem::take(&mut place.path);
        for step in &mut path {
            match step {
                Step::Index(e) => *e = self.stable(e),
                Step::Slice(lo, hi) => {
                    *lo = self.stable(lo);
                    if let Some(hi) = hi {
                        *hi = self.stable(hi);
                    }
                }
                _ => {}
            }
        }
        place.path = path;
        place
    }

    fn resized(&self, root: VarId) -> bool {
        let mut found = false;
        self.f.body.each_stmt(&mut |s| match &s.kind {
            StmtKind::VecPush { place, .. } | StmtKind::VecPop { place, .. } => {
                found |= place.root == root
            }
            StmtKind::Assign { place, .. } => found |= place.root == root && place.is_var(),
            StmtKind::Swap { a, b } => {
                found |= (a.root == root && a.is_var()) || (b.root == root && b.is_var())
            }
            _ => {}
        });
        found
    }

    /// Takes an expression apart. Gives what the forward sweep evaluates, and the skeleton; with
    /// `need`, also an expression for its value in the reverse sweep.
    fn dual(&mut self, e: &Expr, need: bool) -> (Expr, Option<Expr>, Dual) {
        let span = e.span;
        if !self.carries(e) {
            let stable = need.then(|| self.stable_value(e));
            let value = match &stable {
                Some(s)
                    if !is_atom(e)
                        && is_atom(s)
                        && !matches!(s.kind, ExprKind::Read(ref p) if !p.is_var()) =>
                {
                    s.clone()
                }
                _ => e.clone(),
            };
            return (value, stable, Dual::Constant);
        }
        match &e.kind {
            ExprKind::Read(p) => {
                let stable = need.then(|| self.stable(e));
                let place = self.stable_place(p);
                (e.clone(), stable, Dual::Leaf(place))
            }
            ExprKind::Op(name, args) => {
                let rule = rules::find(name).expect("a primitive of the table");
                let coefficients: Vec<_> = (0..args.len()).map(|i| rule.coefficient(i)).collect();
                let live: Vec<bool> = args
                    .iter()
                    .enumerate()
                    .map(|(i, a)| self.carries(a) && coefficients[i].is_some())
                    .collect();
                let known = e.ty.is_float()
                    && args
                        .iter()
                        .enumerate()
                        .all(|(i, a)| a.ty.is_float() || coefficients[i].is_none());
                let reads = |j: usize| {
                    coefficients
                        .iter()
                        .zip(&live)
                        .any(|(c, on)| *on && c.as_ref().is_some_and(|c| c.reads(j)))
                };
                let reads_result = coefficients
                    .iter()
                    .zip(&live)
                    .any(|(c, on)| *on && c.as_ref().is_some_and(|c| c.reads_result()));
                let mut values = Vec::new();
                let mut forward = Vec::new();
                let mut duals = Vec::new();
                for (j, a) in args.iter().enumerate() {
                    let wanted = reads(j) || (!known && live.iter().any(|l| *l));
                    let (v, s, d) = self.dual(a, wanted);
                    forward.push(v);
                    values.push(s);
                    duals.push(if live[j] { d } else { Dual::Constant });
                }
                let mut value = Expr::new(ExprKind::Op(name, forward), e.ty.clone(), span);
                let mut stable = None;
                let mut result = None;
                if need || reads_result || (!known && rules_read_result(rule)) {
                    let v = self.emit_let(hint(name), value);
                    value = self.read(v);
                    value.span = span;
                    stable = Some(value.clone());
                    result = stable.clone();
                }
                let arg_types = args.iter().map(|a| a.ty.clone()).collect();
                (
                    value,
                    stable.filter(|_| need),
                    Dual::Op {
                        rule,
                        args: duals,
                        values,
                        result,
                        arg_types,
                        ty: if known { e.ty.clone() } else { Type::Unknown },
                    },
                )
            }
            ExprKind::Cast(inner, ty) => {
                let (v, inner_value, d) = self.dual(inner, inner.ty == Type::Unknown);
                let mut value =
                    Expr::new(ExprKind::Cast(Box::new(v), ty.clone()), e.ty.clone(), span);
                let mut stable = None;
                if need {
                    let v = self.emit_let("cast", value);
                    value = self.read(v);
                    stable = Some(value.clone());
                }
                (
                    value,
                    stable,
                    Dual::Cast {
                        arg: Box::new(d),
                        value: inner_value,
                        from: inner.ty.clone(),
                        to: e.ty.clone(),
                    },
                )
            }
            ExprKind::Tuple(args) | ExprKind::Array(args) | ExprKind::VecOf(args) => {
                let tuple = matches!(e.kind, ExprKind::Tuple(_));
                let mut forward = Vec::new();
                let mut parts = Vec::new();
                for (i, a) in args.iter().enumerate() {
                    let (v, _, d) = self.dual(a, false);
                    forward.push(self.keep_if_needed(v));
                    let step =
                        if tuple { Step::Field(i.to_string()) } else { Step::Index(Expr::int(i)) };
                    parts.push((step, d));
                }
                let kind = match &e.kind {
                    ExprKind::Tuple(_) => ExprKind::Tuple(forward),
                    ExprKind::Array(_) => ExprKind::Array(forward),
                    _ => ExprKind::VecOf(forward),
                };
                (Expr::new(kind, e.ty.clone(), span), None, Dual::Parts(parts))
            }
            ExprKind::Construct { path, fields, rest, tangent } => {
                let mut forward = Vec::new();
                let mut parts = Vec::new();
                for (i, (name, a)) in fields.iter().enumerate() {
                    let (v, _, d) = self.dual(a, false);
                    forward.push((name.clone(), self.keep_if_needed(v)));
                    parts.push((Step::Field(name.clone().unwrap_or_else(|| i.to_string())), d));
                }
                if let Some(rest) = rest {
                    if self.carries(rest) {
                        // `..base`: everything but the fields named flows back whole.
                        if let ExprKind::Read(p) = &rest.kind {
                            let place = self.stable_place(p);
                            parts.push((Step::Deref, Dual::Leaf(place)));
                        }
                    }
                }
                let value = Expr::new(
                    ExprKind::Construct {
                        path: path.clone(),
                        fields: forward,
                        rest: rest.clone(),
                        tangent: *tangent,
                    },
                    e.ty.clone(),
                    span,
                );
                let path = path.to_string().replace(' ', "");
                let variant = is_variant_path(&path);
                if variant {
                    let named = fields.first().is_some_and(|(n, _)| n.is_some());
                    return (
                        value,
                        None,
                        Dual::Wrap {
                            path: format!("{}{path}", if named { "{" } else { "(" }),
                            arg: Box::new(Dual::Parts(parts)),
                            ty: e.ty.clone(),
                        },
                    );
                }
                (value, None, Dual::Parts(parts))
            }
            ExprKind::Repeat { value, count, vec } => {
                let (v, _, d) = self.dual(value, false);
                let kind = ExprKind::Repeat { value: Box::new(v), count: count.clone(), vec: *vec };
                (
                    Expr::new(kind, e.ty.clone(), span),
                    None,
                    Dual::Repeat { value: Box::new(d), ty: value.ty.clone() },
                )
            }
            ExprKind::CloneOf { place, .. } => {
                let target = self.stable_place(place);
                (e.clone(), None, Dual::Clone { place: target, ty: e.ty.clone() })
            }
            ExprKind::Call(call) => match &call.callee {
                Callee::Wrap(path) => {
                    let (v, _, d) = self.dual(&call.args[0], false);
                    let v = self.keep_if_needed(v);
                    let value = Expr::new(
                        ExprKind::Call(Box::new(Call {
                            callee: call.callee.clone(),
                            args: vec![v],
                            span: call.span,
                        })),
                        e.ty.clone(),
                        span,
                    );
                    (
                        value,
                        None,
                        Dual::Wrap {
                            path: path.to_string().replace(' ', ""),
                            arg: Box::new(d),
                            ty: e.ty.clone(),
                        },
                    )
                }
                _ => (e.clone(), None, Dual::Constant),
            },
            _ => (e.clone(), None, Dual::Constant),
        }
    }

    /// A constant operand's value for the reverse sweep.
    fn stable_value(&mut self, e: &Expr) -> Expr {
        let simple = match &e.kind {
            ExprKind::Op(name, _) => rules::scalar::is_cheap(name),
            _ => true,
        };
        if simple {
            return self.stable(e);
        }
        let v = self.emit_let("held", e.clone());
        self.read(v)
    }

    /// A vector or struct that is moved away is cloned if the reverse sweep still reads it;
    /// otherwise its zero cotangent is made while its shape is known.
    fn keep_if_needed(&mut self, e: Expr) -> Expr {
        let ExprKind::Read(p) = &e.kind else { return e };
        if !p.is_var()
            || self.f.ty(p.root).is_copy()
            || matches!(self.f.ty(p.root), Type::Ref(..))
            || self.f.var(p.root).alias.is_some()
        {
            return e;
        }
        let root = p.root;
        let read = self.is_loaded(root);
        let here = self.open.last().is_some_and(|b| b.contains(&root));
        if read || !here || self.f.params.iter().any(|p| p.var == root) {
            let ty = e.ty.clone();
            let span = e.span;
            return Expr::new(
                ExprKind::CloneOf { place: Place::of(root), method: "clone" },
                ty,
                span,
            );
        }
        if self.active(root) && !self.zeros.contains_key(&root) {
            let whole = self.read(root);
            let zero = self.zero_of(root, whole);
            let z = self.emit_let("zero", zero);
            self.f.vars[z.0 as usize].mutable = true;
            self.zeros.insert(root, z);
        }
        e
    }

    fn zero_of(&self, v: VarId, value: Expr) -> Expr {
        let ty = self.f.ty(v);
        let ty = match ty {
            Type::Ref(_, t) => t,
            t => t,
        };
        match ty {
            t if t.is_float() => Expr::number(0.0, t.clone()),
            Type::Array(t, n) if t.is_float() => {
                let count: TokenStream = n.parse().unwrap_or_default();
                let count = Expr::new(
                    ExprKind::Foreign(Foreign { tokens: count, uses: vec![], writes: vec![] }),
                    Type::Int("usize".into()),
                    value.span,
                );
                Expr::new(
                    ExprKind::Repeat {
                        value: Box::new(Expr::number(0.0, (**t).clone())),
                        count: Box::new(count),
                        vec: false,
                    },
                    ty.clone(),
                    value.span,
                )
            }
            Type::Tuple(ts) if ts.iter().all(Type::is_float) => Expr::new(
                ExprKind::Tuple(ts.iter().map(|t| Expr::number(0.0, t.clone())).collect()),
                ty.clone(),
                value.span,
            ),
            Type::Vec(t) if t.is_float() => {
                let ExprKind::Read(place) = &value.kind else {
                    return Expr::new(
                        ExprKind::Zero(Box::new(value)),
                        ty.clone(),
                        Span::call_site(),
                    );
                };
                let count =
                    Expr::new(ExprKind::Len(place.clone()), Type::Int("usize".into()), value.span);
                Expr::new(
                    ExprKind::Repeat {
                        value: Box::new(Expr::number(0.0, (**t).clone())),
                        count: Box::new(count),
                        vec: true,
                    },
                    ty.clone(),
                    value.span,
                )
            }
            t => {
                let span = value.span;
                Expr::new(ExprKind::Zero(Box::new(value)), t.clone(), span)
            }
        }
    }

    /// Sends a cotangent back through an expression.
    fn back(&mut self, d: &Dual, w: Expr, out: &mut Vec<Stmt>) {
        match d {
            Dual::Constant => {}
            Dual::Leaf(place) => {
                let target = self.bar_place(place);
                out.push(Stmt::accumulate(target, w));
            }
            Dual::Op { rule, args, values, result, arg_types, ty } => {
                let live: Vec<usize> =
                    (0..args.len()).filter(|i| !args[*i].is_constant()).collect();
                let known = *ty != Type::Unknown;
                let w = if (live.len() > 1 || rule.singular || !known) && !is_atom(&w) {
                    self.bind_bar(w, out)
                } else {
                    w
                };
                // x · x: both sides at once.
                if rule.name == "mul" && live.len() == 2 && known {
                    if let (Dual::Leaf(a), Dual::Leaf(b)) = (&args[0], &args[1]) {
                        if a == b {
                            let x = values[0].clone().expect("the other factor");
                            let two = Expr::number(2.0, ty.clone());
                            let target = self.bar_place(a);
                            out.push(Stmt::accumulate(target, times(times(two, x), w)));
                            return;
                        }
                    }
                }
                for i in live {
                    let contribution = if known {
                        let c = rule.coefficient(i).expect("a live argument has a coefficient");
                        let operands: Vec<Expr> = values
                            .iter()
                            .enumerate()
                            .map(|(j, v)| {
                                v.clone()
                                    .unwrap_or_else(|| Expr::number(f64::NAN, arg_types[j].clone()))
                            })
                            .collect();
                        let c = c.instantiate(&operands, result.as_ref(), ty);
                        let is_linear = c.as_number().is_some();
                        let by_constant = rule.name == "div"
                            && i == 0
                            && operands[1].as_number().is_some_and(|v| v != 0.0);
                        let product = times(w.clone(), c);
                        if rule.singular && !is_linear && !by_constant {
                            Expr::support("unless_zero", vec![w.clone(), product], ty.clone())
                        } else {
                            product
                        }
                    } else {
                        let mut operands: Vec<Expr> = values.iter().flatten().cloned().collect();
                        if rules_read_result(rule) {
                            operands.extend(result.clone());
                        }
                        operands.push(w.clone());
                        Expr::new(
                            ExprKind::Rule {
                                op: rule.name,
                                form: RuleForm::Cotangent(i),
                                args: operands,
                            },
                            Type::Unknown,
                            w.span,
                        )
                    };
                    self.back(&args[i], contribution, out);
                }
            }
            Dual::Cast { arg, from: Type::Unknown, value: Some(x), .. } => {
                let x = Expr::support("borrow", vec![x.clone()], Type::Unknown);
                self.back(arg, Expr::support("cast_back", vec![x, w], Type::Unknown), out);
            }
            Dual::Cast { arg, from, to, .. } => {
                let w = if from == to || !from.is_float() {
                    w
                } else {
                    let ty: TokenStream = from.to_string().parse().unwrap_or_default();
                    let span = w.span;
                    Expr::new(ExprKind::Cast(Box::new(w), ty), from.clone(), span)
                };
                self.back(arg, w, out);
            }
            Dual::Parts(parts) => {
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                for (step, part) in parts {
                    if part.is_constant() {
                        continue;
                    }
                    if *step == Step::Deref {
                        // The base of a struct update takes what is left.
                        let named: Vec<Step> = parts
                            .iter()
                            .filter(|(s, _)| *s != Step::Deref)
                            .map(|(s, _)| s.clone())
                            .collect();
                        for s in named {
                            let field = place.clone().then(s);
                            let borrow = Expr::new(
                                ExprKind::Borrow { mutable: true, place: field },
                                Type::Unknown,
                                Span::call_site(),
                            );
                            out.push(Stmt::new(
                                StmtKind::Eval(Expr::support("set_zero", vec![borrow], Type::Unit)),
                                Span::call_site(),
                            ));
                        }
                        self.back(
                            part,
                            Expr::read(place.clone(), Type::Unknown, Span::call_site()),
                            out,
                        );
                        continue;
                    }
                    let ty = part_type(&whole.ty, step);
                    self.back(
                        part,
                        Expr::read(place.clone().then(step.clone()), ty, Span::call_site()),
                        out,
                    );
                }
            }
            Dual::Repeat { value, ty } => {
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                let borrow = Expr::new(
                    ExprKind::Borrow { mutable: false, place },
                    Type::Unknown,
                    Span::call_site(),
                );
                self.back(value, Expr::support("sum_slice", vec![borrow], ty.clone()), out);
            }
            Dual::Clone { place, .. } => {
                let target = self.bar_place(place);
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(source) = whole.kind else { unreachable!("bound above") };
                let to = Expr::new(
                    ExprKind::Borrow { mutable: true, place: target },
                    Type::Unknown,
                    Span::call_site(),
                );
                let from = Expr::new(
                    ExprKind::Borrow { mutable: false, place: source },
                    Type::Unknown,
                    Span::call_site(),
                );
                out.push(Stmt::new(
                    StmtKind::Eval(Expr::support("add_whole", vec![to, from], Type::Unit)),
                    Span::call_site(),
                ));
            }
            Dual::Wrap { path, arg, ty } => {
                let last = path.rsplit("::").next().unwrap_or(path).to_string();
                if last == "new" {
                    // A box: its cotangent is boxed too.
                    let whole = if matches!(&w.kind, ExprKind::Read(_)) {
                        w
                    } else {
                        self.bind_bar(w, out)
                    };
                    let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                    let inner = match ty {
                        Type::Boxed(t) => (**t).clone(),
                        _ => Type::Unknown,
                    };
                    self.back(
                        arg,
                        Expr::read(place.then(Step::Deref), inner, Span::call_site()),
                        out,
                    );
                    return;
                }
                if last == "into" {
                    self.back(arg, w, out);
                    return;
                }
                // The cotangent has the same variant; its payload flows back.
                let whole =
                    if matches!(&w.kind, ExprKind::Read(_)) { w } else { self.bind_bar(w, out) };
                let ExprKind::Read(place) = whole.kind else { unreachable!("bound above") };
                let (path, named) = match path.strip_prefix('{') {
                    Some(p) => (p, true),
                    None => (path.strip_prefix('(').unwrap_or(path), false),
                };
                let tokens: TokenStream = path.parse().unwrap_or_default();
                let std = matches!(last.as_str(), "Some" | "Ok");
                let mut body = Vec::new();
                let mut bind = |this: &mut Self, d: &Dual, ty: Type, name: &str| {
                    let v = fresh(&mut this.f.vars, name, Type::Ref(false, Box::new(ty.clone())));
                    let value = Expr::read(Place::of(v).then(Step::Deref), ty, Span::call_site());
                    this.back(d, value, &mut body);
                    Pattern::Bind { var: v, by_ref: false, mutable: false, sub: None }
                };
                let pattern = match &**arg {
                    Dual::Parts(parts) if !std => {
                        let mut fields = Vec::new();
                        for (step, part) in parts {
                            let Step::Field(name) = step else { continue };
                            let p = if part.is_constant() {
                                Pattern::Wild
                            } else {
                                bind(self, part, Type::Unknown, "part_bar")
                            };
                            fields.push((name.clone(), p));
                        }
                        if named {
                            Pattern::Struct { path: tokens, fields, rest: true, tangent: true }
                        } else {
                            Pattern::Variant {
                                path: tokens,
                                fields: fields.into_iter().map(|(_, p)| p).collect(),
                                unit: false,
                                tangent: true,
                            }
                        }
                    }
                    d => {
                        let inner = match ty {
                            Type::Option(t) | Type::Result(t) => (**t).clone(),
                            _ => Type::Unknown,
                        };
                        let p = bind(self, d, inner, "part_bar");
                        Pattern::Variant {
                            path: tokens,
                            fields: vec![p],
                            unit: false,
                            tangent: !std,
                        }
                    }
                };
                let arms = vec![
                    Arm { pattern, guard: None, body: Block::new(body) },
                    Arm { pattern: Pattern::Wild, guard: None, body: Block::default() },
                ];
                out.push(Stmt::new(
                    StmtKind::Match {
                        scrutinee: Scrutinee::Place { place, by_ref: Some(false) },
                        arms,
                    },
                    Span::call_site(),
                ));
            }
        }
    }

    fn bind_bar(&mut self, w: Expr, out: &mut Vec<Stmt>) -> Expr {
        let v = fresh(&mut self.f.vars, "w_bar", w.ty.clone());
        let read = Expr::var(v, w.ty.clone(), w.span);
        out.push(Stmt::let_(v, w));
        read
    }

    fn bar_place(&mut self, place: &Place) -> Place {
        let place = self.resolve(place);
        let root = self.bar(place.root);
        Place { root, path: place.path }
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
        for plan in plans.iter_mut().rev() {
            if let Some(at) = plan.hoist_to {
                hoists.entry(at).or_default().append(&mut plan.reverse);
            }
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
                    after.push(stmt.clone());
                }
                self.current.remove(var);
            }
            StmtKind::Let { .. } => after.push(stmt.clone()),
            StmtKind::Assign { place, op, value } => {
                self.assign(place, *op, value, span, &mut reverse, &mut after)
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
                if self.must_save(target.root) || self.active(target.root) {
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
            StmtKind::Foreign(foreign) => {
                for w in &foreign.writes {
                    self.current.remove(w);
                }
                after.push(stmt.clone());
            }
            _ => after.push(stmt.clone()),
        }
        let mut forward = self.before.pop().expect("pushed above");
        forward.append(&mut after);
        Plan { forward, reverse, hoist_to: None }
    }

    fn must_save_length(&self, root: VarId) -> bool {
        self.must_save(root) || self.is_loaded(root)
    }

    fn assign(
        &mut self,
        place: &Place,
        op: Option<&'static str>,
        value: &Expr,
        span: Span,
        reverse: &mut Vec<Stmt>,
        after: &mut Vec<Stmt>,
    ) {
        let target = self.stable_place(place);
        let root = target.root;
        let ty = place_type(&self.f, place);
        let number = target.is_var() && self.f.ty(root).is_scalar();
        if !self.active(root) {
            if number {
                after.push(Stmt::new(
                    StmtKind::Assign { place: place.clone(), op, value: value.clone() },
                    span,
                ));
                self.current.remove(&root);
            } else {
                self.save(&target, place, &ty, reverse);
                after.push(Stmt::new(
                    StmtKind::Assign { place: place.clone(), op, value: value.clone() },
                    span,
                ));
            }
            return;
        }
        let bar = self.bar_place(&target);
        // x += e and x −= e keep the cotangent of x; everything else replaces it.
        if let Some("add" | "sub") = op {
            let (v, _, d) = self.dual(value, false);
            let w = Expr::read(bar, if ty.is_float() { ty.clone() } else { Type::Unknown }, span);
            let known = ty.is_float();
            let w = match op {
                Some("sub") if known => negate(w),
                Some("sub") => Expr::support(
                    "negated",
                    vec![Expr::new(
                        ExprKind::Borrow { mutable: false, place: self.bar_place(&target) },
                        Type::Unknown,
                        span,
                    )],
                    Type::Unknown,
                ),
                _ => w,
            };
            if !number {
                self.save(&target, place, &ty, reverse);
            }
            after.push(Stmt::new(StmtKind::Assign { place: place.clone(), op, value: v }, span));
            self.current.remove(&root);
            let mut back = Vec::new();
            let w = if touches(&d, root) { self.bind_bar(w, &mut back) } else { w };
            self.back(&d, w, &mut back);
            reverse.extend(back);
            return;
        }
        let whole = match op {
            None => value.clone(),
            Some(name) => {
                let old = Expr::read(place.clone(), ty.clone(), span);
                let ty = if ty.is_float() { ty.clone() } else { Type::Unknown };
                Expr::new(ExprKind::Op(name, vec![old, value.clone()]), ty, span)
            }
        };
        let (v, _, d) = self.dual(&whole, false);
        let v = self.keep_if_needed(v);
        // The forward sweep: name the new value if it is a number, so that later readers share it.
        let mut back = Vec::new();
        let w = Expr::read(bar.clone(), ty.clone(), span);
        if !number {
            self.save(&target, place, &ty, reverse);
        }
        let once = target.is_var() && !self.assigned.contains(&root);
        if once {
            after.push(Stmt::new(
                StmtKind::Assign { place: place.clone(), op: None, value: v },
                span,
            ));
            self.back(&d, w, &mut back);
            reverse.extend(back);
            return;
        }
        if number && ty.is_float() {
            let name = format!("{}_next", self.f.var(root).name);
            let n = fresh(&mut self.f.vars, &name, ty.clone());
            self.declared_in.insert(n, self.loops.clone());
            after.push(Stmt::let_(n, v));
            after.push(Stmt::new(
                StmtKind::Assign {
                    place: place.clone(),
                    op: None,
                    value: Expr::var(n, ty.clone(), span),
                },
                span,
            ));
            self.current.insert(root, n);
        } else {
            after.push(Stmt::new(
                StmtKind::Assign { place: place.clone(), op: None, value: v },
                span,
            ));
            self.current.remove(&root);
        }
        if d.is_constant() {
            let zero = self.reset(&bar, &ty, span);
            reverse.push(zero);
            return;
        }
        // Take the cotangent, leave zero, send it back.
        if ty.is_float() {
            let name = format!("{}_bar", self.f.var(root).name);
            let taken = fresh(&mut self.f.vars, &name, ty.clone());
            let taken_read = Expr::var(taken, ty.clone(), span);
            reverse.push(Stmt::let_(taken, w));
            let zero = self.reset(&bar, &ty, span);
            reverse.push(zero);
            self.back(&d, taken_read, &mut back);
        } else {
            let name = format!("{}_bar", self.f.var(root).name);
            let taken = fresh(&mut self.f.vars, &name, ty.clone());
            self.f.vars[taken.0 as usize].mutable = true;
            let borrow =
                Expr::new(ExprKind::Borrow { mutable: true, place: bar }, Type::Unknown, span);
            reverse.push(Stmt::let_(taken, Expr::support("take", vec![borrow], ty.clone())));
            self.back(&d, Expr::var(taken, ty, span), &mut back);
        }
        reverse.extend(back);
    }

    fn reset(&self, bar: &Place, ty: &Type, span: Span) -> Stmt {
        if ty.is_float() {
            return Stmt::new(
                StmtKind::Assign {
                    place: bar.clone(),
                    op: None,
                    value: Expr::number(0.0, ty.clone()),
                },
                span,
            );
        }
        let borrow =
            Expr::new(ExprKind::Borrow { mutable: true, place: bar.clone() }, Type::Unknown, span);
        Stmt::new(StmtKind::Eval(Expr::support("set_zero", vec![borrow], Type::Unit)), span)
    }

    /// Saves what is about to be overwritten, if the reverse sweep reads it.
    fn save(&mut self, target: &Place, place: &Place, ty: &Type, reverse: &mut Vec<Stmt>) {
        if !self.must_save(target.root) {
            return;
        }
        let span = Span::call_site();
        let read = if ty.is_copy() {
            Expr::read(place.clone(), ty.clone(), span)
        } else {
            Expr::new(ExprKind::CloneOf { place: place.clone(), method: "clone" }, ty.clone(), span)
        };
        let name = format!("{}_old", self.f.var(target.root).name);
        let old = self.emit_let(&name, read);
        let value = if ty.is_copy() {
            self.read(old)
        } else {
            Expr::new(
                ExprKind::CloneOf { place: Place::of(old), method: "clone" },
                ty.clone(),
                span,
            )
        };
        reverse.push(Stmt::new(StmtKind::Assign { place: target.clone(), op: None, value }, span));
    }

    /// `let var = callee(args)` where a derivative flows through the call.
    fn call(
        &mut self,
        var: VarId,
        init: &Expr,
        reverse: &mut Vec<Stmt>,
        span: Span,
    ) -> Option<Vec<Stmt>> {
        let ExprKind::Call(call) = &init.kind else { return None };
        if matches!(call.callee, Callee::Wrap(_) | Callee::Local(_)) {
            return None;
        }
        let roots = mutable_roots(call, &self.f);
        let changed: Vec<VarId> = roots.iter().map(|r| self.resolve(&Place::of(*r)).root).collect();
        let result_active = self.active(var);
        let on = result_active || changed.iter().any(|r| self.active(*r));
        let flows = call.args.iter().any(|a| self.carries(a));
        if !on || !flows {
            // A plain call; what it may change is saved.
            for a in &call.args {
                if let Some(p) = mutable_place(a, &self.f) {
                    self.save_whole(&p, reverse);
                }
            }
            for r in changed {
                self.current.remove(&r);
            }
            return None;
        }
        let mut forward_args = Vec::new();
        let mut markers = Vec::new();
        let mut again = Vec::new();
        let mut tail = Vec::new();
        let mut prelude = Vec::new();
        let mut seen: Vec<VarId> = Vec::new();
        let mut restores = Vec::new();
        for a in &call.args {
            let active = self.carries(a);
            markers.push(marker(active));
            let (place, by_ref, mutable) = match &a.kind {
                ExprKind::Borrow { mutable, place } => (Some(place.clone()), true, *mutable),
                ExprKind::Read(p) => (
                    Some(p.clone()),
                    matches!(self.f.ty(p.root), Type::Ref(..)) && p.is_var(),
                    self.f.ty(p.root).is_mut_ref(),
                ),
                _ => (None, false, false),
            };
            match &place {
                None => {
                    forward_args.push(a.clone());
                    let value = self.stable(a);
                    again.push(Expr::support("borrow", vec![value], Type::Unknown));
                    again.push(unit());
                }
                Some(p) => {
                    let stable = self.stable_place(p);
                    if mutable {
                        self.save_whole(p, &mut restores);
                        forward_args.push(a.clone());
                        let shared = Expr::new(
                            ExprKind::Borrow { mutable: false, place: stable.clone() },
                            Type::Unknown,
                            span,
                        );
                        again.push(shared);
                    } else if by_ref {
                        forward_args.push(a.clone());
                        self.load(stable.root);
                        again.push(Expr::new(
                            ExprKind::Borrow { mutable: false, place: stable.clone() },
                            Type::Unknown,
                            span,
                        ));
                    } else {
                        // By value: numbers are named, other values cloned, since the callee takes them.
                        let value = if p.is_var()
                            && (a.ty.is_scalar()
                                || self.assigned.contains(&p.root) && a.ty.is_copy())
                        {
                            let n = self.name_of(p.root, span);
                            forward_args.push(n.clone());
                            n
                        } else if a.ty.is_copy() {
                            forward_args.push(a.clone());
                            self.load(stable.root);
                            Expr::read(stable.clone(), a.ty.clone(), span)
                        } else {
                            forward_args.push(Expr::new(
                                ExprKind::CloneOf { place: p.clone(), method: "clone" },
                                a.ty.clone(),
                                span,
                            ));
                            self.load(stable.root);
                            Expr::read(stable.clone(), a.ty.clone(), span)
                        };
                        again.push(match value.kind {
                            ExprKind::Read(p) => Expr::new(
                                ExprKind::Borrow { mutable: false, place: p },
                                Type::Unknown,
                                span,
                            ),
                            _ => Expr::support("borrow", vec![value], Type::Unknown),
                        });
                    }
                    if active {
                        let bar = self.bar_place(&stable);
                        if seen.contains(&bar.root) {
                            // Two arguments from one place: the second gets a cotangent of its own.
                            let whole = Expr::read(stable.clone(), Type::Unknown, span);
                            let own = fresh(&mut self.f.vars, "own_bar", Type::Unknown);
                            self.f.vars[own.0 as usize].mutable = true;
                            prelude.push(Stmt::let_(
                                own,
                                Expr::new(ExprKind::Zero(Box::new(whole)), Type::Unknown, span),
                            ));
                            self.load(stable.root);
                            again.push(Expr::new(
                                ExprKind::Borrow { mutable: true, place: Place::of(own) },
                                Type::Unknown,
                                span,
                            ));
                            let to = Expr::new(
                                ExprKind::Borrow { mutable: true, place: bar },
                                Type::Unknown,
                                span,
                            );
                            let from = Expr::new(
                                ExprKind::Borrow { mutable: false, place: Place::of(own) },
                                Type::Unknown,
                                span,
                            );
                            tail.push(Stmt::new(
                                StmtKind::Eval(Expr::support(
                                    "add_whole",
                                    vec![to, from],
                                    Type::Unit,
                                )),
                                span,
                            ));
                        } else {
                            seen.push(bar.root);
                            again.push(Expr::new(
                                ExprKind::Borrow { mutable: true, place: bar },
                                Type::Unknown,
                                span,
                            ));
                        }
                    } else {
                        again.push(unit());
                    }
                }
            }
        }
        for r in changed {
            self.current.remove(&r);
        }
        let callee = match &call.callee {
            Callee::Path { path, .. } => Callee::Path { path: path.clone(), form: CallForm::Vjp },
            Callee::Method { name, turbofish, .. } => Callee::Method {
                name: name.clone(),
                turbofish: turbofish.clone(),
                form: CallForm::Vjp,
            },
            c => c.clone(),
        };
        forward_args.extend(markers);
        let pullback = fresh(
            &mut self.f.vars,
            &format!("{}_pullback", callee_name(&call.callee)),
            Type::Unknown,
        );
        self.declared_in.insert(pullback, self.loops.clone());
        let value = Expr::new(
            ExprKind::Call(Box::new(Call { callee, args: forward_args, span: call.span })),
            Type::Unknown,
            span,
        );
        let stmt = Stmt::new(
            StmtKind::LetTuple { vars: vec![Some(var), Some(pullback)], init: value },
            span,
        );
        let w = if result_active {
            let w = self.bar(var);
            self.read(w)
        } else {
            let whole = self.read(var);
            self.load(var);
            Expr::new(ExprKind::Zero(Box::new(whole)), Type::Unknown, span)
        };
        let mut args = vec![w];
        args.extend(again);
        reverse.extend(restores);
        reverse.extend(prelude);
        let apply = Expr::new(
            ExprKind::Call(Box::new(Call {
                callee: Callee::Local(pullback),
                args,
                span: call.span,
            })),
            Type::Unit,
            span,
        );
        reverse.push(Stmt::new(StmtKind::Eval(apply), span));
        reverse.extend(tail);
        Some(vec![stmt])
    }

    /// Saves all of a place that a call may change.
    fn save_whole(&mut self, place: &Place, reverse: &mut Vec<Stmt>) {
        let target = self.stable_place(place);
        if !self.must_save(target.root) {
            return;
        }
        let span = Span::call_site();
        let borrow = Expr::new(
            ExprKind::Borrow { mutable: false, place: place.clone() },
            Type::Unknown,
            span,
        );
        let name = format!("{}_old", self.f.var(target.root).name);
        let old = self.emit_let(&name, Expr::support("keep_whole", vec![borrow], Type::Unknown));
        let to = Expr::new(ExprKind::Borrow { mutable: true, place: target }, Type::Unknown, span);
        let from = Expr::new(
            ExprKind::Borrow { mutable: false, place: Place::of(old) },
            Type::Unknown,
            span,
        );
        reverse.push(Stmt::new(
            StmtKind::Eval(Expr::support("restore_whole", vec![to, from], Type::Unit)),
            span,
        ));
    }

    // Branches.

    fn branch(
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
                .filter(|p| self.active(p.root) && bindings.iter().any(|v| self.active(*v)))
                .cloned();
            if let Some(p) = &rebind {
                self.load(p.root);
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
                .map(|v| Pattern::Bind {
                    var: *v,
                    by_ref: false,
                    mutable: self.f.var(*v).mutable || self.is_restored(*v, &rev),
                    sub: None,
                })
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

    fn is_restored(&self, v: VarId, rev: &[Stmt]) -> bool {
        rev.iter().any(|s| written(s, &self.f).contains(&v))
    }

    fn stable_condition(&mut self, cond: &Expr) -> Expr {
        if let ExprKind::Read(p) = &cond.kind {
            if p.is_var() && !self.assigned.contains(&p.root) {
                return cond.clone();
            }
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
    fn stable_compare(&mut self, cond: &Expr) -> Option<Expr> {
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
    fn repattern(&self, p: &Pattern, shadow: bool, used: &HashSet<VarId>) -> Pattern {
        match p {
            Pattern::Bind { var, sub, .. } => {
                let r = self.through[var].root;
                let v = if shadow { self.bars[&r] } else { r };
                match sub {
                    _ if !used.contains(&v) && sub.is_none() => Pattern::Wild,
                    Some(s) if !used.contains(&v) => self.repattern(s, shadow, used),
                    _ => Pattern::Bind { var: v, by_ref: false, mutable: false, sub: None },
                }
            }
            Pattern::Tuple(ps) => {
                Pattern::Tuple(ps.iter().map(|p| self.repattern(p, shadow, used)).collect())
            }
            Pattern::Ref(p) => self.repattern(p, shadow, used),
            Pattern::Variant { path, fields, unit, .. } => Pattern::Variant {
                path: path.clone(),
                fields: fields.iter().map(|p| self.repattern(p, shadow, used)).collect(),
                unit: *unit,
                tangent: shadow && !is_std_variant(path),
            },
            Pattern::Struct { path, fields, rest, .. } => Pattern::Struct {
                path: path.clone(),
                fields: fields
                    .iter()
                    .map(|(n, p)| (n.clone(), self.repattern(p, shadow, used)))
                    .collect(),
                rest: *rest,
                tangent: shadow,
            },
            Pattern::Or(ps) => {
                Pattern::Or(ps.iter().map(|p| self.repattern(p, shadow, used)).collect())
            }
            Pattern::Foreign(_) if shadow => Pattern::Wild,
            p => p.clone(),
        }
    }

    // Loops.

    fn repeat(&mut self, stmt: &Stmt, reverse: &mut Vec<Stmt>, after: &mut Vec<Stmt>) {
        let span = stmt.span;
        let (id, body) = match &stmt.kind {
            StmtKind::For { id, body, .. }
            | StmtKind::While { id, body, .. }
            | StmtKind::Each { id, body, .. } => (*id, body),
            _ => unreachable!("a loop"),
        };
        let changed = written(stmt, &self.f);
        self.current.retain(|v, _| !changed.contains(v));
        let outer = self.current.clone();
        self.loops.push(id);
        let mut bound = Vec::new();
        if let StmtKind::Each { pattern, .. } = &stmt.kind {
            pattern.each_bound(&mut |v| bound.push(v));
        }
        let (fwd, rev) = self.block(&body.stmts, false);
        let (mut fwd, mut rev, stored) = self.residuals(fwd, rev, &bound);
        self.loops.pop();
        self.current = outer;
        if rev.is_empty() {
            after.push(with_body(stmt, Block::new(fwd)));
            return;
        }
        if !stored.is_empty() {
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

    /// A loop bound that both sweeps can evaluate.
    fn stable_bound(&mut self, e: &Expr, hint: &str) -> Expr {
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
    fn outlives(&self, root: VarId) -> bool {
        self.f.params.iter().any(|p| p.var == root && !self.f.ty(root).is_mut_ref())
    }

    // Residuals.

    /// Makes a reverse block self-contained: what it needs from its forward block is made again
    /// or returned to be stored. `bound` are names that the construct itself binds.
    fn residuals(
        &mut self,
        forward: Vec<Stmt>,
        reverse: Vec<Stmt>,
        bound: &[VarId],
    ) -> (Vec<Stmt>, Vec<Stmt>, Vec<VarId>) {
        if reverse.is_empty() {
            return (forward, reverse, Vec::new());
        }
        let mut local: Vec<VarId> = declared(&forward);
        local.extend(bound.iter().copied());
        let inits: HashMap<VarId, (usize, Expr)> = forward
            .iter()
            .enumerate()
            .filter_map(|(i, s)| match &s.kind {
                StmtKind::Let { var, init: Some(e) } => Some((*var, (i, e.clone()))),
                _ => None,
            })
            .collect();
        let mut changed: HashSet<VarId> = HashSet::new();
        for s in &forward {
            changed.extend(written(s, &self.f));
        }
        let own = declared(&reverse);
        let mut need: Vec<VarId> = mentioned(&reverse)
            .into_iter()
            .filter(|v| local.contains(v) && !own.contains(v))
            .collect();
        need.sort_by_key(|v| v.0);
        let mut stored: Vec<VarId> = Vec::new();
        let mut remade: Vec<(usize, VarId, Expr)> = Vec::new();
        let mut seen: HashSet<VarId> = HashSet::new();
        while let Some(v) = need.pop() {
            if !seen.insert(v) {
                continue;
            }
            let made = inits.get(&v).map(|(i, init)| (*i, self.rebound(init)));
            match &made {
                Some((i, init))
                    if !changed.contains(&v)
                        && !bound.contains(&v)
                        && self.cheap(init, &changed) =>
                {
                    init.each_var(&mut |u| {
                        if local.contains(&u) {
                            need.push(u);
                        }
                    });
                    let mut roots = Vec::new();
                    init.each_place(&mut |p| roots.push(p.root));
                    for r in roots {
                        if !self.f.ty(r).is_scalar() {
                            self.load(r);
                        }
                    }
                    remade.push((*i, v, init.clone()));
                }
                _ => stored.push(v),
            }
        }
        stored.sort_by_key(|v| v.0);
        remade.sort_by_key(|(i, ..)| *i);
        let mut out: Vec<Stmt> = remade.into_iter().map(|(_, v, e)| Stmt::let_(v, e)).collect();
        out.extend(reverse);
        (forward, out, stored)
    }

    /// Names that a match arm binds are references in the reverse sweep; an alias is what it borrows.
    fn rebound(&self, e: &Expr) -> Expr {
        e.clone().map(&mut |mut e| {
            if let ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } = &mut e.kind
            {
                if self.through.contains_key(&p.root) || self.f.var(p.root).alias.is_some() {
                    *p = self.resolve(p);
                }
            }
            e
        })
    }

    /// Cheap enough to be made again, from operands that still stand at the end of the block.
    fn cheap(&self, e: &Expr, changed: &HashSet<VarId>) -> bool {
        let mut sound = true;
        e.each_var(&mut |v| {
            let mutable_number = self.f.ty(v).is_scalar() && self.assigned.contains(&v);
            if changed.contains(&v) || mutable_number {
                sound = false;
            }
        });
        sound
            && !e.any(&mut |x| match &x.kind {
                ExprKind::Literal(_)
                | ExprKind::Number(_)
                | ExprKind::Read(_)
                | ExprKind::Len(_)
                | ExprKind::Borrow { mutable: false, .. }
                | ExprKind::Cast(..)
                | ExprKind::Compare(..) => false,
                ExprKind::Op(name, _) => !rules::scalar::is_cheap(name) && !x.ty.is_constant(),
                ExprKind::Support(name, _) => !matches!(
                    *name,
                    "span" | "shorter" | "less" | "window_count" | "div_ceil" | "constant"
                ),
                ExprKind::Foreign(f) => !f.uses.is_empty(),
                ExprKind::Tuple(_) => !x.ty.is_copy(),
                _ => true,
            })
    }

    // Fusion.

    /// May this statement run its reverse step at once? Then the indices, after it, of the
    /// statements whose reverse fragments must come first.
    fn can_fuse(&self, stmt: &Stmt, suffix: &[Stmt]) -> Option<Vec<usize>> {
        let is_loop = match &stmt.kind {
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::Each { body, .. } => {
                if has_break(body) {
                    return None;
                }
                true
            }
            StmtKind::If { .. } | StmtKind::Match { .. } => false,
            _ => return None,
        };
        if let StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } = &stmt.kind {
            if self.active(place.root) {
                return None;
            }
        }
        let changed: HashSet<VarId> = written(stmt, &self.f);
        let inner: HashSet<VarId> = all_declared(stmt);
        let outputs: Vec<VarId> = changed.iter().copied().filter(|v| !inner.contains(v)).collect();
        for v in &outputs {
            // Its reverse step would restore memory that the rest of the forward sweep goes on with.
            if !self.f.ty(*v).is_scalar() && self.is_loaded(*v) {
                return None;
            }
            if !self.active(*v) {
                continue;
            }
            if self.f.ty(*v).is_mut_ref() {
                return None;
            }
            if is_loop && !only_accumulates(stmt, *v, &self.f) {
                return None;
            }
        }
        // Everything after it that reads its outputs must be linear in them.
        let mut tainted: HashSet<VarId> =
            outputs.iter().copied().filter(|v| self.active(*v)).collect();
        let unavailable: HashSet<VarId> =
            changed.iter().copied().chain(inner.iter().copied()).collect();
        let mut late: HashSet<VarId> = unavailable;
        let mut hoisted = Vec::new();
        // What the reverse steps that come early add cotangents to.
        let mut early = mentioned(std::slice::from_ref(stmt));
        for (k, s) in suffix.iter().enumerate() {
            let reads = mentioned(std::slice::from_ref(s));
            let writes = written(s, &self.f);
            // An overwritten variable's cotangent starts over, so nothing may be added to it before.
            if hoisted.last() == Some(&(k.wrapping_sub(1))) {
                early.extend(mentioned(&suffix[k - 1..k]));
            }
            let starts_over = writes
                .iter()
                .any(|v| self.active(*v) && early.contains(v) && !only_accumulates(s, *v, &self.f));
            let touches = tainted.iter().any(|v| reads.contains(v) || writes.contains(v));
            match &s.kind {
                StmtKind::Let { var, init: Some(e) } => {
                    late.insert(*var);
                    if touches {
                        if self.active(*var) {
                            if !self.linear(e, &tainted, &late) || !self.scalar_zero(*var) {
                                return None;
                            }
                            tainted.insert(*var);
                            hoisted.push(k);
                            continue;
                        }
                    }
                }
                StmtKind::Assign { place, op, value } if touches => {
                    if !self.active(place.root) {
                        late.insert(place.root);
                        continue;
                    }
                    let adds = matches!(op, Some("add" | "sub"));
                    let value_touches = tainted.iter().any(|v| {
                        let mut found = false;
                        value.each_var(&mut |u| found |= u == *v);
                        found
                    });
                    if adds && !value_touches {
                        // Only reads the cotangent of what it adds to.
                        late.insert(place.root);
                        if starts_over {
                            return None;
                        }
                        continue;
                    }
                    if !place.is_var()
                        || outputs.contains(&place.root)
                        || op.is_some()
                        || !self.linear(value, &tainted, &late)
                        || !self.f.ty(place.root).is_float()
                    {
                        return None;
                    }
                    tainted.insert(place.root);
                    late.insert(place.root);
                    hoisted.push(k);
                    continue;
                }
                StmtKind::For { .. } | StmtKind::While { .. } | StmtKind::Each { .. }
                    if touches =>
                {
                    // Another loop that only adds to the same accumulators leaves their cotangents alone.
                    for v in tainted.iter().filter(|v| reads.contains(v) || writes.contains(v)) {
                        if !only_accumulates(s, *v, &self.f) {
                            return None;
                        }
                    }
                    late.extend(writes);
                }
                _ if touches => {
                    let harmless =
                        matches!(&s.kind, StmtKind::Foreign(_) | StmtKind::Let { init: None, .. });
                    if !harmless {
                        return None;
                    }
                }
                _ => {
                    late.extend(writes);
                    late.extend(declared(std::slice::from_ref(s)));
                }
            }
            if starts_over {
                return None;
            }
        }
        Some(hoisted)
    }

    fn scalar_zero(&self, v: VarId) -> bool {
        self.f.ty(v).is_float()
    }

    /// Linear in the tainted variables, with coefficients that are known before.
    fn linear(&self, e: &Expr, tainted: &HashSet<VarId>, late: &HashSet<VarId>) -> bool {
        let names = |e: &Expr, set: &HashSet<VarId>| {
            let mut found = false;
            e.each_var(&mut |v| found |= set.contains(&v));
            found
        };
        if !self.carries(e) {
            return true;
        }
        match &e.kind {
            ExprKind::Read(p) => p.is_var(),
            ExprKind::Op(name, args) if e.ty.is_float() => {
                let rule = rules::find(name).expect("a primitive of the table");
                let live: Vec<usize> = (0..args.len())
                    .filter(|i| self.carries(&args[*i]) && rule.coefficient(*i).is_some())
                    .collect();
                // Operands of unknown type go through dispatch, which reads their values.
                args.iter()
                    .enumerate()
                    .all(|(i, a)| a.ty.is_float() || rule.coefficient(i).is_none())
                    && live.iter().all(|i| {
                        let c = rule.coefficient(*i).expect("live");
                        !c.reads_result()
                            && (0..args.len()).all(|j| {
                                !c.reads(j)
                                    || (!names(&args[j], tainted)
                                        && !names(&args[j], late)
                                        && self.plain(&args[j]))
                            })
                            && self.linear(&args[*i], tainted, late)
                    })
            }
            ExprKind::Cast(inner, _) => self.linear(inner, tainted, late),
            _ => false,
        }
    }

    /// An operand that can be evaluated before the loop as well: no name will be made for it.
    fn plain(&self, e: &Expr) -> bool {
        !e.any(&mut |x| match &x.kind {
            ExprKind::Literal(_) | ExprKind::Number(_) | ExprKind::Len(_) | ExprKind::Cast(..) => {
                false
            }
            ExprKind::Read(p) => self.assigned.contains(&p.root),
            ExprKind::Op(name, _) => {
                self.carries(x) || !rules::scalar::is_cheap(name) && !x.ty.is_constant()
            }
            ExprKind::Foreign(f) => !f.uses.is_empty(),
            _ => true,
        })
    }

    /// A loop whose iterations, or a branch whose arms, run forward and reverse back to back.
    fn fused(&mut self, stmt: &Stmt) -> Plan {
        self.before.push(Vec::new());
        let changed = written(stmt, &self.f);
        self.current.retain(|v, _| !changed.contains(v));
        let outer = self.current.clone();
        let mut result = stmt.clone();
        let pass = |this: &mut Self, body: &Block| {
            this.current = outer.clone();
            this.before.push(Vec::new());
            let (mut fwd, rev) = this.block(&body.stmts, true);
            let mut stmts = this.before.pop().expect("pushed above");
            stmts.append(&mut fwd);
            insert_before_break(&mut stmts, rev);
            Block::new(stmts)
        };
        match &mut result.kind {
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::Each { body, .. } => *body = pass(self, body),
            StmtKind::If { then, els, .. } => {
                *then = pass(self, then);
                *els = pass(self, els);
            }
            StmtKind::Match { arms, .. } => {
                for arm in arms {
                    arm.body = pass(self, &arm.body);
                }
            }
            _ => unreachable!("loops and branches fuse"),
        }
        self.current = outer;
        self.current.retain(|v, _| !changed.contains(v));
        let mut forward = self.before.pop().expect("pushed above");
        forward.push(result);
        Plan { forward, reverse: Vec::new(), hoist_to: None }
    }
}

/// What a branch looks at.
enum Head {
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

fn with_body(stmt: &Stmt, new: Block) -> Stmt {
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
fn has_break(body: &Block) -> bool {
    body.stmts.iter().any(|s| match &s.kind {
        StmtKind::Break => true,
        StmtKind::If { then, els, .. } => has_break(then) || has_break(els),
        StmtKind::Match { arms, .. } => arms.iter().any(|a| has_break(&a.body)),
        _ => false,
    })
}

/// Appends statements at the end of a block, before the `break` that ends it on any path.
/// Whatever the path, they run exactly once.
fn insert_before_break(stmts: &mut Vec<Stmt>, new: Vec<Stmt>) {
    if new.is_empty() {
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

fn ends_in_break(b: &Block) -> bool {
    matches!(b.stmts.last().map(|s| &s.kind), Some(StmtKind::Break))
}

/// Puts a statement before every `break` of this loop.
fn set_at_break(stmts: &mut Vec<Stmt>, new: &Stmt) {
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

/// Is every use of the variable in the statement `v += e` or `v −= e` with e free of v?
fn only_accumulates(stmt: &Stmt, v: VarId, f: &Function) -> bool {
    let mut sound = true;
    let block = Block::new(vec![stmt.clone()]);
    block.each_stmt(&mut |s| {
        let names = |e: &Expr| {
            let mut found = false;
            e.each_var(&mut |u| {
                found |= u == v || f.var(u).alias.as_ref().is_some_and(|p| p.root == v)
            });
            found
        };
        match &s.kind {
            StmtKind::Assign { place, op: Some("add" | "sub"), value } if place.root == v => {
                sound &= !names(value);
                place.each_index(&mut |e| sound &= !names(e));
            }
            StmtKind::Assign { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
                if place.root == v =>
            {
                sound = false
            }
            StmtKind::Swap { a, b } if a.root == v || b.root == v => sound = false,
            StmtKind::Foreign(x) if x.writes.contains(&v) => sound = false,
            _ => s.each_expr(&mut |e| sound &= !names_value(e, v, f)),
        }
    });
    sound
}

/// Does the expression read the variable's contents? Its length does not count.
fn names_value(e: &Expr, v: VarId, f: &Function) -> bool {
    if let ExprKind::Len(p) = &e.kind {
        let mut found = false;
        p.each_index(&mut |i| found |= names_value(i, v, f));
        return found;
    }
    let here = match &e.kind {
        ExprKind::Read(p)
        | ExprKind::Borrow { place: p, .. }
        | ExprKind::CloneOf { place: p, .. } => {
            p.root == v || f.var(p.root).alias.as_ref().is_some_and(|a| a.root == v)
        }
        ExprKind::Foreign(x) => x.uses.iter().any(|(_, u)| *u == v),
        _ => false,
    };
    let mut found = here;
    e.each_child(&mut |c| found |= names_value(c, v, f));
    found
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

fn all_declared(stmt: &Stmt) -> HashSet<VarId> {
    let mut set = HashSet::new();
    Block::new(vec![stmt.clone()]).each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            set.insert(v);
        })
    });
    set
}

fn mentions_root(stmts: &[Stmt], root: VarId) -> bool {
    mentioned(stmts).contains(&root)
}

fn replace_root(stmts: &mut [Stmt], from: VarId, to: VarId) {
    fn in_place(p: &mut Place, from: VarId, to: VarId) {
        if p.root == from {
            p.root = to;
        }
    }
    fn in_expr(e: &mut Expr, from: VarId, to: VarId) {
        match &mut e.kind {
            ExprKind::Read(p)
            | ExprKind::Len(p)
            | ExprKind::Borrow { place: p, .. }
            | ExprKind::CloneOf { place: p, .. } => in_place(p, from, to),
            _ => {}
        }
        e.each_child_mut(&mut |c| in_expr(c, from, to));
    }
    for s in stmts {
        s.each_expr_mut(&mut |e| in_expr(e, from, to));
        match &mut s.kind {
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. }
            | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
                in_place(place, from, to)
            }
            StmtKind::Swap { a, b } => {
                in_place(a, from, to);
                in_place(b, from, to);
            }
            _ => {}
        }
        s.each_block_mut(&mut |b| replace_root(&mut b.stmts, from, to));
    }
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

fn mutable_place(a: &Expr, f: &Function) -> Option<Place> {
    match &a.kind {
        ExprKind::Borrow { mutable: true, place } => Some(place.clone()),
        ExprKind::Read(p) if p.is_var() && f.ty(p.root).is_mut_ref() => Some(p.clone()),
        _ => None,
    }
}

fn marker(active: bool) -> Expr {
    let tokens = if active {
        quote!(::cotangent::__private::On)
    } else {
        quote!(::cotangent::__private::Off)
    };
    Expr::new(
        ExprKind::Foreign(Foreign { tokens, uses: vec![], writes: vec![] }),
        Type::Constant,
        Span::call_site(),
    )
}

fn unit() -> Expr {
    Expr::unit(Span::call_site())
}

fn either(k: usize, n: usize, value: Expr) -> Expr {
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

fn either_pattern(k: usize, n: usize, inner: Pattern) -> Pattern {
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

fn callee_name(c: &Callee) -> String {
    match c {
        Callee::Path { path, .. } => path.clone().into_iter().last().map_or_else(
            || "call".into(),
            |t| t.to_string().chars().filter(|c| c.is_alphanumeric() || *c == '_').collect(),
        ),
        Callee::Method { name, .. } => name.clone(),
        _ => "call".into(),
    }
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
        };
    }
    ty
}

pub(crate) fn is_std_variant(path: &TokenStream) -> bool {
    let text = path.to_string().replace(' ', "");
    matches!(text.rsplit("::").next(), Some("Some" | "None" | "Ok" | "Err"))
}

pub(crate) fn is_variant_path(path: &str) -> bool {
    let mut segments = path.rsplit("::");
    let upper =
        |s: Option<&str>| s.is_some_and(|s| s.chars().next().is_some_and(char::is_uppercase));
    upper(segments.next()) && upper(segments.next())
}

/// Does a leaf of the skeleton lie in the variable?
fn touches(d: &Dual, root: VarId) -> bool {
    match d {
        Dual::Constant => false,
        Dual::Leaf(p) | Dual::Clone { place: p, .. } => p.root == root,
        Dual::Op { args, .. } => args.iter().any(|a| touches(a, root)),
        Dual::Cast { arg, .. } | Dual::Wrap { arg, .. } => touches(arg, root),
        Dual::Parts(parts) => parts.iter().any(|(_, d)| touches(d, root)),
        Dual::Repeat { value, .. } => touches(value, root),
    }
}
