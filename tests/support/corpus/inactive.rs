//! Inactive code that passes through: side effects, maps, strings, counters, indices.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt::Write;

use cotangent::{constant, differentiable};

/// Activation chosen by name; `match` on a string.
#[differentiable(order = 2)]
pub fn activation(name: &str, x: f64) -> f64 {
    match name {
        "relu" => x.max(0.0),
        "tanh" => x.tanh(),
        "square" => x * x,
        _ => x,
    }
}

/// Number of evaluations kept in a counter that the caller owns.
#[differentiable(order = 2)]
pub fn counted(x: f64, calls: &mut usize) -> f64 {
    *calls += 1;
    x * x * x
}

/// Counts iterations in a shared cell; the side effect happens once an iteration.
#[differentiable(order = 2)]
pub fn counted_loop(x: &[f64], #[constant] count: &Cell<usize>) -> f64 {
    let mut sum = 0.0;
    for v in x {
        count.set(count.get() + 1);
        sum += v * v;
    }
    sum
}

/// Keeps a log of what it did; formatting an active value does not differentiate it.
#[differentiable(order = 2)]
pub fn logged(x: f64, #[constant] log: &RefCell<Vec<String>>) -> f64 {
    let y = x.sin();
    log.borrow_mut().push(format!("sin({x}) = {y}"));
    if y > 0.5 {
        log.borrow_mut().push("large".to_string());
    }
    y * x
}

/// Writes a report into a string that nothing reads.
#[differentiable(order = 2)]
pub fn reported(x: &[f64]) -> f64 {
    let mut text = String::new();
    let mut sum = 0.0;
    for (i, v) in x.iter().enumerate() {
        let _ = writeln!(text, "{i}: {v}");
        sum += v.exp();
    }
    assert!(text.lines().count() == x.len(), "one line an entry");
    sum
}

/// Masses looked up by name in a map.
#[differentiable(order = 2)]
pub fn molecule_energy(
    x: &[f64],
    #[constant] atoms: &[String],
    #[constant] mass: &HashMap<String, f64>,
) -> f64 {
    let mut energy = 0.0;
    for (i, atom) in atoms.iter().enumerate() {
        let m = mass.get(atom).copied().unwrap_or(1.0);
        energy += 0.5 * m * x[i] * x[i];
    }
    energy
}

/// A histogram of cells, made from active positions, weighs smooth terms.
#[differentiable(order = 2)]
pub fn crowding(x: &[f64]) -> f64 {
    let mut cells: HashMap<i64, usize> = HashMap::new();
    for v in x {
        *cells.entry(v.floor() as i64).or_insert(0) += 1;
    }
    let mut sum = 0.0;
    for v in x {
        sum += cells[&(v.floor() as i64)] as f64 * v * v;
    }
    sum
}

/// Sum along a sparse matrix in compressed rows; index arrays are integers.
#[differentiable(order = 2)]
pub fn sparse_form(values: &[f64], columns: &[usize], starts: &[usize], x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for row in 0..starts.len() - 1 {
        let mut y = 0.0;
        for k in starts[row]..starts[row + 1] {
            y += values[k] * x[columns[k]];
        }
        sum += y * x[row];
    }
    sum
}

/// An order made from active values, applied as indices.
#[differentiable(order = 2)]
pub fn ranked(x: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&a, &b| x[a].total_cmp(&x[b]));
    let mut sum = 0.0;
    for (rank, &i) in order.iter().enumerate() {
        sum += (rank + 1) as f64 * x[i] * x[i];
    }
    sum
}

/// A hand-made random generator beside active arithmetic.
#[differentiable(order = 2)]
pub fn noisy_average(x: f64, samples: usize, seed: u64) -> f64 {
    let mut state = seed;
    let mut sum = 0.0;
    for _ in 0..samples {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let noise = (state >> 11) as f64 / (1u64 << 53) as f64;
        sum += (x + 0.1 * noise).sin();
    }
    sum / samples.max(1) as f64
}

/// Bits of an integer select factors.
#[differentiable(order = 2)]
pub fn subset_product(x: &[f64], bits: u32) -> f64 {
    let mut product = 1.0;
    for (i, v) in x.iter().enumerate() {
        if bits >> i & 1 == 1 {
            product *= v;
        }
    }
    product
}

/// Assertions and a debug check on active values.
#[differentiable(order = 2)]
pub fn asserted(x: f64, y: f64) -> f64 {
    assert!(x.is_finite(), "x is {x}");
    debug_assert!(y > 0.0);
    let r = x / y;
    assert_ne!(r, f64::INFINITY);
    r * r
}

/// A value that is made and never used.
#[differentiable(order = 2)]
pub fn unused_work(x: f64) -> f64 {
    let _ignored = (x - 100.0).ln();
    let _ = x.sqrt();
    2.0 * x
}

/// The gradient stops at `constant`.
#[differentiable(order = 2)]
pub fn straight_through(x: f64) -> f64 {
    let step = constant(x.round());
    x * step + constant(x * x)
}

/// A marked parameter is held fixed.
#[differentiable(order = 2)]
pub fn fixed_scale(x: f64, #[constant] scale: f64) -> f64 {
    (x * scale).sin() * scale
}

/// Only the listed parameters are differentiated.
#[differentiable(wrt(a, c), order = 2)]
pub fn selected(a: f64, b: f64, c: &[f64]) -> f64 {
    let mut y = a * b;
    for v in c {
        y = y * v + b;
    }
    y
}

/// Data behind a cheap clone and an inactive closure.
#[differentiable(order = 2)]
pub fn masked_sum(x: &[f64], keep: &[bool]) -> f64 {
    let kept = keep.to_vec();
    let is_kept = |i: usize| kept.get(i).copied().unwrap_or(false);
    let mut sum = 0.0;
    for i in 0..x.len() {
        if is_kept(i) {
            sum += x[i].cos();
        }
    }
    sum
}

/// The next number of a stream: another one each time.
fn next(stream: &Cell<u32>) -> f64 {
    stream.set(stream.get() + 1);
    f64::from(stream.get())
}

/// Foreign calls in an active expression are made once, in order, whatever the mode.
#[differentiable(order = 2)]
pub fn drawn(x: &[f64], #[constant] stream: &Cell<u32>) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v * next(stream) + v.sin() / next(stream);
    }
    sum
}

/// The whole part of an active value is a step.
#[differentiable(order = 2)]
pub fn stepped(x: f64) -> f64 {
    (x as i64 as f64) * x + x.floor() * (x > 1.0) as u8 as f64
}

/// A vector taken out of its place, which is left empty.
#[differentiable(order = 2)]
pub fn taken(x: f64, y: f64) -> f64 {
    let mut values = vec![x, y * x];
    let moved = std::mem::take(&mut values);
    values.push(y);
    moved[0] * moved[1] * values[0] + values.len() as f64
}

/// Text and maps beside the arithmetic, made from active values and not read by it.
#[differentiable(order = 2)]
pub fn annotated(x: f64, y: f64) -> f64 {
    let mut seen: HashMap<String, f64> = HashMap::new();
    seen.insert(format!("{x:.3}"), y);
    *seen.entry("sum".to_string()).or_insert(0.0) += x;
    let label = format!("{x} {y}");
    let width = label.len();
    debug_assert!(seen.values().all(|v| v.is_finite()), "{seen:?} {width}");
    x * y + x.sin()
}

macro_rules! bumped {
    ($n:expr) => {{
        $n += 1;
        $n
    }};
}

/// A macro that no active value reaches may expand to whatever it wants.
#[differentiable(order = 2)]
pub fn counted_by_a_macro(x: f64, steps: usize) -> f64 {
    let mut n = 0;
    let mut y = x;
    for _ in 0..steps {
        let k = bumped!(n);
        y = y.sin() * k as f64;
    }
    y * n as f64
}
