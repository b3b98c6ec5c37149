//! Loops whose iterations cannot run in parallel.

use cotangent::differentiable;

#[differentiable]
pub fn carried(x: f64, n: usize) -> f64 {
    let mut x = x;
    #[parallel]
    for _ in 0..n {
        x = x.sin();
    }
    x
}

#[differentiable]
pub fn read_while_added_to(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    let mut last = 0.0;
    #[parallel]
    for &x in xs {
        sum += x;
        last += x * sum;
    }
    sum * last
}

#[differentiable]
pub fn left_early(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    #[parallel]
    for &x in xs {
        if x < 0.0 {
            break;
        }
        sum += x;
    }
    sum
}

#[differentiable]
pub fn overlapping(xs: &[f64]) -> f64 {
    let mut out = vec![0.0; xs.len() + 1];
    #[parallel]
    for i in 0..xs.len() {
        out[i] = xs[i];
        out[i + 1] = xs[i] * xs[i];
    }
    out[0] * out[1]
}

#[differentiable]
pub fn pushed(xs: &[f64]) -> f64 {
    let mut out = Vec::new();
    #[parallel]
    for &x in xs {
        out.push(x * x);
    }
    out[0]
}

#[differentiable]
pub fn uncounted(x: f64) -> f64 {
    let mut y = x;
    #[parallel]
    while y < 1.0 {
        y += x * x;
    }
    y
}

#[differentiable]
pub fn two_marks(xs: &[f64]) -> f64 {
    let mut sum = 0.0;
    #[parallel]
    #[checkpoint(every = 10)]
    for &x in xs {
        sum += x * x;
    }
    sum
}
