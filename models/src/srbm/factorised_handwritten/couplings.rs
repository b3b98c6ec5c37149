//! Couplings by category: K z is a sum of rows of K, and its adjoint the matching gather.
//!
//! K, fields and cotangents lie in panels of [`LANES`](super::LANES) columns, so that a panel of K stays near the
//! processor while all samples pass.

macro_rules! couplings_in {
    ($float:ident, $module:ident) => {
        use super::super::super::Dims;
        use super::super::kernels::$module as kernels;
        use super::super::{LANES, Row};
        use rayon::prelude::*;

        /// K = J + Jᵀ for J of shape `[r][r]`, as `[panels][r]` rows.
        pub(in super::super) fn symmetrised(j: &[$float], r: usize) -> Vec<Row<$float>> {
            let n_panels = r.div_ceil(LANES);
            let mut k = vec![Row([0.0; LANES]); n_panels * r];
            // A tile and its mirror image have the same numbers, so each of J is read once.
            let mut tiles: Vec<Option<&mut [Row<$float>]>> =
                k.chunks_mut(r).flat_map(|panel| panel.chunks_mut(LANES)).map(Some).collect();
            let mut pairs = Vec::with_capacity(n_panels * (n_panels + 1) / 2);
            for c in 0..n_panels {
                for i in 0..=c {
                    let tile = tiles[c * n_panels + i].take();
                    let mirrored = tiles[i * n_panels + c].take();
                    pairs.push(([i * LANES, c * LANES], tile, mirrored));
                }
            }
            pairs.into_par_iter().with_min_len(8).for_each(|(from, tile, mirrored)| {
                let tile = tile.expect("taken once");
                kernels::symmetric_tile(j, r, from, tile, mirrored);
            });
            k
        }

        /// What each state of each site feels, `[panels][samples]` rows.
        pub(in super::super) fn fields(
            k: &[Row<$float>],
            base: &[$float],
            cat: &[u8],
            dims: Dims,
        ) -> Vec<Row<$float>> {
            let r = dims.n_inputs();
            let n_samples = cat.len() / dims.n_sites;
            let mut fields = vec![Row([0.0; LANES]); r.div_ceil(LANES) * n_samples];
            fields
                .par_chunks_mut(n_samples)
                .zip(k.par_chunks(r))
                .zip(base.par_chunks(LANES))
                .for_each(|((fields, k), base)| {
                    let mut padded = Row([0.0; LANES]);
                    padded.0[..base.len()].copy_from_slice(base);
                    let mut rows = vec![0; dims.n_sites];
                    for (sample, field) in cat.chunks_exact(dims.n_sites).zip(fields) {
                        for (site, (row, &s)) in rows.iter_mut().zip(sample).enumerate() {
                            *row = (site * dims.n_states + s as usize) as u32;
                        }
                        *field = padded;
                        kernels::sum_rows(k, &rows, field);
                    }
                });
            fields
        }

        /// Adds to K̄ the cotangents of the fields, `[samples][panels]` rows, of all samples that have
        /// the row's state.
        pub(in super::super) fn gather(
            k_bar: &mut [Row<$float>],
            fields_bar: &[Row<$float>],
            cat: &[u8],
            dims: Dims,
        ) {
            let members = Members::new(cat, dims);
            let r = dims.n_inputs();
            let n_panels = k_bar.len() / r;
            k_bar.par_chunks_mut(r).enumerate().for_each(|(panel, rows)| {
                let mut places = Vec::new();
                for (i, row) in rows.iter_mut().enumerate() {
                    places.clear();
                    let samples = members.of(i).iter();
                    places.extend(samples.map(|m| m * n_panels as u32 + panel as u32));
                    kernels::sum_rows(fields_bar, &places, row);
                }
            });
        }

        /// From K̄ to J̄ = c(K̄ + K̄ᵀ) and to h̄, c times the sum of a site's rows.
        pub(in super::super) fn uncouple(
            k_bar: &[Row<$float>],
            scale: $float,
            dims: Dims,
            h_bar: &mut [$float],
            j_bar: &mut [$float],
        ) {
            let r = dims.n_inputs();
            for (h_bar, panel) in h_bar.chunks_mut(LANES).zip(k_bar.chunks_exact(r)) {
                let mut sum = Row([0.0; LANES]);
                let first: Vec<u32> = (0..dims.n_states as u32).collect();
                kernels::sum_rows(panel, &first, &mut sum);
                for (h_bar, sum) in h_bar.iter_mut().zip(sum.0) {
                    *h_bar = scale * sum;
                }
            }
            j_bar.par_chunks_mut(LANES * r).zip(k_bar.par_chunks(r)).enumerate().for_each(
                |(panel, (rows, columns))| {
                    kernels::symmetric_rows(k_bar, columns, panel * LANES, scale, r, rows);
                },
            );
        }

        /// The samples of each state of each site.
        struct Members {
            starts: Vec<usize>,
            samples: Vec<u32>,
        }

        impl Members {
            fn new(cat: &[u8], dims: Dims) -> Self {
                let (n, q) = (dims.n_sites, dims.n_states);
                let mut counts = vec![0; n * q + 1];
                for sample in cat.chunks_exact(n) {
                    for (k, &s) in sample.iter().enumerate() {
                        counts[k * q + s as usize + 1] += 1;
                    }
                }
                for i in 1..counts.len() {
                    counts[i] += counts[i - 1];
                }
                let mut next = counts.clone();
                let mut samples = vec![0; cat.len()];
                for (m, sample) in cat.chunks_exact(n).enumerate() {
                    for (k, &s) in sample.iter().enumerate() {
                        let place = &mut next[k * q + s as usize];
                        samples[*place] = m as u32;
                        *place += 1;
                    }
                }
                Self { starts: counts, samples }
            }

            fn of(&self, input: usize) -> &[u32] {
                &self.samples[self.starts[input]..self.starts[input + 1]]
            }
        }
    };
}

/// Couplings in `f64`.
pub(super) mod double {
    couplings_in!(f64, double);
}

/// Couplings in `f32`.
pub(super) mod single {
    couplings_in!(f32, single);
}
