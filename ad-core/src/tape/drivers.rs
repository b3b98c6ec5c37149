//! Derivatives of closures over variables, each on a tape of its own.

use super::{Real, Tape, Var};

/// The value and the gradient of a function over variables: one recording, one sweep.
///
/// ```
/// use cotangent::tape;
///
/// let (value, gradient) = tape::value_and_grad(|x| x[0] * x[1].exp(), &[3.0, 0.0]);
/// assert_eq!((value, gradient), (3.0, vec![1.0, 3.0]));
/// ```
///
/// # Panics
/// Where the function panics.
pub fn value_and_grad<T: Real>(
    f: impl for<'t> FnOnce(&[Var<'t, T>]) -> Var<'t, T>,
    x: &[T],
) -> (T, Vec<T>) {
    let tape = Tape::with_capacity(0);
    let x = tape.vars(x);
    let y = f(&x);
    (y.value(), y.grad(&x))
}

/// The Hessian, row by row: one recording, one recorded sweep, and a sweep for each input.
///
/// ```
/// use cotangent::tape;
///
/// let hessian = tape::hessian(|x| x[0].powi(2) * x[1], &[3.0, 5.0]);
/// assert_eq!(hessian, [[10.0, 6.0], [6.0, 0.0]]);
/// ```
///
/// # Panics
/// Where the function panics.
pub fn hessian<T: Real>(
    f: impl for<'t> FnOnce(&[Var<'t, T>]) -> Var<'t, T>,
    x: &[T],
) -> Vec<Vec<T>> {
    let tape = Tape::with_capacity(0);
    let x = tape.vars(x);
    f(&x).grad_recorded(&x).into_iter().map(|slope| slope.grad(&x)).collect()
}

/// The product of the Hessian with a vector: one recording, one recorded sweep, and one sweep.
///
/// ```
/// use cotangent::tape;
///
/// let along = tape::hvp(|x| x[0].powi(2) * x[1], &[3.0, 5.0], &[1.0, 10.0]);
/// assert_eq!(along, [70.0, 6.0]);
/// ```
///
/// # Panics
/// Where the function panics, or if `v` has another length than `x`.
pub fn hvp<T: Real>(
    f: impl for<'t> FnOnce(&[Var<'t, T>]) -> Var<'t, T>,
    x: &[T],
    v: &[T],
) -> Vec<T> {
    crate::__private::check_len("v", v.len(), x.len());
    let tape = Tape::with_capacity(0);
    let x = tape.vars(x);
    // The gradient is linear in its weights, so v may as well be the weights of its own sweep.
    let slopes = f(&x).grad_recorded(&x);
    tape.vjp(&slopes, v, &x)
}
