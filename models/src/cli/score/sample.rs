//! `cotangent score sample`.

use super::Ended;
use crate::cli::{End, progress};
use clap::{Args, ValueEnum, value_parser};
use cotangent_models::run::score::{Run, draw};
use cotangent_models::run::table::Format;
use cotangent_models::run::{RunError, Table};
use cotangent_models::score::Langevin;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cotangent score sample run --to drawn.npy
      1000 chains from points of the data, each of 1000 steps of 0.01
  cotangent score sample run --count 100 --kept 50 --thinning 20 --start normal --to drawn.csv
      50 states of each of 100 chains from N(0, 1)

A chain leaves a mode rarely, so starts at the data keep the modes' weights best.

Exit codes: 0 drawn, 1 a chain ran away, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The run's folder
    #[arg(value_name = "DIR")]
    run: PathBuf,
    /// Where the draws go, a row each: .npy (f8, [rows, columns]) or .csv
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Chains
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = value_parser!(u32).range(1..=100_000_000))]
    count: u32,
    /// Δt of a step
    #[arg(long, default_value_t = 0.01)]
    step: f64,
    /// Strength γ of drift and noise; every one has the same equilibrium
    #[arg(long, default_value_t = 0.5)]
    gamma: f64,
    /// Steps before the first kept state
    #[arg(long, value_name = "STEPS", default_value_t = 1000)]
    burn_in: usize,
    /// Kept states of each chain
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    kept: usize,
    /// Steps between kept states
    #[arg(long, value_name = "STEPS", default_value_t = 1)]
    thinning: usize,
    /// Where the chains start
    #[arg(long, value_enum, default_value_t = Start::Data)]
    start: Start,
    /// Seed of starts and noise [default: the run's]
    #[arg(long)]
    seed: Option<u64>,
    /// The run's data file, where it has moved
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Prints what was done as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Start {
    /// At points trained on
    Data,
    /// At draws of N(0, 1) in each coordinate
    Normal,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    Format::of(&arguments.to)?;
    let run = Run::read(&arguments.run)?;
    let model = run.model()?;
    let Arguments { step, gamma, burn_in, kept, thinning, .. } = *arguments;
    let langevin = Langevin { step, gamma, burn_in, kept, thinning };
    langevin.check()?;
    let chains = arguments.count as usize;
    let dim = run.origin.sizes.dim;
    let steps = (kept - 1).checked_mul(thinning).and_then(|n| n.checked_add(burn_in));
    let len = chains.checked_mul(kept).and_then(|n| n.checked_mul(dim));
    let (Some(steps), Some(_)) = (steps, len.filter(|len| *len <= 1 << 32)) else {
        let reason = "the draws would be too many: lower --count, --kept or --thinning";
        return Err(RunError::of(&arguments.to, reason).into());
    };
    let prepared = match arguments.start {
        Start::Data => Some(run.prepare(&[arguments.data.as_deref()])?),
        Start::Normal => None,
    };
    let starts = prepared.as_ref().map(|prepared| &prepared.samples);
    let seed = arguments.seed.unwrap_or(run.origin.seed);
    let bar = progress(steps, "steps");
    let drawn = draw(&model, langevin, chains, starts, seed, || bar.inc(1));
    bar.finish_and_clear();
    let drawn = drawn?;
    let table = Table { width: dim, values: drawn.values().to_vec() };
    table.write(&arguments.to)?;
    let epoch = run.state()?.epoch;
    if arguments.json {
        let done = serde_json::json!({
            "file": arguments.to.to_string_lossy(),
            "rows": table.n_rows(),
            "columns": table.width,
            "chains": chains,
            "kept": kept,
            "steps": steps,
            "seed": seed,
            "epoch": epoch,
        });
        println!("{done}");
    } else {
        println!(
            "{} rows of {} columns in {}, by the score after epoch {epoch}",
            table.n_rows(),
            table.width,
            arguments.to.display()
        );
    }
    Ok(End::Well)
}
