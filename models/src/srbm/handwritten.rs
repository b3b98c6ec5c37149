//! The pullback of the ratio-matching loss as a person would write it, the rival of the macro's.
//!
//! Same algorithm and same elementary functions as [`loss`](super::loss). With f = 2 σ(−ΔE)² σ(ΔE),
//! ∂L/∂ΔE = −c f. Each flip's reverse step runs right after its forward step, from the exponentials
//! that the forward step took. A flip's f goes to the state that it enters and, with the opposite
//! sign, to the state that it leaves, summed within a site, so that no sums over samples cancel.

macro_rules! handwritten_in {
    ($float:ident) => {
        use super::super::Dims;
        use std::$float::consts::LN_2;

        /// Loss and gradient, in the order of the macro's function: the primals, then the cotangents,
        /// which are overwritten.
        ///
        /// Shapes as in the loss; each cotangent has its parameter's shape. `j_bar` is symmetric.
        /// Beside the gradient it holds K = J + Jᵀ and a few vectors of N·q and P entries.
        ///
        /// # Panics
        /// If a cotangent has not its parameter's length, or an array not the length that `dims` asks
        /// for.
        // The argument list is that of the derivative that the macro writes.
        #[allow(clippy::too_many_arguments)]
        pub fn value_and_grad_into(
            h: &[$float],
            j: &[$float],
            w: &[$float],
            b: &[$float],
            cat: &[u8],
            dims: Dims,
            h_bar: &mut [$float],
            j_bar: &mut [$float],
            w_bar: &mut [$float],
            b_bar: &mut [$float],
        ) -> $float {
            let (q, n) = (dims.n_states, dims.n_sites);
            let couplings = symmetrised(j, n, q);
            let value = coupled_value_and_grad_into(
                h, &couplings, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
            );
            symmetrise(j_bar, n, q);
            value
        }

        /// The same for K = J + Jᵀ in place of J.
        ///
        /// # Panics
        /// As [`value_and_grad_into`].
        #[allow(clippy::too_many_arguments)]
        pub fn coupled_value_and_grad_into(
            h: &[$float],
            couplings: &[$float],
            w: &[$float],
            b: &[$float],
            cat: &[u8],
            dims: Dims,
            h_bar: &mut [$float],
            couplings_bar: &mut [$float],
            w_bar: &mut [$float],
            b_bar: &mut [$float],
        ) -> $float {
            let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
            let r = n * q;
            assert_eq!([h.len(), couplings.len(), w.len(), b.len()], [r, r * r, r * p, p]);
            assert_eq!([h_bar.len(), couplings_bar.len()], [r, r * r]);
            assert_eq!([w_bar.len(), b_bar.len()], [r * p, p]);
            h_bar.fill(0.0);
            couplings_bar.fill(0.0);
            w_bar.fill(0.0);
            b_bar.fill(0.0);

            let mut fields = vec![0.0; r];
            let mut fields_bar = vec![0.0; r];
            let mut inputs = vec![0.0; p];
            let mut inputs_bar = vec![0.0; p];
            let mut present = vec![0.0; p];
            let mut present_tanh = vec![0.0; p];
            let mut rest = vec![0.0; p];
            let mut rest_bar = vec![0.0; p];
            let mut exps = vec![0.0; p];
            let mut total = 0.0;
            for sample in cat.chunks_exact(n) {
                fields.copy_from_slice(h);
                inputs.copy_from_slice(b);
                for (k, &s) in sample.iter().enumerate() {
                    let i = k * q + s as usize;
                    add(&mut fields, &couplings[i * r..(i + 1) * r]);
                    add(&mut inputs, &w[i * p..(i + 1) * p]);
                }
                for ((x, l), t) in inputs.iter().zip(&mut present).zip(&mut present_tanh) {
                    let e;
                    (*l, e) = log_cosh_and_exp(*x);
                    *t = tanh(*x, e);
                }
                fields_bar.fill(0.0);
                inputs_bar.fill(0.0);
                let mut risk = 0.0;
                for (k, &s) in sample.iter().enumerate() {
                    let i = k * q + s as usize;
                    let leaving = &w[i * p..(i + 1) * p];
                    for ((x, y), z) in inputs.iter().zip(leaving).zip(&mut rest) {
                        *z = x - y;
                    }
                    rest_bar.fill(0.0);
                    let mut f_site = 0.0;
                    for f in k * q..(k + 1) * q {
                        if f == i {
                            continue;
                        }
                        let mut delta = fields[i] - fields[f];
                        let entering = &w[f * p..(f + 1) * p];
                        for (((x, y), l), e) in
                            rest.iter().zip(entering).zip(&present).zip(&mut exps)
                        {
                            let l_flipped;
                            (l_flipped, *e) = log_cosh_and_exp(x + y);
                            delta += l - l_flipped;
                        }
                        let (down, up) = sigmoids(delta);
                        risk += down * down;
                        let f_flip = 2.0 * down * down * up;
                        // Its products would be subnormal, which processors are slow at.
                        if f_flip < $float::MIN_POSITIVE / $float::EPSILON {
                            continue;
                        }
                        fields_bar[f] = f_flip;
                        f_site += f_flip;
                        let entering_bar = &mut w_bar[f * p..(f + 1) * p];
                        for ((((x, y), e), w_bar), x_bar) in rest
                            .iter()
                            .zip(entering)
                            .zip(&exps)
                            .zip(entering_bar)
                            .zip(&mut rest_bar)
                        {
                            let step = f_flip * tanh(x + y, *e);
                            *w_bar += step;
                            *x_bar += step;
                        }
                    }
                    fields_bar[i] = -f_site;
                    let leaving_bar = &mut w_bar[i * p..(i + 1) * p];
                    for (((x_bar, t), w_bar), input_bar) in
                        rest_bar.iter().zip(&present_tanh).zip(leaving_bar).zip(&mut inputs_bar)
                    {
                        *w_bar -= x_bar;
                        *input_bar += x_bar - f_site * t;
                    }
                }
                total += risk;
                add(h_bar, &fields_bar);
                add(b_bar, &inputs_bar);
                for (k, &s) in sample.iter().enumerate() {
                    let i = k * q + s as usize;
                    add(&mut couplings_bar[i * r..(i + 1) * r], &fields_bar);
                    add(&mut w_bar[i * p..(i + 1) * p], &inputs_bar);
                }
            }
            let n_flips = cat.len() * (q - 1);
            let scale = 4.0 / n_flips as $float;
            for bar in [h_bar, couplings_bar, w_bar, b_bar] {
                bar.iter_mut().for_each(|x| *x *= scale);
            }
            scale * total
        }

        fn add(to: &mut [$float], from: &[$float]) {
            for (x, y) in to.iter_mut().zip(from) {
                *x += y;
            }
        }

        /// J + Jᵀ.
        pub fn symmetrised(j: &[$float], n: usize, q: usize) -> Vec<$float> {
            let r = n * q;
            let mut k = j.to_vec();
            for site in 0..n {
                for other in 0..n {
                    for mu in site * q..(site + 1) * q {
                        let row = &mut k[mu * r + other * q..mu * r + (other + 1) * q];
                        let column = j[other * q * r + mu..].iter().step_by(r);
                        for (x, y) in row.iter_mut().zip(column) {
                            *x += y;
                        }
                    }
                }
            }
            k
        }

        /// K̄ ↦ K̄ + K̄ᵀ = J̄ in place, in pairs of blocks.
        pub fn symmetrise(k_bar: &mut [$float], n: usize, q: usize) {
            let r = n * q;
            for site in 0..n {
                for mu in site * q..(site + 1) * q {
                    k_bar[mu * r + mu] *= 2.0;
                    for nu in mu + 1..(site + 1) * q {
                        let sum = k_bar[mu * r + nu] + k_bar[nu * r + mu];
                        k_bar[mu * r + nu] = sum;
                        k_bar[nu * r + mu] = sum;
                    }
                }
                for other in site + 1..n {
                    let (upper, lower) = k_bar.split_at_mut(other * q * r);
                    for mu in site * q..(site + 1) * q {
                        let row = &mut upper[mu * r + other * q..mu * r + (other + 1) * q];
                        let column = lower[mu..].iter_mut().step_by(r);
                        for (x, y) in row.iter_mut().zip(column) {
                            let sum = *x + *y;
                            *x = sum;
                            *y = sum;
                        }
                    }
                }
            }
        }

        /// ln cosh x, and the exponential that tanh x is made of.
        #[inline]
        fn log_cosh_and_exp(x: $float) -> ($float, $float) {
            let e = (-2.0 * x.abs()).exp();
            (x.abs() + e.ln_1p() - LN_2, e)
        }

        /// tanh x, for e = exp(−2|x|).
        #[inline]
        fn tanh(x: $float, e: $float) -> $float {
            ((1.0 - e) / (1.0 + e)).copysign(x)
        }

        /// σ(−x) and σ(x) from one exponential, each to full relative precision.
        #[inline]
        fn sigmoids(x: $float) -> ($float, $float) {
            let e = (-x.abs()).exp();
            let (small, large) = (e / (1.0 + e), 1.0 / (1.0 + e));
            if x > 0.0 { (small, large) } else { (large, small) }
        }
    };
}

/// The pullback in `f64`.
pub mod double {
    handwritten_in!(f64);
}

/// The pullback in `f32`.
pub mod single {
    handwritten_in!(f32);
}
