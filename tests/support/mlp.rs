//! A network of dense layers, one sample at a time, and its Jacobian by hand.

// Matrices are written with indices on purpose: users do.
#![allow(clippy::needless_range_loop)]

use cotangent::drivers::gaussian;
use cotangent::{Differentiable, differentiable};

/// One layer: `w` is `[n_out, n_in]`, row by row.
#[derive(Clone, Debug, Differentiable)]
pub struct Layer {
    /// The weights.
    pub w: Vec<f64>,
    /// The biases, `[n_out]`.
    pub b: Vec<f64>,
}

/// The layers in order.
#[derive(Clone, Debug, Differentiable)]
pub struct Mlp {
    /// The layers in order.
    pub layers: Vec<Layer>,
}

impl Mlp {
    /// Normal weights of variance 1/n_in and normal biases, for the lengths of all layers.
    pub fn draw(lengths: &[usize], seed: u64) -> Mlp {
        let layer = |(l, n): (usize, &[usize])| {
            let mut w = gaussian(n[1], n[0], seed + 2 * l as u64);
            w.iter_mut().for_each(|w| *w /= (n[0] as f64).sqrt());
            Layer { w, b: gaussian(1, n[1], seed + 2 * l as u64 + 1) }
        };
        Mlp { layers: lengths.windows(2).enumerate().map(layer).collect() }
    }
}

/// The outputs for one sample: ReLU between the layers, none after the last.
#[differentiable(wrt(mlp), lanes)]
pub fn outputs(mlp: &Mlp, x: &[f64]) -> Vec<f64> {
    let mut h = x.to_vec();
    for l in 0..mlp.layers.len() {
        let layer = &mlp.layers[l];
        let mut z = layer.b.clone();
        let n = h.len();
        for o in 0..z.len() {
            let mut sum = 0.0;
            for (w, h) in layer.w[o * n..o * n + n].iter().zip(&h) {
                sum += w * h;
            }
            z[o] += sum;
            // The slope at zero is zero, where `max` would split it.
            if l + 1 < mlp.layers.len() && z[o] <= 0.0 {
                z[o] = 0.0;
            }
        }
        h = z;
    }
    h
}

/// The Jacobian of [`outputs()`] by hand, `[n_outputs, n_parameters]`, the parameters layer by layer,
/// weights before biases.
pub fn jacobian_by_hand(mlp: &Mlp, x: &[f64], jacobian: &mut [f64]) {
    let mut states = vec![x.to_vec()];
    for (l, layer) in mlp.layers.iter().enumerate() {
        let h = &states[l];
        let mut z = layer.b.clone();
        for (z, row) in z.iter_mut().zip(layer.w.chunks_exact(h.len())) {
            *z += row.iter().zip(h).map(|(w, h)| w * h).sum::<f64>();
            if l + 1 < mlp.layers.len() {
                *z = z.max(0.0);
            }
        }
        states.push(z);
    }
    let c = states[states.len() - 1].len();
    let n_parameters = jacobian.len() / c;
    // The cotangents of a layer's outputs, a row for each output of the network.
    let mut deltas = vec![0.0; c * c];
    for output in 0..c {
        deltas[output * c + output] = 1.0;
    }
    let mut end = n_parameters;
    for (l, (layer, h)) in mlp.layers.iter().zip(&states).enumerate().rev() {
        let start = end - layer.b.len() - layer.w.len();
        let rows = deltas.chunks_exact(layer.b.len());
        for (delta, row) in rows.clone().zip(jacobian.chunks_exact_mut(n_parameters)) {
            let (w, b) = row[start..end].split_at_mut(layer.w.len());
            b.copy_from_slice(delta);
            for (row, d) in w.chunks_exact_mut(h.len()).zip(delta) {
                row.iter_mut().zip(h).for_each(|(w, h)| *w = d * h);
            }
        }
        end = start;
        if l == 0 {
            break;
        }
        let mut below = vec![0.0; c * h.len()];
        for (below, delta) in below.chunks_exact_mut(h.len()).zip(rows) {
            for (row, d) in layer.w.chunks_exact(h.len()).zip(delta) {
                below.iter_mut().zip(row).for_each(|(below, w)| *below += d * w);
            }
            below.iter_mut().zip(h).for_each(|(below, h)| *below *= f64::from(*h > 0.0));
        }
        deltas = below;
    }
}
