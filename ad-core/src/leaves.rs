//! Leaves: the floats of a value or of a tangent, an array at a time, with names and shapes.
//!
//! A value is a tree of structs, tuples and containers; its leaves are the arrays of floats that it
//! ends in. [`Differentiable::walk`] hands them to a [`Walk`] in declaration order, so one walk
//! serves flattening, files, optimisers and drivers, and costs one call for each array instead of
//! one for each float. Names are written only where a walk asks for them.
//!
//! A path reads like the expression that reaches the leaf: `layers[2].w`, `0.bias`. `Option`,
//! `Box`, `Result` and references add nothing to it; a variant of an enum adds its name,
//! `shape.Circle.0`; a value that is itself a leaf has the empty path. Containers directly around
//! floats are one leaf: `Vec<f64>` has the shape `[n]`, `Vec<[[f64; 3]; 2]>` the shape `[n, 2, 3]`.

use crate::Differentiable;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// One leaf, for reading.
///
/// ```
/// use cotangent::Differentiable;
///
/// let model = (vec![[1.0, 2.0], [3.0, 4.0]], 5.0_f32);
/// let mut seen = vec![];
/// model.for_each_leaf(&mut |leaf| seen.push((leaf.path.to_owned(), leaf.shape.to_vec())));
/// assert_eq!(seen, [("0".into(), vec![2, 2]), ("1".into(), vec![])]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaf<'a> {
    /// Where it is, such as `layers[2].w`; empty in a walk without names.
    pub path: &'a str,
    /// Its lengths, outermost first; empty for a number.
    pub shape: &'a [usize],
    /// Its floats, the last index fastest.
    pub floats: Floats<'a>,
}

/// One leaf, for writing.
///
/// ```
/// use cotangent::Differentiable;
///
/// let mut model = (vec![1.0, 2.0], 3.0);
/// model.for_each_leaf_mut(&mut |mut leaf| {
///     if leaf.path == "0" {
///         leaf.floats.copy_from(&[7.0, 8.0]);
///     }
/// });
/// assert_eq!(model, (vec![7.0, 8.0], 3.0));
/// ```
#[derive(Debug, PartialEq)]
pub struct LeafMut<'a> {
    /// Where it is, as in [`Leaf::path`].
    pub path: &'a str,
    /// Its lengths, outermost first; empty for a number.
    pub shape: &'a [usize],
    /// Its floats, the last index fastest.
    pub floats: FloatsMut<'a>,
}

/// The floats of a leaf, in the precision that they have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Floats<'a> {
    /// Single precision.
    F32(&'a [f32]),
    /// Double precision.
    F64(&'a [f64]),
}

/// The floats of a leaf, to be changed.
#[derive(Debug, PartialEq)]
pub enum FloatsMut<'a> {
    /// Single precision.
    F32(&'a mut [f32]),
    /// Double precision.
    F64(&'a mut [f64]),
}

impl<'a> Floats<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        match self {
            Floats::F32(floats) => floats.len(),
            Floats::F64(floats) => floats.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The floats in double precision: exact, and without a copy where they are `f64`.
    ///
    /// ```
    /// use cotangent::leaves::Floats;
    /// assert_eq!(*Floats::F32(&[0.5, 2.0]).to_f64(), [0.5, 2.0]);
    /// ```
    pub fn to_f64(self) -> Cow<'a, [f64]> {
        match self {
            Floats::F32(floats) => floats.iter().copied().map(f64::from).collect(),
            Floats::F64(floats) => Cow::Borrowed(floats),
        }
    }

    /// Copies the floats to `out`.
    ///
    /// # Panics
    /// If `out` has another length.
    #[track_caller]
    pub fn copy_to(self, out: &mut [f64]) {
        same_count(self.len(), out.len());
        match self {
            Floats::F32(floats) => out.iter_mut().zip(floats).for_each(|(o, &x)| *o = x.into()),
            Floats::F64(floats) => out.copy_from_slice(floats),
        }
    }
}

impl FloatsMut<'_> {
    /// The same floats, for reading.
    pub fn as_floats(&self) -> Floats<'_> {
        match self {
            FloatsMut::F32(floats) => Floats::F32(floats),
            FloatsMut::F64(floats) => Floats::F64(floats),
        }
    }

    /// Overwrites the floats with `values`; where they are `f32`, with the nearest ones.
    ///
    /// # Panics
    /// If there are more or fewer values than floats.
    #[track_caller]
    pub fn copy_from(&mut self, values: &[f64]) {
        same_count(self.as_floats().len(), values.len());
        match self {
            FloatsMut::F32(floats) => {
                floats.iter_mut().zip(values).for_each(|(x, &v)| *x = v as f32)
            }
            FloatsMut::F64(floats) => floats.copy_from_slice(values),
        }
    }

    /// Replaces each float by its image; where they are `f32`, by the nearest one.
    ///
    /// ```
    /// use cotangent::Differentiable;
    /// let mut v = (1.0, vec![2.0, 3.0]);
    /// v.for_each_leaf_mut(&mut |mut leaf| leaf.floats.map(|x| -x));
    /// assert_eq!(v, (-1.0, vec![-2.0, -3.0]));
    /// ```
    pub fn map(&mut self, mut image: impl FnMut(f64) -> f64) {
        match self {
            FloatsMut::F32(floats) => {
                floats.iter_mut().for_each(|x| *x = image((*x).into()) as f32)
            }
            FloatsMut::F64(floats) => floats.iter_mut().for_each(|x| *x = image(*x)),
        }
    }
}

#[track_caller]
pub(crate) fn same_count(floats: usize, values: usize) {
    assert!(floats == values, "{floats} floats meet {values} values");
}

/// Where a walk is: the path so far, and the lengths of the containers around the floats.
struct Place {
    named: bool,
    path: String,
    shape: Vec<usize>,
}

impl Place {
    fn new(named: bool) -> Place {
        Place { named, path: String::new(), shape: Vec::new() }
    }

    /// Steps into a field. Answers what [`leave`](Self::leave) wants back.
    fn field(&mut self, name: &str) -> usize {
        let before = self.path.len();
        if self.named {
            if before > 0 {
                self.path.push('.');
            }
            self.path.push_str(name);
        }
        before
    }

    /// Steps into element `index`, counted in row-major order, of a block of shape `shape`.
    fn element(&mut self, shape: &[usize], index: usize) -> usize {
        let before = self.path.len();
        if self.named {
            let mut below: usize = shape.iter().product();
            let mut rest = index;
            for length in shape {
                below /= length;
                write!(self.path, "[{}]", rest / below).expect("a string takes any text");
                rest %= below;
            }
        }
        before
    }

    fn leave(&mut self, before: usize) {
        self.path.truncate(before);
    }

    fn enter_block(&mut self, shape: &[usize], count: usize) {
        self.shape.extend_from_slice(shape);
        let fits = self.shape.iter().product::<usize>() == count;
        debug_assert!(fits, "{count} values make up a block of shape {:?}", self.shape);
    }

    fn leave_block(&mut self, shape: &[usize]) {
        self.shape.truncate(self.shape.len() - shape.len());
    }
}

/// A walk over the leaves of a value, for reading. [`Differentiable::walk`] drives it.
pub struct Walk<'v> {
    place: Place,
    visit: &'v mut dyn FnMut(Leaf<'_>),
}

/// A walk over the leaves of a value, for writing. [`Differentiable::walk_mut`] drives it.
pub struct WalkMut<'v> {
    place: Place,
    visit: &'v mut dyn FnMut(LeafMut<'_>),
}

/// The two kinds of walk differ in what they borrow.
macro_rules! walk {
    ($Walk:ident, $Leaf:ident, $Floats:ident, $walk:ident, $walk_block:ident, $iter:ident, $($mut:tt)?) => {
        impl<'v> $Walk<'v> {
            /// A walk that hands each leaf to `visit`, without names.
            pub fn new(visit: &'v mut dyn FnMut($Leaf<'_>)) -> Self {
                $Walk { place: Place::new(false), visit }
            }

            /// A walk that hands each leaf with its path to `visit`.
            pub fn named(visit: &'v mut dyn FnMut($Leaf<'_>)) -> Self {
                $Walk { place: Place::new(true), visit }
            }

            /// Walks over the field `name`.
            #[inline]
            pub fn field<T: Differentiable + ?Sized>(&mut self, name: &str, value: &$($mut)? T) {
                let before = self.place.field(name);
                value.$walk(self);
                self.place.leave(before);
            }

            /// Walks over `values`, which make up a container of shape `shape`, the last index
            /// fastest. Around floats it is one leaf; around anything else each value has its own.
            #[inline]
            pub fn block<T: Differentiable>(&mut self, values: &$($mut)? [T], shape: &[usize]) {
                self.place.enter_block(shape, values.len());
                T::$walk_block(values, self);
                self.place.leave_block(shape);
            }

            /// Walks over the values of the present block one by one.
            pub fn elements<T: Differentiable>(&mut self, values: &$($mut)? [T]) {
                let shape = std::mem::take(&mut self.place.shape);
                for (index, value) in values.$iter().enumerate() {
                    let before = self.place.element(&shape, index);
                    value.$walk(self);
                    self.place.leave(before);
                }
                self.place.shape = shape;
            }

            /// Hands over a leaf: the floats of the present block, or a number.
            #[inline]
            pub fn floats(&mut self, floats: $Floats<'_>) {
                let Place { path, shape, .. } = &self.place;
                (self.visit)($Leaf { path, shape, floats });
            }
        }
    };
}
walk!(Walk, Leaf, Floats, walk, walk_block, iter,);
walk!(WalkMut, LeafMut, FloatsMut, walk_mut, walk_block_mut, iter_mut, mut);

/// The names and shapes of a value's leaves, and where each lies in the flat vector.
///
/// ```
/// use cotangent::Differentiable;
///
/// let layout = (1.0, vec![[2.0, 3.0]]).layout();
/// assert_eq!(layout.len(), 3);
/// let leaf = layout.find("1").unwrap();
/// assert_eq!((&leaf.shape[..], leaf.range.clone()), (&[1, 2][..], 1..3));
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Layout {
    /// One entry a leaf, in declaration order.
    pub leaves: Vec<Slot>,
}

/// One leaf of a [`Layout`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Slot {
    /// Where the leaf is, such as `layers[2].w`.
    pub path: String,
    /// Its lengths, outermost first; empty for a number.
    pub shape: Vec<usize>,
    /// Its part of the flat vector.
    pub range: Range<usize>,
}

impl Layout {
    pub(crate) fn of<T: Differentiable + ?Sized>(value: &T) -> Layout {
        let mut leaves: Vec<Slot> = Vec::new();
        value.for_each_leaf(&mut |leaf| {
            let start = leaves.last().map_or(0, |last| last.range.end);
            leaves.push(Slot {
                path: leaf.path.to_owned(),
                shape: leaf.shape.to_vec(),
                range: start..start + leaf.floats.len(),
            });
        });
        Layout { leaves }
    }

    /// The number of floats in all leaves together.
    pub fn len(&self) -> usize {
        self.leaves.last().map_or(0, |last| last.range.end)
    }

    /// Whether there is no float at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The leaf at `path`.
    pub fn find(&self, path: &str) -> Option<&Slot> {
        self.leaves.iter().find(|leaf| leaf.path == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths<T: Differentiable + ?Sized>(value: &T) -> Vec<String> {
        let shown = |leaf: Slot| format!("{}{:?}", leaf.path, leaf.shape);
        value.layout().leaves.into_iter().map(shown).collect()
    }

    #[test]
    fn paths_read_like_expressions() {
        assert_eq!(paths(&1.0), ["[]"]);
        assert_eq!(paths(&[[1.0; 3]; 2]), ["[2, 3]"]);
        assert_eq!(paths(&vec![[[1.0_f32; 3]; 2]; 4]), ["[4, 2, 3]"]);
        assert_eq!(paths(&vec![vec![1.0], vec![]]), ["[0][1]", "[1][0]"]);
        assert_eq!(paths(&(vec![(1.0, 7)], 2_u8, Some(Box::new(3.0)))), ["0[0].0[]", "2[]"]);
        // Two fixed lengths around something that is not a float.
        let grid = [[Some(1.0), None], [None, Some(2.0)]];
        assert_eq!(paths(&grid), ["[0][0][]", "[1][1][]"]);
        assert!(paths(&vec![1_u8, 2]).is_empty());
        assert!(paths(&[[0.0; 0]; 5]) == ["[5, 0]"]);
    }

    #[test]
    fn floats_keep_their_precision() {
        let mut x = (vec![0.1_f32], 0.1);
        let flat = x.to_flat();
        assert_eq!(flat, [f64::from(0.1_f32), 0.1]);
        x.set_flat(&[0.2, 0.3]);
        x.set_flat(&flat);
        assert_eq!(x, (vec![0.1_f32], 0.1));
    }

    #[test]
    #[should_panic(expected = "2 floats meet 3 values")]
    fn a_leaf_takes_no_other_number_of_values() {
        let mut x = [1.0, 2.0];
        x.for_each_leaf_mut(&mut |mut leaf| leaf.floats.copy_from(&[1.0, 2.0, 3.0]));
    }
}
