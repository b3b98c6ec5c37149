//! What has a derivative: the traits [`Differentiable`] and [`Tangent`], and their laws.
//!
//! A primal type names the type of its perturbations, its tangent. One type serves both modes: a
//! cotangent is stored like a tangent. Types that carry no floats have the tangent `()`, which
//! takes no room and vanishes in optimised code. The implementations for the standard library's
//! types are in `spaces`; a user's own types get theirs from `#[derive(Differentiable)]`.

use crate::leaves::{Layout, Leaf, LeafMut, Walk, WalkMut};
use std::fmt::Debug;

/// A type whose values have tangents.
///
/// # Laws
/// - [`zero_tangent`](Self::zero_tangent) has the shape of the value: the same lengths, the same
///   variants, the same [`layout`](Self::layout).
/// - [`walk`](Self::walk) and [`walk_mut`](Self::walk_mut) visit the same leaves in the same order,
///   and so do the walks of the tangent. Everything that speaks of leaves or of the flat vector
///   follows from them.
/// - [`step`](Self::step) adds `by · direction`, float by float in that order.
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

    /// Makes `tangent` the zero perturbation of this value, in the memory that it has where that fits.
    #[doc(hidden)]
    fn zero_into(&self, tangent: &mut Self::Tangent) {
        *tangent = self.zero_tangent();
    }

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

    /// Hands the leaves of the value to `walk`, in declaration order.
    ///
    /// The derive writes it; by hand it is a line for each field.
    /// ```
    /// use cotangent::Differentiable;
    /// use cotangent::leaves::{Walk, WalkMut};
    ///
    /// struct Line { slope: f64, at: Vec<f64> }
    /// impl Differentiable for Line {
    ///     type Tangent = (f64, Vec<f64>);
    ///     fn zero_tangent(&self) -> Self::Tangent { (0.0, self.at.zero_tangent()) }
    ///     fn step(&mut self, d: &Self::Tangent, by: f64) {
    ///         self.slope.step(&d.0, by);
    ///         self.at.step(&d.1, by);
    ///     }
    ///     fn walk(&self, walk: &mut Walk<'_>) {
    ///         walk.field("slope", &self.slope);
    ///         walk.field("at", &self.at);
    ///     }
    ///     fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
    ///         walk.field("slope", &mut self.slope);
    ///         walk.field("at", &mut self.at);
    ///     }
    /// }
    /// assert_eq!(Line { slope: 2.0, at: vec![1.0] }.to_flat(), [2.0, 1.0]);
    /// ```
    fn walk(&self, walk: &mut Walk<'_>);

    /// Hands the leaves of the value to `walk`, in the same order, to be changed.
    ///
    /// # Panics
    /// If a float lies behind a shared reference.
    fn walk_mut(&mut self, walk: &mut WalkMut<'_>);

    /// Hands over a container of such values. Only what can be one leaf as a whole, floats and
    /// arrays of them, does it in another way than one value at a time.
    #[doc(hidden)]
    fn walk_block(block: &[Self], walk: &mut Walk<'_>)
    where
        Self: Sized,
    {
        walk.elements(block);
    }

    /// The same, to be changed.
    #[doc(hidden)]
    fn walk_block_mut(block: &mut [Self], walk: &mut WalkMut<'_>)
    where
        Self: Sized,
    {
        walk.elements(block);
    }

    /// Hands each leaf with its path and shape to `visit`, in declaration order.
    ///
    /// A model is written to a file by name and put back:
    /// ```
    /// use cotangent::Differentiable;
    /// use std::collections::BTreeMap;
    ///
    /// let mut model = (vec![[1.0, 2.0]], Some(3.0));
    /// let mut file: BTreeMap<String, (Vec<usize>, Vec<f64>)> = BTreeMap::new();
    /// model.for_each_leaf(&mut |leaf| {
    ///     file.insert(leaf.path.into(), (leaf.shape.to_vec(), leaf.floats.to_f64().into()));
    /// });
    /// assert_eq!(file["0"], (vec![1, 2], vec![1.0, 2.0]));
    ///
    /// model.set_flat(&[0.0; 3]);
    /// model.for_each_leaf_mut(&mut |mut leaf| {
    ///     let (shape, floats) = &file[leaf.path];
    ///     assert_eq!(leaf.shape, shape);
    ///     leaf.floats.copy_from(floats);
    /// });
    /// assert_eq!(model, (vec![[1.0, 2.0]], Some(3.0)));
    /// ```
    fn for_each_leaf(&self, visit: &mut dyn FnMut(Leaf<'_>)) {
        self.walk(&mut Walk::named(visit));
    }

    /// Hands each leaf with its path and shape to `change`, in declaration order.
    ///
    /// # Panics
    /// If a float lies behind a shared reference.
    fn for_each_leaf_mut(&mut self, change: &mut dyn FnMut(LeafMut<'_>)) {
        self.walk_mut(&mut WalkMut::named(change));
    }

    /// The names and shapes of the leaves, and their places in the flat vector.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// let layout = (1.0, [2.0, 3.0]).layout();
    /// assert_eq!(layout.leaves[1].path, "1");
    /// assert_eq!(layout.leaves[1].range, 1..3);
    /// ```
    fn layout(&self) -> Layout {
        Layout::of(self)
    }

    /// The number of floats.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// assert_eq!((1.0, 7_u32, [2.0, 3.0]).n_coordinates(), 3);
    /// ```
    fn n_coordinates(&self) -> usize {
        let mut count = 0;
        self.walk(&mut Walk::new(&mut |leaf| count += leaf.floats.len()));
        count
    }

    /// The floats as one vector, in declaration order; an `f32` is exact in it.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// assert_eq!((1.5, 7_u8, [2.0_f32, 3.0]).to_flat(), [1.5, 2.0, 3.0]);
    /// ```
    fn to_flat(&self) -> Vec<f64> {
        let mut flat = Vec::new();
        self.walk(&mut Walk::new(&mut |leaf| flat.extend_from_slice(&leaf.floats.to_f64())));
        flat
    }

    /// [`to_flat`](Self::to_flat) into a buffer that is there already.
    ///
    /// # Panics
    /// If the buffer has another length than there are floats.
    #[track_caller]
    fn copy_to_flat(&self, flat: &mut [f64]) {
        crate::leaves::same_count(self.n_coordinates(), flat.len());
        let mut at = 0;
        self.walk(&mut Walk::new(&mut |leaf| {
            let end = at + leaf.floats.len();
            leaf.floats.copy_to(&mut flat[at..end]);
            at = end;
        }));
    }

    /// Overwrites the floats with those of `flat`: the inverse of [`to_flat`](Self::to_flat).
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// let mut v = (0.0, vec![0.0, 0.0]);
    /// v.set_flat(&[1.0, 2.0, 3.0]);
    /// assert_eq!(v, (1.0, vec![2.0, 3.0]));
    /// ```
    ///
    /// # Panics
    /// If `flat` has another length than there are floats, or if a float lies behind a shared
    /// reference.
    #[track_caller]
    fn set_flat(&mut self, flat: &[f64]) {
        crate::leaves::same_count(self.n_coordinates(), flat.len());
        let mut at = 0;
        self.walk_mut(&mut WalkMut::new(&mut |mut leaf| {
            let end = at + leaf.floats.as_floats().len();
            leaf.floats.copy_from(&flat[at..end]);
            at = end;
        }));
    }
}

/// A vector space: what perturbations and sensitivities can do.
///
/// A tangent is its own tangent, so a gradient can be differentiated again.
///
/// # Laws
/// [`accumulate`](Self::accumulate) is addition, and values of different shapes are never added:
/// they panic. Everything else follows from the leaves that [`walk`](Differentiable::walk) visits:
/// the space is ℝⁿ by way of [`to_flat`](Differentiable::to_flat). The provided methods may be
/// overridden for speed, not for another meaning; [`dot`](Self::dot) may add in another order.
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
    /// `L` such vectors side by side, in lanes: the same structure, with `[f64; L]` where this one has
    /// an `f64`. A sweep over lanes serves `L` directions at once.
    ///
    /// A hand-written tangent without inner structure takes `[Self; L]`.
    type Lanes<const L: usize>: Tangent;

    /// Zeros in every lane, in the shape of `self`.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert_eq!((1.0, vec![2.0, 3.0]).zero_lanes::<2>(), ([0.0; 2], vec![[0.0; 2]; 2]));
    /// ```
    fn zero_lanes<const L: usize>(&self) -> Self::Lanes<L>;

    /// One of the vectors that lie side by side.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert_eq!(Vec::<f64>::lane::<2>(&vec![[1.0, 2.0], [3.0, 4.0]], 1), [2.0, 4.0]);
    /// ```
    ///
    /// # Panics
    /// If there is no lane `l`.
    #[track_caller]
    fn lane<const L: usize>(lanes: &Self::Lanes<L>, l: usize) -> Self;

    /// Writes `self` into lane `l`.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut lanes = vec![[0.0; 2]; 2];
    /// vec![5.0, 6.0].set_lane::<2>(&mut lanes, 1);
    /// assert_eq!(lanes, [[0.0, 5.0], [0.0, 6.0]]);
    /// ```
    ///
    /// # Panics
    /// If there is no lane `l`, or if the lanes have another shape.
    #[track_caller]
    fn set_lane<const L: usize>(&self, lanes: &mut Self::Lanes<L>, l: usize);

    /// Adds `other` to `self`.
    ///
    /// # Panics
    /// If the two have different shapes.
    #[track_caller]
    fn accumulate(&mut self, other: &Self);

    /// The zero of this shape.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert_eq!((1.0, vec![2.0, 3.0]).zeros_like(), (0.0, vec![0.0, 0.0]));
    /// ```
    #[inline]
    #[must_use]
    fn zeros_like(&self) -> Self {
        self.zero_tangent()
    }

    /// Adds `a · x` to `self`; an `f32` is rounded once.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// let mut v = [1.0, 1.0];
    /// v.axpy(10.0, &[2.0, 3.0]);
    /// assert_eq!(v, [21.0, 31.0]);
    /// ```
    ///
    /// # Panics
    /// If the two have different shapes.
    #[track_caller]
    fn axpy(&mut self, a: f64, x: &Self) {
        let mut scaled = x.clone();
        scaled.scale(a);
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
        self.walk_mut(&mut WalkMut::new(&mut |mut leaf| leaf.floats.map(|x| x * by)));
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
        let (left, right) = (self.to_flat(), other.to_flat());
        crate::spaces::same_length(left.len(), right.len());
        left.dot(&right)
    }

    /// The inner product of two containers of such tangents, of one length.
    #[doc(hidden)]
    #[track_caller]
    fn dot_block(left: &[Self], right: &[Self]) -> f64 {
        left.iter().zip(right).map(|(l, r)| l.dot(r)).sum()
    }

    /// The Euclidean norm, √⟨x, x⟩, without overflow or underflow on the way.
    ///
    /// ```
    /// use cotangent::Tangent;
    /// assert_eq!((3.0, [4.0]).norm(), 5.0);
    /// assert!(([3e200, 4e200].norm() / 5e200 - 1.0).abs() < 1e-15);
    /// ```
    fn norm(&self) -> f64 {
        let square = self.dot(self);
        // Squares of numbers below 10⁻¹⁵⁴ or above 10¹⁵⁴ leave the range of `f64`.
        if (1e-280..f64::INFINITY).contains(&square) || square.is_nan() {
            return square.sqrt();
        }
        let flat = self.to_flat();
        let largest = flat.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        if largest == 0.0 || largest.is_infinite() {
            return largest;
        }
        largest * flat.iter().map(|x| (x / largest) * (x / largest)).sum::<f64>().sqrt()
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
        self.walk_mut(&mut WalkMut::new(&mut |mut leaf| leaf.floats.map(|_| 0.0)));
    }

    /// Gives the memory of its vectors to the workspace that is lent, if one is.
    #[doc(hidden)]
    fn give_back(self)
    where
        Self: Sized,
    {
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
        self.walk(&mut Walk::new(&mut |leaf| {
            zero &= leaf.floats.to_f64().iter().all(|&x| x == 0.0);
        }));
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

/// The lanes of a tangent whose inside no sweep looks at: that many of them.
macro_rules! whole_lanes {
    () => {
        type Lanes<const L: usize> = [Self; L];
        fn zero_lanes<const L: usize>(&self) -> [Self; L] {
            std::array::from_fn(|_| crate::Differentiable::zero_tangent(self))
        }
        fn lane<const L: usize>(lanes: &[Self; L], l: usize) -> Self {
            lanes[l].clone()
        }
        fn set_lane<const L: usize>(&self, lanes: &mut [Self; L], l: usize) {
            lanes[l] = self.clone();
        }
    };
}
pub(crate) use whole_lanes;

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
            self.axpy(by, direction);
        }
        fn walk(&self, walk: &mut Walk<'_>) {
            walk.field("east", &self.0);
            walk.field("north", &self.1);
        }
        fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
            walk.field("east", &mut self.0);
            walk.field("north", &mut self.1);
        }
    }

    impl Tangent for Plane {
        whole_lanes!();
        fn accumulate(&mut self, other: &Self) {
            self.0 += other.0;
            self.1 += other.1;
        }
    }

    #[test]
    fn provided_methods_follow_from_the_leaves() {
        let mut p = Plane(1.0, 2.0);
        p.step(&Plane(1.0, 10.0), 0.5);
        assert_eq!(p, Plane(1.5, 7.0));
        assert_eq!(p.dot(&Plane(2.0, 1.0)), 10.0);
        p.set_flat(&[4.0, 5.0]);
        assert_eq!(p.to_flat(), [4.0, 5.0]);
        assert_eq!(p.layout().find("north").unwrap().range, 1..2);
        p.set_zero();
        assert!(p.is_zero());
    }

    #[test]
    fn norms_at_the_ends_of_the_range() {
        assert!(([3e-200, 4e-200].norm() / 5e-200 - 1.0).abs() < 1e-15);
        assert_eq!([f64::INFINITY, 1.0].norm(), f64::INFINITY);
        assert!([f64::INFINITY, f64::NAN].norm().is_nan());
        assert_eq!(Vec::<f64>::new().norm(), 0.0);
    }

    #[test]
    #[should_panic(expected = "2 floats meet 3 values")]
    fn a_flat_vector_of_another_length_panics() {
        Plane(0.0, 0.0).set_flat(&[1.0, 2.0, 3.0]);
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
