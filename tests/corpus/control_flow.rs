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
            row!("`if` as a value", huber(val -2.0..2.0, val 0.5..1.5)),
            row!("`if` as a statement", leaky(val -1.0..1.0, val 0.1..0.5)),
            row!("`else if`", cubic_spline_kernel(val 0.1..3.0, val 0.8..1.2)),
            row!("`&&` and `||` in conditions",
                in_window(val -4.0..4.0, val -2.0..-1.0, val 1.0..2.0)),
            row!("`if` as a statement", branch_updates(val - 1.5..1.5, val - 1.5..1.5)),
            row!("`match` with ranges and bindings", by_degree(val -1.0..1.0, constant 0u32..9)),
            row!("`match` with guards", guarded(val -5.0..5.0, val 0.5..1.0)),
            row!("`match` on tuples", quadrant(val - 1.0..1.0, val - 1.0..1.0)),
            row!("`match` on `Option`", affine_optional(val -1.0..1.0, val -1.0..1.0,
                val optional(-1.0..15.0))),
            row!("`match` on enums with payloads",
                pair_energy(by_ref potentials(), val 0.9..2.0)),
            row!("`let else`", weighted_first(by_ref vec_of(0..4, -1.0..1.0), val 0.5..1.5)),
            row!("`if let`", optional_drag(val 0.1..1.0, val optional(0.1..1.0))),
            row!("`for` over `(..).rev()`", horner(by_ref vec_of(0..6, -1.0..1.0), val -1.0..1.0)),
            row!("`for` over `..=`", exp_series(val -1.0..1.0, constant 0u32..9)),
            row!("`for` over `step_by`", simpson(val 0.5..2.0, val 0.5..2.0)),
            row!("`for` over `(..=).rev()`, `for` over `step_by`",
                every_other_backwards(by_ref vec_of(0..7, -1.0..1.0), val -1.0..1.0)),
            row!("`for` over slices and arrays", sum_over_slice_and_array(
                by_ref vec_of(0..5, -1.0..1.0), val array::<2>(-0.5..0.5))),
            row!("`for` over iterators", weighted_squares(by_ref vec_of(0..5, -1.0..1.0),
                by_ref vec_of(0..5, -1.0..1.0))),
            row!("`for` over `..`, nested loops", matmul_energy(by_ref vec_of(n * n, -1.0..1.0),
                by_ref vec_of(n * n, -1.0..1.0), constant n..n + 1) where n in 0..4),
            row!("nested loops",
                pairwise_repulsion(by_ref vec_of(0..6, -2.0..2.0), val 0.5..1.0)),
            row!("`while` with active conditions", newton_sqrt(val 0.2..9.0)),
            row!("`while` with active conditions", kepler(val 0.2..3.0, val 0.1..0.7)),
            row!("`while let`", drain_stack(by_ref vec_of(0..6, -1.0..1.0), val 0.5..0.9)),
            row!("`loop`, `break` with a value", halve_until_short(val 0.5..3.0, val 0.2..0.4)),
            row!("`break` with labels", labelled_break(by_ref vec_of(0..5, -1.5..1.5),
                by_ref vec_of(0..5, -1.5..1.5), val 1.0..1.5)),
            row!("labelled blocks", labelled_block(val - 1.5..1.5, val - 1.5..1.5)),
            row!("`continue`", log_of_positive(by_ref vec_of(0..6, -1.0..2.0))),
            row!("labelled `continue`",
                clean_rows(by_ref vec_of(0..5, array::<3>(-1.0..2.0)))),
            row!("`break`", product_until(by_ref vec_of(0..8, -2.0..2.0), val 1.0..2.0)),
            row!("early `return`", barrier(val -1.0..2.0, val 0.5..1.0)),
            row!("early `return` inside loops", first_passage(by_ref vec_of(0..6, -0.2..0.5),
                val 0.5..1.0, constant 0usize..4)),
            row!("`?` on `Option`", ratio(by_ref vec_of(0..4, -0.5..2.0)) -> ?),
            row!("`Result`", checked_ln(val -0.5..2.0) -> ?),
            row!("`?` on `Result`", log_likelihood(by_ref vec_of(n, -0.1..3.0),
                constant_ref vec_of(n, 0u32..7)) -> ? where n in 0..6),
            row!("recursion", power(val 0.5..1.5, constant 0u32..9)),
            row!("recursion", pairwise_sum(by_ref vec_of(0..9, -1.0..1.0))),
            row!("recursion", adaptive_trapezoid(val 0.5..3.0, val 0.0..0.4, val 1.0..2.0,
                constant 0u32..5)),
            row!("mutual recursion", even_step(val -1.0..1.0, constant 0u32..7)),
            row!("mutual recursion", odd_step(val -1.0..1.0, constant 0u32..7)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
