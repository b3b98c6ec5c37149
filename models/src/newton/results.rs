//! What the computations give, for each group.

use super::{PerGroup, Warning};
use cotangent::Differentiable;
use cotangent::drivers::{Matrix, NamedArrays};

/// Unit eigenvectors of a block with their eigenvalues.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigenpairs {
    /// The places of the kept eigenvalues among all, ascending from 0.
    pub kept: Vec<usize>,
    /// The kept eigenvalues, `[K]`.
    pub values: Vec<f64>,
    /// The eigenvectors: for each leaf of shape `p` an array of shape `[K, *p]`. Over all leaves of the group they have length 1. Their
    /// signs are arbitrary, and so are bases among equal eigenvalues.
    pub vectors: NamedArrays,
    /// Small eigenvalues among the kept ones.
    pub warnings: Vec<Warning>,
}

/// Slopes and curvatures of each sample along eigenvectors.
#[derive(Debug, Clone, PartialEq)]
pub struct Directional {
    /// The places of the kept eigenvalues among all, ascending from 0.
    pub kept: Vec<usize>,
    /// The kept eigenvalues, `[K]`.
    pub values: Vec<f64>,
    /// The Gram matrix' eigenvectors ẽ, `[C·N_G, K]`; factor c of sample n is row c·N_G + n.
    pub gram_vectors: Matrix,
    /// γₙₖ = ∇ℓₙ·eₖ, `[N_g, K]`, in the order of the sub-sample for gradients. As the sign of eₖ, so is γₙₖ's arbitrary.
    pub gammas: Matrix,
    /// λₙₖ = eₖᵀ Jₙᵀ Hₙ Jₙ eₖ, `[N_G, K]`, in the order of the sub-sample for the curvature.
    pub lambdas: Matrix,
    /// The slope of the objective along each direction, `[K]`: the mean of γ, or N times it.
    pub slopes: Vec<f64>,
    /// The curvature of the objective along each direction, `[K]`: the mean of λ, or N times it. It is the eigenvalue.
    pub curvatures: Vec<f64>,
    /// Small eigenvalues among the kept ones.
    pub warnings: Vec<Warning>,
}

impl Directional {
    /// var γₙₖ over the samples, `[K]`, with their number as divisor.
    pub fn slope_variances(&self) -> Vec<f64> {
        moments(&self.gammas).into_iter().map(|[_, variance]| variance).collect()
    }

    /// The signal-to-noise ratio of each slope, `[K]`: (mean γₙₖ)² / var γₙₖ. Where all samples agree it is infinite, and
    /// where all slopes are zero it is 0.
    pub fn slope_signal_to_noise(&self) -> Vec<f64> {
        moments(&self.gammas).into_iter().map(signal_to_noise).collect()
    }

    /// The same for curvatures, `[K]`: (mean λₙₖ)² / var λₙₖ.
    pub fn curvature_signal_to_noise(&self) -> Vec<f64> {
        moments(&self.lambdas).into_iter().map(signal_to_noise).collect()
    }
}

/// The mean and the variance of each column.
fn moments(matrix: &Matrix) -> Vec<[f64; 2]> {
    let n = matrix.n_rows() as f64;
    let column = |k: usize| {
        let column = || (0..matrix.n_rows()).map(|row| matrix[(row, k)]);
        let mean = column().sum::<f64>() / n;
        [mean, column().map(|x| (x - mean).powi(2)).sum::<f64>() / n]
    };
    (0..matrix.n_columns()).map(column).collect()
}

fn signal_to_noise([mean, variance]: [f64; 2]) -> f64 {
    if mean == 0.0 { 0.0 } else { mean * mean / variance }
}

/// A step against the slope along each direction: −Σₖ γ̄ₖ/(λ̄ₖ + δₖ) eₖ, to be added to the parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct NewtonStep {
    /// The step: for each leaf of the group an array of its shape.
    pub step: NamedArrays,
    /// δ, `[K]`.
    pub dampings: Vec<f64>,
    /// What the step was made of.
    pub directional: Directional,
}

impl NewtonStep {
    /// The change of the objective that its quadratic model with these dampings foretells, −½ Σₖ γ̄ₖ²/(λ̄ₖ + δₖ), for whole steps.
    pub fn predicted_change(&self) -> f64 {
        let Directional { slopes, curvatures, .. } = &self.directional;
        let damped = curvatures.iter().zip(&self.dampings).map(|(l, d)| l + d);
        -0.5 * slopes.iter().zip(damped).map(|(g, l)| g * g / l).sum::<f64>()
    }
}

impl PerGroup<NewtonStep> {
    /// Adds `rate` times each group's step to the parameters that it was computed at.
    ///
    /// # Panics
    /// If a leaf of the steps has another size there.
    pub fn add_to(&self, parameters: &mut (impl Differentiable + ?Sized), rate: f64) {
        parameters.for_each_leaf_mut(&mut |mut leaf| {
            for step in self {
                if let Some(array) = step.step.find(leaf.path) {
                    let mut floats = leaf.floats.as_floats().to_f64().into_owned();
                    assert_eq!(floats.len(), array.floats.len(), "floats of `{}`", leaf.path);
                    floats.iter_mut().zip(&array.floats).for_each(|(x, s)| *x += rate * s);
                    leaf.floats.copy_from(&floats);
                }
            }
        });
    }
}
