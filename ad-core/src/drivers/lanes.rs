//! Seeds and products of several directions, between flat vectors and the types of lanes.
//!
//! In a flat vector of lanes all lanes of the first float come first, then all of the second. The
//! types of lanes have that order by themselves wherever the last axis of each leaf is the lane;
//! of others, such as a hand-written tangent in an array, each lane is copied on its own.

use crate::leaves::{Floats, Walk};
use crate::{Differentiable, Tangent};

/// `L` tangents of a `T` side by side: what a derivative in lanes takes and gives.
pub type Lanes<T, const L: usize> = <<T as Differentiable>::Tangent as Tangent>::Lanes<L>;

/// The tangents of one value, in lanes.
pub(super) struct Space<T> {
    zero: T,
    /// Whether the last axis of each leaf in lanes is the lane.
    lane_is_last: bool,
}

impl<T: Tangent> Space<T> {
    pub(super) fn new<const L: usize>(zero: T) -> Space<T> {
        const { assert!(L > 0, "a sweep needs at least one lane") };
        let (one, all) = (zero.layout(), zero.zero_lanes::<L>().layout());
        let pairs = || one.leaves.iter().zip(&all.leaves);
        let lane_is_last = one.leaves.len() == all.leaves.len()
            && pairs().all(|(one, all)| one.path == all.path)
            && pairs().all(|(one, all)| all.shape.split_last() == Some((&L, &one.shape)));
        Space { zero, lane_is_last }
    }

    /// The lanes that `flat` holds.
    pub(super) fn lanes<const L: usize>(&self, flat: &[f64]) -> T::Lanes<L> {
        let mut lanes = self.zero.zero_lanes::<L>();
        if self.lane_is_last {
            lanes.set_flat(flat);
            return lanes;
        }
        let mut one = self.zero.clone();
        for lane in 0..L {
            let floats: Vec<f64> = flat.as_chunks::<L>().0.iter().map(|all| all[lane]).collect();
            one.set_flat(&floats);
            one.set_lane::<L>(&mut lanes, lane);
        }
        lanes
    }

    /// Hands over the lanes leaf by leaf: the number of floats before, and all lanes of each float.
    pub(super) fn for_each_part<const L: usize>(
        &self,
        lanes: &T::Lanes<L>,
        take: &mut dyn FnMut(usize, &[[f64; L]]),
    ) {
        let mut before = 0;
        let mut hand_over = |floats: &[f64]| {
            let part = floats.as_chunks::<L>().0;
            take(before, part);
            before += part.len();
        };
        if self.lane_is_last {
            lanes.walk(&mut Walk::new(&mut |leaf| match leaf.floats {
                Floats::F64(floats) => hand_over(floats),
                singles => hand_over(&singles.to_f64()),
            }));
            return;
        }
        let columns: [Vec<f64>; L] =
            std::array::from_fn(|lane| T::lane::<L>(lanes, lane).to_flat());
        let mut floats = vec![];
        for i in 0..columns[0].len() {
            floats.extend(columns.iter().map(|column| column[i]));
        }
        hand_over(&floats);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaves::WalkMut;

    /// A tangent whose lanes lie one after the other.
    #[derive(Clone, Debug, PartialEq)]
    struct Plane(f64, f64);

    impl Differentiable for Plane {
        type Tangent = Plane;
        fn zero_tangent(&self) -> Plane {
            Plane(0.0, 0.0)
        }
        fn step(&mut self, direction: &Plane, by: f64) {
            self.axpy(by, direction);
        }
        fn walk(&self, walk: &mut Walk<'_>) {
            walk.field("0", &self.0);
            walk.field("1", &self.1);
        }
        fn walk_mut(&mut self, walk: &mut WalkMut<'_>) {
            walk.field("0", &mut self.0);
            walk.field("1", &mut self.1);
        }
    }

    impl Tangent for Plane {
        fn accumulate(&mut self, other: &Plane) {
            self.0 += other.0;
            self.1 += other.1;
        }
        crate::differentiable::whole_lanes!();
    }

    fn round_trip<T: Tangent>(zero: T, lane_is_last: bool) {
        let space = Space::new::<3>(zero.clone());
        assert_eq!(space.lane_is_last, lane_is_last);
        let n = zero.n_coordinates();
        let flat: Vec<f64> = (0..3 * n).map(|i| i as f64).collect();
        let lanes = space.lanes::<3>(&flat);
        for lane in 0..3 {
            let expected: Vec<f64> = (0..n).map(|i| (3 * i + lane) as f64).collect();
            assert_eq!(T::lane::<3>(&lanes, lane).to_flat(), expected);
        }
        let mut back = vec![];
        space.for_each_part::<3>(&lanes, &mut |before, part| {
            assert_eq!(3 * before, back.len());
            back.extend_from_slice(part.as_flattened());
        });
        assert_eq!(back, flat);
    }

    #[test]
    fn lanes_are_read_back_as_they_were_written() {
        round_trip(0.0, true);
        round_trip(0.0_f32, true);
        round_trip((), true);
        round_trip((vec![[0.0; 2]; 3], Some(0.0), 0.0_f32), true);
        round_trip(vec![vec![0.0], vec![]], true);
        round_trip(Plane(0.0, 0.0), false);
        round_trip((vec![Plane(0.0, 0.0), Plane(0.0, 0.0)], 0.0), false);
    }
}
