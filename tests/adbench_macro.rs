//! Derivatives that the macro wrote for the ADBench objectives, against golden numbers and against
//! the handwritten ones.

use cotangent_tests::adbench::ba::{BaInstance, reproj_error, reproj_error_block, weight_error};
use cotangent_tests::adbench::gmm::{GmmInstance, gmm_objective};
use cotangent_tests::adbench::hand::{
    HandInstance, HandModel, POSE, hand_complicated, hand_jacobian_in_lanes, hand_simple,
};
use cotangent_tests::adbench::handwritten::{
    gmm_gradient_into, hand_complicated_jacobian_into, hand_simple_jacobian_into,
    lstm_gradient_into, reproj_error_jacobian,
};
use cotangent_tests::adbench::lstm::{LstmInstance, lstm_objective, lstm_objective_by_cells};
use cotangent_tests::adbench::{
    GOLDEN_TOLERANCE, assert_blocks, assert_close, committed, for_each_shared, golden, read, shared,
};

/// Numbers in a golden line of an observation.
const LINE: usize = 34;

/// Value, then the gradient in the order of the golden files.
fn gmm(instance: &GmmInstance) -> Vec<f64> {
    let GmmInstance { alphas, means, icf, x, gamma, m, d } = instance;
    let mut bars = [alphas, means, icf].map(|primal| vec![f64::NAN; primal.len()]);
    let [alphas_bar, means_bar, icf_bar] = &mut bars;
    let value = gmm_objective::value_and_grad_into(
        alphas, means, icf, x, *gamma, *m, *d, alphas_bar, means_bar, icf_bar,
    );
    [vec![value], bars.concat()].concat()
}

fn gmm_handwritten(instance: &GmmInstance) -> Vec<f64> {
    let GmmInstance { alphas, means, icf, x, gamma, m, d } = instance;
    let mut bars = [alphas, means, icf].map(|primal| vec![f64::NAN; primal.len()]);
    let [alphas_bar, means_bar, icf_bar] = &mut bars;
    let value =
        gmm_gradient_into(alphas, means, icf, x, *gamma, *m, *d, alphas_bar, means_bar, icf_bar);
    [vec![value], bars.concat()].concat()
}

/// Value, then the gradient in the order of the golden files.
fn lstm(instance: &LstmInstance) -> Vec<f64> {
    let LstmInstance { main, extra, state, sequence, l, b } = instance;
    let mut bars = [main, extra].map(|primal| vec![f64::NAN; primal.len()]);
    let [main_bar, extra_bar] = &mut bars;
    let value = lstm_objective::value_and_grad_into(
        main, extra, state, sequence, *l, *b, main_bar, extra_bar,
    );
    [vec![value], bars.concat()].concat()
}

/// The same by functions that call each other.
fn lstm_by_cells(instance: &LstmInstance) -> Vec<f64> {
    let LstmInstance { main, extra, state, sequence, l, b } = instance;
    let mut bars = [main, extra].map(|primal| vec![f64::NAN; primal.len()]);
    let [main_bar, extra_bar] = &mut bars;
    let value = lstm_objective_by_cells::value_and_grad_into(
        main, extra, state, sequence, *l, *b, main_bar, extra_bar,
    );
    [vec![value], bars.concat()].concat()
}

fn lstm_handwritten(instance: &LstmInstance) -> Vec<f64> {
    let LstmInstance { main, extra, state, sequence, l, b } = instance;
    let mut bars = [main, extra].map(|primal| vec![f64::NAN; primal.len()]);
    let [main_bar, extra_bar] = &mut bars;
    let value = lstm_gradient_into(main, extra, state, sequence, *l, *b, main_bar, extra_bar);
    [vec![value], bars.concat()].concat()
}

/// A golden line for each of the first `count` observations, one pullback a row.
fn ba_by_vjp(instance: &BaInstance, count: usize) -> Vec<f64> {
    let mut lines = Vec::new();
    for observation in instance.observations.iter().take(count) {
        let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
        let (w, feat) = (observation.w, &observation.feat);
        let (weight, weight_slope) = weight_error::value_and_grad(w);
        lines.extend(reproj_error(cam, pt, w, feat));
        lines.push(weight);
        for seed in [[1.0, 0.0], [0.0, 1.0]] {
            let (error, pullback) = reproj_error::vjp(cam, pt, w, feat);
            let (cam_bar, pt_bar, w_bar) = pullback(seed);
            assert_eq!(error, reproj_error(cam, pt, w, feat));
            lines.extend(cam_bar);
            lines.extend(pt_bar);
            lines.push(w_bar);
        }
        lines.push(weight_slope);
    }
    lines
}

/// The same with one tangent a column.
fn ba_by_jvp(instance: &BaInstance, count: usize) -> Vec<f64> {
    let mut lines = Vec::new();
    for observation in instance.observations.iter().take(count) {
        let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
        let (w, feat) = (observation.w, &observation.feat);
        let (weight, weight_slope) = weight_error::jvp(w, 1.0);
        let columns: [[f64; 2]; 15] = std::array::from_fn(|column| {
            let seed: [f64; 15] = std::array::from_fn(|i| f64::from(i == column));
            reproj_error::jvp(cam, pt, w, feat, &seed[..11], &seed[11..14], seed[14]).1
        });
        lines.extend(reproj_error(cam, pt, w, feat));
        lines.push(weight);
        for row in 0..2 {
            lines.extend(columns.map(|column| column[row]));
        }
        lines.push(weight_slope);
    }
    lines
}

/// A golden line for each observation, both rows in one sweep.
fn ba_in_lanes(instance: &BaInstance, count: usize) -> Vec<f64> {
    let mut lines = Vec::new();
    for observation in instance.observations.iter().take(count) {
        let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
        let (w, feat) = (observation.w, &observation.feat);
        let (weight, weight_slope) = weight_error::jvp_lanes(w, [1.0]);
        let (error, pullback) = reproj_error::vjp_lanes(cam, pt, w, feat);
        let (cam_bar, pt_bar, w_bar) = pullback([[1.0, 0.0], [0.0, 1.0]]);
        lines.extend(error);
        lines.push(weight);
        for row in 0..2 {
            lines.extend(cam_bar.iter().chain(&pt_bar).chain([&w_bar]).map(|bar| bar[row]));
        }
        lines.extend(weight_slope);
    }
    lines
}

/// Residuals, then the Jacobian by columns, many in one sweep.
fn hand<const L: usize>(instance: &HandInstance) -> Vec<f64> {
    let n_columns = if instance.us.is_empty() { POSE } else { POSE + 2 };
    let mut jacobian = vec![f64::NAN; n_columns * instance.points.len()];
    let errors = hand_jacobian_in_lanes::<L>(instance, &mut jacobian);
    [errors, jacobian].concat()
}

/// The same with one tangent a column.
fn hand_by_columns(instance: &HandInstance) -> Vec<f64> {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let mut errors = Vec::new();
    let mut columns = Vec::new();
    // Each residual depends on its own pair of coordinates alone: two tangents serve all pairs.
    for parity in 0..if us.is_empty() { 0 } else { 2 } {
        let us_dot: Vec<f64> = (0..us.len()).map(|i| f64::from(i % 2 == parity)).collect();
        let (_, slope) =
            hand_complicated::jvp_wrt_us(theta, us, model, correspondences, points, &us_dot);
        columns.extend(slope);
    }
    for column in 0..POSE {
        let theta_dot: [f64; POSE] = std::array::from_fn(|i| f64::from(i == column));
        let (value, slope) = if us.is_empty() {
            hand_simple::jvp(theta, model, correspondences, points, &theta_dot)
        } else {
            hand_complicated::jvp_wrt_theta(theta, us, model, correspondences, points, &theta_dot)
        };
        errors = value;
        columns.extend(slope);
    }
    [errors, columns].concat()
}

fn hand_handwritten(instance: &HandInstance) -> Vec<f64> {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let n_columns = if us.is_empty() { POSE } else { POSE + 2 };
    let mut jacobian = vec![f64::NAN; n_columns * points.len()];
    let errors = if us.is_empty() {
        hand_simple_jacobian_into(theta, model, correspondences, points, &mut jacobian)
    } else {
        hand_complicated_jacobian_into(theta, us, model, correspondences, points, &mut jacobian)
    };
    [errors, jacobian].concat()
}

/// Panics unless the pullback is the transpose of the Jacobian (residuals, then columns).
fn assert_transposed(name: &str, instance: &HandInstance, expected: &[f64]) {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let n_rows = points.len();
    let w: Vec<f64> = (0..n_rows).map(|i| ((i + 1) as f64 * 0.37).sin()).collect();
    let dot = |column: &[f64]| column.iter().zip(&w).map(|(c, w)| c * w).sum::<f64>();
    let (errors, jacobian) = expected.split_at(n_rows);
    let (us_columns, theta_columns) = jacobian.split_at(jacobian.len() - POSE * n_rows);
    let theta_expected: Vec<f64> = theta_columns.chunks(n_rows).map(dot).collect();
    let (value, theta_bar) = if us.is_empty() {
        let (value, pullback) = hand_simple::vjp(theta, model, correspondences, points);
        (value, pullback(w.clone()))
    } else {
        let (value, pullback) =
            hand_complicated::vjp_wrt_theta_us(theta, us, model, correspondences, points);
        let (theta_bar, us_bar) = pullback(w.clone());
        let (u0, u1) = us_columns.split_at(n_rows);
        let us_expected: Vec<f64> = (0..us.len())
            .map(|i| {
                let rows = 3 * (i / 2)..3 * (i / 2) + 3;
                let column = if i % 2 == 0 { u0 } else { u1 };
                rows.map(|row| column[row] * w[row]).sum()
            })
            .collect();
        assert_close(name, &us_bar, &us_expected, GOLDEN_TOLERANCE);
        (value, theta_bar)
    };
    assert_close(name, &value, errors, GOLDEN_TOLERANCE);
    assert_close(name, &theta_bar, &theta_expected, GOLDEN_TOLERANCE);
}

#[test]
fn committed_lstm_agrees_with_golden() {
    let name = "lstm_l3_c64_b9.txt";
    let instance = LstmInstance::parse(&read(committed().join(name)));
    let expected = golden(&read(committed().join("golden").join(name)));
    assert_close(name, &lstm(&instance), &expected, GOLDEN_TOLERANCE);
    assert_close(name, &lstm_by_cells(&instance), &expected, GOLDEN_TOLERANCE);
}

#[test]
fn committed_ba_agrees_with_golden() {
    let name = "ba_varied_n7_m40_p200.txt";
    let instance = BaInstance::parse_varied(&read(committed().join(name)));
    let expected = golden(&read(committed().join("golden").join(name)));
    assert_blocks(name, &ba_by_vjp(&instance, usize::MAX), &expected, LINE);
    assert_blocks(name, &ba_by_jvp(&instance, usize::MAX), &expected, LINE);
    assert_blocks(name, &ba_in_lanes(&instance, usize::MAX), &expected, LINE);
}

#[test]
fn shared_gmm_agrees_with_golden() {
    for_each_shared("gmm", "gmm", |name, input, expected| {
        let instance = GmmInstance::parse(input);
        assert_close(name, &gmm(&instance), &golden(expected), GOLDEN_TOLERANCE);
    });
}

#[test]
fn shared_lstm_agrees_with_golden() {
    for_each_shared("lstm", "lstm", |name, input, expected| {
        let instance = LstmInstance::parse(input);
        assert_close(name, &lstm(&instance), &golden(expected), GOLDEN_TOLERANCE);
    });
}

#[test]
fn shared_ba_agrees_with_golden() {
    for_each_shared("ba", "ba", |name, input, expected| {
        let varied = name.starts_with("ba_varied");
        let parse = if varied { BaInstance::parse_varied } else { BaInstance::parse_repeated };
        let (instance, expected) = (parse(input), golden(expected));
        let count = expected.len() / LINE;
        assert_blocks(name, &ba_by_vjp(&instance, count), &expected, LINE);
        assert_blocks(name, &ba_by_jvp(&instance, count), &expected, LINE);
        assert_blocks(name, &ba_in_lanes(&instance, count), &expected, LINE);
    });
}

#[test]
fn shared_hand_agrees_with_golden() {
    let Some(folder) = shared() else { return };
    let model = HandModel::parse(&folder.join("hand/model"));
    for_each_shared("hand", "simple", |name, input, expected| {
        let (instance, expected) =
            (HandInstance::parse_simple(input, model.clone()), golden(expected));
        assert_close(name, &hand::<28>(&instance), &expected, GOLDEN_TOLERANCE);
        assert_transposed(name, &instance, &expected);
    });
    for_each_shared("hand", "complicated", |name, input, expected| {
        let (instance, expected) =
            (HandInstance::parse_complicated(input, model.clone()), golden(expected));
        assert_close(name, &hand::<28>(&instance), &expected, GOLDEN_TOLERANCE);
        assert_transposed(name, &instance, &expected);
    });
}

#[test]
fn generated_gmm_agrees_with_handwritten() {
    for (d, k, n) in [(1, 3, 20), (2, 5, 20), (5, 4, 20), (10, 25, 100)] {
        let instance = GmmInstance { gamma: 1.3, m: 2, ..GmmInstance::generate(d, k, n, 7) };
        assert_close("gmm", &gmm(&instance), &gmm_handwritten(&instance), GOLDEN_TOLERANCE);
    }
}

#[test]
fn generated_lstm_agrees_with_handwritten() {
    for (l, c, b) in [(1, 2, 3), (2, 12, 5), (4, 100, 14)] {
        let instance = LstmInstance::generate(l, c, b, 3);
        let expected = lstm_handwritten(&instance);
        assert_close("lstm", &lstm(&instance), &expected, GOLDEN_TOLERANCE);
        assert_close("cells", &lstm_by_cells(&instance), &expected, GOLDEN_TOLERANCE);
    }
}

#[test]
fn generated_ba_agrees_with_handwritten() {
    let instance = BaInstance::generate(5, 20, 100, 11);
    for observation in &instance.observations {
        let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
        let (w, feat) = (observation.w, &observation.feat);
        let (expected, block) = reproj_error_jacobian(cam, pt, w, feat);
        for (row, seed) in [[1.0, 0.0], [0.0, 1.0]].into_iter().enumerate() {
            let (error, pullback) = reproj_error_block::vjp(cam, pt, w, feat);
            let (cam_bar, pt_bar, w_bar) = pullback(seed);
            let got = [&cam_bar[..], &pt_bar, &[w_bar]].concat();
            assert_close("ba errors", &error, &expected, GOLDEN_TOLERANCE);
            assert_close("ba row", &got, &block[row], GOLDEN_TOLERANCE);
        }
    }
}

#[test]
fn generated_hand_agrees_with_handwritten() {
    let model = HandModel::generate(60, 40, 5);
    let simple = HandInstance::generate_simple(30, model.clone(), 1);
    let complicated = HandInstance::generate_complicated(30, model, 2);
    for instance in [simple, complicated] {
        let expected = hand_handwritten(&instance);
        assert_close("hand", &hand_by_columns(&instance), &expected, GOLDEN_TOLERANCE);
        // All columns at once, several sweeps, and a last one that is not full.
        assert_close("hand", &hand::<28>(&instance), &expected, GOLDEN_TOLERANCE);
        assert_close("hand", &hand::<8>(&instance), &expected, GOLDEN_TOLERANCE);
        assert_transposed("hand", &instance, &expected);
    }
}

#[test]
fn hand_at_rest_has_no_rotation_derivative() {
    // Below an angle of 1e-4 the objective holds the rotation constant.
    let model = HandModel::generate(20, 10, 5);
    let mut instance = HandInstance::generate_simple(8, model, 1);
    instance.theta[..3].fill(1e-6);
    let expected = hand_handwritten(&instance);
    assert_close("hand", &hand::<28>(&instance), &expected, GOLDEN_TOLERANCE);
    assert!(expected[24..4 * 24].iter().all(|&entry| entry == 0.0));
}
