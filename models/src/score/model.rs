//! What a score is to the objectives: a differentiable function of parameters and points.
//!
//! [`score_model!`](crate::score_model) makes a model of any such function. It writes the losses over
//! that function as plain differentiable functions, and all that is differentiated is those and the
//! function itself.

use super::network::{Energy, Mlp, downhill, outputs, outputs_at};
use super::{Tile, WIDTH};
use cotangent::Differentiable;

/// Points with weights, and what is asked of the score there. Points stand in tiles, coordinate by
/// coordinate.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// `[n tiles][dim]`.
    pub points: &'a [Tile],
    /// `[n tiles]`; 0 for points that only fill a tile.
    pub weights: &'a [Tile],
    /// The terms of the loss.
    pub terms: Terms<'a>,
}

/// The terms of a loss at a point x with score ψ.
#[derive(Debug, Clone, Copy)]
pub enum Terms<'a> {
    /// ½‖ψ‖² + Σᵢ ∂ψᵢ/∂xᵢ + λ Σᵢ (∂ψᵢ/∂xᵢ)².
    Exact {
        /// λ.
        lambda: f64,
    },
    /// The same with central differences, and with the mean of the 2·dim displaced scores for ψ.
    Differences {
        /// The displacement along each coordinate.
        delta: &'a [f64],
        /// λ.
        lambda: f64,
    },
    /// The mean over given directions v of ½(vᵀψ)² + vᵀ(∂ψ/∂x)v.
    Sliced {
        /// `[n tiles][n directions][dim]`.
        directions: &'a [Tile],
    },
    /// The mean over given directions v of ½‖ψ‖² + vᵀ(∂ψ/∂x)v.
    Hutchinson {
        /// `[n tiles][n directions][dim]`.
        directions: &'a [Tile],
    },
    /// ½‖ψ − t‖² with given vectors t.
    Distance {
        /// `[n tiles][dim]`.
        targets: &'a [Tile],
    },
}

/// A score as a function of parameters, which are the value itself, and points.
///
/// [`score_model!`](crate::score_model) implements it; nothing stops a hand from doing so.
pub trait ScoreModel: Differentiable<Tangent: Send> + Clone + Send + Sync {
    /// Coordinates of a point.
    fn dim(&self) -> usize;

    /// The activation, where it has kinks.
    fn kinks(&self) -> Option<super::Activation> {
        None
    }

    /// The score at [`WIDTH`] points.
    fn scores(&self, x: &[Tile]) -> Vec<Tile>;

    /// The score, and its derivative along a direction.
    fn slopes(&self, x: &[Tile], along: &[Tile]) -> (Vec<Tile>, Vec<Tile>);

    /// The weighted sum of the terms.
    fn loss(&self, part: Part<'_>) -> f64;

    /// The same, and its gradient, which overwrites `bar`.
    fn loss_and_grad(&self, part: Part<'_>, bar: &mut Self::Tangent) -> f64;
}

/// Implements [`ScoreModel`] by a function of the score.
///
/// The function is `fn(&Model, &[Tile]) -> Vec<Tile>`, gives each of the [`WIDTH`] points of a tile
/// its own score, and stands under `#[differentiable(wrt(..), wrt(x), order = 2)]`, with the point's
/// parameter called `x`. After `lanes` may stand the same function for one point,
/// `fn(&Model, &[f64]) -> Vec<f64>`, under the same attribute with `lanes`: the exact divergence
/// takes all its directions in one sweep of that from four coordinates on.
///
/// # Examples
/// ```
/// use cotangent::{Differentiable, differentiable};
/// use cotangent_models::score::{Tile, ScoreModel, WIDTH};
///
/// /// ψ(x) = −(x − m)/s².
/// #[derive(Debug, Clone, Differentiable)]
/// struct Gaussian { mean: f64, log_sd: f64 }
///
/// #[differentiable(wrt(model), wrt(x), order = 2)]
/// fn gaussian(model: &Gaussian, x: &[Tile]) -> Vec<Tile> {
///     let precision = (-2.0 * model.log_sd).exp();
///     let mut psi: Tile = x[0];
///     for s in 0..WIDTH {
///         psi[s] = -(psi[s] - model.mean) * precision;
///     }
///     vec![psi]
/// }
///
/// cotangent_models::score_model!(mod gaussian_losses for Gaussian, gaussian, |_model| 1);
///
/// fn main() {
///     let psi = Gaussian { mean: 1.0, log_sd: 0.0 }.scores(&[[3.0; WIDTH]]);
///     assert_eq!(psi[0][0], -2.0);
/// }
/// ```
#[macro_export]
macro_rules! score_model {
    (
        mod $name:ident for $Model:ident, $score:ident, |$model:ident| $dim:expr
        $(, lanes $at:ident)? $(, kinks $kinks:expr)? $(,)?
    ) => {
        #[doc(hidden)]
        #[allow(missing_docs, reason = "hidden")]
        #[allow(clippy::needless_range_loop, reason = "sums over several arrays read best with indices")]
        pub mod $name {
            use super::{$Model, $score $(, $at)?};
            use $crate::score::{Part, ScoreModel, Terms, Tile, WIDTH};
            use ::cotangent::{Differentiable, differentiable};

            #[differentiable(wrt(model), multiversion)]
            pub fn exact(
                model: &$Model,
                points: &[Tile],
                weights: &[Tile],
                dim: usize,
                lambda: f64,
            ) -> f64 {
                let mut loss = 0.0;
                for (x, weight) in points.chunks_exact(dim).zip(weights) {
                    for i in 0..dim {
                        let mut unit = vec![[0.0; WIDTH]; dim];
                        unit[i] = [1.0; WIDTH];
                        let (psi, slopes) = $score::jvp_wrt_x(model, x, &unit);
                        let mut terms = [0.0; WIDTH];
                        for s in 0..WIDTH {
                            let (p, slope) = (psi[i][s], slopes[i][s]);
                            terms[s] = weight[s] * (0.5 * p * p + slope + lambda * slope * slope);
                        }
                        for s in 0..WIDTH {
                            loss += terms[s];
                        }
                    }
                }
                loss
            }

            #[differentiable(wrt(model), multiversion)]
            pub fn differences(
                model: &$Model,
                points: &[Tile],
                weights: &[Tile],
                dim: usize,
                delta: &[f64],
                lambda: f64,
            ) -> f64 {
                let mut loss = 0.0;
                for (x, weight) in points.chunks_exact(dim).zip(weights) {
                    let mut means = vec![[0.0; WIDTH]; dim];
                    let mut terms = [0.0; WIDTH];
                    for i in 0..dim {
                        let (mut above, mut below) = (x.to_vec(), x.to_vec());
                        for s in 0..WIDTH {
                            above[i][s] += delta[i];
                            below[i][s] -= delta[i];
                        }
                        let (high, low) = ($score(model, &above), $score(model, &below));
                        for k in 0..dim {
                            for s in 0..WIDTH {
                                means[k][s] += (high[k][s] + low[k][s]) / (2 * dim) as f64;
                            }
                        }
                        for s in 0..WIDTH {
                            let slope = (high[i][s] - low[i][s]) / (2.0 * delta[i]);
                            terms[s] += slope + lambda * slope * slope;
                        }
                    }
                    for i in 0..dim {
                        for s in 0..WIDTH {
                            terms[s] += 0.5 * means[i][s] * means[i][s];
                        }
                    }
                    for s in 0..WIDTH {
                        loss += weight[s] * terms[s];
                    }
                }
                loss
            }

            #[differentiable(wrt(model), multiversion)]
            pub fn sliced(
                model: &$Model,
                points: &[Tile],
                weights: &[Tile],
                directions: &[Tile],
                dim: usize,
            ) -> f64 {
                let n_directions = directions.len() / points.len();
                let mut loss = 0.0;
                for t in 0..weights.len() {
                    let x = &points[t * dim..(t + 1) * dim];
                    for m in 0..n_directions {
                        let first = (t * n_directions + m) * dim;
                        let v = &directions[first..first + dim];
                        let (psi, slopes) = $score::jvp_wrt_x(model, x, v);
                        let (mut along, mut curved) = ([0.0; WIDTH], [0.0; WIDTH]);
                        for i in 0..dim {
                            for s in 0..WIDTH {
                                along[s] += v[i][s] * psi[i][s];
                                curved[s] += v[i][s] * slopes[i][s];
                            }
                        }
                        for s in 0..WIDTH {
                            let share = weights[t][s] / n_directions as f64;
                            loss += share * (0.5 * along[s] * along[s] + curved[s]);
                        }
                    }
                }
                loss
            }

            #[differentiable(wrt(model), multiversion)]
            pub fn hutchinson(
                model: &$Model,
                points: &[Tile],
                weights: &[Tile],
                directions: &[Tile],
                dim: usize,
            ) -> f64 {
                let n_directions = directions.len() / points.len();
                let mut loss = 0.0;
                for t in 0..weights.len() {
                    let x = &points[t * dim..(t + 1) * dim];
                    for m in 0..n_directions {
                        let first = (t * n_directions + m) * dim;
                        let v = &directions[first..first + dim];
                        let (psi, slopes) = $score::jvp_wrt_x(model, x, v);
                        let mut terms = [0.0; WIDTH];
                        for i in 0..dim {
                            for s in 0..WIDTH {
                                terms[s] += 0.5 * psi[i][s] * psi[i][s] + v[i][s] * slopes[i][s];
                            }
                        }
                        for s in 0..WIDTH {
                            loss += weights[t][s] / n_directions as f64 * terms[s];
                        }
                    }
                }
                loss
            }

            #[differentiable(wrt(model), multiversion)]
            pub fn distance(
                model: &$Model,
                points: &[Tile],
                weights: &[Tile],
                targets: &[Tile],
                dim: usize,
            ) -> f64 {
                let mut loss = 0.0;
                for t in 0..weights.len() {
                    let psi = $score(model, &points[t * dim..(t + 1) * dim]);
                    let target = &targets[t * dim..(t + 1) * dim];
                    for i in 0..dim {
                        let mut terms = [0.0; WIDTH];
                        for s in 0..WIDTH {
                            let off = psi[i][s] - target[i][s];
                            terms[s] = weights[t][s] * 0.5 * off * off;
                        }
                        for s in 0..WIDTH {
                            loss += terms[s];
                        }
                    }
                }
                loss
            }

            $crate::score_model!(@lanes $Model $($at)?);

            impl ScoreModel for $Model {
                fn dim(&self) -> usize {
                    let $model = self;
                    $dim
                }

                $(
                    fn kinks(&self) -> Option<$crate::score::Activation> {
                        let kinks: fn(&$Model) -> Option<$crate::score::Activation> = $kinks;
                        kinks(self)
                    }
                )?

                fn scores(&self, x: &[Tile]) -> Vec<Tile> {
                    $score(self, x)
                }

                fn slopes(&self, x: &[Tile], along: &[Tile]) -> (Vec<Tile>, Vec<Tile>) {
                    $score::jvp_wrt_x(self, x, along)
                }

                fn loss(&self, Part { points: x, weights: w, terms }: Part<'_>) -> f64 {
                    let dim = self.dim();
                    match terms {
                        Terms::Exact { lambda } => in_lanes(self, x, w, lambda)
                            .unwrap_or_else(|| exact(self, x, w, dim, lambda)),
                        Terms::Differences { delta, lambda } => {
                            differences(self, x, w, dim, delta, lambda)
                        }
                        Terms::Sliced { directions } => sliced(self, x, w, directions, dim),
                        Terms::Hutchinson { directions } => hutchinson(self, x, w, directions, dim),
                        Terms::Distance { targets } => distance(self, x, w, targets, dim),
                    }
                }

                fn loss_and_grad(
                    &self,
                    Part { points: x, weights: w, terms }: Part<'_>,
                    bar: &mut <Self as Differentiable>::Tangent,
                ) -> f64 {
                    let dim = self.dim();
                    match terms {
                        Terms::Exact { lambda } => {
                            match grad_in_lanes(self, x, w, lambda, bar) {
                                Some(loss) => loss,
                                None => exact::value_and_grad_into(self, x, w, dim, lambda, bar),
                            }
                        }
                        Terms::Differences { delta, lambda } => {
                            differences::value_and_grad_into(self, x, w, dim, delta, lambda, bar)
                        }
                        Terms::Sliced { directions } => {
                            sliced::value_and_grad_into(self, x, w, directions, dim, bar)
                        }
                        Terms::Hutchinson { directions } => {
                            hutchinson::value_and_grad_into(self, x, w, directions, dim, bar)
                        }
                        Terms::Distance { targets } => {
                            distance::value_and_grad_into(self, x, w, targets, dim, bar)
                        }
                    }
                }
            }
        }
    };

    (@lanes $Model:ident) => {
        fn in_lanes(_: &$Model, _: &[Tile], _: &[Tile], _: f64) -> Option<f64> {
            None
        }

        fn grad_in_lanes(
            _: &$Model,
            _: &[Tile],
            _: &[Tile],
            _: f64,
            _: &mut <$Model as Differentiable>::Tangent,
        ) -> Option<f64> {
            None
        }
    };

    (@lanes $Model:ident $at:ident) => {
        /// `exact`, point by point, with `L` coordinates in each sweep.
        #[differentiable(wrt(model))]
        pub fn exact_in_lanes<const L: usize>(
            model: &$Model,
            points: &[Tile],
            weights: &[Tile],
            dim: usize,
            lambda: f64,
            width: [f64; L],
        ) -> f64 {
            let mut loss = 0.0;
            for (tile, weight) in points.chunks_exact(dim).zip(weights) {
                for s in 0..WIDTH {
                    if weight[s] == 0.0 {
                        continue;
                    }
                    let mut x = vec![0.0; dim];
                    for i in 0..dim {
                        x[i] = tile[i][s];
                    }
                    for first in (0..dim).step_by(L) {
                        let mut units = vec![width; dim];
                        for i in first..dim.min(first + L) {
                            units[i][i - first] = 1.0;
                        }
                        let (psi, slopes) = $at::jvp_lanes_wrt_x(model, &x, &units);
                        for i in first..dim.min(first + L) {
                            let slope = slopes[i][i - first];
                            loss += weight[s]
                                * (0.5 * psi[i] * psi[i] + slope + lambda * slope * slope);
                        }
                    }
                }
            }
            loss
        }

        fn in_lanes(model: &$Model, x: &[Tile], w: &[Tile], lambda: f64) -> Option<f64> {
            let dim = model.dim();
            match dim {
                // A sweep over a tile for each direction is faster.
                0..4 => None,
                4 => Some(exact_in_lanes(model, x, w, dim, lambda, [0.0; 4])),
                5..=8 => Some(exact_in_lanes(model, x, w, dim, lambda, [0.0; 8])),
                _ => Some(exact_in_lanes(model, x, w, dim, lambda, [0.0; 16])),
            }
        }

        fn grad_in_lanes(
            model: &$Model,
            x: &[Tile],
            w: &[Tile],
            lambda: f64,
            bar: &mut <$Model as Differentiable>::Tangent,
        ) -> Option<f64> {
            let dim = model.dim();
            let l = lambda;
            match dim {
                0..4 => None,
                4 => Some(exact_in_lanes::value_and_grad_into(model, x, w, dim, l, [0.0; 4], bar)),
                5..=8 => {
                    Some(exact_in_lanes::value_and_grad_into(model, x, w, dim, l, [0.0; 8], bar))
                }
                _ => Some(exact_in_lanes::value_and_grad_into(model, x, w, dim, l, [0.0; 16], bar)),
            }
        }
    };
}

score_model!(
    mod mlp_losses for Mlp, outputs, |model| model.layers[0].w.len() / model.layers[0].b.len(),
    lanes outputs_at, kinks |net| (!net.activation.is_smooth()).then_some(net.activation)
);
score_model!(
    mod energy_losses for Energy, downhill, |model| model.net.layers[0].w.len() / model.net.layers[0].b.len(),
    kinks |energy| (!energy.net.activation.is_smooth()).then_some(energy.net.activation)
);

/// Scores at points in rows.
pub fn scores<M: ScoreModel>(model: &M, points: &[f64]) -> Vec<f64> {
    let dim = model.dim();
    assert_eq!(points.len() % dim, 0, "points of {dim} coordinates");
    if points.is_empty() {
        return vec![];
    }
    let tiles = super::samples::tiles(points, dim);
    let psi: Vec<Tile> = tiles.chunks_exact(dim).flat_map(|x| model.scores(x)).collect();
    super::samples::rows(&psi, dim, points.len() / dim)
}

/// Jacobians ∂ψᵢ/∂xⱼ at points in rows, `[n][i][j]`.
pub fn jacobians<M: ScoreModel>(model: &M, points: &[f64]) -> Vec<f64> {
    let dim = model.dim();
    assert_eq!(points.len() % dim, 0, "points of {dim} coordinates");
    let n = points.len() / dim;
    let mut jacobians = vec![0.0; n * dim * dim];
    if n == 0 {
        return jacobians;
    }
    let tiles = super::samples::tiles(points, dim);
    for (t, x) in tiles.chunks_exact(dim).enumerate() {
        for j in 0..dim {
            let mut unit = vec![[0.0; WIDTH]; dim];
            unit[j] = [1.0; WIDTH];
            let (_, slopes) = model.slopes(x, &unit);
            for s in 0..WIDTH.min(n - t * WIDTH) {
                for i in 0..dim {
                    jacobians[((t * WIDTH + s) * dim + i) * dim + j] = slopes[i][s];
                }
            }
        }
    }
    jacobians
}
