//! Elementary functions that become vector code.
//!
//! A loop over `x.exp()` calls the standard library once an element, and no vector unit helps. The functions here are
//! arithmetic alone: no branch, no call, no table, so a loop over them is compiled to as many lanes as the processor
//! has, ten to twenty times faster. Results are the same bits on every machine and in every
//! build, since no product is fused with a sum.
//!
//! They take every number: subnormal arguments and results keep their digits, infinities, NaN and signed zeros
//! give what the standard library gives.
//!
//! ```
//! use cotangent::math;
//!
//! assert_eq!(math::exp(0.0_f32), 1.0);
//! assert!((math::logcosh(1.0_f64) - 1.0_f64.cosh().ln()).abs() < 1e-15);
//! assert_eq!(math::softplus(1000.0_f64), 1000.0); // ln(1 + exp(1000))
//! ```
//!
//! Source: argument reduction as in Muller, *Elementary Functions* (2016), chapter 11; coefficients are minimax
//! fits of our own.

mod exponential;
mod logarithm;
mod real;

mod sealed {
    /// Keeps [`Elementary`](super::Elementary) to the types of this crate.
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

/// A float that the functions of this module take: `f32` or `f64`.
pub trait Elementary: sealed::Sealed + Copy {
    #[doc(hidden)]
    fn __exp(x: Self) -> Self;
    #[doc(hidden)]
    fn __exp_m1(x: Self) -> Self;
    #[doc(hidden)]
    fn __ln(x: Self) -> Self;
    #[doc(hidden)]
    fn __ln_1p(x: Self) -> Self;
    #[doc(hidden)]
    fn __tanh(x: Self) -> Self;
    #[doc(hidden)]
    fn __sigmoid(x: Self) -> Self;
    #[doc(hidden)]
    fn __softplus(x: Self) -> Self;
    #[doc(hidden)]
    fn __logcosh(x: Self) -> Self;
}

macro_rules! elementary {
    ($($float:ident)*) => {$(
        impl Elementary for $float {
            #[inline(always)]
            fn __exp(x: Self) -> Self {
                exponential::exp(x)
            }
            #[inline(always)]
            fn __exp_m1(x: Self) -> Self {
                exponential::exp_m1(x)
            }
            #[inline(always)]
            fn __ln(x: Self) -> Self {
                logarithm::ln(x)
            }
            #[inline(always)]
            fn __ln_1p(x: Self) -> Self {
                logarithm::ln_1p(x)
            }
            #[inline(always)]
            fn __tanh(x: Self) -> Self {
                exponential::tanh(x)
            }
            #[inline(always)]
            fn __sigmoid(x: Self) -> Self {
                exponential::sigmoid(x)
            }
            #[inline(always)]
            fn __softplus(x: Self) -> Self {
                logarithm::softplus(x)
            }
            #[inline(always)]
            fn __logcosh(x: Self) -> Self {
                logarithm::logcosh(x)
            }
        }
    )*};
}
elementary!(f32 f64);

/// eˣ.
#[inline(always)]
#[must_use]
pub fn exp<T: Elementary>(x: T) -> T {
    T::__exp(x)
}

/// eˣ − 1, accurate near zero.
#[inline(always)]
#[must_use]
pub fn exp_m1<T: Elementary>(x: T) -> T {
    T::__exp_m1(x)
}

/// The natural logarithm: −∞ at zero, NaN below.
#[inline(always)]
#[must_use]
pub fn ln<T: Elementary>(x: T) -> T {
    T::__ln(x)
}

/// ln(1 + x), accurate near zero: −∞ at −1, NaN below.
#[inline(always)]
#[must_use]
pub fn ln_1p<T: Elementary>(x: T) -> T {
    T::__ln_1p(x)
}

/// The hyperbolic tangent.
#[inline(always)]
#[must_use]
pub fn tanh<T: Elementary>(x: T) -> T {
    T::__tanh(x)
}

/// The logistic function σ(x) = 1/(1 + e⁻ˣ), accurate at both ends.
#[inline(always)]
#[must_use]
pub fn sigmoid<T: Elementary>(x: T) -> T {
    T::__sigmoid(x)
}

/// ln(1 + eˣ), accurate at both ends.
#[inline(always)]
#[must_use]
pub fn softplus<T: Elementary>(x: T) -> T {
    T::__softplus(x)
}

/// ln cosh x, accurate near zero, where it is x²/2, and without overflow far out.
#[inline(always)]
#[must_use]
pub fn logcosh<T: Elementary>(x: T) -> T {
    T::__logcosh(x)
}
