//! Pages of runs of any kind.

use super::End;
use clap::Args;
use cotangent_models::report::page::Page;
use cotangent_models::run::{RunError, write_whole};
use std::path::PathBuf;

/// Which run, and where its page goes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The run's folder
    #[arg(value_name = "DIR")]
    pub(super) run: PathBuf,
    /// Where the page goes [default: index.html in the run's folder]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// The run's data file, where it has moved
    #[arg(long, value_name = "FILE")]
    pub(super) data: Option<PathBuf>,
    /// Prints what was done as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

/// Writes a page whose gradients agree or not, and says so.
pub(super) fn write(common: &Common, page: &Page, agrees: bool) -> Result<End, RunError> {
    let page = page.html();
    let path = common.to.clone().unwrap_or_else(|| common.run.join("index.html"));
    write_whole(&path, page.as_bytes())?;
    if common.json {
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
