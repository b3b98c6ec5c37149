//! Functions that vectorise when inlined.

#![allow(clippy::excessive_precision, reason = "coefficients as they were fitted")]

#[inline(always)]
pub(super) fn exp32(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let n = (x * std::f32::consts::LOG2_E + 12582912.0) - 12582912.0;
    let r = x - n * 0.693359375 + n * 2.12194440e-4;
    let p = 1.9875691500e-4_f32;
    let p = p * r + 1.3981999507e-3;
    let p = p * r + 8.3334519073e-3;
    let p = p * r + 4.1665795894e-2;
    let p = p * r + 1.6666665459e-1;
    let p = p * r + 5.0000001201e-1;
    let y = p * r * r + r + 1.0;
    y * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

#[inline(always)]
pub(super) fn ln32(x: f32) -> f32 {
    let bits = x.to_bits();
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let e = (bits >> 23) as i32 - 127;
    let big = m > std::f32::consts::SQRT_2;
    let m = if big { 0.5 * m } else { m };
    let e = if big { e + 1 } else { e } as f32;
    let x = m - 1.0;
    let z = x * x;
    let p = 7.0376836292e-2_f32;
    let p = p * x - 1.1514610310e-1;
    let p = p * x + 1.1676998740e-1;
    let p = p * x - 1.2420140846e-1;
    let p = p * x + 1.4249322787e-1;
    let p = p * x - 1.6668057665e-1;
    let p = p * x + 2.0000714765e-1;
    let p = p * x - 2.4999993993e-1;
    let p = p * x + 3.3333331174e-1;
    let y = p * x * z - 2.12194440e-4 * e - 0.5 * z;
    x + y + 0.693359375 * e
}

#[inline(always)]
pub(super) fn exp64(x: f64) -> f64 {
    x.exp()
}

#[inline(always)]
pub(super) fn ln64(x: f64) -> f64 {
    x.ln()
}
