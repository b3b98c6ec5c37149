//! Adam.

use super::error::{ImnnError, require};
use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Adam (Kingma and Ba 2015), with ε outside the root.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Adam {
    /// The learning rate.
    pub rate: f64,
    /// How much of the mean gradient stays at each step.
    pub beta1: f64,
    /// How much of the mean square stays.
    pub beta2: f64,
    /// Added to the root of the mean square.
    pub epsilon: f64,
}

impl Default for Adam {
    fn default() -> Self {
        Self { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}

impl Adam {
    /// Checks all numbers in it.
    ///
    /// # Errors
    /// If one is out of range.
    pub fn check(&self) -> Result<(), ImnnError> {
        let Self { rate, beta1, beta2, epsilon } = *self;
        require(rate > 0.0 && rate.is_finite(), "rate", "above 0", rate)?;
        require((0.0..1.0).contains(&beta1), "beta1", "at least 0 and below 1", beta1)?;
        require((0.0..1.0).contains(&beta2), "beta2", "at least 0 and below 1", beta2)?;
        require(epsilon > 0.0 && epsilon.is_finite(), "epsilon", "above 0", epsilon)
    }

    /// The step number `n`, from 1, of parameters and both moments.
    pub(crate) fn step(
        &self,
        n: u64,
        gradient: &[f64],
        parameters: &mut [f64],
        first: &mut [f64],
        second: &mut [f64],
    ) {
        let Self { rate, beta1, beta2, epsilon } = *self;
        // Beyond 2³¹ steps both powers are long zero.
        let n = n.min(i32::MAX as u64) as i32;
        let bias = [1.0 - beta1.powi(n), 1.0 - beta2.powi(n)];
        step([rate, beta1, beta2, epsilon], bias, gradient, parameters, first, second);
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn step(
    [rate, beta1, beta2, epsilon]: [f64; 4],
    [bias1, bias2]: [f64; 2],
    gradient: &[f64],
    parameters: &mut [f64],
    first: &mut [f64],
    second: &mut [f64],
) {
    let moments = first.iter_mut().zip(second);
    for ((p, g), (m, v)) in parameters.iter_mut().zip(gradient).zip(moments) {
        *m = beta1 * *m + (1.0 - beta1) * g;
        *v = beta2 * *v + (1.0 - beta2) * g * g;
        *p -= rate * (*m / bias1) / ((*v / bias2).sqrt() + epsilon);
    }
}
