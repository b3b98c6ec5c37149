//! Ratio matching, dense and in factorised form, recorded a few samples at a time.

use std::ops::Range;

use cotangent::tape::{Tape, Var};
use cotangent::{Scalar, math};
use cotangent_models::srbm::{Dims, Parameters, handwritten};

/// Samples on one tape: a few hundred megabytes.
const AT_ONCE: usize = 16;

/// ΔE without the hidden units' part for all states of all sites, `[N][q]`, and the hidden units' inputs.
fn fields_and_inputs<T: Scalar>(
    [h, k, w, b]: [&[T]; 4],
    sample: &[u8],
    q: usize,
) -> (Vec<T>, Vec<T>) {
    let (mut fields, mut inputs) = (h.to_vec(), b.to_vec());
    for i in ones(sample, q) {
        fields.iter_mut().zip(&k[i * h.len()..]).for_each(|(field, c)| *field += *c);
        inputs.iter_mut().zip(&w[i * b.len()..]).for_each(|(input, w)| *input += *w);
    }
    let sites: Vec<T> = ones(sample, q).map(|i| fields[i]).collect();
    for (of_site, here) in fields.chunks_exact_mut(q).zip(sites) {
        of_site.iter_mut().for_each(|field| *field = here - *field);
    }
    (fields, inputs)
}

/// The places of a sample's ones.
fn ones(sample: &[u8], q: usize) -> impl Iterator<Item = usize> {
    sample.iter().enumerate().map(move |(k, s)| k * q + usize::from(*s))
}

/// Σ σ(−ΔE)² of some samples for fields h, couplings K = J + Jᵀ, weights and biases, in the form that the mathematics
/// has: log cosh of each hidden unit after each flip.
pub fn dense<T: Scalar>(parameters: [&[T]; 4], cat: &[u8], dims: Dims) -> T {
    let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
    let w = parameters[2];
    let mut risk = T::zero();
    for sample in cat.chunks_exact(n) {
        let (changes, inputs) = fields_and_inputs(parameters, sample, q);
        let present = inputs.iter().fold(T::zero(), |sum, x| sum + math::logcosh(*x));
        for (k, i) in ones(sample, q).enumerate() {
            let leaving = &w[i * p..(i + 1) * p];
            let rest: Vec<T> = inputs.iter().zip(leaving).map(|(x, w)| *x - *w).collect();
            for f in flips(k * q..(k + 1) * q, i) {
                let mut delta = changes[f] + present;
                for (x, w) in rest.iter().zip(&w[f * p..]) {
                    delta -= math::logcosh(*x + *w);
                }
                let sigma = math::sigmoid(-delta);
                risk += sigma * sigma;
            }
        }
    }
    risk
}

/// The same in products of factors, five to a logarithm, for weights that are near each other.
pub fn factorised<T: Scalar>(parameters: [&[T]; 4], cat: &[u8], dims: Dims) -> T {
    let (p, q, n) = (dims.n_hidden, dims.n_states, dims.n_sites);
    let [_, _, w, _] = parameters;
    let two = T::from_f64(2.0);
    let entering: Vec<T> = w.iter().map(|w| (two * *w).exp()).collect();
    let leaving: Vec<T> = w.iter().map(|w| (-two * *w).exp()).collect();
    let sums: Vec<T> =
        w.chunks_exact(p).map(|row| row.iter().fold(T::zero(), |sum, w| sum + *w)).collect();
    let mut risk = T::zero();
    for sample in cat.chunks_exact(n) {
        let (changes, inputs) = fields_and_inputs(parameters, sample, q);
        let r: Vec<T> = inputs.iter().map(|x| math::sigmoid(-two * *x)).collect();
        let s: Vec<T> = inputs.iter().map(|x| math::sigmoid(two * *x)).collect();
        for (k, i) in ones(sample, q).enumerate() {
            let v: Vec<T> = s.iter().zip(&leaving[i * p..]).map(|(s, w)| *s * *w).collect();
            for f in flips(k * q..(k + 1) * q, i) {
                // Σ (W_φ − W_z) − ln Π (r + v w) is the hidden units' part.
                let mut delta = changes[f] + (sums[f] - sums[i]);
                let w = &entering[f * p..(f + 1) * p];
                for ((r, v), w) in r.chunks(5).zip(v.chunks(5)).zip(w.chunks(5)) {
                    let factors = r.iter().zip(v).zip(w).map(|((r, v), w)| *r + *v * *w);
                    delta -= factors.reduce(|a, b| a * b).expect("a factor").ln();
                }
                let sigma = math::sigmoid(-delta);
                risk += sigma * sigma;
            }
        }
    }
    risk
}

/// The states of a site but the one that it is in.
fn flips(site: Range<usize>, i: usize) -> impl Iterator<Item = usize> {
    site.filter(move |f| *f != i)
}

macro_rules! on_tape {
    ($name:ident, $float:ident, $module:ident) => {
        /// Loss and gradient on the tape; the gradient is overwritten.
        pub fn $name(
            risk: for<'t> fn([&[Var<'t, $float>]; 4], &[u8], Dims) -> Var<'t, $float>,
            parameters: &Parameters<$float>,
            cat: &[u8],
            bars: &mut Parameters<$float>,
        ) -> $float {
            let (dims, Parameters { h, j, w, b, .. }) = (parameters.dims(), parameters);
            let (n, q) = (dims.n_sites, dims.n_states);
            let couplings = handwritten::$module::symmetrised(j, n, q);
            let flat = [&h[..], &couplings, w, b].concat();
            let (mut total, mut sums) = (0.0, vec![0.0; flat.len()]);
            let mut gradient = sums.clone();
            let mut tape = Tape::<$float>::with_capacity(0);
            for cat in cat.chunks(AT_ONCE * n) {
                tape.clear();
                let variables = tape.vars(&flat);
                let (of_h, rest) = variables.split_at(h.len());
                let (of_k, rest) = rest.split_at(couplings.len());
                let (of_w, of_b) = rest.split_at(w.len());
                let risk = risk([of_h, of_k, of_w, of_b], cat, dims);
                total += risk.value();
                risk.grad_into(&variables, &mut gradient);
                sums.iter_mut().zip(&gradient).for_each(|(sum, x)| *sum += x);
            }
            let scale = 4.0 / (cat.len() * (q - 1)) as $float;
            let mut sums = sums.iter().map(|x| scale * x);
            for bar in bars.arrays_mut() {
                bar.iter_mut().zip(&mut sums).for_each(|(bar, sum)| *bar = sum);
            }
            handwritten::$module::symmetrise(&mut bars.j, n, q);
            scale * total
        }
    };
}
on_tape!(on_tape_f64, f64, double);
on_tape!(on_tape_f32, f32, single);
