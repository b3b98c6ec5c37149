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
            row!("`iter`, `map`, `sum`", lanes sum_of_squares(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`zip`", lanes zipped_dot(by_ref vec_of(0..6, -1.0..1.0),
                by_ref vec_of(0..6, -1.0..1.0))),
            row!("`enumerate`", lanes first_moment(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`product`", lanes geometric_mean(by_ref vec_of(0..6, 0.5..2.0))),
            row!("`fold`, `copied`", lanes log_sum_exp(by_ref By(|draw: &mut Draw| {
                let mut v = distinct(-1.0).draw(draw);
                v.push(-2.0);
                v
            }))),
            row!("`collect` into `Vec`", lanes softmax(by_ref distinct(-1.0)) -> _),
            row!("`rev`, `fold`", lanes folded_horner(by_ref vec_of(0..6, -1.0..1.0), val -1.0..1.0)),
            row!("`iter_mut`", lanes scaled_in_place(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`iter_mut`", lanes gradient_step(by_mut vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), val 0.1..0.5) -> () where n in 0..6),
            row!("`into_iter`", lanes consumed(val vec_of(0..6, -1.0..1.0), val -1.0..1.0)),
            row!("`windows`", lanes windowed_energy(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`windows`", lanes convolution(by_ref vec_of(0..7, -1.0..1.0),
                by_ref array::<3>(-1.0..1.0)) -> _),
            row!("`chunks`", lanes block_norms(by_ref vec_of(0..9, -1.0..1.0))),
            row!("`chunks_exact`", lanes shoelace(by_ref vec_of(0..9, -1.0..1.0))),
            row!("`chunks_mut`", lanes normalised_rows(by_mut vec_of(3 * n, -1.0..1.0),
                constant 3usize..4) -> () where n in 0..4),
            row!("`step_by`", lanes thinned(by_ref vec_of(0..9, -1.0..1.0))),
            row!("`skip`, `take`", lanes trimmed(by_ref vec_of(0..7, -1.0..1.0), val 0.5..1.5)),
            row!("`skip`, `zip`", lanes autocovariance(by_ref vec_of(0..7, -1.0..1.0),
                constant 0usize..3)),
            row!("`filter`", lanes sum_above(by_ref distinct(-1.0), val -1.0..0.5)).kinked(),
            row!("`filter`, `rev`, `enumerate`", lanes filtered_positions(by_ref vec_of(0..7, -1.0..1.0))),
            row!("`filter_map`", lanes square_roots(by_ref vec_of(0..7, -1.0..1.0))),
            row!("`scan`", lanes moving_average(by_ref vec_of(0..6, -1.0..1.0), val 0.1..0.9) -> _),
            row!("`scan`", lanes until_large(by_ref vec_of(0..7, 0.1..0.9))),
            row!("`for_each`", lanes accumulated(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`for_each`, `iter_mut`", lanes mixed_in_place(by_mut vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), val 0.1..0.9) -> () where n in 0..6),
            row!("ranges as iterators", lanes riemann_sum(val 0.5..2.0, constant 0usize..9)),
            row!("`chunks_exact`, nested chains", lanes chained_matvec(by_ref vec_of(n * n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0)) -> _ where n in 0..4),
            row!("`flat_map`", lanes pair_products(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`chain`", lanes chained(by_ref vec_of(0..5, -1.0..1.0), by_ref vec_of(0..5, -1.0..1.0))),
            row!("`take_while`, `skip_while`", lanes prefix_and_rest(by_ref vec_of(0..7, 0.0..1.0))),
            row!("`next`, `nth`, `last`", lanes picked(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`any`, `all`", lanes decided(by_ref vec_of(0..4, -0.3..1.0), val 0.5..1.5)),
            row!("`unzip`", lanes unzipped(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`into_iter`, nested chains",
                lanes nested_rows(val vec_of(0..4, vec_of(0..4, -1.0..1.0)))),
            row!("`max_by`", lanes largest(by_ref distinct(-1.0))),
            row!("`min_by`, `max_by`, `find`", lanes spread(by_ref distinct(-0.9))),
            row!("`filter`, `max_by`", lanes largest_below(by_ref distinct(-0.9), val 0.5..1.5)),
            row!("`min_by`", lanes distance_to_closest(by_ref vec_of(0..5, array::<2>(-1.0..1.0)),
                val array::<2>(2.0..3.0))),
            row!("`position`, `max_by`", lanes looked_up(by_ref By(|draw: &mut Draw| {
                let mut v = distinct(-0.6).draw(draw);
                v.truncate(3);
                v.extend((v.len()..4).map(|i| 2.0 + i as f64));
                v
            }), by_ref vec_of(4, -1.0..1.0))),
            row!("items without written types", lanes untyped_items(val 0.2..1.0, val 0.2..1.0)),
            row!("`min_by_key`, `max_by_key`",
                lanes by_key(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`reduce`", lanes reduced(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`map_while`", lanes squares_while(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`partition`", lanes grouped(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`chain`, `rev`", lanes chained_jumps(by_ref vec_of(0..5, -1.0..1.0),
                by_ref vec_of(0..5, -1.0..1.0))),
            row!("iterators in variables",
                lanes held_iterators(by_ref vec_of(0..6, -1.0..1.0), val 0.5..1.5)),
            row!("`into_iter`", lanes scaled_rows(val vec_of(0..4, vec_of(0..4, -1.0..1.0)),
                val 0.5..1.5) -> _),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
