//! Arrays, slices, `Vec`, and the containers of one value: references, `Box`, `Option`, `Result`.

use super::{different_variants, same_length};
use crate::buffers::{recycle, reserve};
use crate::leaves::{Walk, WalkMut};
use crate::{Differentiable, Tangent};

#[track_caller]
fn step<T: Differentiable>(values: &mut [T], direction: &[T::Tangent], by: f64) {
    same_length(values.len(), direction.len());
    for (value, along) in values.iter_mut().zip(direction) {
        value.step(along, by);
    }
}

#[track_caller]
fn set_lanes<T: Tangent, const L: usize>(values: &[T], lanes: &mut [T::Lanes<L>], l: usize) {
    same_length(values.len(), lanes.len());
    for (value, lanes) in values.iter().zip(lanes) {
        value.set_lane::<L>(lanes, l);
    }
}

/// The lanes of a sequence whose length is not in its type.
macro_rules! sequence_in_lanes {
    () => {
        #[inline]
        fn zero_lanes<const L: usize>(&self) -> Self::Lanes<L> {
            collected(self.iter().map(T::zero_lanes::<L>)).into()
        }
        #[inline]
        fn lane<const L: usize>(lanes: &Self::Lanes<L>, l: usize) -> Self {
            collected(lanes.iter().map(|part| T::lane::<L>(part, l))).into()
        }
        #[inline]
        #[track_caller]
        fn set_lane<const L: usize>(&self, lanes: &mut Self::Lanes<L>, l: usize) {
            set_lanes::<T, L>(self, lanes, l);
        }
    };
}

/// A vector of items, in memory from a workspace if one is lent.
#[inline]
pub(super) fn collected<T>(items: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut v = Vec::new();
    reserve(&mut v, items.len());
    v.extend(items);
    v
}

/// Zeros in the shape of a sequence, in memory that is there.
fn zeros_into<T: Differentiable>(values: &[T], tangents: &mut Vec<T::Tangent>) {
    tangents.truncate(values.len());
    for (value, tangent) in values.iter().zip(&mut *tangents) {
        value.zero_into(tangent);
    }
    let more = &values[tangents.len()..];
    reserve(tangents, more.len());
    tangents.extend(more.iter().map(T::zero_tangent));
}

/// Gives back what the elements own.
fn give_back_each<T: Tangent>(values: impl IntoIterator<Item = T>) {
    if std::mem::needs_drop::<T>() {
        values.into_iter().for_each(T::give_back);
    }
}

/// The methods of [`Tangent`] for a container that is a slice in disguise.
macro_rules! elementwise {
    () => {
        #[inline]
        #[track_caller]
        fn accumulate(&mut self, other: &Self) {
            same_length(self.len(), other.len());
            for (value, more) in self.iter_mut().zip(other) {
                value.accumulate(more);
            }
        }
        #[inline]
        #[track_caller]
        fn axpy(&mut self, a: f64, x: &Self) {
            same_length(self.len(), x.len());
            for (value, along) in self.iter_mut().zip(x) {
                value.axpy(a, along);
            }
        }
        #[inline]
        fn scale(&mut self, by: f64) {
            for value in self {
                value.scale(by);
            }
        }
        #[inline]
        #[track_caller]
        fn dot(&self, other: &Self) -> f64 {
            same_length(self.len(), other.len());
            T::dot_block(self, other)
        }
        #[inline]
        fn set_zero(&mut self) {
            for value in self {
                value.set_zero();
            }
        }
    };
}

impl<T: Differentiable, const N: usize> Differentiable for [T; N] {
    type Tangent = [T::Tangent; N];
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.each_ref().map(T::zero_tangent)
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        self.iter().zip(tangent).for_each(|(value, tangent)| value.zero_into(tangent));
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        step(self, direction, by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        walk.block(self, &[self.len()]);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        let length = self.len();
        walk.block(self, &[length]);
    }
    fn walk_block(block: &[Self], walk: &mut Walk<'_>) {
        walk.block(block.as_flattened(), &[N]);
    }
    fn walk_block_mut(block: &mut [Self], walk: &mut WalkMut<'_>) {
        walk.block(block.as_flattened_mut(), &[N]);
    }
}

impl<T: Tangent, const N: usize> Tangent for [T; N] {
    type Lanes<const L: usize> = [T::Lanes<L>; N];
    #[inline]
    fn zero_lanes<const L: usize>(&self) -> Self::Lanes<L> {
        self.each_ref().map(T::zero_lanes::<L>)
    }
    #[inline]
    fn lane<const L: usize>(lanes: &Self::Lanes<L>, l: usize) -> Self {
        lanes.each_ref().map(|part| T::lane::<L>(part, l))
    }
    #[inline]
    fn set_lane<const L: usize>(&self, lanes: &mut Self::Lanes<L>, l: usize) {
        set_lanes::<T, L>(self, lanes, l);
    }
    elementwise!();
    #[inline]
    fn give_back(self) {
        give_back_each(self);
    }
    #[inline]
    fn dot_block(left: &[Self], right: &[Self]) -> f64 {
        T::dot_block(left.as_flattened(), right.as_flattened())
    }
}

impl<T: Differentiable> Differentiable for [T] {
    type Tangent = Vec<T::Tangent>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        collected(self.iter().map(T::zero_tangent))
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        zeros_into(self, tangent);
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        step(self, direction, by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        walk.block(self, &[self.len()]);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        let length = self.len();
        walk.block(self, &[length]);
    }
}

impl<T: Differentiable> Differentiable for Vec<T> {
    type Tangent = Vec<T::Tangent>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.as_slice().zero_tangent()
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        zeros_into(self, tangent);
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        step(self, direction, by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        walk.block(self, &[self.len()]);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        let length = self.len();
        walk.block(self, &[length]);
    }
}

impl<T: Tangent> Tangent for Vec<T> {
    type Lanes<const L: usize> = Vec<T::Lanes<L>>;
    sequence_in_lanes!();
    elementwise!();
    #[inline]
    fn give_back(mut self) {
        give_back_each(self.drain(..));
        recycle(self);
    }
}

impl<T: Differentiable + ?Sized> Differentiable for &T {
    type Tangent = T::Tangent;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        (**self).zero_tangent()
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        (**self).zero_into(tangent);
    }
    fn step(&mut self, direction: &Self::Tangent, _by: f64) {
        if direction.n_coordinates() > 0 {
            panic!("a value behind a shared reference cannot be moved: step an owned value");
        }
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        (**self).walk(walk);
    }
    fn walk_mut(&mut self, _walk: &mut WalkMut<'_>) {
        if self.n_coordinates() > 0 {
            panic!("a value behind a shared reference cannot be changed: use an owned value");
        }
    }
}

impl<T: Differentiable + ?Sized> Differentiable for &mut T {
    type Tangent = T::Tangent;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        (**self).zero_tangent()
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        (**self).zero_into(tangent);
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        (**self).step(direction, by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        (**self).walk(walk);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        (**self).walk_mut(walk);
    }
}

impl<T: Differentiable> Differentiable for Box<T> {
    type Tangent = Box<T::Tangent>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        Box::new((**self).zero_tangent())
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        (**self).zero_into(tangent);
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        (**self).step(direction, by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        (**self).walk(walk);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        (**self).walk_mut(walk);
    }
}

impl<T: Tangent> Tangent for Box<T> {
    type Lanes<const L: usize> = Box<T::Lanes<L>>;
    #[inline]
    fn zero_lanes<const L: usize>(&self) -> Self::Lanes<L> {
        Box::new((**self).zero_lanes::<L>())
    }
    #[inline]
    fn lane<const L: usize>(lanes: &Self::Lanes<L>, l: usize) -> Self {
        Box::new(T::lane::<L>(lanes, l))
    }
    #[inline]
    fn set_lane<const L: usize>(&self, lanes: &mut Self::Lanes<L>, l: usize) {
        (**self).set_lane::<L>(lanes, l);
    }
    #[inline]
    fn accumulate(&mut self, other: &Self) {
        (**self).accumulate(other);
    }
    #[inline]
    fn axpy(&mut self, a: f64, x: &Self) {
        (**self).axpy(a, x);
    }
    #[inline]
    fn scale(&mut self, by: f64) {
        (**self).scale(by);
    }
    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        (**self).dot(other)
    }
    #[inline]
    fn set_zero(&mut self) {
        (**self).set_zero();
    }
    #[inline]
    fn give_back(self) {
        (*self).give_back();
    }
}

impl<T: Differentiable> Differentiable for Box<[T]> {
    type Tangent = Box<[T::Tangent]>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.iter().map(T::zero_tangent).collect()
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        if self.len() != tangent.len() {
            *tangent = self.zero_tangent();
            return;
        }
        self.iter().zip(tangent).for_each(|(value, tangent)| value.zero_into(tangent));
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        step(self, direction, by);
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        walk.block(self, &[self.len()]);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        let length = self.len();
        walk.block(self, &[length]);
    }
}

impl<T: Tangent> Tangent for Box<[T]> {
    type Lanes<const L: usize> = Box<[T::Lanes<L>]>;
    sequence_in_lanes!();
    elementwise!();
    #[inline]
    fn give_back(self) {
        self.into_vec().give_back();
    }
}

/// `Option` and `Result`: `with` is the variant that holds the value, `without` the other.
macro_rules! optional {
    ([$($extra:ident)?] $primal:ty => $tangent:ty, $of_tangent:ty,
     $in_lanes:ident, $name:literal, $with:ident, $without:pat => $rest:expr, $other:literal) => {
        impl<T: Differentiable $(, $extra)?> Differentiable for $primal {
            type Tangent = $tangent;
            #[inline]
            fn zero_tangent(&self) -> Self::Tangent {
                match self {
                    $with(value) => $with(value.zero_tangent()),
                    $without => $rest,
                }
            }
            #[inline]
            fn zero_into(&self, tangent: &mut Self::Tangent) {
                match (self, tangent) {
                    ($with(value), $with(tangent)) => value.zero_into(tangent),
                    (value, tangent) => *tangent = value.zero_tangent(),
                }
            }
            #[track_caller]
            fn step(&mut self, direction: &Self::Tangent, by: f64) {
                match (self, direction) {
                    ($with(value), $with(along)) => value.step(along, by),
                    ($without, $without) => {}
                    ($with(_), $without) => different_variants($name, stringify!($with), $other),
                    ($without, $with(_)) => different_variants($name, $other, stringify!($with)),
                }
            }
            fn walk(&self, walk: &mut Walk<'_>) {
                if let $with(value) = self {
                    value.walk(walk);
                }
            }
            fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
                if let $with(value) = self {
                    value.walk_mut(walk);
                }
            }
        }

        impl<T: Tangent> Tangent for $of_tangent {
            type Lanes<const L: usize> = $in_lanes<T::Lanes<L>>;
            #[inline]
            fn zero_lanes<const L: usize>(&self) -> Self::Lanes<L> {
                match self {
                    $with(value) => $with(value.zero_lanes::<L>()),
                    $without => $rest,
                }
            }
            #[inline]
            fn lane<const L: usize>(lanes: &Self::Lanes<L>, l: usize) -> Self {
                match lanes {
                    $with(lanes) => $with(T::lane::<L>(lanes, l)),
                    $without => $rest,
                }
            }
            #[inline]
            #[track_caller]
            fn set_lane<const L: usize>(&self, lanes: &mut Self::Lanes<L>, l: usize) {
                match (self, lanes) {
                    ($with(value), $with(lanes)) => value.set_lane::<L>(lanes, l),
                    ($without, $without) => {}
                    ($with(_), $without) => different_variants($name, stringify!($with), $other),
                    ($without, $with(_)) => different_variants($name, $other, stringify!($with)),
                }
            }
            #[inline]
            #[track_caller]
            fn accumulate(&mut self, other: &Self) {
                match (self, other) {
                    ($with(value), $with(more)) => value.accumulate(more),
                    ($without, $without) => {}
                    ($with(_), $without) => different_variants($name, stringify!($with), $other),
                    ($without, $with(_)) => different_variants($name, $other, stringify!($with)),
                }
            }
            #[inline]
            #[track_caller]
            fn axpy(&mut self, a: f64, x: &Self) {
                match (self, x) {
                    ($with(value), $with(more)) => value.axpy(a, more),
                    ($without, $without) => {}
                    ($with(_), $without) => different_variants($name, stringify!($with), $other),
                    ($without, $with(_)) => different_variants($name, $other, stringify!($with)),
                }
            }
            #[inline]
            fn scale(&mut self, by: f64) {
                if let $with(value) = self {
                    value.scale(by);
                }
            }
            #[inline]
            #[track_caller]
            fn dot(&self, other: &Self) -> f64 {
                match (self, other) {
                    ($with(left), $with(right)) => left.dot(right),
                    ($without, $without) => 0.0,
                    ($with(_), $without) => different_variants($name, stringify!($with), $other),
                    ($without, $with(_)) => different_variants($name, $other, stringify!($with)),
                }
            }
            #[inline]
            fn set_zero(&mut self) {
                if let $with(value) = self {
                    value.set_zero();
                }
            }
            #[inline]
            fn give_back(self) {
                if let $with(value) = self {
                    value.give_back();
                }
            }
        }
    };
}
optional!([] Option<T> => Option<T::Tangent>, Option<T>, Option, "Option", Some, None => None, "None");
type Fallible<T> = Result<T, ()>;
// An error is no result to differentiate, whatever it carries.
optional!([E] Result<T, E> => Result<T::Tangent, ()>, Result<T, ()>, Fallible, "Result", Ok, Err(_) => Err(()), "Err");

#[cfg(test)]
mod tests {
    use crate::{Differentiable, Tangent};

    #[test]
    fn slices_and_vectors_share_a_tangent_type() {
        let v = vec![1.0, 2.0];
        assert_eq!(v.zero_tangent(), v[..].zero_tangent());
        let mut w = v.clone();
        w[..].step(&vec![1.0, 1.0], 2.0);
        assert_eq!(w, [3.0, 4.0]);
        let nested = vec![vec![1.0], vec![2.0, 3.0]];
        assert_eq!(nested.zero_tangent(), vec![vec![0.0], vec![0.0, 0.0]]);
    }

    #[test]
    fn arrays_keep_their_length_in_the_type() {
        let mut m = [[1.0, 2.0], [3.0, 4.0]];
        m.accumulate(&[[0.0, 1.0], [0.0, 0.0]]);
        assert_eq!(m.to_flat(), [1.0, 3.0, 3.0, 4.0]);
        assert_eq!(m.dot(&[[1.0, 0.0], [0.0, 1.0]]), 5.0);
        m.set_zero();
        assert!(m.is_zero());
        // Longer than the arrays that have `Default`.
        assert_eq!([1.0; 40].zero_tangent(), [0.0; 40]);
    }

    #[test]
    fn references_have_the_tangent_of_what_they_point_to() {
        let x = [1.0, 2.0];
        let r = &x[..];
        assert_eq!(r.zero_tangent(), vec![0.0, 0.0]);
        let mut y = 1.0;
        (&mut &mut y).step(&2.0, 1.0);
        assert_eq!(y, 3.0);
        // Nothing to move behind this one.
        (&mut "text").step(&(), 1.0);
    }

    #[test]
    #[should_panic(expected = "behind a shared reference cannot be moved")]
    fn a_shared_reference_cannot_be_stepped() {
        (&mut &1.0).step(&1.0, 1.0);
    }

    #[test]
    #[should_panic(expected = "one has length 2, the other has length 3")]
    fn vectors_of_different_lengths_are_never_added() {
        vec![1.0, 2.0].accumulate(&vec![1.0, 2.0, 3.0]);
    }

    #[test]
    fn an_option_has_an_optional_tangent() {
        let mut x = Some(1.0);
        x.step(&Some(2.0), 1.0);
        assert_eq!(x, Some(3.0));
        assert_eq!(None::<f64>.zero_tangent(), None);
        assert_eq!(x.to_flat(), [3.0]);
        assert_eq!(x.dot(&Some(2.0)), 6.0);
    }

    #[test]
    #[should_panic(expected = "`Option::Some`, the other of `Option::None`")]
    fn some_and_none_are_never_added() {
        Some(1.0).accumulate(&None);
    }

    #[test]
    fn an_error_has_no_tangent() {
        let failed: Result<f64, String> = Err("no root".into());
        assert_eq!(failed.zero_tangent(), Err(()));
        let found: Result<f64, String> = Ok(2.0);
        let mut tangent = found.zero_tangent();
        tangent.accumulate(&Ok(1.5));
        assert_eq!(tangent, Ok(1.5));
    }

    #[test]
    fn a_box_keeps_its_tangent_boxed() {
        let x = Box::new([1.0, 2.0]);
        let mut t: Box<[f64; 2]> = x.zero_tangent();
        t.axpy(3.0, &Box::new([1.0, 1.0]));
        assert_eq!(*t, [3.0, 3.0]);
    }
}
