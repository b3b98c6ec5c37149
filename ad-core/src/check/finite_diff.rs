//! Differences of the primal, the second opinion on a derivative.
//!
//! A central difference is off by h², and by rounding over h. Ridders' method (1982) takes a row of
//! shrinking steps, extrapolates to h = 0, and keeps the entry of the table whose neighbours agree
//! best; so no single step has to suit the function, and an error estimate comes with the value.

use super::{Check, Mismatch, Mode, Report, direction, precision};
use crate::Differentiable;
use std::fmt::Debug;

/// The first step, relative to the point.
const FIRST_STEP: f64 = 1.0 / 32.0;
/// How many steps, each half of the one before: the last is about 1.5·10⁻⁵ relative.
const STEPS: usize = 12;

/// Compares `slope`, which answers (y, ẏ, rounding unit), with differences of `f`.
pub(super) fn compare<P, Y>(
    check: &Check,
    mode: Mode,
    f: &impl Fn(&P) -> Y,
    slope: impl Fn(&P, &P::Tangent) -> (Vec<f64>, Vec<f64>, f64),
    point: &P,
) -> Result<Report, Mismatch>
where
    P: Differentiable + Clone + Debug,
    Y: Differentiable,
{
    let primal = f(point).to_flat();
    let mut rng = check.rng();
    let mut worst: Option<Report> = None;
    for _ in 0..check.directions {
        let along = direction(&mut rng, point);
        let (y, y_dot, unit) = slope(point, &along);
        let unit = unit.max(precision(&along));
        let mut report = Report {
            function: check.function.clone(),
            mode,
            point: format!("{point:?}"),
            direction: along.to_flat(),
            component: None,
            found: 0.0,
            expected: 0.0,
            uncertainty: 0.0,
            relative_error: 0.0,
            // 10⁻⁶ in double precision, 2·10⁻³ in single.
            tolerance: check.tolerance.unwrap_or(if unit > 1e-12 { 2e-3 } else { 1e-6 }),
            directions: check.directions,
            seed: check.seed,
        };
        if (primal.len(), primal.len()) != (y.len(), y_dot.len()) {
            (report.found, report.expected) = (y_dot.len() as f64, primal.len() as f64);
            report.relative_error = f64::INFINITY;
            let reason = format!(
                "its tangent has {} floats and its value {}, where the primal's value has {}",
                y_dot.len(),
                y.len(),
                primal.len()
            );
            return Err(Mismatch { reason, report: Box::new(report) });
        }
        for (i, (&found, &expected)) in y.iter().zip(&primal).enumerate() {
            // The same operations in the same order, up to a vectorised sum.
            let error = relative_error(found, expected, 0.0);
            let same = found == expected || (found.is_nan() && expected.is_nan());
            if !same && exceeds(error, 1e3 * unit) {
                report.component = (y.len() > 1).then_some(i);
                (report.found, report.expected) = (found, expected);
                report.relative_error = error;
                let reason = "it returns another primal value".into();
                return Err(Mismatch { reason, report: Box::new(report) });
            }
        }

        let table = differences(f, point, &along, primal.len(), unit);
        let size = primal.iter().fold(0.0_f64, |size, y| size.max(y.abs()));
        for (i, (&found, &(expected, uncertainty))) in y_dot.iter().zip(&table).enumerate() {
            // The direction is as large as the point, so the slope is compared with the value too:
            // a slope that is zero is known only up to the value's rounding.
            let error = relative_error(found, expected, 1e-4 * size);
            if worst.as_ref().is_none_or(|worst| exceeds(error, worst.relative_error)) {
                report.component = (y_dot.len() > 1).then_some(i);
                (report.found, report.expected) = (found, expected);
                (report.uncertainty, report.relative_error) = (uncertainty, error);
                worst = Some(report.clone());
                if error.is_nan() {
                    break;
                }
            }
        }
        let worst = worst.get_or_insert(report);
        if exceeds(worst.relative_error, worst.tolerance) {
            let what = if mode == Mode::Gradient { "gradient" } else { "jvp" };
            let mut reason = format!("its {what} differs from differences of the primal");
            if worst.uncertainty > 0.1 * (worst.found - worst.expected).abs() {
                reason += ", which have not converged (is there a kink at the point?)";
            }
            return Err(Mismatch { reason, report: Box::new(worst.clone()) });
        }
    }
    Ok(worst.expect("a check has at least one direction"))
}

/// Whether an error is larger than `limit`; a NaN always is.
pub(super) fn exceeds(error: f64, limit: f64) -> bool {
    error.is_nan() || error > limit
}

/// |a − b| as a part of the larger of the two and of `least`.
pub(super) fn relative_error(a: f64, b: f64, least: f64) -> f64 {
    let size = a.abs().max(b.abs()).max(least);
    if a == b && a.is_finite() { 0.0 } else { (a - b).abs() / size }
}

/// The slope of each float of `f` along a direction, with an estimate of its error.
fn differences<P, Y>(
    f: &impl Fn(&P) -> Y,
    point: &P,
    along: &P::Tangent,
    count: usize,
    unit: f64,
) -> Vec<(f64, f64)>
where
    P: Differentiable + Clone,
    Y: Differentiable,
{
    let at = |by: f64| {
        let mut moved = point.clone();
        moved.step(along, by);
        let y = f(&moved).to_flat();
        // Where the result has another length nearby, there is no slope to compare with.
        if y.len() == count { y } else { vec![f64::NAN; count] }
    };
    // In single precision the small steps hold nothing but rounding.
    let steps = if unit > 1e-12 { 5 } else { STEPS };
    let mut best = vec![(f64::NAN, f64::INFINITY); count];
    let mut last: Vec<Vec<f64>> = vec![];
    let mut h = FIRST_STEP;
    for row in 0..steps {
        let (up, down) = (at(h), at(-h));
        let central = up.iter().zip(&down).map(|(up, down)| (up - down) / (2.0 * h)).collect();
        let mut this: Vec<Vec<f64>> = vec![central];
        for column in 1..=row {
            // The errors of two steps are h²ᵏ and (h/2)²ᵏ: this combination cancels them.
            let weight = 4.0_f64.powi(column as i32);
            let next = this[column - 1]
                .iter()
                .zip(&last[column - 1])
                .map(|(fine, coarse)| fine + (fine - coarse) / (weight - 1.0))
                .collect::<Vec<f64>>();
            for i in 0..count {
                let error = (next[i] - this[column - 1][i])
                    .abs()
                    .max((next[i] - last[column - 1][i]).abs());
                if error < best[i].1 {
                    best[i] = (next[i], error);
                }
            }
            this.push(next);
        }
        last = this;
        h /= 2.0;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{forward, gradient};

    #[test]
    fn differences_of_known_functions() {
        let (slope, error) = differences(&|x: &f64| x.exp(), &1.0, &1.0, 1, f64::EPSILON)[0];
        assert!((slope - 1.0_f64.exp()).abs() < 1e-10, "{slope}");
        assert!(error < 1e-8);
        // Steep, far from 1, and with a domain that ends nearby.
        let (slope, _) = differences(&|x: &f64| x.ln(), &1e-8, &1e-8, 1, f64::EPSILON)[0];
        assert!((slope - 1.0).abs() < 1e-9, "{slope}");
    }

    #[test]
    fn steps_are_scaled_to_the_point() {
        for x in [1e-12, 1e-3, 1.0, 1e5, 1e12] {
            gradient("ln", |x: &f64| x.ln(), |x| 1.0 / x, &x).unwrap();
            gradient("cube", |x: &f64| x.powi(3), |x| 3.0 * x * x, &x).unwrap();
        }
        gradient("cos at 0", |x: &f64| x.cos(), |x| -x.sin(), &0.0).unwrap();
    }

    #[test]
    fn single_precision_has_its_own_tolerance() {
        let f = |x: &[f32; 2]| (x[0] * x[1]).sin();
        let grad = |x: &[f32; 2]| {
            let c = (x[0] * x[1]).cos();
            [x[1] * c, x[0] * c]
        };
        let report = gradient("sin of product", f, grad, &[0.7, 1.3]).unwrap();
        assert_eq!(report.tolerance, 2e-3);
        let wrong = |x: &[f32; 2]| grad(x).map(|g| 1.01 * g);
        assert!(gradient("sin of product", f, wrong, &[0.7, 1.3]).is_err());
    }

    #[test]
    fn an_error_of_one_part_in_a_hundred_thousand_is_found() {
        let f = |x: &Vec<f64>| x.iter().map(|x| x.sin()).sum::<f64>();
        let grad = |x: &Vec<f64>| x.iter().map(|x| x.cos() * (1.0 + 1e-5)).collect::<Vec<_>>();
        let mismatch = gradient("f", f, grad, &vec![0.3, 0.4]).unwrap_err();
        assert!((mismatch.report.relative_error - 1e-5).abs() < 1e-7, "{mismatch}");
    }

    #[test]
    fn the_worst_component_is_named() {
        let f = |x: &f64| vec![*x, x * x, 1.0];
        let right = |x: &f64, d: &f64| (f(x), vec![*d, 2.0 * x * d, 0.0]);
        forward("f", f, right, &1.5).unwrap();
        let wrong = |x: &f64, d: &f64| (f(x), vec![*d, 2.1 * x * d, 0.0]);
        let mismatch = forward("f", f, wrong, &1.5).unwrap_err();
        assert_eq!(mismatch.report.component, Some(1));
    }

    #[test]
    fn another_primal_value_or_length_is_found() {
        let f = |x: &f64| vec![*x];
        let off = forward("f", f, |x, d| (vec![x + 1e-9], vec![*d]), &1.0).unwrap_err();
        assert!(off.reason.contains("another primal value"), "{off}");
        let long = forward("f", f, |x, d| (vec![*x], vec![*d, *d]), &1.0).unwrap_err();
        assert!(long.reason.contains("its tangent has 2 floats"), "{long}");
    }

    #[test]
    fn nan_never_passes() {
        let mismatch = gradient("f", |x: &f64| *x, |_| f64::NAN, &1.0).unwrap_err();
        assert!(mismatch.report.found.is_nan());
        assert!(gradient("f", |_: &f64| f64::NAN, |_| 0.0, &1.0).is_err());
    }

    #[test]
    fn a_kink_is_suspected() {
        let mismatch = gradient("f", |x: &f64| (x - 1.0).cbrt(), |_| 0.0, &1.0).unwrap_err();
        assert!(mismatch.reason.contains("kink"), "{mismatch}");
        // Central differences of |x| at 0 agree with the convention abs′(0) = 0.
        gradient("abs", |x: &f64| x.abs(), |_| 0.0, &0.0).unwrap();
    }

    #[test]
    fn a_zero_slope_passes() {
        let report = gradient("const", |_: &[f64; 3]| 1e6 / 3.0, |_| [0.0; 3], &[1.0; 3]).unwrap();
        assert_eq!((report.found, report.relative_error), (0.0, 0.0));
        // No coordinates at all.
        gradient("of nothing", |_: &Vec<f64>| 1.0, |_| vec![], &vec![]).unwrap();
    }
}
