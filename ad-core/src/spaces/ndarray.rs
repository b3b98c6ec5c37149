//! Arrays of `ndarray`: owned ones, views, shared and copy-on-write ones.
//!
//! Whatever the storage, the tangent is an owned array of the same shape. A view's cotangent is
//! therefore an array of its own, which is added to the part of its owner's cotangent that
//! the view looked at.

use crate::__private::Tan;
use crate::{Differentiable, Tangent};
use ndarray::{
    Array, ArrayBase, ArrayRef, CowRepr, Data, Dimension, OwnedArcRepr, OwnedRepr, ViewRepr, Zip,
};

/// Panics unless two tangents that meet have one shape.
#[inline]
#[track_caller]
pub(crate) fn same_shape(one: &[usize], other: &[usize]) {
    if one != other {
        different_shapes(one, other);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn different_shapes(one: &[usize], other: &[usize]) -> ! {
    panic!("tangents differ in shape: one has shape {one:?}, the other has shape {other:?}");
}

/// Moves the floats of a storage that can be written to.
#[track_caller]
fn step<T: Differentiable, D: Dimension>(
    values: &mut ArrayRef<T, D>,
    direction: &Array<T::Tangent, D>,
    by: f64,
) {
    same_shape(values.shape(), direction.shape());
    Zip::from(values).and(direction).for_each(|value, along| value.step(along, by));
}

/// A storage of `ndarray`: how an array of it is moved is all that differs.
pub trait Storage: Data<Elem: Differentiable> {
    /// `array += by · direction`.
    fn step<D: Dimension>(
        array: &mut ArrayBase<Self, D>,
        direction: &Array<Tan<Self::Elem>, D>,
        by: f64,
    ) where
        Self: Sized;
}

/// A storage that can be written to.
macro_rules! storage {
    ($([$($generics:tt)*] $storage:ty;)*) => {$(
        impl<$($generics)*> Storage for $storage {
            fn step<D: Dimension>(array: &mut ArrayBase<Self, D>, direction: &Array<Tan<T>, D>, by: f64) {
                step(array, direction, by);
            }
        }
    )*};
}
storage! {
    [T: Differentiable] OwnedRepr<T>;
    [T: Differentiable + Clone] OwnedArcRepr<T>;
    ['a, T: Differentiable + Clone] CowRepr<'a, T>;
    ['a, T: Differentiable] ViewRepr<&'a mut T>;
}

impl<T: Differentiable> Storage for ViewRepr<&T> {
    fn step<D: Dimension>(_: &mut ArrayBase<Self, D>, direction: &Array<Tan<T>, D>, _: f64) {
        direction.for_each_leaf(&mut |_| {
            panic!("a value behind a view cannot be moved: step an owned array")
        });
    }
}

impl<S: Storage, D: Dimension> Differentiable for ArrayBase<S, D> {
    type Tangent = Array<Tan<S::Elem>, D>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        (**self).zero_tangent()
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        S::step(self, direction, by);
    }
    fn for_each_coordinate(&self, visit: &mut dyn FnMut(f64)) {
        (**self).for_each_coordinate(visit);
    }
}

impl<T: Differentiable, D: Dimension> Differentiable for ArrayRef<T, D> {
    type Tangent = Array<T::Tangent, D>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.map(T::zero_tangent)
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        step(self, direction, by);
    }
    fn for_each_coordinate(&self, visit: &mut dyn FnMut(f64)) {
        self.iter().for_each(|value| value.for_each_coordinate(visit));
    }
}

impl<T: Tangent, D: Dimension> Tangent for Array<T, D> {
    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: &Self) {
        same_shape(self.shape(), other.shape());
        Zip::from(self).and(other).for_each(|value, more| value.accumulate(more));
    }
    // Logical order, so that leaves do not depend on how the array lies in memory.
    fn for_each_leaf(&self, visit: &mut dyn FnMut(f64)) {
        self.iter().for_each(|value| value.for_each_leaf(visit));
    }
    fn for_each_leaf_mut(&mut self, change: &mut dyn FnMut(&mut f64)) {
        self.iter_mut().for_each(|value| value.for_each_leaf_mut(change));
    }
    #[inline]
    #[track_caller]
    fn add_scaled(&mut self, other: &Self, by: f64) {
        same_shape(self.shape(), other.shape());
        Zip::from(self).and(other).for_each(|value, more| value.add_scaled(more, by));
    }
    #[inline]
    fn scale(&mut self, by: f64) {
        self.map_inplace(|value| value.scale(by));
    }
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        same_shape(self.shape(), other.shape());
        Zip::from(self).and(other).fold(0.0, |sum, l, r| sum + l.dot(r))
    }
    #[inline]
    fn set_zero(&mut self) {
        self.map_inplace(T::set_zero);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Axis, Slice, arr1, arr2};

    #[test]
    fn a_view_has_an_owned_tangent_of_its_shape() {
        let a = arr2(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        let part = a.slice_axis(Axis(1), Slice::new(0, None, -2));
        assert_eq!(part.zero_tangent(), arr2(&[[0.0, 0.0], [0.0, 0.0]]));
        let mut seen = Vec::new();
        part.for_each_coordinate(&mut |x| seen.push(x));
        assert_eq!(seen.iter().sum::<f64>(), 14.0);
    }

    #[test]
    fn arrays_of_integers_carry_nothing() {
        assert!(arr1(&[1_usize, 2]).zero_tangent().leaves().is_empty());
    }

    #[test]
    #[should_panic(expected = "one has shape [2], the other has shape [1]")]
    fn tangents_of_different_shapes_are_never_added() {
        arr1(&[1.0, 2.0]).accumulate(&arr1(&[1.0]));
    }

    #[test]
    fn leaves_come_in_logical_order() {
        let a = arr2(&[[1.0, 2.0], [3.0, 4.0]]).reversed_axes();
        assert_eq!(a.leaves(), [1.0, 3.0, 2.0, 4.0]);
        let mut moved = a.clone();
        moved.step(&arr2(&[[1.0, 0.0], [0.0, 0.0]]), 10.0);
        assert_eq!(moved[[0, 0]], 11.0);
    }
}
