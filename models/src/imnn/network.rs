//! Dense networks as plain functions of their parameters, in `f32` and in `f64`.
//!
//! A layer is linear but for its bias and its activation, so what is propagated along with a simulation d, its
//! derivatives ∂d/∂θ, takes the same products. Simulations and derivatives therefore lie below each other as rows of one
//! matrix: n simulations, then their derivatives in the first parameter, in the second, and so on. Products are blind to
//! which is which; activations multiply derivatives by their slopes, which the macro makes. One reverse sweep of that is
//! all of the second-order part of the loss, at three products a layer.

use super::error::{ImnnError, all_finite, has_length, require};
use super::model::{Part, SummaryModel};
use crate::products;
use cotangent::{Differentiable, Scalar, constant, differentiable, math};
use ndarray::{Array1, Array2, ArrayView2, LinalgScalar};
use rand::Rng;
use rand_distr::StandardNormal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Rows that go through a layer at once: enough for products to be fast, few enough to stay near the processor.
const ROWS: usize = 128;

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
    pub b: Array1<T>,
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
            Layer { w, b: Array1::from_shape_simple_fn(n[1], || normal(0.01)) }
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
            let (weights, biases) = (w.iter().copied().collect(), b.to_vec());
            [
                (format!("layers.{l}.weight"), w.shape().to_vec(), weights),
                (format!("layers.{l}.bias"), b.shape().to_vec(), biases),
            ]
        };
        self.layers.iter().enumerate().flat_map(layer).collect()
    }
}

/// A precision that networks come in, `f32` or `f64`.
pub trait Precision:
    Scalar + LinalgScalar + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The outputs, `[rows, n_out]`, for inputs `[rows, n_in]` of which the first `held` are simulations.
    fn outputs(net: &Dense<Self>, inputs: &[Self], held: usize) -> Vec<Self>;

    /// The gradient of their sum with weights `bar`; it overwrites `net_bar`.
    fn pull_back(
        net: &Dense<Self>,
        inputs: &[Self],
        held: usize,
        bar: &[Self],
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
            #[differentiable(jvp = product_jvp, vjp = product_vjp)]
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
            pub fn product_vjp(
                h: &[$float],
                w: &Array2<$float>,
            ) -> (Vec<$float>, impl FnOnce(Vec<$float>) -> (Vec<$float>, Array2<$float>) + use<>)
            {
                let (h, w) = (h.to_vec(), w.clone());
                (product(&h, &w), move |z_bar| {
                    let z_bar = matrix(&z_bar, w.nrows());
                    let h_bar = products::product(z_bar, w.view());
                    (flat(h_bar), products::product(z_bar.t(), matrix(&h, w.ncols())))
                })
            }

            fn matrix(rows: &[$float], width: usize) -> ArrayView2<'_, $float> {
                ArrayView2::from_shape((rows.len() / width, width), rows).expect("whole rows")
            }

            fn flat(matrix: Array2<$float>) -> Vec<$float> {
                matrix.into_raw_vec_and_offset().0
            }

            /// W·h + b for each h of the first `held` rows and W·h for the others, `[rows, n_out]`.
            #[differentiable]
            #[inline(always)]
            pub fn layer(
                w: &Array2<$float>,
                b: &Array1<$float>,
                h: &[$float],
                held: usize,
            ) -> Vec<$float> {
                let mut z: Vec<$float> = product(h, w);
                let n = b.len();
                for row in z[..held * n].chunks_exact_mut(n) {
                    for o in 0..n {
                        row[o] += b[o];
                    }
                }
                z
            }

            /// The activation of the first `own` entries, and its slopes times the others.
            #[differentiable]
            #[inline(always)]
            pub fn activate(
                z: &[$float],
                #[constant] activation: Activation,
                own: usize,
            ) -> Vec<$float> {
                let mut h: Vec<$float> = vec![0.0; z.len()];
                let mut slopes: Vec<$float> = vec![0.0; own];
                match activation {
                    Activation::LeakyRelu => {
                        for i in 0..own {
                            h[i] = leaky_relu(z[i]);
                            slopes[i] = leaky_relu_slope(z[i]);
                        }
                    }
                    Activation::Tanh => {
                        for i in 0..own {
                            h[i] = tanh(z[i]);
                            slopes[i] = tanh_slope(z[i]);
                        }
                    }
                    Activation::Sigmoid => {
                        for i in 0..own {
                            h[i] = sigmoid(z[i]);
                            slopes[i] = sigmoid_slope(z[i]);
                        }
                    }
                    Activation::Softplus => {
                        for i in 0..own {
                            h[i] = softplus(z[i]);
                            slopes[i] = softplus_slope(z[i]);
                        }
                    }
                    Activation::Silu => {
                        for i in 0..own {
                            h[i] = silu(z[i]);
                            slopes[i] = silu_slope(z[i]);
                        }
                    }
                }
                for first in (own..z.len()).step_by(own) {
                    let from = &z[first..first + own];
                    let to = &mut h[first..first + own];
                    for i in 0..own {
                        to[i] = slopes[i] * from[i];
                    }
                }
                h
            }

            /// The outputs, `[rows, n_out]`.
            #[differentiable(wrt(net))]
            #[inline(always)]
            pub fn outputs(net: &Dense<$float>, inputs: &[$float], held: usize) -> Vec<$float> {
                let mut z: Vec<$float> = layer(&net.layers[0].w, &net.layers[0].b, inputs, held);
                for l in 1..net.layers.len() {
                    let own = held * net.layers[l - 1].b.len();
                    let h: Vec<$float> = activate(&z, constant(net.activation), own);
                    z = layer(&net.layers[l].w, &net.layers[l].b, &h, held);
                }
                z
            }

            /// The sum of the outputs with weights.
            #[differentiable(wrt(net), multiversion)]
            pub fn weighed(
                net: &Dense<$float>,
                inputs: &[$float],
                held: usize,
                bar: &[$float],
            ) -> $float {
                let y: Vec<$float> = outputs(net, inputs, held);
                let mut total: $float = 0.0;
                for k in 0..y.len() {
                    total += y[k] * bar[k];
                }
                total
            }

            #[multiversion::multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
            fn plain(net: &Dense<$float>, inputs: &[$float], held: usize) -> Vec<$float> {
                outputs(net, inputs, held)
            }

            impl Precision for $float {
                fn outputs(net: &Dense<Self>, inputs: &[Self], held: usize) -> Vec<Self> {
                    plain(net, inputs, held)
                }

                fn pull_back(
                    net: &Dense<Self>,
                    inputs: &[Self],
                    held: usize,
                    bar: &[Self],
                    net_bar: &mut <Dense<Self> as Differentiable>::Tangent,
                ) {
                    weighed::value_and_grad_into(net, inputs, held, bar, net_bar);
                }
            }
        }
    };
}

network_in!(f32, single);
network_in!(f64, double);

impl<T: Precision> Dense<T> {
    /// Simulations, then their derivatives in each parameter, as rows.
    fn rows(&self, part: &Part<'_>) -> Vec<T> {
        let (p, n_in) = (part.n_parameters, self.n_inputs());
        let mut rows = Vec::with_capacity(part.n_simulations * (1 + p) * n_in);
        rows.extend(part.data.iter().map(|d| T::from_f64(f64::from(*d))));
        for slot in 0..p {
            let own = part.derivatives.iter().skip(slot).step_by(p);
            rows.extend(own.map(|d| T::from_f64(f64::from(*d))));
        }
        rows
    }
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
        let (held, p, n_out) = (part.n_simulations, part.n_parameters, self.n_summaries());
        let y = T::outputs(self, &self.rows(&part), held);
        for (at, y) in y.iter().enumerate() {
            match at.checked_sub(held * n_out) {
                None => x[at] = y.to_f64(),
                Some(at) => slopes[at % (held * n_out) * p + at / (held * n_out)] = y.to_f64(),
            }
        }
    }

    fn pull_back(
        &self,
        part: Part<'_>,
        x_bar: &[f64],
        slopes_bar: &[f64],
        bar: &mut Self::Tangent,
    ) {
        let (held, p, n_out) = (part.n_simulations, part.n_parameters, self.n_summaries());
        let own = held * n_out;
        let y_bar = |at: usize| match at.checked_sub(own) {
            None => x_bar[at],
            Some(at) => slopes_bar[at % own * p + at / own],
        };
        let y_bar: Vec<T> = (0..own * (1 + p)).map(|at| T::from_f64(y_bar(at))).collect();
        T::pull_back(self, &self.rows(&part), held, &y_bar, bar);
    }
}
