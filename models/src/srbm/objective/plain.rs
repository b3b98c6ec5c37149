//! The losses as their mathematics reads, in `f64` ([`double`]) and in `f32` ([`single`]): every kind, weights, both
//! losses, from the pointwise energies of [`cotangent_kernels::energy`]. The macro differentiates these whole; the fast
//! form and the pullback by hand are checked against them.

use crate::srbm::{Loss, SelfCoupling, Shape};

/// What the loss is of, beside parameters and samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Problem {
    /// N, q, P.
    pub sizes: [usize; 3],
    /// Whether there are couplings.
    pub couplings: bool,
    /// Whether self-couplings count linearly.
    pub linearised: bool,
    /// The loss.
    pub loss: Loss,
}

impl Problem {
    /// The problem of a shape.
    pub fn new(shape: Shape, loss: Loss, self_coupling: SelfCoupling) -> Self {
        Self {
            sizes: [shape.n_sites(), shape.n_states(), shape.n_hidden()],
            couplings: shape.kind().has_couplings(),
            linearised: self_coupling == SelfCoupling::Linearised,
            loss,
        }
    }
}

/// Samples, `[M][N]`, their weights, `[M]`, and the problem.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a, T> {
    /// States.
    pub states: &'a [u8],
    /// Weights.
    pub weights: &'a [T],
    /// What the loss is of.
    pub problem: Problem,
}

macro_rules! plain_in {
    ($float:ident, $module:ident) => {
        use super::Problem;
        use crate::srbm::Loss;
        use cotangent::differentiable;
        use cotangent_kernels::energy::$module::{
            boltzmann, energy_change, hidden_change, log_cosh, log_partition, ratio_risk,
        };

        /// The energy at relaxed one-hot inputs `z`, `[N][q]`: −[h·z + zᵀJz + Σ c log cosh(b + Wz)].
        ///
        /// Its gradient in `z` is what gradient-informed sampling asks for.
        #[differentiable(wrt(z))]
        pub fn relaxed_energy(
            z: &[$float],
            #[constant] h: &[$float],
            #[constant] j: &[$float],
            #[constant] w: &[$float],
            #[constant] b: &[$float],
            #[constant] c: &[$float],
            couplings: bool,
        ) -> $float {
            let (r, p) = (z.len(), b.len());
            let mut sum = 0.0;
            for i in 0..r {
                let mut field = h[i];
                if couplings {
                    for k in 0..r {
                        field += j[i * r + k] * z[k];
                    }
                }
                sum += z[i] * field;
            }
            for a in 0..p {
                let mut input = b[a];
                for i in 0..r {
                    input += w[i * p + a] * z[i];
                }
                sum += c[a] * log_cosh(input);
            }
            -sum
        }

        /// Energy changes of all one-site flips of a sample, `[N][q]`; 0 for the states that the sites are in.
        #[differentiable(wrt(h, j, w, b))]
        pub fn delta_energy(
            h: &[$float],
            j: &[$float],
            w: &[$float],
            b: &[$float],
            #[constant] c: &[$float],
            sample: &[u8],
            #[constant] problem: &Problem,
        ) -> Vec<$float> {
            let [n, q, p] = problem.sizes;
            let r = n * q;
            let mut inputs = b.to_vec();
            for k in 0..n {
                let i = k * q + sample[k] as usize;
                for a in 0..p {
                    inputs[a] += w[i * p + a];
                }
            }
            let mut changes = vec![0.0; r];
            for k in 0..n {
                let s = k * q + sample[k] as usize;
                for f in k * q..(k + 1) * q {
                    if f == s {
                        continue;
                    }
                    let (mut present, mut flipped) = (h[s], h[f]);
                    if problem.couplings {
                        for other in 0..n {
                            let o = other * q + sample[other] as usize;
                            if other != k || problem.linearised {
                                present += j[s * r + o] + j[o * r + s];
                                flipped += j[f * r + o] + j[o * r + f];
                            } else {
                                present += j[s * r + s];
                                flipped += j[f * r + f];
                            }
                        }
                    }
                    let mut hidden = 0.0;
                    for a in 0..p {
                        hidden += c[a] * hidden_change(inputs[a], w[s * p + a], w[f * p + a]);
                    }
                    changes[f] = energy_change(present, flipped, hidden);
                }
            }
            changes
        }

        /// The loss of samples with weights, without regularisers.
        #[differentiable(wrt(h, j, w, b))]
        pub fn loss(
            h: &[$float],
            j: &[$float],
            w: &[$float],
            b: &[$float],
            #[constant] c: &[$float],
            states: &[u8],
            #[constant] weights: &[$float],
            #[constant] problem: &Problem,
        ) -> $float {
            let [n, q, _] = problem.sizes;
            let mut total = 0.0;
            let mut total_weight = 0.0;
            for (m, sample) in states.chunks_exact(n).enumerate() {
                let changes = delta_energy(h, j, w, b, c, sample, problem);
                let mut risk = 0.0;
                for k in 0..n {
                    let site = &changes[k * q..(k + 1) * q];
                    let s = sample[k] as usize;
                    match problem.loss {
                        Loss::RatioMatching { beta } => {
                            for f in 0..q {
                                if f != s {
                                    risk += ratio_risk(site[f], beta as $float);
                                }
                            }
                        }
                        Loss::Pseudolikelihood => {
                            let mut top: $float = 0.0;
                            for f in 0..q {
                                if -site[f] > top {
                                    top = -site[f];
                                }
                            }
                            let mut sum: $float = 0.0;
                            for f in 0..q {
                                sum += boltzmann(site[f], top);
                            }
                            risk += log_partition(sum, top);
                        }
                    }
                }
                total += weights[m] * risk;
                total_weight += weights[m];
            }
            let flips = match problem.loss {
                Loss::RatioMatching { .. } => 4.0 / (q - 1) as $float,
                Loss::Pseudolikelihood => 1.0,
            };
            flips / (total_weight * n as $float) * total
        }
    };
}

/// The losses in `f64`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
#[allow(clippy::needless_range_loop, reason = "as the mathematics reads")]
pub mod double {
    plain_in!(f64, double);
}

/// The losses in `f32`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
#[allow(clippy::needless_range_loop, reason = "as the mathematics reads")]
pub mod single {
    plain_in!(f32, single);
}
