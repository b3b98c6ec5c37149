//! Score matching: the score ψ(x; θ) ≈ ∇ log p(x) of an unknown density from samples alone.
//!
//! Hyvärinen's (2005) implicit loss is the mean of ½‖ψ‖² + div ψ over the samples. It equals half the Fisher
//! divergence but for a constant, so the density's own score need not be known; but the loss holds
//! a derivative in x, and training differentiates it once more in θ. Here the network and the losses
//! are plain functions under `#[differentiable]`: the divergence is forward mode in x, the gradient
//! reverse mode in θ over it. Where ψ = −∇U of an energy U, that is the third derivative of one function.
//!
//! ```
//! use cotangent_models::score::*;
//!
//! let mut example = Example::on_line(Objective::IMPLICIT, 1)?;
//! example.settings.epochs = 50;
//! example.settings.snapshots = 10;
//! let fit = example.fit()?;
//! // Not there yet: half the Fisher divergence of a good fit is about 0.04.
//! assert!(fit.assessment.half_fisher.unwrap().value < 1.0);
//! let starts = Samples::new(1, vec![0.0; 100])?;
//! let drawn = Langevin::default().sample(&fit.model(), &starts, &mut generator(2, 0))?;
//! assert_eq!(drawn.len(), 100);
//! # Ok::<(), ScoreError>(())
//! ```
//!
//! # Where to read on
//!
//! | module | what |
//! | --- | --- |
//! | [`network`] | the network, and the energy, as plain functions |
//! | [`model`] | what an objective asks of a score; a macro that makes a model of any differentiable function |
//! | [`objective`] | the objectives: implicit, regularised, finite-difference, sliced, denoising, explicit, Parzen |
//! | [`training`] | Adam, minibatches, snapshots, and a state that resumes bit for bit |
//! | [`assess`](mod@assess) | the Fisher divergence beside the loss, warnings of over-fitting |
//! | [`density`] | from a score back to a density |
//! | [`langevin`] | sampling |
//! | [`mixture`] | targets whose score is known |
//! | [`reference`](mod@reference) | the reference examples whole |
//! | [`pictures`] | their pictures and animations |
//!
//! A loss far below −½ E‖s‖² (−0.489 for the reference example) is over-fitting and no success: the implicit
//! loss of finitely many samples has no lower bound.

pub mod assess;
pub mod density;
pub mod error;
pub mod langevin;
pub mod mixture;
pub mod model;
pub mod network;
pub mod objective;
pub mod pictures;
pub mod reference;
pub mod samples;
pub mod training;

pub use assess::{
    Assessment, Estimate, Implicit, assess, half_fisher_divergence, half_square_distance,
};
pub use density::{
    Density, Grid, Quadrature, density_of_scores, recover_density, recover_density_in_plane,
    relative_curl,
};
pub use error::{ScoreError, Warning};
pub use langevin::Langevin;
pub use mixture::{Component, Mixture};
pub use model::{Part, ScoreModel, Terms, jacobians, scores};
pub use network::{Activation, Energy, Layer, Mlp};
pub use objective::{Law, Objective};
pub use reference::{Example, Fit};
pub use samples::{Samples, Tile, WIDTH};
pub use training::{Adam, Best, Outcome, Schedule, Settings, Snapshot, State, Training, generator};
