//! An `unsafe` block that reads an active value.

use cotangent::differentiable;

#[differentiable]
pub fn first(x: &[f64]) -> f64 {
    let a = unsafe { *x.get_unchecked(0) };
    a * a
}

#[differentiable]
pub fn written(x: f64) -> f64 {
    let mut y = 0.0;
    unsafe { std::ptr::write(&mut y, x) };
    y * y
}

#[differentiable]
pub fn transmuted(x: f64) -> f64 {
    unsafe { std::mem::transmute::<u64, f64>(std::mem::transmute::<f64, u64>(x)) }
}
