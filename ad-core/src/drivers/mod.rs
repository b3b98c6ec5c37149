//! Jacobians, Hessians, traces and per-sample quantities, from the sweeps of a derivative.
//!
//! A driver does not know the function that it differentiates: it takes closures around the
//! companion's derivatives, `|x, d| f::jvp(x, data, d)`, so data stay fixed and generic functions,
//! methods and hand-written derivatives serve as well. The point may be any [`Differentiable`]
//! value; rows and columns follow its floats in declaration order, as in
//! [`to_flat`](crate::Differentiable::to_flat).
//!
//! | question | driver |
//! | --- | --- |
//! | all derivatives of all outputs | [`Derivative::jacobian`] |
//! | the same, where most are known to be zero | [`Derivative::sparse`], with a [`Pattern`] |
//! | where they are zero | [`detect()`] |
//! | second derivatives of a function of one float | [`Derivative::of_gradient`], [`hessian`] |
//! | where a function of a batch mixes samples | [`mixing()`] |
//! | a divergence or a Laplacian | [`Derivative::trace`], or an estimate by [`hutchinson()`] |
//! | Jacobians and gradients of each sample of a batch | [`PerSample`] |
//!
//! [`Differentiable`]: crate::Differentiable
//!
//! ```
//! use cotangent::drivers::Derivative;
//! use cotangent::differentiable;
//!
//! #[differentiable]
//! fn polar(p: &[f64; 2]) -> [f64; 2] {
//!     [p[0] * p[1].cos(), p[0] * p[1].sin()]
//! }
//!
//! # fn main() {
//! let j = Derivative::at(polar, &[2.0, 0.0])
//!     .jvp(|p, d| polar::jvp(p, d))
//!     .vjp(|p, w| polar::vjp(p).1(w))
//!     .jacobian();
//! assert_eq!(j.as_slice(), [1.0, 0.0, 0.0, 2.0]);
//! # }
//! ```

mod colouring;
mod dependence;
mod derivative;
mod lanes;
mod matrix;
mod mixing;
mod pattern;
mod per_sample;
mod requests;
mod seeded;
mod sparse;
mod trace;

pub use colouring::Colouring;
pub use dependence::{Dependence, Detected, detect};
pub use derivative::{Block, Derivative, hessian, jacobian_forward, jacobian_reverse};
pub use lanes::Lanes;
pub use matrix::Matrix;
pub use mixing::{Mixing, mixing};
pub use pattern::{Pattern, Sparse};
pub use per_sample::{Batch, PerSample};
pub use requests::{
    Buffers, Gradients, Jacobian, NamedArray, NamedArrays, Parts, Piece, Request, Results,
    RowNorms, SampleGrams, Times, TransposedTimes,
};
pub use sparse::{Coloured, MissedEntries, SymmetricColoured};
pub use trace::{Estimate, gaussian, hutchinson, rademacher};
