//! The hidden units' share of energy changes for samples side by side, without derivatives: what flip energies and Gibbs
//! sampling need.

use super::objective::{Loss, Setting};
use super::units::{GROUP, LANES};
use super::{Model, Precision};
use cotangent::linalg::look_up;
use cotangent::{Scalar, math};
use multiversion::multiversion;

/// Memory for the hidden units of [`LANES`] samples.
#[derive(Debug, Clone)]
pub(crate) struct Hidden<T> {
    /// B, `[P]` rows.
    inputs: Vec<[T; LANES]>,
    /// How far the units are up if the site's weights were the least ones.
    shares: Vec<[T; LANES]>,
    present: Vec<[T; LANES]>,
    /// exp(2(W − least)) − 1 of the site, `[q][P]`.
    table: Vec<T>,
    /// What the units add to minus the energy of the site's states, `[q]` rows.
    scores: Vec<[T; LANES]>,
}

/// What depends on the model alone.
pub(crate) fn setting<T: Precision>(model: &Model<T>) -> Setting<T> {
    let mut setting = Setting::new(model);
    setting.fill(model, Loss::Pseudolikelihood);
    setting
}

impl<T: Precision> Hidden<T> {
    pub(crate) fn new(model: &Model<T>) -> Self {
        let (q, p) = (model.shape().n_states(), model.shape().n_hidden());
        let rows = || vec![[T::zero(); LANES]; p];
        Self {
            inputs: rows(),
            shares: rows(),
            present: rows(),
            table: vec![T::zero(); q * p],
            scores: vec![[T::zero(); LANES]; q],
        }
    }

    /// The inputs of samples in these states, `[LANES][N]`.
    pub(crate) fn begin(
        &mut self,
        model: &Model<T>,
        mut sample: impl FnMut(usize, usize) -> usize,
    ) {
        let (n, q) = (model.shape().n_sites(), model.shape().n_states());
        let (p, parts) = (self.inputs.len(), model.parts());
        for l in 0..LANES {
            self.inputs.iter_mut().zip(parts.b).for_each(|(row, b)| row[l] = *b);
            for k in 0..n {
                let i = k * q + sample(l, k);
                let weights = &parts.w[i * p..(i + 1) * p];
                self.inputs.iter_mut().zip(weights).for_each(|(row, w)| row[l] += *w);
            }
        }
    }

    /// A site of one sample goes from a state to another.
    pub(crate) fn flip(&mut self, model: &Model<T>, lane: usize, [from, to]: [usize; 2]) {
        let (p, w) = (self.inputs.len(), model.parts().w);
        for (a, row) in self.inputs.iter_mut().enumerate() {
            row[lane] += w[to * p + a] - w[from * p + a];
        }
    }

    /// Adds Σₐ c (log cosh Bₐ − log cosh B̃ₐ) to the changes of a site's states, `[q]` rows.
    pub(crate) fn add_changes(
        &mut self,
        model: &Model<T>,
        setting: &Setting<T>,
        site: usize,
        states: &[usize; LANES],
        changes: &mut [[T; LANES]],
    ) {
        let (q, p) = (model.shape().n_states(), self.inputs.len());
        if p == 0 {
            return;
        }
        let weights = &model.parts().w[site * q * p..(site + 1) * q * p];
        look_up(weights, states, &mut self.present);
        if setting.direct[site] {
            direct(&self.inputs, &self.present, weights, &setting.prefactors, changes);
        } else {
            let least = &setting.least[site * p..(site + 1) * p];
            exponentials(weights, least, &mut self.table);
            shares(&self.inputs, &self.present, least, &mut self.shares);
            for (score, row) in self.scores.iter_mut().zip(weights.chunks_exact(p)) {
                score.fill(-setting.prefactor * row.iter().copied().sum::<T>());
            }
            products(&self.shares, &self.table, setting.prefactor, &mut self.scores);
            let present: [T; LANES] = std::array::from_fn(|l| self.scores[states[l]][l]);
            for (changes, scores) in changes.iter_mut().zip(&self.scores) {
                for l in 0..LANES {
                    changes[l] += present[l] - scores[l];
                }
            }
        }
        for (l, s) in states.iter().enumerate() {
            changes[*s][l] = T::zero();
        }
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn exponentials<T: Scalar>(weights: &[T], least: &[T], table: &mut [T]) {
    let two = T::from_f64(2.0);
    for (row, to) in weights.chunks_exact(least.len()).zip(table.chunks_exact_mut(least.len())) {
        for ((to, w), least) in to.iter_mut().zip(row).zip(least) {
            *to = math::exp_m1(two * (*w - *least));
        }
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn shares<T: Scalar>(
    inputs: &[[T; LANES]],
    present: &[[T; LANES]],
    least: &[T],
    shares: &mut [[T; LANES]],
) {
    let two = T::from_f64(2.0);
    for (((x, y), least), z) in inputs.iter().zip(present).zip(least).zip(shares) {
        for l in 0..LANES {
            z[l] = math::sigmoid(two * (x[l] - y[l] + *least));
        }
    }
}

/// Adds c ln Π (1 + z u).
#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn products<T: Scalar>(
    shares: &[[T; LANES]],
    table: &[T],
    prefactor: T,
    scores: &mut [[T; LANES]],
) {
    for (scores, table) in scores.iter_mut().zip(table.chunks_exact(shares.len())) {
        for (shares, table) in shares.chunks(GROUP).zip(table.chunks(GROUP)) {
            let mut product = [T::one(); LANES];
            for (z, u) in shares.iter().zip(table) {
                for l in 0..LANES {
                    product[l] *= T::one() + z[l] * *u;
                }
            }
            for l in 0..LANES {
                scores[l] += prefactor * math::ln(product[l]);
            }
        }
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn direct<T: Scalar>(
    inputs: &[[T; LANES]],
    present: &[[T; LANES]],
    weights: &[T],
    prefactors: &[T],
    changes: &mut [[T; LANES]],
) {
    for (changes, weights) in changes.iter_mut().zip(weights.chunks_exact(inputs.len())) {
        let units = inputs.iter().zip(present).zip(weights).zip(prefactors);
        for (((x, present), w), c) in units {
            for l in 0..LANES {
                let flipped = x[l] + (*w - present[l]);
                changes[l] += *c * (math::logcosh(x[l]) - math::logcosh(flipped));
            }
        }
    }
}
