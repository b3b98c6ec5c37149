//! Lengths that follow from how slices were cut: of `v[i * n..(i + 1) * n]` it is `n`.
//!
//! ```text
//! let n = out.len();
//! for j in 0..shorter(out.len(), v[i * n..(i + 1) * n].len()) { .. }   // runs to n
//! ```

use crate::analyse::ranges::Index;
use crate::ir::visit::each_place_mut;
use crate::ir::*;
use std::collections::HashMap;

/// The names that slices' lengths have. Slices behind references keep theirs, so `let n = out.len()`
/// names it for good.
#[derive(Default)]
pub(super) struct Lengths {
    of: HashMap<VarId, VarId>,
    /// Names that went, with those that took their place.
    renamed: HashMap<VarId, VarId>,
}

impl Lengths {
    fn note(&mut self, s: &Stmt, vars: &[Var]) {
        let StmtKind::Let { var, init: Some(init) } = &s.kind else { return };
        let ExprKind::Len(p) = &init.kind else { return };
        let of = &vars[p.root.0 as usize];
        let slice = matches!(of.ty.peel(), Type::Slice(_));
        if p.is_var() && slice && !of.mutable && !vars[var.0 as usize].mutable {
            self.of.entry(p.root).or_insert(*var);
        }
    }

    /// A length as an index, if it is known as one.
    pub(super) fn index(&self, e: &Expr) -> Option<Index> {
        match &e.kind {
            ExprKind::Len(p) => match p.path.last() {
                Some(Step::Slice(lo, Some(hi))) => Some(Index::of(hi)?.minus(&Index::of(lo)?)),
                None => self.of.get(&p.root).map(|n| Index::var(*n)),
                _ => None,
            },
            ExprKind::Support("shorter", args) => {
                let (a, b) = (self.index(&args[0])?, self.index(&args[1])?);
                (a == b).then_some(a)
            }
            _ => Some(Index::of(e)?.minus(&Index::zero())),
        }
    }

    fn rename(&mut self, stmts: &mut Vec<Stmt>, vars: &[Var]) {
        stmts.retain_mut(|s| {
            self.rename_in(std::slice::from_mut(s));
            match &mut s.kind {
                StmtKind::For { hi, .. } => {
                    if let Some(n) = self.named(hi) {
                        *hi = Expr::var(n, hi.ty.clone(), hi.span);
                    }
                }
                StmtKind::Let { var, init: Some(init) } => {
                    let made_up = !vars[var.0 as usize].user && !vars[var.0 as usize].mutable;
                    let stays = |n: &VarId| made_up && !vars[n.0 as usize].mutable;
                    if let Some(n) = self.named(init).filter(stays) {
                        self.renamed.insert(*var, n);
                        return false;
                    }
                }
                _ => {}
            }
            s.each_block_mut(&mut |b| self.rename(&mut b.stmts, vars));
            true
        });
    }

    /// The name of a length that is written out.
    fn named(&self, e: &Expr) -> Option<VarId> {
        let written = matches!(e.kind, ExprKind::Len(_) | ExprKind::Support("shorter", _));
        self.index(e).filter(|_| written)?.as_var()
    }

    fn rename_in(&self, stmts: &mut [Stmt]) {
        if !self.renamed.is_empty() {
            each_place_mut(stmts, &|p| {
                if let Some(n) = self.renamed.get(&p.root) {
                    p.root = *n;
                }
            });
        }
    }
}

/// Puts names that lengths have already in the place of lengths, and gives these names.
pub(super) fn name(stmts: &mut Vec<Stmt>, vars: &[Var]) -> Lengths {
    let mut known = Lengths::default();
    let mut out = Vec::with_capacity(stmts.len());
    for s in std::mem::take(stmts) {
        let mut one = vec![s];
        known.rename(&mut one, vars);
        one.iter().for_each(|s| known.note(s, vars));
        out.append(&mut one);
    }
    *stmts = out;
    known
}
