//! Linear methods of one array: reductions, parts, shapes.
//!
//! Each has the hidden forms of a user's method, so that a call of it is differentiated like any
//! call. The tangent of a linear operation is the same operation on the tangent, to any order; its
//! pullback is the transpose, which adds to the receiver's shadow in place.

use super::Element;
use super::elementwise::add_reduced;
use crate::__private::Tan;
use crate::spaces::ndarray::Storage;
use crate::{Differentiable, Scalar};
use cotangent_macros::__forms;
use ndarray::{
    Array, ArrayBase, ArrayD, ArrayRef, ArrayView, ArrayView1, Axis, CowArray, Dimension,
    IntoDimension, Order, RemoveAxis, ShapeArg, ShapeError, SliceArg, Zip,
};

/// A result that is linear in an array, as a tangent: owned.
pub trait Owned: Differentiable {
    /// The same value, borrowed from no one: a pullback captures no borrow.
    type Kept;
    /// The value for the reverse sweep.
    fn kept(self) -> Self::Kept;
    /// The tangent that this value, computed of a tangent, is.
    fn owned(self) -> Tan<Self>;
}

impl Owned for f32 {
    type Kept = f32;
    fn kept(self) -> f32 {
        self
    }
    fn owned(self) -> f32 {
        self
    }
}

impl Owned for f64 {
    type Kept = f64;
    fn kept(self) -> f64 {
        self
    }
    fn owned(self) -> f64 {
        self
    }
}

impl<A: Element, S: Storage<Elem = A>, D: Dimension> Owned for ArrayBase<S, D> {
    type Kept = Array<A, D>;
    fn kept(self) -> Array<A, D> {
        self.into_owned()
    }
    fn owned(self) -> Array<A, D> {
        self.into_owned()
    }
}

impl<A: Element> Owned for Vec<A> {
    type Kept = Vec<A>;
    fn kept(self) -> Vec<A> {
        self
    }
    fn owned(self) -> Vec<A> {
        self
    }
}

impl<T: Owned> Owned for Option<T> {
    type Kept = Option<T::Kept>;
    fn kept(self) -> Option<T::Kept> {
        self.map(T::kept)
    }
    fn owned(self) -> Option<Tan<T>> {
        self.map(T::owned)
    }
}

impl<T: Owned> Owned for Result<T, ShapeError> {
    type Kept = Result<T::Kept, ShapeError>;
    fn kept(self) -> Result<T::Kept, ShapeError> {
        self.map(T::kept)
    }
    fn owned(self) -> Result<Tan<T>, ()> {
        self.map(T::owned).map_err(|_| ())
    }
}

/// What arrays of every storage dereference to.
pub trait Receiver<A, D> {
    /// The array.
    fn whole(&self) -> &ArrayRef<A, D>;
    /// The array, to be changed.
    fn whole_mut(&mut self) -> &mut ArrayRef<A, D>;
}

impl<A, D: Dimension> Receiver<A, D> for ArrayRef<A, D> {
    #[inline(always)]
    fn whole(&self) -> &ArrayRef<A, D> {
        self
    }
    #[inline(always)]
    fn whole_mut(&mut self) -> &mut ArrayRef<A, D> {
        self
    }
}

/// Methods of arrays of any number of axes.
#[__forms]
pub trait ArrayForms<A: Element, D: Dimension + 'static>: Receiver<A, D> {
    fn sum(&self) -> A {
        linear(|x| x.sum(), |x_bar, x, w| add_number(x_bar, w))
    }
    fn mean(&self) -> Option<A> {
        linear(
            |x| x.mean(),
            |x_bar, x, w| {
                if let Some(w) = w {
                    add_number(x_bar, w / <A as Scalar>::from_f64(x_bar.len() as f64));
                }
            },
        )
    }
    fn sum_axis(&self, #[constant] axis: Axis) -> Array<A, D::Smaller>
    where
        D: RemoveAxis,
    {
        linear(|x| x.sum_axis(axis), |x_bar, x, w| add_along(x_bar, axis, &w))
    }
    fn mean_axis(&self, #[constant] axis: Axis) -> Option<Array<A, D::Smaller>>
    where
        D: RemoveAxis,
    {
        linear(
            |x| x.mean_axis(axis),
            |x_bar, x, w| {
                if let Some(w) = w {
                    let n = <A as Scalar>::from_f64(x_bar.len_of(axis) as f64);
                    add_along(x_bar, axis, &(w / n));
                }
            },
        )
    }
    fn t(&self) -> ArrayView<'_, A, D> {
        linear(|x| x.t(), |x_bar, x, w| add(x_bar, &w.t()))
    }
    fn view(&self) -> ArrayView<'_, A, D> {
        linear(|x| x.view(), |x_bar, x, w| add(x_bar, &w))
    }
    fn diag(&self) -> ArrayView1<'_, A> {
        linear(|x| x.diag(), |x_bar, x, w| add(&mut x_bar.diag_mut(), &w))
    }
    fn index_axis(
        &self,
        #[constant] axis: Axis,
        #[constant] index: usize,
    ) -> ArrayView<'_, A, D::Smaller>
    where
        D: RemoveAxis,
    {
        linear(
            |x| x.index_axis(axis, index),
            |x_bar, x, w| add(&mut x_bar.index_axis_mut(axis, index), &w),
        )
    }
    fn slice<I: Region<D>>(&self, #[constant] info: I) -> ArrayView<'_, A, I::OutDim> {
        linear(|x| x.slice(info), |x_bar, x, w| add(&mut x_bar.slice_mut(info), &w))
    }
    fn broadcast<E: Target>(&self, #[constant] dim: E) -> Option<ArrayView<'_, A, E::Dim>> {
        linear(
            |x| x.broadcast(dim),
            |x_bar, x, w| {
                if let Some(w) = w {
                    add_repeated(x_bar, x, &w);
                }
            },
        )
    }
    fn to_shape<E: Reshape>(
        &self,
        #[constant] shape: E,
    ) -> Result<CowArray<'_, A, <E as ShapeArg>::Dim>, ShapeError> {
        linear(
            |x| x.to_shape(shape),
            |x_bar, x, w| {
                if let Ok(w) = w {
                    add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
                }
            },
        )
    }
    fn select(&self, #[constant] axis: Axis, #[constant] indices: &[usize]) -> Array<A, D>
    where
        D: RemoveAxis,
    {
        // What is selected more often gets the sum.
        linear(
            |x| x.select(axis, indices),
            |x_bar, x, w| {
                for (w, i) in w.axis_iter(axis).zip(indices) {
                    add(&mut x_bar.index_axis_mut(axis, *i), &w);
                }
            },
        )
    }

    // These take their receiver. The forms borrow it, and give an array of their own.
    fn insert_axis(&self, #[constant] axis: Axis) -> Array<A, D::Larger> {
        linear(
            |x| x.view().insert_axis(axis).into_owned(),
            |x_bar, x, w| add(x_bar, &in_axes::<A, D, _>(w.into_dyn().index_axis_move(axis, 0))),
        )
    }
    fn remove_axis(&self, #[constant] axis: Axis) -> Array<A, D::Smaller>
    where
        D: RemoveAxis,
    {
        linear(
            |x| x.view().remove_axis(axis).into_owned(),
            |x_bar, x, w| add(&mut x_bar.index_axis_mut(axis, 0), &w),
        )
    }
    fn reversed_axes(&self) -> Array<A, D> {
        linear(|x| x.view().reversed_axes().into_owned(), |x_bar, x, w| add(x_bar, &w.t()))
    }
    fn permuted_axes<P: Axes<D>>(&self, #[constant] axes: P) -> Array<A, D> {
        linear(
            |x| x.view().permuted_axes(axes).into_owned(),
            |x_bar, x, w| add(&mut x_bar.view_mut().permuted_axes(axes), &w),
        )
    }
    fn into_shape_with_order<E: Reshape>(
        &self,
        #[constant] shape: E,
    ) -> Result<Array<A, <E as ShapeArg>::Dim>, ShapeError> {
        linear(
            |x| x.view().into_shape_with_order(shape).map(|y| y.into_owned()),
            |x_bar, x, w| {
                if let Ok(w) = w {
                    add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
                }
            },
        )
    }
    fn into_shape_clone<E: Reshape>(
        &self,
        #[constant] shape: E,
    ) -> Result<Array<A, <E as ShapeArg>::Dim>, ShapeError> {
        linear(
            |x| x.to_owned().into_shape_clone(shape),
            |x_bar, x, w| {
                if let Ok(w) = w {
                    add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
                }
            },
        )
    }
    fn into_dyn(&self) -> ArrayD<A> {
        linear(
            |x| x.view().into_dyn().into_owned(),
            |x_bar, x, w| add(x_bar, &in_axes::<A, D, _>(w)),
        )
    }
    fn into_dimensionality<E: Dimension>(&self) -> Result<Array<A, E>, ShapeError> {
        linear(
            |x| x.view().into_dimensionality::<E>().map(|y| y.into_owned()),
            |x_bar, x, w| {
                if let Ok(w) = w {
                    add(x_bar, &in_axes::<A, D, _>(w));
                }
            },
        )
    }
    fn into_owned(&self) -> Array<A, D> {
        linear(|x| x.to_owned(), |x_bar, x, w| add(x_bar, &w))
    }
}

impl<A: Element, D: Dimension + 'static> ArrayForms<A, D> for ArrayRef<A, D> {}

/// The same array with another type for as many axes.
fn in_axes<A, D: Dimension, E: Dimension>(w: Array<A, E>) -> Array<A, D> {
    w.into_dimensionality().expect("as many axes")
}

/// An argument of `permuted_axes`.
pub trait Axes<D: Dimension>: IntoDimension<Dim = D> + Clone {}
impl<D: Dimension, T: IntoDimension<Dim = D> + Clone> Axes<D> for T {}

/// An argument of `slice`: asked for once more in the reverse sweep.
pub trait Region<D: Dimension>: SliceArg<D> + Clone {}
impl<D: Dimension, I: SliceArg<D> + Clone> Region<D> for I {}

/// An argument of `broadcast`.
pub trait Target: IntoDimension + Clone {}
impl<E: IntoDimension + Clone> Target for E {}

/// An argument of `to_shape`.
pub trait Reshape: ShapeArg + Clone {}
impl<E: ShapeArg + Clone> Reshape for E {}

/// `to += by` at every element.
#[inline]
fn add_number<A: Element, D: Dimension>(to: &mut ArrayRef<A, D>, by: A) {
    to.map_inplace(|x| *x += by);
}

/// `to += from`, of one shape.
#[inline]
#[track_caller]
pub(super) fn add<A: Element, D: Dimension>(to: &mut ArrayRef<A, D>, from: &ArrayRef<A, D>) {
    super::elementwise::check_shape("+=", "cotangent", from.shape(), to.shape());
    Zip::from(to).and(from).for_each(|x, y| *x += *y);
}

/// `to += from`, repeated along an axis.
#[track_caller]
fn add_along<A: Element, D: RemoveAxis>(
    to: &mut ArrayRef<A, D>,
    axis: Axis,
    from: &ArrayRef<A, D::Smaller>,
) {
    if axis.index() + 1 == to.ndim() {
        Zip::from(to.lanes_mut(axis)).and(from).for_each(|mut lane, w| lane += *w);
        return;
    }
    for mut part in to.axis_iter_mut(axis) {
        add(&mut part, from);
    }
}

/// `to += Σ from`, over what `x` was repeated to.
fn add_repeated<A: Element, D: Dimension, E: Dimension>(
    to: &mut ArrayRef<A, D>,
    x: &ArrayRef<A, D>,
    from: &ArrayRef<A, E>,
) {
    let (own, from) = (x.view().into_dyn(), from.view().into_dyn());
    add_reduced(to.view_mut().into_dyn(), own, [from], &|_, [w]| w);
}

/// `to += from`, which has the same elements in another shape.
fn add_reshaped<A: Element, D: Dimension, E: Dimension>(
    to: &mut ArrayRef<A, D>,
    from: &ArrayRef<A, E>,
    order: Option<Order>,
) {
    let order = order.unwrap_or(Order::RowMajor);
    let from = from.to_shape((to.raw_dim(), order)).expect("as many elements");
    add(to, &from);
}
