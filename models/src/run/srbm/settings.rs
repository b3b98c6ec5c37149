//! The settings of a run, and what they read or draw.

use super::{RatioMatching, SrbmRunError};
use crate::run::RunError;
use crate::run::files::read;
use crate::run::job::{Kind as _, Origin};
use crate::run::table::sha256;
use crate::srbm::fit::{self, Data};
use crate::srbm::input::{Axes, Input, Layout};
use crate::srbm::{Kind, Model, Samples, Shape};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What is fitted to. Without a file it is the reference example.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataSettings {
    /// A file of samples.
    pub file: Option<PathBuf>,
    /// The array's name in an archive.
    pub array: Option<String>,
    /// A file of their weights.
    pub weights: Option<PathBuf>,
    /// The array's name in an archive.
    pub weights_array: Option<String>,
    /// The order of the axes.
    pub axes: Axes,
    /// The first category.
    pub first: usize,
    /// Categories of a site; without it, the data say it.
    pub states: Option<usize>,
    /// The share of the samples that is held out, drawn by the seed.
    pub held_out: f64,
    /// Draws of the reference example.
    pub draws: usize,
}

impl Default for DataSettings {
    fn default() -> Self {
        Self {
            file: None,
            array: None,
            weights: None,
            weights_array: None,
            axes: Axes::default(),
            first: 0,
            states: None,
            held_out: 0.1,
            draws: 20_000,
        }
    }
}

/// Which parameters of a class of equal models are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gauge {
    /// Those whose sums over states are zero.
    #[default]
    ZeroSum,
    /// Those that the fit found.
    None,
}

/// What is fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelSettings {
    /// Which terms the energy has.
    pub kind: Kind,
    /// Hidden units.
    pub hidden: usize,
    /// Of the parameters that are written.
    pub gauge: Gauge,
}

impl Default for ModelSettings {
    fn default() -> Self {
        Self { kind: Kind::Pairwise, hidden: 0, gauge: Gauge::default() }
    }
}

/// Floats of the computation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Digits {
    /// 32 bits.
    #[default]
    F32,
    /// 64 bits.
    F64,
}

/// Where losses and gradients are evaluated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Where {
    /// On a CUDA device, if there is one.
    #[default]
    Auto,
    /// On the processor.
    Cpu,
    /// On a CUDA device.
    Cuda,
}

/// By which means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComputeSettings {
    /// Floats.
    pub precision: Digits,
    /// Where.
    pub device: Where,
    /// Threads, on which the results do not depend; without it, one for each core.
    pub threads: Option<usize>,
}

/// All settings of a run: with the data and the device they determine it bit for bit.
///
/// # Examples
/// ```
/// # use cotangent_models::run::srbm::FitSettings;
/// # use cotangent_models::srbm::Kind;
/// let text = "model.kind = \"srbm\"\nmodel.hidden = 5\ntraining.epochs = 50";
/// let settings: FitSettings = toml::from_str(text).unwrap();
/// assert_eq!((settings.model.kind, settings.training.epochs), (Kind::Srbm, 50));
/// assert!(toml::from_str::<FitSettings>("training.epoch = 50").is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FitSettings {
    /// What is fitted to.
    pub data: DataSettings,
    /// What is fitted.
    pub model: ModelSettings,
    /// How.
    pub training: fit::Settings,
    /// By which means.
    pub compute: ComputeSettings,
}

/// The data's sizes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sizes {
    /// N.
    pub sites: usize,
    /// q.
    pub states: usize,
    /// SHA-256 of the file of weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights_sha256: Option<String>,
}

/// Data and shape of a run.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// All settings.
    pub settings: FitSettings,
    /// What the run is made of.
    pub origin: Origin<Sizes>,
    /// Kind and sizes of the model.
    pub shape: Shape,
    /// The samples trained on.
    pub training: Data,
    /// Others.
    pub held_out: Option<Data>,
    /// The model they are from, where it is known.
    pub truth: Option<Model<f64>>,
}

/// Streams of random numbers; those of epochs are the lower ones.
const INITIAL: u64 = u64::MAX;
const EXAMPLE: u64 = u64::MAX - 1;

fn generator(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(stream);
    generator
}

impl FitSettings {
    /// Reads or draws the data.
    ///
    /// # Errors
    /// If a file cannot be used, or a setting is out of range.
    pub fn prepare(&self) -> Result<Prepared, SrbmRunError> {
        self.training.check()?;
        let DataSettings { file, held_out: share, draws, .. } = &self.data;
        if !(0.0..1.0).contains(share) {
            return Err(refused("held_out", "at least 0 and below 1", share));
        }
        if self.compute.threads == Some(0) {
            return Err(refused("threads", "at least 1", 0));
        }
        let seed = self.training.seed;
        let (all, sites, states, truth, data, hash, weights_sha256) = match file {
            Some(path) => {
                let (input, all, hash, of_weights) = self.read(path)?;
                let (n, q) = (input.n_sites, input.n_states);
                (all, n, q, None, path.display().to_string(), hash, of_weights)
            }
            None => {
                for (name, is_given) in [
                    ("weights", self.data.weights.is_some()),
                    ("array", self.data.array.is_some()),
                    ("states", self.data.states.is_some()),
                ] {
                    if is_given {
                        return Err(refused(name, "left out where there is no data file", "given"));
                    }
                }
                if !(1..=100_000_000).contains(draws) {
                    return Err(refused("draws", "from 1 to 100000000", draws));
                }
                let truth = reference();
                let states = exact_draws(&truth, *draws, &mut generator(seed, EXAMPLE));
                let (n, q) = (truth.shape().n_sites(), truth.shape().n_states());
                let (data, hash) = (format!("{draws} draws of the example"), sha256(&states));
                let samples = Samples::for_shape(truth.shape(), states)?;
                (Data::new(samples), n, q, Some(truth), data, hash, None)
            }
        };
        let shape = Shape::new(self.model.kind, self.model.hidden, states, sites)?;
        let m = all.samples().n_samples();
        let (training, held_out) = match (share * m as f64).round() {
            0.0 => (all, None),
            _ => all.split(*share, seed).map(|(training, held_out)| (training, Some(held_out)))?,
        };
        if self.training.patience.is_some() && held_out.is_none() {
            return Err(refused("patience", "left out where no samples are held out", "given"));
        }
        let origin = Origin {
            kind: RatioMatching::NAME.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed,
            data,
            data_sha256: hash,
            samples: training.samples().n_samples(),
            held_out: held_out.as_ref().map_or(0, |data| data.samples().n_samples()),
            sizes: Sizes { sites, states, weights_sha256 },
        };
        Ok(Prepared { settings: self.clone(), origin, shape, training, held_out, truth })
    }

    /// The file's samples, with the hashes of it and of the weights.
    #[allow(clippy::type_complexity, reason = "what is read of two files")]
    fn read(&self, path: &PathBuf) -> Result<(Input, Data, String, Option<String>), SrbmRunError> {
        let DataSettings { array, weights, weights_array, axes, first, states, .. } = &self.data;
        let bytes = read(path)?;
        let layout = Layout { array: array.clone(), axes: *axes, first: *first, n_states: *states };
        let wrong = |path: &PathBuf, error: crate::srbm::input::InputError| {
            RunError::of(path, error.problem)
        };
        let input = Input::parse(path, &bytes, &layout).map_err(|error| wrong(path, error))?;
        let (all, of_weights) = match weights {
            None => (Data::new(input.samples.clone()), None),
            Some(file) => {
                let bytes = read(file)?;
                let all = input.parse_weights(file, &bytes, weights_array.as_deref());
                (all.map_err(|error| wrong(file, error))?, Some(sha256(&bytes)))
            }
        };
        Ok((input, all, sha256(&bytes), of_weights))
    }
}

impl Prepared {
    /// The model before training.
    pub fn initial<T: crate::srbm::Precision>(&self) -> Model<T> {
        Model::initial(self.shape, &mut generator(self.settings.training.seed, INITIAL))
    }
}

fn refused(name: &'static str, expected: &'static str, found: impl ToString) -> SrbmRunError {
    SrbmRunError::Setting { name, expected, found: found.to_string() }
}

/// The reference example's model: four sites of three states, with couplings, in zero-sum gauge.
pub fn reference() -> Model<f64> {
    let shape = Shape::new(Kind::Pairwise, 0, 3, 4).expect("sizes of a model");
    let mut model = Model::random(shape, 0.3, &mut ChaCha8Rng::seed_from_u64(1));
    model.symmetrise_couplings();
    model.drop_self_couplings();
    model.to_zero_sum();
    model
}

/// All states of a small shape, `[q^N][N]`.
pub(super) fn all_states(shape: Shape) -> Vec<u8> {
    let (n, q) = (shape.n_sites(), shape.n_states());
    let state = |i: usize, k: usize| (i / q.pow(k as u32) % q) as u8;
    (0..q.pow(n as u32)).flat_map(|i| (0..n).map(move |k| state(i, k))).collect()
}

/// Their probabilities.
pub(super) fn probabilities(model: &Model<f64>) -> Vec<f64> {
    let states = all_states(model.shape());
    let samples = states.chunks_exact(model.shape().n_sites());
    let energies: Vec<f64> = samples.map(|sample| model.energy(sample)).collect();
    let lowest = energies.iter().copied().fold(f64::INFINITY, f64::min);
    let masses: Vec<f64> = energies.iter().map(|energy| (lowest - energy).exp()).collect();
    let sum: f64 = masses.iter().sum();
    masses.iter().map(|mass| mass / sum).collect()
}

/// Independent draws from a small model, without a Markov chain.
fn exact_draws(model: &Model<f64>, m: usize, rng: &mut impl Rng) -> Vec<u8> {
    let n = model.shape().n_sites();
    let states = all_states(model.shape());
    let mut below = 0.0;
    let cumulative = probabilities(model).into_iter().map(|p| {
        below += p;
        below
    });
    let cumulative: Vec<f64> = cumulative.collect();
    let draw = |_| {
        let u: f64 = rng.random();
        let i = cumulative.partition_point(|x| *x <= u).min(cumulative.len() - 1);
        &states[i * n..(i + 1) * n]
    };
    (0..m).flat_map(draw).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_law() {
        let model = reference();
        let law = probabilities(&model);
        assert!((law.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        let m = 200_000;
        let draws = exact_draws(&model, m, &mut ChaCha8Rng::seed_from_u64(3));
        let all = all_states(model.shape());
        let places: std::collections::HashMap<&[u8], usize> =
            all.chunks_exact(4).enumerate().map(|(i, state)| (state, i)).collect();
        let mut counts = vec![0.0; law.len()];
        draws.chunks_exact(4).for_each(|draw| counts[places[draw]] += 1.0);
        let expected = law.iter().map(|p| p * m as f64);
        let chi2: f64 = counts.iter().zip(expected).map(|(c, e)| (c - e) * (c - e) / e).sum();
        // 80 degrees of freedom: mean 80, standard deviation 12.6.
        assert!((30.0..145.0).contains(&chi2), "{chi2}");
    }
}
