//! Samplers against the exact law of models that can be enumerated.

use super::*;
use cotangent_models::srbm::chains::Sampler;
use cotangent_models::srbm::{Chains, SelfCoupling};

/// Kullback-Leibler divergence of the empirical law from the model's, in bits.
fn divergence(model: &Model<f64>, states: &[u8]) -> f64 {
    let (n, q) = (model.shape().n_sites(), model.shape().n_states());
    let exact = probabilities(model);
    let mut counts = vec![0.0_f64; exact.len()];
    for sample in states.chunks(n) {
        counts[sample.iter().rev().fold(0, |i, &s| i * q + usize::from(s))] += 1.0;
    }
    let m = (states.len() / n) as f64;
    let pairs = counts.iter().zip(&exact).filter(|(count, _)| **count > 0.0);
    pairs.map(|(count, p)| count / m * (count / m / p).log2()).sum()
}

/// The test bed of the reference: 1024 states and 2048 chains, whose own fluctuation is about 0.36 bits.
fn bed(kind: Kind) -> Model<f64> {
    Model::random(shape(kind, 20, 4, 5), 0.1, &mut rng(1))
}

#[test]
fn both_samplers_reach_the_exact_law() {
    for kind in [Kind::Pairwise, Kind::Rbm, Kind::Srbm] {
        let model = bed(kind);
        let sampler = Sampler::new(&model);
        let mut chains = Chains::from_samples(model.shape(), vec![0; 5 * 2048], 2).unwrap();
        assert!(divergence(&model, chains.states()) > 5.0);
        let moves = sampler.gibbs(&mut chains, 20);
        assert_eq!((moves.proposed, moves.null), (20 * 5 * 2048, 0));
        let gibbs = divergence(&model, chains.states());
        let mut chains = Chains::from_samples(model.shape(), vec![0; 5 * 2048], 3).unwrap();
        let moves = sampler.metropolis(&mut chains, 500);
        assert!((moves.null as f64 / moves.proposed as f64 - 0.25).abs() < 0.01);
        assert!(moves.acceptance() > 0.5 && moves.acceptance() < 1.0);
        let metropolis = divergence(&model, chains.states());
        for found in [gibbs, metropolis] {
            assert!((0.3..0.45).contains(&found), "{kind:?}: {gibbs} {metropolis}");
        }
    }
}

#[test]
fn strong_models_are_sampled_right_in_the_mean() {
    // Large weights take the direct form, prefactors differ, self-couplings count.
    let shape = shape(Kind::Srbm, 3, 3, 3);
    let members =
        [0.5, 1.5].map(|c| Model::<f64>::random(shape, 0.4, &mut rng(4)).with_prefactor(c));
    let model = Model::sum(&members.each_ref()).unwrap();
    let mut chains = Chains::new(model.shape(), 4096, 5);
    Sampler::new(&model).gibbs(&mut chains, 30);
    // 26 degrees of freedom: about 26/(2·4096·ln 2) bits.
    assert!(divergence(&model, chains.states()) < 0.012);
    Sampler::new(&model).metropolis(&mut chains, 300);
    assert!(divergence(&model, chains.states()) < 0.012);
}

#[test]
fn chains_depend_on_the_seed_alone() {
    let model = bed(Kind::Srbm);
    let run = |threads, parts: &[usize], seed| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let sampler = Sampler::new(&model);
            let mut chains = Chains::new(model.shape(), 300, seed);
            for &n in parts {
                sampler.gibbs(&mut chains, n);
                // A saved run goes on where it was.
                let saved = postcard::to_stdvec(&chains).unwrap();
                chains = postcard::from_bytes(&saved).unwrap();
            }
            parts.iter().for_each(|n| _ = sampler.metropolis(&mut chains, 10 * n));
            chains
        })
    };
    let one = run(1, &[6], 7);
    assert_eq!(one, run(3, &[6], 7));
    assert_eq!(one, run(2, &[1, 3, 2], 7));
    assert_ne!(one.states(), run(1, &[6], 8).states());
    assert_eq!(one.n_chains(), 300);
    assert_eq!(one.samples().n_samples(), 300);
    assert!(one.moved().iter().any(|moved| *moved) && one.moved().iter().any(|moved| !moved));
}

#[test]
fn conditionals_are_those_of_the_energy_changes() {
    // One site is free: after one sweep its law is the softmax of its fields.
    let mut model = Model::<f64>::zeros(shape(Kind::Profile, 0, 4, 1));
    model.parts_mut().h.copy_from_slice(&[0.0, 1.0, -1.0, 0.5]);
    let mut chains = Chains::new(model.shape(), 100_000, 9);
    Sampler::new(&model).gibbs(&mut chains, 1);
    let p = probabilities(&model);
    for (state, p) in p.iter().enumerate() {
        let count = chains.states().iter().filter(|s| usize::from(**s) == state).count();
        assert!((count as f64 / 1e5 - p).abs() < 4.0 * (p * (1.0 - p) / 1e5).sqrt());
    }
    let wrong = Chains::from_samples(model.shape(), vec![0, 4], 0);
    assert!(wrong.is_err());
    assert_eq!(SelfCoupling::default(), SelfCoupling::Forbid);
}
