//! Vectors of numbers that one loop pushes, an element an iteration, are made at their length.
//!
//! ```text
//! let mut v = Vec::new();                  let mut v = vec![0.0; n];
//! for i in 0..n {                          for i in 0..n {
//!     v.push(e);                               v[i] = e;
//! }                                        }
//! ```
//!
//! Then both sweeps have them by index, and the loops become vectors. `collect` is such a loop.

use crate::analyse::effects::{mentioned, written};
use crate::ir::builder::fresh;
use crate::ir::*;

/// Rewrites the vectors of a function.
pub(crate) fn sized(f: &mut Function) {
    let mut body = std::mem::take(&mut f.body);
    block(&mut body, f);
    f.body = body;
}

fn block(b: &mut Block, f: &mut Function) {
    for s in &mut b.stmts {
        s.each_block_mut(&mut |b| block(b, f));
    }
    let mut k = 0;
    while k < b.stmts.len() {
        if let Some((v, at, push)) = pushed(&b.stmts, k, f) {
            b.stmts.remove(k);
            made_at_length(&mut b.stmts, v, at - 1, push, f);
        } else {
            k += 1;
        }
    }
}

/// The vector that statement `k` declares, where the loop is that pushes it, and where in that loop.
fn pushed(stmts: &[Stmt], k: usize, f: &Function) -> Option<(VarId, usize, usize)> {
    let StmtKind::Let { var: v, init: Some(init) } = &stmts[k].kind else { return None };
    let empty = matches!(&init.kind, ExprKind::VecOf(parts) if parts.is_empty());
    if !empty || !matches!(f.ty(*v), Type::Vec(t) if t.is_float()) {
        return None;
    }
    let names = |s: &Stmt| mentioned(std::slice::from_ref(s)).contains(v);
    let at = k + 1 + stmts[k + 1..].iter().position(names)?;
    let StmtKind::For { id, var: counter, lo, hi, reversed: false, body } = &stmts[at].kind else {
        return None;
    };
    let from_zero = matches!(&lo.kind, ExprKind::Literal(s) if s.trim_end_matches("usize") == "0");
    let counts = matches!(&hi.ty, Type::Int(t) if t == "usize") && !f.var(*counter).parallel;
    let mut bounds = false;
    hi.each_var(&mut |w| bounds |= w == *v);
    let mut jumps = false;
    body.each_stmt(&mut |s| jumps |= matches!(s.kind, StmtKind::Break));
    let moves = body.stmts.iter().any(|s| written(s, f).contains(counter));
    if !from_zero || !counts || bounds || jumps || moves || f.mark(*id).is_some() {
        return None;
    }
    let mut users = (0..body.stmts.len()).filter(|i| names(&body.stmts[*i]));
    let (Some(push), None) = (users.next(), users.next()) else { return None };
    let StmtKind::VecPush { place, value } = &body.stmts[push].kind else { return None };
    let mut reads = false;
    value.each_var(&mut |w| reads |= w == *v);
    (place.is_var() && !reads).then_some((*v, at, push))
}

/// Declares the vector at its length before the loop at `at`, whose statement `push` fills it.
fn made_at_length(stmts: &mut Vec<Stmt>, v: VarId, at: usize, push: usize, f: &mut Function) {
    let span = stmts[at].span;
    let (vec, usize) = (f.ty(v).clone(), Type::Int("usize".into()));
    let StmtKind::For { var, hi, body, .. } = &mut stmts[at].kind else { unreachable!("a loop") };
    let n = fresh(&mut f.vars, "n", usize.clone());
    let count = Expr::var(n, usize.clone(), span);
    let length = Stmt::let_(n, std::mem::replace(hi, count.clone()));
    let element = Place::of(v).then(Step::Index(Expr::var(*var, usize, span)));
    if let StmtKind::VecPush { value, .. } = body.stmts[push].kind.clone() {
        body.stmts[push].kind = StmtKind::Assign { place: element, op: None, value };
    }
    f.vars[v.0 as usize].mutable = true;
    let zero = Expr::number(0.0, vec.element().expect("a vector has elements").clone());
    let kind = ExprKind::Repeat { value: Box::new(zero), count: Box::new(count), vec: true };
    let zeros = Stmt::let_(v, Expr::new(kind, vec, span));
    stmts.splice(at..at, [length, zeros]);
}
