//! Random inputs, lengths and branch patterns: the corpus on domains wider than its own rows.
//!
//! Property testing chooses the numbers that inputs are drawn from, so a failure shrinks towards
//! short inputs at the lower end of their domains. Empty and one-element inputs are in every
//! range of lengths that the function permits. Kinks are met on purpose; there the comparison
//! with differences is left out, and forward against reverse is not.

use cotangent_tests::corpus::{bindings, calls, containers, control_flow, emitted, iterators};
use cotangent_tests::corpus::{scalars, structs};
use cotangent_tests::harness::{By, Draw, Row, array, one_of, optional, vec_of};
use cotangent_tests::row;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Values on a coarse grid, which makes ties, zeros and exact hits of bounds common.
fn coarse() -> By<impl Fn(&mut Draw) -> f64> {
    By(|draw: &mut Draw| (draw.unit() * 17.0).floor() * 0.25 - 2.0)
}

fn rows() -> Vec<Row> {
    vec![
        // Straight loops over any length.
        row!("", emitted::rosenbrock(by_ref vec_of(0..20, coarse()))),
        row!("", once emitted::gru_loss(by_ref array::<4>(-3.0..3.0), constant_ref vec_of(0..20, coarse()))),
        row!("", control_flow::horner(by_ref vec_of(0..12, coarse()), val coarse())),
        row!("", control_flow::pairwise_repulsion(by_ref vec_of(0..9, coarse()), val 0.5..1.0)),
        row!("", control_flow::matmul_energy(by_ref vec_of(n * n, coarse()),
            by_ref vec_of(n * n, coarse()), constant n..n + 1) where n in 0..6),
        row!("", bindings::jacobi_smoothing(by_ref vec_of(0..12, coarse()), constant 0usize..7)),
        row!("", bindings::prefix_products(by_ref vec_of(0..9, coarse())) -> _),
        row!("", bindings::taken_buffer(by_ref vec_of(0..9, coarse()), val coarse())),
        row!("", bindings::haar_level(by_ref vec_of(0..17, coarse())) -> _),
        row!("", bindings::smoothed_roughness(by_ref vec_of(n, coarse()),
            by_mut vec_of(n, coarse())) -> _ where n in 0..12),
        row!("", bindings::axpy(by_mut vec_of(n, coarse()), val coarse(),
            by_ref vec_of(n, coarse())) -> () where n in 0..12),
        row!("", bindings::butterfly(by_mut vec_of(2 * n, coarse()), val coarse()) -> ()
            where n in 0..7),
        row!("", bindings::chebyshev(val -1.5..1.5, constant 0usize..12)),
        // Branch patterns and exits.
        row!("", emitted::first_over(by_ref vec_of(0..16, coarse()), val 0.5..4.0)),
        row!("", emitted::root(val 0.05..90.0)),
        row!("", control_flow::newton_sqrt(val 0.001..1000.0)),
        row!("", control_flow::kepler(val 0.0..6.2, val 0.0..0.8)),
        row!("", once control_flow::huber(val coarse(), val 0.25..2.0)),
        row!("", control_flow::in_window(val -4.0..4.0, val coarse(), val coarse())),
        row!("", control_flow::branch_updates(val coarse(), val coarse())),
        row!("", control_flow::by_degree(val coarse(), constant 0u32..12)),
        row!("", control_flow::affine_optional(val coarse(), val coarse(), val optional(8.0..12.0))),
        row!("", control_flow::weighted_first(by_ref vec_of(0..4, coarse()), val coarse())),
        row!("", control_flow::every_other_backwards(by_ref vec_of(0..12, coarse()), val coarse())),
        row!("", control_flow::drain_stack(by_ref vec_of(0..12, coarse()), val coarse())),
        row!("", control_flow::labelled_break(by_ref vec_of(0..7, coarse()),
            by_ref vec_of(0..7, coarse()), val 0.5..3.0)),
        row!("", control_flow::labelled_block(val coarse(), val coarse())),
        row!("", control_flow::clean_rows(by_ref vec_of(0..9, array::<3>(-1.0..2.0)))),
        row!("", control_flow::product_until(by_ref vec_of(0..12, coarse()), val 0.5..4.0)),
        row!("", control_flow::first_passage(by_ref vec_of(0..9, -0.3..0.6), val 0.2..1.5,
            constant 0usize..6)),
        row!("", control_flow::ratio(by_ref vec_of(0..5, coarse())) -> ?),
        row!("", control_flow::log_likelihood(by_ref vec_of(n, -0.05..3.0),
            constant_ref vec_of(n, 0u32..9)) -> ? where n in 0..9),
        row!("", control_flow::power(val coarse(), constant 0u32..16)),
        row!("", control_flow::pairwise_sum(by_ref vec_of(0..20, coarse()))),
        row!("", control_flow::even_step(val -1.2..1.2, constant 0u32..10)),
        // Calls and closures.
        row!("", calls::rnn_loss(by_ref vec_of(n, coarse()), by_ref vec_of(n, coarse()),
            by_ref vec_of(0..9, coarse())) where n in 1..6),
        row!("", calls::closure_by_move(by_ref vec_of(0..9, coarse()), val coarse())),
        row!("", calls::sum_of_reads(by_ref vec_of(0..20, coarse()))),
        // Iterators and containers.
        row!("", iterators::softmax(by_ref vec_of(0..9, coarse())) -> _),
        row!("", iterators::sum_above(by_ref vec_of(0..12, coarse()), val coarse())),
        row!("", iterators::filtered_positions(by_ref vec_of(0..12, coarse()))),
        row!("", iterators::until_large(by_ref vec_of(0..12, -0.5..1.0))),
        row!("", iterators::block_norms(by_ref vec_of(0..14, coarse()))),
        row!("", iterators::shoelace(by_ref vec_of(0..14, coarse()))),
        row!("", iterators::trimmed(by_ref vec_of(0..7, coarse()), val coarse())),
        row!("", iterators::prefix_and_rest(by_ref vec_of(0..9, coarse()))),
        row!("", iterators::decided(by_ref vec_of(0..5, coarse()), val coarse())),
        row!("", iterators::nested_rows(val vec_of(0..5, vec_of(0..5, coarse())))),
        row!("", containers::stack_machine(by_ref vec_of(0..9, coarse()),
            constant_ref vec_of(0..9, one_of([b'+', b'*', b'-'])))),
        row!("", containers::edited(by_ref vec_of(0..7, coarse()), val coarse())),
        row!("", containers::moved_around(by_ref vec_of(0..7, coarse()), val coarse())),
        row!("", containers::smallest_positive(by_ref vec_of(0..9, coarse()), val coarse())),
        row!("", containers::running_pairs(by_ref vec_of(0..9, coarse()))),
        row!("", containers::ragged(constant 0usize..7, val coarse())),
        // Off the axes, where the executed path is one of two that meet smoothly along a line.
        row!("", scalars::minmod(val - 2.0..2.0, val - 2.0..2.0)),
        row!("", scalars::clamped(val coarse(), val coarse(), val 0.25..2.0)),
        row!("", structs::kalman_loss(by_ref vec_of(0..9, coarse()), val 0.01..1.0, val 0.05..1.0)),
    ]
}

#[test]
fn every_mode_agrees_on_random_inputs() {
    let config = Config { failure_persistence: None, ..Config::with_cases(48) };
    let mut failures = Vec::new();
    for row in rows() {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let numbers = proptest::collection::vec(0.0..1.0f64, 0..48);
        let result = TestRunner::new_with_rng(config.clone(), rng).run(&numbers, |numbers| {
            row.check_anywhere(&mut Draw::Given(numbers, 0)).map_err(TestCaseError::fail)
        });
        if let Err(failure) = result {
            failures.push(failure.to_string());
        }
    }
    assert!(failures.is_empty(), "{} rows fail\n\n{}", failures.len(), failures.join("\n\n"));
}
