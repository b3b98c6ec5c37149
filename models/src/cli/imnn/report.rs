//! `cotangent imnn report`.

use super::Ended;
use crate::cli::report::{Common, write};
use crate::cli::{End, fit};
use clap::Args;
use cotangent_models::report::imnn::ImnnReport;
use cotangent_models::run::imnn::{ImnnRunError, Run};
use cotangent_models::run::write_whole;
use std::path::Path;

const EXAMPLES: &str = "\
Examples:
  cotangent imnn report run                  writes run/index.html, and panels.svg, panels.png and panels.csv
  cotangent imnn report run --to fit.html    writes the page elsewhere

The page stands alone: it has its tables and pictures in it, and asks for nothing from outside.

Exit codes: 0 drawn, 1 a gradient disagrees, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let common = &arguments.common;
    let (report, title) = made(&common.run, common.data.as_deref())?;
    let agrees = report.agrees();
    Ok(write(common, &report.page(title), agrees)?)
}

/// The report with its title; the panels are written into the folder.
fn made(path: &Path, data: Option<&Path>) -> Result<(ImnnReport, String), ImnnRunError> {
    let run = Run::read(path)?;
    let prepared = run.prepare(&[data])?;
    let report = ImnnReport::new(&run, &prepared)?;
    for (name, bytes) in &report.panels {
        write_whole(&path.join(name), bytes)?;
    }
    Ok((report, format!("Information-maximising network: {}", prepared.origin.data)))
}

/// Writes the page of a run that has just ended.
pub(super) fn after_fit(common: &fit::Common) -> Ended {
    let (report, title) = made(&common.out, None)?;
    let agrees = report.agrees();
    let page = common.out.join("index.html");
    write_whole(&page, report.page(title).html().as_bytes())?;
    if !common.json {
        println!("The page is in {}", page.display());
    }
    Ok(if agrees { End::Well } else { End::Failed })
}
