//! Powers: xʸ = exp(y ln x), with the logarithm in twice the digits, since its error grows with the exponent.

use super::double::{product, sum_of_ordered};
use super::exponential::{between, exp_of_sum, reduce};
use super::logarithm::split;
use super::real::{Real, horner, polynomial};

/// Floats with powers.
pub(super) trait Base: Real {
    /// From here on all numbers are whole: 2ᵐ for m stored bits of significand.
    const WHOLE: Self;
    /// xʸ for x ≥ 0.
    fn power(self, y: Self) -> Self;
}

#[inline(always)]
pub(super) fn powf<T: Base>(x: T, y: T) -> T {
    let (zero, one) = (T::of(0.0), T::of(1.0));
    let a = x.abs();
    let power = a.power(y);
    // One choice after the other: what is chosen by two conditions at once is not vector code everywhere.
    // |x| = 1 to an infinite power.
    let power = if a == one { one } else { power };
    // The sign of x matters where the exponent is odd; where it is broken, a negative x has no power.
    let half = y * T::of(0.5);
    let signed = power.copysign(x);
    let signed = if rounded(half) == half { power } else { signed };
    let finite = if a < T::INFINITY { T::NAN } else { power };
    let broken = if x < zero { finite } else { power };
    let power = if rounded(y) == y { signed } else { broken };
    let power = if y == zero { one } else { power };
    if x == one { one } else { power }
}

/// The nearest whole number.
#[inline(always)]
fn rounded<T: Base>(y: T) -> T {
    let a = y.abs();
    let near = (a + T::WHOLE) - T::WHOLE;
    (if a < T::WHOLE { near } else { a }).copysign(y)
}

impl Base for f32 {
    const WHOLE: f32 = (1_u32 << 23) as f32;

    #[inline(always)]
    fn power(self, y: f32) -> f32 {
        // In `f64`, where no number is subnormal and a few terms give all the digits that count.
        let x = f64::from(self);
        let (k, m) = x.split();
        let s = (m - 1.0) / (m + 1.0);
        let z = s * s;
        let tail = polynomial!(z; 0.6666666667584565 0.39999995604850214 0.28572111128951944
            0.22176099788300513 0.19585519609123644);
        let ln = at_the_ends(x, k * std::f64::consts::LN_2 + (2.0 * s + s * z * tail));
        let (n, r) = reduce(between(f64::from(y) * ln, -200.0, 200.0));
        let tail = polynomial!(r; 0.5000000068035635 0.16666665864745098 0.0416662936392003
            0.008333497638434256 0.0013944758309393833 0.00019790262992730245);
        ((1.0 + (r + r * r * tail)) * f64::power_of_two(n + f64::ROUNDER)) as f32
    }
}

impl Base for f64 {
    const WHOLE: f64 = (1_u64 << 52) as f64;

    #[inline(always)]
    fn power(self, y: f64) -> f64 {
        let (ln, rest) = ln(self);
        let (p, lost) = product(y, ln);
        exp_of_sum(p, lost + y * rest)
    }
}

/// The logarithm of x > 0 and what it has lost; at zero and infinity the first of both alone.
#[inline(always)]
fn ln(x: f64) -> (f64, f64) {
    const THIRD: [f64; 2] = [1.0 / 3.0, 1.850_371_707_708_594e-17];
    let (k, m) = split(x);
    let f = m - 1.0;
    // ln m = 2 atanh(s) = 2s + 2s·z(⅓ + z·q) with s = f/(2 + f) and z = s².
    let (divisor, divisor_rest) = sum_of_ordered(2.0, f);
    let inverse = 1.0 / divisor;
    let s = f * inverse;
    let (p, lost) = product(s, divisor);
    let s_rest = (((f - p) - lost) - s * divisor_rest) * inverse;
    let (z, lost) = product(s, s);
    let z_rest = lost + 2.0 * s * s_rest;
    let zq = z * polynomial!(z; 0.20000000000001025 0.14285714285090234 0.11111111253815435
        0.09090892652041713 0.07693359556656784 0.06628807669134136 0.06594816271435358);
    let (c, lost) = sum_of_ordered(THIRD[0], zq);
    let c_rest = lost + THIRD[1];
    let (t, lost) = product(z, c);
    let t_rest = lost + (z * c_rest + z_rest * c);
    let twice = 2.0 * s;
    let (u, lost) = product(twice, t);
    let u_rest = lost + (twice * t_rest + 2.0 * s_rest * (1.0 + t));
    let (of_m, lost) = sum_of_ordered(twice, u);
    let (y, more) = sum_of_ordered(k * f64::LN_2[0], of_m);
    let (y, rest) = sum_of_ordered(y, more + ((lost + u_rest) + k * f64::LN_2[1]));
    (at_the_ends(x, y), rest)
}

/// The logarithm of x ≥ 0, which is y between zero and infinity.
#[inline(always)]
fn at_the_ends(x: f64, y: f64) -> f64 {
    let y = if x < f64::INFINITY { y } else { x };
    if x == 0.0 { -f64::INFINITY } else { y }
}
