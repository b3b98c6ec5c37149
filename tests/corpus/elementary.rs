//! Rows of `support/corpus/elementary.rs`.

use cotangent_tests::corpus::elementary::*;
use cotangent_tests::harness::{Section, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Functions of `cotangent::math`",
        rows: vec![
            row!("`math::exp`", double::exp(val -2.0..2.0)),
            row!("`math::exp_m1`", double::exp_m1(val -1.0..1.0)),
            row!("`math::ln`", double::ln(val 0.3..3.0)),
            row!("`math::ln_1p`", double::ln_1p(val -0.5..2.0)),
            row!("`math::tanh`", double::tanh(val -2.0..2.0)),
            row!("`math::sigmoid`", double::sigmoid(val -3.0..3.0)),
            row!("`math::softplus`", double::softplus(val -3.0..3.0)),
            row!("`math::logcosh`", double::logcosh(val -3.0..3.0)),
            row!("`math::sin`", double::sin(val -9.0..9.0)),
            row!("`math::cos`", double::cos(val -9.0..9.0)),
            row!("`math::sin_near`", double::sin_near(val -9.0..9.0)),
            row!("`math::cos_near`", double::cos_near(val -9.0..9.0)),
            row!("`math::sqrt`", double::sqrt(val 0.3..3.0)),
            row!("`math::sin_cos`", double::sin_cos(val -3.0..3.0) -> _),
            row!("`math::sin_cos_near`", double::sin_cos_near(val -3.0..3.0) -> _),
            row!("`math::powf`", double::powf(val 0.3..2.0, val -2.0..2.0)),
            row!("`math::exp`", single::exp(val -2.0f32..2.0)).single(),
            row!("`math::exp_m1`", single::exp_m1(val -1.0f32..1.0)).single(),
            row!("`math::ln`", single::ln(val 0.3f32..3.0)).single(),
            row!("`math::ln_1p`", single::ln_1p(val -0.5f32..2.0)).single(),
            row!("`math::tanh`", single::tanh(val -2.0f32..2.0)).single(),
            row!("`math::sigmoid`", single::sigmoid(val -3.0f32..3.0)).single(),
            row!("`math::softplus`", single::softplus(val -3.0f32..3.0)).single(),
            row!("`math::logcosh`", single::logcosh(val -3.0f32..3.0)).single(),
            row!("`math::sin`", single::sin(val -9.0f32..9.0)).single(),
            row!("`math::cos`", single::cos(val -9.0f32..9.0)).single(),
            row!("`math::sin_near`", single::sin_near(val -9.0f32..9.0)).single(),
            row!("`math::cos_near`", single::cos_near(val -9.0f32..9.0)).single(),
            row!("`math::sqrt`", single::sqrt(val 0.3f32..3.0)).single(),
            row!("`math::sin_cos`", single::sin_cos(val -3.0f32..3.0) -> _).single(),
            row!("`math::sin_cos_near`", single::sin_cos_near(val -3.0f32..3.0) -> _).single(),
            row!("`math::powf`", single::powf(val 0.3f32..2.0, val -2.0f32..2.0)).single(),
            row!("`math::exp_into` and the others over slices",
                waves(by_ref vec_of(n, -2.0..2.0), by_mut vec_of(n, -1.0..1.0)) -> () where n in 0..7),
            row!("`math::exp_into` and the others over slices",
                activations(by_ref vec_of(4, -1.0..2.0))),
            row!("`math = \"vector\"`", replaced(by_ref vec_of(3, 0.3..2.0), val 0.5..1.5)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(8);
}
