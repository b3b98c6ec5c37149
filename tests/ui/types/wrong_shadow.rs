//! Buffers and tangents of another type than the parameter's.

use cotangent::differentiable;

#[differentiable]
pub fn norm(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum()
}

pub fn caller(x: &[f64]) -> f64 {
    let mut x_bar = vec![0.0_f32; x.len()];
    norm::value_and_grad_into(x, &mut x_bar);
    norm::jvp(x, 1.0).1
}
