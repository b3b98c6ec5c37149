//! Products with curvature, what is made of gradients, and derivatives of these.
#![allow(clippy::needless_range_loop, reason = "formulas read best with indices")]

use crate::networks::{double, drawn};
use crate::support::{assert_close, uniform};
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent::{Differentiable, differentiable, math};
use cotangent_models::jacobians::*;

/// A smooth network of one hidden layer, w1 `[3, 2]`, b1 `[3]`, w2 `[2, 3]`.
#[derive(Clone, Debug, Differentiable)]
struct Smooth {
    w1: Vec<f64>,
    b1: Vec<f64>,
    w2: Vec<f64>,
}

#[differentiable(wrt(net), order = 2)]
fn smooth(net: &Smooth, x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; 2];
    for h in 0..3 {
        let mut sum = net.b1[h];
        for i in 0..2 {
            sum += net.w1[h * 2 + i] * x[i];
        }
        let s = math::tanh(sum);
        for o in 0..2 {
            y[o] += net.w2[o * 3 + h] * s;
        }
    }
    y
}

fn case(n: usize) -> (Smooth, Vec<Vec<f64>>) {
    let net = Smooth { w1: uniform(6, 1), b1: uniform(3, 2), w2: uniform(6, 3) };
    (net, uniform(2 * n, 4).chunks(2).map(<[f64]>::to_vec).collect())
}

fn flat(arrays: &NamedArrays) -> Vec<f64> {
    arrays.arrays.iter().flat_map(|array| array.floats.clone()).collect()
}

#[test]
fn products_with_curvature() {
    let (net, x) = case(4);
    let loss = SoftmaxCrossEntropy::new(&[0, 1, 1, 0], 2).unwrap();
    let at = |net: &Smooth, scaling: Scaling| {
        let samples = Samples::new(net, 4, vec![0.0; 2], |net, n, seed| {
            let (y, pullback) = smooth::vjp(net, &x[n]);
            pullback(seed(&y))
        });
        let samples = samples.unwrap().loss(&loss).unwrap().scaling(scaling);
        let v = uniform(15, 5);
        let ggn = samples.ggn_times(&v, |net, n, v| smooth::jvp(net, &x[n], v)).unwrap();
        let hessian = samples.hessian_times(&v, |net, n, v, seed| {
            let ((y, y_dot), pullback) = smooth::jvp_vjp(net, &x[n], v);
            pullback(seed(&y, &y_dot))
        });
        let root = samples.factors(Curvature::Exact).unwrap();
        let v = Matrix::from_vec(15, 1, v);
        let expected = root.times(&[0, 1, 2], &root.transposed_times(&[0, 1, 2], &v));
        assert_close("G v", &flat(&ggn), expected.as_slice(), 1e-12);
        (flat(&hessian.unwrap()), flat(&samples.run(GradientSum).unwrap()))
    };
    for scaling in [Scaling::PerSample, Scaling::AsObjective(Reduction::Mean)] {
        let (hessian, _) = at(&net, scaling);
        let (h, v) = (1e-5, uniform(15, 5));
        let mut around = [net.clone(), net.clone()];
        for (net, by) in around.iter_mut().zip([h, -h]) {
            let moved: Vec<f64> = net.to_flat().iter().zip(&v).map(|(p, v)| p + by * v).collect();
            net.set_flat(&moved);
        }
        let [(_, up), (_, down)] = around.map(|net| at(&net, scaling));
        let expected: Vec<f64> = up.iter().zip(&down).map(|(a, b)| (a - b) / (2.0 * h)).collect();
        assert_close("H v", &hessian, &expected, 1e-8);
    }
}

#[differentiable(wrt(p), order = 2)]
fn sample_loss(p: &[f64], x: f64, y: f64) -> f64 {
    let r = math::tanh(p[0] * x + p[1]) * p[2] - y;
    r * r
}

/// The variance of the samples' gradients as a loss.
#[differentiable(wrt(p))]
fn gradient_variance(p: &[f64], x: &[f64], y: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = vec![];
    for n in 0..x.len() {
        rows.push(sample_loss::grad(p, x[n], y[n]));
    }
    total_variance(&rows)
}

#[test]
fn the_gradient_of_the_variance_of_gradients() {
    let (p, x, y) = (uniform(3, 6), uniform(5, 7), uniform(5, 8));
    let (value, gradient) = gradient_variance::value_and_grad(&p, &x, &y);
    let h = 1e-5;
    let slope = |i: usize| {
        let at = |by: f64| {
            let mut p = p.clone();
            p[i] += by;
            gradient_variance(&p, &x, &y)
        };
        (at(h) - at(-h)) / (2.0 * h)
    };
    assert_close("∇ variance", &gradient, &[slope(0), slope(1), slope(2)], 1e-8);
    // The same number as the request's.
    let samples = Samples::new(&p[..], 5, 0.0, |p, n, seed| {
        let (y, pullback) = sample_loss::vjp(p, x[n], y[n]);
        pullback(seed(&y))
    });
    let plain = UserLoss::new(5, 1, |_, f| (f[0], vec![1.0]), |_, _| vec![vec![0.0]]).unwrap();
    let variance = samples.unwrap().loss(&plain).unwrap().run(Variance).unwrap();
    assert!((variance.arrays[0].floats.iter().sum::<f64>() - value).abs() < 1e-14);
}

#[test]
fn noise_scale_and_clipping() {
    let (net, x) = drawn(6, &[3, 4, 2], 1);
    let loss = SquaredError::new(&uniform(12, 1), 2).unwrap();
    let samples = double::in_lanes(&net, &x).loss(&loss).unwrap();
    let (g, norms, sum) = samples.run((Gradients, SquaredNorms, GradientSum)).unwrap();
    let d = flat(&sum).len();
    let row = |n: usize| -> Vec<f64> {
        let part = |array: &cotangent::drivers::NamedArray| {
            let length = array.floats.len() / 6;
            array.floats[n * length..(n + 1) * length].to_vec()
        };
        g.arrays.iter().flat_map(part).collect()
    };
    let mean: Vec<f64> = (0..d).map(|k| (0..6).map(|n| row(n)[k]).sum::<f64>() / 6.0).collect();
    let square = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>();
    let centred = |n: usize| -> Vec<f64> { row(n).iter().zip(&mean).map(|(g, m)| g - m).collect() };
    let trace = (0..6).map(|n| square(&centred(n))).sum::<f64>() / 5.0;
    let expected = trace / (square(&mean) - trace / 6.0);
    let found = gradient_noise_scale(&norms.total, &flat(&sum)).unwrap();
    assert!(found.is_infinite() == (expected <= 0.0));
    if expected > 0.0 {
        assert!((found - expected).abs() < 1e-10 * expected, "{found} {expected}");
    }
    let bound = 0.5 * norms.total.iter().copied().fold(0.0, f64::max).sqrt();
    let mut expected = vec![0.0; d];
    for n in 0..6 {
        let weight = (bound / square(&row(n)).sqrt()).min(1.0);
        expected.iter_mut().zip(row(n)).for_each(|(sum, g)| *sum += weight * g);
    }
    let gradients = samples.gradients().unwrap();
    let found = clipped_sum(&gradients, &norms.total, bound).unwrap();
    assert_close("clipped", &found, &expected, 1e-12);
    assert!(clipped_sum(&gradients, &norms.total, 0.0).is_err());
    assert!(gradient_noise_scale(&[1.0], &[1.0]).is_err());
}
