//! `cotangent imnn estimate`.

use super::Ended;
use crate::cli::End;
use clap::Args;
use cotangent_models::report::table;
use cotangent_models::run::RunError;
use cotangent_models::run::imnn::{Data, Estimates, Run};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cotangent imnn estimate run observed.npy
      one datum of the simulations' shape, or several with an axis before that
  cotangent imnn estimate run observed.csv --to estimates.csv
      a datum a line; the file gets estimates and errors

Estimates are θ_fid + F⁻¹ (dμ/dθ)ᵀ C⁻¹ (x − μ), errors √(F⁻¹)ₚₚ, one standard deviation at the fiducial parameters. The
simulations are not needed.

Exit codes: 0 estimated, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The run's folder
    #[arg(value_name = "DIR")]
    run: PathBuf,
    /// The data: .npy or .npz of f4 or f8, or .csv
    #[arg(value_name = "DATA")]
    data: PathBuf,
    /// The array's name in an .npz [default: the only one]
    #[arg(long, value_name = "NAME")]
    array: Option<String>,
    /// Where the estimates go: .npy (θ, [P] or [n, P]), .npz (theta, sigma) or .csv
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Prints the estimates, or what was done, as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let estimator = Run::read(&arguments.run)?.estimator()?;
    let data = Data::read(&arguments.data, arguments.array.as_deref())?;
    let found =
        estimator.estimate(&data).map_err(|reason| RunError::of(&arguments.data, reason))?;
    let n = found.rows().count();
    let written = arguments.to.as_ref();
    if let Some(to) = written {
        found.write(to)?;
    }
    if arguments.json {
        let rows: Vec<&[f64]> = found.rows().collect();
        let mut done = serde_json::json!({ "errors": found.errors, "count": n });
        match (written, &rows[..]) {
            (Some(to), _) => done["file"] = to.to_string_lossy().into(),
            (None, [one]) if found.single => done["estimates"] = (*one).into(),
            (None, rows) => done["estimates"] = serde_json::json!(rows),
        }
        println!("{done}");
    } else if let Some(to) = written {
        println!("{n} estimates are in {}", to.display());
    } else {
        println!("{}", shown(&found));
    }
    Ok(End::Well)
}

/// A row for each datum.
fn shown(found: &Estimates) -> String {
    let names: Vec<String> = (0..found.parameters).map(|k| format!("theta[{k}]")).collect();
    let header: Vec<&str> = ["datum"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let cell = |(theta, error): (&f64, &f64)| format!("{theta:.5} ± {error:.5}");
    let row = |(k, row): (usize, &[f64])| {
        let cells = row.iter().zip(&found.errors).map(cell);
        [k.to_string()].into_iter().chain(cells).collect()
    };
    table(&header, &found.rows().enumerate().map(row).collect::<Vec<_>>(), 1)
}
