//! `cotangent score fit`.

use super::Ended;
use super::options::Options;
use crate::cli::fit::{self, Common};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  cotangent score fit --out run
      the reference example: 1024 points on the line, a network 1-8-1, 500 epochs
  cotangent score fit --data points.npy --hidden 64,64 --activation silu \\
      --objective denoising --sigma 0.2 --batch 256 --patience 50 --out run
      one's own points by denoising score matching, with an early end
  cotangent score fit --config settings.toml --epochs 2000 --out run
      settings of a file, such as settings.toml of another run, and one of them changed
  cotangent score fit --out run --resume
      goes on after a kill, to the same bits as without it

The folder gets settings.toml, run.toml (version, seed, hash of the data), state.json, history.csv,
parameters.safetensors and result.json. Paths in a settings file are relative to it.

Exit codes: 0 fitted, 1 the training diverged, 2 wrong options or files, 130 interrupted by Ctrl-C or
a termination; the state is written down before.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    options: Options,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    fit::run(&arguments.common, &arguments.options)
}
