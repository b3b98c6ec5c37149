//! Values that are moved, replaced, matched and taken apart, and types that only rustc knows.

use super::X;
use cotangent::{Differentiable, Scalar, check, differentiable};
use ndarray::Array2;

#[differentiable]
fn weighted(s: &[f64], c: f64) -> f64 {
    let mut t = 0.0;
    for (i, &q) in s.iter().enumerate() {
        t += q * c - 0.1 * (i as f64) * q.tanh();
    }
    t
}

#[differentiable]
fn mixed(u: &mut [f64], v: &mut [f64], c: f64) {
    for i in 0..u.len().min(v.len()) {
        let t = u[i];
        u[i] = v[i] * c;
        v[i] += t * u[i];
    }
}

#[derive(Clone, Differentiable)]
struct State {
    level: f64,
    pair: [f64; 2],
    history: Vec<f64>,
}

#[differentiable]
fn advance(p: &mut State, c: f64) -> f64 {
    p.level = p.level * c + p.pair[1];
    p.pair = [p.pair[1], p.level * p.history[0]];
    p.history.push(p.level);
    p.pair[1] * p.level
}

#[differentiable]
fn sum_behind_a_fused_call(x: &[f64], a: f64, b: f64) -> f64 {
    let mut s = a * b;
    let y = weighted(x, s);
    s += b * b;
    2.0 * y + s
}

#[test]
fn the_cotangent_of_a_fused_call_s_argument_is_read_before_the_call() {
    check!(sum_behind_a_fused_call, &X[..], 0.7, 0.6);
}

#[differentiable]
fn slope_of_two(p: f64, q: f64) -> f64 {
    (p * q).sin() + p / (1.5 + q * q)
}

#[differentiable]
fn scale_all(v: &mut [f64], c: f64) {
    for q in v.iter_mut() {
        *q *= c.cos();
    }
}

#[differentiable]
fn scaled_by_a_sum(x: &[f64], a: f64, b: f64) -> f64 {
    let mut v = vec![a, b, x[1]];
    let mut s = 0.0;
    for i in 0..3 {
        s += x[i] * b;
    }
    scale_all(&mut v, s);
    a + v[0] * v[2]
}

#[differentiable]
fn scaled_by_a_call(x: &[f64], a: f64, b: f64) -> f64 {
    let mut v = vec![a, b, x[1]];
    let t = slope_of_two(b, x[0]);
    let c = a + t;
    scale_all(&mut v, c);
    a + v[0] * v[2]
}

/// What ran both its sweeps at once had the cotangent of its result before the call had added to it.
#[test]
fn a_call_that_gives_nothing_still_takes_what_a_fused_loop_or_call_gave() {
    for (a, b) in [(0.7, 0.6), (-0.2, 0.3)] {
        check!(scaled_by_a_sum, &X[..], a, b);
        check!(scaled_by_a_call, &X[..], a, b);
    }
}

#[differentiable]
fn weighted_by_what_a_call_made(x: &[f64], a: f64, b: f64) -> f64 {
    let mut weights = vec![0.7, 0.2];
    let mut s = 0.0;
    for q in x {
        s += q * b;
    }
    scale_all(&mut weights, 2.0);
    let t = s * weights[0];
    a + t
}

/// The sum's reverse step runs before its loop, where the weight was another.
#[test]
fn a_weight_that_a_call_changes_is_not_read_before_the_call() {
    check!(weighted_by_what_a_call_made, &X[..], 0.7, 0.6);
}

#[differentiable]
fn earlier_state(x: &[f64], a: f64, b: f64) -> f64 {
    let mut p = State { level: a, pair: [b, a * b], history: x.to_vec() };
    let mut s = 0.0;
    for i in 0..3 {
        let q = p.clone();
        s += advance(&mut p, b);
        if i == 1 {
            p = q;
        }
        p.history[1] += s;
    }
    s * p.level + p.history.iter().sum::<f64>()
}

#[test]
fn a_struct_gets_another_shape_by_assignment() {
    check!(earlier_state, &X[..], 0.7, 0.6);
}

#[differentiable]
fn reused_name(x: &[f64], a: f64, b: f64) -> f64 {
    let mut h = vec![a; 3];
    let g = h;
    h = vec![b; 5];
    for t in h.iter_mut() {
        *t *= g[0] * x[0];
    }
    h.iter().sum::<f64>() * g[1]
}

#[test]
fn a_vector_is_moved_and_its_name_gets_another() {
    check!(reused_name, &X[..], 0.7, 0.6);
}

#[differentiable]
fn late_vector(x: &[f64], a: f64) -> f64 {
    let n = if a > 0.5 { 2 } else { 0 };
    let mut v: Vec<f64>;
    if n > 1 {
        v = vec![a; n];
        v.push(x[0]);
        v = vec![v[0] * v[n]];
    } else {
        v = x.to_vec();
    }
    v.push(v[0] * a);
    v.iter().sum()
}

#[test]
fn a_vector_without_a_first_value_is_assigned_again() {
    check!(late_vector, &X[..], 0.7);
    check!(late_vector, &X[..], 0.3);
}

#[differentiable]
fn table(x: &[f64], a: f64) -> f64 {
    let n = if a > 0.5 { 2 } else { 0 };
    let mut m = vec![vec![a; 3]; n + 1];
    let pairs = [(a, x[0]); 2];
    for i in 0..n + 1 {
        for j in 0..3 {
            m[i][j] *= x[(i + j) % x.len()] + pairs[j % 2].1;
        }
    }
    m.iter().map(|r| r[0] * r[1] + r[2]).sum::<f64>() * pairs[1].0
}

#[test]
fn what_is_repeated_need_not_be_a_number() {
    check!(table, &X[..], 0.7);
    check!(table, &X[..], 0.3);
}

#[differentiable]
fn neighbours(x: &[f64], a: f64, b: f64) -> f64 {
    let one = State { level: a, pair: [b, 1.0], history: x.to_vec() };
    let mut states = vec![one; 2];
    for i in 0..3 {
        let j = i % 2;
        states[j].level += states[1 - j].level * b;
        let t = advance(&mut states[j], a);
        states[1 - j].pair[0] -= t;
    }
    states.iter().map(|p| p.level * p.pair[0]).sum()
}

#[test]
fn an_element_s_cotangent_goes_to_another_element() {
    check!(neighbours, &X[..], 0.7, 0.6);
}

#[differentiable]
fn parts_of_parts(x: &[f64], a: f64) -> f64 {
    let mut v = x.to_vec();
    let (l, r) = v.split_at_mut(1);
    mixed(l, r, a);
    mixed(&mut r[1..], l, a);
    v.iter().product()
}

#[test]
fn a_part_of_a_part_is_lent_beside_another() {
    check!(parts_of_parts, &X[..], 0.7);
}

#[differentiable]
fn until(x: &[f64], a: f64, k: usize) -> Vec<f64> {
    let mut v = Vec::new();
    for (i, &q) in x.iter().enumerate() {
        if i == k {
            return v;
        }
        v.push(q * a);
    }
    v.push(a);
    v
}

#[differentiable]
fn sums_until(x: &[f64], a: f64) -> f64 {
    let mut s = a;
    for k in 0..6 {
        s += 0.3 * until(x, s, k).iter().sum::<f64>();
    }
    s
}

#[test]
fn a_vector_is_returned_from_within_a_loop() {
    check!(sums_until, &X[..], 0.7);
}

#[differentiable]
fn held(x: &[f64], a: f64, b: f64) -> f64 {
    let mut o = None;
    let mut s = a;
    for &q in x {
        match o {
            Some(p) => {
                s += (q - p) * b;
                o = if s > 0.5 { Some(p * q) } else { None };
            }
            None => o = Some(q * s),
        }
    }
    s + o.unwrap_or(b)
}

#[test]
fn an_arm_changes_what_the_match_looks_at() {
    check!(held, &X[..], 0.7, 0.6);
}

#[differentiable]
fn shrinking(x: &[f64], a: f64) -> f64 {
    let mut v = x.to_vec();
    let mut w = [a, 0.5, a * a];
    for _ in 0..3 {
        for _ in 0..2 {
            mixed(&mut v[..], &mut w[..], a);
        }
        if let Some(q) = v.pop() {
            w[0] += q * a;
        }
    }
    v[0] + w[0] * w[1]
}

#[test]
fn a_vector_is_lent_and_then_shortened() {
    check!(shrinking, &X[..], 0.7);
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
enum Sides {
    Array([f64; 2]),
    Pair((f64, f64)),
}

#[differentiable(order = 2)]
fn nested_area(s: &Sides) -> f64 {
    match s {
        Sides::Array([a, b]) => a * b,
        Sides::Pair((a, b)) => a * b * b,
    }
}

#[test]
fn operands_that_a_nested_pattern_binds_by_reference_have_gradients() {
    check!(nested_area, &Sides::Array([1.5, 2.5]));
    check!(nested_area, &Sides::Pair((1.5, 2.5)));
    assert_eq!(nested_area::hessian(&Sides::Array([1.5, 2.5])), [[0.0, 1.0], [1.0, 0.0]]);
}

#[differentiable]
fn parts_of_a_result(x: &[f64]) -> (Vec<f64>, f64) {
    (x.iter().map(|v| v * v).collect(), x[0])
}

#[differentiable]
fn taken_apart(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for k in 0..3 {
        let (a, b) = parts_of_a_result(x);
        s += a[0] * b * k as f64;
    }
    s
}

#[test]
fn a_vector_is_moved_out_of_a_result() {
    check!(taken_apart, &X[..]);
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Oscillator {
    position: f64,
    velocity: f64,
}

#[differentiable(order = 2)]
fn kicked(s: Oscillator, impulse: f64) -> Oscillator {
    Oscillator { velocity: s.velocity * impulse * impulse, ..s }
}

/// The base of a struct update in a tangent is a copy, and gave its cotangent to no one.
#[test]
fn the_base_of_a_tangents_update_has_a_cotangent() {
    let (s, d) = (Oscillator { position: 0.4, velocity: 1.2 }, 0.5);
    let (_, pullback) = kicked::jvp_vjp(s.clone(), 0.7, s.zero_tangent(), d);
    let one = s.zero_tangent();
    let mut y_dot_bar = s.zero_tangent();
    y_dot_bar.position = 1.0;
    let (_, _, s_dot_bar, _) = pullback((one, y_dot_bar));
    assert_eq!((s_dot_bar.position, s_dot_bar.velocity), (1.0, 0.0));
}

#[differentiable(order = 2, lanes)]
fn leading_squares<const N: usize>(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += x[i] * x[i];
    }
    sum
}

#[differentiable]
fn two_sizes(x: &[f64]) -> f64 {
    leading_squares::<2>(x) * leading_squares::<3>(x)
}

/// The functions of a companion call each other, and no argument tells them `N`.
#[test]
fn a_generic_that_no_parameter_mentions_is_handed_on() {
    assert_eq!(leading_squares::grad::<3>(&X), [0.8, -0.6, 1.8, 0.0]);
    assert_eq!(leading_squares::hvp::<1>(&X, &[1.0; 4]), [2.0, 0.0, 0.0, 0.0]);
    check!(two_sizes, &X[..]);
}

#[differentiable]
fn mean_by_shape(a: &Array2<f64>) -> f64 {
    let n = a.ncols();
    a.sum() / (a.nrows() * n) as f64 + a.sum() / a.shape()[0] as f64
}

/// A shape was taken for something that an array's elements flow into.
#[test]
fn the_shape_of_an_array_is_no_function_of_its_elements() {
    check!(mean_by_shape, &Array2::from_elem((2, 3), 0.4));
}

#[differentiable]
fn halve_by_shape(z: &mut Array2<f64>) {
    let (n, half) = (z.nrows(), z.dim().1 / 2);
    for i in 0..n {
        for j in 0..half {
            z[[i, j]] = z[[i, j]].tanh() / n as f64;
        }
    }
}

#[differentiable]
fn halved(a: &Array2<f64>) -> f64 {
    let mut z = a * a;
    halve_by_shape(&mut z);
    (&z * a).sum()
}

/// `z.nrows()` was taken for something that may change `z`.
#[test]
fn the_shape_of_an_array_that_is_lent_with_mut_may_be_asked() {
    check!(halved, &Array2::from_shape_fn((2, 4), |(i, j)| 0.4 + 0.3 * (i * 4 + j) as f64));
}

/// A part of a shape, to be replaced as a whole.
#[derive(Clone, Debug, Differentiable)]
enum Piece {
    Point(f64),
    Line { length: f64 },
}

#[differentiable(order = 2)]
impl Piece {
    fn stretch(&mut self, by: f64) -> f64 {
        let size = match self {
            Piece::Point(at) => *at * by * *at,
            Piece::Line { length } => length.sin() + by,
        };
        *self = Piece::Line { length: size * by };
        size * size
    }
}

#[differentiable(order = 2)]
fn replace_pair(pair: &mut (f64, f64), by: f64) {
    let product = pair.0 * pair.1;
    *pair = (product * by, pair.0);
}

#[differentiable(order = 2)]
fn replace_option(o: &mut Option<f64>, by: f64) {
    let square = match o {
        Some(v) => *v * *v * by,
        None => by,
    };
    *o = Some(square * by);
}

#[differentiable(order = 2)]
fn replaced_wholes(x: f64, by: f64) -> f64 {
    let mut piece = Piece::Point(x);
    let first = piece.stretch(by);
    let second = piece.stretch(x);
    let mut pair = (first, second);
    replace_pair(&mut pair, by);
    let mut o = Some(pair.0);
    replace_option(&mut o, x);
    o.unwrap_or(0.0) + pair.1
}

#[test]
fn what_a_reference_leads_to_is_replaced_as_a_whole() {
    check!(replaced_wholes, 0.7, 0.6);
    let (dx, dby) = replaced_wholes::hvp(0.7, 0.6, 0.3, -0.8);
    let h = 1e-6;
    let up = replaced_wholes::grad(0.7 + 0.3 * h, 0.6 - 0.8 * h);
    let down = replaced_wholes::grad(0.7 - 0.3 * h, 0.6 + 0.8 * h);
    assert!((dx - (up.0 - down.0) / (2.0 * h)).abs() < 1e-7);
    assert!((dby - (up.1 - down.1) / (2.0 * h)).abs() < 1e-7);
}

#[differentiable(order = 2)]
fn log_sum_exp<T: Scalar>(x: &[T]) -> T {
    x.iter().map(|v| v.exp()).sum::<T>().ln()
}

#[differentiable]
fn softmax_slope(x: &[f64], u: &[f64]) -> f64 {
    log_sum_exp::jvp(x, u).1
}

/// A sum starts at a number of its type.
#[test]
fn sums_of_scalars_start_at_a_scalar() {
    check!(softmax_slope, &X[..], &[0.3, 0.1, -0.2, 0.7][..]);
}

#[derive(Clone, Copy, Differentiable)]
struct Rectangle<T: Scalar> {
    a: T,
    b: T,
}

#[differentiable]
impl<T: Scalar> Rectangle<T> {
    fn area(&self) -> T {
        let (a, b): (T, T) = (self.a, self.b);
        a * b + a
    }
}

#[differentiable]
fn area_of(x: &[f64]) -> f64 {
    let rectangle = Rectangle { a: x[0], b: x[1] };
    rectangle.area() * rectangle.area()
}

#[test]
fn scalars_of_an_impl_block_are_known_in_its_methods() {
    check!(area_of, &X[..]);
}

#[differentiable(wrt(x), lanes, order = 2)]
fn scaled_copy(mut t: Vec<f64>, x: &[f64]) -> f64 {
    for i in 0..2 {
        t[i] *= x[i];
        t[0] *= t[i];
    }
    t[0] * x[0] + t[1]
}

#[differentiable(wrt(x), lanes)]
fn scaled_parts(mut s: f64, mut t: (f64, [f64; 2]), x: f64) -> f64 {
    s *= x;
    t.0 += s * x;
    t.1[0] *= t.0;
    s * t.1[0] * t.1[1]
}

/// They start without a tangent and get one when they are overwritten.
#[test]
fn parameters_by_value_that_are_held_fixed_may_be_overwritten() {
    let t = || vec![1.1, 0.8];
    let x = [0.7, 1.3];
    let slope = |x: [f64; 2], d: [f64; 2]| {
        let at = |h: f64| scaled_copy(t(), &[x[0] + h * d[0], x[1] + h * d[1]]);
        (at(1e-5) - at(-1e-5)) / 2e-5
    };
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6 * (1.0 + b.abs()), "{a} {b}");
    let along = slope(x, [0.3, -0.6]);
    near(scaled_copy::jvp(t(), &x, &[0.3, -0.6]).1, along);
    let gradient = scaled_copy::grad(t(), &x);
    near(0.3 * gradient[0] - 0.6 * gradient[1], along);
    near(scaled_copy::vjp(t(), &x).1(1.0)[1], slope(x, [0.0, 1.0]));
    let lanes = scaled_copy::jvp_lanes(t(), &x, &[[1.0, 0.0], [0.0, 1.0]]).1;
    near(lanes[0], gradient[0]);
    near(lanes[1], gradient[1]);
    let hessian = scaled_copy::hessian(t(), &x);
    for i in 0..2 {
        let at = |h: f64| scaled_copy::grad(t(), &[x[0] + h, x[1]])[i];
        near(hessian[i][0], (at(1e-5) - at(-1e-5)) / 2e-5);
    }

    let parts = |x: f64| scaled_parts(1.2, (0.4, [0.9, 1.5]), x);
    let slope = (parts(0.7 + 1e-5) - parts(0.7 - 1e-5)) / 2e-5;
    near(scaled_parts::grad(1.2, (0.4, [0.9, 1.5]), 0.7), slope);
    near(scaled_parts::jvp(1.2, (0.4, [0.9, 1.5]), 0.7, 1.0).1, slope);
    near(scaled_parts::jvp_lanes(1.2, (0.4, [0.9, 1.5]), 0.7, [2.0]).1[0], 2.0 * slope);
}

#[differentiable(order = 3)]
fn rows_of(x: &[f64], w: &[f64]) -> Vec<[f64; 2]> {
    let mut out = vec![[0.0; 2]; x.len()];
    for i in 0..x.len() {
        for j in 0..2 {
            out[i][j] = (w[j] * x[i]).tanh();
        }
    }
    out
}

#[differentiable(order = 3)]
fn sum_of_rows(x: &[f64], w: &[f64]) -> f64 {
    let rows = rows_of(x, w);
    let mut s = 0.0;
    for i in 0..rows.len() {
        for j in 0..2 {
            s += rows[i][j] * w[j];
        }
    }
    s
}

/// At order 3 the parts of a result are moved out of it before its cotangent is made.
#[test]
fn parts_of_a_result_that_no_derivative_needs_are_moved_after_its_zero_is_made() {
    check!(sum_of_rows, &[0.3, -0.8][..], &[0.9, 1.1][..]);
}

#[differentiable]
fn sum_of_squares(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

#[differentiable]
fn double_all(x: &mut [f64]) {
    for x in x.iter_mut() {
        *x *= 2.0;
    }
}

#[differentiable]
fn of_a_vector_in_a_box(x: f64) -> f64 {
    let mut boxed = Box::new(vec![x, x * x]);
    double_all(&mut boxed);
    sum_of_squares(&boxed) * boxed[1]
}

/// Its tangent is in a box too, which had no form for a callee that takes a slice.
#[test]
fn a_vector_in_a_box_is_lent_as_a_slice_in_both_modes() {
    check!(of_a_vector_in_a_box, 1.3);
}
