//! Energy changes, losses and gradients of a semi-restricted Boltzmann machine (SRBM) on NVIDIA GPUs.
//!
//! The energy of one flip is written once, as plain Rust, in [`energy`]. On the CPU `#[differentiable]`
//! differentiates it; for the device the same lines are compiled to LLVM IR, differentiated by Enzyme and
//! linked into CUDA kernels (`cuda/srbm.cu`) that own layouts and sums and nothing else. The kernels are
//! committed as PTX, made by `kernels/build-ptx`, and launched with cudarc, which loads CUDA at run time: this
//! crate builds and its tests run on machines without CUDA.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`device`] | a model and its samples on a device: loss, gradient, tangents, energy changes |
//! | [`error`] | what can go wrong |
//! | [`energy`] | the pointwise energies and losses, with derivatives by `#[differentiable]` |
//! | [`plan`] | which kernels an evaluation launches, with which geometry, and where its arrays lie |
//! | [`frame`] | what kernels are given |
//! | [`ptx`] | the committed kernels |
//! | [`mod@reference`] | the loss on the CPU in `f64`, which kernels are checked against |
//!
//! # Layout
//!
//! Parameters are stored as in `cotangent_models::srbm`: fields h `[N][q]`, couplings J `[N][q][N][q]`, weights
//! W `[N][q][P]`, biases b `[P]`, states `[M][N]`.

pub mod device;
pub mod energy;
pub mod error;
pub mod frame;
pub mod plan;
pub mod ptx;
pub mod reference;

/// Sizes of a model: N sites, q states a site, P hidden units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// N, at least 1.
    pub n_sites: usize,
    /// q, from 2 to 256.
    pub n_states: usize,
    /// P; without hidden units this is a Potts model.
    pub n_hidden: usize,
}

/// What is summed over the sites of all samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Loss {
    /// 4/(Ω N (q−1)) Σ ω σ(−β ΔE)² over all flips, with Ω the sum of the samples' weights ω (Hyvärinen 2007).
    RatioMatching {
        /// Energy scale.
        beta: f64,
    },
    /// 1/(Ω N) Σ ω ln Σ_φ exp(−ΔE), the negative log-pseudolikelihood of a site (Besag 1975).
    Pseudolikelihood,
}

/// How energy changes treat the self-couplings J\[·, k, ·, k\].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelfCoupling {
    /// The true change of the energy.
    Exact,
    /// Linear in the flipped site, as in the published loss.
    Linearised,
}

/// What is evaluated, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The loss.
    pub loss: Loss,
    /// How self-couplings count.
    pub self_coupling: SelfCoupling,
    /// Samples whose intermediate results are held at a time, rounded up to 256.
    pub samples_at_a_time: usize,
    /// Whether there is memory for derivatives along tangents.
    pub forward_mode: bool,
    /// Whether there is memory for the naive kernel, which is there to be measured against.
    pub naive: bool,
}

impl Default for Settings {
    /// Ratio matching with β = 1, exact self-couplings, 4096 samples at a time.
    fn default() -> Self {
        Self {
            loss: Loss::RatioMatching { beta: 1.0 },
            self_coupling: SelfCoupling::Exact,
            samples_at_a_time: 4096,
            forward_mode: false,
            naive: false,
        }
    }
}
