//! All checks of what a caller hands in. They run on the host and before the driver is asked for anything, so
//! that a mistake has the same answer on a machine without one.

use super::{Data, Float, Gradient, Parameters};
use crate::error::DeviceError;
use crate::plan::{Plan, Task};
use crate::{Loss, SelfCoupling, Settings, Sizes};

/// Blocks of a grid in y and z; in x they are counted by an `i32`.
const MOST_BLOCKS: usize = 65_535;
// Of `plan.rs`: rows of the squares in which matrices are transposed, samples of a run, threads of a block, and
// the least units of a block of `hidden_reverse`.
const SQUARE: usize = 32;
const RUN: usize = 32;
const THREADS: usize = 128;
const UNITS: usize = 16;

/// What has passed all checks.
pub(super) struct Checked {
    pub(super) plan: Plan,
    pub(super) n_samples: usize,
}

/// Everything that a device is opened with.
pub(super) fn all<T: Float>(
    sizes: Sizes,
    parameters: Parameters<'_, T>,
    data: Data<'_>,
    settings: Settings,
) -> Result<Checked, DeviceError> {
    let n_samples = samples(sizes, data)?;
    self::settings::<T>(sizes, n_samples, settings)?;
    self::parameters(sizes, parameters)?;
    let total_weight = data.weights.map(|w| weights::<T>(n_samples, w)).transpose()?;
    let bytes = size_of::<T>();
    let plan = Plan::new(sizes, settings, n_samples, total_weight, bytes)
        .filter(|plan| plan.layout.bytes <= isize::MAX as usize)
        .ok_or(DeviceError::TooMany {
            what: "the bytes of all arrays",
            found: usize::MAX,
            most: isize::MAX as usize,
        })?;
    Ok(Checked { plan, n_samples })
}

fn at_least_one(name: &'static str, found: usize) -> Result<(), DeviceError> {
    if found == 0 {
        return Err(DeviceError::Size { name, expected: "at least 1", found });
    }
    Ok(())
}

fn at_most(what: &'static str, found: Option<usize>, most: usize) -> Result<(), DeviceError> {
    let found = found.unwrap_or(usize::MAX);
    if found > most {
        return Err(DeviceError::TooMany { what, found, most });
    }
    Ok(())
}

/// Sizes alone: the model exists, and its grids and indices fit.
fn sizes(Sizes { n_sites: n, n_states: q, n_hidden: p }: Sizes) -> Result<(), DeviceError> {
    at_least_one("N", n)?;
    if !(2..=256).contains(&q) {
        return Err(DeviceError::Size { name: "q", expected: "from 2 to 256", found: q });
    }
    at_most("the sites N", Some(n), MOST_BLOCKS)?;
    at_most("the states of all sites, N q,", Some(n * q), MOST_BLOCKS * SQUARE)?;
    at_most("the hidden units P", Some(p), MOST_BLOCKS * UNITS)?;
    let most_work = THREADS.saturating_mul(i32::MAX as usize);
    at_most("the weights W", (n * q).checked_mul(p), most_work)
}

/// Settings, with the sizes that depend on them.
fn settings<T: Float>(of: Sizes, n_samples: usize, settings: Settings) -> Result<(), DeviceError> {
    sizes(of)?;
    if let Loss::RatioMatching { beta } = settings.loss
        && !(T::of(beta).is_finite() && T::of(beta) > T::of(0.0))
    {
        return Err(DeviceError::Scale { found: beta });
    }
    at_least_one("samples_at_a_time", settings.samples_at_a_time)?;
    // Samples whose states are sorted together; samples that are evaluated together are a multiple of it.
    let tile = 1024 / size_of::<T>();
    at_most("the samples M", Some(n_samples), MOST_BLOCKS * tile)?;
    let room = settings.samples_at_a_time.min(n_samples).next_multiple_of(tile);
    at_most("the samples at a time", Some(room), MOST_BLOCKS * RUN)?;
    let most_work = THREADS.saturating_mul(i32::MAX as usize);
    at_most("the hidden units of samples at a time", room.checked_mul(of.n_hidden), most_work)?;
    let parts = n_samples.div_ceil(THREADS) + n_samples.div_ceil(room);
    at_most("the partial losses", parts.checked_mul(of.n_sites), i32::MAX as usize)
}

/// The samples: how many there are.
pub(super) fn samples(of: Sizes, data: Data<'_>) -> Result<usize, DeviceError> {
    sizes(of)?;
    let (n, q, states) = (of.n_sites, of.n_states, data.states);
    at_least_one("M", states.len())?;
    if !states.len().is_multiple_of(n) {
        let expected = states.len().next_multiple_of(n);
        return Err(DeviceError::Length { name: "states", expected, found: states.len() });
    }
    if let Some(i) = states.iter().position(|&state| usize::from(state) >= q) {
        return Err(DeviceError::State {
            sample: i / n,
            site: i % n,
            found: states[i].into(),
            last: q - 1,
        });
    }
    Ok(states.len() / n)
}

/// The weights' sum.
fn weights<T: Float>(n_samples: usize, weights: &[f64]) -> Result<f64, DeviceError> {
    length("weights", n_samples, weights.len())?;
    let bad = |&weight: &f64| !(weight >= 0.0 && T::of(weight).is_finite());
    if let Some(sample) = weights.iter().position(bad) {
        return Err(DeviceError::Weight { sample, found: weights[sample] });
    }
    total(weights.iter().copied())
}

/// The sum of weights, which is not 0.
fn total(weights: impl Iterator<Item = f64>) -> Result<f64, DeviceError> {
    let total: f64 = weights.sum();
    if total == f64::INFINITY {
        return Err(DeviceError::NotFinite { name: "the sum of the weights", index: 0 });
    }
    if total > 0.0 { Ok(total) } else { Err(DeviceError::NoWeight) }
}

/// A batch: the sum of its weights.
pub(super) fn batch(
    picked: &[u32],
    n_samples: usize,
    weights: Option<&[f64]>,
) -> Result<f64, DeviceError> {
    at_least_one("the size of the batch", picked.len())?;
    at_most("the samples of the batch", Some(picked.len()), n_samples)?;
    if let Some(index) = picked.iter().position(|&sample| sample as usize >= n_samples) {
        return Err(DeviceError::Sample { index, found: picked[index] as usize, n_samples });
    }
    match weights {
        Some(weights) => total(picked.iter().map(|&sample| weights[sample as usize])),
        None => Ok(picked.len() as f64),
    }
}

fn length(name: &'static str, expected: usize, found: usize) -> Result<(), DeviceError> {
    if expected != found {
        return Err(DeviceError::Length { name, expected, found });
    }
    Ok(())
}

/// Lengths of the four arrays.
fn lengths(of: Sizes, [h, j, w, b]: [(&'static str, usize); 4]) -> Result<(), DeviceError> {
    let Sizes { n_sites: n, n_states: q, n_hidden: p } = of;
    let r = n * q;
    for ((name, found), expected) in [(h, r), (j, r * r), (w, r * p), (b, p)] {
        length(name, expected, found)?;
    }
    Ok(())
}

/// Parameters: their lengths, and that all are finite.
pub(super) fn parameters<T: Float>(
    of: Sizes,
    parameters: Parameters<'_, T>,
) -> Result<(), DeviceError> {
    named(of, parameters, ["h", "J", "W", "b"])
}

/// A tangent, likewise.
pub(super) fn tangent<T: Float>(of: Sizes, tangent: Parameters<'_, T>) -> Result<(), DeviceError> {
    named(
        of,
        tangent,
        ["the tangent of h", "the tangent of J", "the tangent of W", "the tangent of b"],
    )
}

fn named<T: Float>(
    of: Sizes,
    Parameters { h, j, w, b }: Parameters<'_, T>,
    names: [&'static str; 4],
) -> Result<(), DeviceError> {
    let arrays = [h, j, w, b];
    lengths(of, std::array::from_fn(|i| (names[i], arrays[i].len())))?;
    for (name, array) in names.into_iter().zip(arrays) {
        // One fold over the whole array is a loop without a way out, which is vectorised.
        if !array.iter().fold(true, |all, x| all & x.is_finite()) {
            let index = array.iter().position(|x| !x.is_finite()).expect("one is not finite");
            return Err(DeviceError::NotFinite { name, index });
        }
    }
    Ok(())
}

/// Room for a gradient.
pub(super) fn gradient<T>(of: Sizes, to: &Gradient<'_, T>) -> Result<(), DeviceError> {
    lengths(
        of,
        [
            ("the gradient by h", to.h.len()),
            ("the gradient by J", to.j.len()),
            ("the gradient by W", to.w.len()),
            ("the gradient by b", to.b.len()),
        ],
    )
}

/// Whether an evaluation has its memory and is within its limits; `n_picked` samples are summed over.
pub(super) fn task(
    task: Task,
    settings: Settings,
    weighted: bool,
    n_picked: usize,
    room: usize,
) -> Result<(), DeviceError> {
    match task {
        Task::Tangent if !settings.forward_mode => {
            Err(DeviceError::Setting { setting: "forward_mode" })
        }
        Task::Naive if !settings.naive => Err(DeviceError::Setting { setting: "naive" }),
        Task::Naive if !matches!(settings.loss, Loss::RatioMatching { .. }) => {
            Err(DeviceError::Naive { only: "ratio matching" })
        }
        Task::Naive if settings.self_coupling != SelfCoupling::Linearised => {
            Err(DeviceError::Naive { only: "linearised self-couplings" })
        }
        Task::Naive if weighted => Err(DeviceError::Naive { only: "samples without weights" }),
        Task::Naive if n_picked > room => {
            Err(DeviceError::Naive { only: "samples that are evaluated at a time" })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Samples;

    const NAIVE: Settings = Settings {
        loss: Loss::RatioMatching { beta: 1.0 },
        self_coupling: SelfCoupling::Linearised,
        samples_at_a_time: 256,
        forward_mode: false,
        naive: true,
    };

    #[test]
    fn batches_are_of_samples_that_exist_and_have_weight() {
        assert_eq!(batch(&[2, 0, 2], 3, None), Ok(3.0));
        assert_eq!(batch(&[2, 0, 2], 3, Some(&[0.5, 9.0, 2.0])), Ok(4.5));
        let empty =
            DeviceError::Size { name: "the size of the batch", expected: "at least 1", found: 0 };
        assert_eq!(batch(&[], 3, None), Err(empty));
        let missing = DeviceError::Sample { index: 1, found: 3, n_samples: 3 };
        assert_eq!(batch(&[0, 3], 3, None), Err(missing));
        let many = DeviceError::TooMany { what: "the samples of the batch", found: 4, most: 3 };
        assert_eq!(batch(&[0, 1, 2, 0], 3, None), Err(many));
        assert_eq!(batch(&[1, 1], 2, Some(&[1.0, 0.0])), Err(DeviceError::NoWeight));
    }

    #[test]
    fn tasks_need_their_settings() {
        let check = |what, settings, weighted, m| task(what, settings, weighted, m, 256);
        assert_eq!(check(Task::Naive, NAIVE, false, 256), Ok(()));
        assert_eq!(check(Task::Gradient, Settings::default(), true, 9999), Ok(()));
        let needs = |setting| Err(DeviceError::Setting { setting });
        assert_eq!(check(Task::Naive, Settings::default(), false, 9), needs("naive"));
        assert_eq!(check(Task::Tangent, NAIVE, false, 9), needs("forward_mode"));
        let refused = |settings, weighted, m| {
            matches!(check(Task::Naive, settings, weighted, m), Err(DeviceError::Naive { .. }))
        };
        assert!(refused(NAIVE, true, 9));
        assert!(refused(NAIVE, false, 257));
        assert!(refused(Settings { loss: Loss::Pseudolikelihood, ..NAIVE }, false, 9));
        assert!(refused(Settings { self_coupling: SelfCoupling::Exact, ..NAIVE }, false, 9));
    }

    /// What the limits are for: CUDA counts blocks in x by an `i32`, and in y and z to 65,535.
    #[test]
    fn sizes_at_their_limits_have_grids_that_fit() {
        fn check<T: Float>(n: usize, q: usize, p: usize, m: usize, at_a_time: usize) {
            let of = Sizes { n_sites: n, n_states: q, n_hidden: p };
            let with = Settings { samples_at_a_time: at_a_time, forward_mode: true, ..NAIVE };
            settings::<T>(of, m, with).expect("it is within the limits");
            let plan = Plan::new(of, with, m, None, size_of::<T>()).expect("it can be counted");
            let tasks = [Task::Loss, Task::Gradient, Task::Tangent];
            let mut launches = plan.sort_all(0);
            launches.extend(plan.pick(0, m, 1.0));
            launches.extend(plan.delta_energy(0, Samples::All, 0));
            launches.extend(tasks.into_iter().flat_map(|t| plan.evaluation(0, t, Samples::All)));
            if m <= plan.room() {
                launches.extend(plan.evaluation(0, Task::Naive, Samples::All));
            }
            for launch in launches {
                let (x, y, z) = launch.grid;
                let fits = x <= i32::MAX as u32 && y.max(z) as usize <= MOST_BLOCKS;
                assert!(fits, "{of:?}, M = {m}: {} {:?}", launch.kernel, launch.grid);
                assert!(launch.frame.n_parts >= 0 && launch.frame.memory_size >= 0);
            }
        }
        check::<f32>(MOST_BLOCKS, 32, 0, 1, 1);
        check::<f32>(8191, 256, 0, 1, 1);
        check::<f64>(1, 256, MOST_BLOCKS * UNITS, 1, 1);
        check::<f32>(200, 256, MOST_BLOCKS * UNITS, 1, 1);
        check::<f32>(1, 2, 1, MOST_BLOCKS * 256, 8191 * 256);
        check::<f64>(1, 2, 1, MOST_BLOCKS * 128, 16_383 * 128);
    }

    #[test]
    fn gradients_and_tangents_have_the_lengths_of_parameters() {
        let sizes = Sizes { n_sites: 1, n_states: 2, n_hidden: 3 };
        let (mut h, mut j, mut w, mut b) = ([0.0_f32; 2], [0.0; 4], [0.0; 6], [0.0; 2]);
        let to = Gradient { h: &mut h, j: &mut j, w: &mut w, b: &mut b };
        let short = DeviceError::Length { name: "the gradient by b", expected: 3, found: 2 };
        assert_eq!(gradient(sizes, &to), Err(short));
        let direction =
            Parameters { h: &[0.0_f32; 2], j: &[0.0; 4], w: &[f32::NAN; 6], b: &[0.0; 3] };
        let not = DeviceError::NotFinite { name: "the tangent of W", index: 0 };
        assert_eq!(tangent(sizes, direction), Err(not));
    }
}
