//! Functions that are not plain functions.

use cotangent::differentiable;

#[differentiable]
pub unsafe fn trusted(x: f64) -> f64 {
    x
}

#[differentiable]
pub const fn early(x: f64) -> f64 {
    x
}

#[differentiable]
pub async fn later(x: f64) -> f64 {
    x
}

#[differentiable]
pub extern "C" fn elsewhere(x: f64) -> f64 {
    x
}

#[differentiable]
pub fn f64(x: f32) -> f32 {
    x
}
