//! Variables as elements of `ndarray`'s arrays.
//!
//! An `Array2<Var>` has one node for each element, where an [`ArrayVar`](super::ArrayVar) is one node. It is
//! for generic array code and for elements that have little to do with each other. Elementwise operators,
//! closures, sums, means and parts work with any lifetime of the tape; products and operators with a single
//! number are what `ndarray` offers for `'static` elements only, so they ask for a tape that is leaked or
//! lies in a static.
//!
//! ```
//! use cotangent::tape::{Tape, Var};
//! use ndarray::{Array1, arr1};
//!
//! let tape: &'static Tape = Box::leak(Box::default());
//! let x: Array1<Var> = arr1(&[1.0, 2.0]).mapv(|x| tape.var(x));
//! let y = 3.0 * x.dot(&x) + (&x / tape.var(2.0)).sum();
//! assert_eq!(y.grad(&x.to_vec()), [6.5, 12.5]);
//! ```

use super::{Real, Var};
use crate::Scalar;
use ndarray::{ArrayBase, DataMut, DataOwned, Dimension, OwnedRepr, RawData, ScalarOperand};
use num_traits::{FromPrimitive, One, Zero};
use std::ops::{Add, Div, Mul, Sub};

impl<T: Real> Zero for Var<'_, T> {
    fn zero() -> Self {
        Var::constant(T::zero())
    }
    /// Whether this is the constant zero. A variable whose value is zero is none: what depends on it must
    /// not be left out.
    fn is_zero(&self) -> bool {
        self.is_constant() && self.value() == T::zero()
    }
}

impl<T: Real> One for Var<'_, T> {
    fn one() -> Self {
        Var::constant(T::one())
    }
    /// Whether this is the constant one.
    fn is_one(&self) -> bool {
        self.is_constant() && self.value() == T::one()
    }
}

/// Whole numbers as constants, for means.
impl<T: Real> FromPrimitive for Var<'_, T> {
    fn from_i64(n: i64) -> Option<Self> {
        FromPrimitive::from_f64(n as f64)
    }
    fn from_u64(n: u64) -> Option<Self> {
        FromPrimitive::from_f64(n as f64)
    }
    fn from_f64(value: f64) -> Option<Self> {
        Some(Scalar::from_f64(value))
    }
}

impl<T: Real> ScalarOperand for Var<'static, T> {}

/// A number on the left of an array, which `ndarray` has for the standard types only.
macro_rules! on_the_left {
    ($($trait:ident $method:ident)*) => {$(
        impl<'t, T: Real, S, D> $trait<ArrayBase<S, D>> for Var<'t, T>
        where
            S: RawData<Elem = Var<'t, T>> + DataOwned + DataMut,
            D: Dimension,
        {
            type Output = ArrayBase<S, D>;
            #[track_caller]
            fn $method(self, mut array: ArrayBase<S, D>) -> ArrayBase<S, D> {
                array.mapv_inplace(|element| $trait::$method(self, element));
                array
            }
        }

        impl<'t, T: Real, S, D> $trait<&ArrayBase<S, D>> for Var<'t, T>
        where
            S: ndarray::Data<Elem = Var<'t, T>>,
            D: Dimension,
        {
            type Output = ArrayBase<OwnedRepr<Var<'t, T>>, D>;
            #[track_caller]
            fn $method(self, array: &ArrayBase<S, D>) -> Self::Output {
                array.mapv(|element| $trait::$method(self, element))
            }
        }
    )*};
}
on_the_left!(Add add Sub sub Mul mul Div div);
