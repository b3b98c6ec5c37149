//! `cotangent score`: fits, draws and reports of score matching.

mod fit;
mod options;
mod report;
mod sample;

use super::{End, finish};
use clap::Subcommand;
use cotangent_models::run::score::ScoreRunError;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Fits a network's score to points, in a folder of its own
    Fit(Box<fit::Arguments>),
    /// Draws from a fitted score by Langevin chains
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

type Ended = Result<End, ScoreRunError>;
