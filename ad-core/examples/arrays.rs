//! A network in arrays, its loss and the curvature of the loss.

use cotangent::{Differentiable, differentiable};
use ndarray::{Array1, Array2, array};

#[derive(Clone, Debug, Differentiable)]
struct Mlp {
    w1: Array2<f64>,
    b1: Array1<f64>,
    w2: Array2<f64>,
    b2: Array1<f64>,
}

#[differentiable(order = 2)]
fn forward(net: &Mlp, x: &Array2<f64>) -> Array2<f64> {
    let hidden = (x.dot(&net.w1) + &net.b1).mapv(|v| v.tanh());
    hidden.dot(&net.w2) + &net.b2
}

#[differentiable(wrt(net), order = 2)]
fn loss(net: &Mlp, x: &Array2<f64>, y: &Array2<f64>) -> f64 {
    let error = forward(net, x) - y;
    (&error * &error).sum()
}

fn main() {
    let net = Mlp {
        w1: array![[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]],
        b1: array![0.1, 0.2, 0.3],
        w2: array![[0.7], [-0.8], [0.9]],
        b2: array![0.5],
    };
    let (x, y) = (array![[1.0, 2.0], [-1.0, 0.5]], array![[0.3], [-0.4]]);
    let (value, gradient) = loss::value_and_grad(&net, &x, &y);
    assert_eq!(gradient.w1.dim(), (2, 3));
    // A step against the gradient lowers the loss as the first two derivatives say.
    let (rate, slope) = (1e-3, -cotangent::Tangent::dot(&gradient, &gradient));
    let mut down = gradient.clone();
    cotangent::Tangent::scale(&mut down, -1.0);
    let curvature = cotangent::Tangent::dot(&loss::hvp(&net, &x, &y, &down), &down);
    let mut moved = net.clone();
    moved.step(&down, rate);
    let expected = value + rate * slope + 0.5 * rate * rate * curvature;
    assert!((loss(&moved, &x, &y) - expected).abs() < 1e-5);
}
