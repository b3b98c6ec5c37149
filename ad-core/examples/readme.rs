//! A gradient beside its finite difference.

use cotangent::differentiable;

#[differentiable]
fn rosenbrock(x: &[f64]) -> f64 {
    x.windows(2).map(|w| 100.0 * (w[1] - w[0] * w[0]).powi(2) + (1.0 - w[0]).powi(2)).sum()
}

fn main() {
    let (x, h) = ([-1.2, 1.0], 1e-6);
    let gradient = rosenbrock::grad(&x);
    let difference = (rosenbrock(&[x[0] + h, x[1]]) - rosenbrock(&[x[0] - h, x[1]])) / (2.0 * h);
    println!("∂f/∂x₀ = {:.6}, by differences {difference:.6}", gradient[0]);
    assert!((gradient[0] - difference).abs() < 1e-6 * difference.abs());
}
