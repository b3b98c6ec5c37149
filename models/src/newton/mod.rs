//! Curvature of a loss through the low rank of its Gauss–Newton matrix, and Newton steps that are damped along each direction.
//!
//! With N samples and C outputs, the Gauss–Newton matrix of D parameters is V·Vᵀ with C·N columns in V. So its spectrum is that of
//! Vᵀ·V, its eigenvectors are combinations of columns, and the slope and curvature of *each sample* along them tell signal from noise, without a
//! matrix of D rows and columns. After Dangel, Tatzel and Hennig (2022), "ViViT: curvature access through the generalized
//! Gauss-Newton's low-rank structure".
//!
//! ```
//! use cotangent::differentiable;
//! use cotangent_models::jacobians::{Samples, SquaredError};
//! use cotangent_models::newton::{Criterion, Damping, Ggn};
//!
//! #[differentiable(wrt(p))]
//! fn line(p: &[f64; 2], x: f64) -> [f64; 1] {
//!     [p[0] * x + p[1]]
//! }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // ½ and ½ of 2·(x, 1)·(x, 1)ᵀ: the matrix diag(1, 1) · 2.
//! let (p, x) = ([2.0, 1.0], [1.0, -1.0]);
//! let loss = SquaredError::new(&[0.0, 0.0], 1)?;
//! let samples = Samples::new(&p, x.len(), [0.0], |p, n, seed| {
//!     let (y, pullback) = line::vjp(p, x[n]);
//!     pullback(seed(&y))
//! })?;
//! let samples = samples.loss(&loss)?;
//! let ggn = Ggn::builder(&samples).build()?;
//! assert!(ggn.eigenvalues()?.first().iter().all(|value| (value - 2.0).abs() < 1e-12));
//! // The loss is quadratic, so one step without damping is at its minimum.
//! let step = ggn.damped_newton(&Criterion::AllNonzero, &Damping::Constant(0.0))?;
//! let mut there = p;
//! step.add_to(&mut there, 1.0);
//! assert!(there.iter().all(|p| p.abs() < 1e-12));
//! # Ok(())
//! # }
//! ```
//!
//! The computations are [`Ggn`]'s; what they keep is said by a [`Criterion`], what they add to curvatures by a [`Damping`]. Factors come
//! from a [`FactorSource`]. [`train`] uses the steps.

mod classes;
mod criterion;
mod damping;
mod error;
mod ggn;
mod groups;
mod kernel;
mod leading;
mod results;
mod source;
mod spectrum;
mod training;

pub use classes::{Classes, Classifier};
pub use criterion::{Criterion, Policy, SmallEigenvalues};
pub use damping::Damping;
pub use error::{NewtonError, Warning};
pub use ggn::{Block, Ggn, GgnBuilder};
pub use groups::{Group, GroupId, ParamGroups, PerGroup};
pub use kernel::UnitLoss;
pub use results::{Directional, Eigenpairs, NewtonStep};
pub use source::FactorSource;
pub use training::{Objective, Optimiser, Record, Settings, Signal, train};
