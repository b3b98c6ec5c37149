//! Methods that are not linear in one array: products of all elements, moments, and joining two
//! arrays.

use super::Element;
use super::elementwise::check_shape;
use super::methods::{Receiver, add};
use crate::__private::{Activity, Forward, Off};
use crate::Scalar;
use ndarray::{Array, ArrayRef, Axis, Dimension, RemoveAxis, Zip};

/// The hidden forms of a function of one array that gives a number, by its gradient.
macro_rules! number {
    ($name:ident [$jvp:ident $vjp:ident $add:ident] ($($p:ident)?), |$x:ident| $slopes:expr) => {
        #[doc = concat!("Forward mode of `", stringify!($name), "`.")]
        #[track_caller]
        fn $jvp(&self, $($p: A,)? d: impl Forward<ArrayRef<A, D>> $(, _: number!(@off $p))?) -> (A, A) {
            let $x = self.array();
            let y_dot = match d.get() {
                Some(d) => {
                    check_shape(stringify!($name), "tangent", d.shape(), $x.shape());
                    let slopes: Array<A, D> = $slopes;
                    Zip::from(&slopes).and(d).fold(<A as Scalar>::zero(), |sum, s, d| sum + *s * *d)
                }
                None => <A as Scalar>::zero(),
            };
            ($x.$name($($p)?), y_dot)
        }
        #[doc = concat!("Reverse mode of `", stringify!($name), "`.")]
        #[track_caller]
        fn $vjp<X: Activity>(&self, $($p: A,)? _: X $(, _: number!(@off $p))?)
            -> (A, impl FnOnce(A, &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>> $(, number!(@unit $p), number!(@unit $p))?) + use<Self, A, D, X>) {
            let y = self.array().$name($($p)?);
            let pullback = move |w: A, $x: &ArrayRef<A, D>, shadow: X::Shadow<'_, ArrayRef<A, D>> $(, _: number!(@unit $p), _: number!(@unit $p))?| {
                $(let _ = $p;)?
                X::with(shadow, |bar: &mut ArrayRef<A, D>| {
                    let slopes: Array<A, D> = $slopes;
                    Zip::from(bar).and(&slopes).for_each(|b, s| *b += w * *s);
                });
            };
            (y, pullback)
        }
        #[doc = concat!("Both sweeps of `", stringify!($name), "` at once.")]
        #[track_caller]
        fn $add<X: Activity>(&self, $($p: A,)? _: X, $(_: number!(@off $p),)? w: A, shadow: X::Shadow<'_, ArrayRef<A, D>> $(, _: number!(@unit $p))?) -> A {
            let $x = self.array();
            X::with(shadow, |bar: &mut ArrayRef<A, D>| {
                let slopes: Array<A, D> = $slopes;
                Zip::from(bar).and(&slopes).for_each(|b, s| *b += w * *s);
            });
            $x.$name($($p)?)
        }
    };
    (@off $p:ident) => { Off };
    (@unit $p:ident) => { () };
}

/// Numbers that arrays are summed up to.
#[allow(clippy::type_complexity, reason = "pullbacks")]
pub trait NumberForms<A: Element, D: Dimension>: Receiver<A, D> {
    number!(product [product__jvp product__vjp product__add_grad] (), |x| products_of_others(x));
    number!(var [var__jvp var__vjp var__add_grad] (ddof), |x| var_slopes(x, ddof));
    number!(std [std__jvp std__vjp std__add_grad] (ddof), |x| {
        let two_std = x.std(ddof) * <A as Scalar>::from_f64(2.0);
        let mut slopes = var_slopes(x, ddof);
        slopes.map_inplace(|s| *s = crate::__private::unless_zero(*s, *s / two_std));
        slopes
    });
}

impl<A: Element, D: Dimension> NumberForms<A, D> for ArrayRef<A, D> {}

/// What each element is multiplied by in the product of all: right where elements are zero.
fn products_of_others<A: Element, D: Dimension>(x: &ArrayRef<A, D>) -> Array<A, D> {
    let mut out = Array::zeros(x.raw_dim());
    let mut before = <A as Scalar>::one();
    for (to, x) in out.iter_mut().zip(x) {
        *to = before;
        before *= *x;
    }
    let elements: Vec<A> = x.iter().copied().collect();
    let mut after = <A as Scalar>::one();
    let mut slopes: Vec<A> = out.iter().copied().collect();
    for (to, x) in slopes.iter_mut().zip(&elements).rev() {
        *to *= after;
        after *= *x;
    }
    super::elements::shaped(slopes, x.raw_dim())
}

/// 2 (x − mean) / (n − ddof)
fn var_slopes<A: Element, D: Dimension>(x: &ArrayRef<A, D>, ddof: A) -> Array<A, D> {
    let n = <A as Scalar>::from_f64(x.len() as f64);
    let mean = x.sum() / n;
    let scale = <A as Scalar>::from_f64(2.0) / (n - ddof);
    x.mapv(|x| scale * (x - mean))
}

/// Two arrays, one after the other along an axis.
#[allow(clippy::type_complexity, reason = "pullbacks")]
pub trait JoinForms<A: Element, D: RemoveAxis> {
    /// The left array.
    fn left(&self) -> &ArrayRef<A, D>;

    /// Both.
    ///
    /// # Panics
    /// If their shapes differ along another axis.
    #[track_caller]
    fn joined_with(&self, right: &ArrayRef<A, D>, axis: Axis) -> Array<A, D> {
        let left = self.left();
        match ndarray::concatenate(axis, &[left.view(), right.view()]) {
            Ok(joined) => joined,
            Err(_) => panic!(
                "`concatenate`: arrays of shapes {:?} and {:?} do not join along {axis:?}",
                left.shape(),
                right.shape()
            ),
        }
    }
    /// Forward mode.
    #[track_caller]
    fn joined_with__jvp(
        &self,
        right: &ArrayRef<A, D>,
        axis: Axis,
        left_dot: impl Forward<ArrayRef<A, D>>,
        right_dot: impl Forward<ArrayRef<A, D>>,
        _: Off,
    ) -> (Array<A, D>, Array<A, D>) {
        let y = self.joined_with(right, axis);
        let mut y_dot = Array::zeros(y.raw_dim());
        let at = self.left().len_of(axis);
        let (mut left, mut other) = y_dot.view_mut().split_at(axis, at);
        if let Some(d) = left_dot.get() {
            add(&mut left, d);
        }
        if let Some(d) = right_dot.get() {
            add(&mut other, d);
        }
        (y, y_dot)
    }
    /// Reverse mode.
    #[track_caller]
    fn joined_with__vjp<X: Activity, Y: Activity>(
        &self,
        right: &ArrayRef<A, D>,
        axis: Axis,
        _: X,
        _: Y,
        _: Off,
    ) -> (
        Array<A, D>,
        impl FnOnce(
            Array<A, D>,
            &ArrayRef<A, D>,
            X::Shadow<'_, ArrayRef<A, D>>,
            &ArrayRef<A, D>,
            Y::Shadow<'_, ArrayRef<A, D>>,
            (),
            (),
        ) + use<Self, A, D, X, Y>,
    ) {
        let at = self.left().len_of(axis);
        let pullback = move |w: Array<A, D>,
                             _: &ArrayRef<A, D>,
                             left: X::Shadow<'_, ArrayRef<A, D>>,
                             _: &ArrayRef<A, D>,
                             right: Y::Shadow<'_, ArrayRef<A, D>>,
                             (): (),
                             (): ()| {
            let (w_left, w_right) = w.view().split_at(axis, at);
            X::with(left, |bar: &mut ArrayRef<A, D>| add(bar, &w_left));
            Y::with(right, |bar: &mut ArrayRef<A, D>| add(bar, &w_right));
        };
        (self.joined_with(right, axis), pullback)
    }
}

impl<A: Element, D: RemoveAxis> JoinForms<A, D> for ArrayRef<A, D> {
    #[inline(always)]
    fn left(&self) -> &ArrayRef<A, D> {
        self
    }
}
