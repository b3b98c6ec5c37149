//! Automatic differentiation of plain Rust functions.
//!
//! This crate is what users depend on. It holds the two traits that say what has a derivative,
//! [`Differentiable`] and [`Tangent`]; the float trait for generic code, [`Scalar`]; gradient
//! checks for a user's own tests, [`mod@check`]; and a run-time [`tape`] for programs that cannot be
//! transformed ahead of time. It re-exports the attribute `#[differentiable]` and
//! the derive `#[derive(Differentiable)]`.
//!
//! ```
//! use cotangent::{Differentiable, Tangent};
//!
//! // A point's tangent has the same shape, and every float of it has a slot there.
//! let point = (3.0, vec![1.0, 2.0]);
//! let mut direction = point.zero_tangent();
//! assert_eq!(direction, (0.0, vec![0.0, 0.0]));
//!
//! direction.accumulate(&(1.0, vec![0.0, 10.0]));
//! let mut moved = point.clone();
//! moved.step(&direction, 0.5);
//! assert_eq!(moved, (3.5, vec![1.0, 7.0]));
//! ```
#![forbid(unsafe_code)]

// Emitted code says `::cotangent::…`, in this crate's own tests and examples too.
extern crate self as cotangent;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod activity;
#[cfg(feature = "ndarray")]
#[allow(
    clippy::too_many_arguments,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = "hidden forms have the shape that emitted calls have, and the names of the methods"
)]
mod arrays;
mod buffers;
pub mod check;
mod checkpoints;
mod differentiable;
pub mod drivers;
mod function_values;
mod integers;
pub mod leaves;
pub mod linalg;
pub mod math;
mod ops;
mod owned;
mod parallel;
mod passed;
mod scalar;
mod spaces;
pub mod tape;
mod windows;
mod workspace;

#[cfg(feature = "ndarray")]
pub use arrays::Element;
pub use cotangent_macros::{Differentiable, differentiable};
pub use differentiable::{Differentiable, Tangent, constant};
pub use scalar::Scalar;
pub use workspace::Workspace;
