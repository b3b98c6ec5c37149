//! Whether a function of a batch keeps its samples apart, and if not, where it mixes them.

use super::dependence::{Dependence, Graph, Union, followed};
use std::fmt;
use std::panic::Location;

/// Where a function of a batch mixes samples.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Mixing {
    /// Two of the samples that meet.
    pub samples: [usize; 2],
    /// The operation that joins them: the name of an operator's or of a number's method, or what else it does.
    pub operation: &'static str,
    /// The place of the operation in the source: that of the call which the standard library makes, for its sums and products.
    pub at: Option<&'static Location<'static>>,
}

impl fmt::Display for Mixing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, other] = self.samples;
        write!(f, "samples {one} and {other} are mixed by `{}`", self.operation)?;
        match self.at {
            Some(at) => write!(f, " at {at}"),
            None => Ok(()),
        }
    }
}

/// Finds where `f` mixes samples, by running it once on a batch `x` of shape `[n_samples, ..]`, whose rows are samples. Row n of the
/// result, `[n_samples, ..]`, may depend on row n of `x` alone.
///
/// It answers the first operation, in the order of the run, by which numbers of two samples come together on the way to the result; or the
/// first comparison of two samples, whose outcome the result may depend on; or a row of the result that is made of another sample.
/// What is sound is said at [`detect`](super::detect()).
///
/// # Examples
/// ```
/// use cotangent::Scalar;
/// use cotangent::drivers::mixing;
///
/// /// A batch of two samples of one number each, without its mean.
/// fn centred<T: Scalar>(x: &[T]) -> Vec<T> {
///     let mean = (x[0] + x[1]) * T::from_f64(0.5);
///     vec![x[0] - mean, x[1] - mean]
/// }
/// let found = mixing(|x| centred(x), &[1.0, 2.0], 2).unwrap();
/// assert_eq!((found.samples, found.operation), ([0, 1], "add"));
/// assert!(mixing(|x| [x[0].sin(), x[1].sin()], &[1.0, 2.0], 2).is_none());
/// ```
///
/// # Panics
/// If `x` or the result cannot be cut into `n_samples` rows, and as [`detect`](super::detect()).
#[track_caller]
pub fn mixing<Y: AsRef<[Dependence]>>(
    f: impl FnOnce(&[Dependence]) -> Y,
    x: &[f64],
    n_samples: usize,
) -> Option<Mixing> {
    let width = row(x.len(), n_samples);
    followed(f, x, |graph, outputs| {
        let samples = samples_of(graph, width);
        let height = row(outputs.len(), n_samples);
        let reaching = reaching(graph, outputs);
        let joined = |(place, union): (usize, &Union)| {
            let meeting = meeting(&samples, union)?;
            reaching[graph.n_inputs + 1 + place].then_some(meeting)
        };
        let misplaced = |(place, output): (usize, &Dependence)| match samples[output.node()] {
            Of::Sample(sample) if sample != place / height => Some(Mixing {
                samples: [place / height, sample],
                operation: "a result in the row of another sample",
                at: None,
            }),
            _ => None,
        };
        let compared = || graph.comparisons.iter().find_map(|union| meeting(&samples, union));
        let joined = graph.unions.iter().enumerate().find_map(joined);
        joined.or_else(compared).or_else(|| outputs.iter().enumerate().find_map(misplaced))
    })
}

#[track_caller]
fn row(length: usize, n_samples: usize) -> usize {
    let fits = n_samples > 0 && length.is_multiple_of(n_samples);
    assert!(fits, "{length} numbers make no {n_samples} rows");
    length / n_samples
}

/// What a number is made of.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Nothing,
    Sample(usize),
    Several,
}

/// For each node.
fn samples_of(graph: &Graph, width: usize) -> Vec<Of> {
    let mut samples = vec![Of::Nothing];
    samples.extend((0..graph.n_inputs).map(|input| Of::Sample(input / width)));
    for union in &graph.unions {
        let [one, other] = union.operands.map(|operand| samples[operand as usize]);
        samples.push(if one == other { one } else { Of::Several });
    }
    samples
}

/// The operation, if it joins one sample with another.
fn meeting(samples: &[Of], union: &Union) -> Option<Mixing> {
    match union.operands.map(|operand| samples[operand as usize]) {
        [Of::Sample(one), Of::Sample(other)] if one != other => {
            let (samples, at) = ([one, other], Some(union.at));
            Some(Mixing { samples, operation: union.operation, at })
        }
        _ => None,
    }
}

/// For each node whether a result is made of it.
fn reaching(graph: &Graph, outputs: &[Dependence]) -> Vec<bool> {
    let mut reaching = vec![false; graph.n_inputs + 1 + graph.unions.len()];
    outputs.iter().for_each(|output| reaching[output.node()] = true);
    for (place, union) in graph.unions.iter().enumerate().rev() {
        if reaching[graph.n_inputs + 1 + place] {
            union.operands.iter().for_each(|&operand| reaching[operand as usize] = true);
        }
    }
    reaching
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scalar;

    fn operation(f: impl FnOnce(&[Dependence]) -> Vec<Dependence>, n: usize) -> Option<Mixing> {
        mixing(f, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], n)
    }

    #[test]
    fn samples_that_are_kept_apart() {
        let rows = |x: &[Dependence]| x.chunks(2).map(|row| row[0] * row[1].exp()).collect();
        assert_eq!(operation(rows, 3), None);
        // What does not reach the result may mix, and parameters are in all of them.
        let p = Dependence::from_f64(2.0);
        let report = |x: &[Dependence]| {
            let _sum: Dependence = x.iter().sum();
            x.iter().map(|x| p * *x).collect()
        };
        assert_eq!(operation(report, 3), None);
    }

    #[test]
    fn softmax_over_samples() {
        let line = line!() + 3;
        let softmax = |x: &[Dependence]| {
            let mut sum = Dependence::from_f64(0.0);
            x.iter().for_each(|x| sum += x.exp());
            x.iter().map(|x| x.exp() / sum).collect()
        };
        let found = operation(softmax, 6).unwrap();
        assert_eq!((found.samples, found.operation), ([0, 1], "add"));
        let at = found.at.unwrap();
        assert_eq!((at.line(), at.file()), (line, file!()));
        let text = format!("samples 0 and 1 are mixed by `add` at {at}");
        assert_eq!(found.to_string(), text);
    }

    #[test]
    fn pairwise_distances_sums_and_the_largest() {
        let distances = |x: &[Dependence]| x.iter().map(|a| *a - x[5]).collect();
        let found = operation(distances, 3).unwrap();
        assert_eq!((found.samples, found.operation), ([0, 2], "sub"));
        let normalised = |x: &[Dependence]| {
            let sum: Dependence = x.iter().sum();
            x.iter().map(|x| *x / sum).collect()
        };
        assert_eq!(operation(normalised, 3).unwrap().operation, "sum");
        let largest = |x: &[Dependence]| vec![x[1].max(x[2]); 3];
        let found = operation(largest, 3).unwrap();
        assert_eq!((found.samples, found.operation), ([0, 1], "max"));
    }

    #[test]
    fn comparisons_and_rows_in_another_order() {
        let ranked = |x: &[Dependence]| {
            let first = if x[0] < x[2] { 1.0 } else { 2.0 };
            x.iter().map(|x| *x * Dependence::from_f64(first)).collect()
        };
        let found = operation(ranked, 3).unwrap();
        assert_eq!((found.samples, found.operation), ([0, 1], "comparison"));
        let reversed = |x: &[Dependence]| x.iter().rev().copied().collect();
        let found = operation(reversed, 6).unwrap();
        assert_eq!((found.samples, found.at), ([0, 5], None));
    }

    #[test]
    #[should_panic(expected = "6 numbers make no 4 rows")]
    fn rows_that_do_not_fit() {
        operation(<[Dependence]>::to_vec, 4);
    }
}
