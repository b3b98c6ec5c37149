//! The reference problem: independent draws of N(μ, Σ), with θ = (μ, Σ) unknown.
//!
//! The Fisher information of n draws is diag(n/Σ, n/(2Σ²)); at θ = (0, 1) and n = 10 its determinant is 50.

use super::DataError;
use cotangent::{differentiable, math};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::f64::consts::TAU;
use std::ops::Range;

/// Draws of N(μ, Σ) with θ = (μ, Σ): dᵢ = μ + √Σ εᵢ, of the units of μ. Differentiable in θ.
///
/// # Panics
/// If `theta` has not two entries.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::reference::draws;
/// assert_eq!(draws(&[1.0, 4.0], &[-1.0, 0.5]), [-1.0, 2.0]);
/// // ∂d/∂μ = 1 and ∂d/∂Σ = ε/(2√Σ):
/// let (_, slopes) = draws::jvp_lanes(&[1.0, 4.0], &[-1.0, 0.5], &[[1.0, 0.0], [0.0, 1.0]]);
/// assert_eq!(slopes, [[1.0, -0.25], [1.0, 0.125]]);
/// ```
#[differentiable(lanes, wrt(theta))]
pub fn draws(theta: &[f64], noise: &[f64]) -> Vec<f64> {
    let (mean, deviation) = (theta[0], theta[1].sqrt());
    noise.iter().map(|epsilon| mean + deviation * epsilon).collect()
}

/// The parameters of the reference problem.
pub const PARAMETERS: usize = 2;

/// Which simulations are meant: those of training or those of validation, which share no noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// For training.
    Training,
    /// For validation.
    Validation,
}

/// Simulations of the reference problem. The noise of simulation i is that of ChaCha8, keyed by the seed, in stream 2i for
/// training and 2i + 1 for validation; each two uniform numbers u, v give the normal ones √(−2 ln u) cos 2πv and
/// √(−2 ln u) sin 2πv. So any simulation can be made without the others, with the same bits on every machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    theta: [f64; PARAMETERS],
    size: usize,
    seed: u64,
}

impl Reference {
    /// Simulations of `size` draws at θ = (μ, Σ).
    ///
    /// # Errors
    /// If Σ is not above 0, a parameter is not finite, or there are no draws.
    pub fn new(theta: [f64; PARAMETERS], size: usize, seed: u64) -> Result<Self, DataError> {
        let refused = |name, expected, found: String| DataError::Setting { name, expected, found };
        if !theta[0].is_finite() {
            return Err(refused("theta[0], the mean,", "finite", theta[0].to_string()));
        }
        if !(theta[1].is_finite() && theta[1] > 0.0) {
            let expected = "above 0 and finite";
            return Err(refused("theta[1], the variance,", expected, theta[1].to_string()));
        }
        if size == 0 {
            return Err(refused("size", "at least 1", size.to_string()));
        }
        Ok(Self { theta, size, seed })
    }

    fn noise(&self, set: Set, index: u64) -> Vec<f64> {
        let mut generator = ChaCha8Rng::seed_from_u64(self.seed);
        generator.set_stream(index.wrapping_mul(2).wrapping_add(u64::from(set == Set::Validation)));
        let pairs = std::iter::repeat_with(|| {
            // From (0, 1], where the logarithm is finite.
            let radius = (-2.0 * math::ln(1.0 - generator.random::<f64>())).sqrt();
            let (sin, cos) = math::sin_cos(TAU * generator.random::<f64>());
            [radius * cos, radius * sin]
        });
        pairs.flatten().take(self.size).collect()
    }

    /// Simulations, `[indices, size]`, on all cores.
    pub fn simulations(&self, set: Set, indices: Range<u64>) -> Vec<f32> {
        let one = |index| draws(&self.theta, &self.noise(set, index));
        let all: Vec<Vec<f64>> = indices.into_par_iter().map(one).collect();
        all.into_iter().flatten().map(|x| x as f32).collect()
    }

    /// Their derivatives by θ, `[indices, size, 2]`, by one forward sweep with two tangents each, on all cores.
    pub fn derivatives(&self, set: Set, indices: Range<u64>) -> Vec<f32> {
        let one = |index| {
            let directions = [[1.0, 0.0], [0.0, 1.0]];
            draws::jvp_lanes(&self.theta, &self.noise(set, index), &directions).1
        };
        let all: Vec<Vec<[f64; PARAMETERS]>> = indices.into_par_iter().map(one).collect();
        all.into_iter().flatten().flatten().map(|x| x as f32).collect()
    }
}
