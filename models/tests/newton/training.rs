//! Training by Newton steps, beside gradient descent and Adam.

use cotangent_models::imnn::Adam;
use cotangent_models::jacobians::Curvature;
use cotangent_models::newton::*;
use cotangent_models::score::{Activation, Mlp, generator};
use std::ops::ControlFlow;

fn settings(optimiser: Optimiser<'_>, steps: usize, batch: Option<usize>) -> Settings<'_> {
    Settings { optimiser, steps, batch, seed: 1, every: 5, watch: 0 }
}

fn newton(damping: Damping<'_>, k: usize) -> Optimiser<'_> {
    Optimiser::Newton {
        rate: 1.0,
        curvature: Curvature::Exact,
        groups: ParamGroups::One,
        criterion: Criterion::TopK(k),
        damping,
    }
}

fn fit(problem: &Classifier, hidden: usize, settings: &Settings<'_>) -> (Mlp, Vec<Record>) {
    let mut net = Mlp::draw(
        &[2, hidden, problem.classes().n_classes],
        Activation::Tanh,
        &mut generator(3, 0),
    )
    .unwrap();
    let records = train(problem, &mut net, settings, |_| ControlFlow::Continue(())).unwrap();
    (net, records)
}

#[test]
fn newton_steps_need_fewer_than_gradients() {
    let problem = Classifier::new(Classes::blobs(30, 3, 0.3, 5).unwrap()).unwrap();
    let last = |optimiser, steps| {
        let (_, records) = fit(&problem, 5, &settings(optimiser, steps, None));
        assert!(records.windows(2).all(|r| r[0].step < r[1].step));
        let last = &records[records.len() - 1];
        (last.loss, last.accuracy, records[0].loss)
    };
    let (by_newton, accuracy, start) = last(newton(Damping::Constant(0.05), 20), 10);
    let (by_sgd, ..) = last(Optimiser::Sgd { rate: 0.5, momentum: 0.0 }, 10);
    let (by_adam, ..) = last(Optimiser::Adam(Adam { rate: 0.05, ..Adam::default() }), 10);
    assert!(accuracy == 1.0 && by_newton < 0.05 * start, "{by_newton} from {start}");
    assert!(by_newton < by_sgd && by_newton < by_adam, "{by_newton} {by_sgd} {by_adam}");
    assert!(by_sgd < start && by_adam < start);
}

#[test]
fn batches_and_draws_train_too() {
    let problem = Classifier::new(Classes::spirals(40, 2, 0.02, 5).unwrap()).unwrap();
    let optimiser = Optimiser::Newton {
        rate: 0.5,
        curvature: Curvature::MonteCarlo { samples: 2, seed: 0 },
        groups: ParamGroups::PerParameter,
        criterion: Criterion::AboveRelative(1e-3),
        damping: Damping::Relative { constant: 0.05, factor: 0.0 },
    };
    let settings = settings(optimiser, 30, Some(16));
    let (net, records) = fit(&problem, 6, &settings);
    assert!(records[records.len() - 1].loss < 0.9 * records[0].loss, "{records:?}");
    // The same seed trains the same network.
    assert_eq!(fit(&problem, 6, &settings).0, net);
}

#[test]
fn adam_takes_its_published_first_step() {
    // m̂ = g and v̂ = g², so each parameter with a gradient moves by the rate.
    let problem = Classifier::new(Classes::blobs(12, 2, 0.1, 5).unwrap()).unwrap();
    let adam = Adam { rate: 0.01, ..Adam::default() };
    let (net, _) = fit(&problem, 3, &settings(Optimiser::Adam(adam), 1, None));
    let start = Mlp::draw(&[2, 3, 2], Activation::Tanh, &mut generator(3, 0)).unwrap();
    for (layer, before) in net.layers.iter().zip(&start.layers) {
        for (after, before) in layer.w.iter().zip(&before.w) {
            assert!(((after - before).abs() - 0.01).abs() < 1e-6);
        }
    }
}

#[test]
fn records_have_signal_and_noise_of_all_samples() {
    let problem = Classifier::new(Classes::blobs(12, 2, 0.1, 5).unwrap()).unwrap();
    let mut settings = settings(Optimiser::Sgd { rate: 0.5, momentum: 0.9 }, 7, None);
    settings.watch = 3;
    let (_, records) = fit(&problem, 3, &settings);
    let steps: Vec<usize> = records.iter().map(|record| record.step).collect();
    assert_eq!(steps, [0, 5, 7]);
    for record in records {
        let signal = record.signal.unwrap();
        assert_eq!(signal.values.len(), 3);
        assert!(signal.values.is_sorted());
        for all in [signal.slope_to_noise, signal.curvature_to_noise] {
            assert!(all.len() == 3 && all.iter().all(|x| *x >= 0.0));
        }
    }
    let mut net = Mlp::draw(&[2, 3, 2], Activation::Tanh, &mut generator(3, 0)).unwrap();
    let stop = |_: &Record| ControlFlow::Break(());
    assert_eq!(train(&problem, &mut net, &settings, stop).unwrap().len(), 1);
}

#[test]
fn wrong_settings_and_divergence_are_told() {
    let problem = Classifier::new(Classes::blobs(12, 2, 0.1, 5).unwrap()).unwrap();
    let refused = |settings: &Settings<'_>| {
        let mut net = Mlp::draw(&[2, 3, 2], Activation::Tanh, &mut generator(3, 0)).unwrap();
        let before = net.clone();
        let error = train(&problem, &mut net, settings, |_| ControlFlow::Continue(())).unwrap_err();
        (error.to_string(), net == before, net)
    };
    let sgd = |rate| Optimiser::Sgd { rate, momentum: 0.0 };
    let (message, kept, _) = refused(&settings(sgd(-1.0), 5, None));
    assert!(kept);
    assert_eq!(message, "rate is -1, but must be above 0");
    let (message, ..) = refused(&settings(sgd(0.1), 5, Some(13)));
    assert!(message.starts_with("batch is 13"), "{message}");
    let (message, _, net) = refused(&settings(sgd(1e308), 5, None));
    assert!(message.contains(": a parameter is"), "{message}");
    assert!(net.layers.iter().flat_map(|layer| &layer.w).all(|x| x.is_finite()));
    let (message, ..) = refused(&settings(newton(Damping::Constant(1.0), 25), 5, None));
    assert!(message.contains("the 25 largest eigenvalues"), "{message}");
    for (n, classes, noise) in [(0, 2, 0.1), (5, 1, 0.1), (5, 2, f64::NAN)] {
        assert!(Classes::blobs(n, classes, noise, 1).is_err());
        assert!(Classes::spirals(n, classes, noise, 1).is_err());
    }
}
