//! Conventions at kinks and edges: one test a line of `KINKS`, forward, reverse and on the tape.
//!
//! The expected numbers are those of the convention; differences cannot see them.
#![allow(clippy::eq_op, reason = "a NaN in the shape of x − x")]
#![allow(missing_docs, reason = "the functions are one-liners, named for what they call")]

#[path = "support/lift.rs"]
#[allow(dead_code, reason = "the conversions are for the corpus")]
mod lift;

use std::cell::Cell;

use cotangent::differentiable;
use lift::Number;

/// The functions of this file over variables; `build.rs` writes them.
#[allow(warnings, clippy::all)]
mod taped {
    include!(concat!(env!("OUT_DIR"), "/semantics.rs"));
}
use cotangent_tests::harness::hold_between_markers;
use cotangent_tests::semantics::{KINKS, kinks_table};

/// Tests in the order of the table, and their names as a list.
macro_rules! kinks {
    ($($place:literal => fn $test:ident() $body:block)*) => {
        $(
            #[test]
            fn $test() $body
        )*

        #[test]
        fn every_convention_has_its_test() {
            let places: Vec<&str> = KINKS.iter().map(|(place, _)| *place).collect();
            assert_eq!(places, [$($place),*]);
        }
    };
}

/// Checks dy/dx of a function of one float in both modes, also for a seed that is not 1 and
/// for the zero seed.
macro_rules! slope {
    ($f:ident($x:expr) = $expected:expr) => {{
        let (x, expected): (f64, f64) = ($x, $expected);
        let place = format!("{}({x:?})", stringify!($f));
        for seed in [1.0, -2.0] {
            let forward = $f::jvp(x, seed).1;
            let reverse = $f::vjp(x).1(seed);
            assert!(forward == seed * expected, "{place}, jvp: {forward}, not {}", seed * expected);
            assert!(reverse == seed * expected, "{place}, vjp: {reverse}, not {}", seed * expected);
            let tape = on_tape(&[x], seed, |x| taped::$f(x[0])).1[0];
            assert!(tape == seed * expected, "{place}, tape: {tape}, not {}", seed * expected);
        }
        assert!($f::jvp(x, 0.0).1 == 0.0, "{place}, jvp of zero: {}", $f::jvp(x, 0.0).1);
        assert!($f::vjp(x).1(0.0) == 0.0, "{place}, vjp of zero: {}", $f::vjp(x).1(0.0));
        let (y, held) = on_tape(&[x], 0.0, |x| taped::$f(x[0]));
        assert!(held == [0.0], "{place}, tape of zero: {held:?}");
        assert!(same($f::jvp(x, 1.0).0, $f(x)) && same($f::vjp(x).0, $f(x)), "{place}: value");
        assert!(same(y, $f(x)), "{place}: value on the tape");
    }};
}

/// Checks both partial derivatives of a function of two floats in both modes.
macro_rules! slopes {
    ($f:ident($x:expr, $y:expr) = ($dx:expr, $dy:expr)) => {{
        let (x, y, dx, dy): (f64, f64, f64, f64) = ($x, $y, $dx, $dy);
        let place = format!("{}({x:?}, {y:?})", stringify!($f));
        let forward = ($f::jvp(x, y, 1.0, 0.0).1, $f::jvp(x, y, 0.0, 1.0).1);
        let reverse = $f::vjp(x, y).1(1.0);
        assert!(forward == (dx, dy), "{place}, jvp: {forward:?}, not {:?}", (dx, dy));
        assert!(reverse == (dx, dy), "{place}, vjp: {reverse:?}, not {:?}", (dx, dy));
        let tape = on_tape(&[x, y], 1.0, |x| taped::$f(x[0], x[1]));
        assert!(tape.1 == [dx, dy], "{place}, tape: {:?}, not {:?}", tape.1, (dx, dy));
        assert!(same(tape.0, $f(x, y)), "{place}: value on the tape");
        let held = on_tape(&[x, y], 0.0, |x| taped::$f(x[0], x[1])).1;
        assert!(held == [0.0; 2], "{place}, tape of zero: {held:?}");
        assert!($f::jvp(x, y, 0.0, 0.0).1 == 0.0, "{place}, jvp of zero");
        assert!($f::vjp(x, y).1(0.0) == (0.0, 0.0), "{place}, vjp of zero");
        assert!(same($f::vjp(x, y).0, $f(x, y)), "{place}: value");
    }};
}

/// Value and gradient times `seed` on the tape, by the plain and by the recorded sweep.
fn on_tape(x: &[f64], seed: f64, f: impl Fn(&[Number]) -> Number) -> (f64, Vec<f64>) {
    let tape = lift::tape();
    let x = tape.vars(x);
    let y = f(&x);
    let gradient = tape.vjp(&[y], &[seed], &x);
    // A seed that is a variable: its own derivative is not lost where it is zero.
    let recorded = tape.vjp_recorded(&[y], &[tape.var(seed)], &x);
    for (plain, recorded) in gradient.iter().zip(recorded) {
        assert!(*plain == recorded.value() || plain.is_nan(), "{plain} is recorded as {recorded}");
    }
    (y.value(), gradient)
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

macro_rules! unary {
    ($($method:ident),*) => { $(
        #[differentiable]
        pub(crate) fn $method(x: f64) -> f64 {
            x.$method()
        }
    )* };
}
unary!(
    abs,
    signum,
    floor,
    ceil,
    round,
    round_ties_even,
    trunc,
    fract,
    sqrt,
    cbrt,
    ln,
    log2,
    log10,
    recip,
    asin,
    acos,
    atanh,
    acosh,
    tanh
);

macro_rules! binary {
    ($($method:ident),*) => { $(
        #[differentiable]
        pub(crate) fn $method(x: f64, y: f64) -> f64 {
            x.$method(y)
        }
    )* };
}
binary!(max, min, rem_euclid, div_euclid, copysign, powf, hypot, atan2);

#[differentiable]
fn rectifier(x: f64) -> f64 {
    x.max(0.0)
}

#[differentiable]
fn largest(x: &[f64]) -> f64 {
    x.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b))
}

#[differentiable]
fn max_beside_nan(x: f64) -> f64 {
    f64::NAN.max(x)
}

#[differentiable]
fn min_before_nan(x: f64) -> f64 {
    x.min(f64::NAN)
}

#[differentiable]
fn clamp(x: f64, low: f64, high: f64) -> f64 {
    x.clamp(low, high)
}

#[differentiable]
fn remainder(x: f64, y: f64) -> f64 {
    x % y
}

#[differentiable]
fn powi(x: f64, n: i32) -> f64 {
    x.powi(n)
}

/// A fixed exponent.
#[differentiable]
fn power_held(x: f64, #[constant] p: f64) -> f64 {
    x.powf(p)
}

#[differentiable]
fn ratio(x: f64, y: f64) -> f64 {
    x / y
}

#[differentiable]
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[differentiable]
fn stable_logistic(x: f64) -> f64 {
    let e = (-x.abs()).exp();
    if x >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) }
}

#[differentiable]
fn safe_root(x: f64) -> f64 {
    if x > 0.0 { x.sqrt() } else { 0.0 }
}

/// The dangerous value is made before the branch and read on one path only.
#[differentiable]
fn root_made_early(x: f64) -> f64 {
    let root = x.sqrt();
    let inverse = 1.0 / x;
    if x > 0.0 { root * inverse } else { 3.0 * x }
}

#[differentiable]
fn sinc(x: f64) -> f64 {
    match x {
        0.0 => 1.0,
        x => x.sin() / x,
    }
}

#[differentiable]
fn with_unused_work(x: f64) -> f64 {
    let _never_read = (x - 100.0).ln() * (0.0 / (x - x));
    let mut overwritten = x.acos();
    overwritten += x.sqrt();
    let kept = overwritten;
    overwritten = 2.0 * x;
    let _ = kept;
    overwritten
}

/// Only the first entry of the pair is read.
#[differentiable]
fn half_used_pair(x: f64) -> f64 {
    let pair = (x * x, (x - x).ln());
    let list = [pair.0, pair.1];
    list[0]
}

#[differentiable]
fn exp_or_line(x: f64) -> f64 {
    let grown = (x * x * x).exp();
    if x < 5.0 { grown } else { x }
}

#[differentiable]
fn loops(x: f64, n: usize) -> f64 {
    let mut y = 3.0 * x;
    for i in 0..n {
        y *= (x - i as f64).ln();
    }
    let mut left = n;
    while left > 0 {
        y = y.sqrt();
        left -= 1;
    }
    y
}

#[differentiable]
fn over_entries(x: &[f64], w: f64) -> f64 {
    let mut y = w;
    for v in x {
        y *= v / w;
    }
    for pair in x.windows(2) {
        y += pair[0] * pair[1];
    }
    y + x.iter().map(|v| v.ln()).sum::<f64>()
}

#[differentiable]
fn compared(x: f64) -> f64 {
    let cell = x as i64;
    let above = x > 0.5;
    cell as f64 + if above { 1.0 } else { 2.0 } + f64::from(u8::from(x >= 1.0))
}

#[differentiable]
fn counts(x: &[f64], #[constant] calls: &Cell<usize>) -> f64 {
    let mut y = 1.0;
    for v in x {
        calls.set(calls.get() + 1);
        y *= v;
        if y > 10.0 {
            calls.set(calls.get() + 100);
            return y;
        }
    }
    y
}

#[differentiable]
fn counts_by_reference(x: f64, calls: &mut usize) -> f64 {
    *calls += 1;
    let y = x * x;
    *calls += 1;
    y * x
}

kinks! {
    "`abs` at 0" => fn abs_at_zero() {
        slope!(abs(0.0) = 0.0);
        slope!(abs(-0.0) = 0.0);
        slope!(abs(-1e-300) = -1.0);
    }

    "`max`, `min` at a tie" => fn ties_split_evenly() {
        slopes!(max(1.5, 1.5) = (0.5, 0.5));
        slopes!(min(1.5, 1.5) = (0.5, 0.5));
        slopes!(max(0.0, -0.0) = (0.5, 0.5));
        slopes!(max(1.0, 2.0) = (0.0, 1.0));
        slopes!(min(1.0, 2.0) = (1.0, 0.0));
        slope!(rectifier(0.0) = 0.5);
        assert_eq!(largest::grad(&[1.0, 1.0, 1.0]), [0.25, 0.25, 0.5]);
        assert_eq!(largest::jvp(&[1.0, 1.0, 1.0], &[1.0, 10.0, 100.0]).1, 52.75);
        assert_eq!(largest::grad(&[2.0, 1.0, 2.0]), [0.5, 0.0, 0.5]);
        assert_eq!(on_tape(&[1.0, 1.0, 1.0], 1.0, taped::largest).1, [0.25, 0.25, 0.5]);
        assert_eq!(on_tape(&[2.0, 1.0, 2.0], 1.0, taped::largest).1, [0.5, 0.0, 0.5]);
    }

    "`max`, `min` beside a NaN" => fn nan_operands_take_no_share() {
        slope!(max_beside_nan(2.0) = 1.0);
        slope!(min_before_nan(2.0) = 1.0);
    }

    "`clamp`" => fn clamp_passes_on_the_bounds() {
        for (x, expected) in [
            (0.5, (1.0, 0.0, 0.0)),
            (0.0, (1.0, 0.0, 0.0)),
            (1.0, (1.0, 0.0, 0.0)),
            (-0.5, (0.0, 1.0, 0.0)),
            (1.5, (0.0, 0.0, 1.0)),
        ] {
            let forward = (
                clamp::jvp(x, 0.0, 1.0, 1.0, 0.0, 0.0).1,
                clamp::jvp(x, 0.0, 1.0, 0.0, 1.0, 0.0).1,
                clamp::jvp(x, 0.0, 1.0, 0.0, 0.0, 1.0).1,
            );
            assert_eq!(forward, expected, "at {x}");
            assert_eq!(clamp::vjp(x, 0.0, 1.0).1(1.0), expected, "at {x}");
            let tape = on_tape(&[x, 0.0, 1.0], 1.0, |x| taped::clamp(x[0], x[1], x[2])).1;
            assert_eq!(tape, [expected.0, expected.1, expected.2], "at {x}, on the tape");
        }
    }

    "`signum`, `floor`, `ceil`, `round`, `round_ties_even`, `trunc`" => fn steps_are_flat() {
        for x in [-1.0, -0.5, 0.0, 0.3, 0.5, 1.0, 2.5] {
            slope!(signum(x) = 0.0);
            slope!(floor(x) = 0.0);
            slope!(ceil(x) = 0.0);
            slope!(round(x) = 0.0);
            slope!(round_ties_even(x) = 0.0);
            slope!(trunc(x) = 0.0);
        }
    }

    "`fract`" => fn fract_has_slope_one() {
        for x in [-1.0, -0.5, 0.0, 0.3, 2.0] {
            slope!(fract(x) = 1.0);
        }
    }

    "`%`" => fn remainders_keep_their_quotient() {
        slopes!(remainder(7.5, 2.0) = (1.0, -3.0));
        slopes!(remainder(-7.5, 2.0) = (1.0, 3.0));
        slopes!(remainder(6.0, 2.0) = (1.0, -3.0));
        slopes!(remainder(1.0, 2.0) = (1.0, 0.0));
    }

    "`rem_euclid`, `div_euclid`" => fn euclidean_remainders_keep_their_quotient() {
        slopes!(rem_euclid(7.5, 2.0) = (1.0, -3.0));
        slopes!(rem_euclid(-7.5, 2.0) = (1.0, 4.0));
        slopes!(rem_euclid(7.5, -2.0) = (1.0, 3.0));
        slopes!(div_euclid(7.5, 2.0) = (0.0, 0.0));
        slopes!(div_euclid(6.0, 2.0) = (0.0, 0.0));
    }

    "`copysign`" => fn copysign_turns_the_magnitude() {
        slopes!(copysign(2.0, 3.0) = (1.0, 0.0));
        slopes!(copysign(2.0, -3.0) = (-1.0, 0.0));
        slopes!(copysign(-2.0, 3.0) = (-1.0, 0.0));
        slopes!(copysign(-2.0, -0.0) = (1.0, 0.0));
        slopes!(copysign(0.0, 3.0) = (0.0, 0.0));
    }

    "`powi` at base 0" => fn powi_at_base_zero() {
        for (x, n, expected) in [
            (0.0, 0, 0.0),
            (0.0, 1, 1.0),
            (0.0, 2, 0.0),
            (0.0, 3, 0.0),
            (2.0, 0, 0.0),
            (-2.0, 3, 12.0),
            (2.0, -1, -0.25),
            (0.0, -1, f64::NEG_INFINITY),
        ] {
            assert_eq!(powi::jvp(x, n, 1.0).1, expected, "{x}^{n}");
            assert_eq!(powi::vjp(x, n).1(1.0), expected, "{x}^{n}");
            assert_eq!(powi::jvp(x, n, 0.0).1, 0.0, "{x}^{n}, held");
            assert_eq!(powi::vjp(x, n).1(0.0), 0.0, "{x}^{n}, not used");
            for seed in [1.0, 0.0] {
                let tape = on_tape(&[x], seed, |x| taped::powi(x[0], n)).1[0];
                assert_eq!(tape, if seed == 0.0 { 0.0 } else { expected }, "{x}^{n}, on the tape");
            }
        }
    }

    "`powf` at base 0" => fn powf_at_base_zero() {
        slopes!(powf(0.0, 0.0) = (0.0, 0.0));
        slopes!(powf(0.0, 1.0) = (1.0, 0.0));
        slopes!(powf(0.0, 2.0) = (0.0, 0.0));
        slopes!(powf(0.0, 0.5) = (f64::INFINITY, 0.0));
        slope_held(0.0, 0.0, 0.0);
        slope_held(0.0, 1.0, 1.0);
        slope_held(0.0, 2.0, 0.0);
    }

    "`powf` at exponent 0" => fn powf_at_exponent_zero() {
        slopes!(powf(2.0, 0.0) = (0.0, 2.0f64.ln()));
        slope_held(2.0, 0.0, 0.0);
        slope_held(-2.0, 0.0, 0.0);
    }

    "`powf` of a negative base" => fn powf_of_negative_bases() {
        slope_held(-2.0, 3.0, 12.0);
        slope_held(-2.0, 2.0, -4.0);
        assert_eq!(powf::jvp(-2.0, 3.0, 1.0, 0.0), (-8.0, 12.0));
        let (x_bar, p_bar) = powf::vjp(-2.0, 3.0).1(1.0);
        assert_eq!(x_bar, 12.0);
        assert!(p_bar.is_nan());
        assert_eq!(powf::vjp(-2.0, 3.0).1(0.0), (0.0, 0.0));
        let power = |x: &[Number]| taped::powf(x[0], x[1]);
        let tape = on_tape(&[-2.0, 3.0], 1.0, power).1;
        assert!(tape[0] == 12.0 && tape[1].is_nan());
        assert_eq!(on_tape(&[-2.0, 3.0], 0.0, power).1, [0.0, 0.0]);
    }

    "`sqrt`, `cbrt` at 0" => fn roots_at_zero() {
        slope!(sqrt(0.0) = f64::INFINITY);
        slope!(cbrt(0.0) = f64::INFINITY);
    }

    "`ln`, `log2`, `log10`, `recip`, `/` at 0" => fn poles_at_zero() {
        slope!(ln(0.0) = f64::INFINITY);
        slope!(log2(0.0) = f64::INFINITY);
        slope!(log10(0.0) = f64::INFINITY);
        slope!(recip(0.0) = f64::NEG_INFINITY);
        slopes!(ratio(1.0, 0.0) = (f64::INFINITY, f64::NEG_INFINITY));
    }

    "`asin`, `acos`, `atanh` at ±1, `acosh` at 1" => fn inverse_functions_at_their_ends() {
        slope!(asin(1.0) = f64::INFINITY);
        slope!(asin(-1.0) = f64::INFINITY);
        slope!(acos(1.0) = f64::NEG_INFINITY);
        slope!(atanh(1.0) = f64::INFINITY);
        slope!(acosh(1.0) = f64::INFINITY);
    }

    "`hypot` at (0, 0)" => fn hypot_at_the_origin() {
        slopes!(hypot(0.0, 0.0) = (0.0, 0.0));
        slopes!(hypot(3.0, 4.0) = (0.6, 0.8));
        slopes!(hypot(0.0, -2.0) = (0.0, -1.0));
        slopes!(hypot(0.0, 1e-200) = (0.0, 1.0));
    }

    "`atan2` on its cut and at (0, 0)" => fn atan2_on_its_cut() {
        slopes!(atan2(0.0, 2.0) = (0.5, 0.0));
        slopes!(atan2(0.0, -2.0) = (-0.5, 0.0));
        slopes!(atan2(-0.0, -2.0) = (-0.5, 0.0));
        slopes!(atan2(2.0, 0.0) = (0.0, -0.5));
        slopes!(atan2(0.0, 0.0) = (0.0, 0.0));
    }

    "`tanh` and a logistic function far out" => fn saturated_functions_are_flat() {
        for x in [-800.0, 800.0] {
            slope!(tanh(x) = 0.0);
            slope!(logistic(x) = 0.0);
            slope!(stable_logistic(x) = 0.0);
        }
        // In between, the slope is small but must not be lost to cancellation.
        let expected = (-40.0f64).exp();
        let tape = on_tape(&[40.0], 1.0, |x| taped::logistic(x[0])).1[0];
        for slope in [logistic::vjp(40.0).1(1.0), logistic::jvp(40.0, 1.0).1, tape] {
            assert!((slope / expected - 1.0).abs() < 1e-12, "{slope:e}, not {expected:e}");
        }
    }

    "a branch not taken" => fn branches_not_taken_are_exactly_zero() {
        slope!(safe_root(0.0) = 0.0);
        slope!(safe_root(-1.0) = 0.0);
        slope!(root_made_early(0.0) = 3.0);
        slope!(root_made_early(-1.0) = 3.0);
        slope!(sinc(0.0) = 0.0);
    }

    "a value that is not used" => fn unused_values_poison_nothing() {
        slope!(with_unused_work(0.0) = 2.0);
        slope!(with_unused_work(-3.0) = 2.0);
        slope!(half_used_pair(3.0) = 6.0);
    }

    "an overflow on a path not taken" => fn overflows_not_taken_have_no_effect() {
        slope!(exp_or_line(100.0) = 1.0);
        slope!(exp_or_line(0.0) = 0.0);
    }

    "a loop that runs zero times" => fn loops_that_run_zero_times() {
        assert_eq!(loops::jvp(-2.0, 0, 1.0), (-6.0, 3.0));
        assert_eq!(loops::vjp(-2.0, 0).1(1.0), 3.0);
        assert_eq!(loops::grad(0.0, 0), 3.0);
        assert_eq!(on_tape(&[-2.0], 1.0, |x| taped::loops(x[0], 0)), (-6.0, vec![3.0]));
    }

    "an empty slice" => fn empty_slices_have_empty_gradients() {
        let empty: [f64; 0] = [];
        assert_eq!(over_entries::value_and_grad(&empty, 2.0), (2.0, (vec![], 1.0)));
        assert_eq!(over_entries::jvp(&empty, 2.0, &empty, 5.0), (2.0, 5.0));
        let mut w_bar = f64::NAN;
        assert_eq!(over_entries::value_and_grad_into(&empty, 2.0, &mut [], &mut w_bar), 2.0);
        assert_eq!(w_bar, 1.0);
        assert_eq!(on_tape(&[2.0], 1.0, |w| taped::over_entries(&[], w[0])), (2.0, vec![1.0]));
    }

    "a comparison, a cast to an integer" => fn discrete_results_are_flat() {
        for x in [0.0, 0.5, 0.7, 1.0, 2.5] {
            slope!(compared(x) = 0.0);
        }
    }

    "a side effect" => fn side_effects_happen_once() {
        let calls = Cell::new(0);
        let x = [1.0, 2.0, 3.0];
        let (_, pullback) = counts::vjp(&x, &calls);
        assert_eq!(calls.get(), 3);
        assert_eq!(pullback(1.0), [6.0, 3.0, 2.0]);
        assert_eq!(calls.get(), 3, "the reverse sweep repeats no side effect");
        assert_eq!(counts::jvp(&x, &calls, &[1.0, 0.0, 0.0]), (6.0, 6.0));
        assert_eq!(calls.replace(0), 6);
        let (_, pullback) = counts::vjp(&[4.0, 5.0, 6.0], &calls);
        assert_eq!(pullback(1.0), [5.0, 4.0, 0.0]);
        assert_eq!(calls.replace(0), 102, "two rounds and one early return");
        let tape = on_tape(&[4.0, 5.0, 6.0], 1.0, |x| taped::counts(x, &calls));
        assert_eq!((tape, calls.get()), ((20.0, vec![5.0, 4.0, 0.0]), 102));

        let mut total = 0;
        assert_eq!(counts_by_reference::jvp(2.0, &mut total, 1.0), (8.0, 12.0));
        assert_eq!(total, 2);
        assert_eq!(counts_by_reference::vjp(2.0, &mut total).1(1.0), 12.0);
        assert_eq!(total, 4);
    }
}

/// The base's derivative where the exponent is held.
#[track_caller]
fn slope_held(x: f64, p: f64, expected: f64) {
    assert_eq!(power_held::jvp(x, p, 1.0).1, expected, "{x}^{p}, jvp");
    assert_eq!(power_held::vjp(x, p).1(1.0), expected, "{x}^{p}, vjp");
    assert_eq!(power_held::jvp(x, p, 0.0).1, 0.0, "{x}^{p}, jvp of zero");
    assert_eq!(power_held::vjp(x, p).1(0.0), 0.0, "{x}^{p}, vjp of zero");
    for seed in [1.0, 0.0] {
        let tape = on_tape(&[x], seed, |x| taped::power_held(x[0], lift::number(p))).1[0];
        assert_eq!(tape, if seed == 0.0 { 0.0 } else { expected }, "{x}^{p}, tape");
    }
}

#[test]
fn the_readme_shows_the_conventions() {
    let readme = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    if let Err(message) = hold_between_markers(&readme, "conventions", &kinks_table()) {
        panic!("{message}");
    }
}
