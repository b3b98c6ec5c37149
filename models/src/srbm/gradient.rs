//! Loss and gradient over threads, by either rule, in either precision.
//!
//! The loss is a mean over samples, so that of all samples is the weighted mean of those of parts.
//! The samples are cut into parts of [`CHUNK`], whatever the number of threads, and the parts' results
//! are added in order: any number of threads gives the same bits.

use super::{Parameters, Samples, handwritten, loss};
use std::ops::{Add, Mul};
use std::thread;

/// Samples in one part.
pub const CHUNK: usize = 64;

/// Where a gradient comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// From the plain loss, by `#[differentiable]`.
    Macro,
    /// From [`handwritten`].
    Handwritten,
}

impl Rule {
    /// What reports call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Macro => "gradient by the macro",
            Self::Handwritten => "gradient by hand",
        }
    }
}

/// A precision that the model comes in: `f32` or `f64`.
pub trait Real:
    Copy + Default + Into<f64> + Add<Output = Self> + Mul<Output = Self> + Send + Sync + 'static
{
    /// The type's name.
    const NAME: &'static str;
    /// Largest error of a gradient's array that counts as agreement, relative to the array's largest
    /// entry.
    const TOLERANCE: f64;
    /// The nearest number of this precision.
    fn from_f64(x: f64) -> Self;
    /// K = J + Jᵀ, which all samples share.
    fn couplings(parameters: &Parameters<Self>) -> Vec<Self>;
    /// The plain loss over some samples, `[..][N]`.
    fn loss(parameters: &Parameters<Self>, couplings: &[Self], cat: &[u8]) -> Self;
    /// The loss and its gradient over some samples; `bars` is overwritten, and its `j` is K̄.
    ///
    /// # Panics
    /// If `bars` has other sizes than `parameters`.
    fn value_and_grad_into(
        rule: Rule,
        parameters: &Parameters<Self>,
        couplings: &[Self],
        cat: &[u8],
        bars: &mut Parameters<Self>,
    ) -> Self;
    /// From K̄ to J̄, in `bars`.
    fn uncouple(rule: Rule, parameters: &Parameters<Self>, bars: &mut Parameters<Self>);
}

macro_rules! real {
    ($float:ident, $module:ident, $tolerance:expr) => {
        impl Real for $float {
            const NAME: &'static str = stringify!($float);
            const TOLERANCE: f64 = $tolerance;

            fn from_f64(x: f64) -> Self {
                x as $float
            }

            fn couplings(parameters: &Parameters<Self>) -> Vec<Self> {
                let dims = parameters.dims();
                loss::$module::symmetrised(&parameters.j, dims.n_sites, dims.n_states)
            }

            fn loss(parameters: &Parameters<Self>, couplings: &[Self], cat: &[u8]) -> Self {
                let Parameters { h, w, b, .. } = parameters;
                loss::$module::ratio_matching_coupled(h, couplings, w, b, cat, parameters.dims())
            }

            fn value_and_grad_into(
                rule: Rule,
                parameters: &Parameters<Self>,
                couplings: &[Self],
                cat: &[u8],
                bars: &mut Parameters<Self>,
            ) -> Self {
                let rule = match rule {
                    Rule::Macro => loss::$module::ratio_matching_coupled::value_and_grad_into,
                    Rule::Handwritten => handwritten::$module::coupled_value_and_grad_into,
                };
                let dims = parameters.dims();
                let Parameters { h, w, b, .. } = parameters;
                let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
                rule(h, couplings, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar)
            }

            fn uncouple(rule: Rule, parameters: &Parameters<Self>, bars: &mut Parameters<Self>) {
                let dims = parameters.dims();
                let (n, q) = (dims.n_sites, dims.n_states);
                match rule {
                    Rule::Macro => {
                        let (_, pullback) = loss::$module::symmetrised::vjp(&parameters.j, n, q);
                        bars.j = pullback(std::mem::take(&mut bars.j).into_vec()).into();
                    }
                    Rule::Handwritten => handwritten::$module::symmetrise(&mut bars.j, n, q),
                }
            }
        }
    };
}

real!(f32, single, 1e-5);
real!(f64, double, 1e-10);

/// The loss of all samples, on at most `threads` threads.
pub fn loss<T: Real>(parameters: &Parameters<T>, samples: &Samples, threads: usize) -> T {
    let parts: Vec<&[u8]> = samples.chunks(CHUNK).collect();
    let workers = &mut vec![(); threads.clamp(1, parts.len())];
    let couplings = T::couplings(parameters);
    let mut value = T::default();
    for round in parts.chunks(workers.len()) {
        let values = on_threads(round, workers, |part, ()| T::loss(parameters, &couplings, part));
        for (part, part_value) in round.iter().zip(values) {
            value = value + share::<T>(part, samples) * part_value;
        }
    }
    value
}

/// The loss of all samples and its gradient, on at most `threads` threads; `bars` is overwritten.
///
/// Each thread holds one gradient of its own beside `bars` while it runs.
///
/// # Panics
/// If `bars` has other sizes than `parameters`.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Dims, Parameters, Rule, Samples, gradient};
/// let dims = Dims::new(2, 3, 4).unwrap();
/// let (parameters, samples) = (Parameters::<f64>::draw(dims, 7), Samples::draw(dims, 5, 7));
/// let mut bars = Parameters::zeros(dims);
/// gradient::value_and_grad_into(Rule::Handwritten, &parameters, &samples, 1, &mut bars);
/// // Adding a constant to all fields of a site changes no energy difference.
/// assert!(bars.h[..3].iter().sum::<f64>().abs() < 1e-15);
/// ```
pub fn value_and_grad_into<T: Real>(
    rule: Rule,
    parameters: &Parameters<T>,
    samples: &Samples,
    threads: usize,
    bars: &mut Parameters<T>,
) -> T {
    assert_eq!(bars.dims(), parameters.dims(), "the gradient has the parameters' sizes");
    let parts: Vec<&[u8]> = samples.chunks(CHUNK).collect();
    let couplings = T::couplings(parameters);
    if let [part] = parts[..] {
        let value = T::value_and_grad_into(rule, parameters, &couplings, part, bars);
        drop(couplings);
        T::uncouple(rule, parameters, bars);
        return value;
    }
    let n_workers = threads.clamp(1, parts.len());
    let mut workers = vec![Parameters::zeros(parameters.dims()); n_workers];
    let mut value = T::default();
    bars.arrays_mut().into_iter().for_each(|bar| bar.fill(T::default()));
    for round in parts.chunks(n_workers) {
        let values = on_threads(round, &mut workers, |part, part_bars| {
            T::value_and_grad_into(rule, parameters, &couplings, part, part_bars)
        });
        for ((part, part_value), part_bars) in round.iter().zip(values).zip(&workers) {
            let share: T = share(part, samples);
            value = value + share * part_value;
            for (bar, (_, part_bar)) in bars.arrays_mut().into_iter().zip(part_bars.arrays()) {
                for (x, &y) in bar.iter_mut().zip(part_bar) {
                    *x = *x + share * y;
                }
            }
        }
    }
    drop((couplings, workers));
    T::uncouple(rule, parameters, bars);
    value
}

/// The part's share of all samples.
fn share<T: Real>(part: &[u8], samples: &Samples) -> T {
    T::from_f64(part.len() as f64 / samples.states().len() as f64)
}

/// Runs `work` on each part with a worker of its own; results come in the order of the parts.
fn on_threads<W: Send, T: Send>(
    parts: &[&[u8]],
    workers: &mut [W],
    work: impl Fn(&[u8], &mut W) -> T + Sync,
) -> Vec<T> {
    if let ([part], [worker, ..]) = (parts, &mut *workers) {
        return vec![work(part, worker)];
    }
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = parts
            .iter()
            .zip(workers)
            .map(|(part, worker)| scope.spawn(move || work(part, worker)))
            .collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Dims, SplitMix64};
    use super::*;

    fn gradient<T: Real>(
        rule: Rule,
        parameters: &Parameters<T>,
        samples: &Samples,
        threads: usize,
    ) -> (T, Parameters<T>) {
        let mut bars = Parameters::zeros(parameters.dims());
        let value = value_and_grad_into(rule, parameters, samples, threads, &mut bars);
        (value, bars)
    }

    #[test]
    fn null_model_has_loss_one() {
        for (p, q, n, m) in [(1, 2, 1, 1), (3, 4, 5, 70), (2, 21, 7, 200)] {
            let dims = Dims::new(p, q, n).unwrap();
            let samples = Samples::draw(dims, m, 3);
            assert!((loss(&Parameters::<f64>::zeros(dims), &samples, 1) - 1.0).abs() < 1e-14);
            assert!((loss(&Parameters::<f32>::zeros(dims), &samples, 1) - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let dims = Dims::new(3, 4, 5).unwrap();
        let samples = Samples::draw(dims, 5 * CHUNK + 7, 9);
        let parameters = Parameters::<f32>::draw(dims, 9);
        for rule in [Rule::Macro, Rule::Handwritten] {
            let one = gradient(rule, &parameters, &samples, 1);
            for threads in [2, 3, 4, 16] {
                assert_eq!(one, gradient(rule, &parameters, &samples, threads));
                assert_eq!(loss(&parameters, &samples, 1), loss(&parameters, &samples, threads));
            }
        }
    }

    #[test]
    fn gradient_is_the_slope_along_a_direction() {
        let dims = Dims::new(4, 3, 6).unwrap();
        let samples = Samples::draw(dims, CHUNK + 5, 11);
        let parameters = Parameters::<f64>::draw(dims, 11);
        let direction = Parameters::<f64>::draw(dims, 12);
        let moved = |step: f64| {
            let mut at = parameters.clone();
            for (x, (_, d)) in at.arrays_mut().into_iter().zip(direction.arrays()) {
                x.iter_mut().zip(d).for_each(|(x, d)| *x += step * d);
            }
            loss(&at, &samples, 1)
        };
        let step = 1e-5;
        let slope = (moved(step) - moved(-step)) / (2.0 * step);
        for rule in [Rule::Macro, Rule::Handwritten] {
            let (value, bars) = gradient(rule, &parameters, &samples, 1);
            assert!((value - loss(&parameters, &samples, 1)).abs() < 1e-14);
            let along: f64 = bars
                .arrays()
                .iter()
                .zip(direction.arrays())
                .flat_map(|((_, g), (_, d))| g.iter().zip(d).map(|(g, d)| g * d))
                .sum();
            assert!((along - slope).abs() < 1e-8 * slope.abs(), "{rule:?}: {along} {slope}");
        }
    }

    #[test]
    fn renaming_the_states_of_a_site_changes_nothing() {
        let dims = Dims::new(3, 5, 4).unwrap();
        let (p, q, r) = (dims.n_hidden, dims.n_states, dims.n_inputs());
        let samples = Samples::draw(dims, 20, 13);
        let parameters = Parameters::<f64>::draw(dims, 13);
        // Site 2 takes state φ to (3 φ + 1) mod 5; old[place] is where a place's content comes from.
        let site = 2;
        let mut old: Vec<usize> = (0..r).collect();
        (0..q).for_each(|phi| old[site * q + (3 * phi + 1) % q] = site * q + phi);
        let Parameters { h, j, w, b, .. } = &parameters;
        let renamed = Parameters::new(
            dims,
            old.iter().map(|&i| h[i]).collect(),
            old.iter().flat_map(|&i| old.iter().map(move |&k| j[i * r + k])).collect(),
            old.iter().flat_map(|&i| w[i * p..(i + 1) * p].iter().copied()).collect(),
            b.to_vec(),
        )
        .unwrap();
        let rename = |(i, &s): (usize, &u8)| match i % dims.n_sites {
            k if k == site => (3 * s + 1) % q as u8,
            _ => s,
        };
        let states = samples.states().iter().enumerate().map(rename).collect();
        let renamed_samples = Samples::new(dims, states).unwrap();
        let (before, bars) = gradient(Rule::Handwritten, &parameters, &samples, 1);
        let (after, renamed_bars) = gradient(Rule::Handwritten, &renamed, &renamed_samples, 1);
        assert!((before - after).abs() < 1e-14);
        for (i, &from) in old.iter().enumerate() {
            assert!((renamed_bars.h[i] - bars.h[from]).abs() < 1e-15);
        }
    }

    #[test]
    fn coupling_gradient_is_symmetric() {
        let dims = Dims::new(2, 3, 4).unwrap();
        let seed = SplitMix64::new(5).next_u64();
        let samples = Samples::draw(dims, 9, seed);
        let (_, bars) =
            gradient(Rule::Handwritten, &Parameters::<f64>::draw(dims, seed), &samples, 1);
        let r = dims.n_inputs();
        for (i, &x) in bars.j.iter().enumerate() {
            assert_eq!(x, bars.j[(i % r) * r + i / r]);
        }
    }
}
