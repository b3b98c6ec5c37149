//! Models of all kinds: losses and gradients in three forms, flip energies, gauges, fits and samplers.

mod fits;
mod flips;
mod objectives;
mod sampling;

use cotangent_models::srbm::{Kind, Model, Precision, Shape};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const KINDS: [Kind; 4] = [Kind::Profile, Kind::Pairwise, Kind::Rbm, Kind::Srbm];

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn shape(kind: Kind, p: usize, q: usize, n: usize) -> Shape {
    Shape::new(kind, if kind.has_hidden() { p } else { 0 }, q, n).unwrap()
}

/// States of `m` samples, drawn uniformly.
fn states(shape: Shape, m: usize, seed: u64) -> Vec<u8> {
    let mut rng = rng(seed);
    (0..m * shape.n_sites()).map(|_| rng.random_range(0..shape.n_states() as u8)).collect()
}

fn weights(m: usize, seed: u64) -> Vec<f64> {
    let mut rng = rng(seed);
    // Exact in f32, one of them 0.
    (0..m).map(|i| if i == 1 { 0.0 } else { f64::from(rng.random_range(1..64)) / 16.0 }).collect()
}

/// The largest difference of two gradients' named parts, relative to the largest entry of the part.
fn difference<T: Precision, U: Precision>(found: &Model<T>, expected: &Model<U>) -> f64 {
    let mut worst = 0.0_f64;
    for ((_, found), (_, expected)) in found.named().zip(expected.named()) {
        let largest = expected.iter().fold(1e-300, |m, x| x.to_f64().abs().max(m));
        for (x, y) in found.iter().zip(expected) {
            let difference = (x.to_f64() - y.to_f64()).abs() / largest;
            assert!(!difference.is_nan());
            worst = worst.max(difference);
        }
    }
    worst
}

/// All states of a shape, `[q^N][N]`.
fn all_states(shape: Shape) -> Vec<u8> {
    let (n, q) = (shape.n_sites(), shape.n_states());
    let state = |i: usize, k: usize| (i / q.pow(k as u32) % q) as u8;
    (0..q.pow(n as u32)).flat_map(|i| (0..n).map(move |k| state(i, k))).collect()
}

/// Their probabilities.
fn probabilities(model: &Model<f64>) -> Vec<f64> {
    let states = all_states(model.shape());
    let energies: Vec<f64> =
        states.chunks(model.shape().n_sites()).map(|sample| model.energy(sample)).collect();
    let lowest = energies.iter().copied().fold(f64::INFINITY, f64::min);
    let boltzmann: Vec<f64> = energies.iter().map(|e| (lowest - e).exp()).collect();
    let sum: f64 = boltzmann.iter().sum();
    boltzmann.iter().map(|x| x / sum).collect()
}
