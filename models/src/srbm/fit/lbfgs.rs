//! L-BFGS with a line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, chapters 3 and 7).
//!
//! It is our own since a fit has to hand out its whole state between iterations and to write gradients into memory that it
//! keeps: the well-kept crates own the loop, copy the parameters for each evaluation and save their state in forms of their
//! own. Sums run in double precision and in one order on any number of threads.
//!
//! A model's vectors are long beside the time of its gradient, so they are read as little as can be. Both loops run over
//! coefficients of steps, changes and gradient, from their products; of the products, those with the new gradient alone are
//! taken anew, and the others follow from them. So the history is read twice in an iteration: for the direction, with which
//! the search's first point is made, and for the products, with which the gradient is read. It is kept in half of the bits,
//! and steps go along directions that are rounded so; their slopes are those of what was rounded.

use super::packing::{CHUNK, PART, Packing, is_symmetric};
use super::vectors::{Factors, Sums, combine, receive};
use super::{EvaluationError, Outcome};
use crate::srbm::{Model, Precision, Shape};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Quasi-Newton steps. Penalties with kinks (L1, groups) it follows as far as they are smooth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lbfgs {
    /// Pairs of steps and gradient changes that are kept. More take their time, and hardly save an iteration.
    pub memory: usize,
    /// The fit has converged when ‖gradient‖ ≤ tolerance. Losses are of order 1 at every size of data and model, so it
    /// means the same for all, and large parameters do not loosen it.
    pub tolerance: f64,
    /// Evaluations of one line search at most.
    pub trials: usize,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self { memory: 3, tolerance: 1e-5, trials: 30 }
    }
}

/// Steps and gradient changes of the latest iterations, oldest first, and the point's loss and gradient.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
pub(super) struct Memory<T: Precision> {
    /// Whether the couplings were symmetric at the start, which decides how vectors are packed.
    symmetric: bool,
    pairs: Vec<Pair<T>>,
    here: Option<Here<T>>,
    #[serde(skip)]
    scratch: Option<Scratch<T>>,
}

impl<T: Precision> PartialEq for Memory<T> {
    fn eq(&self, other: &Self) -> bool {
        self.symmetric == other.symmetric && self.pairs == other.pairs && self.here == other.here
    }
}

/// A step s = length · direction and the change y of the gradient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
struct Pair<T: Precision> {
    direction: Vec<T::Half>,
    length: f64,
    change: Vec<T::Half>,
    /// This pair's products with all that are older and with itself, oldest first.
    products: Vec<Products>,
    /// s and y with the present gradient.
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
struct Here<T: Precision> {
    loss: f64,
    gradient: Model<T>,
    /// The gradient's square.
    square: f64,
}

/// Memory that is not part of the state.
#[derive(Debug, Clone)]
struct Scratch<T: Precision> {
    packing: Packing,
    /// Where the search is.
    there: Model<T>,
    direction: Vec<T::Half>,
    /// By what the gradient changed.
    change: Vec<T::Half>,
    /// The latest trial's products with pairs, each chunk's and all.
    sums: Sums,
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
/// Errors of a loss, in those of its numbers.
const ROUNDING: f64 = 8.0;

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
        let mut scratch = match memory.scratch.take() {
            Some(scratch) => scratch,
            None => Scratch::new(model, memory.symmetric),
        };
        let Scratch { packing, there, direction, change, sums } = &mut scratch;
        let mut here = match memory.here.take() {
            Some(here) => here,
            None => {
                let loss = evaluate(model, trial)?;
                Here { loss, gradient: trial.clone(), square: packing.square(trial) }
            }
        };
        let loss = here.loss;
        let size = here.square.sqrt();
        if !loss.is_finite() || !size.is_finite() || size <= self.tolerance {
            let end = (loss.is_finite() && size.is_finite()).then_some(Outcome::Converged);
            (memory.here, memory.scratch) = (Some(here), Some(scratch));
            return Ok(Step { loss: if end.is_some() { loss } else { f64::NAN }, end });
        }
        let mut end = Some(Outcome::Stalled);
        loop {
            let coefficients = memory.coefficients();
            let first = if memory.pairs.is_empty() { (1.0 / size).min(1.0) } else { 1.0 };
            let from = Base { packing, start: model, gradient: &here.gradient };
            let slope = memory.descend(&coefficients, &from, first, direction, there);
            // The oldest pair goes, so nothing is asked of it.
            let kept = &memory.pairs[usize::from(memory.pairs.len() >= self.memory)..];
            let mut reached = Some(first);
            let mut at = |length: f64| -> Result<Trial, EvaluationError> {
                if reached.take() != Some(length) {
                    packing.walk(model, direction, length, there);
                }
                let loss = evaluate(there, trial)?;
                // Where there is no number, there is a wall.
                let loss = if loss.is_finite() { loss } else { f64::INFINITY };
                sums.take(&from, trial, direction, kept, change);
                Ok(Trial { at: length, loss, slope: sums.slope() })
            };
            let origin = Trial { at: 0.0, loss, slope };
            let rounding = ROUNDING * T::EPSILON.to_f64() * loss.abs();
            let found = match slope < 0.0 {
                true => search(origin, rounding, first, self.trials, &mut at)?,
                false => None,
            };
            if let Some(found) = found {
                std::mem::swap(&mut here.gradient, trial);
                std::mem::swap(model, there);
                (here.loss, here.square) = (found.loss, sums.square());
                let turned = found.slope - slope;
                memory.remember(self.memory, &coefficients, found, turned, sums, direction, change);
                end = None;
                break;
            }
            if memory.pairs.is_empty() {
                break;
            }
            // Once more, straight down.
            memory.pairs.clear();
        }
        (memory.here, memory.scratch) = (Some(here), Some(scratch));
        Ok(Step { loss, end })
    }
}

impl<T: Precision> Scratch<T> {
    fn new(model: &Model<T>, symmetric: bool) -> Self {
        let packing = Packing::new(model.shape(), symmetric);
        let [direction, change] = [(); 2].map(|()| vec![T::Half::default(); packing.len()]);
        Self { packing, there: model.clone(), direction, change, sums: Sums::default() }
    }
}

/// Where an iteration starts.
struct Base<'a, T> {
    packing: &'a Packing,
    start: &'a Model<T>,
    gradient: &'a Model<T>,
}

/// A direction as a sum of gradient, steps and changes.
struct Coefficients {
    of_gradient: f64,
    of_steps: Vec<f64>,
    of_changes: Vec<f64>,
    /// Its products with changes.
    with_changes: Vec<f64>,
}

impl<T: Precision> Memory<T> {
    /// Of a fit that starts at this model.
    pub(super) fn new(model: &Model<T>) -> Self {
        let symmetric = is_symmetric(model);
        Self { symmetric, pairs: Vec::new(), here: None, scratch: None }
    }

    /// Whether it is of models of this shape.
    pub(super) fn is_for(&self, shape: Shape) -> bool {
        let len = Packing::new(shape, self.symmetric).len();
        let whole = |(i, pair): (usize, &Pair<T>)| {
            pair.direction.len() == len && pair.change.len() == len && pair.products.len() == i + 1
        };
        self.pairs.iter().enumerate().all(whole)
            && self.here.as_ref().is_none_or(|here| here.gradient.shape() == shape)
    }

    /// −H·gradient by the two loops over coefficients.
    fn coefficients(&self) -> Coefficients {
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
        let with_change = |i: usize, of_gradient: f64, steps: &[f64], changes: &[f64]| {
            let of_changes = (0..n).map(|k| changes[k] * product(i, k).yy);
            let of_steps = (0..n).map(|k| steps[k] * sy(k, i));
            of_gradient * pairs[i].with_gradient[1]
                + of_changes.sum::<f64>()
                + of_steps.sum::<f64>()
        };
        for i in 0..n {
            steps[i] += factors[i] - with_change(i, of_gradient, &steps, &changes) / sy(i, i);
        }
        let with_changes = (0..n).map(|i| with_change(i, of_gradient, &steps, &changes)).collect();
        Coefficients { of_gradient, of_steps: steps, of_changes: changes, with_changes }
    }

    /// The direction, with the search's first point at a length from its start. Gives the slope.
    fn descend(
        &self,
        coefficients: &Coefficients,
        from: &Base<'_, T>,
        length: f64,
        direction: &mut [T::Half],
        there: &mut Model<T>,
    ) -> f64 {
        let Coefficients { of_gradient, of_steps, of_changes, .. } = coefficients;
        let Base { packing, start, gradient } = from;
        let of_pairs = self.pairs.iter().zip(of_steps.iter().zip(of_changes));
        let of_pairs = of_pairs.map(|(pair, (s, y))| Factors {
            vectors: [&pair.direction[..], &pair.change[..]],
            factors: [s * pair.length, *y].map(T::of),
        });
        let of_pairs: Vec<Factors<T>> = of_pairs.collect();
        let chunks = direction.par_chunks_mut(CHUNK).zip(packing.cut(there)).enumerate();
        let slopes: Vec<f64> = chunks
            .map(|(chunk, (to, mut there))| {
                let mut slope = 0.0;
                let mut own = [T::zero(); PART];
                for (part, to) in to.chunks_mut(PART).enumerate() {
                    let first = chunk * CHUNK + part * PART;
                    let (places, own) = (first..first + to.len(), &mut own[..to.len()]);
                    packing.gather(places.clone(), gradient, own);
                    slope += combine(T::of(*of_gradient), own, &of_pairs, first, to);
                    packing.walk_within(places, start, to, length, &mut there);
                }
                slope
            })
            .collect();
        packing.mirror(there);
        slopes.iter().sum()
    }

    /// Takes the accepted trial with the change of its slope. The oldest pair's memory is that of `direction` and `change`
    /// then.
    #[allow(clippy::too_many_arguments, reason = "all that the trial gave")]
    fn remember(
        &mut self,
        room: usize,
        coefficients: &Coefficients,
        found: Trial,
        turned: f64,
        sums: &Sums,
        direction: &mut Vec<T::Half>,
        change: &mut Vec<T::Half>,
    ) {
        let mut with_changes = &coefficients.with_changes[..];
        let mut spare = None;
        if self.pairs.len() >= room {
            self.pairs.iter_mut().for_each(|pair| _ = pair.products.remove(0));
            spare = Some(self.pairs.remove(0));
            with_changes = &with_changes[1..];
        }
        let length = found.at;
        let mut products = Vec::with_capacity(room);
        for ((pair, sums), with_change) in
            self.pairs.iter_mut().zip(sums.with_pairs()).zip(with_changes)
        {
            let now = [pair.length * sums[0], sums[1]];
            let [ys, yy] = [0, 1].map(|i| now[i] - pair.with_gradient[i]);
            products.push(Products { sy: length * with_change, ys, yy });
            pair.with_gradient = now;
        }
        let [yy, with_change] = sums.of_change();
        let sy = length * turned;
        // Else the matrix would not be positive definite. NaN is not above.
        if sy > f64::EPSILON * yy {
            products.push(Products { sy, ys: sy, yy });
            let zeros = || vec![T::Half::default(); change.len()];
            let (other, another) =
                spare.map_or_else(|| (zeros(), zeros()), |pair| (pair.direction, pair.change));
            let direction = std::mem::replace(direction, other);
            let change = std::mem::replace(change, another);
            let with_gradient = [length * found.slope, with_change];
            self.pairs.push(Pair { direction, length, change, products, with_gradient });
        }
    }
}

impl Sums {
    /// Takes the products of a gradient and of its change.
    fn take<T: Precision>(
        &mut self,
        from: &Base<'_, T>,
        gradient: &Model<T>,
        direction: &[T::Half],
        pairs: &[Pair<T>],
        change: &mut [T::Half],
    ) {
        let pairs: Vec<[&[T::Half]; 2]> =
            pairs.iter().map(|pair| [&pair.direction[..], &pair.change[..]]).collect();
        let sums = self.of_chunks(change.len().div_ceil(CHUNK), pairs.len());
        let chunks = change.par_chunks_mut(CHUNK).zip(sums);
        chunks.enumerate().for_each(|(chunk, (change, sums))| {
            let [mut after, mut before] = [[T::zero(); PART]; 2];
            for (part, change) in change.chunks_mut(PART).enumerate() {
                let first = chunk * CHUNK + part * PART;
                let places = first..first + change.len();
                let [after, before] = [&mut after, &mut before].map(|x| &mut x[..change.len()]);
                from.packing.gather(places.clone(), gradient, after);
                from.packing.gather(places.clone(), from.gradient, before);
                receive(after, before, &direction[places], &pairs, first, change, sums);
            }
        });
        self.add_up();
    }
}

/// A length that meets the strong Wolfe conditions, and where the last evaluation was. Where losses differ by their rounding
/// alone, slopes decide (Hager and Zhang 2005, the approximate conditions); else a length that lowers the loss will do.
fn search(
    origin: Trial,
    rounding: f64,
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
        if flat(&trial) && (trial.loss - origin.loss).abs() <= rounding {
            return Ok(Some(trial));
        }
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
