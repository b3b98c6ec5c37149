//! Vectors of one value that is overwritten everywhere before it is read.
//!
//! ```text
//! for t in 0..n_tiles {                              for t in 0..n_tiles {
//!     let mut u = vec![0.0; m * n];                      let mut u = unset(m * n);
//!     for i in 0..m {                                    for i in 0..m {
//!         for l in 0..n {                                    for l in 0..n {
//!             u[i * n..(i + 1) * n][l] = e;                      u[i * n..(i + 1) * n][l] = e;
//!         }                                                  }
//!         ..                                                 ..
//! ```
//!
//! In a loop such a vector keeps its memory, and then nothing has to be done for it.

use super::lengths::Lengths;
use crate::analyse::effects::mentioned;
use crate::analyse::ranges::{Counted, Index, Named, Range};
use crate::analyse::rows::each_access;
use crate::ir::*;

/// Rewrites the declarations in these statements and below.
pub(super) fn covered(stmts: &mut [Stmt], vars: &[Var], known: &Lengths) {
    for k in 0..stmts.len() {
        stmts[k].each_block_mut(&mut |b| covered(&mut b.stmts, vars, known));
        let (declaration, after) = stmts[k..].split_first_mut().expect("one at `k`");
        let StmtKind::Let { var, init: Some(init) } = &mut declaration.kind else { continue };
        let ExprKind::Repeat { value, count, vec: true } = &init.kind else { continue };
        let numbers = matches!(&vars[var.0 as usize].ty, Type::Vec(t) if t.is_float());
        if !numbers || !matches!(value.kind, ExprKind::Number(_) | ExprKind::Literal(_)) {
            continue;
        }
        let all = known.index(count).map(|n| Range::new(Index::zero(), &n));
        let cover = Cover { v: *var, vars, known };
        let aliases = |s: &Stmt| {
            let named = mentioned(std::slice::from_ref(s));
            named.iter().any(|w| vars[w.0 as usize].alias.as_ref().is_some_and(|p| p.root == *var))
        };
        let Some(first) = after.iter().position(|s| cover.named_in(s)) else { continue };
        let direct = !after[..=first].iter().any(aliases);
        if all.is_some() && direct && cover.by(after) == all {
            init.kind = ExprKind::Support("unset", vec![(**count).clone(), (**value).clone()]);
        }
    }
}

/// What is written of a vector before anything of it is read.
struct Cover<'a> {
    v: VarId,
    vars: &'a [Var],
    known: &'a Lengths,
}

impl Cover<'_> {
    /// The part that the first of these statements that names the vector writes.
    fn by(&self, stmts: &[Stmt]) -> Option<Range> {
        match &stmts.iter().find(|s| self.named_in(s))?.kind {
            StmtKind::For { var, lo, hi, body, .. } => {
                let mut jumps = false;
                body.each_stmt(&mut |s| jumps |= matches!(s.kind, StmtKind::Break));
                let bounds = !self.named_by(lo) && !self.named_by(hi);
                if jumps || !bounds || self.vars[var.0 as usize].parallel {
                    return None;
                }
                let each = self.by(&body.stmts)?;
                let writes = body.stmts.iter().position(|s| self.named_in(s))?;
                if !self.stay_within(&body.stmts[writes + 1..], &each, &mut Vec::new()) {
                    return None;
                }
                each.side_by_side(*var, &self.known.index(lo)?, &self.known.index(hi)?)
            }
            StmtKind::Assign { place, op: None, value } if place.root == self.v => {
                let mut indices = false;
                place.each_index(&mut |e| indices |= self.named_by(e));
                match place.path.as_slice() {
                    _ if indices || self.named_by(value) => None,
                    [element @ Step::Index(_)] => Range::of(element),
                    [part @ Step::Slice(..), Step::Index(i)] => {
                        Some(Range::of(part)?.element(&Index::of(i)?))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
        .filter(|range| range.vars().iter().all(|v| !self.vars[v.0 as usize].mutable))
    }

    /// Do the statements, in these loops, use no more of the vector than this part?
    fn stay_within(&self, stmts: &[Stmt], part: &Range, loops: &mut Vec<Counted>) -> bool {
        stmts.iter().filter(|s| self.named_in(s)).all(|s| {
            let mut alone = s.clone();
            alone.each_block_mut(&mut |b| b.stmts.clear());
            let (mut found, mut within) = (false, true);
            each_access(std::slice::from_ref(&alone), self.vars, &mut |a| {
                if a.place.root == self.v {
                    found = true;
                    let range = a.place.path.first().and_then(Range::of);
                    let all = range.and_then(|r| loops.iter().rev().try_fold(r, Range::over));
                    // Lengths are no elements.
                    within &= a.adds && !a.writes || all.is_some_and(|all| all.within(part));
                }
            });
            if let StmtKind::For { var, lo, hi, body, .. } = &s.kind {
                loops.push(Counted::new(*var, lo, hi, &Named::default()));
                within &= self.stay_within(&body.stmts, part, loops);
                loops.pop();
            } else {
                s.each_block(&mut |b| within &= self.stay_within(&b.stmts, part, loops));
            }
            within && (found || !self.named_in(&alone))
        })
    }

    fn named_in(&self, s: &Stmt) -> bool {
        mentioned(std::slice::from_ref(s)).contains(&self.v)
    }

    fn named_by(&self, e: &Expr) -> bool {
        let mut named = false;
        e.each_var(&mut |v| named |= v == self.v);
        named
    }
}
