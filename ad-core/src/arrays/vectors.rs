//! The functions of [`math`] at every element.

use crate::math::{self, Elementary};
use ndarray::{Array, ArrayBase, Data, Dimension};

macro_rules! elementary {
    ($($method:ident: $file:ident::$function:ident,)*) => {
        /// Arrays with the functions of [`math`] as methods.
        pub trait ElementaryArray {
            /// What they give.
            type Out;
            $(
                #[allow(missing_docs)]
                fn $method(&self) -> Self::Out;
            )*
            /// A number as the exponent, which has no derivative here.
            type Exponent;
            #[allow(missing_docs)]
            fn vector_powf(&self, exponent: Self::Exponent) -> Self::Out;
        }

        impl<A: Elementary, S: Data<Elem = A>, D: Dimension> ElementaryArray for ArrayBase<S, D> {
            type Out = Array<A, D>;
            $(
                #[inline]
                fn $method(&self) -> Array<A, D> {
                    self.mapv(A::$method)
                }
            )*
            type Exponent = A;
            #[inline]
            fn vector_powf(&self, exponent: A) -> Array<A, D> {
                self.mapv(|x| x.vector_powf(exponent))
            }
        }
    };
}
math::unary!(elementary!());
