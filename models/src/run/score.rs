//! Score matching in a folder: what is fitted to what, the fit, its resumption, and what came of it.

use super::folder::{PARAMETERS, read_json};
use super::job::{self, Failure, Keeper, Kind, Origin, Progress, Saving, Watch, Written};
use super::table::sha256;
use super::{RunError, Table};
use crate::score::pictures::PictureError;
use crate::score::{
    Activation, Assessment, Density, Energy, Example, Grid, Langevin, Mixture, Mlp, Outcome,
    Quadrature, Samples, ScoreError, ScoreModel, Settings, State, Training, Warning, assess,
    generator, recover_density,
};
use rand::Rng;
use rand::seq::SliceRandom;
use rand_distr::StandardNormal;
use safetensors::tensor::{Dtype, TensorView};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why a run cannot be made, or ended.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScoreRunError {
    /// A file or folder cannot be used.
    #[error("{0}")]
    File(#[from] RunError),
    /// Data or settings are wrong, or the training diverged.
    #[error("{0}")]
    Score(#[from] ScoreError),
    /// A picture cannot be drawn.
    #[error("{0}")]
    Picture(#[from] PictureError),
}

impl Failure for ScoreRunError {
    fn is_failed_fit(&self) -> bool {
        match self {
            Self::Score(error) | Self::Picture(PictureError::Data(error)) => {
                matches!(error, ScoreError::Diverged { .. } | ScoreError::NotFinite { .. })
            }
            _ => false,
        }
    }
}

/// The data that come along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleName {
    /// 1024 draws of 0.1 N(−3, 1) + 0.9 N(3, 1).
    #[default]
    Line,
    /// 1024 draws of a mixture of three in the plane.
    Plane,
}

impl ExampleName {
    fn truth(self) -> Mixture {
        match self {
            Self::Line => Mixture::reference(),
            Self::Plane => Mixture::reference_in_plane(),
        }
    }
}

/// What is fitted to. Without anything it is the reference example on the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataSettings {
    /// An example that comes along; twice as many points are drawn as are trained on.
    pub example: Option<ExampleName>,
    /// A file of points, a row each.
    pub file: Option<PathBuf>,
    /// The share of the file's points that is held out, drawn by the seed.
    pub held_out: f64,
}

impl Default for DataSettings {
    fn default() -> Self {
        Self { example: None, file: None, held_out: 0.1 }
    }
}

/// What is fitted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkSettings {
    /// The widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Between the layers.
    pub activation: Activation,
    /// Whether the network is an energy, whose slope is the score.
    pub energy: bool,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self { hidden: vec![8], activation: Activation::Sigmoid, energy: false }
    }
}

/// All settings of a run: with the data they determine it bit for bit.
///
/// # Examples
/// ```
/// # use cotangent_models::run::score::FitSettings;
/// let settings: FitSettings = toml::from_str("training.epochs = 50\nnetwork.hidden = [16]").unwrap();
/// assert_eq!((settings.training.epochs, settings.training.seed), (50, 0));
/// assert!(toml::from_str::<FitSettings>("training.epoch = 50").is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FitSettings {
    /// What is fitted to.
    pub data: DataSettings,
    /// What is fitted.
    pub network: NetworkSettings,
    /// How.
    pub training: Settings,
}

/// The points' size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sizes {
    /// Coordinates of a point.
    pub dim: usize,
}

/// A network as a score or as an energy.
#[derive(Debug, Clone, PartialEq)]
pub enum Model {
    /// Its outputs are the score.
    Score(Mlp),
    /// The slope of its output is.
    Energy(Energy),
}

/// Something that any kind of model can be handed to.
pub trait WithModel {
    /// What comes of it.
    type Output;

    /// Does it.
    fn with<M: ScoreModel>(self, model: &M) -> Self::Output;
}

impl Model {
    fn draw(network: &NetworkSettings, dim: usize, seed: u64) -> Result<Self, ScoreError> {
        let last = if network.energy { 1 } else { dim };
        let widths: Vec<usize> =
            [dim].into_iter().chain(network.hidden.iter().copied()).chain([last]).collect();
        // The stream of the reference examples' networks.
        let net = Mlp::draw(&widths, network.activation, &mut generator(seed, 4))?;
        Ok(if network.energy { Self::Energy(Energy::new(net)?) } else { Self::Score(net) })
    }

    /// The network.
    pub fn net(&self) -> &Mlp {
        match self {
            Self::Score(net) => net,
            Self::Energy(energy) => &energy.net,
        }
    }

    /// Hands the model on.
    pub fn hand<W: WithModel>(&self, task: W) -> W::Output {
        match self {
            Self::Score(net) => task.with(net),
            Self::Energy(energy) => task.with(energy),
        }
    }

    /// The same with other parameters, all in one list.
    ///
    /// # Panics
    /// If there are too many or too few.
    pub fn with_parameters(&self, flat: &[f64]) -> Self {
        use cotangent::Differentiable;
        let mut model = self.clone();
        match &mut model {
            Self::Score(net) => net.set_flat(flat),
            Self::Energy(energy) => energy.set_flat(flat),
        }
        model
    }

    /// The score at points in rows.
    pub fn scores(&self, points: &[f64]) -> Vec<f64> {
        match self {
            Self::Score(net) => crate::score::scores(net, points),
            Self::Energy(energy) => crate::score::scores(energy, points),
        }
    }

    /// The parameters in the format of safetensors: `layers.0.weight` `[n_out, n_in]`, `layers.0.bias`
    /// `[n_out]` and so on, with the activation and the kind of model beside them.
    ///
    /// # Errors
    /// If the library refuses them.
    pub fn to_safetensors(&self) -> Result<Vec<u8>, String> {
        let mut lists: Vec<(String, Vec<usize>, Vec<u8>)> = vec![];
        let mut n_in = self.net().widths()[0];
        for (l, layer) in self.net().layers.iter().enumerate() {
            let bytes = |list: &[f64]| list.iter().flat_map(|x| x.to_le_bytes()).collect();
            let n_out = layer.b.len();
            lists.push((format!("layers.{l}.weight"), vec![n_out, n_in], bytes(&layer.w)));
            lists.push((format!("layers.{l}.bias"), vec![n_out], bytes(&layer.b)));
            n_in = n_out;
        }
        let views: Vec<(&str, TensorView<'_>)> = lists
            .iter()
            .map(|(name, shape, bytes)| {
                let view = TensorView::new(Dtype::F64, shape.clone(), bytes);
                view.map(|view| (name.as_str(), view)).map_err(|error| error.to_string())
            })
            .collect::<Result<_, _>>()?;
        let kind = if matches!(self, Self::Energy(_)) { "energy" } else { "score" };
        // One entry alone: the library writes several in an order that changes from run to run.
        let about = format!("cotangent {kind} network, {} between layers", self.net().activation);
        let about = HashMap::from([("description".to_owned(), about)]);
        safetensors::serialize(views, Some(about)).map_err(|error| error.to_string())
    }
}

/// Data and initial model of a run.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// All settings.
    pub settings: FitSettings,
    /// What the run is made of.
    pub origin: Origin<Sizes>,
    /// The points trained on.
    pub samples: Samples,
    /// Others.
    pub held_out: Option<Samples>,
    /// The density they are from, where it is known.
    pub truth: Option<Mixture>,
    /// Before training.
    pub initial: Model,
}

/// The stream of held-out choices; those of trainings and examples are 0 to 4.
const SPLIT: u64 = 5;

impl FitSettings {
    /// Reads or draws the data, and draws the initial network.
    ///
    /// # Errors
    /// If a file cannot be used, or a setting is out of range.
    pub fn prepare(&self) -> Result<Prepared, ScoreRunError> {
        self.training.check()?;
        let DataSettings { example, file, held_out: share } = &self.data;
        if !(0.0..1.0).contains(share) {
            let (name, expected) = ("held_out", "at least 0 and below 1");
            return Err(ScoreError::Setting { name, expected, found: share.to_string() }.into());
        }
        let seed = self.training.seed;
        let (samples, held_out, truth, data, hash) = match (file, example) {
            (Some(_), Some(_)) => {
                let (name, expected) = ("data", "a file or an example, not both");
                return Err(ScoreError::Setting { name, expected, found: "both".into() }.into());
            }
            (Some(path), None) => {
                let (table, hash) = Table::read_with_hash(path)?;
                let (samples, held_out) = split(&table, *share, seed)?;
                (samples, held_out, None, path.display().to_string(), hash)
            }
            (None, example) => {
                let example = example.unwrap_or_default();
                let truth = example.truth();
                let widths = [truth.dim(), truth.dim()];
                let settings = self.training.clone();
                let whole = Example::new(truth, &widths, Activation::Sigmoid, settings)?;
                let all = [&whole.samples, &whole.held_out];
                let bytes: Vec<u8> =
                    all.iter().flat_map(|s| s.values()).flat_map(|x| x.to_le_bytes()).collect();
                let data = match example {
                    ExampleName::Line => "the example on the line",
                    ExampleName::Plane => "the example in the plane",
                };
                let Example { samples, held_out, truth, .. } = whole;
                (samples, Some(held_out), Some(truth), data.to_owned(), sha256(&bytes))
            }
        };
        if self.training.objective == crate::score::Objective::Explicit
            && samples.scores().is_none()
        {
            return Err(ScoreError::NoScores.into());
        }
        if self.training.patience.is_some() && held_out.is_none() {
            let what = "the held-out sample, which patience is about,";
            return Err(ScoreError::Empty { what }.into());
        }
        let dim = samples.dim();
        let origin = Origin {
            kind: Score::NAME.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed,
            data,
            data_sha256: hash,
            samples: samples.len(),
            held_out: held_out.as_ref().map_or(0, Samples::len),
            sizes: Sizes { dim },
        };
        let initial = Model::draw(&self.network, dim, seed)?;
        Ok(Prepared { settings: self.clone(), origin, samples, held_out, truth, initial })
    }
}

/// The points to train on, and those that are held out.
fn split(table: &Table, share: f64, seed: u64) -> Result<(Samples, Option<Samples>), ScoreError> {
    let (n, width) = (table.n_rows(), table.width);
    let n_held_out = (n as f64 * share) as usize;
    if n_held_out == 0 {
        return Ok((Samples::new(width, table.values.clone())?, None));
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.shuffle(&mut generator(seed, SPLIT));
    let gather = |which: &mut [usize]| {
        which.sort_unstable();
        let rows = which.iter().flat_map(|k| &table.values[k * width..(k + 1) * width]);
        Samples::new(width, rows.copied().collect())
    };
    let (held_out, rest) = order.split_at_mut(n_held_out);
    Ok((gather(rest)?, Some(gather(held_out)?)))
}

/// What a fit gave.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// How training ended.
    pub outcome: Outcome,
    /// The training's state at its end.
    pub state: State,
    /// The fitted model.
    pub model: Model,
    /// How good it is.
    pub assessment: Assessment,
    /// The recovered density, on the line.
    pub density: Option<Density>,
    /// What a user should know.
    pub warnings: Vec<String>,
    /// How long training took, without what was done before a resumption.
    pub time: Duration,
    /// Epochs in that time.
    pub epochs: usize,
}

/// A fit in numbers, for `result.json` and for machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// `finished`, `stopped` (the held-out loss no longer improved) or `interrupted`.
    pub outcome: String,
    /// The program's version.
    pub version: String,
    /// Epochs done.
    pub epochs: usize,
    /// Parameters of the network.
    pub parameters: usize,
    /// The last epoch's loss.
    pub loss: Option<f64>,
    /// After it, that of the held-out points.
    pub held_out_loss: Option<f64>,
    /// The implicit loss of the points trained on, without regulariser.
    pub implicit_loss: f64,
    /// That of the held-out points.
    pub implicit_held_out: Option<f64>,
    /// Half the Fisher divergence, where the truth is known.
    pub half_fisher: Option<f64>,
    /// Its standard error.
    pub half_fisher_error: Option<f64>,
    /// The lowest implicit loss on average, where the truth is known.
    pub lowest_loss: Option<f64>,
    /// ∫|p − truth| of the recovered density, where both are known.
    pub density_l1_error: Option<f64>,
    /// What a user should know.
    pub warnings: Vec<String>,
    /// Seconds of training, without what was done before a resumption.
    pub seconds: f64,
    /// Seconds an epoch.
    pub seconds_an_epoch: Option<f64>,
}

impl job::Summary for Summary {
    fn ended(&self) -> &'static str {
        match &self.outcome[..] {
            "finished" => "is finished",
            "stopped" => "stopped, since the held-out loss no longer improved",
            _ => "was interrupted",
        }
    }

    fn is_interrupted(&self) -> bool {
        self.outcome == "interrupted"
    }

    fn numbers(&self) -> Vec<(&'static str, String)> {
        let mut rows = vec![("epochs", self.epochs.to_string())];
        for (name, value) in [
            ("loss of the last epoch", self.loss),
            ("loss of held-out points", self.held_out_loss),
            ("implicit loss, no regulariser", Some(self.implicit_loss)),
            ("the same of held-out points", self.implicit_held_out),
            ("half the Fisher divergence", self.half_fisher),
            ("lowest implicit loss on average", self.lowest_loss),
            ("L1 error of the density", self.density_l1_error),
            ("seconds", Some(self.seconds)),
        ] {
            rows.extend(value.map(|value| (name, format!("{value:.4}"))));
        }
        rows
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl Fitted {
    /// The fit in numbers.
    pub fn summary(&self, truth: Option<&Mixture>) -> Summary {
        let density = self.density.as_ref().zip(truth);
        let seconds = self.time.as_secs_f64();
        let fisher = self.assessment.half_fisher;
        Summary {
            outcome: match self.outcome {
                Outcome::Finished => "finished",
                Outcome::Stopped => "stopped",
                Outcome::Interrupted => "interrupted",
            }
            .to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            epochs: self.state.epoch,
            parameters: self.model.net().n_parameters(),
            loss: self.state.losses.last().copied(),
            held_out_loss: self.state.held_out_losses.last().copied(),
            implicit_loss: self.assessment.training.loss.value,
            implicit_held_out: self.assessment.held_out.map(|held_out| held_out.loss.value),
            half_fisher: fisher.map(|fisher| fisher.value),
            half_fisher_error: fisher.map(|fisher| fisher.error),
            lowest_loss: self.assessment.lowest,
            density_l1_error: density.map(|(density, truth)| density.l1_error(|x| truth.pdf(&[x]))),
            warnings: self.warnings.clone(),
            seconds,
            seconds_an_epoch: (self.epochs > 0).then(|| seconds / self.epochs as f64),
        }
    }
}

impl Written for State {
    fn progress(&self) -> Progress {
        Progress { epoch: self.epoch, loss: self.losses.last().copied() }
    }

    fn history(&self) -> String {
        let mut text = "epoch,loss,held_out_loss\n".to_owned();
        for (k, loss) in self.losses.iter().enumerate() {
            let held_out = self.held_out_losses.get(k).map_or(String::new(), |x| format!("{x:?}"));
            text.push_str(&format!("{},{loss:?},{held_out}\n", k + 1));
        }
        text
    }
}

/// Score matching as a kind of run.
#[derive(Debug, Clone, Copy)]
pub struct Score;

/// A run of score matching.
pub type Run = job::Run<Score>;

impl Kind for Score {
    const NAME: &'static str = "score";
    type Settings = FitSettings;
    type Sizes = Sizes;
    type State = State;
    type Summary = Summary;
    type Prepared = Prepared;
    type Error = ScoreRunError;

    fn seed(settings: &FitSettings) -> u64 {
        settings.training.seed
    }

    fn epochs(settings: &FitSettings) -> usize {
        settings.training.epochs
    }

    fn files(settings: &mut FitSettings) -> Vec<&mut PathBuf> {
        settings.data.file.iter_mut().collect()
    }

    fn prepare(settings: &FitSettings) -> Result<Prepared, ScoreRunError> {
        settings.prepare()
    }

    fn made(prepared: &mut Prepared) -> (&mut FitSettings, &mut Origin<Sizes>) {
        (&mut prepared.settings, &mut prepared.origin)
    }

    fn read_state(path: &Path, _: &FitSettings) -> Result<State, RunError> {
        read_json(path)
    }

    fn epoch(state: &State) -> usize {
        state.epoch
    }

    fn is_over(state: &State, settings: &FitSettings) -> bool {
        state.epoch >= settings.training.epochs
    }

    fn fit(
        prepared: &Prepared,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Summary, ScoreRunError> {
        let fitted = prepared.fit(state, saving, watch)?;
        Ok(fitted.summary(prepared.truth.as_ref()))
    }
}

impl Prepared {
    /// Trains from the beginning or from a state, and writes the state down meanwhile and at the end.
    ///
    /// # Errors
    /// If the training diverges, or if the folder cannot be written to. What was reached is written down
    /// before.
    pub fn fit(
        &self,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, ScoreRunError> {
        let fitted = match &self.initial {
            Model::Score(net) => self.train(net, Model::Score, state, saving, watch),
            Model::Energy(energy) => self.train(energy, Model::Energy, state, saving, watch),
        }?;
        if let Some(saving) = saving {
            let parameters = [(PARAMETERS, fitted.model.to_safetensors())];
            saving.result(parameters, &fitted.summary(self.truth.as_ref()))?;
        }
        Ok(fitted)
    }

    fn train<M: ScoreModel>(
        &self,
        initial: &M,
        wrap: impl Fn(M) -> Model,
        state: Option<State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Fitted, ScoreRunError> {
        let settings = self.settings.training.clone();
        let mut training = match state {
            Some(state) => Training::resume(initial.clone(), settings, state)?,
            None => Training::new(initial.clone(), settings)?,
        };
        let begun_at = training.state().epoch;
        let mut keeper = Keeper::begin(saving, training.state())?;
        let outcome = training.run(&self.samples, self.held_out.as_ref(), |training| {
            keeper.after_epoch(training.state(), watch)
        });
        let time = keeper.end(training.state())?;
        self.assess(&training, outcome?, wrap, time, begun_at)
    }

    fn assess<M: ScoreModel>(
        &self,
        training: &Training<M>,
        outcome: Outcome,
        wrap: impl Fn(M) -> Model,
        time: Duration,
        begun_at: usize,
    ) -> Result<Fitted, ScoreRunError> {
        let model = training.result();
        let objective = self.settings.training.objective;
        let (held_out, truth) = (self.held_out.as_ref(), self.truth.as_ref());
        let assessment = assess(&model, objective, &self.samples, held_out, truth)?;
        let density = match self.samples.dim() {
            1 => Some(recover_density(&model, self.grid()?, Quadrature::Trapezoid)?),
            _ => None,
        };
        let tails = density.as_ref().and_then(|density| density.warning(TAILS));
        let all = training.warning().into_iter().chain(assessment.warnings.clone()).chain(tails);
        let warnings = all.map(|warning: Warning| warning.to_string()).collect();
        let state = training.state().clone();
        let epochs = state.epoch - begun_at;
        let model = wrap(model);
        Ok(Fitted { outcome, state, model, assessment, density, warnings, time, epochs })
    }

    /// Where densities on the line are recovered: around all points and a quarter of their range.
    ///
    /// # Errors
    /// If the points are too far apart.
    pub fn grid(&self) -> Result<Grid, ScoreError> {
        if self.truth.is_some() {
            return Ok(Grid::reference());
        }
        let lo = self.samples.values().iter().copied().fold(f64::MAX, f64::min);
        let hi = self.samples.values().iter().copied().fold(f64::MIN, f64::max);
        let margin = if hi > lo { 0.25 * (hi - lo) } else { hi.abs().max(1.0) };
        Grid::new(lo - margin, hi + margin, 200)
    }
}

/// The mass beyond a grid from which on it is warned of.
const TAILS: f64 = 0.01;

impl Run {
    /// The model as the run has fitted it so far.
    ///
    /// # Errors
    /// If nothing was written yet, or if the state is not that of such a model.
    pub fn model(&self) -> Result<Model, ScoreRunError> {
        let Self { settings: FitSettings { network, training, .. }, origin, .. } = self;
        let state = self.state()?.clone();
        let training = training.clone();
        let damaged = |error: ScoreError| self.damaged(error);
        Ok(match Model::draw(network, origin.sizes.dim, origin.seed)? {
            Model::Score(net) => {
                Model::Score(Training::resume(net, training, state).map_err(damaged)?.result())
            }
            Model::Energy(energy) => {
                Model::Energy(Training::resume(energy, training, state).map_err(damaged)?.result())
            }
        })
    }

    /// What the run came to, without training.
    ///
    /// # Errors
    /// If nothing was written yet, or if data or state do not belong together.
    pub fn fitted(&self, prepared: &Prepared) -> Result<Fitted, ScoreRunError> {
        let state = self.state()?.clone();
        let settings = self.settings.training.clone();
        let outcome = match state.epoch < settings.epochs {
            true => Outcome::Interrupted,
            false => Outcome::Finished,
        };
        let begun = state.epoch;
        let none = Duration::ZERO;
        match &prepared.initial {
            Model::Score(net) => {
                let training = Training::resume(net.clone(), settings, state)?;
                prepared.assess(&training, outcome, Model::Score, none, begun)
            }
            Model::Energy(energy) => {
                let training = Training::resume(energy.clone(), settings, state)?;
                prepared.assess(&training, outcome, Model::Energy, none, begun)
            }
        }
    }
}

/// Draws from a model: `chains` of them from points of `starts` or, without any, from N(0, 1) in each
/// coordinate. `each` is called before each step.
///
/// # Errors
/// If a setting is out of range, if there are no chains, or if one runs away.
pub fn draw(
    model: &Model,
    langevin: Langevin,
    chains: usize,
    starts: Option<&Samples>,
    seed: u64,
    each: impl Fn(),
) -> Result<Samples, ScoreError> {
    let dim = model.net().widths()[0];
    let mut rng = generator(seed, 6);
    let values: Vec<f64> = match starts {
        Some(samples) => (0..chains)
            .flat_map(|_| samples.point(rng.random_range(0..samples.len())).to_vec())
            .collect(),
        None => (0..chains * dim).map(|_| rng.sample(StandardNormal)).collect(),
    };
    let score = |points: &[f64]| {
        each();
        model.scores(points)
    };
    langevin.sample_by(score, &Samples::new(dim, values)?, &mut generator(seed, 7))
}
