//! The column of derivatives that the macro wrote: the same outputs, in the same buffers, as the
//! handwritten ones.

use std::hint::black_box;

use cotangent_models::srbm;
use cotangent_tests::adbench::ba::{BaInstance, reproj_error_block};
use cotangent_tests::adbench::gmm::{GmmInstance, gmm_objective};
use cotangent_tests::adbench::hand::{HandInstance, POSE, hand_jacobian_in_lanes};
use cotangent_tests::adbench::handwritten::BaBlock;
use cotangent_tests::adbench::lstm::{LstmInstance, lstm_objective};

/// Value and gradient of the Gaussian mixture.
pub fn gmm(instance: &GmmInstance) -> impl FnMut() {
    let GmmInstance { alphas, means, icf, x, gamma, m, d } = instance;
    let mut alphas_bar = vec![0.0; alphas.len()];
    let mut means_bar = vec![0.0; means.len()];
    let mut icf_bar = vec![0.0; icf.len()];
    move || {
        black_box(gmm_objective::value_and_grad_into(
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
    }
}

/// Value and gradient of the LSTM.
pub fn lstm(instance: &LstmInstance) -> impl FnMut() {
    let LstmInstance { main, extra, state, sequence, l, b } = instance;
    let mut main_bar = vec![0.0; main.len()];
    let mut extra_bar = vec![0.0; extra.len()];
    move || {
        black_box(lstm_objective::value_and_grad_into(
            black_box(main),
            extra,
            state,
            sequence,
            *l,
            *b,
            &mut main_bar,
            &mut extra_bar,
        ));
    }
}

/// All blocks of the bundle adjustment's Jacobian, both rows in one sweep.
pub fn ba(instance: &BaInstance) -> impl FnMut() {
    let mut blocks: Vec<BaBlock> = vec![[[0.0; 15]; 2]; instance.observations.len()];
    move || {
        for (observation, block) in black_box(instance).observations.iter().zip(&mut blocks) {
            let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
            let (_, pullback) =
                reproj_error_block::vjp_lanes(cam, pt, observation.w, &observation.feat);
            let (cam_bar, pt_bar, w_bar) = pullback([[1.0, 0.0], [0.0, 1.0]]);
            for (row, block) in block.iter_mut().enumerate() {
                let bars = cam_bar.iter().chain(&pt_bar).chain([&w_bar]);
                for (entry, bar) in block.iter_mut().zip(bars) {
                    *entry = bar[row];
                }
            }
        }
        black_box(&blocks);
    }
}

/// The hand's Jacobian, all columns in one sweep.
pub fn hand(instance: &HandInstance) -> impl FnMut() {
    let own = if instance.us.is_empty() { 0 } else { 2 };
    let mut jacobian = vec![0.0; (own + POSE) * instance.points.len()];
    move || {
        let instance = black_box(instance);
        match own {
            0 => hand_jacobian_in_lanes::<POSE>(instance, &mut jacobian),
            _ => hand_jacobian_in_lanes::<{ POSE + 2 }>(instance, &mut jacobian),
        };
        black_box(&jacobian);
    }
}

/// Value and gradient of ratio matching, in `f64`.
pub fn srbm_double(parameters: &srbm::Parameters<f64>, cat: &[u8]) -> impl FnMut() {
    let dims = parameters.dims();
    let mut bars = srbm::Parameters::zeros(dims);
    move || {
        let srbm::Parameters { h, j, w, b, .. } = black_box(parameters);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        black_box(srbm::double::ratio_matching::value_and_grad_into(
            h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
        ));
    }
}

/// Value and gradient of ratio matching, in `f32`.
pub fn srbm_single(parameters: &srbm::Parameters<f32>, cat: &[u8]) -> impl FnMut() {
    let dims = parameters.dims();
    let mut bars = srbm::Parameters::zeros(dims);
    move || {
        let srbm::Parameters { h, j, w, b, .. } = black_box(parameters);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        black_box(srbm::single::ratio_matching::value_and_grad_into(
            h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
        ));
    }
}
