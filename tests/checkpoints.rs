//! Checkpointed loops against the same loops without a mark: values and gradients bit for bit, at
//! trip counts around the distance of kept states, and effects as often as in the primal.

#![allow(
    clippy::redundant_field_names,
    clippy::assign_op_pattern,
    clippy::needless_range_loop,
    reason = "plain user style is the subject under test"
)]

use cotangent::{Differentiable, Scalar, differentiable};
use proptest::prelude::*;
use std::cell::Cell;

#[derive(Clone)]
struct Rng(u64);
impl Rng {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 >> 60
    }
}
thread_local! {
    static SEEN: Cell<usize> = const { Cell::new(0) };
}

fn note(i: usize) -> usize {
    SEEN.set(SEEN.get() + 1);
    i + 1
}

fn seen<R>(f: impl FnOnce() -> R) -> (usize, R) {
    let before = SEEN.get();
    let result = f();
    (SEEN.get() - before, result)
}

#[derive(Clone, Differentiable)]
struct State {
    p: f64,
    v: Vec<f64>,
}

#[differentiable]
fn step(s: &State, g: f64) -> State {
    State { p: (s.p + g * s.v[0]).sin(), v: vec![(s.v[1] - g * s.p).sin(), s.v[0]] }
}

/// The functions, with a mark on each loop of interest.
macro_rules! marked {
    ($name:ident, $($mark:tt)*) => {
        mod $name {
            use super::*;

            #[differentiable]
            pub(super) fn rnn(w: &[f64], xs: &[f64], h0: &[f64]) -> f64 {
                let mut h = h0.to_vec();
                let mut out = vec![0.0; xs.len()];
                #[$($mark)*]
                for (t, &x) in xs.iter().enumerate() {
                    let old = h.clone();
                    for i in 0..h.len() {
                        h[i] = (w[i] * old[(i + 1) % old.len()] + x).tanh();
                    }
                    out[t] = h[0];
                }
                let mut y = 0.0;
                for o in &out {
                    y += o * o;
                }
                y
            }

            #[differentiable]
            pub(super) fn newton(a: f64) -> f64 {
                let mut x = a;
                #[$($mark)*]
                while (x * x - a).abs() > 1e-12 {
                    x = 0.5 * (x + a / x);
                }
                let mut k = 0;
                let z;
                #[$($mark)*]
                loop {
                    x += 0.1 * x.sin();
                    k += 1;
                    if k > 7 {
                        z = x * a;
                        break;
                    }
                }
                z * x
            }

            #[differentiable]
            pub(super) fn in_place(h: &mut [f64], w: &[f64], n: usize) {
                for j in 0..3 {
                    #[$($mark)*]
                    for i in (j..n).rev() {
                        let k = i % h.len();
                        h[k] = w[0] * h[k] + (w[1] * h[0]).sin();
                        if h[k] > 5.0 { break; }
                    }
                    h[1] *= h[0];
                }
            }

            #[differentiable]
            pub(super) fn through(h: &[f64], w: &[f64], n: usize) -> f64 {
                let mut v = [h[0], h[1], h[2]];
                in_place(&mut v, w, n);
                v[0] * v[1] + v[2]
            }

            #[differentiable]
            pub(super) fn noisy(x: f64, #[constant] rng: &mut Rng, n: usize) -> f64 {
                let mut x = x;
                let mut total = 0;
                #[$($mark)*]
                for i in 0..n {
                    let k = rng.draw();
                    let scale = 0.1 * k as f64;
                    note(i);
                    if k > 7 {
                        total += note(i);
                        x = (x * scale).sin();
                    } else {
                        x += scale * x * x + 0.01 * total as f64;
                    }
                }
                x
            }

            #[differentiable]
            pub(super) fn words(x: f64, names: &[&str]) -> f64 {
                let mut x = x;
                #[$($mark)*]
                for name in names.iter().map(|n| n.to_string()) {
                    let n = name.len() as f64;
                    x = (x * n).sin() + x;
                }
                x
            }

            #[differentiable]
            pub(super) fn letters(x: f64, text: &str) -> f64 {
                let mut x = x;
                #[$($mark)*]
                for (c, n) in text.chars().zip(1..) {
                    x = (x * f64::from(u32::from(c) % 7) + f64::from(n)).sin() + x;
                }
                x
            }

            #[differentiable]
            pub(super) fn structs(p: f64, v0: f64, g: f64, n: usize) -> f64 {
                let mut s = State { p, v: vec![v0, v0 * p] };
                let mut best = (0.0, 1.0);
                #[$($mark)*]
                for i in 1..n {
                    s = step(&s, g);
                    best.0 += s.p * s.v[1];
                    if i % 2 == 0 { best.1 *= s.v[0]; }
                    if best.0 > 1e6 { return best.0 * g; }
                }
                s.p * best.0 + best.1
            }

            #[differentiable]
            pub(super) fn nested(w: &[f64], x: f64, n: i32) -> f64 {
                let mut x = x;
                let mut traj: Vec<f64> = Vec::new();
                #[$($mark)*]
                for i in -3..n {
                    let mut y = x;
                    #[$($mark)*]
                    for k in 0..w.len() {
                        y = (y * w[k]).sin() + 0.1 * i as f64;
                        traj.push(y * x);
                    }
                    let mut j = 0;
                    #[$($mark)*]
                    while j < 5 {
                        j += 1;
                        if y < -0.9 { continue; }
                        y += (0.1 * w[j % w.len()] * y * x).sin();
                    }
                    x = 0.5 * (x + y).sin();
                }
                traj.iter().map(|t| t * t).sum::<f64>() + x
            }

            #[differentiable]
            pub(super) fn options(x: f64, n: usize) -> f64 {
                let mut last: Option<f64> = None;
                let mut x = x;
                #[$($mark)*]
                for i in (0..n).step_by(2) {
                    if let Some(l) = last { x = (x + l * 0.3).sin(); }
                    last = if i % 3 == 0 { Some(x * x) } else { None };
                }
                match last { Some(l) => l + x, None => x }
            }

            #[differentiable]
            pub(super) fn in_arm(s: Option<f64>, x: f64, n: usize) -> f64 {
                match s {
                    Some(k) => {
                        let mut y = x;
                        #[$($mark)*]
                        for _ in 0..n { y = (y * k).sin() + x; }
                        y
                    }
                    None => x,
                }
            }

            #[differentiable]
            pub(super) fn rows(m: &[f64], x: f64) -> f64 {
                let mut x = x;
                #[$($mark)*]
                for row in m.chunks_exact(3) {
                    let [a, b, c] = [row[0], row[1], row[2]];
                    x = a * x.sin() + b * x + c;
                }
                x
            }

            #[differentiable]
            pub(super) fn two_chains(a: &[f64], b: &[f64], x: f64) -> f64 {
                let mut x = x;
                #[$($mark)*]
                for y in a.iter().chain(b) {
                    x = (x * y).sin() + y;
                }
                x
            }

            #[differentiable(order = 2)]
            pub(super) fn curved(w: &[f64; 2], x: f64, n: usize) -> f64 {
                let mut x = x;
                let mut v = 0.0;
                #[$($mark)*]
                for _ in 0..n {
                    v += (w[0] * x).sin() * w[1];
                    x = (x + 0.3 * v).sin();
                }
                x * v
            }

            #[differentiable]
            pub(super) fn generic<T: Scalar>(x: T, n: usize) -> T {
                let mut x = x;
                #[$($mark)*]
                for _ in 0..n { x = x.sin() * x - x; }
                x
            }

            #[differentiable]
            pub(super) fn late(x: f64, n: usize) -> f64 {
                let mut t;
                let mut x = x;
                #[$($mark)*]
                for i in 0..n {
                    t = x.sin();
                    if i > 2 { t *= x; }
                    x += 0.1 * t;
                }
                x
            }

            #[differentiable]
            pub(super) fn fill(out: &mut [f64], x: f64, n: usize) {
                let mut x = x;
                #[$($mark)*]
                for i in 0..n {
                    x = x.sin() + 0.5 * x;
                    out[i % out.len()] += x;
                    if i > 4 { x *= 0.5 * out[0].cos(); }
                }
            }

            #[differentiable]
            pub(super) fn filled(x: f64, n: usize) -> f64 {
                let mut o = [x, 0.3, 0.1];
                fill(&mut o, x, n);
                let o1 = o[1];
                fill(&mut o, o1, n);
                o[0] * o[1] + o[2]
            }
        }
    };
}

marked!(plain, allow(clippy::while_let_loop));
marked!(every, checkpoint(every = 3));
marked!(every_one, checkpoint(every = 1));
marked!(states, checkpoint(snapshots = 3));
marked!(one_state, checkpoint(snapshots = 1));

/// Value, gradient and pullback in all versions.
macro_rules! same {
    ($f:ident($($a:expr),*)) => {
        same!($f($($a),*), every);
        same!($f($($a),*), every_one);
        same!($f($($a),*), states);
        same!($f($($a),*), one_state);
    };
    ($f:ident($($a:expr),*), $version:ident) => {{
        let expected = plain::$f::value_and_grad($($a),*);
        prop_assert_eq!(&$version::$f::value_and_grad($($a),*), &expected);
        let (value, pullback) = $version::$f::vjp($($a),*);
        let (_, plain) = plain::$f::vjp($($a),*);
        prop_assert_eq!((value, pullback(1.7)), (expected.0, plain(1.7)));
    }};
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn gradients_are_the_same_bit_for_bit(
        n in prop_oneof![0usize..8, Just(40)],
        x in -0.9f64..0.9,
        w in prop::array::uniform3(-0.9f64..0.9),
    ) {
        let xs: Vec<f64> = (0..3 * n).map(|i| 0.5 * (i as f64 + x).sin()).collect();
        let words = ["a", "bc", "", "defg", "hi", "j", "klm", "n"];
        let (text, pair) = (words.concat(), [0.9, x]);
        same!(rnn(&w, &xs, &w));
        same!(newton(1.5 + x));
        same!(through(&w, &pair, n));
        same!(words(x, &words[..n.min(8)]));
        same!(letters(x, &text[..n.min(13)]));
        same!(structs(x, w[0], 0.1, n));
        same!(nested(&w, x, n as i32 - 4));
        same!(options(x, n));
        same!(in_arm(Some(x), w[0], n));
        same!(in_arm(None, w[0], n));
        same!(rows(&xs, x));
        same!(two_chains(&xs[..n], &xs[n..2 * n], x));
        same!(generic(x, n));
        same!(late(x, n));
        same!(filled(x, n));
    }

    #[test]
    fn effects_happen_once(n in 0usize..12, x in -0.9f64..0.9) {
        let (calls, expected) = seen(|| plain::noisy::value_and_grad(x, &mut Rng(5), n));
        prop_assert_eq!(seen(|| every::noisy::value_and_grad(x, &mut Rng(5), n)), (calls, expected));
        prop_assert_eq!(seen(|| states::noisy::value_and_grad(x, &mut Rng(5), n)), (calls, expected));
        let pulled = seen(|| one_state::noisy::vjp(x, &mut Rng(5), n).1(1.0));
        prop_assert_eq!(pulled, (calls, expected.1));
    }

    #[test]
    fn gradients_of_directional_derivatives_are_checkpointed(
        n in 0usize..12,
        w in prop::array::uniform2(-0.9f64..0.9),
        v in prop::array::uniform2(-0.9f64..0.9),
    ) {
        let expected = plain::curved::hvp(&w, 0.3, n, &v, 0.7);
        prop_assert_eq!(every::curved::hvp(&w, 0.3, n, &v, 0.7), expected);
        prop_assert_eq!(states::curved::hvp(&w, 0.3, n, &v, 0.7), expected);
    }

    #[test]
    fn forward_mode_takes_no_notice(n in 0usize..12, x in -0.9f64..0.9) {
        prop_assert_eq!(every::generic::jvp(x, n, 1.0), plain::generic::jvp(x, n, 1.0));
    }
}

struct Oscillator {
    dt: f64,
}

impl Oscillator {
    #[differentiable]
    fn run(#[constant] &self, x: f64, w: &[f64; 2], n: u32) -> f64 {
        let [mut a, mut b] = [x, w[1]];
        #[checkpoint(every = 4)]
        for i in 1..n {
            (a, b) = (a + self.dt * b, b - self.dt * (w[0] * a).sin() * f64::from(i));
        }
        a * b
    }

    #[differentiable]
    fn run_plainly(#[constant] &self, x: f64, w: &[f64; 2], n: u32) -> f64 {
        let [mut a, mut b] = [x, w[1]];
        for i in 1..n {
            (a, b) = (a + self.dt * b, b - self.dt * (w[0] * a).sin() * f64::from(i));
        }
        a * b
    }
}

#[test]
fn methods_have_checkpointed_loops_too() {
    let (model, w) = (Oscillator { dt: 0.1 }, [0.3, 0.4]);
    for n in 0..11 {
        let expected = model.run_plainly_value_and_grad(0.2, &w, n);
        assert_eq!(model.run_value_and_grad(0.2, &w, n), expected);
        assert_eq!(model.run_vjp(0.2, &w, n).1(1.0), expected.1);
    }
}

/// Iterations between kept states are told at run time, too.
#[differentiable]
fn square_root_of_steps(x: f64, n: usize) -> f64 {
    let mut x = x;
    let distance = n.isqrt().max(1);
    #[checkpoint(every = distance)]
    for _ in 0..n {
        x = (2.0 * x).sin();
    }
    x
}

#[test]
fn the_distance_may_be_an_expression() {
    for n in [0, 1, 2, 24, 25, 26] {
        let mut slope = 1.0;
        let mut x = 0.3f64;
        for _ in 0..n {
            slope *= 2.0 * (2.0 * x).cos();
            x = (2.0 * x).sin();
        }
        let (y, grad) = square_root_of_steps::value_and_grad(0.3, n);
        assert_eq!(y, x);
        assert!((grad - slope).abs() <= 1e-12 * slope.abs());
    }
}
