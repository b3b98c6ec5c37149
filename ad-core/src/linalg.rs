//! Products of matrices and vectors that lie in slices, row by row, for users without `ndarray`.
//!
//! They are plain differentiable functions: a differentiable body calls them like any other, and
//! each has its companion. The inner loops run along rows, so that they vectorise.

mod rows;

pub use rows::{look_up, quadratic_slopes};

use crate::{Scalar, differentiable};

/// A·B for A of shape `[m, k]` and B of shape `[k, n]`, row-major: shape `[m, n]`.
///
/// Cost: m·k·n multiplications and as many additions; a pullback twice that.
///
/// # Panics
/// If a slice has another length than its shape says.
///
/// # Examples
/// ```
/// use cotangent::linalg::matmul;
/// assert_eq!(matmul(&[1.0, 2.0], &[3.0, 4.0], 1, 2, 1), [11.0]);
///
/// // With C̄ = 1, Ā = C̄ Bᵀ.
/// let (_, pullback) = matmul::vjp(&[1.0, 2.0], &[3.0, 4.0], 1, 2, 1);
/// assert_eq!(pullback(vec![1.0]).0, [3.0, 4.0]);
/// ```
#[differentiable(order = 2)]
pub fn matmul<T: Scalar>(a: &[T], b: &[T], m: usize, k: usize, n: usize) -> Vec<T> {
    assert!(
        a.len() == m * k,
        "`matmul`: the left matrix has {} entries, expected {m} × {k}",
        a.len()
    );
    assert!(
        b.len() == k * n,
        "`matmul`: the right matrix has {} entries, expected {k} × {n}",
        b.len()
    );
    let mut c = vec![T::zero(); m * n];
    for i in 0..m {
        for l in 0..k {
            let factor = a[i * k + l];
            for j in 0..n {
                c[i * n + j] += factor * b[l * n + j];
            }
        }
    }
    c
}

/// A·x for A of shape `[m, n]`, row-major, and x of length n.
///
/// Cost: m·n multiplications and as many additions; a pullback twice that.
///
/// # Panics
/// If a slice has another length than its shape says.
///
/// # Examples
/// ```
/// use cotangent::linalg::matvec;
/// assert_eq!(matvec(&[1.0, 2.0, 3.0, 4.0], &[1.0, 1.0], 2, 2), [3.0, 7.0]);
/// ```
#[differentiable(order = 2)]
pub fn matvec<T: Scalar>(a: &[T], x: &[T], m: usize, n: usize) -> Vec<T> {
    assert!(a.len() == m * n, "`matvec`: the matrix has {} entries, expected {m} × {n}", a.len());
    assert!(x.len() == n, "`matvec`: the vector has {} entries, expected {n}", x.len());
    let mut y = vec![T::zero(); m];
    for i in 0..m {
        let mut sum = T::zero();
        for j in 0..n {
            sum += a[i * n + j] * x[j];
        }
        y[i] = sum;
    }
    y
}

/// x yᵀ, row-major: shape `[x.len(), y.len()]`.
///
/// # Examples
/// ```
/// use cotangent::linalg::outer;
/// assert_eq!(outer(&[1.0, 2.0], &[3.0, 4.0]), [3.0, 4.0, 6.0, 8.0]);
/// ```
#[differentiable(order = 2)]
pub fn outer<T: Scalar>(x: &[T], y: &[T]) -> Vec<T> {
    let n = y.len();
    let mut c = vec![T::zero(); x.len() * n];
    for i in 0..x.len() {
        for j in 0..n {
            c[i * n + j] = x[i] * y[j];
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    /// xᵀ A B x for 2 × 2 matrices.
    #[differentiable(order = 2)]
    fn form(a: &[f64], b: &[f64], x: &[f64]) -> f64 {
        let ab = matmul(a, b, 2, 2, 2);
        let xx = outer(x, x);
        let y = matvec(&ab, x, 2, 2);
        let mut total = 0.0;
        for i in 0..2 {
            total += y[i] * x[i];
        }
        for i in 0..4 {
            total += xx[i] * ab[i];
        }
        total
    }

    #[test]
    fn products_of_slices_have_derivatives() {
        crate::check!(
            form,
            &[1.0, 2.0, -0.5, 0.3][..],
            &[0.2, 0.1, 1.0, -1.0][..],
            &[0.7, -0.4][..]
        );
    }

    #[test]
    fn a_product_with_no_inner_length_is_zero() {
        assert_eq!(matmul::<f64>(&[], &[], 1, 0, 2), [0.0, 0.0]);
        let (_, pullback) = matvec::vjp(&[1.0, 2.0], &[3.0, 4.0], 1, 2);
        assert_eq!(pullback(vec![2.0]), (vec![6.0, 8.0], vec![2.0, 4.0]));
    }

    #[test]
    #[should_panic(expected = "the right matrix has 3 entries, expected 2 × 1")]
    fn a_matrix_of_another_size_is_refused() {
        matmul(&[1.0, 2.0], &[1.0, 2.0, 3.0], 1, 2, 1);
    }
}
