//! What an evaluation consists of: where each array lies in one allocation, and which kernels are launched in
//! which order with which geometry. It knows nothing of CUDA, so tests run the same plans on the host.

use crate::frame::Frame;
use crate::{Loss, SelfCoupling, Settings, Sizes};

/// Threads of blocks that walk samples or entries of arrays.
const THREADS: u32 = 128;
/// Threads of blocks that own a site (`SITE_THREADS` in `frame.h`).
const SITE_THREADS: u32 = 256;
/// Samples that a thread of `hidden_reverse` walks (`RUN` in `frame.h`).
const RUN: usize = 32;
/// States that a thread holds in registers (`STATES` in `frame.h`).
const STATES: usize = 7;
/// Blocks of `naive`, whose threads have memory of their own.
const NAIVE_BLOCKS: usize = 1024;
/// Shared memory that every device gives a block without being asked.
const SHARED_BYTES: usize = 48 * 1024;
/// Where arrays begin in the allocation.
const ALIGNMENT: usize = 256;

/// The kernels of `srbm.cu`, by their names there without the suffix of the float type.
pub const KERNELS: [&str; 24] = [
    "couplings",
    "tables",
    "tables_jvp",
    "inputs",
    "inputs_jvp",
    "fields",
    "hidden",
    "hidden_jvp",
    "losses",
    "losses_jvp",
    "loss",
    "pick",
    "sort",
    "fields_reverse",
    "couplings_reverse",
    "couplings_finish",
    "hidden_reverse",
    "inputs_reverse",
    "weights_reverse",
    "biases_reverse",
    "weights_finish",
    "naive_clear",
    "naive",
    "naive_inputs",
];

/// One launch.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Launches of one stage do not depend on each other; stages follow one another.
    pub stage: u32,
    /// What is launched.
    pub kernel: &'static str,
    /// Blocks in x, y and z.
    pub grid: (u32, u32, u32),
    /// Threads of a block.
    pub threads: u32,
    /// Dynamic shared memory of a block, in bytes.
    pub shared_bytes: u32,
    /// What the kernel is given.
    pub frame: Frame,
}

/// What an evaluation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// The loss.
    Loss,
    /// The loss and its gradient.
    Gradient,
    /// The loss and its derivative along a tangent.
    Tangent,
    /// The loss and its gradient by the naive kernel, for ratio matching of unweighted samples.
    Naive,
}

/// An array in the allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Where it begins, in bytes from the start of the allocation.
    pub offset: usize,
    /// Its length in bytes.
    pub bytes: usize,
}

macro_rules! layout {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// Where each array lies in the allocation.
        #[derive(Debug, Clone)]
        #[allow(missing_docs, reason = "groups of arrays have one line; `frame.h` has their shapes")]
        pub struct Layout {
            $($(#[$doc])* pub $name: Place,)*
            /// Length of the allocation in bytes.
            pub bytes: usize,
        }

        /// Lengths of the arrays in bytes.
        #[derive(Default)]
        struct Lengths {
            $($name: usize,)*
        }

        impl Layout {
            /// One after the other; `None` where they are more than memory can hold.
            fn new(lengths: Lengths) -> Option<Self> {
                let mut offset = 0_usize;
                $(
                    let $name = Place { offset, bytes: lengths.$name };
                    offset = offset.checked_add(lengths.$name.max(1))?.checked_next_multiple_of(ALIGNMENT)?;
                )*
                Some(Self { $($name,)* bytes: offset })
            }
        }
    };
}

layout! {
    /// States of all samples, `[N][M]`.
    states,
    /// Weights of all samples, `[M]`; empty where they are 1.
    sample_weights,
    /// Samples of all tiles, sorted by state.
    order,
    /// Where each state begins among them.
    starts,
    /// The same of a batch, and its samples.
    batch_states, batch_sample_weights, batch_order, batch_starts, picked,
    /// Parameters.
    h, j, w, b,
    /// Made of parameters.
    couplings, base, mids, table, direct,
    /// A chunk's inputs and shares.
    inputs, down, up, inputs_by_sample, down_by_sample, up_by_sample,
    /// A chunk's fields and energy changes.
    fields, changes,
    /// Partial losses, and losses.
    parts, losses,
    /// A chunk's cotangents.
    inputs_bar_by_site, inputs_bar, table_bar_by_run,
    /// Cotangents of all chunks.
    table_bar, weight_bar, sums,
    /// Gradients.
    h_bar, j_bar, w_bar, b_bar,
    /// Tangents; there only where forward mode is wanted.
    h_dot, j_dot, w_dot, b_dot, couplings_dot, base_dot, table_dot, inputs_dot, fields_dot, changes_dot,
    /// Memory of `naive`; there only where it is wanted.
    memory,
}

/// Sizes, settings and places of all evaluations of one model on one set of samples.
#[derive(Debug, Clone)]
pub struct Plan {
    sizes: Sizes,
    settings: Settings,
    n_samples: usize,
    weighted: bool,
    /// Σω of all samples.
    total_weight: f64,
    float_bytes: usize,
    /// Samples that are evaluated at a time.
    room: usize,
    /// Where arrays lie.
    pub layout: Layout,
}

/// The samples of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Samples {
    /// All.
    All,
    /// As many as this, which `pick` has made the batch, with this sum of weights.
    Batch(usize, f64),
}

fn blocks(work: usize, threads: u32) -> u32 {
    u32::try_from(work.div_ceil(threads as usize)).expect("work is bounded by the sizes of arrays")
}

impl Plan {
    /// A plan for `n_samples` samples in floats of `float_bytes` bytes; `total_weight` is Σω where samples
    /// have weights. `None` where the arrays together are longer than memory can be.
    pub fn new(
        sizes: Sizes,
        settings: Settings,
        n_samples: usize,
        total_weight: Option<f64>,
        float_bytes: usize,
    ) -> Option<Self> {
        let Sizes { n_sites: n, n_states: q, n_hidden: p } = sizes;
        let tile = 1024 / float_bytes;
        let room = settings.samples_at_a_time.min(n_samples).next_multiple_of(tile);
        let tiles = n_samples.div_ceil(tile);
        let floats = |len: usize| len.checked_mul(float_bytes);
        let r = n * q;
        let (of_j, of_w) = (floats(r.checked_mul(r)?)?, floats(r * p)?);
        let (of_h, of_units, of_flips) =
            (floats(r)?, floats(room * p)?, floats(r.checked_mul(room)?)?);
        let when = |wanted: bool, bytes: usize| if wanted { bytes } else { 0 };
        let Settings { forward_mode, naive, .. } = settings;
        let weights = when(total_weight.is_some(), floats(n_samples)?);
        let order = tiles.checked_mul(n * tile * 2)?;
        let starts = tiles.checked_mul(n * (q + 1) * 2)?;
        let layout = Layout::new(Lengths {
            states: n.checked_mul(n_samples)?,
            sample_weights: weights,
            order,
            starts,
            batch_states: n.checked_mul(n_samples)?,
            batch_sample_weights: weights,
            batch_order: order,
            batch_starts: starts,
            picked: n_samples.checked_mul(4)?,
            h: of_h,
            j: of_j,
            w: of_w,
            b: floats(p)?,
            couplings: of_j,
            base: of_h,
            mids: floats(n * p)?,
            table: of_w,
            direct: n,
            inputs: of_units,
            down: of_units,
            up: of_units,
            inputs_by_sample: of_units,
            down_by_sample: of_units,
            up_by_sample: of_units,
            fields: of_flips,
            changes: of_flips,
            parts: (n_samples.div_ceil(THREADS as usize) + n_samples.div_ceil(room))
                .checked_mul(n * 8)?
                .max(NAIVE_BLOCKS * 8),
            losses: 16,
            inputs_bar_by_site: of_units.checked_mul(n)?,
            inputs_bar: of_units,
            table_bar_by_run: of_w.checked_mul(room.div_ceil(RUN))?,
            table_bar: of_w,
            weight_bar: of_w,
            sums: of_j,
            h_bar: of_h,
            j_bar: of_j,
            w_bar: of_w,
            b_bar: floats(p)?,
            h_dot: when(forward_mode, of_h),
            j_dot: when(forward_mode, of_j),
            w_dot: when(forward_mode, of_w),
            b_dot: when(forward_mode, floats(p)?),
            couplings_dot: when(forward_mode, of_j),
            base_dot: when(forward_mode, of_h),
            table_dot: when(forward_mode, of_w),
            inputs_dot: when(forward_mode, of_units),
            fields_dot: when(forward_mode, of_flips),
            changes_dot: when(forward_mode, of_flips),
            memory: when(naive, NAIVE_BLOCKS * THREADS as usize * naive_bytes(p, float_bytes)),
        })?;
        let weighted = total_weight.is_some();
        let total_weight = total_weight.unwrap_or(n_samples as f64);
        Some(Self { sizes, settings, n_samples, weighted, total_weight, float_bytes, room, layout })
    }

    /// Samples that are evaluated at a time.
    pub fn room(&self) -> usize {
        self.room
    }

    /// What kernels are given for the samples from `first` on, with the allocation at `address`.
    fn frame(&self, address: u64, samples: Samples, first: usize) -> Frame {
        let l = &self.layout;
        let Sizes { n_sites: n, n_states: q, n_hidden: p } = self.sizes;
        let tile = 1024 / self.float_bytes;
        let at = |place: Place| address + place.offset as u64;
        let (m, total_weight, states, weights, order, starts) = match samples {
            Samples::All => {
                (self.n_samples, self.total_weight, l.states, l.sample_weights, l.order, l.starts)
            }
            Samples::Batch(m, total_weight) => (
                m,
                total_weight,
                l.batch_states,
                l.batch_sample_weights,
                l.batch_order,
                l.batch_starts,
            ),
        };
        let flips = match self.settings.loss {
            Loss::RatioMatching { .. } => 4.0 / (q - 1) as f64,
            Loss::Pseudolikelihood => 1.0,
        };
        let (first_tile, chunk) = (first / tile, first / self.room);
        let parts_of_chunk = self.room.div_ceil(THREADS as usize) * n;
        let live = (m - first).min(self.room);
        Frame {
            n: n as i32,
            q: q as i32,
            p: p as i32,
            m: live as i32,
            room: self.room as i32,
            row: self.n_samples as i32,
            exact: i32::from(self.settings.self_coupling == SelfCoupling::Exact),
            first: i32::from(first == 0),
            loss_kind: match self.settings.loss {
                Loss::RatioMatching { .. } => 0,
                Loss::Pseudolikelihood => 1,
            },
            reverse: 0,
            first_part: (chunk * parts_of_chunk) as i32,
            n_parts: (m / self.room * parts_of_chunk
                + (m % self.room).div_ceil(THREADS as usize) * n) as i32,
            beta: match self.settings.loss {
                Loss::RatioMatching { beta } => beta,
                Loss::Pseudolikelihood => 1.0,
            },
            scale: flips / (total_weight * n as f64),
            states: at(states) + first as u64,
            sample_weights: if self.weighted {
                at(weights) + (first * self.float_bytes) as u64
            } else {
                0
            },
            order: at(order) + (first_tile * n * tile * 2) as u64,
            starts: at(starts) + (first_tile * n * (q + 1) * 2) as u64,
            h: at(l.h),
            j: at(l.j),
            w: at(l.w),
            b: at(l.b),
            couplings: at(l.couplings),
            base: at(l.base),
            mids: at(l.mids),
            table: at(l.table),
            direct: at(l.direct),
            inputs: at(l.inputs),
            down: at(l.down),
            up: at(l.up),
            inputs_by_sample: at(l.inputs_by_sample),
            down_by_sample: at(l.down_by_sample),
            up_by_sample: at(l.up_by_sample),
            fields: at(l.fields),
            changes: at(l.changes),
            parts: at(l.parts),
            loss: at(l.losses),
            inputs_bar_by_site: at(l.inputs_bar_by_site),
            inputs_bar: at(l.inputs_bar),
            table_bar_by_run: at(l.table_bar_by_run),
            table_bar: at(l.table_bar),
            weight_bar: at(l.weight_bar),
            sums: at(l.sums),
            h_bar: at(l.h_bar),
            j_bar: at(l.j_bar),
            w_bar: at(l.w_bar),
            b_bar: at(l.b_bar),
            w_dot: at(l.w_dot),
            table_dot: at(l.table_dot),
            inputs_dot: at(l.inputs_dot),
            fields_dot: at(l.fields_dot),
            changes_dot: at(l.changes_dot),
            memory: at(l.memory),
            picked: at(l.picked),
            all_states: at(l.states),
            all_sample_weights: if self.weighted { at(l.sample_weights) } else { 0 },
            batch_states: at(l.batch_states),
            batch_sample_weights: at(l.batch_sample_weights),
            memory_size: naive_bytes(p, self.float_bytes) as i32,
            all_row: self.n_samples as i32,
            sites_at_a_time: self.sites_at_a_time() as i32,
        }
    }

    /// The frame in which the linear kernels work on the tangents.
    fn tangents(&self, address: u64, frame: Frame) -> Frame {
        let l = &self.layout;
        let at = |place: Place| address + place.offset as u64;
        Frame {
            h: at(l.h_dot),
            j: at(l.j_dot),
            b: at(l.b_dot),
            base: at(l.base_dot),
            couplings: at(l.couplings_dot),
            fields: at(l.fields_dot),
            ..frame
        }
    }

    /// Sorts all samples by state, once they are there.
    pub fn sort_all(&self, address: u64) -> Vec<Launch> {
        vec![self.sort(self.frame(address, Samples::All, 0), self.n_samples)]
    }

    /// Makes the batch of the first `n_picked` entries of `picked`.
    pub fn pick(&self, address: u64, n_picked: usize, total_weight: f64) -> Vec<Launch> {
        let frame = self.frame(address, Samples::Batch(n_picked, total_weight), 0);
        let frame = Frame { m: n_picked as i32, ..frame };
        in_stages(vec![vec![by_entry("pick", n_picked, frame)], vec![self.sort(frame, n_picked)]])
    }

    fn sort(&self, frame: Frame, n_samples: usize) -> Launch {
        let tiles = n_samples.div_ceil(1024 / self.float_bytes) as u32;
        let frame = Frame { m: n_samples as i32, ..frame };
        launch("sort", (self.sizes.n_sites as u32, tiles, 1), 64, frame)
    }

    /// Energy changes of the chunk of samples that begins with `first`, into `changes`.
    pub fn delta_energy(&self, address: u64, samples: Samples, first: usize) -> Vec<Launch> {
        let frame = self.frame(address, samples, first);
        let mut stages = vec![self.of_parameters(frame)];
        stages.extend(self.changes(frame));
        in_stages(stages)
    }

    /// All launches of an evaluation, stage by stage.
    pub fn evaluation(&self, address: u64, task: Task, samples: Samples) -> Vec<Launch> {
        let whole = self.frame(address, samples, 0);
        let m = match samples {
            Samples::All => self.n_samples,
            Samples::Batch(m, _) => m,
        };
        let frames = (0..m).step_by(self.room).map(|first| self.frame(address, samples, first));
        let sum = |frame| launch("loss", (1, 1, 1), 256, frame);
        in_stages(match task {
            Task::Loss => {
                let mut stages = vec![self.of_parameters(whole)];
                for frame in frames {
                    stages.extend(self.losses(frame));
                }
                stages.push(vec![sum(whole)]);
                stages
            }
            Task::Gradient => {
                let mut stages = vec![self.of_parameters(whole)];
                for frame in frames {
                    let frame = Frame { reverse: 1, ..frame };
                    stages.extend(self.losses(frame));
                    stages.extend(self.reverse(frame));
                }
                let of_weights = self.sizes.n_sites * self.sizes.n_states * self.sizes.n_hidden;
                let finish = self.transpose("couplings_finish", whole);
                stages.push(vec![
                    finish,
                    by_entry("weights_finish", of_weights, whole),
                    sum(whole),
                ]);
                stages
            }
            Task::Tangent => {
                let tangents = self.tangents(address, whole);
                let mut stages = vec![self.of_parameters(whole)];
                let tables =
                    launch("tables_jvp", (self.sizes.n_sites as u32, 1, 1), SITE_THREADS, tangents);
                stages.push(vec![self.transpose("couplings", tangents), tables]);
                for frame in frames.clone() {
                    stages.extend(self.losses(frame));
                }
                stages.push(vec![sum(whole)]);
                // Chunk by chunk once more, since the parts of all chunks have one place.
                for frame in frames {
                    if m > self.room {
                        stages.extend(self.changes(frame));
                    }
                    stages.extend(self.tangent_of_losses(frame, self.tangents(address, frame)));
                }
                stages.push(vec![sum(Frame { loss: whole.loss + 8, ..whole })]);
                stages
            }
            Task::Naive => self.naive(whole),
        })
    }

    /// The losses of a chunk, into its parts.
    fn losses(&self, frame: Frame) -> Vec<Vec<Launch>> {
        let of_sites = (blocks(frame.m as usize, THREADS), self.sizes.n_sites as u32, 1);
        let mut stages = self.changes(frame);
        stages.push(vec![launch("losses", of_sites, THREADS, frame)]);
        stages
    }

    /// The cotangents of a chunk, from A in place of its energy changes.
    fn reverse(&self, frame: Frame) -> Vec<Vec<Launch>> {
        let Sizes { n_sites: n, n_states: q, n_hidden: p } = self.sizes;
        let (live, of_states) = (frame.m as usize, (n * q) as u32);
        let of_others = (n.div_ceil(8) as u32, n as u32, q.div_ceil(32) as u32);
        vec![
            vec![
                self.hidden_reverse(frame),
                launch("couplings_reverse", of_others, 256, frame),
                launch("fields_reverse", (of_states, 1, 1), THREADS, frame),
            ],
            vec![by_entry("inputs_reverse", live * p, frame)],
            vec![
                by_entry("weights_reverse", n * q * p, frame),
                launch("biases_reverse", (p as u32, 1, 1), THREADS, frame),
            ],
        ]
    }

    /// The tangents of a chunk's losses, into its parts, from its energy changes.
    fn tangent_of_losses(&self, frame: Frame, tangents: Frame) -> Vec<Vec<Launch>> {
        let Sizes { n_sites: n, n_states: q, n_hidden: p } = self.sizes;
        let of_samples = blocks(frame.m as usize, THREADS);
        let inputs = by_entry("inputs_jvp", frame.m as usize * p, tangents);
        vec![
            vec![inputs, self.fields(tangents)],
            vec![launch("hidden_jvp", (of_samples, n as u32, q as u32), THREADS, frame)],
            vec![launch("losses_jvp", (of_samples, n as u32, 1), THREADS, frame)],
        ]
    }

    /// What depends on parameters alone.
    fn of_parameters(&self, frame: Frame) -> Vec<Launch> {
        let tables = launch("tables", (self.sizes.n_sites as u32, 1, 1), SITE_THREADS, frame);
        vec![self.transpose("couplings", frame), tables]
    }

    /// Inputs, fields and energy changes of a chunk.
    fn changes(&self, frame: Frame) -> Vec<Vec<Launch>> {
        let inputs = by_entry("inputs", frame.m as usize * self.sizes.n_hidden, frame);
        let fields = self.fields(frame);
        let hidden = launch("hidden", fields.grid, THREADS, frame);
        vec![vec![fields, inputs], vec![hidden]]
    }

    fn fields(&self, frame: Frame) -> Launch {
        let Sizes { n_sites: n, n_states: q, .. } = self.sizes;
        let grid = (blocks(frame.m as usize, THREADS), n as u32, q.div_ceil(STATES) as u32);
        let shared_bytes = (self.sites_at_a_time() * q * STATES * self.float_bytes) as u32;
        Launch { shared_bytes, ..launch("fields", grid, THREADS, frame) }
    }

    /// Sites whose couplings `fields` has in shared memory at a time; more than eight gain nothing.
    fn sites_at_a_time(&self) -> usize {
        (SHARED_BYTES / (self.sizes.n_states * STATES * self.float_bytes)).min(8)
    }

    fn hidden_reverse(&self, frame: Frame) -> Launch {
        let Sizes { n_sites: n, n_states: q, n_hidden: p } = self.sizes;
        let column = (q + 2 * RUN) * self.float_bytes;
        let threads = [64, 32, 16].into_iter().find(|threads| threads * column <= SHARED_BYTES);
        let threads = threads.expect("16 columns fit, since q is at most 256");
        let runs = (frame.m as usize).div_ceil(RUN);
        let grid = (n as u32, runs as u32, p.div_ceil(threads) as u32);
        let shared_bytes = (threads * column) as u32;
        Launch { shared_bytes, ..launch("hidden_reverse", grid, threads as u32, frame) }
    }

    fn transpose(&self, kernel: &'static str, frame: Frame) -> Launch {
        let squares = blocks(self.sizes.n_sites * self.sizes.n_states, 32);
        launch(kernel, (squares, squares, 1), 256, frame)
    }

    fn naive(&self, frame: Frame) -> Vec<Vec<Launch>> {
        let of_units = frame.m as usize * self.sizes.n_hidden;
        let of_flips = (NAIVE_BLOCKS as u32, 1, 1);
        let inputs = by_entry("inputs", of_units, frame);
        let clear = launch("naive_clear", (256, 1, 1), THREADS, frame);
        vec![
            vec![self.transpose("couplings", frame), inputs, clear],
            vec![launch("naive", of_flips, THREADS, frame)],
            vec![
                by_entry("naive_inputs", of_units, frame),
                self.transpose("couplings_finish", frame),
                launch("loss", (1, 1, 1), 256, Frame { n_parts: NAIVE_BLOCKS as i32, ..frame }),
            ],
        ]
    }
}

/// What a thread of `naive` keeps: two values of each hidden unit, each array rounded up.
fn naive_bytes(p: usize, float_bytes: usize) -> usize {
    2 * (p * float_bytes).next_multiple_of(16) + 16
}

fn launch(kernel: &'static str, grid: (u32, u32, u32), threads: u32, frame: Frame) -> Launch {
    debug_assert!(KERNELS.contains(&kernel));
    Launch { stage: 0, kernel, grid, threads, shared_bytes: 0, frame }
}

/// A thread for each entry.
fn by_entry(kernel: &'static str, entries: usize, frame: Frame) -> Launch {
    launch(kernel, (blocks(entries, THREADS), 1, 1), THREADS, frame)
}

/// One list, without launches that have nothing to do.
fn in_stages(stages: Vec<Vec<Launch>>) -> Vec<Launch> {
    let numbered = stages.into_iter().zip(0..).flat_map(|(launches, stage)| {
        launches.into_iter().map(move |launch| Launch { stage, ..launch })
    });
    let has_blocks = |launch: &Launch| launch.grid.0 > 0 && launch.grid.1 > 0 && launch.grid.2 > 0;
    numbered.filter(has_blocks).collect()
}
