//! Functions as values inside derivatives: what a parameter `f: impl Fn(f64) -> f64` becomes in the
//! derivatives of the function that has it.
//!
//! A closure is a struct of its captures. Its tangent is the tuple of their tangents, and its
//! cotangent the tuple of their cotangents; so a closure is an argument like any other.

use crate::__private::{Activity, Forward, Lanes, Tan, Width, each_lane, lane, zero, zero_lanes};
use crate::leaves::{Walk, WalkMut};
use crate::{Differentiable, Tangent};
use std::marker::PhantomData;
use std::rc::Rc;

/// A function of the arguments `X`, a tuple.
pub trait FunctionValue<X>: Differentiable + Clone {
    /// What it returns.
    type Out: Differentiable;
    /// The function's value.
    fn value(&self, x: X) -> Self::Out;
}

/// With its forward mode.
pub trait ForwardFunction<X: Differentiable>: FunctionValue<X> {
    /// The value and its tangent, from the tangents of the arguments and of the captures.
    fn jvp(&self, x: X, x_dot: &Tan<X>, captured: &Tan<Self>) -> (Self::Out, Tan<Self::Out>);
}

/// With its reverse mode.
pub trait ReverseFunction<X: Differentiable>: FunctionValue<X> {
    /// From the result's cotangent to the arguments'; the captures' are accumulated into.
    type Pullback: FnOnce(Tan<Self::Out>, &mut Tan<Self>) -> Tan<X>;
    /// The value and the pullback.
    fn vjp(&self, x: X) -> (Self::Out, Self::Pullback);
}

/// A closure `call` whose captures have the zero tangent `zero`.
#[derive(Clone, Debug)]
pub struct Lifted<E, G, M> {
    zero: E,
    call: G,
    mode: PhantomData<M>,
}

/// Marks a closure for forward mode.
#[derive(Clone, Copy, Debug)]
pub struct ForwardMode;

/// Marks a closure for reverse mode.
#[derive(Clone, Copy, Debug)]
pub struct ReverseMode;

/// A function value for forward mode.
#[inline(always)]
pub fn forward_function<E, G, X, Y>(zero: E, call: G) -> Lifted<E, G, ForwardMode>
where
    X: Differentiable,
    Y: Differentiable,
    G: Fn(X, &Tan<X>, &E) -> (Y, Tan<Y>),
{
    Lifted { zero, call, mode: PhantomData }
}

/// A function value for reverse mode.
#[inline(always)]
pub fn reverse_function<E, G, X, Y, P>(zero: E, call: G) -> Lifted<E, G, ReverseMode>
where
    X: Differentiable,
    Y: Differentiable,
    G: Fn(X) -> (Y, P),
    P: FnOnce(Tan<Y>, &mut E) -> Tan<X>,
{
    Lifted { zero, call, mode: PhantomData }
}

impl<E: crate::Tangent, G, M> Differentiable for Lifted<E, G, M> {
    type Tangent = E;
    fn zero_tangent(&self) -> E {
        self.zero.clone()
    }
    fn step(&mut self, _direction: &E, _by: f64) {
        panic!("the captures of a closure cannot be moved along a tangent");
    }
    fn walk(&self, _walk: &mut Walk<'_>) {
        panic!("the captures of a closure cannot be visited");
    }
    fn walk_mut(&mut self, _walk: &mut WalkMut<'_>) {
        panic!("the captures of a closure cannot be visited");
    }
}

impl<E, G, X, Y> FunctionValue<X> for Lifted<E, G, ForwardMode>
where
    E: crate::Tangent,
    X: Differentiable,
    Y: Differentiable,
    G: Fn(X, &Tan<X>, &E) -> (Y, Tan<Y>) + Clone,
{
    type Out = Y;
    #[inline(always)]
    fn value(&self, x: X) -> Y {
        let x_dot = x.zero_tangent();
        (self.call)(x, &x_dot, &self.zero).0
    }
}

impl<E, G, X, Y> ForwardFunction<X> for Lifted<E, G, ForwardMode>
where
    E: crate::Tangent,
    X: Differentiable,
    Y: Differentiable,
    G: Fn(X, &Tan<X>, &E) -> (Y, Tan<Y>) + Clone,
{
    #[inline(always)]
    fn jvp(&self, x: X, x_dot: &Tan<X>, captured: &E) -> (Y, Tan<Y>) {
        (self.call)(x, x_dot, captured)
    }
}

impl<E, G, X, Y, P> FunctionValue<X> for Lifted<E, G, ReverseMode>
where
    E: crate::Tangent,
    X: Differentiable,
    Y: Differentiable,
    G: Fn(X) -> (Y, P) + Clone,
{
    type Out = Y;
    #[inline(always)]
    fn value(&self, x: X) -> Y {
        (self.call)(x).0
    }
}

impl<E, G, X, Y, P> ReverseFunction<X> for Lifted<E, G, ReverseMode>
where
    E: crate::Tangent,
    X: Differentiable,
    Y: Differentiable,
    G: Fn(X) -> (Y, P) + Clone,
    P: FnOnce(Tan<Y>, &mut E) -> Tan<X>,
{
    type Pullback = P;
    #[inline(always)]
    fn vjp(&self, x: X) -> (Y, P) {
        (self.call)(x)
    }
}

/// A copy of what a closure captures, for the closure and all its pullbacks: they may outlive the
/// original, and the caller may overwrite it meanwhile.
#[inline]
pub fn shared<T: ToOwned + ?Sized>(x: &T) -> Rc<T::Owned> {
    Rc::new(x.to_owned())
}

/// The same copy once more.
#[inline(always)]
pub fn shared_again<T>(x: &Rc<T>) -> Rc<T> {
    Rc::clone(x)
}

/// Calls a function value.
#[inline(always)]
pub fn apply<F: FunctionValue<X>, X>(f: &F, x: X) -> F::Out {
    f.value(x)
}

/// The companion of [`apply()`], in the hidden forms that emitted code calls.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct apply {}

impl apply {
    /// Forward mode.
    #[inline(always)]
    pub fn __jvp<F, X, D0, D1>(f: &F, x: X, f_dot: D0, x_dot: D1) -> (F::Out, Tan<F::Out>)
    where
        F: ForwardFunction<X>,
        X: Differentiable,
        D0: Forward<Tan<F>>,
        D1: Forward<Tan<X>>,
    {
        let (f_zero, x_zero);
        let f_dot = match f_dot.get() {
            Some(d) => d,
            None => {
                f_zero = zero(f);
                &f_zero
            }
        };
        let x_dot = match x_dot.get() {
            Some(d) => d,
            None => {
                x_zero = zero(&x);
                &x_zero
            }
        };
        f.jvp(x, x_dot, f_dot)
    }

    /// Reverse mode.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    pub fn __vjp<F, X, A0: Activity, A1: Activity>(
        f: &F,
        x: X,
        _: A0,
        _: A1,
    ) -> (
        F::Out,
        impl FnOnce(Tan<F::Out>, &F, A0::Shadow<'_, Tan<F>>, (), A1::Shadow<'_, Tan<X>>)
        + use<F, X, A0, A1>,
    )
    where
        F: ReverseFunction<X>,
        X: Differentiable,
    {
        let mut scratch = A0::scratch(|| zero(f));
        let (y, pullback) = f.vjp(x);
        (y, move |w, _, f_bar, (), x_bar| {
            let captured = A0::open(f_bar, &mut scratch, || unreachable!("made above"));
            A1::add(x_bar, &pullback(w, captured));
        })
    }

    /// Forward mode in lanes: a function value carries one direction, so it is called for each.
    #[inline(always)]
    pub fn __jvp_lanes<F, X, D0, D1, const L: usize>(
        f: &F,
        x: X,
        f_dot: D0,
        x_dot: D1,
        width: Width<L>,
    ) -> (F::Out, Lanes<F::Out, L>)
    where
        F: ForwardFunction<X>,
        X: Differentiable + Clone,
        D0: Forward<Lanes<F, L>>,
        D1: Forward<Lanes<X, L>>,
    {
        let (f_zero, x_zero);
        let f_dot = match f_dot.get() {
            Some(d) => d,
            None => {
                f_zero = zero_lanes(f, width);
                &f_zero
            }
        };
        let x_dot = match x_dot.get() {
            Some(d) => d,
            None => {
                x_zero = zero_lanes(&x, width);
                &x_zero
            }
        };
        let mut y = None;
        let y_dot = each_lane::<Tan<F::Out>, L>(|l| {
            let (value, dot) = f.jvp(x.clone(), &lane::<X, L>(x_dot, l), &lane::<F, L>(f_dot, l));
            y = Some(value);
            dot
        });
        (y.expect("there is a lane"), y_dot)
    }

    /// Reverse mode in lanes: a pullback carries one direction, so there is one for each.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    pub fn __vjp_lanes<F, X, A0: Activity, A1: Activity, const L: usize>(
        f: &F,
        x: X,
        _: A0,
        _: A1,
        width: Width<L>,
    ) -> (
        F::Out,
        impl FnOnce(Lanes<F::Out, L>, &F, A0::Shadow<'_, Lanes<F, L>>, (), A1::Shadow<'_, Lanes<X, L>>)
        + use<F, X, A0, A1, L>,
    )
    where
        F: ReverseFunction<X>,
        X: Differentiable + Clone,
    {
        let mut scratch = A0::scratch(|| zero_lanes(f, width));
        let mut y = None;
        let pullbacks = [(); L].map(|()| {
            let (value, pullback) = f.vjp(x.clone());
            y = Some(value);
            pullback
        });
        (y.expect("there is a lane"), move |w, _, f_bar, (), x_bar| {
            let captured = A0::open(f_bar, &mut scratch, || unreachable!("made above"));
            let mut pullbacks = pullbacks.into_iter();
            let x_share = each_lane::<Tan<X>, L>(|l| {
                let pullback = pullbacks.next().expect("one for each lane");
                let mut share = lane::<F, L>(captured, l);
                let x_share = pullback(lane::<F::Out, L>(&w, l), &mut share);
                share.set_lane::<L>(captured, l);
                x_share
            });
            A1::add(x_bar, &x_share);
        })
    }

    /// Reverse mode where the result's cotangent is known before: both sweeps at once.
    #[inline(always)]
    pub fn __add_grad<F, X, A0: Activity, A1: Activity>(
        f: &F,
        x: X,
        _: A0,
        _: A1,
        w: Tan<F::Out>,
        f_bar: A0::Shadow<'_, Tan<F>>,
        x_bar: A1::Shadow<'_, Tan<X>>,
    ) -> F::Out
    where
        F: ReverseFunction<X>,
        X: Differentiable,
    {
        let mut scratch = None;
        let (y, pullback) = f.vjp(x);
        A1::add(x_bar, &pullback(w, A0::open(f_bar, &mut scratch, || zero(f))));
        y
    }
}
