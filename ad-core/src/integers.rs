//! Counters, lengths, casts, and the checks of what moves elements.

use crate::__private::*;
use crate::{Differentiable, Scalar};

/// ⌈n / k⌉, as `chunks` and `step_by` count.
#[inline(always)]
pub fn div_ceil(n: usize, k: usize) -> usize {
    n.div_ceil(k)
}

/// The shorter of two lengths, as `zip` and `take` count.
#[inline(always)]
pub fn shorter(a: usize, b: usize) -> usize {
    a.min(b)
}

/// What `skip` leaves.
#[inline(always)]
pub fn less(n: usize, k: usize) -> usize {
    n.saturating_sub(k)
}

/// How many windows of width k a slice of length n has.
#[inline(always)]
pub fn window_count(n: usize, k: usize) -> usize {
    if k <= n { n - k + 1 } else { 0 }
}

/// Integers that ranges run over.
pub trait Count: Copy {
    /// The number of integers from `self` up to `hi`, without it.
    fn span(self, hi: Self) -> usize;
    /// The integer n after `self`.
    fn nth(self, n: usize) -> Self;
    /// The integer n before the last one below `self`.
    fn nth_back(self, n: usize) -> Self;
}

macro_rules! count {
    ($($t:ty)*) => {$(
        impl Count for $t {
            #[inline(always)]
            fn span(self, hi: $t) -> usize {
                if hi > self { (hi - self) as usize } else { 0 }
            }
            #[inline(always)]
            fn nth(self, n: usize) -> $t {
                self.wrapping_add(n as $t)
            }
            #[inline(always)]
            fn nth_back(self, n: usize) -> $t {
                self.wrapping_sub(n as $t).wrapping_sub(1)
            }
        }
    )*};
}
count!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// The length of a range.
#[inline(always)]
pub fn span<T: Count>(lo: T, hi: T) -> usize {
    lo.span(hi)
}

/// What a counter is in the n-th iteration of a loop from `lo` on.
#[inline(always)]
pub fn nth<T: Count>(lo: T, n: usize) -> T {
    lo.nth(n)
}

/// What a counter is in the n-th iteration of a loop down from below `hi`.
#[inline(always)]
pub fn nth_back<T: Count>(hi: T, n: usize) -> T {
    hi.nth_back(n)
}

/// Numbers that `as` turns into floats.
pub trait Castable: Differentiable {
    /// The tangent of `x as Y`.
    fn cast_dot<Y: Scalar>(&self, d: &Tan<Self>) -> Y;
    /// The cotangent of `x` in `x as Y`.
    fn cast_back<Y: Scalar>(&self, w: Y) -> Tan<Self>;
}

macro_rules! castable_floats {
    ($($t:ty)*) => {$(
        impl Castable for $t {
            #[inline(always)]
            fn cast_dot<Y: Scalar>(&self, d: &$t) -> Y {
                Y::from_f64(Scalar::to_f64(*d))
            }
            #[inline(always)]
            fn cast_back<Y: Scalar>(&self, w: Y) -> $t {
                <$t as Scalar>::from_f64(w.to_f64())
            }
        }
    )*};
}
castable_floats!(f32 f64);

macro_rules! castable_constants {
    ($($t:ty)*) => {$(
        impl Castable for $t {
            #[inline(always)]
            fn cast_dot<Y: Scalar>(&self, _: &()) -> Y {
                Y::zero()
            }
            #[inline(always)]
            fn cast_back<Y: Scalar>(&self, _: Y) {}
        }
    )*};
}
castable_constants!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool char);

/// The tangent of `x as Y`.
#[inline(always)]
pub fn cast_dot<Y: Scalar, X: Castable>(x: &X, d: &Tan<X>) -> Y {
    x.cast_dot(d)
}

/// The cotangent of `x` in `x as Y`.
#[inline(always)]
pub fn cast_back<X: Castable, Y: Scalar>(x: &X, w: Y) -> Tan<X> {
    x.cast_back(w)
}

/// The tangent of `x as Y` in lanes.
#[inline(always)]
pub fn cast_dot_lanes<Y: Scalar, X: Castable, const L: usize>(
    x: &X,
    d: &Lanes<X, L>,
    _: Width<L>,
) -> [Y; L] {
    std::array::from_fn(|l| x.cast_dot(&lane::<X, L>(d, l)))
}

/// The cotangent of `x` in `x as Y`, in lanes.
#[inline(always)]
pub fn cast_back_lanes<X: Castable, Y: Scalar, const L: usize>(
    x: &X,
    w: [Y; L],
    _: Width<L>,
) -> Lanes<X, L> {
    each_lane::<Tan<X>, L>(|l| x.cast_back(w[l]))
}

/// The check of `copy_from_slice`.
#[track_caller]
#[inline]
pub fn check_copy(to: usize, from: usize) {
    assert!(
        to == from,
        "copy between slices of different lengths: the destination has {to}, the source {from}"
    );
}

/// The check of `Vec::insert`.
#[track_caller]
#[inline]
pub fn check_insert(at: usize, len: usize) {
    assert!(at <= len, "insertion index (is {at}) should be <= len (is {len})");
}

/// The check of `Vec::remove` and `Vec::swap_remove`.
#[track_caller]
#[inline]
pub fn check_remove(at: usize, len: usize) {
    assert!(at < len, "removal index (is {at}) should be < len (is {len})");
}

/// The check of `Vec::split_off`.
#[track_caller]
#[inline]
pub fn check_split(at: usize, len: usize) {
    assert!(at <= len, "`at` split index (is {at}) should be <= len (is {len})");
}

/// The check of `rotate_left` and `rotate_right`.
#[track_caller]
#[inline]
pub fn check_rotate(by: usize, len: usize) {
    assert!(by <= len, "a rotation by {by} of a slice of length {len}");
}

/// The swaps that sort `x` stably, to be applied in order.
pub fn sort_swaps_by<T>(
    x: &[T],
    mut compare: impl FnMut(&T, &T) -> std::cmp::Ordering,
) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|i, j| compare(&x[*i], &x[*j]));
    // Swaps made for earlier slots move elements on: both sides of where each one stands.
    let mut slot_of: Vec<usize> = (0..x.len()).collect();
    let mut element_at = slot_of.clone();
    let mut swaps = Vec::new();
    for (slot, element) in order.into_iter().enumerate() {
        let from = slot_of[element];
        if from != slot {
            swaps.push((slot, from));
            let other = element_at[slot];
            element_at[from] = other;
            slot_of[other] = from;
        }
    }
    swaps
}

/// The swaps that sort `x` stably by a key, to be applied in order.
pub fn sort_swaps_by_key<T, K: Ord>(x: &[T], mut key: impl FnMut(&T) -> K) -> Vec<(usize, usize)> {
    sort_swaps_by(x, |a, b| key(a).cmp(&key(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_sort_stably() {
        let x = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e'), (0, 'f')];
        let mut swapped = x;
        for (i, j) in sort_swaps_by_key(&x, |p| p.0) {
            swapped.swap(i, j);
        }
        let mut sorted = x;
        sorted.sort_by_key(|p| p.0);
        assert_eq!(swapped, sorted);
        assert!(sort_swaps_by(&sorted, |a, b| a.0.cmp(&b.0)).is_empty());
    }
}
