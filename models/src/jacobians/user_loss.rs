//! Losses of one's own, whose factors come from the eigenvalues of their Hessians.

use super::error::{JacobianError, has_length, not_empty};
use super::loss::Loss;
use cotangent::drivers::Matrix;

/// What is done about negative eigenvalues of the Hessian of a user's loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Indefinite {
    /// An error that says the sample and the eigenvalue.
    #[default]
    Refuse,
    /// Zeros stand for them: the positive part of H.
    Clip,
}

/// Any plain loss of the outputs f. Its factors come from the eigenvalues of its Hessian.
///
/// ```
/// use cotangent::{differentiable, math};
/// use cotangent_models::jacobians::{Loss, UserLoss};
///
/// #[differentiable(wrt(f), order = 2)]
/// fn robust(f: &[f64], y: f64) -> f64 {
///     math::logcosh(f[0] - y)
/// }
/// # fn main() -> Result<(), cotangent_models::jacobians::JacobianError> {
/// let y = [0.0, 1.0];
/// let loss = UserLoss::new(
///     y.len(),
///     1,
///     |n, f| robust::value_and_grad(f, y[n]),
///     |n, f| robust::hessian(f, y[n]),
/// )?;
/// assert_eq!(loss.factors(1, &[1.0])?[(0, 0)], 1.0);
/// # Ok(())
/// # }
/// ```
pub struct UserLoss<G, H> {
    n_samples: usize,
    n_outputs: usize,
    indefinite: Indefinite,
    value_and_grad: G,
    hessian: H,
}

impl<G, H> UserLoss<G, H>
where
    G: Fn(usize, &[f64]) -> (f64, Vec<f64>) + Sync,
    H: Fn(usize, &[f64]) -> Vec<Vec<f64>> + Sync,
{
    /// From the value with the gradient, and the rows of the Hessian, of a sample's loss at its outputs.
    ///
    /// # Errors
    /// If there are no samples or no outputs.
    pub fn new(
        n_samples: usize,
        n_outputs: usize,
        value_and_grad: G,
        hessian: H,
    ) -> Result<Self, JacobianError> {
        not_empty("samples", n_samples)?;
        not_empty("outputs", n_outputs)?;
        let indefinite = Indefinite::Refuse;
        Ok(Self { n_samples, n_outputs, indefinite, value_and_grad, hessian })
    }

    /// With another answer to negative eigenvalues.
    #[must_use]
    pub fn indefinite(self, indefinite: Indefinite) -> Self {
        Self { indefinite, ..self }
    }
}

impl<G, H> Loss for UserLoss<G, H>
where
    G: Fn(usize, &[f64]) -> (f64, Vec<f64>) + Sync,
    H: Fn(usize, &[f64]) -> Vec<Vec<f64>> + Sync,
{
    fn n_samples(&self) -> usize {
        self.n_samples
    }
    fn n_outputs(&self) -> usize {
        self.n_outputs
    }
    fn value(&self, sample: usize, f: &[f64]) -> f64 {
        (self.value_and_grad)(sample, f).0
    }
    fn gradient(&self, sample: usize, f: &[f64]) -> Vec<f64> {
        (self.value_and_grad)(sample, f).1
    }
    fn hessian_times(&self, sample: usize, f: &[f64], v: &[f64]) -> Vec<f64> {
        let hessian = (self.hessian)(sample, f);
        hessian.iter().map(|row| row.iter().zip(v).map(|(h, v)| h * v).sum()).collect()
    }
    fn factors(&self, sample: usize, f: &[f64]) -> Result<Matrix, JacobianError> {
        let (c, hessian) = (self.n_outputs, (self.hessian)(sample, f));
        has_length("rows of the loss' Hessian", c, hessian.len())?;
        for row in &hessian {
            has_length("a row of the loss' Hessian", c, row.len())?;
        }
        let what = "the loss' Hessian";
        let symmetric = |i: usize, j: usize| 0.5 * (hessian[i][j] + hessian[j][i]);
        if (0..c).any(|i| (0..c).any(|j| !hessian[i][j].is_finite())) {
            return Err(JacobianError::Eigenvalues { what });
        }
        let eigen = faer::Mat::from_fn(c, c, symmetric).self_adjoint_eigen(faer::Side::Lower);
        let eigen = eigen.map_err(|_| JacobianError::Eigenvalues { what })?;
        let values: Vec<f64> = eigen.S().column_vector().iter().copied().collect();
        let largest = values.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
        // What rounding makes of a zero.
        let zero = 8.0 * c as f64 * f64::EPSILON * largest;
        let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
        if self.indefinite == Indefinite::Refuse && smallest < -zero {
            return Err(JacobianError::Indefinite { sample, eigenvalue: smallest });
        }
        let mut factors = Matrix::zeros(c, c);
        for (k, value) in values.iter().enumerate() {
            for i in 0..c {
                factors[(k, i)] = value.max(0.0).sqrt() * eigen.U()[(i, k)];
            }
        }
        Ok(factors)
    }
}
