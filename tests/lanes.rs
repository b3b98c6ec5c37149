//! Many directions in one sweep: widths of every kind, structures, rules by hand, functions as
//! values, exact divergences and Jacobians. The corpus compares lanes with single sweeps row by row.
#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

use cotangent::{Differentiable, Tangent, differentiable};
use cotangent_tests::adbench::assert_close;

/// What the lanes of a function with a state, a branch, a call and a singular coefficient give.
#[differentiable(lanes)]
fn cell(w: &[f64], h: &mut [f64], x: f64) {
    for (i, v) in h.iter_mut().enumerate() {
        *v = (w[i] * *v + x).tanh();
    }
}

#[differentiable(lanes)]
fn net(w: &[f64], x: &[f64]) -> Vec<f64> {
    let mut h = vec![0.5; w.len()];
    for &v in x {
        if v < 0.0 {
            continue;
        }
        cell(w, &mut h, v);
    }
    let norm = h.iter().map(|v| v * v).sum::<f64>().sqrt();
    h.iter().map(|v| v / norm).collect()
}

fn wave(n: usize, from: usize) -> Vec<f64> {
    (0..n).map(|i| ((from + i) as f64 * 1.7 + 0.4).sin()).collect()
}

/// `columns[l][i]` as `lanes[i][l]`.
fn interleave<const L: usize>(columns: &[Vec<f64>; L]) -> Vec<[f64; L]> {
    (0..columns[0].len()).map(|i| std::array::from_fn(|l| columns[l][i])).collect()
}

fn lane<const L: usize>(lanes: &[[f64; L]], l: usize) -> Vec<f64> {
    lanes.iter().map(|v| v[l]).collect()
}

fn agrees_with_single_sweeps<const L: usize>() {
    let (w, x) = (wave(4, 1), vec![0.3, -0.2, 0.8]);
    let w_dot: [Vec<f64>; L] = std::array::from_fn(|l| wave(4, 10 * l));
    let x_dot: [Vec<f64>; L] = std::array::from_fn(|l| wave(3, 10 * l + 5));
    let y_bar: [Vec<f64>; L] = std::array::from_fn(|l| wave(4, 10 * l + 8));
    let (y, y_dot) = net::jvp_lanes::<L>(&w, &x, &interleave(&w_dot), &interleave(&x_dot));
    let (y_again, pullback) = net::vjp_lanes::<L>(&w, &x);
    let (w_bar, x_bar) = pullback(interleave(&y_bar));
    assert_eq!((&y, &y_again), (&net(&w, &x), &net(&w, &x)));
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    for l in 0..L {
        let alone = net::jvp(&w, &x, &w_dot[l], &x_dot[l]).1;
        assert_close("tangent", &lane(&y_dot, l), &alone, 1e-13);
        let (w_alone, x_alone) = net::vjp(&w, &x).1(y_bar[l].clone());
        assert_close("cotangent", &lane(&w_bar, l), &w_alone, 1e-13);
        assert_close("cotangent", &lane(&x_bar, l), &x_alone, 1e-13);
        // ⟨w, J d⟩ = ⟨Jᵀ w, d⟩ for every pair of lanes.
        for m in 0..L {
            let forward = dot(&y_bar[m], &lane(&y_dot, l));
            let reverse = dot(&lane(&w_bar, m), &w_dot[l]) + dot(&lane(&x_bar, m), &x_dot[l]);
            assert!((forward - reverse).abs() < 1e-12, "lanes {l} and {m}: {forward} {reverse}");
        }
    }
}

#[test]
fn lanes_of_every_width_agree_with_single_sweeps() {
    agrees_with_single_sweeps::<1>();
    agrees_with_single_sweeps::<3>();
    agrees_with_single_sweeps::<4>();
    agrees_with_single_sweeps::<8>();
    agrees_with_single_sweeps::<13>();
}

#[differentiable(lanes)]
fn weighted(x: &[f64], w: f64) -> f64 {
    x.iter().map(|v| v * v.sin() * w).sum::<f64>() / w
}

#[differentiable(lanes)]
fn moved(v: Vec<f64>, by: &[f64; 2]) -> Vec<f64> {
    v.iter().map(|e| e * by[0] + by[1] * by[1]).collect()
}

#[derive(Differentiable, Clone)]
struct Scale {
    factor: f64,
}

#[differentiable(lanes)]
impl Scale {
    fn of(&self, x: f64) -> f64 {
        self.factor * self.factor * x.exp()
    }
}

/// Each operation with either of its operands off, with both and with none.
#[differentiable(lanes)]
fn operations(x: &[f64], #[constant] c: &[f64]) -> f64 {
    let scale = Scale { factor: x[1] };
    let still = Scale { factor: c[0] };
    let by = [x[0], c[1]];
    let both = moved(x.to_vec(), &by);
    let first = moved(x.to_vec(), &[c[0], c[1]]);
    let second = moved(c.to_vec(), &by);
    weighted(x, 2.0)
        + weighted(c, x[0]) * weighted(x, x[1])
        + weighted(c, 3.0)
        + both[0] * first[1] * second[0]
        + scale.of(0.3) * still.of(x[0])
        + scale.of(x[0]) * still.of(c[1])
}

#[test]
fn operations_of_two_agree_with_single_sweeps_whichever_operand_is_off() {
    let (x, c) = (wave(2, 3), wave(2, 7));
    let x_dot: [Vec<f64>; 3] = std::array::from_fn(|l| wave(2, 10 * l));
    let (y, y_dot) = operations::jvp_lanes::<3>(&x, &c, &interleave(&x_dot));
    assert_eq!(y, operations(&x, &c));
    let h = 1e-6;
    for l in 0..3 {
        let (_, alone) = operations::jvp(&x, &c, &x_dot[l]);
        assert!((y_dot[l] - alone).abs() < 1e-13 * (1.0 + alone.abs()), "{} {alone}", y_dot[l]);
        let at = |h: f64| {
            let x: Vec<f64> = x.iter().zip(&x_dot[l]).map(|(x, d)| x + h * d).collect();
            operations(&x, &c)
        };
        let slope = (at(h) - at(-h)) / (2.0 * h);
        assert!((y_dot[l] - slope).abs() < 1e-7 * (1.0 + slope.abs()), "{} {slope}", y_dot[l]);
    }
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
struct Layer<T> {
    weights: Vec<T>,
    shift: T,
    #[constant]
    name: &'static str,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
enum Shape {
    Circle(f64),
    Box { sides: [f64; 2] },
    Point,
}

#[test]
fn derived_tangents_have_lanes_of_the_same_form() {
    let layer = Layer { weights: vec![1.0, 2.0], shift: 3.0, name: "first" };
    let tangent = layer.zero_tangent();
    let mut lanes: LayerLanes<2, f64> = tangent.zero_lanes::<2>();
    assert_eq!(lanes, LayerLanes { weights: vec![[0.0; 2]; 2], shift: [0.0; 2], name: () });
    let one = LayerTangent::<f64> { weights: vec![4.0, 5.0], shift: 6.0, name: () };
    one.set_lane::<2>(&mut lanes, 1);
    assert_eq!(lanes.to_flat(), [0.0, 4.0, 0.0, 5.0, 0.0, 6.0]);
    assert_eq!(LayerTangent::lane::<2>(&lanes, 1), one);
    for shape in [Shape::Circle(1.0), Shape::Box { sides: [1.0, 2.0] }, Shape::Point] {
        let tangent = shape.zero_tangent();
        let lanes = tangent.zero_lanes::<3>();
        assert_eq!(lanes.to_flat().len(), 3 * tangent.to_flat().len());
        assert_eq!(ShapeTangent::lane::<3>(&lanes, 2), tangent);
    }
}

#[test]
#[should_panic(expected = "Circle")]
fn lanes_of_another_variant_panic() {
    let mut lanes = Shape::Point.zero_tangent().zero_lanes::<2>();
    Shape::Circle(1.0).zero_tangent().set_lane::<2>(&mut lanes, 0);
}

/// Values of a user's type in an enum, and its lanes in patterns.
#[differentiable(lanes)]
fn area(shape: &Shape, layer: &Layer<f64>) -> f64 {
    let size = match shape {
        Shape::Circle(r) => r * r,
        Shape::Box { sides: [a, b] } => *a * *b,
        Shape::Point => 0.0,
    };
    size * layer.shift + layer.weights.iter().sum::<f64>()
}

#[test]
fn structs_and_enums_flow_in_lanes() {
    let layer = Layer { weights: vec![1.0, 2.0], shift: 3.0, name: "first" };
    let shape = Shape::Box { sides: [4.0, 5.0] };
    let (y, pullback) = area::vjp_lanes(&shape, &layer);
    let (shape_bar, layer_bar) = pullback([1.0, 10.0]);
    assert_eq!(y, 63.0);
    assert_eq!(shape_bar, ShapeLanes::Box { sides: [[15.0, 150.0], [12.0, 120.0]] });
    let expected = LayerLanes { weights: vec![[1.0, 10.0]; 2], shift: [20.0, 200.0], name: () };
    assert_eq!(layer_bar, expected);
    let (_, y_dot) = area::jvp_lanes(&shape, &layer, &shape_bar, &layer_bar);
    let single = |l| {
        let shape_dot = ShapeTangent::lane::<2>(&shape_bar, l);
        area::jvp(&shape, &layer, &shape_dot, &LayerTangent::lane::<2>(&layer_bar, l)).1
    };
    assert_eq!(y_dot, [single(0), single(1)]);
}

fn cube_jvp(x: &[f64], x_dot: &[f64]) -> (f64, f64) {
    (x[0].powi(3), 3.0 * x[0] * x[0] * x_dot[0])
}

fn cube_vjp(x: &[f64]) -> (f64, impl FnOnce(f64) -> Vec<f64>) {
    (x[0].powi(3), move |w| x.iter().map(|v| 3.0 * v * v * w).collect())
}

/// A rule by hand, which is asked once a lane.
#[differentiable(jvp = cube_jvp, vjp = cube_vjp, lanes)]
fn cube(x: &[f64]) -> f64 {
    x[0].powi(3)
}

#[differentiable(lanes)]
fn apply_twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

/// Calls it, and a function whose argument is a closure with an active capture.
#[differentiable(lanes)]
fn calls(a: f64, x: f64) -> f64 {
    cube(&[x]) + apply_twice(|t| a * t * t, x)
}

#[test]
fn rules_by_hand_and_functions_as_values_run_once_a_lane() {
    let (a, x) = (0.7_f64, 1.3_f64);
    // x³ + a·(a·x²)² = x³ + a³·x⁴.
    let slopes = [3.0 * a * a * x.powi(4), 3.0 * x * x + 4.0 * a.powi(3) * x.powi(3)];
    let (_, y_dot) = calls::jvp_lanes(a, x, [1.0, 0.0, 2.0], [0.0, 1.0, 1.0]);
    assert_close("tangents", &y_dot, &[slopes[0], slopes[1], 2.0 * slopes[0] + slopes[1]], 1e-13);
    let (a_bar, x_bar) = calls::vjp_lanes(a, x).1([1.0, -2.0]);
    assert_close("cotangents", &a_bar, &[slopes[0], -2.0 * slopes[0]], 1e-13);
    assert_close("cotangents", &x_bar, &[slopes[1], -2.0 * slopes[1]], 1e-13);
    assert_eq!(cube::jvp_lanes(&[2.0], &[[1.0, 10.0]]).1, [12.0, 120.0]);
    assert_eq!(cube::vjp_lanes(&[2.0]).1([1.0, 10.0]), [[12.0, 120.0]]);
}

/// The field ∇(½ Σ xᵢ² Π xⱼ): its divergence has a closed form.
#[differentiable(lanes)]
fn field(x: &[f64]) -> Vec<f64> {
    let product: f64 = x.iter().product();
    let squares: f64 = x.iter().map(|v| v * v).sum();
    x.iter().map(|v| v * product + 0.5 * squares * product / v).collect()
}

/// The exact divergence, `L` coordinates a sweep.
fn divergence<const L: usize>(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for first in (0..x.len()).step_by(L) {
        let one_at = |i: usize| std::array::from_fn(|l| f64::from(first + l == i));
        let seeds: Vec<[f64; L]> = (0..x.len()).map(one_at).collect();
        let (_, slopes) = field::jvp_lanes(x, &seeds);
        sum += (first..x.len().min(first + L)).map(|i| slopes[i][i - first]).sum::<f64>();
    }
    sum
}

#[test]
fn the_divergence_is_exact_in_one_sweep_or_several() {
    let x = [0.4, -1.2, 0.9, 1.5, -0.3];
    // ∂ᵢ(xᵢ P) = 2 P; and P / xᵢ does not depend on xᵢ, so ∂ᵢ(½ S P / xᵢ) = P.
    let product: f64 = x.iter().product();
    let expected = 3.0 * x.len() as f64 * product;
    for found in [divergence::<5>(&x), divergence::<8>(&x), divergence::<2>(&x)] {
        assert!((found - expected).abs() < 1e-13, "{found}, not {expected}");
    }
}

/// More outputs than inputs.
#[differentiable(lanes)]
fn powers(x: &[f64; 2], n: usize) -> Vec<f64> {
    (0..n).map(|k| x[0].powi(k as i32) * x[1]).collect()
}

/// Fewer outputs than inputs.
#[differentiable(lanes, wrt(x))]
fn moments(scale: f64, x: &[f64]) -> [f64; 2] {
    [scale * x.iter().sum::<f64>(), x.iter().map(|v| v * v).sum()]
}

#[test]
fn the_jacobian_comes_by_rows_in_either_mode() {
    let rows = powers::jacobian(&[2.0, 3.0], 4);
    assert_eq!(rows, [[0.0, 1.0], [3.0, 2.0], [12.0, 4.0], [36.0, 8.0]]);
    let x = wave(20, 3);
    let rows = moments::jacobian(0.5, &x);
    assert_eq!(rows[0], vec![0.5; 20]);
    assert_eq!(rows[1], x.iter().map(|v| 2.0 * v).collect::<Vec<_>>());
    // Several sweeps in both directions, the last of which is not full.
    let x = wave(11, 3);
    for (i, row) in field::jacobian(&x).iter().enumerate() {
        let mut w = vec![0.0; 11];
        w[i] = 1.0;
        assert_close("row", row, &field::vjp(&x).1(w), 1e-12);
    }
    assert!(field::jacobian(&[]).is_empty());
}

/// Precision is that of the function.
#[differentiable(lanes)]
fn mixed<T: cotangent::Scalar>(x: &[T], y: T) -> T {
    let mut sum = y;
    for &v in x {
        sum += v.exp() * y;
    }
    sum
}

#[test]
fn generic_functions_have_lanes_in_their_precision() {
    let (_, pullback) = mixed::vjp_lanes(&[0.0_f32, 0.0], 2.0);
    let (x_bar, y_bar): (Vec<[f32; 2]>, [f32; 2]) = pullback([1.0, 10.0]);
    assert_eq!((x_bar, y_bar), (vec![[2.0, 20.0]; 2], [3.0, 30.0]));
    assert_eq!(mixed::jvp_lanes(&[0.0], 2.0, &[[1.0, 0.0]], [0.0, 1.0]).1, [2.0, 2.0]);
}

/// A field with a parameter, coded with slices.
#[differentiable(lanes, order = 2)]
fn flow(w: &[f64], x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let mut out = vec![0.0; n];
    for k in 0..n {
        let mut sum = 0.0;
        for i in 0..n {
            sum += w[k * n + i] * x[i];
        }
        out[k] = sum.tanh() * x[k];
    }
    out
}

/// Implicit score matching: half the square of the field and its exact divergence.
#[differentiable]
fn score_matching(w: &[f64], x: &[f64]) -> f64 {
    let still = vec![[0.0; 2]; w.len()];
    let (field, slopes) = flow::jvp_lanes(w, x, &still, &[[1.0, 0.0], [0.0, 1.0]]);
    let mut loss = 0.0;
    for i in 0..2 {
        loss += 0.5 * field[i] * field[i] + slopes[i][i];
    }
    loss
}

#[test]
fn an_exact_divergence_in_lanes_is_differentiated_in_reverse() {
    let (w, x) = (wave(4, 2), wave(2, 7));
    cotangent::check!(score_matching, &w[..], &x[..]);
}
