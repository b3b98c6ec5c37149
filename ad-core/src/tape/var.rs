//! Variables: numbers that a tape knows.

use super::{NONE, Op, Primitive, Real, Tape};
use std::cmp::Ordering;
use std::fmt;
use std::iter::{Product, Sum};
use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

/// A number on a [`Tape`], or a constant.
///
/// It is `Copy` and works like the float that it stands for: operators with variables and with
/// plain numbers on either side, by value and by reference; the mathematical methods under their own
/// names; comparisons and printing by its value. Operations are recorded where an operand is on a
/// tape.
///
/// ```
/// use cotangent::tape::Tape;
///
/// let tape = Tape::new();
/// let x = tape.var(-0.5);
/// let y = if x < 0.0 { 1.0 - x.exp() } else { x.max(0.1) };
/// assert_eq!(y.grad(&[x]), [-(-0.5_f64).exp()]);
/// ```
#[derive(Clone, Copy)]
pub struct Var<'t, T: Real = f64> {
    /// None for a constant.
    pub(super) tape: Option<&'t Tape<T>>,
    pub(super) node: u32,
    pub(super) value: T,
}

impl<'t, T: Real> Var<'t, T> {
    /// A number that no tape knows: derivatives are zero in it, and operations among constants are
    /// not recorded.
    ///
    /// ```
    /// # use cotangent::tape::{Tape, Var};
    /// const TWO: Var = Var::constant(2.0);
    /// let tape = Tape::new();
    /// let x = tape.var(3.0);
    /// assert_eq!((TWO * TWO * x).grad(&[x]), [4.0]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn constant(value: T) -> Self {
        Var { tape: None, node: NONE, value }
    }

    /// The number itself, without its history: what is computed from it is constant.
    #[inline]
    #[must_use]
    pub fn value(self) -> T {
        self.value
    }

    /// Whether this is a constant.
    #[inline]
    #[must_use]
    pub fn is_constant(self) -> bool {
        self.tape.is_none()
    }

    /// The tape; none of a constant.
    #[inline]
    #[must_use]
    pub fn tape(self) -> Option<&'t Tape<T>> {
        self.tape
    }

    /// This number as a constant: gradients stop here.
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::new();
    /// let x = tape.var(3.0);
    /// assert_eq!((x * x.held()).grad(&[x]), [3.0]);
    /// ```
    #[inline]
    #[must_use]
    pub fn held(self) -> Self {
        Var::constant(self.value)
    }

    /// The partial derivatives of this variable in the inputs, in one reverse sweep.
    ///
    /// An input may be any variable, also the result of operations. Where this variable does not
    /// depend on it, the derivative is 0. For several outputs at once see [`Tape::vjp`].
    ///
    /// ```
    /// # use cotangent::tape::Tape;
    /// let tape = Tape::new();
    /// let (x, y) = (tape.var(3.0), tape.var(4.0));
    /// assert_eq!(x.hypot(y).grad(&[x, y]), [0.6, 0.8]);
    /// ```
    ///
    /// # Panics
    /// If an input belongs to another tape or is a constant.
    #[must_use]
    #[track_caller]
    pub fn grad(self, inputs: &[Self]) -> Vec<T> {
        let mut gradient = vec![T::zero(); inputs.len()];
        self.grad_into(inputs, &mut gradient);
        gradient
    }

    /// [`grad`](Self::grad) into a buffer of one's own, which is overwritten; allocates nothing once
    /// the tape has swept a recording of this length before.
    ///
    /// # Panics
    /// As [`grad`](Self::grad), and if the buffer has another length than `inputs`.
    #[track_caller]
    pub fn grad_into(self, inputs: &[Self], gradient: &mut [T]) {
        match self.of(inputs) {
            Some(tape) => tape.vjp_into(&[self], &[T::one()], inputs, gradient),
            None => crate::__private::check_len("gradient", gradient.len(), 0),
        }
    }

    /// [`grad`](Self::grad) as a recorded computation: the results are variables, so they can be used
    /// and differentiated again.
    ///
    /// ```
    /// # use cotangent::tape::{Tape, Var};
    /// // The Laplacian of x² y + y³ is 2y + 6y.
    /// let tape = Tape::new();
    /// let x = tape.vars(&[5.0, 2.0]);
    /// let u = x[0] * x[0] * x[1] + x[1].powi(3);
    /// let slopes = u.grad_recorded(&x);
    /// let laplacian: Var = slopes.iter().zip(&x).map(|(s, v)| s.grad_recorded(&[*v])[0]).sum();
    /// assert_eq!((laplacian.value(), laplacian.grad(&x)), (16.0, vec![0.0, 8.0]));
    /// ```
    ///
    /// # Panics
    /// As [`grad`](Self::grad).
    #[must_use]
    #[track_caller]
    pub fn grad_recorded(self, inputs: &[Self]) -> Vec<Self> {
        match self.of(inputs) {
            Some(tape) => tape.vjp_recorded(&[self], &[Var::constant(T::one())], inputs),
            None => Vec::new(),
        }
    }

    /// The tape that a gradient is taken on; none where there is nothing to differentiate in.
    #[track_caller]
    fn of(self, inputs: &[Self]) -> Option<&'t Tape<T>> {
        // A constant input is reported by the sweep.
        self.tape.or_else(|| inputs.iter().find_map(|x| x.tape)).or_else(|| {
            assert!(
                inputs.is_empty(),
                "a derivative in constants: inputs are made by `tape.var(..)`"
            );
            None
        })
    }

    /// A result that is computed elsewhere, with its slopes: a rule by hand.
    ///
    /// The value is given; the partial derivative in each operand is its slope, a variable, so the
    /// slopes are differentiated in their turn where derivatives of derivatives are taken.
    ///
    /// ```
    /// # use cotangent::tape::{Tape, Var};
    /// fn gaussian<'t>(x: Var<'t>) -> Var<'t> {
    ///     let y = (-x * x).exp().value();
    ///     // y′ = −2xy, and y in it is that function again, where second derivatives are wanted.
    ///     Var::given(y, &[(x, -2.0 * x * (-x * x).exp())])
    /// }
    /// let tape = Tape::new();
    /// let x = tape.var(0.5);
    /// let y = gaussian(x);
    /// assert_eq!(y.grad(&[x]), [-y.value()]);
    /// ```
    ///
    /// # Panics
    /// If operands and slopes belong to different tapes.
    #[must_use]
    #[track_caller]
    pub fn given(value: T, slopes: &[(Self, Self)]) -> Self {
        let mut y = Var::constant(value);
        let mut first = true;
        for &(x, slope) in slopes {
            let Some(tape) = x.tape else { continue };
            let here = if first { value } else { T::zero() };
            let args = [tape.operand(&x), tape.operand(&slope), NONE];
            let part = tape.push(Op::Given, here, args);
            y = if first { part } else { y + part };
            first = false;
        }
        y
    }

    /// A primitive of the constants and variables in `x`, and its value.
    #[inline(always)]
    #[track_caller]
    pub(super) fn record<const N: usize>(primitive: Primitive, x: [Self; N], value: T) -> Self {
        let Some(tape) = x.iter().find_map(|x| x.tape) else { return Var::constant(value) };
        let mut args = [NONE; 3];
        for (arg, x) in args.iter_mut().zip(&x) {
            *arg = tape.operand(x);
        }
        tape.push(Op::Rule(primitive), value, args)
    }

    /// A power with an integer exponent.
    #[inline]
    #[track_caller]
    pub(super) fn record_power(self, primitive: Primitive, n: i32) -> Self {
        self.record_power_of(primitive, n, Var::constant(T::zero()))
    }

    /// A power with an integer exponent and one more operand, a constant.
    #[inline]
    #[track_caller]
    fn record_power_of(self, primitive: Primitive, n: i32, more: Self) -> Self {
        let value = primitive.value([self.value, T::zero(), more.value], n);
        let Some(tape) = self.tape else { return Var::constant(value) };
        let last = if primitive.arity() > 2 { tape.operand(&more) } else { NONE };
        tape.push(Op::Rule(primitive), value, [self.node, n as u32, last])
    }

    /// A primitive in a slope: what is flat is a constant there.
    #[track_caller]
    pub(super) fn apply(primitive: Primitive, x: [Self; 3], exponent: i32) -> Self {
        if primitive.has_exponent() {
            return x[0].record_power_of(primitive, exponent, x[2]);
        }
        let value = primitive.value(x.map(|x| x.value), 0);
        match primitive.arity() {
            _ if primitive.is_flat() => Var::constant(value),
            1 => Var::record(primitive, [x[0]], value),
            2 => Var::record(primitive, [x[0], x[1]], value),
            _ => Var::record(primitive, x, value),
        }
    }

    /// Sine and cosine at once.
    #[inline]
    #[must_use]
    pub fn sin_cos(self) -> (Self, Self) {
        (self.sin(), self.cos())
    }

    /// Whether the value is not a number.
    #[inline]
    #[must_use]
    pub fn is_nan(self) -> bool {
        self.value.is_nan()
    }

    /// Whether the value is neither infinite nor NaN.
    #[inline]
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.value.is_finite()
    }

    /// Whether the value is ∞ or −∞.
    #[inline]
    #[must_use]
    pub fn is_infinite(self) -> bool {
        self.value.is_infinite()
    }

    /// Whether the value's sign bit is set.
    #[inline]
    #[must_use]
    pub fn is_sign_negative(self) -> bool {
        self.value.is_sign_negative()
    }

    /// Whether the value's sign bit is clear.
    #[inline]
    #[must_use]
    pub fn is_sign_positive(self) -> bool {
        self.value.is_sign_positive()
    }
}

impl<T: Real> Neg for Var<'_, T> {
    type Output = Self;
    #[inline]
    #[track_caller]
    fn neg(self) -> Self {
        Var::record(Primitive::neg, [self], -self.value)
    }
}

impl<'t, T: Real> Neg for &Var<'t, T> {
    type Output = Var<'t, T>;
    #[inline]
    #[track_caller]
    fn neg(self) -> Var<'t, T> {
        -*self
    }
}

/// One infix operator: between variables, and between a variable and a number, in all forms in which
/// std's floats have it.
macro_rules! operator {
    ($trait:ident $method:ident, $assign_trait:ident $assign:ident, $primitive:ident) => {
        impl<T: Real> $trait for Var<'_, T> {
            type Output = Self;
            #[inline]
            #[track_caller]
            fn $method(self, other: Self) -> Self {
                let value = $trait::$method(self.value, other.value);
                Var::record(Primitive::$primitive, [self, other], value)
            }
        }

        operator!(@form [T] T, $trait $method, Var<'t, T>, &Var<'t, T>, |a, b| (a, *b));
        operator!(@form [T] T, $trait $method, &Var<'t, T>, Var<'t, T>, |a, b| (*a, b));
        operator!(@form [T] T, $trait $method, &Var<'t, T>, &Var<'t, T>, |a, b| (*a, *b));
        operator!(@number $trait $method, $assign_trait $assign, f32);
        operator!(@number $trait $method, $assign_trait $assign, f64);

        impl<T: Real> $assign_trait for Var<'_, T> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: Self) {
                *self = $trait::$method(*self, other);
            }
        }

        impl<'t, T: Real> $assign_trait<&Var<'t, T>> for Var<'t, T> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: &Var<'t, T>) {
                *self = $trait::$method(*self, *other);
            }
        }
    };
    (@number $trait:ident $method:ident, $assign_trait:ident $assign:ident, $float:ident) => {
        operator!(@form [] $float, $trait $method, Var<'t, $float>, $float, |a, b| (a, Var::constant(b)));
        operator!(@form [] $float, $trait $method, Var<'t, $float>, &$float, |a, b| (a, Var::constant(*b)));
        operator!(@form [] $float, $trait $method, &Var<'t, $float>, $float, |a, b| (*a, Var::constant(b)));
        operator!(@form [] $float, $trait $method, &Var<'t, $float>, &$float,
            |a, b| (*a, Var::constant(*b)));
        operator!(@form [] $float, $trait $method, $float, Var<'t, $float>, |a, b| (Var::constant(a), b));
        operator!(@form [] $float, $trait $method, $float, &Var<'t, $float>, |a, b| (Var::constant(a), *b));
        operator!(@form [] $float, $trait $method, &$float, Var<'t, $float>, |a, b| (Var::constant(*a), b));
        operator!(@form [] $float, $trait $method, &$float, &Var<'t, $float>,
            |a, b| (Var::constant(*a), *b));

        impl $assign_trait<$float> for Var<'_, $float> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: $float) {
                *self = $trait::$method(*self, Var::constant(other));
            }
        }

        impl $assign_trait<&$float> for Var<'_, $float> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: &$float) {
                *self = $trait::$method(*self, Var::constant(*other));
            }
        }
    };
    (@form [$($generic:ident)?] $value:ty, $trait:ident $method:ident, $a:ty, $b:ty,
     |$x:ident, $y:ident| $values:expr) => {
        impl<'t $(, $generic: Real)?> $trait<$b> for $a {
            type Output = Var<'t, $value>;
            #[inline]
            #[track_caller]
            fn $method(self, other: $b) -> Self::Output {
                let ($x, $y) = (self, other);
                let (a, b) = $values;
                $trait::$method(a, b)
            }
        }
    };
}

operator!(Add add, AddAssign add_assign, add);
operator!(Sub sub, SubAssign sub_assign, sub);
operator!(Mul mul, MulAssign mul_assign, mul);
operator!(Div div, DivAssign div_assign, div);
operator!(Rem rem, RemAssign rem_assign, rem);

/// A sum or product, started with its first term; without any it is what std's floats give.
macro_rules! fold {
    ($trait:ident $method:ident, $operator:path, $empty:expr) => {
        impl<T: Real> $trait for Var<'_, T> {
            #[track_caller]
            fn $method<I: Iterator<Item = Self>>(terms: I) -> Self {
                terms.reduce($operator).unwrap_or(Var::constant(T::from_f64($empty)))
            }
        }

        impl<'a, 't, T: Real> $trait<&'a Var<'t, T>> for Var<'t, T> {
            #[track_caller]
            fn $method<I: Iterator<Item = &'a Self>>(terms: I) -> Self {
                terms.copied().$method()
            }
        }
    };
}
fold!(Sum sum, Add::add, -0.0);
fold!(Product product, Mul::mul, 1.0);

impl<T: Real> PartialEq for Var<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Real> PartialOrd for Var<'_, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

/// What each of the two number types has of its own.
macro_rules! number {
    ($float:ident from $($integer:ident)*) => {
        impl Var<'_, $float> {
            /// The total order of the values, as in std.
            #[must_use]
            pub fn total_cmp(&self, other: &Self) -> Ordering {
                self.value.total_cmp(&other.value)
            }
        }

        impl From<$float> for Var<'_, $float> {
            fn from(value: $float) -> Self {
                Var::constant(value)
            }
        }

        $(impl From<$integer> for Var<'_, $float> {
            fn from(value: $integer) -> Self {
                Var::constant($float::from(value))
            }
        })*

        impl PartialEq<$float> for Var<'_, $float> {
            fn eq(&self, other: &$float) -> bool {
                self.value == *other
            }
        }

        impl PartialEq<Var<'_, $float>> for $float {
            fn eq(&self, other: &Var<'_, $float>) -> bool {
                *self == other.value
            }
        }

        impl PartialOrd<$float> for Var<'_, $float> {
            fn partial_cmp(&self, other: &$float) -> Option<Ordering> {
                self.value.partial_cmp(other)
            }
        }

        impl PartialOrd<Var<'_, $float>> for $float {
            fn partial_cmp(&self, other: &Var<'_, $float>) -> Option<Ordering> {
                self.partial_cmp(&other.value)
            }
        }
    };
}
number!(f32 from i8 i16 u8 u16);
number!(f64 from i8 i16 i32 u8 u16 u32 f32);

impl<T: Real> Default for Var<'_, T> {
    fn default() -> Self {
        Var::constant(T::default())
    }
}

/// As its value.
macro_rules! printed {
    ($($trait:ident)*) => {$(
        impl<T: Real> fmt::$trait for Var<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::$trait::fmt(&self.value, f)
            }
        }
    )*};
}
printed!(Debug Display LowerExp);
