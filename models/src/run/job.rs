//! What runs of all kinds share: how they say what they are made of, write their state down, and are read again.

use super::RunError;
use super::folder::{Folder, HISTORY, ORIGIN, RESULT, SETTINGS, STATE, read_json, read_toml};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A kind of run: what its files hold, and how it is made.
pub trait Kind: Sized {
    /// Its name, in `run.toml` and as a command.
    const NAME: &'static str;
    /// What it goes through.
    const STEPS: &'static str = "epochs";
    /// `settings.toml`: with the data they determine a run bit for bit.
    type Settings: Serialize + DeserializeOwned + Default + Clone + PartialEq + Debug;
    /// The data's sizes, in `run.toml`.
    type Sizes: Serialize + DeserializeOwned + Clone + PartialEq + Debug;
    /// `state.json`.
    type State: Clone + Debug;
    /// `result.json`.
    type Summary: Summary;
    /// Data and initial model.
    type Prepared;
    /// Why a run cannot be made, or ended.
    type Error: Failure;

    /// The seed of all that is random.
    fn seed(settings: &Self::Settings) -> u64;

    /// Epochs at most.
    fn epochs(settings: &Self::Settings) -> usize;

    /// Whether this machine has what the settings ask for; asked before a fit.
    ///
    /// # Errors
    /// If not.
    fn check_machine(_: &Self::Settings) -> Result<(), Self::Error> {
        Ok(())
    }

    /// What the files that are read are called.
    const FILES: &'static [&'static str] = &["data"];

    /// The places of files that are read; the first is that of the data, where they are a file.
    fn files(settings: &mut Self::Settings) -> Vec<&mut PathBuf>;

    /// Reads or draws the data, and draws the initial model.
    ///
    /// # Errors
    /// If a file cannot be used, or a setting is out of range.
    fn prepare(settings: &Self::Settings) -> Result<Self::Prepared, Self::Error>;

    /// What is prepared by which settings.
    fn made(prepared: &mut Self::Prepared) -> (&mut Self::Settings, &mut Origin<Self::Sizes>);

    /// What a user should know of the data, where the fit fails.
    fn warnings(_: &Self::Prepared) -> &[String] {
        &[]
    }

    /// Reads `state.json`.
    ///
    /// # Errors
    /// If it is damaged.
    fn read_state(path: &Path, settings: &Self::Settings) -> Result<Self::State, RunError>;

    /// Epochs that a state is after.
    fn epoch(state: &Self::State) -> usize;

    /// Whether there is nothing left to do after a state.
    fn is_over(state: &Self::State, settings: &Self::Settings) -> bool;

    /// Fits from the beginning or from a state, writes the state down meanwhile and at the end, and what came of it.
    ///
    /// # Errors
    /// If the fit fails, or if the folder cannot be written to. What was reached is written down before.
    fn fit(
        prepared: &Self::Prepared,
        state: Option<Self::State>,
        saving: Option<Saving<'_>>,
        watch: Watch<'_>,
    ) -> Result<Self::Summary, Self::Error>;
}

/// Why a run cannot be made, or ended.
pub trait Failure: std::error::Error + From<RunError> {
    /// Whether the data and the settings were right, but the fit failed.
    fn is_failed_fit(&self) -> bool;
}

/// A fit in numbers.
pub trait Summary: Serialize + DeserializeOwned {
    /// How it ended, after "The run".
    fn ended(&self) -> &'static str;

    /// Whether it was broken off.
    fn is_interrupted(&self) -> bool;

    /// The numbers under their names.
    fn numbers(&self) -> Vec<(&'static str, String)>;

    /// What a user should know.
    fn warnings(&self) -> &[String];
}

/// What a run is made of and by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin<S> {
    /// The kind's name.
    pub kind: String,
    /// The version of the program that began the run.
    pub version: String,
    /// The seed of data that are drawn, held-out ones, initial model and training.
    pub seed: u64,
    /// The data: a file or an example.
    pub data: String,
    /// SHA-256 of the file, or of the example.
    pub data_sha256: String,
    /// Samples trained on.
    pub samples: usize,
    /// Samples held out.
    pub held_out: usize,
    /// What else the kind has to say of the data.
    #[serde(flatten)]
    pub sizes: S,
}

/// What sees a fit after each epoch, with [`Written::message`], and may break it off.
pub type Watch<'a> = &'a mut (dyn FnMut(Progress, Option<String>) -> ControlFlow<()> + Send);

/// How far a fit is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Epochs done.
    pub epoch: usize,
    /// The last one's loss.
    pub loss: Option<f64>,
}

/// A state that is written down.
pub trait Written: Serialize {
    /// How far it is.
    fn progress(&self) -> Progress;

    /// The losses as CSV.
    fn history(&self) -> String;

    /// How good it is, in a few words.
    fn message(&self) -> Option<String> {
        self.progress().loss.map(|loss| format!("loss {loss:.4}"))
    }
}

/// Where a fit writes its state down, and how often.
#[derive(Debug, Clone, Copy)]
pub struct Saving<'a> {
    /// Where.
    pub folder: &'a Folder,
    /// Seconds between two writes; 0 for one after each epoch.
    pub every: Duration,
}

impl Saving<'_> {
    fn state(&self, state: &impl Written) -> Result<(), RunError> {
        self.folder.write(HISTORY, state.history().as_bytes())?;
        self.folder.write_json(STATE, state)
    }

    /// Writes what came of a fit: the parameters under the names of files, and the numbers.
    ///
    /// # Errors
    /// If the parameters are none, or if the folder cannot be written to.
    pub fn result(
        &self,
        parameters: impl IntoIterator<Item = (&'static str, Result<Vec<u8>, String>)>,
        summary: &impl Summary,
    ) -> Result<(), RunError> {
        for (name, bytes) in parameters {
            let bytes =
                bytes.map_err(|error| RunError::of(self.folder.path().join(name), error))?;
            self.folder.write(name, &bytes)?;
        }
        self.folder.write_json(RESULT, summary)
    }
}

/// Writes the states of a fit down when it is time.
#[derive(Debug)]
pub struct Keeper<'a> {
    saving: Option<Saving<'a>>,
    start: Instant,
    due: Instant,
    failed: Option<RunError>,
}

impl<'a> Keeper<'a> {
    /// Writes the state that a fit begins with.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn begin(saving: Option<Saving<'a>>, state: &impl Written) -> Result<Self, RunError> {
        if let Some(saving) = saving {
            saving.state(state)?;
        }
        let start = Instant::now();
        let due = start + saving.map_or(Duration::ZERO, |saving| saving.every);
        Ok(Self { saving, start, due, failed: None })
    }

    /// Writes a state if it is time, and shows it. Breaks the fit off where that fails, or where who watches says so.
    pub fn after_epoch(&mut self, state: &impl Written, watch: Watch<'_>) -> ControlFlow<()> {
        if let Some(saving) = self.saving.filter(|_| Instant::now() >= self.due) {
            let begun = Instant::now();
            if let Err(error) = saving.state(state) {
                self.failed = Some(error);
                return ControlFlow::Break(());
            }
            let pause = match saving.every {
                Duration::ZERO => Duration::ZERO,
                // Large states take long to write; a twentieth of the time is enough for it.
                every => every.max(20 * begun.elapsed()),
            };
            self.due = Instant::now() + pause;
        }
        watch(state.progress(), state.message())
    }

    /// Writes the last state, and gives the time that the fit took.
    ///
    /// # Errors
    /// If this write or one before failed.
    pub fn end(self, state: &impl Written) -> Result<Duration, RunError> {
        let time = self.start.elapsed();
        if let Some(error) = self.failed {
            return Err(error);
        }
        if let Some(saving) = self.saving {
            saving.state(state)?;
        }
        Ok(time)
    }
}

/// Makes a new run's folder say how it is made.
///
/// # Errors
/// If the folder cannot be written to, or if settings do not come back as they were.
pub fn begin<K: Kind>(prepared: &mut K::Prepared, folder: &Folder) -> Result<(), RunError> {
    let (settings, origin) = K::made(prepared);
    folder.write_toml(ORIGIN, origin)?;
    // Last, since with it the folder holds a run.
    folder.write_toml(SETTINGS, settings)?;
    let path = folder.path().join(SETTINGS);
    match read_toml::<K::Settings>(&path)? == *settings {
        true => Ok(()),
        false => Err(RunError::of(path, "does not come back as it was written")),
    }
}

/// A run that is there.
#[derive(Debug, Clone)]
pub struct Run<K: Kind> {
    path: PathBuf,
    /// All settings.
    pub settings: K::Settings,
    /// What it is made of.
    pub origin: Origin<K::Sizes>,
    /// How far it is; not there if it was killed before its first write.
    pub state: Option<K::State>,
}

impl<K: Kind> Run<K> {
    /// Reads a run.
    ///
    /// # Errors
    /// If there is none, or if a file of it is damaged.
    pub fn read(path: &Path) -> Result<Self, RunError> {
        Folder::is_run(path)?;
        /// What is looked at before all else, since another kind has other settings.
        #[derive(Deserialize)]
        struct Named {
            kind: String,
        }
        let Named { kind } = read_toml(&path.join(ORIGIN))?;
        if kind != K::NAME {
            let reason = format!("kind: expected {}, found {kind}", K::NAME);
            return Err(RunError::of(path.join(ORIGIN), reason));
        }
        let settings: K::Settings = read_toml(&path.join(SETTINGS))?;
        let origin: Origin<K::Sizes> = read_toml(&path.join(ORIGIN))?;
        let seed = K::seed(&settings);
        if seed != origin.seed {
            let reason = format!("training.seed is {seed}, but the run began with {}", origin.seed);
            return Err(RunError::of(path.join(SETTINGS), reason));
        }
        let file = path.join(STATE);
        let state = if file.exists() { Some(K::read_state(&file, &settings)?) } else { None };
        Ok(Self { path: path.to_path_buf(), settings, origin, state })
    }

    /// Reads or draws the data again, each file from another place where one is given, and compares them with
    /// those that the run began with. Places are in the order of [`Kind::FILES`].
    ///
    /// # Errors
    /// If they are not there, or not the same.
    pub fn prepare(&self, moved: &[Option<&Path>]) -> Result<K::Prepared, K::Error> {
        let mut settings = self.settings.clone();
        let mut files = K::files(&mut settings);
        let before: Vec<PathBuf> = files.iter().map(|file| (**file).clone()).collect();
        for (k, name) in K::FILES.iter().enumerate() {
            // A file that is two moves as one.
            let like =
                |old: &PathBuf| before[..k].iter().zip(moved).find(|(other, _)| *other == old);
            let place = moved.get(k).copied().flatten();
            match (files.get_mut(k), place) {
                (Some(file), place) => {
                    let place = place.or_else(|| like(&before[k]).and_then(|(_, place)| *place));
                    place.iter().for_each(|place| **file = place.to_path_buf());
                }
                (None, Some(place)) => {
                    let reason = format!("the run in {} has no {name} file", self.path.display());
                    return Err(RunError::of(place, reason).into());
                }
                (None, None) => {}
            }
        }
        let mut prepared = K::prepare(&settings)?;
        let (its_settings, its_origin) = K::made(&mut prepared);
        let (expected, found) = (&self.origin, &*its_origin);
        if expected.data_sha256 != found.data_sha256 || expected.sizes != found.sizes {
            let same = expected.data_sha256 == found.data_sha256;
            // The sizes of the same data differ by what is said of the last file.
            let mut files = K::files(&mut settings).into_iter();
            let file = if same { files.next_back() } else { files.next() }.cloned();
            let reason = match same {
                true => format!(
                    "is not that of the run: {:?}, but was {:?}",
                    found.sizes, expected.sizes
                ),
                false => format!(
                    "the data are not those of the run: SHA-256 is {}, but was {}",
                    found.data_sha256, expected.data_sha256
                ),
            };
            return Err(RunError::of(file.unwrap_or_else(|| self.path.join(ORIGIN)), reason).into());
        }
        *its_settings = self.settings.clone();
        *its_origin = self.origin.clone();
        Ok(prepared)
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The state.
    ///
    /// # Errors
    /// If nothing was written yet.
    pub fn state(&self) -> Result<&K::State, RunError> {
        self.state
            .as_ref()
            .ok_or_else(|| self.damaged("is not there yet: go on with the run by --resume"))
    }

    /// What is wrong with the state.
    pub(super) fn damaged(&self, reason: impl ToString) -> RunError {
        RunError::of(self.path.join(STATE), reason)
    }

    /// The fit in numbers, once it has ended.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn summary(&self) -> Result<Option<K::Summary>, RunError> {
        let path = self.path.join(RESULT);
        if path.exists() { read_json(&path).map(Some) } else { Ok(None) }
    }
}
