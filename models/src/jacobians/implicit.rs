//! Factors that are outer products of what dense layers read and what reaches them.

use super::error::JacobianError;
use super::factor::Factor;
use super::materialised::Materialised;
use super::products::{add_product, add_product_of, block, matrix, product, rows, rows_mut, view};
use super::quantities::{Norms, variance};
use cotangent::drivers::{Matrix, NamedArray, NamedArrays};
use cotangent::leaves::{Layout, Slot};
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, CowArray};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// What one use of a parameter leaves: column (c, n) of the factor is Σₜ δ(c, n, t) x(n, t)ᵀ.
#[derive(Debug, Clone)]
pub(super) struct Outer {
    /// The number T of rows of each sample.
    pub(super) positions: usize,
    /// x, `[N·T, n_in]`; ones where the parameter is a bias.
    pub(super) inputs: Arc<Array2<f64>>,
    /// δ, `[C·N·T, n_out]`.
    pub(super) cotangents: Arc<Array2<f64>>,
}

impl Outer {
    /// x and δ of one column.
    fn column(&self, n_samples: usize, c: usize, n: usize) -> [ArrayView2<'_, f64>; 2] {
        let t = self.positions;
        let of = |sample: usize| sample * t..(sample + 1) * t;
        [rows(&self.inputs, of(n)), rows(&self.cotangents, of(c * n_samples + n))]
    }
}

/// A dense layer with what its curvature is made of.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) weights: usize,
    pub(super) bias: Option<usize>,
    pub(super) outer: Outer,
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

/// A [`Factor`] of a function that is built of dense layers. Of each layer it keeps what came in and what reaches its result, 8 N (n_in + C n_out)
/// bytes, instead of 8·C·N·n_in·n_out.
///
/// Made by [`DenseBatch`](super::DenseBatch). A parameter that several layers use is summed over its uses, for each sample.
#[derive(Debug, Clone)]
pub struct Implicit {
    pub(super) layout: Layout,
    pub(super) n_samples: usize,
    pub(super) n_factors: usize,
    pub(super) layers: Vec<Layer>,
    /// For each leaf its uses.
    leaves: Vec<Vec<Outer>>,
}

/// Up to so many bytes a leaf's columns are written out where that is cheaper.
const WRITTEN_OUT: usize = 1 << 28;

impl Implicit {
    pub(super) fn new(
        layout: Layout,
        n_samples: usize,
        n_factors: usize,
        layers: Vec<Layer>,
    ) -> Implicit {
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
    pub(super) fn part(&self, factors: Range<usize>) -> Implicit {
        let layer = |layer: &Layer| {
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
    fn simple(&self, leaf: usize) -> Option<&Outer> {
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
        let squares = |rows: &Array2<f64>| -> Vec<f64> {
            rows.axis_iter(Axis(0)).map(|row| row.dot(&row)).collect()
        };
        if let Some(outer) = self.simple(leaf) {
            let (x, delta) = (squares(&outer.inputs), squares(&outer.cotangents));
            return delta.iter().enumerate().map(|(k, d)| d * x[k % self.n_samples]).collect();
        }
        let uses = &self.leaves[leaf];
        let norm = |column: usize| {
            let (c, n) = (column / self.n_samples, column % self.n_samples);
            let parts: Vec<_> =
                uses.iter().map(|outer| outer.column(self.n_samples, c, n)).collect();
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

    fn leaf_sum(&self, leaf: usize) -> Vec<f64> {
        let mut all = vec![0.0; self.layout.leaves[leaf].range.len()];
        for outer in &self.leaves[leaf] {
            // Factors of a sample share what came in.
            let of_one = self.n_samples * outer.positions;
            let mut parts = outer.cotangents.axis_chunks_iter(Axis(0), of_one);
            let Some(first) = parts.next() else { continue };
            let mut summed = CowArray::from(first);
            parts.for_each(|part| summed += &part);
            let shape = (outer.cotangents.ncols(), outer.inputs.ncols());
            let to = ArrayViewMut2::from_shape(shape, &mut all[..]);
            add_product(to.expect("floats of the leaf"), summed.t(), outer.inputs.view());
        }
        all
    }

    /// The sum of the columns' squares by entry, for each leaf of its own shape. Of factors: the diagonal of the Gauss–Newton
    /// matrix.
    pub fn sum_of_squares(&self) -> NamedArrays {
        self.by_leaf(|leaf| self.leaf_squares(leaf))
    }

    fn leaf_squares(&self, leaf: usize) -> Vec<f64> {
        let mut all = vec![0.0; self.layout.leaves[leaf].range.len()];
        let Some(first) = self.leaves[leaf].first() else { return all };
        let (n_out, n_in) = (first.cotangents.ncols(), first.inputs.ncols());
        if let Some(outer) = self.simple(leaf) {
            // Factors of a sample share what came in.
            let mut squares = rows(&outer.cotangents, 0..self.n_samples).mapv(|d| d * d);
            let others = outer.cotangents.axis_chunks_iter(Axis(0), self.n_samples).skip(1);
            others.for_each(|part| squares.zip_mut_with(&part, |sum, d| *sum += d * d));
            let to = ArrayViewMut2::from_shape((n_out, n_in), &mut all[..]);
            let to = to.expect("floats of the leaf");
            add_product_of(to, squares.t(), outer.inputs.view(), |x| x.mapv(|x| x * x));
            return all;
        }
        // Rows of the weights by themselves, so that no two cores share a sum.
        let rows = n_out.div_ceil(16);
        all.par_chunks_mut(rows * n_in).enumerate().for_each(|(at, to)| {
            let range = at * rows..n_out.min((at + 1) * rows);
            let mut own = Array2::<f64>::zeros((range.len(), n_in));
            for column in 0..self.n_columns() {
                own.fill(0.0);
                self.add_column(leaf, column, range.clone(), own.view_mut());
                to.iter_mut().zip(&own).for_each(|(to, v)| *to += v * v);
            }
        });
        all
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
            let delta = delta.slice_axis(Axis(1), range.clone().into());
            ndarray::linalg::general_mat_mul(1.0, &delta.t(), &x, 1.0, &mut to);
        }
    }

    /// The variance over columns by entry, for each leaf of its own shape: of gradients (1/N) Σ gₙ² − ((1/N) Σ gₙ)².
    pub fn variance(&self) -> NamedArrays {
        self.by_leaf(|leaf| {
            variance(&self.leaf_sum(leaf), self.leaf_squares(leaf), self.n_columns())
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
        let of = |layer: &Layer| {
            let Outer { inputs, cotangents, .. } = &layer.outer;
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

    /// Adds a leaf's products with all columns of another matrix.
    fn add_cross_gram(&self, leaf: usize, other: &Implicit, to: &mut Array2<f64>) {
        let (n, m) = (self.n_samples, other.n_samples);
        let Some(first) = self.leaves[leaf].first() else { return };
        let (n_out, n_in) = (first.cotangents.ncols(), first.inputs.ncols());
        let positions = |uses: &[Outer]| uses.iter().map(|u| u.positions).sum::<usize>();
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
                let x = product(mine.inputs.view(), theirs.inputs.t());
                let (t, u) = (mine.positions, theirs.positions);
                for (c, delta) in mine.cotangents.axis_chunks_iter(Axis(0), n * t).enumerate() {
                    for (d, other_delta) in
                        theirs.cotangents.axis_chunks_iter(Axis(0), m * u).enumerate()
                    {
                        let mut pairs = product(delta, other_delta.t());
                        pairs *= &x;
                        let mut to = rows_mut(to, c * n..(c + 1) * n);
                        let mut to = to.slice_axis_mut(Axis(1), (d * m..(d + 1) * m).into());
                        if (t, u) == (1, 1) {
                            to += &pairs;
                            continue;
                        }
                        for ((i, j), to) in to.indexed_iter_mut() {
                            *to += block(&pairs, i * t..(i + 1) * t, j * u..(j + 1) * u).sum();
                        }
                    }
                }
            }
        }
    }
}

impl Factor for Implicit {
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
            for k in 0..k_all {
                let mut of_k = vec![0.0; length];
                for outer in &self.leaves[leaf] {
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
            for k in 0..k_all {
                for outer in &self.leaves[leaf] {
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
        for &leaf in leaves {
            self.add_cross_gram(leaf, other, &mut result);
        }
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
