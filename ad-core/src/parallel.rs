//! Parallel loops: fixed chunks of iterations, whatever the number of threads, and their results in
//! the order of the chunks. So sums associate in one way only.

use crate::workspace::share;
use multiversion::multiversion;
use rayon::prelude::*;
use std::ops::Range;

/// At most so many chunks: each has sums of its own, so this bounds the memory for them.
const CHUNKS: usize = 32;

/// Runs chunks of `lo..hi` on all cores; gives their results in order. Each chunk gets its pieces.
pub fn parallel<P: Pieces, R: Send>(
    lo: usize,
    hi: usize,
    pieces: P,
    chunk: impl Fn(Range<usize>, P::Piece) -> R + Sync + Send,
) -> Vec<R> {
    let chunks = chunks(lo, hi);
    let pieces = pieces.cut(&chunks);
    let tasks = chunks.into_par_iter().zip(pieces);
    share(|shared| tasks.map(|(range, piece)| shared.lend(|| chunk(range, piece))).collect())
}

/// [`parallel`] with a chunk that runs in the version for this processor. It is a closure with `#[inline(always)]`.
pub fn parallel_versions<P: Pieces, R: Send>(
    lo: usize,
    hi: usize,
    pieces: P,
    chunk: impl Fn(Range<usize>, P::Piece) -> R + Sync + Send,
) -> Vec<R> {
    parallel(lo, hi, pieces, |range, piece| in_version(&chunk, range, piece))
}

/// Calls a chunk in the version for this processor. What it is called with are parameters here and not captured, so
/// LLVM knows that they do not overlap.
#[multiversion(
    targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma+bmi1+bmi2+lzcnt+popcnt"),
    dispatcher = "direct"
)]
fn in_version<P, R, F: Fn(Range<usize>, P) -> R>(chunk: &F, range: Range<usize>, piece: P) -> R {
    chunk(range, piece)
}

/// Chunks of nearly the same length.
fn chunks(lo: usize, hi: usize) -> Vec<Range<usize>> {
    let n = hi.saturating_sub(lo);
    let count = n.min(CHUNKS);
    let edge = |k: usize| lo + (n / count) * k + k.min(n % count);
    (0..count).map(|k| edge(k)..edge(k + 1)).collect()
}

/// What is cut along the chunks.
pub trait Pieces {
    /// The part of one chunk.
    type Piece: Send;
    /// One piece for each chunk.
    fn cut(self, chunks: &[Range<usize>]) -> Vec<Self::Piece>;
}

/// Strips of `width` elements that belong to one iteration each: that of `i` starts at `(i − from) · width`.
#[derive(Debug)]
pub struct Strips<'a, T> {
    items: &'a mut [T],
    from: usize,
    width: usize,
}

/// Elements that belong to one iteration each: that of `i` is at `i − from`.
pub fn rows<T>(items: &mut [T], from: usize) -> Strips<'_, T> {
    Strips { items, from, width: 1 }
}

/// Strips of `width` elements that belong to one iteration each, the last of which may be shorter.
pub fn strips<T>(items: &mut [T], width: usize) -> Strips<'_, T> {
    Strips { items, from: 0, width }
}

impl<'a, T: Send> Pieces for Strips<'a, T> {
    type Piece = &'a mut [T];

    fn cut(self, chunks: &[Range<usize>]) -> Vec<&'a mut [T]> {
        let Strips { items: mut rest, from: mut at, width } = self;
        let mut pieces = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            // There may be fewer strips than iterations, if not all of them use theirs.
            let (_, from) = rest.split_at_mut(((chunk.start - at) * width).min(rest.len()));
            let (piece, after) = from.split_at_mut((chunk.len() * width).min(from.len()));
            pieces.push(piece);
            (rest, at) = (after, chunk.end);
        }
        pieces
    }
}

/// What each chunk recorded in the forward sweep.
#[derive(Debug)]
pub struct Tapes<'a, T>(&'a mut Vec<T>);

/// The last chunks' records, taken off the tape of chunks.
pub fn tapes<T>(tapes: &mut Vec<T>) -> Tapes<'_, T> {
    Tapes(tapes)
}

impl<T: Send> Pieces for Tapes<'_, T> {
    type Piece = T;

    fn cut(self, chunks: &[Range<usize>]) -> Vec<T> {
        self.0.split_off(self.0.len() - chunks.len())
    }
}

macro_rules! pieces {
    ($($t:ident)*) => {
        impl<$($t: Pieces),*> Pieces for ($($t,)*) {
            type Piece = ($($t::Piece,)*);

            #[allow(non_snake_case, unused_mut, clippy::unused_unit)]
            fn cut(self, chunks: &[Range<usize>]) -> Vec<Self::Piece> {
                let ($($t,)*) = self;
                $(let mut $t = $t.cut(chunks).into_iter();)*
                chunks
                    .iter()
                    .map(|_| ($($t.next().expect("a piece for each chunk"),)*))
                    .collect()
            }
        }
    };
}
pieces!();
pieces!(A);
pieces!(A B);
pieces!(A B C);
pieces!(A B C D);
pieces!(A B C D E);
pieces!(A B C D E F);
pieces!(A B C D E F G);
pieces!(A B C D E F G H);
pieces!(A B C D E F G H I);
pieces!(A B C D E F G H I J);
pieces!(A B C D E F G H I J K);
pieces!(A B C D E F G H I J K L);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_the_range_in_order() {
        for (lo, n) in [(0, 0), (3, 1), (0, 31), (5, 32), (0, 33), (7, 1000)] {
            let all: Vec<usize> = chunks(lo, lo + n).into_iter().flatten().collect();
            assert_eq!(all, (lo..lo + n).collect::<Vec<_>>());
            assert!(chunks(lo, lo + n).len() <= CHUNKS);
        }
    }

    #[test]
    fn each_chunk_gets_its_strips() {
        let mut items: Vec<usize> = vec![0; 100];
        parallel(2, 34, (strips(&mut items, 3),), |chunk, (strip,)| {
            for i in chunk.clone() {
                for x in strip.iter_mut().skip((i - chunk.start) * 3).take(3) {
                    *x = i;
                }
            }
        });
        let expected: Vec<usize> = (0..100).map(|k| if k < 6 { 0 } else { k / 3 }).collect();
        assert_eq!(items, expected);
    }

    #[test]
    fn each_chunk_gets_its_rows_and_its_records() {
        let mut items: Vec<usize> = vec![0; 100];
        let mut records: Vec<usize> = (0..40).collect();
        let sums =
            parallel(10, 90, (rows(&mut items, 0), tapes(&mut records)), |chunk, (rows, k)| {
                for i in chunk.clone() {
                    rows[i - chunk.start] = i;
                }
                (chunk.len(), k)
            });
        assert!((10..90).all(|i| items[i] == i) && items[9] == 0 && items[90] == 0);
        assert_eq!(sums.iter().map(|(n, _)| n).sum::<usize>(), 80);
        assert_eq!(sums.iter().map(|(_, k)| *k).collect::<Vec<_>>(), (8..40).collect::<Vec<_>>());
        assert_eq!(records, (0..8).collect::<Vec<_>>());
    }
}
