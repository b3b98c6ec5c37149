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
use ndarray::{Array1, Array2, LinalgScalar, s};
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
    fn outputs(net: &Dense<Self>, inputs: &Array2<Self>, held: usize) -> Array2<Self>;

    /// The gradient of their sum with weights `bar`; it overwrites `net_bar`.
    fn pull_back(
        net: &Dense<Self>,
        inputs: &Array2<Self>,
        held: usize,
        bar: &Array2<Self>,
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

            /// z/(1 + e⁻ᶻ).
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn silu(z: $float) -> $float {
                z * math::sigmoid(z)
            }

            /// tanh z.
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn tanh(z: $float) -> $float {
                math::tanh(z)
            }

            /// 1/(1 + e⁻ᶻ).
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn sigmoid(z: $float) -> $float {
                math::sigmoid(z)
            }

            /// ln(1 + eᶻ).
            #[differentiable(order = 2)]
            #[inline(always)]
            pub fn softplus(z: $float) -> $float {
                math::softplus(z)
            }

            /// H·Wᵀ, `[rows, n_out]`. Its rule is by hand, since it is faer's, which is twice as fast as `ndarray`'s.
            #[differentiable(jvp = product_jvp, vjp = product_vjp)]
            pub fn product(h: &Array2<$float>, w: &Array2<$float>) -> Array2<$float> {
                products::product(h.view(), w.t())
            }

            /// Ḣ·Wᵀ + H·Ẇᵀ beside it.
            pub fn product_jvp(
                h: &Array2<$float>,
                w: &Array2<$float>,
                h_dot: &Array2<$float>,
                w_dot: &Array2<$float>,
            ) -> (Array2<$float>, Array2<$float>) {
                let mut along = product(h_dot, w);
                products::add_product(along.view_mut(), h.view(), w_dot.t());
                (product(h, w), along)
            }

            /// H̄ = Z̄·W and W̄ = Z̄ᵀ·H.
            pub fn product_vjp(
                h: &Array2<$float>,
                w: &Array2<$float>,
            ) -> (
                Array2<$float>,
                impl FnOnce(Array2<$float>) -> (Array2<$float>, Array2<$float>) + use<>,
            ) {
                let (h, w) = (h.clone(), w.clone());
                (product(&h, &w), move |z_bar| {
                    let h_bar = products::product(z_bar.view(), w.view());
                    (h_bar, products::product(z_bar.t(), h.view()))
                })
            }

            /// W·h + b for each h of the first `held` rows and W·h for the others, `[rows, n_out]`.
            #[differentiable]
            #[inline(always)]
            pub fn layer(
                w: &Array2<$float>,
                b: &Array1<$float>,
                h: &Array2<$float>,
                held: usize,
            ) -> Array2<$float> {
                let mut z = product(h, w);
                let mut biased = z.slice_mut(s![..held, ..]);
                biased += b;
                z
            }

            /// A function of all entries, and its slopes.
            #[differentiable]
            #[inline(always)]
            pub fn with_slopes(
                z: &Array2<$float>,
                #[constant] activation: Activation,
            ) -> (Array2<$float>, Array2<$float>) {
                match activation {
                    Activation::LeakyRelu => {
                        (z.mapv(|z| leaky_relu(z)), z.mapv(|z| leaky_relu::jvp(z, 1.0).1))
                    }
                    Activation::Tanh => (z.mapv(|z| tanh(z)), z.mapv(|z| tanh::jvp(z, 1.0).1)),
                    Activation::Sigmoid => {
                        (z.mapv(|z| sigmoid(z)), z.mapv(|z| sigmoid::jvp(z, 1.0).1))
                    }
                    Activation::Softplus => {
                        (z.mapv(|z| softplus(z)), z.mapv(|z| softplus::jvp(z, 1.0).1))
                    }
                    Activation::Silu => (z.mapv(|z| silu(z)), z.mapv(|z| silu::jvp(z, 1.0).1)),
                }
            }

            /// The activation of the first `held` rows, and its slopes times the others.
            #[differentiable]
            #[inline(always)]
            pub fn activate(
                z: &mut Array2<$float>,
                #[constant] activation: Activation,
                held: usize,
            ) {
                let rows = z.nrows();
                let own = z.slice(s![..held, ..]).to_owned();
                let (values, slopes) = with_slopes(&own, constant(activation));
                z.slice_mut(s![..held, ..]).assign(&values);
                for first in (held..rows).step_by(held) {
                    let mut others = z.slice_mut(s![first..first + held, ..]);
                    others *= &slopes;
                }
            }

            /// The outputs, `[rows, n_out]`.
            #[differentiable(wrt(net))]
            #[inline(always)]
            pub fn outputs(
                net: &Dense<$float>,
                inputs: &Array2<$float>,
                held: usize,
            ) -> Array2<$float> {
                let mut h = layer(&net.layers[0].w, &net.layers[0].b, inputs, held);
                for l in 1..net.layers.len() {
                    activate(&mut h, constant(net.activation), held);
                    let z = layer(&net.layers[l].w, &net.layers[l].b, &h, held);
                    h = z;
                }
                h
            }

            /// The sum of the outputs with weights.
            #[differentiable(wrt(net), multiversion)]
            pub fn weighed(
                net: &Dense<$float>,
                inputs: &Array2<$float>,
                held: usize,
                bar: &Array2<$float>,
            ) -> $float {
                let y = outputs(net, inputs, held);
                (&y * bar).sum()
            }

            #[multiversion::multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
            fn plain(net: &Dense<$float>, inputs: &Array2<$float>, held: usize) -> Array2<$float> {
                outputs(net, inputs, held)
            }

            impl Precision for $float {
                fn outputs(net: &Dense<Self>, inputs: &Array2<Self>, held: usize) -> Array2<Self> {
                    plain(net, inputs, held)
                }

                fn pull_back(
                    net: &Dense<Self>,
                    inputs: &Array2<Self>,
                    held: usize,
                    bar: &Array2<Self>,
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
    fn rows(&self, part: &Part<'_>) -> Array2<T> {
        let (n, p, n_in) = (part.n_simulations, part.n_parameters, self.n_inputs());
        Array2::from_shape_fn((n * (1 + p), n_in), |(row, i)| {
            let (slot, entry) = (row / n, row % n * n_in + i);
            T::from_f64(f64::from(match slot {
                0 => part.data[entry],
                _ => part.derivatives[entry * p + slot - 1],
            }))
        })
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
        for ((row, o), y) in y.indexed_iter() {
            let (slot, entry) = (row / held, row % held * n_out + o);
            match slot {
                0 => x[entry] = y.to_f64(),
                _ => slopes[entry * p + slot - 1] = y.to_f64(),
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
        let y_bar = Array2::from_shape_fn((held * (1 + p), n_out), |(row, o)| {
            let (slot, entry) = (row / held, row % held * n_out + o);
            T::from_f64(match slot {
                0 => x_bar[entry],
                _ => slopes_bar[entry * p + slot - 1],
            })
        });
        T::pull_back(self, &self.rows(&part), held, &y_bar, bar);
    }
}
