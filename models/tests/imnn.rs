//! Information-maximising networks against published values, closed forms, differences and themselves.
#![allow(clippy::needless_range_loop, reason = "formulas read best with indices")]

use cotangent::{Differentiable, differentiable};
use cotangent_models::imnn::data::{Batch, Batches, DataError, DataSet, Derivatives, Shape};
use cotangent_models::imnn::simulator::{gaussian, normals};
use cotangent_models::imnn::statistics::{loss, loss_and_grad};
use cotangent_models::imnn::*;
use cotangent_models::imnn_model;
use ndarray::Array2;
use npyz::NpyFile;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow::{Break, Continue};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

type Arrays = BTreeMap<String, Vec<f64>>;

/// A published case in double precision; its `f4` inputs and integers become doubles.
fn golden(name: &str) -> Arrays {
    let path = format!("{}/../tests/data/imnn/{name}.npz", env!("CARGO_MANIFEST_DIR"));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut arrays = Arrays::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        let values = if let Ok(floats) = NpyFile::new(&bytes[..]).unwrap().into_vec::<f64>() {
            floats
        } else if let Ok(singles) = NpyFile::new(&bytes[..]).unwrap().into_vec::<f32>() {
            singles.iter().map(|v| f64::from(*v)).collect()
        } else {
            let whole = NpyFile::new(&bytes[..]).unwrap().into_vec::<i64>().unwrap();
            whole.iter().map(|w| *w as f64).collect()
        };
        arrays.insert(name, values);
    }
    arrays
}

/// Layers from `W_i[in, out]` under a prefix.
fn network<T: Precision>(arrays: &Arrays, prefix: &str) -> Dense<T> {
    let layer = |l: usize| {
        let w = arrays.get(&format!("{prefix}W{l}"))?;
        let b = &arrays[&format!("{prefix}b{l}")];
        let w = Array2::from_shape_vec((w.len() / b.len(), b.len()), w.clone()).unwrap();
        let w = w.t().mapv(T::from_f64);
        Some(Layer { w, b: b.iter().map(|b| T::from_f64(*b)).collect() })
    };
    Dense::new(Activation::LeakyRelu, (1..).map_while(layer).collect()).unwrap()
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

/// Simulations in memory.
#[derive(Debug, Clone)]
struct Memory {
    shape: Shape,
    data: Vec<f32>,
    /// `[n_d][input][P]`, or `[n_d][2][P][input]`.
    derivatives: Vec<f32>,
    pairs: bool,
}

impl DataSet for Memory {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn pass(&self, _iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        let Shape { simulations, with_derivatives: n_d, ref input, parameters } = self.shape;
        let width: usize = input.iter().product();
        let along = width * parameters * if self.pairs { 2 } else { 1 };
        let mut starts: Vec<(usize, usize)> =
            (0..n_d).step_by(per_batch).map(|k| (k, n_d.min(k + per_batch))).collect();
        let rest = (n_d..simulations).step_by(per_batch);
        starts.extend(rest.map(|k| (k, simulations.min(k + per_batch))));
        Ok(Box::new(starts.into_iter().map(move |(first, last)| {
            let derivatives = match (first < n_d, self.pairs) {
                (false, _) => Derivatives::None,
                (true, pairs) => {
                    let own = self.derivatives[first * along..last * along].to_vec();
                    if pairs { Derivatives::Pairs(own) } else { Derivatives::Exact(own) }
                }
            };
            let data = self.data[first * width..last * width].to_vec();
            Ok(Batch { indices: first..last, data, derivatives })
        })))
    }
}

fn single(values: &[f64]) -> Vec<f32> {
    values.iter().map(|v| *v as f32).collect()
}

fn memory(arrays: &Arrays, prefix: &str) -> Memory {
    let count = |name: &str| arrays[name][0] as usize;
    let shape = Shape {
        simulations: count("n_s"),
        with_derivatives: count("n_d"),
        input: vec![count("n_input")],
        parameters: count("n_params"),
    };
    let data = single(&arrays[&format!("{prefix}fiducial")]);
    let derivatives = single(&arrays[&format!("{prefix}derivative")]);
    Memory { shape, data, derivatives, pairs: false }
}

fn imnn<T: Precision>(arrays: &Arrays) -> Builder<Dense<T>>
where
    Dense<T>: SummaryModel,
{
    let training = Source::exact(Arc::new(memory(arrays, "")));
    Imnn::builder(network::<T>(arrays, ""), arrays["theta_fid"].clone(), training)
}

fn regulariser(arrays: &Arrays) -> Regulariser {
    Regulariser::new(arrays["lam"][0], arrays["eps"][0]).unwrap()
}

#[test]
fn published_losses_statistics_and_gradients() {
    for name in ["small", "nd_lt_ns", "seed"] {
        let arrays = golden(name);
        let mut imnn = imnn::<f64>(&arrays).build().unwrap();
        let seen = imnn.summaries(false).unwrap();
        assert_close("x", &seen.x, &arrays["x"], 1e-11);
        assert_close("dx_dtheta", &seen.slopes, &arrays["dx_dtheta"], 1e-11);
        let regulariser = regulariser(&arrays);
        assert_close("alpha", &[regulariser.alpha], &arrays["alpha"], 1e-13);
        let (loss, found, bar) = imnn.loss_and_grad(&regulariser).unwrap();
        for (what, values) in [
            ("loss", &[loss][..]),
            ("mu", &found.mean),
            ("C", &found.covariance),
            ("invC", &found.inverse_covariance),
            ("dmu_dtheta", &found.mean_derivative),
            ("F", &found.fisher),
            ("logdetF", &[found.log_det_fisher]),
            ("Lambda2", &[found.lambda2]),
            ("r", &[found.strength(&regulariser)]),
        ] {
            assert_close(what, values, &arrays[what], 1e-9);
        }
        // As a whole: that of the last biases, which F does not see, is zero but for rounding.
        let expected = network::<f64>(&arrays, "d");
        assert_close("gradient", &bar.to_flat(), &expected.to_flat(), 1e-9);
    }
}

#[test]
fn published_statistics_in_single_precision() {
    let arrays = golden("small");
    let mut imnn = imnn::<f32>(&arrays).build().unwrap();
    let (_, found, bar) = imnn.loss_and_grad(&regulariser(&arrays)).unwrap();
    assert_close("F", &found.fisher, &arrays["F"], 1e-4);
    let w = network::<f64>(&arrays, "d").layers.swap_remove(0).w.into_iter().collect::<Vec<f64>>();
    let found: Vec<f64> = bar.layers[0].w.iter().map(|w| f64::from(*w)).collect();
    assert_close("dW1", &found, &w, 1e-4);
}

/// Runs a recorded fit and compares each iteration.
fn assert_fit(name: &str, tolerance: f64) -> f64 {
    let (arrays, fit) = (golden(name), golden(&format!("{name}_fit")));
    let validation = Source::exact(Arc::new(memory(&arrays, "validation_")));
    let mut imnn = imnn::<f64>(&arrays).validation(validation).build().unwrap();
    let options = FitOptions {
        lambda: arrays["lam"][0],
        epsilon: arrays["eps"][0],
        patience: fit["patience"][0] as u64,
        min_iterations: fit["min_iterations"][0] as u64,
        max_iterations: fit["max_iterations"][0] as u64,
        ..FitOptions::default()
    };
    let report = imnn.fit(options, |_| Continue(())).unwrap();
    assert_eq!(report.iterations, fit["iterations"][0] as u64);
    for (name, column) in imnn.history().columns() {
        let published = &fit[&match name.strip_prefix("val_") {
            Some(rest) => format!("hist_val_{rest}"),
            None => format!("hist_{name}"),
        }];
        for (k, (found, expected)) in column.iter().zip(published).enumerate() {
            let off = (found - expected).abs() / expected.abs();
            assert!(off <= tolerance, "{name} of iteration {k} is {found}, not {expected}");
        }
        assert_eq!(column.len(), published.len());
    }
    assert_close("max_detF", &[report.max_det_f], &fit["max_detF"], tolerance);
    let best = network::<f64>(&fit, "best_");
    for (own, best) in imnn.model().named().iter().zip(best.named()) {
        // F does not see the last biases: Adam moves them along rounding errors.
        if own.0 != format!("layers.{}.bias", imnn.model().layers.len() - 1) {
            assert_close(&own.0, &own.2, &best.2, tolerance);
        }
    }
    // The best parameters give the largest |F| again, to the bit.
    assert_eq!(imnn.statistics().unwrap().det_fisher(), report.max_det_f);
    report.max_det_f
}

#[test]
fn recorded_fit_of_a_small_network() {
    assert_fit("small", 1e-8);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimisation")]
fn recorded_fit_of_the_reference_network() {
    let max_det_f = assert_fit("seed", 1e-6);
    assert!((33.0..45.0).contains(&max_det_f));
}

/// The spec's closed form of the cotangents, by hand.
fn analytic_cotangents(found: &Statistics, regulariser: &Regulariser) -> (Vec<f64>, Vec<f64>) {
    let (n, p) = (found.n_summaries, found.n_parameters);
    let product = |a: &[f64], b: &[f64], rows: usize, inner: usize, columns: usize| -> Vec<f64> {
        let entry = |k: usize| -> f64 {
            (0..inner).map(|j| a[k / columns * inner + j] * b[j * columns + k % columns]).sum()
        };
        (0..rows * columns).map(entry).collect()
    };
    let turned = |a: &[f64], rows: usize, columns: usize| -> Vec<f64> {
        (0..a.len()).map(|k| a[k % rows * columns + k / rows]).collect()
    };
    let (c, inverse) = (&found.covariance, &found.inverse_covariance);
    let solved = product(inverse, &found.mean_derivative, n, n, p);
    let weighed = product(&solved, &found.inverse_fisher, n, p, p);
    let own = product(&weighed, &turned(&solved, n, p), n, p, n);
    let off = |a: &[f64]| -> Vec<f64> {
        (0..a.len()).map(|k| a[k] - if k / n == k % n { 1.0 } else { 0.0 }).collect()
    };
    let norm = |a: &[f64]| a.iter().map(|v| v * v).sum::<f64>().sqrt();
    let (near, far) = (off(c), off(inverse));
    let middle = product(&product(inverse, &far, n, n, n), inverse, n, n, n);
    let e = (-regulariser.alpha * found.lambda2).exp();
    let l = found.lambda2;
    let kappa = found.strength(regulariser)
        + regulariser.lambda * e * l * (1.0 + regulariser.alpha * l) / (l + e).powi(2);
    let g_c = (0..n * n)
        .map(|k| own[k] + kappa * (near[k] / norm(&near) - middle[k] / norm(&far)))
        .collect();
    (g_c, weighed.iter().map(|v| -2.0 * v).collect())
}

/// Numbers from −1 to 1.
fn numbers(n: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    normals(&mut rng, n).iter().map(|v| (0.7 * v).sin()).collect()
}

#[test]
fn analytic_pullback_of_the_loss() {
    for (n_s, n_d, n, p) in [(30, 30, 2, 2), (40, 11, 3, 2), (25, 25, 1, 1), (60, 20, 5, 3)] {
        let (x, slopes) = (numbers(n_s * n, 3), numbers(n_d * n * p, 4));
        let regulariser = Regulariser::new(10.0, 0.1).unwrap();
        let found = Statistics::of(&x, &slopes, n, p).unwrap();
        let (mut x_bar, mut slopes_bar) = (vec![0.0; x.len()], vec![0.0; slopes.len()]);
        let value = loss_and_grad(&x, &slopes, n, p, &regulariser, &mut x_bar, &mut slopes_bar);
        assert_close("loss", &[value], &[found.loss(&regulariser)], 1e-13);
        let (g_c, g_m) = analytic_cotangents(&found, &regulariser);
        for i in 0..n_s {
            let expected: Vec<f64> = (0..n)
                .map(|s| {
                    let row = (0..n).map(|t| g_c[s * n + t] * (x[i * n + t] - found.mean[t]));
                    2.0 / (n_s as f64 - 1.0) * row.sum::<f64>()
                })
                .collect();
            let scale = x_bar.iter().fold(0.0, |s: f64, v| s.max(v.abs()));
            for s in 0..n {
                assert!((x_bar[i * n + s] - expected[s]).abs() < 1e-11 * scale);
            }
        }
        for own in slopes_bar.chunks_exact(n * p) {
            let expected: Vec<f64> = g_m.iter().map(|g| g / n_d as f64).collect();
            assert_close("cotangents of slopes", own, &expected, 1e-11);
        }
    }
}

#[test]
fn derivative_where_the_covariance_is_the_identity() {
    // Four points on the axes have covariance 1/…: scaled so that C = 1 exactly.
    let a = 1.5_f64.sqrt();
    let x = [a, 0.0, -a, 0.0, 0.0, a, 0.0, -a];
    let found = Statistics::of(&x, &[1.0, 0.0, 0.0, 1.0], 2, 2).unwrap();
    assert!(found.lambda2 < 1e-15);
    let at = |x: &[f64]| {
        let (mut x_bar, mut slopes_bar) = (vec![0.0; 8], vec![0.0; 4]);
        let regulariser = Regulariser::new(10.0, 0.1).unwrap();
        loss_and_grad(x, &[1.0, 0.0, 0.0, 1.0], 2, 2, &regulariser, &mut x_bar, &mut slopes_bar);
        (x_bar, slopes_bar)
    };
    let (x_bar, slopes_bar) = at(&x);
    assert!(x_bar.iter().chain(&slopes_bar).all(|v| v.is_finite()));
    // Points at (±2, 0), (0, ±2) and a mean point five times: C = 8/8 to the bit.
    let mut exact = vec![2.0, 0.0, -2.0, 0.0, 0.0, 2.0, 0.0, -2.0];
    exact.extend([0.0; 10]);
    let found = Statistics::of(&exact, &[1.0, 0.0, 0.0, 1.0], 2, 2).unwrap();
    assert_eq!((found.covariance, found.lambda2), (vec![1.0, 0.0, 0.0, 1.0], 0.0));
    let (mut x_bar, mut slopes_bar) = (vec![0.0; 18], vec![0.0; 4]);
    let regulariser = Regulariser::new(10.0, 0.1).unwrap();
    loss_and_grad(&exact, &[1.0, 0.0, 0.0, 1.0], 2, 2, &regulariser, &mut x_bar, &mut slopes_bar);
    // Only −ln |F| is left: ∂/∂C of ln |C| is 1, so x̄ = 2/(n_s − 1) x.
    let expected: Vec<f64> = exact.iter().map(|x| 2.0 / 8.0 * x).collect();
    assert_close("x̄", &x_bar, &expected, 1e-13);
    assert_close("s̄", &slopes_bar, &[-2.0, 0.0, 0.0, -2.0], 1e-13);
}

#[test]
fn table_of_rates() {
    let alpha = |lambda, epsilon| Regulariser::new(lambda, epsilon).map(|r| r.alpha);
    assert!((alpha(10.0, 0.1).unwrap() - 0.953102).abs() < 1e-6);
    assert!((alpha(10.0, 0.01).unwrap() - 240.685).abs() < 1e-3);
    // r(ε) = λ/(λ + ε/(1 + ε)).
    for (lambda, epsilon) in [(10.0, 0.1), (10.0, 0.01), (2.0, 0.3)] {
        let rate = alpha(lambda, epsilon).unwrap();
        let r = lambda * epsilon / (epsilon + (-rate * epsilon).exp());
        assert!((r - lambda / (lambda + epsilon / (1.0 + epsilon))).abs() < 1e-12);
    }
    for (lambda, epsilon) in [(100.0, 0.1), (10.0, 0.2), (0.5, 0.1), (f64::NAN, 0.1)] {
        let Err(ImnnError::Rate { low, high, .. }) = alpha(lambda, epsilon) else {
            panic!("{lambda} and {epsilon} pass")
        };
        assert!(alpha(low + 1e-6, epsilon).is_ok() && alpha(high - 1e-6, epsilon).is_ok());
        assert!(alpha(high, epsilon).is_err());
    }
    assert!(matches!(alpha(10.0, 0.0), Err(ImnnError::Setting { name: "epsilon", .. })));
}

#[test]
fn scripted_stopping() {
    let options =
        FitOptions { patience: 2, min_iterations: 3, max_iterations: 9, ..FitOptions::default() };
    let run = |values: &[f64], options: &FitOptions| {
        let mut stopping = Stopping::default();
        let mut best = vec![];
        for value in values {
            if stopping.reason(options).is_some() {
                break;
            }
            best.push(stopping.observe(*value, 0.5, options));
        }
        (best, stopping.counter, stopping.reason(options))
    };
    // Iterations 1 to 3 do not count; equal values are no improvement; 4 and 5 count.
    let (best, counter, reason) = run(&[1.0, 1.0, 0.5, 0.5, 1.0, 0.9, 9.0], &options);
    assert_eq!((best, counter), (vec![true, false, false, false, false, false], 2));
    assert_eq!(reason, Some(Stop::Patience));
    // An improvement sets the counter back.
    let values = [1.0, 2.0, 3.0, 4.0, 3.0, 5.0, 4.0, 6.0, 7.0, 8.0];
    let (best, counter, reason) = run(&values, &options);
    assert_eq!((best.len(), counter, reason), (9, 0, Some(Stop::Iterations)));
    // With `settle_first` nothing counts before Λ₂ < ε.
    let options = FitOptions { settle_first: true, max_iterations: 100, ..options };
    let (best, counter, reason) = run(&[3.0; 20], &options);
    assert_eq!((best, counter, reason), (vec![false; 20], 0, None));
    let mut stopping = Stopping::default();
    stopping.observe(9.0, 0.5, &options);
    assert!(stopping.observe(3.0, 0.05, &options) && stopping.observe(4.0, 0.5, &options));
}

/// The reference problem's simulations.
fn reference(n_s: usize, n_d: usize, input: &[usize], seed: u64) -> Simulations {
    let n: usize = input.iter().product();
    let noise = move |rng: &mut ChaCha8Rng| normals(rng, n);
    Simulations::new::<2>((n_s, n_d, input), vec![0.0, 1.0], seed, noise, gaussian::jvp_lanes)
        .unwrap()
}

fn net<T: Precision>(widths: &[usize], activation: Activation, seed: u64) -> Dense<T> {
    Dense::draw(widths, activation, &mut ChaCha8Rng::seed_from_u64(seed)).unwrap()
}

/// All batches of an iteration in one.
fn collected(data: &dyn DataSet, iteration: u64) -> Memory {
    let mut all =
        Memory { shape: data.shape().clone(), data: vec![], derivatives: vec![], pairs: false };
    for batch in data.pass(iteration, 7).unwrap() {
        let batch = batch.unwrap();
        all.data.extend(batch.data);
        if let Derivatives::Exact(d) = batch.derivatives {
            all.derivatives.extend(d);
        }
    }
    all
}

fn built<M: SummaryModel>(
    model: M,
    data: Memory,
    aggregation: Aggregation,
    workers: usize,
) -> Imnn<M> {
    let source = Source::exact(Arc::new(data));
    let builder = Imnn::builder(model, vec![0.0, 1.0], source).aggregation(aggregation);
    builder.workers(workers).build().unwrap()
}

#[test]
fn differences_of_the_loss() {
    let data = collected(&reference(20, 12, &[4], 5), 0);
    let regulariser = Regulariser::new(10.0, 0.1).unwrap();
    for activation in Activation::ALL {
        for n_summaries in [2, 3] {
            let model: Dense<f64> = net(&[4, 6, 5, n_summaries], activation, 2);
            let mut imnn = built(model.clone(), data.clone(), Aggregation::default(), 1);
            let (_, _, bar) = imnn.loss_and_grad(&regulariser).unwrap();
            let (flat, gradient) = (model.to_flat(), bar.to_flat());
            let scale = gradient.iter().fold(0.0, |s: f64, v| s.max(v.abs()));
            for k in (0..flat.len()).step_by(7) {
                let mut at = |step: f64| {
                    let mut moved = flat.clone();
                    moved[k] += step;
                    imnn.set_parameters(&moved).unwrap().loss(&regulariser)
                };
                let h = 1e-5;
                let slope = (at(h) - at(-h)) / (2.0 * h);
                let off = (slope - gradient[k]).abs();
                assert!(off < 3e-6 * scale, "{activation}, {k}: {} and {slope}", gradient[k]);
            }
        }
    }
}

/// The same network as a plain function of one simulation.
#[derive(Debug, Clone, Differentiable)]
struct Literal {
    layers: Vec<Vec<Vec<f64>>>,
    biases: Vec<Vec<f64>>,
}

#[differentiable(wrt(model), wrt(d), order = 2)]
fn literal(model: &Literal, d: &[f64]) -> Vec<f64> {
    let mut h: Vec<f64> = d.to_vec();
    for l in 0..model.layers.len() {
        let mut z: Vec<f64> = vec![0.0; model.biases[l].len()];
        for o in 0..z.len() {
            let mut sum: f64 = model.biases[l][o];
            for i in 0..h.len() {
                sum += model.layers[l][o][i] * h[i];
            }
            z[o] = if l + 1 < model.layers.len() { sum.tanh() } else { sum };
        }
        h = z;
    }
    h
}

imnn_model!(mod literal_model for Literal, literal of f64, |model| (
    model.layers[0][0].len(),
    model.biases[model.biases.len() - 1].len()
));

#[test]
fn lanes_agree_with_nested_derivatives_of_a_plain_function() {
    let model: Dense<f64> = net(&[6, 5, 4, 3], Activation::Tanh, 8);
    let rows = |layer: &Layer<f64>| layer.w.outer_iter().map(|row| row.to_vec()).collect();
    let plain = Literal {
        layers: model.layers.iter().map(rows).collect(),
        biases: model.layers.iter().map(|layer| layer.b.to_vec()).collect(),
    };
    let data = collected(&reference(130, 95, &[6], 5), 0);
    let regulariser = Regulariser::new(10.0, 0.1).unwrap();
    let mut own = built(model, data.clone(), Aggregation::default(), 1);
    let mut other = built(plain, data, Aggregation::default(), 1);
    let (own, other) =
        (own.loss_and_grad(&regulariser).unwrap(), other.loss_and_grad(&regulariser).unwrap());
    assert_close("loss", &[own.0], &[other.0], 1e-12);
    let weights = |l: usize| own.2.layers[l].w.clone();
    let found: Vec<f64> = (0..3).flat_map(weights).collect();
    assert_close("weights", &found, &other.2.layers.concat().concat(), 1e-11);
    let biases = |l: usize| own.2.layers[l].b.clone();
    // Without the last ones, which are zero but for rounding.
    let found: Vec<f64> = (0..2).flat_map(biases).collect();
    assert_close("biases", &found, &other.2.biases[..2].concat(), 1e-11);
}

#[test]
fn any_batch_size_and_number_of_workers() {
    let data = collected(&reference(150, 97, &[5], 1), 0);
    let regulariser = Regulariser::new(10.0, 0.1).unwrap();
    let model: Dense<f64> = net(&[5, 9, 2], Activation::LeakyRelu, 3);
    let single: Dense<f32> = net(&[5, 9, 2], Activation::LeakyRelu, 3);
    let mut whole = built(model.clone(), data.clone(), Aggregation::default(), 1);
    let (loss, _, bar) = whole.loss_and_grad(&regulariser).unwrap();
    let expected = bar.to_flat();
    for per_batch in [1, 7, 50, 97, 150, 1000] {
        let aggregation = Aggregation { per_batch: Some(per_batch), ..Aggregation::default() };
        let mut bits = None;
        for workers in [1, 2, 3] {
            let mut parts = built(model.clone(), data.clone(), aggregation, workers);
            let (own, _, bar) = parts.loss_and_grad(&regulariser).unwrap();
            assert_close("loss", &[own], &[loss], 1e-12);
            let gradient = bar.to_flat();
            assert_close("gradient", &gradient, &expected, 1e-11);
            // The number of workers changes no bit.
            assert_eq!(*bits.get_or_insert(gradient.clone()), gradient);
            let mut parts = built(single.clone(), data.clone(), aggregation, workers);
            let (_, _, bar) = parts.loss_and_grad(&regulariser).unwrap();
            assert_close("single", &bar.to_flat(), &expected, 1e-5);
        }
    }
}

#[test]
fn any_number_of_threads() {
    let data = collected(&reference(1500, 1000, &[5], 1), 0);
    let gradient = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let model: Dense<f32> = net(&[5, 9, 2], Activation::LeakyRelu, 3);
        let mut imnn = built(model, data.clone(), Aggregation::default(), 1);
        let regulariser = Regulariser::new(10.0, 0.1).unwrap();
        pool.install(|| imnn.loss_and_grad(&regulariser).unwrap().2)
    };
    assert_eq!(gradient(1), gradient(2));
    assert_eq!(gradient(1), gradient(5));
}

#[test]
fn images_are_flattened() {
    for input in [vec![6, 4], vec![5, 5]] {
        let n = input.iter().product();
        let images = collected(&reference(30, 20, &input, 4), 0);
        let mut vectors = images.clone();
        vectors.shape.input = vec![n];
        let model: Dense<f64> = net(&[n, 8, 2], Activation::Softplus, 1);
        let regulariser = Regulariser::new(10.0, 0.1).unwrap();
        let mut a = built(model.clone(), images.clone(), Aggregation::default(), 1);
        let mut b = built(model, vectors.clone(), Aggregation::default(), 1);
        let (own, other) =
            (a.loss_and_grad(&regulariser).unwrap(), b.loss_and_grad(&regulariser).unwrap());
        assert_eq!((own.0, own.2), (other.0, other.2));
        // One image is told from many by the input's shape.
        a.set_statistics().unwrap();
        b.set_statistics().unwrap();
        let one = a.estimate(&images.data[..n], &input).unwrap();
        assert_eq!(one, b.estimate(&vectors.data[..n], &[n]).unwrap());
        let shape = [&[3], &input[..]].concat();
        let many = a.estimate(&images.data[..3 * n], &shape).unwrap();
        assert_eq!(many.len(), 6);
        assert_close("one of many", &many[..2], &one, 1e-13);
        assert!(matches!(a.estimate(&images.data[..n], &[n]), Err(ImnnError::Shape { .. })));
    }
}

#[test]
fn closed_form_of_estimates() {
    // x = d with one parameter: θ̂ = θ_fid + (x − μ)/(dμ/dθ).
    let found = Statistics::of(&[1.0, 2.0, 3.0, 6.0], &[2.0, 4.0], 1, 1).unwrap();
    assert_close("θ̂", &found.estimates(&[4.5], &[10.0]), &[10.5], 1e-14);
    let sigma = (14.0_f64 / 3.0).sqrt() / 3.0;
    assert_close("σ", &found.errors(), &[sigma], 1e-14);
}

#[test]
fn invariance_under_linear_maps() {
    let (x, slopes) = (numbers(60, 1), numbers(40, 2));
    let before = Statistics::of(&x, &slopes, 2, 2).unwrap().log_det_fisher;
    let map = [1.3, -0.4, 0.7, 2.1];
    let turn = |rows: &[f64], width: usize| -> Vec<f64> {
        let mut out = vec![0.0; rows.len()];
        for (k, row) in rows.chunks_exact(2 * width).enumerate() {
            for s in 0..2 {
                for c in 0..width {
                    out[k * 2 * width + s * width + c] =
                        map[2 * s] * row[c] + map[2 * s + 1] * row[width + c];
                }
            }
        }
        out
    };
    let after = Statistics::of(&turn(&x, 1), &turn(&slopes, 2), 2, 2).unwrap().log_det_fisher;
    assert!((before - after).abs() < 1e-10);
}

#[test]
fn numerical_derivatives_converge_with_the_square_of_the_step() {
    let exact = collected(&reference(40, 30, &[5], 6), 0);
    let model: Dense<f64> = net(&[5, 7, 2], Activation::Tanh, 4);
    let regulariser = Regulariser::new(10.0, 0.1).unwrap();
    let mut imnn = built(model.clone(), exact.clone(), Aggregation::default(), 1);
    let (_, _, expected) = imnn.loss_and_grad(&regulariser).unwrap();
    let expected = expected.to_flat();
    let error = |step: f64| {
        let mut pairs = exact.clone();
        (pairs.pairs, pairs.derivatives) = (true, vec![]);
        for k in 0..30 {
            let noise: Vec<f64> =
                exact.data[5 * k..5 * k + 5].iter().map(|d| f64::from(*d)).collect();
            for side in [-0.5, 0.5] {
                for p in 0..2 {
                    let mut theta = [0.0, 1.0];
                    theta[p] += side * step;
                    pairs.derivatives.extend(single(&gaussian(&theta, &noise)));
                }
            }
        }
        let source = Source::pairs(Arc::new(pairs), vec![step; 2]).unwrap();
        let aggregation = Aggregation { per_batch: Some(11), ..Aggregation::default() };
        let builder = Imnn::builder(model.clone(), vec![0.0, 1.0], source);
        let mut imnn = builder.aggregation(aggregation).build().unwrap();
        let bar = imnn.loss_and_grad(&regulariser).unwrap().2;
        let gradient = bar.to_flat();
        let off = gradient.iter().zip(&expected).map(|(a, b)| (a - b) * (a - b));
        off.sum::<f64>().sqrt()
    };
    let ratio = error(0.4) / error(0.2);
    assert!((3.3..5.0).contains(&ratio), "{ratio}");
}

fn options(max_iterations: u64) -> FitOptions {
    FitOptions { max_iterations, min_iterations: 5, patience: 50, ..FitOptions::default() }
}

#[test]
fn best_parameters_are_those_that_gave_the_value() {
    for validated in [false, true] {
        let training = collected(&reference(60, 60, &[5], 6), 0);
        let source = Source::exact(Arc::new(training));
        let mut builder =
            Imnn::builder(net::<f32>(&[5, 8, 2], Activation::LeakyRelu, 4), vec![0.0, 1.0], source)
                .adam(Adam { rate: 0.02, ..Adam::default() });
        if validated {
            let other = collected(&reference(60, 60, &[5], 7), 0);
            builder = builder.validation(Source::exact(Arc::new(other)));
        }
        let mut imnn = builder.build().unwrap();
        let report = imnn.fit(options(60), |_| Continue(())).unwrap();
        let column = if validated { &imnn.history().val_detF } else { &imnn.history().detF };
        let largest = column.iter().copied().fold(0.0, f64::max);
        assert_eq!(report.max_det_f, largest);
        assert_eq!(imnn.statistics().unwrap().det_fisher(), largest);
    }
}

#[test]
fn products_of_rows_have_both_modes() {
    use cotangent_models::imnn::network::double::product;
    let (rows, n_in, n_out) = (5, 3, 4);
    let draw = |n: usize, seed: u64| normals(&mut ChaCha8Rng::seed_from_u64(seed), n);
    let weights = |seed: u64| Array2::from_shape_vec((n_out, n_in), draw(n_out * n_in, seed));
    let (h, h_dot) = (draw(rows * n_in, 1), draw(rows * n_in, 2));
    let (w, w_dot) = (weights(3).unwrap(), weights(4).unwrap());
    let (z, z_dot) = product::jvp(&h, &w, &h_dot, &w_dot);
    let at = |step: f64| -> Vec<f64> {
        let h: Vec<f64> = h.iter().zip(&h_dot).map(|(h, d)| h + step * d).collect();
        product(&h, &(&w + step * &w_dot))
    };
    let (above, below) = (at(0.5), at(-0.5));
    for (r, o) in (0..rows).flat_map(|r| (0..n_out).map(move |o| (r, o))) {
        let expected: f64 = (0..n_in).map(|i| h[r * n_in + i] * w[[o, i]]).sum();
        assert!((z[r * n_out + o] - expected).abs() < 1e-14);
        // A product is of second order: its central difference is its slope.
        let at = r * n_out + o;
        assert!((z_dot[at] - (above[at] - below[at])).abs() < 1e-13);
    }
    let bar = draw(rows * n_out, 5);
    let (value, pullback) = product::vjp(&h, &w);
    assert_eq!(value, z);
    let (h_bar, w_bar) = pullback(bar.clone());
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let back = dot(&h_bar, &h_dot) + (&w_bar * &w_dot).sum();
    assert!((dot(&bar, &z_dot) - back).abs() < 1e-12);
}

#[test]
fn states_with_determinants_that_overflow_are_written_and_read() {
    let all = vec![1.5e300, f64::INFINITY, f64::NEG_INFINITY, 0.1, 3.0];
    let history = History { detinvC: all.clone(), ..History::default() };
    let text = serde_json::to_string(&history).unwrap();
    assert!(text.contains("[1.5e+300,\"inf\",\"-inf\",0.1,3.0]"), "{text}");
    assert_eq!(serde_json::from_str::<History>(&text).unwrap(), history);
    let wrong = text.replace("\"inf\"", "\"large\"");
    let told = serde_json::from_str::<History>(&wrong).unwrap_err().to_string();
    assert!(told.contains("expected a number or inf"), "{told}");
}

#[test]
fn fits_continue_restart_and_resume() {
    let training = Arc::new(reference(40, 30, &[5], 6));
    let start = || {
        let model = net::<f32>(&[5, 8, 2], Activation::LeakyRelu, 4);
        Imnn::builder(model, vec![0.0, 1.0], Source::exact(training.clone()))
    };
    let last = FitOptions { best: false, ..options(20) };
    // Two fits of 20 iterations are one of 40: Adam's steps, moments and history go on.
    let mut twice = start().build().unwrap();
    twice.fit(last, |_| Continue(())).unwrap();
    twice.fit(last, |_| Continue(())).unwrap();
    let mut once = start().build().unwrap();
    once.fit(FitOptions { max_iterations: 40, ..last }, |_| Continue(())).unwrap();
    assert_eq!(twice.state().parameters, once.state().parameters);
    assert_eq!(twice.history(), once.history());
    assert_eq!(twice.state().stopping.done, 20);
    // Broken off after 13, written down, taken up: the same bits.
    let mut broken = start().build().unwrap();
    let report = broken
        .fit(FitOptions { max_iterations: 40, ..last }, |imnn| {
            if imnn.state().iteration == 13 { Break(()) } else { Continue(()) }
        })
        .unwrap();
    assert_eq!((report.stop, report.iterations), (Stop::Interrupted, 13));
    let text = serde_json::to_string(broken.state()).unwrap();
    let mut resumed = start().state(serde_json::from_str(&text).unwrap()).build().unwrap();
    resumed.resume(FitOptions { max_iterations: 40, ..last }, |_| Continue(())).unwrap();
    assert_eq!(resumed.state(), once.state());
    assert_eq!(resumed.statistics(), once.statistics());
    assert_eq!(resumed.resume(last, |_| Continue(())), Err(ImnnError::NoFit));
    once.restart();
    assert_eq!(once.state(), start().build().unwrap().state());
}

#[test]
fn fresh_simulations_differ_between_iterations_alone() {
    let fresh = reference(20, 20, &[5], 6);
    assert_eq!(collected(&fresh, 3).data, collected(&fresh, 3).data);
    assert_ne!(collected(&fresh, 3).data, collected(&fresh, 4).data);
    let fixed = reference(20, 20, &[5], 6).fixed();
    assert_eq!(collected(&fixed, 3).data, collected(&fixed, 4).data);
    // ∂d/∂μ = 1 and ∂d/∂Σ = d/2 at (0, 1).
    let Memory { data, derivatives, .. } = collected(&fresh, 0);
    for (d, slopes) in data.iter().zip(derivatives.chunks_exact(2)) {
        assert_eq!(slopes, [1.0, d / 2.0]);
    }
}

/// Gives other simulations at each pass.
struct Restless(AtomicU64, Simulations);

impl DataSet for Restless {
    fn shape(&self) -> &Shape {
        self.1.shape()
    }

    fn pass(&self, _iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        self.1.pass(self.0.fetch_add(1, Ordering::Relaxed), per_batch)
    }
}

/// Leaves out the last batch.
struct Short(Memory);

impl DataSet for Short {
    fn shape(&self) -> &Shape {
        self.0.shape()
    }

    fn pass(&self, iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        let n = self.0.shape.simulations.div_ceil(per_batch) - 1;
        Ok(Box::new(self.0.pass(iteration, per_batch)?.take(n)))
    }
}

#[test]
fn what_is_wrong_is_said() {
    let data = || collected(&reference(20, 20, &[5], 6), 0);
    let model = || net::<f64>(&[5, 4, 2], Activation::Tanh, 4);
    let error = |model: Dense<f64>, data: Memory| {
        let source = Source::exact(Arc::new(data));
        Imnn::builder(model, vec![0.0, 1.0], source).build().err().unwrap().to_string()
    };
    let found = error(net(&[5, 4, 1], Activation::Tanh, 4), data());
    assert!(found.starts_with("the model gives 1 summaries for 2 parameters"), "{found}");
    let found = error(net(&[6, 4, 2], Activation::Tanh, 4), data());
    assert_eq!(found, "a simulation has 5 entries, but 6 are expected");
    let few = collected(&reference(3, 3, &[5], 6), 0);
    let found = error(model(), few);
    assert_eq!(
        found,
        "there are 3 simulations, but the covariance of 2 summaries needs more than 3"
    );

    let strict = Aggregation { per_batch: Some(8), strict: true, ..Aggregation::default() };
    let source = Source::exact(Arc::new(data()));
    let built = Imnn::builder(model(), vec![0.0, 1.0], source.clone()).aggregation(strict).build();
    assert!(matches!(built.err(), Some(ImnnError::Uneven { quantity: "n_s", size: 20, .. })));
    let built = Imnn::builder(model(), vec![0.0], source.clone()).build();
    assert!(matches!(built.err(), Some(ImnnError::Length { expected: 2, found: 1, .. })));
    assert!(matches!(Source::pairs(Arc::new(data()), vec![0.1]), Err(ImnnError::Length { .. })));
    let unset = Imnn::builder(model(), vec![0.0, 1.0], source).build().unwrap();
    assert_eq!(unset.estimate(&[0.0; 5], &[5]), Err(ImnnError::NoStatistics));

    let fit = |data: Arc<dyn DataSet>, aggregation: Aggregation| {
        let builder = Imnn::builder(model(), vec![0.0, 1.0], Source::exact(data));
        let mut imnn = builder.aggregation(aggregation).build().unwrap();
        let before = imnn.state().parameters.clone();
        let error = imnn.fit(options(5), |_| Continue(())).err();
        assert!(error.is_none() || imnn.state().parameters == before);
        error
    };
    let batches = Aggregation { per_batch: Some(6), ..Aggregation::default() };
    let restless = || Arc::new(Restless(AtomicU64::new(0), reference(20, 20, &[5], 6)));
    let changed = Some(ImnnError::Changed { indices: 0..6, iteration: 0 });
    assert_eq!(fit(restless(), batches), changed);
    assert_eq!(fit(restless(), Aggregation { checksums: false, ..batches }), None);
    let ended = Some(ImnnError::Ended { expected: 20, found: 18 });
    assert_eq!(fit(Arc::new(Short(data())), batches), ended);
    let mut pairs = data();
    pairs.pairs = true;
    pairs.derivatives.extend_from_within(..);
    assert!(matches!(fit(Arc::new(pairs), batches), Some(ImnnError::Kind { .. })));

    // A derivative that is zero in one parameter makes F singular; NaN is named with its iteration.
    let mut flat = data();
    flat.derivatives.iter_mut().skip(1).step_by(2).for_each(|d| *d = 0.0);
    let Some(ImnnError::Diverged { iteration: 0, problem, .. }) =
        fit(Arc::new(flat), Aggregation::default())
    else {
        panic!("a singular F passes")
    };
    let fisher = Matrix::Fisher;
    assert!(matches!(*problem, ImnnError::NotPositiveDefinite { matrix, .. } if matrix == fisher));
    let mut spoilt = data();
    spoilt.data[3] = f32::NAN;
    let error = fit(Arc::new(spoilt), Aggregation::default()).unwrap().to_string();
    assert!(
        error.starts_with("iteration 0, training: the list of summaries: entry 0 is NaN"),
        "{error}"
    );
    let constant = Statistics::of(&[1.0; 20], &[1.0, 0.0, 0.0, 1.0], 2, 2);
    let covariance = Matrix::Covariance;
    assert!(
        matches!(constant, Err(ImnnError::NotPositiveDefinite { matrix, .. }) if matrix == covariance)
    );
}

#[test]
fn loss_as_a_function_has_the_statistics_value() {
    let (x, slopes) = (numbers(60, 1), numbers(40, 2));
    let regulariser = Regulariser::new(10.0, 0.1).unwrap();
    let value = loss(&x, &slopes, 2, 2, 10.0, regulariser.alpha);
    let found = Statistics::of(&x, &slopes, 2, 2).unwrap();
    assert!((value - found.loss(&regulariser)).abs() < 1e-12);
}
