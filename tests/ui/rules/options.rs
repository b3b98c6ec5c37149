//! Options that the attribute does not have, or not for this function.

use cotangent::differentiable;

#[differentiable(wrt(y))]
pub fn no_such_parameter(x: f64) -> f64 {
    x
}

#[differentiable(wrt(n))]
pub fn integer_parameter(x: f64, n: usize) -> f64 {
    x * n as f64
}

#[differentiable(wrt())]
pub fn nothing(x: f64) -> f64 {
    x
}

#[differentiable(wtr(x))]
pub fn misspelt(x: f64) -> f64 {
    x
}

#[differentiable(order = 0)]
pub fn second(x: f64) -> f64 {
    x
}

#[differentiable(wrt(x, x))]
pub fn twice(x: f64) -> f64 {
    x
}
