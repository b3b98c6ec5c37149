//! Derivatives of derivatives: the words of higher order against closed forms, against differences,
//! against each other and against published numbers.
#![allow(
    clippy::needless_range_loop,
    clippy::assign_op_pattern,
    reason = "plain user style is the subject under test"
)]

use cotangent::{Differentiable, Scalar, differentiable};
use proptest::prelude::*;

/// Closed forms of all derivatives are below.
#[differentiable(order = 3)]
fn wave(x: f64, y: f64) -> f64 {
    (x * y).sin() + x.powi(3) / y
}

fn wave_hessian(x: f64, y: f64) -> [[f64; 2]; 2] {
    let (s, c) = (x * y).sin_cos();
    let xx = -y * y * s + 6.0 * x / y;
    let xy = c - x * y * s - 3.0 * x * x / (y * y);
    let yy = -x * x * s + 2.0 * x.powi(3) / y.powi(3);
    [[xx, xy], [xy, yy]]
}

fn assert_close(found: f64, expected: f64) {
    let bound = 1e-12 * (1.0 + expected.abs());
    assert!((found - expected).abs() <= bound, "{found:e}, expected {expected:e}");
}

#[test]
fn second_derivatives_in_closed_form() {
    let (x, y) = (1.2, 0.7);
    let expected = wave_hessian(x, y);
    let found = wave::hessian(x, y);
    for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
        assert_close(*found, *expected);
    }
    let (hx, hy) = wave::hvp(x, y, 0.3, -0.4);
    assert_close(hx, 0.3 * expected[0][0] - 0.4 * expected[0][1]);
    assert_close(hy, 0.3 * expected[1][0] - 0.4 * expected[1][1]);
}

#[test]
fn third_derivatives_in_closed_form() {
    let (x, y): (f64, f64) = (1.2, 0.7);
    let (s, c) = (x * y).sin_cos();
    // Along x three times.
    let xxx = -y.powi(3) * c + 6.0 / y;
    let ((g, h), (g_dot, h_dot)) = wave::grad_jvp_jvp(x, y, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0);
    assert_close(h_dot.0, xxx);
    let xxy = -2.0 * y * s - x * y * y * c - 6.0 * x / (y * y);
    assert_close(h_dot.1, xxy);
    // What is along both directions at once is symmetric in them.
    assert_close(h.0, g_dot.0);
    assert_close(g.0, y * c + 3.0 * x * x / y);
}

/// A loop with carried state, branches, a dear function and an active divisor.
#[differentiable(order = 3)]
fn recurrence(x: &[f64]) -> f64 {
    let mut h = 0.1;
    let mut loss = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            h = (h + x[i] * h).tanh();
        } else {
            h = h / (1.0 + x[i] * x[i]);
        }
        loss += h * h * x[i];
    }
    loss
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn moved(x: &[f64], v: &[f64], by: f64) -> Vec<f64> {
    x.iter().zip(v).map(|(x, v)| x + by * v).collect()
}

fn near(a: &[f64], b: &[f64], bound: f64) -> bool {
    let scale = 1.0 + b.iter().fold(0.0, |s: f64, v| s.max(v.abs()));
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= bound * scale)
}

proptest! {
    /// The four nestings of order two are one bilinear form.
    #[test]
    fn all_nestings_agree(
        points in proptest::collection::vec((0.1..1.5f64, -1.0..1.0f64, -1.0..1.0f64, any::<bool>()), 0..7),
    ) {
        let x: Vec<f64> = points.iter().map(|p| if p.3 { p.0 } else { -p.0 }).collect();
        let v: Vec<f64> = points.iter().map(|p| p.1).collect();
        let u: Vec<f64> = points.iter().map(|p| p.2).collect();
        let zero = vec![0.0; x.len()];
        let hv = recurrence::hvp(&x, &v);
        // Reverse over forward.
        let ((_, slope), pullback) = recurrence::jvp_vjp(&x, &v);
        let (by_jvp_vjp, gradient) = pullback((0.0, 1.0));
        prop_assert!(near(&by_jvp_vjp, &hv, 1e-12));
        prop_assert!(near(&gradient, &recurrence::grad(&x), 1e-12));
        prop_assert!((slope - dot(&gradient, &v)).abs() <= 1e-12 * (1.0 + slope.abs()));
        // Forward over reverse.
        let (g, by_grad_jvp) = recurrence::grad_jvp(&x, &v);
        prop_assert!(near(&by_grad_jvp, &hv, 1e-12) && near(&g, &gradient, 1e-12));
        // Reverse over reverse.
        let (_, pullback) = recurrence::grad_vjp(&x);
        prop_assert!(near(&pullback(v.clone()), &hv, 1e-12));
        // Forward over forward.
        let (_, (_, along_both)) = recurrence::jvp_jvp(&x, &v, &u, &zero);
        prop_assert!((along_both - dot(&u, &hv)).abs() <= 1e-12 * (1.0 + along_both.abs()));
        // By rows, and symmetric.
        let rows = recurrence::hessian(&x);
        for (i, row) in rows.iter().enumerate() {
            prop_assert!((dot(row, &v) - hv[i]).abs() <= 1e-11 * (1.0 + hv[i].abs()));
        }
        // Against differences of the gradient.
        let step = 1e-6;
        let up = recurrence::grad(&moved(&x, &v, step));
        let down = recurrence::grad(&moved(&x, &v, -step));
        let by_differences: Vec<f64> =
            up.iter().zip(&down).map(|(a, b)| (a - b) / (2.0 * step)).collect();
        prop_assert!(near(&hv, &by_differences, 1e-7));
    }

    /// The third derivative along three directions, against differences of the second.
    #[test]
    fn third_order_against_differences(
        points in proptest::collection::vec((0.1..1.5f64, -1.0..1.0f64, -1.0..1.0f64, any::<bool>()), 1..6),
    ) {
        let x: Vec<f64> = points.iter().map(|p| if p.3 { p.0 } else { -p.0 }).collect();
        let v: Vec<f64> = points.iter().map(|p| p.1).collect();
        let u: Vec<f64> = points.iter().map(|p| p.2).collect();
        let zero = vec![0.0; x.len()];
        let (_, (_, third)) = recurrence::grad_jvp_jvp(&x, &v, &u, &zero);
        let step = 1e-6;
        let up = recurrence::hvp(&moved(&x, &u, step), &v);
        let down = recurrence::hvp(&moved(&x, &u, -step), &v);
        let by_differences: Vec<f64> =
            up.iter().zip(&down).map(|(a, b)| (a - b) / (2.0 * step)).collect();
        prop_assert!(near(&third, &by_differences, 1e-6));
        // The same by reverse mode over forward over forward.
        let (_, pullback) = recurrence::jvp_jvp_vjp(&x, &v, &u, &zero);
        let (by_reverse, ..) = pullback(((0.0, 0.0), (0.0, 1.0)));
        prop_assert!(near(&by_reverse, &third, 1e-11));
    }
}

// Perturbation confusion (Siskind and Pearlmutter 2005): an inner derivative must not see the
// perturbation of the outer one.

#[differentiable(wrt(y), order = 2)]
fn sum(x: f64, y: f64) -> f64 {
    x + y
}

/// x · d/dy (x + y): its derivative is 1.
#[differentiable]
fn confused(x: f64) -> f64 {
    x * sum::grad(x, 1.0)
}

#[differentiable(wrt(y), order = 3)]
fn product(x: f64, y: f64) -> f64 {
    x * y * y
}

/// x · d/dy (x y²) at y = x: 2x³, by two inner modes.
#[differentiable(order = 2)]
fn tangled(x: f64) -> f64 {
    let by_grad = x * product::grad(x, x);
    let (_, along) = product::jvp(x, x, 1.0);
    0.5 * (by_grad + x * along)
}

#[test]
fn perturbations_are_not_confused() {
    assert_eq!(confused::grad(1.0), 1.0);
    assert_eq!(confused::jvp(3.0, 1.0), (3.0, 1.0));
    let x = 1.3;
    assert_close(tangled(x), 2.0 * x.powi(3));
    assert_close(tangled::grad(x), 6.0 * x * x);
    assert_close(tangled::jvp(x, 1.0).1, 6.0 * x * x);
    assert_close(tangled::grad_grad(x), 12.0 * x);
    assert_close(tangled::hvp(x, 1.0), 12.0 * x);
}

/// Energy of a double well.
#[differentiable(order = 4)]
fn well(x: f64) -> f64 {
    (x * x - 1.0) * (x * x - 1.0)
}

/// Its third derivative is 24 x, its fourth 24: `grad_grad` once more, and twice more.
#[differentiable(order = 2)]
fn curvature(x: f64) -> f64 {
    well::grad_grad(x)
}

#[test]
fn orders_above_two_by_calls() {
    let x = 0.3;
    assert_close(well::grad_grad(x), 12.0 * x * x - 4.0);
    assert_close(curvature::grad(x), 24.0 * x);
    assert_close(curvature::grad_grad(x), 24.0);
    assert_close(well::grad_grad_grad(x), 24.0 * x);
}

// Lists: mixed derivatives.

#[differentiable(wrt(theta), wrt(x), order = 2)]
fn potential(theta: &[f64; 2], x: f64) -> f64 {
    theta[0] * x * x + (theta[1] * x).exp()
}

#[test]
fn mixed_derivatives_of_two_lists() {
    let (theta, x): ([f64; 2], f64) = ([0.4, -0.7], 1.1);
    let e = (theta[1] * x).exp();
    let mixed = [2.0 * x, e * (1.0 + theta[1] * x)];
    let (force, along) = potential::grad_wrt_x_jvp_wrt_theta(&theta, x, &[0.3, 0.5]);
    assert_close(force, 2.0 * theta[0] * x + theta[1] * e);
    assert_close(along, 0.3 * mixed[0] + 0.5 * mixed[1]);
    let back = potential::grad_wrt_x_grad_wrt_theta(&theta, x);
    assert_close(back[0], mixed[0]);
    assert_close(back[1], mixed[1]);
    let (_, pullback) = potential::grad_wrt_theta_vjp_wrt_x(&theta, x);
    assert_close(pullback([0.3, 0.5]), along);
    let (_, pullback) = potential::jvp_wrt_x_vjp_wrt_theta(&theta, x, 2.0);
    let back = pullback((0.0, 1.0));
    assert_close(back[0], 2.0 * mixed[0]);
    assert_close(back[1], 2.0 * mixed[1]);
}

// Structures, methods, generics.

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Spring {
    stiffness: Vec<f64>,
    length: f64,
}

impl Spring {
    #[differentiable(order = 3)]
    fn energy(&self, x: f64) -> f64 {
        let mut sum = 0.0;
        for k in &self.stiffness {
            let d = x - self.length;
            sum += k * k * d * d * d;
        }
        sum
    }
}

#[differentiable(order = 3)]
fn strained(spring: &Spring, x: f64) -> f64 {
    spring.energy(x) * spring.energy(2.0 * x)
}

#[test]
fn second_derivatives_through_structs_and_methods() {
    let spring = Spring { stiffness: vec![0.5, 1.5], length: 0.2 };
    let x = 0.9;
    let rows = spring.energy_hessian(x);
    assert_eq!(rows.len(), 4);
    let d = x - spring.length;
    // In declaration order: two stiffnesses, the length, x.
    let k: f64 = spring.stiffness.iter().map(|k| k * k).sum();
    let expected = [
        [2.0 * d.powi(3), 0.0, -6.0 * 0.5 * d * d, 6.0 * 0.5 * d * d],
        [0.0, 2.0 * d.powi(3), -6.0 * 1.5 * d * d, 6.0 * 1.5 * d * d],
        [-6.0 * 0.5 * d * d, -6.0 * 1.5 * d * d, 6.0 * k * d, -6.0 * k * d],
        [6.0 * 0.5 * d * d, 6.0 * 1.5 * d * d, -6.0 * k * d, 6.0 * k * d],
    ];
    for (row, expected) in rows.iter().zip(expected) {
        for (found, expected) in row.iter().zip(expected) {
            assert_close(*found, expected);
        }
    }
    // Through a call: differences of the gradient.
    let (direction, x_dot) = (spring.zero_tangent(), 1.0);
    let (_, along_x) = strained::hvp(&spring, x, &direction, x_dot);
    let step = 1e-5;
    let up = strained::grad(&spring, x + step).1;
    let down = strained::grad(&spring, x - step).1;
    assert!((along_x - (up - down) / (2.0 * step)).abs() < 1e-6 * (1.0 + along_x.abs()));
}

#[differentiable(order = 3)]
fn energy_of<T: Scalar>(x: &[T], scale: T) -> T {
    let mut sum = T::zero();
    for v in x {
        sum += (*v * scale).exp() / (T::one() + *v * *v);
    }
    sum
}

#[test]
fn generic_functions_in_both_precisions() {
    let (x, v) = ([0.3, -0.8], [0.5, 0.25]);
    let (hx, hs) = energy_of::hvp(&x, 0.7, &v, 1.0);
    let step = 1e-6;
    let at = |by: f64| {
        let x: Vec<f64> = moved(&x, &v, by);
        energy_of::grad(&x, 0.7 + by)
    };
    let (up, down) = (at(step), at(-step));
    for i in 0..2 {
        assert!((hx[i] - (up.0[i] - down.0[i]) / (2.0 * step)).abs() < 1e-8);
    }
    assert!((hs - (up.1 - down.1) / (2.0 * step)).abs() < 1e-8);
    let single = energy_of::hvp(&[0.3_f32, -0.8], 0.7_f32, &[0.5, 0.25], 1.0);
    assert!((f64::from(single.1) - hs).abs() < 1e-5);
}

#[test]
fn an_empty_input_has_an_empty_hessian() {
    assert!(recurrence::hessian(&[]).is_empty());
    assert!(recurrence::hvp(&[], &[]).is_empty());
}

#[test]
#[should_panic(expected = "has length 1, expected 2")]
fn a_shadow_of_another_length_is_refused() {
    let _ = recurrence::value_and_grad_into(&[1.0, 2.0], &mut [0.0]);
}

// Third order, through calls with constant arguments, methods, structs, vectors and generics.

/// Σ cᵢ² g(aᵢ x, 2): a vector made by a call, a call with a constant.
#[differentiable(order = 3)]
fn chained(x: &[f64], scale: f64) -> f64 {
    let scaled = scaled_by(x, scale);
    let mut sum = 0.0;
    for (i, v) in scaled.iter().enumerate() {
        sum += raised(*v, 4) * x[i];
    }
    sum
}

#[differentiable(order = 3)]
fn scaled_by(x: &[f64], scale: f64) -> Vec<f64> {
    x.iter().map(|v| v * scale).collect()
}

#[differentiable(order = 3)]
fn raised(x: f64, n: i32) -> f64 {
    x.powi(n)
}

#[test]
fn third_derivatives_through_calls_in_closed_form() {
    // s⁴ Σ xᵢ⁵
    let (x, s): ([f64; 3], f64) = ([0.7, -0.4, 1.2], 1.3);
    let (u, v) = ([0.3, 0.5, -0.2], [1.0, -0.6, 0.4]);
    let zero = [0.0; 3];
    // Along u with s at rest, then along v and s at once.
    let (_, (_, (along, along_s))) = chained::grad_jvp_jvp(&x, s, &u, 0.0, &v, 1.0, &zero, 0.0);
    let mut expected_s = 0.0;
    for i in 0..3 {
        let third = 60.0 * s.powi(4) * x[i] * x[i] * u[i] * v[i];
        let mixed = 80.0 * s.powi(3) * x[i].powi(3) * u[i];
        assert_close(along[i], third + mixed);
        expected_s += 80.0 * s.powi(3) * x[i].powi(3) * u[i] * v[i];
        expected_s += 60.0 * s * s * x[i].powi(4) * u[i];
    }
    assert_close(along_s, expected_s);
}

#[test]
fn third_derivatives_through_structs_and_methods() {
    let spring = Spring { stiffness: vec![0.5, 1.5], length: 0.2 };
    let x = 0.9;
    let still = spring.zero_tangent();
    let d = x - spring.length;
    let k: f64 = spring.stiffness.iter().map(|k| k * k).sum();
    // Three times along x.
    let (_, (_, (along, along_x))) =
        spring.energy_grad_jvp_jvp(x, &still, 1.0, &still, 1.0, &still, 0.0);
    assert_close(along_x, 6.0 * k);
    assert_close(along.length, -6.0 * k);
    assert_close(along.stiffness[0], 12.0 * 0.5 * d);
    assert_close(along.stiffness[1], 12.0 * 1.5 * d);
    // Through calls: differences of second derivatives.
    let (_, (_, (by_spring, by_x))) =
        strained::grad_jvp_jvp(&spring, x, &still, 1.0, &still, 1.0, &still, 0.0);
    let step = 1e-5;
    let (up, up_x) = strained::hvp(&spring, x + step, &still, 1.0);
    let (down, down_x) = strained::hvp(&spring, x - step, &still, 1.0);
    let near = |found: f64, up: f64, down: f64| {
        assert!((found - (up - down) / (2.0 * step)).abs() < 1e-6 * (1.0 + found.abs()));
    };
    near(by_x, up_x, down_x);
    near(by_spring.length, up.length, down.length);
    near(by_spring.stiffness[1], up.stiffness[1], down.stiffness[1]);
}

#[test]
fn third_derivatives_of_generic_functions() {
    let (x, v, u) = ([0.3, -0.8], [0.5, 0.25], [-0.4, 1.0]);
    let (_, (_, (along, along_scale))) =
        energy_of::grad_jvp_jvp(&x, 0.7, &v, 1.0, &u, 0.5, &[0.0; 2], 0.0);
    let step = 1e-6;
    let up = energy_of::hvp(&moved(&x, &u, step), 0.7 + 0.5 * step, &v, 1.0);
    let down = energy_of::hvp(&moved(&x, &u, -step), 0.7 - 0.5 * step, &v, 1.0);
    for i in 0..2 {
        assert!((along[i] - (up.0[i] - down.0[i]) / (2.0 * step)).abs() < 1e-7);
    }
    assert!((along_scale - (up.1 - down.1) / (2.0 * step)).abs() < 1e-7);
}

// A rule by hand, differentiated again through its forward mode.

#[differentiable(order = 2, jvp = cube_jvp, vjp = cube_vjp)]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[differentiable]
fn cube_jvp(x: f64, x_dot: f64) -> (f64, f64) {
    (x * x * x, 3.0 * x * x * x_dot)
}

fn cube_vjp(x: f64) -> (f64, impl FnOnce(f64) -> f64) {
    (x * x * x, move |y_bar| 3.0 * x * x * y_bar)
}

#[differentiable(order = 2)]
fn cubes(x: f64, y: f64) -> f64 {
    cube(x * y) + cube(y)
}

#[test]
fn hand_rules_of_second_order() {
    let (x, y) = (1.1_f64, 0.7_f64);
    assert_close(cube_vjp(x).1(1.0), 3.0 * x * x);
    let rows = cubes::hessian(x, y);
    assert_close(rows[0][0], 6.0 * x * y.powi(3));
    assert_close(rows[0][1], 9.0 * x * x * y * y);
    assert_close(rows[1][1], 6.0 * x.powi(3) * y + 6.0 * y);
}
