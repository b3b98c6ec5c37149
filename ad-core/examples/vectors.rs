//! Elementary functions that become vector code, and code for several processors in one program.

use cotangent::{differentiable, math};

// In an ordinary build this runs with the widest vectors that the processor has.
#[differentiable(multiversion)]
fn free_energy(field: &[f64], energy: &mut [f64]) {
    for (energy, field) in energy.iter_mut().zip(field) {
        *energy = -math::logcosh(*field) - std::f64::consts::LN_2;
    }
}

// The standard library's names, with the functions of `cotangent::math` behind them.
#[differentiable(math = "vector")]
fn evidence(x: &[f64]) -> f64 {
    let shift = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.iter().map(|v| (v - shift).exp()).sum::<f64>().ln() + shift
}

fn main() {
    let mut energy = [0.0; 2];
    free_energy(&[0.0, 1.0], &mut energy);
    assert_eq!(energy[0], -2.0_f64.ln());
    let mut slope = [0.0; 2];
    free_energy::jvp(&[0.0, 1.0], &mut energy, &[1.0, 1.0], &mut slope);
    assert_eq!(slope, [0.0, -math::tanh(1.0)]);

    // The gradient is a softmax. Values agree bit for bit, whoever computes them.
    let x = [0.0, 3.0_f64.ln()];
    let (y, gradient) = evidence::value_and_grad(&x);
    assert_eq!(y, evidence(&x));
    assert!((gradient[0] - 0.25).abs() < 1e-15 && (gradient[1] - 0.75).abs() < 1e-15);
}
