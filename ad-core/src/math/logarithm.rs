//! Logarithms and what is made of one: ln x, ln(1 + x), ln(1 + eˣ), ln cosh x.

use super::exponential::exp_of_negative;
use super::real::Real;

/// k ln 2 + ln(1 + f) for 1 + f in [√½, √2), about.
#[inline(always)]
fn of_parts<T: Real>(k: T, f: T) -> T {
    // With s = f/(2 + f), ln(1 + f) = 2 atanh(s) = 2s + s·R, and 2s = f − s·f. So f, which is exact,
    // stands alone, and all that is rounded is smaller.
    let s = f / (T::of(2.0) + f);
    let z = s * s;
    let half_square = T::of(0.5) * f * f;
    let tail = s * (half_square + z * T::ln_tail(z)) + k * T::LN_2[1];
    k * T::LN_2[0] + (f - (half_square - tail))
}

/// [`Real::split`], of subnormal numbers too.
#[inline(always)]
pub(super) fn split<T: Real>(x: T) -> (T, T) {
    let small = x < T::MIN_POSITIVE;
    let lifted = if small { x * T::LIFT[0] } else { x };
    let (k, m) = lifted.split();
    (if small { k - T::LIFT[1] } else { k }, m)
}

#[inline(always)]
pub(super) fn ln<T: Real>(x: T) -> T {
    let (k, m) = split(x);
    at_the_ends(x, of_parts(k, m - T::of(1.0)))
}

#[inline(always)]
pub(super) fn ln_1p<T: Real>(x: T) -> T {
    let one = T::of(1.0);
    let u = one + x;
    // What the sum has lost; nothing that counts where x is large.
    let lost = if x < one { x - (u - one) } else { one - (u - x) };
    let (k, m) = u.split();
    let scale = T::power_of_two(T::ROUNDER - k);
    let lost = if x < T::LN_1P_LARGE { lost * scale } else { T::of(0.0) };
    let y = of_parts(k, (m - one) + lost);
    at_the_ends(u, y).copysign(x)
}

/// The logarithm of x, which is y for positive finite numbers.
#[inline(always)]
fn at_the_ends<T: Real>(x: T, y: T) -> T {
    let zero = T::of(0.0);
    let y = if x < T::INFINITY { y } else { x };
    let beyond = if x == zero { -T::INFINITY } else { T::NAN };
    if x > zero { y } else { beyond }
}

#[inline(always)]
pub(super) fn softplus<T: Real>(x: T) -> T {
    // max(x, 0) + ln(1 + u) with u = exp(−|x|), and ln(1 + u) = 2 atanh(s/2) with s = 2u/(2 + u).
    let u = exp_of_negative(-x.abs());
    let s = T::of(2.0) * u / (T::of(2.0) + u);
    let z = s * s;
    let positive = if x > T::of(0.0) { x } else { T::of(0.0) };
    positive + (s + s * z * T::atanh_tail(z))
}

#[inline(always)]
pub(super) fn logcosh<T: Real>(x: T) -> T {
    // Near zero a series in x². Further out a − ln 2 + ln(1 + u) with u = exp(−2a), where ln 2 is
    // taken off before it can cancel anything.
    let a = x.abs();
    let z = x * x;
    let near = z * (T::of(0.5) + z * T::logcosh_tail(z));
    let u = exp_of_negative(T::of(-2.0) * a);
    let s = T::of(2.0) * u / (T::of(2.0) + u);
    let z = s * s;
    let far = (a - T::LN_2[0]) + (s + (s * z * T::atanh_short_tail(z) - T::LN_2[1]));
    if a < T::of(0.7) { near } else { far }
}
