//! Writes a name that is used once in place of its use.

use crate::ir::*;
use crate::transform::dual::negate;
use std::collections::HashMap;

/// Inlines made-up names whose only use is in the next statement, and numbers everywhere.
pub(crate) fn inline(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId]) -> bool {
    let mut uses: HashMap<VarId, (usize, usize)> = live.iter().map(|v| (*v, (0, 1))).collect();
    count(stmts, &mut uses);
    let mut changed = false;
    walk(stmts, vars, &uses, &mut changed);
    fold_counts(stmts);
    changed
}

/// Arithmetic of whole numbers that the source gives.
fn fold_counts(stmts: &mut [Stmt]) {
    fn whole(e: &Expr) -> Option<u64> {
        match &e.kind {
            ExprKind::Literal(s) if matches!(e.ty, Type::Int(_)) => s.parse().ok(),
            _ => None,
        }
    }
    fn fold(e: &mut Expr) {
        e.each_child_mut(&mut fold);
        let ExprKind::Op(name, args) = &e.kind else { return };
        let [a, b] = args.as_slice() else { return };
        let value = match (*name, whole(a), whole(b)) {
            ("add" | "sub", _, Some(0)) => {
                *e = a.clone();
                return;
            }
            ("add", Some(a), Some(b)) => a.checked_add(b),
            ("sub", Some(a), Some(b)) => a.checked_sub(b),
            ("mul", Some(a), Some(b)) => a.checked_mul(b),
            ("div", Some(a), Some(b)) => a.checked_div(b),
            _ => None,
        };
        if let Some(value) = value {
            e.kind = ExprKind::Literal(value.to_string());
        }
    }
    for s in stmts {
        s.each_expr_mut(&mut fold);
        s.each_block_mut(&mut |b| fold_counts(&mut b.stmts));
    }
}

fn count(stmts: &[Stmt], uses: &mut HashMap<VarId, (usize, usize)>) {
    for s in stmts {
        s.each_expr(&mut |e| {
            e.each_var(&mut |v| uses.entry(v).or_insert((0, 0)).0 += 1);
            e.any(&mut |x| {
                if let ExprKind::Borrow { mutable: true, place } = &x.kind {
                    uses.entry(place.root).or_insert((0, 0)).1 += 1;
                }
                false
            });
        });
        let mut other = |v: VarId| uses.entry(v).or_insert((0, 0)).1 += 1;
        match &s.kind {
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::LetPattern { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. } => other(place.root),
            StmtKind::Swap { a, b } => {
                other(a.root);
                other(b.root);
            }
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => other(place.root),
            StmtKind::Pop { vars, .. } => vars.iter().for_each(|v| other(*v)),
            StmtKind::Let { var, .. } => {
                // A second declaration of a name: one for each sweep.
                uses.entry(*var).or_insert((0, 0));
            }
            StmtKind::Foreign(f) => f.uses.iter().for_each(|(_, v)| other(*v)),
            StmtKind::Each { iterator, .. } => iterator.uses.iter().for_each(|(_, v)| other(*v)),
            _ => {}
        }
        s.each_block(&mut |b| count(&b.stmts, uses));
    }
}

fn walk(
    stmts: &mut Vec<Stmt>,
    vars: &[Var],
    uses: &HashMap<VarId, (usize, usize)>,
    changed: &mut bool,
) {
    let mut i = 0;
    while i < stmts.len() {
        if let StmtKind::Let { var, init: Some(init) } = &stmts[i].kind {
            let var = *var;
            let (reads, other) = uses.get(&var).copied().unwrap_or((0, 0));
            let made_up = !vars[var.0 as usize].user;
            let mut whole = 0;
            if matches!(init.kind, ExprKind::Number(_)) {
                Block::new(stmts[i + 1..].to_vec()).each_stmt(&mut |s| whole += own_reads(s, var));
            }
            if made_up && other == 0 && matches!(init.kind, ExprKind::Number(_)) && whole == reads {
                let init = init.clone();
                stmts.remove(i);
                for s in &mut stmts[i..] {
                    substitute_all(s, var, &init);
                }
                *changed = true;
                continue;
            }
            // Another name for a number that does not change.
            let copies = matches!(&init.kind, ExprKind::Read(p) if p.is_var()
                && vars[p.root.0 as usize].ty.is_scalar()
                && uses.get(&p.root).is_some_and(|(_, other)| *other == 0));
            let local = || {
                let mut here = 0;
                Block::new(stmts[i + 1..].to_vec()).each_stmt(&mut |s| here += own_reads(s, var));
                here == reads
            };
            if made_up && other == 0 && copies && vars[var.0 as usize].ty.is_scalar() && local() {
                let init = init.clone();
                stmts.remove(i);
                for s in &mut stmts[i..] {
                    substitute_all(s, var, &init);
                }
                *changed = true;
                continue;
            }
            if made_up
                && other == 0
                && reads == 1
                && i + 1 < stmts.len()
                && super::dead::pure(init)
                && !matches!(init.kind, ExprKind::Support("take", _))
            {
                let next = &stmts[i + 1];
                let here = own_reads(next, var);
                let fits = match &next.kind {
                    // A loop evaluates its condition again and again.
                    StmtKind::While { .. } | StmtKind::WhileLet { .. } => false,
                    StmtKind::LetTuple { .. } | StmtKind::Eval(_) => false,
                    _ => !borrows(next).iter().any(|root| names(init, *root)),
                };
                if here == 1 && fits {
                    let init = init.clone();
                    let mut next = stmts[i + 1].clone();
                    next.each_expr_mut(&mut |e| substitute(e, var, &init));
                    stmts[i + 1] = next;
                    stmts.remove(i);
                    *changed = true;
                    continue;
                }
            }
        }
        i += 1;
    }
    for s in stmts {
        s.each_block_mut(&mut |b| walk(&mut b.stmts, vars, uses, changed));
    }
}

/// What the statement borrows mutably while its operands are evaluated: those must not read it.
fn borrows(s: &Stmt) -> Vec<VarId> {
    let mut roots = match &s.kind {
        StmtKind::Assign { place, op: Some(_), .. } if !place.is_var() => vec![place.root],
        StmtKind::Accumulate { place, .. } | StmtKind::VecPush { place, .. } => vec![place.root],
        StmtKind::Swap { a, b } => vec![a.root, b.root],
        _ => Vec::new(),
    };
    s.each_expr(&mut |e| {
        e.any(&mut |x| {
            if let ExprKind::Borrow { mutable: true, place } = &x.kind {
                roots.push(place.root);
            }
            false
        });
    });
    roots
}

fn names(e: &Expr, var: VarId) -> bool {
    let mut found = false;
    e.each_var(&mut |v| found |= v == var);
    found
}

fn own_reads(s: &Stmt, var: VarId) -> usize {
    let mut n = 0;
    s.each_expr(&mut |e| whole_reads(e, var, &mut n));
    n
}

/// Reads of the variable itself, not of its parts.
fn whole_reads(e: &Expr, var: VarId, n: &mut usize) {
    if matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == var) {
        *n += 1;
    }
    e.each_child(&mut |c| whole_reads(c, var, n));
}

fn substitute(e: &mut Expr, var: VarId, with: &Expr) {
    if matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == var) {
        *e = with.clone();
        return;
    }
    e.each_child_mut(&mut |c| substitute(c, var, with));
    fold(e);
}

fn substitute_all(s: &mut Stmt, var: VarId, with: &Expr) {
    s.each_expr_mut(&mut |e| substitute(e, var, with));
    s.each_block_mut(&mut |b| b.stmts.iter_mut().for_each(|s| substitute_all(s, var, with)));
}

/// Arithmetic on made-up numbers; the user's own arithmetic has literals, which stay.
fn fold(e: &mut Expr) {
    let ExprKind::Op(name, args) = &e.kind else { return };
    let number = |e: &Expr| match e.kind {
        ExprKind::Number(v) => Some(v),
        _ => None,
    };
    match (*name, args.as_slice()) {
        ("mul", [a, b]) => {
            if let (Some(x), Some(y)) = (number(a), number(b)) {
                *e = Expr::number(x * y, e.ty.clone());
            } else if number(a) == Some(1.0) {
                *e = b.clone();
            } else if number(b) == Some(1.0) {
                *e = a.clone();
            } else if number(a) == Some(-1.0) {
                *e = negate(b.clone());
            } else if number(b) == Some(-1.0) {
                *e = negate(a.clone());
            } else if let (Some(x), ExprKind::Op("mul", inner)) = (number(a), &b.kind)
                && let Some(y) = inner[0].as_number()
            {
                *e = Expr::op(
                    "mul",
                    vec![Expr::number(x * y, e.ty.clone()), inner[1].clone()],
                    e.ty.clone(),
                );
            }
        }
        ("neg", [a]) => {
            if let Some(x) = number(a) {
                *e = Expr::number(-x, e.ty.clone());
            }
        }
        _ => {}
    }
}
