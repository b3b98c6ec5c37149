//! Derivatives in lanes of a function that calls others: these need theirs.

use cotangent::differentiable;

#[differentiable]
fn inner(x: f64) -> f64 {
    x.sin()
}

#[differentiable(lanes)]
fn outer(x: f64) -> f64 {
    2.0 * inner(x)
}

#[derive(cotangent::Differentiable)]
struct Spring {
    stiffness: f64,
}

impl Spring {
    #[differentiable]
    fn energy(&self, x: f64) -> f64 {
        0.5 * self.stiffness * x * x
    }
}

#[differentiable(lanes)]
fn loss(spring: &Spring, x: f64) -> f64 {
    spring.energy(x) + 1.0
}

fn main() {}
