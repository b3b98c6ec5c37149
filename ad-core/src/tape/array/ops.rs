//! What an array node computes, and what its reverse step is: each operation's transpose is an
//! operation of this list, so the list is closed under differentiation.

use super::super::Real;
use super::super::rules::Primitive;
use ndarray::{
    ArcArray, ArrayD, ArrayViewD, Axis, IxDyn, SliceInfo, SliceInfoElem, Zip, concatenate,
};

/// An array that nodes share.
pub(crate) type Shared<T> = ArcArray<T, IxDyn>;

/// What an array node computes from its inputs.
#[derive(Clone, Debug)]
pub(crate) enum ArrayOp {
    /// Given by the user.
    Input,
    /// A primitive at each element, of operands that are broadcast; with its exponent.
    Elementwise(Primitive, i32),
    /// The transpose of broadcasting: sums over what was repeated.
    SumTo(Vec<usize>),
    BroadcastTo(Vec<usize>),
    Reshape(Vec<usize>),
    /// Axis k of the result is this axis of the input.
    Permute(Vec<usize>),
    Slice(Vec<SliceInfoElem>),
    /// The transpose of slicing: zeros of a shape, with the input at the slice.
    Embed(Vec<usize>, Vec<SliceInfoElem>),
    Concatenate(usize),
    Dot,
    /// An array without axes, from a scalar.
    FromScalar,
}

/// The operation on numbers.
#[track_caller]
pub(super) fn evaluate<T: Real>(op: &ArrayOp, inputs: &[ArrayViewD<'_, T>]) -> ArrayD<T> {
    let x = || inputs[0].view();
    match op {
        ArrayOp::Input | ArrayOp::FromScalar => x().to_owned(),
        ArrayOp::Elementwise(primitive, n) => elementwise(*primitive, *n, inputs),
        ArrayOp::SumTo(shape) => sum_to(&x(), shape),
        ArrayOp::BroadcastTo(shape) => match x().broadcast(IxDyn(shape)) {
            Some(wide) => wide.to_owned(),
            None => panic!("an array of shape {:?} cannot be broadcast to {shape:?}", x().shape()),
        },
        ArrayOp::Reshape(shape) => match x().to_shape(IxDyn(shape)) {
            Ok(same) => same.into_owned(),
            Err(_) => panic!("an array of shape {:?} cannot have the shape {shape:?}", x().shape()),
        },
        ArrayOp::Permute(axes) => x().permuted_axes(IxDyn(axes)).to_owned(),
        ArrayOp::Slice(slice) => x().slice(info(slice)).to_owned(),
        ArrayOp::Embed(shape, slice) => {
            let mut whole = ArrayD::from_elem(IxDyn(shape), T::zero());
            whole.slice_mut(info(slice)).assign(&x());
            whole
        }
        ArrayOp::Concatenate(axis) => match concatenate(Axis(*axis), inputs) {
            Ok(whole) => whole,
            Err(_) => panic!("arrays of shapes {} along axis {axis}", shapes(inputs)),
        },
        ArrayOp::Dot => dot(&x(), &inputs[1]),
    }
}

fn info(slice: &[SliceInfoElem]) -> SliceInfo<Vec<SliceInfoElem>, IxDyn, IxDyn> {
    SliceInfo::try_from(slice.to_vec()).expect("the slice was applied before")
}

fn shapes<T>(inputs: &[ArrayViewD<'_, T>]) -> String {
    let each: Vec<String> = inputs.iter().map(|x| format!("{:?}", x.shape())).collect();
    each.join(" and ")
}

/// The shape that operands have in common: axes are aligned at the end, and one of length 1 stretches.
pub(super) fn common_shape(shapes: &[&[usize]]) -> Option<Vec<usize>> {
    let rank = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut common = vec![1; rank];
    for shape in shapes {
        for (length, &here) in common.iter_mut().rev().zip(shape.iter().rev()) {
            match (*length, here) {
                (1, _) => *length = here,
                (_, 1) => {}
                (a, b) if a == b => {}
                _ => return None,
            }
        }
    }
    Some(common)
}

/// The operands of a primitive, broadcast to one shape; what it has fewer than three of are zeros.
#[track_caller]
fn aligned<'a, T: Real>(
    primitive: Primitive,
    inputs: &'a [ArrayViewD<'_, T>],
    zero: &'a ArrayD<T>,
) -> [ArrayViewD<'a, T>; 3] {
    let all: Vec<&[usize]> = inputs.iter().map(ArrayViewD::shape).collect();
    let Some(shape) = common_shape(&all) else {
        panic!("`{}` of arrays of shapes {}", primitive.name(), shapes(inputs));
    };
    std::array::from_fn(|i| {
        let wide = match inputs.get(i) {
            Some(x) => x.broadcast(IxDyn(&shape)),
            None => zero.broadcast(IxDyn(&shape)),
        };
        wide.expect("it has the common shape")
    })
}

#[track_caller]
fn elementwise<T: Real>(primitive: Primitive, n: i32, inputs: &[ArrayViewD<'_, T>]) -> ArrayD<T> {
    let zero = ArrayD::from_elem(IxDyn(&[]), T::zero());
    let [a, b, c] = aligned(primitive, inputs, &zero);
    if primitive.arity() == 1 {
        return a.mapv(|a| primitive.value([a, T::zero(), T::zero()], n));
    }
    Zip::from(&a).and(&b).and(&c).map_collect(|&a, &b, &c| primitive.value([a, b, c], n))
}

/// The cotangent `w` of a primitive's result `y` times the slope in operand `i`, at each element.
pub(super) fn weighed_slope<T: Real>(
    primitive: Primitive,
    n: i32,
    inputs: &[ArrayViewD<'_, T>],
    y: &ArrayViewD<'_, T>,
    w: &ArrayViewD<'_, T>,
    i: usize,
) -> ArrayD<T> {
    let zero = ArrayD::from_elem(IxDyn(&[]), T::zero());
    let [a, b, c] = aligned(primitive, inputs, &zero);
    let mut active = [false; 3];
    active[i] = true;
    let mut bar = ArrayD::from_elem(y.raw_dim(), T::zero());
    Zip::from(&mut bar).and(w).and(y).and(&a).and(&b).and(&c).for_each(
        |bar, &w, &y, &a, &b, &c| {
            primitive
                .slopes([a, b, c], n, y, active, |_, slope| *bar = crate::ops::absorb(w, slope));
        },
    );
    bar
}

/// Sums an array to a shape that it could have been broadcast from.
fn sum_to<T: Real>(x: &ArrayViewD<'_, T>, shape: &[usize]) -> ArrayD<T> {
    let mut y = x.to_owned();
    while y.ndim() > shape.len() {
        y = sum_axis(&y, 0);
    }
    for (axis, &length) in shape.iter().enumerate() {
        if length == 1 && y.shape()[axis] != 1 {
            y = sum_axis(&y, axis).insert_axis(Axis(axis));
        }
    }
    y
}

fn sum_axis<T: Real>(x: &ArrayD<T>, axis: usize) -> ArrayD<T> {
    let mut shape = x.shape().to_vec();
    shape.remove(axis);
    let mut sum = ArrayD::from_elem(IxDyn(&shape), T::zero());
    for part in x.axis_iter(Axis(axis)) {
        sum.zip_mut_with(&part, |sum, &x| *sum += x);
    }
    sum
}

/// The product of vectors and matrices in each combination.
#[track_caller]
fn dot<T: Real>(a: &ArrayViewD<'_, T>, b: &ArrayViewD<'_, T>) -> ArrayD<T> {
    let inner = match (a.ndim(), b.ndim()) {
        (1 | 2, 1 | 2) => a.shape()[a.ndim() - 1] == b.shape()[0],
        _ => false,
    };
    assert!(inner, "`dot` of arrays of shapes {:?} and {:?}", a.shape(), b.shape());
    let row = if a.ndim() == 1 { a.view().insert_axis(Axis(0)) } else { a.view() };
    let column = if b.ndim() == 1 { b.view().insert_axis(Axis(1)) } else { b.view() };
    let (Ok(row), Ok(column)) = (row.into_dimensionality(), column.into_dimensionality()) else {
        unreachable!("the ranks were checked")
    };
    let mut product = T::matrix_product(row, column).into_dyn();
    if b.ndim() == 1 {
        product = product.index_axis_move(Axis(1), 0);
    }
    if a.ndim() == 1 {
        product = product.index_axis_move(Axis(0), 0);
    }
    product
}

/// What arrays are in a reverse step: numbers, or variables that are recorded.
pub(super) trait Machine {
    /// An array.
    type Array: Clone;
    /// Its shape.
    fn shape(&self, x: &Self::Array) -> Vec<usize>;
    /// The result of an operation.
    fn run(&mut self, op: ArrayOp, inputs: &[Self::Array]) -> Self::Array;
}

/// The reverse step of an operation that is linear in each input: hands the cotangent of each active
/// input to `send`.
pub(super) fn transpose<M: Machine>(
    m: &mut M,
    op: &ArrayOp,
    inputs: &[M::Array],
    w: &M::Array,
    active: &dyn Fn(usize) -> bool,
    send: &mut dyn FnMut(usize, M::Array),
) {
    let w = std::slice::from_ref(w);
    let shape = |m: &M, i: usize| m.shape(&inputs[i]);
    match op {
        // Elementwise operations are not linear, and the others have no array to send to.
        ArrayOp::Input | ArrayOp::Elementwise(..) | ArrayOp::FromScalar => {}
        ArrayOp::SumTo(_) => {
            let op = ArrayOp::BroadcastTo(shape(m, 0));
            send(0, m.run(op, w));
        }
        ArrayOp::BroadcastTo(_) => {
            let op = ArrayOp::SumTo(shape(m, 0));
            send(0, m.run(op, w));
        }
        ArrayOp::Reshape(_) => {
            let op = ArrayOp::Reshape(shape(m, 0));
            send(0, m.run(op, w));
        }
        ArrayOp::Permute(axes) => {
            let mut back = vec![0; axes.len()];
            for (to, &from) in axes.iter().enumerate() {
                back[from] = to;
            }
            send(0, m.run(ArrayOp::Permute(back), w));
        }
        ArrayOp::Slice(slice) => {
            let op = ArrayOp::Embed(shape(m, 0), slice.clone());
            send(0, m.run(op, w));
        }
        ArrayOp::Embed(_, slice) => send(0, m.run(ArrayOp::Slice(slice.clone()), w)),
        ArrayOp::Concatenate(axis) => {
            let mut start = 0;
            for i in 0..inputs.len() {
                let shape = shape(m, i);
                let end = start + shape[*axis] as isize;
                let all = SliceInfoElem::Slice { start: 0, end: None, step: 1 };
                let mut slice = vec![all; shape.len()];
                slice[*axis] = SliceInfoElem::Slice { start, end: Some(end), step: 1 };
                if active(i) {
                    send(i, m.run(ArrayOp::Slice(slice), w));
                }
                start = end;
            }
        }
        ArrayOp::Dot => {
            let (a, b) = (&inputs[0], &inputs[1]);
            let (rows, columns) = (shape(m, 0), shape(m, 1));
            // Vectors are matrices of one row, or of one column.
            let wide = [if rows.len() == 1 { 1 } else { rows[0] }, rows[rows.len() - 1]];
            let tall = [columns[0], if columns.len() == 1 { 1 } else { columns[1] }];
            let as_matrix = |m: &mut M, x: &M::Array, shape: [usize; 2]| {
                m.run(ArrayOp::Reshape(shape.to_vec()), std::slice::from_ref(x))
            };
            let turned = |m: &mut M, x: M::Array| m.run(ArrayOp::Permute(vec![1, 0]), &[x]);
            let w = as_matrix(m, &w[0], [wide[0], tall[1]]);
            if active(0) {
                let b = as_matrix(m, b, tall);
                let b = turned(m, b);
                let bar = m.run(ArrayOp::Dot, &[w.clone(), b]);
                send(0, m.run(ArrayOp::Reshape(rows), &[bar]));
            }
            if active(1) {
                let a = as_matrix(m, a, wide);
                let a = turned(m, a);
                let bar = m.run(ArrayOp::Dot, &[a, w]);
                send(1, m.run(ArrayOp::Reshape(columns), &[bar]));
            }
        }
    }
}
