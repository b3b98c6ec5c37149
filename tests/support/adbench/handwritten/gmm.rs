//! Gradient of the Gaussian mixture: every tile's reverse step runs right after its forward step.

use crate::adbench::gmm::{TILE, log_wishart_normaliser};

/// Value and gradient of [`gmm_objective`](crate::adbench::gmm::gmm_objective()); overwrites the
/// cotangents.
///
/// With p the softmax of a point's terms, the cotangent of uₖ = Qₖ x − Qₖ μₖ is −pₖ uₖ. So a component
/// needs one product with the points' coordinates a tile, and Qₖᵀ is applied once at the end.
///
/// # Panics
/// If a cotangent has not its primal's length.
#[allow(clippy::too_many_arguments)] // The primal's arguments and three cotangents.
pub fn gmm_gradient_into(
    alphas: &[f64],
    means: &[f64],
    icf: &[f64],
    x: &[f64],
    gamma: f64,
    m: i32,
    d: usize,
    alphas_bar: &mut [f64],
    means_bar: &mut [f64],
    icf_bar: &mut [f64],
) -> f64 {
    assert_eq!(alphas_bar.len(), alphas.len(), "length of `alphas_bar`");
    assert_eq!(means_bar.len(), means.len(), "length of `means_bar`");
    assert_eq!(icf_bar.len(), icf.len(), "length of `icf_bar`");
    alphas_bar.fill(0.0);
    means_bar.fill(0.0);
    icf_bar.fill(0.0);

    let n_components = alphas.len();
    let n_points = (x.len() / d) as f64;
    let size = d * (d + 1) / 2;

    let mut diagonals = vec![0.0; n_components * d];
    let mut offsets = vec![0.0; n_components];
    let mut shifts = vec![0.0; n_components * d];
    for (k, row) in icf.chunks_exact(size).enumerate() {
        let (logs, mut lower) = row.split_at(d);
        let diagonal = &mut diagonals[k * d..(k + 1) * d];
        let (mean, shift) = (&means[k * d..(k + 1) * d], &mut shifts[k * d..(k + 1) * d]);
        for (((q, log), s), m) in diagonal.iter_mut().zip(logs).zip(&mut *shift).zip(mean) {
            *q = log.exp();
            *s = *q * m;
        }
        for (j, m) in mean.iter().enumerate() {
            let (column, rest) = lower.split_at(d - j - 1);
            for (s, q) in shift[j + 1..].iter_mut().zip(column) {
                *s += q * m;
            }
            lower = rest;
        }
        offsets[k] = alphas[k] + logs.iter().sum::<f64>();
    }

    let mut total = 0.0;
    // −Σ ū for each row of each component: what goes to the means through their shifts.
    means_bar.fill(0.0);
    let tile_len = TILE.min(x.len() / d);
    let mut scaled = vec![0.0; n_components * d * tile_len];
    let mut terms = vec![0.0; n_components * tile_len];
    let (mut largest, mut sums) = (vec![0.0; tile_len], vec![0.0; tile_len]);
    for tile in x.chunks(TILE * d) {
        let n = tile.len() / d;
        let columns = transposed(tile, d);
        let (largest, sums) = (&mut largest[..n], &mut sums[..n]);
        largest.fill(f64::NEG_INFINITY);
        sums.fill(0.0);
        for k in 0..n_components {
            let term = &mut terms[k * n..(k + 1) * n];
            term.fill(offsets[k]);
            let lower = &icf[k * size + d..(k + 1) * size];
            for i in 0..d {
                let row = &mut scaled[(k * d + i) * n..][..n];
                let (q, shift) = (diagonals[k * d + i], shifts[k * d + i]);
                for (u, x) in row.iter_mut().zip(&columns[i * n..][..n]) {
                    *u = q * x - shift;
                }
                for j in 0..i {
                    let q = lower[j * (2 * d - j - 1) / 2 + i - j - 1];
                    for (u, x) in row.iter_mut().zip(&columns[j * n..][..n]) {
                        *u += q * x;
                    }
                }
                for (t, u) in term.iter_mut().zip(&*row) {
                    *t -= 0.5 * u * u;
                }
            }
            for (m, &t) in largest.iter_mut().zip(&*term) {
                *m = if t > *m { t } else { *m };
            }
        }
        // Afterwards the terms are the softmax's numerators, and `sums` is one over their sums.
        for term in terms[..n_components * n].chunks_exact_mut(n) {
            for ((t, s), m) in term.iter_mut().zip(&mut *sums).zip(&*largest) {
                *t = (*t - m).exp();
                *s += *t;
            }
        }
        for (s, m) in sums.iter_mut().zip(&*largest) {
            total += s.ln() + m;
            *s = 1.0 / *s;
        }
        for k in 0..n_components {
            let term = &mut terms[k * n..(k + 1) * n];
            for (t, s) in term.iter_mut().zip(&*sums) {
                *t *= -s;
            }
            alphas_bar[k] -= sum(term);
            let (log_bar, lower_bar) = icf_bar[k * size..(k + 1) * size].split_at_mut(d);
            for i in 0..d {
                let row = &mut scaled[(k * d + i) * n..][..n];
                for (u, t) in row.iter_mut().zip(&*term) {
                    *u *= t;
                }
                means_bar[k * d + i] -= sum(row);
                log_bar[i] += dot(row, &columns[i * n..][..n]);
                for j in 0..i {
                    let q_bar = &mut lower_bar[j * (2 * d - j - 1) / 2 + i - j - 1];
                    *q_bar += dot(row, &columns[j * n..][..n]);
                }
            }
        }
    }

    // Through the shifts, Q μ: Q̄ += s̄ μᵀ and μ̄ = Qᵀ s̄, which can overwrite s̄ from the top.
    for k in 0..n_components {
        let (mean_bar, mean) = (&mut means_bar[k * d..(k + 1) * d], &means[k * d..(k + 1) * d]);
        let mut lower = &icf[k * size + d..(k + 1) * size];
        let (log_bar, mut lower_bar) = icf_bar[k * size..(k + 1) * size].split_at_mut(d);
        for j in 0..d {
            let (column, rest) = lower.split_at(d - j - 1);
            let (column_bar, rest_bar) = lower_bar.split_at_mut(d - j - 1);
            for (q_bar, s_bar) in column_bar.iter_mut().zip(&mean_bar[j + 1..]) {
                *q_bar += s_bar * mean[j];
            }
            log_bar[j] += mean_bar[j] * mean[j];
            mean_bar[j] = diagonals[k * d + j] * mean_bar[j] + dot(column, &mean_bar[j + 1..]);
            (lower, lower_bar) = (rest, rest_bar);
        }
    }

    // The responsibilities in `alphas_bar` are also the cotangents of the log-determinants.
    let log_prior = wishart_in_place(icf, &diagonals, gamma, m, d, alphas_bar, icf_bar);

    let mut weights = alphas.to_vec();
    let (log_sum, sum) = log_sum_exp(&mut weights);
    for (alpha_bar, e) in alphas_bar.iter_mut().zip(&weights) {
        *alpha_bar -= n_points * (e / sum);
    }

    let constant = -n_points * d as f64 * 0.5 * (2.0 * std::f64::consts::PI).ln();
    constant + total - n_points * log_sum + log_prior
}

/// Points by coordinate, `[d, n]`, from points one after the other, `[n, d]`.
fn transposed(points: &[f64], d: usize) -> Vec<f64> {
    let n = points.len() / d;
    let mut columns = vec![0.0; points.len()];
    for (l, point) in points.chunks_exact(d).enumerate() {
        for (j, &e) in point.iter().enumerate() {
            columns[j * n + l] = e;
        }
    }
    columns
}

/// Adds the prior's cotangents and turns those of the diagonals into those of their logs.
fn wishart_in_place(
    icf: &[f64],
    diagonals: &[f64],
    gamma: f64,
    m: i32,
    d: usize,
    log_dets_bar: &[f64],
    icf_bar: &mut [f64],
) -> f64 {
    let size = d * (d + 1) / 2;
    let mut total = 0.0;
    let rows = icf.chunks_exact(size).zip(icf_bar.chunks_exact_mut(size));
    for ((row, row_bar), (diagonal, p)) in rows.zip(diagonals.chunks_exact(d).zip(log_dets_bar)) {
        let mut squares = 0.0;
        let mut log_det = 0.0;
        for ((log_bar, q), log) in row_bar.iter_mut().zip(diagonal).zip(row) {
            squares += q * q;
            log_det += log;
            *log_bar = (*log_bar + gamma * gamma * q) * q + p - m as f64;
        }
        for (q_bar, q) in row_bar[d..].iter_mut().zip(&row[d..]) {
            squares += q * q;
            *q_bar += gamma * gamma * q;
        }
        total += 0.5 * gamma * gamma * squares - m as f64 * log_det;
    }
    total - log_dets_bar.len() as f64 * log_wishart_normaliser(gamma, m, d)
}

/// Log of the sum of exponentials, and that sum over exp(max); leaves exp(vᵢ − max) in `v`.
fn log_sum_exp(v: &mut [f64]) -> (f64, f64) {
    let mut largest = v[0];
    for &e in &*v {
        if e > largest {
            largest = e;
        }
    }
    let mut sum = 0.0;
    for e in v {
        *e = (*e - largest).exp();
        sum += *e;
    }
    (largest + sum.ln(), sum)
}

/// Σ vᵢ in eight sums side by side.
fn sum(v: &[f64]) -> f64 {
    let (chunks, rest) = v.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for chunk in chunks {
        for (s, x) in sums.iter_mut().zip(chunk) {
            *s += x;
        }
    }
    sums.iter().sum::<f64>() + rest.iter().sum::<f64>()
}

/// Σ aᵢ bᵢ in eight sums side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for ((s, a), b) in sums.iter_mut().zip(a).zip(b) {
            *s += a * b;
        }
    }
    sums.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f64>()
}
