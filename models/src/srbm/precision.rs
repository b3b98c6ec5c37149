//! What differs between `f32` and `f64`: which functions the macro wrote the derivatives of.

use super::objective::{Chunk, Rows, Setting, lanes, plain, regulariser};
use super::{Model, Parts, PartsMut, Real};
use cotangent::Scalar;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// A precision that models come in, `f32` or `f64`.
pub trait Precision: Real + Scalar + npyz::AutoSerialize + Serialize + DeserializeOwned {
    /// Its name in the format of safetensors.
    const DTYPE: safetensors::Dtype;

    /// Appends its bytes, the lowest first.
    fn put_bytes(self, to: &mut Vec<u8>);

    /// Bound of the logarithm of a product of hidden units' factors.
    const LARGEST_LOG: Self;

    /// A number of half as many bits, with as large an exponent where there is one.
    type Half: Copy + Default + PartialEq + Debug + Send + Sync + Serialize + DeserializeOwned;

    /// The nearest number of half the bits.
    fn half(self) -> Self::Half;

    /// A number of half the bits as it is.
    fn whole(half: Self::Half) -> Self;

    /// The nearest number of this precision.
    fn of(x: f64) -> Self {
        <Self as Scalar>::from_f64(x)
    }

    /// The risk of a chunk of samples, from their fields.
    fn risk(
        parts: Parts<Self>,
        fields: &[Self],
        chunk: &Chunk<Self>,
        setting: &Setting<Self>,
        rows: &mut Rows<Self>,
    ) -> Self;

    /// The same with its gradient in W, b and the fields, which is overwritten.
    #[allow(clippy::too_many_arguments, reason = "the derivative's")]
    fn risk_and_grad(
        parts: Parts<Self>,
        fields: &[Self],
        chunk: &Chunk<Self>,
        setting: &Setting<Self>,
        w_bar: &mut [Self],
        b_bar: &mut [Self],
        fields_bar: &mut [Self],
    ) -> Self;

    /// The whole loss in its direct form; see [`plain`].
    fn plain_loss(model: &Model<Self>, data: plain::Data<'_, Self>) -> Self;

    /// The same with its gradient, which is overwritten.
    fn plain_loss_and_grad(
        model: &Model<Self>,
        data: plain::Data<'_, Self>,
        gradient: &mut Model<Self>,
    ) -> Self;

    /// A norm of some parameters with its gradient, which is overwritten.
    fn penalty(norm: regulariser::Norm, width: usize, x: &[Self], x_bar: &mut [Self]) -> Self;
}

macro_rules! precision {
    ($float:ident, $module:ident, $dtype:ident, $half:ident, $to_half:expr, $to_whole:expr) => {
        impl Precision for $float {
            type Half = $half;

            #[inline(always)]
            fn half(self) -> $half {
                $to_half(self)
            }

            #[inline(always)]
            fn whole(half: $half) -> Self {
                $to_whole(half)
            }

            const DTYPE: safetensors::Dtype = safetensors::Dtype::$dtype;

            fn put_bytes(self, to: &mut Vec<u8>) {
                to.extend(self.to_le_bytes());
            }

            const LARGEST_LOG: Self = cotangent_kernels::energy::$module::LARGEST_LOG;

            fn risk(
                parts: Parts<Self>,
                fields: &[Self],
                chunk: &Chunk<Self>,
                setting: &Setting<Self>,
                rows: &mut Rows<Self>,
            ) -> Self {
                lanes::$module::chunk_risk_in(parts.w, parts.b, fields, chunk, setting, rows)
            }

            fn risk_and_grad(
                parts: Parts<Self>,
                fields: &[Self],
                chunk: &Chunk<Self>,
                setting: &Setting<Self>,
                w_bar: &mut [Self],
                b_bar: &mut [Self],
                fields_bar: &mut [Self],
            ) -> Self {
                let Parts { w, b, .. } = parts;
                let rule = lanes::$module::chunk_risk::value_and_grad_into;
                rule(w, b, fields, chunk, setting, w_bar, b_bar, fields_bar)
            }

            fn plain_loss(model: &Model<Self>, data: plain::Data<'_, Self>) -> Self {
                let Parts { h, j, w, b } = model.parts();
                let plain::Data { states, weights, problem } = data;
                let c = model.prefactors();
                plain::$module::loss(h, j, w, b, c, states, weights, &problem)
            }

            fn plain_loss_and_grad(
                model: &Model<Self>,
                data: plain::Data<'_, Self>,
                gradient: &mut Model<Self>,
            ) -> Self {
                let Parts { h, j, w, b } = model.parts();
                let PartsMut { h: h_bar, j: j_bar, w: w_bar, b: b_bar } = gradient.parts_mut();
                let plain::Data { states, weights, problem } = data;
                let c = model.prefactors();
                let rule = plain::$module::loss::value_and_grad_into;
                rule(h, j, w, b, c, states, weights, &problem, h_bar, j_bar, w_bar, b_bar)
            }

            fn penalty(
                norm: regulariser::Norm,
                width: usize,
                x: &[Self],
                x_bar: &mut [Self],
            ) -> Self {
                use regulariser::{Norm, $module as norms};
                match norm {
                    Norm::L2 => norms::squares::value_and_grad_into(x, x_bar),
                    Norm::L1 => norms::magnitudes::value_and_grad_into(x, x_bar),
                    Norm::Groups => norms::group_norms::value_and_grad_into(x, width, x_bar),
                }
            }
        }
    };
}

precision!(f32, single, F32, u16, upper_bits, |half: u16| f32::from_bits(u32::from(half) << 16));
precision!(f64, double, F64, f32, |x: f64| x as f32, f64::from);

/// The upper half of the nearest number whose lower half is 0, the even one of two (bfloat16).
#[inline(always)]
fn upper_bits(x: f32) -> u16 {
    let bits = x.to_bits();
    // What is no number stays none, as its upper half is.
    let up = if x.is_nan() { 0x0040_0000 } else { 0x7fff + ((bits >> 16) & 1) };
    ((if x.is_nan() { bits | up } else { bits + up }) >> 16) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_the_nearest_numbers() {
        for (x, expected) in [
            (0.0_f32, 0.0_f32),
            (-1.5, -1.5),
            (1.0 + 2.0_f32.powi(-8), 1.0),
            (1.0 + 3.0 * 2.0_f32.powi(-8), 1.0 + 2.0_f32.powi(-6)),
            (1.0 + 1.01 * 2.0_f32.powi(-8), 1.0 + 2.0_f32.powi(-7)),
            (f32::MAX, f32::INFINITY),
            (f32::NEG_INFINITY, f32::NEG_INFINITY),
        ] {
            assert_eq!(f32::whole(x.half()), expected, "{x}");
        }
        assert!(f32::whole(f32::from_bits(0x7f80_0001).half()).is_nan());
        assert!(f32::whole(f32::from_bits(0xffff_ffff).half()).is_nan());
        assert_eq!(f64::whole((1.0 + 1e-12).half()), 1.0);
    }
}
