//! Data sets of simulations: sources, checks, pipelines and files.

mod checks;
mod npy;
mod pipeline;
mod records;

use cotangent_models::imnn::data::*;
use std::path::{Path, PathBuf};

/// Tells what hostile files make a reader allocate.
#[global_allocator]
static ALLOCATOR: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

struct There(tempfile::TempDir);

impl There {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }
}

/// A file that comes along.
fn fixture(name: &str) -> PathBuf {
    PathBuf::from(format!("{}/../tests/data/imnn/{name}", env!("CARGO_MANIFEST_DIR")))
}

/// All arrays of a source.
fn read(source: &dyn Source) -> Result<Block, DataError> {
    let mut block = Block::default();
    source.reader()?.read(usize::MAX, &mut block)?;
    Ok(block)
}

/// What an error says, after the name of its file.
#[track_caller]
fn told<T>(result: Result<T, impl std::fmt::Display>, file: &str) -> String {
    let told = result.err().expect("an error").to_string();
    let (place, rest) = told.split_once(": ").unwrap();
    assert!(place.ends_with(file), "{told}");
    rest.to_owned()
}

fn memory(shape: &[usize], values: Vec<f32>) -> Box<Memory> {
    Box::new(Memory::new(shape, values).unwrap())
}

/// Numbers that no two simulations share.
fn numbers(n: usize, offset: f32) -> Vec<f32> {
    (0..n).map(|k| k as f32 + offset).collect()
}

/// Simulations of shape [2, 3] with derivatives by two parameters.
fn simulations(n_s: usize, n_d: usize) -> Simulations {
    let derivative = DerivativeSource::Exact(memory(&[2, 3, 2], numbers(12 * n_d, 0.5)));
    Simulations::zip(memory(&[2, 3], numbers(6 * n_s, 0.0)), derivative).unwrap()
}

fn pass(data: &dyn DataSet, per_batch: usize) -> Vec<Batch> {
    data.pass(0, per_batch).unwrap().map(Result::unwrap).collect()
}
