//! Loss and gradient in factorised form, written by hand: the rival of the macro on the fast form.
//!
//! The hidden units of one flip need no function a unit. With d = W\[·, φ, k\] − W\[·, s, k\],
//!
//! cosh(B + d) / cosh B = e⁻ᵈ t,   t = r + s e²ᵈ,   r = σ(−2B), s = σ(2B),
//!
//! so ΔE has −ln Πₐ tₐ, one logarithm a flip, and Σₐ dₐ, which joins the fields. A factor is r + v·w
//! with w = exp(2(W\[φ\] − mid)) from a table and v = s·exp(−2(W\[s\] − mid)) looked up once a site and
//! sample. As a ratio to the present state it is between e^(−2·range) and e^(2·range), whatever B is;
//! the ranges of W over a site's states say before the loop how many factors a product may have
//! before its exponent is taken out ([`tables`]). A site where even the shortest product could leave
//! the numbers takes log cosh and tanh of each unit instead.
//!
//! For the gradient, each factor's cotangent is λ/t with λ = −∂L/∂ΔE. Factors are recomputed, four at a
//! time with one division. With g = λ/t, Σ over flips of g and Σ over samples of r·g give the
//! cotangents of biases and weights, since λ·tanh = λ − 2 r g.
//!
//! The order of the work: couplings K and tables; fields K z + h, by columns of K; then samples in
//! chunks of [`LANES`], site by site, forward and reverse right after each other ([`sites`]); then the
//! couplings' cotangent, gathered by category, by columns ([`couplings`]). Loops that may run on
//! several threads have chunks of fixed sizes and results that are added in order, so any number of
//! threads gives the same bits. They run on the threads of rayon's present pool.
//!
//! Source: the loss is that of [`loss`](super::loss); the factorisation is ours.

mod couplings;
mod elementary;
mod kernels;
mod sites;
mod tables;

/// Samples that kernels take side by side, and columns of one panel of K.
pub const LANES: usize = 64;

/// Hidden units that share a division.
const GROUP: usize = 4;

/// Samples whose fields are held at once: this bounds the memory for them.
const BATCH: usize = 1024;

/// A row of numbers where vector registers like them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
struct Row<T>([T; LANES]);

macro_rules! factorised_in {
    ($float:ident, $module:ident) => {
        use super::super::Dims;
        use super::couplings::$module as couplings;
        use super::sites::$module as sites;
        use super::tables::$module::Tables;
        use super::{BATCH, LANES, Row};
        use rayon::prelude::*;

        /// The loss.
        ///
        /// Shapes and value as [`ratio_matching`](crate::srbm::loss).
        ///
        /// # Panics
        /// If an array has not the length that `dims` asks for.
        pub fn ratio_matching(
            h: &[$float],
            j: &[$float],
            w: &[$float],
            b: &[$float],
            cat: &[u8],
            dims: Dims,
        ) -> $float {
            check(h, j, w, b, cat, dims);
            let tables = Tables::new(w, dims);
            let base = tables.base(h);
            let k = couplings::symmetrised(j, dims.n_inputs());
            let mut total = 0.0;
            for batch in cat.chunks(BATCH * dims.n_sites) {
                let fields = couplings::fields(&k, &base, batch, dims);
                let n_samples = batch.len() / dims.n_sites;
                let risks: Vec<f64> = batch
                    .par_chunks(LANES * dims.n_sites)
                    .enumerate()
                    .map(|(chunk, samples)| {
                        let fields =
                            sites::Fields { rows: &fields, n_samples, from: chunk * LANES };
                        sites::risk(&tables, w, b, samples, fields)
                    })
                    .collect();
                total += risks.iter().sum::<f64>();
            }
            (scale(cat, dims) * total) as $float
        }

        /// Loss and gradient; the cotangents are overwritten.
        ///
        /// Shapes as in the loss; each cotangent has its parameter's shape. `j_bar` is symmetric.
        ///
        /// Beside the gradient it holds K, which becomes K̄ (a second one if there are more than 1024
        /// samples), fields and their cotangents of 1024 samples, and two tables and one gradient
        /// for each 64 samples of the size of W: 11 MiB at P, q, N, M = 50, 21, 59, 256 in `f32`.
        ///
        /// # Panics
        /// If an array has not the length that `dims` asks for.
        #[allow(clippy::too_many_arguments, reason = "that of the derivative the macro writes")]
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
            check(h, j, w, b, cat, dims);
            check(h_bar, j_bar, w_bar, b_bar, cat, dims);
            w_bar.fill(0.0);
            b_bar.fill(0.0);
            let tables = Tables::new(w, dims);
            let base = tables.base(h);
            let mut k = couplings::symmetrised(j, dims.n_inputs());
            let mut k_bar = Vec::new();
            let batch_size = BATCH * dims.n_sites;
            let mut total = 0.0;
            for batch in cat.chunks(batch_size) {
                let fields = couplings::fields(&k, &base, batch, dims);
                if k_bar.is_empty() {
                    // K is not needed again after the last batch, so its memory is K̄'s.
                    let last = cat.len() <= batch_size;
                    k_bar = if last { std::mem::take(&mut k) } else { k.clone() };
                    k_bar.par_iter_mut().for_each(|row| row.0.fill(0.0));
                }
                let n_samples = batch.len() / dims.n_sites;
                let n_panels = fields.len() / n_samples;
                let mut fields_bar = vec![Row([0.0; LANES]); n_samples * n_panels];
                let chunks: Vec<sites::Sums> = batch
                    .par_chunks(LANES * dims.n_sites)
                    .zip(fields_bar.par_chunks_mut(LANES * n_panels))
                    .enumerate()
                    .map(|(chunk, (samples, fields_bar))| {
                        let fields =
                            sites::Fields { rows: &fields, n_samples, from: chunk * LANES };
                        sites::risk_and_grad(&tables, w, b, samples, fields, fields_bar)
                    })
                    .collect();
                drop(fields);
                for sums in chunks {
                    total += sums.risk;
                    sums.add_to(w_bar, b_bar);
                }
                couplings::gather(&mut k_bar, &fields_bar, batch, dims);
            }
            let scale = scale(cat, dims);
            couplings::uncouple(&k_bar, scale as $float, dims, h_bar, j_bar);
            for x in w_bar.iter_mut().chain(b_bar) {
                *x *= scale as $float;
            }
            (scale * total) as $float
        }

        /// 4/(M N (q − 1)).
        fn scale(cat: &[u8], dims: Dims) -> f64 {
            4.0 / (cat.len() * (dims.n_states - 1)) as f64
        }

        fn check(h: &[$float], j: &[$float], w: &[$float], b: &[$float], cat: &[u8], dims: Dims) {
            let lengths = [dims.n_inputs(), dims.j_len(), dims.w_len(), dims.n_hidden];
            assert_eq!([h.len(), j.len(), w.len(), b.len()], lengths, "lengths of h, J, W, b");
            assert!(cat.len().is_multiple_of(dims.n_sites), "whole samples");
        }
    };
}

/// The pullback in `f64`.
pub mod double {
    factorised_in!(f64, double);
}

/// The pullback in `f32`.
pub mod single {
    factorised_in!(f32, single);
}

#[cfg(test)]
mod tests {
    use super::super::golden::{Golden, Reference};
    use super::super::{Dims, Parameters, Real, Samples, factorised as plain, handwritten};
    use super::*;
    use std::path::Path;

    /// The loss alone, and the loss with the gradient.
    type Answer<T> = (T, T, Parameters<T>);

    macro_rules! answers {
        ($name:ident, $float:ident, $module:ident) => {
            /// By hand and by the macro.
            fn $name(parameters: &Parameters<$float>, cat: &[u8]) -> [Answer<$float>; 2] {
                let dims = parameters.dims();
                let Parameters { h, j, w, b, .. } = parameters;
                let by_hand = $module::value_and_grad_into;
                let by_macro = plain::$module::ratio_matching::value_and_grad_into;
                let losses = [
                    $module::ratio_matching(h, j, w, b, cat, dims),
                    plain::$module::ratio_matching(h, j, w, b, cat, dims),
                ];
                let answer = |i: usize, gradient: Gradient<$float>| {
                    let mut bars = Parameters::zeros(dims);
                    let [x, y, z, v] = bars.arrays_mut();
                    let value = gradient(h, j, w, b, cat, dims, x, y, z, v);
                    (losses[i], value, bars)
                };
                [answer(0, by_hand), answer(1, by_macro)]
            }
        };
    }

    #[rustfmt::skip]
    type Gradient<T> =
        fn(&[T], &[T], &[T], &[T], &[u8], Dims, &mut [T], &mut [T], &mut [T], &mut [T]) -> T;
    answers!(in_f64, f64, double);
    answers!(in_f32, f32, single);

    fn check<T: Real>(what: &str, answers: [Answer<T>; 2], reference: &Reference, tolerance: f64) {
        for (answer, who) in answers.into_iter().zip(["by hand", "by the macro"]) {
            check_one(&format!("{what} {who} in {}", T::NAME), answer, reference, tolerance);
        }
    }

    fn check_one<T: Real>(
        what: &str,
        (loss, value, bars): (T, T, Parameters<T>),
        reference: &Reference,
        tolerance: f64,
    ) {
        for x in [loss, value] {
            let error = reference.loss_error(x);
            assert!(error <= tolerance, "{what}: loss off by {error:.1e}");
        }
        for (error, (array, _)) in reference.errors(&bars).into_iter().zip(bars.arrays()) {
            assert!(error <= tolerance, "{what}: {array} off by {error:.1e}");
        }
    }

    /// The dense pullback's answer.
    fn dense(parameters: &Parameters<f64>, cat: &[u8]) -> Reference {
        let dims = parameters.dims();
        let Parameters { h, j, w, b, .. } = parameters;
        let mut bars = Parameters::zeros(dims);
        let [x, y, z, v] = bars.arrays_mut();
        let loss = handwritten::double::value_and_grad_into(h, j, w, b, cat, dims, x, y, z, v);
        Reference::from_gradient(loss, &bars)
    }

    #[test]
    fn sizes_that_fill_no_chunk_agree_with_the_dense_form() {
        let sizes = [
            (1, 2, 1, 1),
            (1, 2, 2, 3),
            (3, 4, 5, 70),
            (4, 3, 1, 64),
            (5, 2, 40, 65),
            (7, 3, 30, 2100),
            (2, 200, 3, 130),
            (8, 64, 2, 128),
            (9, 7, 19, 63),
        ];
        for (p, q, n, m) in sizes {
            let dims = Dims::new(p, q, n).unwrap();
            let (parameters, samples) = (Parameters::draw(dims, 7), Samples::draw(dims, m, 7));
            let what = format!("{p} {q} {n} {m}");
            let reference = dense(&parameters, samples.states());
            check(&what, in_f64(&parameters, samples.states()), &reference, 1e-12);
            check(&what, in_f32(&parameters.cast(), samples.states()), &reference, 1e-5);
        }
    }

    #[test]
    fn weights_and_biases_of_any_size_agree_with_the_dense_form() {
        let dims = Dims::new(6, 5, 9).unwrap();
        let samples = Samples::draw(dims, 70, 3);
        // Products of groups, of fewer groups, of none; inputs beyond the exponentials' range.
        for (of_w, of_b) in
            [(1e-3, 1.0), (2.0, 1.0), (3.0, 200.0), (5.0, 1.0), (20.0, 1.0), (300.0, 1.0)]
        {
            let mut parameters = Parameters::<f64>::draw(dims, 3);
            parameters.w.iter_mut().for_each(|x| *x *= of_w);
            parameters.b.iter_mut().for_each(|x| *x *= of_b);
            let parameters = parameters.cast::<f32>().cast();
            let what = format!("W × {of_w}, b × {of_b}");
            let reference = dense(&parameters, samples.states());
            check(&what, in_f64(&parameters, samples.states()), &reference, 1e-10);
            if of_b > 1.0 {
                // Saturated units: their biases' gradient is below the rounding of `f32`.
                continue;
            }
            // Of tiny weights, tanh(B + d) − tanh B has few digits in `f32`.
            let tolerance = if of_w < 0.1 { 1e-3 } else { 2e-4 };
            check(&what, in_f32(&parameters.cast(), samples.states()), &reference, tolerance);
        }
    }

    #[test]
    fn one_site_of_large_weights_takes_the_other_form() {
        let dims = Dims::new(5, 4, 6).unwrap();
        let samples = Samples::draw(dims, 100, 5);
        let mut parameters = Parameters::<f64>::draw(dims, 5);
        parameters.w[2 * 20..3 * 20].iter_mut().for_each(|x| *x *= 400.0);
        let reference = dense(&parameters, samples.states());
        check("one large site", in_f64(&parameters, samples.states()), &reference, 1e-11);
    }

    #[test]
    fn published_answers_are_met() {
        for name in [
            "small_q3",
            "binary_q2",
            "mid_q21",
            "noself_q5",
            "scaled_x20",
            "seedsize_P50_q21_N59_M256",
        ] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"));
            let path = path.join(format!("../tests/data/srbm/{name}.npz"));
            let golden = Golden::read(&path).unwrap();
            let cat = golden.samples.states();
            check(name, in_f64(&golden.parameters, cat), &golden.reference, f64::TOLERANCE);
            check(name, in_f32(&golden.parameters.cast(), cat), &golden.reference, f32::TOLERANCE);
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let dims = Dims::new(5, 6, 23).unwrap();
        let samples = Samples::draw(dims, 2 * BATCH + 17, 9);
        let parameters = Parameters::<f32>::draw(dims, 9);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| in_f32(&parameters, samples.states()))
        };
        let one = on(1);
        for threads in [2, 3, 5] {
            assert_eq!(one, on(threads));
        }
    }
}
