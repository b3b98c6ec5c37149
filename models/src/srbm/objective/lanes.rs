//! The losses of chunks of samples as plain functions, in `f64` ([`double`]) and in `f32` ([`single`]).
//!
//! Samples stand side by side in lanes, and the hidden units' energies are taken in the factorised form of
//! [`factorised`](crate::srbm::factorised): a state of a site scores ln Πₐ (1 + zₐ uₐ) beside what is linear in W, and ΔE is
//! the difference of two scores. Sites whose weights are too far apart for products, and all sites of a model whose hidden
//! units have different prefactors, take log cosh of each unit.

pub use crate::srbm::units::LANES;
use crate::srbm::units::{GROUP, PART};
use crate::srbm::{Loss, Model, Precision};

/// What is known of a chunk of samples without any parameter.
#[derive(Debug, Clone)]
pub struct Chunk<T> {
    /// The states, `[N][LANES]`; lanes without a sample repeat the last one.
    rows: Vec<usize>,
    /// The same as floats.
    labels: Vec<[T; LANES]>,
    /// Where each lane's fields begin among the chunk's.
    starts: [usize; LANES],
    /// Weights of the samples, 0 where there is none.
    weights: [T; LANES],
}

impl<T: Precision> Chunk<T> {
    pub(crate) fn new(n_sites: usize) -> Self {
        Self {
            rows: vec![0; n_sites * LANES],
            labels: vec![[T::zero(); LANES]; n_sites],
            starts: [0; LANES],
            weights: [T::zero(); LANES],
        }
    }

    /// Takes samples, at most [`LANES`] and at least one, with their weights.
    pub(crate) fn fill(&mut self, states: &[u8], weights: Option<&[f64]>, n_states: usize) {
        let n = self.labels.len();
        let n_samples = states.len() / n;
        for l in 0..LANES {
            let m = l.min(n_samples - 1);
            self.starts[l] = m * n * n_states;
            let weight = weights.map_or(1.0, |weights| weights[m]);
            self.weights[l] = T::of(if l < n_samples { weight } else { 0.0 });
            for (k, &s) in states[m * n..(m + 1) * n].iter().enumerate() {
                self.rows[k * LANES + l] = usize::from(s);
                self.labels[k][l] = T::of(f64::from(s));
            }
        }
    }

    /// The states of a site.
    pub(crate) fn states(&self, site: usize) -> [usize; LANES] {
        std::array::from_fn(|l| self.rows[site * LANES + l])
    }

    /// The same as floats.
    fn labels(&self, site: usize) -> [T; LANES] {
        self.labels[site]
    }
}

/// What all chunks share and no derivative is taken in.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// N, q, P.
    pub(crate) sizes: [usize; 3],
    /// Whether the loss is the pseudolikelihood.
    pub(crate) evidence: bool,
    /// The energy scale of ratio matching.
    pub(crate) beta: T,
    /// Each unit's smallest weight of a site, `[N][P]`.
    pub(crate) least: Vec<T>,
    /// Which sites take log cosh.
    pub(crate) direct: Vec<bool>,
    /// Prefactors of the hidden units, `[P]`.
    pub(crate) prefactors: Vec<T>,
    /// The prefactor where all are the same.
    pub(crate) prefactor: T,
}

impl<T: Precision> Setting<T> {
    pub(crate) fn new(model: &Model<T>) -> Self {
        let shape = model.shape();
        let (n, q, p) = (shape.n_sites(), shape.n_states(), shape.n_hidden());
        Self {
            sizes: [n, q, p],
            evidence: false,
            beta: T::one(),
            least: vec![T::zero(); n * p],
            direct: vec![false; n],
            prefactors: vec![T::one(); p],
            prefactor: T::one(),
        }
    }

    /// Takes what depends on the loss and on the model's weights.
    pub(crate) fn fill(&mut self, model: &Model<T>, loss: Loss) {
        let [_, q, p] = self.sizes;
        (self.evidence, self.beta) = match loss {
            Loss::RatioMatching { beta } => (false, T::of(beta)),
            Loss::Pseudolikelihood => (true, T::one()),
        };
        self.prefactors.copy_from_slice(model.prefactors());
        self.prefactor = self.prefactors.first().copied().unwrap_or(T::one());
        let mixed = self.prefactors.iter().any(|x| *x != self.prefactor);
        if p == 0 {
            return;
        }
        let two = T::of(2.0);
        for (k, site) in model.parts().w.chunks_exact(q * p).enumerate() {
            let least = &mut self.least[k * p..(k + 1) * p];
            let mut near = !mixed;
            for (group, least) in least.chunks_mut(GROUP).enumerate() {
                let mut range = T::zero();
                for (a, least) in (group * GROUP..).zip(least) {
                    let (mut low, mut high) = (site[a], site[a]);
                    for row in site.chunks_exact(p) {
                        low = if row[a] < low { row[a] } else { low };
                        high = if row[a] > high { row[a] } else { high };
                    }
                    *least = low;
                    range += two * (high - low);
                }
                // NaN is not below either.
                near &= range <= T::LARGEST_LOG;
            }
            self.direct[k] = !near;
        }
    }
}

/// Memory for the risk of a chunk without its gradient, which has a workspace for its own.
#[derive(Debug, Clone, Default)]
pub struct Rows<T> {
    inputs: Vec<[T; LANES]>,
    /// The units' shares, or their inputs without the present weights.
    units: Vec<[T; LANES]>,
    present: Vec<[T; LANES]>,
    scores: Vec<[T; LANES]>,
    input: Vec<T>,
    table: Vec<T>,
    linear: Vec<T>,
}

impl<T: Precision> Rows<T> {
    /// Takes what a chunk needs, once.
    fn make_room(&mut self, [_, q, p]: [usize; 3]) {
        let Self { inputs, units, present, scores, input, table, linear } = self;
        for rows in [inputs, units, present] {
            rows.resize(p, [T::zero(); LANES]);
        }
        scores.resize(q, [T::zero(); LANES]);
        for (numbers, len) in [(input, p), (table, q * p), (linear, q)] {
            numbers.resize(len, T::zero());
        }
    }

    /// How much memory it holds, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let Self { inputs, units, present, scores, input, table, linear } = self;
        let rows: usize = [inputs, units, present, scores].map(Vec::len).iter().sum();
        let numbers: usize = [input, table, linear].map(Vec::len).iter().sum();
        (rows * LANES + numbers) * size_of::<T>()
    }
}

macro_rules! lanes_in {
    ($float:ident, $module:ident, $ends:expr) => {
        use super::{Chunk, GROUP, LANES, PART, Rows, Setting};
        use crate::srbm::units::$module::{differences, inputs_of, shares};
        use cotangent::linalg::look_up;
        use cotangent::{constant, differentiable, math};
        use multiversion::multiversion;

        /// The risk of a chunk: Σ ω σ(−β ΔE)² over all flips, or Σ ω ln Σ exp(−ΔE) over all sites.
        ///
        /// `w` is `[N][q][P]`, `b` `[P]`, `fields` `[M][N][q]`: what each state feels from fields and couplings.
        #[differentiable(multiversion, wrt(w, b, fields))]
        pub fn chunk_risk(
            w: &[$float],
            b: &[$float],
            fields: &[$float],
            #[constant] samples: &Chunk<$float>,
            #[constant] setting: &Setting<$float>,
        ) -> $float {
            let [n, q, p] = setting.sizes;
            let mut total = 0.0;
            let inputs = inputs_of(w, b, &samples.rows, q);
            for k in 0..n {
                let states = samples.states(k);
                let direct = setting.direct[k];
                let site = &w[k * q * p..(k + 1) * q * p];
                let least = &setting.least[k * p..(k + 1) * p];
                let mut table = vec![0.0; q * p];
                exponentials(site, least, direct, p, &mut table);
                let mut linear = vec![0.0; q];
                linear_parts(site, setting.prefactor, direct, p, &mut linear);
                let mut units = vec![[0.0; LANES]; p];
                if p > 0 {
                    let mut present = vec![[0.0; LANES]; p];
                    look_up(site, &states, &mut present);
                    if direct {
                        differences(&inputs, &present, &mut units);
                    } else {
                        shares(&inputs, &present, least, &mut units);
                    }
                }
                let mut scores = vec![[0.0; LANES]; q];
                for l in 0..LANES {
                    let first = samples.starts[l] + k * q;
                    for phi in 0..q {
                        scores[phi][l] = fields[first + phi] - linear[phi];
                    }
                }
                let labels = samples.labels(k);
                if direct {
                    total += risk_by_log_cosh(
                        &inputs,
                        &units,
                        &table,
                        &mut scores,
                        &states,
                        &labels,
                        &samples.weights,
                        setting,
                    );
                } else {
                    total += risk_by_products(
                        &units,
                        &table,
                        &mut scores,
                        &states,
                        &labels,
                        &samples.weights,
                        setting,
                    );
                }
            }
            total
        }

        /// The same as [`chunk_risk`], in memory that is kept.
        #[multiversion(targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma"))]
        pub(crate) fn chunk_risk_in(
            w: &[$float],
            b: &[$float],
            fields: &[$float],
            samples: &Chunk<$float>,
            setting: &Setting<$float>,
            rows: &mut Rows<$float>,
        ) -> $float {
            rows.make_room(setting.sizes);
            let [n, q, p] = setting.sizes;
            let Rows { inputs, units, present, scores, input, table, linear } = rows;
            for l in 0..LANES {
                input.copy_from_slice(b);
                for k in 0..n {
                    let i = k * q + samples.rows[k * LANES + l];
                    input.iter_mut().zip(&w[i * p..]).for_each(|(x, w)| *x += *w);
                }
                inputs.iter_mut().zip(&*input).for_each(|(row, x)| row[l] = *x);
            }
            let mut total = 0.0;
            for k in 0..n {
                let states = &samples.rows[k * LANES..(k + 1) * LANES];
                let direct = setting.direct[k];
                let site = &w[k * q * p..(k + 1) * q * p];
                let least = &setting.least[k * p..(k + 1) * p];
                exponentials(site, least, direct, p, table);
                linear_parts(site, setting.prefactor, direct, p, linear);
                if p > 0 {
                    look_up(site, states, present);
                    if direct {
                        differences(inputs, present, units);
                    } else {
                        shares(inputs, present, least, units);
                    }
                }
                for l in 0..LANES {
                    let first = samples.starts[l] + k * q;
                    for phi in 0..q {
                        scores[phi][l] = fields[first + phi] - linear[phi];
                    }
                }
                let (labels, weights) = (&samples.labels[k], &samples.weights);
                total += if direct {
                    risk_by_log_cosh(inputs, units, table, scores, states, labels, weights, setting)
                } else {
                    risk_by_products(units, table, scores, states, labels, weights, setting)
                };
            }
            total
        }

        /// c Σ W of each state of a site, which the products leave out.
        #[differentiable(wrt(site, sums))]
        fn linear_parts(
            site: &[$float],
            #[constant] prefactor: $float,
            direct: bool,
            p: usize,
            sums: &mut [$float],
        ) {
            for phi in 0..sums.len() {
                sums[phi] = 0.0;
                if !direct {
                    for a in 0..p {
                        sums[phi] += prefactor * site[phi * p + a];
                    }
                }
            }
        }

        /// exp(2(W − least)) − 1 of a site, or W where it takes no products.
        #[differentiable(multiversion, wrt(site, table))]
        fn exponentials(
            site: &[$float],
            #[constant] least: &[$float],
            direct: bool,
            p: usize,
            table: &mut [$float],
        ) {
            if direct || p == 0 {
                table.copy_from_slice(site);
            } else {
                for i in 0..site.len() / p {
                    for a in 0..p {
                        table[i * p + a] = math::exp_m1(2.0 * (site[i * p + a] - least[a]));
                    }
                }
            }
        }

        /// A site's risk, where hidden units add c ln Π (1 + z u) to each state's score. Scores become changes of energy.
        #[differentiable(multiversion, math = "vector", wrt(z, u, scores))]
        fn risk_by_products(
            z: &[[$float; LANES]],
            u: &[$float],
            scores: &mut [[$float; LANES]],
            #[constant] states: &[usize],
            #[constant] labels: &[$float; LANES],
            #[constant] weights: &[$float; LANES],
            #[constant] setting: &Setting<$float>,
        ) -> $float {
            let p = z.len();
            let c = setting.prefactor;
            for g in 0..p / GROUP {
                let a = g * GROUP;
                for phi in 0..scores.len() {
                    let i = phi * p + a;
                    let (u0, u1, u2, u3, u4) = (u[i], u[i + 1], u[i + 2], u[i + 3], u[i + 4]);
                    let (u5, u6, u7, u8, u9) = (u[i + 5], u[i + 6], u[i + 7], u[i + 8], u[i + 9]);
                    for l in 0..LANES {
                        let t01 = (1.0 + z[a][l] * u0) * (1.0 + z[a + 1][l] * u1);
                        let t23 = (1.0 + z[a + 2][l] * u2) * (1.0 + z[a + 3][l] * u3);
                        let t45 = (1.0 + z[a + 4][l] * u4) * (1.0 + z[a + 5][l] * u5);
                        let t67 = (1.0 + z[a + 6][l] * u6) * (1.0 + z[a + 7][l] * u7);
                        let t89 = (1.0 + z[a + 8][l] * u8) * (1.0 + z[a + 9][l] * u9);
                        let product = (t01 * t23) * (t45 * t67) * t89;
                        scores[phi][l] += c * product.ln();
                    }
                }
            }
            for a in p / GROUP * GROUP..p {
                for phi in 0..scores.len() {
                    let u0 = u[phi * p + a];
                    for l in 0..LANES {
                        let factor = 1.0 + z[a][l] * u0;
                        scores[phi][l] += c * factor.ln();
                    }
                }
            }
            risk_of_scores(scores, states, labels, weights, setting)
        }

        /// The same where they add Σ c (log cosh(rest + w) − log cosh(x)).
        #[differentiable(multiversion, wrt(x, rest, w, scores))]
        fn risk_by_log_cosh(
            x: &[[$float; LANES]],
            rest: &[[$float; LANES]],
            w: &[$float],
            scores: &mut [[$float; LANES]],
            #[constant] states: &[usize],
            #[constant] labels: &[$float; LANES],
            #[constant] weights: &[$float; LANES],
            #[constant] setting: &Setting<$float>,
        ) -> $float {
            let p = x.len();
            for a in 0..p {
                let c = setting.prefactors[a];
                for phi in 0..scores.len() {
                    let w0 = w[phi * p + a];
                    for l in 0..LANES {
                        scores[phi][l] +=
                            c * (math::logcosh(rest[a][l] + w0) - math::logcosh(x[a][l]));
                    }
                }
            }
            risk_of_scores(scores, states, labels, weights, setting)
        }

        /// A site's risk from the scores of its states, which become changes of energy.
        #[differentiable(multiversion, wrt(scores))]
        fn risk_of_scores(
            scores: &mut [[$float; LANES]],
            #[constant] states: &[usize],
            #[constant] labels: &[$float; LANES],
            #[constant] weights: &[$float; LANES],
            #[constant] setting: &Setting<$float>,
        ) -> $float {
            let mut present = [0.0; LANES];
            for l in 0..LANES {
                present[l] = scores[states[l]][l];
            }
            for phi in 0..scores.len() {
                for l in 0..LANES {
                    scores[phi][l] = present[l] - scores[phi][l];
                }
            }
            let mut total = 0.0;
            if setting.evidence {
                total += evidence(&scores[..], labels, weights);
            } else {
                for phi in 0..scores.len() {
                    total += flips(&scores[phi], labels, weights, phi as $float, setting.beta);
                }
            }
            total
        }

        /// Σ ω σ(−β ΔE)² of the lanes that flip into a state.
        #[differentiable(multiversion, math = "vector", wrt(delta))]
        fn flips(
            delta: &[$float; LANES],
            #[constant] labels: &[$float; LANES],
            #[constant] weights: &[$float; LANES],
            #[constant] state: $float,
            #[constant] beta: $float,
        ) -> $float {
            let mut squares = [0.0; LANES];
            for l in 0..LANES {
                // Further out its slope is negligible, and its products would be subnormal.
                let near = (beta * delta[l]).clamp(-2.0 * $ends, $ends);
                let down = 1.0 / (1.0 + near.exp());
                let kept = if labels[l] == state { 0.0 } else { weights[l] };
                squares[l] = kept * (down * down);
            }
            let mut sums = [0.0; PART];
            for part in 0..LANES / PART {
                for l in 0..PART {
                    sums[l] += squares[part * PART + l];
                }
            }
            let mut sum = 0.0;
            for l in 0..PART {
                sum += sums[l];
            }
            sum
        }

        /// Σ ω ln Σ exp(−ΔE) of a site.
        #[differentiable(multiversion, math = "vector", wrt(deltas))]
        fn evidence(
            deltas: &[[$float; LANES]],
            #[constant] labels: &[$float; LANES],
            #[constant] weights: &[$float; LANES],
        ) -> $float {
            let tops = tops(&constant(deltas), labels);
            let mut sums = [0.0; LANES];
            for phi in 0..deltas.len() {
                let state = phi as $float;
                for l in 0..LANES {
                    // The present state's ΔE is 0, and what rounding left of it is no parameter's.
                    let change = if labels[l] == state { 0.0 } else { deltas[phi][l] };
                    // Further out its products would be subnormal.
                    sums[l] += (-change - tops[l]).max(-2.0 * $ends).exp();
                }
            }
            let mut sum = 0.0;
            for l in 0..LANES {
                sum += weights[l] * (sums[l].ln() + tops[l]);
            }
            sum
        }

        /// The largest −ΔE of each lane.
        fn tops(deltas: &[[$float; LANES]], labels: &[$float; LANES]) -> [$float; LANES] {
            let mut tops = [0.0; LANES];
            for (phi, deltas) in deltas.iter().enumerate() {
                for l in 0..LANES {
                    let here = labels[l] == phi as $float;
                    tops[l] = if !here && -deltas[l] > tops[l] { -deltas[l] } else { tops[l] };
                }
            }
            tops
        }
    };
}

/// Chunks in `f64`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
pub mod double {
    lanes_in!(f64, double, 200.0);
}

/// Chunks in `f32`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
pub mod single {
    lanes_in!(f32, single, 27.0);
}
