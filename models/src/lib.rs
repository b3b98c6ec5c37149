//! Published systems written as plain Rust functions and differentiated by cotangent.
//!
//! | module | system | paper |
//! | --- | --- | --- |
//! | [`imnn`] | summaries of simulations that keep the Fisher information | Charnock et al. (2018), "Automatic physical inference with information maximizing neural networks" |
//! | [`jacobians`] | Jacobians and gradients of each sample, and what is made of them | Dangel, Kunstner and Hennig (2020), "BackPACK: packing more into backprop" |
//! | [`newton`] | eigenvectors of the Gauss–Newton matrix, each sample's slope and curvature along them, damped Newton steps | Dangel, Tatzel and Hennig (2022), "ViViT: curvature access through the generalized Gauss-Newton's low-rank structure" |
//! | [`srbm`] | ratio matching for semi-restricted Boltzmann machines over categorical sites | Hyvärinen (2007), "Some extensions of score matching" |
//! | [`score`] | implicit, sliced and denoising score matching of networks | Hyvärinen (2005), "Estimation of non-normalized statistical models by score matching" |
//!
//! [`report`] turns measurements into the tables that the `cotangent` command prints, and [`run`] keeps fits in folders.
// Not forbidden: the slices of ndarray allow it to themselves.
#![deny(unsafe_code)]

pub mod imnn;
pub mod jacobians;
pub mod newton;
mod products;
pub mod report;
pub mod run;
pub mod score;
pub mod srbm;
