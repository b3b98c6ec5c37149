//! What the `[[bench]]` targets share: contests between ways to compute the same derivative, the
//! tables that come of them, and the functions that are differentiated.

pub mod arrays;
mod contest;
pub mod dense;
pub mod macro_gradients;
pub mod regression;
mod report;
pub mod score;

pub use contest::{Contest, Work, run};

/// The gradient of a function by central differences, two evaluations a coordinate.
///
/// Steps are scaled to the coordinates: the cube root of the rounding error balances it with the
/// error of the formula.
pub fn differences(x: &mut [f64], gradient: &mut [f64], mut f: impl FnMut(&[f64]) -> f64) {
    for i in 0..x.len() {
        let at = x[i];
        let h = f64::EPSILON.cbrt() * at.abs().max(1.0);
        let mut value = |at: f64| {
            x[i] = at;
            f(x)
        };
        gradient[i] = (value(at + h) - value(at - h)) / (2.0 * h);
        x[i] = at;
    }
}
