//! Shared by tests and benchmarks: plain functions, random inputs, tolerances, reference formulas.
