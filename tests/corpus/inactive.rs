//! Rows of `support/corpus/inactive.rs`.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use cotangent_tests::corpus::inactive::*;
use cotangent_tests::harness::{By, Domain, Draw, Fixed, Section, one_of, vec_of};
use cotangent_tests::row;

fn masses() -> HashMap<String, f64> {
    [("H", 1.008), ("C", 12.011), ("O", 15.999)].map(|(s, m)| (s.to_string(), m)).into()
}

/// Values away from whole numbers, where cells change.
fn inside_cells() -> impl Domain<Value = Vec<f64>> {
    vec_of(0..6, By(|draw: &mut Draw| draw.whole(&(0..3)) as f64 - 1.0 + (0.1..0.9).draw(draw)))
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Inactive code",
        rows: vec![
            row!("strings", activation(constant one_of(["relu", "tanh", "square", "none"]),
                val 0.1..1.0)),
            row!("counters", counted(val -1.0..1.0, constant_mut 0usize..3)),
            row!("counters, side effects", counted_loop(by_ref vec_of(0..5, -1.0..1.0),
                constant_ref Fixed(Cell::new(0)))),
            row!("side effects", logged(val 0.0..1.0, constant_ref Fixed(RefCell::default()))),
            row!("strings, formatting, assertions", reported(by_ref vec_of(0..4, -1.0..1.0))),
            row!("`HashMap`", molecule_energy(by_ref vec_of(n, -1.0..1.0),
                constant_ref vec_of(n, one_of(["H", "C", "O", "?"].map(str::to_string))),
                constant_ref Fixed(masses())) where n in 0..5),
            row!("`HashMap`", crowding(by_ref inside_cells())),
            row!("index arrays", sparse_form(by_ref vec_of(4, -1.0..1.0),
                constant_ref Fixed(vec![0, 2, 1, 2]), constant_ref Fixed(vec![0, 2, 3, 4]),
                by_ref vec_of(3, -1.0..1.0))),
            row!("orders made from active values", ranked(by_ref vec_of(0..5, -1.0..1.0))),
            row!("random numbers", noisy_average(val -1.0..1.0, constant 0usize..6,
                constant 0u64..1000)),
            row!("bits", subset_product(by_ref vec_of(0..5, 0.5..1.5), constant 0u32..32)),
            row!("assertions", asserted(val 0.5..1.5, val 0.5..1.5)),
            row!("unused values", unused_work(val 0.5..1.5)),
            row!("`#[constant]` parameters", fixed_scale(val -1.0..1.0, constant 0.5..1.5)),
            row!("`wrt(..)`", once selected(val -1.0..1.0, constant -1.0..1.0,
                by_ref vec_of(0..5, -1.0..1.0))),
            row!("whole parts", stepped(val 1.1..1.9)),
            row!("`mem::take`", taken(val 0.5..1.5, val 0.5..1.5)),
            row!("`HashMap`, formatting", annotated(val -1.0..1.0, val -1.0..1.0)),
            row!("macros beside active values", counted_by_a_macro(val -1.0..1.0,
                constant 0usize..4)),
            row!("boolean masks", masked_sum(by_ref vec_of(n, -1.0..1.0),
                constant_ref vec_of(n, one_of([true, false]))) where n in 0..6),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}

#[test]
fn gradients_stop_at_constant() {
    // Differences would see through `constant`, so the expected values are its definition.
    let (x, round) = (1.3_f64, 1.0);
    assert_eq!(straight_through::jvp(x, 1.0), (x * round + x * x, round));
    assert_eq!(straight_through::vjp(x).1(1.0), round);
}

#[test]
fn a_foreign_call_is_made_once() {
    let x = [0.3_f64, -1.2];
    let fresh = || Cell::new(0);
    let expected = [2.0 * x[0] + x[0].cos() / 2.0, 2.0 * x[1] * 3.0 + x[1].cos() / 4.0];
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} and {b}");
    let stream = fresh();
    let grad = drawn::grad(&x, &stream);
    assert_eq!(stream.get(), 4, "two calls an entry");
    let stream = fresh();
    let (y, pullback) = drawn::vjp(&x, &stream);
    assert_eq!(y, drawn(&x, &fresh()));
    let bar = pullback(1.0);
    assert_eq!(stream.get(), 4, "the reverse sweep makes none");
    for i in 0..2 {
        let mut x_dot = [0.0; 2];
        x_dot[i] = 1.0;
        near(grad[i], expected[i]);
        near(bar[i], expected[i]);
        near(drawn::jvp(&x, &fresh(), &x_dot).1, expected[i]);
    }
}
