//! Methods that have no derivative: of one's own type, and of a foreign trait.

use cotangent::{Differentiable, differentiable};

#[derive(Clone, Differentiable)]
pub struct Spring {
    pub stiffness: f64,
}

impl Spring {
    fn new(stiffness: f64) -> Spring {
        Spring { stiffness }
    }

    fn stiffen(&mut self, by: f64) {
        self.stiffness *= by;
    }

    fn energy(&self, x: f64) -> f64 {
        self.stiffness * x * x
    }
}

trait Twice {
    fn twice(self) -> f64;
}

impl Twice for f64 {
    fn twice(self) -> f64 {
        self + self
    }
}

#[differentiable]
pub fn own(spring: &Spring, x: f64) -> f64 {
    spring.energy(x) + 1.0
}

#[differentiable]
pub fn constructor(x: f64) -> f64 {
    Spring::new(x).stiffness
}

#[differentiable]
pub fn of_a_trait(x: f64) -> f64 {
    x.twice()
}

#[differentiable]
pub fn changes_its_receiver(x: f64) -> f64 {
    let mut spring = Spring { stiffness: 1.0 };
    spring.stiffen(x);
    spring.stiffness
}
