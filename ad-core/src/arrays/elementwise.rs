//! Operators and mathematical functions: the scalar rule at every element.
//!
//! Operands are broadcast as `ndarray` broadcasts them. The cotangent of an operand that was
//! repeated is the sum over its repetitions, made without an array of the result's shape.

use super::Element;
use crate::__private::{Tan, rules::*};
use crate::spaces::ndarray::Storage;
use ndarray::{
    Array, ArrayBase, ArrayD, ArrayRef, ArrayView, ArrayView2, ArrayViewD, ArrayViewMutD, Axis,
    DimMax, Dimension, Ix2, IxDyn, RawData, Zip, aview0, aview1,
};
use std::borrow::Cow;

/// The dimension that two operands broadcast to.
type Both<D, E> = <D as DimMax<E>>::Output;

/// Panics unless a tangent has the shape of its primal.
#[track_caller]
pub(super) fn check_shape(op: &str, what: &str, found: &[usize], expected: &[usize]) {
    assert!(
        found == expected,
        "`{op}`: the {what} has shape {found:?}, expected {expected:?} (the shape of its primal)"
    );
}

/// The array repeated to a shape.
#[track_caller]
fn broadcast<'a, A, D: Dimension, E: Dimension>(
    op: &str,
    a: &'a ArrayRef<A, D>,
    to: &E,
) -> ArrayView<'a, A, E> {
    match a.broadcast(to.clone()) {
        Some(view) => view,
        None => panic!(
            "`{op}`: an operand of shape {:?} does not broadcast to {:?}",
            a.shape(),
            to.slice()
        ),
    }
}

/// A result's shape in the operand's number of axes, where these are as many.
fn like<'a, A, D: Dimension, E: Dimension>(w: ArrayView<'a, A, E>) -> ArrayView<'a, A, D> {
    w.into_dimensionality().expect("as many axes as the operand")
}

/// `out += Σ f(own, others…)` over what the operand was repeated to.
pub(super) fn add_reduced<A: Element, const N: usize>(
    mut out: ArrayViewMutD<'_, A>,
    own: ArrayViewD<'_, A>,
    others: [ArrayViewD<'_, A>; N],
    f: &impl Fn(A, [A; N]) -> A,
) {
    let shape = others[0].shape();
    if shape.contains(&0) {
        return;
    }
    if own.len() == 1 {
        let total = reduced(own.iter().next().copied().expect("one element"), &others, f);
        out.iter_mut().for_each(|sum| *sum += total);
        return;
    }
    if shape.len() == 2 {
        add_reduced_rows(out, own, others.map(Rows::of), f);
        return;
    }
    if own.ndim() < shape.len() {
        for i in 0..shape[0] {
            let part = others.each_ref().map(|o| o.index_axis(Axis(0), i));
            add_reduced(out.view_mut(), own.view(), part, f);
        }
        return;
    }
    let repeated = (0..shape.len()).find(|k| own.shape()[*k] != shape[*k]);
    match repeated {
        None => add_each(out, own, others, f),
        // Rows of the result are contiguous, its columns are not: the last axis is summed last.
        Some(k) if k + 1 < shape.len() || k == 0 => {
            for i in 0..shape[k] {
                let part = others.each_ref().map(|o| o.index_axis(Axis(k), i));
                let out = out.index_axis_mut(Axis(k), 0);
                add_reduced(out, own.index_axis(Axis(k), 0), part, f);
            }
        }
        Some(_) => {
            for i in 0..shape[0] {
                let part = others.each_ref().map(|o| o.index_axis(Axis(0), i));
                let out = out.index_axis_mut(Axis(0), i);
                add_reduced(out, own.index_axis(Axis(0), i), part, f);
            }
        }
    }
}

/// [`add_reduced`] where the result is a matrix, row by row.
fn add_reduced_rows<A: Element, const N: usize>(
    out: ArrayViewMutD<'_, A>,
    own: ArrayViewD<'_, A>,
    others: [Rows<'_, A>; N],
    f: &impl Fn(A, [A; N]) -> A,
) {
    let mut out = as_matrix(out);
    let own = Rows::of(own);
    let (n_rows, n_columns) = others[0].0.dim();
    for i in 0..n_rows {
        let rows = others.each_ref().map(|o| o.row(i));
        let rows = rows.each_ref().map(|row| &row[..]);
        let mut out = out.row_mut(if own.0.nrows() == 1 { 0 } else { i });
        let own = own.row(if own.0.nrows() == 1 { 0 } else { i });
        if own.len() == n_columns {
            match out.as_slice_mut() {
                Some(out) => add_slices(out, &own, rows, f),
                None => {
                    let mut sums = vec![<A as crate::Scalar>::zero(); n_columns];
                    add_slices(&mut sums, &own, rows, f);
                    out += &aview1(&sums);
                }
            }
        } else {
            out[0] += reduced_slices(own[0], rows, f);
        }
    }
}

/// At most two axes, as two.
fn as_matrix<S: RawData>(operand: ArrayBase<S, IxDyn>) -> ArrayBase<S, Ix2> {
    let mut operand = operand;
    while operand.ndim() < 2 {
        operand = operand.insert_axis(Axis(0));
    }
    operand.into_dimensionality().expect("two axes")
}

/// The rows of an operand with at most two axes.
struct Rows<'a, A>(ArrayView2<'a, A>);

impl<'a, A: Element> Rows<'a, A> {
    fn of(operand: ArrayViewD<'a, A>) -> Self {
        Rows(as_matrix(operand))
    }

    /// A row, copied if its numbers do not lie side by side.
    fn row(&self, i: usize) -> Cow<'_, [A]> {
        let row = self.0.row(i);
        match row.to_slice() {
            Some(row) => Cow::Borrowed(row),
            None => Cow::Owned(row.iter().copied().collect()),
        }
    }
}

/// `out += f(own, others…)` where all have one shape.
fn add_each<A: Element, const N: usize>(
    mut out: ArrayViewMutD<'_, A>,
    own: ArrayViewD<'_, A>,
    others: [ArrayViewD<'_, A>; N],
    f: &impl Fn(A, [A; N]) -> A,
) {
    if let (Some(out), Some(own), Some(others)) =
        (out.as_slice_mut(), own.as_slice(), slices(&others))
    {
        add_slices(out, own, others, f);
    } else if out.ndim() <= 2 {
        add_reduced_rows(out, own, others.map(Rows::of), f);
    } else {
        for i in 0..out.shape()[0] {
            let part = others.each_ref().map(|o| o.index_axis(Axis(0), i));
            add_each(out.index_axis_mut(Axis(0), i), own.index_axis(Axis(0), i), part, f);
        }
    }
}

/// [`add_each`] of numbers side by side.
fn add_slices<A: Element, const N: usize>(
    out: &mut [A],
    own: &[A],
    others: [&[A]; N],
    f: &impl Fn(A, [A; N]) -> A,
) {
    let n = out.len();
    let (own, others) = (&own[..n], others.map(|o| &o[..n]));
    for i in 0..n {
        out[i] += f(own[i], others.map(|o| o[i]));
    }
}

/// Σ f(own, others…).
fn reduced<A: Element, const N: usize>(
    own: A,
    others: &[ArrayViewD<'_, A>; N],
    f: &impl Fn(A, [A; N]) -> A,
) -> A {
    if let Some(others) = slices(others) {
        return reduced_slices(own, others, f);
    }
    let mut sum = <A as crate::Scalar>::zero();
    let mut iters = others.each_ref().map(|o| o.iter());
    for _ in 0..others[0].len() {
        sum += f(own, iters.each_mut().map(|o| *o.next().expect("one shape")));
    }
    sum
}

/// [`reduced`] of numbers side by side, in lanes so that it vectorises.
fn reduced_slices<A: Element, const N: usize>(
    own: A,
    others: [&[A]; N],
    f: &impl Fn(A, [A; N]) -> A,
) -> A {
    const LANES: usize = 8;
    let mut lanes = [<A as crate::Scalar>::zero(); LANES];
    let n = others[0].len();
    let others = others.map(|o| &o[..n]);
    let whole = n - n % LANES;
    for i in (0..whole).step_by(LANES) {
        for (l, lane) in lanes.iter_mut().enumerate() {
            *lane += f(own, others.map(|o| o[i + l]));
        }
    }
    for i in whole..n {
        lanes[0] += f(own, others.map(|o| o[i]));
    }
    lanes.into_iter().sum()
}

fn slices<'a, A, const N: usize>(arrays: &'a [ArrayViewD<'_, A>; N]) -> Option<[&'a [A]; N]> {
    if arrays.iter().any(|a| a.as_slice().is_none()) {
        return None;
    }
    Some(arrays.each_ref().map(|a| a.as_slice().unwrap_or_default()))
}

/// The rules of one operator for arrays with arrays and with numbers. `$y` stands there if the
/// coefficients read the result.
macro_rules! operator {
    ($rule:ident, $name:literal, $higher:ident $(, $y:ident)?) => {
        impl<A, S, T, D, E> $rule<ArrayBase<T, E>> for ArrayBase<S, D>
        where
            A: Element,
            S: Storage<Elem = A>,
            T: Storage<Elem = A>,
            D: Dimension + DimMax<E>,
            E: Dimension,
        {
            type Out = Array<A, Both<D, E>>;
            $higher!(ArrayBase<T, E>);
            #[track_caller]
            fn jvp(&self, b: &ArrayBase<T, E>, $($y: &Self::Out,)? a_dot: &Array<A, D>, b_dot: &Array<A, E>) -> Self::Out {
                check_shape($name, "tangent", a_dot.shape(), self.shape());
                check_shape($name, "tangent", b_dot.shape(), b.shape());
                let out = common_shape::<D, E>($name, self.shape(), b.shape());
                let (a, b) = (broadcast($name, self, &out), broadcast($name, b, &out));
                let (a_dot, b_dot) = (broadcast($name, a_dot, &out), broadcast($name, b_dot, &out));
                Zip::from(&a).and(&b)$(.and($y))?.and(&a_dot).and(&b_dot)
                    .map_collect(|a, b, $($y,)? a_dot, b_dot| $rule::jvp(a, b, $($y,)? a_dot, b_dot))
            }
            #[track_caller]
            fn vjp_0(&self, b: &ArrayBase<T, E>, $($y: &Self::Out,)? w: &Self::Out) -> Array<A, D> {
                let b = broadcast($name, b, &w.raw_dim());
                $(check_shape($name, "cotangent", w.shape(), $y.shape());)?
                if self.shape() == w.shape() {
                    return Zip::from(self).and(like::<_, D, _>(b))$(.and(like::<_, D, _>($y.view())))?.and(like::<_, D, _>(w.view()))
                        .map_collect(|a, b, $($y,)? w| $rule::vjp_0(a, b, $($y,)? w));
                }
                let mut out = Array::zeros(self.raw_dim());
                add_reduced(out.view_mut().into_dyn(), self.view().into_dyn(), [b.into_dyn(), $($y.view().into_dyn(),)? w.view().into_dyn()],
                    &|a: A, [b, $($y,)? w]| $rule::vjp_0(&a, &b, $(&$y,)? &w));
                out
            }
            #[track_caller]
            fn vjp_1(&self, b: &ArrayBase<T, E>, $($y: &Self::Out,)? w: &Self::Out) -> Array<A, E> {
                let a = broadcast($name, self, &w.raw_dim());
                $(check_shape($name, "cotangent", w.shape(), $y.shape());)?
                if b.shape() == w.shape() {
                    return Zip::from(like::<_, E, _>(a)).and(b)$(.and(like::<_, E, _>($y.view())))?.and(like::<_, E, _>(w.view()))
                        .map_collect(|a, b, $($y,)? w| $rule::vjp_1(a, b, $($y,)? w));
                }
                let mut out = Array::zeros(b.raw_dim());
                add_reduced(out.view_mut().into_dyn(), b.view().into_dyn(), [a.into_dyn(), $($y.view().into_dyn(),)? w.view().into_dyn()],
                    &|b: A, [a, $($y,)? w]| $rule::vjp_1(&a, &b, $(&$y,)? &w));
                out
            }
        }
        operator!(@scalar f32, $rule, $name, $higher $(, $y)?);
        operator!(@scalar f64, $rule, $name, $higher $(, $y)?);
        operator!(@references $rule, $higher $(, $y)?);
    };
    // An array and a number.
    (@scalar $f:ident, $rule:ident, $name:literal, $higher:ident $(, $y:ident)?) => {
        impl<S, D> $rule<$f> for ArrayBase<S, D>
        where
            S: Storage<Elem = $f>,
            D: Dimension,
        {
            type Out = Array<$f, D>;
            $higher!($f);
            #[track_caller]
            fn jvp(&self, b: &$f, $($y: &Self::Out,)? a_dot: &Array<$f, D>, b_dot: &$f) -> Array<$f, D> {
                check_shape($name, "tangent", a_dot.shape(), self.shape());
                Zip::from(self)$(.and($y))?.and(a_dot).map_collect(|a, $($y,)? a_dot| $rule::jvp(a, b, $($y,)? a_dot, b_dot))
            }
            #[track_caller]
            fn vjp_0(&self, b: &$f, $($y: &Self::Out,)? w: &Self::Out) -> Array<$f, D> {
                Zip::from(self)$(.and($y))?.and(w).map_collect(|a, $($y,)? w| $rule::vjp_0(a, b, $($y,)? w))
            }
            #[track_caller]
            fn vjp_1(&self, b: &$f, $($y: &Self::Out,)? w: &Self::Out) -> $f {
                reduced(*b, &[self.view().into_dyn(), $($y.view().into_dyn(),)? w.view().into_dyn()],
                    &|b, [a, $($y,)? w]| $rule::vjp_1(&a, &b, $(&$y,)? &w))
            }
        }
        impl<S, D> $rule<ArrayBase<S, D>> for $f
        where
            S: Storage<Elem = $f>,
            D: Dimension,
        {
            type Out = Array<$f, D>;
            $higher!(ArrayBase<S, D>);
            #[track_caller]
            fn jvp(&self, b: &ArrayBase<S, D>, $($y: &Self::Out,)? a_dot: &$f, b_dot: &Array<$f, D>) -> Array<$f, D> {
                check_shape($name, "tangent", b_dot.shape(), b.shape());
                Zip::from(b)$(.and($y))?.and(b_dot).map_collect(|b, $($y,)? b_dot| $rule::jvp(self, b, $($y,)? a_dot, b_dot))
            }
            #[track_caller]
            fn vjp_0(&self, b: &ArrayBase<S, D>, $($y: &Self::Out,)? w: &Self::Out) -> $f {
                reduced(*self, &[b.view().into_dyn(), $($y.view().into_dyn(),)? w.view().into_dyn()],
                    &|a, [b, $($y,)? w]| $rule::vjp_0(&a, &b, $(&$y,)? &w))
            }
            #[track_caller]
            fn vjp_1(&self, b: &ArrayBase<S, D>, $($y: &Self::Out,)? w: &Self::Out) -> Array<$f, D> {
                Zip::from(b)$(.and($y))?.and(w).map_collect(|b, $($y,)? w| $rule::vjp_1(self, b, $($y,)? w))
            }
        }
        operator!(@delegate ['a, S: Storage<Elem = $f>, D: Dimension] &'a ArrayBase<S, D>, $f, ArrayBase<S, D>, $f, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, 'b, S: Storage<Elem = $f>, D: Dimension] &'a ArrayBase<S, D>, &'b $f, ArrayBase<S, D>, $f, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, S: Storage<Elem = $f>, D: Dimension] ArrayBase<S, D>, &'a $f, ArrayBase<S, D>, $f, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, S: Storage<Elem = $f>, D: Dimension] $f, &'a ArrayBase<S, D>, $f, ArrayBase<S, D>, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, 'b, S: Storage<Elem = $f>, D: Dimension] &'a $f, &'b ArrayBase<S, D>, $f, ArrayBase<S, D>, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, S: Storage<Elem = $f>, D: Dimension] &'a $f, ArrayBase<S, D>, $f, ArrayBase<S, D>, $rule, $higher $(, $y)?);
    };
    (@references $rule:ident, $higher:ident $(, $y:ident)?) => {
        operator!(@delegate ['a, A: Element, S: Storage<Elem = A>, T: Storage<Elem = A>, D: Dimension + DimMax<E>, E: Dimension] &'a ArrayBase<S, D>, ArrayBase<T, E>, ArrayBase<S, D>, ArrayBase<T, E>, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, A: Element, S: Storage<Elem = A>, T: Storage<Elem = A>, D: Dimension + DimMax<E>, E: Dimension] ArrayBase<S, D>, &'a ArrayBase<T, E>, ArrayBase<S, D>, ArrayBase<T, E>, $rule, $higher $(, $y)?);
        operator!(@delegate ['a, 'b, A: Element, S: Storage<Elem = A>, T: Storage<Elem = A>, D: Dimension + DimMax<E>, E: Dimension] &'a ArrayBase<S, D>, &'b ArrayBase<T, E>, ArrayBase<S, D>, ArrayBase<T, E>, $rule, $higher $(, $y)?);
    };
    // A reference, in terms of what it refers to.
    (@delegate [$($generics:tt)*] $l:ty, $r:ty, $a:ty, $b:ty, $rule:ident, $higher:ident $(, $y:ident)?) => {
        impl<$($generics)*> $rule<$r> for $l
        {
            type Out = <$a as $rule<$b>>::Out;
            $higher!($r);
            #[inline(always)]
            #[track_caller]
            fn jvp(&self, b: &$r, $($y: &Self::Out,)? a_dot: &Tan<$a>, b_dot: &Tan<$b>) -> Tan<Self::Out> {
                <$a as $rule<$b>>::jvp(self, b, $($y,)? a_dot, b_dot)
            }
            #[inline(always)]
            #[track_caller]
            fn vjp_0(&self, b: &$r, $($y: &Self::Out,)? w: &Tan<Self::Out>) -> Tan<$a> {
                <$a as $rule<$b>>::vjp_0(self, b, $($y,)? w)
            }
            #[inline(always)]
            #[track_caller]
            fn vjp_1(&self, b: &$r, $($y: &Self::Out,)? w: &Tan<Self::Out>) -> Tan<$b> {
                <$a as $rule<$b>>::vjp_1(self, b, $($y,)? w)
            }
        }
    };
}

operator!(Rule_add, "+", higher_add);
operator!(Rule_sub, "-", higher_sub);
operator!(Rule_mul, "*", higher_mul);
operator!(Rule_div, "/", higher_div, y);
operator!(Rule_rem, "%", higher_rem);

/// An operand of a rule at every element: a number or an array.
pub(crate) trait Operand<A> {
    /// The elements; a number has no axes.
    fn elements(&self) -> ArrayViewD<'_, A>;
}

macro_rules! number {
    ($($float:ty)*) => {$(
        impl Operand<$float> for $float {
            fn elements(&self) -> ArrayViewD<'_, $float> {
                aview0(self).into_dyn()
            }
        }
        impl Outcome<$float> for $float {
            fn of(elements: ArrayD<$float>) -> $float {
                elements.into_iter().next().expect("a number")
            }
        }
    )*};
}
number!(f32 f64);

impl<A, S: Storage<Elem = A>, D: Dimension> Operand<A> for ArrayBase<S, D> {
    fn elements(&self) -> ArrayViewD<'_, A> {
        self.view().into_dyn()
    }
}

impl<A, T: Operand<A>> Operand<A> for &T {
    fn elements(&self) -> ArrayViewD<'_, A> {
        (**self).elements()
    }
}

/// What a rule at every element gives: a number or an array.
pub(crate) trait Outcome<A>: Sized {
    /// The value of these elements.
    fn of(elements: ArrayD<A>) -> Self;
}

impl<A: Element, D: Dimension> Outcome<A> for Array<A, D> {
    fn of(elements: ArrayD<A>) -> Array<A, D> {
        elements.into_dimensionality().expect("as many axes as the operands have")
    }
}

/// The shape that several operands broadcast to.
#[track_caller]
fn common<A, const N: usize>(op: &str, operands: &[ArrayViewD<'_, A>; N]) -> IxDyn {
    let mut shape = IxDyn(&[]);
    for operand in operands {
        shape = common_shape::<IxDyn, IxDyn>(op, shape.slice(), operand.shape());
    }
    shape
}

/// `f` at every element of operands that broadcast.
#[track_caller]
pub(crate) fn at_elements<A: Element, Y: Outcome<A>, const N: usize>(
    op: &str,
    operands: [ArrayViewD<'_, A>; N],
    f: impl Fn([A; N]) -> A,
) -> Y {
    let shape = common(op, &operands);
    let operands = operands.each_ref().map(|o| broadcast(op, o, &shape));
    let mut out = Array::zeros(shape.clone());
    let own = out.clone();
    add_each(out.view_mut(), own.view(), operands, &|_, values| f(values));
    Y::of(out)
}

/// `f` at every element of operands that broadcast, summed over what `owner` was repeated to.
#[track_caller]
pub(crate) fn back_to<A: Element, Y: Outcome<A>, const N: usize>(
    owner: ArrayViewD<'_, A>,
    operands: [ArrayViewD<'_, A>; N],
    f: impl Fn([A; N]) -> A,
) -> Y {
    let shape = common("cotangent", &operands);
    let operands = operands.each_ref().map(|o| broadcast("cotangent", o, &shape));
    let mut out = Array::zeros(owner.raw_dim());
    add_reduced(out.view_mut(), owner, operands, &|_, values| f(values));
    Y::of(out)
}

/// The shape that two operands broadcast to.
#[track_caller]
fn common_shape<D, E>(op: &str, a: &[usize], b: &[usize]) -> Both<D, E>
where
    D: Dimension + DimMax<E>,
    E: Dimension,
{
    let n = a.len().max(b.len());
    let mut dim = Both::<D, E>::zeros(n);
    for k in 0..n {
        let of = |s: &[usize]| (k + s.len()).checked_sub(n).map_or(1, |k| s[k]);
        dim.slice_mut()[k] = match (of(a), of(b)) {
            (l, r) if l == r => l,
            (1, r) => r,
            (l, 1) => l,
            _ => panic!("`{op}`: operands of shapes {a:?} and {b:?} do not broadcast"),
        };
    }
    dim
}

/// The scalar rule `f` at every element of a function's argument and its tangent or cotangent.
#[track_caller]
pub(crate) fn each_2<A: Element, D: Dimension>(
    op: &str,
    x: &ArrayRef<A, D>,
    w: &ArrayRef<A, D>,
    f: impl Fn(&A, &A) -> A,
) -> Array<A, D> {
    check_shape(op, "tangent or cotangent", w.shape(), x.shape());
    Zip::from(x).and(w).map_collect(f)
}

/// [`each_2`] for a rule that reads the result.
#[track_caller]
pub(crate) fn each_3<A: Element, D: Dimension>(
    op: &str,
    x: &ArrayRef<A, D>,
    y: &ArrayRef<A, D>,
    w: &ArrayRef<A, D>,
    f: impl Fn(&A, &A, &A) -> A,
) -> Array<A, D> {
    check_shape(op, "tangent or cotangent", w.shape(), x.shape());
    Zip::from(x).and(y).and(w).map_collect(f)
}
