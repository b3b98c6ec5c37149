//! Parameters as an optimiser sees them: with symmetric couplings, one of each two that are the same.

use crate::srbm::{Model, Precision, Shape};
use multiversion::multiversion;
use rayon::prelude::*;
use std::ops::Range;

/// Parameters that one thread takes at a time.
pub(super) const CHUNK: usize = 1 << 13;

/// Rows of couplings that are filled at a time.
const ROWS: usize = 32;

/// Which parameters lie where in a packed vector.
///
/// The gradient in J is symmetric, so a fit that starts at symmetric couplings keeps them so. Then a packed vector has of
/// each row of J the block of its own site and what is right of it. Steps and gradients have the latter multiplied by √2, so
/// that their products are those of the whole vectors.
#[derive(Debug, Clone)]
pub(super) struct Packing {
    shape: Shape,
    symmetric: bool,
    /// In their order, without gaps.
    runs: Vec<Run>,
    len: usize,
}

/// Neighbours in both vectors.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Their place in the flat view.
    from: usize,
    /// Their place in the packed vector.
    to: usize,
    len: usize,
    /// Whether each stands for two.
    double: bool,
}

/// Whether J is, bit for bit.
pub(super) fn is_symmetric<T: Precision>(model: &Model<T>) -> bool {
    let r = model.shape().n_inputs();
    let j = model.parts().j;
    j.chunks_exact(r).enumerate().all(|(i, row)| (0..i).all(|k| row[k] == j[k * r + i]))
}

impl Packing {
    pub(super) fn new(shape: Shape, symmetric: bool) -> Self {
        let symmetric = symmetric && shape.kind().has_couplings();
        let mut packing = Self { shape, symmetric, runs: Vec::new(), len: 0 };
        if !symmetric {
            packing.add(0..shape.n_parameters(), false);
            return packing;
        }
        let [h, j, w, b] = shape.ranges();
        let (q, r) = (shape.n_states(), shape.n_inputs());
        packing.add(h, false);
        for i in 0..r {
            let (row, own) = (j.start + i * r, i / q * q);
            packing.add(row + own..row + own + q, false);
            packing.add(row + own + q..row + r, true);
        }
        packing.add(w.start..b.end, false);
        packing
    }

    fn add(&mut self, from: Range<usize>, double: bool) {
        let run = Run { from: from.start, to: self.len, len: from.len(), double };
        self.len += run.len;
        self.runs.push(run);
    }

    /// The length of packed vectors.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The parts of runs that lie at these places: each one's place among them and in the flat view, its length, and
    /// whether it is double.
    fn within(
        &self,
        places: Range<usize>,
    ) -> impl Iterator<Item = (usize, usize, usize, bool)> + '_ {
        let first = self.runs.partition_point(|run| run.to + run.len <= places.start);
        let runs = self.runs[first..].iter();
        let (start, end) = (places.start, places.end);
        runs.take_while(move |run| run.to < end).map(move |run| {
            let (from, to) = (run.to.max(start), (run.to + run.len).min(end));
            (from - start, run.from + from - run.to, to - from, run.double)
        })
    }

    fn places(chunk: usize, len: usize) -> Range<usize> {
        chunk * CHUNK..chunk * CHUNK + len
    }

    /// The parameters of a model.
    pub(super) fn parameters<T: Precision>(&self, model: &Model<T>, to: &mut [T]) {
        let flat = model.as_flat();
        to.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, to)| {
            for (at, from, len, _) in self.within(Self::places(chunk, to.len())) {
                to[at..at + len].copy_from_slice(&flat[from..from + len]);
            }
        });
    }

    /// What of a gradient lies at these places.
    pub(super) fn gradient_within<T: Precision>(
        &self,
        places: Range<usize>,
        gradient: &Model<T>,
        to: &mut [T],
    ) {
        let flat = gradient.as_flat();
        let root = T::of(std::f64::consts::SQRT_2);
        for (at, from, len, double) in self.within(places) {
            let (to, from) = (&mut to[at..at + len], &flat[from..from + len]);
            if double { times(root, from, to) } else { to.copy_from_slice(from) }
        }
    }

    /// A gradient whole, and its square.
    pub(super) fn first_gradient<T: Precision>(&self, gradient: &Model<T>, to: &mut [T]) -> f64 {
        let chunks = to.par_chunks_mut(CHUNK).enumerate();
        let squares: Vec<f64> = chunks
            .map(|(chunk, to)| {
                self.gradient_within(Self::places(chunk, to.len()), gradient, to);
                to.iter().map(|x| x.to_f64() * x.to_f64()).sum()
            })
            .collect();
        squares.iter().sum()
    }

    /// start + length · direction, of what lies at these places.
    pub(super) fn walk_within<T: Precision>(
        &self,
        places: Range<usize>,
        start: &[T],
        direction: &[T::Half],
        length: f64,
        to: &mut [T],
    ) {
        let lengths = [length, length * std::f64::consts::FRAC_1_SQRT_2].map(T::of);
        for (at, _, len, double) in self.within(places) {
            let length = lengths[usize::from(double)];
            let part = at..at + len;
            step(&start[part.clone()], length, &direction[part.clone()], &mut to[part]);
        }
    }

    /// start + length · direction.
    pub(super) fn walk<T: Precision>(
        &self,
        start: &[T],
        direction: &[T::Half],
        length: f64,
        to: &mut [T],
    ) {
        let pairs = start.par_chunks(CHUNK).zip(direction.par_chunks(CHUNK));
        to.par_chunks_mut(CHUNK).zip(pairs).enumerate().for_each(|(chunk, (to, (x, d)))| {
            self.walk_within(Self::places(chunk, to.len()), x, d, length, to);
        });
    }

    /// The model of packed parameters.
    pub(super) fn unpack<T: Precision>(&self, packed: &[T], model: &mut Model<T>) {
        if !self.symmetric {
            model.as_flat_mut().copy_from_slice(packed);
            return;
        }
        let [h, _, _, _] = self.shape.ranges();
        let (q, r) = (self.shape.n_states(), self.shape.n_inputs());
        let parts = model.parts_mut();
        parts.h.copy_from_slice(&packed[h]);
        let rest = &packed[packed.len() - parts.w.len() - parts.b.len()..];
        parts.w.copy_from_slice(&rest[..parts.w.len()]);
        parts.b.copy_from_slice(&rest[parts.w.len()..]);
        // Where a row's own block begins.
        let own = |i: usize| i / q * q;
        let place = |i: usize| self.runs[1 + 2 * i].to;
        parts.j.par_chunks_mut(ROWS * r).enumerate().for_each(|(block, rows)| {
            let i0 = block * ROWS;
            let n_rows = rows.len() / r;
            // What is left of the own blocks stands in the columns of rows above.
            for k in 0..own(i0 + n_rows - 1) {
                // Rows of sites beyond that of k.
                let first = i0.max(own(k) + q);
                let column =
                    &packed[place(k) + first - own(k)..][..i0 + n_rows - first.min(i0 + n_rows)];
                for (i, x) in (first - i0..).zip(column) {
                    rows[i * r + k] = *x;
                }
            }
            for (i, row) in (i0..).zip(rows.chunks_exact_mut(r)) {
                let own = own(i);
                row[own..].copy_from_slice(&packed[place(i)..place(i) + r - own]);
            }
        });
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn times<T: Precision>(factor: T, x: &[T], to: &mut [T]) {
    to.iter_mut().zip(x).for_each(|(to, x)| *to = factor * *x);
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn step<T: Precision>(x: &[T], length: T, direction: &[T::Half], to: &mut [T]) {
    for ((to, x), d) in to.iter_mut().zip(x).zip(direction) {
        *to = *x + length * T::whole(*d);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srbm::Kind;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn packed_vectors_have_the_products_of_whole_ones() {
        for (kind, n) in [(Kind::Profile, 4), (Kind::Pairwise, 17), (Kind::Srbm, 5), (Kind::Rbm, 3)]
        {
            let p = if kind.has_hidden() { 3 } else { 0 };
            let shape = Shape::new(kind, p, 3, n).unwrap();
            let rng = &mut ChaCha8Rng::seed_from_u64(1);
            for symmetric in [false, true] {
                let [mut x, mut y] = [(); 2].map(|()| Model::<f64>::random(shape, 1.0, rng));
                if symmetric {
                    x.symmetrise_couplings();
                    y.symmetrise_couplings();
                    assert!(is_symmetric(&x));
                } else if kind.has_couplings() {
                    assert!(!is_symmetric(&x));
                }
                let packing = Packing::new(shape, symmetric);
                let zeros = || vec![0.0; packing.len()];
                let [mut a, mut b, mut start, mut moved] = [zeros(), zeros(), zeros(), zeros()];
                packing.first_gradient(&x, &mut a);
                let yy = packing.first_gradient(&y, &mut b);
                let xy: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
                let pairs = x.as_flat().iter().zip(y.as_flat());
                let expected =
                    pairs.clone().fold([0.0; 2], |[yy, xy], (x, y)| [yy + y * y, xy + x * y]);
                assert!((yy - expected[0]).abs() < 1e-10 && (xy - expected[1]).abs() < 1e-10);
                packing.parameters(&x, &mut start);
                let direction: Vec<f32> = b.iter().map(|x| x.half()).collect();
                packing.walk(&start, &direction, 0.5, &mut moved);
                let mut back = x.zeros_like();
                packing.unpack(&moved, &mut back);
                for (found, (x, y)) in back.as_flat().iter().zip(pairs) {
                    assert!((found - (x + 0.5 * y)).abs() < 1e-7 * (1.0 + y.abs()));
                }
                packing.unpack(&start, &mut back);
                assert_eq!(back, x, "bit for bit");
            }
        }
    }
}
