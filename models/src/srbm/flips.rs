//! Energies, energy changes of all one-site flips, and the energy's gradient in its input, for many samples.
//!
//! Energy changes serve everything: losses, Gibbs conditionals p(site k = φ | rest) = softmax(−ΔE\[·, k\]), mutation scores. The
//! forms that end in `_into` write into the caller's memory and allocate nothing after the first call; samples are divided
//! over the threads of rayon's present pool and do not influence each other.

use super::hidden::{self, Hidden};
use super::objective::pairs::{self, Row};
use super::objective::{Batch, LANES, Loss, Objective, ObjectiveError, Setting};
use super::{Model, Precision, SelfCoupling};
use cotangent::math;
use rayon::prelude::*;

/// Samples that one thread takes at a time where it takes them one by one.
const SAMPLES: usize = 64;

impl<T: Precision> Model<T> {
    /// The energy of a sample, summed in double precision.
    ///
    /// # Panics
    /// If `sample` has not N entries, or an entry is not below q.
    pub fn energy(&self, sample: &[u8]) -> f64 {
        let mut energy = [0.0];
        let mut inputs = vec![0.0; self.shape().n_hidden()];
        self.check_sample(sample);
        self.energy_of(sample, &mut inputs, &mut energy[0]);
        energy[0]
    }

    fn check_sample(&self, sample: &[u8]) {
        let shape = self.shape();
        assert_eq!(sample.len(), shape.n_sites(), "a sample has one state a site");
        let allowed = sample.iter().all(|&s| usize::from(s) < shape.n_states());
        assert!(allowed, "states are below {}", shape.n_states());
    }

    fn energy_of(&self, sample: &[u8], inputs: &mut [f64], energy: &mut f64) {
        let (shape, parts) = (self.shape(), self.parts());
        let (r, p) = (shape.n_inputs(), inputs.len());
        let places = shape.places(sample);
        let mut sum: f64 = places.clone().map(|i| parts.h[i].to_f64()).sum();
        if !parts.j.is_empty() {
            for i in places.clone() {
                let row = &parts.j[i * r..(i + 1) * r];
                sum += places.clone().map(|k| row[k].to_f64()).sum::<f64>();
            }
        }
        inputs.iter_mut().zip(parts.b).for_each(|(x, b)| *x = b.to_f64());
        for i in places {
            let weights = &parts.w[i * p..(i + 1) * p];
            inputs.iter_mut().zip(weights).for_each(|(x, w)| *x += w.to_f64());
        }
        let units = inputs.iter().zip(self.prefactors());
        sum += units.map(|(x, c)| c.to_f64() * math::logcosh(*x)).sum::<f64>();
        *energy = -sum;
    }
}

/// Memory for energies and energy changes of models of one shape.
#[derive(Debug)]
pub struct FlipWorkspace<T> {
    k: Vec<Row<T>>,
    base: Vec<T>,
    setting: Setting<T>,
    slots: Vec<Slot<T>>,
}

/// Memory for one chunk.
#[derive(Debug)]
struct Slot<T> {
    hidden: Hidden<T>,
    changes: Vec<[T; LANES]>,
    inputs: Vec<f64>,
}

impl<T: Precision> FlipWorkspace<T> {
    /// Memory for models of this one's shape and up to `n_samples` samples; with more it grows.
    pub fn new(model: &Model<T>, n_samples: usize) -> Self {
        let mut workspace = Self {
            k: pairs::panels(model.shape()),
            base: vec![T::zero(); model.shape().n_inputs()],
            setting: Setting::new(model),
            slots: Vec::new(),
        };
        workspace.make_room(model, n_samples.div_ceil(SAMPLES));
        workspace
    }

    fn make_room(&mut self, model: &Model<T>, n_slots: usize) {
        let slot = || Slot {
            hidden: Hidden::new(model),
            changes: vec![[T::zero(); LANES]; model.shape().n_states()],
            inputs: vec![0.0; model.shape().n_hidden()],
        };
        if self.slots.len() < n_slots {
            self.slots.resize_with(n_slots, slot);
        }
    }

    /// Energies, `[M]`, of samples, `[M][N]`.
    ///
    /// # Errors
    /// If the states make no samples.
    ///
    /// # Panics
    /// If there is not an energy for each sample.
    pub fn energies_into(
        &mut self,
        model: &Model<T>,
        states: &[u8],
        energies: &mut [f64],
    ) -> Result<(), ObjectiveError> {
        check(model, states, SelfCoupling::Exact)?;
        let n = model.shape().n_sites();
        assert_eq!(energies.len(), states.len() / n, "one energy for each sample");
        self.make_room(model, energies.len().div_ceil(SAMPLES));
        energies
            .par_chunks_mut(SAMPLES)
            .zip(states.par_chunks(SAMPLES * n))
            .zip(&mut self.slots)
            .for_each(|((energies, states), slot)| {
                for (energy, sample) in energies.iter_mut().zip(states.chunks_exact(n)) {
                    model.energy_of(sample, &mut slot.inputs, energy);
                }
            });
        Ok(())
    }

    /// Changes of the energy, `[M][N][q]`, when a site of a sample is put into a state; exactly 0 for the state it is in.
    ///
    /// # Errors
    /// If the states make no samples, or if self-couplings are forbidden and there are some.
    ///
    /// # Panics
    /// If there is not a change for each sample, site and state.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Model, SelfCoupling, Shape, flips::FlipWorkspace};
    /// let mut model = Model::<f64>::zeros(Shape::new(Kind::Profile, 0, 2, 2).unwrap());
    /// model.parts_mut().h[0] = 3.0;
    /// let mut changes = [0.0; 4];
    /// let mut workspace = FlipWorkspace::new(&model, 1);
    /// workspace.delta_energies_into(&model, &[0, 1], SelfCoupling::Forbid, &mut changes).unwrap();
    /// assert_eq!(changes, [0.0, 3.0, 0.0, 0.0]);
    /// ```
    pub fn delta_energies_into(
        &mut self,
        model: &Model<T>,
        states: &[u8],
        self_coupling: SelfCoupling,
        changes: &mut [T],
    ) -> Result<(), ObjectiveError> {
        check(model, states, self_coupling)?;
        let shape = model.shape();
        let (n, q, r) = (shape.n_sites(), shape.n_states(), shape.n_inputs());
        let n_samples = states.len() / n;
        assert_eq!(changes.len(), n_samples * r, "one change for each sample, site and state");
        self.make_room(model, n_samples.div_ceil(LANES));
        let parts = model.parts();
        pairs::symmetrise(parts.j, shape, self_coupling, &mut self.k);
        pairs::base(parts.h, parts.j, self_coupling, &mut self.base);
        self.setting.fill(model, Loss::Pseudolikelihood);
        pairs::fields(&self.k, &self.base, states, shape, changes);
        let setting = &self.setting;
        changes
            .par_chunks_mut(LANES * r)
            .zip(states.par_chunks(LANES * n))
            .zip(&mut self.slots)
            .for_each(|((fields, states), slot)| {
                let m = states.len() / n;
                let state = |l: usize, k: usize| usize::from(states[l.min(m - 1) * n + k]);
                slot.hidden.begin(model, state);
                for k in 0..n {
                    let present = std::array::from_fn(|l| state(l, k));
                    for l in 0..m {
                        let site = &fields[l * r + k * q..l * r + (k + 1) * q];
                        let here = site[present[l]];
                        slot.changes.iter_mut().zip(site).for_each(|(to, x)| to[l] = here - *x);
                    }
                    slot.hidden.add_changes(model, setting, k, &present, &mut slot.changes);
                    for l in 0..m {
                        let site = &mut fields[l * r + k * q..l * r + (k + 1) * q];
                        site.iter_mut().zip(&slot.changes).for_each(|(to, x)| *to = x[l]);
                    }
                }
            });
        Ok(())
    }

    /// ∂E/∂z, `[M][N][q]`, the gradient of the energy in the one-hot input as if its entries were real numbers:
    /// −[ h + (J + Jᵀ) z + Σₐ cₐ Wₐ tanh Bₐ ].
    ///
    /// # Errors
    /// If the states make no samples.
    ///
    /// # Panics
    /// If there is not a slope for each sample, site and state.
    pub fn energy_gradients_into(
        &mut self,
        model: &Model<T>,
        states: &[u8],
        gradients: &mut [T],
    ) -> Result<(), ObjectiveError> {
        check(model, states, SelfCoupling::Linearised)?;
        let shape = model.shape();
        let (n, r, p) = (shape.n_sites(), shape.n_inputs(), shape.n_hidden());
        assert_eq!(gradients.len(), states.len() / n * r, "one slope for each input");
        self.make_room(model, (states.len() / n).div_ceil(SAMPLES));
        let parts = model.parts();
        pairs::symmetrise(parts.j, shape, SelfCoupling::Linearised, &mut self.k);
        pairs::fields(&self.k, parts.h, states, shape, gradients);
        gradients
            .par_chunks_mut(SAMPLES * r)
            .zip(states.par_chunks(SAMPLES * n))
            .zip(&mut self.slots)
            .for_each(|((gradients, states), slot)| {
                for (gradient, sample) in gradients.chunks_exact_mut(r).zip(states.chunks_exact(n))
                {
                    // The inputs, then c tanh B.
                    let units = &mut slot.inputs;
                    units.iter_mut().zip(parts.b).for_each(|(x, b)| *x = b.to_f64());
                    for i in shape.places(sample) {
                        let weights = &parts.w[i * p..(i + 1) * p];
                        units.iter_mut().zip(weights).for_each(|(x, w)| *x += w.to_f64());
                    }
                    let prefactors = model.prefactors();
                    units.iter_mut().zip(prefactors).for_each(|(x, c)| *x = c.to_f64() * x.tanh());
                    for (i, x) in gradient.iter_mut().enumerate() {
                        let weights = parts.w[i * p..(i + 1) * p].iter().zip(&*units);
                        let hidden: f64 = weights.map(|(w, t)| w.to_f64() * t).sum();
                        *x = -(*x + T::of(hidden));
                    }
                }
            });
        Ok(())
    }

    /// The mean over samples of ln Σ exp(−ΔE) of each site, `[N]`: the negative log-pseudolikelihood site by site, in nats.
    ///
    /// # Errors
    /// As [`Objective::check`].
    pub fn pseudolikelihood_by_site(
        &mut self,
        model: &Model<T>,
        batch: Batch,
        self_coupling: SelfCoupling,
    ) -> Result<Vec<f64>, ObjectiveError> {
        let objective =
            Objective { loss: Loss::Pseudolikelihood, self_coupling, ..Objective::default() };
        objective.check(model, batch)?;
        let (n, q, r) =
            (model.shape().n_sites(), model.shape().n_states(), model.shape().n_inputs());
        let mut sites = vec![0.0; n];
        let mut changes = vec![T::zero(); SAMPLES * r];
        for (i, states) in batch.states.chunks(SAMPLES * n).enumerate() {
            let changes = &mut changes[..states.len() * q];
            self.delta_energies_into(model, states, self_coupling, changes)?;
            for (m, sample) in changes.chunks_exact(r).enumerate() {
                let weight = batch.weights.map_or(1.0, |weights| weights[i * SAMPLES + m]);
                for (site, changes) in sites.iter_mut().zip(sample.chunks_exact(q)) {
                    let top = changes.iter().map(|x| -x.to_f64()).fold(0.0, f64::max);
                    let sum: f64 = changes.iter().map(|x| (-x.to_f64() - top).exp()).sum();
                    *site += weight * (sum.ln() + top);
                }
            }
        }
        let total = batch.total_weight(n);
        sites.iter_mut().for_each(|x| *x /= total);
        Ok(sites)
    }
}

fn check<T: Precision>(
    model: &Model<T>,
    states: &[u8],
    self_coupling: SelfCoupling,
) -> Result<(), ObjectiveError> {
    let objective = Objective { self_coupling, ..Objective::default() };
    objective.check(model, Batch::new(states))
}

/// What sampling shares with flip energies.
pub(crate) fn sampling_setting<T: Precision>(model: &Model<T>) -> Setting<T> {
    hidden::setting(model)
}
