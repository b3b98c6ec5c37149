//! Implicit score matching (Hyvärinen 2005) of a dense network: the loss in a user's words, its
//! gradient by hand, and the same loss over variables of the tape.

// Matrices are written with indices on purpose: users do.
#![allow(clippy::needless_range_loop)]

use std::hint::black_box;

use cotangent::{Scalar, differentiable};
use cotangent_tests::mlp::{Layer, Mlp};

use crate::regression::outputs_over;

/// The score ψ(x): tanh between the layers, none after the last.
#[differentiable(wrt(net), wrt(x), lanes, order = 2)]
pub fn score(net: &Mlp, x: &[f64]) -> Vec<f64> {
    let mut h: Vec<f64> = x.to_vec();
    for l in 0..net.layers.len() {
        let w: &[f64] = &net.layers[l].w;
        let b: &[f64] = &net.layers[l].b;
        let n = h.len();
        let mut z = vec![0.0; b.len()];
        for o in 0..z.len() {
            let mut sum: f64 = b[o];
            for i in 0..n {
                sum += w[o * n + i] * h[i];
            }
            z[o] = if l + 1 < net.layers.len() { sum.tanh() } else { sum };
        }
        h = z;
    }
    h
}

/// The unit vectors, in lanes.
pub fn units<const D: usize>() -> [[f64; D]; D] {
    std::array::from_fn(|i| std::array::from_fn(|l| f64::from(l == i)))
}

/// ½|ψ|² + div ψ, averaged over the samples; the divergence by all tangents in one sweep.
#[differentiable(wrt(net))]
pub fn loss<const D: usize>(net: &Mlp, xs: &[f64], units: &[[f64; D]; D]) -> f64 {
    let mut loss = 0.0;
    for x in xs.chunks_exact(D) {
        let (psi, slopes) = score::jvp_lanes_wrt_x(net, x, units);
        for i in 0..D {
            loss += 0.5 * psi[i] * psi[i] + slopes[i][i];
        }
    }
    loss / (xs.len() / D) as f64
}

/// The same with one sweep for each tangent.
#[differentiable(wrt(net))]
pub fn loss_by_tangents(net: &Mlp, xs: &[f64], dim: usize) -> f64 {
    let mut loss = 0.0;
    for x in xs.chunks_exact(dim) {
        for i in 0..dim {
            let mut unit = vec![0.0; dim];
            unit[i] = 1.0;
            let (psi, slope) = score::jvp_wrt_x(net, x, &unit);
            loss += 0.5 * psi[i] * psi[i] + slope[i];
        }
    }
    loss / (xs.len() / dim) as f64
}

/// [`loss`] over flat parameters of any kind, with the derivatives along the inputs from `slopes`:
/// for the tape.
pub fn loss_over<T: Scalar>(
    lengths: &[usize],
    parameters: &[T],
    xs: &[f64],
    input: impl Fn(f64) -> T,
    slope: impl Fn(T, T) -> T,
) -> T {
    let dim = lengths[0];
    let mut loss = T::zero();
    for x in xs.chunks_exact(dim) {
        let x: Vec<T> = x.iter().map(|x| input(*x)).collect();
        let psi = outputs_over(lengths, parameters, &x);
        for (psi, x) in psi.iter().zip(&x) {
            loss += T::from_f64(0.5) * *psi * *psi + slope(*psi, *x);
        }
    }
    loss / T::from_f64((xs.len() / dim) as f64)
}

/// What a layer keeps of a sample: its outputs, `[n_out]`, and their tangents, `[n_out][D]`.
#[derive(Clone)]
struct Stream<const D: usize> {
    h: Vec<f64>,
    h_dot: Vec<[f64; D]>,
    /// The same tangents by direction for eight units at a time, zeros at the end.
    blocks: Vec<[[f64; 8]; D]>,
}

impl<const D: usize> Stream<D> {
    fn zeros(n: usize) -> Self {
        Stream {
            h: vec![0.0; n],
            h_dot: vec![[0.0; D]; n],
            blocks: vec![[[0.0; 8]; D]; n.div_ceil(8)],
        }
    }
}

/// Buffers of [`by_hand`], allocated once.
pub struct Workspace<const D: usize> {
    /// Before each layer and after the last.
    streams: Vec<Stream<D>>,
    bars: Vec<Stream<D>>,
}

impl<const D: usize> Workspace<D> {
    /// Buffers for a network.
    pub fn new(net: &Mlp) -> Self {
        let lengths: Vec<usize> = std::iter::once(net.layers[0].w.len() / net.layers[0].b.len())
            .chain(net.layers.iter().map(|layer| layer.b.len()))
            .collect();
        let streams: Vec<Stream<D>> = lengths.iter().map(|&n| Stream::zeros(n)).collect();
        Workspace { bars: streams.clone(), streams }
    }
}

/// Value and gradient of [`loss`] by hand: one sweep forward and one back for each sample, with the
/// tangents as rows.
pub fn by_hand<const D: usize>(
    net: &Mlp,
    xs: &[f64],
    Workspace { streams, bars }: &mut Workspace<D>,
    grad: &mut Mlp,
) -> f64 {
    for layer in &mut grad.layers {
        layer.w.fill(0.0);
        layer.b.fill(0.0);
    }
    let n_samples = xs.len() / D;
    let share = 1.0 / n_samples as f64;
    let last = net.layers.len() - 1;
    let mut loss = 0.0;
    for x in xs.chunks_exact(D) {
        forward(net, x, streams);
        let psi = &streams[last + 1];
        let bar = &mut bars[last + 1];
        for i in 0..D {
            loss += 0.5 * psi.h[i] * psi.h[i] + psi.h_dot[i][i];
            bar.h[i] = psi.h[i] * share;
            bar.h_dot[i] = [0.0; D];
            bar.h_dot[i][i] = share;
        }
        for l in (0..=last).rev() {
            let (before, after) = bars.split_at_mut(l + 1);
            let bar = &mut after[0];
            if l < last {
                activation_back(&streams[l + 1], bar);
            }
            let stream = &mut streams[l];
            for (units, block) in stream.h_dot.chunks(8).zip(&mut stream.blocks) {
                for (k, h_dot) in units.iter().enumerate() {
                    for d in 0..D {
                        block[d][k] = h_dot[d];
                    }
                }
            }
            let below = if l > 0 { Some(&mut before[l]) } else { None };
            layer_back(&net.layers[l], &streams[l], bar, below, &mut grad.layers[l]);
        }
    }
    loss * share
}

/// Values and tangents of all layers for one sample.
fn forward<const D: usize>(net: &Mlp, x: &[f64], streams: &mut [Stream<D>]) {
    streams[0].h.copy_from_slice(x);
    streams[0].h_dot.copy_from_slice(&units::<D>());
    for (l, layer) in net.layers.iter().enumerate() {
        let (before, after) = streams.split_at_mut(l + 1);
        layer_forward(layer, &before[l], &mut after[0], l + 1 < net.layers.len());
    }
}

fn layer_forward<const D: usize>(
    layer: &Layer,
    before: &Stream<D>,
    after: &mut Stream<D>,
    bends: bool,
) {
    let rows = layer.w.chunks_exact(before.h.len()).zip(&layer.b);
    for ((row, b), (y, y_dot)) in rows.zip(after.h.iter_mut().zip(&mut after.h_dot)) {
        let mut sum = *b;
        let mut sums = [0.0; D];
        for ((w, h), h_dot) in row.iter().zip(&before.h).zip(&before.h_dot) {
            sum += w * h;
            for d in 0..D {
                sums[d] += w * h_dot[d];
            }
        }
        if bends {
            let t = sum.tanh();
            let slope = 1.0 - t * t;
            sums.iter_mut().for_each(|sum| *sum *= slope);
            sum = t;
        }
        (*y, *y_dot) = (sum, sums);
    }
}

/// From the cotangents of t = tanh z and ṫ = (1 − t²) ż to those of z and ż, in place.
fn activation_back<const D: usize>(stream: &Stream<D>, bar: &mut Stream<D>) {
    let outputs = stream.h.iter().zip(&stream.h_dot);
    for ((t, t_dot), (t_bar, t_dot_bar)) in outputs.zip(bar.h.iter_mut().zip(&mut bar.h_dot)) {
        let slope = 1.0 - t * t;
        // ∂ṫ/∂z = −2 t (1 − t²) ż = −2 t ṫ.
        let along: f64 = t_dot.iter().zip(t_dot_bar.iter()).map(|(a, b)| a * b).sum();
        *t_bar = *t_bar * slope - 2.0 * t * along;
        t_dot_bar.iter_mut().for_each(|bar| *bar *= slope);
    }
}

/// Σ_d a[d] · block[d]
fn products<const D: usize>(a: &[f64; D], block: &[[f64; 8]; D]) -> [f64; 8] {
    let mut sums = [0.0; 8];
    for (a, row) in a.iter().zip(block) {
        for k in 0..8 {
            sums[k] += a * row[k];
        }
    }
    sums
}

fn layer_back<const D: usize>(
    layer: &Layer,
    before: &Stream<D>,
    bar: &Stream<D>,
    below: Option<&mut Stream<D>>,
    grad: &mut Layer,
) {
    let n = before.h.len();
    let cotangents = bar.h.iter().zip(&bar.h_dot);
    let grads = grad.w.chunks_exact_mut(n).zip(&mut grad.b);
    for ((w_bar, b_bar), (z_bar, z_dot_bar)) in grads.zip(cotangents) {
        *b_bar += z_bar;
        for ((w_bar, h), block) in w_bar.chunks_mut(8).zip(before.h.chunks(8)).zip(&before.blocks) {
            let sums = products(z_dot_bar, block);
            for ((w_bar, h), sum) in w_bar.iter_mut().zip(h).zip(&sums) {
                *w_bar += z_bar * h + sum;
            }
        }
    }
    let Some(below) = below else { return };
    below.h.fill(0.0);
    below.h_dot.fill([0.0; D]);
    for (row, (z_bar, z_dot_bar)) in layer.w.chunks_exact(n).zip(bar.h.iter().zip(&bar.h_dot)) {
        // By value: what is borrowed might overlap with what is written.
        let z_dot_bar = *z_dot_bar;
        for ((w, h_bar), h_dot_bar) in row.iter().zip(&mut below.h).zip(&mut below.h_dot) {
            black_box(());
            *h_bar += w * z_bar;
            for d in 0..D {
                h_dot_bar[d] += w * z_dot_bar[d];
            }
        }
    }
}

/// The divergence at each sample by hand: the diagonal of the tangents.
pub fn divergence_by_hand<const D: usize>(
    mlp: &Mlp,
    xs: &[f64],
    Workspace { streams, .. }: &mut Workspace<D>,
) -> Vec<f64> {
    xs.chunks_exact(D)
        .map(|x| {
            forward(mlp, x, streams);
            let slopes = &streams[mlp.layers.len()].h_dot;
            (0..D).map(|i| slopes[i][i]).sum()
        })
        .collect()
}
