//! Memory of vectors: taken from a workspace where they are made, given back where they die.
//!
//! `vec![x; n]` becomes `filled(n, x)`, a copy `copied(..)`, a push `push(..)`; at the end of each
//! scope stands `recycle(..)` for the vectors that it declares and that have not moved out of it.
//! Without a workspace all of them do what the standard library does.

use super::leaving::{Leaving, Settled, is_sequence, plain};
use crate::analyse::effects::mentioned;
use crate::ir::*;
use proc_macro2::Span;
use std::cell::Cell;
use std::collections::HashSet;

/// So many vectors are given back in one statement.
const TOGETHER: usize = 8;

/// Rewrites the statements of one emitted body, both sweeps together: what stands behind `__cut` owns
/// what it names. `live` is read after them; `params` are values that the function owns.
pub(crate) fn recycle(stmts: &mut Vec<Stmt>, vars: &[Var], params: &[VarId], live: &[VarId]) {
    let vector = |v: &VarId| is_vec(&vars[v.0 as usize].ty);
    let params: Vec<VarId> = params.iter().copied().filter(vector).collect();
    let settled = Settled::of(stmts, vars, &params);
    let mut known = HashSet::new();
    Block::new(stmts.clone()).each_stmt(&mut |s| {
        if let StmtKind::Let { var, init: Some(init) } = &s.kind
            && makes_vec(init, vars)
            && !matches!(&init.kind, ExprKind::Repeat { value, .. } if !plain(&value.ty))
            && !matches!(&init.ty, Type::Vec(t) if !plain(t) && **t != Type::Unknown)
        {
            known.insert(*var);
        }
    });
    let pass = Recycle { vars, settled, known, at: Cell::new(0) };
    let owned: Vec<VarId> = params.into_iter().filter(|v| !live.contains(v)).collect();
    pass.scope(stmts, &owned, live, true);
    make(stmts, vars);
}

struct Recycle<'a> {
    vars: &'a [Var],
    settled: Settled,
    /// The statement of the function's body that is looked at.
    at: Cell<usize>,
    /// Vectors by their values, whatever is known of their types.
    known: HashSet<VarId>,
}

impl Recycle<'_> {
    /// A block that owns `owned` beside what it declares; `top` says that it is the function's body.
    fn scope(&self, stmts: &mut Vec<Stmt>, owned: &[VarId], live: &[VarId], top: bool) {
        let mut dying: Vec<VarId> =
            owned.iter().copied().filter(|v| self.stays(stmts, *v)).collect();
        for i in 0..stmts.len() {
            let mut here = Vec::new();
            self.vectors(&stmts[i], &mut here);
            let rest = &mut stmts[i + 1..];
            here.retain(|v| !live.contains(v) && !dying.contains(v));
            for v in here {
                self.exchange(rest, v, top.then_some(i + 1));
                if self.stays(rest, v) && (self.is_flat(v) || self.is_asked_for(rest, v)) {
                    dying.push(v);
                }
            }
        }
        for (i, s) in stmts.iter_mut().enumerate() {
            if top {
                self.at.set(i);
            }
            self.below(s, live);
        }
        self.give_back(stmts, dying);
    }

    fn below(&self, s: &mut Stmt, live: &[VarId]) {
        // What the second run of a checkpointed loop starts from.
        if let StmtKind::WhileLet { pattern, body, .. } = &mut s.kind {
            let mut bound = Vec::new();
            pattern.each_bound(&mut |v| bound.push(v));
            bound.retain(|v| is_vec(&self.vars[v.0 as usize].ty));
            bound.iter().for_each(|v| self.exchange(&mut body.stmts, *v, None));
            return self.scope(&mut body.stmts, &bound, live, false);
        }
        let StmtKind::Match { arms, .. } = &mut s.kind else {
            return s.each_block_mut(&mut |b| self.scope(&mut b.stmts, &[], live, false));
        };
        for a in arms {
            let mut bound = Vec::new();
            if is_record(&a.pattern) {
                a.pattern.each_bound(&mut |v| bound.push(v));
                bound.retain(|v| is_vec(&self.vars[v.0 as usize].ty));
                bound.iter().for_each(|v| self.exchange(&mut a.body.stmts, *v, None));
            }
            self.scope(&mut a.body.stmts, &bound, live, false);
        }
    }

    /// The vectors that a statement declares with a value.
    fn vectors(&self, s: &Stmt, out: &mut Vec<VarId>) {
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                let var_is = &self.vars[var.0 as usize];
                let borrows =
                    var_is.alias.is_some() || matches!(init.kind, ExprKind::Borrow { .. });
                let vector = is_vec(&var_is.ty) || makes_vec(init, self.vars);
                if !borrows && (vector || (self.may_own(*var) && is_new(init))) {
                    out.push(*var);
                }
            }
            StmtKind::LetTuple { init, .. } => s.each_declared(&mut |v| {
                let ours = is_vec(&self.vars[v.0 as usize].ty) || self.may_own(v);
                out.extend((ours && is_new(init)).then_some(v));
            }),
            StmtKind::Pop { .. } | StmtKind::VecPop { .. } => s.each_declared(&mut |v| {
                out.extend(Some(v).filter(|v| is_vec(&self.vars[v.0 as usize].ty)));
            }),
            _ => {}
        }
    }

    /// Is it known to be a vector of what owns nothing?
    fn is_flat(&self, v: VarId) -> bool {
        let flat = matches!(&self.vars[v.0 as usize].ty, Type::Vec(t) if plain(t));
        flat || self.known.contains(&v)
    }

    /// May a value of its type own vectors, as far as anyone can tell?
    fn may_own(&self, v: VarId) -> bool {
        let var = &self.vars[v.0 as usize];
        let open = match &var.ty {
            Type::Unknown | Type::NdArray(_) | Type::Named(_) => true,
            Type::Tuple(_) => !plain(&var.ty),
            _ => false,
        };
        open && var.alias.is_none()
    }

    /// Does anyone ask for more than a zero in its shape? Nobody does for the result of a statement.
    fn is_asked_for(&self, stmts: &[Stmt], v: VarId) -> bool {
        fn asks(e: &Expr, v: VarId) -> bool {
            let mut found = match &e.kind {
                ExprKind::Zero(_) => return false,
                ExprKind::Foreign(_) | ExprKind::Closure(_) => {
                    let mut named = false;
                    e.each_var(&mut |u| named |= u == v);
                    named
                }
                _ => false,
            };
            let place = match &e.kind {
                ExprKind::Read(p)
                | ExprKind::Len(p)
                | ExprKind::Borrow { place: p, .. }
                | ExprKind::CloneOf { place: p, .. } => Some(p.root),
                _ => None,
            };
            found |= place == Some(v);
            e.each_child(&mut |c| found = found || asks(c, v));
            found
        }
        let mut found = false;
        Block::new(stmts.to_vec()).each_stmt(&mut |s| {
            s.each_expr(&mut |e| found = found || asks(e, v));
        });
        found
    }

    /// Does nothing of the variable move in these statements?
    fn stays(&self, stmts: &[Stmt], v: VarId) -> bool {
        Leaving::of(stmts, self.vars).keeps(v)
    }

    /// Where the variable's last use is to replace another vector, both exchange their memory.
    fn exchange(&self, stmts: &mut [Stmt], v: VarId, first: Option<usize>) {
        for (k, s) in stmts.iter_mut().enumerate() {
            if let Some(first) = first {
                self.at.set(first + k);
            }
            if let StmtKind::Assign { place, op: None, value } = &s.kind
                && matches!(&value.kind, ExprKind::Read(from) if from.is_var() && from.root == v)
                && self.has_value(place)
            {
                s.kind = StmtKind::Swap { a: place.clone(), b: Place::of(v) };
            }
            s.each_block_mut(&mut |b| self.exchange(&mut b.stmts, v, None));
        }
    }

    /// Is the place a vector that was not moved before?
    fn has_value(&self, place: &Place) -> bool {
        let ty = &self.vars[place.root.0 as usize].ty;
        match place.path.as_slice() {
            [] => is_vec(ty) && self.settled.holds(place.root, self.at.get()),
            [Step::Deref] => matches!(ty, Type::Ref(true, t) if is_vec(t)),
            _ => false,
        }
    }

    /// Gives vectors back at the end of their block, the last one first.
    fn give_back(&self, stmts: &mut Vec<Stmt>, mut dying: Vec<VarId>) {
        dying.reverse();
        let is_cut =
            |s: &Stmt| matches!(&s.kind, StmtKind::Foreign(f) if f.tokens.to_string() == "__cut");
        if let Some(cut) = stmts.iter().position(is_cut) {
            let later = mentioned(&stmts[cut + 1..]);
            let (then, now): (Vec<VarId>, Vec<VarId>) =
                dying.into_iter().partition(|v| later.contains(v));
            stmts.extend(self.statements(then));
            stmts.splice(cut..cut, self.statements(now));
            return;
        }
        let end = match stmts.last().map(|s| &s.kind) {
            Some(StmtKind::Break) => stmts.len() - 1,
            Some(StmtKind::Foreign(_)) if super::sink::diverges(&stmts[stmts.len() - 1]) => return,
            _ => stmts.len(),
        };
        stmts.splice(end..end, self.statements(dying));
    }

    /// Vectors go together, what may own some one by one.
    fn statements(&self, dying: Vec<VarId>) -> Vec<Stmt> {
        let span = Span::call_site();
        let read = |v: &VarId| Expr::var(*v, Type::Unknown, span);
        let statement = |some: &[VarId]| {
            let all = match some {
                [one] => read(one),
                _ => {
                    Expr::new(ExprKind::Tuple(some.iter().map(read).collect()), Type::Unknown, span)
                }
            };
            Stmt::new(StmtKind::Eval(Expr::support("recycle", vec![all], Type::Unit)), span)
        };
        let (vectors, others): (Vec<VarId>, Vec<VarId>) =
            dying.into_iter().partition(|v| self.is_flat(*v));
        let one = |v: &VarId| {
            let owned = Expr::support("owned", vec![read(v)], Type::Unknown);
            Stmt::new(StmtKind::Eval(Expr::support("recycle_owned", vec![owned], Type::Unit)), span)
        };
        others.iter().map(one).chain(vectors.chunks(TOGETHER).map(statement)).collect()
    }
}

fn is_vec(ty: &Type) -> bool {
    matches!(ty, Type::Vec(_))
}

/// Is the value a new vector, whatever is known of types?
fn makes_vec(e: &Expr, vars: &[Var]) -> bool {
    match &e.kind {
        ExprKind::VecOf(_) | ExprKind::Repeat { vec: true, .. } | ExprKind::Support("unset", _) => {
            true
        }
        ExprKind::CloneOf { place, method: "to_vec" } => is_sequence(place, vars),
        _ => false,
    }
}

/// Is the value nobody else's? A call may give a part of its arguments, but then it is a reference.
fn is_new(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Call(call) => !matches!(call.callee, Callee::Wrap(_)),
        ExprKind::Zero(_) | ExprKind::CloneOf { method: "clone", .. } => true,
        // Moved out of a variable, or out of a part of it.
        ExprKind::Read(from) => from.path.iter().all(|s| matches!(s, Step::Field(_))),
        _ => false,
    }
}

/// The arms of a record, which the reverse sweep takes apart.
fn is_record(p: &Pattern) -> bool {
    matches!(p, Pattern::Variant { path, .. } if path.to_string().contains("Either"))
}

// Making vectors.

fn make(stmts: &mut [Stmt], vars: &[Var]) {
    for s in stmts {
        s.each_expr_mut(&mut |e| make_in(e, vars));
        s.each_block_mut(&mut |b| make(&mut b.stmts, vars));
        if let StmtKind::VecPush { place, value } = &s.kind
            && place.is_var()
            && is_vec(&vars[place.root.0 as usize].ty)
        {
            let mut own = false;
            value.each_var(&mut |v| own |= v == place.root);
            if !own {
                let kind = ExprKind::Borrow { mutable: true, place: place.clone() };
                let to = Expr::new(kind, Type::Unknown, s.span);
                let args = vec![to, value.clone()];
                let push = Expr::new(ExprKind::Support("push", args), Type::Unit, s.span);
                s.kind = StmtKind::Eval(push);
            }
        }
    }
}

fn make_in(e: &mut Expr, vars: &[Var]) {
    // Zeros in the shape of a copy need no copy.
    if let ExprKind::Zero(inner) = &mut e.kind
        && let ExprKind::CloneOf { place, .. } = &inner.kind
    {
        inner.kind = ExprKind::Read(place.clone());
    }
    if let ExprKind::Support("zero_lanes", args) = &mut e.kind
        && let ExprKind::Support("borrow", of) = &args[0].kind
        && let ExprKind::CloneOf { place, .. } = &of[0].kind
    {
        args[0].kind = ExprKind::Borrow { mutable: false, place: place.clone() };
    }
    e.each_child_mut(&mut |c| make_in(c, vars));
    let kind = match &e.kind {
        ExprKind::Repeat { value, count, vec: true } => {
            // A vector of vectors is filled by making each of them.
            let made =
                matches!(value.kind, ExprKind::Support("filled" | "filled_with" | "copied", _));
            let name = if made { "filled_with" } else { "filled" };
            ExprKind::Support(name, vec![(**count).clone(), (**value).clone()])
        }
        ExprKind::Support("unset", args) => ExprKind::Support("filled", args.clone()),
        // A vector or not, as rustc will know.
        ExprKind::CloneOf { place, method: "clone" }
            if e.ty == Type::Unknown && !place.is_part() =>
        {
            let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
            ExprKind::Support("copy_of", vec![Expr::new(kind, Type::Unknown, e.span)])
        }
        ExprKind::CloneOf { place, method }
            if (*method == "to_vec" && is_sequence(place, vars))
                || (*method == "clone" && is_vec(&e.ty) && !place.is_part()) =>
        {
            let kind = ExprKind::Borrow { mutable: false, place: place.clone() };
            ExprKind::Support("copied", vec![Expr::new(kind, Type::Unknown, e.span)])
        }
        _ => return,
    };
    e.kind = kind;
}
