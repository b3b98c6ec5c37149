//! The elements of an array as a sequence in logical order, and back: between element-wise loops
//! and arrays.

use super::Element;
use super::elementwise::{add_reduced, check_shape};
use crate::__private::{Activity, Forward, Off};
use crate::Differentiable;
use ndarray::{Array, ArrayRef, Axis, Dimension, IntoDimension, Ix1};

pub use ndarray::ShapeError;
use std::borrow::Cow;

/// `Axis(k)`.
pub fn axis(k: usize) -> Axis {
    Axis(k)
}

/// The elements: a slice where they lie in logical order, a copy otherwise.
fn flat<A: Clone, D: Dimension>(a: &ArrayRef<A, D>) -> Cow<'_, [A]> {
    match a.as_slice() {
        Some(slice) => Cow::Borrowed(slice),
        None => Cow::Owned(a.iter().cloned().collect()),
    }
}

/// A copy of the elements.
pub fn flat_copy<A: Clone, D: Dimension>(a: &ArrayRef<A, D>) -> Vec<A> {
    flat(a).into_owned()
}

/// The elements of an operand of `Zip`.
///
/// # Panics
/// If it has another shape than the first operand.
#[track_caller]
pub fn flat_same<A: Clone, D: Dimension, E: Dimension>(a: &ArrayRef<A, D>, shape: E) -> Vec<A> {
    assert!(
        a.shape() == shape.slice(),
        "`Zip`: an operand has shape {:?}, expected {:?}",
        a.shape(),
        shape.slice()
    );
    flat_copy(a)
}

/// The elements of an operand that is repeated to a shape.
///
/// # Panics
/// If it does not broadcast to the shape.
#[track_caller]
pub fn flat_repeated<A: Clone, D: Dimension, E: Dimension>(a: &ArrayRef<A, D>, shape: E) -> Vec<A> {
    match a.broadcast(shape.clone()) {
        Some(view) => flat_copy(&view),
        None => {
            panic!("an array of shape {:?} does not broadcast to {:?}", a.shape(), shape.slice())
        }
    }
}

/// An array of such elements.
#[track_caller]
pub fn shaped<A, D: Dimension>(elements: Vec<A>, shape: D) -> Array<A, D> {
    let found = elements.len();
    match Array::from_shape_vec(shape.clone(), elements) {
        Ok(array) => array,
        Err(_) => panic!("{found} elements for an array of shape {:?}", shape.slice()),
    }
}

/// `to += a`, element by element in logical order.
pub(super) fn add_flat<A: Element, D: Dimension>(to: &mut [A], a: &ArrayRef<A, D>) {
    match a.as_slice() {
        Some(slice) => to.iter_mut().zip(slice).for_each(|(x, y)| *x += *y),
        None => to.iter_mut().zip(a).for_each(|(x, y)| *x += *y),
    }
}

/// `to += elements`, in logical order.
fn add_elements<A: Element, D: Dimension>(to: &mut ArrayRef<A, D>, elements: &[A]) {
    match to.as_slice_mut() {
        Some(slice) => slice.iter_mut().zip(elements).for_each(|(x, y)| *x += *y),
        None => to.iter_mut().zip(elements).for_each(|(x, y)| *x += *y),
    }
}

/// The companion of a function that takes an array's elements out.
macro_rules! taking {
    ($name:ident ($($shape:ident: $e:ident)?) -> $out:ty, |$a_bar:ident, $a:ident, $w:ident| $back:expr) => {
        /// The derivatives of the function of the same name.
        #[allow(non_camel_case_types)]
        pub struct $name {}

        impl $name {
            /// Forward mode.
            #[track_caller]
            pub fn __jvp<A: Element, D: Dimension $(, $e: Dimension)?>(
                a: &ArrayRef<A, D>,
                $($shape: $e,)?
                d: impl Forward<ArrayRef<A, D>>,
                $(_: taking!(@off $shape))?
            ) -> ($out, Vec<A>) {
                let y = $name(a $(, $shape.clone())?);
                let y_dot = match d.get() {
                    Some(d) => {
                        check_shape("elements", "tangent", d.shape(), a.shape());
                        Vec::from($name(d $(, $shape)?))
                    }
                    None => vec![<A as crate::Scalar>::zero(); y.len()],
                };
                (y, y_dot)
            }
            /// Forward mode, twice.
            #[track_caller]
            pub fn __jvp__jvp<A: Element, D: Dimension $(, $e: Dimension)?>(
                a: &ArrayRef<A, D>,
                $($shape: $e,)?
                first: impl Forward<ArrayRef<A, D>>,
                $(_: taking!(@off $shape),)?
                second: impl Forward<ArrayRef<A, D>>,
                $(_: taking!(@off $shape),)?
                mixed: impl Forward<ArrayRef<A, D>>,
                $(_: taking!(@off $shape))?
            ) -> (($out, Vec<A>), (Vec<A>, Vec<A>)) {
                let y = $name(a $(, $shape.clone())?);
                let of = |d: Option<&ArrayRef<A, D>>| match d {
                    Some(d) => {
                        check_shape("elements", "tangent", d.shape(), a.shape());
                        Vec::from($name(d $(, $shape.clone())?))
                    }
                    None => vec![<A as crate::Scalar>::zero(); y.len()],
                };
                let dots = (of(first.get()), (of(second.get()), of(mixed.get())));
                ((y, dots.0), dots.1)
            }
            /// Reverse over forward mode.
            #[track_caller]
            pub fn __jvp__vjp<A: Element, D: Dimension $(, $e: Dimension)?, X: Activity, Y: Activity>(
                a: &ArrayRef<A, D>,
                $($shape: $e,)?
                first: Option<&ArrayRef<A, D>>,
                $(_: taking!(@none $shape),)?
                _: X,
                $(_: taking!(@off $shape),)?
                _: Y,
                $(_: taking!(@off $shape))?
            ) -> (
                ($out, Vec<A>),
                impl FnOnce((Vec<A>, Vec<A>), &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, $(taking!(@unit $shape), taking!(@unit $shape),)? Option<&ArrayRef<A, D>>, Y::Shadow<'_, ArrayRef<A, D>> $(, taking!(@none $shape), taking!(@unit $shape))?) + use<A, D $(, $e)?, X, Y>,
            ) {
                let y = $name(a $(, $shape.clone())?);
                let y_dot = match first {
                    Some(d) => Vec::from($name(d $(, $shape.clone())?)),
                    None => vec![<A as crate::Scalar>::zero(); y.len()],
                };
                let pullback = move |w: (Vec<A>, Vec<A>), $a: &ArrayRef<A, D>, shadow: X::Shadow<'_, ArrayRef<A, D>>, $(_: taking!(@unit $shape), _: taking!(@unit $shape),)? _: Option<&ArrayRef<A, D>>, shadow_dot: Y::Shadow<'_, ArrayRef<A, D>> $(, _: taking!(@none $shape), _: taking!(@unit $shape))?| {
                    let _ = $a;
                    X::with(shadow, |$a_bar: &mut ArrayRef<A, D>| {
                        let $w = w.0;
                        $(let $shape = $shape.clone(); let _ = &$shape;)?
                        $back
                    });
                    Y::with(shadow_dot, |$a_bar: &mut ArrayRef<A, D>| {
                        let $w = w.1;
                        $(let $shape = $shape; let _ = &$shape;)?
                        $back
                    });
                };
                ((y, y_dot), pullback)
            }
            /// Reverse mode.
            #[track_caller]
            pub fn __vjp<A: Element, D: Dimension $(, $e: Dimension)?, X: Activity>(
                a: &ArrayRef<A, D>,
                $($shape: $e,)?
                _: X,
                $(_: taking!(@off $shape))?
            ) -> (
                $out,
                impl FnOnce(Vec<A>, &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>> $(, taking!(@unit $shape), taking!(@unit $shape))?) + use<A, D $(, $e)?, X>,
            ) {
                let y = $name(a $(, $shape.clone())?);
                let pullback = move |$w: Vec<A>, $a: &ArrayRef<A, D>, shadow: X::Shadow<'_, ArrayRef<A, D>> $(, _: taking!(@unit $shape), _: taking!(@unit $shape))?| {
                    $(let _ = &$shape;)?
                    let _ = $a;
                    X::with(shadow, |$a_bar: &mut ArrayRef<A, D>| $back);
                };
                (y, pullback)
            }
        }
    };
    (@unit $shape:ident) => { () };
    (@off $shape:ident) => { Off };
    (@none $shape:ident) => { Option<&()> };
}

taking!(flat_copy() -> Vec<A>, |a_bar, a, w| add_elements(a_bar, &w));
taking!(flat_same(shape: E) -> Vec<A>, |a_bar, a, w| add_elements(a_bar, &w));
taking!(flat_repeated(shape: E) -> Vec<A>, |a_bar, a, w| add_repeated(a_bar, a, &w, shape));

/// The derivatives of the function of the same name.
#[allow(non_camel_case_types)]
pub struct shaped {}

impl shaped {
    /// Forward mode.
    #[track_caller]
    pub fn __jvp<A: Element, D: Dimension>(
        elements: Vec<A>,
        shape: D,
        d: impl Forward<[A]>,
        _: Off,
    ) -> (Array<A, D>, Array<A, D>) {
        let y = shaped(elements, shape.clone());
        let y_dot = match d.get() {
            Some(d) => shaped(d.to_vec(), shape),
            None => y.zero_tangent(),
        };
        (y, y_dot)
    }
    /// Reverse mode.
    #[track_caller]
    pub fn __vjp<A: Element, D: Dimension, X: Activity>(
        elements: Vec<A>,
        shape: D,
        _: X,
        _: Off,
    ) -> (Array<A, D>, impl FnOnce(Array<A, D>, (), X::Shadow<'_, Vec<A>>, (), ()) + use<A, D, X>)
    {
        let pullback = |w: Array<A, D>, (): (), shadow: X::Shadow<'_, Vec<A>>, (): (), (): ()| {
            X::with(shadow, |bar: &mut Vec<A>| add_flat(bar, &w));
        };
        (shaped(elements, shape), pullback)
    }
}

impl shaped {
    /// Forward mode, twice.
    #[track_caller]
    #[allow(clippy::too_many_arguments, reason = "each argument and its tangents")]
    pub fn __jvp__jvp<A: Element, D: Dimension>(
        elements: Vec<A>,
        shape: D,
        first: impl Forward<Vec<A>>,
        _: Off,
        second: impl Forward<Vec<A>>,
        _: Off,
        mixed: impl Forward<Vec<A>>,
        _: Off,
    ) -> ((Array<A, D>, Array<A, D>), (Array<A, D>, Array<A, D>)) {
        let of = |d: Option<&Vec<A>>| match d {
            Some(d) => shaped(d.clone(), shape.clone()),
            None => Array::zeros(shape.clone()),
        };
        let (y_dot, y_2) = (of(first.get()), (of(second.get()), of(mixed.get())));
        ((shaped(elements, shape.clone()), y_dot), y_2)
    }
    /// Reverse over forward mode.
    #[track_caller]
    #[allow(clippy::type_complexity, reason = "a pullback")]
    pub fn __jvp__vjp<A: Element, D: Dimension, X: Activity, Y: Activity>(
        elements: Vec<A>,
        shape: D,
        first: Option<&Vec<A>>,
        _: Option<&()>,
        _: X,
        _: Off,
        _: Y,
        _: Off,
    ) -> (
        (Array<A, D>, Array<A, D>),
        impl FnOnce(
            (Array<A, D>, Array<A, D>),
            (),
            X::Shadow<'_, Vec<A>>,
            (),
            (),
            Option<&Vec<A>>,
            Y::Shadow<'_, Vec<A>>,
            Option<&()>,
            (),
        ) + use<A, D, X, Y>,
    ) {
        let y_dot = match first {
            Some(d) => shaped(d.clone(), shape.clone()),
            None => Array::zeros(shape.clone()),
        };
        let pullback = |w: (Array<A, D>, Array<A, D>),
                        (): (),
                        bar: X::Shadow<'_, Vec<A>>,
                        (): (),
                        (): (),
                        _: Option<&Vec<A>>,
                        dot_bar: Y::Shadow<'_, Vec<A>>,
                        _: Option<&()>,
                        (): ()| {
            X::with(bar, |bar: &mut Vec<A>| add_flat(bar, &w.0));
            Y::with(dot_bar, |bar: &mut Vec<A>| add_flat(bar, &w.1));
        };
        ((shaped(elements, shape), y_dot), pullback)
    }
}

/// The shape of an array as a value of its own.
pub fn shape_of<A, D: Dimension>(a: &ArrayRef<A, D>) -> D {
    a.raw_dim()
}

/// How many parts an array has along an axis.
pub fn len_of<A, D: Dimension>(a: &ArrayRef<A, D>, axis: Axis) -> usize {
    a.len_of(axis)
}

/// The dimension that a shape argument means.
pub fn dim<S: IntoDimension>(shape: S) -> S::Dim {
    shape.into_dimension()
}

/// How many elements an array of a shape has.
pub fn count_of<D: Dimension>(shape: &D) -> usize {
    shape.size()
}

/// The shape of a vector.
pub fn line(length: usize) -> Ix1 {
    Ix1(length)
}

/// The index of the `k`-th element in logical order.
#[inline]
pub fn index_at<D: Dimension>(shape: &D, k: usize) -> D::Pattern {
    let mut at = D::zeros(shape.ndim());
    let mut rest = k;
    for axis in (0..shape.ndim()).rev() {
        let n = shape.slice()[axis];
        at.slice_mut()[axis] = rest % n;
        rest /= n;
    }
    at.into_pattern()
}

/// A view with the axes reversed, to be written to.
pub fn t_mut<A, D: Dimension>(a: &mut ArrayRef<A, D>) -> ndarray::ArrayViewMut<'_, A, D> {
    a.view_mut().reversed_axes()
}

/// `to += w` for a part of a cotangent.
#[track_caller]
pub fn add_part<A: Element, D: Dimension>(to: &mut ArrayRef<A, D>, w: &ArrayRef<A, D>) {
    super::methods::add(to, w);
}

/// A part of an array as an array of its own.
pub fn own_part<A: Clone, D: Dimension>(part: &ArrayRef<A, D>) -> Array<A, D> {
    part.to_owned()
}

/// Puts back what an array or a part of one held.
///
/// # Panics
/// If the array has another shape by now.
#[track_caller]
pub fn restore_part<A: Clone, D: Dimension>(part: &mut ArrayRef<A, D>, saved: &Array<A, D>) {
    check_shape("restored contents", "saved copy", saved.shape(), part.shape());
    part.assign(saved);
}

/// `to += Σ elements`, over what the array was repeated to.
pub(super) fn add_repeated<A: Element, D: Dimension, E: Dimension>(
    to: &mut ArrayRef<A, D>,
    a: &ArrayRef<A, D>,
    elements: &[A],
    shape: E,
) {
    let w = shaped(elements.to_vec(), shape);
    add_reduced(to.view_mut().into_dyn(), a.view().into_dyn(), [w.view().into_dyn()], &|_, [w]| w);
}
