//! Files of records, written whole or not at all.

use super::container;
use super::example::Example;
use super::read::file_name;
use crate::imnn::data::DataError;
use crate::run::write_by;
use prost::Message;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One array with its seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The simulation's index.
    pub seed: i64,
    /// In pairs: 0 below or 1 above, and the parameter that is displaced.
    pub displaced: Option<[i64; 2]>,
    /// The array's numbers, in C order.
    pub values: Vec<f32>,
}

impl Record {
    fn payload(self, shape: Option<&[usize]>) -> Vec<u8> {
        let data = self.values.iter().flat_map(|x| x.to_le_bytes()).collect();
        let mut example =
            Example::default().with_bytes("data", data).with_integers("seed", vec![self.seed]);
        if let Some([derivative, parameter]) = self.displaced {
            example = example.with_integers("derivative", vec![derivative]);
            example = example.with_integers("parameter", vec![parameter]);
        }
        if let Some(shape) = shape {
            example = example.with_bytes("dtype", b"<f4".to_vec());
            example = example.with_integers("shape", shape.iter().map(|n| *n as i64).collect());
        }
        example.encode_to_vec()
    }
}

/// Writes `{directory}/{filename}_{counter:05}.tfrecords`.
///
/// After a record that takes a file beyond its size the next file begins; a file so is larger by less than a record, and no
/// file is empty. Each file is written whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordWriter {
    /// Where the files go.
    pub directory: PathBuf,
    /// Their common name.
    pub filename: String,
    /// Size of a file, in 10⁶ bytes.
    pub record_size: f64,
    /// Digits of the counter, at least.
    pub padding: usize,
    /// The first file's counter, to go on where another program has ended.
    pub first: usize,
    /// Whether records say their shape and type. Old readers pass over them.
    pub with_shape: bool,
}

impl RecordWriter {
    /// A writer of files of 150 · 10⁶ bytes with shapes.
    pub fn new(directory: &Path, filename: &str) -> Self {
        Self {
            directory: directory.to_path_buf(),
            filename: filename.to_owned(),
            record_size: 150.0,
            padding: 5,
            first: 0,
            with_shape: true,
        }
    }

    /// Writes an array for each seed of `start..start + count`: a simulation, or its exact derivative. The files that were
    /// written.
    ///
    /// # Errors
    /// If an array fails or has another size than the shape, or a file cannot be written.
    pub fn simulations(
        &self,
        shape: &[usize],
        seeds: Range<i64>,
        mut simulate: impl FnMut(i64) -> Result<Vec<f32>, DataError>,
    ) -> Result<Vec<PathBuf>, DataError> {
        let records =
            seeds.map(|seed| Ok(Record { seed, displaced: None, values: simulate(seed)? }));
        self.write(shape, records)
    }

    /// Writes the simulations of each seed at θ ∓ δθ/2, in the order seed, below or above (0 or 1), parameter.
    ///
    /// # Errors
    /// As [`RecordWriter::simulations`].
    pub fn pairs(
        &self,
        input: &[usize],
        parameters: usize,
        seeds: Range<i64>,
        mut simulate: impl FnMut(i64, usize, usize) -> Result<Vec<f32>, DataError>,
    ) -> Result<Vec<PathBuf>, DataError> {
        let displaced = move |k: usize| (k / parameters, k % parameters);
        let all = seeds.flat_map(|seed| (0..2 * parameters).map(move |k| (seed, displaced(k))));
        let records = all.map(|(seed, (derivative, parameter))| {
            let values = simulate(seed, derivative, parameter)?;
            let displaced = Some([derivative as i64, parameter as i64]);
            Ok(Record { seed, displaced, values })
        });
        self.write(input, records)
    }

    /// Writes records of one shape as they come.
    ///
    /// # Errors
    /// As [`RecordWriter::simulations`].
    pub fn write(
        &self,
        shape: &[usize],
        records: impl IntoIterator<Item = Result<Record, DataError>>,
    ) -> Result<Vec<PathBuf>, DataError> {
        if !(self.record_size > 0.0 && self.record_size.is_finite()) {
            let found = self.record_size.to_string();
            return Err(DataError::Setting { name: "record_size", expected: "above 0", found });
        }
        let size: usize = shape.iter().product();
        let limit = self.record_size * 1e6;
        let said = self.with_shape.then_some(shape);
        let mut records = records.into_iter().peekable();
        let mut files = vec![];
        while records.peek().is_some() {
            let counter = self.first + files.len();
            let path = self.directory.join(file_name(&self.filename, self.padding, counter));
            let mut failed = None;
            let written = write_by(&path, |file| {
                let mut file = BufWriter::new(file);
                let mut bytes = 0;
                while bytes as f64 <= limit {
                    let record = match records.next() {
                        None => break,
                        Some(Ok(record)) if record.values.len() == size => record,
                        Some(Ok(record)) => {
                            let found = record.values.len();
                            failed = Some(DataError::Ragged { each: size, found });
                            return Err(std::io::Error::other("an array of another size"));
                        }
                        Some(Err(error)) => {
                            failed = Some(error);
                            return Err(std::io::Error::other("an array failed"));
                        }
                    };
                    bytes += container::write(&mut file, &record.payload(said))?;
                }
                file.flush()
            });
            if let Some(error) = failed {
                return Err(error);
            }
            written?;
            files.push(path);
        }
        Ok(files)
    }
}
