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
        #[differentiable(multiversion)]
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
}
