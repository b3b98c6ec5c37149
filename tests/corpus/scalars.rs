//! Rows of `support/corpus/scalars.rs`.

use cotangent_tests::corpus::scalars::*;
use cotangent_tests::harness::{Section, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Scalars",
        rows: vec![
            row!("operators", four_operators(val - 1.0..1.0, val - 1.0..1.0)),
            row!("literals", literals(val 0.5..2.0)),
            row!("named constants",
                normal_log_density(val -1.0..1.0, val -1.0..1.0, val 0.5..2.0)),
            row!("chains of methods", chain_of_methods(val - 1.0..1.0)),
            row!("methods as associated functions",
                associated_methods(val 1.1..2.0, val 0.1..1.0)),
            row!("`sin_cos`", sin_and_cos(val -1.0..1.0, val 0.5..2.0)),
            row!("chains of methods",
                haversine(val 0.1..0.5, val 0.1..0.5, val 0.7..1.0, val 0.7..1.0)),
            row!("chains of methods", call_price(val 80.0..120.0, val 80.0..120.0, val 0.01..0.1,
                val 0.1..0.4, val 0.5..2.0)),
            row!("named constants",
                gas_pressure(val 1.0..2.0, val 0.9..1.1, val 0.5..1.0, val 0.1..0.2)),
            row!("run-time exponents", run_time_powers(val 0.5..2.0, val -2.0..2.0,
                constant -3i32..4)),
            row!("`%` and `%=`", remainders(val 1.0..3.0, val 0.7..0.9)).kinked(),
            row!("`rem_euclid`", wrapped_angle(val -9.0..9.0, val 6.0..6.5)).kinked(),
            row!("piecewise-constant methods", with_steps(val - 3.0..3.0)),
            row!("`min`, `abs`, `signum`", minmod(val - 1.0..1.0, val - 1.0..1.0)),
            row!("`clamp`", clamped(val -1.0..2.0, val -0.5..0.0, val 0.5..1.0)),
            row!("casts", integer_casts(val -1.0..1.0, constant -3i32..4, constant 0u8..5)),
            row!("casts", masks(val - 1.0..1.0, val - 1.0..1.0)),
            row!("mixed precision", mixed_dot(by_ref vec_of(n, -1.0f32..1.0),
                by_ref vec_of(n, -1.0f32..1.0)) where n in 0..6)
            .single(),
            row!("mixed precision", through_single(val - 1.0..1.0, val - 1.0f32..1.0)).single(),
            row!("`f32`", gelu(val - 2.0f32..2.0)).single(),
            row!("`f32`", single_variance(by_ref vec_of(0..6, -1.0f32..1.0))).single(),
            row!("`f32`", late_type(val -1.0f32..1.0, constant 0usize..5)).single(),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
