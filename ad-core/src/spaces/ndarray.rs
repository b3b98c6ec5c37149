//! Arrays of `ndarray`: owned ones, views, shared and copy-on-write ones.
//!
//! Whatever the storage, the tangent is an owned array of the same shape. A view's cotangent is
//! therefore an array of its own, which is added to the part of its owner's cotangent that
//! the view looked at.

use crate::__private::Tan;
use crate::leaves::{Walk, WalkMut};
use crate::spaces::array::collected;
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

/// A storage of `ndarray`: how an array of it is written to is all that differs.
pub trait Storage: Data<Elem: Differentiable + Clone> {
    /// The array, to be written to.
    ///
    /// # Panics
    /// If there is something to be written, and it lies behind a shared reference.
    fn elements<D: Dimension>(
        array: &mut ArrayBase<Self, D>,
    ) -> Option<&mut ArrayRef<Self::Elem, D>>
    where
        Self: Sized;
}

/// A storage that can be written to.
macro_rules! storage {
    ($([$($generics:tt)*] $storage:ty;)*) => {$(
        impl<$($generics)*> Storage for $storage {
            fn elements<D: Dimension>(array: &mut ArrayBase<Self, D>) -> Option<&mut ArrayRef<T, D>> {
                Some(array)
            }
        }
    )*};
}
storage! {
    [T: Differentiable + Clone] OwnedRepr<T>;
    [T: Differentiable + Clone] OwnedArcRepr<T>;
    ['a, T: Differentiable + Clone] CowRepr<'a, T>;
    ['a, T: Differentiable + Clone] ViewRepr<&'a mut T>;
}

impl<T: Differentiable + Clone> Storage for ViewRepr<&T> {
    fn elements<D: Dimension>(array: &mut ArrayBase<Self, D>) -> Option<&mut ArrayRef<T, D>> {
        assert!(
            array.n_coordinates() == 0,
            "a value behind a view cannot be moved: step an owned array"
        );
        None
    }
}

impl<S: Storage, D: Dimension> Differentiable for ArrayBase<S, D> {
    type Tangent = Array<Tan<S::Elem>, D>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        (**self).zero_tangent()
    }
    #[inline]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        (**self).zero_into(tangent);
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        if let Some(array) = S::elements(self) {
            array.step(direction, by);
        }
    }
    fn walk(&self, walk: &mut Walk<'_>) {
        (**self).walk(walk);
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        if let Some(array) = S::elements(self) {
            array.walk_mut(walk);
        }
    }
}

impl<T: Differentiable + Clone, D: Dimension> Differentiable for ArrayRef<T, D> {
    type Tangent = Array<T::Tangent, D>;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        // Iterators of arrays are slow.
        let Some(slice) = self.as_slice() else { return self.map(T::zero_tangent) };
        let tangents = collected(slice.iter().map(T::zero_tangent));
        Array::from_shape_vec(self.raw_dim(), tangents).expect("a tangent for each element")
    }
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        if self.shape() != tangent.shape() {
            *tangent = self.zero_tangent();
            return;
        }
        Zip::from(self).and(tangent).for_each(T::zero_into);
    }
    fn step(&mut self, direction: &Self::Tangent, by: f64) {
        same_shape(self.shape(), direction.shape());
        Zip::from(self).and(direction).for_each(|value, along| value.step(along, by));
    }
    // Leaves are in logical order, however the array lies in memory.
    fn walk(&self, walk: &mut Walk<'_>) {
        match self.as_slice() {
            Some(slice) => walk.block(slice, self.shape()),
            None => {
                let copy: Vec<T> = self.iter().cloned().collect();
                walk.block(&copy, self.shape());
            }
        }
    }
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
        let shape = self.shape().to_vec();
        if let Some(slice) = self.as_slice_mut() {
            return walk.block(slice, &shape);
        }
        let mut copy: Vec<T> = self.iter().cloned().collect();
        walk.block(&mut copy, &shape);
        self.iter_mut().zip(copy).for_each(|(to, from)| *to = from);
    }
}

impl<T: Tangent, D: Dimension> Tangent for Array<T, D> {
    type Lanes<const L: usize> = Array<T::Lanes<L>, D>;
    fn zero_lanes<const L: usize>(&self) -> Self::Lanes<L> {
        self.map(T::zero_lanes::<L>)
    }
    fn lane<const L: usize>(lanes: &Self::Lanes<L>, l: usize) -> Self {
        lanes.map(|value| T::lane::<L>(value, l))
    }
    #[track_caller]
    fn set_lane<const L: usize>(&self, lanes: &mut Self::Lanes<L>, l: usize) {
        same_shape(lanes.shape(), self.shape());
        Zip::from(lanes).and(self).for_each(|lanes, value| value.set_lane::<L>(lanes, l));
    }
    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: &Self) {
        same_shape(self.shape(), other.shape());
        Zip::from(self).and(other).for_each(|value, more| value.accumulate(more));
    }
    #[inline]
    #[track_caller]
    fn axpy(&mut self, a: f64, x: &Self) {
        same_shape(self.shape(), x.shape());
        Zip::from(self).and(x).for_each(|value, along| value.axpy(a, along));
    }
    #[inline]
    fn scale(&mut self, by: f64) {
        self.map_inplace(|value| value.scale(by));
    }
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        same_shape(self.shape(), other.shape());
        match (self.as_slice(), other.as_slice()) {
            (Some(left), Some(right)) => T::dot_block(left, right),
            _ => Zip::from(self).and(other).fold(0.0, |sum, l, r| sum + l.dot(r)),
        }
    }
    #[inline]
    fn set_zero(&mut self) {
        self.map_inplace(T::set_zero);
    }
    #[inline]
    fn give_back(self) {
        self.into_raw_vec_and_offset().0.give_back();
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
        assert_eq!(part.to_flat(), [3.0, 1.0, 6.0, 4.0]);
    }

    #[test]
    fn arrays_of_integers_carry_nothing() {
        assert!(arr1(&[1_usize, 2]).zero_tangent().to_flat().is_empty());
    }

    #[test]
    #[should_panic(expected = "one has shape [2], the other has shape [1]")]
    fn tangents_of_different_shapes_are_never_added() {
        arr1(&[1.0, 2.0]).accumulate(&arr1(&[1.0]));
    }

    #[test]
    fn leaves_come_in_logical_order() {
        let a = arr2(&[[1.0, 2.0], [3.0, 4.0]]).reversed_axes();
        assert_eq!(a.to_flat(), [1.0, 3.0, 2.0, 4.0]);
        assert_eq!(a.layout().leaves[0].shape, [2, 2]);
        let mut moved = a.clone();
        moved.set_flat(&[5.0, 6.0, 7.0, 8.0]);
        assert_eq!(moved, arr2(&[[5.0, 6.0], [7.0, 8.0]]));
        let mut moved = a.clone();
        moved.step(&arr2(&[[1.0, 0.0], [0.0, 0.0]]), 10.0);
        assert_eq!(moved[[0, 0]], 11.0);
    }
}
