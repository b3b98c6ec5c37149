//! The five functions whose derivatives `EMITTED.md` writes out by hand (the fifth's loss, which
//! calls a derivative, is in `nested.rs`).

use cotangent::differentiable;

/// Rosenbrock's valley; an accumulating loop over neighbours.
#[differentiable(order = 2)]
pub fn rosenbrock(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for w in x.windows(2) {
        let a = w[1] - w[0] * w[0];
        let b = 1.0 - w[0];
        s += 100.0 * a * a + b * b;
    }
    s
}

/// Square root by Heron's rule; a run-time trip count.
#[differentiable(order = 2)]
pub fn root(x: f64) -> f64 {
    let mut y = x;
    while (y * y - x).abs() > 1e-12 {
        y = 0.5 * (y + x / y);
    }
    y
}

/// Excess of the first running product above `t`; `continue` and an early return.
#[differentiable(order = 2)]
pub fn first_over(v: &[f64], t: f64) -> f64 {
    let mut p = 1.0;
    for &e in v {
        if e < 0.0 {
            continue;
        }
        p *= e;
        if p > t {
            return p - t;
        }
    }
    p * p
}

/// Logistic function, the gate of [`gru_loss()`].
#[differentiable(order = 2)]
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Loss of a small gated recurrent unit; carried state and dear functions.
#[differentiable(wrt(w), order = 2)]
pub fn gru_loss(w: &[f64; 4], xs: &[f64]) -> f64 {
    let mut h = 0.0;
    let mut loss = 0.0;
    for &x in xs {
        let z = sigmoid(w[0] * x + w[1] * h);
        let c = (w[2] * x + w[3] * h).tanh();
        h = h + z * (c - h);
        loss += h * h;
    }
    loss
}

/// A score network of one hidden unit; its derivative in `x` enters a loss.
#[differentiable(wrt(theta), wrt(x), order = 3)]
pub fn score(theta: &[f64; 3], x: f64) -> f64 {
    theta[2] * (theta[0] * x + theta[1]).tanh()
}
