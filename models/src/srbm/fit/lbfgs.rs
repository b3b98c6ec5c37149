//! L-BFGS with a line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, chapters 3 and 7).
//!
//! It is our own since a fit has to hand out its whole state between iterations and to write gradients into memory that it
//! keeps: the well-kept crates own the loop, copy the parameters for each evaluation and save their state in forms of their
//! own. Sums run in double precision and in one order on any number of threads.

use super::{EvaluationError, Outcome};
use crate::srbm::{Model, Precision};
use cotangent::Scalar;
use multiversion::multiversion;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Quasi-Newton steps. Penalties with kinks (L1, groups) it follows as far as they are smooth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lbfgs {
    /// Pairs of steps and gradient changes that are kept.
    pub memory: usize,
    /// The fit has converged when ‖gradient‖ ≤ tolerance · max(1, ‖parameters‖).
    pub tolerance: f64,
    /// Evaluations of one line search at most.
    pub trials: usize,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self { memory: 8, tolerance: 1e-5, trials: 30 }
    }
}

/// Steps and gradient changes of the latest iterations, oldest first, and the point's loss and gradient.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
pub(super) struct Memory<T> {
    pairs: Vec<Pair<T>>,
    here: Option<Here<T>>,
    #[serde(skip)]
    scratch: Option<Scratch<T>>,
}

impl<T: PartialEq> PartialEq for Memory<T> {
    fn eq(&self, other: &Self) -> bool {
        self.pairs == other.pairs && self.here == other.here
    }
}

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self { pairs: Vec::new(), here: None, scratch: None }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
struct Pair<T> {
    step: Vec<T>,
    change: Vec<T>,
    /// This pair's products with all that are older and with itself, oldest first, and with the present gradient.
    products: Vec<Products>,
    with_gradient: [f64; 2],
}

/// Products of a pair (s, y) with another (s', y').
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
struct Products {
    sy: f64,
    ys: f64,
    yy: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
struct Here<T> {
    loss: f64,
    gradient: Model<T>,
}

/// Memory that is not part of the state.
#[derive(Debug, Clone)]
struct Scratch<T> {
    start: Model<T>,
    direction: Vec<T>,
}

/// What an iteration gave.
pub(super) struct Step {
    /// The loss before it.
    pub(super) loss: f64,
    pub(super) end: Option<Outcome>,
}

/// Sufficient decrease and curvature.
const DECREASE: f64 = 1e-4;
const CURVATURE: f64 = 0.9;

/// A trial of the line search: the length, the loss, and the slope along the direction.
#[derive(Clone, Copy)]
struct Trial {
    at: f64,
    loss: f64,
    slope: f64,
}

impl Lbfgs {
    /// One iteration; `trial` is memory for gradients.
    pub(super) fn step<T: Precision>(
        &self,
        model: &mut Model<T>,
        memory: &mut Memory<T>,
        trial: &mut Model<T>,
        evaluate: &mut impl FnMut(&Model<T>, &mut Model<T>) -> Result<f64, EvaluationError>,
    ) -> Result<Step, EvaluationError> {
        if memory.here.is_none() {
            let mut gradient = model.zeros_like();
            let loss = evaluate(model, &mut gradient)?;
            memory.here = Some(Here { loss, gradient });
        }
        let mut here = memory.here.take().expect("just put there");
        let loss = here.loss;
        let size = |x: &[T]| dot(x, x).sqrt();
        let gradient_size = size(here.gradient.as_flat());
        let small = self.tolerance * size(model.as_flat()).max(1.0);
        if !loss.is_finite() || !gradient_size.is_finite() || gradient_size <= small {
            let end = (loss.is_finite() && gradient_size.is_finite()).then_some(Outcome::Converged);
            memory.here = Some(here);
            return Ok(Step { loss: if end.is_some() { loss } else { f64::NAN }, end });
        }
        let mut scratch = memory.scratch.take().unwrap_or_else(|| Scratch {
            start: model.clone(),
            direction: vec![T::zero(); model.as_flat().len()],
        });
        let Scratch { start, direction } = &mut scratch;
        start.copy_from(model);
        let mut end = Some(Outcome::Stalled);
        loop {
            let slope = memory.direction(here.gradient.as_flat(), gradient_size, direction);
            let first = if memory.pairs.is_empty() { (1.0 / gradient_size).min(1.0) } else { 1.0 };
            let mut at = |length: f64| -> Result<Trial, EvaluationError> {
                walk(model, start, direction, length);
                let loss = evaluate(model, trial)?;
                // Where there is no number, there is a wall.
                let loss = if loss.is_finite() { loss } else { f64::INFINITY };
                let slope = dot(direction, trial.as_flat());
                Ok(Trial { at: length, loss, slope })
            };
            let origin = Trial { at: 0.0, loss, slope };
            let found =
                if slope < 0.0 { search(origin, first, self.trials, &mut at)? } else { None };
            if let Some(found) = found {
                let after = trial.as_flat();
                memory.remember(self.memory, start, model, here.gradient.as_flat(), after);
                here.gradient.copy_from(trial);
                here.loss = found.loss;
                end = None;
                break;
            }
            model.copy_from(start);
            if memory.pairs.is_empty() {
                break;
            }
            // Once more, straight down.
            memory.pairs.clear();
        }
        memory.scratch = Some(scratch);
        memory.here = Some(here);
        Ok(Step { loss, end })
    }
}

impl<T: Precision> Memory<T> {
    /// −H·gradient by the two loops, and its slope. The loops run over coefficients of steps, changes and gradient, from
    /// their products: the vectors themselves are read once.
    fn direction(&self, gradient: &[T], size: f64, direction: &mut [T]) -> f64 {
        let pairs = &self.pairs;
        let n = pairs.len();
        // Of older and newer.
        let product = |i: usize, k: usize| pairs[i.max(k)].products[i.min(k)];
        let sy = |i: usize, k: usize| if i >= k { product(i, k).sy } else { product(i, k).ys };
        let (mut steps, mut changes, mut of_gradient) = (vec![0.0; n], vec![0.0; n], -1.0);
        let mut factors = vec![0.0; n];
        for i in (0..n).rev() {
            let along = of_gradient * pairs[i].with_gradient[0]
                + (0..n).map(|k| changes[k] * sy(i, k)).sum::<f64>();
            factors[i] = along / sy(i, i);
            changes[i] -= factors[i];
        }
        if let Some(last) = n.checked_sub(1) {
            let scale = sy(last, last) / product(last, last).yy;
            changes.iter_mut().for_each(|x| *x *= scale);
            of_gradient *= scale;
        }
        for i in 0..n {
            let of_changes = (0..n).map(|k| changes[k] * product(i, k).yy);
            let of_steps = (0..n).map(|k| steps[k] * sy(k, i));
            let along = of_gradient * pairs[i].with_gradient[1]
                + of_changes.sum::<f64>()
                + of_steps.sum::<f64>();
            steps[i] += factors[i] - along / sy(i, i);
        }
        let with_gradient = (0..n).map(|i| {
            let [s, y] = pairs[i].with_gradient;
            steps[i] * s + changes[i] * y
        });
        let slope = of_gradient * size * size + with_gradient.sum::<f64>();
        direction.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, to)| {
            let places = chunk * CHUNK..chunk * CHUNK + to.len();
            let factor = T::of(of_gradient);
            let gradient = &gradient[places.clone()];
            to.iter_mut().zip(gradient).for_each(|(to, g)| *to = factor * *g);
            for (i, pair) in pairs.iter().enumerate() {
                let (of_step, of_change) = (T::of(steps[i]), T::of(changes[i]));
                let (step, change) = (&pair.step[places.clone()], &pair.change[places.clone()]);
                for ((to, s), y) in to.iter_mut().zip(step).zip(change) {
                    *to += of_step * *s + of_change * *y;
                }
            }
        });
        slope
    }

    fn remember(&mut self, room: usize, from: &Model<T>, to: &Model<T>, before: &[T], after: &[T]) {
        let mut pair = if self.pairs.len() < room {
            let zeros = || vec![T::zero(); before.len()];
            Pair { step: zeros(), change: zeros(), products: Vec::new(), with_gradient: [0.0; 2] }
        } else {
            // The oldest pair's memory is the newest's.
            self.pairs.iter_mut().for_each(|pair| _ = pair.products.remove(0));
            self.pairs.remove(0)
        };
        subtract(to.as_flat(), from.as_flat(), &mut pair.step);
        subtract(after, before, &mut pair.change);
        pair.products.clear();
        self.pairs.push(pair);
        let products = self.products(after);
        let newest = self.pairs.len() - 1;
        for (pair, [_, _, gs, _, _, gy]) in self.pairs.iter_mut().zip(&products) {
            pair.with_gradient = [*gs, *gy];
        }
        self.pairs[newest].products =
            products.iter().map(|&[_, ys, _, sy, yy, _]| Products { sy, ys, yy }).collect();
        let Products { sy, yy, .. } = self.pairs[newest].products[newest];
        // Else the matrix would not be positive definite. NaN is not above.
        let curved = sy > f64::EPSILON * yy;
        if !curved {
            self.pairs.pop();
        }
    }

    /// Products of the newest step, the newest change and the gradient with each step, then with each change.
    fn products(&self, gradient: &[T]) -> Vec<[f64; 6]> {
        let newest = &self.pairs[self.pairs.len() - 1];
        let n_chunks = gradient.len().div_ceil(CHUNK);
        let of_chunk = |chunk: usize| {
            let places = chunk * CHUNK..((chunk + 1) * CHUNK).min(gradient.len());
            let of = |x: &[T]| {
                let x = &x[places.clone()];
                [&newest.step, &newest.change, gradient].map(|y| dot_of(x, &y[places.clone()]))
            };
            let of_pair = |pair: &Pair<T>| {
                let ([a, b, c], [d, e, f]) = (of(&pair.step), of(&pair.change));
                [a, b, c, d, e, f]
            };
            self.pairs.iter().map(of_pair).collect::<Vec<_>>()
        };
        let chunks: Vec<Vec<[f64; 6]>> = (0..n_chunks).into_par_iter().map(of_chunk).collect();
        let mut sums = vec![[0.0; 6]; self.pairs.len()];
        for chunk in &chunks {
            for (sum, x) in sums.iter_mut().zip(chunk) {
                sum.iter_mut().zip(x).for_each(|(sum, x)| *sum += x);
            }
        }
        sums
    }
}

/// A length that meets the strong Wolfe conditions, and where the last evaluation was. Where rounding hides the slope, a
/// length that lowers the loss will do.
fn search(
    origin: Trial,
    first: f64,
    trials: usize,
    at: &mut impl FnMut(f64) -> Result<Trial, EvaluationError>,
) -> Result<Option<Trial>, EvaluationError> {
    let enough = |t: &Trial| t.loss <= origin.loss + DECREASE * t.at * origin.slope;
    let flat = |t: &Trial| t.slope.abs() <= -CURVATURE * origin.slope;
    let mut low = origin;
    let mut high: Option<Trial> = None;
    let mut length = first;
    for _ in 0..trials {
        let trial = at(length)?;
        if !enough(&trial) || (low.at > 0.0 && trial.loss >= low.loss) {
            high = Some(trial);
        } else if flat(&trial) {
            return Ok(Some(trial));
        } else {
            let back = match high {
                Some(high) => trial.slope * (high.at - low.at) >= 0.0,
                None => trial.slope >= 0.0,
            };
            if back {
                high = Some(low);
            }
            low = trial;
        }
        length = match high {
            Some(high) => {
                let width = (high.at - low.at).abs();
                if width <= f64::EPSILON * low.at.abs().max(high.at.abs()) {
                    break;
                }
                between(low, high)
            }
            None => 2.0 * low.at,
        };
    }
    if low.at > 0.0 && low.loss < origin.loss {
        return Ok(Some(at(low.at)?));
    }
    Ok(None)
}

/// The minimum of the cubic through both trials, or the middle where it is too close to an end.
fn between(low: Trial, high: Trial) -> f64 {
    let middle = 0.5 * (low.at + high.at);
    if !high.loss.is_finite() {
        return middle;
    }
    let width = high.at - low.at;
    let d1 = low.slope + high.slope - 3.0 * (high.loss - low.loss) / width;
    let inside = d1 * d1 - low.slope * high.slope;
    let d2 = inside.max(0.0).sqrt().copysign(width);
    let cubic = high.at - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2.0 * d2);
    let (from, to) = (low.at + 0.1 * width, high.at - 0.1 * width);
    let within = from.min(to) <= cubic && cubic <= from.max(to);
    if within { cubic } else { middle }
}

/// Parameters that one thread takes at a time.
const CHUNK: usize = 1 << 13;

/// Lanes of partial sums.
const LANES: usize = 16;

fn dot<T: Precision>(x: &[T], y: &[T]) -> f64 {
    let pairs = x.par_chunks(CHUNK).zip(y.par_chunks(CHUNK));
    let parts: Vec<f64> = pairs.map(|(x, y)| dot_of(x, y)).collect();
    parts.iter().sum()
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn dot_of<T: Scalar>(x: &[T], y: &[T]) -> f64 {
    let mut sums = [0.0; LANES];
    let (xs, ys) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    for (x, y) in xs.0.iter().zip(ys.0) {
        for l in 0..LANES {
            sums[l] += x[l].to_f64() * y[l].to_f64();
        }
    }
    let rest = xs.1.iter().zip(ys.1).map(|(x, y)| x.to_f64() * y.to_f64());
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

fn subtract<T: Precision>(x: &[T], y: &[T], to: &mut [T]) {
    let pairs = x.par_chunks(CHUNK).zip(y.par_chunks(CHUNK));
    to.par_chunks_mut(CHUNK).zip(pairs).for_each(|(to, (x, y))| {
        to.iter_mut().zip(x.iter().zip(y)).for_each(|(to, (x, y))| *to = *x - *y);
    });
}

/// start + length · direction.
fn walk<T: Precision>(model: &mut Model<T>, start: &Model<T>, direction: &[T], length: f64) {
    let length = T::of(length);
    let pairs = start.as_flat().par_chunks(CHUNK).zip(direction.par_chunks(CHUNK));
    model.as_flat_mut().par_chunks_mut(CHUNK).zip(pairs).for_each(|(to, (x, d))| {
        to.iter_mut().zip(x.iter().zip(d)).for_each(|(to, (x, d))| *to = *x + length * *d);
    });
}
