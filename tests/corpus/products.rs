//! Rows of `support/corpus/products.rs`.

use cotangent_tests::corpus::products::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, array, vec_of};
use cotangent_tests::row;

/// Numbers of both signs, some of which are zero.
fn with_zeros(most: usize) -> impl Domain<Value = Vec<f64>> {
    By(move |draw: &mut Draw| {
        let n = draw.whole(&(0..most + 1));
        (0..n)
            .map(|_| if draw.whole(&(0..4)) == 0 { 0.0 } else { (-1.5..1.5).draw(draw) })
            .collect()
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Products",
        rows: vec![
            row!("product in a loop", lanes products_of_units(by_ref vec_of(0..5, -1.0..2.0),
                by_ref vec_of(0..5, -1.0..1.0), by_ref vec_of(0..4, -1.0..1.0))),
            row!("factors of zero", lanes products_of_units(by_ref with_zeros(4),
                by_ref with_zeros(4), by_ref with_zeros(3))),
            row!("product in a loop",
                lanes product_from(val -1.0..1.0, by_ref vec_of(0..5, -1.5..1.5))),
            row!("factors of zero", lanes product_from(val -1.0..1.0, by_ref with_zeros(4))),
            row!("product in a loop", lanes vandermonde(by_ref vec_of(0..5, -1.5..1.5))),
            row!("product of some", lanes products_of_some(by_ref vec_of(0..5, -1.0..1.0),
                val -0.5..0.5, constant 0usize..3)),
            row!("product that is left early",
                lanes product_of_the_first(by_ref vec_of(0..5, -1.5..1.2))),
            row!("product of a buffer", lanes products_of_a_buffer(by_ref vec_of(0..4, -1.0..1.5),
                constant 0usize..4)),
            row!("factors of zero",
                lanes products_of_a_buffer(by_ref with_zeros(4), constant 0usize..4)),
            row!("tiny product",
                lanes product_at_the_end(by_ref array::<3>(-1.5..1.5), constant 1e-100..2e-100)),
            row!("huge product",
                lanes product_at_the_end(by_ref array::<3>(-1.5..1.5), constant 1e100..2e100)),
            row!("product of generic floats",
                lanes product_of_floats(by_ref vec_of(0..5, -1.5..1.5))),
            row!("factors of zero", lanes product_of_floats(by_ref with_zeros(4))),
            row!("product of generic floats",
                lanes product_of_floats(by_ref vec_of(0..5, -1.5f32..1.5)))
            .single(),
            row!("`product` of `exp`", lanes product_of_exps(by_ref vec_of(0..5, -1.0..1.0))),
        ],
    }
}

#[test]
fn products_hold() {
    rows().check(16);
}
