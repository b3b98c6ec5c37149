//! Linear methods of one array: reductions, parts, shapes.
//!
//! Each has the hidden forms of a user's method, so that a call of it is differentiated like any
//! call. The tangent of a linear operation is the same operation on the tangent; its pullback is
//! the transpose, which adds to the receiver's shadow in place.

use super::Element;
use super::elementwise::add_reduced;
use crate::{Differentiable, Scalar};
use crate::__private::{Activity, Forward, Off, Tan};
use crate::spaces::ndarray::Storage;
use ndarray::{
    Array, ArrayBase, ArrayRef, ArrayView, ArrayView1, Axis, CowArray, Dimension,
    IntoDimension, Order, RemoveAxis, ShapeArg, ShapeError, SliceArg, Zip,
};

/// A result that is linear in an array, as a tangent: owned.
pub trait Owned: Differentiable {
    /// The tangent that this value, computed of a tangent, is.
    fn owned(self) -> Tan<Self>;
}

impl Owned for f32 {
    fn owned(self) -> f32 {
        self
    }
}

impl Owned for f64 {
    fn owned(self) -> f64 {
        self
    }
}

impl<A: Element, S: Storage<Elem = A>, D: Dimension> Owned for ArrayBase<S, D> {
    fn owned(self) -> Array<A, D> {
        self.into_owned()
    }
}

impl<T: Owned> Owned for Option<T> {
    fn owned(self) -> Option<Tan<T>> {
        self.map(T::owned)
    }
}

impl<T: Owned> Owned for Result<T, ShapeError> {
    fn owned(self) -> Result<Tan<T>, ()> {
        self.map(T::owned).map_err(|_| ())
    }
}

/// What arrays of every storage dereference to.
pub trait Receiver<A, D> {
    /// The array.
    fn array(&self) -> &ArrayRef<A, D>;
    /// The array, to be changed.
    fn array_mut(&mut self) -> &mut ArrayRef<A, D>;
}

impl<A, D: Dimension> Receiver<A, D> for ArrayRef<A, D> {
    #[inline(always)]
    fn array(&self) -> &ArrayRef<A, D> {
        self
    }
    #[inline(always)]
    fn array_mut(&mut self) -> &mut ArrayRef<A, D> {
        self
    }
}

/// The hidden forms of a method that borrows its receiver and is linear in it.
///
/// `name [jvp, vjp, add_grad] <generics>(arguments) -> result, |receiver's shadow, receiver,
/// cotangent| transpose`.
macro_rules! linear {
    ($name:ident [$jvp:ident $vjp:ident $add:ident] <$($g:ident: $b:path),*>($($p:ident: $pt:ty => $off:ident),*) -> $out:ty $(, where [$($bound:tt)*])?,
     |$x_bar:ident, $x:ident, $w:ident| $back:expr) => {
        #[doc = concat!("Forward mode of `", stringify!($name), "`.")]
        #[inline]
        #[track_caller]
        fn $jvp<$($g: $b,)* T: Forward<ArrayRef<A, D>>>(&self, $($p: $pt,)* d: T, $($off: Off),*) -> ($out, Tan<$out>)
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let y = self.array().$name($($p.clone()),*);
            let y_dot = match d.get() {
                Some(d) => {
                    super::elementwise::check_shape(stringify!($name), "tangent", d.shape(), self.array().shape());
                    d.$name($($p.clone()),*).owned()
                }
                None => y.zero_tangent(),
            };
            (y, y_dot)
        }
        #[doc = concat!("Reverse mode of `", stringify!($name), "`.")]
        #[inline]
        #[track_caller]
        fn $vjp<$($g: $b,)* X: Activity>(&self, $($p: $pt,)* _: X, $($off: Off),*)
            -> ($out, impl FnOnce(Tan<$out>, &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, $(linear!(@unit $p), linear!(@unit $p)),*) + use<Self, A, D, $($g,)* X>)
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let y = self.array().$name($($p.clone()),*);
            (y, move |$w: Tan<$out>, $x: &ArrayRef<A, D>, shadow: X::Shadow<'_, ArrayRef<A, D>>, $($off: linear!(@unit $p), _: linear!(@unit $p)),*| {
                $(let _ = $off;)*
                let _ = $x;
                X::with(shadow, |$x_bar: &mut ArrayRef<A, D>| $back);
            })
        }
        #[doc = concat!("Both sweeps of `", stringify!($name), "` at once.")]
        #[inline]
        #[track_caller]
        fn $add<$($g: $b,)* X: Activity>(&self, $($p: $pt,)* _: X, $($off: Off,)* $w: Tan<$out>, shadow: X::Shadow<'_, ArrayRef<A, D>>, $(_: linear!(@unit $p)),*) -> $out
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let $x = self.array();
            let y = $x.$name($($p.clone()),*);
            X::with(shadow, |$x_bar: &mut ArrayRef<A, D>| $back);
            y
        }
    };
    (@unit $p:ident) => { () };
}

/// Methods of arrays of any number of axes.
pub trait ArrayForms<A: Element, D: Dimension + 'static>: Receiver<A, D> {
    linear!(sum [__sum_jvp __sum_vjp __sum_add_grad] <>() -> A,
        |x_bar, x, w| add_number(x_bar, w));
    linear!(mean [__mean_jvp __mean_vjp __mean_add_grad] <>() -> Option<A>,
        |x_bar, x, w| if let Some(w) = w {
            add_number(x_bar, w / <A as Scalar>::from_f64(x_bar.len() as f64));
        });
    linear!(sum_axis [__sum_axis_jvp __sum_axis_vjp __sum_axis_add_grad] <>(axis: Axis => off) -> Array<A, D::Smaller>, where [D: RemoveAxis],
        |x_bar, x, w| add_along(x_bar, axis, &w));
    linear!(mean_axis [__mean_axis_jvp __mean_axis_vjp __mean_axis_add_grad] <>(axis: Axis => off) -> Option<Array<A, D::Smaller>>, where [D: RemoveAxis],
        |x_bar, x, w| if let Some(w) = w {
            add_along(x_bar, axis, &(w / <A as Scalar>::from_f64(x_bar.len_of(axis) as f64)));
        });
    linear!(t [__t_jvp __t_vjp __t_add_grad] <>() -> ArrayView<'_, A, D>,
        |x_bar, x, w| add(x_bar, &w.t()));
    linear!(view [__view_jvp __view_vjp __view_add_grad] <>() -> ArrayView<'_, A, D>,
        |x_bar, x, w| add(x_bar, &w));
    linear!(diag [__diag_jvp __diag_vjp __diag_add_grad] <>() -> ArrayView1<'_, A>,
        |x_bar, x, w| add(&mut x_bar.diag_mut(), &w));
    linear!(index_axis [__index_axis_jvp __index_axis_vjp __index_axis_add_grad] <>(axis: Axis => off, index: usize => off_) -> ArrayView<'_, A, D::Smaller>, where [D: RemoveAxis],
        |x_bar, x, w| add(&mut x_bar.index_axis_mut(axis, index), &w));
    linear!(slice [__slice_jvp __slice_vjp __slice_add_grad] <I: Region<D>>(info: I => off) -> ArrayView<'_, A, I::OutDim>,
        |x_bar, x, w| add(&mut x_bar.slice_mut(info), &w));
    linear!(broadcast [__broadcast_jvp __broadcast_vjp __broadcast_add_grad] <E: Target>(dim: E => off) -> Option<ArrayView<'_, A, E::Dim>>,
        |x_bar, x, w| if let Some(w) = w {
            add_repeated(x_bar, x, &w);
        });
    linear!(to_shape [__to_shape_jvp __to_shape_vjp __to_shape_add_grad] <E: Reshape>(shape: E => off) -> Result<CowArray<'_, A, <E as ShapeArg>::Dim>, ShapeError>,
        |x_bar, x, w| if let Ok(w) = w {
            add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
        });
}

impl<A: Element, D: Dimension + 'static> ArrayForms<A, D> for ArrayRef<A, D> {}

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
