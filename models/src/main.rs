//! The `cotangent` command.
#![forbid(unsafe_code)]

mod cli;

/// Counts memory, for the reports.
#[global_allocator]
static ALLOCATOR: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
