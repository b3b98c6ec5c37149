//! What a fit costs beside its losses and gradients, at the reference size: P = 50, q = 21, N = 59, M = 256, in f32.
//!
//! `cargo run --release -p cotangent-models --example srbm_fit_cost`

use cotangent_models::srbm::fit::{Data, EvaluationError, Fit, Optimiser, Settings};
use cotangent_models::srbm::{Batch, Evaluator, Kind, Model, Objective, Samples, Shape, Workspace};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// A workspace that knows how long it took.
struct Timed(Workspace<f32>, Duration);

impl Evaluator<f32> for Timed {
    fn loss(
        &mut self,
        objective: &Objective,
        model: &Model<f32>,
        batch: Batch,
    ) -> Result<f64, EvaluationError> {
        Ok(self.0.loss(objective, model, batch)?)
    }

    fn loss_and_grad_into(
        &mut self,
        objective: &Objective,
        model: &Model<f32>,
        batch: Batch,
        gradient: &mut Model<f32>,
    ) -> Result<f64, EvaluationError> {
        let start = Instant::now();
        let loss = self.0.loss_and_grad_into(objective, model, batch, gradient)?;
        self.1 += start.elapsed();
        Ok(loss)
    }
}

fn main() {
    let shape = Shape::new(Kind::Srbm, 50, 21, 59).expect("sizes of a model");
    let samples =
        Samples::for_shape(shape, (0..256 * 59).map(|i| (i * 7919 % 6151 % 21) as u8).collect());
    let data = Data::new(samples.expect("states of the shape"));
    for (name, optimiser) in [
        ("Adam", Optimiser::Adam(Default::default())),
        ("L-BFGS", Optimiser::Lbfgs(Default::default())),
    ] {
        let model = Model::<f32>::initial(shape, &mut ChaCha8Rng::seed_from_u64(1));
        let mut evaluator = Timed(Workspace::new(&model, 256), Duration::ZERO);
        let mut settings = Settings { optimiser, ..Settings::ratio_matching(60) };
        settings.objective.regulariser.couplings = 1e-4;
        settings.objective.regulariser.weights = 1e-4;
        let mut fit = Fit::new(model, settings).expect("settings of a fit");
        // The first epochs take their memory.
        let (mut start, mut evaluations) = (Instant::now(), 0);
        let after = |fit: &Fit<f32>| {
            if fit.epoch() == 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        fit.run(&mut evaluator, &data, None, after).expect("the fit goes on");
        evaluator.1 = Duration::ZERO;
        if fit.outcome().is_none() {
            start = Instant::now();
            evaluations = fit.history().iter().map(|record| record.evaluations).sum();
        }
        fit.run(&mut evaluator, &data, None, |_| ControlFlow::Continue(())).expect("and on");
        let all = start.elapsed();
        let total: usize = fit.history().iter().map(|record| record.evaluations).sum();
        println!(
            "{name}: {} epochs to {:?}, loss {:.5}; {} evaluations of {:.1} ms; the fit takes {:.3} times their sum",
            fit.epoch(),
            fit.outcome(),
            fit.history().last().map_or(f64::NAN, |record| record.loss),
            total - evaluations,
            evaluator.1.as_secs_f64() * 1e3 / (total - evaluations) as f64,
            all.as_secs_f64() / evaluator.1.as_secs_f64(),
        );
    }
}
