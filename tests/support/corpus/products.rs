//! Loops that multiply up a number: factors of all signs, none, zero, and products at the ends of the range.

use cotangent::{Scalar, differentiable};

/// Σ over rows of the squared product of r + v·w, as of the hidden units of a machine.
#[differentiable(order = 2, lanes)]
pub fn products_of_units(r: &[f64], v: &[f64], w: &[f64]) -> f64 {
    let mut y = 0.0;
    for k in 0..w.len() {
        let mut p = 1.0;
        for i in 0..r.len().min(v.len()) {
            p *= r[i] + v[i] * w[k];
        }
        y += p * p * (k + 1) as f64;
    }
    y
}

/// A product that goes on from a number, and is used twice.
#[differentiable(order = 2, lanes)]
pub fn product_from(a: f64, x: &[f64]) -> f64 {
    let mut p = a * a + 0.5;
    for t in x {
        p = (t - a) * p;
    }
    let q = p.sin();
    for t in x.iter().rev() {
        p *= t * t;
    }
    p * q + a
}

/// Vandermonde's determinant: all differences of two.
#[differentiable(order = 2, lanes)]
pub fn vandermonde(x: &[f64]) -> f64 {
    let mut p = 1.0;
    for i in 0..x.len() {
        for j in i + 1..x.len() {
            p *= x[j] - x[i];
        }
    }
    p
}

/// The product of what lies on one side, scaled after each round.
#[differentiable(order = 2, lanes)]
pub fn products_of_some(x: &[f64], bound: f64, rounds: usize) -> f64 {
    let mut p = 1.5;
    let mut s = 0.0;
    for _ in 0..rounds {
        for t in x {
            let u = t - bound;
            if u > 0.0 {
                p *= u + 1.0;
            }
        }
        s += p;
        p *= 0.5;
    }
    s * p
}

/// Factors up to the first that is large.
#[differentiable(order = 2, lanes)]
pub fn product_of_the_first(x: &[f64]) -> f64 {
    let mut p = 1.0;
    for t in x {
        if *t > 0.8 {
            break;
        }
        p *= t + 2.0;
    }
    p
}

/// Products of what a buffer holds, which changes between them.
#[differentiable(order = 2, lanes)]
pub fn products_of_a_buffer(x: &[f64], rounds: usize) -> f64 {
    let mut buffer = x.to_vec();
    let mut y = 0.0;
    for k in 0..rounds {
        let mut p = 1.0;
        for t in &buffer {
            p *= t + 0.3;
        }
        y += p;
        for (b, t) in buffer.iter_mut().zip(x) {
            *b = *b * t + p * (k as f64);
        }
    }
    y
}

/// A product that is near the end of the range, with `scale` that takes it back.
#[differentiable(order = 2, lanes)]
pub fn product_at_the_end(x: &[f64; 3], #[constant] scale: f64) -> f64 {
    let mut p = 1.0;
    for t in x {
        p *= t * scale;
    }
    p / scale / scale / scale
}

/// The product of all elements, of any float.
#[differentiable(order = 2, lanes)]
pub fn product_of_floats<T: Scalar>(x: &[T]) -> T {
    let mut p = T::one();
    for t in x {
        p *= *t;
    }
    p * p
}

/// Factors of an elementary function, which has to be kept.
#[differentiable(order = 2, lanes)]
pub fn product_of_exps(x: &[f64]) -> f64 {
    x.iter().map(|t| 1.0 + t.exp()).product()
}
