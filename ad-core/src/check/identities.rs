//! Identities between derivatives, which hold to rounding.

use super::finite_diff::{exceeds, relative_error};
use super::{Check, Mismatch, Mode, Report, direction, precision, uniform};
use crate::{Differentiable, Tangent};
use std::fmt::Debug;

/// ⟨w, Jv⟩ = ⟨Jᵀw, v⟩ for random v and w.
pub(super) fn transpose<P, Y>(
    check: &Check,
    jvp: impl Fn(&P, &P::Tangent) -> (Y, Y::Tangent),
    vjp: impl Fn(&P, &Y::Tangent) -> P::Tangent,
    point: &P,
) -> Result<Report, Mismatch>
where
    P: Differentiable + Clone + Debug,
    Y: Differentiable,
{
    let mut rng = check.rng();
    let mut worst: Option<Report> = None;
    for _ in 0..check.directions {
        let v = direction(&mut rng, point);
        let (y, y_dot) = jvp(point, &v);
        let mut w = y.zero_tangent();
        let drawn: Vec<f64> = (0..w.n_coordinates()).map(|_| uniform(&mut rng)).collect();
        w.set_flat(&drawn);
        let x_bar = vjp(point, &w);

        let unit = precision(&v).max(precision(&w));
        let mut report = Report {
            function: check.function.clone(),
            mode: Mode::Reverse,
            point: format!("{point:?}"),
            direction: v.to_flat(),
            component: None,
            found: 0.0,
            expected: 0.0,
            uncertainty: 0.0,
            relative_error: f64::INFINITY,
            // 10⁻¹⁰ in double precision, 5·10⁻⁴ in single.
            tolerance: check.tolerance.unwrap_or(if unit > 1e-12 { 5e-4 } else { 1e-10 }),
            directions: check.directions,
            seed: check.seed,
        };
        for (name, left, right) in [
            ("its jvp's tangent", y_dot.to_flat().len(), w.to_flat().len()),
            ("its vjp's cotangent", x_bar.to_flat().len(), v.to_flat().len()),
        ] {
            if left != right {
                (report.found, report.expected) = (left as f64, right as f64);
                let reason = format!("{name} has {left} floats, expected {right}");
                return Err(Mismatch { reason, report: Box::new(report) });
            }
        }
        let (expected, forward_size) = inner(&w, &y_dot);
        let (found, reverse_size) = inner(&x_bar, &v);
        (report.found, report.expected) = (found, expected);
        // Terms may cancel: an inner product is known only up to the rounding of its largest.
        report.relative_error = relative_error(found, expected, forward_size.max(reverse_size));
        let passed = !exceeds(report.relative_error, report.tolerance);
        if worst.as_ref().is_none_or(|worst| exceeds(report.relative_error, worst.relative_error)) {
            worst = Some(report.clone());
        }
        if !passed {
            let reason = "its vjp is not the transpose of its jvp: ⟨Jᵀw, v⟩ differs from ⟨w, Jv⟩";
            return Err(Mismatch { reason: reason.into(), report: Box::new(report) });
        }
    }
    Ok(worst.expect("a check has at least one direction"))
}

/// The inner product, and the sum of the magnitudes of its terms.
fn inner<T: Tangent>(a: &T, b: &T) -> (f64, f64) {
    let (a, b) = (a.to_flat(), b.to_flat());
    let terms = || a.iter().zip(&b).map(|(a, b)| a * b);
    (terms().sum(), terms().map(f64::abs).sum())
}

#[cfg(test)]
mod tests {
    use crate::check::{Check, reverse};

    type Matrix = [[f64; 2]; 2];
    const A: Matrix = [[1.0, 2.0], [3.0, 4.0]];

    fn jvp(x: &[f64; 2], d: &[f64; 2]) -> ([f64; 2], [f64; 2]) {
        let times = |v: &[f64; 2]| A.map(|row| row[0] * v[0] + row[1] * v[1]);
        (times(x), times(d))
    }

    #[test]
    fn a_matrix_and_its_transpose() {
        let vjp = |_: &[f64; 2], w: &[f64; 2]| {
            [A[0][0] * w[0] + A[1][0] * w[1], A[0][1] * w[0] + A[1][1] * w[1]]
        };
        let report = reverse("matrix", jvp, vjp, &[1.0, -1.0]).unwrap();
        assert!(report.relative_error < 1e-15);
    }

    #[test]
    fn a_matrix_is_not_its_own_transpose() {
        let vjp = |_: &[f64; 2], w: &[f64; 2]| jvp(w, w).1;
        let mismatch = reverse("matrix", jvp, vjp, &[1.0, -1.0]).unwrap_err();
        assert!(mismatch.reason.contains("not the transpose"), "{mismatch}");
    }

    #[test]
    fn a_small_slip_is_found() {
        let jvp = |x: &f64, d: &f64| (x.sin(), x.cos() * d);
        let vjp = |x: &f64, w: &f64| x.cos() * w * (1.0 + 1e-9);
        assert!(reverse("sin", jvp, vjp, &1.0).is_err());
        assert!(Check::new("sin").tolerance(1e-8).reverse(jvp, vjp, &1.0).is_ok());
    }

    #[test]
    fn nan_and_lost_entries_never_pass() {
        let jvp = |x: &Vec<f64>, d: &Vec<f64>| (x[0], d[0]);
        assert!(reverse("first", jvp, |_, w| vec![*w, f64::NAN], &vec![1.0, 2.0]).is_err());
        let short = reverse("first", jvp, |_, w| vec![*w], &vec![1.0, 2.0]).unwrap_err();
        assert!(short.reason.contains("has 1 floats, expected 2"), "{short}");
    }

    #[test]
    fn a_function_without_active_arguments_has_nothing_to_transpose() {
        assert!(reverse("count", |n: &usize, _: &()| (*n, ()), |_, _| (), &3).is_ok());
    }
}
