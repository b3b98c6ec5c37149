//! Langevin sampling: x ← x + γ ψ(x) Δt + √(2 γ Δt) ε, whose equilibrium is the density of ψ for
//! every γ, but for an error that vanishes with Δt.

use super::ScoreError;
use super::error::require;
use super::model::{ScoreModel, scores};
use super::samples::Samples;
use rand::Rng;
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

/// How to sample.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Langevin {
    /// Δt.
    pub step: f64,
    /// γ.
    pub gamma: f64,
    /// Steps before the first kept state.
    pub burn_in: usize,
    /// Kept states of each chain.
    pub kept: usize,
    /// Steps between kept states.
    pub thinning: usize,
}

impl Default for Langevin {
    /// One state of each chain at T = 10.
    fn default() -> Self {
        Self { step: 0.01, gamma: 0.5, burn_in: 1000, kept: 1, thinning: 1 }
    }
}

impl Langevin {
    /// Checks all settings.
    ///
    /// # Errors
    /// If one is out of range.
    pub fn check(&self) -> Result<(), ScoreError> {
        let positive = |name, x: f64| require(x > 0.0 && x.is_finite(), name, "above 0", x);
        positive("step", self.step)?;
        positive("gamma", self.gamma)?;
        require(self.kept > 0, "kept", "at least 1", self.kept)?;
        require(self.thinning > 0, "thinning", "at least 1", self.thinning)
    }

    /// Chains from given points by a model's score. Gives the kept states, `[kept][chains][dim]`.
    ///
    /// # Errors
    /// If a setting is out of range, if widths differ, or if a chain runs away.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::score::*;
    /// // ψ = −x, so the chains end in N(0, 1).
    /// let layers = vec![Layer { w: vec![-1.0], b: vec![0.0] }];
    /// let line = Mlp::new(Activation::Tanh, layers)?;
    /// let starts = Samples::new(1, vec![3.0; 2000])?;
    /// let ends = Langevin::default().sample(&line, &starts, &mut generator(1, 0))?;
    /// let square = ends.values().iter().map(|x| x * x).sum::<f64>() / 2000.0;
    /// assert!((square - 1.0).abs() < 0.1);
    /// # Ok::<(), ScoreError>(())
    /// ```
    pub fn sample<M: ScoreModel>(
        &self,
        model: &M,
        starts: &Samples,
        rng: &mut impl Rng,
    ) -> Result<Samples, ScoreError> {
        starts.has_width(model.dim())?;
        self.sample_by(|points| scores(model, points), starts, rng)
    }

    /// The same by any score of points in rows.
    ///
    /// # Errors
    /// If a setting is out of range, if the score has another size than the points, or if a chain runs
    /// away.
    pub fn sample_by(
        &self,
        score: impl Fn(&[f64]) -> Vec<f64>,
        starts: &Samples,
        rng: &mut impl Rng,
    ) -> Result<Samples, ScoreError> {
        self.check()?;
        let mut points = starts.values().to_vec();
        let mut kept = Vec::with_capacity(points.len() * self.kept);
        let (drift, noise) = (self.gamma * self.step, (2.0 * self.gamma * self.step).sqrt());
        let mut advance = |points: &mut [f64], n_steps: usize| -> Result<(), ScoreError> {
            for _ in 0..n_steps {
                let psi = score(points);
                let (expected, found) = (points.len(), psi.len());
                if expected != found {
                    return Err(ScoreError::Length { what: "the score", expected, found });
                }
                for (place, (x, psi)) in points.iter_mut().zip(psi).enumerate() {
                    let epsilon: f64 = rng.sample(StandardNormal);
                    *x += drift * psi + noise * epsilon;
                    if !x.is_finite() {
                        return Err(ScoreError::NotFinite { what: "the chains", place, found: *x });
                    }
                }
            }
            Ok(())
        };
        advance(&mut points, self.burn_in)?;
        for k in 0..self.kept {
            if k > 0 {
                advance(&mut points, self.thinning)?;
            }
            kept.extend_from_slice(&points);
        }
        Samples::new(starts.dim(), kept)
    }
}
