//! Bindings and mutation: patterns, shadowing, places, `&mut` parameters, buffers.

use cotangent::{Differentiable, differentiable};

/// Weight of a linear interpolation, bound by one plain `let`.
#[differentiable(order = 2, lanes)]
pub fn lerp(a: f64, b: f64, t: f64) -> f64 {
    let span = b - a;
    a + t * span
}

/// Kinetic energy of a point mass; an array pattern takes the velocity apart.
#[differentiable(order = 2, lanes)]
pub fn kinetic_energy(mass: f64, velocity: &[f64; 3]) -> f64 {
    let [vx, vy, vz] = *velocity;
    0.5 * mass * (vx * vx + vy * vy + vz * vz)
}

/// Squared distance after a plane rotation; tuple patterns, one of them nested.
#[differentiable(order = 2, lanes)]
pub fn rotated_distance(angle: f64, p: (f64, f64), q: (f64, f64)) -> f64 {
    let (sin, cos) = angle.sin_cos();
    let ((px, py), (qx, _)) = (p, q);
    let (dx, dy) = (cos * px - sin * py - qx, sin * px + cos * py - q.1);
    dx * dx + dy * dy
}

/// Signed area of a triangle; reference patterns bind the corners.
#[differentiable(order = 2, lanes)]
pub fn triangle_area(a: &[f64; 2], b: &[f64; 2], c: &[f64; 2]) -> f64 {
    let &[ax, ay] = a;
    let [bx, by] = b;
    let [cx, cy] = c;
    0.5 * ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
}

/// Relative change from the first to the last sample; a slice pattern with a rest.
#[differentiable(order = 2, lanes)]
pub fn relative_change(samples: &[f64]) -> f64 {
    match samples {
        [first, .., last] => (last - first) / first,
        [only] => *only,
        [] => 0.0,
    }
}

/// Even powers by repeated squaring; each line shadows `x`.
#[differentiable(order = 2, lanes)]
pub fn eighth_power(x: f64) -> f64 {
    let x = x * x;
    let x = x * x;
    let y = x;
    let x = 0.5 * x;
    x * y + x
}

/// Logistic map, three steps of one mutable binding.
#[differentiable(order = 2, lanes)]
pub fn logistic_map(r: f64, x: f64) -> f64 {
    let mut x = x;
    x = r * x * (1.0 - x);
    x = r * x * (1.0 - x);
    x = r * x * (1.0 - x);
    x
}

/// The four compound assignments in one expression chain.
#[differentiable(order = 2, lanes)]
pub fn compound(a: f64, b: f64, c: f64) -> f64 {
    let mut y = a;
    y += b * c;
    y *= a - c;
    y -= b / a;
    y /= 1.0 + b * b;
    y
}

/// `y += y` and `y *= y` read and write the same place.
#[differentiable(order = 2, lanes)]
pub fn self_updates(x: f64) -> f64 {
    let mut y = x.sin();
    y += y;
    y *= y;
    y -= 0.5 * y * x;
    y
}

/// A binding that is initialised later, in two branches.
#[differentiable(order = 2, lanes)]
pub fn late_init(x: f64, y: f64) -> f64 {
    let scale;
    if x > y {
        scale = x * x;
    } else {
        scale = y * y * y;
    }
    scale * (x + y)
}

/// A block as a value, with its own scope.
#[differentiable(order = 2, lanes)]
pub fn block_value(x: f64, y: f64) -> f64 {
    let r = {
        let x = x * y;
        let y = x + y;
        x * y
    };
    r - x * y
}

/// Height of a thrown ball, m; a `const` item inside the body.
#[differentiable(order = 2, lanes)]
pub fn ballistic_height(v0: f64, angle: f64, t: f64) -> f64 {
    const GRAVITY: f64 = 9.81;
    let v_up = v0 * angle.sin();
    v_up * t - 0.5 * GRAVITY * t * t
}

/// Three-term recurrence of the Chebyshev polynomials; `mem::swap` turns the pair.
#[differentiable(order = 2, lanes)]
pub fn chebyshev(x: f64, degree: usize) -> f64 {
    let mut previous = 1.0;
    let mut current = x;
    for _ in 0..degree {
        let next = 2.0 * x * current - previous;
        previous = next;
        std::mem::swap(&mut previous, &mut current);
    }
    previous
}

/// Sum of products of neighbours in time; `mem::replace` keeps the old state.
#[differentiable(order = 2, lanes)]
pub fn lagged_products(x: f64, gain: f64, steps: usize) -> f64 {
    let mut state = x;
    let mut total = 0.0;
    for _ in 0..steps {
        let next = gain * state + 0.1 * state.sin();
        let old = std::mem::replace(&mut state, next);
        total += old * state;
    }
    total
}

/// Jacobi smoothing between two buffers that change roles with `mem::swap`.
#[differentiable(order = 2, lanes)]
pub fn jacobi_smoothing(start: &[f64], steps: usize) -> f64 {
    let n = start.len();
    let mut now = start.to_vec();
    let mut next = start.to_vec();
    for _ in 0..steps {
        for i in 1..n.saturating_sub(1) {
            next[i] = 0.25 * now[i - 1] + 0.5 * now[i] + 0.25 * now[i + 1];
        }
        std::mem::swap(&mut now, &mut next);
    }
    let mut energy = 0.0;
    for i in 0..n {
        energy += now[i] * now[i];
    }
    energy
}

/// `mem::take` leaves an empty buffer behind.
#[differentiable(order = 2, lanes)]
pub fn taken_buffer(x: &[f64], w: f64) -> f64 {
    let mut buffer = x.to_vec();
    let mut total = 0.0;
    for round in 0..3 {
        let taken = std::mem::take(&mut buffer);
        for v in &taken {
            total += w * v * v;
            if round == 0 {
                buffer.push(v * w);
            }
        }
    }
    total
}

/// A damped oscillator: position and velocity, and the time so far.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Oscillator {
    /// Displacement, m.
    pub position: f64,
    /// Velocity, m/s.
    pub velocity: f64,
    /// Elapsed time, s.
    pub time: f64,
}

/// Symplectic Euler; assigns to fields of a local struct.
#[differentiable(order = 2, lanes)]
pub fn symplectic_euler(start: Oscillator, stiffness: f64, dt: f64, steps: usize) -> f64 {
    let mut s = start;
    for _ in 0..steps {
        s.velocity -= dt * stiffness * s.position;
        s.position += dt * s.velocity;
        s.time += dt;
    }
    0.5 * s.velocity * s.velocity + 0.5 * stiffness * s.position * s.position + 0.01 * s.time
}

/// One kick of an oscillator by struct update syntax.
#[differentiable(order = 2, lanes)]
pub fn kicked(s: Oscillator, impulse: f64) -> Oscillator {
    let kicked = Oscillator { velocity: s.velocity + impulse, ..s };
    Oscillator { position: kicked.position * kicked.velocity, time: 2.0 * kicked.time, ..kicked }
}

/// A struct pattern with a rest; action of an oscillator.
#[differentiable(order = 2, lanes)]
pub fn oscillator_action(s: &Oscillator, mass: f64) -> f64 {
    let Oscillator { position: q, velocity, .. } = *s;
    let p = mass * velocity;
    p * q + p * p
}

/// Assignment through a destructuring pattern.
#[differentiable(order = 2, lanes)]
pub fn euclid_pair(a: f64, b: f64) -> f64 {
    let (mut a, mut b) = (a, b);
    (a, b) = (b, a * b);
    (a, b) = (a + b, a - b);
    [a, b] = [a * a, b * a];
    a - 0.5 * b
}

/// Prefix products, written in place.
#[differentiable(order = 2, lanes)]
pub fn prefix_products(x: &[f64]) -> Vec<f64> {
    let mut y = x.to_vec();
    for i in 1..y.len() {
        y[i] *= y[i - 1];
    }
    y
}

/// Solves L·y = b for lower triangular L (row major, n × n), overwriting a copy of b.
#[differentiable(order = 2, lanes)]
pub fn forward_substitution(l: &[f64], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut y = b.to_vec();
    for i in 0..n {
        for j in 0..i {
            y[i] -= l[i * n + j] * y[j];
        }
        y[i] /= l[i * n + i];
    }
    y
}

/// Log-determinant of A·Aᵀ + I (3 × 3) through a Cholesky factor in nested arrays.
#[differentiable(order = 2, lanes)]
pub fn cholesky_log_det(a: &[[f64; 3]; 3]) -> f64 {
    let mut s = [[0.0; 3]; 3];
    for i in 0..3 {
        s[i][i] = 1.0;
        for j in 0..3 {
            for k in 0..3 {
                s[i][j] += a[i][k] * a[j][k];
            }
        }
    }
    let mut log_det = 0.0;
    for j in 0..3 {
        for k in 0..j {
            s[j][j] -= s[j][k] * s[j][k];
        }
        s[j][j] = s[j][j].sqrt();
        log_det += 2.0 * s[j][j].ln();
        for i in j + 1..3 {
            for k in 0..j {
                s[i][j] -= s[i][k] * s[j][k];
            }
            s[i][j] /= s[j][j];
        }
    }
    log_det
}

/// y ← y + a·x, in place.
#[differentiable(order = 2, lanes)]
pub fn axpy(y: &mut [f64], a: f64, x: &[f64]) {
    for i in 0..y.len() {
        y[i] += a * x[i];
    }
}

/// Explicit Euler step of a pendulum angle, in place; returns the energy after it.
#[differentiable(order = 2, lanes)]
pub fn pendulum_step(angle: &mut f64, rate: &mut f64, dt: f64) -> f64 {
    *rate -= dt * angle.sin();
    *angle += dt * *rate;
    0.5 * *rate * *rate - angle.cos()
}

/// Normalises a vector in place and returns its former length; the old state is read late.
#[differentiable(order = 2, lanes)]
pub fn normalise(v: &mut [f64; 3]) -> f64 {
    let length = (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]).sqrt();
    v[0] /= length;
    v[1] /= length;
    v[2] /= length;
    length
}

/// Reborrows of a row and of a scalar place.
#[differentiable(order = 2, lanes)]
pub fn reborrows(m: &mut [[f64; 2]; 2], x: f64) -> f64 {
    let row = &mut m[0];
    row[0] *= x;
    let corner = &mut row[1];
    *corner += x * x;
    let all = &mut *m;
    all[1][0] -= all[0][1] * all[0][0];
    all[1][0] * all[1][1]
}

/// Hands a reborrowed part of its buffer to another function.
#[differentiable(order = 2, lanes)]
pub fn axpy_on_tail(y: &mut [f64], a: f64, x: &[f64]) -> f64 {
    let tail = &mut y[1..];
    axpy(tail, a, &x[1..]);
    axpy(&mut *tail, a * a, &x[1..]);
    let mut total = 0.0;
    for v in tail.iter() {
        total += v * v;
    }
    total * y[0]
}

/// One level of the Haar wavelet transform of an even-length signal, into two halves.
#[differentiable(order = 2, lanes)]
pub fn haar_level(x: &[f64]) -> Vec<f64> {
    let half = x.len() / 2;
    let mut y = vec![0.0; 2 * half];
    let (mean, detail) = y.split_at_mut(half);
    for i in 0..half {
        mean[i] = 0.5 * (x[2 * i] + x[2 * i + 1]);
        detail[i] = mean[i] * (x[2 * i] - x[2 * i + 1]);
    }
    y
}

/// A butterfly between the halves of a buffer, in place.
#[differentiable(order = 2, lanes)]
pub fn butterfly(x: &mut [f64], twiddle: f64) {
    let half = x.len() / 2;
    let (low, high) = x.split_at_mut(half);
    for i in 0..half {
        let t = twiddle * high[i];
        high[i] = low[i] - t;
        low[i] += t;
    }
}

/// Roughness of a smoothed signal; the scratch buffer's old contents do not matter.
#[differentiable(order = 2, lanes)]
pub fn smoothed_roughness(x: &[f64], scratch: &mut [f64]) -> f64 {
    let n = x.len();
    for i in 0..n {
        let left = if i > 0 { x[i - 1] } else { x[i] };
        let right = if i + 1 < n { x[i + 1] } else { x[i] };
        scratch[i] = (left + x[i] + right) / 3.0;
    }
    let mut roughness = 0.0;
    for i in 1..n {
        let d = scratch[i] - scratch[i - 1];
        roughness += d * d;
    }
    roughness
}

/// A scratch buffer reused for two stages of a Runge–Kutta step for y′ = −k·y².
#[differentiable(order = 2, lanes)]
pub fn midpoint_step(y: &mut [f64], k: f64, dt: f64, scratch: &mut [f64]) {
    let n = y.len();
    for i in 0..n {
        scratch[i] = y[i] - 0.5 * dt * k * y[i] * y[i];
    }
    for i in 0..n {
        scratch[i] = -k * scratch[i] * scratch[i];
    }
    for i in 0..n {
        y[i] += dt * scratch[i];
    }
}

/// A `let` of references, and arithmetic straight on them.
#[differentiable(order = 2, lanes)]
pub fn on_references(x: &f64, y: &f64) -> f64 {
    let sum = x + y;
    let p = &sum;
    let q = p * x;
    let r = -p + 2.0 * y;
    q * r / *p
}
