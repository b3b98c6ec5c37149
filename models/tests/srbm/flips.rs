//! Energies, energy changes and energy gradients of many samples.

use super::*;
use cotangent_models::srbm::flips::FlipWorkspace;
use cotangent_models::srbm::objective::plain::double::relaxed_energy;
use cotangent_models::srbm::{Batch, Loss, Objective, SelfCoupling, Workspace};

#[test]
fn energy_changes_are_differences_of_energies() {
    for (kind, scale) in KINDS.into_iter().flat_map(|kind| [1.0, 30.0].map(|scale| (kind, scale))) {
        let shape = shape(kind, 12, 5, 6);
        let mut model = Model::<f64>::random(shape, 1.0, &mut rng(1)).with_prefactor(0.8);
        model.parts_mut().w.iter_mut().for_each(|x| *x *= scale);
        let states = states(shape, 150, 2);
        let mut workspace = FlipWorkspace::new(&model, 10);
        let mut energies = vec![0.0; 150];
        workspace.energies_into(&model, &states, &mut energies).unwrap();
        let mut changes = vec![0.0; 150 * 30];
        workspace.delta_energies_into(&model, &states, SelfCoupling::Exact, &mut changes).unwrap();
        for (m, sample) in states.chunks(6).enumerate() {
            assert_eq!(energies[m], model.energy(sample));
            for f in 0..30 {
                let mut flipped = sample.to_vec();
                flipped[f / 5] = (f % 5) as u8;
                let expected = model.energy(&flipped) - energies[m];
                let found = changes[m * 30 + f];
                assert!((found - expected).abs() < 1e-12 * scale, "{kind:?}: {found} {expected}");
                if sample == flipped {
                    assert_eq!(found, 0.0);
                }
            }
        }
        let mut linearised = vec![0.0; 150 * 30];
        workspace
            .delta_energies_into(&model, &states, SelfCoupling::Linearised, &mut linearised)
            .unwrap();
        let off = changes.iter().zip(&linearised).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        assert_eq!(off > 1.0, kind.has_couplings(), "{off}");
        if kind.has_couplings() {
            assert!(
                workspace
                    .delta_energies_into(&model, &states, SelfCoupling::Forbid, &mut changes)
                    .is_err()
            );
        }
    }
}

#[test]
fn energy_gradients_are_those_of_the_relaxed_energy() {
    for kind in KINDS {
        let shape = shape(kind, 3, 4, 5);
        let model = Model::<f64>::random(shape, 0.7, &mut rng(3)).with_prefactor(1.5);
        let states = states(shape, 7, 4);
        let mut gradients = vec![0.0; 7 * 20];
        FlipWorkspace::new(&model, 7)
            .energy_gradients_into(&model, &states, &mut gradients)
            .unwrap();
        let parts = model.parts();
        for (sample, gradient) in states.chunks(5).zip(gradients.chunks(20)) {
            let mut z = [0.0; 20];
            sample.iter().enumerate().for_each(|(k, s)| z[k * 4 + usize::from(*s)] = 1.0);
            let (energy, expected) = relaxed_energy::value_and_grad(
                &z,
                parts.h,
                parts.j,
                parts.w,
                parts.b,
                model.prefactors(),
                kind.has_couplings(),
            );
            assert!((energy - model.energy(sample)).abs() < 1e-12);
            assert!(gradient.iter().zip(&expected).all(|(x, y)| (x - y).abs() < 1e-12));
        }
    }
}

#[test]
fn the_pseudolikelihood_is_the_mean_of_its_sites() {
    let shape = shape(Kind::Srbm, 3, 4, 5);
    let model = Model::<f64>::random(shape, 0.7, &mut rng(5));
    let (states, weights) = (states(shape, 150, 6), weights(150, 7));
    let batch = Batch::weighted(&states, &weights);
    let self_coupling = SelfCoupling::Exact;
    let objective = Objective { loss: Loss::Pseudolikelihood, self_coupling, ..Default::default() };
    let loss = Workspace::new(&model, 150).loss(&objective, &model, batch).unwrap();
    let sites = FlipWorkspace::new(&model, 150)
        .pseudolikelihood_by_site(&model, batch, self_coupling)
        .unwrap();
    assert!((sites.iter().sum::<f64>() / 5.0 - loss).abs() < 1e-13);
}
