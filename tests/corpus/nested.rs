//! Rows of `support/corpus/nested.rs`.

use cotangent_tests::corpus::nested::*;
use cotangent_tests::harness::{Section, array, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Derivatives inside a loss",
        rows: vec![
            row!("`jvp` of another function",
                once ism(by_ref array::<3>(-1.0..1.0), constant_ref vec_of(1..7, -2.0..2.0))),
            row!("own second order", double_well(val -1.5..1.5, val 0.5..2.0)),
            row!("`grad` of another function",
                langevin_residual(val -1.0..1.0, val -1.0..1.0, val 0.5..2.0, val 0.01..0.1)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
