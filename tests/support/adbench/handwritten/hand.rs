//! Jacobians of the hand: forward mode over the few angles that each bone depends on.
//!
//! A bone moves with the angles of its own finger alone, at most four, and a vertex hangs on few
//! bones; rotation and translation act on the skinned vertex, after everything else. So most of the
//! 26 columns of a vertex are zero, and the others cost what the primal costs.

use crate::adbench::hand::{HandModel, POSE};

/// The three rows of a homogeneous transform that are not constant.
type Affine = [[f64; 4]; 3];

/// For each entry of θ the derivative of a posed vertex.
type Block = [[f64; 3]; POSE];

/// Value and Jacobian of [`hand_simple`](crate::adbench::hand::hand_simple()).
///
/// Overwrites `jacobian`, 26 columns one after the other; returns the residuals.
///
/// # Panics
/// If `jacobian` does not hold 26 entries for each residual.
pub fn hand_simple_jacobian_into(
    theta: &[f64],
    model: &HandModel,
    vertices: &[usize],
    points: &[f64],
    jacobian: &mut [f64],
) -> Vec<f64> {
    let n_rows = points.len();
    assert_eq!(jacobian.len(), POSE * n_rows, "length of `jacobian`");
    let posed = pose(theta, model);
    let mut errors = vec![0.0; n_rows];
    for (i, &vertex) in vertices.iter().enumerate() {
        let (position, block) = &posed[vertex];
        for c in 0..3 {
            errors[3 * i + c] = points[3 * i + c] - position[c];
        }
        for (column, d) in jacobian.chunks_exact_mut(n_rows).zip(block) {
            let rows = &mut column[3 * i..3 * i + 3];
            for c in 0..3 {
                rows[c] = -d[c];
            }
        }
    }
    errors
}

/// Value and Jacobian of [`hand_complicated`](crate::adbench::hand::hand_complicated()).
///
/// Overwrites `jacobian`: two columns for `us`, each residual's own pair alone, then 26 for θ.
///
/// # Panics
/// If `jacobian` does not hold 28 entries for each residual.
pub fn hand_complicated_jacobian_into(
    theta: &[f64],
    us: &[f64],
    model: &HandModel,
    triangles: &[usize],
    points: &[f64],
    jacobian: &mut [f64],
) -> Vec<f64> {
    let n_rows = points.len();
    assert_eq!(jacobian.len(), (2 + POSE) * n_rows, "length of `jacobian`");
    let (us_columns, theta_columns) = jacobian.split_at_mut(2 * n_rows);
    let (u0_column, u1_column) = us_columns.split_at_mut(n_rows);
    let posed = pose(theta, model);
    let mut errors = vec![0.0; n_rows];
    for (i, &triangle) in triangles.iter().enumerate() {
        let [(p0, b0), (p1, b1), (p2, b2)] = model.triangles[triangle].map(|v| &posed[v]);
        let (u0, u1) = (us[2 * i], us[2 * i + 1]);
        let u2 = 1.0 - u0 - u1;
        for c in 0..3 {
            let row = 3 * i + c;
            errors[row] = points[row] - (u0 * p0[c] + u1 * p1[c] + u2 * p2[c]);
            u0_column[row] = p2[c] - p0[c];
            u1_column[row] = p2[c] - p1[c];
        }
        let blocks = b0.iter().zip(b1).zip(b2);
        for (column, ((d0, d1), d2)) in theta_columns.chunks_exact_mut(n_rows).zip(blocks) {
            let rows = &mut column[3 * i..3 * i + 3];
            for c in 0..3 {
                rows[c] = -(u0 * d0[c] + u1 * d1[c] + u2 * d2[c]);
            }
        }
    }
    errors
}

/// Every vertex in its pose, with its derivatives.
fn pose(theta: &[f64], model: &HandModel) -> Vec<([f64; 3], Block)> {
    let bones = bones(&theta[6..], model);
    let (rotation, rotation_dots) = rotation_matrix([theta[0], theta[1], theta[2]]);
    let weights = model.weights.chunks_exact(bones.len());
    let pose_vertex = |(base, weights): (&[f64; 3], &[f64])| {
        let mut skinned = [0.0; 3];
        let mut skinned_dots = [[0.0; 3]; POSE - 6];
        let mut fingers = [false; 5];
        for (bone, &weight) in bones.iter().zip(weights) {
            if weight == 0.0 {
                continue;
            }
            add_scaled(&mut skinned, weight, &transform(&bone.transform, base));
            let angles = 4 * bone.finger..4 * bone.finger + bone.n_angles;
            fingers[bone.finger] |= bone.n_angles > 0;
            for (out, dot) in skinned_dots[angles].iter_mut().zip(&bone.dots) {
                add_scaled(out, weight, &transform(dot, base));
            }
        }
        let mut position = apply(&rotation, &skinned);
        let mut block = [[0.0; 3]; POSE];
        for c in 0..3 {
            position[c] += theta[3 + c];
            block[c] = apply(&rotation_dots[c], &skinned);
            block[3 + c][c] = 1.0;
        }
        for (finger, _) in fingers.iter().enumerate().filter(|(_, moved)| **moved) {
            for angle in 4 * finger..4 * finger + 4 {
                block[6 + angle] = apply(&rotation, &skinned_dots[angle]);
            }
        }
        (position, block)
    };
    model.base_positions.iter().zip(weights).map(pose_vertex).collect()
}

/// A bone's transform from rest to pose, and its derivatives by the first angles of its finger.
struct Bone {
    transform: Affine,
    dots: [Affine; 4],
    absolute: Affine,
    absolute_dots: [Affine; 4],
    finger: usize,
    n_angles: usize,
}

fn bones(angles: &[f64], model: &HandModel) -> Vec<Bone> {
    let mut bones: Vec<Bone> = Vec::with_capacity(model.parents.len());
    for (i, parent) in model.parents.iter().enumerate() {
        let parent = parent.map(|parent| &bones[parent]);
        let base = affine(&model.base_relatives[i]);
        let inverse = affine(&model.inverse_base_absolutes[i]);
        let frame = parent.map_or(base, |parent| multiply(&parent.absolute, &base));
        // Which of its finger's angles are the bone's own: about x, and perhaps about z.
        let finger = if (1..=20).contains(&i) { (i - 1) / 4 } else { 0 };
        let (own_x, own_z) = match (i + 3) % 4 {
            1 if i <= 20 => (Some(0), Some(1)),
            2 if i <= 20 => (Some(2), None),
            3 if i <= 20 && i > 0 => (Some(3), None),
            _ => (None, None),
        };
        let inherited = parent.map_or(0, |parent| parent.n_angles);
        let own = own_x.iter().chain(&own_z).count();

        let angle = |own: Option<usize>| own.map_or(0.0, |own: usize| angles[4 * finger + own]);
        let (sx, cx) = angle(own_x).sin_cos();
        let (sz, cz) = angle(own_z).sin_cos();
        let local =
            [[cz, -sz * cx, sz * sx, 0.0], [sz, cz * cx, -cz * sx, 0.0], [0.0, sx, cx, 0.0]];
        let absolute = multiply(&frame, &local);
        let mut absolute_dots = [[[0.0; 4]; 3]; 4];
        if let Some(parent) = parent {
            let relative = multiply(&base, &local);
            for (out, dot) in absolute_dots.iter_mut().zip(&parent.absolute_dots[..inherited]) {
                *out = multiply(dot, &relative);
            }
        }
        if let Some(own) = own_x {
            let dot =
                [[0.0, sz * sx, sz * cx, 0.0], [0.0, -cz * sx, -cz * cx, 0.0], [0.0, cx, -sx, 0.0]];
            absolute_dots[own] = multiply_linear(&frame, &dot);
        }
        if let Some(own) = own_z {
            let dot = [[-sz, -cz * cx, cz * sx, 0.0], [cz, -sz * cx, sz * sx, 0.0], [0.0; 4]];
            absolute_dots[own] = multiply_linear(&frame, &dot);
        }
        let n_angles = inherited + own;
        let mut dots = [[[0.0; 4]; 3]; 4];
        for (out, dot) in dots.iter_mut().zip(&absolute_dots[..n_angles]) {
            *out = multiply(dot, &inverse);
        }
        let transform = multiply(&absolute, &inverse);
        bones.push(Bone { transform, dots, absolute, absolute_dots, finger, n_angles });
    }
    bones
}

/// The rotation matrix and its derivatives by the rotation vector.
pub(super) fn rotation_matrix(a: [f64; 3]) -> ([[f64; 3]; 3], [[[f64; 3]; 3]; 3]) {
    let angle = (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]).sqrt();
    if angle < 1e-4 {
        return ([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], [[[0.0; 3]; 3]; 3]);
    }
    let n = a.map(|e| e / angle);
    let (s, c) = angle.sin_cos();
    let hat = |v: [f64; 3]| [[0.0, -v[2], v[1]], [v[2], 0.0, -v[0]], [-v[1], v[0], 0.0]];
    let unit = |i: usize, j: usize| f64::from(i == j);
    let k = hat(n);
    let square = |f: &dyn Fn(usize, usize) -> f64| -> [[f64; 3]; 3] {
        std::array::from_fn(|i| std::array::from_fn(|j| f(i, j)))
    };
    let rotation = square(&|i, j| n[i] * n[j] * (1.0 - c) + unit(i, j) * c + k[i][j] * s);
    let by_angle = square(&|i, j| n[i] * n[j] * s - unit(i, j) * s + k[i][j] * c);
    let dots = std::array::from_fn(|e| {
        let n_dot = std::array::from_fn(|i| (unit(i, e) - n[i] * n[e]) / angle);
        let k_dot = hat(n_dot);
        square(&|i, j| {
            let outer = n_dot[i] * n[j] + n[i] * n_dot[j];
            by_angle[i][j] * n[e] + outer * (1.0 - c) + k_dot[i][j] * s
        })
    });
    (rotation, dots)
}

fn affine(m: &[[f64; 4]; 4]) -> Affine {
    [m[0], m[1], m[2]]
}

/// A B for a `b` whose last row is (0, 0, 0, 1).
fn multiply(a: &Affine, b: &Affine) -> Affine {
    let mut out = multiply_linear(a, b);
    for i in 0..3 {
        out[i][3] += a[i][3];
    }
    out
}

/// A B for a `b` whose last row is zero, as a derivative's is.
fn multiply_linear(a: &Affine, b: &Affine) -> Affine {
    std::array::from_fn(|i| {
        std::array::from_fn(|j| a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j])
    })
}

fn transform(t: &Affine, p: &[f64; 3]) -> [f64; 3] {
    t.map(|row| row[0] * p[0] + row[1] * p[1] + row[2] * p[2] + row[3])
}

fn apply(r: &[[f64; 3]; 3], p: &[f64; 3]) -> [f64; 3] {
    r.map(|row| row[0] * p[0] + row[1] * p[1] + row[2] * p[2])
}

fn add_scaled(out: &mut [f64; 3], weight: f64, v: &[f64; 3]) {
    for (out, v) in out.iter_mut().zip(v) {
        *out += weight * v;
    }
}
