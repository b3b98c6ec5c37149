//! Variables that stand now for one sequence, now for another.

use cotangent::differentiable;

#[differentiable]
fn walk(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut s = 0.0;
    while let [first, tail @ ..] = rest {
        s += first * first;
        rest = tail;
    }
    s
}

#[differentiable]
fn choose(x: &[f64], y: &[f64]) -> f64 {
    let larger = if x[0] > y[0] { x } else { y };
    larger[0] * larger[1]
}

fn main() {}
