//! Closed forms, identities between orders, and what must be refused.

use super::*;

fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-12 * (1.0 + b.abs()), "{a}, not {b}");
}

#[test]
fn a_node_is_small() {
    assert_eq!(std::mem::size_of::<Node<f64>>(), 24);
    assert_eq!(std::mem::size_of::<Node<f32>>(), 20);
}

#[test]
fn constants_are_not_recorded() {
    let tape = Tape::new();
    let two: Var = Var::constant(2.0);
    let y = (two * two + 1.0).sin() - 3.0;
    assert!(y.is_constant() && tape.is_empty());
    assert_eq!(y.value(), 5.0_f64.sin() - 3.0);
}

#[test]
fn operators_take_numbers_and_references_on_both_sides() {
    let tape = Tape::new();
    let x = tape.var(3.0);
    let (r, two) = (&x, &2.0);
    let all = [
        x + x,
        x + r,
        r + x,
        r + r,
        x - 1.0,
        r - 1.0,
        1.0 - x,
        1.0 - r,
        x * two,
        r / two,
        two * x,
        two / r,
        x % 2.0,
        -x,
        -r,
    ];
    let slopes = all.map(|y| y.grad(&[x])[0]);
    let ninth = -2.0 / 9.0;
    let expected =
        [2.0, 2.0, 2.0, 2.0, 1.0, 1.0, -1.0, -1.0, 2.0, 0.5, 2.0, ninth, 1.0, -1.0, -1.0];
    assert_eq!(slopes, expected);
    let mut y = x;
    y += 1.0;
    y *= x;
    y -= r;
    y /= &2.0;
    y %= 100.0;
    assert_eq!((y.value(), y.grad(&[x])), (4.5, vec![3.0]));
}

#[test]
fn sums_and_products_start_with_their_first_term() {
    let tape = Tape::new();
    let x = tape.vars(&[2.0, 3.0, 5.0]);
    let (sum, product): (Var, Var) = (x.iter().sum(), x.iter().copied().product());
    assert_eq!((sum.grad(&x), product.grad(&x)), (vec![1.0; 3], vec![15.0, 10.0, 6.0]));
    assert_eq!(tape.len(), 7);
    let none: [Var; 0] = [];
    assert!(none.iter().sum::<Var>().is_sign_negative());
    assert_eq!(none.iter().product::<Var>(), 1.0);
}

#[test]
fn inputs_may_be_results_and_outputs_may_be_inputs() {
    let tape = Tape::new();
    let x = tape.var(2.0);
    let square = x * x;
    let y = square * square + x;
    let later = tape.var(1.0);
    assert_eq!(y.grad(&[square, x, later, x]), [8.0, 33.0, 0.0, 33.0]);
    assert_eq!(x.grad(&[x, square]), [1.0, 0.0]);
    assert_eq!(Var::constant(1.0).grad(&[x]), [0.0]);
    assert_eq!(tape.vjp(&[y, square, 3.0.into()], &[1.0, 10.0, 5.0], &[x]), [73.0]);
}

#[test]
fn what_lies_beside_the_inputs_poisons_nothing() {
    let tape = Tape::new();
    let (x, p) = (tape.var(-2.0), tape.var(3.0));
    assert_eq!(x.powf(p).grad(&[x]), [12.0]);
    assert!(x.powf(p).grad(&[p])[0].is_nan());
    let zero = tape.var(0.0);
    assert_eq!((zero.sqrt() * 0.0).grad(&[zero]), [0.0]);
}

#[test]
fn orders_follow_from_each_other() {
    let tape = Tape::new();
    let (x, a) = (tape.var(0.7), tape.var(1.3));
    let mut derivative = (a * x).sin();
    // The n-th derivative of sin(a x) in x is aⁿ sin(a x + n π/2).
    for n in 1..=5 {
        derivative = derivative.grad_recorded(&[x])[0];
        let phase = 1.3 * 0.7 + f64::from(n) * std::f64::consts::FRAC_PI_2;
        close(derivative.value(), 1.3_f64.powi(n) * phase.sin());
    }
    let mixed = derivative.grad(&[a])[0];
    let (ax, a) = (1.3 * 0.7_f64, 1.3_f64);
    close(mixed, 5.0 * a.powi(4) * ax.cos() - a.powi(5) * 0.7 * ax.sin());
}

#[test]
fn a_cotangent_that_happens_to_be_zero_has_a_derivative() {
    // y = (x − 1) √x at 1: y″ = 1/√x − (x − 1)/(4 x^1.5) = 1.
    let tape = Tape::new();
    let x = tape.var(1.0);
    let y = (x - 1.0) * x.sqrt();
    close(y.grad_recorded(&[x])[0].grad(&[x])[0], 1.0);
    // x^p at p = 0: ∂²/∂x∂p = 1/x.
    let (x, p) = (tape.var(4.0), tape.var(0.0));
    let slope = x.powf(p).grad_recorded(&[x])[0];
    assert_eq!((slope.value(), slope.grad(&[p])), (0.0, vec![0.25]));
}

#[test]
fn kinks_are_flat_at_order_two() {
    let tape = Tape::new();
    let (x, y) = (tape.var(0.0), tape.var(0.0));
    for z in [x.abs(), x.max(y), x.min(y), x.clamp(0.0, 1.0), x.copysign(y)] {
        let slope = z.grad_recorded(&[x])[0];
        assert_eq!(slope.grad_recorded(&[x])[0], 0.0);
    }
}

#[test]
fn weights_are_variables_of_the_recorded_sweep() {
    let tape = Tape::new();
    let (x, w) = (tape.var(2.0), tape.var(0.0));
    let bar = tape.vjp_recorded(&[x * x * x], &[w], &[x])[0];
    assert_eq!((bar.value(), bar.grad(&[w, x])), (0.0, vec![12.0, 0.0]));
}

#[test]
fn rules_by_hand_have_every_order() {
    fn sine<'t>(x: Var<'t>, y: Var<'t>) -> Var<'t> {
        let t = x * y;
        let value = t.value().sin();
        Var::given(value, &[(x, t.cos() * y), (y, t.cos() * x)])
    }
    let tape = Tape::new();
    let (x, y) = (tape.var(0.4), tape.var(1.5));
    for (a, b) in [(sine(x, y), (x * y).sin()), (sine(x, 2.0.into()), (2.0 * x).sin())] {
        assert_eq!(a, b);
        let (da, db) = (a.grad_recorded(&[x, y]), b.grad_recorded(&[x, y]));
        for (da, db) in da.into_iter().zip(db) {
            close(da.value(), db.value());
            for (h, g) in da.grad(&[x, y]).into_iter().zip(db.grad(&[x, y])) {
                close(h, g);
            }
        }
    }
}

/// Each method over any float.
macro_rules! methods {
    ($($name:ident)*; $($binary:ident)*) => {
        fn each_method<S: Scalar>(x: S, y: S) -> Vec<S> {
            vec![
                $(x.$name(),)* $(x.$binary(y),)*
                x.powi(3), x.mul_add(y, x), y.clamp(x, y), x % y, x.sin_cos().1,
            ]
        }
    };
}
methods!(
    sin cos tan asin acos atan sinh cosh tanh asinh atanh exp exp2 exp_m1 ln ln_1p log2 log10 sqrt
    cbrt recip abs signum floor ceil round round_ties_even trunc fract to_degrees to_radians;
    log powf hypot atan2 copysign rem_euclid div_euclid max min midpoint
);

#[test]
fn both_precisions_have_the_same_derivatives() {
    let (double, single) = (Tape::new(), Tape::<f32>::default());
    let (x, y) = (double.var(0.3), double.var(1.6));
    let (u, v) = (single.var(0.3), single.var(1.6));
    let pairs = each_method(x, y).into_iter().zip(each_method(u, v));
    for (i, (a, b)) in pairs.enumerate() {
        // Values are those of the plain floats.
        assert_eq!(a.value(), each_method(0.3, 1.6)[i]);
        assert_eq!(b.value(), each_method(0.3_f32, 1.6)[i]);
        let (da, db) = (a.grad_recorded(&[x, y]), b.grad_recorded(&[u, v]));
        for (da, db) in da.into_iter().zip(db) {
            let near = |a: f64, b: f32| (a - f64::from(b)).abs() < 1e-4 * (1.0 + a.abs());
            assert!(near(da.value(), db.value()), "method {i}: {da} and {db}");
            for (a, b) in da.grad(&[x, y]).into_iter().zip(db.grad(&[u, v])) {
                assert!(near(a, b), "method {i}, order 2: {a} and {b}");
            }
        }
    }
}

#[test]
fn generic_code_runs_on_the_tape() {
    fn softplus<S: Scalar>(x: &[S]) -> S {
        x.iter().map(|&x| x.max(S::zero()) + (-x.abs()).exp().ln_1p()).sum()
    }
    let tape = Tape::<f32>::default();
    let x = tape.vars(&[0.5_f32, -0.25]);
    let expected = [1.0 / (1.0 + (-0.5_f32).exp()), 1.0 / (1.0 + 0.25_f32.exp())];
    for (g, e) in softplus(&x).grad(&x).into_iter().zip(expected) {
        assert!((g - e).abs() < 1e-6, "{g}, not {e}");
    }
}

#[test]
fn programs_decided_at_run_time() {
    type Stage = Box<dyn for<'t> Fn(Var<'t>) -> Var<'t>>;
    let mut stages: Vec<Stage> = Vec::new();
    for k in 1..=3_u8 {
        stages.push(Box::new(move |x| x * f64::from(k) + 1.0));
    }
    stages.push(Box::new(|x| x.sin()));
    let tape = Tape::new();
    let x = tape.var(0.1);
    let y = stages.iter().fold(x, |x, stage| stage(x));
    close(
        y.grad(&[x])[0],
        6.0 * y.value().asin().cos().abs() * (6.0 * 0.1 + 10.0_f64).cos().signum(),
    );
}

#[test]
fn a_variable_prints_and_compares_as_its_value() {
    let tape = Tape::new();
    let x = tape.var(1.5);
    assert_eq!(format!("{x:?} {x:.3} {x:e}"), "1.5 1.500 1.5e0");
    assert!(x > 1.0 && 2.0 > x && x == 1.5 && x < tape.var(2.0));
    assert_eq!(x.total_cmp(&2.0.into()), std::cmp::Ordering::Less);
}

#[test]
fn a_cleared_tape_starts_again() {
    let mut tape = Tape::new();
    for k in 1..4 {
        let x = tape.var(f64::from(k));
        assert_eq!((x * x * 0.5).grad(&[x]), [f64::from(k)]);
        assert_eq!(tape.len(), 3);
        tape.clear();
    }
}

#[test]
#[should_panic(expected = "variables of two tapes meet")]
fn an_operation_on_two_tapes() {
    let (a, b) = (Tape::new(), Tape::new());
    let _ = a.var(1.0) + b.var(2.0);
}

#[test]
#[should_panic(expected = "variables of two tapes meet")]
fn a_gradient_in_an_input_of_another_tape() {
    let (a, b) = (Tape::new(), Tape::new());
    let _ = a.var(1.0).grad(&[b.var(2.0)]);
}

#[test]
#[should_panic(expected = "a derivative in the constant 2.0")]
fn a_gradient_in_a_constant() {
    let tape = Tape::new();
    let _ = tape.var(1.0).grad(&[Var::constant(2.0)]);
}

#[test]
#[should_panic(expected = "a derivative in constants")]
fn a_gradient_of_a_constant_in_a_constant() {
    let _ = Var::constant(1.0).grad(&[Var::constant(2.0)]);
}

#[test]
#[should_panic(expected = "1 weights for 2 outputs")]
fn a_missing_weight() {
    let tape = Tape::new();
    let x = tape.var(1.0);
    let _ = tape.vjp(&[x, x], &[1.0], &[x]);
}

#[test]
#[should_panic(expected = "changed as a plain number")]
fn a_variable_is_not_changed_behind_the_tape() {
    use crate::Differentiable;
    let tape = Tape::new();
    tape.var(1.0).set_flat(&[2.0]);
}
