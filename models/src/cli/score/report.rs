//! `cotangent score report`.

use super::Ended;
use crate::cli::report::{Common, write};
use clap::Args;
use cotangent_models::report::score::ScoreReport;
use cotangent_models::run::score::Run;

const EXAMPLES: &str = "\
Examples:
  cotangent score report run                  writes run/index.html
  cotangent score report run --to fit.html    writes it elsewhere

The page stands alone: it has its tables, pictures and animations in it, and asks for nothing from outside.

Exit codes: 0 drawn, 1 a gradient disagrees or the score cannot be drawn, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let common = &arguments.common;
    let run = Run::read(&common.run)?;
    run.state()?;
    let prepared = run.prepare(&[common.data.as_deref()])?;
    let fitted = run.fitted(&prepared)?;
    let report = ScoreReport::new(&prepared, &fitted, run.summary()?.as_ref())?;
    let agrees = report.gradients.iter().all(|row| row.agrees());
    let page = report.page(format!("Score matching: {}", prepared.origin.data));
    Ok(write(common, &page, agrees)?)
}
