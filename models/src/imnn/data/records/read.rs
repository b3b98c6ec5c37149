//! Records as a source.

use super::container::Container;
use super::example::Example;
use super::{RecordError, RecordProblem};
use crate::imnn::data::npy::numbered;
use crate::imnn::data::source::size;
use crate::imnn::data::{Block, DataError, Place, Reader, Source};
use std::path::{Path, PathBuf};

/// The most that a protobuf message can have, in bytes.
const MESSAGE: u64 = i32::MAX as u64;
/// What a record may have beside its numbers, in bytes.
const BESIDE: u64 = 1 << 16;

/// The files `{directory}/{filename}_{counter}.tfrecords`, with counters of at least `padding` digits from 0 on.
///
/// # Errors
/// If there are none, or if one is missing.
pub fn files(directory: &Path, filename: &str, padding: usize) -> Result<Vec<PathBuf>, DataError> {
    let count = numbered(directory, filename, padding, ".tfrecords")?;
    Ok((0..count).map(|k| directory.join(file_name(filename, padding, k))).collect())
}

pub(super) fn file_name(filename: &str, padding: usize, counter: usize) -> String {
    format!("{filename}_{counter:0padding$}.tfrecords")
}

/// Arrays in files of records.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::*;
/// let there = tempfile::tempdir().unwrap();
/// let writer = RecordWriter::new(there.path(), "fiducial");
/// writer.simulations(&[2], 0..3, |seed| Ok(vec![seed as f32, 0.5]))?;
/// let files = records::files(there.path(), "fiducial", 5)?;
/// let mut block = Block::default();
/// Records::open(files, None)?.reader()?.read(3, &mut block)?;
/// assert_eq!(block.values, [0.0, 0.5, 1.0, 0.5, 2.0, 0.5]);
/// assert_eq!(block.seeds, [0, 1, 2]);
/// # Ok::<(), DataError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Records {
    files: Vec<PathBuf>,
    /// Records of each file.
    counts: Vec<usize>,
    /// Of one record.
    each: Vec<usize>,
    /// Numbers of a record.
    size: usize,
    /// P, if an array is the records of all displacements.
    pairs: Option<usize>,
    /// Of one array.
    shape: Vec<usize>,
}

impl Records {
    /// Arrays of one record each: simulations, or exact derivatives. The shape must be given for old files, which do not
    /// say it. All lengths are looked at, and their checksums verified; payloads are when they are read.
    ///
    /// # Errors
    /// If a file is damaged or cut off, files are not sorted, or the shape is nowhere said.
    pub fn open(files: Vec<PathBuf>, shape: Option<&[usize]>) -> Result<Self, DataError> {
        Self::with(files, shape, None)
    }

    /// Arrays `[2, parameters, ..input]`, of a record for each displacement.
    ///
    /// # Errors
    /// As [`Records::open`], and if the last simulation has not all of its records.
    pub fn pairs(
        files: Vec<PathBuf>,
        input: Option<&[usize]>,
        parameters: usize,
    ) -> Result<Self, DataError> {
        Self::with(files, input, Some(parameters))
    }

    fn with(
        files: Vec<PathBuf>,
        shape: Option<&[usize]>,
        pairs: Option<usize>,
    ) -> Result<Self, DataError> {
        if let Some(pair) = files.windows(2).find(|pair| order(&pair[0]) >= order(&pair[1])) {
            let (before, after) = (pair[0].clone(), pair[1].clone());
            return Err(DataError::Unsorted { before, after });
        }
        let Some(first) = files.first() else {
            let (expected, found) = ("at least one file", "none".to_owned());
            return Err(DataError::Setting { name: "files", expected, found });
        };
        let place = || Place::File(first.clone());
        let each = match shape {
            Some(shape) => shape.to_vec(),
            None => said_shape(first)?,
        };
        let numbers = size(&each, place)?;
        let whole = match pairs {
            Some(parameters) => [&[2, parameters], &each[..]].concat(),
            None => each.clone(),
        };
        size(&whole, place)?;
        let counts =
            files.iter().map(|file| count(file, limit(numbers))).collect::<Result<Vec<_>, _>>()?;
        let records = Self { files, counts, each, size: numbers, pairs, shape: whole };
        let per_array = records.per_array();
        match records.counts.iter().sum::<usize>() % per_array {
            0 => Ok(records),
            found => {
                let file = records.files[records.files.len() - 1].clone();
                let offset = file.metadata().map_or(0, |metadata| metadata.len());
                let problem = RecordProblem::Incomplete { expected: per_array, found };
                Err(RecordError { file, offset, problem }.into())
            }
        }
    }

    /// Records an array.
    fn per_array(&self) -> usize {
        self.pairs.map_or(1, |parameters| 2 * parameters)
    }
}

/// What files are sorted by: a counter that has outgrown its digits comes after the others.
fn order(file: &Path) -> (&Path, &str, usize, &str) {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let (stem, digits) = name.split_at(name.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    (folder, stem, digits.len(), digits)
}

/// The most bytes of a record of so many numbers.
fn limit(numbers: usize) -> u64 {
    (numbers as u64 * 4).saturating_add(BESIDE).min(MESSAGE)
}

fn count(file: &Path, limit: u64) -> Result<usize, DataError> {
    let mut container = Container::open(file, limit)?;
    let mut count = 0;
    while container.skip()? {
        count += 1;
    }
    Ok(count)
}

/// The shape that a file's first record says.
fn said_shape(file: &Path) -> Result<Vec<usize>, DataError> {
    let mut container = Container::open(file, MESSAGE)?;
    let missing = RecordProblem::MissingFeature("shape");
    let shape = match container.next()? {
        None => Err((0, missing)),
        Some((offset, payload)) => Example::parse(payload)
            .and_then(|example| {
                let said = example.integers("shape")?.ok_or(missing)?;
                said.iter().map(|n| usize::try_from(*n)).collect::<Result<_, _>>().map_err(|_| {
                    let expected = "a shape";
                    RecordProblem::Feature {
                        feature: "shape",
                        expected,
                        found: format!("{said:?}"),
                    }
                })
            })
            .map_err(|problem| (offset, problem)),
    };
    shape.map_err(|(offset, problem)| container.error(offset, problem).into())
}

impl Source for Records {
    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn count(&self) -> usize {
        self.counts.iter().sum::<usize>() / self.per_array()
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError> {
        Ok(Box::new(RecordsReader { records: self, file: 0, container: None, at: 0, to_skip: 0 }))
    }

    fn places(&self) -> Vec<Place> {
        self.files.iter().cloned().map(Place::File).collect()
    }
}

/// The seed that a record says, if it says one.
type Seed = Option<i64>;

struct RecordsReader<'a> {
    records: &'a Records,
    /// The file that is read.
    file: usize,
    container: Option<Container>,
    /// Records of the file that are behind.
    at: usize,
    /// Records that are to be passed over before the next.
    to_skip: usize,
}

impl RecordsReader<'_> {
    /// The file of the next record, open; none at the end.
    fn container(&mut self) -> Result<Option<&mut Container>, DataError> {
        let Records { files, counts, size, .. } = self.records;
        while let Some(count) = counts.get(self.file) {
            let left = count - self.at;
            if self.to_skip < left {
                break;
            }
            self.to_skip -= left;
            (self.file, self.at, self.container) = (self.file + 1, 0, None);
        }
        let Some(file) = files.get(self.file) else { return Ok(None) };
        if self.container.is_none() {
            self.container = Some(Container::open(file, limit(*size))?);
        }
        let container = self.container.as_mut().expect("it was just opened");
        self.at += self.to_skip;
        for _ in 0..std::mem::take(&mut self.to_skip) {
            container.skip()?;
        }
        Ok(Some(container))
    }

    /// Adds the next record's numbers to a block; none is there at the end. In pairs, the record must have
    /// the seed, if one is known, and displace below or above the parameter that is expected.
    fn record(
        &mut self,
        expected: Option<(Seed, [i64; 2])>,
        block: &mut Block,
    ) -> Result<Option<Seed>, DataError> {
        let (each, size) = (&self.records.each, self.records.size);
        let Some(container) = self.container()? else { return Ok(None) };
        let Some((offset, payload)) = container.next()? else { return Ok(None) };
        let parsed = Example::parse(payload).and_then(|example| {
            let seed = example.integer("seed")?;
            is_expected(&example, seed, expected)?;
            add(&example, each, size, &mut block.values)?;
            Ok(seed)
        });
        match parsed {
            Ok(seed) => {
                self.at += 1;
                Ok(Some(seed))
            }
            Err(problem) => Err(container.error(offset, problem).into()),
        }
    }

    /// Adds the next array to a block; whether there was one.
    fn array(&mut self, block: &mut Block) -> Result<bool, DataError> {
        let before = block.values.len();
        let seed = match self.records.pairs {
            None => match self.record(None, block)? {
                None => return Ok(false),
                Some(seed) => seed,
            },
            Some(parameters) => {
                let mut first: Option<Seed> = None;
                for k in 0..2 * parameters {
                    let displaced = [(k / parameters) as i64, (k % parameters) as i64];
                    match self.record(Some((first.flatten(), displaced)), block)? {
                        None => {
                            block.values.truncate(before);
                            return Ok(false);
                        }
                        Some(seed) => first = first.or(Some(seed)),
                    }
                }
                first.flatten()
            }
        };
        block.count += 1;
        block.seeds.extend(seed);
        Ok(true)
    }
}

/// Whether a record is the one that is next.
fn is_expected(
    example: &Example,
    seed: Seed,
    expected: Option<(Seed, [i64; 2])>,
) -> Result<(), RecordProblem> {
    let Some((first, [derivative, parameter])) = expected else {
        return match example.integer("parameter")? {
            None => Ok(()),
            Some(_) => Err(RecordProblem::Pair),
        };
    };
    let said = |name| example.integer(name)?.ok_or(RecordProblem::MissingFeature(name));
    // Where a record says no seed, the order of the others is all there is.
    let first = first.or(seed).unwrap_or_default();
    let found = [seed.unwrap_or(first), said("derivative")?, said("parameter")?];
    let expected = [first, derivative, parameter];
    match expected == found {
        true => Ok(()),
        false => Err(RecordProblem::Order { expected, found }),
    }
}

/// Adds an example's numbers.
fn add(
    example: &Example,
    shape: &[usize],
    size: usize,
    values: &mut Vec<f32>,
) -> Result<(), RecordProblem> {
    let is_it =
        |said: &[i64]| said.iter().map(|n| usize::try_from(*n)).eq(shape.iter().map(|n| Ok(*n)));
    if let Some(said) = example.integers("shape")?.filter(|said| !is_it(said)) {
        let (expected, found) = (shape.to_vec(), said.to_vec());
        return Err(RecordProblem::Shape { expected, found });
    }
    if let Some(said) = example.bytes("dtype")?.filter(|said| said != b"<f4") {
        let found = String::from_utf8_lossy(said).into_owned();
        return Err(RecordProblem::Feature { feature: "dtype", expected: "<f4", found });
    }
    let data = example.bytes("data")?.ok_or(RecordProblem::MissingFeature("data"))?;
    if data.len() != 4 * size {
        let (shape, expected, found) = (shape.to_vec(), 4 * size, data.len());
        return Err(RecordProblem::ByteLength { shape, expected, found });
    }
    values.extend(data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)));
    Ok(())
}

impl Reader for RecordsReader<'_> {
    fn read(&mut self, count: usize, block: &mut Block) -> Result<(), DataError> {
        for _ in 0..count {
            if !self.array(block)? {
                break;
            }
        }
        // Seeds of some arrays alone pair nothing.
        if block.seeds.len() != block.count {
            block.seeds.clear();
        }
        Ok(())
    }

    fn skip(&mut self, count: usize) -> Result<(), DataError> {
        self.to_skip = self.to_skip.saturating_add(count.saturating_mul(self.records.per_array()));
        Ok(())
    }

    fn place(&self, index: usize) -> Place {
        let mut record = index * self.records.per_array();
        let files = self.records.files.iter().zip(&self.records.counts);
        for (file, count) in files {
            match record.checked_sub(*count) {
                None => return Place::File(file.clone()),
                Some(rest) => record = rest,
            }
        }
        Place::File(self.records.files[self.records.files.len() - 1].clone())
    }
}

/// What a file of records holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// The file.
    pub file: PathBuf,
    /// Its records.
    pub records: usize,
    /// Bytes of all payloads.
    pub bytes: u64,
    /// The first and the last seed, where records say them.
    pub seeds: Option<[i64; 2]>,
    /// The first record's shape, where it says one.
    pub shape: Option<Vec<i64>>,
    /// Numbers of the first record.
    pub numbers: Option<usize>,
    /// Whether records belong to pairs.
    pub pairs: bool,
}

/// Reads a file whole, verifies all checksums and that each payload is an `Example` with `data`, and says what is in it.
///
/// # Errors
/// If the file cannot be read, or a record is damaged.
pub fn verify(file: &Path) -> Result<Summary, DataError> {
    let mut container = Container::open(file, MESSAGE)?;
    let mut summary = Summary {
        file: file.to_path_buf(),
        records: 0,
        bytes: 0,
        seeds: None,
        shape: None,
        numbers: None,
        pairs: false,
    };
    while let Some((offset, payload)) = container.next()? {
        let bytes = payload.len() as u64;
        let read = Example::parse(payload).and_then(|example| {
            let data = example.bytes("data")?.ok_or(RecordProblem::MissingFeature("data"))?;
            if summary.records == 0 {
                summary.shape = example.integers("shape")?.map(<[i64]>::to_vec);
                summary.numbers = Some(data.len() / 4);
            }
            summary.pairs |= example.integer("parameter")?.is_some();
            if let Some(seed) = example.integer("seed")? {
                summary.seeds = Some([summary.seeds.map_or(seed, |[first, _]| first), seed]);
            }
            Ok(())
        });
        read.map_err(|problem| container.error(offset, problem))?;
        summary.records += 1;
        summary.bytes += bytes;
    }
    Ok(summary)
}
