//! Jacobian of the hand by the objective's own algorithm: forward mode, all columns in one sweep.
//!
//! Each number carries a lane for each column. Nothing is known of which lanes are zero; the constant
//! matrices of the model carry none.

use crate::adbench::hand::{HandInstance, HandModel, Matrix, POSE};

/// The lanes of a matrix.
type Dots<const L: usize> = [[[f64; L]; 4]; 4];

/// A transform, and the lanes of its entries.
#[derive(Clone)]
struct Moved<const L: usize> {
    value: Matrix,
    dots: Dots<L>,
}

/// A posed vertex, and the lanes of its coordinates.
type Posed<const L: usize> = ([f64; 3], [[f64; L]; 3]);

/// Value and Jacobian of [`hand_simple`](crate::adbench::hand::hand_simple()) or
/// [`hand_complicated`](crate::adbench::hand::hand_complicated()), for as many lanes as columns.
///
/// Overwrites `jacobian`, one column after the other; returns the residuals.
///
/// # Panics
/// If `jacobian` does not hold `L` entries for each residual, or `L` is not 26, or 28 where points
/// have coordinates of their own.
pub fn hand_jacobian_by_lanes<const L: usize>(
    instance: &HandInstance,
    jacobian: &mut [f64],
) -> Vec<f64> {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let own = if us.is_empty() { 0 } else { 2 };
    assert_eq!((jacobian.len(), L), ((own + POSE) * points.len(), own + POSE), "columns");
    let posed = pose::<L>(theta, model, own);
    let mut errors = vec![0.0; points.len()];
    let mut put = |row: usize, value: f64, dot: &[f64; L]| {
        errors[row] = points[row] - value;
        for (column, dot) in jacobian.chunks_exact_mut(points.len()).zip(dot) {
            column[row] = -dot;
        }
    };
    for (i, &of) in correspondences.iter().enumerate() {
        if us.is_empty() {
            let (position, dots) = &posed[of];
            (0..3).for_each(|c| put(3 * i + c, position[c], &dots[c]));
            continue;
        }
        let [(p0, d0), (p1, d1), (p2, d2)] = model.triangles[of].map(|v| &posed[v]);
        let (u0, u1) = (us[2 * i], us[2 * i + 1]);
        let u2 = 1.0 - u0 - u1;
        for c in 0..3 {
            let mut dot: [f64; L] =
                std::array::from_fn(|l| u0 * d0[c][l] + u1 * d1[c][l] + u2 * d2[c][l]);
            dot[0] += p0[c] - p2[c];
            dot[1] += p1[c] - p2[c];
            put(3 * i + c, u0 * p0[c] + u1 * p1[c] + u2 * p2[c], &dot);
        }
    }
    errors
}

/// Every vertex in its pose; the pose's columns start at `own`.
fn pose<const L: usize>(theta: &[f64], model: &HandModel, own: usize) -> Vec<Posed<L>> {
    let transforms = bones::<L>(&theta[6..], model, own + 6);
    let (rotation, rotation_dots) = rotation_matrix::<L>(theta, own);
    let weights = model.weights.chunks_exact(transforms.len());
    let pose_vertex = |(base, weights): (&[f64; 3], &[f64])| {
        let (mut skinned, mut skinned_dots) = ([0.0; 3], [[0.0; L]; 3]);
        for (&weight, t) in weights.iter().zip(&transforms) {
            if weight == 0.0 {
                continue;
            }
            let [x, y, z] = base.map(|e| weight * e);
            for c in 0..3 {
                let (row, [dx, dy, dz, dw]) = (&t.value[c], &t.dots[c]);
                skinned[c] += row[0] * x + row[1] * y + row[2] * z + row[3] * weight;
                for l in 0..L {
                    skinned_dots[c][l] += dx[l] * x + dy[l] * y + dz[l] * z + dw[l] * weight;
                }
            }
        }
        let (mut position, mut dots) = ([0.0; 3], [[0.0; L]; 3]);
        let [sx, sy, sz] = &skinned_dots;
        for c in 0..3 {
            let (r, [rx, ry, rz]) = (&rotation[c], &rotation_dots[c]);
            position[c] = r[0] * skinned[0] + r[1] * skinned[1] + r[2] * skinned[2] + theta[3 + c];
            for l in 0..L {
                dots[c][l] = r[0] * sx[l]
                    + r[1] * sy[l]
                    + r[2] * sz[l]
                    + (rx[l] * skinned[0] + ry[l] * skinned[1] + rz[l] * skinned[2]);
            }
            dots[c][own + 3 + c] += 1.0;
        }
        (position, dots)
    };
    model.base_positions.iter().zip(weights).map(pose_vertex).collect()
}

/// Each bone's transform from rest to pose; the angles' columns start at `first`.
fn bones<const L: usize>(angles: &[f64], model: &HandModel, first: usize) -> Vec<Moved<L>> {
    let mut absolutes: Vec<Moved<L>> = Vec::with_capacity(model.parents.len());
    let mut transforms = Vec::with_capacity(model.parents.len());
    for (bone, parent) in model.parents.iter().enumerate() {
        let local = local_rotation::<L>(angles, bone, first);
        let base = &model.base_relatives[bone];
        let relative =
            Moved { value: product(base, &local.value), dots: right_dots(base, &local.dots) };
        let absolute = match parent.map(|parent| &absolutes[parent]) {
            Some(parent) => {
                let mut dots = left_dots(&parent.dots, &relative.value);
                let right = right_dots(&parent.value, &relative.dots);
                for (x, y) in dots
                    .as_flattened_mut()
                    .as_flattened_mut()
                    .iter_mut()
                    .zip(right.as_flattened().as_flattened())
                {
                    *x += y;
                }
                Moved { value: product(&parent.value, &relative.value), dots }
            }
            None => relative,
        };
        let rest = &model.inverse_base_absolutes[bone];
        transforms.push(Moved {
            value: product(&absolute.value, rest),
            dots: left_dots(&absolute.dots, rest),
        });
        absolutes.push(absolute);
    }
    transforms
}

fn local_rotation<const L: usize>(angles: &[f64], bone: usize, first: usize) -> Moved<L> {
    let (x, z) = match bone {
        1..=20 => {
            let finger = 4 * ((bone - 1) / 4);
            match (bone - 1) % 4 {
                0 => (None, None),
                1 => (Some(finger), Some(finger + 1)),
                joint => (Some(finger + joint), None),
            }
        }
        _ => (None, None),
    };
    let angle = |which: Option<usize>| which.map_or(0.0, |which| angles[which]);
    let ((sx, cx), (sz, cz)) = (angle(x).sin_cos(), angle(z).sin_cos());
    let value = [
        [cz, -sz * cx, sz * sx, 0.0],
        [sz, cz * cx, -cz * sx, 0.0],
        [0.0, sx, cx, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ];
    let mut dots = [[[0.0; L]; 4]; 4];
    let by_x = [[0.0, sz * sx, sz * cx], [0.0, -cz * sx, -cz * cx], [0.0, cx, -sx]];
    let by_z = [[-sz, -cz * cx, cz * sx], [cz, -sz * cx, sz * sx], [0.0; 3]];
    for (column, by) in [(x, by_x), (z, by_z)] {
        let Some(column) = column else { continue };
        for (dots, by) in dots.iter_mut().zip(by) {
            for (dot, by) in dots.iter_mut().zip(by) {
                dot[first + column] = by;
            }
        }
    }
    Moved { value, dots }
}

/// The matrix of the first three numbers of a pose, and its lanes.
fn rotation_matrix<const L: usize>(
    theta: &[f64],
    own: usize,
) -> ([[f64; 3]; 3], [[[f64; L]; 3]; 3]) {
    let (value, by) = super::hand::rotation_matrix([theta[0], theta[1], theta[2]]);
    let mut dots = [[[0.0; L]; 3]; 3];
    for (e, by) in by.iter().enumerate() {
        for (dots, by) in dots.iter_mut().zip(by) {
            for (dot, by) in dots.iter_mut().zip(by) {
                dot[own + e] = *by;
            }
        }
    }
    (value, dots)
}

/// A B.
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..4).map(|k| a[i][k] * b[k][j]).sum()))
}

/// Ȧ B.
fn left_dots<const L: usize>(a: &Dots<L>, b: &Matrix) -> Dots<L> {
    let mut dots = [[[0.0; L]; 4]; 4];
    for (dots, a) in dots.iter_mut().zip(a) {
        for (a, b) in a.iter().zip(b) {
            for (dot, b) in dots.iter_mut().zip(b) {
                for l in 0..L {
                    dot[l] += a[l] * b;
                }
            }
        }
    }
    dots
}

/// A Ḃ.
fn right_dots<const L: usize>(a: &Matrix, b: &Dots<L>) -> Dots<L> {
    let mut dots = [[[0.0; L]; 4]; 4];
    for (dots, a) in dots.iter_mut().zip(a) {
        for (a, b) in a.iter().zip(b) {
            for (dot, b) in dots.iter_mut().zip(b) {
                for l in 0..L {
                    dot[l] += a * b[l];
                }
            }
        }
    }
    dots
}
