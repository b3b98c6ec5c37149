//! Training: Adam over minibatches, with a state that can be written down and taken up again.

use super::error::{all_finite, require};
use super::model::ScoreModel;
use super::objective::{Batch, Drawn, Objective, Sweeps};
use super::samples::Samples;
use super::{ScoreError, Warning};
use cotangent::Differentiable;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// A generator of random numbers: the same on every machine for a seed and a stream.
pub fn generator(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    rng
}

/// Streams of a training's generator; 0 is left to initial parameters and data.
const STEPS: u64 = 1;
const FIXED: u64 = 2;
const HELD_OUT: u64 = 3;

/// Adam (Kingma and Ba 2015).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Adam {
    /// The learning rate.
    pub rate: f64,
    /// How much of the mean gradient stays at each step.
    pub beta1: f64,
    /// How much of the mean square stays.
    pub beta2: f64,
    /// Added to the root of the mean square.
    pub epsilon: f64,
}

impl Default for Adam {
    fn default() -> Self {
        Self { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}

/// How the learning rate changes from epoch to epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Schedule {
    /// Not at all.
    #[default]
    Constant,
    /// Half a cosine, down to a fraction of the rate in the last epoch.
    Cosine {
        /// The last epoch's rate, relative to the first's.
        last: f64,
    },
    /// A factor for each epoch.
    Exponential {
        /// The factor.
        factor: f64,
    },
}

impl Schedule {
    /// The factor of the rate in an epoch, from 0.
    fn factor(self, epoch: usize, epochs: usize) -> f64 {
        match self {
            Self::Constant => 1.0,
            Self::Cosine { last } => {
                let done = epoch as f64 / (epochs.max(2) - 1) as f64;
                last + (1.0 - last) * 0.5 * (1.0 + (std::f64::consts::PI * done).cos())
            }
            Self::Exponential { factor } => factor.powi(epoch as i32),
        }
    }
}

/// How to train. The default is the reference example's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What is minimised.
    pub objective: Objective,
    /// The steps.
    pub adam: Adam,
    /// How the learning rate changes.
    pub schedule: Schedule,
    /// Passes over the samples.
    pub epochs: usize,
    /// Samples a step; all of them without it.
    pub batch: Option<usize>,
    /// The seed of shuffles, directions and noise.
    pub seed: u64,
    /// Whether directions or noise are drawn anew for each step, not once.
    pub fresh: bool,
    /// The largest norm of a gradient; a longer one is shortened.
    pub clip: Option<f64>,
    /// How much of the mean parameters stays at each step; without it there are none.
    pub ema: Option<f64>,
    /// How many snapshots of the parameters to keep, besides the initial one.
    pub snapshots: usize,
    /// Epochs without a better held-out loss after which training ends.
    pub patience: Option<usize>,
    /// Threads at most.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            objective: Objective::IMPLICIT,
            adam: Adam::default(),
            schedule: Schedule::Constant,
            epochs: 500,
            batch: None,
            seed: 0,
            fresh: true,
            clip: None,
            ema: None,
            snapshots: 100,
            patience: None,
            threads: 1,
        }
    }
}

impl Settings {
    /// Checks all settings.
    ///
    /// # Errors
    /// If one is out of range.
    pub fn check(&self) -> Result<(), ScoreError> {
        self.objective.check()?;
        let Adam { rate, beta1, beta2, epsilon } = self.adam;
        require(rate > 0.0 && rate.is_finite(), "rate", "above 0", rate)?;
        require((0.0..1.0).contains(&beta1), "beta1", "at least 0 and below 1", beta1)?;
        require((0.0..1.0).contains(&beta2), "beta2", "at least 0 and below 1", beta2)?;
        require(epsilon > 0.0 && epsilon.is_finite(), "epsilon", "above 0", epsilon)?;
        match self.schedule {
            Schedule::Constant => {}
            Schedule::Cosine { last: x } => {
                require((0.0..=1.0).contains(&x), "the schedule's last", "from 0 to 1", x)?;
            }
            Schedule::Exponential { factor: x } => {
                require(x > 0.0 && x <= 1.0, "the schedule's factor", "above 0, at most 1", x)?;
            }
        }
        require(self.epochs > 0, "epochs", "at least 1", self.epochs)?;
        require(self.batch != Some(0), "batch", "at least 1", 0)?;
        if let Some(clip) = self.clip {
            require(clip > 0.0, "clip", "above 0", clip)?;
        }
        if let Some(ema) = self.ema {
            require((0.0..1.0).contains(&ema), "ema", "at least 0 and below 1", ema)?;
        }
        require(self.snapshots <= self.epochs, "snapshots", "at most epochs", self.snapshots)?;
        require(self.patience != Some(0), "patience", "at least 1", 0)?;
        require(self.threads > 0, "threads", "at least 1", self.threads)
    }

    /// Whether the parameters before an epoch's steps are kept; epochs count from 1.
    fn is_kept(&self, epoch: usize) -> bool {
        self.snapshots > 0 && epoch.is_multiple_of(self.epochs / self.snapshots)
    }
}

/// Parameters at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The epoch whose steps they precede, from 1; 0 for the initial parameters.
    pub epoch: usize,
    /// All of them, in the model's order.
    pub parameters: Vec<f64>,
}

/// The best parameters by the held-out loss.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Best {
    /// The epoch after whose steps they stood, from 1.
    pub epoch: usize,
    /// Their held-out loss.
    pub loss: f64,
    /// All of them.
    pub parameters: Vec<f64>,
}

/// All that a training has come to: numbers alone, to be written down in any format that keeps their
/// bits.
///
/// A training that goes on from it gives the same bits as one that was never interrupted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Epochs done.
    pub epoch: usize,
    /// Steps done.
    pub steps: u64,
    /// The parameters.
    pub parameters: Vec<f64>,
    /// Adam's mean gradient.
    pub first_moment: Vec<f64>,
    /// Adam's mean square.
    pub second_moment: Vec<f64>,
    /// The mean parameters, where they are asked for.
    pub ema: Option<Vec<f64>>,
    /// Words that the generator has given.
    pub generator_position: u64,
    /// The loss of each epoch, before its steps; with minibatches the mean over them.
    pub losses: Vec<f64>,
    /// The held-out loss after each epoch, where there are such samples.
    pub held_out_losses: Vec<f64>,
    /// The best parameters by it.
    pub best: Option<Best>,
    /// Snapshots so far.
    pub snapshots: Vec<Snapshot>,
}

impl State {
    fn start(parameters: Vec<f64>, settings: &Settings) -> Self {
        let zeros = vec![0.0; parameters.len()];
        let initial = Snapshot { epoch: 0, parameters: parameters.clone() };
        Self {
            epoch: 0,
            steps: 0,
            first_moment: zeros.clone(),
            second_moment: zeros,
            ema: settings.ema.map(|_| parameters.clone()),
            generator_position: 0,
            losses: vec![],
            held_out_losses: vec![],
            best: None,
            snapshots: if settings.snapshots > 0 { vec![initial] } else { vec![] },
            parameters,
        }
    }

    fn check(&self, n_parameters: usize) -> Result<(), ScoreError> {
        let mut lists = vec![
            ("the state's parameters", &self.parameters),
            ("the state's first moment", &self.first_moment),
            ("the state's second moment", &self.second_moment),
        ];
        lists.extend(self.ema.as_ref().map(|ema| ("the state's mean parameters", ema)));
        lists.extend(self.best.as_ref().map(|b| ("the state's best parameters", &b.parameters)));
        lists.extend(self.snapshots.iter().map(|s| ("a snapshot's parameters", &s.parameters)));
        for (what, list) in lists {
            if list.len() != n_parameters {
                let (expected, found) = (n_parameters, list.len());
                return Err(ScoreError::Length { what, expected, found });
            }
            all_finite(what, list)?;
        }
        if self.losses.len() != self.epoch {
            let (expected, found) = (self.epoch, self.losses.len());
            return Err(ScoreError::Length { what: "the state's losses", expected, found });
        }
        Ok(())
    }
}

/// Why training returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All epochs are done.
    Finished,
    /// The held-out loss has not improved for as many epochs as were allowed.
    Stopped,
    /// The caller asked to break off.
    Interrupted,
}

/// A model in training.
///
/// # Examples
/// ```
/// # use cotangent_models::score::*;
/// use std::ops::ControlFlow::Continue;
/// let samples = Mixture::reference().sample(256, &mut generator(1, 0))?;
/// let net = Mlp::draw(&[1, 8, 1], Activation::Sigmoid, &mut generator(2, 0))?;
/// let settings = Settings { epochs: 20, snapshots: 4, ..Settings::default() };
/// let mut training = Training::new(net, settings)?;
/// assert_eq!(training.run(&samples, None, |_| Continue(()))?, Outcome::Finished);
/// let losses = &training.state().losses;
/// assert!(losses[19] < losses[0]);
/// assert_eq!(training.state().snapshots.len(), 5);
/// # Ok::<(), ScoreError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Training<M> {
    model: M,
    settings: Settings,
    state: State,
}

impl<M: ScoreModel> Training<M> {
    /// A training from the model's parameters.
    ///
    /// # Errors
    /// If a setting is out of range, or a parameter not finite.
    pub fn new(model: M, settings: Settings) -> Result<Self, ScoreError> {
        settings.check()?;
        let parameters = model.to_flat();
        all_finite("the parameters", &parameters)?;
        let state = State::start(parameters, &settings);
        Ok(Self { model, settings, state })
    }

    /// A training that goes on from a state. Only the model's form counts, not its parameters. More
    /// epochs may be asked for than at first.
    ///
    /// # Errors
    /// If a setting is out of range, or if the state is not one of such a model.
    pub fn resume(mut model: M, settings: Settings, state: State) -> Result<Self, ScoreError> {
        settings.check()?;
        state.check(model.n_coordinates())?;
        model.set_flat(&state.parameters);
        Ok(Self { model, settings, state })
    }

    /// The model as it is.
    pub fn model(&self) -> &M {
        &self.model
    }

    /// How it is trained.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What it has come to.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The model with other parameters, of a snapshot for example.
    ///
    /// # Panics
    /// If there are too many or too few.
    pub fn model_with(&self, parameters: &[f64]) -> M {
        let mut model = self.model.clone();
        model.set_flat(parameters);
        model
    }

    /// The model that training is for: the best by the held-out loss where that was asked for by a
    /// patience, else with the mean parameters where there are any, else the last.
    pub fn result(&self) -> M {
        match (&self.settings.patience, &self.state.best, &self.state.ema) {
            (Some(_), Some(best), _) => self.model_with(&best.parameters),
            (_, _, Some(ema)) => self.model_with(ema),
            _ => self.model.clone(),
        }
    }

    /// What the objective cannot do with the model.
    pub fn warning(&self) -> Option<Warning> {
        self.settings.objective.warning(&self.model)
    }

    /// Trains until the epochs are done, until the held-out loss no longer improves, or until `each`
    /// breaks off, which sees the training after every epoch and may write its state down.
    ///
    /// The held-out loss of an objective with directions or noise is taken with the same draws each time.
    ///
    /// # Errors
    /// If samples do not suit the model or the objective, or if a loss or gradient is no longer
    /// finite: the parameters are then those before that step, and the state is that after the epoch
    /// before.
    pub fn run(
        &mut self,
        samples: &Samples,
        held_out: Option<&Samples>,
        mut each: impl FnMut(&Self) -> ControlFlow<()>,
    ) -> Result<Outcome, ScoreError> {
        let Settings { objective, seed, .. } = self.settings;
        let dim = self.model.dim();
        let n_parameters = self.state.parameters.len();
        let mut steps = Steps::new(&self.settings, dim, samples, n_parameters)?;
        let held_out = held_out
            .map(|samples| objective.batch(dim, samples, &mut generator(seed, HELD_OUT)))
            .transpose()?;
        if self.settings.patience.is_some() && held_out.is_none() {
            return Err(ScoreError::Empty {
                what: "the held-out sample, which patience is about,",
            });
        }
        let mut rng = generator(seed, STEPS);
        rng.set_word_pos(u128::from(self.state.generator_position));
        while self.state.epoch < self.settings.epochs {
            if self.has_stalled() {
                return Ok(Outcome::Stopped);
            }
            self.epoch(&mut steps, samples, held_out.as_ref(), &mut rng)?;
            if each(self).is_break() {
                return Ok(Outcome::Interrupted);
            }
        }
        Ok(Outcome::Finished)
    }

    fn has_stalled(&self) -> bool {
        match (self.settings.patience, &self.state.best) {
            (Some(patience), Some(best)) => self.state.epoch - best.epoch >= patience,
            _ => false,
        }
    }

    fn epoch(
        &mut self,
        steps: &mut Steps<M>,
        samples: &Samples,
        held_out: Option<&Batch>,
        rng: &mut ChaCha8Rng,
    ) -> Result<(), ScoreError> {
        let epoch = self.state.epoch + 1;
        // All that changes is put into the state at the end, or not at all.
        let mut next = Moving {
            parameters: self.state.parameters.clone(),
            first: self.state.first_moment.clone(),
            second: self.state.second_moment.clone(),
            ema: self.state.ema.clone(),
            steps: self.state.steps,
        };
        let done = self.steps_of_epoch(steps, samples, rng, epoch, &mut next);
        let held_out_loss = held_out.filter(|_| done.is_ok()).map(|batch| batch.loss(&self.model));
        let outcome = done.and_then(|loss| match held_out_loss {
            Some(found) if !found.is_finite() => {
                Err(ScoreError::Diverged { quantity: "the held-out loss", epoch, found })
            }
            _ => Ok(loss),
        });
        let loss = match outcome {
            Ok(loss) => loss,
            Err(error) => {
                self.model.set_flat(&self.state.parameters);
                return Err(error);
            }
        };
        let state = &mut self.state;
        if self.settings.is_kept(epoch) {
            state.snapshots.push(Snapshot { epoch, parameters: state.parameters.clone() });
        }
        let Moving { parameters, first, second, ema, steps } = next;
        state.parameters = parameters;
        (state.first_moment, state.second_moment, state.ema) = (first, second, ema);
        (state.epoch, state.steps) = (epoch, steps);
        state.losses.push(loss);
        // 2⁶⁴ words are 64 exabytes of them.
        state.generator_position = rng.get_word_pos() as u64;
        if let Some(loss) = held_out_loss {
            state.held_out_losses.push(loss);
            if state.best.as_ref().is_none_or(|best| loss < best.loss) {
                state.best = Some(Best { epoch, loss, parameters: state.parameters.clone() });
            }
        }
        Ok(())
    }

    /// The steps of an epoch; gives its loss. The model moves along.
    fn steps_of_epoch(
        &mut self,
        steps: &mut Steps<M>,
        samples: &Samples,
        rng: &mut ChaCha8Rng,
        epoch: usize,
        next: &mut Moving,
    ) -> Result<f64, ScoreError> {
        let Settings { objective, adam, schedule, epochs, batch, clip, threads, .. } =
            self.settings;
        let rate = adam.rate * schedule.factor(epoch - 1, epochs);
        let n = samples.len();
        let size = batch.unwrap_or(n).min(n);
        let mut order: Vec<usize> = (0..n).collect();
        if size < n {
            order.shuffle(rng);
        }
        let mut loss = 0.0;
        for which in order.chunks(size) {
            let drawn_anew = match (&steps.fixed, objective.is_random()) {
                (None, true) => objective.draw(samples, which, rng),
                _ => None,
            };
            let gathered = match &steps.whole {
                Some(_) => None,
                None => {
                    let (drawn, places) = match &steps.fixed {
                        Some(fixed) => (Some(fixed), Some(which)),
                        None => (drawn_anew.as_ref(), None),
                    };
                    Some(Batch::gather(&steps.items, samples, which, drawn, places))
                }
            };
            let batch =
                gathered.as_ref().or(steps.whole.as_ref()).expect("one of the two is there");
            let (step_loss, bar) = steps.sweeps.loss_and_grad(&self.model, batch, threads);
            if !step_loss.is_finite() {
                return Err(ScoreError::Diverged { quantity: "the loss", epoch, found: step_loss });
            }
            bar.copy_to_flat(&mut steps.gradient);
            if let Some(&found) = steps.gradient.iter().find(|g| !g.is_finite()) {
                return Err(ScoreError::Diverged { quantity: "the gradient", epoch, found });
            }
            if let Some(clip) = clip {
                let norm = steps.gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
                if norm > clip {
                    steps.gradient.iter_mut().for_each(|g| *g *= clip / norm);
                }
            }
            next.step(&steps.gradient, rate, adam);
            if let (Some(ema), Some(keep)) = (&mut next.ema, self.settings.ema) {
                for (mean, p) in ema.iter_mut().zip(&next.parameters) {
                    *mean = keep * *mean + (1.0 - keep) * p;
                }
            }
            self.model.set_flat(&next.parameters);
            loss += step_loss * which.len() as f64 / n as f64;
        }
        Ok(loss)
    }
}

/// What steps change.
struct Moving {
    parameters: Vec<f64>,
    first: Vec<f64>,
    second: Vec<f64>,
    ema: Option<Vec<f64>>,
    steps: u64,
}

impl Moving {
    /// A step of Adam.
    fn step(&mut self, gradient: &[f64], rate: f64, Adam { beta1, beta2, epsilon, .. }: Adam) {
        self.steps += 1;
        // Beyond 2³¹ steps both powers are long zero.
        let n = self.steps.min(i32::MAX as u64) as i32;
        let (bias1, bias2) = (1.0 - beta1.powi(n), 1.0 - beta2.powi(n));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((p, g), (m, v)) in self.parameters.iter_mut().zip(gradient).zip(moments) {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * g * g;
            *p -= rate * (*m / bias1) / ((*v / bias2).sqrt() + epsilon);
        }
    }
}

/// What the steps of a training share.
struct Steps<M: ScoreModel> {
    items: super::objective::Items,
    /// What is drawn once for all samples.
    fixed: Option<Drawn>,
    /// All samples, where each step takes the same.
    whole: Option<Batch>,
    sweeps: Sweeps<M>,
    gradient: Vec<f64>,
}

impl<M: ScoreModel> Steps<M> {
    fn new(
        settings: &Settings,
        dim: usize,
        samples: &Samples,
        n_parameters: usize,
    ) -> Result<Self, ScoreError> {
        let Settings { objective, seed, fresh, batch, .. } = *settings;
        let items = objective.items(dim, samples)?;
        let all: Vec<usize> = (0..samples.len()).collect();
        let is_fixed = objective.is_random() && !fresh;
        let fixed =
            is_fixed.then(|| objective.draw(samples, &all, &mut generator(seed, FIXED))).flatten();
        let is_whole = batch.is_none_or(|batch| batch >= samples.len());
        let same = is_whole && (is_fixed || !objective.is_random());
        let whole = same.then(|| Batch::gather(&items, samples, &all, fixed.as_ref(), None));
        Ok(Self {
            items,
            fixed,
            whole,
            sweeps: Sweeps::default(),
            gradient: vec![0.0; n_parameters],
        })
    }
}
