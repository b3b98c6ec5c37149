//! Training: minibatches, Adam and L-BFGS, held-out loss, early stopping, and a state that can be saved at any epoch.
//!
//! A [`Fit`] holds all that decides what comes next: the model, the optimiser's memory, the epoch, the best model so far and
//! the history. Batches are drawn from a stream of the seed and the epoch's number, so a fit that is saved after an
//! epoch, read back and run on takes the very same steps. The evaluations are an [`Evaluator`]'s: on this machine's
//! processors a [`Workspace`], which gives the same bits on any number of threads.

mod adam;
mod lbfgs;
mod packing;
mod settings;
mod vectors;

pub use adam::Adam;
pub use lbfgs::Lbfgs;
pub use settings::{NonFinite, Optimiser, Patience, Settings};

use super::{Batch, Model, Objective, ObjectiveError, Precision, Samples, Shape, Workspace};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// Where losses and gradients come from.
pub trait Evaluator<T> {
    /// The loss with the regulariser.
    ///
    /// # Errors
    /// If the objective cannot be evaluated, or the device fails.
    fn loss(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<f64, EvaluationError>;

    /// The loss with the regulariser, and its gradient, which is overwritten.
    ///
    /// # Errors
    /// As [`loss`](Self::loss).
    fn loss_and_grad_into(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
        gradient: &mut Model<T>,
    ) -> Result<f64, EvaluationError>;
}

impl<T: Precision> Evaluator<T> for Workspace<T> {
    fn loss(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<f64, EvaluationError> {
        Ok(self.loss(objective, model, batch)?)
    }

    fn loss_and_grad_into(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
        gradient: &mut Model<T>,
    ) -> Result<f64, EvaluationError> {
        Ok(self.loss_and_grad_into(objective, model, batch, gradient)?)
    }
}

/// Why an evaluation failed.
#[derive(Debug, thiserror::Error)]
pub enum EvaluationError {
    /// The objective cannot be evaluated.
    #[error(transparent)]
    Objective(#[from] ObjectiveError),
    /// The device failed.
    #[error("the device failed: {0}")]
    Device(Box<dyn std::error::Error + Send + Sync>),
}

/// Why a fit cannot go on. The fit keeps its state and its best model.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// An evaluation failed.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// The settings make no fit.
    #[error("{name}: {problem}")]
    Settings {
        /// The setting's name.
        name: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A loss or a gradient is no finite number.
    #[error(
        "epoch {epoch}, batch {batch}: the {what} is not finite; a smaller rate or a regulariser may help"
    )]
    NonFinite {
        /// The epoch, from 0.
        epoch: usize,
        /// The batch within the epoch.
        batch: usize,
        /// `loss` or `gradient`.
        what: &'static str,
    },
}

impl From<ObjectiveError> for FitError {
    fn from(error: ObjectiveError) -> Self {
        Self::Evaluation(error.into())
    }
}

/// Samples with their weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    samples: Samples,
    weights: Option<Vec<f64>>,
}

impl Data {
    /// Samples that count once each.
    pub fn new(samples: Samples) -> Self {
        Self { samples, weights: None }
    }

    /// Samples with weights.
    ///
    /// # Errors
    /// If there are not as many weights, if one is negative or no finite number, or if all are 0.
    pub fn weighted(samples: Samples, weights: Vec<f64>) -> Result<Self, ObjectiveError> {
        if weights.len() != samples.n_samples() {
            let (expected, found) = (samples.n_samples(), weights.len());
            return Err(ObjectiveError::WeightsLength { expected, found });
        }
        let fault = weights.iter().position(|w| !w.is_finite() || *w < 0.0);
        let none = weights.iter().all(|w| *w == 0.0).then_some(0);
        match fault.or(none) {
            Some(sample) => Err(ObjectiveError::Weight { sample, found: weights[sample] }),
            None => Ok(Self { samples, weights: Some(weights) }),
        }
    }

    /// The samples.
    pub fn samples(&self) -> &Samples {
        &self.samples
    }

    /// All of them as one batch.
    pub fn batch(&self) -> Batch<'_> {
        Batch { states: self.samples.states(), weights: self.weights.as_deref() }
    }

    /// Two parts, the second with the given share of the samples, drawn with a seed.
    ///
    /// # Errors
    /// If a part would have no sample or no weight.
    pub fn split(&self, held_out: f64, seed: u64) -> Result<(Self, Self), FitError> {
        let m = self.samples.n_samples();
        let n_held_out = (held_out * m as f64).round() as usize;
        let refuse = |problem| Err(FitError::Settings { name: "held_out", problem });
        if !(held_out > 0.0 && held_out < 1.0) || n_held_out == 0 || n_held_out >= m {
            return refuse(format!("{held_out} of {m} samples leaves one of two parts empty"));
        }
        let mut order: Vec<usize> = (0..m).collect();
        order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let part = |order: &[usize]| {
            let mut order = order.to_vec();
            order.sort_unstable();
            let n = self.samples.n_sites();
            let states = order.iter().flat_map(|m| &self.samples.states()[m * n..(m + 1) * n]);
            let samples = Samples::of_sites(n, states.copied().collect());
            match &self.weights {
                None => Ok(Self::new(samples)),
                Some(weights) => {
                    Self::weighted(samples, order.iter().map(|m| weights[*m]).collect())
                }
            }
        };
        let (held_out, training) = order.split_at(n_held_out);
        Ok((part(training)?, part(held_out)?))
    }
}

/// What is known after an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The epoch, from 0.
    pub epoch: usize,
    /// The loss with the regulariser before each update, as the mean over batches by weight.
    pub loss: f64,
    /// The loss without the regulariser on the samples that were held out, after the epoch.
    pub held_out: Option<f64>,
    /// Evaluations of loss and gradient in this epoch.
    pub evaluations: usize,
    /// Batches that were left out because something was not finite.
    pub skipped: usize,
}

/// Why a fit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All epochs were run.
    Epochs,
    /// The held-out loss did not fall for as long as the patience says.
    Patience,
    /// The gradient is small enough.
    Converged,
    /// No step along the gradient lowers the loss: as far as this precision goes.
    Stalled,
}

/// The model with the lowest held-out loss.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
struct Best<T> {
    epoch: usize,
    held_out: f64,
    model: Model<T>,
}

/// A fit and all that decides how it goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
pub struct Fit<T: Precision> {
    settings: Settings,
    model: Model<T>,
    state: State<T>,
    epoch: usize,
    best: Option<Best<T>>,
    history: Vec<Record>,
    outcome: Option<Outcome>,
    #[serde(skip)]
    scratch: Option<Scratch<T>>,
}

impl<T: Precision> PartialEq for Fit<T> {
    /// Whether they go on alike.
    fn eq(&self, other: &Self) -> bool {
        let Self { settings, model, state, epoch, best, history, outcome, scratch: _ } = self;
        *settings == other.settings
            && *model == other.model
            && *state == other.state
            && *epoch == other.epoch
            && *best == other.best
            && *history == other.history
            && *outcome == other.outcome
    }
}

/// The optimiser's memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
#[allow(clippy::large_enum_variant, reason = "a fit has one of them")]
enum State<T: Precision> {
    Adam(adam::Moments<T>),
    Lbfgs(lbfgs::Memory<T>),
}

/// Memory that is not part of the state.
#[derive(Debug, Clone)]
struct Scratch<T> {
    gradient: Model<T>,
    order: Vec<u32>,
    states: Vec<u8>,
    weights: Vec<f64>,
}

impl<T: Precision> Fit<T> {
    /// A fit that starts at this model.
    ///
    /// # Errors
    /// If a setting cannot be, or if the model has self-couplings where they are forbidden.
    pub fn new(model: Model<T>, settings: Settings) -> Result<Self, FitError> {
        settings.check()?;
        let null = vec![0; model.shape().n_sites()];
        settings.objective.check(&model, Batch::new(&null))?;
        let state = match settings.optimiser {
            Optimiser::Adam(_) => State::Adam(adam::Moments::new(&model)),
            Optimiser::Lbfgs(_) => State::Lbfgs(lbfgs::Memory::new(&model)),
        };
        let history = Vec::with_capacity(settings.epochs.min(1 << 16));
        let (epoch, best, outcome, scratch) = (0, None, None, None);
        Ok(Self { settings, model, state, epoch, best, history, outcome, scratch })
    }

    /// A fit that was read back, to go on by the same settings but for the number of epochs.
    ///
    /// # Errors
    /// If its settings were others, if its model has another shape, or if its parts do not belong together.
    pub fn resume(mut self, settings: &Settings, shape: Shape) -> Result<Self, FitError> {
        let refuse = |problem: &str| {
            let (name, problem) = ("state", problem.to_owned());
            Err(FitError::Settings { name, problem })
        };
        self.set_epochs(settings.epochs);
        if self.settings != *settings {
            return refuse("was made by other settings");
        }
        let len = self.model.as_flat().len();
        let whole = match (&self.state, settings.optimiser) {
            (State::Adam(moments), Optimiser::Adam(_)) => moments.is_for(len),
            (State::Lbfgs(memory), Optimiser::Lbfgs(_)) => memory.is_for(shape),
            _ => false,
        };
        let shapes = [Some(&self.model), self.best.as_ref().map(|best| &best.model)];
        if !shapes.into_iter().flatten().all(|model| model.shape() == shape) {
            return refuse("has a model of another shape");
        }
        if !whole || self.history.len() != self.epoch {
            return refuse("has parts that do not belong together");
        }
        Ok(self)
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Lets a fit run to this number of epochs in all.
    pub fn set_epochs(&mut self, epochs: usize) {
        self.settings.epochs = epochs;
        if self.outcome == Some(Outcome::Epochs) && self.epoch < epochs {
            self.outcome = None;
        }
    }

    /// The model as it is now.
    pub fn model(&self) -> &Model<T> {
        &self.model
    }

    /// The model with the lowest held-out loss; without held-out samples, the model as it is now.
    pub fn best(&self) -> &Model<T> {
        self.best.as_ref().map_or(&self.model, |best| &best.model)
    }

    /// The epoch after which the held-out loss was lowest, and that loss.
    pub fn best_held_out(&self) -> Option<(usize, f64)> {
        self.best.as_ref().map(|best| (best.epoch, best.held_out))
    }

    /// What was recorded after each epoch.
    pub fn history(&self) -> &[Record] {
        &self.history
    }

    /// Epochs that were run.
    pub fn epoch(&self) -> usize {
        self.epoch
    }

    /// Why the fit is over, if it is.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// Runs epochs until the fit is over or `after_epoch` breaks, which may save the fit or show it.
    ///
    /// # Errors
    /// If the samples fit not the model, an evaluation fails, or something is not finite.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Model, Samples, Shape, Workspace};
    /// # use cotangent_models::srbm::fit::{Data, Fit, Settings};
    /// # use std::ops::ControlFlow;
    /// let shape = Shape::new(Kind::Profile, 0, 2, 1).unwrap();
    /// let data = Data::new(Samples::for_shape(shape, vec![0, 0, 0, 1]).unwrap());
    /// let mut fit = Fit::new(Model::<f64>::zeros(shape), Settings::pseudolikelihood(0.0)).unwrap();
    /// let mut workspace = Workspace::new(fit.model(), 4);
    /// fit.run(&mut workspace, &data, None, |_| ControlFlow::Continue(())).unwrap();
    /// // Three to one.
    /// let h = fit.model().parts().h;
    /// assert!((h[0] - h[1] - 3.0_f64.ln()).abs() < 1e-4);
    /// ```
    pub fn run(
        &mut self,
        evaluator: &mut impl Evaluator<T>,
        training: &Data,
        held_out: Option<&Data>,
        mut after_epoch: impl FnMut(&Self) -> ControlFlow<()>,
    ) -> Result<Option<Outcome>, FitError> {
        while self.outcome.is_none() {
            if self.epoch >= self.settings.epochs {
                self.outcome = Some(Outcome::Epochs);
                break;
            }
            self.run_epoch(evaluator, training, held_out)?;
            if after_epoch(self).is_break() {
                break;
            }
        }
        Ok(self.outcome)
    }

    /// Runs one epoch: all batches once, or one iteration of L-BFGS. A fit that is over does nothing.
    ///
    /// # Errors
    /// As [`run`](Self::run). A failed epoch leaves the fit between epochs: go on from a saved one.
    pub fn run_epoch(
        &mut self,
        evaluator: &mut impl Evaluator<T>,
        training: &Data,
        held_out: Option<&Data>,
    ) -> Result<(), FitError> {
        if self.outcome.is_some() {
            return Ok(());
        }
        if self.settings.patience.is_some() && held_out.is_none() {
            let problem = "early stopping needs samples that are held out".to_string();
            return Err(FitError::Settings { name: "patience", problem });
        }
        let n = self.model.shape().n_sites();
        for data in [Some(training), held_out].into_iter().flatten() {
            if data.samples.n_sites() != n {
                let found = data.samples.states().len();
                return Err(ObjectiveError::Samples { n_sites: n, found }.into());
            }
        }
        let mut scratch = self.scratch.take().unwrap_or_else(|| Scratch::new(&self.model));
        let done = self.optimise(evaluator, training, &mut scratch);
        self.scratch = Some(scratch);
        let (mut record, outcome) = done?;
        if let Some(held_out) = held_out {
            let objective =
                Objective { regulariser: Default::default(), ..self.settings.objective };
            let loss = evaluator.loss(&objective, &self.model, held_out.batch())?;
            if !loss.is_finite() && self.settings.non_finite == NonFinite::Stop {
                let (epoch, batch, what) = (self.epoch, 0, "held-out loss");
                return Err(FitError::NonFinite { epoch, batch, what });
            }
            record.held_out = Some(loss);
        }
        self.history.push(record);
        self.outcome = outcome.or(self.judge(record));
        self.epoch += 1;
        Ok(())
    }

    /// Keeps the best model and says whether patience is over.
    fn judge(&mut self, record: Record) -> Option<Outcome> {
        let held_out = record.held_out?;
        let least = self.settings.patience.map_or(0.0, |patience| patience.least);
        // NaN is not below.
        let better = match &self.best {
            Some(best) => held_out < best.held_out - least,
            None => held_out < f64::INFINITY,
        };
        match &mut self.best {
            Some(best) if better => {
                (best.epoch, best.held_out) = (record.epoch, held_out);
                best.model.copy_from(&self.model);
                None
            }
            None if better => {
                let model = self.model.clone();
                self.best = Some(Best { epoch: record.epoch, held_out, model });
                None
            }
            best => {
                let waited = record.epoch - best.as_ref().map_or(0, |best| best.epoch);
                let patience = self.settings.patience?;
                (waited >= patience.epochs).then_some(Outcome::Patience)
            }
        }
    }

    fn optimise(
        &mut self,
        evaluator: &mut impl Evaluator<T>,
        training: &Data,
        scratch: &mut Scratch<T>,
    ) -> Result<(Record, Option<Outcome>), FitError> {
        let Self { settings, model, state, epoch, .. } = self;
        match (state, settings.optimiser) {
            (State::Adam(moments), Optimiser::Adam(adam)) => {
                let record = adam_epoch(
                    (settings, &adam, *epoch),
                    (model, moments),
                    evaluator,
                    training,
                    scratch,
                )?;
                Ok((record, None))
            }
            (State::Lbfgs(memory), Optimiser::Lbfgs(lbfgs)) => {
                let mut evaluations = 0;
                let mut evaluate = |model: &Model<T>, gradient: &mut Model<T>| {
                    evaluations += 1;
                    let batch = training.batch();
                    evaluator.loss_and_grad_into(&settings.objective, model, batch, gradient)
                };
                let step = lbfgs.step(model, memory, &mut scratch.gradient, &mut evaluate)?;
                let lbfgs::Step { loss, end } = step;
                if !loss.is_finite() {
                    let (epoch, batch, what) = (*epoch, 0, "loss");
                    return Err(FitError::NonFinite { epoch, batch, what });
                }
                let record =
                    Record { epoch: *epoch, loss, held_out: None, evaluations, skipped: 0 };
                Ok((record, end))
            }
            _ => unreachable!("the state is made for the optimiser"),
        }
    }
}

impl<T: Precision> Scratch<T> {
    fn new(model: &Model<T>) -> Self {
        let gradient = model.zeros_like();
        Self { gradient, order: Vec::new(), states: Vec::new(), weights: Vec::new() }
    }

    /// The samples of an epoch in its order.
    fn shuffle(&mut self, n_samples: usize, seed: u64, epoch: usize) {
        self.order.clear();
        self.order.extend(0..n_samples as u32);
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(epoch as u64);
        self.order.shuffle(&mut stream);
    }

    /// Takes the samples from a place of the order on.
    fn gather(&mut self, data: &Data, from: usize, len: usize) {
        let n = data.samples.n_sites();
        self.states.clear();
        self.weights.clear();
        for &m in &self.order[from..from + len] {
            let m = m as usize;
            self.states.extend_from_slice(&data.samples.states()[m * n..(m + 1) * n]);
            if let Some(weights) = &data.weights {
                self.weights.push(weights[m]);
            }
        }
    }
}

fn adam_epoch<T: Precision>(
    (settings, adam, epoch): (&Settings, &Adam, usize),
    (model, moments): (&mut Model<T>, &mut adam::Moments<T>),
    evaluator: &mut impl Evaluator<T>,
    training: &Data,
    scratch: &mut Scratch<T>,
) -> Result<Record, FitError> {
    let n_samples = training.samples.n_samples();
    let n = training.samples.n_sites();
    let size = settings.batch_size.unwrap_or(n_samples).min(n_samples);
    let all = size == n_samples;
    if !all {
        scratch.shuffle(n_samples, settings.seed, epoch);
    }
    let (mut sum, mut total, mut evaluations, mut skipped) = (0.0, 0.0, 0, 0);
    for (batch_index, from) in (0..n_samples).step_by(size).enumerate() {
        if !all {
            scratch.gather(training, from, size.min(n_samples - from));
        }
        let weights = training.weights.as_ref().map(|_| &scratch.weights[..]);
        let batch = if all { training.batch() } else { Batch { states: &scratch.states, weights } };
        let weight = batch.total_weight(n);
        if weight == 0.0 {
            continue;
        }
        let gradient = &mut scratch.gradient;
        let loss = evaluator.loss_and_grad_into(&settings.objective, model, batch, gradient)?;
        evaluations += 1;
        let what = if loss.is_finite() { "gradient" } else { "loss" };
        if !loss.is_finite() || !adam::is_finite(gradient) {
            match settings.non_finite {
                NonFinite::Skip { at_most } if skipped < at_most => skipped += 1,
                _ => return Err(FitError::NonFinite { epoch, batch: batch_index, what }),
            }
            continue;
        }
        adam.step(model, moments, gradient);
        sum += weight * loss;
        total += weight;
    }
    let loss = if total > 0.0 { sum / total } else { f64::NAN };
    Ok(Record { epoch, loss, held_out: None, evaluations, skipped })
}
