//! Functions of the contests over numbers of any kind, and their derivatives on the tape.
//!
//! A formula stands here in the fewest operations, since the tape pays for each of them; blocking and lanes, which
//! vector code wants, would gain it nothing.

pub mod ba;
pub mod gmm;
pub mod hand;
pub mod lstm;
pub mod srbm;

use cotangent::Scalar;

/// Σ aᵢ bᵢ.
fn dot<T: Scalar>(a: &[T], b: &[T]) -> T {
    a.iter().zip(b).fold(T::zero(), |sum, (a, b)| sum + *a * *b)
}
