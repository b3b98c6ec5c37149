//! NumPy's files: one a simulation, or all simulations in one.
//!
//! Headers of version 1.0 to 3.0, `<f4` and `<f8`, C and Fortran order. A header is believed only where it agrees
//! with the file's length, so it cannot ask for more memory than the file has bytes.
//!
//! A stacked file is read where a batch lies, by seeks: memory is bounded as by a mapping, and where
//! another program cuts the file off meanwhile, that is an error and no signal that ends the program.

use super::source::{size, to_f32, unread};
use super::{Block, DataError, Place, Reader, Source};
use crate::run::write_by;
use npyz::WriterBuilder;
use py_literal::Value;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The most that a header may have, in bytes; those of float arrays have about a hundred.
const MAX_HEADER: u32 = 1 << 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    Single,
    Double,
}

impl Width {
    fn bytes(self) -> usize {
        match self {
            Self::Single => 4,
            Self::Double => 8,
        }
    }

    /// The numbers that bytes hold, from number `first` of the array `index` on.
    fn numbers(
        self,
        bytes: &[u8],
        file: &Path,
        place: impl Fn(usize) -> (usize, usize),
        into: &mut Vec<f32>,
    ) -> Result<(), DataError> {
        match self {
            Self::Single => {
                into.extend(bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)));
            }
            Self::Double => {
                for (k, bytes) in bytes.as_chunks().0.iter().enumerate() {
                    let of = || Place::File(file.to_path_buf());
                    into.push(to_f32(f64::from_le_bytes(*bytes), of, place(k))?);
                }
            }
        }
        Ok(())
    }
}

/// What a header says, and an open file that is as long as it says.
struct Npy {
    file: File,
    width: Width,
    fortran: bool,
    shape: Vec<usize>,
    /// Where the numbers start, in bytes.
    start: u64,
}

impl Npy {
    fn open(path: &Path) -> Result<Self, DataError> {
        let unread = |error: std::io::Error| unread(path, &error);
        let header =
            |found: &str| DataError::Header { file: path.to_path_buf(), found: found.to_owned() };
        let mut file = File::open(path).map_err(unread)?;
        let len = file.metadata().map_err(unread)?.len();
        let mut before = [0; 12];
        let short = if len < 12 { len as usize } else { 12 };
        file.read_exact(&mut before[..short]).map_err(unread)?;
        if short < 12 || !before.starts_with(b"\x93NUMPY") {
            return Err(header("something else"));
        }
        let (start, text_len) = match (before[6], before[7]) {
            (1, 0) => (10, u32::from(u16::from_le_bytes([before[8], before[9]]))),
            (2 | 3, 0) => (12, u32::from_le_bytes([before[8], before[9], before[10], before[11]])),
            (major, minor) => return Err(header(&format!("version {major}.{minor}"))),
        };
        if text_len > MAX_HEADER {
            return Err(header(&format!("one of {text_len} bytes")));
        }
        let data = start + u64::from(text_len);
        if data > len {
            return Err(DataError::CutOff { file: path.to_path_buf(), expected: data, found: len });
        }
        let mut text = vec![0; text_len as usize];
        file.seek(SeekFrom::Start(start)).map_err(unread)?;
        file.read_exact(&mut text).map_err(unread)?;
        let (descr, fortran, shape) = parse(&text).map_err(|found| header(&found))?;
        let place = || Place::File(path.to_path_buf());
        let width = match descr.as_str() {
            "<f4" => Width::Single,
            "<f8" => Width::Double,
            _ => {
                let expected = "little-endian floats (<f4 or <f8)";
                return Err(DataError::ElementType { place: place(), expected, found: descr });
            }
        };
        let bytes = size(&shape, place)? as u64 * width.bytes() as u64;
        let (expected, found) = (data.saturating_add(bytes), len);
        let path = path.to_path_buf();
        match found.cmp(&expected) {
            std::cmp::Ordering::Less => Err(DataError::CutOff { file: path, expected, found }),
            std::cmp::Ordering::Greater => Err(DataError::TooLong { file: path, expected, found }),
            std::cmp::Ordering::Equal => Ok(Self { file, width, fortran, shape, start: data }),
        }
    }

    /// Reads numbers from number `first` of the file on.
    fn bytes(
        &mut self,
        path: &Path,
        first: usize,
        count: usize,
        bytes: &mut Vec<u8>,
    ) -> Result<(), DataError> {
        bytes.resize(count * self.width.bytes(), 0);
        let at = self.start + first as u64 * self.width.bytes() as u64;
        let read = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.read_exact(bytes));
        read.map_err(|error| unread(path, &error))
    }
}

/// Element type, order and shape in a header's text.
fn parse(text: &[u8]) -> Result<(String, bool, Vec<usize>), String> {
    let text = std::str::from_utf8(text).map_err(|_| "no text".to_owned())?;
    // An array of floats needs two brackets; many would overflow the parser's stack.
    if text.matches(['(', '[', '{']).count() > 2 {
        return Err("more brackets than an array of floats has".to_owned());
    }
    let value: Value = text.trim().parse().map_err(|_| "no Python dictionary".to_owned())?;
    let Value::Dict(entries) = value else { return Err("no Python dictionary".to_owned()) };
    let entry = |name: &str| {
        let is_it = |(key, _): &&(Value, Value)| key.as_string().is_some_and(|key| key == name);
        entries.iter().find(is_it).map(|(_, value)| value)
    };
    let descr = entry("descr").and_then(Value::as_string).ok_or("one without a `descr`")?;
    let fortran = match entry("fortran_order") {
        Some(Value::Boolean(fortran)) => *fortran,
        _ => return Err("one without a `fortran_order`".to_owned()),
    };
    let shape = entry("shape").and_then(Value::as_tuple).ok_or("one without a `shape`")?;
    let axis = |n: &Value| {
        let n = n.as_integer()?.to_string();
        n.parse().ok()
    };
    let shape: Option<Vec<usize>> = shape.iter().map(axis).collect();
    Ok((descr.clone(), fortran, shape.ok_or("a shape that cannot be")?))
}

/// For each number of an array in Fortran order, its place in C order.
fn places_in_c(shape: &[usize]) -> Vec<usize> {
    let n = shape.iter().product();
    let mut index = vec![0; shape.len()];
    let mut places = Vec::with_capacity(n);
    for _ in 0..n {
        places.push(index.iter().zip(shape).fold(0, |place, (i, n)| place * n + i));
        for (i, n) in index.iter_mut().zip(shape) {
            *i += 1;
            if *i < *n {
                break;
            }
            *i = 0;
        }
    }
    places
}

/// One file a simulation, `{directory}/{name}_{i:04}.npy`, numbered from 0.
#[derive(Debug, Clone)]
pub struct NpyFiles {
    directory: PathBuf,
    name: String,
    shape: Vec<usize>,
    count: usize,
}

impl NpyFiles {
    /// The files of such a name. The first says the shape.
    ///
    /// # Errors
    /// If there are none, if one is missing, or if the first is not as it must be.
    pub fn open(directory: &Path, name: &str) -> Result<Self, DataError> {
        let count = numbered(directory, name, 4, ".npy")?;
        let shape = Npy::open(&directory.join(Self::name(name, 0)))?.shape;
        Ok(Self { directory: directory.to_path_buf(), name: name.to_owned(), shape, count })
    }

    /// The name of a simulation's file.
    pub fn name(name: &str, index: usize) -> String {
        format!("{name}_{index:04}.npy")
    }

    fn path(&self, index: usize) -> PathBuf {
        self.directory.join(Self::name(&self.name, index))
    }
}

/// How many files `{name}_{number}{ending}` there are, with numbers of at least `padding` digits from 0 on.
pub(super) fn numbered(
    directory: &Path,
    name: &str,
    padding: usize,
    ending: &str,
) -> Result<usize, DataError> {
    let mut numbers: Vec<u64> = vec![];
    for entry in std::fs::read_dir(directory).map_err(|error| unread(directory, &error))? {
        let entry = entry.map_err(|error| unread(directory, &error))?.file_name();
        let digits = entry
            .to_str()
            .and_then(|entry| entry.strip_prefix(name)?.strip_prefix('_')?.strip_suffix(ending));
        let number = digits.and_then(|digits| {
            let number = digits.parse::<u64>().ok()?;
            (format!("{number:0padding$}") == digits).then_some(number)
        });
        numbers.extend(number);
    }
    if numbers.is_empty() {
        return Err(DataError::Folder {
            folder: directory.to_path_buf(),
            expected: format!("{name}_{:0padding$}{ending} and so on", 0),
            found: "none".to_owned(),
        });
    }
    numbers.sort_unstable();
    match (0..).zip(&numbers).find(|(expected, found)| expected != *found) {
        None => Ok(numbers.len()),
        Some((expected, found)) => Err(DataError::Gap {
            folder: directory.to_path_buf(),
            name: name.to_owned(),
            expected,
            found: *found,
        }),
    }
}

impl Source for NpyFiles {
    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn count(&self) -> usize {
        self.count
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError> {
        let (bytes, places) = (vec![], places_in_c(&self.shape));
        Ok(Box::new(FilesReader { files: self, next: 0, bytes, places }))
    }

    fn places(&self) -> Vec<Place> {
        (0..self.count).map(|index| Place::File(self.path(index))).collect()
    }
}

struct FilesReader<'a> {
    files: &'a NpyFiles,
    next: usize,
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Reader for FilesReader<'_> {
    fn read(&mut self, count: usize, block: &mut Block) -> Result<(), DataError> {
        for index in self.next..self.next.saturating_add(count).min(self.files.count) {
            let path = self.files.path(index);
            let mut npy = Npy::open(&path)?;
            if npy.shape != self.files.shape {
                return Err(DataError::InputShape {
                    place: Place::File(path),
                    index,
                    expected: self.files.shape.clone(),
                    found: npy.shape,
                });
            }
            npy.bytes(&path, 0, self.places.len(), &mut self.bytes)?;
            let first = block.values.len();
            npy.width.numbers(&self.bytes, &path, |k| (index, k), &mut block.values)?;
            if npy.fortran {
                let stored = block.values[first..].to_vec();
                for (value, place) in stored.into_iter().zip(&self.places) {
                    block.values[first + place] = value;
                }
            }
            block.count += 1;
            self.next += 1;
        }
        Ok(())
    }

    fn skip(&mut self, count: usize) -> Result<(), DataError> {
        self.next = self.next.saturating_add(count).min(self.files.count);
        Ok(())
    }

    fn place(&self, index: usize) -> Place {
        Place::File(self.files.path(index))
    }
}

/// All simulations in one file, `[count, ..shape]`.
///
/// In Fortran order a batch takes a seek for each number of a simulation; C order takes one.
#[derive(Debug, Clone)]
pub struct NpyStack {
    file: PathBuf,
    /// With the count.
    whole: Vec<usize>,
}

impl NpyStack {
    /// The simulations of a file.
    ///
    /// # Errors
    /// If it is not as it must be.
    pub fn open(file: &Path) -> Result<Self, DataError> {
        let whole = Npy::open(file)?.shape;
        if whole.is_empty() {
            return Err(DataError::Empty { place: Place::File(file.to_path_buf()), found: whole });
        }
        Ok(Self { file: file.to_path_buf(), whole })
    }
}

impl Source for NpyStack {
    fn shape(&self) -> &[usize] {
        &self.whole[1..]
    }

    fn count(&self) -> usize {
        self.whole[0]
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError> {
        let npy = Npy::open(&self.file)?;
        if npy.shape != self.whole {
            return Err(DataError::InputShape {
                place: Place::File(self.file.clone()),
                index: 0,
                expected: self.whole.clone(),
                found: npy.shape,
            });
        }
        let places = if npy.fortran { places_in_c(self.shape()) } else { vec![] };
        Ok(Box::new(StackReader { stack: self, npy, next: 0, bytes: vec![], places }))
    }

    fn places(&self) -> Vec<Place> {
        vec![Place::File(self.file.clone())]
    }
}

struct StackReader<'a> {
    stack: &'a NpyStack,
    npy: Npy,
    next: usize,
    bytes: Vec<u8>,
    /// In Fortran order.
    places: Vec<usize>,
}

impl Reader for StackReader<'_> {
    fn read(&mut self, count: usize, block: &mut Block) -> Result<(), DataError> {
        let (path, total, next) = (&self.stack.file, self.stack.count(), self.next);
        let size: usize = self.stack.shape().iter().product();
        let count = count.min(total - next);
        if self.npy.fortran {
            let first = block.values.len();
            block.values.resize(first + count * size, 0.0);
            let mut column = Vec::with_capacity(count);
            for (k, place) in self.places.iter().enumerate() {
                column.clear();
                self.npy.bytes(path, k * total + next, count, &mut self.bytes)?;
                let number = |k| (next + k, *place);
                self.npy.width.numbers(&self.bytes, path, number, &mut column)?;
                for (k, value) in column.iter().enumerate() {
                    block.values[first + k * size + place] = *value;
                }
            }
        } else {
            self.npy.bytes(path, next * size, count * size, &mut self.bytes)?;
            let number = |k: usize| (next + k / size, k % size);
            self.npy.width.numbers(&self.bytes, path, number, &mut block.values)?;
        }
        block.count += count;
        self.next += count;
        Ok(())
    }

    fn skip(&mut self, count: usize) -> Result<(), DataError> {
        self.next = self.next.saturating_add(count).min(self.stack.count());
        Ok(())
    }

    fn place(&self, _: usize) -> Place {
        Place::File(self.stack.file.clone())
    }
}

/// Writes arrays as one `<f4` array of such a shape, whole or not at all. Parts come one after the other, so
/// that they need not be in memory at once.
///
/// # Errors
/// If a part fails, if there are more or fewer numbers than the shape has, or if the file cannot be written.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::{NpyStack, Source, write_npy};
/// let there = tempfile::tempdir().unwrap();
/// let file = there.path().join("fiducial.npy");
/// write_npy(&file, &[3, 2], [Ok(vec![1.0, 2.0]), Ok(vec![3.0, 4.0, 5.0, 6.0])])?;
/// let stack = NpyStack::open(&file)?;
/// assert_eq!((stack.count(), stack.shape()), (3, &[2][..]));
/// # Ok::<(), cotangent_models::imnn::data::DataError>(())
/// ```
pub fn write_npy(
    file: &Path,
    shape: &[usize],
    parts: impl IntoIterator<Item = Result<Vec<f32>, DataError>>,
) -> Result<(), DataError> {
    let shape: Vec<u64> = shape.iter().map(|n| *n as u64).collect();
    let mut failed = None;
    let written = write_by(file, |file| {
        let options = npyz::WriteOptions::new().default_dtype().shape(&shape);
        let mut writer = options.writer(BufWriter::new(file)).begin_nd()?;
        for part in parts {
            match part {
                Ok(part) => writer.extend(part)?,
                Err(error) => {
                    failed = Some(error);
                    return Err(std::io::Error::other("a part failed"));
                }
            }
        }
        writer.finish()
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(written?),
    }
}
