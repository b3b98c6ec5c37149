//! The command line: options, and what to do with them, one file a subcommand.

mod ratio_matching;
mod reference;
mod score;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  cotangent                                   the published model, and a page on both examples
  cotangent --p 10 --q 4 --n 12 --m 500       other sizes, in the terminal alone
  cotangent score fit --out run               fits the reference example of score matching
  cotangent score fit --data x.npy --out run  fits one's own points
  cotangent score sample run --to drawn.npy   draws from the fit
  cotangent score report run                  draws its page

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
    /// Score matching: the score of a density from points alone
    #[command(subcommand)]
    Score(score::Command),
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

/// Runs the command. The exit code is 0 where all is well, 1 where a check or a fit failed, 2 for a
/// wrong option, an unusable file or a device that was asked for and is not there, and 130 where it was
/// interrupted.
pub(crate) fn run() -> ExitCode {
    let nothing_asked_for = std::env::args_os().len() <= 1;
    let arguments = Cotangent::parse();
    match arguments.command {
        Some(Command::Score(command)) => score::run(&command),
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
