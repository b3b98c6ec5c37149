//! What the `[[bench]]` targets share: contests between ways to compute the same derivative, the
//! tables that come of them, and the functions that are differentiated.

pub mod arrays;
mod contest;
pub mod dense;
mod machine;
pub mod over;
pub mod regression;
mod report;
mod results;
pub mod score;

pub use contest::{Contest, Contests, Later, Work, each, run};

/// The gradient of a function by central differences, two evaluations a coordinate.
pub fn differences(x: &mut [f64], gradient: &mut [f64], mut f: impl FnMut(&[f64]) -> f64) {
    for i in 0..x.len() {
        let at = x[i];
        gradient[i] = contest::central_difference(f64::EPSILON, at, |at| {
            x[i] = at;
            f(x)
        });
        x[i] = at;
    }
}

/// A function of flat coordinates as one of a single coordinate, for [`Contest::differences`].
pub fn one_at_a_time<F: FnMut(&[f64]) -> f64>(
    point: &[f64],
    mut f: F,
) -> impl FnMut(usize, f64) -> f64 + use<F> {
    let mut point = point.to_vec();
    move |i, x| {
        let at = std::mem::replace(&mut point[i], x);
        let y = f(&point);
        point[i] = at;
        y
    }
}
