//! The pointwise energies of an SRBM and their losses: the one source for the CPU and for the device.
//!
//! On the CPU `#[differentiable]` writes the derivatives of these functions; for the device the very same
//! lines are compiled without the standard library (`--cfg cotangent_device`, see `cuda/entries.rs`) and
//! differentiated by Enzyme. Loops, layouts and sums belong to the callers.
//!
//! With Bₐ the input of hidden unit a, Wₐ its weight from the state that a site is in and W'ₐ from the
//! state that the site is put into, the energy changes by
//!
//! ΔE = F(present) − F(flipped) + Σₐ hₐ,   hₐ = log cosh Bₐ − log cosh(Bₐ + W'ₐ − Wₐ),
//!
//! with F the sum of field and couplings that a state feels. In factorised form, with r = σ(−2B),
//! s = σ(2B), e = exp(2(W − mid)) and v = s / e(present),
//!
//! hₐ = (W'ₐ − Wₐ) − ln(r + v·e(flipped)),
//!
//! whose logarithms are taken of products of several factors; the linear part belongs to the field.
//! Source: Hyvärinen (2007), "Some extensions of score matching", for categorical sites.

#[cfg(cotangent_device)]
use crate::libdevice::Elementary;

macro_rules! energies_in {
    ($float:ident, $largest_log:expr) => {
        #[cfg(cotangent_device)]
        use super::Elementary;
        use core::$float::consts::LN_2;
        #[cfg(not(cotangent_device))]
        use cotangent::differentiable;

        /// Bound of the sum of twice the weights' ranges over the hidden units of one product, so that
        /// the product stays within exp(± this): a site beyond it takes [`hidden_change()`].
        pub const LARGEST_LOG: $float = $largest_log;

        /// ln cosh x, without overflow.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn log_cosh(x: $float) -> $float {
            x.abs() + (-2.0 * x.abs()).exp().ln_1p() - LN_2
        }

        /// 1/(1 + e⁻ˣ), without overflow in value and derivative.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn sigmoid(x: $float) -> $float {
            if x >= 0.0 {
                1.0 / (1.0 + (-x).exp())
            } else {
                let e = x.exp();
                e / (1.0 + e)
            }
        }

        /// What a hidden unit adds to the energy when a site leaves the state of weight `present` for
        /// the state of weight `flipped`; `input` is the unit's input before.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn hidden_change(input: $float, present: $float, flipped: $float) -> $float {
            log_cosh(input) - log_cosh(input + (flipped - present))
        }

        /// e = exp(2(W − mid)), a weight's entry in the factorised form.
        #[cfg_attr(not(cotangent_device), differentiable(wrt(weight)))]
        #[inline]
        pub fn exponential(weight: $float, mid: $float) -> $float {
            (2.0 * (weight - mid)).exp()
        }

        /// r = σ(−2B), a hidden unit's share of −1 in the present state.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn share_down(input: $float) -> $float {
            sigmoid(-2.0 * input)
        }

        /// s = σ(2B), a hidden unit's share of +1 in the present state.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn share_up(input: $float) -> $float {
            sigmoid(2.0 * input)
        }

        /// v = s / e(present), what is left of s once a site has left its state.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn left_over(up: $float, present: $float) -> $float {
            up / present
        }

        /// t = r + v·e(flipped), a hidden unit's factor.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn factor(down: $float, left: $float, flipped: $float) -> $float {
            down + left * flipped
        }

        /// ln t of [`factor()`].
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn log_factor(down: $float, left: $float, flipped: $float) -> $float {
            factor(down, left, flipped).ln()
        }

        /// −ln Π t, what several hidden units add to ΔE beside the linear part, from the product of their
        /// factors.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn product_change(product: $float) -> $float {
            -product.ln()
        }

        /// ΔE from the fields of both states and the sum over the hidden units.
        #[cfg_attr(not(cotangent_device), differentiable)]
        #[inline]
        pub fn energy_change(present: $float, flipped: $float, hidden: $float) -> $float {
            present - flipped + hidden
        }

        /// σ(−β ΔE)², what a flip adds to the ratio-matching risk.
        #[cfg_attr(not(cotangent_device), differentiable(wrt(change)))]
        #[inline]
        pub fn ratio_risk(change: $float, beta: $float) -> $float {
            let s = sigmoid(-beta * change);
            s * s
        }

        /// exp(−ΔE − top), a state's weight among those of its site; `top` is the largest −ΔE.
        #[cfg_attr(not(cotangent_device), differentiable(wrt(change)))]
        #[inline]
        pub fn boltzmann(change: $float, top: $float) -> $float {
            (-change - top).exp()
        }

        /// ln Σ exp(−ΔE), what a site adds to the negative log-pseudolikelihood, from the sum of its
        /// [`boltzmann()`] weights.
        #[cfg_attr(not(cotangent_device), differentiable(wrt(sum)))]
        #[inline]
        pub fn log_partition(sum: $float, top: $float) -> $float {
            sum.ln() + top
        }
    };
}

/// The energies in `f64`.
pub mod double {
    energies_in!(f64, 300.0);
}

/// The energies in `f32`.
pub mod single {
    energies_in!(f32, 50.0);
}
