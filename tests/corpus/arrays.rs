//! Rows of `support/corpus/arrays.rs`.

use cotangent_tests::corpus::arrays::*;
use cotangent_tests::harness::{By, Domain, Draw, Section, Size, vec_of};
use cotangent_tests::row;
use ndarray::{Array, Array1, Array2, Array3, ArrayD, Axis, RemoveAxis, Slice, arr0};

/// The same elements, in another order of memory every time: rows or columns first, reversed, or
/// with gaps.
fn laid_out<A: Clone, D: RemoveAxis>(a: Array<A, D>, draw: &mut Draw) -> Array<A, D> {
    let axes = (0..a.ndim()).map(Axis);
    let mut turned = a;
    match draw.whole(&(0..4)) {
        0 => turned,
        1 => {
            let columns_first = turned.reversed_axes().as_standard_layout().into_owned();
            columns_first.reversed_axes()
        }
        2 => {
            axes.clone().for_each(|axis| turned.invert_axis(axis));
            let mut turned = turned.as_standard_layout().into_owned();
            axes.for_each(|axis| turned.invert_axis(axis));
            turned
        }
        _ => {
            let mut wide = turned.clone();
            for axis in axes.clone() {
                let more = ndarray::concatenate(axis, &[wide.view(), wide.view()]);
                wide = more.expect("two of one shape");
            }
            axes.for_each(|axis| wide.slice_axis_inplace(axis, Slice::new(0, None, 2)));
            wide.assign(&turned);
            wide
        }
    }
}

fn line(n: impl Size, entry: impl Domain<Value = f64>) -> impl Domain<Value = Array1<f64>> {
    By(move |draw: &mut Draw| {
        let n = n.size(draw);
        let a: Array1<f64> = (0..n).map(|_| entry.draw(draw)).collect();
        laid_out(a, draw)
    })
}

fn table(
    rows: impl Size,
    columns: impl Size,
    entry: impl Domain<Value = f64>,
) -> impl Domain<Value = Array2<f64>> {
    By(move |draw: &mut Draw| {
        let shape = (rows.size(draw), columns.size(draw));
        let a = Array2::from_shape_simple_fn(shape, || entry.draw(draw));
        laid_out(a, draw)
    })
}

/// Rows first, for functions whose sums are ordered by memory.
fn plain(
    rows: impl Size,
    columns: impl Size,
    entry: impl Domain<Value = f64>,
) -> impl Domain<Value = Array2<f64>> {
    By(move |draw: &mut Draw| {
        let shape = (rows.size(draw), columns.size(draw));
        Array2::from_shape_simple_fn(shape, || entry.draw(draw))
    })
}

fn cube(n: [usize; 3]) -> impl Domain<Value = Array3<f64>> {
    By(move |draw: &mut Draw| Array3::from_shape_simple_fn(n, || (-1.0..1.0).draw(draw)))
}

fn networks() -> impl Domain<Value = Mlp> {
    By(|draw: &mut Draw| Mlp {
        w1: table(3, 4, -1.0..1.0).draw(draw),
        b1: line(4, -1.0..1.0).draw(draw),
        w2: table(4, 2, -1.0..1.0).draw(draw),
        b2: line(2, -1.0..1.0).draw(draw),
    })
}

fn stacks() -> impl Domain<Value = Stack> {
    By(|draw: &mut Draw| Stack {
        weights: vec_of(0..4, table(3, 3, -1.0..1.0)).draw(draw),
        bias: line(3, -1.0..1.0).draw(draw),
        gain: (0.5..1.0).draw(draw),
    })
}

fn layers() -> impl Domain<Value = Layers> {
    By(|draw: &mut Draw| Layers {
        w: table(3, 3, -1.0..1.0).draw(draw),
        bias: line(3, 0.5..1.0).draw(draw),
        more: vec_of(0..3, line(3, -1.0..1.0)).draw(draw),
        gain: (0.5..1.0).draw(draw),
    })
}

fn planes() -> impl Domain<Value = Plane> {
    By(|draw: &mut Draw| Plane::new((-1.0..1.0).draw(draw), (-1.0..1.0).draw(draw)))
}

fn dynamic() -> impl Domain<Value = ArrayD<f64>> {
    By(|draw: &mut Draw| table(0..3, 1..4, -1.0..1.0).draw(draw).into_dyn())
}

fn single(n: usize) -> impl Domain<Value = Array2<f32>> {
    By(move |draw: &mut Draw| table(n, n, -1.0..1.0).draw(draw).mapv(|x| x as f32))
}

/// The rows.
pub(crate) fn rows() -> Section {
    Section {
        title: "Arrays (`ndarray`)",
        rows: vec![
            row!("operators", thrice broadcast_sum(by_ref table(n, m, -1.0..1.0),
                by_ref table(n, m, -1.0..1.0)) where n in 0..4, m in 0..4),
            row!("broadcasting", thrice broadcast_sum(by_ref table(n, 1, -1.0..1.0),
                by_ref table(1, m, -1.0..1.0)) where n in 0..4, m in 0..4),
            row!("broadcasting", thrice broadcast_sum(by_ref table(1, 1, -1.0..1.0),
                by_ref table(n, m, -1.0..1.0)) where n in 0..4, m in 0..4),
            row!("broadcasting", thrice broadcast_quotient(by_ref table(n, 1, 0.5..1.0),
                by_ref table(n, m, 0.5..1.0)) where n in 0..4, m in 0..4),
            row!("broadcasting", thrice broadcast_row(by_ref table(0..4, n, -1.0..1.0),
                by_ref line(n, -1.0..1.0)) -> _ where n in 1..4),
            row!("operators with numbers", thrice with_numbers(by_ref line(0..4, 0.5..1.0), val 0.5..1.0)),
            row!("any number of axes", thrice broadcast_three(by_ref cube([2, 3, 4]),
                by_ref line(4, -1.0..1.0), by_ref table(3, 1, -1.0..1.0))),
            row!("any number of axes", thrice dynamic_axes(by_ref dynamic())),
            row!("`f32`", thrice single_precision(by_ref single(3),
                by_ref By(|draw: &mut Draw| line(3, -1.0..1.0).draw(draw).mapv(|x| x as f32))))
                .single(),
            row!("mathematical methods", thrice array_methods(by_ref plain(2, 3, 0.2..1.0))),
            row!("`dot`", thrice products(by_ref table(n, n, -1.0..1.0), by_ref table(n, n, -1.0..1.0),
                by_ref line(n, -1.0..1.0)) where n in 0..5),
            row!("`t`", thrice gram(by_ref table(0..4, 0..4, -1.0..1.0)) -> _),
            row!("`insert_axis`, outer products",
                thrice outer_product(by_ref line(0..4, -1.0..1.0), by_ref line(0..4, -1.0..1.0)) -> _),
            row!("views as arguments", thrice lent_views(by_ref table(3, 3, -1.0..1.0))),
            row!("`sum`, `sum_axis`", thrice reductions(by_ref table(0..4, 0..4, -1.0..1.0))),
            row!("`mean`, `mean_axis`", thrice means(by_ref table(1..4, 1..4, -1.0..1.0))),
            row!("`fold`", thrice folded(by_ref plain(0..4, 1..4, -1.0..1.0))),
            row!("indexing", thrice elements(by_ref table(n, n, -1.0..1.0), by_ref line(n, -1.0..1.0))
                where n in 0..4),
            row!("`slice`", thrice sliced(by_ref table(1..4, 0..5, -1.0..1.0))),
            row!("`row`, `column`, `diag`, `index_axis`", thrice parts(by_ref table(3, 3, -1.0..1.0))),
            row!("`select`", thrice selected(by_ref table(3, 2, -1.0..1.0), by_ref line(2, -1.0..1.0))),
            row!("iterators over elements", thrice iterated(by_ref table(0..4, 0..4, -1.0..1.0))),
            row!("iterators over rows, columns, axes",
                thrice lanes(by_ref table(3, 3, -1.0..1.0), by_ref line(3, -1.0..1.0))),
            row!("`map`, `mapv`", thrice mapped(by_ref plain(0..4, 0..4, -1.0..1.0))),
            row!("`map`, `mapv`",
                thrice mapped_by_reference(by_ref plain(0..4, 0..4, -1.0..1.0), val 0.5..1.0)),
            row!("`mapv_inplace`", thrice mapped_in_place(by_ref plain(0..4, 0..4, -1.0..1.0))),
            row!("`map`, `mapv`", thrice rectified(by_ref plain(0..4, 0..4, -1.0..1.0), val 0.1..0.3)),
            row!("`Zip`", thrice zipped(by_ref plain(n, m, -1.0..1.0), by_ref plain(n, m, -1.0..1.0))
                where n in 0..4, m in 0..4),
            row!("`Zip`", thrice zipped_repeated(by_ref plain(0..4, n, -1.0..1.0),
                by_ref line(n, -1.0..1.0)) where n in 1..4),
            row!("updates in place", thrice updated(by_ref table(0..4, n, 0.2..1.0),
                by_ref line(n, 0.2..1.0)) where n in 1..4),
            row!("`assign`, `fill`, `scaled_add`",
                thrice updated_parts(by_ref table(3, 3, -1.0..1.0), by_ref line(3, -1.0..1.0))),
            row!("`&mut` arrays", thrice changed_in_place(by_mut table(2, 3, 0.2..1.0), val 0.5..1.0) -> _),
            row!("`&mut` arrays", thrice squared_rows(by_ref table(3, 2, -1.0..1.0),
                by_mut line(3, -1.0..1.0)) -> ()),
            row!("`&mut` arrays", thrice changed_by_others(by_ref table(3, 2, -1.0..1.0))),
            row!("arrays in loops",
                thrice iterated_map(by_ref table(3, 3, -1.0..1.0), by_ref line(3, -1.0..1.0))),
            row!("`broadcast`, `to_shape`, `into_shape_with_order`",
                thrice reshaped(by_ref table(1..4, 2, -1.0..1.0), by_ref line(3, -1.0..1.0))),
            row!("`concatenate`, `stack`",
                thrice joined(by_ref table(2, 3, -1.0..1.0), by_ref table(2, 3, -1.0..1.0))),
            row!("new arrays", thrice made(val 0.5..1.0)),
            row!("structs of arrays", thrice forward(by_ref networks(), by_ref table(2, 3, -1.0..1.0)) -> _),
            row!("structs of arrays", thrice mlp_loss(by_ref networks(), by_ref table(n, 3, -1.0..1.0),
                by_ref table(n, 2, -1.0..1.0)) where n in 0..4),
            row!("structs of arrays", thrice deep(by_ref stacks(), by_ref line(3, -1.0..1.0))),
            row!("`product`, `var`, `std`", thrice moments(by_ref table(1..3, 2..4, 0.2..1.0))),
            row!("`reversed_axes`, `permuted_axes`, `remove_axis`",
                thrice turned(by_ref table(0..4, 0..4, -1.0..1.0), by_ref cube([2, 3, 4]))),
            row!("`into_dyn`, `into_dimensionality`, `into_shape_clone`",
                thrice dimensions(by_ref table(0..4, 0..4, -1.0..1.0))),
            row!("`map_inplace`, `mapv_into`, `zip_mut_with`", thrice changed_beside(
                by_ref plain(0..4, n, -1.0..1.0), by_ref line(n, -1.0..1.0)) where n in 1..4),
            row!("arrays without axes", thrice points(by_ref By(|d: &mut Draw| arr0((0.5..1.0).draw(d))),
                by_ref table(0..3, 0..3, -1.0..1.0), val 0.5..1.0)),
            row!("updates in place", thrice updated_repeated(by_ref table(n, m, 0.2..1.0),
                by_ref table(1, m, 0.5..1.0), by_ref table(n, 1, 0.5..1.0)) where n in 0..4, m in 0..4),
            row!("`slice`, `slice_mut`", thrice strided(by_ref table(n, n, -1.0..1.0)) where n in 1..5),
            row!("arrays of unknown type",
                thrice unknown_arrays(by_ref layers(), by_ref line(3, -1.0..1.0))),
            row!("arrays of unknown type",
                thrice unknown_results(by_ref table(0..4, 0..4, -1.0..1.0)) -> _),
            row!("new arrays", thrice listed(val 0.5..1.0, by_ref line(0..4, -1.0..1.0))),
            row!("methods of one's own with the same names",
                thrice own_methods(by_ref planes(), by_ref planes())),
        ],
    }
}

#[test]
fn rows_hold() {
    rows().check(16);
}
