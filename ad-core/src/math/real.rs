//! What the evaluations ask of a float type: arithmetic, its bits, and its coefficients.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// `f32` or `f64`, as the evaluations see it.
///
/// No operation here can panic or calls a library, and none is fused, so a loop over any of these functions
/// becomes vector code and its results are the same on every machine.
pub(super) trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    const INFINITY: Self;
    const NAN: Self;
    /// The smallest positive normal number.
    const MIN_POSITIVE: Self;
    /// ln 2 in two parts. Multiples of the first by an exponent are exact.
    const LN_2: [Self; 2];
    /// Adding this rounds to the nearest integer, which then stands in the low bits: 1.5 · 2ᵐ for m stored
    /// bits of significand.
    const ROUNDER: Self;
    /// Arguments of `exp` below the first give 0, above the second ∞.
    const EXP_RANGE: [Self; 2];
    /// Below its negative, eˣ − 1 is −1.
    const EXP_M1_LOW: Self;
    /// From here on 1 + x has lost nothing that matters to ln(1 + x).
    const LN_1P_LARGE: Self;
    /// What lifts subnormal numbers to normal ones, 2ᵉ, and e.
    const LIFT: [Self; 2];

    /// The nearest number of this type; exact for the small numbers that formulas have.
    fn of(value: f64) -> Self;
    /// |x|.
    fn abs(self) -> Self;
    /// |x| with the sign of `sign`.
    fn copysign(self, sign: Self) -> Self;
    /// 2ⁿ for `n + ROUNDER`, where n is the exponent of a normal number.
    fn power_of_two(shifted: Self) -> Self;
    /// (k, m) with x = 2ᵏ · m and m in [√½, √2), for a positive normal x.
    fn split(self) -> (Self, Self);
    /// (eʳ − 1 − r)/r² for |r| ≤ ln 2/2.
    fn exp_tail(r: Self) -> Self;
    /// (2 atanh(s)/s − 2)/z for z = s² and |s| ≤ (√2 − 1)/(√2 + 1), the s of [`split`](Self::split).
    fn ln_tail(z: Self) -> Self;
    /// (2 atanh(s/2) − s)/(s · z) for z = s² and 0 ≤ s ≤ 2/3.
    fn atanh_tail(z: Self) -> Self;
    /// The same for s ≤ 2/(1 + 2e^1.4), where fewer terms do.
    fn atanh_short_tail(z: Self) -> Self;
    /// (ln cosh x − z/2)/z² for z = x² and |x| ≤ 0.7.
    fn logcosh_tail(z: Self) -> Self;
}

/// A polynomial, lowest coefficient first, as p(x²) + x · q(x²): two short chains of dependent operations
/// instead of a long one, which the processor would wait for.
macro_rules! polynomial {
    ($x:ident; $($coefficient:literal)*) => {{
        let square = $x * $x;
        polynomial!(@split $x square; [] []; $($coefficient)*)
    }};
    (@split $x:ident $square:ident; [$($even:literal)*] [$($odd:literal)*]; $a:literal $b:literal $($rest:literal)*) => {
        polynomial!(@split $x $square; [$($even)* $a] [$($odd)* $b]; $($rest)*)
    };
    (@split $x:ident $square:ident; [$($even:literal)*] $odd:tt; $last:literal) => {
        polynomial!(@split $x $square; [$($even)* $last] $odd;)
    };
    (@split $x:ident $square:ident; [$($even:literal)*] [$($odd:literal)*];) => {
        horner!($square; $($even)*) + $x * horner!($square; $($odd)*)
    };
}

/// A polynomial by Horner's rule, lowest coefficient first.
macro_rules! horner {
    ($x:ident; $last:literal) => { $last };
    ($x:ident; $first:literal $($rest:literal)+) => { $first + $x * horner!($x; $($rest)+) };
}

pub(super) use {horner, polynomial};

/// Implements [`Real`]: names, constants of the type, coefficients. The coefficients are minimax fits
/// of the functions above (Remez exchange in 60 digits), weighted so that the whole result's relative error is
/// levelled.
macro_rules! real {
    ($float:ident, $bits:ident, $mantissa:literal, $bias:literal, $sqrt_half:literal;
     ln_2 $ln_2:expr; exp_range $exp:expr; exp_m1_low $low:literal; large $large:literal; lift $lift:expr;
     exp_tail $($e:literal)*; ln_tail $($l:literal)*; atanh_tail $($a:literal)*;
     atanh_short_tail $($s:literal)*; logcosh_tail $($c:literal)*) => {
        #[allow(clippy::excessive_precision, reason = "the digits that name one float")]
        impl Real for $float {
            const INFINITY: Self = $float::INFINITY;
            const NAN: Self = $float::NAN;
            const MIN_POSITIVE: Self = $float::MIN_POSITIVE;
            const LN_2: [Self; 2] = $ln_2;
            const ROUNDER: Self = ((3 as $bits) << ($mantissa - 1)) as $float;
            const EXP_RANGE: [Self; 2] = $exp;
            const EXP_M1_LOW: Self = $low;
            const LN_1P_LARGE: Self = $large;
            const LIFT: [Self; 2] = $lift;

            #[inline(always)]
            fn of(value: f64) -> Self {
                value as $float
            }
            #[inline(always)]
            fn abs(self) -> Self {
                $float::abs(self)
            }
            #[inline(always)]
            fn copysign(self, sign: Self) -> Self {
                $float::copysign(self, sign)
            }
            #[inline(always)]
            fn power_of_two(shifted: Self) -> Self {
                // The rounder's own low bits are zero, and its high bits leave by the shift.
                $float::from_bits(shifted.to_bits().wrapping_add($bias) << $mantissa)
            }
            #[inline(always)]
            fn split(self) -> (Self, Self) {
                const ONE: $bits = $bias << $mantissa;
                const LOW: $bits = $bits::from_ne_bytes(($sqrt_half as $float).to_ne_bytes());
                const DIGITS: $bits = (1 << $mantissa) - 1;
                // With √½ moved to 1 the exponent field holds k, biased, whatever the digits are.
                let moved = self.to_bits().wrapping_add(ONE - LOW);
                let m = $float::from_bits((moved & DIGITS).wrapping_add(LOW));
                // 2ᵐ + k + bias, written into the digits of 2ᵐ: no conversion of integers, which not all
                // vector units have.
                const FLOOR: $float = ((1 as $bits) << $mantissa) as $float;
                let k = $float::from_bits(FLOOR.to_bits() | (moved >> $mantissa));
                (k - (FLOOR + $bias as $float), m)
            }
            #[inline(always)]
            fn exp_tail(r: Self) -> Self {
                polynomial!(r; $($e)*)
            }
            #[inline(always)]
            fn ln_tail(z: Self) -> Self {
                polynomial!(z; $($l)*)
            }
            #[inline(always)]
            fn atanh_tail(z: Self) -> Self {
                polynomial!(z; $($a)*)
            }
            #[inline(always)]
            fn atanh_short_tail(z: Self) -> Self {
                polynomial!(z; $($s)*)
            }
            #[inline(always)]
            fn logcosh_tail(z: Self) -> Self {
                polynomial!(z; $($c)*)
            }
        }
    };
}

real!(f32, u32, 23, 127, 0.707_106_77;
    ln_2 [0.693145751953125, 1.428606765330187e-6];
    exp_range [-105.0, 89.0];
    exp_m1_low 18.0;
    large 1.0e10;
    lift [33554432.0, 25.0];
    exp_tail 0.5 0.166665435 0.0416662805 0.00836660899 0.00139465032;
    ln_tail 0.666667759 0.399774969 0.298730224;
    atanh_tail 0.0833333433 0.0124996491 0.00223569502 0.000418505952 0.000118660064;
    atanh_short_tail 0.0833333433 0.0124988556 0.00227289973;
    logcosh_tail -0.0833332315 0.0222190898 -0.00671547512 0.00205424614 -0.000463133969);

real!(f64, u64, 52, 1023, 0.707_106_781_186_547_5;
    ln_2 [0.6931471804855391, 7.440617110012397e-11];
    exp_range [-746.0, 710.0];
    exp_m1_low 38.0;
    large 1.0e20;
    lift [18014398509481984.0, 54.0];
    exp_tail 0.5000000000000006 0.16666666666666685 0.041666666666573364 0.008333333333314555
        0.0013888888932472921 0.0001984126990313015 2.480150432372839e-5 2.7557227851513107e-6
        2.7626378175577983e-7 2.511450900960019e-8;
    ln_tail 0.6666666666666735 0.3999999999941156 0.28571428743174976 0.22222198483875216
        0.18183569371200467 0.15313911875808892 0.14797427687831094;
    atanh_tail 0.08333333333333334 0.012499999999998117 0.0022321428572273944
        0.00043402777588699807 8.877843362163518e-5 1.877984844848117e-5 4.070070610308293e-6
        8.938546926312452e-7 2.0928766138242903e-7 3.3348562491472844e-8 1.963208909021358e-8;
    atanh_short_tail 0.0833333333333329 0.012500000000177338 0.00223214283336462
        0.00043402924224413973 8.873288184023915e-5 1.9473628259368677e-5;
    logcosh_tail -0.08333333333333325 0.022222222222209514 -0.006746031745406977
        0.0021869488381917796 -0.0007386027372098211 0.00025657850325612756
        -9.097679809160213e-5 3.272445864398891e-5 -1.179401529872572e-5 4.073251649780492e-6
        -1.1784215131550174e-6 2.0127916532079454e-7);
