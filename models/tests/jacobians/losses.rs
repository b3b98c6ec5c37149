//! Losses: derivatives against differences, factors against Hessians, draws against factors, errors.

use crate::support::{assert_close, uniform};
use cotangent::drivers::Matrix;
use cotangent::{differentiable, math};
use cotangent_models::jacobians::*;

#[differentiable(wrt(f), order = 2)]
fn huber_like(f: &[f64], y: f64) -> f64 {
    let mut sum = 0.0;
    for x in f {
        sum += math::logcosh(x - y);
    }
    let ends = f[0] - f[f.len() - 1];
    sum + 0.5 * ends * ends
}

/// A saddle: eigenvalues ±1.
#[differentiable(wrt(f), order = 2)]
fn saddle(f: &[f64]) -> f64 {
    f[0] * f[1]
}

fn saddle_factors(indefinite: Indefinite) -> Result<Matrix, JacobianError> {
    let hessian = |_: usize, f: &[f64]| saddle::hessian(f);
    let loss = UserLoss::new(2, 2, |_, f: &[f64]| saddle::value_and_grad(f), hessian)?;
    loss.indefinite(indefinite).factors(1, &[0.3, 0.4])
}

/// Each kind of loss for 3 samples of 4 outputs.
fn losses() -> Vec<(&'static str, Box<dyn Loss>)> {
    let labels = [0., 1., 1., 0., 1., 1., 0., 0., 0., 1., 0., 1.];
    let squared = SquaredError::new(&uniform(12, 1), 4).unwrap();
    let binary = BinaryCrossEntropy::new(&labels, 4).unwrap();
    let y = uniform(3, 2);
    let user = UserLoss::new(
        3,
        4,
        {
            let y = y.clone();
            move |n, f: &[f64]| huber_like::value_and_grad(f, y[n])
        },
        move |n, f: &[f64]| huber_like::hessian(f, y[n]),
    );
    vec![
        ("squared", Box::new(squared.clone())),
        ("squared, summed", Box::new(squared.summed())),
        ("softmax", Box::new(SoftmaxCrossEntropy::new(&[3, 0, 2], 4).unwrap())),
        (
            "softmax, two positions",
            Box::new(SoftmaxCrossEntropy::with_positions(&[1, 0, 0, 0, 1, 1], 2, 2).unwrap()),
        ),
        ("binary", Box::new(binary.clone())),
        ("binary, summed", Box::new(binary.summed())),
        ("user", Box::new(user.unwrap())),
    ]
}

/// The Hessian from differences of the gradient.
fn differences(loss: &dyn Loss, sample: usize, f: &[f64]) -> Vec<f64> {
    let (c, h) = (f.len(), 1e-5);
    let mut hessian = vec![];
    for i in 0..c {
        let at = |by: f64| {
            let mut f = f.to_vec();
            f[i] += by;
            loss.gradient(sample, &f)
        };
        hessian.extend(at(h).iter().zip(at(-h)).map(|(a, b)| (a - b) / (2.0 * h)));
    }
    hessian
}

#[test]
fn derivatives_agree_with_differences() {
    for (name, loss) in losses() {
        for sample in 0..loss.n_samples() {
            let (f, h) = (uniform(4, 3 + sample as u64), 1e-5);
            let slope = |i: usize| {
                let at = |by: f64| {
                    let mut f = f.clone();
                    f[i] += by;
                    loss.value(sample, &f)
                };
                (at(h) - at(-h)) / (2.0 * h)
            };
            let expected: Vec<f64> = (0..4).map(slope).collect();
            assert_close(name, &loss.gradient(sample, &f), &expected, 1e-8);
            let v = uniform(4, 9);
            let hessian = differences(&*loss, sample, &f);
            let expected: Vec<f64> =
                hessian.chunks(4).map(|row| row.iter().zip(&v).map(|(h, v)| h * v).sum()).collect();
            assert_close(name, &loss.hessian_times(sample, &f, &v), &expected, 1e-7);
        }
    }
}

#[test]
fn factors_make_up_the_hessian() {
    for (name, loss) in losses() {
        for scale in [0.0, 1.0, 20.0] {
            let f: Vec<f64> = uniform(4, 5).into_iter().map(|x| scale * x).collect();
            let factors = Curvature::Exact.factors(&*loss, 1, &f).unwrap();
            let product = factors.transposed();
            let (mut found, mut expected) = (vec![], vec![]);
            for i in 0..4 {
                let mut unit = vec![0.0; 4];
                unit[i] = 1.0;
                expected.extend(loss.hessian_times(1, &f, &unit));
                found.extend(product.times(&factors.times(&unit)));
            }
            assert_close(name, &found, &expected, 1e-12);
        }
    }
}

#[test]
fn draws_have_the_hessian_as_their_second_moment() {
    let draws = 10_000;
    for (name, loss) in losses() {
        let f = uniform(4, 6);
        let curvature = Curvature::MonteCarlo { samples: draws, seed: 11 };
        let drawn = curvature.factors(&*loss, 2, &f).unwrap();
        let factors = loss.factors(2, &f).unwrap();
        for i in 0..4 {
            for j in 0..4 {
                // The factors are divided by the root of their number.
                let product = |k: usize| drawn[(k, i)] * drawn[(k, j)] * draws as f64;
                let mean = (0..draws).map(product).sum::<f64>() / draws as f64;
                let variance = (0..draws).map(|k| (product(k) - mean).powi(2)).sum::<f64>();
                let error = (variance / (draws as f64 * (draws as f64 - 1.0))).sqrt();
                let expected: f64 = (0..4).map(|k| factors[(k, i)] * factors[(k, j)]).sum();
                // Sixteen entries of seven losses: beyond 4 σ one in 150 such tests.
                let close = (mean - expected).abs() <= 4.0 * error + 1e-12;
                assert!(close, "{name}: entry ({i}, {j}) is {mean} ± {error}, not {expected}");
            }
        }
    }
}

#[test]
fn draws_depend_on_seed_and_sample_alone() {
    let loss = SquaredError::new(&[0.0; 6], 2).unwrap();
    let draw = |sample, samples, seed| {
        let curvature = Curvature::MonteCarlo { samples, seed };
        curvature.factors(&loss, sample, &[0.1, 0.2]).unwrap().as_slice().to_vec()
    };
    assert_eq!(draw(1, 3, 5), draw(1, 3, 5));
    assert_ne!(draw(1, 3, 5), draw(2, 3, 5));
    assert_ne!(draw(1, 3, 5), draw(1, 3, 6));
}

#[test]
fn extreme_logits_stay_finite() {
    let softmax = SoftmaxCrossEntropy::new(&[1], 3).unwrap();
    let f = [800.0, -800.0, 0.0];
    assert_eq!(softmax.value(0, &f), 1600.0);
    assert_eq!(softmax.gradient(0, &f), [1.0, -1.0, 0.0]);
    assert!(softmax.factors(0, &f).unwrap().as_slice().iter().all(|s| *s == 0.0));
    let binary = BinaryCrossEntropy::new(&[1.0, 0.0], 2).unwrap();
    assert_eq!(binary.value(0, &[-800.0, 800.0]), 800.0);
    assert_eq!(binary.gradient(0, &[-800.0, 800.0]), [-0.5, 0.5]);
}

#[test]
fn a_negative_eigenvalue_is_refused_or_clipped() {
    let error = saddle_factors(Indefinite::Refuse).unwrap_err();
    let JacobianError::Indefinite { sample: 1, eigenvalue } = error else { panic!("{error}") };
    assert!((eigenvalue + 1.0).abs() < 1e-12);
    let clipped = saddle_factors(Indefinite::Clip).unwrap();
    let entry = |i, j| (0..2).map(|k| clipped[(k, i)] * clipped[(k, j)]).sum::<f64>();
    let found = [entry(0, 0), entry(0, 1), entry(1, 0), entry(1, 1)];
    assert_close("positive part", &found, &[0.5; 4], 1e-12);
}

#[test]
fn targets_that_mean_nothing_are_refused() {
    let text = |error: JacobianError| error.to_string();
    assert_eq!(
        text(SquaredError::new(&[], 2).unwrap_err()),
        "expected at least one of targets, found none"
    );
    assert_eq!(
        text(SquaredError::new(&[1.0; 5], 2).unwrap_err()),
        "targets: expected rows of 2, found 5 entries"
    );
    assert_eq!(
        text(SquaredError::new(&[1.0], 0).unwrap_err()),
        "targets: expected rows of 0, found 1 entries"
    );
    assert_eq!(
        text(SquaredError::new(&[1.0, f64::NAN], 2).unwrap_err()),
        "targets: entry 1 is NaN, expected a finite number"
    );
    assert_eq!(
        text(SoftmaxCrossEntropy::new(&[0, 3], 3).unwrap_err()),
        "classes: entry 1 is 3, expected an index below 3"
    );
    assert_eq!(
        text(BinaryCrossEntropy::new(&[0.0, 0.5], 1).unwrap_err()),
        "labels: entry 1 is 0.5, expected 0 or 1"
    );
    let none = Curvature::MonteCarlo { samples: 0, seed: 0 };
    let loss = SquaredError::new(&[1.0], 1).unwrap();
    assert_eq!(
        text(none.factors(&loss, 0, &[0.0]).unwrap_err()),
        "expected at least one of Monte-Carlo samples, found none"
    );
}
