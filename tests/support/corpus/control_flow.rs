//! Control flow: branches, every kind of loop and exit, `?`, recursion.

use cotangent::{Differentiable, differentiable};

/// Huber loss; `if`/`else` as a value.
#[differentiable(order = 2, lanes)]
pub fn huber(residual: f64, delta: f64) -> f64 {
    let size = residual.abs();
    if size <= delta { 0.5 * size * size } else { delta * (size - 0.5 * delta) }
}

/// Leaky rectifier as a statement `if` without `else`.
#[differentiable(order = 2, lanes)]
pub fn leaky(x: f64, slope: f64) -> f64 {
    let mut y = x;
    if x < 0.0 {
        y *= slope;
    }
    y * x
}

/// Cubic B-spline kernel of smoothed particles; an `else if` chain.
#[differentiable(order = 2, lanes)]
pub fn cubic_spline_kernel(r: f64, h: f64) -> f64 {
    let q = r / h;
    let w = if q < 1.0 {
        1.0 - 1.5 * q * q + 0.75 * q * q * q
    } else if q < 2.0 {
        let t = 2.0 - q;
        0.25 * t * t * t
    } else {
        0.0
    };
    w / (std::f64::consts::PI * h * h * h)
}

/// Conditions joined by `&&` and `||`, on active values.
#[differentiable(order = 2, lanes)]
pub fn in_window(x: f64, low: f64, high: f64) -> f64 {
    if x > low && x < high || x * x > 8.0 { x * low * high } else { x + low - high }
}

/// Both arms change two variables, one of them nested.
#[differentiable(order = 2, lanes)]
pub fn branch_updates(x: f64, y: f64) -> f64 {
    let mut a = x * y;
    let mut b = x + y;
    if a > b {
        a -= b * b;
        if b > 0.0 {
            b = a * b;
        }
    } else {
        b -= a * a;
        a = a * b + x;
    }
    a * b
}

/// Legendre polynomials of low degree; `match` with a literal, ranges and a binding.
#[differentiable(order = 2, lanes)]
pub fn by_degree(x: f64, degree: u32) -> f64 {
    match degree {
        0 => 1.0 + 0.0 * x,
        1 => x,
        2..=3 => 0.5 * (3.0 * x * x - 1.0) * x,
        n @ (4 | 5) => n as f64 * x * x,
        6.. => x.sin(),
    }
}

/// Fermi–Dirac-like step; `match` with guards on an active scrutinee.
#[differentiable(order = 2, lanes)]
pub fn guarded(x: f64, width: f64) -> f64 {
    match x / width {
        u if u > 3.0 => (-u).exp(),
        u if u < -3.0 => 1.0 - u.exp(),
        u => 1.0 / (1.0 + u.exp()),
    }
}

/// `match` on a tuple of conditions.
#[differentiable(order = 2, lanes)]
pub fn quadrant(x: f64, y: f64) -> f64 {
    match (x >= 0.0, y >= 0.0) {
        (true, true) => x * y,
        (false, true) => x * x - y,
        (true, false) => x - y * y,
        (false, false) => x * x * y,
    }
}

/// Default for an absent bias; `match` on an `Option` argument.
#[differentiable(order = 2, lanes)]
pub fn affine_optional(x: f64, slope: f64, bias: Option<f64>) -> f64 {
    match bias {
        Some(b) if b > 10.0 => slope * x + 10.0,
        Some(b) => slope * x + b,
        None => slope * x,
    }
}

/// A pair potential, with its parameters as payloads.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub enum Potential {
    /// ½k(r − r₀)².
    Harmonic {
        /// Stiffness.
        k: f64,
        /// Rest length.
        rest: f64,
    },
    /// 4ε((σ/r)¹² − (σ/r)⁶), with ε and σ.
    LennardJones(f64, f64),
    /// No interaction.
    Free,
}

/// Energy of a pair at distance `r`; `match` on an enum with payloads.
#[differentiable(order = 2, lanes)]
pub fn pair_energy(potential: &Potential, r: f64) -> f64 {
    match potential {
        Potential::Harmonic { k, rest } => 0.5 * k * (r - rest) * (r - rest),
        Potential::LennardJones(epsilon, sigma) => {
            let s = sigma / r;
            let s6 = s * s * s * s * s * s;
            4.0 * epsilon * (s6 * s6 - s6)
        }
        Potential::Free => 0.0,
    }
}

/// `let … else` returns from the function.
#[differentiable(order = 2, lanes)]
pub fn weighted_first(x: &[f64], w: f64) -> f64 {
    let Some(first) = x.first() else {
        return w * w;
    };
    let [_, second, ..] = x else { return w * first };
    w * first * second
}

/// `if let` and a chain of conditions.
#[differentiable(order = 2, lanes)]
pub fn optional_drag(v: f64, drag: Option<f64>) -> f64 {
    let mut force = -v;
    if let Some(c) = drag
        && v > 0.5
    {
        force -= c * v * v;
    } else if let Some(c) = drag {
        force += c;
    }
    force * v
}

/// Polynomial by Horner's scheme; `for` over a reversed exclusive range.
#[differentiable(order = 2, lanes)]
pub fn horner(coefficients: &[f64], x: f64) -> f64 {
    let mut y = 0.0;
    for i in (0..coefficients.len()).rev() {
        y = y * x + coefficients[i];
    }
    y
}

/// Partial sum of the exponential series; `for` over an inclusive range.
#[differentiable(order = 2, lanes)]
pub fn exp_series(x: f64, terms: u32) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..=terms {
        term *= x / k as f64;
        sum += term;
    }
    sum
}

/// Composite Simpson rule for exp(−a·x²) on [0, b]; `for` with `step_by`.
#[differentiable(order = 2, lanes)]
pub fn simpson(a: f64, b: f64) -> f64 {
    let n = 16;
    let h = b / n as f64;
    let mut sum = 0.0;
    for i in (0..n).step_by(2) {
        let x0 = i as f64 * h;
        let x1 = x0 + h;
        let x2 = x1 + h;
        sum += (-a * x0 * x0).exp() + 4.0 * (-a * x1 * x1).exp() + (-a * x2 * x2).exp();
    }
    sum * h / 3.0
}

/// `rev` and `step_by` together, over an inclusive range.
#[differentiable(order = 2, lanes)]
pub fn every_other_backwards(x: &[f64], w: f64) -> f64 {
    let mut y = w;
    if x.is_empty() {
        return y;
    }
    for i in (0..=x.len() - 1).rev().step_by(2) {
        y = 0.5 * y * x[i] + x[i];
    }
    y
}

/// Plain `for` over a slice and over an array by value.
#[differentiable(order = 2, lanes)]
pub fn sum_over_slice_and_array(x: &[f64], pair: [f64; 2]) -> f64 {
    let mut product = 1.0;
    for p in pair {
        product *= p + 1.0;
    }
    let mut sum = 0.0;
    for v in x {
        sum += v * v * product;
    }
    sum
}

/// `for` over iterator adaptors with a pattern.
#[differentiable(order = 2, lanes)]
pub fn weighted_squares(x: &[f64], w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (i, (a, &b)) in x.iter().zip(w).enumerate() {
        sum += (i + 1) as f64 * a * a * b;
    }
    sum
}

/// C = A·B for n × n matrices, row major; three nested loops. Returns ‖C‖².
#[differentiable(order = 2, lanes)]
pub fn matmul_energy(a: &[f64], b: &[f64], n: usize) -> f64 {
    let mut c = vec![0.0; n * n];
    for i in 0..n {
        for k in 0..n {
            for j in 0..n {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }
    let mut energy = 0.0;
    for v in &c {
        energy += v * v;
    }
    energy
}

/// Loop bounds that depend on the outer loop: energy of all pairs on a line.
#[differentiable(order = 2, lanes)]
pub fn pairwise_repulsion(x: &[f64], softening: f64) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            let d = x[i] - x[j];
            energy += 1.0 / (d * d + softening * softening).sqrt();
        }
    }
    energy
}

/// Square root by Newton's iteration; `while` with an active condition.
#[differentiable(order = 2, lanes)]
pub fn newton_sqrt(x: f64) -> f64 {
    let mut y = x;
    while (y * y - x).abs() > 1e-12 * x {
        y = 0.5 * (y + x / y);
    }
    y
}

/// Kepler's equation E − e·sin E = M; `while` with two conditions and a counter.
#[differentiable(order = 2, lanes)]
pub fn kepler(mean_anomaly: f64, eccentricity: f64) -> f64 {
    let mut anomaly = mean_anomaly;
    let mut change = 1.0f64;
    let mut rounds = 0;
    while change.abs() > 1e-14 && rounds < 50 {
        let f = anomaly - eccentricity * anomaly.sin() - mean_anomaly;
        change = f / (1.0 - eccentricity * anomaly.cos());
        anomaly -= change;
        rounds += 1;
    }
    anomaly
}

/// `while let` empties a stack.
#[differentiable(order = 2, lanes)]
pub fn drain_stack(x: &[f64], decay: f64) -> f64 {
    let mut stack = x.to_vec();
    let mut y = 0.0;
    while let Some(top) = stack.pop() {
        y = y * decay + top * top;
    }
    y
}

/// Adaptive halving until a step is short enough; `loop` with `break` and a value.
#[differentiable(order = 2, lanes)]
pub fn halve_until_short(step: f64, limit: f64) -> f64 {
    let mut h = step;
    let mut cost = 0.0;
    let reached = loop {
        cost += h * h;
        if h < limit {
            break h * cost;
        }
        h *= 0.5;
    };
    reached + cost
}

/// First product over a bound in a grid; `break` with a label and a value.
#[differentiable(order = 2, lanes)]
pub fn labelled_break(x: &[f64], y: &[f64], bound: f64) -> f64 {
    let mut best = bound;
    let mut i = 0;
    let found = 'rows: loop {
        if i == x.len() {
            break best * best;
        }
        for b in y {
            let p = x[i] * b;
            if p > bound {
                break 'rows p * bound;
            }
            best += p;
        }
        i += 1;
    };
    found + best
}

/// A labelled block that is left early with a value.
#[differentiable(order = 2, lanes)]
pub fn labelled_block(x: f64, y: f64) -> f64 {
    let mut cost = x;
    let value = 'search: {
        if x > y {
            break 'search x * y;
        }
        cost *= y;
        if x * y < 0.0 {
            break 'search x - y;
        }
        cost += x * x;
        x + y * y
    };
    value * cost
}

/// Sum of logarithms of the positive entries; `continue`.
#[differentiable(order = 2, lanes)]
pub fn log_of_positive(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &v in x {
        if v <= 0.0 {
            continue;
        }
        sum += v.ln();
    }
    sum
}

/// Rows with a negative entry are left out as a whole; labelled `continue`.
#[differentiable(order = 2, lanes)]
pub fn clean_rows(m: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    'rows: for row in m {
        let mut product = 1.0;
        for &v in row {
            if v < -0.5 {
                continue 'rows;
            }
            product *= v;
        }
        sum += product * product;
    }
    sum
}

/// Plain `break` out of a `for` when the running product grows too large.
#[differentiable(order = 2, lanes)]
pub fn product_until(x: &[f64], bound: f64) -> f64 {
    let mut product = 1.0f64;
    for v in x {
        if product.abs() > bound {
            break;
        }
        product *= v;
    }
    product * bound
}

/// Barrier function; early `return` for the outside.
#[differentiable(order = 2, lanes)]
pub fn barrier(x: f64, wall: f64) -> f64 {
    if x >= wall {
        return 1e3 * (x - wall);
    }
    let gap = wall - x;
    -gap.ln()
}

/// First passage through a level; early `return` inside nested loops.
#[differentiable(order = 2, lanes)]
pub fn first_passage(kicks: &[f64], level: f64, rounds: usize) -> f64 {
    let mut x = 0.0;
    for round in 0..rounds {
        for &k in kicks {
            let before = x;
            x = 0.9 * x + k;
            if x > level {
                return round as f64 * level + (level - before) / (x - before);
            }
        }
    }
    x * level
}

/// Ratio of the last to the first positive sample; `?` on `Option`.
#[differentiable(order = 2, lanes)]
pub fn ratio(x: &[f64]) -> Option<f64> {
    let first = x.first()?;
    let last = x.last()?;
    if *first <= 0.0 {
        return None;
    }
    Some(last / first * *last)
}

/// Checked logarithm of a ratio; the callee of [`log_likelihood()`].
#[differentiable(order = 2, lanes)]
pub fn checked_ln(x: f64) -> Result<f64, String> {
    if x > 0.0 { Ok(x.ln()) } else { Err(format!("logarithm of {x}")) }
}

/// Poisson log-likelihood up to a constant; `?` on `Result`, inside a loop.
#[differentiable(order = 2, lanes)]
pub fn log_likelihood(rates: &[f64], counts: &[u32]) -> Result<f64, String> {
    let mut total = 0.0;
    for (&rate, &count) in rates.iter().zip(counts) {
        total += f64::from(count) * checked_ln(rate)? - rate;
    }
    Ok(total)
}

/// Integer power by repeated squaring; self recursion.
#[differentiable(order = 2, lanes)]
pub fn power(x: f64, n: u32) -> f64 {
    if n == 0 {
        1.0
    } else if n % 2 == 0 {
        power(x * x, n / 2)
    } else {
        x * power(x, n - 1)
    }
}

/// Pairwise summation of squares; two recursive calls on halves of a slice.
#[differentiable(order = 2, lanes)]
pub fn pairwise_sum(x: &[f64]) -> f64 {
    match x.len() {
        0 => 0.0,
        1 => x[0] * x[0],
        n => {
            let (left, right) = x.split_at(n / 2);
            pairwise_sum(left) + pairwise_sum(right)
        }
    }
}

/// Adaptive trapezoidal rule of sin(k·x); recursion whose depth depends on active values.
#[differentiable(order = 2, lanes)]
pub fn adaptive_trapezoid(k: f64, a: f64, b: f64, depth: u32) -> f64 {
    let middle = 0.5 * (a + b);
    let (fa, fm, fb) = ((k * a).sin(), (k * middle).sin(), (k * b).sin());
    let coarse = 0.5 * (b - a) * (fa + fb);
    let fine = 0.25 * (b - a) * (fa + 2.0 * fm + fb);
    if depth == 0 || (fine - coarse).abs() < 1e-4 {
        fine
    } else {
        adaptive_trapezoid(k, a, middle, depth - 1) + adaptive_trapezoid(k, middle, b, depth - 1)
    }
}

/// Even step of a coupled recurrence; mutual recursion with [`odd_step()`].
#[differentiable(recursive, order = 2, lanes)]
pub fn even_step(x: f64, n: u32) -> f64 {
    if n == 0 { x } else { odd_step(0.5 * x * x, n - 1) + x }
}

/// Odd step of a coupled recurrence; mutual recursion with [`even_step()`].
#[differentiable(order = 2, lanes)]
pub fn odd_step(x: f64, n: u32) -> f64 {
    if n == 0 { x * x } else { even_step(x.sin(), n - 1) * x }
}
