//! Cotangents: `let mut b = 0; b += e;` is `let b = e;`, and `b[i] = 0; b[i] += e;` is `b[i] = e;`.
//!
//! So are two contributions to an element, `b[i] = e; .. b[i] += f;`, and the last one before it is taken,
//! `b[i] += e; let a = b[i]; .. b[i] = f;`: rustc would go to memory in between for fear that another name
//! leads there.

use super::dead::pure;
use super::elements::{lent_for_long, steady, touched, uses};
use crate::analyse::effects::mentioned;
use crate::ir::*;
use std::collections::HashSet;

/// Joins a zero with the first contribution. Says whether something changed.
pub(crate) fn merge(stmts: &mut Vec<Stmt>, vars: &mut [Var]) -> bool {
    // Zeros that the forward sweep made while a value was whole.
    let mut zeros = HashSet::new();
    for s in stmts.iter() {
        if let StmtKind::Let { var, init: Some(init) } = &s.kind
            && is_zero(init)
            && is_flat(&vars[var.0 as usize].ty)
        {
            zeros.insert(*var);
        }
    }
    let lent = lent_for_long(stmts);
    let joined = join_elements(stmts, vars, &lent);
    let added = add_elements(stmts, vars, &lent);
    merge_in(stmts, &zeros) || joined || added
}

/// An element that is left zero and then given the first contribution is given that.
fn join_elements(stmts: &mut Vec<Stmt>, vars: &[Var], lent: &HashSet<VarId>) -> bool {
    let mut changed = false;
    let mut i = 0;
    while i < stmts.len() {
        if let StmtKind::Assign { place, op: None, value } = &stmts[i].kind
            && value.as_number() == Some(0.0)
            && !lent.contains(&place.root)
            && steady(place, vars)
            && let Some(k) = next_use_of(stmts, i, place, vars)
            && let StmtKind::Accumulate { place: same, value } = &stmts[k].kind
            && same == place
            && !names(value, place.root)
        {
            let kind = StmtKind::Assign { place: place.clone(), op: None, value: value.clone() };
            stmts[k].kind = kind;
            stmts.remove(i);
            changed = true;
            continue;
        }
        i += 1;
    }
    for s in stmts {
        s.each_block_mut(&mut |b| changed |= join_elements(&mut b.stmts, vars, lent));
    }
    changed
}

/// What an element is given and what is then added to it is one sum, under the element's name or that of the number
/// that takes it.
fn add_elements(stmts: &mut Vec<Stmt>, vars: &[Var], lent: &HashSet<VarId>) -> bool {
    let mut changed = false;
    let mut i = 0;
    while i < stmts.len() {
        match added(stmts, i, vars, lent) {
            Some((k, s)) => {
                let earlier = matches!(s.kind, StmtKind::Let { .. });
                stmts[if earlier { i } else { k }] = s;
                stmts.remove(if earlier { k } else { i });
                changed = true;
            }
            None => i += 1,
        }
    }
    for s in stmts {
        s.each_block_mut(&mut |b| changed |= add_elements(&mut b.stmts, vars, lent));
    }
    changed
}

/// What stands for the `i`-th statement and a later one.
fn added(stmts: &[Stmt], i: usize, vars: &[Var], lent: &HashSet<VarId>) -> Option<(usize, Stmt)> {
    let (StmtKind::Assign { place, op: None, value } | StmtKind::Accumulate { place, value }) =
        &stmts[i].kind
    else {
        return None;
    };
    let own = !place.is_var() && !lent.contains(&place.root) && steady(place, vars);
    if !own || !pure(value) || !value.ty.is_float() || names(value, place.root) {
        return None;
    }
    let k = next_use_of(stmts, i, place, vars)?;
    let kind = match (&stmts[i].kind, &stmts[k].kind) {
        (StmtKind::Assign { .. }, StmtKind::Accumulate { place: same, value: more })
            if same == place && !names(more, place.root) && pure(more) =>
        {
            let still = |s: &Stmt| {
                let changed = touched(s, vars);
                let mut still = true;
                value.each_var(&mut |v| still &= !changed.contains(&v));
                still
            };
            if value.as_number() == Some(0.0) || !stmts[i + 1..k].iter().all(still) {
                return None;
            }
            let value = sum(value.clone(), more.clone());
            StmtKind::Assign { place: place.clone(), op: None, value }
        }
        (StmtKind::Accumulate { .. }, StmtKind::Let { var, init: Some(init) }) => {
            let later = next_use_of(stmts, k, place, vars)?;
            let overwritten = matches!(&stmts[later].kind, StmtKind::Assign { place: same, op: None, value }
                if same == place && !names(value, place.root));
            let taken = matches!(&init.kind, ExprKind::Read(p) if p == place);
            if !taken || !overwritten || vars[var.0 as usize].mutable {
                return None;
            }
            StmtKind::Let { var: *var, init: Some(sum(init.clone(), value.clone())) }
        }
        _ => return None,
    };
    Some((k, Stmt::new(kind, stmts[k].span)))
}

fn sum(a: Expr, b: Expr) -> Expr {
    let ty = a.ty.clone();
    match b.kind {
        ExprKind::Op("neg", mut args) => {
            Expr::op("sub", vec![a, args.pop().expect("one operand")], ty)
        }
        kind => Expr::op("add", vec![a, Expr::new(kind, b.ty, b.span)], ty),
    }
}

/// The next statement after the `i`-th that uses a steady place.
fn next_use_of(stmts: &[Stmt], i: usize, place: &Place, vars: &[Var]) -> Option<usize> {
    (i + 1..stmts.len()).find(|k| uses(&stmts[*k], place, vars))
}

/// The next statement after the `i`-th that names a variable.
fn next_use(stmts: &[Stmt], i: usize, v: VarId) -> Option<usize> {
    (i + 1..stmts.len()).find(|k| mentioned(std::slice::from_ref(&stmts[*k])).contains(&v))
}

/// A vector of numbers: what replaces its zero has its length, see `vjp`.
fn is_flat(ty: &Type) -> bool {
    matches!(ty, Type::Vec(t) if t.is_float())
}

fn merge_in(stmts: &mut Vec<Stmt>, zeros: &HashSet<VarId>) -> bool {
    let mut changed = false;
    let mut i = 0;
    while i < stmts.len() {
        if let StmtKind::Let { var, init: Some(init) } = &stmts[i].kind {
            let var = *var;
            let kept =
                matches!(&init.kind, ExprKind::Read(p) if p.is_var() && zeros.contains(&p.root));
            if (is_zero(init) || kept)
                && let Some(k) = next_use(stmts, i, var)
            {
                let joined = match &stmts[k].kind {
                    StmtKind::Accumulate { place, value }
                        if place.is_var() && place.root == var && !names(value, var) =>
                    {
                        Some(value.clone())
                    }
                    StmtKind::Assign { place, op: None, value }
                        if place.is_var() && place.root == var && !names(value, var) =>
                    {
                        Some(value.clone())
                    }
                    _ => None,
                };
                if let Some(value) = joined {
                    let span = stmts[k].span;
                    stmts[k] = Stmt::new(StmtKind::Let { var, init: Some(value) }, span);
                    stmts.remove(i);
                    changed = true;
                    continue;
                }
            }
        }
        i += 1;
    }
    for s in stmts {
        s.each_block_mut(&mut |b| changed |= merge_in(&mut b.stmts, zeros));
    }
    changed
}

fn names(e: &Expr, var: VarId) -> bool {
    let mut found = false;
    e.each_var(&mut |v| found |= v == var);
    found
}

fn is_zero(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Number(v) => *v == 0.0,
        ExprKind::Zero(_) => true,
        ExprKind::Repeat { value, .. } => matches!(value.kind, ExprKind::Number(v) if v == 0.0),
        ExprKind::Tuple(parts) => !parts.is_empty() && parts.iter().all(is_zero),
        _ => false,
    }
}
