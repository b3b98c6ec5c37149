//! Eigenvalues and eigenvectors of Gram matrices, by faer, checked.

use super::NewtonError;
use super::leading::leading;
use cotangent::drivers::Matrix;
use faer::{Mat, MatRef, Side};

/// How much of the matrix a decomposition may miss, relative to its Frobenius norm.
const TOLERANCE: f64 = 1e-10;

/// The largest eigenvalues of a symmetric matrix, or all of them, ascending, with unit eigenvectors in columns.
///
/// Indices count all eigenvalues of the matrix, also those that were not looked for.
#[derive(Debug, Clone)]
pub(super) struct Spectrum {
    /// How many smaller ones there are.
    n_smaller: usize,
    /// Those that were found.
    pub(super) values: Vec<f64>,
    vectors: Mat<f64>,
}

impl Spectrum {
    /// The number of eigenvalues of the matrix.
    pub(super) fn size(&self) -> usize {
        self.n_smaller + self.values.len()
    }

    /// Whether these are all.
    pub(super) fn is_whole(&self) -> bool {
        self.n_smaller == 0
    }

    /// Whether so many of the largest are there.
    pub(super) fn has(&self, k: usize) -> bool {
        self.is_whole() || k <= self.values.len()
    }

    /// The eigenvalue of an index.
    pub(super) fn value(&self, index: usize) -> f64 {
        self.values[index - self.n_smaller]
    }

    /// The largest, or 0 if there are none.
    pub(super) fn largest(&self) -> f64 {
        self.values.last().copied().unwrap_or(0.0)
    }

    /// Some eigenvectors, each in a column, with a factor for each.
    pub(super) fn columns(&self, kept: &[usize], factor: impl Fn(usize) -> f64) -> Matrix {
        let mut columns = Matrix::zeros(self.size(), kept.len());
        for (k, &index) in kept.iter().enumerate() {
            let factor = factor(index);
            let vector = self.vectors.col(index - self.n_smaller);
            for (row, x) in vector.iter().enumerate() {
                columns[(row, k)] = factor * x;
            }
        }
        columns
    }
}

fn view(gram: &Matrix) -> MatRef<'_, f64> {
    MatRef::from_row_major_slice(gram.as_slice(), gram.n_rows(), gram.n_columns())
}

fn check_finite(group: &str, n_samples: usize, gram: &Matrix) -> Result<(), NewtonError> {
    match gram.as_slice().iter().position(|x| !x.is_finite()) {
        None => Ok(()),
        Some(place) => {
            let (row, column) = (place / gram.n_columns(), place % gram.n_columns());
            let (group, found) = (group.to_owned(), gram.as_slice()[place]);
            Err(NewtonError::NotFinite { group, row, column, found, n_samples })
        }
    }
}

fn not_found(group: &str, gram: &Matrix, reason: String) -> NewtonError {
    NewtonError::Eigenvalues { group: group.to_owned(), size: gram.n_rows(), reason }
}

fn not_converged(group: &str, gram: &Matrix) -> NewtonError {
    not_found(group, gram, "the iteration did not converge".into())
}

fn check_residual(group: &str, gram: &Matrix, residual: f64) -> Result<(), NewtonError> {
    if residual <= TOLERANCE {
        Ok(())
    } else {
        let reason = format!("the residual is {residual:.3e} of the matrix, above {TOLERANCE:.0e}");
        Err(not_found(group, gram, reason))
    }
}

/// The eigenvalues, ascending. Their sum and their squares' are held against the matrix.
pub(super) fn eigenvalues(
    group: &str,
    n_samples: usize,
    gram: &Matrix,
) -> Result<Vec<f64>, NewtonError> {
    check_finite(group, n_samples, gram)?;
    let values = view(gram).self_adjoint_eigenvalues(Side::Lower);
    let values = values.map_err(|_| not_converged(group, gram))?;
    let norm = norm(gram.as_slice());
    let trace: f64 = (0..gram.n_rows()).map(|i| gram[(i, i)]).sum();
    let n = (gram.n_rows() as f64).sqrt();
    let residual = (values.iter().sum::<f64>() - trace).abs() / n;
    let residual = residual.max((self::norm(&values) - norm).abs());
    check_residual(group, gram, relative(residual, norm))?;
    Ok(values)
}

/// The whole decomposition. Its product with a vector is held against the matrix'.
pub(super) fn decompose(
    group: &str,
    n_samples: usize,
    gram: &Matrix,
) -> Result<Spectrum, NewtonError> {
    check_finite(group, n_samples, gram)?;
    let eigen = view(gram).self_adjoint_eigen(Side::Lower);
    let eigen = eigen.map_err(|_| not_converged(group, gram))?;
    let values: Vec<f64> = eigen.S().column_vector().iter().copied().collect();
    let vectors = eigen.U().to_owned();

    // A vector of no particular direction, of length 1.
    let n = gram.n_rows();
    let probe = Mat::from_fn(n, 1, |i, _| (1.0 + 2.0 * i as f64).sin());
    let mut inner = vectors.transpose() * &probe;
    for (i, value) in values.iter().enumerate() {
        inner[(i, 0)] *= value;
    }
    let missed = (view(gram) * &probe - &vectors * inner).norm_l2() / probe.norm_l2();
    check_residual(group, gram, relative(missed, norm(gram.as_slice())))?;
    Ok(Spectrum { n_smaller: 0, values, vectors })
}

/// The `k` largest eigenvalues alone where the iteration for them succeeds, and the whole decomposition where it does not. That none
/// is missed is known to the tolerance of the others' residuals.
pub(super) fn decompose_leading(
    group: &str,
    n_samples: usize,
    gram: &Matrix,
    k: usize,
) -> Result<Spectrum, NewtonError> {
    check_finite(group, n_samples, gram)?;
    match leading(view(gram), k, TOLERANCE * norm(gram.as_slice())) {
        Some((values, vectors)) => Ok(Spectrum { n_smaller: gram.n_rows() - k, values, vectors }),
        None => decompose(group, n_samples, gram),
    }
}

fn norm(floats: &[f64]) -> f64 {
    // Scaled, so that no square overflows.
    let largest = floats.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
    if largest == 0.0 {
        return 0.0;
    }
    largest * floats.iter().map(|x| (x / largest).powi(2)).sum::<f64>().sqrt()
}

fn relative(residual: f64, norm: f64) -> f64 {
    if norm == 0.0 { residual } else { residual / norm }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_eigenvalues_are_found() {
        // 2 on the diagonal, 1 beside it: 2 − 2 cos(πk/(n + 1)) with changed signs.
        let n = 9;
        let mut gram = Matrix::zeros(n, n);
        for i in 0..n {
            gram[(i, i)] = 2.0;
            if i > 0 {
                gram[(i, i - 1)] = 1.0;
                gram[(i - 1, i)] = 1.0;
            }
        }
        let expected = |k: usize| {
            let angle = std::f64::consts::PI * (k + 1) as f64 / (n + 1) as f64;
            2.0 - 2.0 * angle.cos()
        };
        let values = eigenvalues("all", n, &gram).unwrap();
        let spectrum = decompose("all", n, &gram).unwrap();
        for found in [&values, &spectrum.values] {
            assert_eq!(found.len(), n);
            found.iter().enumerate().for_each(|(k, x)| assert!((x - expected(k)).abs() < 1e-13));
        }
        let all: Vec<usize> = (0..n).collect();
        let vectors = spectrum.columns(&all, |k| k as f64);
        let lengths = (0..n).map(|k| (0..n).map(|i| vectors[(i, k)].powi(2)).sum::<f64>());
        lengths.enumerate().for_each(|(k, l)| assert!((l - (k * k) as f64).abs() < 1e-11));
    }

    #[test]
    fn awkward_matrices_are_decomposed() {
        for scale in [0.0, 1e-150, 1e-300, 1e150] {
            let ones = Matrix::from_vec(6, 6, vec![scale; 36]);
            let values = decompose("all", 6, &ones).unwrap().values;
            assert!((values[5] - 6.0 * scale).abs() <= 1e-14 * scale, "{values:?}");
            assert_eq!(values.len(), eigenvalues("all", 6, &ones).unwrap().len());
        }
        assert_eq!(eigenvalues("all", 1, &Matrix::from_vec(1, 1, vec![3.0])).unwrap(), [3.0]);
    }

    #[test]
    fn a_nan_is_refused() {
        let mut gram = Matrix::zeros(4, 4);
        gram[(3, 2)] = f64::NAN;
        let message = decompose("all", 2, &gram).unwrap_err().to_string();
        assert!(message.contains("NaN at (3, 2)") && message.contains("factor 1 of sample 1"));
        assert!(eigenvalues("all", 2, &gram).is_err());
    }

    #[test]
    fn a_residual_is_told() {
        let gram = Matrix::zeros(2, 2);
        let message = check_residual("all", &gram, 1e-3).unwrap_err().to_string();
        assert!(message.contains("size 2") && message.contains("1.000e-3"), "{message}");
        assert!(check_residual("all", &gram, f64::NAN).is_err());
    }
}
