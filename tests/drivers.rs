//! The drivers over derivatives that the macro wrote: published Jacobians, differences, and the
//! drivers against each other.
#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

use cotangent::drivers::{
    Coloured, Derivative, Gradients, Jacobian, Matrix, PerSample, RowNorms, SampleGrams,
    SymmetricColoured, Times, TransposedTimes, detect, gaussian, hutchinson, rademacher,
};
use cotangent::{Differentiable, Scalar, Tangent, check, differentiable};
use cotangent_tests::mlp::{Layer, Mlp, jacobian_by_hand, outputs as mlp_outputs};
use cotangent_tests::npz;

/// The squared error of one sample.
#[differentiable(wrt(mlp))]
fn mlp_error(mlp: &Mlp, x: &[f64], y: &[f64]) -> f64 {
    let outputs = mlp_outputs(mlp, x);
    let mut error = 0.0;
    for o in 0..y.len() {
        error += (outputs[o] - y[o]).powi(2);
    }
    error
}

/// A published case: a network, its inputs, its outputs and their Jacobians.
struct Golden {
    mlp: Mlp,
    inputs: Vec<Vec<f64>>,
    arrays: npz::Arrays,
    n_outputs: usize,
}

const GOLDEN: [&str; 4] = ["N3_4_6_2", "seed_N15_10_7_5", "three_layers_N4_5_6_4_3", "zero_preact"];

fn golden(name: &str) -> Golden {
    let arrays = npz::read(&format!("jacobians/{name}.npz"));
    let layer = |l: usize| {
        Some(Layer {
            w: arrays.get(&format!("W{l}"))?.1.clone(),
            b: arrays[&format!("b{l}")].1.clone(),
        })
    };
    let layers: Vec<Layer> = (1..).map_while(layer).collect();
    let (shape, inputs) = &arrays["X"];
    let inputs = inputs.chunks(shape[1] as usize).map(<[f64]>::to_vec).collect();
    let n_outputs = layers.last().unwrap().b.len();
    Golden { mlp: Mlp { layers }, inputs, n_outputs, arrays }
}

impl Golden {
    fn batch(&self) -> PerSample<'_, Mlp, Vec<f64>> {
        PerSample::new(&self.mlp, self.inputs.len(), vec![0.0; self.n_outputs])
            .vjp(|mlp, sample, w| mlp_outputs::vjp(mlp, &self.inputs[sample]).1(w))
    }

    /// With all outputs of a sample in one sweep, or in two where there are more than four.
    fn batch_in_lanes(&self) -> PerSample<'_, Mlp, Vec<f64>> {
        PerSample::new(&self.mlp, self.inputs.len(), vec![0.0; self.n_outputs])
            .vjp_lanes::<4>(|mlp, sample, w| mlp_outputs::vjp_lanes(mlp, &self.inputs[sample]).1(w))
    }
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (i, (f, e)) in found.iter().zip(expected).enumerate() {
        let size = f.abs().max(e.abs()).max(1.0);
        assert!((f - e).abs() <= tolerance * size, "float {i}: found {f}, expected {e}");
    }
}

#[test]
fn published_jacobians_of_every_sample_and_leaf() {
    for name in GOLDEN {
        let case = golden(name);
        for (x, f) in case.inputs.iter().zip(case.arrays["f"].1.chunks(case.n_outputs)) {
            assert_close(&mlp_outputs(&case.mlp, x), f, 1e-12);
        }
        for jacobian in [case.batch(), case.batch_in_lanes()].map(|batch| batch.run(Jacobian)) {
            assert_eq!(jacobian.arrays.len(), 2 * case.mlp.layers.len());
            for l in 0..case.mlp.layers.len() {
                for (leaf, array) in [("w", "W"), ("b", "b")] {
                    let found = jacobian.find(&format!("layers[{l}].{leaf}")).expect("a leaf");
                    let (shape, expected) = &case.arrays[&format!("J_{array}{}", l + 1)];
                    let n_floats: u64 = shape[2..].iter().product();
                    let shape = [shape[0] as usize, shape[1] as usize, n_floats as usize];
                    assert_eq!(found.shape, shape);
                    assert_close(&found.floats, expected, 1e-12);
                }
            }
        }
    }
}

#[test]
fn contractions_are_those_of_the_whole_jacobian() {
    for name in GOLDEN {
        let case = golden(name);
        let (n, c, d) = (case.inputs.len(), case.n_outputs, case.mlp.n_coordinates());
        let (v, u) = (gaussian(1, d, 1), gaussian(n, c, 2));
        let batch = case.batch_in_lanes();
        let mut rows = vec![];
        batch.for_each_block(0, |_, block| rows.extend_from_slice(block));
        let j = Matrix::from_vec(n * c, d, rows);
        let (jv, uj, norms, grams) =
            batch.run((Times(&v), TransposedTimes(&u), RowNorms, SampleGrams));
        assert_close(jv.as_slice(), &j.times(&v), 1e-12);
        assert_close(&uj, &j.transposed().times(&u), 1e-12);
        let all = batch.gram(1 << 12);
        for row in 0..n * c {
            assert_close(all.row(row), &j.times(j.row(row)), 1e-12);
            assert!((norms.as_slice()[row].powi(2) - all[(row, row)]).abs() < 1e-11);
            let (sample, o) = (row / c, row % c);
            let own = &grams[(sample * c + o) * c..][..c];
            assert_close(own, &all.row(row)[sample * c..(sample + 1) * c], 1e-12);
        }
        // And what a person would write.
        let mut by_hand = vec![0.0; c * d];
        for (sample, x) in case.inputs.iter().enumerate() {
            jacobian_by_hand(&case.mlp, x, &mut by_hand);
            assert_close(&by_hand, &j.as_slice()[sample * c * d..(sample + 1) * c * d], 1e-12);
        }
        // Forward mode says the same.
        let mut direction = case.mlp.zero_tangent();
        direction.set_flat(&v);
        for (sample, x) in case.inputs.iter().enumerate() {
            let (_, dots) = mlp_outputs::jvp(&case.mlp, x, &direction);
            assert_close(jv.row(sample), &dots, 1e-12);
        }
    }
}

#[test]
fn gradients_of_the_samples_sum_to_that_of_the_batch() {
    let case = golden("N3_4_6_2");
    let targets = gaussian(3, 2, 5);
    let target = |sample: usize| &targets[2 * sample..2 * sample + 2];
    let gradients = PerSample::new(&case.mlp, 3, 0.0)
        .vjp(|mlp, sample, w| mlp_error::vjp(mlp, &case.inputs[sample], target(sample)).1(w))
        .run(Gradients);
    let mut total = case.mlp.zero_tangent();
    for (sample, x) in case.inputs.iter().enumerate() {
        let gradient = mlp_error::grad(&case.mlp, x, target(sample));
        total.axpy(1.0, &gradient);
        // Each sample has its own part of each array.
        gradient.for_each_leaf(&mut |leaf| {
            let array = gradients.find(leaf.path).unwrap();
            assert_eq!(array.shape[1..], *leaf.shape);
            let n = leaf.floats.len();
            assert_eq!(array.floats[sample * n..(sample + 1) * n], *leaf.floats.to_f64());
        });
    }
    total.for_each_leaf(&mut |leaf| {
        let array = gradients.find(leaf.path).unwrap();
        let mut sum = vec![0.0; leaf.floats.len()];
        for part in array.floats.chunks(sum.len()) {
            sum.iter_mut().zip(part).for_each(|(sum, x)| *sum += x);
        }
        assert_close(&sum, &leaf.floats.to_f64(), 1e-13);
    });
}

#[test]
fn both_modes_make_the_jacobian_of_a_structure() {
    let case = golden("three_layers_N4_5_6_4_3");
    let x = &case.inputs[0];
    let at = || Derivative::at(|mlp: &Mlp| mlp_outputs(mlp, x), &case.mlp);
    let forward = at().jvp(|mlp, d| mlp_outputs::jvp(mlp, x, d)).jacobian();
    let reverse = at().vjp(|mlp, w| mlp_outputs::vjp(mlp, x).1(w)).jacobian();
    assert_close(forward.as_slice(), reverse.as_slice(), 1e-13);
    let forward_lanes = at().jvp_lanes::<8>(|mlp, d| mlp_outputs::jvp_lanes(mlp, x, d)).jacobian();
    assert_close(forward_lanes.as_slice(), reverse.as_slice(), 1e-13);
    let reverse_lanes =
        at().vjp_lanes::<3>(|mlp, w| mlp_outputs::vjp_lanes(mlp, x).1(w)).jacobian();
    assert_close(reverse_lanes.as_slice(), reverse.as_slice(), 1e-13);
    let published: Vec<f64> = (1..=3)
        .flat_map(|l| ["W", "b"].map(|array| case.arrays[&format!("J_{array}{l}")].1.clone()))
        .map(|j| j[..j.len() / (4 * 3)].to_vec())
        .collect::<Vec<_>>()
        .concat();
    assert_close(forward.row(0), &published, 1e-12);
}

/// Explicit steps of a nonlinear heat equation: each output depends on its neighbourhood.
#[differentiable]
fn heat<T: Scalar>(u: &[T], n_steps: usize) -> Vec<T> {
    let mut now = u.to_vec();
    for _ in 0..n_steps {
        let before = now.clone();
        for i in 1..before.len() - 1 {
            let bend = before[i - 1] + before[i + 1] - before[i] - before[i];
            now[i] += T::from_f64(0.1) * bend * (-before[i] * before[i]).exp();
        }
    }
    now
}

#[test]
fn a_sparse_jacobian_takes_as_many_sweeps_as_the_band_is_wide() {
    let u: Vec<f64> = gaussian(1, 60, 3);
    let found = detect(|u| heat(u, 2), &u);
    assert!(!found.compared);
    for row in 2..58 {
        assert_eq!(found.pattern.row(row), (row - 2..=row + 2).collect::<Vec<_>>());
    }
    let coloured = Coloured::new(found.pattern);
    assert_eq!(coloured.columns().n_colours, 5);
    let at = || Derivative::at(|u: &Vec<f64>| heat(u, 2), &u);
    let dense = at().jvp(|u, d| heat::jvp(u, 2, d)).jacobian();
    let mut d = at().jvp(|u, d| heat::jvp(u, 2, d));
    let sparse = d.sparse(&coloured);
    assert_eq!(sparse.to_dense(), dense);
    d.check_pattern(&sparse, 1, 1e-10).unwrap();
    let reverse = at().vjp(|u, w| heat::vjp(u, 2).1(w)).sparse(&coloured);
    assert_close(reverse.values(), sparse.values(), 1e-13);
}

/// A chain of springs, generic so that its dependences can be seen.
#[differentiable(order = 2)]
fn springs<T: Scalar>(x: &[T]) -> T {
    let mut energy = T::zero();
    for w in x.windows(2) {
        energy += (w[1] - w[0] - T::one()).powi(4);
    }
    energy + x[0] * x[x.len() - 1]
}

#[test]
fn the_pattern_of_a_hessian_is_that_of_the_gradient() {
    let x = gaussian(1, 12, 3);
    let found = detect(springs::grad, &x);
    for i in 0..12_usize {
        let near = |&j: &usize| i.abs_diff(j) <= 1 || i.abs_diff(j) == 11;
        assert_eq!(found.pattern.row(i), (0..12).filter(near).collect::<Vec<_>>());
    }
    // A ring takes three products with vectors, or four; the whole Hessian twelve.
    let coloured = SymmetricColoured::new(found.pattern);
    assert!(coloured.colouring().n_colours <= 4);
    let mut h = Derivative::of_gradient(&x).hvp(|x, v| springs::hvp(x, v));
    let sparse = h.sparse_symmetric(&coloured);
    h.check_pattern(&sparse, 2, 1e-10).unwrap();
    let dense = h.jacobian();
    assert_close(sparse.to_dense().as_slice(), dense.as_slice(), 1e-13);
    let laplacian: f64 = (0..12).map(|i| dense[(i, i)]).sum();
    assert!((h.trace() - laplacian).abs() < 1e-12 * laplacian.abs());
    // Rows of the gradient, by differences.
    let slope = |x: &Vec<f64>, v: &Vec<f64>| (springs::grad(x), dense.times(v));
    check::assert_forward("springs::grad", |x: &Vec<f64>| springs::grad(x), slope, &x);
}

/// A vector field with a full Jacobian.
#[differentiable]
fn field(theta: &[f64], x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len()];
    for i in 0..x.len() {
        for j in 0..x.len() {
            y[i] += (theta[i] * x[j] + x[i]).tanh() * theta[j];
        }
    }
    y
}

#[test]
fn jacobians_by_the_samples_themselves() {
    let (theta, points) = (gaussian(1, 4, 1), gaussian(6, 4, 2));
    let point = |sample: usize| &points[4 * sample..4 * sample + 4];
    let found = PerSample::new(point(0), 6, vec![0.0; 4])
        .vjp(|_, sample, w| field::vjp(&theta, point(sample)).1(w).1)
        .run(Jacobian);
    assert_eq!(found.arrays[0].shape, [6, 4, 4]);
    for (sample, found) in found.arrays[0].floats.chunks(16).enumerate() {
        let alone = Derivative::at(|x: &[f64]| field(&theta, x), point(sample))
            .jvp(|x, d| field::jvp(&theta, x, &[0.0; 4], d))
            .jacobian();
        assert_close(found, alone.as_slice(), 1e-13);
    }
}

#[test]
fn estimates_of_a_divergence_lie_within_their_errors() {
    let (theta, x) = (gaussian(1, 20, 1), gaussian(1, 20, 2));
    let zero = vec![0.0; 20];
    let mut d = Derivative::at(|x: &Vec<f64>| field(&theta, x), &x)
        .jvp(|x, d| field::jvp(&theta, x, &zero, d));
    let exact = d.trace();
    let diagonal: f64 = (0..20).map(|i| d.jacobian()[(i, i)]).sum();
    assert!((exact - diagonal).abs() < 1e-12);
    let estimate = d.trace_estimate(&rademacher(300, 20, 3));
    assert!((estimate.value - exact).abs() < 4.0 * estimate.standard_error, "{estimate:?}");
    let better = d.trace_hutch_pp(300, 3);
    assert!((better.value - exact).abs() < 1e-10 * exact.abs());
}

/// The estimate stands in a loss: here with products that are linear in the parameters.
#[differentiable(wrt(a))]
fn penalty(a: &[f64], probes: &[f64], n_probes: usize, dim: usize) -> f64 {
    let mut products = vec![0.0; n_probes * dim];
    for k in 0..n_probes {
        for i in 0..dim {
            for j in 0..dim {
                products[k * dim + i] += a[i * dim + j].sin() * probes[k * dim + j];
            }
        }
    }
    hutchinson(probes, &products, n_probes)
}

#[test]
fn an_estimate_is_differentiable_inside_of_a_loss() {
    let (a, probes) = (gaussian(1, 9, 1), rademacher(4, 3, 2));
    check::assert_gradient(
        "penalty",
        |a: &Vec<f64>| penalty(a, &probes, 4, 3),
        |a| penalty::grad(a, &probes, 4, 3),
        &a,
    );
}

/// A function's own `jacobian` and `hessian`, and the drivers over its sweeps: the same numbers in the
/// same places.
mod own_words {
    use super::*;
    use cotangent::drivers::{Matrix, hessian, jacobian_forward, jacobian_reverse};

    fn assert_same(rows: &[Vec<f64>], matrix: &Matrix, shape: (usize, usize)) {
        assert_eq!((matrix.n_rows(), matrix.n_columns()), shape);
        assert_eq!(rows.len(), shape.0);
        assert!(rows.iter().all(|row| row.len() == shape.1));
        assert_close(&rows.concat(), matrix.as_slice(), 1e-13);
    }

    /// As many outputs as asked for: yᵢ = Σⱼ xⱼ^(i+1) / (j + 1), so ∂yᵢ/∂xⱼ = (i+1) xⱼ^i / (j + 1).
    #[differentiable(wrt(x), lanes)]
    fn moments(x: &[f64], n: usize) -> Vec<f64> {
        let mut y = vec![0.0; n];
        for i in 0..n {
            for j in 0..x.len() {
                y[i] += x[j].powi(i as i32 + 1) / (j + 1) as f64;
            }
        }
        y
    }

    #[test]
    fn a_row_for_each_output_and_a_column_for_each_input() {
        // Tall, wide, square; with a rest of lanes; empty.
        for (inputs, outputs) in [(2, 19), (19, 2), (3, 3), (8, 8), (1, 1), (0, 3), (3, 0)] {
            let x: Vec<f64> = (0..inputs).map(|j| 0.3 + 0.1 * j as f64).collect();
            let rows = moments::jacobian(&x, outputs);
            let f = |x: &[f64]| moments(x, outputs);
            let forward = jacobian_forward(f, |x: &[f64], d| moments::jvp(x, outputs, d), &x[..]);
            let reverse = jacobian_reverse(f, |x: &[f64], w| moments::vjp(x, outputs).1(w), &x[..]);
            let shape = (outputs, inputs);
            let mut by_lanes = Derivative::at(f, &x[..])
                .jvp_lanes::<4>(|x, d| moments::jvp_lanes(x, outputs, d))
                .vjp_lanes::<4>(|x, w| moments::vjp_lanes(x, outputs).1(w));
            for matrix in [forward, reverse, by_lanes.jacobian()] {
                assert_same(&rows, &matrix, shape);
            }
            for (i, row) in rows.iter().enumerate() {
                for (j, entry) in row.iter().enumerate() {
                    let k = i as f64 + 1.0;
                    assert!((entry - k * x[j].powi(i as i32) / (j + 1) as f64).abs() < 1e-13);
                }
            }
        }
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Well {
        depths: Vec<f64>,
        at: [f64; 2],
        width: f64,
    }

    #[differentiable(order = 2)]
    fn energy(well: &Well, x: f64) -> f64 {
        let mut sum = 0.0;
        for (k, depth) in well.depths.iter().enumerate() {
            let d = (x - well.at[k % 2]) / well.width;
            sum -= depth * (-d * d).exp();
        }
        sum
    }

    #[differentiable(wrt(x), order = 2)]
    fn valley(x: &[f64], steepness: f64) -> f64 {
        let mut sum = 0.0;
        for w in x.windows(2) {
            sum += steepness * (w[1] - w[0] * w[0]).powi(2) + (1.0 - w[0]).powi(2);
        }
        sum
    }

    #[test]
    fn hessians_have_the_inputs_in_declaration_order() {
        let x = [0.3, -0.7, 1.1, 0.4];
        let matrix = hessian(
            |x: &[f64; 4], v| valley::hvp(x, 10.0, v).try_into().expect("four entries"),
            &x,
        );
        assert_same(&valley::hessian(&x, 10.0), &matrix, (4, 4));

        let well = Well { depths: vec![1.0, 0.5, 0.2], at: [-0.4, 0.8], width: 0.9 };
        let point = (well.clone(), 0.3);
        let matrix = hessian(|p: &(Well, f64), v| energy::hvp(&p.0, p.1, &v.0, v.1), &point);
        assert_same(&energy::hessian(&well, 0.3), &matrix, (7, 7));
    }
}
