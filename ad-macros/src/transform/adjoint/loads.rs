//! Which memory the reverse sweep reads, and which changes of it must be undone before.

use super::*;
use crate::analyse::ranges::Part;

/// Where the reverse sweep reads memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Loads {
    list: Vec<Load>,
    /// What calls are lent mutably: read by the reverse sweep if they take it as shared.
    lent: Vec<Load>,
    /// Those among them that a later statement changes.
    lost: Vec<Load>,
    /// Elements that assignments and sums change.
    written: Vec<Load>,
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
    fn lists(&mut self) -> [&mut Vec<Load>; 4] {
        [&mut self.list, &mut self.lent, &mut self.lost, &mut self.written]
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
        let place = place.map(|place| self.lasting(place));
        Load { memory, place, position: self.position, loops: self.loops.clone() }
    }

    /// The place up to what could not be found again: names that only this run has, the user's own
    /// tokens, of which no two are known to be the same.
    fn lasting(&self, mut place: Place) -> Place {
        let own = |step: &Step| {
            let mut own = true;
            let mut note = |e: &Expr| {
                own &= e.same(e);
                e.each_var(&mut |v| own &= (v.0 as usize) < self.n_vars);
            };
            match step {
                Step::Index(e) => note(e),
                Step::Slice(lo, hi) => {
                    note(lo);
                    hi.iter().for_each(&mut note);
                }
                Step::Part(_, args) => args.iter().for_each(&mut note),
                Step::Field(_) | Step::Deref => {}
            }
            own
        };
        let end = place.path.iter().position(|s| !own(s)).unwrap_or(place.path.len());
        place.path.truncate(end);
        place
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

    /// Does anything but the present statement's own adjoint, which names the very same element, read what is about to
    /// be overwritten?
    pub(super) fn is_read_elsewhere(&self, element: &Place) -> bool {
        let own = self.here(element.root, Some(element.clone()));
        if own.place.as_ref() != Some(element) {
            return true;
        }
        let mut loads = self.known.list.iter();
        loads.any(|load| *load != own && self.hits(load, element.root, Some(element)))
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
        load.position <= self.position || !self.apart(load, (root, place, &self.loops))
    }

    /// Do iterations of a loop around both places never name the same memory, except in the same one?
    fn apart(&self, a: &Load, b: (VarId, Option<&Place>, &[LoopId])) -> bool {
        let (root, place, loops) = b;
        let common = a.loops.iter().zip(loops).take_while(|(x, y)| x == y).enumerate();
        // A loop that declares the memory has it anew in each iteration.
        let around = |l: &LoopId| !self.declared_in.get(&root).is_some_and(|own| own.contains(l));
        common.filter(|(_, (l, _))| around(l)).all(|(k, _)| match (&a.place, place) {
            (Some(one), Some(other)) if one.root == other.root => {
                let (one, other) = (self.part(one, &a.loops[k..]), self.part(other, &loops[k..]));
                one.zip(other).is_some_and(|(one, other)| one.apart(&other))
            }
            _ => false,
        })
    }

    /// Notes that the present statement changes an element.
    pub(super) fn write(&mut self, element: &Place) {
        let written = vec![self.here(element.root, Some(element.clone()))];
        self.loads.join(Loads { written, ..Loads::default() });
    }

    /// Does what the present statement writes to an element stay there until the reverse sweep?
    pub(super) fn stands(&self, element: &Place) -> bool {
        let here = self.here(element.root, Some(element.clone()));
        // What each iteration of a loop declares would have to be stored for it.
        let outside = self.declared_in.get(&element.root).is_some_and(Vec::is_empty);
        // An earlier run has found all that is written.
        self.by_element.contains(&element.root)
            && (outside || self.is_loaded(element.root))
            && here.place.as_ref() == Some(element)
            && self.known.written.contains(&here)
            && self.known.written.iter().filter(|w| w.memory == here.memory).all(|w| {
                w.position <= here.position
                    && self.apart(w, (element.root, Some(element), &here.loops))
            })
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

    /// What each iteration of the first of these loops uses for itself: the element at the counter, or the counter's
    /// block, `k * n..(k + 1) * n`.
    fn part<'p>(&self, place: &'p Place, loops: &[LoopId]) -> Option<Part<'p>> {
        let around = *loops.first()?;
        self.counters.get(&around)?;
        let counted: Vec<Counted> =
            loops.iter().filter_map(|l| self.counters.get(l).cloned()).collect();
        Part::of(place, &counted, &self.named, &|v| {
            let inside = self.inside[&around].contains(&v)
                || self.declared_in.get(&v).is_some_and(|own| own.contains(&around));
            !inside && !self.assigned.contains(&v)
        })
    }
}
