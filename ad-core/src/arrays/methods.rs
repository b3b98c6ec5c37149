//! Linear methods of one array: reductions, parts, shapes.
//!
//! Each has the hidden forms of a user's method, so that a call of it is differentiated like any
//! call. The tangent of a linear operation is the same operation on the tangent; its pullback is
//! the transpose, which adds to the receiver's shadow in place.

use super::Element;
use super::elementwise::add_reduced;
use crate::__private::{Activity, Forward, Off, Tan};
use crate::spaces::ndarray::Storage;
use crate::{Differentiable, Scalar};
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
    (|$v:ident| $value:expr; $name:ident [$jvp:ident $vjp:ident $add:ident $twice:ident $both:ident] <$($g:ident: $b:path),*>($($p:ident: $pt:ty => $off:ident),*) -> $out:ty $(, where [$($bound:tt)*])?,
     |$x_bar:ident, $x:ident, $w:ident| $back:expr) => {
        #[doc = concat!("Forward mode of `", stringify!($name), "`.")]
        #[inline]
        #[track_caller]
        fn $jvp<$($g: $b,)* T: Forward<ArrayRef<A, D>>>(&self, $($p: $pt,)* d: T, $($off: Off),*) -> ($out, Tan<$out>)
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let y = linear!(@apply $v, self.array(), $value; $($p),*);
            let y_dot = match d.get() {
                Some(d) => {
                    super::elementwise::check_shape(stringify!($name), "tangent", d.shape(), self.array().shape());
                    linear!(@apply $v, d, $value; $($p),*).owned()
                }
                None => y.zero_tangent(),
            };
            (y, y_dot)
        }
        #[doc = concat!("Reverse mode of `", stringify!($name), "`.")]
        #[inline]
        #[track_caller]
        fn $vjp<$($g: $b,)* X: Activity>(&self, $($p: $pt,)* _: X, $($off: Off),*)
            -> (<$out as Owned>::Kept, impl FnOnce(Tan<$out>, &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, $(linear!(@unit $p), linear!(@unit $p)),*) + use<Self, A, D, $($g,)* X>)
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let y = linear!(@apply $v, self.array(), $value; $($p),*).kept();
            (y, move |$w: Tan<$out>, $x: &ArrayRef<A, D>, shadow: X::Shadow<'_, ArrayRef<A, D>>, $($off: linear!(@unit $p), _: linear!(@unit $p)),*| {
                $(let _ = $off;)*
                let _ = $x;
                X::with(shadow, |$x_bar: &mut ArrayRef<A, D>| $back);
            })
        }
        #[doc = concat!("Forward mode of `", stringify!($name), "`, twice.")]
        #[track_caller]
        fn $twice<$($g: $b,)* R: Forward<ArrayRef<A, D>>, S: Forward<ArrayRef<A, D>>, T: Forward<ArrayRef<A, D>>>(
            &self, $($p: $pt,)* first: R, $($off: Off,)* second: S, $(linear!(@ignore $p): Off,)* mixed: T $(, linear!(@ignore $p): Off)*
        ) -> ((<$out as Owned>::Kept, Tan<$out>), (Tan<$out>, Tan<$out>))
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let y = linear!(@apply $v, self.array(), $value; $($p),*);
            let zero = y.zero_tangent();
            let of = |d: Option<&ArrayRef<A, D>>| match d {
                Some(d) => {
                    super::elementwise::check_shape(stringify!($name), "tangent", d.shape(), self.array().shape());
                    linear!(@apply $v, d, $value; $($p),*).owned()
                }
                None => zero.clone(),
            };
            ((y.kept(), of(first.get())), (of(second.get()), of(mixed.get())))
        }
        #[doc = concat!("Reverse over forward mode of `", stringify!($name), "`.")]
        #[track_caller]
        fn $both<$($g: $b,)* X: Activity, Y: Activity>(
            &self, $($p: $pt,)* first: Option<&ArrayRef<A, D>>, $($off: Option<&()>,)* _: X, $(linear!(@ignore $p): Off,)* _: Y $(, linear!(@ignore $p): Off)*
        ) -> ((<$out as Owned>::Kept, Tan<$out>), impl FnOnce((Tan<$out>, Tan<$out>), &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, $(linear!(@unit $p), linear!(@unit $p),)* Option<&ArrayRef<A, D>>, Y::Shadow<'_, ArrayRef<A, D>> $(, linear!(@none $p), linear!(@unit $p))*) + use<Self, A, D, $($g,)* X, Y>)
        where $($($bound)*)?
        {
            $(let _ = $off;)*
            let y = linear!(@apply $v, self.array(), $value; $($p),*);
            let y_dot = match first {
                Some(d) => {
                    super::elementwise::check_shape(stringify!($name), "tangent", d.shape(), self.array().shape());
                    linear!(@apply $v, d, $value; $($p),*).owned()
                }
                None => y.zero_tangent(),
            };
            ((y.kept(), y_dot), move |w: (Tan<$out>, Tan<$out>), $x: &ArrayRef<A, D>, shadow: X::Shadow<'_, ArrayRef<A, D>>, $(linear!(@ignore $p): linear!(@unit $p), linear!(@ignore $p): linear!(@unit $p),)* _: Option<&ArrayRef<A, D>>, shadow_dot: Y::Shadow<'_, ArrayRef<A, D>> $(, linear!(@ignore $p): linear!(@none $p), linear!(@ignore $p): linear!(@unit $p))*| {
                let _ = $x;
                X::with(shadow, |$x_bar: &mut ArrayRef<A, D>| {
                    let $w = w.0;
                    $(let $p = $p.clone(); let _ = &$p;)*
                    $back
                });
                Y::with(shadow_dot, |$x_bar: &mut ArrayRef<A, D>| {
                    let $w = w.1;
                    $back
                });
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
            let y = linear!(@apply $v, $x, $value; $($p),*);
            X::with(shadow, |$x_bar: &mut ArrayRef<A, D>| $back);
            y
        }
    };
    (@unit $p:ident) => { () };
    (@none $p:ident) => { Option<&()> };
    (@ignore $p:ident) => { _ };
    (@apply $v:ident, $array:expr, $value:expr; $($p:ident),*) => {{
        let $v = $array;
        $(let $p = $p.clone();)*
        $value
    }};
}

/// Methods of arrays of any number of axes.
pub trait ArrayForms<A: Element, D: Dimension + 'static>: Receiver<A, D> {
    linear!(|x| x.sum(); sum [sum__jvp sum__vjp sum__add_grad sum__jvp__jvp sum__jvp__vjp] <>() -> A,
        |x_bar, x, w| add_number(x_bar, w));
    linear!(|x| x.mean(); mean [mean__jvp mean__vjp mean__add_grad mean__jvp__jvp mean__jvp__vjp] <>() -> Option<A>,
    |x_bar, x, w| if let Some(w) = w {
        add_number(x_bar, w / <A as Scalar>::from_f64(x_bar.len() as f64));
    });
    linear!(|x| x.sum_axis(axis); sum_axis [sum_axis__jvp sum_axis__vjp sum_axis__add_grad sum_axis__jvp__jvp sum_axis__jvp__vjp] <>(axis: Axis => off) -> Array<A, D::Smaller>, where [D: RemoveAxis],
        |x_bar, x, w| add_along(x_bar, axis, &w));
    linear!(|x| x.mean_axis(axis); mean_axis [mean_axis__jvp mean_axis__vjp mean_axis__add_grad mean_axis__jvp__jvp mean_axis__jvp__vjp] <>(axis: Axis => off) -> Option<Array<A, D::Smaller>>, where [D: RemoveAxis],
    |x_bar, x, w| if let Some(w) = w {
        add_along(x_bar, axis, &(w / <A as Scalar>::from_f64(x_bar.len_of(axis) as f64)));
    });
    linear!(|x| x.t(); t [t__jvp t__vjp t__add_grad t__jvp__jvp t__jvp__vjp] <>() -> ArrayView<'_, A, D>,
        |x_bar, x, w| add(x_bar, &w.t()));
    linear!(|x| x.view(); view [view__jvp view__vjp view__add_grad view__jvp__jvp view__jvp__vjp] <>() -> ArrayView<'_, A, D>,
        |x_bar, x, w| add(x_bar, &w));
    linear!(|x| x.diag(); diag [diag__jvp diag__vjp diag__add_grad diag__jvp__jvp diag__jvp__vjp] <>() -> ArrayView1<'_, A>,
        |x_bar, x, w| add(&mut x_bar.diag_mut(), &w));
    linear!(|x| x.index_axis(axis, index); index_axis [index_axis__jvp index_axis__vjp index_axis__add_grad index_axis__jvp__jvp index_axis__jvp__vjp] <>(axis: Axis => off, index: usize => off_) -> ArrayView<'_, A, D::Smaller>, where [D: RemoveAxis],
        |x_bar, x, w| add(&mut x_bar.index_axis_mut(axis, index), &w));
    linear!(|x| x.slice(info); slice [slice__jvp slice__vjp slice__add_grad slice__jvp__jvp slice__jvp__vjp] <I: Region<D>>(info: I => off) -> ArrayView<'_, A, I::OutDim>,
        |x_bar, x, w| add(&mut x_bar.slice_mut(info), &w));
    linear!(|x| x.broadcast(dim); broadcast [broadcast__jvp broadcast__vjp broadcast__add_grad broadcast__jvp__jvp broadcast__jvp__vjp] <E: Target>(dim: E => off) -> Option<ArrayView<'_, A, E::Dim>>,
    |x_bar, x, w| if let Some(w) = w {
        add_repeated(x_bar, x, &w);
    });
    linear!(|x| x.to_shape(shape); to_shape [to_shape__jvp to_shape__vjp to_shape__add_grad to_shape__jvp__jvp to_shape__jvp__vjp] <E: Reshape>(shape: E => off) -> Result<CowArray<'_, A, <E as ShapeArg>::Dim>, ShapeError>,
    |x_bar, x, w| if let Ok(w) = w {
        add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
    });

    /// Forward mode of `select`.
    #[track_caller]
    fn select__jvp(
        &self,
        axis: Axis,
        indices: &[usize],
        d: impl Forward<ArrayRef<A, D>>,
        _: Off,
        _: Off,
    ) -> (Array<A, D>, Array<A, D>)
    where
        D: RemoveAxis,
    {
        let y = self.array().select(axis, indices);
        let y_dot = match d.get() {
            Some(d) => {
                super::elementwise::check_shape(
                    "select",
                    "tangent",
                    d.shape(),
                    self.array().shape(),
                );
                d.select(axis, indices)
            }
            None => y.zero_tangent(),
        };
        (y, y_dot)
    }
    /// Reverse mode of `select`: what is selected more often gets the sum.
    #[track_caller]
    fn select__vjp<X: Activity>(
        &self,
        axis: Axis,
        indices: &[usize],
        _: X,
        _: Off,
        _: Off,
    ) -> (
        Array<A, D>,
        impl FnOnce(Array<A, D>, &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, (), (), &[usize], ())
        + use<Self, A, D, X>,
    )
    where
        D: RemoveAxis,
    {
        let kept = indices.to_vec();
        let pullback = move |w: Array<A, D>,
                             _: &ArrayRef<A, D>,
                             shadow: X::Shadow<'_, ArrayRef<A, D>>,
                             (): (),
                             (): (),
                             _: &[usize],
                             (): ()| {
            X::with(shadow, |bar: &mut ArrayRef<A, D>| {
                for (w, i) in w.axis_iter(axis).zip(kept) {
                    add(&mut bar.index_axis_mut(axis, i), &w);
                }
            });
        };
        (self.array().select(axis, indices), pullback)
    }

    // These take their receiver. The forms borrow it, and give an array of their own.
    linear!(|x| x.view().insert_axis(axis).into_owned(); insert_axis [insert_axis__jvp insert_axis__vjp insert_axis__add_grad insert_axis__jvp__jvp insert_axis__jvp__vjp] <>(axis: Axis => off) -> Array<A, D::Larger>,
        |x_bar, x, w| add(x_bar, &in_axes::<A, D, _>(w.into_dyn().index_axis_move(axis, 0))));
    linear!(|x| x.view().remove_axis(axis).into_owned(); remove_axis [remove_axis__jvp remove_axis__vjp remove_axis__add_grad remove_axis__jvp__jvp remove_axis__jvp__vjp] <>(axis: Axis => off) -> Array<A, D::Smaller>, where [D: RemoveAxis],
        |x_bar, x, w| add(&mut x_bar.index_axis_mut(axis, 0), &w));
    linear!(|x| x.view().reversed_axes().into_owned(); reversed_axes [reversed_axes__jvp reversed_axes__vjp reversed_axes__add_grad reversed_axes__jvp__jvp reversed_axes__jvp__vjp] <>() -> Array<A, D>,
        |x_bar, x, w| add(x_bar, &w.t()));
    linear!(|x| x.view().permuted_axes(axes).into_owned(); permuted_axes [permuted_axes__jvp permuted_axes__vjp permuted_axes__add_grad permuted_axes__jvp__jvp permuted_axes__jvp__vjp] <P: Axes<D>>(axes: P => off) -> Array<A, D>,
        |x_bar, x, w| add(&mut x_bar.view_mut().permuted_axes(axes), &w));
    linear!(|x| x.view().into_shape_with_order(shape).map(|y| y.into_owned()); into_shape_with_order [into_shape_with_order__jvp into_shape_with_order__vjp into_shape_with_order__add_grad into_shape_with_order__jvp__jvp into_shape_with_order__jvp__vjp] <E: Reshape>(shape: E => off) -> Result<Array<A, <E as ShapeArg>::Dim>, ShapeError>,
    |x_bar, x, w| if let Ok(w) = w {
        add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
    });
    linear!(|x| x.to_owned().into_shape_clone(shape); into_shape_clone [into_shape_clone__jvp into_shape_clone__vjp into_shape_clone__add_grad into_shape_clone__jvp__jvp into_shape_clone__jvp__vjp] <E: Reshape>(shape: E => off) -> Result<Array<A, <E as ShapeArg>::Dim>, ShapeError>,
    |x_bar, x, w| if let Ok(w) = w {
        add_reshaped(x_bar, &w, shape.into_shape_and_order().1);
    });
    linear!(|x| x.view().into_dyn().into_owned(); into_dyn [into_dyn__jvp into_dyn__vjp into_dyn__add_grad into_dyn__jvp__jvp into_dyn__jvp__vjp] <>() -> ArrayD<A>,
        |x_bar, x, w| add(x_bar, &in_axes::<A, D, _>(w)));
    linear!(|x| x.view().into_dimensionality::<E>().map(|y| y.into_owned()); into_dimensionality [into_dimensionality__jvp into_dimensionality__vjp into_dimensionality__add_grad into_dimensionality__jvp__jvp into_dimensionality__jvp__vjp] <E: Dimension>() -> Result<Array<A, E>, ShapeError>,
    |x_bar, x, w| if let Ok(w) = w {
        add(x_bar, &in_axes::<A, D, _>(w));
    });
    linear!(|x| x.to_owned(); into_owned [into_owned__jvp into_owned__vjp into_owned__add_grad into_owned__jvp__jvp into_owned__jvp__vjp] <>() -> Array<A, D>,
        |x_bar, x, w| add(x_bar, &w));
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
