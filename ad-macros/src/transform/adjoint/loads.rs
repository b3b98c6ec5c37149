//! Which memory the reverse sweep reads, and which changes of it must be undone before.

use super::*;

/// Where the reverse sweep reads memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Loads {
    list: Vec<Load>,
    /// What calls are lent mutably: read by the reverse sweep if they take it as shared.
    lent: Vec<Load>,
    /// Those among them that a later statement changes.
    lost: Vec<Load>,
}

/// One place that is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Load {
    memory: VarId,
    /// Without one, anything there.
    place: Option<Place>,
    /// Position in the walk, and the loops around it.
    position: usize,
    loops: Vec<LoopId>,
}

impl Loads {
    fn lists(&mut self) -> [&mut Vec<Load>; 3] {
        [&mut self.list, &mut self.lent, &mut self.lost]
    }

    /// Takes in what is new of `other`; whether anything was.
    pub(super) fn join(&mut self, mut other: Loads) -> bool {
        let mut grew = false;
        for (mine, theirs) in self.lists().into_iter().zip(other.lists()) {
            for load in std::mem::take(theirs) {
                if !mine.contains(&load) {
                    mine.push(load);
                    grew = true;
                }
            }
        }
        grew
    }
}

impl Adjoint<'_> {
    /// The reverse sweep reads anything of a variable.
    pub(super) fn load(&mut self, root: VarId) {
        let load = self.here(root, None);
        self.loads.join(Loads { list: vec![load], ..Loads::default() });
    }

    /// The reverse sweep reads a place.
    pub(super) fn load_place(&mut self, place: &Place) {
        let load = self.here(place.root, Some(place.clone()));
        self.loads.join(Loads { list: vec![load], ..Loads::default() });
    }

    fn here(&self, root: VarId, place: Option<Place>) -> Load {
        let memory = self.memory(root);
        Load { memory, place, position: self.position, loops: self.loops.clone() }
    }

    pub(super) fn memory(&self, root: VarId) -> VarId {
        self.same_memory.get(&root).copied().unwrap_or(root)
    }

    /// Does the reverse sweep read the variable's memory in any state?
    pub(super) fn is_loaded(&self, root: VarId) -> bool {
        let memory = self.memory(root);
        self.known.list.iter().any(|l| l.memory == memory && self.meets(root, &l.loops))
    }

    /// Is memory that is read inside these loops the memory of the present statement? A checkpointed
    /// loop's reverse sweep has a copy of its own of what the loop changes.
    fn meets(&self, root: VarId, loops: &[LoopId]) -> bool {
        let apart = |a: &[LoopId], b: &[LoopId]| {
            a.iter().any(|l| {
                !b.contains(l) && self.sealed.get(l).is_some_and(|own| own.contains(&root))
            })
        };
        !apart(loops, &self.loops) && !apart(&self.loops, loops)
    }

    /// Does the reverse sweep read the state of a variable that is about to be overwritten?
    pub(super) fn must_save(&mut self, root: VarId) -> bool {
        self.must_save_in(root, None)
    }

    /// Does the reverse sweep read what is about to be overwritten?
    pub(super) fn must_save_place(&mut self, place: &Place) -> bool {
        self.must_save_in(place.root, Some(place))
    }

    fn must_save_in(&mut self, root: VarId, place: Option<&Place>) -> bool {
        // What a call is lent is lost to another statement, not to the call itself.
        let hit = |l: &&Load| l.position != self.position && self.hits(l, root, place);
        let lost: Vec<Load> = self.known.lent.iter().filter(hit).cloned().collect();
        self.loads.join(Loads { lost, ..Loads::default() });
        self.known.list.iter().any(|load| self.hits(load, root, place))
    }

    /// Does a change by the present statement change what is read there: later in the walk, or in
    /// another iteration of a loop around both?
    fn hits(&self, load: &Load, root: VarId, place: Option<&Place>) -> bool {
        if load.memory != self.memory(root) || !self.meets(root, &load.loops) {
            return false;
        }
        let apart = |l: &LoopId| match (&load.place, place) {
            (Some(read), Some(written)) => read == written && self.is_own(written, *l),
            _ => false,
        };
        let around = |l: &LoopId| !self.declared_in.get(&root).is_some_and(|own| own.contains(l));
        let common = load.loops.iter().zip(&self.loops).take_while(|(a, b)| a == b);
        load.position <= self.position || common.map(|(l, _)| l).any(|l| around(l) && !apart(l))
    }

    /// Is what the present call is lent changed before the reverse sweep: by another statement, or by
    /// the function's caller?
    pub(super) fn is_lost(&mut self, place: &Place) -> bool {
        let load = self.here(place.root, Some(place.clone()));
        let caller = self.f.params.iter().any(|p| p.var == place.root);
        let lost = caller || self.known.lost.contains(&load);
        self.loads.join(Loads { lent: vec![load], ..Loads::default() });
        lost
    }

    /// Does each iteration of the loop have this part of the memory for itself: the element at the
    /// counter, or the counter's block, `k * n..(k + 1) * n`?
    fn is_own(&self, place: &Place, l: LoopId) -> bool {
        let Some(counter) = self.counters.get(&l) else { return false };
        let is_counter =
            |e: &Expr| matches!(&e.kind, ExprKind::Read(p) if p.is_var() && p.root == *counter);
        let steady = |e: &Expr| {
            let mut still = true;
            e.each_var(&mut |v| {
                let inside = self.declared_in.get(&v).is_some_and(|own| own.contains(&l));
                still &= v != *counter && !inside && !self.assigned.contains(&v);
            });
            still
        };
        for step in &place.path {
            let own = match step {
                Step::Index(e) => is_counter(e),
                Step::Slice(lo, Some(hi)) => is_block(lo, hi, &is_counter, &steady),
                _ => false,
            };
            let plain = match step {
                Step::Index(e) => steady(e),
                Step::Slice(lo, hi) => steady(lo) && hi.as_ref().is_none_or(steady),
                Step::Field(_) | Step::Deref => true,
                Step::Part(..) => false,
            };
            if own || !plain {
                return own;
            }
        }
        false
    }
}

/// Is it `k * n..(k + 1) * n` or `k * n..k * n + n`, with factors in any order?
fn is_block(
    lo: &Expr,
    hi: &Expr,
    is_counter: &dyn Fn(&Expr) -> bool,
    steady: &dyn Fn(&Expr) -> bool,
) -> bool {
    let Some(n) = without(factors(lo), is_counter) else { return false };
    if !n.iter().all(|e| steady(e)) {
        return false;
    }
    let next = |e: &Expr| match &e.kind {
        ExprKind::Op("add", terms) => terms.iter().any(is_counter) && terms.iter().any(is_one),
        _ => false,
    };
    let end = match &hi.kind {
        ExprKind::Op("add", terms) => {
            let (start, size) = (&terms[0], factors(&terms[1]));
            return start.same(lo) && same_factors(&size, &n);
        }
        _ => without(factors(hi), &next),
    };
    end.is_some_and(|m| same_factors(&m, &n))
}

fn is_one(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Literal(s) if s == "1")
}

/// The factors of a product.
fn factors(e: &Expr) -> Vec<&Expr> {
    match &e.kind {
        ExprKind::Op("mul", args) => args.iter().flat_map(factors).collect(),
        _ => vec![e],
    }
}

/// The factors but one that is as asked for.
fn without<'e>(mut list: Vec<&'e Expr>, which: &dyn Fn(&Expr) -> bool) -> Option<Vec<&'e Expr>> {
    let at = list.iter().position(|e| which(e))?;
    list.remove(at);
    Some(list)
}

fn same_factors(a: &[&Expr], b: &[&Expr]) -> bool {
    let mut rest: Vec<&Expr> = b.to_vec();
    let found = a.iter().all(|x| {
        let at = rest.iter().position(|y| x.same(y));
        at.map(|at| rest.remove(at)).is_some()
    });
    found && rest.is_empty()
}
