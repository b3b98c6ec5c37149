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
    /// σ(−2B) and what is left of σ(2B) without the site, or the inputs without it.
    r: Vec<[T; LANES]>,
    v: Vec<[T; LANES]>,
    present: Vec<[T; LANES]>,
    /// exp(2(W − mid)) of the site, `[q][P]`.
    table: Vec<T>,
    sums: Vec<T>,
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
            r: rows(),
            v: rows(),
            present: rows(),
            table: vec![T::zero(); q * p],
            sums: vec![T::zero(); q],
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
        if setting.direct[site] {
            look_up(weights, states, &mut self.present);
            direct(&self.inputs, &self.present, weights, &setting.prefactors, changes);
        } else {
            let mids = &setting.mids[site * p..(site + 1) * p];
            exponentials(weights, mids, &mut self.table);
            for (sum, row) in self.sums.iter_mut().zip(weights.chunks_exact(p)) {
                *sum = setting.prefactor * row.iter().copied().sum::<T>();
            }
            look_up(&self.table, states, &mut self.present);
            shares(&self.inputs, &self.present, &mut self.r, &mut self.v);
            for (phi, row) in changes.iter_mut().enumerate() {
                for (x, s) in row.iter_mut().zip(states) {
                    *x += self.sums[phi] - self.sums[*s];
                }
            }
            products(&self.r, &self.v, &self.table, setting.prefactor, changes);
        }
        for (l, s) in states.iter().enumerate() {
            changes[*s][l] = T::zero();
        }
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn exponentials<T: Scalar>(weights: &[T], mids: &[T], table: &mut [T]) {
    let two = T::from_f64(2.0);
    for (row, to) in weights.chunks_exact(mids.len()).zip(table.chunks_exact_mut(mids.len())) {
        for ((to, w), mid) in to.iter_mut().zip(row).zip(mids) {
            *to = math::exp(two * (*w - *mid));
        }
    }
}

#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn shares<T: Scalar>(
    inputs: &[[T; LANES]],
    present: &[[T; LANES]],
    r: &mut [[T; LANES]],
    v: &mut [[T; LANES]],
) {
    let two = T::from_f64(2.0);
    for (((x, e), r), v) in inputs.iter().zip(present).zip(r).zip(v) {
        for l in 0..LANES {
            r[l] = math::sigmoid(-two * x[l]);
            v[l] = math::sigmoid(two * x[l]) / e[l];
        }
    }
}

/// Takes c ln Π (r + v e) away.
#[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
fn products<T: Scalar>(
    r: &[[T; LANES]],
    v: &[[T; LANES]],
    table: &[T],
    prefactor: T,
    changes: &mut [[T; LANES]],
) {
    for (changes, table) in changes.iter_mut().zip(table.chunks_exact(r.len())) {
        for ((r, v), table) in r.chunks(GROUP).zip(v.chunks(GROUP)).zip(table.chunks(GROUP)) {
            let mut product = [T::one(); LANES];
            for ((r, v), e) in r.iter().zip(v).zip(table) {
                for l in 0..LANES {
                    product[l] *= r[l] + v[l] * *e;
                }
            }
            for l in 0..LANES {
                changes[l] -= prefactor * math::ln(product[l]);
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
