//! Estimates of parameters from data in files.

use super::{Digits, FitSettings, Sizes};
use crate::imnn::{Dense, Part, Precision, Statistics, SummaryModel, Threads, Worker};
use crate::run::npz::unpack;
use crate::run::table::Format;
use crate::run::{RunError, Table, npy, npz, write_whole};
use crate::score::generator;
use cotangent::Differentiable;
use npyz::{NpyHeader, Order};
use serde::{Deserialize, Serialize};
use std::io::Cursor;
use std::path::Path;
use zip::ZipArchive;

/// `statistics.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// `validation` or `training`: whose statistics they are.
    pub of: String,
    /// θ of the simulations.
    pub fiducial: Vec<f64>,
    /// By which is estimated.
    pub statistics: Statistics,
    /// Those of training.
    pub training: Option<Statistics>,
}

/// A network in the precision that it was fitted in.
#[derive(Debug, Clone)]
pub(super) enum Network {
    F32(Dense<f32>),
    F64(Dense<f64>),
}

impl Network {
    /// With all parameters in one list.
    pub(super) fn new(
        settings: &FitSettings,
        sizes: &Sizes,
        parameters: &[f64],
    ) -> Result<Self, String> {
        Ok(match settings.compute.precision {
            Digits::F32 => Self::F32(with(settings, sizes, parameters)?),
            Digits::F64 => Self::F64(with(settings, sizes, parameters)?),
        })
    }

    fn summaries(&self, part: Part<'_>, x: &mut [f64]) {
        match self {
            Self::F32(net) => Threads::default().summaries(net, part, x, &mut []),
            Self::F64(net) => Threads::default().summaries(net, part, x, &mut []),
        }
    }
}

fn with<T: Precision>(
    FitSettings { network, .. }: &FitSettings,
    sizes: &Sizes,
    parameters: &[f64],
) -> Result<Dense<T>, String> {
    // What is drawn is only the form.
    let drawn = Dense::<T>::draw(&network.widths(sizes), network.activation, &mut generator(0, 0));
    let mut net = drawn.map_err(|error| error.to_string())?;
    let (expected, found) = (net.n_coordinates(), parameters.len());
    if expected != found {
        return Err(format!("expected {expected} parameters of the network, found {found}"));
    }
    net.set_flat(parameters);
    Ok(net)
}

/// A fitted network with its statistics.
#[derive(Debug, Clone)]
pub struct Estimator {
    kept: Kept,
    net: Network,
    input: Vec<usize>,
}

impl Estimator {
    /// Whose lengths were looked at; a statement of what is wrong with them.
    pub(super) fn new(kept: Kept, net: Network, input: &[usize]) -> Result<Self, String> {
        let found = &kept.statistics;
        let (s, p) = (found.n_summaries, found.n_parameters);
        let outputs = match &net {
            Network::F32(net) => net.n_summaries(),
            Network::F64(net) => net.n_summaries(),
        };
        for (name, expected, found) in [
            ("n_summaries", outputs, s),
            ("fiducial", p, kept.fiducial.len()),
            ("mean", s, found.mean.len()),
            ("inverse_covariance", s * s, found.inverse_covariance.len()),
            ("mean_derivative", s * p, found.mean_derivative.len()),
            ("inverse_fisher", p * p, found.inverse_fisher.len()),
        ] {
            if expected != found {
                return Err(format!("{name}: expected {expected}, found {found}"));
            }
        }
        Ok(Self { kept, net, input: input.to_vec() })
    }

    /// The statistics.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Statistics and θ under the names of the mathematics.
    pub(super) fn npz(&self) -> std::io::Result<Vec<u8>> {
        let Kept { fiducial, statistics, .. } = &self.kept;
        let (s, p) = (statistics.n_summaries, statistics.n_parameters);
        npz(&[
            ("F", npy(&[p, p], &statistics.fisher)?),
            ("invF", npy(&[p, p], &statistics.inverse_fisher)?),
            ("C", npy(&[s, s], &statistics.covariance)?),
            ("invC", npy(&[s, s], &statistics.inverse_covariance)?),
            ("mu", npy(&[s], &statistics.mean)?),
            ("dmu_dtheta", npy(&[s, p], &statistics.mean_derivative)?),
            ("theta_fid", npy(&[p], fiducial)?),
        ])
    }

    /// The summaries of simulations in a row, `[n][S]`.
    pub(crate) fn summaries(&self, data: &[f32]) -> Vec<f64> {
        let size: usize = self.input.iter().product();
        let n_simulations = data.len() / size;
        let mut x = vec![0.0; n_simulations * self.kept.statistics.n_summaries];
        if n_simulations > 0 {
            let part = Part { n_simulations, data, n_parameters: 0, derivatives: &[] };
            self.net.summaries(part, &mut x);
        }
        x
    }

    /// The estimates of simulations in a row, `[n][P]`.
    pub(crate) fn estimates(&self, data: &[f32]) -> Vec<f64> {
        self.kept.statistics.estimates(&self.summaries(data), &self.kept.fiducial)
    }

    /// The quasi-maximum-likelihood estimates of one datum, or of several where there is an axis more.
    ///
    /// # Errors
    /// If the data have another shape than the simulations, or are not finite as 32-bit floats.
    pub fn estimate(&self, data: &Data) -> Result<Estimates, String> {
        let Self { input, .. } = self;
        let size: usize = input.iter().product();
        let single = match &data.shape[..] {
            shape if shape == &input[..] => true,
            [_, rest @ ..] if rest == &input[..] => false,
            // A line of a table is a datum, also where that has several axes.
            [_, width] if data.is_text && *width == size => false,
            found => {
                return Err(format!(
                    "expected one datum of shape {input:?} or several of shape [n, {}], found shape {found:?}",
                    input.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
                ));
            }
        };
        if let Some(place) = data.values.iter().position(|x| !x.is_finite()) {
            let (datum, number) = (place / size, place % size);
            let found = data.values[place];
            return Err(format!("datum {datum}, number {number} is {found}, but must be finite"));
        }
        let p = self.kept.statistics.n_parameters;
        let theta = self.estimates(&data.values);
        Ok(Estimates { single, parameters: p, theta, errors: self.kept.statistics.errors() })
    }
}

/// The numbers of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// The array's shape.
    pub shape: Vec<usize>,
    /// In C order.
    pub values: Vec<f32>,
    /// Whether it was lines of text.
    pub is_text: bool,
}

impl Data {
    /// Reads `.npy` or `.npz` of f4 or f8, or `.csv`; `name` says which array of an archive.
    ///
    /// # Errors
    /// If the file is something else, or damaged.
    pub fn read(path: &Path, name: Option<&str>) -> Result<Self, RunError> {
        let bytes = std::fs::read(path)
            .map_err(|error| RunError::of(path, format!("cannot be read: {error}")))?;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let ending = ending.as_deref();
        if name.is_some() && ending != Some("npz") {
            return Err(RunError::of(path, "--array is given, but the file is no .npz archive"));
        }
        let found = match ending {
            Some("npy") => Self::parse(&bytes),
            Some("npz") => member(&bytes, name).and_then(|bytes| Self::parse(&bytes)),
            Some("csv") => Table::parse(Format::Csv, &bytes).map(|table| Self {
                shape: vec![table.n_rows(), table.width],
                values: table.values.iter().map(|x| *x as f32).collect(),
                is_text: true,
            }),
            _ => Err("expected a name that ends in .npy, .npz or .csv".to_owned()),
        };
        found.map_err(|reason| RunError::of(path, reason))
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let mut data = bytes;
        let header = NpyHeader::from_reader(&mut data)
            .map_err(|error| format!("expected an .npy array, found {error}"))?;
        let descr = header.dtype().descr();
        let kind = descr.trim_matches('\'');
        let (width, decode): (u64, fn(&[u8]) -> f32) = match kind {
            "<f4" => (4, |x| f32::from_le_bytes(x.try_into().expect("four bytes"))),
            "<f8" => (8, |x| f64::from_le_bytes(x.try_into().expect("eight bytes")) as f32),
            _ => return Err(format!("expected floats, <f4 or <f8, found {kind}")),
        };
        let len = header.shape().iter().try_fold(width, |len, axis| len.checked_mul(*axis));
        if len != Some(data.len() as u64) {
            let expected = len.map_or("more than 2⁶⁴".to_owned(), |len| len.to_string());
            return Err(format!("expected {expected} bytes of numbers, found {}", data.len()));
        }
        let shape: Vec<usize> = header.shape().iter().map(|axis| *axis as usize).collect();
        let mut values: Vec<f32> = data.chunks_exact(width as usize).map(decode).collect();
        if header.order() == Order::Fortran {
            values = in_c_order(&shape, &values);
        }
        Ok(Self { shape, values, is_text: false })
    }
}

/// The bytes of an array of an archive.
fn member(bytes: &[u8], name: Option<&str>) -> Result<Vec<u8>, String> {
    let damaged = |error: &dyn std::fmt::Display| format!("is no whole archive: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let names = archive.file_names().flatten();
    let mut names: Vec<String> =
        names.filter_map(|name| Some(name.strip_suffix(".npy")?.to_owned())).collect();
    names.sort_unstable();
    let name = match (name, &names[..]) {
        (Some(name), _) if names.iter().any(|found| found == name) => name,
        (None, [only]) => only,
        (name, _) => {
            let expected =
                name.map_or("--array to name one".to_owned(), |name| format!("array {name}"));
            return Err(format!("expected {expected}, found {}", names.join(", ")));
        }
    };
    unpack(&mut archive, name).map_err(|reason| format!("array {name}: {reason}"))
}

/// Numbers whose first index runs fastest, with the last one running fastest.
fn in_c_order(shape: &[usize], values: &[f32]) -> Vec<f32> {
    let place = |k: usize| {
        let (mut rest, mut place, mut stride) = (k, 0, values.len());
        for n in shape.iter().rev() {
            stride /= n;
            place += rest % n * stride;
            rest /= n;
        }
        values[place]
    };
    (0..values.len()).map(place).collect()
}

/// Estimates of the parameters with their errors.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// Whether the data were one datum.
    pub single: bool,
    /// P.
    pub parameters: usize,
    /// θ̂, `[n][P]`.
    pub theta: Vec<f64>,
    /// One standard deviation of each parameter, the same for all data.
    pub errors: Vec<f64>,
}

impl Estimates {
    /// The estimates of each datum.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.theta.chunks_exact(self.parameters)
    }

    /// Writes them: `.npy` has θ̂, `[P]` or `[n, P]`; `.npz` has theta and sigma; `.csv` has both in each line.
    ///
    /// # Errors
    /// If the name ends in something else, or the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), RunError> {
        let Self { single, parameters: p, theta, errors } = self;
        let shape = if *single { vec![*p] } else { vec![theta.len() / p, *p] };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let bytes = match ending.as_deref() {
            Some("npy") => npy(&shape, theta),
            Some("npz") => npy(&shape, theta)
                .and_then(|theta| npz(&[("theta", theta), ("sigma", npy(&[*p], errors)?)])),
            Some("csv") => Ok(self.csv().into_bytes()),
            _ => {
                let reason = "expected a name that ends in .npy, .npz or .csv";
                return Err(RunError::of(path, reason));
            }
        };
        write_whole(path, &bytes.map_err(|error| RunError::of(path, error))?)
    }

    fn csv(&self) -> String {
        let line = |cells: Vec<String>| cells.join(",") + "\n";
        let names = ["theta", "sigma"].into_iter();
        let p = self.parameters;
        let mut text =
            line(names.flat_map(|name| (0..p).map(move |k| format!("{name}{k}"))).collect());
        for row in self.rows() {
            text += &line(row.iter().chain(&self.errors).map(|x| format!("{x:?}")).collect());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_are_read_alike() {
        // a[i, j, k] = 100 i + 10 j + k, shape [2, 3, 4].
        let shape = [2, 3, 4];
        let at = |i, j, k| (100 * i + 10 * j + k) as f32;
        let mut fortran = vec![];
        let mut c = vec![];
        (0..4).for_each(|k| (0..3).for_each(|j| (0..2).for_each(|i| fortran.push(at(i, j, k)))));
        (0..2).for_each(|i| (0..3).for_each(|j| (0..4).for_each(|k| c.push(at(i, j, k)))));
        assert_eq!(in_c_order(&shape, &fortran), c);
    }
}
