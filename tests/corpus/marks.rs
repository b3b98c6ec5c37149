//! Rows of `support/corpus/marks.rs`.

use cotangent_tests::corpus::marks::*;
use cotangent_tests::harness::{Section, array, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Loops with a mark",
        rows: vec![
            row!("`#[checkpoint(every = ..)]`",
                logistic_orbit(val 0.1..0.9, val 2.0..3.5, constant 0usize..13)),
            row!("`#[checkpoint(snapshots = ..)]`", settling(val 0.5..2.0, val 0.1..0.3)),
            row!("`#[checkpoint(budget = ..)]`",
                diffusion(by_ref vec_of(0..5, -1.0..1.0), val 0.05..0.2, constant 0usize..9)),
            row!("`#[parallel]` sums", residuals(by_ref array::<2>(-1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), by_ref vec_of(n, -1.0..1.0)) where n in 0..40),
            row!("`#[parallel]` with an element for each iteration",
                stencil(by_ref vec_of(1..9, -1.0..1.0), val 0.5..1.0)),
            row!("`#[parallel]` on `&mut` parameters", relax_in_parallel(by_mut vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), val 0.2..0.8) -> () where n in 0..7),
            row!("`#[parallel]` on `chunks_exact`", densities(by_ref vec_of(2 * n, -1.0..1.0),
                by_ref array::<3>(-1.0..1.0)) where n in 0..7),
            row!("checkpoints inside checkpoints",
                nested_orbits(by_ref vec_of(0..5, -1.0..1.0), val 0.2..0.8, constant 0usize..6)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
