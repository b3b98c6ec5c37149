//! What is added to the curvature along each direction.

use super::NewtonError;
use super::ggn::scale;
use super::results::Directional;
use crate::jacobians::Reduction;

/// The damping δ of each direction of a Newton step −γ̄/(λ̄ + δ).
///
/// Dampings have the units of curvature and belong to the objective as it is reduced: the same step for a sum asks for N times the
/// damping that a mean does.
#[derive(Clone)]
pub enum Damping<'f> {
    /// One number for all directions.
    Constant(f64),
    /// A number for each direction, in the order in which they are kept.
    PerDirection(&'f [f64]),
    /// Grows with the curvature: δ = constant + factor · λ.
    Relative {
        /// What is added in any case.
        constant: f64,
        /// How much of the eigenvalue.
        factor: f64,
    },
    /// Grows with the noise of the slope: δ = var γₙ/(1 + mean λₙ) over the samples of a mean, N times as much for a sum. The variance is
    /// that of the population.
    Noise,
    /// What a function says of all that is known along the directions: a number for each.
    By(&'f dyn Fn(&Directional) -> Vec<f64>),
}

impl std::fmt::Debug for Damping<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Constant(delta) => write!(f, "Constant({delta})"),
            Self::PerDirection(deltas) => write!(f, "PerDirection({deltas:?})"),
            Self::Relative { constant, factor } => write!(f, "Relative({constant}, {factor})"),
            Self::Noise => write!(f, "Noise"),
            Self::By(_) => write!(f, "By(..)"),
        }
    }
}

impl Damping<'_> {
    /// δ for each direction, where λ̄ + δ is positive and finite.
    pub(super) fn along(
        &self,
        group: &str,
        directional: &Directional,
        reduction: Reduction,
        n_samples: usize,
    ) -> Result<Vec<f64>, NewtonError> {
        let k = directional.values.len();
        let dampings = match self {
            Self::Constant(delta) => vec![*delta; k],
            Self::PerDirection(deltas) => deltas.to_vec(),
            Self::Relative { constant, factor } => {
                directional.values.iter().map(|value| constant + factor * value).collect()
            }
            Self::Noise => {
                let scale = scale(reduction, n_samples);
                let noise = directional.slope_variances();
                let curvature = directional.curvatures.iter().map(|total| total / scale);
                noise.iter().zip(curvature).map(|(v, l)| scale * v / (1.0 + l)).collect()
            }
            Self::By(choose) => choose(directional),
        };
        let found = dampings.len();
        if found != k {
            return Err(NewtonError::Dampings { group: group.into(), expected: k, found });
        }
        for (direction, (&damping, &curvature)) in
            dampings.iter().zip(&directional.curvatures).enumerate()
        {
            if !(curvature + damping > 0.0 && (curvature + damping).is_finite()) {
                let group = group.into();
                return Err(NewtonError::Damping { group, direction, curvature, damping });
            }
        }
        Ok(dampings)
    }
}
