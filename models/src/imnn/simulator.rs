//! Simulations that are made as they are needed, by plain differentiable functions.

use super::data::{Batch, Batches, DataError, DataSet, Derivatives, Shape};
use super::error::{ImnnError, all_finite, has_length};
use cotangent::differentiable;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::StandardNormal;
use rayon::prelude::*;

/// A function's value at θ and its Jacobian, `[outputs][P]`, by forward sweeps with `L` parameters in each.
///
/// `jvp` gives the value and its derivatives along directions, as `f::jvp_lanes` does of a function under
/// `#[differentiable(lanes)]`.
///
/// # Examples
/// ```
/// use cotangent::differentiable;
/// use cotangent_models::imnn::value_and_jacfwd;
///
/// #[differentiable(lanes)]
/// fn line(theta: &[f64]) -> Vec<f64> {
///     (0..3).map(|i| theta[0] + theta[1] * i as f64).collect()
/// }
///
/// let (value, jacobian) = value_and_jacfwd::<2>(|x, x_dot| line::jvp_lanes(x, x_dot), &[1.0, 2.0]);
/// assert_eq!(value, [1.0, 3.0, 5.0]);
/// assert_eq!(jacobian, [1.0, 0.0, 1.0, 1.0, 1.0, 2.0]);
/// ```
pub fn value_and_jacfwd<const L: usize>(
    jvp: impl Fn(&[f64], &[[f64; L]]) -> (Vec<f64>, Vec<[f64; L]>),
    theta: &[f64],
) -> (Vec<f64>, Vec<f64>) {
    let p = theta.len();
    let (mut value, mut jacobian) = (vec![], vec![]);
    for first in (0..p).step_by(L) {
        let mut directions = vec![[0.0; L]; p];
        for k in first..p.min(first + L) {
            directions[k][k - first] = 1.0;
        }
        let (y, slopes) = jvp(theta, &directions);
        jacobian.resize(y.len() * p, 0.0);
        for (row, slopes) in jacobian.chunks_exact_mut(p).zip(&slopes) {
            let last = p.min(first + L);
            row[first..last].copy_from_slice(&slopes[..last - first]);
        }
        value = y;
    }
    (value, jacobian)
}

/// Simulations with exact derivatives, made anew in each pass from seeds.
///
/// Each simulation has a stream of its own in ChaCha with 8 rounds, a counter-based generator: its number is that of the
/// simulation and, where they are fresh, of the iteration. So they do not depend on batches, threads or machines.
///
/// # Examples
/// ```
/// use cotangent_models::imnn::data::DataSet;
/// use cotangent_models::imnn::simulator::{Simulations, gaussian, normals};
///
/// // Ten numbers of mean 0 and variance 1, with derivatives in both.
/// let simulations = Simulations::new::<2>(
///     (100, 50, &[10]),
///     vec![0.0, 1.0],
///     7,
///     |rng| normals(rng, 10),
///     gaussian::jvp_lanes,
/// )?;
/// let first = simulations.pass(0, 20)?.next().unwrap()?;
/// assert_eq!((first.indices, first.data.len()), (0..20, 200));
/// # Ok::<(), cotangent_models::imnn::ImnnError>(())
/// ```
pub struct Simulations {
    shape: Shape,
    fresh: bool,
    simulate: Box<Simulate>,
}

/// The value and the Jacobian at a seed.
type Simulate = dyn Fn(ChaCha8Rng) -> (Vec<f64>, Vec<f64>) + Send + Sync;

impl std::fmt::Debug for Simulations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { shape, fresh, .. } = self;
        f.debug_struct("Simulations").field("shape", shape).field("fresh", fresh).finish()
    }
}

impl Simulations {
    /// n_s simulations at the fiducial parameters, n_d of them with derivatives, of an input's shape. `noise` draws what is random
    /// in one; `jvp` gives a simulation and its derivatives along directions, `L` in a sweep.
    ///
    /// # Errors
    /// If a simulation has not the shape's size, or if one that is tried is not finite.
    pub fn new<const L: usize>(
        (simulations, with_derivatives, input): (usize, usize, &[usize]),
        fiducial: Vec<f64>,
        seed: u64,
        noise: impl Fn(&mut ChaCha8Rng) -> Vec<f64> + Send + Sync + 'static,
        jvp: impl Fn(&[f64], &[f64], &[[f64; L]]) -> (Vec<f64>, Vec<[f64; L]>) + Send + Sync + 'static,
    ) -> Result<Self, ImnnError> {
        let parameters = fiducial.len();
        if parameters == 0 {
            return Err(ImnnError::Empty { what: "the list of parameters" });
        }
        let base = ChaCha8Rng::seed_from_u64(seed);
        let simulate = move |streamed: ChaCha8Rng| {
            let mut rng = base.clone();
            rng.set_stream(streamed.get_stream());
            let noise = noise(&mut rng);
            value_and_jacfwd(|theta, along| jvp(theta, &noise, along), &fiducial)
        };
        let shape = Shape { simulations, with_derivatives, input: input.to_vec(), parameters };
        let made = Self { shape, fresh: true, simulate: Box::new(simulate) };
        let (value, jacobian) = made.simulation(0, 0);
        has_length("a simulation", input.iter().product(), value.len())?;
        all_finite("a simulation", &value)?;
        all_finite("a simulation's derivative", &jacobian)?;
        Ok(made)
    }

    /// The same simulations in each iteration.
    pub fn fixed(mut self) -> Self {
        self.fresh = false;
        self
    }

    fn simulation(&self, iteration: u64, index: usize) -> (Vec<f64>, Vec<f64>) {
        let first =
            if self.fresh { iteration.wrapping_mul(self.shape.simulations as u64) } else { 0 };
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        rng.set_stream(first.wrapping_add(index as u64));
        (self.simulate)(rng)
    }

    fn batch(&self, iteration: u64, indices: std::ops::Range<usize>) -> Batch {
        let made: Vec<_> =
            indices.clone().into_par_iter().map(|k| self.simulation(iteration, k)).collect();
        let single = |values: &[f64]| values.iter().map(|v| *v as f32).collect::<Vec<_>>();
        let derivatives = match indices.start < self.shape.with_derivatives {
            true => Derivatives::Exact(made.iter().flat_map(|(_, d)| single(d)).collect()),
            false => Derivatives::None,
        };
        Batch { indices, data: made.iter().flat_map(|(x, _)| single(x)).collect(), derivatives }
    }
}

impl DataSet for Simulations {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn pass(&self, iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        let (n_s, n_d) = (self.shape.simulations, self.shape.with_derivatives);
        let size = per_batch.max(1);
        let main = (0..n_d).step_by(size).map(move |k| k..n_d.min(k + size));
        let rest = (n_d..n_s).step_by(size).map(move |k| k..n_s.min(k + size));
        Ok(Box::new(main.chain(rest).map(move |indices| Ok(self.batch(iteration, indices)))))
    }
}

/// The reference problem: draws d = μ + √Σ·ε with θ = (μ, Σ).
///
/// Of n draws the Fisher information about θ is diag(n/Σ, n/(2Σ²)): of ten at (0, 1) its determinant is 50.
#[differentiable(wrt(theta), lanes)]
pub fn gaussian(theta: &[f64], noise: &[f64]) -> Vec<f64> {
    let scale: f64 = theta[1].sqrt();
    let mut d: Vec<f64> = vec![0.0; noise.len()];
    for i in 0..noise.len() {
        d[i] = theta[0] + scale * noise[i];
    }
    d
}

/// Normal numbers.
pub fn normals(rng: &mut ChaCha8Rng, n: usize) -> Vec<f64> {
    (0..n).map(|_| rng.sample(StandardNormal)).collect()
}
