//! The attribute on what is not a function.

use cotangent::differentiable;

#[differentiable]
pub struct Ball {
    pub mass: f64,
}

#[differentiable]
pub trait Energy {
    fn energy(x: f64) -> f64;
}

#[differentiable]
pub const GRAVITY: f64 = 9.81;

#[differentiable]
impl Default for Ball {
    fn default() -> Ball {
        Ball { mass: 1.0 }
    }
}
