//! Jacobians and gradients of each sample of a batch.
//!
//! A batch loss hides what each sample says. Here the function of *one* sample is differentiated,
//! and the driver maps its reverse sweep over the samples, on all cores. The rows of one sample, a
//! row for each output, exist only while the requests of the call read them, piece by piece; so a
//! contraction such as J·v never holds the whole Jacobian, and one sweep a sample serves all
//! requests of a call.
//!
//! Samples are taken in groups that depend on the batch alone, and sums over samples are added
//! group by group in order: results do not depend on the number of threads.

use super::lanes::{Lanes, Space};
use super::requests::{Buffers, Request, Results};
use super::{Matrix, Piece};
use crate::leaves::Layout;
use crate::{Differentiable, Tangent};
use rayon::prelude::*;
use std::ops::Range;

/// The derivatives of a function of parameters and one sample, for each sample of a batch.
///
/// J has the shape `[n_samples, n_outputs, n_parameters]`, the parameters in declaration order. The
/// requests of a call share one sweep a sample (in lanes, or one for each output without them); see
/// [`run`](Self::run).
///
/// ```
/// use cotangent::differentiable;
/// use cotangent::drivers::{Jacobian, PerSample, RowNorms};
///
/// #[differentiable(wrt(p))]
/// fn line(p: &[f64; 2], x: f64) -> f64 {
///     p[0] * x + p[1]
/// }
///
/// # fn main() {
/// let (p, data) = ([2.0, 1.0], [3.0, 4.0, 5.0]);
/// let batch = PerSample::new(&p, data.len(), 0.0)
///     .vjp(|p, sample, w| line::vjp(p, data[sample]).1(w));
/// let (jacobian, norms) = batch.run((Jacobian, RowNorms));
/// let leaf = &jacobian.arrays[0];
/// assert_eq!(leaf.shape, [3, 1, 2]);
/// assert_eq!(leaf.floats, [3.0, 1.0, 4.0, 1.0, 5.0, 1.0]);
/// assert_eq!(norms[(0, 0)], 10.0_f64.sqrt());
/// # }
/// ```
/// Derivatives by the samples themselves, of shape `[n_samples, n_outputs, *sample]`, are asked for in
/// the same way: any sample stands for the parameters, and the sweep ignores it:
/// `PerSample::new(&data[0], n, y).vjp(|_, sample, w| f::vjp_wrt_x(p, &data[sample]).1(w))`.
pub struct PerSample<'f, P: ?Sized, Y> {
    pub(super) parameters: &'f P,
    pub(super) y: Y,
    pub(super) batch: Batch,
    pub(super) rows: Option<Box<Rows<'f>>>,
}

/// Hands over the rows of a sample, piece by piece. The buffer is scratch of any length.
pub(super) type Rows<'f> = dyn Fn(usize, &mut Vec<f64>, &mut dyn FnMut(&Piece<'_>)) + Sync + 'f;

/// Parameters of a piece that is read while it is near the processor.
pub(super) const PIECE: usize = 256;

/// The lengths of a batch, and where the parameters' leaves lie in a row.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The number of samples.
    pub n_samples: usize,
    /// The number of floats of one sample's result, or of the rows that are
    /// [`seeded`](PerSample::seeded).
    pub n_outputs: usize,
    /// The names and shapes of the parameters' leaves, and their places in a row.
    pub layout: Layout,
}

impl Batch {
    /// The number of floats of the parameters, the length of a row.
    pub fn n_parameters(&self) -> usize {
        self.layout.len()
    }

    /// The number of floats of one sample's rows.
    fn n_floats(&self) -> usize {
        self.n_outputs * self.n_parameters()
    }

    /// Samples that one task takes: few enough for all cores, enough to make the task worth while.
    fn group(&self) -> usize {
        self.n_samples.div_ceil(64).clamp(1, 16)
    }
}

impl<'f, P, Y> PerSample<'f, P, Y>
where
    P: Differentiable + Sync + ?Sized,
    Y: Differentiable + Sync,
{
    /// A batch of `n_samples` samples. `y` is any result for one sample; only its shape matters.
    pub fn new(parameters: &'f P, n_samples: usize, y: Y) -> Self {
        let batch = Batch { n_samples, n_outputs: y.n_coordinates(), layout: parameters.layout() };
        PerSample { parameters, y, batch, rows: None }
    }

    /// The sweep of one sample: `|p, sample, w| f::vjp(p, &data[sample]).1(w)`. It runs once for
    /// each output of each sample.
    #[must_use]
    pub fn vjp(mut self, vjp: impl Fn(&P, usize, Y::Tangent) -> P::Tangent + Sync + 'f) -> Self
    where
        Y: Clone + 'f,
    {
        let (parameters, y, batch) = (self.parameters, self.y.clone(), self.batch.clone());
        self.rows = Some(Box::new(move |sample, scratch, take| {
            let n = batch.n_parameters();
            scratch.resize(batch.n_floats(), 0.0);
            let mut seed = vec![0.0; batch.n_outputs];
            for output in 0..seed.len() {
                seed[output] = 1.0;
                let mut weights = y.zero_tangent();
                weights.set_flat(&seed);
                seed[output] = 0.0;
                let row = &mut scratch[output * n..(output + 1) * n];
                vjp(parameters, sample, weights).copy_to_flat(row);
            }
            take(&Piece { sample, batch: &batch, parameters: 0..n, rows: scratch, stride: n });
        }));
        self
    }

    /// The sweep of one sample with `L` cotangents at once:
    /// `vjp_lanes::<8>(|p, sample, w| f::vjp_lanes(p, &data[sample]).1(w))`. With as many lanes as
    /// outputs, or more, it runs once for each sample.
    #[must_use]
    pub fn vjp_lanes<const L: usize>(
        mut self,
        vjp: impl Fn(&P, usize, Lanes<Y, L>) -> Lanes<P, L> + Sync + 'f,
    ) -> Self
    where
        P::Tangent: Sync + 'f,
        Y::Tangent: Sync + 'f,
    {
        let (parameters, batch) = (self.parameters, self.batch.clone());
        let inputs = Space::new::<L>(parameters.zero_tangent());
        let outputs = Space::new::<L>(self.y.zero_tangent());
        let bars = move |sample: usize, first: usize, n_outputs: usize| {
            let mut seeds = vec![0.0; n_outputs * L];
            for lane in 0..L.min(n_outputs - first) {
                seeds[(first + lane) * L + lane] = 1.0;
            }
            vjp(parameters, sample, outputs.lanes::<L>(&seeds))
        };
        self.rows = Some(Box::new(move |sample, scratch, take| {
            let (c, n) = (batch.n_outputs, batch.n_parameters());
            // Where one sweep has all outputs, its pieces are handed on while they are fresh.
            if c <= L {
                scratch.resize(c * PIECE, 0.0);
                let bars = bars(sample, 0, c);
                for_each_piece(&inputs, &bars, n, |start, lanes: &[[f64; L]]| {
                    transpose(lanes, scratch, PIECE);
                    let parameters = start..start + lanes.len();
                    let (batch, stride) = (&batch, PIECE);
                    take(&Piece { sample, batch, parameters, rows: scratch, stride });
                });
                return;
            }
            scratch.resize(c * n, 0.0);
            for first in (0..c).step_by(L) {
                let rows = &mut scratch[first * n..c.min(first + L) * n];
                let bars = bars(sample, first, c);
                for_each_piece(&inputs, &bars, n, |start, lanes: &[[f64; L]]| {
                    transpose(lanes, &mut rows[start..], n);
                });
            }
            take(&Piece { sample, batch: &batch, parameters: 0..n, rows: scratch, stride: n });
        }));
        self
    }

    /// The lengths of the batch, and the layout of its rows.
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Answers requests by one pass over the samples, on all cores: a single request, or a tuple of
    /// them. The memory is that of the answers, and of one sample's rows for each core.
    ///
    /// ```
    /// use cotangent::drivers::{PerSample, Times, TransposedTimes};
    /// // fᵢ(p) = p₀·xᵢ
    /// let data = [3.0, 4.0];
    /// let batch = PerSample::new(&[2.0], 2, 0.0).vjp(|_, i, w| [w * data[i]]);
    /// let (jv, uj) = batch.run((Times(&[10.0]), TransposedTimes(&[1.0, 1.0])));
    /// assert_eq!(jv.as_slice(), [30.0, 40.0]);
    /// assert_eq!(uj, [7.0]);
    /// ```
    ///
    /// # Panics
    /// If a vector of a request has the wrong length, or if no sweep was given.
    #[track_caller]
    pub fn run<R: Request>(&self, request: R) -> R::Output {
        let (batch, rows) = (&self.batch, self.given());
        let mut buffers = Buffers::default();
        request.declare(batch, &mut buffers);
        let mut results = Results::new(&buffers, batch.n_samples);
        let mut groups = results.groups(&buffers, batch.n_samples, batch.group());
        let mut sums = buffers.sums();
        // So many groups at a time that all cores are busy; their sums exist at once.
        let wave = 4 * rayon::current_num_threads();
        for wave in groups.chunks_mut(wave) {
            let sums_of_groups: Vec<Vec<Vec<f64>>> = wave
                .par_iter_mut()
                .map_init(Vec::new, |scratch, group| {
                    let mut sums = buffers.sums();
                    for (at, sample) in group.samples.clone().enumerate() {
                        let mut parts = group.parts(&buffers, at, &mut sums);
                        rows(sample, scratch, &mut |piece| {
                            parts.rewind();
                            request.visit(piece, &mut parts);
                        });
                    }
                    sums
                })
                .collect();
            for group in &sums_of_groups {
                for (sum, more) in sums.iter_mut().zip(group) {
                    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
                }
            }
        }
        drop(groups);
        results.set_sums(sums);
        request.finish(batch, &mut results)
    }

    /// Overwrites `rows` with J, in the shape `[n_samples, n_outputs, n_parameters]`. Nothing is
    /// allocated if it has room.
    ///
    /// ```
    /// use cotangent::drivers::PerSample;
    /// let data = [3.0, 4.0];
    /// let batch = PerSample::new(&[2.0], 2, 0.0).vjp(|_, i, w| [w * data[i]]);
    /// let mut rows = vec![];
    /// batch.rows_into(&mut rows);
    /// assert_eq!(rows, [3.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If no sweep was given.
    #[track_caller]
    pub fn rows_into(&self, rows: &mut Vec<f64>) {
        self.write_rows(0..self.batch.n_samples, rows);
    }

    /// Hands J to `take` in blocks of whole samples, in order: the samples, and their rows in the
    /// shape `[samples, n_outputs, n_parameters]`. A block takes no more than `bytes`, but at least
    /// one sample.
    ///
    /// ```
    /// use cotangent::drivers::PerSample;
    /// let data = [3.0, 4.0, 5.0];
    /// let batch = PerSample::new(&[2.0], 3, 0.0).vjp(|_, i, w| [w * data[i]]);
    /// let mut seen = vec![];
    /// batch.for_each_block(16, |samples, rows| seen.push((samples, rows.to_vec())));
    /// assert_eq!(seen, [(0..2, vec![3.0, 4.0]), (2..3, vec![5.0])]);
    /// ```
    ///
    /// # Panics
    /// If no sweep was given.
    #[track_caller]
    pub fn for_each_block(&self, bytes: usize, mut take: impl FnMut(Range<usize>, &[f64])) {
        let mut rows = vec![];
        for samples in self.blocks(bytes) {
            self.write_rows(samples.clone(), &mut rows);
            take(samples, &rows);
        }
    }

    /// J·Jᵀ over all samples and outputs, in the shape `[n_samples·n_outputs, n_samples·n_outputs]`:
    /// the empirical tangent kernel. Blocks of rows are multiplied two at a time, so no more than
    /// `bytes` of J exist at once, but at least two samples; where J does not fit, rows are made
    /// again for each pair of blocks.
    ///
    /// ```
    /// use cotangent::drivers::PerSample;
    /// let data = [3.0, 4.0];
    /// let batch = PerSample::new(&[2.0], 2, 0.0).vjp(|_, i, w| [w * data[i]]);
    /// assert_eq!(batch.gram(1 << 20).as_slice(), [9.0, 12.0, 12.0, 16.0]);
    /// ```
    ///
    /// # Panics
    /// If no sweep was given.
    #[track_caller]
    pub fn gram(&self, bytes: usize) -> Matrix {
        let (c, n) = (self.batch.n_outputs, self.batch.n_parameters());
        let total = self.batch.n_samples * c;
        let mut gram = Matrix::zeros(total, total);
        let blocks = self.blocks(bytes / 2);
        let (mut left_rows, mut other_rows) = (vec![], vec![]);
        for (i, left) in blocks.iter().enumerate() {
            self.write_rows(left.clone(), &mut left_rows);
            for right in &blocks[i..] {
                let right_rows = if right == left {
                    &left_rows
                } else {
                    self.write_rows(right.clone(), &mut other_rows);
                    &other_rows
                };
                let products = products(&left_rows, right_rows, n, left.len() * c, right.len() * c);
                for (a, row) in (left.start * c..left.end * c).enumerate() {
                    for (b, column) in (right.start * c..right.end * c).enumerate() {
                        let product = products[a * right.len() * c + b];
                        gram[(row, column)] = product;
                        gram[(column, row)] = product;
                    }
                }
            }
        }
        gram
    }

    #[track_caller]
    fn given(&self) -> &Rows<'f> {
        match &self.rows {
            Some(rows) => rows.as_ref(),
            None => panic!("no sweep was given: add `vjp` or `vjp_lanes`"),
        }
    }

    /// Blocks of samples whose rows take no more than `bytes`, but one sample at least.
    fn blocks(&self, bytes: usize) -> Vec<Range<usize>> {
        let n_samples = self.batch.n_samples;
        let of_one = size_of::<f64>() * self.batch.n_floats();
        let step = (bytes / of_one.max(1)).clamp(1, n_samples.max(1));
        (0..n_samples).step_by(step).map(|start| start..n_samples.min(start + step)).collect()
    }

    /// Overwrites `floats` with the rows of some samples, one after the other.
    #[track_caller]
    fn write_rows(&self, samples: Range<usize>, floats: &mut Vec<f64>) {
        let (rows, n) = (self.given(), self.batch.n_parameters());
        let length = self.batch.n_floats();
        floats.resize(samples.len() * length, 0.0);
        if length > 0 {
            floats.par_chunks_mut(length).zip(samples).for_each_init(
                Vec::new,
                |scratch, (floats, sample)| {
                    rows(sample, scratch, &mut |piece| {
                        for (output, row) in floats.chunks_exact_mut(n).enumerate() {
                            row[piece.parameters.clone()].copy_from_slice(piece.row(output));
                        }
                    });
                },
            );
        }
    }
}

/// A·Bᵀ for matrices with rows of length `n`.
fn products(a: &[f64], b: &[f64], n: usize, a_rows: usize, b_rows: usize) -> Vec<f64> {
    let row = |i: usize| i * n..(i + 1) * n;
    let of_row = |i: usize| (0..b_rows).map(move |j| f64::dot_block(&a[row(i)], &b[row(j)]));
    (0..a_rows).into_par_iter().flat_map_iter(of_row).collect()
}

/// Hands over lanes in pieces, with the number of floats before each.
///
/// # Panics
/// If there are not `n` floats in all.
pub(super) fn for_each_piece<T: Tangent, const L: usize>(
    space: &Space<T>,
    lanes: &T::Lanes<L>,
    n: usize,
    mut take: impl FnMut(usize, &[[f64; L]]),
) {
    let mut found = 0;
    space.for_each_part::<L>(lanes, &mut |before, part| {
        found = before + part.len();
        assert!(found <= n, "a sweep gave {found} floats or more for {n} parameters");
        for (piece, lanes) in part.chunks(PIECE).enumerate() {
            take(before + piece * PIECE, lanes);
        }
    });
    assert!(found == n, "a sweep gave {found} floats for {n} parameters");
}

/// Lanes next to each other become the starts of rows, one at each multiple of `stride`.
pub(super) fn transpose<const L: usize>(lanes: &[[f64; L]], rows: &mut [f64], stride: usize) {
    for (lane, row) in rows.chunks_mut(stride).enumerate() {
        row.iter_mut().zip(lanes).for_each(|(x, all)| *x = all[lane]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drivers::{
        Gradients, Jacobian, RowNorms, SampleGrams, Times, TransposedTimes, gaussian,
    };

    type P = (Vec<[f64; 2]>, f64);

    /// fₒ = sin(wₒ·x) + b·x₀ for each output o, and its pullback by hand, lane by lane.
    fn pull<const L: usize>(p: &P, x: &[f64; 2], w: &[[f64; L]]) -> (Vec<[f64; L]>, [f64; L]) {
        let (mut rows, mut b) = (vec![], [0.0; L]);
        for (row, w) in p.0.iter().zip(w) {
            let slope = (row[0] * x[0] + row[1] * x[1]).cos();
            rows.extend(x.map(|x| w.map(|w| w * slope * x)));
            b.iter_mut().zip(w).for_each(|(b, w)| *b += w * x[0]);
        }
        (rows, b)
    }

    fn case(n: usize, c: usize) -> (P, Vec<[f64; 2]>) {
        let pairs = |floats: Vec<f64>| floats.as_chunks::<2>().0.to_vec();
        ((pairs(gaussian(c, 2, 1)), 0.5), pairs(gaussian(n, 2, 2)))
    }

    /// One pullback at a time, in the shape `[n, c, parameters]`.
    fn expected(p: &P, data: &[[f64; 2]]) -> Vec<f64> {
        let c = p.0.len();
        let mut all = vec![];
        for x in data {
            for output in 0..c {
                let mut w = vec![[0.0]; c];
                w[output] = [1.0];
                let (rows, b) = pull(p, x, &w);
                all.extend(rows.iter().flatten().chain(&b));
            }
        }
        all
    }

    /// As the lanes of the parameters' tangent.
    fn lanes_of<const L: usize>(
        (w, b): (Vec<[f64; L]>, [f64; L]),
    ) -> (Vec<[[f64; L]; 2]>, [f64; L]) {
        (w.as_chunks::<2>().0.to_vec(), b)
    }

    fn plain<'f>(p: &'f P, data: &'f [[f64; 2]]) -> PerSample<'f, P, Vec<f64>> {
        PerSample::new(p, data.len(), vec![0.0; p.0.len()]).vjp(|p, i, w: Vec<f64>| {
            let w: Vec<[f64; 1]> = w.into_iter().map(|w| [w]).collect();
            let (rows, b) = pull(p, &data[i], &w);
            (rows.as_flattened().as_chunks::<2>().0.to_vec(), b[0])
        })
    }

    fn lanes<'f, const L: usize>(p: &'f P, data: &'f [[f64; 2]]) -> PerSample<'f, P, Vec<f64>> {
        PerSample::new(p, data.len(), vec![0.0; p.0.len()])
            .vjp_lanes::<L>(|p, i, w| lanes_of(pull(p, &data[i], &w)))
    }

    #[test]
    fn every_request_agrees_with_one_row_at_a_time() {
        for (n, c) in [(1, 1), (3, 2), (7, 5), (130, 3), (0, 2), (4, 0)] {
            let (p, data) = case(n, c);
            let (j, d) = (expected(&p, &data), 2 * c + 1);
            let (v, u) = (gaussian(1, d, 3), gaussian(n, c, 4));
            let rows: Vec<&[f64]> = if d > 0 { j.chunks(d).collect() } else { vec![] };
            let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            let close = |a: &[f64], b: &[f64]| {
                assert_eq!(a.len(), b.len());
                a.iter().zip(b).for_each(|(a, b)| assert!((a - b).abs() < 1e-12, "{a} {b}"));
            };
            for batch in [
                plain(&p, &data),
                lanes::<1>(&p, &data),
                lanes::<3>(&p, &data),
                lanes::<8>(&p, &data),
            ] {
                let (full, jv, uj, norms, grams) =
                    batch.run((Jacobian, Times(&v), TransposedTimes(&u), RowNorms, SampleGrams));
                let w = full.find("0").unwrap();
                assert_eq!(w.shape, [n, c, c, 2]);
                let b = full.find("1").unwrap();
                assert_eq!(b.shape, [n, c]);
                close(
                    &w.floats,
                    &rows.iter().flat_map(|r| &r[..2 * c]).copied().collect::<Vec<_>>(),
                );
                close(&b.floats, &rows.iter().map(|r| r[2 * c]).collect::<Vec<_>>());
                close(jv.as_slice(), &rows.iter().map(|r| dot(r, &v)).collect::<Vec<_>>());
                close(norms.as_slice(), &rows.iter().map(|r| dot(r, r).sqrt()).collect::<Vec<_>>());
                let mut sum = vec![0.0; d];
                for (row, u) in rows.iter().zip(&u) {
                    sum.iter_mut().zip(*row).for_each(|(sum, x)| *sum += u * x);
                }
                close(&uj, &sum);
                let gram = |i: usize| rows[i * c..(i + 1) * c].iter();
                let pairs =
                    (0..n).flat_map(|i| gram(i).flat_map(move |a| gram(i).map(move |b| (a, b))));
                close(&grams, &pairs.map(|(a, b)| dot(a, b)).collect::<Vec<_>>());

                for bytes in [0, 300, 1 << 20] {
                    let all = rows.iter().flat_map(|a| rows.iter().map(move |b| dot(a, b)));
                    close(batch.gram(bytes).as_slice(), &all.collect::<Vec<_>>());
                    let mut blocks = vec![];
                    batch.for_each_block(bytes, |_, rows| blocks.extend_from_slice(rows));
                    close(&blocks, &j);
                }
            }
        }
    }

    #[test]
    fn results_do_not_depend_on_the_number_of_threads() {
        let (p, data) = case(200, 3);
        let u = gaussian(200, 3, 4);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| lanes::<3>(&p, &data).run((TransposedTimes(&u), Jacobian)))
        };
        let one = on(1);
        for threads in [2, 3, 8] {
            assert_eq!(on(threads), one);
        }
    }

    #[test]
    fn gradients_of_one_output_have_no_axis_for_it() {
        let (p, data) = case(5, 1);
        let gradients = plain(&p, &data).run(Gradients);
        let shapes: Vec<_> = gradients.arrays.iter().map(|a| a.shape.clone()).collect();
        assert_eq!(shapes, [vec![5, 1, 2], vec![5]]);
    }

    #[test]
    #[should_panic(expected = "a gradient is of one output, not of 2")]
    fn a_gradient_of_two_outputs_is_refused() {
        let (p, data) = case(5, 2);
        plain(&p, &data).run(Gradients);
    }

    #[test]
    #[should_panic(expected = "5 parameters meet a vector of length 4")]
    fn a_vector_of_another_length_is_refused() {
        let (p, data) = case(5, 2);
        plain(&p, &data).run(Times(&[0.0; 4]));
    }

    #[test]
    #[should_panic(expected = "a sweep gave 1 floats for 5 parameters")]
    fn a_sweep_of_another_length_is_refused() {
        let (p, data) = case(1, 2);
        PerSample::new(&p, data.len(), vec![0.0; 2])
            .vjp_lanes::<2>(|_, _, _| (vec![], [0.0; 2]))
            .run(RowNorms);
    }
}
