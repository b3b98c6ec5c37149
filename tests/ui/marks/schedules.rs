//! Attributes on loops that say too little, or say it of something else.

use cotangent::differentiable;

#[differentiable]
pub fn says_nothing(x: f64, n: usize) -> f64 {
    let mut x = x;
    #[checkpoint]
    for _ in 0..n {
        x = x.sin();
    }
    x
}

#[differentiable]
pub fn says_something_else(x: f64, n: usize) -> f64 {
    let mut x = x;
    #[checkpoint(often)]
    for _ in 0..n {
        x = x.sin();
    }
    x
}

#[differentiable]
pub fn unknown_unit(x: f64, n: usize) -> f64 {
    let mut x = x;
    #[checkpoint(budget = "64 megs")]
    for _ in 0..n {
        x = x.sin();
    }
    x
}

#[differentiable]
pub fn no_loop(x: f64) -> f64 {
    #[checkpoint(every = 10)]
    let y = x.sin();
    y
}
