//! Same meaning, fewer operations: run on sweeps until nothing changes.

mod again;
mod bars;
mod copies;
mod covered;
mod dead;
mod elements;
mod inline;
mod lanes;
mod leaving;
mod lend;
mod lengths;
mod moves;
mod opaque;
mod recycle;
mod refill;
mod rows;
mod scratch;
mod sink;
mod sized;
mod slices;
mod slots;
mod spent;
mod sums;
mod terms;
mod uniform;

use crate::ir::*;
pub(crate) use copies::copies;
pub(crate) use dead::pure;
pub(crate) use elements::{drop_writes, name as name_elements};
pub(crate) use lanes::lanes;
pub(crate) use lend::lend;
pub(crate) use scratch::tape_uses;
pub(crate) use sink::sink;
pub(crate) use sized::sized;

/// Tidies one emitted body. `live` are the variables read after it.
pub(crate) fn simplify(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, live: &[VarId]) {
    for _ in 0..12 {
        let mut changed = bars::merge(stmts, vars);
        changed |= dead::remove(stmts, vars, live);
        changed |= inline::inline(stmts, vars, live);
        changed |= elements::name(stmts, vars);
        changed |= elements::unread(stmts, vars, live);
        changed |= spent::unread(stmts, vars, live);
        if !changed {
            break;
        }
    }
    moves::moves(stmts, vars, live);
}

/// Does a value that the statements own stay where it is?
pub(crate) fn keeps(stmts: &[Stmt], vars: &[Var], v: VarId) -> bool {
    leaving::Leaving::of(stmts, vars).keeps(v)
}

/// The last passes: vectors keep their memory, in loops and in workspaces. `own` are parameters that
/// the function owns, `live` variables that are read after the statements.
pub(crate) fn reuse(stmts: &mut Vec<Stmt>, vars: &mut [Var], own: &[VarId], live: &[VarId]) {
    scratch::drop(stmts, vars);
    refill::refill(stmts, vars, live);
    recycle::recycle(stmts, vars, own, live);
}
