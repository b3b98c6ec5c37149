//! An active value that goes through text.

use cotangent::differentiable;

#[differentiable]
pub fn formatted(x: f64) -> f64 {
    let y: f64 = format!("{x}").parse().unwrap();
    y * x
}

#[differentiable]
pub fn in_two_steps(x: f64) -> f64 {
    let text = x.to_string();
    text.parse::<f64>().unwrap() * x
}
