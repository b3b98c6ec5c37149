//! `cotangent score`: fits, draws and reports of score matching.

mod fit;
mod options;
mod report;
mod sample;

use super::End;
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

/// Runs the command; an error is said in one line and, where `--json` asks for it, as JSON.
pub(super) fn run(command: &Command) -> ExitCode {
    let (ended, json) = match command {
        Command::Fit(arguments) => (fit::run(arguments), arguments.json),
        Command::Sample(arguments) => (sample::run(arguments), arguments.json),
        Command::Report(arguments) => (report::run(arguments), arguments.json),
    };
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

type Ended = Result<End, ScoreRunError>;
