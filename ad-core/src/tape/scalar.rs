//! Variables as floats of generic code: [`Scalar`], and the tangents that it asks for.

use super::{NONE, Op, Real, Var};
use crate::leaves::{Walk, WalkMut};
use crate::math::{self, Elementary};
use crate::{Differentiable, Scalar, Tangent};

/// Hands every method on to the inherent one of the same name.
macro_rules! scalar {
    (const $($constant:ident)*; unary $($unary:ident)*; binary $($binary:ident)*;
     test $($test:ident)*) => {
        impl<T: Real> Scalar for Var<'_, T> {
            $(const $constant: Self = Var::constant(T::$constant);)*
            fn from_f64(value: f64) -> Self {
                Var::constant(T::from_f64(value))
            }
            /// The value; what is computed from it is constant.
            fn to_f64(self) -> f64 {
                self.value.to_f64()
            }
            $(#[inline]
            #[track_caller]
            fn $unary(self) -> Self {
                Var::$unary(self)
            })*
            $(#[inline]
            #[track_caller]
            fn $binary(self, other: Self) -> Self {
                Var::$binary(self, other)
            })*
            #[inline]
            #[track_caller]
            fn powi(self, exponent: i32) -> Self {
                Var::powi(self, exponent)
            }
            #[inline]
            #[track_caller]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                Var::mul_add(self, factor, addend)
            }
            #[inline]
            #[track_caller]
            fn clamp(self, low: Self, high: Self) -> Self {
                Var::clamp(self, low, high)
            }
            fn sin_cos(self) -> (Self, Self) {
                Var::sin_cos(self)
            }
            $(fn $test(self) -> bool {
                Var::$test(self)
            })*

            /// A product that is zero because a cotangent happens to be zero still has a slope in
            /// it; only its value is replaced.
            fn unless_zero(w: Self, q: Self) -> Self {
                match q.tape {
                    _ if w.value != T::zero() => q,
                    Some(tape) if !w.is_constant() => {
                        let one = Var::constant(T::one());
                        let args = [tape.operand(&q), tape.operand(&one), NONE];
                        tape.push(Op::Given, T::zero(), args)
                    }
                    _ => Var::constant(T::zero()),
                }
            }
        }
    };
}
scalar!(
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

macro_rules! elementary {
    ($($method:ident: $file:ident::$function:ident,)*) => {
        impl<T: Real> Elementary for Var<'_, T> {
            $(#[inline]
            #[track_caller]
            fn $method(self) -> Self {
                Var::$method(self)
            })*
            #[inline]
            #[track_caller]
            fn vector_powf(self, exponent: Self) -> Self {
                Var::vector_powf(self, exponent)
            }
        }
    };
}
math::unary!(elementary!());

impl<T: Real> Differentiable for Var<'_, T> {
    type Tangent = Self;
    fn zero_tangent(&self) -> Self {
        Self::default()
    }
    fn step(&mut self, direction: &Self, by: f64) {
        *self += *direction * Var::from_f64(by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        walk.floats(T::floats(std::slice::from_ref(&self.value)));
    }
    /// # Panics
    /// If a variable of a tape is changed: the change would not be recorded.
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        let mut value = self.value;
        walk.floats(T::floats_mut(std::slice::from_mut(&mut value)));
        let same = value == self.value || value.is_nan() && self.value.is_nan();
        assert!(
            same || self.is_constant(),
            "a variable of a tape is changed as a plain number: hold it first, `x.held()`"
        );
        self.value = value;
    }
}

impl<T: Real> Tangent for Var<'_, T> {
    crate::differentiable::whole_lanes!();
    #[track_caller]
    fn accumulate(&mut self, other: &Self) {
        *self += *other;
    }
    #[track_caller]
    fn axpy(&mut self, a: f64, x: &Self) {
        self.step(x, a);
    }
    fn scale(&mut self, by: f64) {
        *self *= Var::from_f64(by);
    }
    /// The product of the values; what is computed from it is constant.
    fn dot(&self, other: &Self) -> f64 {
        self.value.to_f64() * other.value.to_f64()
    }
    fn set_zero(&mut self) {
        *self = Self::default();
    }
}
