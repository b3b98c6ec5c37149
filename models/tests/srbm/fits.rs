//! Fits: recovery of known models, early stopping, resuming, errors.

use super::*;
use cotangent_models::srbm::fit::{
    Adam, Data, EvaluationError, FitError, Lbfgs, NonFinite, Optimiser, Outcome, Patience, Record,
    Settings,
};
use cotangent_models::srbm::{
    Batch, Evaluator, Fit, Loss, Objective, Samples, SelfCoupling, Workspace,
};
use rand_distr::{Binomial, Distribution};
use std::ops::ControlFlow;

fn run<T: Precision>(fit: &mut Fit<T>, data: &Data, held_out: Option<&Data>) -> Option<Outcome> {
    let mut workspace = Workspace::new(fit.model(), data.samples().n_samples());
    fit.run(&mut workspace, data, held_out, |_| ControlFlow::Continue(())).unwrap()
}

/// `m` samples drawn exactly from a model, as all its states with counts for weights.
fn drawn(model: &Model<f64>, m: u64, seed: u64) -> Data {
    let rng = &mut rng(seed);
    let (mut left, mut mass) = (m, 1.0);
    let counts = probabilities(model).into_iter().map(|p: f64| {
        let count = Binomial::new(left, (p / mass).clamp(0.0, 1.0)).unwrap().sample(rng);
        (left, mass) = (left - count, mass - p);
        count as f64
    });
    let counts = counts.collect();
    let samples = Samples::for_shape(model.shape(), all_states(model.shape())).unwrap();
    Data::weighted(samples, counts).unwrap()
}

/// A pairwise model without self-couplings, in zero-sum gauge.
fn known() -> Model<f64> {
    let mut model = Model::random(shape(Kind::Pairwise, 0, 3, 4), 0.3, &mut rng(1));
    model.symmetrise_couplings();
    model.drop_self_couplings();
    model.to_zero_sum();
    model
}

/// Root of the mean square error of fields and interactions.
fn error(found: &Model<f64>, truth: &Model<f64>) -> f64 {
    let mut found = found.clone();
    found.to_zero_sum();
    let pairs = found.interactions().into_iter().zip(truth.interactions());
    let fields = found.parts().h.iter().copied().zip(truth.parts().h.iter().copied());
    let squares: Vec<f64> = pairs.chain(fields).map(|(x, y)| (x - y) * (x - y)).collect();
    (squares.iter().sum::<f64>() / squares.len() as f64).sqrt()
}

#[test]
fn known_models_are_recovered_with_an_error_that_falls_with_the_root_of_m() {
    let truth = known();
    for loss in [Loss::RatioMatching { beta: 1.0 }, Loss::Pseudolikelihood] {
        // Means over five draws, so that the law shows.
        let errors = [1_000, 16_000, 256_000].map(|m| {
            let errors = (0..5).map(|seed| {
                let mut settings = Settings::pseudolikelihood(0.0);
                settings.objective.loss = loss;
                settings.optimiser =
                    Optimiser::Lbfgs(Lbfgs { tolerance: 1e-9, ..Default::default() });
                let start = Model::initial(truth.shape(), &mut rng(seed));
                let mut fit = Fit::new(start, settings).unwrap();
                let outcome = run(&mut fit, &drawn(&truth, m, 100 * m + seed), None);
                assert!(
                    matches!(outcome, Some(Outcome::Converged | Outcome::Stalled)),
                    "{outcome:?}"
                );
                error(fit.model(), &truth)
            });
            errors.sum::<f64>() / 5.0
        });
        assert!(errors[2] < 0.01, "{loss:?}: {errors:?}");
        for pair in errors.windows(2) {
            let ratio = pair[0] / pair[1];
            assert!((2.5..6.5).contains(&ratio), "{loss:?}: {errors:?}");
        }
    }
}

#[test]
fn the_law_itself_gives_the_model_itself() {
    let truth = known();
    let samples = Samples::for_shape(truth.shape(), all_states(truth.shape())).unwrap();
    let data = Data::weighted(samples, probabilities(&truth)).unwrap();
    let start = || Model::initial(truth.shape(), &mut rng(2));
    let mut settings = Settings::pseudolikelihood(0.0);
    settings.optimiser = Optimiser::Lbfgs(Lbfgs { tolerance: 1e-10, ..Default::default() });
    let mut fit = Fit::new(start(), settings).unwrap();
    run(&mut fit, &data, None);
    assert!(error(fit.model(), &truth) < 1e-6, "{}", error(fit.model(), &truth));
    assert_eq!(fit.model().self_coupling(), None);

    let mut settings = Settings::ratio_matching(4000);
    settings.optimiser = Optimiser::Adam(Adam { rate: 0.003, ..Default::default() });
    let mut fit = Fit::new(start(), settings).unwrap();
    assert_eq!(run(&mut fit, &data, None), Some(Outcome::Epochs));
    assert!(error(fit.model(), &truth) < 1e-3, "{}", error(fit.model(), &truth));
    assert_eq!(fit.model().self_coupling(), None);
    assert_eq!(fit.history().len(), 4000);
    assert!(fit.history()[3999].loss < fit.history()[0].loss);
}

/// Data of a size that makes several batches.
fn many(shape: Shape) -> Data {
    let truth = Model::<f64>::random(shape, 0.5, &mut rng(3));
    let mut chains = cotangent_models::srbm::Chains::new(shape, 300, 4);
    cotangent_models::srbm::chains::Sampler::new(&truth).gibbs(&mut chains, 10);
    Data::weighted(chains.samples(), (0..300).map(|i| 1.0 + f64::from(i % 3)).collect()).unwrap()
}

/// Near the minimum losses in single precision differ by their rounding alone, so slopes have to decide.
#[test]
fn quasi_newton_steps_converge_in_single_precision() {
    let shape = shape(Kind::Pairwise, 0, 4, 12);
    let data = many(shape);
    for loss in [Loss::RatioMatching { beta: 1.0 }, Loss::Pseudolikelihood] {
        for lambda in [1e-2, 1e-3] {
            let mut settings = Settings::pseudolikelihood(lambda);
            settings.objective.loss = loss;
            let mut single = Fit::new(Model::<f32>::zeros(shape), settings.clone()).unwrap();
            let mut double = Fit::new(Model::<f64>::zeros(shape), settings).unwrap();
            let what = format!("{loss:?} {lambda}");
            assert_eq!(run(&mut single, &data, None), Some(Outcome::Converged), "{what}");
            assert_eq!(run(&mut double, &data, None), Some(Outcome::Converged), "{what}");
            let evaluations = |history: &[Record]| -> usize {
                history.iter().map(|record| record.evaluations).sum()
            };
            let found = [evaluations(single.history()), evaluations(double.history())];
            assert!(found[0] < found[1] * 3 / 2 + 10, "{what}: {found:?}");
            let gaps = single.model().as_flat().iter().zip(double.model().as_flat());
            let gap = gaps.map(|(x, y)| (f64::from(*x) - y).abs()).fold(0.0, f64::max);
            // Gradients are at most 1e-5, and a convex loss has a curvature of at least 2 λ.
            if loss == Loss::Pseudolikelihood {
                assert!(gap <= 2.0 * 1e-5 / (2.0 * lambda), "{what}: {gap}");
            }
        }
    }
}

#[test]
fn a_resumed_fit_is_the_uninterrupted_one_bit_for_bit() {
    let shape = shape(Kind::Srbm, 4, 3, 6);
    let (training, held_out) = many(shape).split(0.2, 5).unwrap();
    let mut adam = Settings::ratio_matching(12);
    adam.batch_size = Some(50);
    adam.patience = Some(Patience { epochs: 50, least: 0.0 });
    let lbfgs = Settings { epochs: 12, ..Settings::pseudolikelihood(0.01) };
    for settings in [adam, lbfgs] {
        let start = Model::<f32>::initial(shape, &mut rng(6));
        let mut whole = Fit::new(start, settings).unwrap();
        let mut resumed = whole.clone();
        assert_eq!(run(&mut whole, &training, Some(&held_out)), Some(Outcome::Epochs));
        let mut kills = 0;
        while resumed.outcome().is_none() {
            let mut saved = Vec::new();
            let mut workspace = Workspace::new(resumed.model(), 1);
            let stop = |fit: &Fit<f32>| {
                saved = postcard::to_stdvec(fit).unwrap();
                if fit.epoch().is_multiple_of(5) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            resumed.run(&mut workspace, &training, Some(&held_out), stop).unwrap();
            if resumed.outcome().is_none() {
                resumed = postcard::from_bytes(&saved).unwrap();
                kills += 1;
            }
        }
        assert_eq!(kills, 2);
        assert!(whole == resumed);
        let bits = |fit: &Fit<f32>| -> Vec<u32> {
            fit.model().as_flat().iter().map(|x| x.to_bits()).collect()
        };
        assert_eq!(bits(&whole), bits(&resumed));
        assert_eq!(whole.history(), resumed.history());
        // A finished fit can be lengthened.
        whole.set_epochs(13);
        run(&mut whole, &training, Some(&held_out));
        assert_eq!(whole.epoch(), 13);
    }
}

#[test]
fn fits_do_not_depend_on_the_number_of_threads() {
    let shape = shape(Kind::Srbm, 4, 3, 6);
    let data = many(shape);
    for mut settings in [Settings::ratio_matching(5), Settings::pseudolikelihood(0.01)] {
        settings.epochs = 5;
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let start = Model::<f32>::initial(shape, &mut rng(7));
                let mut fit = Fit::new(start, settings.clone()).unwrap();
                run(&mut fit, &data, None);
                fit
            })
        };
        let one = on(1);
        assert!(one == on(2) && one == on(3));
    }
}

#[test]
fn early_stopping_keeps_the_best_model() {
    // Few samples and many parameters over-fit.
    let shape = shape(Kind::Pairwise, 0, 4, 6);
    let data = Data::new(Samples::for_shape(shape, states(shape, 60, 8)).unwrap());
    let (training, held_out) = data.split(0.5, 9).unwrap();
    let mut settings = Settings::ratio_matching(500);
    settings.patience = Some(Patience { epochs: 10, least: 0.0 });
    let start = Model::<f64>::initial(shape, &mut rng(10));
    let mut fit = Fit::new(start, settings.clone()).unwrap();
    assert_eq!(run(&mut fit, &training, Some(&held_out)), Some(Outcome::Patience));
    let (epoch, loss) = fit.best_held_out().unwrap();
    assert_eq!(fit.epoch(), epoch + 11);
    let lowest = fit.history().iter().filter_map(|r| r.held_out).fold(f64::INFINITY, f64::min);
    assert_eq!(loss, lowest);
    let mut workspace = Workspace::new(fit.model(), 60);
    let objective = Objective::default();
    let at_best = workspace.loss(&objective, fit.best(), held_out.batch()).unwrap();
    assert_eq!(at_best, loss);
    let mut fit = Fit::new(Model::<f64>::zeros(shape), settings).unwrap();
    let refused = fit.run(&mut workspace, &training, None, |_| ControlFlow::Continue(()));
    assert!(refused.unwrap_err().to_string().contains("held out"));
}

/// An evaluator whose losses fail where they are told to.
struct Failing(Workspace<f64>, Vec<usize>, usize);

impl Evaluator<f64> for Failing {
    fn loss(
        &mut self,
        objective: &Objective,
        model: &Model<f64>,
        batch: Batch,
    ) -> Result<f64, EvaluationError> {
        Ok(self.0.loss(objective, model, batch)?)
    }

    fn loss_and_grad_into(
        &mut self,
        objective: &Objective,
        model: &Model<f64>,
        batch: Batch,
        gradient: &mut Model<f64>,
    ) -> Result<f64, EvaluationError> {
        let loss = self.0.loss_and_grad_into(objective, model, batch, gradient)?;
        self.2 += 1;
        if self.1.contains(&self.2) {
            gradient.parts_mut().h[0] = f64::NAN;
        }
        Ok(loss)
    }
}

#[test]
fn what_is_not_finite_stops_the_fit_or_is_left_out() {
    let shape = shape(Kind::Pairwise, 0, 3, 4);
    let data = Data::new(Samples::for_shape(shape, states(shape, 40, 11)).unwrap());
    let model = Model::<f64>::initial(shape, &mut rng(12));
    let mut settings = Settings { batch_size: Some(10), ..Settings::ratio_matching(2) };
    let run = |settings: &Settings, fails: &[usize]| {
        let mut evaluator = Failing(Workspace::new(&model, 40), fails.to_vec(), 0);
        let mut fit = Fit::new(model.clone(), settings.clone()).unwrap();
        let done = fit.run(&mut evaluator, &data, None, |_| ControlFlow::Continue(()));
        (fit, done)
    };
    let (fit, stopped) = run(&settings, &[6]);
    let stopped = stopped.unwrap_err();
    assert!(
        matches!(stopped, FitError::NonFinite { epoch: 1, batch: 1, what: "gradient" }),
        "{stopped}"
    );
    assert!(fit.model().as_flat().iter().all(|x| x.is_finite()));
    settings.non_finite = NonFinite::Skip { at_most: 1 };
    let (fit, done) = run(&settings, &[6]);
    assert_eq!(done.unwrap(), Some(Outcome::Epochs));
    assert_eq!(fit.history().iter().map(|r| r.skipped).collect::<Vec<_>>(), [0, 1]);
    assert!(fit.model().as_flat().iter().all(|x| x.is_finite()));
    assert!(run(&settings, &[6, 7]).1.is_err());
}

#[test]
fn settings_that_make_no_fit_are_explained() {
    let model = Model::<f64>::zeros(shape(Kind::Pairwise, 0, 3, 4));
    let message = |change: &dyn Fn(&mut Settings)| {
        let mut settings = Settings::ratio_matching(1);
        change(&mut settings);
        Fit::new(model.clone(), settings).unwrap_err().to_string()
    };
    assert!(message(&|s| s.batch_size = Some(0)).starts_with("batch_size"));
    let rate = Optimiser::Adam(Adam { rate: -1.0, ..Default::default() });
    assert!(message(&|s| s.optimiser = rate).starts_with("adam"));
    let memory = Optimiser::Lbfgs(Lbfgs { memory: 0, ..Default::default() });
    assert!(message(&|s| s.optimiser = memory).starts_with("lbfgs"));
    let trials = Optimiser::Lbfgs(Lbfgs { trials: 0, ..Default::default() });
    assert!(message(&|s| s.optimiser = trials).starts_with("lbfgs"));
    let message = message(&|s| {
        s.optimiser = Optimiser::Lbfgs(Lbfgs::default());
        s.batch_size = Some(10);
    });
    assert!(message.contains("all samples at once"), "{message}");
    let own = Model::<f64>::random(shape(Kind::Pairwise, 0, 3, 4), 1.0, &mut rng(13));
    let refused = Fit::new(own.clone(), Settings::ratio_matching(1)).unwrap_err();
    assert!(refused.to_string().contains("self-couplings are forbidden"), "{refused}");
    let mut settings = Settings::ratio_matching(1);
    settings.objective.self_coupling = SelfCoupling::Exact;
    assert!(Fit::new(own, settings).is_ok());
    let data = Data::new(Samples::for_shape(shape(Kind::Profile, 0, 3, 5), vec![0; 5]).unwrap());
    assert!(data.split(0.5, 0).is_err());
    let mut fit = Fit::new(model.clone(), Settings::ratio_matching(1)).unwrap();
    let mut workspace = Workspace::new(&model, 1);
    assert!(fit.run_epoch(&mut workspace, &data, None).is_err());
}

#[test]
fn sparse_penalties_leave_few_weights() {
    let shape = shape(Kind::Rbm, 3, 3, 6);
    let data = Data::new(Samples::for_shape(shape, states(shape, 200, 14)).unwrap());
    let sizes = [0.0, 0.02].map(|weights| {
        let mut settings = Settings::ratio_matching(300);
        settings.objective.regulariser.weights = weights;
        settings.objective.regulariser.norm = cotangent_models::srbm::Norm::Groups;
        let mut fit = Fit::new(Model::<f64>::initial(shape, &mut rng(15)), settings).unwrap();
        run(&mut fit, &data, None);
        fit.model().parts().w.iter().map(|w| w.abs()).sum::<f64>()
    });
    assert!(sizes[1] < 0.2 * sizes[0], "{sizes:?}");
}
