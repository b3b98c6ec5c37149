//! Products of vectors and matrices: `dot` in its four shapes.
//!
//! The tangent of a product is a sum of two products. Each pullback is a product as well, and
//! adds to the shadow in place: c̄ bᵀ to that of a, aᵀ c̄ to that of b.

use super::Element;
use super::elementwise::check_shape;
use crate::__private::{Activity, Forward, Tan};
use crate::Differentiable;
use ndarray::linalg::{Dot, general_mat_mul};
use ndarray::{ArrayRef, Dimension, Ix1, Ix2};

/// A product, with the transposes of its two linear maps.
pub trait Product<A, E: Dimension>: Dot<ArrayRef<A, E>, Output: crate::Tangent> {
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
pub trait DotForms<A: Element, D: Dimension, E: Dimension> {
    /// What the product is.
    type Out: crate::Tangent;
    /// Forward mode.
    fn dot__jvp(
        &self,
        b: &ArrayRef<A, E>,
        a_dot: impl Forward<ArrayRef<A, D>>,
        b_dot: impl Forward<ArrayRef<A, E>>,
    ) -> (Self::Out, Self::Out);
    /// Reverse mode.
    fn dot__vjp<X: Activity, Y: Activity>(
        &self,
        b: &ArrayRef<A, E>,
        x: X,
        y: Y,
    ) -> (
        Self::Out,
        impl FnOnce(
            Tan<Self::Out>,
            &ArrayRef<A, D>,
            X::Shadow<'_, ArrayRef<A, D>>,
            &ArrayRef<A, E>,
            Y::Shadow<'_, ArrayRef<A, E>>,
        ) + use<Self, A, D, E, X, Y>,
    );
    /// Forward mode, twice.
    #[allow(clippy::too_many_arguments, reason = "each argument and its tangents")]
    fn dot__jvp__jvp(
        &self,
        b: &ArrayRef<A, E>,
        a_1: impl Forward<ArrayRef<A, D>>,
        b_1: impl Forward<ArrayRef<A, E>>,
        a_2: impl Forward<ArrayRef<A, D>>,
        b_2: impl Forward<ArrayRef<A, E>>,
        a_12: impl Forward<ArrayRef<A, D>>,
        b_12: impl Forward<ArrayRef<A, E>>,
    ) -> ((Self::Out, Self::Out), (Self::Out, Self::Out));
    /// Reverse over forward mode.
    fn dot__jvp__vjp<X: Activity, Y: Activity, U: Activity, V: Activity>(
        &self,
        b: &ArrayRef<A, E>,
        a_1: Option<&ArrayRef<A, D>>,
        b_1: Option<&ArrayRef<A, E>>,
        x: X,
        y: Y,
        u: U,
        v: V,
    ) -> (
        (Self::Out, Self::Out),
        impl FnOnce(
            (Self::Out, Self::Out),
            &ArrayRef<A, D>,
            X::Shadow<'_, ArrayRef<A, D>>,
            &ArrayRef<A, E>,
            Y::Shadow<'_, ArrayRef<A, E>>,
            Option<&ArrayRef<A, D>>,
            U::Shadow<'_, ArrayRef<A, D>>,
            Option<&ArrayRef<A, E>>,
            V::Shadow<'_, ArrayRef<A, E>>,
        ) + use<Self, A, D, E, X, Y, U, V>,
    );
    /// Both sweeps at once.
    fn dot__add_grad<X: Activity, Y: Activity>(
        &self,
        b: &ArrayRef<A, E>,
        x: X,
        y: Y,
        w: Self::Out,
        a_bar: X::Shadow<'_, ArrayRef<A, D>>,
        b_bar: Y::Shadow<'_, ArrayRef<A, E>>,
    ) -> Self::Out;
}

/// The sum of the products that are there.
fn sum_of<T: crate::Tangent>(zero: &T, terms: impl IntoIterator<Item = Option<T>>) -> T {
    let mut terms = terms.into_iter().flatten();
    let Some(mut sum) = terms.next() else { return zero.zero_tangent() };
    terms.for_each(|t| sum.accumulate(&t));
    sum
}

/// Panics unless the operands have a product.
#[track_caller]
fn product<A: Element, D: Dimension, E: Dimension>(
    a: &ArrayRef<A, D>,
    b: &ArrayRef<A, E>,
) -> <ArrayRef<A, D> as Dot<ArrayRef<A, E>>>::Output
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

impl<A: Element, D: Dimension, E: Dimension> DotForms<A, D, E> for ArrayRef<A, D>
where
    ArrayRef<A, D>: Product<A, E>,
{
    type Out = <Self as Dot<ArrayRef<A, E>>>::Output;
    #[track_caller]
    fn dot__jvp(
        &self,
        b: &ArrayRef<A, E>,
        a_dot: impl Forward<ArrayRef<A, D>>,
        b_dot: impl Forward<ArrayRef<A, E>>,
    ) -> (Self::Out, Self::Out) {
        let y = product(self, b);
        let left = a_dot.get().map(|d| {
            check_shape("dot", "tangent", d.shape(), self.shape());
            product(d, b)
        });
        let right = b_dot.get().map(|d| {
            check_shape("dot", "tangent", d.shape(), b.shape());
            product(self, d)
        });
        let y_dot = match (left, right) {
            (Some(mut left), Some(right)) => {
                crate::Tangent::accumulate(&mut left, &right);
                left
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => y.zero_tangent(),
        };
        (y, y_dot)
    }
    #[track_caller]
    fn dot__vjp<X: Activity, Y: Activity>(
        &self,
        b: &ArrayRef<A, E>,
        _: X,
        _: Y,
    ) -> (
        Self::Out,
        impl FnOnce(
            Tan<Self::Out>,
            &ArrayRef<A, D>,
            X::Shadow<'_, ArrayRef<A, D>>,
            &ArrayRef<A, E>,
            Y::Shadow<'_, ArrayRef<A, E>>,
        ) + use<A, D, E, X, Y>,
    ) {
        let pullback = |w: Tan<Self::Out>,
                        a: &ArrayRef<A, D>,
                        a_bar: X::Shadow<'_, ArrayRef<A, D>>,
                        b: &ArrayRef<A, E>,
                        b_bar: Y::Shadow<'_, ArrayRef<A, E>>| {
            X::with(a_bar, |a_bar| Self::add_left(b, &w, a_bar));
            Y::with(b_bar, |b_bar| a.add_right(&w, b_bar));
        };
        (product(self, b), pullback)
    }
    #[track_caller]
    fn dot__add_grad<X: Activity, Y: Activity>(
        &self,
        b: &ArrayRef<A, E>,
        _: X,
        _: Y,
        w: Self::Out,
        a_bar: X::Shadow<'_, ArrayRef<A, D>>,
        b_bar: Y::Shadow<'_, ArrayRef<A, E>>,
    ) -> Self::Out {
        X::with(a_bar, |a_bar| Self::add_left(b, &w, a_bar));
        Y::with(b_bar, |b_bar| self.add_right(&w, b_bar));
        product(self, b)
    }

    #[track_caller]
    fn dot__jvp__jvp(
        &self,
        b: &ArrayRef<A, E>,
        a_1: impl Forward<ArrayRef<A, D>>,
        b_1: impl Forward<ArrayRef<A, E>>,
        a_2: impl Forward<ArrayRef<A, D>>,
        b_2: impl Forward<ArrayRef<A, E>>,
        a_12: impl Forward<ArrayRef<A, D>>,
        b_12: impl Forward<ArrayRef<A, E>>,
    ) -> ((Self::Out, Self::Out), (Self::Out, Self::Out)) {
        let of = |a: Option<&ArrayRef<A, D>>, b: Option<&ArrayRef<A, E>>| Some(product(a?, b?));
        let (a_1, a_2, a_12) = (a_1.get(), a_2.get(), a_12.get());
        let (b_1, b_2, b_12) = (b_1.get(), b_2.get(), b_12.get());
        let (a, b) = (Some(self), Some(b));
        let y = product(self, b.expect("given"));
        let y_1 = sum_of(&y, [of(a_1, b), of(a, b_1)]);
        let y_2 = sum_of(&y, [of(a_2, b), of(a, b_2)]);
        let y_12 = sum_of(&y, [of(a_12, b), of(a_1, b_2), of(a_2, b_1), of(a, b_12)]);
        ((y, y_1), (y_2, y_12))
    }
    #[track_caller]
    fn dot__jvp__vjp<X: Activity, Y: Activity, U: Activity, V: Activity>(
        &self,
        b: &ArrayRef<A, E>,
        a_1: Option<&ArrayRef<A, D>>,
        b_1: Option<&ArrayRef<A, E>>,
        _: X,
        _: Y,
        _: U,
        _: V,
    ) -> (
        (Self::Out, Self::Out),
        impl FnOnce(
            (Self::Out, Self::Out),
            &ArrayRef<A, D>,
            X::Shadow<'_, ArrayRef<A, D>>,
            &ArrayRef<A, E>,
            Y::Shadow<'_, ArrayRef<A, E>>,
            Option<&ArrayRef<A, D>>,
            U::Shadow<'_, ArrayRef<A, D>>,
            Option<&ArrayRef<A, E>>,
            V::Shadow<'_, ArrayRef<A, E>>,
        ) + use<A, D, E, X, Y, U, V>,
    ) {
        let y = product(self, b);
        let left = a_1.map(|a_1| product(a_1, b));
        let right = b_1.map(|b_1| product(self, b_1));
        let y_1 = sum_of(&y, [left, right]);
        let pullback = |w: (Self::Out, Self::Out),
                        a: &ArrayRef<A, D>,
                        a_bar: X::Shadow<'_, ArrayRef<A, D>>,
                        b: &ArrayRef<A, E>,
                        b_bar: Y::Shadow<'_, ArrayRef<A, E>>,
                        a_1: Option<&ArrayRef<A, D>>,
                        a_1_bar: U::Shadow<'_, ArrayRef<A, D>>,
                        b_1: Option<&ArrayRef<A, E>>,
                        b_1_bar: V::Shadow<'_, ArrayRef<A, E>>| {
            X::with(a_bar, |a_bar: &mut ArrayRef<A, D>| {
                Self::add_left(b, &w.0, a_bar);
                if let Some(b_1) = b_1 {
                    Self::add_left(b_1, &w.1, a_bar);
                }
            });
            Y::with(b_bar, |b_bar: &mut ArrayRef<A, E>| {
                a.add_right(&w.0, b_bar);
                if let Some(a_1) = a_1 {
                    a_1.add_right(&w.1, b_bar);
                }
            });
            U::with(a_1_bar, |bar: &mut ArrayRef<A, D>| Self::add_left(b, &w.1, bar));
            V::with(b_1_bar, |bar: &mut ArrayRef<A, E>| a.add_right(&w.1, bar));
        };
        ((y, y_1), pullback)
    }
}
