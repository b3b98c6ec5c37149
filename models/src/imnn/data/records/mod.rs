//! TFRecord files: a container of checked byte strings, each a protobuf `Example` of one array.
//!
//! | feature | type | what |
//! | --- | --- | --- |
//! | `data` | bytes | the array's numbers, little-endian `f32` in C order |
//! | `seed` | int64 | the simulation's index |
//! | `derivative` | int64 | in pairs: 0 below, 1 above |
//! | `parameter` | int64 | in pairs: which parameter is displaced |
//! | `shape` | int64 | the array's shape; not in old files, whose reader must be told |
//! | `dtype` | bytes | `<f4`; not in old files |
//!
//! Derivatives are one record a simulation, `[..input, parameters]`. Pairs are one record a simulation and displacement,
//! in the order seed, below or above, parameter; a file may end anywhere among them.
//!
//! Files are `{directory}/{filename}_{counter:05}.tfrecords`, read in the order of their names. The container may be packed
//! by gzip. Lengths are believed only where file and shape allow them.

mod container;
mod error;
mod example;
mod read;
mod write;

pub use error::{RecordError, RecordProblem};
pub use read::{Records, Summary, files, verify};
pub use write::{Record, RecordWriter};
