//! Infix operators of arrays, with arrays, scalars and numbers on either side.

use super::super::rules::Primitive;
use super::super::{Real, Var};
use super::ArrayVar;
use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

impl<T: Real> Neg for ArrayVar<'_, T> {
    type Output = Self;
    #[track_caller]
    fn neg(self) -> Self {
        ArrayVar::record(Primitive::neg, [self])
    }
}

macro_rules! operator {
    ($trait:ident $method:ident, $assign_trait:ident $assign:ident, $primitive:ident) => {
        impl<T: Real> $trait for ArrayVar<'_, T> {
            type Output = Self;
            #[track_caller]
            fn $method(self, other: Self) -> Self {
                ArrayVar::record(Primitive::$primitive, [self, other])
            }
        }

        impl<'t, T: Real> $trait<Var<'t, T>> for ArrayVar<'t, T> {
            type Output = Self;
            #[track_caller]
            fn $method(self, other: Var<'t, T>) -> Self {
                $trait::$method(self, ArrayVar::from(other))
            }
        }

        impl<'t, T: Real> $trait<ArrayVar<'t, T>> for Var<'t, T> {
            type Output = ArrayVar<'t, T>;
            #[track_caller]
            fn $method(self, other: ArrayVar<'t, T>) -> ArrayVar<'t, T> {
                $trait::$method(ArrayVar::from(self), other)
            }
        }

        operator!(@number $trait $method, f32);
        operator!(@number $trait $method, f64);

        impl<'t, T: Real, B> $assign_trait<B> for ArrayVar<'t, T>
        where
            ArrayVar<'t, T>: $trait<B, Output = ArrayVar<'t, T>>,
        {
            #[track_caller]
            fn $assign(&mut self, other: B) {
                *self = $trait::$method(*self, other);
            }
        }
    };
    (@number $trait:ident $method:ident, $float:ident) => {
        impl<'t> $trait<$float> for ArrayVar<'t, $float> {
            type Output = ArrayVar<'t, $float>;
            #[track_caller]
            fn $method(self, other: $float) -> Self::Output {
                $trait::$method(self, ArrayVar::constant(other))
            }
        }

        impl<'t> $trait<ArrayVar<'t, $float>> for $float {
            type Output = ArrayVar<'t, $float>;
            #[track_caller]
            fn $method(self, other: ArrayVar<'t, $float>) -> Self::Output {
                $trait::$method(ArrayVar::constant(self), other)
            }
        }
    };
}

operator!(Add add, AddAssign add_assign, add);
operator!(Sub sub, SubAssign sub_assign, sub);
operator!(Mul mul, MulAssign mul_assign, mul);
operator!(Div div, DivAssign div_assign, div);
operator!(Rem rem, RemAssign rem_assign, rem);

impl From<f32> for ArrayVar<'_, f32> {
    fn from(number: f32) -> Self {
        ArrayVar::constant(number)
    }
}

impl From<f64> for ArrayVar<'_, f64> {
    fn from(number: f64) -> Self {
        ArrayVar::constant(number)
    }
}
