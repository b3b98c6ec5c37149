//! What only a look at all data shows.

use super::cached::numbers;
use super::{DataError, DataSet, Derivatives, Place, Warning};
use std::collections::HashSet;
use std::path::Path;

/// Reads a training set and its validation set once, with the checks of every batch, and compares them.
///
/// # Errors
/// If one cannot be read, or validation has other shapes than training.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::*;
/// let fiducial = Memory::new(&[2], vec![1.0, 2.0, 3.0, 4.0])?;
/// // [2, P = 2]: nothing depends on the second parameter.
/// let derivative = Memory::new(&[2, 2], vec![1.0, 0.0, 2.0, 0.0])?;
/// let derivative = DerivativeSource::Exact(Box::new(derivative));
/// let data = Simulations::zip(Box::new(fiducial), derivative)?;
/// assert_eq!(inspect(&data, None, 100)?, [Warning::ZeroDerivative { parameter: 1 }]);
/// # Ok::<(), DataError>(())
/// ```
pub fn inspect(
    training: &dyn DataSet,
    validation: Option<&dyn DataSet>,
    per_batch: usize,
) -> Result<Vec<Warning>, DataError> {
    let mut warnings = vec![];
    if let Some(validation) = validation {
        let (expected, found) = (training.shape(), validation.shape());
        let shapes = [
            ("input shape", expected.input.clone(), found.input.clone()),
            ("number of parameters", vec![expected.parameters], vec![found.parameters]),
        ];
        for (what, expected, found) in shapes {
            if expected != found {
                return Err(DataError::ValidationShape { what, expected, found });
            }
        }
        // The same file has one name once links and dots are gone.
        let whole = |place: Place| match place {
            Place::File(file) => Place::File(canonical(&file)),
            memory => memory,
        };
        let seen: HashSet<Place> = training.places().into_iter().map(whole).collect();
        let shared =
            validation.places().into_iter().find(|place| seen.contains(&whole(place.clone())));
        warnings.extend(shared.map(Warning::SharedPlace));
        let first = |data: &dyn DataSet| -> Result<_, DataError> {
            Ok(data.pass(0, 1)?.next().transpose()?.map(|batch| batch.data))
        };
        // A shared place has been named already.
        if warnings.is_empty() && first(training)? == first(validation)? {
            warnings.push(Warning::SameSimulations);
        }
    }
    for data in [Some(training), validation].into_iter().flatten() {
        for parameter in unknown_parameters(data, per_batch)? {
            let warning = Warning::ZeroDerivative { parameter };
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
    }
    Ok(warnings)
}

fn canonical(file: &Path) -> std::path::PathBuf {
    std::fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf())
}

/// The parameters that no derivative depends on. Reads all.
fn unknown_parameters(data: &dyn DataSet, per_batch: usize) -> Result<Vec<usize>, DataError> {
    let shape = data.shape();
    let parameters = shape.parameters.max(1);
    let size: usize = shape.input.iter().product::<usize>().max(1);
    let mut known = vec![false; parameters];
    for batch in data.pass(0, per_batch)? {
        let batch = batch?;
        let values = numbers(&batch.derivatives);
        match &batch.derivatives {
            Derivatives::None => {}
            Derivatives::Exact(_) => {
                for (k, _) in values.iter().enumerate().filter(|(_, x)| **x != 0.0) {
                    known[k % parameters] = true;
                }
            }
            Derivatives::Pairs(_) => {
                for pair in values.chunks_exact(2 * parameters * size) {
                    let (below, above) = pair.split_at(parameters * size);
                    let displaced = below.chunks_exact(size).zip(above.chunks_exact(size));
                    for (known, (below, above)) in known.iter_mut().zip(displaced) {
                        *known |= below != above;
                    }
                }
            }
        }
    }
    Ok((0..parameters).filter(|parameter| !known[*parameter]).collect())
}
