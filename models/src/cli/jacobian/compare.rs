//! The Jacobian in several ways, and how far lists of arrays are from each other.

use super::network::{Activation, Network, Problem, affine, outputs};
use cotangent::Differentiable;
use cotangent::drivers::{NamedArray, NamedArrays};
use cotangent_models::jacobians::{
    Curvature, JacobianError, Source, SquareRoot, SquaredError, Way,
};
use cotangent_models::report::{Cost, measure};

/// |found − expected| ≤ ABSOLUTE + RELATIVE |expected| counts as equal.
pub(super) const ABSOLUTE: f64 = 1e-8;
pub(super) const RELATIVE: f64 = 1e-5;

/// The largest differences of entries.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Differences {
    /// |a − b|.
    pub(super) absolute: f64,
    /// |a − b| / max(|a|, |b|).
    pub(super) relative: f64,
}

/// Why two lists of arrays do not match.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(super) enum Mismatch {
    #[error("lists have different length: expected {expected} arrays, found {found}")]
    Length { expected: usize, found: usize },
    #[error("arrays have different sizes: `{array}`: expected {expected:?}, found {found:?}")]
    Sizes { array: String, expected: Vec<usize>, found: Vec<usize> },
    #[error(
        "arrays have different values: {count} entries, the first is number {place} of `{array}`: expected {expected}, \
         found {found}"
    )]
    Values {
        array: String,
        count: usize,
        place: usize,
        expected: f64,
        found: f64,
        differences: Differences,
    },
}

/// Compares two lists of arrays, array by array and entry by entry.
pub(super) fn compare(
    found: &[NamedArray],
    expected: &[NamedArray],
) -> Result<Differences, Mismatch> {
    if found.len() != expected.len() {
        return Err(Mismatch::Length { expected: expected.len(), found: found.len() });
    }
    for (found, expected) in found.iter().zip(expected) {
        if found.shape != expected.shape {
            let (array, expected) = (expected.path.clone(), expected.shape.clone());
            return Err(Mismatch::Sizes { array, expected, found: found.shape.clone() });
        }
    }
    // Unlike `max`, this keeps a NaN.
    let larger = |a: f64, b: f64| if b > a || b.is_nan() { b } else { a };
    let mut largest = Differences::default();
    let mut first = None;
    for (found, expected) in found.iter().zip(expected) {
        for (place, (&f, &e)) in found.floats.iter().zip(&expected.floats).enumerate() {
            let gap = (f - e).abs();
            largest.absolute = larger(largest.absolute, gap);
            if gap != 0.0 {
                largest.relative = larger(largest.relative, gap / f.abs().max(e.abs()));
            }
            // A NaN is not close.
            let is_close = gap <= ABSOLUTE + RELATIVE * e.abs();
            if !is_close {
                first.get_or_insert((expected.path.clone(), place, e, f, 0_usize)).4 += 1;
            }
        }
    }
    match first {
        None => Ok(largest),
        Some((array, place, expected, found, count)) => {
            let differences = largest;
            Err(Mismatch::Values { array, count, place, expected, found, differences })
        }
    }
}

/// How one way to the Jacobian fared against the first.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) what: String,
    pub(super) found: Result<Differences, Mismatch>,
    pub(super) cost: Option<Cost>,
}

impl Row {
    pub(super) fn differences(&self) -> Option<Differences> {
        match &self.found {
            Ok(differences) => Some(*differences),
            Err(Mismatch::Values { differences, .. }) => Some(*differences),
            Err(_) => None,
        }
    }

    /// Of a table with [`HEADER`].
    pub(super) fn cells(&self) -> Vec<String> {
        let figure = |of: &dyn Fn(Differences) -> f64| {
            self.differences().map_or(String::new(), |found| format!("{:.1e}", of(found)))
        };
        let cost = |of: &dyn Fn(&Cost) -> String| self.cost.as_ref().map_or(String::new(), of);
        vec![
            self.what.clone(),
            figure(&|found| found.absolute),
            figure(&|found| found.relative),
            if self.found.is_ok() { "yes" } else { "NO" }.to_owned(),
            cost(&|cost| format!("{:.3}", cost.milliseconds())),
            cost(&|cost| format!("{:.3}", cost.mebibytes())),
        ]
    }
}

pub(super) const HEADER: [&str; 6] =
    ["Jacobian", "max |difference|", "max relative", "match", "median ms", "extra MiB"];

/// The Jacobian of the first `n` samples one by one, sample by sample and output by output.
fn one_by_one(problem: &Problem, n: usize) -> NamedArrays {
    let net = &problem.net;
    let (c, layout) = (problem.n_outputs(), net.layout());
    let array = |leaf: &cotangent::leaves::Slot| NamedArray {
        path: leaf.path.clone(),
        shape: [n, c].into_iter().chain(leaf.shape.iter().copied()).collect(),
        floats: Vec::with_capacity(n * c * leaf.range.len()),
    };
    let mut arrays: Vec<NamedArray> = layout.leaves.iter().map(array).collect();
    for x in &problem.x[..n] {
        for output in 0..c {
            let mut unit = vec![0.0; c];
            unit[output] = 1.0;
            let (_, pullback) = outputs::vjp(net, x);
            let row = pullback(unit).to_flat();
            for (array, leaf) in arrays.iter_mut().zip(&layout.leaves) {
                array.floats.extend_from_slice(&row[leaf.range.clone()]);
            }
        }
    }
    NamedArrays { arrays }
}

/// √2 J from the summed squared error, with its first two axes changed places, and without the √2.
fn by_square_root(problem: &Problem, n: usize) -> Result<NamedArrays, JacobianError> {
    let c = problem.n_outputs();
    let loss = SquaredError::new(&problem.targets[..n * c], c)?.summed();
    let samples = problem.samples(n)?.loss(&loss)?;
    let mut root = samples.run(SquareRoot(Source::Factors(Curvature::Exact)))?;
    for array in &mut root.arrays {
        array.shape.swap(0, 1);
        let length = array.floats.len() / (n * c);
        let mut turned = Vec::with_capacity(array.floats.len());
        for k in 0..n * c {
            let start = (k % c * n + k / c) * length;
            turned.extend(array.floats[start..][..length].iter().map(|v| v / 2.0_f64.sqrt()));
        }
        array.floats = turned;
    }
    Ok(root)
}

/// All ways against the first, for the first `n` samples, with the first way's own Jacobian.
pub(super) fn ways(
    problem: &Problem,
    n: usize,
    repeats: usize,
) -> Result<(Vec<Row>, Vec<NamedArray>), JacobianError> {
    let samples = problem.samples(n)?;
    let expected = problem.named(one_by_one(problem, n), 2);
    let all = [
        ("one by one", one_by_one(problem, n)),
        ("per output", samples.jacobian(Way::PerOutput)?),
        ("one sweep, √(GGN)/√2", by_square_root(problem, n)?),
        ("one sweep, directly", samples.jacobian(Way::OneSweep)?),
    ];
    let found = all.map(|(what, found)| (what, compare(&problem.named(found, 2), &expected)));
    let used = |found: Result<NamedArrays, JacobianError>| {
        std::hint::black_box(found.is_ok());
    };
    let costs = measure(
        &mut [
            &mut || used(Ok(one_by_one(problem, n))),
            &mut || used(samples.jacobian(Way::PerOutput)),
            &mut || used(by_square_root(problem, n)),
            &mut || used(samples.jacobian(Way::OneSweep)),
        ],
        repeats,
    );
    let rows = found.into_iter().zip(costs);
    let rows =
        rows.map(|((what, found), cost)| Row { what: what.to_owned(), found, cost: Some(cost) });
    Ok((rows.collect(), expected))
}

/// The Jacobian against differences of the outputs.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub(super) struct AgainstDifferences {
    /// Entries that were compared.
    pub(super) entries: usize,
    /// Entries that were left out, since a unit's sign changes within the step.
    pub(super) at_kinks: usize,
    /// The largest difference, relative to the largest entry.
    pub(super) error: f64,
}

/// The largest error that counts as agreement.
pub(super) const TOLERANCE: f64 = 1e-6;
/// Columns at most.
const COLUMNS: usize = 256;
const STEP: f64 = 1e-5;

impl AgainstDifferences {
    pub(super) fn agrees(&self) -> bool {
        self.error <= TOLERANCE
    }
}

/// The signs of all units that have a kink at 0.
fn signs(net: &Network, x: &[f64]) -> Vec<i8> {
    let mut signs = vec![];
    let mut h = x.to_vec();
    if net.activation == Activation::Relu {
        for layer in &net.layers[..net.layers.len() - 1] {
            h = affine(&layer.w, &layer.b, &h);
            signs.extend(h.iter().map(|&z| i8::from(z > 0.0) - i8::from(z < 0.0)));
            h.iter_mut().for_each(|z| *z = z.max(0.0));
        }
    }
    signs
}

/// Compares the Jacobian of the first `n` samples with central differences in up to 256 parameters.
pub(super) fn against_differences(
    problem: &Problem,
    n: usize,
    jacobian: &[NamedArray],
) -> AgainstDifferences {
    let c = problem.n_outputs();
    let flat = problem.net.to_flat();
    let largest =
        jacobian.iter().flat_map(|array| &array.floats).fold(0.0, |m: f64, x| m.max(x.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    let mut result = AgainstDifferences { entries: 0, at_kinks: 0, error: 0.0 };
    for parameter in (0..flat.len()).step_by(flat.len().div_ceil(COLUMNS)) {
        // Which array has it, and where.
        let (mut at, mut array) = (parameter, 0);
        let length = |array: usize| jacobian[array].floats.len() / (n * c);
        while at >= length(array) {
            at -= length(array);
            array += 1;
        }
        let step = STEP * flat[parameter].abs().max(1.0);
        let moved = |step: f64| {
            let mut net = problem.net.clone();
            let mut to = flat.clone();
            to[parameter] += step;
            net.set_flat(&to);
            net
        };
        let [above, below] = [moved(step), moved(-step)];
        for (sample, x) in problem.x[..n].iter().enumerate() {
            let here = signs(&problem.net, x);
            if signs(&above, x) != here || signs(&below, x) != here {
                result.at_kinks += c;
                continue;
            }
            let (above, below) = (outputs(&above, x), outputs(&below, x));
            for output in 0..c {
                let slope = (above[output] - below[output]) / (2.0 * step);
                let entry = jacobian[array].floats[(sample * c + output) * length(array) + at];
                let error = (slope - entry).abs() / scale;
                result.entries += 1;
                if error > result.error || error.is_nan() {
                    result.error = error;
                }
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(path: &str, shape: &[usize], floats: &[f64]) -> NamedArray {
        NamedArray { path: path.into(), shape: shape.to_vec(), floats: floats.to_vec() }
    }

    #[test]
    fn lists_match_or_say_why_not() {
        let expected = [array("W1", &[2], &[1.0, 0.0]), array("b1", &[1], &[3.0])];
        let close = [array("W1", &[2], &[1.0 + 9e-6, 9e-9]), array("b1", &[1], &[3.0])];
        let differences = compare(&close, &expected).unwrap();
        assert!((differences.absolute - 9e-6).abs() < 1e-12 && differences.relative == 1.0);
        assert_eq!(compare(&expected, &expected), Ok(Differences::default()));
        for (found, expected_text) in [
            (&expected[..1], "lists have different length: expected 2 arrays, found 1"),
            (
                &[expected[0].clone(), array("b1", &[1, 1], &[3.0])],
                "arrays have different sizes: `b1`: expected [1], found [1, 1]",
            ),
            (
                &[array("W1", &[2], &[1.0, 2e-8]), array("b1", &[1], &[3.0001])],
                "arrays have different values: 2 entries, the first is number 1 of `W1`: expected 0, found 0.00000002",
            ),
            (
                &[expected[0].clone(), array("b1", &[1], &[f64::NAN])],
                "arrays have different values: 1 entries, the first is number 0 of `b1`: expected 3, found NaN",
            ),
        ] {
            assert_eq!(compare(found, &expected).unwrap_err().to_string(), expected_text);
        }
    }
}
