//! The kept states of checkpointed loops.
//!
//! The forward sweep asks at the start of each iteration whether its state is `due`, and pushes it
//! if so. The reverse sweep pops the last stretch of iterations that is not reversed yet, with the
//! state at its start, until there is none.

use crate::buffers::{push, recycle};

/// The states of every k-th iteration.
#[derive(Clone, Debug)]
pub struct Regular<S> {
    stride: usize,
    /// Iterations begun so far; in the reverse sweep, those that are not reversed yet.
    trips: usize,
    kept: Vec<S>,
}

/// Keeps the state of every k-th iteration.
///
/// # Panics
/// If k is zero.
pub fn checkpoint_every<S>(k: usize) -> Regular<S> {
    assert!(k > 0, "`#[checkpoint(every = 0)]`: a stretch has at least one iteration");
    Regular { stride: k, trips: 0, kept: Vec::new() }
}

impl<S> Regular<S> {
    /// An iteration begins: is its state to be kept?
    #[inline]
    pub fn due(&mut self) -> bool {
        let due = self.trips.is_multiple_of(self.stride);
        self.trips += 1;
        due
    }

    /// Keeps a state.
    #[inline]
    pub fn push(&mut self, state: S) {
        push(&mut self.kept, state);
    }

    /// The last stretch that is not reversed yet, `from..to`, and the state at its start.
    #[inline]
    pub fn pop(&mut self) -> Option<(usize, usize, S)> {
        let state = self.kept.pop()?;
        let (from, to) = (self.kept.len() * self.stride, self.trips);
        self.trips = from;
        Some((from, to, state))
    }
}

impl<S> Drop for Regular<S> {
    fn drop(&mut self) {
        recycle(std::mem::take(&mut self.kept));
    }
}

/// At most so many states: those that make for the least recomputation.
///
/// How many iterations will run is not known in the forward sweep, so it keeps states at a regular
/// distance, which doubles whenever the store is full. The reverse sweep then goes through the
/// stretches between them, and within each follows the optimal schedule for the number of states
/// that are free by then (Griewank & Walther 2000, "Algorithm 799: Revolve").
#[derive(Clone, Debug)]
pub struct Binomial<S> {
    limit: Limit<S>,
    /// The distance of kept states in the forward sweep.
    stride: usize,
    /// The iteration that begins next.
    trip: usize,
    /// Iterations that are not reversed yet; none while the forward sweep runs.
    left: Option<usize>,
    /// In the reverse sweep, the iterations whose states are to be kept, the next one last.
    plan: Vec<usize>,
    kept: Vec<(usize, S)>,
}

#[derive(Clone, Debug)]
enum Limit<S> {
    States(usize),
    /// Bytes, and how many a state takes.
    Bytes(usize, fn(&S) -> usize),
}

/// Keeps at most `states` states.
///
/// # Panics
/// If that is none.
pub fn checkpoint_states<S>(states: usize) -> Binomial<S> {
    assert!(states > 0, "`#[checkpoint(snapshots = 0)]`: the first state has to be kept");
    binomial(Limit::States(states))
}

/// Keeps states of at most so many bytes together, but at least one.
pub fn checkpoint_bytes<S: Bytes>(bytes: usize) -> Binomial<S> {
    binomial(Limit::Bytes(bytes, S::bytes))
}

fn binomial<S>(limit: Limit<S>) -> Binomial<S> {
    Binomial { limit, stride: 1, trip: 0, left: None, plan: Vec::new(), kept: Vec::new() }
}

impl<S> Drop for Binomial<S> {
    fn drop(&mut self) {
        recycle((std::mem::take(&mut self.kept), std::mem::take(&mut self.plan)));
    }
}

impl<S: Clone> Binomial<S> {
    /// An iteration begins: is its state to be kept?
    #[inline]
    pub fn due(&mut self) -> bool {
        let trip = self.trip;
        self.trip += 1;
        match self.left {
            Some(_) => self.plan.pop_if(|at| *at == trip).is_some(),
            None => trip.is_multiple_of(self.stride) && self.make_room(trip),
        }
    }

    /// Keeps a state.
    #[inline]
    pub fn push(&mut self, state: S) {
        push(&mut self.kept, (self.trip - 1, state));
    }

    /// The last iteration that is not reversed yet, `at`, and where to run from to get there: an
    /// earlier iteration `from` and the state at its start.
    pub fn pop(&mut self) -> Option<(usize, usize, S)> {
        let to = match self.left {
            Some(to) => to,
            None => {
                self.make_free();
                self.trip
            }
        };
        let (from, state) = self.kept.pop()?;
        let mut free = self.capacity(&state).saturating_sub(self.kept.len()).max(1);
        let mut at = from;
        while to - at > 1 && free > 1 {
            at += split(to - at, free);
            free -= 1;
            push(&mut self.plan, at);
        }
        // The state before the last iteration is not kept: that iteration is reversed at once.
        self.plan.pop_if(|last| *last == to - 1);
        self.plan.reverse();
        at = to - 1;
        if at > from {
            push(&mut self.kept, (from, state.clone()));
        }
        (self.trip, self.left) = (from, Some(at));
        Some((from, at, state))
    }

    /// How many states may be kept, going by one of them.
    fn capacity(&self, state: &S) -> usize {
        match self.limit {
            Limit::States(n) => n,
            Limit::Bytes(bytes, of) => bytes / of(state).max(1),
        }
    }

    /// The forward sweep is over: drops every other state as often as the room that this makes is
    /// worth more than the states.
    fn make_free(&mut self) {
        let Some((_, last)) = self.kept.last() else { return };
        let room = self.capacity(last).max(self.kept.len());
        // What it takes to reverse everything from states at this distance.
        let cost = |stride: usize| -> usize {
            let stretches = self.trip.div_ceil(stride);
            let of = |k: usize| least_runs(stride.min(self.trip - k * stride), room - k);
            (0..stretches).fold(0, |sum, k| of(k).saturating_add(sum))
        };
        let mut stride = self.stride;
        while stride < self.trip && cost(2 * stride) < cost(stride) {
            stride *= 2;
        }
        self.kept.retain(|(at, _)| at.is_multiple_of(stride));
    }

    /// Drops every other state until there is room. Does this iteration still count?
    fn make_room(&mut self, trip: usize) -> bool {
        while let Some((_, last)) = self.kept.last()
            && self.kept.len() >= self.capacity(last).max(1)
        {
            self.stride = self.stride.saturating_mul(2);
            let stride = self.stride;
            self.kept.retain(|(at, _)| at.is_multiple_of(stride));
            if self.kept.len() == 1 {
                break;
            }
        }
        let full = self.kept.last().is_some_and(|(_, last)| self.kept.len() >= self.capacity(last));
        !full && trip.is_multiple_of(self.stride)
    }
}

/// Where to keep the next state on the way through `steps` iterations with `states` states, the one
/// at the start among them: the first part may be run `r` times, the second `r − 1` times.
fn split(steps: usize, states: usize) -> usize {
    let r = runs(steps, states);
    let before = if r > 1 { reach(states, r - 2) } else { 0 };
    let lowest = before.max(steps.saturating_sub(reach(states - 1, r))).max(1);
    let highest = reach(states, r - 1).min(steps - reach(states - 1, r - 1).min(steps - 1));
    highest.clamp(lowest, steps - 1)
}

/// How many iterations run before they are recorded, at least, to reverse `steps` of them with
/// `states` states, the one at the start among them.
fn least_runs(steps: usize, states: usize) -> usize {
    if states == 1 {
        return steps.saturating_mul(steps.saturating_sub(1)) / 2;
    }
    let r = runs(steps, states);
    r.saturating_mul(steps).saturating_sub(reach(states + 1, r - 1))
}

/// The least number r with `reach(states, r) ≥ steps`, one at least.
fn runs(steps: usize, states: usize) -> usize {
    let (mut r, mut reached) = (1, states + 1);
    while reached < steps {
        r += 1;
        // β(s, r) = β(s, r − 1) · (s + r) / r
        reached = reached.saturating_mul(states + r) / r;
    }
    r
}

/// How many iterations can be reversed with so many states if none runs more than `runs` times
/// before it is recorded: β(s, r), the binomial coefficient of s + r over r.
fn reach(states: usize, runs: usize) -> usize {
    (1..=runs).try_fold(1usize, |c, k| Some(c.checked_mul(states + k)? / k)).unwrap_or(usize::MAX)
}

/// Types whose size in memory is known, what they own on the heap included.
#[diagnostic::on_unimplemented(
    message = "how much memory a `{Self}` takes is not known",
    label = "a checkpointed loop carries it",
    note = "say how many states are kept instead: `#[checkpoint(snapshots = 20)]`"
)]
pub trait Bytes {
    /// The number of bytes.
    fn bytes(&self) -> usize;
}

macro_rules! plain {
    ($($t:ty)*) => {$(
        impl Bytes for $t {
            #[inline]
            fn bytes(&self) -> usize {
                size_of::<$t>()
            }
        }
    )*};
}
plain!(f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool char);

impl Bytes for () {
    fn bytes(&self) -> usize {
        0
    }
}

impl Bytes for String {
    fn bytes(&self) -> usize {
        size_of::<String>() + self.len()
    }
}

impl<T: Bytes> Bytes for Vec<T> {
    fn bytes(&self) -> usize {
        size_of::<Vec<T>>() + self.iter().map(Bytes::bytes).sum::<usize>()
    }
}

impl<T: Bytes, const N: usize> Bytes for [T; N] {
    fn bytes(&self) -> usize {
        self.iter().map(Bytes::bytes).sum()
    }
}

impl<T: Bytes> Bytes for Option<T> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(size_of::<Option<T>>(), Bytes::bytes)
    }
}

impl<T: Bytes> Bytes for Box<T> {
    fn bytes(&self) -> usize {
        size_of::<Box<T>>() + (**self).bytes()
    }
}

macro_rules! tuple {
    ($($t:ident)*) => {
        impl<$($t: Bytes),*> Bytes for ($($t,)*) {
            #[expect(non_snake_case, reason = "a variable for each type")]
            fn bytes(&self) -> usize {
                let ($($t,)*) = self;
                0 $(+ $t.bytes())*
            }
        }
    };
}
tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
tuple!(A B C D E F G);
tuple!(A B C D E F G H);
tuple!(A B C D E F G H I);
tuple!(A B C D E F G H I J);
tuple!(A B C D E F G H I J K);
tuple!(A B C D E F G H I J K L);

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a loop that counts: gives how many iterations ran before they were recorded, and the
    /// most states that were kept at once.
    fn run(mut states: Binomial<usize>, n: usize) -> (usize, usize) {
        let (mut runs, mut most) = (0, 0);
        for i in 0..n {
            if states.due() {
                states.push(i);
            }
            most = most.max(states.kept.len());
        }
        let mut left = n;
        while let Some((from, at, mut i)) = states.pop() {
            assert_eq!((i, at + 1), (from, left));
            for _ in from..at {
                if states.due() {
                    states.push(i);
                }
                most = most.max(states.kept.len());
                i += 1;
                runs += 1;
            }
            left = at;
        }
        assert_eq!(left, 0, "every iteration is reversed");
        (runs, most)
    }

    #[test]
    fn every_iteration_is_reversed_within_the_limit() {
        for n in 0..70 {
            for s in 1..12 {
                let (_, most) = run(checkpoint_states(s), n);
                assert!(most <= s, "{most} states where {s} are allowed");
                let (_, most) = run(checkpoint_bytes(8 * s), n);
                assert!(most <= s);
            }
        }
    }

    #[test]
    fn with_a_state_for_each_iteration_nothing_runs_before_it_is_recorded() {
        assert_eq!(run(checkpoint_states(50), 50), (0, 50));
    }

    #[test]
    fn with_one_state_each_iteration_starts_from_the_beginning() {
        assert_eq!(run(checkpoint_states(1), 20).0, 20 * 19 / 2);
    }

    /// Griewank & Walther 2000, proposition 1: r·l − C(s + r, r − 1) for l iterations and s states.
    #[test]
    fn the_schedule_is_the_optimal_one() {
        fn cost(l: usize, s: usize) -> usize {
            if l <= 1 {
                return 0;
            }
            if s == 1 {
                return l * (l - 1) / 2;
            }
            let m = split(l, s);
            m + cost(l - m, s - 1) + cost(m, s)
        }
        for s in 1..9 {
            for l in 1..200 {
                assert_eq!(cost(l, s), least_runs(l, s), "l = {l}, s = {s}");
            }
        }
    }

    #[test]
    fn few_states_go_a_long_way() {
        let n = 10_000;
        let (runs, most) = run(checkpoint_states(20), n);
        assert!(most <= 20 && runs < 4 * n, "{runs} runs");
    }
}
