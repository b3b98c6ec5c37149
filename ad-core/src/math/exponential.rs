//! Exponentials and what is made of one: eˣ, eˣ − 1, tanh, σ.

use super::real::Real;

/// x = n ln 2 + r with |r| ≤ ln 2/2: (n, r). x is at most a few thousand in size.
#[inline(always)]
pub(super) fn reduce<T: Real>(x: T) -> (T, T) {
    let n = (x * T::of(std::f64::consts::LOG2_E) + T::ROUNDER) - T::ROUNDER;
    (n, (x - n * T::LN_2[0]) - n * T::LN_2[1])
}

/// `low` where x is below it, `high` where it is above; NaN stays.
#[inline(always)]
pub(super) fn between<T: Real>(x: T, low: T, high: T) -> T {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

#[inline(always)]
pub(super) fn exp<T: Real>(x: T) -> T {
    in_range(between(x, T::EXP_RANGE[0], T::EXP_RANGE[1]))
}

/// eˣ for x ≤ 0, or NaN.
#[inline(always)]
pub(super) fn exp_of_negative<T: Real>(x: T) -> T {
    let low = T::EXP_RANGE[0];
    in_range(if x < low { low } else { x })
}

/// eˣ for x in [`Real::EXP_RANGE`].
#[inline(always)]
fn in_range<T: Real>(x: T) -> T {
    let (n, r) = reduce(x);
    scaled(n, T::of(1.0) + (r + r * r * T::exp_tail(r)))
}

/// 2ⁿ · p for results from zero to infinity.
#[inline(always)]
fn scaled<T: Real>(n: T, p: T) -> T {
    // In two steps, since n runs over twice the exponents of normal numbers.
    let half = n * T::of(0.5) + T::ROUNDER;
    let rest = (n - (half - T::ROUNDER)) + T::ROUNDER;
    p * T::power_of_two(half) * T::power_of_two(rest)
}

/// e to the power of x + y for any x and a y that is far smaller.
#[inline(always)]
pub(super) fn exp_of_sum(x: f64, y: f64) -> f64 {
    // Beyond, y may be no number.
    let y = if x.abs() < 800.0 { y } else { 0.0 };
    let x = between(x, f64::EXP_RANGE[0], f64::EXP_RANGE[1]);
    let (n, _) = reduce(x);
    let high = x - n * f64::LN_2[0];
    let low = y - n * f64::LN_2[1];
    let r = high + low;
    let rest = (high - r) + low;
    scaled(n, 1.0 + (r + (rest + r * r * f64::exp_tail(r))))
}

#[inline(always)]
pub(super) fn exp_m1<T: Real>(x: T) -> T {
    let (n, r) = reduce(between(x, -T::EXP_M1_LOW, T::EXP_RANGE[1]));
    let e = r + r * r * T::exp_tail(r);
    // Half of 2ⁿ, which itself may be beyond the largest number.
    let s = T::power_of_two((n - T::of(1.0)) + T::ROUNDER);
    let y = T::of(2.0) * (s * e + (s - T::of(0.5)));
    // Twice the half of a subnormal number is not the number.
    let y = if n == T::of(0.0) { e } else { y };
    y.copysign(x)
}

/// eˣ − 1 for −[`Real::EXP_M1_LOW`] ≤ x ≤ 0, but for the sign of zero.
#[inline(always)]
fn exp_m1_of_negative<T: Real>(x: T) -> T {
    let (n, r) = reduce(x);
    let e = r + r * r * T::exp_tail(r);
    let s = T::power_of_two(n + T::ROUNDER);
    s * e + (s - T::of(1.0))
}

#[inline(always)]
pub(super) fn tanh<T: Real>(x: T) -> T {
    // With e = exp(−2|x|) − 1, tanh|x| = −e/(2 + e): no cancellation at either end.
    let low = -T::EXP_M1_LOW;
    let twice = T::of(-2.0) * x.abs();
    let e = exp_m1_of_negative(if twice < low { low } else { twice });
    (-e / (T::of(2.0) + e)).copysign(x)
}

#[inline(always)]
pub(super) fn sigmoid<T: Real>(x: T) -> T {
    // The exponential of a negative number, so that small results keep their digits.
    let e = exp_of_negative(-x.abs());
    (if x < T::of(0.0) { e } else { T::of(1.0) }) / (T::of(1.0) + e)
}
