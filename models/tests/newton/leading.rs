//! Few of many eigenvalues, which are looked for alone, against all of them.

use crate::dense::vector;
use crate::support::*;
use cotangent::drivers::NamedArrays;
use cotangent_models::jacobians::SoftmaxCrossEntropy;
use cotangent_models::newton::*;
use cotangent_models::score::Activation;

/// 100 samples of four classes: 400 rows of the Gram matrix.
fn case(seed: u64) -> Case {
    let classes: Vec<usize> = (0..100).map(|i| (i * i + i / 7) % 4).collect();
    Case {
        net: draw_net(&[6, 8, 4], Activation::Tanh, seed),
        x: draw_inputs(100, 6, seed + 2),
        loss: Box::new(SoftmaxCrossEntropy::new(&classes, 4).unwrap()),
    }
}

fn flat(arrays: &NamedArrays) -> Vec<f64> {
    arrays.arrays.iter().flat_map(|array| array.floats.iter().copied()).collect()
}

#[test]
fn few_of_many_are_those_of_the_whole_decomposition() {
    let case = case(3);
    for groups in [ParamGroups::One, ParamGroups::PerParameter] {
        for k in [1, 5, 12] {
            let alone = Ggn::builder(&case).groups(groups.clone()).build().unwrap();
            let whole = Ggn::builder(&case).groups(groups.clone()).build().unwrap();
            let last = |values: &[f64]| (values.len() - k..values.len()).collect();
            let (few, all) = (Criterion::TopK(k), Criterion::By(&last));
            let damping = Damping::Constant(0.1);
            for (block, name) in alone.groups().iter().enumerate() {
                let id = alone.group(&name.name).unwrap();
                let [alone, whole] = [&alone, &whole].map(|ggn| ggn.block(id));
                // The smallest group has fewer directions than are asked for.
                let [found, expected] = [(&alone, &few), (&whole, &all)]
                    .map(|(block, criterion)| block.eigenpairs(criterion).unwrap());
                assert_eq!(found.kept, expected.kept, "group {block}");
                assert_eq!(found.warnings.len(), expected.warnings.len());
                assert_close("eigenvalues", &found.values, &expected.values, 1e-12);
                for j in 0..found.values.len() {
                    let along = dot(&vector(&found.vectors, j), &vector(&expected.vectors, j));
                    assert!((along.abs() - 1.0).abs() < 1e-9, "{along}");
                }
                let [found, expected] = [(&alone, &few), (&whole, &all)]
                    .map(|(block, criterion)| block.damped_newton(criterion, &damping).unwrap());
                assert_close("step", &flat(&found.step), &flat(&expected.step), 1e-8);
                let [found, expected] = [found, expected].map(|step| step.directional.curvatures);
                assert_close("curvatures", &found, &expected, 1e-10);
            }
        }
    }
}

#[test]
fn what_was_found_serves_fewer_and_makes_way_for_more() {
    let case = case(8);
    let ggn = Ggn::builder(&case).build().unwrap();
    let values = |criterion: &Criterion<'_>| {
        let pairs = ggn.eigenpairs(criterion).unwrap();
        pairs.first().values.clone()
    };
    let five = values(&Criterion::TopK(5));
    assert_eq!(values(&Criterion::TopK(3)), five[2..]);
    let all = ggn.eigenvalues().unwrap().first().clone();
    assert_eq!(all.len(), 400);
    assert_close("five of all", &five, &all[395..], 1e-12);
    assert_close("twelve", &values(&Criterion::TopK(12)), &all[388..], 1e-12);
    let nonzero = values(&Criterion::AllNonzero);
    assert!(nonzero.len() > 12);
    // All are there now.
    assert_eq!(values(&Criterion::TopK(5)), nonzero[nonzero.len() - 5..]);
    assert_eq!(ggn.eigenvalues().unwrap().first().len(), 400);
}

#[test]
fn a_policy_for_negative_eigenvalues_sees_all_of_them() {
    let case = case(5);
    let small = SmallEigenvalues { policy: Policy::Reject, ..SmallEigenvalues::default() };
    let ggn = Ggn::builder(&case).small_eigenvalues(small).build().unwrap();
    // With fewer parameters than rows, rounding leaves some of the zeros negative.
    let all = ggn.eigenvalues().unwrap_err().to_string();
    let few = ggn.eigenpairs(&Criterion::TopK(5)).unwrap_err().to_string();
    for message in [all, few] {
        assert!(message.contains("the policy rejects negative ones"), "{message}");
    }
}
