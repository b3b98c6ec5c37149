//! Names that emitted code calls. Hidden from the docs, and no promise to anyone else.
//!
//! The functions say in one word what the emitted source would otherwise spell out, so that a
//! derivative stays readable; all of them vanish in optimised code.

pub use crate::activity::*;
pub use crate::buffers::*;
pub use crate::checkpoints::{checkpoint_bytes, checkpoint_every, checkpoint_states};
pub use crate::integers::*;
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

/// Room for the terms of a sum over lanes, where vector registers like it.
#[inline(always)]
pub fn terms<T, const N: usize>(zeros: [T; N]) -> Terms<T, N> {
    Terms(zeros)
}

/// What [`terms`] gives.
#[repr(align(64))]
pub struct Terms<T, const N: usize>(pub [T; N]);

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
    // Several such sums would else be added up across their arrays, a number at a time.
    let parts: [T; 4] = settle(std::array::from_fn(|l| parts[l] + parts[l + 4]));
    let sum = (parts[0] + parts[2]) + (parts[1] + parts[3]);
    rest.iter().fold(sum, |sum, term| sum + *term)
}

/// A value that lies in memory from here on, like what lives across a call.
#[inline(always)]
pub fn settle<T>(x: T) -> T {
    std::hint::black_box(x)
}

/// A counter of which the compiler does not see where it goes.
#[inline(always)]
pub fn opaque<T>(i: T) -> T {
    std::hint::black_box(i)
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
}
