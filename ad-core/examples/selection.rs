//! Choosing what to differentiate in: `wrt`, `#[constant]` and `constant`.

use cotangent::{constant, differentiable};

// One list selects; the derivatives keep their plain names.
#[differentiable(wrt(w))]
fn loss(w: &[f64; 2], x: f64, y: f64) -> f64 {
    (w[0] * x + w[1] - y).powi(2)
}

// Several lists give one set of derivatives each, with a suffix.
#[differentiable(wrt(theta), wrt(x))]
fn score(theta: &[f64; 2], x: f64) -> f64 {
    (theta[0] * x + theta[1]).tanh()
}

/// Carries floats, but has no tangent and needs none.
struct Settings {
    damping: f64,
}

// A parameter may be held fixed where it stands, whatever its type.
#[differentiable]
fn damped(w: f64, #[constant] settings: &Settings) -> f64 {
    settings.damping * w * w
}

// And a value may be: here the derivative is x, not 2x.
#[differentiable]
fn stopped(x: f64) -> f64 {
    x * constant(x)
}

fn main() {
    assert_eq!(loss::grad(&[1.0, 0.0], 2.0, 1.0), [4.0, 2.0]);
    assert_eq!(score::grad_wrt_theta(&[0.0, 0.0], 3.0), [3.0, 1.0]);
    assert_eq!(score::grad_wrt_x(&[2.0, 0.0], 0.0), 2.0);
    assert_eq!(damped::grad(3.0, &Settings { damping: 0.5 }), 3.0);
    assert_eq!(stopped::grad(3.0), 3.0);
    println!("derivatives in the parameters that were chosen, and in no other");
}
