//! A million steps in bounded memory.

use cotangent::differentiable;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// A driven oscillator whose steps need several numbers each in the reverse sweep.
macro_rules! oscillator {
    ($name:ident, $($mark:tt)*) => {
        #[differentiable]
        fn $name(start: &[f64; 2], k: f64, drive: f64, steps: usize) -> f64 {
            let dt = 1e-3;
            let [mut x, mut v] = *start;
            let mut work = 0.0;
            #[$($mark)*]
            for t in 0..steps {
                let force = drive * (1e-2 * t as f64 * k).sin() - k * x.sin() - 0.1 * v * v.abs();
                v += dt * force;
                x += dt * v / (1.0 + x * x).sqrt();
                work += dt * force * v;
            }
            work + x * v
        }
    };
}

oscillator!(recorded, allow(unused));
oscillator!(every_thousand, checkpoint(every = 1000));
oscillator!(twenty_states, checkpoint(snapshots = 20));
oscillator!(within_budget, checkpoint(budget = "16 MB"));

const MB: f64 = 1e6;

/// The result, and the bytes that it took beyond those that were there.
fn peak<R>(f: impl FnOnce() -> R) -> (R, f64) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let result = f();
    (result, (ALLOCATOR.peak_usage() - before) as f64)
}

// One test, since the allocator counts for all threads.
#[test]
fn a_million_steps_in_64_megabytes() {
    let (start, k, drive, n) = (&[0.3, 0.1], 1.3, 0.7, 1_000_000);
    let (expected, all) = peak(|| recorded::value_and_grad(start, k, drive, n));
    assert!(all > 64.0 * MB, "without checkpoints {} MB are enough", all / MB);

    let (found, bytes) = peak(|| every_thousand::value_and_grad(start, k, drive, n));
    assert_eq!(found, expected);
    assert!(bytes < MB, "{} MB with a state in a thousand", bytes / MB);

    let (found, bytes) = peak(|| every_thousand::vjp(start, k, drive, n).1(1.0));
    assert_eq!(found, expected.1);
    assert!(bytes < MB, "{} MB in a pullback", bytes / MB);

    let (found, bytes) = peak(|| twenty_states::value_and_grad(start, k, drive, n));
    assert_eq!(found, expected);
    assert!(bytes < 0.01 * MB, "{} MB with twenty states", bytes / MB);

    let (found, bytes) = peak(|| within_budget::value_and_grad(start, k, drive, n));
    assert_eq!(found, expected);
    assert!(bytes < 64.0 * MB, "{} MB where 16 are allowed for states", bytes / MB);
}
