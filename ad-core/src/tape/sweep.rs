//! The reverse sweep that gives numbers.
//!
//! Only nodes between the inputs and the outputs take part: those that depend on an input are marked
//! first, so what was recorded beside them costs no slope and can poison nothing. A cotangent that
//! is zero sends nothing, so it meets no infinite slope.

use super::{CONSTANT, Op, Real, Recording, Tape, Var};

/// What a sweep is about: for each node whether it depends on an input, and through which operands.
#[derive(Clone, Default)]
pub(super) struct Marks(Vec<u8>);

/// The bit of a node that depends on an input; those below it are its operands.
const VARIED: u8 = 8;

impl Marks {
    #[inline(always)]
    fn of(active: [bool; 3]) -> u8 {
        let bits = u8::from(active[0]) | u8::from(active[1]) << 1 | u8::from(active[2]) << 2;
        if bits == 0 { 0 } else { bits | VARIED }
    }

    /// Whether a node depends on an input.
    #[inline(always)]
    pub(super) fn varied(&self, at: usize) -> bool {
        self.0[at] & VARIED != 0
    }

    /// Which operands of a node do.
    #[inline(always)]
    pub(super) fn active(&self, at: usize) -> [bool; 3] {
        let bits = self.0[at];
        [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0]
    }
}

impl<T: Real> Tape<T> {
    /// Reverse mode: `weights` times the Jacobian of `outputs` in `inputs`, in one sweep.
    ///
    /// Weights are the cotangents of the outputs; one output with the weight 1 is its gradient. An
    /// input may be any variable, also the result of operations. Sweeps each operation up to the
    /// last output once; all partial derivatives come together.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::new();
    /// let (r, phi) = (tape.var(2.0), tape.var(0.0));
    /// let point = [r * phi.cos(), r * phi.sin()];
    /// assert_eq!(tape.vjp(&point, &[10.0, 1.0], &[r, phi]), [10.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If there is not one weight for each output, if an output belongs to another tape, or if an
    /// input does or is a constant.
    #[must_use]
    #[track_caller]
    pub fn vjp(&self, outputs: &[Var<'_, T>], weights: &[T], inputs: &[Var<'_, T>]) -> Vec<T> {
        let mut gradient = vec![T::zero(); inputs.len()];
        self.vjp_into(outputs, weights, inputs, &mut gradient);
        gradient
    }

    /// [`vjp`](Self::vjp) into a buffer of one's own, which is overwritten; allocates nothing once
    /// the tape has swept a recording of this length before.
    ///
    /// # Panics
    /// As [`vjp`](Self::vjp), and if the buffer has another length than `inputs`.
    #[track_caller]
    pub fn vjp_into(
        &self,
        outputs: &[Var<'_, T>],
        weights: &[T],
        inputs: &[Var<'_, T>],
        gradient: &mut [T],
    ) {
        crate::__private::check_len("gradient", gradient.len(), inputs.len());
        gradient.fill(T::zero());
        let Some(end) = self.span(outputs, weights.len(), inputs) else { return };
        let recording = &mut *self.inner.borrow_mut();
        recording.begin(end, inputs);
        for (y, &w) in outputs.iter().zip(weights) {
            if y.tape.is_some() {
                recording.cotangents[y.node as usize] += w;
            }
        }
        recording.run_back(end, &[]);
        for (slot, x) in gradient.iter_mut().zip(inputs) {
            if let Some(&cotangent) = recording.cotangents.get(x.node as usize) {
                *slot = cotangent;
            }
        }
    }

    /// Checks what a sweep was asked for; the number of nodes that it is about, if any.
    #[track_caller]
    pub(super) fn span(
        &self,
        outputs: &[Var<'_, T>],
        weights: usize,
        inputs: &[Var<'_, T>],
    ) -> Option<usize> {
        let count = outputs.len();
        assert!(weights == count, "{weights} weights for {count} outputs");
        for x in inputs {
            match x.tape {
                Some(tape) => self.owns(tape),
                None => panic!(
                    "a derivative in the constant {:?}: inputs are made by `tape.var(..)`",
                    x.value
                ),
            }
        }
        let mut end = None;
        for y in outputs {
            if let Some(tape) = y.tape {
                self.owns(tape);
                end = end.max(Some(y.node as usize + 1));
            }
        }
        end
    }

    #[track_caller]
    fn owns(&self, tape: &Tape<T>) {
        if !std::ptr::eq(tape, self) {
            super::two_tapes();
        }
    }
}

impl<T: Real> Recording<T> {
    /// Marks what depends on an input, and sets all cotangents to zero.
    pub(super) fn begin(&mut self, end: usize, inputs: &[Var<'_, T>]) {
        self.mark(end, inputs);
        self.cotangents.clear();
        self.cotangents.resize(end, T::zero());
        #[cfg(feature = "ndarray")]
        {
            self.array_cotangents.clear();
            self.array_cotangents.resize(self.arrays.len(), None);
        }
    }

    /// Visits the first `end` nodes backwards; keeps the cotangents of the arrays that are wanted.
    pub(super) fn run_back(&mut self, end: usize, wanted: &[u32]) {
        for at in (0..end).rev() {
            self.send_back(at, wanted);
        }
    }

    /// Marks the first `end` nodes that depend on an input.
    pub(super) fn mark(&mut self, end: usize, inputs: &[Var<'_, T>]) {
        self.marks.0.clear();
        self.marks.0.resize(end, 0);
        let mut start = end;
        for x in inputs {
            let at = x.node as usize;
            if at < end {
                self.marks.0[at] = VARIED;
                start = start.min(at);
            }
        }
        for at in start..end {
            self.marks.0[at] |= match self.nodes[at].op {
                #[cfg(feature = "ndarray")]
                Op::Array if self.array_depends(self.nodes[at].args[0]) => VARIED,
                _ => Marks::of(self.nodes[at].active(&self.marks)),
            };
        }
    }

    /// Sends the cotangent of a node on to its operands.
    #[inline(always)]
    fn send_back(&mut self, at: usize, wanted: &[u32]) {
        let _ = wanted;
        #[cfg(feature = "ndarray")]
        if self.nodes[at].op == Op::Array {
            return self.send_back_array(at, wanted.contains(&(at as u32)));
        }
        let w = self.cotangents[at];
        if !self.marks.varied(at) || w == T::zero() {
            return;
        }
        let node = self.nodes[at];
        let active = self.marks.active(at);
        match node.op {
            Op::Input => {}
            Op::Given if active[0] => {
                let slope = self.value(node.args[1]);
                self.cotangents[node.args[0] as usize] += w * slope;
            }
            Op::Given => {}
            #[cfg(feature = "ndarray")]
            Op::Array => {}
            #[cfg(feature = "ndarray")]
            Op::OfArray => self.add_to_array(node.args[0], super::array::number(w)),
            Op::Rule(primitive) => {
                let x = self.operands(&node, primitive);
                let cotangents = &mut self.cotangents;
                primitive.slopes(x, node.exponent(), node.value, active, |i, slope| {
                    debug_assert!(node.args[i] & CONSTANT == 0);
                    cotangents[node.args[i] as usize] += w * slope;
                });
            }
        }
    }
}
