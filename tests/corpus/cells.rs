//! Rows of `support/corpus/cells.rs`.

use cotangent_tests::corpus::cells::*;
use cotangent_tests::harness::{Section, vec_of};
use cotangent_tests::row;

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Cells of tables",
        rows: vec![
            row!("cells that stay", lanes cells_that_stay(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("rows of rows", lanes rows_of_rows(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0), constant 0usize..3)),
            row!("rows that overlap",
                lanes rows_at_half_length(by_ref vec_of(1..4, -1.0..1.0), constant 0usize..4)),
            row!("cells that change", lanes cells_changed_later(by_ref vec_of(0..5, -1.0..1.0))),
            row!("cells that change",
                lanes cells_of_each_step(by_ref vec_of(0..5, -1.0..1.0), constant 0usize..4)),
            row!("cells that change",
                lanes blocks_of_two_loops(by_ref vec_of(0..4, -1.0..1.0), constant 0usize..3)),
            row!("tables made anew", lanes cells_in_part(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("tables made anew", lanes cells_read_ahead(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("tables made anew", lanes cells_made_anew(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("cells that change",
                lanes cells_that_swap(by_ref vec_of(0..4, -1.0..1.0), constant 0usize..4)),
            row!("cells that stay", lanes cells_of_branches(by_ref vec_of(0..4, 0.1..1.0),
                by_ref vec_of(0..4, 0.1..1.0)) -> _),
            row!("cells that change",
                lanes cells_at_moving_places(by_ref vec_of(1..4, -0.5..0.5), constant 0usize..3)),
            row!("cells that change", lanes cells_of_two_tables(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0))),
            row!("halves of rows", lanes halves_of_rows(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..3, -1.0..1.0), constant 0usize..3)),
            row!("halves of rows", lanes slices_in_common(by_ref vec_of(0..5, -1.0..1.0))),
            row!("cells that change",
                lanes elements_in_turn(by_ref vec_of(1..4, -1.0..1.0), constant 0usize..4)),
            row!("cells that change",
                lanes values_put_back(by_ref vec_of(1..4, -1.0..1.0), constant 0usize..4)),
            row!("elements that are added to alike", lanes row_against_rows(by_ref vec_of(0..4, -1.0..1.0),
                by_ref vec_of(0..4, -1.0..1.0), constant 0usize..2)),
            row!("elements that are added to alike",
                lanes slices_added_again(by_ref vec_of(1..4, -0.5..0.5), constant 0usize..4)),
        ],
    }
}

#[test]
fn halves_that_are_too_short_are_as_loud_as_in_the_function() {
    let x = [0.5, -0.3, 0.2, 0.7];
    assert_eq!(heads_of_halves::value_and_grad(&x, 2).0, heads_of_halves(&x, 2));
    assert!(std::panic::catch_unwind(|| heads_of_halves(&x, 3)).is_err());
    assert!(std::panic::catch_unwind(|| heads_of_halves::value_and_grad(&x, 3)).is_err());
    assert!(std::panic::catch_unwind(|| heads_of_halves::jvp(&x, 3, &x)).is_err());
    assert!(std::panic::catch_unwind(|| heads_of_halves::vjp(&x, 3).0).is_err());
}

#[test]
fn elements_that_no_round_comes_to_need_not_exist() {
    let x = [0.5, 0.25];
    let never = heads_in_some_rounds::value_and_grad(&x, 5, 3, 4);
    assert_eq!(never, (0.0, vec![0.0; 2]));
    let (value, gradient) = heads_in_some_rounds::value_and_grad(&x, 2, 3, 2);
    assert_eq!((value, gradient), (0.03515625, vec![0.09375; 2]));
    assert!(std::panic::catch_unwind(|| heads_in_some_rounds::value_and_grad(&x, 3, 3, 2)).is_err());
}

#[test]
fn rows_hold() {
    rows().check(16);
}
