//! The long vectors of L-BFGS, a chunk at a time.
//!
//! All vectors are read side by side in short blocks, so that memory brings several of them at once. Sums run in lanes, over
//! a block in the vectors' precision, and over blocks in double precision.

use crate::srbm::Precision;
use multiversion::multiversion;
use rayon::prelude::*;

/// Numbers of each vector that are read at a time.
const BLOCK: usize = 256;

/// Lanes of partial sums.
const LANES: usize = 16;

/// A pair of vectors with its factors in a sum.
pub(super) struct Factors<'a, T: Precision> {
    pub(super) vectors: [&'a [T::Half]; 2],
    pub(super) factors: [T; 2],
}

/// `factor` · gradient + Σ factors · vectors, rounded to half of the bits; gives its product with the gradient. The chunk
/// begins at `first` of the pairs' vectors.
#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
pub(super) fn combine<T: Precision>(
    factor: T,
    gradient: &[T],
    pairs: &[Factors<T>],
    first: usize,
    to: &mut [T::Half],
) -> f64 {
    let mut slope = [0.0; LANES];
    let blocks = gradient.chunks(BLOCK).zip(to.chunks_mut(BLOCK)).enumerate();
    for (block, (gradient, to)) in blocks {
        let places = first + block * BLOCK..first + block * BLOCK + to.len();
        let mut sum = [T::zero(); BLOCK];
        let sum = &mut sum[..to.len()];
        sum.iter_mut().zip(gradient).for_each(|(sum, g)| *sum = factor * *g);
        for Factors { vectors: [s, y], factors: [a, b] } in pairs {
            let (s, y) = (&s[places.clone()], &y[places.clone()]);
            for ((sum, s), y) in sum.iter_mut().zip(s).zip(y) {
                *sum += *a * T::whole(*s) + *b * T::whole(*y);
            }
        }
        to.iter_mut().zip(sum).for_each(|(to, sum)| *to = sum.half());
        add_products(&mut slope, to, gradient, T::whole);
    }
    slope.iter().sum()
}

/// Sums of products: of a gradient with itself, its change and the direction, and with pairs.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// Each chunk's: the gradient's square, its slope, the change's square, its product with the gradient, and the gradient's
    /// with each direction and change.
    of_chunks: Vec<[f64; LANES]>,
    all: Vec<f64>,
}

/// Sums without those of pairs.
const OWN: usize = 4;

impl Sums {
    /// Places for the sums of each chunk.
    pub(super) fn of_chunks(
        &mut self,
        n_chunks: usize,
        n_pairs: usize,
    ) -> impl IndexedParallelIterator<Item = &mut [[f64; LANES]]> {
        let n = OWN + 2 * n_pairs;
        self.all.clear();
        self.all.resize(n, 0.0);
        self.of_chunks.clear();
        self.of_chunks.resize(n_chunks * n, [0.0; LANES]);
        self.of_chunks.par_chunks_exact_mut(n)
    }

    /// Adds the chunks' in their order.
    pub(super) fn add_up(&mut self) {
        for sums in self.of_chunks.chunks_exact(self.all.len()) {
            let pairs = self.all.iter_mut().zip(sums);
            pairs.for_each(|(all, lanes)| *all += lanes.iter().sum::<f64>());
        }
    }

    pub(super) fn square(&self) -> f64 {
        self.all[0]
    }

    pub(super) fn slope(&self) -> f64 {
        self.all[1]
    }

    /// The change's square and its product with the gradient.
    pub(super) fn of_change(&self) -> [f64; 2] {
        [self.all[2], self.all[3]]
    }

    /// The gradient's products with each pair.
    pub(super) fn with_pairs(&self) -> &[[f64; 2]] {
        self.all[OWN..].as_chunks().0
    }
}

/// The change of a gradient, and its products, which are added to those of the chunk.
#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
pub(super) fn receive<T: Precision>(
    after: &[T],
    before: &[T],
    direction: &[T::Half],
    pairs: &[[&[T::Half]; 2]],
    first: usize,
    change: &mut [T::Half],
    sums: &mut [[f64; LANES]],
) {
    let (own, of_pairs) = sums.split_at_mut(OWN);
    let blocks = after.chunks(BLOCK).zip(before.chunks(BLOCK)).zip(direction.chunks(BLOCK));
    for (block, ((after, before), direction)) in blocks.enumerate() {
        let at = block * BLOCK;
        let change = &mut change[at..at + after.len()];
        let places = first + at..first + at + after.len();
        let mut difference = [T::zero(); BLOCK];
        let difference = &mut difference[..after.len()];
        let pair = after.iter().zip(before);
        difference.iter_mut().zip(pair).for_each(|(to, (g, before))| *to = *g - *before);
        change.iter_mut().zip(&*difference).for_each(|(to, x)| *to = x.half());
        add_products(&mut own[0], after, after, |x| x);
        add_products(&mut own[1], direction, after, T::whole);
        add_products(&mut own[2], difference, difference, |x| x);
        add_products(&mut own[3], difference, after, |x| x);
        for (x, sums) in pairs.iter().flatten().zip(&mut *of_pairs) {
            add_products(sums, &x[places.clone()], after, T::whole);
        }
    }
}

/// Adds the products of a block.
#[inline(always)]
fn add_products<H: Copy, T: Precision>(
    sums: &mut [f64; LANES],
    x: &[H],
    y: &[T],
    whole: impl Fn(H) -> T,
) {
    let (xs, ys) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let mut of_block = [T::zero(); LANES];
    for (x, y) in xs.0.iter().zip(ys.0) {
        for l in 0..LANES {
            of_block[l] += whole(x[l]) * y[l];
        }
    }
    for (sum, (x, y)) in of_block.iter_mut().zip(xs.1.iter().zip(ys.1)) {
        *sum += whole(*x) * *y;
    }
    sums.iter_mut().zip(of_block).for_each(|(sum, x)| *sum += x.to_f64());
}
