//! Derivatives that the macro wrote for the small check programs, against 90-digit arithmetic.

use cotangent_tests::adbench::assert_close;
use cotangent_tests::adchecks::{self, scalar_cases, vector_cases};
use cotangent_tests::{for_each_scalar_check, for_each_third_check, for_each_vector_check};

/// Above what float64 peers lose on these programs, 2e-14, with room for another order of sums.
const TOLERANCE: f64 = 1e-11;
/// Higher derivatives lose two digits more.
const SECOND: f64 = 1e-9;

macro_rules! scalar_gradients {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                for case in scalar_cases(name) {
                    let n = case.x.len();
                    let (value, grad) = adchecks::$name::value_and_grad(&case.x);
                    assert_close(name, &[value], &[case.value], TOLERANCE);
                    assert_close(name, &grad, &case.grad, TOLERANCE);
                    assert_close(name, &adchecks::$name::grad(&case.x), &case.grad, TOLERANCE);

                    // It overwrites what the caller's buffer held.
                    let mut x_bar = vec![f64::NAN; n];
                    let value = adchecks::$name::value_and_grad_into(&case.x, &mut x_bar);
                    assert_close(name, &[value], &[case.value], TOLERANCE);
                    assert_close(name, &x_bar, &case.grad, TOLERANCE);

                    let (value, pullback) = adchecks::$name::vjp(&case.x);
                    let x_bar = pullback(1.0);
                    assert_close(name, &[value], &[case.value], TOLERANCE);
                    assert_close(name, &x_bar, &case.grad, TOLERANCE);

                    let columns: Vec<f64> = (0..n)
                        .map(|i| adchecks::$name::jvp(&case.x, &unit(n, i)))
                        .map(|(value, slope)| {
                            assert_close(name, &[value], &[case.value], TOLERANCE);
                            slope
                        })
                        .collect();
                    assert_close(name, &columns, &case.grad, TOLERANCE);

                    let rows = adchecks::$name::hessian(&case.x);
                    assert_eq!(rows.len(), n, "{name}: one row for each input");
                    assert_close(name, &rows.concat(), &case.hess, SECOND);

                    // Its columns by each of the four nestings.
                    let mut columns = [const { Vec::new() }; 5];
                    for e in (0..n).map(|j| unit(n, j)) {
                        columns[0].extend(adchecks::$name::hvp(&case.x, &e));
                        let (grad, along) = adchecks::$name::grad_jvp(&case.x, &e);
                        assert_close(name, &grad, &case.grad, TOLERANCE);
                        columns[1].extend(along);
                        let (grad, pullback) = adchecks::$name::grad_vjp(&case.x);
                        assert_close(name, &grad, &case.grad, TOLERANCE);
                        columns[2].extend(pullback(e.clone()));
                        let (_, pullback) = adchecks::$name::jvp_vjp(&case.x, &e);
                        let (along, grad) = pullback((0.0, 1.0));
                        assert_close(name, &grad, &case.grad, TOLERANCE);
                        columns[3].extend(along);
                        columns[4].extend((0..n).map(|i| {
                            let jet = adchecks::$name::jvp_jvp(&case.x, &e, &unit(n, i), &vec![0.0; n]);
                            jet.1.1
                        }));
                    }
                    for columns in columns {
                        assert_close(name, &columns, &case.hess, SECOND);
                    }
                }
            }
        )*
    };
}
for_each_scalar_check!(scalar_gradients);

macro_rules! vector_jacobians {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                for case in vector_cases(name) {
                    let (m, n) = (case.value.len(), case.x.len());
                    let (value, slope) = adchecks::$name::jvp(&case.x, &case.tangent);
                    assert_close(name, &value, &case.value, TOLERANCE);
                    assert_close(name, &slope, &case.jvp, TOLERANCE);

                    for column in 0..n {
                        let (_, slope) = adchecks::$name::jvp(&case.x, &unit(n, column));
                        let expected: Vec<f64> =
                            (0..m).map(|row| case.jac[row * n + column]).collect();
                        assert_close(name, &slope, &expected, TOLERANCE);
                    }

                    let (value, pullback) = adchecks::$name::vjp(&case.x);
                    let x_bar = pullback(output(&case.cotangent));
                    assert_close(name, &value, &case.value, TOLERANCE);
                    assert_close(name, &x_bar, &case.vjp, TOLERANCE);

                    for row in 0..m {
                        let (_, pullback) = adchecks::$name::vjp(&case.x);
                        let x_bar = pullback(output(&unit(m, row)));
                        assert_close(name, &x_bar, &case.jac[row * n..(row + 1) * n], TOLERANCE);
                    }

                    // Second derivatives, forward mode over both modes.
                    let still = vec![0.0; n];
                    let nothing = vec![0.0; m];
                    let mut second = vec![0.0; m * n * n];
                    let mut weighted = Vec::new();
                    for i in 0..n {
                        for j in 0..n {
                            let (_, (_, along_both)) =
                                adchecks::$name::jvp_jvp(&case.x, &unit(n, i), &unit(n, j), &still);
                            for row in 0..m {
                                second[(row * n + i) * n + j] = along_both[row];
                            }
                        }
                        let e = unit(n, i);
                        let (_, pullback) = adchecks::$name::jvp_vjp(&case.x, &e);
                        let (along, x_bar) = pullback((output(&nothing), output(&case.cotangent)));
                        assert_close(name, &x_bar, &case.vjp, TOLERANCE);
                        weighted.extend(along);
                    }
                    assert_close(name, &second, &case.second, SECOND);
                    assert_close(name, &weighted, &case.vjp_hess, SECOND);
                }
            }
        )*
    };
}
for_each_vector_check!(vector_jacobians);

/// Third derivatives as gradients of slopes of slopes.
mod third {
    use super::*;

    macro_rules! thirds {
        ($($name:ident)*) => {
            $(
                #[test]
                fn $name() {
                    let name = stringify!($name);
                    for case in scalar_cases(name) {
                        let n = case.x.len();
                        let expected = case.third.expect("third derivatives of this function");
                        let still = vec![0.0; n];
                        let mut found = Vec::new();
                        for (i, j) in (0..n * n).map(|ij| (ij / n, ij % n)) {
                            let (u, v) = (unit(n, i), unit(n, j));
                            let ((grad, along_u), (along_v, along_both)) =
                                adchecks::$name::grad_jvp_jvp(&case.x, &u, &v, &still);
                            assert_close(name, &grad, &case.grad, TOLERANCE);
                            hessian_row(name, &case.hess, i, &along_u);
                            hessian_row(name, &case.hess, j, &along_v);
                            found.extend(along_both);
                        }
                        assert_close(name, &found, &expected, SECOND);
                    }
                }
            )*
        };
    }
    for_each_third_check!(thirds);

    fn hessian_row(name: &str, hess: &[f64], i: usize, found: &[f64]) {
        let n = found.len();
        let mut whole = hess.to_vec();
        whole[i * n..(i + 1) * n].copy_from_slice(found);
        assert_close(name, &whole, hess, SECOND);
    }
}

/// The unit vector `i` of `n`.
fn unit(n: usize, i: usize) -> Vec<f64> {
    let mut e = vec![0.0; n];
    e[i] = 1.0;
    e
}

/// A cotangent of the function's own output type, an array or a vector.
fn output<T: for<'a> TryFrom<&'a [f64]>>(entries: &[f64]) -> T {
    T::try_from(entries).unwrap_or_else(|_| panic!("an output of {} entries", entries.len()))
}
