//! Numbers that each iteration of a loop adds to all elements alike: summed in the loop, added behind it.
//!
//! ```text
//! for f in .. {                                     let mut l_bar_sum = 0.0;
//!     ..                                            for f in .. {
//!     for a in 0..n {                                   ..
//!         l_bar[a] += delta_bar;                        l_bar_sum += delta_bar;
//!     }                                             }
//! }                                                 for a in 0..shorter(n, l_bar.len()) {
//!                                                       l_bar[a] += l_bar_sum;
//!                                                   }
//! ```
//!
//! So is the cotangent of what does not depend on the outer loop, `delta += l[a] - e(x[f][a])`. Only sums of
//! cotangents are regrouped. Where the outer loop never comes to the inner one, the elements need not exist.

use super::dead::pure;
use super::elements::{lent_for_long, touched};
use super::lend::is_zero;
use super::lengths::Lengths;
use crate::analyse::effects::each_mention;
use crate::ir::builder::fresh;
use crate::ir::visit::replace_root;
use crate::ir::*;
use crate::transform::lanes::{LANES, SUM};
use std::collections::{HashMap, HashSet};

/// Rewrites the loops of one emitted body.
pub(super) fn uniform(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, known: &Lengths) {
    let lent = lent_for_long(stmts);
    block(stmts, vars, known, &lent);
}

fn block(stmts: &mut Vec<Stmt>, vars: &mut Vec<Var>, known: &Lengths, lent: &HashSet<VarId>) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| block(&mut b.stmts, vars, known, lent));
        let found = match &s.kind {
            StmtKind::For { id, var, .. }
                if *id != LANES && *id != SUM && !vars[var.0 as usize].parallel =>
            {
                Outer::new(&s, vars, known, lent).found()
            }
            _ => Vec::new(),
        };
        let mut after = Vec::new();
        let mut sums = Vec::new();
        for addition in found {
            let Var { name, ty, .. } = &vars[addition.place.root.0 as usize];
            let ty = ty.peel().element().expect("a sequence").clone();
            let name = format!("{name}_sum");
            let sum = fresh(vars, &name, ty.clone());
            vars[sum.0 as usize].mutable = true;
            out.push(Stmt::let_(sum, Expr::number(0.0, ty.clone())));
            after.push(addition.behind(sum, ty, vars));
            sums.push((addition, sum));
        }
        if let StmtKind::For { body, .. } = &mut s.kind
            && !sums.is_empty()
        {
            replace(&mut body.stmts, &sums);
        }
        out.push(s);
        out.extend(after);
    }
    *stmts = out;
}

/// Puts the sums in the place of the additions, behind the loops that these are in.
fn replace(stmts: &mut Vec<Stmt>, sums: &[(Addition, VarId)]) {
    let mut out = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        let span = s.span;
        let mut added = Vec::new();
        match &mut s.kind {
            StmtKind::If { then, els, .. } => {
                [then, els].into_iter().for_each(|b| replace(&mut b.stmts, sums));
            }
            StmtKind::For { body, .. } => body.stmts.retain(|s| {
                let StmtKind::Accumulate { place, .. } = &s.kind else { return true };
                let sum = sums.iter().find(|(addition, _)| addition.place == *place);
                added.extend(sum.map(|(addition, sum)| {
                    let (place, value) = (Place::of(*sum), addition.value.clone());
                    Stmt::new(StmtKind::Accumulate { place, value }, span)
                }));
                sum.is_none()
            }),
            _ => {}
        }
        let idle = matches!(&s.kind, StmtKind::For { body, .. } if body.stmts.iter().all(is_idle));
        if added.is_empty() || !idle {
            out.push(s);
        }
        out.append(&mut added);
    }
    *stmts = out;
}

/// Does it declare a name at most?
fn is_idle(s: &Stmt) -> bool {
    matches!(&s.kind, StmtKind::Let { init, .. } if init.as_ref().is_none_or(pure))
}

/// An addition that is alike for all elements: `place += value` for all `counter` below `count`.
struct Addition {
    place: Place,
    /// As it is behind the inner loop.
    value: Expr,
    counter: VarId,
    /// As it is behind the outer loop.
    count: Expr,
}

impl Addition {
    /// The loop behind the outer loop.
    fn behind(&self, sum: VarId, ty: Type, vars: &mut Vec<Var>) -> Stmt {
        let Var { name, ty: counts, .. } = vars[self.counter.0 as usize].clone();
        let counter = fresh(vars, &name, counts.clone());
        let span = self.value.span;
        let value = Expr::var(sum, ty, span);
        let mut body = vec![Stmt::accumulate(self.place.clone(), value)];
        replace_root(&mut body, self.counter, counter);
        let lo = Expr::new(ExprKind::Literal("0".into()), counts, span);
        let (hi, body) = (self.count.clone(), Block::new(body));
        let id = LoopId(counter.0);
        Stmt::new(StmtKind::For { id, var: counter, lo, hi, reversed: false, body }, span)
    }
}

/// A loop around others.
struct Outer<'a> {
    stmt: &'a Stmt,
    vars: &'a [Var],
    known: &'a Lengths,
    lent: &'a HashSet<VarId>,
    /// What it declares or changes.
    moving: HashSet<VarId>,
}

/// Names with their values.
type Lets<'a> = HashMap<VarId, &'a Expr>;

impl<'a> Outer<'a> {
    fn new(stmt: &'a Stmt, vars: &'a [Var], known: &'a Lengths, lent: &'a HashSet<VarId>) -> Self {
        let moving = touched(stmt, vars);
        Outer { stmt, vars, known, lent, moving }
    }

    fn found(&self) -> Vec<Addition> {
        let StmtKind::For { body, .. } = &self.stmt.kind else { return Vec::new() };
        let mut found = Vec::new();
        self.search(&body.stmts, &mut Lets::new(), &mut found);
        if found.is_empty() {
            return Vec::new();
        }
        let mut mentions: HashMap<VarId, usize> = HashMap::new();
        each_mention(std::slice::from_ref(self.stmt), &mut |v| {
            *mentions.entry(v).or_default() += 1;
        });
        let aliased = |root: VarId| {
            let leads = |v: &VarId| self.vars[v.0 as usize].alias.as_ref().map(|p| p.root);
            mentions.keys().any(|v| leads(v) == Some(root))
        };
        found.retain(|(addition, own): &(Addition, usize)| {
            let root = addition.place.root;
            mentions.get(&root) == Some(own) && !aliased(root)
        });
        found.into_iter().map(|(addition, _)| addition).collect()
    }

    /// Additions in the loops among these statements, with how often each names what it adds to.
    fn search(&self, stmts: &'a [Stmt], lets: &mut Lets<'a>, found: &mut Vec<(Addition, usize)>) {
        for s in stmts {
            self.note(s, lets);
            match &s.kind {
                StmtKind::If { then, els, .. } => {
                    self.search(&then.stmts, &mut lets.clone(), found);
                    self.search(&els.stmts, &mut lets.clone(), found);
                }
                StmtKind::For { id, var, lo, hi, body, .. }
                    if *id != LANES
                        && *id != SUM
                        && is_zero(lo)
                        && !self.vars[var.0 as usize].parallel
                        && !jumps(body) =>
                {
                    let inner = touched(s, self.vars);
                    let mut names = Lets::new();
                    for s in &body.stmts {
                        self.note(s, &mut names);
                        if let StmtKind::Accumulate { place, value } = &s.kind {
                            let inside = (&inner, &names);
                            found.extend(self.addition(place, value, (*var, hi), lets, inside));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Knows what a statement names, and no longer what it changes.
    fn note(&self, s: &'a Stmt, lets: &mut Lets<'a>) {
        let changed = touched(s, self.vars);
        lets.retain(|v, _| !changed.contains(v));
        if let StmtKind::Let { var, init: Some(init) } = &s.kind {
            lets.insert(*var, init);
        }
    }

    fn addition(
        &self,
        place: &Place,
        value: &Expr,
        (counter, hi): (VarId, &Expr),
        lets: &Lets<'_>,
        (inner, names): (&HashSet<VarId>, &Lets<'_>),
    ) -> Option<(Addition, usize)> {
        let root = &self.vars[place.root.0 as usize];
        let numbers = matches!(root.ty.peel(), Type::Slice(t) | Type::Vec(t) if t.is_float());
        let own = root.alias.is_none() && !self.lent.contains(&place.root);
        let [Step::Index(at)] = place.path.as_slice() else { return None };
        let runs = matches!(&at.kind, ExprKind::Read(p) if p.is_var() && p.root == counter);
        if !numbers || !own || !runs {
            return None;
        }
        let value = outside(value, inner, names)?;
        let count = self.count(hi, place.root, lets)?;
        let length = Expr::new(ExprKind::Len(Place::of(place.root)), count.ty.clone(), at.span);
        let mut own = 1;
        hi.each_var(&mut |v| own += usize::from(v == place.root));
        let bounded =
            matches!(&count.kind, ExprKind::Support("shorter", of) if of[1].same(&length));
        let count = match bounded {
            true => count,
            false => {
                let ty = count.ty.clone();
                Expr::support("shorter", vec![count, length], ty)
            }
        };
        Some((Addition { place: place.clone(), value, counter, count }, own))
    }

    /// A length as it can be had behind the loop. Additions to `root` leave its length as it is.
    fn count(&self, e: &Expr, root: VarId, lets: &Lets<'_>) -> Option<Expr> {
        match &e.kind {
            ExprKind::Literal(_) => Some(e.clone()),
            ExprKind::Read(p) if p.is_var() => match self.moving.contains(&p.root) {
                false => Some(e.clone()),
                true => self.count(lets.get(&p.root)?, root, lets),
            },
            ExprKind::Len(p) => match p.path.as_slice() {
                [] if p.root == root || !self.moving.contains(&p.root) => Some(e.clone()),
                [] => {
                    let place = self.vars[p.root.0 as usize].alias.clone()?;
                    self.count(&Expr::new(ExprKind::Len(place), e.ty.clone(), e.span), root, lets)
                }
                [Step::Slice(..)] => {
                    let n = self.known.index(e)?.as_var()?;
                    self.count(&Expr::var(n, e.ty.clone(), e.span), root, lets)
                }
                _ => None,
            },
            ExprKind::Support("shorter", args) => {
                let args: Option<Vec<Expr>> =
                    args.iter().map(|a| self.count(a, root, lets)).collect();
                Some(Expr::support("shorter", args?, e.ty.clone()))
            }
            _ => None,
        }
    }
}

/// Does a loop's body leave it before its end?
fn jumps(body: &Block) -> bool {
    let mut jumps = false;
    body.each_stmt(&mut |s| jumps |= matches!(s.kind, StmtKind::Break | StmtKind::Jump(_)));
    jumps
}

/// A value as it is behind the loop that it is computed in, if it is the same in all iterations.
fn outside(e: &Expr, inner: &HashSet<VarId>, names: &Lets<'_>) -> Option<Expr> {
    if !pure(e) {
        return None;
    }
    let mut steady = true;
    e.each_var(&mut |v| steady &= !inner.contains(&v));
    match &e.kind {
        _ if steady => Some(e.clone()),
        ExprKind::Read(p) if p.is_var() => outside(names.get(&p.root)?, inner, names),
        ExprKind::Op(op, args) => {
            let args: Option<Vec<Expr>> = args.iter().map(|a| outside(a, inner, names)).collect();
            Some(Expr::new(ExprKind::Op(op, args?), e.ty.clone(), e.span))
        }
        _ => None,
    }
}
