//! The ratio-matching loss as a plain function, in `f64` ([`double`]) and in `f32` ([`single`]).

macro_rules! ratio_matching_in {
    ($float:ident, $module:ident) => {
        use super::super::Dims;
        use cotangent::differentiable;
        pub use cotangent_kernels::energy::$module::{log_cosh, ratio_risk, sigmoid};

        /// Ratio-matching loss of an SRBM, dimensionless, in [0, 4].
        ///
        /// L = 4/(M N (q−1)) · Σₘ Σₖ Σ_{φ ≠ s_k} σ(−ΔE\[φ, k, m\])², with ΔE the energy change that
        /// puts site k of sample m from its state s_k into state φ. σ(−ΔE) is the probability of the
        /// flipped sample among the two, so the loss is 1 for the null model and goes to 0 when every
        /// sample is far likelier than all its neighbours. The published form sums over φ = s_k too
        /// and takes the N M/4 which that adds away again.
        ///
        /// With K = J + Jᵀ the energy change is
        ///
        /// ΔE = h\[s_k, k\] − h\[φ, k\] + Σⱼ (K\[s_k, k, s_j, j\] − K\[φ, k, s_j, j\])
        ///    + Σₐ (log cosh Bₐ − log cosh(Bₐ + W\[a, φ, k\] − W\[a, s_k, k\])),
        ///
        /// exact where the self-couplings J\[·, k, ·, k\] vanish, and linear in them otherwise.
        /// Source: Hyvärinen (2007), "Some extensions of score matching", for categorical sites.
        ///
        /// Shapes, see [the layout](crate::srbm#layout): `h` is `[N][q]`, `j` `[N][q][N][q]`, `w`
        /// `[N][q][P]`, `b` `[P]`, and `cat`, the state indices, `[M][N]`. Differentiable in `h`, `j`,
        /// `w` and `b`.
        ///
        /// # Panics
        /// If an array is shorter than `dims` asks for, which [`Parameters`](crate::srbm::Parameters)
        /// and [`Samples`](crate::srbm::Samples) check.
        ///
        /// # Examples
        /// A field of ln 3 for the state that is observed makes each flip three times less likely, so
        /// σ = 1/4 and the loss is 4/16:
        /// ```
        /// # use cotangent_models::srbm::{Dims, double::ratio_matching};
        /// let dims = Dims::new(1, 2, 1).unwrap();
        /// let h = [3.0_f64.ln(), 0.0];
        /// let loss = ratio_matching(&h, &[0.0; 4], &[0.0; 2], &[0.0], &[0], dims);
        /// assert!((loss - 0.25).abs() < 1e-15);
        /// ```
        #[differentiable(wrt(h, j, w, b))]
        pub fn ratio_matching(
            h: &[$float],
            j: &[$float],
            w: &[$float],
            b: &[$float],
            cat: &[u8],
            #[constant] dims: Dims,
        ) -> $float {
            let couplings = symmetrised(j, dims.n_sites, dims.n_states);
            ratio_matching_coupled(h, &couplings, w, b, cat, dims)
        }

        /// [`ratio_matching()`] of K = J + Jᵀ in place of J, for callers that share K between threads.
        ///
        /// Differentiable in `h`, `couplings`, `w` and `b`.
        #[differentiable(wrt(h, couplings, w, b))]
        pub fn ratio_matching_coupled(
            h: &[$float],
            couplings: &[$float],
            w: &[$float],
            b: &[$float],
            cat: &[u8],
            #[constant] dims: Dims,
        ) -> $float {
            let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
            let r = n * q;
            let mut total = 0.0;
            for sample in cat.chunks_exact(n) {
                // What each state of each site feels from all the other sites.
                let mut fields = h.to_vec();
                let mut inputs = b.to_vec();
                for (k, &s) in sample.iter().enumerate() {
                    let i = k * q + s as usize;
                    for (field, c) in fields.iter_mut().zip(&couplings[i * r..(i + 1) * r]) {
                        *field += c;
                    }
                    for (input, weight) in inputs.iter_mut().zip(&w[i * p..(i + 1) * p]) {
                        *input += weight;
                    }
                }
                let present: Vec<$float> = inputs.iter().map(|&x| log_cosh(x)).collect();
                let mut risk = 0.0;
                for (k, &s) in sample.iter().enumerate() {
                    let i = k * q + s as usize;
                    // The hidden units' inputs without site k.
                    let leaving = &w[i * p..(i + 1) * p];
                    let rest: Vec<$float> =
                        inputs.iter().zip(leaving).map(|(x, y)| x - y).collect();
                    for f in k * q..(k + 1) * q {
                        if f == i {
                            continue;
                        }
                        let mut delta = fields[i] - fields[f];
                        for ((x, y), l) in rest.iter().zip(&w[f * p..(f + 1) * p]).zip(&present) {
                            delta += l - log_cosh(x + y);
                        }
                        risk += ratio_risk(delta, 1.0);
                    }
                }
                total += risk;
            }
            let n_flips = cat.len() * (q - 1);
            4.0 / n_flips as $float * total
        }

        /// J + Jᵀ, `[N][q][N][q]`: each unordered pair of sites counts in both orders.
        #[differentiable(wrt(j))]
        pub fn symmetrised(j: &[$float], n: usize, q: usize) -> Vec<$float> {
            let r = n * q;
            let mut k = j.to_vec();
            // Block by block, so that the transposed block stays in the cache.
            for site in 0..n {
                for other in 0..n {
                    for mu in site * q..(site + 1) * q {
                        for nu in other * q..(other + 1) * q {
                            k[mu * r + nu] += j[nu * r + mu];
                        }
                    }
                }
            }
            k
        }
    };
}

/// The loss in `f64`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
pub mod double {
    ratio_matching_in!(f64, double);
}

/// The loss in `f32`.
#[allow(clippy::too_many_arguments, reason = "derivatives take tangents beside the arguments")]
pub mod single {
    ratio_matching_in!(f32, single);
}

#[cfg(test)]
mod tests {
    use super::double::{log_cosh, sigmoid};

    #[test]
    fn scalars_are_right_at_the_ends() {
        assert_eq!(log_cosh(0.0), 0.0);
        assert!((log_cosh(-2.0) - 2.0_f64.cosh().ln()).abs() < 1e-15);
        assert_eq!(log_cosh(1e4), 1e4 - std::f64::consts::LN_2);
        assert_eq!(sigmoid(0.0), 0.5);
        assert_eq!((sigmoid(-1e4), sigmoid(1e4)), (0.0, 1.0));
        assert!((sigmoid(-3.0) + sigmoid(3.0) - 1.0).abs() < 1e-15);
    }
}
