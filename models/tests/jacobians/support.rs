//! Numbers for the tests.

use npyz::NpyFile;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::io::Read;

/// The shape and the floats of each array.
pub(crate) type Arrays = BTreeMap<String, (Vec<usize>, Vec<f64>)>;

/// A published case; integers and single precision are left out.
pub(crate) fn golden(name: &str) -> Arrays {
    let path = format!("{}/../tests/data/jacobians/{name}.npz", env!("CARGO_MANIFEST_DIR"));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut arrays = Arrays::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        let file = NpyFile::new(&bytes[..]).unwrap();
        let shape = file.shape().iter().map(|&length| length as usize).collect();
        if let Ok(floats) = file.into_vec::<f64>() {
            arrays.insert(name, (shape, floats));
        }
    }
    arrays
}

/// Floats from −1 to 1.
pub(crate) fn uniform(count: usize, seed: u64) -> Vec<f64> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|_| generator.random_range(-1.0..1.0)).collect()
}

/// Compares entry by entry, relative to the largest expected one.
#[track_caller]
pub(crate) fn assert_close(what: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let scale = expected.iter().fold(1e-300, |s: f64, v| s.max(v.abs()));
    for (k, (found, expected)) in found.iter().zip(expected).enumerate() {
        let close = (found - expected).abs() <= tolerance * scale;
        assert!(close, "{what}: entry {k} is {found}, not {expected}");
    }
}
