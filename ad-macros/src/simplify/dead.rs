//! Drops what no one reads.

use crate::ir::*;
use std::collections::HashMap;

/// Removes unread names, cotangents that only collect, and empty control flow.
pub(crate) fn remove(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId]) -> bool {
    let mut reads: HashMap<VarId, usize> = live.iter().map(|v| (*v, 1)).collect();
    count(stmts, &mut reads);
    let mut changed = false;
    prune(stmts, &reads, vars, &mut changed);
    untaken(stmts, &reads) || changed
}

/// Drops from tapes what is taken from them and not read.
fn untaken(stmts: &mut Vec<Stmt>, reads: &HashMap<VarId, usize>) -> bool {
    // Both sweeps may know a number by one name: it is read to be pushed.
    let mut pushed: HashMap<VarId, usize> = HashMap::new();
    let whole = Block::new(stmts.clone());
    whole.each_stmt(&mut |s| {
        if let StmtKind::Push { values, .. } = &s.kind {
            values.iter().for_each(|e| e.each_var(&mut |v| *pushed.entry(v).or_default() += 1));
        }
    });
    // Whether each value of a tape with one `Push` and one `Pop` has to stay.
    let mut kept: HashMap<VarId, Vec<bool>> = HashMap::new();
    whole.each_stmt(&mut |s| {
        let read = |v: &VarId| reads.get(v) != pushed.get(v);
        let (tape, stays): (_, Vec<bool>) = match &s.kind {
            StmtKind::Push { tape, values } => (tape, values.iter().map(|e| !pure(e)).collect()),
            StmtKind::Pop { tape, vars } => (tape, vars.iter().map(read).collect()),
            _ => return,
        };
        let known = kept.entry(*tape).or_insert_with(|| vec![false; stays.len()]);
        known.iter_mut().zip(stays).for_each(|(known, stays)| *known |= stays);
    });
    kept.retain(|tape, kept| reads.get(tape) == Some(&2) && !kept.iter().all(|kept| *kept));
    drop_untaken(stmts, &kept);
    !kept.is_empty()
}

fn drop_untaken(stmts: &mut Vec<Stmt>, kept: &HashMap<VarId, Vec<bool>>) {
    stmts.retain_mut(|s| {
        s.each_block_mut(&mut |b| drop_untaken(&mut b.stmts, kept));
        match &mut s.kind {
            StmtKind::Push { tape, values } => {
                kept.get(tape).is_none_or(|kept| retain(values, kept))
            }
            StmtKind::Pop { tape, vars } => kept.get(tape).is_none_or(|kept| retain(vars, kept)),
            _ => true,
        }
    });
}

/// Keeps some of a list, and says whether any are left.
fn retain<T>(list: &mut Vec<T>, kept: &[bool]) -> bool {
    let mut kept = kept.iter();
    list.retain(|_| *kept.next().expect("the tape has as many values"));
    !list.is_empty()
}

/// Counts reads; being written to is not being read.
fn count(stmts: &[Stmt], reads: &mut HashMap<VarId, usize>) {
    for s in stmts {
        s.each_expr(&mut |e| e.each_var(&mut |v| *reads.entry(v).or_default() += 1));
        let mut read = |v: VarId| *reads.entry(v).or_default() += 1;
        match &s.kind {
            // A part of something: the whole is shared with others.
            StmtKind::Assign { place, value, .. } if (!place.is_var() || !pure(value)) => {
                read(place.root);
            }
            StmtKind::Accumulate { place, value } if !place.is_var() || !pure(value) => {
                read(place.root)
            }
            StmtKind::LetPattern { place, .. } => read(place.root),
            StmtKind::VecPush { place, .. } | StmtKind::VecPop { place, .. } => read(place.root),
            StmtKind::Swap { a, b } => {
                read(a.root);
                read(b.root);
            }
            StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => read(place.root),
            StmtKind::Pop { tape, .. } => read(*tape),
            StmtKind::Push { tape, .. } => read(*tape),
            StmtKind::Foreign(f) => f.uses.iter().for_each(|(_, v)| read(*v)),
            StmtKind::Each { iterator, .. } => iterator.uses.iter().for_each(|(_, v)| read(*v)),
            _ => {}
        }
        s.each_block(&mut |b| count(&b.stmts, reads));
    }
}

fn prune(stmts: &mut Vec<Stmt>, reads: &HashMap<VarId, usize>, vars: &[Var], changed: &mut bool) {
    let unread = |v: &VarId| !reads.contains_key(v);
    // The user's own names stay for the reader, but numbers that a slope has no use for cost time.
    let stays = |v: &VarId| {
        let var = &vars[v.0 as usize];
        var.user && !var.ty.is_float()
    };
    stmts.retain_mut(|s| {
        s.each_block_mut(&mut |b| prune(&mut b.stmts, reads, vars, changed));
        let keep = match &s.kind {
            StmtKind::Let { var, init: Some(e) } => !(unread(var) && pure(e) && !stays(var)),
            StmtKind::Let { var, init: None } => !unread(var) || stays(var),
            // The tangent of `x = x + 1.0`.
            StmtKind::Assign { place, op: None, value }
                if matches!(&value.kind, ExprKind::Read(p) if p == place) =>
            {
                false
            }
            StmtKind::Assign { place, value, .. } => {
                stays(&place.root) || !place.is_var() || !unread(&place.root) || !pure(value)
            }
            StmtKind::Accumulate { place, value } => {
                let nothing = matches!(value.kind, ExprKind::Number(v) if v == 0.0);
                !(nothing || unread(&place.root) && pure(value))
            }
            StmtKind::If { cond, then, els } => !(then.is_empty() && els.is_empty() && pure(cond)),
            StmtKind::For { lo, hi, body, .. } => !body.is_empty() && !is_empty_range(lo, hi),
            StmtKind::LetPattern { pattern, .. } => {
                let mut any = false;
                pattern.each_bound(&mut |v| any |= !unread(&v));
                any
            }
            _ => true,
        };
        if !keep {
            *changed = true;
        }
        keep
    });
}

/// Literal bounds that let nothing run.
fn is_empty_range(lo: &Expr, hi: &Expr) -> bool {
    let number = |e: &Expr| match &e.kind {
        ExprKind::Literal(s) => s.parse::<u64>().ok(),
        _ => None,
    };
    matches!((number(lo), number(hi)), (Some(lo), Some(hi)) if lo >= hi)
}

/// Evaluating it or not makes no difference.
pub(crate) fn pure(e: &Expr) -> bool {
    !e.any(&mut |x| match &x.kind {
        ExprKind::Foreign(f) => f.once || !f.uses.is_empty(),
        ExprKind::Closure(_) => true,
        ExprKind::Call(call) => !call.is_made_again(),
        ExprKind::Support("take" | "replace" | "set_zero", _) => true,
        _ => false,
    })
}
