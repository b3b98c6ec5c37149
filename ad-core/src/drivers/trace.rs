//! Traces from products with random vectors: divergences and Laplacians of many dimensions.
//!
//! For a random vector v with independent entries of mean zero and variance one, the expectation of
//! vᵀAv is the trace of A (Hutchinson, 1990). The error falls with the root of the number of probes.
//! Entries ±1 have the least variance, 2·Σ_{i≠j} Aᵢⱼ² for a symmetric A; normal ones have
//! 2·Σ_{ij} Aᵢⱼ².
//!
//! Probes are plain data, rows of a matrix `[n_probes, dim]`, and [`hutchinson()`] is a plain
//! differentiable function. A loss inside a differentiable body draws its probes outside, so that
//! it stays one function of its parameters.

use super::{Derivative, Matrix};
use crate::{Differentiable, differentiable};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// Draws `n_probes` vectors of `dim` entries ±1, in the shape `[n_probes, dim]`; the same for a
/// seed on every machine.
///
/// ```
/// use cotangent::drivers::rademacher;
/// let probes = rademacher(4, 3, 7);
/// assert_eq!(probes.len(), 12);
/// assert!(probes.iter().all(|x| x.abs() == 1.0));
/// assert_eq!(probes, rademacher(4, 3, 7));
/// ```
pub fn rademacher(n_probes: usize, dim: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..n_probes * dim).map(|_| if rng.random() { 1.0 } else { -1.0 }).collect()
}

/// Draws `n_probes` vectors of `dim` standard normal entries, in the shape `[n_probes, dim]`; the
/// same for a seed.
///
/// ```
/// use cotangent::drivers::gaussian;
/// let probes = gaussian(1000, 2, 1);
/// let mean_square = probes.iter().map(|x| x * x).sum::<f64>() / 2000.0;
/// assert!((mean_square - 1.0).abs() < 0.1);
/// ```
pub fn gaussian(n_probes: usize, dim: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..n_probes * dim).map(|_| rng.sample::<f64, _>(StandardNormal)).collect()
}

/// Hutchinson's estimate of a trace: the mean of vᵀAv over `n_probes` vectors v, from the rows v of
/// `probes` and the rows Av of `products`, both of shape `[n_probes, dim]`.
///
/// It is differentiable in the products, so it may stand in a loss: score matching adds
/// `hutchinson(&probes, &products, n)` where `products` holds a `jvp` of the score for each probe.
///
/// ```
/// use cotangent::drivers::hutchinson;
/// // A = diag(2, 5): each probe of ±1 gives the trace exactly.
/// let probes = [1.0, -1.0, 1.0, 1.0];
/// let products = [2.0, -5.0, 2.0, 5.0];
/// assert_eq!(hutchinson(&probes, &products, 2), 7.0);
/// assert_eq!(hutchinson::grad(&probes, &products, 2), [0.5, -0.5, 0.5, 0.5]);
/// ```
///
/// # Panics
/// If the two have different lengths. Of no probes the mean is NaN.
#[differentiable(wrt(products), order = 2, lanes)]
pub fn hutchinson(probes: &[f64], products: &[f64], n_probes: usize) -> f64 {
    assert!(
        probes.len() == products.len(),
        "probes of {} floats meet products of {}",
        probes.len(),
        products.len()
    );
    let mut sum = 0.0;
    for i in 0..probes.len() {
        sum += probes[i] * products[i];
    }
    sum / n_probes as f64
}

/// An estimate with what is known of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error, √(variance of the terms / their number); infinite for a single term, of
    /// which nothing is known.
    pub standard_error: f64,
}

impl Estimate {
    /// The mean of independent terms.
    ///
    /// ```
    /// use cotangent::drivers::Estimate;
    /// let e = Estimate::mean(&[1.0, 3.0]);
    /// assert_eq!((e.value, e.standard_error), (2.0, 1.0));
    /// ```
    ///
    /// # Panics
    /// If there are no terms.
    #[track_caller]
    pub fn mean(terms: &[f64]) -> Estimate {
        assert!(!terms.is_empty(), "a mean of no terms: give at least one probe");
        let n = terms.len() as f64;
        let value = terms.iter().sum::<f64>() / n;
        let squares: f64 = terms.iter().map(|x| (x - value) * (x - value)).sum();
        let standard_error =
            if terms.len() > 1 { (squares / (n * (n - 1.0))).sqrt() } else { f64::INFINITY };
        Estimate { value, standard_error }
    }
}

impl<P: Differentiable + ?Sized, Y: Differentiable> Derivative<'_, P, Y> {
    /// J·v for each row v of a matrix of shape `[n, n_inputs]`, in the shape `[n, n_outputs]`, by
    /// forward mode.
    ///
    /// # Panics
    /// If the rows have not a float for each input, or if forward mode was not given.
    #[track_caller]
    pub fn times_each(&mut self, vectors: &Matrix) -> Matrix {
        let (found, expected) = (vectors.n_columns(), self.n_inputs());
        assert!(found == expected, "{expected} inputs meet vectors of length {found}");
        let mut products = Matrix::zeros(vectors.n_rows(), self.n_outputs());
        self.forward_products(
            0..vectors.n_rows(),
            |k, seed| seed.copy_from(vectors.row(k)),
            |sweep| {
                for (lane, k) in sweep.seeds.clone().enumerate() {
                    for (i, x) in products.row_mut(k).iter_mut().enumerate() {
                        *x = sweep.float(i)[lane];
                    }
                }
            },
        );
        products
    }

    /// Hutchinson's estimate of the trace of J: the divergence of a vector field, or the Laplacian
    /// where J is a Hessian. `probes` are vectors of one float for each input, one after the other,
    /// from [`rademacher`] or [`gaussian`]; each takes a forward sweep, or a lane.
    ///
    /// ```
    /// use cotangent::drivers::{Derivative, rademacher};
    /// let x = vec![0.5; 100];
    /// let field = |x: &Vec<f64>| x.iter().map(|x| x * x).collect::<Vec<_>>();
    /// let mut df = Derivative::at(field, &x)
    ///     .jvp(|x, d| (field(x), x.iter().zip(d).map(|(x, d)| 2.0 * x * d).collect()));
    /// // The Jacobian is diagonal, so each probe of ±1 gives the trace exactly.
    /// let estimate = df.trace_estimate(&rademacher(3, 100, 1));
    /// assert_eq!((estimate.value, estimate.standard_error), (100.0, 0.0));
    /// ```
    ///
    /// # Panics
    /// If there are not as many outputs as inputs, if `probes` is no whole number of vectors or
    /// empty, or if forward mode was not given.
    #[track_caller]
    pub fn trace_estimate(&mut self, probes: &[f64]) -> Estimate {
        self.check_square();
        let dim = self.n_inputs();
        let whole = dim > 0 && probes.len().is_multiple_of(dim);
        assert!(whole, "{} floats are no probes of {dim} inputs", probes.len());
        let probes = Matrix::from_vec(probes.len() / dim, dim, probes.to_vec());
        Estimate::mean(&self.quadratic_forms(&probes))
    }

    /// The Hutch++ estimate of the trace of J (Meyer, Musco, Musco and Woodruff, 2021): exact on
    /// the directions in which J is large, Hutchinson's on the rest. Where few directions matter it
    /// is far better than [`trace_estimate`](Self::trace_estimate) at the same number of forward
    /// sweeps: its error falls with their number, not with the root of it.
    ///
    /// The standard error is that of the rest; zero where there is none.
    ///
    /// ```
    /// use cotangent::drivers::{Derivative, Matrix};
    /// // A matrix of rank one and trace 30: the first third of the sweeps finds it all.
    /// let u = [1.0, 2.0, 3.0, 4.0];
    /// let times = |v: &[f64; 4]| -> [f64; 4] {
    ///     let inner: f64 = u.iter().zip(v).map(|(u, v)| u * v).sum();
    ///     u.map(|u| u * inner)
    /// };
    /// let mut d = Derivative::at(times, &[0.0; 4]).jvp(|x, d| (times(x), times(d)));
    /// let estimate = d.trace_hutch_pp(3, 0);
    /// assert!((estimate.value - 30.0).abs() < 1e-12);
    /// ```
    ///
    /// # Panics
    /// If there are not as many outputs as inputs, if `n_sweeps` is less than 3, or if forward mode
    /// was not given.
    #[track_caller]
    pub fn trace_hutch_pp(&mut self, n_sweeps: usize, seed: u64) -> Estimate {
        self.check_square();
        assert!(n_sweeps >= 3, "Hutch++ needs 3 sweeps at least, not {n_sweeps}");
        let dim = self.n_inputs();
        // A third each for the sketch, for what it spans, and for the rest.
        let third = (n_sweeps / 3).min(dim);
        let n_rest = n_sweeps - 2 * third;
        let drawn = rademacher(third + n_rest, dim, seed);
        let (sketch, rest) = drawn.split_at(third * dim);
        let sketch = Matrix::from_vec(third, dim, sketch.to_vec());
        let basis = orthonormal(self.times_each(&sketch));
        let spanned: f64 = self.quadratic_forms(&basis).iter().sum();
        if basis.n_rows() == dim {
            return Estimate { value: spanned, standard_error: 0.0 };
        }
        let mut rest = Matrix::from_vec(n_rest, dim, rest.to_vec());
        for row in 0..n_rest {
            remove_components(rest.row_mut(row), &basis);
        }
        let rest = Estimate::mean(&self.quadratic_forms(&rest));
        Estimate { value: spanned + rest.value, ..rest }
    }

    /// vᵀJv for each row v.
    fn quadratic_forms(&mut self, vectors: &Matrix) -> Vec<f64> {
        let products = self.times_each(vectors);
        (0..vectors.n_rows()).map(|row| inner(vectors.row(row), products.row(row))).collect()
    }
}

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// v − Q Qᵀ v for the orthonormal rows of Q.
fn remove_components(v: &mut [f64], basis: &Matrix) {
    for row in 0..basis.n_rows() {
        let along = inner(v, basis.row(row));
        v.iter_mut().zip(basis.row(row)).for_each(|(v, q)| *v -= along * q);
    }
}

/// An orthonormal basis of the span of the rows.
fn orthonormal(vectors: Matrix) -> Matrix {
    let dim = vectors.n_columns();
    let mut basis = Matrix::zeros(0, dim);
    for row in 0..vectors.n_rows() {
        let mut v = vectors.row(row).to_vec();
        let before = inner(&v, &v).sqrt();
        // Twice is enough: what rounding leaves of the first pass, the second removes.
        remove_components(&mut v, &basis);
        remove_components(&mut v, &basis);
        let after = inner(&v, &v).sqrt();
        if after > 1e-10 * before {
            v.iter_mut().for_each(|v| *v /= after);
            basis.push_row(&v);
        }
    }
    basis
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A full symmetric matrix with eigenvalues that fall fast.
    fn matrix(dim: usize) -> Matrix {
        let mut a = Matrix::zeros(dim, dim);
        for i in 0..dim {
            for j in 0..dim {
                a[(i, j)] = 1.0 / ((i + 1) * (j + 1)) as f64 + if i == j { 0.1 } else { 0.0 };
            }
        }
        a
    }

    fn trace(a: &Matrix) -> f64 {
        (0..a.n_rows()).map(|i| a[(i, i)]).sum()
    }

    #[test]
    fn estimates_lie_within_their_errors() {
        let (a, x) = (matrix(20), vec![0.0; 20]);
        let mut d = Derivative::of_gradient(&x).hvp(|_, v| a.times(v));
        assert!((d.trace() - trace(&a)).abs() < 1e-13);
        for seed in 0..20 {
            for probes in [rademacher(200, 20, seed), gaussian(200, 20, seed)] {
                let estimate = d.trace_estimate(&probes);
                let error = (estimate.value - trace(&a)).abs();
                assert!(error < 4.5 * estimate.standard_error, "{error} {estimate:?}");
                // 2·Σ Aᵢⱼ² over 200 probes, with or without the diagonal.
                let squares: f64 = a.as_slice().iter().map(|x| x * x).sum();
                assert!(estimate.standard_error < 1.5 * (2.0 * squares / 200.0).sqrt());
            }
        }
    }

    #[test]
    fn the_estimate_is_unbiased() {
        // All 2³ probes of ±1 together give the trace exactly.
        let (a, x) = (matrix(3), [0.0; 3]);
        let probes: Vec<f64> = (0..8)
            .flat_map(|k| (0..3).map(move |bit| if k >> bit & 1 == 1 { 1.0 } else { -1.0 }))
            .collect();
        let mut d =
            Derivative::of_gradient(&x).hvp(|_, v: &[f64; 3]| a.times(v).try_into().unwrap());
        let estimate = d.trace_estimate(&probes);
        assert!((estimate.value - trace(&a)).abs() < 1e-14);
        // Its variance is 2·Σ_{i≠j} Aᵢⱼ².
        let squares: f64 = a.as_slice().iter().map(|x| x * x).sum();
        let diagonal: f64 = (0..3).map(|i| a[(i, i)].powi(2)).sum();
        let variance = 2.0 * (squares - diagonal);
        assert!((estimate.standard_error.powi(2) * 7.0 - variance).abs() < 1e-14);
    }

    #[test]
    fn hutch_pp_is_exact_where_few_directions_matter() {
        let x = vec![0.0; 30];
        let mut low = matrix(30);
        for i in 0..30 {
            low[(i, i)] -= 0.1;
        }
        let mut d = Derivative::of_gradient(&x).hvp(|_, v| low.times(v));
        assert!((d.trace_hutch_pp(6, 1).value - trace(&low)).abs() < 1e-12);
        // As many sweeps as there are directions: nothing is left.
        let full = matrix(30);
        let mut d = Derivative::of_gradient(&x).hvp(|_, v| full.times(v));
        let all = d.trace_hutch_pp(90, 1);
        assert!((all.value - trace(&full)).abs() < 1e-10 && all.standard_error == 0.0);
        let some = d.trace_hutch_pp(30, 1);
        assert!((some.value - trace(&full)).abs() < 4.5 * some.standard_error + 1e-10);
        // The zero matrix spans nothing.
        let zero = Matrix::zeros(30, 30);
        let mut d = Derivative::of_gradient(&x).hvp(|_, v| zero.times(v));
        assert_eq!(d.trace_hutch_pp(9, 1).value, 0.0);
    }

    #[test]
    fn lanes_change_nothing() {
        let (a, x) = (matrix(5), [0.0; 5]);
        let times = |v: &[f64]| -> [f64; 5] { a.times(v).try_into().unwrap() };
        let mut one = Derivative::at(|x: &[f64; 5]| times(x), &x).jvp(|x, d| (times(x), times(d)));
        let mut four = Derivative::at(|x: &[f64; 5]| times(x), &x).jvp_lanes::<4>(|x, d| {
            let lane = |l: usize| times(&d.iter().map(|d| d[l]).collect::<Vec<_>>());
            let products = [lane(0), lane(1), lane(2), lane(3)];
            let all = std::array::from_fn(|i| std::array::from_fn(|l| products[l][i]));
            (times(x), all)
        });
        let probes = gaussian(7, 5, 3);
        assert_eq!(one.trace_estimate(&probes), four.trace_estimate(&probes));
        assert_eq!(one.trace(), four.trace());
        assert_eq!(one.trace_hutch_pp(7, 1), four.trace_hutch_pp(7, 1));
    }

    #[test]
    #[should_panic(expected = "7 floats are no probes of 3 inputs")]
    fn probes_are_whole_vectors() {
        Derivative::at(|x: &[f64; 3]| *x, &[0.0; 3]).jvp(|x, d| (*x, *d)).trace_estimate(&[1.0; 7]);
    }
}
