//! The `cotangent` command.
#![forbid(unsafe_code)]
fn main() {}
