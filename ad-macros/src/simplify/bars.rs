//! Cotangents: `let mut b = 0; b += e;` is `let b = e;`, and `b[i] = 0; b[i] += e;` is `b[i] = e;`.

use super::elements::{lent_for_long, steady};
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
    merge_in(stmts, &zeros) || joined
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
            && let Some(k) = next_use(stmts, i, place.root)
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
