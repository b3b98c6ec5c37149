//! Rows of `support/corpus/structs.rs`.

use cotangent_tests::corpus::structs::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, array, one_of, vec_of};
use cotangent_tests::row;

fn particles() -> impl Domain<Value = Particle> {
    By(|draw: &mut Draw| Particle {
        mass: (0.5..2.0).draw(draw),
        position: array::<2>(-1.0..1.0).draw(draw),
        velocity: array::<2>(0.2..1.0).draw(draw),
    })
}

/// Networks of two inputs, away from the kinks of their rectifiers for inputs of one sign.
fn networks() -> impl Domain<Value = Network> {
    By(|draw: &mut Draw| {
        let depth = draw.whole(&(0..3));
        let layer = |draw: &mut Draw| Layer {
            weights: vec_of(4, 0.2..1.0).draw(draw),
            bias: vec_of(2, 0.1..0.5).draw(draw),
            inputs: 2,
        };
        Network {
            layers: (0..depth).map(|_| layer(draw)).collect(),
            scale: (0.5..1.0).draw(draw),
            slope: 0.1,
        }
    })
}

fn quaternions() -> impl Domain<Value = Quaternion> {
    By(|draw: &mut Draw| {
        let [a, b, c, d] = array::<4>(0.2..1.0).draw(draw);
        Quaternion(a, b, c, d)
    })
}

fn vectors() -> impl Domain<Value = Vector> {
    By(|draw: &mut Draw| {
        let [x, y, z] = array::<3>(0.2..1.0).draw(draw);
        Vector { x, y, z }
    })
}

fn pairs() -> impl Domain<Value = Pair<f64>> {
    By(|draw: &mut Draw| Pair { first: (-1.0..1.0).draw(draw), second: (-1.0..1.0).draw(draw) })
}

fn nested_pairs() -> impl Domain<Value = Pair<Pair<[f64; 2]>>> {
    let pair = |draw: &mut Draw| Pair {
        first: array::<2>(-1.0..1.0).draw(draw),
        second: array::<2>(-1.0..1.0).draw(draw),
    };
    By(move |draw: &mut Draw| Pair { first: pair(draw), second: pair(draw) })
}

fn beliefs() -> impl Domain<Value = Belief> {
    By(|draw: &mut Draw| {
        let off = (-0.3..0.3).draw(draw);
        Belief {
            mean: array::<2>(-1.0..1.0).draw(draw),
            covariance: [[(0.5..1.0).draw(draw), off], [off, (0.5..1.0).draw(draw)]],
        }
    })
}

fn shapes() -> impl Domain<Value = Shape> {
    By(|draw: &mut Draw| match draw.whole(&(0..4)) {
        0 => Shape::Disc((0.5..2.0).draw(draw)),
        1 => Shape::Box { width: (0.5..2.0).draw(draw), height: (0.5..2.0).draw(draw) },
        2 => Shape::Polygon(vec_of(6, -1.0..1.0).draw(draw)),
        _ => Shape::Empty,
    })
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Structs and enums",
        rows: vec![
            row!("structs by reference", lanes particle_energy(by_ref particles(), val 9.0..10.0)),
            row!("structs returned", lanes flight(by_ref particles(), val 9.0..10.0, val 0.1..0.5) -> _),
            row!("structs in place",
                lanes drag_step(by_mut particles(), val 0.1..0.5, val 0.05..0.1) -> ()),
            row!("slices of structs",
                lanes cluster_energy(by_ref vec_of(0..4, particles()), val 0.3..0.5)),
            row!("vectors in structs", lanes apply_layer(by_ref By(|draw: &mut Draw| Layer {
                weights: vec_of(6, -1.0..1.0).draw(draw),
                bias: vec_of(3, -1.0..1.0).draw(draw),
                inputs: 2,
            }), by_ref vec_of(2, -1.0..1.0)) -> _),
            row!("nested structs, `#[constant]` fields",
                lanes network_loss(by_ref networks(), by_ref vec_of(2, 0.2..1.0), val -1.0..1.0)),
            row!("generic structs", lanes pair_product(val pairs())),
            row!("generic structs, nested structs",
                lanes nested_pair(by_ref nested_pairs(), val 0.5..1.5)),
            row!("generic structs", lanes swapped(val pairs()) -> _),
            row!("generic structs", lanes swapped_difference(val pairs(), val pairs())),
            row!("tuple structs", lanes quaternion_product(val quaternions(), val quaternions()) -> _),
            row!("tuple structs", lanes turned_height(val quaternions(), by_ref array::<3>(-1.0..1.0))),
            row!("operators on structs",
                lanes reflected_length(val vectors(), val vectors(), val 0.5..1.5)),
            row!("structs of arrays", lanes kalman_step(val beliefs(), val -1.0..1.0, val 0.01..0.1,
                val 0.1..0.5) -> _),
            row!("structs of arrays",
                lanes kalman_loss(by_ref vec_of(0..6, -1.0..1.0), val 0.01..0.1, val 0.1..0.5)),
            row!("enums", lanes area(by_ref shapes())),
            row!("enums", lanes grown_area(val 0.5..1.5, constant one_of([true, false]), val 0.5..1.5)),
            row!("enums returned", lanes squashed(val shapes(), val 0.5..1.5) -> _),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
