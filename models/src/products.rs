//! Products of matrices by faer, whose kernels use the whole width of vectors.

use faer::linalg::matmul::matmul;
use faer::traits::RealField;
use faer::{Accum, MatMut, MatRef, Par};
use ndarray::{Array2, ArrayView2, ArrayViewMut2, CowArray, Ix2, LinalgScalar};

/// `to` += A·B on this core. The sums do not depend on how rows of A and of `to` are cut into calls.
pub(crate) fn add_product<T: LinalgScalar + RealField>(
    mut to: ArrayViewMut2<'_, T>,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) {
    let (rows, columns) = to.dim();
    assert_eq!((rows, columns, a.ncols()), (a.nrows(), b.ncols(), b.nrows()), "a product's sizes");
    let (a, b) = (side_by_side(a), side_by_side(b));
    let add = |to: MatMut<'_, T>| matmul(to, Accum::Add, lent(&a), lent(&b), T::one(), Par::Seq);
    if let Some(floats) = to.as_slice_mut() {
        return add(MatMut::from_row_major_slice_mut(floats, rows, columns));
    }
    let mut own = vec![T::zero(); rows * columns];
    add(MatMut::from_row_major_slice_mut(&mut own, rows, columns));
    to += &ArrayView2::from_shape((rows, columns), &own).expect("as many as the product has");
}

/// A·B on this core.
pub(crate) fn product<T: LinalgScalar + RealField>(
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) -> Array2<T> {
    let mut to = Array2::zeros((a.nrows(), b.ncols()));
    add_product(to.view_mut(), a, b);
    to
}

/// The same numbers, copied unless rows or columns lie one after the other.
fn side_by_side<T: Clone>(a: ArrayView2<'_, T>) -> CowArray<'_, T, Ix2> {
    if a.as_slice().is_some() || a.t().as_slice().is_some() {
        CowArray::from(a)
    } else {
        CowArray::from(a.as_standard_layout().into_owned())
    }
}

fn lent<'a, T>(a: &'a CowArray<'_, T, Ix2>) -> MatRef<'a, T> {
    let (rows, columns) = a.dim();
    match a.as_slice() {
        Some(floats) => MatRef::from_row_major_slice(floats, rows, columns),
        None => {
            let floats = a.as_slice_memory_order().expect("side by side");
            MatRef::from_column_major_slice(floats, rows, columns)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Axis, Slice};

    #[test]
    fn products_of_matrices_that_lie_in_any_way() {
        let draw = |shape, seed: usize| {
            Array2::from_shape_fn(shape, |(i, j)| ((7 * i + 3 * j + seed) % 11) as f64 - 5.0)
        };
        let (wide, tall) = (draw((9, 14), 1), draw((14, 9), 2));
        let stepped = draw((18, 14), 3);
        let stepped = stepped.slice_axis(Axis(0), Slice::new(0, None, 2));
        let turned = stepped.slice_axis(Axis(1), Slice::new(0, None, -1));
        for a in [wide.view(), tall.t(), stepped.view(), turned.view()] {
            for b in [tall.view(), wide.t(), stepped.t()] {
                let mut expected = Array2::<f64>::ones((9, 9));
                for ((i, j), sum) in expected.indexed_iter_mut() {
                    *sum += (0..14).map(|k| a[(i, k)] * b[(k, j)]).sum::<f64>();
                }
                let mut found = Array2::ones((9, 9));
                add_product(found.view_mut(), a, b);
                assert_eq!(found, expected);
                let mut found = Array2::<f64>::ones((9, 9));
                add_product(found.view_mut().reversed_axes(), a, b);
                assert_eq!(found.t(), expected);
                assert_eq!(product(a, b), expected - 1.0);
            }
        }
    }

    #[test]
    #[should_panic(expected = "a product's sizes")]
    fn sizes_that_do_not_fit_are_refused() {
        product(Array2::<f64>::ones((2, 3)).view(), Array2::ones((2, 3)).view());
    }
}
