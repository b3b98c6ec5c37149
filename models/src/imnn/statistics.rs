//! The Fisher information in summaries, the loss that it makes, and estimates with it.

use super::error::{ImnnError, Matrix, all_finite, has_length};
use cotangent::differentiable;
use serde::{Deserialize, Serialize};

/// How strongly the covariance of summaries is drawn to the identity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Regulariser {
    /// λ.
    pub lambda: f64,
    /// ε: where Λ₂ is below it, r is below 1 or about 1.
    pub epsilon: f64,
    /// α = −ln(ε(λ−1) + ε²/(1+ε))/ε.
    pub alpha: f64,
}

impl Regulariser {
    /// With the rate α that gives r(ε) = λ/(λ + ε/(1+ε)).
    ///
    /// # Errors
    /// If ε is not positive, or if α would not be: then r would fade as the covariance leaves the identity.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::imnn::Regulariser;
    /// let regulariser = Regulariser::new(10.0, 0.1)?;
    /// assert!((regulariser.alpha - 10.0 * 1.1_f64.ln()).abs() < 1e-12);
    /// assert!(Regulariser::new(100.0, 0.1).is_err());
    /// # Ok::<(), cotangent_models::imnn::ImnnError>(())
    /// ```
    pub fn new(lambda: f64, epsilon: f64) -> Result<Self, ImnnError> {
        super::error::require(epsilon > 0.0 && epsilon.is_finite(), "epsilon", "above 0", epsilon)?;
        let share = epsilon * epsilon / (1.0 + epsilon);
        let (low, high) = (1.0 / (1.0 + epsilon), 1.0 + (1.0 - share) / epsilon);
        let alpha = -(epsilon * (lambda - 1.0) + share).ln() / epsilon;
        if lambda > low && lambda < high && alpha > 0.0 && alpha.is_finite() {
            Ok(Self { lambda, epsilon, alpha })
        } else {
            Err(ImnnError::Rate { lambda, epsilon, low, high })
        }
    }
}

/// What the summaries of simulations say about the parameters. Matrices are row by row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    /// S.
    pub n_summaries: usize,
    /// P.
    pub n_parameters: usize,
    /// μ, `[S]`.
    pub mean: Vec<f64>,
    /// C, `[S, S]`, with divisor n_s − 1.
    pub covariance: Vec<f64>,
    /// C⁻¹.
    pub inverse_covariance: Vec<f64>,
    /// dμ/dθ, `[S, P]`.
    pub mean_derivative: Vec<f64>,
    /// F = (dμ/dθ)ᵀ C⁻¹ dμ/dθ, `[P, P]`.
    pub fisher: Vec<f64>,
    /// F⁻¹.
    pub inverse_fisher: Vec<f64>,
    /// ln |F|, in nats.
    pub log_det_fisher: f64,
    /// |C|.
    pub det_covariance: f64,
    /// |C⁻¹|.
    pub det_inverse_covariance: f64,
    /// Λ₂ = ‖C − 1‖ + ‖C⁻¹ − 1‖, Frobenius norms.
    pub lambda2: f64,
}

impl Statistics {
    /// From summaries x, `[n_s, S]`, and their derivatives dx/dθ, `[n_d, S, P]`.
    ///
    /// # Errors
    /// If there are too few of them, if one is not finite, or if C or F is not positive definite.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::imnn::Statistics;
    /// let found = Statistics::of(&[1.0, 2.0, 3.0, 6.0], &[2.0], 1, 1)?;
    /// assert_eq!((found.covariance[0], found.mean[0]), (14.0 / 3.0, 3.0));
    /// assert!((found.det_fisher() - 4.0 * 3.0 / 14.0).abs() < 1e-12);
    /// # Ok::<(), cotangent_models::imnn::ImnnError>(())
    /// ```
    pub fn of(
        x: &[f64],
        slopes: &[f64],
        n_summaries: usize,
        n_parameters: usize,
    ) -> Result<Self, ImnnError> {
        let (n, p) = (n_summaries, n_parameters);
        check_counts(x.len() / n.max(1), slopes.len() / (n * p).max(1), n, p)?;
        has_length("the list of summaries", x.len() / n * n, x.len())?;
        has_length("the list of derivatives", slopes.len() / (n * p) * n * p, slopes.len())?;
        all_finite("the list of summaries", x)?;
        all_finite("the list of derivatives", slopes)?;
        let mean = column_means(x, n);
        let mean_derivative = column_means(slopes, n * p);
        let covariance = covariance(x, &mean);
        let factor = checked_factor(&covariance, n, Matrix::Covariance)?;
        let whitened = forward_substituted(&factor, &mean_derivative, n, p);
        let fisher = gram(&whitened, n, p);
        let fisher_factor = checked_factor(&fisher, p, Matrix::Fisher)?;
        let inverse_covariance = inverse(&factor, n);
        let log_det_covariance = log_det(&factor, n);
        Ok(Self {
            n_summaries,
            n_parameters,
            lambda2: distance_to_identity(&covariance, n)
                + distance_to_identity(&inverse_covariance, n),
            inverse_fisher: inverse(&fisher_factor, p),
            log_det_fisher: log_det(&fisher_factor, p),
            det_covariance: log_det_covariance.exp(),
            det_inverse_covariance: (-log_det_covariance).exp(),
            mean,
            covariance,
            inverse_covariance,
            mean_derivative,
            fisher,
        })
    }

    /// |F|.
    pub fn det_fisher(&self) -> f64 {
        self.log_det_fisher.exp()
    }

    /// r(Λ₂).
    pub fn strength(&self, regulariser: &Regulariser) -> f64 {
        strength(self.lambda2, regulariser.lambda, regulariser.alpha)
    }

    /// Λ = −ln |F| + r(Λ₂) Λ₂.
    pub fn loss(&self, regulariser: &Regulariser) -> f64 {
        -self.log_det_fisher + self.strength(regulariser) * self.lambda2
    }

    /// One standard deviation of each parameter's estimate, √(F⁻¹)ₚₚ.
    pub fn errors(&self) -> Vec<f64> {
        let p = self.n_parameters;
        (0..p).map(|k| self.inverse_fisher[k * p + k].sqrt()).collect()
    }

    /// θ_fid + F⁻¹ (dμ/dθ)ᵀ C⁻¹ (x − μ) for each row of summaries.
    ///
    /// # Panics
    /// If a length does not fit.
    pub fn estimates(&self, x: &[f64], fiducial: &[f64]) -> Vec<f64> {
        let (n, p) = (self.n_summaries, self.n_parameters);
        assert_eq!(x.len() % n, 0, "rows of {n} summaries");
        assert_eq!(fiducial.len(), p, "{p} parameters");
        let projected = |x: &[f64]| -> Vec<f64> {
            let off: Vec<f64> = x.iter().zip(&self.mean).map(|(x, mean)| x - mean).collect();
            let score = |k: usize| -> f64 {
                let weight = |s: usize| -> f64 {
                    (0..n).map(|t| self.inverse_covariance[s * n + t] * off[t]).sum()
                };
                (0..n).map(|s| self.mean_derivative[s * p + k] * weight(s)).sum()
            };
            let scores: Vec<f64> = (0..p).map(score).collect();
            let step = |j: usize| -> f64 {
                (0..p).map(|k| self.inverse_fisher[j * p + k] * scores[k]).sum()
            };
            (0..p).map(|j| fiducial[j] + step(j)).collect()
        };
        x.chunks_exact(n).flat_map(projected).collect()
    }
}

/// Whether there are enough simulations for F.
pub(super) fn check_counts(
    n_simulations: usize,
    n_derivatives: usize,
    n_summaries: usize,
    n_parameters: usize,
) -> Result<(), ImnnError> {
    if n_parameters == 0 || n_summaries < n_parameters {
        let (summaries, parameters) = (n_summaries, n_parameters);
        return match n_parameters {
            0 => Err(ImnnError::Empty { what: "the list of parameters" }),
            _ => Err(ImnnError::FewSummaries { summaries, parameters }),
        };
    }
    if n_simulations <= n_summaries + 1 {
        return Err(ImnnError::FewSimulations { found: n_simulations, summaries: n_summaries });
    }
    if n_derivatives == 0 || n_derivatives > n_simulations {
        let (found, simulations) = (n_derivatives, n_simulations);
        return Err(ImnnError::Derivatives { found, simulations });
    }
    Ok(())
}

/// The loss Λ of summaries with its gradient in them, `[n_s, S]` and `[n_d, S, P]`, which overwrites the last two.
///
/// # Panics
/// If a length does not fit. C and F are those of [`Statistics::of`], which says whether they are positive definite.
pub fn loss_and_grad(
    x: &[f64],
    slopes: &[f64],
    n_summaries: usize,
    n_parameters: usize,
    regulariser: &Regulariser,
    x_bar: &mut [f64],
    slopes_bar: &mut [f64],
) -> f64 {
    let Regulariser { lambda, alpha, .. } = *regulariser;
    loss::value_and_grad_into(
        x,
        slopes,
        n_summaries,
        n_parameters,
        lambda,
        alpha,
        x_bar,
        slopes_bar,
    )
}

/// Λ = −ln |F| + r(Λ₂) Λ₂ of summaries `[n_s, S]` and their derivatives `[n_d, S, P]`, in nats.
#[differentiable(wrt(x, slopes))]
pub fn loss(
    x: &[f64],
    slopes: &[f64],
    n_summaries: usize,
    n_parameters: usize,
    lambda: f64,
    alpha: f64,
) -> f64 {
    let (n, p) = (n_summaries, n_parameters);
    let mean: Vec<f64> = column_means(x, n);
    let mean_derivative: Vec<f64> = column_means(slopes, n * p);
    let c: Vec<f64> = covariance(x, &mean);
    let factor: Vec<f64> = cholesky(&c, n);
    let whitened: Vec<f64> = forward_substituted(&factor, &mean_derivative, n, p);
    let fisher: Vec<f64> = gram(&whitened, n, p);
    let fisher_factor: Vec<f64> = cholesky(&fisher, p);
    let c_inverse: Vec<f64> = inverse(&factor, n);
    let lambda2: f64 = distance_to_identity(&c, n) + distance_to_identity(&c_inverse, n);
    let r: f64 = strength(lambda2, lambda, alpha);
    r * lambda2 - log_det(&fisher_factor, p)
}

/// r(Λ₂) = λ Λ₂/(Λ₂ + e^(−α Λ₂)).
#[differentiable]
fn strength(lambda2: f64, lambda: f64, alpha: f64) -> f64 {
    lambda * lambda2 / (lambda2 + (-alpha * lambda2).exp())
}

/// The means of rows of `width` numbers.
#[differentiable]
fn column_means(rows: &[f64], width: usize) -> Vec<f64> {
    let mut means: Vec<f64> = vec![0.0; width];
    let n = rows.len() / width;
    for k in 0..n {
        for j in 0..width {
            means[j] += rows[k * width + j];
        }
    }
    for mean in means.iter_mut() {
        *mean /= n as f64;
    }
    means
}

/// The covariance of rows about their mean, with divisor n − 1.
#[differentiable]
fn covariance(rows: &[f64], mean: &[f64]) -> Vec<f64> {
    let width = mean.len();
    let n = rows.len() / width;
    let mut c: Vec<f64> = vec![0.0; width * width];
    for k in 0..n {
        for i in 0..width {
            for j in 0..width {
                c[i * width + j] +=
                    (rows[k * width + i] - mean[i]) * (rows[k * width + j] - mean[j]);
            }
        }
    }
    for c in c.iter_mut() {
        *c /= n as f64 - 1.0;
    }
    c
}

/// The lower factor L of a = L·Lᵀ.
#[differentiable]
fn cholesky(a: &[f64], n: usize) -> Vec<f64> {
    let mut l: Vec<f64> = vec![0.0; n * n];
    for j in 0..n {
        for i in j..n {
            let mut sum: f64 = a[i * n + j];
            for k in 0..j {
                sum -= l[i * n + k] * l[j * n + k];
            }
            if i == j {
                l[i * n + j] = sum.sqrt();
            } else {
                l[i * n + j] = sum / l[j * n + j];
            }
        }
    }
    l
}

/// L⁻¹·b for b of shape `[n, width]`.
#[differentiable]
fn forward_substituted(l: &[f64], b: &[f64], n: usize, width: usize) -> Vec<f64> {
    let mut y: Vec<f64> = vec![0.0; n * width];
    for i in 0..n {
        for c in 0..width {
            let mut sum: f64 = b[i * width + c];
            for k in 0..i {
                sum -= l[i * n + k] * y[k * width + c];
            }
            y[i * width + c] = sum / l[i * n + i];
        }
    }
    y
}

/// yᵀ·y for y of shape `[n, width]`.
#[differentiable]
fn gram(y: &[f64], n: usize, width: usize) -> Vec<f64> {
    let mut product: Vec<f64> = vec![0.0; width * width];
    for a in 0..width {
        for b in 0..width {
            for k in 0..n {
                product[a * width + b] += y[k * width + a] * y[k * width + b];
            }
        }
    }
    product
}

/// (L·Lᵀ)⁻¹ = (L⁻¹)ᵀ·L⁻¹.
#[differentiable]
fn inverse(l: &[f64], n: usize) -> Vec<f64> {
    let mut identity: Vec<f64> = vec![0.0; n * n];
    for k in 0..n {
        identity[k * n + k] = 1.0;
    }
    let rows: Vec<f64> = forward_substituted(l, &identity, n, n);
    gram(&rows, n, n)
}

/// ln |L·Lᵀ|.
#[differentiable]
fn log_det(l: &[f64], n: usize) -> f64 {
    let mut sum: f64 = 0.0;
    for k in 0..n {
        sum += 2.0 * l[k * n + k].ln();
    }
    sum
}

/// ‖a − 1‖, the Frobenius norm. Where it is 0 its derivative is taken as 0.
#[differentiable]
fn distance_to_identity(a: &[f64], n: usize) -> f64 {
    let mut squares: f64 = 0.0;
    for i in 0..n {
        for j in 0..n {
            let off: f64 = a[i * n + j] - if i == j { 1.0 } else { 0.0 };
            squares += off * off;
        }
    }
    if squares > 0.0 { squares.sqrt() } else { 0.0 }
}

/// A factor whose pivots were looked at.
fn checked_factor(a: &[f64], n: usize, matrix: Matrix) -> Result<Vec<f64>, ImnnError> {
    let factor = cholesky(a, n);
    for k in 0..n {
        let pivot = factor[k * n + k];
        // What rounding leaves of a singular matrix is no pivot.
        let least = a[k * n + k].abs() * (n as f64 * f64::EPSILON);
        if !(pivot.is_finite() && pivot * pivot > least) {
            return Err(ImnnError::NotPositiveDefinite { matrix, pivot: k, found: pivot * pivot });
        }
    }
    Ok(factor)
}
