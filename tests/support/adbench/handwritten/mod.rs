//! Derivatives of the four objectives as a careful person would write them in safe Rust.
//!
//! They compute what the objectives compute, by the same algorithm, and differ from the plain
//! functions only in what a derivative needs: fused sweeps, flat tapes, hoisted linear maps, known
//! sparsity. No lanes over data points and no approximations of the standard library's functions.

mod ba;
mod gmm;
mod hand;
mod lstm;

pub use ba::{BaBlock, reproj_error_jacobian};
pub use gmm::gmm_gradient_into;
pub use hand::{hand_complicated_jacobian_into, hand_simple_jacobian_into};
pub use lstm::lstm_gradient_into;
