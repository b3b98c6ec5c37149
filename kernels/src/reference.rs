//! The loss on the CPU in `f64`, from the pointwise [`energy`](crate::energy) in its direct form, as its
//! mathematics reads: what the kernels are checked against, by values and by the derivatives that
//! `#[differentiable]` writes.

use crate::energy::double::{boltzmann, energy_change, hidden_change, log_partition, ratio_risk};
use crate::{Loss, SelfCoupling, Sizes};
use cotangent::differentiable;

/// Energy changes of all one-site flips of a sample, `[N][q]`; 0 for the states that the sites are in.
///
/// Shapes as in [the layout](crate#layout); `sample` is `[N]`. Differentiable in `h`, `j`, `w` and `b`.
///
/// # Panics
/// If an array is shorter than `sizes` asks for, or a state is not below q.
///
/// # Examples
/// ```
/// # use cotangent_kernels::{SelfCoupling, Sizes, reference::delta_energy};
/// let sizes = Sizes { n_sites: 2, n_states: 2, n_hidden: 0 };
/// let h = [3.0, 0.0, 0.0, 0.0];
/// let changes = delta_energy(&h, &[0.0; 16], &[], &[], &[0, 1], sizes, SelfCoupling::Exact);
/// assert_eq!(changes, [0.0, 3.0, 0.0, 0.0]);
/// ```
#[differentiable(wrt(h, j, w, b))]
pub fn delta_energy(
    h: &[f64],
    j: &[f64],
    w: &[f64],
    b: &[f64],
    sample: &[u8],
    #[constant] sizes: Sizes,
    #[constant] self_coupling: SelfCoupling,
) -> Vec<f64> {
    let (n, q, p) = (sizes.n_sites, sizes.n_states, sizes.n_hidden);
    assert_eq!(sample.len(), n, "a sample has one state a site");
    let r = n * q;
    let exact = self_coupling == SelfCoupling::Exact;
    let mut inputs = b.to_vec();
    for (k, &state) in sample.iter().enumerate() {
        let i = k * q + state as usize;
        for a in 0..p {
            inputs[a] += w[i * p + a];
        }
    }
    let mut changes = vec![0.0; r];
    for (k, &state) in sample.iter().enumerate() {
        let s = k * q + state as usize;
        for f in k * q..(k + 1) * q {
            if f == s {
                continue;
            }
            let (mut present, mut flipped) = (h[s], h[f]);
            for (other, &state) in sample.iter().enumerate() {
                let o = other * q + state as usize;
                if !(exact && other == k) {
                    present += j[s * r + o] + j[o * r + s];
                    flipped += j[f * r + o] + j[o * r + f];
                }
            }
            if exact {
                present += j[s * r + s];
                flipped += j[f * r + f];
            }
            let mut hidden = 0.0;
            for a in 0..p {
                hidden += hidden_change(inputs[a], w[s * p + a], w[f * p + a]);
            }
            changes[f] = energy_change(present, flipped, hidden);
        }
    }
    changes
}

/// The loss of samples with weights, dimensionless; see [`Loss`].
///
/// `states` is `[M][N]`, `weights` `[M]`. Differentiable in `h`, `j`, `w` and `b`. Costs O(M N q (N + P)).
///
/// # Panics
/// As [`delta_energy()`]; and if `weights` is shorter than the samples.
#[allow(clippy::too_many_arguments, reason = "arrays, samples, sizes and settings, one each")]
#[differentiable(wrt(h, j, w, b))]
pub fn loss(
    h: &[f64],
    j: &[f64],
    w: &[f64],
    b: &[f64],
    states: &[u8],
    weights: &[f64],
    #[constant] sizes: Sizes,
    #[constant] self_coupling: SelfCoupling,
    #[constant] kind: Loss,
) -> f64 {
    let (n, q) = (sizes.n_sites, sizes.n_states);
    let mut total = 0.0;
    let mut total_weight = 0.0;
    for (m, sample) in states.chunks_exact(n).enumerate() {
        let changes = delta_energy(h, j, w, b, sample, sizes, self_coupling);
        let mut risk = 0.0;
        for k in 0..n {
            let site = &changes[k * q..(k + 1) * q];
            let s = sample[k] as usize;
            match kind {
                Loss::RatioMatching { beta } => {
                    for (f, &change) in site.iter().enumerate() {
                        if f != s {
                            risk += ratio_risk(change, beta);
                        }
                    }
                }
                Loss::Pseudolikelihood => {
                    let mut top = 0.0;
                    for &change in site {
                        if -change > top {
                            top = -change;
                        }
                    }
                    let mut sum = 0.0;
                    for &change in site {
                        sum += boltzmann(change, top);
                    }
                    risk += log_partition(sum, top);
                }
            }
        }
        total += weights[m] * risk;
        total_weight += weights[m];
    }
    let flips = match kind {
        Loss::RatioMatching { .. } => 4.0 / (q - 1) as f64,
        Loss::Pseudolikelihood => 1.0,
    };
    flips / (total_weight * n as f64) * total
}
