//! The loss of a dense network on a batch, in slices: its gradient and its Hessian times a vector by
//! hand, and the same loss over variables of the tape.

// Matrices are written with indices on purpose: users do.
#![allow(clippy::needless_range_loop)]

use cotangent::{Scalar, differentiable};
use cotangent_tests::mlp::{Layer, Mlp};

/// The outputs for one sample: tanh between the layers, none after the last.
#[differentiable(wrt(mlp), order = 2)]
pub fn predict(mlp: &Mlp, x: &[f64]) -> Vec<f64> {
    let mut h: Vec<f64> = x.to_vec();
    for l in 0..mlp.layers.len() {
        let w: &[f64] = &mlp.layers[l].w;
        let b: &[f64] = &mlp.layers[l].b;
        let mut z = b.to_vec();
        for (z, row) in z.iter_mut().zip(w.chunks_exact(h.len())) {
            *z += row.iter().zip(&h).map(|(w, h)| w * h).sum::<f64>();
            if l + 1 < mlp.layers.len() {
                *z = z.tanh();
            }
        }
        h = z;
    }
    h
}

/// Half the mean squared error.
#[differentiable(wrt(mlp), order = 2)]
pub fn loss(mlp: &Mlp, xs: &[f64], ys: &[f64], n_inputs: usize) -> f64 {
    let n_samples = xs.len() / n_inputs;
    let n_outputs = ys.len() / n_samples;
    let mut loss = 0.0;
    for (x, y) in xs.chunks_exact(n_inputs).zip(ys.chunks_exact(n_outputs)) {
        let outputs = predict(mlp, x);
        for i in 0..n_outputs {
            loss += 0.5 * (outputs[i] - y[i]).powi(2);
        }
    }
    loss / n_samples as f64
}

/// [`loss()`] over flat parameters of any kind, for the tape: layer by layer, weights before biases.
pub fn loss_over<T: Scalar>(lengths: &[usize], parameters: &[T], xs: &[f64], ys: &[f64]) -> T {
    let (n_inputs, n_outputs) = (lengths[0], lengths[lengths.len() - 1]);
    let mut loss = T::zero();
    for (x, y) in xs.chunks_exact(n_inputs).zip(ys.chunks_exact(n_outputs)) {
        let x: Vec<T> = x.iter().map(|x| T::from_f64(*x)).collect();
        for (out, y) in outputs_over(lengths, parameters, &x).iter().zip(y) {
            let error = *out - T::from_f64(*y);
            loss += T::from_f64(0.5) * error * error;
        }
    }
    loss / T::from_f64((xs.len() / n_inputs) as f64)
}

/// The outputs for one sample over flat parameters.
pub fn outputs_over<T: Scalar>(lengths: &[usize], parameters: &[T], x: &[T]) -> Vec<T> {
    let mut h = x.to_vec();
    let mut rest = parameters;
    for (l, &n) in lengths[1..].iter().enumerate() {
        let (w, after) = rest.split_at(n * h.len());
        let (b, after) = after.split_at(n);
        rest = after;
        let mut z = b.to_vec();
        for (z, row) in z.iter_mut().zip(w.chunks_exact(h.len())) {
            for (w, h) in row.iter().zip(&h) {
                *z += *w * *h;
            }
            if l + 2 < lengths.len() {
                *z = z.tanh();
            }
        }
        h = z;
    }
    h
}

/// States and cotangents of the layers, allocated once.
pub struct Workspace {
    /// Before each layer and after the last.
    states: Vec<Vec<f64>>,
    bars: Vec<Vec<f64>>,
    /// Along a direction of the parameters.
    states_dot: Vec<Vec<f64>>,
    bars_dot: Vec<Vec<f64>>,
}

impl Workspace {
    /// Buffers for a network.
    pub fn new(mlp: &Mlp) -> Self {
        let n_inputs = mlp.layers[0].w.len() / mlp.layers[0].b.len();
        let lengths = std::iter::once(n_inputs).chain(mlp.layers.iter().map(|l| l.b.len()));
        let states: Vec<Vec<f64>> = lengths.map(|n| vec![0.0; n]).collect();
        Workspace {
            bars: states.clone(),
            states_dot: states.clone(),
            bars_dot: states.clone(),
            states,
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add_scaled(to: &mut [f64], factor: f64, by: &[f64]) {
    to.iter_mut().zip(by).for_each(|(to, by)| *to += factor * by);
}

fn clear(mlp: &mut Mlp) {
    for layer in &mut mlp.layers {
        layer.w.fill(0.0);
        layer.b.fill(0.0);
    }
}

/// Value and gradient of [`loss()`] by hand.
pub fn gradient_by_hand(
    mlp: &Mlp,
    xs: &[f64],
    ys: &[f64],
    Workspace { states, bars, .. }: &mut Workspace,
    gradient: &mut Mlp,
) -> f64 {
    clear(gradient);
    let n_layers = mlp.layers.len();
    let (n_inputs, n_outputs) = (states[0].len(), states[n_layers].len());
    let share = 1.0 / (xs.len() / n_inputs) as f64;
    let mut loss = 0.0;
    for (x, y) in xs.chunks_exact(n_inputs).zip(ys.chunks_exact(n_outputs)) {
        states[0].copy_from_slice(x);
        for (l, Layer { w, b }) in mlp.layers.iter().enumerate() {
            let (before, after) = states.split_at_mut(l + 1);
            let h = &before[l];
            let rows = w.chunks_exact(h.len()).zip(b);
            for (z, (row, b)) in after[0].iter_mut().zip(rows) {
                *z = b + dot(row, h);
                if l + 1 < n_layers {
                    *z = z.tanh();
                }
            }
        }
        for ((bar, out), y) in bars[n_layers].iter_mut().zip(&states[n_layers]).zip(y) {
            let error = out - y;
            loss += 0.5 * error * error;
            *bar = error * share;
        }
        for l in (0..n_layers).rev() {
            let (below, above) = bars.split_at_mut(l + 1);
            let (h, h_bar, z_bar) = (&states[l], &mut below[l], &above[0]);
            let Layer { w: w_bar, b: b_bar } = &mut gradient.layers[l];
            for ((row, z_bar), b_bar) in w_bar.chunks_exact_mut(h.len()).zip(z_bar).zip(b_bar) {
                *b_bar += z_bar;
                add_scaled(row, *z_bar, h);
            }
            if l == 0 {
                continue;
            }
            h_bar.fill(0.0);
            for (row, z_bar) in mlp.layers[l].w.chunks_exact(h.len()).zip(z_bar) {
                add_scaled(h_bar, *z_bar, row);
            }
            h_bar.iter_mut().zip(h).for_each(|(bar, h)| *bar *= 1.0 - h * h);
        }
    }
    loss * share
}

/// The Hessian of [`loss()`] times `v` by hand: Pearlmutter's R-operator ("Fast exact multiplication by
/// the Hessian", 1994), one sweep forward and one back.
pub fn hvp_by_hand(
    mlp: &Mlp,
    xs: &[f64],
    ys: &[f64],
    v: &Mlp,
    Workspace { states, bars, states_dot, bars_dot }: &mut Workspace,
    product: &mut Mlp,
) {
    clear(product);
    let n_layers = mlp.layers.len();
    let (n_inputs, n_outputs) = (states[0].len(), states[n_layers].len());
    let share = 1.0 / (xs.len() / n_inputs) as f64;
    for (x, y) in xs.chunks_exact(n_inputs).zip(ys.chunks_exact(n_outputs)) {
        states[0].copy_from_slice(x);
        states_dot[0].fill(0.0);
        for (l, (Layer { w, b }, Layer { w: w_dot, b: b_dot })) in
            mlp.layers.iter().zip(&v.layers).enumerate()
        {
            let (before, after) = states.split_at_mut(l + 1);
            let (before_dot, after_dot) = states_dot.split_at_mut(l + 1);
            let (h, h_dot) = (&before[l], &before_dot[l]);
            for (o, (z, z_dot)) in after[0].iter_mut().zip(&mut after_dot[0]).enumerate() {
                let n = h.len();
                let (row, row_dot) = (&w[o * n..o * n + n], &w_dot[o * n..o * n + n]);
                *z = b[o] + dot(row, h);
                *z_dot = b_dot[o] + dot(row_dot, h);
                if l > 0 {
                    *z_dot += dot(row, h_dot);
                }
                if l + 1 < n_layers {
                    *z = z.tanh();
                    *z_dot *= 1.0 - *z * *z;
                }
            }
        }
        for i in 0..n_outputs {
            bars[n_layers][i] = (states[n_layers][i] - y[i]) * share;
            bars_dot[n_layers][i] = states_dot[n_layers][i] * share;
        }
        for l in (0..n_layers).rev() {
            let (below, above) = bars.split_at_mut(l + 1);
            let (below_dot, above_dot) = bars_dot.split_at_mut(l + 1);
            let (h, h_bar, z_bar) = (&states[l], &mut below[l], &above[0]);
            let (h_dot, h_bar_dot, z_bar_dot) = (&states_dot[l], &mut below_dot[l], &above_dot[0]);
            let n = h.len();
            let Layer { w: w_out, b: b_out } = &mut product.layers[l];
            for (o, row) in w_out.chunks_exact_mut(n).enumerate() {
                b_out[o] += z_bar_dot[o];
                let (bar, bar_dot) = (z_bar[o], z_bar_dot[o]);
                for ((out, h), h_dot) in row.iter_mut().zip(h).zip(h_dot) {
                    *out += bar_dot * h + bar * h_dot;
                }
            }
            if l == 0 {
                continue;
            }
            h_bar.fill(0.0);
            h_bar_dot.fill(0.0);
            for (o, row) in mlp.layers[l].w.chunks_exact(n).enumerate() {
                let row_dot = &v.layers[l].w[o * n..o * n + n];
                let (bar, bar_dot) = (z_bar[o], z_bar_dot[o]);
                for i in 0..n {
                    h_bar[i] += bar * row[i];
                    h_bar_dot[i] += bar_dot * row[i] + bar * row_dot[i];
                }
            }
            for i in 0..n {
                let slope = 1.0 - h[i] * h[i];
                // ∂(1 − h²) = −2 h ḣ along the direction.
                h_bar_dot[i] = h_bar_dot[i] * slope - 2.0 * h[i] * h_dot[i] * h_bar[i];
                h_bar[i] *= slope;
            }
        }
    }
}
