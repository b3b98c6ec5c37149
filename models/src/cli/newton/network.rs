//! A network of dense layers on the rows of a matrix.

use super::Error;
use cotangent::{Differentiable, constant, differentiable, math};
use cotangent_models::jacobians::{DenseBatch, Implicit, Loss, Taps, dense};
use cotangent_models::newton::FactorSource;
use cotangent_models::score::{self, Activation, Mlp};
use ndarray::{Array1, Array2};

/// A dense layer.
#[derive(Debug, Clone, Differentiable)]
pub(super) struct Layer {
    /// `[out, in]`.
    pub(super) w: Array2<f64>,
    /// `[out]`.
    pub(super) b: Array1<f64>,
}

/// Dense layers with an activation between them, and none after the last.
#[derive(Debug, Clone, Differentiable)]
pub(super) struct Network {
    #[constant]
    pub(super) activation: Activation,
    pub(super) layers: Vec<Layer>,
}

impl Network {
    /// Inputs, outputs of each layer but the last, outputs.
    pub(super) fn widths(&self) -> Vec<usize> {
        let n_in = self.layers[0].w.ncols();
        std::iter::once(n_in).chain(self.layers.iter().map(|layer| layer.b.len())).collect()
    }

    /// W1, b1, W2, b2, ...
    pub(super) fn keys(&self) -> Vec<String> {
        (1..=self.layers.len()).flat_map(|l| [format!("W{l}"), format!("b{l}")]).collect()
    }

    /// The same network for one sample.
    pub(super) fn one_by_one(&self) -> Result<Mlp, Error> {
        let layer = |layer: &Layer| {
            let (w, b) = (layer.w.iter().copied().collect(), layer.b.to_vec());
            score::Layer { w, b }
        };
        Ok(Mlp::new(self.activation, self.layers.iter().map(layer).collect())?)
    }

    /// The factors of a loss over rows of data.
    pub(super) fn source<'a>(
        &'a self,
        x: &'a Array2<f64>,
        loss: &'a dyn Loss,
    ) -> Result<Box<dyn FactorSource<Factor = Implicit<f64>> + 'a>, Error> {
        let batch = DenseBatch::new(
            self,
            x,
            |net, x, taps, seed| {
                let (y, pullback) = network::vjp_wrt_taps(net, x, taps);
                pullback(seed(&y))
            },
            |net, x, taps, seed| {
                let (y, pullback) = network::vjp_wrt_net(net, x, taps);
                pullback(seed(&y))
            },
        )?;
        Ok(Box::new(batch.loss(loss)?))
    }
}

/// The outputs of each row.
#[differentiable(wrt(net), wrt(taps))]
fn network(net: &Network, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let mut h: Array2<f64> = x.clone();
    for l in 0..net.layers.len() {
        h = dense(&net.layers[l].w, &net.layers[l].b, &h, taps, l);
        if l + 1 < net.layers.len() {
            h = activated(&h, constant(net.activation));
        }
    }
    h
}

#[differentiable]
#[allow(clippy::redundant_closure, reason = "the macro reads closures")]
fn activated(z: &Array2<f64>, #[constant] activation: Activation) -> Array2<f64> {
    match activation {
        Activation::Sigmoid => z.mapv(|z| math::sigmoid(z)),
        Activation::Tanh => z.mapv(|z| math::tanh(z)),
        Activation::Softplus => z.mapv(|z| math::softplus(z)),
        Activation::Silu => z.mapv(|z| z * math::sigmoid(z)),
        Activation::Relu => z.mapv(|z| z.max(0.0)),
    }
}
