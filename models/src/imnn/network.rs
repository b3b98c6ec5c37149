//! Dense networks as plain functions of their parameters, in `f32` and in `f64`.
//!
//! A layer is linear but for its bias and its activation, so what is propagated along with a simulation d, its
//! derivatives ∂d/∂θ, takes the same products. Simulations and derivatives therefore lie side by side in lanes: with P
//! parameters a tile of [`LANES`] lanes holds ⌊LANES/(P + 1)⌋ simulations, then their derivatives in the first parameter, in
//! the second, and so on. Layers are blind to which is which; activations multiply derivatives by their slopes, which the
//! macro makes. One reverse sweep of that is all of the second-order part of the loss, at three products a layer.

use super::error::{ImnnError, all_finite, require};
use super::model::{Part, SummaryModel};
use cotangent::{Differentiable, Scalar, constant, differentiable, math};
use rand::Rng;
use rand_distr::StandardNormal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Numbers that go through a layer at once.
pub const LANES: usize = 128;

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

/// One layer: `w` is `[n_out][n_in]`, row by row.
#[derive(Debug, Clone, PartialEq, Differentiable, Serialize, Deserialize)]
pub struct Layer<T: Scalar> {
    /// The weights.
    pub w: Vec<T>,
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
        let mut normal = |scale: f64, n: usize| -> Vec<T> {
            (0..n).map(|_| T::from_f64(scale * rng.sample::<f64, _>(StandardNormal))).collect()
        };
        let layer = |n: &[usize]| {
            let scale = (2.0 / (n[0] + n[1]) as f64).sqrt();
            Layer { w: normal(scale, n[0] * n[1]), b: normal(0.01, n[1]) }
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
        let mut n_in = first.w.len().checked_div(first.b.len()).unwrap_or(0);
        for Layer { w, b } in &layers {
            if n_in == 0 || b.is_empty() {
                return Err(ImnnError::Empty { what: "a layer" });
            }
            let (expected, found) = (n_in * b.len(), w.len());
            if expected != found {
                return Err(ImnnError::Length { what: "a layer's weights", expected, found });
            }
            n_in = b.len();
        }
        let net = Self { activation, layers };
        all_finite("the parameters", &net.to_flat())?;
        Ok(net)
    }

    /// Parameters with name and shape: `layers.0.weight` `[n_out, n_in]`, `layers.0.bias` `[n_out]`, and so on.
    pub fn named(&self) -> Vec<(String, Vec<usize>, &[T])> {
        let layer = |(l, Layer { w, b }): (usize, &'_ Layer<T>)| {
            let shape = vec![b.len(), w.len() / b.len()];
            (l, shape, b.len())
        };
        let mut named = vec![];
        for (l, place) in self.layers.iter().enumerate() {
            let (l, shape, n) = layer((l, place));
            named.push((format!("layers.{l}.weight"), shape, &place.w[..]));
            named.push((format!("layers.{l}.bias"), vec![n], &place.b[..]));
        }
        named
    }
}

/// A precision that networks come in, `f32` or `f64`.
pub trait Precision: Scalar + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The outputs of tiles, `[tiles][n_out]`, of `held` simulations each.
    fn outputs(net: &Dense<Self>, tiles: &[[Self; LANES]], held: usize) -> Vec<[Self; LANES]>;

    /// The gradient of their sum with weights `bar`; it overwrites `net_bar`.
    fn pull_back(
        net: &Dense<Self>,
        tiles: &[[Self; LANES]],
        held: usize,
        bar: &[[Self; LANES]],
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

            /// W·h + b for the first `held` lanes and W·h for the others, `[n_out]`.
            #[differentiable]
            #[inline(always)]
            pub fn layer(
                w: &[$float],
                b: &[$float],
                h: &[[$float; LANES]],
                held: usize,
            ) -> Vec<[$float; LANES]> {
                let n = h.len();
                let mut z = vec![[0.0; LANES]; b.len()];
                // Four outputs at once, so that each input is loaded once for four products.
                let blocks = b.len() / 4;
                for block in 0..blocks {
                    let o = 4 * block;
                    let mut sum0: [$float; LANES] = [0.0; LANES];
                    let mut sum1: [$float; LANES] = [0.0; LANES];
                    let mut sum2: [$float; LANES] = [0.0; LANES];
                    let mut sum3: [$float; LANES] = [0.0; LANES];
                    for i in 0..n {
                        let w0 = w[o * n + i];
                        let w1 = w[(o + 1) * n + i];
                        let w2 = w[(o + 2) * n + i];
                        let w3 = w[(o + 3) * n + i];
                        for s in 0..LANES {
                            sum0[s] += w0 * h[i][s];
                            sum1[s] += w1 * h[i][s];
                            sum2[s] += w2 * h[i][s];
                            sum3[s] += w3 * h[i][s];
                        }
                    }
                    z[o] = sum0;
                    z[o + 1] = sum1;
                    z[o + 2] = sum2;
                    z[o + 3] = sum3;
                }
                for o in 4 * blocks..b.len() {
                    let mut sum: [$float; LANES] = [0.0; LANES];
                    for i in 0..n {
                        let weight = w[o * n + i];
                        for s in 0..LANES {
                            sum[s] += weight * h[i][s];
                        }
                    }
                    z[o] = sum;
                }
                // 1 where there is a bias: over all lanes, the sum in its derivative is vector code.
                let mut biased: [$float; LANES] = [0.0; LANES];
                for s in 0..held {
                    biased[s] = 1.0;
                }
                for o in 0..b.len() {
                    let bias = b[o];
                    for s in 0..LANES {
                        z[o][s] += bias * biased[s];
                    }
                }
                z
            }

            /// The activation of the first `held` lanes, and its slopes times the others.
            #[differentiable]
            #[inline(always)]
            pub fn activate(
                z: &mut [[$float; LANES]],
                #[constant] activation: Activation,
                held: usize,
            ) {
                for o in 0..z.len() {
                    let mut slopes: [$float; LANES] = [0.0; LANES];
                    match activation {
                        Activation::LeakyRelu => {
                            for s in 0..held {
                                let (value, slope) = leaky_relu::jvp(z[o][s], 1.0);
                                z[o][s] = value;
                                slopes[s] = slope;
                            }
                        }
                        Activation::Tanh => {
                            for s in 0..held {
                                let (value, slope) = tanh::jvp(z[o][s], 1.0);
                                z[o][s] = value;
                                slopes[s] = slope;
                            }
                        }
                        Activation::Sigmoid => {
                            for s in 0..held {
                                let (value, slope) = sigmoid::jvp(z[o][s], 1.0);
                                z[o][s] = value;
                                slopes[s] = slope;
                            }
                        }
                        Activation::Softplus => {
                            for s in 0..held {
                                let (value, slope) = softplus::jvp(z[o][s], 1.0);
                                z[o][s] = value;
                                slopes[s] = slope;
                            }
                        }
                        Activation::Silu => {
                            for s in 0..held {
                                let (value, slope) = silu::jvp(z[o][s], 1.0);
                                z[o][s] = value;
                                slopes[s] = slope;
                            }
                        }
                    }
                    for first in (held..LANES - held + 1).step_by(held) {
                        for s in 0..held {
                            z[o][first + s] *= slopes[s];
                        }
                    }
                }
            }

            /// The outputs of one tile, `[n_out]`.
            #[differentiable(wrt(net))]
            #[inline(always)]
            pub fn tile_outputs(
                net: &Dense<$float>,
                x: &[[$float; LANES]],
                held: usize,
            ) -> Vec<[$float; LANES]> {
                let mut h: Vec<[$float; LANES]> =
                    layer(&net.layers[0].w, &net.layers[0].b, x, held);
                for l in 1..net.layers.len() {
                    activate(&mut h, constant(net.activation), held);
                    let z: Vec<[$float; LANES]> =
                        layer(&net.layers[l].w, &net.layers[l].b, &h, held);
                    h = z;
                }
                h
            }

            /// The sum of the outputs of tiles with weights.
            #[differentiable(wrt(net), multiversion)]
            pub fn weighed(
                net: &Dense<$float>,
                tiles: &[[$float; LANES]],
                n_inputs: usize,
                held: usize,
                bar: &[[$float; LANES]],
            ) -> $float {
                let mut total = 0.0;
                let n_out = bar.len() / (tiles.len() / n_inputs);
                for t in 0..tiles.len() / n_inputs {
                    let y: Vec<[$float; LANES]> =
                        tile_outputs(net, &tiles[t * n_inputs..(t + 1) * n_inputs], held);
                    for o in 0..n_out {
                        let mut terms: [$float; LANES] = [0.0; LANES];
                        for s in 0..LANES {
                            terms[s] = y[o][s] * bar[t * n_out + o][s];
                        }
                        for s in 0..LANES {
                            total += terms[s];
                        }
                    }
                }
                total
            }

            #[multiversion::multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
            fn outputs(
                net: &Dense<$float>,
                tiles: &[[$float; LANES]],
                held: usize,
            ) -> Vec<[$float; LANES]> {
                let tiles = tiles.chunks_exact(net.n_inputs());
                tiles.flat_map(|x| tile_outputs(net, x, held)).collect()
            }

            impl Precision for $float {
                fn outputs(
                    net: &Dense<Self>,
                    tiles: &[[Self; LANES]],
                    held: usize,
                ) -> Vec<[Self; LANES]> {
                    outputs(net, tiles, held)
                }

                fn pull_back(
                    net: &Dense<Self>,
                    tiles: &[[Self; LANES]],
                    held: usize,
                    bar: &[[Self; LANES]],
                    net_bar: &mut <Dense<Self> as Differentiable>::Tangent,
                ) {
                    weighed::value_and_grad_into(net, tiles, net.n_inputs(), held, bar, net_bar);
                }
            }
        }
    };
}

network_in!(f32, single);
network_in!(f64, double);

/// How simulations lie in lanes.
struct Layout {
    /// Simulations a tile.
    held: usize,
    /// 1 + P.
    slots: usize,
    n_simulations: usize,
}

impl Layout {
    fn of(part: &Part<'_>) -> Self {
        let slots = 1 + part.n_parameters;
        Self { held: LANES / slots, slots, n_simulations: part.n_simulations }
    }

    fn n_tiles(&self) -> usize {
        self.n_simulations.div_ceil(self.held)
    }

    /// Calls with tile, lane, simulation and slot of each lane that holds something.
    fn each(&self, mut f: impl FnMut(usize, usize, usize, usize)) {
        for n in 0..self.n_simulations {
            let (tile, place) = (n / self.held, n % self.held);
            for slot in 0..self.slots {
                f(tile, slot * self.held + place, n, slot);
            }
        }
    }
}

impl<T: Precision> Dense<T> {
    fn tiles(&self, part: &Part<'_>, layout: &Layout) -> Vec<[T; LANES]> {
        let (n_in, n_parameters) = (self.n_inputs(), part.n_parameters);
        let mut tiles = vec![[T::zero(); LANES]; layout.n_tiles() * n_in];
        layout.each(|tile, lane, n, slot| {
            let tile = &mut tiles[tile * n_in..(tile + 1) * n_in];
            let rows = n * n_in..(n + 1) * n_in;
            if slot == 0 {
                for (to, d) in tile.iter_mut().zip(&part.data[rows]) {
                    to[lane] = T::from_f64(f64::from(*d));
                }
            } else {
                let slopes = &part.derivatives[rows.start * n_parameters..];
                let slopes = slopes[slot - 1..].iter().step_by(n_parameters);
                for (to, slope) in tile.iter_mut().zip(slopes) {
                    to[lane] = T::from_f64(f64::from(*slope));
                }
            }
        });
        tiles
    }
}

impl<T: Precision> SummaryModel for Dense<T>
where
    Dense<T>: Differentiable<Tangent: Send>,
{
    fn n_inputs(&self) -> usize {
        self.layers[0].w.len() / self.layers[0].b.len()
    }

    fn n_summaries(&self) -> usize {
        self.layers[self.layers.len() - 1].b.len()
    }

    fn at_once(&self, n_parameters: usize) -> usize {
        // Tiles are filled, and a gradient's length is worth more than one of them.
        4 * (LANES / (1 + n_parameters)).max(1)
    }

    fn most_parameters(&self) -> usize {
        LANES - 1
    }

    fn summaries(&self, part: Part<'_>, x: &mut [f64], slopes: &mut [f64]) {
        let (layout, n_out) = (Layout::of(&part), self.n_summaries());
        let y = T::outputs(self, &self.tiles(&part, &layout), layout.held);
        layout.each(|tile, lane, n, slot| {
            for o in 0..n_out {
                let value: f64 = y[tile * n_out + o][lane].to_f64();
                match slot {
                    0 => x[n * n_out + o] = value,
                    _ => slopes[(n * n_out + o) * part.n_parameters + slot - 1] = value,
                }
            }
        });
    }

    fn pull_back(
        &self,
        part: Part<'_>,
        x_bar: &[f64],
        slopes_bar: &[f64],
        bar: &mut Self::Tangent,
    ) {
        let (layout, n_out) = (Layout::of(&part), self.n_summaries());
        let mut y_bar = vec![[T::zero(); LANES]; layout.n_tiles() * n_out];
        layout.each(|tile, lane, n, slot| {
            for o in 0..n_out {
                y_bar[tile * n_out + o][lane] = T::from_f64(match slot {
                    0 => x_bar[n * n_out + o],
                    _ => slopes_bar[(n * n_out + o) * part.n_parameters + slot - 1],
                });
            }
        });
        T::pull_back(self, &self.tiles(&part, &layout), layout.held, &y_bar, bar);
    }
}
