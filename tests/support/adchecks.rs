//! Small programs whose derivatives are known to 90 digits, each in the plain style its author would
//! have used: loops, `while`, `break`, branches, swaps, arrays and helper functions.
//!
//! Every function takes one slice of inputs. [`for_each_scalar_check!`](crate::for_each_scalar_check)
//! and [`for_each_vector_check!`](crate::for_each_vector_check) list them; [`scalar_cases`] and
//! [`vector_cases`] read the expected numbers from `tests/data/adchecks`.

// Matrices and recurrences are written with indices on purpose: users do.
#![allow(clippy::needless_range_loop)]

use std::f64::consts::{E, PI, SQRT_2};
use std::sync::LazyLock;

use cotangent::differentiable;

use crate::npz::{self, Arrays};

/// Invokes `$table!` with the names of all scalar functions.
#[macro_export]
macro_rules! for_each_scalar_check {
    ($table:ident) => {
        $table! {
            rosenbrock5 himmelblau beale powell4 rastrigin4 ackley3 speelpenning6 horner5 runge
            x_pow_x pow_xy atan2 norm2 trig_chain logsumexp4 logsumexp_big softmax_xent
            softplus_sum logcosh_sum sigmoid_square logreg gauss_mixture_nll kepler sqrt_newton
            fixed_point_cos continued_fraction logistic_map while_threshold expm2_taylor lorenz_rk4
            simpson tri_solve chol_logdet det3 det4_pivot inv_quadratic piecewise1 nested_if
            huber_sum median3_poly sinc_series loop_break kalman_nll black_scholes mlp_tanh
            score_of_mlp
        }
    };
}

/// Invokes `$table!` with the names of the scalar functions whose third derivatives are known.
#[macro_export]
macro_rules! for_each_third_check {
    ($table:ident) => {
        $table! {
            rosenbrock5 himmelblau beale powell4 rastrigin4 ackley3 speelpenning6
            horner5 runge x_pow_x pow_xy atan2 norm2 trig_chain logsumexp4
            softmax_xent softplus_sum logcosh_sum sigmoid_square logreg kepler
            sqrt_newton continued_fraction simpson det3 inv_quadratic piecewise1
            nested_if sinc_series black_scholes
        }
    };
}

/// Invokes `$table!` with the names of all vector functions.
#[macro_export]
macro_rules! for_each_vector_check {
    ($table:ident) => {
        $table! {
            spherical softmax4 lorenz_rhs normalise3 robot_arm tri_solution scalar_to_vec
        }
    };
}

/// Expected numbers of a scalar function at one point.
#[derive(Clone, Debug)]
pub struct ScalarCase {
    /// The point.
    pub x: Vec<f64>,
    /// The function's value.
    pub value: f64,
    /// Its gradient.
    pub grad: Vec<f64>,
    /// Its Hessian, row-major.
    pub hess: Vec<f64>,
    /// Its third derivatives, `[n, n, n]`, of the functions that `for_each_third_check!` lists.
    pub third: Option<Vec<f64>>,
}

/// Expected numbers of a vector function at one point.
#[derive(Clone, Debug)]
pub struct VectorCase {
    /// The point, `[n]`.
    pub x: Vec<f64>,
    /// The function's value, `[m]`.
    pub value: Vec<f64>,
    /// Its Jacobian, `[m, n]`.
    pub jac: Vec<f64>,
    /// A tangent of the input, `[n]`.
    pub tangent: Vec<f64>,
    /// The Jacobian applied to the tangent, `[m]`.
    pub jvp: Vec<f64>,
    /// A cotangent of the output, `[m]`.
    pub cotangent: Vec<f64>,
    /// The transposed Jacobian applied to the cotangent, `[n]`.
    pub vjp: Vec<f64>,
    /// The second derivatives, `[m, n, n]`.
    pub second: Vec<f64>,
    /// The Hessian of the product of cotangent and value, `[n, n]`.
    pub vjp_hess: Vec<f64>,
}

/// The committed cases of a scalar function.
///
/// # Panics
/// If the data file does not know the name.
pub fn scalar_cases(name: &str) -> Vec<ScalarCase> {
    let rows = rows(&SCALAR, name);
    let [x, value, grad, hess] = ["x", "value", "grad", "hess"]
        .map(|array| rows(array).expect("an array of every function"));
    let third = rows("third");
    (0..x.len())
        .map(|k| ScalarCase {
            x: x[k].clone(),
            value: value[k][0],
            grad: grad[k].clone(),
            hess: hess[k].clone(),
            third: third.as_ref().map(|third| third[k].clone()),
        })
        .collect()
}

/// The committed cases of a vector function.
///
/// # Panics
/// If the data file does not know the name.
pub fn vector_cases(name: &str) -> Vec<VectorCase> {
    let rows = rows(&VECTOR, name);
    let [x, value, jac, second] = ["x", "value", "jac", "second"]
        .map(|array| rows(array).expect("an array of every function"));
    let [tangent, jvp, cotangent, vjp, vjp_hess] =
        ["tangent", "jvp", "cotangent", "vjp", "vjp_hess"]
            .map(|array| rows(array).expect("an array of every function"));
    (0..x.len())
        .map(|k| VectorCase {
            x: x[k].clone(),
            value: value[k].clone(),
            jac: jac[k].clone(),
            tangent: tangent[k].clone(),
            jvp: jvp[k].clone(),
            cotangent: cotangent[k].clone(),
            vjp: vjp[k].clone(),
            second: second[k].clone(),
            vjp_hess: vjp_hess[k].clone(),
        })
        .collect()
}

static SCALAR: LazyLock<Arrays> = LazyLock::new(|| npz::read("adchecks/scalar.npz"));
static VECTOR: LazyLock<Arrays> = LazyLock::new(|| npz::read("adchecks/vector.npz"));

/// For each array of a function, by its name, its rows: one for each point.
fn rows(arrays: &Arrays, name: &str) -> impl Fn(&str) -> Option<Vec<Vec<f64>>> {
    assert!(arrays.contains_key(&format!("{name}__x")), "no numbers of {name}");
    move |array| {
        let (shape, entries) = arrays.get(&format!("{name}__{array}"))?;
        let width = entries.len() / shape[0] as usize;
        Some(entries.chunks_exact(width).map(<[f64]>::to_vec).collect())
    }
}

/// Rosenbrock's valley in five dimensions.
#[differentiable(order = 3)]
pub fn rosenbrock5(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for w in x.windows(2) {
        sum += 100.0 * (w[1] - w[0] * w[0]).powi(2) + (1.0 - w[0]).powi(2);
    }
    sum
}

/// Himmelblau's function.
#[differentiable(order = 3)]
pub fn himmelblau(x: &[f64]) -> f64 {
    let (x, y) = (x[0], x[1]);
    (x * x + y - 11.0).powi(2) + (x + y * y - 7.0).powi(2)
}

/// Beale's function.
#[differentiable(order = 3)]
pub fn beale(x: &[f64]) -> f64 {
    let (x, y) = (x[0], x[1]);
    let mut sum = 0.0;
    let mut power = 1.0;
    for c in [1.5, 2.25, 2.625] {
        power *= y;
        let r = c - x + x * power;
        sum += r * r;
    }
    sum
}

/// Powell's singular function.
#[differentiable(order = 3)]
pub fn powell4(x: &[f64]) -> f64 {
    let &[a, b, c, d] = x else { panic!("four inputs") };
    (a + 10.0 * b).powi(2) + 5.0 * (c - d).powi(2) + (b - 2.0 * c).powi(4) + 10.0 * (a - d).powi(4)
}

/// Rastrigin's function.
#[differentiable(order = 3)]
pub fn rastrigin4(x: &[f64]) -> f64 {
    40.0 + x.iter().map(|x| x * x - 10.0 * (2.0 * PI * x).cos()).sum::<f64>()
}

/// Ackley's function.
#[differentiable(order = 3)]
pub fn ackley3(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mut squares = 0.0;
    let mut cosines = 0.0;
    for &e in x {
        squares += e * e;
        cosines += (2.0 * PI * e).cos();
    }
    -20.0 * (-0.2 * (squares / n).sqrt()).exp() - (cosines / n).exp() + 20.0 + E
}

/// Speelpenning's product.
#[differentiable(order = 3)]
pub fn speelpenning6(x: &[f64]) -> f64 {
    x.iter().fold(1.0, |product, e| product * e)
}

/// A polynomial by Horner's rule.
#[differentiable(order = 3)]
pub fn horner5(x: &[f64]) -> f64 {
    let coefficients = [3.0, -2.0, 0.5, 1.0, -4.0, 7.0];
    let mut p = 0.0;
    for c in coefficients {
        p = p * x[0] + c;
    }
    p
}

/// Runge's function.
#[differentiable(order = 3)]
pub fn runge(x: &[f64]) -> f64 {
    1.0 / (1.0 + 25.0 * x[0] * x[0])
}

/// x to the power x.
#[differentiable(order = 3)]
pub fn x_pow_x(x: &[f64]) -> f64 {
    x[0].powf(x[0])
}

/// x to the power y.
#[differentiable(order = 3)]
pub fn pow_xy(x: &[f64]) -> f64 {
    x[0].powf(x[1])
}

/// The angle of a point, in radians.
#[differentiable(order = 3)]
pub fn atan2(x: &[f64]) -> f64 {
    let (y, x) = (x[0], x[1]);
    y.atan2(x)
}

/// Euclidean norm.
#[differentiable(order = 3)]
pub fn norm2(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for e in x {
        sum += e * e;
    }
    sum.sqrt()
}

/// A chain of elementary functions.
#[differentiable(order = 3)]
pub fn trig_chain(x: &[f64]) -> f64 {
    let (x, y) = (x[0], x[1]);
    (x.sin() * y.tan()).exp() + (x * y).tanh() + (x - y).atan() + (2.0 + x.cos()).ln()
}

/// Log of a sum of exponentials, with the largest picked by comparisons.
#[differentiable(order = 3)]
pub fn logsumexp4(x: &[f64]) -> f64 {
    let mut largest = x[0];
    for i in 1..x.len() {
        if x[i] > largest {
            largest = x[i];
        }
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += (x[i] - largest).exp();
    }
    largest + sum.ln()
}

/// The same where the exponentials alone would overflow.
#[differentiable(order = 2)]
pub fn logsumexp_big(x: &[f64]) -> f64 {
    logsumexp4(x)
}

/// Cross-entropy of a softmax with the label 2, in nats.
#[differentiable(order = 3)]
pub fn softmax_xent(x: &[f64]) -> f64 {
    logsumexp4(x) - x[2]
}

/// Sum of softplus.
#[differentiable(order = 3)]
pub fn softplus_sum(x: &[f64]) -> f64 {
    x.iter().map(|&x| softplus(x)).sum()
}

/// ln(1 + exp x) without overflow.
#[differentiable(order = 3)]
pub fn softplus(x: f64) -> f64 {
    if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }
}

/// Sum of log-cosh.
#[differentiable(order = 3)]
pub fn logcosh_sum(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &x in x {
        let size = if x < 0.0 { -x } else { x };
        sum += size + (-2.0 * size).exp().ln_1p() - 2.0_f64.ln();
    }
    sum
}

/// The logistic function without overflow.
#[differentiable(order = 3)]
pub fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// Squares of logistic functions.
#[differentiable(order = 3)]
pub fn sigmoid_square(x: &[f64]) -> f64 {
    let miss = 1.0 - sigmoid(x[0] * x[1]);
    let hit = sigmoid(x[0]);
    miss * miss + hit * hit
}

/// Mean loss of a logistic regression on five points, in nats.
#[differentiable(order = 3)]
pub fn logreg(w: &[f64]) -> f64 {
    const A: [f64; 5] = [0.5, -1.2, 2.0, 0.1, -0.7];
    const B: [f64; 5] = [1.0, 0.3, -0.4, -2.0, 0.9];
    const Y: [f64; 5] = [1.0, -1.0, 1.0, 1.0, -1.0];
    let mut loss = 0.0;
    for ((a, b), y) in A.iter().zip(&B).zip(&Y) {
        let margin = y * (w[0] + w[1] * a + w[2] * b);
        loss += (1.0 + (-margin).exp()).ln();
    }
    loss / A.len() as f64
}

/// Negative log-likelihood of a mixture of two Gaussians, in nats.
#[differentiable(order = 2)]
pub fn gauss_mixture_nll(x: &[f64]) -> f64 {
    let data = [-2.0, -1.5, 0.2, 0.9, 1.7, 3.0];
    let p = 1.0 / (1.0 + (-x[0]).exp());
    let (s1, s2) = (x[3].exp(), x[4].exp());
    let mut log_likelihood = 0.0;
    for d in data {
        log_likelihood += (p * density(d, x[1], s1) + (1.0 - p) * density(d, x[2], s2)).ln();
    }
    -log_likelihood
}

/// A Gaussian density but for 1/√2π.
#[differentiable(order = 2)]
fn density(x: f64, mean: f64, deviation: f64) -> f64 {
    let z = (x - mean) / deviation;
    (-0.5 * z * z).exp() / deviation
}

/// Eccentric anomaly by Newton's method, in radians.
#[differentiable(order = 3)]
pub fn kepler(x: &[f64]) -> f64 {
    let (mean, e) = (x[0], x[1]);
    let mut anomaly = mean;
    let mut d = 1.0;
    while f64::abs(d) > 1e-13 {
        d = (anomaly - e * anomaly.sin() - mean) / (1.0 - e * anomaly.cos());
        anomaly -= d;
    }
    for _ in 0..3 {
        anomaly -= (anomaly - e * anomaly.sin() - mean) / (1.0 - e * anomaly.cos());
    }
    anomaly
}

/// Square root by the Babylonian method.
#[differentiable(order = 3)]
pub fn sqrt_newton(x: &[f64]) -> f64 {
    let x = x[0];
    let mut y = 1.0;
    while f64::abs(y * y - x) > 1e-12 {
        y = (y + x / y) / 2.0;
    }
    for _ in 0..3 {
        y = (y + x / y) / 2.0;
    }
    y
}

/// A contracting iteration.
#[differentiable(order = 2)]
pub fn fixed_point_cos(p: &[f64]) -> f64 {
    let (a, b) = (p[0], p[1]);
    let mut x = 0.5;
    for _ in 0..120 {
        x = f64::cos(a * x + b);
    }
    x + a * b
}

/// A periodic continued fraction.
#[differentiable(order = 3)]
pub fn continued_fraction(p: &[f64]) -> f64 {
    let mut v = p[0];
    for _ in 0..25 {
        v = p[0] + p[1] / v;
    }
    v
}

/// Twenty-five steps of the logistic map.
#[differentiable(order = 2)]
pub fn logistic_map(p: &[f64]) -> f64 {
    let (r, mut v) = (p[0], p[1]);
    for _ in 0..25 {
        v = r * v * (1.0 - v);
    }
    v
}

/// Growth until a threshold, so that the trip count depends on the inputs.
#[differentiable(order = 2)]
pub fn while_threshold(p: &[f64]) -> f64 {
    let (rate, c) = (p[0], p[1]);
    let mut t = c;
    let mut k = 0;
    while t < 10.0 {
        t = t * (1.0 + rate) + 0.01 * k as f64;
        k += 1;
    }
    t * rate + c * c
}

/// Entries of a matrix exponential, summed, by its Taylor series.
#[differentiable(order = 2)]
pub fn expm2_taylor(x: &[f64]) -> f64 {
    let a = [[x[0], x[1]], [x[2], x[3]]];
    let mut term = [[1.0, 0.0], [0.0, 1.0]];
    let mut sum = term;
    for k in 1..=20 {
        let product = matmul2(&term, &a);
        for i in 0..2 {
            for j in 0..2 {
                term[i][j] = product[i][j] / k as f64;
                sum[i][j] += term[i][j];
            }
        }
    }
    sum.iter().map(|row| row[0] + row[1]).sum()
}

/// A B.
#[differentiable(order = 2)]
fn matmul2(a: &[[f64; 2]; 2], b: &[[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let mut c = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..2 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

/// Squared distance from the origin after 40 Runge–Kutta steps of Lorenz's system.
#[differentiable(order = 2)]
pub fn lorenz_rk4(p: &[f64]) -> f64 {
    let dt = 0.01;
    let (sigma, rho, beta) = (p[3], p[4], p[5]);
    let mut s = [p[0], p[1], p[2]];
    for _ in 0..40 {
        let k1 = lorenz(s, sigma, rho, beta);
        let k2 = lorenz(step(s, k1, dt / 2.0), sigma, rho, beta);
        let k3 = lorenz(step(s, k2, dt / 2.0), sigma, rho, beta);
        let k4 = lorenz(step(s, k3, dt), sigma, rho, beta);
        for i in 0..3 {
            s[i] += dt / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    s[0] * s[0] + s[1] * s[1] + s[2] * s[2]
}

/// Lorenz's velocity.
#[differentiable(order = 2)]
fn lorenz([x, y, z]: [f64; 3], sigma: f64, rho: f64, beta: f64) -> [f64; 3] {
    [sigma * (y - x), x * (rho - z) - y, x * y - beta * z]
}

/// s + h k.
#[differentiable(order = 2)]
fn step(s: [f64; 3], k: [f64; 3], h: f64) -> [f64; 3] {
    [s[0] + h * k[0], s[1] + h * k[1], s[2] + h * k[2]]
}

/// Simpson's rule on a damped wave.
#[differentiable(order = 3)]
pub fn simpson(p: &[f64]) -> f64 {
    let n = 32;
    let h = 2.0 / n as f64;
    let wave = |t: f64| (-p[0] * t * t).exp() * (p[1] * t).cos();
    let mut sum = wave(0.0) + wave(2.0);
    for i in 1..n {
        let weight = if i % 2 == 1 { 4.0 } else { 2.0 };
        sum += weight * wave(i as f64 * h);
    }
    sum * h / 3.0
}

/// Squared norm of the solution of a triangular system.
#[differentiable(order = 2)]
pub fn tri_solve(x: &[f64]) -> f64 {
    let y = tri_solution(x);
    y.iter().map(|y| y * y).sum()
}

/// Log-determinant by a Cholesky factorisation.
#[differentiable(order = 2)]
pub fn chol_logdet(x: &[f64]) -> f64 {
    let a = [[x[0] + 4.0, x[1], x[3]], [x[1], x[2] + 4.0, x[4]], [x[3], x[4], x[5] + 4.0]];
    let mut l = [[0.0; 3]; 3];
    let mut log_det = 0.0;
    for i in 0..3 {
        for j in 0..=i {
            let mut s = a[i][j];
            for k in 0..j {
                s -= l[i][k] * l[j][k];
            }
            l[i][j] = if i == j { s.sqrt() } else { s / l[j][j] };
        }
        log_det += 2.0 * l[i][i].ln();
    }
    log_det
}

/// Determinant of a 3 × 3 matrix by cofactors.
#[differentiable(order = 3)]
pub fn det3(m: &[f64]) -> f64 {
    m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6])
}

/// Determinant of a 4 × 4 matrix by Gaussian elimination with partial pivoting.
#[differentiable(order = 2)]
pub fn det4_pivot(x: &[f64]) -> f64 {
    let n = 4;
    let mut m = x.to_vec();
    let mut det = 1.0;
    for k in 0..n {
        let mut pivot = k;
        for i in k + 1..n {
            if m[i * n + k].abs() > m[pivot * n + k].abs() {
                pivot = i;
            }
        }
        if pivot != k {
            for j in 0..n {
                m.swap(k * n + j, pivot * n + j);
            }
            det = -det;
        }
        det *= m[k * n + k];
        for i in k + 1..n {
            let factor = m[i * n + k] / m[k * n + k];
            for j in k..n {
                m[i * n + j] -= factor * m[k * n + j];
            }
        }
    }
    det
}

/// A quadratic form in an inverse matrix.
#[differentiable(order = 3)]
pub fn inv_quadratic(x: &[f64]) -> f64 {
    let [a, b, c, u, v] = [x[0], x[1], x[2], x[3], x[4]];
    let det = a * c - b * b;
    (c * u * u - 2.0 * b * u * v + a * v * v) / det
}

/// Three pieces.
#[differentiable(order = 3)]
pub fn piecewise1(x: &[f64]) -> f64 {
    let x = x[0];
    if x < -1.0 {
        x * x + 3.0
    } else if x < 1.0 {
        (2.0 * x).sin()
    } else {
        (-x).exp() * x.powi(3)
    }
}

/// Branches in branches.
#[differentiable(order = 3)]
pub fn nested_if(p: &[f64]) -> f64 {
    let (x, y) = (p[0], p[1]);
    if x > 0.0 {
        if y > x {
            return x * y * y;
        }
        if x + y > 0.5 { x.exp() * y } else { x.powi(3) - y }
    } else if y > 0.0 {
        (x * y).sin()
    } else {
        x * x * y * y + y
    }
}

/// Sum of Huber's loss.
#[differentiable(order = 2)]
pub fn huber_sum(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &e in x {
        sum += if e.abs() <= 1.0 { e * e / 2.0 } else { e.abs() - 0.5 };
    }
    sum
}

/// A polynomial of the median, the largest and the smallest of three.
#[differentiable(order = 2)]
pub fn median3_poly(x: &[f64]) -> f64 {
    let (mut low, mut mid, mut high) = (x[0], x[1], x[2]);
    if low > mid {
        std::mem::swap(&mut low, &mut mid);
    }
    if mid > high {
        std::mem::swap(&mut mid, &mut high);
    }
    if low > mid {
        std::mem::swap(&mut low, &mut mid);
    }
    mid * mid * mid + high * low
}

/// sin x / x, by its series near zero.
#[differentiable(order = 3)]
pub fn sinc_series(x: &[f64]) -> f64 {
    let x = x[0];
    if x.abs() > 0.1 {
        return x.sin() / x;
    }
    let s = x * x;
    1.0 - s / 6.0 * (1.0 - s / 20.0 * (1.0 - s / 42.0 * (1.0 - s / 72.0)))
}

/// A series that stops when its terms are small.
#[differentiable(order = 2)]
pub fn loop_break(p: &[f64]) -> f64 {
    let (x, y) = (p[0], p[1]);
    let mut s = 0.0;
    let mut t = 1.0;
    for k in 1..=30 {
        t = t * x / k as f64;
        s += t * (k as f64 * y).cos();
        if f64::abs(t) < 1e-6 {
            break;
        }
    }
    s
}

/// Negative log-likelihood of a scalar Kalman filter, in nats.
#[differentiable(order = 2)]
pub fn kalman_nll(x: &[f64]) -> f64 {
    let a = x[0];
    let (q, r) = (x[1].exp(), x[2].exp());
    let mut mean = 0.0;
    let mut variance = 1.0;
    let mut nll = 0.0;
    for y in [0.4, -0.1, 0.9, 1.3, 0.2, -0.6] {
        mean *= a;
        variance = a * a * variance + q;
        let total = variance + r;
        let miss = y - mean;
        nll += (total.ln() + miss * miss / total) / 2.0;
        let gain = variance / total;
        mean += gain * miss;
        variance *= 1.0 - gain;
    }
    nll
}

/// Price of a call option with strike 100, in the unit of the spot price.
#[differentiable(order = 3)]
pub fn black_scholes(x: &[f64]) -> f64 {
    let strike = 100.0;
    let [spot, sigma, time, rate] = [x[0], x[1], x[2], x[3]];
    let spread = sigma * time.sqrt();
    let d1 = ((spot / strike).ln() + (rate + sigma * sigma / 2.0) * time) / spread;
    let d2 = d1 - spread;
    spot * normal_cdf(d1) - strike * (-rate * time).exp() * normal_cdf(d2)
}

/// The standard normal distribution function.
#[differentiable(order = 3)]
fn normal_cdf(z: f64) -> f64 {
    (1.0 + erf(z / SQRT_2)) / 2.0
}

/// The error function, from a library, with rules of its own.
#[differentiable(order = 3, vjp = erf_vjp, jvp = erf_jvp)]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

#[differentiable(order = 2)]
fn erf_slope(x: f64) -> f64 {
    std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp()
}

/// Hand rule of [`erf()`], forward mode; its derivatives are second derivatives of [`erf()`].
#[differentiable(order = 2)]
pub fn erf_jvp(x: f64, x_dot: f64) -> (f64, f64) {
    (erf(x), erf_slope(x) * x_dot)
}

/// Hand rule of [`erf()`], reverse mode.
pub fn erf_vjp(x: f64) -> (f64, impl FnOnce(f64) -> f64) {
    (erf(x), move |y_bar| erf_slope(x) * y_bar)
}

/// Squared error of a network with three hidden units.
#[differentiable(order = 2)]
pub fn mlp_tanh(p: &[f64]) -> f64 {
    let (w, rest) = p.split_at(3);
    let (b, v) = rest.split_at(3);
    let mut loss = 0.0;
    for t in [-1.0, -0.3, 0.4, 1.1] {
        let mut out = 0.0;
        for j in 0..3 {
            out += v[j] * (w[j] * t + b[j]).tanh();
        }
        loss += (out - t * t).powi(2);
    }
    loss
}

/// Score-matching loss of a network with two hidden units, its derivative in closed form.
#[differentiable(order = 2)]
pub fn score_of_mlp(p: &[f64]) -> f64 {
    let (w, b, v) = (&p[..2], &p[2..4], &p[4..]);
    let points = [-2.0, -0.5, 0.3, 1.4];
    let mut loss = 0.0;
    for t in points {
        let mut psi = 0.0;
        let mut psi_prime = 0.0;
        for ((w, b), v) in w.iter().zip(b).zip(v) {
            let s = sigmoid(w * t + b);
            psi += v * s;
            psi_prime += v * w * s * (1.0 - s);
        }
        loss += psi_prime + psi * psi / 2.0;
    }
    loss / points.len() as f64
}

/// Spherical to Cartesian coordinates.
#[differentiable(order = 2)]
pub fn spherical(x: &[f64]) -> [f64; 3] {
    let (r, theta, phi) = (x[0], x[1], x[2]);
    [r * theta.sin() * phi.cos(), r * theta.sin() * phi.sin(), r * theta.cos()]
}

/// Softmax with the largest entry taken out first.
#[differentiable(order = 2)]
pub fn softmax4(x: &[f64]) -> Vec<f64> {
    let largest = x.iter().fold(f64::NEG_INFINITY, |m, &e| if e > m { e } else { m });
    let mut out = vec![0.0; x.len()];
    let mut sum = 0.0;
    for (o, e) in out.iter_mut().zip(x) {
        *o = (e - largest).exp();
        sum += *o;
    }
    for o in out.iter_mut() {
        *o /= sum;
    }
    out
}

/// Lorenz's velocity, with its parameters among the inputs.
#[differentiable(order = 2)]
pub fn lorenz_rhs(x: &[f64]) -> [f64; 3] {
    lorenz([x[0], x[1], x[2]], x[3], x[4], x[5])
}

/// A vector divided by its norm.
#[differentiable(order = 2)]
pub fn normalise3(x: &[f64]) -> Vec<f64> {
    let norm = norm2(x);
    let mut y = x.to_vec();
    for e in y.iter_mut() {
        *e /= norm;
    }
    y
}

/// End point of a planar chain of four links.
#[differentiable(order = 2)]
pub fn robot_arm(joints: &[f64]) -> [f64; 2] {
    let lengths = [1.0, 0.8, 0.6, 0.4];
    let mut angle = 0.0;
    let (mut x, mut y) = (0.0, 0.0);
    for (joint, length) in joints.iter().zip(lengths) {
        angle += joint;
        x += length * f64::cos(angle);
        y += length * f64::sin(angle);
    }
    [x, y]
}

/// Solution of a triangular system by forward substitution.
#[differentiable(order = 2)]
pub fn tri_solution(x: &[f64]) -> [f64; 3] {
    let b = &x[6..9];
    let mut y = [0.0; 3];
    let mut row = 0;
    for i in 0..3 {
        let mut sum = b[i];
        for j in 0..i {
            sum -= x[row + j] * y[j];
        }
        y[i] = sum / x[row + i];
        row += i + 1;
    }
    y
}

/// Four functions of one number.
#[differentiable(order = 2)]
pub fn scalar_to_vec(x: &[f64]) -> Vec<f64> {
    let t = x[0];
    vec![t.sin(), t.powi(3), (-t * t).exp(), if t < 0.0 { t } else { 2.0 * t }]
}
