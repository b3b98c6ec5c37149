//! Models of categorical spins in a folder: what is fitted to what, the fit, its resumption, and what came of it.

mod drawing;
mod fitted;
mod settings;

pub use drawing::{Drawing, Format, Sampler, Start};
pub use fitted::{Fitted, Summary, interactions_and_fields};
pub use settings::{
    ComputeSettings, DataSettings, Digits, FitSettings, Gauge, ModelSettings, Prepared, Sizes,
    Where, reference,
};

use super::RunError;
use super::folder::read_json;
use super::job::{self, Failure, Keeper, Kind, Origin, Progress, Saving, Watch, Written};
use crate::score::pictures::PictureError;
use crate::srbm::device::OnDevice;
use crate::srbm::fit::{EvaluationError, Fit, FitError, Outcome, Record};
use crate::srbm::{DataError, Evaluator, ObjectiveError, Precision, Workspace};
use cotangent_kernels::device::{Device, Float};
use cotangent_kernels::error::DeviceError;
use fitted::parameter_files;
use std::path::{Path, PathBuf};

/// The parameters for NumPy.
pub const PARAMETERS_NPZ: &str = "parameters.npz";

/// Why a run cannot be made, or ended.
#[derive(Debug, thiserror::Error)]
pub enum SrbmRunError {
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
    /// The sizes make no model.
    #[error("{0}")]
    Data(#[from] DataError),
    /// Samples and model do not belong together.
    #[error("{0}")]
    Objective(#[from] ObjectiveError),
    /// The fit cannot go on.
    #[error("{0}")]
    Fit(#[from] FitError),
    /// There is no device, or it cannot be used.
    #[error("--device cuda: {0}")]
    Device(#[from] DeviceError),
    /// Threads cannot be made.
    #[error("threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// A picture cannot be drawn.
    #[error("{0}")]
    Picture(#[from] PictureError),
}

impl Failure for SrbmRunError {
    fn is_failed_fit(&self) -> bool {
        let Self::Fit(error) = self else { return false };
        matches!(
            error,
            FitError::NonFinite { .. } | FitError::Evaluation(EvaluationError::Device(_))
        )
    }
}

/// The state of a fit.
#[derive(Debug, Clone)]
pub enum State {
    /// In 32 bits.
    F32(Fit<f32>),
    /// In 64 bits.
    F64(Fit<f64>),
}

impl<T: Precision> Written for Fit<T> {
    fn progress(&self) -> Progress {
        Progress { epoch: self.epoch(), loss: self.history().last().map(|record| record.loss) }
    }

    fn history(&self) -> String {
        let mut text = "epoch,loss,held_out_loss,evaluations\n".to_owned();
        for Record { epoch, loss, held_out, evaluations, .. } in self.history() {
            let held_out = held_out.map_or(String::new(), |x| format!("{x:?}"));
            text.push_str(&format!("{},{loss:?},{held_out},{evaluations}\n", epoch + 1));
        }
        text
    }
}

/// Evaluates an expression for a fit of either precision.
macro_rules! of_either {
    ($state:expr, $fit:ident => $found:expr) => {
        match $state {
            State::F32($fit) => $found,
            State::F64($fit) => $found,
        }
    };
}

/// Fits of categorical spin models as a kind of run.
#[derive(Debug, Clone, Copy)]
pub struct RatioMatching;

/// A run of such a fit.
pub type Run = job::Run<RatioMatching>;

impl Kind for RatioMatching {
    const NAME: &'static str = "srbm";
    type Settings = FitSettings;
    type Sizes = Sizes;
    type State = State;
    type Summary = Summary;
    type Prepared = Prepared;
    type Error = SrbmRunError;

    fn seed(settings: &FitSettings) -> u64 {
        settings.training.seed
    }

    fn epochs(settings: &FitSettings) -> usize {
        settings.training.epochs
    }

    fn check_machine(settings: &FitSettings) -> Result<(), SrbmRunError> {
        if settings.compute.device == Where::Cuda {
            Device::open(0)?;
        }
        Ok(())
    }

    const FILES: &'static [&'static str] = &["data", "weights"];

    fn files(settings: &mut FitSettings) -> Vec<&mut PathBuf> {
        settings.data.file.iter_mut().chain(&mut settings.data.weights).collect()
    }

    fn prepare(settings: &FitSettings) -> Result<Prepared, SrbmRunError> {
        settings.prepare()
    }

    fn made(prepared: &mut Prepared) -> (&mut FitSettings, &mut Origin<Sizes>) {
        (&mut prepared.settings, &mut prepared.origin)
    }

    fn read_state(path: &Path, settings: &FitSettings) -> Result<State, RunError> {
        Ok(match settings.compute.precision {
            Digits::F32 => State::F32(read_json(path)?),
            Digits::F64 => State::F64(read_json(path)?),
        })
    }

    fn epoch(state: &State) -> usize {
        of_either!(state, fit => fit.epoch())
    }

    fn is_over(state: &State, settings: &FitSettings) -> bool {
        of_either!(state, fit => match fit.outcome() {
            None => false,
            Some(Outcome::Epochs) => fit.epoch() >= settings.training.epochs,
            Some(_) => true,
        })
    }

    fn fit(
        prepared: &Prepared,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Summary, SrbmRunError> {
        let fitted = prepared.fit(state, saving, watch)?;
        Ok(fitted.summary(prepared))
    }
}

impl Prepared {
    /// Runs something on as many threads as the settings say.
    pub(crate) fn on_threads<R: Send>(
        &self,
        run: impl FnOnce() -> R + Send,
    ) -> Result<R, SrbmRunError> {
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
    ) -> Result<Fitted, SrbmRunError> {
        self.on_threads(|| match (self.settings.compute.precision, state) {
            (_, Some(State::F32(fit))) => self.fit_in(Some(fit), saving, watch),
            (_, Some(State::F64(fit))) => self.fit_in(Some(fit), saving, watch),
            (Digits::F32, None) => self.fit_in::<f32>(None, saving, watch),
            (Digits::F64, None) => self.fit_in::<f64>(None, saving, watch),
        })?
    }

    fn fit_in<T: Precision + Float>(
        &self,
        state: Option<Fit<T>>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, SrbmRunError> {
        let settings = &self.settings.training;
        let fit = match state {
            Some(fit) => fit.resume(settings, self.shape)?,
            None => Fit::new(self.initial(), settings.clone())?,
        };
        let fitted = match self.settings.compute.device {
            Where::Cpu => self.on_processor(fit, saving, watch),
            Where::Cuda => self.on_device(fit, Device::open(0)?, saving, watch),
            Where::Auto => match Device::open(0) {
                Ok(device) => self.on_device(fit, device, saving, watch),
                Err(_) => self.on_processor(fit, saving, watch),
            },
        }?;
        if let Some(saving) = saving {
            saving.result(parameter_files::<T>(&fitted.model), &fitted.summary(self))?;
        }
        Ok(fitted)
    }

    fn on_processor<T: Precision>(
        &self,
        fit: Fit<T>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, SrbmRunError> {
        let samples = [Some(&self.training), self.held_out.as_ref()].into_iter().flatten();
        let most = samples.map(|data| data.samples().n_samples()).max().unwrap_or(1);
        let mut workspace = Workspace::new(fit.model(), most);
        self.run(fit, &mut workspace, "CPU", saving, watch)
    }

    fn on_device<T: Precision + Float>(
        &self,
        fit: Fit<T>,
        device: Device,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, SrbmRunError> {
        let mut on_device = OnDevice::new(device);
        let name = on_device.name().to_owned();
        self.run(fit, &mut on_device, &name, saving, watch)
    }

    fn run<T: Precision>(
        &self,
        mut fit: Fit<T>,
        evaluator: &mut impl Evaluator<T>,
        device: &str,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, SrbmRunError> {
        let begun_at = fit.epoch();
        let mut keeper = Keeper::begin(saving, &fit)?;
        let done = fit.run(evaluator, &self.training, self.held_out.as_ref(), |fit| {
            keeper.after_epoch(fit, watch)
        });
        // A fit that failed stands in the middle of an epoch, so the state is the last one that was written.
        done?;
        let time = keeper.end(&fit)?;
        let epochs = fit.epoch() - begun_at;
        let fitted = Fitted::new(&fit, self.settings.model.gauge);
        Ok(Fitted { device: device.to_owned(), time, epochs, ..fitted })
    }
}

impl Run {
    /// What the run came to, without fitting.
    ///
    /// # Errors
    /// If nothing was written yet, or if the state is not that of such a fit.
    pub fn fitted(&self) -> Result<Fitted, SrbmRunError> {
        let FitSettings { training, model, .. } = &self.settings;
        let Sizes { sites, states, .. } = self.origin.sizes;
        let shape = crate::srbm::Shape::new(model.kind, model.hidden, states, sites)?;
        let damaged = |error: FitError| self.damaged(error);
        Ok(of_either!(self.state()?.clone(), fit => {
            Fitted::new(&fit.resume(training, shape).map_err(damaged)?, model.gauge)
        }))
    }
}
