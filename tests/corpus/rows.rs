//! Rows of `support/corpus/rows.rs`.

use cotangent_tests::corpus::rows::*;
use cotangent_tests::harness::{Section, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Rows of buffers",
        rows: vec![
            row!("rows of a buffer", lanes row_energies(by_ref vec_of(0..5, -1.0..1.0), constant 0usize..5,
                by_ref vec_of(0..4, -1.0..1.0), by_mut vec_of(0..5, -1.0..1.0)) -> ()),
            row!("rows of a buffer",
                lanes rows_in_part(by_ref vec_of(0..5, -1.0..1.0), constant 0usize..4)),
            row!("rows that overlap",
                lanes overlapping_rows(by_ref vec_of(0..5, -1.0..1.0), constant 0usize..4)),
            row!("rows that overlap",
                lanes rows_from_above(by_ref vec_of(0..5, -1.0..1.0), constant 0usize..4)),
            row!("rows of a buffer", lanes lent_rows(by_ref vec_of(0..5, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("rows of a buffer", lanes fresh_rows(by_ref vec_of(0..5, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("rows of a buffer",
                lanes rows_of_blocks(by_ref vec_of(0..4, -1.0..1.0), constant 0usize..3)),
            row!("rows of a buffer", lanes returned_rows(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0)) -> _),
            row!("rows of a buffer", lanes rows_in_place(val vec_of(0..9, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0)) -> _),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
