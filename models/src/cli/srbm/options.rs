//! The settings of a fit as options, over those of a file.

use crate::cli::{fit, put};
use clap::{Args, ValueEnum};
use cotangent_models::run::srbm::{Digits, FitSettings, Gauge, RatioMatching, SrbmRunError, Where};
use cotangent_models::srbm::fit::{Adam, Lbfgs, Optimiser, Patience};
use cotangent_models::srbm::input::Axes;
use cotangent_models::srbm::{Kind, Loss, Norm, SelfCoupling};
use std::path::{Path, PathBuf};

/// Each option is one setting; what is not given stays as the file, or the default, has it.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Options {
    /// Samples to fit: .npy or .npz of categories or one-hot, or .csv of categories [default: the example]
    #[arg(long, value_name = "FILE", help_heading = "Data")]
    data: Option<PathBuf>,
    /// The array's name in an .npz [default: the only one]
    #[arg(long, value_name = "NAME", help_heading = "Data")]
    array: Option<String>,
    /// Weights of the samples: .npy, .npz or .csv
    #[arg(long, value_name = "FILE", help_heading = "Data")]
    weights: Option<PathBuf>,
    /// The weights' name in an .npz [default: the only one]
    #[arg(long, value_name = "NAME", help_heading = "Data")]
    weights_array: Option<String>,
    /// Order of the axes [default: categories as samples-first, one-hot as it reads]
    #[arg(long, value_enum, help_heading = "Data")]
    axes: Option<AxesChoice>,
    /// The first category, such as 1 in files from Julia [default: 0]
    #[arg(long, value_name = "CATEGORY", help_heading = "Data")]
    first: Option<usize>,
    /// Categories a site [default: from the data]
    #[arg(long, value_name = "COUNT", help_heading = "Data")]
    states: Option<usize>,
    /// Share of the samples that is held out [default: 0.1]
    #[arg(long, value_name = "SHARE", help_heading = "Data")]
    held_out: Option<f64>,
    /// Draws of the example, where there is no file [default: 20000]
    #[arg(long, value_name = "COUNT", help_heading = "Data")]
    draws: Option<usize>,

    /// Which terms the energy has [default: pairwise]
    #[arg(long, value_enum, help_heading = "Model")]
    kind: Option<KindChoice>,
    /// Hidden units: rbm, srbm [default: 0]
    #[arg(long, value_name = "COUNT", help_heading = "Model")]
    hidden: Option<usize>,
    /// Which of the equal models is written [default: zero-sum]
    #[arg(long, value_enum, help_heading = "Model")]
    gauge: Option<GaugeChoice>,

    /// What is minimised [default: ratio-matching]
    #[arg(long, value_enum, help_heading = "Objective")]
    objective: Option<LossChoice>,
    /// Energy scale: ratio-matching [default: 1]
    #[arg(long, help_heading = "Objective")]
    beta: Option<f64>,
    /// How self-couplings count [default: forbid]
    #[arg(long, value_enum, help_heading = "Objective")]
    self_coupling: Option<SelfCouplingChoice>,
    /// Weight of the squares of the fields [default: 0]
    #[arg(long, value_name = "WEIGHT", help_heading = "Objective")]
    lambda_h: Option<f64>,
    /// Weight of the squares of the couplings [default: 0]
    #[arg(long, value_name = "WEIGHT", help_heading = "Objective")]
    lambda_j: Option<f64>,
    /// Weight of the norm of the hidden units' weights [default: 0]
    #[arg(long, value_name = "WEIGHT", help_heading = "Objective")]
    lambda_w: Option<f64>,
    /// That norm [default: l2]
    #[arg(long, value_enum, help_heading = "Objective")]
    norm: Option<NormChoice>,

    /// By which steps [default: lbfgs]
    #[arg(long, value_enum, help_heading = "Training")]
    optimiser: Option<OptimiserChoice>,
    /// Learning rate: adam [default: 0.01]
    #[arg(long, help_heading = "Training")]
    rate: Option<f64>,
    /// How much of the mean gradient stays at each step: adam [default: 0.9]
    #[arg(long, help_heading = "Training")]
    beta1: Option<f64>,
    /// How much of the mean square stays at each step: adam [default: 0.999]
    #[arg(long, help_heading = "Training")]
    beta2: Option<f64>,
    /// Added to the root of the mean square: adam [default: 1e-8]
    #[arg(long, help_heading = "Training")]
    epsilon: Option<f64>,
    /// Steps and gradient changes that are kept: lbfgs [default: 3]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    memory: Option<usize>,
    /// Length of the gradient at which the fit has converged: lbfgs [default: 1e-5]
    #[arg(long, help_heading = "Training")]
    tolerance: Option<f64>,
    /// Evaluations of a line search at most: lbfgs [default: 30]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    trials: Option<usize>,
    /// Passes over the samples, or iterations of lbfgs, at most [default: 1000]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    epochs: Option<usize>,
    /// Samples a step: adam [default: all]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    batch: Option<usize>,
    /// Epochs without a better held-out loss after which training ends [default: never]
    #[arg(long, value_name = "EPOCHS", help_heading = "Training")]
    patience: Option<usize>,
    /// Seed of all that is random, below 2⁶³ [default: 0]
    #[arg(long, value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64), help_heading = "Training")]
    seed: Option<u64>,

    /// Floats of the computation [default: f32]
    #[arg(long, value_enum, help_heading = "Computation")]
    precision: Option<PrecisionChoice>,
    /// Where to evaluate: on a CUDA device if there is one, never, or else fail [default: auto]
    #[arg(long, value_enum, help_heading = "Computation")]
    device: Option<DeviceChoice>,
    /// Threads; the results do not depend on them [default: one for each core]
    #[arg(long, value_name = "COUNT", help_heading = "Computation")]
    threads: Option<usize>,
}

/// A choice on the command line for each value of a setting.
macro_rules! choices {
    ($($choice:ident for $setting:ident { $($(#[$doc:meta])* $name:ident),+ })+) => {
        $(
            #[derive(Debug, Clone, Copy, ValueEnum)]
            enum $choice {
                $($(#[$doc])* $name),+
            }

            impl From<$choice> for $setting {
                fn from(choice: $choice) -> Self {
                    match choice {
                        $($choice::$name => Self::$name),+
                    }
                }
            }
        )+
    };
}

choices! {
    AxesChoice for Axes {
        /// Categories [M, N], one-hot as it reads
        Detect,
        /// [q, N, M] or [N, M]
        SamplesLast,
        /// [M, N, q] or [M, N]
        SamplesFirst
    }
    KindChoice for Kind {
        /// Fields alone
        Profile,
        /// Fields and couplings: a Potts model
        Pairwise,
        /// Fields and hidden units
        Rbm,
        /// Fields, couplings and hidden units
        Srbm
    }
    GaugeChoice for Gauge {
        /// Sums over states are zero
        ZeroSum,
        /// As the fit found it
        None
    }
    SelfCouplingChoice for SelfCoupling {
        /// There are none
        Forbid,
        /// The true change of the energy
        Exact,
        /// Linear in the flipped site
        Linearised
    }
    NormChoice for Norm {
        /// Squares
        L2,
        /// Absolute values
        L1,
        /// Lengths of the blocks of a site and a unit
        Groups
    }
    PrecisionChoice for Digits { F32, F64 }
    DeviceChoice for Where { Auto, Cpu, Cuda }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LossChoice {
    /// Each sample against all its one-site flips
    RatioMatching,
    /// Each site given all others
    Pseudolikelihood,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OptimiserChoice {
    /// Gradient steps, of minibatches too
    Adam,
    /// Quasi-Newton steps of all samples
    Lbfgs,
}

/// Puts a choice in the place of a setting.
fn choose<S: From<C>, C: Copy>(setting: &mut S, choice: Option<C>) {
    if let Some(choice) = choice {
        *setting = choice.into();
    }
}

impl fit::Options<RatioMatching> for Options {
    fn given(&self) -> Vec<&'static str> {
        let Self { data: _, array, weights: _, weights_array, axes, first, states, .. } = self;
        let Self { held_out, draws, kind, hidden, gauge, objective, beta, self_coupling, .. } =
            self;
        let Self { lambda_h, lambda_j, lambda_w, norm, optimiser, rate, beta1, beta2, .. } = self;
        let Self { epsilon, memory, tolerance, trials, epochs, batch, patience, seed, .. } = self;
        let Self { precision, device, threads, .. } = self;
        fit::given([
            ("--array", array.is_some()),
            ("--weights-array", weights_array.is_some()),
            ("--axes", axes.is_some()),
            ("--first", first.is_some()),
            ("--states", states.is_some()),
            ("--held-out", held_out.is_some()),
            ("--draws", draws.is_some()),
            ("--kind", kind.is_some()),
            ("--hidden", hidden.is_some()),
            ("--gauge", gauge.is_some()),
            ("--objective", objective.is_some()),
            ("--beta", beta.is_some()),
            ("--self-coupling", self_coupling.is_some()),
            ("--lambda-h", lambda_h.is_some()),
            ("--lambda-j", lambda_j.is_some()),
            ("--lambda-w", lambda_w.is_some()),
            ("--norm", norm.is_some()),
            ("--optimiser", optimiser.is_some()),
            ("--rate", rate.is_some()),
            ("--beta1", beta1.is_some()),
            ("--beta2", beta2.is_some()),
            ("--epsilon", epsilon.is_some()),
            ("--memory", memory.is_some()),
            ("--tolerance", tolerance.is_some()),
            ("--trials", trials.is_some()),
            ("--epochs", epochs.is_some()),
            ("--batch", batch.is_some()),
            ("--patience", patience.is_some()),
            ("--seed", seed.is_some()),
            ("--precision", precision.is_some()),
            ("--device", device.is_some()),
            ("--threads", threads.is_some()),
        ])
    }

    fn files(&self) -> Vec<Option<&Path>> {
        vec![self.data.as_deref(), self.weights.as_deref()]
    }

    fn over(&self, mut settings: FitSettings) -> Result<FitSettings, SrbmRunError> {
        let data = &mut settings.data;
        data.file = self.data.clone().or(data.file.take());
        data.array = self.array.clone().or(data.array.take());
        data.weights = self.weights.clone().or(data.weights.take());
        data.weights_array = self.weights_array.clone().or(data.weights_array.take());
        choose(&mut data.axes, self.axes);
        put(&mut data.first, &self.first);
        data.states = self.states.or(data.states);
        put(&mut data.held_out, &self.held_out);
        put(&mut data.draws, &self.draws);
        let model = &mut settings.model;
        choose(&mut model.kind, self.kind);
        put(&mut model.hidden, &self.hidden);
        choose(&mut model.gauge, self.gauge);
        let training = &mut settings.training;
        let objective = &mut training.objective;
        match self.objective {
            Some(LossChoice::Pseudolikelihood) => objective.loss = Loss::Pseudolikelihood,
            Some(LossChoice::RatioMatching) => objective.loss = Loss::RatioMatching { beta: 1.0 },
            None => {}
        }
        choose(&mut objective.self_coupling, self.self_coupling);
        put(&mut objective.regulariser.fields, &self.lambda_h);
        put(&mut objective.regulariser.couplings, &self.lambda_j);
        put(&mut objective.regulariser.weights, &self.lambda_w);
        choose(&mut objective.regulariser.norm, self.norm);
        let mut left = vec![
            ("beta", self.beta.is_some()),
            ("rate", self.rate.is_some()),
            ("beta1", self.beta1.is_some()),
            ("beta2", self.beta2.is_some()),
            ("epsilon", self.epsilon.is_some()),
            ("memory", self.memory.is_some()),
            ("tolerance", self.tolerance.is_some()),
            ("trials", self.trials.is_some()),
        ];
        let mut taken = |names: &[&str]| left.retain(|(name, _)| !names.contains(name));
        if let Loss::RatioMatching { beta } = &mut objective.loss {
            put(beta, &self.beta);
            taken(&["beta"]);
        }
        match self.optimiser {
            Some(OptimiserChoice::Adam) => training.optimiser = Optimiser::Adam(Adam::default()),
            Some(OptimiserChoice::Lbfgs) => training.optimiser = Optimiser::Lbfgs(Lbfgs::default()),
            None => {}
        }
        match &mut training.optimiser {
            Optimiser::Adam(adam) => {
                put(&mut adam.rate, &self.rate);
                put(&mut adam.beta1, &self.beta1);
                put(&mut adam.beta2, &self.beta2);
                put(&mut adam.epsilon, &self.epsilon);
                taken(&["rate", "beta1", "beta2", "epsilon"]);
            }
            Optimiser::Lbfgs(lbfgs) => {
                put(&mut lbfgs.memory, &self.memory);
                put(&mut lbfgs.tolerance, &self.tolerance);
                put(&mut lbfgs.trials, &self.trials);
                taken(&["memory", "tolerance", "trials"]);
            }
        }
        if let Some((name, _)) = left.into_iter().find(|(_, is_given)| *is_given) {
            let expected = "left out: this objective or optimiser has no such setting";
            return Err(SrbmRunError::Setting { name, expected, found: "given".to_owned() });
        }
        put(&mut training.epochs, &self.epochs);
        training.batch_size = self.batch.or(training.batch_size);
        if let Some(epochs) = self.patience {
            let least = training.patience.map_or(0.0, |patience| patience.least);
            training.patience = Some(Patience { epochs, least });
        }
        put(&mut training.seed, &self.seed);
        let compute = &mut settings.compute;
        choose(&mut compute.precision, self.precision);
        choose(&mut compute.device, self.device);
        compute.threads = self.threads.or(compute.threads);
        Ok(settings)
    }
}
