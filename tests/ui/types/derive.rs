//! The derive where it cannot work.

use cotangent::Differentiable;

#[derive(Differentiable)]
pub union Bits {
    pub number: f64,
    pub bits: u64,
}

#[derive(Differentiable)]
#[constant]
pub struct Marked {
    pub a: f64,
}

#[derive(Differentiable)]
pub struct Twice {
    #[constant]
    #[constant]
    pub a: f64,
}

#[derive(Differentiable)]
pub struct Argument {
    #[constant(a)]
    pub a: f64,
}
