//! `cotangent imnn simulate`.

use super::{Ended, ImnnRunError, progress};
use crate::cli::End;
use crate::cli::fit::{handle_signals, is_interrupted};
use clap::{Args, ValueEnum, value_parser};
use cotangent_models::imnn::data::folder::{TRAINING, VALIDATION};
use cotangent_models::imnn::data::records::{self, Record};
use cotangent_models::imnn::data::reference::{PARAMETERS, Reference, Set};
use cotangent_models::imnn::data::{DataError, NpyFiles, RecordWriter, Records, Source, write_npy};
use cotangent_models::report::table;
use cotangent_models::run::folder::{SETTINGS, read_toml};
use cotangent_models::run::{Folder, RunError};
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  cotangent imnn simulate --out sims --count 1000 --validation 1000
      10 draws of N(0, 1) a simulation, with their derivatives by mean and variance, as records
  cotangent imnn simulate --out sims --count 1000 --derivatives 500 --format stacked
      two .npy files; the first half of the simulations have derivatives
  cotangent imnn simulate --out sims --resume
      goes on after a kill: whole files stay, and the others become the same bytes as without it

The folder gets fiducial and derivative, validation_fiducial and validation_derivative, and settings.toml.

Exit codes: 0 simulated, 2 wrong options or files, 130 interrupted; what is whole is kept.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The folder of the simulations
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Simulations, for the covariance
    #[arg(long, value_name = "N", required_unless_present = "resume", value_parser = value_parser!(u64).range(1..=1 << 40))]
    count: Option<u64>,
    /// How many of them have derivatives [default: all]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    derivatives: Option<u64>,
    /// Simulations of the validation set, all with derivatives
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = value_parser!(u64).range(0..=1 << 40))]
    validation: u64,
    /// Seed of all noise
    #[arg(long, default_value_t = 0, value_parser = value_parser!(u64).range(0..=i64::MAX as u64))]
    seed: u64,
    /// Mean and variance at which is simulated
    #[arg(long, value_name = "MEAN,VARIANCE", value_delimiter = ',', num_args = 1, default_values_t = [0.0, 1.0], allow_hyphen_values = true)]
    theta: Vec<f64>,
    /// Draws a simulation
    #[arg(long, value_name = "DRAWS", default_value_t = 10, value_parser = value_parser!(u32).range(1..=1 << 24))]
    size: u32,
    /// What the files are
    #[arg(long, value_enum, default_value_t = Format::Records)]
    format: Format,
    /// Size of a file of records, in 10^6 bytes
    #[arg(long, value_name = "MB", default_value_t = 150.0)]
    record_size: f64,
    /// Goes on with the simulations in the folder, by its settings
    #[arg(long, conflicts_with_all = ["count", "derivatives", "validation", "seed", "theta", "size", "format", "record_size"])]
    resume: bool,
    /// Prints what was done as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Format {
    /// One .npy file a simulation, each put onto the disk by itself: slow for many
    Npy,
    /// One .npy file with all of them
    Stacked,
    /// TFRecord files
    Records,
}

/// All that the folder's files depend on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    count: u64,
    derivatives: u64,
    validation: u64,
    seed: u64,
    theta: [f64; PARAMETERS],
    size: usize,
    format: Format,
    record_size: f64,
}

impl Settings {
    fn of(arguments: &Arguments) -> Result<Self, ImnnRunError> {
        let refused = |name, expected, found: String| DataError::Setting { name, expected, found };
        let count = arguments.count.unwrap_or_default();
        let derivatives = arguments.derivatives.unwrap_or(count);
        let theta = <[f64; PARAMETERS]>::try_from(&arguments.theta[..]).map_err(|_| {
            refused("--theta", "a mean and a variance", format!("{:?}", arguments.theta))
        })?;
        Ok(Self {
            count,
            derivatives,
            validation: arguments.validation,
            seed: arguments.seed,
            theta,
            size: arguments.size as usize,
            format: arguments.format,
            record_size: arguments.record_size,
        })
    }

    fn reference(&self) -> Result<Reference, DataError> {
        let refused = |name, expected, found: String| DataError::Setting { name, expected, found };
        if self.derivatives > self.count {
            let found = self.derivatives.to_string();
            return Err(refused("derivatives", "at most the number of simulations", found));
        }
        if !(self.record_size > 0.0 && self.record_size.is_finite()) {
            return Err(refused("record_size", "above 0", self.record_size.to_string()));
        }
        Reference::new(self.theta, self.size, self.seed)
    }

    /// What is to be made: sets, names, whether derivatives, and how many.
    fn parts(&self) -> Vec<Part> {
        let part = |set, name, derivative, count| Part { set, name, derivative, count };
        let all = [
            part(Set::Training, TRAINING[0], false, self.count),
            part(Set::Training, TRAINING[1], true, self.derivatives),
            part(Set::Validation, VALIDATION[0], false, self.validation),
            part(Set::Validation, VALIDATION[1], true, self.validation),
        ];
        all.into_iter().filter(|part| part.count > 0).collect()
    }
}

/// Files of one name.
#[derive(Debug, Clone, Copy)]
struct Part {
    set: Set,
    name: &'static str,
    derivative: bool,
    count: u64,
}

/// Numbers that are in memory at once, about.
const AT_ONCE: usize = 1 << 20;

struct Work<'a> {
    settings: &'a Settings,
    reference: Reference,
    out: &'a Path,
    bar: &'a ProgressBar,
}

impl Work<'_> {
    fn shape(&self, part: Part) -> Vec<usize> {
        let Settings { size, .. } = *self.settings;
        if part.derivative { vec![size, PARAMETERS] } else { vec![size] }
    }

    /// Arrays from `start` on, some at a time, with the index of the first; an error once interrupted.
    fn chunks(
        &self,
        part: Part,
        start: u64,
    ) -> impl Iterator<Item = Result<(u64, Vec<f32>), DataError>> {
        let size: usize = self.shape(part).iter().product();
        let step = (AT_ONCE / size).max(1);
        (start..part.count).step_by(step).map(move |first| {
            if is_interrupted() {
                return Err(DataError::Interrupted);
            }
            let indices = first..part.count.min(first + step as u64);
            self.bar.inc(indices.end - indices.start);
            Ok((first, self.arrays(part, indices)))
        })
    }

    fn arrays(&self, part: Part, indices: Range<u64>) -> Vec<f32> {
        match part.derivative {
            true => self.reference.derivatives(part.set, indices),
            false => self.reference.simulations(part.set, indices),
        }
    }

    /// Makes what is not there of a part; how many arrays were there.
    fn make(&self, part: Part) -> Result<u64, DataError> {
        match self.settings.format {
            Format::Npy => self.npy(part),
            Format::Stacked => self.stacked(part),
            Format::Records => self.records(part),
        }
    }

    fn npy(&self, part: Part) -> Result<u64, DataError> {
        let shape = self.shape(part);
        let size: usize = shape.iter().product();
        let mut there = 0;
        for chunk in self.chunks(part, 0) {
            let (first, values) = chunk?;
            let write = |(k, one): (usize, &[f32])| {
                let file = self.out.join(NpyFiles::name(part.name, first as usize + k));
                match file.exists() {
                    true => Ok(1),
                    false => write_npy(&file, &shape, [Ok(one.to_vec())]).map(|()| 0),
                }
            };
            let written = values.par_chunks_exact(size).enumerate().map(write);
            there += written.sum::<Result<u64, DataError>>()?;
        }
        Ok(there)
    }

    fn stacked(&self, part: Part) -> Result<u64, DataError> {
        let file = self.out.join(format!("{}.npy", part.name));
        if file.exists() {
            self.bar.inc(part.count);
            return Ok(part.count);
        }
        let shape = [&[part.count as usize][..], &self.shape(part)].concat();
        let values = self.chunks(part, 0).map(|chunk| chunk.map(|(_, values)| values));
        write_npy(&file, &shape, values).map(|()| 0)
    }

    fn records(&self, part: Part) -> Result<u64, DataError> {
        let shape = self.shape(part);
        let size: usize = shape.iter().product();
        let mut writer = RecordWriter::new(self.out, part.name);
        writer.record_size = self.settings.record_size;
        let there = match records::files(self.out, part.name, writer.padding) {
            Ok(files) => {
                writer.first = files.len();
                Records::open(files, Some(&shape))?.count() as u64
            }
            Err(DataError::Folder { .. }) => 0,
            Err(error) => return Err(error),
        };
        self.bar.inc(there);
        let one = |(first, values): (u64, Vec<f32>)| -> Vec<_> {
            let record = |(k, one): (usize, &[f32])| {
                Ok(Record { seed: first as i64 + k as i64, displaced: None, values: one.to_vec() })
            };
            values.chunks_exact(size).enumerate().map(record).collect()
        };
        let records = self.chunks(part, there).flat_map(|chunk| match chunk {
            Ok(chunk) => one(chunk),
            Err(error) => vec![Err(error)],
        });
        writer.write(&shape, records).map(|_| there)
    }
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let (settings, end, there) = make(arguments)?;
    say(arguments, &settings, end, there);
    Ok(end)
}

/// Simulates the reference problem with as many simulations for validation, or goes on with it, and says nothing.
pub(super) fn reference(out: &Path, count: u64, seed: u64) -> Ended {
    let arguments = Arguments {
        out: out.to_path_buf(),
        count: Some(count),
        derivatives: None,
        validation: count,
        seed,
        theta: vec![0.0, 1.0],
        size: 10,
        format: Format::Records,
        record_size: 150.0,
        resume: out.join(SETTINGS).exists(),
        json: false,
    };
    Ok(make(&arguments)?.1)
}

/// Makes what is not there; gives how many arrays were.
fn make(arguments: &Arguments) -> Result<(Settings, End, u64), ImnnRunError> {
    let out = &arguments.out;
    let (_folder, settings) = if arguments.resume {
        let folder = Folder::open(out)?;
        let path = out.join(SETTINGS);
        let settings: Settings = read_toml(&path)?;
        settings.reference().map_err(|error| RunError::of(&path, error))?;
        (folder, settings)
    } else {
        let settings = Settings::of(arguments)?;
        settings.reference()?;
        let folder = Folder::create(out)?;
        let used = settings.parts().into_iter().find(|part| is_used(out, part.name));
        if let Some(part) = used {
            let reason =
                format!("holds files of the name {} already: take another folder", part.name);
            return Err(RunError::of(out, reason).into());
        }
        folder.write_toml(SETTINGS, &settings)?;
        (folder, settings)
    };
    handle_signals(out)?;
    let parts = settings.parts();
    let bar = progress(parts.iter().map(|part| part.count).sum(), "arrays");
    let work = Work { settings: &settings, reference: settings.reference()?, out, bar: &bar };
    let there: Result<u64, DataError> = parts.iter().map(|part| work.make(*part)).sum();
    bar.finish_and_clear();
    let (end, there) = match there {
        Ok(there) => (End::Well, there),
        Err(DataError::Interrupted) => {
            eprintln!(
                "interrupted; go on with: cotangent imnn simulate --out {} --resume",
                out.display()
            );
            (End::Interrupted, 0)
        }
        Err(error) => return Err(error.into()),
    };
    Ok((settings, end, there))
}

/// Whether a folder has files of a part.
fn is_used(folder: &Path, name: &str) -> bool {
    let of_it = |entry: std::fs::DirEntry| {
        let entry = entry.file_name();
        entry.to_str().and_then(|entry| entry.strip_prefix(name)).is_some_and(|rest| {
            rest.starts_with(['_', '.']) && (rest.ends_with(".npy") || rest.ends_with(".tfrecords"))
        })
    };
    std::fs::read_dir(folder).into_iter().flatten().flatten().any(of_it)
}

fn say(arguments: &Arguments, settings: &Settings, end: End, there: u64) {
    if arguments.json {
        let done = serde_json::json!({
            "folder": arguments.out.to_string_lossy(),
            "settings": settings,
            "arrays_already_there": there,
            "finished": end == End::Well,
        });
        println!("{done}");
    } else if end == End::Well {
        println!("The simulations are in {}.", arguments.out.display());
        let row = |name: &str, value: String| vec![name.to_owned(), value];
        let rows = [
            row("simulations", settings.count.to_string()),
            row("with derivatives", settings.derivatives.to_string()),
            row("for validation", settings.validation.to_string()),
            row("numbers a simulation", settings.size.to_string()),
            row("arrays there already", there.to_string()),
        ];
        println!("{}", table(&["", "value"], &rows, 1));
    }
}
