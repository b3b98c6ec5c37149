//! What the coefficients of the rule table call beside the primitives: conventions at kinks and
//! edges, each in one place for every mode.

use crate::Scalar;

/// A cotangent times a coefficient: zero where the cotangent is, whatever the coefficient may be.
#[inline(always)]
pub fn absorb<T: Scalar>(w: T, c: T) -> T {
    T::unless_zero(w, w * c)
}

/// A product that is zero where either factor is, whatever the other may be.
#[inline(always)]
pub fn absorb_both<T: Scalar>(w: T, c: T) -> T {
    T::unless_zero(c, T::unless_zero(w, w * c))
}

/// Slope of x ↦ |x|, with 0 at the kink.
#[inline(always)]
#[allow(clippy::eq_op, reason = "0 − 0 is 0 and NaN − NaN is NaN, without a derivative in x")]
pub fn sign<T: Scalar>(x: T) -> T {
    // Zero has slope 0; NaN stays NaN. One test, which is nearly always true: signs are random.
    if x.abs() > T::zero() { T::one().copysign(x) } else { x - x }
}

/// ∂xⁿ/∂x for a whole exponent: n·xⁿ⁻¹, and 0 for n = 0 whatever x is.
#[inline(always)]
pub fn powi_x<T: Scalar>(x: T, n: i32) -> T {
    if n == 0 { T::zero() } else { T::from_f64(f64::from(n)) * x.powi(n.wrapping_sub(1)) }
}

/// ∂ᵏxⁿ/∂xᵏ for whole n and k: n(n−1)…(n−k+1)·xⁿ⁻ᵏ, and 0 where a factor vanishes.
#[inline(always)]
pub fn powi_nth<T: Scalar>(x: T, n: i32, k: T) -> T {
    let k = k.to_f64() as i32;
    let falling: f64 = (0..k).map(|j| f64::from(n) - f64::from(j)).product();
    if falling == 0.0 { T::zero() } else { T::from_f64(falling) * x.powi(n.wrapping_sub(k)) }
}

/// ∂xᵖ/∂x: p·xᵖ⁻¹, and 0 for p = 0 whatever x is.
#[inline(always)]
pub fn powf_x<T: Scalar>(x: T, p: T) -> T {
    T::unless_zero(p, p * x.powf(p - T::one()))
}

/// ∂xᵖ/∂p: xᵖ·ln x, and 0 at x = 0 for p ≥ 0, where the power does not move.
#[inline(always)]
pub fn powf_p<T: Scalar>(x: T, p: T, y: T) -> T {
    if x == T::zero() && p >= T::zero() { T::zero() } else { y * x.ln() }
}

/// [`powf_x`], evaluated by [`math`](crate::math).
#[inline(always)]
pub fn vector_powf_x<T: Scalar>(x: T, p: T) -> T {
    T::unless_zero(p, p * x.vector_powf(p - T::one()))
}

/// [`powf_p`], evaluated by [`math`](crate::math).
#[inline(always)]
pub fn vector_powf_p<T: Scalar>(x: T, p: T, y: T) -> T {
    // Both are computed and one is selected, which is vector code.
    let slope = y * x.vector_ln();
    if x == T::zero() && p >= T::zero() { T::zero() } else { slope }
}

/// Slope of a length y in one leg: a/y, and 0 where both legs vanish.
#[inline(always)]
pub fn share<T: Scalar>(a: T, y: T) -> T {
    if y == T::zero() { T::zero() } else { a / y }
}

/// n/(a² + b²), what an angle turns by, and 0 at the origin.
#[inline(always)]
pub fn turn<T: Scalar>(n: T, a: T, b: T) -> T {
    let r = a.hypot(b);
    if r == T::zero() { T::zero() } else { n / r / r }
}

/// Slope of max(a, b) in `a`: ties split evenly, and a NaN on the other side gives all to `a`.
#[inline(always)]
pub fn max_a<T: Scalar>(a: T, b: T) -> T {
    if a > b || b.is_nan() {
        T::one()
    } else if a == b {
        T::from_f64(0.5)
    } else {
        T::zero()
    }
}

/// Slope of min(a, b) in `a`: ties split evenly, and a NaN on the other side gives all to `a`.
#[inline(always)]
pub fn min_a<T: Scalar>(a: T, b: T) -> T {
    if a < b || b.is_nan() {
        T::one()
    } else if a == b {
        T::from_f64(0.5)
    } else {
        T::zero()
    }
}

/// Slope of clamp(x, lo, hi) in `x`: 1 on the closed interval, 0 outside.
#[inline(always)]
pub fn clamp_x<T: Scalar>(x: T, lo: T, hi: T) -> T {
    if x < lo || x > hi { T::zero() } else { T::one() }
}

/// Slope of clamp(x, lo, hi) in `lo`: 1 where `x` lies below it.
#[inline(always)]
pub fn clamp_lo<T: Scalar>(x: T, lo: T, _hi: T) -> T {
    if x < lo { T::one() } else { T::zero() }
}

/// Slope of clamp(x, lo, hi) in `hi`: 1 where `x` lies above it.
#[inline(always)]
pub fn clamp_hi<T: Scalar>(x: T, _lo: T, hi: T) -> T {
    if x > hi { T::one() } else { T::zero() }
}

/// ln 2 in the type of the argument.
#[inline(always)]
pub fn ln_2<T: Scalar>(_like: T) -> T {
    T::from_f64(std::f64::consts::LN_2)
}

/// ln 10 in the type of the argument.
#[inline(always)]
pub fn ln_10<T: Scalar>(_like: T) -> T {
    T::from_f64(std::f64::consts::LN_10)
}

/// Degrees in a radian.
#[inline(always)]
pub fn deg<T: Scalar>(_like: T) -> T {
    T::from_f64(180.0 / std::f64::consts::PI)
}

/// Radians in a degree.
#[inline(always)]
pub fn rad<T: Scalar>(_like: T) -> T {
    T::from_f64(std::f64::consts::PI / 180.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_at_zero_base_and_zero_exponent() {
        assert_eq!(powi_x(0.0, 0), 0.0);
        assert_eq!(powi_x(0.0, 1), 1.0);
        assert_eq!(powi_x(0.0, 2), 0.0);
        assert_eq!(powf_x(0.0, 1.0), 1.0);
        assert_eq!(powf_x(-2.0, 3.0), 12.0);
        assert_eq!(powf_p(0.0, 2.0, 0.0), 0.0);
    }

    #[test]
    fn ties_split_evenly() {
        assert_eq!((max_a(1.0, 1.0), min_a(1.0, 1.0)), (0.5, 0.5));
        assert_eq!((max_a(2.0, 1.0), min_a(2.0, 1.0)), (1.0, 0.0));
        assert_eq!(max_a(1.0, f64::NAN), 1.0);
    }

    #[test]
    fn the_absolute_value_is_flat_at_its_kink() {
        assert_eq!((sign(0.0), sign(-3.0), sign(2.0)), (0.0, -1.0, 1.0));
    }
}
