//! Options that the attribute does not have, or not for this function.

use cotangent::differentiable;

#[differentiable(wrt(y))]
pub fn no_such_parameter(x: f64) -> f64 {
    x
}

#[differentiable(wrt(n))]
pub fn integer_parameter(x: f64, n: usize) -> f64 {
    x * n as f64
}

#[differentiable(wrt())]
pub fn nothing(x: f64) -> f64 {
    x
}

#[differentiable(wtr(x))]
pub fn misspelt(x: f64) -> f64 {
    x
}

#[differentiable(order = 0)]
pub fn second(x: f64) -> f64 {
    x
}

#[differentiable(wrt(x, x))]
pub fn twice(x: f64) -> f64 {
    x
}

#[differentiable(math = "vectors")]
pub fn unknown_functions(x: f64) -> f64 {
    x.exp()
}

#[differentiable(math = fast)]
pub fn unquoted_functions(x: f64) -> f64 {
    x.exp()
}

pub struct Scale(pub f64);

impl Scale {
    #[differentiable(multiversion)]
    pub fn versions_of_a_method(self, x: f64) -> f64 {
        x
    }
}

#[differentiable(multiversion)]
pub fn versions_of_a_closure(x: f64) -> impl Fn(f64) -> f64 {
    move |y| x * y
}
