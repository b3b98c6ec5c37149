//! Names that emitted code calls. Hidden from the docs, and no promise to anyone else.
//!
//! The functions say in one word what the emitted source would otherwise spell out, so that a
//! derivative stays readable; all of them vanish in optimised code.

pub use crate::buffers::*;
pub use crate::checkpoints::{checkpoint_bytes, checkpoint_every, checkpoint_states};
pub use crate::owned::*;
pub use crate::parallel::{parallel, parallel_versions, rows, strips, tapes};
pub use crate::passed::*;
pub use crate::spaces::different_variants;
pub use crate::windows::*;
use crate::{Differentiable, Scalar, Tangent};
pub use ::multiversion::multiversion;
pub use cotangent_macros::__source;

/// Runs a closure in the version for this processor. What is to be compiled for it is inlined: the closure itself by
/// `#[inline(always)]`, and what it calls.
#[multiversion(
    targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma+bmi1+bmi2+lzcnt+popcnt"),
    dispatcher = "direct"
)]
#[inline]
pub fn dispatched<R, F: FnOnce() -> R>(f: F) -> R {
    f()
}

/// A closure that is to be inlined, in a place where an attribute may stand. Its parameters are known not to overlap,
/// which what it captures is not.
#[inline(always)]
pub fn inlined<F>(f: F) -> F {
    f
}

/// The tangent type of `T`. Through this alias a named tangent can be built and matched:
/// `Tan::<Foo> { x: 1.0 }`.
pub type Tan<T> = <T as Differentiable>::Tangent;

/// The zero tangent of a value.
#[inline(always)]
pub fn zero<T: Differentiable + ?Sized>(x: &T) -> Tan<T> {
    x.zero_tangent()
}

/// `tangent = zero(x)` in the memory that the tangent has.
#[inline(always)]
pub fn zero_into<T: Differentiable + ?Sized>(x: &T, tangent: &mut Tan<T>) {
    x.zero_into(tangent);
}

/// `acc += w`.
#[inline(always)]
#[track_caller]
pub fn add_to<T: Tangent>(acc: &mut T, w: T) {
    acc.accumulate(&w);
}

/// `acc += w`.
#[inline(always)]
#[track_caller]
pub fn add_ref<T: Tangent>(acc: &mut T, w: &T) {
    acc.accumulate(w);
}

/// `acc += w`, element by element.
///
/// # Panics
/// If the lengths differ.
#[inline]
#[track_caller]
pub fn add_slice<T: Tangent>(acc: &mut [T], w: &[T]) {
    crate::spaces::same_length(acc.len(), w.len());
    for (value, more) in acc.iter_mut().zip(w) {
        value.accumulate(more);
    }
}

/// The tangent of a field whose value carries a `W`: the tangent itself, or `()` where the field is
/// marked `#[constant]`. The macro cannot see which, so both take part in sums.
pub trait FieldTangent<W> {
    /// `self += w`.
    fn add(&mut self, w: W);
    /// The field's own perturbation.
    fn dot(&self) -> W;
}

impl<T: Tangent> FieldTangent<T> for T {
    #[inline(always)]
    #[track_caller]
    fn add(&mut self, w: T) {
        self.accumulate(&w);
    }
    #[inline(always)]
    fn dot(&self) -> T {
        self.clone()
    }
}

impl<W: Scalar> FieldTangent<W> for () {
    #[inline(always)]
    fn add(&mut self, _: W) {}
    #[inline(always)]
    fn dot(&self) -> W {
        W::zero()
    }
}

impl<W: Scalar, const L: usize> FieldTangent<[W; L]> for () {
    #[inline(always)]
    fn add(&mut self, _: [W; L]) {}
    #[inline(always)]
    fn dot(&self) -> [W; L] {
        [W::zero(); L]
    }
}

/// `acc += w` on a struct's field, which may be constant.
#[inline(always)]
#[track_caller]
pub fn add_field<W, T: FieldTangent<W>>(acc: &mut T, w: W) {
    acc.add(w);
}

/// The tangent of a struct's field, which may be constant.
#[inline(always)]
pub fn field_dot<W, T: FieldTangent<W>>(dot: &T) -> W {
    dot.dot()
}

/// How many lanes: handed to whatever cannot tell from its other arguments.
#[derive(Clone, Copy, Debug)]
pub struct Width<const L: usize>;

/// The tangent type of `T` in lanes.
pub type Lanes<T, const L: usize> = <Tan<T> as Tangent>::Lanes<L>;

/// The zero tangent of a value in every lane.
#[inline(always)]
pub fn zero_lanes<T: Differentiable + ?Sized, const L: usize>(x: &T, _: Width<L>) -> Lanes<T, L> {
    let zero = x.zero_tangent();
    let lanes = zero.zero_lanes::<L>();
    zero.give_back();
    lanes
}

/// One lane of the tangent of a `T`.
#[inline(always)]
pub fn lane<T: Differentiable, const L: usize>(lanes: &Lanes<T, L>, l: usize) -> Tan<T> {
    Tan::<T>::lane::<L>(lanes, l)
}

/// Stands at the start of a loop whose body works on lanes, and keeps the compiler from vectorising
/// over iterations what it should vectorise over lanes.
#[inline(always)]
pub fn keep_lanes() {
    std::hint::black_box(());
}

/// A Jacobian by rows, `L` columns or `L` rows a sweep. `x_dot` and `y_bar` start at zero and say
/// how many inputs and outputs there are.
pub fn jacobian<const L: usize, X, Y>(
    mut x_dot: X,
    mut y_bar: Y,
    mut jvp: impl FnMut(&X) -> Y,
    mut vjp: impl FnMut(&Y) -> X,
) -> Vec<Vec<f64>>
where
    X: AsRef<[[f64; L]]> + AsMut<[[f64; L]]>,
    Y: AsRef<[[f64; L]]> + AsMut<[[f64; L]]>,
{
    let (n_inputs, n_outputs) = (x_dot.as_ref().len(), y_bar.as_ref().len());
    let mut rows = vec![vec![0.0; n_inputs]; n_outputs];
    if n_inputs <= n_outputs.max(L) {
        for first in (0..n_inputs).step_by(L) {
            let width = L.min(n_inputs - first);
            (0..width).for_each(|l| x_dot.as_mut()[first + l][l] = 1.0);
            for (row, slopes) in rows.iter_mut().zip(jvp(&x_dot).as_ref()) {
                row[first..first + width].copy_from_slice(&slopes[..width]);
            }
            (0..width).for_each(|l| x_dot.as_mut()[first + l][l] = 0.0);
        }
        return rows;
    }
    for first in (0..n_outputs).step_by(L) {
        let width = L.min(n_outputs - first);
        (0..width).for_each(|l| y_bar.as_mut()[first + l][l] = 1.0);
        let slopes = vjp(&y_bar);
        for (l, row) in rows[first..first + width].iter_mut().enumerate() {
            row.iter_mut().zip(slopes.as_ref()).for_each(|(entry, slope)| *entry = slope[l]);
        }
        (0..width).for_each(|l| y_bar.as_mut()[first + l][l] = 0.0);
    }
    rows
}

/// What `f` gives for each lane, side by side.
#[inline(always)]
pub fn each_lane<T: Tangent, const L: usize>(mut f: impl FnMut(usize) -> T) -> T::Lanes<L> {
    let first = f(0);
    let mut lanes = first.zero_lanes::<L>();
    first.set_lane::<L>(&mut lanes, 0);
    for l in 1..L {
        f(l).set_lane::<L>(&mut lanes, l);
    }
    lanes
}

/// The sum of terms that lanes have written, in parts that are as many as lanes of a vector.
#[inline(always)]
pub fn sum_of_terms<T: Scalar, const N: usize>(terms: &[T; N]) -> T {
    const PART: usize = 16;
    let (_, rest) = terms.as_chunks::<PART>();
    let mut parts = [T::zero(); PART];
    for (lane, part) in parts.iter_mut().enumerate() {
        for row in 0..N / PART {
            *part += terms[row * PART + lane];
        }
    }
    let parts: [T; 8] = std::array::from_fn(|l| parts[l] + parts[l + 8]);
    let parts: [T; 4] = std::array::from_fn(|l| parts[l] + parts[l + 4]);
    let sum = (parts[0] + parts[2]) + (parts[1] + parts[3]);
    // Several such sums would else be added up across their arrays, a number at a time.
    settle(rest.iter().fold(sum, |sum, term| sum + *term))
}

/// A value that lies in memory from here on, like what lives across a call.
#[inline(always)]
pub fn settle<T>(x: T) -> T {
    std::hint::black_box(x)
}

/// The sum of a term in each of `n` lanes, in four parts.
#[inline(always)]
pub fn sum_over_lanes<T: Scalar>(n: usize, term: impl Fn(usize) -> T) -> T {
    let mut parts = [T::zero(); 4];
    let whole = n - n % 4;
    for first in (0..whole).step_by(4) {
        for (k, part) in parts.iter_mut().enumerate() {
            *part += term(first + k);
        }
    }
    let mut sum = (parts[0] + parts[2]) + (parts[1] + parts[3]);
    for l in whole..n {
        sum += term(l);
    }
    sum
}

/// The sum over lanes of what each of them gives.
#[inline(always)]
pub fn sum_of_lanes<T: Tangent, const L: usize>(mut f: impl FnMut(usize) -> T) -> T {
    let mut sum = f(0);
    for l in 1..L {
        sum.accumulate(&f(l));
    }
    sum
}

/// The value of foreign code, which control can leave in no other way.
pub struct Contained<T>(pub T);

/// A copy of a primal value for the reverse sweep.
#[inline(always)]
pub fn keep<T: Clone>(x: &T) -> T {
    x.clone()
}

/// Takes the value out and leaves zeros of the same shape.
#[inline(always)]
pub fn take<T: Tangent>(x: &mut T) -> T {
    let zero = x.zero_tangent();
    std::mem::replace(x, zero)
}

/// Takes the value out and leaves another.
#[inline(always)]
pub fn replace<T>(x: &mut T, other: T) -> T {
    std::mem::replace(x, other)
}

/// `q`, or zero where `w` is zero: a zero cotangent meets no singular coefficient.
#[inline(always)]
pub fn unless_zero<T: Scalar>(w: T, q: T) -> T {
    T::unless_zero(w, q)
}

/// May a product be divided by its factors? In the middle of the range it has no factor that is zero, infinite or NaN.
/// The quotient by a factor is then a product of the others that has lost nothing, unless it leaves the range itself:
/// by factors beyond 10¹⁵⁴, or 10²⁸ in `f32`, or the inverse of that.
#[inline(always)]
pub fn divisible<T: Scalar>(product: T) -> bool {
    let mut power = product * product;
    if size_of::<T>() == size_of::<f32>() {
        power = power * power;
    }
    power.is_finite() && (T::one() / power).is_finite()
}

/// A Hessian by rows, from products with unit vectors. `direction` starts at zero.
pub fn hessian_rows<D: AsMut<[T]>, T: Scalar, G>(
    mut direction: D,
    mut product: impl FnMut(&D) -> G,
) -> Vec<G> {
    (0..direction.as_mut().len())
        .map(|i| {
            direction.as_mut()[i] = T::one();
            let row = product(&direction);
            direction.as_mut()[i] = T::zero();
            row
        })
        .collect()
}

/// A Hessian by rows over all floats, from products with unit tangents. `direction` starts at zero.
pub fn hessian_leaves<D: Tangent, G: Tangent>(
    mut direction: D,
    mut product: impl FnMut(&D) -> G,
) -> Vec<Vec<f64>> {
    let mut floats = direction.to_flat();
    (0..floats.len())
        .map(|i| {
            floats[i] = 1.0;
            direction.set_flat(&floats);
            floats[i] = 0.0;
            product(&direction).to_flat()
        })
        .collect()
}

/// Numbers, whose `+=` and `-=` are linear.
#[diagnostic::on_unimplemented(
    message = "no derivative rule for `+=` and `-=` on `{Self}`",
    label = "its assignment operators may do anything",
    note = "write `x = x + e` and put `#[differentiable]` on the impl of `Add`"
)]
pub trait PlainSum {}

macro_rules! plain_sum {
    ($($t:ty)*) => {$(impl PlainSum for $t {})*};
}
plain_sum!(f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// Holds for numbers.
#[inline(always)]
pub fn check_sum<T: PlainSum>(_: &T) {}

/// Checks the length of a shadow that a caller handed in.
///
/// # Panics
/// If the lengths differ, naming both.
#[inline]
#[track_caller]
pub fn check_len(name: &str, found: usize, expected: usize) {
    if found != expected {
        wrong_len(name, found, expected);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn wrong_len(name: &str, found: usize, expected: usize) -> ! {
    panic!("`{name}` has length {found}, expected {expected} (the length of its primal)");
}

/// What one of two branches saved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Either<A, B> {
    /// The first branch was taken.
    A(A),
    /// The second branch was taken.
    B(B),
}

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
    [] &Vec<X>, [] &mut Vec<X>, [] &&Vec<X>,
    [const N: usize] &[X; N], [const N: usize] &mut [X; N], [const N: usize] &&[X; N]
);
forms!(ForwardMut [mut];
    &mut T, &mut &mut T, &mut Box<T>;
    [] &mut Vec<X>, [const N: usize] &mut [X; N]
);

pub use crate::constant;
pub use crate::function_values::*;
pub use crate::ops::*;

/// Rules for operands whose types the macro cannot see, from the same table as everything else.
#[allow(missing_docs)]
#[allow(
    clippy::too_many_arguments,
    clippy::unused_unit,
    reason = "tangents of tangents stand beside the arguments, and those of integers are units"
)]
pub mod rules {
    use super::vectors::*;
    ::cotangent_macros::__rules!();
}

/// The functions of [`math`](crate::math) as methods.
pub mod vectors {
    #[cfg(feature = "ndarray")]
    pub use crate::arrays::ElementaryArray;
    pub use crate::math::Elementary;
}

/// The hidden forms of the methods of arrays, as traits.
pub mod arrays {
    #[cfg(feature = "ndarray")]
    pub use crate::arrays::*;
}

#[cfg(feature = "ndarray")]
pub use crate::arrays::{
    add_part, count_of, index_at, len_of, line, own_part, restore_part, shape_of, t_mut,
};

/// Sets a cotangent to zero.
#[inline(always)]
pub fn set_zero<T: Tangent>(x: &mut T) {
    x.set_zero();
}

/// `-x`.
#[inline(always)]
pub fn negated<T: Tangent>(x: &T) -> T {
    let mut y = x.clone();
    y.scale(-1.0);
    y
}

/// The sum of a cotangent's elements: what a repeated value gets back.
#[inline]
pub fn sum_slice<T: Scalar, S: AsRef<[T]> + ?Sized>(w: &S) -> T {
    let mut sum = T::zero();
    for x in w.as_ref() {
        sum += *x;
    }
    sum
}

/// The sum of a cotangent's elements in each lane.
#[inline]
pub fn sum_lanes<T: Scalar, const L: usize, S: AsRef<[[T; L]]> + ?Sized>(w: &S) -> [T; L] {
    let mut sum = [T::zero(); L];
    for x in w.as_ref() {
        for l in 0..L {
            sum[l] += x[l];
        }
    }
    sum
}

/// `to += from` where one of both may be a slice and the other a vector or an array.
pub trait AddWhole<B: ?Sized> {
    /// Adds in place.
    fn add_whole(&mut self, from: &B);
}

impl<T: Tangent> AddWhole<T> for T {
    #[inline(always)]
    fn add_whole(&mut self, from: &T) {
        self.accumulate(from);
    }
}

macro_rules! add_whole {
    ($([$($generics:tt)*] $to:ty, $from:ty;)*) => {$(
        impl<$($generics)*> AddWhole<$from> for $to {
            #[inline(always)]
            fn add_whole(&mut self, from: &$from) {
                add_slice(&mut self[..], &from[..]);
            }
        }
    )*};
}

add_whole! {
    [T: Tangent] [T], [T];
    [T: Tangent] [T], Vec<T>;
    [T: Tangent] Vec<T>, [T];
    [T: Tangent, const N: usize] [T], [T; N];
    [T: Tangent, const N: usize] [T; N], [T];
    [T: Tangent, const N: usize] [T; N], Vec<T>;
    [T: Tangent, const N: usize] Vec<T>, [T; N];
}

/// `to += from`.
#[inline(always)]
pub fn add_whole<A: AddWhole<B> + ?Sized, B: ?Sized>(to: &mut A, from: &B) {
    to.add_whole(from);
}

/// All of a place, saved before it is overwritten.
#[inline]
pub fn keep_whole<T: ToOwned + ?Sized>(x: &T) -> T::Owned {
    x.to_owned()
}

/// Puts a saved place back.
pub trait RestoreWhole {
    /// The saved form.
    type Saved;
    /// Overwrites `self`.
    fn restore_whole(&mut self, saved: &Self::Saved);
}

impl<T: Clone> RestoreWhole for T {
    type Saved = T;
    #[inline]
    fn restore_whole(&mut self, saved: &T) {
        self.clone_from(saved);
    }
}

impl<T: Clone> RestoreWhole for [T] {
    type Saved = Vec<T>;
    #[inline]
    fn restore_whole(&mut self, saved: &Vec<T>) {
        self.clone_from_slice(saved);
    }
}

/// Puts a saved place back.
#[inline]
pub fn restore_whole<T: RestoreWhole + ?Sized>(to: &mut T, saved: &T::Saved) {
    to.restore_whole(saved);
}

/// ⌈n / k⌉, as `chunks` and `step_by` count.
#[inline(always)]
pub fn div_ceil(n: usize, k: usize) -> usize {
    n.div_ceil(k)
}

/// The shorter of two lengths, as `zip` and `take` count.
#[inline(always)]
pub fn shorter(a: usize, b: usize) -> usize {
    a.min(b)
}

/// What `skip` leaves.
#[inline(always)]
pub fn less(n: usize, k: usize) -> usize {
    n.saturating_sub(k)
}

/// How many windows of width k a slice of length n has.
#[inline(always)]
pub fn window_count(n: usize, k: usize) -> usize {
    if k <= n { n - k + 1 } else { 0 }
}

/// Integers that ranges run over.
pub trait Count: Copy {
    /// The number of integers from `self` up to `hi`, without it.
    fn span(self, hi: Self) -> usize;
    /// The integer n after `self`.
    fn nth(self, n: usize) -> Self;
    /// The integer n before the last one below `self`.
    fn nth_back(self, n: usize) -> Self;
}

macro_rules! count {
    ($($t:ty)*) => {$(
        impl Count for $t {
            #[inline(always)]
            fn span(self, hi: $t) -> usize {
                if hi > self { (hi - self) as usize } else { 0 }
            }
            #[inline(always)]
            fn nth(self, n: usize) -> $t {
                self.wrapping_add(n as $t)
            }
            #[inline(always)]
            fn nth_back(self, n: usize) -> $t {
                self.wrapping_sub(n as $t).wrapping_sub(1)
            }
        }
    )*};
}
count!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// The length of a range.
#[inline(always)]
pub fn span<T: Count>(lo: T, hi: T) -> usize {
    lo.span(hi)
}

/// What a counter is in the n-th iteration of a loop from `lo` on.
#[inline(always)]
pub fn nth<T: Count>(lo: T, n: usize) -> T {
    lo.nth(n)
}

/// What a counter is in the n-th iteration of a loop down from below `hi`.
#[inline(always)]
pub fn nth_back<T: Count>(hi: T, n: usize) -> T {
    hi.nth_back(n)
}

/// Numbers that `as` turns into floats.
pub trait Castable: Differentiable {
    /// The tangent of `x as Y`.
    fn cast_dot<Y: Scalar>(&self, d: &Tan<Self>) -> Y;
    /// The cotangent of `x` in `x as Y`.
    fn cast_back<Y: Scalar>(&self, w: Y) -> Tan<Self>;
}

macro_rules! castable_floats {
    ($($t:ty)*) => {$(
        impl Castable for $t {
            #[inline(always)]
            fn cast_dot<Y: Scalar>(&self, d: &$t) -> Y {
                Y::from_f64(Scalar::to_f64(*d))
            }
            #[inline(always)]
            fn cast_back<Y: Scalar>(&self, w: Y) -> $t {
                <$t as Scalar>::from_f64(w.to_f64())
            }
        }
    )*};
}
castable_floats!(f32 f64);

macro_rules! castable_constants {
    ($($t:ty)*) => {$(
        impl Castable for $t {
            #[inline(always)]
            fn cast_dot<Y: Scalar>(&self, _: &()) -> Y {
                Y::zero()
            }
            #[inline(always)]
            fn cast_back<Y: Scalar>(&self, _: Y) {}
        }
    )*};
}
castable_constants!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool char);

/// The tangent of `x as Y`.
#[inline(always)]
pub fn cast_dot<Y: Scalar, X: Castable>(x: &X, d: &Tan<X>) -> Y {
    x.cast_dot(d)
}

/// The cotangent of `x` in `x as Y`.
#[inline(always)]
pub fn cast_back<X: Castable, Y: Scalar>(x: &X, w: Y) -> Tan<X> {
    x.cast_back(w)
}

/// The tangent of `x as Y` in lanes.
#[inline(always)]
pub fn cast_dot_lanes<Y: Scalar, X: Castable, const L: usize>(
    x: &X,
    d: &Lanes<X, L>,
    _: Width<L>,
) -> [Y; L] {
    std::array::from_fn(|l| x.cast_dot(&lane::<X, L>(d, l)))
}

/// The cotangent of `x` in `x as Y`, in lanes.
#[inline(always)]
pub fn cast_back_lanes<X: Castable, Y: Scalar, const L: usize>(
    x: &X,
    w: [Y; L],
    _: Width<L>,
) -> Lanes<X, L> {
    each_lane::<Tan<X>, L>(|l| x.cast_back(w[l]))
}

/// The check of `copy_from_slice`.
#[track_caller]
#[inline]
pub fn check_copy(to: usize, from: usize) {
    assert!(
        to == from,
        "copy between slices of different lengths: the destination has {to}, the source {from}"
    );
}

/// The check of `Vec::insert`.
#[track_caller]
#[inline]
pub fn check_insert(at: usize, len: usize) {
    assert!(at <= len, "insertion index (is {at}) should be <= len (is {len})");
}

/// The check of `Vec::remove` and `Vec::swap_remove`.
#[track_caller]
#[inline]
pub fn check_remove(at: usize, len: usize) {
    assert!(at < len, "removal index (is {at}) should be < len (is {len})");
}

/// The check of `Vec::split_off`.
#[track_caller]
#[inline]
pub fn check_split(at: usize, len: usize) {
    assert!(at <= len, "`at` split index (is {at}) should be <= len (is {len})");
}

/// The check of `rotate_left` and `rotate_right`.
#[track_caller]
#[inline]
pub fn check_rotate(by: usize, len: usize) {
    assert!(by <= len, "a rotation by {by} of a slice of length {len}");
}

/// The swaps that sort `x` stably, to be applied in order.
pub fn sort_swaps_by<T>(
    x: &[T],
    mut compare: impl FnMut(&T, &T) -> std::cmp::Ordering,
) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|i, j| compare(&x[*i], &x[*j]));
    // Swaps made for earlier slots move elements on: both sides of where each one stands.
    let mut slot_of: Vec<usize> = (0..x.len()).collect();
    let mut element_at = slot_of.clone();
    let mut swaps = Vec::new();
    for (slot, element) in order.into_iter().enumerate() {
        let from = slot_of[element];
        if from != slot {
            swaps.push((slot, from));
            let other = element_at[slot];
            element_at[from] = other;
            slot_of[other] = from;
        }
    }
    swaps
}

/// The swaps that sort `x` stably by a key, to be applied in order.
pub fn sort_swaps_by_key<T, K: Ord>(x: &[T], mut key: impl FnMut(&T) -> K) -> Vec<(usize, usize)> {
    sort_swaps_by(x, |a, b| key(a).cmp(&key(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_leaves_zeros_of_the_same_shape() {
        let mut x = (1.0, vec![2.0, 3.0]);
        assert_eq!(take(&mut x), (1.0, vec![2.0, 3.0]));
        assert_eq!(x, (0.0, vec![0.0, 0.0]));
    }

    #[test]
    fn a_zero_cotangent_meets_no_singular_coefficient() {
        assert_eq!(unless_zero(0.0, 0.0 * f64::INFINITY), 0.0);
        assert_eq!(unless_zero(-0.0_f32, f32::NAN), 0.0);
        assert_eq!(unless_zero(2.0, 6.0), 6.0);
    }

    #[test]
    #[should_panic(expected = "`x_bar` has length 3, expected 5 (the length of its primal)")]
    fn a_shadow_of_another_length_is_refused() {
        check_len("x_bar", 3, 5);
    }

    #[test]
    #[should_panic(expected = "one has length 1, the other has length 2")]
    fn slices_of_different_lengths_are_never_added() {
        add_slice(&mut [1.0], &[1.0, 2.0]);
    }

    #[test]
    fn swaps_sort_stably() {
        let x = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e'), (0, 'f')];
        let mut swapped = x;
        for (i, j) in sort_swaps_by_key(&x, |p| p.0) {
            swapped.swap(i, j);
        }
        let mut sorted = x;
        sorted.sort_by_key(|p| p.0);
        assert_eq!(swapped, sorted);
        assert!(sort_swaps_by(&sorted, |a, b| a.0.cmp(&b.0)).is_empty());
    }

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
