//! Rows of `support/corpus/control_flow.rs`.

use cotangent_tests::corpus::control_flow::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, array, optional, vec_of};
use cotangent_tests::row;

fn potentials() -> impl Domain<Value = Potential> {
    By(|draw: &mut Draw| match draw.whole(&(0..3)) {
        0 => Potential::Harmonic { k: (0.5..2.0).draw(draw), rest: (0.5..1.5).draw(draw) },
        1 => Potential::LennardJones((0.5..1.0).draw(draw), (0.8..1.1).draw(draw)),
        _ => Potential::Free,
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Control flow",
        rows: vec![
            row!("`if` as a value", lanes huber(val -2.0..2.0, val 0.5..1.5)),
            row!("`if` as a statement", lanes leaky(val -1.0..1.0, val 0.1..0.5)),
            row!("`else if`", lanes cubic_spline_kernel(val 0.1..3.0, val 0.8..1.2)),
            row!("`&&` and `||` in conditions",
                lanes in_window(val -4.0..4.0, val -2.0..-1.0, val 1.0..2.0)),
            row!("`if` as a statement", lanes branch_updates(val - 1.5..1.5, val - 1.5..1.5)),
            row!("`match` with ranges and bindings", lanes by_degree(val -1.0..1.0, constant 0u32..9)),
            row!("`match` with guards", lanes guarded(val -5.0..5.0, val 0.5..1.0)),
            row!("`match` on tuples", lanes quadrant(val - 1.0..1.0, val - 1.0..1.0)),
            row!("`match` on `Option`", lanes affine_optional(val -1.0..1.0, val -1.0..1.0,
                val optional(-1.0..15.0))),
            row!("`match` on enums with payloads",
                lanes pair_energy(by_ref potentials(), val 0.9..2.0)),
            row!("`let else`", lanes weighted_first(by_ref vec_of(0..4, -1.0..1.0), val 0.5..1.5)),
            row!("`if let`", lanes optional_drag(val 0.1..1.0, val optional(0.1..1.0))),
            row!("`for` over `(..).rev()`", lanes horner(by_ref vec_of(0..6, -1.0..1.0), val -1.0..1.0)),
            row!("`for` over `..=`", lanes exp_series(val -1.0..1.0, constant 0u32..9)),
            row!("`for` over `step_by`", lanes simpson(val 0.5..2.0, val 0.5..2.0)),
            row!("`for` over `(..=).rev()`, `for` over `step_by`",
                lanes every_other_backwards(by_ref vec_of(0..7, -1.0..1.0), val -1.0..1.0)),
            row!("`for` over slices and arrays", lanes sum_over_slice_and_array(
                by_ref vec_of(0..5, -1.0..1.0), val array::<2>(-0.5..0.5))),
            row!("`for` over iterators", lanes weighted_squares(by_ref vec_of(0..5, -1.0..1.0),
                by_ref vec_of(0..5, -1.0..1.0))),
            row!("`for` over `..`, nested loops", lanes matmul_energy(by_ref vec_of(n * n, -1.0..1.0),
                by_ref vec_of(n * n, -1.0..1.0), constant n..n + 1) where n in 0..4),
            row!("nested loops",
                lanes pairwise_repulsion(by_ref vec_of(0..6, -2.0..2.0), val 0.5..1.0)),
            row!("`while` with active conditions", lanes newton_sqrt(val 0.2..9.0)),
            row!("`while` with active conditions", lanes kepler(val 0.2..3.0, val 0.1..0.7)),
            row!("`while let`", lanes drain_stack(by_ref vec_of(0..6, -1.0..1.0), val 0.5..0.9)),
            row!("`loop`, `break` with a value", lanes halve_until_short(val 0.5..3.0, val 0.2..0.4)),
            row!("`break` with labels", lanes labelled_break(by_ref vec_of(0..5, -1.5..1.5),
                by_ref vec_of(0..5, -1.5..1.5), val 1.0..1.5)),
            row!("labelled blocks", lanes labelled_block(val - 1.5..1.5, val - 1.5..1.5)),
            row!("`continue`", lanes log_of_positive(by_ref vec_of(0..6, -1.0..2.0))),
            row!("labelled `continue`",
                lanes clean_rows(by_ref vec_of(0..5, array::<3>(-1.0..2.0)))),
            row!("`break`", lanes product_until(by_ref vec_of(0..8, -2.0..2.0), val 1.0..2.0)),
            row!("early `return`", lanes barrier(val -1.0..2.0, val 0.5..1.0)),
            row!("early `return` inside loops", lanes first_passage(by_ref vec_of(0..6, -0.2..0.5),
                val 0.5..1.0, constant 0usize..4)),
            row!("`?` on `Option`", lanes ratio(by_ref vec_of(0..4, -0.5..2.0)) -> ?),
            row!("`Result`", lanes checked_ln(val -0.5..2.0) -> ?),
            row!("`?` on `Result`", lanes log_likelihood(by_ref vec_of(n, -0.1..3.0),
                constant_ref vec_of(n, 0u32..7)) -> ? where n in 0..6),
            row!("recursion", lanes power(val 0.5..1.5, constant 0u32..9)),
            row!("recursion", lanes pairwise_sum(by_ref vec_of(0..9, -1.0..1.0))),
            row!("recursion", lanes adaptive_trapezoid(val 0.5..3.0, val 0.0..0.4, val 1.0..2.0,
                constant 0u32..5)),
            row!("mutual recursion", lanes even_step(val -1.0..1.0, constant 0u32..7)),
            row!("mutual recursion", lanes odd_step(val -1.0..1.0, constant 0u32..7)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
