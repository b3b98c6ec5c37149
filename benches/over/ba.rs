//! The residuals of bundle adjustment.

use cotangent::Scalar;
use cotangent::tape::Tape;
use cotangent_tests::adbench::ba::BaInstance;

/// The reprojection error for parameters `[camera (11), point (3), weight]`.
pub fn reprojection_error<T: Scalar>(parameters: &[T; 15], feature: &[f64; 2]) -> [T; 2] {
    let [r0, r1, r2, c0, c1, c2, focal, u, v, k1, k2, x, y, z, w] = *parameters;
    let ray = rotated([r0, r1, r2], [x - c0, y - c1, z - c2]);
    let p = [ray[0] / ray[2], ray[1] / ray[2]];
    let rho = p[0] * p[0] + p[1] * p[1];
    let scale = T::one() + k1 * rho + k2 * rho * rho;
    let error = |p: T, centre: T, seen: f64| w * (focal * (p * scale) + centre - T::from_f64(seen));
    [error(p[0], u, feature[0]), error(p[1], v, feature[1])]
}

/// Rodrigues' rotation of `p` about `r` by the angle |r|.
fn rotated<T: Scalar>(r: [T; 3], p: [T; 3]) -> [T; 3] {
    let squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if squared == T::zero() {
        let c = cross(r, p);
        return [p[0] + c[0], p[1] + c[1], p[2] + c[2]];
    }
    let theta = squared.sqrt();
    let (sin, cos) = (theta.sin(), theta.cos());
    let axis = r.map(|r| r / theta);
    let c = cross(axis, p);
    let along = (axis[0] * p[0] + axis[1] * p[1] + axis[2] * p[2]) * (T::one() - cos);
    std::array::from_fn(|i| p[i] * cos + c[i] * sin + axis[i] * along)
}

fn cross<T: Scalar>(a: [T; 3], b: [T; 3]) -> [T; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The parameters of each observation, with its pixel.
fn observed(instance: &BaInstance) -> impl Iterator<Item = ([f64; 15], &[f64; 2])> {
    let BaInstance { cams, pts, observations } = instance;
    observations.iter().map(move |observation| {
        let (cam, pt) = (&cams[observation.cam], &pts[observation.pt]);
        let all = |i: usize| match i {
            0..11 => cam[i],
            11..14 => pt[i - 11],
            _ => observation.w,
        };
        (std::array::from_fn(all), &observation.feat)
    })
}

/// All blocks of the Jacobian, `[observations, 2, 15]`, on a tape that is cleared after each observation.
pub fn on_tape(instance: &BaInstance, out: &mut [f64]) {
    let mut tape = Tape::new();
    for ((parameters, feature), block) in observed(instance).zip(out.chunks_exact_mut(30)) {
        tape.clear();
        let variables = parameters.map(|x| tape.var(x));
        let errors = reprojection_error(&variables, feature);
        for (error, row) in errors.iter().zip(block.chunks_exact_mut(15)) {
            error.grad_into(&variables, row);
        }
    }
}

/// The same by differences.
pub fn by_differences(instance: &BaInstance, out: &mut [f64]) {
    for ((mut parameters, feature), block) in observed(instance).zip(out.chunks_exact_mut(30)) {
        for i in 0..15 {
            let at = parameters[i];
            let h = f64::EPSILON.cbrt() * at.abs().max(1.0);
            parameters[i] = at + h;
            let above = reprojection_error(&parameters, feature);
            parameters[i] = at - h;
            let below = reprojection_error(&parameters, feature);
            parameters[i] = at;
            for row in 0..2 {
                block[15 * row + i] = (above[row] - below[row]) / (2.0 * h);
            }
        }
    }
}
