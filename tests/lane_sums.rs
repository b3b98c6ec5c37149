//! Loops over a constant number of lanes: what all lanes share has sums as its cotangent, which are
//! written side by side.

#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

use cotangent::differentiable;

const LANES: usize = 19;

#[differentiable]
fn shared(w: &[f64], x: &[[f64; LANES]]) -> f64 {
    let mut total = [0.0; LANES];
    for a in 0..w.len() {
        let scale = w[a];
        for l in 0..LANES {
            total[l] += (scale * x[a][l]).sin();
        }
    }
    let mut sum = 0.0;
    for l in 0..LANES {
        sum += total[l] * total[l];
    }
    sum
}

/// The sum is read in its loop, so it stays where it is.
#[differentiable]
fn running(w: f64, x: &[f64; LANES]) -> f64 {
    let mut sum = w;
    for l in 0..LANES {
        sum += x[l] * sum * 0.1 + w;
    }
    sum
}

fn rows(n: usize) -> Vec<[f64; LANES]> {
    let number = |i: usize| (0.7 * (i * i) as f64 + 0.3).sin();
    (0..n).map(|a| std::array::from_fn(|l| number(a * LANES + l))).collect()
}

#[test]
fn sums_over_lanes_are_gradients() {
    let x = rows(3);
    cotangent::check!(shared, &[0.3, -0.8, 1.1][..], &x[..]);
    cotangent::check!(running, 0.7, &x[0]);
}

#[test]
fn the_slope_of_what_lanes_share_is_the_sum_of_theirs() {
    let (w, x) = ([0.4, 0.9], rows(2));
    let (w_bar, _) = shared::grad(&w, &x);
    for a in 0..2 {
        let slope = |l: usize| {
            let total: f64 = (0..2).map(|k| (w[k] * x[k][l]).sin()).sum();
            2.0 * total * (w[a] * x[a][l]).cos() * x[a][l]
        };
        let expected: f64 = (0..LANES).map(slope).sum();
        assert!((w_bar[a] - expected).abs() < 1e-13, "{} {expected}", w_bar[a]);
    }
}
