//! Ratio matching by products of dense matrices, the form of tensor libraries: one-hot samples, each hidden unit of
//! each flip on its own. Its elementary functions are vector code. It shows what the algorithm is worth.

use cotangent::math::{exp, ln_1p, tanh};
use cotangent_models::srbm::{Dims, handwritten};
use multiversion::multiversion;

/// Samples whose hidden units stand side by side.
const LANES: usize = 64;

/// Loss and gradient in `f32`; the cotangents are overwritten.
#[allow(clippy::too_many_arguments, reason = "that of the derivative the macro writes")]
pub fn value_and_grad_into(
    h: &[f32],
    j: &[f32],
    w: &[f32],
    b: &[f32],
    cat: &[u8],
    dims: Dims,
    h_bar: &mut [f32],
    j_bar: &mut [f32],
    w_bar: &mut [f32],
    b_bar: &mut [f32],
) -> f32 {
    let (p, q, n, r) = (dims.n_hidden, dims.n_states, dims.n_sites, dims.n_inputs());
    let m = cat.len() / n;
    let mut z = vec![0.0; m * r];
    for (z, sample) in z.chunks_exact_mut(r).zip(cat.chunks_exact(n)) {
        sample.iter().enumerate().for_each(|(k, s)| z[k * q + usize::from(*s)] = 1.0);
    }
    let mut fields = vec![0.0; m * r];
    fields.chunks_exact_mut(r).for_each(|row| row.copy_from_slice(h));
    product([m, r, r], (&z, r, 1), (&handwritten::single::symmetrised(j, n, q), r, 1), &mut fields);
    let mut inputs = vec![0.0; m * p];
    inputs.chunks_exact_mut(p).for_each(|row| row.copy_from_slice(b));
    product([m, r, p], (&z, r, 1), (w, p, 1), &mut inputs);
    w_bar.fill(0.0);
    let mut inputs_bar = vec![0.0; m * p];
    let mut total = 0.0;
    let mut space = Space::new(dims);
    let samples = cat.chunks(LANES * n).zip(fields.chunks_mut(LANES * r));
    let hidden = inputs.chunks(LANES * p).zip(inputs_bar.chunks_mut(LANES * p));
    for ((samples, fields), (inputs, inputs_bar)) in samples.zip(hidden) {
        total += hidden_units(w, samples, dims, fields, inputs, w_bar, inputs_bar, &mut space);
    }
    h_bar.fill(0.0);
    for row in fields.chunks_exact(r) {
        h_bar.iter_mut().zip(row).for_each(|(x, y)| *x += y);
    }
    j_bar.fill(0.0);
    product([r, m, r], (&z, 1, r), (&fields, r, 1), j_bar);
    handwritten::single::symmetrise(j_bar, n, q);
    product([r, m, p], (&z, 1, r), (&inputs_bar, p, 1), w_bar);
    b_bar.fill(0.0);
    for row in inputs_bar.chunks_exact(p) {
        b_bar.iter_mut().zip(row).for_each(|(x, y)| *x += y);
    }
    let scale = 4.0 / (cat.len() * (q - 1)) as f32;
    for bar in [h_bar, j_bar, w_bar, b_bar] {
        bar.iter_mut().for_each(|x| *x *= scale);
    }
    scale * total
}

/// C += A B for sizes m, k, n; a matrix comes with its strides of rows and columns.
fn product(
    [m, k, n]: [usize; 3],
    (a, a_rows, a_columns): (&[f32], usize, usize),
    (b, b_rows, b_columns): (&[f32], usize, usize),
    c: &mut [f32],
) {
    use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder, linalg::general_mat_mul};
    let a = ArrayView2::from_shape((m, k).strides((a_rows, a_columns)), a).expect("a shape");
    let b = ArrayView2::from_shape((k, n).strides((b_rows, b_columns)), b).expect("a shape");
    let mut c = ArrayViewMut2::from_shape((m, n), c).expect("a shape");
    general_mat_mul(1.0, &a, &b, 1.0, &mut c);
}

/// A number for each sample of a chunk.
type Row = [f32; LANES];

/// Buffers for the flips of one site in a chunk of samples, a row for each hidden unit.
struct Space {
    inputs: Vec<Row>,
    inputs_bar: Vec<Row>,
    /// Inputs without the site.
    rest: Vec<Row>,
    rest_bar: Vec<Row>,
    /// tanh after the flip.
    tanhs: Vec<Row>,
}

impl Space {
    fn new(dims: Dims) -> Self {
        let rows = || vec![[0.0; LANES]; dims.n_hidden];
        Space { inputs: rows(), inputs_bar: rows(), rest: rows(), rest_bar: rows(), tanhs: rows() }
    }
}

/// ln cosh x and tanh x, of one exponential.
#[inline(always)]
fn logcosh_and_tanh(x: f32) -> (f32, f32) {
    let e = exp(-2.0 * x.abs());
    (x.abs() + ln_1p(e) - std::f32::consts::LN_2, ((1.0 - e) / (1.0 + e)).copysign(x))
}

/// The risk of the flips of a chunk of samples; their fields become cotangents.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
#[allow(clippy::too_many_arguments, reason = "a part of the function above")]
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
fn hidden_units(
    w: &[f32],
    samples: &[u8],
    dims: Dims,
    fields: &mut [f32],
    inputs: &[f32],
    w_bar: &mut [f32],
    inputs_bar: &mut [f32],
    space: &mut Space,
) -> f32 {
    let (p, q, n, r) = (dims.n_hidden, dims.n_states, dims.n_sites, dims.n_inputs());
    let count = samples.len() / n;
    let Space { inputs: rows, inputs_bar: rows_bar, rest, rest_bar, tanhs } = space;
    let mut present = [0.0; LANES];
    for a in 0..p {
        rows_bar[a] = [0.0; LANES];
        for l in 0..count {
            rows[a][l] = inputs[l * p + a];
        }
        for l in 0..LANES {
            present[l] += logcosh_and_tanh(rows[a][l]).0;
        }
    }
    let mut risks = [0.0; LANES];
    for k in 0..n {
        let mut states = [usize::MAX; LANES];
        for l in 0..count {
            let s = usize::from(samples[l * n + k]);
            let leaving = &w[(k * q + s) * p..(k * q + s + 1) * p];
            for a in 0..p {
                rest[a][l] = rows[a][l] - leaving[a];
            }
            states[l] = s;
        }
        rest_bar.fill([0.0; LANES]);
        let mut here = [0.0; LANES];
        for l in 0..count {
            here[l] = fields[l * r + k * q + states[l]];
        }
        let mut total = [0.0; LANES];
        for phi in 0..q {
            let f = k * q + phi;
            let mut delta = present;
            for l in 0..count {
                delta[l] += here[l] - fields[l * r + f];
            }
            entered(&w[f * p..(f + 1) * p], rest, tanhs, &mut delta);
            let mut lambda = [0.0; LANES];
            for l in 0..LANES {
                let (down, up) = (1.0 / (1.0 + exp(delta[l])), 1.0 / (1.0 + exp(-delta[l])));
                let flips = l < count && states[l] != phi;
                risks[l] += if flips { down * down } else { 0.0 };
                let slope = 2.0 * down * down * up;
                lambda[l] = if flips && slope >= 1e-30 { slope } else { 0.0 };
                total[l] += lambda[l];
            }
            for l in 0..count {
                fields[l * r + f] = lambda[l];
            }
            pull_back(&lambda, tanhs, rest_bar, &mut w_bar[f * p..(f + 1) * p]);
        }
        for l in 0..count {
            let i = k * q + states[l];
            fields[l * r + i] = -total[l];
            for a in 0..p {
                w_bar[i * p + a] -= rest_bar[a][l];
            }
        }
        for a in 0..p {
            for l in 0..LANES {
                rows_bar[a][l] += rest_bar[a][l] - total[l] * tanh(rows[a][l]);
            }
        }
    }
    for l in 0..count {
        for a in 0..p {
            inputs_bar[l * p + a] = rows_bar[a][l];
        }
    }
    risks.iter().sum()
}

/// Takes log cosh of the hidden units in a new state off `delta`.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
fn entered(entering: &[f32], rest: &[Row], tanhs: &mut [Row], delta: &mut Row) {
    for ((w, rest), tanhs) in entering.iter().zip(rest).zip(tanhs) {
        for ((rest, to), delta) in rest.iter().zip(tanhs).zip(delta.iter_mut()) {
            let (logcosh, tanh) = logcosh_and_tanh(rest + w);
            *delta -= logcosh;
            *to = tanh;
        }
    }
}

/// From the cotangents of ΔE to those of inputs and weights.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
fn pull_back(lambda: &Row, tanhs: &[Row], rest_bar: &mut [Row], w_bar: &mut [f32]) {
    for ((w_bar, tanhs), rest_bar) in w_bar.iter_mut().zip(tanhs).zip(rest_bar) {
        let mut sums = [0.0; 16];
        let lanes = lambda.chunks_exact(16).zip(tanhs.chunks_exact(16));
        for ((lambda, tanhs), rest_bar) in lanes.zip(rest_bar.chunks_exact_mut(16)) {
            for l in 0..16 {
                let step = lambda[l] * tanhs[l];
                rest_bar[l] += step;
                sums[l] += step;
            }
        }
        *w_bar += sums.iter().sum::<f32>();
    }
}
