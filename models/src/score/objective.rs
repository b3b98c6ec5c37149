//! The objectives, what each draws at random, and their gradients over many points.

use super::error::require;
use super::mixture::log_sum_exp;
use super::model::{Part, ScoreModel, Terms};
use super::samples::{Samples, Tile, WIDTH, tiles};
use super::{ScoreError, Warning};
use cotangent::Workspace;
use rand::Rng;
use rand_distr::StandardNormal;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A distribution of directions v with E v vᵀ = 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Law {
    /// Normal numbers.
    Normal,
    /// Signs.
    Rademacher,
    /// The sphere of radius √dim.
    Sphere,
}

impl Law {
    /// A direction.
    pub fn draw(self, direction: &mut [f64], rng: &mut impl Rng) {
        for v in direction.iter_mut() {
            *v = match self {
                Self::Rademacher => f64::from(rng.random::<bool>()) * 2.0 - 1.0,
                Self::Normal | Self::Sphere => rng.sample(StandardNormal),
            };
        }
        if self == Self::Sphere {
            let norm = direction.iter().map(|v| v * v).sum::<f64>().sqrt();
            // Normal numbers are all zero with probability zero; then any direction will do.
            let to = (direction.len() as f64).sqrt();
            match norm > 0.0 {
                true => direction.iter_mut().for_each(|v| *v *= to / norm),
                false => direction[0] = to,
            }
        }
    }
}

/// What is minimised: a mean over the samples xₙ, with ψ the model's score.
///
/// # Examples
/// With ψ = 0 each implicit loss is 0, and the denoising one is dim/(2σ²) on average:
/// ```
/// # use cotangent_models::score::{Activation, Layer, Mlp, Objective, Samples, generator};
/// let zero = Mlp::new(Activation::Tanh, vec![Layer { w: vec![0.0], b: vec![0.0] }])?;
/// let samples = Samples::new(1, vec![-1.0, 0.5, 2.0])?;
/// let loss = Objective::Implicit { lambda: 0.1 }.loss(&zero, &samples, &mut generator(1, 0))?;
/// assert_eq!(loss, 0.0);
/// # Ok::<(), cotangent_models::score::ScoreError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Objective {
    /// ½‖ψ‖² + div ψ + λ Σᵢ (∂ψᵢ/∂xᵢ)², with the exact divergence. λ = 0 is Hyvärinen's (2005), λ > 0
    /// the regularised form of Kingma and LeCun (2010).
    Implicit {
        /// λ.
        lambda: f64,
    },
    /// The same with central differences for the derivatives, and with the mean of the displaced
    /// scores for ψ.
    FiniteDifference {
        /// The displacement; without it, on each axis the samples' range over 2 N.
        delta: Option<f64>,
        /// λ.
        lambda: f64,
    },
    /// ½(vᵀψ)² + vᵀ(∂ψ/∂x)v over random directions v (Song et al. 2019).
    Sliced {
        /// Directions a sample.
        slices: usize,
        /// Their distribution.
        law: Law,
        /// Whether ½‖ψ‖² stands for ½(vᵀψ)²: only the divergence is estimated then, after Hutchinson.
        reduced: bool,
    },
    /// ½‖ψ(x̃) − (xₙ − x̃)/σ²‖² at x̃ = xₙ + σ ε (Vincent 2011): the score of the smoothed density.
    Denoising {
        /// σ.
        sigma: f64,
        /// Displaced points a sample.
        copies: usize,
    },
    /// ½‖ψ − s‖² with the true score s, which the samples carry: half the Fisher divergence.
    Explicit,
    /// The same with the score of the samples' kernel density; it costs N² kernels.
    Parzen {
        /// The kernel's standard deviation.
        sigma: f64,
    },
}

impl Objective {
    /// Hyvärinen's.
    pub const IMPLICIT: Objective = Objective::Implicit { lambda: 0.0 };

    /// Checks the numbers in it.
    ///
    /// # Errors
    /// If one is out of range.
    pub fn check(&self) -> Result<(), ScoreError> {
        let not_negative = |lambda: f64| {
            require(lambda >= 0.0 && lambda.is_finite(), "lambda", "at least 0", lambda)
        };
        let positive = |name, x: f64| require(x > 0.0 && x.is_finite(), name, "above 0", x);
        match *self {
            Self::Implicit { lambda } => not_negative(lambda),
            Self::FiniteDifference { delta, lambda } => {
                delta.map_or(Ok(()), |delta| positive("delta", delta))?;
                not_negative(lambda)
            }
            Self::Sliced { slices, .. } => require(slices > 0, "slices", "at least 1", slices),
            Self::Denoising { sigma, copies } => {
                positive("sigma", sigma)?;
                require(copies > 0, "copies", "at least 1", copies)
            }
            Self::Parzen { sigma } => positive("sigma", sigma),
            Self::Explicit => Ok(()),
        }
    }

    /// What the objective cannot do with the model.
    pub fn warning<M: ScoreModel>(&self, model: &M) -> Option<Warning> {
        let derives = matches!(self, Self::Implicit { .. } | Self::Sliced { .. });
        model.kinks().filter(|_| derives).map(|activation| Warning::Kinks { activation })
    }

    /// Whether each step can draw something new.
    pub fn is_random(&self) -> bool {
        matches!(self, Self::Sliced { .. } | Self::Denoising { .. })
    }

    /// The loss over all samples.
    ///
    /// # Errors
    /// If the settings, or the samples' width, do not suit.
    pub fn loss<M: ScoreModel>(
        &self,
        model: &M,
        samples: &Samples,
        rng: &mut impl Rng,
    ) -> Result<f64, ScoreError> {
        let batch = self.batch(model.dim(), samples, rng)?;
        Ok(batch.loss(model))
    }

    /// The loss over all samples and its gradient in the parameters.
    ///
    /// # Errors
    /// If the settings, or the samples' width, do not suit.
    pub fn loss_and_grad<M: ScoreModel>(
        &self,
        model: &M,
        samples: &Samples,
        rng: &mut impl Rng,
    ) -> Result<(f64, M::Tangent), ScoreError> {
        let batch = self.batch(model.dim(), samples, rng)?;
        let mut sweeps = Sweeps::default();
        let loss = sweeps.loss_and_grad(model, &batch, 1).0;
        Ok((loss, sweeps.total.expect("a sweep leaves its gradient")))
    }

    /// All samples, with what is drawn for them.
    pub(super) fn batch(
        &self,
        dim: usize,
        samples: &Samples,
        rng: &mut impl Rng,
    ) -> Result<Batch, ScoreError> {
        let items = self.items(dim, samples)?;
        let all: Vec<usize> = (0..samples.len()).collect();
        let drawn = self.draw(samples, &all, rng);
        Ok(Batch::gather(&items, samples, &all, drawn.as_ref(), None))
    }

    /// What the samples alone determine.
    pub(super) fn items(&self, dim: usize, samples: &Samples) -> Result<Items, ScoreError> {
        self.check()?;
        samples.has_width(dim)?;
        let kind = match *self {
            Self::Implicit { lambda } => Kind::Exact { lambda },
            Self::FiniteDifference { delta, lambda } => {
                let delta = match delta {
                    Some(delta) => vec![delta; dim],
                    None => steps(samples)?,
                };
                Kind::Differences { delta, lambda }
            }
            Self::Sliced { slices, reduced, .. } => Kind::Sliced { slices, reduced },
            Self::Denoising { .. } => Kind::Distance,
            Self::Explicit => {
                samples.scores().ok_or(ScoreError::NoScores)?;
                Kind::Distance
            }
            Self::Parzen { .. } => Kind::Distance,
        };
        let targets = match *self {
            Self::Explicit => samples.scores().map(<[f64]>::to_vec),
            Self::Parzen { sigma } => Some(parzen(samples, sigma)),
            _ => None,
        };
        Ok(Items { kind, targets })
    }

    /// What is random at the samples `which`.
    pub(super) fn draw(
        &self,
        samples: &Samples,
        which: &[usize],
        rng: &mut impl Rng,
    ) -> Option<Drawn> {
        let dim = samples.dim();
        match *self {
            Self::Sliced { slices, law, .. } => {
                let mut directions = vec![0.0; which.len() * slices * dim];
                for direction in directions.chunks_exact_mut(dim) {
                    law.draw(direction, rng);
                }
                Some(Drawn::Directions(directions))
            }
            Self::Denoising { sigma, copies } => {
                let n = which.len() * copies * dim;
                let (mut points, mut targets) = (Vec::with_capacity(n), Vec::with_capacity(n));
                for &k in which {
                    for _ in 0..copies {
                        for x in samples.point(k) {
                            let noise: f64 = rng.sample(StandardNormal);
                            points.push(x + sigma * noise);
                            targets.push(-noise / sigma);
                        }
                    }
                }
                Some(Drawn::Displaced { points, targets })
            }
            _ => None,
        }
    }
}

/// The displacements of the finite-difference objective: the range of each coordinate over 2 N.
fn steps(samples: &Samples) -> Result<Vec<f64>, ScoreError> {
    let n = samples.len() as f64;
    (0..samples.dim())
        .map(|i| {
            let axis = || samples.values().iter().skip(i).step_by(samples.dim()).copied();
            let range = axis().fold(f64::MIN, f64::max) - axis().fold(f64::MAX, f64::min);
            let step = range / (2.0 * n);
            require(step > 0.0, "the samples' range", "above 0, or a delta be given", range)?;
            Ok(step)
        })
        .collect()
}

/// The score of the samples' kernel density at the samples.
fn parzen(samples: &Samples, sigma: f64) -> Vec<f64> {
    let (dim, n) = (samples.dim(), samples.len());
    let mut targets = vec![0.0; n * dim];
    targets.par_chunks_exact_mut(dim).enumerate().for_each(|(k, target)| {
        let x = samples.point(k);
        let exponents: Vec<f64> = (0..n)
            .map(|m| {
                let squares = x.iter().zip(samples.point(m)).map(|(x, y)| (x - y) * (x - y));
                -0.5 * squares.sum::<f64>() / (sigma * sigma)
            })
            .collect();
        let total = log_sum_exp(&exponents);
        for (m, exponent) in exponents.iter().enumerate() {
            let share = (exponent - total).exp();
            for (target, (x, y)) in target.iter_mut().zip(x.iter().zip(samples.point(m))) {
                *target -= share * (x - y) / (sigma * sigma);
            }
        }
    });
    targets
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Exact { lambda: f64 },
    Differences { delta: Vec<f64>, lambda: f64 },
    Sliced { slices: usize, reduced: bool },
    Distance,
}

/// What the samples alone determine.
#[derive(Debug)]
pub(super) struct Items {
    kind: Kind,
    /// `[n][dim]`.
    targets: Option<Vec<f64>>,
}

/// What is drawn for some samples, in their order.
#[derive(Debug, Clone)]
pub(super) enum Drawn {
    /// `[n][slices][dim]`.
    Directions(Vec<f64>),
    /// `[n][copies][dim]` each.
    Displaced { points: Vec<f64>, targets: Vec<f64> },
}

/// Points in tiles with all that a loss needs there.
#[derive(Debug)]
pub(super) struct Batch {
    dim: usize,
    kind: Kind,
    points: Vec<Tile>,
    weights: Vec<Tile>,
    /// Directions or targets.
    vectors: Vec<Tile>,
}

impl Batch {
    /// The samples `which` in tiles. Of what was drawn, for all samples or for these alone,
    /// `rows_drawn` says the places; without it they are in order.
    pub(super) fn gather(
        Items { kind, targets }: &Items,
        samples: &Samples,
        which: &[usize],
        drawn: Option<&Drawn>,
        rows_drawn: Option<&[usize]>,
    ) -> Self {
        let dim = samples.dim();
        let pick = |rows: &[f64], width: usize, places: &[usize]| -> Vec<f64> {
            places.iter().flat_map(|&k| rows[k * width..(k + 1) * width].iter().copied()).collect()
        };
        // Rows of `width` numbers a sample from what was drawn.
        let pick_drawn = |rows: &[f64], width: usize| match rows_drawn {
            Some(places) => pick(rows, width, places),
            None => rows.to_vec(),
        };
        let n_rows = rows_drawn.map_or(which.len(), |_| samples.len());
        let (points, vectors) = match drawn {
            None => {
                let points = pick(samples.values(), dim, which);
                let vectors =
                    targets.as_ref().map(|targets| tiles(&pick(targets, dim, which), dim));
                (points, vectors.unwrap_or_default())
            }
            Some(Drawn::Directions(directions)) => {
                let width = directions.len() / n_rows;
                let directions = tiles(&pick_drawn(directions, width), width);
                (pick(samples.values(), dim, which), directions)
            }
            Some(Drawn::Displaced { points, targets }) => {
                let width = points.len() / n_rows;
                let targets = tiles(&pick_drawn(targets, width), dim);
                (pick_drawn(points, width), targets)
            }
        };
        let n = points.len() / dim;
        let points = tiles(&points, dim);
        let share = 1.0 / n as f64;
        let weights = (0..points.len() / dim)
            .map(|t| std::array::from_fn(|s| if t * WIDTH + s < n { share } else { 0.0 }))
            .collect();
        Self { dim, kind: kind.clone(), points, weights, vectors }
    }

    fn part(&self, tiles: std::ops::Range<usize>) -> Part<'_> {
        let of = |all, width: usize| -> &[Tile] {
            let all: &Vec<Tile> = all;
            &all[tiles.start * width..tiles.end * width]
        };
        let dim = self.dim;
        let terms = match &self.kind {
            Kind::Exact { lambda } => Terms::Exact { lambda: *lambda },
            Kind::Differences { delta, lambda } => Terms::Differences { delta, lambda: *lambda },
            Kind::Sliced { slices, reduced } => {
                let directions = of(&self.vectors, slices * dim);
                match reduced {
                    true => Terms::Hutchinson { directions },
                    false => Terms::Sliced { directions },
                }
            }
            Kind::Distance => Terms::Distance { targets: of(&self.vectors, dim) },
        };
        Part { points: of(&self.points, dim), weights: of(&self.weights, 1), terms }
    }

    /// Tiles in a part: at most 64 parts, whatever the number of threads, so that results do not
    /// depend on it.
    fn tiles_in_a_part(&self) -> usize {
        self.weights.len().div_ceil(64).max(4)
    }

    fn ranges(&self) -> Vec<std::ops::Range<usize>> {
        let (n, size) = (self.weights.len(), self.tiles_in_a_part());
        (0..n).step_by(size).map(|first| first..n.min(first + size)).collect()
    }

    pub(super) fn loss<M: ScoreModel>(&self, model: &M) -> f64 {
        self.ranges().into_iter().map(|tiles| model.loss(self.part(tiles))).sum()
    }
}

/// Gradients of parts, and the memory for them.
pub(super) struct Sweeps<M: ScoreModel> {
    parts: Vec<(M::Tangent, Workspace)>,
    /// The gradient, after a sweep.
    pub(super) total: Option<M::Tangent>,
}

impl<M: ScoreModel> Default for Sweeps<M> {
    fn default() -> Self {
        Self { parts: vec![], total: None }
    }
}

impl<M: ScoreModel> Sweeps<M> {
    /// The loss of all points and its gradient, on `threads` threads at most, with the same bits on any
    /// number of them.
    pub(super) fn loss_and_grad(
        &mut self,
        model: &M,
        batch: &Batch,
        threads: usize,
    ) -> (f64, &M::Tangent) {
        use cotangent::Tangent;
        let ranges = batch.ranges();
        while self.parts.len() < ranges.len() {
            self.parts.push((model.zero_tangent(), Workspace::new()));
        }
        let sweep =
            |(tiles, (bar, space)): (&std::ops::Range<usize>, &mut (M::Tangent, Workspace))| {
                space.lend(|| model.loss_and_grad(batch.part(tiles.clone()), bar))
            };
        let parts = &mut self.parts[..ranges.len()];
        let losses: Vec<f64> = match threads {
            0 | 1 => ranges.iter().zip(parts).map(sweep).collect(),
            _ => ranges.par_iter().zip(parts).map(sweep).collect(),
        };
        let total = self.total.get_or_insert_with(|| model.zero_tangent());
        total.set_zero();
        for (bar, _) in &self.parts[..ranges.len()] {
            total.accumulate(bar);
        }
        (losses.iter().sum(), total)
    }
}
