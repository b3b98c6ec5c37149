//! Elementary functions that become vector code.
//!
//! A loop over `x.exp()` calls the standard library once an element, and no vector unit helps. The functions here are
//! arithmetic alone: no branch, no call, no table, so a loop over them is compiled to as many lanes as the processor
//! has. Results are the same bits on every machine and in every build, since no product is fused with a sum.
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
//! `f64` over some 10⁵ numbers of all magnitudes, against 192 bits.
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
//!
//! Cost: one to three dozen operations each, at most one of them a division.
//!
//! Source: argument reduction as in Muller, *Elementary Functions* (2016), chapter 11; the coefficients are
//! minimax fits of our own.

mod exponential;
mod logarithm;
mod real;
mod slices;

pub use slices::*;

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
}

/// Hands the list of all methods with one argument, each with its evaluation, to a macro.
macro_rules! unary {
    ($with:ident!($($before:tt)*)) => {
        $with! { $($before)*
            vector_exp: exponential::exp, vector_exp_m1: exponential::exp_m1, vector_ln: logarithm::ln,
            vector_ln_1p: logarithm::ln_1p, vector_tanh: exponential::tanh,
            vector_sigmoid: exponential::sigmoid, vector_softplus: logarithm::softplus,
            vector_logcosh: logarithm::logcosh,
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
