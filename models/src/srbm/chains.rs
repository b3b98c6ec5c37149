//! Samplers: many Markov chains side by side.
//!
//! Each chain has a random stream of its own (ChaCha8, stream = the chain's number), so the same seed gives the same chains
//! on any number of threads, and saved chains go on where they were. Energies are true ones: self-couplings count exactly.

use super::flips::sampling_setting;
use super::hidden::Hidden;
use super::objective::{LANES, ObjectiveError, Setting};
use super::{Batch, Model, Objective, Precision, Samples, SelfCoupling, Shape};
use cotangent::math;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Chains of samples of one shape.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Chains, Kind, Model, Shape};
/// # use cotangent_models::srbm::chains::Sampler;
/// let mut model = Model::<f64>::zeros(Shape::new(Kind::Profile, 0, 2, 3).unwrap());
/// model.parts_mut().h[0] = 50.0; // state 0 of site 0
/// let mut chains = Chains::new(model.shape(), 4, 7);
/// Sampler::new(&model).gibbs(&mut chains, 1);
/// assert!(chains.states().chunks(3).all(|sample| sample[0] == 0));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chains {
    shape: Shape,
    /// `[M][N]`.
    states: Vec<u8>,
    streams: Vec<ChaCha8Rng>,
    /// Whether each chain's last proposal was accepted, or whether its last sweep changed it.
    moved: Vec<bool>,
}

/// What became of proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Moves {
    /// Proposals: sites of sweeps, or Metropolis steps.
    pub proposed: u64,
    /// Those after which a chain was in another state.
    pub changed: u64,
    /// Metropolis proposals of the state that the site was in already, which are accepted and change nothing.
    pub null: u64,
}

impl Moves {
    /// The share of proposals that were accepted, null moves included.
    pub fn acceptance(&self) -> f64 {
        (self.changed + self.null) as f64 / self.proposed.max(1) as f64
    }

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl std::ops::AddAssign for Moves {
    fn add_assign(&mut self, other: Self) {
        self.proposed += other.proposed;
        self.changed += other.changed;
        self.null += other.null;
    }
}

impl Chains {
    /// `n_chains` chains that start at uniformly drawn states.
    pub fn new(shape: Shape, n_chains: usize, seed: u64) -> Self {
        let mut chains = Self::with_states(shape, vec![0; n_chains * shape.n_sites()], seed);
        let q = shape.n_states();
        let samples = chains.states.chunks_exact_mut(shape.n_sites());
        for (sample, stream) in samples.zip(&mut chains.streams) {
            sample.fill_with(|| below(stream, q) as u8);
        }
        chains
    }

    /// A chain from each sample.
    ///
    /// # Errors
    /// If the states make no samples of this shape.
    pub fn from_samples(shape: Shape, states: Vec<u8>, seed: u64) -> Result<Self, ObjectiveError> {
        let null = Model::<f32>::zeros(
            Shape::new(super::Kind::Profile, 0, shape.n_states(), shape.n_sites())
                .expect("sizes of a model"),
        );
        Objective::default().check(&null, Batch::new(&states))?;
        Ok(Self::with_states(shape, states, seed))
    }

    fn with_states(shape: Shape, states: Vec<u8>, seed: u64) -> Self {
        let n_chains = states.len() / shape.n_sites();
        let stream = |chain| {
            let mut stream = ChaCha8Rng::seed_from_u64(seed);
            stream.set_stream(chain as u64);
            stream
        };
        let streams = (0..n_chains).map(stream).collect();
        Self { shape, states, streams, moved: vec![false; n_chains] }
    }

    /// The states, `[M][N]`.
    pub fn states(&self) -> &[u8] {
        &self.states
    }

    /// Whether each chain's last proposal was accepted, or whether its last sweep changed it.
    pub fn moved(&self) -> &[bool] {
        &self.moved
    }

    /// M.
    pub fn n_chains(&self) -> usize {
        self.moved.len()
    }

    /// The states as samples.
    ///
    /// # Panics
    /// If there is no chain.
    pub fn samples(&self) -> Samples {
        Samples::for_shape(self.shape, self.states.clone()).expect("states of the shape")
    }
}

/// A number below `n`: exactly uniform, from 32 bits at a time.
fn below(stream: &mut ChaCha8Rng, n: usize) -> usize {
    stream.random_range(0..n as u32) as usize
}

/// What sampling from a model needs, computed once.
#[derive(Debug)]
pub struct Sampler<'a, T> {
    model: &'a Model<T>,
    setting: Setting<T>,
    /// J + Jᵀ without self-couplings, `[N q][N q]`; empty without couplings.
    k: Vec<T>,
    /// h with the diagonal of J.
    base: Vec<T>,
}

impl<'a, T: Precision> Sampler<'a, T> {
    /// Prepares sampling.
    pub fn new(model: &'a Model<T>) -> Self {
        let (q, r, parts) = (model.shape().n_states(), model.shape().n_inputs(), model.parts());
        let mut base = vec![T::zero(); r];
        super::objective::pairs::base(parts.h, parts.j, SelfCoupling::Exact, &mut base);
        let mut k = parts.j.to_vec();
        for i in 0..if k.is_empty() { 0 } else { r } {
            for o in 0..=i {
                let own = i / q == o / q;
                let sum = if own { T::zero() } else { parts.j[i * r + o] + parts.j[o * r + i] };
                k[i * r + o] = sum;
                k[o * r + i] = sum;
            }
        }
        Self { model, setting: sampling_setting(model), k, base }
    }

    /// What the states of a site feel from fields and couplings.
    fn fields(&self, sample: &[u8], site: usize, fields: &mut [T]) {
        let (q, r) = (fields.len(), self.base.len());
        let columns = site * q..(site + 1) * q;
        fields.copy_from_slice(&self.base[columns.clone()]);
        if self.k.is_empty() {
            return;
        }
        for i in self.model.shape().places(sample) {
            let row = &self.k[i * r..(i + 1) * r][columns.clone()];
            fields.iter_mut().zip(row).for_each(|(x, k)| *x += *k);
        }
    }

    /// Gibbs sweeps: each site in turn is drawn anew from softmax(−ΔE), given all others.
    ///
    /// # Panics
    /// If the chains are of another shape.
    pub fn gibbs(&self, chains: &mut Chains, n_sweeps: usize) -> Moves {
        let shape = self.model.shape();
        let n = shape.n_sites();
        let Chains { states, streams, moved, .. } = self.checked(chains);
        states
            .par_chunks_mut(LANES * n)
            .zip(streams.par_chunks_mut(LANES))
            .zip(moved.par_chunks_mut(LANES))
            .map(|((states, streams), moved)| {
                let mut memory = Hidden::new(self.model);
                let mut changes = vec![[T::zero(); LANES]; shape.n_states()];
                let mut moves = Moves::default();
                for _ in 0..n_sweeps {
                    moved.fill(false);
                    self.sweep(states, streams, moved, &mut memory, &mut changes, &mut moves);
                }
                moves
            })
            .reduce(Moves::default, Moves::add)
    }

    fn sweep(
        &self,
        states: &mut [u8],
        streams: &mut [ChaCha8Rng],
        moved: &mut [bool],
        memory: &mut Hidden<T>,
        changes: &mut [[T; LANES]],
        moves: &mut Moves,
    ) {
        let shape = self.model.shape();
        let (n, q, m) = (shape.n_sites(), shape.n_states(), streams.len());
        memory.begin(self.model, |l, k| usize::from(states[l.min(m - 1) * n + k]));
        let mut fields = vec![T::zero(); q];
        let mut weights = vec![0.0; q];
        for k in 0..n {
            let present: [usize; LANES] =
                std::array::from_fn(|l| usize::from(states[l.min(m - 1) * n + k]));
            for (l, sample) in states.chunks_exact(n).enumerate() {
                self.fields(sample, k, &mut fields);
                let here = fields[present[l]];
                changes.iter_mut().zip(&fields).for_each(|(to, x)| to[l] = here - *x);
            }
            memory.add_changes(self.model, &self.setting, k, &present, changes);
            for (l, stream) in streams.iter_mut().enumerate() {
                let top = changes.iter().map(|x| -x[l].to_f64()).fold(f64::NEG_INFINITY, f64::max);
                let mut total = 0.0;
                for (weight, change) in weights.iter_mut().zip(&*changes) {
                    total += (-change[l].to_f64() - top).exp();
                    *weight = total;
                }
                let drawn = stream.random::<f64>() * total;
                let state = weights.iter().position(|x| drawn < *x).unwrap_or(q - 1);
                moves.proposed += 1;
                if state != present[l] {
                    moves.changed += 1;
                    moved[l] = true;
                    states[l * n + k] = state as u8;
                    memory.flip(self.model, l, [k * q + present[l], k * q + state]);
                }
            }
        }
    }

    /// Metropolis steps: one state of one site, drawn uniformly among all N q, is proposed and accepted with probability
    /// min(1, exp(−ΔE)). A proposal of the present state is a null move.
    ///
    /// # Panics
    /// If the chains are of another shape.
    pub fn metropolis(&self, chains: &mut Chains, n_steps: usize) -> Moves {
        let n = self.model.shape().n_sites();
        let Chains { states, streams, moved, .. } = self.checked(chains);
        states
            .par_chunks_mut(n)
            .zip(streams)
            .zip(moved)
            .map(|((sample, stream), moved)| self.steps(sample, stream, moved, n_steps))
            .reduce(Moves::default, Moves::add)
    }

    fn steps(
        &self,
        sample: &mut [u8],
        stream: &mut ChaCha8Rng,
        moved: &mut bool,
        n_steps: usize,
    ) -> Moves {
        let shape = self.model.shape();
        let (q, r, p) = (shape.n_states(), shape.n_inputs(), shape.n_hidden());
        let (parts, c) = (self.model.parts(), self.model.prefactors());
        let mut inputs = parts.b.to_vec();
        let mut moves = Moves::default();
        let mut stale = true;
        for _ in 0..n_steps {
            let proposed = below(stream, r);
            let chance: f64 = stream.random();
            let (k, state) = (proposed / q, proposed % q);
            let present = k * q + usize::from(sample[k]);
            moves.proposed += 1;
            *moved = true;
            if present == proposed {
                moves.null += 1;
                continue;
            }
            if stale {
                // From the start each time, so that rounding does not pile up.
                inputs.copy_from_slice(parts.b);
                for i in shape.places(sample) {
                    let weights = &parts.w[i * p..(i + 1) * p];
                    inputs.iter_mut().zip(weights).for_each(|(x, w)| *x += *w);
                }
                stale = false;
            }
            let mut change = self.base[present] - self.base[proposed];
            if !self.k.is_empty() {
                let row = |i: usize| &self.k[i * r..(i + 1) * r];
                let (here, there) = (row(present), row(proposed));
                change += shape.places(sample).map(|i| here[i] - there[i]).sum();
            }
            for a in 0..p {
                let flipped = inputs[a] + (parts.w[proposed * p + a] - parts.w[present * p + a]);
                change += c[a] * (math::logcosh(inputs[a]) - math::logcosh(flipped));
            }
            if chance < (-change.to_f64()).exp() {
                moves.changed += 1;
                sample[k] = state as u8;
                stale = true;
            } else {
                *moved = false;
            }
        }
        moves
    }

    fn checked<'c>(&self, chains: &'c mut Chains) -> &'c mut Chains {
        let (model, chain) = (self.model.shape(), chains.shape);
        let same = (model.n_sites(), model.n_states()) == (chain.n_sites(), chain.n_states());
        assert!(same, "chains and model have the same sites and states");
        chains
    }
}
