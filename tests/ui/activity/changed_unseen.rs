//! Foreign code that may change what a derivative follows.

use cotangent::differentiable;

trait Bump {
    fn bump(&mut self);
}

impl Bump for f64 {
    fn bump(&mut self) {
        *self += 1.0;
    }
}

#[differentiable]
pub fn by_a_method(x: f64) -> f64 {
    let mut y = x * x;
    y.bump();
    y * y
}

#[differentiable]
pub fn inside_an_assertion(x: f64) -> f64 {
    let mut values = vec![x, 2.0 * x];
    assert!(values.pop().is_some());
    values.iter().sum()
}

#[differentiable]
pub fn inside_a_print(x: f64) -> f64 {
    let mut y = x;
    println!("{}", {
        y *= 2.0;
        y
    });
    y * y
}
