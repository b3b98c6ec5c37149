//! Loops that multiply up a number, and loops that run backwards.

use super::X;
use cotangent::{check, differentiable};

#[differentiable(order = 2, lanes)]
fn product_of(x: &[f64]) -> f64 {
    let mut p = 1.0;
    for t in x {
        p *= t;
    }
    p
}

#[differentiable]
fn product_from(start: f32, x: &[f32]) -> f32 {
    let mut p = start;
    for t in x {
        p = t * p;
    }
    p
}

#[differentiable]
fn checkpointed_products(x: &[f64]) -> f64 {
    let n = x.len();
    let mut u = x.to_vec();
    let mut y = 1.0;
    #[checkpoint(every = 2)]
    for k in 0..5 {
        let row = &u[1..];
        let mut p = y;
        for t in row {
            p *= t + 0.7;
        }
        y += p * x[k % n];
        for j in 0..n {
            u[j] = 0.5 * u[j] + y * x[j];
        }
    }
    y
}

/// The slopes by products of all other factors, in the order of a tape of prefix products.
fn slopes(x: &[f64]) -> Vec<f64> {
    let before = |i: usize| x[..i].iter().product::<f64>();
    let behind = |i: usize| x[i + 1..].iter().rev().product::<f64>();
    (0..x.len()).map(|i| behind(i) * before(i)).collect()
}

/// No quotient is taken of a product that has lost something.
#[test]
fn products_with_special_factors_have_the_slopes_of_prefix_products() {
    let (zero, big, small) = (0.0, 1e200, 1e-200);
    let cases: [&[f64]; 12] = [
        &[2.0, zero, -3.0],
        &[zero, 2.0, zero, 5.0],
        &[-zero, 2.0],
        &[small, small, 3.0, big],
        &[big, big, small],
        &[big, 3.0, small],
        &[1e-160, 3.0],
        &[1e-300, 1e-20, 2.0],
        &[f64::INFINITY, 2.0, -3.0],
        &[f64::INFINITY, zero, 2.0],
        &[f64::NAN, 2.0],
        &[],
    ];
    for x in cases {
        let expected = slopes(x);
        let gradient = product_of::grad(x);
        let seeds = product_of::vjp_lanes(x).1([1.0, 2.0]);
        for (i, e) in expected.iter().enumerate() {
            for (found, e) in [(gradient[i], *e), (seeds[i][0], *e), (seeds[i][1], 2.0 * e)] {
                let near = (found - e).abs() <= 1e-14 * e.abs();
                assert!(near || found == e || found.is_nan() && e.is_nan(), "{x:?}: {found} {e}");
            }
            // A cotangent of zero gives zeros, except where factors are infinite.
            let none = product_of::vjp(x).1(0.0)[i];
            assert!(none == 0.0 || !e.is_finite(), "{x:?}: {none}");
        }
    }
}

#[test]
fn products_of_many_factors_agree_with_prefix_products() {
    for n in [1, 10, 1000] {
        let x: Vec<f64> =
            (0..n).map(|i| (1.0 + 0.3 * (i as f64).sin()) * [1.0, -1.0][i % 2]).collect();
        let gradient = product_of::grad(&x);
        for (found, expected) in gradient.iter().zip(slopes(&x)) {
            assert!((found - expected).abs() <= 2e-14 * expected.abs(), "{n}: {found} {expected}");
        }
    }
}

/// In single precision products leave the range early. Where all that a tape would hold stays in it, so do slopes.
#[test]
fn products_of_single_precision_lose_nothing_that_a_tape_keeps() {
    let mut counted = 0;
    for start in [1.0, 1e-30, 1e30, 0.0, 1e-12] {
        for x in [[1e-20, 1e15, 2.0], [1e-10, 1e-20, 1e-10], [0.0, 3.0, 1e20], [1e3, 4.0, -1.0]] {
            for w in [1.0, 1e-20, 1e20] {
                let wide = |v: &[f32]| v.iter().map(|t| f64::from(*t)).product::<f64>();
                let chain = [w, x[2], x[1], x[0], start];
                let inside = |v: &[f32]| wide(v) == 0.0 || (1e-37..1e38).contains(&wide(v).abs());
                if !(1..5).all(|k| inside(&chain[..k]) && inside(&chain[k..])) {
                    continue;
                }
                let (_, pullback) = product_from::vjp(start, &x);
                let (from, slopes) = pullback(w);
                for (k, found) in [slopes[2], slopes[1], slopes[0], from].into_iter().enumerate() {
                    let mut others = chain;
                    others[k + 1] = 1.0;
                    let expected = wide(&others) as f32;
                    let near = (found - expected).abs() <= 1e-6 * expected.abs();
                    assert!(
                        near || found == expected || expected.abs() < 1e-37,
                        "{chain:?}: {k} {found} {expected}"
                    );
                    counted += 1;
                }
            }
        }
    }
    assert!(counted > 60, "{counted}");
}

#[test]
fn products_in_a_checkpointed_loop_are_those_of_the_second_run() {
    check!(checkpointed_products, &X[..]);
    check!(checkpointed_products, &[0.3, -0.7, 0.9][..]);
}

#[differentiable]
fn last_of_reversed(x: &[f64], c: f64) -> f64 {
    let mut last = 0.0;
    for k in (0..x.len()).rev() {
        last = x[k];
    }
    last * c
}

#[differentiable]
fn sum_of_reversed(x: &[f64], c: f64) -> f64 {
    let mut s = 0.0;
    for k in (0..x.len()).rev() {
        s += x[k];
    }
    s * c
}

#[differentiable(wrt(c))]
fn product_of_reversed(x: &[f64], c: f64) -> f64 {
    let mut p = 1.0;
    for k in (0..x.len()).rev() {
        p *= x[k];
    }
    p * c
}

#[test]
fn loops_that_the_user_wrote_backwards_run_backwards() {
    check!(last_of_reversed, &X[..], 0.3);
    let x: Vec<f64> = (0..20).map(|i| (f64::from(i) * 0.7).sin() + 1e-3).collect();
    let bits = |a: f64, b: f64| assert_eq!(a.to_bits(), b.to_bits(), "{a} {b}");
    bits(last_of_reversed::value_and_grad(&x, 2.0).0, last_of_reversed(&x, 2.0));
    bits(sum_of_reversed::value_and_grad(&x, 2.0).0, sum_of_reversed(&x, 2.0));
    bits(product_of::value_and_grad(&x).0, product_of(&x));
    bits(product_of_reversed::value_and_grad(&x, 2.0).0, product_of_reversed(&x, 2.0));
}
