//! The elements of an array as a sequence in logical order, and back: between element-wise loops
//! and arrays.

use super::Element;
use super::elementwise::{add_reduced, check_shape};
use cotangent_macros::__forms;
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
#[__forms]
pub fn flat_copy<A: Element, D: Dimension>(a: &ArrayRef<A, D>) -> Vec<A> {
    linear(|a| flat(a).into_owned(), |a_bar, a, w| add_elements(a_bar, &w))
}

/// The elements of an operand of `Zip`.
///
/// # Panics
/// If it has another shape than the first operand.
#[__forms]
pub fn flat_same<A: Element, D: Dimension, E: Dimension>(
    a: &ArrayRef<A, D>,
    #[constant] shape: E,
) -> Vec<A> {
    linear(|a| same(a, &shape), |a_bar, a, w| add_elements(a_bar, &w))
}

#[track_caller]
fn same<A: Clone, D: Dimension, E: Dimension>(a: &ArrayRef<A, D>, shape: &E) -> Vec<A> {
    assert!(
        a.shape() == shape.slice(),
        "`Zip`: an operand has shape {:?}, expected {:?}",
        a.shape(),
        shape.slice()
    );
    flat(a).into_owned()
}

/// The elements of an operand that is repeated to a shape.
///
/// # Panics
/// If it does not broadcast to the shape.
#[__forms]
pub fn flat_repeated<A: Element, D: Dimension, E: Dimension>(
    a: &ArrayRef<A, D>,
    #[constant] shape: E,
) -> Vec<A> {
    linear(|a| repeated(a, shape), |a_bar, a, w| add_repeated(a_bar, a, &w, shape))
}

#[track_caller]
fn repeated<A: Clone, D: Dimension, E: Dimension>(a: &ArrayRef<A, D>, shape: E) -> Vec<A> {
    match a.broadcast(shape.clone()) {
        Some(view) => flat(&view).into_owned(),
        None => {
            panic!("an array of shape {:?} does not broadcast to {:?}", a.shape(), shape.slice())
        }
    }
}

/// An array of such elements.
///
/// # Panics
/// If they are more or fewer than the shape has.
#[__forms]
pub fn shaped<A: Element, D: Dimension>(elements: Vec<A>, #[constant] shape: D) -> Array<A, D> {
    rule(
        |dots| {
            let value = array_of(elements, shape.clone());
            let dot = move |s: usize| match dots[s] {
                Some(d) => array_of(d.clone(), shape.clone()),
                None => Array::zeros(shape.clone()),
            };
            (value, dot)
        },
        |w, _dots, bars| {
            for (w, bar) in w.iter().zip(bars) {
                bar.into_iter().for_each(|bar| add_flat(bar, w));
            }
        },
    )
}

#[track_caller]
fn array_of<A, D: Dimension>(elements: Vec<A>, shape: D) -> Array<A, D> {
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
    let w = array_of(elements.to_vec(), shape);
    add_reduced(to.view_mut().into_dyn(), a.view().into_dyn(), [w.view().into_dyn()], &|_, [w]| w);
}
