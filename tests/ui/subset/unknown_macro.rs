//! A macro that the attribute cannot see into, on the way to the output.

use cotangent::differentiable;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiable]
pub fn energy(x: f64) -> f64 {
    0.5 * square!(x)
}
