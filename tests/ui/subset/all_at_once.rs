//! All of a function's mistakes are reported together, and it can still be called.

use cotangent::differentiable;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiable]
pub fn several(x: f64) -> f64 {
    let a = square!(x);
    let scale = [|t: f64| t * x];
    let b = f64::from_bits(x.to_bits());
    let c = unsafe { std::mem::transmute::<f64, f64>(x) };
    a + b + c
}

pub fn caller() -> f64 {
    several(1.0)
}
