//! Tuples of up to eight parts. The empty tuple is a constant, in `scalar`.

use crate::leaves::{Walk, WalkMut};
use crate::{Differentiable, Tangent};

macro_rules! tuple {
    ($($part:ident $index:tt),+) => {
        impl<$($part: Differentiable),+> Differentiable for ($($part,)+) {
            type Tangent = ($($part::Tangent,)+);
            #[inline(always)]
            fn zero_tangent(&self) -> Self::Tangent {
                ($(self.$index.zero_tangent(),)+)
            }
            #[inline(always)]
            fn zero_into(&self, tangent: &mut Self::Tangent) {
                $(self.$index.zero_into(&mut tangent.$index);)+
            }
            fn step(&mut self, direction: &Self::Tangent, by: f64) {
                $(self.$index.step(&direction.$index, by);)+
            }
            fn walk(&self, walk: &mut Walk<'_>) {
                $(walk.field(stringify!($index), &self.$index);)+
            }
            fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
                $(walk.field(stringify!($index), &mut self.$index);)+
            }
        }

        impl<$($part: Tangent),+> Tangent for ($($part,)+) {
            type Lanes<const LANES: usize> = ($($part::Lanes<LANES>,)+);
            #[inline(always)]
            fn zero_lanes<const LANES: usize>(&self) -> Self::Lanes<LANES> {
                ($(self.$index.zero_lanes::<LANES>(),)+)
            }
            #[inline(always)]
            fn lane<const LANES: usize>(lanes: &Self::Lanes<LANES>, l: usize) -> Self {
                ($($part::lane::<LANES>(&lanes.$index, l),)+)
            }
            #[inline(always)]
            fn set_lane<const LANES: usize>(&self, lanes: &mut Self::Lanes<LANES>, l: usize) {
                $(self.$index.set_lane::<LANES>(&mut lanes.$index, l);)+
            }
            #[inline(always)]
            fn accumulate(&mut self, other: &Self) {
                $(self.$index.accumulate(&other.$index);)+
            }
            #[inline]
            fn axpy(&mut self, a: f64, x: &Self) {
                $(self.$index.axpy(a, &x.$index);)+
            }
            #[inline]
            fn scale(&mut self, by: f64) {
                $(self.$index.scale(by);)+
            }
            #[inline]
            fn dot(&self, other: &Self) -> f64 {
                0.0 $(+ self.$index.dot(&other.$index))+
            }
            #[inline]
            fn set_zero(&mut self) {
                $(self.$index.set_zero();)+
            }
            #[inline]
            fn give_back(self) {
                $(self.$index.give_back();)+
            }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

#[cfg(test)]
mod tests {
    use crate::{Differentiable, Tangent};

    #[test]
    fn parts_keep_their_order_and_constants_take_no_leaf() {
        let mut t = (1.0, 2_i32, [3.0_f32, 4.0], "five").zero_tangent();
        t.set_flat(&[1.0, 2.0, 3.0]);
        assert_eq!(t, (1.0, (), [2.0, 3.0], ()));
        t.scale(2.0);
        t.axpy(-1.0, &(1.0, (), [0.0, 0.0], ()));
        assert_eq!(t.to_flat(), [1.0, 4.0, 6.0]);
        assert_eq!(t.dot(&t), 53.0);
    }

    #[test]
    fn eight_parts() {
        let x = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0);
        assert!(x.zero_tangent().is_zero());
        assert_eq!(x.dot(&x), 8.0);
    }
}
