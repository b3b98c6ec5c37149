//! What a fit is asked to do.

use super::{Adam, FitError, Lbfgs};
use crate::srbm::{Loss, Objective, Regulariser};
use serde::{Deserialize, Serialize};

/// How a fit is run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What is minimised.
    pub objective: Objective,
    /// By which steps.
    pub optimiser: Optimiser,
    /// Epochs of Adam, or iterations of L-BFGS, at most.
    pub epochs: usize,
    /// Samples of a batch; without it, all. L-BFGS takes all.
    pub batch_size: Option<usize>,
    /// Seed of the order of samples.
    pub seed: u64,
    /// When to stop early; asks for held-out samples.
    pub patience: Option<Patience>,
    /// What to do about numbers that are not finite.
    pub non_finite: NonFinite,
}

/// The optimiser.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Optimiser {
    /// Gradient steps scaled by running moments.
    Adam(Adam),
    /// Quasi-Newton steps with a line search.
    Lbfgs(Lbfgs),
}

/// Early stopping.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// Epochs without a better held-out loss after which the fit ends.
    pub epochs: usize,
    /// By how much the held-out loss must fall to count as better.
    #[serde(default)]
    pub least: f64,
}

/// What to do when a loss or a gradient is not a finite number.
///
/// Before an update the loss and the gradient in h, W and b are looked at, the gradient in J being made of the same
/// numbers as that in h.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum NonFinite {
    /// The fit stops with an error before the parameters are touched.
    #[default]
    Stop,
    /// Adam leaves the batch out and records that.
    Skip {
        /// How many batches of an epoch at most; after them the fit stops.
        at_most: usize,
    },
}

impl Default for Settings {
    /// Ratio matching by at most 1000 iterations of L-BFGS.
    fn default() -> Self {
        Self { optimiser: Optimiser::Lbfgs(Lbfgs::default()), ..Self::ratio_matching(1000) }
    }
}

impl Settings {
    /// Ratio matching by Adam with rate 0.01.
    pub fn ratio_matching(epochs: usize) -> Self {
        Self {
            objective: Objective::default(),
            optimiser: Optimiser::Adam(Adam::default()),
            epochs,
            batch_size: None,
            seed: 0,
            patience: None,
            non_finite: NonFinite::default(),
        }
    }

    /// Pseudolikelihood with squares of all parameters, by at most 1000 iterations of L-BFGS.
    pub fn pseudolikelihood(lambda: f64) -> Self {
        let objective = Objective {
            loss: Loss::Pseudolikelihood,
            regulariser: Regulariser::l2(lambda),
            ..Objective::default()
        };
        let optimiser = Optimiser::Lbfgs(Lbfgs::default());
        Self { objective, optimiser, ..Self::ratio_matching(1000) }
    }

    /// Whether the settings make a fit.
    ///
    /// # Errors
    /// If not, with the setting's name.
    pub fn check(&self) -> Result<(), FitError> {
        let refuse =
            |name, problem: &str| Err(FitError::Settings { name, problem: problem.to_string() });
        self.objective.check_settings()?;
        if self.batch_size == Some(0) {
            return refuse("batch_size", "a batch has at least one sample");
        }
        // NaN is in no range.
        let allowed = |x: &f64| (0.0..).contains(x);
        if self.patience.is_some_and(|patience| patience.epochs == 0 || !allowed(&patience.least)) {
            return refuse("patience", "at least one epoch, and no negative least improvement");
        }
        match self.optimiser {
            Optimiser::Adam(Adam { rate, beta1, beta2, epsilon }) => {
                let decays = [beta1, beta2].iter().all(|x| (0.0..1.0).contains(x));
                if !(rate > 0.0 && rate.is_finite() && decays && epsilon > 0.0) {
                    return refuse(
                        "adam",
                        "rate and epsilon are positive, the betas from 0 to below 1",
                    );
                }
            }
            Optimiser::Lbfgs(Lbfgs { memory, tolerance, trials }) => {
                if memory == 0 || trials == 0 || !allowed(&tolerance) {
                    return refuse(
                        "lbfgs",
                        "at least one pair of memory and one trial, and no negative tolerance",
                    );
                }
                if self.batch_size.is_some() {
                    return refuse("batch_size", "L-BFGS takes all samples at once");
                }
            }
        }
        Ok(())
    }
}
