//! The largest eigenvalues of a Gram matrix without the others.
//!
//! A block of vectors is multiplied by the matrix again and again, and the matrix is diagonalised in what they span. Then a Cholesky
//! decomposition decides whether an eigenvalue was missed. Source: Golub and Underwood (1977), "The block Lanczos method for
//! computing eigenvalues", with all vectors kept orthogonal.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt::factor::{cholesky_in_place, cholesky_in_place_scratch};
use faer::prelude::default;
use faer::{Mat, MatMut, MatRef, Scale, Side, get_global_parallelism};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::prelude::*;

/// Below so many rows the whole decomposition takes little time.
const LEAST_SIZE: usize = 256;

/// How large residuals may be, relative to the largest eigenvalue.
const RESIDUAL: f64 = 1e-13;

/// Whether so few eigenvalues are wanted of so many that they are better looked for alone.
pub(super) fn few(k: usize, n: usize) -> bool {
    k > 0 && n >= LEAST_SIZE && k <= n / 32
}

/// The `k` largest eigenvalues, ascending, with their unit eigenvectors in columns.
///
/// `None` where the vectors span a quarter of the space before residuals are small, as they do where many eigenvalues lie close
/// together, where fewer than `k` are positive, and where one of those not found may be larger than one of those found by more than
/// `tolerance`.
pub(super) fn leading(
    gram: MatRef<'_, f64>,
    k: usize,
    tolerance: f64,
) -> Option<(Vec<f64>, Mat<f64>)> {
    let (values, vectors) = settled(gram, k)?;
    let all = values[0] > 0.0 && all_others_below(gram, &values, &vectors, values[0] + tolerance);
    all.then_some((values, vectors))
}

/// What the growing span of blocks settles on.
fn settled(gram: MatRef<'_, f64>, k: usize) -> Option<(Vec<f64>, Mat<f64>)> {
    let n = gram.nrows();
    let width = k.div_ceil(2).clamp(4, 32);
    let capacity = n / 4;
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    // Orthonormal columns, their products with the matrix, and how many there are.
    let (mut basis, mut moved) = (Mat::zeros(n, capacity), Mat::zeros(n, capacity));
    let mut block = Mat::from_fn(n, width, |_, _| rng.random_range(-1.0..1.0));
    let (mut size, mut next_look) = (0, 3 * k);
    while size + width <= capacity {
        block = orthonormal_beside(basis.get(.., ..size), block)?;
        basis.get_mut(.., size..size + width).copy_from(&block);
        block = gram * &block;
        moved.get_mut(.., size..size + width).copy_from(&block);
        size += width;
        if size < next_look && size + width <= capacity {
            continue;
        }
        next_look = size + size / 4;
        let (basis, moved) = (basis.get(.., ..size), moved.get(.., ..size));
        let inner = (basis.transpose() * moved).self_adjoint_eigen(Side::Lower).ok()?;
        let values: Vec<f64> = inner.S().column_vector().iter().skip(size - k).copied().collect();
        let coordinates = inner.U().get(.., size - k..);
        let vectors = basis * coordinates;
        let images = moved * coordinates;
        let small = |(at, value): (usize, &f64)| {
            let residual = images.col(at) - Scale(*value) * vectors.col(at);
            residual.norm_l2() <= RESIDUAL * values[k - 1]
        };
        if values.iter().enumerate().all(small) {
            return Some((values, vectors));
        }
    }
    None
}

/// An orthonormal basis of what a block spans beside an orthonormal basis.
fn orthonormal_beside(basis: MatRef<'_, f64>, mut block: Mat<f64>) -> Option<Mat<f64>> {
    // Once more for what rounding leaves, and again where a column was nothing but that.
    for _ in 0..4 {
        let along = basis.transpose() * &block;
        block -= basis * &along;
        let orthonormal = along.norm_max() <= 1e-14;
        block = block.qr().compute_thin_Q();
        if orthonormal {
            return Some(block);
        }
    }
    None
}

/// Whether all eigenvalues but the given ones are below a bound: the matrix without them, taken from the bound, has a Cholesky
/// decomposition.
fn all_others_below(gram: MatRef<'_, f64>, values: &[f64], vectors: &Mat<f64>, bound: f64) -> bool {
    let n = gram.nrows();
    // The columns of the lower triangle, of which one is a row of the upper.
    let mut floats = vec![0.0; n * n];
    floats.par_chunks_exact_mut(n).enumerate().for_each(|(j, column)| {
        let rest = &mut column[j..];
        rest.iter_mut().enumerate().for_each(|(i, to)| *to = -gram[(j, j + i)]);
        rest[0] += bound;
        for (value, vector) in values.iter().zip(vectors.col_iter()) {
            let vector = vector.try_as_col_major().expect("columns of a matrix").as_slice();
            let factor = value * vector[j];
            rest.iter_mut().zip(&vector[j..]).for_each(|(to, x)| *to += factor * x);
        }
    });
    let rest = MatMut::from_column_major_slice_mut(&mut floats, n, n);
    let par = get_global_parallelism();
    let mut memory = MemBuffer::new(cholesky_in_place_scratch::<f64>(n, par, default()));
    cholesky_in_place(rest, default(), par, MemStack::new(&mut memory), default()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A matrix with these eigenvalues, whose eigenvectors are the columns of a reflection.
    fn reflected(values: &[f64]) -> (Mat<f64>, Mat<f64>) {
        let n = values.len();
        let axis: Vec<f64> = (0..n).map(|i| 1.0 + (i as f64).sin()).collect();
        let square: f64 = axis.iter().map(|x| x * x).sum();
        let unit = |i: usize, j: usize| f64::from(u8::from(i == j));
        let q = Mat::from_fn(n, n, |i, j| unit(i, j) - 2.0 * axis[i] * axis[j] / square);
        let scaled = Mat::from_fn(n, n, |i, j| q[(i, j)] * values[j]);
        (&scaled * q.transpose(), q)
    }

    fn falling(n: usize) -> Vec<f64> {
        (0..n).map(|i| 0.8_f64.powi(i as i32)).collect()
    }

    #[test]
    fn the_largest_of_a_known_spectrum() {
        for (n, k) in [(256, 1), (256, 8), (400, 5), (640, 20)] {
            let values = falling(n);
            let (gram, q) = reflected(&values);
            let (found, vectors) = leading(gram.as_ref(), k, 1e-12).expect("far apart");
            assert_eq!((found.len(), vectors.ncols()), (k, k));
            for (at, value) in found.iter().enumerate() {
                let own = k - 1 - at;
                assert!((value - values[own]).abs() < 1e-13, "{value}, not {}", values[own]);
                let along = q.col(own).transpose() * vectors.col(at);
                assert!((along.abs() - 1.0).abs() < 1e-12, "{k} of {n}: vector {own}");
            }
        }
    }

    #[test]
    fn a_missed_eigenvalue_is_noticed() {
        let values = falling(300);
        let (gram, q) = reflected(&values);
        for missed in 0..4 {
            let kept: Vec<usize> = (0..5).rev().filter(|i| *i != missed).collect();
            let vectors = Mat::from_fn(300, 4, |i, j| q[(i, kept[j])]);
            let kept: Vec<f64> = kept.iter().map(|&i| values[i]).collect();
            assert!(!all_others_below(gram.as_ref(), &kept, &vectors, kept[0] + 1e-12));
        }
        let vectors = Mat::from_fn(300, 4, |i, j| q[(i, 3 - j)]);
        let kept: Vec<f64> = (0..4).rev().map(|i| values[i]).collect();
        assert!(all_others_below(gram.as_ref(), &kept, &vectors, kept[0] + 1e-12));
    }

    #[test]
    fn awkward_spectra_are_right_or_left_to_the_whole_decomposition() {
        let few: Vec<f64> = (0..300).map(|i| if i < 3 { 1.0 } else { 0.0 }).collect();
        let many: Vec<f64> = (0..300).map(|i| f64::from(i % 7)).collect();
        let negative: Vec<f64> = (0..300).map(|i| -f64::from(i)).collect();
        let cases = [vec![1.0; 300], vec![0.0; 300], few, many, negative];
        for values in cases.iter().chain(&[falling(300).iter().map(|x| 1e300 * x).collect()]) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let (gram, _) = reflected(values);
            let scale = sorted[299].abs();
            if let Some((found, vectors)) = leading(gram.as_ref(), 5, 1e-10 * scale) {
                for (at, value) in found.iter().enumerate() {
                    assert!((value - sorted[295 + at]).abs() <= 1e-10 * scale, "{found:?}");
                    let image = gram.as_ref() * vectors.col(at);
                    let residual = (image - Scale(*value) * vectors.col(at)).norm_l2();
                    assert!(residual <= 1e-10 * scale && scale > 0.0, "{value}: {residual:e}");
                }
            }
        }
    }
}
