//! Ways out of a loop or a function inside code that is carried as it is.

use cotangent::differentiable;

#[differentiable]
pub fn skips(x: &[f64], n: usize) -> f64 {
    let mut product = 1.0;
    for i in 0..n {
        unsafe {
            if i == 1 {
                continue;
            }
        }
        product *= x[i].sin();
    }
    product
}

fn known(n: u32) -> bool {
    n > 1
}

#[differentiable]
pub fn leaves(x: f64, n: u32) -> Option<f64> {
    let large = matches!(n.checked_sub(1)?, 1..9) && known(n);
    if large { Some(x * x) } else { None }
}
