//! Floats, which are their own tangents, and the types that carry none.

use crate::leaves::{Floats, FloatsMut, Walk, WalkMut};
use crate::{Differentiable, Tangent};
use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use std::slice;

macro_rules! float {
    ($($float:ident $Floats:ident)*) => {$(
        impl Differentiable for $float {
            type Tangent = $float;
            #[inline(always)]
            fn zero_tangent(&self) -> $float {
                0.0
            }
            #[inline]
            fn step(&mut self, direction: &$float, by: f64) {
                self.axpy(by, direction);
            }
            #[inline]
            fn walk(&self, walk: &mut Walk<'_>) {
                walk.floats(Floats::$Floats(slice::from_ref(self)));
            }
            #[inline]
            fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
                walk.floats(FloatsMut::$Floats(slice::from_mut(self)));
            }
            #[inline]
            fn walk_block(block: &[Self], walk: &mut Walk<'_>) {
                walk.floats(Floats::$Floats(block));
            }
            #[inline]
            fn walk_block_mut(block: &mut [Self], walk: &mut WalkMut<'_>) {
                walk.floats(FloatsMut::$Floats(block));
            }
        }

        // `as` in the next two: one macro serves both floats, and for `f64` it changes nothing.
        impl Tangent for $float {
            type Lanes<const L: usize> = [$float; L];
            #[inline(always)]
            fn zero_lanes<const L: usize>(&self) -> [$float; L] {
                [0.0; L]
            }
            #[inline(always)]
            fn lane<const L: usize>(lanes: &[$float; L], l: usize) -> $float {
                lanes[l]
            }
            #[inline(always)]
            fn set_lane<const L: usize>(&self, lanes: &mut [$float; L], l: usize) {
                lanes[l] = *self;
            }
            #[inline(always)]
            fn accumulate(&mut self, other: &$float) {
                *self += *other;
            }
            #[inline]
            fn axpy(&mut self, a: f64, x: &$float) {
                *self = (f64::from(*self) + a * f64::from(*x)) as $float;
            }
            #[inline]
            fn scale(&mut self, by: f64) {
                *self = (f64::from(*self) * by) as $float;
            }
            #[inline]
            fn dot(&self, other: &$float) -> f64 {
                f64::from(*self) * f64::from(*other)
            }
            // In eight partial sums, which a processor adds at once; one sum would be a chain.
            fn dot_block(left: &[$float], right: &[$float]) -> f64 {
                let product = |l: &$float, r: &$float| f64::from(*l) * f64::from(*r);
                let ((l, l_rest), (r, r_rest)) = (left.as_chunks::<8>(), right.as_chunks::<8>());
                let mut sums = [0.0; 8];
                for (l, r) in l.iter().zip(r) {
                    for i in 0..8 {
                        sums[i] += product(&l[i], &r[i]);
                    }
                }
                let rest: f64 = l_rest.iter().zip(r_rest).map(|(l, r)| product(l, r)).sum();
                sums.iter().sum::<f64>() + rest
            }
            #[inline(always)]
            fn set_zero(&mut self) {
                *self = 0.0;
            }
        }
    )*};
}
float!(f32 F32 f64 F64);

/// Types without floats: `[generics] Type,`. A container of them is passed over as a whole.
macro_rules! constant {
    ($([$($generics:tt)*] $constant:ty,)*) => {$(
        impl<$($generics)*> Differentiable for $constant {
            type Tangent = ();
            #[inline(always)]
            fn zero_tangent(&self) {}
            #[inline(always)]
            fn step(&mut self, _direction: &(), _by: f64) {}
            #[inline(always)]
            fn walk(&self, _walk: &mut Walk<'_>) {}
            #[inline(always)]
            fn walk_mut(&mut self, _walk: &mut WalkMut<'_>) {}
            #[inline(always)]
            fn walk_block(_block: &[Self], _walk: &mut Walk<'_>) {}
            #[inline(always)]
            fn walk_block_mut(_block: &mut [Self], _walk: &mut WalkMut<'_>) {}
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

// Unsized, so no container has it for an element.
impl Differentiable for str {
    type Tangent = ();
    #[inline(always)]
    fn zero_tangent(&self) {}
    #[inline(always)]
    fn step(&mut self, _direction: &(), _by: f64) {}
    #[inline(always)]
    fn walk(&self, _walk: &mut Walk<'_>) {}
    #[inline(always)]
    fn walk_mut(&mut self, _walk: &mut WalkMut<'_>) {}
}

impl Tangent for () {
    type Lanes<const L: usize> = ();
    #[inline(always)]
    fn zero_lanes<const L: usize>(&self) {}
    #[inline(always)]
    fn lane<const L: usize>(_lanes: &(), _l: usize) {}
    #[inline(always)]
    fn set_lane<const L: usize>(&self, _lanes: &mut (), _l: usize) {}
    #[inline(always)]
    fn accumulate(&mut self, _other: &()) {}
    #[inline(always)]
    fn axpy(&mut self, _a: f64, _x: &()) {}
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
        x.axpy(-1.0, &1.0);
        assert_eq!(x, 6.0);
        assert_eq!(x.dot(&0.5), 3.0);
        x.set_flat(&[7.0]);
        assert_eq!(x.to_flat(), [7.0]);
        assert_eq!((-4.0_f64).zero_tangent().to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn types_without_floats_have_no_leaves() {
        fn is_constant<T: Differentiable<Tangent = ()> + ?Sized>(x: &T) {
            x.for_each_leaf(&mut |_| panic!("a constant has no leaves"));
            let tangent: () = x.zero_tangent();
            assert!(tangent.to_flat().is_empty());
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
