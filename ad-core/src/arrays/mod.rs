//! Derivative rules of `ndarray`'s arrays, for emitted code.
//!
//! - `elementwise`: operators with broadcasting, and the mathematical functions: the scalar rule
//!   at every element.
//! - `methods`: what else arrays can do, as traits with the hidden forms that the calls of a
//!   user's methods have. Method syntax picks them: a method that a user's own type has under the
//!   same name wins over a trait's.
//! - `products`: `dot`.
//! - `update`: methods that change their receiver.
//! - `elements`: between arrays and loops over their elements.
//!
//! Primals are read through [`ArrayRef`](ndarray::ArrayRef), which owned arrays and views
//! dereference to; tangents are owned arrays.

#![allow(non_snake_case, reason = "the hidden form of `dot` is called `dot__vjp`")]

mod elements;
mod elementwise;
mod jets;
mod methods;
mod nonlinear;
mod products;
mod update;
mod vectors;

pub(crate) use crate::__private::Tan;
pub(crate) use elementwise::{Operand, at_elements, back_to, each_2, each_3};

use crate::__private::{AddWhole, Again, AgainMut, Forward, ForwardMut, rules::*};
use crate::Scalar;
use ndarray::{
    Array, ArrayBase, ArrayRef, ArrayView, ArrayViewMut, Data, DataMut, Dimension, LinalgScalar,
    ScalarOperand,
};
use num_traits::FromPrimitive;

pub use elements::*;
pub use methods::*;
pub use nonlinear::*;
pub use products::*;
pub use update::*;
pub use vectors::ElementaryArray;

/// A float that arrays hold, with the scalar rules that arrays apply at every element.
pub trait Element:
    Scalar
    + LinalgScalar
    + ScalarOperand
    + FromPrimitive
    + num_traits::Float
    + methods::Owned
    + crate::Differentiable<Tangent = Self>
    + Rule_add<Self, Out = Self>
    + Rule_sub<Self, Out = Self>
    + Rule_mul<Self, Out = Self>
    + Rule_div<Self, Out = Self>
    + Rule_rem<Self, Out = Self>
{
}

impl Element for f32 {}
impl Element for f64 {}

/// What a pullback is handed again of an array, whatever its storage.
impl<'a, A, S: Data<Elem = A>, D: Dimension> Again<'a, &'a ArrayRef<A, D>> for ArrayBase<S, D> {
    #[inline(always)]
    fn again(&'a self) -> &'a ArrayRef<A, D> {
        self
    }
}

impl<'a, A, S: Data<Elem = A>, D: Dimension> Again<'a, &'a ArrayRef<A, D>> for &ArrayBase<S, D> {
    #[inline(always)]
    fn again(&'a self) -> &'a ArrayRef<A, D> {
        self
    }
}

/// What a pullback of higher order is handed again of a tangent.
impl<'a, A, S: Data<Elem = A>, D: Dimension> Again<'a, Option<&'a ArrayRef<A, D>>>
    for ArrayBase<S, D>
{
    #[inline(always)]
    fn again(&'a self) -> Option<&'a ArrayRef<A, D>> {
        Some(self)
    }
}

impl<'a, A, S: Data<Elem = A>, D: Dimension> Again<'a, Option<&'a ArrayRef<A, D>>>
    for &ArrayBase<S, D>
{
    #[inline(always)]
    fn again(&'a self) -> Option<&'a ArrayRef<A, D>> {
        Some(self)
    }
}

impl<'a, A, S: Data<Elem = A>, D: Dimension> Again<'a, ArrayView<'a, A, D>> for ArrayBase<S, D> {
    #[inline(always)]
    fn again(&'a self) -> ArrayView<'a, A, D> {
        self.view()
    }
}

impl<'a, A, S: Data<Elem = A>, D: Dimension> Again<'a, ArrayView<'a, A, D>> for &ArrayBase<S, D> {
    #[inline(always)]
    fn again(&'a self) -> ArrayView<'a, A, D> {
        self.view()
    }
}

/// What a function of higher order is handed of a tangent that it changes.
macro_rules! again_mut {
    ($($whole:ty),*) => {$(
        impl<'a, A, S: DataMut<Elem = A>, D: Dimension> AgainMut<'a, Option<&'a mut ArrayRef<A, D>>>
            for $whole
        {
            #[inline(always)]
            fn again_mut(&'a mut self) -> Option<&'a mut ArrayRef<A, D>> {
                Some(self)
            }
        }
        impl<'a, A, S: DataMut<Elem = A>, D: Dimension> AgainMut<'a, Option<&'a ArrayRef<A, D>>>
            for $whole
        {
            #[inline(always)]
            fn again_mut(&'a mut self) -> Option<&'a ArrayRef<A, D>> {
                Some(self)
            }
        }
    )*};
}
again_mut!(ArrayBase<S, D>, &mut ArrayBase<S, D>);

/// A part of a cotangent takes in that of a view.
impl<A: Element, D: Dimension> AddWhole<Array<A, D>> for ArrayViewMut<'_, A, D> {
    #[track_caller]
    fn add_whole(&mut self, from: &Array<A, D>) {
        methods::add(self, from);
    }
}

/// The forms in which an array's tangent may come.
macro_rules! forward {
    ($($form:ty),*) => {$(
        impl<A, S: Data<Elem = A>, D: Dimension> Forward<ArrayRef<A, D>> for $form {
            #[inline(always)]
            fn get(&self) -> Option<&ArrayRef<A, D>> {
                Some(self)
            }
        }
    )*};
}
forward!(&ArrayBase<S, D>, &mut ArrayBase<S, D>, &&ArrayBase<S, D>);

impl<A, S: DataMut<Elem = A>, D: Dimension> ForwardMut<ArrayRef<A, D>> for &mut ArrayBase<S, D> {
    #[inline(always)]
    fn get(&mut self) -> Option<&mut ArrayRef<A, D>> {
        Some(self)
    }
}
