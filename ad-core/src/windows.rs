//! Parts of sequences that loops of derivatives run over, cut before the loop.
//!
//! `Lend(&x).window(start, n)` is `&x[start..start + n]` for vectors, slices and arrays. A type that only
//! rustc knows may be indexed in its own way; then it is a view that adds `start` to each index.

use crate::Scalar;
use std::borrow::Cow;
use std::ops::{Index, IndexMut};
use std::rc::Rc;
use std::sync::Arc;

/// A sequence that lends a part. Its own methods, for what has slices, come before those of
/// [`AnyWindow`], for everything else.
pub struct Lend<'a, X: ?Sized>(pub &'a X);

/// The same, to be changed.
pub struct LendMut<'a, X: ?Sized>(pub &'a mut X);

macro_rules! slices {
    ($([$($generic:tt)*] $ty:ty;)*) => { $(
        impl<'a, $($generic)*> Lend<'a, $ty> {
            /// The part of `n` elements from `start`.
            #[inline(always)]
            #[track_caller]
            pub fn window(self, start: usize, n: usize) -> &'a [T] {
                window(&self.0[..], start, n)
            }
        }
        impl<'a, $($generic)*> LendMut<'a, $ty> {
            /// The part of `n` elements from `start`.
            #[inline(always)]
            #[track_caller]
            pub fn window(self, start: usize, n: usize) -> &'a mut [T] {
                window_mut(&mut self.0[..], start, n)
            }
        }
    )* };
}

slices! {
    [T] Vec<T>;
    [T] [T];
    [T, const N: usize] [T; N];
    [T] Box<[T]>;
    [T] Box<Vec<T>>;
    [T] &mut [T];
    [T] &mut Vec<T>;
    [T, const N: usize] &mut [T; N];
}

/// What is shared lends parts to be read.
macro_rules! shared_slices {
    ($([$($generic:tt)*] $ty:ty;)*) => { $(
        impl<'a, $($generic)*> Lend<'a, $ty> {
            /// The part of `n` elements from `start`.
            #[inline(always)]
            #[track_caller]
            pub fn window(self, start: usize, n: usize) -> &'a [T] {
                window(&self.0[..], start, n)
            }
        }
    )* };
}

shared_slices! {
    [T] &[T];
    [T] &Vec<T>;
    [T, const N: usize] &[T; N];
    [T] Rc<[T]>;
    [T] Rc<Vec<T>>;
    [T] Arc<[T]>;
    [T] Arc<Vec<T>>;
    [T: Clone] Cow<'_, [T]>;
}

/// A part of what has no slices.
pub struct Offset<X> {
    of: X,
    start: usize,
}

/// For types that lend no slices.
pub trait AnyWindow {
    /// What stands for the part.
    type Window;
    /// The part of `n` elements from `start`.
    fn window(self, start: usize, n: usize) -> Self::Window;
}

impl<'a, X: ?Sized> AnyWindow for Lend<'a, X> {
    type Window = Offset<&'a X>;
    #[inline(always)]
    fn window(self, start: usize, _: usize) -> Self::Window {
        Offset { of: self.0, start }
    }
}

impl<'a, X: ?Sized> AnyWindow for LendMut<'a, X> {
    type Window = Offset<&'a mut X>;
    #[inline(always)]
    fn window(self, start: usize, _: usize) -> Self::Window {
        Offset { of: self.0, start }
    }
}

impl<X: Index<usize> + ?Sized> Index<usize> for Offset<&X> {
    type Output = X::Output;
    #[inline(always)]
    #[track_caller]
    fn index(&self, i: usize) -> &X::Output {
        &self.of[self.start + i]
    }
}

impl<X: Index<usize> + ?Sized> Index<usize> for Offset<&mut X> {
    type Output = X::Output;
    #[inline(always)]
    #[track_caller]
    fn index(&self, i: usize) -> &X::Output {
        &self.of[self.start + i]
    }
}

impl<X: IndexMut<usize> + ?Sized> IndexMut<usize> for Offset<&mut X> {
    #[inline(always)]
    #[track_caller]
    fn index_mut(&mut self, i: usize) -> &mut X::Output {
        &mut self.of[self.start + i]
    }
}

/// `&x[start..start + n]`, nothing of a loop that does not run.
#[inline(always)]
#[track_caller]
pub fn window<T>(x: &[T], start: usize, n: usize) -> &[T] {
    let start = if n == 0 { 0 } else { start };
    &x[start..start + n]
}

/// The same, to be changed.
#[inline(always)]
#[track_caller]
pub fn window_mut<T>(x: &mut [T], start: usize, n: usize) -> &mut [T] {
    let start = if n == 0 { 0 } else { start };
    &mut x[start..start + n]
}

/// A part of a shadow, if there is one.
#[inline(always)]
#[track_caller]
pub fn window_if<T>(on: bool, shadow: &mut [T], start: usize, n: usize) -> &mut [T] {
    if on { window_mut(shadow, start, n) } else { shadow }
}

/// Several parts of `n` elements, one from each start, that have no element in common.
///
/// # Panics
/// If one does not lie within the slice.
#[inline(always)]
#[track_caller]
pub fn windows_mut<T, const K: usize>(x: &mut [T], starts: [usize; K], n: usize) -> [&mut [T]; K] {
    let length = x.len();
    let starts = if n == 0 { [0; K] } else { starts };
    match x.get_disjoint_mut(starts.map(|start| start..start + n)) {
        Ok(parts) => parts,
        Err(_) => panic!("parts of {n} from each of {starts:?} in a slice of {length}"),
    }
}

/// The same of a shadow, if there is one.
#[inline(always)]
#[track_caller]
pub fn windows_if<T, const K: usize>(
    on: bool,
    shadow: &mut [T],
    starts: [usize; K],
    n: usize,
) -> [&mut [T]; K] {
    windows_mut(shadow, starts, if on { n } else { 0 })
}

/// Sums run side by side, so that none waits for the other.
const SUMS: usize = 8;

/// Σ aᵢ bᵢ over slices of one length, in an order that suits the machine.
#[inline]
pub fn dot<T: Scalar>(a: &[T], b: &[T]) -> T {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<SUMS>(), b.as_chunks::<SUMS>());
    let mut sums = [T::zero(); SUMS];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += *a * b;
        }
    }
    let rest = a_rest.iter().zip(b_rest).fold(T::zero(), |sum, (a, b)| sum + *a * b);
    sums.into_iter().fold(rest, |sum, s| sum + s)
}

/// Σ aᵢ, in an order that suits the machine.
#[inline]
pub fn total<T: Scalar>(a: &[T]) -> T {
    let (a, rest) = a.as_chunks::<SUMS>();
    let mut sums = [T::zero(); SUMS];
    for a in a {
        for (sum, a) in sums.iter_mut().zip(a) {
            *sum += *a;
        }
    }
    let rest = rest.iter().fold(T::zero(), |sum, a| sum + *a);
    sums.into_iter().fold(rest, |sum, s| sum + s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    #[test]
    fn a_window_is_a_slice_where_there_are_slices() {
        let mut v = vec![1, 2, 3, 4];
        let part: &[i32] = Lend(&v).window(1, 2);
        assert_eq!(part, [2, 3]);
        let part: &mut [i32] = LendMut(&mut v[..]).window(2, 1);
        part[0] = 7;
        assert_eq!(v, [1, 2, 7, 4]);
        let shared = Arc::new(v);
        let shared: &[i32] = Lend(&shared).window(9, 0);
        assert!(shared.is_empty());
    }

    #[test]
    fn any_index_will_do() {
        let mut q: VecDeque<i32> = [1, 2, 3].into();
        let mut part = LendMut(&mut q).window(1, 2);
        part[1] += 5;
        assert_eq!(part[0], 2);
        assert_eq!(Lend(&q).window(1, 2)[1], 8);
    }

    #[test]
    #[should_panic(expected = "range end index 5")]
    fn a_window_that_is_too_long_panics() {
        let _ = window(&[1, 2, 3], 2, 3);
    }

    #[test]
    fn what_a_caller_left_out_has_no_parts() {
        assert!(window_if::<f64>(false, &mut [], 3, 2).is_empty());
        assert_eq!(window_if(true, &mut [1, 2, 3], 1, 2), [2, 3]);
        assert!(windows_if::<f64, 2>(false, &mut [], [3, 0], 2).iter().all(|w| w.is_empty()));
        let mut numbers = [1, 2, 3, 4, 5];
        assert_eq!(windows_if(true, &mut numbers, [3, 0], 2), [&mut [4, 5], &mut [1, 2]]);
        assert!(windows_mut(&mut numbers, [9, 9], 0).iter().all(|w| w.is_empty()));
    }

    #[test]
    #[should_panic(expected = "parts of 2 from each of [0, 4] in a slice of 5")]
    fn windows_beyond_the_slice_panic() {
        windows_mut(&mut [1, 2, 3, 4, 5], [0, 4], 2);
    }

    #[test]
    fn sums_of_any_length_are_those_of_whole_numbers() {
        for n in 0..40 {
            let a: Vec<f64> = (0..n).map(f64::from).collect();
            let squares: u32 = (0..n).map(|i: u32| i * i).sum();
            assert_eq!(dot(&a, &a), f64::from(squares));
            assert_eq!(total(&a), f64::from((0..n).sum::<u32>()));
        }
    }
}
