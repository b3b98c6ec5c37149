//! An active value that goes through its bits.

use cotangent::differentiable;

#[differentiable]
pub fn at_once(x: f64) -> f64 {
    f64::from_bits(x.to_bits())
}

#[differentiable]
pub fn through_an_integer(x: f64) -> f64 {
    let bits: u64 = x.to_bits();
    f64::from_bits(bits ^ 1) * 2.0
}

#[differentiable]
pub fn as_a_number(x: f64) -> f64 {
    let bits: u64 = x.to_bits();
    bits as f64
}

#[differentiable]
pub fn bytes(x: f64) -> f64 {
    let bytes = x.to_le_bytes();
    f64::from_le_bytes(bytes)
}
