//! Sources: arrays of one shape in a row, in memory or in files.

use super::{DataError, Place};
use std::path::Path;
use std::sync::Arc;

/// Arrays of one shape in a row: simulations, or what belongs to their derivatives.
///
/// A source is read as often as wanted, by several readers at once, always in the same order.
pub trait Source: Send + Sync {
    /// The shape of one array.
    fn shape(&self) -> &[usize];

    /// How many arrays there are.
    fn count(&self) -> usize;

    /// A reader at the first array.
    ///
    /// # Errors
    /// If a file cannot be opened.
    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError>;

    /// Where the arrays lie, each place once.
    fn places(&self) -> Vec<Place>;
}

/// Goes through a source.
pub trait Reader: Send {
    /// Adds up to `count` further arrays to a block; fewer only at the end of the source.
    ///
    /// # Errors
    /// If they cannot be read, or are not what the source says.
    fn read(&mut self, count: usize, block: &mut Block) -> Result<(), DataError>;

    /// Passes over `count` arrays, without reading them where that can be.
    ///
    /// # Errors
    /// If files do not allow it.
    fn skip(&mut self, count: usize) -> Result<(), DataError>;

    /// Where an array lies that was read.
    fn place(&self, index: usize) -> Place;
}

/// Arrays that were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// How many.
    pub count: usize,
    /// Their numbers, one array after the other, each in C order.
    pub values: Vec<f32>,
    /// Their seeds, where the source has them; as many as arrays, or none.
    pub seeds: Vec<i64>,
}

/// Numbers of an array of such a shape, at least one.
pub(super) fn size(shape: &[usize], place: impl FnOnce() -> Place) -> Result<usize, DataError> {
    let size = shape.iter().try_fold(1_usize, |size, n| size.checked_mul(*n));
    // An array beyond this fits into no address space, at four bytes a number.
    match size.filter(|size| (1..1 << 60).contains(size)) {
        Some(size) => Ok(size),
        None => Err(DataError::Empty { place: place(), found: shape.to_vec() }),
    }
}

/// Refuses what `f32` cannot hold; infinities and NaNs pass.
pub(super) fn to_f32(
    value: f64,
    place: impl FnOnce() -> Place,
    (index, number): (usize, usize),
) -> Result<f32, DataError> {
    let single = value as f32;
    if single.is_infinite() && value.is_finite() {
        return Err(DataError::Overflow { place: place(), index, number, found: value });
    }
    Ok(single)
}

/// Arrays in memory. Clones share them.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::{Memory, Source};
/// let memory = Memory::new(&[2], vec![1.0, 2.0, 3.0, 4.0])?;
/// assert_eq!((memory.shape(), memory.count()), (&[2][..], 2));
/// assert!(Memory::new(&[3], vec![1.0, 2.0, 3.0, 4.0]).is_err());
/// # Ok::<(), cotangent_models::imnn::data::DataError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Memory {
    shape: Vec<usize>,
    size: usize,
    values: Arc<Vec<f32>>,
}

impl Memory {
    /// Arrays of a shape, `[count, ..shape]`.
    ///
    /// # Errors
    /// If the last is not whole, or if the shape has no numbers.
    pub fn new(shape: &[usize], values: Vec<f32>) -> Result<Self, DataError> {
        let size = size(shape, || Place::Memory(values.as_ptr().addr()))?;
        if !values.len().is_multiple_of(size) {
            return Err(DataError::Ragged { each: size, found: values.len() });
        }
        Ok(Self { shape: shape.to_vec(), size, values: Arc::new(values) })
    }

    /// The same from double precision.
    ///
    /// # Errors
    /// As [`Memory::new`], and if a number is too large for `f32`.
    pub fn from_f64(shape: &[usize], values: &[f64]) -> Result<Self, DataError> {
        let place = || Place::Memory(values.as_ptr().addr());
        let size = size(shape, place)?;
        let single = |(k, value): (usize, &f64)| to_f32(*value, place, (k / size, k % size));
        Self::new(shape, values.iter().enumerate().map(single).collect::<Result<_, _>>()?)
    }

    fn place(&self) -> Place {
        Place::Memory(self.values.as_ptr().addr())
    }
}

impl Source for Memory {
    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn count(&self) -> usize {
        self.values.len() / self.size
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError> {
        Ok(Box::new(MemoryReader { memory: self, next: 0 }))
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place()]
    }
}

struct MemoryReader<'a> {
    memory: &'a Memory,
    next: usize,
}

impl Reader for MemoryReader<'_> {
    fn read(&mut self, count: usize, block: &mut Block) -> Result<(), DataError> {
        let size = self.memory.size;
        let count = count.min(self.memory.count() - self.next);
        block.values.extend_from_slice(&self.memory.values[self.next * size..][..count * size]);
        block.count += count;
        self.next += count;
        Ok(())
    }

    fn skip(&mut self, count: usize) -> Result<(), DataError> {
        self.next = self.next.saturating_add(count).min(self.memory.count());
        Ok(())
    }

    fn place(&self, _: usize) -> Place {
        self.memory.place()
    }
}

/// Sources one after the other, as the simulations with derivatives and those without.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::{Chain, Memory, Source};
/// let with = Memory::new(&[2], vec![1.0, 2.0])?;
/// let without = Memory::new(&[2], vec![3.0, 4.0, 5.0, 6.0])?;
/// assert_eq!(Chain::new(Box::new(with), Box::new(without))?.count(), 3);
/// # Ok::<(), cotangent_models::imnn::data::DataError>(())
/// ```
pub struct Chain {
    first: Box<dyn Source>,
    second: Box<dyn Source>,
}

impl Chain {
    /// Two sources as one.
    ///
    /// # Errors
    /// If their arrays have other shapes.
    pub fn new(first: Box<dyn Source>, second: Box<dyn Source>) -> Result<Self, DataError> {
        if first.shape() != second.shape() {
            return Err(DataError::InputShape {
                place: first_place(&*second),
                index: first.count(),
                expected: first.shape().to_vec(),
                found: second.shape().to_vec(),
            });
        }
        Ok(Self { first, second })
    }
}

/// Where a source begins.
pub(super) fn first_place(source: &dyn Source) -> Place {
    source.places().into_iter().next().unwrap_or(Place::Memory(0))
}

impl Source for Chain {
    fn shape(&self) -> &[usize] {
        self.first.shape()
    }

    fn count(&self) -> usize {
        self.first.count() + self.second.count()
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError> {
        Ok(Box::new(ChainReader {
            first: self.first.reader()?,
            second: self.second.reader()?,
            len: self.first.count(),
            next: 0,
        }))
    }

    fn places(&self) -> Vec<Place> {
        let mut places = self.first.places();
        places.extend(self.second.places());
        places
    }
}

struct ChainReader<'a> {
    first: Box<dyn Reader + 'a>,
    second: Box<dyn Reader + 'a>,
    /// Arrays of the first.
    len: usize,
    next: usize,
}

impl ChainReader<'_> {
    /// How many of `count` arrays are still in the first source, and how many are not.
    fn split(&mut self, count: usize) -> (usize, usize) {
        let first = count.min(self.len.saturating_sub(self.next));
        self.next = self.next.saturating_add(count);
        (first, count - first)
    }
}

impl Reader for ChainReader<'_> {
    fn read(&mut self, count: usize, block: &mut Block) -> Result<(), DataError> {
        let before = block.count;
        let (first, second) = self.split(count);
        if first > 0 {
            self.first.read(first, block)?;
        }
        // A first source that ends early is not filled up with the second.
        if second > 0 && block.count - before == first {
            self.second.read(second, block)?;
        }
        // Seeds of one source alone pair nothing.
        if block.seeds.len() != block.count {
            block.seeds.clear();
        }
        Ok(())
    }

    fn skip(&mut self, count: usize) -> Result<(), DataError> {
        let (first, second) = self.split(count);
        self.first.skip(first)?;
        self.second.skip(second)
    }

    fn place(&self, index: usize) -> Place {
        match index.checked_sub(self.len) {
            None => self.first.place(index),
            Some(index) => self.second.place(index),
        }
    }
}

/// A failure to read a file or folder.
pub(super) fn unread(path: &Path, error: &std::io::Error) -> DataError {
    DataError::Unread { path: path.to_path_buf(), reason: error.to_string() }
}
