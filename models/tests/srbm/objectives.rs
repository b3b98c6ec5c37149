//! Losses and gradients: three forms of each against each other, against published answers and against differences.

use super::*;
use cotangent_models::srbm::golden::Golden;
use cotangent_models::srbm::objective::pullback;
use cotangent_models::srbm::{
    Batch, Loss, Norm, Objective, ObjectiveError, Regulariser, SelfCoupling, Workspace,
};
use std::path::Path;

const LOSSES: [Loss; 3] =
    [Loss::RatioMatching { beta: 1.0 }, Loss::RatioMatching { beta: 0.7 }, Loss::Pseudolikelihood];

const POLICIES: [SelfCoupling; 3] =
    [SelfCoupling::Forbid, SelfCoupling::Exact, SelfCoupling::Linearised];

const REGULARISER: Regulariser =
    Regulariser { fields: 0.01, couplings: 0.02, weights: 0.03, norm: Norm::L2 };

fn model(shape: Shape, scale: f64, policy: SelfCoupling, seed: u64) -> Model<f64> {
    let mut model = Model::<f32>::random(shape, scale, &mut rng(seed)).cast();
    if policy == SelfCoupling::Forbid {
        model.drop_self_couplings();
    }
    model
}

/// Loss and gradient of the fast form.
fn fast<T: Precision>(objective: &Objective, model: &Model<T>, batch: Batch) -> (f64, Model<T>) {
    let mut gradient = model.zeros_like();
    // What was there is overwritten.
    gradient.as_flat_mut().fill(T::of(7.0));
    let mut workspace = Workspace::new(model, 1);
    let loss = workspace.loss_and_grad_into(objective, model, batch, &mut gradient).unwrap();
    let alone = workspace.loss(objective, model, batch).unwrap();
    assert!((loss - alone).abs() <= 1e-6 * loss.abs(), "{loss} {alone}");
    (loss, gradient)
}

#[test]
fn the_fast_form_the_plain_form_and_the_pullback_by_hand_agree() {
    // Samples that fill no chunk, one, and more than one batch; units that fill no group.
    for (kind, (p, q, n, m)) in KINDS.into_iter().flat_map(|kind| {
        [(3, 4, 5, 70), (13, 2, 3, 128), (1, 7, 1, 3), (2, 3, 4, 2100)].map(|sizes| (kind, sizes))
    }) {
        for (loss, self_coupling) in LOSSES.into_iter().flat_map(|l| POLICIES.map(|p| (l, p))) {
            let shape = shape(kind, p, q, n);
            let model = model(shape, 0.8, self_coupling, 1).with_prefactor(0.75);
            let (states, weights) = (states(shape, m, 2), weights(m, 3));
            let batch = Batch::weighted(&states, &weights);
            let objective = Objective { loss, self_coupling, regulariser: REGULARISER };
            let what = format!("{kind:?} {p} {q} {n} {m} {loss:?} {self_coupling:?}");

            let mut expected = model.zeros_like();
            let plain = objective.plain(&model, batch, Some(&mut expected)).unwrap();
            let mut by_hand = model.zeros_like();
            let hand =
                pullback::loss_and_grad_into(&objective, &model, batch, &mut by_hand).unwrap();
            assert!((hand - plain).abs() < 1e-12 * plain, "{what}: {hand} {plain}");
            let off = difference(&by_hand, &expected);
            assert!(off < 1e-11, "{what}: by hand off by {off:e}");

            let (value, gradient) = fast(&objective, &model, batch);
            assert!((value - plain).abs() < 1e-12 * plain, "{what}: {value} {plain}");
            let off = difference(&gradient, &expected);
            assert!(off < 1e-11, "{what}: off by {off:e}");
            let (value, gradient) = fast(&objective, &model.cast::<f32>(), batch);
            assert!((value - plain).abs() < 1e-5 * plain, "{what}: {value} {plain}");
            let off = difference(&gradient, &expected);
            assert!(off < 2e-5, "{what}: off by {off:e} in f32");
        }
    }
}

#[test]
fn large_and_mixed_weights_take_another_form_with_the_same_answer() {
    let shape = shape(Kind::Srbm, 6, 5, 9);
    let states = states(shape, 70, 4);
    for (scale, loss) in [3.0, 20.0, 300.0].into_iter().flat_map(|s| LOSSES.map(|l| (s, l))) {
        let mut model = model(shape, 0.5, SelfCoupling::Exact, 5);
        model.parts_mut().w.iter_mut().for_each(|x| *x *= scale);
        let objective =
            Objective { loss, self_coupling: SelfCoupling::Exact, ..Default::default() };
        let mut expected = model.zeros_like();
        let plain = objective.plain(&model, Batch::new(&states), Some(&mut expected)).unwrap();
        let (value, gradient) = fast(&objective, &model, Batch::new(&states));
        assert!((value - plain).abs() < 1e-10 * plain);
        assert!(difference(&gradient, &expected) < 1e-9, "W × {scale}, {loss:?}");
    }
    // Members of a sum keep their own prefactors.
    let members =
        [1.0, -0.5, 2.0].map(|c| model(shape, 0.3, SelfCoupling::Exact, 6).with_prefactor(c));
    let sum = Model::sum(&members.each_ref()).unwrap();
    for loss in LOSSES {
        let objective =
            Objective { loss, self_coupling: SelfCoupling::Exact, ..Default::default() };
        let mut expected = sum.zeros_like();
        let plain = objective.plain(&sum, Batch::new(&states), Some(&mut expected)).unwrap();
        let (value, gradient) = fast(&objective, &sum, Batch::new(&states));
        assert!((value - plain).abs() < 1e-12 * plain);
        assert!(difference(&gradient, &expected) < 1e-11);
    }
}

#[test]
fn gradients_are_the_slopes_of_the_loss() {
    for (kind, norm) in KINDS
        .into_iter()
        .flat_map(|kind| [Norm::L2, Norm::L1, Norm::Groups].map(|norm| (kind, norm)))
    {
        for (loss, self_coupling) in LOSSES.into_iter().flat_map(|l| POLICIES.map(|p| (l, p))) {
            let shape = shape(kind, 3, 4, 5);
            let model = model(shape, 0.5, self_coupling, 7);
            let mut direction = self::model(shape, 1.0, self_coupling, 8);
            if self_coupling == SelfCoupling::Forbid {
                direction.drop_self_couplings();
            }
            let (states, weights) = (states(shape, 40, 9), weights(40, 10));
            let batch = Batch::weighted(&states, &weights);
            let regulariser = Regulariser { norm, ..REGULARISER };
            let objective = Objective { loss, self_coupling, regulariser };
            let mut workspace = Workspace::new(&model, 40);
            let mut at = |step: f64| {
                let mut moved = model.clone();
                let pairs = moved.as_flat_mut().iter_mut().zip(direction.as_flat());
                pairs.for_each(|(x, d)| *x += step * d);
                workspace.loss(&objective, &moved, batch).unwrap()
            };
            let step = 1e-4;
            // Of fourth order.
            let slope =
                (8.0 * (at(step) - at(-step)) - (at(2.0 * step) - at(-2.0 * step))) / (12.0 * step);
            let (_, gradient) = fast(&objective, &model, batch);
            let pairs = gradient.as_flat().iter().zip(direction.as_flat());
            let along: f64 = pairs.map(|(g, d)| g * d).sum();
            assert!(
                (along - slope).abs() < 1e-8 * slope.abs().max(0.1),
                "{kind:?} {loss:?} {self_coupling:?} {norm:?}: {along} {slope}"
            );
        }
    }
}

#[test]
fn published_answers_are_met() {
    let names = [
        "small_q3",
        "binary_q2",
        "mid_q21",
        "noself_q5",
        "scaled_x20",
        "seedsize_P50_q21_N59_M256",
    ];
    let self_coupling = SelfCoupling::Linearised;
    let objective = Objective { self_coupling, ..Default::default() };
    for name in names {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"));
        let golden = Golden::read(&path.join(format!("../tests/data/srbm/{name}.npz"))).unwrap();
        let batch = Batch::new(golden.samples.states());
        let model = Model::from(&golden.parameters);
        let (loss, gradient) = fast(&objective, &model, batch);
        check(name, &golden, loss, &gradient, 1e-10);
        let (loss, gradient) = fast(&objective, &model.cast::<f32>(), batch);
        check(name, &golden, loss, &gradient, 1e-5);
    }
}

fn check<T: Precision>(name: &str, golden: &Golden, loss: f64, gradient: &Model<T>, within: f64) {
    let off = golden.reference.loss_error(loss);
    assert!(off <= within, "{name}: loss off by {off:e} in {}", T::NAME);
    for ((array, values), expected) in gradient.named().zip(&golden.reference.gradient) {
        let off = expected.error(values);
        assert!(off <= within, "{name}: {array} off by {off:e} in {}", T::NAME);
    }
}

#[test]
fn the_null_model_has_its_loss() {
    for kind in KINDS {
        let shape = shape(kind, 3, 5, 6);
        let (states, weights) = (states(shape, 200, 11), weights(200, 12));
        let batch = Batch::weighted(&states, &weights);
        let objective = Objective::default();
        assert!((fast(&objective, &Model::<f64>::zeros(shape), batch).0 - 1.0).abs() < 1e-14);
        assert!((fast(&objective, &Model::<f32>::zeros(shape), batch).0 - 1.0).abs() < 1e-6);
        let objective = Objective { loss: Loss::Pseudolikelihood, ..objective };
        let (loss, _) = fast(&objective, &Model::<f64>::zeros(shape), batch);
        assert!((loss - 5.0_f64.ln()).abs() < 1e-14);
    }
}

#[test]
fn samples_twice_with_any_weights_are_samples_with_their_sums() {
    let shape = shape(Kind::Srbm, 3, 4, 5);
    let model = model(shape, 1.0, SelfCoupling::Exact, 13);
    let states = states(shape, 60, 14);
    let weights = weights(60, 15);
    let twice = [&states[..], &states].concat();
    let halves: Vec<f64> =
        weights.iter().map(|w| 0.25 * w).chain(weights.iter().map(|w| 0.75 * w)).collect();
    for loss in LOSSES {
        let objective =
            Objective { loss, self_coupling: SelfCoupling::Exact, ..Default::default() };
        let (once, gradient) = fast(&objective, &model, Batch::weighted(&states, &weights));
        let (doubled, doubled_gradient) =
            fast(&objective, &model, Batch::weighted(&twice, &halves));
        assert!((once - doubled).abs() < 1e-14);
        assert!(difference(&doubled_gradient, &gradient) < 1e-13);
        let (plain, _) = fast(&objective, &model, Batch::new(&states));
        let (both, _) = fast(&objective, &model, Batch::new(&twice));
        assert!((plain - both).abs() < 1e-14);
    }
}

#[test]
fn renaming_the_states_of_a_site_changes_no_loss() {
    let shape = shape(Kind::Srbm, 3, 5, 4);
    let (q, r, p, site) = (5, 20, 3, 2);
    let model = model(shape, 1.0, SelfCoupling::Exact, 16);
    let states = states(shape, 30, 17);
    let mut old: Vec<usize> = (0..r).collect();
    (0..q).for_each(|phi| old[site * q + (3 * phi + 1) % q] = site * q + phi);
    let mut renamed = model.clone();
    let (from, to) = (model.parts(), renamed.parts_mut());
    for (i, &a) in old.iter().enumerate() {
        to.h[i] = from.h[a];
        old.iter().enumerate().for_each(|(k, &b)| to.j[i * r + k] = from.j[a * r + b]);
        to.w[i * p..(i + 1) * p].copy_from_slice(&from.w[a * p..(a + 1) * p]);
    }
    let mut moved = states.clone();
    moved.iter_mut().skip(site).step_by(4).for_each(|s| *s = (3 * *s + 1) % q as u8);
    for (loss, self_coupling) in
        LOSSES.into_iter().flat_map(|l| POLICIES[1..].iter().map(move |p| (l, *p)))
    {
        let objective = Objective { loss, self_coupling, ..Default::default() };
        let (before, _) = fast(&objective, &model, Batch::new(&states));
        let (after, _) = fast(&objective, &renamed, Batch::new(&moved));
        assert!((before - after).abs() < 1e-14);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let shape = shape(Kind::Srbm, 5, 6, 13);
    let model = model(shape, 0.5, SelfCoupling::Exact, 18).cast::<f32>();
    let states = states(shape, 2300, 19);
    let weights = weights(2300, 20);
    for loss in LOSSES {
        let objective =
            Objective { loss, self_coupling: SelfCoupling::Exact, regulariser: REGULARISER };
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| fast(&objective, &model, Batch::weighted(&states, &weights)))
        };
        let one = on(1);
        assert_eq!(one, on(2));
        assert_eq!(one, on(5));
    }
}

#[test]
fn what_cannot_be_evaluated_is_explained() {
    let shape = shape(Kind::Pairwise, 0, 3, 2);
    let mut model = Model::<f64>::zeros(shape);
    let message = |objective: &Objective, model: &Model<f64>, batch: Batch<'_>| {
        Workspace::new(model, 1).loss(objective, model, batch).unwrap_err().to_string()
    };
    let objective = Objective::default();
    assert!(message(&objective, &model, Batch::new(&[0])).contains("no samples of 2 sites"));
    assert!(message(&objective, &model, Batch::new(&[])).contains("0 states"));
    let state = message(&objective, &model, Batch::new(&[0, 1, 0, 3]));
    assert_eq!(state, "sample 1 has site 1 in state 3, but states run from 0 to 2");
    let weights = |w: &[f64]| message(&objective, &model, Batch::weighted(&[0, 1], w));
    assert!(weights(&[1.0, 2.0]).contains("2 weights for 1 samples"));
    assert!(weights(&[f64::NAN]).contains("weight 0 is NaN"));
    assert!(weights(&[0.0]).contains("not all 0"));
    let beta = Objective { loss: Loss::RatioMatching { beta: 0.0 }, ..objective };
    assert!(message(&beta, &model, Batch::new(&[0, 1])).contains("beta is 0"));
    let negative = Objective { regulariser: Regulariser::l2(-1.0), ..objective };
    assert!(message(&negative, &model, Batch::new(&[0, 1])).contains("fields is -1"));
    model.parts_mut().j[6 + 4] = 1.0;
    let refused = objective.check(&model, Batch::new(&[0, 1]));
    assert_eq!(refused, Ok(()));
    model.parts_mut().j[2 * 6 + 1] = 1.0;
    let refused = objective.check(&model, Batch::new(&[0, 1]));
    assert_eq!(refused, Err(ObjectiveError::SelfCoupling { site: 0, state: 2, other: 1 }));
}
