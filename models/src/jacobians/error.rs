//! What can be wrong with samples, targets, requests and functions.

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum JacobianError {
    /// Nothing is there where something must be.
    #[error("expected at least one of {what}, found none")]
    Empty {
        /// What there is none of.
        what: &'static str,
    },
    /// A list has another length than others ask for.
    #[error("{what}: expected {expected} entries, found {found}")]
    Length {
        /// The list.
        what: &'static str,
        /// The length that is asked for.
        expected: usize,
        /// The length that came.
        found: usize,
    },
    /// A list cannot be shared out among rows of one length.
    #[error("{what}: expected rows of {width}, found {found} entries")]
    Rows {
        /// The list.
        what: &'static str,
        /// The length of a row.
        width: usize,
        /// The length that came.
        found: usize,
    },
    /// An index points behind the end.
    #[error("{what}: entry {place} is {found}, expected an index below {bound}")]
    Index {
        /// The list that holds the index.
        what: &'static str,
        /// Where it stands in the list.
        place: usize,
        /// The index.
        found: usize,
        /// The first index that is too large.
        bound: usize,
    },
    /// A number is not one of those that are allowed.
    #[error("{what}: entry {place} is {found}, expected {expected}")]
    Value {
        /// The list that holds the number.
        what: &'static str,
        /// Where it stands in the list.
        place: usize,
        /// What is allowed.
        expected: &'static str,
        /// The number.
        found: f64,
    },
    /// The calls of dense layers are not numbered from 0 on.
    #[error("layers: expected the numbers 0 to {}, each once, found {found:?}", found.len().saturating_sub(1))]
    Layers {
        /// The numbers in the order of the calls.
        found: Vec<usize>,
    },
    /// A layer's weights or bias are not a parameter as it is.
    #[error(
        "layer {layer}: its {what} is none of the parameters' arrays, but must be one, as it is"
    )]
    NoLeaf {
        /// The layer.
        layer: usize,
        /// Weights or bias.
        what: &'static str,
    },
    /// A parameter has a part in the function that no dense layer shows.
    #[error(
        "parameter `{leaf}`: its gradient by the dense layers is not that of the function: it is used outside of them, \
         or a layer's input or result is not read row by row"
    )]
    Unstructured {
        /// The parameter's path.
        leaf: String,
    },
    /// A sample's gradient depends on which samples are beside it.
    #[error(
        "parameter `{leaf}`: the gradient of sample {sample} depends on the samples beside it: the function mixes them {}; \
         `cotangent::drivers::mixing` names the operation, for a function of any `Scalar`",
        place(*after)
    )]
    Mixed {
        /// The parameter's path.
        leaf: String,
        /// The sample.
        sample: usize,
        /// The last layer whose result is mixed: what mixes comes after it, and before the next one.
        after: Option<usize>,
    },
    /// A question about losses came without one.
    #[error("expected a loss for gradients or factors, found none: add `.loss(&loss)?`")]
    NoLoss,
    /// The Hessian of a loss has a negative eigenvalue, so it has no real factor.
    #[error(
        "the loss of sample {sample} has a Hessian with the eigenvalue {eigenvalue:e}, expected none below zero: \
         `Indefinite::Clip` takes zeros for those that are"
    )]
    Indefinite {
        /// The sample.
        sample: usize,
        /// The smallest eigenvalue.
        eigenvalue: f64,
    },
    /// An eigenvalue problem has no answer.
    #[error(
        "the eigenvalues of {what} were not found: an entry is not finite, or the iteration did not end"
    )]
    Eigenvalues {
        /// The matrix.
        what: &'static str,
    },
}

pub(super) fn has_length(
    what: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), JacobianError> {
    if expected == found { Ok(()) } else { Err(JacobianError::Length { what, expected, found }) }
}

pub(super) fn not_empty(what: &'static str, found: usize) -> Result<(), JacobianError> {
    if found > 0 { Ok(()) } else { Err(JacobianError::Empty { what }) }
}

/// The number of rows of the given width in a list of `found` entries.
pub(super) fn rows(what: &'static str, width: usize, found: usize) -> Result<usize, JacobianError> {
    not_empty(what, found)?;
    if width > 0 && found.is_multiple_of(width) {
        Ok(found / width)
    } else {
        Err(JacobianError::Rows { what, width, found })
    }
}

pub(super) fn all_values(
    what: &'static str,
    values: &[f64],
    expected: &'static str,
    allowed: impl Fn(f64) -> bool,
) -> Result<(), JacobianError> {
    match values.iter().position(|&v| !allowed(v)) {
        None => Ok(()),
        Some(place) => Err(JacobianError::Value { what, place, expected, found: values[place] }),
    }
}

pub(super) fn all_below(
    what: &'static str,
    indices: &[usize],
    bound: usize,
) -> Result<(), JacobianError> {
    match indices.iter().position(|&i| i >= bound) {
        None => Ok(()),
        Some(place) => Err(JacobianError::Index { what, place, found: indices[place], bound }),
    }
}

fn place(after: Option<usize>) -> String {
    match after {
        Some(layer) => format!("in what it does with the result of layer {layer}"),
        None => "before layer 0".to_owned(),
    }
}
