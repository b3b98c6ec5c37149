//! The reverse sweep that is recorded in its turn.
//!
//! It is the sweep of `sweep.rs` over variables: cotangents are variables, and slopes are evaluated
//! on variables, which records them. A cotangent that is no more than a constant zero sends nothing;
//! one whose value happens to be zero does, since its own derivative need not vanish.

use super::rules::{Algebra, Primitive};
use super::{CONSTANT, NONE, Node, Op, Real, Tape, Var};

impl<T: Real> Tape<T> {
    /// [`vjp`](Self::vjp) as a recorded computation: results are variables, and derivatives go
    /// through them, in the inputs and in the weights.
    ///
    /// Appends about two operations for each slope.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// // A Hessian-vector product: the derivative of ⟨∇y, v⟩.
    /// let tape = Tape::new();
    /// let x = tape.vars(&[1.0, 2.0]);
    /// let y = x[0] * x[0] * x[1];
    /// let gradient = tape.vjp_recorded(&[y], &[1.0.into()], &x);
    /// assert_eq!(tape.vjp(&gradient, &[1.0, 10.0], &x), [24.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// As [`vjp`](Self::vjp).
    #[track_caller]
    pub fn vjp_recorded<'t>(
        &'t self,
        outputs: &[Var<'t, T>],
        weights: &[Var<'t, T>],
        inputs: &[Var<'t, T>],
    ) -> Vec<Var<'t, T>> {
        let end = self.span(outputs, weights.len(), inputs).unwrap_or(0);
        let mut sweep = Sweep::begin(self, end, inputs);
        for (y, &w) in outputs.iter().zip(weights) {
            if y.tape.is_some() {
                sweep.add(y.node, w);
            }
        }
        sweep.run_back(end);
        let zero = Var::constant(T::zero());
        let result = |x: &Var<'t, T>| *sweep.cotangents.get(x.node as usize)?;
        inputs.iter().map(|x| result(x).unwrap_or(zero)).collect()
    }
}

/// A recorded sweep on its way.
pub(super) struct Sweep<'t, T: Real> {
    pub(super) tape: &'t Tape<T>,
    pub(super) marks: super::sweep::Marks,
    cotangents: Vec<Option<Var<'t, T>>>,
    #[cfg(feature = "ndarray")]
    pub(super) arrays: Vec<Option<super::ArrayVar<'t, T>>>,
}

impl<'t, T: Real> Sweep<'t, T> {
    /// Marks what depends on an input; nothing has a cotangent yet.
    pub(super) fn begin(tape: &'t Tape<T>, end: usize, inputs: &[Var<'_, T>]) -> Self {
        let recording = &mut *tape.inner.borrow_mut();
        recording.mark(end, inputs);
        Sweep {
            tape,
            marks: recording.marks.clone(),
            cotangents: vec![None; end],
            #[cfg(feature = "ndarray")]
            arrays: vec![None; end],
        }
    }

    /// Visits the first `end` nodes backwards.
    pub(super) fn run_back(&mut self, end: usize) {
        for at in (0..end).rev() {
            self.send_back(at);
        }
    }

    /// Adds to the cotangent of a scalar.
    pub(super) fn add(&mut self, node: u32, w: Var<'t, T>) {
        if w.is_constant() && w.value == T::zero() {
            return;
        }
        let slot = &mut self.cotangents[node as usize];
        *slot = Some(slot.map_or(w, |sum| sum + w));
    }

    fn send_back(&mut self, at: usize) {
        #[cfg(feature = "ndarray")]
        if self.arrays[at].is_some() {
            return self.send_back_array(at);
        }
        let (Some(w), true) = (self.cotangents[at], self.marks.varied(at)) else { return };
        let node = self.tape.inner.borrow().nodes[at];
        let active = self.marks.active(at);
        match node.op {
            Op::Input => {}
            Op::Given if active[0] => {
                let slope = self.tape.at(node.args[1]);
                self.add(node.args[0], product(w, slope));
            }
            Op::Given => {}
            #[cfg(feature = "ndarray")]
            Op::Array => {}
            #[cfg(feature = "ndarray")]
            Op::OfArray => self.add_to_array(node.args[0], w.into()),
            Op::Rule(primitive) => {
                let y = Var { tape: Some(self.tape), node: at as u32, value: node.value };
                let x = self.tape.operands(&node, primitive);
                primitive.slopes(x, node.exponent(), y, active, |i, slope| {
                    debug_assert!(node.args[i] & CONSTANT == 0);
                    self.add(node.args[i], product(w, slope));
                });
            }
        }
    }
}

/// A cotangent times a slope.
fn product<'t, T: Real>(w: Var<'t, T>, slope: Var<'t, T>) -> Var<'t, T> {
    let is_one = |x: Var<'t, T>| x.is_constant() && x.value == T::one();
    if is_one(slope) {
        w
    } else if is_one(w) {
        slope
    } else {
        Algebra::absorb(w, slope)
    }
}

impl<T: Real> Tape<T> {
    /// An operand as a variable.
    fn at(&self, arg: u32) -> Var<'_, T> {
        let value = self.inner.borrow().value(arg);
        if arg & CONSTANT == 0 {
            Var { tape: Some(self), node: arg, value }
        } else {
            Var::constant(value)
        }
    }

    /// The operands of a primitive as variables.
    fn operands(&self, node: &Node<T>, primitive: Primitive) -> [Var<'_, T>; 3] {
        let [a, b, c] = node.args;
        let second = if primitive.has_exponent() { NONE } else { b };
        [self.at(a), self.at(second), self.at(c)]
    }
}
