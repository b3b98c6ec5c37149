//! Models and samples to check and to measure with.

use cotangent_kernels::Sizes;
use cotangent_kernels::device::{Data, Float, Gradient, Parameters};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// h, J, W and b in one float type.
#[derive(Clone)]
pub(crate) struct Arrays<T>(pub(crate) [Vec<T>; 4]);

impl<T: Float> Arrays<T> {
    pub(crate) fn zeros(sizes: Sizes) -> Self {
        let (r, p) = (sizes.n_sites * sizes.n_states, sizes.n_hidden);
        Self([r, r * r, r * p, p].map(|len| vec![T::default(); len]))
    }

    pub(crate) fn of(arrays: &Arrays<f64>) -> Self {
        Self(arrays.0.each_ref().map(|array| array.iter().map(|&x| T::of(x)).collect()))
    }

    pub(crate) fn parameters(&self) -> Parameters<'_, T> {
        let [h, j, w, b] = &self.0;
        Parameters { h, j, w, b }
    }

    pub(crate) fn gradient(&mut self) -> Gradient<'_, T> {
        let [h, j, w, b] = &mut self.0;
        Gradient { h, j, w, b }
    }
}

/// How far parameters scatter around 0: standard deviations of h, J, W and b.
pub(crate) type Scales = [f64; 4];

/// A model, a tangent to it, and samples. All numbers are exactly representable in `f32`, so that both widths
/// are given the same.
pub(crate) struct Drawn {
    pub(crate) sizes: Sizes,
    pub(crate) parameters: Arrays<f64>,
    pub(crate) tangent: Arrays<f64>,
    pub(crate) states: Vec<u8>,
    pub(crate) weights: Option<Vec<f64>>,
}

impl Drawn {
    pub(crate) fn new(
        sizes: Sizes,
        n_samples: usize,
        scales: Scales,
        weighted: bool,
        seed: u64,
    ) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let parameters = normals(sizes, scales, &mut rng);
        let tangent = normals(sizes, [1.0; 4], &mut rng);
        let states = (0..n_samples * sizes.n_sites)
            .map(|_| rng.random_range(0..sizes.n_states) as u8)
            .collect();
        let weights = weighted
            .then(|| (0..n_samples).map(|_| rng.random_range(0.1..2.0_f32).into()).collect());
        Self { sizes, parameters, tangent, states, weights }
    }

    pub(crate) fn n_samples(&self) -> usize {
        self.states.len() / self.sizes.n_sites
    }

    pub(crate) fn data(&self) -> Data<'_> {
        Data { states: &self.states, weights: self.weights.as_deref() }
    }
}

/// Normal numbers: sums of twelve uniform ones.
fn normals(sizes: Sizes, scales: Scales, rng: &mut ChaCha8Rng) -> Arrays<f64> {
    let mut arrays = Arrays::<f64>::zeros(sizes);
    for (array, scale) in arrays.0.iter_mut().zip(scales) {
        for x in array {
            let normal = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
            *x = f64::from((scale * normal) as f32);
        }
    }
    arrays
}
