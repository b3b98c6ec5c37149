//! Rows of `support/corpus/iterators.rs`.

use cotangent_tests::corpus::iterators::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, array, vec_of};
use cotangent_tests::row;

/// Vectors of different values, so that no two are within a difference's step.
fn distinct(start: f64) -> impl Domain<Value = Vec<f64>> {
    By(move |draw: &mut Draw| {
        let n = draw.whole(&(0..7));
        let mut v: Vec<f64> =
            (0..n).map(|i| start + 0.3 * i as f64 + (0.0..0.2).draw(draw)).collect();
        for i in (1..n).rev() {
            v.swap(i, draw.whole(&(0..i + 1)));
        }
        v
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Iterators",
        rows: vec![
            row!("`iter`, `map`, `sum`", sum_of_squares(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`zip`", zipped_dot(by_ref vec_of(0..6, -1.0..1.0),
                by_ref vec_of(0..6, -1.0..1.0))),
            row!("`enumerate`", first_moment(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`product`", geometric_mean(by_ref vec_of(0..6, 0.5..2.0))),
            row!("`fold`, `copied`", log_sum_exp(by_ref By(|draw: &mut Draw| {
                let mut v = distinct(-1.0).draw(draw);
                v.push(-2.0);
                v
            }))),
            row!("`collect` into `Vec`", softmax(by_ref distinct(-1.0)) -> _),
            row!("`rev`, `fold`", folded_horner(by_ref vec_of(0..6, -1.0..1.0), val -1.0..1.0)),
            row!("`iter_mut`", scaled_in_place(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`iter_mut`", gradient_step(by_mut vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), val 0.1..0.5) -> () where n in 0..6),
            row!("`into_iter`", consumed(val vec_of(0..6, -1.0..1.0), val -1.0..1.0)),
            row!("`windows`", windowed_energy(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`windows`", convolution(by_ref vec_of(0..7, -1.0..1.0),
                by_ref array::<3>(-1.0..1.0)) -> _),
            row!("`chunks`", block_norms(by_ref vec_of(0..9, -1.0..1.0))),
            row!("`chunks_exact`", shoelace(by_ref vec_of(0..9, -1.0..1.0))),
            row!("`chunks_mut`", normalised_rows(by_mut vec_of(3 * n, -1.0..1.0),
                constant 3usize..4) -> () where n in 0..4),
            row!("`step_by`", thinned(by_ref vec_of(0..9, -1.0..1.0))),
            row!("`skip`, `take`", trimmed(by_ref vec_of(0..7, -1.0..1.0), val 0.5..1.5)),
            row!("`skip`, `zip`", autocovariance(by_ref vec_of(0..7, -1.0..1.0),
                constant 0usize..3)),
            row!("`filter`", sum_above(by_ref distinct(-1.0), val -1.0..0.5)).kinked(),
            row!("`filter`, `rev`, `enumerate`", filtered_positions(by_ref vec_of(0..7, -1.0..1.0))),
            row!("`filter_map`", square_roots(by_ref vec_of(0..7, -1.0..1.0))),
            row!("`scan`", moving_average(by_ref vec_of(0..6, -1.0..1.0), val 0.1..0.9) -> _),
            row!("`scan`", until_large(by_ref vec_of(0..7, 0.1..0.9))),
            row!("`for_each`", accumulated(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`for_each`, `iter_mut`", mixed_in_place(by_mut vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), val 0.1..0.9) -> () where n in 0..6),
            row!("ranges as iterators", riemann_sum(val 0.5..2.0, constant 0usize..9)),
            row!("`chunks_exact`, nested chains", chained_matvec(by_ref vec_of(n * n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0)) -> _ where n in 0..4),
            row!("`flat_map`", pair_products(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`chain`", chained(by_ref vec_of(0..5, -1.0..1.0), by_ref vec_of(0..5, -1.0..1.0))),
            row!("`take_while`, `skip_while`", prefix_and_rest(by_ref vec_of(0..7, 0.0..1.0))),
            row!("`next`, `nth`, `last`", picked(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`any`, `all`", decided(by_ref vec_of(0..4, -0.3..1.0), val 0.5..1.5)),
            row!("`unzip`", unzipped(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`into_iter`, nested chains",
                nested_rows(val vec_of(0..4, vec_of(0..4, -1.0..1.0)))),
            row!("`max_by`", largest(by_ref distinct(-1.0))),
            row!("`min_by`, `max_by`, `find`", spread(by_ref distinct(-0.9))),
            row!("`filter`, `max_by`", largest_below(by_ref distinct(-0.9), val 0.5..1.5)),
            row!("`min_by`", distance_to_closest(by_ref vec_of(0..5, array::<2>(-1.0..1.0)),
                val array::<2>(2.0..3.0))),
            row!("`position`, `max_by`", looked_up(by_ref By(|draw: &mut Draw| {
                let mut v = distinct(-0.6).draw(draw);
                v.truncate(3);
                v.extend((v.len()..4).map(|i| 2.0 + i as f64));
                v
            }), by_ref vec_of(4, -1.0..1.0))),
            row!("items without written types", untyped_items(val 0.2..1.0, val 0.2..1.0)),
            row!("`min_by_key`, `max_by_key`",
                by_key(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`reduce`", reduced(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`map_while`", squares_while(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`partition`", grouped(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`chain`, `rev`", chained_jumps(by_ref vec_of(0..5, -1.0..1.0),
                by_ref vec_of(0..5, -1.0..1.0))),
            row!("iterators in variables",
                held_iterators(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`into_iter`", scaled_rows(val vec_of(0..4, vec_of(0..4, -1.0..1.0)),
                val 0.5..1.5) -> _),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
