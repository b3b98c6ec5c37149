//! `cotangent newton train`: damped Newton steps beside gradient descent and Adam.

use super::{Ended, Error, train_page};
use crate::cli::{End, progress};
use clap::{Args, ValueEnum, value_parser};
use cotangent_models::imnn::Adam;
use cotangent_models::jacobians::Curvature;
use cotangent_models::newton::{
    Classes, Classifier, Criterion, Damping, Optimiser, ParamGroups, Record, Settings, train,
};
use cotangent_models::report::table;
use cotangent_models::run::{RunError, write_whole};
use cotangent_models::score::{Activation, Mlp, generator};
use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  cotangent newton train --out run
      three spirals, 2-16-16-3, and a page: curves, signal and noise along directions, decisions
  cotangent newton train --problem blobs --noise 0.4 --batch 30 --steps 60 --seed 5
      clouds by minibatches, in the terminal alone
  cotangent newton train --top 10 --damping 0.1 --rate-sgd 0.3 --rate-adam 0.05 --out run
      fewer directions and other rates

All three begin with the same network, and take as many steps. The folder gets history.csv (loss and accuracy),
signal.csv (signal and noise along the directions that are watched), result.json and index.html.

Exit codes: 0 trained, 1 a training diverged, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What is drawn
    #[arg(long, value_enum, default_value_t = ProblemChoice::Spirals, help_heading = "Problem")]
    pub(super) problem: ProblemChoice,
    /// Points
    #[arg(long, value_name = "N", default_value_t = 90, help_heading = "Problem")]
    pub(super) points: usize,
    /// Classes, which take turns; up to 5
    #[arg(long, value_name = "C", default_value_t = 3, value_parser = value_parser!(u8).range(2..=5), help_heading = "Problem")]
    pub(super) classes: u8,
    /// Standard deviation of both coordinates
    #[arg(
        long,
        value_name = "SD",
        default_value_t = 0.03,
        allow_hyphen_values = true,
        help_heading = "Problem"
    )]
    pub(super) noise: f64,
    /// Hidden units of each layer, with tanh
    #[arg(
        long,
        value_name = "WIDTHS",
        value_delimiter = ',',
        num_args = 1,
        default_value = "16,16",
        help_heading = "Problem"
    )]
    pub(super) hidden: Vec<usize>,
    /// Seed of points, network, minibatches and draws
    #[arg(long, default_value_t = 1, value_parser = value_parser!(u64).range(..=i64::MAX as u64), help_heading = "Problem")]
    pub(super) seed: u64,

    /// Steps of each
    #[arg(long, value_name = "COUNT", default_value_t = 60, help_heading = "Training")]
    pub(super) steps: usize,
    /// Points a step [default: all]
    #[arg(long, value_name = "COUNT", help_heading = "Training")]
    pub(super) batch: Option<usize>,
    /// Newton: directions of so many of the largest eigenvalues
    #[arg(long, value_name = "K", default_value_t = 60, help_heading = "Training")]
    pub(super) top: usize,
    /// Newton: added to the curvature
    #[arg(
        long,
        value_name = "DAMPING",
        default_value_t = 0.03,
        allow_hyphen_values = true,
        help_heading = "Training"
    )]
    pub(super) damping: f64,
    /// Newton: how much of a step is taken
    #[arg(
        long,
        value_name = "RATE",
        default_value_t = 1.0,
        allow_hyphen_values = true,
        help_heading = "Training"
    )]
    pub(super) rate_newton: f64,
    /// Newton: draws a sample that stand for the loss's Hessian [default: the Hessian itself]
    #[arg(long, value_name = "DRAWS", help_heading = "Training")]
    pub(super) mc: Option<usize>,
    /// Gradient descent: learning rate
    #[arg(
        long,
        value_name = "RATE",
        default_value_t = 1.0,
        allow_hyphen_values = true,
        help_heading = "Training"
    )]
    pub(super) rate_sgd: f64,
    /// Gradient descent: how much of the last step stays
    #[arg(
        long,
        value_name = "SHARE",
        default_value_t = 0.9,
        allow_hyphen_values = true,
        help_heading = "Training"
    )]
    pub(super) momentum: f64,
    /// Adam: learning rate
    #[arg(
        long,
        value_name = "RATE",
        default_value_t = 0.2,
        allow_hyphen_values = true,
        help_heading = "Training"
    )]
    pub(super) rate_adam: f64,
    /// Steps between two records
    #[arg(long, value_name = "STEPS", default_value_t = 3, help_heading = "Training")]
    pub(super) every: usize,
    /// Directions along which signal and noise are watched
    #[arg(long, value_name = "COUNT", default_value_t = 12, help_heading = "Training")]
    pub(super) watch: usize,

    /// The folder of the curves and the page
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints the result as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProblemChoice {
    /// Arms that wind once around the origin
    Spirals,
    /// Clouds on a circle
    Blobs,
}

/// How one of the three went.
pub(super) struct Trained {
    pub(super) name: &'static str,
    pub(super) net: Mlp,
    pub(super) records: Vec<Record>,
    pub(super) seconds: f64,
}

impl Trained {
    pub(super) fn last(&self) -> &Record {
        &self.records[self.records.len() - 1]
    }

    /// The first record whose loss is below a number.
    fn below(&self, loss: f64) -> Option<usize> {
        self.records.iter().find(|record| record.loss < loss).map(|record| record.step)
    }

    fn row(&self) -> Vec<String> {
        let last = self.last();
        let step = |step: Option<usize>| step.map_or_else(|| "never".to_owned(), |s| s.to_string());
        vec![
            self.name.to_owned(),
            format!("{:.4}", self.records[0].loss),
            format!("{:.4e}", last.loss),
            format!("{:.1} %", 100.0 * last.accuracy),
            step(self.below(0.1)),
            step(self.below(0.01)),
            format!("{:.2}", self.seconds),
        ]
    }
}

pub(super) const HEADER: [&str; 7] = [
    "optimiser",
    "first loss",
    "last loss",
    "accuracy",
    "loss < 0.1 at step",
    "loss < 0.01 at step",
    "seconds",
];

/// The table of all three.
pub(super) fn rows(all: &[Trained]) -> Vec<Vec<String>> {
    all.iter().map(Trained::row).collect()
}

impl Arguments {
    fn optimisers(&self) -> [(&'static str, Optimiser<'static>); 3] {
        let curvature = match self.mc {
            None => Curvature::Exact,
            Some(samples) => Curvature::MonteCarlo { samples, seed: self.seed },
        };
        let newton = Optimiser::Newton {
            rate: self.rate_newton,
            curvature,
            groups: ParamGroups::One,
            criterion: Criterion::TopK(self.top),
            damping: Damping::Constant(self.damping),
        };
        let adam = Adam { rate: self.rate_adam, ..Adam::default() };
        let sgd = Optimiser::Sgd { rate: self.rate_sgd, momentum: self.momentum };
        [("damped Newton", newton), ("gradient descent", sgd), ("Adam", Optimiser::Adam(adam))]
    }

    /// The problem in a line.
    pub(super) fn about(&self, n_parameters: usize) -> String {
        let hidden: Vec<String> = self.hidden.iter().map(ToString::to_string).collect();
        let middle =
            if hidden.is_empty() { String::new() } else { format!("{}-", hidden.join("-")) };
        let batch = self.batch.map_or("all points".to_owned(), |batch| format!("{batch} points"));
        format!(
            "{} points of {} {}, noise {}; 2-{middle}{}, tanh, {n_parameters} parameters, softmax cross-entropy; \
             {} steps of {batch}, seed {}",
            self.points,
            self.classes,
            format!("{:?}", self.problem).to_lowercase(),
            self.noise,
            self.classes,
            self.steps,
            self.seed
        )
    }
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    if let Some(folder) = &arguments.out {
        std::fs::create_dir_all(folder)
            .map_err(|error| RunError::of(folder, format!("cannot be made: {error}")))?;
    }
    let Arguments { points, noise, seed, steps, every, watch, .. } = *arguments;
    let n_classes = usize::from(arguments.classes);
    let classes = match arguments.problem {
        ProblemChoice::Spirals => Classes::spirals(points, n_classes, noise, seed)?,
        ProblemChoice::Blobs => Classes::blobs(points, n_classes, noise, seed)?,
    };
    let classifier = Classifier::new(classes)?;
    let widths = [&[2], &arguments.hidden[..], &[n_classes]].concat();
    let start = Mlp::draw(&widths, Activation::Tanh, &mut generator(seed, 2))?;
    let about = arguments.about(start.n_parameters());

    let bar = progress(3 * (steps + 1), "steps");
    let mut all = vec![];
    for (place, (name, optimiser)) in arguments.optimisers().into_iter().enumerate() {
        let settings = Settings { optimiser, steps, batch: arguments.batch, seed, every, watch };
        let mut net = start.clone();
        let clock = Instant::now();
        let trained = train(&classifier, &mut net, &settings, |record| {
            bar.set_position((place * (steps + 1) + record.step) as u64);
            bar.set_message(format!("{name}: loss {:.4}", record.loss));
            ControlFlow::Continue(())
        });
        let seconds = clock.elapsed().as_secs_f64();
        let records = trained.inspect_err(|_| bar.finish_and_clear())?;
        all.push(Trained { name, net, records, seconds });
    }
    bar.finish_and_clear();

    if let Some(folder) = &arguments.out {
        write(folder, arguments, &about, &classifier, &all)?;
    }
    if arguments.json {
        println!("{}", json(&about, &all));
    } else {
        println!("{about}");
        println!("{}", table(&HEADER, &rows(&all), 1));
        if let Some(folder) = &arguments.out {
            println!("The page is in {}", folder.join("index.html").display());
        }
    }
    Ok(End::Well)
}

fn json(about: &str, all: &[Trained]) -> serde_json::Value {
    let one = |trained: &Trained| {
        serde_json::json!({
            "optimiser": trained.name,
            "steps": trained.records.iter().map(|r| r.step).collect::<Vec<_>>(),
            "losses": trained.records.iter().map(|r| r.loss).collect::<Vec<_>>(),
            "accuracies": trained.records.iter().map(|r| r.accuracy).collect::<Vec<_>>(),
            "seconds": trained.seconds,
        })
    };
    serde_json::json!({ "problem": about, "trained": all.iter().map(one).collect::<Vec<_>>() })
}

fn write(
    folder: &Path,
    arguments: &Arguments,
    about: &str,
    classifier: &Classifier,
    all: &[Trained],
) -> Result<(), Error> {
    let mut history = "optimiser,step,loss,accuracy\n".to_owned();
    let mut signals =
        "optimiser,step,direction,eigenvalue,slope,slope_to_noise,curvature_to_noise\n".to_owned();
    for Trained { name, records, .. } in all {
        for Record { step, loss, accuracy, signal } in records {
            writeln!(history, "{name},{step},{loss},{accuracy}").expect("text grows");
            let Some(signal) = signal else { continue };
            for (k, value) in signal.values.iter().enumerate().rev() {
                let direction = signal.values.len() - 1 - k;
                let (slope, noise) = (signal.slopes[k], signal.slope_to_noise[k]);
                let curvature = signal.curvature_to_noise[k];
                let line =
                    format_args!("{name},{step},{direction},{value},{slope},{noise},{curvature}");
                writeln!(signals, "{line}").expect("text grows");
            }
        }
    }
    write_whole(&folder.join("history.csv"), history.as_bytes())?;
    write_whole(&folder.join("signal.csv"), signals.as_bytes())?;
    write_whole(&folder.join("result.json"), json(about, all).to_string().as_bytes())?;
    let page = train_page::draw(arguments, about, classifier, all)?;
    write_whole(&folder.join("index.html"), page.html().as_bytes())?;
    Ok(())
}
