//! Drivers: Jacobians, dense and sparse, traces, and Jacobians of each sample.

use cotangent::drivers::{Coloured, Derivative, Jacobian, PerSample, Times, detect, rademacher};
use cotangent::{Scalar, differentiable};

// Each output depends on three inputs.
#[differentiable]
fn diffuse<T: Scalar>(u: &[T]) -> Vec<T> {
    let mut out = u.to_vec();
    for i in 1..u.len() - 1 {
        out[i] += (u[i - 1] + u[i + 1] - u[i] - u[i]) * u[i];
    }
    out
}

#[differentiable(wrt(p), lanes)]
fn predict(p: &[f64; 3], x: f64) -> [f64; 2] {
    [p[0] * x + p[1], (p[2] * x).sin()]
}

fn main() {
    let u: Vec<f64> = (0..50).map(|i| f64::from(i).sin()).collect();

    // The closures hold data fixed; the cheaper of the given modes is taken.
    let mut d = Derivative::at(diffuse, &u[..])
        .jvp(|u, u_dot| diffuse::jvp(u, u_dot))
        .vjp(|u, y_bar| diffuse::vjp(u).1(y_bar));
    let dense = d.jacobian();
    assert_eq!((dense.n_rows(), dense.n_columns()), (50, 50));

    // A pattern found by running the generic function: three sweeps instead of fifty.
    let coloured = Coloured::new(detect(diffuse, &u).pattern);
    assert_eq!(coloured.columns().n_colours, 3);
    let sparse = d.sparse(&coloured);
    assert_eq!(sparse.to_dense(), dense);
    d.check_pattern(&sparse, 1, 1e-10).expect("no entry is missing");

    // The divergence, exactly and from ten random directions.
    let estimate = d.trace_estimate(&rademacher(10, 50, 7));
    assert!((estimate.value - d.trace()).abs() < 4.0 * estimate.standard_error);

    // For each sample of a batch, on all cores, both outputs in one sweep.
    let (p, data) = ([2.0, 1.0, 0.0], [1.0, 2.0, 3.0, 4.0]);
    let (jacobian, moved) = PerSample::new(&p, data.len(), [0.0; 2])
        .vjp_lanes::<2>(|p, sample, y_bar| predict::vjp_lanes(p, data[sample]).1(y_bar))
        .run((Jacobian, Times(&[0.1, 0.0, 0.0])));
    assert_eq!(jacobian.arrays[0].shape, [4, 2, 3]);
    assert_eq!(jacobian.arrays[0].floats[..6], [1.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    assert_eq!(moved.row(3), [0.4, 0.0]);
    println!("{} of {} entries may differ from zero", sparse.values().len(), 50 * 50);
}
