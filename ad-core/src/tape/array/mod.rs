//! Arrays on the tape: one node for a whole array.
//!
//! `ops` has the operations and their reverse steps, `sweep` both sweeps over array nodes, and this
//! file what users see.

mod operators;
mod ops;
mod sweep;

use super::rules::Primitive;
use super::{NONE, Op, Real, Recording, Tape, Var, two_tapes};
use ndarray::{ArrayBase, ArrayD, ArrayViewD, Axis, Data, Dimension, IxDyn, SliceInfoElem};
pub(super) use ops::Shared;
use ops::{ArrayOp, evaluate};
use std::fmt;
pub(super) use sweep::{ArrayCotangents, number};

/// The array nodes of a tape.
pub(super) type Arrays<T> = Vec<ArrayNode<T>>;

/// An array and where it comes from.
pub(super) struct ArrayNode<T> {
    value: Shared<T>,
    op: ArrayOp,
    inputs: Vec<Input<T>>,
}

/// An operand: a node, or a number that is the same everywhere.
#[derive(Clone, Copy, Debug)]
enum Input<T> {
    Node(u32),
    Number(T),
}

/// An array on a [`Tape`], or a constant number in its place.
///
/// It is a handle and `Copy`; operators and the mathematical methods of the floats work element by
/// element, with broadcasting, among arrays, numbers and [scalar variables](Var). Gradients are those
/// of a scalar, [`Var::grad_arrays`], or of arrays with weights, [`Tape::vjp_arrays`].
///
/// An operation is one node, whatever the array's size: it stores its result, reads its operands
/// again in the reverse sweep, and costs there about one pass over the array for each active operand
/// and each operation of its slope. Memory is claimed for each array and given back when the tape is
/// cleared.
///
/// ```
/// use cotangent::tape::Tape;
/// use ndarray::array;
///
/// // One layer and its squared error.
/// let tape = Tape::new();
/// let w = tape.array(&array![[1.0, 0.0], [0.0, -1.0]]);
/// let b = tape.array(&array![0.5, 0.5]);
/// let x = tape.array(&array![1.0, 2.0]);
/// let loss = (w.dot(x) + b).max(0.0).powi(2).sum();
/// let grad = loss.grad_arrays(&[w, b]);
/// assert_eq!(grad[0], array![[3.0, 6.0], [0.0, 0.0]].into_dyn());
/// assert_eq!(grad[1], array![3.0, 0.0].into_dyn());
/// ```
#[derive(Clone, Copy)]
pub struct ArrayVar<'t, T: Real = f64> {
    /// None for a number.
    tape: Option<&'t Tape<T>>,
    node: u32,
    number: T,
}

impl<T: Real> Tape<T> {
    /// A new input: a copy of an array or a view of any rank.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::array;
    /// let tape = Tape::new();
    /// let x = tape.array(&array![1.0, 2.0]);
    /// assert_eq!(x.exp().sum().grad_arrays(&[x])[0], x.exp().value());
    /// ```
    #[track_caller]
    pub fn array<S: Data<Elem = T>, D: Dimension>(
        &self,
        values: &ArrayBase<S, D>,
    ) -> ArrayVar<'_, T> {
        self.push_array(values.to_owned().into_dyn().into_shared(), ArrayOp::Input, Vec::new())
    }

    #[track_caller]
    fn push_array(&self, value: Shared<T>, op: ArrayOp, inputs: Vec<Input<T>>) -> ArrayVar<'_, T> {
        let slot = {
            let arrays = &mut self.inner.borrow_mut().arrays;
            arrays.push(ArrayNode { value, op, inputs });
            arrays.len() as u32 - 1
        };
        let Var { node, .. } = self.push(Op::Array, T::zero(), [slot, NONE, NONE]);
        ArrayVar { tape: Some(self), node, number: T::zero() }
    }
}

impl<T: Real> Recording<T> {
    /// The array of a node.
    fn array(&self, node: u32) -> &ArrayNode<T> {
        &self.arrays[self.nodes[node as usize].args[0] as usize]
    }

    /// Whether an array node depends on what is marked.
    pub(super) fn array_depends(&self, slot: u32) -> bool {
        let marked =
            |input: &Input<T>| matches!(input, Input::Node(n) if self.marks.varied(*n as usize));
        self.arrays[slot as usize].inputs.iter().any(marked)
    }
}

impl<'t, T: Real> ArrayVar<'t, T> {
    /// A number that stretches to any shape; no tape knows it.
    ///
    /// ```
    /// # use cotangent::tape::{ArrayVar, Tape};
    /// # use ndarray::array;
    /// let tape = Tape::new();
    /// let x = tape.array(&array![1.0, 2.0]);
    /// assert_eq!((x + ArrayVar::constant(1.0)).value(), array![2.0, 3.0].into_dyn());
    /// ```
    #[must_use]
    pub const fn constant(number: T) -> Self {
        ArrayVar { tape: None, node: NONE, number }
    }

    /// The array's elements, without their history; shared with the tape, not copied.
    #[must_use]
    pub fn value(self) -> Shared<T> {
        match self.tape {
            Some(tape) => tape.inner.borrow().array(self.node).value.clone(),
            None => ArrayD::from_elem(IxDyn(&[]), self.number).into_shared(),
        }
    }

    /// The lengths of the axes.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::Array2;
    /// let tape = Tape::new();
    /// let x = tape.array(&Array2::from_elem((2, 3), 1.0));
    /// assert_eq!((x.shape(), x.t().shape()), (vec![2, 3], vec![3, 2]));
    /// ```
    #[must_use]
    pub fn shape(self) -> Vec<usize> {
        match self.tape {
            Some(tape) => tape.inner.borrow().array(self.node).value.shape().to_vec(),
            None => Vec::new(),
        }
    }

    /// This array as a constant: gradients stop here.
    #[must_use]
    #[track_caller]
    pub fn held(self) -> Self {
        match self.tape {
            Some(tape) => tape.push_array(self.value(), ArrayOp::Input, Vec::new()),
            None => self,
        }
    }

    /// Runs an operation and records it.
    #[track_caller]
    fn run(op: ArrayOp, inputs: &[Self]) -> Self {
        let Some(tape) = inputs.iter().find_map(|x| x.tape) else {
            let zero = |x: &Self| ArrayD::from_elem(IxDyn(&[]), x.number);
            let all: Vec<ArrayD<T>> = inputs.iter().map(zero).collect();
            let views: Vec<ArrayViewD<'_, T>> = all.iter().map(|x| x.view()).collect();
            // Only elementwise operations are offered to numbers.
            return ArrayVar::constant(evaluate(&op, &views)[IxDyn(&[])]);
        };
        let values: Vec<Shared<T>> = inputs.iter().map(|x| x.value()).collect();
        let views: Vec<ArrayViewD<'_, T>> = values.iter().map(|x| x.view()).collect();
        let value = evaluate(&op, &views).into_shared();
        let operand = |x: &Self| match x.tape {
            Some(of) if std::ptr::eq(of, tape) => Input::Node(x.node),
            Some(_) => two_tapes(),
            None => Input::Number(x.number),
        };
        tape.push_array(value, op, inputs.iter().map(operand).collect())
    }

    /// A primitive at each element.
    #[track_caller]
    pub(super) fn record<const N: usize>(primitive: Primitive, x: [Self; N]) -> Self {
        Self::run(ArrayOp::Elementwise(primitive, 0), &x)
    }

    /// A power with an integer exponent at each element.
    #[track_caller]
    pub(super) fn record_power(self, primitive: Primitive, n: i32) -> Self {
        Self::run(ArrayOp::Elementwise(primitive, n), &[self])
    }

    /// A primitive in a slope: what is flat is a constant there.
    #[track_caller]
    pub(super) fn apply(primitive: Primitive, x: [Self; 3], exponent: i32) -> Self {
        // Operand 1 of an integer power is a placeholder, which keeps the others in place.
        let y = Self::run(ArrayOp::Elementwise(primitive, exponent), &x[..primitive.arity()]);
        if primitive.is_flat() { y.held() } else { y }
    }

    /// An operation that a plain number does not have.
    #[track_caller]
    fn of_array(self, op: ArrayOp) -> Self {
        assert!(self.tape.is_some(), "a constant number has no axes: make it `tape.array(..)`");
        Self::run(op, &[self])
    }

    /// The product with a vector or a matrix: vector · vector is an array without axes, matrix ·
    /// vector and vector · matrix are vectors, matrix · matrix is a matrix.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::array;
    /// let tape = Tape::new();
    /// let a = tape.array(&array![[1.0, 2.0], [3.0, 4.0]]);
    /// let x = tape.array(&array![1.0, 10.0]);
    /// assert_eq!(a.dot(x).value(), array![21.0, 43.0].into_dyn());
    /// assert_eq!(x.dot(x).scalar().value(), 101.0);
    /// ```
    ///
    /// # Panics
    /// If the operands are no vectors or matrices, or their inner lengths differ.
    #[must_use]
    #[track_caller]
    pub fn dot(self, other: Self) -> Self {
        assert!(self.tape.is_some() && other.tape.is_some(), "`dot` of a number");
        Self::run(ArrayOp::Dot, &[self, other])
    }

    /// The transpose: all axes in reverse order.
    #[must_use]
    #[track_caller]
    pub fn t(self) -> Self {
        let rank = self.shape().len();
        self.permuted_axes(&(0..rank).rev().collect::<Vec<_>>())
    }

    /// The axes in another order: axis k of the result is axis `axes[k]`.
    ///
    /// # Panics
    /// If `axes` is no permutation of the axes.
    #[must_use]
    #[track_caller]
    pub fn permuted_axes(self, axes: &[usize]) -> Self {
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        let rank = self.shape().len();
        assert!(sorted.into_iter().eq(0..rank), "{axes:?} are not the {rank} axes in some order");
        self.of_array(ArrayOp::Permute(axes.to_vec()))
    }

    /// The sum of all elements.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::array;
    /// let tape = Tape::new();
    /// let x = tape.array(&array![[1.0, 2.0], [3.0, 4.0]]);
    /// assert_eq!((x * x).sum().grad_arrays(&[x])[0], (x * 2.0).value());
    /// ```
    #[must_use]
    #[track_caller]
    pub fn sum(self) -> Var<'t, T> {
        match self.tape {
            Some(_) => self.of_array(ArrayOp::SumTo(Vec::new())).scalar(),
            None => Var::constant(self.number),
        }
    }

    /// The sum along an axis, which vanishes.
    ///
    /// # Panics
    /// If there is no such axis.
    #[must_use]
    #[track_caller]
    pub fn sum_axis(self, axis: Axis) -> Self {
        let mut shape = self.shape();
        assert!(axis.0 < shape.len(), "axis {} of an array of shape {shape:?}", axis.0);
        shape[axis.0] = 1;
        let sum = self.of_array(ArrayOp::SumTo(shape.clone()));
        shape.remove(axis.0);
        sum.reshape(&shape)
    }

    /// The mean of all elements; NaN of none.
    #[must_use]
    #[track_caller]
    pub fn mean(self) -> Var<'t, T> {
        let count: usize = self.shape().iter().product();
        self.sum() / Var::constant(T::from_f64(count as f64))
    }

    /// The mean along an axis, which vanishes.
    ///
    /// # Panics
    /// If there is no such axis.
    #[must_use]
    #[track_caller]
    pub fn mean_axis(self, axis: Axis) -> Self {
        let sum = self.sum_axis(axis);
        let count = self.shape()[axis.0] as f64;
        sum / ArrayVar::constant(T::from_f64(count))
    }

    /// The same elements in another shape, in logical (row-major) order.
    ///
    /// # Panics
    /// If the shape has another number of elements.
    #[must_use]
    #[track_caller]
    pub fn reshape(self, shape: &[usize]) -> Self {
        self.of_array(ArrayOp::Reshape(shape.to_vec()))
    }

    /// The array repeated along axes of length 1 and along new axes in front.
    ///
    /// # Panics
    /// If it does not fit.
    #[must_use]
    #[track_caller]
    pub fn broadcast(self, shape: &[usize]) -> Self {
        self.of_array(ArrayOp::BroadcastTo(shape.to_vec()))
    }

    /// The array with a new axis of length 1.
    ///
    /// # Panics
    /// If the axis lies beyond the last by more than one.
    #[must_use]
    #[track_caller]
    pub fn insert_axis(self, axis: Axis) -> Self {
        let mut shape = self.shape();
        assert!(axis.0 <= shape.len(), "new axis {} of an array of shape {shape:?}", axis.0);
        shape.insert(axis.0, 1);
        self.reshape(&shape)
    }

    /// A part of the array, by ndarray's `s![..]` with one entry for each axis.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// # use ndarray::{array, s};
    /// let tape = Tape::new();
    /// let x = tape.array(&array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    /// let y = x.slice(s![1, ..;-1]);
    /// assert_eq!(y.value(), array![6.0, 5.0, 4.0].into_dyn());
    /// assert_eq!((y * y).sum().grad_arrays(&[x])[0],
    ///            array![[0.0, 0.0, 0.0], [8.0, 10.0, 12.0]].into_dyn());
    /// ```
    ///
    /// # Panics
    /// If the array has another number of axes, or an index is out of bounds.
    #[must_use]
    #[track_caller]
    pub fn slice(self, slice: impl AsRef<[SliceInfoElem]>) -> Self {
        let slice = slice.as_ref();
        let entries = slice.iter().filter(|e| !matches!(e, SliceInfoElem::NewAxis)).count();
        let shape = self.shape();
        assert!(entries == shape.len(), "a slice of {entries} axes of an array of shape {shape:?}");
        assert!(entries == slice.len(), "a slice with a new axis: use `insert_axis`");
        self.of_array(ArrayOp::Slice(slice.to_vec()))
    }

    /// One element, as a scalar.
    ///
    /// # Panics
    /// If the index is out of bounds or has another number of entries than there are axes.
    #[must_use]
    #[track_caller]
    pub fn element(self, index: &[usize]) -> Var<'t, T> {
        let shape = self.shape();
        let inside = index.len() == shape.len() && index.iter().zip(&shape).all(|(i, n)| i < n);
        assert!(inside, "element {index:?} of an array of shape {shape:?}");
        let slice: Vec<_> = index.iter().map(|&i| SliceInfoElem::Index(i as isize)).collect();
        self.slice(slice).scalar()
    }

    /// The only element of an array with one.
    ///
    /// # Panics
    /// If there are more, or none.
    #[must_use]
    #[track_caller]
    pub fn scalar(self) -> Var<'t, T> {
        let Some(tape) = self.tape else { return Var::constant(self.number) };
        let value = self.value();
        assert!(value.len() == 1, "an array of shape {:?} is no scalar", value.shape());
        let only = if value.ndim() == 0 { self } else { self.reshape(&[]) };
        tape.push(Op::OfArray, value.iter().copied().sum(), [only.node, NONE, NONE])
    }

    /// Arrays one after the other along an axis.
    ///
    /// ```
    /// # use cotangent::tape::{ArrayVar, Tape};
    /// # use ndarray::{Axis, array};
    /// let tape = Tape::new();
    /// let (a, b) = (tape.array(&array![1.0]), tape.array(&array![2.0, 3.0]));
    /// let all = ArrayVar::concatenate(Axis(0), &[a, b, a]);
    /// assert_eq!(all.value(), array![1.0, 2.0, 3.0, 1.0].into_dyn());
    /// assert_eq!(all.powi(2).sum().grad_arrays(&[a])[0], array![4.0].into_dyn());
    /// ```
    ///
    /// # Panics
    /// If there are none, or if they differ in another axis.
    #[must_use]
    #[track_caller]
    pub fn concatenate(axis: Axis, parts: &[Self]) -> Self {
        let arrays = parts.iter().all(|x| x.tape.is_some());
        assert!(arrays && !parts.is_empty(), "`concatenate` wants arrays, and at least one");
        Self::run(ArrayOp::Concatenate(axis.0), parts)
    }

    /// Arrays of one shape along a new axis.
    ///
    /// # Panics
    /// If there are none, or if their shapes differ.
    #[must_use]
    #[track_caller]
    pub fn stack(axis: Axis, parts: &[Self]) -> Self {
        let parts: Vec<Self> = parts.iter().map(|x| x.insert_axis(axis)).collect();
        Self::concatenate(axis, &parts)
    }

    /// An array of scalars, in row-major order.
    ///
    /// ```
    /// # use cotangent::tape::{ArrayVar, Tape};
    /// let tape = Tape::new();
    /// let x = tape.vars(&[1.0, 2.0, 3.0]);
    /// let v = ArrayVar::from_scalars(&x, &[3]);
    /// assert_eq!(v.dot(v).scalar().grad(&x), [2.0, 4.0, 6.0]);
    /// ```
    ///
    /// # Panics
    /// If the shape has another number of elements, or if all scalars are constants.
    #[must_use]
    #[track_caller]
    pub fn from_scalars(scalars: &[Var<'t, T>], shape: &[usize]) -> Self {
        let tape = scalars.iter().find_map(|x| x.tape);
        let tape = tape.expect("an array of constants: make it `tape.array(..)`");
        let zero = tape.array(&ArrayD::from_elem(IxDyn(&[1]), T::zero()));
        let each = scalars.iter().map(|&x| match x.tape {
            Some(_) => ArrayVar::from(x).reshape(&[1]),
            None => zero + ArrayVar::from(x),
        });
        Self::concatenate(Axis(0), &each.collect::<Vec<_>>()).reshape(shape)
    }
}

impl<'t, T: Real> From<Var<'t, T>> for ArrayVar<'t, T> {
    /// A scalar that stretches to any shape.
    fn from(x: Var<'t, T>) -> Self {
        let Some(tape) = x.tape else { return ArrayVar::constant(x.value) };
        let value = ArrayD::from_elem(IxDyn(&[]), x.value).into_shared();
        tape.push_array(value, ArrayOp::FromScalar, vec![Input::Node(x.node)])
    }
}

impl<T: Real> fmt::Debug for ArrayVar<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value(), f)
    }
}
