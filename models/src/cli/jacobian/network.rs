//! Networks of dense layers with their samples, read from files or drawn.

use super::super::dense_layers::DenseLayers;
use clap::ValueEnum;
use cotangent::drivers::{NamedArray, NamedArrays};
use cotangent::{Differentiable, differentiable, math};
use cotangent_models::jacobians::{JacobianError, Samples, Sweep};
use cotangent_models::run::{Array, RunError};
use cotangent_models::score::generator;
use rand::Rng;
use std::path::Path;

/// The function between layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Activation {
    /// max(z, 0), with slope 0 at 0
    Relu,
    Tanh,
    Sigmoid,
    Softplus,
    /// z sigmoid(z)
    Silu,
    /// z
    Identity,
}

impl Activation {
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned())
    }
}

/// One layer: `w` is `[n_out, n_in]`, row by row.
#[derive(Debug, Clone, Differentiable)]
pub(super) struct Layer {
    pub(super) w: Vec<f64>,
    pub(super) b: Vec<f64>,
}

/// Dense layers with one activation between them and none after the last.
#[derive(Debug, Clone, Differentiable)]
pub(super) struct Network {
    #[constant]
    pub(super) activation: Activation,
    pub(super) layers: Vec<Layer>,
}

/// w h + b.
#[differentiable(lanes)]
#[allow(clippy::needless_range_loop, reason = "matrices read best with indices")]
pub(super) fn affine(w: &[f64], b: &[f64], h: &[f64]) -> Vec<f64> {
    let mut z: Vec<f64> = vec![0.0; b.len()];
    for o in 0..b.len() {
        let mut sum = b[o];
        for i in 0..h.len() {
            sum += w[o * h.len() + i] * h[i];
        }
        z[o] = sum;
    }
    z
}

/// The outputs of one sample.
#[differentiable(wrt(net), lanes)]
#[allow(clippy::needless_range_loop, reason = "layers and units read best with indices")]
pub(super) fn outputs(net: &Network, x: &[f64]) -> Vec<f64> {
    let mut h: Vec<f64> = affine(&net.layers[0].w, &net.layers[0].b, x);
    for l in 1..net.layers.len() {
        for i in 0..h.len() {
            let z = h[i];
            h[i] = match net.activation {
                // Not `max`, whose slope at a tie is a half.
                Activation::Relu => {
                    if z > 0.0 {
                        z
                    } else {
                        0.0
                    }
                }
                Activation::Tanh => math::tanh(z),
                Activation::Sigmoid => math::sigmoid(z),
                Activation::Softplus => math::softplus(z),
                Activation::Silu => z * math::sigmoid(z),
                Activation::Identity => z,
            };
        }
        h = affine(&net.layers[l].w, &net.layers[l].b, &h);
    }
    h
}

/// A network and the samples that go through it.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) net: Network,
    /// The number of inputs, and of outputs of each layer.
    pub(super) widths: Vec<usize>,
    /// `[N][n_in]`.
    pub(super) x: Vec<Vec<f64>>,
    /// `[N, C]`.
    pub(super) targets: Vec<f64>,
    /// Where it comes from.
    pub(super) origin: String,
}

impl Problem {
    /// Samples uniform in 0 to 1, and layers uniform in ±1/√(fan in).
    pub(super) fn draw(n: usize, widths: &[usize], activation: Activation, seed: u64) -> Self {
        let mut generator = generator(seed, 0);
        let x = (0..n).map(|_| (0..widths[0]).map(|_| generator.random()).collect()).collect();
        let layer = |pair: &[usize]| {
            let bound = 1.0 / (pair[0] as f64).sqrt();
            let mut draw =
                |count| (0..count).map(|_| generator.random_range(-bound..bound)).collect();
            Layer { w: draw(pair[0] * pair[1]), b: draw(pair[1]) }
        };
        let net = Network { activation, layers: widths.windows(2).map(layer).collect() };
        let targets = vec![0.0; n * widths.last().copied().unwrap_or(0)];
        Self { net, widths: widths.to_vec(), x, targets, origin: format!("drawn with seed {seed}") }
    }

    /// Parameters W1, b1, W2, … of an archive, and samples.
    pub(super) fn read(
        parameters: &Path,
        data: &Path,
        array: Option<&str>,
        targets: Option<&Path>,
        activation: Activation,
    ) -> Result<Self, RunError> {
        let DenseLayers { widths, layers } = DenseLayers::read(parameters)?;
        let layers = layers.into_iter().map(|[w, b]| Layer { w, b }).collect();
        let net = Network { activation, layers };
        let x = rows(data, array, "D_in", widths[0])?;
        let (n, c) = (x.len(), widths[widths.len() - 1]);
        let targets = match targets {
            None => vec![0.0; n * c],
            Some(path) => {
                let rows = rows(path, None, "C", c)?;
                if rows.len() != n {
                    let reason = format!("expected shape [{n}, {c}], found [{}, {c}]", rows.len());
                    return Err(RunError::of(path, reason));
                }
                rows.concat()
            }
        };
        let origin = format!("{} and {}", parameters.display(), data.display());
        Ok(Self { net, widths, x, targets, origin })
    }

    /// These samples alone, in this order.
    pub(super) fn subsample(&self, index: &[usize]) -> Result<Self, JacobianError> {
        let (bound, c) = (self.x.len(), self.n_outputs());
        if let Some(place) = index.iter().position(|&i| i >= bound) {
            let found = index[place];
            return Err(JacobianError::Index { what: "--samples", place, found, bound });
        }
        Ok(Self {
            net: self.net.clone(),
            widths: self.widths.clone(),
            x: index.iter().map(|&i| self.x[i].clone()).collect(),
            targets: index.iter().flat_map(|&i| &self.targets[i * c..][..c]).copied().collect(),
            origin: self.origin.clone(),
        })
    }

    pub(super) fn n_outputs(&self) -> usize {
        self.widths[self.widths.len() - 1]
    }

    /// The number D of weights and biases.
    pub(super) fn n_parameters(&self) -> usize {
        self.widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }

    /// Some of the first samples, with a sweep in lanes.
    pub(super) fn samples(
        &self,
        count: usize,
    ) -> Result<Samples<'_, Network, Vec<f64>, impl Sweep<Network, Vec<f64>>>, JacobianError> {
        let y = vec![0.0; self.n_outputs()];
        Samples::in_lanes::<8, _>(&self.net, count, y, |net, n, seed| {
            let (y, pullback) = outputs::vjp_lanes(net, &self.x[n]);
            pullback(seed(&y))
        })
    }

    /// The arrays under the names of their parameters, with weights `[…, out, in]` behind the first `outer` axes.
    pub(super) fn named(&self, found: NamedArrays, outer: usize) -> Vec<NamedArray> {
        let named = |(leaf, mut array): (usize, NamedArray)| {
            let (l, kind) = (leaf / 2, ["W", "b"][leaf % 2]);
            array.path = format!("{kind}{}", l + 1);
            if kind == "W" {
                array.shape.truncate(outer);
                array.shape.extend([self.widths[l + 1], self.widths[l]]);
            }
            array
        };
        found.arrays.into_iter().enumerate().map(named).collect()
    }
}

/// The rows of an array `[N, width]`, at least one.
fn rows(
    path: &Path,
    array: Option<&str>,
    what: &str,
    width: usize,
) -> Result<Vec<Vec<f64>>, RunError> {
    let Array { shape, values } = Array::read(path, array)?;
    match shape[..] {
        [0, n] if n == width => {
            let reason = format!("expected at least one sample, found none: shape [0, {n}]");
            Err(RunError::of(path, reason))
        }
        [_, n] if n == width => Ok(values.chunks_exact(width).map(<[f64]>::to_vec).collect()),
        _ => {
            let reason =
                format!("expected shape [N, {what}] with {what} = {width}, found {shape:?}");
            Err(RunError::of(path, reason))
        }
    }
}
