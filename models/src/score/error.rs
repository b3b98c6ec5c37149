//! What can be wrong with data, settings and states, and what is worth a warning.

use super::Activation;

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScoreError {
    /// Nothing is there where something must be.
    #[error("{what} is empty, but at least one entry is needed")]
    Empty {
        /// What came.
        what: &'static str,
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
    /// Points have another number of coordinates than the model.
    #[error("{what} has {found} coordinates a point, but the model has {expected}")]
    Width {
        /// What came.
        what: &'static str,
        /// The model's.
        expected: usize,
        /// The points'.
        found: usize,
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
    /// The explicit objective was asked for, but the samples do not carry the true score.
    #[error(
        "explicit score matching needs the true score at each sample, but the samples have none"
    )]
    NoScores,
    /// A loss or a gradient became infinite or NaN; parameters are those before that step.
    #[error("{quantity} is {found} in epoch {epoch}: a smaller learning rate or clipping may help")]
    Diverged {
        /// `loss`, `gradient` or `held-out loss`.
        quantity: &'static str,
        /// The epoch, from 1.
        epoch: usize,
        /// What it is.
        found: f64,
    },
}

/// What a user should know of a result that is there nevertheless.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Warning {
    /// The divergence of such a network is piecewise constant, so its gradient misses the kinks.
    #[error(
        "{activation} has kinks: the derivative of the divergence misses them, so implicit and \
         sliced score matching are wrong; take a smooth activation"
    )]
    Kinks {
        /// The activation.
        activation: Activation,
    },
    /// The implicit loss of the training samples is below what can be expected of it.
    #[error(
        "over-fitting: the implicit loss is {training:.4} on the training samples, but {expected:.4} \
         {reference}; the loss has no lower bound, so a lower one is no better fit"
    )]
    OverFitting {
        /// The implicit loss of the training samples.
        training: f64,
        /// What it is compared with.
        expected: f64,
        /// Where that comes from.
        reference: &'static str,
    },
    /// A recovered density does not end within its grid.
    #[error("about {mass:.2e} of the mass lies beyond the grid: widen it, or distrust the tails")]
    Tails {
        /// The mass beyond both ends, with exponential tails, relative to that within.
        mass: f64,
    },
}

pub(super) fn all_finite(what: &'static str, values: &[f64]) -> Result<(), ScoreError> {
    match values.iter().position(|v| !v.is_finite()) {
        Some(place) => Err(ScoreError::NotFinite { what, place, found: values[place] }),
        None => Ok(()),
    }
}

/// Refuses a setting that does not meet `holds`.
pub(super) fn require(
    holds: bool,
    name: &'static str,
    expected: &'static str,
    found: impl ToString,
) -> Result<(), ScoreError> {
    if holds {
        Ok(())
    } else {
        Err(ScoreError::Setting { name, expected, found: found.to_string() })
    }
}
