//! Rows of `support/corpus/containers.rs`.

use cotangent_tests::corpus::containers::*;
use cotangent_tests::harness::{
    By, Domain, Draw, Section, array, matrix, one_of, optional, vec_of,
};
use cotangent_tests::row;

/// Vectors of different values in any order.
fn distinct() -> impl Domain<Value = Vec<f64>> {
    By(|draw: &mut Draw| {
        let n = draw.whole(&(0..7));
        let mut v: Vec<f64> =
            (0..n).map(|i| 0.3 * i as f64 - 0.5 + (0.0..0.2).draw(draw)).collect();
        for i in (1..n).rev() {
            v.swap(i, draw.whole(&(0..i + 1)));
        }
        v
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Containers",
        rows: vec![
            row!("arrays", lanes array_mean(val array::<4>(-1.0..1.0))),
            row!("arrays",
                lanes cross(by_ref array::<3>(-1.0..1.0), by_ref array::<3>(-1.0..1.0)) -> _),
            row!("arrays", lanes triple_product(by_ref array::<3>(-1.0..1.0),
                by_ref array::<3>(-1.0..1.0), by_ref array::<3>(-1.0..1.0))),
            row!("arrays", lanes repeated(val - 1.0..1.0, val - 1.0..1.0)),
            row!("`map` on arrays", lanes mapped_array(val array::<3>(-1.0..1.0), val 0.5..1.5) -> _),
            row!("nested arrays", lanes determinant(val matrix::<3>(-1.0..1.0))),
            row!("slices at active indices", lanes bilinear(by_ref vec_of(12, -1.0..1.0),
                constant 4usize..5, val 0.0..3.0, val 0.0..2.0)),
            row!("sub-slices", lanes sub_slices(by_ref vec_of(3..6, 0.5..1.5), constant 1usize..3)),
            row!("`first`, `last`, `get`, `split_first`",
                lanes slice_methods(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`fill`, `copy_from_slice`, `swap`, `reverse`, `rotate_left`",
                lanes moved_around(by_ref vec_of(0..5, -1.0..1.0), val -1.0..1.0)),
            row!("`sort_by`", lanes weighted_order(by_ref distinct())),
            row!("`with_capacity`, `push`",
                lanes trajectory(val 0.1..0.9, val 0.5..2.0, constant 0usize..6) -> _),
            row!("`push`, `pop`, `extend_from_slice`", lanes stack_machine(by_ref vec_of(0..6, -1.0..1.0),
                constant_ref vec_of(0..5, one_of([b'+', b'*', b'-'])))),
            row!("`vec!`", lanes vec_macro(val -1.0..1.0, val -1.0..1.0, constant 0usize..5)),
            row!("`extend`", lanes extended(by_ref vec_of(0..5, -1.0..1.0), val -1.0..1.0) -> _),
            row!("`to_vec`", lanes copy_and_original(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`insert`, `remove`, `resize`, `truncate`, `clear`",
                lanes edited(by_ref vec_of(0..5, -1.0..1.0), val -1.0..1.0)),
            row!("`Vec` by value", lanes squared_in_place(val vec_of(0..5, -1.0..1.0)) -> _),
            row!("slices of arrays",
                lanes inertia(by_ref vec_of(0..5, array::<2>(-1.0..1.0)), val 0.5..2.0)),
            row!("`Vec` of `Vec`", lanes ragged(constant 0usize..5, val 0.5..1.0)),
            row!("tuples", lanes tuple_places(val (-1.0..1.0, (-1.0..1.0, -1.0..1.0))) -> _),
            row!("tuples", lanes counted_sum(by_ref vec_of(0..6, -1.0..1.0)) -> _),
            row!("`Option`", lanes option_methods(val optional(0.2..1.0), val -1.0..1.0)),
            row!("`Option`", lanes running_pairs(by_ref vec_of(0..6, -1.0..1.0))),
            row!("`Option`", lanes smallest_positive(by_ref distinct(), val -1.0..1.0)),
            row!("`Box`", lanes boxed(val - 1.0..1.0, val - 1.0..1.0)),
            row!("`Box`", lanes boxed_slice(by_ref vec_of(0..5, -1.0..1.0), val 0.5..1.5)),
            row!("`push`, `pop`", lanes two_stack_queue(by_ref vec_of(0..5, -1.0..1.0), val 0.5..1.5)),
            row!("`split_off`, `append`",
                lanes cut_and_joined(by_ref vec_of(0..5, -1.0..1.0), val 0.5..1.5)),
            row!("indices that change", lanes moving_indices(by_ref array::<4>(-1.0..1.0))),
            row!("`get`", lanes merged(by_ref vec_of(0..4, -1.0..1.0), by_ref vec_of(0..4, -1.0..1.0)) -> _),
            row!("`sort_by`, `insert`, `remove`, `truncate`, `resize`, `last_mut`",
                lanes population(by_ref distinct(), val 0.71..0.77)),
            row!("`first`, `last`",
                lanes outer_rows(by_ref vec_of(0..4, vec_of(0..4, -1.0..1.0)), val 0.5..1.5)),
            row!("`retain`, `rotate_right`, `swap_remove`", lanes kept(by_ref distinct())),
            row!("`sort_by`", lanes area_under(by_ref By(|draw: &mut Draw| {
                let mut v = distinct().draw(draw);
                v.truncate(4);
                v.extend((v.len()..4).map(|i| 2.0 + i as f64));
                v
            }), by_ref vec_of(4, -1.0..1.0))),
            row!("`sort_by`, `chunks_mut`", lanes sorted_parts(by_mut distinct(), val 0.5..1.5) -> ()),
            row!("`split_last`, `first`, `get`", lanes ends(by_ref vec_of(0..5, -1.0..1.0))),
            row!("`first_mut`, `split_first_mut`",
                lanes spread_first(by_mut vec_of(0..5, -1.0..1.0), val 0.5..1.5) -> ()),
            row!("`Option`", lanes option_combinations(val optional(0.2..1.0), val optional(0.2..1.0),
                val 0.5..1.5)),
            row!("`Option`", lanes either_of(val optional(0.2..1.0), val optional(0.2..1.0))),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
