//! The command line: options, and what to do with them, one file a subcommand.

mod dense_layers;
mod fit;
mod imnn;
mod jacobian;
mod newton;
mod ratio_matching;
mod reference;
mod report;
mod score;
mod srbm;

use clap::{Parser, Subcommand};
use cotangent_models::run::job::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  cotangent                                   the published model, and a page on both examples
  cotangent --p 10 --q 4 --n 12 --m 500       other sizes, in the terminal alone
  cotangent score fit --out run               fits the reference example of score matching
  cotangent score fit --data x.npy --out run  fits one's own points
  cotangent score sample run --to drawn.npy   draws from the fit
  cotangent score report run                  draws its page
  cotangent srbm fit --data z.npy --out run   fits a model of categorical spins; sample and report as above
  cotangent imnn simulate --out sims --count 1000
                                              simulates the reference problem of IMNN into a folder
  cotangent imnn records sims                 verifies it
  cotangent imnn fit --out run                the reference problem of IMNN whole; estimate, report
  cotangent jacobian --out jac                the batched Jacobian of the reference example; also of one's own
  cotangent newton                            a directionally damped Newton step, against the dense matrix; train

Exit codes:
    0  all is well
    1  a check or a fit failed
    2  wrong options, settings or files, or a device that is not there
  130  interrupted; what was done is written down";

/// Differentiates published models from their plain Rust source and compares the result with
/// handwritten gradients and published answers.
///
/// Without a command it runs ratio matching for a semi-restricted Boltzmann machine: the plain loss, its
/// gradient by `#[differentiable]`, and the best handwritten gradient, with time, memory and errors of
/// each. Without any option it also fits the reference example of score matching, and draws a page of
/// both.
#[derive(Debug, Parser)]
#[command(name = "cotangent", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Cotangent {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    ratio_matching: ratio_matching::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// IMNN: summaries of simulations that keep the Fisher information
    #[command(subcommand)]
    Imnn(imnn::Command),
    /// Jacobians and gradients of each sample of a network
    Jacobian(Box<jacobian::Arguments>),
    /// Newton steps damped along eigenvectors of the Gauss–Newton matrix, and training by them
    Newton(Box<newton::Arguments>),
    /// Score matching: the score of a density from points alone
    #[command(subcommand)]
    Score(score::Command),
    /// Models of categorical spins, by ratio matching or pseudolikelihood
    #[command(subcommand)]
    Srbm(srbm::Command),
}

/// How a command ended where nothing was wrong with its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Well,
    Failed,
    Interrupted,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Well => Self::SUCCESS,
            End::Failed => Self::FAILURE,
            End::Interrupted => Self::from(130),
        }
    }
}

/// Ends a command; an error is said in one line and, where `--json` asks for it, as JSON.
fn finish<E: Failure>(ended: Result<End, E>, json: bool) -> ExitCode {
    match ended {
        Ok(end) => end.into(),
        Err(error) => {
            eprintln!("error: {error}");
            if json {
                println!("{}", serde_json::json!({ "error": error.to_string() }));
            }
            ExitCode::from(if error.is_failed_fit() { 1 } else { 2 })
        }
    }
}

/// A bar with rate and remaining time; none where the terminal is not one.
fn progress(len: usize, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(len as u64);
    let template =
        format!("{{wide_bar}} {{pos}}/{{len}} {what}, {{per_sec}}, {{eta}} left {{msg}}");
    bar.with_style(ProgressStyle::with_template(&template).expect("the template is right"))
}

/// Puts an option in the place of a setting.
fn put<T: Clone>(setting: &mut T, option: &Option<T>) {
    if let Some(option) = option {
        *setting = option.clone();
    }
}

/// Runs the command. The exit code is 0 where all is well, 1 where a check or a fit failed, 2 for a
/// wrong option, an unusable file or a device that was asked for and is not there, and 130 where it was
/// interrupted.
pub(crate) fn run() -> ExitCode {
    let nothing_asked_for = std::env::args_os().len() <= 1;
    let arguments = Cotangent::parse();
    match arguments.command {
        Some(Command::Imnn(command)) => imnn::run(&command),
        Some(Command::Jacobian(arguments)) => jacobian::run(&arguments),
        Some(Command::Newton(arguments)) => newton::run(&arguments),
        Some(Command::Score(command)) => score::run(&command),
        Some(Command::Srbm(command)) => srbm::run(&command),
        None => match reference::run(&arguments.ratio_matching, nothing_asked_for) {
            Ok(true) => End::Well.into(),
            Ok(false) => End::Failed.into(),
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::from(2)
            }
        },
    }
}
