//! Gradient of the Gaussian mixture: every point's reverse step runs right after its forward step.

use crate::adbench::gmm::log_wishart_normaliser;

/// Value and gradient of [`gmm_objective`](crate::adbench::gmm::gmm_objective()); overwrites the
/// cotangents.
///
/// With p the softmax of a point's terms, the cotangent of uₖ is −pₖ uₖ. So a component needs one
/// outer product a point, and Qₖᵀ, which does not depend on the point, is applied once at the end.
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
    for (k, row) in icf.chunks_exact(size).enumerate() {
        for (q, log) in diagonals[k * d..(k + 1) * d].iter_mut().zip(row) {
            *q = log.exp();
        }
        offsets[k] = alphas[k] + row[..d].iter().sum::<f64>();
    }

    let mut total = 0.0;
    let mut centred = vec![0.0; n_components * d];
    let mut scaled = vec![0.0; n_components * d];
    let mut terms = vec![0.0; n_components];
    for point in x.chunks_exact(d) {
        let rows = centred.chunks_exact_mut(d).zip(scaled.chunks_exact_mut(d));
        let parameters = means.chunks_exact(d).zip(diagonals.chunks_exact(d));
        let factors = icf.chunks_exact(size).zip(&offsets);
        let components = rows.zip(parameters.zip(factors)).zip(&mut terms);
        for (((c, u), ((mean, diagonal), (row, offset))), term) in components {
            for ((c, x), mean) in c.iter_mut().zip(point).zip(mean) {
                *c = x - mean;
            }
            for ((u, c), q) in u.iter_mut().zip(&*c).zip(diagonal) {
                *u = q * c;
            }
            let mut lower = &row[d..];
            for (j, c) in c.iter().enumerate() {
                let (column, rest) = lower.split_at(d - j - 1);
                for (u, q) in u[j + 1..].iter_mut().zip(column) {
                    *u += q * c;
                }
                lower = rest;
            }
            *term = offset - 0.5 * u.iter().map(|u| u * u).sum::<f64>();
        }

        // Afterwards the terms are the softmax's numerators.
        let (log_sum, sum) = log_sum_exp(&mut terms);
        total += log_sum;

        let scale = 1.0 / sum;
        let cotangents = means_bar.chunks_exact_mut(d).zip(icf_bar.chunks_exact_mut(size));
        let rows = centred.chunks_exact(d).zip(scaled.chunks_exact_mut(d));
        let components = rows.zip(cotangents).zip(alphas_bar.iter_mut().zip(&terms));
        for (((c, u), (mean_bar, row_bar)), (alpha_bar, e)) in components {
            let p = e * scale;
            *alpha_bar += p;
            let (log_bar, mut lower_bar) = row_bar.split_at_mut(d);
            // `mean_bar` gathers −Σ ū; Qᵀ is applied to it after the last point.
            let sums = mean_bar.iter_mut().zip(log_bar);
            for ((u, c), (mean_bar, q_bar)) in u.iter_mut().zip(c).zip(sums) {
                *u *= -p;
                *mean_bar -= *u;
                *q_bar += *u * c;
            }
            for (j, c) in c.iter().enumerate() {
                let (column_bar, rest) = lower_bar.split_at_mut(d - j - 1);
                for (q_bar, u_bar) in column_bar.iter_mut().zip(&u[j + 1..]) {
                    *q_bar += u_bar * c;
                }
                lower_bar = rest;
            }
        }
    }

    // The responsibilities in `alphas_bar` are also the cotangents of the log-determinants.
    let log_prior = wishart_in_place(icf, &diagonals, gamma, m, d, alphas_bar, icf_bar);
    for (k, mean_bar) in means_bar.chunks_exact_mut(d).enumerate() {
        let mut lower = &icf[k * size + d..(k + 1) * size];
        for j in 0..d {
            let (column, rest) = lower.split_at(d - j - 1);
            // Entry j of Qᵀv reads only entries from j on, so it can overwrite v.
            let mut sum = diagonals[k * d + j] * mean_bar[j];
            sum += column.iter().zip(&mean_bar[j + 1..]).map(|(q, v)| q * v).sum::<f64>();
            mean_bar[j] = sum;
            lower = rest;
        }
    }

    let mut weights = alphas.to_vec();
    let (log_sum, sum) = log_sum_exp(&mut weights);
    for (alpha_bar, e) in alphas_bar.iter_mut().zip(&weights) {
        *alpha_bar -= n_points * (e / sum);
    }

    let constant = -n_points * d as f64 * 0.5 * (2.0 * std::f64::consts::PI).ln();
    constant + total - n_points * log_sum + log_prior
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
