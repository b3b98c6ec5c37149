//! Elementary functions that become vector code.
//!
//! A loop over `x.exp()` calls the standard library once an element, and no vector unit helps. The functions here are
//! arithmetic alone: no branch, no call, no table, so a loop over them is compiled to as many lanes as the processor
//! has. Results are the same bits on every machine and in every build, since no product is fused with a sum.
//!
//! The one exception are [`sin`], [`cos`] and [`sin_cos`] of `f64`: beyond ±2²⁰ ([`NEAR`]) an angle is reduced in whole
//! numbers, behind a branch that keeps a loop over them scalar. [`sin_into`] and its siblings look for such angles
//! block by block and are vector code without them; so are loops over [`sin_near`], [`cos_near`] and [`sin_cos_near`],
//! which give NaN beyond.
//!
//! They take every number: subnormal arguments and results keep their digits; infinities, NaN and signed zeros
//! give what the standard library gives. They are differentiable, to third order and in lanes, and take every
//! [`Scalar`]. `#[differentiable(math = "vector")]` puts them in the place of the standard library's methods. The
//! forms over slices, [`exp_into`] and its siblings, choose the widest vectors of the processor at run time.
//!
//! ```
//! use cotangent::math;
//!
//! assert_eq!(math::exp(0.0_f32), 1.0);
//! assert!((math::logcosh(1.0_f64) - 1.0_f64.cosh().ln()).abs() < 1e-15);
//! assert_eq!(math::softplus(1000.0_f64), 1000.0); // ln(1 + exp(1000))
//! ```
//!
//! Largest errors, in units of the last place of the exact result: for `f32` over all 2³² numbers, against `f64`; for
//! `f64` and powers over some 10⁵ numbers of all magnitudes, against 192 bits.
//!
//! | function | `f32` | `f64` |
//! | --- | ---: | ---: |
//! | [`exp`] | 1.07 | 0.96 |
//! | [`exp_m1`] | 1.89 | 2.08 |
//! | [`ln`] | 0.84 | 0.75 |
//! | [`ln_1p`] | 1.41 | 1.03 |
//! | [`tanh`] | 2.50 | 2.47 |
//! | [`sigmoid`] | 2.41 | 2.02 |
//! | [`softplus`] | 2.80 | 2.19 |
//! | [`logcosh`] | 2.16 | 1.69 |
//! | [`sin`], [`cos`] | 0.51 | 0.80 |
//! | [`powf`] | 0.51 | 0.95 |
//! | [`sqrt`] | 0.50 | 0.50 |
//!
//! Cost: one to four dozen operations each, at most one of them a division; [`powf`] of `f64` has ten dozen. [`sqrt`] is the
//! processor's own. Whole powers are left to `powi` of the standard library, which becomes products where the
//! exponent is a literal.
//!
//! Source: argument reduction as in Muller, *Elementary Functions* (2016), chapter 11, and for large angles
//! Payne and Hanek, "Radian reduction for trigonometric functions" (1983); sums and products in twice the digits
//! by Dekker (1971); the coefficients are minimax fits of our own.

mod double;
mod exponential;
mod logarithm;
mod power;
mod real;
mod slices;
mod trigonometric;

pub use slices::*;
pub use trigonometric::NEAR;

use crate::{Scalar, differentiable};

/// A float that the functions of this module take, with the functions as methods.
///
/// Every [`Scalar`](crate::Scalar) is one, so generic code needs no bound of its own.
pub trait Elementary: Copy {
    /// [`exp`]
    #[must_use]
    fn vector_exp(self) -> Self;
    /// [`exp_m1`]
    #[must_use]
    fn vector_exp_m1(self) -> Self;
    /// [`ln`]
    #[must_use]
    fn vector_ln(self) -> Self;
    /// [`ln_1p`]
    #[must_use]
    fn vector_ln_1p(self) -> Self;
    /// [`tanh`]
    #[must_use]
    fn vector_tanh(self) -> Self;
    /// [`sigmoid`]
    #[must_use]
    fn vector_sigmoid(self) -> Self;
    /// [`softplus`]
    #[must_use]
    fn vector_softplus(self) -> Self;
    /// [`logcosh`]
    #[must_use]
    fn vector_logcosh(self) -> Self;
    /// [`sin`]
    #[must_use]
    fn vector_sin(self) -> Self;
    /// [`cos`]
    #[must_use]
    fn vector_cos(self) -> Self;
    /// [`sin_near`]
    #[must_use]
    fn vector_sin_near(self) -> Self;
    /// [`cos_near`]
    #[must_use]
    fn vector_cos_near(self) -> Self;
    /// [`powf`]
    #[must_use]
    fn vector_powf(self, exponent: Self) -> Self;
    /// [`sin_cos`]
    #[must_use]
    #[inline(always)]
    fn vector_sin_cos(self) -> (Self, Self) {
        (self.vector_sin(), self.vector_cos())
    }
    /// [`sin_cos_near`]
    #[must_use]
    #[inline(always)]
    fn vector_sin_cos_near(self) -> (Self, Self) {
        (self.vector_sin_near(), self.vector_cos_near())
    }
}

/// Hands the list of all methods with one argument, each with its evaluation, to a macro.
macro_rules! unary {
    ($with:ident!($($before:tt)*)) => {
        $with! { $($before)*
            vector_exp: exponential::exp, vector_exp_m1: exponential::exp_m1, vector_ln: logarithm::ln,
            vector_ln_1p: logarithm::ln_1p, vector_tanh: exponential::tanh,
            vector_sigmoid: exponential::sigmoid, vector_softplus: logarithm::softplus,
            vector_logcosh: logarithm::logcosh, vector_sin: trigonometric::sin,
            vector_cos: trigonometric::cos, vector_sin_near: trigonometric::sin_near,
            vector_cos_near: trigonometric::cos_near,
        }
    };
}
pub(crate) use unary;

macro_rules! of_floats {
    ($float:ident; $($method:ident: $file:ident::$function:ident,)*) => {
        impl Elementary for $float {
            $(#[inline(always)]
            fn $method(self) -> Self {
                $file::$function(self)
            })*
            #[inline(always)]
            fn vector_powf(self, exponent: Self) -> Self {
                power::powf(self, exponent)
            }
        }
    };
}
unary!(of_floats!(f32;));
unary!(of_floats!(f64;));

/// eˣ.
///
/// ```
/// assert!((cotangent::math::exp(1.0_f64) - std::f64::consts::E).abs() < 1e-15);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn exp<T: Scalar>(x: T) -> T {
    x.vector_exp()
}

/// eˣ − 1, accurate near zero.
///
/// ```
/// assert_eq!(cotangent::math::exp_m1(1e-20_f64), 1e-20);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn exp_m1<T: Scalar>(x: T) -> T {
    x.vector_exp_m1()
}

/// The natural logarithm: −∞ at zero, NaN below.
///
/// ```
/// assert_eq!(cotangent::math::ln(1.0_f64), 0.0);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn ln<T: Scalar>(x: T) -> T {
    x.vector_ln()
}

/// ln(1 + x), accurate near zero: −∞ at −1, NaN below.
///
/// ```
/// assert_eq!(cotangent::math::ln_1p(1e-20_f64), 1e-20);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn ln_1p<T: Scalar>(x: T) -> T {
    x.vector_ln_1p()
}

/// The hyperbolic tangent.
///
/// ```
/// assert_eq!(cotangent::math::tanh(30.0_f64), 1.0);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn tanh<T: Scalar>(x: T) -> T {
    x.vector_tanh()
}

/// The logistic function σ(x) = 1/(1 + e⁻ˣ), accurate at both ends.
///
/// ```
/// assert_eq!(cotangent::math::sigmoid(0.0_f64), 0.5);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn sigmoid<T: Scalar>(x: T) -> T {
    x.vector_sigmoid()
}

/// ln(1 + eˣ), accurate at both ends.
///
/// ```
/// assert_eq!(cotangent::math::softplus(-800.0_f64), 0.0);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn softplus<T: Scalar>(x: T) -> T {
    x.vector_softplus()
}

/// ln cosh x, accurate near zero, where it is x²/2, and without overflow far out.
///
/// ```
/// assert!((cotangent::math::logcosh(1e-10_f64) - 0.5e-20).abs() < 1e-35);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn logcosh<T: Scalar>(x: T) -> T {
    x.vector_logcosh()
}

/// The sine of an angle in radians, of any size.
///
/// ```
/// // Where sin x crosses zero, with all digits: π is 1.2 · 10⁻¹⁶ more than its `f64`.
/// assert_eq!(cotangent::math::sin(std::f64::consts::PI), 1.2246467991473532e-16);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn sin<T: Scalar>(x: T) -> T {
    x.vector_sin()
}

/// The cosine of an angle in radians, of any size.
///
/// ```
/// assert_eq!(cotangent::math::cos(0.0_f64), 1.0);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn cos<T: Scalar>(x: T) -> T {
    x.vector_cos()
}

/// The sine and the cosine, for little more than the cost of one.
///
/// ```
/// assert_eq!(cotangent::math::sin_cos(0.0_f64), (0.0, 1.0));
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn sin_cos<T: Scalar>(x: T) -> (T, T) {
    x.vector_sin_cos()
}

/// [`sin`] without a branch: of `f64` up to ±[`NEAR`], NaN beyond; of `f32` everywhere.
///
/// ```
/// use cotangent::math;
///
/// assert_eq!(math::sin_near(1.0_f64), math::sin(1.0_f64));
/// assert!(math::sin_near(2.0 * math::NEAR).is_nan());
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn sin_near<T: Scalar>(x: T) -> T {
    x.vector_sin_near()
}

/// [`cos`] without a branch: of `f64` up to ±[`NEAR`], NaN beyond; of `f32` everywhere.
///
/// ```
/// use cotangent::math;
///
/// assert_eq!(math::cos_near(1.0_f64), math::cos(1.0_f64));
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn cos_near<T: Scalar>(x: T) -> T {
    x.vector_cos_near()
}

/// [`sin_cos`] without a branch: of `f64` up to ±[`NEAR`], NaN beyond; of `f32` everywhere.
///
/// ```
/// use cotangent::math;
///
/// assert_eq!(math::sin_cos_near(1.0_f64), math::sin_cos(1.0_f64));
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn sin_cos_near<T: Scalar>(x: T) -> (T, T) {
    x.vector_sin_cos_near()
}

/// The square root: NaN below zero.
///
/// ```
/// assert_eq!(cotangent::math::sqrt(2.25_f64), 1.5);
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn sqrt<T: Scalar>(x: T) -> T {
    x.sqrt()
}

/// xʸ, with the special cases of IEEE 754: 1 for y = 0 and for x = 1, NaN for x < 0 unless y is whole.
///
/// The slope in x is y·xʸ⁻¹, and 0 for y = 0. That in y is xʸ ln x, and 0 for x = 0 and y ≥ 0.
///
/// ```
/// assert_eq!(cotangent::math::powf(-2.0_f64, 3.0), -8.0);
/// assert!(cotangent::math::powf(-2.0_f64, 0.5).is_nan());
/// ```
#[differentiable(order = 3, lanes)]
#[inline(always)]
#[must_use]
pub fn powf<T: Scalar>(x: T, y: T) -> T {
    x.vector_powf(y)
}
