//! Training by damped Newton steps, beside gradient descent and Adam.

use super::error::require;
use super::{Criterion, Damping, FactorSource, Ggn, NewtonError, ParamGroups, SmallEigenvalues};
use crate::imnn::Adam;
use crate::jacobians::Curvature;
use crate::score::generator;
use cotangent::Differentiable;
use rand::seq::SliceRandom;
use std::ops::ControlFlow;

/// A mean loss over samples that are put into classes, as a function of parameters. [`Classifier`](super::Classifier) is one.
pub trait Objective {
    /// What is trained.
    type Parameters: Differentiable + Clone;

    /// Where the factors of the loss at some parameters come from.
    type Source<'a>: FactorSource
    where
        Self: 'a;

    /// The number of samples.
    fn n_samples(&self) -> usize;

    /// The mean loss over some samples with its gradient, the floats of the parameters in declaration order.
    fn value_and_gradient(&self, at: &Self::Parameters, samples: &[usize]) -> (f64, Vec<f64>);

    /// The fraction of all samples that are put into the right class.
    fn accuracy(&self, at: &Self::Parameters) -> f64;

    /// The factors at some parameters.
    ///
    /// # Errors
    /// If the parameters are not of a form that suits the samples.
    fn source<'a>(&'a self, at: &'a Self::Parameters) -> Result<Self::Source<'a>, NewtonError>;
}

/// How parameters are changed.
#[derive(Debug, Clone)]
pub enum Optimiser<'f> {
    /// Gradient descent: m ← momentum · m + g, θ ← θ − rate · m.
    Sgd {
        /// The learning rate.
        rate: f64,
        /// How much of the last step's direction stays; 0 for none.
        momentum: f64,
    },
    /// Gradients scaled by running moments.
    Adam(Adam),
    /// Damped Newton steps in the span of the largest eigenvectors of the batch's Gauss–Newton matrix.
    Newton {
        /// How much of a step is taken, 1 for all of it.
        rate: f64,
        /// The Hessian of the losses whole, or by draws. Each step has draws of its own.
        curvature: Curvature,
        /// The blocks of the matrix.
        groups: ParamGroups,
        /// Which directions are kept.
        criterion: Criterion<'f>,
        /// What is added to the curvature along them.
        damping: Damping<'f>,
    },
}

impl Optimiser<'_> {
    fn check(&self) -> Result<(), NewtonError> {
        match self {
            Self::Sgd { rate, momentum } => {
                require(*rate > 0.0 && rate.is_finite(), "rate", "above 0", rate)?;
                let expected = "at least 0 and below 1";
                require((0.0..1.0).contains(momentum), "momentum", expected, momentum)
            }
            Self::Adam(Adam { rate, beta1, beta2, epsilon }) => {
                require(*rate > 0.0 && rate.is_finite(), "rate", "above 0", rate)?;
                for (name, beta) in [("beta1", beta1), ("beta2", beta2)] {
                    require((0.0..1.0).contains(beta), name, "at least 0 and below 1", beta)?;
                }
                require(*epsilon > 0.0 && epsilon.is_finite(), "epsilon", "above 0", epsilon)
            }
            Self::Newton { rate, .. } => {
                require(*rate > 0.0 && rate.is_finite(), "rate", "above 0", rate)
            }
        }
    }
}

/// How to train.
#[derive(Debug, Clone)]
pub struct Settings<'f> {
    /// How parameters are changed.
    pub optimiser: Optimiser<'f>,
    /// How often.
    pub steps: usize,
    /// Samples a step, shuffled in each pass over all; without it all of them.
    pub batch: Option<usize>,
    /// The seed of shuffles.
    pub seed: u64,
    /// A record is kept before each step whose number is a multiple of this, and after the last.
    pub every: usize,
    /// Along how many of the largest eigenvectors of all samples' matrix a record has signal and noise.
    pub watch: usize,
}

impl Settings<'_> {
    fn check(&self, n_samples: usize) -> Result<(), NewtonError> {
        self.optimiser.check()?;
        require(n_samples > 0, "the number of samples", "at least 1", n_samples)?;
        require(self.every > 0, "every", "at least 1", self.every)?;
        if let Some(batch) = self.batch {
            let holds = (1..=n_samples).contains(&batch);
            require(holds, "batch", "at least 1, and not above the number of samples", batch)?;
        }
        Ok(())
    }
}

/// How training stands before a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Steps done.
    pub step: usize,
    /// The mean loss over all samples.
    pub loss: f64,
    /// The fraction of them that are put into the right class.
    pub accuracy: f64,
    /// Signal and noise along the largest eigenvectors, where they are asked for.
    pub signal: Option<Signal>,
}

/// Signal and noise along eigenvectors, the largest eigenvalue last.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// The eigenvalues.
    pub values: Vec<f64>,
    /// The slope of the mean loss along each.
    pub slopes: Vec<f64>,
    /// The square of the mean slope over the variance among samples.
    pub slope_to_noise: Vec<f64>,
    /// The square of the mean curvature over the variance among samples.
    pub curvature_to_noise: Vec<f64>,
}

/// Trains parameters from what they are, and gives a record of it. `each` sees every record and may break off.
///
/// # Errors
/// If a setting is out of range, if a Newton step cannot be made, or if the loss or the parameters are no longer
/// finite: the parameters are then those before that step.
pub fn train<O: Objective>(
    objective: &O,
    parameters: &mut O::Parameters,
    settings: &Settings<'_>,
    mut each: impl FnMut(&Record) -> ControlFlow<()>,
) -> Result<Vec<Record>, NewtonError> {
    let n = objective.n_samples();
    settings.check(n)?;
    let mut steps = Steps::new(n, parameters.n_coordinates(), settings);
    let mut records = vec![];
    for step in 0..=settings.steps {
        if step.is_multiple_of(settings.every) || step == settings.steps {
            let record = record(objective, parameters, step, settings.watch)?;
            let broken = each(&record).is_break();
            records.push(record);
            if broken {
                break;
            }
        }
        if step < settings.steps {
            steps.take(objective, parameters, &settings.optimiser, step)?;
        }
    }
    Ok(records)
}

fn record<O: Objective>(
    objective: &O,
    parameters: &O::Parameters,
    step: usize,
    watch: usize,
) -> Result<Record, NewtonError> {
    let all: Vec<usize> = (0..objective.n_samples()).collect();
    let (loss, _) = objective.value_and_gradient(parameters, &all);
    if !loss.is_finite() {
        return Err(NewtonError::Diverged { step, what: "the loss", found: loss });
    }
    let accuracy = objective.accuracy(parameters);
    let signal = (watch > 0).then(|| signal(objective, parameters, watch)).transpose()?;
    Ok(Record { step, loss, accuracy, signal })
}

fn signal<O: Objective>(
    objective: &O,
    parameters: &O::Parameters,
    watch: usize,
) -> Result<Signal, NewtonError> {
    let source = objective.source(parameters)?;
    // Of a few samples there are fewer directions than are watched elsewhere.
    let top = |values: &[f64]| (values.len().saturating_sub(watch)..values.len()).collect();
    let quiet =
        SmallEigenvalues { warn_below: 0.0, warn_below_relative: 0.0, ..Default::default() };
    let ggn = Ggn::builder(&source).small_eigenvalues(quiet).build()?;
    let all = ggn.directional_derivatives(&Criterion::By(&top))?;
    let directional = all.first();
    Ok(Signal {
        values: directional.values.clone(),
        slopes: directional.slopes.clone(),
        slope_to_noise: directional.slope_signal_to_noise(),
        curvature_to_noise: directional.curvature_signal_to_noise(),
    })
}

/// What a training carries from step to step.
struct Steps {
    order: Vec<usize>,
    batch: usize,
    rng: rand_chacha::ChaCha8Rng,
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Steps {
    fn new(n_samples: usize, n_parameters: usize, settings: &Settings<'_>) -> Self {
        let zeros = vec![0.0; n_parameters];
        Self {
            order: (0..n_samples).collect(),
            batch: settings.batch.unwrap_or(n_samples),
            rng: generator(settings.seed, 1),
            first: zeros.clone(),
            second: zeros,
        }
    }

    /// The samples of a step. What is left of a pass and too little for a batch is left out.
    fn samples(&mut self, step: usize) -> &[usize] {
        let n_batches = self.order.len() / self.batch;
        let at = step % n_batches;
        if at == 0 && n_batches > 1 {
            self.order.shuffle(&mut self.rng);
        }
        &self.order[at * self.batch..(at + 1) * self.batch]
    }

    fn take<O: Objective>(
        &mut self,
        objective: &O,
        parameters: &mut O::Parameters,
        optimiser: &Optimiser<'_>,
        step: usize,
    ) -> Result<(), NewtonError> {
        let samples = self.samples(step).to_vec();
        let mut next = parameters.clone();
        let mut floats = parameters.to_flat();
        match optimiser {
            Optimiser::Sgd { rate, momentum } => {
                let (_, gradient) = objective.value_and_gradient(parameters, &samples);
                for ((x, m), g) in floats.iter_mut().zip(&mut self.first).zip(&gradient) {
                    *m = momentum * *m + g;
                    *x -= rate * *m;
                }
                next.set_flat(&floats);
            }
            Optimiser::Adam(adam) => {
                let (_, gradient) = objective.value_and_gradient(parameters, &samples);
                let number = step as u64 + 1;
                adam.step(number, &gradient, &mut floats, &mut self.first, &mut self.second);
                next.set_flat(&floats);
            }
            Optimiser::Newton { rate, curvature, groups, criterion, damping } => {
                let curvature = match *curvature {
                    Curvature::MonteCarlo { samples, seed } => {
                        Curvature::MonteCarlo { samples, seed: seed.wrapping_add(step as u64) }
                    }
                    exact => exact,
                };
                let source = objective.source(parameters)?;
                let ggn = Ggn::builder(&source)
                    .curvature(curvature)
                    .groups(groups.clone())
                    .subsample_ggn(&samples)
                    .subsample_gradient(&samples)
                    .build()?;
                ggn.damped_newton(criterion, damping)?.add_to(&mut next, *rate);
            }
        }
        if let Some(found) = next.to_flat().into_iter().find(|x| !x.is_finite()) {
            return Err(NewtonError::Diverged { step, what: "a parameter", found });
        }
        *parameters = next;
        Ok(())
    }
}
