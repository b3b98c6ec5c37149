//! Everything against dense matrices made from Jacobians and Hessians of the losses, without factors.

use crate::support::*;
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent_models::jacobians::*;
use cotangent_models::newton::*;
use cotangent_models::score::Activation;

/// The Hessian of a loss in its outputs, in closed form.
type Hessian = fn(&[f64]) -> Vec<Vec<f64>>;

fn diagonal(entries: Vec<f64>) -> Vec<Vec<f64>> {
    let n = entries.len();
    let entry = |i: usize, j: usize| if i == j { entries[i] } else { 0.0 };
    (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect()
}

fn squared_mean(f: &[f64]) -> Vec<Vec<f64>> {
    diagonal(vec![2.0 / f.len() as f64; f.len()])
}

fn squared_sum(f: &[f64]) -> Vec<Vec<f64>> {
    diagonal(vec![2.0; f.len()])
}

fn softmax(f: &[f64]) -> Vec<Vec<f64>> {
    let sum: f64 = f.iter().map(|x| x.exp()).sum();
    let p: Vec<f64> = f.iter().map(|x| x.exp() / sum).collect();
    let entry = |i: usize, j: usize| if i == j { p[i] - p[i] * p[j] } else { -p[i] * p[j] };
    (0..f.len()).map(|i| (0..f.len()).map(|j| entry(i, j)).collect()).collect()
}

fn logits(f: &[f64]) -> Vec<f64> {
    f.iter().map(|x| 1.0 / (2.0 + x.exp() + (-x).exp())).collect()
}

fn binary_mean(f: &[f64]) -> Vec<Vec<f64>> {
    diagonal(logits(f).into_iter().map(|h| h / f.len() as f64).collect())
}

fn binary_sum(f: &[f64]) -> Vec<Vec<f64>> {
    diagonal(logits(f))
}

const N: usize = 5;
const C: usize = 3;

/// Each loss with the reduction that goes with it.
fn losses() -> Vec<(&'static str, Box<dyn Loss>, Reduction, Hessian)> {
    let squared = SquaredError::new(&uniform(N * C, 77), C).unwrap();
    let labels = [0., 1., 1., 0., 1., 1., 0., 0., 0., 1., 0., 1., 1., 0., 0.];
    let binary = BinaryCrossEntropy::new(&labels, C).unwrap();
    let cross = SoftmaxCrossEntropy::new(&[2, 0, 1, 1, 2], C).unwrap();
    use Reduction::{Mean, Sum};
    vec![
        ("squared, mean", Box::new(squared.clone()), Mean, squared_mean),
        ("squared, sum", Box::new(squared.summed()), Sum, squared_sum),
        ("softmax, mean", Box::new(cross.clone()), Mean, softmax),
        ("softmax, sum", Box::new(cross), Sum, softmax),
        ("binary, mean", Box::new(binary.clone()), Mean, binary_mean),
        ("binary, sum", Box::new(binary.summed()), Sum, binary_sum),
    ]
}

fn all_groups() -> Vec<(&'static str, ParamGroups)> {
    let weights = ["layers[0].w", "layers[1].w"];
    let biases = ["layers[0].b", "layers[1].b"];
    vec![
        ("one", ParamGroups::One),
        ("per parameter", ParamGroups::PerParameter),
        ("weights and biases", ParamGroups::custom([("weights", weights), ("biases", biases)])),
    ]
}

fn flat(arrays: &NamedArrays) -> Vec<f64> {
    arrays.arrays.iter().flat_map(|array| array.floats.iter().copied()).collect()
}

/// Vector `k` of arrays with an axis for it.
pub(crate) fn vector(arrays: &NamedArrays, k: usize) -> Vec<f64> {
    let part = |array: &cotangent::drivers::NamedArray| {
        let d = array.floats.len() / array.shape[0];
        array.floats[k * d..(k + 1) * d].to_vec()
    };
    arrays.arrays.iter().flat_map(part).collect()
}

/// Σ s sᵀ of a sample's draws.
fn drawn(case: &Case, curvature: Curvature, sample: usize) -> Vec<Vec<f64>> {
    let s = curvature.factors(&*case.loss, sample, &case.outputs(sample)).unwrap();
    let entry = |i: usize, j: usize| (0..s.n_rows()).map(|m| s[(m, i)] * s[(m, j)]).sum();
    (0..C).map(|i| (0..C).map(|j| entry(i, j)).collect()).collect()
}

/// Rows of a group's leaves in the flat parameters.
fn rows(group: &Group, factor: &impl Factor) -> Vec<usize> {
    group.leaves.iter().flat_map(|&leaf| factor.layout().leaves[leaf].range.clone()).collect()
}

/// All computations of all groups against the dense matrices.
fn compare(
    what: &str,
    case: &Case,
    builder: GgnBuilder<'_, Case>,
    (reduction, ggn_samples, gradient_samples): (Reduction, &[usize], &[usize]),
    hessian: &dyn Fn(usize) -> Vec<Vec<f64>>,
) {
    let ggn = builder.build().unwrap();
    for group in ggn.groups() {
        let id = ggn.group(&group.name).unwrap();
        let block = ggn.block(id);
        let what = format!("{what}, {}", group.name);
        let rows = rows(group, ggn.root());
        let reference = reference(case, &rows, reduction, ggn_samples, gradient_samples, hessian);
        let dense = jacobi(reference.ggn.clone());
        let largest = dense.values[dense.values.len() - 1];

        let values = block.eigenvalues().unwrap();
        assert_eq!(values.len(), ggn.root().n_samples() * ggn.root().n_factors());
        let both = values.len().min(dense.values.len());
        let tail = |values: &[f64]| values[values.len() - both..].to_vec();
        assert_close(&what, &tail(&values), &tail(&dense.values), 1e-12);
        let trace: f64 = (0..reference.d).map(|i| reference.ggn[i][i]).sum();
        assert_close(&what, &[values.iter().sum()], &[trace], 1e-12);
        assert!(values.is_sorted() && values.iter().all(|v| *v >= 0.0), "{what}");

        // Well away from rounding, so that dividing by the root of an eigenvalue costs no digits.
        let criterion = Criterion::AboveRelative(1e-4);
        let eigen = block.eigenpairs(&criterion).unwrap();
        let directional = block.directional_derivatives(&criterion).unwrap();
        assert_eq!(eigen.values, directional.values);
        assert_eq!(directional.gram_vectors.n_rows(), values.len());
        for (k, &value) in eigen.values.iter().enumerate() {
            let e = vector(&eigen.vectors, k);
            let product: Vec<f64> = times(&reference.ggn, &e);
            for (found, e) in product.iter().zip(&e) {
                assert!((found - value * e).abs() <= 1e-10 * largest, "{what}: G e = λ e");
            }
            for j in 0..=k {
                let expected = f64::from(u8::from(j == k));
                let found = dot(&e, &vector(&eigen.vectors, j));
                assert!((found - expected).abs() < 1e-10, "{what}: e·e = {found}");
            }
            // γ has e's sign, which the Gram vectors settle: V·ẽ ∝ e.
            let ratio = {
                let gram = Matrix::from_vec(
                    values.len(),
                    1,
                    (0..values.len()).map(|i| directional.gram_vectors[(i, k)]).collect(),
                );
                let all = ggn.root().times(&group.leaves, &gram);
                dot(all.as_slice(), &e).signum()
            };
            let largest_slope =
                reference.gradients.iter().map(|g| dot(g, g).sqrt()).fold(0.0, f64::max);
            for (row, g) in reference.gradients.iter().enumerate() {
                let (found, expected) = (directional.gammas[(row, k)], ratio * dot(g, &e));
                let close = (found - expected).abs() <= 1e-10 * largest_slope;
                assert!(close, "{what}: γ = {found}, expected {expected}");
            }
            let expected: Vec<f64> =
                reference.each.iter().map(|one| dot(&e, &times(one, &e))).collect();
            let found: Vec<f64> =
                (0..expected.len()).map(|n| directional.lambdas[(n, k)]).collect();
            assert_close(&what, &found, &expected, 1e-10);
            assert_close(&what, &[directional.curvatures[k]], &[value], 1e-12);
            let expected = ratio * dot(&reference.gradient, &e);
            let size = dot(&reference.gradient, &reference.gradient).sqrt();
            assert!((directional.slopes[k] - expected).abs() <= 1e-10 * size, "{what}: slope");
        }

        let n_kept = eigen.values.len();
        let kept: Vec<usize> = (reference.d - n_kept..reference.d).collect();
        for delta in [0.0, 0.5] {
            let step = block.damped_newton(&criterion, &Damping::Constant(delta)).unwrap();
            let expected = dense_step(&reference, &dense, &kept, delta);
            assert_close(&what, &flat(&step.step), &expected, 1e-9);
        }
    }
}

#[test]
fn every_loss_reduction_sample_and_group_agrees_with_dense_matrices() {
    for (name, loss, reduction, hessian) in losses() {
        let net = draw_net(&[4, 3, C], Activation::Tanh, 5);
        let case = Case { net, x: draw_inputs(N, 4, 6), loss };
        let all: Vec<usize> = (0..N).collect();
        for (ggn_samples, gradient_samples) in
            [(None, None), (Some(vec![0, 1]), None), (Some(vec![3, 1]), Some(vec![2, 0, 4]))]
        {
            for curvature in [
                Curvature::Exact,
                Curvature::MonteCarlo { samples: 1, seed: 3 },
                Curvature::MonteCarlo { samples: 4, seed: 8 },
            ] {
                for (groups_name, groups) in all_groups() {
                    let mut builder = Ggn::builder(&case)
                        .reduction(reduction)
                        .curvature(curvature)
                        .groups(groups);
                    if let Some(samples) = &ggn_samples {
                        builder = builder.subsample_ggn(samples);
                    }
                    if let Some(samples) = &gradient_samples {
                        builder = builder.subsample_gradient(samples);
                    }
                    let what = format!("{name}, {ggn_samples:?}, {curvature:?}, {groups_name}");
                    let exact = |n: usize| hessian(&case.outputs(n));
                    let draws = |n: usize| drawn(&case, curvature, n);
                    let hessian: &dyn Fn(usize) -> Vec<Vec<f64>> =
                        if curvature == Curvature::Exact { &exact } else { &draws };
                    let samples = (
                        reduction,
                        ggn_samples.as_deref().unwrap_or(&all),
                        gradient_samples.as_deref().unwrap_or(&all),
                    );
                    compare(&what, &case, builder, samples, hessian);
                }
            }
        }
    }
}
