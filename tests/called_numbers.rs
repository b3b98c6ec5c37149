//! Functions of one number that loops call: what a caller keeps of them gives the slope wherever the argument comes from.

use std::f64::consts::{FRAC_1_SQRT_2, LN_2};

use cotangent::{Scalar, differentiable};

/// Keeps its exponential; a constant of the standard library under its own name.
#[differentiable(lanes, order = 2)]
fn log_cosh(x: f64) -> f64 {
    x.abs() + (-2.0 * x.abs()).exp().ln_1p() - LN_2
}

/// The number that it keeps gives its value again.
#[differentiable(lanes, order = 2)]
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Its value takes its argument as well.
#[differentiable(lanes, order = 2)]
fn swish(x: f64) -> f64 {
    x * (1.0 / (1.0 + (-x).exp())).sqrt()
}

/// Two numbers would have to be kept.
#[differentiable(lanes, order = 2)]
fn two_calls(x: f64) -> f64 {
    x.sin() * (x * FRAC_1_SQRT_2).exp()
}

/// No call of the standard library.
#[differentiable(lanes, order = 2)]
fn rational(x: f64) -> f64 {
    x / (1.0 + x * x)
}

#[differentiable(lanes, order = 2)]
fn branches(x: f64) -> f64 {
    if x > 0.0 { (1.0 + x).ln() } else { x.exp() - 1.0 }
}

/// Its parameter changes, and so does what is made of it.
#[differentiable(lanes, order = 2)]
fn changes(mut x: f64) -> f64 {
    let mut t = 0.4 * x;
    let first = t + 1.0;
    x += 0.5;
    t *= x;
    0.5 * first * (t * x).sin()
}

#[differentiable(lanes, order = 2)]
fn loops(x: f64) -> f64 {
    let mut y = x;
    for _ in 0..3 {
        y = (y + x).cos();
    }
    y
}

#[differentiable(lanes, order = 2)]
fn helped(x: f64) -> f64 {
    rational(log_cosh(x) + 0.3) + x.sin()
}

#[differentiable(lanes, order = 2)]
fn product(x: f64, y: f64) -> f64 {
    x * y
}

/// Hands on what it changes.
#[differentiable(lanes, order = 2)]
fn hands_on(x: f64) -> f64 {
    let mut t = x;
    t *= 0.5;
    let y: f64 = rational(t);
    t += y;
    let z: f64 = product(t, t * 0.5);
    t *= z;
    t.exp()
}

#[differentiable(lanes, order = 2)]
fn of_any<T: Scalar>(x: T) -> T {
    (x * x).exp()
}

#[differentiable(lanes, order = 2)]
fn of_degree<const N: usize>(x: f64) -> f64 {
    (x * N as f64).sin()
}

#[differentiable(lanes, order = 2)]
fn rounded(x: f32) -> f64 {
    (x as f64).exp()
}

/// What its slope is made of is declared in its body.
#[differentiable(lanes, order = 2)]
fn with_items(x: f64) -> f64 {
    const SCALE: f64 = 0.5;
    use std::f64::consts::SQRT_2 as ROOT;
    (x * SCALE).exp() * ROOT * SCALE
}

#[differentiable(lanes, order = 2)]
fn returns_early(x: f64) -> f64 {
    assert!(x < 100.0, "too large");
    if x > 0.5 {
        return x * x;
    }
    x.exp()
}

#[differentiable(recursive)]
fn tower(x: f64) -> f64 {
    if x > 2.0 { x.ln() } else { 0.5 * tower(x + 1.0) }
}

#[differentiable(jvp = by_hand_jvp, vjp = by_hand_vjp)]
fn by_hand(x: f64) -> f64 {
    x.powi(3)
}

fn by_hand_jvp(x: f64, x_dot: f64) -> (f64, f64) {
    (x.powi(3), 3.0 * x * x * x_dot)
}

fn by_hand_vjp(x: f64) -> (f64, impl FnOnce(f64) -> f64) {
    (x.powi(3), move |y_bar| 3.0 * x * x * y_bar)
}

#[differentiable]
fn held(#[constant] x: f64) -> f64 {
    x.exp()
}

/// A loop over slices that calls one function, on numbers that stay, on numbers that are overwritten, and on what
/// lies in a vector of its own.
macro_rules! callers {
    ($($name:ident: $callee:ident $(::<$n:literal>)? ($($options:tt)*);)*) => {
        $(mod $name {
            use super::*;

            #[differentiable($($options)*)]
            pub(super) fn stays(x: &[f64], w: &[f64]) -> f64 {
                let mut sum = 0.0;
                for (a, b) in x.iter().zip(w) {
                    let y: f64 = $callee $(::<$n>)? (a * b - 0.25);
                    sum += y * b;
                }
                sum
            }

            #[differentiable($($options)*)]
            pub(super) fn overwritten(x: &[f64], w: &[f64]) -> f64 {
                let mut state = x.to_vec();
                let mut sum = 0.0;
                for _ in 0..2 {
                    for (s, b) in state.iter_mut().zip(w) {
                        let y: f64 = $callee $(::<$n>)? (*s);
                        *s = y * b;
                        sum += *s * y;
                    }
                }
                sum
            }

            #[differentiable($($options)*)]
            pub(super) fn overwritten_later(x: &[f64], w: &[f64]) -> f64 {
                let mut state: Vec<f64> = x.iter().zip(w).map(|(a, b)| a + b).collect();
                let mut sum = 0.0;
                for i in 0..state.len() {
                    let y: f64 = $callee $(::<$n>)? (state[i] * w[i]);
                    sum += y;
                }
                for i in 0..state.len() {
                    state[i] = state[i] * state[i];
                    sum += state[i] * w[i];
                }
                sum
            }

            /// Values that are needed again, of arguments that are overwritten in the same iteration; so many numbers
            /// that they lie in rows of one tape.
            #[differentiable($($options)*)]
            pub(super) fn needed_again(x: &[f64], w: &[f64]) -> f64 {
                let mut state = x.to_vec();
                let mut memory = w.to_vec();
                let mut sum = 0.0;
                for _ in 0..3 {
                    for j in 0..state.len() {
                        let gate: f64 = $callee $(::<$n>)? (state[j] * w[j] + 0.1);
                        let other: f64 = $callee $(::<$n>)? (memory[j] * w[j] - 0.3);
                        memory[j] = (memory[j] * gate + 0.3 * other * w[j]).sin();
                        let third: f64 = $callee $(::<$n>)? (0.2 * memory[j] * memory[j]);
                        state[j] = (other * memory[j] * third).cos();
                    }
                    sum += state[0] * memory[1];
                }
                sum + state[2] * state[3]
            }

            /// The tape holds what is no number as well, and the loop may leave early.
            #[differentiable($($options)*)]
            pub(super) fn leaves(x: &[f64], w: &[f64]) -> f64 {
                let mut product = 1.0;
                for j in 0..x.len() {
                    let t = x[j] * w[j];
                    let gate: f64 = $callee $(::<$n>)? (t + 0.2);
                    if t > -0.2 {
                        product *= gate + 0.5;
                    } else {
                        let gate: f64 = $callee $(::<$n>)? (t * w[j]);
                        product += product * gate * t;
                    }
                    if j == 2 {
                        break;
                    }
                }
                product
            }

            /// The argument has a name, and what it was made of changes before the call.
            #[differentiable($($options)*)]
            pub(super) fn named(x: &[f64], w: &[f64]) -> f64 {
                let mut state = x.to_vec();
                let mut sum = 0.0;
                for j in 0..state.len() {
                    let t = state[j] * w[j];
                    state[j] = 0.5 * w[j];
                    let gate: f64 = $callee $(::<$n>)? (t);
                    state[j] *= gate * gate;
                    sum += state[j] * gate;
                }
                sum + state[1] * state[0]
            }

            #[differentiable($($options)*)]
            pub(super) fn nested(x: &[f64], w: &[f64]) -> f64 {
                let mut sum = 0.0;
                for i in 0..x.len() {
                    let rest: Vec<f64> = w.iter().map(|b| b - x[i]).collect();
                    for j in 0..x.len() {
                        if j == i {
                            continue;
                        }
                        let scale = x[j];
                        let mut inner = 1.0;
                        for r in &rest {
                            let y: f64 = $callee $(::<$n>)? (r * scale);
                            inner += y;
                        }
                        sum += inner * inner;
                    }
                }
                sum
            }
        })*

        #[test]
        fn gradients_are_those_of_differences() {
            let (x, w) = point();
            $(
                check(stringify!($name), $name::stays, $name::stays::grad(&x, &w));
                check(stringify!($name), $name::overwritten, $name::overwritten::grad(&x, &w));
                let gradient = $name::overwritten_later::grad(&x, &w);
                check(stringify!($name), $name::overwritten_later, gradient);
                let gradient = $name::needed_again::grad(&x, &w);
                check(stringify!($name), $name::needed_again, gradient);
                check(stringify!($name), $name::leaves, $name::leaves::grad(&x, &w));
                check(stringify!($name), $name::named, $name::named::grad(&x, &w));
                check(stringify!($name), $name::nested, $name::nested::grad(&x, &w));
                let (_, pullback) = $name::needed_again::vjp(&x, &w);
                check(stringify!($name), $name::needed_again, pullback(1.0));
                let (_, pullback) = $name::nested::vjp(&x, &w);
                check(stringify!($name), $name::nested, pullback(1.0));
            )*
        }

        #[test]
        fn both_modes_have_the_same_product() {
            let (x, w) = point();
            let (x_dot, w_dot) = ([0.2, -0.4, 1.0, 0.3], [0.5, 0.1, -0.7, 0.6]);
            $(
                let (_, along) = $name::nested::jvp(&x, &w, &x_dot, &w_dot);
                let (x_bar, w_bar) = $name::nested::grad(&x, &w);
                let of_x: f64 = x_bar.iter().zip(&x_dot).map(|(a, b)| a * b).sum();
                let of_w: f64 = w_bar.iter().zip(&w_dot).map(|(a, b)| a * b).sum();
                let error = (along - of_x - of_w).abs() / (1.0 + along.abs());
                assert!(error < 1e-12, "{}: {along}, not {}", stringify!($name), of_x + of_w);
            )*
        }
    };
}

callers! {
    keeps_one: log_cosh(order = 2, lanes);
    gives_value: logistic(order = 2, lanes);
    takes_argument: swish(order = 2, lanes);
    keeps_two: two_calls(order = 2, lanes);
    plain: rational(order = 2, lanes);
    branching: branches(order = 2, lanes);
    changing: changes(order = 2, lanes);
    looping: loops(order = 2, lanes);
    calling: helped(order = 2, lanes);
    handing_on: hands_on(order = 2, lanes);
    generic: of_any(order = 2, lanes);
    by_number: of_degree::<3>(order = 2, lanes);
    declaring: with_items(order = 2, lanes);
    returning: returns_early(order = 2, lanes);
    recursive: tower();
    ruled: by_hand();
}

fn point() -> (Vec<f64>, Vec<f64>) {
    (vec![0.3, -0.7, 0.45, 0.9], vec![1.1, 0.35, -0.6, 0.2])
}

type Objective = fn(&[f64], &[f64]) -> f64;

/// Central differences at [`point`].
fn check(name: &str, f: Objective, gradient: (Vec<f64>, Vec<f64>)) {
    let (x, w) = point();
    let h = 1e-5;
    let moved = |v: &[f64], i: usize, step: f64| {
        let mut v = v.to_vec();
        v[i] += step;
        v
    };
    for i in 0..x.len() {
        let by_x = (f(&moved(&x, i, h), &w) - f(&moved(&x, i, -h), &w)) / (2.0 * h);
        let by_w = (f(&x, &moved(&w, i, h)) - f(&x, &moved(&w, i, -h))) / (2.0 * h);
        for (made, expected) in [(gradient.0[i], by_x), (gradient.1[i], by_w)] {
            let error = (made - expected).abs() / (1.0 + expected.abs());
            assert!(error < 1e-7, "{name}: {made} in place of {expected}");
        }
    }
}

/// Second derivatives are differences of first ones.
#[test]
fn products_with_the_hessian_are_those_of_differences() {
    macro_rules! compare {
        ($caller:ident: $($name:ident)*) => {$({
            let (x, w) = point();
            let (x_dot, w_dot) = ([0.2, -0.4, 1.0, 0.3], [0.5, 0.1, -0.7, 0.6]);
            let h = 1e-5;
            let at = |step: f64| {
                let x: Vec<f64> = x.iter().zip(&x_dot).map(|(x, d)| x + step * d).collect();
                let w: Vec<f64> = w.iter().zip(&w_dot).map(|(w, d)| w + step * d).collect();
                $name::$caller::grad(&x, &w)
            };
            let (above, below) = (at(h), at(-h));
            let made = $name::$caller::hvp(&x, &w, &x_dot, &w_dot);
            let parts = [(made.0, above.0, below.0), (made.1, above.1, below.1)];
            for (made, above, below) in parts {
                for ((made, above), below) in made.iter().zip(&above).zip(&below) {
                    let expected = (above - below) / (2.0 * h);
                    let error = (made - expected).abs() / (1.0 + expected.abs());
                    assert!(error < 1e-7, "{}: {made}, not {expected}", stringify!($name));
                }
            }
        })*};
    }
    compare!(nested: keeps_one gives_value takes_argument keeps_two plain branching changing);
    compare!(nested: looping calling generic by_number handing_on declaring returning);
    compare!(needed_again: keeps_one gives_value takes_argument keeps_two generic by_number);
}

/// Lanes of cotangents are that many pullbacks.
#[test]
fn pullbacks_in_lanes_are_pullbacks() {
    let (x, w) = point();
    macro_rules! compare {
        ($($name:ident::$caller:ident)*) => {$({
            let (_, pullback) = $name::$caller::vjp_lanes(&x, &w);
            let lanes: (Vec<[f64; 2]>, Vec<[f64; 2]>) = pullback([1.0, -2.5]);
            let (x_bar, w_bar) = $name::$caller::grad(&x, &w);
            for (lanes, one) in lanes.0.iter().zip(&x_bar).chain(lanes.1.iter().zip(&w_bar)) {
                let scale = 1e-13 * (1.0 + one.abs());
                assert!((lanes[0] - one).abs() < scale, "{lanes:?} of {one}");
                assert!((lanes[1] + 2.5 * one).abs() < scale, "{lanes:?} of {one}");
            }
        })*};
    }
    compare!(keeps_one::nested gives_value::nested gives_value::needed_again looping::needed_again);
}

struct Activation;

#[differentiable]
impl Activation {
    fn of(x: f64) -> f64 {
        2.0 * x.tanh()
    }

    fn total(x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for x in x {
            let y: f64 = Self::of(x + 0.5);
            sum += y * y;
        }
        sum
    }
}

#[test]
fn an_associated_function_is_one_of_them() {
    let x = [0.3, -1.2];
    let gradient = Activation::total_grad(&x);
    for (bar, x) in gradient.iter().zip(&x) {
        let t = (x + 0.5_f64).tanh();
        assert!((bar - 8.0 * t * (1.0 - t * t)).abs() < 1e-14);
    }
}

#[differentiable]
fn reciprocal<T: Scalar>(x: T) -> T {
    T::one() / (T::one() + x.exp())
}

/// One function at two precisions, whose values have tapes of their own.
#[differentiable]
fn at_two_precisions(x: &[f32], c: &[f64]) -> f64 {
    let mut state = 1.0;
    for (x, c) in x.iter().zip(c) {
        let narrow: f32 = reciprocal(*x);
        let wide: f64 = reciprocal(state * c);
        state = state * wide + narrow as f64 * wide;
    }
    state
}

#[test]
fn a_generic_function_has_values_of_two_types() {
    let (x, c) = ([0.5_f32, -1.0, 0.25], [0.7, -0.3, 1.1]);
    let (x_bar, c_bar) = at_two_precisions::grad(&x, &c);
    for i in 0..3 {
        let by_x = |step: f32| {
            let mut x = x;
            x[i] += step;
            at_two_precisions(&x, &c)
        };
        let by_c = |step: f64| {
            let mut c = c;
            c[i] += step;
            at_two_precisions(&x, &c)
        };
        let expected = (by_x(0.0078125) - by_x(-0.0078125)) / 0.015625;
        assert!((f64::from(x_bar[i]) - expected).abs() < 1e-4, "{} of {expected}", x_bar[i]);
        let expected = (by_c(1e-5) - by_c(-1e-5)) / 2e-5;
        assert!((c_bar[i] - expected).abs() < 1e-8, "{} of {expected}", c_bar[i]);
    }
}

#[differentiable]
fn mixed(x: &[f32], c: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, c) in x.iter().zip(c) {
        let y: f64 = rounded(*x);
        let z: f64 = held(*c);
        sum += y * c + z;
    }
    sum
}

#[test]
fn a_number_of_another_precision_and_one_held_fixed() {
    let (x, c) = ([0.5_f32, -1.0], [2.0, 3.0]);
    let (x_bar, c_bar) = mixed::grad(&x, &c);
    for i in 0..2 {
        let e = f64::from(x[i]).exp();
        assert!((f64::from(x_bar[i]) - c[i] * e).abs() < 1e-6);
        assert!((c_bar[i] - e).abs() < 1e-14, "{} of {e}: the other is held fixed", c_bar[i]);
    }
}

#[differentiable]
fn gated(x: &[f64], w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, w) in x.iter().zip(w) {
        let gate: f64 = logistic(*x);
        sum += gate * w;
    }
    sum
}

/// y (1 − y) would be 0 from 37 on.
#[test]
fn the_slope_of_a_value_that_is_made_again_keeps_its_digits() {
    for x in [-300.0_f64, -30.0, 0.0, 30.0, 40.0, 600.0] {
        let (x_bar, w_bar) = gated::grad(&[x], &[2.0]);
        let e = (-x).exp();
        let slope = 2.0 / (1.0 + e) * (e / (1.0 + e));
        assert!((x_bar[0] - slope).abs() < 1e-15 * slope, "{} at {x}, not {slope}", x_bar[0]);
        assert_eq!(w_bar, [1.0 / (1.0 + e)]);
    }
}

/// Far out the exponential is 0, or would overflow, and the slope is ±1.
#[test]
fn slopes_far_out_are_finite() {
    for x in [-800.0, 800.0] {
        let (x_bar, _) = keeps_one::stays::grad(&[x], &[1.0]);
        assert_eq!(x_bar, [f64::signum(x)]);
    }
}
