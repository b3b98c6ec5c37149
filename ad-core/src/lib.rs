//! Automatic differentiation of plain Rust functions.
#![forbid(unsafe_code)]
extern crate self as cotangent;
pub use cotangent_macros::{Differentiable, differentiable};
