//! The derivative of a function at a point, as a linear map that is known by its sweeps.
//!
//! J is never seen as a whole: forward sweeps give products J·s, reverse sweeps products Jᵀ·s. With
//! lanes a sweep takes several seeds at a time. Seeds and results of one sweep lie lane by lane: all
//! lanes of the first float, then all of the second.

use super::Matrix;
use super::lanes::{Lanes, Space};
use crate::Differentiable;
use std::ops::Range;

/// The derivative of a function at a point, known by closures around its `jvp`, its `vjp`, or both.
///
/// The Jacobian J has a row for each float of the result and a column for each float of the point.
/// Each method chooses among the sweeps that it was given.
///
/// ```
/// use cotangent::drivers::Derivative;
///
/// // f(x) = (x₀·x₁, x₁) with derivatives by hand.
/// let f = |x: &[f64; 2]| [x[0] * x[1], x[1]];
/// let mut df = Derivative::at(f, &[2.0, 3.0])
///     .jvp(|x, d| (f(x), [d[0] * x[1] + x[0] * d[1], d[1]]));
/// assert_eq!(df.jacobian().as_slice(), [3.0, 2.0, 0.0, 1.0]);
/// assert_eq!(df.times(&[1.0, 10.0]), [23.0, 10.0]);
/// ```
pub struct Derivative<'f, P: ?Sized, Y> {
    x: &'f P,
    y: Y,
    n_inputs: usize,
    n_outputs: usize,
    forward: Option<Sweep<'f>>,
    reverse: Option<Sweep<'f>>,
}

/// Many seeds to many products, a block of `lanes` at a time.
struct Sweep<'f> {
    lanes: usize,
    run: Box<Run<'f>>,
}

/// One sweep: hands the products of the seeds to its second argument.
type Run<'f> = dyn FnMut(&[f64], &mut dyn FnMut(&[f64])) + 'f;

/// Some columns, or some rows, of a Jacobian that is made piece by piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The rows that the entries belong to.
    pub rows: Range<usize>,
    /// The columns that the entries belong to.
    pub columns: Range<usize>,
    /// The entries.
    pub entries: Matrix,
}

impl<'f, P: Differentiable + ?Sized, Y: Differentiable> Derivative<'f, P, Y> {
    /// The derivative of `f` at `x`; `f` is evaluated once, for the number of outputs.
    pub fn at(f: impl FnOnce(&P) -> Y, x: &'f P) -> Self {
        Derivative::of(f(x), x)
    }

    fn of(y: Y, x: &'f P) -> Self {
        let (n_inputs, n_outputs) = (x.n_coordinates(), y.n_coordinates());
        Derivative { x, y, n_inputs, n_outputs, forward: None, reverse: None }
    }

    /// Adds forward mode: `|x, d| f::jvp(x, d)`.
    #[must_use]
    pub fn jvp(mut self, mut jvp: impl FnMut(&P, &P::Tangent) -> (Y, Y::Tangent) + 'f) -> Self {
        let (x, mut direction) = (self.x, self.x.zero_tangent());
        self.forward = Some(Sweep {
            lanes: 1,
            run: Box::new(move |seed, take| {
                direction.set_flat(seed);
                take(&jvp(x, &direction).1.to_flat());
            }),
        });
        self
    }

    /// Adds reverse mode: `|x, w| f::vjp(x).1(w)`.
    #[must_use]
    pub fn vjp(mut self, mut vjp: impl FnMut(&P, Y::Tangent) -> P::Tangent + 'f) -> Self
    where
        Y::Tangent: 'f,
    {
        let (x, mut weights) = (self.x, self.y.zero_tangent());
        self.reverse = Some(Sweep {
            lanes: 1,
            run: Box::new(move |seed, take| {
                weights.set_flat(seed);
                take(&vjp(x, weights.clone()).to_flat());
            }),
        });
        self
    }

    /// Adds forward mode with `L` tangents a sweep: `jvp_lanes::<8>(|x, d| f::jvp_lanes(x, d))`.
    ///
    /// ```
    /// use cotangent::drivers::Derivative;
    /// let f = |x: &[f64; 2]| x[0] * x[1];
    /// let j = Derivative::at(f, &[2.0, 3.0])
    ///     .jvp_lanes::<4>(|x, d| {
    ///         (f(x), std::array::from_fn(|l| d[0][l] * x[1] + x[0] * d[1][l]))
    ///     })
    ///     .jacobian();
    /// assert_eq!(j.as_slice(), [3.0, 2.0]);
    /// ```
    #[must_use]
    pub fn jvp_lanes<const L: usize>(
        mut self,
        mut jvp: impl FnMut(&P, &Lanes<P, L>) -> (Y, Lanes<Y, L>) + 'f,
    ) -> Self
    where
        Y::Tangent: 'f,
    {
        let x = self.x;
        let inputs = Space::new::<L>(x.zero_tangent());
        let outputs = Space::new::<L>(self.y.zero_tangent());
        let mut products = vec![];
        self.forward = Some(Sweep {
            lanes: L,
            run: Box::new(move |seeds, take| {
                let (_, dots) = jvp(x, &inputs.lanes::<L>(seeds));
                products.clear();
                outputs.for_each_part::<L>(&dots, &mut |_, part| {
                    products.extend_from_slice(part.as_flattened());
                });
                take(&products);
            }),
        });
        self
    }

    /// Adds reverse mode with `L` cotangents a sweep:
    /// `vjp_lanes::<8>(|x, w| f::vjp_lanes(x).1(w))`.
    #[must_use]
    pub fn vjp_lanes<const L: usize>(
        mut self,
        mut vjp: impl FnMut(&P, Lanes<Y, L>) -> Lanes<P, L> + 'f,
    ) -> Self
    where
        Y::Tangent: 'f,
    {
        let x = self.x;
        let inputs = Space::new::<L>(x.zero_tangent());
        let outputs = Space::new::<L>(self.y.zero_tangent());
        let mut products = vec![];
        self.reverse = Some(Sweep {
            lanes: L,
            run: Box::new(move |seeds, take| {
                let bars = vjp(x, outputs.lanes::<L>(seeds));
                products.clear();
                inputs.for_each_part::<L>(&bars, &mut |_, part| {
                    products.extend_from_slice(part.as_flattened());
                });
                take(&products);
            }),
        });
        self
    }

    /// The number of floats of the point, and of columns.
    pub fn n_inputs(&self) -> usize {
        self.n_inputs
    }

    /// The number of floats of the result, and of rows.
    pub fn n_outputs(&self) -> usize {
        self.n_outputs
    }

    /// J·v, by forward mode.
    ///
    /// # Panics
    /// If `v` has not a float for each input, or if forward mode was not given.
    #[track_caller]
    pub fn times(&mut self, v: &[f64]) -> Vec<f64> {
        let n = self.n_inputs;
        assert!(v.len() == n, "{n} inputs meet a vector of length {}", v.len());
        let mut product = vec![];
        let fill = |_, seed: &mut Seed<'_>| seed.copy_from(v);
        let m = self.n_outputs;
        self.forward_products(0..1, fill, |p| product.extend((0..m).map(|i| p.float(i)[0])));
        product
    }

    /// Jᵀ·w, by reverse mode.
    ///
    /// # Panics
    /// If `w` has not a float for each output, or if reverse mode was not given.
    #[track_caller]
    pub fn times_transposed(&mut self, w: &[f64]) -> Vec<f64> {
        let m = self.n_outputs;
        assert!(w.len() == m, "{m} outputs meet a vector of length {}", w.len());
        let mut product = vec![];
        let fill = |_, seed: &mut Seed<'_>| seed.copy_from(w);
        let n = self.n_inputs;
        self.reverse_products(0..1, fill, |p| product.extend((0..n).map(|i| p.float(i)[0])));
        product
    }

    /// J as a matrix of shape `[n_outputs, n_inputs]`, by the cheaper of the modes that were given:
    /// forward mode takes a sweep for each column, reverse mode one for each row (with lanes, for
    /// as many as there are lanes), and a reverse sweep is counted as two forward sweeps.
    ///
    /// # Panics
    /// If no mode was given.
    #[track_caller]
    pub fn jacobian(&mut self) -> Matrix {
        let mut jacobian = Matrix::zeros(self.n_outputs, self.n_inputs);
        if self.forward_is_cheaper(self.n_inputs, self.n_outputs) {
            self.columns(0..self.n_inputs, &mut jacobian);
        } else {
            self.rows(0..self.n_outputs, &mut jacobian);
        }
        jacobian
    }

    /// J in blocks of some columns, or some rows, for a Jacobian that is not to be held as a whole.
    ///
    /// The mode is chosen as in [`jacobian`](Self::jacobian). A block takes no more than
    /// `bytes`, but at least one sweep; `take` gets the blocks in order.
    ///
    /// ```
    /// use cotangent::drivers::Derivative;
    /// // 1000 columns of 8 bytes, at most 3 at a time: the largest entry of the diagonal.
    /// let x: Vec<f64> = (0..1000).map(f64::from).collect();
    /// let f = |x: &Vec<f64>| x.iter().map(|x| x * x).sum::<f64>();
    /// let mut largest = 0.0_f64;
    /// Derivative::at(f, &x)
    ///     .jvp(|x, d| (f(x), x.iter().zip(d).map(|(x, d)| 2.0 * x * d).sum()))
    ///     .jacobian_blocks(24, |block| {
    ///         assert!(block.columns.len() <= 3);
    ///         largest = block.entries.as_slice().iter().copied().fold(largest, f64::max);
    ///     });
    /// assert_eq!(largest, 2.0 * 999.0);
    /// ```
    ///
    /// # Panics
    /// If no mode was given.
    #[track_caller]
    pub fn jacobian_blocks(&mut self, bytes: usize, mut take: impl FnMut(&Block)) {
        let (n, m) = (self.n_inputs, self.n_outputs);
        let forward = self.forward_is_cheaper(n, m);
        let (count, length) = if forward { (n, m) } else { (m, n) };
        let sweep = if forward { &self.forward } else { &self.reverse };
        let lanes = sweep.as_ref().map_or(1, |sweep| sweep.lanes);
        let fit = bytes / (size_of::<f64>() * length.max(1));
        let step = (fit / lanes * lanes).max(lanes);
        for start in (0..count).step_by(step) {
            let part = start..count.min(start + step);
            let (rows, columns) = if forward { (0..m, part) } else { (part, 0..n) };
            let mut entries = Matrix::zeros(rows.len(), columns.len());
            if forward {
                self.columns(columns.clone(), &mut entries);
            } else {
                self.rows(rows.clone(), &mut entries);
            }
            take(&Block { rows, columns, entries });
        }
    }

    /// The trace of J, exactly: the divergence of a vector field, or the Laplacian where J is a
    /// Hessian. It takes a forward sweep for each input, or a reverse sweep where no forward mode
    /// was given; nothing but one sweep's results is held.
    ///
    /// ```
    /// use cotangent::drivers::Derivative;
    /// let field = |x: &[f64; 2]| [x[0] * x[1], x[1].powi(2)];
    /// let divergence = Derivative::at(field, &[2.0, 3.0])
    ///     .jvp(|x, d| (field(x), [d[0] * x[1] + x[0] * d[1], 2.0 * x[1] * d[1]]))
    ///     .trace();
    /// assert_eq!(divergence, 9.0);
    /// ```
    ///
    /// # Panics
    /// If there are not as many outputs as inputs, or if no mode was given.
    #[track_caller]
    pub fn trace(&mut self) -> f64 {
        self.check_square();
        let n = self.n_inputs;
        let mut trace = 0.0;
        let add = |products: &Products<'_>| {
            for (lane, seed) in products.seeds.clone().enumerate() {
                trace += products.float(seed)[lane];
            }
        };
        match &self.forward {
            Some(_) => self.forward_products(0..n, unit, add),
            None => self.reverse_products(0..n, unit, add),
        }
        trace
    }

    #[track_caller]
    pub(super) fn check_square(&self) {
        let (n, m) = (self.n_inputs, self.n_outputs);
        assert!(n == m, "a trace of {m} outputs by {n} inputs: there must be as many");
    }

    /// Whether forward mode makes `columns` products at less cost than reverse mode makes `rows`.
    #[track_caller]
    pub(super) fn forward_is_cheaper(&self, columns: usize, rows: usize) -> bool {
        match (&self.forward, &self.reverse) {
            (Some(forward), Some(reverse)) => {
                columns.div_ceil(forward.lanes) <= 2 * rows.div_ceil(reverse.lanes)
            }
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => panic!("no derivative was given: add `jvp` or `vjp`"),
        }
    }

    /// J·s for each seed s: `fill(k, seed)` writes seed k over zeros, `take` gets the products.
    #[track_caller]
    pub(super) fn forward_products(
        &mut self,
        seeds: Range<usize>,
        fill: impl FnMut(usize, &mut Seed<'_>),
        take: impl FnMut(&Products<'_>),
    ) {
        let (n, m) = (self.n_inputs, self.n_outputs);
        sweep(&mut self.forward, "jvp").products(seeds, n, m, fill, take);
    }

    /// Jᵀ·s for each seed s.
    #[track_caller]
    pub(super) fn reverse_products(
        &mut self,
        seeds: Range<usize>,
        fill: impl FnMut(usize, &mut Seed<'_>),
        take: impl FnMut(&Products<'_>),
    ) {
        let (n, m) = (self.n_inputs, self.n_outputs);
        sweep(&mut self.reverse, "vjp").products(seeds, m, n, fill, take);
    }

    #[track_caller]
    fn columns(&mut self, columns: Range<usize>, into: &mut Matrix) {
        let first = columns.start;
        self.forward_products(columns, unit, |products| {
            let part = products.seeds.start - first..products.seeds.end - first;
            for row in 0..into.n_rows() {
                into.row_mut(row)[part.clone()].copy_from_slice(products.float(row));
            }
        });
    }

    #[track_caller]
    fn rows(&mut self, rows: Range<usize>, into: &mut Matrix) {
        let first = rows.start;
        self.reverse_products(rows, unit, |products| {
            for (lane, row) in products.seeds.clone().enumerate() {
                for (column, x) in into.row_mut(row - first).iter_mut().enumerate() {
                    *x = products.float(column)[lane];
                }
            }
        });
    }
}

impl<'f, P: Differentiable + ?Sized> Derivative<'f, P, P::Tangent> {
    /// The derivative of a gradient at `x`: J is the Hessian.
    ///
    /// ```
    /// use cotangent::drivers::Derivative;
    /// // The Hessian of x²y is [[2y, 2x], [2x, 0]].
    /// let hvp = |p: &[f64; 2], v: &[f64; 2]| {
    ///     [2.0 * p[1] * v[0] + 2.0 * p[0] * v[1], 2.0 * p[0] * v[0]]
    /// };
    /// let point = [3.0, 5.0];
    /// let mut hessian = Derivative::of_gradient(&point).hvp(hvp);
    /// assert_eq!(hessian.jacobian().as_slice(), [10.0, 6.0, 6.0, 0.0]);
    /// assert_eq!(hessian.trace(), 10.0);
    /// ```
    pub fn of_gradient(x: &'f P) -> Self {
        Derivative::of(x.zero_tangent(), x)
    }

    /// Adds products of the Hessian with vectors: `|x, v| f::hvp(x, v)`.
    #[must_use]
    pub fn hvp(self, mut hvp: impl FnMut(&P, &P::Tangent) -> P::Tangent + 'f) -> Self
    where
        P::Tangent: 'f,
    {
        let gradient = self.y.clone();
        self.jvp(move |x, v| (gradient.clone(), hvp(x, v)))
    }
}

/// Seed k has a one at float k.
fn unit(k: usize, seed: &mut Seed<'_>) {
    seed.set(k, 1.0);
}

/// One lane of the seeds of a sweep.
pub(super) struct Seed<'a> {
    lane: usize,
    lanes: usize,
    floats: &'a mut [f64],
}

impl Seed<'_> {
    pub(super) fn set(&mut self, index: usize, value: f64) {
        self.floats[index * self.lanes + self.lane] = value;
    }

    pub(super) fn copy_from(&mut self, values: &[f64]) {
        values.iter().enumerate().for_each(|(i, &x)| self.set(i, x));
    }
}

/// The products of one sweep.
pub(super) struct Products<'a> {
    /// Which seeds they belong to.
    pub(super) seeds: Range<usize>,
    lanes: usize,
    floats: &'a [f64],
}

impl Products<'_> {
    /// Float `index` of each product.
    pub(super) fn float(&self, index: usize) -> &[f64] {
        &self.floats[index * self.lanes..][..self.seeds.len()]
    }
}

impl Sweep<'_> {
    /// Runs over all seeds, as many at a time as there are lanes; unused lanes of the last sweep
    /// are zero.
    #[track_caller]
    fn products(
        &mut self,
        seeds: Range<usize>,
        length: usize,
        product_length: usize,
        mut fill: impl FnMut(usize, &mut Seed<'_>),
        mut take: impl FnMut(&Products<'_>),
    ) {
        let lanes = self.lanes;
        let mut floats = vec![0.0; length * lanes];
        for start in seeds.clone().step_by(lanes) {
            let now = start..seeds.end.min(start + lanes);
            floats.fill(0.0);
            for (lane, k) in now.clone().enumerate() {
                fill(k, &mut Seed { lane, lanes, floats: &mut floats });
            }
            (self.run)(&floats, &mut |products| {
                let (found, expected) = (products.len() / lanes, product_length);
                assert!(found == expected, "a sweep gave {found} floats, expected {expected}");
                take(&Products { seeds: now.clone(), lanes, floats: products });
            });
        }
    }
}

#[track_caller]
fn sweep<'a, 'f>(given: &'a mut Option<Sweep<'f>>, name: &str) -> &'a mut Sweep<'f> {
    match given {
        Some(sweep) => sweep,
        None => panic!("no `{name}` was given: add it to the `Derivative`"),
    }
}

/// The Jacobian of a function at `x`, a column a sweep, in the shape `[n_outputs, n_inputs]`.
///
/// Work: a forward sweep, about two evaluations, for each input.
///
/// ```
/// use cotangent::drivers::jacobian_forward;
/// let f = |x: &f64| vec![x.sin(), x * x];
/// let j = jacobian_forward(f, |x, d| (f(x), vec![x.cos() * d, 2.0 * x * d]), &0.0);
/// assert_eq!(j.as_slice(), [1.0, 0.0]);
/// ```
pub fn jacobian_forward<P, Y>(
    f: impl FnOnce(&P) -> Y,
    jvp: impl FnMut(&P, &P::Tangent) -> (Y, Y::Tangent),
    x: &P,
) -> Matrix
where
    P: Differentiable + ?Sized,
    Y: Differentiable,
{
    Derivative::at(f, x).jvp(jvp).jacobian()
}

/// The Jacobian of a function at `x`, a row a sweep, in the shape `[n_outputs, n_inputs]`.
///
/// Work: a reverse sweep, about four evaluations, for each output.
///
/// ```
/// use cotangent::drivers::jacobian_reverse;
/// let f = |x: &Vec<f64>| x[0] * x[1];
/// let j = jacobian_reverse(f, |x, w| vec![w * x[1], w * x[0]], &vec![2.0, 3.0]);
/// assert_eq!(j.as_slice(), [3.0, 2.0]);
/// ```
pub fn jacobian_reverse<P, Y>(
    f: impl FnOnce(&P) -> Y,
    vjp: impl FnMut(&P, Y::Tangent) -> P::Tangent,
    x: &P,
) -> Matrix
where
    P: Differentiable + ?Sized,
    Y: Differentiable,
{
    Derivative::at(f, x).vjp(vjp).jacobian()
}

/// The Hessian of a function of one float at `x`, a column a sweep, in the shape
/// `[n_inputs, n_inputs]`; symmetric up to rounding.
///
/// Work: a product of the Hessian with a vector for each input.
///
/// ```
/// use cotangent::drivers::hessian;
/// let h = hessian(|x: &[f64; 1], v| [6.0 * x[0] * v[0]], &[2.0]); // of x³
/// assert_eq!(h.as_slice(), [12.0]);
/// ```
pub fn hessian<P>(hvp: impl FnMut(&P, &P::Tangent) -> P::Tangent, x: &P) -> Matrix
where
    P: Differentiable + ?Sized,
{
    Derivative::of_gradient(x).hvp(hvp).jacobian()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// y = (x₀x₁, sin x₁, x₂², 3x₀) for f32 and f64 parts.
    fn f(x: &(f64, [f64; 2])) -> Vec<f64> {
        vec![x.0 * x.1[0], x.1[0].sin(), x.1[1] * x.1[1], 3.0 * x.0]
    }
    fn jvp(x: &(f64, [f64; 2]), d: &(f64, [f64; 2])) -> (Vec<f64>, Vec<f64>) {
        let (y, y_dot) = jvp_lanes::<1>(x, &([d.0], [[d.1[0]], [d.1[1]]]));
        (y, y_dot.as_flattened().to_vec())
    }
    fn vjp(x: &(f64, [f64; 2]), w: Vec<f64>) -> (f64, [f64; 2]) {
        let ([a], [[b], [c]]) = vjp_lanes::<1>(x, w.iter().map(|&w| [w]).collect());
        (a, [b, c])
    }
    fn jvp_lanes<const L: usize>(
        x: &(f64, [f64; 2]),
        d: &([f64; L], [[f64; L]; 2]),
    ) -> (Vec<f64>, Vec<[f64; L]>) {
        let each = |g: &dyn Fn(usize) -> f64| std::array::from_fn(g);
        let y_dot = vec![
            each(&|l| d.0[l] * x.1[0] + x.0 * d.1[0][l]),
            each(&|l| x.1[0].cos() * d.1[0][l]),
            each(&|l| 2.0 * x.1[1] * d.1[1][l]),
            each(&|l| 3.0 * d.0[l]),
        ];
        (f(x), y_dot)
    }
    fn vjp_lanes<const L: usize>(
        x: &(f64, [f64; 2]),
        w: Vec<[f64; L]>,
    ) -> ([f64; L], [[f64; L]; 2]) {
        let each = |g: &dyn Fn(usize) -> f64| std::array::from_fn(g);
        (
            each(&|l| w[0][l] * x.1[0] + 3.0 * w[3][l]),
            [each(&|l| w[0][l] * x.0 + w[1][l] * x.1[0].cos()), each(&|l| 2.0 * x.1[1] * w[2][l])],
        )
    }

    const X: (f64, [f64; 2]) = (2.0, [0.5, -3.0]);

    fn expected() -> Matrix {
        let c = 0.5_f64.cos();
        Matrix::from_vec(4, 3, vec![0.5, 2.0, 0.0, 0.0, c, 0.0, 0.0, 0.0, -6.0, 3.0, 0.0, 0.0])
    }

    #[test]
    fn all_ways_give_one_jacobian() {
        assert_eq!(jacobian_forward(f, jvp, &X), expected());
        assert_eq!(jacobian_reverse(f, vjp, &X), expected());
        assert_eq!(Derivative::at(f, &X).jvp(jvp).vjp(vjp).jacobian(), expected());
        // As many lanes as columns, more, fewer, and a number that does not divide.
        assert_eq!(Derivative::at(f, &X).jvp_lanes::<3>(jvp_lanes).jacobian(), expected());
        assert_eq!(Derivative::at(f, &X).jvp_lanes::<8>(jvp_lanes).jacobian(), expected());
        assert_eq!(Derivative::at(f, &X).jvp_lanes::<2>(jvp_lanes).jacobian(), expected());
        assert_eq!(Derivative::at(f, &X).vjp_lanes::<4>(vjp_lanes).jacobian(), expected());
        assert_eq!(Derivative::at(f, &X).vjp_lanes::<3>(vjp_lanes).jacobian(), expected());
    }

    #[test]
    fn blocks_are_parts_of_the_whole() {
        for bytes in [0, 64, 100, 1 << 20] {
            for forward in [true, false] {
                let mut d = Derivative::at(f, &X);
                d = if forward { d.jvp_lanes::<2>(jvp_lanes) } else { d.vjp(vjp) };
                let mut whole = Matrix::zeros(4, 3);
                let mut largest = 0;
                d.jacobian_blocks(bytes, |block| {
                    largest = largest.max(size_of_val(block.entries.as_slice()));
                    for (i, row) in block.rows.clone().enumerate() {
                        for (j, column) in block.columns.clone().enumerate() {
                            whole[(row, column)] = block.entries[(i, j)];
                        }
                    }
                });
                assert_eq!(whole, expected());
                let one_sweep = if forward { 64 } else { 24 };
                assert!(largest <= bytes.max(one_sweep), "{largest} of {bytes} bytes");
            }
        }
    }

    #[test]
    fn the_cheaper_mode_is_taken() {
        let count = |n: usize, m: usize, lanes: bool| {
            let x = vec![1.0; n];
            let (mut forward, mut reverse) = (0, 0);
            let mut d = Derivative::at(|_: &Vec<f64>| vec![0.0; m], &x).jvp(|_, _| {
                forward += 1;
                (vec![0.0; m], vec![0.0; m])
            });
            d = if lanes {
                d.vjp_lanes::<8>(|_, _| {
                    reverse += 1;
                    vec![[0.0; 8]; n]
                })
            } else {
                d.vjp(|_, _| {
                    reverse += 1;
                    vec![0.0; n]
                })
            };
            d.jacobian();
            drop(d);
            (forward, reverse)
        };
        assert_eq!(count(5, 5, false), (5, 0));
        assert_eq!(count(100, 3, false), (0, 3));
        assert_eq!(count(3, 100, false), (3, 0));
        assert_eq!(count(5, 16, true), (0, 2));
        // Nothing to do.
        assert_eq!(count(0, 7, false), (0, 0));
        assert_eq!(count(7, 0, false), (0, 0));
    }

    #[test]
    fn an_empty_side_gives_an_empty_matrix() {
        let none: [f64; 0] = [];
        let j = jacobian_forward(|_: &[f64; 0]| 1.0, |_, _| (1.0, 0.0), &none);
        assert_eq!((j.n_rows(), j.n_columns()), (1, 0));
        let j = jacobian_reverse(|_: &f64| (), |_, ()| 0.0, &1.0);
        assert_eq!((j.n_rows(), j.n_columns()), (0, 1));
        assert_eq!(hessian(|_: &[f64; 0], _| [], &none).n_rows(), 0);
    }

    #[test]
    fn products_with_vectors() {
        let mut d = Derivative::at(f, &X).jvp_lanes::<4>(jvp_lanes).vjp(vjp);
        let (v, w) = ([1.0, -2.0, 0.5], [0.3, 1.0, -1.0, 2.0]);
        assert_eq!(d.times(&v), expected().times(&v));
        assert_eq!(d.times_transposed(&w), expected().transposed().times(&w));
    }

    #[test]
    #[should_panic(expected = "a sweep gave 1 floats, expected 2")]
    fn a_derivative_of_another_length_is_refused() {
        let f = |x: &f64| vec![*x, *x];
        jacobian_forward(f, |x, d| (f(x), vec![*d]), &1.0);
    }

    #[test]
    #[should_panic(expected = "no derivative was given")]
    fn a_mode_is_needed() {
        Derivative::at(|x: &f64| *x, &1.0).jacobian();
    }

    #[test]
    #[should_panic(expected = "a trace of 2 outputs by 1 inputs")]
    fn only_a_square_matrix_has_a_trace() {
        Derivative::at(|x: &f64| [*x; 2], &1.0).jvp(|x, d| ([*x; 2], [*d; 2])).trace();
    }
}
