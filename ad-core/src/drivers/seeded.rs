//! Rows of each sample that are not the outputs' own: seeds of one's own, made from the outputs.

use super::lanes::{Lanes, Space};
use super::per_sample::{PIECE, PerSample, for_each_piece, transpose};
use super::{Matrix, Piece};
use crate::Differentiable;

impl<'f, P, Y> PerSample<'f, P, Y>
where
    P: Differentiable + Sync + ?Sized,
    Y: Differentiable + Sync,
{
    /// Takes S·J of each sample for the rows of J, where S, of shape `[n_rows, n_outputs]`, is made from
    /// the sample's outputs: weights of a loss' gradient, factors of its Hessian, unit vectors, or all
    /// of them. From then on [`Batch::n_outputs`](super::Batch::n_outputs) is `n_rows`.
    ///
    /// The sweep hands the result to its last argument and pulls back what it gets for it. It runs once for
    /// each row.
    ///
    /// ```
    /// use cotangent::differentiable;
    /// use cotangent::drivers::{Gradients, Matrix, PerSample};
    ///
    /// #[differentiable(wrt(p))]
    /// fn line(p: &[f64; 2], x: f64) -> f64 {
    ///     p[0] * x + p[1]
    /// }
    ///
    /// # fn main() {
    /// // The gradient of (line − 1)² for each x.
    /// let (p, data) = ([2.0, 1.0], [3.0, 4.0]);
    /// let slope = |_, y: &[f64]| Matrix::from_vec(1, 1, vec![2.0 * (y[0] - 1.0)]);
    /// let batch = PerSample::new(&p, data.len(), 0.0).seeded(1, slope, |p, sample, seed| {
    ///     let (y, pullback) = line::vjp(p, data[sample]);
    ///     pullback(seed(&y))
    /// });
    /// assert_eq!(batch.run(Gradients).arrays[0].floats, [36.0, 12.0, 64.0, 16.0]);
    /// # }
    /// ```
    ///
    /// # Panics
    /// A run panics if `seeds` gives a matrix of another shape.
    #[must_use]
    pub fn seeded(
        mut self,
        n_rows: usize,
        seeds: impl Fn(usize, &[f64]) -> Matrix + Sync + 'f,
        sweep: impl Fn(&P, usize, &mut dyn FnMut(&Y) -> Y::Tangent) -> P::Tangent + Sync + 'f,
    ) -> Self {
        self.batch.n_outputs = n_rows;
        let (parameters, batch) = (self.parameters, self.batch.clone());
        self.rows = Some(Box::new(move |sample, scratch, take| {
            let n = batch.n_parameters();
            scratch.resize(n_rows * n, 0.0);
            let mut all = None;
            for row in 0..n_rows {
                let bar = sweep(parameters, sample, &mut |y| {
                    let all = all.get_or_insert_with(|| checked(&seeds, sample, y, n_rows));
                    let mut weights = y.zero_tangent();
                    weights.set_flat(all.row(row));
                    weights
                });
                bar.copy_to_flat(&mut scratch[row * n..(row + 1) * n]);
            }
            take(&Piece { sample, batch: &batch, parameters: 0..n, rows: scratch, stride: n });
        }));
        self
    }

    /// The same with `L` rows in each sweep:
    /// `seeded_lanes::<8>(n, seeds, |p, i, seed| { let (y, pull) = f::vjp_lanes(p, &data[i]); pull(seed(&y)) })`.
    ///
    /// # Panics
    /// A run panics if `seeds` gives a matrix of another shape.
    #[must_use]
    pub fn seeded_lanes<const L: usize>(
        mut self,
        n_rows: usize,
        seeds: impl Fn(usize, &[f64]) -> Matrix + Sync + 'f,
        sweep: impl Fn(&P, usize, &mut dyn FnMut(&Y) -> Lanes<Y, L>) -> Lanes<P, L> + Sync + 'f,
    ) -> Self
    where
        P::Tangent: Sync + 'f,
        Y::Tangent: Sync + 'f,
    {
        self.batch.n_outputs = n_rows;
        let (parameters, batch) = (self.parameters, self.batch.clone());
        let inputs = Space::new::<L>(parameters.zero_tangent());
        let outputs = Space::new::<L>(self.y.zero_tangent());
        self.rows = Some(Box::new(move |sample, scratch, take| {
            let n = batch.n_parameters();
            let mut all = None;
            let mut bars = |first: usize| {
                sweep(parameters, sample, &mut |y| {
                    let all = all.get_or_insert_with(|| checked(&seeds, sample, y, n_rows));
                    let mut flat = vec![0.0; all.n_columns() * L];
                    for lane in 0..L.min(n_rows - first) {
                        let places = flat.iter_mut().skip(lane).step_by(L);
                        places.zip(all.row(first + lane)).for_each(|(place, s)| *place = *s);
                    }
                    outputs.lanes::<L>(&flat)
                })
            };
            // Where one sweep has all rows, its pieces are handed on while they are fresh.
            if n_rows <= L {
                scratch.resize(n_rows * PIECE, 0.0);
                let bars = bars(0);
                for_each_piece(&inputs, &bars, n, |start, lanes: &[[f64; L]]| {
                    transpose(lanes, scratch, PIECE);
                    let parameters = start..start + lanes.len();
                    let (batch, stride) = (&batch, PIECE);
                    take(&Piece { sample, batch, parameters, rows: scratch, stride });
                });
                return;
            }
            scratch.resize(n_rows * n, 0.0);
            for first in (0..n_rows).step_by(L) {
                let rows = &mut scratch[first * n..n_rows.min(first + L) * n];
                let bars = bars(first);
                for_each_piece(&inputs, &bars, n, |start, lanes: &[[f64; L]]| {
                    transpose(lanes, &mut rows[start..], n);
                });
            }
            take(&Piece { sample, batch: &batch, parameters: 0..n, rows: scratch, stride: n });
        }));
        self
    }
}

/// The seeds of one sample, in the shape `[n_rows, n_outputs]`.
fn checked<Y: Differentiable>(
    seeds: &impl Fn(usize, &[f64]) -> Matrix,
    sample: usize,
    y: &Y,
    n_rows: usize,
) -> Matrix {
    let y = y.to_flat();
    let all = seeds(sample, &y);
    let (found, expected) = ([all.n_rows(), all.n_columns()], [n_rows, y.len()]);
    assert!(found == expected, "seeds of shape {found:?} instead of {expected:?}");
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drivers::{Jacobian, gaussian};

    /// fₒ = sin(wₒ·x), and its pullback by hand, lane by lane.
    fn f(p: &[[f64; 2]], x: [f64; 2]) -> Vec<f64> {
        p.iter().map(|w| (w[0] * x[0] + w[1] * x[1]).sin()).collect()
    }

    fn pull<const L: usize>(p: &[[f64; 2]], x: [f64; 2], w: &[[f64; L]]) -> Vec<[[f64; L]; 2]> {
        let slope = |p: &[f64; 2]| (p[0] * x[0] + p[1] * x[1]).cos();
        p.iter().zip(w).map(|(p, w)| x.map(|x| w.map(|w| w * slope(p) * x))).collect()
    }

    #[test]
    fn seeds_multiply_the_jacobian_from_the_left() {
        let (n, c) = (5, 3);
        let floats = gaussian(n + c, 2, 1);
        let (p, data) = floats.as_chunks::<2>().0.split_at(c);
        let p = p.to_vec();
        for rows in [0, 1, 2, 4, 7] {
            // Seeds that depend on the outputs and on the sample.
            let seeds = |sample: usize, y: &[f64]| {
                let entry = |k: usize| y[k % c] + (k * (sample + 1)) as f64;
                Matrix::from_vec(rows, c, (0..rows * c).map(entry).collect())
            };
            let mut expected: Vec<f64> = vec![];
            for (sample, &x) in data.iter().enumerate() {
                let s = seeds(sample, &f(&p, x));
                for row in 0..rows {
                    let w: Vec<[f64; 1]> = s.row(row).iter().map(|&s| [s]).collect();
                    expected.extend(pull(&p, x, &w).as_flattened().as_flattened());
                }
            }
            let start = || PerSample::new(&p, n, vec![0.0; c]);
            let one = start().seeded(rows, seeds, |p, i, seed| {
                let w: Vec<[f64; 1]> = seed(&f(p, data[i])).into_iter().map(|w| [w]).collect();
                pull(p, data[i], &w).into_iter().map(|w| w.map(|[w]| w)).collect()
            });
            let two = start().seeded_lanes::<2>(rows, seeds, |p, i, seed| {
                pull(p, data[i], &seed(&f(p, data[i])))
            });
            let eight = start().seeded_lanes::<8>(rows, seeds, |p, i, seed| {
                pull(p, data[i], &seed(&f(p, data[i])))
            });
            for batch in [one, two, eight] {
                let found = batch.run(Jacobian);
                assert_eq!(found.arrays[0].shape, [n, rows, c, 2]);
                assert_eq!(found.arrays[0].floats, expected);
            }
        }
    }

    #[test]
    #[should_panic(expected = "seeds of shape [2, 1] instead of [1, 1]")]
    fn seeds_of_another_shape() {
        let wrong = |_: usize, _: &[f64]| Matrix::zeros(2, 1);
        PerSample::new(&[2.0], 1, 0.0).seeded(1, wrong, |_, _, seed| [seed(&1.0)]).run(Jacobian);
    }
}
