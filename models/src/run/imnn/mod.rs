//! Information-maximising networks in a folder: simulations, the fit, its resumption, estimates.

mod estimator;
mod fitted;
mod settings;

use estimator::Network;
pub use estimator::{Data, Estimates, Estimator, Kept};
pub use fitted::{Fitted, Summary};
pub use settings::{
    ComputeSettings, DataSettings, Digits, FitSettings, NetworkSettings, Prepared, Sizes,
    TrainingSettings,
};

use super::RunError;
use super::folder::{Folder, PARAMETERS, read_json};
use super::job::{self, Failure, Keeper, Kind, Origin, Progress, Saving, Watch, Written};
use crate::imnn::data::DataError;
use crate::imnn::{Dense, ImnnError, Precision, State, Statistics, Stop, SummaryModel};
use crate::score::generator;
use crate::score::pictures::PictureError;
use safetensors::tensor::{Dtype, TensorView};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The statistics of a finished fit, by which is estimated.
pub const STATISTICS: &str = "statistics.json";
/// The same for NumPy.
pub const STATISTICS_NPZ: &str = "statistics.npz";

/// Why a run cannot be made, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ImnnRunError {
    /// A file or folder cannot be used.
    #[error("{0}")]
    File(#[from] RunError),
    /// A setting is out of range.
    #[error("{name} is {found}, but must be {expected}")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// What is allowed.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// Simulations cannot be used.
    #[error("{0}")]
    Data(#[from] DataError),
    /// Settings and simulations do not belong together, or the fit cannot go on.
    #[error("{0}")]
    Imnn(#[from] ImnnError),
    /// Threads cannot be made.
    #[error("threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// A picture cannot be drawn.
    #[error("{0}")]
    Picture(#[from] PictureError),
}

impl Failure for ImnnRunError {
    fn is_failed_fit(&self) -> bool {
        matches!(
            self,
            Self::Imnn(
                ImnnError::Diverged { .. }
                    | ImnnError::NotFinite { .. }
                    | ImnnError::NotPositiveDefinite { .. }
            )
        )
    }
}

/// Fits of information-maximising networks as a kind of run.
#[derive(Debug, Clone, Copy)]
pub struct Imnn;

/// A run of such a fit.
pub type Run = job::Run<Imnn>;

/// `state.json`.
#[derive(Serialize)]
struct Shown<'a> {
    epoch: u64,
    state: &'a State,
    #[serde(skip)]
    patience: u64,
}

impl Written for Shown<'_> {
    fn progress(&self) -> Progress {
        Progress { epoch: self.epoch as usize, loss: None }
    }

    fn history(&self) -> String {
        let columns = self.state.history.columns();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let mut text = format!("iteration,{}\n", names.join(","));
        for k in 0..self.state.history.detF.len() {
            let cell = |column: &[f64]| column.get(k).map_or(String::new(), |x| format!("{x:?}"));
            let cells: Vec<String> = columns.iter().map(|(_, column)| cell(column)).collect();
            text.push_str(&format!("{},{}\n", k + 1, cells.join(",")));
        }
        text
    }

    fn message(&self) -> Option<String> {
        let columns = self.state.history.columns();
        let names = ["detF", "detC", "detinvC", "Λ2", "r"];
        let mut text = format!("patience {}/{}", self.state.stopping.counter, self.patience);
        for (k, name) in names.into_iter().enumerate() {
            // That of validation where there is one.
            let column = columns[k + 5].1.last().or(columns[k].1.last());
            text.push_str(&format!(", {name} {:.3}", column?));
        }
        Some(text)
    }
}

impl Kind for Imnn {
    const NAME: &'static str = "imnn";
    const STEPS: &'static str = "iterations";
    type Settings = FitSettings;
    type Sizes = Sizes;
    type State = State;
    type Summary = Summary;
    type Prepared = Prepared;
    type Error = ImnnRunError;

    fn seed(settings: &FitSettings) -> u64 {
        settings.training.seed
    }

    fn epochs(settings: &FitSettings) -> usize {
        settings.training.max_iterations as usize
    }

    fn files(settings: &mut FitSettings) -> Vec<&mut PathBuf> {
        settings.data.folder.iter_mut().collect()
    }

    fn prepare(settings: &FitSettings) -> Result<Prepared, ImnnRunError> {
        settings.prepare()
    }

    fn made(prepared: &mut Prepared) -> (&mut FitSettings, &mut Origin<Sizes>) {
        (&mut prepared.settings, &mut prepared.origin)
    }

    fn warnings(prepared: &Prepared) -> &[String] {
        &prepared.warnings
    }

    fn read_state(path: &Path, _: &FitSettings) -> Result<State, RunError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Read {
            epoch: u64,
            state: State,
        }
        let Read { epoch, state } = read_json(path)?;
        if epoch != state.iteration {
            let found = state.iteration;
            let reason = format!("expected iteration {epoch} in the state, found {found}");
            return Err(RunError::of(path, reason));
        }
        Ok(state)
    }

    fn epoch(state: &State) -> usize {
        state.iteration as usize
    }

    fn is_over(state: &State, _: &FitSettings) -> bool {
        !state.running && state.iteration > 0
    }

    fn fit(
        prepared: &Prepared,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Summary, ImnnRunError> {
        let fitted = prepared.fit(state, saving, watch)?;
        Ok(fitted.summary(prepared))
    }
}

/// The stream of the initial network; those of simulations are the lower ones.
const INITIAL: u64 = u64::MAX;

impl Prepared {
    /// Runs something on as many threads as the settings say.
    pub(crate) fn on_threads<R: Send>(
        &self,
        run: impl FnOnce() -> R + Send,
    ) -> Result<R, ImnnRunError> {
        let threads = self.settings.compute.threads.unwrap_or(0);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        Ok(pool.install(run))
    }

    /// Fits from the beginning or from a state, and writes the state down meanwhile and at the end.
    ///
    /// # Errors
    /// If the fit fails, or if the folder cannot be written to. What was reached is written down before.
    pub fn fit(
        &self,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, ImnnRunError> {
        self.on_threads(|| match self.settings.compute.precision {
            Digits::F32 => self.fit_in::<f32>(state, saving, watch),
            Digits::F64 => self.fit_in::<f64>(state, saving, watch),
        })?
    }

    /// The initial network with the simulations.
    pub(crate) fn imnn<T: Precision>(
        &self,
        state: Option<State>,
    ) -> Result<crate::imnn::Imnn<Dense<T>>, ImnnRunError>
    where
        Dense<T>: SummaryModel,
    {
        let FitSettings { network, training, compute, .. } = &self.settings;
        let mut rng = generator(training.seed, INITIAL);
        let net = Dense::<T>::draw(&self.widths(), network.activation, &mut rng)?;
        let source = self.source(&self.training)?;
        let mut builder = crate::imnn::Imnn::builder(net, self.fiducial.clone(), source)
            .adam(training.adam())
            .aggregation(self.aggregation())
            .workers(compute.workers.unwrap_or_else(rayon::current_num_threads));
        if let Some(set) = &self.validation {
            builder = builder.validation(self.source(set)?);
        }
        if let Some(state) = state {
            builder = builder.state(state);
        }
        Ok(builder.build()?)
    }

    fn fit_in<T: Precision>(
        &self,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, ImnnRunError>
    where
        Dense<T>: SummaryModel,
    {
        let options = self.settings.training.options();
        let patience = options.patience;
        let goes_on = state.as_ref().is_some_and(|state| state.running);
        let mut imnn = self.imnn::<T>(state)?;
        let begun_at = imnn.state().iteration;
        fn shown(state: &State, patience: u64) -> Shown<'_> {
            Shown { epoch: state.iteration, state, patience }
        }
        let mut keeper = Keeper::begin(saving, &shown(imnn.state(), patience))?;
        let each = |imnn: &crate::imnn::Imnn<Dense<T>>| {
            keeper.after_epoch(&shown(imnn.state(), patience), &mut *watch)
        };
        let done = if goes_on { imnn.resume(options, each) } else { imnn.fit(options, each) };
        let time = keeper.end(&shown(imnn.state(), patience))?;
        let stop = done?.stop;
        let training = match (&self.validation, stop) {
            (_, Stop::Interrupted) => None,
            (None, _) => imnn.statistics().cloned(),
            (Some(_), _) => {
                let seen = imnn.summaries(false)?;
                let Sizes { summaries, parameters, .. } = self.origin.sizes;
                Some(Statistics::of(&seen.x, &seen.slopes, summaries, parameters)?)
            }
        };
        let fitted = Fitted {
            stop,
            statistics: imnn.statistics().cloned(),
            training,
            iterations: imnn.state().iteration - begun_at,
            state: imnn.state().clone(),
            time,
            peak_bytes: peak_resident(),
        };
        if let Some(saving) = saving {
            let mut files = vec![(PARAMETERS, tensors(imnn.model()))];
            if let Some(estimator) = fitted.estimator(self) {
                saving.folder.write_json(STATISTICS, estimator.kept())?;
                let archive = estimator.npz().map_err(|error| error.to_string());
                files.push((STATISTICS_NPZ, archive));
            }
            saving.result(files, &fitted.summary(self))?;
        }
        Ok(fitted)
    }
}

/// The parameters by name: `layers.0.weight` `[n_out, n_in]`, `layers.0.bias` `[n_out]` and so on.
fn tensors<T: Precision>(net: &Dense<T>) -> Result<Vec<u8>, String> {
    let narrow = size_of::<T>() == 4;
    let bytes = |values: &[T]| -> Vec<u8> {
        let one = |x: &T| match narrow {
            true => (x.to_f64() as f32).to_le_bytes().to_vec(),
            false => x.to_f64().to_le_bytes().to_vec(),
        };
        values.iter().flat_map(one).collect()
    };
    let lists: Vec<_> = net
        .named()
        .into_iter()
        .map(|(name, shape, values)| (name, shape, bytes(&values)))
        .collect();
    let views: Vec<(&str, TensorView<'_>)> = lists
        .iter()
        .map(|(name, shape, bytes)| {
            let dtype = if narrow { Dtype::F32 } else { Dtype::F64 };
            let view = TensorView::new(dtype, shape.clone(), bytes);
            view.map(|view| (name.as_str(), view)).map_err(|error| error.to_string())
        })
        .collect::<Result<_, _>>()?;
    // One entry alone: the library writes several in an order that changes from run to run.
    let about = format!("cotangent imnn network, {} between layers", net.activation);
    let about = HashMap::from([("description".to_owned(), about)]);
    safetensors::serialize(views, Some(about)).map_err(|error| error.to_string())
}

impl job::Run<Imnn> {
    /// By what the run's fit came to, without its simulations.
    ///
    /// # Errors
    /// If the fit has not ended, or a file is damaged.
    pub fn estimator(&self) -> Result<Estimator, RunError> {
        Folder::is_run(self.path())?;
        let path = self.path().join(STATISTICS);
        let state = self.state()?;
        if !path.exists() || state.running {
            let reason = "the fit has not ended: go on with it by --resume";
            return Err(RunError::of(self.path(), reason));
        }
        let Sizes { input, .. } = &self.origin.sizes;
        let net = Network::new(&self.settings, &self.origin.sizes, &state.parameters)
            .map_err(|reason| self.damaged(reason))?;
        Estimator::new(read_json(&path)?, net, input).map_err(|reason| RunError::of(path, reason))
    }
}

/// The most memory that the process had so far, where the system tells; 0 elsewhere. It is not that of the heap: kernels of matrix
/// products reserve more than they touch.
fn peak_resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
    1024 * kilobytes.unwrap_or(0)
}
