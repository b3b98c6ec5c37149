//! A dense matrix, as plain as can be.

use std::ops::{Index, IndexMut};

/// A dense matrix, row by row.
///
/// ```
/// use cotangent::drivers::Matrix;
/// let mut m = Matrix::zeros(2, 3);
/// m[(1, 0)] = 5.0;
/// assert_eq!(m.row(1), [5.0, 0.0, 0.0]);
/// assert_eq!(m.times(&[2.0, 0.0, 0.0]), [0.0, 10.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    n_rows: usize,
    n_columns: usize,
    floats: Vec<f64>,
}

impl Matrix {
    /// All zeros.
    pub fn zeros(n_rows: usize, n_columns: usize) -> Matrix {
        Matrix { n_rows, n_columns, floats: vec![0.0; n_rows * n_columns] }
    }

    /// From its floats, row by row.
    ///
    /// ```
    /// use cotangent::drivers::Matrix;
    /// assert_eq!(Matrix::from_vec(2, 1, vec![3.0, 4.0])[(1, 0)], 4.0);
    /// ```
    ///
    /// # Panics
    /// If there are not `n_rows · n_columns` of them.
    #[track_caller]
    pub fn from_vec(n_rows: usize, n_columns: usize, floats: Vec<f64>) -> Matrix {
        let found = floats.len();
        assert!(
            found == n_rows * n_columns,
            "{found} floats for a matrix of shape [{n_rows}, {n_columns}]"
        );
        Matrix { n_rows, n_columns, floats }
    }

    /// The number of rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The number of columns.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Row `row`.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn row(&self, row: usize) -> &[f64] {
        self.check(row, 0, self.n_columns == 0);
        &self.floats[row * self.n_columns..(row + 1) * self.n_columns]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.floats[row * self.n_columns..(row + 1) * self.n_columns]
    }

    pub(super) fn push_row(&mut self, row: &[f64]) {
        self.floats.extend_from_slice(row);
        self.n_rows += 1;
    }

    /// The floats, row by row.
    pub fn as_slice(&self) -> &[f64] {
        &self.floats
    }

    /// The floats, row by row.
    pub fn into_vec(self) -> Vec<f64> {
        self.floats
    }

    /// The product with a vector of one float for each column.
    ///
    /// # Panics
    /// If the vector has another length.
    #[track_caller]
    pub fn times(&self, v: &[f64]) -> Vec<f64> {
        let n_columns = self.n_columns;
        let found = v.len();
        assert!(found == n_columns, "{n_columns} columns meet a vector of length {found}");
        (0..self.n_rows).map(|row| self.row(row).iter().zip(v).map(|(a, b)| a * b).sum()).collect()
    }

    /// Rows and columns exchanged.
    ///
    /// ```
    /// use cotangent::drivers::Matrix;
    /// let m = Matrix::from_vec(1, 2, vec![3.0, 4.0]);
    /// assert_eq!((m.transposed().n_rows(), m.transposed()[(1, 0)]), (2, 4.0));
    /// ```
    #[must_use]
    pub fn transposed(&self) -> Matrix {
        let mut result = Matrix::zeros(self.n_columns, self.n_rows);
        for row in 0..self.n_rows {
            for (column, &x) in self.row(row).iter().enumerate() {
                result.floats[column * self.n_rows + row] = x;
            }
        }
        result
    }

    #[track_caller]
    fn check(&self, row: usize, column: usize, empty: bool) {
        assert!(
            row < self.n_rows && (column < self.n_columns || empty),
            "({row}, {column}) lies outside of a matrix of shape [{}, {}]",
            self.n_rows,
            self.n_columns
        );
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    #[track_caller]
    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        self.check(row, column, false);
        &self.floats[row * self.n_columns + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    #[track_caller]
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        self.check(row, column, false);
        &mut self.floats[row * self.n_columns + column]
    }
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    #[test]
    fn empty_matrices_have_a_shape() {
        let none = Matrix::zeros(0, 3);
        assert!(none.times(&[1.0; 3]).is_empty());
        assert_eq!(none.transposed().times(&[]), [0.0; 3]);
        assert!(none.transposed().row(2).is_empty());
    }

    #[test]
    #[should_panic(expected = "(0, 2) lies outside of a matrix of shape [2, 2]")]
    fn a_column_that_is_not_there() {
        let _ = Matrix::zeros(2, 2)[(0, 2)];
    }

    #[test]
    #[should_panic(expected = "2 columns meet a vector of length 3")]
    fn a_vector_that_is_too_long() {
        Matrix::zeros(2, 2).times(&[0.0; 3]);
    }
}
