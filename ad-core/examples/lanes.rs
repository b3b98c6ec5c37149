//! Many directions in one sweep: a Jacobian, and an exact divergence.

use cotangent::differentiable;

#[differentiable(lanes)]
fn polar(p: &[f64]) -> Vec<f64> {
    let (r, angle) = (p[0], p[1]);
    vec![r * angle.cos(), r * angle.sin()]
}

fn main() {
    let p = [2.0, 0.0];
    // Forward: `[f64; L]` stands where one direction has an `f64`.
    let (y, y_dot) = polar::jvp_lanes(&p, &[[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]);
    assert_eq!(y, [2.0, 0.0]);
    assert_eq!(y_dot, [[1.0, 0.0, 1.0], [0.0, 2.0, 2.0]]);

    // Reverse: two cotangents, two gradients.
    let (_, pullback) = polar::vjp_lanes(&p);
    assert_eq!(pullback(vec![[1.0, 0.0], [0.0, 1.0]]), [[1.0, 0.0], [0.0, 2.0]]);

    // All derivatives, by rows, in whichever mode needs fewer sweeps.
    assert_eq!(polar::jacobian(&p), [[1.0, 0.0], [0.0, 2.0]]);

    // The divergence: unit directions, and each output's slope along its own input.
    let (_, slopes) = polar::jvp_lanes(&p, &[[1.0, 0.0], [0.0, 1.0]]);
    let divergence: f64 = (0..2).map(|i| slopes[i][i]).sum();
    assert_eq!(divergence, 3.0);
}
