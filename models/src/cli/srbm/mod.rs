//! `cotangent srbm`: fits, draws and reports of models of categorical spins.

mod fit;
mod options;
mod report;
mod sample;

use super::{End, finish};
use clap::Subcommand;
use cotangent_models::run::srbm::SrbmRunError;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Fits a model to categorical samples, in a folder of its own
    Fit(Box<fit::Arguments>),
    /// Draws from a fitted model by Gibbs or Metropolis chains
    Sample(sample::Arguments),
    /// Draws the page of a run
    Report(report::Arguments),
}

/// Runs the command.
pub(super) fn run(command: &Command) -> ExitCode {
    let (ended, json) = match command {
        Command::Fit(arguments) => (fit::run(arguments), arguments.common.json),
        Command::Sample(arguments) => (sample::run(arguments), arguments.json),
        Command::Report(arguments) => (report::run(arguments), arguments.common.json),
    };
    finish(ended, json)
}

type Ended = Result<End, SrbmRunError>;
