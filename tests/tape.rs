//! The run-time tape as a second opinion: every function of the corpus runs on it, and its gradient
//! is compared with the macro's; the reference cases with known Hessians; random expressions.

#[path = "support/expressions.rs"]
mod expressions;
#[path = "support/lift.rs"]
mod lift;

use cotangent_tests::harness::{Draw, Outcome, Precision, give, take};

/// One module of the corpus, and its rows with the check of this file.
macro_rules! each_module {
    ($($module:ident)*) => {
        mod lifted {
            $(
                #[allow(warnings, clippy::all)]
                pub(crate) mod $module {
                    include!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".rs"));
                }
            )*
        }

        mod corpus {
            $(
                mod $module {
                    #[allow(unused_imports)]
                    use crate::lifted::$module as taped;
                    include!(concat!(env!("OUT_DIR"), "/", stringify!($module), "_rows.rs"));

                    #[test]
                    fn the_tape_and_the_macro_agree() {
                        rows().check(8);
                    }
                }
            )*

            pub(crate) fn sections() -> Vec<cotangent_tests::harness::Section> {
                vec![$($module::rows()),*]
            }

            pub(crate) const FILES: &[&str] =
                &[$(include_str!(concat!(
                    env!("CARGO_MANIFEST_DIR"), "/corpus/", stringify!($module), ".rs"
                ))),*];
        }
    };
}
include!(concat!(env!("OUT_DIR"), "/modules.rs"));

#[test]
fn no_row_of_the_corpus_is_left_out() {
    let rows: usize = corpus::sections().iter().map(|section| section.rows.len()).sum();
    let written: usize = corpus::FILES.iter().map(|file| file.matches("row!(").count()).sum();
    assert_eq!(rows, written);
    assert!(rows > 250, "{rows} rows");
}

/// The small programs with known derivatives, over variables.
#[allow(warnings, clippy::all)]
mod adchecks {
    include!(concat!(env!("OUT_DIR"), "/adchecks.rs"));
}

/// What has no rewritten form: a rule by hand, derivatives called by their names, and methods of
/// machine floats alone.
#[allow(non_camel_case_types)]
mod by_hand {
    use crate::lift::prelude::*;
    use crate::lifted::{emitted::score, nested::double_well};

    /// The error function, from a library, with its slope.
    pub(crate) fn erf(x: f64) -> f64 {
        let slope = std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp();
        f64::given(libm::erf(x.value()), &[(x, slope)])
    }

    /// `score::jvp_wrt_x` as a recorded gradient.
    pub(crate) fn ism(theta: &[f64; 3], xs: &[f64]) -> f64 {
        let tape = theta[0].tape().expect("the parameters are variables");
        let losses = xs.iter().map(|x| {
            let x = tape.var(x.value());
            let s = score(theta, x);
            0.5 * s * s + s.grad_recorded(&[x])[0]
        });
        losses.sum::<f64>() / xs.len() as core::primitive::f64
    }

    /// Product, variance and standard deviation as sums.
    pub(crate) fn moments(a: &ndarray::Array2<f64>) -> f64 {
        let n = a.len() as core::primitive::f64;
        let mean = a.iter().copied().sum::<f64>() / n;
        let squares = a.iter().map(|x| (*x - mean) * (*x - mean)).sum::<f64>();
        a.iter().copied().product::<f64>() * (squares / (n - 1.0)) + (squares / n).sqrt()
    }

    /// By name what `math = "vector"` replaces.
    pub(crate) fn replaced(x: &[f64], p: f64) -> f64 {
        use cotangent::math;
        let mut s = f64::constant(0.0);
        for v in x {
            let (sin, cos) = math::sin_cos(*v);
            s += math::ln_1p(math::exp(sin * p)) * math::tanh(*v) + math::powf(*v, cos)
                - math::cos(math::sin(*v) + p);
            s += math::ln(math::exp_m1(*v) + 1.0) * cos;
        }
        s
    }

    /// `double_well::grad` as a recorded gradient.
    pub(crate) fn langevin_residual(x: f64, next: f64, height: f64, dt: f64) -> f64 {
        let slope = double_well(x, height).grad_recorded(&[x])[0];
        let e = next - x + dt * slope;
        e * e
    }
}

/// What one way of differentiating gave: the outcome, and the cotangents of the active arguments.
type Answer = Option<(Outcome, Vec<f64>)>;

/// Weights of the outputs; exact in both precisions.
fn weights(n: usize) -> Vec<f64> {
    let mut stream = Draw::Seeded(0x7a9e + n as u64);
    (0..n).map(|_| (stream.unit() * 256.0).floor() / 64.0 - 2.0).collect()
}

/// A function that ran on the tape.
struct Run {
    outputs: Vec<lift::Number>,
    to: lift::Lifter,
}

impl Run {
    /// The weighted sum of the outputs' gradients.
    fn gradient(&self) -> Vec<f64> {
        self.to.tape.vjp(&self.outputs, &weights(self.outputs.len()), &self.to.inputs)
    }

    /// The derivative of that along a direction: a sweep over the recorded sweep.
    fn curvature(&self, direction: &[f64]) -> Vec<f64> {
        let w: Vec<_> = weights(self.outputs.len()).into_iter().map(lift::number).collect();
        let gradient = self.to.tape.vjp_recorded(&self.outputs, &w, &self.to.inputs);
        self.to.tape.vjp(&gradient, direction, &self.to.inputs)
    }
}

/// Compares the tape at a point with the macro: values, gradients, and the tape's second derivatives
/// with differences of the macro's first ones.
fn compare(
    module: &str,
    name: &str,
    point: &str,
    precision: Precision,
    by_macro: &dyn Fn(&[f64], f64) -> Answer,
    by_tape: Option<(Outcome, Run)>,
) -> Result<(), String> {
    let fail = |what: String| Err(format!("{name}, on the tape: {what}\n  point {point}"));
    let ((y, bars), (taped, run)) = match (by_macro(&[], 0.0), by_tape) {
        (None, None) => return Ok(()),
        (Some(a), Some(b)) => (a, b),
        (by_macro, by_tape) => {
            let by_tape = by_tape.map(|(outcome, _)| outcome);
            return fail(format!("{by_tape:?}, by the macro {by_macro:?}"));
        }
    };
    // The value is the same to the last bit, but where the program is in f32, which the tape has not
    // here, or where it adds in another order: in derivatives that it computes, and in arrays, where
    // numbers have kernels of their own.
    let single = precision.identity > 1e-9;
    let reordered = ["ism", "langevin_residual"].contains(&name) || module.ends_with("::arrays");
    let inexact = single || reordered;
    if inexact && !near(&y.floats, &taped.floats, precision.identity)
        || !inexact && y.text != taped.text
    {
        return fail(format!("value {}, not {}", taped.text, y.text));
    }
    let gradient = run.gradient();
    if !near(&bars, &gradient, precision.identity) {
        return fail(format!("cotangents {gradient:?}, by the macro {bars:?}"));
    }
    if single {
        return Ok(());
    }
    let mut stream = Draw::Seeded(bars.len() as u64);
    let direction: Vec<f64> = bars.iter().map(|_| 2.0 * stream.unit() - 1.0).collect();
    let h = 1e-6;
    let (Some((_, above)), Some((_, below))) = (by_macro(&direction, h), by_macro(&direction, -h))
    else {
        return Ok(());
    };
    let quotient = |a: &[f64], b: &[f64], by: f64| -> Vec<f64> {
        a.iter().zip(b).map(|(a, b)| (a - b) / by).collect()
    };
    let differences = quotient(&above, &below, 2.0 * h);
    let curvature = run.curvature(&direction);
    // At a kink of the gradient its one-sided differences disagree.
    let kink = !near(&quotient(&above, &bars, h), &quotient(&bars, &below, h), 1e-3);
    if !kink && !near(&differences, &curvature, 1e-5) {
        return fail(format!("second order {curvature:?}, by differences {differences:?}"));
    }
    Ok(())
}

/// Whether all entries agree, to a part of the largest.
fn near(a: &[f64], b: &[f64], part: f64) -> bool {
    let bound = part * a.iter().fold(1.0, |s: f64, x| s.max(x.abs()));
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || (a - b).abs() <= bound)
}

/// A row of the corpus that is checked against the macro; the grammar is that of `row!`.
#[macro_export]
macro_rules! tape_row {
    ($words:expr, once $($rest:tt)*) => { $crate::tape_row!($words, $($rest)*) };
    ($words:expr, thrice $($rest:tt)*) => { $crate::tape_row!($words, $($rest)*) };
    ($words:expr, by_name { $($f:ident)::+, $jvp:path, $vjp:path $(, $more:path)* $(,)? }
     ($($args:tt)*) $(-> $kind:tt)? $(where $($n:ident in $size:expr),+)?) => {
        $crate::tape_row!(@args
            { stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?], ($($f)::+) ($vjp) }
            [a0 d0 a1 d1 a2 d2 a3 d3 a4 d4 a5 d5 a6 d6 a7 d7] {} {} {} {} {} $($args)*)
    };
    ($words:expr, lanes $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::tape_row!($words, $($f)::+ ($($args)*) $(-> $kind)? $(where $($n in $size),+)?)
    };
    ($words:expr, $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::tape_row!(@args
            { stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::vjp) }
            [a0 d0 a1 d1 a2 d2 a3 d3 a4 d4 a5 d5 a6 d6 a7 d7] {} {} {} {} {} $($args)*)
    };

    // Arguments: all of them, how they are passed, the active ones but for `by_mut`, the `by_mut`
    // ones, and the constant ones.
    (@args $row:tt [$a:ident $d:ident $($names:ident)*] {$($all:tt)*} {$($pass:tt)*} {$($fixed:tt)*}
     {$($mutable:tt)*} {$($held:tt)*} val $domain:expr $(, $($rest:tt)*)?) => {
        $crate::tape_row!(@args $row [$($names)*] {$($all)* ($a $domain)}
            {$($pass)* Clone::clone(&*$a),} {$($fixed)* ($a $d)} {$($mutable)*} {$($held)*}
            $($($rest)*)?)
    };
    (@args $row:tt [$a:ident $d:ident $($names:ident)*] {$($all:tt)*} {$($pass:tt)*} {$($fixed:tt)*}
     {$($mutable:tt)*} {$($held:tt)*} by_ref $domain:expr $(, $($rest:tt)*)?) => {
        $crate::tape_row!(@args $row [$($names)*] {$($all)* ($a $domain)}
            {$($pass)* &*$a,} {$($fixed)* ($a $d)} {$($mutable)*} {$($held)*} $($($rest)*)?)
    };
    (@args $row:tt [$a:ident $d:ident $($names:ident)*] {$($all:tt)*} {$($pass:tt)*} {$($fixed:tt)*}
     {$($mutable:tt)*} {$($held:tt)*} by_mut $domain:expr $(, $($rest:tt)*)?) => {
        $crate::tape_row!(@args $row [$($names)*] {$($all)* ($a $domain)}
            {$($pass)* &mut *$a,} {$($fixed)*} {$($mutable)* ($a $d)} {$($held)*} $($($rest)*)?)
    };
    (@args $row:tt [$a:ident $d:ident $($names:ident)*] {$($all:tt)*} {$($pass:tt)*} {$($fixed:tt)*}
     {$($mutable:tt)*} {$($held:tt)*} constant $domain:expr $(, $($rest:tt)*)?) => {
        $crate::tape_row!(@args $row [$($names)*] {$($all)* ($a $domain)}
            {$($pass)* Clone::clone(&*$a),} {$($fixed)*} {$($mutable)*} {$($held)* $a}
            $($($rest)*)?)
    };
    (@args $row:tt [$a:ident $d:ident $($names:ident)*] {$($all:tt)*} {$($pass:tt)*} {$($fixed:tt)*}
     {$($mutable:tt)*} {$($held:tt)*} constant_ref $domain:expr $(, $($rest:tt)*)?) => {
        $crate::tape_row!(@args $row [$($names)*] {$($all)* ($a $domain)}
            {$($pass)* &*$a,} {$($fixed)*} {$($mutable)*} {$($held)* $a} $($($rest)*)?)
    };
    (@args $row:tt [$a:ident $d:ident $($names:ident)*] {$($all:tt)*} {$($pass:tt)*} {$($fixed:tt)*}
     {$($mutable:tt)*} {$($held:tt)*} constant_mut $domain:expr $(, $($rest:tt)*)?) => {
        $crate::tape_row!(@args $row [$($names)*] {$($all)* ($a $domain)}
            {$($pass)* &mut *$a,} {$($fixed)*} {$($mutable)*} {$($held)* $a} $($($rest)*)?)
    };

    (@args { $name:expr, [$($kind:tt)?], [$(($n:ident, $size:expr))*], ($($f:tt)+) ($($vjp:tt)+) }
     $names:tt {$(($a:ident $domain:expr))*} {$($pass:tt)*} {$(($fa:ident $fd:ident))*}
     {$(($ma:ident $md:ident))*} {$($held:ident)*}) => {
        #[allow(unused_variables, unused_mut, clippy::all)]
        cotangent_tests::harness::Row::of("", $name, |draw, precision, _| {
            $(let $n = cotangent_tests::harness::Size::size(&$size, draw);)*
            let point = ($(cotangent_tests::harness::Domain::draw(&$domain, draw),)*);
            let by_macro = |direction: &[f64], by: f64| -> $crate::Answer {
                let ($($a,)*) = &mut point.clone();
                if by != 0.0 {
                    let mut flat = direction;
                    cotangent_tests::row!(@tangents flat $(($fa $fd))* $(($ma $md))*);
                    $(cotangent::Differentiable::step($fa, &$fd, by);)*
                    $(cotangent::Differentiable::step($ma, &$md, by);)*
                }
                let (y, pullback) = $crate::tape_row!(@some [$($kind)?] ($($vjp)+($($pass)*)));
                let outcome =
                    cotangent_tests::harness::Outcome::default().with(&y)$(.with(&*$ma))*;
                let w = $crate::weights(outcome.floats.len());
                let mut flat = &w[..];
                let mut y_bar = cotangent::Differentiable::zero_tangent(&y);
                $crate::take(&mut y_bar, &mut flat);
                $(
                    let mut $md = cotangent::Differentiable::zero_tangent(&*$ma);
                    $crate::take(&mut $md, &mut flat);
                )*
                let bars = cotangent_tests::row!(@pull [$($kind)?] pullback y_bar $($md)*);
                let mut cotangent = Vec::new();
                $crate::give(&bars, &mut cotangent);
                $($crate::give(&$md, &mut cotangent);)*
                Some((outcome, cotangent))
            };
            let by_tape = || -> Option<($crate::Outcome, $crate::Run)> {
                let ($($a,)*) = &point;
                let mut to = $crate::lift::Lifter::new();
                $(let mut $fa = $crate::lift::Lift::lift($fa, &mut to);)*
                $(let mut $ma = $crate::lift::Lift::lift($ma, &mut to);)*
                $(let mut $held = to.constant($held);)*
                let ($($a,)*) = ($(&mut $a,)*);
                let y = $crate::tape_row!(@some [$($kind)?] (taped::$($f)+($($pass)*)));
                let text = format!(concat!("{:?} ", $($crate::tape_row!(@show $ma),)*), y $(, $ma)*);
                let mut outputs = Vec::new();
                $crate::lift::Leaves::leaves(&y, &mut outputs);
                $($crate::lift::Leaves::leaves(&*$ma, &mut outputs);)*
                let floats = outputs.iter().map(|y| y.value()).collect();
                Some(($crate::Outcome { floats, text }, $crate::Run { outputs, to }))
            };
            $crate::compare(module_path!(), $name, &format!("{point:?}"), precision, &by_macro, by_tape())
        })
    };

    (@show $a:ident) => { "{:?} " };
    (@some [?] ($($call:tt)*)) => { ($($call)*).into_iter().next()? };
    (@some [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };
}

#[test]
fn a_difference_is_seen() {
    // y = x² at 3, in the direction that `compare` takes.
    let outcome = |y: f64| Outcome { floats: vec![y], text: format!("{y:?} ") };
    let on_tape = |power: i32| {
        let mut to = lift::Lifter::new();
        let x = lift::Lift::lift(&3.0_f64, &mut to);
        let y = 9.0 * (x / 3.0).powi(power);
        Some((outcome(9.0), Run { outputs: vec![y], to }))
    };
    let by_macro = |slope: f64, curvature: f64| {
        move |d: &[f64], by: f64| {
            let moved = if by == 0.0 { 0.0 } else { by * d[0] };
            Some((outcome(9.0), vec![weights(1)[0] * (slope + curvature * moved)]))
        }
    };
    let compared = |slope: f64, curvature: f64, by_tape| {
        let precision = cotangent_tests::harness::DOUBLE;
        compare("", "f", "x", precision, &by_macro(slope, curvature), by_tape)
    };
    assert_eq!(compared(6.0, 2.0, on_tape(2)), Ok(()));
    assert!(compared(6.0, 2.0, on_tape(3)).is_err_and(|e| e.contains("cotangents")));
    assert!(compared(6.0, 2.1, on_tape(2)).is_err_and(|e| e.contains("second order")));
    assert!(compared(6.0, 2.0, None).is_err());
}

/// Gradients, Hessians and third derivatives of the small programs, against 90-digit arithmetic.
mod known_derivatives {
    use crate::{adchecks, lift};
    use cotangent_tests::adbench::assert_close;
    use cotangent_tests::adchecks::{scalar_cases, vector_cases};
    use cotangent_tests::{for_each_scalar_check, for_each_vector_check};

    /// As for the macro's gradients; higher derivatives lose two digits more.
    const TOLERANCE: f64 = 1e-11;
    const SECOND: f64 = 1e-9;

    macro_rules! scalar {
        ($($name:ident)*) => {
            $(
                #[test]
                fn $name() {
                    let name = stringify!($name);
                    for case in scalar_cases(name) {
                        let x = lift::tape().vars(&case.x);
                        let y = adchecks::$name(&x);
                        assert_close(name, &[y.value()], &[case.value], TOLERANCE);
                        assert_close(name, &y.grad(&x), &case.grad, TOLERANCE);
                        let gradient = y.grad_recorded(&x);
                        let values: Vec<f64> = gradient.iter().map(|g| g.value()).collect();
                        assert_close(name, &values, &case.grad, TOLERANCE);
                        let hessian: Vec<f64> = gradient.iter().flat_map(|g| g.grad(&x)).collect();
                        assert_close(name, &hessian, &case.hess, SECOND);
                        let Some(expected) = case.third else { continue };
                        let rows = gradient.iter().flat_map(|g| g.grad_recorded(&x));
                        let third: Vec<f64> = rows.flat_map(|g| g.grad(&x)).collect();
                        assert_close(name, &third, &expected, SECOND);
                    }
                }
            )*
        };
    }
    for_each_scalar_check!(scalar);

    macro_rules! vector {
        ($($name:ident)*) => {
            $(
                #[test]
                fn $name() {
                    let name = stringify!($name);
                    for case in vector_cases(name) {
                        let tape = lift::tape();
                        let x = tape.vars(&case.x);
                        let y = adchecks::$name(&x);
                        let values: Vec<f64> = y.iter().map(|y| y.value()).collect();
                        assert_close(name, &values, &case.value, TOLERANCE);
                        let jacobian: Vec<f64> = y.iter().flat_map(|y| y.grad(&x)).collect();
                        assert_close(name, &jacobian, &case.jac, TOLERANCE);
                        let vjp = tape.vjp(&y, &case.cotangent, &x);
                        assert_close(name, &vjp, &case.vjp, TOLERANCE);
                        let gradients = y.iter().flat_map(|y| y.grad_recorded(&x));
                        let second: Vec<f64> = gradients.flat_map(|g| g.grad(&x)).collect();
                        assert_close(name, &second, &case.second, SECOND);
                    }
                }
            )*
        };
    }
    for_each_vector_check!(vector);
}

/// Random programs against differences, to order two.
mod random_expressions {
    use crate::expressions::{OPERATIONS, Step, run};
    use crate::lift;
    use proptest::prelude::*;

    fn gradient(steps: &[Step], x: &[f64]) -> Vec<f64> {
        let x = lift::tape().vars(x);
        run(steps, &x).grad(&x)
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        prop::collection::vec((0..OPERATIONS, 0..64_usize, 0..64_usize), 1..24)
    }

    fn points() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-1.5..1.5_f64, 1..4)
    }

    /// (f(x + h eᵢ) − f(x − h eᵢ)) / 2h.
    fn difference<T>(x: &[f64], i: usize, h: f64, f: impl Fn(&[f64]) -> T) -> (T, T) {
        let (mut above, mut below) = (x.to_vec(), x.to_vec());
        above[i] += h;
        below[i] -= h;
        (f(&above), f(&below))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn agree_with_differences(steps in steps(), x in points()) {
            let h = 1e-5;
            let first = gradient(&steps, &x);
            let on_tape = lift::tape().vars(&x);
            let slopes = run(&steps, &on_tape).grad_recorded(&on_tape);
            let second: Vec<Vec<f64>> = slopes.iter().map(|s| s.grad(&on_tape)).collect();
            for i in 0..x.len() {
                prop_assert!((slopes[i].value() - first[i]).abs() <= 1e-12 * (1.0 + first[i].abs()));
                let (above, below) = difference(&x, i, h, |x| run(&steps, x));
                let slope = (above - below) / (2.0 * h);
                prop_assert!(
                    (slope - first[i]).abs() < 1e-6 * (1.0 + slope.abs()),
                    "∂{i}: {}, by differences {slope}", first[i]
                );
                let (above, below) = difference(&x, i, h, |x| gradient(&steps, x));
                for j in 0..x.len() {
                    let curvature = (above[j] - below[j]) / (2.0 * h);
                    prop_assert!(
                        (curvature - second[i][j]).abs() < 1e-5 * (1.0 + curvature.abs()),
                        "∂{i}∂{j}: {}, by differences {curvature}", second[i][j]
                    );
                    let bound = 1e-10 * (1.0 + second[i][j].abs());
                    prop_assert!((second[i][j] - second[j][i]).abs() <= bound);
                }
            }
        }
    }
}

/// Tape over macro: the macro's gradient of a generic function, recorded and differentiated again.
#[test]
fn gradients_by_the_macro_can_be_recorded() {
    use cotangent_tests::corpus::calls::{mean_square, safe_softplus};
    let tape = lift::tape();
    let (x, s) = (tape.var(0.3), tape.var(1.7));
    let (dx, ds) = safe_softplus::grad(x, s);
    let by_tape = safe_softplus(x, s).grad_recorded(&[x, s]);
    for (a, b) in [dx, ds].into_iter().zip(by_tape) {
        assert!((a.value() - b.value()).abs() < 1e-14, "{a}, on the tape {b}");
        for (a, b) in a.grad(&[x, s]).into_iter().zip(b.grad(&[x, s])) {
            assert!((a - b).abs() < 1e-13, "second order: {a}, on the tape {b}");
        }
    }
    let v = tape.vars(&[1.0, -2.0]);
    assert_eq!(mean_square::grad(&v)[1].grad(&v), [0.0, 1.0]);
}
