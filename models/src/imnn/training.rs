//! Fits: one gradient of all simulations an iteration, early stopping, and a state that can be taken up again.

use super::error::{ImnnError, all_finite, has_length, require};
use super::model::{Part, SummaryModel};
use super::optimiser::Adam;
use super::state::{History, State, Stop, Stopping};
use super::statistics::{Regulariser, Statistics, loss_and_grad};
use super::sweep::{Aggregation, Source, Summaries, Sweep, Threads, Worker};
use cotangent::Differentiable;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FitOptions {
    /// λ: the strength of the regulariser.
    pub lambda: f64,
    /// ε: how near the covariance is drawn to the identity.
    pub epsilon: f64,
    /// Iterations without a larger |F| after which a fit ends.
    pub patience: u64,
    /// They count only after this many.
    pub min_iterations: u64,
    /// The most iterations.
    pub max_iterations: u64,
    /// Whether the fit ends with the best parameters, and not with the last.
    pub best: bool,
    /// Whether neither the best |F| nor patience count before Λ₂ was once below ε.
    pub settle_first: bool,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            lambda: 10.0,
            epsilon: 0.1,
            patience: 100,
            min_iterations: 100,
            max_iterations: 100_000,
            best: true,
            settle_first: false,
        }
    }
}

/// What a fit came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FitReport {
    /// Why it ended.
    pub stop: Stop,
    /// Its iterations.
    pub iterations: u64,
    /// The largest |F| of all fits: of validation where it exists.
    pub max_det_f: f64,
}

/// Makes an [`Imnn`].
#[derive(Debug, Clone)]
pub struct Builder<M> {
    model: M,
    fiducial: Vec<f64>,
    training: Source,
    validation: Option<Source>,
    adam: Adam,
    aggregation: Aggregation,
    workers: usize,
    state: Option<State>,
}

impl<M: SummaryModel> Builder<M> {
    /// Simulations on which |F| decides when to stop and which parameters are best.
    pub fn validation(mut self, source: Source) -> Self {
        self.validation = Some(source);
        self
    }

    /// The steps; Adam with rate 10⁻³ without it.
    pub fn adam(mut self, adam: Adam) -> Self {
        self.adam = adam;
        self
    }

    /// How simulations are read; all at once without it.
    pub fn aggregation(mut self, aggregation: Aggregation) -> Self {
        self.aggregation = aggregation;
        self
    }

    /// How many batches are evaluated at the same time.
    pub fn workers(mut self, workers: usize) -> Self {
        self.workers = workers;
        self
    }

    /// A state to go on from. Only the model's form counts then, not its parameters.
    pub fn state(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }

    /// All of it, checked.
    ///
    /// # Errors
    /// If model, simulations, settings or state do not fit together.
    pub fn build(self) -> Result<Imnn<M>, ImnnError> {
        let threads = |_| Box::new(Threads::default()) as Box<dyn Worker<M>>;
        let workers = (0..self.workers).map(threads).collect();
        self.build_with(workers)
    }

    /// The same with workers of one's own.
    ///
    /// # Errors
    /// If model, simulations, settings or state do not fit together.
    pub fn build_with(self, workers: Vec<Box<dyn Worker<M>>>) -> Result<Imnn<M>, ImnnError> {
        let Self { mut model, fiducial, training, validation, adam, aggregation, state, .. } = self;
        adam.check()?;
        for source in [Some(&training), validation.as_ref()].into_iter().flatten() {
            source.check(&model)?;
            aggregation.check(source.shape(), workers.len())?;
            let (own, other) = (training.shape(), source.shape());
            if own.input != other.input {
                let expected = format!("{:?}, as in training", own.input);
                let (what, found) = ("a simulation of validation", other.input.clone());
                return Err(ImnnError::Shape { what, expected, found });
            }
            has_length("the list of fiducial parameters", other.parameters, fiducial.len())?;
        }
        all_finite("the list of fiducial parameters", &fiducial)?;
        let state = match state {
            Some(state) => {
                state.check(model.n_coordinates(), validation.is_some())?;
                model.set_flat(&state.parameters);
                state
            }
            None => {
                let parameters = model.to_flat();
                all_finite("the model's parameters", &parameters)?;
                State::start(parameters)
            }
        };
        let sweep = Sweep::new(&model, aggregation, workers);
        let bar = model.zero_tangent();
        Ok(Imnn {
            model,
            fiducial,
            training,
            validation,
            adam,
            sweep,
            bar,
            state,
            statistics: None,
        })
    }
}

/// A model with simulations, fits and what they came to.
///
/// # Examples
/// ```
/// use cotangent_models::imnn::simulator::{Simulations, gaussian, normals};
/// use cotangent_models::imnn::{Activation, Dense, FitOptions, Imnn, Source};
/// use cotangent_models::score::generator;
/// use std::{ops::ControlFlow::Continue, sync::Arc};
///
/// let simulations = Simulations::new::<2>(
///     (64, 64, &[10]),
///     vec![0.0, 1.0],
///     7,
///     |rng| normals(rng, 10),
///     gaussian::jvp_lanes,
/// )?;
/// let net = Dense::<f32>::draw(&[10, 16, 2], Activation::LeakyRelu, &mut generator(1, 0))?;
/// let training = Source::exact(Arc::new(simulations.fixed()));
/// let mut imnn = Imnn::builder(net, vec![0.0, 1.0], training).build()?;
/// let options = FitOptions { max_iterations: 20, ..FitOptions::default() };
/// let report = imnn.fit(options, |_| Continue(()))?;
/// assert_eq!((report.iterations, imnn.history().detF.len()), (20, 20));
/// let estimate = imnn.estimate(&[0.0; 10], &[10])?;
/// assert_eq!(estimate.len(), 2);
/// # Ok::<(), cotangent_models::imnn::ImnnError>(())
/// ```
pub struct Imnn<M: SummaryModel> {
    model: M,
    fiducial: Vec<f64>,
    training: Source,
    validation: Option<Source>,
    adam: Adam,
    sweep: Sweep<M>,
    bar: M::Tangent,
    state: State,
    statistics: Option<Statistics>,
}

impl<M: SummaryModel> Imnn<M> {
    /// What must be there: a model, the parameters of the simulations, and these.
    pub fn builder(model: M, fiducial: Vec<f64>, training: Source) -> Builder<M> {
        Builder {
            model,
            fiducial,
            training,
            validation: None,
            adam: Adam::default(),
            aggregation: Aggregation::default(),
            workers: 1,
            state: None,
        }
    }

    /// The model as it is.
    pub fn model(&self) -> &M {
        &self.model
    }

    /// All that fits have come to.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Statistics of each iteration.
    pub fn history(&self) -> &History {
        &self.state.history
    }

    /// Those at the end of the last fit, or of [`set_statistics`](Self::set_statistics).
    pub fn statistics(&self) -> Option<&Statistics> {
        self.statistics.as_ref()
    }

    /// How many batches are evaluated at the same time.
    pub fn n_workers(&self) -> usize {
        self.sweep.n_workers()
    }

    /// Trains until patience or iterations end it. Fits after the first go on with parameters, moments, history and the largest |F|;
    /// patience and iterations count anew. `each` is called after each iteration and may break off.
    ///
    /// # Errors
    /// If an option is out of range, if simulations cannot be read, or if numbers are no longer finite or matrices no longer positive
    /// definite. The state is then that before the iteration.
    pub fn fit(
        &mut self,
        options: FitOptions,
        each: impl FnMut(&Self) -> ControlFlow<()>,
    ) -> Result<FitReport, ImnnError> {
        let max_det_f = self.state.stopping.max_det_f;
        self.state.stopping = Stopping { max_det_f, ..Stopping::default() };
        self.state.running = true;
        self.go_on(options, each)
    }

    /// Goes on with a fit that was broken off, to the same bits as without the break.
    ///
    /// # Errors
    /// As [`fit`](Self::fit), and if there is no such fit.
    pub fn resume(
        &mut self,
        options: FitOptions,
        each: impl FnMut(&Self) -> ControlFlow<()>,
    ) -> Result<FitReport, ImnnError> {
        if !self.state.running {
            return Err(ImnnError::NoFit);
        }
        self.go_on(options, each)
    }

    /// Forgets all fits: the initial parameters, no moments, no history.
    pub fn restart(&mut self) {
        self.state = State::start(std::mem::take(&mut self.state.initial));
        self.model.set_flat(&self.state.parameters);
        self.statistics = None;
    }

    fn go_on(
        &mut self,
        options: FitOptions,
        mut each: impl FnMut(&Self) -> ControlFlow<()>,
    ) -> Result<FitReport, ImnnError> {
        let regulariser = Regulariser::new(options.lambda, options.epsilon)?;
        require(options.patience > 0, "patience", "at least 1", options.patience)?;
        require(options.max_iterations > 0, "max_iterations", "at least 1", 0)?;
        let stop = loop {
            if let Some(stop) = self.state.stopping.reason(&options) {
                break stop;
            }
            self.iteration(&options, &regulariser)?;
            if each(self).is_break() {
                break Stop::Interrupted;
            }
        };
        let Stopping { done, max_det_f, .. } = self.state.stopping;
        let report = FitReport { stop, iterations: done, max_det_f };
        if stop == Stop::Interrupted {
            return Ok(report);
        }
        self.state.running = false;
        self.state.last = Some(self.state.parameters.clone());
        if let (true, Some(best)) = (options.best, &self.state.best) {
            self.state.parameters.clone_from(best);
            self.model.set_flat(&self.state.parameters);
        }
        self.set_statistics()?;
        Ok(report)
    }

    /// One iteration: all of it, or nothing and an error.
    fn iteration(
        &mut self,
        options: &FitOptions,
        regulariser: &Regulariser,
    ) -> Result<(), ImnnError> {
        let iteration = self.state.iteration;
        let diverged = |during| {
            move |problem| match problem {
                ImnnError::NotFinite { .. } | ImnnError::NotPositiveDefinite { .. } => {
                    ImnnError::Diverged { iteration, during, problem: Box::new(problem) }
                }
                other => other,
            }
        };
        let found = self.gradient(iteration, regulariser).map_err(diverged("training"))?;
        let gradient = self.bar.to_flat();
        all_finite("the gradient", &gradient).map_err(diverged("training"))?;
        let mut next = self.state.parameters.clone();
        let (mut first, mut second) =
            (self.state.first_moment.clone(), self.state.second_moment.clone());
        self.adam.step(iteration + 1, &gradient, &mut next, &mut first, &mut second);
        self.model.set_flat(&next);
        let held_out = match &self.validation {
            None => Ok(None),
            Some(source) => statistics(&mut self.sweep, &self.model, source, iteration).map(Some),
        };
        let held_out = match held_out.map_err(diverged("validation")) {
            Ok(held_out) => held_out,
            Err(error) => {
                self.model.set_flat(&self.state.parameters);
                return Err(error);
            }
        };
        let state = &mut self.state;
        state.history.push(&found, held_out.as_ref(), regulariser);
        let deciding = held_out.as_ref().unwrap_or(&found);
        if state.stopping.observe(deciding.det_fisher(), deciding.lambda2, options) {
            // Those whose |F| it is: of validation the new ones, of training the old ones.
            let whose = if held_out.is_some() { &next } else { &state.parameters };
            state.best = Some(whose.clone());
        }
        state.iteration += 1;
        state.parameters = next;
        (state.first_moment, state.second_moment) = (first, second);
        Ok(())
    }

    /// The statistics of training; its loss's gradient is left in `bar`.
    fn gradient(
        &mut self,
        iteration: u64,
        regulariser: &Regulariser,
    ) -> Result<Statistics, ImnnError> {
        let (n, p) = (self.model.n_summaries(), self.fiducial.len());
        let seen = self.sweep.summaries(&self.model, &self.training, iteration)?;
        let found = Statistics::of(&seen.x, &seen.slopes, n, p)?;
        let (mut x_bar, mut slopes_bar) = (vec![0.0; seen.x.len()], vec![0.0; seen.slopes.len()]);
        loss_and_grad(&seen.x, &seen.slopes, n, p, regulariser, &mut x_bar, &mut slopes_bar);
        let bars = (&x_bar[..], &slopes_bar[..]);
        self.sweep.pull_back(&self.model, &self.training, iteration, &seen, bars, &mut self.bar)?;
        Ok(found)
    }

    /// The loss of training, with its statistics and gradient at the model's parameters.
    ///
    /// # Errors
    /// If simulations cannot be read, or matrices are not positive definite.
    pub fn loss_and_grad(
        &mut self,
        regulariser: &Regulariser,
    ) -> Result<(f64, Statistics, M::Tangent), ImnnError> {
        let found = self.gradient(self.state.iteration, regulariser)?;
        Ok((found.loss(regulariser), found, self.bar.clone()))
    }

    /// Summaries and their derivatives of training, or of validation where it is asked for and there.
    ///
    /// # Errors
    /// If simulations cannot be read.
    pub fn summaries(&mut self, validate: bool) -> Result<Summaries, ImnnError> {
        let source = self.validation.as_ref().filter(|_| validate).unwrap_or(&self.training);
        self.sweep.summaries(&self.model, source, self.state.iteration)
    }

    /// Computes the statistics at the model's parameters, of validation where it exists.
    ///
    /// # Errors
    /// If simulations cannot be read, or matrices are not positive definite.
    pub fn set_statistics(&mut self) -> Result<&Statistics, ImnnError> {
        let source = self.validation.as_ref().unwrap_or(&self.training);
        let found = statistics(&mut self.sweep, &self.model, source, self.state.iteration)?;
        Ok(self.statistics.insert(found))
    }

    /// Takes parameters, and computes the statistics there. Fits go on from them.
    ///
    /// # Errors
    /// If there are not as many as the model has, if one is not finite, and as [`set_statistics`](Self::set_statistics).
    pub fn set_parameters(&mut self, parameters: &[f64]) -> Result<&Statistics, ImnnError> {
        has_length("the list of parameters", self.state.parameters.len(), parameters.len())?;
        all_finite("the list of parameters", parameters)?;
        self.state.parameters.copy_from_slice(parameters);
        self.model.set_flat(parameters);
        self.set_statistics()
    }

    /// The quasi-maximum-likelihood estimates θ_fid + F⁻¹ (dμ/dθ)ᵀ C⁻¹ (x(d) − μ) of data of a shape: that of an input, for
    /// `[P]`, or with an axis before it, for `[n, P]`. [`Statistics::errors`] has their standard deviations.
    ///
    /// # Errors
    /// If the shape is neither, if the data are not of it or not finite, or if there are no statistics.
    pub fn estimate(&self, data: &[f32], shape: &[usize]) -> Result<Vec<f64>, ImnnError> {
        let found = self.statistics.as_ref().ok_or(ImnnError::NoStatistics)?;
        let input = &self.training.shape().input;
        let n_simulations = match shape {
            single if single == &input[..] => 1,
            [n, rest @ ..] if rest == &input[..] => *n,
            _ => {
                let expected = format!("{input:?}, or an axis before that");
                return Err(ImnnError::Shape { what: "the data", expected, found: shape.to_vec() });
            }
        };
        has_length("the data", n_simulations * self.model.n_inputs(), data.len())?;
        if let Some(place) = data.iter().position(|d| !d.is_finite()) {
            let found = f64::from(data[place]);
            return Err(ImnnError::NotFinite { what: "the data", place, found });
        }
        if n_simulations == 0 {
            return Ok(vec![]);
        }
        let part = Part { n_simulations, data, n_parameters: 0, derivatives: &[] };
        let mut x = vec![0.0; n_simulations * self.model.n_summaries()];
        Threads::<M>::default().summaries(&self.model, part, &mut x, &mut []);
        Ok(found.estimates(&x, &self.fiducial))
    }
}

fn statistics<M: SummaryModel>(
    sweep: &mut Sweep<M>,
    model: &M,
    source: &Source,
    iteration: u64,
) -> Result<Statistics, ImnnError> {
    let seen = sweep.summaries(model, source, iteration)?;
    Statistics::of(&seen.x, &seen.slopes, model.n_summaries(), source.shape().parameters)
}
