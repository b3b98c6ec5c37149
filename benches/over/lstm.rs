//! The loss of a stack of diagonal long short-term memory cells.

use cotangent::{Scalar, tape};
use cotangent_tests::adbench::lstm::LstmInstance;

/// Parameters as `[main, extra]`.
pub fn loss<T: Scalar>(instance: &LstmInstance, parameters: &[T]) -> T {
    let LstmInstance { main, state, sequence, l, b, .. } = instance;
    let b = *b;
    let (main, extra) = parameters.split_at(main.len());
    let mut state: Vec<T> = state.iter().map(|x| T::from_f64(*x)).collect();
    let sigmoid = |x: T| cotangent::math::sigmoid(x);
    let n_steps = sequence.len() / b - 1;
    let mut loss = T::zero();
    for (input, target) in sequence.chunks_exact(b).zip(sequence.chunks_exact(b).skip(1)) {
        let mut value: Vec<T> =
            input.iter().zip(extra).map(|(x, w)| T::from_f64(*x) * *w).collect();
        for (layer, state) in main.chunks_exact(8 * b).zip(state.chunks_exact_mut(2 * b)).take(*l) {
            let (weights, biases) = layer.split_at(4 * b);
            for j in 0..b {
                let gate = |part: usize, x: T| x * weights[part * b + j] + biases[part * b + j];
                let (hidden, cell) = (state[j], state[b + j]);
                let (forget, ingate) = (sigmoid(gate(0, value[j])), sigmoid(gate(1, hidden)));
                let (outgate, change) = (sigmoid(gate(2, value[j])), gate(3, hidden).tanh());
                let cell = cell * forget + ingate * change;
                let hidden = outgate * cell.tanh();
                (state[j], state[b + j], value[j]) = (hidden, cell, hidden);
            }
        }
        for j in 0..b {
            value[j] = value[j] * extra[b + j] + extra[2 * b + j];
        }
        let norm = value.iter().fold(T::from_f64(2.0), |sum, y| sum + y.exp()).ln();
        for (y, s) in value.iter().zip(target).filter(|(_, s)| **s != 0.0) {
            loss += T::from_f64(*s) * (*y - norm);
        }
    }
    -loss / T::from_f64((n_steps * b) as f64)
}

/// The gradient on the tape.
pub fn on_tape(instance: &LstmInstance) -> Vec<f64> {
    let LstmInstance { main, extra, .. } = instance;
    tape::value_and_grad(|p| loss(instance, p), &[&main[..], extra].concat()).1
}
