//! Derivatives of derivatives: Hessians, and a loss that holds a divergence.

use cotangent::differentiable;

#[differentiable(order = 2)]
fn wave(x: f64, y: f64) -> f64 {
    (x * y).sin() + x * x * x / y
}

/// The score of a density, with three parameters.
#[differentiable(wrt(theta), wrt(x), order = 2)]
fn score(theta: &[f64; 3], x: f64) -> f64 {
    theta[2] * (theta[0] * x + theta[1]).tanh()
}

/// Implicit score matching: half the squared score plus its divergence, averaged.
#[differentiable(wrt(theta))]
fn ism(theta: &[f64; 3], xs: &[f64]) -> f64 {
    let mut loss = 0.0;
    for &x in xs {
        let (s, div) = score::jvp_wrt_x(theta, x, 1.0);
        loss += 0.5 * s * s + div;
    }
    loss / xs.len() as f64
}

fn main() {
    let (x, y) = (1.2, 0.7);
    let rows = wave::hessian(x, y);
    let (hx, hy) = wave::hvp(x, y, 0.3, -0.4);
    assert!((hx - (0.3 * rows[0][0] - 0.4 * rows[0][1])).abs() < 1e-12);
    assert!((hy - (0.3 * rows[1][0] - 0.4 * rows[1][1])).abs() < 1e-12);

    let (theta, xs) = ([0.3, -0.2, 0.9], [0.1, 0.5, -0.3]);
    let (loss, gradient) = ism::value_and_grad(&theta, &xs);
    let moved = [0.3 + 1e-6, -0.2, 0.9];
    assert!(((ism(&moved, &xs) - loss) / 1e-6 - gradient[0]).abs() < 1e-5);
}
