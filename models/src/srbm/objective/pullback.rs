//! The gradient as a person writes it, sample after sample, in the form whose sums do not cancel.
//!
//! With f = −∂L/∂ΔE of each flip (0 for the present state), T = tanh B and T̃ = tanh of the flipped inputs, a flip adds f to
//! what its state feels and takes it from what the present state feels; R = Σ f (T̃ − T) is the cotangent of the hidden
//! inputs, and a weight gets f T̃ where its state is entered and R − Σ f T̃ of its site where it is left.

use super::{Batch, Loss, Objective, ObjectiveError};
use crate::srbm::{Model, Parts, PartsMut, Precision, SelfCoupling};
use cotangent::math;

/// Loss with the regulariser and its gradient, which is overwritten. One thread.
///
/// # Errors
/// As [`Objective::check`].
///
/// # Panics
/// If the gradient is of another shape.
pub fn loss_and_grad_into<T: Precision>(
    objective: &Objective,
    model: &Model<T>,
    batch: Batch,
    gradient: &mut Model<T>,
) -> Result<f64, ObjectiveError> {
    objective.check(model, batch)?;
    let shape = model.shape();
    assert_eq!(gradient.shape(), shape, "the gradient has the model's shape");
    let (n, q, r, p) = (shape.n_sites(), shape.n_states(), shape.n_inputs(), shape.n_hidden());
    let linearised = objective.self_coupling == SelfCoupling::Linearised;
    let exact = objective.self_coupling == SelfCoupling::Exact;
    let scale = objective.scale(shape, batch.total_weight(n));
    gradient.as_flat_mut().fill(T::zero());
    let Parts { h, j, w, b } = model.parts();
    let c = model.prefactors();
    let PartsMut { h: h_bar, j: j_bar, w: w_bar, b: b_bar } = gradient.parts_mut();
    let zeros = |len| vec![T::zero(); len];
    let (mut inputs, mut tanhs, mut inputs_bar, mut left) =
        (zeros(p), zeros(p), zeros(p), zeros(p));
    let (mut deltas, mut fields_bar, mut slopes) = (zeros(q), zeros(r), zeros(q));
    let mut flipped = zeros(q * p);
    let mut total = 0.0;
    for (m, sample) in batch.states.chunks_exact(n).enumerate() {
        let weight = T::of(scale * batch.weights.map_or(1.0, |weights| weights[m]));
        inputs.copy_from_slice(b);
        for i in shape.places(sample) {
            inputs.iter_mut().zip(&w[i * p..]).for_each(|(x, w)| *x += *w);
        }
        tanhs.iter_mut().zip(&inputs).for_each(|(t, x)| *t = math::tanh(*x));
        inputs_bar.fill(T::zero());
        fields_bar.fill(T::zero());
        let mut risk = T::zero();
        for (k, &state) in sample.iter().enumerate() {
            let s = k * q + usize::from(state);
            let field = |i: usize| {
                if j.is_empty() {
                    return h[i];
                }
                let own = if exact { j[i * r + i] } else { T::zero() };
                let others =
                    shape.places(sample).enumerate().filter(|(o, _)| linearised || *o != k);
                h[i] + own + others.map(|(_, o)| j[i * r + o] + j[o * r + i]).sum::<T>()
            };
            for (phi, delta) in deltas.iter_mut().enumerate() {
                let f = k * q + phi;
                *delta = T::zero();
                if f == s {
                    continue;
                }
                *delta = field(s) - field(f);
                for a in 0..p {
                    let x = inputs[a] + (w[f * p + a] - w[s * p + a]);
                    *delta += c[a] * (math::logcosh(inputs[a]) - math::logcosh(x));
                    flipped[phi * p + a] = c[a] * math::tanh(x);
                }
            }
            risk += risk_and_slopes(objective.loss, &deltas, usize::from(state), &mut slopes);
            left.fill(T::zero());
            let mut sum = T::zero();
            for (phi, slope) in slopes.iter().enumerate() {
                let f = k * q + phi;
                if f == s {
                    continue;
                }
                let slope = weight * *slope;
                fields_bar[f] = slope;
                sum += slope;
                for a in 0..p {
                    let step = slope * flipped[phi * p + a];
                    w_bar[f * p + a] += step;
                    left[a] += step;
                    inputs_bar[a] += slope * (flipped[phi * p + a] - c[a] * tanhs[a]);
                }
            }
            fields_bar[s] = -sum;
            w_bar[s * p..].iter_mut().zip(&left).for_each(|(to, x)| *to -= *x);
        }
        total += (weight * risk).to_f64();
        h_bar.iter_mut().zip(&fields_bar).for_each(|(to, x)| *to += *x);
        b_bar.iter_mut().zip(&inputs_bar).for_each(|(to, x)| *to += *x);
        for (site, i) in shape.places(sample).enumerate() {
            w_bar[i * p..].iter_mut().zip(&inputs_bar).for_each(|(to, x)| *to += *x);
            if j.is_empty() {
                continue;
            }
            for (f, x) in fields_bar.iter().enumerate() {
                if linearised || f / q != site {
                    j_bar[i * r + f] += *x;
                    j_bar[f * r + i] += *x;
                }
            }
        }
        if exact && !j.is_empty() {
            fields_bar.iter().enumerate().for_each(|(f, x)| j_bar[f * r + f] += *x);
        }
    }
    Ok(total + objective.regulariser.add(model, Some(gradient), &mut Vec::new()))
}

/// What a site adds to the risk, and −∂/∂ΔE of each flip; 0 for the present state.
fn risk_and_slopes<T: Precision>(loss: Loss, deltas: &[T], state: usize, slopes: &mut [T]) -> T {
    let others = |phi: &usize| *phi != state;
    slopes[state] = T::zero();
    match loss {
        Loss::RatioMatching { beta } => {
            let (beta, two) = (T::of(beta), T::of(2.0));
            let mut risk = T::zero();
            for phi in (0..deltas.len()).filter(others) {
                let x = beta * deltas[phi];
                let (down, up) = (math::sigmoid(-x), math::sigmoid(x));
                risk += down * down;
                slopes[phi] = two * beta * down * down * up;
            }
            risk
        }
        Loss::Pseudolikelihood => {
            let top = deltas.iter().fold(T::zero(), |top, x| top.max(-*x));
            let sum: T = deltas.iter().map(|x| math::exp(-*x - top)).sum();
            for phi in (0..deltas.len()).filter(others) {
                // L grows with −ΔE.
                slopes[phi] = math::exp(-deltas[phi] - top) / sum;
            }
            math::ln(sum) + top
        }
    }
}
