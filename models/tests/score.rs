//! Score matching against closed forms, published values, quadrature and itself.
#![allow(clippy::needless_range_loop, reason = "formulas read best with indices")]

use cotangent::{Differentiable, Tangent, differentiable};
use cotangent_models::score::samples::tiles;
use cotangent_models::score::*;
use cotangent_models::score_model;
use npyz::NpyFile;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;

type Arrays = BTreeMap<String, Vec<f64>>;

/// A published case; integers become floats, single precision is left out.
fn golden(name: &str) -> Arrays {
    let path = format!("{}/../tests/data/ism/{name}.npz", env!("CARGO_MANIFEST_DIR"));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut arrays = Arrays::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        if let Ok(floats) = NpyFile::new(&bytes[..]).unwrap().into_vec::<f64>() {
            arrays.insert(name, floats);
        } else if let Ok(whole) = NpyFile::new(&bytes[..]).unwrap().into_vec::<i64>() {
            arrays.insert(name, whole.iter().map(|w| *w as f64).collect());
        }
    }
    arrays
}

fn network(arrays: &Arrays, activation: Activation, prefix: &str, suffix: &str) -> Mlp {
    let layer = |l: usize| {
        let w = arrays.get(&format!("{prefix}W{l}{suffix}"))?.clone();
        Some(Layer { w, b: arrays[&format!("{prefix}b{l}{suffix}")].clone() })
    };
    Mlp::new(activation, (1..).map_while(layer).collect()).unwrap()
}

#[track_caller]
fn assert_close(what: &str, found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let scale = expected.iter().fold(1e-300, |s: f64, v| s.max(v.abs()));
    for (k, (found, expected)) in found.iter().zip(expected).enumerate() {
        let close = (found - expected).abs() <= tolerance * scale;
        assert!(close, "{what}: entry {k} is {found}, not {expected}");
    }
}

#[track_caller]
fn assert_gradient(arrays: &Arrays, suffix: &str, (loss, grad): (f64, impl Tangent)) {
    assert_close(suffix, &[loss], &arrays[&format!("loss_{suffix}")], 1e-10);
    let mut expected = vec![];
    for l in (1..).take_while(|l| arrays.contains_key(&format!("dW{l}_{suffix}"))) {
        expected.extend(&arrays[&format!("dW{l}_{suffix}")]);
        expected.extend(&arrays[&format!("db{l}_{suffix}")]);
    }
    assert_close(suffix, &grad.to_flat(), &expected, 1e-10);
}

fn smooth_net(widths: &[usize], activation: Activation, seed: u64) -> Mlp {
    let mut net = Mlp::draw(widths, activation, &mut generator(seed, 0)).unwrap();
    for layer in &mut net.layers {
        for (k, b) in layer.b.iter_mut().enumerate() {
            *b = 0.3 * ((seed as f64) + 1.7 * k as f64).sin();
        }
    }
    net
}

fn loss_and_grad<M: ScoreModel>(
    objective: Objective,
    model: &M,
    samples: &Samples,
) -> (f64, M::Tangent) {
    objective.loss_and_grad(model, samples, &mut generator(5, 0)).unwrap()
}

/// Weights of points in tiles.
fn weight_tiles(weights: &[f64]) -> Vec<Tile> {
    let mut padded = weights.to_vec();
    padded.resize(weights.len().next_multiple_of(WIDTH), 0.0);
    padded.chunks_exact(WIDTH).map(|tile| tile.try_into().unwrap()).collect()
}

/// A weighted sum of terms and its gradient.
fn part<M: ScoreModel>(
    model: &M,
    points: &[f64],
    weights: &[f64],
    terms: Terms<'_>,
) -> (f64, M::Tangent) {
    let (points, weights) = (tiles(points, model.dim()), weight_tiles(weights));
    let part = Part { points: &points, weights: &weights, terms };
    let mut bar = model.zero_tangent();
    let loss = model.loss_and_grad(part, &mut bar);
    assert!((loss - model.loss(part)).abs() <= 1e-12 * loss.abs().max(1.0));
    (loss, bar)
}

#[test]
fn published_losses_and_gradients_on_the_line() {
    for name in ["small_1d", "seed_1d"] {
        let arrays = golden(name);
        let net = network(&arrays, Activation::Sigmoid, "", "");
        let samples = Samples::new(1, arrays["x"].clone()).unwrap();
        let implicit = |lambda| loss_and_grad(Objective::Implicit { lambda }, &net, &samples);
        assert_gradient(&arrays, "plain", implicit(0.0));
        assert_gradient(&arrays, "reg", implicit(arrays["lam"][0]));
        assert_close("psi", &scores(&net, samples.values()), &arrays["psi"], 1e-12);
        assert_close("dpsi", &jacobians(&net, samples.values()), &arrays["dpsi"], 1e-12);
    }
}

#[test]
fn published_losses_and_gradients_in_several_dimensions() {
    for name in ["D3_small_sigmoid", "D2_tanh", "D5_softplus", "D10_tanh"] {
        let arrays = golden(name);
        let activation = Activation::ALL[arrays["act"][0] as usize];
        let net = network(&arrays, activation, "", "");
        let dim = net.dim();
        let samples = Samples::new(dim, arrays["x"].clone()).unwrap();
        let implicit = |lambda| loss_and_grad(Objective::Implicit { lambda }, &net, &samples);
        assert_gradient(&arrays, "exact", implicit(0.0));
        assert_gradient(&arrays, "reg", implicit(arrays["lam"][0]));
        assert_close("psi", &scores(&net, samples.values()), &arrays["psi"], 1e-12);
        let divergences: Vec<f64> = jacobians(&net, samples.values())
            .chunks_exact(dim * dim)
            .map(|jacobian| (0..dim).map(|i| jacobian[i * dim + i]).sum())
            .collect();
        assert_close("div", &divergences, &arrays["div_exact"], 1e-12);
        let weights = vec![1.0 / samples.len() as f64; samples.len()];
        for law in ["rademacher", "gauss"] {
            let probes = &arrays[&format!("V_{law}")];
            let directions = &tiles(probes, probes.len() / samples.len());
            let estimated =
                part(&net, samples.values(), &weights, Terms::Hutchinson { directions });
            assert_gradient(&arrays, &format!("hutch_{law}"), estimated);
        }
    }
}

#[test]
fn published_trajectories_of_500_epochs() {
    for name in ["small_1d", "seed_1d"] {
        let arrays = golden(name);
        let samples = Samples::new(1, arrays["x"].clone()).unwrap();
        for (suffix, lambda) in [("plain", 0.0), ("reg", arrays["lam"][0])] {
            let net = network(&arrays, Activation::Sigmoid, "", "");
            let objective = Objective::Implicit { lambda };
            let settings = Settings { objective, snapshots: 0, ..Settings::default() };
            let mut training = Training::new(net, settings).unwrap();
            training.run(&samples, None, |_| ControlFlow::Continue(())).unwrap();
            let what = format!("{name}, {suffix}");
            let losses = &training.state().losses;
            assert_close(&what, losses, &arrays[&format!("hist_{suffix}")], 1e-7);
            let last = network(&arrays, Activation::Sigmoid, "final_", &format!("_{suffix}"));
            assert_close(&what, &training.state().parameters, &last.to_flat(), 1e-6);
        }
    }
}

/// The gradient of a network 1-H-1 of sigmoids in closed form.
fn closed_form(net: &Mlp, xs: &[f64], lambda: f64) -> (f64, Vec<f64>) {
    let (w, b) = (&net.layers[0].w, &net.layers[0].b);
    let (v, c) = (&net.layers[1].w, net.layers[1].b[0]);
    let (h, n) = (w.len(), xs.len() as f64);
    let (mut dw, mut db, mut dv, mut dc) = (vec![0.0; h], vec![0.0; h], vec![0.0; h], 0.0);
    let mut loss = 0.0;
    for &x in xs {
        let s: Vec<f64> = (0..h).map(|k| 1.0 / (1.0 + (-(w[k] * x + b[k])).exp())).collect();
        let s1: Vec<f64> = s.iter().map(|s| s * (1.0 - s)).collect();
        let s2: Vec<f64> = s.iter().zip(&s1).map(|(s, s1)| s1 * (1.0 - 2.0 * s)).collect();
        let psi = c + (0..h).map(|k| v[k] * s[k]).sum::<f64>();
        let slope: f64 = (0..h).map(|k| v[k] * w[k] * s1[k]).sum();
        loss += (0.5 * psi * psi + slope + lambda * slope * slope) / n;
        let (p, q) = (psi / n, (1.0 + 2.0 * lambda * slope) / n);
        dc += p;
        for k in 0..h {
            dv[k] += p * s[k] + q * w[k] * s1[k];
            let bend = p * v[k] * s1[k] + q * v[k] * w[k] * s2[k];
            db[k] += bend;
            dw[k] += x * bend + q * v[k] * s1[k];
        }
    }
    (loss, [dw, db, dv, vec![dc]].concat())
}

#[test]
fn closed_form_of_one_hidden_layer() {
    let samples = Mixture::reference().sample(300, &mut generator(3, 0)).unwrap();
    for seed in 0..4 {
        for lambda in [0.0, 0.1] {
            let net = smooth_net(&[1, 6, 1], Activation::Sigmoid, seed);
            let (loss, grad) = loss_and_grad(Objective::Implicit { lambda }, &net, &samples);
            let (expected, gradient) = closed_form(&net, samples.values(), lambda);
            assert!((loss - expected).abs() < 1e-12);
            assert_close("gradient", &grad.to_flat(), &gradient, 1e-12);
        }
    }
}

#[test]
fn explicit_is_implicit_but_for_a_constant() {
    let truth = Mixture::reference();
    let step = 30.0 / 8192.0;
    let points: Vec<f64> = (0..8192).map(|k| -15.0 + step * k as f64).collect();
    let weights: Vec<f64> = points.iter().map(|x| step * truth.pdf(&[*x])).collect();
    let true_score: Vec<f64> = points.iter().map(|x| truth.score(&[*x])[0]).collect();
    let targets = &tiles(&true_score, 1);
    let c = 0.5 * weights.iter().zip(&true_score).map(|(w, s)| w * s * s).sum::<f64>();
    assert!((c - 0.489_386_46).abs() < 1e-8, "{c}");
    for activation in &Activation::ALL[..4] {
        let net = smooth_net(&[1, 7, 5, 1], *activation, 2);
        let (implicit, grad) = part(&net, &points, &weights, Terms::Exact { lambda: 0.0 });
        let (explicit, same) = part(&net, &points, &weights, Terms::Distance { targets });
        assert!((explicit - implicit - c).abs() < 1e-10, "{activation}: {explicit} {implicit}");
        assert_close("gradient", &grad.to_flat(), &same.to_flat(), 1e-9);
        let divergence = half_fisher_divergence(&net, &truth).unwrap();
        assert!((divergence.value - explicit).abs() < 1e-10);
    }
    // In the plane from draws.
    let truth = Mixture::reference_in_plane();
    let zero = |points: &[f64]| vec![0.0; points.len()];
    let c = half_square_distance(zero, 2, &truth).unwrap();
    assert!((c.value - 0.892_151).abs() < 4.0 * c.error, "{c:?}");
    let net = smooth_net(&[2, 7, 2], Activation::Tanh, 2);
    let draws = truth.sample(4096, &mut generator(8, 0)).unwrap();
    let implicit = Implicit::of(&net, &draws).unwrap().loss;
    let explicit = half_fisher_divergence(&net, &truth).unwrap();
    let error = implicit.error + explicit.error + c.error;
    assert!((explicit.value - implicit.value - 0.892_151).abs() < 3.0 * error);
}

#[test]
fn divergence_is_the_trace_of_the_jacobian() {
    for dim in [1, 2, 3, 4, 8, 17] {
        let net = smooth_net(&[dim, 9, dim], Activation::Softplus, 4);
        let points = Law::Normal;
        let mut values = vec![0.0; 40 * dim];
        points.draw(&mut values, &mut generator(6, 0));
        let samples = Samples::new(dim, values).unwrap();
        let mut expected = vec![];
        let step = 1e-5;
        for x in samples.values().chunks_exact(dim) {
            let mut dense = vec![0.0; dim * dim];
            for j in 0..dim {
                let (mut above, mut below) = (x.to_vec(), x.to_vec());
                above[j] += step;
                below[j] -= step;
                let (above, below) = (scores(&net, &above), scores(&net, &below));
                for i in 0..dim {
                    dense[i * dim + j] = (above[i] - below[i]) / (2.0 * step);
                }
            }
            expected.extend(dense);
        }
        let found = jacobians(&net, samples.values());
        assert_close("Jacobian", &found, &expected, 1e-7);
        let n = samples.len() as f64;
        let trace: f64 = (0..samples.len())
            .flat_map(|k| (0..dim).map(move |i| (k * dim + i) * dim + i))
            .map(|place| found[place] / n)
            .sum();
        let implicit = Implicit::of(&net, &samples).unwrap();
        assert!((implicit.divergence - trace).abs() < 1e-12);
        // The loss takes the directions in lanes from four coordinates on.
        let (loss, _) = loss_and_grad(Objective::IMPLICIT, &net, &samples);
        assert!((loss - implicit.loss.value).abs() < 1e-12 * loss.abs().max(1.0));
        let lambda = 0.3;
        let (regular, grad) = loss_and_grad(Objective::Implicit { lambda }, &net, &samples);
        let squares: f64 = (0..samples.len())
            .flat_map(|k| (0..dim).map(move |i| (k * dim + i) * dim + i))
            .map(|place| lambda * found[place] * found[place] / n)
            .sum();
        assert!((regular - loss - squares).abs() < 1e-12 * regular.abs().max(1.0));
        assert_slope(Objective::Implicit { lambda }, &net, &samples, &grad.to_flat());
    }
}

/// Compares a gradient with a central difference along a direction.
#[track_caller]
fn assert_slope<M: ScoreModel>(objective: Objective, model: &M, samples: &Samples, grad: &[f64]) {
    let parameters = model.to_flat();
    let mut direction = vec![0.0; grad.len()];
    Law::Normal.draw(&mut direction, &mut generator(9, 0));
    let along = |by: f64| {
        let mut moved = model.clone();
        let at: Vec<f64> = parameters.iter().zip(&direction).map(|(p, d)| p + by * d).collect();
        moved.set_flat(&at);
        objective.loss(&moved, samples, &mut generator(5, 0)).unwrap()
    };
    let step = 1e-4;
    // Of fourth order.
    let slope = (8.0 * (along(step) - along(-step)) - along(2.0 * step) + along(-2.0 * step))
        / (12.0 * step);
    let found: f64 = grad.iter().zip(&direction).map(|(g, d)| g * d).sum();
    assert!((found - slope).abs() < 1e-7 * slope.abs().max(1.0), "{objective:?}: {found} {slope}");
}

#[test]
fn gradients_of_all_objectives() {
    let truth = Mixture::reference_in_plane();
    let samples = truth.sample(50, &mut generator(3, 0)).unwrap();
    let true_scores = samples.values().chunks_exact(2).flat_map(|x| truth.score(x)).collect();
    let samples = samples.with_scores(true_scores).unwrap();
    let law = Law::Sphere;
    let objectives = [
        Objective::IMPLICIT,
        Objective::Implicit { lambda: 0.1 },
        Objective::FiniteDifference { delta: None, lambda: 0.1 },
        Objective::FiniteDifference { delta: Some(0.1), lambda: 0.0 },
        Objective::Sliced { slices: 3, law, reduced: false },
        Objective::Sliced { slices: 2, law, reduced: true },
        Objective::Denoising { sigma: 0.3, copies: 2 },
        Objective::Explicit,
        Objective::Parzen { sigma: 0.5 },
    ];
    for objective in objectives {
        for activation in &Activation::ALL[..4] {
            let net = smooth_net(&[2, 5, 4, 2], *activation, 1);
            let (_, grad) = loss_and_grad(objective, &net, &samples);
            assert_slope(objective, &net, &samples, &grad.to_flat());
        }
        let energy = Energy::new(smooth_net(&[2, 5, 4, 1], Activation::Tanh, 1)).unwrap();
        let (_, grad) = loss_and_grad(objective, &energy, &samples);
        assert_slope(objective, &energy, &samples, &grad.to_flat());
    }
}

#[test]
fn energies_of_depth_three() {
    // U = Σ v σ(w x + b) + c, so ψ = −Σ v w σ′ and ψ′ = −Σ v w² σ″.
    let net = smooth_net(&[1, 6, 1], Activation::Sigmoid, 3);
    let (w, b, v) = (&net.layers[0].w, &net.layers[0].b, &net.layers[1].w);
    let xs = [-3.0, -0.7, 0.0, 0.4, 2.5];
    let (mut psi, mut slope) = (vec![], vec![]);
    for x in xs {
        let s: Vec<f64> = (0..6).map(|k| 1.0 / (1.0 + (-(w[k] * x + b[k])).exp())).collect();
        let first = |k: usize| s[k] * (1.0 - s[k]);
        psi.push(-(0..6).map(|k| v[k] * w[k] * first(k)).sum::<f64>());
        let second = |k: usize| first(k) * (1.0 - 2.0 * s[k]);
        slope.push(-(0..6).map(|k| v[k] * w[k] * w[k] * second(k)).sum::<f64>());
    }
    let energy = Energy::new(net.clone()).unwrap();
    assert_close("score", &scores(&energy, &xs), &psi, 1e-13);
    assert_close("slope", &jacobians(&energy, &xs), &slope, 1e-12);
    let samples = Samples::new(1, xs.to_vec()).unwrap();
    let (loss, _) = loss_and_grad(Objective::IMPLICIT, &energy, &samples);
    let expected = (0..5).map(|k| (0.5 * psi[k] * psi[k] + slope[k]) / 5.0).sum::<f64>();
    assert!((loss - expected).abs() < 1e-13);
    // The energy itself, by differences; its score is a gradient, that of a network is not.
    let step = 1e-5;
    let energies = energy.energies(&[0.4 + step, 0.4 - step]);
    let difference = (energies[1] - energies[0]) / (2.0 * step);
    assert!((difference - scores(&energy, &[0.4])[0]).abs() < 1e-9);
    let plane = Energy::new(smooth_net(&[2, 8, 1], Activation::Silu, 5)).unwrap();
    let points = [0.3, -1.0, 2.0, 0.5, -0.4, 0.8];
    assert!(relative_curl(&plane, &points).unwrap() < 1e-14);
    let other = smooth_net(&[2, 8, 2], Activation::Silu, 5);
    assert!(relative_curl(&other, &points).unwrap() > 0.1);
    let two = Energy::new(smooth_net(&[2, 8, 2], Activation::Silu, 5)).unwrap_err();
    assert_eq!(two.to_string(), "the output of an energy has 2 entries, but 1 are expected");
}

#[test]
fn sliced_losses_are_unbiased() {
    let dim = 3;
    let net = smooth_net(&[dim, 6, dim], Activation::Tanh, 7);
    let mut values = vec![0.0; 32 * dim];
    Law::Normal.draw(&mut values, &mut generator(2, 0));
    let samples = Samples::new(dim, values).unwrap();
    let exact = Objective::IMPLICIT.loss(&net, &samples, &mut generator(0, 0)).unwrap();
    for law in [Law::Normal, Law::Rademacher, Law::Sphere] {
        let mut errors = vec![];
        for reduced in [false, true] {
            let objective = Objective::Sliced { slices: 1, law, reduced };
            let mut rng = generator(4, 0);
            let estimates: Vec<f64> =
                (0..400).map(|_| objective.loss(&net, &samples, &mut rng).unwrap()).collect();
            let mean = estimates.iter().sum::<f64>() / 400.0;
            let squares: f64 = estimates.iter().map(|e| (e - mean) * (e - mean)).sum();
            let error = (squares / 400.0 / 399.0).sqrt();
            assert!((mean - exact).abs() < 3.0 * error, "{objective:?}: {mean} {error} {exact}");
            errors.push(error);
        }
        // Only the divergence is estimated in the second.
        assert!(errors[1] < errors[0], "{law:?}: {errors:?}");
    }
}

#[test]
fn directions_have_unit_covariance() {
    for law in [Law::Normal, Law::Rademacher, Law::Sphere] {
        let mut rng = generator(1, 0);
        let mut covariance = [0.0; 9];
        let n = 20_000;
        for _ in 0..n {
            let mut v = [0.0; 3];
            law.draw(&mut v, &mut rng);
            for i in 0..3 {
                for j in 0..3 {
                    covariance[i * 3 + j] += v[i] * v[j] / n as f64;
                }
            }
            let square: f64 = v.iter().map(|v| v * v).sum();
            assert!(law == Law::Normal || (square - 3.0).abs() < 1e-12);
        }
        for (place, c) in covariance.iter().enumerate() {
            let expected = f64::from(place % 4 == 0);
            assert!((c - expected).abs() < 0.04, "{law:?}: {covariance:?}");
        }
    }
}

#[test]
fn finite_differences_are_of_second_order() {
    let net = smooth_net(&[2, 6, 2], Activation::Tanh, 7);
    let samples = Mixture::reference_in_plane().sample(64, &mut generator(2, 0)).unwrap();
    let exact = Objective::Implicit { lambda: 0.1 }.loss(&net, &samples, &mut generator(0, 0));
    let exact = exact.unwrap();
    let error = |delta| {
        let objective = Objective::FiniteDifference { delta: Some(delta), lambda: 0.1 };
        objective.loss(&net, &samples, &mut generator(0, 0)).unwrap() - exact
    };
    let ratio = error(0.02) / error(0.01);
    assert!((ratio - 4.0).abs() < 0.01, "{ratio}");
    // Without a step it is the range over 2 N.
    let default = Objective::FiniteDifference { delta: None, lambda: 0.1 };
    assert!((default.loss(&net, &samples, &mut generator(0, 0)).unwrap() - exact).abs() < 1e-2);
}

/// ψ(x) = −(x − m) e^(−r) with the logarithm r of the variance.
#[derive(Debug, Clone, Differentiable)]
struct Gaussian {
    mean: f64,
    log_variance: f64,
}

#[differentiable(wrt(model), wrt(x), order = 2)]
fn gaussian(model: &Gaussian, x: &[Tile]) -> Vec<Tile> {
    let precision = (-model.log_variance).exp();
    let mut psi: Tile = x[0];
    for s in 0..WIDTH {
        psi[s] = -(psi[s] - model.mean) * precision;
    }
    vec![psi]
}

score_model!(mod gaussian_losses for Gaussian, gaussian, |_model| 1);

#[test]
fn gaussian_is_fitted_by_mean_and_variance() {
    let samples = Mixture::on_line(&[(1.0, 2.0, 1.5)]).unwrap();
    let samples = samples.sample(200, &mut generator(1, 0)).unwrap();
    let n = samples.len() as f64;
    let mean = samples.values().iter().sum::<f64>() / n;
    let variance = samples.values().iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    let best = Gaussian { mean, log_variance: variance.ln() };
    let (loss, grad) = loss_and_grad(Objective::IMPLICIT, &best, &samples);
    assert!((loss + 0.5 / variance).abs() < 1e-13);
    assert!(grad.norm() < 1e-14, "{grad:?}");
    let settings = Settings { epochs: 1500, ..Settings::default() };
    let start = Gaussian { mean: 1.0, log_variance: 0.0 };
    let mut training = Training::new(start, settings).unwrap();
    training.run(&samples, None, |_| ControlFlow::Continue(())).unwrap();
    assert!((training.model().mean - mean).abs() < 1e-4);
    assert!((training.model().log_variance.exp() - variance).abs() < 1e-4);
}

#[test]
fn denoising_has_its_floor() {
    let truth = Mixture::reference();
    let zero = |points: &[f64]| vec![0.0; points.len()];
    for (sigma, floor, off) in [
        (0.1, 49.5159, Some(5.0e-5)),
        (0.3, 5.11020, Some(3.47e-3)),
        (0.5, 1.61806, Some(2.04e-2)),
        (1.0, 0.281497, None),
    ] {
        let smoothed = truth.smoothed(sigma);
        let c = half_square_distance(zero, 1, &smoothed).unwrap().value;
        let found = 0.5 / (sigma * sigma) - c;
        assert!((found / floor - 1.0).abs() < 2e-6, "{sigma}: {found}");
        let score = |points: &[f64]| -> Vec<f64> {
            points.iter().map(|x| smoothed.score(&[*x])[0]).collect()
        };
        let distance = half_square_distance(score, 1, &truth).unwrap().value;
        if let Some(off) = off {
            assert!((distance / off - 1.0).abs() < 1e-2, "{sigma}: {distance}");
        }
    }
    // A fit reaches it but for its own distance from the smoothed score, within noise.
    let sigma = 0.5;
    let mut example = Example::on_line(Objective::Denoising { sigma, copies: 1 }, 2).unwrap();
    example.settings.epochs = if cfg!(debug_assertions) { 150 } else { 500 };
    example.settings.adam.rate = 0.03;
    let fit = example.fit().unwrap();
    let losses = &fit.training.state().losses;
    let tail = &losses[losses.len() - 50..];
    let mean = tail.iter().sum::<f64>() / 50.0;
    let error = {
        let squares: f64 = tail.iter().map(|l| (l - mean) * (l - mean)).sum();
        (squares / 49.0 / 50.0).sqrt()
    };
    let off = half_fisher_divergence(&fit.model(), &truth.smoothed(sigma)).unwrap().value;
    // The samples' own score is another than the truth's, by about 25 / 2 N.
    let slack = 3.0 * error + 0.03;
    assert!((mean - 1.61806 - off).abs() < slack, "{mean} {off} {error}");
    // As σ falls, the noise of the loss blows up like 1/σ².
    let net = fit.model();
    let spread = |sigma: f64| {
        let objective = Objective::Denoising { sigma, copies: 1 };
        let mut rng = generator(1, 0);
        let mut losses: Vec<f64> =
            (0..40).map(|_| objective.loss(&net, &example.samples, &mut rng).unwrap()).collect();
        losses.sort_by(f64::total_cmp);
        losses[30] - losses[10]
    };
    assert!(spread(0.05) > 10.0 * spread(0.5));
}

#[test]
fn density_of_the_true_score() {
    let truth = Mixture::reference();
    let grid = Grid::reference();
    let score: Vec<f64> = grid.points().iter().map(|x| truth.score(&[*x])[0]).collect();
    let pdf = |x: f64| truth.pdf(&[x]);
    let recovered = density_of_scores(grid, &score, Quadrature::Trapezoid).unwrap();
    assert!(recovered.largest_error(pdf) < 2.0e-5, "{}", recovered.largest_error(pdf));
    assert!(recovered.l1_error(pdf) < 3.6e-5, "{}", recovered.l1_error(pdf));
    assert!((recovered.cdf[199] - 1.0).abs() < 1e-12 && recovered.cdf[0] == 0.0);
    assert!(recovered.warning(1e-3).is_none() && recovered.beyond < 1e-10);
    let left = density_of_scores(grid, &score, Quadrature::Left).unwrap();
    assert!((left.largest_error(pdf) - 0.0109).abs() < 1e-4, "{}", left.largest_error(pdf));
    assert!((left.l1_error(pdf) - 0.0398).abs() < 2e-4, "{}", left.l1_error(pdf));
    // exp(∫ψ) from −10 on is p(x)/p(−10).
    assert!((recovered.log_normaliser + truth.log_pdf(&[-10.0])).abs() < 1e-3);
    // A score that does not point back inside has a density without end.
    let flat = density_of_scores(grid, &[0.0; 200], Quadrature::Trapezoid).unwrap();
    let text = flat.warning(1e-3).unwrap().to_string();
    assert!(text.contains("about inf of the mass lies beyond the grid"), "{text}");
    // A deep valley at the left end does not overflow.
    let steep = density_of_scores(grid, &[100.0; 200], Quadrature::Trapezoid).unwrap();
    assert!(steep.pdf.iter().all(|p| p.is_finite()));
}

/// ψ of a normal distribution around `(1, 0)` with covariance 1 as a network.
fn normal_in_plane() -> Mlp {
    let layer = Layer { w: vec![-1.0, 0.0, 0.0, -1.0], b: vec![1.0, 0.0] };
    Mlp::new(Activation::Tanh, vec![layer]).unwrap()
}

#[test]
fn density_in_the_plane() {
    let (xs, ys) = (Grid::new(-6.0, 8.0, 141).unwrap(), Grid::new(-7.0, 7.0, 71).unwrap());
    let pdf = recover_density_in_plane(&normal_in_plane(), xs, ys).unwrap();
    for (y, line) in ys.points().iter().zip(pdf.chunks_exact(141)) {
        for (x, p) in xs.points().iter().zip(line) {
            let square = (x - 1.0) * (x - 1.0) + y * y;
            let expected = (-0.5 * square).exp() / std::f64::consts::TAU;
            assert!((p - expected).abs() < 1e-10, "{x} {y}: {p} {expected}");
        }
    }
}

#[test]
fn langevin_finds_both_modes() {
    let truth = Mixture::on_line(&[(0.6, 3.0, 1.0), (0.4, 7.0, 0.5)]).unwrap();
    let start = Mixture::on_line(&[(1.0, 5.0, 1.0)]).unwrap();
    let n = 8000;
    let starts = start.sample(n, &mut generator(1, 0)).unwrap();
    let score = |points: &[f64]| -> Vec<f64> {
        let at = |x: &f64| {
            let (near, far) = (x - 3.0, (x - 7.0) / 0.5);
            let odds = 0.6 / 0.4 * 0.5 * (0.5 * (far * far - near * near)).exp();
            // Where the odds overflow the share is 1.
            let share = if odds.is_infinite() { 1.0 } else { odds / (1.0 + odds) };
            -share * near - (1.0 - share) * (x - 7.0) / 0.25
        };
        points.iter().map(at).collect()
    };
    for x in [-4.0, 2.0, 5.2, 9.0] {
        assert!((score(&[x])[0] - truth.score(&[x])[0]).abs() < 1e-12);
    }
    let ends = Langevin::default().sample_by(score, &starts, &mut generator(2, 0)).unwrap();
    let (right, left): (Vec<f64>, Vec<f64>) = ends.values().iter().partition(|x| **x > 5.2);
    let share = right.len() as f64 / n as f64;
    assert!((share - 0.393).abs() < 0.02, "{share}");
    let mut masses = vec![];
    for (mode, lo, hi) in [(left, -5.0, 5.2), (right, 5.2, 15.0)] {
        // Moments of the truth on this side, each of which has a tail of the other mode.
        let step = (hi - lo) / 4000.0;
        let points = (0..4000).map(|k| lo + step * (f64::from(k) + 0.5));
        let moments: [f64; 3] = points.fold([0.0; 3], |[mass, first, second], x| {
            let p = truth.pdf(&[x]);
            [mass + p, first + p * x, second + p * x * x]
        });
        let mean = moments[1] / moments[0];
        let sd = (moments[2] / moments[0] - mean * mean).sqrt();
        masses.push(moments[0] * step);
        let count = mode.len() as f64;
        let found = mode.iter().sum::<f64>() / count;
        let square = mode.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / count;
        assert!((found - mean).abs() < 0.05, "{found} {mean}");
        assert!((square.sqrt() / sd - 1.0).abs() < 0.08, "{} {sd}", square.sqrt());
    }
    // At T = 10 chains still pass between the modes; later their masses are the truth's.
    let later = Langevin { step: 0.05, burn_in: 600, ..Langevin::default() };
    let ends = later.sample_by(score, &ends, &mut generator(4, 0)).unwrap();
    let share = ends.values().iter().filter(|x| **x > 5.2).count() as f64 / n as f64;
    assert!((share - masses[1]).abs() < 0.02, "{share} {masses:?}");
    // In the plane by a model, with burn-in and thinning.
    let starts = Samples::new(2, vec![0.0; 2 * 600]).unwrap();
    let langevin = Langevin { step: 0.05, gamma: 1.0, burn_in: 100, kept: 3, thinning: 40 };
    let ends = langevin.sample(&normal_in_plane(), &starts, &mut generator(3, 0)).unwrap();
    assert_eq!((ends.len(), ends.dim()), (1800, 2));
    for (i, mean) in [1.0, 0.0].into_iter().enumerate() {
        let axis = || ends.values().iter().skip(i).step_by(2).copied();
        let found = axis().sum::<f64>() / 1800.0;
        let square = axis().map(|x| (x - found) * (x - found)).sum::<f64>() / 1800.0;
        assert!((found - mean).abs() < 0.1 && (square - 1.0).abs() < 0.1, "{found} {square}");
    }
}

#[test]
fn far_tails_are_finite_and_linear() {
    let truth = Mixture::reference();
    for x in [-1e6, -100.0, 100.0, 1e6] {
        let nearest = 3.0 * f64::signum(x);
        assert_eq!(truth.score(&[x]), [-(x - nearest)]);
    }
    for activation in Activation::ALL {
        let mut net = smooth_net(&[1, 8, 1], activation, 1);
        net.layers[0].w.iter_mut().for_each(|w| *w *= 50.0);
        let points = [-1e6, -100.0, 100.0, 1e6];
        assert!(scores(&net, &points).iter().all(|s| s.is_finite()), "{activation}");
        assert!(jacobians(&net, &points).iter().all(|s| s.is_finite()), "{activation}");
        let samples = Samples::new(1, points.to_vec()).unwrap();
        let (_, grad) = loss_and_grad(Objective::Implicit { lambda: 0.1 }, &net, &samples);
        assert!(grad.to_flat().iter().all(|g| g.is_finite()), "{activation}: {grad:?}");
    }
}

#[test]
fn order_of_samples_and_threads_do_not_matter() {
    let samples = Mixture::reference_in_plane().sample(1000, &mut generator(1, 0)).unwrap();
    let net = smooth_net(&[2, 6, 2], Activation::Tanh, 1);
    let reversed = samples.values().chunks_exact(2).rev().flatten().copied().collect();
    let reversed = Samples::new(2, reversed).unwrap();
    let objective = Objective::Implicit { lambda: 0.1 };
    let (loss, grad) = loss_and_grad(objective, &net, &samples);
    let (same, other) = loss_and_grad(objective, &net, &reversed);
    assert!((loss - same).abs() < 1e-13 * loss.abs());
    assert_close("gradient", &other.to_flat(), &grad.to_flat(), 1e-13);
    let run = |threads| {
        let objective = Objective::Sliced { slices: 1, law: Law::Normal, reduced: true };
        let settings =
            Settings { objective, epochs: 3, snapshots: 0, threads, ..Settings::default() };
        let mut training = Training::new(net.clone(), settings).unwrap();
        training.run(&samples, None, |_| ControlFlow::Continue(())).unwrap();
        training.state().clone()
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(5));
}

#[test]
fn snapshots_come_before_their_epochs_steps() {
    let mut example = Example::on_line(Objective::IMPLICIT, 1).unwrap();
    example.samples = Samples::new(1, example.samples.values()[..32].to_vec()).unwrap();
    let mut training = Training::new(example.net.clone(), example.settings.clone()).unwrap();
    let mut parameters = vec![example.net.to_flat()];
    let outcome = training.run(&example.samples, None, |training| {
        parameters.push(training.state().parameters.clone());
        ControlFlow::Continue(())
    });
    assert_eq!(outcome, Ok(Outcome::Finished));
    let state = training.state();
    assert_eq!((state.snapshots.len(), state.losses.len()), (101, 500));
    for (k, snapshot) in state.snapshots.iter().enumerate() {
        assert_eq!(snapshot.epoch, 5 * k);
        assert_eq!(snapshot.parameters, parameters[(5 * k).saturating_sub(1)]);
    }
    // Losses too come before the steps.
    for epoch in [1, 250, 500] {
        let before = training.model_with(&parameters[epoch - 1]);
        let loss = Objective::IMPLICIT.loss(&before, &example.samples, &mut generator(0, 0));
        assert!((loss.unwrap() - state.losses[epoch - 1]).abs() < 1e-14);
    }
}

#[test]
fn a_resumed_training_gives_the_same_bits() {
    let truth = Mixture::reference_in_plane();
    let samples = truth.sample(150, &mut generator(1, 0)).unwrap();
    let held_out = truth.sample(40, &mut generator(1, 1)).unwrap();
    let net = smooth_net(&[2, 4, 2], Activation::Tanh, 1);
    let sliced = Objective::Sliced { slices: 2, law: Law::Sphere, reduced: false };
    let denoising = Objective::Denoising { sigma: 0.3, copies: 2 };
    for (objective, fresh, batch) in [
        (Objective::IMPLICIT, true, None),
        (Objective::IMPLICIT, true, Some(64)),
        (sliced, true, Some(32)),
        (sliced, false, Some(50)),
        (denoising, true, None),
        (denoising, false, Some(150)),
    ] {
        let settings = Settings {
            objective,
            fresh,
            batch,
            epochs: 12,
            snapshots: 4,
            seed: 3,
            clip: Some(1.0),
            ema: Some(0.9),
            schedule: Schedule::Cosine { last: 0.1 },
            ..Settings::default()
        };
        let mut whole = Training::new(net.clone(), settings.clone()).unwrap();
        whole.run(&samples, Some(&held_out), |_| ControlFlow::Continue(())).unwrap();
        for at in [1, 7, 11] {
            let mut first = Training::new(net.clone(), settings.clone()).unwrap();
            let outcome = first.run(&samples, Some(&held_out), |training| {
                match training.state().epoch == at {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                }
            });
            assert_eq!(outcome, Ok(Outcome::Interrupted));
            let written = serde_json::to_string(first.state()).unwrap();
            let settings = serde_json::to_string(first.settings()).unwrap();
            let state: State = serde_json::from_str(&written).unwrap();
            assert_eq!(&state, first.state());
            let settings = serde_json::from_str(&settings).unwrap();
            let other = smooth_net(&[2, 4, 2], Activation::Tanh, 2);
            let mut second = Training::resume(other, settings, state).unwrap();
            let outcome = second.run(&samples, Some(&held_out), |_| ControlFlow::Continue(()));
            assert_eq!(outcome, Ok(Outcome::Finished));
            assert_eq!(second.state(), whole.state(), "{objective:?}");
            assert_eq!(second.model(), whole.model());
        }
    }
}

#[test]
fn fixed_draws_stay_and_fresh_ones_do_not() {
    let samples = Mixture::reference().sample(64, &mut generator(1, 0)).unwrap();
    let net = smooth_net(&[1, 4, 1], Activation::Tanh, 1);
    // So small a rate leaves the loss to the draws.
    let adam = Adam { rate: 1e-300, ..Adam::default() };
    let losses = |fresh| {
        let objective = Objective::Denoising { sigma: 0.3, copies: 1 };
        let settings =
            Settings { objective, adam, fresh, epochs: 3, snapshots: 0, ..Settings::default() };
        let mut training = Training::new(net.clone(), settings).unwrap();
        training.run(&samples, None, |_| ControlFlow::Continue(())).unwrap();
        training.state().losses.clone()
    };
    let (fixed, fresh) = (losses(false), losses(true));
    assert!(fixed[0] == fixed[1] && fixed[1] == fixed[2]);
    assert!(fresh[0] != fresh[1] && fresh[1] != fresh[2]);
}

#[test]
fn training_stops_when_the_held_out_loss_no_longer_improves() {
    let truth = Mixture::reference();
    let samples = truth.sample(8, &mut generator(1, 0)).unwrap();
    let held_out = truth.sample(200, &mut generator(1, 1)).unwrap();
    let net = smooth_net(&[1, 8, 1], Activation::Tanh, 1);
    let adam = Adam { rate: 0.05, ..Adam::default() };
    let settings =
        Settings { adam, epochs: 2000, patience: Some(20), snapshots: 0, ..Settings::default() };
    let mut training = Training::new(net, settings).unwrap();
    let outcome = training.run(&samples, Some(&held_out), |_| ControlFlow::Continue(()));
    assert_eq!(outcome, Ok(Outcome::Stopped));
    let state = training.state();
    let best = state.best.as_ref().unwrap();
    assert_eq!(state.epoch, best.epoch + 20);
    let smallest = state.held_out_losses.iter().copied().fold(f64::MAX, f64::min);
    assert_eq!(best.loss, smallest);
    assert_eq!(best.loss, state.held_out_losses[best.epoch - 1]);
    assert_eq!(training.result().to_flat(), best.parameters);
    let without = training.run(&samples, None, |_| ControlFlow::Continue(())).unwrap_err();
    assert!(without.to_string().starts_with("the held-out sample"), "{without}");
}

#[test]
fn divergence_of_training_is_told_with_its_epoch() {
    let samples = Mixture::reference().sample(64, &mut generator(1, 0)).unwrap();
    let net = smooth_net(&[1, 4, 1], Activation::Softplus, 1);
    let adam = Adam { rate: 1e150, ..Adam::default() };
    let settings = Settings { adam, epochs: 10, snapshots: 2, ..Settings::default() };
    let mut training = Training::new(net, settings).unwrap();
    let error = training.run(&samples, None, |_| ControlFlow::Continue(())).unwrap_err();
    let ScoreError::Diverged { epoch, found, .. } = error else { panic!("{error}") };
    assert!(epoch > 1 && !found.is_finite());
    let state = training.state();
    assert_eq!((state.epoch, state.losses.len()), (epoch - 1, epoch - 1));
    assert!(state.parameters.iter().all(|p| p.is_finite()));
    assert_eq!(training.model().to_flat(), state.parameters);
}

#[test]
fn kinks_are_warned_about() {
    let net = smooth_net(&[1, 4, 1], Activation::Relu, 1);
    let law = Law::Normal;
    for (objective, warns) in [
        (Objective::IMPLICIT, true),
        (Objective::Sliced { slices: 1, law, reduced: true }, true),
        (Objective::FiniteDifference { delta: None, lambda: 0.0 }, false),
        (Objective::Denoising { sigma: 0.1, copies: 1 }, false),
    ] {
        let settings = Settings { objective, ..Settings::default() };
        let warning = Training::new(net.clone(), settings.clone()).unwrap().warning();
        assert_eq!(warning.is_some(), warns, "{objective:?}");
        let text = warning.map(|w| w.to_string()).unwrap_or_default();
        assert!(!warns || text.starts_with("relu has kinks"), "{text}");
        let energy = Energy::new(net.clone()).unwrap();
        assert_eq!(Training::new(energy, settings.clone()).unwrap().warning().is_some(), warns);
        let smooth = smooth_net(&[1, 4, 1], Activation::Silu, 1);
        assert_eq!(Training::new(smooth, settings).unwrap().warning(), None);
    }
}

#[test]
fn mistakes_are_told_by_name() {
    let samples = Samples::new(2, vec![0.0; 6]).unwrap();
    let net = smooth_net(&[1, 4, 1], Activation::Tanh, 1);
    let loss = |objective: Objective, net: &Mlp| {
        objective.loss(net, &samples, &mut generator(0, 0)).unwrap_err().to_string()
    };
    let told = loss(Objective::IMPLICIT, &net);
    assert_eq!(told, "the sample has 2 coordinates a point, but the model has 1");
    let net = smooth_net(&[2, 4, 2], Activation::Tanh, 1);
    let told = loss(Objective::Explicit, &net);
    assert!(told.starts_with("explicit score matching needs the true score"), "{told}");
    let told = loss(Objective::Denoising { sigma: 0.0, copies: 1 }, &net);
    assert_eq!(told, "sigma is 0, but must be above 0");
    let told = loss(Objective::Implicit { lambda: f64::NAN }, &net);
    assert_eq!(told, "lambda is NaN, but must be at least 0");
    let told = loss(Objective::FiniteDifference { delta: None, lambda: 0.0 }, &net);
    assert_eq!(told, "the samples' range is 0, but must be above 0, or a delta be given");
    let settings = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        settings.check().unwrap_err().to_string()
    };
    assert_eq!(settings(|s| s.epochs = 0), "epochs is 0, but must be at least 1");
    assert_eq!(settings(|s| s.batch = Some(0)), "batch is 0, but must be at least 1");
    assert_eq!(settings(|s| s.snapshots = 501), "snapshots is 501, but must be at most epochs");
    assert_eq!(settings(|s| s.adam.rate = -1.0), "rate is -1, but must be above 0");
    let told = Grid::new(0.0, 1.0, 1).unwrap_err().to_string();
    assert_eq!(told, "the grid's number of points is 1, but must be at least 2");
    let told = Grid::new(1.0, -1.0, 5).unwrap_err().to_string();
    assert_eq!(told, "the grid is 1 to -1, but must be from a finite number to a larger one");
    let told = Mlp::draw(&[1, 0, 1], Activation::Tanh, &mut generator(0, 0)).unwrap_err();
    assert_eq!(told.to_string(), "widths is [1, 0, 1], but must be at least 1 each");
    let told = Mixture::on_line(&[(1.0, 0.0, 0.0)]).unwrap_err().to_string();
    assert_eq!(told, "a standard deviation is 0, but must be above 0");
    let mut state = Training::new(net.clone(), Settings::default()).unwrap().state().clone();
    state.first_moment.pop();
    let told = Training::resume(net.clone(), Settings::default(), state).unwrap_err().to_string();
    assert_eq!(told, "the state's first moment has 21 entries, but 22 are expected");
    let told = recover_density(&net, Grid::reference(), Quadrature::Left).unwrap_err();
    assert_eq!(told.to_string(), "the line has 1 coordinates a point, but the model has 2");
    let unknown: Result<Settings, _> = serde_json::from_str(r#"{"epoch": 3}"#);
    assert!(unknown.unwrap_err().to_string().contains("unknown field `epoch`"));
}

/// Loss, half Fisher divergence, L1 error of the density and number of warnings for each seed.
fn fits(lambda: f64, epochs: usize, seeds: u64) -> Vec<[f64; 4]> {
    let fit = |seed| {
        let mut example = Example::on_line(Objective::Implicit { lambda }, seed).unwrap();
        example.settings.epochs = epochs;
        let fit = example.fit().unwrap();
        let density = fit.density.as_ref().unwrap();
        [
            fit.final_loss(),
            fit.assessment.half_fisher.unwrap().value,
            density.l1_error(|x| example.truth.pdf(&[x])),
            fit.assessment.warnings.len() as f64,
        ]
    };
    (1..=seeds).into_par_iter().map(fit).collect()
}

fn median(fits: &[[f64; 4]], which: usize) -> f64 {
    let mut all: Vec<f64> = fits.iter().map(|fit| fit[which]).collect();
    all.sort_by(f64::total_cmp);
    0.5 * (all[(all.len() - 1) / 2] + all[all.len() / 2])
}

/// The spec's table: loss, its range where the table has one, half Fisher divergence, its largest. The
/// medians of ten seeds lie within the ranges. They scatter from one ten to the next: over the first twenty tens of the first
/// row those of the divergence are 0.041 ± 0.006, from 0.029 to 0.056, of which the first ten is the largest, and those of the
/// loss -0.453 ± 0.009. A program apart, with other random numbers and the gradient's closed form, has 0.042 ± 0.006 and
/// -0.453 ± 0.014 over twelve tens. So closeness to the table's medians, ±0.01 and ±30 %, is asked of more seeds.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimisation")]
fn medians_are_those_of_the_reference_table() {
    for (lambda, epochs, loss, range, divergence, largest, seeds) in [
        (0.0, 500, -0.442, Some(-0.509..-0.415), 0.042, 0.076, 40),
        (0.1, 500, -0.371, Some(-0.419..-0.341), 0.058, 0.093, 40),
        (0.0, 2000, -0.492, None, 0.012, 0.027, 10),
        (0.01, 2000, -0.481, None, 0.011, 0.021, 10),
        (0.1, 2000, -0.407, None, 0.022, 0.027, 10),
    ] {
        let all = fits(lambda, epochs, seeds);
        for (what, fits) in [("ten seeds", &all[..10]), ("all seeds", &all[..])] {
            let [loss, divergence, l1] = [0, 1, 2].map(|which| median(fits, which));
            println!(
                "λ {lambda}, {epochs} epochs, {what}: loss {loss:.3}, half Fisher divergence \
                 {divergence:.4}, L1 {l1:.3}"
            );
        }
        let what = format!("λ {lambda}, {epochs} epochs");
        let ten = [0, 1].map(|which| median(&all[..10], which));
        let in_range = range.is_none_or(|range| range.contains(&ten[0]));
        assert!(in_range && ten[1] < largest, "{what}, ten seeds: {ten:?}");
        let found = [0, 1].map(|which| median(&all, which));
        assert!((found[0] - loss).abs() < 0.01, "{what}: loss {}, not {loss}", found[0]);
        assert!((found[1] / divergence - 1.0).abs() < 0.3, "{what}: {}", found[1]);
        // No over-fitting yet.
        let warned = all.iter().filter(|fit| fit[3] > 0.0).count();
        assert!(warned * 20 <= all.len(), "{what}: {warned} warnings");
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes a minute without optimisation")]
fn over_fitting_is_warned_about() {
    for seed in [1, 2, 5] {
        let mut example = Example::on_line(Objective::IMPLICIT, seed).unwrap();
        example.settings.epochs = 5000;
        let assessment = example.fit().unwrap().assessment;
        let text: Vec<String> = assessment.warnings.iter().map(ToString::to_string).collect();
        assert!(text.iter().any(|text| text.starts_with("over-fitting")), "{assessment:?}");
        assert!(assessment.half_fisher.unwrap().value > 0.05);
    }
}

#[test]
fn the_example_in_the_plane_fits() {
    let mut example = Example::in_plane(Objective::IMPLICIT, 1).unwrap();
    if cfg!(debug_assertions) {
        example.settings.epochs = 40;
        example.settings.snapshots = 10;
        example.settings.adam.rate = 0.03;
    }
    let start = half_fisher_divergence(&example.net, &example.truth).unwrap().value;
    let fit = example.fit().unwrap();
    let end = fit.assessment.half_fisher.unwrap().value;
    let bound = if cfg!(debug_assertions) { 0.7 * start } else { 0.08 };
    assert!(end < bound, "{start} {end}");
    assert!(fit.density.is_none());
}

#[test]
fn pictures_of_the_reference_example() {
    use pictures::*;
    let mut example = Example::on_line(Objective::IMPLICIT, 1).unwrap();
    example.settings.epochs = 12;
    example.settings.snapshots = 3;
    let fitted = example.fit().unwrap();
    let (truth, samples, grid) = (&example.truth, &example.samples, Grid::reference());
    let plots = [
        histogram(truth, samples, grid, 80).unwrap(),
        score_and_data(truth, samples, grid).unwrap(),
        fit(truth, samples, &fitted.model(), grid).unwrap(),
        density(truth, fitted.density.as_ref().unwrap()).unwrap(),
        losses(&fitted.training.state().losses).unwrap(),
    ];
    for plot in &plots {
        let svg = plot.svg(SIZE).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains(&plot.title), "{}", plot.title);
        assert!(svg.matches("http").count() == 1, "{}: a link to outside", plot.title);
        let n_points: usize = plot.series.iter().map(|series| series.points.len()).sum();
        assert_eq!(plot.csv().lines().count(), n_points + 1);
    }
    // The bars' area is 1, and each sample lies on the density.
    let Series { shape: Shape::Bars(width), points: bars, .. } = &plots[0].series[0] else {
        panic!("{:?}", plots[0].series[0].shape)
    };
    assert_eq!(bars.len(), 80);
    assert!((bars.iter().map(|(_, y)| y * width).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(plots[0].series[2].points.len(), 1024);
    assert_eq!(plots[4].series[0].points.len(), 12);
    let frames = fit_over_time(truth, samples, &fitted, grid).unwrap();
    let names: Vec<&str> = frames.iter().map(|plot| plot.series[2].name.as_str()).collect();
    let epochs = ["00", "04", "08", "12"].map(|epoch| format!("predicted at epoch {epoch}"));
    assert_eq!(names, epochs);
    // Fixed axes: the range of the true score and a tenth of it at both ends.
    assert!(frames.iter().all(|plot| plot.y == frames[0].y));
    assert!((frames[0].y.1 - 8.4).abs() < 1e-3, "{:?}", frames[0].y);
    let densities = density_over_time(truth, samples, &fitted, grid).unwrap();
    let gif = animation(&densities[..2], (200, 150), DENSITY_RATE).unwrap();
    assert!(gif.starts_with(b"GIF89a") && gif.ends_with(b";"));
    let refused = histogram(truth, samples, grid, 0).unwrap_err().to_string();
    assert_eq!(refused, "bins is 0, but must be at least 1");
    let refused = animation(&[], SIZE, 20).unwrap_err().to_string();
    assert_eq!(refused, "the animation is empty, but at least one entry is needed");
    let refused = animation(&frames, SIZE, 0).unwrap_err().to_string();
    assert_eq!(refused, "frames a second is 0, but must be from 1 to 50");
    let plane = Mixture::reference_in_plane();
    let refused = histogram(&plane, samples, grid, 8).unwrap_err().to_string();
    assert_eq!(refused, "the true density has 2 coordinates a point, but the model has 1");
}
