//! The trait for code that is generic over its float type.

use crate::Tangent;
use std::fmt::{Display, LowerExp};
use std::iter::{Product, Sum};
use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

/// A float, `f32`, `f64` or a [variable of a tape](crate::tape::Var): what a function that is
/// generic over its precision asks for.
///
/// The methods are those of the primitive types, under the same names and with the same results.
///
/// # Examples
/// ```
/// use cotangent::Scalar;
///
/// fn softplus<T: Scalar>(x: T) -> T {
///     x.max(T::zero()) + (-x.abs()).exp().ln_1p()
/// }
/// assert_eq!(softplus(0.0_f64), 2.0_f64.ln());
/// assert_eq!(softplus(0.0_f32), 2.0_f32.ln());
/// ```
pub trait Scalar:
    Tangent
    + crate::math::Elementary
    + Copy
    + Default
    + PartialOrd
    + Display
    + LowerExp
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Rem<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + RemAssign
    + Sum
    + Product
    + for<'a> Add<&'a Self, Output = Self>
    + for<'a> Sub<&'a Self, Output = Self>
    + for<'a> Mul<&'a Self, Output = Self>
    + for<'a> Div<&'a Self, Output = Self>
    + for<'a> Sum<&'a Self>
    + for<'a> Product<&'a Self>
{
    /// The distance from one to the next larger number.
    const EPSILON: Self;
    /// The most negative finite number.
    const MIN: Self;
    /// The largest finite number.
    const MAX: Self;
    /// The smallest positive normal number.
    const MIN_POSITIVE: Self;
    /// ∞.
    const INFINITY: Self;
    /// −∞.
    const NEG_INFINITY: Self;
    /// Not a number.
    const NAN: Self;

    /// The nearest number of this type.
    ///
    /// ```
    /// use cotangent::Scalar;
    /// assert_eq!(<f32 as Scalar>::from_f64(0.1), 0.1_f32);
    /// ```
    fn from_f64(value: f64) -> Self;

    /// This number in double precision; exact.
    ///
    /// ```
    /// use cotangent::Scalar;
    /// assert_eq!(0.5_f32.to_f64(), 0.5_f64);
    /// ```
    fn to_f64(self) -> f64;

    /// 0.
    #[inline(always)]
    fn zero() -> Self {
        Self::from_f64(0.0)
    }

    /// 1.
    #[inline(always)]
    fn one() -> Self {
        Self::from_f64(1.0)
    }

    /// The sine of an angle in radians.
    #[must_use]
    fn sin(self) -> Self;
    /// The cosine of an angle in radians.
    #[must_use]
    fn cos(self) -> Self;
    /// The tangent function of an angle in radians.
    #[must_use]
    fn tan(self) -> Self;
    /// The angle in [−π/2, π/2] whose sine this is.
    #[must_use]
    fn asin(self) -> Self;
    /// The angle in [0, π] whose cosine this is.
    #[must_use]
    fn acos(self) -> Self;
    /// The angle in (−π/2, π/2) whose tangent function this is.
    #[must_use]
    fn atan(self) -> Self;
    /// The hyperbolic sine.
    #[must_use]
    fn sinh(self) -> Self;
    /// The hyperbolic cosine.
    #[must_use]
    fn cosh(self) -> Self;
    /// The hyperbolic tangent function.
    #[must_use]
    fn tanh(self) -> Self;
    /// The inverse of the hyperbolic sine.
    #[must_use]
    fn asinh(self) -> Self;
    /// The inverse of the hyperbolic cosine.
    #[must_use]
    fn acosh(self) -> Self;
    /// The inverse of the hyperbolic tangent function.
    #[must_use]
    fn atanh(self) -> Self;
    /// e to the power of this number.
    #[must_use]
    fn exp(self) -> Self;
    /// 2 to the power of this number.
    #[must_use]
    fn exp2(self) -> Self;
    /// eˣ − 1, accurate near zero.
    #[must_use]
    fn exp_m1(self) -> Self;
    /// The natural logarithm.
    #[must_use]
    fn ln(self) -> Self;
    /// ln(1 + x), accurate near zero.
    #[must_use]
    fn ln_1p(self) -> Self;
    /// The logarithm to base 2.
    #[must_use]
    fn log2(self) -> Self;
    /// The logarithm to base 10.
    #[must_use]
    fn log10(self) -> Self;
    /// The square root.
    #[must_use]
    fn sqrt(self) -> Self;
    /// The cube root.
    #[must_use]
    fn cbrt(self) -> Self;
    /// One over this number.
    #[must_use]
    fn recip(self) -> Self;
    /// The absolute value.
    #[must_use]
    fn abs(self) -> Self;
    /// The sign: 1 or −1, also for zeros of either sign.
    #[must_use]
    fn signum(self) -> Self;
    /// The largest integer that is not greater.
    #[must_use]
    fn floor(self) -> Self;
    /// The smallest integer that is not less.
    #[must_use]
    fn ceil(self) -> Self;
    /// The nearest integer, ties away from zero.
    #[must_use]
    fn round(self) -> Self;
    /// The nearest integer, ties to the even one.
    #[must_use]
    fn round_ties_even(self) -> Self;
    /// The integer part.
    #[must_use]
    fn trunc(self) -> Self;
    /// The fractional part, with the sign of the number.
    #[must_use]
    fn fract(self) -> Self;
    /// From radians to degrees.
    #[must_use]
    fn to_degrees(self) -> Self;
    /// From degrees to radians.
    #[must_use]
    fn to_radians(self) -> Self;
    /// The logarithm to a given base.
    #[must_use]
    fn log(self, base: Self) -> Self;
    /// This number to the power of `exponent`.
    #[must_use]
    fn powf(self, exponent: Self) -> Self;
    /// √(x² + y²), without overflow on the way.
    #[must_use]
    fn hypot(self, other: Self) -> Self;
    /// The angle of the point (`other`, `self`), in radians in (−π, π].
    #[must_use]
    fn atan2(self, other: Self) -> Self;
    /// This number's magnitude with the sign of `sign`.
    #[must_use]
    fn copysign(self, sign: Self) -> Self;
    /// The remainder that is never negative.
    #[must_use]
    fn rem_euclid(self, divisor: Self) -> Self;
    /// The quotient that belongs to [`rem_euclid`](Self::rem_euclid).
    #[must_use]
    fn div_euclid(self, divisor: Self) -> Self;
    /// The greater of two numbers.
    #[must_use]
    fn max(self, other: Self) -> Self;
    /// The lesser of two numbers.
    #[must_use]
    fn min(self, other: Self) -> Self;
    /// The number halfway between two numbers.
    #[must_use]
    fn midpoint(self, other: Self) -> Self;
    /// This number to an integer power.
    #[must_use]
    fn powi(self, exponent: i32) -> Self;
    /// `self · factor + addend`, rounded once.
    #[must_use]
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    /// The nearest number in [`low`, `high`].
    ///
    /// # Panics
    /// If `low > high` or either is NaN.
    #[must_use]
    fn clamp(self, low: Self, high: Self) -> Self;
    /// The sine and the cosine.
    fn sin_cos(self) -> (Self, Self);
    /// Whether this is not a number.
    fn is_nan(self) -> bool;
    /// Whether this is neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// Whether this is ∞ or −∞.
    fn is_infinite(self) -> bool;
    /// Whether the sign bit is set.
    fn is_sign_negative(self) -> bool;
    /// Whether the sign bit is clear.
    fn is_sign_positive(self) -> bool;

    /// `q`, or zero where the (co)tangent `w` is zero and `q` its product with a coefficient.
    // Both are computed and one is selected: a branch around the division costs twice as much.
    #[doc(hidden)]
    #[inline(always)]
    fn unless_zero(w: Self, q: Self) -> Self {
        if w == Self::zero() { Self::zero() } else { q }
    }
}

/// Implements [`Scalar`] by the inherent methods of the primitive type.
macro_rules! scalar {
    ($float:ident; const $($constant:ident)*; unary $($unary:ident)*; binary $($binary:ident)*;
     test $($test:ident)*) => {
        impl Scalar for $float {
            $(const $constant: Self = $float::$constant;)*
            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $float
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            $(#[inline(always)]
            fn $unary(self) -> Self {
                $float::$unary(self)
            })*
            $(#[inline(always)]
            fn $binary(self, other: Self) -> Self {
                $float::$binary(self, other)
            })*
            #[inline(always)]
            fn powi(self, exponent: i32) -> Self {
                $float::powi(self, exponent)
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                $float::mul_add(self, factor, addend)
            }
            #[inline(always)]
            #[track_caller]
            fn clamp(self, low: Self, high: Self) -> Self {
                $float::clamp(self, low, high)
            }
            #[inline(always)]
            fn sin_cos(self) -> (Self, Self) {
                $float::sin_cos(self)
            }
            $(#[inline(always)]
            fn $test(self) -> bool {
                $float::$test(self)
            })*
        }
    };
}

/// One list of names for both types.
macro_rules! scalars {
    ($($lists:tt)*) => {
        scalar!(f32; $($lists)*);
        scalar!(f64; $($lists)*);
    };
}
scalars!(
    const
        EPSILON MIN MAX MIN_POSITIVE INFINITY NEG_INFINITY NAN;
    unary
        sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 exp_m1 ln ln_1p
        log2 log10 sqrt cbrt recip abs signum floor ceil round round_ties_even trunc fract
        to_degrees to_radians;
    binary
        log powf hypot atan2 copysign rem_euclid div_euclid max min midpoint;
    test
        is_nan is_finite is_infinite is_sign_negative is_sign_positive
);

#[cfg(test)]
mod tests {
    use super::*;

    /// The same name must mean the same function: a slip in the table would go unseen otherwise.
    fn probe<T: Scalar>(x: T, y: T) -> Vec<f64> {
        let (s, c) = x.sin_cos();
        [
            s,
            c,
            x.tan(),
            x.asin(),
            x.acos(),
            x.atan(),
            x.exp_m1(),
            x.ln_1p(),
            x.log(y),
            x.powf(y),
            x.powi(3),
            x.hypot(y),
            x.atan2(y),
            x.mul_add(y, T::one()),
            (-x).rem_euclid(y),
            x.max(y),
            x.min(y),
            y.clamp(T::zero(), T::one()),
            x.copysign(-y),
            (-x).floor(),
            x.cbrt(),
        ]
        .map(T::to_f64)
        .to_vec()
    }

    #[test]
    fn methods_are_those_of_the_primitive() {
        let (x, y) = (0.3_f64, 2.5_f64);
        let expected = [
            x.sin(),
            x.cos(),
            x.tan(),
            x.asin(),
            x.acos(),
            x.atan(),
            x.exp_m1(),
            x.ln_1p(),
            x.log(y),
            x.powf(y),
            x.powi(3),
            x.hypot(y),
            x.atan2(y),
            x.mul_add(y, 1.0),
            (-x).rem_euclid(y),
            y,
            x,
            1.0,
            -x,
            -1.0,
            x.cbrt(),
        ];
        assert_eq!(probe(x, y), expected);
        for (single, double) in probe(0.3_f32, 2.5_f32).iter().zip(expected) {
            assert!((single - double).abs() < 1e-6, "{single} {double}");
        }
    }

    #[test]
    fn a_scalar_is_its_own_tangent() {
        fn twice<T: Scalar>(x: T) -> T {
            let mut total: T = x.zero_tangent();
            total.accumulate(&x);
            total += x;
            [total, -T::one()].iter().sum()
        }
        assert_eq!(twice(3.0_f32), 5.0);
        assert!(<f64 as Scalar>::NAN.is_nan() && f32::EPSILON.to_f64() > f64::EPSILON);
    }
}
