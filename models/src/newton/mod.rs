//! Curvature of a loss through the low rank of its Gauss–Newton matrix, and Newton steps that are damped along each direction.
//!
//! With N samples and C outputs, the Gauss–Newton matrix of D parameters is V·Vᵀ with C·N columns in V. So its spectrum is that of
//! Vᵀ·V, its eigenvectors are combinations of columns, and the slope and curvature of *each sample* along them tell signal from noise, without a
//! matrix of D rows and columns. After Dangel, Tatzel and Hennig (2022), "ViViT: curvature access through the generalized
//! Gauss-Newton's low-rank structure".

mod classes;
mod criterion;
mod damping;
mod error;
mod ggn;
mod groups;
mod kernel;
mod results;
mod spectrum;
mod training;

pub use classes::Classes;
pub use criterion::{Criterion, Policy, SmallEigenvalues};
pub use damping::Damping;
pub use error::{NewtonError, Warning};
pub use ggn::{Block, Ggn, GgnBuilder, Reduction, Source};
pub use groups::{Group, GroupId, ParamGroups, PerGroup};
pub use kernel::UnitLoss;
pub use results::{Directional, Eigenpairs, NewtonStep};
pub use training::{Objective, Optimiser, Record, Settings, Signal, train};
