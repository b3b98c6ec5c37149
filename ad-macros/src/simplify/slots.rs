//! Tapes that one pass of a loop fills and empties again: their memory is used in place.
//!
//! ```text
//! let kepts = claim(&mut tape, n);            let kepts = slots(&mut tape, n);
//! for i in 0..n { .. kepts[i] = kept; }       for i in 0..n { .. kepts[i] = kept; }
//! let kepts_1 = top(&tape, n);
//! for i in 0..n { .. kepts_1[i] .. }          for i in 0..n { .. kepts[i] .. }
//! release(&mut tape, n);
//! ```
//!
//! What `claim` gives is made anew each time, what `slots` gives only where it is longer than before: the
//! first loop writes all of it.

use crate::ir::visit::replace_root;
use crate::ir::*;
use std::collections::HashMap;

/// Rewrites the loops of one emitted body. Its own statements may be those of two functions, so they stay.
pub(super) fn slots(stmts: &mut [Stmt]) {
    let mut uses = HashMap::new();
    count(stmts, &mut uses);
    for s in stmts {
        s.each_block_mut(&mut |b| block(&mut b.stmts, &uses));
    }
}

/// How often each variable is named.
fn count(stmts: &[Stmt], uses: &mut HashMap<VarId, usize>) {
    for s in stmts {
        let mut note = |v: VarId| *uses.entry(v).or_default() += 1;
        match &s.kind {
            StmtKind::Push { tape, .. } | StmtKind::Pop { tape, .. } => note(*tape),
            _ => {}
        }
        s.each_expr(&mut |e| e.each_value_var(&mut note));
        s.each_block(&mut |b| count(&b.stmts, uses));
    }
}

/// The parts that a statement takes from a tape, in the words for one and for several.
fn parts(s: &Stmt, one: &str, several: &str) -> Option<(VarId, Expr, Vec<VarId>)> {
    let (word, args, vars) = match &s.kind {
        StmtKind::Let { var, init: Some(Expr { kind: ExprKind::Support(word, args), .. }) } => {
            (*word, args, vec![*var])
        }
        StmtKind::LetTuple { vars, init: Expr { kind: ExprKind::Support(word, args), .. } } => {
            (*word, args, vars.iter().copied().collect::<Option<_>>()?)
        }
        _ => return None,
    };
    let known = word == one || word == several;
    known.then_some(())?;
    Some((borrowed(&args[0])?, args[1].clone(), vars))
}

fn borrowed(e: &Expr) -> Option<VarId> {
    match &e.kind {
        ExprKind::Borrow { place, .. } if place.is_var() => Some(place.root),
        _ => None,
    }
}

fn releases(s: &Stmt, tape: VarId) -> bool {
    let StmtKind::Eval(Expr { kind: ExprKind::Support("release", args), .. }) = &s.kind else {
        return false;
    };
    borrowed(&args[0]) == Some(tape)
}

fn block(stmts: &mut Vec<Stmt>, uses: &HashMap<VarId, usize>) {
    for s in stmts.iter_mut() {
        s.each_block_mut(&mut |b| block(&mut b.stmts, uses));
    }
    let mut at = 0;
    while at < stmts.len() {
        at += 1;
        let Some((tape, n, filled)) = parts(&stmts[at - 1], "claim", "claim_rows") else {
            continue;
        };
        let taken = (at..stmts.len()).find_map(|i| {
            let (of, m, taken) = parts(&stmts[i], "top", "top_rows")?;
            (of == tape && m.same(&n) && taken.len() == filled.len()).then_some((i, taken))
        });
        let Some((top, taken)) = taken else { continue };
        let Some(end) = (top..stmts.len()).find(|i| releases(&stmts[*i], tape)) else { continue };
        // Claimed, taken from and released here alone.
        if uses.get(&tape) != Some(&3) {
            continue;
        }
        if let StmtKind::Let { init: Some(e), .. } | StmtKind::LetTuple { init: e, .. } =
            &mut stmts[at - 1].kind
            && let ExprKind::Support(word, _) = &mut e.kind
        {
            *word = if *word == "claim" { "slots" } else { "slot_rows" };
        }
        stmts.remove(end);
        stmts.remove(top);
        for (from, to) in taken.into_iter().zip(filled) {
            replace_root(&mut stmts[top..], from, to);
        }
    }
}
