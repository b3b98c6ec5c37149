//! The loss in factorised form as a plain function, in `f64` ([`double`]) and in `f32` ([`single`]).
//!
//! The algorithm is that of [`factorised_handwritten`](super::factorised_handwritten), whose pullback is the rival of the
//! macro's. Here every product of ten factors has a logarithm of its own, so that all that samples share are
//! sums of functions of a lane.

use super::units::{GROUP, LANES, PART};

/// Samples whose fields are there at a time.
const BATCH: usize = 2048;

/// What is known of a chunk of samples without any parameter.
struct Chunk {
    /// Where each lane's fields begin among the chunk's; lanes without a sample repeat the last one.
    starts: [usize; LANES],
    /// The states, `[N][LANES]`.
    states: Vec<usize>,
    /// Whether there is a sample.
    live: [bool; LANES],
}

impl Chunk {
    fn new(cat: &[u8], chunk: usize, n: usize, q: usize) -> Self {
        let n_samples = cat.len() / n;
        let sample = |l: usize| (chunk * LANES + l).min(n_samples - 1);
        let state = |i: usize| usize::from(cat[sample(i % LANES) * n + i / LANES]);
        Self {
            starts: std::array::from_fn(|l| (sample(l) - chunk * LANES) * n * q),
            states: (0..n * LANES).map(state).collect(),
            live: std::array::from_fn(|l| chunk * LANES + l < n_samples),
        }
    }

    /// The states of a site.
    fn states(&self, site: usize) -> [usize; LANES] {
        std::array::from_fn(|l| self.states[site * LANES + l])
    }
}

/// The places of ones in the one-hot samples, `[M][N]`.
fn ones(cat: &[u8], n: usize, q: usize) -> Vec<u32> {
    cat.iter().enumerate().map(|(i, &s)| (i % n * q + usize::from(s)) as u32).collect()
}

macro_rules! factorised_in {
    ($float:ident, $module:ident, $ends:expr) => {
        use super::super::Dims;
        use super::{BATCH, Chunk, GROUP, LANES, PART, ones};
        use crate::srbm::units::$module::{differences, inputs_of, quotients, split};
        use cotangent::linalg::{look_up, quadratic_slopes};
        use cotangent::{constant, differentiable, math};
        use cotangent_kernels::energy::$module::LARGEST_LOG;

        /// Ratio-matching loss of an SRBM: [`ratio_matching`](crate::srbm::loss) in factorised form.
        ///
        /// Shapes as there. Sites whose weights are too far apart for products take log cosh of each
        /// hidden unit.
        ///
        /// # Panics
        /// If an array is shorter than `dims` asks for.
        #[differentiable(wrt(h, j, w, b))]
        pub fn ratio_matching(
            h: &[$float],
            j: &[$float],
            w: &[$float],
            b: &[$float],
            cat: &[u8],
            #[constant] dims: Dims,
        ) -> $float {
            let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
            let mids = midpoints(&constant(w), dims);
            let direct = too_far_apart(&constant(w), dims);
            let base = fields_without_sums(h, w, &direct, q, p);
            let weights = exponentials(w, &mids, &direct, q, p);
            let mut total = 0.0;
            for batch in cat.chunks(BATCH * n) {
                total += batch_risk(j, w, b, &base, &weights, batch, &direct, dims);
            }
            4.0 / (cat.len() * (q - 1)) as $float * total
        }

        /// Σ σ(−ΔE)² of some samples, from their fields without those of the hidden units.
        #[differentiable(wrt(j, w, b, base, weights))]
        fn batch_risk(
            j: &[$float],
            w: &[$float],
            b: &[$float],
            base: &[$float],
            weights: &[$float],
            cat: &[u8],
            direct: &[bool],
            #[constant] dims: Dims,
        ) -> $float {
            let (q, n) = (dims.n_states, dims.n_sites);
            let fields = quadratic_slopes(j, base, &ones(cat, n, q), n);
            let mut total = 0.0;
            #[parallel]
            for (chunk, fields) in fields.chunks(LANES * n * q).enumerate() {
                let samples = Chunk::new(cat, chunk, n, q);
                total += chunk_risk(w, b, weights, fields, &samples, direct, dims);
            }
            total
        }

        /// Σ σ(−ΔE)² of a chunk of samples.
        #[differentiable(multiversion, wrt(w, b, weights, fields))]
        fn chunk_risk(
            w: &[$float],
            b: &[$float],
            weights: &[$float],
            fields: &[$float],
            #[constant] samples: &Chunk,
            direct: &[bool],
            #[constant] dims: Dims,
        ) -> $float {
            let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
            let mut total = 0.0;
            let inputs = inputs_of(w, b, &samples.states, q);
            let mut r = vec![[0.0; LANES]; p];
            let mut s = vec![[0.0; LANES]; p];
            split(&inputs, &mut r, &mut s);
            for k in 0..n {
                let states = samples.states(k);
                let site = &weights[k * q * p..(k + 1) * q * p];
                let mut present_row = vec![[0.0; LANES]; p];
                look_up(site, &states, &mut present_row);
                let mut v = vec![[0.0; LANES]; p];
                if direct[k] {
                    differences(&inputs, &present_row, &mut v);
                } else {
                    quotients(&s, &present_row, &mut v);
                }
                let mut changes = vec![[0.0; LANES]; q];
                for l in 0..LANES {
                    let first = samples.starts[l] + k * q;
                    let present = fields[first + states[l]];
                    for phi in 0..q {
                        changes[phi][l] = present - fields[first + phi];
                    }
                }
                let flips = samples.flips(k, q);
                if direct[k] {
                    total += risk_by_log_cosh(&inputs, &v, site, &changes, &flips);
                } else {
                    total += risk_by_products(&r, &v, site, &changes, &flips);
                }
            }
            total
        }

        /// Each unit's weight in the middle between the smallest and the largest of a site, `[N][P]`.
        fn midpoints(w: &[$float], dims: Dims) -> Vec<$float> {
            let (p, q) = (dims.n_hidden, dims.n_states);
            let ends = |i: usize| ends(w, i / p * q, i % p, q, p);
            (0..dims.n_sites * p).map(ends).map(|(lo, hi)| lo + 0.5 * (hi - lo)).collect()
        }

        /// Whether a site's weights are too far apart for products: a factor is within e^(±2·range).
        fn too_far_apart(w: &[$float], dims: Dims) -> Vec<bool> {
            let (p, q) = (dims.n_hidden, dims.n_states);
            let range = |k: usize, a: usize| {
                let (lo, hi) = ends(w, k * q, a, q, p);
                2.0 * (hi - lo)
            };
            let units: Vec<usize> = (0..p).collect();
            let near = |k: usize| {
                let bounded = |units: &[usize]| {
                    units.iter().map(|&a| range(k, a)).sum::<$float>() <= LARGEST_LOG
                };
                units.chunks(GROUP).all(bounded)
            };
            (0..dims.n_sites).map(|k| !near(k)).collect()
        }

        /// The smallest and the largest weight of a unit over a site's states.
        fn ends(w: &[$float], first: usize, a: usize, q: usize, p: usize) -> ($float, $float) {
            let of_states = (first..first + q).map(|i| w[i * p + a]);
            of_states.fold(($float::INFINITY, $float::NEG_INFINITY), |(lo, hi), x| {
                (lo.min(x), hi.max(x))
            })
        }

        /// h without what the products leave out: Σ W of the state, where a site takes products.
        #[differentiable]
        fn fields_without_sums(
            h: &[$float],
            w: &[$float],
            direct: &[bool],
            q: usize,
            p: usize,
        ) -> Vec<$float> {
            let mut base = h.to_vec();
            for i in 0..h.len() {
                if !direct[i / q] {
                    for a in 0..p {
                        base[i] -= w[i * p + a];
                    }
                }
            }
            base
        }

        /// exp(2(W − mid)), or W where a site takes no products.
        #[differentiable(multiversion, wrt(w))]
        fn exponentials(
            w: &[$float],
            mids: &[$float],
            direct: &[bool],
            q: usize,
            p: usize,
        ) -> Vec<$float> {
            let mut table = w.to_vec();
            for i in 0..w.len() / p {
                let k = i / q;
                if !direct[k] {
                    for a in 0..p {
                        table[i * p + a] = math::exp(2.0 * (w[i * p + a] - mids[k * p + a]));
                    }
                }
            }
            table
        }

        /// Σ σ(−ΔE)² of a site's flips: ΔE is the change without the hidden units, less ln Π (r + v w).
        #[differentiable(multiversion, math = "vector", wrt(r, v, w, changes))]
        fn risk_by_products(
            r: &[[$float; LANES]],
            v: &[[$float; LANES]],
            w: &[$float],
            changes: &[[$float; LANES]],
            flips: &[[bool; LANES]],
        ) -> $float {
            let p = r.len();
            let mut deltas = changes.to_vec();
            for g in 0..p / GROUP {
                let a = g * GROUP;
                for phi in 0..changes.len() {
                    let i = phi * p + a;
                    let (w0, w1, w2, w3, w4) = (w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4]);
                    let (w5, w6, w7, w8, w9) = (w[i + 5], w[i + 6], w[i + 7], w[i + 8], w[i + 9]);
                    for l in 0..LANES {
                        let t01 = (r[a][l] + v[a][l] * w0) * (r[a + 1][l] + v[a + 1][l] * w1);
                        let t23 =
                            (r[a + 2][l] + v[a + 2][l] * w2) * (r[a + 3][l] + v[a + 3][l] * w3);
                        let t45 =
                            (r[a + 4][l] + v[a + 4][l] * w4) * (r[a + 5][l] + v[a + 5][l] * w5);
                        let t67 =
                            (r[a + 6][l] + v[a + 6][l] * w6) * (r[a + 7][l] + v[a + 7][l] * w7);
                        let t89 =
                            (r[a + 8][l] + v[a + 8][l] * w8) * (r[a + 9][l] + v[a + 9][l] * w9);
                        let product = (t01 * t23) * (t45 * t67) * t89;
                        deltas[phi][l] -= product.ln();
                    }
                }
            }
            for a in p / GROUP * GROUP..p {
                for phi in 0..changes.len() {
                    let w0 = w[phi * p + a];
                    for l in 0..LANES {
                        let factor = r[a][l] + v[a][l] * w0;
                        deltas[phi][l] -= factor.ln();
                    }
                }
            }
            let mut total = 0.0;
            for phi in 0..changes.len() {
                total += risk(&deltas[phi], &flips[phi]);
            }
            total
        }

        /// The same less Σ (log cosh(rest + w) − log cosh(x)).
        #[differentiable(wrt(x, rest, w, changes))]
        fn risk_by_log_cosh(
            x: &[[$float; LANES]],
            rest: &[[$float; LANES]],
            w: &[$float],
            changes: &[[$float; LANES]],
            flips: &[[bool; LANES]],
        ) -> $float {
            let p = x.len();
            let mut deltas = changes.to_vec();
            for a in 0..p {
                for phi in 0..changes.len() {
                    let w0 = w[phi * p + a];
                    for l in 0..LANES {
                        deltas[phi][l] += math::logcosh(x[a][l]) - math::logcosh(rest[a][l] + w0);
                    }
                }
            }
            let mut total = 0.0;
            for phi in 0..changes.len() {
                total += risk(&deltas[phi], &flips[phi]);
            }
            total
        }

        /// Σ σ(−ΔE)² of the lanes that flip.
        #[differentiable(multiversion, math = "vector", wrt(delta))]
        fn risk(delta: &[$float; LANES], flips: &[bool; LANES]) -> $float {
            let mut squares = [0.0; LANES];
            for l in 0..LANES {
                // Further out its slope is negligible, and its products would be subnormal.
                let near = delta[l].clamp(-2.0 * $ends, $ends);
                let down = 1.0 / (1.0 + near.exp());
                squares[l] = if flips[l] { down * down } else { 0.0 };
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
    };
}

impl Chunk {
    /// Which lanes flip a site into each of `q` states.
    fn flips(&self, site: usize, q: usize) -> Vec<[bool; LANES]> {
        let states = self.states(site);
        let into = |phi| std::array::from_fn(|l| self.live[l] && states[l] != phi);
        (0..q).map(into).collect()
    }
}

/// The loss in `f64`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
pub mod double {
    factorised_in!(f64, double, 200.0);
}

/// The loss in `f32`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
pub mod single {
    factorised_in!(f32, single, 27.0);
}
