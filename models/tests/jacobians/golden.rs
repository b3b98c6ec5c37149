//! Published Jacobians of networks, in all ways and both precisions.

use crate::networks::{double, single};
use crate::support::{assert_close, golden};
use cotangent::drivers::{NamedArray, NamedArrays};
use cotangent_models::jacobians::*;

/// A published case with its parameters in the order of the leaves.
struct Case {
    x: Vec<Vec<f64>>,
    weights: Vec<[Vec<f64>; 2]>,
    /// W, b of each layer.
    jacobian: Vec<NamedArray>,
}

fn case(name: &str) -> Case {
    let arrays = golden(name);
    let layers = (1..).take_while(|l| arrays.contains_key(&format!("W{l}")));
    let mut weights = vec![];
    let mut jacobian = vec![];
    for l in layers {
        let mut take = |kind: &str, name: &str| {
            let (shape, floats) = arrays[&format!("J_{kind}{l}")].clone();
            jacobian.push(NamedArray { path: format!("layers[{}].{name}", l - 1), shape, floats });
            arrays[&format!("{kind}{l}")].1.clone()
        };
        weights.push([take("W", "w"), take("b", "b")]);
    }
    let (shape, x) = &arrays["X"];
    Case { x: x.chunks(shape[1]).map(<[f64]>::to_vec).collect(), weights, jacobian }
}

impl Case {
    fn net(&self) -> double::Net {
        let layer = |[w, b]: &[Vec<f64>; 2]| double::Layer::new(w, b);
        double::Net { layers: self.weights.iter().map(layer).collect() }
    }
}

const CASES: [&str; 4] = ["seed_N15_10_7_5", "N3_4_6_2", "three_layers_N4_5_6_4_3", "zero_preact"];

/// |found − expected| within `tolerance` times the array's largest entry, and the same names and shapes; weights are flat here.
#[track_caller]
fn assert_all_close(found: &NamedArrays, expected: &[NamedArray], tolerance: f64) {
    assert_eq!(found.arrays.len(), expected.len());
    for (found, expected) in found.arrays.iter().zip(expected) {
        assert_eq!(found.path, expected.path);
        let flat = expected.shape[2..].iter().product();
        assert_eq!(found.shape, [expected.shape[0], expected.shape[1], flat]);
        assert_close(&expected.path, &found.floats, &expected.floats, tolerance);
    }
}

#[test]
fn all_ways_agree_with_the_published_jacobians() {
    for name in CASES {
        let case = case(name);
        let net = case.net();
        let lanes = double::in_lanes(&net, &case.x);
        let single = double::one_by_one(&net, &case.x);
        for found in [
            lanes.jacobian(Way::OneSweep).unwrap(),
            lanes.jacobian(Way::PerOutput).unwrap(),
            single.jacobian(Way::OneSweep).unwrap(),
            single.jacobian(Way::PerOutput).unwrap(),
        ] {
            assert_all_close(&found, &case.jacobian, 1e-10);
        }
    }
}

#[test]
fn single_precision_meets_a_tenth_of_the_published_tolerance() {
    for name in CASES {
        let case = case(name);
        let layer = |[w, b]: &[Vec<f64>; 2]| single::Layer::new(w, b);
        let net = single::Net { layers: case.weights.iter().map(layer).collect() };
        let x: Vec<Vec<f32>> =
            case.x.iter().map(|x| x.iter().map(|&x| x as f32).collect()).collect();
        for found in [
            single::in_lanes(&net, &x).jacobian(Way::OneSweep).unwrap(),
            single::one_by_one(&net, &x).jacobian(Way::PerOutput).unwrap(),
        ] {
            assert_all_close(&found, &case.jacobian, 1e-6);
        }
    }
}

#[test]
fn the_square_root_for_a_summed_squared_error_is_the_jacobian() {
    for name in CASES {
        let case = case(name);
        let net = case.net();
        let (n, c) = (case.x.len(), net.n_outputs());
        let loss = SquaredError::new(&vec![0.0; n * c], c).unwrap().summed();
        let samples = double::in_lanes(&net, &case.x).loss(&loss).unwrap();
        let (root, jacobian) =
            samples.run((SquareRoot(Source::Factors(Curvature::Exact)), Jacobian)).unwrap();
        for (root, jacobian) in root.arrays.iter().zip(&jacobian.arrays) {
            assert_eq!(root.shape[..2], [c, n]);
            let length = root.floats.len() / (n * c);
            for sample in 0..n {
                for output in 0..c {
                    let v = &root.floats[(output * n + sample) * length..][..length];
                    let j = &jacobian.floats[(sample * c + output) * length..][..length];
                    for (v, j) in v.iter().zip(j) {
                        assert!((v / 2.0_f64.sqrt() - j).abs() <= 1e-14 * j.abs());
                    }
                }
            }
        }
    }
}
