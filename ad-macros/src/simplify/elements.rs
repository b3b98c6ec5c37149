//! An element that was just given a number is read under the number's name, and a buffer that is only
//! written to goes.
//!
//! The reverse sweep puts memory back as it was before each statement. Where only that statement's own
//! adjoint reads it, the number itself is at hand.

use super::dead::pure;
use crate::analyse::effects::mentioned;
use crate::analyse::ranges::part_ways;
use crate::analyse::rows::each_access;
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// Elements and the immutable numbers that they hold.
type Known = Vec<(Place, VarId)>;

/// Reads elements under the names of the numbers that they were given.
pub(crate) fn name(stmts: &mut [Stmt], vars: &[Var]) -> bool {
    let lent = lent_for_long(stmts);
    let own = |v: VarId| {
        let ty = vars[v.0 as usize].ty.peel();
        !lent.contains(&v) && ty.element().is_some_and(Type::is_float)
    };
    let mut changed = false;
    block(stmts, Vec::new(), &Rules { own: &own, vars }, &mut changed);
    changed
}

struct Rules<'a> {
    /// Is all that changes the variable's memory said under its own name?
    own: &'a dyn Fn(VarId) -> bool,
    vars: &'a [Var],
}

/// Is it a number that never changes?
fn fixed(v: VarId, vars: &[Var]) -> bool {
    let var = &vars[v.0 as usize];
    !var.mutable && (var.ty.is_float() || matches!(var.ty, Type::Int(_)))
}

/// Memory that other names may reach beyond one statement.
pub(super) fn lent_for_long(stmts: &[Stmt]) -> HashSet<VarId> {
    let mut lent = HashSet::new();
    Block::new(stmts.to_vec()).each_stmt(&mut |s| match &s.kind {
        StmtKind::LetPattern { place, .. }
        | StmtKind::Match { scrutinee: Scrutinee::Place { place, .. }, .. } => {
            lent.insert(place.root);
        }
        StmtKind::Let { init: Some(e), .. } if !matches!(e.kind, ExprKind::Call(_)) => {
            e.any(&mut |e| {
                if let ExprKind::Borrow { mutable: true, place } = &e.kind {
                    lent.insert(place.root);
                }
                false
            });
        }
        _ => {}
    });
    lent
}

fn block(stmts: &mut [Stmt], mut known: Known, rules: &Rules<'_>, changed: &mut bool) {
    for s in stmts {
        s.each_expr_mut(&mut |e| *changed |= rename(e, &known));
        let touched = touched(s, rules.vars);
        let looped = matches!(
            s.kind,
            StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::WhileLet { .. }
                | StmtKind::Each { .. }
        );
        let before = if looped { without(&known, &touched) } else { known.clone() };
        s.each_block_mut(&mut |b| block(&mut b.stmts, before.clone(), rules, changed));
        known = match &s.kind {
            StmtKind::Assign { place, value, .. } | StmtKind::Accumulate { place, value }
                if pure(value) && steady(place, rules.vars) =>
            {
                known.retain(|(other, _)| other.root != place.root || part_ways(other, place));
                known
            }
            _ => without(&known, &touched),
        };
        if let StmtKind::Assign { place, op: None, value } = &s.kind
            && let [.., Step::Index(_)] = place.path.as_slice()
            && (rules.own)(place.root)
            && let ExprKind::Read(v) = &value.kind
            && v.is_var()
            && fixed(v.root, rules.vars)
            && steady(place, rules.vars)
        {
            known.push((place.clone(), v.root));
        }
    }
}

/// Do the place's indices stay what they are?
pub(super) fn steady(place: &Place, vars: &[Var]) -> bool {
    let plain = |s: &Step| matches!(s, Step::Index(_) | Step::Slice(..));
    let mut still = place.path.iter().all(plain);
    place.each_index(&mut |e| {
        still &= pure(e);
        e.each_var(&mut |v| still &= fixed(v, vars));
    });
    still
}

/// Does a statement use what a steady place leads to?
pub(super) fn uses(s: &Stmt, place: &Place, vars: &[Var]) -> bool {
    let s = std::slice::from_ref(s);
    let (mut found, mut apart) = (false, true);
    each_access(s, vars, &mut |access| {
        if access.place.root == place.root {
            found = true;
            apart &= part_ways(&access.place, place);
        }
    });
    !(found && apart) && mentioned(s).contains(&place.root)
}

/// What a statement may write or declare, itself and below. What it may do unseen counts as well.
pub(super) fn touched(s: &Stmt, vars: &[Var]) -> HashSet<VarId> {
    let mut set = HashSet::new();
    let whole = Block::new(vec![s.clone()]);
    whole.each_stmt(&mut |s| {
        s.each_declared(&mut |v| {
            set.insert(v);
        });
        match &s.kind {
            StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } => {
                set.insert(place.root);
            }
            StmtKind::Let { .. } | StmtKind::LetTuple { .. } | StmtKind::Eval(_) => {}
            StmtKind::If { .. } | StmtKind::For { .. } => {}
            StmtKind::Push { .. } | StmtKind::Pop { .. } => {}
            _ => set.extend(mentioned(std::slice::from_ref(s))),
        }
        s.each_expr(&mut |e| {
            e.any(&mut |e| {
                match &e.kind {
                    ExprKind::Borrow { mutable: true, place } => {
                        set.insert(place.root);
                    }
                    // A reference that is passed on may be one to change.
                    ExprKind::Read(p) if p.is_var() && vars[p.root.0 as usize].ty.is_mut_ref() => {
                        set.insert(p.root);
                    }
                    ExprKind::Foreign(f) => set.extend(f.uses.iter().map(|(_, v)| *v)),
                    ExprKind::Closure(l) => set.extend(l.captures.iter().copied()),
                    _ => {}
                }
                false
            });
        });
    });
    set
}

fn without(known: &Known, touched: &HashSet<VarId>) -> Known {
    let stays = |(place, v): &&(Place, VarId)| {
        let mut still = !touched.contains(&place.root) && !touched.contains(v);
        place.each_index(&mut |e| e.each_var(&mut |v| still &= !touched.contains(&v)));
        still
    };
    known.iter().filter(stays).cloned().collect()
}

fn rename(e: &mut Expr, known: &Known) -> bool {
    let mut changed = false;
    if let ExprKind::Read(p) = &e.kind
        && let Some((_, v)) = known.iter().find(|(place, _)| place == p)
    {
        e.kind = ExprKind::Read(Place::of(*v));
        changed = true;
    }
    e.each_child_mut(&mut |c| changed |= rename(c, known));
    changed
}

/// Drops made-up buffers that are only written to, element by element.
pub(crate) fn unread(stmts: &mut Vec<Stmt>, vars: &[Var], live: &[VarId]) -> bool {
    let mut buffers: HashMap<VarId, bool> = HashMap::new();
    Block::new(stmts.clone()).each_stmt(&mut |s| {
        if let StmtKind::Let { var, init: Some(Expr { kind: ExprKind::CloneOf { .. }, .. }) } =
            &s.kind
        {
            buffers.insert(*var, !vars[var.0 as usize].user && !live.contains(var));
        }
    });
    Block::new(stmts.clone()).each_stmt(&mut |s| {
        let mut read = |v: VarId| {
            buffers.insert(v, false);
        };
        match &s.kind {
            StmtKind::Assign { place, value, .. } => {
                place.each_index(&mut |e| e.each_var(&mut read));
                if !pure(value) {
                    read(place.root);
                }
            }
            StmtKind::Let { .. }
            | StmtKind::LetTuple { .. }
            | StmtKind::Eval(_)
            | StmtKind::If { .. }
            | StmtKind::For { .. } => {}
            _ => mentioned(std::slice::from_ref(s)).into_iter().for_each(&mut read),
        }
        s.each_expr(&mut |e| e.each_var(&mut read));
    });
    buffers.retain(|_, unread| *unread);
    if buffers.is_empty() {
        return false;
    }
    for buffer in buffers.into_keys() {
        drop_writes(stmts, buffer);
    }
    true
}

/// Drops a buffer's declaration and all that is written to its elements.
pub(crate) fn drop_writes(stmts: &mut Vec<Stmt>, buffer: VarId) {
    stmts.retain_mut(|s| {
        s.each_block_mut(&mut |b| drop_writes(&mut b.stmts, buffer));
        match &s.kind {
            StmtKind::Let { var, .. } => *var != buffer,
            StmtKind::Assign { place, .. } => place.root != buffer,
            _ => true,
        }
    });
}
