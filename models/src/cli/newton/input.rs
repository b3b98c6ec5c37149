//! Networks and samples from `.npz`, and drawn ones.

use super::Error;
use super::network::{Layer, Network};
use super::options::{LossChoice, Options};
use cotangent_models::jacobians::{BinaryCrossEntropy, Loss, SoftmaxCrossEntropy, SquaredError};
use cotangent_models::run::RunError;
use cotangent_models::score::{Activation, generator};
use ndarray::{Array1, Array2};
use npyz::{DType, NpyFile, Order, TypeChar};
use rand::Rng;
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

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
pub(super) fn read_network(path: &Path, activation: Activation) -> Result<Network, RunError> {
    let mut archive = Archive::open(path)?;
    let numbered = |name: &String| name.strip_prefix('W')?.parse::<usize>().ok();
    let last = archive.names.iter().filter_map(numbered).max().unwrap_or(1).max(1);
    let mut layers: Vec<Layer> = vec![];
    for l in 1..=last {
        let (w_key, b_key) = (format!("W{l}"), format!("b{l}"));
        let w = archive.get(&w_key)?;
        let n_in = layers.last().map(|before| before.b.len());
        let expected = match n_in {
            Some(n_in) => format!("[out, {n_in}], for {n_in} outputs of b{}", l - 1),
            None => "[out, in]".to_owned(),
        };
        let shape = match w.shape[..] {
            [rows, columns] if rows * columns > 0 && n_in.is_none_or(|n_in| n_in == columns) => {
                (rows, columns)
            }
            _ => return Err(w.refused(path, &w_key, &expected)),
        };
        let b = archive.get(&b_key)?;
        if b.shape != [shape.0] {
            return Err(b.refused(path, &b_key, &format!("[{}], as {w_key} has rows", shape.0)));
        }
        w.finite(path, &w_key)?;
        b.finite(path, &b_key)?;
        let w = Array2::from_shape_vec(shape, w.values).map_err(|e| RunError::of(path, e))?;
        layers.push(Layer { w, b: Array1::from_vec(b.values) });
    }
    Ok(Network { activation, layers })
}

/// The samples of a file for a network, and the loss with its targets.
pub(super) fn read_data(
    path: &Path,
    net: &Network,
    loss: LossChoice,
) -> Result<(Array2<f64>, Box<dyn Loss>), Error> {
    let widths = net.widths();
    let (n_in, n_out) = (widths[0], widths[widths.len() - 1]);
    let mut archive = Archive::open(path)?;
    let x = archive.get("X")?;
    let n = match x.shape[..] {
        [0, _] => {
            return Err(RunError::of(path, "`X` has no rows, expected at least one sample").into());
        }
        [n, columns] if columns == n_in => n,
        _ => return Err(x.refused(path, "X", &format!("[N, {n_in}], for inputs of W1")).into()),
    };
    x.finite(path, "X")?;
    let y = archive.get("y")?;
    let is_list = y.shape == [n];
    let loss: Box<dyn Loss> = if loss == LossChoice::Ce {
        if !is_list {
            let expected = format!("[{n}], a class for each row of X");
            return Err(y.refused(path, "y", &expected).into());
        }
        let fits = |y: &f64| y.fract() == 0.0 && (0.0..n_out as f64).contains(y);
        y.all(path, "y", &format!("a class from 0 to {}", n_out - 1), fits)?;
        let classes: Vec<usize> = y.values.iter().map(|y| *y as usize).collect();
        Box::new(SoftmaxCrossEntropy::new(&classes, n_out)?)
    } else {
        if !(y.shape == [n, n_out] || (is_list && n_out == 1)) {
            let expected = format!("[{n}, {n_out}], for rows of X and outputs of the network");
            return Err(y.refused(path, "y", &expected).into());
        }
        if loss == LossChoice::Mse {
            y.finite(path, "y")?;
            Box::new(SquaredError::new(&y.values, n_out)?)
        } else {
            y.all(path, "y", "0 or 1", |y| *y == 0.0 || *y == 1.0)?;
            Box::new(BinaryCrossEntropy::new(&y.values, n_out)?)
        }
    };
    let x = Array2::from_shape_vec((n, n_in), x.values).map_err(|e| RunError::of(path, e))?;
    Ok((x, loss))
}

/// Numbers, the last index fastest.
struct Numbers {
    shape: Vec<usize>,
    values: Vec<f64>,
}

impl Numbers {
    fn refused(&self, path: &Path, key: &str, expected: &str) -> RunError {
        let found = &self.shape;
        RunError::of(path, format!("`{key}` has the shape {found:?}, expected {expected}"))
    }

    fn finite(&self, path: &Path, key: &str) -> Result<(), RunError> {
        self.all(path, key, "a finite number", |x| x.is_finite())
    }

    fn all(
        &self,
        path: &Path,
        key: &str,
        expected: &str,
        holds: impl Fn(&f64) -> bool,
    ) -> Result<(), RunError> {
        let Some(place) = self.values.iter().position(|x| !holds(x)) else { return Ok(()) };
        let mut index = vec![];
        let mut rest = place;
        for axis in self.shape.iter().rev() {
            index.insert(0, rest % axis);
            rest /= axis;
        }
        let found = self.values[place];
        Err(RunError::of(path, format!("`{key}`{index:?} is {found}, expected {expected}")))
    }
}

/// An `.npz` file.
struct Archive<'p> {
    path: &'p Path,
    archive: ZipArchive<Cursor<Vec<u8>>>,
    names: Vec<String>,
}

impl<'p> Archive<'p> {
    fn open(path: &'p Path) -> Result<Self, RunError> {
        let bytes = std::fs::read(path)
            .map_err(|error| RunError::of(path, format!("cannot be read: {error}")))?;
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| RunError::of(path, format!("is no .npz archive: {error}")))?;
        let names = archive.file_names().flatten();
        let mut names: Vec<String> =
            names.filter_map(|name| Some(name.strip_suffix(".npy")?.to_owned())).collect();
        names.sort_unstable();
        Ok(Self { path, archive, names })
    }

    fn get(&mut self, key: &str) -> Result<Numbers, RunError> {
        if !self.names.iter().any(|name| name == key) {
            let found = match self.names.is_empty() {
                true => "no array".to_owned(),
                false => self.names.join(", "),
            };
            return Err(RunError::of(self.path, format!("there is no `{key}`, found {found}")));
        }
        let of = |reason: String| RunError::of(self.path, format!("`{key}` {reason}"));
        let mut bytes = vec![];
        let mut member = self
            .archive
            .by_name(&format!("{key}.npy"))
            .map_err(|error| of(format!("cannot be read: {error}")))?;
        // Reading to the end is what verifies the checksum.
        member.read_to_end(&mut bytes).map_err(|error| of(format!("cannot be read: {error}")))?;
        parse(&bytes).map_err(of)
    }
}

/// An array of floats, integers or booleans.
fn parse(bytes: &[u8]) -> Result<Numbers, String> {
    let damaged = |error: std::io::Error| format!("is damaged: {error}");
    let file = NpyFile::new(bytes).map_err(damaged)?;
    let shape: Vec<usize> = file.shape().iter().map(|axis| *axis as usize).collect();
    let order = file.order();
    let kind = match file.dtype() {
        DType::Plain(kind) => kind,
        other => return Err(format!("has the type {}, expected numbers", other.descr())),
    };
    macro_rules! floats {
        ($type:ty) => {
            file.into_vec::<$type>().map_err(damaged)?.into_iter().map(|x| x as f64).collect()
        };
    }
    let values: Vec<f64> = match (kind.type_char(), kind.size_field()) {
        (TypeChar::Float, 8) => file.into_vec::<f64>().map_err(damaged)?,
        (TypeChar::Float, 4) => floats!(f32),
        (TypeChar::Int, 8) => floats!(i64),
        (TypeChar::Int, 4) => floats!(i32),
        (TypeChar::Int, 2) => floats!(i16),
        (TypeChar::Int, 1) => floats!(i8),
        (TypeChar::Uint, 8) => floats!(u64),
        (TypeChar::Uint, 4) => floats!(u32),
        (TypeChar::Uint, 2) => floats!(u16),
        (TypeChar::Uint, 1) => floats!(u8),
        (TypeChar::Bool, _) => {
            let truths = file.into_vec::<bool>().map_err(damaged)?;
            truths.into_iter().map(|x| f64::from(u8::from(x))).collect()
        }
        _ => return Err(format!("has the type {kind}, expected floats, integers or booleans")),
    };
    let values = match (order, &shape[..]) {
        (Order::Fortran, &[rows, columns]) => {
            (0..rows * columns).map(|at| values[at / columns + at % columns * rows]).collect()
        }
        (Order::Fortran, [_, _, _, ..]) => {
            return Err(format!("has the shape {shape:?}, expected one or two axes"));
        }
        _ => values,
    };
    Ok(Numbers { shape, values })
}
