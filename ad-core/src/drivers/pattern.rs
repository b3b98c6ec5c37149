//! Where a matrix may differ from zero, and a matrix that holds nothing else.

use super::Matrix;
use std::fmt;

/// The places of a matrix that may differ from zero, row by row with columns ascending (the form
/// known as CSR). All other places are zero.
///
/// ```
/// use cotangent::drivers::Pattern;
/// let bidiagonal = Pattern::new(2, 3, [(0, 0), (0, 1), (1, 1), (1, 2)]);
/// assert_eq!(bidiagonal.row(1), [1, 2]);
/// assert_eq!(bidiagonal.n_entries(), 4);
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pattern {
    n_columns: usize,
    /// Where each row starts in `columns`, and where the last one ends.
    starts: Vec<usize>,
    columns: Vec<usize>,
}

impl Pattern {
    /// From (row, column) pairs in any order; a pair may occur twice.
    ///
    /// # Panics
    /// If a pair lies outside of the shape `[n_rows, n_columns]`.
    #[track_caller]
    pub fn new(
        n_rows: usize,
        n_columns: usize,
        entries: impl IntoIterator<Item = (usize, usize)>,
    ) -> Pattern {
        let mut rows = vec![vec![]; n_rows];
        for (row, column) in entries {
            assert!(
                row < n_rows && column < n_columns,
                "({row}, {column}) lies outside of a pattern of shape [{n_rows}, {n_columns}]"
            );
            rows[row].push(column);
        }
        Pattern::from_rows(n_columns, rows)
    }

    /// From the columns of each row, in any order.
    ///
    /// ```
    /// use cotangent::drivers::Pattern;
    /// let pattern = Pattern::from_rows(3, [vec![2, 0], vec![], vec![1]]);
    /// assert_eq!((pattern.row(0), pattern.n_rows()), (&[0, 2][..], 3));
    /// ```
    ///
    /// # Panics
    /// If a column is not below `n_columns`.
    #[track_caller]
    pub fn from_rows(n_columns: usize, rows: impl IntoIterator<Item = Vec<usize>>) -> Pattern {
        let (mut starts, mut columns) = (vec![0], vec![]);
        for (row, mut entries) in rows.into_iter().enumerate() {
            entries.sort_unstable();
            entries.dedup();
            if let Some(&last) = entries.last() {
                assert!(
                    last < n_columns,
                    "({row}, {last}) lies outside of a pattern of {n_columns} columns"
                );
            }
            columns.extend(entries);
            starts.push(columns.len());
        }
        Pattern { n_columns, starts, columns }
    }

    /// The entries of a matrix that are not zero. Of a Jacobian they are the pattern at its point;
    /// at other points there may be more.
    ///
    /// ```
    /// use cotangent::drivers::{Matrix, Pattern};
    /// let m = Matrix::from_vec(1, 3, vec![1.0, 0.0, -2.0]);
    /// assert_eq!(Pattern::of_nonzeros(&m).row(0), [0, 2]);
    /// ```
    pub fn of_nonzeros(matrix: &Matrix) -> Pattern {
        let row = |row| {
            let entries = matrix.row(row).iter().enumerate();
            entries.filter(|(_, x)| **x != 0.0).map(|(column, _)| column).collect()
        };
        Pattern::from_rows(matrix.n_columns(), (0..matrix.n_rows()).map(row))
    }

    /// The number of rows.
    pub fn n_rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of columns.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The number of entries.
    pub fn n_entries(&self) -> usize {
        self.columns.len()
    }

    /// The columns of row `row` that have an entry, ascending.
    ///
    /// # Panics
    /// If there is no such row.
    #[track_caller]
    pub fn row(&self, row: usize) -> &[usize] {
        &self.columns[self.starts[row]..self.starts[row + 1]]
    }

    /// The entries as (row, column), row by row.
    pub fn entries(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.n_rows()).flat_map(|row| self.row(row).iter().map(move |&column| (row, column)))
    }

    /// Whether there is an entry at (row, column).
    pub fn contains(&self, row: usize, column: usize) -> bool {
        self.position(row, column).is_some()
    }

    /// Rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Pattern {
        let entries = self.entries().map(|(row, column)| (column, row));
        Pattern::new(self.n_columns, self.n_rows(), entries)
    }

    /// Where (row, column) lies among the entries.
    fn position(&self, row: usize, column: usize) -> Option<usize> {
        let found = self.row(row).binary_search(&column).ok()?;
        Some(self.starts[row] + found)
    }
}

/// A sparse matrix: a pattern, and a float for each of its entries, row by row.
///
/// ```
/// use cotangent::drivers::{Pattern, Sparse};
/// let m = Sparse::new(Pattern::new(2, 2, [(0, 0), (1, 0)]), vec![3.0, 4.0]);
/// assert_eq!((m.get(1, 0), m.get(1, 1)), (4.0, 0.0));
/// assert_eq!(m.times(&[10.0, 1.0]), [30.0, 40.0]);
/// assert_eq!(m.to_dense().as_slice(), [3.0, 0.0, 4.0, 0.0]);
/// ```
#[derive(Clone, PartialEq)]
pub struct Sparse {
    pattern: Pattern,
    values: Vec<f64>,
}

impl Sparse {
    /// From a pattern and the values of its entries, row by row.
    ///
    /// # Panics
    /// If there is not one value for each entry.
    #[track_caller]
    pub fn new(pattern: Pattern, values: Vec<f64>) -> Sparse {
        let (entries, found) = (pattern.n_entries(), values.len());
        assert!(entries == found, "{entries} entries meet {found} values");
        Sparse { pattern, values }
    }

    /// Where the entries are.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// The values of the entries, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The float at (row, column), zero where there is no entry.
    ///
    /// # Panics
    /// If there is no such row.
    #[track_caller]
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.pattern.position(row, column).map_or(0.0, |at| self.values[at])
    }

    /// The product with a vector of one float for each column.
    ///
    /// # Panics
    /// If the vector has another length.
    #[track_caller]
    pub fn times(&self, v: &[f64]) -> Vec<f64> {
        let (n, found) = (self.pattern.n_columns, v.len());
        assert!(found == n, "{n} columns meet a vector of length {found}");
        (0..self.pattern.n_rows())
            .map(|row| self.row(row).map(|(column, x)| x * v[column]).sum())
            .collect()
    }

    /// The matrix with its zeros.
    pub fn to_dense(&self) -> Matrix {
        let mut dense = Matrix::zeros(self.pattern.n_rows(), self.pattern.n_columns);
        for ((row, column), &x) in self.pattern.entries().zip(&self.values) {
            dense[(row, column)] = x;
        }
        dense
    }

    /// The entries of a row, as (column, float).
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let (start, end) = (self.pattern.starts[row], self.pattern.starts[row + 1]);
        let columns = self.pattern.columns[start..end].iter().copied();
        columns.zip(self.values[start..end].iter().copied())
    }
}

impl fmt::Debug for Sparse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.pattern.entries().zip(&self.values)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_sorted_and_once() {
        let p = Pattern::new(2, 3, [(1, 2), (0, 1), (1, 0), (1, 2)]);
        assert_eq!(p.entries().collect::<Vec<_>>(), [(0, 1), (1, 0), (1, 2)]);
        assert_eq!(p.transposed().entries().collect::<Vec<_>>(), [(0, 1), (1, 0), (2, 1)]);
        assert_eq!(p.transposed().transposed(), p);
        assert!(p.contains(1, 2) && !p.contains(0, 2));
    }

    #[test]
    #[should_panic(expected = "(0, 3) lies outside of a pattern of shape [1, 3]")]
    fn an_entry_outside_is_refused() {
        Pattern::new(1, 3, [(0, 3)]);
    }

    #[test]
    fn empty_rows_and_columns() {
        let p = Pattern::new(3, 0, []);
        assert_eq!((p.n_rows(), p.n_columns(), p.n_entries()), (3, 0, 0));
        let m = Sparse::new(p, vec![]);
        assert_eq!(m.times(&[]), [0.0; 3]);
        assert_eq!(m.to_dense(), Matrix::zeros(3, 0));
    }
}
