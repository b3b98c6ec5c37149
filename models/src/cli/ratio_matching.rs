//! The main job: ratio matching at the published size, against the published answers.

use clap::{Args, ValueEnum, value_parser};
use cotangent_kernels::error::DeviceError;
use cotangent_models::srbm::golden::{Golden, GoldenError, Reference};
use cotangent_models::srbm::report::{Row, compare, comparison_table};
use cotangent_models::srbm::{DataError, Dims, Parameters, Real, Rule, Samples, device, gradient};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The published size, its seed, and where its answers lie below the workspace.
const REFERENCE: (Dims, usize, u64) =
    (Dims { n_hidden: 50, n_states: 21, n_sites: 59 }, 256, 20_220_320);
const REFERENCE_FILE: &str = "tests/data/srbm/seedsize_P50_q21_N59_M256.npz";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Hidden units [default: 50]
    #[arg(long, value_name = "COUNT")]
    p: Option<usize>,
    /// States a site, 2 to 256 [default: 21]
    #[arg(long, value_name = "COUNT")]
    q: Option<usize>,
    /// Sites [default: 59]
    #[arg(long, value_name = "COUNT")]
    n: Option<usize>,
    /// Samples [default: 256]
    #[arg(long, value_name = "COUNT")]
    m: Option<usize>,
    /// Seed of parameters and samples [default: 20220320]
    #[arg(long)]
    seed: Option<u64>,
    /// Threads; the results do not depend on them
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = value_parser!(u16).range(1..=1024))]
    threads: u16,
    /// Precision of the computation
    #[arg(long, value_enum, default_value_t = Precision::Both)]
    precision: Precision,
    /// Where to evaluate beside the processor: on a CUDA device if there is one, never, or else fail
    #[arg(long, value_enum, default_value_t = Device::Auto)]
    device: Device,
    /// Published answers to compare with, an .npz file; it also says the sizes
    ///
    /// Without it, the answers for the default sizes are looked for below the workspace and, where
    /// there are none, the gradients are compared with the handwritten one in f64.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["p", "q", "n", "m", "seed"])]
    golden: Option<PathBuf>,
    /// Timed runs of each function, after one to warm up
    #[arg(long, value_name = "COUNT", default_value_t = 5, value_parser = value_parser!(u32).range(1..))]
    repeats: u32,
    /// Also fits the reference example of score matching, and writes a page on both into this folder
    ///
    /// Without any option the page goes to cotangent-report in the target folder.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Precision {
    F32,
    F64,
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Device {
    Auto,
    Cpu,
    Cuda,
}

/// Why there is nothing to run.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("the sizes make no model: {0}\n\nFor more information, try '--help'.")]
    Sizes(#[from] DataError),
    #[error("{0}")]
    Golden(#[from] GoldenError),
    #[error("--device cuda: {0}")]
    Device(#[from] DeviceError),
}

/// What to run, and the answers where they are known.
struct Problem {
    parameters: Parameters<f64>,
    samples: Samples,
    reference: Option<Reference>,
    /// Where data and answers come from.
    origin: String,
}

/// What the comparison found.
pub(super) struct Comparison {
    /// Whether all agree.
    pub(super) agrees: bool,
    /// The rows of the table.
    pub(super) rows: Vec<Row>,
    /// The sizes and where the data are from, a line each.
    pub(super) about: Vec<String>,
}

/// Runs the comparison and prints it.
pub(super) fn run(arguments: &Arguments) -> Result<Comparison, Error> {
    let Problem { parameters, samples, reference, origin } = problem(arguments)?;
    let Dims { n_hidden, n_states, n_sites } = parameters.dims();
    let (threads, repeats) = (usize::from(arguments.threads), arguments.repeats as usize);
    let most = samples.n_samples().div_ceil(gradient::CHUNK);
    println!("Ratio matching for a semi-restricted Boltzmann machine");
    let mut about = vec![
        format!(
            "P = {n_hidden} hidden units, q = {n_states} states, N = {n_sites} sites, M = {} samples",
            samples.n_samples()
        ),
        origin,
        format!(
            "{}, {}, one run to warm up{}",
            counted(threads.min(most), "thread"),
            counted(repeats, "timed run"),
            if cfg!(debug_assertions) { "; a debug build, times mean little" } else { "" }
        ),
    ];
    println!("{}\n", about.join("\n"));
    if threads > most {
        println!("More than {} would have nothing to do.\n", counted(most, "thread"));
    }

    let (reference, against) = match reference {
        Some(reference) => (reference, "the published answers"),
        None => (own_reference(&parameters, &samples, threads), "the handwritten gradient in f64"),
    };
    let mut rows = Vec::new();
    let mut no_device = None;
    let mut add = |of_cpu: Vec<Row>, on_device: &dyn Fn(Duration) -> Result<Row, DeviceError>| {
        let by_hand = of_cpu.last().map_or(Duration::ZERO, |row| row.cost.time);
        rows.extend(of_cpu);
        if arguments.device != Device::Cpu {
            match on_device(by_hand) {
                Ok(row) => rows.push(row),
                Err(error) if arguments.device == Device::Auto => no_device = Some(error),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    };
    if arguments.precision != Precision::F64 {
        add(compare::<f32>(&parameters, &samples, &reference, threads, repeats), &|by_hand| {
            device::compare::<f32>(&parameters, &samples, &reference, by_hand, repeats)
        })?;
    }
    if arguments.precision != Precision::F32 {
        add(compare::<f64>(&parameters, &samples, &reference, threads, repeats), &|by_hand| {
            device::compare::<f64>(&parameters, &samples, &reference, by_hand, repeats)
        })?;
    }
    println!("{}", comparison_table(&rows));
    if let Some(error) = no_device {
        let text = format!("Not on a device: {error}");
        println!("{text}.");
        about.push(text);
    }
    println!("extra MiB: peak memory beyond parameters, samples and gradient");
    let against = format!("error: against {against}, relative to the largest entry of each array");
    println!("{against}");
    about.push(against);
    let disagreeing: Vec<&Row> = rows.iter().filter(|row| !row.agrees()).collect();
    for row in &disagreeing {
        println!("DISAGREES: {} in {}, error above {:e}", row.what, row.precision, row.tolerance);
    }
    if disagreeing.is_empty() {
        println!(
            "All agree: errors at most {:e} in f32, {:e} in f64.",
            f32::TOLERANCE,
            f64::TOLERANCE
        );
    }
    let agrees = disagreeing.is_empty();
    Ok(Comparison { agrees, rows, about })
}

/// The problem that the options ask for.
fn problem(arguments: &Arguments) -> Result<Problem, Error> {
    if let Some(path) = &arguments.golden {
        return Ok(published(path)?);
    }
    let (dims, n_samples, seed) = REFERENCE;
    let dims = Dims::new(
        arguments.p.unwrap_or(dims.n_hidden),
        arguments.q.unwrap_or(dims.n_states),
        arguments.n.unwrap_or(dims.n_sites),
    )?;
    let n_samples = arguments.m.unwrap_or(n_samples);
    let seed = arguments.seed.unwrap_or(seed);
    if n_samples == 0 || n_samples.checked_mul(dims.n_sites).is_none_or(|len| len > 1 << 30) {
        let expected = "at least 1, and small enough for M N states, at most 2³⁰";
        return Err(DataError::Size { name: "M", expected, found: n_samples }.into());
    }
    let why_not = if (dims, n_samples, seed) != REFERENCE {
        "no answers are published for these sizes and this seed".to_string()
    } else if let Some(path) = reference_file() {
        return Ok(published(&path)?);
    } else {
        format!("published answers not found ({REFERENCE_FILE})")
    };
    Ok(Problem {
        parameters: Parameters::draw(dims, seed),
        samples: Samples::draw(dims, n_samples, seed),
        reference: None,
        origin: format!("Data drawn with seed {seed}; {why_not}"),
    })
}

/// The problem of a file with its answers.
fn published(path: &Path) -> Result<Problem, GoldenError> {
    let Golden { parameters, samples, seed, reference } = Golden::read(path)?;
    let data = seed.map_or("Data".into(), |seed| format!("Data drawn with seed {seed},"));
    let origin = format!("{data} and published answers from {}", path.display());
    Ok(Problem { parameters, samples, reference: Some(reference), origin })
}

/// The file of the reference size, from the current directory or, under cargo, the workspace.
fn reference_file() -> Option<PathBuf> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let workspace = package.as_deref().and_then(Path::parent).map(|dir| dir.join(REFERENCE_FILE));
    [Some(PathBuf::from(REFERENCE_FILE)), workspace].into_iter().flatten().find(|p| p.exists())
}

/// The handwritten gradient in f64 as the reference, itself checked by a central difference.
fn own_reference(parameters: &Parameters<f64>, samples: &Samples, threads: usize) -> Reference {
    let mut bars = Parameters::zeros(parameters.dims());
    let rule = Rule::Handwritten;
    let value = gradient::value_and_grad_into(rule, parameters, samples, threads, &mut bars);
    // Along the gradient itself, scaled so that no parameter moves by more than the step.
    let largest = bars.arrays().iter().flat_map(|(_, g)| *g).fold(0.0_f64, |m, g| m.max(g.abs()));
    let (step, unit) = (1e-5, 1.0 / largest.max(f64::MIN_POSITIVE));
    let at = |step: f64| {
        let mut moved = parameters.clone();
        for (x, (_, g)) in moved.arrays_mut().into_iter().zip(bars.arrays()) {
            x.iter_mut().zip(g).for_each(|(x, g)| *x += step * unit * g);
        }
        gradient::loss(&moved, samples, threads)
    };
    let difference = (at(step) - at(-step)) / (2.0 * step);
    let slope: f64 = bars.arrays().iter().flat_map(|(_, g)| *g).map(|g| unit * g * g).sum();
    println!(
        "The handwritten gradient in f64 has slope {slope:.9e} along itself, \
         a central difference {difference:.9e}.\n"
    );
    Reference::from_gradient(value, &bars)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
