//! Losses of one sample: values, gradients and factors of the Hessian in the outputs.
//!
//! A loss ℓₙ(f) reads the outputs f of sample n and its target. Its Hessian H in the outputs is written as Σ_c s_c s_cᵀ, and
//! the vectors s_c, pulled back through a function, are the columns of the square root of that function's Gauss–Newton matrix. The
//! losses are plain differentiable functions; only their factors are closed forms.

use super::error::{JacobianError, all_below, all_values, not_empty, rows};
use cotangent::drivers::Matrix;
use cotangent::{constant, differentiable, math};
use rand::distr::{Distribution, weighted::WeightedIndex};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// (1/C) ‖f − y‖².
///
/// # Panics
/// If `y` is shorter than `f`.
#[differentiable(wrt(f), order = 2)]
pub fn squared_error(f: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for c in 0..f.len() {
        sum += (f[c] - y[c]) * (f[c] - y[c]);
    }
    sum / f.len() as f64
}

/// −ln softmax(f)ᵧ, in nats.
///
/// # Panics
/// If there is no output `class`.
#[differentiable(wrt(f), order = 2)]
pub fn softmax_cross_entropy(f: &[f64], class: usize) -> f64 {
    let shift = constant(f.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    let mut sum = 0.0;
    for x in f {
        sum += (x - shift).exp();
    }
    sum.ln() + shift - f[class]
}

/// (1/C) Σ (ln(1 + eᶠ) − y f) for labels y of 0 or 1, in nats.
///
/// # Panics
/// If `y` is shorter than `f`.
#[differentiable(wrt(f), order = 2)]
pub fn binary_cross_entropy(f: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for c in 0..f.len() {
        sum += math::softplus(f[c]) - y[c] * f[c];
    }
    sum / f.len() as f64
}

/// A loss with a target for each sample. Outputs are lists of [`n_outputs`](Self::n_outputs) floats.
pub trait Loss: Sync {
    /// The number of samples that have a target.
    fn n_samples(&self) -> usize;

    /// The number C of outputs that it reads.
    fn n_outputs(&self) -> usize;

    /// ℓₙ(f).
    fn value(&self, sample: usize, f: &[f64]) -> f64;

    /// ∇ℓₙ(f), `[C]`.
    fn gradient(&self, sample: usize, f: &[f64]) -> Vec<f64>;

    /// H v, `[C]`, for v of length C.
    fn hessian_times(&self, sample: usize, f: &[f64], v: &[f64]) -> Vec<f64>;

    /// The rows s of H = Σ s sᵀ, `[C, C]`.
    ///
    /// # Errors
    /// If H has no such rows.
    fn factors(&self, sample: usize, f: &[f64]) -> Result<Matrix, JacobianError>;

    /// A random s with E[s sᵀ] = H, `[C]`: the gradient at a label that is drawn from the model's own likelihood, for the losses
    /// that have one, and the factors with random signs otherwise.
    ///
    /// # Errors
    /// If H has no factors.
    fn draw(
        &self,
        sample: usize,
        f: &[f64],
        generator: &mut ChaCha8Rng,
    ) -> Result<Vec<f64>, JacobianError> {
        let factors = self.factors(sample, f)?;
        let mut sum = vec![0.0; factors.n_columns()];
        for row in 0..factors.n_rows() {
            let sign = if generator.random() { 1.0 } else { -1.0 };
            sum.iter_mut().zip(factors.row(row)).for_each(|(sum, s)| *sum += sign * s);
        }
        Ok(sum)
    }
}

/// Which factors stand for the Hessian of a loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Curvature {
    /// All of them: C for each sample.
    #[default]
    Exact,
    /// So many draws for each sample, divided by the root of their number. A sample's draws depend on the seed and its index alone.
    MonteCarlo {
        /// How many draws.
        samples: usize,
        /// Where they start.
        seed: u64,
    },
}

impl Curvature {
    /// The number of factors of each sample.
    ///
    /// # Errors
    /// If no draws are asked for.
    pub fn n_factors(&self, loss: &(impl Loss + ?Sized)) -> Result<usize, JacobianError> {
        match *self {
            Curvature::Exact => Ok(loss.n_outputs()),
            Curvature::MonteCarlo { samples, .. } => {
                not_empty("Monte-Carlo samples", samples)?;
                Ok(samples)
            }
        }
    }

    /// The factors of one sample, a row each, `[n_factors, C]`.
    ///
    /// # Errors
    /// If the loss has none, or if no draws are asked for.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::jacobians::{Curvature, SquaredError};
    /// let loss = SquaredError::new(&[1.0, 2.0], 2)?;
    /// assert_eq!(Curvature::Exact.factors(&loss, 0, &[0.0, 0.0])?.as_slice(), [1.0, 0.0, 0.0, 1.0]);
    /// # Ok::<(), cotangent_models::jacobians::JacobianError>(())
    /// ```
    pub fn factors(
        &self,
        loss: &(impl Loss + ?Sized),
        sample: usize,
        f: &[f64],
    ) -> Result<Matrix, JacobianError> {
        self.n_factors(loss)?;
        match *self {
            Curvature::Exact => loss.factors(sample, f),
            Curvature::MonteCarlo { samples, seed } => {
                let mut generator = ChaCha8Rng::seed_from_u64(seed);
                generator.set_stream(sample as u64);
                let mut all = Vec::with_capacity(samples * f.len());
                for _ in 0..samples {
                    all.extend(loss.draw(sample, f, &mut generator)?);
                }
                let root = (samples as f64).sqrt();
                all.iter_mut().for_each(|s| *s /= root);
                Ok(Matrix::from_vec(samples, f.len(), all))
            }
        }
    }
}

/// The mean over outputs or their sum, for losses that add up over outputs.
fn share(n_outputs: usize, summed: bool) -> f64 {
    if summed { 1.0 } else { 1.0 / n_outputs as f64 }
}

/// A matrix with these numbers on its diagonal.
fn diagonal(numbers: impl ExactSizeIterator<Item = f64>) -> Matrix {
    let n = numbers.len();
    let mut matrix = Matrix::zeros(n, n);
    numbers.enumerate().for_each(|(i, x)| matrix[(i, i)] = x);
    matrix
}

/// Squared error: ℓ = (1/C) ‖f − y‖², the mean over a sample's outputs; [`summed`](Self::summed) has no 1/C.
///
/// H = (2/C) 1. As a likelihood y is normal around f with variance ½ before the 1/C.
#[derive(Debug, Clone, PartialEq)]
pub struct SquaredError {
    targets: Vec<f64>,
    n_outputs: usize,
    summed: bool,
}

impl SquaredError {
    /// With targets of shape `[N, C]`, sample after sample.
    ///
    /// # Errors
    /// If there are no targets, if they make no rows of C, or if one is not finite.
    pub fn new(targets: &[f64], n_outputs: usize) -> Result<Self, JacobianError> {
        rows("targets", n_outputs, targets.len())?;
        all_values("targets", targets, "a finite number", f64::is_finite)?;
        Ok(Self { targets: targets.to_vec(), n_outputs, summed: false })
    }

    /// The same without the 1/C: ℓ = ‖f − y‖².
    #[must_use]
    pub fn summed(self) -> Self {
        Self { summed: true, ..self }
    }

    fn target(&self, sample: usize) -> &[f64] {
        &self.targets[sample * self.n_outputs..][..self.n_outputs]
    }

    /// What the plain function, which has the 1/C, is multiplied by.
    fn scale(&self) -> f64 {
        share(self.n_outputs, self.summed) * self.n_outputs as f64
    }
}

impl Loss for SquaredError {
    fn n_samples(&self) -> usize {
        self.targets.len() / self.n_outputs
    }
    fn n_outputs(&self) -> usize {
        self.n_outputs
    }
    fn value(&self, sample: usize, f: &[f64]) -> f64 {
        self.scale() * squared_error(f, self.target(sample))
    }
    fn gradient(&self, sample: usize, f: &[f64]) -> Vec<f64> {
        scaled(squared_error::grad(f, self.target(sample)), self.scale())
    }
    fn hessian_times(&self, sample: usize, f: &[f64], v: &[f64]) -> Vec<f64> {
        scaled(squared_error::hvp(f, self.target(sample), v), self.scale())
    }
    fn factors(&self, _: usize, f: &[f64]) -> Result<Matrix, JacobianError> {
        let s = (2.0 * share(self.n_outputs, self.summed)).sqrt();
        Ok(diagonal(f.iter().map(|_| s)))
    }
    fn draw(
        &self,
        _: usize,
        f: &[f64],
        generator: &mut ChaCha8Rng,
    ) -> Result<Vec<f64>, JacobianError> {
        // 2 (ŷ − f) with ŷ − f of variance ½.
        let s = (2.0 * share(self.n_outputs, self.summed)).sqrt();
        Ok(f.iter().map(|_| s * generator.sample::<f64, _>(StandardNormal)).collect())
    }
}

/// Cross-entropy of a softmax, in nats. Outputs are `[positions, classes]`, and the mean is taken over positions; mostly there is
/// one.
///
/// With p the softmax and τ = √p, H = diag(p) − p pᵀ has the factors s_c = τ_c (e_c − τ_c τ), of which one is linearly dependent.
#[derive(Debug, Clone, PartialEq)]
pub struct SoftmaxCrossEntropy {
    classes: Vec<usize>,
    n_classes: usize,
    n_positions: usize,
}

impl SoftmaxCrossEntropy {
    /// With the class of each sample, `[N]`.
    ///
    /// # Errors
    /// If there are no samples or no classes, or if a class is not below `n_classes`.
    pub fn new(classes: &[usize], n_classes: usize) -> Result<Self, JacobianError> {
        Self::with_positions(classes, n_classes, 1)
    }

    /// With a class for each position of each sample, `[N, positions]`.
    ///
    /// # Errors
    /// As [`new`](Self::new), and if the classes make no rows of `n_positions`.
    pub fn with_positions(
        classes: &[usize],
        n_classes: usize,
        n_positions: usize,
    ) -> Result<Self, JacobianError> {
        rows("classes", n_positions, classes.len())?;
        not_empty("classes to tell apart", n_classes)?;
        all_below("classes", classes, n_classes)?;
        Ok(Self { classes: classes.to_vec(), n_classes, n_positions })
    }

    /// Each position's outputs with its class.
    fn positions<'a>(
        &'a self,
        sample: usize,
        f: &'a [f64],
    ) -> impl Iterator<Item = (&'a [f64], usize)> {
        let classes = &self.classes[sample * self.n_positions..][..self.n_positions];
        f.chunks_exact(self.n_classes).zip(classes.iter().copied())
    }

    fn share(&self) -> f64 {
        share(self.n_positions, false)
    }
}

fn softmax(f: &[f64]) -> Vec<f64> {
    let shift = f.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let exps: Vec<f64> = f.iter().map(|x| (x - shift).exp()).collect();
    let sum: f64 = exps.iter().sum();
    exps.into_iter().map(|e| e / sum).collect()
}

impl Loss for SoftmaxCrossEntropy {
    fn n_samples(&self) -> usize {
        self.classes.len() / self.n_positions
    }
    fn n_outputs(&self) -> usize {
        self.n_classes * self.n_positions
    }
    fn value(&self, sample: usize, f: &[f64]) -> f64 {
        let values = self.positions(sample, f).map(|(f, class)| softmax_cross_entropy(f, class));
        values.sum::<f64>() * self.share()
    }
    fn gradient(&self, sample: usize, f: &[f64]) -> Vec<f64> {
        let gradients = self.positions(sample, f);
        let all = gradients.flat_map(|(f, class)| softmax_cross_entropy::grad(f, class));
        scaled(all.collect(), self.share())
    }
    fn hessian_times(&self, sample: usize, f: &[f64], v: &[f64]) -> Vec<f64> {
        let with_v = self.positions(sample, f).zip(v.chunks_exact(self.n_classes));
        let all = with_v.flat_map(|((f, class), v)| softmax_cross_entropy::hvp(f, class, v));
        scaled(all.collect(), self.share())
    }
    fn factors(&self, sample: usize, f: &[f64]) -> Result<Matrix, JacobianError> {
        let (n, root) = (self.n_classes, self.share().sqrt());
        let mut factors = Matrix::zeros(f.len(), f.len());
        for (position, (f, _)) in self.positions(sample, f).enumerate() {
            let tau: Vec<f64> = softmax(f).into_iter().map(f64::sqrt).collect();
            for factor in 0..n {
                for c in 0..n {
                    let unit = if factor == c { 1.0 } else { 0.0 };
                    factors[(position * n + factor, position * n + c)] =
                        root * tau[c] * (unit - tau[factor] * tau[c]);
                }
            }
        }
        Ok(factors)
    }
    fn draw(
        &self,
        sample: usize,
        f: &[f64],
        generator: &mut ChaCha8Rng,
    ) -> Result<Vec<f64>, JacobianError> {
        let mut all = Vec::with_capacity(f.len());
        for (f, _) in self.positions(sample, f) {
            let mut p = softmax(f);
            let weights = WeightedIndex::new(&p);
            let class = weights.map_err(|_| not_finite(f))?.sample(generator);
            p[class] -= 1.0;
            all.extend(p);
        }
        Ok(scaled(all, self.share().sqrt()))
    }
}

fn not_finite(f: &[f64]) -> JacobianError {
    let found = f.iter().position(|x| !x.is_finite()).unwrap_or(0);
    let expected = "a finite number";
    JacobianError::Value { what: "outputs", place: found, expected, found: f[found] }
}

/// Binary cross-entropy on logits, in nats: the mean over a sample's outputs; [`summed`](Self::summed) has no 1/C.
///
/// H is diagonal with σ(f) σ(−f)/C.
#[derive(Debug, Clone, PartialEq)]
pub struct BinaryCrossEntropy {
    labels: Vec<f64>,
    n_outputs: usize,
    summed: bool,
}

impl BinaryCrossEntropy {
    /// With labels 0 or 1 of shape `[N, C]`, sample after sample.
    ///
    /// # Errors
    /// If there are no labels, if they make no rows of C, or if one is neither 0 nor 1.
    pub fn new(labels: &[f64], n_outputs: usize) -> Result<Self, JacobianError> {
        rows("labels", n_outputs, labels.len())?;
        all_values("labels", labels, "0 or 1", |y| y == 0.0 || y == 1.0)?;
        Ok(Self { labels: labels.to_vec(), n_outputs, summed: false })
    }

    /// The same without the 1/C.
    #[must_use]
    pub fn summed(self) -> Self {
        Self { summed: true, ..self }
    }

    fn target(&self, sample: usize) -> &[f64] {
        &self.labels[sample * self.n_outputs..][..self.n_outputs]
    }

    fn scale(&self) -> f64 {
        share(self.n_outputs, self.summed) * self.n_outputs as f64
    }
}

impl Loss for BinaryCrossEntropy {
    fn n_samples(&self) -> usize {
        self.labels.len() / self.n_outputs
    }
    fn n_outputs(&self) -> usize {
        self.n_outputs
    }
    fn value(&self, sample: usize, f: &[f64]) -> f64 {
        self.scale() * binary_cross_entropy(f, self.target(sample))
    }
    fn gradient(&self, sample: usize, f: &[f64]) -> Vec<f64> {
        scaled(binary_cross_entropy::grad(f, self.target(sample)), self.scale())
    }
    fn hessian_times(&self, sample: usize, f: &[f64], v: &[f64]) -> Vec<f64> {
        scaled(binary_cross_entropy::hvp(f, self.target(sample), v), self.scale())
    }
    fn factors(&self, _: usize, f: &[f64]) -> Result<Matrix, JacobianError> {
        let share = share(self.n_outputs, self.summed);
        Ok(diagonal(f.iter().map(|&f| (share * math::sigmoid(f) * math::sigmoid(-f)).sqrt())))
    }
    fn draw(
        &self,
        _: usize,
        f: &[f64],
        generator: &mut ChaCha8Rng,
    ) -> Result<Vec<f64>, JacobianError> {
        let root = share(self.n_outputs, self.summed).sqrt();
        // The two sides of σ(f) − ŷ, each without cancellation.
        let draw = |&f: &f64| {
            let one = generator.random::<f64>() < math::sigmoid(f);
            root * if one { -math::sigmoid(-f) } else { math::sigmoid(f) }
        };
        Ok(f.iter().map(draw).collect())
    }
}

fn scaled(mut floats: Vec<f64>, by: f64) -> Vec<f64> {
    // One is left out, so that stock losses are the plain functions bit for bit.
    if by != 1.0 {
        floats.iter_mut().for_each(|x| *x *= by);
    }
    floats
}
