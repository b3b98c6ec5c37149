//! `&mut` parameters, in both modes.

use cotangent::differentiable;

#[differentiable]
fn smooth(x: &mut [f64], amount: f64) {
    for i in 1..x.len() {
        x[i] += amount * (x[i - 1] - x[i]);
    }
}

// Calls it, and is a function of one float.
#[differentiable]
fn roughness(x: &[f64], amount: f64) -> f64 {
    let mut y = x.to_vec();
    smooth(&mut y, amount);
    y.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum()
}

fn main() {
    // Forward: the tangent of `x` is changed beside `x`.
    let (mut x, mut x_dot) = ([1.0, 3.0], [0.0, 1.0]);
    smooth::jvp(&mut x, 0.5, &mut x_dot, 0.0);
    assert_eq!((x, x_dot), ([1.0, 2.0], [0.0, 0.5]));

    // Reverse: the pullback turns the cotangent of the new `x` into that of the old one, in place.
    let mut x = [1.0, 3.0];
    let ((), pullback) = smooth::vjp(&mut x, 0.5);
    let mut x_bar = [0.0, 1.0];
    let amount_bar = pullback(&mut x_bar);
    assert_eq!((x_bar, amount_bar), ([0.5, 0.5], -2.0));

    cotangent::check!(roughness, &vec![1.0, -0.5, 2.0], 0.3);
    println!("a smoothed signal's roughness is differentiated through the call");
}
