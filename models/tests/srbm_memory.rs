//! Losses, gradients, and epochs of them with and without held-out samples allocate nothing in steady state, on any number of
//! threads.
//!
//! The allocator counts for all threads, so this is one test in a file of its own.

use cotangent_models::srbm::fit::{Data, Fit, Settings};
use cotangent_models::srbm::flips::FlipWorkspace;
use cotangent_models::srbm::{
    Batch, Kind, Loss, Model, Norm, Objective, Regulariser, Samples, SelfCoupling, Shape, Workspace,
};
use peak_alloc::PeakAlloc;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Bytes that `call` takes at a time, after calls to warm up: the least of three rounds, since the test's own harness
/// allocates too.
fn bytes(mut call: impl FnMut()) -> usize {
    (0..3).for_each(|_| call());
    let mut round = || {
        let before = ALLOCATOR.current_usage();
        ALLOCATOR.reset_peak_usage();
        (0..3).for_each(|_| call());
        ALLOCATOR.peak_usage().saturating_sub(before)
    };
    (0..3).map(|_| round()).min().expect("three rounds")
}

fn check(kind: Kind, m: usize, loss: Loss, threads: usize) {
    let p = if kind.has_hidden() { 13 } else { 0 };
    let shape = Shape::new(kind, p, 4, 11).unwrap();
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let model = Model::<f32>::random(shape, 0.4, rng);
    let states: Vec<u8> = (0..m * 11).map(|i| (i * 7 % 31 % 4) as u8).collect();
    let weights = vec![0.5; m];
    let batch = Batch::weighted(&states, &weights);
    let regulariser = Regulariser { fields: 0.1, couplings: 0.1, weights: 0.1, norm: Norm::Groups };
    let objective = Objective { loss, self_coupling: SelfCoupling::Exact, regulariser };
    let mut gradient = model.zeros_like();
    let mut workspace = Workspace::new(&model, m);
    let what = format!("{kind:?} {m} {loss:?} {threads}");
    let found = bytes(|| {
        workspace.loss_and_grad_into(&objective, &model, batch, &mut gradient).unwrap();
    });
    assert_eq!(found, 0, "gradient: {what}");
    let found = bytes(|| _ = workspace.loss(&objective, &model, batch).unwrap());
    assert_eq!(found, 0, "loss: {what}");
    let mut flips = FlipWorkspace::new(&model, m);
    let (mut energies, mut changes) = (vec![0.0; m], vec![0.0; m * 44]);
    let found = bytes(|| {
        flips.energies_into(&model, &states, &mut energies).unwrap();
        flips.delta_energies_into(&model, &states, SelfCoupling::Exact, &mut changes).unwrap();
        flips.energy_gradients_into(&model, &states, &mut changes).unwrap();
    });
    assert_eq!(found, 0, "flips: {what}");

    let samples = Samples::for_shape(shape, states.clone()).unwrap();
    let data = Data::new(samples);
    let mut settings = Settings::ratio_matching(100);
    settings.objective = objective;
    let mut fit = Fit::new(model.clone(), settings).unwrap();
    let found = bytes(|| fit.run_epoch(&mut workspace, &data, None).unwrap());
    assert_eq!(found, 0, "epoch: {what}");
    let held_out = Data::new(Samples::for_shape(shape, states).unwrap());
    let found = bytes(|| fit.run_epoch(&mut workspace, &data, Some(&held_out)).unwrap());
    assert_eq!(found, 0, "epoch with held-out samples: {what}");
}

#[test]
fn losses_and_gradients_allocate_nothing_in_steady_state() {
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for kind in [Kind::Profile, Kind::Pairwise, Kind::Rbm, Kind::Srbm] {
            for loss in [Loss::RatioMatching { beta: 1.0 }, Loss::Pseudolikelihood] {
                // More than a batch takes its time in a debug build.
                let sizes: &[usize] =
                    if kind == Kind::Pairwise { &[1, 300, 2500] } else { &[1, 300] };
                for &m in sizes {
                    pool.install(|| check(kind, m, loss, threads));
                }
            }
        }
    }
}
