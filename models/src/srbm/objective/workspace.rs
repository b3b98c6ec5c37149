//! The fast form of a loss, in memory that is kept.

use super::pairs::{self, Members, Row};
use super::{Batch, Chunk, LANES, Objective, ObjectiveError, Rows, Setting};
use crate::srbm::{Model, PartsMut, Precision, Shape};
use rayon::prelude::*;

/// Samples whose fields are there at a time.
const BATCH: usize = 16 * LANES;

/// Memory for losses and gradients of models of one shape.
///
/// Evaluations run on the threads of rayon's present pool and give the same bits on any number of them. A workspace made for
/// M samples allocates nothing from its second call on, as long as there are no more of them; with more it grows.
///
/// Beside parameters and gradient it holds K = J + Jᵀ (beyond 2048 samples its cotangent too), fields of 2048 samples and
/// their cotangents, and for each 128 of those a gradient in W and the intermediate values of one chunk, of losses alone too
/// once one was asked for.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Batch, Kind, Model, Objective, Shape, Workspace};
/// let shape = Shape::new(Kind::Pairwise, 0, 3, 2).unwrap();
/// let (model, mut gradient) = (Model::<f64>::zeros(shape), Model::zeros(shape));
/// let mut workspace = Workspace::new(&model, 2);
/// let batch = Batch::new(&[0, 1, 2, 1]);
/// let loss = workspace.loss_and_grad_into(&Objective::default(), &model, batch, &mut gradient).unwrap();
/// assert!((loss - 1.0).abs() < 1e-15);
/// // State 1 of site 1 was always there: its field is to grow.
/// assert!(gradient.parts().h[4] < 0.0);
/// ```
#[derive(Debug)]
pub struct Workspace<T> {
    shape: Shape,
    /// Samples that there is room for, at most [`BATCH`].
    room: usize,
    setting: Setting<T>,
    k: Vec<Row<T>>,
    /// K̄ where there are several batches; with one it takes K's place.
    k_bar: Vec<Row<T>>,
    base: Vec<T>,
    fields: Vec<T>,
    fields_bar: Vec<T>,
    members: Members,
    slots: Vec<Slot<T>>,
    /// Sums over samples in double precision.
    h_bar: Vec<f64>,
    b_bar: Vec<f64>,
    h_bar_rounded: Vec<T>,
    scratch: Vec<T>,
    penalty: cotangent::Workspace,
}

/// Memory for one chunk.
#[derive(Debug)]
struct Slot<T> {
    memory: cotangent::Workspace,
    chunk: Chunk<T>,
    /// Of losses without gradients, once there was one.
    rows: Rows<T>,
    risk: T,
    h_bar: Vec<T>,
    w_bar: Vec<T>,
    b_bar: Vec<T>,
}

impl<T: Precision> Slot<T> {
    fn new(shape: Shape) -> Self {
        let [h, _, w, b] = shape.ranges();
        Self {
            memory: cotangent::Workspace::new(),
            chunk: Chunk::new(shape.n_sites()),
            rows: Rows::default(),
            risk: T::zero(),
            h_bar: vec![T::zero(); h.len()],
            w_bar: vec![T::zero(); w.len()],
            b_bar: vec![T::zero(); b.len()],
        }
    }
}

impl<T: Precision> Workspace<T> {
    /// Memory for models of this shape and up to `n_samples` samples.
    pub fn new(model: &Model<T>, n_samples: usize) -> Self {
        let shape = model.shape();
        let zeros = |len| vec![T::zero(); len];
        let mut workspace = Self {
            shape,
            room: 0,
            setting: Setting::new(model),
            k: pairs::panels(shape),
            k_bar: Vec::new(),
            base: zeros(shape.n_inputs()),
            fields: Vec::new(),
            fields_bar: Vec::new(),
            members: Members::default(),
            slots: Vec::new(),
            h_bar: vec![0.0; shape.n_inputs()],
            b_bar: vec![0.0; shape.n_hidden()],
            h_bar_rounded: zeros(shape.n_inputs()),
            scratch: Vec::new(),
            penalty: cotangent::Workspace::new(),
        };
        workspace.make_room(n_samples);
        workspace
    }

    fn make_room(&mut self, n_samples: usize) {
        let room = n_samples.clamp(1, BATCH);
        if n_samples > BATCH && self.k_bar.is_empty() {
            self.k_bar = pairs::panels(self.shape);
        }
        if room <= self.room {
            return;
        }
        self.room = room;
        self.fields.resize(room * self.shape.n_inputs(), T::zero());
        self.fields_bar.resize(room * self.shape.n_inputs(), T::zero());
        self.members = Members::with_room(self.shape, room);
        self.slots.resize_with(room.div_ceil(LANES), || Slot::new(self.shape));
    }

    /// The loss with the regulariser.
    ///
    /// # Errors
    /// As [`Objective::check`].
    ///
    /// # Panics
    /// If the model is of another shape.
    pub fn loss(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<f64, ObjectiveError> {
        self.prepare(objective, model, batch)?;
        let scale = objective.scale(self.shape, batch.total_weight(self.shape.n_sites()));
        let mut total = 0.0;
        self.batches(batch, |workspace, batch, _| total += workspace.risk(model, batch, None));
        Ok(scale * total + self.penalty(objective, model, None))
    }

    /// The loss with the regulariser, and its gradient, which is overwritten.
    ///
    /// # Errors
    /// As [`Objective::check`].
    ///
    /// # Panics
    /// If model or gradient are of another shape.
    pub fn loss_and_grad_into(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
        gradient: &mut Model<T>,
    ) -> Result<f64, ObjectiveError> {
        assert_eq!(gradient.shape(), self.shape, "the gradient has the workspace's shape");
        self.prepare(objective, model, batch)?;
        let mut total = 0.0;
        let scale = objective.scale(self.shape, batch.total_weight(self.shape.n_sites()));
        self.h_bar.fill(0.0);
        self.b_bar.fill(0.0);
        gradient.parts_mut().w.fill(T::zero());
        self.batches(batch, |workspace, batch, only| {
            total += workspace.risk(model, batch, Some(&mut *gradient));
            workspace.gather(batch, only);
        });
        let PartsMut { h, j, w, b } = gradient.parts_mut();
        for (to, x) in h.iter_mut().zip(&self.h_bar).chain(b.iter_mut().zip(&self.b_bar)) {
            *to = T::of(scale * x);
        }
        let scale_rounded = T::of(scale);
        w.iter_mut().for_each(|x| *x *= scale_rounded);
        self.h_bar_rounded.copy_from_slice(h);
        let many = batch.states.len() / self.shape.n_sites() > BATCH;
        let k_bar = if many { &self.k_bar } else { &self.k };
        let policy = objective.self_coupling;
        pairs::uncouple(k_bar, &self.h_bar_rounded, scale_rounded, self.shape, policy, j);
        Ok(scale * total + self.penalty(objective, model, Some(gradient)))
    }

    fn penalty(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        gradient: Option<&mut Model<T>>,
    ) -> f64 {
        let Self { scratch, penalty, .. } = self;
        penalty.lend(|| objective.regulariser.add(model, gradient, scratch))
    }

    /// Checks, and computes what all samples share.
    fn prepare(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<(), ObjectiveError> {
        assert_eq!(model.shape(), self.shape, "the model has the workspace's shape");
        objective.check(model, batch)?;
        self.make_room(batch.states.len() / self.shape.n_sites());
        let (parts, policy) = (model.parts(), objective.self_coupling);
        pairs::symmetrise(parts.j, self.shape, policy, &mut self.k);
        pairs::base(parts.h, parts.j, policy, &mut self.base);
        self.setting.fill(model, objective.loss);
        Ok(())
    }

    /// Runs over batches; the last argument says whether there is only one.
    fn batches(&mut self, batch: Batch, mut run: impl FnMut(&mut Self, Batch, bool)) {
        let n = self.shape.n_sites();
        let only = batch.states.len() <= BATCH * n;
        if !only {
            self.k_bar.fill(Row::zeros());
        }
        for (i, states) in batch.states.chunks(BATCH * n).enumerate() {
            let first = i * BATCH;
            let weights = batch.weights.map(|w| &w[first..first + states.len() / n]);
            run(self, Batch { states, weights }, only);
        }
    }

    /// The risk of a batch; with a gradient, W̄ is added to, h̄ and b̄ are added to the workspace's, and the fields'
    /// cotangents are left there.
    fn risk(&mut self, model: &Model<T>, batch: Batch, gradient: Option<&mut Model<T>>) -> f64 {
        let (n, q, r) = (self.shape.n_sites(), self.shape.n_states(), self.shape.n_inputs());
        let n_samples = batch.states.len() / n;
        let fields = &mut self.fields[..n_samples * r];
        pairs::fields(&self.k, &self.base, batch.states, self.shape, fields);
        let (parts, setting) = (model.parts(), &self.setting);
        let slots = &mut self.slots[..n_samples.div_ceil(LANES)];
        let fields_bar = &mut self.fields_bar[..n_samples * r];
        let states = batch.states.par_chunks(LANES * n);
        let with_gradient = gradient.is_some();
        slots
            .par_iter_mut()
            .zip(states)
            .zip(fields.par_chunks(LANES * r))
            .zip(fields_bar.par_chunks_mut(LANES * r))
            .enumerate()
            .for_each(|(i, (((slot, states), fields), fields_bar))| {
                let first = i * LANES;
                let weights = batch.weights.map(|w| &w[first..first + states.len() / n]);
                let Slot { memory, chunk, rows, risk, h_bar, w_bar, b_bar } = slot;
                chunk.fill(states, weights, q);
                if !with_gradient {
                    *risk = T::risk(parts, fields, chunk, setting, rows);
                    return;
                }
                *risk = memory.lend(|| {
                    T::risk_and_grad(parts, fields, chunk, setting, w_bar, b_bar, fields_bar)
                });
                h_bar.fill(T::zero());
                for row in fields_bar.chunks_exact(r) {
                    h_bar.iter_mut().zip(row).for_each(|(to, x)| *to += *x);
                }
            });
        if let Some(gradient) = gradient {
            let w_bar = gradient.parts_mut().w;
            for slot in &*slots {
                w_bar.iter_mut().zip(&slot.w_bar).for_each(|(to, x)| *to += *x);
                self.h_bar.iter_mut().zip(&slot.h_bar).for_each(|(to, x)| *to += x.to_f64());
                self.b_bar.iter_mut().zip(&slot.b_bar).for_each(|(to, x)| *to += x.to_f64());
            }
        }
        slots.iter().map(|slot| slot.risk.to_f64()).sum()
    }

    /// Adds the fields' cotangents to K̄.
    fn gather(&mut self, batch: Batch, only: bool) {
        if self.k.is_empty() {
            return;
        }
        let r = self.shape.n_inputs();
        self.members.fill(batch.states, self.shape);
        let n_samples = batch.states.len() / self.shape.n_sites();
        let fields_bar = &self.fields_bar[..n_samples * r];
        // K is not needed any more, so its memory is K̄'s.
        let k_bar = if only { &mut self.k } else { &mut self.k_bar };
        if only {
            k_bar.par_iter_mut().for_each(|row| *row = Row::zeros());
        }
        pairs::gather(fields_bar, &self.members, r, k_bar);
    }

    /// How much memory it holds, in bytes.
    pub fn bytes(&self) -> usize {
        let numbers = self.fields.len() + self.fields_bar.len() + 2 * self.base.len();
        let rows = self.k.len() + self.k_bar.len();
        let slot = |slot: &Slot<T>| {
            let numbers = slot.h_bar.len() + slot.w_bar.len() + slot.b_bar.len();
            slot.memory.bytes()
                + slot.rows.bytes()
                + numbers * size_of::<T>()
                + self.shape.n_sites() * LANES * (size_of::<usize>() + size_of::<T>())
        };
        (numbers + self.setting.least.len()) * size_of::<T>()
            + rows * size_of::<Row<T>>()
            + self.members.bytes()
            + self.slots.iter().map(slot).sum::<usize>()
    }
}
