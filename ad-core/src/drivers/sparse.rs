//! Sparse Jacobians and Hessians: as many sweeps as there are colours.

use super::derivative::{Products, Seed};
use super::{Colouring, Derivative, Pattern, Sparse};
use crate::Differentiable;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt;

/// A pattern with the colourings of its columns and rows, made once for many evaluations.
#[derive(Clone, Debug)]
pub struct Coloured {
    pattern: Pattern,
    columns: Colouring,
    rows: Colouring,
}

impl Coloured {
    /// Colours the columns and the rows.
    pub fn new(pattern: Pattern) -> Coloured {
        let columns = Colouring::of_columns(&pattern);
        let rows = Colouring::of_rows(&pattern);
        Coloured { pattern, columns, rows }
    }

    /// The pattern.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// The colours of the columns: forward mode takes a sweep, or a lane, for each.
    pub fn columns(&self) -> &Colouring {
        &self.columns
    }

    /// The colours of the rows: reverse mode takes a sweep, or a lane, for each.
    pub fn rows(&self) -> &Colouring {
        &self.rows
    }
}

/// A symmetric pattern with a star colouring, made once for many Hessians.
#[derive(Clone, Debug)]
pub struct SymmetricColoured {
    pattern: Pattern,
    colouring: Colouring,
    /// For each entry the product that shows it, as (float, colour).
    places: Vec<(usize, usize)>,
}

impl SymmetricColoured {
    /// Colours the vertices of the pattern's graph.
    ///
    /// # Panics
    /// If the pattern is not symmetric.
    #[track_caller]
    pub fn new(pattern: Pattern) -> SymmetricColoured {
        let star = Colouring::of_symmetric(&pattern);
        let columns = Colouring::of_columns(&pattern);
        // The columns may have fewer where the diagonal has holes, or where greed was unlucky.
        let colouring = if columns.n_colours < star.n_colours { columns } else { star };
        let colour = |v: usize| colouring.colours[v];
        // (i, j) can be read in row i of the product of j's colour if no other entry of that row
        // has this colour.
        let alone = |i: usize, j: usize| {
            pattern.row(i).iter().filter(|&&other| colour(other) == colour(j)).count() == 1
        };
        let places = pattern
            .entries()
            .map(|(i, j)| if alone(i, j) { (i, colour(j)) } else { (j, colour(i)) })
            .collect();
        SymmetricColoured { pattern, colouring, places }
    }

    /// The pattern.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// The star colouring, or that of the columns if it has fewer colours: a product of the Hessian with a vector, or a lane, for each colour.
    pub fn colouring(&self) -> &Colouring {
        &self.colouring
    }
}

/// What a random direction shows of a pattern that misses entries.
#[derive(Clone, Debug, PartialEq)]
pub struct MissedEntries {
    /// The rows of the Jacobian whose product with the direction differs.
    pub rows: Vec<usize>,
    /// In the first of them, the product of the derivative.
    pub expected: f64,
    /// In the first of them, the product of the sparse matrix.
    pub found: f64,
}

impl fmt::Display for MissedEntries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MissedEntries { rows, expected, found } = self;
        write!(
            f,
            "the pattern misses entries of the rows {rows:?}: along a random direction, row {} \
             moves by {expected}, by the sparse matrix {found}",
            rows[0]
        )
    }
}

impl std::error::Error for MissedEntries {}

impl<P: Differentiable + ?Sized, Y: Differentiable> Derivative<'_, P, Y> {
    /// J where it may differ from zero, by as many sweeps as there are colours: of the columns in
    /// forward mode, of the rows in reverse mode, chosen as in [`jacobian`](Self::jacobian).
    ///
    /// The pattern is taken at its word: an entry that it misses is added to another one of its
    /// row or column. [`check_pattern`](Self::check_pattern) finds that out.
    ///
    /// ```
    /// use cotangent::drivers::{Coloured, Derivative, Pattern};
    /// // yᵢ = xᵢ·xᵢ₊₁: any number of inputs takes two sweeps.
    /// let f = |x: &Vec<f64>| x.windows(2).map(|w| w[0] * w[1]).collect::<Vec<_>>();
    /// let x: Vec<f64> = (0..100).map(f64::from).collect();
    /// let pattern = Coloured::new(Pattern::new(99, 100, (0..99).flat_map(|i| [(i, i), (i, i + 1)])));
    /// let mut sweeps = 0;
    /// let j = Derivative::at(f, &x)
    ///     .jvp(|x, d| {
    ///         sweeps += 1;
    ///         let dots = x.windows(2).zip(d.windows(2));
    ///         (f(x), dots.map(|(x, d)| d[0] * x[1] + x[0] * d[1]).collect())
    ///     })
    ///     .sparse(&pattern);
    /// assert_eq!((j.get(7, 7), j.get(7, 8), j.get(7, 9)), (8.0, 7.0, 0.0));
    /// assert_eq!(sweeps, 2);
    /// ```
    ///
    /// # Panics
    /// If the pattern has another shape than J, or if no mode was given.
    #[track_caller]
    pub fn sparse(&mut self, coloured: &Coloured) -> Sparse {
        let Coloured { pattern, columns, rows } = coloured;
        self.fits(pattern);
        let mut values = vec![0.0; pattern.n_entries()];
        if self.forward_is_cheaper(columns.n_colours, rows.n_colours) {
            let places = pattern.entries().map(|(row, column)| (row, columns.colours[column]));
            let readers = Readers::new(columns.n_colours, places);
            let groups = groups(columns);
            self.forward_products(
                0..columns.n_colours,
                |colour, seed| set_ones(&groups[colour], seed),
                |products| readers.read(products, &mut values),
            );
        } else {
            let places = pattern.entries().map(|(row, column)| (column, rows.colours[row]));
            let readers = Readers::new(rows.n_colours, places);
            let groups = groups(rows);
            self.reverse_products(
                0..rows.n_colours,
                |colour, seed| set_ones(&groups[colour], seed),
                |products| readers.read(products, &mut values),
            );
        }
        Sparse::new(pattern.clone(), values)
    }

    /// A symmetric J, such as a Hessian, by a forward sweep for each colour of a star colouring.
    ///
    /// ```
    /// use cotangent::drivers::{Derivative, Pattern, SymmetricColoured};
    /// // f(x) = Σ x₀·xᵢ: the Hessian is an arrow.
    /// let x = vec![1.0; 50];
    /// let arrow = Pattern::new(50, 50, (1..50).flat_map(|i| [(0, i), (i, 0)]).chain([(0, 0)]));
    /// let coloured = SymmetricColoured::new(arrow);
    /// assert_eq!(coloured.colouring().n_colours, 2);
    /// let hvp = |_: &Vec<f64>, v: &Vec<f64>| {
    ///     let mut out = vec![v[0]; 50];
    ///     out[0] = 2.0 * v[0] + v[1..].iter().sum::<f64>();
    ///     out
    /// };
    /// let h = Derivative::of_gradient(&x).hvp(hvp).sparse_symmetric(&coloured);
    /// assert_eq!((h.get(0, 0), h.get(0, 9), h.get(9, 0), h.get(9, 9)), (2.0, 1.0, 1.0, 0.0));
    /// ```
    ///
    /// # Panics
    /// If the pattern has another shape than J, or if forward mode was not given.
    #[track_caller]
    pub fn sparse_symmetric(&mut self, coloured: &SymmetricColoured) -> Sparse {
        let SymmetricColoured { pattern, colouring, places } = coloured;
        self.fits(pattern);
        let mut values = vec![0.0; pattern.n_entries()];
        let readers = Readers::new(colouring.n_colours, places.iter().copied());
        let groups = groups(colouring);
        self.forward_products(
            0..colouring.n_colours,
            |colour, seed| set_ones(&groups[colour], seed),
            |products| readers.read(products, &mut values),
        );
        Sparse::new(pattern.clone(), values)
    }

    /// Compares J·v with S·v along a random direction v, to `tolerance` relative: a pattern that
    /// misses entries differs along almost every direction, so one forward sweep tells.
    ///
    /// ```
    /// use cotangent::drivers::{Coloured, Derivative, Pattern};
    /// let f = |x: &[f64; 2]| [x[0] * x[1], x[1]];
    /// let mut df = Derivative::at(f, &[2.0, 3.0])
    ///     .jvp(|x, d| (f(x), [d[0] * x[1] + x[0] * d[1], d[1]]));
    /// let diagonal = df.sparse(&Coloured::new(Pattern::new(2, 2, [(0, 0), (1, 1)])));
    /// assert_eq!(df.check_pattern(&diagonal, 0, 1e-9).unwrap_err().rows, [0]);
    /// ```
    ///
    /// # Errors
    /// [`MissedEntries`], with the rows that differ.
    ///
    /// # Panics
    /// If `sparse` has another shape than J, or if forward mode was not given.
    #[track_caller]
    pub fn check_pattern(
        &mut self,
        sparse: &Sparse,
        seed: u64,
        tolerance: f64,
    ) -> Result<(), MissedEntries> {
        self.fits(sparse.pattern());
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let v: Vec<f64> = (0..self.n_inputs())
            .map(|_| rng.random_range(0.5..1.0) * if rng.random() { 1.0 } else { -1.0 })
            .collect();
        let (expected, found) = (self.times(&v), sparse.times(&v));
        let differs = |&row: &usize| {
            // Terms may cancel: a product is known up to the rounding of its largest term.
            let terms: f64 = sparse.row(row).map(|(column, x)| (x * v[column]).abs()).sum();
            let difference = (expected[row] - found[row]).abs();
            difference.is_nan() || difference > tolerance * terms.max(expected[row].abs())
        };
        let rows: Vec<usize> = (0..self.n_outputs()).filter(differs).collect();
        match rows.first() {
            Some(&row) => Err(MissedEntries { expected: expected[row], found: found[row], rows }),
            None => Ok(()),
        }
    }

    #[track_caller]
    fn fits(&self, pattern: &Pattern) {
        let found = [pattern.n_rows(), pattern.n_columns()];
        let expected = [self.n_outputs(), self.n_inputs()];
        assert!(
            found == expected,
            "a pattern of shape {found:?} for a Jacobian of shape {expected:?}"
        );
    }
}

/// What has each colour.
fn groups(colouring: &Colouring) -> Vec<Vec<usize>> {
    let mut groups = vec![vec![]; colouring.n_colours];
    for (index, &colour) in colouring.colours.iter().enumerate() {
        groups[colour].push(index);
    }
    groups
}

fn set_ones(group: &[usize], seed: &mut Seed<'_>) {
    group.iter().for_each(|&index| seed.set(index, 1.0));
}

/// For each colour, which float of its product goes to which entry.
struct Readers(Vec<Vec<(usize, usize)>>);

impl Readers {
    fn new(n_colours: usize, places: impl Iterator<Item = (usize, usize)>) -> Readers {
        let mut readers = vec![vec![]; n_colours];
        for (entry, (float, colour)) in places.enumerate() {
            readers[colour].push((float, entry));
        }
        Readers(readers)
    }

    fn read(&self, products: &Products<'_>, values: &mut [f64]) {
        for (lane, colour) in products.seeds.clone().enumerate() {
            for &(float, entry) in &self.0[colour] {
                values[entry] = products.float(float)[lane];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drivers::Matrix;

    /// A random sparse matrix; the function x ↦ Ax has it for a Jacobian.
    fn random(rng: &mut ChaCha8Rng, symmetric: bool) -> Matrix {
        let n = rng.random_range(0..20);
        let m = if symmetric { n } else { rng.random_range(0..20) };
        let density = rng.random::<f64>() * 0.4;
        let mut a = Matrix::zeros(m, n);
        for i in 0..m {
            for j in 0..n {
                if rng.random_bool(density) {
                    a[(i, j)] = rng.random_range(0.5..2.0);
                    if symmetric {
                        a[(j, i)] = a[(i, j)];
                    }
                }
            }
        }
        a
    }

    fn lanes<const L: usize>(a: &Matrix, s: &[[f64; L]]) -> Vec<[f64; L]> {
        let product =
            |row: usize, l: usize| (0..a.n_columns()).map(|j| a[(row, j)] * s[j][l]).sum();
        (0..a.n_rows()).map(|row| std::array::from_fn(|l| product(row, l))).collect()
    }

    #[test]
    fn all_ways_give_the_matrix_back() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for _ in 0..100 {
            let a = random(&mut rng, false);
            let at = a.transposed();
            let coloured = Coloured::new(Pattern::of_nonzeros(&a));
            let x = vec![0.0; a.n_columns()];
            let f = |x: &Vec<f64>| a.times(x);
            let mut d = Derivative::at(f, &x).jvp(|x, d| (a.times(x), a.times(d)));
            let sparse = d.sparse(&coloured);
            assert_eq!(sparse.to_dense(), a);
            d.check_pattern(&sparse, 1, 1e-12).unwrap();
            let mut d = Derivative::at(f, &x).vjp(|_, w| at.times(&w));
            assert_eq!(d.sparse(&coloured).to_dense(), a);
            let mut d = Derivative::at(f, &x).jvp_lanes::<3>(|x, d| (a.times(x), lanes(&a, d)));
            assert_eq!(d.sparse(&coloured).to_dense(), a);
            let mut d = Derivative::at(f, &x).vjp_lanes::<4>(|_, w| lanes(&at, &w));
            assert_eq!(d.sparse(&coloured).to_dense(), a);
        }
    }

    #[test]
    fn symmetric_matrices_come_back_from_a_star_colouring() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for _ in 0..100 {
            let a = random(&mut rng, true);
            let coloured = SymmetricColoured::new(Pattern::of_nonzeros(&a));
            let x = vec![0.0; a.n_columns()];
            let mut h = Derivative::of_gradient(&x).hvp(|_, v| a.times(v));
            assert_eq!(h.sparse_symmetric(&coloured).to_dense(), a);
            let columns = Colouring::of_columns(coloured.pattern());
            assert!(coloured.colouring().n_colours <= columns.n_colours.max(1));
        }
    }

    #[test]
    fn the_fewer_colours_are_taken() {
        // One full column: rows would take one colour each... and columns too, but for the first.
        let a = Pattern::new(20, 20, (0..20).flat_map(|i| [(i, 0), (i, i)]));
        let coloured = Coloured::new(a);
        assert_eq!((coloured.columns().n_colours, coloured.rows().n_colours), (2, 20));
        let x = vec![1.0; 20];
        let mut d = Derivative::at(|x: &Vec<f64>| x.clone(), &x)
            .jvp(|x, d| (x.clone(), d.iter().map(|e| e + d[0]).collect()))
            .vjp(|_, _| panic!("forward mode is cheaper"));
        assert_eq!(d.sparse(&coloured).get(3, 0), 1.0);
    }

    #[test]
    fn a_missed_entry_is_found_along_any_direction() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        for seed in 0..100 {
            let a = random(&mut rng, false);
            let entries: Vec<_> = Pattern::of_nonzeros(&a).entries().collect();
            if entries.is_empty() {
                continue;
            }
            let missed = rng.random_range(0..entries.len());
            let rest = entries.iter().enumerate().filter(|&(i, _)| i != missed).map(|(_, &e)| e);
            let wrong = Coloured::new(Pattern::new(a.n_rows(), a.n_columns(), rest));
            let x = vec![0.0; a.n_columns()];
            let mut d =
                Derivative::at(|x: &Vec<f64>| a.times(x), &x).jvp(|x, d| (a.times(x), a.times(d)));
            let sparse = d.sparse(&wrong);
            let found = d.check_pattern(&sparse, seed, 1e-9).unwrap_err();
            assert_eq!(found.rows, [entries[missed].0]);
        }
    }

    #[test]
    #[should_panic(expected = "a pattern of shape [2, 1] for a Jacobian of shape [1, 2]")]
    fn a_pattern_of_another_shape_is_refused() {
        let f = |x: &[f64; 2]| x[0];
        let pattern = Coloured::new(Pattern::new(2, 1, []));
        Derivative::at(f, &[1.0, 2.0]).jvp(|x, d| (f(x), d[0])).sparse(&pattern);
    }
}
