//! Numbers for the tests.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

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
