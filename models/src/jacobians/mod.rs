//! Derivatives of each sample of a batch: Jacobians, gradients, and what is made of them.
//!
//! After Dangel, Kunstner and Hennig (2020), "BackPACK: packing more into backprop".

mod curvature;
mod dense_batch;
mod error;
mod factor;
mod implicit;
mod layers;
mod loss;
mod materialised;
mod products;
mod quantities;
mod samples;
mod statistics;
mod user_loss;

pub use dense_batch::{DenseBatch, Seed};
pub use error::JacobianError;
pub use factor::Factor;
pub use implicit::{Implicit, Kronecker};
pub use layers::{Notes, Taps, dense, linear};
pub use loss::{
    BinaryCrossEntropy, Curvature, Loss, SoftmaxCrossEntropy, SquaredError, binary_cross_entropy,
    softmax_cross_entropy, squared_error,
};
pub use materialised::Materialised;
pub use products::Precision;
pub use quantities::{
    Frame, GgnDiagonal, GradientSum, Gradients, Jacobian, JacobianTimes, Norms, Quantity,
    SampleGgnDiagonals, Source, SquareRoot, SquaredNorms, SumOfSquares, TimesJacobian, Variance,
};
pub use samples::{Reduction, Samples, Scaling, Sweep, Way};
pub use statistics::{clipped_sum, gradient_noise_scale, signal_to_noise, total_variance};
pub use user_loss::{Indefinite, UserLoss};
