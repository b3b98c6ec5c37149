//! An active value that comes back out of an `Err`.

use cotangent::differentiable;

#[differentiable]
pub fn either(x: f64) -> f64 {
    let r: Result<f64, f64> = if x > 0.0 { Ok(x) } else { Err(2.0 * x) };
    match r {
        Ok(v) => v,
        Err(e) => e,
    }
}
