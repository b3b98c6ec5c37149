//! The functions of `cotangent::math`, of `f64` and of `f32`, one function each; over slices; and in the place of the
//! standard library's.

macro_rules! functions {
    ($scalar:ident) => {
        use cotangent::differentiable;

        functions!(@one $scalar:
            exp, exp_m1, ln, ln_1p, tanh, sigmoid, softplus, logcosh, sin, cos, sin_near, cos_near, sqrt
        );
        functions!(@pair $scalar: sin_cos, sin_cos_near);

        /// Power with both arguments active.
        #[differentiable(order = 2)]
        pub fn powf(x: $scalar, y: $scalar) -> $scalar {
            cotangent::math::powf(x, y)
        }
    };
    (@one $scalar:ident: $($function:ident),*) => {
        $(
            #[doc = concat!("`math::", stringify!($function), "(x)`.")]
            #[differentiable(order = 2)]
            pub fn $function(x: $scalar) -> $scalar {
                cotangent::math::$function(x)
            }
        )*
    };
    (@pair $scalar:ident: $($function:ident),*) => {
        $(
            #[doc = concat!("`math::", stringify!($function), "(x)`.")]
            #[differentiable(order = 2)]
            pub fn $function(x: $scalar) -> ($scalar, $scalar) {
                cotangent::math::$function(x)
            }
        )*
    };
}

/// Of `f64`.
pub mod double {
    functions!(f64);
}

/// Of `f32`.
pub mod single {
    functions!(f32);
}

use cotangent::differentiable;

/// Each function over slices, into memory of its own.
#[differentiable(order = 2)]
pub fn waves(x: &[f64], y: &mut [f64]) {
    let n = x.len();
    let (mut a, mut b) = (vec![0.0; n], vec![0.0; n]);
    cotangent::math::sin_cos_into(x, &mut a, &mut b);
    cotangent::math::exp_into(&a, y);
    cotangent::math::powf_into(y, &b, &mut a);
    cotangent::math::sin_into(&a, &mut b);
    cotangent::math::cos_into(y, &mut a);
    for i in 0..n {
        y[i] = y[i] * a[i] + b[i] * b[i];
    }
}

/// Activations over slices, from one to the next.
#[differentiable(order = 2)]
pub fn activations(x: &[f64]) -> f64 {
    let n = x.len();
    let (mut a, mut b) = (vec![0.0; n], vec![0.0; n]);
    cotangent::math::softplus_into(x, &mut a);
    cotangent::math::ln_into(&a, &mut b);
    cotangent::math::logcosh_into(&b, &mut a);
    cotangent::math::ln_1p_into(&a, &mut b);
    cotangent::math::sqrt_into(&b, &mut a);
    cotangent::math::tanh_into(&a, &mut b);
    cotangent::math::sigmoid_into(&b, &mut a);
    cotangent::math::exp_m1_into(&a, &mut b);
    b.iter().sum()
}

/// The standard library's names.
#[differentiable(order = 2, math = "vector")]
pub fn replaced(x: &[f64], p: f64) -> f64 {
    let mut s = 0.0;
    for v in x {
        let (sin, cos) = v.sin_cos();
        s += (sin * p).exp().ln_1p() * v.tanh() + v.powf(cos) - (v.sin() + p).cos();
        s += (v.exp_m1() + 1.0).ln() * cos;
    }
    s
}
