//! Published systems written as plain Rust functions and differentiated by cotangent.
//!
//! | module | system | paper |
//! | --- | --- | --- |
//! | [`srbm`] | ratio matching for semi-restricted Boltzmann machines over categorical sites | Hyvärinen (2007), "Some extensions of score matching" |
//!
//! [`report`] turns measurements into the tables that the `cotangent` command prints.
#![forbid(unsafe_code)]

pub mod report;
pub mod srbm;
