//! `cotangent score fit`.

use super::Ended;
use super::options::Options;
use crate::cli::End;
use clap::Args;
use cotangent_models::report::table;
use cotangent_models::run::score::{FitSettings, Fitted, Run, Saving, ScoreRunError, Summary};
use cotangent_models::run::{Folder, RunError};
use cotangent_models::score::{Outcome, State};
use indicatif::{ProgressBar, ProgressStyle};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  cotangent score fit --out run
      the reference example: 1024 points on the line, a network 1-8-1, 500 epochs
  cotangent score fit --data points.npy --hidden 64,64 --activation silu \\
      --objective denoising --sigma 0.2 --batch 256 --patience 50 --out run
      one's own points by denoising score matching, with an early end
  cotangent score fit --config settings.toml --epochs 2000 --out run
      settings of a file, such as settings.toml of another run, and one of them changed
  cotangent score fit --out run --resume
      goes on after a kill, to the same bits as without it

The folder gets settings.toml, run.toml (version, seed, hash of the data), state.json, history.csv,
parameters.safetensors and result.json. Paths in a settings file are relative to it.

Exit codes: 0 fitted, 1 the training diverged, 2 wrong options or files, 130 interrupted by Ctrl-C or
a termination; the state is written down before.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The run's folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Settings in TOML; options take their places
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    config: Option<PathBuf>,
    /// Goes on with the run in the folder; of the other options only --data may be given, for a
    /// file that has moved
    #[arg(long)]
    resume: bool,
    /// Seconds between two writes of the state; 0 writes it after each epoch
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, value_parser = seconds)]
    save_every: f64,
    /// Prints the result as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    options: Options,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.0..=1e6).contains(&x) => Ok(x),
        _ => Err("expected seconds, from 0 to 1000000".to_owned()),
    }
}

/// Whether somebody asked to break off.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

pub(super) fn run(arguments: &Arguments) -> Ended {
    let (folder, prepared, state) = if arguments.resume {
        if let [first, ..] = arguments.options.given()[..] {
            let reason =
                format!("{first} cannot be given with --resume: the settings are the run's");
            return Err(RunError::of(&arguments.out, reason).into());
        }
        let folder = Folder::open(&arguments.out)?;
        let run = Run::read(&arguments.out)?;
        let is_done =
            run.state.as_ref().is_some_and(|state| state.epoch >= run.settings.training.epochs);
        if let Some(summary) = run.summary()?.filter(|_| is_done) {
            say(arguments, &summary, "was finished already");
            return Ok(End::Well);
        }
        (folder, run.prepare(arguments.options.data.as_deref())?, run.state)
    } else {
        let prepared = settings(arguments)?.prepare()?;
        let folder = Folder::create(&arguments.out)?;
        prepared.begin(&folder)?;
        (folder, prepared, None)
    };
    // A second signal ends the program at once: files are whole or not there.
    let handler = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    if let Err(error) = handler {
        return Err(
            RunError::of(&arguments.out, format!("signals cannot be handled: {error}")).into()
        );
    }
    let bar = progress(prepared.settings.training.epochs, "epochs");
    bar.set_position(state.as_ref().map_or(0, |state| state.epoch as u64));
    bar.reset_eta();
    let saving = Saving { folder: &folder, every: Duration::from_secs_f64(arguments.save_every) };
    let mut watch = |state: &State| {
        bar.set_position(state.epoch as u64);
        if let Some(loss) = state.losses.last() {
            bar.set_message(format!("loss {loss:.4}"));
        }
        match INTERRUPTED.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let fitted = prepared.fit(state, Some(saving), &mut watch);
    bar.finish_and_clear();
    let fitted: Fitted = fitted?;
    let summary = fitted.summary(prepared.truth.as_ref());
    let out = arguments.out.display();
    match fitted.outcome {
        Outcome::Interrupted => {
            say(arguments, &summary, "was interrupted");
            eprintln!("go on with: cotangent score fit --out {out} --resume");
            Ok(End::Interrupted)
        }
        Outcome::Finished => {
            say(arguments, &summary, "is finished");
            Ok(End::Well)
        }
        Outcome::Stopped => {
            say(arguments, &summary, "stopped, since the held-out loss no longer improved");
            Ok(End::Well)
        }
    }
}

/// The settings of the file with the options in their places; the data's place is made absolute.
fn settings(arguments: &Arguments) -> Result<FitSettings, ScoreRunError> {
    let mut settings = match &arguments.config {
        None => FitSettings::default(),
        Some(path) => {
            let mut settings = FitSettings::read(path)?;
            if let Some(file) = &mut settings.data.file {
                *file = path.parent().unwrap_or(Path::new("")).join(&file);
            }
            settings
        }
    };
    settings = arguments.options.over(settings)?;
    if let Some(file) = &mut settings.data.file {
        *file = std::fs::canonicalize(&file)
            .map_err(|error| RunError::of(&file, format!("cannot be read: {error}")))?;
    }
    Ok(settings)
}

/// A bar with rate and remaining time; none where the terminal is not one.
pub(super) fn progress(len: usize, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(len as u64);
    let template =
        format!("{{wide_bar}} {{pos}}/{{len}} {what}, {{per_sec}}, {{eta}} left {{msg}}");
    bar.with_style(ProgressStyle::with_template(&template).expect("the template is right"))
}

fn say(arguments: &Arguments, summary: &Summary, how: &str) {
    if arguments.json {
        println!("{}", serde_json::json!(summary));
        return;
    }
    println!("The run in {} {how}.", arguments.out.display());
    let mut rows = vec![vec!["epochs".to_owned(), summary.epochs.to_string()]];
    for (name, value) in [
        ("loss of the last epoch", summary.loss),
        ("loss of held-out points", summary.held_out_loss),
        ("implicit loss, no regulariser", Some(summary.implicit_loss)),
        ("the same of held-out points", summary.implicit_held_out),
        ("half the Fisher divergence", summary.half_fisher),
        ("lowest implicit loss on average", summary.lowest_loss),
        ("L1 error of the density", summary.density_l1_error),
        ("seconds", Some(summary.seconds)),
    ] {
        rows.extend(value.map(|value| vec![name.to_owned(), format!("{value:.4}")]));
    }
    println!("{}", table(&["", "value"], &rows, 1));
    for warning in &summary.warnings {
        eprintln!("warning: {warning}");
    }
}
