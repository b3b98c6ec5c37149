//! Matrices with one column for each sample and factor, over the parameters.

use cotangent::drivers::Matrix;
use cotangent::leaves::Layout;

/// A matrix V with a row for each float of the parameters and one column for each factor of each sample: the square root
/// of a Gauss–Newton matrix G = V·Vᵀ, or the gradients of the samples side by side.
///
/// Columns are *factor-major*: factor c of sample n is column c·N + n. Rows are in the order of the parameters' leaves. Where
/// a method takes `leaves`, the indices of leaves in [`layout`](Self::layout), V stands for its rows in these leaves, in
/// the order of the list. Nothing is scaled behind the caller's back: what is in the columns is what the
/// maker says.
pub trait Factor: Sync {
    /// The number N of samples.
    fn n_samples(&self) -> usize;

    /// The number C of factors for each sample.
    fn n_factors(&self) -> usize;

    /// The names and shapes of the parameters' leaves, and their places among the rows.
    fn layout(&self) -> &Layout;

    /// Vᵀ·V, `[C·N, C·N]`.
    fn gram(&self, leaves: &[usize]) -> Matrix;

    /// V·A, `[rows of the leaves, K]` row by row, for A of shape `[C·N, K]`.
    fn times(&self, leaves: &[usize], a: &Matrix) -> Matrix;

    /// Vᵀ·U, `[C·N, K]`, for U of shape `[rows of the leaves, K]`.
    fn transposed_times(&self, leaves: &[usize], u: &Matrix) -> Matrix;

    /// Vᵀ·W, `[columns of V, columns of W]`, for another matrix of the same making.
    fn cross_gram(&self, leaves: &[usize], other: &Self) -> Matrix
    where
        Self: Sized;
}
