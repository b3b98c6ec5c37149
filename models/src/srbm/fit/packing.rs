//! Parameters as an optimiser sees them: with symmetric couplings, one of each two that are the same.

use crate::srbm::{Model, Precision, Shape};
use multiversion::multiversion;
use rayon::prelude::*;
use std::ops::Range;

/// Parameters that one thread takes at a time.
pub(super) const CHUNK: usize = 1 << 13;

/// Parameters that are gathered at a time.
pub(super) const PART: usize = 1 << 10;

/// Rows and columns of couplings that are turned at a time.
const TILE: usize = 64;

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

    /// What of a gradient lies at these places.
    pub(super) fn gather<T: Precision>(
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

    /// The square of a gradient.
    pub(super) fn square<T: Precision>(&self, gradient: &Model<T>) -> f64 {
        let flat = gradient.as_flat();
        let square = |run: &Run| {
            let of_one = if run.double { 2.0 } else { 1.0 };
            let squares = flat[run.from..run.from + run.len].iter();
            of_one * squares.map(|x| x.to_f64() * x.to_f64()).sum::<f64>()
        };
        self.runs.iter().map(square).sum()
    }

    /// A model's parameters in parts, each of a chunk's and those of the flat view up to the next's.
    pub(super) fn cut<'a, T: Precision>(&self, model: &'a mut Model<T>) -> Vec<Cut<'a, T>> {
        let mut rest = model.as_flat_mut();
        let mut first = 0;
        let starts = (1..self.len.div_ceil(CHUNK)).map(|chunk| {
            let (_, from, _, _) = self.within(chunk * CHUNK..self.len).next().expect("a run");
            from
        });
        let mut cuts = Vec::with_capacity(self.len.div_ceil(CHUNK));
        for start in starts {
            let (floats, others) = std::mem::take(&mut rest).split_at_mut(start - first);
            cuts.push(Cut { first, floats });
            (rest, first) = (others, start);
        }
        cuts.push(Cut { first, floats: rest });
        cuts
    }

    /// start + length · direction, of what lies at these places, which are within a chunk.
    pub(super) fn walk_within<T: Precision>(
        &self,
        places: Range<usize>,
        start: &Model<T>,
        direction: &[T::Half],
        length: f64,
        to: &mut Cut<'_, T>,
    ) {
        let lengths = [length, length * std::f64::consts::FRAC_1_SQRT_2].map(T::of);
        let start = start.as_flat();
        for (at, from, len, double) in self.within(places) {
            let to = &mut to.floats[from - to.first..][..len];
            let length = lengths[usize::from(double)];
            step(&start[from..from + len], length, &direction[at..at + len], to);
        }
    }

    /// start + length · direction.
    pub(super) fn walk<T: Precision>(
        &self,
        start: &Model<T>,
        direction: &[T::Half],
        length: f64,
        to: &mut Model<T>,
    ) {
        let chunks = self.cut(to).into_par_iter().zip(direction.par_chunks(CHUNK));
        chunks.enumerate().for_each(|(chunk, (mut to, direction))| {
            let places = chunk * CHUNK..chunk * CHUNK + direction.len();
            self.walk_within(places, start, direction, length, &mut to);
        });
        self.mirror(to);
    }

    /// Copies the couplings of a packed vector to those that are the same.
    pub(super) fn mirror<T: Precision>(&self, model: &mut Model<T>) {
        if self.symmetric {
            mirror_rows(model.parts_mut().j, self.shape.n_inputs(), 0);
        }
    }
}

/// Parameters from a place of the flat view on.
pub(super) struct Cut<'a, T> {
    first: usize,
    floats: &'a mut [T],
}

/// Copies what is right of the diagonal in some rows of a square to its left, from the column of the first row's own on.
fn mirror_rows<T: Precision>(rows: &mut [T], r: usize, first: usize) {
    let n = rows.len() / r;
    if n <= TILE {
        for i in 0..n {
            for k in 0..i {
                rows[i * r + first + k] = rows[k * r + first + i];
            }
        }
        return;
    }
    let half = n.div_ceil(2).next_multiple_of(TILE);
    let (above, below) = rows.split_at_mut(half * r);
    let above_too = &*above;
    below.par_chunks_mut(TILE * r).enumerate().for_each(|(block, rows)| {
        let own = first + half + block * TILE;
        for (block, above) in above_too.chunks_exact(TILE * r).enumerate() {
            turn(above, r, own, first + block * TILE, rows);
        }
    });
    rayon::join(|| mirror_rows(above, r, first), || mirror_rows(below, r, first + half));
}

/// Copies the columns from `column` on of as many rows as a tile has to the columns from `to` on of at most as many others.
/// A whole tile is read by rows and written by rows, with the turn in between, in the nearest cache.
fn turn<T: Precision>(from: &[T], r: usize, column: usize, to: usize, rows: &mut [T]) {
    if rows.len() < TILE * r {
        for (k, from) in from.chunks_exact(r).enumerate() {
            for (i, row) in rows.chunks_exact_mut(r).enumerate() {
                row[to + k] = from[column + i];
            }
        }
        return;
    }
    let mut tile = [[T::zero(); TILE]; TILE];
    for (from, line) in from.chunks_exact(r).zip(&mut tile) {
        *line = *from[column..].first_chunk().expect("a tile is within its rows");
    }
    for (i, row) in rows.chunks_exact_mut(r).enumerate() {
        let to: &mut [T; TILE] = row[to..].first_chunk_mut().expect("a tile is within its rows");
        to.iter_mut().zip(&tile).for_each(|(to, line)| *to = line[i]);
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
        for (kind, n) in [(Kind::Profile, 4), (Kind::Pairwise, 57), (Kind::Srbm, 5), (Kind::Rbm, 3)]
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
                let [mut a, mut b] = [(); 2].map(|()| vec![0.0; packing.len()]);
                packing.gather(0..packing.len(), &x, &mut a);
                packing.gather(0..packing.len(), &y, &mut b);
                let xy: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
                let pairs = x.as_flat().iter().zip(y.as_flat());
                let expected =
                    pairs.clone().fold([0.0; 2], |[yy, xy], (x, y)| [yy + y * y, xy + x * y]);
                assert!((packing.square(&y) - expected[0]).abs() < 1e-10);
                assert!((xy - expected[1]).abs() < 1e-10);
                let direction: Vec<f32> = b.iter().map(|x| x.half()).collect();
                let mut moved = x.zeros_like();
                packing.walk(&x, &direction, 0.5, &mut moved);
                for (found, (x, y)) in moved.as_flat().iter().zip(pairs) {
                    assert!((found - (x + 0.5 * y)).abs() < 1e-7 * (1.0 + y.abs()));
                }
                assert!(!symmetric || is_symmetric(&moved));
                packing.walk(&x, &direction, 0.0, &mut moved);
                assert_eq!(moved, x, "bit for bit");
            }
        }
    }
}
