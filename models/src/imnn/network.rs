//! Dense networks as plain functions of their parameters, in `f32` and in `f64`.
//!
//! A layer is linear but for its bias and its activation, so what is propagated along with a simulation d, its
//! derivatives ∂d/∂θ, takes the same products, and activations multiply it by their slopes, which the macro makes. One
//! reverse sweep of that is all of the second-order part of the loss, at three products a layer.

use super::error::{ImnnError, all_finite, has_length, require};
use super::model::{Part, SummaryModel};
use crate::products;
use cotangent::{Differentiable, Scalar, constant, differentiable, math};
use ndarray::{Array2, ArrayView2, LinalgScalar};
use rand::Rng;
use rand_distr::StandardNormal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Rows that go through a layer at once: enough for products to be fast, few enough to stay near the processor.
const ROWS: usize = 384;

/// The function between layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// z where z ≥ 0, and z/100 else.
    LeakyRelu,
    /// tanh z.
    Tanh,
    /// 1/(1 + e⁻ᶻ).
    Sigmoid,
    /// ln(1 + eᶻ).
    Softplus,
    /// z/(1 + e⁻ᶻ).
    Silu,
}

impl Activation {
    /// All of them.
    pub const ALL: [Activation; 5] =
        [Self::LeakyRelu, Self::Tanh, Self::Sigmoid, Self::Softplus, Self::Silu];
}

impl std::fmt::Display for Activation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::LeakyRelu => "leaky-relu",
            Self::Tanh => "tanh",
            Self::Sigmoid => "sigmoid",
            Self::Softplus => "softplus",
            Self::Silu => "silu",
        })
    }
}

/// One layer.
#[derive(Debug, Clone, PartialEq, Differentiable, Serialize, Deserialize)]
pub struct Layer<T: Scalar> {
    /// The weights, `[n_out, n_in]`.
    pub w: Array2<T>,
    /// The biases, `[n_out]`.
    pub b: Vec<T>,
}

/// Dense layers with one activation between them and none after the last.
#[derive(Debug, Clone, PartialEq, Differentiable, Serialize, Deserialize)]
pub struct Dense<T: Scalar> {
    /// Between the layers.
    #[constant]
    pub activation: Activation,
    /// From the input on.
    pub layers: Vec<Layer<T>>,
}

impl<T: Precision> Dense<T> {
    /// Weights from the normal distribution of variance 2/(fan in + fan out), after Glorot, and biases from that of variance
    /// 10⁻⁴. Shapes of inputs other than vectors are flattened.
    ///
    /// # Errors
    /// If there are fewer than two widths, or one is 0.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::imnn::{Activation, Dense, SummaryModel};
    /// # use cotangent_models::score::generator;
    /// let net = Dense::<f32>::draw(&[10, 128, 2], Activation::LeakyRelu, &mut generator(1, 0))?;
    /// assert_eq!((net.n_inputs(), net.n_summaries()), (10, 2));
    /// assert_eq!(net.named()[1].0, "layers.0.bias");
    /// # Ok::<(), cotangent_models::imnn::ImnnError>(())
    /// ```
    pub fn draw(
        widths: &[usize],
        activation: Activation,
        rng: &mut impl Rng,
    ) -> Result<Self, ImnnError> {
        let found = || format!("{widths:?}");
        require(widths.len() >= 2, "widths", "those of input and output at least", found())?;
        require(!widths.contains(&0), "widths", "at least 1 each", found())?;
        let mut normal = |scale: f64| T::from_f64(scale * rng.sample::<f64, _>(StandardNormal));
        let layer = |n: &[usize]| {
            let scale = (2.0 / (n[0] + n[1]) as f64).sqrt();
            let w = Array2::from_shape_simple_fn((n[1], n[0]), || normal(scale));
            Layer { w, b: std::iter::repeat_with(|| normal(0.01)).take(n[1]).collect() }
        };
        Ok(Self { activation, layers: widths.windows(2).map(layer).collect() })
    }

    /// Checked layers.
    ///
    /// # Errors
    /// If there are none, if sizes do not fit, or if a parameter is not finite.
    pub fn new(activation: Activation, layers: Vec<Layer<T>>) -> Result<Self, ImnnError> {
        let Some(first) = layers.first() else {
            return Err(ImnnError::Empty { what: "the list of layers" });
        };
        let mut n_in = first.w.ncols();
        for Layer { w, b } in &layers {
            if w.is_empty() || b.is_empty() {
                return Err(ImnnError::Empty { what: "a layer" });
            }
            has_length("a layer's rows of weights", b.len(), w.nrows())?;
            has_length("a row of a layer's weights", n_in, w.ncols())?;
            n_in = b.len();
        }
        let net = Self { activation, layers };
        all_finite("the parameters", &net.to_flat())?;
        Ok(net)
    }

    /// Parameters with name and shape, row by row: `layers.0.weight` `[n_out, n_in]`, `layers.0.bias` `[n_out]`, and so on.
    pub fn named(&self) -> Vec<(String, Vec<usize>, Vec<T>)> {
        let layer = |(l, Layer { w, b }): (usize, &'_ Layer<T>)| {
            let (weights, biases) = (w.iter().copied().collect(), b.clone());
            [
                (format!("layers.{l}.weight"), w.shape().to_vec(), weights),
                (format!("layers.{l}.bias"), vec![b.len()], biases),
            ]
        };
        self.layers.iter().enumerate().flat_map(layer).collect()
    }
}

/// A precision that networks come in, `f32` or `f64`.
pub trait Precision:
    Scalar + LinalgScalar + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The outputs, `[rows, n_out]`, for inputs `[rows, n_in]`, and their derivatives along `[n_parameters][rows, n_in]`.
    fn outputs(net: &Dense<Self>, inputs: &[Self], directions: &[Self]) -> (Vec<Self>, Vec<Self>);

    /// The gradient of the sum of both with weights; it overwrites `net_bar`.
    fn pull_back(
        net: &Dense<Self>,
        inputs: (&[Self], &[Self]),
        bars: (&[Self], &[Self]),
        net_bar: &mut <Dense<Self> as Differentiable>::Tangent,
    );
}

macro_rules! network_in {
    ($float:ident, $module:ident) => {
        #[doc = concat!("The network in `", stringify!($float), "`.")]
        #[allow(clippy::needless_range_loop, reason = "matrices read best with indices")]
        pub mod $module {
            use super::*;

            /// z where z ≥ 0, and z/100 else.
            // Not in two arms: as a product with a constant it is vector code.
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn leaky_relu(z: $float) -> $float {
                let slope: $float = if z >= 0.0 { 1.0 } else { 0.01 };
                slope * z
            }

            /// The slope of [`leaky_relu`], by a forward sweep.
            #[differentiable]
            #[inline(always)]
            pub fn leaky_relu_slope(z: $float) -> $float {
                leaky_relu::jvp(z, 1.0).1
            }

            /// z/(1 + e⁻ᶻ).
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn silu(z: $float) -> $float {
                z * math::sigmoid(z)
            }

            /// The slope of [`silu`], by a forward sweep.
            #[differentiable]
            #[inline(always)]
            pub fn silu_slope(z: $float) -> $float {
                silu::jvp(z, 1.0).1
            }

            /// tanh z.
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn tanh(z: $float) -> $float {
                math::tanh(z)
            }

            /// The slope of [`tanh`], by a forward sweep.
            #[differentiable]
            #[inline(always)]
            pub fn tanh_slope(z: $float) -> $float {
                tanh::jvp(z, 1.0).1
            }

            /// 1/(1 + e⁻ᶻ).
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn sigmoid(z: $float) -> $float {
                math::sigmoid(z)
            }

            /// The slope of [`sigmoid`], by a forward sweep.
            #[differentiable]
            #[inline(always)]
            pub fn sigmoid_slope(z: $float) -> $float {
                sigmoid::jvp(z, 1.0).1
            }

            /// ln(1 + eᶻ).
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn softplus(z: $float) -> $float {
                math::softplus(z)
            }

            /// The slope of [`softplus`], by a forward sweep.
            #[differentiable]
            #[inline(always)]
            pub fn softplus_slope(z: $float) -> $float {
                softplus::jvp(z, 1.0).1
            }

            /// H·Wᵀ, `[rows, n_out]`. Its rule is by hand, since it is faer's, which is twice as fast as `ndarray`'s.
            #[differentiable(jvp = product_jvp, pullback = product_pullback)]
            pub fn product(h: &[$float], w: &Array2<$float>) -> Vec<$float> {
                flat(products::product(matrix(h, w.ncols()), w.t()))
            }

            /// Ḣ·Wᵀ + H·Ẇᵀ beside it.
            pub fn product_jvp(
                h: &[$float],
                w: &Array2<$float>,
                h_dot: &[$float],
                w_dot: &Array2<$float>,
            ) -> (Vec<$float>, Vec<$float>) {
                let mut along = products::product(matrix(h_dot, w.ncols()), w.t());
                products::add_product(along.view_mut(), matrix(h, w.ncols()), w_dot.t());
                (product(h, w), flat(along))
            }

            /// H̄ = Z̄·W and W̄ = Z̄ᵀ·H.
            pub fn product_pullback(
                h: &[$float],
                w: &Array2<$float>,
                z_bar: Vec<$float>,
            ) -> (Vec<$float>, Array2<$float>) {
                let z_bar = matrix(&z_bar, w.nrows());
                let h_bar = products::product(z_bar, w.view());
                (flat(h_bar), products::product(z_bar.t(), matrix(h, w.ncols())))
            }

            fn matrix(rows: &[$float], width: usize) -> ArrayView2<'_, $float> {
                ArrayView2::from_shape((rows.len() / width, width), rows).expect("whole rows")
            }

            fn flat(matrix: Array2<$float>) -> Vec<$float> {
                matrix.into_raw_vec_and_offset().0
            }

            /// W·h + b for each row h, `[rows, n_out]`.
            #[differentiable]
            #[inline(always)]
            pub fn layer(w: &Array2<$float>, b: &[$float], h: &[$float]) -> Vec<$float> {
                let mut z: Vec<$float> = product(h, w);
                let n = b.len();
                for row in z.chunks_exact_mut(n) {
                    for o in 0..n {
                        row[o] += b[o];
                    }
                }
                z
            }

            /// The activation of all entries, and its slopes.
            #[differentiable]
            #[inline(always)]
            pub fn activate(
                z: &[$float],
                #[constant] activation: Activation,
            ) -> (Vec<$float>, Vec<$float>) {
                let mut h: Vec<$float> = vec![0.0; z.len()];
                let mut slopes: Vec<$float> = vec![0.0; z.len()];
                match activation {
                    Activation::LeakyRelu => {
                        for i in 0..z.len() {
                            h[i] = leaky_relu(z[i]);
                            slopes[i] = leaky_relu_slope(z[i]);
                        }
                    }
                    Activation::Tanh => {
                        for i in 0..z.len() {
                            h[i] = tanh(z[i]);
                            slopes[i] = tanh_slope(z[i]);
                        }
                    }
                    Activation::Sigmoid => {
                        for i in 0..z.len() {
                            h[i] = sigmoid(z[i]);
                            slopes[i] = sigmoid_slope(z[i]);
                        }
                    }
                    Activation::Softplus => {
                        for i in 0..z.len() {
                            h[i] = softplus(z[i]);
                            slopes[i] = softplus_slope(z[i]);
                        }
                    }
                    Activation::Silu => {
                        for i in 0..z.len() {
                            h[i] = silu(z[i]);
                            slopes[i] = silu_slope(z[i]);
                        }
                    }
                }
                (h, slopes)
            }

            /// The slopes times the derivatives in each parameter in turn.
            #[differentiable]
            #[inline(always)]
            pub fn along_slopes(slopes: &[$float], z_dot: &[$float]) -> Vec<$float> {
                let own = slopes.len();
                let mut h_dot: Vec<$float> = vec![0.0; z_dot.len()];
                for (to, from) in h_dot.chunks_exact_mut(own).zip(z_dot.chunks_exact(own)) {
                    for i in 0..own {
                        to[i] = slopes[i] * from[i];
                    }
                }
                h_dot
            }

            /// The outputs, `[rows, n_out]`, and their derivatives, `[n_parameters][rows, n_out]`.
            #[differentiable(wrt(net))]
            #[inline(always)]
            pub fn outputs(
                net: &Dense<$float>,
                inputs: &[$float],
                directions: &[$float],
            ) -> (Vec<$float>, Vec<$float>) {
                let mut z: Vec<$float> = layer(&net.layers[0].w, &net.layers[0].b, inputs);
                let mut z_dot: Vec<$float> = product(directions, &net.layers[0].w);
                for l in 1..net.layers.len() {
                    let (h, slopes) = activate(&z, constant(net.activation));
                    let h_dot: Vec<$float> = along_slopes(&slopes, &z_dot);
                    z = layer(&net.layers[l].w, &net.layers[l].b, &h);
                    z_dot = product(&h_dot, &net.layers[l].w);
                }
                (z, z_dot)
            }

            /// The sum of the outputs and their derivatives with weights.
            #[differentiable(wrt(net), multiversion)]
            pub fn weighed(
                net: &Dense<$float>,
                inputs: &[$float],
                directions: &[$float],
                y_bar: &[$float],
                slopes_bar: &[$float],
            ) -> $float {
                let (y, slopes) = outputs(net, inputs, directions);
                let mut total: $float = 0.0;
                for k in 0..y.len() {
                    total += y[k] * y_bar[k];
                }
                for k in 0..slopes.len() {
                    total += slopes[k] * slopes_bar[k];
                }
                total
            }

            #[multiversion::multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
            fn plain(
                net: &Dense<$float>,
                inputs: &[$float],
                directions: &[$float],
            ) -> (Vec<$float>, Vec<$float>) {
                outputs(net, inputs, directions)
            }

            impl Precision for $float {
                fn outputs(
                    net: &Dense<Self>,
                    inputs: &[Self],
                    directions: &[Self],
                ) -> (Vec<Self>, Vec<Self>) {
                    plain(net, inputs, directions)
                }

                fn pull_back(
                    net: &Dense<Self>,
                    (inputs, directions): (&[Self], &[Self]),
                    (y_bar, slopes_bar): (&[Self], &[Self]),
                    net_bar: &mut <Dense<Self> as Differentiable>::Tangent,
                ) {
                    weighed::value_and_grad_into(
                        net, inputs, directions, y_bar, slopes_bar, net_bar,
                    );
                }
            }
        }
    };
}

network_in!(f32, single);
network_in!(f64, double);

/// Simulations as rows, and their derivatives in the first parameter, in the second, and so on.
fn rows<T: Precision>(part: &Part<'_>) -> (Vec<T>, Vec<T>) {
    let float = |d: &f32| T::from_f64(f64::from(*d));
    let p = part.n_parameters;
    let slot = |slot: usize| part.derivatives.iter().skip(slot).step_by(p.max(1)).map(float);
    (part.data.iter().map(float).collect(), (0..p).flat_map(slot).collect())
}

impl<T: Precision> SummaryModel for Dense<T>
where
    Dense<T>: Differentiable<Tangent: Send>,
{
    fn n_inputs(&self) -> usize {
        self.layers[0].w.ncols()
    }

    fn n_summaries(&self) -> usize {
        self.layers[self.layers.len() - 1].b.len()
    }

    fn at_once(&self, n_parameters: usize) -> usize {
        (ROWS / (1 + n_parameters)).max(1)
    }

    fn summaries(&self, part: Part<'_>, x: &mut [f64], slopes: &mut [f64]) {
        let (inputs, directions) = rows(&part);
        let (y, y_dot) = T::outputs(self, &inputs, &directions);
        let p = part.n_parameters;
        x.iter_mut().zip(&y).for_each(|(x, y)| *x = y.to_f64());
        for (slot, y_dot) in y_dot.chunks_exact(y.len()).enumerate() {
            let own = slopes.iter_mut().skip(slot).step_by(p);
            own.zip(y_dot).for_each(|(slope, y_dot)| *slope = y_dot.to_f64());
        }
    }

    fn pull_back(
        &self,
        part: Part<'_>,
        x_bar: &[f64],
        slopes_bar: &[f64],
        bar: &mut Self::Tangent,
    ) {
        let rows = rows(&part);
        let p = part.n_parameters;
        let y_bar: Vec<T> = x_bar.iter().map(|b| T::from_f64(*b)).collect();
        let slot = |slot: usize| slopes_bar.iter().skip(slot).step_by(p);
        let slopes_bar: Vec<T> = (0..p).flat_map(slot).map(|b| T::from_f64(*b)).collect();
        T::pull_back(self, (&rows.0, &rows.1), (&y_bar, &slopes_bar), bar);
    }
}
