//! A loop of 10⁶ steps: gradients that keep every step, and with checkpoints.

use std::hint::black_box;

use cotangent::{Scalar, differentiable, tape};
use cotangent_benches::{Contest, Contests, differences, each, run};

/// Defines a driven pendulum with a mark on its loop: the work that is done on it, and where it ends.
macro_rules! pendulum {
    ($name:ident, $($mark:tt)*) => {
        #[differentiable]
        fn $name(start: &[f64; 2], k: f64, drive: f64, steps: usize) -> f64 {
            let dt = 1e-3;
            let [mut x, mut v] = *start;
            let mut work = 0.0;
            #[$($mark)*]
            for t in 0..steps {
                let force = drive * (1e-3 * t as f64).sin() - k * x.sin() - 0.1 * v * v.abs();
                v += dt * force;
                x += dt * v;
                work += dt * force * v;
            }
            work + x * v
        }
    };
}

pendulum!(recorded, allow(unused));
pendulum!(every_thousand, checkpoint(every = 1000));
pendulum!(hundred_states, checkpoint(snapshots = 100));
pendulum!(budget, checkpoint(budget = "16 MB"));

/// The same over numbers of any kind, for the tape.
fn pendulum_over<T: Scalar>(parameters: &[T], steps: usize) -> T {
    let number = T::from_f64;
    let (dt, mut work) = (number(1e-3), T::zero());
    let [mut x, mut v, k, drive] = *parameters else { panic!("four parameters") };
    for t in 0..steps {
        let drive = drive * number((1e-3 * t as f64).sin());
        let force = drive - k * x.sin() - number(0.1) * v * v.abs();
        v += dt * force;
        x += dt * v;
        work += dt * force * v;
    }
    work + x * v
}

/// Value and gradient by hand: each step keeps position, speed and force.
fn by_hand(parameters: &[f64; 4], steps: usize, kept: &mut Vec<[f64; 3]>) -> (f64, [f64; 4]) {
    let dt = 1e-3;
    let [mut x, mut v, k, drive] = *parameters;
    let mut work = 0.0;
    kept.clear();
    for t in 0..steps {
        let force = drive * (1e-3 * t as f64).sin() - k * x.sin() - 0.1 * v * v.abs();
        kept.push([x, v, force]);
        v += dt * force;
        x += dt * v;
        work += dt * force * v;
    }
    let (mut x_bar, mut v_bar, mut k_bar, mut drive_bar) = (v, x, 0.0, 0.0);
    for (t, &[x, v, force]) in kept.iter().enumerate().rev() {
        // The speed after the step moved the position and did the work.
        v_bar += dt * (x_bar + force);
        let force_bar = dt * (v_bar + v + dt * force);
        let (sin, cos) = x.sin_cos();
        drive_bar += force_bar * (1e-3 * t as f64).sin();
        k_bar -= force_bar * sin;
        x_bar -= force_bar * k * cos;
        v_bar -= 0.2 * force_bar * v.abs();
    }
    (work + x * v, [x_bar, v_bar, k_bar, drive_bar])
}

fn contest<'a>(name: &str, parameters: &'a [f64; 4], steps: usize) -> Contest<'a> {
    let [x, v, k, drive] = *parameters;
    let start = [x, v];
    let flat = |([x, v], k, drive): ([f64; 2], f64, f64)| vec![x, v, k, drive];
    let mut kept = Vec::new();
    let (value, gradient) = by_hand(parameters, steps, &mut kept);
    assert!((value - recorded(&start, k, drive, steps)).abs() < 1e-12 * value.abs());
    let on_tape = move || tape::value_and_grad(|w| pendulum_over(w, steps), parameters).1;
    let by_differences = move || {
        let mut gradient = vec![0.0; 4];
        differences(&mut parameters.clone(), &mut gradient, |w| {
            recorded(&[w[0], w[1]], w[2], w[3], steps)
        });
        gradient
    };
    macro_rules! gradient {
        ($name:ident) => {
            move || $name::value_and_grad(black_box(&start), k, drive, steps).1
        };
    }
    let (plain, every) = (gradient!(recorded), gradient!(every_thousand));
    let (states, budget) = (gradient!(hundred_states), gradient!(budget));
    Contest::new(name)
        .column("primal", move || {
            black_box(recorded(black_box(&start), k, drive, steps));
        })
        .answering("hand", gradient.to_vec(), move || {
            black_box(by_hand(black_box(parameters), steps, &mut kept));
        })
        .answering("macro", flat(plain()), move || {
            black_box(plain());
        })
        .answering("every 1000", flat(every()), move || {
            black_box(every());
        })
        .answering("100 states", flat(states()), move || {
            black_box(states());
        })
        .answering("16 MB", flat(budget()), move || {
            black_box(budget());
        })
        .answering("tape", on_tape(), move || {
            black_box(on_tape());
        })
        .answering_within(1e-5, "fd", by_differences(), move || {
            black_box(by_differences());
        })
}

fn main() {
    let parameters = [0.3, 0.1, 1.3, 0.7];
    let loops = [("10⁴ steps", 10_000), ("10⁶ steps", 1_000_000)];
    let contests = each(loops, |(name, steps)| contest(name, &parameters, steps));
    run(
        "checkpoints",
        vec![Contests::new("A pendulum's loop, with and without checkpoints", contests).ratios(&[
            ("every 1000", "macro"),
            ("100 states", "macro"),
            ("16 MB", "macro"),
        ])],
    );
}
