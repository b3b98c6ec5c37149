//! Parallel loops: the same bits for any number of threads, the primal's value in every mode, and
//! the gradient of the same loop without a mark up to rounding.

#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

use cotangent::{Differentiable, Scalar, differentiable};

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Network {
    weights: Vec<f64>,
    bias: f64,
}

#[differentiable]
fn unit(p: &Network, x: f64) -> f64 {
    let mut y = x;
    for k in 0..p.weights.len() {
        y = (y * p.weights[k] + p.bias).tanh();
    }
    y
}

macro_rules! marked {
    ($name:ident, $parallel:meta, $checkpoint:meta) => {
        mod $name {
            use super::*;

            #[differentiable]
            pub(super) fn fit(w: &[f64], xs: &[f64], ys: &[f64]) -> f64 {
                let mut loss = 0.0;
                #[$parallel]
                for i in 0..xs.len() {
                    let r = (w[0] * xs[i]).sin() + w[1] * xs[i] - ys[i];
                    loss += r * r;
                }
                loss / (1 + xs.len()) as f64
            }

            #[differentiable]
            pub(super) fn net(p: &Network, xs: &[f64]) -> f64 {
                let mut loss = 0.0;
                let mut worst = vec![0.0; xs.len()];
                #[$parallel]
                for (i, &x) in xs.iter().enumerate() {
                    let y = unit(p, x);
                    worst[i] = if y > 0.1 { y * y } else { unit(p, y) };
                    loss += y;
                }
                let mut total = loss;
                for v in worst {
                    total += v * loss;
                }
                total
            }

            #[differentiable(order = 2)]
            pub(super) fn energy(w: &[f64; 2], xs: &[f64]) -> f64 {
                let mut e = 0.0;
                #[$parallel]
                for x in xs {
                    e += (w[0] * *x).sin() * w[1] * *x;
                }
                e * e
            }

            #[differentiable]
            pub(super) fn generic<T: Scalar + Send + Sync>(a: T, xs: &[T]) -> T {
                let mut s = a;
                #[$parallel]
                for x in xs.iter() {
                    s += (*x * a).exp();
                }
                s * s
            }

            #[differentiable]
            pub(super) fn simulate(xs: &[f64], k: f64, steps: usize) -> f64 {
                let mut x = xs.to_vec();
                let n = x.len();
                let mut force = vec![0.0; n];
                #[$checkpoint]
                for _ in 0..steps {
                    #[$parallel]
                    for i in 0..n {
                        force[i] = -k * (x[i] - x[(i + 1) % n]).sin();
                    }
                    for i in 0..n {
                        x[i] += 0.1 * force[i];
                    }
                }
                let mut e = 0.0;
                #[$parallel]
                for v in &x {
                    e += *v * *v;
                }
                e
            }

            #[differentiable]
            pub(super) fn histogram(x: &[f64], centres: &[f64; 3], n: i32) -> f64 {
                let mut h = [0.1; 3];
                let mut count = 1;
                #[$parallel]
                for i in (0..n).rev() {
                    let v = x[i as usize];
                    for k in 0..3 {
                        h[k] += (-(v - centres[k]) * (v - centres[k])).exp();
                    }
                    if v > 0.0 {
                        count += 1;
                        continue;
                    }
                }
                (h[0] * h[1] + h[2]) / f64::from(count)
            }

            /// Not every iteration has an element.
            #[differentiable]
            pub(super) fn short(x: &[f64]) -> f64 {
                let half = x.len() / 2;
                let mut out = vec![0.0; half];
                #[$parallel]
                for i in 0..x.len() {
                    if i < half {
                        out[i] = x[i] * x[x.len() - 1 - i];
                    }
                }
                let mut s = 0.0;
                for o in &out {
                    s += o * o;
                }
                s
            }

            /// Each iteration has a strip; what does not fill one is in no strip.
            #[differentiable]
            pub(super) fn strips(x: &[f64], w: &[f64; 2]) -> f64 {
                let mut y = vec![0.0; x.len()];
                let mut total = 0.0;
                #[$parallel]
                for (chunk, (out, part)) in y.chunks_exact_mut(3).zip(x.chunks_exact(3)).enumerate()
                {
                    let mut s = 0.0;
                    for (o, v) in out.iter_mut().zip(part) {
                        *o = v.exp() * w[0];
                        s += *o * v;
                    }
                    total += s * w[1] * (chunk as f64 + 1.0);
                }
                for v in &y {
                    total += v * v;
                }
                total
            }

            /// The last strip is shorter, and iterations keep tapes of their own.
            #[differentiable]
            pub(super) fn read_strips(x: &[f64]) -> f64 {
                let mut total = 0.0;
                #[$parallel]
                for part in x.chunks(4) {
                    let mut s = 0.3;
                    for v in part {
                        let t = (s * v).sin();
                        s += t * t;
                    }
                    total += s;
                }
                total
            }
        }
    };
}

marked!(plain, allow(unused), allow(unused));
marked!(parallel, parallel, checkpoint(every = 2));

/// Values and gradients of all functions, flat.
macro_rules! all {
    ($version:ident, $n:expr) => {{
        let xs: Vec<f64> = (0..$n).map(|i| (i as f64 * 0.7).sin()).collect();
        let ys: Vec<f64> = (0..$n).map(|i| (i as f64 * 0.3).cos()).collect();
        let p = Network { weights: vec![0.3, -0.8, 0.5], bias: 0.1 };
        let mut out = Vec::new();
        let (y, (w, x, t)) = $version::fit::value_and_grad(&[0.3, 0.4], &xs, &ys);
        assert_eq!(y, $version::fit(&[0.3, 0.4], &xs, &ys));
        out.extend([vec![y], w, x, t].concat());
        let (_, pullback) = $version::fit::vjp(&[0.3, 0.4], &xs, &ys);
        out.extend(pullback(0.7).1);
        let (y, dot) = $version::fit::jvp(&[0.3, 0.4], &xs, &ys, &[0.1, 0.2], &ys, &xs);
        assert_eq!(y, $version::fit(&[0.3, 0.4], &xs, &ys));
        out.extend([y, dot]);
        let (y, (net, x)) = $version::net::value_and_grad(&p, &xs);
        assert_eq!(y, $version::net(&p, &xs));
        out.extend([vec![y, net.bias], net.weights, x].concat());
        let (net, x) = $version::net::vjp(&p, &xs).1(0.7);
        out.extend([vec![net.bias], net.weights, x].concat());
        let (w, x) = $version::energy::hvp(&[0.3, 0.4], &xs, &[0.1, 0.2], &ys);
        out.extend([w.to_vec(), x].concat());
        let (y, (a, x)) = $version::generic::value_and_grad(0.3, &xs);
        assert_eq!(y, $version::generic(0.3, &xs));
        out.extend([vec![y, a], x].concat());
        let (y, (x, k)) = $version::simulate::value_and_grad(&xs, 0.6, 5);
        assert_eq!(y, $version::simulate(&xs, 0.6, 5));
        out.extend([vec![y, k], x].concat());
        let (y, (x, c)) = $version::histogram::value_and_grad(&xs, &[0.1, 0.2, 0.4], $n);
        assert_eq!(y, $version::histogram(&xs, &[0.1, 0.2, 0.4], $n));
        out.extend([vec![y], x, c.to_vec()].concat());
        let (y, x) = $version::short::value_and_grad(&xs);
        out.extend([vec![y], x].concat());
        let (y, (x, w)) = $version::strips::value_and_grad(&xs, &[0.3, 0.4]);
        assert_eq!(y, $version::strips(&xs, &[0.3, 0.4]));
        out.extend([vec![y], x, w.to_vec()].concat());
        let (y, x) = $version::read_strips::value_and_grad(&xs);
        assert_eq!(y, $version::read_strips(&xs));
        out.extend([vec![y], x].concat());
        out
    }};
}

fn on<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> R {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool of threads").install(f)
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    for n in [0, 1, 2, 31, 32, 33, 100, 1000] {
        let one = on(1, || all!(parallel, n));
        let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        for threads in [2, 5] {
            let more = on(threads, || all!(parallel, n));
            assert_eq!(bits(&one), bits(&more), "{threads} threads, {n} iterations");
        }
    }
}

#[test]
fn results_are_those_of_the_loop_without_a_mark() {
    for n in [0, 1, 2, 31, 32, 33, 100] {
        let (found, expected) = (all!(parallel, n), all!(plain, n));
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(&expected) {
            assert!((a - b).abs() <= 1e-11 * (1.0 + b.abs()), "{a} instead of {b} for n = {n}");
        }
    }
}
