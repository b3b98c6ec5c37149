//! Ratio matching by products of dense matrices, the form of tensor libraries: one-hot samples, each hidden unit of
//! each flip on its own. Its elementary functions are vector code. It shows what the algorithm is worth.

use cotangent::math::{logcosh, tanh};
use cotangent_models::srbm::{Dims, handwritten};
use multiversion::multiversion;

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
    let samples = cat.chunks_exact(n).zip(fields.chunks_exact_mut(r));
    let hidden = inputs.chunks_exact(p).zip(inputs_bar.chunks_exact_mut(p));
    for ((sample, fields), (inputs, inputs_bar)) in samples.zip(hidden) {
        total += hidden_units(w, sample, dims, fields, inputs, w_bar, inputs_bar);
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

/// The risk of one sample's flips; its fields become their cotangents.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
fn hidden_units(
    w: &[f32],
    sample: &[u8],
    dims: Dims,
    fields: &mut [f32],
    inputs: &[f32],
    w_bar: &mut [f32],
    inputs_bar: &mut [f32],
) -> f32 {
    let (p, q) = (dims.n_hidden, dims.n_states);
    let mut risk = 0.0;
    let mut present = inputs.to_vec();
    present.iter_mut().for_each(|x| *x = logcosh(*x));
    let present_tanh: Vec<f32> = inputs.iter().map(|x| tanh(*x)).collect();
    let mut x = vec![0.0; p];
    let mut terms = vec![0.0; p];
    let mut rest_bar = vec![0.0; p];
    for (k, s) in sample.iter().enumerate() {
        let i = k * q + usize::from(*s);
        rest_bar.fill(0.0);
        let (mut total, here) = (0.0, fields[i]);
        for f in k * q..(k + 1) * q {
            if f == i {
                continue;
            }
            let (leaving, entering) = (&w[i * p..(i + 1) * p], &w[f * p..(f + 1) * p]);
            for (((x, input), leaving), entering) in
                x.iter_mut().zip(inputs).zip(leaving).zip(entering)
            {
                *x = input - leaving + entering;
            }
            for ((term, x), present) in terms.iter_mut().zip(&x).zip(&present) {
                *term = present - logcosh(*x);
            }
            let delta = here - fields[f] + terms.iter().sum::<f32>();
            let (down, up) = (1.0 / (1.0 + delta.exp()), 1.0 / (1.0 + (-delta).exp()));
            risk += down * down;
            let lambda = 2.0 * down * down * up;
            let lambda = if lambda < 1e-30 { 0.0 } else { lambda };
            fields[f] = lambda;
            total += lambda;
            let w_bar = &mut w_bar[f * p..(f + 1) * p];
            for ((x, w_bar), rest_bar) in x.iter().zip(w_bar).zip(&mut rest_bar) {
                let step = lambda * tanh(*x);
                *w_bar += step;
                *rest_bar += step;
            }
        }
        fields[i] = -total;
        let w_bar = &mut w_bar[i * p..(i + 1) * p];
        let bars = w_bar.iter_mut().zip(inputs_bar.iter_mut());
        for ((w_bar, input_bar), (rest, tanh)) in bars.zip(rest_bar.iter().zip(&present_tanh)) {
            *w_bar -= rest;
            *input_bar += rest - total * tanh;
        }
    }
    risk
}
