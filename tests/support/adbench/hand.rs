//! HAND: distances between a linear-blend-skinned hand model and observed points.
//!
//! Pose θ is 26 numbers: rotation vector (3), translation (3), then four angles for each of five
//! fingers. Bone 0 is the wrist; finger F owns the bones 1 + 4F to 4 + 4F, of which the first does
//! not bend, the second has two angles (about x and z) and the others one (about x).

use std::path::Path;

use cotangent::differentiable;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::{Numbers, read};

/// A homogeneous transform, row-major.
pub type Matrix = [[f64; 4]; 4];

/// Number of entries of a pose.
pub const POSE: usize = 26;

/// The constant part of the model: skeleton, mesh and skinning weights.
#[derive(Clone, Debug)]
pub struct HandModel {
    /// For each bone its parent, which precedes it; none for a root.
    pub parents: Vec<Option<usize>>,
    /// For each bone its rest transform relative to its parent.
    pub base_relatives: Vec<Matrix>,
    /// For each bone the inverse of its absolute rest transform.
    pub inverse_base_absolutes: Vec<Matrix>,
    /// Rest positions of the vertices.
    pub base_positions: Vec<[f64; 3]>,
    /// Skinning weights, `[vertices, bones]`; most are zero.
    pub weights: Vec<f64>,
    /// Vertices of each triangle.
    pub triangles: Vec<[usize; 3]>,
}

/// Differences between observed points and the posed vertices that they belong to, `[3 N]`.
///
/// Shapes: `theta` is `[26]`, `points` `[3 N]`; `vertices` names one vertex a point.
/// Differentiable in `theta`. Source: the ADBench suite.
#[differentiable(wrt(theta), lanes)]
pub fn hand_simple(
    theta: &[f64],
    #[constant] model: &HandModel,
    vertices: &[usize],
    points: &[f64],
) -> Vec<f64> {
    let positions = posed_vertices(theta, model);
    let mut errors = vec![0.0; points.len()];
    for (i, &vertex) in vertices.iter().enumerate() {
        for c in 0..3 {
            errors[3 * i + c] = points[3 * i + c] - positions[3 * vertex + c];
        }
    }
    errors
}

/// Differences between observed points and points on the posed surface, `[3 N]`.
///
/// Point i lies in triangle `triangles[i]`, at the barycentric coordinates `us[2 i..2 i + 2]` of its
/// first two corners. Differentiable in `theta` and `us`. Source: the ADBench suite.
#[differentiable(wrt(theta, us), wrt(theta), wrt(us), lanes)]
pub fn hand_complicated(
    theta: &[f64],
    us: &[f64],
    #[constant] model: &HandModel,
    triangles: &[usize],
    points: &[f64],
) -> Vec<f64> {
    let positions = posed_vertices(theta, model);
    let mut errors = vec![0.0; points.len()];
    for (i, &triangle) in triangles.iter().enumerate() {
        let [v0, v1, v2] = model.triangles[triangle];
        let (u0, u1) = (us[2 * i], us[2 * i + 1]);
        for c in 0..3 {
            let on_surface = u0 * positions[3 * v0 + c]
                + u1 * positions[3 * v1 + c]
                + (1.0 - u0 - u1) * positions[3 * v2 + c];
            errors[3 * i + c] = points[3 * i + c] - on_surface;
        }
    }
    errors
}

/// Positions of all vertices in a pose, `[3 vertices]`.
#[differentiable(wrt(theta), lanes)]
fn posed_vertices(theta: &[f64], #[constant] model: &HandModel) -> Vec<f64> {
    let transforms = bone_transforms(theta, model);
    let rotation = rotation_matrix(&theta[..3]);
    let n_bones = transforms.len();
    let mut positions = vec![0.0; 3 * model.base_positions.len()];
    for (j, base) in model.base_positions.iter().enumerate() {
        let mut skinned = [0.0; 3];
        let weights = &model.weights[j * n_bones..(j + 1) * n_bones];
        for (&weight, transform) in weights.iter().zip(&transforms) {
            // A vertex hangs on few of the bones.
            if weight == 0.0 {
                continue;
            }
            for c in 0..3 {
                let row = transform[c];
                skinned[c] +=
                    weight * (row[0] * base[0] + row[1] * base[1] + row[2] * base[2] + row[3]);
            }
        }
        for c in 0..3 {
            let row = rotation[c];
            positions[3 * j + c] =
                row[0] * skinned[0] + row[1] * skinned[1] + row[2] * skinned[2] + theta[3 + c];
        }
    }
    positions
}

/// For each bone the transform that carries its rest frame to its posed frame.
#[differentiable(wrt(theta), lanes)]
fn bone_transforms(theta: &[f64], #[constant] model: &HandModel) -> Vec<Matrix> {
    let mut absolutes: Vec<Matrix> = Vec::with_capacity(model.parents.len());
    let mut transforms: Vec<Matrix> = Vec::with_capacity(model.parents.len());
    for (bone, parent) in model.parents.iter().enumerate() {
        let local = local_rotation(&theta[6..], bone);
        let relative = multiply(&model.base_relatives[bone], &local);
        let absolute = match parent {
            Some(parent) => multiply(&absolutes[*parent], &relative),
            None => relative,
        };
        absolutes.push(absolute);
        transforms.push(multiply(&absolute, &model.inverse_base_absolutes[bone]));
    }
    transforms
}

/// The rotation of one bone in its own frame, Rz(z) Rx(x).
#[differentiable(lanes)]
fn local_rotation(angles: &[f64], bone: usize) -> Matrix {
    let (mut x, mut z) = (0.0, 0.0);
    if (1..=20).contains(&bone) {
        let finger = (bone - 1) / 4;
        match (bone - 1) % 4 {
            1 => {
                x = angles[4 * finger];
                z = angles[4 * finger + 1];
            }
            2 => x = angles[4 * finger + 2],
            3 => x = angles[4 * finger + 3],
            _ => {}
        }
    }
    let (sin_x, cos_x) = x.sin_cos();
    let (sin_z, cos_z) = z.sin_cos();
    [
        [cos_z, -sin_z * cos_x, sin_z * sin_x, 0.0],
        [sin_z, cos_z * cos_x, -cos_z * sin_x, 0.0],
        [0.0, sin_x, cos_x, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ]
}

/// The matrix of a rotation vector, in radians; the identity below 1e-4.
#[differentiable(lanes)]
fn rotation_matrix(a: &[f64]) -> [[f64; 3]; 3] {
    let angle = (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]).sqrt();
    if angle < 1e-4 {
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    }
    let (x, y, z) = (a[0] / angle, a[1] / angle, a[2] / angle);
    let (s, c) = angle.sin_cos();
    let t = 1.0 - c;
    [
        [x * x + (1.0 - x * x) * c, x * y * t - z * s, x * z * t + y * s],
        [x * y * t + z * s, y * y + (1.0 - y * y) * c, y * z * t - x * s],
        [x * z * t - y * s, y * z * t + x * s, z * z + (1.0 - z * z) * c],
    ]
}

/// A B.
#[differentiable(lanes)]
pub(crate) fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    let mut out = [[0.0; 4]; 4];
    for i in 0..4 {
        for j in 0..4 {
            for k in 0..4 {
                out[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    out
}

/// Rows that are transposed at once: a cache line of a column.
const BLOCK: usize = 8;

/// The residuals, and into `jacobian` (`[columns, 3 N]`) their derivatives: in the points' own
/// coordinates, if there are any, then in the pose, `L` columns a sweep.
///
/// Each residual depends on its own pair of coordinates alone, so two columns serve all pairs.
///
/// # Panics
/// If the buffer has not that size.
pub fn hand_jacobian_in_lanes<const L: usize>(
    instance: &HandInstance,
    jacobian: &mut [f64],
) -> Vec<f64> {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let own = if us.is_empty() { 0 } else { 2 };
    assert_eq!(jacobian.len(), (own + POSE) * points.len());
    let (of_own, of_pose) = jacobian.split_at_mut(own * points.len());
    if !us.is_empty() {
        let us_dot: Vec<[f64; 2]> = (0..us.len()).map(|i| one_at(0, i % 2)).collect();
        let (_, slopes) =
            hand_complicated::jvp_lanes_wrt_us(theta, us, model, correspondences, points, &us_dot);
        put_columns(&slopes, of_own);
    }
    let mut errors = Vec::new();
    for first in (0..POSE).step_by(L) {
        let theta_dot: [[f64; L]; POSE] = std::array::from_fn(|i| one_at(first, i));
        let (value, slopes) = if us.is_empty() {
            hand_simple::jvp_lanes(theta, model, correspondences, points, &theta_dot)
        } else {
            hand_complicated::jvp_lanes_wrt_theta(
                theta,
                us,
                model,
                correspondences,
                points,
                &theta_dot,
            )
        };
        errors = value;
        put_columns(&slopes, &mut of_pose[first * points.len()..]);
    }
    errors
}

/// The tangents of input `i` in the directions of the `L` inputs from `first` on.
fn one_at<const L: usize>(first: usize, i: usize) -> [f64; L] {
    std::array::from_fn(|l| f64::from(first + l == i))
}

/// Writes the slopes of each direction into a column; there may be fewer columns than directions.
fn put_columns<const L: usize>(slopes: &[[f64; L]], columns: &mut [f64]) {
    // A few rows at a time, which stay near the processor while their columns are written.
    for (block, rows) in slopes.chunks(BLOCK).enumerate() {
        for (l, column) in columns.chunks_exact_mut(slopes.len()).take(L).enumerate() {
            for (entry, slope) in column[block * BLOCK..].iter_mut().zip(rows) {
                *entry = slope[l];
            }
        }
    }
}

/// The arguments of [`hand_simple()`] and [`hand_complicated()`].
#[derive(Clone, Debug)]
pub struct HandInstance {
    /// Pose.
    pub theta: Vec<f64>,
    /// Barycentric coordinates, `[N, 2]`; empty for the simple objective.
    pub us: Vec<f64>,
    /// The hand.
    pub model: HandModel,
    /// For each point its vertex (simple) or its triangle (complicated).
    pub correspondences: Vec<usize>,
    /// Observed points, `[N, 3]`.
    pub points: Vec<f64>,
}

impl HandModel {
    /// Reads `bones.txt`, `vertices.txt` and `triangles.txt`.
    ///
    /// # Panics
    /// If a file is missing or not in the suite's format.
    pub fn parse(folder: &Path) -> Self {
        let [bones, vertices, triangles] = ["bones.txt", "vertices.txt", "triangles.txt"]
            .map(|name| read(folder.join(name)).replace(':', " "));
        let mut model = HandModel {
            parents: vec![],
            base_relatives: vec![],
            inverse_base_absolutes: vec![],
            base_positions: vec![],
            weights: vec![],
            triangles: vec![],
        };
        for line in bones.lines() {
            let mut numbers = Numbers::new(line);
            let _name: String = numbers.next();
            model.parents.push(usize::try_from(numbers.next::<i32>()).ok());
            model.base_relatives.push(matrix(&numbers.take(16)));
            model.inverse_base_absolutes.push(matrix(&numbers.take(16)));
            numbers.finish();
        }
        for line in vertices.lines() {
            let mut numbers = Numbers::new(line);
            model.base_positions.push(std::array::from_fn(|_| numbers.next()));
            numbers.take(5);
            let row = model.weights.len();
            model.weights.resize(row + model.parents.len(), 0.0);
            for _ in 0..numbers.next::<usize>() {
                let bone: usize = numbers.next();
                model.weights[row + bone] = numbers.next();
            }
            numbers.finish();
        }
        for line in triangles.lines() {
            let mut numbers = Numbers::new(line);
            model.triangles.push(std::array::from_fn(|_| numbers.next()));
            numbers.finish();
        }
        model
    }

    /// Draws a hand of 22 bones: five chains of four on the wrist, and a forearm.
    ///
    /// Each vertex hangs on two to four bones, with weights that sum to one.
    pub fn generate(n_vertices: usize, n_triangles: usize, seed: u64) -> Self {
        const N_BONES: usize = 22;
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut model = HandModel {
            parents: vec![],
            base_relatives: vec![],
            inverse_base_absolutes: vec![],
            base_positions: vec![],
            weights: vec![0.0; n_vertices * N_BONES],
            triangles: vec![],
        };
        let mut absolutes: Vec<Matrix> = vec![];
        for bone in 0..N_BONES {
            let parent = match bone {
                0 => None,
                21 => Some(0),
                _ if bone % 4 == 1 => Some(0),
                _ => Some(bone - 1),
            };
            let turn: [f64; 3] =
                std::array::from_fn(|_| 0.5 * rng.sample::<f64, _>(StandardNormal));
            let shift: [f64; 3] = std::array::from_fn(|_| rng.random_range(-0.05..0.05));
            let relative = rigid(rotation_matrix(&turn), shift);
            let absolute =
                parent.map_or(relative, |parent: usize| multiply(&absolutes[parent], &relative));
            model.parents.push(parent);
            model.base_relatives.push(relative);
            model.inverse_base_absolutes.push(rigid_inverse(&absolute));
            absolutes.push(absolute);
        }
        for row in model.weights.chunks_exact_mut(N_BONES) {
            model.base_positions.push(std::array::from_fn(|_| rng.random_range(-0.1..0.1)));
            for _ in 0..rng.random_range(2..=4) {
                row[rng.random_range(0..N_BONES)] += rng.random_range(0.1..1.0);
            }
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|weight| *weight /= sum);
        }
        model.triangles = (0..n_triangles)
            .map(|_| std::array::from_fn(|_| rng.random_range(0..n_vertices)))
            .collect();
        model
    }
}

impl HandInstance {
    /// Reads an instance of the simple objective.
    ///
    /// # Panics
    /// If the text is not in the suite's format.
    pub fn parse_simple(text: &str, model: HandModel) -> Self {
        Self::parse(text, model, 0)
    }

    /// Reads an instance of the complicated objective.
    ///
    /// # Panics
    /// If the text is not in the suite's format.
    pub fn parse_complicated(text: &str, model: HandModel) -> Self {
        Self::parse(text, model, 2)
    }

    fn parse(text: &str, model: HandModel, us_per_point: usize) -> Self {
        let mut numbers = Numbers::new(text);
        let (n, pose): (usize, usize) = (numbers.next(), numbers.next());
        let (mut correspondences, mut points) = (vec![], vec![]);
        for _ in 0..n {
            correspondences.push(numbers.next());
            points.extend(numbers.take(3));
        }
        let us = numbers.take(us_per_point * n);
        let theta = numbers.take(pose);
        numbers.finish();
        HandInstance { theta, us, model, correspondences, points }
    }

    /// Draws a pose and points for the simple objective.
    pub fn generate_simple(n_points: usize, model: HandModel, seed: u64) -> Self {
        let n_targets = model.base_positions.len();
        Self::generate(n_points, model, n_targets, 0, seed)
    }

    /// Draws a pose, points and barycentric coordinates for the complicated objective.
    pub fn generate_complicated(n_points: usize, model: HandModel, seed: u64) -> Self {
        let n_targets = model.triangles.len();
        Self::generate(n_points, model, n_targets, 2, seed)
    }

    fn generate(
        n_points: usize,
        model: HandModel,
        n_targets: usize,
        us_per_point: usize,
        seed: u64,
    ) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let theta = (0..POSE).map(|_| rng.sample(StandardNormal)).collect();
        let us = (0..us_per_point * n_points).map(|_| rng.random_range(0.0..0.5)).collect();
        let correspondences = (0..n_points).map(|_| rng.random_range(0..n_targets)).collect();
        let points = (0..3 * n_points).map(|_| rng.sample(StandardNormal)).collect();
        HandInstance { theta, us, model, correspondences, points }
    }

    /// The residuals at this instance, `[3 N]`; which objective is told by `us`.
    pub fn residuals(&self) -> Vec<f64> {
        let HandInstance { theta, us, model, correspondences, points } = self;
        if us.is_empty() {
            hand_simple(theta, model, correspondences, points)
        } else {
            hand_complicated(theta, us, model, correspondences, points)
        }
    }
}

fn matrix(entries: &[f64]) -> Matrix {
    std::array::from_fn(|i| std::array::from_fn(|j| entries[4 * i + j]))
}

fn rigid(rotation: [[f64; 3]; 3], shift: [f64; 3]) -> Matrix {
    let mut out = [[0.0; 4]; 4];
    for i in 0..3 {
        out[i][..3].copy_from_slice(&rotation[i]);
        out[i][3] = shift[i];
    }
    out[3][3] = 1.0;
    out
}

/// The inverse of a rotation followed by a translation: transpose, and turn the translation back.
fn rigid_inverse(a: &Matrix) -> Matrix {
    let rotation: [[f64; 3]; 3] = std::array::from_fn(|i| std::array::from_fn(|j| a[j][i]));
    let shift = rotation.map(|row| -(0..3).map(|k| row[k] * a[k][3]).sum::<f64>());
    rigid(rotation, shift)
}
