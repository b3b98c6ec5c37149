//! Sums of cotangents in loops of a constant length, whose iterations are lanes.
//!
//! ```text
//! for l in 0..LANES {                     let w_bar_terms = &mut terms([0.0; LANES]).0;
//!     …                                   for l in 0..LANES {
//!     w_bar += y_bar[l] * x[l];               …
//! }                                           w_bar_terms[l] = y_bar[l] * x[l];
//!                                         }
//!                                         w_bar += sum_of_terms(w_bar_terms);
//! ```
//!
//! A sum in one number makes all of its loop scalar, since it associates in one way only. The terms are
//! written side by side instead, and added up in parts behind the loop. The user's own sums are
//! assignments, not accumulations, and stay as they are. Each run of the loop writes all terms, so they are declared
//! before the loops around it, aligned for vector registers: with what rustc spills beside them they would else lie across two
//! lines of the cache, wherever the caller's frame happens to end.

use super::lend::is_zero;
use crate::analyse::effects::mentioned;
use crate::ir::builder::fresh;
use crate::ir::*;
use std::collections::HashMap;

/// Rewrites the loops of one emitted body.
pub(super) fn terms(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>) {
    let declared = block(stmts, vars, &mut HashMap::new(), false);
    debug_assert!(declared.is_empty(), "declared before the outermost loop");
}

/// `constants` are the names of constant numbers. Gives the declarations that go before the loop around the
/// statements, if there is one.
fn block(
    stmts: &mut Vec<Stmt>,
    vars: &mut Vec<Var>,
    constants: &mut HashMap<VarId, Expr>,
    in_loop: bool,
) -> Vec<Stmt> {
    let mut declared = Vec::new();
    // An item among the statements may be the constant.
    let inside = in_loop && !stmts.iter().any(|s| matches!(s.kind, StmtKind::Foreign(_)));
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        if let StmtKind::Let { var, init: Some(init) } = &s.kind
            && is_constant(init)
        {
            constants.insert(*var, init.clone());
        }
        let repeats = match &s.kind {
            StmtKind::For { var, .. } => !vars[var.0 as usize].parallel,
            StmtKind::While { .. } => true,
            _ => in_loop,
        };
        let mut before = Vec::new();
        s.each_block_mut(&mut |b| before.extend(block(&mut b.stmts, vars, constants, repeats)));
        let sums = match &s.kind {
            StmtKind::For { var, lo, hi, body, .. } if is_zero(lo) => {
                constant(hi, constants).map(|count| (*var, count, sums(body, vars)))
            }
            _ => None,
        };
        let mut after = Vec::new();
        if let (Some((counter, count, sums)), StmtKind::For { body, .. }) = (sums, &mut s.kind) {
            for at in sums {
                let (terms, added) = spread(&mut body.stmts[at], counter, &count, vars);
                before.push(terms);
                after.push(added);
            }
        }
        match inside {
            true => declared.append(&mut before),
            false => out.append(&mut before),
        }
        out.push(s);
        out.extend(after);
    }
    *stmts = out;
    declared
}

/// A path to a constant.
fn is_constant(e: &Expr) -> bool {
    let ExprKind::Foreign(f) = &e.kind else { return false };
    let path: Option<syn::Path> = syn::parse2(f.tokens.clone()).ok();
    let last = path.and_then(|p| p.segments.last().map(|s| s.ident.to_string()));
    f.uses.is_empty()
        && last.is_some_and(|name| name.chars().all(|c| !c.is_lowercase()))
        && matches!(&e.ty, Type::Int(_) | Type::Unknown | Type::Infer(_))
}

fn constant(hi: &Expr, constants: &HashMap<VarId, Expr>) -> Option<Expr> {
    match &hi.kind {
        ExprKind::Read(p) if p.is_var() => constants.get(&p.root).cloned(),
        _ => is_constant(hi).then(|| hi.clone()),
    }
}

/// The statements of an innermost loop that add to a number which nothing else in it names.
fn sums(body: &Block, vars: &[Var]) -> Vec<usize> {
    let mut plain = true;
    body.each_stmt(&mut |s| {
        plain &= !matches!(
            s.kind,
            StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::WhileLet { .. }
                | StmtKind::Each { .. }
                | StmtKind::Break
        );
    });
    let is_sum = |at: usize| {
        let StmtKind::Accumulate { place, value } = &body.stmts[at].kind else { return false };
        let number = place.is_var() && vars[place.root.0 as usize].ty.is_float();
        let mut own = false;
        value.each_var(&mut |v| own |= v == place.root);
        let others = body.stmts.iter().enumerate().filter(|(i, _)| *i != at);
        let mut alone = others.map(|(_, s)| s);
        number
            && !own
            && alone.all(|s| {
                let mut declares = false;
                s.each_declared(&mut |v| declares |= v == place.root);
                !declares && !mentioned(std::slice::from_ref(s)).contains(&place.root)
            })
    };
    if plain { (0..body.stmts.len()).filter(|at| is_sum(*at)).collect() } else { Vec::new() }
}

/// Writes the term beside the others: what declares them, and what adds them up.
fn spread(s: &mut Stmt, counter: VarId, count: &Expr, vars: &mut Vec<Var>) -> (Stmt, Stmt) {
    let span = s.span;
    let StmtKind::Accumulate { place, value } = &s.kind else { unreachable!("a sum") };
    let (place, value) = (place.clone(), value.clone());
    let Var { name, ty, .. } = vars[place.root.0 as usize].clone();
    let length = match &count.kind {
        ExprKind::Foreign(f) => f.tokens.to_string(),
        _ => unreachable!("a path"),
    };
    let array = Type::Array(Box::new(ty.clone()), length);
    let lent = Type::Ref(true, Box::new(array.clone()));
    let terms = fresh(vars, &format!("{name}_terms"), lent.clone());
    let index = Expr::var(counter, vars[counter.0 as usize].ty.clone(), span);
    s.kind = Stmt::assign(Place::of(terms).then(Step::Index(index)), value).kind;
    let zero = Box::new(Expr::number(0.0, ty.clone()));
    let kind = ExprKind::Repeat { value: zero, count: Box::new(count.clone()), vec: false };
    let zeros = Expr::new(kind, array, span);
    let declared = Stmt::let_(terms, Expr::support("terms", vec![zeros], lent.clone()));
    let sum = Expr::support("sum_of_terms", vec![Expr::var(terms, lent, span)], ty);
    (declared, Stmt::accumulate(place, sum))
}
