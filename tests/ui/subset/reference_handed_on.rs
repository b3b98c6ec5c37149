//! Variables that stand now for one place, now for another.

use cotangent::{Differentiable, differentiable};

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

#[differentiable]
fn sort(x: &[f64], y: &[f64]) -> f64 {
    let (smaller, larger) = if x[0] > y[0] { (y, x) } else { (x, y) };
    smaller[0] * larger[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Vec<f64>,
    scale: f64,
}

#[differentiable]
fn choose_layer(a: &Layer, b: &Layer) -> f64 {
    let layer = if a.scale > b.scale { a } else { b };
    layer.scale * layer.w[0]
}

#[differentiable]
fn product(x: &[f64], y: &[f64]) -> f64 {
    x[0] * y[0]
}

/// The type of a field is known to rustc alone.
#[differentiable]
fn choose_field(a: &Layer, b: &Layer) -> f64 {
    let w = if a.scale > b.scale { &a.w } else { &b.w };
    product(w, &b.w)
}

fn main() {}
