//! The loss's gradient by the macro against differences, at a run's network.

use super::super::agreement::{Row, agreement_table};
use super::super::measure;
use super::super::page::Part;
use crate::imnn::data::{DataSet, DerivativeSource, Derivatives, Memory, Simulations};
use crate::imnn::{Dense, Imnn, ImnnError, Regulariser, Source, State};
use crate::run::imnn::{ImnnRunError, Prepared};
use crate::score::generator;
use cotangent::Differentiable;
use std::sync::Arc;

/// Simulations that are enough for a comparison.
const SIMULATIONS: usize = 200;
/// Directions that differences are taken in, each of length 1.
const DIRECTIONS: usize = 4;
/// A network may have a kink between two points, so that the best of these counts: a wrong gradient is wrong at all.
const STEPS: [f64; 3] = [1e-5, 1e-6, 1e-7];

/// The first simulations with derivatives, in memory.
fn first(prepared: &Prepared) -> Result<Simulations, ImnnRunError> {
    let shape = prepared.training.shape();
    let (input, p) = (&shape.input[..], shape.parameters);
    let count = SIMULATIONS.min(shape.with_derivatives);
    let batch = match prepared.training.pass(0, count)?.next() {
        Some(batch) => batch?,
        None => return Err(ImnnError::Ended { expected: count, found: 0 }.into()),
    };
    let memory = |shape: &[usize], values| Memory::new(shape, values).map(Box::new);
    let derivatives = match batch.derivatives {
        Derivatives::Exact(values) => {
            DerivativeSource::Exact(memory(&[input, &[p]].concat(), values)?)
        }
        Derivatives::Pairs(values) => {
            DerivativeSource::Pairs(memory(&[&[2, p], input].concat(), values)?)
        }
        Derivatives::None => return Err(ImnnError::Ended { expected: count, found: 0 }.into()),
    };
    Ok(Simulations::zip(memory(input, batch.data)?, derivatives)?)
}

/// The rows of the comparison, and what the page says of it.
pub(super) fn compare(
    prepared: &Prepared,
    state: &State,
) -> Result<(Vec<Row>, Vec<Part>), ImnnRunError> {
    let training = &prepared.settings.training;
    let regulariser = Regulariser::new(training.lambda, training.epsilon)?;
    let set: Arc<dyn DataSet> = Arc::new(first(prepared)?);
    let n = set.shape().simulations;
    let refused = |error: ImnnRunError| {
        let text = format!("no gradient of {n} simulations can be compared: {error}");
        Ok((vec![], vec![Part::Warning(text)]))
    };
    let mut imnn = match self::imnn(prepared, &set, state) {
        Ok(imnn) => imnn,
        Err(error) => return refused(error),
    };
    let gradient = match imnn.loss_and_grad(&regulariser) {
        Ok((_, _, gradient)) => gradient.to_flat(),
        Err(error) => return refused(error.into()),
    };
    let length = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    let mut error = 0.0_f64;
    for k in 0..DIRECTIONS {
        let along = direction(k, &gradient, length);
        let expected: f64 = gradient.iter().zip(&along).map(|(g, v)| g * v).sum();
        let mut best = f64::INFINITY;
        for step in STEPS {
            let difference = difference(&mut imnn, state, &regulariser, &along, step)?;
            best = best.min((difference - expected).abs() / length);
        }
        error = error.max(best);
    }
    imnn.set_parameters(&state.parameters)?;
    let mut other = self::imnn(prepared, &set, state)?;
    let along = direction(1, &gradient, length);
    let costs = measure(
        &mut [&mut || drop(std::hint::black_box(imnn.loss_and_grad(&regulariser))), &mut || {
            let found = difference(&mut other, state, &regulariser, &along, STEPS[0]);
            drop(std::hint::black_box(found));
        }],
        3,
    );
    let names = ["macro, two passes", "central difference, one direction"];
    let rows: Vec<Row> = names
        .into_iter()
        .zip([0.0, error])
        .zip(costs)
        .map(|((what, error), cost)| Row { what, error, tolerance: 1e-5, cost })
        .collect();
    let caption = format!(
        "Gradients of the loss in {} parameters over the first {n} simulations, f64",
        gradient.len()
    );
    let text = format!(
        "Differences are taken along the gradient and {} drawn directions, with the best of three steps, since networks have \
         kinks.",
        DIRECTIONS - 1
    );
    let table = agreement_table(&caption, &rows);
    Ok((rows, vec![table, Part::Text(text)]))
}

fn imnn(
    prepared: &Prepared,
    set: &Arc<dyn DataSet>,
    state: &State,
) -> Result<Imnn<Dense<f64>>, ImnnRunError> {
    let mut rng = generator(0, 0);
    let mut net =
        Dense::<f64>::draw(&prepared.widths(), prepared.settings.network.activation, &mut rng)?;
    net.set_flat(&state.parameters);
    let source: Source = prepared.source(set)?;
    Ok(Imnn::builder(net, prepared.fiducial.clone(), source).build()?)
}

/// The gradient's own direction, or one of drawn signs.
fn direction(k: usize, gradient: &[f64], length: f64) -> Vec<f64> {
    if k == 0 {
        return gradient.iter().map(|g| g / length).collect();
    }
    let mut rng = generator(k as u64, 1);
    let size = (gradient.len() as f64).sqrt().recip();
    let sign = |positive: bool| if positive { size } else { -size };
    gradient.iter().map(|_| sign(rand::Rng::random(&mut rng))).collect()
}

/// The loss's central difference.
fn difference(
    imnn: &mut Imnn<Dense<f64>>,
    state: &State,
    regulariser: &Regulariser,
    along: &[f64],
    step: f64,
) -> Result<f64, ImnnError> {
    let mut loss_at = |step: f64| -> Result<f64, ImnnError> {
        let moved: Vec<f64> =
            state.parameters.iter().zip(along).map(|(x, v)| x + step * v).collect();
        Ok(imnn.set_parameters(&moved)?.loss(regulariser))
    };
    Ok((loss_at(step)? - loss_at(-step)?) / (2.0 * step))
}
