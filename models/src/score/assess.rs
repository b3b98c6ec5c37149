//! How good a fit is: the Fisher divergence beside the loss, and warnings of over-fitting.

use super::mixture::Mixture;
use super::model::{ScoreModel, scores};
use super::objective::Objective;
use super::samples::{Samples, Tile, WIDTH, tiles};
use super::training::generator;
use super::{ScoreError, Warning};

/// A mean and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub value: f64,
    /// Its standard error; 0 where it is exact but for rounding.
    pub error: f64,
    /// The same from the quartiles: a few terms that are far off, as over-fitting has them, do not
    /// widen it.
    pub error_by_quartiles: f64,
}

impl Estimate {
    fn exact(value: f64) -> Self {
        Self { value, error: 0.0, error_by_quartiles: 0.0 }
    }

    fn of(mut terms: Vec<f64>) -> Self {
        let n = terms.len() as f64;
        let value = terms.iter().sum::<f64>() / n;
        let squares: f64 = terms.iter().map(|x| (x - value) * (x - value)).sum();
        terms.sort_by(f64::total_cmp);
        let quartile = |quarters: usize| terms[(terms.len() - 1) * quarters / 4];
        // The quartiles of a normal distribution are 1.349 standard deviations apart.
        let error_by_quartiles = (quartile(3) - quartile(1)) / 1.349 / n.sqrt();
        let error = (squares / (n * (n - 1.0).max(1.0))).sqrt();
        Self { value, error, error_by_quartiles }
    }
}

/// The implicit loss of some samples, without regulariser, and its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Implicit {
    /// The mean of ½‖ψ‖² + div ψ.
    pub loss: Estimate,
    /// The mean of ‖ψ‖².
    pub square: f64,
    /// The mean of div ψ; at an optimum about minus that of ‖ψ‖².
    pub divergence: f64,
    /// The mean of ‖ψ‖² + div ψ.
    pub balance: Estimate,
}

impl Implicit {
    /// Of a model at samples.
    ///
    /// # Errors
    /// If widths differ.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::score::*;
    /// let line = Mlp::new(Activation::Tanh, vec![Layer { w: vec![-1.0], b: vec![0.0] }])?;
    /// let at = Implicit::of(&line, &Samples::new(1, vec![-1.0, 1.0])?)?;
    /// assert_eq!((at.loss.value, at.square, at.divergence), (-0.5, 1.0, -1.0));
    /// # Ok::<(), ScoreError>(())
    /// ```
    pub fn of<M: ScoreModel>(model: &M, samples: &Samples) -> Result<Self, ScoreError> {
        samples.has_width(model.dim())?;
        let terms = implicit_terms(model, samples);
        let n = terms.len() as f64;
        Ok(Self {
            loss: Estimate::of(terms.iter().map(|(square, div)| 0.5 * square + div).collect()),
            square: terms.iter().map(|(square, _)| square).sum::<f64>() / n,
            divergence: terms.iter().map(|(_, div)| div).sum::<f64>() / n,
            balance: Estimate::of(terms.iter().map(|(square, div)| square + div).collect()),
        })
    }
}

/// ‖ψ‖² and div ψ at each sample.
fn implicit_terms<M: ScoreModel>(model: &M, samples: &Samples) -> Vec<(f64, f64)> {
    let (dim, n) = (samples.dim(), samples.len());
    let tiled = tiles(samples.values(), dim);
    let mut terms = Vec::with_capacity(n);
    for x in tiled.chunks_exact(dim) {
        let mut of_tile = [(0.0, 0.0); WIDTH];
        for i in 0..dim {
            let mut unit: Vec<Tile> = vec![[0.0; WIDTH]; dim];
            unit[i] = [1.0; WIDTH];
            let (psi, slopes) = model.slopes(x, &unit);
            for (s, (square, div)) in of_tile.iter_mut().enumerate() {
                *square += psi[i][s] * psi[i][s];
                *div += slopes[i][s];
            }
        }
        terms.extend_from_slice(&of_tile[..WIDTH.min(n - terms.len())]);
    }
    terms
}

/// ½ E‖ψ − s‖² under the true density, with s its score: by quadrature on the line, from 65 536 draws
/// elsewhere.
///
/// # Errors
/// If widths differ.
pub fn half_fisher_divergence<M: ScoreModel>(
    model: &M,
    truth: &Mixture,
) -> Result<Estimate, ScoreError> {
    half_square_distance(|points| scores(model, points), model.dim(), truth)
}

/// The same for any score of points in rows.
///
/// # Errors
/// If widths differ.
///
/// # Examples
/// Against a score of zero it is the constant between the explicit and the implicit loss:
/// ```
/// # use cotangent_models::score::*;
/// let zero = |points: &[f64]| vec![0.0; points.len()];
/// let c = half_square_distance(zero, 1, &Mixture::reference())?;
/// assert!((c.value - 0.489_386_46).abs() < 1e-8);
/// # Ok::<(), ScoreError>(())
/// ```
pub fn half_square_distance(
    score: impl Fn(&[f64]) -> Vec<f64>,
    dim: usize,
    truth: &Mixture,
) -> Result<Estimate, ScoreError> {
    if dim != truth.dim() {
        return Err(ScoreError::Width {
            what: "the true density",
            expected: dim,
            found: truth.dim(),
        });
    }
    let halves = |points: &[f64]| -> Vec<f64> {
        let psi = score(points);
        let pairs = points.chunks_exact(dim).zip(psi.chunks_exact(dim));
        pairs
            .map(|(x, psi)| {
                let gaps = psi.iter().zip(truth.score(x)).map(|(p, s)| (p - s) * (p - s));
                0.5 * gaps.sum::<f64>()
            })
            .collect()
    };
    if dim == 1 {
        // Of an analytic function that vanishes at both ends the trapezoid rule is exact to rounding.
        let (lo, hi) = truth.reach(0);
        let narrowest = truth.components().iter().map(|c| c.sd[0]).fold(f64::MAX, f64::min);
        let n = (((hi - lo) / narrowest * 64.0) as usize).clamp(2048, 1 << 20);
        let step = (hi - lo) / n as f64;
        let points: Vec<f64> = (0..=n).map(|k| lo + step * k as f64).collect();
        let terms = points.iter().zip(halves(&points)).map(|(x, half)| truth.pdf(&[*x]) * half);
        return Ok(Estimate::exact(step * terms.sum::<f64>()));
    }
    let draws = truth.sample(1 << 16, &mut generator(0x5c0e, 0))?;
    Ok(Estimate::of(halves(draws.values())))
}

/// How good a fit is.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The implicit loss of the training samples, without regulariser.
    pub training: Implicit,
    /// That of samples that were held out.
    pub held_out: Option<Implicit>,
    /// Half the Fisher divergence, where the truth is known.
    pub half_fisher: Option<Estimate>,
    /// The lowest implicit loss that any model has on average, −½ E‖s‖², where the truth is known.
    pub lowest: Option<f64>,
    /// What a user should know.
    pub warnings: Vec<Warning>,
}

/// What is below an expectation by more than this many standard errors is over-fitting.
const ERRORS: f64 = 3.0;
/// And by more than this share of ½ E‖ψ‖².
const SHARE: f64 = 0.05;

/// Assesses a fit, and warns of over-fitting where the implicit loss of the training samples lies
/// below that of held-out samples or below what the truth allows by more than the margin: three
/// standard errors, as the quartiles give them, and 5 % of ½ E‖ψ‖².
///
/// After the implicit objective without regulariser it is also compared with −½ E‖ψ‖², its value at an
/// optimum. Others shrink the score, or fit another density, and are no optimum of it.
///
/// # Errors
/// If widths differ.
///
/// # Examples
/// ```
/// # use cotangent_models::score::*;
/// let example = Example::on_line(Objective::IMPLICIT, 1)?;
/// let (truth, samples) = (&example.truth, &example.samples);
/// let found = assess(&example.net, Objective::IMPLICIT, samples, None, Some(truth))?;
/// // The explicit loss is the implicit one but for a constant, on average.
/// let explicit = found.training.loss.value - found.lowest.unwrap();
/// assert!((explicit - found.half_fisher.unwrap().value).abs() < 0.1);
/// # Ok::<(), ScoreError>(())
/// ```
pub fn assess<M: ScoreModel>(
    model: &M,
    objective: Objective,
    samples: &Samples,
    held_out: Option<&Samples>,
    truth: Option<&Mixture>,
) -> Result<Assessment, ScoreError> {
    let training = Implicit::of(model, samples)?;
    let held_out = held_out.map(|samples| Implicit::of(model, samples)).transpose()?;
    let half_fisher = truth.map(|truth| half_fisher_divergence(model, truth)).transpose()?;
    let zero = |points: &[f64]| vec![0.0; points.len()];
    let lowest = match truth {
        Some(truth) => Some(-half_square_distance(zero, truth.dim(), truth)?.value),
        None => None,
    };
    let mut warnings = vec![];
    let mut compare = |gap: f64, error: f64, expected: f64, reference: &'static str| {
        if gap > ERRORS * error + SHARE * 0.5 * training.square {
            let training = training.loss.value;
            warnings.push(Warning::OverFitting { training, expected, reference });
        }
    };
    let found = training.loss;
    if let Some(Implicit { loss, .. }) = held_out {
        let error = found.error_by_quartiles.hypot(loss.error_by_quartiles);
        compare(loss.value - found.value, error, loss.value, "on samples that were held out");
    }
    if let Some(lowest) = lowest {
        compare(
            lowest - found.value,
            found.error_by_quartiles,
            lowest,
            "on average for the true score",
        );
    }
    if objective == Objective::IMPLICIT {
        let Estimate { value, error_by_quartiles, .. } = training.balance;
        let balanced = -0.5 * training.square;
        compare(-value, error_by_quartiles, balanced, "at an optimum with scores of this size");
    }
    Ok(Assessment { training, held_out, half_fisher, lowest, warnings })
}
