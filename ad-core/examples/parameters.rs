//! Parameters in structures: a gradient step, flat vectors, and leaves by name.

use cotangent::{Differentiable, Tangent, differentiable};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Layer {
    w: [[f64; 2]; 3],
    b: Vec<f32>,
}

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Model {
    layers: Vec<Layer>,
    scale: f64,
}

#[differentiable(wrt(model))]
fn loss(model: &Model, x: &[f64; 2]) -> f64 {
    let mut sum = 0.0;
    for layer in &model.layers {
        for (w, b) in layer.w.iter().zip(&layer.b) {
            sum += (w[0] * x[0] + w[1] * x[1] + f64::from(*b)).tanh();
        }
    }
    model.scale * sum * sum
}

fn main() {
    let layer = Layer { w: [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], b: vec![0.5; 3] };
    let mut model = Model { layers: vec![layer.clone(), layer], scale: 2.0 };
    let before = loss(&model, &[1.0, -1.0]);

    // A gradient is a vector: here is momentum, and a step against it.
    let gradient = loss::grad(&model, &[1.0, -1.0]);
    let mut momentum = gradient.zeros_like();
    momentum.scale(0.9);
    momentum.axpy(0.1, &gradient);
    assert!(momentum.dot(&gradient) > 0.0 && momentum.norm() < gradient.norm());
    model.step(&momentum, -0.01);
    assert!(loss(&model, &[1.0, -1.0]) < before);

    // The same numbers as one vector, in declaration order; `f32` is exact in it.
    let flat = model.to_flat();
    assert_eq!(flat.len(), 2 * (6 + 3) + 1);

    // Leaves have names and shapes: what a file of parameters wants.
    let mut file: BTreeMap<String, (Vec<usize>, Vec<f64>)> = BTreeMap::new();
    model.for_each_leaf(&mut |leaf| {
        file.insert(leaf.path.into(), (leaf.shape.into(), leaf.floats.to_f64().into()));
    });
    assert_eq!(file["layers[1].w"].0, [3, 2]);
    let saved = model.clone();
    model.set_flat(&vec![0.0; flat.len()]);
    model.for_each_leaf_mut(&mut |mut leaf| leaf.floats.copy_from(&file[leaf.path].1));
    assert_eq!(model, saved);
    println!("{} parameters in {} leaves", flat.len(), file.len());
}
