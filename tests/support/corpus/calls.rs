//! Calls: other differentiable functions, generics, methods, closures, `fn` pointers.

use cotangent::{Differentiable, Scalar, differentiable};

/// Logistic function.
#[differentiable(order = 2, lanes)]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Softplus, the integral of [`logistic()`].
#[differentiable(order = 2, lanes)]
pub fn softplus(x: f64) -> f64 {
    x.exp().ln_1p()
}

/// Binary cross-entropy of one logit; calls two functions of this module.
#[differentiable(order = 2, lanes)]
pub fn cross_entropy(logit: f64, label: f64) -> f64 {
    softplus(logit) - label * logit + 0.01 * logistic(logit)
}

/// One function called twice, the second time on its own result.
#[differentiable(order = 2, lanes)]
pub fn twice_logistic(x: f64, w: f64) -> f64 {
    let once = logistic(w * x);
    logistic(once * x) + once
}

/// Dot product of two slices.
#[differentiable(order = 2, lanes)]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * b[i];
    }
    sum
}

/// y = M·x, row by row; calls [`dot()`] on sub-slices in a loop.
#[differentiable(order = 2, lanes)]
pub fn matvec(m: &[f64], x: &[f64]) -> Vec<f64> {
    let n = x.len();
    let mut y = Vec::with_capacity(n);
    for i in 0..n {
        y.push(dot(&m[i * n..(i + 1) * n], x));
    }
    y
}

/// Rayleigh quotient xᵀMx / xᵀx; passes a returned vector on to another call.
#[differentiable(order = 2, lanes)]
pub fn rayleigh_quotient(m: &[f64], x: &[f64]) -> f64 {
    let mx = matvec(m, x);
    dot(&mx, x) / dot(x, x)
}

/// Reads one element of a long slice, the callee of [`sum_of_reads()`].
#[differentiable(order = 2, lanes)]
pub fn squared_at(v: &[f64], i: usize) -> f64 {
    v[i] * v[i]
}

/// Calls [`squared_at()`] once an element: linear time needs an accumulating pullback.
#[differentiable(order = 2, lanes)]
pub fn sum_of_reads(v: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..v.len() {
        sum += squared_at(v, i);
    }
    sum
}

/// One stage of a recurrent cell, in place: h ← tanh(W·h + u·x), W diagonal plus a shift.
#[differentiable(order = 2, lanes)]
pub fn rnn_cell(h: &mut [f64], w: &[f64], u: &[f64], x: f64) {
    let n = h.len();
    for i in 0..n {
        let before = if i > 0 { h[i - 1] } else { 0.5 };
        h[i] = (w[i] * h[i] + 0.3 * before + u[i] * x).tanh();
    }
}

/// Loss of a recurrent network over a sequence; calls a function with a `&mut` parameter.
#[differentiable(order = 2, lanes)]
pub fn rnn_loss(w: &[f64], u: &[f64], xs: &[f64]) -> f64 {
    let mut h = vec![0.0; w.len()];
    let mut loss = 0.0;
    for &x in xs {
        rnn_cell(&mut h, w, u, x);
        let e = h[h.len() - 1] - x;
        loss += 0.5 * e * e;
    }
    loss
}

/// A tuple-valued callee: polar coordinates.
#[differentiable(order = 2, lanes)]
pub fn polar(x: f64, y: f64) -> (f64, f64) {
    (x.hypot(y), y.atan2(x))
}

/// Takes the tuple of a callee apart.
#[differentiable(order = 2, lanes)]
pub fn spiral(x: f64, y: f64) -> f64 {
    let (r, phi) = polar(x, y);
    r * (2.0 * phi).cos() + polar(r, phi).0
}

/// A function that is nested in the body.
#[differentiable(order = 2, lanes)]
pub fn with_nested_item(x: f64, y: f64) -> f64 {
    #[differentiable(order = 2, lanes)]
    fn bump(t: f64) -> f64 {
        (-t * t).exp()
    }
    bump(x) * bump(x - y)
}

/// Trapezoidal rule for any integrand.
#[differentiable(lanes)]
pub fn integrate<F: Fn(f64) -> f64>(f: F, a: f64, b: f64, n: usize) -> f64 {
    let h = (b - a) / n as f64;
    let mut sum = 0.5 * (f(a) + f(b));
    for i in 1..n {
        sum += f(a + i as f64 * h);
    }
    sum * h
}

/// A closure that captures active values, handed to a generic function.
#[differentiable(lanes)]
pub fn gaussian_mass(mean: f64, width: f64, b: f64) -> f64 {
    integrate(
        |x| {
            let z = (x - mean) / width;
            (-0.5 * z * z).exp()
        },
        0.0,
        b,
        12,
    )
}

/// A closure that captures by reference, called several times.
#[differentiable(order = 2, lanes)]
pub fn closure_by_reference(a: f64, b: f64, x: f64) -> f64 {
    let line = |t: f64| a * t + b;
    line(line(x)) + line(0.5)
}

/// A closure that owns what it captures.
#[differentiable(order = 2, lanes)]
pub fn closure_by_move(x: &[f64], t: f64) -> f64 {
    let weights = x.to_vec();
    let weigh = move |i: usize, v: f64| weights[i] * v * v;
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += weigh(i, t + i as f64);
    }
    sum
}

/// A closure that changes what it captures, between reads of it.
#[differentiable(order = 2, lanes)]
pub fn closure_mutates(x: f64, rate: f64) -> f64 {
    let mut state = x;
    let mut step = |h: f64| {
        state -= h * rate * state;
        state * state
    };
    let first = step(0.1);
    let second = step(0.2);
    first * second + state
}

/// Closures in closures; the classical Runge–Kutta step for y′ = a·sin(y) − b·y.
#[differentiable(order = 2, lanes)]
pub fn runge_kutta(y: f64, a: f64, b: f64, h: f64) -> f64 {
    let slope = |y: f64| a * y.sin() - b * y;
    let stage = |k: f64, part: f64| slope(y + part * h * k);
    let k1 = slope(y);
    let k2 = stage(k1, 0.5);
    let k3 = stage(k2, 0.5);
    let k4 = stage(k3, 1.0);
    y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
}

/// A constant `fn` pointer; the attribute gives its name the derivatives of the function.
#[differentiable(order = 2, lanes)]
const ACTIVATION: fn(f64) -> f64 = softplus;

/// Calls through `fn` pointers known at compile time, one a constant and one a local.
#[differentiable(order = 2, lanes)]
pub fn two_layers(x: f64, w: f64, v: f64) -> f64 {
    let output: fn(f64) -> f64 = logistic;
    output(v * ACTIVATION(w * x))
}

/// A `fn` item as an argument of a generic function, and a method path as a function.
#[differentiable(lanes)]
pub fn function_items(b: f64) -> f64 {
    integrate(softplus, 0.0, b, 8) + integrate(f64::sin, 0.0, b, 8)
}

/// Norm of a vector of any length known at compile time; `const` generics.
#[differentiable(order = 2, lanes)]
pub fn norm<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += x[i] * x[i];
    }
    sum.sqrt()
}

/// Outer-product energy of two arrays of different lengths.
#[differentiable(order = 2, lanes)]
pub fn outer_energy<const M: usize, const N: usize>(a: [f64; M], b: &[f64; N]) -> f64 {
    let mut c = [[0.0; N]; M];
    for i in 0..M {
        for j in 0..N {
            c[i][j] = a[i] * b[j] + c[i][j.saturating_sub(1)];
        }
    }
    let mut energy = 0.0;
    for row in &c {
        energy += norm(row);
    }
    energy
}

/// A turbofish call of a `const` generic function.
#[differentiable(order = 2, lanes)]
pub fn with_turbofish(x: f64, y: f64) -> f64 {
    norm::<2>(&[x, y]) * norm::<3>(&[x, y, x * y])
}

/// A linear spring between two points of a line.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Spring {
    /// Stiffness, N/m.
    pub stiffness: f64,
    /// Rest length, m.
    pub rest: f64,
}

impl Spring {
    /// Elastic energy at `length`, J; a method with `&self`.
    #[differentiable(order = 2, lanes)]
    pub fn energy(&self, length: f64) -> f64 {
        let stretch = length - self.rest;
        0.5 * self.stiffness * stretch * stretch
    }

    /// A softened copy; a method that consumes `self`.
    #[differentiable(order = 2, lanes)]
    pub fn softened(self, factor: f64) -> Self {
        Self { stiffness: self.stiffness * factor, rest: self.rest }
    }

    /// Creeps under load, in place; a method with `&mut self`.
    #[differentiable(order = 2, lanes)]
    pub fn creep(&mut self, load: f64) {
        self.rest += load / self.stiffness;
    }

    /// Two springs in series; an associated function.
    #[differentiable(order = 2, lanes)]
    pub fn in_series(a: &Spring, b: &Spring) -> Self {
        let stiffness = a.stiffness * b.stiffness / (a.stiffness + b.stiffness);
        Self { stiffness, rest: a.rest + b.rest }
    }
}

/// Energy of a chain; calls methods and an associated function.
#[differentiable(order = 2, lanes)]
pub fn chain_energy(spring: &Spring, other: &Spring, x: &[f64]) -> f64 {
    let mut chain = Spring::in_series(spring, other).softened(0.5);
    let mut energy = 0.0;
    for pair in x.windows(2) {
        energy += chain.energy(pair[1] - pair[0]);
        chain.creep(0.01 * pair[1]);
    }
    energy
}

/// A polynomial of any fixed degree; the attribute sits on the generic `impl` block.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Polynomial<const N: usize> {
    /// Coefficients, constant term first.
    pub coefficients: [f64; N],
}

#[differentiable(order = 2, lanes)]
impl<const N: usize> Polynomial<N> {
    /// Value at `x`.
    pub fn at(&self, x: f64) -> f64 {
        let mut y = 0.0;
        for c in self.coefficients.iter().rev() {
            y = y * x + c;
        }
        y
    }

    /// One Newton step towards a root, with a difference quotient for the slope.
    pub fn newton_step(&self, x: f64) -> f64 {
        let h = 1e-3;
        let slope = (self.at(x + h) - self.at(x - h)) / (2.0 * h);
        x - self.at(x) / slope
    }
}

/// Uses the methods of a generic type.
#[differentiable(order = 2, lanes)]
pub fn refined_root(coefficients: [f64; 3], x: f64) -> f64 {
    let p = Polynomial { coefficients };
    let x = p.newton_step(x);
    p.newton_step(x) + p.at(0.0)
}

/// Mean square in either precision; generic over the float.
#[differentiable(order = 2, lanes)]
pub fn mean_square<T: Scalar>(x: &[T]) -> T {
    let mut sum = T::zero();
    for &v in x {
        sum += v * v;
    }
    sum / T::from_f64(x.len().max(1) as f64)
}

/// Numerically safe softplus in either precision.
#[differentiable(order = 2, lanes)]
pub fn safe_softplus<T: Scalar>(x: T, sharpness: T) -> T {
    let u = sharpness * x;
    (u.max(T::zero()) + (-u.abs()).exp().ln_1p()) / sharpness
}

/// Uses the generic functions at two precisions.
#[differentiable(order = 2, lanes)]
pub fn both_precisions(x: &[f64], y: f32) -> f64 {
    let single = safe_softplus(y, 2.0f32);
    safe_softplus(mean_square(x), 0.5) * f64::from(single)
}
