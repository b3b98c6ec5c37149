//! An active value that comes back through another handle on the same memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::mpsc;

use cotangent::differentiable;

#[differentiable]
pub fn cloned(x: f64) -> f64 {
    let first = Rc::new(RefCell::new(vec![0.0]));
    let second = first.clone();
    second.borrow_mut().push(x);
    let y = first.borrow()[1];
    y * 2.0
}

pub struct Holder<'a> {
    cell: &'a Cell<f64>,
}

#[differentiable]
pub fn held(x: f64, #[constant] cell: &Cell<f64>) -> f64 {
    let holder = Holder { cell };
    holder.cell.set(x);
    cell.get() * 2.0
}

#[differentiable]
pub fn sent(x: f64) -> f64 {
    let (sender, receiver) = mpsc::channel();
    sender.send(x).unwrap();
    receiver.recv().unwrap() * 2.0
}

fn same(cell: &Cell<f64>) -> &Cell<f64> {
    cell
}

#[differentiable]
pub fn returned(x: f64, #[constant] cell: &Cell<f64>) -> f64 {
    let other = same(cell);
    other.set(x);
    cell.get() * 2.0
}
