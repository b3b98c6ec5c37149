//! LSTM: next-character loss of a stack of diagonal long short-term memory cells.
//!
//! Layer k owns row 2k (weights) and row 2k + 1 (biases) of `main`, each split in four blocks of b:
//! forget, in, out, change. Every product is elementwise.

use cotangent::differentiable;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Numbers;

/// Mean negative log-likelihood of the next character, in nats a bit.
///
/// Each step feeds one row of `sequence` through all layers and scores the prediction against the
/// row after it. Source: the ADBench suite.
///
/// Shapes: `main` is `[2 l, 4 b]`, `extra` `[3, b]` (input scale, output scale, output bias),
/// `state` `[2 l, b]` (for each layer hidden, then cell), `sequence` `[c, b]`. Differentiable in
/// `main` and `extra`.
#[differentiable(wrt(main, extra))]
pub fn lstm_objective(
    main: &[f64],
    extra: &[f64],
    state: &[f64],
    sequence: &[f64],
    l: usize,
    b: usize,
) -> f64 {
    let n_steps = sequence.len() / b - 1;
    let mut state = state.to_vec();
    let mut value = vec![0.0; b];
    let mut loss = 0.0;
    for t in 0..n_steps {
        let input = &sequence[t * b..(t + 1) * b];
        let target = &sequence[(t + 1) * b..(t + 2) * b];
        for i in 0..b {
            value[i] = input[i] * extra[i];
        }
        for k in 0..l {
            let parameters = &main[k * 8 * b..(k + 1) * 8 * b];
            let (weights, biases) = parameters.split_at(4 * b);
            let (hidden, cell) = state[k * 2 * b..(k + 1) * 2 * b].split_at_mut(b);
            for j in 0..b {
                let forget = sigmoid(value[j] * weights[j] + biases[j]);
                let ingate = sigmoid(hidden[j] * weights[b + j] + biases[b + j]);
                let outgate = sigmoid(value[j] * weights[2 * b + j] + biases[2 * b + j]);
                let change = (hidden[j] * weights[3 * b + j] + biases[3 * b + j]).tanh();
                cell[j] = cell[j] * forget + ingate * change;
                hidden[j] = outgate * cell[j].tanh();
                value[j] = hidden[j];
            }
        }
        for i in 0..b {
            value[i] = value[i] * extra[b + i] + extra[2 * b + i];
        }
        let norm = (2.0 + value.iter().map(|y| y.exp()).sum::<f64>()).ln();
        for (y, s) in value.iter().zip(target) {
            loss += s * (y - norm);
        }
    }
    -loss / (n_steps * b) as f64
}

/// The same of functions for each part, as a program would have it that uses its cells elsewhere too.
///
/// Each call of [`update_cell`] leaves a tape of its own; one function has one tape for all.
#[differentiable(wrt(main, extra))]
pub fn lstm_objective_by_cells(
    main: &[f64],
    extra: &[f64],
    state: &[f64],
    sequence: &[f64],
    l: usize,
    b: usize,
) -> f64 {
    let n_steps = sequence.len() / b - 1;
    let mut state = state.to_vec();
    let mut prediction = vec![0.0; b];
    let mut loss = 0.0;
    for t in 0..n_steps {
        let input = &sequence[t * b..(t + 1) * b];
        let target = &sequence[(t + 1) * b..(t + 2) * b];
        predict(main, extra, &mut state, input, &mut prediction, l);
        let norm = (2.0 + prediction.iter().map(|y| y.exp()).sum::<f64>()).ln();
        for (y, s) in prediction.iter().zip(target) {
            loss += s * (y - norm);
        }
    }
    -loss / (n_steps * b) as f64
}

/// Feeds one row through all layers, updating their state, and writes the prediction.
#[differentiable]
fn predict(
    main: &[f64],
    extra: &[f64],
    state: &mut [f64],
    input: &[f64],
    value: &mut [f64],
    l: usize,
) {
    let b = input.len();
    for i in 0..b {
        value[i] = input[i] * extra[i];
    }
    for k in 0..l {
        let parameters = &main[k * 8 * b..(k + 1) * 8 * b];
        let (weights, biases) = parameters.split_at(4 * b);
        let (hidden, cell) = state[k * 2 * b..(k + 1) * 2 * b].split_at_mut(b);
        update_cell(weights, biases, hidden, cell, value);
    }
    for i in 0..b {
        value[i] = value[i] * extra[b + i] + extra[2 * b + i];
    }
}

/// One layer's step; `value` is its input on entry and its output, the new `hidden`, on return.
#[differentiable]
fn update_cell(
    weights: &[f64],
    biases: &[f64],
    hidden: &mut [f64],
    cell: &mut [f64],
    value: &mut [f64],
) {
    let b = hidden.len();
    for j in 0..b {
        let forget = sigmoid(value[j] * weights[j] + biases[j]);
        let ingate = sigmoid(hidden[j] * weights[b + j] + biases[b + j]);
        let outgate = sigmoid(value[j] * weights[2 * b + j] + biases[2 * b + j]);
        let change = (hidden[j] * weights[3 * b + j] + biases[3 * b + j]).tanh();
        cell[j] = cell[j] * forget + ingate * change;
        hidden[j] = outgate * cell[j].tanh();
        value[j] = hidden[j];
    }
}

/// The logistic function.
#[differentiable]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The arguments of [`lstm_objective()`].
#[derive(Clone, Debug)]
pub struct LstmInstance {
    /// Weights and biases of the layers, `[2 l, 4 b]`.
    pub main: Vec<f64>,
    /// Input scale, output scale, output bias, `[3, b]`.
    pub extra: Vec<f64>,
    /// Initial hidden and cell rows, `[2 l, b]`.
    pub state: Vec<f64>,
    /// Characters, `[c, b]`.
    pub sequence: Vec<f64>,
    /// Number of layers.
    pub l: usize,
    /// Number of bits in a character.
    pub b: usize,
}

impl LstmInstance {
    /// Reads the suite's file format.
    ///
    /// # Panics
    /// If the text is not in that format.
    pub fn parse(text: &str) -> Self {
        let mut numbers = Numbers::new(text);
        let (l, c, b): (usize, usize, usize) = (numbers.next(), numbers.next(), numbers.next());
        let instance = LstmInstance {
            main: numbers.take(8 * l * b),
            extra: numbers.take(3 * b),
            state: numbers.take(2 * l * b),
            sequence: numbers.take(c * b),
            l,
            b,
        };
        numbers.finish();
        instance
    }

    /// Draws parameters and state uniformly from [0, 1) and a sequence of bits, one in four set.
    pub fn generate(l: usize, c: usize, b: usize, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut uniforms = |count| (0..count).map(|_| rng.random()).collect::<Vec<f64>>();
        let main = uniforms(8 * l * b);
        let extra = uniforms(3 * b);
        let state = uniforms(2 * l * b);
        let sequence = uniforms(c * b).iter().map(|&u| f64::from(u < 0.25)).collect();
        LstmInstance { main, extra, state, sequence, l, b }
    }

    /// The objective at this instance, in nats a bit.
    pub fn value(&self) -> f64 {
        lstm_objective(&self.main, &self.extra, &self.state, &self.sequence, self.l, self.b)
    }
}
