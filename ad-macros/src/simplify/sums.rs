//! Sums over a loop that become sums of products over slices.
//!
//! A cotangent that collects over the elements of slices, `q_bar += w_bar[i] * x[i]`, is a chain of
//! additions, each of which waits for the one before it. The library's `dot` and `total` run several
//! at once. Only sums of cotangents are regrouped; the user's own are as they were written.

use super::dead::pure;
use crate::analyse::effects::mentioned;
use crate::ir::*;
use crate::transform::dual::{negate, times};
use crate::transform::lanes::{LANES, SUM};
use proc_macro2::Span;
use std::collections::{HashMap, HashSet};

/// Takes sums out of innermost loops. Variables from `first_part` on are parts of slices with the
/// length of the loop that they were cut for.
pub(super) fn take_out(stmts: &mut Vec<Stmt>, vars: &[Var], first_part: usize) {
    let mut out: Vec<Stmt> = Vec::with_capacity(stmts.len());
    for mut s in std::mem::take(stmts) {
        s.each_block_mut(&mut |b| take_out(&mut b.stmts, vars, first_part));
        if let StmtKind::For { id, var, lo, hi, body, .. } = &mut s.kind
            && *id != LANES
            && *id != SUM
            && super::lend::is_zero(lo)
            && pure(hi)
            && is_straight(body)
        {
            let sums = Loop { counter: *var, count: hi, vars, first_part }.sums(body);
            let any = !sums.is_empty();
            out.extend(sums);
            if any {
                drop_unread(&mut body.stmts);
                if body.is_empty() {
                    continue;
                }
            }
        }
        out.push(s);
    }
    *stmts = out;
}

/// Assignments and sums only, and branches of them.
fn is_straight(body: &Block) -> bool {
    let mut straight = true;
    body.each_stmt(&mut |s| {
        straight &= match &s.kind {
            StmtKind::Let { init, .. } => init.as_ref().is_none_or(pure),
            StmtKind::Assign { value, .. } | StmtKind::Accumulate { value, .. } => pure(value),
            StmtKind::If { cond, .. } => pure(cond),
            _ => false,
        };
    });
    straight
}

struct Loop<'a> {
    counter: VarId,
    count: &'a Expr,
    vars: &'a [Var],
    first_part: usize,
}

/// What the statements before the present one have done.
#[derive(Default)]
struct Before {
    /// Names with their values, as long as these can be had before the loop.
    lets: HashMap<VarId, Expr>,
    /// What has been written to, or cannot be had before the loop.
    dirty: HashSet<VarId>,
}

/// A product: what stays the same, and what runs with the loop.
struct Product {
    factor: Expr,
    columns: Vec<Place>,
}

impl Loop<'_> {
    /// Takes sums out of the body and gives them for before the loop.
    fn sums(&self, body: &mut Block) -> Vec<Stmt> {
        let mut moving: HashSet<VarId> = HashSet::from([self.counter]);
        let mut targets: HashMap<VarId, usize> = HashMap::new();
        body.each_stmt(&mut |s| {
            s.each_declared(&mut |v| {
                moving.insert(v);
            });
            if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } = &s.kind {
                moving.insert(place.root);
                *targets.entry(place.root).or_default() += 1;
            }
        });
        let mut reads: HashSet<VarId> = HashSet::new();
        body.each_stmt(&mut |s| {
            s.each_expr(&mut |e| {
                e.each_var(&mut |v| {
                    reads.insert(v);
                })
            })
        });
        let mut before = Before::default();
        let mut sums = Vec::new();
        body.stmts.retain(|s| {
            if let StmtKind::Accumulate { place, value } = &s.kind
                && targets[&place.root] == 1
                && !reads.contains(&place.root)
                && self.is_steady(place, &moving)
                && let Some(sum) = self.sum(value, &moving, &before)
            {
                sums.push(Stmt::new(
                    StmtKind::Accumulate { place: place.clone(), value: sum },
                    s.span,
                ));
                return false;
            }
            Self::note(s, &targets, &mut before);
            true
        });
        sums
    }

    fn note(s: &Stmt, targets: &HashMap<VarId, usize>, before: &mut Before) {
        let Before { lets, dirty } = before;
        match &s.kind {
            StmtKind::Let { var, init: Some(init) } => {
                let mut early = true;
                init.each_var(&mut |v| early &= !dirty.contains(&v));
                if early && !targets.contains_key(var) {
                    lets.insert(*var, init.clone());
                } else {
                    dirty.insert(*var);
                }
            }
            _ => {
                let block = Block::new(vec![s.clone()]);
                block.each_stmt(&mut |s| {
                    s.each_declared(&mut |v| {
                        dirty.insert(v);
                    });
                    if let StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. } =
                        &s.kind
                    {
                        dirty.insert(place.root);
                    }
                });
            }
        }
    }

    fn is_steady(&self, place: &Place, moving: &HashSet<VarId>) -> bool {
        let mut still = true;
        place.each_index(&mut |e| {
            still &= pure(e);
            e.each_var(&mut |v| still &= !moving.contains(&v));
        });
        still
            && place.path.iter().all(|s| matches!(s, Step::Index(_) | Step::Field(_) | Step::Deref))
    }

    /// The sum of a product over the loop, if there is a function for it.
    fn sum(&self, value: &Expr, moving: &HashSet<VarId>, before: &Before) -> Option<Expr> {
        let ty = value.ty.clone();
        if !ty.is_float() {
            return None;
        }
        let mut product = Product { factor: Expr::number(1.0, ty.clone()), columns: Vec::new() };
        self.collect(value, moving, before, &mut product)?;
        let columns: Vec<Expr> = product.columns.iter().map(|p| self.column(p)).collect();
        let word = match columns.len() {
            1 => "total",
            2 => "dot",
            _ => return None,
        };
        let sum = Expr::support(word, columns, ty);
        Some(match product.factor.kind {
            ExprKind::Op("neg", mut factor) => {
                negate(times(factor.pop().expect("one operand"), sum))
            }
            _ => times(product.factor, sum),
        })
    }

    /// Splits a product; none if it has another form.
    fn collect(
        &self,
        e: &Expr,
        moving: &HashSet<VarId>,
        before: &Before,
        product: &mut Product,
    ) -> Option<()> {
        let mut steady = pure(e);
        e.each_var(&mut |v| steady &= !moving.contains(&v));
        if steady {
            product.factor = times(product.factor.clone(), e.clone());
            return Some(());
        }
        match &e.kind {
            ExprKind::Op("mul", args) => {
                args.iter().try_for_each(|a| self.collect(a, moving, before, product))
            }
            ExprKind::Op("neg", args) => {
                product.factor = negate(product.factor.clone());
                self.collect(&args[0], moving, before, product)
            }
            ExprKind::Read(p) if p.is_var() => {
                // What was read then is what there is before the loop, whatever is written since.
                let init = before.lets.get(&p.root)?;
                let then = Before { lets: before.lets.clone(), dirty: HashSet::new() };
                self.collect(init, moving, &then, product)
            }
            ExprKind::Read(p) if !before.dirty.contains(&p.root) && self.is_column(p) => {
                product.columns.push(p.clone());
                Some(())
            }
            _ => None,
        }
    }

    /// Is it the counter's element of a slice of floats?
    fn is_column(&self, p: &Place) -> bool {
        let [Step::Index(i)] = p.path.as_slice() else { return false };
        let ty = self.vars[p.root.0 as usize].ty.peel();
        matches!(&i.kind, ExprKind::Read(c) if c.is_var() && c.root == self.counter)
            && matches!(ty, Type::Slice(t) | Type::Vec(t) if t.is_float())
    }

    /// The slice that the loop runs over.
    fn column(&self, p: &Place) -> Expr {
        let whole = p.root.0 as usize >= self.first_part
            || matches!(&self.count.kind, ExprKind::Len(of) if of.is_var() && of.root == p.root);
        let mut place = Place::of(p.root);
        if !whole {
            place = place.then(Step::Slice(Expr::int(0), Some(self.count.clone())));
        }
        let kind = ExprKind::Borrow { mutable: false, place };
        Expr::new(kind, Type::Unknown, Span::call_site())
    }
}

/// Drops names of a loop's body that nothing in it reads any more.
fn drop_unread(stmts: &mut Vec<Stmt>) {
    loop {
        let before = stmts.len();
        for k in (0..stmts.len()).rev() {
            let StmtKind::Let { var, init: Some(_) } = &stmts[k].kind else { continue };
            if !mentioned(&stmts[k + 1..]).contains(var) {
                stmts.remove(k);
            }
        }
        if stmts.len() == before {
            return;
        }
    }
}
