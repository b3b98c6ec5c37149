//! Numbers that are made of the samples' gradients.

use super::error::{JacobianError, all_values, has_length, not_empty};
use super::factor::Factor;
use cotangent::differentiable;
use cotangent::drivers::Matrix;

/// Σ_d Var_n rows\[n\]\[d\]: the population variance over rows, summed over columns.
///
/// Differentiable, so that a loss can hold the variance of gradients: of rows that are `f::grad(..)` of a function of second order.
///
/// # Panics
/// If rows have different lengths.
#[differentiable(order = 2)]
pub fn total_variance(rows: &[Vec<f64>]) -> f64 {
    let n = rows.len() as f64;
    let mut total = 0.0;
    for d in 0..rows[0].len() {
        let mut mean = 0.0;
        for row in rows {
            mean += row[d] / n;
        }
        for row in rows {
            total += (row[d] - mean) * (row[d] - mean) / n;
        }
    }
    total
}

/// How many samples a batch needs for its gradient to be as large as its noise: tr Σ / ‖G‖², with Σ the covariance of the samples'
/// gradients and G their mean, both estimated without bias. Infinite where the estimate of ‖G‖² is not positive.
///
/// `squared_norms` are ‖gₙ‖² and `sum` is Σ gₙ. Source: McCandlish, Kaplan, Amodei et al. (2018), "An empirical model of large-batch
/// training".
///
/// # Errors
/// If there are fewer than two samples.
///
/// # Examples
/// ```
/// # use cotangent_models::jacobians::gradient_noise_scale;
/// // Gradients 1 and 3: variance 2, and 4 − 2/2 for the squared mean.
/// assert_eq!(gradient_noise_scale(&[1.0, 9.0], &[4.0])?, 2.0 / 3.0);
/// # Ok::<(), cotangent_models::jacobians::JacobianError>(())
/// ```
pub fn gradient_noise_scale(squared_norms: &[f64], sum: &[f64]) -> Result<f64, JacobianError> {
    not_empty("samples beside the first", squared_norms.len().saturating_sub(1))?;
    let n = squared_norms.len() as f64;
    let mean = sum.iter().map(|s| (s / n) * (s / n)).sum::<f64>();
    let trace = (squared_norms.iter().sum::<f64>() - n * mean) / (n - 1.0);
    let signal = mean - trace / n;
    Ok(if signal <= 0.0 { f64::INFINITY } else { trace / signal })
}

/// For each column of `slopes`, `[N, K]`, the squared mean over the variance of the mean's samples: the signal-to-noise ratio of the slope
/// along K directions. Infinite where all samples agree on a slope, NaN where they agree on none at all.
///
/// # Errors
/// If there are fewer than two samples.
///
/// # Examples
/// ```
/// # use cotangent::drivers::Matrix;
/// # use cotangent_models::jacobians::signal_to_noise;
/// let slopes = Matrix::from_vec(2, 1, vec![1.0, 3.0]);
/// assert_eq!(signal_to_noise(&slopes)?, [2.0]);
/// # Ok::<(), cotangent_models::jacobians::JacobianError>(())
/// ```
pub fn signal_to_noise(slopes: &Matrix) -> Result<Vec<f64>, JacobianError> {
    not_empty("samples beside the first", slopes.n_rows().saturating_sub(1))?;
    let n = slopes.n_rows() as f64;
    let of = |k: usize| {
        let column = || (0..slopes.n_rows()).map(|row| slopes[(row, k)]);
        let mean = column().sum::<f64>() / n;
        let variance = column().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        mean * mean / variance
    };
    Ok((0..slopes.n_columns()).map(of).collect())
}

/// Σ gₙ·min(1, τ/‖gₙ‖), flat in the order of the parameters: gradients clipped sample by sample, before their sum. `squared_norms`
/// are ‖gₙ‖². For privacy, noise of a size in proportion to τ is added to it.
///
/// # Errors
/// If τ is not positive, or if there is not one column and one norm for each sample.
pub fn clipped_sum(
    gradients: &impl Factor,
    squared_norms: &[f64],
    bound: f64,
) -> Result<Vec<f64>, JacobianError> {
    all_values("the bound of norms", &[bound], "above 0", |bound| bound > 0.0)?;
    has_length("factors of a gradient", 1, gradients.n_factors())?;
    has_length("squared norms", gradients.n_samples(), squared_norms.len())?;
    let weight = |square: &f64| if *square > bound * bound { bound / square.sqrt() } else { 1.0 };
    let weights = squared_norms.iter().map(weight).collect();
    let weights = Matrix::from_vec(squared_norms.len(), 1, weights);
    let leaves: Vec<usize> = (0..gradients.layout().leaves.len()).collect();
    Ok(gradients.times(&leaves, &weights).as_slice().to_vec())
}
