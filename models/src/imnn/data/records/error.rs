//! What can be wrong with a file of records.

use std::path::PathBuf;

/// Why a record cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: record at byte {offset}: {problem}", file.display())]
pub struct RecordError {
    /// The file.
    pub file: PathBuf,
    /// Where the record starts, in bytes; in a packed file, in what it unpacks to.
    pub offset: u64,
    /// What is wrong with it.
    pub problem: RecordProblem,
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordProblem {
    /// The length's checksum is wrong.
    #[error("damaged length: expected checksum {expected:#010x}, found {found:#010x}")]
    LengthChecksum {
        /// What the length gives.
        expected: u32,
        /// What the file has.
        found: u32,
    },
    /// The payload's checksum is wrong.
    #[error("damaged payload: expected checksum {expected:#010x}, found {found:#010x}")]
    PayloadChecksum {
        /// What the payload gives.
        expected: u32,
        /// What the file has.
        found: u32,
    },
    /// The file ends in the record.
    #[error("cut off: expected {expected} bytes, found {found}")]
    CutOff {
        /// How many the record takes.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The record is longer than it can be.
    #[error("expected a payload of at most {limit} bytes, found one of {found}")]
    TooLong {
        /// What is allowed.
        limit: u64,
        /// What came.
        found: u64,
    },
    /// The packed bytes are damaged, or the file cannot be read.
    #[error("cannot be read: {0}")]
    Unread(String),
    /// The payload is no `Example`.
    #[error("expected an Example, found {0}")]
    NoExample(String),
    /// A feature is not there.
    #[error("expected a feature `{0}`, found none of that name")]
    MissingFeature(&'static str),
    /// A feature is of another kind.
    #[error("feature `{feature}`: expected {expected}, found {found}")]
    Feature {
        /// Its name.
        feature: &'static str,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// The numbers are more or fewer than the shape has.
    #[error("feature `data`: expected {expected} bytes for shape {shape:?}, found {found}")]
    ByteLength {
        /// The shape.
        shape: Vec<usize>,
        /// What it takes.
        expected: usize,
        /// What came.
        found: usize,
    },
    /// The record says another shape.
    #[error("feature `shape`: expected {expected:?}, found {found:?}")]
    Shape {
        /// What is expected.
        expected: Vec<usize>,
        /// What it says.
        found: Vec<i64>,
    },
    /// A record of a pair, where each simulation has one.
    #[error("expected one record a simulation, found one of a pair: it has a feature `parameter`")]
    Pair,
    /// Records of pairs are not in their order.
    #[error(
        "expected seed {}, derivative {}, parameter {}, found seed {}, derivative {}, parameter {}",
        expected[0], expected[1], expected[2], found[0], found[1], found[2]
    )]
    Order {
        /// Seed, below or above, and parameter that are next.
        expected: [i64; 3],
        /// Those that came.
        found: [i64; 3],
    },
    /// The last simulation has not all of its records.
    #[error("expected {expected} records a simulation, found {found} of the last one")]
    Incomplete {
        /// Two for each parameter.
        expected: usize,
        /// What is left over.
        found: usize,
    },
}
