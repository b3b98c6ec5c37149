//! `cotangent srbm sample`.

use super::Ended;
use crate::cli::{End, progress};
use clap::{Args, ValueEnum, value_parser};
use cotangent_models::run::srbm::{Drawing, Run, Sampler, Start};
use cotangent_models::run::{RunError, write_whole};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cotangent srbm sample run --to drawn.npy
      1000 chains of 100 Gibbs sweeps each, that start at samples of the data
  cotangent srbm sample run --count 5000 --sampler metropolis --sweeps 1000 --start uniform --to drawn.npz
      chains from uniformly drawn states; the archive has their energies too

Categories are numbered as in the data. A chain leaves a mode rarely: compare starts at the data and uniform ones.

Exit codes: 0 drawn, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The run's folder
    #[arg(value_name = "DIR")]
    run: PathBuf,
    /// Where the draws go: .npy (categories, [M, N]), .npz (categories, energies) or .csv
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Chains; each gives one sample
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = value_parser!(u32).range(1..=100_000_000))]
    count: u32,
    /// Sweeps: N drawn or proposed sites each
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    sweeps: usize,
    /// How a chain moves
    #[arg(long, value_enum, default_value_t = SamplerChoice::Gibbs)]
    sampler: SamplerChoice,
    /// Where the chains start
    #[arg(long, value_enum, default_value_t = StartChoice::Data)]
    start: StartChoice,
    /// Seed of starts and moves [default: the run's]
    #[arg(long)]
    seed: Option<u64>,
    /// The run's data file, where it has moved
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// The run's file of weights, where it has moved
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Prints what was done as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SamplerChoice {
    /// Each site in turn is drawn anew, given all others
    Gibbs,
    /// A state of a site is proposed, and accepted or not
    Metropolis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StartChoice {
    /// At samples trained on
    Data,
    /// At uniformly drawn states
    Uniform,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let format = Drawing::format(&arguments.to)?;
    let run = Run::read(&arguments.run)?;
    let fitted = run.fitted()?;
    let sites = run.origin.sizes.sites;
    let count = arguments.count as usize;
    if count.checked_mul(sites).is_none_or(|len| len > 1 << 32) {
        let reason = "the draws would be too many: lower --count";
        return Err(RunError::of(&arguments.to, reason).into());
    }
    let prepared = match arguments.start {
        StartChoice::Data => {
            Some(run.prepare(&[arguments.data.as_deref(), arguments.weights.as_deref()])?)
        }
        StartChoice::Uniform => None,
    };
    let start =
        prepared.as_ref().map_or(Start::Uniform, |prepared| Start::Data(&prepared.training));
    let sampler = match arguments.sampler {
        SamplerChoice::Gibbs => Sampler::Gibbs,
        SamplerChoice::Metropolis => Sampler::Metropolis,
    };
    let seed = arguments.seed.unwrap_or(run.origin.seed);
    let bar = progress(arguments.sweeps, "sweeps");
    let drawing =
        Drawing::draw(&fitted.model, sampler, start, count, arguments.sweeps, seed, || bar.inc(1))?;
    bar.finish_and_clear();
    let bytes = drawing.to_bytes(format, run.settings.data.first);
    let bytes = bytes.map_err(|error| RunError::of(&arguments.to, error))?;
    write_whole(&arguments.to, &bytes)?;
    let (epoch, acceptance) = (fitted.history.len(), drawing.moves.acceptance());
    let changed = drawing.moves.changed as f64 / drawing.moves.proposed.max(1) as f64;
    if arguments.json {
        let done = serde_json::json!({
            "file": arguments.to.to_string_lossy(),
            "rows": count,
            "columns": sites,
            "sweeps": arguments.sweeps,
            "acceptance": acceptance,
            "changed": changed,
            "mean_energy": drawing.mean_energy(),
            "seed": seed,
            "epoch": epoch,
        });
        println!("{done}");
    } else {
        println!(
            "{count} samples of {sites} sites in {}, by the model after epoch {epoch}; {:.1} % of the moves were \
             accepted, {:.1} % changed a state",
            arguments.to.display(),
            100.0 * acceptance,
            100.0 * changed
        );
    }
    Ok(End::Well)
}
