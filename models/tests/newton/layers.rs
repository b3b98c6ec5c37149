//! Functions of dense layers, whose factors are never made whole.

use crate::golden::{DAMPINGS, NAMES, data, golden, groups};
use crate::support::assert_close;
use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::{DenseBatch, Taps, dense};
use cotangent_models::newton::*;
use ndarray::{Array1, Array2};

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Array2<f64>,
    b: Array1<f64>,
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    layers: Vec<Layer>,
}

#[differentiable(wrt(net), wrt(taps))]
fn network(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let mut h: Array2<f64> = x.clone();
    for l in 0..net.layers.len() {
        h = dense(&net.layers[l].w, &net.layers[l].b, &h, taps, l);
        if l + 1 < net.layers.len() {
            h = h.mapv(|v| v.max(0.0));
        }
    }
    h
}

#[test]
fn published_cases_are_met_by_layers() {
    for name in NAMES {
        let arrays = golden(name);
        let dims: Vec<usize> = arrays["dims"].iter().map(|d| *d as usize).collect();
        let layer = |l: usize| {
            let w = arrays[&format!("W{}", l + 1)].clone();
            let w = Array2::from_shape_vec((dims[l + 1], dims[l]), w).unwrap();
            Layer { w, b: Array1::from_vec(arrays[&format!("b{}", l + 1)].clone()) }
        };
        let net = Net { layers: (0..dims.len() - 1).map(layer).collect() };
        let (rows, loss) = data(&arrays);
        let x = Array2::from_shape_vec((rows.len(), dims[0]), rows.concat()).unwrap();
        let batch = DenseBatch::new(
            &net,
            &x,
            |net, x, taps, seed| {
                let (y, pullback) = network::vjp_wrt_taps(net, x, taps);
                pullback(seed(&y))
            },
            |net, x, taps, seed| {
                let (y, pullback) = network::vjp_wrt_net(net, x, taps);
                pullback(seed(&y))
            },
        );
        let batch = batch.unwrap().loss(&*loss).unwrap();
        let ggn = Ggn::builder(&batch).groups(groups(&arrays)).build().unwrap();
        let top = Criterion::TopK(arrays["k"][0] as usize);
        for (block, group) in ggn.groups().iter().enumerate() {
            let id = ggn.group(&group.name).unwrap();
            let get = |what: &str| arrays.get(&format!("B{block}_{what}"));
            let what = |what: &str| format!("{name}, block {block}, {what}");
            let pairs = &ggn.eigenpairs(&top).unwrap()[id];
            assert_close(&what("evals"), &pairs.values, get("evals").unwrap(), 1e-10);
            for (damping_name, damping) in &DAMPINGS {
                let Some(expected) = get(&format!("step_{damping_name}")) else { continue };
                let step = &ggn.damped_newton(&top, damping).unwrap()[id];
                let found: Vec<f64> =
                    step.step.arrays.iter().flat_map(|a| a.floats.iter().copied()).collect();
                assert_close(&what(damping_name), &found, expected, 1e-10);
            }
        }
    }
}
