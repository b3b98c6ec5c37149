//! What can be wrong with groups, samples, criteria and spectra, and what is to be warned of.

use crate::jacobians::JacobianError;

/// Why a computation cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NewtonError {
    /// Whoever makes the factors says so.
    #[error(transparent)]
    Factors(#[from] JacobianError),
    /// There is nothing to compute on.
    #[error("{what} is empty, but at least one entry is needed")]
    Empty {
        /// What came.
        what: String,
    },
    /// A sample was listed twice.
    #[error(
        "{what} names sample {sample} twice, at places {first} and {second}; each may come once"
    )]
    RepeatedSample {
        /// Which list.
        what: &'static str,
        /// The sample.
        sample: usize,
        /// Where it came first.
        first: usize,
        /// Where it came again.
        second: usize,
    },
    /// A sample that is not there.
    #[error("{what} names sample {sample} at place {place}, but there are {n_samples} samples")]
    NoSuchSample {
        /// Which list.
        what: &'static str,
        /// The sample.
        sample: usize,
        /// Its place in the list.
        place: usize,
        /// N.
        n_samples: usize,
    },
    /// A parameter in two groups.
    #[error("parameter `{leaf}` is in two groups, `{first}` and `{second}`; it may be in one")]
    LeafInTwoGroups {
        /// The leaf's path.
        leaf: String,
        /// The group that has it first.
        first: String,
        /// The group that has it again.
        second: String,
    },
    /// A parameter twice in one group.
    #[error("parameter `{leaf}` is in group `{group}` twice; it may be in it once")]
    RepeatedLeaf {
        /// The leaf's path.
        leaf: String,
        /// The group.
        group: String,
    },
    /// A parameter that is not there.
    #[error("there is no parameter `{leaf}`, which {by} names; there are {known}")]
    UnknownLeaf {
        /// The path that came.
        leaf: String,
        /// Who names it.
        by: String,
        /// The paths that there are.
        known: String,
    },
    /// A group without parameters.
    #[error("group `{group}` has no parameters{}", if *.frozen { ": all that it names are frozen" } else { "" })]
    EmptyGroup {
        /// The group.
        group: String,
        /// Whether it would have some if none were frozen.
        frozen: bool,
    },
    /// Two groups of one name.
    #[error("two groups are called `{group}`")]
    RepeatedGroup {
        /// The name.
        group: String,
    },
    /// More directions than there are eigenvalues.
    #[error("the {k} largest eigenvalues of group `{group}` were asked for, but it has {found}")]
    TooMany {
        /// The group.
        group: String,
        /// How many were asked for.
        k: usize,
        /// How many there are.
        found: usize,
    },
    /// A criterion's index that is not there.
    #[error("the criterion keeps eigenvalue {index} of group `{group}`, but it has {found}")]
    NoSuchEigenvalue {
        /// The group.
        group: String,
        /// What the criterion gave.
        index: usize,
        /// How many there are.
        found: usize,
    },
    /// A criterion's index that came before.
    #[error("the criterion keeps eigenvalue {index} of group `{group}` twice")]
    RepeatedEigenvalue {
        /// The group.
        group: String,
        /// What the criterion gave again.
        index: usize,
    },
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
    /// As many dampings as directions are needed.
    #[error("group `{group}` has {expected} directions, but {found} dampings came")]
    Dampings {
        /// The group.
        group: String,
        /// The number of directions.
        expected: usize,
        /// The number of dampings.
        found: usize,
    },
    /// A damped curvature must be positive and finite.
    #[error(
        "along direction {direction} of group `{group}` the curvature {curvature} with damping {damping} is not positive and finite"
    )]
    Damping {
        /// The group.
        group: String,
        /// Which of the kept directions.
        direction: usize,
        /// λ̄.
        curvature: f64,
        /// δ.
        damping: f64,
    },
    /// A Gram matrix with a number that is infinite or NaN.
    #[error("the Gram matrix of group `{group}` has {found} at ({row}, {column}): derivatives of factor {} of sample {} are not finite", .row / .n_samples, .row % .n_samples)]
    NotFinite {
        /// The group.
        group: String,
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// What is there.
        found: f64,
        /// Samples of the factor.
        n_samples: usize,
    },
    /// The eigenvalues of a Gram matrix were not found.
    #[error(
        "the eigenvalues of group `{group}`, a matrix of size {size}, were not found: {reason}"
    )]
    Eigenvalues {
        /// The group.
        group: String,
        /// The matrix' size.
        size: usize,
        /// What the solver says, with the residual where it gave a result.
        reason: String,
    },
    /// An eigenvalue that the policy refuses.
    #[error("eigenvalue {index} of group `{group}` is {value}, but {expected}")]
    Eigenvalue {
        /// The group.
        group: String,
        /// Its place, ascending.
        index: usize,
        /// What it is.
        value: f64,
        /// What it would have to be.
        expected: String,
    },
    /// Training came to numbers that it cannot go on from.
    #[error("step {step}: {what} is {found}, but must be finite")]
    Diverged {
        /// The step, from 0.
        step: usize,
        /// What is not finite.
        what: &'static str,
        /// What it is.
        found: f64,
    },
}

/// What a result should be read with care for.
#[derive(Debug, Clone, PartialEq)]
pub enum Warning {
    /// A kept eigenvalue is small: its direction and what is divided by its root lose digits.
    Small {
        /// Its place among all eigenvalues, ascending.
        index: usize,
        /// λ.
        value: f64,
        /// What it is below.
        threshold: f64,
    },
    /// An eigenvalue that the criterion kept is zero but for rounding, so it has no direction, and was left out.
    Dropped {
        /// Its place among all eigenvalues, ascending.
        index: usize,
        /// λ.
        value: f64,
    },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Small { index, value, threshold } => write!(
                f,
                "eigenvalue {index} is {value:.3e}, below {threshold:.1e}: its direction may be inaccurate"
            ),
            Self::Dropped { index, value } => write!(
                f,
                "eigenvalue {index} is {value:.3e}, zero but for rounding: it has no direction and was left out"
            ),
        }
    }
}

pub(super) fn require(
    holds: bool,
    name: &'static str,
    expected: &'static str,
    found: impl ToString,
) -> Result<(), NewtonError> {
    if holds {
        Ok(())
    } else {
        Err(NewtonError::Setting { name, expected, found: found.to_string() })
    }
}
