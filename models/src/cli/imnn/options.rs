//! The settings of a fit as options, over those of a file.

use crate::cli::{fit, put};
use clap::{Args, ValueEnum};
use cotangent_models::imnn::Activation;
use cotangent_models::run::imnn::{Digits, FitSettings, Imnn, ImnnRunError};
use std::path::{Path, PathBuf};

/// Each option is one setting; what is not given stays as the file, or the default, has it.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Options {
    /// A folder of simulations, named as `simulate` names them [default: the reference problem]
    #[arg(value_name = "SIMULATIONS", help_heading = "Data")]
    pub(super) simulations: Option<PathBuf>,
    /// The shape of a simulation, for records that do not say it
    #[arg(long, value_name = "SHAPE", value_delimiter = ',', num_args = 1, help_heading = "Data")]
    input: Option<Vec<usize>>,
    /// Parameters, for records that do not say them
    #[arg(long, value_name = "COUNT", help_heading = "Data")]
    parameters: Option<usize>,
    /// Parameters of the simulations [default: as their folder says]
    #[arg(
        long,
        value_name = "THETA",
        value_delimiter = ',',
        num_args = 1,
        allow_hyphen_values = true,
        help_heading = "Data"
    )]
    fiducial: Option<Vec<f64>>,
    /// Derivatives are pairs of simulations, which are so far apart in each parameter
    #[arg(long, value_name = "STEPS", value_delimiter = ',', num_args = 1, help_heading = "Data")]
    delta_theta: Option<Vec<f64>>,
    /// Megabytes up to which a set is kept in memory; larger ones are read in each pass [default: 64]
    #[arg(long, value_name = "MB", help_heading = "Data")]
    cache: Option<f64>,
    /// Batches that are read ahead of a larger set, or 0 [default: 2]
    #[arg(long, value_name = "BATCHES", help_heading = "Data")]
    prefetch: Option<usize>,
    /// Draws the reference problem anew in each iteration, and keeps the last network
    #[arg(long, conflicts_with = "simulations", help_heading = "Data")]
    pub(super) fresh: bool,
    /// Fresh simulations an iteration [default: 1000]
    #[arg(long, value_name = "COUNT", help_heading = "Data")]
    count: Option<usize>,
    /// Draws a fresh simulation [default: 10]
    #[arg(long, value_name = "DRAWS", help_heading = "Data")]
    size: Option<usize>,

    /// Widths of the hidden layers [default: 128,128,128]
    #[arg(
        long,
        value_name = "WIDTHS",
        value_delimiter = ',',
        num_args = 1,
        help_heading = "Network"
    )]
    hidden: Option<Vec<usize>>,
    /// Function between the layers [default: leaky-relu]
    #[arg(long, value_enum, help_heading = "Network")]
    activation: Option<ActivationChoice>,
    /// Summaries [default: as many as parameters]
    #[arg(long, value_name = "COUNT", help_heading = "Network")]
    summaries: Option<usize>,

    /// Strength of the regulariser, λ [default: 10]
    #[arg(long, help_heading = "Training")]
    lambda: Option<f64>,
    /// How near the covariance is drawn to 1, ε [default: 0.1]
    #[arg(long, help_heading = "Training")]
    epsilon: Option<f64>,
    /// Iterations without a larger |F| after which the fit ends [default: 100; 10 for the reference problem]
    #[arg(long, value_name = "ITERATIONS", help_heading = "Training")]
    pub(super) patience: Option<u64>,
    /// They count after this many [default: 100]
    #[arg(long, value_name = "ITERATIONS", help_heading = "Training")]
    min_iterations: Option<u64>,
    /// Iterations at most [default: 100000; 1000 for the reference problem]
    #[arg(long, value_name = "ITERATIONS", help_heading = "Training")]
    pub(super) max_iterations: Option<u64>,
    /// Keeps the last network, not that of the largest |F|
    #[arg(long, help_heading = "Training")]
    last: bool,
    /// Neither patience nor the largest |F| count before Λ₂ was once below ε
    #[arg(long, help_heading = "Training")]
    start_when_settled: bool,
    /// Learning rate of Adam [default: 0.001]
    #[arg(long, help_heading = "Training")]
    rate: Option<f64>,
    /// Seed of the network and of fresh simulations, below 2⁶³ [default: 0]
    #[arg(long, value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64), help_heading = "Training")]
    pub(super) seed: Option<u64>,

    /// Floats of the network [default: f32]
    #[arg(long, value_enum, help_heading = "Computation")]
    precision: Option<PrecisionChoice>,
    /// Simulations a batch: what is in memory of a large set [default: 100]
    #[arg(long, value_name = "COUNT", help_heading = "Computation")]
    per_batch: Option<usize>,
    /// Batches that are evaluated at the same time; the results do not depend on them [default: one for each thread]
    #[arg(long, value_name = "COUNT", help_heading = "Computation")]
    workers: Option<usize>,
    /// Threads; the results do not depend on them [default: one for each core]
    #[arg(long, value_name = "COUNT", help_heading = "Computation")]
    threads: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ActivationChoice {
    /// z where z ≥ 0, and z/100 else
    LeakyRelu,
    /// tanh z
    Tanh,
    /// 1/(1 + e⁻ᶻ)
    Sigmoid,
    /// ln(1 + eᶻ)
    Softplus,
    /// z/(1 + e⁻ᶻ)
    Silu,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PrecisionChoice {
    F32,
    F64,
}

impl fit::Options<Imnn> for Options {
    fn given(&self) -> Vec<&'static str> {
        let Self { simulations: _, input, parameters, fiducial, delta_theta, cache, .. } = self;
        let Self { prefetch, fresh, count, size, hidden, activation, summaries, .. } = self;
        let Self { lambda, epsilon, patience, min_iterations, max_iterations, last, .. } = self;
        let Self { start_when_settled, rate, seed, precision, per_batch, workers, .. } = self;
        fit::given([
            ("--input", input.is_some()),
            ("--parameters", parameters.is_some()),
            ("--fiducial", fiducial.is_some()),
            ("--delta-theta", delta_theta.is_some()),
            ("--cache", cache.is_some()),
            ("--prefetch", prefetch.is_some()),
            ("--fresh", *fresh),
            ("--count", count.is_some()),
            ("--size", size.is_some()),
            ("--hidden", hidden.is_some()),
            ("--activation", activation.is_some()),
            ("--summaries", summaries.is_some()),
            ("--lambda", lambda.is_some()),
            ("--epsilon", epsilon.is_some()),
            ("--patience", patience.is_some()),
            ("--min-iterations", min_iterations.is_some()),
            ("--max-iterations", max_iterations.is_some()),
            ("--last", *last),
            ("--start-when-settled", *start_when_settled),
            ("--rate", rate.is_some()),
            ("--seed", seed.is_some()),
            ("--precision", precision.is_some()),
            ("--per-batch", per_batch.is_some()),
            ("--workers", workers.is_some()),
            ("--threads", self.threads.is_some()),
        ])
    }

    fn files(&self) -> Vec<Option<&Path>> {
        vec![self.simulations.as_deref()]
    }

    fn over(&self, mut settings: FitSettings) -> Result<FitSettings, ImnnRunError> {
        let data = &mut settings.data;
        data.folder = self.simulations.clone().or(data.folder.take());
        data.input = self.input.clone().or(data.input.take());
        data.parameters = self.parameters.or(data.parameters);
        data.fiducial = self.fiducial.clone().or(data.fiducial.take());
        data.steps = self.delta_theta.clone().or(data.steps.take());
        put(&mut data.cache, &self.cache);
        put(&mut data.prefetch, &self.prefetch);
        data.fresh |= self.fresh;
        if !data.fresh && (self.count.is_some() || self.size.is_some()) {
            let (name, expected) = ("--count or --size", "left out without --fresh");
            return Err(ImnnRunError::Setting { name, expected, found: "given".to_owned() });
        }
        put(&mut data.count, &self.count);
        put(&mut data.size, &self.size);
        let network = &mut settings.network;
        put(&mut network.hidden, &self.hidden);
        match self.activation {
            Some(ActivationChoice::LeakyRelu) => network.activation = Activation::LeakyRelu,
            Some(ActivationChoice::Tanh) => network.activation = Activation::Tanh,
            Some(ActivationChoice::Sigmoid) => network.activation = Activation::Sigmoid,
            Some(ActivationChoice::Softplus) => network.activation = Activation::Softplus,
            Some(ActivationChoice::Silu) => network.activation = Activation::Silu,
            None => {}
        }
        network.summaries = self.summaries.or(network.summaries);
        let training = &mut settings.training;
        put(&mut training.lambda, &self.lambda);
        put(&mut training.epsilon, &self.epsilon);
        put(&mut training.patience, &self.patience);
        put(&mut training.min_iterations, &self.min_iterations);
        put(&mut training.max_iterations, &self.max_iterations);
        // Of fresh simulations the largest |F| is luck.
        training.best &= !(self.last || self.fresh);
        training.start_when_settled |= self.start_when_settled;
        put(&mut training.rate, &self.rate);
        put(&mut training.seed, &self.seed);
        let compute = &mut settings.compute;
        match self.precision {
            Some(PrecisionChoice::F32) => compute.precision = Digits::F32,
            Some(PrecisionChoice::F64) => compute.precision = Digits::F64,
            None => {}
        }
        put(&mut compute.per_batch, &self.per_batch);
        compute.workers = self.workers.or(compute.workers);
        compute.threads = self.threads.or(compute.threads);
        Ok(settings)
    }
}
