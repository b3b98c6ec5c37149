//! Fits in folders, of any kind: new ones, resumed ones, broken-off ones.

use super::{End, progress};
use clap::Args;
use cotangent_models::report::table;
use cotangent_models::run::folder::read_toml;
use cotangent_models::run::job::{Kind, Progress, Run, Saving, Summary, begin};
use cotangent_models::run::{Folder, RunError};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Where a fit works, and how it goes on.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The run's folder
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Settings in TOML; options take their places
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub(super) config: Option<PathBuf>,
    /// Goes on with the run in the folder; of other options only the places of files may be given, where
    /// they have moved
    #[arg(long)]
    pub(super) resume: bool,
    /// Seconds between two writes of the state; 0 writes it after each epoch
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, value_parser = seconds)]
    save_every: f64,
    /// Prints the result as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.0..=1e6).contains(&x) => Ok(x),
        _ => Err("expected seconds, from 0 to 1000000".to_owned()),
    }
}

/// The settings of a kind of run as options.
pub(super) trait Options<K: Kind> {
    /// The names of settings that are given, but for the places of files, which may change.
    fn given(&self) -> Vec<&'static str>;

    /// The places of files, in the order of [`Kind::FILES`].
    fn files(&self) -> Vec<Option<&Path>>;

    /// The settings of a file, or the default ones, with these options in their places.
    fn over(&self, settings: K::Settings) -> Result<K::Settings, K::Error>;
}

/// The names of options that are given.
pub(super) fn given<const N: usize>(all: [(&'static str, bool); N]) -> Vec<&'static str> {
    all.into_iter().filter_map(|(name, is_given)| is_given.then_some(name)).collect()
}

/// Whether somebody asked to break off.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Lets the first signal break off in good order; the second ends the program at once. Files are whole or
/// not there either way.
pub(super) fn handle_signals(out: &Path) -> Result<(), RunError> {
    let handler = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    match handler {
        // Whoever simulates and then fits asks twice.
        Ok(()) | Err(ctrlc::Error::MultipleHandlers) => Ok(()),
        Err(error) => Err(RunError::of(out, format!("signals cannot be handled: {error}"))),
    }
}

pub(super) fn is_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// Fits, and says what came of it.
pub(super) fn run<K: Kind>(common: &Common, options: &impl Options<K>) -> Result<End, K::Error> {
    let (folder, prepared, state, settings) = if common.resume {
        if let [first, ..] = options.given()[..] {
            let reason =
                format!("{first} cannot be given with --resume: the settings are the run's");
            return Err(RunError::of(&common.out, reason).into());
        }
        let folder = Folder::open(&common.out)?;
        let run = Run::<K>::read(&common.out)?;
        let is_over = run.state.as_ref().is_some_and(|state| K::is_over(state, &run.settings));
        if let Some(summary) = run.summary()?.filter(|_| is_over) {
            say(common, &summary, "was finished already");
            return Ok(End::Well);
        }
        K::check_machine(&run.settings)?;
        (folder, run.prepare(&options.files())?, run.state, run.settings)
    } else {
        let settings = settings::<K>(common, options)?;
        K::check_machine(&settings)?;
        let mut prepared = K::prepare(&settings)?;
        let folder = Folder::create(&common.out)?;
        begin::<K>(&mut prepared, &folder)?;
        (folder, prepared, None, settings)
    };
    handle_signals(&common.out)?;
    let bar = progress(K::epochs(&settings), K::STEPS);
    bar.set_position(state.as_ref().map_or(0, |state| K::epoch(state) as u64));
    bar.reset_eta();
    let saving = Saving { folder: &folder, every: Duration::from_secs_f64(common.save_every) };
    let mut watch = |Progress { epoch, .. }, message: Option<String>| {
        bar.set_position(epoch as u64);
        if let Some(message) = message {
            bar.set_message(message);
        }
        match is_interrupted() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let summary = K::fit(&prepared, state, Some(saving), &mut watch);
    bar.finish_and_clear();
    if summary.is_err() {
        K::warnings(&prepared).iter().for_each(|warning| eprintln!("warning: {warning}"));
    }
    let summary = summary?;
    say(common, &summary, summary.ended());
    if summary.is_interrupted() {
        let out = common.out.display();
        eprintln!("go on with: cotangent {} fit --out {out} --resume", K::NAME);
        return Ok(End::Interrupted);
    }
    Ok(End::Well)
}

/// The settings of the file with the options in their places; the places of files are made absolute.
fn settings<K: Kind>(common: &Common, options: &impl Options<K>) -> Result<K::Settings, K::Error> {
    let mut settings = match &common.config {
        None => K::Settings::default(),
        Some(path) => {
            let mut settings: K::Settings = read_toml(path)?;
            for file in K::files(&mut settings) {
                *file = path.parent().unwrap_or(Path::new("")).join(&file);
            }
            settings
        }
    };
    settings = options.over(settings)?;
    for file in K::files(&mut settings) {
        *file = std::fs::canonicalize(&file)
            .map_err(|error| RunError::of(&file, format!("cannot be read: {error}")))?;
    }
    Ok(settings)
}

fn say(common: &Common, summary: &impl Summary, how: &str) {
    if common.json {
        println!("{}", serde_json::json!(summary));
        return;
    }
    println!("The run in {} {how}.", common.out.display());
    let rows = summary.numbers().into_iter().map(|(name, value)| vec![name.to_owned(), value]);
    println!("{}", table(&["", "value"], &rows.collect::<Vec<_>>(), 1));
    for warning in summary.warnings() {
        eprintln!("warning: {warning}");
    }
}
