//! Buffers of the caller that are held fixed and take active values.

use cotangent::differentiable;

#[differentiable(wrt(x))]
pub fn not_listed(out: &mut [f64], x: f64) -> f64 {
    out[0] *= x;
    out[0] * out[1]
}

#[differentiable]
pub fn marked(#[constant] scratch: &mut Vec<f64>, x: f64) -> f64 {
    scratch.push(x);
    scratch[0] * x
}

fn main() {}
