//! What can be asked of the rows of each sample: see [`PerSample::run`](super::PerSample::run).

use super::{Batch, Matrix};
use crate::Tangent;
use std::ops::Range;

/// A question about a batched Jacobian that is answered sample by sample.
///
/// Implement it for a contraction of one's own: declare buffers, fill them from the pieces of a
/// sample's rows, and make the answer of them. A tuple of requests is a request.
///
/// ```
/// use cotangent::drivers::{Batch, Buffers, Parts, PerSample, Piece, Request, Results};
///
/// /// Σ J², for each parameter.
/// struct SumOfSquares;
/// impl Request for SumOfSquares {
///     type Output = Vec<f64>;
///     fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
///         buffers.sum(batch.n_parameters());
///     }
///     fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
///         let sum = &mut parts.sum()[piece.parameters.clone()];
///         for output in 0..piece.batch.n_outputs {
///             sum.iter_mut().zip(piece.row(output)).for_each(|(sum, x)| *sum += x * x);
///         }
///     }
///     fn finish(&self, _: &Batch, results: &mut Results) -> Vec<f64> {
///         results.sum()
///     }
/// }
/// let data = [3.0, 4.0];
/// let batch = PerSample::new(&[2.0], 2, 0.0).vjp(|_, i, w| [w * data[i]]);
/// assert_eq!(batch.run(SumOfSquares), [25.0]);
/// ```
pub trait Request: Sync {
    /// The answer.
    type Output;
    /// Announces the buffers that [`visit`](Self::visit) fills, in its order.
    ///
    /// # Panics
    /// If a vector of the request has the wrong length.
    #[track_caller]
    fn declare(&self, batch: &Batch, buffers: &mut Buffers);
    /// Reads a piece of the rows of one sample; each float of the rows comes once. It takes its
    /// buffers from `parts` in the order in which they were declared, those of a sample with what
    /// earlier pieces left in them, and zeros before the first.
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>);
    /// Makes the answer. It takes its buffers from `results` in the order in which they were
    /// declared.
    fn finish(&self, batch: &Batch, results: &mut Results) -> Self::Output;
}

/// The rows of one sample, for some of the parameters.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// Which sample of the batch.
    pub sample: usize,
    /// The lengths of the batch.
    pub batch: &'a Batch,
    /// Which floats of the parameters.
    pub parameters: Range<usize>,
    /// A row for each output, one at each multiple of `stride`.
    pub(super) rows: &'a [f64],
    pub(super) stride: usize,
}

impl<'a> Piece<'a> {
    /// The derivatives of one output by the parameters of this piece.
    pub fn row(&self, output: usize) -> &'a [f64] {
        &self.rows[output * self.stride..][..self.parameters.len()]
    }
}

/// The lengths of the buffers that requests ask for.
#[derive(Debug, Default)]
pub struct Buffers {
    own: Vec<usize>,
    sums: Vec<usize>,
}

impl Buffers {
    /// Asks for a buffer of `length` floats for each sample.
    pub fn for_each_sample(&mut self, length: usize) {
        self.own.push(length);
    }

    /// Asks for a buffer of `length` floats that sums over samples. It starts at zero.
    pub fn sum(&mut self, length: usize) {
        self.sums.push(length);
    }

    pub(super) fn sums(&self) -> Vec<Vec<f64>> {
        self.sums.iter().map(|&length| vec![0.0; length]).collect()
    }
}

/// The buffers of a request, for one sample.
pub struct Parts<'a> {
    own: Vec<&'a mut [f64]>,
    sums: &'a mut [Vec<f64>],
    /// How many of each were taken.
    taken: (usize, usize),
}

impl Parts<'_> {
    pub(super) fn rewind(&mut self) {
        self.taken = (0, 0);
    }

    /// The next buffer of this sample.
    ///
    /// # Panics
    /// If no more were declared.
    #[track_caller]
    pub fn own(&mut self) -> &mut [f64] {
        self.taken.0 += 1;
        self.own.get_mut(self.taken.0 - 1).expect("a buffer for each sample that was declared")
    }

    /// The next buffer that sums over samples.
    ///
    /// # Panics
    /// If no more were declared.
    #[track_caller]
    pub fn sum(&mut self) -> &mut [f64] {
        self.taken.1 += 1;
        self.sums.get_mut(self.taken.1 - 1).expect("a buffer for sums that was declared")
    }
}

/// The filled buffers.
pub struct Results {
    own: std::vec::IntoIter<Vec<f64>>,
    sums: std::vec::IntoIter<Vec<f64>>,
}

/// Some samples that one task takes, with their parts of the buffers.
pub(super) struct Group<'a> {
    pub(super) samples: Range<usize>,
    own: Vec<&'a mut [f64]>,
}

impl Group<'_> {
    /// The buffers for the sample at position `at` of the group.
    pub(super) fn parts<'b>(
        &'b mut self,
        buffers: &Buffers,
        at: usize,
        sums: &'b mut [Vec<f64>],
    ) -> Parts<'b> {
        let part =
            |(own, &length): (&'b mut &mut [f64], &usize)| &mut own[at * length..(at + 1) * length];
        let own = self.own.iter_mut().zip(&buffers.own).map(part).collect();
        Parts { own, sums, taken: (0, 0) }
    }
}

impl Results {
    pub(super) fn new(buffers: &Buffers, n_samples: usize) -> Results {
        let own = |&length: &usize| vec![0.0; n_samples * length];
        let own: Vec<Vec<f64>> = buffers.own.iter().map(own).collect();
        Results { own: own.into_iter(), sums: vec![].into_iter() }
    }

    /// Cuts the buffers into those of `size` samples each.
    pub(super) fn groups(
        &mut self,
        buffers: &Buffers,
        n_samples: usize,
        size: usize,
    ) -> Vec<Group<'_>> {
        let mut rest: Vec<&mut [f64]> =
            self.own.as_mut_slice().iter_mut().map(Vec::as_mut_slice).collect();
        let mut cut = |samples: Range<usize>| {
            let mut own = Vec::with_capacity(rest.len());
            for (rest, &length) in rest.iter_mut().zip(&buffers.own) {
                let (now, later) = std::mem::take(rest).split_at_mut(samples.len() * length);
                *rest = later;
                own.push(now);
            }
            Group { samples, own }
        };
        let starts = (0..n_samples).step_by(size);
        starts.map(|start| cut(start..n_samples.min(start + size))).collect()
    }

    pub(super) fn set_sums(&mut self, sums: Vec<Vec<f64>>) {
        self.sums = sums.into_iter();
    }

    /// The next buffer with a part for each sample, sample after sample.
    ///
    /// # Panics
    /// If no more were declared.
    #[track_caller]
    pub fn own(&mut self) -> Vec<f64> {
        self.own.next().expect("a buffer for each sample that was declared")
    }

    /// The next sum over samples.
    ///
    /// # Panics
    /// If no more were declared.
    #[track_caller]
    pub fn sum(&mut self) -> Vec<f64> {
        self.sums.next().expect("a buffer for sums that was declared")
    }
}

/// An array for each leaf of the parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedArrays {
    /// In declaration order.
    pub arrays: Vec<NamedArray>,
}

/// The array that belongs to one leaf.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedArray {
    /// The leaf's path, such as `layers[2].w`.
    pub path: String,
    /// The lengths, outermost first.
    pub shape: Vec<usize>,
    /// The floats, the last index fastest.
    pub floats: Vec<f64>,
}

impl NamedArrays {
    /// The array of the leaf at `path`.
    pub fn find(&self, path: &str) -> Option<&NamedArray> {
        self.arrays.iter().find(|array| array.path == path)
    }

    /// Takes a buffer for each leaf, with the outer lengths before the leaf's own.
    fn take(batch: &Batch, outer: &[usize], results: &mut Results) -> NamedArrays {
        let arrays = batch.layout.leaves.iter().map(|leaf| NamedArray {
            path: leaf.path.clone(),
            shape: outer.iter().chain(&leaf.shape).copied().collect(),
            floats: results.own(),
        });
        NamedArrays { arrays: arrays.collect() }
    }
}

/// Asks for the whole J: for each leaf of shape `s` an array of shape `[n_samples, n_outputs, *s]`.
#[derive(Clone, Copy, Debug)]
pub struct Jacobian;

impl Request for Jacobian {
    type Output = NamedArrays;
    fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
        for leaf in &batch.layout.leaves {
            buffers.for_each_sample(batch.n_outputs * leaf.range.len());
        }
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let here = &piece.parameters;
        for leaf in &piece.batch.layout.leaves {
            let own = parts.own();
            let (start, end) = (here.start.max(leaf.range.start), here.end.min(leaf.range.end));
            if start >= end {
                continue;
            }
            for (output, own) in own.chunks_exact_mut(leaf.range.len()).enumerate() {
                let row = &piece.row(output)[start - here.start..end - here.start];
                own[start - leaf.range.start..end - leaf.range.start].copy_from_slice(row);
            }
        }
    }
    fn finish(&self, batch: &Batch, results: &mut Results) -> NamedArrays {
        NamedArrays::take(batch, &[batch.n_samples, batch.n_outputs], results)
    }
}

/// Asks for the gradient of each sample, where there is one output: for each leaf of shape `s` an
/// array of shape `[n_samples, *s]`.
///
/// ```
/// use cotangent::drivers::{Gradients, PerSample};
/// let data = [3.0, 4.0];
/// let batch = PerSample::new(&[2.0], 2, 0.0).vjp(|_, i, w| [w * data[i]]);
/// assert_eq!(batch.run(Gradients).arrays[0].shape, [2, 1]);
/// ```
///
/// # Panics
/// If there is more than one output, or none.
#[derive(Clone, Copy, Debug)]
pub struct Gradients;

impl Request for Gradients {
    type Output = NamedArrays;
    #[track_caller]
    fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
        let n = batch.n_outputs;
        assert!(n == 1, "a gradient is of one output, not of {n}: ask for the `Jacobian`");
        Jacobian.declare(batch, buffers);
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        Jacobian.visit(piece, parts);
    }
    fn finish(&self, batch: &Batch, results: &mut Results) -> NamedArrays {
        NamedArrays::take(batch, &[batch.n_samples], results)
    }
}

/// Asks for J·v, in the shape `[n_samples, n_outputs]`, for a vector of one float for each
/// parameter.
#[derive(Clone, Copy, Debug)]
pub struct Times<'a>(pub &'a [f64]);

impl Request for Times<'_> {
    type Output = Matrix;
    #[track_caller]
    fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
        let (n, found) = (batch.n_parameters(), self.0.len());
        assert!(n == found, "{n} parameters meet a vector of length {found}");
        buffers.for_each_sample(batch.n_outputs);
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let v = &self.0[piece.parameters.clone()];
        for (output, x) in parts.own().iter_mut().enumerate() {
            *x += f64::dot_block(piece.row(output), v);
        }
    }
    fn finish(&self, batch: &Batch, results: &mut Results) -> Matrix {
        Matrix::from_vec(batch.n_samples, batch.n_outputs, results.own())
    }
}

/// Asks for uᵀ·J, one float for each parameter, for weights u of shape `[n_samples, n_outputs]`:
/// the gradient of the weighted sum of all outputs.
#[derive(Clone, Copy, Debug)]
pub struct TransposedTimes<'a>(pub &'a [f64]);

impl Request for TransposedTimes<'_> {
    type Output = Vec<f64>;
    #[track_caller]
    fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
        let (n, c, found) = (batch.n_samples, batch.n_outputs, self.0.len());
        assert!(n * c == found, "{n} samples of {c} outputs meet {found} weights");
        buffers.sum(batch.n_parameters());
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let sum = &mut parts.sum()[piece.parameters.clone()];
        let c = piece.batch.n_outputs;
        for output in 0..c {
            let weight = self.0[piece.sample * c + output];
            sum.iter_mut().zip(piece.row(output)).for_each(|(sum, x)| *sum += weight * x);
        }
    }
    fn finish(&self, _: &Batch, results: &mut Results) -> Vec<f64> {
        results.sum()
    }
}

/// Asks for the Euclidean norm of each row of J, in the shape `[n_samples, n_outputs]`.
#[derive(Clone, Copy, Debug)]
pub struct RowNorms;

impl Request for RowNorms {
    type Output = Matrix;
    fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
        buffers.for_each_sample(batch.n_outputs);
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        for (output, x) in parts.own().iter_mut().enumerate() {
            let row = piece.row(output);
            *x += f64::dot_block(row, row);
        }
    }
    fn finish(&self, batch: &Batch, results: &mut Results) -> Matrix {
        let squares = results.own();
        let norms = squares.into_iter().map(f64::sqrt).collect();
        Matrix::from_vec(batch.n_samples, batch.n_outputs, norms)
    }
}

/// Asks for Jᵢ·Jᵢᵀ of each sample i, in the shape `[n_samples, n_outputs, n_outputs]`. The products
/// between different samples are in [`PerSample::gram`](super::PerSample::gram).
#[derive(Clone, Copy, Debug)]
pub struct SampleGrams;

impl Request for SampleGrams {
    type Output = Vec<f64>;
    fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
        buffers.for_each_sample(batch.n_outputs * batch.n_outputs);
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let (own, c) = (parts.own(), piece.batch.n_outputs);
        for i in 0..c {
            for j in 0..=i {
                own[i * c + j] += f64::dot_block(piece.row(i), piece.row(j));
            }
        }
    }
    fn finish(&self, batch: &Batch, results: &mut Results) -> Vec<f64> {
        let (mut grams, c) = (results.own(), batch.n_outputs);
        // Below the diagonal they are filled.
        for gram in grams.chunks_exact_mut((c * c).max(1)) {
            for i in 0..c {
                for j in 0..i {
                    gram[j * c + i] = gram[i * c + j];
                }
            }
        }
        grams
    }
}

macro_rules! tuple {
    ($($part:ident $index:tt),+) => {
        impl<$($part: Request),+> Request for ($($part,)+) {
            type Output = ($($part::Output,)+);
            #[track_caller]
            fn declare(&self, batch: &Batch, buffers: &mut Buffers) {
                $(self.$index.declare(batch, buffers);)+
            }
            fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
                $(self.$index.visit(piece, parts);)+
            }
            fn finish(&self, batch: &Batch, results: &mut Results) -> Self::Output {
                ($(self.$index.finish(batch, results),)+)
            }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
