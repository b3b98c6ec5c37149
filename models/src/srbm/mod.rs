//! Ratio matching for semi-restricted Boltzmann machines (SRBM) over categorical sites.
//!
//! A sample z puts each of N sites into one of q states. With s_k the state of site k,
//!
//! E(z) = −[ Σₖ h\[s_k, k\] + Σₖⱼ J\[s_k, k, s_j, j\] + Σₐ log cosh Bₐ ],
//! Bₐ = bₐ + Σₖ W\[a, s_k, k\],   p(z) ∝ exp(−E(z)).
//!
//! The pair sum runs over all ordered pairs, J need not be symmetric, and log cosh is 0 at 0. Ratio
//! matching compares each sample with all its one-site flips, so the partition function drops out:
//! see [`double::ratio_matching()`].
//!
//! # Layout
//!
//! Everything is stored row-major with the index that the inner loops run over last:
//!
//! | what | index order of the formulas | stored as | length |
//! | --- | --- | --- | --- |
//! | fields | h\[φ, k\] | `[N][q]`, place k·q + φ | N·q |
//! | couplings | J\[φ, k, ν, j\] | `[N][q][N][q]`, place (k·q + φ)·N·q + j·q + ν | (N·q)² |
//! | weights | W\[a, φ, k\] | `[N][q][P]`, place (k·q + φ)·P + a | N·q·P |
//! | biases | b\[a\] | `[P]` | P |
//! | states | s\[k, m\] | `[M][N]`, place m·N + k, `u8` | M·N |
//!
//! [`Dims::h_place`], [`Dims::j_place`] and [`Dims::w_place`] convert from arrays in the order of the
//! formulas.
//!
//! # Where to read on
//!
//! For use: [`model`] has models of four kinds, [`flips`] their energies and flip energies, [`objective`] the losses and their
//! gradients, [`fit`] training, [`chains`] samplers, and [`input`] reads data.
//!
//! For comparison at the published problem: [`loss`] is the function as its mathematics reads; [`handwritten`] is the pullback a person would
//! write for it; [`gradient`] runs either over threads; [`energy`] has the energies themselves, for
//! checks and for users who want more than the loss; [`golden`] reads published answers, and
//! [`report`] compares.

pub mod chains;
pub mod data;
pub mod device;
pub mod energy;
pub mod factorised;
pub mod factorised_handwritten;
pub mod fit;
pub mod flips;
mod gauge;
pub mod golden;
pub mod gradient;
pub mod handwritten;
mod hidden;
pub mod input;
pub mod loss;
pub mod model;
pub mod objective;
mod precision;
pub mod report;
mod units;

pub use chains::Chains;
pub use data::{DataError, Dims, Parameters, Samples, SplitMix64};
pub use energy::SelfCoupling;
pub use fit::{Evaluator, Fit};
pub use gradient::{Real, Rule};
pub use loss::{double, single};
pub use model::{Kind, Model, Parts, PartsMut, Shape};
pub use objective::{Batch, Loss, Norm, Objective, ObjectiveError, Regulariser, Workspace};
pub use precision::Precision;
