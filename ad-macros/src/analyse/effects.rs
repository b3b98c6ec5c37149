//! What statements write, read and declare.

use super::activity::mutable_roots;
use crate::ir::*;
use std::collections::HashSet;

/// The variables that a statement may change, itself and below; declarations are not changes.
pub(crate) fn written(stmt: &Stmt, f: &Function) -> HashSet<VarId> {
    let mut set = HashSet::new();
    let block = Block::new(vec![stmt.clone()]);
    block.each_stmt(&mut |s| {
        match &s.kind {
            StmtKind::Assign { place, .. }
            | StmtKind::Accumulate { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. } => {
                set.insert(place.root);
            }
            StmtKind::Swap { a, b } => {
                set.insert(a.root);
                set.insert(b.root);
            }
            StmtKind::Push { tape, .. } | StmtKind::Pop { tape, .. } => {
                set.insert(*tape);
            }
            StmtKind::Foreign(foreign) => set.extend(foreign.writes.iter().copied()),
            StmtKind::Each { iterator, .. } => set.extend(iterator.writes.iter().copied()),
            _ => {}
        }
        s.each_expr(&mut |e| calls(e, f, &mut set));
    });
    set
}

fn calls(e: &Expr, f: &Function, set: &mut HashSet<VarId>) {
    match &e.kind {
        ExprKind::Call(call) => set.extend(mutable_roots(call, f)),
        ExprKind::Foreign(foreign) => set.extend(foreign.writes.iter().copied()),
        _ => {}
    }
    e.each_child(&mut |c| calls(c, f, set));
}

/// The variables that a list of statements names before or without declaring them at its top.
pub(crate) fn mentioned(stmts: &[Stmt]) -> HashSet<VarId> {
    let mut set = HashSet::new();
    each_mention(stmts, &mut |v| {
        set.insert(v);
    });
    set
}

/// The same, each as often as it is named.
pub(crate) fn each_mention(stmts: &[Stmt], f: &mut dyn FnMut(VarId)) {
    for stmt in stmts {
        Block::new(vec![stmt.clone()]).each_stmt(&mut |s| {
            s.each_expr(&mut |e| e.each_var(f));
            match &s.kind {
                StmtKind::Assign { place, .. }
                | StmtKind::Accumulate { place, .. }
                | StmtKind::LetPattern { place, .. }
                | StmtKind::VecPush { place, .. }
                | StmtKind::VecPop { place, .. }
                | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
                    f(place.root);
                }
                StmtKind::Swap { a, b } => [a, b].into_iter().for_each(|p| f(p.root)),
                StmtKind::Push { tape, .. } | StmtKind::Pop { tape, .. } => f(*tape),
                StmtKind::Foreign(foreign) => foreign.uses.iter().for_each(|(_, v)| f(*v)),
                StmtKind::Each { iterator, .. } => iterator.uses.iter().for_each(|(_, v)| f(*v)),
                _ => {}
            }
        });
    }
}

/// The variables that a list of statements declares at its top level.
pub(crate) fn declared(stmts: &[Stmt]) -> Vec<VarId> {
    let mut list = Vec::new();
    for s in stmts {
        match &s.kind {
            StmtKind::Let { .. }
            | StmtKind::LetTuple { .. }
            | StmtKind::Pop { .. }
            | StmtKind::LetPattern { .. }
            | StmtKind::VecPop { .. } => s.each_declared(&mut |v| list.push(v)),
            _ => {}
        }
    }
    list
}
