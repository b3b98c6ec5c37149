//! Arrays against scalars on the same tape, against differences, and between orders.

#![cfg(feature = "ndarray")]

use cotangent::tape::{ArrayVar, Tape, Var};
use ndarray::{ArrayD, Axis, IxDyn, array, s};

type Program = for<'t> fn(&[ArrayVar<'t>]) -> Var<'t>;

/// Entries in (0.2, 1.8), no two alike.
fn filled(shape: &[usize], seed: f64) -> ArrayD<f64> {
    let mut k = seed;
    ArrayD::from_shape_fn(IxDyn(shape), |_| {
        k += 1.0;
        1.0 + 0.8 * (k * 1.7).sin()
    })
}

fn value(f: Program, x: &[ArrayD<f64>]) -> f64 {
    let tape = Tape::new();
    let x: Vec<ArrayVar> = x.iter().map(|x| tape.array(x)).collect();
    f(&x).value()
}

/// The gradient, flattened; by the plain sweep, which the recorded one must repeat.
fn gradient(f: Program, x: &[ArrayD<f64>]) -> Vec<f64> {
    let tape = Tape::new();
    let x: Vec<ArrayVar> = x.iter().map(|x| tape.array(x)).collect();
    let y = f(&x);
    let plain = y.grad_arrays(&x);
    let recorded = y.grad_arrays_recorded(&x);
    for (plain, recorded) in plain.iter().zip(recorded) {
        assert_eq!(plain.shape(), recorded.shape());
        for (a, b) in plain.iter().zip(recorded.value().iter()) {
            assert!((a - b).abs() <= 1e-12 * (1.0 + a.abs()), "{a}, recorded {b}");
        }
    }
    plain.iter().flatten().copied().collect()
}

/// The derivative of ⟨∇f, v⟩ by a sweep over the recorded sweep, and of ⟨∇⟨∇f, v⟩, v⟩ by one more.
fn higher(f: Program, x: &[ArrayD<f64>], v: &[ArrayD<f64>]) -> (Vec<f64>, Vec<f64>) {
    let tape = Tape::new();
    let x: Vec<ArrayVar> = x.iter().map(|x| tape.array(x)).collect();
    let v: Vec<ArrayVar> = v.iter().map(|v| tape.array(v)).collect();
    let first = f(&x).grad_arrays_recorded(&x);
    let slope: Var = first.iter().zip(&v).map(|(&b, &v)| (b * v).sum()).sum();
    let second = slope.grad_arrays_recorded(&x);
    let flat = second.iter().flat_map(|h| h.value().into_iter().collect::<Vec<_>>()).collect();
    let curvature: Var = second.iter().zip(&v).map(|(&b, &v)| (b * v).sum()).sum();
    let third = curvature.grad_arrays(&x).into_iter().flatten().collect();
    (flat, third)
}

/// Moves the inputs along a direction.
fn moved(x: &[ArrayD<f64>], v: &[ArrayD<f64>], by: f64) -> Vec<ArrayD<f64>> {
    x.iter().zip(v).map(|(x, v)| x + &(v * by)).collect()
}

/// Orders one, two and three along a direction, against differences of the order below.
fn check(name: &str, f: Program, shapes: &[&[usize]]) {
    let x: Vec<_> = shapes.iter().zip(1..).map(|(s, k)| filled(s, f64::from(k))).collect();
    let v: Vec<_> =
        shapes.iter().zip(1..).map(|(s, k)| filled(s, 0.3 * f64::from(k)) - 1.1).collect();
    let h = 1e-5;
    let near = |a: f64, b: f64, order: u8| {
        assert!((a - b).abs() < 3e-7 * (1.0 + b.abs()), "{name}, order {order}: {a}, not {b}");
    };
    let dot = |a: &[f64]| -> f64 { a.iter().zip(v.iter().flatten()).map(|(a, b)| a * b).sum() };
    let (above, below) = (moved(&x, &v, h), moved(&x, &v, -h));
    let slope = (value(f, &above) - value(f, &below)) / (2.0 * h);
    near(dot(&gradient(f, &x)), slope, 1);
    let (second, third) = higher(f, &x, &v);
    for (i, (a, b)) in gradient(f, &above).iter().zip(gradient(f, &below)).enumerate() {
        near(second[i], (a - b) / (2.0 * h), 2);
    }
    let (above, below) = (higher(f, &above, &v).0, higher(f, &below, &v).0);
    for (i, (a, b)) in above.iter().zip(below).enumerate() {
        near(third[i], (a - b) / (2.0 * h), 3);
    }
}

#[test]
fn operators_broadcast() {
    let shapes: [[&[usize]; 2]; 6] = [
        [&[2, 3], &[2, 3]],
        [&[2, 3], &[3]],
        [&[2, 1], &[1, 3]],
        [&[4], &[]],
        [&[1, 1, 2], &[3, 1]],
        [&[2, 0], &[2, 1]],
    ];
    for shapes in shapes {
        check("+ and −", |x| ((x[0] + x[1]) * (x[0] - 2.0 * x[1])).sum(), &shapes);
        check("× and ÷", |x| (x[0] * x[1] / (x[1] * x[1] + 1.0)).sum(), &shapes);
        check("powf", |x| x[0].powf(x[1]).sum(), &shapes);
        check("hypot and atan2", |x| (x[0].hypot(x[1]) * x[1].atan2(x[0])).sum(), &shapes);
    }
}

#[test]
fn functions_of_one_array() {
    let functions: [Program; 12] = [
        |x| x[0].sin().exp().sum(),
        |x| x[0].tanh().powi(3).sum(),
        |x| (x[0].sqrt() * x[0].ln()).mean(),
        |x| (1.0 - x[0]).abs().sum() * x[0].sum(),
        |x| x[0].max(0.9).min(1.4).powi(2).sum(),
        |x| (x[0] * 0.5).asin().sum() + x[0].cbrt().sum(),
        |x| x[0].mul_add(x[0], x[0]).recip().sum(),
        |x| (-x[0]).exp_m1().sum() / x[0].log2().powi(2).sum(),
        |x| x[0].powi(-2).sum() + x[0].powi(1).sum() + x[0].powi(0).sum(),
        |x| (x[0] % 0.7 * x[0]).sum() + x[0].floor().sum(),
        |x| x[0].clamp(0.5, 1.2).powi(3).sum(),
        |x| x[0].sinh().sum() * x[0].atan().sum(),
    ];
    for (i, f) in functions.into_iter().enumerate() {
        check(&format!("function {i}"), f, &[&[2, 3]]);
    }
}

#[test]
fn products_and_shapes() {
    check("matrix · matrix", |x| x[0].dot(x[1]).powi(3).sum(), &[&[2, 3], &[3, 2]]);
    check("matrix · vector", |x| x[0].dot(x[1]).powi(3).sum(), &[&[2, 3], &[3]]);
    check("vector · matrix", |x| x[1].dot(x[0]).powi(3).sum(), &[&[2, 3], &[2]]);
    check("vector · vector", |x| x[0].dot(x[1]).scalar().powi(3), &[&[3], &[3]]);
    check("a column · a row", |x| x[0].dot(x[1]).powi(3).sum(), &[&[3, 1], &[1, 3]]);
    check("no elements", |x| x[0].dot(x[1]).powi(3).sum(), &[&[2, 0], &[0, 2]]);
    check("t", |x| (x[0].t() * x[1]).powi(3).sum(), &[&[2, 3], &[3, 2]]);
    check(
        "axes",
        |x| (x[0].permuted_axes(&[1, 2, 0]) * x[1]).powi(3).sum(),
        &[&[2, 3, 1], &[3, 1, 2]],
    );
    check("sum_axis", |x| x[0].sum_axis(Axis(1)).powi(3).sum(), &[&[2, 3]]);
    check("mean_axis", |x| x[0].mean_axis(Axis(0)).powi(3).sum(), &[&[2, 3]]);
    check("reshape", |x| (x[0].reshape(&[3, 2]).dot(x[0])).powi(3).sum(), &[&[2, 3]]);
    check("broadcast", |x| (x[0].broadcast(&[2, 3]) * x[1]).powi(3).sum(), &[&[3], &[2, 3]]);
    check(
        "slice",
        |x| x[0].slice(s![..;-1, 1..]).powi(3).sum() * x[0].slice(s![0, ..;2]).sum(),
        &[&[2, 3]],
    );
    check("element", |x| x[0].element(&[1, 0]).powi(3) * x[0].element(&[0, 1]), &[&[2, 2]]);
    check(
        "concatenate",
        |x| {
            ArrayVar::concatenate(Axis(1), &[x[0], x[1], x[0]])
                .powi(3)
                .sum_axis(Axis(0))
                .dot(ArrayVar::concatenate(Axis(0), &[x[2], x[2], x[2]]))
                .scalar()
        },
        &[&[2, 2], &[2, 5], &[3]],
    );
    check("stack", |x| ArrayVar::stack(Axis(1), &[x[0], x[1] * x[0]]).powi(3).sum(), &[&[3], &[3]]);
    check(
        "softmax",
        |x| {
            let e = x[0].exp();
            let p = e / e.sum_axis(Axis(1)).insert_axis(Axis(1));
            (p * p.ln()).sum()
        },
        &[&[2, 3]],
    );
    check(
        "scalars in between",
        |x| {
            let norm = x[0].powi(2).sum().sqrt();
            (x[0] / norm * norm.sin() + norm * x[1]).powi(3).mean()
        },
        &[&[3], &[2, 3]],
    );
}

#[test]
fn arrays_and_scalars_share_a_tape() {
    let tape = Tape::new();
    let scalars = tape.vars(&[0.5, 1.5, -0.5]);
    let list = ArrayVar::from_scalars(&[scalars[0], 2.0.into(), scalars[2]], &[3]);
    let y = (list * scalars[1]).sin().sum();
    let by_scalars: Var =
        [scalars[0], 2.0.into(), scalars[2]].into_iter().map(|x| (x * scalars[1]).sin()).sum();
    assert_eq!(y.value(), by_scalars.value());
    for (a, b) in y.grad_recorded(&scalars).iter().zip(by_scalars.grad_recorded(&scalars)) {
        assert!((a.value() - b.value()).abs() < 1e-15);
        for (a, b) in a.grad(&scalars).iter().zip(b.grad(&scalars)) {
            assert!((a - b).abs() < 1e-14, "{a}, by scalars {b}");
        }
    }
}

#[test]
fn kinks_and_zeros_are_those_of_scalars() {
    let tape = Tape::new();
    let x = tape.array(&array![0.0, 4.0, -1.0]);
    assert_eq!(x.abs().sum().grad_arrays(&[x])[0], array![0.0, 1.0, -1.0].into_dyn());
    assert_eq!(x.max(0.0).sum().grad_arrays(&[x])[0], array![0.5, 1.0, 0.0].into_dyn());
    let mask = tape.array(&array![0.0, 1.0, 0.0]);
    assert_eq!(
        (x.sqrt() * mask).sum().grad_arrays(&[x])[0].as_slice(),
        Some(&[0.0, 0.25, 0.0][..])
    );
    // A cotangent that happens to be zero: (x − 4) √x at 4 has the second derivative 1/√x.
    let y = ((x - 4.0) * x.sqrt()).element(&[1]);
    assert_eq!(y.grad_arrays_recorded(&[x])[0].element(&[1]).grad_arrays(&[x])[0][[1]], 0.5);
}

#[test]
fn gradients_of_arrays_take_weights() {
    let tape = Tape::<f32>::default();
    let x = tape.array(&array![1.0_f32, 2.0]);
    let unused = tape.array(&array![[1.0_f32]]);
    let (y, z) = (x * x, x.sum());
    let weights = [array![1.0, 10.0].into_dyn(), ArrayD::from_elem(IxDyn(&[]), 100.0)];
    let bars = tape.vjp_arrays(&[y, z.into()], &weights, &[x, y, unused]);
    assert_eq!(bars[0], array![102.0, 140.0].into_dyn());
    assert_eq!(bars[1], array![1.0, 10.0].into_dyn());
    assert_eq!(bars[2], array![[0.0]].into_dyn());
    assert_eq!((x.held() * x).sum().grad_arrays(&[x])[0], array![1.0, 2.0].into_dyn());
}

macro_rules! refused {
    ($($name:ident($message:literal) |$tape:ident| $body:expr;)*) => {$(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let $tape = Tape::new();
            let _ = $body;
        }
    )*};
}

fn ones<'t>(tape: &'t Tape, shape: &[usize]) -> ArrayVar<'t> {
    tape.array(&ArrayD::from_elem(IxDyn(shape), 1.0))
}

refused! {
    shapes_that_do_not_fit("`add` of arrays of shapes [2, 3] and [2]")
        |tape| ones(&tape, &[2, 3]) + ones(&tape, &[2]);
    inner_lengths_that_differ("`dot` of arrays of shapes [2, 3] and [2]")
        |tape| ones(&tape, &[2, 3]).dot(ones(&tape, &[2]));
    another_number_of_elements("shape [2, 3] cannot have the shape [5]")
        |tape| ones(&tape, &[2, 3]).reshape(&[5]);
    a_missing_axis("axis 2 of an array of shape [2, 3]")
        |tape| ones(&tape, &[2, 3]).sum_axis(Axis(2));
    a_vector_as_a_scalar("an array of shape [3] is no scalar")
        |tape| ones(&tape, &[3]).scalar();
    a_slice_of_another_rank("a slice of 1 axes of an array of shape [2, 3]")
        |tape| ones(&tape, &[2, 3]).slice(s![..]);
    an_element_outside("element [2, 0] of an array of shape [2, 3]")
        |tape| ones(&tape, &[2, 3]).element(&[2, 0]);
    parts_that_differ("arrays of shapes [2, 3] and [3, 2] along axis 0")
        |tape| ArrayVar::concatenate(Axis(0), &[ones(&tape, &[2, 3]), ones(&tape, &[3, 2])]);
    arrays_of_two_tapes("variables of two tapes meet")
        |tape| ones(&tape, &[2]) * ones(&Tape::new(), &[2]);
    a_gradient_in_a_number("a derivative in a number")
        |tape| ones(&tape, &[2]).sum().grad_arrays(&[ArrayVar::constant(1.0)]);
    a_weight_of_another_shape("a weight of shape [3] for an output of shape [2]")
        |tape| tape.vjp_arrays(&[ones(&tape, &[2])], &[array![1.0, 1.0, 1.0].into_dyn()], &[]);
}

/// Variables as elements of arrays.
mod elements {
    use cotangent::tape::{Tape, Var};
    use ndarray::linalg::general_mat_mul;
    use ndarray::{Array1, Array2, arr1, arr2, aview1};

    /// c ← a b + β c looks whether β is zero. A variable whose value is zero is not.
    #[test]
    fn a_variable_of_value_zero_is_not_left_out() {
        let tape: &'static Tape = Box::leak(Box::default());
        let a: Array2<Var> = arr2(&[[2.0]]).mapv(|x| tape.var(x));
        let mut c: Array2<Var> = arr2(&[[5.0]]).mapv(|x| tape.var(x));
        let beta = tape.var(0.0);
        general_mat_mul(Var::constant(1.0), &a, &a, beta, &mut c);
        assert_eq!((c[[0, 0]].value(), c[[0, 0]].grad(&[a[[0, 0]], beta])), (4.0, vec![4.0, 5.0]));
    }

    #[test]
    fn numbers_stand_on_either_side() {
        let tape: &'static Tape = Box::leak(Box::default());
        let k = tape.var(3.0);
        let x: Array1<Var> = arr1(&[1.0, 2.0]).mapv(|x| tape.var(x));
        let sums = [
            (&x - k).sum(),
            (k - &x).sum(),
            (x.clone() / k).sum(),
            (k / x.clone()).sum(),
            (&x * k).mean().unwrap(),
            (k + &x).sum(),
        ];
        let slopes = sums.map(|y| y.grad(&[k, x[1]]));
        let expected = [
            [-2.0, 1.0],
            [2.0, -1.0],
            [-1.0 / 3.0, 1.0 / 3.0],
            [1.5, -0.75],
            [1.5, 1.5],
            [2.0, 1.0],
        ];
        for (slopes, expected) in slopes.iter().zip(expected) {
            assert!(
                (slopes[0] - expected[0]).abs() < 1e-15 && (slopes[1] - expected[1]).abs() < 1e-15
            );
        }
        assert_eq!(aview1(&[k, k]).dot(&x).grad(&[k]), [3.0]);
    }
}
