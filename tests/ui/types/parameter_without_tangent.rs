//! A parameter of a type without `Differentiable`.

use cotangent::differentiable;

pub struct Config {
    pub scale: f64,
}

#[differentiable]
pub fn borrowed(x: f64, config: &Config) -> f64 {
    x * config.scale
}
