//! A buffer of zeros of which each iteration of a loop uses a row of its own is that row, made anew in
//! each iteration; and what is added to fresh zeros is written.
//!
//! ```text
//! let mut u_bar = vec![0.0; d * n];                  for i in (0..d).rev() {
//! for i in (0..d).rev() {                                let mut u_bar = unset(n);
//!     for j in 0..n {                                    for j in 0..n {
//!         u_bar[i * n..(i + 1) * n][j] += e;   =>            u_bar[j] = e;
//!     }                                                  }
//!     ..                                                 ..
//! ```
//!
//! So the row stays in the cache, and rustc sees that it has nothing in common with what was there before.

use super::lend::is_zero;
use super::lengths::Lengths;
use crate::analyse::effects::mentioned;
use crate::analyse::ranges::{Counted, Index, Named, Part};
use crate::analyse::rows::accesses;
use crate::ir::visit::each_place_mut;
use crate::ir::*;
use std::cell::Cell;
use std::collections::HashSet;

/// Rewrites buffers of cotangents. `outermost` are the statements of the whole function, whose
/// variables may be read after them.
pub(super) fn rows(stmts: &mut Vec<Stmt>, vars: &[Var], known: &Lengths) {
    let named = Named::of(stmts, vars);
    rows_in(stmts, vars, (known, &named), true);
}

fn rows_in(stmts: &mut Vec<Stmt>, vars: &[Var], names: (&Lengths, &Named), outermost: bool) {
    let (known, named) = names;
    let row = |stmts: &[Stmt]| (0..stmts.len()).find_map(|k| own_row(stmts, k, vars, named));
    while let Some((declared, at, row)) = row(stmts) {
        let moved = stmts.remove(declared);
        own(&mut stmts[at - 1], moved, &row);
    }
    for s in stmts.iter_mut() {
        s.each_block_mut(&mut |b| rows_in(&mut b.stmts, vars, names, false));
    }
    for k in 0..stmts.len() {
        let Some((v, n)) = zeros(&stmts[k], vars) else { continue };
        let n = known.index(n).filter(|n| fixed(n, vars));
        let covered = n.is_some_and(|n| store(&mut stmts[k + 1..], v, &n, known));
        if !outermost {
            leave(&mut stmts[k + 1..], v);
        }
        if covered && let StmtKind::Let { init: Some(init), .. } = &mut stmts[k].kind {
            let ExprKind::Repeat { value, count, .. } = &init.kind else { continue };
            init.kind = ExprKind::Support("unset", vec![(**count).clone(), (**value).clone()]);
        }
    }
}

/// A vector of zeros that a pass made up, and its length.
fn zeros<'a>(s: &'a Stmt, vars: &[Var]) -> Option<(VarId, &'a Expr)> {
    let StmtKind::Let { var, init: Some(init) } = &s.kind else { return None };
    let ExprKind::Repeat { value, count, vec: true } = &init.kind else { return None };
    let made_up = &vars[var.0 as usize];
    let zero = matches!(value.kind, ExprKind::Number(v) if v == 0.0);
    let numbers = matches!(&made_up.ty, Type::Vec(t) if t.is_float());
    (zero && numbers && !made_up.user).then_some((*var, count))
}

/// A part of a buffer that belongs to one iteration of the last of some loops, each of which is in the one before.
struct Row {
    buffer: VarId,
    length: Expr,
    loops: usize,
}

/// Where the buffer that statement `k` declares is used, if that is one loop with a row for each
/// iteration, or for each iteration of a loop in it.
fn own_row(stmts: &[Stmt], k: usize, vars: &[Var], named: &Named) -> Option<(usize, usize, Row)> {
    let (buffer, _) = zeros(&stmts[k], vars)?;
    let (at, first) = only_use(&stmts[k + 1..], buffer)?;
    let mut loops = vec![Loop::of(first, buffer, vars, named)?];
    while let Some((_, next)) = only_use(&loops[loops.len() - 1].body.stmts, buffer)
        && let Some(next) = Loop::of(next, buffer, vars, named)
    {
        loops.push(next);
    }
    let list = accesses(&loops[0].body.stmts, buffer, vars);
    let row = list.first()?.place.path.first()?.clone();
    let aliased = vars.iter().any(|v| v.alias.as_ref().is_some_and(|p| p.root == buffer));
    let all = places(&mut loops[0].body.clone(), buffer) == list.len();
    if aliased || !all || list.iter().any(|a| a.place.path.first() != Some(&row)) {
        return None;
    }
    let Step::Slice(from, Some(to)) = &row else { return None };
    let n =
        Index::of(to)?.minus(&Index::of(from)?).as_var().filter(|n| loops[0].steady(*n, vars))?;
    let place = Place::of(buffer).then(row.clone());
    let counted: Vec<Counted> = loops.iter().map(|l| l.counted.clone()).collect();
    let own = |depth: usize| {
        (0..depth).all(|j| {
            let around = &counted[j..depth];
            let part = Part::of(&place, around, named, &|v| loops[j].steady(v, vars));
            part.is_some_and(|part| part.apart(&part))
        })
    };
    let depth = (1..=loops.len()).rev().find(|depth| own(*depth))?;
    let length = Expr::var(n, Type::Int("usize".into()), stmts[k].span);
    Some((k, k + 1 + at, Row { buffer, length, loops: depth }))
}

/// The only statement that names a buffer, and where it is.
fn only_use(stmts: &[Stmt], buffer: VarId) -> Option<(usize, &Stmt)> {
    let names = |s: &Stmt| mentioned(std::slice::from_ref(s)).contains(&buffer);
    let mut uses = stmts.iter().enumerate().filter(|(_, s)| names(s));
    let first = uses.next()?;
    uses.next().is_none().then_some(first)
}

/// A loop that counts up to what has nothing to do with the buffer.
struct Loop<'a> {
    counted: Counted,
    body: &'a Block,
    /// What is declared or changed in it.
    moving: HashSet<VarId>,
}

impl Loop<'_> {
    fn of<'a>(s: &'a Stmt, buffer: VarId, vars: &[Var], named: &Named) -> Option<Loop<'a>> {
        let StmtKind::For { var: counter, lo, hi, body, .. } = &s.kind else { return None };
        let mut bounds = false;
        [lo, hi].iter().for_each(|e| e.each_var(&mut |v| bounds |= v == buffer));
        if bounds || vars[counter.0 as usize].parallel {
            return None;
        }
        let mut moving = HashSet::new();
        body.each_stmt(&mut |s| {
            s.each_declared(&mut |v| {
                moving.insert(v);
            });
            if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } = &s.kind {
                moving.insert(place.root);
            }
        });
        let counted = Counted::new(*counter, lo, hi, named);
        Some(Loop { counted, body, moving })
    }

    fn steady(&self, v: VarId, vars: &[Var]) -> bool {
        !self.moving.contains(&v) && !vars[v.0 as usize].mutable
    }
}

/// How often the statements name a variable as a place.
fn places(body: &mut Block, v: VarId) -> usize {
    let count = Cell::new(0);
    each_place_mut(&mut body.stmts, &|p| count.set(count.get() + usize::from(p.root == v)));
    count.get()
}

fn fixed(n: &Index, vars: &[Var]) -> bool {
    let mut fixed = true;
    n.each_var(&mut |v| fixed &= !vars[v.0 as usize].mutable);
    fixed
}

/// Declares the row in the loop, or in the one in it.
fn own(s: &mut Stmt, mut moved: Stmt, row: &Row) {
    let StmtKind::For { body, .. } = &mut s.kind else { unreachable!("found above") };
    each_place_mut(&mut body.stmts, &|p| {
        if p.root != row.buffer {
            return;
        }
        match p.path.len() {
            1 => p.path[0] = Step::Slice(Expr::int(0), None),
            _ => drop(p.path.remove(0)),
        }
    });
    if let StmtKind::Let { init: Some(init), .. } = &mut moved.kind
        && let ExprKind::Repeat { count, .. } = &mut init.kind
    {
        **count = row.length.clone();
    }
    let mut body = body;
    for _ in 1..row.loops {
        let (at, _) = only_use(&body.stmts, row.buffer).expect("found above");
        let StmtKind::For { body: inner, .. } = &mut body.stmts[at].kind else {
            unreachable!("found above")
        };
        body = inner;
    }
    body.stmts.insert(0, moved);
}

/// Is the place `v[counter]`?
fn is_element(place: &Place, v: VarId, counter: VarId) -> bool {
    place.root == v
        && matches!(place.path.as_slice(), [Step::Index(e)]
            if matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == counter))
}

/// Writes what is added to zeros first, where that is a sum for each element. Says whether it is.
fn store(stmts: &mut [Stmt], v: VarId, n: &Index, known: &Lengths) -> bool {
    let names = |s: &Stmt| mentioned(std::slice::from_ref(s)).contains(&v);
    let Some(first) = stmts.iter_mut().find(|s| names(s)) else { return false };
    let StmtKind::For { var: counter, lo, hi, body, .. } = &mut first.kind else { return false };
    if !is_zero(lo) || known.index(hi).as_ref() != Some(n) {
        return false;
    }
    let mut jumps = false;
    body.each_stmt(&mut |s| jumps |= matches!(s.kind, StmtKind::Break));
    if jumps || places(body, v) != 1 {
        return false;
    }
    for s in &mut body.stmts {
        match s.kind.clone() {
            StmtKind::Accumulate { place, value } if is_element(&place, v, *counter) => {
                s.kind = StmtKind::Assign { place, op: None, value };
                return true;
            }
            StmtKind::Assign { place, op: None, .. } if is_element(&place, v, *counter) => {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Drops zeros that are written to elements which nothing reads afterwards.
fn leave(stmts: &mut [Stmt], v: VarId) {
    let names = |s: &Stmt| mentioned(std::slice::from_ref(s)).contains(&v);
    let Some(last) = stmts.iter_mut().rev().find(|s| names(s)) else { return };
    let StmtKind::For { var: counter, body, .. } = &mut last.kind else { return };
    let own = Cell::new(true);
    each_place_mut(&mut body.stmts, &|p| {
        own.set(own.get() && (p.root != v || is_element(p, v, *counter)));
    });
    let Some(at) = body.stmts.iter().rposition(names).filter(|_| own.get()) else { return };
    if let StmtKind::Assign { op: None, value, .. } = &body.stmts[at].kind
        && matches!(value.kind, ExprKind::Number(z) if z == 0.0)
    {
        body.stmts.remove(at);
    }
}
