//! `cotangent srbm fit`.

use super::Ended;
use super::options::Options;
use crate::cli::fit::{self, Common};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  cotangent srbm fit --out run
      the reference example: draws of a known model of four sites, which the fit recovers
  cotangent srbm fit --data words.npy --kind srbm --hidden 20 --lambda-w 0.001 \\
      --optimiser adam --rate 0.01 --batch 256 --epochs 200 --patience 10 --out run
      one's own samples by minibatches, with hidden units and an early end
  cotangent srbm fit --data z.npz --array cat --axes samples-last --weights w.npy \\
      --objective pseudolikelihood --lambda-h 0.01 --lambda-j 0.01 --out run
      an array of an archive, sample weights, and the usual settings for proteins
  cotangent srbm fit --config settings.toml --epochs 2000 --out run
      settings of a file, such as settings.toml of another run, and one of them changed
  cotangent srbm fit --out run --resume
      goes on after a kill, to the same bits as without it

Samples are categories, [M, N], or one-hot, [q, N, M] or [M, N, q], in .npy or an array of an .npz; .csv has
categories, a sample in a line. The folder gets settings.toml, run.toml (version, seed, hash of the data),
state.json, history.csv, parameters.safetensors and parameters.npz (h [q, N], J [q, N, q, N], W [P, q, N], b [P]),
and result.json. Paths in a settings file are relative to it.

Exit codes: 0 fitted, 1 the fit diverged, 2 wrong options, files or no such device, 130 interrupted by Ctrl-C or
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
