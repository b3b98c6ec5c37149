//! What is said where shapes do not fit: the operation, the shape that was expected, and the one that
//! came.

use cotangent::differentiable;
use ndarray::{Array1, Array2, Zip};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[differentiable]
fn product(a: &Array2<f64>, v: &Array1<f64>) -> Array1<f64> {
    a.dot(v)
}

#[differentiable]
fn shifted(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    (a * b).sum()
}

#[differentiable]
fn pairs(a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    let mut sum = 0.0;
    Zip::from(a).and(b).for_each(|x, y| sum += x * y);
    sum
}

#[track_caller]
fn assert_says(words: &[&str], run: impl FnOnce()) {
    let cause = catch_unwind(AssertUnwindSafe(run)).expect_err("shapes that do not fit");
    let text = cause.downcast_ref::<String>().cloned();
    let text = text.or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string));
    let text = text.unwrap_or_default();
    for word in words {
        assert!(text.contains(word), "`{word}` is not in `{text}`");
    }
}

fn grid(rows: usize, columns: usize) -> Array2<f64> {
    Array2::from_elem((rows, columns), 0.5)
}

fn line(n: usize) -> Array1<f64> {
    Array1::from_elem(n, 0.5)
}

#[test]
fn a_tangent_of_another_shape() {
    assert_says(&["dot", "[2, 3]", "[3, 2]"], || {
        product::jvp(&grid(2, 3), &line(3), &grid(3, 2), &line(3));
    });
}

#[test]
fn a_cotangent_of_another_shape() {
    assert_says(&["[2]", "[3]"], || {
        let (a, v) = (grid(2, 3), line(3));
        let (_, pullback) = product::vjp(&a, &v);
        pullback(line(3));
    });
}

#[test]
fn a_buffer_takes_the_shape_of_what_it_is_for() {
    let (mut a_bar, mut b_bar) = (grid(2, 2), grid(2, 3));
    shifted::value_and_grad_into(&grid(2, 3), &grid(2, 3), &mut a_bar, &mut b_bar);
    assert_eq!((&a_bar, &b_bar), (&grid(2, 3), &grid(2, 3)));
}

/// Forward mode looks at tangents first; in reverse mode the user's own operation is first, and its
/// panic is `ndarray`'s.
#[test]
fn operands_that_do_not_broadcast() {
    assert_says(&["[2, 3]", "[2, 2]"], || {
        shifted::jvp(&grid(2, 3), &grid(2, 2), &grid(2, 3), &grid(2, 2));
    });
    assert_says(&["incompatible shapes"], || {
        shifted::grad(&grid(2, 3), &grid(2, 2));
    });
}

#[test]
fn operands_of_zip_that_differ() {
    assert_says(&["Zip", "[3]", "[2]"], || {
        pairs::grad(&line(3), &line(2));
    });
}
