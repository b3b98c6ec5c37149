//! What can be wrong with a data set, and what is worth a warning.

use super::records::RecordError;
use std::fmt;
use std::path::PathBuf;

/// Where arrays lie.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// In memory, at an address, which copies of a source share.
    Memory(usize),
    /// In a file.
    File(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(_) => f.write_str("in memory"),
            Self::File(file) => write!(f, "{}", file.display()),
        }
    }
}

/// What an array is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A simulation at the fiducial parameters.
    Simulation,
    /// The derivative of one, or its simulations at other parameters.
    Derivative,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Simulation => "simulation",
            Self::Derivative => "derivative",
        })
    }
}

/// What is wrong with a data set. Indices count from 0, over all files of a source.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DataError {
    /// A file or folder cannot be read.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unread {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file cannot be written.
    #[error("{0}")]
    Unwritten(#[from] crate::run::RunError),
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
    /// A folder does not hold what is looked for.
    #[error("{}: expected {expected}, found {found}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What is looked for.
        expected: String,
        /// What is there.
        found: String,
    },
    /// One file of a sequence is not there.
    #[error(
        "{}: expected file {expected} of the sequence {name}, found number {found}", folder.display()
    )]
    Gap {
        /// The folder.
        folder: PathBuf,
        /// The files' common name.
        name: String,
        /// The number that is missing.
        expected: u64,
        /// The number that stands in its place.
        found: u64,
    },
    /// Files come in another order than their names.
    #[error("{} comes after {}: expected files sorted by name", after.display(), before.display())]
    Unsorted {
        /// The file that comes first.
        before: PathBuf,
        /// The file that comes next.
        after: PathBuf,
    },
    /// An npy header is damaged, or no header at all.
    #[error("{}: expected an npy header of version 1.0 to 3.0, found {found}", file.display())]
    Header {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        found: String,
    },
    /// A file ends before its array does.
    #[error("{}: cut off: expected {expected} bytes, found {found}", file.display())]
    CutOff {
        /// The file.
        file: PathBuf,
        /// How long it should be.
        expected: u64,
        /// How long it is.
        found: u64,
    },
    /// A file goes on after its array.
    #[error("{}: expected {expected} bytes, found {found}: too many", file.display())]
    TooLong {
        /// The file.
        file: PathBuf,
        /// How long it should be.
        expected: u64,
        /// How long it is.
        found: u64,
    },
    /// A file of records is damaged, or its records are others.
    #[error("{0}")]
    Record(#[from] RecordError),
    /// An array has no numbers, or more than can be.
    #[error("{place}: expected a shape of 1 to 2^60 numbers, found {found:?}")]
    Empty {
        /// Where it lies.
        place: Place,
        /// Its shape.
        found: Vec<usize>,
    },
    /// Numbers are not a whole number of arrays.
    #[error("in memory: expected arrays of {each} numbers, found {found} numbers")]
    Ragged {
        /// Numbers an array.
        each: usize,
        /// Numbers in all.
        found: usize,
    },

    /// Check 1: the worker is none of the workers.
    #[error("expected a worker from 0 to {workers} (exclusive), found worker {found}")]
    Worker {
        /// How many there are.
        workers: usize,
        /// The one that asks.
        found: usize,
    },
    /// Check 2: a simulation has another shape.
    #[error("{place}: simulation {index}: expected shape {expected:?}, found {found:?}")]
    InputShape {
        /// Where it lies.
        place: Place,
        /// Its index.
        index: usize,
        /// The shape of a simulation.
        expected: Vec<usize>,
        /// The one that came.
        found: Vec<usize>,
    },
    /// Check 3: a derivative has another shape.
    #[error("{place}: derivative {index}: expected shape {expected:?}, found {found:?}{hint}")]
    DerivativeShape {
        /// Where it lies.
        place: Place,
        /// Its index.
        index: usize,
        /// The shape of a derivative.
        expected: Vec<usize>,
        /// The one that came.
        found: Vec<usize>,
        /// Which axis seems to be that of the parameters.
        hint: Hint,
    },
    /// Check 4: a batch of simulations and one of derivatives that belong together differ in length.
    #[error(
        "{place}: simulations {first} to {last}: expected a derivative for each, found {derivatives} \
         derivatives and {simulations} simulations"
    )]
    Unpaired {
        /// Where the derivatives lie.
        place: Place,
        /// The batch's first index.
        first: usize,
        /// The batch's last index.
        last: usize,
        /// Simulations that came.
        simulations: usize,
        /// Derivatives that came.
        derivatives: usize,
    },
    /// Check 4: a simulation and its derivative have other seeds.
    #[error(
        "{place}: derivative {index}: expected seed {expected}, as its simulation, found {found}"
    )]
    Seeds {
        /// Where the derivative lies.
        place: Place,
        /// Its index.
        index: usize,
        /// The simulation's seed.
        expected: i64,
        /// The derivative's seed.
        found: i64,
    },
    /// Check 5: there are fewer arrays than were promised.
    #[error("{place}: the {part}s end early: expected {expected}, found {found}")]
    EndsEarly {
        /// Where they end.
        place: Place,
        /// What they are.
        part: Part,
        /// How many were promised.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Check 5: there are more arrays than were promised.
    #[error("{place}: surplus {part}s: expected {expected}, found {found}")]
    Surplus {
        /// Where they lie.
        place: Place,
        /// What they are.
        part: Part,
        /// How many were promised.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Check 6: numbers of another type.
    #[error("{place}: expected {expected}, found {found}")]
    ElementType {
        /// Where they lie.
        place: Place,
        /// What is allowed.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// Check 6: a number is too large for `f32`.
    #[error(
        "{place}: array {index}, number {number}: expected at most 3.4e38 in magnitude, found {found:e}"
    )]
    Overflow {
        /// Where it lies.
        place: Place,
        /// The array's index.
        index: usize,
        /// The number's place in the array.
        number: usize,
        /// What it is.
        found: f64,
    },
    /// Check 6: a number is infinite or NaN.
    #[error("{place}: {part} {index}, number {number}: expected a finite one, found {found}")]
    NotFinite {
        /// Where it lies.
        place: Place,
        /// What it is in.
        part: Part,
        /// The array's index.
        index: usize,
        /// The number's place in the array, in C order.
        number: usize,
        /// What it is.
        found: f32,
    },
    /// Check 7: only a part of the validation set is there.
    #[error(
        "{}: expected a validation set with simulations and derivatives, found {found} without {missing}",
        folder.display()
    )]
    HalfValidation {
        /// The folder.
        folder: PathBuf,
        /// The part that is there.
        found: &'static str,
        /// The part that is not.
        missing: &'static str,
    },
    /// Check 7: validation has other shapes than training.
    #[error("validation: expected the {what} of training, {expected:?}, found {found:?}")]
    ValidationShape {
        /// What differs.
        what: &'static str,
        /// Training's.
        expected: Vec<usize>,
        /// Validation's.
        found: Vec<usize>,
    },
    /// Check 11: too few simulations for a covariance.
    #[error("expected more than {} simulations for {summaries} summaries, found {found}", summaries + 1)]
    TooFewSimulations {
        /// S.
        summaries: usize,
        /// n_s.
        found: usize,
    },
    /// Check 11: too few or too many derivatives.
    #[error("expected derivatives of 1 to {simulations} simulations, found {found}")]
    DerivativeCount {
        /// n_s.
        simulations: usize,
        /// n_d.
        found: usize,
    },
    /// Check 11: fewer summaries than parameters, which makes F singular.
    #[error("expected at least {parameters} summaries, one a parameter, found {found}")]
    TooFewSummaries {
        /// P.
        parameters: usize,
        /// S.
        found: usize,
    },

    /// Whoever gives the simulations was asked to break off.
    #[error("interrupted")]
    Interrupted,
    /// A cache would become too large.
    #[error("the cache: expected at most {limit} bytes, found {needed} to keep")]
    CacheLimit {
        /// What is allowed, in bytes.
        limit: u64,
        /// What would have to be kept at least, in bytes.
        needed: u64,
    },
    /// The thread that reads ahead has panicked.
    #[error("the thread that reads ahead panicked: {message}")]
    Panicked {
        /// What it said.
        message: String,
    },
}

/// The axis of a wrongly shaped derivative that seems to be that of the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint(pub Option<usize>);

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some(axis) => {
                write!(f, "; axis {axis} seems to be that of the parameters: it must be the last")
            }
        }
    }
}

/// What a user should know of a data set that can be used nevertheless.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// Check 9: training and validation share a source.
    #[error("{0}: is in training and in validation, which so cannot see over-fitting")]
    SharedPlace(Place),
    /// Check 9: training and validation begin with the same numbers.
    #[error(
        "training and validation begin with the same simulation: validation cannot see over-fitting"
    )]
    SameSimulations,
    /// Check 10: no derivative knows of a parameter.
    #[error(
        "all derivatives by parameter {parameter} are zero: the Fisher information is singular"
    )]
    ZeroDerivative {
        /// The parameter, from 0.
        parameter: usize,
    },
}
