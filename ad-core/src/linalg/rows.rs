//! Rows of tables by index. Their adjoints are scatters; here they are gathers, or sums along rows.

use crate::__private::{Activity, Forward, check_len, zero};
use crate::Scalar;
use multiversion::multiversion;
use rayon::prelude::*;

/// Columns that are summed at once, so that their part of a matrix stays near the processor.
const LANES: usize = 64;

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Row<T>([T; LANES]);

/// base + (A + Aᵀ) z for vectors z of zeros and ones: the slopes of the quadratic form zᵀ A z + baseᵀ z.
///
/// Shapes: with n the length of `base`, `a` is `[n, n]`; `ones` has `per` places of ones for each vector,
/// and the result is `[ones.len() / per, n]`, all row-major. A place may stand there twice.
///
/// Cost: a sum of `per` rows for each vector; the pullback finds for each row the vectors that have it,
/// so it is as many sums. Both run on the threads of rayon's present pool and give the same bits on any
/// number of them. Memory: the slopes twice while the function runs, and the cotangent of A + Aᵀ while the pullback does.
/// First derivatives alone.
///
/// # Panics
/// If `a` has not n² entries, if `ones` is no multiple of `per`, or if a place is not below n.
///
/// # Examples
/// ```
/// use cotangent::linalg::quadratic_slopes;
/// let a = [1.0, 2.0, 3.0, 4.0];
/// assert_eq!(quadratic_slopes(&a, &[0.5, 0.0], &[0, 1], 1), [2.5, 5.0, 5.5, 8.0]);
///
/// let (_, pullback) = quadratic_slopes::vjp(&a, &[0.5, 0.0], &[1], 1);
/// assert_eq!(pullback(vec![1.0, 10.0]), (vec![0.0, 1.0, 1.0, 20.0], vec![1.0, 10.0]));
/// ```
pub fn quadratic_slopes<T: Scalar + Send + Sync>(
    a: &[T],
    base: &[T],
    ones: &[u32],
    per: usize,
) -> Vec<T> {
    let n = base.len();
    assert!(
        a.len() == n * n,
        "`quadratic_slopes`: the matrix has {} entries, expected {n} × {n}",
        a.len()
    );
    assert!(
        per > 0 && ones.len().is_multiple_of(per),
        "`quadratic_slopes`: {} places for vectors of {per}",
        ones.len()
    );
    let n_vectors = ones.len() / per;
    let panel = |first: usize| {
        let columns = first..n.min(first + LANES);
        let k = symmetrised(a, n, first);
        let mut sums = vec![Row([T::zero(); LANES]); n_vectors];
        for (sum, ones) in sums.iter_mut().zip(ones.chunks_exact(per)) {
            sum.0[..columns.len()].copy_from_slice(&base[columns.clone()]);
            sum_rows(&k, ones, sum);
        }
        sums
    };
    let panels: Vec<Vec<Row<T>>> = (0..n).into_par_iter().step_by(LANES).map(panel).collect();
    let mut slopes = vec![T::zero(); n_vectors * n];
    slopes.par_chunks_mut(n.max(1)).enumerate().for_each(|(vector, slopes)| {
        for (slopes, panel) in slopes.chunks_mut(LANES).zip(&panels) {
            slopes.copy_from_slice(&panel[vector].0[..slopes.len()]);
        }
    });
    slopes
}

/// Derivatives of [`quadratic_slopes()`].
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct quadratic_slopes {}

impl quadratic_slopes {
    /// Slopes and their tangent: the function is linear.
    pub fn jvp<T: Scalar + Send + Sync>(
        a: &[T],
        base: &[T],
        ones: &[u32],
        per: usize,
        a_dot: &[T],
        base_dot: &[T],
    ) -> (Vec<T>, Vec<T>) {
        let dot = self::quadratic_slopes(a_dot, base_dot, ones, per);
        (self::quadratic_slopes(a, base, ones, per), dot)
    }

    /// Slopes, and from their cotangent those of `a` and `base`.
    #[allow(clippy::type_complexity, reason = "the form that all pullbacks have")]
    pub fn vjp<T: Scalar + Send + Sync>(
        a: &[T],
        base: &[T],
        ones: &[u32],
        per: usize,
    ) -> (Vec<T>, impl FnOnce(Vec<T>) -> (Vec<T>, Vec<T>)) {
        let slopes = self::quadratic_slopes(a, base, ones, per);
        let len = slopes.len();
        (slopes, move |bar: Vec<T>| {
            check_len("the result's cotangent", bar.len(), len);
            let (mut a_bar, mut base_bar) = (zero(a), zero(base));
            pull_back(&bar, ones, per, Some(&mut a_bar), &mut base_bar);
            (a_bar, base_bar)
        })
    }

    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    pub fn __jvp<T: Scalar + Send + Sync, D0: Forward<[T]>, D1: Forward<[T]>, D2, D3>(
        a: &[T],
        base: &[T],
        ones: &[u32],
        per: usize,
        a_dot: D0,
        base_dot: D1,
        _: D2,
        _: D3,
    ) -> (Vec<T>, Vec<T>) {
        let (a_zero, base_zero);
        let a_dot = match a_dot.get() {
            Some(dot) => dot,
            None => {
                a_zero = zero(a);
                &a_zero[..]
            }
        };
        let base_dot = match base_dot.get() {
            Some(dot) => dot,
            None => {
                base_zero = zero(base);
                &base_zero[..]
            }
        };
        Self::jvp(a, base, ones, per, a_dot, base_dot)
    }

    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    pub fn __vjp<
        T: Scalar + Send + Sync,
        A0: Activity,
        A1: Activity,
        A2: Activity,
        A3: Activity,
    >(
        a: &[T],
        base: &[T],
        ones: &[u32],
        per: usize,
        _: A0,
        _: A1,
        _: A2,
        _: A3,
    ) -> (
        Vec<T>,
        impl FnOnce(
            Vec<T>,
            &[T],
            A0::Shadow<'_, [T]>,
            &[T],
            A1::Shadow<'_, [T]>,
            &[u32],
            A2::Shadow<'_, [()]>,
            (),
            A3::Shadow<'_, ()>,
        ) + use<T, A0, A1, A2, A3>,
    ) {
        let slopes = quadratic_slopes(a, base, ones, per);
        (
            slopes,
            move |bar: Vec<T>,
                  _: &[T],
                  a_bar: A0::Shadow<'_, [T]>,
                  _: &[T],
                  base_bar: A1::Shadow<'_, [T]>,
                  ones: &[u32],
                  _: A2::Shadow<'_, [()]>,
                  _: (),
                  _: A3::Shadow<'_, ()>| {
                pull_back(&bar, ones, per, A0::option(a_bar), A1::slice(base_bar));
            },
        )
    }
}

/// Adds to the shadows, where there are any.
fn pull_back<T: Scalar + Send + Sync>(
    bar: &[T],
    ones: &[u32],
    per: usize,
    a_bar: Option<&mut [T]>,
    base_bar: &mut [T],
) {
    if ones.is_empty() {
        return;
    }
    let n = bar.len() / (ones.len() / per);
    base_bar.par_chunks_mut(LANES).enumerate().for_each(|(panel, sums)| {
        for bar in bar.chunks_exact(n) {
            sums.iter_mut().zip(&bar[panel * LANES..]).for_each(|(x, y)| *x += *y);
        }
    });
    let Some(a_bar) = a_bar.filter(|a_bar| !a_bar.is_empty()) else { return };
    let members = Members::new(ones, per, n);
    let panel = |first: usize| {
        let columns = first..n.min(first + LANES);
        let mut of_vectors = vec![Row([T::zero(); LANES]); ones.len() / per];
        for (row, bar) in of_vectors.iter_mut().zip(bar.chunks_exact(n)) {
            row.0[..columns.len()].copy_from_slice(&bar[columns.clone()]);
        }
        let mut sums = vec![Row([T::zero(); LANES]); n];
        for (i, sum) in sums.iter_mut().enumerate() {
            sum_rows(&of_vectors, members.of(i), sum);
        }
        sums
    };
    let k_bar: Vec<Vec<Row<T>>> = (0..n).into_par_iter().step_by(LANES).map(panel).collect();
    let rows = a_bar.par_chunks_mut(LANES * n);
    rows.enumerate().for_each(|(panel, rows)| add_symmetric(&k_bar, panel, rows));
}

/// The vectors that have a one at each place.
struct Members {
    starts: Vec<usize>,
    vectors: Vec<u32>,
}

impl Members {
    fn new(ones: &[u32], per: usize, n: usize) -> Self {
        let mut starts = vec![0; n + 1];
        ones.iter().for_each(|&i| starts[i as usize + 1] += 1);
        (1..=n).for_each(|i| starts[i] += starts[i - 1]);
        let mut next = starts.clone();
        let mut vectors = vec![0; ones.len()];
        for (m, ones) in ones.chunks_exact(per).enumerate() {
            for &i in ones {
                vectors[next[i as usize]] = m as u32;
                next[i as usize] += 1;
            }
        }
        Self { starts, vectors }
    }

    fn of(&self, place: usize) -> &[u32] {
        &self.vectors[self.starts[place]..self.starts[place + 1]]
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
fn sum_rows<T: Scalar>(rows: &[Row<T>], places: &[u32], to: &mut Row<T>) {
    let row = |place: u32| &rows[place as usize].0;
    let (fours, rest) = places.as_chunks::<4>();
    for places in fours {
        let (a, b) = (row(places[0]), row(places[1]));
        let (c, d) = (row(places[2]), row(places[3]));
        for l in 0..LANES {
            to.0[l] += (a[l] + b[l]) + (c[l] + d[l]);
        }
    }
    for &place in rest {
        for (to, a) in to.0.iter_mut().zip(row(place)) {
            *to += *a;
        }
    }
}

/// The columns of A + Aᵀ from `first` on, as many as there are lanes.
fn symmetrised<T: Scalar>(a: &[T], n: usize, first: usize) -> Vec<Row<T>> {
    let height = LANES.min(n - first);
    let mut k = vec![Row([T::zero(); LANES]); n];
    let mut across = [[T::zero(); LANES]; LANES];
    for (from, rows) in (0..n).step_by(LANES).zip(k.chunks_mut(LANES)) {
        for (y, to) in across[..height].iter_mut().enumerate() {
            copy(&a[(first + y) * n + from..], rows.len(), to);
        }
        for (x, row) in rows.iter_mut().enumerate() {
            add_turned(&a[(from + x) * n + first..], &across, x, &mut row.0);
        }
    }
    k
}

/// Adds to rows of Ā those of K̄ + K̄ᵀ which begin where the panel's columns do.
fn add_symmetric<T: Scalar>(k_bar: &[Vec<Row<T>>], panel: usize, rows: &mut [T]) {
    let n = k_bar[0].len();
    let from = panel * LANES;
    let mut across = [[T::zero(); LANES]; LANES];
    for (first, straight) in (0..n).step_by(LANES).zip(k_bar) {
        let width = LANES.min(n - first);
        for (row, to) in k_bar[panel][first..first + width].iter().zip(&mut across) {
            copy(&row.0, LANES, to);
        }
        for (x, row) in rows.chunks_exact_mut(n).enumerate() {
            let mut sum = [T::zero(); LANES];
            add_turned(&straight[from + x].0, &across, x, &mut sum);
            row[first..first + width].iter_mut().zip(sum).for_each(|(to, sum)| *to += sum);
        }
    }
}

/// Brings what is turned into the nearest cache.
#[inline(always)]
fn copy<T: Copy>(row: &[T], width: usize, to: &mut [T; LANES]) {
    match row.first_chunk() {
        Some(row) if width == LANES => *to = *row,
        _ => to[..width].copy_from_slice(&row[..width]),
    }
}

/// The first numbers of a row plus a column of a square.
#[inline(always)]
fn add_turned<T: Scalar>(row: &[T], square: &[[T; LANES]; LANES], x: usize, to: &mut [T; LANES]) {
    match row.first_chunk::<LANES>() {
        Some(row) => {
            for y in 0..LANES {
                to[y] = row[y] + square[y][x];
            }
        }
        None => {
            for ((to, a), line) in to.iter_mut().zip(row).zip(square) {
                *to = *a + line[x];
            }
        }
    }
}

/// Rows of a table, side by side: out\[a\]\[l\] = table\[rows\[l\]\]\[a\], for a table of shape
/// `[.., out.len()]`, row-major.
///
/// The pullback adds along the table's rows. First derivatives alone.
///
/// # Panics
/// If there are not as many rows as lanes, or if the table has no such row.
///
/// # Examples
/// ```
/// use cotangent::linalg::look_up;
/// let mut out = [[0.0; 3]; 2];
/// look_up(&[1.0, 2.0, 3.0, 4.0], &[1, 0, 1], &mut out);
/// assert_eq!(out, [[3.0, 1.0, 3.0], [4.0, 2.0, 4.0]]);
/// ```
pub fn look_up<T: Scalar, const L: usize>(table: &[T], rows: &[usize], out: &mut [[T; L]]) {
    check_len("the looked up rows", rows.len(), L);
    let width = out.len();
    let row = |i: usize| &table[i * width..(i + 1) * width];
    let (fours, _) = rows.as_chunks::<4>();
    for (l, rows) in (0..L).step_by(4).zip(fours) {
        let rows = [row(rows[0]), row(rows[1]), row(rows[2]), row(rows[3])];
        let (groups, rest) = out.as_chunks_mut::<4>();
        for (a, [x, y, z, w]) in (0..width).step_by(4).zip(groups) {
            let at = |i: usize| four(&rows[i][a..]);
            let columns = turned([at(0), at(1), at(2), at(3)]);
            put(&mut x[l..], columns[0]);
            put(&mut y[l..], columns[1]);
            put(&mut z[l..], columns[2]);
            put(&mut w[l..], columns[3]);
        }
        for (a, out) in (width / 4 * 4..).zip(rest) {
            put(&mut out[l..], [rows[0][a], rows[1][a], rows[2][a], rows[3][a]]);
        }
    }
    for l in L / 4 * 4..L {
        for (out, x) in out.iter_mut().zip(row(rows[l])) {
            out[l] = *x;
        }
    }
}

/// Derivatives of [`look_up()`].
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct look_up {}

impl look_up {
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments)]
    pub fn __jvp<T: Scalar, const L: usize, D0: Forward<[T]>, D1>(
        table: &[T],
        rows: &[usize],
        out: &mut [[T; L]],
        table_dot: D0,
        _: D1,
        out_dot: &mut [[T; L]],
    ) -> ((), ()) {
        look_up(table, rows, out);
        match table_dot.get() {
            Some(dot) => look_up(dot, rows, out_dot),
            None => out_dot.fill([T::zero(); L]),
        }
        ((), ())
    }

    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, clippy::type_complexity)]
    pub fn __vjp<T: Scalar, const L: usize, A0: Activity, A1: Activity, A2: Activity>(
        table: &[T],
        rows: &[usize],
        out: &mut [[T; L]],
        _: A0,
        _: A1,
        _: A2,
    ) -> (
        (),
        impl FnOnce(
            (),
            &[T],
            A0::Shadow<'_, [T]>,
            &[usize],
            A1::Shadow<'_, [()]>,
            &[[T; L]],
            A2::Shadow<'_, [[T; L]]>,
        ) + use<T, L, A0, A1, A2>,
    ) {
        look_up(table, rows, out);
        (
            (),
            move |_: (),
                  _: &[T],
                  table_bar: A0::Shadow<'_, [T]>,
                  rows: &[usize],
                  _: A1::Shadow<'_, [()]>,
                  _: &[[T; L]],
                  out_bar: A2::Shadow<'_, [[T; L]]>| {
                let out_bar = A2::slice(out_bar);
                if A0::ON {
                    add_columns(out_bar, rows, A0::slice(table_bar));
                }
                out_bar.fill([T::zero(); L]);
            },
        )
    }
}

/// Adds to each row of the table the columns that were looked up there.
fn add_columns<T: Scalar, const L: usize>(columns: &[[T; L]], rows: &[usize], table: &mut [T]) {
    let width = columns.len();
    let (groups, rest) = columns.as_chunks::<4>();
    for (l, rows) in (0..L).step_by(4).zip(rows.as_chunks::<4>().0) {
        for (a, [x, y, z, w]) in (0..width).step_by(4).zip(groups) {
            let columns = turned([four(&x[l..]), four(&y[l..]), four(&z[l..]), four(&w[l..])]);
            for (row, x) in rows.iter().zip(columns) {
                let to = &mut table[row * width + a..];
                let old = four(to);
                put(to, plus(old, x));
            }
        }
        for (a, column) in (width / 4 * 4..).zip(rest) {
            for (row, x) in rows.iter().zip(&column[l..]) {
                table[row * width + a] += *x;
            }
        }
    }
    for l in L / 4 * 4..L {
        for (x, column) in table[rows[l] * width..].iter_mut().zip(columns) {
            *x += column[l];
        }
    }
}

#[inline(always)]
fn four<T: Copy>(x: &[T]) -> [T; 4] {
    [x[0], x[1], x[2], x[3]]
}

#[inline(always)]
fn put<T: Copy>(to: &mut [T], x: [T; 4]) {
    to[..4].copy_from_slice(&x);
}

#[inline(always)]
fn plus<T: Scalar>(a: [T; 4], b: [T; 4]) -> [T; 4] {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]]
}

#[inline(always)]
fn turned<T: Copy>([a, b, c, d]: [[T; 4]; 4]) -> [[T; 4]; 4] {
    [
        [a[0], b[0], c[0], d[0]],
        [a[1], b[1], c[1], d[1]],
        [a[2], b[2], c[2], d[2]],
        [a[3], b[3], c[3], d[3]],
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::needless_range_loop, reason = "indices are what is differentiated")]
    use super::*;
    use crate::differentiable;

    /// Numbers without a pattern.
    fn numbers(n: usize) -> Vec<f64> {
        (0..n).map(|i| (0.7 * (i * i) as f64 + 0.3).sin()).collect()
    }

    #[differentiable]
    fn squares_of_slopes(a: &[f64], base: &[f64]) -> f64 {
        let ones = [0, 2, 3, 3, 1, 0];
        let slopes = quadratic_slopes(a, base, &ones, 2);
        let mut sum = 0.0;
        for i in 0..slopes.len() {
            sum += slopes[i] * slopes[i] * slopes[i];
        }
        sum
    }

    #[differentiable]
    fn cubes_of_rows(table: &[f64]) -> f64 {
        let mut rows = [[0.0; 6]; 5];
        look_up(table, &[2, 0, 1, 1, 2, 2], &mut rows);
        let mut sum = 0.0;
        for a in 0..5 {
            for l in 0..6 {
                sum += rows[a][l] * rows[a][l] * rows[a][l];
            }
        }
        sum
    }

    #[test]
    fn slopes_and_rows_have_derivatives() {
        crate::check!(squares_of_slopes, &numbers(16)[..], &numbers(4)[..]);
        crate::check!(cubes_of_rows, &numbers(15)[..]);
    }

    #[test]
    fn slopes_of_all_sizes_are_sums_of_rows_and_columns() {
        for n in [1, 3, 64, 65, 131] {
            let (a, base) = (numbers(n * n), numbers(n));
            let ones: Vec<u32> = (0..3 * 70).map(|i| (i * i % n) as u32).collect();
            let slopes = quadratic_slopes(&a, &base, &ones, 3);
            let bar = numbers(slopes.len());
            let (_, pullback) = quadratic_slopes::vjp(&a, &base, &ones, 3);
            let (a_bar, base_bar) = pullback(bar.clone());
            let mut expected = vec![0.0; n * n];
            for (m, ones) in ones.chunks(3).enumerate() {
                for i in 0..n {
                    let of = |j: &u32| a[i * n + *j as usize] + a[*j as usize * n + i];
                    let slope = base[i] + ones.iter().map(of).sum::<f64>();
                    assert!((slopes[m * n + i] - slope).abs() < 1e-12);
                    for j in ones {
                        expected[i * n + *j as usize] += bar[m * n + i];
                        expected[*j as usize * n + i] += bar[m * n + i];
                    }
                }
            }
            assert!(a_bar.iter().zip(&expected).all(|(x, y)| (x - y).abs() < 1e-11));
            let sum: f64 = bar.iter().step_by(n).sum();
            assert!((base_bar[0] - sum).abs() < 1e-11);
        }
    }

    #[test]
    fn no_vectors_have_no_slopes_and_leave_no_cotangent() {
        let (slopes, pullback) = quadratic_slopes::vjp(&[1.0; 4], &[1.0, 2.0], &[], 1);
        assert_eq!((slopes, pullback(vec![])), (vec![], (vec![0.0; 4], vec![0.0; 2])));
    }

    #[test]
    #[should_panic(expected = "the matrix has 3 entries, expected 2 × 2")]
    fn a_matrix_of_another_size_is_refused() {
        quadratic_slopes(&[1.0, 2.0, 3.0], &[0.0, 0.0], &[0], 1);
    }
}
