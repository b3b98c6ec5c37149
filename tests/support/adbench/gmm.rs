//! GMM: log-posterior of a Gaussian mixture with a Wishart prior.
//!
//! The precision of component k is Qₖᵀ Qₖ with Qₖ lower triangular. A row of `icf` holds the logs
//! of Qₖ's diagonal, then its strictly lower part, column by column.

use cotangent::{constant, differentiable};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::Numbers;

/// So many points are scored side by side: their sums run in vector registers.
pub(crate) const TILE: usize = 64;

/// Log-posterior of a mixture of K Gaussians in d dimensions, in nats.
///
/// f = −(n d / 2) ln 2π + Σᵢ LSEₖ(αₖ + Σ qₖ − ½‖Qₖ(xᵢ − μₖ)‖²) − n LSEₖ(αₖ) + W, with W the log of
/// the Wishart prior. Source: the ADBench suite.
///
/// Shapes: `alphas` is `[K]`, `means` `[K, d]`, `icf` `[K, d (d + 1) / 2]`, `x` `[n, d]`.
/// Differentiable in `alphas`, `means` and `icf`.
#[differentiable(wrt(alphas, means, icf))]
pub fn gmm_objective(
    alphas: &[f64],
    means: &[f64],
    icf: &[f64],
    x: &[f64],
    gamma: f64,
    m: i32,
    d: usize,
) -> f64 {
    let n_components = alphas.len();
    let n_points = (x.len() / d) as f64;
    let size = d * (d + 1) / 2;

    // What all points share: each factor Q with its diagonal, and where it carries the mean.
    let mut diagonals = vec![0.0; n_components * d];
    let mut log_dets = vec![0.0; n_components];
    let mut shifts = vec![0.0; n_components * d];
    for k in 0..n_components {
        let (logs, lower) = icf[k * size..(k + 1) * size].split_at(d);
        for (q, &log) in diagonals[k * d..(k + 1) * d].iter_mut().zip(logs) {
            *q = log.exp();
        }
        log_dets[k] = logs.iter().sum();
        let (diagonal, mean) = (&diagonals[k * d..(k + 1) * d], &means[k * d..(k + 1) * d]);
        apply_factor(diagonal, lower, mean, &mut shifts[k * d..(k + 1) * d]);
    }

    let mut total = 0.0;
    for tile in x.chunks(TILE * d) {
        let n = tile.len() / d;
        // The points by coordinate, `[d, n]`.
        let mut columns = vec![0.0; tile.len()];
        for (l, point) in tile.chunks_exact(d).enumerate() {
            for (j, &e) in point.iter().enumerate() {
                columns[j * n + l] = e;
            }
        }
        // Rows of Qₖ x − Qₖ μₖ, `[K, d, n]`, and what each component gives each point, `[K, n]`.
        let mut scaled = vec![0.0; n_components * d * n];
        let mut terms = vec![0.0; n_components * n];
        // The points' largest terms: taken out of the sums, whatever they are, they change no derivative.
        let mut largest = vec![f64::NEG_INFINITY; n];
        for k in 0..n_components {
            let (diagonal, shift) = (&diagonals[k * d..(k + 1) * d], &shifts[k * d..(k + 1) * d]);
            let lower = &icf[k * size + d..(k + 1) * size];
            let term = &mut terms[k * n..(k + 1) * n];
            term.fill(alphas[k] + log_dets[k]);
            for i in 0..d {
                let row = &mut scaled[(k * d + i) * n..(k * d + i + 1) * n];
                let (q, s) = (diagonal[i], shift[i]);
                for (u, x) in row.iter_mut().zip(&columns[i * n..(i + 1) * n]) {
                    *u = q * x - s;
                }
                for j in 0..i {
                    let q = lower[j * (2 * d - j - 1) / 2 + i - j - 1];
                    for (u, x) in row.iter_mut().zip(&columns[j * n..(j + 1) * n]) {
                        *u += q * x;
                    }
                }
                for (t, u) in term.iter_mut().zip(&*row) {
                    *t -= 0.5 * u * u;
                }
            }
            for (m, &t) in largest.iter_mut().zip(&*term) {
                let t = constant(t);
                *m = if t > *m { t } else { *m };
            }
        }
        let mut sums = vec![0.0; n];
        for term in terms.chunks_exact_mut(n) {
            for ((t, s), m) in term.iter_mut().zip(&mut sums).zip(&largest) {
                *t = (*t - m).exp();
                *s += *t;
            }
        }
        for (s, m) in sums.iter().zip(&largest) {
            total += s.ln() + m;
        }
    }

    let prior = log_wishart_prior(&diagonals, &log_dets, icf, gamma, m, d);
    let constant = -n_points * d as f64 * 0.5 * (2.0 * std::f64::consts::PI).ln();
    constant + total - n_points * log_sum_exp(alphas) + prior
}

/// Writes Q v for a lower-triangular Q given by its diagonal and its strictly lower columns.
#[differentiable]
fn apply_factor(diagonal: &[f64], lower: &[f64], v: &[f64], out: &mut [f64]) {
    for ((o, q), e) in out.iter_mut().zip(diagonal).zip(v) {
        *o = q * e;
    }
    let d = v.len();
    for (j, e) in v.iter().enumerate() {
        let start = j * (2 * d - j - 1) / 2;
        let column = &lower[start..start + d - j - 1];
        for (o, q) in out[j + 1..].iter_mut().zip(column) {
            *o += q * e;
        }
    }
}

/// ln Σ exp vᵢ.
#[differentiable]
fn log_sum_exp(v: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for &e in v {
        largest = constant(e).max(largest);
    }
    let sum: f64 = v.iter().map(|e| (e - largest).exp()).sum();
    largest + sum.ln()
}

/// ‖v‖².
#[differentiable]
fn squared_norm(v: &[f64]) -> f64 {
    v.iter().map(|e| e * e).sum()
}

/// Log-density of the Wishart prior on all components' precisions, in nats.
#[differentiable(wrt(diagonals, log_dets, icf))]
fn log_wishart_prior(
    diagonals: &[f64],
    log_dets: &[f64],
    icf: &[f64],
    #[constant] gamma: f64,
    m: i32,
    d: usize,
) -> f64 {
    let size = d * (d + 1) / 2;
    let mut total = 0.0;
    for (k, &log_det) in log_dets.iter().enumerate() {
        let frobenius = squared_norm(&diagonals[k * d..(k + 1) * d])
            + squared_norm(&icf[k * size + d..(k + 1) * size]);
        total += 0.5 * gamma * gamma * frobenius - m as f64 * log_det;
    }
    total - log_dets.len() as f64 * log_wishart_normaliser(gamma, m, d)
}

/// The prior's normalising constant for one component; no parameter enters it.
pub(crate) fn log_wishart_normaliser(gamma: f64, m: i32, d: usize) -> f64 {
    let dim = d as f64;
    let degrees = dim + m as f64 + 1.0;
    let mut log_gamma = 0.25 * dim * (dim - 1.0) * std::f64::consts::PI.ln();
    for j in 0..d {
        log_gamma += libm::lgamma(0.5 * (degrees - j as f64));
    }
    degrees * dim * (gamma.ln() - 0.5 * 2.0_f64.ln()) - log_gamma
}

/// The arguments of [`gmm_objective()`].
#[derive(Clone, Debug)]
pub struct GmmInstance {
    /// Unnormalised log-weights, `[K]`.
    pub alphas: Vec<f64>,
    /// Means, `[K, d]`.
    pub means: Vec<f64>,
    /// Factors of the precisions, `[K, d (d + 1) / 2]`.
    pub icf: Vec<f64>,
    /// Data points, `[n, d]`.
    pub x: Vec<f64>,
    /// Scale of the prior.
    pub gamma: f64,
    /// Degrees of freedom of the prior beyond d + 1.
    pub m: i32,
    /// Dimension of the data.
    pub d: usize,
}

impl GmmInstance {
    /// Reads the suite's file format.
    ///
    /// # Panics
    /// If the text is not in that format.
    pub fn parse(text: &str) -> Self {
        let mut numbers = Numbers::new(text);
        let (d, k, n): (usize, usize, usize) = (numbers.next(), numbers.next(), numbers.next());
        let instance = GmmInstance {
            alphas: numbers.take(k),
            means: numbers.take(k * d),
            icf: numbers.take(k * d * (d + 1) / 2),
            x: numbers.take(n * d),
            gamma: numbers.next(),
            m: numbers.next(),
            d,
        };
        numbers.finish();
        instance
    }

    /// Draws an instance as the suite does: means uniform in [0, 1), all else standard normal.
    pub fn generate(d: usize, n_components: usize, n_points: usize, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut normals =
            |count| (0..count).map(|_| rng.sample(StandardNormal)).collect::<Vec<f64>>();
        let alphas = normals(n_components);
        let icf = normals(n_components * d * (d + 1) / 2);
        let x = normals(n_points * d);
        let means = (0..n_components * d).map(|_| rng.random()).collect();
        GmmInstance { alphas, means, icf, x, gamma: 1.0, m: 0, d }
    }

    /// The objective at this instance, in nats.
    pub fn value(&self) -> f64 {
        gmm_objective(&self.alphas, &self.means, &self.icf, &self.x, self.gamma, self.m, self.d)
    }
}
