//! The four objectives of the ADBench suite, written as plain Rust, with the best handwritten
//! derivatives beside them.
//!
//! Each objective's file holds the function, an instance of its inputs, the reader of the suite's
//! file format and a generator with a fixed seed. [`handwritten`] holds the rivals; tests compare
//! both with golden numbers, benchmarks compare their times.

use std::path::PathBuf;
use std::str::FromStr;

pub mod ba;
pub mod gmm;
pub mod hand;
pub mod handwritten;
pub mod lstm;

/// Tolerance of comparisons with golden numbers, a pure ratio.
pub const GOLDEN_TOLERANCE: f64 = 1e-9;

/// The committed data directory: inputs, with expected numbers in its folder `golden`.
pub fn committed() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data/adbench"))
}

/// The directory with the suite's own inputs, where it is present beside the workspace.
///
/// Prints that the caller is skipped where it is not.
pub fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/adbench"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared/adbench is not there");
    None
}

/// Reads a text file of the suite.
///
/// # Panics
/// If the file cannot be read.
pub fn read(path: impl Into<PathBuf>) -> String {
    let path = path.into();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every number of a golden file, in order.
pub fn golden(text: &str) -> Vec<f64> {
    let mut numbers = Numbers::new(text);
    std::iter::from_fn(|| numbers.maybe()).collect()
}

/// Panics unless `got` agrees with `expected`, entry by entry, to `tolerance`: relative to the
/// entry, with a floor of `tolerance` times the largest entry.
pub fn assert_close(name: &str, got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len(), "{name}: number of entries");
    let largest = expected.iter().fold(0.0_f64, |largest, e| largest.max(e.abs()));
    for (i, (&g, &e)) in got.iter().zip(expected).enumerate() {
        let allowed = tolerance * e.abs().max(largest);
        // Written so that NaN fails.
        assert!((g - e).abs() <= allowed, "{name}[{i}]: got {g:e}, expected {e:e}");
    }
}

/// [`assert_close`] block by block, for entries that differ in scale from one block to the next.
pub fn assert_blocks(name: &str, got: &[f64], expected: &[f64], block: usize) {
    assert_eq!(got.len(), expected.len(), "{name}: number of entries");
    for (i, (got, expected)) in got.chunks(block).zip(expected.chunks(block)).enumerate() {
        assert_close(&format!("{name}, block {i}"), got, expected, GOLDEN_TOLERANCE);
    }
}

/// Calls `check` with the name, the input and the golden text of every file of a kind in the shared
/// folder whose name starts with `prefix`, in the order of their names.
///
/// # Panics
/// If the folder is there and a file in it cannot be read.
pub fn for_each_shared(kind: &str, prefix: &str, check: impl Fn(&str, &str, &str)) {
    let Some(folder) = shared() else { return };
    let mut names: Vec<String> = std::fs::read_dir(folder.join(kind))
        .expect("a readable folder")
        .map(|entry| entry.expect("a readable entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(prefix) && name.ends_with(".txt"))
        .collect();
    names.sort();
    for name in names {
        let input = read(folder.join(kind).join(&name));
        check(&name, &input, &read(folder.join("golden").join(&name)));
    }
}

/// Reads whitespace-separated numbers one after the other.
#[derive(Debug)]
pub(crate) struct Numbers<'a> {
    words: std::str::SplitAsciiWhitespace<'a>,
}

impl<'a> Numbers<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Numbers { words: text.split_ascii_whitespace() }
    }

    pub(crate) fn maybe<T: FromStr>(&mut self) -> Option<T> {
        self.words.next().map(|word| {
            word.parse().unwrap_or_else(|_| panic!("`{word}` is not a number of the kind expected"))
        })
    }

    pub(crate) fn next<T: FromStr>(&mut self) -> T {
        self.maybe().expect("the file ends too early")
    }

    pub(crate) fn take(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.next()).collect()
    }

    pub(crate) fn finish(mut self) {
        assert!(self.words.next().is_none(), "the file holds more numbers than its header says");
    }
}
