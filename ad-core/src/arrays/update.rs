//! Methods that change an array: `assign`, `fill`, `scaled_add`, the operators `+=` to `/=`, and
//! writing all elements.
//!
//! A pullback turns the cotangent of the new contents into that of the old ones, in place. Operands
//! on the right are repeated to the array's shape, so their cotangents are summed.

use super::Element;
use super::elementwise::{add_reduced, check_shape};
use crate::__private::{Activity, Forward, ForwardMut, unless_zero};
use ndarray::{ArrayRef, Dimension, Zip, arr0, aview0};

/// What an update does to one element `a`, given `b`.
trait Update {
    const NAME: &'static str;
    fn value<A: Element>(a: A, b: A) -> A;
    fn dot<A: Element>(a: A, b: A, a_dot: A, b_dot: A) -> A;
    fn to_left<A: Element>(a: A, b: A, w: A) -> A;
    fn to_right<A: Element>(a: A, b: A, w: A) -> A;
}

macro_rules! update {
    ($op:ident, $name:literal, |$a:ident, $b:ident, $a_dot:ident, $b_dot:ident, $w:ident| $value:expr, $dot:expr, $left:expr, $right:expr) => {
        struct $op;
        #[allow(unused_variables)]
        impl Update for $op {
            const NAME: &'static str = $name;
            #[inline(always)]
            fn value<A: Element>($a: A, $b: A) -> A {
                $value
            }
            #[inline(always)]
            fn dot<A: Element>($a: A, $b: A, $a_dot: A, $b_dot: A) -> A {
                $dot
            }
            #[inline(always)]
            fn to_left<A: Element>($a: A, $b: A, $w: A) -> A {
                $left
            }
            #[inline(always)]
            fn to_right<A: Element>($a: A, $b: A, $w: A) -> A {
                $right
            }
        }
    };
}

update!(Assign, "assign", |a, b, a_dot, b_dot, w| b, b_dot, <A as crate::Scalar>::zero(), w);
update!(Add, "+=", |a, b, a_dot, b_dot, w| a + b, a_dot + b_dot, w, w);
update!(Sub, "-=", |a, b, a_dot, b_dot, w| a - b, a_dot - b_dot, w, -w);
update!(Mul, "*=", |a, b, a_dot, b_dot, w| a * b, a_dot * b + a * b_dot, w * b, w * a);
update!(
    Div,
    "/=",
    |a, b, a_dot, b_dot, w| a / b,
    unless_zero(a_dot, a_dot / b) - unless_zero(b_dot, b_dot * a / (b * b)),
    unless_zero(w, w / b),
    -unless_zero(w, w * a / (b * b))
);

/// `a op= b` with tangents.
#[track_caller]
fn forward<U: Update, A: Element, D: Dimension, E: Dimension>(
    a: &mut ArrayRef<A, D>,
    b: &ArrayRef<A, E>,
    a_dot: Option<&mut ArrayRef<A, D>>,
    b_dot: Option<&ArrayRef<A, E>>,
) {
    let wide = broadcast::<A, D, E>(U::NAME, b, &a.raw_dim());
    if let Some(a_dot) = a_dot {
        check_shape(U::NAME, "tangent", a_dot.shape(), a.shape());
        match b_dot {
            Some(b_dot) => {
                check_shape(U::NAME, "tangent", b_dot.shape(), b.shape());
                let b_dot = broadcast(U::NAME, b_dot, &a.raw_dim());
                Zip::from(a_dot)
                    .and(&*a)
                    .and(&wide)
                    .and(&b_dot)
                    .for_each(|d, a, b, b_dot| *d = U::dot(*a, *b, *d, *b_dot));
            }
            None => {
                let zero = <A as crate::Scalar>::zero();
                Zip::from(a_dot)
                    .and(&*a)
                    .and(&wide)
                    .for_each(|d, a, b| *d = U::dot(*a, *b, *d, zero));
            }
        }
    }
    Zip::from(a).and(&wide).for_each(|a, b| *a = U::value(*a, *b));
}

/// The pullback of `a op= b`; `old` is what `a` held before, where the coefficients read it.
#[track_caller]
fn back<U: Update, A: Element, D: Dimension, E: Dimension>(
    old: &ArrayRef<A, D>,
    b: &ArrayRef<A, E>,
    a_bar: &mut ArrayRef<A, D>,
    b_bar: Option<&mut ArrayRef<A, E>>,
) {
    check_shape(U::NAME, "cotangent", a_bar.shape(), old.shape());
    if let Some(b_bar) = b_bar {
        check_shape(U::NAME, "cotangent", b_bar.shape(), b.shape());
        add_reduced(
            b_bar.view_mut().into_dyn(),
            b.view().into_dyn(),
            [old.view().into_dyn(), a_bar.view().into_dyn()],
            &|b, [a, w]| U::to_right(a, b, w),
        );
    }
    let wide = broadcast::<A, D, E>(U::NAME, b, &a_bar.raw_dim());
    Zip::from(a_bar).and(old).and(&wide).for_each(|w, a, b| *w = U::to_left(*a, *b, *w));
}

#[track_caller]
fn broadcast<'a, A, D: Dimension, E: Dimension>(
    op: &str,
    b: &'a ArrayRef<A, E>,
    to: &D,
) -> ndarray::ArrayView<'a, A, D> {
    match b.broadcast(to.clone()) {
        Some(b) => b,
        None => panic!(
            "`{op}`: an array of shape {:?} does not broadcast to {:?}",
            b.shape(),
            to.slice()
        ),
    }
}

/// The forms of an update by an array.
macro_rules! by_array {
    ($update:ident, $name:ident [$jvp:ident $vjp:ident]) => {
        #[doc = concat!("The update itself, `", stringify!($name), "`.")]
        #[track_caller]
        fn $name<E: Dimension>(&mut self, b: &ArrayRef<A, E>) {
            forward::<$update, A, D, E>(self.array(), b, None, None);
        }
        #[doc = concat!("Forward mode of `", stringify!($name), "`.")]
        #[track_caller]
        fn $jvp<E: Dimension>(
            &mut self,
            b: &ArrayRef<A, E>,
            mut a_dot: impl ForwardMut<ArrayRef<A, D>>,
            b_dot: impl Forward<ArrayRef<A, E>>,
        ) -> ((), ()) {
            forward::<$update, A, D, E>(self.array(), b, a_dot.get(), b_dot.get());
            ((), ())
        }
        #[doc = concat!("Reverse mode of `", stringify!($name), "`.")]
        #[track_caller]
        fn $vjp<E: Dimension, X: Activity, Y: Activity>(
            &mut self,
            b: &ArrayRef<A, E>,
            _: X,
            _: Y,
        ) -> (
            (),
            impl FnOnce(
                (),
                &ArrayRef<A, D>,
                X::Shadow<'_, ArrayRef<A, D>>,
                &ArrayRef<A, E>,
                Y::Shadow<'_, ArrayRef<A, E>>,
            ) + use<Self, A, D, E, X, Y>,
        ) {
            forward::<$update, A, D, E>(self.array(), b, None, None);
            let pullback = |(),
                            old: &ArrayRef<A, D>,
                            a_bar: X::Shadow<'_, ArrayRef<A, D>>,
                            b: &ArrayRef<A, E>,
                            b_bar: Y::Shadow<'_, ArrayRef<A, E>>| {
                X::with(a_bar, |a_bar| back::<$update, A, D, E>(old, b, a_bar, Y::option(b_bar)));
            };
            ((), pullback)
        }
    };
}

/// The forms of an update by a number.
macro_rules! by_number {
    ($update:ident, $name:ident [$jvp:ident $vjp:ident]) => {
        #[doc = concat!("The update itself, `", stringify!($name), "`.")]
        fn $name(&mut self, b: A) {
            forward::<$update, A, D, _>(self.array(), &aview0(&b), None, None);
        }
        #[doc = concat!("Forward mode of `", stringify!($name), "`.")]
        fn $jvp(
            &mut self,
            b: A,
            mut a_dot: impl ForwardMut<ArrayRef<A, D>>,
            b_dot: impl Forward<A>,
        ) -> ((), ()) {
            let b_dot = b_dot.get().copied().unwrap_or_else(<A as crate::Scalar>::zero);
            let (b, b_dot) = (aview0(&b), aview0(&b_dot));
            forward::<$update, A, D, _>(self.array(), &b, a_dot.get(), Some(&b_dot));
            ((), ())
        }
        #[doc = concat!("Reverse mode of `", stringify!($name), "`.")]
        fn $vjp<X: Activity, Y: Activity>(
            &mut self,
            b: A,
            _: X,
            _: Y,
        ) -> (
            (),
            impl FnOnce((), &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, (), Y::Shadow<'_, A>)
            + use<Self, A, D, X, Y>,
        ) {
            forward::<$update, A, D, _>(self.array(), &aview0(&b), None, None);
            let pullback = move |(),
                                 old: &ArrayRef<A, D>,
                                 a_bar: X::Shadow<'_, ArrayRef<A, D>>,
                                 (): (),
                                 b_bar: Y::Shadow<'_, A>| {
                let mut sum = arr0(<A as crate::Scalar>::zero());
                let wanted = if Y::ON { Some(&mut *sum) } else { None };
                X::with(a_bar, |a_bar| back::<$update, A, D, _>(old, &aview0(&b), a_bar, wanted));
                Y::add(b_bar, &sum[()]);
            };
            ((), pullback)
        }
    };
}

/// The hidden forms of updates.
#[allow(clippy::type_complexity, reason = "pullbacks")]
pub trait UpdateForms<A: Element, D: Dimension> {
    /// The array that changes.
    fn array(&mut self) -> &mut ArrayRef<A, D>;

    by_array!(Assign, assign_array [assign__jvp assign__vjp]);
    by_array!(Add, add_array [add_array__jvp add_array__vjp]);
    by_array!(Sub, sub_array [sub_array__jvp sub_array__vjp]);
    by_array!(Mul, mul_array [mul_array__jvp mul_array__vjp]);
    by_array!(Div, div_array [div_array__jvp div_array__vjp]);
    by_number!(Assign, fill_number [fill__jvp fill__vjp]);
    by_number!(Add, add_number [add_number__jvp add_number__vjp]);
    by_number!(Sub, sub_number [sub_number__jvp sub_number__vjp]);
    by_number!(Mul, mul_number [mul_number__jvp mul_number__vjp]);
    by_number!(Div, div_number [div_number__jvp div_number__vjp]);

    /// Forward mode of `scaled_add`.
    #[track_caller]
    fn scaled_add__jvp<E: Dimension>(
        &mut self,
        alpha: A,
        b: &ArrayRef<A, E>,
        mut a_dot: impl ForwardMut<ArrayRef<A, D>>,
        alpha_dot: impl Forward<A>,
        b_dot: impl Forward<ArrayRef<A, E>>,
    ) -> ((), ()) {
        self.array().scaled_add(alpha, b);
        if let Some(a_dot) = a_dot.get() {
            if let Some(alpha_dot) = alpha_dot.get() {
                a_dot.scaled_add(*alpha_dot, b);
            }
            if let Some(b_dot) = b_dot.get() {
                check_shape("scaled_add", "tangent", b_dot.shape(), b.shape());
                a_dot.scaled_add(alpha, b_dot);
            }
        }
        ((), ())
    }

    /// Reverse mode of `scaled_add`.
    #[track_caller]
    fn scaled_add__vjp<E: Dimension, X: Activity, S: Activity, Y: Activity>(
        &mut self,
        alpha: A,
        b: &ArrayRef<A, E>,
        _: X,
        _: S,
        _: Y,
    ) -> (
        (),
        impl FnOnce(
            (),
            &ArrayRef<A, D>,
            X::Shadow<'_, ArrayRef<A, D>>,
            (),
            S::Shadow<'_, A>,
            &ArrayRef<A, E>,
            Y::Shadow<'_, ArrayRef<A, E>>,
        ) + use<Self, A, D, E, X, S, Y>,
    ) {
        self.array().scaled_add(alpha, b);
        let pullback = move |(),
                             _: &ArrayRef<A, D>,
                             a_bar: X::Shadow<'_, ArrayRef<A, D>>,
                             (): (),
                             alpha_bar: S::Shadow<'_, A>,
                             b: &ArrayRef<A, E>,
                             b_bar: Y::Shadow<'_, ArrayRef<A, E>>| {
            X::with(a_bar, |a_bar| {
                let w = a_bar.view().into_dyn();
                S::with(alpha_bar, |alpha_bar| {
                    let wide = broadcast::<A, D, E>("scaled_add", b, &a_bar.raw_dim());
                    *alpha_bar += Zip::from(&*a_bar)
                        .and(&wide)
                        .fold(<A as crate::Scalar>::zero(), |sum, w, b| sum + *w * *b);
                });
                Y::with(b_bar, |b_bar: &mut ArrayRef<A, E>| {
                    let own = b.view().into_dyn();
                    add_reduced(b_bar.view_mut().into_dyn(), own, [w], &|_, [w]| alpha * w);
                });
            });
        };
        ((), pullback)
    }

    /// Overwrites the elements, in logical order.
    #[track_caller]
    fn set_elements(&mut self, elements: &[A]) {
        set(self.array(), elements);
    }
    /// Forward mode of `set_elements`.
    #[track_caller]
    fn set_elements__jvp(
        &mut self,
        elements: &[A],
        mut a_dot: impl ForwardMut<ArrayRef<A, D>>,
        dot: impl Forward<[A]>,
    ) -> ((), ()) {
        set(self.array(), elements);
        match (a_dot.get(), dot.get()) {
            (Some(a_dot), Some(dot)) => set(a_dot, dot),
            (Some(a_dot), None) => a_dot.fill(<A as crate::Scalar>::zero()),
            (None, _) => {}
        }
        ((), ())
    }
    /// Reverse mode of `set_elements`.
    #[track_caller]
    fn set_elements__vjp<X: Activity, Y: Activity>(
        &mut self,
        elements: &[A],
        _: X,
        _: Y,
    ) -> (
        (),
        impl FnOnce((), &ArrayRef<A, D>, X::Shadow<'_, ArrayRef<A, D>>, &[A], Y::Shadow<'_, [A]>)
        + use<Self, A, D, X, Y>,
    ) {
        set(self.array(), elements);
        let pullback = |(),
                        _: &ArrayRef<A, D>,
                        a_bar: X::Shadow<'_, ArrayRef<A, D>>,
                        _: &[A],
                        bar: Y::Shadow<'_, [A]>| {
            X::with(a_bar, |a_bar: &mut ArrayRef<A, D>| {
                Y::with(bar, |bar: &mut [A]| super::elements::add_flat(bar, a_bar));
                a_bar.fill(<A as crate::Scalar>::zero());
            });
        };
        ((), pullback)
    }
}

#[track_caller]
fn set<A: Element, D: Dimension>(array: &mut ArrayRef<A, D>, elements: &[A]) {
    assert!(
        array.len() == elements.len(),
        "elements of an array: {} for an array of shape {:?}",
        elements.len(),
        array.shape()
    );
    match array.as_slice_mut() {
        Some(slice) => slice.copy_from_slice(elements),
        None => array.iter_mut().zip(elements).for_each(|(to, from)| *to = *from),
    }
}

impl<A: Element, D: Dimension> UpdateForms<A, D> for ArrayRef<A, D> {
    #[inline(always)]
    fn array(&mut self) -> &mut ArrayRef<A, D> {
        self
    }
}
