//! A macro that hides a jump; rustc says so in its own words.

use cotangent::differentiable;

macro_rules! skip {
    ($i:expr) => {
        if $i == 1 {
            continue;
        }
    };
}

#[differentiable]
pub fn skips(x: &[f64], n: usize) -> f64 {
    let mut product = 1.0;
    for i in 0..n {
        skip!(i);
        product *= x[i].sin();
    }
    product
}
