//! What must hold whatever the numbers are: pseudo-inverses, limits, permutations, duplicates, draws, warnings, errors.

use crate::dense::vector;
use crate::support::*;
use cotangent::Differentiable;
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent::leaves::{Layout, Slot};
use cotangent_models::jacobians::*;
use cotangent_models::newton::*;
use cotangent_models::score::Activation;
use proptest::prelude::*;

fn squared(widths: &[usize], n: usize, seed: u64) -> Case {
    let c = widths[widths.len() - 1];
    let loss = SquaredError::new(&uniform(n * c, seed + 1), c).unwrap();
    let net = draw_net(widths, Activation::Tanh, seed);
    Case { net, x: draw_inputs(n, widths[0], seed + 2), loss: Box::new(loss) }
}

fn softmax(widths: &[usize], n: usize, seed: u64) -> Case {
    let c = widths[widths.len() - 1];
    let classes: Vec<usize> = (0..n).map(|i| (i * i + seed as usize) % c).collect();
    let loss = SoftmaxCrossEntropy::new(&classes, c).unwrap();
    let net = draw_net(widths, Activation::Tanh, seed);
    Case { net, x: draw_inputs(n, widths[0], seed + 2), loss: Box::new(loss) }
}

fn build(case: &Case) -> Ggn<'_, Case> {
    Ggn::builder(case).build().unwrap()
}

fn flat(arrays: &NamedArrays) -> Vec<f64> {
    arrays.arrays.iter().flat_map(|array| array.floats.iter().copied()).collect()
}

fn step(case: &Case, criterion: &Criterion<'_>, damping: &Damping<'_>) -> Vec<f64> {
    flat(&build(case).damped_newton(criterion, damping).unwrap().first().step)
}

#[test]
fn a_full_undamped_step_is_that_of_the_pseudo_inverse() {
    // More parameters than columns and fewer: 2·3 of 19, and 9·3 of 19.
    for n in [2, 9] {
        let case = squared(&[3, 2, 3], n, 4);
        let ggn = build(&case);
        let found = step(&case, &Criterion::AllNonzero, &Damping::Constant(0.0));
        // G·s = −(projection of g), and s is in G's range: G·s + g is orthogonal to it.
        let all: Vec<usize> = (0..case.net.n_coordinates()).collect();
        let samples: Vec<usize> = (0..n).collect();
        let hessian = |_: usize| {
            (0..3).map(|i| (0..3).map(|j| if i == j { 2.0 / 3.0 } else { 0.0 }).collect()).collect()
        };
        let reference = reference(&case, &all, Reduction::Mean, &samples, &samples, hessian);
        let missed: Vec<f64> = times(&reference.ggn, &found)
            .iter()
            .zip(&reference.gradient)
            .map(|(a, b)| a + b)
            .collect();
        let back = times(&reference.ggn, &missed);
        let size = dot(&reference.gradient, &reference.gradient).sqrt();
        assert!(back.iter().all(|x| x.abs() < 1e-9 * size), "{n}: {back:?}");
        // In the range: no part along vectors that G maps to zero.
        let dense = jacobi(reference.ggn.clone());
        let rank = ggn.eigenpairs(&Criterion::AllNonzero).unwrap().first().values.len();
        for e in &dense.vectors[..dense.values.len() - rank] {
            assert!(dot(e, &found).abs() < 1e-8 * dot(&found, &found).sqrt());
        }
    }
}

#[test]
fn a_zero_gradient_gives_a_zero_step() {
    let case = squared(&[3, 2, 2], 4, 4);
    let targets: Vec<f64> = (0..4).flat_map(|n| case.outputs(n)).collect();
    let case = Case { loss: Box::new(SquaredError::new(&targets, 2).unwrap()), ..case };
    let all = build(&case).damped_newton(&Criterion::TopK(4), &Damping::Constant(1.0)).unwrap();
    let result = all.first();
    assert_eq!(result.step.arrays.len(), 4);
    assert!(flat(&result.step).iter().all(|x| *x == 0.0));
    assert_eq!(result.directional.slope_signal_to_noise(), [0.0; 4]);
    assert_eq!(result.predicted_change(), 0.0);
}

#[test]
fn a_large_damping_gives_the_projected_gradient() {
    let case = softmax(&[3, 4, 3], 5, 9);
    let criterion = Criterion::TopK(4);
    let delta = 1e9;
    let found = step(&case, &criterion, &Damping::Constant(delta));
    let ggn = build(&case);
    let eigen = &ggn.eigenpairs(&criterion).unwrap();
    let gradients = case.gradients(&[0, 1, 2, 3, 4]).unwrap().columns;
    let d = gradients[0].len();
    let mean = |i: usize| gradients.iter().map(|g| g[i]).sum::<f64>() / 5.0;
    let gradient: Vec<f64> = (0..d).map(mean).collect();
    let mut expected = vec![0.0; d];
    for k in 0..4 {
        let e = vector(&eigen.first().vectors, k);
        let along = dot(&gradient, &e);
        expected.iter_mut().zip(&e).for_each(|(x, e)| *x -= along * e);
    }
    let found: Vec<f64> = found.iter().map(|s| s * delta).collect();
    assert_close("δ·step", &found, &expected, 1e-8);
}

#[test]
fn the_mean_curvature_of_samples_is_the_eigenvalue() {
    for (name, reduction, scale) in [("mean", Reduction::Mean, 1.0), ("sum", Reduction::Sum, 6.0)] {
        let case = softmax(&[3, 4, 3], 6, 2);
        let ggn = Ggn::builder(&case).reduction(reduction).subsample_ggn(&[4, 1, 3]).build();
        let all = ggn.unwrap().directional_derivatives(&Criterion::TopK(5)).unwrap();
        let directional = all.first();
        assert_eq!((directional.gammas.n_rows(), directional.lambdas.n_rows()), (6, 3));
        for k in 0..5 {
            let mean = (0..3).map(|n| directional.lambdas[(n, k)]).sum::<f64>() / 3.0;
            assert_close(name, &[scale * mean], &[directional.values[k]], 1e-12);
        }
    }
}

#[test]
fn a_sum_is_n_times_a_mean() {
    let case = softmax(&[3, 4, 3], 6, 2);
    let mean = build(&case);
    let sum = Ggn::builder(&case).reduction(Reduction::Sum).build().unwrap();
    let values = |ggn: &Ggn<'_, _>| ggn.eigenvalues().unwrap().first().clone();
    let six: Vec<f64> = values(&mean).iter().map(|v| 6.0 * v).collect();
    assert_close("values", &values(&sum), &six, 1e-12);
    // Undamped, or damped in proportion, the step is the same.
    let top = Criterion::TopK(4);
    for (of_mean, of_sum) in [
        (Damping::Constant(0.0), Damping::Constant(0.0)),
        (Damping::Constant(0.5), Damping::Constant(3.0)),
        (Damping::Noise, Damping::Noise),
        (
            Damping::Relative { constant: 0.0, factor: 0.5 },
            Damping::Relative { constant: 0.0, factor: 0.5 },
        ),
    ] {
        let one = flat(&mean.damped_newton(&top, &of_mean).unwrap().first().step);
        let other = flat(&sum.damped_newton(&top, &of_sum).unwrap().first().step);
        assert_close(&format!("{of_mean:?}"), &other, &one, 1e-10);
    }
}

#[test]
fn draws_come_near_the_exact_matrix_as_one_over_the_root_of_their_number() {
    let case = softmax(&[3, 3, 3], 4, 6);
    let all = case.net.layout().leaves.len();
    let leaves: Vec<usize> = (0..all).collect();
    // Frobenius distance of the matrices over the parameters, by their square roots.
    let ggn = |curvature: Curvature| {
        let v = case.curvature(curvature, &[0, 1, 2, 3]).unwrap();
        let d = v.layout.len();
        let unit = matrix(d, d, |i, j| f64::from(u8::from(i == j)));
        v.times(&leaves, &v.transposed_times(&leaves, &unit)).into_vec()
    };
    let exact = ggn(Curvature::Exact);
    let size = dot(&exact, &exact).sqrt();
    let error = |samples: usize| {
        let of_seed = |seed: u64| {
            let drawn = ggn(Curvature::MonteCarlo { samples, seed });
            drawn.iter().zip(&exact).map(|(a, b)| (a - b).powi(2)).sum::<f64>()
        };
        ((0..8).map(of_seed).sum::<f64>() / 8.0).sqrt() / size
    };
    let (few, many) = (error(4), error(256));
    // 8 times less; eight seeds leave a quarter of doubt.
    assert!((4.0..16.0).contains(&(few / many)), "{few} {many}");
}

#[test]
fn permuted_samples_permute_rows_alone() {
    let case = softmax(&[3, 4, 3], 5, 2);
    let order = [3, 0, 4, 1, 2];
    let plain = build(&case);
    let permuted = Ggn::builder(&case).subsample_ggn(&order).subsample_gradient(&order).build();
    let permuted = permuted.unwrap();
    let top = Criterion::TopK(4);
    let values = |ggn: &Ggn<'_, _>| ggn.eigenvalues().unwrap().first().clone();
    assert_close("values", &values(&permuted), &values(&plain), 1e-12);
    let (a, b) = (
        plain.directional_derivatives(&top).unwrap(),
        permuted.directional_derivatives(&top).unwrap(),
    );
    let (a, b) = (a.first(), b.first());
    for k in 0..4 {
        let of_a = |n: &usize| (a.gammas[(*n, k)].abs(), a.lambdas[(*n, k)]);
        let (gammas, lambdas): (Vec<f64>, Vec<f64>) = order.iter().map(of_a).unzip();
        let of_b = |n| (b.gammas[(n, k)].abs(), b.lambdas[(n, k)]);
        let (found_gammas, found_lambdas): (Vec<f64>, Vec<f64>) = (0..5).map(of_b).unzip();
        assert_close("gammas", &found_gammas, &gammas, 1e-10);
        assert_close("lambdas", &found_lambdas, &lambdas, 1e-10);
    }
    let damping = Damping::Noise;
    let steps = |ggn: &Ggn<'_, _>| flat(&ggn.damped_newton(&top, &damping).unwrap().first().step);
    assert_close("step", &steps(&permuted), &steps(&plain), 1e-10);
}

#[test]
fn duplicates_and_more_directions_than_there_are_give_finite_results() {
    let mut case = squared(&[3, 2, 2], 6, 4);
    for n in 3..6 {
        case.x[n] = case.x[n - 3].clone();
    }
    let ggn = build(&case);
    let values = ggn.eigenvalues().unwrap();
    assert!(values.first().iter().all(|v| v.is_finite() && *v >= 0.0));
    // Twelve eigenvalues, of which six are zero.
    let top = Criterion::TopK(12);
    let pairs = ggn.eigenpairs(&top).unwrap();
    let pairs = pairs.first();
    assert_eq!(pairs.values.len(), 6);
    let dropped = |w: &&Warning| matches!(w, Warning::Dropped { .. });
    assert_eq!(pairs.warnings.iter().filter(dropped).count(), 6);
    assert!(flat(&pairs.vectors).iter().all(|x| x.is_finite()));
    let step = ggn.damped_newton(&top, &Damping::Noise).unwrap();
    assert!(flat(&step.first().step).iter().all(|x| x.is_finite()));
    let snr = step.first().directional.slope_signal_to_noise();
    assert!(snr.iter().all(|x| *x >= 0.0));

    // A single neuron without inputs that differ from zero: everything is zero.
    let mut case = squared(&[2, 1], 3, 1);
    case.x.iter_mut().for_each(|x| x.fill(0.0));
    let ggn = Ggn::builder(&case).groups(ParamGroups::PerParameter).build().unwrap();
    let weights = ggn.group("layers[0].w").unwrap();
    assert_eq!(ggn.eigenvalues().unwrap()[weights], [0.0; 3]);
    let step = &ggn.damped_newton(&Criterion::TopK(2), &Damping::Constant(1.0)).unwrap()[weights];
    assert_eq!((flat(&step.step), step.dampings.len()), (vec![0.0; 2], 0));
}

#[test]
fn directions_that_are_kept_in_another_order_are_given_in_it() {
    let case = squared(&[3, 2, 2], 4, 4);
    let ggn = build(&case);
    let backwards = |values: &[f64]| vec![values.len() - 1, values.len() - 3];
    let pairs = ggn.eigenpairs(&Criterion::By(&backwards)).unwrap();
    let values = ggn.eigenvalues().unwrap();
    let values = values.first();
    assert_eq!(pairs.first().kept, [7, 5]);
    assert_eq!(pairs.first().values, [values[7], values[5]]);
    let none = |_: &[f64]| vec![];
    let step = ggn.damped_newton(&Criterion::By(&none), &Damping::Constant(1.0)).unwrap();
    assert!(flat(&step.first().step).iter().all(|x| *x == 0.0));
}

#[test]
fn small_eigenvalues_are_warned_of() {
    let case = squared(&[3, 2, 2], 4, 4);
    let smallest = build(&case).eigenvalues().unwrap().first()[0];
    let warnings = |small: SmallEigenvalues| {
        let ggn = Ggn::builder(&case).small_eigenvalues(small).build().unwrap();
        ggn.eigenpairs(&Criterion::TopK(8)).unwrap().first().warnings.clone()
    };
    let off = SmallEigenvalues { warn_below: 0.0, warn_below_relative: 0.0, ..Default::default() };
    assert!(smallest > 0.0 && warnings(off).is_empty());
    let found = warnings(SmallEigenvalues { warn_below: 1.5 * smallest, ..off });
    assert!(
        matches!(found[..], [Warning::Small { index: 0, value, .. }] if (value / smallest - 1.0).abs() < 1e-6),
        "{found:?}"
    );
    assert!(found[0].to_string().starts_with("eigenvalue 0 is "));
    let all = warnings(SmallEigenvalues { warn_below_relative: 2.0, ..off });
    assert_eq!(all.len(), 8);
    assert_eq!(SmallEigenvalues::default().warn_below, 1e-4);
}

#[test]
fn samples_of_a_plain_function_are_a_source() {
    use cotangent_models::score::network::outputs_at;
    let case = softmax(&[3, 4, 3], 6, 2);
    let samples = Samples::in_lanes::<4, _>(&case.net, 6, vec![0.0; 3], |net, n, seed| {
        let (f, pullback) = outputs_at::vjp_lanes_wrt_net(net, &case.x[n]);
        pullback(seed(&f))
    });
    // A scaling of their own does not count.
    let samples = samples.unwrap().loss(&*case.loss).unwrap();
    let samples = samples.scaling(Scaling::AsObjective(Reduction::Mean));
    let top = Criterion::TopK(4);
    for curvature in [Curvature::Exact, Curvature::MonteCarlo { samples: 3, seed: 1 }] {
        let of_samples = Ggn::builder(&samples)
            .curvature(curvature)
            .subsample_ggn(&[4, 1, 3])
            .subsample_gradient(&[5, 0]);
        let of_case = Ggn::builder(&case)
            .curvature(curvature)
            .subsample_ggn(&[4, 1, 3])
            .subsample_gradient(&[5, 0]);
        let found = of_samples.build().unwrap().damped_newton(&top, &Damping::Noise).unwrap();
        let expected = of_case.build().unwrap().damped_newton(&top, &Damping::Noise).unwrap();
        let (found, expected) = (found.first(), expected.first());
        assert_close("step", &flat(&found.step), &flat(&expected.step), 1e-11);
        assert_close("values", &found.directional.values, &expected.directional.values, 1e-12);
        let lambdas = |step: &NewtonStep| step.directional.lambdas.as_slice().to_vec();
        assert_close("lambdas", &lambdas(found), &lambdas(expected), 1e-10);
    }
}

#[test]
fn a_unit_hessian_gives_the_tangent_kernel() {
    let mut case = squared(&[3, 2, 2], 4, 4);
    case.loss = Box::new(UnitLoss { n_samples: 4, n_outputs: 2 });
    let ggn = Ggn::builder(&case).reduction(Reduction::Sum).build().unwrap();
    let kernel = ggn.block(ggn.group("all").unwrap()).gram();
    let jacobians = case.jacobians();
    for (i, j) in (0..8).flat_map(|i| (0..8).map(move |j| (i, j))) {
        let expected = dot(&jacobians[i % 4][i / 4], &jacobians[j % 4][j / 4]);
        assert!((kernel[(i, j)] - expected).abs() < 1e-12);
    }
}

/// A source with a given Gram matrix' square root, for spectra that networks do not have.
struct Given(Vec<Vec<f64>>);

impl FactorSource for Given {
    type Factor = Columns;
    fn n_samples(&self) -> usize {
        self.0.len()
    }
    fn curvature(&self, _: Curvature, samples: &[usize]) -> Result<Columns, JacobianError> {
        self.gradients(samples)
    }
    fn gradients(&self, samples: &[usize]) -> Result<Columns, JacobianError> {
        let columns: Vec<Vec<f64>> = samples.iter().map(|&n| self.0[n].clone()).collect();
        let d = columns[0].len();
        let leaves = vec![Slot { path: "p".into(), shape: vec![d], range: 0..d }];
        Ok(Columns { n_samples: samples.len(), layout: Layout { leaves }, columns })
    }
}

#[test]
fn policies_are_followed() {
    // Thirty copies of a few directions: rounding makes some of the zeros negative.
    let columns: Vec<Vec<f64>> = (0..30).map(|n| uniform(40, n % 3)).collect();
    let given = Given(columns);
    let clip = Ggn::builder(&given).build().unwrap();
    assert!(clip.eigenvalues().unwrap().first().iter().all(|v| *v >= 0.0));
    assert_eq!(clip.eigenpairs(&Criterion::AllNonzero).unwrap().first().values.len(), 3);
    let reject = SmallEigenvalues { policy: Policy::Reject, ..Default::default() };
    let reject = Ggn::builder(&given).small_eigenvalues(reject).build().unwrap();
    let error = reject.eigenvalues().unwrap_err();
    assert!(matches!(error, NewtonError::Eigenvalue { value, .. } if value < 0.0), "{error}");

    // Without negative ones, keeping a zero is what is refused.
    let given = Given(vec![vec![1.0, 0.0], vec![0.0, 0.0]]);
    let reject = SmallEigenvalues { policy: Policy::Reject, ..Default::default() };
    let reject = Ggn::builder(&given).small_eigenvalues(reject).build().unwrap();
    assert_eq!(*reject.eigenvalues().unwrap().first(), [0.0, 0.5]);
    assert!(reject.eigenpairs(&Criterion::TopK(1)).is_ok());
    let message = reject.eigenpairs(&Criterion::TopK(2)).unwrap_err().to_string();
    assert!(message.contains("eigenvalue 0 of group `all` is 0"), "{message}");

    let given = Given(vec![vec![1.0, f64::NAN], vec![0.0, 0.0]]);
    let message = Ggn::builder(&given).build().unwrap().eigenvalues().unwrap_err().to_string();
    assert!(message.contains("NaN at (0, 0)"), "{message}");
}

#[test]
fn mistakes_are_explained() {
    let case = squared(&[3, 2, 2], 4, 4);
    let refused = |builder: GgnBuilder<'_, _>| match builder.build() {
        Ok(_) => panic!("accepted"),
        Err(error) => error.to_string(),
    };
    let builder = || Ggn::builder(&case);
    let groups = |groups: &[(&str, &[&str])]| {
        let all = groups.iter().map(|(name, leaves)| (*name, leaves.to_vec()));
        refused(builder().groups(ParamGroups::custom(all)))
    };
    let (w, b) = ("layers[0].w", "layers[0].b");
    for (message, expected) in [
        (
            groups(&[("one", &[w, b]), ("two", &[w])]),
            "parameter `layers[0].w` is in two groups, `one` and `two`",
        ),
        (groups(&[("one", &[w, w])]), "parameter `layers[0].w` is in group `one` twice"),
        (
            groups(&[("one", &["layers[7].w"])]),
            "there is no parameter `layers[7].w`, which group `one` names; there are `layers[0].w`",
        ),
        (groups(&[("one", &[])]), "group `one` has no parameters"),
        (groups(&[("one", &[w]), ("one", &[b])]), "two groups are called `one`"),
        (groups(&[]), "the list of groups is empty"),
        (
            refused(builder().subsample_ggn(&[0, 2, 0])),
            "the sub-sample for the curvature names sample 0 twice, at places 0 and 2",
        ),
        (
            refused(builder().subsample_gradient(&[1, 4])),
            "the sub-sample for gradients names sample 4 at place 1, but there are 4 samples",
        ),
        (refused(builder().subsample_ggn(&[])), "the sub-sample for the curvature is empty"),
        (
            refused(builder().frozen(["nothing"])),
            "there is no parameter `nothing`, which the list of frozen ones names",
        ),
        (
            refused(builder().groups(ParamGroups::custom([("one", [w])])).frozen([w])),
            "group `one` has no parameters: all that it names are frozen",
        ),
        (
            refused(
                builder()
                    .small_eigenvalues(SmallEigenvalues { warn_below: -1.0, ..Default::default() }),
            ),
            "warn_below is -1, but must be at least 0",
        ),
        (
            refused(builder().curvature(Curvature::MonteCarlo { samples: 0, seed: 1 })),
            "Monte-Carlo samples",
        ),
    ] {
        assert!(message.contains(expected), "{message}\nis not\n{expected}");
    }

    let ggn = builder().build().unwrap();
    let pairs = |criterion: &Criterion<'_>| ggn.eigenpairs(criterion).unwrap_err().to_string();
    let step = |damping: &Damping<'_>| {
        ggn.damped_newton(&Criterion::TopK(3), damping).unwrap_err().to_string()
    };
    for (message, expected) in [
        (
            pairs(&Criterion::TopK(9)),
            "the 9 largest eigenvalues of group `all` were asked for, but it has 8",
        ),
        (
            pairs(&Criterion::By(&|_| vec![3, 8])),
            "the criterion keeps eigenvalue 8 of group `all`, but it has 8",
        ),
        (
            pairs(&Criterion::By(&|_| vec![3, 3])),
            "the criterion keeps eigenvalue 3 of group `all` twice",
        ),
        (pairs(&Criterion::Above(f64::NAN)), "least eigenvalue is NaN"),
        (pairs(&Criterion::AboveRelative(1.5)), "is 1.5, but must be at least 0 and below 1"),
        (
            step(&Damping::PerDirection(&[1.0; 2])),
            "group `all` has 3 directions, but 2 dampings came",
        ),
        (step(&Damping::By(&|_| vec![])), "group `all` has 3 directions, but 0 dampings came"),
        (step(&Damping::Constant(f64::NAN)), "with damping NaN is not positive and finite"),
        (step(&Damping::Constant(-1e3)), "along direction 0 of group `all` the curvature"),
    ] {
        assert!(message.contains(expected), "{message}\nis not\n{expected}");
    }
    assert_eq!(ggn.group("nothing"), None);
}

#[test]
fn frozen_leaves_and_those_outside_of_groups_are_left_alone() {
    let case = squared(&[3, 2, 2], 4, 4);
    let frozen = Ggn::builder(&case).frozen(["layers[0].w"]).groups(ParamGroups::PerParameter);
    let names = |ggn: &Ggn<'_, _>| -> Vec<String> {
        ggn.groups().iter().map(|group| group.name.clone()).collect()
    };
    let frozen = frozen.build().unwrap();
    assert_eq!(names(&frozen), ["layers[0].b", "layers[1].w", "layers[1].b"]);
    let custom = ParamGroups::custom([("some", ["layers[1].b", "layers[0].w", "layers[0].b"])]);
    let some = Ggn::builder(&case).groups(custom).frozen(["layers[0].w"]).build().unwrap();
    let step = some.damped_newton(&Criterion::TopK(2), &Damping::Constant(1.0)).unwrap();
    let paths: Vec<&str> = step.first().step.arrays.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(paths, ["layers[1].b", "layers[0].b"]);

    let mut net = case.net.clone();
    step.add_to(&mut net, 2.0);
    assert_eq!(
        (&net.layers[0].w, &net.layers[1].w),
        (&case.net.layers[0].w, &case.net.layers[1].w)
    );
    for (l, array) in [(1, 0), (0, 1)] {
        let moved = net.layers[l].b.iter().zip(&case.net.layers[l].b).map(|(a, b)| a - b);
        let expected: Vec<f64> =
            step.first().step.arrays[array].floats.iter().map(|s| 2.0 * s).collect();
        assert_close("moved", &moved.collect::<Vec<_>>(), &expected, 1e-12);
    }
}

#[test]
fn a_damping_sees_all_that_is_known_along_the_directions() {
    let case = squared(&[3, 2, 2], 4, 4);
    let ggn = Ggn::builder(&case).subsample_ggn(&[2, 0]).subsample_gradient(&[1, 3, 0]);
    let ggn = ggn.build().unwrap();
    let constant = ggn.damped_newton(&Criterion::TopK(3), &Damping::Constant(2.0)).unwrap();
    let by = Damping::By(&|d| {
        assert_eq!((d.values.len(), d.gammas.n_rows(), d.lambdas.n_rows()), (3, 3, 2));
        assert_eq!((d.gram_vectors.n_rows(), d.gram_vectors.n_columns()), (4, 3));
        vec![2.0; 3]
    });
    assert_eq!(ggn.damped_newton(&Criterion::TopK(3), &by).unwrap(), constant);
    let each = Damping::PerDirection(&[2.0, 2.0, 2.0]);
    assert_eq!(ggn.damped_newton(&Criterion::TopK(3), &each).unwrap(), constant);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    /// Traces, unit vectors, eigenvalue equations and steps at random shapes, one sample and one output included.
    #[test]
    fn random_shapes(
        n in 1_usize..6, width in 1_usize..5, hidden in 1_usize..5, c in 1_usize..5,
        seed in 0_u64..1000, kind in 0_usize..2, per_parameter: bool,
    ) {
        let widths = [width, hidden, c];
        let net = draw_net(&widths, Activation::Softplus, seed);
        let x = draw_inputs(n, width, seed + 1);
        let loss: Box<dyn Loss> = if kind == 0 {
            Box::new(SquaredError::new(&uniform(n * c, seed + 2), c).unwrap())
        } else {
            let classes: Vec<usize> = (0..n).map(|i| (i + seed as usize) % c).collect();
            Box::new(SoftmaxCrossEntropy::new(&classes, c).unwrap())
        };
        let case = Case { net, x, loss };
        let groups = if per_parameter { ParamGroups::PerParameter } else { ParamGroups::One };
        let ggn = Ggn::builder(&case).groups(groups).build().unwrap();
        let root = ggn.root();
        for group in ggn.groups() {
            let id = ggn.group(&group.name).unwrap();
            let block = ggn.block(id);
            let values = block.eigenvalues().unwrap();
            prop_assert_eq!(values.len(), n * c);
            let rows: Vec<usize> = group.leaves.iter()
                .flat_map(|&leaf| root.layout.leaves[leaf].range.clone()).collect();
            let square = |column: &Vec<f64>| rows.iter().map(|&r| column[r].powi(2)).sum::<f64>();
            let trace = root.columns.iter().map(square).sum::<f64>() / n as f64;
            let sum: f64 = values.iter().sum();
            prop_assert!((sum - trace).abs() <= 1e-12 * trace, "{sum} {trace}");

            let criterion = Criterion::AboveRelative(1e-6);
            let pairs = block.eigenpairs(&criterion).unwrap();
            for (k, value) in pairs.values.iter().enumerate() {
                let e = vector(&pairs.vectors, k);
                prop_assert!((dot(&e, &e) - 1.0).abs() < 1e-12);
                let e = Matrix::from_vec(e.len(), 1, e);
                let vte = root.transposed_times(&group.leaves, &e);
                let quotient = dot(vte.as_slice(), vte.as_slice()) / n as f64;
                prop_assert!((quotient / value - 1.0).abs() < 1e-8, "{quotient} {value}");
            }
            let step = block.damped_newton(&criterion, &Damping::Constant(0.1)).unwrap();
            prop_assert!(step.predicted_change() <= 0.0);
            prop_assert!(flat(&step.step).iter().all(|x| x.is_finite()));
        }
    }
}
