//! `cotangent newton`: damped Newton steps along eigenvectors of the Gauss–Newton matrix, and training by them.

mod dense;
mod input;
mod network;
mod options;
mod page;
mod step;
mod train;
mod train_page;

use super::{End, finish};
use clap::{Args, Subcommand};
use cotangent_models::jacobians::JacobianError;
use cotangent_models::newton::NewtonError;
use cotangent_models::run::RunError;
use cotangent_models::run::job::Failure;
use cotangent_models::score::ScoreError;
use cotangent_models::score::pictures::PictureError;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  cotangent newton
      the reference example: 4 samples, 7-5-5-3, ReLU, mean squared error, 4 directions, damping 1
  cotangent newton --loss ce --above 1e-3 --damping relative:0.1,0.5 --groups parameter --out step
      another loss, criterion and damping, a block for each parameter, and a page
  cotangent newton --subsample-ggn 0,1 --subsample-grad 2,3 --mc 1 --seed 3
      some samples for the curvature, others for the gradient, and draws instead of whole Hessians
  cotangent newton --parameters net.npz --data data.npz --activation tanh --loss ce --top 10 --out step
      one's own network and samples
  cotangent newton --group early=W1,b1 --group late=W2,b2,W3,b3
      blocks of one's own
  cotangent newton train --out run
      damped Newton steps beside gradient descent and Adam on a problem of classes that is drawn

--parameters has W1 [out, in], b1 [out], W2, b2, ... of dense layers; --data has X [N, in] and y: [N, out] floats, or [N]
classes for ce. The folder gets step.npz (an array for each parameter, to be added to it), directions.npz (for each group
its eigenvalues, and what is known along the kept ones), result.json and index.html.

Exit codes: 0 the step is that of the dense matrix, 1 it is not, or it was not found, 2 wrong options or files.";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    step: options::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Trains a small network by damped Newton steps, by gradient descent and by Adam
    Train(train::Arguments),
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.command {
        None => finish(step::run(&arguments.step), arguments.step.json),
        Some(Command::Train(arguments)) => finish(train::run(arguments), arguments.json),
    }
}

type Ended = Result<End, Error>;

/// Why there is no step, or no training.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("{0}")]
    File(#[from] RunError),
    #[error("{0}")]
    Newton(#[from] NewtonError),
    #[error("{0}")]
    Factors(#[from] JacobianError),
    #[error("{0}")]
    Network(#[from] ScoreError),
    #[error("{0}")]
    Picture(#[from] PictureError),
}

impl Failure for Error {
    fn is_failed_fit(&self) -> bool {
        use NewtonError::{Diverged, Eigenvalue, Eigenvalues, NotFinite};
        matches!(
            self,
            Self::Newton(
                Diverged { .. } | Eigenvalue { .. } | Eigenvalues { .. } | NotFinite { .. }
            )
        )
    }
}
