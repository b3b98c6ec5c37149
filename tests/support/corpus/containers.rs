//! Containers: arrays, slices, vectors, tuples, options, boxes.

use cotangent::differentiable;

/// Mean of an array taken by value.
#[differentiable(order = 2, lanes)]
pub fn array_mean(x: [f64; 4]) -> f64 {
    (x[0] + x[1] + x[2] + x[3]) / x.len() as f64
}

/// Cross product; an array literal as the result.
#[differentiable(order = 2, lanes)]
pub fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// Triple product; an array that is returned by a callee and indexed.
#[differentiable(order = 2, lanes)]
pub fn triple_product(a: &[f64; 3], b: &[f64; 3], c: &[f64; 3]) -> f64 {
    let n = cross(a, b);
    n[0] * c[0] + n[1] * c[1] + n[2] * c[2]
}

/// An array that is filled by a repeat expression and then by index.
#[differentiable(order = 2, lanes)]
pub fn repeated(x: f64, y: f64) -> f64 {
    let mut a = [x; 5];
    a[1] = y;
    a[3] = a[1] * a[2];
    let mut p = 1.0;
    for v in a {
        p *= v;
    }
    p
}

/// `map` on an array.
#[differentiable(order = 2, lanes)]
pub fn mapped_array(x: [f64; 3], w: f64) -> [f64; 3] {
    x.map(|v| (w * v).sin())
}

/// Determinant of a 3 × 3 matrix in nested arrays.
#[differentiable(order = 2, lanes)]
pub fn determinant(m: [[f64; 3]; 3]) -> f64 {
    let [[a, b, c], [d, e, f], [g, h, i]] = m;
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
}

/// Bilinear interpolation on a grid of values, row major; indices come from active values.
#[differentiable(order = 2, lanes)]
pub fn bilinear(grid: &[f64], columns: usize, x: f64, y: f64) -> f64 {
    let (i, j) = (y.floor() as usize, x.floor() as usize);
    let (u, v) = (y - i as f64, x - j as f64);
    let at = i * columns + j;
    let top = (1.0 - v) * grid[at] + v * grid[at + 1];
    let bottom = (1.0 - v) * grid[at + columns] + v * grid[at + columns + 1];
    (1.0 - u) * top + u * bottom
}

/// Sums of sub-slices by every form of range.
#[differentiable(order = 2, lanes)]
pub fn sub_slices(x: &[f64], middle: usize) -> f64 {
    let head: f64 = x[..middle].iter().sum();
    let tail: f64 = x[middle..].iter().sum();
    let inner: f64 = x[1..=middle].iter().product();
    head * tail + inner * x[..].len() as f64
}

/// `first`, `last`, `get`, `split_first`.
#[differentiable(order = 2, lanes)]
pub fn slice_methods(x: &[f64]) -> f64 {
    let mut y = match (x.first(), x.last()) {
        (Some(a), Some(b)) => a * b,
        _ => 1.0,
    };
    if let Some(v) = x.get(2) {
        y *= v;
    }
    if let Some((head, rest)) = x.split_first() {
        y += head * rest.iter().sum::<f64>();
    }
    y
}

/// `fill`, `copy_from_slice`, `swap`, `reverse` and `rotate_left` on a local slice.
#[differentiable(order = 2, lanes)]
pub fn moved_around(x: &[f64], w: f64) -> f64 {
    let n = x.len();
    let mut y = vec![0.0; n + 2];
    y.fill(w);
    y[1..=n].copy_from_slice(x);
    y.swap(0, n);
    y.reverse();
    y.rotate_left(1);
    let mut sum = 0.0;
    for (i, v) in y.iter().enumerate() {
        sum += (i + 1) as f64 * v * v;
    }
    sum
}

/// Weighted order statistics; `sort_by` on active values.
#[differentiable(order = 2, lanes)]
pub fn weighted_order(x: &[f64]) -> f64 {
    let mut sorted = x.to_vec();
    sorted.sort_by(|a, b| a.total_cmp(b));
    sorted.iter().enumerate().map(|(i, v)| (i + 1) as f64 * v * v).sum()
}

/// Trajectory of an explicit Euler scheme; `with_capacity` and `push`.
#[differentiable(order = 2, lanes)]
pub fn trajectory(start: f64, rate: f64, steps: usize) -> Vec<f64> {
    let mut y = Vec::with_capacity(steps + 1);
    y.push(start);
    for i in 0..steps {
        let last = y[i];
        y.push(last + 0.1 * rate * last * (1.0 - last));
    }
    y
}

/// Value of an expression in postfix notation; `push` and `pop`.
#[differentiable(order = 2, lanes)]
pub fn stack_machine(x: &[f64], operators: &[u8]) -> f64 {
    let mut stack = Vec::new();
    stack.extend_from_slice(x);
    for op in operators {
        let (Some(b), Some(a)) = (stack.pop(), stack.pop()) else {
            break;
        };
        stack.push(match op {
            b'+' => a + b,
            b'*' => a * b,
            _ => a - b,
        });
    }
    stack.pop().unwrap_or(0.0)
}

/// `vec!` in both forms.
#[differentiable(order = 2, lanes)]
pub fn vec_macro(x: f64, y: f64, n: usize) -> f64 {
    let repeated = vec![x * y; n];
    let listed = vec![x, y, x + y];
    let mut sum = 0.0;
    for v in &repeated {
        sum += v * listed[0];
    }
    sum + listed[1] * listed[2]
}

/// `extend` by a chain and by an array.
#[differentiable(order = 2, lanes)]
pub fn extended(x: &[f64], w: f64) -> Vec<f64> {
    let mut y = Vec::new();
    y.extend(x.iter().map(|v| w * v));
    y.extend([w, w * w]);
    y
}

/// `to_vec`, then changes of the copy beside reads of the original.
#[differentiable(order = 2, lanes)]
pub fn copy_and_original(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for i in 0..x.len() {
        y[i] *= x[x.len() - 1 - i];
    }
    x.iter().zip(&y).map(|(a, b)| a * b).sum()
}

/// `insert`, `remove`, `truncate`, `clear` and `resize`.
#[differentiable(order = 2, lanes)]
pub fn edited(x: &[f64], w: f64) -> f64 {
    let mut y = x.to_vec();
    y.insert(0, w);
    let last = y.remove(y.len() - 1);
    y.resize(x.len() + 2, w * last);
    y.truncate(x.len() + 1);
    let sum: f64 = y.iter().map(|v| v * v).sum();
    y.clear();
    y.push(last);
    sum * y[0]
}

/// A vector taken by value, changed and given back.
#[differentiable(order = 2, lanes)]
pub fn squared_in_place(mut x: Vec<f64>) -> Vec<f64> {
    for v in &mut x {
        *v *= *v;
    }
    x
}

/// A vector of arrays: centre of mass and moment of inertia.
#[differentiable(order = 2, lanes)]
pub fn inertia(points: &[[f64; 2]], mass: f64) -> f64 {
    let mut centre = [0.0; 2];
    for p in points {
        centre[0] += p[0] / points.len() as f64;
        centre[1] += p[1] / points.len() as f64;
    }
    let mut sum = 0.0;
    for [x, y] in points {
        let (dx, dy) = (x - centre[0], y - centre[1]);
        sum += mass * (dx * dx + dy * dy);
    }
    sum
}

/// A vector of vectors with ragged rows.
#[differentiable(order = 2, lanes)]
pub fn ragged(n: usize, x: f64) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 0..n {
        let mut row = vec![x; i + 1];
        for j in 1..=i {
            row[j] = row[j - 1] * x + rows[i - 1][j - 1];
        }
        rows.push(row);
    }
    let mut sum = 0.0;
    for row in &rows {
        for v in row {
            sum += v;
        }
    }
    sum
}

/// Tuples: nested, indexed, returned.
#[differentiable(order = 2, lanes)]
pub fn tuple_places(pair: (f64, (f64, f64))) -> (f64, f64) {
    let mut t = pair;
    t.0 *= t.1.0;
    (t.1).1 += t.0;
    (t.0 + t.1.1, t.1.0 * t.1.1)
}

/// A tuple with an integer, carried through a loop.
#[differentiable(order = 2, lanes)]
pub fn counted_sum(x: &[f64]) -> (f64, usize) {
    let mut state = (0.0, 0);
    for v in x {
        if *v > 0.0 {
            state = (state.0 + v * v, state.1 + 1);
        }
    }
    state
}

/// `map`, `unwrap_or`, `and_then`, `zip` and `is_some` of `Option`.
#[differentiable(order = 2, lanes)]
pub fn option_methods(a: Option<f64>, b: f64) -> f64 {
    let scaled = a.map(|v| v * b);
    let root = a.and_then(|v| if v > 0.5 { Some(v.sqrt()) } else { None });
    let extra = if scaled.is_some() { b } else { 2.0 * b };
    scaled.unwrap_or(b * b) + root.unwrap_or_default() * extra
}

/// A running best in an `Option`; `take`, `replace` and `get_or_insert`.
#[differentiable(order = 2, lanes)]
pub fn running_pairs(x: &[f64]) -> f64 {
    let mut before: Option<f64> = None;
    let mut sum = 0.0;
    for &v in x {
        if let Some(b) = before.take() {
            sum += b * v;
        }
        before = Some(v + sum);
    }
    sum
}

/// A function that makes an `Option` inside, without giving it back.
#[differentiable(order = 2, lanes)]
pub fn smallest_positive(x: &[f64], fallback: f64) -> f64 {
    let mut best = None;
    for &v in x {
        best = match best {
            Some(b) if b <= v => Some(b),
            _ if v > 0.0 => Some(v),
            other => other,
        };
    }
    match best {
        Some(b) => b * b,
        None => fallback,
    }
}

/// A boxed number and a boxed array.
#[differentiable(order = 2, lanes)]
pub fn boxed(x: f64, y: f64) -> f64 {
    let mut a = Box::new(x);
    *a *= y;
    let b = Box::new([*a, y]);
    b[0] * b[1] + *a
}

/// Boxed slice from a vector.
#[differentiable(order = 2, lanes)]
pub fn boxed_slice(x: &[f64], w: f64) -> f64 {
    let values: Box<[f64]> = x.iter().map(|v| v * w).collect::<Vec<f64>>().into_boxed_slice();
    values.iter().map(|v| v * v).sum()
}

/// A queue of pending values; `VecDeque` is left for later, so two vectors take its place.
#[differentiable(order = 2, lanes)]
pub fn two_stack_queue(x: &[f64], decay: f64) -> f64 {
    let mut inbox = x.to_vec();
    let mut outbox = Vec::new();
    while let Some(v) = inbox.pop() {
        outbox.push(v * decay);
    }
    let mut y = 0.0;
    while let Some(v) = outbox.pop() {
        y = y * v + v;
    }
    y
}

/// `retain`, `rotate_right`, `swap_remove`.
#[differentiable(order = 2, lanes)]
pub fn kept(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    y.retain(|v| *v > 0.0);
    y.push(2.0);
    y.push(3.0);
    let half = y.len() / 2;
    y.rotate_right(half);
    let taken = y.swap_remove(1);
    y.iter().enumerate().map(|(i, v)| (i + 1) as f64 * v * v * taken).sum()
}

/// Area under a curve whose points come in any order; `sort_by` on pairs.
#[differentiable(order = 2, lanes)]
pub fn area_under(x: &[f64], y: &[f64]) -> f64 {
    let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut area = 0.0;
    for p in points.windows(2) {
        area += (p[1].0 - p[0].0) * (p[1].1 + p[0].1);
    }
    area
}

/// Parts of a slice are sorted in place.
#[differentiable(order = 2, lanes)]
pub fn sorted_parts(x: &mut [f64], w: f64) {
    for part in x.chunks_mut(3) {
        if part.is_empty() {
            continue;
        }
        part.sort_by(|a, b| b.partial_cmp(a).unwrap());
        part[0] *= w;
    }
}

/// `split_last`, `first` in `let else`, `get` with guards.
#[differentiable(order = 2, lanes)]
pub fn ends(x: &[f64]) -> f64 {
    let Some((last, rest)) = x.split_last() else { return 0.5 };
    let Some(first) = rest.first() else { return last * last };
    let factor = match rest.get(1) {
        Some(v) if *v > 0.0 => v * 2.0,
        Some(v) => v * v,
        None => 1.0,
    };
    last * first * factor
}

/// `first_mut` and `split_first_mut`.
#[differentiable(order = 2, lanes)]
pub fn spread_first(x: &mut [f64], w: f64) {
    if let Some(v) = x.first_mut() {
        *v *= w;
    }
    if let Some((first, rest)) = x.split_first_mut() {
        for v in rest.iter_mut() {
            *v += *first * w;
        }
    }
}

/// `or`, `zip`, `map_or`, `filter`, `unwrap_or_else`, `is_some_and`, `replace` of `Option`.
#[differentiable(order = 2, lanes)]
pub fn option_combinations(a: Option<f64>, b: Option<f64>, w: f64) -> f64 {
    let inner = w + 1.0;
    let first = a.or(b).map_or(w, |v| v * inner);
    let both = a.zip(b).map(|(x, y)| x * y).unwrap_or(w * w);
    let large = a.filter(|v| *v > 0.5).unwrap_or(inner);
    let factor = if a.is_some_and(|v| v > 0.4) { w } else { 1.0 };
    let mut held = a;
    let before = held.replace(w * w).unwrap_or(inner);
    first + both * large * factor + before * held.unwrap_or_default()
}

/// Alternatives that bind the same name, and guards that read it.
#[differentiable(order = 2, lanes)]
pub fn either_of(a: Option<f64>, b: Option<f64>) -> f64 {
    match (a, b) {
        (Some(x), None) | (None, Some(x)) => x * x * x,
        (Some(x), Some(y)) if x > y => x * y,
        (Some(x), Some(y)) => x + y * y,
        (None, None) => 0.0,
    }
}

/// Two sorted sequences become one; `get` in a `match` on a pair.
#[differentiable(order = 2, lanes)]
pub fn merged(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x <= y => {
                out.push(x * 2.0);
                i += 1;
            }
            (_, Some(y)) => {
                out.push(y * y);
                j += 1;
            }
            (Some(x), None) => {
                out.push(x * 2.0);
                i += 1;
            }
            (None, None) => break,
        }
    }
    out
}

/// A small population that is sorted, cut and refilled again and again.
#[differentiable(order = 2, lanes)]
pub fn population(x: &[f64], w: f64) -> f64 {
    let mut pool = x.to_vec();
    let mut y = 0.0;
    for k in 0..3 {
        pool.sort_by(|a, b| a.total_cmp(b));
        if let Some(last) = pool.last_mut() {
            *last *= w;
        }
        let top = pool.iter().copied().max_by(|a, b| a.total_cmp(b)).unwrap_or(0.4);
        pool.insert(k % 2, top * 0.3);
        y += pool.remove(pool.len() - 1) * top;
        pool.truncate(4);
        pool.resize(3, w * top);
        pool.rotate_left(1);
    }
    y + pool.iter().map(|v| v * v * v).sum::<f64>()
}

/// The first and last rows of a nested slice.
#[differentiable(order = 2, lanes)]
pub fn outer_rows(rows: &[Vec<f64>], w: f64) -> f64 {
    let mut y = w;
    if let Some(row) = rows.first() {
        for v in row {
            y += v * w;
        }
    }
    let Some(last) = rows.last() else { return y };
    y * last.iter().sum::<f64>()
}

/// `split_off` and `append`.
#[differentiable(order = 2, lanes)]
pub fn cut_and_joined(x: &[f64], w: f64) -> f64 {
    let mut y = x.to_vec();
    let mut tail = y.split_off(x.len() / 2);
    for v in &mut tail {
        *v *= w;
    }
    tail.append(&mut y);
    y.push(w);
    tail.iter().enumerate().map(|(i, v)| v * v * (i + 1) as f64).sum::<f64>() * y[0]
}

/// Entries at indices that change by methods of their own; the reverse sweep reads earlier ones.
#[differentiable(order = 2, lanes)]
pub fn moving_indices(x: &[f64; 4]) -> f64 {
    let mut order = vec![0, 1, 2, 3];
    let mut y = 1.0;
    for k in 0..3 {
        y = y * x[order[k]] + x[order[0]] * x[order[0]];
        order.swap(0, 1);
        order.sort_by(|a, b| (b + k).cmp(&(a * 2)));
        order.rotate_left(1);
    }
    for pair in order.chunks_mut(2) {
        pair.sort_unstable();
    }
    y * x[order[0]] * x[order[3]]
}
