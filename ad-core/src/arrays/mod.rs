//! Derivative rules of `ndarray`'s arrays, for emitted code.
//!
//! - `elementwise`: operators with broadcasting, and the mathematical functions: the scalar rule
//!   at every element.
//! - `methods`: what else arrays can do, as traits with the hidden forms that the calls of a
//!   user's methods have. Method syntax picks them: a method that a user's own type has under the
//!   same name wins over a trait's.
//! - `products`: `dot`.
//!
//! Primals are read through [`ArrayRef`](ndarray::ArrayRef), which owned arrays and views
//! dereference to; tangents are owned arrays.

mod elementwise;
mod methods;
mod products;

pub(crate) use elementwise::{each_2, each_3};

use crate::__private::{Again, Forward, ForwardMut, rules::*};
use crate::Scalar;
use num_traits::FromPrimitive;
use ndarray::{ArrayBase, ArrayRef, Data, DataMut, Dimension, LinalgScalar, ScalarOperand};

pub use methods::*;
pub use products::*;

/// A float that arrays hold, with the scalar rules that arrays apply at every element.
pub trait Element:
    Scalar
    + LinalgScalar
    + ScalarOperand
    + FromPrimitive
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
