//! Shared by tests and benchmarks: plain functions, random inputs, tolerances, reference formulas.

pub mod adbench;
pub mod adchecks;
pub mod corpus;
pub mod harness;
pub mod mlp;
pub mod npz;
pub mod semantics;
