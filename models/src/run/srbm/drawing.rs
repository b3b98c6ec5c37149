//! Draws from a fitted model.

use super::SrbmRunError;
use crate::run::{RunError, Table, npy, npz};
use crate::srbm::chains::{Moves, Sampler as Moving};
use crate::srbm::fit::Data;
use crate::srbm::flips::FlipWorkspace;
use crate::srbm::{Chains, Model, Samples};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::path::Path;

/// How chains move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampler {
    /// Each site in turn is drawn anew, given all others.
    Gibbs,
    /// A state of a site is proposed, and accepted or not.
    Metropolis,
}

/// Where chains start.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a> {
    /// At samples, drawn by weight.
    Data(&'a Data),
    /// At uniformly drawn states.
    Uniform,
}

/// What draws are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Categories, `u1`, `[M, N]`.
    Npy,
    /// The same as `categories`, with `energies`, `[M]`.
    Npz,
    /// A sample in a line.
    Csv,
}

/// The last states of chains.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The states.
    pub samples: Samples,
    /// Their energies.
    pub energies: Vec<f64>,
    /// What became of proposals.
    pub moves: Moves,
}

impl Drawing {
    /// By the name's ending.
    ///
    /// # Errors
    /// If it is none of them.
    pub fn format(path: &Path) -> Result<Format, RunError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("npy") => Ok(Format::Npy),
            Some("npz") => Ok(Format::Npz),
            Some("csv") => Ok(Format::Csv),
            _ => Err(RunError::of(path, "expected a name that ends in .npy, .npz or .csv")),
        }
    }

    /// Runs `count` chains for so many sweeps, N moves each; `each` is called before each sweep.
    ///
    /// # Errors
    /// If the samples to start at are not of the model's shape.
    pub fn draw(
        model: &Model<f64>,
        sampler: Sampler,
        start: Start<'_>,
        count: usize,
        sweeps: usize,
        seed: u64,
        each: impl Fn(),
    ) -> Result<Self, SrbmRunError> {
        let shape = model.shape();
        let n = shape.n_sites();
        let mut chains = match start {
            Start::Uniform => Chains::new(shape, count, seed),
            Start::Data(data) => Chains::from_samples(shape, starts(data, count, seed), seed)?,
        };
        let moving = Moving::new(model);
        let mut moves = Moves::default();
        for _ in 0..sweeps {
            each();
            moves += match sampler {
                Sampler::Gibbs => moving.gibbs(&mut chains, 1),
                Sampler::Metropolis => moving.metropolis(&mut chains, n),
            };
        }
        let samples = chains.samples();
        let mut energies = vec![0.0; count];
        FlipWorkspace::new(model, count).energies_into(model, samples.states(), &mut energies)?;
        Ok(Self { samples, energies, moves })
    }

    /// The mean of the energies.
    pub fn mean_energy(&self) -> f64 {
        self.energies.iter().sum::<f64>() / self.energies.len() as f64
    }

    /// A file's bytes, with categories numbered from `first`.
    ///
    /// # Errors
    /// If a category is beyond 255 in a format of bytes.
    pub fn to_bytes(&self, format: Format, first: usize) -> Result<Vec<u8>, String> {
        let (m, n) = (self.samples.n_samples(), self.samples.n_sites());
        let states = self.samples.states().iter();
        if format == Format::Csv {
            let values = states.map(|s| (usize::from(*s) + first) as f64).collect();
            return Ok(Table { width: n, values }.to_csv().into_bytes());
        }
        let states = states.map(|s| u8::try_from(usize::from(*s) + first));
        let states: Vec<u8> = states.collect::<Result<_, _>>().map_err(|_| {
            "categories are beyond 255, which the format cannot hold: take .csv".to_owned()
        })?;
        let categories = npy(&[m, n], &states);
        let bytes = || match format {
            Format::Npz => {
                let energies = npy(&[m], &self.energies)?;
                npz(&[("categories", categories?), ("energies", energies)])
            }
            _ => categories,
        };
        bytes().map_err(|error| error.to_string())
    }
}

/// Samples with replacement, by their weights.
fn starts(data: &Data, count: usize, seed: u64) -> Vec<u8> {
    let n = data.samples().n_sites();
    let m = data.samples().n_samples();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    // Chains have the lower streams.
    rng.set_stream(u64::MAX);
    let mut below = 0.0;
    let weights = (0..m).map(|i| data.batch().weights.map_or(1.0, |weights| weights[i]));
    let cumulative: Vec<f64> = weights
        .map(|weight| {
            below += weight;
            below
        })
        .collect();
    let draw = |_| {
        let u = rng.random::<f64>() * below;
        let i = cumulative.partition_point(|x| *x <= u).min(m - 1);
        &data.samples().states()[i * n..(i + 1) * n]
    };
    (0..count).flat_map(draw).copied().collect()
}
