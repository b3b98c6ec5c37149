//! A folder of simulations, by the names of its files.
//!
//! | part | names |
//! | --- | --- |
//! | simulations | `fiducial`, and `remaining` for those that come after |
//! | derivatives of the first | `derivative` |
//! | a validation set | the same names after `validation_` |
//!
//! Each part is `{name}_{i:04}.npy` one a simulation, `{name}.npy` with all of them, or `{name}_{counter:05}.tfrecords`.

use super::npy::numbered;
use super::records::files;
use super::{Chain, DataError, DerivativeSource, NpyFiles, NpyStack, Records, Simulations, Source};
use std::path::Path;

/// What file names do not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Whether `derivative` holds pairs of simulations, and no exact derivatives.
    pub pairs: bool,
    /// The shape of a simulation, for records that do not say it.
    pub input: Option<Vec<usize>>,
    /// P, for records that do not say it, and for all records of pairs.
    pub parameters: Option<usize>,
}

/// The names of a set's simulations, its derivatives and its simulations without them.
pub const TRAINING: [&str; 3] = ["fiducial", "derivative", "remaining"];
/// The same of a validation set.
pub const VALIDATION: [&str; 3] =
    ["validation_fiducial", "validation_derivative", "validation_remaining"];

/// The training set of a folder, and its validation set if there is one.
///
/// # Errors
/// If a part is missing, is there in several formats, or is not as it must be.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::*;
/// let there = tempfile::tempdir().unwrap();
/// write_npy(&there.path().join("fiducial.npy"), &[3, 2], [Ok(vec![1.0; 6])])?;
/// write_npy(&there.path().join("derivative.npy"), &[2, 2, 1], [Ok(vec![0.5; 4])])?;
/// let (training, validation) = open(there.path(), &Layout::default())?;
/// assert_eq!(training.shape().simulations, 3);
/// assert!(validation.is_none());
/// # Ok::<(), DataError>(())
/// ```
pub fn open(
    folder: &Path,
    layout: &Layout,
) -> Result<(Simulations, Option<Simulations>), DataError> {
    let missing = |name: &str| DataError::Folder {
        folder: folder.to_path_buf(),
        expected: format!("{name}.npy, {name}_0000.npy or {name}_00000.tfrecords"),
        found: "none of them".to_owned(),
    };
    let [fiducial, derivative, remaining] = TRAINING;
    let fiducial = part(folder, fiducial, layout)?.ok_or_else(|| missing(fiducial))?;
    let derivative = part(folder, derivative, layout)?.ok_or_else(|| missing(derivative))?;
    let training = set(fiducial, derivative, part(folder, remaining, layout)?, layout)?;
    let validation = VALIDATION.map(|name| part(folder, name, layout));
    let [fiducial, derivative, remaining] = validation;
    let validation = match (fiducial?, derivative?, remaining?) {
        (None, None, None) => None,
        (Some(fiducial), Some(derivative), remaining) => {
            Some(set(fiducial, derivative, remaining, layout)?)
        }
        (fiducial, derivative, _) => {
            let there = [fiducial.is_some(), derivative.is_some(), true];
            let name = |is_there| {
                let place = there.iter().position(|there| *there == is_there);
                VALIDATION[place.unwrap_or(0)]
            };
            return Err(DataError::HalfValidation {
                folder: folder.to_path_buf(),
                found: name(true),
                missing: name(false),
            });
        }
    };
    Ok((training, validation))
}

fn set(
    fiducial: Box<dyn Source>,
    derivative: Box<dyn Source>,
    remaining: Option<Box<dyn Source>>,
    layout: &Layout,
) -> Result<Simulations, DataError> {
    let fiducial = match remaining {
        None => fiducial,
        Some(remaining) => Box::new(Chain::new(fiducial, remaining)?),
    };
    let derivative = match layout.pairs {
        true => DerivativeSource::Pairs(derivative),
        false => DerivativeSource::Exact(derivative),
    };
    Simulations::zip(fiducial, derivative)
}

/// A part of a folder by its name, if it is there.
///
/// # Errors
/// If it is there in several formats, or is not as it must be.
pub fn part(
    folder: &Path,
    name: &str,
    layout: &Layout,
) -> Result<Option<Box<dyn Source>>, DataError> {
    let there = |padding, ending| match numbered(folder, name, padding, ending) {
        Ok(_) => Ok(true),
        Err(DataError::Folder { .. }) => Ok(false),
        Err(error) => Err(error),
    };
    let stack = folder.join(format!("{name}.npy"));
    let found = [
        (stack.is_file(), format!("{name}.npy")),
        (there(4, ".npy")?, format!("{name}_0000.npy")),
        (there(5, ".tfrecords")?, format!("{name}_00000.tfrecords")),
    ];
    let names: Vec<&str> =
        found.iter().filter(|(there, _)| *there).map(|(_, name)| name.as_str()).collect();
    if names.len() > 1 {
        return Err(DataError::Folder {
            folder: folder.to_path_buf(),
            expected: format!("{name} in one format"),
            found: names.join(" and "),
        });
    }
    let source: Box<dyn Source> = match found.map(|(there, _)| there) {
        [true, _, _] => Box::new(NpyStack::open(&stack)?),
        [_, true, _] => Box::new(NpyFiles::open(folder, name)?),
        [_, _, true] => Box::new(records(folder, name, layout)?),
        _ => return Ok(None),
    };
    Ok(Some(source))
}

fn records(folder: &Path, name: &str, layout: &Layout) -> Result<Records, DataError> {
    let files = files(folder, name, 5)?;
    let unknown = || DataError::Setting {
        name: "parameters",
        expected: "given for records that do not say it",
        found: "unknown".to_owned(),
    };
    let input = layout.input.as_deref();
    if !name.ends_with(TRAINING[1]) {
        return Records::open(files, input);
    }
    if layout.pairs {
        return Records::pairs(files, input, layout.parameters.ok_or_else(unknown)?);
    }
    match input {
        None => Records::open(files, None),
        Some(input) => {
            let parameters = layout.parameters.ok_or_else(unknown)?;
            Records::open(files, Some(&[input, &[parameters]].concat()))
        }
    }
}
