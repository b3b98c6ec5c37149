//! Rules by hand whose reverse half is `pullback = ..`: a function of the arguments and the cotangent.

use cotangent::differentiable;
use ndarray::{Array2, array};
use std::cell::Cell;

thread_local! {
    /// How often [`product`] ran.
    static RUNS: Cell<usize> = const { Cell::new(0) };
}

/// H·Wᵀ for rows H that lie one after the other.
#[differentiable(jvp = product_jvp, pullback = product_pullback, lanes, order = 2)]
fn product(h: &[f64], w: &Array2<f64>) -> Vec<f64> {
    RUNS.with(|runs| runs.set(runs.get() + 1));
    let rows = h.chunks_exact(w.ncols());
    rows.flat_map(|h| w.outer_iter().map(|w| (0..h.len()).map(|i| w[i] * h[i]).sum::<f64>()))
        .collect()
}

#[differentiable]
fn product_jvp(
    h: &[f64],
    w: &Array2<f64>,
    h_dot: &[f64],
    w_dot: &Array2<f64>,
) -> (Vec<f64>, Vec<f64>) {
    let along: Vec<f64> = product(h_dot, w);
    let across: Vec<f64> = product(h, w_dot);
    let mut total: Vec<f64> = vec![0.0; along.len()];
    for i in 0..along.len() {
        total[i] = along[i] + across[i];
    }
    let value: Vec<f64> = product(h, w);
    (value, total)
}

fn product_pullback(h: &[f64], w: &Array2<f64>, bar: Vec<f64>) -> (Vec<f64>, Array2<f64>) {
    let (mut h_bar, mut w_bar) = (vec![0.0; h.len()], Array2::zeros(w.dim()));
    let (n_out, n_in) = w.dim();
    for (row, bar) in bar.chunks_exact(n_out).enumerate() {
        for o in 0..n_out {
            for i in 0..n_in {
                h_bar[row * n_in + i] += bar[o] * w[(o, i)];
                w_bar[(o, i)] += bar[o] * h[row * n_in + i];
            }
        }
    }
    (h_bar, w_bar)
}

/// Σ (H·Wᵀ)², and what it was made of is overwritten before the reverse sweep.
#[differentiable(order = 2)]
fn squares(h: &[f64], w: &Array2<f64>) -> f64 {
    let mut rows: Vec<f64> = h.to_vec();
    let mut total = 0.0;
    for _ in 0..2 {
        let y: Vec<f64> = product(&rows, w);
        for v in &y {
            total += v * v;
        }
        for v in &mut rows {
            *v *= 2.0;
        }
    }
    total
}

/// Σ (H·Wᵀ)² in lanes.
#[differentiable(lanes)]
fn squares_in_lanes(h: &[f64], w: &Array2<f64>) -> f64 {
    let mut total = 0.0;
    let y: Vec<f64> = product(h, w);
    for v in &y {
        total += v * v;
    }
    5.0 * total
}

/// By hand: 2·(1 + 4)·(H·Wᵀ) is the cotangent of the product.
fn slopes(h: &[f64], w: &Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    let bar = product(h, w).iter().map(|y| 10.0 * y).collect();
    product_pullback(h, w, bar)
}

fn point() -> (Vec<f64>, Array2<f64>) {
    (vec![0.5, -1.0, 2.0, 0.25], array![[1.0, 2.0], [-0.5, 0.75], [3.0, -1.5]])
}

#[test]
fn values_are_not_computed_again_for_the_reverse_sweep() {
    let (h, w) = point();
    RUNS.set(0);
    let (_, (h_bar, w_bar)) = squares::value_and_grad(&h, &w);
    assert_eq!(RUNS.get(), 2);
    assert_eq!((h_bar, w_bar), slopes(&h, &w));
    cotangent::check!(squares, &h[..], &w);
}

#[test]
fn the_companion_has_the_forms_of_other_rules() {
    let (h, w) = point();
    let (y, pullback) = product::vjp(&h, &w);
    assert_eq!(y, product(&h, &w));
    let bar: Vec<f64> = y.iter().map(|y| 10.0 * y).collect();
    assert_eq!(pullback(bar), slopes(&h, &w));

    let bars: Vec<[f64; 2]> = y.iter().map(|y| [10.0 * y, -20.0 * y]).collect();
    let (h_bars, w_bars) = product::vjp_lanes(&h, &w).1(bars);
    let (h_bar, w_bar) = slopes(&h, &w);
    assert_eq!(h_bars, h_bar.iter().map(|b| [*b, -2.0 * b]).collect::<Vec<_>>());
    assert_eq!(w_bars, w_bar.mapv(|b| [b, -2.0 * b]));
    let (h_bars, _) = squares_in_lanes::vjp_lanes(&h, &w).1([1.0, 3.0]);
    assert_eq!(h_bars, h_bar.iter().map(|b| [*b, 3.0 * b]).collect::<Vec<_>>());
}

#[test]
fn gradients_of_such_functions_are_differentiated_again() {
    let (h, w) = point();
    // The loss is of degree two in H, so its Hessian takes H to its gradient in H.
    let (h_dot, w_dot) = squares::hvp(&h, &w, &h, &Array2::zeros(w.dim()));
    let (h_bar, w_bar) = slopes(&h, &w);
    assert_eq!(h_dot, h_bar);
    assert_eq!(w_dot, w_bar.mapv(|b| 2.0 * b));
}

/// xⁿ of a value that is handed over, with a constant exponent.
#[differentiable(jvp = powers_jvp, pullback = powers_pullback)]
fn powers(x: Vec<f64>, #[constant] n: i32, scale: f64) -> f64 {
    scale * x.iter().map(|x| x.powi(n)).sum::<f64>()
}

fn powers_jvp(x: Vec<f64>, n: i32, scale: f64, x_dot: Vec<f64>, scale_dot: f64) -> (f64, f64) {
    let (x_bar, scale_bar) = powers_pullback(x.clone(), n, scale, 1.0);
    let along = x_bar.iter().zip(&x_dot).map(|(b, d)| b * d).sum::<f64>() + scale_bar * scale_dot;
    (powers(x, n, scale), along)
}

fn powers_pullback(x: Vec<f64>, n: i32, scale: f64, bar: f64) -> (Vec<f64>, f64) {
    let x_bar = x.iter().map(|x| bar * scale * f64::from(n) * x.powi(n - 1)).collect();
    (x_bar, bar * powers(x, n, 1.0))
}

#[differentiable]
fn twice(x: &[f64], scale: f64) -> f64 {
    powers(x.to_vec(), 3, scale) + powers(x.to_vec(), 2, scale * scale)
}

#[test]
fn arguments_by_value_and_constants_are_handed_over_again() {
    let (x, scale) = ([1.5, -0.5], 2.0);
    assert_eq!(powers::grad(x.to_vec(), 3, scale), (vec![13.5, 1.5], 3.25));
    assert_eq!(powers::value_and_grad(x.to_vec(), 3, scale).0, 6.5);
    let (y, pullback) = powers::vjp(x.to_vec(), 3, scale);
    assert_eq!((y, pullback(2.0)), (6.5, (vec![27.0, 3.0], 6.5)));
    // 2·3x² + 4·2x, and Σx³ + 2·2·Σx².
    assert_eq!(twice::grad(&x, scale), (vec![25.5, -2.5], 13.25));
    cotangent::check!(twice, &x[..], scale);
}
