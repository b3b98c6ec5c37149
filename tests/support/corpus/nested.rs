//! Derivatives inside differentiable bodies; needs the companions of `emitted.rs`.

use cotangent::differentiable;

use super::emitted::score;

/// Implicit score matching (Hyvärinen 2005) on the line: ½s² + s′, averaged.
#[differentiable(wrt(theta), order = 2)]
pub fn ism(theta: &[f64; 3], xs: &[f64]) -> f64 {
    let mut loss = 0.0;
    for &x in xs {
        let (s, div) = score::jvp_wrt_x(theta, x, 1.0);
        loss += 0.5 * s * s + div;
    }
    loss / xs.len() as f64
}

/// Energy of a double well, differentiated inside [`langevin_residual()`].
#[differentiable(order = 3)]
pub fn double_well(x: f64, height: f64) -> f64 {
    height * (x * x - 1.0) * (x * x - 1.0)
}

/// Squared residual of a Langevin step that uses the gradient of an energy.
#[differentiable(order = 2)]
pub fn langevin_residual(x: f64, next: f64, height: f64, dt: f64) -> f64 {
    let (slope, _) = double_well::grad(x, height);
    let e = next - x + dt * slope;
    e * e
}
