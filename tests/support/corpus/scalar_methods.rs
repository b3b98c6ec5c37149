//! Scalars: every mathematical method of `f64` and of `f32`, one function each.
//!
//! The functions come out of a `macro_rules` macro, so the attribute also meets expanded tokens.
//! Kinks and edges are in `tests/semantics.rs`; the domains here stay clear of them.

macro_rules! methods {
    ($scalar:ident) => {
        use cotangent::differentiable;

        methods!(@one $scalar:
            abs, acos, acosh, asin, asinh, atan, atanh, cbrt, ceil, cos, cosh, exp, exp2, exp_m1, floor, fract, ln, ln_1p, log10, log2, recip, round, round_ties_even, signum, sin, sinh, sqrt, tan, tanh, to_degrees, to_radians, trunc
        );
        methods!(@two $scalar:
            atan2, copysign, div_euclid, hypot, log, max, midpoint, min, powf, rem_euclid
        );

        /// Integer power; the exponent is known at run time.
        #[differentiable(order = 2)]
        pub fn powi(x: $scalar, n: i32) -> $scalar {
            x.powi(n)
        }

        /// Fused multiply–add.
        #[differentiable(order = 2)]
        pub fn mul_add(x: $scalar, a: $scalar, b: $scalar) -> $scalar {
            x.mul_add(a, b)
        }

        /// Restriction to an interval.
        #[differentiable(order = 2)]
        pub fn clamp(x: $scalar, low: $scalar, high: $scalar) -> $scalar {
            x.clamp(low, high)
        }

        /// Sine and cosine at once.
        #[differentiable(order = 2)]
        pub fn sin_cos(x: $scalar) -> ($scalar, $scalar) {
            x.sin_cos()
        }
    };
    (@one $scalar:ident: $($method:ident),*) => {
        $(
            #[doc = concat!("`x.", stringify!($method), "()`.")]
            #[differentiable(order = 2)]
            pub fn $method(x: $scalar) -> $scalar {
                x.$method()
            }
        )*
    };
    (@two $scalar:ident: $($method:ident),*) => {
        $(
            #[doc = concat!("`x.", stringify!($method), "(y)`.")]
            #[differentiable(order = 2)]
            pub fn $method(x: $scalar, y: $scalar) -> $scalar {
                x.$method(y)
            }
        )*
    };
}

/// Methods of `f64`.
pub mod double {
    methods!(f64);
}

/// Methods of `f32`.
pub mod single {
    methods!(f32);
}
