//! Products of curvature matrices with vectors, without the matrices.

use super::error::{JacobianError, has_length};
use super::quantities::by_leaf;
use super::samples::{Samples, Sweep};
use cotangent::drivers::{Matrix, NamedArrays, PerSample, TransposedTimes};
use cotangent::{Differentiable, Tangent};

/// Tangents of a result.
type Pair<Y> = (<Y as Differentiable>::Tangent, <Y as Differentiable>::Tangent);

impl<P, Y, S> Samples<'_, P, Y, S>
where
    P: Differentiable<Tangent: Sync> + Sync + ?Sized,
    Y: Differentiable + Clone + Sync,
    S: Sweep<P, Y>,
{
    /// G·v with the Gauss–Newton matrix G = Σ Jᵀ H J, for each leaf of its own shape, by a forward and a reverse sweep for each sample.
    /// The forward sweep is `|p, n, v| f::jvp(p, &x[n], v)`.
    ///
    /// # Errors
    /// If no loss was given, or if v has not a float for each parameter.
    pub fn ggn_times(
        &self,
        v: &[f64],
        jvp: impl Fn(&P, usize, &P::Tangent) -> (Y, Y::Tangent) + Sync,
    ) -> Result<NamedArrays, JacobianError> {
        let (loss, scale) = (self.given_loss()?, self.scale());
        let v = self.direction(v)?;
        let seeds = |at: usize, y: &[f64]| {
            let sample = self.index()[at];
            let moved = jvp(self.parameters(), sample, &v).1.to_flat();
            let weights = loss.hessian_times(sample, y, &moved);
            Matrix::from_vec(1, y.len(), weights.iter().map(|w| scale * w).collect())
        };
        let batch = self.sweep_rows(1, &seeds);
        Ok(self.summed(&batch))
    }

    /// H·v with the Hessian of the sum of losses, for each leaf of its own shape, by one sweep of second order for each sample:
    /// `|p, n, v, seed| { let ((y, y_dot), pullback) = f::jvp_vjp(p, &x[n], v); pullback(seed(&y, &y_dot)) }`.
    ///
    /// # Errors
    /// If no loss was given, or if v has not a float for each parameter.
    pub fn hessian_times(
        &self,
        v: &[f64],
        jvp_vjp: impl Fn(
            &P,
            usize,
            &P::Tangent,
            &mut dyn FnMut(&Y, &Y::Tangent) -> Pair<Y>,
        ) -> P::Tangent
        + Sync,
    ) -> Result<NamedArrays, JacobianError> {
        let (loss, scale) = (self.given_loss()?, self.scale());
        let v = self.direction(v)?;
        let start = PerSample::new(self.parameters(), self.n_samples(), 0.0);
        let batch = start.vjp(|p, at, _| {
            let sample = self.index()[at];
            // ∂/∂p of ∇ℓ(f)·ḟ is Jᵀ H ḟ + Σ (∇ℓ)_c ∇²f_c v.
            jvp_vjp(p, sample, &v, &mut |y, y_dot| {
                let (f, moved) = (y.to_flat(), y_dot.to_flat());
                let weights = |floats: Vec<f64>| {
                    let mut weights = y.zero_tangent();
                    weights.set_flat(&floats);
                    weights.scale(scale);
                    weights
                };
                (
                    weights(loss.hessian_times(sample, &f, &moved)),
                    weights(loss.gradient(sample, &f)),
                )
            })
        });
        Ok(self.summed(&batch))
    }

    fn direction(&self, v: &[f64]) -> Result<P::Tangent, JacobianError> {
        let mut direction = self.parameters().zero_tangent();
        has_length("a vector in the parameters", direction.n_coordinates(), v.len())?;
        direction.set_flat(v);
        Ok(direction)
    }

    fn summed<Z: Differentiable + Sync>(&self, batch: &PerSample<'_, P, Z>) -> NamedArrays {
        let ones = vec![1.0; self.n_samples()];
        by_leaf(&self.parameters().layout(), &batch.run(TransposedTimes(&ones)))
    }
}
