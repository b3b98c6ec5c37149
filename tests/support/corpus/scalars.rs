//! Scalars: operators, casts, mixed precision, and methods in combination.
//!
//! Each mathematical method alone is in `scalar_methods.rs`.

use cotangent::differentiable;

/// The four operators and negation.
#[differentiable(order = 2)]
pub fn four_operators(a: f64, b: f64) -> f64 {
    -(a + b) * (a - b) / (b * b + 1.0)
}

/// Literals of every spelling.
#[differentiable(order = 2)]
pub fn literals(x: f64) -> f64 {
    2. * x + 1e-1 * x * x - 1_000.0e-3 * x * x * x + 3f64 / x
}

/// Named constants.
#[differentiable(order = 2)]
pub fn normal_log_density(x: f64, mean: f64, sigma: f64) -> f64 {
    let z = (x - mean) / sigma;
    -0.5 * z * z - sigma.ln() - 0.5 * (2.0 * std::f64::consts::PI).ln()
}

/// Methods in a chain.
#[differentiable(order = 2)]
pub fn chain_of_methods(x: f64) -> f64 {
    x.sin().mul_add(2.0, 3.0).sqrt().ln().exp().tanh()
}

/// Methods as associated functions.
#[differentiable(order = 2)]
pub fn associated_methods(x: f64, y: f64) -> f64 {
    f64::sin(x) * f64::max(x, y) + f64::hypot(x, y) - f64::powi(x, 3)
}

/// Both results of `sin_cos`, one of them used twice.
#[differentiable(order = 2)]
pub fn sin_and_cos(x: f64, r: f64) -> f64 {
    let (s, c) = (r * x).sin_cos();
    s * c + r * c
}

/// Great-circle distance by the haversine formula, in radii.
#[differentiable(order = 2)]
pub fn haversine(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let a = (0.5 * (lat2 - lat1)).sin();
    let b = (0.5 * (lon2 - lon1)).sin();
    let h = a * a + lat1.cos() * lat2.cos() * b * b;
    2.0 * h.sqrt().asin()
}

/// Black–Scholes price of a call option, with the logistic approximation of the normal law.
#[differentiable(order = 2)]
pub fn call_price(spot: f64, strike: f64, rate: f64, volatility: f64, years: f64) -> f64 {
    let spread = volatility * years.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * years) / spread;
    let d2 = d1 - spread;
    let n1 = 1.0 / (1.0 + (-1.702 * d1).exp());
    let n2 = 1.0 / (1.0 + (-1.702 * d2).exp());
    spot * n1 - strike * (-rate * years).exp() * n2
}

/// van der Waals pressure minus ideal pressure, with units spelled out by factors.
#[differentiable(order = 2)]
pub fn gas_pressure(volume: f64, temperature: f64, a: f64, b: f64) -> f64 {
    const R: f64 = 8.314;
    R * temperature / (volume - b) - a / volume.powi(2) - R * temperature / volume
}

/// A run-time integer exponent and a run-time active exponent.
#[differentiable(order = 2)]
pub fn run_time_powers(x: f64, p: f64, n: i32) -> f64 {
    x.powi(n) + x.powf(p) + x.powf(n as f64) - 2f64.powf(p)
}

/// The remainder operator and its assignment.
#[differentiable(order = 2)]
pub fn remainders(x: f64, period: f64) -> f64 {
    let mut y = x * x;
    y %= period;
    y + 3.0 * x % period
}

/// Angle wrapped into one turn, then squared.
#[differentiable(order = 2)]
pub fn wrapped_angle(angle: f64, turn: f64) -> f64 {
    let a = angle.rem_euclid(turn) - 0.5 * turn;
    a * a
}

/// Piecewise-constant factors beside smooth ones.
#[differentiable(order = 2)]
pub fn with_steps(x: f64) -> f64 {
    x.floor() * x + x.signum() * x.sin() + x.round() - x.ceil() * x.trunc() + x.fract() * x
}

/// Bounded slope limiter (minmod) of two differences.
#[differentiable(order = 2)]
pub fn minmod(a: f64, b: f64) -> f64 {
    if a * b <= 0.0 { 0.0 } else { a.signum() * a.abs().min(b.abs()) }
}

/// Clamped to bounds that are active themselves.
#[differentiable(order = 2)]
pub fn clamped(x: f64, low: f64, width: f64) -> f64 {
    x.clamp(low, low + width) * x
}

/// Casts from integers, and a truncating cast that stops the flow.
#[differentiable(order = 2)]
pub fn integer_casts(x: f64, n: i32, k: u8) -> f64 {
    let cell = (4.0 * x) as i64;
    x * f64::from(k) + n as f64 * x * x + cell as f64 * 0.5 * x
}

/// From a boolean to a mask and back.
#[differentiable(order = 2)]
pub fn masks(x: f64, y: f64) -> f64 {
    let mask = f64::from(u8::from(x > y));
    let other = if x > y { 1.0 } else { 0.0 };
    mask * x * x + (1.0 - other) * y * y
}

/// Mixed precision: a dot product of `f32` data accumulated in `f64`.
#[differentiable(order = 2)]
pub fn mixed_dot(a: &[f32], b: &[f32]) -> f64 {
    let mut sum = 0.0f64;
    for i in 0..a.len() {
        sum += a[i] as f64 * f64::from(b[i]);
    }
    sum
}

/// From double to single and back.
#[differentiable(order = 2)]
pub fn through_single(x: f64, y: f32) -> f64 {
    let small = x as f32 * y;
    let large: f64 = small.sin().into();
    large * x
}

/// All in single precision; Gaussian error linear unit by its tanh form.
#[differentiable(order = 2)]
pub fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + (0.797_884_6 * (x + 0.044_715 * x * x * x)).tanh())
}

/// A single-precision loop with a literal whose type follows from use.
#[differentiable(order = 2)]
pub fn single_variance(x: &[f32]) -> f32 {
    let n = x.len().max(1) as f32;
    let mut mean = 0.0;
    for v in x {
        mean += v / n;
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - mean).powi(2);
    }
    sum / n
}

/// A literal whose type is known only from the callee of a later line.
#[differentiable(order = 2)]
pub fn late_type(x: f32, n: usize) -> f32 {
    let mut acc = 0.0;
    let mut weight = 1.0;
    for _ in 0..n {
        acc += gelu(x) * weight;
        weight *= 0.5;
    }
    acc
}
