//! Where factors come from.

use crate::jacobians::{
    Curvature, DenseBatch, Factor, Implicit, JacobianError, Materialised, Precision, Samples, Seed,
    Sweep, Taps,
};
use cotangent::Differentiable;
use ndarray::Array2;

/// A function of parameters, a loss, and samples, as the factors that they give.
///
/// [`Samples`] and [`DenseBatch`] with a loss are.
pub trait FactorSource {
    /// How columns over the parameters are held.
    type Factor: Factor;

    /// The number N of samples.
    fn n_samples(&self) -> usize;

    /// The columns Jₙᵀ sₙ_c for these samples, where Σ_c sₙ_c sₙ_cᵀ is the Hessian of ℓₙ in the outputs, or has it as expectation.
    /// Nothing is divided by the number of samples.
    ///
    /// # Errors
    /// If the loss has no such factors.
    fn curvature(
        &self,
        curvature: Curvature,
        samples: &[usize],
    ) -> Result<Self::Factor, JacobianError>;

    /// The columns ∇ℓₙ for these samples, one factor each.
    ///
    /// # Errors
    /// If they cannot be had.
    fn gradients(&self, samples: &[usize]) -> Result<Self::Factor, JacobianError>;
}

impl<P, Y, S> FactorSource for Samples<'_, P, Y, S>
where
    P: Differentiable + Sync + ?Sized,
    Y: Differentiable + Clone + Sync,
    S: Sweep<P, Y>,
{
    type Factor = Materialised;

    fn n_samples(&self) -> usize {
        self.n_samples()
    }

    fn curvature(
        &self,
        curvature: Curvature,
        samples: &[usize],
    ) -> Result<Materialised, JacobianError> {
        self.part(samples)?.factors(curvature)
    }

    fn gradients(&self, samples: &[usize]) -> Result<Materialised, JacobianError> {
        self.part(samples)?.gradients()
    }
}

impl<P, T, F> FactorSource for DenseBatch<'_, P, T, F>
where
    P: Differentiable + Sync + ?Sized,
    T: Precision,
    F: Fn(&P, &Array2<T>, &Taps<T>, Seed<'_, T>) -> <Taps<T> as Differentiable>::Tangent + Sync,
{
    type Factor = Implicit<T>;

    fn n_samples(&self) -> usize {
        self.n_samples()
    }

    fn curvature(
        &self,
        curvature: Curvature,
        samples: &[usize],
    ) -> Result<Implicit<T>, JacobianError> {
        self.part(samples)?.factors(curvature)
    }

    fn gradients(&self, samples: &[usize]) -> Result<Implicit<T>, JacobianError> {
        self.part(samples)?.gradients()
    }
}

impl<T: FactorSource + ?Sized> FactorSource for Box<T> {
    type Factor = T::Factor;

    fn n_samples(&self) -> usize {
        (**self).n_samples()
    }

    fn curvature(
        &self,
        curvature: Curvature,
        samples: &[usize],
    ) -> Result<T::Factor, JacobianError> {
        (**self).curvature(curvature, samples)
    }

    fn gradients(&self, samples: &[usize]) -> Result<T::Factor, JacobianError> {
        (**self).gradients(samples)
    }
}
