//! BA: residuals of bundle adjustment, one small dense block for each observation.
//!
//! A camera is 11 numbers: rotation vector (3), centre (3), focal length, principal point (2),
//! radial distortion (2).

use cotangent::differentiable;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::Numbers;

/// Weighted distance between where the camera sees the point and where it was observed, in pixels.
///
/// Shapes: `cam` is `[11]`, `pt` `[3]`, `feat` `[2]`. Differentiable in `cam`, `pt` and `w`.
/// Source: the ADBench suite.
#[differentiable(wrt(cam, pt, w), lanes)]
pub fn reproj_error(cam: &[f64], pt: &[f64], w: f64, feat: &[f64]) -> [f64; 2] {
    let seen = project(cam, pt);
    [w * (seen[0] - feat[0]), w * (seen[1] - feat[1])]
}

/// [`reproj_error()`] over arrays, so that its cotangents are arrays and nothing is allocated.
#[differentiable(wrt(cam, pt, w), lanes)]
pub fn reproj_error_block(cam: &[f64; 11], pt: &[f64; 3], w: f64, feat: &[f64; 2]) -> [f64; 2] {
    reproj_error(cam, pt, w, feat)
}

/// Residual that draws a weight towards ±1, a pure ratio.
#[differentiable(lanes)]
pub fn weight_error(w: f64) -> f64 {
    1.0 - w * w
}

/// Pixel at which the camera sees the point.
#[differentiable(lanes)]
fn project(cam: &[f64], pt: &[f64]) -> [f64; 2] {
    let centre = &cam[3..6];
    let ray = rotate(&cam[..3], [pt[0] - centre[0], pt[1] - centre[1], pt[2] - centre[2]]);
    let p = distort(&cam[9..], [ray[0] / ray[2], ray[1] / ray[2]]);
    [cam[6] * p[0] + cam[7], cam[6] * p[1] + cam[8]]
}

/// Rodrigues' rotation of `p` about the direction of `r` by the angle |r|, in radians.
#[differentiable(lanes)]
fn rotate(r: &[f64], p: [f64; 3]) -> [f64; 3] {
    let squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if squared == 0.0 {
        let c = cross([r[0], r[1], r[2]], p);
        return [p[0] + c[0], p[1] + c[1], p[2] + c[2]];
    }
    let theta = squared.sqrt();
    let (sin, cos) = theta.sin_cos();
    let axis = [r[0] / theta, r[1] / theta, r[2] / theta];
    let c = cross(axis, p);
    let along = (axis[0] * p[0] + axis[1] * p[1] + axis[2] * p[2]) * (1.0 - cos);
    let mut out = [0.0; 3];
    for i in 0..3 {
        out[i] = p[i] * cos + c[i] * sin + axis[i] * along;
    }
    out
}

/// a × b.
#[differentiable(lanes)]
fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// Radial distortion of second and fourth order.
#[differentiable(lanes)]
fn distort(k: &[f64], p: [f64; 2]) -> [f64; 2] {
    let rho = p[0] * p[0] + p[1] * p[1];
    let scale = 1.0 + k[0] * rho + k[1] * rho * rho;
    [p[0] * scale, p[1] * scale]
}

/// A whole problem: cameras, points and observations.
#[derive(Clone, Debug)]
pub struct BaInstance {
    /// Cameras, each 11 numbers.
    pub cams: Vec<[f64; 11]>,
    /// Points in space.
    pub pts: Vec<[f64; 3]>,
    /// For each observation its camera, its point, its weight and the pixel observed.
    pub observations: Vec<Observation>,
}

/// One observation of a point by a camera.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// Index of the camera.
    pub cam: usize,
    /// Index of the point.
    pub pt: usize,
    /// Weight of the observation.
    pub w: f64,
    /// The pixel observed.
    pub feat: [f64; 2],
}

impl BaInstance {
    /// Reads a file with every camera, point and observation of its own (`ba_varied_*`).
    ///
    /// # Panics
    /// If the text is not in that format.
    pub fn parse_varied(text: &str) -> Self {
        let mut numbers = Numbers::new(text);
        let (n, m, p): (usize, usize, usize) = (numbers.next(), numbers.next(), numbers.next());
        let cams = (0..n).map(|_| std::array::from_fn(|_| numbers.next())).collect();
        let pts = (0..m).map(|_| std::array::from_fn(|_| numbers.next())).collect();
        let observations = (0..p)
            .map(|_| Observation {
                cam: numbers.next(),
                pt: numbers.next(),
                w: numbers.next(),
                feat: [numbers.next(), numbers.next()],
            })
            .collect();
        numbers.finish();
        BaInstance { cams, pts, observations }
    }

    /// Reads a file with one camera, point, weight and pixel, all repeated.
    ///
    /// # Panics
    /// If the text is not in that format.
    pub fn parse_repeated(text: &str) -> Self {
        let mut numbers = Numbers::new(text);
        let (n, m, p): (usize, usize, usize) = (numbers.next(), numbers.next(), numbers.next());
        let cam = std::array::from_fn(|_| numbers.next());
        let pt = std::array::from_fn(|_| numbers.next());
        let (w, feat) = (numbers.next(), [numbers.next(), numbers.next()]);
        numbers.finish();
        let observations = (0..p).map(|i| Observation { cam: i % n, pt: i % m, w, feat }).collect();
        BaInstance { cams: vec![cam; n], pts: vec![pt; m], observations }
    }

    /// Draws cameras about eight units from a cloud of points, and observations a few pixels off.
    ///
    /// Camera 0 does not rotate and camera 1 hardly does, so both branches of the rotation occur.
    pub fn generate(n_cams: usize, n_pts: usize, n_observations: usize, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let cams: Vec<[f64; 11]> = (0..n_cams)
            .map(|i| {
                let angle = match i {
                    0 => 0.0,
                    1 => 1e-5,
                    _ => 0.3,
                };
                let z: [f64; 9] = std::array::from_fn(|_| rng.sample(StandardNormal));
                let focal = rng.random_range(300.0..900.0);
                let r = [angle * z[0], angle * z[1], angle * z[2]];
                let principal = [8.0 * z[5], 4.0 * z[6]];
                [
                    [r[0], r[1], r[2], z[3], z[4], rng.random_range(-9.0..-7.0)].as_slice(),
                    &[focal, principal[0], principal[1], 0.02 * z[7], 0.002 * z[8]],
                ]
                .concat()
                .try_into()
                .expect("a camera is 11 numbers")
            })
            .collect();
        let pts: Vec<[f64; 3]> = (0..n_pts)
            .map(|_| std::array::from_fn(|_| 0.8 * rng.sample::<f64, _>(StandardNormal)))
            .collect();
        let observations = (0..n_observations)
            .map(|_| {
                let (cam, pt) = (rng.random_range(0..n_cams), rng.random_range(0..n_pts));
                let seen = project(&cams[cam], &pts[pt]);
                let feat = seen.map(|p| p + 3.0 * rng.sample::<f64, _>(StandardNormal));
                Observation { cam, pt, w: rng.random_range(0.2..1.2), feat }
            })
            .collect();
        BaInstance { cams, pts, observations }
    }

    /// Writes all residuals: two reprojection errors for each observation, then the weights'.
    ///
    /// # Panics
    /// If `residuals` does not hold three numbers for each observation.
    pub fn residuals_into(&self, residuals: &mut [f64]) {
        let count = self.observations.len();
        assert_eq!(residuals.len(), 3 * count, "three residuals an observation");
        let (errors, weights) = residuals.split_at_mut(2 * count);
        let rows = errors.chunks_exact_mut(2).zip(weights);
        for (observation, (error, weight)) in self.observations.iter().zip(rows) {
            let (cam, pt) = (&self.cams[observation.cam], &self.pts[observation.pt]);
            error.copy_from_slice(&reproj_error(cam, pt, observation.w, &observation.feat));
            *weight = weight_error(observation.w);
        }
    }
}
