//! What an evaluation cannot be faster than on a card: the operations and the memory that it cannot do without,
//! at the card's peak rates.
//!
//! Counted from the sizes, with F = N q M flips and U = F P hidden units of flips, each fused multiply-add as
//! one operation of a lane:
//!
//! | what | lanes | special functions | words of shared memory |
//! | --- | --- | --- | --- |
//! | couplings, a row of K for each other site | F N | | F N |
//! | factors t = r + v·e and their products | 2 U | F ⌈P/10⌉ logarithms, N M P quotients v | |
//! | inputs and their shares | N M P | 4 M P | |
//! | losses | 4 F | 2 F | |
//! | reverse: t again, λ/t, and its three sums | 5 U | U quotients | |
//! | reverse: couplings by state, inputs by site | F N + 2 N M P | | F N |
//! | forward mode: the factors' and the couplings' tangents | 4 U + F N | U quotients | F N |
//!
//! Memory: parameters and states are read once, gradients written once, tangents read once. What lies between
//! kernels is not counted, nor is the time between their launches.

use cotangent_kernels::Sizes;
use cotangent_kernels::device::Card;
use cotangent_kernels::plan::Task;

/// Factors of a product (`GROUP` in `cuda/frame.h`).
const GROUP: usize = 10;

/// Floors in seconds.
#[derive(Clone, Copy)]
pub(crate) struct Floors {
    pub(crate) arithmetic: f64,
    pub(crate) memory: f64,
}

impl Floors {
    pub(crate) fn larger(self) -> f64 {
        self.arithmetic.max(self.memory)
    }
}

/// Lanes of a multiprocessor for `f32`.
fn lanes(capability: u32) -> f64 {
    match capability {
        70..=80 => 64.0,
        _ => 128.0,
    }
}

/// Floors of an evaluation in `f32`.
pub(crate) fn of(card: &Card, sizes: Sizes, n_samples: usize, task: Task) -> Floors {
    let [n, q, p] = [sizes.n_sites, sizes.n_states, sizes.n_hidden].map(|size| size as f64);
    let m = n_samples as f64;
    let flips = n * q * m;
    let units = flips * p;
    let groups = sizes.n_hidden.div_ceil(GROUP) as f64;

    let mut lane_operations = flips * n + 2.0 * units + n * m * p + 4.0 * flips;
    let mut special = flips * groups + n * m * p + 4.0 * m * p + 2.0 * flips;
    let mut shared = flips * n;
    let r = n * q;
    let parameters = 4.0 * (r + r * r + r * p + p);
    let mut bytes = parameters + n * m;
    match task {
        Task::Loss => {}
        Task::Gradient | Task::Naive => {
            lane_operations += 5.0 * units + flips * n + 2.0 * n * m * p;
            special += units;
            shared += flips * n;
            bytes += parameters;
        }
        Task::Tangent => {
            lane_operations += 4.0 * units + flips * n;
            special += units;
            shared += flips * n;
            bytes += parameters;
        }
    }
    // What the driver does not know is not a floor of 0.
    let known = |rate: f64| if rate > 0.0 { rate } else { f64::NAN };
    let cycles = known(f64::from(card.n_multiprocessors) * card.clock);
    let arithmetic = (lane_operations / lanes(card.capability))
        // Sixteen special functions and 32 words of shared memory a cycle, on all that have 7.0 or more.
        .max(special / 16.0)
        .max(shared / 32.0)
        / cycles;
    Floors { arithmetic, memory: bytes / known(card.memory_rate()) }
}
