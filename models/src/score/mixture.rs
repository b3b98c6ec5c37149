//! Mixtures of normal distributions: density, score and draws.

use super::ScoreError;
use super::error::{all_finite, require};
use super::samples::Samples;
use rand::Rng;
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

/// A normal distribution with independent coordinates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// Its share of the mixture.
    pub weight: f64,
    /// The mean.
    pub mean: Vec<f64>,
    /// The standard deviation of each coordinate.
    pub sd: Vec<f64>,
}

/// A mixture of normal distributions.
///
/// # Examples
/// Far away the nearest component alone counts, and the score is linear:
/// ```
/// # use cotangent_models::score::Mixture;
/// let mixture = Mixture::reference();
/// assert_eq!(mixture.score(&[100.0]), [-97.0]);
/// assert_eq!(mixture.score(&[-100.0]), [97.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    dim: usize,
    components: Vec<Component>,
}

impl Mixture {
    /// A mixture; weights are divided by their sum, and components of weight 0 are left out.
    ///
    /// # Errors
    /// If nothing is left, if widths differ, or if a number is out of range.
    pub fn new(components: Vec<Component>) -> Result<Self, ScoreError> {
        let Some(first) = components.first() else {
            return Err(ScoreError::Empty { what: "the mixture" });
        };
        let dim = first.mean.len();
        if dim == 0 {
            return Err(ScoreError::Empty { what: "a mean" });
        }
        for Component { weight, mean, sd } in &components {
            require(*weight >= 0.0 && weight.is_finite(), "a weight", "at least 0", weight)?;
            for (what, found) in [("a mean", mean.len()), ("a standard deviation", sd.len())] {
                if found != dim {
                    return Err(ScoreError::Length { what, expected: dim, found });
                }
            }
            all_finite("a mean", mean)?;
            all_finite("a standard deviation", sd)?;
            for sd in sd {
                require(*sd > 0.0, "a standard deviation", "above 0", sd)?;
            }
        }
        let total: f64 = components.iter().map(|c| c.weight).sum();
        require(total > 0.0 && total.is_finite(), "the sum of weights", "above 0", total)?;
        let components = components
            .into_iter()
            .filter(|c| c.weight > 0.0)
            .map(|c| Component { weight: c.weight / total, ..c })
            .collect();
        Ok(Self { dim, components })
    }

    /// A mixture on the line from weights, means and standard deviations.
    ///
    /// # Errors
    /// As [`Mixture::new`].
    pub fn on_line(parts: &[(f64, f64, f64)]) -> Result<Self, ScoreError> {
        let component =
            |&(weight, mean, sd): &_| Component { weight, mean: vec![mean], sd: vec![sd] };
        Self::new(parts.iter().map(component).collect())
    }

    /// 0.1 N(−3, 1) + 0.9 N(3, 1), the target of the reference example.
    pub fn reference() -> Self {
        Self::on_line(&[(0.1, -3.0, 1.0), (0.9, 3.0, 1.0)]).expect("its numbers are in range")
    }

    /// 0.4, 0.4 and 0.2 of normal distributions around (−3, −3), (3, 3) and (−1, 1).
    pub fn reference_in_plane() -> Self {
        let component = |weight, x, y| Component { weight, mean: vec![x, y], sd: vec![1.0; 2] };
        let parts =
            vec![component(0.4, -3.0, -3.0), component(0.4, 3.0, 3.0), component(0.2, -1.0, 1.0)];
        Self::new(parts).expect("its numbers are in range")
    }

    /// Coordinates of a point.
    pub fn dim(&self) -> usize {
        self.dim
    }

    /// Those with a weight.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The logarithms of weight times density of each component.
    fn log_terms(&self, x: &[f64]) -> Vec<f64> {
        assert_eq!(x.len(), self.dim, "a point of {} coordinates", self.dim);
        let term = |c: &Component| {
            let coordinates = x.iter().zip(c.mean.iter().zip(&c.sd));
            let log_density = coordinates.map(|(x, (mean, sd))| {
                let z = (x - mean) / sd;
                -0.5 * z * z - sd.ln() - 0.5 * std::f64::consts::TAU.ln()
            });
            c.weight.ln() + log_density.sum::<f64>()
        };
        self.components.iter().map(term).collect()
    }

    /// The logarithm of the density.
    ///
    /// # Panics
    /// If the point has another number of coordinates.
    pub fn log_pdf(&self, x: &[f64]) -> f64 {
        log_sum_exp(&self.log_terms(x))
    }

    /// The density.
    ///
    /// # Panics
    /// If the point has another number of coordinates.
    pub fn pdf(&self, x: &[f64]) -> f64 {
        self.log_pdf(x).exp()
    }

    /// The score, from logarithms: densities that underflow leave it right and linear.
    ///
    /// # Panics
    /// If the point has another number of coordinates.
    pub fn score(&self, x: &[f64]) -> Vec<f64> {
        let terms = self.log_terms(x);
        let total = log_sum_exp(&terms);
        let mut score = vec![0.0; self.dim];
        for (c, term) in self.components.iter().zip(terms) {
            let share = (term - total).exp();
            for (i, score) in score.iter_mut().enumerate() {
                *score -= share * (x[i] - c.mean[i]) / (c.sd[i] * c.sd[i]);
            }
        }
        score
    }

    /// `n` draws.
    ///
    /// # Errors
    /// If `n` is 0.
    pub fn sample(&self, n: usize, rng: &mut impl Rng) -> Result<Samples, ScoreError> {
        let mut values = Vec::with_capacity(n * self.dim);
        for _ in 0..n {
            let mut left: f64 = rng.random();
            let last = self.components.len() - 1;
            let chosen = self.components[..last].iter().position(|c| {
                left -= c.weight;
                left < 0.0
            });
            let c = &self.components[chosen.unwrap_or(last)];
            for (mean, sd) in c.mean.iter().zip(&c.sd) {
                let z: f64 = rng.sample(StandardNormal);
                values.push(mean + sd * z);
            }
        }
        Samples::new(self.dim, values)
    }

    /// The same after a displacement by normal noise: what denoising score matching learns.
    pub fn smoothed(&self, sigma: f64) -> Self {
        let mut smoothed = self.clone();
        for c in &mut smoothed.components {
            c.sd.iter_mut().for_each(|sd| *sd = sd.hypot(sigma));
        }
        smoothed
    }

    /// An interval that holds all but a negligible part of the mass of a coordinate.
    pub(super) fn reach(&self, i: usize) -> (f64, f64) {
        let ends = self
            .components
            .iter()
            .map(|c| (c.mean[i] - 12.0 * c.sd[i], c.mean[i] + 12.0 * c.sd[i]));
        ends.fold((f64::MAX, f64::MIN), |(lo, hi), (a, b)| (lo.min(a), hi.max(b)))
    }
}

/// ln Σ eˣ, without overflow.
pub(super) fn log_sum_exp(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return largest;
    }
    largest + terms.iter().map(|x| (x - largest).exp()).sum::<f64>().ln()
}
