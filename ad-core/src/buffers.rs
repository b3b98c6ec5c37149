//! Vectors of emitted code: in the memory that they have, or that a lent workspace has.

use crate::workspace::{give_back, grow, is_lent};

/// `vec![x; n]`
#[inline]
pub fn filled<T: Clone>(n: usize, x: T) -> Vec<T> {
    if !is_lent() {
        return vec![x; n];
    }
    let mut v = Vec::new();
    refill(&mut v, n, x);
    v
}

/// A vector of `n` things that are made one by one.
#[inline]
pub fn filled_with<T>(n: usize, make: impl FnMut() -> T) -> Vec<T> {
    let mut v = Vec::new();
    reserve(&mut v, n);
    v.extend(std::iter::repeat_with(make).take(n));
    v
}

/// `items.to_vec()`
#[inline]
pub fn copied<T: Clone>(items: &[T]) -> Vec<T> {
    let mut v = Vec::new();
    refill_from(&mut v, items);
    v
}

/// `v = vec![x; n]` in the memory that `v` has already.
#[inline]
pub fn refill<T: Clone>(v: &mut Vec<T>, n: usize, x: T) {
    v.clear();
    reserve(v, n);
    v.resize(n, x);
}

/// Gives `v` the length `n`, for elements that are all written before they are read.
#[inline]
pub fn resize<T: Clone>(v: &mut Vec<T>, n: usize, x: T) {
    if v.len() != n {
        refill(v, n, x);
    }
}

/// `v = items.to_vec()` in the memory that `v` has already.
#[inline]
pub fn refill_from<T: Clone>(v: &mut Vec<T>, items: &[T]) {
    v.clear();
    reserve(v, items.len());
    v.extend_from_slice(items);
}

/// Takes a vector out, into the memory of another, and leaves `n` times `x`.
#[inline]
pub fn take_and_refill<T: Clone>(taken: &mut Vec<T>, from: &mut Vec<T>, n: usize, x: T) {
    std::mem::swap(taken, from);
    refill(from, n, x);
}

/// `v.push(x)`
#[inline]
pub fn push<T>(v: &mut Vec<T>, x: T) {
    if v.len() == v.capacity() {
        grow(v, v.len() + 1);
    }
    v.push(x);
}

/// Room for what a loop is about to push.
#[inline]
pub fn reserve<T>(v: &mut Vec<T>, n: usize) {
    if v.capacity() - v.len() < n {
        grow(v, v.len() + n);
    }
}

/// Room for `n` more entries of a tape, to be filled by index.
#[inline]
pub fn claim<T: Clone + Default>(tape: &mut Vec<T>, n: usize) -> &mut [T] {
    let start = tape.len();
    reserve(tape, n);
    tape.resize(start + n, T::default());
    &mut tape[start..start + n]
}

/// Room for `K` rows of `n` more entries of a tape each, to be filled by index.
#[inline]
pub fn claim_rows<T: Clone + Default, const K: usize>(
    tape: &mut Vec<T>,
    n: usize,
) -> [&mut [T]; K] {
    rows_of(claim(tape, K * n), n)
}

/// Memory for `n` entries of a tape that holds no others, to be filled by index.
#[inline]
pub fn slots<T: Clone + Default>(tape: &mut Vec<T>, n: usize) -> &mut [T] {
    if tape.len() < n {
        reserve(tape, n - tape.len());
        tape.resize(n, T::default());
    }
    &mut tape[..n]
}

/// The same for `K` rows of `n` entries each.
#[inline]
pub fn slot_rows<T: Clone + Default, const K: usize>(tape: &mut Vec<T>, n: usize) -> [&mut [T]; K] {
    rows_of(slots(tape, K * n), n)
}

#[inline(always)]
fn rows_of<T, const K: usize>(mut rest: &mut [T], n: usize) -> [&mut [T]; K] {
    std::array::from_fn(|_| {
        let (row, others) = std::mem::take(&mut rest).split_at_mut(n);
        rest = others;
        row
    })
}

/// How many of `n` values a tape stores: none, if the function that gave them can make them again.
#[inline]
pub fn stored_len<T>(again: Option<T>, n: usize) -> usize {
    if again.is_some() { 0 } else { n }
}

/// Stores a value, if its row is there.
#[inline]
pub fn store<T>(row: &mut [T], i: usize, value: T) {
    if let Some(slot) = row.get_mut(i) {
        *slot = value;
    }
}

/// The last `K` rows of `n` entries of a tape each.
#[inline]
pub fn top_rows<T, const K: usize>(tape: &[T], n: usize) -> [&[T]; K] {
    let mut rest = top(tape, K * n);
    std::array::from_fn(|_| {
        let (row, others) = rest.split_at(n);
        rest = others;
        row
    })
}

/// The last `n` entries of a tape.
#[inline]
pub fn top<T>(tape: &[T], n: usize) -> &[T] {
    let start = tape.len() - n;
    &tape[start..start + n]
}

/// Drops the last `n` entries of a tape.
#[inline]
pub fn release<T>(tape: &mut Vec<T>, n: usize) {
    tape.truncate(tape.len() - n);
}

/// Gives back the memory of vectors that nothing reads any more, if a workspace is lent.
#[inline(always)]
pub fn recycle(vectors: impl Recycle) {
    vectors.recycle();
}

/// Vectors, alone or several.
pub trait Recycle {
    /// Gives back their memory.
    fn recycle(self);
}

impl<T> Recycle for Vec<T> {
    #[inline]
    fn recycle(self) {
        give_back(self);
    }
}

macro_rules! several {
    ($($t:ident)*) => {
        impl<$($t: Recycle),*> Recycle for ($($t,)*) {
            #[inline]
            #[allow(non_snake_case, reason = "named like their types")]
            fn recycle(self) {
                let ($($t,)*) = self;
                $($t.recycle();)*
            }
        }
    };
}
several!(A B);
several!(A B C);
several!(A B C D);
several!(A B C D E);
several!(A B C D E F);
several!(A B C D E F G);
several!(A B C D E F G H);
