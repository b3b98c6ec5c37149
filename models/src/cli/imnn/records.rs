//! `cotangent imnn records`.

use super::{Ended, ImnnRunError, progress};
use crate::cli::End;
use crate::cli::fit::{handle_signals, is_interrupted};
use clap::Args;
use cotangent_models::imnn::data::folder::{TRAINING, VALIDATION, part};
use cotangent_models::imnn::data::records::{Record, Summary, verify};
use cotangent_models::imnn::data::{
    Block, DataError, DataSet, Layout, RecordWriter, Shape, Simulations, Source, inspect, open,
};
use cotangent_models::report::table;
use cotangent_models::run::{Folder, RunError};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  cotangent imnn records sims
      verifies every checksum of a folder's records, and what a fit would check before it begins
  cotangent imnn records fiducial_00000.tfrecords fiducial_00001.tfrecords
      verifies files
  cotangent imnn records old --input 10 --parameters 2
      records without shapes
  cotangent imnn records sims --to records --record-size 200
      writes a folder's .npy files as records

Exit codes: 0 all is whole, 1 a record is damaged or the simulations do not belong together, 2 wrong
options or files, 130 interrupted; files that were written are whole.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// A folder of simulations, or files of records
    #[arg(value_name = "DIR|FILES", required = true)]
    paths: Vec<PathBuf>,
    /// Writes the folder's simulations as records into another folder
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Size of a file of records, in 10^6 bytes
    #[arg(long, value_name = "MB", default_value_t = 150.0, requires = "to")]
    record_size: f64,
    /// Leaves shape and type out of the records
    #[arg(long, requires = "to")]
    without_shapes: bool,
    /// The shape of a simulation, for records that do not say it
    #[arg(long, value_name = "SHAPE", value_delimiter = ',', num_args = 1)]
    input: Option<Vec<usize>>,
    /// Parameters, for records that do not say them
    #[arg(long, value_name = "COUNT")]
    parameters: Option<usize>,
    /// The derivatives are pairs of simulations, below and above
    #[arg(long)]
    pairs: bool,
    /// Prints what was found as one JSON object, and nothing else
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let layout = Layout {
        pairs: arguments.pairs,
        input: arguments.input.clone(),
        parameters: arguments.parameters,
    };
    let folder = match &arguments.paths[..] {
        [one] if one.is_dir() => Some(one.as_path()),
        _ => None,
    };
    match (&arguments.to, folder) {
        (None, None) => check(arguments, &arguments.paths, None),
        (None, Some(folder)) => check(arguments, &files_of(folder)?, Some((folder, &layout))),
        (Some(to), Some(folder)) => convert(arguments, folder, to, &layout),
        (Some(_), None) => {
            let reason = "expected one folder to convert, found files";
            Err(RunError::of(&arguments.paths[0], reason).into())
        }
    }
}

/// The files of records in a folder, by name.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, RunError> {
    let unread = |error| RunError::of(folder, format!("cannot be read: {error}"));
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.extension().is_some_and(|ending| ending == "tfrecords") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What a folder's simulations are, together.
#[derive(serde::Serialize)]
struct Sets {
    training: Count,
    validation: Option<Count>,
    warnings: Vec<String>,
}

#[derive(serde::Serialize)]
struct Count {
    simulations: usize,
    with_derivatives: usize,
    input: Vec<usize>,
    parameters: usize,
}

impl Count {
    fn of(data: &Simulations) -> Self {
        let Shape { simulations, with_derivatives, input, parameters } = data.shape().clone();
        Self { simulations, with_derivatives, input, parameters }
    }
}

fn sets(folder: &Path, layout: &Layout) -> Result<Sets, DataError> {
    let (training, validation) = open(folder, layout)?;
    let size: usize = training.shape().input.iter().product();
    let per_batch = ((1 << 20) / size.max(1)).max(1);
    let others = validation.as_ref().map(|data| data as &dyn DataSet);
    let warnings = inspect(&training, others, per_batch)?;
    Ok(Sets {
        training: Count::of(&training),
        validation: validation.as_ref().map(Count::of),
        warnings: warnings.iter().map(ToString::to_string).collect(),
    })
}

/// Verifies files, and a folder's simulations as a whole.
fn check(arguments: &Arguments, files: &[PathBuf], folder: Option<(&Path, &Layout)>) -> Ended {
    let bar = progress(files.len() as u64, "files");
    let (mut whole, mut damaged) = (vec![], vec![]);
    for file in files {
        match verify(file) {
            Ok(summary) => whole.push(summary),
            Err(error @ DataError::Record(_)) => damaged.push(error.to_string()),
            Err(error) => return Err(error.into()),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    // Damaged records are said once.
    let sets = match folder {
        Some((folder, layout)) if damaged.is_empty() => match sets(folder, layout) {
            Ok(sets) => Some(sets),
            // Without any simulations, and with wrong options, there is nothing to check.
            Err(error @ (DataError::Folder { .. } | DataError::Setting { .. })) => {
                return Err(error.into());
            }
            Err(error) => {
                damaged.push(error.to_string());
                None
            }
        },
        _ => None,
    };
    if arguments.json {
        let found = serde_json::json!({ "files": whole, "damaged": damaged, "sets": sets });
        println!("{found}");
    } else {
        say(&whole, sets.as_ref());
    }
    for error in &damaged {
        eprintln!("DAMAGED: {error}");
    }
    Ok(if damaged.is_empty() { End::Well } else { End::Failed })
}

fn say(whole: &[Summary], sets: Option<&Sets>) {
    if !whole.is_empty() {
        let row = |file: &Summary| {
            let shape = match (&file.shape, file.numbers) {
                (Some(shape), _) => format!("{shape:?}"),
                (None, Some(numbers)) => format!("{numbers} numbers"),
                (None, None) => String::new(),
            };
            vec![
                file.file.display().to_string(),
                file.records.to_string(),
                file.seeds.map_or(String::new(), |[first, last]| format!("{first} to {last}")),
                shape,
                if file.pairs { "yes" } else { "no" }.to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = whole.iter().map(row).collect();
        println!("{}", table(&["file", "records", "seeds", "shape", "pairs"], &rows, 1));
    }
    let Some(sets) = sets else { return };
    let row = |name: &str, count: &Count| {
        let Count { simulations, with_derivatives, input, parameters } = count;
        vec![
            name.to_owned(),
            simulations.to_string(),
            with_derivatives.to_string(),
            format!("{input:?}"),
            parameters.to_string(),
        ]
    };
    let mut rows = vec![row("training", &sets.training)];
    rows.extend(sets.validation.as_ref().map(|count| row("validation", count)));
    let names = ["set", "simulations", "with derivatives", "shape", "parameters"];
    println!("{}", table(&names, &rows, 1));
    for warning in &sets.warnings {
        eprintln!("warning: {warning}");
    }
}

/// Writes a folder's parts as records of the same names.
fn convert(arguments: &Arguments, from: &Path, to: &Path, layout: &Layout) -> Ended {
    // Whatever is wrong with the simulations is told before anything is written.
    sets(from, layout)?;
    let folder = Folder::create(to)?;
    if let [file, ..] = &files_of(to)?[..] {
        let reason = format!("holds {} already: take another folder", file.display());
        return Err(RunError::of(to, reason).into());
    }
    handle_signals(to)?;
    let mut written = vec![];
    for name in [TRAINING, VALIDATION].concat() {
        let Some(source) = part(from, name, layout)? else { continue };
        let mut writer = RecordWriter::new(folder.path(), name);
        writer.record_size = arguments.record_size;
        writer.with_shape = !arguments.without_shapes;
        // Simulations that come after the first go on with their seeds.
        let seed = match name {
            _ if name == TRAINING[2] => part(from, TRAINING[0], layout)?,
            _ if name == VALIDATION[2] => part(from, VALIDATION[0], layout)?,
            _ => None,
        };
        let seed = seed.map_or(0, |before| before.count() as i64);
        let pairs = layout.pairs && (name == TRAINING[1] || name == VALIDATION[1]);
        match copy(&*source, &writer, seed, pairs) {
            Ok(files) => written.extend(files),
            Err(ImnnRunError::Data(DataError::Interrupted)) => {
                eprintln!("interrupted; {} is not complete", to.display());
                return Ok(End::Interrupted);
            }
            Err(error) => return Err(error),
        }
    }
    if arguments.json {
        println!("{}", serde_json::json!({ "folder": to.to_string_lossy(), "files": written }));
    } else {
        println!("{} files of records are in {}", written.len(), to.display());
    }
    Ok(End::Well)
}

/// Writes a source's arrays, with seeds from `seed` on where it has none.
fn copy(
    source: &dyn Source,
    writer: &RecordWriter,
    seed: i64,
    pairs: bool,
) -> Result<Vec<PathBuf>, ImnnRunError> {
    let shape = source.shape();
    // In pairs, an array is a record for each displacement: [2, parameters, ..input].
    let (parameters, each) = if pairs { (shape[1], &shape[2..]) } else { (0, shape) };
    let size: usize = each.iter().product();
    let mut reader = source.reader()?;
    let bar = progress(source.count() as u64, &writer.filename);
    let array = |index: usize| -> Result<Vec<Record>, DataError> {
        if is_interrupted() {
            return Err(DataError::Interrupted);
        }
        let mut block = Block::default();
        reader.read(1, &mut block)?;
        bar.inc(1);
        let seed = block.seeds.first().copied().unwrap_or(seed + index as i64);
        let record = |(k, values): (usize, &[f32])| {
            let displaced = pairs.then(|| [(k / parameters) as i64, (k % parameters) as i64]);
            Record { seed, displaced, values: values.to_vec() }
        };
        Ok(block.values.chunks_exact(size).enumerate().map(record).collect())
    };
    let records = (0..source.count()).map(array).flat_map(|records| match records {
        Ok(records) => records.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    });
    let written = writer.write(each, records);
    bar.finish_and_clear();
    Ok(written?)
}
