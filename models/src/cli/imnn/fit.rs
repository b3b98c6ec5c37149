//! `cotangent imnn fit`.

use super::options::Options;
use super::{Ended, report, simulate};
use crate::cli::End;
use crate::cli::fit::{self, Common};
use clap::Args;
use cotangent_models::run::Folder;

const EXAMPLES: &str = "\
Examples:
  cotangent imnn fit --out run
      the reference problem whole: simulates 1000 + 1000 for validation to run/simulations, fits, draws the page
  cotangent imnn fit sims --out mine
      a folder of simulations with its validation set, until |F| has not grown for 100 iterations
  cotangent imnn fit sims --hidden 64,64 --activation silu --summaries 3 --patience 20 --out other
      another network with more summaries than parameters
  cotangent imnn fit sims --fiducial 0.3,0.8 --delta-theta 0.1,0.1 --per-batch 500 --out pairs
      simulations with pairs of others in place of derivatives
  cotangent imnn fit --fresh --max-iterations 1200 --out fresh
      fresh simulations of the reference problem in each iteration
  cotangent imnn fit --out run --resume
      goes on after a kill, to the same bits as without it

SIMULATIONS has fiducial, derivative and, for simulations without derivatives, remaining, and with a validation set
validation_fiducial and so on, each as .npy, .npy a simulation, or records. The run's folder gets settings.toml, run.toml
(version, seed, hash of the data), state.json, history.csv, parameters.safetensors, statistics.json and
statistics.npz (F, invF, C, invC, mu, dmu_dtheta, theta_fid), and result.json.

Exit codes: 0 fitted, 1 the fit diverged, 2 wrong options or files, 130 interrupted by Ctrl-C or a termination; the
state is written down before.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    options: Options,
}

/// Simulations of the reference problem, and as many for validation.
const COUNT: u64 = 1000;
/// Its ends of a fit.
const PATIENCE: u64 = 10;
const MAX_ITERATIONS: u64 = 1000;

pub(super) fn run(arguments: &Arguments) -> Ended {
    let Arguments { common, options } = arguments;
    let of_user = options.simulations.is_some() || options.fresh || common.config.is_some();
    if of_user || common.resume {
        return fit::run(common, options);
    }
    // Nothing is simulated into the folder of another run.
    drop(Folder::create(&common.out)?);
    let simulations = common.out.join("simulations");
    match simulate::reference(&simulations, COUNT, options.seed.unwrap_or(0))? {
        End::Well => {}
        end => return Ok(end),
    }
    let mut options = options.clone();
    options.simulations = Some(simulations);
    options.patience = options.patience.or(Some(PATIENCE));
    options.max_iterations = options.max_iterations.or(Some(MAX_ITERATIONS));
    match fit::run(common, &options)? {
        End::Well => report::after_fit(common),
        end => Ok(end),
    }
}
