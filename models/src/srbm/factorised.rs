//! The loss in factorised form as a plain function, in `f64` ([`double`]) and in `f32` ([`single`]).
//!
//! The algorithm is that of [`factorised_handwritten`](super::factorised_handwritten), whose pullback is the rival of the
//! macro's, with its factors divided by what all flips of a site share. Let y be the input of a hidden unit if the
//! site's weight were the unit's least one, z = σ(2y), and u = exp(2(W − least)) − 1. Then
//!
//! cosh(y + W − least) / cosh y = e^(least − W) (1 + z u),
//!
//! so a state of the site scores ln Πₐ (1 + zₐ uₐ) beside sums of W, which join the fields, and ΔE is the difference of
//! two scores. All factors are 1 at least, and one array of them has a cotangent. Every product of ten factors has a
//! logarithm of its own, so that all that samples share are sums of functions of a lane.

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
        use crate::srbm::units::$module::{differences, inputs_of, shares};
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
            let least = least_weights(&constant(w), dims);
            let direct = too_far_apart(&constant(w), dims);
            let base = fields_without_sums(h, w, &direct, q, p);
            let table = exponentials(w, &least, &direct, q, p);
            let mut total = 0.0;
            for batch in cat.chunks(BATCH * n) {
                total += batch_risk(j, w, b, &base, &table, batch, &least, &direct, dims);
            }
            4.0 / (cat.len() * (q - 1)) as $float * total
        }

        /// Σ σ(−ΔE)² of some samples, from their fields without those of the hidden units.
        #[differentiable(wrt(j, w, b, base, table))]
        fn batch_risk(
            j: &[$float],
            w: &[$float],
            b: &[$float],
            base: &[$float],
            table: &[$float],
            cat: &[u8],
            least: &[$float],
            direct: &[bool],
            #[constant] dims: Dims,
        ) -> $float {
            let (q, n) = (dims.n_states, dims.n_sites);
            let fields = quadratic_slopes(j, base, &ones(cat, n, q), n);
            let mut total = 0.0;
            #[parallel]
            for (chunk, fields) in fields.chunks(LANES * n * q).enumerate() {
                let samples = Chunk::new(cat, chunk, n, q);
                total += chunk_risk(w, b, table, fields, &samples, least, direct, dims);
            }
            total
        }

        /// Σ σ(−ΔE)² of a chunk of samples.
        #[differentiable(multiversion, wrt(w, b, table, fields))]
        fn chunk_risk(
            w: &[$float],
            b: &[$float],
            table: &[$float],
            fields: &[$float],
            #[constant] samples: &Chunk,
            least: &[$float],
            direct: &[bool],
            #[constant] dims: Dims,
        ) -> $float {
            let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
            let mut total = 0.0;
            let inputs = inputs_of(w, b, &samples.states, q);
            for k in 0..n {
                let states = samples.states(k);
                let site = &table[k * q * p..(k + 1) * q * p];
                let mut present = vec![[0.0; LANES]; p];
                look_up(&w[k * q * p..(k + 1) * q * p], &states, &mut present);
                let mut scores = vec![[0.0; LANES]; q];
                for l in 0..LANES {
                    let first = samples.starts[l] + k * q;
                    for phi in 0..q {
                        scores[phi][l] = fields[first + phi];
                    }
                }
                let flips = samples.flips(k, q);
                if direct[k] {
                    let mut rest = vec![[0.0; LANES]; p];
                    differences(&inputs, &present, &mut rest);
                    total += risk_by_log_cosh(&inputs, &rest, site, &scores, &states, &flips);
                } else {
                    let mut z = vec![[0.0; LANES]; p];
                    shares(&inputs, &present, &least[k * p..(k + 1) * p], &mut z);
                    total += risk_by_products(&z, site, &scores, &states, &flips);
                }
            }
            total
        }

        /// Each unit's smallest weight of a site, `[N][P]`.
        fn least_weights(w: &[$float], dims: Dims) -> Vec<$float> {
            let (p, q) = (dims.n_hidden, dims.n_states);
            let ends = |i: usize| ends(w, i / p * q, i % p, q, p);
            (0..dims.n_sites * p).map(ends).map(|(lo, _)| lo).collect()
        }

        /// Whether a site's weights are too far apart for products: a factor is between 1 and e^(2·range).
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

        /// exp(2(W − least)) − 1, or W where a site takes no products.
        #[differentiable(multiversion, wrt(w))]
        fn exponentials(
            w: &[$float],
            least: &[$float],
            direct: &[bool],
            q: usize,
            p: usize,
        ) -> Vec<$float> {
            let mut table = w.to_vec();
            for i in 0..w.len() / p {
                let k = i / q;
                if !direct[k] {
                    for a in 0..p {
                        table[i * p + a] = math::exp_m1(2.0 * (w[i * p + a] - least[k * p + a]));
                    }
                }
            }
            table
        }

        /// Σ σ(−ΔE)² of a site's flips, where hidden units add ln Π (1 + z u) to each state's score.
        #[differentiable(multiversion, math = "vector", wrt(z, u, scores))]
        fn risk_by_products(
            z: &[[$float; LANES]],
            u: &[$float],
            scores: &[[$float; LANES]],
            states: &[usize; LANES],
            flips: &[[bool; LANES]],
        ) -> $float {
            let p = z.len();
            let mut scores = scores.to_vec();
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
                        scores[phi][l] += product.ln();
                    }
                }
            }
            for a in p / GROUP * GROUP..p {
                for phi in 0..scores.len() {
                    let u0 = u[phi * p + a];
                    for l in 0..LANES {
                        let factor = 1.0 + z[a][l] * u0;
                        scores[phi][l] += factor.ln();
                    }
                }
            }
            risk_of_scores(&scores, states, flips)
        }

        /// The same where they add Σ (log cosh(rest + w) − log cosh(x)).
        #[differentiable(wrt(x, rest, w, scores))]
        fn risk_by_log_cosh(
            x: &[[$float; LANES]],
            rest: &[[$float; LANES]],
            w: &[$float],
            scores: &[[$float; LANES]],
            states: &[usize; LANES],
            flips: &[[bool; LANES]],
        ) -> $float {
            let p = x.len();
            let mut scores = scores.to_vec();
            for a in 0..p {
                for phi in 0..scores.len() {
                    let w0 = w[phi * p + a];
                    for l in 0..LANES {
                        scores[phi][l] += math::logcosh(rest[a][l] + w0) - math::logcosh(x[a][l]);
                    }
                }
            }
            risk_of_scores(&scores, states, flips)
        }

        /// Σ σ(−ΔE)² of a site's flips.
        #[differentiable(wrt(scores))]
        fn risk_of_scores(
            scores: &[[$float; LANES]],
            states: &[usize; LANES],
            flips: &[[bool; LANES]],
        ) -> $float {
            let mut present = [0.0; LANES];
            for l in 0..LANES {
                present[l] = scores[states[l]][l];
            }
            let mut total = 0.0;
            for phi in 0..scores.len() {
                total += risk(&present, &scores[phi], &flips[phi]);
            }
            total
        }

        /// Σ σ(−ΔE)² of the lanes that flip, from the scores of the present state and of another.
        #[differentiable(multiversion, math = "vector", wrt(present, other))]
        fn risk(
            present: &[$float; LANES],
            other: &[$float; LANES],
            flips: &[bool; LANES],
        ) -> $float {
            let mut squares = [0.0; LANES];
            for l in 0..LANES {
                // Further out its slope is negligible, and its products would be subnormal.
                let near = (present[l] - other[l]).clamp(-2.0 * $ends, $ends);
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
