//! One chunk of samples, site by site.

macro_rules! sites_in {
    ($float:ident, $module:ident) => {
        use super::super::kernels::$module as kernels;
        use super::super::tables::$module::{Form, Tables};
        use super::super::{LANES, Row};

        const ZERO: Row<$float> = Row([0.0; LANES]);

        /// The fields of a chunk's samples, which begin at `from` among `n_samples`.
        #[derive(Clone, Copy)]
        pub(in super::super) struct Fields<'a> {
            /// `[panels][n_samples]`.
            pub(in super::super) rows: &'a [Row<$float>],
            pub(in super::super) n_samples: usize,
            pub(in super::super) from: usize,
        }

        /// What a chunk adds to the gradient.
        pub(in super::super) struct Sums {
            pub(in super::super) risk: f64,
            padded: usize,
            /// `[N·q][padded]`.
            w_bar: Vec<$float>,
            /// `[padded]`.
            b_bar: Vec<$float>,
        }

        impl Sums {
            pub(in super::super) fn add_to(&self, w_bar: &mut [$float], b_bar: &mut [$float]) {
                let rows = w_bar.chunks_exact_mut(b_bar.len());
                for (to, from) in rows.zip(self.w_bar.chunks_exact(self.padded)) {
                    to.iter_mut().zip(from).for_each(|(x, y)| *x += y);
                }
                b_bar.iter_mut().zip(&self.b_bar).for_each(|(x, y)| *x += y);
            }
        }

        /// Σ σ(−ΔE)² of a chunk.
        pub(in super::super) fn risk(
            tables: &Tables,
            w: &[$float],
            b: &[$float],
            samples: &[u8],
            fields: Fields,
        ) -> f64 {
            let mut chunk = Chunk::new(tables, w, b, samples, fields);
            (0..tables.dims.n_sites).for_each(|k| chunk.forward(k));
            chunk.total_risk()
        }

        /// The same and its gradient; the cotangents of the fields go to `fields_bar`,
        /// `[samples][panels]` rows of zeros.
        pub(in super::super) fn risk_and_grad(
            tables: &Tables,
            w: &[$float],
            b: &[$float],
            samples: &[u8],
            fields: Fields,
            fields_bar: &mut [Row<$float>],
        ) -> Sums {
            let mut chunk = Chunk::new(tables, w, b, samples, fields);
            let mut reverse = Reverse::new(tables);
            for k in 0..tables.dims.n_sites {
                chunk.forward(k);
                reverse.site(&chunk, k);
                reverse.write_fields_bar(&chunk, k, fields_bar);
            }
            reverse.finish(&chunk)
        }

        /// A chunk of samples and what the present site's forward step leaves.
        struct Chunk<'a> {
            tables: &'a Tables,
            fields: Fields<'a>,
            n_samples: usize,
            /// The states, `[N]`; lanes without a sample repeat the last one.
            states: Vec<[u8; LANES]>,
            /// 1 where there is a sample, 0 elsewhere.
            live: Row<$float>,
            /// The hidden units' inputs B, `[padded]`, and σ(−2B) and σ(2B).
            inputs: Vec<Row<$float>>,
            r: Vec<Row<$float>>,
            s: Vec<Row<$float>>,
            risk: Row<$float>,
            /// v, or B − W\[s\] where the form is direct.
            v: Vec<Row<$float>>,
            /// `[q]`.
            site_fields: Vec<Row<$float>>,
            /// ln of the ratio of the hidden units' cosh, without e⁻ᵈ: `[q]`.
            logs: Vec<Row<$float>>,
            exponents: Vec<Row<$float>>,
            /// λ, `[q]`, and its sum.
            lambda: Vec<Row<$float>>,
            lambda_sum: Row<$float>,
        }

        impl<'a> Chunk<'a> {
            fn new(
                tables: &'a Tables,
                w: &[$float],
                b: &[$float],
                samples: &[u8],
                fields: Fields<'a>,
            ) -> Self {
                let (n, q, padded) = (tables.dims.n_sites, tables.dims.n_states, tables.padded);
                let n_samples = samples.len() / n;
                let mut chunk = Self {
                    tables,
                    fields,
                    n_samples,
                    states: vec![[0; LANES]; n],
                    live: ZERO,
                    inputs: vec![ZERO; padded],
                    r: vec![ZERO; padded],
                    s: vec![ZERO; padded],
                    risk: ZERO,
                    v: vec![ZERO; padded],
                    site_fields: vec![ZERO; q],
                    logs: vec![ZERO; q],
                    exponents: vec![ZERO; q],
                    lambda: vec![ZERO; q],
                    lambda_sum: ZERO,
                };
                chunk.live.0[..n_samples].fill(1.0);
                for (k, states) in chunk.states.iter_mut().enumerate() {
                    for (l, state) in states.iter_mut().enumerate() {
                        *state = samples[l.min(n_samples - 1) * n + k];
                    }
                }
                let mut inputs = vec![0.0; b.len()];
                for l in 0..LANES {
                    inputs.copy_from_slice(b);
                    for (weights, states) in w.chunks_exact(q * b.len()).zip(&chunk.states) {
                        let row = &weights[states[l] as usize * b.len()..][..b.len()];
                        inputs.iter_mut().zip(row).for_each(|(x, y)| *x += y);
                    }
                    for (row, x) in chunk.inputs.iter_mut().zip(&inputs) {
                        row.0[l] = *x;
                    }
                }
                for ((x, r), s) in chunk.inputs.iter().zip(&mut chunk.r).zip(&mut chunk.s) {
                    kernels::sigmoids(x, r, s);
                }
                // Units beyond P: factors are 1.
                chunk.r[b.len()..].fill(Row([1.0; LANES]));
                chunk.s[b.len()..].fill(ZERO);
                chunk
            }

            fn total_risk(&self) -> f64 {
                self.risk.0.iter().map(|&x| f64::from(x)).sum()
            }

            /// Risk and λ of a site's flips.
            fn forward(&mut self, k: usize) {
                let (tables, q) = (self.tables, self.tables.dims.n_states);
                let states = &self.states[k];
                let leaving = tables.site(k, &tables.leaving);
                let entering = tables.site(k, &tables.entering);
                let smallest = match tables.forms[k] {
                    Form::Product { groups, smallest } => {
                        kernels::look_up(leaving, states, &mut self.v);
                        kernels::multiply(&mut self.v, &self.s);
                        let (mantissas, exponents) = (&mut self.logs, &mut self.exponents);
                        kernels::products(&self.r, &self.v, entering, groups, mantissas, exponents);
                        smallest
                    }
                    Form::Direct => {
                        kernels::look_up(leaving, states, &mut self.v);
                        kernels::subtract_from(&mut self.v, &self.inputs);
                        kernels::log_cosh_ratios(&self.inputs, &self.v, entering, &mut self.logs);
                        $float::MIN_POSITIVE / $float::EPSILON
                    }
                };
                let mut present = ZERO;
                for phi in 0..q {
                    let column = k * q + phi;
                    let panel = column / LANES * self.fields.n_samples + self.fields.from;
                    let rows = &self.fields.rows[panel..panel + self.n_samples];
                    for (x, row) in self.site_fields[phi].0.iter_mut().zip(rows) {
                        *x = row.0[column % LANES];
                    }
                }
                for ((x, s), l) in present.0.iter_mut().zip(states).zip(0..) {
                    *x = self.site_fields[*s as usize].0[l];
                }
                let mut site_risk = ZERO;
                self.lambda_sum = ZERO;
                let rows = self.site_fields.iter().zip(&self.logs).zip(&mut self.lambda);
                for (phi, ((field, log), lambda)) in rows.enumerate() {
                    let mut kept = self.live;
                    for (kept, s) in kept.0.iter_mut().zip(states) {
                        if *s as usize == phi {
                            *kept = 0.0;
                        }
                    }
                    kernels::flips(
                        [&present, field, log, &kept],
                        smallest,
                        [lambda, &mut site_risk, &mut self.lambda_sum],
                    );
                }
                self.risk.0.iter_mut().zip(site_risk.0).for_each(|(x, y)| *x += y);
            }
        }

        /// Cotangents that a chunk sums up.
        struct Reverse {
            sums: Sums,
            /// Σ over flips of λ/t, or of λ tanh where the form is direct.
            g: Vec<Row<$float>>,
            /// Σ over flips of λ (tanh(B + d) − tanh B), of all sites so far.
            inputs_bar: Vec<Row<$float>>,
        }

        impl Reverse {
            fn new(tables: &Tables) -> Self {
                let padded = tables.padded;
                let sums = Sums {
                    risk: 0.0,
                    padded,
                    w_bar: vec![0.0; tables.entering.len()],
                    b_bar: vec![0.0; padded],
                };
                Self { sums, g: vec![ZERO; padded], inputs_bar: vec![ZERO; padded] }
            }

            /// The reverse step of a site.
            fn site(&mut self, chunk: &Chunk, k: usize) {
                let tables = chunk.tables;
                let entering = tables.site(k, &tables.entering);
                let len = entering.len();
                let w_bar = &mut self.sums.w_bar[k * len..(k + 1) * len];
                self.g.fill(ZERO);
                let rows = entering.chunks_exact(tables.padded);
                let bars = w_bar.chunks_exact_mut(tables.padded);
                for ((w, w_bar), lambda) in rows.zip(bars).zip(&chunk.lambda) {
                    let sum = kernels::fold(lambda);
                    if sum == 0.0 {
                        continue;
                    }
                    match tables.forms[k] {
                        Form::Product { .. } => {
                            kernels::factors_bar(&chunk.r, &chunk.v, w, lambda, &mut self.g, w_bar);
                            w_bar.iter_mut().for_each(|x| *x = sum - 2.0 * *x);
                        }
                        Form::Direct => {
                            kernels::log_cosh_bar(&chunk.v, w, lambda, &mut self.g, w_bar);
                        }
                    }
                }
                match tables.forms[k] {
                    Form::Product { .. } => {
                        let total = &chunk.lambda_sum;
                        kernels::leave(&chunk.r, total, &mut self.g, &mut self.inputs_bar);
                    }
                    Form::Direct => {
                        let total = &chunk.lambda_sum;
                        kernels::leave_direct(&chunk.inputs, total, &self.g, &mut self.inputs_bar);
                    }
                }
                kernels::subtract_by_state(&self.g, &chunk.states[k], w_bar);
            }

            fn write_fields_bar(&self, chunk: &Chunk, k: usize, fields_bar: &mut [Row<$float>]) {
                let q = chunk.tables.dims.n_states;
                let n_panels = fields_bar.len() / chunk.n_samples;
                for (phi, lambda) in chunk.lambda.iter().enumerate() {
                    let column = k * q + phi;
                    let rows = fields_bar.iter_mut().skip(column / LANES).step_by(n_panels);
                    for (row, x) in rows.zip(lambda.0) {
                        row.0[column % LANES] = x;
                    }
                }
                let samples = fields_bar.chunks_exact_mut(n_panels).zip(&chunk.states[k]);
                for ((rows, s), x) in samples.zip(chunk.lambda_sum.0) {
                    let column = k * q + *s as usize;
                    rows[column / LANES].0[column % LANES] = -x;
                }
            }

            /// What the inputs hand on to the biases and to the present states' weights.
            fn finish(mut self, chunk: &Chunk) -> Sums {
                for (b_bar, row) in self.sums.b_bar.iter_mut().zip(&self.inputs_bar) {
                    *b_bar = kernels::fold(row);
                }
                for row in &mut self.inputs_bar {
                    row.0.iter_mut().for_each(|x| *x = -*x);
                }
                let len = chunk.tables.dims.n_states * chunk.tables.padded;
                for (w_bar, states) in self.sums.w_bar.chunks_exact_mut(len).zip(&chunk.states) {
                    kernels::subtract_by_state(&self.inputs_bar, states, w_bar);
                }
                self.sums.risk = chunk.total_risk();
                self.sums
            }
        }
    };
}

/// Chunks in `f64`.
pub(super) mod double {
    sites_in!(f64, double);
}

/// Chunks in `f32`.
pub(super) mod single {
    sites_in!(f32, single);
}
