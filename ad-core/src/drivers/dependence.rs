//! Which outputs of a generic function depend on which inputs, found by running it.
//!
//! [`Dependence`] is a number that remembers what it was made from. It implements
//! [`Scalar`], so any function that is generic over its scalar type takes it. Numbers are nodes of
//! a graph: an input is a node of its own, an operation on two dependent numbers adds a node for
//! their union, an operation on one keeps its node. At the end each output's inputs are collected.

use super::Pattern;
use crate::leaves::{Walk, WalkMut};
use crate::math::{self, Elementary};
use crate::{Differentiable, Scalar, Tangent};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::iter::{Product, Sum};
use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};
use std::panic::Location;
use std::sync::atomic::{AtomicU32, Ordering as Atomic};

/// What [`detect()`] found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Detected {
    /// A row for each output, a column for each input.
    pub pattern: Pattern,
    /// Whether the function asked how dependent numbers compare. If not, the pattern holds at every
    /// point; if so, at every point at which all comparisons turn out the same.
    pub compared: bool,
}

/// Finds which outputs of `f` depend on which inputs, by running it once at `x`.
///
/// # What is sound
/// No dependence is missed, at the point and wherever the function's comparisons turn out as they
/// do at the point ([`Detected::compared`] says whether there are any). The maximum, the minimum
/// and `clamp` count as dependent on all their operands, so they are no comparisons. Some entries
/// may be zeros: x − x depends on x here. Functions that are constant between jumps (`floor`,
/// `signum`, …) are constant, as in every derivative.
///
/// What leaves the generic type is out of sight: `to_f64` of a dependent number panics.
///
/// # Examples
/// ```
/// use cotangent::Scalar;
/// use cotangent::drivers::detect;
///
/// fn f<T: Scalar>(x: &[T]) -> Vec<T> {
///     vec![x[0] * x[1].sin(), x[2].max(T::zero()), T::one()]
/// }
/// let found = detect(|x| f(x), &[1.0, 2.0, 3.0]);
/// assert_eq!(found.pattern.entries().collect::<Vec<_>>(), [(0, 0), (0, 1), (1, 2)]);
/// assert!(!found.compared);
/// ```
/// The pattern of a Hessian is that of the gradient's Jacobian, `detect(|x| f::grad(x), &x)`.
///
/// # Panics
/// If a dependent number is turned into an `f64`, or if a number of another detection is met.
#[track_caller]
pub fn detect<Y: AsRef<[Dependence]>>(f: impl FnOnce(&[Dependence]) -> Y, x: &[f64]) -> Detected {
    followed(f, x, |graph, outputs| {
        let rows = graph.inputs_of(outputs);
        Detected { pattern: Pattern::from_rows(x.len(), rows), compared: graph.compared }
    })
}

/// Runs a function on inputs that are followed, and reads the graph of what it did.
#[track_caller]
pub(super) fn followed<Y: AsRef<[Dependence]>, R>(
    f: impl FnOnce(&[Dependence]) -> Y,
    x: &[f64],
    read: impl FnOnce(&Graph, &[Dependence]) -> R,
) -> R {
    let running = Running::start(x.len());
    let run = GRAPH.with_borrow(|graph| graph.run);
    let node = |index: usize| u32::try_from(index + 1).expect("fewer than 2³² inputs");
    let inputs: Vec<Dependence> = (x.iter().enumerate())
        .map(|(index, &value)| Dependence { value, node: node(index), run })
        .collect();
    let outputs = f(&inputs);
    let found = GRAPH.with_borrow(|graph| read(graph, outputs.as_ref()));
    drop(running);
    found
}

/// A number that knows which inputs it depends on: see [`detect()`].
///
/// As a tangent it has no leaves, since its floats are not its own to set.
#[derive(Clone, Copy)]
pub struct Dependence {
    value: f64,
    /// Zero for a constant, then the inputs, then unions.
    node: u32,
    /// Which detection the node belongs to.
    run: u32,
}

thread_local! {
    static GRAPH: RefCell<Graph> = const { RefCell::new(Graph::new()) };
}

/// Tells apart the detections of all threads; zero is none.
static LAST_RUN: AtomicU32 = AtomicU32::new(0);

pub(super) struct Graph {
    run: u32,
    pub(super) n_inputs: usize,
    pub(super) unions: Vec<Union>,
    /// Comparisons of two dependent numbers.
    pub(super) comparisons: Vec<Union>,
    compared: bool,
}

/// An operation on two dependent numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Union {
    pub(super) operands: [u32; 2],
    pub(super) operation: &'static str,
    pub(super) at: &'static Location<'static>,
}

impl Graph {
    const fn new() -> Graph {
        Graph { run: 0, n_inputs: 0, unions: Vec::new(), comparisons: Vec::new(), compared: false }
    }

    #[track_caller]
    fn check(&self, number: Dependence) {
        assert!(
            number.node == 0 || number.run == self.run,
            "a number of one detection is used in another, or on another thread"
        );
    }

    #[track_caller]
    fn union(
        &mut self,
        a: Dependence,
        b: Dependence,
        operation: &'static str,
        at: &'static Location<'static>,
    ) -> u32 {
        self.check(a);
        self.check(b);
        match (a.node, b.node) {
            (node, 0) | (0, node) => node,
            (a, b) if a == b => a,
            (a, b) => {
                self.unions.push(Union { operands: [a, b], operation, at });
                u32::try_from(self.n_inputs + self.unions.len()).expect("fewer than 2³² operations")
            }
        }
    }

    /// The inputs that each number depends on.
    #[track_caller]
    fn inputs_of(&self, numbers: &[Dependence]) -> Vec<Vec<usize>> {
        // For each node the last number that reached it.
        let mut reached = vec![usize::MAX; self.n_inputs + self.unions.len() + 1];
        let mut to_visit = vec![];
        let inputs_of = |(index, number): (usize, &Dependence)| {
            self.check(*number);
            let mut inputs = vec![];
            to_visit.push(number.node as usize);
            while let Some(node) = to_visit.pop() {
                if node == 0 || std::mem::replace(&mut reached[node], index) == index {
                    continue;
                }
                if node <= self.n_inputs {
                    inputs.push(node - 1);
                } else {
                    let operands = self.unions[node - self.n_inputs - 1].operands;
                    to_visit.extend(operands.map(|operand| operand as usize));
                }
            }
            inputs
        };
        numbers.iter().enumerate().map(inputs_of).collect()
    }
}

/// A detection that is going on; the one around it goes on when it ends.
struct Running {
    around: Option<Graph>,
}

impl Running {
    fn start(n_inputs: usize) -> Running {
        let run = LAST_RUN.fetch_add(1, Atomic::Relaxed).wrapping_add(1);
        let graph = Graph { run, n_inputs, ..Graph::new() };
        Running { around: Some(GRAPH.replace(graph)) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(around) = self.around.take() {
            GRAPH.set(around);
        }
    }
}

impl Dependence {
    pub(super) fn node(self) -> usize {
        self.node as usize
    }

    const fn constant(value: f64) -> Dependence {
        Dependence { value, node: 0, run: 0 }
    }

    /// The result of an operation on this number alone.
    fn map(self, f: impl FnOnce(f64) -> f64) -> Dependence {
        Dependence { value: f(self.value), ..self }
    }

    /// The result of an operation on two numbers.
    #[track_caller]
    fn join(
        self,
        other: Dependence,
        operation: &'static str,
        f: impl FnOnce(f64, f64) -> f64,
    ) -> Dependence {
        let value = f(self.value, other.value);
        if self.node == 0 || other.node == 0 {
            let dependent = if self.node == 0 { other } else { self };
            return Dependence { value, ..dependent };
        }
        // Within the closure it would be this place.
        let at = Location::caller();
        let node = GRAPH.with_borrow_mut(|graph| graph.union(self, other, operation, at));
        Dependence { value, node, run: self.run }
    }

    /// The value, for a question whose answer is not differentiated.
    fn compared(self) -> f64 {
        if self.node != 0 {
            GRAPH.with_borrow_mut(|graph| graph.compared = true);
        }
        self.value
    }

    /// The values, for a comparison.
    #[track_caller]
    fn compared_with(self, other: Dependence) -> (f64, f64) {
        if self.node != 0 && other.node != 0 {
            let (operands, at) = ([self.node, other.node], Location::caller());
            let comparison = Union { operands, operation: "comparison", at };
            GRAPH.with_borrow_mut(|graph| graph.comparisons.push(comparison));
        }
        (self.compared(), other.compared())
    }

    #[track_caller]
    fn escaped(self) -> f64 {
        assert!(
            self.node == 0,
            "a number that depends on the inputs is turned into an `f64`: what is made from it \
             would be missing in the pattern"
        );
        self.value
    }
}

impl fmt::Debug for Dependence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

impl fmt::Display for Dependence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value, f)
    }
}

impl fmt::LowerExp for Dependence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::LowerExp::fmt(&self.value, f)
    }
}

impl Default for Dependence {
    fn default() -> Dependence {
        Dependence::constant(0.0)
    }
}

impl PartialEq for Dependence {
    #[track_caller]
    fn eq(&self, other: &Dependence) -> bool {
        let (one, other) = self.compared_with(*other);
        one == other
    }
}

impl PartialOrd for Dependence {
    #[track_caller]
    fn partial_cmp(&self, other: &Dependence) -> Option<Ordering> {
        let (one, other) = self.compared_with(*other);
        one.partial_cmp(&other)
    }
}

macro_rules! operators {
    ($($Op:ident $op:ident $OpAssign:ident $op_assign:ident,)*) => {$(
        impl $Op for Dependence {
            type Output = Dependence;
            #[track_caller]
            fn $op(self, other: Dependence) -> Dependence {
                self.join(other, stringify!($op), f64::$op)
            }
        }
        impl $Op<&Dependence> for Dependence {
            type Output = Dependence;
            #[track_caller]
            fn $op(self, other: &Dependence) -> Dependence {
                self.join(*other, stringify!($op), f64::$op)
            }
        }
        impl $OpAssign for Dependence {
            #[track_caller]
            fn $op_assign(&mut self, other: Dependence) {
                *self = self.join(other, stringify!($op), f64::$op);
            }
        }
    )*};
}
operators!(
    Add add AddAssign add_assign,
    Sub sub SubAssign sub_assign,
    Mul mul MulAssign mul_assign,
    Div div DivAssign div_assign,
    Rem rem RemAssign rem_assign,
);

impl Neg for Dependence {
    type Output = Dependence;
    fn neg(self) -> Dependence {
        self.map(f64::neg)
    }
}

macro_rules! folds {
    ($($Fold:ident $fold:ident $start:literal $op:tt,)*) => {$(
        impl $Fold for Dependence {
            fn $fold<I: Iterator<Item = Dependence>>(numbers: I) -> Dependence {
                numbers.fold(Dependence::constant($start), |all, x| {
                    all.join(x, stringify!($fold), |all, x| all $op x)
                })
            }
        }
        impl<'a> $Fold<&'a Dependence> for Dependence {
            fn $fold<I: Iterator<Item = &'a Dependence>>(numbers: I) -> Dependence {
                numbers.copied().$fold()
            }
        }
    )*};
}
folds!(Sum sum 0.0 +, Product product 1.0 *,);

impl Differentiable for Dependence {
    type Tangent = Dependence;
    fn zero_tangent(&self) -> Dependence {
        Dependence::constant(0.0)
    }
    fn step(&mut self, direction: &Dependence, by: f64) {
        self.axpy(by, direction);
    }
    fn walk(&self, _walk: &mut Walk<'_>) {}
    fn walk_mut(&mut self, _walk: &mut WalkMut<'_>) {}
}

impl Tangent for Dependence {
    crate::differentiable::whole_lanes!();
    #[track_caller]
    fn accumulate(&mut self, other: &Dependence) {
        *self += *other;
    }
    #[track_caller]
    fn axpy(&mut self, a: f64, x: &Dependence) {
        *self += x.map(|x| a * x);
    }
    fn scale(&mut self, by: f64) {
        *self = self.map(|x| by * x);
    }
    #[track_caller]
    fn dot(&self, other: &Dependence) -> f64 {
        (*self * *other).escaped()
    }
    fn set_zero(&mut self) {
        *self = Dependence::constant(0.0);
    }
    fn is_zero(&self) -> bool {
        self.compared() == 0.0
    }
}

/// Implements [`Scalar`] by the methods of `f64`, sorted by what their result depends on.
macro_rules! scalar {
    (const $($constant:ident)*; kept $($kept:ident)*; joined $($joined:ident)*;
     flat $($flat:ident)*; test $($test:ident)*) => {
        impl Scalar for Dependence {
            $(const $constant: Self = Dependence::constant(f64::$constant);)*
            fn from_f64(value: f64) -> Self {
                Dependence::constant(value)
            }
            #[track_caller]
            fn to_f64(self) -> f64 {
                self.escaped()
            }
            $(fn $kept(self) -> Self {
                self.map(f64::$kept)
            })*
            $(#[track_caller]
            fn $joined(self, other: Self) -> Self {
                self.join(other, stringify!($joined), f64::$joined)
            })*
            $(fn $flat(self) -> Self {
                Dependence::constant(self.value.$flat())
            })*
            $(fn $test(self) -> bool {
                self.compared().$test()
            })*
            // The sign that is given moves nothing.
            fn copysign(self, sign: Self) -> Self {
                self.map(|x| x.copysign(sign.value))
            }
            // A step function, like `floor`.
            fn div_euclid(self, divisor: Self) -> Self {
                Dependence::constant(self.value.div_euclid(divisor.value))
            }
            fn powi(self, exponent: i32) -> Self {
                self.map(|x| x.powi(exponent))
            }
            #[track_caller]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                let product = self.join(factor, "mul_add", |_, _| 0.0);
                let value = self.value.mul_add(factor.value, addend.value);
                product.join(addend, "mul_add", |_, _| value)
            }
            #[track_caller]
            fn clamp(self, low: Self, high: Self) -> Self {
                let value = self.value.clamp(low.value, high.value);
                self.join(low, "clamp", |_, _| 0.0).join(high, "clamp", |_, _| value)
            }
            fn sin_cos(self) -> (Self, Self) {
                (self.sin(), self.cos())
            }
        }
    };
}
scalar!(
    const
        EPSILON MIN MAX MIN_POSITIVE INFINITY NEG_INFINITY NAN;
    kept
        sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 exp_m1 ln ln_1p
        log2 log10 sqrt cbrt recip abs fract to_degrees to_radians;
    joined
        log powf hypot atan2 rem_euclid max min midpoint;
    flat
        signum floor ceil round round_ties_even trunc;
    test
        is_nan is_finite is_infinite is_sign_negative is_sign_positive
);

macro_rules! elementary {
    ($($method:ident: $file:ident::$function:ident,)*) => {
        impl Elementary for Dependence {
            $(fn $method(self) -> Self {
                self.map(f64::$method)
            })*
            fn vector_powf(self, exponent: Self) -> Self {
                self.join(exponent, "powf", f64::vector_powf)
            }
        }
    };
}
math::unary!(elementary!());

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(found: &Detected) -> Vec<(usize, usize)> {
        found.pattern.entries().collect()
    }

    #[test]
    fn operations_join_what_they_read() {
        let found = detect(
            |x| {
                [
                    x[0] + x[1] * x[2],
                    x[3].powi(2) - T::one(),
                    x[0].hypot(x[3]).exp(),
                    x[1].floor() + x[2].clamp(x[0], T::one()),
                    x[1].copysign(x[2]),
                    x.iter().sum(),
                    T::zero().max(T::one()),
                ]
            },
            &[1.0, 2.0, 3.0, 4.0],
        );
        type T = Dependence;
        let rows: Vec<&[usize]> = (0..7).map(|row| found.pattern.row(row)).collect();
        let expected: [&[usize]; 7] =
            [&[0, 1, 2], &[3], &[0, 3], &[0, 2], &[1], &[0, 1, 2, 3], &[]];
        assert_eq!(rows, expected);
        assert!(!found.compared);
    }

    #[test]
    fn a_comparison_is_told() {
        let f = |x: &[Dependence]| [if x[0] > Dependence::zero() { x[1] } else { x[2] }];
        let right = detect(f, &[1.0, 0.0, 0.0]);
        assert_eq!((entries(&right), right.compared), (vec![(0, 1)], true));
        let left = detect(f, &[-1.0, 0.0, 0.0]);
        assert_eq!((entries(&left), left.compared), (vec![(0, 2)], true));
        // Between constants it is none.
        let f = |x: &[Dependence]| [if Dependence::one().is_nan() { x[0] } else { x[1] }];
        assert!(!detect(f, &[1.0, 2.0]).compared);
    }

    #[test]
    fn values_are_those_of_the_function() {
        fn f<T: Scalar>(x: T, y: T) -> [T; 5] {
            [x.mul_add(y, x), x % y, x.atan2(y), y.clamp(x, x), x.div_euclid(y)]
        }
        let mut seen = [0.0; 5];
        let expected = f(3.5, 2.0);
        detect(
            |x| {
                let y = f(x[0], x[1]);
                seen = y.map(|y| y.value);
                y
            },
            &[3.5, 2.0],
        );
        assert_eq!(seen, expected);
    }

    #[test]
    #[should_panic(expected = "depends on the inputs is turned into an `f64`")]
    fn a_dependence_that_would_be_lost_panics() {
        detect(|x| [Dependence::from_f64(x[0].to_f64())], &[1.0]);
    }

    #[test]
    #[should_panic(expected = "of one detection is used in another")]
    fn numbers_of_two_detections_do_not_mix() {
        let mut kept = Dependence::zero();
        detect(
            |x| {
                kept = x[0];
                [x[0]]
            },
            &[1.0],
        );
        detect(|x| [x[0] + kept], &[1.0]);
    }

    #[test]
    fn a_detection_inside_of_another() {
        let outer = detect(
            |x| {
                let inner = detect(|y| [y[1]], &[1.0, 2.0]);
                assert_eq!(entries(&inner), [(0, 1)]);
                [x[0] * x[1]]
            },
            &[1.0, 2.0],
        );
        assert_eq!(entries(&outer), [(0, 0), (0, 1)]);
    }
}
