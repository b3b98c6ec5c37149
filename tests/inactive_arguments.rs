//! Calls in calls, of whose arguments a caller wants only some: what is wanted does not depend on what else is.

use cotangent::{Differentiable, differentiable};
use ndarray::{Array1, Array2};

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Array2<f64>,
    b: Array1<f64>,
    scales: Vec<f64>,
    pair: [f64; 2],
    boxed: Box<[f64]>,
}

#[differentiable]
fn total(values: &[f64], x: f64) -> f64 {
    let mut sum = 0.0;
    for (i, value) in values.iter().enumerate() {
        sum += value * (x + i as f64).sin();
    }
    sum
}

#[differentiable]
fn affine(w: &Array2<f64>, b: &Array1<f64>, x: &Array1<f64>) -> Array1<f64> {
    w.dot(x) + b
}

/// Arrays, vectors and fixed arrays are lent as slices or as they are; a number goes by value.
#[differentiable]
fn activated(layer: &Layer, x: &Array1<f64>, shift: f64) -> Array1<f64> {
    let y = affine(&layer.w, &layer.b, x);
    let mut scale: f64 = total(&layer.scales, shift) + total(&layer.pair, 2.0);
    if shift > 0.0 {
        scale += total(&layer.boxed, x[0]);
    }
    y.mapv(|v| v.tanh()) * scale
}

/// The same argument twice.
#[differentiable]
fn squared(x: &Array1<f64>) -> f64 {
    x.dot(x)
}

#[differentiable(wrt(layers), wrt(x), wrt(shift), wrt(layers, x, shift))]
fn network(layers: &[Layer], x: &Array1<f64>, shift: f64) -> f64 {
    let mut h: Array1<f64> = x.clone();
    for layer in layers {
        h = activated(layer, &h, shift);
    }
    let first = activated(&layers[0], x, -shift);
    squared(&h) + squared(x) + h.dot(&first)
}

fn layers() -> Vec<Layer> {
    let entry = |seed: usize, i: usize| (1.3 * i as f64 + 0.7 * seed as f64).sin();
    (0..2)
        .map(|l| Layer {
            w: Array2::from_shape_fn((3, 3), |(i, j)| entry(l, 3 * i + j)),
            b: Array1::from_shape_fn(3, |i| entry(l + 10, i)),
            scales: (0..4).map(|i| entry(l + 20, i)).collect(),
            pair: [entry(l + 30, 0), entry(l + 30, 1)],
            boxed: (0..2).map(|i| entry(l + 40, i)).collect(),
        })
        .collect()
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (at, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= tolerance * (1.0 + b.abs()), "{at}: {a}, expected {b}");
    }
}

#[test]
fn what_is_wanted_does_not_depend_on_what_else_is() {
    let (layers, x, shift) = (layers(), Array1::from(vec![0.3, -0.8, 0.5]), 0.4);
    let (of_layers, of_x, of_shift) = network::grad_wrt_layers_x_shift(&layers, &x, shift);
    let (of_layers, of_x) = (of_layers.to_flat(), of_x.to_flat());
    assert_close(&network::grad_wrt_layers(&layers, &x, shift).to_flat(), &of_layers, 1e-15);
    assert_close(&network::grad_wrt_x(&layers, &x, shift).to_flat(), &of_x, 1e-15);
    assert_close(&[network::grad_wrt_shift(&layers, &x, shift)], &[of_shift], 1e-15);

    let differences = |point: &[f64], f: &dyn Fn(&[f64]) -> f64| -> Vec<f64> {
        let h = 1e-6;
        let slope = |k: usize| {
            let moved = |by: f64| {
                let mut point = point.to_vec();
                point[k] += by;
                f(&point)
            };
            (moved(h) - moved(-h)) / (2.0 * h)
        };
        (0..point.len()).map(slope).collect()
    };
    let in_layers = |flat: &[f64]| {
        let mut layers = layers.clone();
        layers.set_flat(flat);
        network(&layers, &x, shift)
    };
    assert_close(&of_layers, &differences(&layers.to_flat(), &in_layers), 1e-8);
    let in_x = |x: &[f64]| network(&layers, &Array1::from(x.to_vec()), shift);
    assert_close(&of_x, &differences(&x.to_vec(), &in_x), 1e-8);
    let in_shift = |shift: &[f64]| network(&layers, &x, shift[0]);
    assert_close(&[of_shift], &differences(&[shift], &in_shift), 1e-8);
}

#[differentiable]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len().min(b.len()) {
        sum += a[i] * b[i] * (1.0 + 0.1 * i as f64);
    }
    sum
}

/// Each argument in each place, and one in both.
#[differentiable]
fn turned(a: &[f64], b: &[f64]) -> f64 {
    dot(a, b).sin() + dot(b, a) * dot(a, a)
}

#[differentiable]
fn fill(a: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = out[i] * a[i] + a[i].exp();
    }
}

#[differentiable]
fn fill_in_turn(a: &[f64], b: &[f64], out: &mut [f64]) {
    fill(a, out);
    fill(b, out);
    fill(a, out);
}

#[differentiable]
fn without_the_first(a: &[f64], b: &[f64], n: usize) -> f64 {
    if n == 0 {
        return dot(a, b);
    }
    without_the_first(&a[1..], b, n - 1) * 0.5 + dot(a, a)
}

#[differentiable(wrt(a), wrt(b), wrt(a, b))]
fn of_parts(a: &[f64], b: &[f64]) -> f64 {
    let (x, y) = a.split_at(2);
    let tail = &b[1..];
    let mut sum = turned(x, y) + turned(tail, x);
    for (x, y) in a.chunks_exact(2).zip(b.chunks_exact(2)) {
        sum += turned(x, y);
    }
    for part in b.chunks(3) {
        sum += dot(part, a);
    }
    sum
}

#[differentiable(wrt(a), wrt(b), wrt(a, b))]
fn of_changed(a: &[f64], b: &[f64]) -> f64 {
    let mut out = a.to_vec();
    fill_in_turn(a, b, &mut out);
    turned(&out, b)
}

#[differentiable(wrt(a), wrt(b), wrt(a, b))]
fn of_other_names(a: &[f64], b: &[f64]) -> f64 {
    let c = a;
    let (d, e) = (&c[..3], b);
    let scaled: Vec<f64> = a.iter().map(|x| x * dot(e, c)).collect();
    let at = |k: usize| dot(a, b) * a[k] + turned(b, a);
    turned(c, e) + turned(d, e) + turned(&scaled, b) + at(0) + at(1)
}

#[differentiable(wrt(a), wrt(b), wrt(a, b))]
fn of_recursion(a: &[f64], b: &[f64]) -> f64 {
    without_the_first(a, b, 2) + without_the_first(b, a, 1)
}

#[test]
fn arguments_in_any_place_have_their_own_derivatives() {
    let b = [0.5, 0.6, -0.8, 0.1, 0.4, 0.25];
    let a = [0.3, -0.4, 0.7, 0.9, 0.2, -0.1];
    let slopes = |f: &dyn Fn(&[f64]) -> f64, x: &[f64]| -> Vec<f64> {
        let slope = |k: usize| {
            let moved = |by: f64| {
                let mut x = x.to_vec();
                x[k] += by;
                f(&x)
            };
            (moved(1e-6) - moved(-1e-6)) / 2e-6
        };
        (0..x.len()).map(slope).collect()
    };
    macro_rules! check {
        ($($f:ident),*) => {$(
            let (of_a, of_b) = $f::grad_wrt_a_b(&a, &b);
            assert_close(&$f::grad_wrt_a(&a, &b), &of_a, 1e-14);
            assert_close(&$f::grad_wrt_b(&a, &b), &of_b, 1e-14);
            assert_close(&of_a, &slopes(&|a| $f(a, &b), &a), 1e-8);
            assert_close(&of_b, &slopes(&|b| $f(&a, b), &b), 1e-8);
        )*};
    }
    check!(of_parts, of_changed, of_other_names, of_recursion);
}
