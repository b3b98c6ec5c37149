//! Rows of `support/corpus/calls.rs`.

use cotangent_tests::corpus::calls::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, array, vec_of};
use cotangent_tests::row;

fn springs() -> impl Domain<Value = Spring> {
    By(|draw: &mut Draw| Spring { stiffness: (0.5..2.0).draw(draw), rest: (0.5..1.5).draw(draw) })
}

fn parabolas() -> impl Domain<Value = Polynomial<3>> {
    By(|draw: &mut Draw| Polynomial {
        coefficients: [(-2.0..-1.0).draw(draw), (-0.2..0.2).draw(draw), (0.8..1.2).draw(draw)],
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Calls",
        rows: vec![
            row!("other differentiable functions", lanes logistic(val - 4.0..4.0)),
            row!("other differentiable functions", lanes softplus(val - 4.0..4.0)),
            row!("other differentiable functions", lanes cross_entropy(val -4.0..4.0, val 0.0..1.0)),
            row!("other differentiable functions", lanes twice_logistic(val - 2.0..2.0, val - 2.0..2.0)),
            row!("slices handed on", lanes dot(by_ref vec_of(n, -1.0..1.0), by_ref vec_of(n, -1.0..1.0))
                where n in 0..6),
            row!("slices handed on", lanes matvec(by_ref vec_of(n * n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0)) -> _ where n in 0..4),
            row!("vectors returned", lanes rayleigh_quotient(by_ref vec_of(n * n, -1.0..1.0),
                by_ref vec_of(n, 0.2..1.0)) where n in 1..4),
            row!("slices handed on", lanes squared_at(by_ref vec_of(3..6, -1.0..1.0),
                constant 0usize..3)),
            row!("slices handed on", lanes sum_of_reads(by_ref vec_of(0..6, -1.0..1.0))),
            row!("callees with `&mut` parameters", lanes rnn_cell(by_mut vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), by_ref vec_of(n, -1.0..1.0), val -1.0..1.0) -> ()
                where n in 0..5),
            row!("callees with `&mut` parameters", lanes rnn_loss(by_ref vec_of(n, -1.0..1.0),
                by_ref vec_of(n, -1.0..1.0), by_ref vec_of(0..5, -1.0..1.0)) where n in 1..5),
            row!("tuples returned", lanes polar(val 0.5..1.0, val 0.5..1.0) -> _),
            row!("tuples returned", lanes spiral(val 0.5..1.0, val 0.5..1.0)),
            row!("functions inside functions", lanes with_nested_item(val - 1.0..1.0, val - 1.0..1.0)),
            row!("closures that capture, generic functions",
                once gaussian_mass(val -0.5..0.5, val 0.5..1.0, val 1.0..2.0)),
            row!(
                "closures that capture",
                lanes closure_by_reference(val - 1.0..1.0, val - 1.0..1.0, val - 1.0..1.0)
            ),
            row!("closures that own", lanes closure_by_move(by_ref vec_of(0..5, -1.0..1.0),
                val -1.0..1.0)),
            row!("closures that mutate", lanes closure_mutates(val 0.5..1.5, val 0.5..1.5)),
            row!("closures that capture", lanes runge_kutta(val -1.0..1.0, val 0.5..1.0, val 0.5..1.0,
                val 0.05..0.1)),
            row!("`fn` pointers", lanes two_layers(val - 1.0..1.0, val - 1.0..1.0, val - 1.0..1.0)),
            row!("`fn` pointers, generic functions", once function_items(val 0.5..2.0)),
            row!("`const` generics", lanes norm(by_ref array::<4>(0.2..1.0))),
            row!("`const` generics", lanes outer_energy(val array::<2>(0.2..1.0),
                by_ref array::<3>(0.2..1.0))),
            row!("`const` generics", lanes with_turbofish(val 0.2..1.0, val 0.2..1.0)),
            row!("methods with `&self`", by_name { Spring::energy, Spring::energy_jvp,
                Spring::energy_vjp, Spring::energy_grad, Spring::energy_value_and_grad,
                Spring::energy_value_and_grad_into }(by_ref springs(), val 0.5..2.0)),
            row!("methods with `self`", by_name { Spring::softened, Spring::softened_jvp,
                Spring::softened_vjp }(val springs(), val 0.5..2.0) -> _),
            row!("methods with `&mut self`", by_name { Spring::creep, Spring::creep_jvp,
                Spring::creep_vjp }(by_mut springs(), val -0.1..0.1) -> ()),
            row!("associated functions", by_name { Spring::in_series, Spring::in_series_jvp,
                Spring::in_series_vjp }(by_ref springs(), by_ref springs()) -> _),
            row!("methods with `&self`, methods with `self`, methods with `&mut self`",
                lanes chain_energy(by_ref springs(), by_ref springs(), by_ref vec_of(0..6, -1.0..1.0))),
            row!("generic `impl` blocks", by_name { Polynomial::at, Polynomial::at_jvp,
                Polynomial::at_vjp }(by_ref parabolas(), val -1.0..1.0) -> _),
            row!("generic `impl` blocks", by_name { Polynomial::newton_step,
                Polynomial::newton_step_jvp, Polynomial::newton_step_vjp }
                (by_ref parabolas(), val 1.0..2.0) -> _),
            row!("generic `impl` blocks", lanes refined_root(val array::<3>(0.5..1.0), val 1.0..2.0)),
            row!("generic functions", lanes mean_square(by_ref vec_of(0..6, -1.0..1.0))),
            row!("generic functions", lanes safe_softplus(val 0.2..1.0, val 0.5..2.0)),
            row!("generic functions", lanes mean_square(by_ref vec_of(0..6, -1.0f32..1.0))).single(),
            row!("generic functions, mixed precision",
                lanes both_precisions(by_ref vec_of(0..6, -1.0..1.0), val 0.2f32..1.0))
            .single(),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
