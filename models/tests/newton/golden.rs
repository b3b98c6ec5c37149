//! Published cases: eigenvalues, directions, directional derivatives and steps.

use crate::support::{Case, assert_close, dot};
use cotangent_models::jacobians::{Loss, SoftmaxCrossEntropy, SquaredError};
use cotangent_models::newton::*;
use cotangent_models::score::{Activation, Layer, Mlp};
use npyz::NpyFile;
use std::collections::BTreeMap;
use std::io::Read;

pub(crate) type Arrays = BTreeMap<String, Vec<f64>>;

/// A published case; integers become floats, single precision is left out.
pub(crate) fn golden(name: &str) -> Arrays {
    let path = format!("{}/../tests/data/newton/{name}.npz", env!("CARGO_MANIFEST_DIR"));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut arrays = Arrays::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap();
        if let Ok(floats) = NpyFile::new(&bytes[..]).unwrap().into_vec::<f64>() {
            arrays.insert(name, floats);
        } else if let Ok(whole) = NpyFile::new(&bytes[..]).unwrap().into_vec::<i64>() {
            arrays.insert(name, whole.iter().map(|w| *w as f64).collect());
        }
    }
    arrays
}

pub(crate) fn network(arrays: &Arrays) -> Mlp {
    let layer = |l: usize| {
        let w = arrays.get(&format!("W{l}"))?.clone();
        Some(Layer { w, b: arrays[&format!("b{l}")].clone() })
    };
    Mlp::new(Activation::Relu, (1..).map_while(layer).collect()).unwrap()
}

/// The inputs, and the loss with its targets.
pub(crate) fn data(arrays: &Arrays) -> (Vec<Vec<f64>>, Box<dyn Loss>) {
    let dims = &arrays["dims"];
    let (n_in, n_out) = (dims[0] as usize, dims[dims.len() - 1] as usize);
    let x = arrays["X"].chunks(n_in).map(<[f64]>::to_vec).collect();
    let loss: Box<dyn Loss> = if arrays["loss_kind"] == [0.0] {
        Box::new(SquaredError::new(&arrays["y"], n_out).unwrap())
    } else {
        let classes: Vec<usize> = arrays["y"].iter().map(|y| *y as usize).collect();
        Box::new(SoftmaxCrossEntropy::new(&classes, n_out).unwrap())
    };
    (x, loss)
}

/// The blocks with the places of their parameters, as groups.
pub(crate) fn groups(arrays: &Arrays) -> ParamGroups {
    let n_blocks = arrays["n_blocks"][0] as usize;
    ParamGroups::custom((0..n_blocks).map(|block| {
        let path = |place: &f64| {
            let place = *place as usize;
            format!("layers[{}].{}", place / 2, ["w", "b"][place % 2])
        };
        (
            format!("B{block}"),
            arrays[&format!("B{block}_params")].iter().map(path).collect::<Vec<_>>(),
        )
    }))
}

pub(crate) const DAMPINGS: [(&str, Damping<'static>); 4] = [
    ("const1", Damping::Constant(1.0)),
    ("const0.01", Damping::Constant(0.01)),
    ("relative", Damping::Relative { constant: 0.1, factor: 0.5 }),
    ("noise", Damping::Noise),
];

pub(crate) const NAMES: [&str; 6] = [
    "seed_mse",
    "seed_ce",
    "mse_dampings",
    "ce_dampings",
    "blocks_mse",
    "degenerate_last_layer_mse",
];

fn flat(arrays: &cotangent::drivers::NamedArrays) -> Vec<f64> {
    arrays.arrays.iter().flat_map(|array| array.floats.iter().copied()).collect()
}

#[test]
fn published_cases_are_met() {
    for name in NAMES {
        let arrays = golden(name);
        let (x, loss) = data(&arrays);
        let case = Case { net: network(&arrays), x, loss };
        let losses = (0..case.x.len()).map(|n| case.loss.value(n, &case.outputs(n)));
        let loss = losses.sum::<f64>() / case.x.len() as f64;
        assert_close(name, &[loss], &arrays["loss"], 1e-12);

        let ggn = Ggn::builder(&case).groups(groups(&arrays)).build().unwrap();
        let top = Criterion::TopK(arrays["k"][0] as usize);
        for (block, group) in ggn.groups().iter().enumerate() {
            let id = ggn.group(&group.name).unwrap();
            let get = |what: &str| arrays.get(&format!("B{block}_{what}"));
            let what = |what: &str| format!("{name}, block {block}, {what}");
            let n_parameters = group.n_parameters;

            let eigen = &ggn.eigenpairs(&top).unwrap()[id];
            assert_close(&what("evals"), &eigen.values, get("evals").unwrap(), 1e-10);
            let all = &ggn.eigenvalues().unwrap()[id];
            if let Some(expected) = get("evals_all") {
                // The D×D matrix' and the Gram matrix' differ in zeros alone.
                let both = all.len().min(n_parameters);
                let tail = |values: &[f64]| values[values.len() - both..].to_vec();
                assert_close(&what("evals_all"), &tail(all), &tail(expected), 1e-12);
            }
            let k = eigen.values.len();
            let vectors = |k: usize| -> Vec<f64> {
                let part = |a: &cotangent::drivers::NamedArray| {
                    let d = a.floats.len() / a.shape[0];
                    a.floats[k * d..(k + 1) * d].to_vec()
                };
                eigen.vectors.arrays.iter().flat_map(part).collect()
            };

            let directional = &ggn.directional_derivatives(&top).unwrap()[id];
            if let Some(expected) = get("evecs") {
                let (gammas, lambdas) = (get("gammas").unwrap(), get("lambdas").unwrap());
                for j in 0..k {
                    let mut vector = vectors(j);
                    let column = |all: &[f64]| -> Vec<f64> {
                        all.iter().skip(j).step_by(k).copied().collect()
                    };
                    let expected = column(expected);
                    let sign = dot(&vector, &expected).signum();
                    vector.iter_mut().for_each(|x| *x *= sign);
                    assert_close(&what("evecs"), &vector, &expected, 1e-10);

                    let found = column(directional.gammas.as_slice());
                    let expected = column(gammas);
                    let sign = dot(&found, &expected).signum();
                    let found: Vec<f64> = found.iter().map(|x| sign * x).collect();
                    // Relative to all slopes: along some directions they cancel.
                    let scale = gammas.iter().fold(0.0, |s: f64, v| s.max(v.abs()));
                    for (found, expected) in found.iter().zip(&expected) {
                        assert!((found - expected).abs() <= 1e-10 * scale, "{}", what("gammas"));
                    }
                    let found = column(directional.lambdas.as_slice());
                    assert_close(&what("lambdas"), &found, &column(lambdas), 1e-10);
                }
            }

            let mut steps = 0;
            for (damping_name, damping) in &DAMPINGS {
                let Some(expected) = get(&format!("step_{damping_name}")) else { continue };
                let step = &ggn.damped_newton(&top, damping).unwrap()[id];
                let deltas = get(&format!("delta_{damping_name}")).unwrap();
                assert_close(&what("delta"), &step.dampings, deltas, 1e-10);
                assert_close(&what(damping_name), &flat(&step.step), expected, 1e-10);
                steps += 1;
            }
            assert!(steps > 0, "{}", what("steps"));
        }
    }
}
