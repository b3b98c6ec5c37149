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
/// `shadows` are slices that a caller may leave out, and then they are empty. Of `lanes`, some numbers
/// will have several values.
pub(crate) fn lend(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, shadows: &[VarId], lanes: bool) {
    let lengths = super::lengths::name(stmts, vars);
    if !lanes {
        super::rows::rows(stmts, vars, &lengths);
        super::covered::covered(stmts, vars, &lengths);
        super::uniform::uniform(stmts, vars, &lengths);
    }
    let before = vars.len();
    super::again::take_apart(stmts, vars, lanes);
    let columns = number_tapes(stmts, vars);
    let rows = if lanes { HashMap::new() } else { row_tapes(stmts, vars, &columns) };
    index_tapes(stmts, vars, &columns, &rows);
    index_rows(stmts, vars, &rows);
    commute(stmts);
    super::terms::terms(stmts, vars);
    // Parts of tapes have the loop's length already.
    let whole: Vec<VarId> = (before..vars.len()).map(|i| VarId(i as u32)).collect();
    slices::cut(stmts, vars, &slices::Known { whole: &whole, shadows, lanes, own: None });
    settle(stmts);
    if !lanes {
        super::sums::take_out(stmts, vars, before);
    }
    super::slots::slots(stmts);
    super::lanes(stmts, vars);
    super::opaque::hide(stmts, vars);
}

// Tapes.

/// Tapes that one counted loop fills and its reverse empties, with what is taken from them and both loops.
pub(super) fn paired(stmts: &[Stmt], vars: &[Var]) -> Vec<(VarId, Vec<VarId>, Stmt, Stmt)> {
    let mut pushes: HashMap<VarId, Vec<Option<Stmt>>> = HashMap::new();
    let mut pops: HashMap<VarId, Vec<Option<Stmt>>> = HashMap::new();
    find(stmts, None, &mut pushes, &mut pops);
    let mut pushes: Vec<_> = pushes.into_iter().collect();
    pushes.sort_by_key(|(tape, _)| *tape);
    let mut list = Vec::new();
    for (tape, push) in pushes {
        let ([Some(filled)], Some([Some(emptied)])) =
            (push.as_slice(), pops.get(&tape).map(Vec::as_slice))
        else {
            continue;
        };
        let StmtKind::For { body, .. } = &emptied.kind else { continue };
        let Some(StmtKind::Pop { vars: popped, .. }) = body.stmts.first().map(|s| &s.kind) else {
            continue;
        };
        if same_range(filled, emptied, vars) {
            list.push((tape, popped.clone(), filled.clone(), emptied.clone()));
        }
    }
    list
}

/// For each such tape that holds a few numbers only: one tape a column, the first of which is the tape
/// itself.
fn number_tapes(stmts: &[Stmt], vars: &mut Vec<Var>) -> HashMap<VarId, Vec<VarId>> {
    let mut columns = HashMap::new();
    for (tape, popped, ..) in paired(stmts, vars) {
        let numbers = popped.iter().all(|v| is_number(&vars[v.0 as usize].ty));
        if numbers && popped.len() <= FEW {
            let mut list = vec![tape];
            for _ in 1..popped.len() {
                let name = vars[tape.0 as usize].name.clone();
                let v = fresh(vars, &name, Type::Unknown);
                vars[v.0 as usize].mutable = true;
                list.push(v);
            }
            columns.insert(tape, list);
        }
    }
    columns
}

/// Up to so many numbers have a tape each.
pub(super) const FEW: usize = 4;

/// Up to so many numbers share one tape, a row each.
pub(super) const MANY: usize = 32;

/// The tapes that hold more numbers, of one float type: how many.
fn row_tapes(
    stmts: &[Stmt],
    vars: &[Var],
    columns: &HashMap<VarId, Vec<VarId>>,
) -> HashMap<VarId, usize> {
    let ty = |v: &VarId| &vars[v.0 as usize].ty;
    let fits = |(tape, popped, filled, _): &(VarId, Vec<VarId>, Stmt, Stmt)| {
        let StmtKind::For { var, .. } = &filled.kind else { return false };
        let alike = popped.iter().all(|v| ty(v).is_float() && ty(v) == ty(&popped[0]));
        !columns.contains_key(tape)
            && (FEW + 1..=MANY).contains(&popped.len())
            && alike
            && !vars[var.0 as usize].parallel
    };
    paired(stmts, vars)
        .into_iter()
        .filter(fits)
        .map(|(tape, popped, ..)| (tape, popped.len()))
        .collect()
}

/// Rows of a tape in place of its entries: `let [a, b, c] = claim_rows(&mut tape, n);`.
fn index_rows(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, tapes: &HashMap<VarId, usize>) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| index_rows(&mut b.stmts, vars, tapes));
        let span = s.span;
        let StmtKind::For { var, lo, hi, body, .. } = &mut s.kind else {
            out.push(s);
            continue;
        };
        let (count, at) = (length(lo, hi), offset(*var, lo));
        let row = |vars: &mut Vec<Var>, name: String, ty: &Type, changed: bool| {
            let slice = Type::Slice(Box::new(ty.clone()));
            let row = fresh(vars, &name, Type::Ref(changed, Box::new(slice)));
            (row, Place::of(row).then(Step::Index(at.clone())))
        };
        let rows_of = |word, tape, mutable, list: Vec<VarId>| {
            let of = vec![borrow(tape, mutable), count.clone()];
            let init = Expr::support(word, of, Type::Unknown);
            let vars = list.into_iter().map(Some).collect();
            Stmt::new(StmtKind::LetTuple { vars, init }, span)
        };
        let mut after = None;
        if let Some(StmtKind::Push { tape, values }) = body.stmts.last().map(|s| s.kind.clone())
            && tapes.contains_key(&tape)
        {
            body.stmts.pop();
            let mut list = Vec::new();
            for value in values {
                let (row, place) = row(vars, slots_name(&value, vars), &value.ty, true);
                list.push(row);
                keep(body, place, value, vars);
            }
            out.push(rows_of("claim_rows", tape, true, list));
        }
        if let Some(StmtKind::Pop { tape, vars: popped }) =
            body.stmts.first().map(|s| s.kind.clone())
            && let Some(n) = tapes.get(&tape)
        {
            body.stmts.remove(0);
            let (mut list, mut taken) = (Vec::new(), Vec::new());
            for v in popped {
                let Var { name, ty, .. } = vars[v.0 as usize].clone();
                let own = fresh(vars, &name, ty.clone());
                replace_root(&mut body.stmts, v, own);
                let (row, place) = row(vars, format!("{name}s"), &ty, false);
                list.push(row);
                taken.push(Stmt::let_(own, Expr::read(place, ty, span)));
            }
            body.stmts.splice(0..0, taken);
            out.push(rows_of("top_rows", tape, false, list));
            let usize_ty = Type::Int("usize".into());
            let all = Expr::op("mul", vec![Expr::int(*n), count.clone()], usize_ty);
            let release = Expr::support("release", vec![borrow(tape, true), all], Type::Unit);
            after = Some(Stmt::new(StmtKind::Eval(release), span));
        }
        out.push(s);
        out.extend(after);
    }
    *stmts = out;
}

/// Writes a number to its place on the tape: where functions are called later, before they are, lest it wait in
/// memory for the end.
fn keep(body: &mut Block, place: Place, value: Expr, vars: &[Var]) {
    let declares = |s: &Stmt, v: VarId| match &s.kind {
        StmtKind::Let { var, init: Some(_) } => *var == v,
        StmtKind::LetTuple { vars, .. } => vars.contains(&Some(v)),
        _ => false,
    };
    let calls = |s: &Stmt| {
        let mut found = false;
        let call = |e: &Expr| matches!(e.kind, ExprKind::Rule { .. } | ExprKind::Call(_));
        s.each_expr(&mut |e| found |= e.any(&mut |e| call(e)));
        found
    };
    let declared = match &value.kind {
        ExprKind::Read(p) if p.is_var() && !vars[p.root.0 as usize].mutable => {
            body.stmts.iter().position(|s| declares(s, p.root))
        }
        _ => None,
    };
    let at = declared.map(|k| k + 1).filter(|k| body.stmts[*k..].iter().any(calls));
    body.stmts.insert(at.unwrap_or(body.stmts.len()), Stmt::assign(place, value));
}

pub(super) fn is_number(ty: &Type) -> bool {
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
fn same_range(up: &Stmt, down: &Stmt, vars: &[Var]) -> bool {
    let (
        StmtKind::For { var, lo, hi, reversed, body, .. },
        StmtKind::For { lo: l, hi: h, reversed: r, .. },
    ) = (&up.kind, &down.kind)
    else {
        return false;
    };
    let counted = counts(*var, lo, hi, vars);
    lo.same(l) && hi.same(h) && reversed != r && counted && !leaves(body)
}

/// The range's type is known where the counter's is, though not that of a bound that is a `const` item.
fn counts(counter: VarId, lo: &Expr, hi: &Expr, vars: &[Var]) -> bool {
    *vars[counter.0 as usize].ty.peel() == Type::Int("usize".into()) && pure(lo) && pure(hi)
}

fn leaves(b: &Block) -> bool {
    let mut found = false;
    b.each_stmt(&mut |s| found |= matches!(s.kind, StmtKind::Break));
    found
}

fn index_tapes(
    stmts: &mut Vec<Stmt>,
    vars: &mut Vec<Var>,
    columns: &HashMap<VarId, Vec<VarId>>,
    rows: &HashMap<VarId, usize>,
) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| index_tapes(&mut b.stmts, vars, columns, rows));
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
                    keep(body, place, value, vars);
                }
            }
            // A loop that may leave early says nothing of how many there will be.
            Some(StmtKind::Push { tape, .. })
                if !rows.contains_key(&tape)
                    && counts(*var, lo, hi, vars)
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

pub(super) fn slots_name(value: &Expr, vars: &[Var]) -> String {
    match &value.kind {
        ExprKind::Read(p) => format!("{}s", vars[p.root.0 as usize].name),
        _ => "slots".into(),
    }
}

pub(super) fn borrow(v: VarId, mutable: bool) -> Expr {
    let kind = ExprKind::Borrow { mutable, place: Place::of(v) };
    Expr::new(kind, Type::Unknown, Span::call_site())
}

pub(super) fn is_zero(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Literal(s) if s == "0")
}

/// How often `lo..hi` runs.
pub(super) fn length(lo: &Expr, hi: &Expr) -> Expr {
    if is_zero(lo) {
        return hi.clone();
    }
    Expr::support("span", vec![lo.clone(), hi.clone()], Type::Int("usize".into()))
}

pub(super) fn offset(var: VarId, lo: &Expr) -> Expr {
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

/// A reverse loop whose iterations share no element may run forwards as well.
fn settle(stmts: &mut [Stmt]) {
    for s in stmts {
        s.each_block_mut(&mut |b| settle(&mut b.stmts));
        if let StmtKind::For { reversed: reversed @ true, var, body, .. } = &mut s.kind {
            *reversed = !shares_nothing(body, *var);
        }
    }
}

/// Is all that the body changes its own, the counter's element, or a sum that it does not read?
fn shares_nothing(body: &Block, counter: VarId) -> bool {
    let mut own = HashSet::new();
    let (mut elements, mut sums) = (HashSet::new(), HashSet::new());
    let mut simple = true;
    let is_element =
        |p: &Place| matches!(p.path.as_slice(), [Step::Index(e)] if is_counter(e, counter));
    body.each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            own.insert(v);
        });
        match &s.kind {
            StmtKind::Let { init, .. } => simple &= init.as_ref().is_none_or(pure),
            StmtKind::Assign { place, value, .. } => {
                // Of a number around the loop the last value stays, and the user's sums keep their order.
                let own = place.is_var() && own.contains(&place.root);
                simple &= pure(value) && (own || is_element(place));
                elements.insert(place.root);
            }
            StmtKind::Accumulate { place, value } => {
                simple &= pure(value);
                if is_element(place) { &mut elements } else { &mut sums }.insert(place.root);
            }
            StmtKind::If { .. } => {}
            _ => simple = false,
        }
    });
    elements.retain(|v| !own.contains(v));
    sums.retain(|v| !own.contains(v));
    // What is changed element by element is read so; what is summed up is not read.
    let mut sound = simple && elements.is_disjoint(&sums);
    body.each_stmt(&mut |s| {
        s.each_expr(&mut |e| {
            let whole = |p: &Place| elements.contains(&p.root) && !is_element(p);
            e.any(&mut |e| {
                sound &= match &e.kind {
                    ExprKind::Read(p) => !whole(p) && !sums.contains(&p.root),
                    ExprKind::Borrow { place: p, .. } | ExprKind::CloneOf { place: p, .. } => {
                        !elements.contains(&p.root) && !sums.contains(&p.root)
                    }
                    ExprKind::Foreign(f) => {
                        f.uses.iter().all(|(_, v)| !elements.contains(v) && !sums.contains(v))
                    }
                    _ => true,
                };
                false
            });
        });
    });
    sound
}

fn is_counter(e: &Expr, counter: VarId) -> bool {
    matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == counter)
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
