//! A descent whose gradients allocate nothing after the first one.

use cotangent::{Differentiable, Workspace, differentiable};

#[differentiable]
fn energy(x: &[f64], stiffness: f64) -> f64 {
    let stretches: Vec<f64> = x.windows(2).map(|w| w[1] - w[0]).collect();
    stretches.iter().map(|s| stiffness * s * s.exp()).sum()
}

fn main() {
    let mut x = vec![0.0, 0.3, 0.4, 1.0];
    let before = energy(&x, 2.0);
    let mut workspace = Workspace::new();
    let (mut x_bar, mut stiffness_bar) = (vec![0.0; x.len()], 0.0);
    for _ in 0..100 {
        workspace.lend(|| {
            energy::value_and_grad_into(&x, 2.0, &mut x_bar, &mut stiffness_bar);
        });
        x.step(&x_bar, -0.01);
    }
    println!("from {before:.4} to {:.4}, with {} bytes", energy(&x, 2.0), workspace.bytes());
    assert!(energy(&x, 2.0) < before);
}
