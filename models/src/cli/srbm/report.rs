//! `cotangent srbm report`.

use super::Ended;
use crate::cli::report::{Common, write};
use clap::Args;
use cotangent_models::report::srbm::SrbmReport;
use cotangent_models::run::srbm::Run;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cotangent srbm report run                  writes run/index.html
  cotangent srbm report run --to fit.html    writes it elsewhere

The page stands alone: it has its tables and pictures in it, and asks for nothing from outside.

Exit codes: 0 drawn, 1 a gradient disagrees, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    /// The run's file of weights, where it has moved
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let common = &arguments.common;
    let run = Run::read(&common.run)?;
    let fitted = run.fitted()?;
    let prepared = run.prepare(&[common.data.as_deref(), arguments.weights.as_deref()])?;
    let report = SrbmReport::new(&prepared, &fitted, run.summary()?.as_ref())?;
    let agrees = report.gradients.iter().all(|row| row.agrees());
    let title = format!("Categorical spins: {}", prepared.origin.data);
    Ok(write(common, &report.page(title), agrees)?)
}
