//! Rules by hand whose reverse mode is given twice, and without a forward mode.

use cotangent::differentiable;

fn along(x: f64, x_dot: f64) -> (f64, f64) {
    (x, x_dot)
}

fn pulled(x: f64) -> (f64, impl FnOnce(f64) -> f64) {
    (x, |w| w)
}

fn pulled_back(_x: f64, bar: f64) -> f64 {
    bar
}

#[differentiable(jvp = along, vjp = pulled, pullback = pulled_back)]
pub fn identity(x: f64) -> f64 {
    x
}

#[differentiable(pullback = pulled_back)]
pub fn same(x: f64) -> f64 {
    x
}
