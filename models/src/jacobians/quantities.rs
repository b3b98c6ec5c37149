//! What can be asked of the samples of a batch.

use super::error::{JacobianError, has_length};
use super::loss::Curvature;
use cotangent::drivers::{Buffers, Matrix, NamedArray, NamedArrays, Parts, Piece, Results};
use cotangent::leaves::{Layout, Slot};
use std::ops::Range;

/// Rows that are pulled back for each sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The gradient of its loss: one.
    Gradient,
    /// Its outputs: C.
    Jacobian,
    /// One of its outputs.
    Output(usize),
    /// The factors of its loss' Hessian: C, or as many as draws.
    Factors(Curvature),
}

/// The lengths of a batch, and which rows of a sample belong to which source.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The number of samples.
    pub n_samples: usize,
    /// The number of outputs of one.
    pub n_outputs: usize,
    /// The leaves of the parameters.
    pub layout: Layout,
    pub(super) sources: Vec<(Source, Range<usize>)>,
}

impl Frame {
    pub(super) fn new(n_samples: usize, n_outputs: usize, layout: Layout) -> Frame {
        Frame { n_samples, n_outputs, layout, sources: vec![] }
    }

    /// Adds rows, unless they are there.
    pub(super) fn add(&mut self, source: Source, n_rows: usize) {
        if self.sources.iter().all(|(there, _)| *there != source) {
            let start = self.n_rows();
            self.sources.push((source, start..start + n_rows));
        }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.sources.last().map_or(0, |(_, rows)| rows.end)
    }

    /// The rows of a source.
    ///
    /// # Panics
    /// If the quantity did not name it in [`Quantity::sources`].
    pub fn rows(&self, source: Source) -> Range<usize> {
        let found = self.sources.iter().find(|(there, _)| *there == source);
        found.expect("a source that the quantity named").1.clone()
    }
}

/// A question about the samples of a batch. A tuple of them is one as well, and they share the sweep.
///
/// It is a request of [`PerSample`](cotangent::drivers::PerSample) that knows which rows are its own.
pub trait Quantity: Sync {
    /// The answer.
    type Output;
    /// Adds the rows that it reads.
    fn sources(&self, all: &mut Vec<Source>);
    /// Whether its own vectors fit.
    ///
    /// # Errors
    /// If one has the wrong length.
    fn check(&self, _frame: &Frame) -> Result<(), JacobianError> {
        Ok(())
    }
    /// Announces its buffers.
    fn declare(&self, frame: &Frame, buffers: &mut Buffers);
    /// Reads a piece of a sample's rows.
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>);
    /// Makes the answer.
    fn finish(&self, frame: &Frame, results: &mut Results) -> Self::Output;
}

/// The parts of leaves that lie in a range of the flat parameters: the leaf, its floats, and their places in the range.
fn parts_of<'a>(
    layout: &'a Layout,
    here: &Range<usize>,
) -> impl Iterator<Item = (usize, &'a Slot, Range<usize>, Range<usize>)> + use<'a> {
    let here = here.clone();
    let part = move |(index, leaf): (usize, &'a Slot)| {
        let (start, end) = (here.start.max(leaf.range.start), here.end.min(leaf.range.end));
        let of_leaf = start.saturating_sub(leaf.range.start)..end.saturating_sub(leaf.range.start);
        (start < end).then(|| (index, leaf, of_leaf, start - here.start..end - here.start))
    };
    layout.leaves.iter().enumerate().filter_map(part)
}

/// Cuts a flat vector into arrays of the leaves' shapes.
pub(super) fn by_leaf(layout: &Layout, flat: &[f64]) -> NamedArrays {
    let array = |leaf: &Slot| NamedArray {
        path: leaf.path.clone(),
        shape: leaf.shape.clone(),
        floats: flat[leaf.range.clone()].to_vec(),
    };
    NamedArrays { arrays: layout.leaves.iter().map(array).collect() }
}

/// Some rows of each sample as they are, for each leaf `[N, rows, *s]`.
fn declare_whole(layout: &Layout, n_rows: usize, buffers: &mut Buffers) {
    layout.leaves.iter().for_each(|leaf| buffers.for_each_sample(n_rows * leaf.range.len()));
}

fn visit_whole(layout: &Layout, rows: &Range<usize>, piece: &Piece<'_>, parts: &mut Parts<'_>) {
    let mut pieces = parts_of(layout, &piece.parameters).peekable();
    for index in 0..layout.leaves.len() {
        let own = parts.own();
        let Some((_, leaf, of_leaf, of_piece)) = pieces.next_if(|part| part.0 == index) else {
            continue;
        };
        for (row, own) in rows.clone().zip(own.chunks_exact_mut(leaf.range.len())) {
            own[of_leaf.clone()].copy_from_slice(&piece.row(row)[of_piece.clone()]);
        }
    }
}

fn finish_whole(layout: &Layout, outer: &[usize], results: &mut Results) -> NamedArrays {
    let array = |leaf: &Slot| NamedArray {
        path: leaf.path.clone(),
        shape: outer.iter().chain(&leaf.shape).copied().collect(),
        floats: results.own(),
    };
    NamedArrays { arrays: layout.leaves.iter().map(array).collect() }
}

/// Asks for the Jacobian: for each leaf of shape s an array of shape `[N, C, *s]`.
#[derive(Debug, Clone, Copy)]
pub struct Jacobian;

impl Quantity for Jacobian {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Jacobian);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        declare_whole(&frame.layout, frame.n_outputs, buffers);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        visit_whole(&frame.layout, &frame.rows(Source::Jacobian), piece, parts);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        finish_whole(&frame.layout, &[frame.n_samples, frame.n_outputs], results)
    }
}

/// Asks for the gradients: for each leaf of shape s an array of shape `[N, *s]`.
#[derive(Debug, Clone, Copy)]
pub struct Gradients;

impl Quantity for Gradients {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Gradient);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        declare_whole(&frame.layout, 1, buffers);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        visit_whole(&frame.layout, &frame.rows(Source::Gradient), piece, parts);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        finish_whole(&frame.layout, &[frame.n_samples], results)
    }
}

/// Asks for rows of all samples as columns of a matrix: for each leaf of shape s an array of shape `[rows, N, *s]`. Of
/// [`Source::Factors`] it is the square root V of the Gauss–Newton matrix V Vᵀ.
#[derive(Debug, Clone, Copy)]
pub struct SquareRoot(pub Source);

impl Quantity for SquareRoot {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(self.0);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        declare_whole(&frame.layout, frame.rows(self.0).len(), buffers);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        visit_whole(&frame.layout, &frame.rows(self.0), piece, parts);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        let (n, c) = (frame.n_samples, frame.rows(self.0).len());
        let mut arrays = finish_whole(&frame.layout, &[c, n], results);
        for array in &mut arrays.arrays {
            let length = array.floats.len() / (n * c);
            if length > 0 && n > 1 && c > 1 {
                let mut turned = Vec::with_capacity(array.floats.len());
                for factor in 0..c {
                    for sample in 0..n {
                        let start = (sample * c + factor) * length;
                        turned.extend_from_slice(&array.floats[start..start + length]);
                    }
                }
                array.floats = turned;
            }
        }
        arrays
    }
}

/// Asks for Σ gₙ, for each leaf of its own shape: with [`Scaling::AsObjective`](super::Scaling::AsObjective) the objective's gradient.
#[derive(Debug, Clone, Copy)]
pub struct GradientSum;

impl Quantity for GradientSum {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Gradient);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        buffers.sum(frame.layout.len());
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let row = piece.row(frame.rows(Source::Gradient).start);
        add(&mut parts.sum()[piece.parameters.clone()], row, |g| g);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        by_leaf(&frame.layout, &results.sum())
    }
}

fn add(sum: &mut [f64], row: &[f64], term: impl Fn(f64) -> f64) {
    sum.iter_mut().zip(row).for_each(|(sum, &x)| *sum += term(x));
}

/// Asks for Σ gₙ² by entry, for each leaf of its own shape.
#[derive(Debug, Clone, Copy)]
pub struct SumOfSquares;

impl Quantity for SumOfSquares {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Gradient);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        buffers.sum(frame.layout.len());
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let row = piece.row(frame.rows(Source::Gradient).start);
        add(&mut parts.sum()[piece.parameters.clone()], row, |g| g * g);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        by_leaf(&frame.layout, &results.sum())
    }
}

/// Asks for the variance over samples, (1/N) Σ gₙ² − ((1/N) Σ gₙ)² by entry, for each leaf of its own shape. Rounding leaves an
/// error of about 1e-16 times the mean square, and nothing below zero.
#[derive(Debug, Clone, Copy)]
pub struct Variance;

impl Quantity for Variance {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Gradient);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        GradientSum.declare(frame, buffers);
        SumOfSquares.declare(frame, buffers);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        GradientSum.visit(frame, piece, parts);
        SumOfSquares.visit(frame, piece, parts);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        let (sums, mut squares) = (results.sum(), results.sum());
        let n = frame.n_samples as f64;
        squares.iter_mut().zip(sums).for_each(|(to, sum)| *to = variance(sum / n, *to / n));
        by_leaf(&frame.layout, &squares)
    }
}

/// (1/N) Σ g² − ((1/N) Σ g)², from both means.
pub(super) fn variance(mean: f64, mean_square: f64) -> f64 {
    let variance = mean_square - mean * mean;
    // Unlike `max`, this keeps a NaN.
    if variance < 0.0 && mean.is_finite() { 0.0 } else { variance }
}

/// ‖gₙ‖², by sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Norms {
    /// For each leaf, `[N, leaves]`.
    pub by_leaf: Matrix,
    /// Over all leaves, `[N]`.
    pub total: Vec<f64>,
}

impl Norms {
    pub(super) fn new(by_leaf: Matrix) -> Norms {
        let total = (0..by_leaf.n_rows()).map(|row| by_leaf.row(row).iter().sum()).collect();
        Norms { by_leaf, total }
    }
}

/// Asks for ‖gₙ‖².
#[derive(Debug, Clone, Copy)]
pub struct SquaredNorms;

impl Quantity for SquaredNorms {
    type Output = Norms;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Gradient);
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        buffers.for_each_sample(frame.layout.leaves.len());
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let (row, own) = (piece.row(frame.rows(Source::Gradient).start), parts.own());
        for (leaf, _, _, of_piece) in parts_of(&frame.layout, &piece.parameters) {
            own[leaf] += row[of_piece].iter().map(|g| g * g).sum::<f64>();
        }
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> Norms {
        let leaves = frame.layout.leaves.len();
        Norms::new(Matrix::from_vec(frame.n_samples, leaves, results.own()))
    }
}

/// Asks for J·v, `[N, C]`, for v with a float for each parameter.
#[derive(Debug, Clone, Copy)]
pub struct JacobianTimes<'a>(pub &'a [f64]);

impl Quantity for JacobianTimes<'_> {
    type Output = Matrix;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Jacobian);
    }
    fn check(&self, frame: &Frame) -> Result<(), JacobianError> {
        has_length("a vector in the parameters", frame.layout.len(), self.0.len())
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        buffers.for_each_sample(frame.n_outputs);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let v = &self.0[piece.parameters.clone()];
        for (row, own) in frame.rows(Source::Jacobian).zip(parts.own()) {
            *own += piece.row(row).iter().zip(v).map(|(x, v)| x * v).sum::<f64>();
        }
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> Matrix {
        Matrix::from_vec(frame.n_samples, frame.n_outputs, results.own())
    }
}

/// Asks for Σ uₙ_c Jₙ_c, for each leaf of its own shape, for weights u of shape `[N, C]`.
#[derive(Debug, Clone, Copy)]
pub struct TimesJacobian<'a>(pub &'a [f64]);

impl Quantity for TimesJacobian<'_> {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Jacobian);
    }
    fn check(&self, frame: &Frame) -> Result<(), JacobianError> {
        has_length("weights of the outputs", frame.n_samples * frame.n_outputs, self.0.len())
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        buffers.sum(frame.layout.len());
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let sum = &mut parts.sum()[piece.parameters.clone()];
        let weights = &self.0[piece.sample * frame.n_outputs..];
        for (row, weight) in frame.rows(Source::Jacobian).zip(weights) {
            add(sum, piece.row(row), |x| weight * x);
        }
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        by_leaf(&frame.layout, &results.sum())
    }
}

/// Asks for the diagonal of the Gauss–Newton matrix, for each leaf of its own shape.
#[derive(Debug, Clone, Copy)]
pub struct GgnDiagonal(pub Curvature);

impl Quantity for GgnDiagonal {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Factors(self.0));
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        buffers.sum(frame.layout.len());
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let sum = &mut parts.sum()[piece.parameters.clone()];
        for row in frame.rows(Source::Factors(self.0)) {
            add(sum, piece.row(row), |v| v * v);
        }
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        by_leaf(&frame.layout, &results.sum())
    }
}

/// Asks for the diagonal of each sample's own Gauss–Newton matrix, for each leaf of shape s an array of shape `[N, *s]`.
#[derive(Debug, Clone, Copy)]
pub struct SampleGgnDiagonals(pub Curvature);

impl Quantity for SampleGgnDiagonals {
    type Output = NamedArrays;
    fn sources(&self, all: &mut Vec<Source>) {
        all.push(Source::Factors(self.0));
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        declare_whole(&frame.layout, 1, buffers);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        let rows = frame.rows(Source::Factors(self.0));
        let mut pieces = parts_of(&frame.layout, &piece.parameters).peekable();
        for index in 0..frame.layout.leaves.len() {
            let own = parts.own();
            if let Some((_, _, of_leaf, of_piece)) = pieces.next_if(|part| part.0 == index) {
                for row in rows.clone() {
                    add(&mut own[of_leaf.clone()], &piece.row(row)[of_piece.clone()], |v| v * v);
                }
            }
        }
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> NamedArrays {
        finish_whole(&frame.layout, &[frame.n_samples], results)
    }
}

impl<Q: Quantity> Quantity for &Q {
    type Output = Q::Output;
    fn sources(&self, all: &mut Vec<Source>) {
        (**self).sources(all);
    }
    fn check(&self, frame: &Frame) -> Result<(), JacobianError> {
        (**self).check(frame)
    }
    fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
        (**self).declare(frame, buffers);
    }
    fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        (**self).visit(frame, piece, parts);
    }
    fn finish(&self, frame: &Frame, results: &mut Results) -> Q::Output {
        (**self).finish(frame, results)
    }
}

macro_rules! tuple {
    ($($part:ident $index:tt),+) => {
        impl<$($part: Quantity),+> Quantity for ($($part,)+) {
            type Output = ($($part::Output,)+);
            fn sources(&self, all: &mut Vec<Source>) {
                $(self.$index.sources(all);)+
            }
            fn check(&self, frame: &Frame) -> Result<(), JacobianError> {
                $(self.$index.check(frame)?;)+
                Ok(())
            }
            fn declare(&self, frame: &Frame, buffers: &mut Buffers) {
                $(self.$index.declare(frame, buffers);)+
            }
            fn visit(&self, frame: &Frame, piece: &Piece<'_>, parts: &mut Parts<'_>) {
                $(self.$index.visit(frame, piece, parts);)+
            }
            fn finish(&self, frame: &Frame, results: &mut Results) -> Self::Output {
                ($(self.$index.finish(frame, results),)+)
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
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
