//! Loops in the form that vectorises: tapes of numbers by index, slices cut to length before the
//! loop, reverse loops in forward order where their steps commute.

use super::dead::pure;
use super::slices;
use crate::ir::builder::fresh;
use crate::ir::visit::replace_root;
use crate::ir::*;
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// Rewrites the loops of one emitted body, both sweeps together.
/// `shadows` are slices that a caller may leave out, and then they are empty.
pub(crate) fn lend(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, shadows: &[VarId]) {
    let columns = number_tapes(stmts, vars);
    let before = vars.len();
    index_tapes(stmts, vars, &columns);
    commute(stmts);
    super::terms::terms(stmts, vars);
    // Parts of tapes have the loop's length already.
    let whole: Vec<VarId> = (before..vars.len()).map(|i| VarId(i as u32)).collect();
    slices::cut(stmts, vars, &whole, shadows);
    super::lanes(stmts, vars);
}

// Tapes.

/// For each tape that holds numbers only and is filled by one counted loop and emptied by its
/// reverse: one tape a column, the first of which is the tape itself.
fn number_tapes(stmts: &[Stmt], vars: &mut Vec<Var>) -> HashMap<VarId, Vec<VarId>> {
    let mut pushes: HashMap<VarId, Vec<Option<Stmt>>> = HashMap::new();
    let mut pops: HashMap<VarId, Vec<Option<Stmt>>> = HashMap::new();
    find(stmts, None, &mut pushes, &mut pops);
    let mut columns = HashMap::new();
    let mut pushes: Vec<_> = pushes.into_iter().collect();
    pushes.sort_by_key(|(tape, _)| *tape);
    for (tape, push) in &pushes {
        let ([Some(filled)], Some([Some(emptied)])) =
            (push.as_slice(), pops.get(tape).map(Vec::as_slice))
        else {
            continue;
        };
        let (StmtKind::For { .. }, StmtKind::For { body, .. }) = (&filled.kind, &emptied.kind)
        else {
            continue;
        };
        let Some(StmtKind::Pop { vars: popped, .. }) = body.stmts.first().map(|s| &s.kind) else {
            continue;
        };
        let numbers = popped.iter().all(|v| is_number(&vars[v.0 as usize].ty));
        if numbers && popped.len() <= 4 && same_range(filled, emptied) {
            let mut list = vec![*tape];
            for _ in 1..popped.len() {
                let name = vars[tape.0 as usize].name.clone();
                let v = fresh(vars, &name, Type::Unknown);
                vars[v.0 as usize].mutable = true;
                list.push(v);
            }
            columns.insert(*tape, list);
        }
    }
    columns
}

fn is_number(ty: &Type) -> bool {
    ty.is_float() || matches!(ty, Type::Int(_) | Type::Bool)
}

/// Every push and pop with the loop that it is the last or the first statement of.
fn find(
    stmts: &[Stmt],
    around: Option<&Stmt>,
    pushes: &mut HashMap<VarId, Vec<Option<Stmt>>>,
    pops: &mut HashMap<VarId, Vec<Option<Stmt>>>,
) {
    for (i, s) in stmts.iter().enumerate() {
        match &s.kind {
            StmtKind::Push { tape, .. } => {
                let last = i + 1 == stmts.len();
                pushes.entry(*tape).or_default().push(around.filter(|_| last).cloned());
            }
            StmtKind::Pop { tape, .. } => {
                pops.entry(*tape).or_default().push(around.filter(|_| i == 0).cloned());
            }
            StmtKind::For { body, .. } => find(&body.stmts, Some(s), pushes, pops),
            _ => s.each_block(&mut |b| find(&b.stmts, None, pushes, pops)),
        }
    }
}

/// Counts of `usize`, the same up and down, and without a `break`.
fn same_range(up: &Stmt, down: &Stmt) -> bool {
    let (
        StmtKind::For { lo, hi, reversed, body, .. },
        StmtKind::For { lo: l, hi: h, reversed: r, .. },
    ) = (&up.kind, &down.kind)
    else {
        return false;
    };
    lo.same(l) && hi.same(h) && reversed != r && counted(lo) && counted(hi) && !leaves(body)
}

fn counted(e: &Expr) -> bool {
    matches!(&e.ty, Type::Int(t) if t == "usize") && pure(e)
}

fn leaves(b: &Block) -> bool {
    let mut found = false;
    b.each_stmt(&mut |s| found |= matches!(s.kind, StmtKind::Break));
    found
}

fn index_tapes(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, columns: &HashMap<VarId, Vec<VarId>>) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| index_tapes(&mut b.stmts, vars, columns));
        let span = s.span;
        if let StmtKind::Let { var, init: Some(init) } = &s.kind {
            // The declaration of the tape: one of each column.
            if let Some(list) = columns.get(var) {
                out.extend(list.iter().map(|v| Stmt::let_(*v, init.clone())));
                continue;
            }
        }
        let StmtKind::For { var, lo, hi, body, .. } = &mut s.kind else {
            out.push(s);
            continue;
        };
        let count = length(lo, hi);
        let at = offset(*var, lo);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        match body.stmts.last().map(|s| s.kind.clone()) {
            Some(StmtKind::Push { tape, values }) if columns.contains_key(&tape) => {
                body.stmts.pop();
                for (column, value) in columns[&tape].iter().zip(values) {
                    let slice = Type::Slice(Box::new(value.ty.clone()));
                    let name = slots_name(&value, vars);
                    let slots = fresh(vars, &name, Type::Ref(true, Box::new(slice)));
                    let claim = Expr::support(
                        "claim",
                        vec![borrow(*column, true), count.clone()],
                        Type::Unknown,
                    );
                    before.push(Stmt::let_(slots, claim));
                    let place = Place::of(slots).then(Step::Index(at.clone()));
                    body.stmts.push(Stmt::assign(place, value));
                }
            }
            // A loop that may leave early says nothing of how many there will be.
            Some(StmtKind::Push { tape, .. })
                if counted(lo)
                    && counted(hi)
                    && !leaves(body)
                    && !vars[var.0 as usize].parallel =>
            {
                let reserve =
                    Expr::support("reserve", vec![borrow(tape, true), count.clone()], Type::Unit);
                before.push(Stmt::new(StmtKind::Eval(reserve), span));
            }
            _ => {}
        }
        if let Some(StmtKind::Pop { tape, vars: popped }) =
            body.stmts.first().map(|s| s.kind.clone())
            && let Some(list) = columns.get(&tape)
        {
            body.stmts.remove(0);
            for (column, v) in list.iter().zip(popped).rev() {
                // The forward sweep may have changed it; here it is read only.
                let Var { name, ty, .. } = vars[v.0 as usize].clone();
                let taken = fresh(vars, &name, ty.clone());
                replace_root(&mut body.stmts, v, taken);
                let slice = Type::Slice(Box::new(ty.clone()));
                let slots = fresh(vars, &format!("{name}s"), Type::Ref(false, Box::new(slice)));
                let top = Expr::support(
                    "top",
                    vec![borrow(*column, false), count.clone()],
                    Type::Unknown,
                );
                before.push(Stmt::let_(slots, top));
                let place = Place::of(slots).then(Step::Index(at.clone()));
                body.stmts.insert(0, Stmt::let_(taken, Expr::read(place, ty, span)));
                let release = Expr::support(
                    "release",
                    vec![borrow(*column, true), count.clone()],
                    Type::Unit,
                );
                after.push(Stmt::new(StmtKind::Eval(release), span));
            }
        }
        out.append(&mut before);
        out.push(s);
        out.append(&mut after);
    }
    *stmts = out;
}

fn slots_name(value: &Expr, vars: &[Var]) -> String {
    match &value.kind {
        ExprKind::Read(p) => format!("{}s", vars[p.root.0 as usize].name),
        _ => "slots".into(),
    }
}

fn borrow(v: VarId, mutable: bool) -> Expr {
    let kind = ExprKind::Borrow { mutable, place: Place::of(v) };
    Expr::new(kind, Type::Unknown, Span::call_site())
}

pub(super) fn is_zero(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Literal(s) if s == "0")
}

/// How often `lo..hi` runs.
fn length(lo: &Expr, hi: &Expr) -> Expr {
    if is_zero(lo) {
        return hi.clone();
    }
    Expr::support("span", vec![lo.clone(), hi.clone()], Type::Int("usize".into()))
}

fn offset(var: VarId, lo: &Expr) -> Expr {
    let usize_ty = Type::Int("usize".into());
    let i = Expr::var(var, usize_ty.clone(), Span::call_site());
    if is_zero(lo) { i } else { Expr::op("sub", vec![i, lo.clone()], usize_ty) }
}

// Order.

/// A reverse loop whose steps only add, to what they do not read, may run forwards.
fn commute(stmts: &mut [Stmt]) {
    for s in stmts {
        s.each_block_mut(&mut |b| commute(&mut b.stmts));
        if let StmtKind::For { reversed: reversed @ true, body, .. } = &mut s.kind {
            let mut sums = HashSet::new();
            if only_adds(body, &mut sums) {
                let mut reads = HashSet::new();
                body.each_stmt(&mut |s| {
                    s.each_expr(&mut |e| {
                        e.each_value_var(&mut |v| {
                            reads.insert(v);
                        });
                    });
                });
                let mut own = HashSet::new();
                body.each_stmt(&mut |s| {
                    s.each_declared(&mut |v| {
                        own.insert(v);
                    })
                });
                *reversed = sums.iter().any(|v| reads.contains(v) && !own.contains(v));
            }
        }
    }
}

fn only_adds(body: &Block, sums: &mut HashSet<VarId>) -> bool {
    body.stmts.iter().all(|s| {
        let mut inner = true;
        s.each_block(&mut |b| inner &= only_adds(b, sums));
        inner
            && match &s.kind {
                StmtKind::Let { init, .. } => init.as_ref().is_none_or(pure),
                StmtKind::Accumulate { place, value } => {
                    sums.insert(place.root);
                    pure(value)
                }
                StmtKind::If { .. } | StmtKind::For { .. } => true,
                _ => false,
            }
    })
}
