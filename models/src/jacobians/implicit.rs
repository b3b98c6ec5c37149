//! Factors that are outer products of what dense layers read and what reaches them.

use super::error::JacobianError;
use super::factor::Factor;
use super::materialised::Materialised;
use super::products::{Precision, add_product, block, doubled, matrix, product, rows, view};
use super::quantities::{Norms, variance};
use crate::products;
use cotangent::Scalar;
use cotangent::drivers::{Matrix, NamedArray, NamedArrays};
use cotangent::leaves::{Layout, Slot};
use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut2, Axis, CowArray, Ix2};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// What one use of a parameter leaves: column (c, n) of the factor is Σₜ δ(c, n, t) x(n, t)ᵀ.
#[derive(Debug, Clone)]
pub(super) struct Outer<T> {
    /// The number T of rows of each sample.
    pub(super) positions: usize,
    /// x, `[N·T, n_in]`; ones where the parameter is a bias.
    pub(super) inputs: Arc<Array2<T>>,
    /// δ, `[C·N·T, n_out]`.
    pub(super) cotangents: Arc<Array2<T>>,
}

impl<T: Precision> Outer<T> {
    /// The same in `f64`.
    fn doubled(&self) -> Outer<f64> {
        let [inputs, cotangents] =
            [&self.inputs, &self.cotangents].map(|floats| Arc::new(doubled(floats.view())));
        Outer { positions: self.positions, inputs, cotangents }
    }

    /// x and δ of one column.
    fn column(&self, n_samples: usize, c: usize, n: usize) -> [ArrayView2<'_, T>; 2] {
        let t = self.positions;
        let of = |sample: usize| sample * t..(sample + 1) * t;
        [rows(&self.inputs, of(n)), rows(&self.cotangents, of(c * n_samples + n))]
    }
}

/// A dense layer with what its curvature is made of.
#[derive(Debug, Clone)]
pub(super) struct Layer<T> {
    pub(super) weights: usize,
    pub(super) bias: Option<usize>,
    pub(super) outer: Outer<T>,
}

/// The Kronecker factors of a dense layer: the Gauss–Newton block of its weights, row by row, is about A ⊗ B, and that of its bias A.
///
/// For weights of shape `[2, 3]` the entry of the block at ((o, i), (p, j)) is A\[o, p\]·B\[i, j\]. With all factors it is KFLR, with drawn ones KFAC.
#[derive(Debug, Clone, PartialEq)]
pub struct Kronecker {
    /// The path of the weights.
    pub weights: String,
    /// The path of the bias.
    pub bias: Option<String>,
    /// Σ δ δᵀ over factors, samples and positions, `[n_out, n_out]`.
    pub a: Matrix,
    /// (1/N) Σ x xᵀ over samples and positions, `[n_in, n_in]`.
    pub b: Matrix,
}

/// A [`Factor`] of a function that is built of dense layers. Of each layer it keeps what came in and what reaches its result, N (n_in + C n_out)
/// floats, instead of C·N·n_in·n_out.
///
/// Sums over samples are taken in the precision `T` of the layers; norms and all products of columns in `f64`.
///
/// Made by [`DenseBatch`](super::DenseBatch). A parameter that several layers use is summed over its uses, for each sample.
#[derive(Debug, Clone)]
pub struct Implicit<T> {
    pub(super) layout: Layout,
    pub(super) n_samples: usize,
    pub(super) n_factors: usize,
    pub(super) layers: Vec<Layer<T>>,
    /// For each leaf its uses.
    leaves: Vec<Vec<Outer<T>>>,
}

/// δ and x of each sample or their squares, and what to multiply products of them by.
struct Scaled<'a, T> {
    delta: Array2<T>,
    x: CowArray<'a, T, Ix2>,
    scale: f64,
}

/// Up to so many bytes a leaf's columns are written out where that is cheaper.
const WRITTEN_OUT: usize = 1 << 28;

/// Numbers from here to its inverse need no scale beside others of at most 1.
const LEAST_NEAR: f64 = 1.0 / (1_u64 << 40) as f64;

impl<T: Precision> Implicit<T> {
    pub(super) fn new(
        layout: Layout,
        n_samples: usize,
        n_factors: usize,
        layers: Vec<Layer<T>>,
    ) -> Implicit<T> {
        let mut leaves = vec![vec![]; layout.leaves.len()];
        for layer in &layers {
            leaves[layer.weights].push(layer.outer.clone());
            if let Some(bias) = layer.bias {
                let ones = Arc::new(Array2::ones((layer.outer.inputs.nrows(), 1)));
                leaves[bias].push(Outer { inputs: ones, ..layer.outer.clone() });
            }
        }
        Implicit { layout, n_samples, n_factors, layers, leaves }
    }

    /// Some of the factors.
    pub(super) fn part(&self, factors: Range<usize>) -> Implicit<T> {
        let layer = |layer: &Layer<T>| {
            let of_one = self.n_samples * layer.outer.positions;
            let range = factors.start * of_one..factors.end * of_one;
            let cotangents = Arc::new(rows(&layer.outer.cotangents, range).to_owned());
            Layer { outer: Outer { cotangents, ..layer.outer.clone() }, ..layer.clone() }
        };
        let layers = self.layers.iter().map(layer).collect();
        Implicit::new(self.layout.clone(), self.n_samples, factors.len(), layers)
    }

    /// The number of columns, C·N.
    pub fn n_columns(&self) -> usize {
        self.n_factors * self.n_samples
    }

    /// The one use of a leaf, if each sample has one row in it.
    fn simple(&self, leaf: usize) -> Option<&Outer<T>> {
        match &self.leaves[leaf][..] {
            [outer] if outer.positions == 1 => Some(outer),
            _ => None,
        }
    }

    /// The squared norms of the columns, in the order of the columns. Of gradients: ‖gₙ‖² of each sample.
    pub fn squared_norms(&self) -> Norms {
        let mut norms = Matrix::zeros(self.n_columns(), self.leaves.len());
        for leaf in 0..self.leaves.len() {
            for (column, norm) in self.column_norms(leaf).into_iter().enumerate() {
                norms[(column, leaf)] = norm;
            }
        }
        Norms::new(norms)
    }

    fn column_norms(&self, leaf: usize) -> Vec<f64> {
        let squares = |rows: &Array2<T>| -> Vec<f64> {
            let square = |row: ArrayView1<'_, T>| {
                let row = row.mapv(|x| x.to_f64());
                row.dot(&row)
            };
            rows.axis_iter(Axis(0)).map(square).collect()
        };
        if let Some(outer) = self.simple(leaf) {
            let (x, delta) = (squares(&outer.inputs), squares(&outer.cotangents));
            return delta.iter().enumerate().map(|(k, d)| d * x[k % self.n_samples]).collect();
        }
        let uses = &self.leaves[leaf];
        let norm = |column: usize| {
            let (c, n) = (column / self.n_samples, column % self.n_samples);
            let parts: Vec<_> =
                uses.iter().map(|outer| outer.column(self.n_samples, c, n).map(doubled)).collect();
            let mut sum = 0.0;
            for [x, delta] in &parts {
                for [other_x, other_delta] in &parts {
                    sum += (x.dot(&other_x.t()) * delta.dot(&other_delta.t())).sum();
                }
            }
            sum
        };
        (0..self.n_columns()).into_par_iter().map(norm).collect()
    }

    /// The sum of the columns, for each leaf of its own shape.
    pub fn sum(&self) -> NamedArrays {
        self.by_leaf(|leaf| self.leaf_sum(leaf))
    }

    fn by_leaf(&self, floats: impl Fn(usize) -> Vec<f64>) -> NamedArrays {
        let array = |(leaf, slot): (usize, &Slot)| NamedArray {
            path: slot.path.clone(),
            shape: slot.shape.clone(),
            floats: floats(leaf),
        };
        NamedArrays { arrays: self.layout.leaves.iter().enumerate().map(array).collect() }
    }

    /// A leaf's numbers, some rows of its weights at a time on all cores. They are cut by their shape alone, so that sums do not
    /// depend on the number of threads.
    fn by_rows(&self, leaf: usize, work: impl Fn(Range<usize>, &mut [f64]) + Sync) -> Vec<f64> {
        let mut all = vec![0.0; self.layout.leaves[leaf].range.len()];
        let Some(first) = self.leaves[leaf].first() else { return all };
        let (n_out, n_in) = (first.cotangents.ncols(), first.inputs.ncols());
        let rows = n_out.div_ceil(4).clamp(16, 64);
        all.par_chunks_mut(rows * n_in).enumerate().for_each(|(at, to)| {
            work(at * rows..n_out.min((at + 1) * rows), to);
        });
        all
    }

    fn leaf_sum(&self, leaf: usize) -> Vec<f64> {
        let summed: Vec<_> = self.leaves[leaf].iter().map(|outer| self.summed(outer)).collect();
        self.by_rows(leaf, |range, to| {
            for Scaled { delta, x, scale } in &summed {
                let sum = rows_of_sum(delta.view(), x.view(), range.clone());
                to.iter_mut().zip(sum).for_each(|(to, sum)| *to += scale * Scalar::to_f64(sum));
            }
        })
    }

    /// What Σ δ x is made of. Factors of a sample share what came in, so theirs are added up first.
    fn summed<'a>(&self, outer: &'a Outer<T>) -> Scaled<'a, T> {
        let (of_delta, delta) = self.over_factors(outer, |d| d);
        let of_x = power_of_two(&outer.inputs);
        // Products of what is not far from 1 are as exact without a copy.
        let near = (LEAST_NEAR..LEAST_NEAR.recip()).contains(&Scalar::to_f64(of_x));
        let (of_x, x) = if near {
            (1.0, CowArray::from(outer.inputs.view()))
        } else {
            let to_x = Scalar::recip(of_x);
            (Scalar::to_f64(of_x), CowArray::from(outer.inputs.map(|&x| to_x * x)))
        };
        Scaled { delta, x, scale: of_delta * of_x }
    }

    /// The sum over factors of a function of δ, and the power of two by which δ was divided, so that nothing rounds and squares of
    /// small numbers are there.
    fn over_factors(&self, outer: &Outer<T>, f: impl Fn(T) -> T) -> (f64, Array2<T>) {
        let of_delta = power_of_two(&outer.cotangents);
        let to_delta = Scalar::recip(of_delta);
        let mut factors =
            outer.cotangents.axis_chunks_iter(Axis(0), self.n_samples * outer.positions);
        let mut sum = factors.next().expect("a factor").map(|&d| f(to_delta * d));
        factors.for_each(|part| sum.zip_mut_with(&part, |sum, &d| *sum += f(to_delta * d)));
        (Scalar::to_f64(of_delta), sum)
    }

    /// The sum of the columns' squares by entry, for each leaf of its own shape. Of factors: the diagonal of the Gauss–Newton
    /// matrix.
    pub fn sum_of_squares(&self) -> NamedArrays {
        self.by_leaf(|leaf| self.leaf_squares(leaf))
    }

    fn leaf_squares(&self, leaf: usize) -> Vec<f64> {
        if let Some(outer) = self.simple(leaf) {
            let Scaled { delta, x, scale } = self.squares(outer);
            return self.by_rows(leaf, |range, to| {
                let squares = rows_of_sum(delta.view(), x.view(), range);
                let squares = squares.into_iter().map(|sum| scale * Scalar::to_f64(sum));
                to.iter_mut().zip(squares).for_each(|(to, square)| *to = square);
            });
        }
        self.by_rows(leaf, |range, to| {
            let mut own = Array2::<f64>::zeros((range.len(), to.len() / range.len()));
            for column in 0..self.n_columns() {
                own.fill(0.0);
                self.add_column(leaf, column, range.clone(), own.view_mut());
                to.iter_mut().zip(&own).for_each(|(to, v)| *to += v * v);
            }
        })
    }

    /// What Σ δ² x² is made of where each sample has one row.
    fn squares(&self, outer: &Outer<T>) -> Scaled<'static, T> {
        let (of_delta, delta) = self.over_factors(outer, |d| d * d);
        let of_x = power_of_two(&outer.inputs);
        let to_x = Scalar::recip(of_x);
        let x = floats_of(&outer.inputs).iter().map(|&x| (to_x * x) * (to_x * x)).collect();
        let x = Array2::from_shape_vec(outer.inputs.dim(), x).expect("as many squares");
        let scale = (of_delta * Scalar::to_f64(of_x)).powi(2);
        Scaled { delta, x: x.into(), scale }
    }

    /// Adds some rows of the weights' part of a column.
    fn add_column(
        &self,
        leaf: usize,
        column: usize,
        range: Range<usize>,
        mut to: ArrayViewMut2<'_, f64>,
    ) {
        let (c, n) = (column / self.n_samples, column % self.n_samples);
        for outer in &self.leaves[leaf] {
            let [x, delta] = outer.column(self.n_samples, c, n);
            let [x, delta] = [x, delta.slice_axis(Axis(1), range.clone().into())].map(doubled);
            ndarray::linalg::general_mat_mul(1.0, &delta.t(), &x, 1.0, &mut to);
        }
    }

    /// The variance over columns by entry, for each leaf of its own shape: of gradients (1/N) Σ gₙ² − ((1/N) Σ gₙ)². Entries that are small
    /// beside the squared mean have few digits.
    pub fn variance(&self) -> NamedArrays {
        let of_one = 1.0 / self.n_columns() as f64;
        self.by_leaf(|leaf| {
            let Some(outer) = self.simple(leaf) else {
                let (sums, mut squares) = (self.leaf_sum(leaf), self.leaf_squares(leaf));
                let both = squares.iter_mut().zip(sums);
                both.for_each(|(to, sum)| *to = variance(of_one * sum, of_one * *to));
                return squares;
            };
            let (summed, squared) = (self.summed(outer), self.squares(outer));
            let [of_sum, of_square] = [summed.scale, squared.scale].map(|scale| of_one * scale);
            self.by_rows(leaf, |range, to| {
                let sums = rows_of_sum(summed.delta.view(), summed.x.view(), range.clone());
                let squares = rows_of_sum(squared.delta.view(), squared.x.view(), range);
                for ((to, sum), square) in to.iter_mut().zip(sums).zip(squares) {
                    let (sum, square) = (Scalar::to_f64(sum), Scalar::to_f64(square));
                    *to = variance(of_sum * sum, of_square * square);
                }
            })
        })
    }

    /// The columns themselves, for each leaf of shape s an array of shape `[C, N, *s]`.
    pub fn to_arrays(&self) -> NamedArrays {
        let array = |(leaf, slot): (usize, &Slot)| NamedArray {
            path: slot.path.clone(),
            shape: [self.n_factors, self.n_samples].into_iter().chain(slot.shape.clone()).collect(),
            floats: self.written_out(leaf).into_raw_vec_and_offset().0,
        };
        NamedArrays { arrays: self.layout.leaves.iter().enumerate().map(array).collect() }
    }

    /// The same in memory.
    pub fn materialise(&self) -> Materialised {
        Materialised::from_arrays(self.layout.clone(), self.n_samples, &self.to_arrays())
    }

    /// A leaf's part of the columns, `[C·N, floats]`.
    fn written_out(&self, leaf: usize) -> Array2<f64> {
        let length = self.layout.leaves[leaf].range.len();
        let mut all = Array2::zeros((self.n_columns(), length));
        let Some(first) = self.leaves[leaf].first() else { return all };
        let (n_out, n_in) = (first.cotangents.ncols(), first.inputs.ncols());
        let columns: Vec<_> = all.axis_iter_mut(Axis(0)).enumerate().collect();
        columns.into_par_iter().for_each(|(column, to)| {
            let to = to.into_shape_with_order((n_out, n_in)).expect("floats of the leaf");
            self.add_column(leaf, column, 0..n_out, to);
        });
        all
    }

    /// The Kronecker factors of each dense layer, in the order of their numbers.
    pub fn kronecker(&self) -> Vec<Kronecker> {
        let path = |leaf: usize| self.layout.leaves[leaf].path.clone();
        let of = |layer: &Layer<T>| {
            let Outer { inputs, cotangents, .. } = layer.outer.doubled();
            let b = product(inputs.t(), inputs.view()) / self.n_samples as f64;
            Kronecker {
                weights: path(layer.weights),
                bias: layer.bias.map(path),
                a: matrix(product(cotangents.t(), cotangents.view())),
                b: matrix(b),
            }
        };
        self.layers.iter().map(of).collect()
    }

    /// Adds a leaf's products with all columns of another matrix, or what they are made of to the list.
    fn add_cross_gram<'a>(
        &'a self,
        leaf: usize,
        other: &'a Implicit<T>,
        to: &mut Array2<f64>,
        pairs: &mut Vec<Pair<'a, T>>,
    ) {
        let (n, m) = (self.n_samples, other.n_samples);
        let Some(first) = self.leaves[leaf].first() else { return };
        let (n_out, n_in) = (first.cotangents.ncols(), first.inputs.ncols());
        let positions = |uses: &[Outer<T>]| uses.iter().map(|u| u.positions).sum::<usize>();
        let (t, u) = (positions(&self.leaves[leaf]), positions(&other.leaves[leaf]));
        let (left, right) = (self.n_columns(), other.n_columns());
        let in_pairs = (n * t * m * u * n_in) as f64 + (left * t * right * u * n_out) as f64;
        let written = ((left * t + right * u) + left * right) as f64 * (n_out * n_in) as f64;
        if written < in_pairs && (left + right) * n_out * n_in * size_of::<f64>() <= WRITTEN_OUT {
            let own = self.written_out(leaf);
            add_product(to.view_mut(), own.view(), other.written_out(leaf).t());
            return;
        }
        for mine in &self.leaves[leaf] {
            for theirs in &other.leaves[leaf] {
                let [x, y] = [mine, theirs].map(|outer| doubled(outer.inputs.view()));
                let inputs = product(x.view(), y.t());
                // A layer's weights and its bias share what reaches them.
                let same = |pair: &&mut Pair<'_, T>| {
                    Arc::ptr_eq(&pair.mine.cotangents, &mine.cotangents)
                        && Arc::ptr_eq(&pair.theirs.cotangents, &theirs.cotangents)
                };
                match pairs.iter_mut().find(same) {
                    Some(pair) => pair.inputs += &inputs,
                    None => pairs.push(Pair { mine, theirs, inputs }),
                }
            }
        }
    }

    /// Adds the products of a pair of uses.
    fn add_pair(&self, pair: &Pair<'_, T>, m: usize, to: &mut Array2<f64>) {
        let (t, u) = (pair.mine.positions, pair.theirs.positions);
        let [deltas, others] =
            [pair.mine, pair.theirs].map(|outer| doubled(outer.cotangents.view()));
        // Some samples of one factor at a time, and of the other matrix one factor.
        for_pieces(to, self.n_samples, |c, samples, mut to| {
            let of = |first: usize| (first + samples.start) * t..(first + samples.end) * t;
            let (x, delta) = (rows(&pair.inputs, of(0)), rows(&deltas, of(c * self.n_samples)));
            let factors = others.axis_chunks_iter(Axis(0), m * u);
            for (other, mut to) in factors.zip(to.axis_chunks_iter_mut(Axis(1), m)) {
                let mut products = products::product(delta, other.t());
                products *= &x;
                if (t, u) == (1, 1) {
                    to += &products;
                    continue;
                }
                for ((i, j), to) in to.indexed_iter_mut() {
                    *to += block(&products, i * t..(i + 1) * t, j * u..(j + 1) * u).sum();
                }
            }
        });
    }
}

/// Two uses of parameters, whose products are those of what reaches them times those of what they read, entry by entry.
struct Pair<'a, T> {
    mine: &'a Outer<T>,
    theirs: &'a Outer<T>,
    /// The products of what they read, `[N·T, M·U]`, summed over parameters that share what reaches them.
    inputs: Array2<f64>,
}

/// Hands over the rows of up to so many samples of one factor at a time, on all cores, with the factor and the samples.
fn for_pieces(
    to: &mut Array2<f64>,
    n_samples: usize,
    work: impl Fn(usize, Range<usize>, ArrayViewMut2<'_, f64>) + Sync,
) {
    const SAMPLES: usize = 64;
    let factors = to.axis_chunks_iter_mut(Axis(0), n_samples).enumerate();
    let pieces: Vec<_> = factors
        .flat_map(|(c, of_factor)| {
            let mut pieces = vec![];
            let (mut left, mut start) = (of_factor, 0);
            while start < n_samples {
                let length = SAMPLES.min(n_samples - start);
                let (piece, rest) = left.split_at(Axis(0), length);
                pieces.push((c, start..start + length, piece));
                (left, start) = (rest, start + length);
            }
            pieces
        })
        .collect();
    pieces.into_par_iter().for_each(|(c, samples, to)| work(c, samples, to));
}

/// Some rows of Σ δ xᵀ.
fn rows_of_sum<T: Precision>(
    delta: ArrayView2<'_, T>,
    x: ArrayView2<'_, T>,
    range: Range<usize>,
) -> Vec<T> {
    let sum = products::product(delta.slice_axis(Axis(1), range.into()).t(), x);
    sum.into_raw_vec_and_offset().0
}

fn floats_of<T>(rows: &Array2<T>) -> &[T] {
    rows.as_slice().expect("rows one after the other")
}

/// The power of two below the largest number, or 1 if that is 0 or not finite.
fn power_of_two<T: Precision>(floats: &Arc<Array2<T>>) -> T {
    // In lanes, since every comparison would wait for the one before.
    let mut largest = [<T as Scalar>::from_f64(0.0); 16];
    let mut larger = |part: &[T]| {
        for (largest, &x) in largest.iter_mut().zip(part) {
            let x = Scalar::abs(x);
            *largest = if x > *largest { x } else { *largest };
        }
    };
    let (parts, rest) = floats_of(floats).as_chunks::<16>();
    parts.iter().for_each(|part| larger(part));
    larger(rest);
    let largest = largest.iter().fold(0.0, |m: f64, &x| m.max(Scalar::to_f64(x)));
    let power = if largest > 0.0 && largest.is_finite() { largest.log2().floor() } else { 0.0 };
    // With an inverse that is finite.
    <T as Scalar>::from_f64(power.exp2().max(T::min_positive_value().to_f64()))
}

impl<T: Precision> Factor for Implicit<T> {
    fn n_samples(&self) -> usize {
        self.n_samples
    }

    fn n_factors(&self) -> usize {
        self.n_factors
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn gram(&self, leaves: &[usize]) -> Matrix {
        self.cross_gram(leaves, self)
    }

    fn times(&self, leaves: &[usize], a: &Matrix) -> Matrix {
        let (k_all, n) = (a.n_columns(), self.n_samples);
        let rows: usize = leaves.iter().map(|&leaf| self.layout.leaves[leaf].range.len()).sum();
        let mut result = Matrix::zeros(rows, k_all);
        let mut start = 0;
        for &leaf in leaves {
            let length = self.layout.leaves[leaf].range.len();
            let uses: Vec<_> = self.leaves[leaf].iter().map(Outer::doubled).collect();
            for k in 0..k_all {
                let mut of_k = vec![0.0; length];
                for outer in &uses {
                    let (n_out, n_in) = (outer.cotangents.ncols(), outer.inputs.ncols());
                    // Factors of a sample share what came in.
                    let mut weighted = Array2::<f64>::zeros((n * outer.positions, n_out));
                    for (row, delta) in outer.cotangents.axis_iter(Axis(0)).enumerate() {
                        let weight = a[(row / outer.positions, k)];
                        if weight != 0.0 {
                            weighted
                                .row_mut(row % (n * outer.positions))
                                .scaled_add(weight, &delta);
                        }
                    }
                    let to = ArrayViewMut2::from_shape((n_out, n_in), &mut of_k[..]);
                    add_product(to.expect("floats of the leaf"), weighted.t(), outer.inputs.view());
                }
                for (row, value) in of_k.into_iter().enumerate() {
                    result[(start + row, k)] = value;
                }
            }
            start += length;
        }
        result
    }

    fn transposed_times(&self, leaves: &[usize], u: &Matrix) -> Matrix {
        let (k_all, n) = (u.n_columns(), self.n_samples);
        let mut result = Matrix::zeros(self.n_columns(), k_all);
        let u = view(u);
        let mut start = 0;
        for &leaf in leaves {
            let length = self.layout.leaves[leaf].range.len();
            let uses: Vec<_> = self.leaves[leaf].iter().map(Outer::doubled).collect();
            for k in 0..k_all {
                for outer in &uses {
                    let (n_out, n_in) = (outer.cotangents.ncols(), outer.inputs.ncols());
                    let of_k = rows(&u, start..start + length).column(k).to_vec();
                    let of_k = Array2::from_shape_vec((n_out, n_in), of_k);
                    let of_k = of_k.expect("floats of the leaf");
                    let moved = product(outer.inputs.view(), of_k.t());
                    for (row, delta) in outer.cotangents.axis_iter(Axis(0)).enumerate() {
                        result[(row / outer.positions, k)] +=
                            delta.dot(&moved.row(row % (n * outer.positions)));
                    }
                }
            }
            start += length;
        }
        result
    }

    fn cross_gram(&self, leaves: &[usize], other: &Self) -> Matrix {
        let mut result = Array2::zeros((self.n_columns(), other.n_columns()));
        let mut pairs = vec![];
        for &leaf in leaves {
            self.add_cross_gram(leaf, other, &mut result, &mut pairs);
        }
        pairs.iter().for_each(|pair| self.add_pair(pair, other.n_samples, &mut result));
        matrix(result)
    }
}

/// Compares two gradients leaf by leaf, within rounding; says the first leaf that differs.
pub(super) fn compare(
    layout: &Layout,
    found: &[f64],
    expected: &[f64],
    tolerance: f64,
) -> Result<(), String> {
    // An entry may be a small difference of large terms, so all leaves share the scale.
    let scale = expected.iter().chain(found).fold(0.0, |m: f64, x| m.max(x.abs()));
    for leaf in &layout.leaves {
        let pairs = found[leaf.range.clone()].iter().zip(&expected[leaf.range.clone()]);
        for (found, expected) in pairs {
            // NaNs of both come from the function itself.
            let both = found.is_nan() && expected.is_nan();
            let close = (found - expected).abs() <= tolerance * scale;
            if !(both || close) {
                return Err(leaf.path.clone());
            }
        }
    }
    Ok(())
}

/// The place of a leaf by its address.
pub(super) fn leaf_at(
    addresses: &[(usize, Vec<usize>)],
    layer: usize,
    what: &'static str,
    address: usize,
    shape: &[usize],
) -> Result<usize, JacobianError> {
    let found = addresses.iter().position(|(at, of)| *at == address && of == shape);
    found.ok_or(JacobianError::NoLeaf { layer, what })
}
