//! Factors in memory.

use super::factor::Factor;
use super::products::{add_product, matrix, rows, rows_mut, view};
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent::leaves::Layout;
use ndarray::Array2;

/// A [`Factor`] with all of its floats in memory, 8·C·N·D bytes, of any function.
#[derive(Debug, Clone, PartialEq)]
pub struct Materialised {
    layout: Layout,
    n_samples: usize,
    n_factors: usize,
    /// Vᵀ for each leaf, `[C·N, floats of the leaf]`.
    leaves: Vec<Array2<f64>>,
}

impl Materialised {
    /// From an array of shape `[C, N, *s]` for each leaf of shape s.
    ///
    /// # Panics
    /// If the arrays are not those of the layout.
    pub fn from_arrays(layout: Layout, n_samples: usize, arrays: &NamedArrays) -> Materialised {
        assert_eq!(arrays.arrays.len(), layout.leaves.len(), "an array for each leaf");
        let n_factors = arrays.arrays.first().map_or(0, |array| array.shape[0]);
        let columns = n_factors * n_samples;
        let leaf = |(array, leaf): (&cotangent::drivers::NamedArray, &cotangent::leaves::Slot)| {
            Array2::from_shape_vec((columns, leaf.range.len()), array.floats.clone())
                .expect("an array of shape [C, N, *s]")
        };
        let leaves = arrays.arrays.iter().zip(&layout.leaves).map(leaf).collect();
        Materialised { layout, n_samples, n_factors, leaves }
    }

    fn columns(&self) -> usize {
        self.n_factors * self.n_samples
    }
}

impl Factor for Materialised {
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
        let length = leaves.iter().map(|&leaf| self.leaves[leaf].ncols()).sum();
        let mut result = Array2::zeros((length, a.n_columns()));
        let mut start = 0;
        for &leaf in leaves {
            let leaf = &self.leaves[leaf];
            let end = start + leaf.ncols();
            add_product(rows_mut(&mut result, start..end), leaf.t(), view(a));
            start = end;
        }
        matrix(result)
    }

    fn transposed_times(&self, leaves: &[usize], u: &Matrix) -> Matrix {
        let mut result = Array2::zeros((self.columns(), u.n_columns()));
        let mut start = 0;
        for &leaf in leaves {
            let leaf = &self.leaves[leaf];
            let end = start + leaf.ncols();
            add_product(result.view_mut(), leaf.view(), rows(&view(u), start..end));
            start = end;
        }
        matrix(result)
    }

    fn cross_gram(&self, leaves: &[usize], other: &Self) -> Matrix {
        let mut result = Array2::zeros((self.columns(), other.columns()));
        for &leaf in leaves {
            add_product(result.view_mut(), self.leaves[leaf].view(), other.leaves[leaf].t());
        }
        matrix(result)
    }
}
