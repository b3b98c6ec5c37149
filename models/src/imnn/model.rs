//! What a network is to the loss: a differentiable function of parameters and simulations.
//!
//! [`imnn_model!`](crate::imnn_model) makes a model of any plain function under `#[differentiable]`. Dense networks
//! have an implementation of their own; see [`network`](super::network).

use cotangent::Differentiable;

/// Simulations, all with exact derivatives or all without.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// How many there are.
    pub n_simulations: usize,
    /// `[n_simulations][inputs]`: any shape of a simulation is flattened.
    pub data: &'a [f32],
    /// P, or 0 where there are no derivatives.
    pub n_parameters: usize,
    /// ∂d/∂θ, `[n_simulations][inputs][n_parameters]`.
    pub derivatives: &'a [f32],
}

/// A function from simulations to summaries whose parameters are the value itself.
///
/// Cotangents and results are in `f64`; in which precision the model computes is its own matter.
pub trait SummaryModel: Differentiable<Tangent: Send> + Clone + Send + Sync + 'static {
    /// Numbers of a simulation.
    fn n_inputs(&self) -> usize;

    /// S.
    fn n_summaries(&self) -> usize;

    /// Simulations for which a gradient is taken at once. Sums over them do not depend on how many threads there are.
    fn at_once(&self, n_parameters: usize) -> usize {
        let _ = n_parameters;
        64
    }

    /// Writes the summaries x, `[n][S]`, and their derivatives dx/dθ, `[n][S][P]`.
    fn summaries(&self, part: Part<'_>, x: &mut [f64], slopes: &mut [f64]);

    /// Writes the gradient of Σ x̄·x + Σ s̄·dx/dθ to `bar`, with weights x̄ `[n][S]` and s̄ `[n][S][P]`.
    fn pull_back(&self, part: Part<'_>, x_bar: &[f64], slopes_bar: &[f64], bar: &mut Self::Tangent);
}

/// Implements [`SummaryModel`] by a function of one simulation.
///
/// The function is `fn(&Model, &[f64]) -> Vec<f64>`, or the same in `f32` with `of f32`, and stands under
/// `#[differentiable(wrt(..), wrt(d), order = 2)]`, with the simulation's parameter called `d`. After it come the
/// numbers of inputs and of summaries. The derivative along each parameter is a forward sweep of the function, and the gradient
/// one reverse sweep over them.
///
/// # Examples
/// ```
/// use cotangent::{Differentiable, differentiable};
/// use cotangent_models::imnn::{Part, SummaryModel};
///
/// /// Two weighted sums of squares.
/// #[derive(Debug, Clone, Differentiable)]
/// struct Squares { weights: [[f64; 3]; 2] }
///
/// #[differentiable(wrt(model), wrt(d), order = 2)]
/// fn squares(model: &Squares, d: &[f64]) -> Vec<f64> {
///     let mut x: Vec<f64> = vec![0.0; 2];
///     for s in 0..2 {
///         for i in 0..3 {
///             x[s] += model.weights[s][i] * d[i] * d[i];
///         }
///     }
///     x
/// }
///
/// cotangent_models::imnn_model!(mod squares_model for Squares, squares of f64, |_model| (3, 2));
///
/// fn main() {
///     let model = Squares { weights: [[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]] };
///     let part = Part {
///         n_simulations: 1,
///         data: &[3.0, 1.0, 2.0],
///         n_parameters: 1,
///         derivatives: &[1.0, 0.0, 1.0],
///     };
///     let (mut x, mut slopes) = ([0.0; 2], [0.0; 2]);
///     model.summaries(part, &mut x, &mut slopes);
///     assert_eq!((x, slopes), ([9.0, 5.0], [6.0, 4.0]));
/// }
/// ```
#[macro_export]
macro_rules! imnn_model {
    (
        mod $name:ident for $Model:ident, $function:ident of $float:ident, |$model:ident| $sizes:expr $(,)?
    ) => {
        #[doc(hidden)]
        #[allow(missing_docs, reason = "hidden")]
        #[allow(
            clippy::needless_range_loop,
            reason = "sums over several arrays read best with indices"
        )]
        pub mod $name {
            use super::{$Model, $function};
            use ::cotangent::{Differentiable, differentiable};
            use $crate::imnn::{Part, SummaryModel};

            #[differentiable(wrt(model))]
            pub fn weighed(
                model: &$Model,
                data: &[$float],
                directions: &[$float],
                x_bar: &[$float],
                slopes_bar: &[$float],
                n_inputs: usize,
                n_parameters: usize,
            ) -> $float {
                let mut total: $float = 0.0;
                let n = data.len() / n_inputs;
                let n_summaries = x_bar.len() / n;
                for k in 0..n {
                    let d = &data[k * n_inputs..(k + 1) * n_inputs];
                    if n_parameters == 0 {
                        let x: Vec<$float> = $function(model, d);
                        for s in 0..n_summaries {
                            total += x[s] * x_bar[k * n_summaries + s];
                        }
                    }
                    for p in 0..n_parameters {
                        let first = (k * n_parameters + p) * n_inputs;
                        let direction = &directions[first..first + n_inputs];
                        let (x, slopes) = $function::jvp_wrt_d(model, d, direction);
                        for s in 0..n_summaries {
                            if p == 0 {
                                total += x[s] * x_bar[k * n_summaries + s];
                            }
                            total +=
                                slopes[s] * slopes_bar[(k * n_summaries + s) * n_parameters + p];
                        }
                    }
                }
                total
            }

            /// Data, and derivatives parameter by parameter.
            fn arranged(part: &Part<'_>) -> (Vec<$float>, Vec<$float>) {
                let data: Vec<$float> = part.data.iter().map(|d| <$float>::from(*d)).collect();
                let (n_inputs, n_parameters) = (data.len() / part.n_simulations, part.n_parameters);
                let mut directions = Vec::with_capacity(data.len() * n_parameters);
                for k in 0..part.n_simulations {
                    for p in 0..n_parameters {
                        directions.extend((0..n_inputs).map(|i| {
                            <$float>::from(part.derivatives[(k * n_inputs + i) * n_parameters + p])
                        }));
                    }
                }
                (data, directions)
            }

            impl SummaryModel for $Model {
                fn n_inputs(&self) -> usize {
                    let $model = self;
                    $sizes.0
                }

                fn n_summaries(&self) -> usize {
                    let $model = self;
                    $sizes.1
                }

                fn summaries(&self, part: Part<'_>, x: &mut [f64], slopes: &mut [f64]) {
                    let (data, directions) = arranged(&part);
                    let (n_inputs, n_parameters) = (self.n_inputs(), part.n_parameters);
                    let n_summaries = self.n_summaries();
                    for (k, d) in data.chunks_exact(n_inputs).enumerate() {
                        let x = &mut x[k * n_summaries..(k + 1) * n_summaries];
                        let mut put = |values: &[$float]| {
                            x.iter_mut().zip(values).for_each(|(x, v)| *x = f64::from(*v));
                        };
                        if n_parameters == 0 {
                            put(&$function(self, d));
                        }
                        for p in 0..n_parameters {
                            let first = (k * n_parameters + p) * n_inputs;
                            let direction = &directions[first..first + n_inputs];
                            let (values, along) = $function::jvp_wrt_d(self, d, direction);
                            put(&values);
                            for s in 0..n_summaries {
                                slopes[(k * n_summaries + s) * n_parameters + p] =
                                    f64::from(along[s]);
                            }
                        }
                    }
                }

                fn pull_back(
                    &self,
                    part: Part<'_>,
                    x_bar: &[f64],
                    slopes_bar: &[f64],
                    bar: &mut <Self as Differentiable>::Tangent,
                ) {
                    let (data, directions) = arranged(&part);
                    let x_bar: Vec<$float> = x_bar.iter().map(|w| *w as $float).collect();
                    let slopes_bar: Vec<$float> = slopes_bar.iter().map(|w| *w as $float).collect();
                    weighed::value_and_grad_into(
                        self,
                        &data,
                        &directions,
                        &x_bar,
                        &slopes_bar,
                        self.n_inputs(),
                        part.n_parameters,
                        bar,
                    );
                }
            }
        }
    };
}
