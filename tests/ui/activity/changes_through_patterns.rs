//! A place that is changed through what a pattern borrowed of it.

use cotangent::{Differentiable, differentiable};

#[differentiable]
pub fn optional(x: f64) -> f64 {
    let mut o = Some(x);
    if let Some(v) = &mut o {
        *v *= x;
    }
    o.unwrap_or(1.0)
}

#[differentiable]
pub fn unwrapped(x: f64) -> f64 {
    let mut o = Some(x);
    let w = o.as_mut().unwrap();
    *w += x * x;
    o.unwrap()
}

#[differentiable]
pub fn by_name(x: f64) -> f64 {
    let mut o = Some(x);
    if let Some(ref mut v) = o {
        *v = v.sin();
    }
    o.unwrap()
}

#[differentiable]
fn square(x: &mut f64) {
    *x *= *x;
}

#[differentiable]
pub fn handed_on(x: f64) -> f64 {
    let mut pair = (Some(x), 2.0);
    match &mut pair {
        (Some(v), _) => square(v),
        _ => {}
    }
    pair.0.unwrap()
}

#[differentiable]
pub fn elements(x: f64) -> f64 {
    let mut list = vec![Some(x), None];
    for item in list.iter_mut() {
        if let Some(v) = item {
            *v *= x;
        }
    }
    list[0].unwrap()
}

#[derive(Clone, Debug, Differentiable)]
pub enum Shape {
    Disc(f64),
    Box { sides: [f64; 2] },
}

#[differentiable]
pub fn grow(shape: &mut Shape, by: f64) {
    match shape {
        Shape::Disc(radius) => *radius *= by,
        Shape::Box { sides } => sides[0] *= by,
    }
}

/// What is not needed may be changed.
#[differentiable]
pub fn counted(x: f64) -> f64 {
    let mut count = Some(0);
    let mut log = Some(0.0);
    if let Some(n) = &mut count {
        *n += 1;
    }
    if let Some(v) = &mut log {
        *v += x;
    }
    println!("{log:?}");
    x * x
}

fn main() {}
