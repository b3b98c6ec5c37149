//! Rules by hand, for a function of one's own and for a foreign one.

use cotangent::differentiable;

// Its Newton iteration need not be differentiated: the derivative is known.
#[differentiable(jvp = root_jvp, vjp = root_vjp)]
fn root(a: f64) -> f64 {
    let mut y = a;
    for _ in 0..60 {
        y = 0.5 * (y + a / y);
    }
    y
}

fn root_jvp(a: f64, a_dot: f64) -> (f64, f64) {
    let y = root(a);
    (y, 0.5 * a_dot / y)
}

fn root_vjp(a: f64) -> (f64, impl FnOnce(f64) -> f64) {
    let y = root(a);
    (y, move |y_bar| 0.5 * y_bar / y)
}

/// Stands for another crate.
mod other {
    pub(crate) fn gaussian(x: f64) -> f64 {
        (-x * x).exp()
    }
}

// A declaration without a body stands for the foreign function and carries its rule.
#[differentiable(foreign = other::gaussian, jvp = gaussian_jvp, vjp = gaussian_vjp)]
fn gaussian(x: f64) -> f64;

fn gaussian_jvp(x: f64, x_dot: f64) -> (f64, f64) {
    let y = other::gaussian(x);
    (y, -2.0 * x * y * x_dot)
}

fn gaussian_vjp(x: f64) -> (f64, impl FnOnce(f64) -> f64) {
    let y = other::gaussian(x);
    (y, move |y_bar| -2.0 * x * y * y_bar)
}

// Where the reverse sweep needs nothing but the arguments, it can be a function of them and the cotangent. Neither
// are they copied then, nor is the value computed twice.
#[differentiable(jvp = dot_jvp, pullback = dot_pullback)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn dot_jvp(a: &[f64], b: &[f64], a_dot: &[f64], b_dot: &[f64]) -> (f64, f64) {
    (dot(a, b), dot(a_dot, b) + dot(a, b_dot))
}

fn dot_pullback(a: &[f64], b: &[f64], y_bar: f64) -> (Vec<f64>, Vec<f64>) {
    let times = |v: &[f64]| v.iter().map(|v| y_bar * v).collect();
    (times(b), times(a))
}

// They are called like any differentiable function.
#[differentiable]
fn model(x: f64) -> f64 {
    gaussian(x) * root(x) + dot(&[x, 2.0], &[1.0, x * x])
}

fn main() {
    cotangent::check!(root, 2.0);
    cotangent::check!(gaussian, 0.7);
    cotangent::check!(dot, &[0.5, -1.5][..], &[2.0, 3.0][..]);
    cotangent::check!(model, 1.3);
    println!("model′(1.3) = {:.6}", model::grad(1.3));
}
