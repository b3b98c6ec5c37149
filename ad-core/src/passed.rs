//! What a call in a forward sweep is lent mutably, and what a later change of it would lose.
//!
//! Where a `&mut` is passed, the callee may ask for a shared reference, since one coerces to the other,
//! and then its pullback reads what it was shown. Only types tell. A callee that changes its argument
//! keeps what it needs itself, and nothing is copied.

/// What a callee asks for, where it is passed a `&mut X`.
#[diagnostic::on_unimplemented(
    message = "a `&mut {X}` is passed where `{Self}` is asked for",
    label = "write the borrow as the callee asks for it",
    note = "the reverse sweep needs to know whether the callee may change what it is passed"
)]
pub trait Passed<'a, X: ?Sized>: Sized {
    /// What the reverse sweep needs beside the argument.
    type Seen;
    /// The reference that the callee gets, and what it will have seen.
    fn pass(x: &'a mut X) -> (Self, Self::Seen);
}

/// The callee may change it, and keeps what it needs.
pub struct Changed;

/// The callee reads it: a copy.
pub struct Copied<T>(T);

macro_rules! passed {
    ($([$($generic:tt)*] $x:ty => $as:ty;)*) => { $(
        impl<'a, $($generic)*> Passed<'a, $x> for &'a mut $as {
            type Seen = Changed;
            #[inline(always)]
            fn pass(x: &'a mut $x) -> (Self, Changed) {
                (x, Changed)
            }
        }
        impl<'a, $($generic)*> Passed<'a, $x> for &'a $as
        where
            $x: ToOwned,
        {
            type Seen = Copied<<$x as ToOwned>::Owned>;
            #[inline]
            fn pass(x: &'a mut $x) -> (Self, Self::Seen) {
                let copy = Copied((*x).to_owned());
                (x, copy)
            }
        }
    )* };
}

passed! {
    [X: ?Sized] X => X;
    [T] Vec<T> => [T];
    [T, const N: usize] [T; N] => [T];
}

/// Passes a place on as what the callee asks for.
#[inline(always)]
pub fn pass<'a, X: ?Sized, P: Passed<'a, X>>(x: &'a mut X, seen: &mut Option<P::Seen>) -> P {
    let (passed, copy) = P::pass(x);
    *seen = Some(copy);
    passed
}

/// What a callee saw of a `T`.
pub trait Seen<T: ?Sized> {
    /// The copy, if there is one.
    fn copy(&self) -> Option<&T>;
}

impl<T: ?Sized> Seen<T> for Changed {
    #[inline(always)]
    fn copy(&self) -> Option<&T> {
        None
    }
}

impl<T> Seen<T> for Copied<T> {
    #[inline(always)]
    fn copy(&self) -> Option<&T> {
        Some(&self.0)
    }
}

impl<T> Seen<[T]> for Copied<Vec<T>> {
    #[inline(always)]
    fn copy(&self) -> Option<&[T]> {
        Some(&self.0)
    }
}

impl<T, const N: usize> Seen<[T]> for Copied<[T; N]> {
    #[inline(always)]
    fn copy(&self) -> Option<&[T]> {
        Some(&self.0)
    }
}

/// What a pullback is handed again of what its function was passed: as it was, or, where the function
/// may have changed it, in the shape that it has.
#[inline(always)]
pub fn seen<'a, T: ?Sized, S: Seen<T>>(copy: &'a Option<S>, now: &'a T) -> &'a T {
    copy.as_ref().and_then(Seen::copy).unwrap_or(now)
}
