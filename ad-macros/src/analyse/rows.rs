//! How the iterations of a loop share what they change: sums, and rows that belong to one each.

use super::effects::written;
use crate::diagnostics::Diagnostics;
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// One use of a place.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) place: Place,
    pub(crate) writes: bool,
    /// Nothing but adding to it, or asking for its length.
    pub(crate) adds: bool,
}

/// Every use of places in the statements.
pub(crate) fn each_access(stmts: &[Stmt], vars: &[Var], f: &mut dyn FnMut(Access)) {
    let note = |place: &Place, writes: bool, adds: bool, f: &mut dyn FnMut(Access)| {
        let place = match &vars[place.root.0 as usize].alias {
            Some(target) => crate::transform::adjoint::join(target.clone(), &place.path),
            None => place.clone(),
        };
        f(Access { place, writes, adds });
    };
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_expr(&mut |e| {
            // A pullback adds to what it is lent.
            let mut lends = false;
            e.any(&mut |x| {
                match &x.kind {
                    ExprKind::Read(p) | ExprKind::CloneOf { place: p, .. } => {
                        note(p, false, false, f);
                    }
                    ExprKind::Len(p) => note(p, false, true, f),
                    ExprKind::Borrow { mutable, place } => {
                        note(place, *mutable, *mutable && lends, f);
                    }
                    ExprKind::Call(call) => {
                        lends = match &call.callee {
                            Callee::Local(_) => true,
                            Callee::Path { form, .. } | Callee::Method { form, .. } => {
                                matches!(form, CallForm::AddGrad(_))
                            }
                            Callee::Wrap(_) => false,
                        };
                    }
                    ExprKind::Support("add_whole", _) => lends = true,
                    ExprKind::Foreign(foreign) => {
                        for (_, v) in &foreign.uses {
                            note(&Place::of(*v), foreign.writes.contains(v), false, f);
                        }
                    }
                    ExprKind::Closure(lambda) => {
                        lambda.captures.iter().for_each(|v| note(&Place::of(*v), false, false, f));
                    }
                    _ => {}
                }
                false
            });
        });
        match &s.kind {
            StmtKind::Accumulate { place, .. }
            | StmtKind::Assign { place, op: Some("add" | "sub"), .. } => note(place, true, true, f),
            StmtKind::Assign { place, .. }
            | StmtKind::VecPush { place, .. }
            | StmtKind::VecPop { place, .. } => note(place, true, false, f),
            StmtKind::LetPattern { place, mutable, .. } => note(place, *mutable, false, f),
            StmtKind::Swap { a, b } => {
                note(a, true, false, f);
                note(b, true, false, f);
            }
            StmtKind::Match { scrutinee: Scrutinee::Place { place, by_ref }, .. } => {
                note(place, *by_ref == Some(true), false, f);
            }
            StmtKind::Foreign(foreign) | StmtKind::Each { iterator: foreign, .. } => {
                for (_, v) in &foreign.uses {
                    note(&Place::of(*v), foreign.writes.contains(v), false, f);
                }
            }
            _ => {}
        }
    });
}

/// The uses of one variable.
pub(crate) fn accesses(stmts: &[Stmt], v: VarId, vars: &[Var]) -> Vec<Access> {
    let mut list = Vec::new();
    each_access(stmts, vars, &mut |a| {
        if a.place.root == v {
            list.push(a);
        }
    });
    list
}

pub(crate) fn all_declared(stmts: &[Stmt]) -> HashSet<VarId> {
    let mut set = HashSet::new();
    Block::new(stmts.to_vec()).each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            set.insert(v);
        });
    });
    set
}

/// Is every use that of an element that belongs to the iteration, counted from `from` on?
pub(crate) fn only_rows(uses: &[Access], counter: VarId, from: Option<&Expr>) -> bool {
    let own = |e: &Expr| match (from, &e.kind) {
        (None, _) => is_var(e, counter),
        (Some(from), ExprKind::Op("sub", args)) => is_var(&args[0], counter) && args[1].same(from),
        _ => false,
    };
    uses.iter().all(|a| {
        let path = match a.place.path.split_first() {
            Some((Step::Deref, rest)) => rest,
            _ => &a.place.path[..],
        };
        matches!(path.first(), Some(Step::Index(e)) if own(e))
    })
}

/// Is every use that of the iteration's own strip, `[i * width .. i * width + width]` or what there is of
/// it? Then the width.
pub(crate) fn only_strips(uses: &[Access], counter: VarId, body: &Block) -> Option<Expr> {
    let mut named = HashMap::new();
    let mut inner = HashSet::from([counter]);
    body.each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            inner.insert(v);
        });
        if let StmtKind::Let { var, init: Some(init) } = &s.kind {
            named.insert(*var, init.clone());
        }
    });
    let mut width: Option<Expr> = None;
    for a in uses {
        let path = match a.place.path.split_first() {
            Some((Step::Deref, rest)) => rest,
            _ => &a.place.path[..],
        };
        let Some(Step::Slice(lo, Some(hi))) = path.first() else { return None };
        let ExprKind::Op("mul", factors) = &lo.kind else { return None };
        let [a, b] = &factors[..] else { return None };
        let (i, own) = if is_var(a, counter) { (a, b) } else { (b, a) };
        let mut steady = is_var(i, counter);
        own.each_var(&mut |v| steady &= !inner.contains(&v));
        let hi = match &hi.kind {
            ExprKind::Read(p) if p.is_var() => named.get(&p.root).unwrap_or(hi),
            _ => hi,
        };
        let end = match &hi.kind {
            ExprKind::Support("shorter", args) => &args[0],
            _ => hi,
        };
        let ends =
            matches!(&end.kind, ExprKind::Op("add", args) if args[0].same(lo) && args[1].same(own));
        if !steady || !ends || width.as_ref().is_some_and(|w| !w.same(own)) {
            return None;
        }
        width.get_or_insert_with(|| own.clone());
    }
    width
}

fn is_var(e: &Expr, v: VarId) -> bool {
    matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == v)
}

/// Is every use an addition?
pub(crate) fn only_sums(uses: &[Access]) -> bool {
    uses.iter().all(|a| a.adds)
}

/// Marks the counters of parallel loops, and refuses what cannot run in parallel.
pub(crate) fn check(f: &mut Function, diags: &mut Diagnostics) {
    let mut counters = Vec::new();
    f.body.each_stmt(&mut |s| {
        let id = match &s.kind {
            StmtKind::For { id, .. } | StmtKind::While { id, .. } | StmtKind::Each { id, .. } => *id,
            _ => return,
        };
        let asked = f.marks.iter().any(|(k, m)| *k == id && matches!(m, Mark::Parallel));
        if !asked {
            return;
        }
        match &s.kind {
            StmtKind::For { .. } if f.marks.iter().filter(|(k, _)| *k == id).count() > 1 => {
                diags.refuse(
                    s.span,
                    "a loop with two marks",
                    "a parallel loop hands nothing on from one iteration to the next, so there is no state to keep",
                    "leave one of them out",
                );
            }
            StmtKind::For { var, body, .. } => {
                counters.push(*var);
                check_loop(f, s, *var, body, diags);
            }
            _ => diags.refuse(
                s.span,
                "`#[parallel]` on a loop that does not count",
                "how its iterations are divided among threads has to be known before it runs",
                "write a `for` over a range or over slices",
            ),
        }
    });
    for v in counters {
        f.vars[v.0 as usize].parallel = true;
    }
}

fn check_loop(f: &Function, s: &Stmt, counter: VarId, body: &Block, diags: &mut Diagnostics) {
    if leaves(body) {
        diags.refuse(
            s.span,
            "a parallel loop is left early",
            "other threads are in later iterations by then",
            "take out `break`, `return` and `?`, or the `#[parallel]`",
        );
        return;
    }
    let inner = all_declared(&body.stmts);
    let mut changed: Vec<VarId> = written(s, f).into_iter().collect();
    changed.sort();
    for v in changed {
        let v = f.var(v).alias.as_ref().map_or(v, |p| p.root);
        if inner.contains(&v) {
            continue;
        }
        let uses = accesses(&body.stmts, v, &f.vars);
        let strips = only_strips(&uses, counter, body).is_some();
        if only_rows(&uses, counter, None) || only_sums(&uses) || strips {
            continue;
        }
        let name = &f.var(v).name;
        let mut at = None;
        body.each_stmt(&mut |s| {
            let mut alone = s.clone();
            alone.each_block_mut(&mut |b| b.stmts.clear());
            if accesses(&[alone], v, &f.vars).iter().any(|a| !a.adds) {
                at.get_or_insert(s.span);
            }
        });
        diags.refuse(
            at.unwrap_or(s.span),
            format!("iterations of a parallel loop share `{name}`"),
            format!("one may read or replace what another one wrote to `{name}`"),
            format!(
                "only add to `{name}`, or give each iteration an element of its own, `{name}[i]`"
            ),
        );
    }
}

/// Does a jump lead out of this loop?
fn leaves(body: &Block) -> bool {
    body.stmts.iter().any(|s| match &s.kind {
        StmtKind::Break => true,
        StmtKind::If { then, els, .. } => leaves(then) || leaves(els),
        StmtKind::Match { arms, .. } => arms.iter().any(|a| leaves(&a.body)),
        _ => false,
    })
}
