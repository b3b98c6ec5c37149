//! The losses that models are fitted by: ratio matching and pseudolikelihood, with weights of samples, an energy scale,
//! regularisers and a policy for self-couplings.
//!
//! There are three forms of the same loss. [`plain`] reads like its mathematics and is differentiated whole by the macro.
//! [`Workspace`] is the fast one: couplings by category (`pairs`), then chunks of samples in lanes, whose risks are plain
//! functions too that the macro differentiates ([`lanes`]); it allocates nothing after the first call. [`pullback`] is the
//! gradient as a person writes it. Fits use the fast one, and tests hold each to the others.

pub mod lanes;
pub(crate) mod pairs;
pub mod plain;
pub mod pullback;
pub mod regulariser;
mod workspace;

pub use lanes::{Chunk, LANES, Rows, Setting};
pub use regulariser::{Norm, Regulariser};
pub use workspace::Workspace;

use super::{Model, Precision, SelfCoupling, Shape};
use serde::{Deserialize, Serialize};

/// What is summed over the sites of all samples. Ω is the sum of the samples' weights ω.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Loss {
    /// 4/(Ω N (q−1)) Σ ω σ(−β ΔE)² over all flips (Hyvärinen 2007): 1 for the null model, at most 4.
    RatioMatching {
        /// Energy scale.
        beta: f64,
    },
    /// 1/(Ω N) Σ ω ln Σ_φ exp(−ΔE), the negative log-pseudolikelihood of a site, in nats (Besag 1975).
    Pseudolikelihood,
}

/// A loss with its regulariser and its policy for self-couplings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Objective {
    /// The loss.
    pub loss: Loss,
    /// How self-couplings count.
    pub self_coupling: SelfCoupling,
    /// What is added to the loss.
    pub regulariser: Regulariser,
}

impl Default for Objective {
    /// Ratio matching with β = 1, without self-couplings, without regularisers.
    fn default() -> Self {
        Self {
            loss: Loss::RatioMatching { beta: 1.0 },
            self_coupling: SelfCoupling::default(),
            regulariser: Regulariser::default(),
        }
    }
}

/// Samples as state indices, `[M][N]`, with their weights, `[M]`; without weights each counts once.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// States.
    pub states: &'a [u8],
    /// Weights.
    pub weights: Option<&'a [f64]>,
}

impl<'a> Batch<'a> {
    /// Samples that count once each.
    pub fn new(states: &'a [u8]) -> Self {
        Self { states, weights: None }
    }

    /// Samples with weights.
    pub fn weighted(states: &'a [u8], weights: &'a [f64]) -> Self {
        Self { states, weights: Some(weights) }
    }

    /// Ω, the sum of the weights.
    pub fn total_weight(&self, n_sites: usize) -> f64 {
        match self.weights {
            None => (self.states.len() / n_sites) as f64,
            Some(weights) => weights.iter().sum(),
        }
    }
}

/// Why an objective cannot be evaluated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ObjectiveError {
    /// The model has a self-coupling where they are forbidden.
    #[error(
        "J[{state}, {site}, {other}, {site}] is not zero, but self-couplings are forbidden: drop them, or let \
         them count `exact` or `linearised`"
    )]
    SelfCoupling {
        /// The site.
        site: usize,
        /// One state.
        state: usize,
        /// The other state.
        other: usize,
    },
    /// The samples are none, or no whole ones.
    #[error("{found} states make no samples of {n_sites} sites")]
    Samples {
        /// N.
        n_sites: usize,
        /// The number of states.
        found: usize,
    },
    /// A state does not exist.
    #[error("sample {sample} has site {site} in state {found}, but states run from 0 to {last}")]
    State {
        /// Index of the sample.
        sample: usize,
        /// Index of the site.
        site: usize,
        /// The state that came.
        found: u8,
        /// q − 1.
        last: usize,
    },
    /// There are not as many weights as samples.
    #[error("there are {found} weights for {expected} samples")]
    WeightsLength {
        /// M.
        expected: usize,
        /// The number of weights.
        found: usize,
    },
    /// A weight is negative or no number, or all are zero.
    #[error("weight {sample} is {found}, but weights are finite, at least 0, and not all 0")]
    Weight {
        /// Index of the sample.
        sample: usize,
        /// The weight.
        found: f64,
    },
    /// A setting cannot be.
    #[error("{name} is {found}, but must be {expected}")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// What is allowed.
        expected: &'static str,
        /// What came.
        found: f64,
    },
}

impl Objective {
    /// Whether the objective can be evaluated.
    ///
    /// # Errors
    /// If β is not a positive number, samples or weights fit not the shape, or self-couplings are forbidden and there are
    /// some.
    pub fn check<T: Precision>(
        &self,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<(), ObjectiveError> {
        self.check_settings()?;
        if self.self_coupling == SelfCoupling::Forbid
            && let Some((site, state, other)) = model.self_coupling()
        {
            return Err(ObjectiveError::SelfCoupling { site, state, other });
        }
        check_batch(model.shape(), batch)
    }

    pub(crate) fn check_settings(&self) -> Result<(), ObjectiveError> {
        if let Loss::RatioMatching { beta } = self.loss
            && !(beta > 0.0 && beta.is_finite())
        {
            let expected = "a positive number";
            return Err(ObjectiveError::Setting { name: "beta", expected, found: beta });
        }
        if let Some((name, found)) = self.regulariser.fault() {
            let expected = "at least 0 and finite";
            return Err(ObjectiveError::Setting { name, expected, found });
        }
        Ok(())
    }

    /// What the risk of all samples is multiplied by.
    pub(crate) fn scale(&self, shape: Shape, total_weight: f64) -> f64 {
        let flips = match self.loss {
            Loss::RatioMatching { .. } => 4.0 / (shape.n_states() - 1) as f64,
            Loss::Pseudolikelihood => 1.0,
        };
        flips / (total_weight * shape.n_sites() as f64)
    }

    /// The loss in its plain form with the regulariser; with a gradient, which is overwritten, by the macro's derivative
    /// of that form. What the fast form is checked against; it takes one thread and its time.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Batch, Kind, Model, Objective, Shape};
    /// let model = Model::<f64>::zeros(Shape::new(Kind::Profile, 0, 2, 1).unwrap());
    /// let loss = Objective::default().plain(&model, Batch::new(&[0, 1]), None).unwrap();
    /// assert_eq!(loss, 1.0);
    /// ```
    pub fn plain<T: Precision>(
        &self,
        model: &Model<T>,
        batch: Batch,
        mut gradient: Option<&mut Model<T>>,
    ) -> Result<f64, ObjectiveError> {
        self.check(model, batch)?;
        let shape = model.shape();
        let n_samples = batch.states.len() / shape.n_sites();
        let weight = |m: usize| batch.weights.map_or(1.0, |weights| weights[m]);
        let weights: Vec<T> = (0..n_samples).map(|m| T::of(weight(m))).collect();
        let problem = plain::Problem::new(shape, self.loss, self.self_coupling);
        let data = plain::Data { states: batch.states, weights: &weights, problem };
        let loss = match gradient.as_deref_mut() {
            None => T::plain_loss(model, data),
            Some(gradient) => {
                let loss = T::plain_loss_and_grad(model, data, gradient);
                if self.self_coupling == SelfCoupling::Forbid {
                    gradient.drop_self_couplings();
                }
                loss
            }
        };
        Ok(loss.to_f64() + self.regulariser.add(model, gradient, &mut Vec::new()))
    }
}

fn check_batch(shape: Shape, batch: Batch) -> Result<(), ObjectiveError> {
    let (n, q) = (shape.n_sites(), shape.n_states());
    let Batch { states, weights } = batch;
    if states.is_empty() || !states.len().is_multiple_of(n) {
        return Err(ObjectiveError::Samples { n_sites: n, found: states.len() });
    }
    if let Some(i) = states.iter().position(|&s| usize::from(s) >= q) {
        let (sample, site) = (i / n, i % n);
        return Err(ObjectiveError::State { sample, site, found: states[i], last: q - 1 });
    }
    let Some(weights) = weights else { return Ok(()) };
    let n_samples = states.len() / n;
    if weights.len() != n_samples {
        let (expected, found) = (n_samples, weights.len());
        return Err(ObjectiveError::WeightsLength { expected, found });
    }
    let fault = |w: &f64| !w.is_finite() || *w < 0.0;
    let fault = weights.iter().position(fault);
    let none = || weights.iter().all(|w| *w == 0.0).then_some(0);
    match fault.or_else(none) {
        None => Ok(()),
        Some(sample) => Err(ObjectiveError::Weight { sample, found: weights[sample] }),
    }
}
