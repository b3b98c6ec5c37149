//! Both reverse sweeps over array nodes, and what they give.

use super::super::recorded::Sweep;
use super::super::rules::Algebra;
use super::super::{Op, Real, Recording, Tape, Var};
use super::ops::{ArrayOp, Machine, Shared, evaluate, transpose, weighed_slope};
use super::{ArrayVar, Input};
use ndarray::{ArrayD, ArrayViewD, IxDyn};
use std::marker::PhantomData;

/// What a sweep has brought to each array node, by its slot.
pub(crate) type ArrayCotangents<T> = Vec<Option<Shared<T>>>;

/// Arrays as numbers.
struct Numbers<T>(PhantomData<T>);

impl<T: Real> Machine for Numbers<T> {
    type Array = Shared<T>;
    fn shape(&self, x: &Shared<T>) -> Vec<usize> {
        x.shape().to_vec()
    }
    fn run(&mut self, op: ArrayOp, inputs: &[Shared<T>]) -> Shared<T> {
        let views: Vec<ArrayViewD<'_, T>> = inputs.iter().map(|x| x.view()).collect();
        evaluate(&op, &views).into_shared()
    }
}

/// Arrays as variables.
struct Variables<'t, T>(PhantomData<&'t T>);

impl<'t, T: Real> Machine for Variables<'t, T> {
    type Array = ArrayVar<'t, T>;
    fn shape(&self, x: &ArrayVar<'t, T>) -> Vec<usize> {
        x.shape()
    }
    fn run(&mut self, op: ArrayOp, inputs: &[ArrayVar<'t, T>]) -> ArrayVar<'t, T> {
        ArrayVar::run(op, inputs)
    }
}

impl<T: Real> Recording<T> {
    /// Adds to the cotangent of an array node.
    pub(crate) fn add_to_array(&mut self, node: u32, w: Shared<T>) {
        let slot = self.nodes[node as usize].args[0] as usize;
        match &mut self.array_cotangents[slot] {
            Some(sum) => sum.zip_mut_with(&w, |sum, &w| *sum += w),
            empty => *empty = Some(w),
        }
    }

    /// Sends the cotangent of an array node on to its operands. It is kept where it is `wanted`.
    pub(crate) fn send_back_array(&mut self, at: usize, wanted: bool) {
        let slot = self.nodes[at].args[0] as usize;
        let w = match wanted {
            true => self.array_cotangents[slot].clone(),
            false => self.array_cotangents[slot].take(),
        };
        let (Some(w), true) = (w, self.marks.varied(at)) else { return };
        let node = &self.arrays[slot];
        let op = node.op.clone();
        let nodes: Vec<Option<u32>> = node
            .inputs
            .iter()
            .map(|input| match input {
                Input::Node(n) if self.marks.varied(*n as usize) => Some(*n),
                _ => None,
            })
            .collect();
        if let (ArrayOp::FromScalar, [Some(n)]) = (&op, &nodes[..]) {
            self.cotangents[*n as usize] += w[IxDyn(&[])];
            return;
        }
        let inputs: Vec<Shared<T>> = node
            .inputs
            .iter()
            .map(|input| match input {
                Input::Node(n) => match self.nodes[*n as usize].op {
                    Op::Array => self.array(*n).value.clone(),
                    _ => number(self.nodes[*n as usize].value),
                },
                Input::Number(v) => number(*v),
            })
            .collect();
        let y = node.value.clone();
        if let ArrayOp::Elementwise(primitive, n) = op {
            let views: Vec<ArrayViewD<'_, T>> = inputs.iter().map(|x| x.view()).collect();
            for (i, to) in nodes.iter().enumerate() {
                let Some(to) = *to else { continue };
                let bar = match primitive.constant_slope(i) {
                    Some(1.0) => w.clone(),
                    _ => weighed_slope(primitive, n, &views, &y.view(), &w.view(), i).into_shared(),
                };
                self.add_to_array(to, narrowed(&mut Numbers(PhantomData), bar, &inputs[i]));
            }
            return;
        }
        let active = |i: usize| nodes[i].is_some();
        transpose(&mut Numbers(PhantomData), &op, &inputs, &w, &active, &mut |i, bar| {
            if let Some(to) = nodes[i] {
                self.add_to_array(to, bar);
            }
        });
    }
}

/// A number as an array without axes.
pub(crate) fn number<T: Real>(value: T) -> Shared<T> {
    ArrayD::from_elem(IxDyn(&[]), value).into_shared()
}

/// A cotangent summed to the shape of its operand, which was broadcast.
fn narrowed<M: Machine>(m: &mut M, bar: M::Array, operand: &M::Array) -> M::Array {
    let shape = m.shape(operand);
    if m.shape(&bar) == shape { bar } else { m.run(ArrayOp::SumTo(shape), &[bar]) }
}

impl<'t, T: Real> Sweep<'t, T> {
    /// Adds to the cotangent of an array node.
    pub(crate) fn add_to_array(&mut self, node: u32, w: ArrayVar<'t, T>) {
        let w = match w.tape {
            Some(_) => w,
            // A number stretches.
            None => {
                let shape = self.tape.inner.borrow().array(node).value.raw_dim();
                self.tape.array(&ArrayD::from_elem(shape, w.number))
            }
        };
        let slot = &mut self.arrays[node as usize];
        *slot = Some(slot.map_or(w, |sum| sum + w));
    }

    /// Sends the cotangent of an array node on to its operands.
    pub(crate) fn send_back_array(&mut self, at: usize) {
        let (Some(w), true) = (self.arrays[at], self.marks.varied(at)) else { return };
        let (op, inputs) = {
            let recording = self.tape.inner.borrow();
            let node = recording.array(at as u32);
            (node.op.clone(), node.inputs.clone())
        };
        let nodes: Vec<Option<u32>> = inputs
            .iter()
            .map(|input| match input {
                Input::Node(n) if self.marks.varied(*n as usize) => Some(*n),
                _ => None,
            })
            .collect();
        if let (ArrayOp::FromScalar, [Some(n)]) = (&op, &nodes[..]) {
            self.add(*n, w.scalar());
            return;
        }
        let tape = self.tape;
        let zero = T::zero();
        let operand = |input: &Input<T>| match *input {
            Input::Node(node) => ArrayVar { tape: Some(tape), node, number: zero },
            Input::Number(v) => ArrayVar::constant(v),
        };
        let operands: Vec<ArrayVar<'t, T>> = inputs.iter().map(operand).collect();
        let mut m = Variables(PhantomData);
        if let ArrayOp::Elementwise(primitive, n) = op {
            let y = ArrayVar { tape: Some(tape), node: at as u32, number: zero };
            let x = std::array::from_fn(|i| {
                operands.get(i).copied().unwrap_or(ArrayVar::constant(zero))
            });
            let active = std::array::from_fn(|i| nodes.get(i).is_some_and(Option::is_some));
            primitive.slopes(x, n, y, active, |i, slope| {
                let plain = slope.tape.is_none() && slope.number == T::one();
                let bar = if plain { w } else { ArrayVar::absorb(w, slope) };
                let bar = narrowed(&mut m, bar, &operands[i]);
                self.add_to_array(nodes[i].expect("it is active"), bar);
            });
            return;
        }
        let active = |i: usize| nodes[i].is_some();
        transpose(&mut m, &op, &operands, &w, &active, &mut |i, bar| {
            if let Some(to) = nodes[i] {
                self.add_to_array(to, bar);
            }
        });
    }
}

impl<'t, T: Real> Var<'t, T> {
    /// The gradient of this scalar in arrays, in one reverse sweep.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::array;
    /// let tape = Tape::new();
    /// let (a, b) = (tape.array(&array![1.0, 2.0]), tape.array(&array![3.0, 4.0]));
    /// let grad = (a * a * b).sum().grad_arrays(&[a, b]);
    /// assert_eq!(grad, [array![6.0, 16.0].into_dyn(), array![1.0, 4.0].into_dyn()]);
    /// ```
    ///
    /// # Panics
    /// If an input belongs to another tape or is a number.
    #[must_use]
    #[track_caller]
    pub fn grad_arrays(self, inputs: &[ArrayVar<'t, T>]) -> Vec<ArrayD<T>> {
        let Some(tape) = tape_of(inputs) else { return Vec::new() };
        tape.vjp_arrays(&[self.into()], &[number(T::one()).into_owned()], inputs)
    }

    /// [`grad_arrays`](Self::grad_arrays) as a recorded computation.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::array;
    /// // A Hessian-vector product of Σ x³: 6 x v.
    /// let tape = Tape::new();
    /// let x = tape.array(&array![1.0, 2.0]);
    /// let v = tape.array(&array![10.0, 1.0]);
    /// let slope = x.powi(3).sum().grad_arrays_recorded(&[x])[0];
    /// assert_eq!((slope * v).sum().grad_arrays(&[x])[0], array![60.0, 12.0].into_dyn());
    /// ```
    ///
    /// # Panics
    /// As [`grad_arrays`](Self::grad_arrays).
    #[must_use]
    #[track_caller]
    pub fn grad_arrays_recorded(self, inputs: &[ArrayVar<'t, T>]) -> Vec<ArrayVar<'t, T>> {
        let Some(tape) = tape_of(inputs) else { return Vec::new() };
        tape.vjp_arrays_recorded(&[self.into()], &[ArrayVar::constant(T::one())], inputs)
    }
}

#[track_caller]
fn tape_of<'t, T: Real>(inputs: &[ArrayVar<'t, T>]) -> Option<&'t Tape<T>> {
    let first = inputs.first()?;
    Some(first.tape.expect("a derivative in a number: inputs are made by `tape.array(..)`"))
}

impl<T: Real> Tape<T> {
    /// Reverse mode over arrays: the weights of `outputs`, which have their shapes, times the
    /// Jacobian in `inputs`, in one sweep.
    ///
    /// # Panics
    /// If weights do not match outputs in number and shape, if an output or an input belongs to
    /// another tape, or if an input is a number.
    #[must_use]
    #[track_caller]
    pub fn vjp_arrays(
        &self,
        outputs: &[ArrayVar<'_, T>],
        weights: &[ArrayD<T>],
        inputs: &[ArrayVar<'_, T>],
    ) -> Vec<ArrayD<T>> {
        let nodes = handles(inputs);
        let end = self.span(&handles(outputs), weights.len(), &nodes).unwrap_or(0);
        let wanted: Vec<u32> = nodes.iter().map(|x| x.node).collect();
        let recording = &mut *self.inner.borrow_mut();
        recording.begin(end, &nodes);
        for (y, w) in outputs.iter().zip(weights) {
            if y.tape.is_some() {
                let shape = recording.array(y.node).value.shape();
                same_shape(w.shape(), shape);
                recording.add_to_array(y.node, w.clone().into_shared());
            }
        }
        recording.run_back(end, &wanted);
        let mut result = Vec::with_capacity(inputs.len());
        for x in inputs {
            let slot = recording.nodes[x.node as usize].args[0] as usize;
            let bar = recording.array_cotangents.get(slot).and_then(Clone::clone);
            result.push(match bar {
                Some(bar) if (x.node as usize) < end => bar.into_owned(),
                _ => ArrayD::from_elem(recording.arrays[slot].value.raw_dim(), T::zero()),
            });
        }
        recording.array_cotangents.clear();
        result
    }

    /// [`vjp_arrays`](Self::vjp_arrays) as a recorded computation; derivatives go through the
    /// results, in the inputs and in the weights.
    ///
    /// # Panics
    /// As [`vjp_arrays`](Self::vjp_arrays).
    #[must_use]
    #[track_caller]
    pub fn vjp_arrays_recorded<'t>(
        &'t self,
        outputs: &[ArrayVar<'t, T>],
        weights: &[ArrayVar<'t, T>],
        inputs: &[ArrayVar<'t, T>],
    ) -> Vec<ArrayVar<'t, T>> {
        let nodes = handles(inputs);
        let end = self.span(&handles(outputs), weights.len(), &nodes).unwrap_or(0);
        let mut sweep = Sweep::begin(self, end, &nodes);
        for (y, w) in outputs.iter().zip(weights) {
            if y.tape.is_some() {
                if w.tape.is_some() {
                    same_shape(&w.shape(), &y.shape());
                }
                sweep.add_to_array(y.node, *w);
            }
        }
        sweep.run_back(end);
        let result = |x: &ArrayVar<'t, T>| {
            let found = sweep.arrays.get(x.node as usize).copied().flatten();
            found.unwrap_or_else(|| self.array(&ArrayD::from_elem(x.shape(), T::zero())))
        };
        inputs.iter().map(result).collect()
    }
}

/// The nodes of arrays, as the handles that sweeps take.
fn handles<'t, T: Real>(arrays: &[ArrayVar<'t, T>]) -> Vec<Var<'t, T>> {
    arrays.iter().map(|x| Var { tape: x.tape, node: x.node, value: x.number }).collect()
}

#[track_caller]
fn same_shape(weight: &[usize], output: &[usize]) {
    assert!(weight == output, "a weight of shape {weight:?} for an output of shape {output:?}");
}
