//! Loops over lanes in the form that becomes vectors.
//!
//! - A sum over lanes has a loop of its own, with partial sums: in one loop with other work it makes
//!   all of that scalar.
//! - A loop whose iterations work on lanes says so (`keep_lanes`).
//! - Sums that a loop keeps in lanes are laid down behind it (`settle`) where a call follows: no vector
//!   register survives one, and they would lie in memory within the loop as well.

use super::dead::pure;
use crate::analyse::effects::mentioned;
use crate::ir::builder::fresh;
use crate::ir::visit::rename;
use crate::ir::*;
use crate::rules;
use crate::transform::lanes::{LANES, SUM, has_lanes};
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// Rewrites the loops over lanes of one emitted body.
pub(crate) fn lanes(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>) {
    let mut out: Vec<Stmt> = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| lanes(&mut b.stmts, vars));
        match &mut s.kind {
            StmtKind::For { id: LANES, .. } => {
                out.extend(split(s, vars));
                continue;
            }
            StmtKind::For { body, .. }
            | StmtKind::While { body, .. }
            | StmtKind::WhileLet { body, .. }
            | StmtKind::Each { body, .. } => keep(body),
            _ => {}
        }
        out.push(s);
    }
    let mut settled = Vec::with_capacity(out.len());
    for (i, s) in out.iter().enumerate() {
        settled.push(s.clone());
        if calls_out(&out[i + 1..]) {
            settled.extend(sums_in_lanes(s, vars).into_iter().map(|v| settle(v, vars, s.span)));
        }
    }
    *stmts = settled;
}

fn keep(body: &mut Block) {
    let is_keep = |s: &Stmt| matches!(&s.kind, StmtKind::Eval(e) if matches!(e.kind, ExprKind::Support("keep_lanes", _)));
    if has_lanes(body) && !body.stmts.iter().any(is_keep) {
        let keep = Expr::support("keep_lanes", Vec::new(), Type::Unit);
        body.stmts.insert(0, Stmt::new(StmtKind::Eval(keep), Span::call_site()));
    }
}

/// The loop, and in front of it the sums that were in it.
fn split(s: Stmt, vars: &mut Vec<Var>) -> Vec<Stmt> {
    let StmtKind::For { id, var, lo, hi, reversed, mut body } = s.kind else {
        unreachable!("asked for a loop")
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < body.stmts.len() {
        match sum(&body.stmts, at, var, &hi, vars) {
            Some(sum) => {
                out.push(Stmt::new(sum, s.span));
                body.stmts.remove(at);
            }
            None => at += 1,
        }
    }
    if !out.is_empty() {
        drop_unused(&mut body.stmts);
    }
    if !body.stmts.is_empty() {
        out.push(Stmt::new(StmtKind::For { id, var, lo, hi, reversed, body }, s.span));
    }
    out
}

/// Names of numbers that were only for the sums.
fn drop_unused(stmts: &mut Vec<Stmt>) {
    for i in (0..stmts.len()).rev() {
        let unused = match &stmts[i].kind {
            StmtKind::Let { var, init: Some(init) } => {
                pure(init) && !mentioned(&stmts[i + 1..]).contains(var)
            }
            _ => false,
        };
        if unused {
            stmts.remove(i);
        }
    }
}

/// Statement `at`, if it adds to one number in each lane and can do so before the loop.
fn sum(stmts: &[Stmt], at: usize, lane: VarId, hi: &Expr, vars: &mut Vec<Var>) -> Option<StmtKind> {
    let StmtKind::Accumulate { place, value } = &stmts[at].kind else { return None };
    let plain = value.ty.is_float() && !matches!(value.kind, ExprKind::Rule { .. });
    if !place.is_var() || !plain || !vars[place.root.0 as usize].ty.is_float() {
        return None;
    }
    let others: Vec<&Stmt> =
        stmts.iter().enumerate().filter(|(i, _)| *i != at).map(|p| p.1).collect();
    let alone = others.iter().all(|s| !mentioned(std::slice::from_ref(s)).contains(&place.root));
    let simple = stmts.iter().all(|s| match &s.kind {
        StmtKind::Let { init: Some(e), .. }
        | StmtKind::Assign { value: e, .. }
        | StmtKind::Accumulate { value: e, .. } => pure(e),
        _ => false,
    });
    if !alone || !simple {
        return None;
    }
    // What it is made of, back to the start of the iteration.
    let mut needed: HashSet<VarId> = HashSet::new();
    value.each_var(&mut |v| {
        needed.insert(v);
    });
    let mut body: Vec<Stmt> = Vec::new();
    let mut reads: Vec<(usize, Place)> = places(value).into_iter().map(|p| (at, p)).collect();
    for (i, s) in stmts[..at].iter().enumerate().rev() {
        if let StmtKind::Let { var, init: Some(init) } = &s.kind
            && needed.contains(var)
        {
            init.each_var(&mut |v| {
                needed.insert(v);
            });
            reads.extend(places(init).into_iter().map(|p| (i, p)));
            body.insert(0, s.clone());
        }
    }
    // No lane may be written before it is read.
    for (i, s) in stmts.iter().enumerate() {
        let (StmtKind::Assign { place: to, .. } | StmtKind::Accumulate { place: to, .. }) = &s.kind
        else {
            continue;
        };
        let sound = |(read, p): &(usize, Place)| {
            p.root != to.root || i >= *read && p == to && in_lane(p, lane)
        };
        if i != at && !reads.iter().all(sound) {
            return None;
        }
    }
    body.push(stmts[at].clone());
    let mut names = HashMap::new();
    for v in body.iter().flat_map(declared).chain([lane]) {
        let Var { name, ty, .. } = vars[v.0 as usize].clone();
        names.insert(v, fresh(vars, &name, ty));
    }
    rename(&mut body, &names);
    let body = Block::new(body);
    let (var, lo, hi) = (names[&lane], Expr::int(0), hi.clone());
    Some(StmtKind::For { id: SUM, var, lo, hi, reversed: false, body })
}

fn declared(s: &Stmt) -> Vec<VarId> {
    let mut list = Vec::new();
    s.each_declared(&mut |v| list.push(v));
    list
}

fn places(e: &Expr) -> Vec<Place> {
    let mut list = Vec::new();
    e.each_place(&mut |p| list.push(p.clone()));
    list
}

fn in_lane(p: &Place, lane: VarId) -> bool {
    p.path.iter().any(|s| matches!(s, Step::Index(e) if matches!(&e.kind, ExprKind::Read(i) if i.is_var() && i.root == lane)))
}

/// The arrays of lanes that a loop around lanes adds to.
fn sums_in_lanes(s: &Stmt, vars: &[Var]) -> Vec<VarId> {
    if !matches!(&s.kind, StmtKind::For { id, .. } if *id != LANES && *id != SUM) {
        return Vec::new();
    }
    let (mut sums, mut own) = (Vec::new(), HashSet::new());
    s.each_block(&mut |b| {
        b.each_stmt(&mut |s| {
            own.extend(declared(s));
            let StmtKind::For { id: LANES, var, body, .. } = &s.kind else { return };
            for s in &body.stmts {
                let place = match &s.kind {
                    StmtKind::Assign { place, op: Some(_), .. }
                    | StmtKind::Accumulate { place, .. } => place,
                    _ => continue,
                };
                let lanes = matches!(vars[place.root.0 as usize].ty, Type::Array(..));
                if lanes
                    && place.path.len() == 1
                    && in_lane(place, *var)
                    && !sums.contains(&place.root)
                {
                    sums.push(place.root);
                }
            }
        });
    });
    sums.retain(|v| !own.contains(v));
    sums
}

fn settle(v: VarId, vars: &[Var], span: Span) -> Stmt {
    let ty = vars[v.0 as usize].ty.clone();
    let read = Expr::var(v, ty.clone(), span);
    Stmt::assign(Place::of(v), Expr::support("settle", vec![read], ty))
}

/// Do the statements call functions that rustc does not inline, as far as can be seen?
fn calls_out(stmts: &[Stmt]) -> bool {
    let mut found = false;
    for s in stmts {
        let mut look = |e: &Expr| {
            found |= e.any(&mut |x| match &x.kind {
                ExprKind::Call(call) => !matches!(call.callee, Callee::Wrap(_)),
                ExprKind::Op(name, _) | ExprKind::Rule { op: name, .. } => {
                    !rules::scalar::is_cheap(name)
                        && !matches!(*name, "div" | "rem" | "sqrt")
                        && rules::scalar::vector(name).is_none()
                }
                _ => false,
            });
        };
        s.each_expr(&mut look);
        s.each_block(&mut |b| b.each_stmt(&mut |s| s.each_expr(&mut look)));
    }
    found
}
