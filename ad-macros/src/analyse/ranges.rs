//! What can be proved of indices from their form alone.
//!
//! Indices are sums of products of variables and literals, none of them negative. One is at most another
//! if no term of their difference has a negative factor: `k * n + m` is at most `(k + 1) * n + m`,
//! whatever the variables are.

use crate::ir::*;
use std::collections::{BTreeMap, HashMap};

/// An index: for each product of variables, sorted, its factor. Without variables, the constant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Index(BTreeMap<Vec<VarId>, i128>);

impl Index {
    pub(crate) fn of(e: &Expr) -> Option<Index> {
        match &e.kind {
            ExprKind::Literal(s) if matches!(e.ty, Type::Int(_)) => {
                let digits = s.trim_end_matches("_usize").trim_end_matches("usize");
                Some(Index::term(vec![], digits.replace('_', "").parse().ok()?))
            }
            ExprKind::Read(p) if p.is_var() => Some(Index::term(vec![p.root], 1)),
            ExprKind::Op("add", args) => Some(Index::of(&args[0])?.plus(&Index::of(&args[1])?)),
            ExprKind::Op("mul", args) => Some(Index::of(&args[0])?.times(&Index::of(&args[1])?)),
            _ => None,
        }
    }

    pub(crate) fn zero() -> Index {
        Index(BTreeMap::new())
    }

    fn one() -> Index {
        Index::term(vec![], 1)
    }

    pub(crate) fn var(v: VarId) -> Index {
        Index::term(vec![v], 1)
    }

    /// `self + other`
    pub(crate) fn plus(&self, other: &Index) -> Index {
        self.combined(other, 1)
    }

    /// `self - other`
    pub(crate) fn minus(&self, other: &Index) -> Index {
        self.combined(other, -1)
    }

    /// The variable that it is, if it is one.
    pub(crate) fn as_var(&self) -> Option<VarId> {
        let mut terms = self.0.iter();
        match (terms.next(), terms.next()) {
            (Some((vars, 1)), None) if vars.len() == 1 => Some(vars[0]),
            _ => None,
        }
    }

    fn term(vars: Vec<VarId>, factor: i128) -> Index {
        Index(BTreeMap::from([(vars, factor)])).without_zeros()
    }

    /// `self + sign * other`
    fn combined(&self, other: &Index, sign: i128) -> Index {
        let mut sum = self.clone();
        for (vars, factor) in &other.0 {
            *sum.0.entry(vars.clone()).or_default() += sign * factor;
        }
        sum.without_zeros()
    }

    fn times(&self, other: &Index) -> Index {
        let mut product = Index::zero();
        for (a, x) in &self.0 {
            for (b, y) in &other.0 {
                let mut vars: Vec<VarId> = a.iter().chain(b).copied().collect();
                vars.sort();
                *product.0.entry(vars).or_default() += x * y;
            }
        }
        product.without_zeros()
    }

    /// In the form that is the same for equal indices.
    fn without_zeros(mut self) -> Index {
        self.0.retain(|_, factor| *factor != 0);
        self
    }

    /// The index with something in place of a variable that it grows with.
    fn with(&self, v: VarId, value: &Index) -> Option<Index> {
        let mut result = Index::zero();
        for (vars, factor) in &self.0 {
            let mut term = Index::term(vec![], *factor);
            for other in vars {
                let var = Index::var(*other);
                term = term.times(if *other == v { value } else { &var });
            }
            if *factor < 0 && vars.contains(&v) {
                return None;
            }
            result = result.plus(&term);
        }
        Some(result)
    }

    /// The index with a variable one larger.
    fn next(&self, counter: VarId) -> Index {
        let one_more = Index::var(counter).plus(&Index::one());
        self.with(counter, &one_more).expect("the first index of a part has no negative factors")
    }

    fn contains(&self, v: VarId) -> bool {
        self.0.keys().any(|vars| vars.contains(&v))
    }

    pub(crate) fn each_var(&self, f: &mut dyn FnMut(VarId)) {
        self.0.keys().flatten().for_each(|v| f(*v));
    }

    /// How far it is from another, if that is the same for all values of the variables.
    pub(crate) fn distance(&self, from: &Index) -> Option<i128> {
        let mut terms = self.minus(from).0;
        let constant = terms.remove(&vec![]).unwrap_or(0);
        terms.is_empty().then_some(constant)
    }

    pub(crate) fn at_most(&self, other: &Index) -> bool {
        other.minus(self).0.values().all(|factor| *factor >= 0)
    }
}

/// The part of a sequence from an index to before another.
#[derive(PartialEq)]
pub(crate) struct Range {
    from: Index,
    to: Index,
}

impl Range {
    pub(crate) fn new(from: Index, length: &Index) -> Range {
        Range { to: from.plus(length), from }
    }

    pub(crate) fn between(from: Index, to: Index) -> Range {
        Range { from, to }
    }

    /// What a step leads to. A part without an end is none.
    pub(crate) fn of(step: &Step) -> Option<Range> {
        match step {
            Step::Index(e) => Some(Range::new(Index::of(e)?, &Index::one())),
            Step::Slice(lo, Some(hi)) => Some(Range { from: Index::of(lo)?, to: Index::of(hi)? }),
            _ => None,
        }
    }

    pub(crate) fn apart(&self, other: &Range) -> bool {
        self.to.at_most(&other.from) || other.to.at_most(&self.from)
    }

    /// The element at an index in it.
    pub(crate) fn element(&self, at: &Index) -> Range {
        Range::new(self.from.plus(at), &Index::one())
    }

    /// What all iterations of a loop make up, if each of them begins where the one before ends.
    pub(crate) fn side_by_side(&self, counter: VarId, lo: &Index, hi: &Index) -> Option<Range> {
        let next = self.from.next(counter);
        let (from, to) = (self.from.with(counter, lo)?, self.from.with(counter, hi)?);
        self.to.minus(&next).0.is_empty().then_some(Range { from, to })
    }

    pub(crate) fn within(&self, other: &Range) -> bool {
        other.from.at_most(&self.from) && self.to.at_most(&other.to)
    }

    /// Does it end where the other ends, or before?
    pub(crate) fn ends_by(&self, other: &Range) -> bool {
        self.to.at_most(&other.to)
    }

    /// The variables that it depends on.
    pub(crate) fn vars(&self) -> Vec<VarId> {
        let mut list = Vec::new();
        [&self.from, &self.to].iter().for_each(|index| index.each_var(&mut |v| list.push(v)));
        list
    }

    /// From the least to the largest index in all iterations of a loop.
    pub(crate) fn over(self, within: &Counted) -> Option<Range> {
        let v = within.counter;
        let from = match self.from.contains(v) {
            true => self.from.with(v, within.lo.as_ref()?)?,
            false => self.from,
        };
        let to = match self.to.contains(v) {
            true => self.to.with(v, &within.hi.as_ref()?.minus(&Index::one()))?,
            false => self.to,
        };
        Some(Range { from, to })
    }
}

/// Have two places of one variable no memory in common, so that both can be lent mutably at once: fields
/// of what no index leads to, or parts of one sequence?
pub(crate) fn apart(a: &Place, b: &Place) -> bool {
    let Some(k) = a.path.iter().zip(&b.path).position(|(x, y)| x != y) else { return false };
    let indexed = a.path[..k].iter().any(|s| matches!(s, Step::Index(_) | Step::Slice(..)));
    match (&a.path[k], &b.path[k]) {
        (Step::Field(_), Step::Field(_)) => !indexed,
        _ if indexed || a.path.len().max(b.path.len()) > k + 1 => false,
        (x, y) => match (Range::of(x), Range::of(y)) {
            (Some(x), Some(y)) => x.apart(&y),
            _ => false,
        },
    }
}

/// Have two places of one variable no memory in common, where indices that are written alike have the same value?
pub(crate) fn part_ways(a: &Place, b: &Place) -> bool {
    let ends = |step: &Step| match step {
        Step::Index(e) => Index::of(e).map(|from| (from.clone(), Some(from.plus(&Index::one())))),
        Step::Slice(lo, hi) => Some((Index::of(lo)?, hi.as_ref().and_then(Index::of))),
        _ => None,
    };
    let before = |to: &Option<Index>, from: &Index| to.as_ref().is_some_and(|to| to.at_most(from));
    let fork = a.path.iter().zip(&b.path).find(|(x, y)| x != y);
    match fork.and_then(|(x, y)| ends(x).zip(ends(y))) {
        Some(((x, x_to), (y, y_to))) => before(&x_to, &y) || before(&y_to, &x),
        None => false,
    }
}

/// A loop that counts.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub(crate) counter: VarId,
    lo: Option<Index>,
    hi: Option<Index>,
}

impl Counted {
    pub(crate) fn new(counter: VarId, lo: &Expr, hi: &Expr, named: &Named) -> Counted {
        let index = |e: &Expr| Index::of(e).map(|index| named.replace(index));
        Counted { counter, lo: index(lo), hi: index(hi) }
    }
}

/// What stands for names of indices, `let row = k * d + i`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named(HashMap<VarId, Index>);

impl Named {
    /// The names in the statements that are not assigned again.
    pub(crate) fn of(stmts: &[Stmt], vars: &[Var]) -> Named {
        let mut named = Named::default();
        Block::new(stmts.to_vec()).each_stmt(&mut |s| match &s.kind {
            StmtKind::Let { var, init: Some(init) } if !vars[var.0 as usize].mutable => {
                named.note(*var, init);
            }
            _ => {}
        });
        named
    }

    /// Notes a declaration of a name that is not assigned again. Those that it mentions were noted before.
    pub(crate) fn note(&mut self, v: VarId, init: &Expr) {
        if let Some(index) = Index::of(init) {
            let index = self.replace(index);
            self.0.insert(v, index);
        }
    }

    /// The index without these names.
    fn replace(&self, index: Index) -> Index {
        let mut result = Index::zero();
        for (vars, factor) in &index.0 {
            let mut term = Index::term(vec![], *factor);
            for v in vars {
                term = term.times(self.0.get(v).unwrap_or(&Index::var(*v)));
            }
            result = result.plus(&term);
        }
        result
    }
}

/// The part of a sequence that one iteration of a loop uses, in all iterations of the loops inside it.
pub(crate) struct Part<'a> {
    /// The steps before it, which are the same in each iteration, and the step to it.
    path: &'a [Step],
    range: Range,
    counter: VarId,
}

impl<'a> Part<'a> {
    /// What an iteration of the first of these loops, each inside the one before, uses by a place, if that depends on
    /// its counter. `steady` is what stays the same in that loop.
    pub(crate) fn of(
        place: &'a Place,
        loops: &[Counted],
        named: &Named,
        steady: &dyn Fn(VarId) -> bool,
    ) -> Option<Part<'a>> {
        let (around, inside) = loops.split_first()?;
        for (k, step) in place.path.iter().enumerate() {
            if matches!(step, Step::Field(_) | Step::Deref) {
                continue;
            }
            let Range { from, to } = Range::of(step)?;
            let mut range = Range { from: named.replace(from), to: named.replace(to) };
            for within in inside.iter().rev() {
                range = range.over(within)?;
            }
            let (mut moves, mut known) = (false, true);
            for index in [&range.from, &range.to] {
                index.each_var(&mut |v| {
                    moves |= v == around.counter;
                    known &= v == around.counter || steady(v);
                });
            }
            if !known {
                return None;
            }
            if moves {
                return Some(Part { path: &place.path[..=k], range, counter: around.counter });
            }
        }
        None
    }

    /// Has no other iteration anything in common with what this one uses by the other place?
    pub(crate) fn apart(&self, other: &Part) -> bool {
        let before = self.path.len() - 1;
        let ends = |a: &Part, b: &Part| a.range.to.at_most(&b.range.from.next(b.counter));
        self.counter == other.counter
            && self.path.len() == other.path.len()
            && self.path[..before] == other.path[..before]
            && ends(self, other)
            && ends(other, self)
    }
}
