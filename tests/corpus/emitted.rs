//! Rows of `support/corpus/emitted.rs`.

use cotangent_tests::corpus::emitted::*;
use cotangent_tests::harness::{Section, array, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Worked examples",
        rows: vec![
            row!("accumulating loop over neighbours",
                rosenbrock(by_ref vec_of(0..9, -1.5..1.5))),
            row!("run-time trip count", root(val 0.3..3.0)),
            row!("`continue` and early return",
                first_over(by_ref vec_of(0..9, -1.0..2.5), val 1.0..3.0)),
            row!("carried state and dear functions", sigmoid(val - 5.0..5.0)),
            row!("carried state and dear functions",
                once gru_loss(by_ref array::<4>(-1.0..1.0), constant_ref vec_of(0..9, -1.0..1.0))),
            row!("one of several `wrt` lists", by_name { score, score::jvp_wrt_theta,
                score::vjp_wrt_theta, score::grad_wrt_theta, score::value_and_grad_wrt_theta,
                score::value_and_grad_into_wrt_theta }
                (by_ref array::<3>(-1.0..1.0), constant -2.0..2.0)),
            row!("one of several `wrt` lists", by_name { score, score::jvp_wrt_x,
                score::vjp_wrt_x, score::grad_wrt_x, score::value_and_grad_wrt_x,
                score::value_and_grad_into_wrt_x }
                (constant_ref array::<3>(-1.0..1.0), val -2.0..2.0)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
