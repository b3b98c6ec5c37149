//! The log-posterior of a Gaussian mixture.

use cotangent::{Scalar, tape};
use cotangent_tests::adbench::gmm::GmmInstance;

use super::dot;

/// Operations that [`log_posterior`] records, in round numbers.
pub fn n_operations(GmmInstance { alphas, x, d, .. }: &GmmInstance) -> usize {
    alphas.len() * (x.len() / d) * (d * (d + 3) + 8)
}

/// Parameters as `[alphas, means, icf]`; without the prior's normaliser, which no parameter enters.
pub fn log_posterior<T: Scalar>(instance: &GmmInstance, parameters: &[T]) -> T {
    let GmmInstance { alphas, means, x, gamma, m, d, .. } = instance;
    let (d, size) = (*d, d * (d + 1) / 2);
    let (alphas, rest) = parameters.split_at(alphas.len());
    let (means, icf) = rest.split_at(means.len());
    let half = T::from_f64(0.5);
    let sum = |numbers: &[T]| numbers.iter().fold(T::zero(), |sum, x| sum + *x);
    let diagonals: Vec<T> =
        icf.chunks_exact(size).flat_map(|row| &row[..d]).map(|q| q.exp()).collect();
    let log_dets: Vec<T> = icf.chunks_exact(size).map(|row| sum(&row[..d])).collect();
    let shares: Vec<T> = alphas.iter().zip(&log_dets).map(|(a, q)| *a + *q).collect();

    let mut total = T::zero();
    let mut offset = vec![T::zero(); d];
    let mut terms = shares.clone();
    for point in x.chunks_exact(d) {
        for (k, term) in terms.iter_mut().enumerate() {
            for ((offset, x), mean) in offset.iter_mut().zip(point).zip(&means[k * d..]) {
                *offset = T::from_f64(*x) - *mean;
            }
            let lower = &icf[k * size + d..(k + 1) * size];
            let mut scaled: Vec<T> =
                diagonals[k * d..].iter().zip(&offset).map(|(q, x)| *q * *x).collect();
            let mut entries = lower.iter();
            for j in 0..d {
                for (y, q) in scaled[j + 1..].iter_mut().zip(&mut entries) {
                    *y += *q * offset[j];
                }
            }
            *term = shares[k] - half * dot(&scaled, &scaled);
        }
        total += log_sum_exp(&terms);
    }

    let mut prior = T::zero();
    for (k, row) in icf.chunks_exact(size).enumerate() {
        let diagonal = &diagonals[k * d..(k + 1) * d];
        let frobenius = dot(diagonal, diagonal) + dot(&row[d..], &row[d..]);
        prior +=
            T::from_f64(0.5 * gamma * gamma) * frobenius - T::from_f64(f64::from(*m)) * log_dets[k];
    }
    total - T::from_f64((x.len() / d) as f64) * log_sum_exp(alphas) + prior
}

/// ln Σ exp.
fn log_sum_exp<T: Scalar>(terms: &[T]) -> T {
    // Taken out of the sum, the largest changes no derivative.
    let largest = terms.iter().fold(f64::NEG_INFINITY, |most, x| most.max(x.to_f64()));
    let largest = T::from_f64(largest);
    terms.iter().fold(T::zero(), |sum, x| sum + (*x - largest).exp()).ln() + largest
}

/// The gradient on the tape.
pub fn on_tape(instance: &GmmInstance) -> Vec<f64> {
    let GmmInstance { alphas, means, icf, .. } = instance;
    tape::value_and_grad(|p| log_posterior(instance, p), &[&alphas[..], means, icf].concat()).1
}
