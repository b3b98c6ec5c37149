//! Estimates against what is known to suffice.

use super::super::page::Part;
use crate::imnn::State;
use crate::run::imnn::{Estimator, ImnnRunError, Prepared};
use crate::score::pictures::{BLUE, GREY, Legend, Plot, Series, Shape};

/// Dots of a picture, at most.
const DOTS: usize = 2000;

/// Estimates of the simulations of validation, or of training, against their means and variances.
pub(super) fn parts(
    prepared: &Prepared,
    state: &State,
    estimator: Option<&Estimator>,
) -> Result<Vec<Part>, ImnnRunError> {
    let Some(estimator) = estimator else {
        return Ok(vec![Part::Text("They are known once the fit is at its end.".to_owned())]);
    };
    let (set, of) = match &prepared.validation {
        Some(set) => (set, "validation"),
        None => (&prepared.training, "training"),
    };
    let size: usize = set.shape().input.iter().product();
    let p = set.shape().parameters;
    let mut data = vec![];
    for batch in set.pass(state.iteration, prepared.settings.compute.per_batch)? {
        data.extend(batch?.data);
        if data.len() >= DOTS * size {
            break;
        }
    }
    data.truncate(DOTS * size);
    let estimates = estimator.estimates(&data);
    let n = data.len() / size;
    let mut rows = vec![];
    let found = &estimator.kept().statistics;
    for (k, (fiducial, error)) in prepared.fiducial.iter().zip(found.errors()).enumerate() {
        let all: Vec<f64> = estimates.chunks_exact(p).map(|row| row[k]).collect();
        let (mean, deviation) = moments(&all);
        let cells = [*fiducial, mean, deviation, error].map(|x| format!("{x:.5}"));
        rows.push([format!("θ[{k}]")].into_iter().chain(cells).collect());
    }
    let header = ["parameter", "fiducial", "mean of estimates", "their deviation", "√(F⁻¹)"];
    let caption = format!("Estimates of {n} simulations of {of}");
    let mut parts = vec![Part::table(&caption, &header, rows, 1)];
    if set.shape().input.len() != 1 || size < 2 {
        parts.push(Part::Text("Pictures are drawn of simulations that are vectors.".to_owned()));
        return Ok(parts);
    }
    let statistics: Vec<(f64, f64)> = data
        .chunks_exact(size)
        .map(|d| {
            let (mean, deviation) = moments(&d.iter().map(|x| f64::from(*x)).collect::<Vec<_>>());
            (mean, deviation * deviation)
        })
        .collect();
    for k in 0..p.min(2) {
        let what = ["mean", "variance"][k];
        let of_datum = |(mean, variance): &(f64, f64)| if k == 0 { *mean } else { *variance };
        let xs: Vec<f64> = statistics.iter().map(of_datum).collect();
        let ys: Vec<f64> = estimates.chunks_exact(p).map(|row| row[k]).collect();
        let caption = format!(
            "Estimates of θ[{k}] against each simulation's {what}: correlation {:.4}",
            correlation(&xs, &ys)
        );
        parts.push(Part::picture(caption, &plot(k, what, &xs, &ys))?);
    }
    if prepared.known.is_some() {
        let text = "Mean and variance suffice for the parameters of the reference problem, so the best estimates are \
            close to lines. The grey line is where both are equal.";
        parts.push(Part::Text(text.to_owned()));
    }
    Ok(parts)
}

fn plot(k: usize, what: &str, xs: &[f64], ys: &[f64]) -> Plot {
    let (x, y) = (around(xs), around(ys));
    let equal = (x.0.max(y.0), x.1.min(y.1));
    let mut series = vec![];
    if equal.0 < equal.1 {
        let line = [(equal.0, equal.0), (equal.1, equal.1)];
        series.push(Series::new("", Shape::Line(2), GREY, line));
    }
    let dots = xs.iter().copied().zip(ys.iter().copied());
    series.push(Series::new("", Shape::Dots(2), BLUE, dots));
    Plot {
        title: format!("Estimates of θ[{k}]"),
        x_label: format!("{what} of a simulation"),
        y_label: format!("estimate of θ[{k}]"),
        x,
        y,
        legend: Legend::Left,
        series,
    }
}

/// The range of values and a twentieth of it at both ends.
fn around(values: &[f64]) -> (f64, f64) {
    let (lo, hi) = values.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    let margin = if hi > lo { 0.05 * (hi - lo) } else { 1.0 };
    (lo - margin, hi + margin)
}

/// Mean and standard deviation, with divisor n.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let square = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    (mean, square.sqrt())
}

fn correlation(xs: &[f64], ys: &[f64]) -> f64 {
    let ((x, x_deviation), (y, y_deviation)) = (moments(xs), moments(ys));
    let products = xs.iter().zip(ys).map(|(a, b)| (a - x) * (b - y)).sum::<f64>();
    products / xs.len() as f64 / (x_deviation * y_deviation)
}
