//! An assignment operator of a user's type, which need not add.

use cotangent::{Differentiable, differentiable};

#[derive(Clone, Copy, Differentiable)]
pub struct Meter(f64);

impl std::ops::AddAssign<f64> for Meter {
    fn add_assign(&mut self, x: f64) {
        self.0 = self.0 * x;
    }
}

#[differentiable]
pub fn measured(meter: Meter, x: f64) -> f64 {
    let mut total = meter;
    total += x;
    total.0
}
