//! Same meaning, fewer operations: run on sweeps until nothing changes.

mod bars;
mod copies;
mod dead;
mod inline;
mod lanes;
mod lend;
mod moves;
mod sink;
mod slices;
mod terms;

use crate::ir::*;
pub(crate) use copies::copies;
pub(crate) use lanes::lanes;
pub(crate) use lend::lend;
pub(crate) use sink::sink;

/// Tidies one emitted body. `live` are the variables read after it.
pub(crate) fn simplify(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, live: &[VarId]) {
    for _ in 0..12 {
        let mut changed = bars::merge(stmts, vars);
        changed |= dead::remove(stmts, vars, live);
        changed |= inline::inline(stmts, vars, live);
        if !changed {
            break;
        }
    }
    moves::moves(stmts, vars, live);
}
