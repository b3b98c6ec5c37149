//! Calls of functions that have no companion.

use cotangent::differentiable;

fn helper(x: f64) -> f64 {
    x * x
}

mod nested {
    pub fn first<T: Copy + Into<f64>, const N: usize>(x: [T; N], _name: &str) -> f64 {
        x[0].into()
    }
}

#[differentiable]
pub fn plain(x: f64) -> f64 {
    let a = helper(x);
    a.sin() + 1.0
}

#[differentiable]
pub fn generic(x: f64) -> f64 {
    nested::first([x], "x") + 1.0
}

fn shift(x: &mut f64) {
    *x += 1.0;
}

#[differentiable]
pub fn through_a_reference(x: f64) -> f64 {
    let mut y = x;
    shift(&mut y);
    y * y
}

fn store(values: &mut Vec<f64>, x: f64) {
    values.push(x);
}

#[differentiable]
pub fn stored_and_read_back(x: f64) -> f64 {
    let mut values = Vec::new();
    store(&mut values, x);
    values[0] * 2.0
}
