//! Iterators: every adaptor and consumer that active values may flow through.

use cotangent::differentiable;

/// Sum of squares; `iter`, `map`, `sum`.
#[differentiable(order = 2, lanes)]
pub fn sum_of_squares(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum()
}

/// Dot product; `zip`.
#[differentiable(order = 2, lanes)]
pub fn zipped_dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// First moment; `enumerate`.
#[differentiable(order = 2, lanes)]
pub fn first_moment(x: &[f64]) -> f64 {
    x.iter().enumerate().map(|(i, v)| i as f64 * v * v).sum::<f64>()
}

/// Geometric mean; `product`.
#[differentiable(order = 2, lanes)]
pub fn geometric_mean(x: &[f64]) -> f64 {
    let product: f64 = x.iter().product();
    product.powf(1.0 / x.len().max(1) as f64)
}

/// Stable log-sum-exp; `fold` finds the largest term.
#[differentiable(order = 2, lanes)]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + x.iter().map(|v| (v - largest).exp()).sum::<f64>().ln()
}

/// Softmax; `map` and `collect` into a `Vec`.
#[differentiable(order = 2, lanes)]
pub fn softmax(x: &[f64]) -> Vec<f64> {
    let largest = x.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let weights: Vec<f64> = x.iter().map(|v| (v - largest).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|w| w / total).collect()
}

/// Polynomial by `rev` and `fold`.
#[differentiable(order = 2, lanes)]
pub fn folded_horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |y, c| y * x + c)
}

/// Doubles in place; `iter_mut`.
#[differentiable(order = 2, lanes)]
pub fn scaled_in_place(x: &[f64], w: f64) -> f64 {
    let mut y = x.to_vec();
    for v in y.iter_mut() {
        *v *= w * *v;
    }
    y.iter().sum()
}

/// In-place update of a parameter buffer; `iter_mut` and `zip`.
#[differentiable(order = 2, lanes)]
pub fn gradient_step(theta: &mut [f64], g: &[f64], rate: f64) {
    for (t, g) in theta.iter_mut().zip(g) {
        *t -= rate * g * *t;
    }
}

/// Consumes a vector; `into_iter`.
#[differentiable(order = 2, lanes)]
pub fn consumed(x: Vec<f64>, w: f64) -> f64 {
    let mut y = w;
    for v in x.into_iter() {
        y = (y * v).sin() + v;
    }
    y
}

/// Total energy of a harmonic chain; `windows`.
#[differentiable(order = 2, lanes)]
pub fn windowed_energy(x: &[f64], k: f64) -> f64 {
    x.windows(2).map(|w| 0.5 * k * (w[1] - w[0]) * (w[1] - w[0])).sum()
}

/// Convolution with a short kernel; `windows` in a `for`, result pushed.
#[differentiable(order = 2, lanes)]
pub fn convolution(x: &[f64], kernel: &[f64; 3]) -> Vec<f64> {
    let mut y = Vec::new();
    for w in x.windows(3) {
        y.push(w.iter().zip(kernel.iter().rev()).map(|(a, b)| a * b).sum::<f64>());
    }
    y
}

/// Block norms; `chunks`, the last one possibly short.
#[differentiable(order = 2, lanes)]
pub fn block_norms(x: &[f64]) -> f64 {
    x.chunks(3).map(|c| (1.0 + c.iter().map(|v| v * v).sum::<f64>()).sqrt()).sum()
}

/// Sum of cross products of consecutive planar points; `chunks_exact`.
#[differentiable(order = 2, lanes)]
pub fn shoelace(points: &[f64]) -> f64 {
    let mut area = 0.0;
    let mut last = (1.0, 0.0);
    for p in points.chunks_exact(2) {
        area += last.0 * p[1] - last.1 * p[0];
        last = (p[0], p[1]);
    }
    0.5 * area
}

/// Softmax of each row, in place; `chunks_mut`.
#[differentiable(order = 2, lanes)]
pub fn normalised_rows(m: &mut [f64], columns: usize) {
    for row in m.chunks_mut(columns) {
        let total: f64 = row.iter().map(|v| v.exp()).sum();
        for v in row.iter_mut() {
            *v = v.exp() / total;
        }
    }
}

/// Every third sample; `step_by`.
#[differentiable(order = 2, lanes)]
pub fn thinned(x: &[f64]) -> f64 {
    x.iter().step_by(3).map(|v| v.cos()).sum()
}

/// A trimmed sum; `skip` and `take`.
#[differentiable(order = 2, lanes)]
pub fn trimmed(x: &[f64], w: f64) -> f64 {
    x.iter().skip(1).take(3).map(|v| w * v * v * v).sum()
}

/// Lagged autocovariance; `zip` with `skip`.
#[differentiable(order = 2, lanes)]
pub fn autocovariance(x: &[f64], lag: usize) -> f64 {
    x.iter().zip(x.iter().skip(lag)).map(|(a, b)| a * b).sum()
}

/// Sum of the entries above a bound; `filter` on an active condition.
#[differentiable(order = 2, lanes)]
pub fn sum_above(x: &[f64], bound: f64) -> f64 {
    x.iter().filter(|v| **v > bound).map(|v| (v - bound) * v).sum()
}

/// `filter` before `enumerate` and `rev` after it.
#[differentiable(order = 2, lanes)]
pub fn filtered_positions(x: &[f64]) -> f64 {
    let kept: Vec<f64> = x.iter().copied().filter(|&v| v * v > 0.25).collect();
    kept.iter().enumerate().rev().fold(1.0, |y, (i, v)| 0.5 * y * v + i as f64 * v)
}

/// `filter_map` with an active payload.
#[differentiable(order = 2, lanes)]
pub fn square_roots(x: &[f64]) -> f64 {
    x.iter().filter_map(|&v| if v > 0.1 { Some(v.sqrt()) } else { None }).sum()
}

/// Exponential moving average; `scan` with mutable state.
#[differentiable(order = 2, lanes)]
pub fn moving_average(x: &[f64], alpha: f64) -> Vec<f64> {
    x.iter()
        .scan(0.0, |state, v| {
            *state += alpha * (v - *state);
            Some(*state)
        })
        .collect()
}

/// `scan` that ends early.
#[differentiable(order = 2, lanes)]
pub fn until_large(x: &[f64]) -> f64 {
    x.iter()
        .scan(1.0, |p, v| {
            *p *= 1.0 + v;
            if *p > 4.0 { None } else { Some(*p * v) }
        })
        .sum()
}

/// Accumulates in a captured variable; `for_each`.
#[differentiable(order = 2, lanes)]
pub fn accumulated(x: &[f64], w: f64) -> f64 {
    let mut y = w;
    x.iter().for_each(|v| y = y * 0.5 + v * v * w);
    y
}

/// `for_each` over a mutable zip.
#[differentiable(order = 2, lanes)]
pub fn mixed_in_place(y: &mut [f64], x: &[f64], t: f64) {
    y.iter_mut().zip(x.iter()).for_each(|(a, b)| *a = (1.0 - t) * *a + t * b * *a);
}

/// A range as an iterator; Riemann sum of a Gaussian.
#[differentiable(order = 2, lanes)]
pub fn riemann_sum(width: f64, n: usize) -> f64 {
    (0..n)
        .map(|i| {
            let t = (i as f64 + 0.5) / n as f64;
            (-t * t / width).exp() / n as f64
        })
        .sum()
}

/// Matrix–vector product; `chunks_exact` with a nested chain.
#[differentiable(order = 2, lanes)]
pub fn chained_matvec(m: &[f64], x: &[f64]) -> Vec<f64> {
    m.chunks_exact(x.len().max(1)).map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum()).collect()
}

/// All pairs; `flat_map` over a nested range.
#[differentiable(order = 2, lanes)]
pub fn pair_products(x: &[f64]) -> f64 {
    let n = x.len();
    (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| (x[i] * x[j]).sin()).sum()
}

/// Two sequences one after the other; `chain`.
#[differentiable(order = 2, lanes)]
pub fn chained(a: &[f64], b: &[f64]) -> f64 {
    a.iter().chain(b.iter()).fold(0.5, |y, v| y * v + v * v)
}

/// A prefix; `take_while` and `skip_while` on active values.
#[differentiable(order = 2, lanes)]
pub fn prefix_and_rest(x: &[f64]) -> f64 {
    let prefix: f64 = x.iter().take_while(|v| **v < 0.5).map(|v| v * v).sum();
    let rest: f64 = x.iter().skip_while(|v| **v < 0.5).map(|v| v * v * v).sum();
    prefix * (1.0 + rest)
}

/// `last`, `nth` and `next` of an iterator.
#[differentiable(order = 2, lanes)]
pub fn picked(x: &[f64]) -> f64 {
    let mut it = x.iter().map(|v| v * v);
    let first = it.next().unwrap_or(1.0);
    let third = it.nth(1).unwrap_or(2.0);
    first * third + x.iter().last().copied().unwrap_or(0.0)
}

/// A condition over all entries decides; `any` and `all`.
#[differentiable(order = 2, lanes)]
pub fn decided(x: &[f64], w: f64) -> f64 {
    if x.iter().any(|v| *v > 0.9) {
        w * x.iter().sum::<f64>()
    } else if x.iter().all(|&v| v > 0.0) {
        w * w
    } else {
        x.iter().map(|v| v.abs()).sum::<f64>() * w
    }
}

/// Tuples out of a chain; `unzip`.
#[differentiable(order = 2, lanes)]
pub fn unzipped(x: &[f64]) -> f64 {
    let (a, b): (Vec<f64>, Vec<f64>) = x.iter().map(|v| (v.sin(), v * v)).unzip();
    zipped_dot(&a, &b)
}

/// Rows of a nested vector, `into_iter` by reference and by value.
#[differentiable(order = 2, lanes)]
pub fn nested_rows(rows: Vec<Vec<f64>>) -> f64 {
    let mut norm = 0.0;
    for row in &rows {
        norm += row.iter().map(|v| v * v).sum::<f64>();
    }
    let mut y = 0.0;
    for row in rows {
        y += row.into_iter().sum::<f64>() * norm;
    }
    y
}

/// Largest entry by `max_by`; the selection is recorded, not replayed.
#[differentiable(order = 2, lanes)]
pub fn largest(x: &[f64]) -> f64 {
    let best = x.iter().max_by(|a, b| a.total_cmp(b));
    match best {
        Some(v) => v * v * v,
        None => 0.0,
    }
}

/// Range of the values, and the first one that is large; `min_by`, `max_by` after `map`, `find`.
#[differentiable(order = 2, lanes)]
pub fn spread(x: &[f64]) -> f64 {
    let low = x.iter().copied().min_by(|a, b| a.total_cmp(b)).unwrap_or(0.0);
    let high = x.iter().max_by(|a, b| a.partial_cmp(b).unwrap()).copied().unwrap_or(1.0);
    let first = x.iter().find(|v| **v > 0.2).copied().unwrap_or(low);
    let square = x.iter().map(|v| v * v).max_by(f64::total_cmp).unwrap_or(0.0);
    (high - low) * first + square
}

/// Largest of the values below a bound; `max_by` after `filter`.
#[differentiable(order = 2, lanes)]
pub fn largest_below(x: &[f64], bound: f64) -> f64 {
    let best = x.iter().filter(|v| **v < 0.4).max_by(|a, b| a.total_cmp(b));
    if let Some(v) = best { v * v * bound } else { bound }
}

/// A continued product; `reduce`.
#[differentiable(order = 2, lanes)]
pub fn reduced(x: &[f64]) -> f64 {
    x.iter().copied().reduce(|a, b| a * b + a).unwrap_or(0.5)
}

/// `map_while` stops at the first value that is too small.
#[differentiable(order = 2, lanes)]
pub fn squares_while(x: &[f64]) -> f64 {
    x.iter().map_while(|v| if *v > -0.4 { Some(v * v) } else { None }).sum()
}

/// Two groups; `partition`.
#[differentiable(order = 2, lanes)]
pub fn grouped(x: &[f64]) -> f64 {
    let (up, down): (Vec<f64>, Vec<f64>) = x.iter().copied().partition(|v| *v > 0.0);
    let sum: f64 = up.iter().map(|v| v * v).sum();
    sum * down.iter().map(|v| v * v * v).sum::<f64>() + sum
}

/// `continue` and `break` in a loop over two sequences, then both of them backwards.
#[differentiable(order = 2, lanes)]
pub fn chained_jumps(a: &[f64], b: &[f64]) -> f64 {
    let mut y = 1.0;
    for (i, v) in a.iter().chain(b).enumerate() {
        if *v < -0.5 {
            continue;
        }
        if y * v > 0.8 {
            break;
        }
        y += v * y * i as f64;
    }
    for v in a.iter().chain(b.iter()).rev() {
        y = y * v + v;
    }
    y
}

/// Iterators that are held in variables and read item by item.
#[differentiable(order = 2, lanes)]
pub fn held_iterators(x: &[f64], w: f64) -> f64 {
    let mut values = x.iter();
    let mut y = w;
    while let Some(v) = values.next() {
        y *= v;
        if let Some(u) = values.next() {
            y += u * w;
        }
    }
    let mut pairs = x.iter().zip(x.iter().skip(1));
    if let Some((a, b)) = pairs.next() {
        y += a * b;
    }
    for (a, b) in pairs {
        y *= a - b;
    }
    y
}

/// Rows that are taken out of a vector, changed, and put into another.
#[differentiable(order = 2, lanes)]
pub fn scaled_rows(rows: Vec<Vec<f64>>, w: f64) -> Vec<Vec<f64>> {
    let mut out = Vec::new();
    for mut row in rows {
        row.push(w);
        row.iter_mut().for_each(|v| *v *= w);
        out.push(row);
    }
    out
}

/// Distance to the closest point; `min_by` with a closure of one's own.
#[differentiable(order = 2, lanes)]
pub fn distance_to_closest(points: &[[f64; 2]], q: [f64; 2]) -> f64 {
    let square = |p: &[f64; 2]| (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]);
    let closest = points.iter().min_by(|a, b| square(a).total_cmp(&square(b)));
    match closest {
        Some(p) => square(p).sqrt() + p[0],
        None => q[0],
    }
}

/// Entries of one sequence at positions that another one decides; `position`, `enumerate`.
#[differentiable(order = 2, lanes)]
pub fn looked_up(x: &[f64], y: &[f64]) -> f64 {
    let at = x.iter().position(|v| *v > 0.5).unwrap_or(0);
    let top = x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    let (i, v) = top.unwrap();
    y[at] * y[i] * v
}

/// Items whose type no one writes, by reference.
#[differentiable(order = 2, lanes)]
pub fn untyped_items(a: f64, b: f64) -> f64 {
    let items = pair_and_product(a, b);
    let mut y = items.iter().map(|v| v.sin() * 2.0 + 1.0 / v).sum::<f64>();
    for v in &items {
        y += v * v - v.hypot(2.0);
    }
    y - items.first().unwrap().abs()
}

/// Two numbers and their product.
#[differentiable(order = 2, lanes)]
pub fn pair_and_product(a: f64, b: f64) -> Vec<f64> {
    vec![a, b, a * b]
}

/// Entries that keys decide; `min_by_key` and `max_by_key`.
#[differentiable(order = 2, lanes)]
pub fn by_key(x: &[f64], w: f64) -> f64 {
    let rank = [3, 1, 2, 0, 5, 4];
    let last = (0..x.len()).max_by_key(|i| rank[*i]).map_or(w, |i| x[i] * x[i]);
    let first = x.iter().enumerate().min_by_key(|(i, v)| (**v > 0.0, rank[*i]));
    match first {
        Some((i, v)) => v * last * (i + 1) as f64,
        None => last * w,
    }
}
