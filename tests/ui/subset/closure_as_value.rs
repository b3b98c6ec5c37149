//! A closure over an active value that is stored or handed on.

use cotangent::differentiable;

fn twice(f: impl Fn(f64) -> f64) -> f64 {
    f(f(1.0))
}

#[differentiable]
pub fn handed_on(x: f64) -> f64 {
    twice(|t| t * x)
}

#[differentiable]
pub fn stored(x: f64) -> f64 {
    let scale = |t: f64| t * x;
    let all = [scale];
    all[0](2.0)
}

#[differentiable]
pub fn boxed(x: f64) -> f64 {
    let scale: Box<dyn Fn(f64) -> f64> = Box::new(move |t| t * x);
    scale(2.0)
}
