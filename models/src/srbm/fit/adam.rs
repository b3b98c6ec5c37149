//! Adam (Kingma and Ba 2015).

use crate::srbm::{Model, Precision};
use cotangent::Scalar;
use multiversion::multiversion;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Gradient steps scaled by running moments: x −= rate · m̂/(√v̂ + ε).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Adam {
    /// Size of a step.
    pub rate: f64,
    /// Decay of the gradient's mean.
    pub beta1: f64,
    /// Decay of the squares' mean.
    pub beta2: f64,
    /// ε.
    pub epsilon: f64,
}

impl Default for Adam {
    fn default() -> Self {
        Self { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}

/// The moments of all parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Precision")]
pub(super) struct Moments<T> {
    steps: u64,
    mean: Vec<T>,
    square: Vec<T>,
}

impl<T: Precision> Moments<T> {
    pub(super) fn new(model: &Model<T>) -> Self {
        let zeros = || vec![T::zero(); model.as_flat().len()];
        Self { steps: 0, mean: zeros(), square: zeros() }
    }

    /// Whether they are moments of so many parameters.
    pub(super) fn is_for(&self, len: usize) -> bool {
        self.mean.len() == len && self.square.len() == len
    }
}

/// Parameters that one thread takes at a time.
const CHUNK: usize = 1 << 14;

impl Adam {
    pub(super) fn step<T: Precision>(
        &self,
        model: &mut Model<T>,
        moments: &mut Moments<T>,
        gradient: &Model<T>,
    ) {
        moments.steps += 1;
        let t = moments.steps as f64;
        let (keep1, keep2) = (1.0 - self.beta1.powf(t), 1.0 - self.beta2.powf(t));
        // rate · (m/keep1)/(√(v/keep2) + ε), with the root's factor moved out.
        let root = keep2.sqrt();
        let numbers =
            [self.rate * root / keep1, self.epsilon * root, self.beta1, self.beta2].map(T::of);
        model
            .as_flat_mut()
            .par_chunks_mut(CHUNK)
            .zip(gradient.as_flat().par_chunks(CHUNK))
            .zip(moments.mean.par_chunks_mut(CHUNK))
            .zip(moments.square.par_chunks_mut(CHUNK))
            .for_each(|(((x, g), m), v)| update(x, g, m, v, numbers));
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn update<T: Scalar>(x: &mut [T], g: &[T], m: &mut [T], v: &mut [T], numbers: [T; 4]) {
    let [rate, epsilon, beta1, beta2] = numbers;
    let (rest1, rest2) = (T::one() - beta1, T::one() - beta2);
    for (((x, g), m), v) in x.iter_mut().zip(g).zip(m).zip(v) {
        *m = beta1 * *m + rest1 * *g;
        *v = beta2 * *v + rest2 * (*g * *g);
        *x -= rate * *m / (v.sqrt() + epsilon);
    }
}

/// Whether the gradient in h, W and b is finite; that in J is made of the same numbers as that in h.
pub(super) fn is_finite<T: Precision>(gradient: &Model<T>) -> bool {
    let parts = gradient.parts();
    let finite = |x: &[T]| x.iter().all(|x| x.is_finite());
    finite(parts.h) && finite(parts.w) && finite(parts.b)
}
