//! The ADBench objectives: primal, derivative that the macro wrote, handwritten derivative.
//!
//! Inputs are drawn with a fixed seed from the suite's distributions.

use std::hint::black_box;

use cotangent_benches::{Contest, macro_gradients, run};
use cotangent_tests::adbench::ba::BaInstance;
use cotangent_tests::adbench::gmm::GmmInstance;
use cotangent_tests::adbench::hand::{HandInstance, HandModel, POSE};
use cotangent_tests::adbench::handwritten::{
    BaBlock, gmm_gradient_into, hand_complicated_jacobian_into, hand_simple_jacobian_into,
    lstm_gradient_into, reproj_error_jacobian,
};
use cotangent_tests::adbench::lstm::LstmInstance;

fn gmm<'a>(name: &str, instance: &'a GmmInstance) -> Contest<'a> {
    let GmmInstance { alphas, means, icf, x, gamma, m, d } = instance;
    let mut alphas_bar = vec![0.0; alphas.len()];
    let mut means_bar = vec![0.0; means.len()];
    let mut icf_bar = vec![0.0; icf.len()];
    let handwritten = move || {
        black_box(gmm_gradient_into(
            black_box(alphas),
            means,
            icf,
            x,
            *gamma,
            *m,
            *d,
            &mut alphas_bar,
            &mut means_bar,
            &mut icf_bar,
        ));
    };
    let primal = move || {
        black_box(black_box(instance).value());
    };
    Contest::new(name)
        .column("primal", primal)
        .column("hand", handwritten)
        .column("macro", macro_gradients::gmm(instance))
}

fn lstm<'a>(name: &str, instance: &'a LstmInstance) -> Contest<'a> {
    let LstmInstance { main, extra, state, sequence, l, b } = instance;
    let mut main_bar = vec![0.0; main.len()];
    let mut extra_bar = vec![0.0; extra.len()];
    let handwritten = move || {
        black_box(lstm_gradient_into(
            black_box(main),
            extra,
            state,
            sequence,
            *l,
            *b,
            &mut main_bar,
            &mut extra_bar,
        ));
    };
    let primal = move || {
        black_box(black_box(instance).value());
    };
    Contest::new(name)
        .column("primal", primal)
        .column("hand", handwritten)
        .column("macro", macro_gradients::lstm(instance))
}

fn ba<'a>(name: &str, instance: &'a BaInstance) -> Contest<'a> {
    let count = instance.observations.len();
    let mut residuals = vec![0.0; 3 * count];
    let primal = move || {
        black_box(instance).residuals_into(&mut residuals);
        black_box(&residuals);
    };
    let mut blocks: Vec<BaBlock> = vec![[[0.0; 15]; 2]; count];
    let handwritten = move || {
        for (observation, block) in black_box(instance).observations.iter().zip(&mut blocks) {
            let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
            (_, *block) = reproj_error_jacobian(cam, pt, observation.w, &observation.feat);
        }
        black_box(&blocks);
    };
    Contest::new(name)
        .column("primal", primal)
        .column("hand", handwritten)
        .column("macro", macro_gradients::ba(instance))
}

fn hand<'a>(name: &str, instance: &'a HandInstance) -> Contest<'a> {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let primal = move || {
        black_box(black_box(instance).residuals());
    };
    let n_columns = if us.is_empty() { POSE } else { POSE + 2 };
    let mut jacobian = vec![0.0; n_columns * points.len()];
    let handwritten = move || {
        let theta = black_box(theta);
        let errors = if us.is_empty() {
            hand_simple_jacobian_into(theta, model, correspondences, points, &mut jacobian)
        } else {
            hand_complicated_jacobian_into(theta, us, model, correspondences, points, &mut jacobian)
        };
        black_box((errors, &jacobian));
    };
    Contest::new(name)
        .column("primal", primal)
        .column("hand", handwritten)
        .column("macro", macro_gradients::hand(instance))
}

fn main() {
    let gmms = [GmmInstance::generate(10, 25, 1000, 1), GmmInstance::generate(2, 200, 1000, 2)];
    let lstms = [LstmInstance::generate(2, 1024, 14, 3)];
    let bas = [BaInstance::generate(49, 7776, 31_843, 4)];
    let model = HandModel::generate(544, 1084, 5);
    let simple = HandInstance::generate_simple(800, model.clone(), 6);
    let complicated = HandInstance::generate_complicated(800, model, 7);
    let contests = vec![
        gmm("gmm n1000 d10 K25", &gmms[0]),
        gmm("gmm n1000 d2 K200", &gmms[1]),
        lstm("lstm l2 c1024 b14", &lstms[0]),
        ba("ba p31843", &bas[0]),
        hand("hand simple N800", &simple),
        hand("hand complicated N800", &complicated),
    ];
    run("adbench", &[], contests);
}
