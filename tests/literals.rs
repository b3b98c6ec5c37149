//! Float literals whose types only calls decide: the macro sees no types of other functions, rustc does.

#![allow(
    clippy::needless_range_loop,
    clippy::assign_op_pattern,
    reason = "plain user style is the subject under test"
)]

use cotangent::differentiable;

#[differentiable]
fn exp_of_difference(x: f32, shift: f32) -> f32 {
    (x - shift).exp()
}

#[differentiable(wrt(x))]
fn shifted(x: f32, shift: f32) -> f32 {
    (x - shift).exp()
}

#[differentiable]
fn sums_of_results(y: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..y.len() {
        sum += exp_of_difference(y[i], 1.0);
    }
    let mut last = 0.0;
    for _ in 0..y.len() {
        last = exp_of_difference(sum, 1.0) + last;
    }
    exp_of_difference(last, 2.0)
}

#[differentiable]
fn arrays_of_results(y: &[f32]) -> f32 {
    let mut sums = [0.0; 2];
    for i in 0..y.len() {
        sums[i % 2] += exp_of_difference(y[i], 1.0);
    }
    exp_of_difference(sums[0], sums[1])
}

#[differentiable]
fn vectors_of_results(y: &[f32]) -> f32 {
    let mut terms = vec![0.0; y.len()];
    for i in 0..y.len() {
        terms[i] = exp_of_difference(y[i], 1.0);
    }
    exp_of_difference(terms[0], terms[1])
}

#[differentiable(wrt(y))]
#[allow(unused_assignments)]
fn chosen_shifts(y: &[f32]) -> f32 {
    let mut shift = 0.0;
    let mut s = 0.0;
    for i in 0..y.len() {
        shift = if i > 0 { 1.0 } else { 2.0 };
        s += shifted(y[i], shift);
    }
    s
}

/// `step` meets no f32, so it is an f64 by Rust's rule: 0.1 ten times is less than 1 in f64, more in f32.
#[differentiable]
fn steps_apart(x: f32) -> f32 {
    let mut at = 0.0;
    let mut y = x;
    while at < 1.0 {
        at += 0.1;
        y *= x;
    }
    y
}

const Y: [f32; 3] = [0.3, 0.7, -0.2];

fn close(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (f, e) in found.iter().zip(expected) {
        assert!((f - e).abs() <= 2e-6 * e.abs(), "{found:?} is not {expected:?}");
    }
}

#[test]
fn accumulators_of_calls_are_f32_where_calls_are() {
    let terms = Y.map(|y| (y - 1.0).exp());
    let sum: f32 = terms.iter().sum();
    let value = (3.0 * (sum - 1.0).exp() - 2.0).exp();
    let (found, gradient) = sums_of_results::value_and_grad(&Y);
    close(&[found], &[value]);
    close(&gradient, &terms.map(|t| value * 3.0 * (sum - 1.0).exp() * t));
    let (_, slope) = sums_of_results::jvp(&Y, &[1.0, 0.0, 0.0]);
    close(&[slope], &gradient[..1]);
}

#[test]
fn arrays_and_vectors_of_calls_are_f32_where_calls_are() {
    let terms = Y.map(|y| (y - 1.0).exp());
    let value = (terms[0] + terms[2] - terms[1]).exp();
    close(&arrays_of_results::grad(&Y), &[value * terms[0], -value * terms[1], value * terms[2]]);
    let value = (terms[0] - terms[1]).exp();
    let gradient = vectors_of_results::grad(&Y);
    close(&gradient[..2], &[value * terms[0], -value * terms[1]]);
    assert_eq!(gradient[2], 0.0);
}

#[test]
fn an_argument_that_is_held_fixed_is_f32_where_the_parameter_is() {
    close(&chosen_shifts::grad(&Y), &[(Y[0] - 2.0).exp(), (Y[1] - 1.0).exp(), (Y[2] - 1.0).exp()]);
}

#[test]
fn a_literal_that_nothing_decides_is_an_f64() {
    assert_eq!(steps_apart(1.5), 1.5f32.powi(12));
    assert_eq!(steps_apart::value_and_grad(1.5), (1.5f32.powi(12), 12.0 * 1.5f32.powi(11)));
}
