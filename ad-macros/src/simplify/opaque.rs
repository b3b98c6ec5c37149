//! A counter that runs down around another loop does so unseen, where the inner loop writes a vector of the function's own
//! beside others.
//!
//! ```text
//! for i in 0..n rev {                        for i_1 in 0..n rev {
//!                                                let i = opaque(i_1)
//!     let row = window(&mut bar[i], 0, m)        let row = window(&mut bar[i], 0, m)
//!     for l in 0..m {                            for l in 0..m {
//!         row[l] = row[l] * tape[l]                  row[l] = row[l] * tape[l]
//! ```
//!
//! No one has told LLVM that two vectors do not overlap, so it asks before the inner loop, or once before the
//! outer one for the rows of all its iterations. Rows that go backwards it then takes for an overlap, and the
//! inner loop, which it has made for vectors, never runs on them. Parameters are known to be apart.

use crate::analyse::rows::each_access;
use crate::ir::builder::fresh;
use crate::ir::*;
use std::collections::{HashMap, HashSet};

/// What gives a part of the vector that is its first argument.
const PARTS: &[&str] =
    &["top", "top_rows", "claim", "claim_rows", "slots", "slot_rows", "window", "window_mut"];

/// Hides the counters of one emitted body.
pub(super) fn hide(stmts: &mut [Stmt], vars: &mut Vec<Var>) {
    let memory = Memory::of(stmts, vars);
    if !memory.own.is_empty() {
        hide_in(stmts, vars, &memory);
    }
}

fn hide_in(stmts: &mut [Stmt], vars: &mut Vec<Var>, memory: &Memory) {
    for s in stmts {
        if let StmtKind::For { var, reversed: true, body, .. } = &mut s.kind
            && !vars[var.0 as usize].parallel
            && inner_loops(body).iter().any(|inner| memory.is_unclear(inner, vars))
        {
            let (counter, span) = (*var, s.span);
            let Var { name, ty, .. } = vars[counter.0 as usize].clone();
            *var = fresh(vars, &name, ty.clone());
            let hidden = Expr::support("opaque", vec![Expr::var(*var, ty.clone(), span)], ty);
            body.stmts.insert(0, Stmt::let_(counter, hidden));
        }
        s.each_block_mut(&mut |b| hide_in(&mut b.stmts, vars, memory));
    }
}

/// The innermost loops that a loop is directly around.
fn inner_loops(body: &Block) -> Vec<&Block> {
    fn collect<'a>(body: &'a Block, list: &mut Vec<&'a Block>) {
        for s in &body.stmts {
            match &s.kind {
                StmtKind::For { body, .. } if is_innermost(body) => list.push(body),
                StmtKind::If { then, els, .. } => {
                    [then, els].into_iter().for_each(|b| collect(b, list))
                }
                _ => {}
            }
        }
    }
    let mut list = Vec::new();
    collect(body, &mut list);
    list
}

fn is_innermost(body: &Block) -> bool {
    let mut alone = true;
    body.each_stmt(&mut |s| {
        alone &= !matches!(
            s.kind,
            StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::WhileLet { .. }
                | StmtKind::Each { .. }
        );
    });
    alone
}

/// The vectors that a function makes itself.
struct Memory {
    own: HashSet<VarId>,
    /// Names of parts, and what they are parts of.
    parts: HashMap<VarId, VarId>,
}

impl Memory {
    fn of(stmts: &[Stmt], vars: &[Var]) -> Self {
        let mut memory = Self { own: HashSet::new(), parts: HashMap::new() };
        Block::new(stmts.to_vec()).each_stmt(&mut |s| match &s.kind {
            StmtKind::Let { var, init: Some(init) } => match part_of(init) {
                Some(whole) => {
                    memory.parts.insert(*var, whole);
                }
                None if !vars[var.0 as usize].ty.is_scalar()
                    && !is_array(&vars[var.0 as usize].ty) =>
                {
                    memory.own.insert(*var);
                }
                None => {}
            },
            StmtKind::LetTuple { vars, init } => {
                if let Some(whole) = part_of(init) {
                    memory.parts.extend(vars.iter().flatten().map(|v| (*v, whole)));
                }
            }
            _ => {}
        });
        memory
    }

    /// Does a loop write one of them and use another?
    fn is_unclear(&self, body: &Block, vars: &[Var]) -> bool {
        let (mut written, mut used) = (HashSet::new(), HashSet::new());
        each_access(&body.stmts, vars, &mut |access| {
            let mut root = access.place.root;
            while let Some(whole) = self.parts.get(&root) {
                root = *whole;
            }
            if self.own.contains(&root) && !access.place.path.is_empty() {
                used.insert(root);
                if access.writes {
                    written.insert(root);
                }
            }
        });
        !written.is_empty() && used.len() > 1
    }
}

fn is_array(ty: &Type) -> bool {
    matches!(ty, Type::Array(..))
}

/// The vector that an expression gives a part of.
fn part_of(e: &Expr) -> Option<VarId> {
    match &e.kind {
        ExprKind::Borrow { place, .. } => Some(place.root),
        ExprKind::Support(name, args) if PARTS.contains(name) => part_of(args.first()?),
        ExprKind::Read(place) if matches!(e.ty, Type::Ref(..)) => Some(place.root),
        _ => None,
    }
}
