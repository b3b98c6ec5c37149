//! Jacobian block of one observation: the projection's closed form, then one covector a row through
//! the rotation.

/// Derivatives of the two reprojection errors by camera (11), point (3) and weight (1).
pub type BaBlock = [[f64; 15]; 2];

/// Value and Jacobian of [`reproj_error`](crate::adbench::ba::reproj_error()).
///
/// Row e of the Jacobian is ∂e/∂p · ∂p/∂y · ∂y/∂(r, C, X), so both rows share everything up to the
/// rotation and then need two covectors through it.
pub fn reproj_error_jacobian(
    cam: &[f64; 11],
    pt: &[f64; 3],
    w: f64,
    feat: &[f64; 2],
) -> ([f64; 2], BaBlock) {
    let &[r0, r1, r2, c0, c1, c2, focal, u, v, k1, k2] = cam;
    let rotation = Rotation::new([r0, r1, r2], [pt[0] - c0, pt[1] - c1, pt[2] - c2]);
    let y = rotation.rotated;
    let inverse = 1.0 / y[2];
    let p = [y[0] * inverse, y[1] * inverse];
    let rho = p[0] * p[0] + p[1] * p[1];
    let scale = 1.0 + k1 * rho + k2 * rho * rho;
    let offset = [focal * (p[0] * scale) + u - feat[0], focal * (p[1] * scale) + v - feat[1]];

    let weighted = w * focal;
    let slope = 2.0 * (k1 + 2.0 * k2 * rho);
    let mut block = [[0.0; 15]; 2];
    for (row, out) in block.iter_mut().enumerate() {
        let mut p_bar = [slope * p[row] * p[0] * weighted, slope * p[row] * p[1] * weighted];
        p_bar[row] += scale * weighted;
        let y_bar = [
            p_bar[0] * inverse,
            p_bar[1] * inverse,
            -(p_bar[0] * p[0] + p_bar[1] * p[1]) * inverse,
        ];
        let (r_bar, x_bar) = rotation.pull_back(y_bar);
        out[..3].copy_from_slice(&r_bar);
        out[3..6].copy_from_slice(&x_bar.map(|e| -e));
        out[6] = w * (p[row] * scale);
        out[7 + row] = w;
        out[9] = weighted * p[row] * rho;
        out[10] = weighted * p[row] * rho * rho;
        out[11..14].copy_from_slice(&x_bar);
        out[14] = offset[row];
    }
    ([w * offset[0], w * offset[1]], block)
}

/// Rodrigues' rotation of a vector, with what its pullback reads.
struct Rotation {
    p: [f64; 3],
    rotated: [f64; 3],
    axis: [f64; 3],
    inverse_theta: f64,
    sin: f64,
    cos: f64,
    along: f64,
    /// Zero rotation: the primal takes its linear branch.
    still: bool,
}

impl Rotation {
    #[inline]
    fn new(r: [f64; 3], p: [f64; 3]) -> Self {
        let squared = dot(r, r);
        if squared == 0.0 {
            let c = cross(r, p);
            let rotated = [p[0] + c[0], p[1] + c[1], p[2] + c[2]];
            let (inverse_theta, sin, cos, along) = (0.0, 0.0, 1.0, 0.0);
            return Rotation { p, rotated, axis: r, inverse_theta, sin, cos, along, still: true };
        }
        let theta = squared.sqrt();
        let inverse_theta = 1.0 / theta;
        let (sin, cos) = theta.sin_cos();
        let axis = r.map(|e| e * inverse_theta);
        let along = dot(axis, p);
        let c = cross(axis, p);
        let rotated =
            std::array::from_fn(|i| p[i] * cos + c[i] * sin + axis[i] * (along * (1.0 - cos)));
        Rotation { p, rotated, axis, inverse_theta, sin, cos, along, still: false }
    }

    /// The cotangents of the rotation vector and of the vector that was rotated.
    #[inline]
    fn pull_back(&self, m: [f64; 3]) -> ([f64; 3], [f64; 3]) {
        let &Rotation { p, axis, inverse_theta, sin, cos, along, still, .. } = self;
        let turned = cross(p, m);
        if still {
            let back = cross(m, axis);
            return (turned, std::array::from_fn(|i| m[i] + back[i]));
        }
        let versine = 1.0 - cos;
        let axis_m = dot(axis, m);
        let back = cross(m, axis);
        let p_bar =
            std::array::from_fn(|i| m[i] * cos + back[i] * sin + axis[i] * (versine * axis_m));
        let axis_bar: [f64; 3] =
            std::array::from_fn(|i| turned[i] * sin + versine * (m[i] * along + p[i] * axis_m));
        let theta_bar = cos * dot(axis, turned) + sin * (axis_m * along - dot(p, m));
        let radial = theta_bar - dot(axis, axis_bar) * inverse_theta;
        (std::array::from_fn(|i| axis_bar[i] * inverse_theta + axis[i] * radial), p_bar)
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
