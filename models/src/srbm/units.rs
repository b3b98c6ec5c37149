//! What the hidden units of samples side by side in lanes get, in `f64` ([`double`]) and in `f32` ([`single`]): shared by
//! [`factorised`](super::factorised) and [`objective::lanes`](super::objective::lanes).

/// Samples that stand side by side.
pub const LANES: usize = 128;

/// Hidden units whose factors are multiplied at once.
pub(super) const GROUP: usize = 10;

/// Lanes of partial sums.
pub(super) const PART: usize = 16;

macro_rules! units_in {
    ($float:ident) => {
        use super::LANES;
        use cotangent::{differentiable, math};

        /// What each hidden unit gets, `[P]` rows.
        #[differentiable(multiversion)]
        pub(in crate::srbm) fn inputs_of(
            w: &[$float],
            b: &[$float],
            states: &[usize],
            q: usize,
        ) -> Vec<[$float; LANES]> {
            let p = b.len();
            let mut inputs = vec![[0.0; LANES]; p];
            for l in 0..LANES {
                let mut x = b.to_vec();
                for k in 0..states.len() / LANES {
                    let i = k * q + states[k * LANES + l];
                    for a in 0..p {
                        x[a] += w[i * p + a];
                    }
                }
                for a in 0..p {
                    inputs[a][l] = x[a];
                }
            }
            inputs
        }

        /// σ(2(x − y + least)): how far each unit is up if its weight were the least one.
        #[differentiable(multiversion, math = "vector", wrt(x, y, z))]
        pub(in crate::srbm) fn shares(
            x: &[[$float; LANES]],
            y: &[[$float; LANES]],
            least: &[$float],
            z: &mut [[$float; LANES]],
        ) {
            for a in 0..x.len() {
                let least = least[a];
                for l in 0..LANES {
                    z[a][l] = math::sigmoid(2.0 * (x[a][l] - y[a][l] + least));
                }
            }
        }

        /// x − y.
        #[differentiable(multiversion)]
        pub(in crate::srbm) fn differences(
            x: &[[$float; LANES]],
            y: &[[$float; LANES]],
            to: &mut [[$float; LANES]],
        ) {
            for a in 0..x.len() {
                for l in 0..LANES {
                    to[a][l] = x[a][l] - y[a][l];
                }
            }
        }
    };
}

/// Hidden units in `f64`.
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
pub(super) mod double {
    units_in!(f64);
}

/// Hidden units in `f32`.
#[allow(clippy::needless_range_loop, reason = "several rows have the same index")]
pub(super) mod single {
    units_in!(f32);
}
