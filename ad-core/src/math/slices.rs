//! The functions over slices, compiled for several processors.

use crate::{Scalar, differentiable};

macro_rules! over_slices {
    ($($name:ident($function:ident, $what:literal);)*) => {$(
        #[doc = concat!($what, " of every element of `x`, into `y`.")]
        ///
        /// The version for this processor is chosen at run time, whatever the build was for.
        ///
        /// # Panics
        /// If the lengths differ.
        #[differentiable(order = 2, multiversion)]
        #[track_caller]
        pub fn $name<T: Scalar>(x: &[T], y: &mut [T]) {
            assert_eq!(x.len(), y.len(), "the slices have different lengths");
            for (y, x) in y.iter_mut().zip(x) {
                *y = super::$function(*x);
            }
        }
    )*};
}
over_slices! {
    exp_into(exp, "eˣ");
    exp_m1_into(exp_m1, "eˣ − 1");
    ln_into(ln, "The natural logarithm");
    ln_1p_into(ln_1p, "ln(1 + x)");
    tanh_into(tanh, "The hyperbolic tangent");
    sigmoid_into(sigmoid, "The logistic function");
    softplus_into(softplus, "ln(1 + eˣ)");
    logcosh_into(logcosh, "ln cosh x");
    sqrt_into(sqrt, "The square root");
}

/// How many angles are looked at before they are computed with.
const BLOCK: usize = 256;

/// Are all angles so small that no branch is needed?
#[inline(always)]
fn all_near<T: Scalar>(x: &[T]) -> bool {
    let near = T::from_f64(super::NEAR);
    x.iter().fold(true, |all, x| all & (x.abs() <= near))
}

macro_rules! of_angles {
    ($($name:ident($function:ident, $near:ident, $what:literal);)*) => {$(
        #[doc = concat!($what, " of every element of `x`, into `y`.")]
        ///
        /// The version for this processor is chosen at run time, whatever the build was for.
        ///
        /// # Panics
        /// If the lengths differ.
        #[differentiable(order = 2, multiversion)]
        #[track_caller]
        pub fn $name<T: Scalar>(x: &[T], y: &mut [T]) {
            assert_eq!(x.len(), y.len(), "the slices have different lengths");
            for (y, x) in y.chunks_mut(BLOCK).zip(x.chunks(BLOCK)) {
                if all_near(x) {
                    for (y, x) in y.iter_mut().zip(x) {
                        *y = super::$near(*x);
                    }
                } else {
                    for (y, x) in y.iter_mut().zip(x) {
                        *y = super::$function(*x);
                    }
                }
            }
        }
    )*};
}
of_angles! {
    sin_into(sin, sin_near, "The sine");
    cos_into(cos, cos_near, "The cosine");
}

/// The sine and the cosine of every element of `x`, into `sin` and `cos`.
///
/// The version for this processor is chosen at run time, whatever the build was for.
///
/// # Panics
/// If the lengths differ.
#[differentiable(order = 2, multiversion)]
#[track_caller]
pub fn sin_cos_into<T: Scalar>(x: &[T], sin: &mut [T], cos: &mut [T]) {
    assert_eq!(x.len(), sin.len(), "the slices have different lengths");
    assert_eq!(x.len(), cos.len(), "the slices have different lengths");
    for ((sin, cos), x) in sin.chunks_mut(BLOCK).zip(cos.chunks_mut(BLOCK)).zip(x.chunks(BLOCK)) {
        if all_near(x) {
            for ((sin, cos), x) in sin.iter_mut().zip(cos).zip(x) {
                (*sin, *cos) = super::sin_cos_near(*x);
            }
        } else {
            for ((sin, cos), x) in sin.iter_mut().zip(cos).zip(x) {
                (*sin, *cos) = super::sin_cos(*x);
            }
        }
    }
}

/// xʸ of every element of `x` and its neighbour of `y`, into `z`.
///
/// The version for this processor is chosen at run time, whatever the build was for.
///
/// # Panics
/// If the lengths differ.
#[differentiable(order = 2, multiversion)]
#[track_caller]
pub fn powf_into<T: Scalar>(x: &[T], y: &[T], z: &mut [T]) {
    assert_eq!(x.len(), z.len(), "the slices have different lengths");
    assert_eq!(y.len(), z.len(), "the slices have different lengths");
    for (z, (x, y)) in z.iter_mut().zip(x.iter().zip(y)) {
        *z = super::powf(*x, *y);
    }
}
