//! Parameters as an optimiser sees them: with symmetric couplings, one of each two that are the same.

use crate::srbm::{Model, Precision, Shape};
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

    /// A gradient, its square, and its product with a direction.
    pub(super) fn gradient<T: Precision>(
        &self,
        gradient: &Model<T>,
        direction: &[T],
        to: &mut [T],
    ) -> [f64; 2] {
        let flat = gradient.as_flat();
        let root = T::of(std::f64::consts::SQRT_2);
        let chunks = to.par_chunks_mut(CHUNK).zip(direction.par_chunks(CHUNK)).enumerate();
        let parts: Vec<[f64; 2]> = chunks
            .map(|(chunk, (to, direction))| {
                for (at, from, len, double) in self.within(Self::places(chunk, to.len())) {
                    let (to, from) = (&mut to[at..at + len], &flat[from..from + len]);
                    match double {
                        true => to.iter_mut().zip(from).for_each(|(to, x)| *to = root * *x),
                        false => to.copy_from_slice(from),
                    }
                }
                [super::lbfgs::dot_of(to, to), super::lbfgs::dot_of(to, direction)]
            })
            .collect();
        super::lbfgs::sum_of(&parts)
    }

    /// start + length · direction.
    pub(super) fn walk<T: Precision>(
        &self,
        start: &[T],
        direction: &[T],
        length: f64,
        to: &mut [T],
    ) {
        let lengths = [length, length * std::f64::consts::FRAC_1_SQRT_2].map(T::of);
        let pairs = start.par_chunks(CHUNK).zip(direction.par_chunks(CHUNK));
        to.par_chunks_mut(CHUNK).zip(pairs).enumerate().for_each(|(chunk, (to, (x, d)))| {
            for (at, _, len, double) in self.within(Self::places(chunk, to.len())) {
                let length = lengths[usize::from(double)];
                let pairs = x[at..at + len].iter().zip(&d[at..at + len]);
                let to = to[at..at + len].iter_mut();
                to.zip(pairs).for_each(|(to, (x, d))| *to = *x + length * *d);
            }
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
                packing.gradient(&x, &zeros(), &mut a);
                let [yy, xy] = packing.gradient(&y, &a, &mut b);
                let pairs = x.as_flat().iter().zip(y.as_flat());
                let expected =
                    pairs.clone().fold([0.0; 2], |[yy, xy], (x, y)| [yy + y * y, xy + x * y]);
                assert!((yy - expected[0]).abs() < 1e-10 && (xy - expected[1]).abs() < 1e-10);
                packing.parameters(&x, &mut start);
                packing.walk(&start, &b, 0.5, &mut moved);
                let mut back = x.zeros_like();
                packing.unpack(&moved, &mut back);
                for (found, (x, y)) in back.as_flat().iter().zip(pairs) {
                    assert!((found - (x + 0.5 * y)).abs() < 1e-14);
                }
                packing.unpack(&start, &mut back);
                assert_eq!(back, x, "bit for bit");
            }
        }
    }
}
