//! Simulations at the fiducial parameters and their derivatives: one logical data set, read in batches.
//!
//! ```text
//! Memory · NpyFiles · NpyStack · Records ─▶ Simulations ─▶ Cached ─▶ Prefetched ─▶ pass, shard
//!              sources                    zip, checks
//! ```
//!
//! A pass is read again as often as wanted and gives the same batches in the same order, so repetition
//! is another pass. Workers share the batches of one pass ([`DataSet::shard`]); nobody shards sources.
//!
//! # Where to read on
//!
//! | module | what |
//! | --- | --- |
//! | [`source`] | arrays in a row, in memory and one source after the other |
//! | [`npy`] | NumPy's files |
//! | [`records`] | TFRecord files, read and written |
//! | [`simulations`] | simulations zipped with derivatives, and the checks of each batch |
//! | [`folder`] | a folder by the names of its files, with its validation set |
//! | [`cached`], [`prefetched`] | batches kept in memory, and batches read ahead |
//! | [`inspect`](mod@inspect) | what only a look at all data shows |
//! | [`reference`] | the simulator of the reference problem |

pub mod cached;
pub mod error;
pub mod folder;
pub mod inspect;
pub mod npy;
pub mod prefetched;
pub mod records;
pub mod reference;
pub mod simulations;
pub mod source;

pub use cached::Cached;
pub use error::{DataError, Hint, Part, Place, Warning};
pub use folder::{Layout, open};
pub use inspect::inspect;
pub use npy::{NpyFiles, NpyStack, write_npy};
pub use prefetched::Prefetched;
pub use records::{RecordError, RecordProblem, RecordWriter, Records};
pub use simulations::{DerivativeSource, Simulations};
pub use source::{Block, Chain, Memory, Reader, Source};

use std::ops::Range;

/// What all simulations of a data set have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// n_s: simulations, for the covariance.
    pub simulations: usize,
    /// n_d ≤ n_s: the first of them have derivatives, for the mean's derivative.
    pub with_derivatives: usize,
    /// The shape of one simulation.
    pub input: Vec<usize>,
    /// P: physical parameters.
    pub parameters: usize,
}

impl Shape {
    /// Whether so many summaries can be trained: n_s > S + 1, 1 ≤ n_d ≤ n_s and S ≥ P.
    ///
    /// # Errors
    /// If not.
    pub fn check(&self, summaries: usize) -> Result<(), DataError> {
        let (simulations, found) = (self.simulations, self.with_derivatives);
        if simulations <= summaries.saturating_add(1) {
            return Err(DataError::TooFewSimulations { summaries, found: simulations });
        }
        if !(1..=simulations).contains(&found) {
            return Err(DataError::DerivativeCount { simulations, found });
        }
        if summaries < self.parameters {
            let parameters = self.parameters;
            return Err(DataError::TooFewSummaries { parameters, found: summaries });
        }
        Ok(())
    }

    /// The indices of each batch of a pass: all of a batch have derivatives, or none.
    ///
    /// # Errors
    /// If a batch would be empty.
    pub fn batches(
        &self,
        per_batch: usize,
    ) -> Result<impl Iterator<Item = Range<usize>> + Send + use<>, DataError> {
        if per_batch == 0 {
            let found = per_batch.to_string();
            return Err(DataError::Setting { name: "per_batch", expected: "at least 1", found });
        }
        let cut = move |start: usize, end: usize| {
            let batch = move |first: usize| first..end.min(first.saturating_add(per_batch));
            (start..end).step_by(per_batch).map(batch)
        };
        let with_derivatives = self.with_derivatives.min(self.simulations);
        Ok(cut(0, with_derivatives).chain(cut(with_derivatives, self.simulations)))
    }
}

/// What is known of how simulations change with the physical parameters.
#[derive(Debug, Clone, PartialEq)]
pub enum Derivatives {
    /// Nothing: these simulations serve the covariance only.
    None,
    /// ∂d/∂θ, `[count, ..input, parameters]`.
    Exact(Vec<f32>),
    /// Simulations of the same seeds at θ ∓ δθ/2, `[count, 2, parameters, ..input]`; below comes first.
    Pairs(Vec<f32>),
}

/// Some simulations in a row. All of them have derivatives, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Their places in the data set.
    pub indices: Range<usize>,
    /// The simulations, `[count, ..input]`.
    pub data: Vec<f32>,
    /// Their derivatives.
    pub derivatives: Derivatives,
}

impl Batch {
    /// A number that another batch has with probability 2⁻⁶⁴ only, unless made to have it: two passes saw
    /// the same simulations where it is the same. Costs a multiplication a number.
    pub fn checksum(&self) -> u64 {
        let (kind, derivatives): (u64, &[f32]) = match &self.derivatives {
            Derivatives::None => (0, &[]),
            Derivatives::Exact(values) => (1, values),
            Derivatives::Pairs(values) => (2, values),
        };
        // Each step is a bijection of the sum, so one changed word always changes the result.
        let mix = |sum: u64, word: u64| {
            let mixed = (sum ^ word).wrapping_mul(0xD6E8_FEB8_6659_FD93);
            mixed ^ (mixed >> 32)
        };
        let number = |sum: u64, x: &f32| mix(sum, u64::from(x.to_bits()));
        let Range { start, end } = self.indices;
        let head = [start as u64, end as u64, self.data.len() as u64, kind];
        let sum = head.into_iter().fold(0x9E37_79B9_7F4A_7C15, mix);
        derivatives.iter().fold(self.data.iter().fold(sum, number), number)
    }
}

/// A pass over a data set, in the order of indices.
pub type Batches<'a> = Box<dyn Iterator<Item = Result<Batch, DataError>> + Send + 'a>;

/// Simulations that can be read as often as wanted, always in the same order.
pub trait DataSet: Send + Sync {
    /// What all of them have in common.
    fn shape(&self) -> &Shape;

    /// Reads all simulations, `per_batch` at a time; the last batch with derivatives, and the last without, may be
    /// shorter. Both passes of an iteration give the same simulations; where simulations are made
    /// afresh, other iterations give others. After an error nothing comes.
    ///
    /// # Errors
    /// If a simulation cannot be read, or is not what the shape says.
    fn pass(&self, iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError>;

    /// The share of one of several workers in [`DataSet::pass`]: batch k goes to worker k mod `workers`.
    ///
    /// # Errors
    /// As for a pass, and if there is no such worker.
    fn shard(
        &self,
        iteration: u64,
        per_batch: usize,
        worker: usize,
        workers: usize,
    ) -> Result<Batches<'_>, DataError> {
        is_worker(worker, workers)?;
        let all = self.pass(iteration, per_batch)?.enumerate();
        // An error is every worker's.
        let mine = all.filter(move |(k, batch)| k % workers == worker || batch.is_err());
        Ok(Box::new(mine.map(|(_, batch)| batch)))
    }

    /// Where the simulations lie; nowhere, if they are made.
    fn places(&self) -> Vec<Place> {
        vec![]
    }
}

fn is_worker(worker: usize, workers: usize) -> Result<(), DataError> {
    match worker < workers {
        true => Ok(()),
        false => Err(DataError::Worker { workers, found: worker }),
    }
}
