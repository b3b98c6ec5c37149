//! Derivatives of the four objectives as a careful person would write them in safe Rust.
//!
//! They compute what the objectives compute, by the same algorithm, and differ from the plain
//! functions only in what a derivative needs: fused sweeps, flat tapes, hoisted linear maps. Of the hand
//! there are two: one that knows which columns of a vertex are zero, and one that does not. No
//! approximations of the standard library's functions.

mod ba;
mod gmm;
mod hand;
mod hand_lanes;
mod lstm;

pub use ba::{BaBlock, reproj_error_jacobian};
pub use gmm::gmm_gradient_into;
pub use hand::{hand_complicated_jacobian_into, hand_simple_jacobian_into};
pub use hand_lanes::hand_jacobian_by_lanes;
pub use lstm::lstm_gradient_into;
