//! An active value that comes back out of a cell.

use std::cell::{Cell, RefCell};

use cotangent::differentiable;

#[differentiable]
pub fn local(x: f64) -> f64 {
    let cell = Cell::new(0.0);
    cell.set(x);
    cell.get() * 2.0
}

#[differentiable]
pub fn handed_in(x: f64, #[constant] cell: &Cell<f64>) -> f64 {
    cell.set(x);
    cell.get() * 2.0
}

#[differentiable]
pub fn borrowed(x: f64) -> f64 {
    let cell = RefCell::new(0.0);
    *cell.borrow_mut() = x;
    let y = *cell.borrow();
    y * 2.0
}

#[differentiable]
pub fn another_name(x: f64) -> f64 {
    let cell = Cell::new(0.0);
    let alias = &cell;
    alias.set(x);
    cell.get() * 2.0
}

#[differentiable]
pub fn replaced(x: f64, #[constant] cell: &Cell<f64>) -> f64 {
    println!("{}", cell.replace(x));
    cell.get() * 2.0
}

#[differentiable]
fn stores(#[constant] cell: &Cell<f64>, x: f64) -> f64 {
    cell.set(x);
    x
}

#[differentiable]
pub fn through_a_call(x: f64, #[constant] cell: &Cell<f64>) -> f64 {
    let y = stores(cell, x);
    y * cell.get()
}
