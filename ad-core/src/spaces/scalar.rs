//! Floats, which are their own tangents, and the types that carry none.

use crate::{Differentiable, Tangent};
use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

macro_rules! float {
    ($($float:ident)*) => {$(
        impl Differentiable for $float {
            type Tangent = $float;
            #[inline(always)]
            fn zero_tangent(&self) -> $float {
                0.0
            }
            #[inline]
            fn step(&mut self, direction: &$float, by: f64) {
                self.add_scaled(direction, by);
            }
            #[inline]
            fn for_each_coordinate(&self, visit: &mut dyn FnMut(f64)) {
                visit(f64::from(*self));
            }
        }

        // `as` in the next two: one macro serves both floats, and for `f64` it changes nothing.
        impl Tangent for $float {
            #[inline(always)]
            fn accumulate(&mut self, other: &$float) {
                *self += *other;
            }
            #[inline]
            fn for_each_leaf(&self, visit: &mut dyn FnMut(f64)) {
                visit(f64::from(*self));
            }
            #[inline]
            fn for_each_leaf_mut(&mut self, change: &mut dyn FnMut(&mut f64)) {
                let mut leaf = f64::from(*self);
                change(&mut leaf);
                *self = leaf as $float;
            }
            #[inline]
            fn add_scaled(&mut self, other: &$float, by: f64) {
                *self = (f64::from(*self) + by * f64::from(*other)) as $float;
            }
            #[inline]
            fn scale(&mut self, by: f64) {
                *self = (f64::from(*self) * by) as $float;
            }
            #[inline]
            fn dot(&self, other: &$float) -> f64 {
                f64::from(*self) * f64::from(*other)
            }
            #[inline(always)]
            fn set_zero(&mut self) {
                *self = 0.0;
            }
        }
    )*};
}
float!(f32 f64);

/// Types without floats: `[generics] Type,`.
macro_rules! constant {
    ($([$($generics:tt)*] $constant:ty,)*) => {$(
        impl<$($generics)*> Differentiable for $constant {
            type Tangent = ();
            #[inline(always)]
            fn zero_tangent(&self) {}
            #[inline(always)]
            fn step(&mut self, _direction: &(), _by: f64) {}
            #[inline(always)]
            fn for_each_coordinate(&self, _visit: &mut dyn FnMut(f64)) {}
        }
    )*};
}
constant!(
    [] u8,
    [] u16,
    [] u32,
    [] u64,
    [] u128,
    [] usize,
    [] i8,
    [] i16,
    [] i32,
    [] i64,
    [] i128,
    [] isize,
    [] bool,
    [] char,
    [] str,
    [] String,
    [] (),
    [] Ordering,
    [T: ?Sized] PhantomData<T>,
    // A range says where, not how much: its ends are constant even where they are floats.
    [T] Range<T>,
    [T] RangeFrom<T>,
    [] RangeFull,
    [T] RangeInclusive<T>,
    [T] RangeTo<T>,
    [T] RangeToInclusive<T>,
);

impl Tangent for () {
    #[inline(always)]
    fn accumulate(&mut self, _other: &()) {}
    #[inline(always)]
    fn for_each_leaf(&self, _visit: &mut dyn FnMut(f64)) {}
    #[inline(always)]
    fn for_each_leaf_mut(&mut self, _change: &mut dyn FnMut(&mut f64)) {}
    #[inline(always)]
    fn add_scaled(&mut self, _other: &(), _by: f64) {}
    #[inline(always)]
    fn scale(&mut self, _by: f64) {}
    #[inline(always)]
    fn dot(&self, _other: &()) -> f64 {
        0.0
    }
    #[inline(always)]
    fn set_zero(&mut self) {}
}

#[cfg(test)]
mod tests {
    use crate::{Differentiable, Tangent};

    #[test]
    fn floats_are_their_own_tangents() {
        let mut x = 2.0_f32;
        x.step(&3.0, 0.5);
        assert_eq!(x, 3.5);
        x.scale(2.0);
        x.add_scaled(&1.0, -1.0);
        assert_eq!(x, 6.0);
        assert_eq!(x.dot(&0.5), 3.0);
        x.for_each_leaf_mut(&mut |leaf| *leaf += 1.0);
        assert_eq!(x.leaves(), [7.0]);
        assert_eq!((-4.0_f64).zero_tangent().to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn types_without_floats_have_no_leaves() {
        fn is_constant<T: Differentiable<Tangent = ()> + ?Sized>(x: &T) {
            x.for_each_coordinate(&mut |_| panic!("a constant has no coordinates"));
            let tangent: () = x.zero_tangent();
            assert!(tangent.leaves().is_empty());
        }
        is_constant(&7_usize);
        is_constant(&'c');
        is_constant("text");
        is_constant(&String::from("text"));
        is_constant(&(0..3));
        is_constant(&(0.0..=1.0));
        is_constant(&1.0.partial_cmp(&2.0).unwrap());
        is_constant(&std::marker::PhantomData::<[f64]>);
    }
}
