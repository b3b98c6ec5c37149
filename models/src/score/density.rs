//! From a score back to a density.

use super::error::{all_finite, require};
use super::model::{ScoreModel, jacobians, scores};
use super::{ScoreError, Warning};
use serde::{Deserialize, Serialize};

/// Points at equal distances, both ends included.
///
/// # Examples
/// ```
/// # use cotangent_models::score::Grid;
/// let grid = Grid::reference();
/// assert_eq!((grid.points().len(), grid.points()[199]), (200, 10.0));
/// assert!((grid.step() - 20.0 / 199.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    lo: f64,
    hi: f64,
    n: usize,
}

impl Grid {
    /// `n` points from `lo` to `hi`.
    ///
    /// # Errors
    /// If there are fewer than two, or if the ends are not finite and in order.
    pub fn new(lo: f64, hi: f64, n: usize) -> Result<Self, ScoreError> {
        require(n >= 2, "the grid's number of points", "at least 2", n)?;
        let ends = format!("{lo} to {hi}");
        let in_order = lo < hi && (hi - lo).is_finite();
        require(in_order, "the grid", "from a finite number to a larger one", ends)?;
        Ok(Self { lo, hi, n })
    }

    /// 200 points on [−10, 10].
    pub fn reference() -> Self {
        Self { lo: -10.0, hi: 10.0, n: 200 }
    }

    /// The distance between points.
    pub fn step(&self) -> f64 {
        (self.hi - self.lo) / (self.n - 1) as f64
    }

    /// The points.
    pub fn points(&self) -> Vec<f64> {
        let at = |k| match k {
            k if k + 1 == self.n => self.hi,
            k => self.lo + self.step() * k as f64,
        };
        (0..self.n).map(at).collect()
    }
}

/// How a score is integrated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quadrature {
    /// The trapezoid rule, for the score and for the mass.
    #[default]
    Trapezoid,
    /// Left sums, the first point included, as the reference document has it: for comparison.
    Left,
}

/// A density on a grid of the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Density {
    /// The grid's points.
    pub points: Vec<f64>,
    /// The density there; its integral over the grid is 1.
    pub pdf: Vec<f64>,
    /// Its integral up to each point.
    pub cdf: Vec<f64>,
    /// ln ∫ exp(∫ψ), with the inner integral from the grid's first point.
    pub log_normaliser: f64,
    /// The mass beyond both ends relative to that within, with exponential tails of the end's slopes;
    /// infinite where the score does not point back inside.
    pub beyond: f64,
}

impl Density {
    /// What is wrong with it, where more than `tolerance` of the mass lies beyond the grid.
    pub fn warning(&self, tolerance: f64) -> Option<Warning> {
        (self.beyond > tolerance).then_some(Warning::Tails { mass: self.beyond })
    }

    /// The largest difference from another density on the same points.
    pub fn largest_error(&self, truth: impl Fn(f64) -> f64) -> f64 {
        let pairs = self.points.iter().zip(&self.pdf);
        pairs.map(|(x, p)| (p - truth(*x)).abs()).fold(0.0, f64::max)
    }

    /// ∫|p − truth| over the grid by the trapezoid rule, from 0 to 2.
    pub fn l1_error(&self, truth: impl Fn(f64) -> f64) -> f64 {
        let gaps: Vec<f64> =
            self.points.iter().zip(&self.pdf).map(|(x, p)| (p - truth(*x)).abs()).collect();
        trapezoid(&gaps, self.points[1] - self.points[0])
    }
}

fn trapezoid(values: &[f64], step: f64) -> f64 {
    values.windows(2).map(|pair| 0.5 * step * (pair[0] + pair[1])).sum()
}

/// The density on the line whose score a model is.
///
/// # Errors
/// If the model is not one on the line, or if its score is not finite.
///
/// # Examples
/// See [`density_of_scores`].
pub fn recover_density<M: ScoreModel>(
    model: &M,
    grid: Grid,
    rule: Quadrature,
) -> Result<Density, ScoreError> {
    if model.dim() != 1 {
        let found = model.dim();
        return Err(ScoreError::Width { what: "the line", expected: found, found: 1 });
    }
    density_of_scores(grid, &scores(model, &grid.points()), rule)
}

/// The density on the line with given scores at the grid's points.
///
/// # Errors
/// If there are not as many as points, or if one is not finite.
///
/// # Examples
/// ```
/// # use cotangent_models::score::*;
/// let (grid, truth) = (Grid::reference(), Mixture::reference());
/// let score: Vec<f64> = grid.points().iter().map(|x| truth.score(&[*x])[0]).collect();
/// let density = density_of_scores(grid, &score, Quadrature::Trapezoid)?;
/// assert!(density.largest_error(|x| truth.pdf(&[x])) < 1e-4);
/// # Ok::<(), ScoreError>(())
/// ```
pub fn density_of_scores(
    grid: Grid,
    scores: &[f64],
    rule: Quadrature,
) -> Result<Density, ScoreError> {
    if scores.len() != grid.n {
        let (expected, found) = (grid.n, scores.len());
        return Err(ScoreError::Length { what: "the list of scores", expected, found });
    }
    all_finite("the score on the grid", scores)?;
    let (points, step) = (grid.points(), grid.step());
    let mut logs = Vec::with_capacity(grid.n);
    let mut sum = 0.0;
    for (k, score) in scores.iter().enumerate() {
        sum += match (rule, k) {
            (Quadrature::Left, _) => step * score,
            (Quadrature::Trapezoid, 0) => 0.0,
            (Quadrature::Trapezoid, k) => 0.5 * step * (scores[k - 1] + score),
        };
        logs.push(sum);
    }
    // Without this a deep valley at the left end would overflow.
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut pdf: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
    let mass = match rule {
        Quadrature::Trapezoid => trapezoid(&pdf, step),
        Quadrature::Left => step * pdf.iter().sum::<f64>(),
    };
    pdf.iter_mut().for_each(|p| *p /= mass);
    let mut cdf = Vec::with_capacity(grid.n);
    let mut below = 0.0;
    for (k, p) in pdf.iter().enumerate() {
        below += match (rule, k) {
            (Quadrature::Left, _) => step * p,
            (Quadrature::Trapezoid, 0) => 0.0,
            (Quadrature::Trapezoid, k) => 0.5 * step * (pdf[k - 1] + p),
        };
        cdf.push(below);
    }
    // ∫ p e^(−s t) dt = p/s from an end outwards, with s > 0 the slope back inside.
    let tail = |p: f64, inwards: f64| match p {
        p if p < f64::MIN_POSITIVE => 0.0,
        p if inwards > 0.0 => p / inwards,
        _ => f64::INFINITY,
    };
    let last = grid.n - 1;
    let beyond = tail(pdf[0], scores[0]) + tail(pdf[last], -scores[last]);
    Ok(Density { points, pdf, cdf, log_normaliser: largest + mass.ln(), beyond })
}

/// How far a score is from a gradient: the root of the mean of ‖∂ψ/∂x − (∂ψ/∂x)ᵀ‖² over points, relative
/// to that of ‖∂ψ/∂x‖². It is 0 for an energy, and a density of several coordinates is
/// well-defined only then.
///
/// # Errors
/// If the points are of another width, or none.
///
/// # Examples
/// A rotation has nothing but curl: ‖J − Jᵀ‖ = 2 ‖J‖.
/// ```
/// # use cotangent_models::score::*;
/// let layer = Layer { w: vec![0.0, -1.0, 1.0, 0.0], b: vec![0.0; 2] };
/// let rotation = Mlp::new(Activation::Tanh, vec![layer])?;
/// assert_eq!(relative_curl(&rotation, &[0.5, 0.25])?, 2.0);
/// # Ok::<(), ScoreError>(())
/// ```
pub fn relative_curl<M: ScoreModel>(model: &M, points: &[f64]) -> Result<f64, ScoreError> {
    let dim = model.dim();
    if points.is_empty() || !points.len().is_multiple_of(dim) {
        let (expected, found) = (points.len().next_multiple_of(dim).max(dim), points.len());
        return Err(ScoreError::Length { what: "the list of points", expected, found });
    }
    let (mut skew, mut all) = (0.0, 0.0);
    for jacobian in jacobians(model, points).chunks_exact(dim * dim) {
        for i in 0..dim {
            for j in 0..dim {
                let gap = jacobian[i * dim + j] - jacobian[j * dim + i];
                skew += gap * gap;
                all += jacobian[i * dim + j] * jacobian[i * dim + j];
            }
        }
    }
    if !all.is_finite() {
        return Err(ScoreError::NotFinite {
            what: "the Jacobian of the score",
            place: 0,
            found: all,
        });
    }
    Ok(if all > 0.0 { (skew / all).sqrt() } else { 0.0 })
}

/// A density on a grid of the plane, `[y][x]`, from the score along paths: up the middle column, then
/// along each row. It means something only where [`relative_curl`] is small.
///
/// # Errors
/// If the model is not one in the plane, or if its score is not finite.
pub fn recover_density_in_plane<M: ScoreModel>(
    model: &M,
    xs: Grid,
    ys: Grid,
) -> Result<Vec<f64>, ScoreError> {
    if model.dim() != 2 {
        return Err(ScoreError::Width { what: "the plane", expected: model.dim(), found: 2 });
    }
    let (along, up) = (xs.points(), ys.points());
    let points: Vec<f64> = up.iter().flat_map(|y| along.iter().flat_map(|x| [*x, *y])).collect();
    let psi = scores(model, &points);
    all_finite("the score on the grid", &psi)?;
    let (n, middle) = (xs.n, xs.n / 2);
    let at = |row: usize, column: usize, i: usize| psi[(row * n + column) * 2 + i];
    let mut logs = vec![0.0; n * ys.n];
    for row in 0..ys.n {
        if row > 0 {
            let rise = 0.5 * ys.step() * (at(row - 1, middle, 1) + at(row, middle, 1));
            logs[row * n + middle] = logs[(row - 1) * n + middle] + rise;
        }
        for column in middle + 1..n {
            let rise = 0.5 * xs.step() * (at(row, column - 1, 0) + at(row, column, 0));
            logs[row * n + column] = logs[row * n + column - 1] + rise;
        }
        for column in (0..middle).rev() {
            let rise = 0.5 * xs.step() * (at(row, column + 1, 0) + at(row, column, 0));
            logs[row * n + column] = logs[row * n + column + 1] - rise;
        }
    }
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut pdf: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
    let lines: Vec<f64> = pdf.chunks_exact(n).map(|line| trapezoid(line, xs.step())).collect();
    let mass = trapezoid(&lines, ys.step());
    pdf.iter_mut().for_each(|p| *p /= mass);
    Ok(pdf)
}
