//! Reverse mode at run time, for programs that cannot be transformed ahead of time.
//!
//! A [`Tape`] writes down every operation on its [variables](Var) as the program runs, and gradients
//! come from reading it backwards. What is computed may be decided at run time: closures in a list,
//! an expression that a user typed, a graph read from a file. The derivatives are those of
//! `#[differentiable]`, from the same rule table, with the same conventions at kinks.
//!
//! ```
//! use cotangent::tape::Tape;
//!
//! let tape = Tape::new();
//! let (x, w) = (tape.var(2.0), tape.var(0.5));
//! let y = (w * x * x).exp() - 3.0 * x;
//! assert_eq!(y.grad(&[x, w]), [2.0 * y.value() + 9.0, 4.0 * (y.value() + 6.0)]);
//! ```
//!
//! **Gradients of gradients.** [`Var::grad_recorded`] records its reverse sweep too, so its results
//! are variables that can be used and differentiated like any other, to any order.
//!
//! ```
//! # use cotangent::tape::Tape;
//! let tape = Tape::new();
//! let x = tape.var(3.0);
//! let y = x.powi(4);
//! let [slope] = y.grad_recorded(&[x])[..] else { unreachable!() };
//! let [curvature] = slope.grad_recorded(&[x])[..] else { unreachable!() };
//! assert_eq!((slope.value(), curvature.value()), (108.0, 108.0));
//! assert_eq!(curvature.grad(&[x]), [72.0]);
//! ```
//!
//! **Generic code.** A [`Var`] is a [`Scalar`](crate::Scalar), so a function over `T: Scalar` runs on
//! the tape as it is. Numbers that are not on the tape are [constants](Var::constant): operations
//! among them are computed and not recorded.
//!
//! **Again and again.** [`Tape::clear`] forgets the recording and keeps the memory, so recording the
//! same program again allocates nothing. A variable borrows its tape, so one of a cleared recording
//! does not compile:
//!
//! ```compile_fail,E0502
//! # use cotangent::tape::Tape;
//! let mut tape = Tape::new();
//! let x = tape.var(1.0);
//! tape.clear();
//! let y = x * x;
//! ```
//!
//! Variables of two tapes in one operation, or in one gradient, are a panic that says so.
//!
//! **Arrays.** With the feature `ndarray`, [`Tape::array`] makes a whole array one variable; see
//! [`ArrayVar`]. A [`Var`] may also be an element of `ndarray`'s arrays, one node each.
//!
//! **Cost.** An operation on scalars appends one node of 24 bytes (`f64`; 20 for `f32`), and 8 more
//! for a constant operand (4): its opcode, its result and the indices of up to three operands. A
//! gradient needs 9 bytes a node more while it runs (5), visits each node once, evaluates the slopes of
//! those that lie between its inputs and its outputs, and gives as many partial derivatives as are
//! asked for at once. In round numbers recording costs 4 ns an operation beside the operation itself,
//! and a sweep 8 ns a node. Against code that `#[differentiable]` wrote, that is 4 times as long
//! where most of the work is sines and exponentials, and 80 times where it is additions and
//! products; such code also keeps far less. The tape is for programs that cannot be transformed.
//!
//! **What it does not see.** [`Var::value`], `Scalar::to_f64` and casts leave the tape: what is computed
//! from them is constant. So is what comes back from code that takes plain floats. And
//! [`constant`](crate::constant) is read by the macro only; on the tape gradients stop at
//! [`Var::held`].
//!
//! The method is the Wengert list (Wengert 1964, "A simple automatic derivative evaluation program";
//! Griewank and Walther 2008, "Evaluating Derivatives", chapter 4), with opcodes instead of stored
//! slopes, so that slopes can be recorded in their turn.

#[cfg(feature = "ndarray")]
mod array;
mod drivers;
#[cfg(feature = "ndarray")]
mod elements;
mod recorded;
mod rules;
mod scalar;
mod sweep;
mod var;

use crate::Scalar;
pub use drivers::{hessian, hvp, value_and_grad};
use rules::Primitive;
use std::cell::RefCell;
use std::fmt;
pub use var::Var;

#[cfg(feature = "ndarray")]
pub use array::ArrayVar;

/// A number that a tape can hold: `f32` or `f64`.
pub trait Real: Scalar + sealed::Sealed + 'static {}

mod sealed {
    use crate::leaves::{Floats, FloatsMut};

    /// Hides what an implementation needs and users do not.
    pub trait Sealed: super::rules::Algebra {
        /// Numbers as a leaf.
        fn floats(values: &[Self]) -> Floats<'_>;
        /// Numbers as a leaf that may be changed.
        fn floats_mut(values: &mut [Self]) -> FloatsMut<'_>;
        /// The product of matrices.
        #[cfg(feature = "ndarray")]
        fn matrix_product(
            a: ndarray::ArrayView2<'_, Self>,
            b: ndarray::ArrayView2<'_, Self>,
        ) -> ndarray::Array2<Self>;
    }

    macro_rules! sealed {
        ($($float:ident $leaf:ident)*) => {$(
            impl Sealed for $float {
                fn floats(values: &[Self]) -> Floats<'_> {
                    Floats::$leaf(values)
                }
                fn floats_mut(values: &mut [Self]) -> FloatsMut<'_> {
                    FloatsMut::$leaf(values)
                }
                #[cfg(feature = "ndarray")]
                fn matrix_product(
                    a: ndarray::ArrayView2<'_, Self>,
                    b: ndarray::ArrayView2<'_, Self>,
                ) -> ndarray::Array2<Self> {
                    a.dot(&b)
                }
            }
        )*};
    }
    sealed!(f32 F32 f64 F64);
}

impl Real for f32 {}
impl Real for f64 {}

/// A recording of operations on [variables](Var); see the [module](self).
///
/// The tape of `f64` is made by [`new`](Tape::new), others by `Tape::<f32>::default()`. It belongs to
/// one thread at a time.
pub struct Tape<T: Real = f64> {
    inner: RefCell<Recording<T>>,
}

/// One operation: 24 bytes in `f64`.
#[derive(Clone, Copy, Debug)]
struct Node<T> {
    value: T,
    /// Operands: nodes, or constants where the bit [`CONSTANT`] is set.
    args: [u32; 3],
    op: Op,
}

/// What a node computes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    /// An input.
    Input,
    /// A given value; the slope in the first operand is the second operand.
    Given,
    /// A primitive; of an integer power the exponent stands where the second operand would.
    Rule(Primitive),
    /// An array, which lies in a list of its own at the index in the place of the first operand.
    #[cfg(feature = "ndarray")]
    Array,
    /// The only element of the array that is the first operand.
    #[cfg(feature = "ndarray")]
    OfArray,
}

/// Marks the index of a constant among the indices of nodes.
const CONSTANT: u32 = 1 << 31;
/// No operand.
const NONE: u32 = u32::MAX;

/// The contents of a tape, and the buffers of its sweeps.
struct Recording<T> {
    nodes: Vec<Node<T>>,
    constants: Vec<T>,
    marks: sweep::Marks,
    /// What the sweep has brought to each node.
    cotangents: Vec<T>,
    #[cfg(feature = "ndarray")]
    arrays: array::Arrays<T>,
    #[cfg(feature = "ndarray")]
    array_cotangents: array::ArrayCotangents<T>,
}

impl Tape {
    /// An empty tape.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::new();
    /// let x = tape.var(0.25);
    /// assert_eq!(x.sqrt().grad(&[x]), [1.0]);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl<T: Real> Default for Tape<T> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl<T: Real> Tape<T> {
    /// An empty tape with room for a number of operations.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::<f32>::with_capacity(1000);
    /// let x = tape.var(3.0);
    /// assert_eq!((x * x).grad(&[x]), [6.0]);
    /// ```
    #[must_use]
    pub fn with_capacity(operations: usize) -> Self {
        let recording = Recording {
            nodes: Vec::with_capacity(operations),
            constants: Vec::new(),
            marks: sweep::Marks::default(),
            cotangents: Vec::new(),
            #[cfg(feature = "ndarray")]
            arrays: Vec::new(),
            #[cfg(feature = "ndarray")]
            array_cotangents: Vec::new(),
        };
        Tape { inner: RefCell::new(recording) }
    }

    /// A new input.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::new();
    /// let x = tape.var(3.0);
    /// assert_eq!((1.0 / x).grad(&[x]), [-1.0 / 9.0]);
    /// ```
    ///
    /// # Panics
    /// If the tape holds 2³¹ − 1 operations already.
    #[track_caller]
    pub fn var(&self, value: T) -> Var<'_, T> {
        self.push(Op::Input, value, [NONE; 3])
    }

    /// One new input for each number.
    ///
    /// ```
    /// # use cotangent::tape::{Tape, Var};
    /// let tape = Tape::new();
    /// let x = tape.vars(&[1.0, 2.0, 3.0]);
    /// let y: Var = x.iter().map(|v| v * v).sum();
    /// assert_eq!(y.grad(&x), [2.0, 4.0, 6.0]);
    /// ```
    ///
    /// # Panics
    /// As [`var`](Self::var).
    #[track_caller]
    pub fn vars(&self, values: &[T]) -> Vec<Var<'_, T>> {
        let mut vars = Vec::with_capacity(values.len());
        for &value in values {
            vars.push(self.var(value));
        }
        vars
    }

    /// The number of operations recorded, inputs included.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::new();
    /// let x = tape.var(3.0);
    /// let _ = (x * x + 1.0).sin();
    /// assert_eq!(tape.len(), 4);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.borrow().nodes.len()
    }

    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets the recording and keeps its memory for the next one.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let mut tape = Tape::new();
    /// let mut x = 2.0;
    /// for _ in 0..10 {
    ///     tape.clear();
    ///     let at = tape.var(x);
    ///     let step = at.exp() - 3.0;
    ///     x -= step.value() / step.grad(&[at])[0];
    /// }
    /// assert!((x - 3.0_f64.ln()).abs() < 1e-15);
    /// ```
    pub fn clear(&mut self) {
        let recording = self.inner.get_mut();
        recording.nodes.clear();
        recording.constants.clear();
        #[cfg(feature = "ndarray")]
        recording.arrays.clear();
    }

    /// Appends a node.
    #[inline]
    #[track_caller]
    fn push(&self, op: Op, value: T, args: [u32; 3]) -> Var<'_, T> {
        let nodes = &mut self.inner.borrow_mut().nodes;
        let node = nodes.len() as u32;
        if node >= CONSTANT - 1 {
            full();
        }
        nodes.push(Node { value, args, op });
        Var { tape: Some(self), node, value }
    }

    /// A variable, or a constant, as an operand.
    #[inline]
    #[track_caller]
    fn operand(&self, x: &Var<'_, T>) -> u32 {
        match x.tape {
            Some(tape) if std::ptr::eq(tape, self) => x.node,
            Some(_) => two_tapes(),
            None => {
                let constants = &mut self.inner.borrow_mut().constants;
                let at = constants.len() as u32;
                if at >= CONSTANT - 1 {
                    full();
                }
                constants.push(x.value);
                at | CONSTANT
            }
        }
    }
}

impl<T: Real> Recording<T> {
    /// The value of an operand.
    #[inline]
    fn value(&self, arg: u32) -> T {
        if arg == NONE {
            T::default()
        } else if arg & CONSTANT != 0 {
            self.constants[(arg ^ CONSTANT) as usize]
        } else {
            self.nodes[arg as usize].value
        }
    }
}

impl<T: Real> Recording<T> {
    /// The values of a primitive's operands.
    #[inline]
    fn operands(&self, node: &Node<T>, primitive: Primitive) -> [T; 3] {
        let [a, b, c] = node.args;
        let second = if primitive.has_exponent() { T::zero() } else { self.value(b) };
        [self.value(a), second, self.value(c)]
    }
}

impl<T> Node<T> {
    /// The exponent of an integer power.
    #[inline]
    fn exponent(&self) -> i32 {
        self.args[1] as i32
    }

    /// Which operands are nodes that depend on an input of the sweep.
    #[inline(always)]
    fn active(&self, marks: &sweep::Marks) -> [bool; 3] {
        let is = |arg: u32| arg & CONSTANT == 0 && marks.varied(arg as usize);
        match self.op {
            Op::Input => [false; 3],
            Op::Given => [is(self.args[0]), false, false],
            Op::Rule(p) if p.has_exponent() => [is(self.args[0]), false, is(self.args[2])],
            Op::Rule(_) => self.args.map(is),
            #[cfg(feature = "ndarray")]
            Op::Array => [false; 3],
            #[cfg(feature = "ndarray")]
            Op::OfArray => [is(self.args[0]), false, false],
        }
    }
}

impl<T: Real> fmt::Debug for Tape<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tape").field("len", &self.len()).finish_non_exhaustive()
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn full() -> ! {
    panic!("the tape is full: it holds 2³¹ − 1 operations")
}

#[cold]
#[inline(never)]
#[track_caller]
fn two_tapes() -> ! {
    panic!(
        "variables of two tapes meet: record both on one tape, or take the value of one, \
         `x.value()`, as a constant"
    )
}

#[cfg(test)]
mod tests;
