//! The reference examples whole: their data, networks and settings, and what a fit gives.

use super::assess::{Assessment, assess};
use super::density::{Density, Grid, Quadrature, recover_density};
use super::mixture::Mixture;
use super::network::{Activation, Mlp};
use super::objective::Objective;
use super::samples::Samples;
use super::training::{Adam, Settings, Training, generator};
use super::{ScoreError, scores};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Data with its truth, a network, and how to train it.
#[derive(Debug, Clone)]
pub struct Example {
    /// The density that the samples are from.
    pub truth: Mixture,
    /// The samples, with the true score at each.
    pub samples: Samples,
    /// As many that training does not see.
    pub held_out: Samples,
    /// The initial network.
    pub net: Mlp,
    /// How to train it.
    pub settings: Settings,
}

impl Example {
    /// The reference document's: 1024 draws of 0.1 N(−3, 1) + 0.9 N(3, 1), a network 1-8-1 of sigmoids,
    /// Adam with 0.01, 500 epochs over all samples, a snapshot every fifth.
    ///
    /// A seed gives the same data and the same initial network for each objective.
    ///
    /// # Errors
    /// If the objective's numbers are out of range.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::score::{Example, Objective};
    /// let example = Example::on_line(Objective::IMPLICIT, 1)?;
    /// assert_eq!((example.samples.len(), example.net.n_parameters()), (1024, 25));
    /// # Ok::<(), cotangent_models::score::ScoreError>(())
    /// ```
    pub fn on_line(objective: Objective, seed: u64) -> Result<Self, ScoreError> {
        let settings = Settings { objective, seed, ..Settings::default() };
        Self::new(Mixture::reference(), &[1, 8, 1], Activation::Sigmoid, settings)
    }

    /// In the plane: 1024 draws of a mixture of three, a network 2-16-2 of sigmoids, Adam with 0.003, 2000
    /// epochs.
    ///
    /// # Errors
    /// If the objective's numbers are out of range.
    pub fn in_plane(objective: Objective, seed: u64) -> Result<Self, ScoreError> {
        let adam = Adam { rate: 0.003, ..Adam::default() };
        let settings = Settings { objective, adam, epochs: 2000, seed, ..Settings::default() };
        Self::new(Mixture::reference_in_plane(), &[2, 16, 2], Activation::Sigmoid, settings)
    }

    /// 1024 draws of any mixture, with a network of such widths.
    ///
    /// # Errors
    /// If widths do not suit the mixture, or a setting is out of range.
    pub fn new(
        truth: Mixture,
        widths: &[usize],
        activation: Activation,
        settings: Settings,
    ) -> Result<Self, ScoreError> {
        settings.check()?;
        for width in [widths.first(), widths.last()] {
            let (expected, found) = (truth.dim(), width.copied().unwrap_or(0));
            if expected != found {
                return Err(ScoreError::Width { what: "the network", expected, found });
            }
        }
        let [mut data, mut initial] = [0, 4].map(|stream| generator(settings.seed, stream));
        let mut draw = || {
            let samples = truth.sample(1024, &mut data)?;
            let all = samples.values().chunks_exact(truth.dim());
            let scores = all.flat_map(|x| truth.score(x)).collect();
            samples.with_scores(scores)
        };
        let (samples, held_out) = (draw()?, draw()?);
        let net = Mlp::draw(widths, activation, &mut initial)?;
        Ok(Self { truth, samples, held_out, net, settings })
    }

    /// Trains.
    ///
    /// # Errors
    /// If the loss does not stay finite.
    pub fn fit(&self) -> Result<Fit, ScoreError> {
        let mut training = Training::new(self.net.clone(), self.settings.clone())?;
        let start = Instant::now();
        training.run(&self.samples, None, |_| ControlFlow::Continue(()))?;
        let time = start.elapsed();
        let (held_out, truth) = (Some(&self.held_out), Some(&self.truth));
        let model = training.result();
        let assessment = assess(&model, self.settings.objective, &self.samples, held_out, truth)?;
        let density = match self.truth.dim() {
            1 => Some(recover_density(&model, Grid::reference(), Quadrature::Trapezoid)?),
            _ => None,
        };
        Ok(Fit { training, time, assessment, density })
    }
}

/// What a fit gives.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The training at its end, with losses and snapshots.
    pub training: Training<Mlp>,
    /// How long it took, without what follows.
    pub time: Duration,
    /// How good it is.
    pub assessment: Assessment,
    /// The recovered density, on the line.
    pub density: Option<Density>,
}

impl Fit {
    /// The fitted score.
    pub fn model(&self) -> Mlp {
        self.training.result()
    }

    /// The loss of the last epoch.
    pub fn final_loss(&self) -> f64 {
        self.training.state().losses.last().copied().unwrap_or(f64::NAN)
    }

    /// The score at points in rows, at each snapshot.
    pub fn scores_over_time(&self, points: &[f64]) -> Vec<(usize, Vec<f64>)> {
        let snapshots = self.training.state().snapshots.iter();
        snapshots
            .map(|s| (s.epoch, scores(&self.training.model_with(&s.parameters), points)))
            .collect()
    }
}
