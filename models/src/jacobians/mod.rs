//! Derivatives of each sample of a batch: Jacobians, gradients, and what is made of them.
//!
//! After Dangel, Kunstner and Hennig (2020), "BackPACK: packing more into backprop".

mod error;
mod factor;
mod loss;

pub use error::JacobianError;
pub use factor::Factor;
pub use loss::{
    BinaryCrossEntropy, Curvature, Indefinite, Loss, SoftmaxCrossEntropy, SquaredError, UserLoss,
    binary_cross_entropy, softmax_cross_entropy, squared_error,
};
