//! Functions that no list of layers has: convolution, residual blocks, shared weights, sequences.

use crate::support::{assert_close, uniform};
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::*;
use ndarray::{Array1, Array2};

#[derive(Clone, Debug, Differentiable)]
struct Weights {
    /// `[channels, 3]`.
    filters: Vec<f64>,
    /// `[2, channels]`.
    heads: Vec<f64>,
    scale: f64,
}

/// Filters of length 3 with stride 2 and zeros at the ends; the largest over positions goes to two heads.
#[differentiable(wrt(net), lanes)]
#[allow(clippy::needless_range_loop, reason = "sums read best with indices")]
fn convolution(net: &Weights, x: &[f64]) -> Vec<f64> {
    let channels = net.filters.len() / 3;
    let mut y: Vec<f64> = vec![0.0; 2];
    for c in 0..channels {
        let mut best = 0.0;
        for start in (0..x.len()).step_by(2) {
            let mut sum = 0.0;
            for k in 0..3 {
                if start + k >= 1 && start + k < x.len() + 1 {
                    sum += net.filters[3 * c + k] * x[start + k - 1];
                }
            }
            if sum > best {
                best = sum;
            }
        }
        for (head, y) in y.iter_mut().enumerate() {
            *y += net.heads[head * channels + c] * best;
        }
    }
    for y in y.iter_mut() {
        *y *= net.scale;
    }
    y
}

/// h + tanh(W h), three times with the same W, whose first row is the output too.
#[differentiable(wrt(net), lanes)]
#[allow(clippy::needless_range_loop, reason = "sums read best with indices")]
fn residual(net: &Weights, x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let mut h: Vec<f64> = x.to_vec();
    for _ in 0..3 {
        let before: Vec<f64> = h.clone();
        for i in 0..n {
            let mut z = 0.0;
            for j in 0..n {
                z += net.filters[(i * n + j) % net.filters.len()] * before[j];
            }
            h[i] += z.tanh();
        }
    }
    let mut y: Vec<f64> = vec![0.0; 2];
    for (k, y) in y.iter_mut().enumerate() {
        for i in 0..n {
            *y += net.heads[(k * n + i) % net.heads.len()] * h[i] + net.filters[0] * h[i] * h[i];
        }
        *y *= net.scale;
    }
    y
}

/// A state that reads one number after the other, with an output at every second of them.
#[differentiable(wrt(net), lanes)]
fn sequence(net: &Weights, x: &[f64]) -> Vec<f64> {
    let mut state = 0.0;
    let mut y: Vec<f64> = vec![0.0; x.len() / 2];
    for (t, &x) in x.iter().enumerate() {
        state = (net.filters[0] * state + net.filters[1] * x + net.filters[2]).tanh();
        if t % 2 == 1 {
            y[t / 2] = net.scale * state + net.heads[t % net.heads.len()] * state * state;
        }
    }
    y
}

fn flat(arrays: &NamedArrays, n: usize, c: usize) -> Vec<f64> {
    let length = |floats: &[f64]| floats.len() / (n * c);
    let each = |k: usize| {
        arrays.arrays.iter().flat_map(move |array| {
            let length = length(&array.floats);
            array.floats[k * length..(k + 1) * length].to_vec()
        })
    };
    (0..n * c).flat_map(each).collect()
}

/// Three ways to the Jacobian against central differences, and the gradient of the whole loss against that of the sum.
macro_rules! check {
    ($f:ident, $net:expr, $n:expr, $width:expr, $c:expr) => {{
        let (net, n, c): (&Weights, usize, usize) = (&$net, $n, $c);
        let x: Vec<Vec<f64>> = (0..n).map(|i| uniform($width, 50 + i as u64)).collect();
        let targets = uniform(n * c, 99);
        let loss = SquaredError::new(&targets, c).unwrap();
        let in_lanes = || {
            Samples::in_lanes::<4, _>(net, n, vec![0.0; c], |net, n, seed| {
                let (y, pullback) = $f::vjp_lanes(net, &x[n]);
                pullback(seed(&y))
            })
            .unwrap()
        };
        let one_by_one = Samples::new(net, n, vec![0.0; c], |net, n, seed| {
            let (y, pullback) = $f::vjp(net, &x[n]);
            pullback(seed(&y))
        })
        .unwrap();
        let start = net.to_flat();
        let mut expected = vec![0.0; n * c * start.len()];
        for d in 0..start.len() {
            let h = 1e-5;
            let at = |by: f64, x: &[f64]| {
                let mut there = start.clone();
                there[d] += by;
                let mut moved = net.clone();
                moved.set_flat(&there);
                $f(&moved, x)
            };
            for (i, x) in x.iter().enumerate() {
                let [above, below] = [at(h, x), at(-h, x)];
                for k in 0..c {
                    let slope = (above[k] - below[k]) / (2.0 * h);
                    expected[(i * c + k) * start.len() + d] = slope;
                }
            }
        }
        let what = stringify!($f);
        for (way, found) in [
            ("outputs in turn", one_by_one.jacobian(Way::PerOutput).unwrap()),
            ("outputs in turn, lanes", in_lanes().jacobian(Way::PerOutput).unwrap()),
            ("one sweep", in_lanes().jacobian(Way::OneSweep).unwrap()),
        ] {
            assert_close(&format!("{what}, {way}"), &flat(&found, n, c), &expected, 1e-8);
        }
        // Σ gₙ is the derivative of the sum of losses, by differences of it.
        let total = |by: f64, d: usize| -> f64 {
            let mut there = start.clone();
            there[d] += by;
            let mut moved = net.clone();
            moved.set_flat(&there);
            (0..n).map(|i| loss.value(i, &$f(&moved, &x[i]))).sum()
        };
        let expected: Vec<f64> =
            (0..start.len()).map(|d| (total(1e-5, d) - total(-1e-5, d)) / 2e-5).collect();
        let sum = in_lanes().loss(&loss).unwrap().run(GradientSum).unwrap();
        assert_close(&format!("{what}, gradient"), &flat(&sum, 1, 1), &expected, 1e-8);
    }};
}

fn weights(filters: usize, heads: usize, seed: u64) -> Weights {
    Weights { filters: uniform(filters, seed), heads: uniform(heads, seed + 1), scale: 1.3 }
}

#[test]
fn convolutions_residual_blocks_shared_weights_and_sequences() {
    check!(convolution, weights(12, 8, 1), 3, 9, 2);
    check!(convolution, weights(3, 2, 3), 1, 1, 2);
    check!(residual, weights(16, 8, 5), 4, 4, 2);
    check!(residual, weights(5, 3, 7), 2, 3, 2);
    check!(sequence, weights(3, 2, 9), 3, 8, 4);
    check!(sequence, weights(3, 1, 11), 1, 2, 1);
}

#[derive(Clone, Debug, Differentiable)]
struct Linear {
    w: Array2<f64>,
    b: Array1<f64>,
}

#[differentiable(wrt(net), wrt(taps))]
fn linear(net: &Linear, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    dense(&net.w, &net.b, x, taps, 0)
}

/// For one layer and one sample a ⊗ b is a bᵀ's second moment, whatever is drawn; over draws its mean is the matrix itself.
#[test]
fn drawn_kronecker_factors_have_the_exact_ones_as_their_mean() {
    let net = Linear {
        w: Array2::from_shape_vec((3, 2), uniform(6, 21)).unwrap(),
        b: Array1::from_vec(uniform(3, 22)),
    };
    let x = Array2::from_shape_vec((1, 2), uniform(2, 23)).unwrap();
    let loss = SoftmaxCrossEntropy::new(&[1], 3).unwrap();
    let batch = DenseBatch::new(
        &net,
        &x,
        |net, x, taps, seed| {
            let (y, pullback) = linear::vjp_wrt_taps(net, x, taps);
            pullback(seed(&y))
        },
        |net, x, taps, seed| {
            let (y, pullback) = linear::vjp_wrt_net(net, x, taps);
            pullback(seed(&y))
        },
    );
    let batch = batch.unwrap().loss(&loss).unwrap();
    let side = |curvature: Curvature| -> Matrix {
        batch.factors(curvature).unwrap().kronecker().remove(0).a
    };
    let exact = side(Curvature::Exact);
    let drawn = side(Curvature::MonteCarlo { samples: 20_000, seed: 4 });
    for k in 0..9 {
        let (found, expected) = (drawn.as_slice()[k], exact.as_slice()[k]);
        // Products of entries up to 1 in magnitude have a deviation below 1.
        assert!((found - expected).abs() < 4.0 / 20_000_f64.sqrt(), "{k}: {found}, {expected}");
    }
    // One draw is not the mean.
    let one = side(Curvature::MonteCarlo { samples: 1, seed: 4 });
    assert!(one.as_slice().iter().zip(exact.as_slice()).any(|(a, b)| (a - b).abs() > 0.05));
}
