//! Random expressions: trees of smooth operations, built at run time.

use cotangent::Scalar;

/// An operation on the values so far; indices count modulo their number.
pub(crate) type Step = (u8, usize, usize);

/// Runs a list of steps, each on two earlier values, and weighs all of them into one result.
///
/// Operations are smooth on the whole line, and bounded where they would grow, so that differences
/// are exact enough everywhere.
pub(crate) fn run<S: Scalar>(steps: &[Step], x: &[S]) -> S {
    let mut values = x.to_vec();
    for &(operation, a, b) in steps {
        let (a, b) = (values[a % values.len()], values[b % values.len()]);
        values.push(apply(operation, a, b));
    }
    let mut y = S::zero();
    for (i, v) in values.iter().enumerate() {
        y += v.tanh() / S::from_f64(1.0 + i as f64);
    }
    y
}

/// How many operations there are.
pub(crate) const OPERATIONS: u8 = 22;

fn apply<S: Scalar>(operation: u8, a: S, b: S) -> S {
    let (one, half) = (S::one(), S::from_f64(0.5));
    // Positive, and away from the ends of the functions that need it.
    let positive = one + b * b;
    let inside = b.tanh() * half;
    match operation % OPERATIONS {
        0 => a + b,
        1 => a - b,
        2 => a.sin() * b,
        3 => a / positive,
        4 => a.sin(),
        5 => a.cos() - b,
        6 => (a - b).tanh().exp(),
        7 => positive.ln(),
        8 => positive.sqrt() - a,
        9 => a.atan(),
        10 => a.hypot(one + b.tanh() * half),
        11 => inside.asin() + inside.acos() * a,
        12 => a.asinh(),
        13 => inside.atanh() * a.cos(),
        14 => positive.powf(a.tanh()),
        15 => a.tanh().powi(3) + inside.powi(2),
        16 => a.tanh().mul_add(b, half),
        17 => a.atan2(positive),
        18 => inside.cosh() + a.tanh().sinh(),
        19 => positive.recip().cbrt(),
        20 => positive.log2() + inside.exp_m1() + (inside * inside).ln_1p(),
        _ => (positive + one).acosh() * a.tanh().tan(),
    }
}
