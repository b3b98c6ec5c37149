//! What can be wrong with settings, data, states and results.

use super::data::DataError;

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ImnnError {
    /// The data set says so.
    #[error(transparent)]
    Data(#[from] DataError),
    /// A setting is out of range.
    #[error("{name} is {found}, but must be {expected}")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// What is allowed.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// λ and ε give a regulariser that fades where it is needed, or none.
    #[error(
        "lambda is {lambda}, but for epsilon = {epsilon} must be above {low} and below {high}, or \
         the regulariser does not grow with Λ₂"
    )]
    Rate {
        /// λ.
        lambda: f64,
        /// ε.
        epsilon: f64,
        /// Below this, or at it, there is no rate α.
        low: f64,
        /// From here on α is not positive.
        high: f64,
    },
    /// A list has another length than others ask for.
    #[error("{what} has {found} entries, but {expected} are expected")]
    Length {
        /// What came.
        what: &'static str,
        /// The length that is asked for.
        expected: usize,
        /// The length that came.
        found: usize,
    },
    /// An array has another shape than others ask for.
    #[error("{what} has shape {found:?}, but should have {expected}")]
    Shape {
        /// What came.
        what: &'static str,
        /// The shape that is asked for.
        expected: String,
        /// The shape that came.
        found: Vec<usize>,
    },
    /// Nothing is there where something must be.
    #[error("{what} is empty, but at least one entry is needed")]
    Empty {
        /// What came.
        what: &'static str,
    },
    /// Fewer summaries than parameters make every Fisher matrix singular.
    #[error(
        "the model gives {summaries} summaries for {parameters} parameters, but at least as many as \
         parameters are needed: F is singular"
    )]
    FewSummaries {
        /// S.
        summaries: usize,
        /// P.
        parameters: usize,
    },
    /// Too few simulations for a covariance that can be inverted.
    #[error("there are {found} simulations, but the covariance of {summaries} summaries needs more than {}", summaries + 1)]
    FewSimulations {
        /// n_s.
        found: usize,
        /// S.
        summaries: usize,
    },
    /// No simulation has a derivative, or more than there are.
    #[error(
        "{found} of {simulations} simulations have derivatives, but it must be 1 at least, and not more than all"
    )]
    Derivatives {
        /// n_d.
        found: usize,
        /// n_s.
        simulations: usize,
    },
    /// With the strict option, simulations do not divide among workers.
    #[error(
        "{quantity} is {size}, but must be a multiple of {workers} workers × {per_batch} simulations a batch"
    )]
    Uneven {
        /// `n_s`, `n_d` or `n_s - n_d`.
        quantity: &'static str,
        /// What it is.
        size: usize,
        /// The number of workers.
        workers: usize,
        /// Simulations a batch.
        per_batch: usize,
    },
    /// A number is infinite or NaN.
    #[error("{what}: entry {place} is {found}, but must be finite")]
    NotFinite {
        /// What it is in.
        what: &'static str,
        /// Its place.
        place: usize,
        /// What it is.
        found: f64,
    },
    /// A matrix has no Cholesky factor.
    #[error("{matrix} is not positive definite: pivot {pivot} is {found}")]
    NotPositiveDefinite {
        /// Which one.
        matrix: Matrix,
        /// The place on the diagonal, from 0.
        pivot: usize,
        /// What should be positive.
        found: f64,
    },
    /// A batch does not continue where the last one ended.
    #[error("a batch has simulations {found:?}, but {expected} comes next of {simulations}")]
    Order {
        /// The simulation that comes next.
        expected: usize,
        /// What came.
        found: std::ops::Range<usize>,
        /// n_s.
        simulations: usize,
    },
    /// A data set ended early.
    #[error("the data set ended after {found} simulations, but has {expected}")]
    Ended {
        /// n_s.
        expected: usize,
        /// How many came.
        found: usize,
    },
    /// The derivatives of a batch are not of the kind that is asked for.
    #[error("simulations {indices:?} have {found}, but {expected} are expected there")]
    Kind {
        /// The batch.
        indices: std::ops::Range<usize>,
        /// What should have come.
        expected: &'static str,
        /// What came.
        found: &'static str,
    },
    /// The second pass saw other simulations than the first.
    #[error("simulations {indices:?} have changed between the two passes of iteration {iteration}")]
    Changed {
        /// The batch.
        indices: std::ops::Range<usize>,
        /// The iteration.
        iteration: u64,
    },
    /// Training came to numbers that it cannot go on from; the best parameters are kept.
    #[error("iteration {iteration}, {during}: {problem}")]
    Diverged {
        /// The iteration, over all fits, from 0.
        iteration: u64,
        /// `training`, `validation` or `the gradient`.
        during: &'static str,
        /// What is wrong.
        problem: Box<ImnnError>,
    },
    /// There is no fit to estimate with.
    #[error("there are no statistics yet: run `fit`, or `set_statistics` with chosen parameters")]
    NoStatistics,
    /// There is no fit to go on with.
    #[error("there is no interrupted fit to resume: run `fit`")]
    NoFit,
}

/// The matrices whose factors are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matrix {
    /// C.
    Covariance,
    /// F.
    Fisher,
}

impl std::fmt::Display for Matrix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Covariance => "the covariance C of the summaries",
            Self::Fisher => "the Fisher matrix F",
        })
    }
}

pub(super) fn all_finite(what: &'static str, values: &[f64]) -> Result<(), ImnnError> {
    match values.iter().position(|v| !v.is_finite()) {
        Some(place) => Err(ImnnError::NotFinite { what, place, found: values[place] }),
        None => Ok(()),
    }
}

/// Refuses a setting that does not meet `holds`.
pub(super) fn require(
    holds: bool,
    name: &'static str,
    expected: &'static str,
    found: impl ToString,
) -> Result<(), ImnnError> {
    if holds {
        Ok(())
    } else {
        Err(ImnnError::Setting { name, expected, found: found.to_string() })
    }
}

pub(super) fn has_length(
    what: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), ImnnError> {
    if expected == found { Ok(()) } else { Err(ImnnError::Length { what, expected, found }) }
}
