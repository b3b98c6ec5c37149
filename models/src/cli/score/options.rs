//! The settings of a fit as options, over those of a file.

use crate::cli::{fit, put};
use clap::{Args, ValueEnum};
use cotangent_models::run::score::{ExampleName, FitSettings, Score, ScoreRunError};
use cotangent_models::score::{Activation, Law, Objective, Schedule, ScoreError};
use std::path::{Path, PathBuf};

/// Each option is one setting; what is not given stays as the file, or the default, has it.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Options {
    /// Points to fit, a row each: .npy (f4 or f8, [rows, columns]) or .csv
    #[arg(long, value_name = "FILE", conflicts_with = "example", help_heading = "Data")]
    data: Option<PathBuf>,
    /// Points that come along: draws of a mixture on the line or in the plane [default: line]
    #[arg(long, value_enum, help_heading = "Data")]
    example: Option<ExampleChoice>,
    /// Share of the file's points that is held out [default: 0.1]
    #[arg(long, value_name = "SHARE", help_heading = "Data")]
    held_out: Option<f64>,

    /// Widths of the hidden layers [default: 8]
    #[arg(long, value_name = "WIDTHS", value_delimiter = ',', help_heading = "Network")]
    hidden: Option<Vec<usize>>,
    /// Function between layers [default: sigmoid]
    #[arg(long, value_enum, help_heading = "Network")]
    activation: Option<ActivationChoice>,
    /// The network is an energy, whose slope is the score [default: false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", help_heading = "Network")]
    energy: Option<bool>,

    /// What is minimised [default: implicit]
    #[arg(long, value_enum, help_heading = "Objective")]
    objective: Option<ObjectiveChoice>,
    /// Weight of squared derivatives: implicit, finite-difference [default: 0]
    #[arg(long, help_heading = "Objective")]
    lambda: Option<f64>,
    /// Displacement: finite-difference [default: from the points' range]
    #[arg(long, help_heading = "Objective")]
    delta: Option<f64>,
    /// Directions a point: sliced [default: 1]
    #[arg(long, value_name = "COUNT", help_heading = "Objective")]
    slices: Option<usize>,
    /// Distribution of directions: sliced [default: rademacher]
    #[arg(long, value_enum, help_heading = "Objective")]
    law: Option<LawChoice>,
    /// Only the divergence is estimated, which varies less: sliced [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", help_heading = "Objective")]
    reduced: Option<bool>,
    /// Standard deviation of the noise or kernel: denoising, parzen [default: 0.3]
    #[arg(long, help_heading = "Objective")]
    sigma: Option<f64>,
    /// Displaced copies of a point: denoising [default: 1]
    #[arg(long, value_name = "COUNT", help_heading = "Objective")]
    copies: Option<usize>,

    /// Passes over the points [default: 500]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    epochs: Option<usize>,
    /// Points a step [default: all]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    batch: Option<usize>,
    /// Learning rate of Adam [default: 0.01]
    #[arg(long, help_heading = "Training")]
    rate: Option<f64>,
    /// How much of the mean gradient stays at each step [default: 0.9]
    #[arg(long, help_heading = "Training")]
    beta1: Option<f64>,
    /// How much of the mean square stays at each step [default: 0.999]
    #[arg(long, help_heading = "Training")]
    beta2: Option<f64>,
    /// Added to the root of the mean square [default: 1e-8]
    #[arg(long, help_heading = "Training")]
    epsilon: Option<f64>,
    /// How the learning rate changes: constant, cosine:LAST or exponential:FACTOR [default: constant]
    #[arg(long, value_parser = schedule, help_heading = "Training")]
    schedule: Option<Schedule>,
    /// Largest norm of a gradient; a longer one is shortened [default: none]
    #[arg(long, value_name = "NORM", help_heading = "Training")]
    clip: Option<f64>,
    /// How much of the mean parameters stays at each step [default: no mean]
    #[arg(long, value_name = "SHARE", help_heading = "Training")]
    ema: Option<f64>,
    /// Whether directions or noise are drawn anew for each step [default: true]
    #[arg(long, value_name = "BOOL", help_heading = "Training")]
    fresh: Option<bool>,
    /// Epochs without a better held-out loss after which training ends [default: never]
    #[arg(long, value_name = "EPOCHS", help_heading = "Training")]
    patience: Option<usize>,
    /// Snapshots of the parameters, for animations [default: 100, or as many as epochs]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    snapshots: Option<usize>,
    /// Seed of all that is random, below 2⁶³ [default: 0]
    #[arg(long, value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64), help_heading = "Training")]
    seed: Option<u64>,
    /// Threads; the results do not depend on them [default: 1]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    threads: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExampleChoice {
    Line,
    Plane,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ActivationChoice {
    Sigmoid,
    Tanh,
    Softplus,
    Silu,
    /// Has kinks, which implicit and sliced objectives miss
    Relu,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LawChoice {
    Normal,
    Rademacher,
    Sphere,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ObjectiveChoice {
    /// Exact divergence, regularised by --lambda
    Implicit,
    /// Differences for the derivatives
    FiniteDifference,
    /// Random directions for the divergence
    Sliced,
    /// The score of the density smoothed by noise
    Denoising,
    /// The true score, which the examples know
    Explicit,
    /// The score of the points' kernel density
    Parzen,
}

impl ObjectiveChoice {
    fn with_defaults(self) -> Objective {
        match self {
            Self::Implicit => Objective::IMPLICIT,
            Self::FiniteDifference => Objective::FiniteDifference { delta: None, lambda: 0.0 },
            Self::Sliced => Objective::Sliced { slices: 1, law: Law::Rademacher, reduced: true },
            Self::Denoising => Objective::Denoising { sigma: 0.3, copies: 1 },
            Self::Explicit => Objective::Explicit,
            Self::Parzen => Objective::Parzen { sigma: 0.3 },
        }
    }
}

fn schedule(text: &str) -> Result<Schedule, String> {
    let number = |text: &str| {
        text.parse::<f64>()
            .map_err(|_| format!("expected a number after the colon, found `{text}`"))
    };
    match text.split_once(':') {
        None if text == "constant" => Ok(Schedule::Constant),
        Some(("cosine", last)) => Ok(Schedule::Cosine { last: number(last)? }),
        Some(("exponential", factor)) => Ok(Schedule::Exponential { factor: number(factor)? }),
        _ => Err("expected constant, cosine:LAST or exponential:FACTOR".to_owned()),
    }
}

impl fit::Options<Score> for Options {
    fn given(&self) -> Vec<&'static str> {
        let Self { data: _, example, held_out, hidden, activation, energy, .. } = self;
        let Self { objective, lambda, delta, slices, law, reduced, sigma, copies, .. } = self;
        let Self { epochs, batch, rate, beta1, beta2, epsilon, schedule, clip, .. } = self;
        let Self { ema, fresh, patience, snapshots, seed, threads, .. } = self;
        fit::given([
            ("--example", example.is_some()),
            ("--held-out", held_out.is_some()),
            ("--hidden", hidden.is_some()),
            ("--activation", activation.is_some()),
            ("--energy", energy.is_some()),
            ("--objective", objective.is_some()),
            ("--lambda", lambda.is_some()),
            ("--delta", delta.is_some()),
            ("--slices", slices.is_some()),
            ("--law", law.is_some()),
            ("--reduced", reduced.is_some()),
            ("--sigma", sigma.is_some()),
            ("--copies", copies.is_some()),
            ("--epochs", epochs.is_some()),
            ("--batch", batch.is_some()),
            ("--rate", rate.is_some()),
            ("--beta1", beta1.is_some()),
            ("--beta2", beta2.is_some()),
            ("--epsilon", epsilon.is_some()),
            ("--schedule", schedule.is_some()),
            ("--clip", clip.is_some()),
            ("--ema", ema.is_some()),
            ("--fresh", fresh.is_some()),
            ("--patience", patience.is_some()),
            ("--snapshots", snapshots.is_some()),
            ("--seed", seed.is_some()),
            ("--threads", threads.is_some()),
        ])
    }

    fn files(&self) -> Vec<Option<&Path>> {
        vec![self.data.as_deref()]
    }

    fn over(&self, mut settings: FitSettings) -> Result<FitSettings, ScoreRunError> {
        let data = &mut settings.data;
        if let Some(file) = &self.data {
            (data.file, data.example) = (Some(file.clone()), None);
        }
        if let Some(example) = self.example {
            let example = match example {
                ExampleChoice::Line => ExampleName::Line,
                ExampleChoice::Plane => ExampleName::Plane,
            };
            (data.file, data.example) = (None, Some(example));
        }
        if data.file.is_none() && data.example.is_none() {
            data.example = Some(ExampleName::Line);
        }
        put(&mut data.held_out, &self.held_out);
        let network = &mut settings.network;
        put(&mut network.hidden, &self.hidden);
        put(&mut network.energy, &self.energy);
        if let Some(activation) = self.activation {
            network.activation = match activation {
                ActivationChoice::Sigmoid => Activation::Sigmoid,
                ActivationChoice::Tanh => Activation::Tanh,
                ActivationChoice::Softplus => Activation::Softplus,
                ActivationChoice::Silu => Activation::Silu,
                ActivationChoice::Relu => Activation::Relu,
            };
        }
        let training = &mut settings.training;
        if let Some(objective) = self.objective {
            training.objective = objective.with_defaults();
        }
        training.objective = self.objective_over(training.objective)?;
        put(&mut training.epochs, &self.epochs);
        put(&mut training.adam.rate, &self.rate);
        put(&mut training.adam.beta1, &self.beta1);
        put(&mut training.adam.beta2, &self.beta2);
        put(&mut training.adam.epsilon, &self.epsilon);
        put(&mut training.schedule, &self.schedule);
        put(&mut training.seed, &self.seed);
        put(&mut training.fresh, &self.fresh);
        put(&mut training.threads, &self.threads);
        training.batch = self.batch.or(training.batch);
        training.clip = self.clip.or(training.clip);
        training.ema = self.ema.or(training.ema);
        training.patience = self.patience.or(training.patience);
        match self.snapshots {
            Some(snapshots) => training.snapshots = snapshots,
            // Few epochs have as many snapshots.
            None => training.snapshots = training.snapshots.min(training.epochs),
        }
        Ok(settings)
    }
}

impl Options {
    fn objective_over(&self, mut objective: Objective) -> Result<Objective, ScoreError> {
        let mut left = vec![
            ("lambda", self.lambda.is_some()),
            ("delta", self.delta.is_some()),
            ("slices", self.slices.is_some()),
            ("law", self.law.is_some()),
            ("reduced", self.reduced.is_some()),
            ("sigma", self.sigma.is_some()),
            ("copies", self.copies.is_some()),
        ];
        let mut taken = |names: &[&str]| left.retain(|(name, _)| !names.contains(name));
        match &mut objective {
            Objective::Implicit { lambda } => {
                put(lambda, &self.lambda);
                taken(&["lambda"]);
            }
            Objective::FiniteDifference { delta, lambda } => {
                put(lambda, &self.lambda);
                *delta = self.delta.or(*delta);
                taken(&["lambda", "delta"]);
            }
            Objective::Sliced { slices, law, reduced } => {
                put(slices, &self.slices);
                put(reduced, &self.reduced);
                if let Some(choice) = self.law {
                    *law = match choice {
                        LawChoice::Normal => Law::Normal,
                        LawChoice::Rademacher => Law::Rademacher,
                        LawChoice::Sphere => Law::Sphere,
                    };
                }
                taken(&["slices", "law", "reduced"]);
            }
            Objective::Denoising { sigma, copies } => {
                put(sigma, &self.sigma);
                put(copies, &self.copies);
                taken(&["sigma", "copies"]);
            }
            Objective::Parzen { sigma } => {
                put(sigma, &self.sigma);
                taken(&["sigma"]);
            }
            Objective::Explicit => {}
        }
        match left.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(objective),
            Some((name, _)) => Err(ScoreError::Setting {
                name,
                expected: "left out: this objective has no such setting",
                found: "given".to_owned(),
            }),
        }
    }
}
