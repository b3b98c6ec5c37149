//! Cotangents: `let mut b = 0; b += e;` is `let b = e;`.

use crate::analyse::effects::mentioned;
use crate::ir::*;

/// Joins a zero with the first contribution. Says whether something changed.
pub(crate) fn merge(stmts: &mut Vec<Stmt>, vars: &mut [Var]) -> bool {
    let mut changed = false;
    let mut i = 0;
    while i < stmts.len() {
        if let StmtKind::Let { var, init: Some(init) } = &stmts[i].kind {
            let var = *var;
            if is_zero(init) {
                if let Some(k) = (i + 1..stmts.len())
                    .find(|k| mentioned(std::slice::from_ref(&stmts[*k])).contains(&var))
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
        }
        i += 1;
    }
    for s in stmts {
        s.each_block_mut(&mut |b| changed |= merge(&mut b.stmts, vars));
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
