//! The kept states of a checkpointed loop.

/// States at the start of some iterations, and which iterations are still to be reversed.
#[derive(Debug)]
pub struct Checkpoints<S> {
    /// A state is kept every so many iterations.
    stride: usize,
    /// Iterations begun so far; in the reverse sweep, those that are not reversed yet.
    trips: usize,
    kept: Vec<S>,
}

/// Keeps the state of every k-th iteration.
///
/// # Panics
/// If k is zero.
pub fn checkpoint_every<S>(k: usize) -> Checkpoints<S> {
    assert!(k > 0, "`#[checkpoint(every = 0)]`: a stretch has at least one iteration");
    Checkpoints { stride: k, trips: 0, kept: Vec::new() }
}

impl<S> Checkpoints<S> {
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
        self.kept.push(state);
    }

    /// The last stretch of iterations that is not reversed yet, `from..to`, and the state at its start.
    #[inline]
    pub fn pop(&mut self) -> Option<(usize, usize, S)> {
        let state = self.kept.pop()?;
        let (from, to) = (self.kept.len() * self.stride, self.trips);
        self.trips = from;
        Some((from, to, state))
    }
}
