//! Rows of `support/corpus/bindings.rs`.

use cotangent_tests::corpus::bindings::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, array, matrix, vec_of};
use cotangent_tests::row;

fn oscillators() -> impl Domain<Value = Oscillator> {
    By(|draw: &mut Draw| Oscillator {
        position: (-1.0..1.0).draw(draw),
        velocity: (-1.0..1.0).draw(draw),
        time: (0.0..1.0).draw(draw),
    })
}

/// Row-major lower triangles with a dominant diagonal.
fn triangle(n: usize) -> impl Domain<Value = Vec<f64>> {
    By(move |draw: &mut Draw| {
        let mut l = vec_of(n * n, -0.5..0.5).draw(draw);
        for i in 0..n {
            l[i * n + i] += 1.5;
        }
        l
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Bindings and mutation",
        rows: vec![
            row!("`let`", lanes lerp(val -1.0..1.0, val -1.0..1.0, val 0.0..1.0)),
            row!("array patterns", lanes kinetic_energy(val 0.5..2.0, by_ref array::<3>(-1.0..1.0))),
            row!(
                "tuple patterns",
                lanes rotated_distance(
                    val - 1.0..1.0,
                    val(-1.0..1.0, -1.0..1.0),
                    val(-1.0..1.0, -1.0..1.0)
                )
            ),
            row!("reference patterns, array patterns", lanes triangle_area(by_ref array::<2>(-1.0..1.0),
                by_ref array::<2>(-1.0..1.0), by_ref array::<2>(-1.0..1.0))),
            row!("slice patterns", lanes relative_change(by_ref vec_of(0..5, 0.5..2.0))),
            row!("shadowing", lanes eighth_power(val - 1.2..1.2)),
            row!("`let mut`", lanes logistic_map(val 1.0..3.0, val 0.1..0.9)),
            row!("compound assignment", lanes compound(val 0.5..2.0, val -1.0..1.0, val -1.0..1.0)),
            row!("compound assignment", lanes self_updates(val - 1.0..1.0)),
            row!("late initialisation", lanes late_init(val - 1.0..1.0, val - 1.0..1.0)),
            row!("blocks as values", lanes block_value(val - 1.0..1.0, val - 1.0..1.0)),
            row!("`const` items", lanes ballistic_height(val 1.0..9.0, val 0.1..1.4, val 0.1..2.0)),
            row!("`mem::swap`", lanes chebyshev(val -1.0..1.0, constant 0usize..6)),
            row!("`mem::replace`", lanes lagged_products(val 0.5..1.0, val 0.5..1.1, constant 0usize..6)),
            row!("`mem::swap`, scratch buffers",
                lanes jacobi_smoothing(by_ref vec_of(0..7, -1.0..1.0), constant 0usize..4)),
            row!("`mem::take`", lanes taken_buffer(by_ref vec_of(0..5, -1.0..1.0), val 0.5..1.5)),
            row!("fields", lanes symplectic_euler(val oscillators(), val 0.5..2.0, val 0.05..0.1,
                constant 0usize..9)),
            row!("struct update", lanes kicked(val oscillators(), val -1.0..1.0) -> _),
            row!("struct patterns", lanes oscillator_action(by_ref oscillators(), val 0.5..2.0)),
            row!("destructuring assignment", lanes euclid_pair(val 0.5..1.5, val 0.5..1.5)),
            row!("indexed places", lanes prefix_products(by_ref vec_of(0..6, 0.5..1.5)) -> _),
            row!("indexed places", lanes forward_substitution(by_ref triangle(n),
                by_ref vec_of(n, -1.0..1.0)) -> _ where n in 0..5),
            row!("indexed places", lanes cholesky_log_det(by_ref matrix::<3>(-1.0..1.0))),
            row!("`&mut` parameters", lanes axpy(by_mut vec_of(n, -1.0..1.0), val -1.0..1.0,
                by_ref vec_of(n, -1.0..1.0)) -> () where n in 0..6),
            row!("`&mut` parameters",
                lanes pendulum_step(by_mut -1.0..1.0, by_mut -1.0..1.0, val 0.05..0.2) -> _),
            row!("`&mut` parameters", lanes normalise(by_mut array::<3>(0.2..1.0)) -> _),
            row!("reborrows", lanes reborrows(by_mut matrix::<2>(-1.0..1.0), val 0.5..1.5) -> _),
            row!("reborrows", lanes axpy_on_tail(by_mut vec_of(n, -1.0..1.0), val -1.0..1.0,
                by_ref vec_of(n, -1.0..1.0)) -> _ where n in 1..6),
            row!("`split_at_mut`", lanes haar_level(by_ref vec_of(0..9, -1.0..1.0)) -> _),
            row!("`split_at_mut`, `&mut` parameters",
                lanes butterfly(by_mut vec_of(2 * n, -1.0..1.0), val -1.0..1.0) -> () where n in 0..4),
            row!("scratch buffers", lanes smoothed_roughness(by_ref vec_of(n, -1.0..1.0),
                by_mut vec_of(n, -9.0..9.0)) -> _ where n in 0..7),
            row!("scratch buffers", lanes midpoint_step(by_mut vec_of(n, -1.0..1.0), val 0.5..1.0,
                val 0.05..0.1, by_mut vec_of(n, -9.0..9.0)) -> () where n in 0..5),
            row!("arithmetic on references", lanes on_references(by_ref 0.5..1.5, by_ref 0.5..1.5)),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
