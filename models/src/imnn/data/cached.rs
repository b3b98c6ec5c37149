//! A data set kept in memory.

use super::{Batch, Batches, DataError, DataSet, Derivatives, Place, Shape};
use std::ops::Range;

/// A data set whose simulations were read once and are kept in memory.
///
/// Simulations that are made afresh each iteration are not for a cache: they stay those of the first.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::*;
/// # let fiducial = Memory::new(&[2], vec![1.0, 2.0, 3.0, 4.0])?;
/// # let derivative = DerivativeSource::Exact(Box::new(Memory::new(&[2, 1], vec![0.1, 0.2])?));
/// # let data = Simulations::zip(Box::new(fiducial), derivative)?;
/// // Two simulations and a derivative of two numbers each, four bytes a number:
/// assert_eq!(Cached::new(&data, 24)?.pass(0, 1)?.count(), 2);
/// let told = Cached::new(&data, 20).unwrap_err().to_string();
/// assert_eq!(told, "the cache: expected at most 20 bytes, found 24 to keep");
/// # Ok::<(), DataError>(())
/// ```
#[derive(Debug)]
pub struct Cached {
    shape: Shape,
    places: Vec<Place>,
    data: Vec<f32>,
    derivatives: Derivatives,
}

/// Numbers that are read at once.
const AT_ONCE: usize = 1 << 18;

impl Cached {
    /// Reads a data set whole.
    ///
    /// # Errors
    /// If it cannot be read, or has more than `limit` bytes of numbers.
    pub fn new(inner: &dyn DataSet, limit: u64) -> Result<Self, DataError> {
        let shape = inner.shape().clone();
        let size = shape.input.iter().fold(1_usize, |size, n| size.saturating_mul(*n)).max(1);
        let within = |numbers: usize| {
            let needed = (numbers as u64).saturating_mul(4);
            match needed <= limit {
                true => Ok(()),
                false => Err(DataError::CacheLimit { limit, needed }),
            }
        };
        // There is at least a derivative by one parameter, but that much is known before anything is read.
        within(shape.simulations.saturating_add(shape.with_derivatives).saturating_mul(size))?;
        let per_batch = (AT_ONCE / size).max(1);
        let (mut data, mut kept) = (vec![], Derivatives::None);
        for batch in inner.pass(0, per_batch)? {
            let batch = batch?;
            data.extend(batch.data);
            match (&mut kept, batch.derivatives) {
                (_, Derivatives::None) => {}
                (Derivatives::Exact(kept), Derivatives::Exact(more))
                | (Derivatives::Pairs(kept), Derivatives::Pairs(more)) => kept.extend(more),
                (kept, first) => *kept = first,
            }
            within(data.len() + numbers(&kept).len())?;
        }
        Ok(Self { shape, places: inner.places(), data, derivatives: kept })
    }

    fn batch(&self, indices: Range<usize>) -> Batch {
        let Shape { simulations, with_derivatives, .. } = self.shape;
        let part = |values: &[f32], count: usize| {
            let size = values.len() / count;
            values[indices.start * size..indices.end * size].to_vec()
        };
        let derivatives = match &self.derivatives {
            Derivatives::Exact(values) if indices.start < with_derivatives => {
                Derivatives::Exact(part(values, with_derivatives))
            }
            Derivatives::Pairs(values) if indices.start < with_derivatives => {
                Derivatives::Pairs(part(values, with_derivatives))
            }
            _ => Derivatives::None,
        };
        Batch { data: part(&self.data, simulations), derivatives, indices }
    }
}

/// The numbers of derivatives.
pub(super) fn numbers(derivatives: &Derivatives) -> &[f32] {
    match derivatives {
        Derivatives::None => &[],
        Derivatives::Exact(values) | Derivatives::Pairs(values) => values,
    }
}

impl DataSet for Cached {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn pass(&self, _: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        Ok(Box::new(self.shape.batches(per_batch)?.map(|indices| Ok(self.batch(indices)))))
    }

    fn shard(
        &self,
        _: u64,
        per_batch: usize,
        worker: usize,
        workers: usize,
    ) -> Result<Batches<'_>, DataError> {
        super::is_worker(worker, workers)?;
        let mine = self.shape.batches(per_batch)?.skip(worker).step_by(workers);
        Ok(Box::new(mine.map(|indices| Ok(self.batch(indices)))))
    }

    fn places(&self) -> Vec<Place> {
        self.places.clone()
    }
}
