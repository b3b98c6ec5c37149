//! Networks and samples from `.npz`, and drawn ones.

use super::super::dense_layers::DenseLayers;
use super::Error;
use super::network::{Layer, Network};
use super::options::{LossChoice, Options};
use cotangent_models::jacobians::{BinaryCrossEntropy, Loss, SoftmaxCrossEntropy, SquaredError};
use cotangent_models::run::{Archive, Array, RunError};
use cotangent_models::score::{Activation, generator};
use ndarray::{Array1, Array2};
use rand::Rng;
use std::path::Path;

/// The reference example.
const WIDTHS: [usize; 4] = [7, 5, 5, 3];
const N_SAMPLES: usize = 4;

/// A network, and samples with their losses.
pub(super) struct Problem {
    pub(super) net: Network,
    /// `[N, in]`.
    pub(super) x: Array2<f64>,
    pub(super) loss: Box<dyn Loss>,
    /// In words.
    pub(super) origin: String,
}

impl Problem {
    /// What the options ask for.
    pub(super) fn new(options: &Options) -> Result<Self, Error> {
        let activation = options.activation.into();
        match (&options.parameters, &options.data) {
            (Some(parameters), Some(data)) => {
                let net = read_network(parameters, activation)?;
                let (x, loss) = read_data(data, &net, options.loss)?;
                let origin = format!("{} on {}", parameters.display(), data.display());
                Ok(Self { net, x, loss, origin })
            }
            _ => Self::draw(options.loss, activation, options.seed),
        }
    }

    /// Inputs and targets uniform in [0, 1), weights and biases uniform in ±1/√(inputs of the layer).
    fn draw(loss: LossChoice, activation: Activation, seed: u64) -> Result<Self, Error> {
        let mut rng = generator(seed, 0);
        let n_out = WIDTHS[WIDTHS.len() - 1];
        let mut uniform = |n: usize, low: f64, high: f64| -> Vec<f64> {
            (0..n).map(|_| rng.random_range(low..high)).collect()
        };
        let x = uniform(N_SAMPLES * WIDTHS[0], 0.0, 1.0);
        let y = uniform(N_SAMPLES * n_out, 0.0, 1.0);
        let layers = WIDTHS.windows(2).map(|n| {
            let bound = 1.0 / (n[0] as f64).sqrt();
            let w = uniform(n[0] * n[1], -bound, bound);
            Layer {
                w: Array2::from_shape_fn((n[1], n[0]), |(o, i)| w[o * n[0] + i]),
                b: Array1::from_vec(uniform(n[1], -bound, bound)),
            }
        });
        let net = Network { activation, layers: layers.collect() };
        let loss: Box<dyn Loss> = match loss {
            LossChoice::Mse => Box::new(SquaredError::new(&y, n_out)?),
            LossChoice::Ce => {
                let class = |y: &[f64]| (y[0] * n_out as f64) as usize;
                let classes: Vec<usize> = y.chunks(n_out).map(class).collect();
                Box::new(SoftmaxCrossEntropy::new(&classes, n_out)?)
            }
            LossChoice::Bce => {
                let labels: Vec<f64> = y.iter().map(|y| y.round()).collect();
                Box::new(BinaryCrossEntropy::new(&labels, n_out)?)
            }
        };
        let x = Array2::from_shape_fn((N_SAMPLES, WIDTHS[0]), |(n, i)| x[n * WIDTHS[0] + i]);
        let origin = format!("the reference example, seed {seed}");
        Ok(Self { net, x, loss, origin })
    }
}

/// The layers of a file.
fn read_network(path: &Path, activation: Activation) -> Result<Network, RunError> {
    let DenseLayers { widths, layers } = DenseLayers::read(path)?;
    let layer = |([w, b], width): ([Vec<f64>; 2], &[usize])| {
        let w = Array2::from_shape_vec((width[1], width[0]), w);
        Ok(Layer { w: w.map_err(|e| RunError::of(path, e))?, b: Array1::from_vec(b) })
    };
    let layers = layers.into_iter().zip(widths.windows(2)).map(layer);
    Ok(Network { activation, layers: layers.collect::<Result<_, RunError>>()? })
}

/// The samples of a file for a network, and the loss with its targets.
fn read_data(
    path: &Path,
    net: &Network,
    loss: LossChoice,
) -> Result<(Array2<f64>, Box<dyn Loss>), Error> {
    let widths = net.widths();
    let (n_in, n_out) = (widths[0], widths[widths.len() - 1]);
    let mut archive = Archive::read(path)?;
    let refused = |name: &str, array: &Array, expected: &str| {
        let found = &array.shape;
        RunError::of(path, format!("array `{name}`: expected shape {expected}, found {found:?}"))
    };
    let x = archive.array("X")?;
    let n = match x.shape[..] {
        [0, _] => return Err(refused("X", &x, &format!("[N, {n_in}] with N at least 1")).into()),
        [n, columns] if columns == n_in => n,
        _ => return Err(refused("X", &x, &format!("[N, {n_in}], for inputs of W1")).into()),
    };
    let y = archive.array("y")?;
    let is_list = y.shape == [n];
    let all = |expected: &str, holds: &dyn Fn(f64) -> bool| {
        let Some(place) = y.values.iter().position(|y| !holds(*y)) else { return Ok(()) };
        let (index, found) = (y.indices(place), y.values[place]);
        Err(RunError::of(
            path,
            format!("array `y`: expected {expected}, found {found} at {index:?}"),
        ))
    };
    let loss: Box<dyn Loss> = if loss == LossChoice::Ce {
        if !is_list {
            return Err(refused("y", &y, &format!("[{n}], a class for each row of X")).into());
        }
        let fits = |y: f64| y.fract() == 0.0 && (0.0..n_out as f64).contains(&y);
        all(&format!("classes from 0 to {}", n_out - 1), &fits)?;
        let classes: Vec<usize> = y.values.iter().map(|y| *y as usize).collect();
        Box::new(SoftmaxCrossEntropy::new(&classes, n_out)?)
    } else {
        if !(y.shape == [n, n_out] || (is_list && n_out == 1)) {
            let expected = format!("[{n}, {n_out}], for rows of X and outputs of the network");
            return Err(refused("y", &y, &expected).into());
        }
        if loss == LossChoice::Mse {
            Box::new(SquaredError::new(&y.values, n_out)?)
        } else {
            all("0 or 1", &|y| y == 0.0 || y == 1.0)?;
            Box::new(BinaryCrossEntropy::new(&y.values, n_out)?)
        }
    };
    let x = Array2::from_shape_vec((n, n_in), x.values).map_err(|e| RunError::of(path, e))?;
    Ok((x, loss))
}
