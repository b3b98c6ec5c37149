//! What has a derivative: the traits [`Differentiable`] and [`Tangent`], and their laws.
//!
//! A primal type names the type of its perturbations, its tangent. One type serves both modes: a
//! cotangent is stored like a tangent. Types that carry no floats have the tangent `()`, which
//! takes no room and vanishes in optimised code. The implementations for the standard library's
//! types are in `spaces`; a user's own types get theirs from `#[derive(Differentiable)]`.

use std::fmt::Debug;

/// A type whose values have tangents.
///
/// # Laws
/// - [`zero_tangent`](Self::zero_tangent) has the shape of the value: the same lengths, the same
///   variants.
/// - [`for_each_coordinate`](Self::for_each_coordinate) visits the value's floats in the order in
///   which the tangent's [`for_each_leaf`](Tangent::for_each_leaf) visits theirs.
/// - [`step`](Self::step) adds `by` times each leaf to its coordinate.
///
/// # Examples
/// ```
/// use cotangent::Differentiable;
///
/// // An integer is constant, so its slot in the tangent is `()`.
/// assert_eq!((2.0, 7_u32, [1.0, 1.0]).zero_tangent(), (0.0, (), [0.0, 0.0]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` carries no tangent: it does not implement `Differentiable`",
    label = "this type has no tangent",
    note = "add `#[derive(Differentiable)]` to it, or mark the parameter or field `#[constant]`"
)]
pub trait Differentiable {
    /// The type of this type's perturbations, and of the sensitivities to it.
    type Tangent: Tangent;

    /// The zero perturbation of this value: its shape, filled with zeros.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// assert_eq!(vec![3.0, 4.0].zero_tangent(), vec![0.0, 0.0]);
    /// ```
    fn zero_tangent(&self) -> Self::Tangent;

    /// Moves the value along `direction`: `self += by · direction`.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// let mut x = [1.0, 2.0];
    /// x.step(&[10.0, 0.0], 0.5);
    /// assert_eq!(x, [6.0, 2.0]);
    /// ```
    ///
    /// # Panics
    /// If the direction has another shape than the value, or if a float to be moved lies behind a
    /// shared reference.
    #[track_caller]
    fn step(&mut self, direction: &Self::Tangent, by: f64);

    /// Hands every float of the value to `visit`, in the order of the tangent's leaves.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// let mut sum = 0.0;
    /// (1.5, 7_u8, [2.0_f32, 3.0]).for_each_coordinate(&mut |x| sum += x);
    /// assert_eq!(sum, 6.5);
    /// ```
    fn for_each_coordinate(&self, visit: &mut dyn FnMut(f64));
}

/// A vector space: what perturbations and sensitivities can do.
///
/// A tangent is its own tangent, so a gradient can be differentiated again.
///
/// # Laws
/// [`accumulate`](Self::accumulate) is addition, and values of different shapes are never added:
/// they panic. Everything else follows from the leaves, the floats in a fixed order; the provided
/// methods may be overridden for speed, not for another meaning.
///
/// # Examples
/// ```
/// use cotangent::Tangent;
///
/// let mut total = (1.0, vec![2.0, 3.0]);
/// total.accumulate(&(10.0, vec![0.0, 1.0]));
/// assert_eq!(total, (11.0, vec![2.0, 4.0]));
/// assert_eq!(total.dot(&(1.0, vec![1.0, 0.5])), 15.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tangent: it does not implement `Tangent`",
    note = "a tangent is a type that `#[derive(Differentiable)]` made, or a float, array, `Vec`, \
            tuple, `Option` or `Box` of tangents"
)]
pub trait Tangent: Differentiable<Tangent = Self> + Clone + Debug + PartialEq {
    /// Adds `other` to `self`.
    ///
    /// # Panics
    /// If the two have different shapes.
    #[track_caller]
    fn accumulate(&mut self, other: &Self);

    /// Hands every float to `visit`, in a fixed order.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut seen = vec![];
    /// ((1.0, 2.0_f32), [3.0]).for_each_leaf(&mut |leaf| seen.push(leaf));
    /// assert_eq!(seen, [1.0, 2.0, 3.0]);
    /// ```
    fn for_each_leaf(&self, visit: &mut dyn FnMut(f64));

    /// Hands every float to `change`, in the same order; an `f32` is rounded after the change.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut v = vec![1.0, 2.0];
    /// v.for_each_leaf_mut(&mut |leaf| *leaf = -*leaf);
    /// assert_eq!(v, [-1.0, -2.0]);
    /// ```
    fn for_each_leaf_mut(&mut self, change: &mut dyn FnMut(&mut f64));

    /// Adds `by · other` to `self`.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut v = [1.0, 1.0];
    /// v.add_scaled(&[2.0, 3.0], 10.0);
    /// assert_eq!(v, [21.0, 31.0]);
    /// ```
    ///
    /// # Panics
    /// If the two have different shapes.
    #[track_caller]
    fn add_scaled(&mut self, other: &Self, by: f64) {
        let mut scaled = other.clone();
        scaled.scale(by);
        self.accumulate(&scaled);
    }

    /// Multiplies every float by `by`.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut v = (1.0, [2.0]);
    /// v.scale(3.0);
    /// assert_eq!(v, (3.0, [6.0]));
    /// ```
    fn scale(&mut self, by: f64) {
        self.for_each_leaf_mut(&mut |leaf| *leaf *= by);
    }

    /// The sum of the products of corresponding floats.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert_eq!([1.0, 2.0].dot(&[3.0, 4.0]), 11.0);
    /// ```
    ///
    /// # Panics
    /// If the two have different shapes.
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        let (left, right) = (self.leaves(), other.leaves());
        crate::spaces::same_length(left.len(), right.len());
        left.iter().zip(&right).map(|(l, r)| l * r).sum()
    }

    /// Sets every float to zero and keeps the shape.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut v = vec![1.0, f64::NAN];
    /// v.set_zero();
    /// assert_eq!(v, [0.0, 0.0]);
    /// ```
    fn set_zero(&mut self) {
        self.for_each_leaf_mut(&mut |leaf| *leaf = 0.0);
    }

    /// The floats, in order.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert_eq!((1.0, vec![2.0, 3.0]).leaves(), [1.0, 2.0, 3.0]);
    /// ```
    fn leaves(&self) -> Vec<f64> {
        let mut leaves = Vec::new();
        self.for_each_leaf(&mut |leaf| leaves.push(leaf));
        leaves
    }

    /// Overwrites the floats with `leaves`, in order: the inverse of [`leaves`](Self::leaves).
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut v = (0.0, vec![0.0, 0.0]);
    /// v.set_leaves(&[1.0, 2.0, 3.0]);
    /// assert_eq!(v, (1.0, vec![2.0, 3.0]));
    /// ```
    ///
    /// # Panics
    /// If `leaves` has another length than there are floats.
    #[track_caller]
    fn set_leaves(&mut self, leaves: &[f64]) {
        let mut count = 0;
        self.for_each_leaf(&mut |_| count += 1);
        crate::spaces::same_length(count, leaves.len());
        let mut next = leaves.iter();
        self.for_each_leaf_mut(&mut |leaf| {
            if let Some(&value) = next.next() {
                *leaf = value;
            }
        });
    }

    /// Whether every float is zero.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert!([0.0, -0.0].is_zero());
    /// assert!(!(0.0, 1e-300).is_zero());
    /// ```
    fn is_zero(&self) -> bool {
        let mut zero = true;
        self.for_each_leaf(&mut |leaf| zero &= leaf == 0.0);
        zero
    }
}

/// Stops gradients: returns `x`, and derivatives treat the result as a constant.
///
/// `#[differentiable]` reads it where it stands. A [variable of a tape](crate::tape::Var) passes
/// through; there, [`held`](crate::tape::Var::held) stops gradients.
///
/// ```
/// use cotangent::constant;
/// // d/dx (x · constant(x)) is x, not 2x.
/// let x = 3.0;
/// assert_eq!(x * constant(x), 9.0);
/// ```
#[inline(always)]
pub fn constant<T>(x: T) -> T {
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tangent that implements only what is required.
    #[derive(Clone, Debug, PartialEq)]
    struct Plane(f64, f64);

    impl Differentiable for Plane {
        type Tangent = Self;
        fn zero_tangent(&self) -> Self {
            Plane(0.0, 0.0)
        }
        fn step(&mut self, direction: &Self, by: f64) {
            self.add_scaled(direction, by);
        }
        fn for_each_coordinate(&self, visit: &mut dyn FnMut(f64)) {
            self.for_each_leaf(visit);
        }
    }

    impl Tangent for Plane {
        fn accumulate(&mut self, other: &Self) {
            self.0 += other.0;
            self.1 += other.1;
        }
        fn for_each_leaf(&self, visit: &mut dyn FnMut(f64)) {
            visit(self.0);
            visit(self.1);
        }
        fn for_each_leaf_mut(&mut self, change: &mut dyn FnMut(&mut f64)) {
            change(&mut self.0);
            change(&mut self.1);
        }
    }

    #[test]
    fn provided_methods_follow_from_the_leaves() {
        let mut p = Plane(1.0, 2.0);
        p.step(&Plane(1.0, 10.0), 0.5);
        assert_eq!(p, Plane(1.5, 7.0));
        assert_eq!(p.dot(&Plane(2.0, 1.0)), 10.0);
        p.set_leaves(&[4.0, 5.0]);
        assert_eq!(p.leaves(), [4.0, 5.0]);
        p.set_zero();
        assert!(p.is_zero());
    }

    #[test]
    #[should_panic(expected = "has length 2, the other has length 3")]
    fn set_leaves_of_another_length_panics() {
        Plane(0.0, 0.0).set_leaves(&[1.0, 2.0, 3.0]);
    }

    /// The tangent of a tangent is itself, also where the compiler only knows `T: Differentiable`.
    fn twice<T: Differentiable>(x: &T) -> T::Tangent {
        x.zero_tangent().zero_tangent()
    }

    #[test]
    fn tangents_are_their_own_tangents() {
        assert_eq!(twice(&vec![Some(1.0), None]), vec![Some(0.0), None]);
    }
}
