//! The invariants that hold between passes, checked in debug builds and tests.
//!
//! - Every variable that a statement names is declared before it, in an enclosing block.
//! - A variable is declared once in a block and the blocks around it.
//! - No unstructured jump is left, and `break` stands inside a loop.
//! - Primitives are in the rule table and have its number of operands.

use super::*;
use crate::rules;
use std::collections::HashSet;

/// Panics with the printed function if an invariant is broken: that is our bug, not the user's.
pub(crate) fn check(f: &Function, after: &str) {
    if !cfg!(debug_assertions) {
        return;
    }
    let mut known: HashSet<VarId> = f.params.iter().map(|p| p.var).collect();
    if let Err(what) = block(f, &f.body, &mut known, 0) {
        panic!("after {after}: {what}\n{}", super::print::function(f));
    }
}

fn block(f: &Function, b: &Block, known: &mut HashSet<VarId>, loops: u32) -> Result<(), String> {
    let mut own = Vec::new();
    for s in &b.stmts {
        let mut wrong = None;
        let guards: Vec<&Expr> = match &s.kind {
            StmtKind::Match { arms, .. } => arms.iter().filter_map(|a| a.guard.as_ref()).collect(),
            _ => Vec::new(),
        };
        s.each_expr(&mut |e| {
            if wrong.is_none() && !guards.iter().any(|g| std::ptr::eq(*g, e)) {
                wrong = expr(f, e, known).err();
            }
        });
        if let Some(w) = wrong {
            return Err(w);
        }
        match &s.kind {
            StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. }
                if !known.contains(&place.root) =>
            {
                return Err(format!(
                    "%{} ({}) is assigned before it is declared",
                    place.root.0,
                    f.var(place.root).name
                ));
            }
            StmtKind::Jump(j) => return Err(format!("unstructured jump {j:?}")),
            StmtKind::Break if loops == 0 => return Err("`break` outside of a loop".into()),
            _ => {}
        }
        match &s.kind {
            StmtKind::For { var, body, .. } => {
                known.insert(*var);
                block(f, body, known, loops + 1)?;
                known.remove(var);
            }
            StmtKind::While { body, .. } => block(f, body, known, loops + 1)?,
            StmtKind::Each { pattern, body, .. } | StmtKind::WhileLet { pattern, body, .. } => {
                let mut bound = Vec::new();
                pattern.each_bound(&mut |v| bound.push(v));
                known.extend(bound.iter().copied());
                block(f, body, known, loops + 1)?;
                bound.iter().for_each(|v| {
                    known.remove(v);
                });
            }
            StmtKind::If { then, els, .. } => {
                block(f, then, known, loops)?;
                block(f, els, known, loops)?;
            }
            StmtKind::Match { arms, .. } => {
                for a in arms {
                    let mut bound = Vec::new();
                    a.pattern.each_bound(&mut |v| bound.push(v));
                    known.extend(bound.iter().copied());
                    if let Some(guard) = &a.guard {
                        expr(f, guard, known)?;
                    }
                    block(f, &a.body, known, loops)?;
                    bound.iter().for_each(|v| {
                        known.remove(v);
                    });
                }
            }
            _ => s.each_declared(&mut |v| {
                known.insert(v);
                own.push(v);
            }),
        }
    }
    for v in own {
        known.remove(&v);
    }
    Ok(())
}

fn expr(f: &Function, e: &Expr, known: &HashSet<VarId>) -> Result<(), String> {
    let mut unknown = None;
    e.each_var(&mut |v| {
        if !known.contains(&v) && !matches!(e.kind, ExprKind::Foreign(_)) {
            unknown = Some(v);
        }
    });
    if let Some(v) = unknown {
        return Err(format!("%{} ({}) is read before it is declared", v.0, f.var(v).name));
    }
    let mut wrong = None;
    e.any(&mut |x| {
        if let ExprKind::Op(name, args) = &x.kind {
            match rules::find(name) {
                None => wrong = Some(format!("`{name}` is not in the rule table")),
                Some(r) if r.params.len() != args.len() => {
                    wrong = Some(format!("`{name}` has {} operands", args.len()))
                }
                _ => {}
            }
        }
        false
    });
    wrong.map_or(Ok(()), Err)
}
