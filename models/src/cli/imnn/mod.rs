//! `cotangent imnn`: simulations on disk, fits of information-maximising networks, estimates and reports.

mod estimate;
mod fit;
mod options;
mod records;
mod report;
mod simulate;

use super::{End, finish};
use clap::Subcommand;
use cotangent_models::run::imnn::ImnnRunError;
use indicatif::{ProgressBar, ProgressStyle};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Simulates the reference problem, with derivatives, into a folder
    Simulate(simulate::Arguments),
    /// Verifies simulations on disk, says what is in them, and converts them to records
    Records(records::Arguments),
    /// Fits a network to simulations, in a folder of its own
    Fit(Box<fit::Arguments>),
    /// Estimates the parameters of data by a fitted network
    Estimate(estimate::Arguments),
    /// Draws the page of a run
    Report(report::Arguments),
}

type Ended = Result<End, ImnnRunError>;

/// Runs the command.
pub(super) fn run(command: &Command) -> ExitCode {
    let (ended, json) = match command {
        Command::Simulate(arguments) => (simulate::run(arguments), arguments.json),
        Command::Records(arguments) => (records::run(arguments), arguments.json),
        Command::Fit(arguments) => (fit::run(arguments), arguments.common.json),
        Command::Estimate(arguments) => (estimate::run(arguments), arguments.json),
        Command::Report(arguments) => (report::run(arguments), arguments.common.json),
    };
    finish(ended, json)
}

/// A bar with rate and remaining time; none where the terminal is not one.
fn progress(len: u64, what: &str) -> ProgressBar {
    let template =
        format!("{{wide_bar}} {{pos}}/{{len}} {what}, {{per_sec}}, {{eta}} left {{msg}}");
    let style = ProgressStyle::with_template(&template).expect("the template is right");
    ProgressBar::new(len).with_style(style)
}
