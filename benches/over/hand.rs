//! The distances between a hand and observed points.

use cotangent::Scalar;
use cotangent::tape::Tape;
use cotangent_tests::adbench::hand::{HandInstance, HandModel, Matrix, POSE};

/// The residuals, `[3 N]`; without `us` each point belongs to a vertex.
pub fn residuals<T: Scalar>(instance: &HandInstance, theta: &[T], us: &[T]) -> Vec<T> {
    let HandInstance { model, correspondences, points, .. } = instance;
    let positions = posed_vertices(model, theta);
    let mut errors = Vec::with_capacity(points.len());
    for (i, (&index, point)) in correspondences.iter().zip(points.chunks_exact(3)).enumerate() {
        for (c, point) in point.iter().enumerate() {
            let on_surface = if us.is_empty() {
                positions[index][c]
            } else {
                let [v0, v1, v2] = model.triangles[index].map(|vertex| positions[vertex][c]);
                let (u0, u1) = (us[2 * i], us[2 * i + 1]);
                u0 * v0 + u1 * v1 + (T::one() - u0 - u1) * v2
            };
            errors.push(T::from_f64(*point) - on_surface);
        }
    }
    errors
}

/// The rows of a transform that are not constant.
type Rows<T> = [[T; 4]; 3];

fn posed_vertices<T: Scalar>(model: &HandModel, theta: &[T]) -> Vec<[T; 3]> {
    let transforms = bone_transforms(model, &theta[6..]);
    let rotation = rotation_matrix(&theta[..3]);
    let rows = model.weights.chunks_exact(transforms.len());
    let vertex = |(base, weights): (&[f64; 3], &[f64])| {
        let mut skinned = [T::zero(); 3];
        for (&weight, rows) in weights.iter().zip(&transforms).filter(|(weight, _)| **weight != 0.0)
        {
            let base = base.map(|x| T::from_f64(weight * x));
            for (skinned, row) in skinned.iter_mut().zip(rows) {
                *skinned += row[0] * base[0] + row[1] * base[1] + row[2] * base[2];
                *skinned += row[3] * T::from_f64(weight);
            }
        }
        std::array::from_fn(|c| super::dot(&rotation[c], &skinned) + theta[3 + c])
    };
    model.base_positions.iter().zip(rows).map(vertex).collect()
}

fn bone_transforms<T: Scalar>(model: &HandModel, angles: &[T]) -> Vec<Rows<T>> {
    let mut absolutes: Vec<Rows<T>> = Vec::new();
    for (bone, parent) in model.parents.iter().enumerate() {
        let relative = turned(&model.base_relatives[bone], angles, bone);
        absolutes.push(match parent {
            Some(parent) => product(&absolutes[*parent], &relative),
            None => relative,
        });
    }
    let inverses = model.inverse_base_absolutes.iter().map(|inverse| rows(inverse));
    absolutes.iter().zip(inverses).map(|(absolute, inverse)| product(absolute, &inverse)).collect()
}

fn rows<T: Scalar>(matrix: &Matrix) -> Rows<T> {
    std::array::from_fn(|i| matrix[i].map(T::from_f64))
}

/// A bone's rest transform, turned by its own angles: Rz(z) Rx(x).
fn turned<T: Scalar>(rest: &Matrix, angles: &[T], bone: usize) -> Rows<T> {
    let rest = rows(rest);
    if !(1..=20).contains(&bone) {
        return rest;
    }
    let of_finger = &angles[(bone - 1) / 4 * 4..];
    let (zero, one) = (T::zero(), T::one());
    let about_x = |x: T| {
        let (sin, cos) = (x.sin(), x.cos());
        [[one, zero, zero, zero], [zero, cos, -sin, zero], [zero, sin, cos, zero]]
    };
    match (bone - 1) % 4 {
        0 => rest,
        1 => {
            let (sin, cos) = (of_finger[1].sin(), of_finger[1].cos());
            let about_z =
                [[cos, -sin, zero, zero], [sin, cos, zero, zero], [zero, zero, one, zero]];
            product(&rest, &product(&about_z, &about_x(of_finger[0])))
        }
        joint => product(&rest, &about_x(of_finger[joint])),
    }
}

/// A B, whose last rows are (0, 0, 0, 1).
fn product<T: Scalar>(a: &Rows<T>, b: &Rows<T>) -> Rows<T> {
    let entry = |row: &[T; 4], j: usize| {
        let sum = row[0] * b[0][j] + row[1] * b[1][j] + row[2] * b[2][j];
        if j == 3 { sum + row[3] } else { sum }
    };
    std::array::from_fn(|i| std::array::from_fn(|j| entry(&a[i], j)))
}

fn rotation_matrix<T: Scalar>(a: &[T]) -> [[T; 3]; 3] {
    let (zero, one) = (T::zero(), T::one());
    let angle = (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]).sqrt();
    if angle < T::from_f64(1e-4) {
        return [[one, zero, zero], [zero, one, zero], [zero, zero, one]];
    }
    let [x, y, z] = [a[0] / angle, a[1] / angle, a[2] / angle];
    let (s, c) = (angle.sin(), angle.cos());
    let t = one - c;
    [
        [x * x * t + c, x * y * t - z * s, x * z * t + y * s],
        [x * y * t + z * s, y * y * t + c, y * z * t - x * s],
        [x * z * t - y * s, y * z * t + x * s, z * z * t + c],
    ]
}

/// The Jacobian on the tape, `[columns, 3 N]`: those of the points' own coordinates, if there are any, then those of
/// the pose.
///
/// There are far fewer columns than rows, so the pullback is recorded, which is linear in its weights, and a column is
/// its gradient in them. The points' own columns come of one sweep each.
pub fn on_tape(instance: &HandInstance, jacobian: &mut [f64]) {
    let tape = Tape::new();
    let (theta, us) = (tape.vars(&instance.theta), tape.vars(&instance.us));
    let errors = residuals(instance, &theta, &us);
    let weights = tape.vars(&vec![0.0; errors.len()]);
    let inputs = [theta, us].concat();
    let slopes = tape.vjp_recorded(&errors, &weights, &inputs);
    let (of_theta, of_us) = slopes.split_at(POSE);
    let own = if of_us.is_empty() { 0 } else { 2 };
    let (of_points, of_pose) = jacobian.split_at_mut(own * errors.len());
    for (first, column) in of_points.chunks_exact_mut(errors.len()).enumerate() {
        let slopes: Vec<_> = of_us.iter().skip(first).step_by(2).copied().collect();
        tape.vjp_into(&slopes, &vec![1.0; slopes.len()], &weights, column);
    }
    for (slope, column) in of_theta.iter().zip(of_pose.chunks_exact_mut(errors.len())) {
        slope.grad_into(&weights, column);
    }
}
