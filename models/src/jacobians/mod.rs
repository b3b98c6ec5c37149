//! Derivatives of each sample of a batch: Jacobians, gradients, and what is made of them.
//!
//! After Dangel, Kunstner and Hennig (2020), "BackPACK: packing more into backprop".

mod factor;

pub use factor::Factor;
