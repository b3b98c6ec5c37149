//! Networks of dense layers as plain functions: a vector as the score, or a number as the energy.

use super::ScoreError;
use super::error::{all_finite, require};
use super::samples::{Tile, WIDTH};
use cotangent::{Differentiable, differentiable, math};
use rand::Rng;
use serde::{Deserialize, Serialize};

/// The function between layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// 1/(1 + e⁻ᶻ).
    Sigmoid,
    /// tanh z.
    Tanh,
    /// ln(1 + eᶻ).
    Softplus,
    /// z/(1 + e⁻ᶻ).
    Silu,
    /// max(z, 0): its kinks are missed by what differentiates the score in x.
    Relu,
}

impl Activation {
    /// All of them.
    pub const ALL: [Activation; 5] =
        [Self::Sigmoid, Self::Tanh, Self::Softplus, Self::Silu, Self::Relu];

    /// Whether it has a derivative everywhere.
    pub fn is_smooth(self) -> bool {
        self != Self::Relu
    }
}

impl std::fmt::Display for Activation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Softplus => "softplus",
            Self::Silu => "silu",
            Self::Relu => "relu",
        })
    }
}

/// One layer: `w` is `[n_out][n_in]`, row by row.
#[derive(Debug, Clone, PartialEq, Differentiable, Serialize, Deserialize)]
pub struct Layer {
    /// The weights.
    pub w: Vec<f64>,
    /// The biases, `[n_out]`.
    pub b: Vec<f64>,
}

/// Dense layers with one activation between them and none after the last.
#[derive(Debug, Clone, PartialEq, Differentiable, Serialize, Deserialize)]
pub struct Mlp {
    /// Between the layers.
    #[constant]
    pub activation: Activation,
    /// From the input on.
    pub layers: Vec<Layer>,
}

impl Mlp {
    /// Weights uniform in ±√(6/(fan in + fan out)), after Glorot, and biases zero.
    ///
    /// # Errors
    /// If there are fewer than two widths, or one is 0.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::score::{Activation, Mlp, generator};
    /// let net = Mlp::draw(&[1, 8, 1], Activation::Sigmoid, &mut generator(1, 0))?;
    /// assert_eq!((net.widths(), net.n_parameters()), (vec![1, 8, 1], 25));
    /// # Ok::<(), cotangent_models::score::ScoreError>(())
    /// ```
    pub fn draw(
        widths: &[usize],
        activation: Activation,
        rng: &mut impl Rng,
    ) -> Result<Self, ScoreError> {
        let legible = || format!("{widths:?}");
        require(
            widths.len() >= 2,
            "widths",
            "those of the input and of the output at least",
            legible(),
        )?;
        require(!widths.contains(&0), "widths", "at least 1 each", legible())?;
        let layer = |n: &[usize]| {
            let bound = (6.0 / (n[0] + n[1]) as f64).sqrt();
            let w = (0..n[0] * n[1]).map(|_| rng.random_range(-bound..=bound)).collect();
            Layer { w, b: vec![0.0; n[1]] }
        };
        Ok(Self { activation, layers: widths.windows(2).map(layer).collect() })
    }

    /// Checked layers.
    ///
    /// # Errors
    /// If there are none, if sizes do not fit, or if a parameter is not finite.
    pub fn new(activation: Activation, layers: Vec<Layer>) -> Result<Self, ScoreError> {
        let Some(first) = layers.first() else {
            return Err(ScoreError::Empty { what: "the list of layers" });
        };
        let mut n_in = first.w.len().checked_div(first.b.len()).unwrap_or(0);
        for Layer { w, b } in &layers {
            if n_in == 0 || b.is_empty() {
                return Err(ScoreError::Empty { what: "a layer" });
            }
            let (expected, found) = (n_in * b.len(), w.len());
            if expected != found {
                return Err(ScoreError::Length { what: "a layer's weights", expected, found });
            }
            all_finite("a layer's weights", w)?;
            all_finite("a layer's biases", b)?;
            n_in = b.len();
        }
        Ok(Self { activation, layers })
    }

    /// The number of inputs, of outputs of each layer but the last, and of outputs.
    pub fn widths(&self) -> Vec<usize> {
        let first = &self.layers[0];
        let n_in = first.w.len() / first.b.len();
        std::iter::once(n_in).chain(self.layers.iter().map(|layer| layer.b.len())).collect()
    }

    /// The number of weights and biases.
    pub fn n_parameters(&self) -> usize {
        self.layers.iter().map(|layer| layer.w.len() + layer.b.len()).sum()
    }
}

/// The network's outputs at [`WIDTH`] points, coordinate by coordinate.
#[differentiable(wrt(net), wrt(x), order = 3)]
#[inline(always)]
#[allow(clippy::needless_range_loop, reason = "matrices read best with indices")]
pub fn outputs(net: &Mlp, x: &[Tile]) -> Vec<Tile> {
    let mut h = x.to_vec();
    for l in 0..net.layers.len() {
        let w: &[f64] = &net.layers[l].w;
        let b: &[f64] = &net.layers[l].b;
        let n = h.len();
        let mut z = vec![[0.0; WIDTH]; b.len()];
        for o in 0..z.len() {
            let mut sum = [b[o]; WIDTH];
            for i in 0..n {
                let weight = w[o * n + i];
                for s in 0..WIDTH {
                    sum[s] += weight * h[i][s];
                }
            }
            if l + 1 < net.layers.len() {
                match net.activation {
                    Activation::Sigmoid => {
                        for s in 0..WIDTH {
                            sum[s] = math::sigmoid(sum[s]);
                        }
                    }
                    Activation::Tanh => {
                        for s in 0..WIDTH {
                            sum[s] = math::tanh(sum[s]);
                        }
                    }
                    Activation::Softplus => {
                        for s in 0..WIDTH {
                            sum[s] = math::softplus(sum[s]);
                        }
                    }
                    Activation::Silu => {
                        for s in 0..WIDTH {
                            sum[s] *= math::sigmoid(sum[s]);
                        }
                    }
                    Activation::Relu => {
                        for s in 0..WIDTH {
                            sum[s] = sum[s].max(0.0);
                        }
                    }
                }
            }
            z[o] = sum;
        }
        h = z;
    }
    h
}

/// The network's outputs at one point, with forms that carry many directions at once.
#[differentiable(wrt(net), wrt(x), lanes, order = 2)]
#[allow(clippy::needless_range_loop, reason = "matrices read best with indices")]
pub fn outputs_at(net: &Mlp, x: &[f64]) -> Vec<f64> {
    let mut h: Vec<f64> = x.to_vec();
    for l in 0..net.layers.len() {
        let w: &[f64] = &net.layers[l].w;
        let b: &[f64] = &net.layers[l].b;
        let n = h.len();
        let mut z = vec![0.0; b.len()];
        for o in 0..z.len() {
            let mut sum: f64 = b[o];
            for i in 0..n {
                sum += w[o * n + i] * h[i];
            }
            if l + 1 < net.layers.len() {
                sum = match net.activation {
                    Activation::Sigmoid => math::sigmoid(sum),
                    Activation::Tanh => math::tanh(sum),
                    Activation::Softplus => math::softplus(sum),
                    Activation::Silu => sum * math::sigmoid(sum),
                    Activation::Relu => sum.max(0.0),
                };
            }
            z[o] = sum;
        }
        h = z;
    }
    h
}

/// A network whose one output is an energy U; its score is ψ = −∂U/∂x.
#[derive(Debug, Clone, PartialEq, Differentiable, Serialize, Deserialize)]
pub struct Energy {
    /// The network of U.
    pub net: Mlp,
}

impl Energy {
    /// An energy.
    ///
    /// # Errors
    /// If the network has not one output.
    pub fn new(net: Mlp) -> Result<Self, ScoreError> {
        let found = net.layers[net.layers.len() - 1].b.len();
        if found != 1 {
            return Err(ScoreError::Length { what: "the output of an energy", expected: 1, found });
        }
        Ok(Self { net })
    }

    /// The energy at each point, `[n][dim]`: minus the logarithm of the density but for a constant.
    ///
    /// # Panics
    /// If the points are not whole.
    pub fn energies(&self, points: &[f64]) -> Vec<f64> {
        let dim = self.net.widths()[0];
        assert_eq!(points.len() % dim, 0, "points of {dim} coordinates");
        if points.is_empty() {
            return vec![];
        }
        let tiles = super::samples::tiles(points, dim);
        let values: Vec<Tile> =
            tiles.chunks_exact(dim).flat_map(|x| outputs(&self.net, x)).collect();
        super::samples::rows(&values, 1, points.len() / dim)
    }
}

/// The sum of all entries.
#[differentiable(order = 3)]
fn total(tiles: &[Tile]) -> f64 {
    let mut sum = 0.0;
    for tile in tiles {
        for y in tile {
            sum += y;
        }
    }
    sum
}

/// The sum of the energies of [`WIDTH`] points. Each depends on its own point alone, so the
/// derivative of the sum is that of each.
#[differentiable(wrt(energy), wrt(x), order = 3)]
fn total_energy(energy: &Energy, x: &[Tile]) -> f64 {
    total(&outputs(&energy.net, x))
}

/// The score of an energy at [`WIDTH`] points.
#[differentiable(wrt(energy), wrt(x), order = 2)]
#[allow(clippy::needless_range_loop, reason = "matrices read best with indices")]
pub fn downhill(energy: &Energy, x: &[Tile]) -> Vec<Tile> {
    let mut psi = total_energy::grad_wrt_x(energy, x);
    for i in 0..psi.len() {
        for s in 0..WIDTH {
            psi[i][s] = -psi[i][s];
        }
    }
    psi
}
