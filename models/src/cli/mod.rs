//! The command line: options, and what to do with them, one file a subcommand.

mod ratio_matching;

use clap::Parser;
use std::process::ExitCode;

/// Differentiates published models from their plain Rust source and compares the result with
/// handwritten gradients and published answers.
///
/// Runs ratio matching for a semi-restricted Boltzmann machine: the plain loss, its gradient by
/// `#[differentiable]`, and the best handwritten gradient, with time, memory and errors of each.
#[derive(Debug, Parser)]
#[command(name = "cotangent", version)]
struct Cotangent {
    #[command(flatten)]
    ratio_matching: ratio_matching::Arguments,
}

/// Runs the command. The exit code is 0 where all results agree, 1 where they do not, and 2 for a
/// wrong option or an unusable file.
pub(crate) fn run() -> ExitCode {
    let arguments = Cotangent::parse();
    match ratio_matching::run(&arguments.ratio_matching) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
