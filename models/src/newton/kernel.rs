//! The tangent kernel, as the Gram matrix of a loss whose Hessian is the unit matrix.

use crate::jacobians::{JacobianError, Loss};
use cotangent::drivers::Matrix;

/// ℓₙ(f) = ½‖f‖², whose Hessian in the outputs is the unit matrix.
///
/// With it and [`Reduction::Sum`](crate::jacobians::Reduction::Sum), [`Block::gram`](super::Block::gram) is the empirical tangent kernel of the batch, J·Jᵀ over
/// the group's parameters: row c·N + n belongs to output c of sample n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitLoss {
    /// N.
    pub n_samples: usize,
    /// C.
    pub n_outputs: usize,
}

impl Loss for UnitLoss {
    fn n_samples(&self) -> usize {
        self.n_samples
    }
    fn n_outputs(&self) -> usize {
        self.n_outputs
    }
    fn value(&self, _: usize, f: &[f64]) -> f64 {
        0.5 * f.iter().map(|f| f * f).sum::<f64>()
    }
    fn gradient(&self, _: usize, f: &[f64]) -> Vec<f64> {
        f.to_vec()
    }
    fn hessian_times(&self, _: usize, _: &[f64], v: &[f64]) -> Vec<f64> {
        v.to_vec()
    }
    fn factors(&self, _: usize, f: &[f64]) -> Result<Matrix, JacobianError> {
        let n = f.len();
        let mut unit = Matrix::zeros(n, n);
        (0..n).for_each(|i| unit[(i, i)] = 1.0);
        Ok(unit)
    }
}
