//! Penalties on fields, couplings and weights, as plain functions that the macro differentiates.

use crate::srbm::{Model, Precision};
use serde::{Deserialize, Serialize};

/// How the size of the weights W is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// Σ W².
    #[default]
    L2,
    /// Σ |W|.
    L1,
    /// Σ over sites and hidden units of √(Σ over states of W²): whole blocks go to zero together.
    Groups,
}

/// λ_h Σ h² + λ_J Σ J² + λ_W ‖W‖, added to the loss. The biases of hidden units are free.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Regulariser {
    /// λ_h.
    pub fields: f64,
    /// λ_J.
    pub couplings: f64,
    /// λ_W.
    pub weights: f64,
    /// ‖W‖.
    pub norm: Norm,
}

/// Parameters that one call of a norm takes: they stay in the cache.
const BLOCK: usize = 4096;

impl Regulariser {
    /// The same factor for all, with squares.
    pub fn l2(lambda: f64) -> Self {
        Self { fields: lambda, couplings: lambda, weights: lambda, norm: Norm::L2 }
    }

    /// The first factor that is negative or no number.
    pub(crate) fn fault(&self) -> Option<(&'static str, f64)> {
        let factors =
            [("fields", self.fields), ("couplings", self.couplings), ("weights", self.weights)];
        factors.into_iter().find(|(_, x)| !x.is_finite() || *x < 0.0)
    }

    /// The penalty; its gradient is added to `gradient`, if there is one. `scratch` keeps its memory between calls.
    pub(crate) fn add<T: Precision>(
        &self,
        model: &Model<T>,
        gradient: Option<&mut Model<T>>,
        scratch: &mut Vec<T>,
    ) -> f64 {
        let shape = model.shape();
        let width = shape.n_hidden();
        let site = shape.n_states() * width;
        let [h, j, w, _] = shape.ranges();
        let mut gradient = gradient.map(Model::as_flat_mut);
        let mut penalty = 0.0;
        for (range, lambda, norm) in [
            (h, self.fields, Norm::L2),
            (j, self.couplings, Norm::L2),
            (w, self.weights, self.norm),
        ] {
            if lambda == 0.0 || range.is_empty() {
                continue;
            }
            // Groups do not reach over sites.
            let block = if norm == Norm::Groups { site } else { BLOCK };
            let parameters = &model.as_flat()[range.clone()];
            scratch.resize(block.max(BLOCK), T::zero());
            let mut bars = gradient.as_mut().map(|gradient| gradient[range].chunks_mut(block));
            for x in parameters.chunks(block) {
                let x_bar = &mut scratch[..x.len()];
                penalty += lambda * T::penalty(norm, width, x, x_bar).to_f64();
                if let Some(bars) = bars.as_mut().and_then(Iterator::next) {
                    let lambda = T::of(lambda);
                    bars.iter_mut().zip(x_bar).for_each(|(to, x)| *to += lambda * *x);
                }
            }
        }
        penalty
    }
}

macro_rules! norms_in {
    ($float:ident) => {
        use cotangent::differentiable;

        /// Lanes of partial sums.
        const LANES: usize = 16;

        /// Σ x².
        #[differentiable]
        pub fn squares(x: &[$float]) -> $float {
            let mut sums = [0.0; LANES];
            for i in 0..x.len() / LANES {
                for l in 0..LANES {
                    sums[l] += x[i * LANES + l] * x[i * LANES + l];
                }
            }
            let mut sum = 0.0;
            for l in 0..LANES {
                sum += sums[l];
            }
            for i in x.len() / LANES * LANES..x.len() {
                sum += x[i] * x[i];
            }
            sum
        }

        /// Σ |x|; its slope at 0 is 0.
        #[differentiable]
        pub fn magnitudes(x: &[$float]) -> $float {
            let mut sum = 0.0;
            for i in 0..x.len() {
                sum += x[i].abs();
            }
            sum
        }

        /// Σ over columns of the root of Σ x², for rows of `width`; its slope at 0 is 0.
        #[differentiable]
        pub fn group_norms(x: &[$float], width: usize) -> $float {
            let mut squares = vec![0.0; width];
            for i in 0..x.len() / width {
                for a in 0..width {
                    squares[a] += x[i * width + a] * x[i * width + a];
                }
            }
            let mut sum = 0.0;
            for a in 0..width {
                if squares[a] > 0.0 {
                    sum += squares[a].sqrt();
                }
            }
            sum
        }
    };
}

/// Norms in `f64`.
#[allow(clippy::needless_range_loop, reason = "partial sums by index")]
pub mod double {
    norms_in!(f64);
}

/// Norms in `f32`.
#[allow(clippy::needless_range_loop, reason = "partial sums by index")]
pub mod single {
    norms_in!(f32);
}
