//! Code in `f64` over variables of the tape: what the rewritten corpus calls (see `build.rs`).

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::Hash;

use cotangent::tape::{Tape, Var};
use ndarray::{Array, Dimension};

/// What a float of the corpus is on the tape.
pub(crate) type Number = Var<'static>;

/// Names of the rewritten modules.
pub(crate) mod prelude {
    #[allow(unused_imports, reason = "not every module has generic functions")]
    pub(crate) use {
        super::ArrayMethods,
        cotangent::{Differentiable, Scalar},
    };
    /// Both precisions are one here: the corpus mixes them.
    #[allow(non_camel_case_types)]
    pub(crate) type f64 = super::Number;
    #[allow(non_camel_case_types)]
    pub(crate) type f32 = super::Number;

    /// Stops gradients, as `cotangent::constant` does in code that the macro reads.
    pub(crate) fn constant(x: f64) -> f64 {
        x.held()
    }
}

/// A literal.
pub(crate) const fn number(value: f64) -> Number {
    Var::constant(value)
}

/// A tape that lives as long as the test.
pub(crate) fn tape() -> &'static Tape {
    Box::leak(Box::default())
}

/// Turns arguments of the corpus into those of its rewritten functions.
pub(crate) struct Lifter {
    pub(crate) tape: &'static Tape,
    active: bool,
    /// The floats of active arguments, in order.
    pub(crate) inputs: Vec<Number>,
}

impl Lifter {
    pub(crate) fn new() -> Self {
        Lifter { tape: tape(), active: true, inputs: Vec::new() }
    }

    /// The floats of a constant argument are constants.
    pub(crate) fn constant<T: Lift>(&mut self, x: &T) -> T::Taped {
        let before = std::mem::replace(&mut self.active, false);
        let lifted = x.lift(self);
        self.active = before;
        lifted
    }
}

/// Values that have a counterpart on the tape.
pub(crate) trait Lift {
    /// The counterpart.
    type Taped;
    /// The counterpart, its floats new inputs.
    fn lift(&self, to: &mut Lifter) -> Self::Taped;
}

/// Values over variables.
pub(crate) trait Leaves {
    /// Appends the variables in order.
    fn leaves(&self, to: &mut Vec<Number>);
}

impl Lift for f64 {
    type Taped = Number;
    fn lift(&self, to: &mut Lifter) -> Number {
        if !to.active {
            return number(*self);
        }
        let x = to.tape.var(*self);
        to.inputs.push(x);
        x
    }
}

impl Lift for f32 {
    type Taped = Number;
    fn lift(&self, to: &mut Lifter) -> Number {
        f64::from(*self).lift(to)
    }
}

impl Leaves for Number {
    fn leaves(&self, to: &mut Vec<Number>) {
        to.push(*self);
    }
}

/// Values without floats stay what they are.
macro_rules! plain {
    ($($ty:ty)*) => {$(
        impl Lift for $ty {
            type Taped = $ty;
            fn lift(&self, _: &mut Lifter) -> $ty {
                self.clone()
            }
        }
        impl Leaves for $ty {
            fn leaves(&self, _: &mut Vec<Number>) {}
        }
    )*};
}
plain!(usize u8 u32 u64 i32 bool String &'static str Cell<usize> Cell<u32> RefCell<Vec<String>>);

impl Leaves for () {
    fn leaves(&self, _: &mut Vec<Number>) {}
}

impl<T: Lift> Lift for Vec<T> {
    type Taped = Vec<T::Taped>;
    fn lift(&self, to: &mut Lifter) -> Self::Taped {
        self.iter().map(|x| x.lift(to)).collect()
    }
}

impl<T: Leaves> Leaves for Vec<T> {
    fn leaves(&self, to: &mut Vec<Number>) {
        self.iter().for_each(|x| x.leaves(to));
    }
}

impl<T: Lift, const N: usize> Lift for [T; N] {
    type Taped = [T::Taped; N];
    fn lift(&self, to: &mut Lifter) -> Self::Taped {
        std::array::from_fn(|i| self[i].lift(to))
    }
}

impl<T: Leaves, const N: usize> Leaves for [T; N] {
    fn leaves(&self, to: &mut Vec<Number>) {
        self.iter().for_each(|x| x.leaves(to));
    }
}

/// Rows first in any case: the order of memory is not seen by the rewritten functions.
impl<T: Lift, D: Dimension> Lift for Array<T, D> {
    type Taped = Array<T::Taped, D>;
    fn lift(&self, to: &mut Lifter) -> Self::Taped {
        let elements = self.iter().map(|x| x.lift(to)).collect();
        Array::from_shape_vec(self.raw_dim(), elements).expect("as many elements")
    }
}

impl<T: Leaves, D: Dimension> Leaves for Array<T, D> {
    fn leaves(&self, to: &mut Vec<Number>) {
        self.iter().for_each(|x| x.leaves(to));
    }
}

/// Mathematical methods, which `ndarray` has for floats only.
pub(crate) trait ArrayMethods {
    /// An array of the same shape.
    type Owned;
    fn exp(&self) -> Self::Owned;
    fn ln(&self) -> Self::Owned;
    fn sqrt(&self) -> Self::Owned;
    fn abs(&self) -> Self::Owned;
    fn sin(&self) -> Self::Owned;
    fn tanh(&self) -> Self::Owned;
    fn powi(&self, exponent: i32) -> Self::Owned;
    fn powf(&self, exponent: Number) -> Self::Owned;
}

macro_rules! array_methods {
    ($($unary:ident)*) => {
        impl<D: Dimension> ArrayMethods for Array<Number, D> {
            type Owned = Self;
            $(fn $unary(&self) -> Self {
                self.mapv(Number::$unary)
            })*
            fn powi(&self, exponent: i32) -> Self {
                self.mapv(|x| x.powi(exponent))
            }
            fn powf(&self, exponent: Number) -> Self {
                self.mapv(|x| x.powf(exponent))
            }
        }
    };
}
array_methods!(exp ln sqrt abs sin tanh);

impl<T: Lift> Lift for Option<T> {
    type Taped = Option<T::Taped>;
    fn lift(&self, to: &mut Lifter) -> Self::Taped {
        self.as_ref().map(|x| x.lift(to))
    }
}

impl<A: Lift, B: Lift> Lift for (A, B) {
    type Taped = (A::Taped, B::Taped);
    fn lift(&self, to: &mut Lifter) -> Self::Taped {
        (self.0.lift(to), self.1.lift(to))
    }
}

impl<A: Leaves, B: Leaves> Leaves for (A, B) {
    fn leaves(&self, to: &mut Vec<Number>) {
        self.0.leaves(to);
        self.1.leaves(to);
    }
}

impl<K: Clone + Eq + Hash, T: Lift> Lift for HashMap<K, T> {
    type Taped = HashMap<K, T::Taped>;
    fn lift(&self, to: &mut Lifter) -> Self::Taped {
        self.iter().map(|(k, x)| (k.clone(), x.lift(to))).collect()
    }
}

/// `x as T`.
pub(crate) fn cast<S: Cast<T>, T>(x: S) -> T {
    x.cast()
}

/// What `as` accepts.
pub(crate) trait Cast<T> {
    /// The number in the other type.
    fn cast(self) -> T;
}

macro_rules! casts {
    ($($from:ident)*) => {$(
        casts!(@to $from: i32 i64 u8 u32 u64 usize);
        impl Cast<Number> for $from {
            fn cast(self) -> Number {
                number(self as f64)
            }
        }
        impl Cast<$from> for Number {
            fn cast(self) -> $from {
                self.value() as $from
            }
        }
        impl Cast<$from> for bool {
            fn cast(self) -> $from {
                self as $from
            }
        }
    )*};
    (@to $from:ident: $($to:ident)*) => {$(
        impl Cast<$to> for $from {
            fn cast(self) -> $to {
                self as $to
            }
        }
    )*};
}
casts!(i32 i64 u8 u32 u64 usize);

impl Cast<Number> for Number {
    fn cast(self) -> Number {
        self
    }
}
