//! Methods that change an array: `assign`, `fill`, `scaled_add`, the operators `+=` to `/=`, and
//! writing all elements.
//!
//! A pullback turns the cotangent of the new contents into that of the old ones, in place. Operands
//! on the right are repeated to the array's shape, so their cotangents are summed.

use super::Element;
use super::elementwise::{add_reduced, check_shape};
use super::jets::{Jet, subsets};
use super::methods::Receiver;
use cotangent_macros::__forms;
use ndarray::{Array, ArrayRef, ArrayView, ArrayViewMut, Dimension, Ix0, Zip, aview0};

/// What an update does to one element `a`, given `b`: numbers with their tangents. Cotangents are
/// mirrored, so that they are factors.
trait Update {
    const NAME: &'static str;
    /// It is linear in `a` and `b` together: tangents change as values do, each by itself.
    const LINEAR: bool = true;
    fn value<A: Element, const N: usize>(a: Jet<A, N>, b: Jet<A, N>) -> Jet<A, N>;
    fn to_left<A: Element, const N: usize>(w: Jet<A, N>, a: Jet<A, N>, b: Jet<A, N>) -> Jet<A, N>;
    fn to_right<A: Element, const N: usize>(w: Jet<A, N>, a: Jet<A, N>, b: Jet<A, N>) -> Jet<A, N>;
}

macro_rules! update {
    ($op:ident, $name:literal, linear: $linear:literal, |$a:ident, $b:ident, $w:ident| $value:expr, $left:expr, $right:expr) => {
        struct $op;
        #[allow(unused_variables)]
        impl Update for $op {
            const NAME: &'static str = $name;
            const LINEAR: bool = $linear;
            #[inline(always)]
            fn value<A: Element, const N: usize>($a: Jet<A, N>, $b: Jet<A, N>) -> Jet<A, N> {
                $value
            }
            #[inline(always)]
            fn to_left<A: Element, const N: usize>(
                $w: Jet<A, N>,
                $a: Jet<A, N>,
                $b: Jet<A, N>,
            ) -> Jet<A, N> {
                $left
            }
            #[inline(always)]
            fn to_right<A: Element, const N: usize>(
                $w: Jet<A, N>,
                $a: Jet<A, N>,
                $b: Jet<A, N>,
            ) -> Jet<A, N> {
                $right
            }
        }
    };
}

update!(Assign, "assign", linear: true, |a, b, w| b, Jet::of(<A as crate::Scalar>::zero()), w);
update!(Add, "+=", linear: true, |a, b, w| a + b, w, w);
update!(Sub, "-=", linear: true, |a, b, w| a - b, w, -w);
update!(Mul, "*=", linear: false, |a, b, w| a * b, w * b, w * a);
update!(Div, "/=", linear: false, |a, b, w| a / b, w.over(b), -w.absorb(a / (b * b)));

/// `a op= b` with tangents.
#[track_caller]
fn forward<U: Update, A: Element, D: Dimension, E: Dimension, const N: usize>(
    mut a: [Option<&mut ArrayRef<A, D>>; N],
    b: [Option<&ArrayRef<A, E>>; N],
) {
    let shape = a[0].as_deref().expect("given").raw_dim();
    let own = b[0].expect("given").shape();
    for a in a.iter().flatten() {
        check_shape(U::NAME, "tangent", a.shape(), shape.slice());
    }
    for b in b.iter().flatten() {
        check_shape(U::NAME, "tangent", b.shape(), own);
    }
    let wide = b.map(|b| b.map(|b| broadcast(U::NAME, b, &shape)));
    if U::LINEAR || N == 1 {
        for (a, b) in a.into_iter().zip(&wide) {
            let Some(a) = a else { continue };
            let zero = <A as crate::Scalar>::zero();
            match b {
                Some(b) => {
                    Zip::from(a).and(b).for_each(|a, b| *a = U::value(Jet([*a]), Jet([*b])).0[0]);
                }
                None => a.map_inplace(|a| *a = U::value(Jet([*a]), Jet([zero])).0[0]),
            }
        }
        return;
    }
    let mut a = a.each_mut().map(|a| a.as_mut().map(|a| a.iter_mut()));
    let mut b = wide.each_ref().map(|b| b.as_ref().map(|b| b.iter()));
    for _ in 0..shape.size() {
        let a = a.each_mut().map(|a| a.as_mut()?.next());
        let b = Jet::from_parts(b.each_mut().map(|b| b.as_mut()?.next()));
        let new = U::value(Jet::from_parts(a.each_ref().map(|a| a.as_deref())), b);
        for (a, new) in a.into_iter().zip(new.0) {
            if let Some(a) = a {
                *a = new;
            }
        }
    }
}

/// The pullback of `a op= b`; `old` is what `a` held before, where the coefficients read it.
#[track_caller]
fn back<U: Update, A: Element, D: Dimension, E: Dimension, const N: usize>(
    old: [Option<&ArrayRef<A, D>>; N],
    b: [Option<&ArrayRef<A, E>>; N],
    mut a_bar: [Option<&mut ArrayRef<A, D>>; N],
    b_bar: [Option<&mut ArrayRef<A, E>>; N],
) {
    let (old_value, own) = (old[0].expect("given"), b[0].expect("given"));
    let shape = old_value.raw_dim();
    for bar in a_bar.iter().flatten() {
        check_shape(U::NAME, "cotangent", bar.shape(), shape.slice());
    }
    for bar in b_bar.iter().flatten() {
        check_shape(U::NAME, "cotangent", bar.shape(), own.shape());
    }
    if U::LINEAR || N == 1 {
        for (a_bar, b_bar) in a_bar.into_iter().zip(b_bar) {
            if let Some(a_bar) = a_bar {
                back_one::<U, A, D, E>(old_value, own, a_bar, b_bar);
            }
        }
        return;
    }
    // What goes to the right, before it is summed over repetitions.
    let mut right: [_; N] =
        b_bar.each_ref().map(|b| b.as_ref().map(|_| Array::<A, D>::zeros(shape.clone())));
    let wide = b.map(|b| b.map(|b| broadcast(U::NAME, b, &shape)));
    {
        let mut w = a_bar.each_mut().map(|a| a.as_mut().map(|a| a.iter_mut()));
        let mut right = right.each_mut().map(|r| r.as_mut().map(|r| r.iter_mut()));
        let mut old = old.map(|a| a.map(|a| a.iter()));
        let mut b = wide.each_ref().map(|b| b.as_ref().map(|b| b.iter()));
        for _ in 0..shape.size() {
            let slots = w.each_mut().map(|w| w.as_mut()?.next());
            let shares = right.each_mut().map(|r| r.as_mut()?.next());
            let a = Jet::from_parts(old.each_mut().map(|a| a.as_mut()?.next()));
            let b = Jet::from_parts(b.each_mut().map(|b| b.as_mut()?.next()));
            let w = Jet::from_parts(slots.each_ref().map(|w| w.as_deref())).mirrored();
            let (left, right) = (U::to_left(w, a, b).mirrored(), U::to_right(w, a, b).mirrored());
            for (slots, values) in [(slots, left), (shares, right)] {
                for (slot, value) in slots.into_iter().zip(values.0) {
                    if let Some(slot) = slot {
                        *slot = value;
                    }
                }
            }
        }
    }
    for (bar, right) in b_bar.into_iter().zip(&right) {
        let (Some(bar), Some(right)) = (bar, right) else { continue };
        let (to, own) = (bar.view_mut().into_dyn(), own.view().into_dyn());
        add_reduced(to, own, [right.view().into_dyn()], &|_, [w]| w);
    }
}

/// [`back`] for values without tangents.
fn back_one<U: Update, A: Element, D: Dimension, E: Dimension>(
    old: &ArrayRef<A, D>,
    b: &ArrayRef<A, E>,
    a_bar: &mut ArrayRef<A, D>,
    b_bar: Option<&mut ArrayRef<A, E>>,
) {
    if let Some(b_bar) = b_bar {
        add_reduced(
            b_bar.view_mut().into_dyn(),
            b.view().into_dyn(),
            [old.view().into_dyn(), a_bar.view().into_dyn()],
            &|b, [a, w]| U::to_right(Jet([w]), Jet([a]), Jet([b])).0[0],
        );
    }
    let wide = broadcast::<A, D, E>(U::NAME, b, &a_bar.raw_dim());
    Zip::from(a_bar)
        .and(old)
        .and(&wide)
        .for_each(|w, a, b| *w = U::to_left(Jet([*w]), Jet([*a]), Jet([*b])).0[0]);
}

#[track_caller]
fn broadcast<'a, A, D: Dimension, E: Dimension>(
    op: &str,
    b: &'a ArrayRef<A, E>,
    to: &D,
) -> ArrayView<'a, A, D> {
    match b.broadcast(to.clone()) {
        Some(b) => b,
        None => panic!(
            "`{op}`: an array of shape {:?} does not broadcast to {:?}",
            b.shape(),
            to.slice()
        ),
    }
}

/// [`forward`] by a number.
#[track_caller]
fn forward_number<U: Update, A: Element, D: Dimension, const N: usize>(
    a: [Option<&mut ArrayRef<A, D>>; N],
    b: &A,
    dots: [Option<&A>; N],
) {
    let b = with_value(b, dots).map(|b| b.map(aview0));
    forward::<U, A, D, Ix0, N>(a, b.each_ref().map(|b| b.as_deref()));
}

/// [`back`] by a number.
#[track_caller]
fn back_number<U: Update, A: Element, D: Dimension, const N: usize>(
    old: [Option<&ArrayRef<A, D>>; N],
    b: &A,
    dots: [Option<&A>; N],
    a_bar: [Option<&mut ArrayRef<A, D>>; N],
    b_bar: [Option<&mut A>; N],
) {
    let b = with_value(b, dots).map(|b| b.map(aview0));
    let mut b_bar = b_bar.map(|b| b.map(point));
    let (b, b_bar) =
        (b.each_ref().map(|b| b.as_deref()), b_bar.each_mut().map(|b| b.as_deref_mut()));
    back::<U, A, D, Ix0, N>(old, b, a_bar, b_bar);
}

/// A number as an array without axes.
fn point<A>(x: &mut A) -> ArrayViewMut<'_, A, Ix0> {
    ArrayViewMut::from_shape((), std::slice::from_mut(x)).expect("one element")
}

/// The bundle of an argument that was taken by value.
fn with_value<'a, A, const N: usize>(value: &'a A, dots: [Option<&'a A>; N]) -> [Option<&'a A>; N] {
    let mut bundle = dots;
    bundle[0] = Some(value);
    bundle
}

/// What gives nothing: the value, and its tangents by place.
const NOTHING: ((), fn(usize)) = ((), |_| ());

/// The hidden forms of updates.
#[__forms]
pub trait UpdateForms<A: Element, D: Dimension>: Receiver<A, D> {
    fn assign<E: Dimension>(&mut self, b: &ArrayRef<A, E>) {
        rule(
            |a, b| {
                forward::<Assign, A, D, E, _>(a, b);
                NOTHING
            },
            |w, a, b, a_bar, b_bar| back::<Assign, A, D, E, _>(a, b, a_bar, b_bar),
        )
    }
    fn add_array<E: Dimension>(&mut self, b: &ArrayRef<A, E>) {
        rule(
            |a, b| {
                forward::<Add, A, D, E, _>(a, b);
                NOTHING
            },
            |w, a, b, a_bar, b_bar| back::<Add, A, D, E, _>(a, b, a_bar, b_bar),
        )
    }
    fn sub_array<E: Dimension>(&mut self, b: &ArrayRef<A, E>) {
        rule(
            |a, b| {
                forward::<Sub, A, D, E, _>(a, b);
                NOTHING
            },
            |w, a, b, a_bar, b_bar| back::<Sub, A, D, E, _>(a, b, a_bar, b_bar),
        )
    }
    fn mul_array<E: Dimension>(&mut self, b: &ArrayRef<A, E>) {
        rule(
            |a, b| {
                forward::<Mul, A, D, E, _>(a, b);
                NOTHING
            },
            |w, a, b, a_bar, b_bar| back::<Mul, A, D, E, _>(a, b, a_bar, b_bar),
        )
    }
    fn div_array<E: Dimension>(&mut self, b: &ArrayRef<A, E>) {
        rule(
            |a, b| {
                forward::<Div, A, D, E, _>(a, b);
                NOTHING
            },
            |w, a, b, a_bar, b_bar| back::<Div, A, D, E, _>(a, b, a_bar, b_bar),
        )
    }
    fn fill(&mut self, b: A) {
        rule(
            |a, dots| {
                forward_number::<Assign, A, D, _>(a, &b, dots);
                NOTHING
            },
            |w, a, dots, a_bar, b_bar| back_number::<Assign, A, D, _>(a, &b, dots, a_bar, b_bar),
        )
    }
    fn add_number(&mut self, b: A) {
        rule(
            |a, dots| {
                forward_number::<Add, A, D, _>(a, &b, dots);
                NOTHING
            },
            |w, a, dots, a_bar, b_bar| back_number::<Add, A, D, _>(a, &b, dots, a_bar, b_bar),
        )
    }
    fn sub_number(&mut self, b: A) {
        rule(
            |a, dots| {
                forward_number::<Sub, A, D, _>(a, &b, dots);
                NOTHING
            },
            |w, a, dots, a_bar, b_bar| back_number::<Sub, A, D, _>(a, &b, dots, a_bar, b_bar),
        )
    }
    fn mul_number(&mut self, b: A) {
        rule(
            |a, dots| {
                forward_number::<Mul, A, D, _>(a, &b, dots);
                NOTHING
            },
            |w, a, dots, a_bar, b_bar| back_number::<Mul, A, D, _>(a, &b, dots, a_bar, b_bar),
        )
    }
    fn div_number(&mut self, b: A) {
        rule(
            |a, dots| {
                forward_number::<Div, A, D, _>(a, &b, dots);
                NOTHING
            },
            |w, a, dots, a_bar, b_bar| back_number::<Div, A, D, _>(a, &b, dots, a_bar, b_bar),
        )
    }
    fn scaled_add<E: Dimension>(&mut self, alpha: A, b: &ArrayRef<A, E>) {
        rule(
            |a, dots, b| {
                scaled_add(a, with_value(&alpha, dots), b);
                NOTHING
            },
            |w, a, dots, b, a_bar, alpha_bar, b_bar| {
                scaled_add_back(with_value(&alpha, dots), b, a_bar, alpha_bar, b_bar)
            },
        )
    }
    /// Overwrites the elements, in logical order.
    #[primal]
    fn set_elements(&mut self, elements: &[A]) {
        rule(
            |a, elements| {
                a.into_iter().zip(elements).for_each(|(a, elements)| set(a, elements));
                NOTHING
            },
            |w, _a, _elements, a_bar, bar| {
                for (a_bar, bar) in a_bar.into_iter().zip(bar) {
                    let Some(a_bar) = a_bar else { continue };
                    bar.into_iter().for_each(|bar| super::elements::add_flat(bar, a_bar));
                    a_bar.fill(<A as crate::Scalar>::zero());
                }
            },
        )
    }
}

impl<A: Element, D: Dimension> UpdateForms<A, D> for ArrayRef<A, D> {}

/// A number that changes, where the macro cannot tell it from an array.
pub trait NumberReceiver<A> {
    /// The number.
    fn whole_mut(&mut self) -> &mut A;
}

macro_rules! numbers {
    ($($float:ty)*) => {$(
        impl NumberReceiver<$float> for $float {
            #[inline(always)]
            fn whole_mut(&mut self) -> &mut $float {
                self
            }
        }
        impl FloatUpdateForms<$float> for $float {}
    )*};
}
numbers!(f32 f64);

/// The forms of `x += &y` for numbers.
#[__forms(A)]
pub trait FloatUpdateForms<A: Element>: NumberReceiver<A> {
    fn add_array(&mut self, b: &A) {
        rule(
            |a, b| number::<Add, A, _>(a, b),
            |w, a, b, a_bar, b_bar| number_back::<Add, A, _>(a, b, a_bar, b_bar),
        )
    }
    fn sub_array(&mut self, b: &A) {
        rule(
            |a, b| number::<Sub, A, _>(a, b),
            |w, a, b, a_bar, b_bar| number_back::<Sub, A, _>(a, b, a_bar, b_bar),
        )
    }
    fn mul_array(&mut self, b: &A) {
        rule(
            |a, b| number::<Mul, A, _>(a, b),
            |w, a, b, a_bar, b_bar| number_back::<Mul, A, _>(a, b, a_bar, b_bar),
        )
    }
    fn div_array(&mut self, b: &A) {
        rule(
            |a, b| number::<Div, A, _>(a, b),
            |w, a, b, a_bar, b_bar| number_back::<Div, A, _>(a, b, a_bar, b_bar),
        )
    }
}

/// `a op= b` for numbers, with tangents.
fn number<U: Update, A: Element, const N: usize>(
    a: [Option<&mut A>; N],
    b: [Option<&A>; N],
) -> ((), fn(usize)) {
    let new = U::value(Jet::from_parts(a.each_ref().map(|a| a.as_deref())), Jet::from_parts(b));
    a.into_iter().zip(new.0).for_each(|(a, new)| a.into_iter().for_each(|a| *a = new));
    NOTHING
}

/// The pullback of [`number`].
fn number_back<U: Update, A: Element, const N: usize>(
    old: [Option<&A>; N],
    b: [Option<&A>; N],
    a_bar: [Option<&mut A>; N],
    b_bar: [Option<&mut A>; N],
) {
    let (a, b) = (Jet::from_parts(old), Jet::from_parts(b));
    let w = Jet::from_parts(a_bar.each_ref().map(|w| w.as_deref())).mirrored();
    let (left, right) = (U::to_left(w, a, b).mirrored(), U::to_right(w, a, b).mirrored());
    for (bar, share) in b_bar.into_iter().zip(right.0) {
        bar.into_iter().for_each(|bar| *bar += share);
    }
    a_bar.into_iter().zip(left.0).for_each(|(bar, new)| bar.into_iter().for_each(|bar| *bar = new));
}

/// `a += alpha · b` with tangents, by Leibniz' rule.
#[track_caller]
fn scaled_add<A: Element, D: Dimension, E: Dimension, const N: usize>(
    a: [Option<&mut ArrayRef<A, D>>; N],
    alpha: [Option<&A>; N],
    b: [Option<&ArrayRef<A, E>>; N],
) {
    let own = b[0].expect("given");
    b.iter().flatten().for_each(|d| check_shape("scaled_add", "tangent", d.shape(), own.shape()));
    for (s, a) in a.into_iter().enumerate() {
        let Some(a) = a else { continue };
        for t in subsets(s) {
            if let (Some(alpha), Some(b)) = (alpha[t], b[s ^ t]) {
                a.scaled_add(*alpha, b);
            }
        }
    }
}

/// The pullback of `a += alpha · b`: the cotangent of `a` stays what it is.
#[track_caller]
fn scaled_add_back<A: Element, D: Dimension, E: Dimension, const N: usize>(
    alpha: [Option<&A>; N],
    b: [Option<&ArrayRef<A, E>>; N],
    a_bar: [Option<&mut ArrayRef<A, D>>; N],
    alpha_bar: [Option<&mut A>; N],
    b_bar: [Option<&mut ArrayRef<A, E>>; N],
) {
    let own = b[0].expect("given");
    for (t, (alpha_bar, mut b_bar)) in alpha_bar.into_iter().zip(b_bar).enumerate() {
        let mut share = <A as crate::Scalar>::zero();
        for s in (0..N).filter(|s| s & t == t) {
            let Some(w) = a_bar[s].as_deref() else { continue };
            if let Some(b) = b[s ^ t] {
                let wide = broadcast("scaled_add", b, &w.raw_dim());
                share += Zip::from(w)
                    .and(&wide)
                    .fold(<A as crate::Scalar>::zero(), |sum, w, b| sum + *w * *b);
            }
            if let (Some(alpha), Some(bar)) = (alpha[s ^ t], b_bar.as_deref_mut()) {
                let (to, own) = (bar.view_mut().into_dyn(), own.view().into_dyn());
                add_reduced(to, own, [w.view().into_dyn()], &|_, [w]| *alpha * w);
            }
        }
        if let Some(bar) = alpha_bar {
            *bar += share;
        }
    }
}

#[track_caller]
fn set<A: Element, D: Dimension>(array: Option<&mut ArrayRef<A, D>>, elements: Option<&[A]>) {
    let Some(array) = array else { return };
    let Some(elements) = elements else { return array.fill(<A as crate::Scalar>::zero()) };
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
