//! The ADBench objectives and their handwritten derivatives, against golden numbers and differences.

use cotangent_tests::adbench::ba::{BaInstance, reproj_error, weight_error};
use cotangent_tests::adbench::gmm::GmmInstance;
use cotangent_tests::adbench::hand::{HandInstance, HandModel, POSE};
use cotangent_tests::adbench::handwritten::{
    gmm_gradient_into, hand_complicated_jacobian_into, hand_simple_jacobian_into,
    lstm_gradient_into, reproj_error_jacobian,
};
use cotangent_tests::adbench::lstm::LstmInstance;
use cotangent_tests::adbench::{
    GOLDEN_TOLERANCE, assert_blocks, assert_close, committed, for_each_shared, golden, read, shared,
};

/// Central differences of a smooth function agree with its derivative to about this, relative.
const DIFFERENCE_TOLERANCE: f64 = 1e-6;

/// Value, then the gradient in the order of the golden files.
fn gmm(instance: &GmmInstance) -> Vec<f64> {
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
    let value = lstm_gradient_into(main, extra, state, sequence, *l, *b, main_bar, extra_bar);
    [vec![value], bars.concat()].concat()
}

/// Residuals, then the Jacobian by columns.
fn hand(instance: &HandInstance) -> Vec<f64> {
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

/// A golden line for each of the first `count` observations.
fn ba(instance: &BaInstance, count: usize) -> Vec<f64> {
    let mut lines = Vec::new();
    for observation in instance.observations.iter().take(count) {
        let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
        let w = observation.w;
        let (error, block) = reproj_error_jacobian(cam, pt, w, &observation.feat);
        lines.extend(error);
        lines.push(weight_error(w));
        lines.extend(block.concat());
        lines.push(-2.0 * w);
    }
    lines
}

/// Panics unless `slope` is the derivative of `value` along a line, at t = 0.
fn assert_slope(name: &str, slope: f64, value: impl Fn(f64) -> f64) {
    let step = 1e-5;
    let difference = (value(step) - value(-step)) / (2.0 * step);
    assert_close(name, &[slope], &[difference], DIFFERENCE_TOLERANCE);
}

/// A direction without a pattern: entries in [−1, 1).
fn direction(count: usize) -> Vec<f64> {
    (0..count).map(|i| 2.0 * (0.618_033_988_7 * (i + 1) as f64).fract() - 1.0).collect()
}

fn moved(x: &[f64], direction: &[f64], t: f64) -> Vec<f64> {
    x.iter().zip(direction).map(|(x, d)| x + t * d).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn committed_lstm_agrees_with_golden() {
    let name = "lstm_l3_c64_b9.txt";
    let instance = LstmInstance::parse(&read(committed().join(name)));
    let expected = golden(&read(committed().join("golden").join(name)));
    assert_close(name, &[instance.value()], &expected[..1], GOLDEN_TOLERANCE);
    assert_close(name, &lstm(&instance), &expected, GOLDEN_TOLERANCE);
}

#[test]
fn committed_ba_agrees_with_golden() {
    let name = "ba_varied_n7_m40_p200.txt";
    let instance = BaInstance::parse_varied(&read(committed().join(name)));
    let expected = golden(&read(committed().join("golden").join(name)));
    assert_blocks(name, &ba(&instance, usize::MAX), &expected, 34);
    let count = instance.observations.len();
    let mut residuals = vec![f64::NAN; 3 * count];
    instance.residuals_into(&mut residuals);
    for (i, line) in expected.chunks(34).enumerate() {
        let got = [residuals[2 * i], residuals[2 * i + 1], residuals[2 * count + i]];
        assert_close(name, &got, &line[..3], GOLDEN_TOLERANCE);
    }
}

#[test]
fn shared_gmm_agrees_with_golden() {
    for_each_shared("gmm", "gmm", |name, input, expected| {
        let (instance, expected) = (GmmInstance::parse(input), golden(expected));
        assert_close(name, &[instance.value()], &expected[..1], GOLDEN_TOLERANCE);
        assert_close(name, &gmm(&instance), &expected, GOLDEN_TOLERANCE);
    });
}

#[test]
fn shared_lstm_agrees_with_golden() {
    for_each_shared("lstm", "lstm", |name, input, expected| {
        let (instance, expected) = (LstmInstance::parse(input), golden(expected));
        assert_close(name, &[instance.value()], &expected[..1], GOLDEN_TOLERANCE);
        assert_close(name, &lstm(&instance), &expected, GOLDEN_TOLERANCE);
    });
}

#[test]
fn shared_ba_agrees_with_golden() {
    for_each_shared("ba", "ba", |name, input, expected| {
        let varied = name.starts_with("ba_varied");
        let parse = if varied { BaInstance::parse_varied } else { BaInstance::parse_repeated };
        let (instance, expected) = (parse(input), golden(expected));
        assert_blocks(name, &ba(&instance, expected.len() / 34), &expected, 34);
    });
}

#[test]
fn shared_hand_agrees_with_golden() {
    let Some(folder) = shared() else { return };
    let model = HandModel::parse(&folder.join("hand/model"));
    for prefix in ["simple", "complicated"] {
        for_each_shared("hand", prefix, |name, input, expected| {
            let parse = match prefix {
                "simple" => HandInstance::parse_simple,
                _ => HandInstance::parse_complicated,
            };
            let (instance, expected) = (parse(input, model.clone()), golden(expected));
            let n_rows = instance.points.len();
            assert_close(name, &instance.residuals(), &expected[..n_rows], GOLDEN_TOLERANCE);
            assert_close(name, &hand(&instance), &expected, GOLDEN_TOLERANCE);
        });
    }
}

#[test]
fn generated_gmm_agrees_with_differences() {
    for (d, k) in [(1, 3), (2, 5), (5, 4)] {
        let instance = GmmInstance { gamma: 1.3, m: 2, ..GmmInstance::generate(d, k, 20, 7) };
        let got = gmm(&instance);
        assert_close("gmm value", &got[..1], &[instance.value()], GOLDEN_TOLERANCE);
        let v = direction(got.len() - 1);
        assert_slope("gmm", dot(&got[1..], &v), |t| {
            let mut at = instance.clone();
            let (on_alphas, rest) = v.split_at(at.alphas.len());
            let (on_means, on_icf) = rest.split_at(at.means.len());
            at.alphas = moved(&at.alphas, on_alphas, t);
            at.means = moved(&at.means, on_means, t);
            at.icf = moved(&at.icf, on_icf, t);
            at.value()
        });
    }
}

#[test]
fn generated_lstm_agrees_with_differences() {
    let instance = LstmInstance::generate(2, 12, 5, 3);
    let got = lstm(&instance);
    assert_close("lstm value", &got[..1], &[instance.value()], GOLDEN_TOLERANCE);
    let v = direction(got.len() - 1);
    assert_slope("lstm", dot(&got[1..], &v), |t| {
        let mut at = instance.clone();
        let (on_main, on_extra) = v.split_at(at.main.len());
        at.main = moved(&at.main, on_main, t);
        at.extra = moved(&at.extra, on_extra, t);
        at.value()
    });
}

#[test]
fn generated_ba_agrees_with_differences() {
    // Camera 1 turns by so little that differences lose the rotation's second order.
    let instance = BaInstance::generate(4, 10, 30, 11);
    let v = direction(15);
    for (i, observation) in instance.observations.iter().enumerate().filter(|(_, o)| o.cam > 1) {
        let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
        let (w, feat) = (observation.w, &observation.feat);
        let (_, block) = reproj_error_jacobian(cam, pt, w, feat);
        for (row, entries) in block.iter().enumerate() {
            assert_slope(&format!("ba {i} row {row}"), dot(entries, &v), |t| {
                let (cam, pt) = (moved(cam, &v[..11], t), moved(pt, &v[11..14], t));
                reproj_error(&cam, &pt, w + t * v[14], feat)[row]
            });
        }
    }
}

#[test]
fn generated_hand_agrees_with_differences() {
    let model = HandModel::generate(60, 40, 5);
    let simple = HandInstance::generate_simple(30, model.clone(), 1);
    let complicated = HandInstance::generate_complicated(30, model, 2);
    for instance in [simple, complicated] {
        let n_rows = instance.points.len();
        let got = hand(&instance);
        let (errors, jacobian) = got.split_at(n_rows);
        assert_close("hand residuals", errors, &instance.residuals(), GOLDEN_TOLERANCE);
        let w = direction(n_rows);
        let (us_columns, theta_columns) = jacobian.split_at(jacobian.len() - POSE * n_rows);
        let v = direction(POSE + instance.us.len());
        let (on_theta, on_us) = v.split_at(POSE);
        let columns = theta_columns.chunks_exact(n_rows).zip(on_theta);
        let mut slope: f64 = columns.map(|(column, v)| dot(column, &w) * v).sum();
        for (i, column) in us_columns.chunks_exact(n_rows).enumerate() {
            for (row, entry) in column.iter().enumerate() {
                slope += w[row] * entry * on_us[2 * (row / 3) + i];
            }
        }
        assert_slope("hand", slope, |t| {
            let mut at = instance.clone();
            at.theta = moved(&at.theta, on_theta, t);
            at.us = moved(&at.us, on_us, t);
            dot(&at.residuals(), &w)
        });
    }
}

#[test]
fn generators_are_deterministic() {
    let gmm = || GmmInstance::generate(3, 4, 10, 1).value().to_bits();
    assert_eq!(gmm(), gmm());
    let lstm = || LstmInstance::generate(1, 6, 3, 1).value().to_bits();
    assert_eq!(lstm(), lstm());
}
