//! Implicit score matching (Hyvärinen 2005) of networks in several dimensions: losses that hold a
//! divergence, and their gradients, against published values.
#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

use cotangent::{Differentiable, Tangent, differentiable};
use cotangent_tests::npz;
use std::collections::BTreeMap;

/// One layer: `w` is `[n_out, n_in]`, row by row.
#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Vec<f64>,
    b: Vec<f64>,
}

#[derive(Clone, Debug, Differentiable)]
struct Mlp {
    layers: Vec<Layer>,
}

#[differentiable(order = 2, lanes)]
fn activation(kind: i64, z: f64) -> f64 {
    match kind {
        0 => 1.0 / (1.0 + (-z).exp()),
        1 => z.tanh(),
        _ => z.max(0.0) + (-z.abs()).exp().ln_1p(),
    }
}

/// The score ψ(x) of a network.
#[differentiable(wrt(mlp), wrt(x), order = 2, lanes)]
fn score(mlp: &Mlp, kind: i64, x: &[f64]) -> Vec<f64> {
    let mut h = x.to_vec();
    for l in 0..mlp.layers.len() {
        let layer = &mlp.layers[l];
        let mut z = layer.b.clone();
        for o in 0..z.len() {
            for i in 0..h.len() {
                z[o] += layer.w[o * h.len() + i] * h[i];
            }
            if l + 1 < mlp.layers.len() {
                z[o] = activation(kind, z[o]);
            }
        }
        h = z;
    }
    h
}

/// ½|ψ|² + Σᵢ ∂ψᵢ/∂xᵢ + λ Σᵢ (∂ψᵢ/∂xᵢ)², averaged over the samples.
#[differentiable(wrt(mlp))]
fn exact_loss(mlp: &Mlp, kind: i64, xs: &[f64], dim: usize, lambda: f64) -> f64 {
    let mut loss = 0.0;
    for x in xs.chunks_exact(dim) {
        for i in 0..dim {
            let mut unit = vec![0.0; dim];
            unit[i] = 1.0;
            let (psi, along) = score::jvp_wrt_x(mlp, kind, x, &unit);
            loss += 0.5 * psi[i] * psi[i] + along[i] + lambda * along[i] * along[i];
        }
    }
    loss / (xs.len() / dim) as f64
}

/// The same, several coordinates in one sweep.
#[differentiable(wrt(mlp))]
fn exact_loss_in_lanes(mlp: &Mlp, kind: i64, xs: &[f64], dim: usize, lambda: f64) -> f64 {
    let mut loss = 0.0;
    for x in xs.chunks_exact(dim) {
        for first in (0..dim).step_by(4) {
            let mut units = vec![[0.0; 4]; dim];
            for i in first..dim.min(first + 4) {
                units[i][i - first] = 1.0;
            }
            let (psi, along) = score::jvp_lanes_wrt_x(mlp, kind, x, &units);
            for i in first..dim.min(first + 4) {
                let slope = along[i][i - first];
                loss += 0.5 * psi[i] * psi[i] + slope + lambda * slope * slope;
            }
        }
    }
    loss / (xs.len() / dim) as f64
}

/// With Hutchinson's estimate of the divergence from given probes, `[n, n_probes, dim]`.
#[differentiable(wrt(mlp))]
fn hutchinson_loss(mlp: &Mlp, kind: i64, xs: &[f64], dim: usize, probes: &[f64]) -> f64 {
    let n = xs.len() / dim;
    let n_probes = probes.len() / xs.len();
    let mut loss = 0.0;
    for s in 0..n {
        let x = &xs[s * dim..(s + 1) * dim];
        for r in 0..n_probes {
            let v = &probes[(s * n_probes + r) * dim..(s * n_probes + r + 1) * dim];
            let (psi, along) = score::jvp_wrt_x(mlp, kind, x, v);
            for i in 0..dim {
                loss += (0.5 * psi[i] * psi[i] + v[i] * along[i]) / n_probes as f64;
            }
        }
    }
    loss / n as f64
}

type Arrays = BTreeMap<String, Vec<f64>>;

fn golden(name: &str) -> Arrays {
    let arrays = npz::read(&format!("ism/{name}.npz"));
    arrays.into_iter().map(|(name, (_, values))| (name, values)).collect()
}

fn network(arrays: &Arrays) -> Mlp {
    let layer = |l: usize| {
        let w = arrays.get(&format!("W{l}"))?.clone();
        Some(Layer { w, b: arrays[&format!("b{l}")].clone() })
    };
    Mlp { layers: (1..).map_while(layer).collect() }
}

#[track_caller]
fn assert_gradient(arrays: &Arrays, suffix: &str, (loss, grad): (f64, impl Tangent)) {
    let close = |found: f64, expected: f64, scale: f64| {
        assert!((found - expected).abs() <= 1e-9 * scale, "{suffix}: {found}, not {expected}");
    };
    close(loss, arrays[&format!("loss_{suffix}")][0], 1.0);
    let mut expected: Vec<f64> = vec![];
    for l in 1.. {
        let Some(w) = arrays.get(&format!("dW{l}_{suffix}")) else { break };
        expected.extend(w);
        expected.extend(&arrays[&format!("db{l}_{suffix}")]);
    }
    let found = grad.to_flat();
    assert_eq!(found.len(), expected.len());
    let scale = expected.iter().fold(0.0, |s: f64, v| s.max(v.abs()));
    for (found, expected) in found.iter().zip(expected) {
        close(*found, expected, scale);
    }
}

#[test]
fn one_dimension() {
    for name in ["small_1d", "seed_1d"] {
        let arrays = golden(name);
        let (mlp, lambda) = (network(&arrays), arrays["lam"][0]);
        let plain = exact_loss::value_and_grad(&mlp, 0, &arrays["x"], 1, 0.0);
        assert_gradient(&arrays, "plain", plain);
        let regular = exact_loss::value_and_grad(&mlp, 0, &arrays["x"], 1, lambda);
        assert_gradient(&arrays, "reg", regular);
    }
}

#[test]
fn several_dimensions() {
    for name in ["D3_small_sigmoid", "D2_tanh", "D5_softplus", "D10_tanh"] {
        let arrays = golden(name);
        let (mlp, lambda) = (network(&arrays), arrays["lam"][0]);
        let (kind, dim) = (arrays["act"][0] as i64, arrays["dims"][0] as usize);
        let x = &arrays["x"];
        let exact = exact_loss::value_and_grad(&mlp, kind, x, dim, 0.0);
        assert_gradient(&arrays, "exact", exact);
        let regular = exact_loss::value_and_grad(&mlp, kind, x, dim, lambda);
        assert_gradient(&arrays, "reg", regular);
        let in_lanes = exact_loss_in_lanes::value_and_grad(&mlp, kind, x, dim, lambda);
        assert_gradient(&arrays, "reg", in_lanes);
        for probes in ["rademacher", "gauss"] {
            let v = &arrays[&format!("V_{probes}")];
            let estimated = hutchinson_loss::value_and_grad(&mlp, kind, x, dim, v);
            assert_gradient(&arrays, &format!("hutch_{probes}"), estimated);
        }
    }
}
