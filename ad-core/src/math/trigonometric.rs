//! Sine and cosine.
//!
//! An angle is reduced by whole quarters of a turn, in more digits than it has, so that what is left is accurate
//! next to every zero. The sine and the cosine of the rest are two polynomials, which the quarter swaps and negates.
//! `f32` computes in `f64`.

use super::double::{product, sum};
use super::real::{Real, horner, polynomial};

/// Up to here [`sin_near`](super::sin_near) and its siblings take an `f64`.
pub const NEAR: f64 = (1_u64 << 20) as f64;

/// Floats that are angles.
pub(super) trait Angle: Real {
    /// The sine and the cosine.
    fn both(self) -> (Self, Self);
    /// The same without a branch where there is one; NaN beyond [`NEAR`].
    fn both_near(self) -> (Self, Self);
}

#[inline(always)]
pub(super) fn sin<T: Angle>(x: T) -> T {
    x.both().0
}

#[inline(always)]
pub(super) fn cos<T: Angle>(x: T) -> T {
    x.both().1
}

#[inline(always)]
pub(super) fn sin_near<T: Angle>(x: T) -> T {
    x.both_near().0
}

#[inline(always)]
pub(super) fn cos_near<T: Angle>(x: T) -> T {
    x.both_near().1
}

/// The sine and the cosine of an angle after `quarters`, of which the two lowest bits count, from those of the angle.
#[inline(always)]
fn turned((sin, cos): (f64, f64), quarters: u64) -> (f64, f64) {
    // By masks, since the oldest vector units do not compare integers of 64 bits.
    let odd = 0_u64.wrapping_sub(quarters & 1);
    let chosen =
        |even: f64, other: f64| f64::from_bits((even.to_bits() & !odd) | (other.to_bits() & odd));
    let (sine, cosine) = (chosen(sin, cos), chosen(cos, sin));
    (negated(sine, quarters), negated(cosine, quarters.wrapping_add(1)))
}

/// −x where the second bit of `quarters` is set.
#[inline(always)]
fn negated(x: f64, quarters: u64) -> f64 {
    f64::from_bits(x.to_bits() ^ ((quarters & 2) << 62))
}

/// The nearest whole number, and the bits that hold it in the lowest places.
#[inline(always)]
fn whole(x: f64) -> (f64, u64) {
    let shifted = x + f64::ROUNDER;
    (shifted - f64::ROUNDER, shifted.to_bits())
}

impl Angle for f32 {
    /// Of 2/π only those digits are taken that matter to x: the lower ones vanish beside the result, and products of x
    /// with the higher ones are whole turns. So all that is multiplied is exact, and no number needs a path of its own.
    #[inline(always)]
    fn both(self) -> (f32, f32) {
        /// 2/π in pieces of 26 bits.
        const PIECES: [f64; 6] = [
            0.636_619_761_586_189_3,
            1.078_139_200_139_105_5e-08,
            7.166_494_634_684_664e-17,
            2.765_304_029_256_071_3e-24,
            1.018_166_407_313_423_3e-32,
            3.143_654_692_300_393e-40,
        ];
        /// What is left of 2/π from the fourth piece on, and so forth.
        const RESTS: [f64; 4] = [
            2.765_304_039_437_735_7e-24,
            1.018_166_438_749_971e-32,
            3.143_654_755_491_604_5e-40,
            6.319_121_170_584_301e-48,
        ];
        let x = f64::from(self);
        let mut digits = [PIECES[0], PIECES[1], PIECES[2], RESTS[0]];
        // From 2⁵¹ on, the last bit of x times that of the first piece is a multiple of four quarters.
        for (k, exponent) in [51, 77, 103].into_iter().enumerate() {
            let beyond = x.abs() >= (1_u128 << exponent) as f64;
            let lower = [PIECES[k + 1], PIECES[k + 2], PIECES[k + 3], RESTS[k + 1]];
            for (digits, lower) in digits.iter_mut().zip(lower) {
                *digits = if beyond { lower } else { *digits };
            }
        }
        let first = x * digits[0];
        let (n, quarters) = whole(first);
        let second = (first - n) + x * digits[1];
        let (n, more) = whole(second);
        let third = (second - n) + x * digits[2];
        let (n, still_more) = whole(third);
        // In quarters, from −½ to ½.
        let rest = (third - n) + x * digits[3];
        let z = rest * rest;
        let sin = rest
            * horner!(z; 1.5707963267877356 -0.64596409610016 0.07969258178940948
                -0.004681260232098538 0.00015819417698453644);
        let cos = 1.0
            + z * horner!(z; -1.2337005425854752 0.25366922562334526 -0.02086016243461517
                0.0009037603121057257);
        let (sin, cos) = turned((sin, cos), quarters.wrapping_add(more).wrapping_add(still_more));
        (sin as f32, cos as f32)
    }

    #[inline(always)]
    fn both_near(self) -> (f32, f32) {
        self.both()
    }
}

impl Angle for f64 {
    #[inline(always)]
    fn both(self) -> (f64, f64) {
        if self.abs() <= NEAR { near(self) } else { far(self) }
    }

    #[inline(always)]
    fn both_near(self) -> (f64, f64) {
        near(if self.abs() <= NEAR { self } else { f64::NAN })
    }
}

/// For |x| ≤ [`NEAR`]: reduction as Cody and Waite do it.
#[inline(always)]
fn near(x: f64) -> (f64, f64) {
    /// π/2 in three pieces of 32 bits, multiples of which are exact, and the rest.
    const QUARTER: [f64; 4] = [
        1.570_796_326_734_125_6,
        6.077_100_498_172_45e-11,
        8.333_742_917_250_222e-20,
        1.270_655_876_013_987_9e-29,
    ];
    let (n, quarters) = whole(x * std::f64::consts::FRAC_2_PI);
    let first = x - n * QUARTER[0];
    let second = first - n * QUARTER[1];
    let lost = (first - second) - n * QUARTER[1];
    let (third, more) = sum(second, -n * QUARTER[2]);
    turned(series(third, (lost + more) - n * QUARTER[3]), quarters)
}

/// The sine and the cosine of r + s for |r| ≤ π/4 and an s that is far smaller.
#[inline(always)]
fn series(r: f64, s: f64) -> (f64, f64) {
    let z = r * r;
    let half = 0.5 * z;
    let sin = polynomial!(z; 0.16666666666666632 -0.008333333333322372 0.00019841269829772015
        -2.7557313678918826e-6 2.505075599639563e-8 -1.5896668330924165e-10);
    let cos = polynomial!(z; 0.0416666666666666 -0.0013888888888874066 2.4801587289444173e-5
        -2.7557314340839227e-7 2.0875721645982265e-9 -1.13595603903973e-11);
    // In this order, which keeps the sign of zero.
    let sin = r - ((half * s - s) + r * z * sin);
    let near_one = 1.0 - half;
    let cos = near_one + (((1.0 - near_one) - half) + (z * z * cos - r * s));
    (sin, cos)
}

/// For any x, in whole numbers: reduction as Payne and Hanek do it.
#[cold]
#[inline(never)]
fn far(x: f64) -> (f64, f64) {
    /// The binary digits of 2/π after the point.
    const DIGITS: [u64; 20] = [
        0xa2f9_836e_4e44_1529,
        0xfc27_57d1_f534_ddc0,
        0xdb62_9599_3c43_9041,
        0xfe51_63ab_debb_c561,
        0xb724_6e3a_424d_d2e0,
        0x0649_2eea_09d1_921c,
        0xfe1d_eb1c_b129_a73e,
        0xe882_35f5_2ebb_4484,
        0xe99c_7026_b45f_7e41,
        0x3991_d639_8353_39f4,
        0x9c84_5f8b_bdf9_283b,
        0x1ff8_97ff_de05_980f,
        0xef2f_118b_5a0a_6d1f,
        0x6d36_7ecf_27cb_09b7,
        0x4f46_3f66_9e5f_ea2d,
        0x7527_bac7_ebe5_f17b,
        0x3d07_39f7_8a52_92ea,
        0x6bfb_5fb1_1f8d_5d08,
        0x5603_3046_fc7b_6bab,
        0xf0cf_bc20_9af4_361d,
    ];
    /// π/2 in two parts.
    const QUARTER: [f64; 2] = [std::f64::consts::FRAC_PI_2, 6.123_233_995_736_766e-17];
    if !x.is_finite() {
        return (f64::NAN, f64::NAN);
    }
    // |x| = digits · 2ᵉ. The digits of 2/π before place e − 2 make whole turns. Of the product with the next 192, two
    // stand before the point.
    let bits = x.to_bits();
    let digits = u128::from((bits & ((1 << 52) - 1)) | 1 << 52);
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1075;
    let times = |place: i32| {
        let (word, shift) = (place.div_euclid(64), place.rem_euclid(64));
        let at = |word: i32| usize::try_from(word).map_or(0, |word| u128::from(DIGITS[word]));
        digits * u128::from(((at(word) << 64 | at(word + 1)) >> (64 - shift)) as u64)
    };
    let low = times(exponent + 126);
    let middle = times(exponent + 62) + (low >> 64);
    let high = (times(exponent - 2) + (middle >> 64)) as u64;
    // To the nearest quarter; the rest is a fraction with a sign.
    let quarters = high.wrapping_add(1 << 61) >> 62;
    let all = u128::from(high) << 64 | u128::from(middle as u64);
    let fraction = (all << 2 | u128::from(low as u64 >> 62)) as i128;
    let zeros = fraction.unsigned_abs().leading_zeros();
    let normal = fraction.unsigned_abs() << zeros;
    let scale = f64::from_bits(u64::from(1023 - 53 - zeros) << 52);
    let scale = if (fraction < 0) == (x < 0.0) { scale } else { -scale };
    let a = (normal >> 75) as f64 * scale;
    let b = ((normal >> 22) as u64 & ((1 << 53) - 1)) as f64 * (scale / (1_u64 << 53) as f64);
    let (r, lost) = product(a, QUARTER[0]);
    let rest = series(r, lost + (a * QUARTER[1] + b * QUARTER[0]));
    turned(rest, if x < 0.0 { quarters.wrapping_neg() } else { quarters })
}
