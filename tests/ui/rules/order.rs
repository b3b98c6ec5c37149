//! A callee that is not differentiated often enough, and functions as arguments.

use cotangent::differentiable;

#[differentiable]
fn low(x: f64) -> f64 {
    x * x
}

#[differentiable]
fn calls_a_gradient(x: f64) -> f64 {
    low::grad(x) * x
}

#[differentiable(order = 2)]
fn integrate<F: Fn(f64) -> f64>(f: F, b: f64) -> f64 {
    f(b) * b
}

fn main() {
    let _ = (calls_a_gradient(1.0), integrate(|x| x, 1.0));
}
