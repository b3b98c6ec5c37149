//! Drops what no one reads.

use crate::ir::*;
use std::collections::HashMap;

/// Removes unread names, cotangents that only collect, and empty control flow.
pub(crate) fn remove(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId]) -> bool {
    let mut reads: HashMap<VarId, usize> = live.iter().map(|v| (*v, 1)).collect();
    count(stmts, &mut reads);
    let mut changed = false;
    prune(stmts, &reads, vars, &mut changed);
    changed
}

/// Counts reads; being written to is not being read.
fn count(stmts: &[Stmt], reads: &mut HashMap<VarId, usize>) {
    for s in stmts {
        s.each_expr(&mut |e| e.each_var(&mut |v| *reads.entry(v).or_default() += 1));
        let mut read = |v: VarId| *reads.entry(v).or_default() += 1;
        match &s.kind {
            // A part of something: the whole is shared with others.
            StmtKind::Assign { place, value, .. } => {
                if !place.is_var() || !pure(value) {
                    read(place.root);
                }
            }
            StmtKind::Accumulate { place, value } if !place.is_var() || !pure(value) => {
                read(place.root)
            }
            StmtKind::LetPattern { place, .. } => read(place.root),
            StmtKind::VecPush { place, .. } | StmtKind::VecPop { place, .. } => read(place.root),
            StmtKind::Swap { a, b } => {
                read(a.root);
                read(b.root);
            }
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => read(place.root),
            StmtKind::Pop { tape, .. } => read(*tape),
            StmtKind::Push { tape, .. } => read(*tape),
            StmtKind::Foreign(f) => f.uses.iter().for_each(|(_, v)| read(*v)),
            StmtKind::Each { iterator, .. } => iterator.uses.iter().for_each(|(_, v)| read(*v)),
            _ => {}
        }
        s.each_block(&mut |b| count(&b.stmts, reads));
    }
}

fn prune(stmts: &mut Vec<Stmt>, reads: &HashMap<VarId, usize>, vars: &[Var], changed: &mut bool) {
    let unread = |v: &VarId| !reads.contains_key(v);
    stmts.retain_mut(|s| {
        s.each_block_mut(&mut |b| prune(&mut b.stmts, reads, vars, changed));
        let keep = match &s.kind {
            StmtKind::Let { var, init: Some(e) } => {
                !(unread(var) && pure(e) && !vars[var.0 as usize].user)
                    && !(unread(var) && pure(e) && is_copy_of_nothing(e))
            }
            StmtKind::Let { var, init: None } => !unread(var) || vars[var.0 as usize].user,
            StmtKind::Assign { place, op, value } => {
                !(unread(&place.root)
                    && place.is_var()
                    && pure(value)
                    && !vars[place.root.0 as usize].user)
                    || op.is_some() && vars[place.root.0 as usize].user
            }
            StmtKind::Accumulate { place, value } => {
                !(unread(&place.root) && pure(value))
                    && !matches!(value.kind, ExprKind::Number(v) if v == 0.0)
            }
            StmtKind::If { cond, then, els } => !(then.is_empty() && els.is_empty() && pure(cond)),
            StmtKind::For { body, .. } => !body.is_empty(),
            StmtKind::LetPattern { pattern, .. } => {
                let mut any = false;
                pattern.each_bound(&mut |v| any |= !unread(&v));
                any
            }
            _ => true,
        };
        if !keep {
            *changed = true;
        }
        keep
    });
}

fn is_copy_of_nothing(_e: &Expr) -> bool {
    false
}

/// Evaluating it or not makes no difference.
pub(crate) fn pure(e: &Expr) -> bool {
    !e.any(&mut |x| match &x.kind {
        ExprKind::Foreign(f) => !f.uses.is_empty(),
        ExprKind::Closure(_) => true,
        ExprKind::Call(_) | ExprKind::Support("take" | "replace" | "set_zero", _) => true,
        _ => false,
    })
}
