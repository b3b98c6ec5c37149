//! The loss of a network on a batch, in `ndarray`'s products of matrices, and its gradient by hand.

use cotangent::drivers::gaussian;
use cotangent::tape::{ArrayVar, Tape};
use cotangent::{Differentiable, differentiable};
use ndarray::{Array1, Array2, ArrayD, Axis};

/// Two dense layers; weights are `[n_in, n_out]`.
#[derive(Clone, Debug, Differentiable)]
pub struct Net {
    /// The first layer's weights.
    pub w1: Array2<f64>,
    /// The first layer's biases.
    pub b1: Array1<f64>,
    /// The second layer's weights.
    pub w2: Array2<f64>,
    /// The second layer's biases.
    pub b2: Array1<f64>,
}

/// A matrix of normal numbers of variance 1/rows.
fn normal(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let numbers = gaussian(rows, columns, seed);
    let matrix = Array2::from_shape_vec((rows, columns), numbers).expect("as many as asked for");
    matrix / (rows as f64).sqrt()
}

impl Net {
    /// Normal weights of variance 1/n_in and normal biases.
    pub fn draw(n_inputs: usize, n_hidden: usize, n_outputs: usize, seed: u64) -> Self {
        Net {
            w1: normal(n_inputs, n_hidden, seed),
            b1: normal(1, n_hidden, seed + 1).remove_axis(Axis(0)),
            w2: normal(n_hidden, n_outputs, seed + 2),
            b2: normal(1, n_outputs, seed + 3).remove_axis(Axis(0)),
        }
    }
}

/// A batch of normal numbers, `[n, dim]`.
pub fn batch(n: usize, dim: usize, seed: u64) -> Array2<f64> {
    normal(n, dim, seed) * (n as f64).sqrt()
}

/// Half the mean squared error, with tanh after the first layer.
#[differentiable(wrt(net), order = 2)]
pub fn loss(net: &Net, x: &Array2<f64>, y: &Array2<f64>) -> f64 {
    let hidden = (x.dot(&net.w1) + &net.b1).mapv(|v| v.tanh());
    let error = hidden.dot(&net.w2) + &net.b2 - y;
    0.5 * error.mapv(|e| e * e).sum() / y.len() as f64
}

/// Value and gradient of [`loss()`] by hand.
pub fn by_hand(net: &Net, x: &Array2<f64>, y: &Array2<f64>) -> (f64, Net) {
    let mut hidden = x.dot(&net.w1);
    hidden += &net.b1;
    hidden.mapv_inplace(f64::tanh);
    let mut error = hidden.dot(&net.w2);
    error += &net.b2;
    error -= y;
    let share = 1.0 / y.len() as f64;
    let loss = 0.5 * share * error.iter().map(|e| e * e).sum::<f64>();
    error *= share;
    let mut hidden_bar = error.dot(&net.w2.t());
    hidden_bar.zip_mut_with(&hidden, |bar, h| *bar *= 1.0 - h * h);
    let gradient = Net {
        w1: x.t().dot(&hidden_bar),
        b1: hidden_bar.sum_axis(Axis(0)),
        w2: hidden.t().dot(&error),
        b2: error.sum_axis(Axis(0)),
    };
    (loss, gradient)
}

/// The gradient of [`loss()`] on the tape of arrays.
pub fn on_tape(net: &Net, x: &Array2<f64>, y: &Array2<f64>) -> Vec<ArrayD<f64>> {
    let tape = Tape::new();
    let inputs: [ArrayVar<f64>; 4] =
        [tape.array(&net.w1), tape.array(&net.b1), tape.array(&net.w2), tape.array(&net.b2)];
    let [w1, b1, w2, b2] = inputs;
    let hidden = (tape.array(x).dot(w1) + b1).tanh();
    let error = hidden.dot(w2) + b2 - tape.array(y);
    let loss = (error * error).sum() * (0.5 / y.len() as f64);
    loss.grad_arrays(&inputs)
}
