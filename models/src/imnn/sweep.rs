//! Two passes over a data set: summaries of all simulations, and then the gradient that their cotangents make.
//!
//! The first pass leaves x and dx/dθ, which are small. The loss and its cotangents follow from them on the host. The second
//! pass reads the same batches again, and each simulation meets its own cotangents by its index. Gradients are summed over
//! parts of a fixed size and in the order of the data, so they do not depend on workers and threads.

use super::data::{Batch, Batches, DataSet, Derivatives, Shape};
use super::error::{ImnnError, has_length, require};
use super::model::{Part, SummaryModel};
use super::statistics::check_counts;
use cotangent::{Tangent, Workspace};
use rayon::prelude::*;
use std::sync::Arc;

/// Simulations, and what their derivatives are.
#[derive(Clone)]
pub struct Source {
    data: Arc<dyn DataSet>,
    /// The distances in θ between the two simulations of a pair, where derivatives are numerical.
    steps: Option<Vec<f64>>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { data, steps } = self;
        f.debug_struct("Source").field("shape", data.shape()).field("steps", steps).finish()
    }
}

impl Source {
    /// Simulations with exact derivatives ∂d/∂θ.
    pub fn exact(data: Arc<dyn DataSet>) -> Self {
        Self { data, steps: None }
    }

    /// Simulations with pairs of others at θ ∓ δθ/2: `steps` are the full distances δθ, one for each parameter.
    ///
    /// # Errors
    /// If there is not one for each parameter, or if one is not positive.
    pub fn pairs(data: Arc<dyn DataSet>, steps: Vec<f64>) -> Result<Self, ImnnError> {
        has_length("the list of parameters' steps", data.shape().parameters, steps.len())?;
        for step in &steps {
            require(*step > 0.0 && step.is_finite(), "delta_theta", "above 0", step)?;
        }
        Ok(Self { data, steps: Some(steps) })
    }

    /// What all simulations have in common.
    pub fn shape(&self) -> &Shape {
        self.data.shape()
    }

    /// Whether a model can be trained on it.
    pub(super) fn check(&self, model: &impl SummaryModel) -> Result<(), ImnnError> {
        let Shape { simulations, with_derivatives, input, parameters } = self.shape();
        let found: usize = input.iter().product();
        has_length("a simulation", model.n_inputs(), found)?;
        check_counts(*simulations, *with_derivatives, model.n_summaries(), *parameters)
    }
}

/// How simulations are read and dealt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aggregation {
    /// Simulations a batch, or all at once.
    pub per_batch: Option<usize>,
    /// Whether numbers of simulations must divide by workers × `per_batch`.
    pub strict: bool,
    /// Whether the second pass is compared with the first.
    pub checksums: bool,
}

impl Default for Aggregation {
    fn default() -> Self {
        Self { per_batch: None, strict: false, checksums: true }
    }
}

impl Aggregation {
    fn size(&self, shape: &Shape) -> usize {
        self.per_batch.unwrap_or(shape.simulations).max(1)
    }

    /// Whether the setting suits.
    pub(super) fn check(&self, shape: &Shape, workers: usize) -> Result<(), ImnnError> {
        require(self.per_batch != Some(0), "per_batch", "at least 1", 0)?;
        require(workers > 0, "the number of workers", "at least 1", workers)?;
        let per_batch = self.size(shape);
        let (n_s, n_d) = (shape.simulations, shape.with_derivatives);
        if self.strict {
            for (quantity, size) in [("n_s", n_s), ("n_d", n_d), ("n_s - n_d", n_s - n_d)] {
                if !size.is_multiple_of(workers * per_batch) {
                    return Err(ImnnError::Uneven { quantity, size, workers, per_batch });
                }
            }
        }
        Ok(())
    }
}

/// What evaluates batches: threads here, a device or another machine elsewhere.
///
/// A worker's results must not depend on which batches it has seen before.
pub trait Worker<M: SummaryModel>: Send {
    /// Writes the summaries of simulations, `[n][S]`, and their derivatives, `[n][S][P]`.
    fn summaries(&mut self, model: &M, part: Part<'_>, x: &mut [f64], slopes: &mut [f64]);

    /// Writes the gradient of the sum of those with weights.
    fn pull_back(
        &mut self,
        model: &M,
        part: Part<'_>,
        x_bar: &[f64],
        slopes_bar: &[f64],
        bar: &mut M::Tangent,
    );
}

/// Threads of this machine: those of the pool of rayon that it is used in.
pub struct Threads<M: SummaryModel> {
    spaces: Vec<(M::Tangent, Workspace)>,
}

impl<M: SummaryModel> Default for Threads<M> {
    fn default() -> Self {
        Self { spaces: vec![] }
    }
}

/// Some of the simulations of a part, and where they are in it.
fn pieces<'a>(part: Part<'a>, size: usize) -> Vec<(Part<'a>, usize)> {
    let Part { n_simulations, data, n_parameters, derivatives } = part;
    let width = data.len() / n_simulations.max(1);
    (0..n_simulations)
        .step_by(size)
        .map(|first| {
            let last = n_simulations.min(first + size);
            let along = width * n_parameters;
            let piece = Part {
                n_simulations: last - first,
                data: &data[first * width..last * width],
                n_parameters,
                derivatives: &derivatives[first * along..last * along],
            };
            (piece, first)
        })
        .collect()
}

impl<M: SummaryModel> Worker<M> for Threads<M> {
    fn summaries(&mut self, model: &M, part: Part<'_>, x: &mut [f64], slopes: &mut [f64]) {
        let (n, p) = (model.n_summaries(), part.n_parameters);
        let size = model.at_once(p);
        let pieces = pieces(part, size);
        if p == 0 {
            let rows = x.par_chunks_mut(size * n);
            pieces.par_iter().zip(rows).for_each(|((piece, _), x)| {
                model.summaries(*piece, x, &mut []);
            });
        } else {
            let rows = x.par_chunks_mut(size * n).zip(slopes.par_chunks_mut(size * n * p));
            pieces.par_iter().zip(rows).for_each(|((piece, _), (x, slopes))| {
                model.summaries(*piece, x, slopes);
            });
        }
    }

    fn pull_back(
        &mut self,
        model: &M,
        part: Part<'_>,
        x_bar: &[f64],
        slopes_bar: &[f64],
        bar: &mut M::Tangent,
    ) {
        let (n, p) = (model.n_summaries(), part.n_parameters);
        let pieces = pieces(part, model.at_once(p));
        bar.set_zero();
        // Only so many gradients at a time, however large the batch is.
        for pieces in pieces.chunks(MOST_GRADIENTS) {
            while self.spaces.len() < pieces.len() {
                self.spaces.push((model.zero_tangent(), Workspace::new()));
            }
            let spaces = &mut self.spaces[..pieces.len()];
            pieces.par_iter().zip(&mut *spaces).for_each(|((piece, first), (bar, space))| {
                let rows = *first..first + piece.n_simulations;
                let x_bar = &x_bar[rows.start * n..rows.end * n];
                let slopes_bar = &slopes_bar[rows.start * n * p..rows.end * n * p];
                space.lend(|| model.pull_back(*piece, x_bar, slopes_bar, bar));
            });
            spaces.iter().for_each(|(piece, _)| bar.accumulate(piece));
        }
    }
}

/// Gradients of pieces that are held at once.
const MOST_GRADIENTS: usize = 16;

/// The summaries of all simulations, `[n_s][S]`, and their derivatives, `[n_d][S][P]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Summaries {
    /// x.
    pub x: Vec<f64>,
    /// dx/dθ.
    pub slopes: Vec<f64>,
    /// A checksum of each batch.
    sums: Vec<u64>,
}

/// Workers, and how simulations are dealt out to them.
pub(super) struct Sweep<M: SummaryModel> {
    pub(super) aggregation: Aggregation,
    workers: Vec<(Box<dyn Worker<M>>, M::Tangent)>,
}

impl<M: SummaryModel> Sweep<M> {
    pub(super) fn new(
        model: &M,
        aggregation: Aggregation,
        workers: Vec<Box<dyn Worker<M>>>,
    ) -> Self {
        let workers = workers.into_iter().map(|w| (w, model.zero_tangent())).collect();
        Self { aggregation, workers }
    }

    pub(super) fn n_workers(&self) -> usize {
        self.workers.len()
    }

    /// The first pass.
    pub(super) fn summaries(
        &mut self,
        model: &M,
        source: &Source,
        iteration: u64,
    ) -> Result<Summaries, ImnnError> {
        let shape = source.shape();
        let (n, p) = (model.n_summaries(), shape.parameters);
        let mut x = vec![0.0; shape.simulations * n];
        let mut slopes = vec![0.0; shape.with_derivatives * n * p];
        let (mut x_left, mut slopes_left) = (&mut x[..], &mut slopes[..]);
        let mut sums = vec![];
        let mut batches = Checked::new(source, iteration, &self.aggregation)?;
        loop {
            let mut jobs = vec![];
            for (worker, _) in &mut self.workers {
                let Some(batch) = batches.next()? else { break };
                if self.aggregation.checksums {
                    sums.push(checksum(&batch));
                }
                let count = batch.indices.len();
                let derived = !matches!(batch.derivatives, Derivatives::None);
                let (own_x, rest) = x_left.split_at_mut(count * n);
                x_left = rest;
                let (own_slopes, rest) =
                    slopes_left.split_at_mut(if derived { count * n * p } else { 0 });
                slopes_left = rest;
                jobs.push((worker, batch, own_x, own_slopes));
            }
            if jobs.is_empty() {
                return Ok(Summaries { x, slopes, sums });
            }
            jobs.into_par_iter().for_each(|(worker, batch, x, slopes)| {
                let steps = source.steps.as_deref();
                batch_summaries(&mut **worker, model, &batch, p, steps, x, slopes);
            });
        }
    }

    /// The second pass: writes the gradient that the cotangents of summaries and derivatives make.
    pub(super) fn pull_back(
        &mut self,
        model: &M,
        source: &Source,
        iteration: u64,
        seen: &Summaries,
        (x_bar, slopes_bar): (&[f64], &[f64]),
        total: &mut M::Tangent,
    ) -> Result<(), ImnnError> {
        let (n, p) = (model.n_summaries(), source.shape().parameters);
        total.set_zero();
        let mut sums = seen.sums.iter();
        let mut batches = Checked::new(source, iteration, &self.aggregation)?;
        loop {
            let mut jobs = vec![];
            for (worker, bar) in &mut self.workers {
                let Some(batch) = batches.next()? else { break };
                if self.aggregation.checksums && sums.next() != Some(&checksum(&batch)) {
                    return Err(ImnnError::Changed { indices: batch.indices, iteration });
                }
                jobs.push((worker, bar, batch));
            }
            if jobs.is_empty() {
                return Ok(());
            }
            jobs.par_iter_mut().for_each(|(worker, bar, batch)| {
                let rows = batch.indices.clone();
                let x_bar = &x_bar[rows.start * n..rows.end * n];
                let slopes_bar = match batch.derivatives {
                    Derivatives::None => &[],
                    _ => &slopes_bar[rows.start * n * p..rows.end * n * p],
                };
                let steps = source.steps.as_deref();
                batch_pull_back(&mut ***worker, model, batch, p, steps, (x_bar, slopes_bar), bar);
            });
            jobs.iter().for_each(|(_, bar, _)| total.accumulate(bar));
        }
    }
}

/// The simulations of a batch without derivatives.
fn plain(data: &[f32], n_simulations: usize) -> Part<'_> {
    Part { n_simulations, data, n_parameters: 0, derivatives: &[] }
}

fn batch_summaries<M: SummaryModel>(
    worker: &mut dyn Worker<M>,
    model: &M,
    batch: &Batch,
    p: usize,
    steps: Option<&[f64]>,
    x: &mut [f64],
    slopes: &mut [f64],
) {
    let count = batch.indices.len();
    let n = model.n_summaries();
    match (&batch.derivatives, steps) {
        (Derivatives::Exact(derivatives), _) => {
            let part =
                Part { n_simulations: count, data: &batch.data, n_parameters: p, derivatives };
            worker.summaries(model, part, x, slopes);
        }
        (Derivatives::Pairs(pairs), Some(steps)) => {
            worker.summaries(model, plain(&batch.data, count), x, &mut []);
            let mut ends = vec![0.0; count * 2 * p * n];
            worker.summaries(model, plain(pairs, count * 2 * p), &mut ends, &mut []);
            for (ends, slopes) in ends.chunks_exact(2 * p * n).zip(slopes.chunks_exact_mut(n * p)) {
                let (below, above) = ends.split_at(p * n);
                for (k, step) in steps.iter().enumerate() {
                    for s in 0..n {
                        slopes[s * p + k] = (above[k * n + s] - below[k * n + s]) / step;
                    }
                }
            }
        }
        _ => worker.summaries(model, plain(&batch.data, count), x, &mut []),
    }
}

fn batch_pull_back<M: SummaryModel>(
    worker: &mut dyn Worker<M>,
    model: &M,
    batch: &Batch,
    p: usize,
    steps: Option<&[f64]>,
    (x_bar, slopes_bar): (&[f64], &[f64]),
    bar: &mut M::Tangent,
) {
    let count = batch.indices.len();
    let n = model.n_summaries();
    match (&batch.derivatives, steps) {
        (Derivatives::Exact(derivatives), _) => {
            let part =
                Part { n_simulations: count, data: &batch.data, n_parameters: p, derivatives };
            worker.pull_back(model, part, x_bar, slopes_bar, bar);
        }
        (Derivatives::Pairs(pairs), Some(steps)) => {
            // A difference is linear in both ends.
            let mut ends_bar = vec![0.0; count * 2 * p * n];
            for (ends, slopes) in
                ends_bar.chunks_exact_mut(2 * p * n).zip(slopes_bar.chunks_exact(n * p))
            {
                let (below, above) = ends.split_at_mut(p * n);
                for (k, step) in steps.iter().enumerate() {
                    for s in 0..n {
                        above[k * n + s] = slopes[s * p + k] / step;
                        below[k * n + s] = -slopes[s * p + k] / step;
                    }
                }
            }
            worker.pull_back(model, plain(pairs, count * 2 * p), &ends_bar, &[], bar);
            let mut own = model.zero_tangent();
            worker.pull_back(model, plain(&batch.data, count), x_bar, &[], &mut own);
            bar.accumulate(&own);
        }
        _ => worker.pull_back(model, plain(&batch.data, count), x_bar, &[], bar),
    }
}

/// Batches of a pass that are what the shape says, in order and without gaps.
struct Checked<'a> {
    source: &'a Source,
    batches: Batches<'a>,
    next: usize,
}

impl<'a> Checked<'a> {
    fn new(
        source: &'a Source,
        iteration: u64,
        aggregation: &Aggregation,
    ) -> Result<Self, ImnnError> {
        let per_batch = aggregation.size(source.shape());
        Ok(Self { source, batches: source.data.pass(iteration, per_batch)?, next: 0 })
    }

    fn next(&mut self) -> Result<Option<Batch>, ImnnError> {
        let shape = self.source.shape();
        let (simulations, n_d) = (shape.simulations, shape.with_derivatives);
        let Some(batch) = self.batches.next().transpose()? else {
            return match self.next == simulations {
                true => Ok(None),
                false => Err(ImnnError::Ended { expected: simulations, found: self.next }),
            };
        };
        let indices = batch.indices.clone();
        let derived = self.next < n_d;
        let end = if derived { n_d } else { simulations };
        if indices.start != self.next || indices.is_empty() || indices.end > end {
            return Err(ImnnError::Order { expected: self.next, found: indices, simulations });
        }
        self.next = indices.end;
        let width: usize = shape.input.iter().product();
        let whole = indices.len() * width;
        has_length("the data of a batch", whole, batch.data.len())?;
        let expected = match (derived, &self.source.steps) {
            (false, _) => "no derivatives",
            (true, None) => "exact derivatives",
            (true, Some(_)) => "pairs of simulations",
        };
        let (found, length, factor) = match &batch.derivatives {
            Derivatives::None => ("no derivatives", 0, 0),
            Derivatives::Exact(d) => ("exact derivatives", d.len(), shape.parameters),
            Derivatives::Pairs(d) => ("pairs of simulations", d.len(), 2 * shape.parameters),
        };
        if found != expected {
            return Err(ImnnError::Kind { indices, expected, found });
        }
        has_length("the derivatives of a batch", factor * whole, length)?;
        Ok(Some(batch))
    }
}

/// A number that almost always differs where one bit of a batch does.
fn checksum(batch: &Batch) -> u64 {
    let derivatives: &[f32] = match &batch.derivatives {
        Derivatives::None => &[],
        Derivatives::Exact(d) | Derivatives::Pairs(d) => d,
    };
    // Four chains side by side, since each step waits for the one before.
    let mut chains = [batch.indices.start as u64, batch.indices.end as u64, 1, 2];
    for values in [&batch.data[..], derivatives] {
        for (k, value) in values.iter().enumerate() {
            let chain = &mut chains[k % 4];
            *chain = (*chain ^ u64::from(value.to_bits())).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            *chain ^= *chain >> 29;
        }
    }
    chains.iter().fold(0, |sum, c| (sum ^ c).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23))
}
