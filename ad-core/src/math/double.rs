//! Sums and products of `f64` with what rounding has taken off them.

/// a + b, and what the sum has lost.
#[inline(always)]
pub(super) fn sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let t = s - a;
    (s, (a - (s - t)) + (b - t))
}

/// a + b, and what the sum has lost, where |a| ≥ |b| or a is zero.
#[inline(always)]
pub(super) fn sum_of_ordered(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    (s, (a - s) + b)
}

/// a · b, and what the product has lost.
#[inline(always)]
pub(super) fn product(a: f64, b: f64) -> (f64, f64) {
    // Halves of 26 and 27 bits. A fused operation would do it at once, where the processor has one.
    let high = |x: f64| f64::from_bits(x.to_bits() & (u64::MAX << 27));
    let (a_high, b_high) = (high(a), high(b));
    let (a_low, b_low) = (a - a_high, b - b_high);
    let p = a * b;
    (p, ((a_high * b_high - p) + (a_high * b_low + a_low * b_high)) + a_low * b_low)
}
