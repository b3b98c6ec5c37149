//! Moves a declaration without a value into the one branch that uses it.

use crate::analyse::effects::mentioned;
use crate::ir::*;

/// Sinks every `let x;` as deep as its uses allow, and joins it with its first assignment.
pub(crate) fn sink(block: &mut Block, vars: &mut [Var], keep: Option<VarId>) {
    let mut i = 0;
    while i < block.stmts.len() {
        let StmtKind::Let { var, init: None } = block.stmts[i].kind else {
            i += 1;
            continue;
        };
        let users: Vec<usize> =
            (i + 1..block.stmts.len()).filter(|k| uses(&block.stmts[*k], var)).collect();
        match users.first() {
            // Its first assignment is right here: `let x = value;`
            Some(&k) if matches!(&block.stmts[k].kind, StmtKind::Assign { place, op: None, .. } if place.is_var() && place.root == var) =>
            {
                let StmtKind::Assign { value, .. } = block.stmts[k].kind.clone() else {
                    unreachable!("just matched")
                };
                block.stmts[k].kind = StmtKind::Let { var, init: Some(value) };
                block.stmts.remove(i);
                continue;
            }
            Some(&k)
                if users.len() == 1 && Some(var) != keep && sink_into(&mut block.stmts[k], var) =>
            {
                block.stmts.remove(i);
                continue;
            }
            None if Some(var) != keep => {
                block.stmts.remove(i);
                continue;
            }
            _ => {
                // Assigned on some paths, read behind a flag: rustc wants a first value.
                if maybe_unset(&block.stmts[i + 1..], var) {
                    let ty = vars[var.0 as usize].ty.clone();
                    let zero = match &ty {
                        t if t.is_float() => Some(Expr::number(0.0, ty.clone())),
                        Type::Int(_) => Some(Expr::new(
                            ExprKind::Literal("0".into()),
                            ty.clone(),
                            block.stmts[i].span,
                        )),
                        Type::Bool => Some(Expr::bool(false)),
                        _ => None,
                    };
                    if let Some(zero) = zero {
                        vars[var.0 as usize].mutable = true;
                        block.stmts[i].kind = StmtKind::Let { var, init: Some(zero) };
                    }
                }
                i += 1;
            }
        }
    }
    for stmt in &mut block.stmts {
        stmt.each_block_mut(&mut |b| sink(b, vars, keep));
    }
}

fn uses(stmt: &Stmt, var: VarId) -> bool {
    mentioned(std::slice::from_ref(stmt)).contains(&var)
}

fn sink_into(stmt: &mut Stmt, var: VarId) -> bool {
    let mut own = false;
    stmt.each_expr(&mut |e| e.each_var(&mut |v| own |= v == var));
    if own {
        return false;
    }
    let mut count = 0;
    stmt.each_block(&mut |b| count += usize::from(mentioned(&b.stmts).contains(&var)));
    if count != 1 {
        return false;
    }
    let span = stmt.span;
    stmt.each_block_mut(&mut |b| {
        if mentioned(&b.stmts).contains(&var) {
            b.stmts.insert(0, Stmt::new(StmtKind::Let { var, init: None }, span));
        }
    });
    true
}

/// Read after a branch that assigns it on some paths only?
fn maybe_unset(stmts: &[Stmt], var: VarId) -> bool {
    for s in stmts {
        if !uses(s, var) {
            continue;
        }
        return !always_sets(s, var);
    }
    false
}

fn always_sets(s: &Stmt, var: VarId) -> bool {
    match &s.kind {
        StmtKind::Assign { place, op: None, .. } => place.is_var() && place.root == var,
        StmtKind::If { then, els, .. } => block_sets(then, var) && block_sets(els, var),
        StmtKind::Match { arms, .. } => arms.iter().all(|a| block_sets(&a.body, var)),
        StmtKind::While { cond: None, body, .. } => block_sets(body, var),
        _ => false,
    }
}

fn block_sets(b: &Block, var: VarId) -> bool {
    b.stmts.iter().any(|s| always_sets(s, var) || diverges(s))
}

pub(super) fn diverges(s: &Stmt) -> bool {
    match &s.kind {
        StmtKind::Foreign(f) => {
            let text = f.tokens.to_string();
            text.starts_with("panic")
                || text.starts_with("unreachable")
                || text.starts_with("todo")
                || text.starts_with("unimplemented")
        }
        _ => false,
    }
}
