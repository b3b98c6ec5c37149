//! What differs between `f32` and `f64`: which functions the macro wrote the derivatives of.

use super::objective::{Chunk, Setting, lanes, plain, regulariser};
use super::{Model, Parts, PartsMut, Real};
use cotangent::Scalar;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A precision that models come in, `f32` or `f64`.
pub trait Precision: Real + Scalar + npyz::AutoSerialize + Serialize + DeserializeOwned {
    /// Its name in the format of safetensors.
    const DTYPE: safetensors::Dtype;

    /// Appends its bytes, the lowest first.
    fn put_bytes(self, to: &mut Vec<u8>);

    /// Bound of the logarithm of a product of hidden units' factors.
    const LARGEST_LOG: Self;

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
    ($float:ident, $module:ident, $dtype:ident) => {
        impl Precision for $float {
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
            ) -> Self {
                lanes::$module::chunk_risk(parts.w, parts.b, fields, chunk, setting)
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

precision!(f32, single, F32);
precision!(f64, double, F64);
