//! Methods that are not linear in one array: products of all elements, moments, and joining two
//! arrays.

use super::Element;
use super::elementwise::check_shape;
use super::jets::Jet;
use super::methods::{Receiver, add};
use crate::Scalar;
use cotangent_macros::__forms;
use ndarray::{Array, ArrayRef, Axis, Dimension, RemoveAxis};

/// Numbers that arrays are summed up to.
#[__forms]
pub trait NumberForms<A: Element, D: Dimension>: Receiver<A, D> {
    fn product(&self) -> A {
        rule(
            |x| number("product", x, ArrayRef::product, &product),
            |w, x, x_bar| number_back("product", w, x, x_bar, &products_of_others),
        )
    }
    fn var(&self, #[constant] ddof: A) -> A {
        rule(
            |x| number("var", x, move |x: &ArrayRef<A, D>| x.var(ddof), &|x| var(x, ddof)),
            |w, x, x_bar| number_back("var", w, x, x_bar, &|x| var_slopes(x, ddof)),
        )
    }
    fn std(&self, #[constant] ddof: A) -> A {
        rule(
            |x| number("std", x, move |x: &ArrayRef<A, D>| x.std(ddof), &|x| var(x, ddof).root()),
            |w, x, x_bar| number_back("std", w, x, x_bar, &|x| std_slopes(x, ddof)),
        )
    }
}

impl<A: Element, D: Dimension> NumberForms<A, D> for ArrayRef<A, D> {}

/// The elements as jets.
#[track_caller]
fn jets<A: Element, D: Dimension, const N: usize>(
    op: &str,
    x: [Option<&ArrayRef<A, D>>; N],
) -> Vec<Jet<A, N>> {
    let value = x[0].expect("given");
    x.iter().flatten().for_each(|d| check_shape(op, "tangent", d.shape(), value.shape()));
    let mut elements = x.map(|x| x.map(|x| x.iter()));
    let next = |_| Jet::from_parts(elements.each_mut().map(|x| x.as_mut()?.next()));
    (0..value.len()).map(next).collect()
}

/// A number's value, and its tangents by place.
#[track_caller]
fn number<A: Element, D: Dimension, V: Fn(&ArrayRef<A, D>) -> A, const N: usize>(
    op: &str,
    x: [Option<&ArrayRef<A, D>>; N],
    value: V,
    in_jets: &dyn Fn(&[Jet<A, N>]) -> Jet<A, N>,
) -> (A, impl Fn(usize) -> A + use<A, D, V, N>) {
    let dots = match N {
        1 => [<A as Scalar>::zero(); N],
        _ => in_jets(&jets(op, x)).0,
    };
    (value(x[0].expect("given")), move |s| dots[s])
}

/// A number's cotangent, added to the shadow of its array: slope by slope.
fn number_back<A: Element, D: Dimension, const N: usize>(
    op: &str,
    w: [A; N],
    x: [Option<&ArrayRef<A, D>>; N],
    x_bar: [Option<&mut ArrayRef<A, D>>; N],
    slopes: &dyn Fn(&[Jet<A, N>]) -> Vec<Jet<A, N>>,
) {
    let w = Jet(w).mirrored();
    let shares: Vec<Jet<A, N>> =
        slopes(&jets(op, x)).into_iter().map(|s| w.absorb(s).mirrored()).collect();
    for (s, bar) in x_bar.into_iter().enumerate() {
        let Some(bar) = bar else { continue };
        bar.iter_mut().zip(&shares).for_each(|(bar, share)| *bar += share.0[s]);
    }
}

fn product<A: Element, const N: usize>(x: &[Jet<A, N>]) -> Jet<A, N> {
    x.iter().fold(Jet::of(<A as Scalar>::one()), |product, x| product * *x)
}

/// What each element is multiplied by in the product of all: right where elements are zero.
fn products_of_others<A: Element, const N: usize>(x: &[Jet<A, N>]) -> Vec<Jet<A, N>> {
    let mut before = Jet::of(<A as Scalar>::one());
    let mut out = Vec::with_capacity(x.len());
    for x in x {
        out.push(before);
        before = before * *x;
    }
    let mut after = Jet::of(<A as Scalar>::one());
    for (out, x) in out.iter_mut().zip(x).rev() {
        *out = *out * after;
        after = after * *x;
    }
    out
}

/// x − mean
fn centred<A: Element, const N: usize>(x: &[Jet<A, N>]) -> Vec<Jet<A, N>> {
    let zero = Jet::of(<A as Scalar>::zero());
    let sum = x.iter().fold(zero, |sum, x| sum + *x);
    let mean = sum / Jet::of(<A as Scalar>::from_f64(x.len() as f64));
    x.iter().map(|x| *x - mean).collect()
}

/// How many elements a moment is divided by.
fn freedom<A: Element>(n: usize, ddof: A) -> A {
    <A as Scalar>::from_f64(n as f64) - ddof
}

fn var<A: Element, const N: usize>(x: &[Jet<A, N>], ddof: A) -> Jet<A, N> {
    let zero = Jet::of(<A as Scalar>::zero());
    let squares = centred(x).into_iter().fold(zero, |sum, d| sum + d * d);
    squares / Jet::of(freedom(x.len(), ddof))
}

/// 2 (x − mean) / (n − ddof)
fn var_slopes<A: Element, const N: usize>(x: &[Jet<A, N>], ddof: A) -> Vec<Jet<A, N>> {
    let scale = Jet::of(<A as Scalar>::from_f64(2.0) / freedom(x.len(), ddof));
    centred(x).into_iter().map(|d| scale * d).collect()
}

/// (x − mean) / (n − ddof) / std, and zero where all elements are one.
fn std_slopes<A: Element, const N: usize>(x: &[Jet<A, N>], ddof: A) -> Vec<Jet<A, N>> {
    let std = var(x, ddof).root();
    let scale = Jet::of(freedom(x.len(), ddof)) * std;
    centred(x).into_iter().map(|d| d.over(scale)).collect()
}

/// Two arrays, one after the other along an axis.
#[__forms]
pub trait JoinForms<A: Element, D: RemoveAxis>: Receiver<A, D> {
    /// Both.
    ///
    /// # Panics
    /// If their shapes differ along another axis.
    #[primal]
    fn joined_with(&self, right: &ArrayRef<A, D>, #[constant] axis: Axis) -> Array<A, D> {
        rule(
            |left, right| joined(left, right, axis),
            |w, left, _right, left_bar, right_bar| {
                let at = left[0].expect("given").len_of(axis);
                for ((w, left), right) in w.iter().zip(left_bar).zip(right_bar) {
                    let (w_left, w_right) = w.view().split_at(axis, at);
                    left.into_iter().for_each(|bar| add(bar, &w_left));
                    right.into_iter().for_each(|bar| add(bar, &w_right));
                }
            },
        )
    }
}

impl<A: Element, D: RemoveAxis> JoinForms<A, D> for ArrayRef<A, D> {}

#[track_caller]
fn joined<A: Element, D: RemoveAxis, const N: usize>(
    left: [Option<&ArrayRef<A, D>>; N],
    right: [Option<&ArrayRef<A, D>>; N],
    axis: Axis,
) -> (Array<A, D>, impl Fn(usize) -> Array<A, D>) {
    let (first, second) = (left[0].expect("given"), right[0].expect("given"));
    let value = match ndarray::concatenate(axis, &[first.view(), second.view()]) {
        Ok(joined) => joined,
        Err(_) => panic!(
            "`concatenate`: arrays of shapes {:?} and {:?} do not join along {axis:?}",
            first.shape(),
            second.shape()
        ),
    };
    for (parts, own) in [(&left, first), (&right, second)] {
        parts
            .iter()
            .flatten()
            .for_each(|d| check_shape("concatenate", "tangent", d.shape(), own.shape()));
    }
    let (shape, at) = (value.raw_dim(), first.len_of(axis));
    let dot = move |s: usize| {
        let mut dot = Array::zeros(shape.clone());
        let (mut upper, mut lower) = dot.view_mut().split_at(axis, at);
        left[s].into_iter().for_each(|d| add(&mut upper, d));
        right[s].into_iter().for_each(|d| add(&mut lower, d));
        dot
    };
    (value, dot)
}
