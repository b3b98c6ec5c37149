//! The settings of a run, and the simulations that they name.

use super::{Imnn, ImnnRunError};
use crate::imnn::data::reference::PARAMETERS;
use crate::imnn::data::{
    Cached, DataSet, Layout, Place, Prefetched, Shape, Simulations, inspect, open,
};
use crate::imnn::simulator::{self, gaussian, normals};
use crate::imnn::{Activation, Adam, Aggregation, FitOptions, Regulariser, Source};
use crate::run::RunError;
use crate::run::folder::{SETTINGS, read_toml};
use crate::run::job::{Kind as _, Origin};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is fitted to: a folder of simulations, or fresh ones of the reference problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataSettings {
    /// A folder of simulations, named as `cotangent imnn simulate` names them.
    pub folder: Option<PathBuf>,
    /// The shape of a simulation, for records that do not say it.
    pub input: Option<Vec<usize>>,
    /// P, for records that do not say it.
    pub parameters: Option<usize>,
    /// θ of the simulations; without it the folder says it.
    pub fiducial: Option<Vec<f64>>,
    /// δθ, the whole distance between the simulations of a pair, where derivatives are pairs.
    pub steps: Option<Vec<f64>>,
    /// A set of so many megabytes of numbers at most is kept in memory, others are read in each pass.
    pub cache: f64,
    /// Batches that are read ahead of a set that is not kept in memory.
    pub prefetch: usize,
    /// Whether each iteration draws the reference problem anew.
    pub fresh: bool,
    /// How many draws are fresh.
    pub count: usize,
    /// Numbers in each of them.
    pub size: usize,
}

impl Default for DataSettings {
    fn default() -> Self {
        Self {
            folder: None,
            input: None,
            parameters: None,
            fiducial: None,
            steps: None,
            cache: 64.0,
            prefetch: 2,
            fresh: false,
            count: 1000,
            size: 10,
        }
    }
}

/// The network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkSettings {
    /// The widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Between the layers.
    pub activation: Activation,
    /// S; without it as many as parameters.
    pub summaries: Option<usize>,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self { hidden: vec![128; 3], activation: Activation::LeakyRelu, summaries: None }
    }
}

/// How it is fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrainingSettings {
    /// λ: the strength of the regulariser.
    pub lambda: f64,
    /// ε: how near the covariance is drawn to the identity.
    pub epsilon: f64,
    /// Iterations without a larger |F| after which the fit ends.
    pub patience: u64,
    /// They count only after this many.
    pub min_iterations: u64,
    /// The most iterations.
    pub max_iterations: u64,
    /// Whether the best parameters are kept, and not the last.
    pub best: bool,
    /// Whether neither the best |F| nor patience count before Λ₂ was once below ε.
    pub start_when_settled: bool,
    /// Adam's learning rate.
    pub rate: f64,
    /// Of the initial network, and of fresh simulations.
    pub seed: u64,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        let FitOptions {
            lambda,
            epsilon,
            patience,
            min_iterations,
            max_iterations,
            best,
            settle_first: start_when_settled,
        } = FitOptions::default();
        let Adam { rate, .. } = Adam::default();
        Self {
            lambda,
            epsilon,
            patience,
            min_iterations,
            max_iterations,
            best,
            start_when_settled,
            rate,
            seed: 0,
        }
    }
}

impl TrainingSettings {
    /// How to fit.
    pub fn options(&self) -> FitOptions {
        FitOptions {
            lambda: self.lambda,
            epsilon: self.epsilon,
            patience: self.patience,
            min_iterations: self.min_iterations,
            max_iterations: self.max_iterations,
            best: self.best,
            settle_first: self.start_when_settled,
        }
    }

    /// The steps.
    pub fn adam(&self) -> Adam {
        Adam { rate: self.rate, ..Adam::default() }
    }
}

/// Floats of the network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Digits {
    /// 32 bits.
    #[default]
    F32,
    /// 64 bits.
    F64,
}

/// By which means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComputeSettings {
    /// Floats of the network; all else is in 64 bits.
    pub precision: Digits,
    /// Simulations a batch.
    pub per_batch: usize,
    /// Batches that are in memory and evaluated at the same time; without it, one for each thread.
    pub workers: Option<usize>,
    /// Threads, on which the results do not depend; without it, one for each core.
    pub threads: Option<usize>,
}

impl Default for ComputeSettings {
    fn default() -> Self {
        Self { precision: Digits::F32, per_batch: 100, workers: None, threads: None }
    }
}

/// All settings of a run: with the simulations they determine it bit for bit.
///
/// # Examples
/// ```
/// # use cotangent_models::run::imnn::FitSettings;
/// let text = "network.hidden = [16]\ntraining.patience = 5";
/// let settings: FitSettings = toml::from_str(text).unwrap();
/// assert_eq!((settings.training.patience, settings.training.lambda), (5, 10.0));
/// assert!(toml::from_str::<FitSettings>("training.patiens = 5").is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FitSettings {
    /// What is fitted to.
    pub data: DataSettings,
    /// What is fitted.
    pub network: NetworkSettings,
    /// How.
    pub training: TrainingSettings,
    /// By which means.
    pub compute: ComputeSettings,
}

/// The data's sizes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sizes {
    /// How many of the simulations have derivatives.
    pub with_derivatives: usize,
    /// The shape of one.
    pub input: Vec<usize>,
    /// P.
    pub parameters: usize,
    /// S.
    pub summaries: usize,
}

/// Simulations of a run, and the network's shape.
#[derive(Clone)]
pub struct Prepared {
    /// All settings.
    pub settings: FitSettings,
    /// What the run is made of.
    pub origin: Origin<Sizes>,
    /// θ of the simulations.
    pub fiducial: Vec<f64>,
    /// F as it is known, `[P, P]`: of the reference problem.
    pub known: Option<Vec<f64>>,
    /// What a user should know of the data.
    pub warnings: Vec<String>,
    pub(crate) training: Arc<dyn DataSet>,
    pub(crate) validation: Option<Arc<dyn DataSet>>,
}

/// What the folder of a simulated reference problem says of itself.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Described {
    theta: [f64; PARAMETERS],
    size: usize,
}

impl Described {
    /// Of independent draws about their mean and variance.
    fn fisher(&self) -> Vec<f64> {
        let (n, variance) = (self.size as f64, self.theta[1]);
        vec![n / variance, 0.0, 0.0, n / (2.0 * variance * variance)]
    }
}

fn refused(name: &'static str, expected: &'static str, found: impl ToString) -> ImnnRunError {
    ImnnRunError::Setting { name, expected, found: found.to_string() }
}

/// What a folder or a simulator gives.
struct Found {
    training: Arc<dyn DataSet>,
    validation: Option<Arc<dyn DataSet>>,
    described: Option<Described>,
    warnings: Vec<String>,
    data: String,
    hash: String,
}

impl FitSettings {
    /// Opens the simulations, and reads them once with all checks.
    ///
    /// # Errors
    /// If they cannot be used, or a setting is out of range.
    pub fn prepare(&self) -> Result<Prepared, ImnnRunError> {
        let Self { data, network, training, compute } = self;
        Regulariser::new(training.lambda, training.epsilon)?;
        training.adam().check()?;
        for (name, value) in [
            ("patience", training.patience),
            ("max_iterations", training.max_iterations),
            ("per_batch", compute.per_batch as u64),
            ("workers", compute.workers.unwrap_or(1) as u64),
            ("count", data.count as u64),
            ("size", data.size as u64),
        ] {
            if value == 0 {
                return Err(refused(name, "at least 1", value));
            }
        }
        if !(data.cache >= 0.0 && data.cache.is_finite()) {
            return Err(refused("cache", "at least 0", data.cache));
        }
        if network.hidden.contains(&0) {
            return Err(refused("hidden", "widths of at least 1", format!("{:?}", network.hidden)));
        }
        let found = match (&data.folder, data.fresh) {
            (Some(folder), false) => self.open(folder)?,
            (None, true) => self.draw()?,
            (Some(_), true) => {
                return Err(refused("data", "a folder or fresh simulations, not both", "both"));
            }
            (None, false) => {
                return Err(refused("data", "a folder or fresh simulations", "neither"));
            }
        };
        let Shape { simulations, with_derivatives, input, parameters } =
            found.training.shape().clone();
        let summaries = network.summaries.unwrap_or(parameters);
        for set in [Some(&found.training), found.validation.as_ref()].into_iter().flatten() {
            set.shape().check(summaries)?;
        }
        let described = found.described.filter(|_| parameters == PARAMETERS);
        let said = described.map(|described| described.theta.to_vec());
        let Some(fiducial) = data.fiducial.clone().or(said) else {
            let expected = "given, since the folder does not say at which parameters it is";
            return Err(refused("fiducial", expected, "not there"));
        };
        if fiducial.len() != parameters || fiducial.iter().any(|theta| !theta.is_finite()) {
            let expected = "a finite number for each parameter of the simulations";
            return Err(refused("fiducial", expected, format!("{fiducial:?}")));
        }
        let known = described.filter(|described| described.theta[..] == fiducial[..]);
        let origin = Origin {
            kind: Imnn::NAME.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed: training.seed,
            data: found.data,
            data_sha256: found.hash,
            samples: simulations,
            held_out: found.validation.as_ref().map_or(0, |set| set.shape().simulations),
            sizes: Sizes { with_derivatives, input, parameters, summaries },
        };
        Ok(Prepared {
            settings: self.clone(),
            origin,
            fiducial,
            known: known.map(|known| known.fisher()),
            warnings: found.warnings,
            training: found.training,
            validation: found.validation,
        })
    }

    fn open(&self, folder: &Path) -> Result<Found, ImnnRunError> {
        let Self { data, compute, .. } = self;
        let layout = Layout {
            pairs: data.steps.is_some(),
            input: data.input.clone(),
            parameters: data.parameters.or(data.steps.as_ref().map(Vec::len)),
        };
        let (training, validation) = open(folder, &layout)?;
        let sets = [Some(&training), validation.as_ref()];
        let hash = hash(sets.into_iter().flatten())?;
        let held_out = validation.as_ref().map(|set| set as &dyn DataSet);
        let warnings = inspect(&training, held_out, compute.per_batch)?;
        let described = folder.join(SETTINGS);
        let described = if described.is_file() { read_toml(&described).ok() } else { None };
        Ok(Found {
            training: self.lasting(training)?,
            validation: validation.map(|set| self.lasting(set)).transpose()?,
            described,
            warnings: warnings.iter().map(ToString::to_string).collect(),
            data: folder.display().to_string(),
            hash,
        })
    }

    /// In memory where it is small enough, else read ahead.
    fn lasting(&self, set: Simulations) -> Result<Arc<dyn DataSet>, ImnnRunError> {
        let DataSettings { cache, prefetch, steps, .. } = &self.data;
        let Shape { simulations, with_derivatives, input, parameters } = set.shape();
        let each = parameters * if steps.is_some() { 2 } else { 1 };
        let numbers = (*simulations as f64 + (with_derivatives * each) as f64)
            * input.iter().map(|n| *n as f64).product::<f64>();
        let limit = cache * 1e6;
        Ok(match NonZero::new(*prefetch) {
            _ if 4.0 * numbers <= limit => Arc::new(Cached::new(&set, limit as u64)?),
            Some(batches) => Arc::new(Prefetched::new(set, Some(batches))),
            None => Arc::new(set),
        })
    }

    fn draw(&self) -> Result<Found, ImnnRunError> {
        let DataSettings { count, size, fiducial, .. } = self.data.clone();
        let theta = fiducial.unwrap_or_else(|| vec![0.0, 1.0]);
        let described = match theta[..] {
            [mean, variance] if mean.is_finite() && variance > 0.0 && variance.is_finite() => {
                Described { theta: [mean, variance], size }
            }
            _ => {
                let expected = "a mean and a variance above 0 for fresh simulations";
                return Err(refused("fiducial", expected, format!("{theta:?}")));
            }
        };
        let seed = self.training.seed;
        let simulations = simulator::Simulations::new::<PARAMETERS>(
            (count, count, &[size]),
            theta.clone(),
            seed,
            move |rng| normals(rng, size),
            gaussian::jvp_lanes,
        )?;
        let text = format!("{count} fresh simulations of {size} draws at {theta:?} an iteration");
        Ok(Found {
            training: Arc::new(simulations),
            validation: None,
            described: Some(described),
            warnings: vec![],
            hash: crate::run::table::sha256(format!("{text}, seed {seed}").as_bytes()),
            data: text,
        })
    }
}

/// The hash of all files of some sets.
fn hash<'a>(sets: impl Iterator<Item = &'a Simulations>) -> Result<String, RunError> {
    let mut hash = Sha256::new();
    for place in sets.flat_map(DataSet::places) {
        let Place::File(path) = place else { continue };
        let failed = |error| RunError::of(&path, format!("cannot be read: {error}"));
        let mut file = std::fs::File::open(&path).map_err(failed)?;
        std::io::copy(&mut file, &mut hash).map_err(failed)?;
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Prepared {
    /// The widths of the network's layers.
    pub fn widths(&self) -> Vec<usize> {
        self.settings.network.widths(&self.origin.sizes)
    }

    pub(crate) fn source(&self, set: &Arc<dyn DataSet>) -> Result<Source, ImnnRunError> {
        Ok(match &self.settings.data.steps {
            None => Source::exact(Arc::clone(set)),
            Some(steps) => Source::pairs(Arc::clone(set), steps.clone())?,
        })
    }

    pub(crate) fn aggregation(&self) -> Aggregation {
        let per_batch = Some(self.settings.compute.per_batch);
        Aggregation { per_batch, ..Aggregation::default() }
    }
}

impl NetworkSettings {
    /// The widths of all layers.
    pub(super) fn widths(&self, sizes: &Sizes) -> Vec<usize> {
        let inputs = [sizes.input.iter().product()];
        inputs.into_iter().chain(self.hidden.iter().copied()).chain([sizes.summaries]).collect()
    }
}
