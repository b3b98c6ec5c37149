//! A field of a type without `Differentiable`.

use cotangent::Differentiable;

pub struct Id;

#[derive(Differentiable)]
pub struct Ball {
    pub mass: f64,
    pub id: Id,
}
