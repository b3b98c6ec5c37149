//! Tapes that parallel loops alone use.

use crate::ir::*;
use std::collections::HashSet;

/// Takes out the declarations of tapes that parallel loops alone use, and empty again: each chunk has its own.
pub(super) fn drop(stmts: &mut Vec<Stmt>, vars: &[Var]) {
    fn outside(
        stmts: &[Stmt],
        vars: &[Var],
        scratch: &mut HashSet<VarId>,
        used: &mut HashSet<VarId>,
    ) {
        for s in stmts {
            match &s.kind {
                StmtKind::For { var, body, .. } if vars[var.0 as usize].parallel => {
                    for (tape, fills, empties) in tape_uses(&body.stmts) {
                        if fills && empties { &mut *scratch } else { &mut *used }.insert(tape);
                    }
                }
                StmtKind::For { body, .. } => outside(&body.stmts, vars, scratch, used),
                _ => used.extend(tape_uses(std::slice::from_ref(s)).into_iter().map(|(v, ..)| v)),
            }
        }
    }
    let (mut scratch, mut used) = (HashSet::new(), HashSet::new());
    outside(stmts, vars, &mut scratch, &mut used);
    stmts.retain(|s| {
        !matches!(&s.kind, StmtKind::Let { var, .. } if scratch.contains(var) && !used.contains(var))
    });
}

/// Tapes: which are filled and which are emptied.
pub(crate) fn tape_uses(stmts: &[Stmt]) -> Vec<(VarId, bool, bool)> {
    let mut list: Vec<(VarId, bool, bool)> = Vec::new();
    let mut note =
        |v: VarId, fills: bool, empties: bool| match list.iter_mut().find(|(t, ..)| *t == v) {
            Some((_, f, e)) => {
                *f |= fills;
                *e |= empties;
            }
            None => list.push((v, fills, empties)),
        };
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        match &s.kind {
            StmtKind::Push { tape, .. } => note(*tape, true, false),
            StmtKind::Pop { tape, .. } => note(*tape, false, true),
            _ => {}
        }
        s.each_expr(&mut |e| {
            e.any(&mut |x| {
                if let ExprKind::Support(word, args) = &x.kind
                    && let (fills, empties) = word_uses(word)
                    && (fills || empties)
                    && let ExprKind::Borrow { place, .. } = &args[0].kind
                {
                    note(place.root, fills, empties);
                }
                false
            });
        });
    });
    list
}

/// Does a word fill a tape, and does it empty one?
fn word_uses(word: &str) -> (bool, bool) {
    match word {
        "claim" | "claim_rows" | "reserve" => (true, false),
        "top" | "top_rows" | "release" => (false, true),
        "slots" | "slot_rows" => (true, true),
        _ => (false, false),
    }
}
