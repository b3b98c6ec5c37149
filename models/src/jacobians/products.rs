//! Products of matrices on all cores.

use crate::products;
use cotangent::Element;
use cotangent::drivers::Matrix;
use faer::traits::RealField;
use ndarray::{Array2, ArrayBase, ArrayView2, ArrayViewMut2, Axis, Data, DataMut, Ix2};
use rayon::prelude::*;
use std::ops::Range;

/// A float of layers: `f32` or `f64`.
pub trait Precision: Element + RealField + Send + Sync {}

impl Precision for f32 {}
impl Precision for f64 {}

/// The same numbers as `f64`.
pub(super) fn doubled<T: Element>(a: ArrayView2<'_, T>) -> Array2<f64> {
    a.mapv(|x| x.to_f64())
}

/// Below so many multiplications a product stays on one core.
const SMALL: usize = 1 << 18;

/// `to` += A·B. It is cut by its shape alone, so the sums do not depend on the number of threads.
pub(super) fn add_product<T: Precision>(
    to: ArrayViewMut2<'_, T>,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) {
    let (rows, columns) = to.dim();
    if rows * columns * a.ncols() < SMALL {
        return products::add_product(to, a, b);
    }
    // The longer side is cut, and what is left of it is still wide enough for the kernels.
    let (cut, length) = if rows >= columns { (Axis(0), rows) } else { (Axis(1), columns) };
    let chunk = length.div_ceil(16).max(96);
    let mut to = to;
    let parts: Vec<_> = to.axis_chunks_iter_mut(cut, chunk).enumerate().collect();
    parts.into_par_iter().for_each(|(at, to)| {
        let range = at * chunk..length.min((at + 1) * chunk);
        match cut {
            Axis(0) => products::add_product(to, a.slice_axis(Axis(0), range.into()), b),
            _ => products::add_product(to, a, b.slice_axis(Axis(1), range.into())),
        }
    });
}

/// A·B.
pub(super) fn product<T: Precision>(a: ArrayView2<'_, T>, b: ArrayView2<'_, T>) -> Array2<T> {
    let mut to = Array2::zeros((a.nrows(), b.ncols()));
    add_product(to.view_mut(), a, b);
    to
}

/// Some rows. (The macro `s!` has an `unsafe` block in it, which this crate forbids.)
pub(super) fn rows<T, S: Data<Elem = T>>(
    a: &ArrayBase<S, Ix2>,
    range: Range<usize>,
) -> ArrayView2<'_, T> {
    a.slice_axis(Axis(0), range.into())
}

/// Some rows, to be changed.
pub(super) fn rows_mut<T, S: DataMut<Elem = T>>(
    a: &mut ArrayBase<S, Ix2>,
    range: Range<usize>,
) -> ArrayViewMut2<'_, T> {
    a.slice_axis_mut(Axis(0), range.into())
}

/// A block of a matrix.
pub(super) fn block<T, S: Data<Elem = T>>(
    a: &ArrayBase<S, Ix2>,
    rows: Range<usize>,
    columns: Range<usize>,
) -> ArrayView2<'_, T> {
    a.slice_axis(Axis(0), rows.into()).slice_axis_move(Axis(1), columns.into())
}

/// A matrix as an array.
pub(super) fn view(matrix: &Matrix) -> ArrayView2<'_, f64> {
    let shape = (matrix.n_rows(), matrix.n_columns());
    ArrayView2::from_shape(shape, matrix.as_slice()).expect("a matrix has its shape")
}

/// An array as a matrix.
pub(super) fn matrix(array: Array2<f64>) -> Matrix {
    let (rows, columns) = array.dim();
    let array =
        if array.is_standard_layout() { array } else { array.as_standard_layout().into_owned() };
    let floats = array.into_raw_vec_and_offset().0;
    Matrix::from_vec(rows, columns, floats)
}
