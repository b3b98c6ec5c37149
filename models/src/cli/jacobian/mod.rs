//! `cotangent jacobian`: the Jacobian of a network's outputs for each sample.

mod compare;
mod network;
mod page;
mod picture;
mod quantities;

use super::{End, finish};
use clap::{Args, value_parser};
use compare::{AgainstDifferences, Row, against_differences, compare, ways};
use cotangent::drivers::NamedArray;
use cotangent_models::jacobians::JacobianError;
use cotangent_models::report::table;
use cotangent_models::run::job::Failure;
use cotangent_models::run::{Archive, RunError, write_whole};
use network::{Activation, Problem};
use quantities::{PerSample, Quantity};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  cotangent jacobian
      the reference example: 10-7-5 with ReLU at 15 samples, its Jacobian in all ways
  cotangent jacobian --out jac
      with the page jac/index.html, the picture jac/jacobian.svg and the arrays jac/jacobian.npz
  cotangent jacobian --parameters net.npz --data x.npy --activation tanh --out jac
      one's own: W1 [out, in], b1 [out], W2, b2 and so on, and samples [N, D_in]
  cotangent jacobian --parameters net.npz --data x.npy --expected theirs.npz
      compares with the Jacobian of another program: J_W1 [N, C, out, in], J_b1 [N, C, out] and so on
  cotangent jacobian --samples 0,3,7 --quantity norms,variance --out jac
      other quantities of some of the samples

Gradients are those of each sample's own loss ‖f − y‖², not divided by N; y is 0 without --targets.

Exit codes: 0 all ways agree, 1 one disagrees, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Parameters W1, b1, W2, … of dense layers: .npz of f4 or f8 [default: the reference example]
    #[arg(long, value_name = "FILE", requires = "data")]
    parameters: Option<PathBuf>,
    /// Samples [N, D_in]: .npy or .npz of f4 or f8
    #[arg(long, value_name = "FILE", requires = "parameters")]
    data: Option<PathBuf>,
    /// The samples' name in an .npz [default: the only one]
    #[arg(long, value_name = "NAME", requires = "data")]
    array: Option<String>,
    /// Targets [N, C] of the loss: .npy, or .npz of one array [default: 0]
    #[arg(long, value_name = "FILE", requires = "data")]
    targets: Option<PathBuf>,
    /// The function between layers
    #[arg(long, value_enum, default_value_t = Activation::Relu)]
    activation: Activation,
    /// Seed of the reference example
    #[arg(long, default_value_t = 0, conflicts_with = "parameters")]
    seed: u64,
    /// These samples alone, in this order
    #[arg(long, value_name = "INDICES", value_delimiter = ',', num_args = 1)]
    samples: Vec<usize>,
    /// What goes into the archive
    #[arg(
        long,
        value_enum,
        value_name = "QUANTITIES",
        value_delimiter = ',',
        num_args = 1,
        default_value = "jacobian"
    )]
    quantity: Vec<Quantity>,
    /// Samples an archive: jacobian-000000.npz and so on by the first one's place, each of its own samples [default: all
    /// in jacobian.npz]
    #[arg(long, value_name = "COUNT", requires = "out", value_parser = value_parser!(u32).range(1..))]
    chunk: Option<u32>,
    /// A Jacobian to compare with, an .npz file with J_W1, J_b1 and so on
    #[arg(long, value_name = "FILE")]
    expected: Option<PathBuf>,
    /// Timed runs of each way, after one to warm up
    #[arg(long, value_name = "COUNT", default_value_t = 5, value_parser = value_parser!(u32).range(1..))]
    repeats: u32,
    /// Folder for the arrays, the page and the picture
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints what was found as one JSON object, and nothing else
    #[arg(long)]
    json: bool,
}

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{0}")]
    File(#[from] RunError),
    #[error("{0}")]
    Jacobian(#[from] JacobianError),
    #[error(
        "the Jacobian of {samples} samples takes {gibibytes:.1} GiB, more than 16: take fewer by --samples or --chunk"
    )]
    Large { samples: usize, gibibytes: f64 },
}

impl Failure for Error {
    fn is_failed_fit(&self) -> bool {
        false
    }
}

/// What was found.
struct Found {
    /// The number of samples that the ways are compared for.
    compared: usize,
    rows: Vec<Row>,
    differences: AgainstDifferences,
    quantities: PerSample,
    /// The Jacobian of the first samples.
    shown: Vec<NamedArray>,
    shown_samples: usize,
}

impl Found {
    fn agrees(&self) -> bool {
        self.rows.iter().all(|row| row.found.is_ok()) && self.differences.agrees()
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    finish(ended(arguments), arguments.json)
}

fn ended(arguments: &Arguments) -> Result<End, Error> {
    // What cannot be written to is said before the work.
    if let Some(out) = &arguments.out {
        std::fs::create_dir_all(out)
            .map_err(|error| RunError::of(out, format!("cannot be made: {error}")))?;
    }
    let problem = problem(arguments)?;
    let found = find(arguments, &problem)?;
    let files = match &arguments.out {
        Some(out) => write(arguments, &problem, &found, out)?,
        None => vec![],
    };
    if arguments.json {
        println!("{}", as_json(&problem, &found, &files));
    } else {
        say(&problem, &found, &files);
    }
    for row in &found.rows {
        if let Err(error) = &row.found {
            eprintln!("DISAGREES: {}: {error}", row.what);
        }
    }
    if !found.differences.agrees() {
        eprintln!("DISAGREES: central differences; the table has the figure");
    }
    Ok(if found.agrees() { End::Well } else { End::Failed })
}

/// Floats of a Jacobian at most.
const LARGEST: usize = 1 << 31;
/// Floats of a Jacobian that is made in all ways, at most, but for that of one sample.
const COMPARED: usize = 1 << 21;

fn problem(arguments: &Arguments) -> Result<Problem, Error> {
    let problem = match (&arguments.parameters, &arguments.data) {
        (Some(parameters), Some(data)) => {
            let (array, targets) = (arguments.array.as_deref(), arguments.targets.as_deref());
            Problem::read(parameters, data, array, targets, arguments.activation)?
        }
        _ => Problem::draw(15, &[10, 7, 5], arguments.activation, arguments.seed),
    };
    match &arguments.samples[..] {
        [] => Ok(problem),
        index => Ok(problem.subsample(index)?),
    }
}

fn find(arguments: &Arguments, problem: &Problem) -> Result<Found, Error> {
    let n = problem.x.len();
    let size = |samples: usize| samples * problem.n_outputs() * problem.n_parameters();
    let of_one = size(1);
    let of_file = arguments.chunk.map_or(n, |chunk| n.min(chunk as usize));
    let is_written = arguments.out.is_some() && arguments.quantity.contains(&Quantity::Jacobian);
    let at_once = match (&arguments.expected, is_written) {
        (Some(_), _) => n,
        (None, true) => of_file,
        (None, false) => 1,
    };
    if size(at_once) > LARGEST {
        let gibibytes = size(at_once) as f64 * 8.0 / f64::from(1 << 30);
        return Err(Error::Large { samples: at_once, gibibytes });
    }
    let compared = n.min((COMPARED / of_one).max(1));
    let (mut rows, jacobian) = ways(problem, compared, arguments.repeats as usize)?;
    if let Some(path) = &arguments.expected {
        let expected = expected(path)?;
        let own = match n {
            _ if n == compared => jacobian.clone(),
            _ => quantities::arrays(problem, &[Quantity::Jacobian])?,
        };
        let found = compare(&own, &expected);
        rows.push(Row { what: path.display().to_string(), found, cost: None });
    }
    let differences = against_differences(problem, compared, &jacobian);
    let shown_samples = compared.min((page::SHOWN / of_one).max(1));
    let shown = jacobian.into_iter().map(|mut array| {
        array.floats.truncate(array.floats.len() / compared * shown_samples);
        array.shape[0] = shown_samples;
        array
    });
    let (shown, quantities) = (shown.collect(), PerSample::of(problem)?);
    Ok(Found { compared, rows, differences, quantities, shown, shown_samples })
}

/// The arrays J_W1, J_b1 and so on of an archive, which may have others too.
fn expected(path: &Path) -> Result<Vec<NamedArray>, RunError> {
    let mut archive = Archive::read(path)?;
    let mut arrays = vec![];
    for l in 1.. {
        let names = [format!("J_W{l}"), format!("J_b{l}")];
        if l > 1 && names.iter().all(|name| !archive.names().contains(name)) {
            break;
        }
        for name in names {
            if l == 1 || archive.names().contains(&name) {
                let array = archive.array(&name)?;
                arrays.push(NamedArray { path: name, shape: array.shape, floats: array.values });
            }
        }
    }
    Ok(arrays)
}

/// Writes all files; gives their paths.
fn write(
    arguments: &Arguments,
    problem: &Problem,
    found: &Found,
    out: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let n = problem.x.len();
    let chunk = arguments.chunk.map_or(n, |chunk| chunk as usize);
    let mut files = vec![];
    for first in (0..n).step_by(chunk) {
        let index: Vec<usize> = (first..n.min(first + chunk)).collect();
        let path = out.join(match arguments.chunk {
            None => "jacobian.npz".to_owned(),
            Some(_) => format!("jacobian-{first:06}.npz"),
        });
        let arrays = quantities::arrays(&problem.subsample(&index)?, &arguments.quantity)?;
        let bytes = quantities::archive(&arrays).map_err(|error| RunError::of(&path, error))?;
        write_whole(&path, &bytes)?;
        files.push(path);
    }
    let (page, svg) = page::page(problem, found);
    let [path, picture] = [out.join("index.html"), out.join("jacobian.svg")];
    write_whole(&path, page.html().as_bytes())?;
    write_whole(&picture, svg.as_bytes())?;
    files.extend([path, picture]);
    Ok(files)
}

fn say(problem: &Problem, found: &Found, files: &[PathBuf]) {
    println!("Batched Jacobian of {}", page::about(problem));
    let tables = [
        page::shapes(problem),
        page::agreement(found),
        page::differences(found),
        page::by_array(found),
    ];
    for page::Table { caption, header, rows, n_words } in tables {
        if !caption.is_empty() {
            println!("\n{caption}");
        }
        println!("{}", table(&header, &rows, n_words));
    }
    println!("{}", page::noise(found));
    if found.agrees() {
        println!("\nAll lists of arrays match.");
    }
    for file in files {
        println!("Written: {}", file.display());
    }
}

fn as_json(problem: &Problem, found: &Found, files: &[PathBuf]) -> serde_json::Value {
    let way = |row: &Row| {
        let (figures, cost) = (row.differences(), row.cost);
        json!({
            "way": row.what,
            "match": row.found.is_ok(),
            "problem": row.found.as_ref().err().map(ToString::to_string),
            "max_absolute": figures.map(|figures| figures.absolute),
            "max_relative": figures.map(|figures| figures.relative),
            "milliseconds": cost.map(|cost| cost.milliseconds()),
            "mebibytes": cost.map(|cost| cost.mebibytes()),
        })
    };
    let ways: Vec<serde_json::Value> = found.rows.iter().map(way).collect();
    let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    let by_array = |k: usize| -> serde_json::Value {
        let pair = |(name, numbers): &(String, [f64; 3])| (name.clone(), json!(numbers[k]));
        serde_json::Value::Object(found.quantities.by_array.iter().map(pair).collect())
    };
    json!({
        "widths": problem.widths,
        "activation": problem.net.activation.name(),
        "samples": problem.x.len(),
        "parameters": problem.n_parameters(),
        "compared_samples": found.compared,
        "ways": ways,
        "finite_differences": found.differences,
        "agrees": found.agrees(),
        "squared_norms": found.quantities.norms.total,
        "variance": by_array(1),
        "ggn_trace": by_array(2),
        "noise_scale": found.quantities.noise_scale,
        "files": files,
    })
}
