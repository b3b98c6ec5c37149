//! Shadows and tangents that a caller may leave out, and the forms in which it lends them.

use crate::Tangent;

/// Whether a caller wants the derivative with respect to one argument: [`On`] or [`Off`].
///
/// One body serves both: what happens to a shadow goes through these methods, or stands behind
/// `if D::ON`, and costs nothing where the shadow is `()`.
pub trait Activity: Copy + Default + 'static {
    /// Whether there is a shadow.
    const ON: bool;

    /// The shadow of an argument whose tangent is a `T`: `&mut T`, or nothing.
    type Shadow<'a, T: ?Sized + 'a>;

    /// The shadow that `x` is for a callee.
    fn pass<'a, T: ?Sized + 'a>(x: &'a mut T) -> Self::Shadow<'a, T>;

    /// A shorter loan of a shadow.
    fn reborrow<'b, 'a: 'b, T: ?Sized + 'a>(s: &'b mut Self::Shadow<'a, T>) -> Self::Shadow<'b, T>;

    /// The shadow as a slice, empty where there is none.
    fn slice<'a, T: 'a>(s: Self::Shadow<'a, [T]>) -> &'a mut [T];

    /// The shadow as an option.
    fn option<'a, T: ?Sized + 'a>(s: Self::Shadow<'a, T>) -> Option<&'a mut T>;

    /// The shadow back from an option.
    fn of_option<'a, T: ?Sized + 'a>(o: Option<&'a mut T>) -> Self::Shadow<'a, T>;

    /// `s += w`, where there is a shadow.
    #[track_caller]
    fn add<T: Tangent>(s: Self::Shadow<'_, T>, w: &T);

    /// Runs `f` on the shadow, where there is one.
    fn with<'a, T: ?Sized + 'a, R>(
        s: Self::Shadow<'a, T>,
        f: impl FnOnce(&'a mut T) -> R,
    ) -> Option<R>;

    /// The zero that [`open`](Self::open) will want, made while there is a primal to make it of.
    fn scratch<T>(zero: impl FnOnce() -> T) -> Option<T>;

    /// The shadow, or a scratch zero that is thrown away.
    fn open<'b, 'a: 'b, T: 'a>(
        s: Self::Shadow<'a, T>,
        scratch: &'b mut Option<T>,
        zero: impl FnOnce() -> T,
    ) -> &'b mut T;
}

/// With a shadow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct On;

/// Without a shadow: the argument is held fixed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Off;

impl Activity for On {
    const ON: bool = true;
    type Shadow<'a, T: ?Sized + 'a> = &'a mut T;
    #[inline(always)]
    fn pass<'a, T: ?Sized + 'a>(x: &'a mut T) -> &'a mut T {
        x
    }
    #[inline(always)]
    fn reborrow<'b, 'a: 'b, T: ?Sized + 'a>(s: &'b mut &'a mut T) -> &'b mut T {
        s
    }
    #[inline(always)]
    fn slice<'a, T: 'a>(s: &'a mut [T]) -> &'a mut [T] {
        s
    }
    #[inline(always)]
    fn option<'a, T: ?Sized + 'a>(s: &'a mut T) -> Option<&'a mut T> {
        Some(s)
    }
    #[inline(always)]
    fn of_option<'a, T: ?Sized + 'a>(o: Option<&'a mut T>) -> &'a mut T {
        o.expect("an active argument has a shadow")
    }
    #[inline(always)]
    fn add<T: Tangent>(s: &mut T, w: &T) {
        s.accumulate(w);
    }
    #[inline(always)]
    fn with<'a, T: ?Sized + 'a, R>(s: &'a mut T, f: impl FnOnce(&'a mut T) -> R) -> Option<R> {
        Some(f(s))
    }
    #[inline(always)]
    fn scratch<T>(_zero: impl FnOnce() -> T) -> Option<T> {
        None
    }
    #[inline(always)]
    fn open<'b, 'a: 'b, T: 'a>(
        s: &'a mut T,
        _scratch: &'b mut Option<T>,
        _zero: impl FnOnce() -> T,
    ) -> &'b mut T {
        s
    }
}

impl Activity for Off {
    const ON: bool = false;
    type Shadow<'a, T: ?Sized + 'a> = ();
    #[inline(always)]
    fn pass<'a, T: ?Sized + 'a>(_x: &'a mut T) {}
    #[inline(always)]
    fn reborrow<'b, 'a: 'b, T: ?Sized + 'a>(_s: &'b mut ()) {}
    #[inline(always)]
    fn slice<'a, T: 'a>((): ()) -> &'a mut [T] {
        &mut []
    }
    #[inline(always)]
    fn option<'a, T: ?Sized + 'a>((): ()) -> Option<&'a mut T> {
        None
    }
    #[inline(always)]
    fn of_option<'a, T: ?Sized + 'a>(_: Option<&'a mut T>) {}
    #[inline(always)]
    fn add<T: Tangent>((): (), _w: &T) {}
    #[inline(always)]
    fn with<'a, T: ?Sized + 'a, R>((): (), _f: impl FnOnce(&'a mut T) -> R) -> Option<R> {
        None
    }
    #[inline(always)]
    fn scratch<T>(zero: impl FnOnce() -> T) -> Option<T> {
        Some(zero())
    }
    #[inline(always)]
    fn open<'b, 'a: 'b, T: 'a>(
        (): (),
        scratch: &'b mut Option<T>,
        zero: impl FnOnce() -> T,
    ) -> &'b mut T {
        scratch.get_or_insert_with(zero)
    }
}

/// A cotangent that is lent as a `T`: as itself, or as what it dereferences to, like any reference that is passed.
pub trait LentAs<T: ?Sized> {
    /// The same memory.
    fn lent(&mut self) -> &mut T;
}

impl<T: ?Sized> LentAs<T> for T {
    #[inline(always)]
    fn lent(&mut self) -> &mut T {
        self
    }
}

impl<T> LentAs<[T]> for Vec<T> {
    #[inline(always)]
    fn lent(&mut self) -> &mut [T] {
        self
    }
}

impl<T, const N: usize> LentAs<[T]> for [T; N] {
    #[inline(always)]
    fn lent(&mut self) -> &mut [T] {
        self
    }
}

impl<T: ?Sized> LentAs<T> for Box<T> {
    #[inline(always)]
    fn lent(&mut self) -> &mut T {
        self
    }
}

impl<S: ndarray::DataMut, D: ndarray::Dimension> LentAs<ndarray::ArrayRef<S::Elem, D>>
    for ndarray::ArrayBase<S, D>
{
    #[inline(always)]
    fn lent(&mut self) -> &mut ndarray::ArrayRef<S::Elem, D> {
        self
    }
}

/// The shadow that a callee gets of an argument whose activity has this marker.
#[inline(always)]
pub fn lent_as<'a, A: Activity, X: LentAs<T> + ?Sized, T: ?Sized + 'a>(
    x: &'a mut X,
    _: A,
) -> A::Shadow<'a, T> {
    A::pass(x.lent())
}

/// What a pullback is handed again of an argument: the referent of a reference, nothing of a value.
///
/// A caller that does not know which of both its argument is asks [`again`].
pub trait Again<'a, G> {
    /// The argument in the form that the pullback wants.
    fn again(&'a self) -> G;
}

impl<'a, T: ?Sized> Again<'a, ()> for T {
    #[inline(always)]
    fn again(&'a self) {}
}

impl<'a, T: ?Sized> Again<'a, &'a T> for T {
    #[inline(always)]
    fn again(&'a self) -> &'a T {
        self
    }
}

impl<'a, T: ?Sized> Again<'a, &'a T> for &T {
    #[inline(always)]
    fn again(&'a self) -> &'a T {
        self
    }
}

/// In place of a tangent of what the callee holds constant.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ignored;

impl<T: ?Sized> Again<'_, Ignored> for T {
    #[inline(always)]
    fn again(&self) -> Ignored {
        Ignored
    }
}

/// [`Again`] for a tangent that the callee changes.
pub trait AgainMut<'a, G> {
    /// The tangent in the form that the callee wants.
    fn again_mut(&'a mut self) -> G;
}

impl<T: ?Sized> AgainMut<'_, Ignored> for T {
    #[inline(always)]
    fn again_mut(&mut self) -> Ignored {
        Ignored
    }
}

/// One that it turns out not to change is lent all the same.
macro_rules! again_mut {
    ($([$($generics:tt)*] $whole:ty => $tangent:ty;)*) => {$(
        impl<'a, $($generics)*> AgainMut<'a, Option<&'a mut $tangent>> for $whole {
            #[inline(always)]
            fn again_mut(&'a mut self) -> Option<&'a mut $tangent> {
                Some(self)
            }
        }
        impl<'a, $($generics)*> AgainMut<'a, Option<&'a $tangent>> for $whole {
            #[inline(always)]
            fn again_mut(&'a mut self) -> Option<&'a $tangent> {
                Some(self)
            }
        }
    )*};
}
again_mut! {
    [T: ?Sized] T => T;
    [T: ?Sized] &mut T => T;
    [X] Vec<X> => [X];
    [X, const N: usize] [X; N] => [X];
}

/// A tangent that the callee changes, in the form that it wants.
#[inline(always)]
pub fn again_mut<'a, G, T: AgainMut<'a, G> + ?Sized>(x: &'a mut T) -> G {
    x.again_mut()
}

/// Tangents are handed again where there are any, in whatever form points to them.
macro_rules! again_tangent {
    ($([$($generics:tt)*] $whole:ty => $tangent:ty, |$x:ident| $as:expr;)*) => {$(
        impl<'a, $($generics)*> Again<'a, Option<&'a $tangent>> for $whole {
            #[inline(always)]
            fn again(&'a self) -> Option<&'a $tangent> {
                let $x = self;
                Some($as)
            }
        }
    )*};
}
again_tangent! {
    [T: ?Sized] T => T, |x| x;
    [T: ?Sized] &T => T, |x| x;
    [T: ?Sized] &mut T => T, |x| x;
    [T: ?Sized] Box<T> => T, |x| x;
    [X] Vec<X> => [X], |x| x;
    [X] &Vec<X> => [X], |x| x;
    [X, const N: usize] [X; N] => [X], |x| x;
    [X, const N: usize] &[X; N] => [X], |x| &x[..];
}

/// What a pullback is handed again of an argument of unknown type.
#[inline(always)]
pub fn again<'a, G, T: Again<'a, G> + ?Sized>(x: &'a T) -> G {
    x.again()
}

/// What a caller may hand in where a tangent `&T` is asked for: any form that points to one, or
/// [`Off`] for none.
pub trait Forward<T: ?Sized> {
    /// The tangent.
    fn get(&self) -> Option<&T>;
}

/// [`Forward`] for a tangent that the callee changes.
pub trait ForwardMut<T: ?Sized> {
    /// The tangent.
    fn get(&mut self) -> Option<&mut T>;
}

/// The forms of one trait: those that point to a `T`, then those that point to a `[X]`.
macro_rules! forms {
    ($trait:ident $mut:tt; $($whole:ty),*; $([$($length:tt)*] $slice:ty),*) => {
        impl<T: ?Sized> $trait<T> for Off {
            forms!(get $mut T, |_whole| None);
        }
        $(impl<T: ?Sized> $trait<T> for $whole {
            forms!(get $mut T, |whole| Some(whole));
        })*
        $(impl<X, $($length)*> $trait<[X]> for $slice {
            forms!(get $mut [X], |whole| Some(forms!(slice $mut whole)));
        })*
    };
    (get [$($mut:tt)?] $tangent:ty, |$whole:ident| $result:expr) => {
        #[inline(always)]
        fn get(&$($mut)? self) -> Option<&$($mut)? $tangent> {
            let $whole = self;
            $result
        }
    };
    (slice [$($mut:tt)?] $whole:ident) => { &$($mut)? $whole[..] };
}
forms!(Forward [];
    &T, &mut T, &&T, &Box<T>;
    [] &Vec<X>, [] &mut Vec<X>, [] &&Vec<X>, [] &Box<Vec<X>>,
    [const N: usize] &[X; N], [const N: usize] &mut [X; N], [const N: usize] &&[X; N]
);
forms!(ForwardMut [mut];
    &mut T, &mut &mut T, &mut Box<T>;
    [] &mut Vec<X>, [] &mut Box<Vec<X>>, [const N: usize] &mut [X; N]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::__private::add_to;

    /// An adjoint as it would be emitted: y = x · Σ v.
    fn product_bar<X: Activity, V: Activity>(
        x: f64,
        v: &[f64],
        y_bar: f64,
        mut x_bar: X::Shadow<'_, f64>,
        v_bar: V::Shadow<'_, [f64]>,
    ) {
        X::add(X::reborrow(&mut x_bar), &(y_bar * v.iter().sum::<f64>()));
        for w in V::slice(v_bar) {
            add_to(w, y_bar * x);
        }
        let mut scratch = None;
        *X::open(x_bar, &mut scratch, || 0.0) += 100.0;
    }

    #[test]
    fn one_body_serves_all_activities() {
        let v = [1.0, 2.0];
        let (mut x_bar, mut v_bar) = (0.0, vec![0.0; 2]);
        product_bar::<On, On>(3.0, &v, 10.0, On::pass(&mut x_bar), On::pass(&mut v_bar[..]));
        assert_eq!((x_bar, &v_bar[..]), (130.0, &[30.0, 30.0][..]));
        product_bar::<Off, On>(3.0, &v, 1.0, (), &mut v_bar);
        let held: () = Off::pass(&mut v_bar[..]);
        product_bar::<On, Off>(3.0, &v, 1.0, &mut x_bar, held);
        assert_eq!((x_bar, &v_bar[..]), (233.0, &[33.0, 33.0][..]));
        assert_eq!(On::with(&mut x_bar, |s| *s), Some(233.0));
        assert_eq!(Off::with((), |s: &mut f64| *s), None);
        assert_eq!(Off::option::<f64>(()), None);
        const { assert!(On::ON && !Off::ON) };
    }

    #[test]
    fn a_tangent_may_come_in_any_form() {
        fn sum<V: Forward<[f64]>>(v: V) -> Option<f64> {
            v.get().map(|v| v.iter().sum())
        }
        fn value(x: impl Forward<f64>) -> Option<f64> {
            x.get().copied()
        }
        fn bump(mut v: impl ForwardMut<[f64]>) {
            if let Some(v) = v.get() {
                v[0] += 1.0;
            }
        }
        let mut vec = vec![1.0, 2.0];
        let mut array = [1.0, 2.0];
        assert_eq!(sum(&vec), Some(3.0));
        let (slices, references) = ([&vec[..]], [&array]);
        assert_eq!(slices.iter().map(sum).collect::<Vec<_>>(), [Some(3.0)]);
        assert_eq!(references.iter().map(sum).collect::<Vec<_>>(), [Some(3.0)]);
        assert_eq!(sum(&vec[..]), Some(3.0));
        assert_eq!(sum(&array), Some(3.0));
        assert_eq!(sum(&mut vec), Some(3.0));
        assert_eq!(sum(Off), None);
        assert_eq!(value(&2.0), Some(2.0));
        assert_eq!(value(&Box::new(2.0)), Some(2.0));
        assert_eq!(value(Off), None);
        bump(&mut vec);
        bump(&mut vec[..]);
        bump(&mut array);
        bump(Off);
        assert_eq!((vec[0], array[0]), (3.0, 2.0));
    }
}
