//! Couplings by category: what states feel from fields and couplings is a sum of rows of K = J + Jᵀ, and its adjoint the
//! matching gather.
//!
//! K and its cotangent lie in panels of [`WIDTH`] columns, so that a panel stays near the processor while all samples pass.
//! Everything is written into memory that the caller owns, and sums run in one order on any number of threads.

use crate::srbm::{Precision, SelfCoupling, Shape};
use cotangent::Scalar;
use multiversion::multiversion;
use rayon::prelude::*;

/// Columns of a panel.
pub(crate) const WIDTH: usize = 64;

/// Samples that one thread takes at a time.
const SAMPLES: usize = 64;

/// A row of numbers where vector registers like them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(crate) struct Row<T>([T; WIDTH]);

impl<T: Scalar> Row<T> {
    pub(crate) fn zeros() -> Self {
        Self([T::zero(); WIDTH])
    }
}

/// Memory of K or K̄: `[panels][N q]` rows.
pub(crate) fn panels<T: Scalar>(shape: Shape) -> Vec<Row<T>> {
    let r = if shape.kind().has_couplings() { shape.n_inputs() } else { 0 };
    vec![Row::zeros(); r.div_ceil(WIDTH) * r]
}

/// K = J + Jᵀ. Where self-couplings do not count linearly their blocks are left out: they count as fields, see [`base`].
pub(crate) fn symmetrise<T: Precision>(
    j: &[T],
    shape: Shape,
    self_coupling: SelfCoupling,
    k: &mut [Row<T>],
) {
    let (q, r) = (shape.n_states(), shape.n_inputs());
    if j.is_empty() {
        return;
    }
    k.par_chunks_mut(r).enumerate().for_each(|(panel, rows)| {
        let c0 = panel * WIDTH;
        let width = WIDTH.min(r - c0);
        for (tile, rows) in rows.chunks_mut(WIDTH).enumerate() {
            add_turned(j, r, tile * WIDTH, c0, width, rows);
        }
        if self_coupling != SelfCoupling::Linearised {
            for column in c0..c0 + width {
                let site = column / q;
                for row in &mut rows[site * q..(site + 1) * q] {
                    row.0[column - c0] = T::zero();
                }
            }
        }
    });
}

/// What every sample's states feel: h, and the diagonal of J where self-couplings count exactly.
pub(crate) fn base<T: Precision>(h: &[T], j: &[T], self_coupling: SelfCoupling, base: &mut [T]) {
    base.copy_from_slice(h);
    if self_coupling == SelfCoupling::Exact && !j.is_empty() {
        let r = h.len();
        base.iter_mut().enumerate().for_each(|(i, x)| *x += j[i * r + i]);
    }
}

/// base + K z for samples of states, `[M][N q]`.
pub(crate) fn fields<T: Precision>(
    k: &[Row<T>],
    base: &[T],
    states: &[u8],
    shape: Shape,
    fields: &mut [T],
) {
    let (n, r) = (shape.n_sites(), shape.n_inputs());
    if k.is_empty() {
        fields.par_chunks_mut(SAMPLES * r).for_each(|fields| {
            fields.chunks_exact_mut(r).for_each(|field| field.copy_from_slice(base));
        });
        return;
    }
    fields.par_chunks_mut(SAMPLES * r).zip(states.par_chunks(SAMPLES * n)).for_each(
        |(fields, states)| {
            for (panel, k) in k.chunks_exact(r).enumerate() {
                let columns = panel * WIDTH..r.min((panel + 1) * WIDTH);
                for (field, sample) in fields.chunks_exact_mut(r).zip(states.chunks_exact(n)) {
                    let mut sum = Row([T::zero(); WIDTH]);
                    sum.0[..columns.len()].copy_from_slice(&base[columns.clone()]);
                    sum_rows(k, sample, shape.n_states(), &mut sum);
                    field[columns.clone()].copy_from_slice(&sum.0[..columns.len()]);
                }
            }
        },
    );
}

/// The samples of each state of each site; keeps its memory.
#[derive(Debug, Default)]
pub(crate) struct Members {
    starts: Vec<u32>,
    next: Vec<u32>,
    samples: Vec<u32>,
}

impl Members {
    pub(crate) fn with_room(shape: Shape, n_samples: usize) -> Self {
        let starts = vec![0; shape.n_inputs() + 1];
        Self { next: starts.clone(), starts, samples: vec![0; n_samples * shape.n_sites()] }
    }

    pub(crate) fn fill(&mut self, states: &[u8], shape: Shape) {
        self.starts.fill(0);
        for sample in states.chunks_exact(shape.n_sites()) {
            shape.places(sample).for_each(|i| self.starts[i + 1] += 1);
        }
        for i in 1..self.starts.len() {
            self.starts[i] += self.starts[i - 1];
        }
        self.next.copy_from_slice(&self.starts);
        for (m, sample) in states.chunks_exact(shape.n_sites()).enumerate() {
            for i in shape.places(sample) {
                self.samples[self.next[i] as usize] = m as u32;
                self.next[i] += 1;
            }
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        (self.starts.len() + self.next.len() + self.samples.len()) * size_of::<u32>()
    }

    fn of(&self, place: usize) -> &[u32] {
        &self.samples[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

/// Adds to K̄ the cotangents of the fields, `[M][N q]`, of all samples that have the row's state.
pub(crate) fn gather<T: Precision>(
    fields_bar: &[T],
    members: &Members,
    r: usize,
    k_bar: &mut [Row<T>],
) {
    if k_bar.is_empty() {
        return;
    }
    k_bar.par_chunks_mut(r).enumerate().for_each(|(panel, rows)| {
        let columns = panel * WIDTH..r.min((panel + 1) * WIDTH);
        for (i, row) in rows.iter_mut().enumerate() {
            sum_parts(&fields_bar[columns.start..], r, columns.len(), members.of(i), row);
        }
    });
}

/// J̄ = scale · (K̄ + K̄ᵀ), with h̄ on the diagonal of the self-couplings' blocks where these count exactly, and zeros
/// there where they are forbidden.
pub(crate) fn uncouple<T: Precision>(
    k_bar: &[Row<T>],
    h_bar: &[T],
    scale: T,
    shape: Shape,
    self_coupling: SelfCoupling,
    j_bar: &mut [T],
) {
    let (q, r) = (shape.n_states(), shape.n_inputs());
    if j_bar.is_empty() {
        return;
    }
    j_bar.par_chunks_mut(WIDTH * r).zip(k_bar.par_chunks(r)).enumerate().for_each(
        |(panel, (rows, turned))| {
            let i0 = panel * WIDTH;
            for (other, k_bar) in k_bar.chunks_exact(r).enumerate() {
                let columns = other * WIDTH..r.min((other + 1) * WIDTH);
                add_panels(k_bar, turned, i0, columns.start, columns.len(), scale, r, rows);
            }
            if self_coupling == SelfCoupling::Linearised {
                return;
            }
            for (i, row) in (i0..).zip(rows.chunks_exact_mut(r)) {
                row[i / q * q..(i / q + 1) * q].fill(T::zero());
                if self_coupling == SelfCoupling::Exact {
                    row[i] = h_bar[i];
                }
            }
        },
    );
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
fn sum_rows<T: Scalar>(rows: &[Row<T>], sample: &[u8], n_states: usize, to: &mut Row<T>) {
    let row = |site: usize, s: u8| &rows[site * n_states + usize::from(s)].0;
    let (fours, rest) = sample.as_chunks::<4>();
    for (i, states) in fours.iter().enumerate() {
        let (a, b) = (row(4 * i, states[0]), row(4 * i + 1, states[1]));
        let (c, d) = (row(4 * i + 2, states[2]), row(4 * i + 3, states[3]));
        for l in 0..WIDTH {
            to.0[l] += (a[l] + b[l]) + (c[l] + d[l]);
        }
    }
    for (i, s) in (4 * fours.len()..).zip(rest) {
        for (to, a) in to.0.iter_mut().zip(row(i, *s)) {
            *to += *a;
        }
    }
}

/// Adds the first `width` columns of the rows of these places, of a matrix with rows of `r`.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl", "x86_64+avx2"))]
fn sum_parts<T: Scalar>(from: &[T], r: usize, width: usize, places: &[u32], to: &mut Row<T>) {
    let row = |place: u32| &from[place as usize * r..];
    let (fours, rest) = if width == WIDTH { places.as_chunks::<4>() } else { (&[][..], places) };
    for places in fours {
        let (a, b) = (&row(places[0])[..WIDTH], &row(places[1])[..WIDTH]);
        let (c, d) = (&row(places[2])[..WIDTH], &row(places[3])[..WIDTH]);
        for l in 0..WIDTH {
            to.0[l] += (a[l] + b[l]) + (c[l] + d[l]);
        }
    }
    for &place in rest {
        for (x, y) in to.0.iter_mut().zip(&row(place)[..width]) {
            *x += *y;
        }
    }
}

/// A tile of J + Jᵀ: its rows begin at `i0`, its columns at `c0`.
fn add_turned<T: Scalar>(
    j: &[T],
    r: usize,
    i0: usize,
    c0: usize,
    width: usize,
    rows: &mut [Row<T>],
) {
    for (i, row) in (i0..).zip(&mut *rows) {
        row.0[..width].copy_from_slice(&j[i * r + c0..][..width]);
    }
    let len = rows.len();
    for l in 0..width {
        let across = &j[(c0 + l) * r + i0..][..len];
        for (row, x) in rows.iter_mut().zip(across) {
            row.0[l] += *x;
        }
    }
}

/// scale · (K̄ + K̄ᵀ) in the rows from `i0` on and `width` columns from `c0` on: `panel` has these columns of all rows,
/// `turned` the columns from `i0` on.
#[allow(clippy::too_many_arguments)]
fn add_panels<T: Scalar>(
    panel: &[Row<T>],
    turned: &[Row<T>],
    i0: usize,
    c0: usize,
    width: usize,
    scale: T,
    r: usize,
    rows: &mut [T],
) {
    for (l, row) in rows.chunks_exact_mut(r).enumerate() {
        let to = &mut row[c0..c0 + width];
        let across = &turned[c0..c0 + width];
        for ((to, x), y) in to.iter_mut().zip(&panel[i0 + l].0).zip(across) {
            *to = scale * (*x + y.0[l]);
        }
    }
}
