//! Jacobians of all outputs of a network for each sample of a batch, one thread.
//!
//! The handwritten column fills a buffer of its own; the drivers make theirs.

use std::hint::black_box;

use cotangent::Differentiable;
use cotangent::drivers::{Jacobian, PerSample, Times, gaussian};
use cotangent_benches::{Contest, run};
use cotangent_tests::mlp::{Mlp, jacobian_by_hand, outputs};

fn main() {
    let (n_samples, n_inputs, n_outputs) = (32, 100, 10);
    let mlp = Mlp::draw(&[n_inputs, 64, n_outputs], 1);
    let data = gaussian(n_samples, n_inputs, 9);
    let x = |sample: usize| &data[sample * n_inputs..(sample + 1) * n_inputs];
    let n_parameters = mlp.n_coordinates();
    let v = gaussian(1, n_parameters, 10);

    let batch = || PerSample::new(&mlp, n_samples, vec![0.0; n_outputs]);
    let one_sweep =
        batch().vjp_lanes::<10>(|mlp, sample, w| outputs::vjp_lanes(mlp, x(sample)).1(w));
    let many_sweeps = batch().vjp(|mlp, sample, w| outputs::vjp(mlp, x(sample)).1(w));

    let primal = || {
        for sample in 0..n_samples {
            black_box(outputs(black_box(&mlp), x(sample)));
        }
    };
    let mut rows = vec![0.0; n_samples * n_outputs * n_parameters];
    let mut by_hand = || {
        for (sample, rows) in rows.chunks_exact_mut(n_outputs * n_parameters).enumerate() {
            jacobian_by_hand(black_box(&mlp), x(sample), rows);
        }
        black_box(&rows);
    };
    let mut rows_of_one = vec![0.0; n_outputs * n_parameters];
    let mut product_by_hand = || {
        for sample in 0..n_samples {
            jacobian_by_hand(black_box(&mlp), x(sample), &mut rows_of_one);
            for row in rows_of_one.chunks_exact(n_parameters) {
                black_box(row.iter().zip(&v).map(|(a, b)| a * b).sum::<f64>());
            }
        }
    };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    threads.expect("one thread").install(|| {
        run(vec![
            Contest::new("J, one sweep a sample", primal, &mut by_hand)
                .with_macro(|| drop(black_box(one_sweep.run(Jacobian)))),
            Contest::new("J, one sweep an output", primal, || ())
                .with_macro(|| drop(black_box(many_sweeps.run(Jacobian)))),
            Contest::new("Jv, one sweep a sample", primal, &mut product_by_hand)
                .with_macro(|| drop(black_box(one_sweep.run(Times(&v))))),
            Contest::new("Jv, one sweep an output", primal, || ())
                .with_macro(|| drop(black_box(many_sweeps.run(Times(&v))))),
        ]);
    });
}
