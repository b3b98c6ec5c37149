//! Products of vectors and matrices: `dot` in its four shapes.
//!
//! The tangent of a product is a sum of products, by Leibniz' rule to any order. Each pullback is a
//! sum of products as well, and adds to the shadow in place: c̄ bᵀ to that of a, aᵀ c̄ to that of b.

use super::Element;
use super::elementwise::check_shape;
use super::jets::subsets;
use super::methods::Receiver;
use crate::{Differentiable, Tangent};
use cotangent_macros::__forms;
use ndarray::linalg::{Dot, general_mat_mul};
use ndarray::{ArrayRef, Dimension, Ix1, Ix2};

/// A product, with the transposes of its two linear maps.
pub trait Product<A, E: Dimension>: Dot<ArrayRef<A, E>, Output: Tangent> {
    /// `self_bar += w bᵀ`
    fn add_left(b: &ArrayRef<A, E>, w: &Self::Output, self_bar: &mut Self);
    /// `b_bar += selfᵀ w`
    fn add_right(&self, w: &Self::Output, b_bar: &mut ArrayRef<A, E>);
    /// The lengths that must agree, of this operand and of the other.
    fn inner(&self, b: &ArrayRef<A, E>) -> (usize, usize);
}

impl<A: Element> Product<A, Ix1> for ArrayRef<A, Ix1> {
    fn add_left(b: &ArrayRef<A, Ix1>, w: &A, self_bar: &mut Self) {
        self_bar.scaled_add(*w, b);
    }
    fn add_right(&self, w: &A, b_bar: &mut ArrayRef<A, Ix1>) {
        b_bar.scaled_add(*w, self);
    }
    fn inner(&self, b: &ArrayRef<A, Ix1>) -> (usize, usize) {
        (self.len(), b.len())
    }
}

impl<A: Element> Product<A, Ix1> for ArrayRef<A, Ix2> {
    fn add_left(b: &ArrayRef<A, Ix1>, w: &Self::Output, self_bar: &mut Self) {
        add_outer(self_bar, w, b);
    }
    fn add_right(&self, w: &Self::Output, b_bar: &mut ArrayRef<A, Ix1>) {
        add_transposed(b_bar, self, w);
    }
    fn inner(&self, b: &ArrayRef<A, Ix1>) -> (usize, usize) {
        (self.ncols(), b.len())
    }
}

impl<A: Element> Product<A, Ix2> for ArrayRef<A, Ix1> {
    fn add_left(b: &ArrayRef<A, Ix2>, w: &Self::Output, self_bar: &mut Self) {
        add_transposed(self_bar, &b.t(), w);
    }
    fn add_right(&self, w: &Self::Output, b_bar: &mut ArrayRef<A, Ix2>) {
        add_outer(b_bar, self, w);
    }
    fn inner(&self, b: &ArrayRef<A, Ix2>) -> (usize, usize) {
        (self.len(), b.nrows())
    }
}

impl<A: Element> Product<A, Ix2> for ArrayRef<A, Ix2> {
    fn add_left(b: &ArrayRef<A, Ix2>, w: &Self::Output, self_bar: &mut Self) {
        general_mat_mul(
            <A as crate::Scalar>::one(),
            w,
            &b.t(),
            <A as crate::Scalar>::one(),
            self_bar,
        );
    }
    fn add_right(&self, w: &Self::Output, b_bar: &mut ArrayRef<A, Ix2>) {
        general_mat_mul(
            <A as crate::Scalar>::one(),
            &self.t(),
            w,
            <A as crate::Scalar>::one(),
            b_bar,
        );
    }
    fn inner(&self, b: &ArrayRef<A, Ix2>) -> (usize, usize) {
        (self.ncols(), b.nrows())
    }
}

/// `to += a bᵀ`
fn add_outer<A: Element>(to: &mut ArrayRef<A, Ix2>, a: &ArrayRef<A, Ix1>, b: &ArrayRef<A, Ix1>) {
    if to.strides()[0].abs() < to.strides()[1].abs() {
        for (mut column, b) in to.columns_mut().into_iter().zip(b) {
            column.scaled_add(*b, a);
        }
    } else {
        for (mut row, a) in to.rows_mut().into_iter().zip(a) {
            row.scaled_add(*a, b);
        }
    }
}

/// `to += aᵀ w`, along the rows or the columns of `a`, whichever are closer together in memory.
fn add_transposed<A: Element>(
    to: &mut ArrayRef<A, Ix1>,
    a: &ArrayRef<A, Ix2>,
    w: &ArrayRef<A, Ix1>,
) {
    if a.strides()[0].abs() < a.strides()[1].abs() {
        for (to, column) in to.iter_mut().zip(a.columns()) {
            *to += column.dot(w);
        }
    } else {
        for (row, w) in a.rows().into_iter().zip(w) {
            to.scaled_add(*w, &row);
        }
    }
}

/// The hidden forms of `dot`.
#[__forms]
pub trait DotForms<A: Element, D: Dimension>: Receiver<A, D> {
    fn dot<E: Dimension>(&self, b: &ArrayRef<A, E>) -> Of<A, D, E>
    where
        ArrayRef<A, D>: Product<A, E>,
    {
        rule(|a, b| products(a, b), |w, a, b, a_bar, b_bar| back(w, a, b, a_bar, b_bar))
    }
}

impl<A: Element, D: Dimension> DotForms<A, D> for ArrayRef<A, D> {}

/// What a product is.
type Of<A, D, E> = <ArrayRef<A, D> as Dot<ArrayRef<A, E>>>::Output;

/// The product, and its tangents by place.
#[track_caller]
fn products<'a, A: Element, D: Dimension, E: Dimension, const N: usize>(
    a: [Option<&'a ArrayRef<A, D>>; N],
    b: [Option<&'a ArrayRef<A, E>>; N],
) -> (Of<A, D, E>, impl Fn(usize) -> Of<A, D, E> + 'a)
where
    ArrayRef<A, D>: Product<A, E>,
{
    let (x, y) = (a[0].expect("given"), b[0].expect("given"));
    a.iter().flatten().for_each(|d| check_shape("dot", "tangent", d.shape(), x.shape()));
    b.iter().flatten().for_each(|d| check_shape("dot", "tangent", d.shape(), y.shape()));
    let value = product(x, y);
    let zero = value.zero_tangent();
    let dot = move |s: usize| {
        let mut terms = subsets(s).filter_map(|t| Some(product(a[t]?, b[s ^ t]?)));
        let Some(mut sum) = terms.next() else { return zero.clone() };
        terms.for_each(|t| sum.accumulate(&t));
        sum
    };
    (value, dot)
}

/// The cotangents of both operands, added to their shadows.
fn back<A: Element, D: Dimension, E: Dimension, const N: usize>(
    w: [Of<A, D, E>; N],
    a: [Option<&ArrayRef<A, D>>; N],
    b: [Option<&ArrayRef<A, E>>; N],
    a_bar: [Option<&mut ArrayRef<A, D>>; N],
    b_bar: [Option<&mut ArrayRef<A, E>>; N],
) where
    ArrayRef<A, D>: Product<A, E>,
{
    for (t, bar) in a_bar.into_iter().enumerate() {
        let Some(bar) = bar else { continue };
        for s in (0..N).filter(|s| s & t == t) {
            if let Some(b) = b[s ^ t] {
                ArrayRef::add_left(b, &w[s], bar);
            }
        }
    }
    for (t, bar) in b_bar.into_iter().enumerate() {
        let Some(bar) = bar else { continue };
        for s in (0..N).filter(|s| s & t == t) {
            if let Some(a) = a[s ^ t] {
                a.add_right(&w[s], bar);
            }
        }
    }
}

/// Panics unless the operands have a product.
#[track_caller]
fn product<A: Element, D: Dimension, E: Dimension>(
    a: &ArrayRef<A, D>,
    b: &ArrayRef<A, E>,
) -> Of<A, D, E>
where
    ArrayRef<A, D>: Product<A, E>,
{
    let (left, right) = a.inner(b);
    assert!(
        left == right,
        "`dot`: operands of shapes {:?} and {:?} do not multiply",
        a.shape(),
        b.shape()
    );
    Dot::dot(a, b)
}
