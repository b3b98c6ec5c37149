//! `cotangent score report`.

use super::Ended;
use crate::cli::End;
use clap::Args;
use cotangent_models::report::score::ScoreReport;
use cotangent_models::run::score::Run;
use cotangent_models::run::write_whole;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cotangent score report run                  writes run/index.html
  cotangent score report run --to fit.html    writes it elsewhere

The page stands alone: it has its tables, pictures and animations in it, and asks for nothing from outside.

Exit codes: 0 drawn, 1 a gradient disagrees or the score cannot be drawn, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The run's folder
    #[arg(value_name = "DIR")]
    run: PathBuf,
    /// Where the page goes [default: index.html in the run's folder]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// The run's data file, where it has moved
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Prints what was done as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let run = Run::read(&arguments.run)?;
    run.state()?;
    let prepared = run.prepare(arguments.data.as_deref())?;
    let fitted = run.fitted(&prepared)?;
    let report = ScoreReport::new(&prepared, &fitted, run.summary()?.as_ref())?;
    let agrees = report.gradients.iter().all(|row| row.agrees());
    let page = report.page(format!("Score matching: {}", prepared.origin.data)).html();
    let path = arguments.to.clone().unwrap_or_else(|| arguments.run.join("index.html"));
    write_whole(&path, page.as_bytes())?;
    if arguments.json {
        let done = serde_json::json!({
            "page": path.to_string_lossy(),
            "bytes": page.len(),
            "gradients_agree": agrees,
        });
        println!("{done}");
    } else {
        println!("The page is in {}", path.display());
        if !agrees {
            eprintln!("DISAGREES: a gradient; the page has the table");
        }
    }
    Ok(if agrees { End::Well } else { End::Failed })
}
