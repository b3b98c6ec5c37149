//! Programs whose derivatives were once wrong or did not compile: one test each, by what went wrong.
#![allow(clippy::assign_op_pattern, reason = "forms that users write")]
#![allow(missing_docs, reason = "the functions are small and named for what they do")]
#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

use cotangent::{Differentiable, Scalar, check, differentiable};
use ndarray::{Array1, Array2};

const X: [f64; 4] = [0.4, -0.3, 0.9, 0.25];

#[differentiable]
fn weighted(s: &[f64], c: f64) -> f64 {
    let mut t = 0.0;
    for (i, &q) in s.iter().enumerate() {
        t += q * c - 0.1 * (i as f64) * q.tanh();
    }
    t
}

#[differentiable]
fn mixed(u: &mut [f64], v: &mut [f64], c: f64) {
    for i in 0..u.len().min(v.len()) {
        let t = u[i];
        u[i] = v[i] * c;
        v[i] += t * u[i];
    }
}

#[derive(Clone, Differentiable)]
struct State {
    level: f64,
    pair: [f64; 2],
    history: Vec<f64>,
}

#[differentiable]
fn advance(p: &mut State, c: f64) -> f64 {
    p.level = p.level * c + p.pair[1];
    p.pair = [p.pair[1], p.level * p.history[0]];
    p.history.push(p.level);
    p.pair[1] * p.level
}

#[differentiable]
fn sum_behind_a_fused_call(x: &[f64], a: f64, b: f64) -> f64 {
    let mut s = a * b;
    let y = weighted(x, s);
    s += b * b;
    2.0 * y + s
}

#[test]
fn the_cotangent_of_a_fused_call_s_argument_is_read_before_the_call() {
    check!(sum_behind_a_fused_call, &X[..], 0.7, 0.6);
}

#[differentiable]
fn earlier_state(x: &[f64], a: f64, b: f64) -> f64 {
    let mut p = State { level: a, pair: [b, a * b], history: x.to_vec() };
    let mut s = 0.0;
    for i in 0..3 {
        let q = p.clone();
        s += advance(&mut p, b);
        if i == 1 {
            p = q;
        }
        p.history[1] += s;
    }
    s * p.level + p.history.iter().sum::<f64>()
}

#[test]
fn a_struct_gets_another_shape_by_assignment() {
    check!(earlier_state, &X[..], 0.7, 0.6);
}

#[differentiable]
fn reused_name(x: &[f64], a: f64, b: f64) -> f64 {
    let mut h = vec![a; 3];
    let g = h;
    h = vec![b; 5];
    for t in h.iter_mut() {
        *t *= g[0] * x[0];
    }
    h.iter().sum::<f64>() * g[1]
}

#[test]
fn a_vector_is_moved_and_its_name_gets_another() {
    check!(reused_name, &X[..], 0.7, 0.6);
}

#[differentiable]
fn late_vector(x: &[f64], a: f64) -> f64 {
    let n = if a > 0.5 { 2 } else { 0 };
    let mut v: Vec<f64>;
    if n > 1 {
        v = vec![a; n];
        v.push(x[0]);
        v = vec![v[0] * v[n]];
    } else {
        v = x.to_vec();
    }
    v.push(v[0] * a);
    v.iter().sum()
}

#[test]
fn a_vector_without_a_first_value_is_assigned_again() {
    check!(late_vector, &X[..], 0.7);
    check!(late_vector, &X[..], 0.3);
}

#[differentiable]
fn table(x: &[f64], a: f64) -> f64 {
    let n = if a > 0.5 { 2 } else { 0 };
    let mut m = vec![vec![a; 3]; n + 1];
    let pairs = [(a, x[0]); 2];
    for i in 0..n + 1 {
        for j in 0..3 {
            m[i][j] *= x[(i + j) % x.len()] + pairs[j % 2].1;
        }
    }
    m.iter().map(|r| r[0] * r[1] + r[2]).sum::<f64>() * pairs[1].0
}

#[test]
fn what_is_repeated_need_not_be_a_number() {
    check!(table, &X[..], 0.7);
    check!(table, &X[..], 0.3);
}

#[differentiable]
fn neighbours(x: &[f64], a: f64, b: f64) -> f64 {
    let one = State { level: a, pair: [b, 1.0], history: x.to_vec() };
    let mut states = vec![one; 2];
    for i in 0..3 {
        let j = i % 2;
        states[j].level += states[1 - j].level * b;
        let t = advance(&mut states[j], a);
        states[1 - j].pair[0] -= t;
    }
    states.iter().map(|p| p.level * p.pair[0]).sum()
}

#[test]
fn an_element_s_cotangent_goes_to_another_element() {
    check!(neighbours, &X[..], 0.7, 0.6);
}

#[differentiable]
fn parts_of_parts(x: &[f64], a: f64) -> f64 {
    let mut v = x.to_vec();
    let (l, r) = v.split_at_mut(1);
    mixed(l, r, a);
    mixed(&mut r[1..], l, a);
    v.iter().product()
}

#[test]
fn a_part_of_a_part_is_lent_beside_another() {
    check!(parts_of_parts, &X[..], 0.7);
}

#[differentiable]
fn until(x: &[f64], a: f64, k: usize) -> Vec<f64> {
    let mut v = Vec::new();
    for (i, &q) in x.iter().enumerate() {
        if i == k {
            return v;
        }
        v.push(q * a);
    }
    v.push(a);
    v
}

#[differentiable]
fn sums_until(x: &[f64], a: f64) -> f64 {
    let mut s = a;
    for k in 0..6 {
        s += 0.3 * until(x, s, k).iter().sum::<f64>();
    }
    s
}

#[test]
fn a_vector_is_returned_from_within_a_loop() {
    check!(sums_until, &X[..], 0.7);
}

#[differentiable]
fn held(x: &[f64], a: f64, b: f64) -> f64 {
    let mut o = None;
    let mut s = a;
    for &q in x {
        match o {
            Some(p) => {
                s += (q - p) * b;
                o = if s > 0.5 { Some(p * q) } else { None };
            }
            None => o = Some(q * s),
        }
    }
    s + o.unwrap_or(b)
}

#[test]
fn an_arm_changes_what_the_match_looks_at() {
    check!(held, &X[..], 0.7, 0.6);
}

#[differentiable]
fn shrinking(x: &[f64], a: f64) -> f64 {
    let mut v = x.to_vec();
    let mut w = [a, 0.5, a * a];
    for _ in 0..3 {
        for _ in 0..2 {
            mixed(&mut v[..], &mut w[..], a);
        }
        if let Some(q) = v.pop() {
            w[0] += q * a;
        }
    }
    v[0] + w[0] * w[1]
}

#[test]
fn a_vector_is_lent_and_then_shortened() {
    check!(shrinking, &X[..], 0.7);
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
enum Sides {
    Array([f64; 2]),
    Pair((f64, f64)),
}

#[differentiable(order = 2)]
fn nested_area(s: &Sides) -> f64 {
    match s {
        Sides::Array([a, b]) => a * b,
        Sides::Pair((a, b)) => a * b * b,
    }
}

#[test]
fn operands_that_a_nested_pattern_binds_by_reference_have_gradients() {
    check!(nested_area, &Sides::Array([1.5, 2.5]));
    check!(nested_area, &Sides::Pair((1.5, 2.5)));
    assert_eq!(nested_area::hessian(&Sides::Array([1.5, 2.5])), [[0.0, 1.0], [1.0, 0.0]]);
}

#[differentiable]
fn parts_of_a_result(x: &[f64]) -> (Vec<f64>, f64) {
    (x.iter().map(|v| v * v).collect(), x[0])
}

#[differentiable]
fn taken_apart(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for k in 0..3 {
        let (a, b) = parts_of_a_result(x);
        s += a[0] * b * k as f64;
    }
    s
}

#[test]
fn a_vector_is_moved_out_of_a_result() {
    check!(taken_apart, &X[..]);
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Oscillator {
    position: f64,
    velocity: f64,
}

#[differentiable(order = 2)]
fn kicked(s: Oscillator, impulse: f64) -> Oscillator {
    Oscillator { velocity: s.velocity * impulse * impulse, ..s }
}

/// The base of a struct update in a tangent is a copy, and gave its cotangent to no one.
#[test]
fn the_base_of_a_tangents_update_has_a_cotangent() {
    let (s, d) = (Oscillator { position: 0.4, velocity: 1.2 }, 0.5);
    let (_, pullback) = kicked::jvp_vjp(s.clone(), 0.7, s.zero_tangent(), d);
    let one = s.zero_tangent();
    let mut y_dot_bar = s.zero_tangent();
    y_dot_bar.position = 1.0;
    let (_, _, s_dot_bar, _) = pullback((one, y_dot_bar));
    assert_eq!((s_dot_bar.position, s_dot_bar.velocity), (1.0, 0.0));
}

#[differentiable(order = 2, lanes)]
fn leading_squares<const N: usize>(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += x[i] * x[i];
    }
    sum
}

#[differentiable]
fn two_sizes(x: &[f64]) -> f64 {
    leading_squares::<2>(x) * leading_squares::<3>(x)
}

/// The functions of a companion call each other, and no argument tells them `N`.
#[test]
fn a_generic_that_no_parameter_mentions_is_handed_on() {
    assert_eq!(leading_squares::grad::<3>(&X), [0.8, -0.6, 1.8, 0.0]);
    assert_eq!(leading_squares::hvp::<1>(&X, &[1.0; 4]), [2.0, 0.0, 0.0, 0.0]);
    check!(two_sizes, &X[..]);
}

#[differentiable]
fn mean_by_shape(a: &Array2<f64>) -> f64 {
    let n = a.ncols();
    a.sum() / (a.nrows() * n) as f64 + a.sum() / a.shape()[0] as f64
}

/// A shape was taken for something that an array's elements flow into.
#[test]
fn the_shape_of_an_array_is_no_function_of_its_elements() {
    check!(mean_by_shape, &Array2::from_elem((2, 3), 0.4));
}

#[differentiable]
fn halve_by_shape(z: &mut Array2<f64>) {
    let (n, half) = (z.nrows(), z.dim().1 / 2);
    for i in 0..n {
        for j in 0..half {
            z[[i, j]] = z[[i, j]].tanh() / n as f64;
        }
    }
}

#[differentiable]
fn halved(a: &Array2<f64>) -> f64 {
    let mut z = a * a;
    halve_by_shape(&mut z);
    (&z * a).sum()
}

/// `z.nrows()` was taken for something that may change `z`.
#[test]
fn the_shape_of_an_array_that_is_lent_with_mut_may_be_asked() {
    check!(halved, &Array2::from_shape_fn((2, 4), |(i, j)| 0.4 + 0.3 * (i * 4 + j) as f64));
}

/// A part of a shape, to be replaced as a whole.
#[derive(Clone, Debug, Differentiable)]
enum Piece {
    Point(f64),
    Line { length: f64 },
}

#[differentiable(order = 2)]
impl Piece {
    fn stretch(&mut self, by: f64) -> f64 {
        let size = match self {
            Piece::Point(at) => *at * by * *at,
            Piece::Line { length } => length.sin() + by,
        };
        *self = Piece::Line { length: size * by };
        size * size
    }
}

#[differentiable(order = 2)]
fn replace_pair(pair: &mut (f64, f64), by: f64) {
    let product = pair.0 * pair.1;
    *pair = (product * by, pair.0);
}

#[differentiable(order = 2)]
fn replace_option(o: &mut Option<f64>, by: f64) {
    let square = match o {
        Some(v) => *v * *v * by,
        None => by,
    };
    *o = Some(square * by);
}

#[differentiable(order = 2)]
fn replaced_wholes(x: f64, by: f64) -> f64 {
    let mut piece = Piece::Point(x);
    let first = piece.stretch(by);
    let second = piece.stretch(x);
    let mut pair = (first, second);
    replace_pair(&mut pair, by);
    let mut o = Some(pair.0);
    replace_option(&mut o, x);
    o.unwrap_or(0.0) + pair.1
}

#[test]
fn what_a_reference_leads_to_is_replaced_as_a_whole() {
    check!(replaced_wholes, 0.7, 0.6);
    let (dx, dby) = replaced_wholes::hvp(0.7, 0.6, 0.3, -0.8);
    let h = 1e-6;
    let up = replaced_wholes::grad(0.7 + 0.3 * h, 0.6 - 0.8 * h);
    let down = replaced_wholes::grad(0.7 - 0.3 * h, 0.6 + 0.8 * h);
    assert!((dx - (up.0 - down.0) / (2.0 * h)).abs() < 1e-7);
    assert!((dby - (up.1 - down.1) / (2.0 * h)).abs() < 1e-7);
}

// Loops whose indices are cut to a part before them.

#[derive(Clone, Debug, Differentiable)]
struct IndexedRow {
    v: Vec<f64>,
    a: [f64; 4],
    q: Array1<f64>,
    bx: Box<[f64]>,
}
#[derive(Clone, Debug, Differentiable)]
struct IndexedGrid {
    rows: Vec<IndexedRow>,
    #[constant]
    offsets: Vec<usize>,
    t: (f64, Vec<f64>),
}

#[differentiable(order = 2, lanes)]
fn windows(g: &IndexedGrid, s: f64) -> f64 {
    let mut sum = 0.0;
    for k in 0..g.rows.len() {
        let m = g.offsets[k];
        for i in 0..m {
            sum += g.rows[k].v[i + 1] * s
                + g.rows[k].a[i] * g.rows[k].v[i + 1]
                + g.rows[k].q[i] * g.rows[k].bx[i] * g.t.1[i];
        }
    }
    sum
}
/// The base does not exist where the loop does not run.
#[differentiable(order = 2)]
fn absent(g: &IndexedGrid, n: usize) -> f64 {
    let mut sum = 0.0;
    for k in 0..n {
        let m = if k < g.rows.len() { 2 } else { 0 };
        for i in 0..m {
            sum += g.rows[k].v[k + i] * g.rows[k].v[k + i];
        }
    }
    sum
}
#[differentiable(order = 2, lanes)]
fn running(x: &[f64], w: &mut [f64], n: usize) -> f64 {
    let mut start = 0;
    let mut sum = 0.0;
    for i in 0..n {
        for j in 0..i + 1 {
            w[start + j] = w[start + j] * x[j] + x[i];
            sum += w[start + j];
        }
        start += i + 1;
    }
    sum
}
#[differentiable(order = 2, lanes)]
fn moving(x: &[f64], n: usize) -> f64 {
    let mut off = 0;
    let mut s = 0.0;
    for i in 0..n {
        s += x[off + i] * x[i];
        if s > 0.1 {
            off = 1;
        }
    }
    s
}
#[differentiable]
fn running_copy(x: &[f64]) -> f64 {
    let mut w = x.to_vec();
    running(x, &mut w, 3)
}
#[differentiable]
fn indexed_sums(g: &IndexedGrid, s: f64) -> f64 {
    windows(g, s) + absent(g, 5)
}
#[differentiable]
fn moving_four(x: &[f64]) -> f64 {
    moving(x, 4)
}

fn grid() -> IndexedGrid {
    let wave = |n: usize, k: usize| -> Vec<f64> {
        (0..n).map(|i| ((i + 3 * k) as f64 * 0.7).sin()).collect()
    };
    let row = |k: usize| IndexedRow {
        v: wave(6, k),
        a: [0.1, 0.2, 0.3, 0.4],
        q: wave(5, k).into(),
        bx: wave(4, k).into(),
    };
    IndexedGrid {
        rows: vec![row(1), row(2), row(3)],
        offsets: vec![3, 0, 2],
        t: (1.0, vec![0.3, 0.4, 0.5]),
    }
}

/// A base that does not exist where the loop does not run, fields of every kind, an offset that moves.
#[test]
fn parts_are_cut_only_where_every_index_has_one() {
    let x = [0.4, 0.3, 0.9, 0.2, 0.6, 0.8];
    check!(indexed_sums, &grid(), 0.7);
    check!(running_copy, &x[..]);
    check!(moving_four, &x[..]);
    let (row_bar, _) = windows::hvp(&grid(), 0.7, &grid().zero_tangent(), 1.0);
    assert_eq!(row_bar.rows[0].v, [0.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
    let (_, s_bar) = windows::vjp_lanes(&grid(), 0.7).1([1.0, 2.0]);
    assert_eq!(s_bar[1], 2.0 * s_bar[0]);
}

#[differentiable]
fn halved_twice(x: &[f64]) -> f64 {
    let mut h = x.to_vec();
    for _ in 0..2 {
        let mut z = vec![0.0; h.len()];
        for i in 0..h.len() {
            z[i] = h[i] * h[i];
        }
        z = z[1..].to_vec();
        for v in z.iter_mut() {
            *v *= 0.5;
        }
        h = z;
    }
    h.iter().sum()
}

/// The length that a tape keeps instead of a vector is that of its last contents.
#[test]
fn a_vector_that_is_replaced_before_its_length_is_kept() {
    check!(halved_twice, &X[..]);
}

#[differentiable]
fn squares(v: &[f64]) -> f64 {
    v.iter().map(|e| e * e).sum()
}

#[differentiable]
fn shown_then_changed(x: &[f64]) -> f64 {
    let mut s = x.to_vec();
    let part = &mut s[1..];
    let y = squares(part);
    part[0] = 7.0 * x[0];
    y * squares(&s)
}

#[differentiable]
#[allow(clippy::unnecessary_mut_passed, reason = "what the callee asks for is the subject")]
fn shown_whole(x: &[f64]) -> f64 {
    let mut s = x.to_vec();
    let y = squares(&mut s);
    s[2] = 7.0;
    let mut a = [x[0], x[1]];
    let z = squares(&mut a);
    a[0] = 3.0;
    y * s[3] + z * a[0]
}

#[differentiable]
fn shown_by_the_caller(s: &mut [f64], x: f64) -> f64 {
    s[0] *= x;
    let y = squares(s);
    s[0] = 7.0;
    y + s[1]
}

#[differentiable]
fn shown_block_by_block(x: &[f64], n: usize) -> f64 {
    let mut s = vec![0.0; x.len()];
    let mut total = 0.0;
    for k in 0..x.len() / n {
        let block = &mut s[k * n..(k + 1) * n];
        for (b, e) in block.iter_mut().zip(x) {
            *b = e * (k + 1) as f64;
        }
        total += squares(block);
        let (before, after) = s.split_at_mut(k * n);
        if k > 0 {
            before[0] += 1.0;
            total += squares(before) * after[0];
        }
    }
    total
}

#[differentiable]
fn blocks_of_one(x: &[f64]) -> f64 {
    shown_block_by_block(x, 1)
}

#[differentiable]
fn blocks_of_two(x: &[f64]) -> f64 {
    shown_block_by_block(x, 2)
}

/// A `&mut` that is passed where a shared reference is asked for: the pullback reads what it was shown.
#[test]
fn what_a_mutable_borrow_showed_is_not_what_was_written_later() {
    check!(shown_then_changed, &X[..]);
    check!(shown_whole, &X[..]);
    check!(blocks_of_one, &X[..]);
    check!(blocks_of_two, &X[..]);
    assert_eq!(shown_by_the_caller::value_and_grad(&mut [3.0, 1.0], 2.0).1.1, 2.0 * 3.0 * 6.0);
}

#[differentiable]
fn rows_of_a_grid(x: &[f64]) -> f64 {
    let n = 3;
    let mut rows = vec![0.0; n * n];
    let mut y = 0.0;
    for k in 0..n {
        let row = &mut rows[n * k..(k + 1) * n];
        for (r, e) in row.iter_mut().zip(x) {
            *r = e * x[k];
        }
        for r in row.iter_mut() {
            *r *= *r;
        }
        y += squares(&rows[n * k..(k + 1) * n]);
        for round in 0..2 {
            rows[k * n] += x[round];
            y += squares(&rows[k * n..k * n + n]);
        }
    }
    y
}

#[differentiable]
fn shared_cells(x: &[f64]) -> f64 {
    let mut cells = x[..3].to_vec();
    cells.fill(0.0);
    let mut y = 0.0;
    for round in 0..2 {
        for k in 0..3 {
            cells[k] = cells[k] * x[round] + x[k];
            y += cells[k] * cells[k] * x[3];
        }
    }
    y
}

/// Blocks that one loop's iterations have for themselves need no copies; those of two loops do.
#[test]
fn only_memory_of_the_own_iteration_stays() {
    check!(rows_of_a_grid, &X[..]);
    check!(shared_cells, &X[..]);
}

#[differentiable]
fn seven_numbers_a_step(x: &[f64], h: &mut [f64]) {
    for i in 0..h.len() {
        let a = (x[i] * h[i]).sin();
        let b = (a + x[i]).exp();
        let c = (a * b).tanh();
        let d = (c - h[i]).cos();
        h[i] = a * b + c * d * h[i];
    }
}

#[differentiable]
fn many_numbers(x: &[f64]) -> f64 {
    let mut h = x.to_vec();
    seven_numbers_a_step(x, &mut h);
    let n = h.len() / 2;
    seven_numbers_a_step(x, &mut h[n..]);
    h.iter().sum()
}

/// More numbers a step than have a tape each share one, also where there are no steps.
#[test]
fn a_loop_that_leaves_many_numbers() {
    check!(many_numbers, &X[..2]);
    assert_eq!(many_numbers::grad(&[]), Vec::<f64>::new());
}

#[differentiable]
fn half_of_the_parts(x: &[f64], n: usize) -> f64 {
    let count = (x.len() / n).div_ceil(2);
    let (low, high) = ((count + 1).min(x.len()), (x.len() - count).max(1));
    x[..low].iter().sum::<f64>() * x[high..].iter().product::<f64>()
}

/// `(a / b).method()` in a derivative is not `a / b.method()`.
#[test]
fn a_method_of_a_quotient_is_called_on_all_of_it() {
    let x = [0.4, -0.3, 0.9, 0.25, 1.1, 0.7];
    let (y, x_bar) = half_of_the_parts::value_and_grad(&x, 2);
    assert_eq!(y, half_of_the_parts(&x, 2));
    let product = x[4] * x[5];
    let sum = x[0] + x[1] + x[2];
    assert_eq!(x_bar, [product, product, product, 0.0, sum * x[5], sum * x[4]]);
}

#[differentiable]
fn shared_by_chunks(w: &[f64], xs: &[f64]) -> f64 {
    let mut loss = 0.0;
    #[parallel]
    for i in 0..xs.len() {
        let p: Vec<f64> = w.iter().map(|w| (w * xs[i]).sin()).collect();
        let s: f64 = p.iter().sum();
        loss += s * s;
    }
    loss
}

/// What a parallel loop adds to from all iterations is not cut to a part in one of them.
#[test]
fn a_parallel_loop_sums_up_what_an_inner_loop_indexes() {
    check!(shared_by_chunks, &X[..], &X[1..]);
}

#[differentiable]
fn weighted_sum(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * a * b).sum()
}

#[differentiable]
#[expect(clippy::useless_vec)] // vectors are what the test is about
fn rows_of_rows(x: &[f64]) -> f64 {
    let rows = vec![vec![x[0], x[1]], vec![x[2], x[3]]];
    let pairs = vec![(x.to_vec(), x.to_vec())];
    let grid = [[x[0], x[2]], [x[1], x[3]]];
    weighted_sum(&rows[0], &rows[1])
        * weighted_sum(&pairs[0].0, &pairs[0].1)
        * weighted_sum(&grid[0][1..], &grid[1][1..])
        * weighted_sum(&x[..2], &x[2..4])
}

/// Two places of one sequence that lie apart can be lent at once only where rustc sees it.
#[test]
fn parts_behind_indices_have_cotangents_of_their_own() {
    check!(rows_of_rows, &X[..]);
}

const WIDTH: usize = 20;

/// Rows that lie close together, changed in loops up to a `const` item.
#[differentiable]
fn rows_in_pairs(x: &[[f64; WIDTH]], w: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for g in 0..x.len() / 2 {
        let a = 2 * g;
        for l in 0..WIDTH {
            let t = y[a][l] * w[a] + y[a + 1][l] * w[a + 1];
            y[a][l] += t * t;
            y[a + 1][l] *= t.sin();
        }
    }
    let mut s = 0.0;
    for a in 1..x.len() {
        for l in 0..WIDTH {
            s += 0.5 * y[a][l] * y[a][l] - 3.0 * y[a - 1][l] * y[a - 1][l];
        }
    }
    s
}

#[test]
fn rows_that_lie_close_together_are_lent_at_once() {
    let row = |i: usize| std::array::from_fn(|l| 0.3 + 0.05 * ((i * 7 + l) % 13) as f64);
    let rows: Vec<[f64; WIDTH]> = (0..5).map(row).collect();
    check!(rows_in_pairs, &rows[..], &[0.7, -0.4, 0.3, 1.2, 0.5][..]);
    check!(rows_in_pairs, &rows[..1], &X[..]);
}

#[differentiable]
fn own_tapes(x: &[f64]) -> f64 {
    let mut total = 0.0;
    #[parallel]
    for i in 0..x.len() {
        let mut s = 0.0;
        for j in 0..x.len() {
            let t = x[j].sin();
            s += t * t;
        }
        total += s * x[i];
    }
    total
}

/// Outside, nothing said of which type such a tape is.
#[test]
fn tapes_of_iterations_of_a_parallel_loop_are_declared_there_alone() {
    check!(own_tapes, &X[..]);
}

#[differentiable(order = 2)]
fn log_sum_exp<T: Scalar>(x: &[T]) -> T {
    x.iter().map(|v| v.exp()).sum::<T>().ln()
}

#[differentiable]
fn softmax_slope(x: &[f64], u: &[f64]) -> f64 {
    log_sum_exp::jvp(x, u).1
}

/// A sum starts at a number of its type.
#[test]
fn sums_of_scalars_start_at_a_scalar() {
    check!(softmax_slope, &X[..], &[0.3, 0.1, -0.2, 0.7][..]);
}

#[derive(Clone, Copy, Differentiable)]
struct Rectangle<T: Scalar> {
    a: T,
    b: T,
}

#[differentiable]
impl<T: Scalar> Rectangle<T> {
    fn area(&self) -> T {
        let (a, b): (T, T) = (self.a, self.b);
        a * b + a
    }
}

#[differentiable]
fn area_of(x: &[f64]) -> f64 {
    let rectangle = Rectangle { a: x[0], b: x[1] };
    rectangle.area() * rectangle.area()
}

#[test]
fn scalars_of_an_impl_block_are_known_in_its_methods() {
    check!(area_of, &X[..]);
}

#[differentiable(wrt(x), lanes, order = 2)]
fn scaled_copy(mut t: Vec<f64>, x: &[f64]) -> f64 {
    for i in 0..2 {
        t[i] *= x[i];
        t[0] *= t[i];
    }
    t[0] * x[0] + t[1]
}

#[differentiable(wrt(x), lanes)]
fn scaled_parts(mut s: f64, mut t: (f64, [f64; 2]), x: f64) -> f64 {
    s *= x;
    t.0 += s * x;
    t.1[0] *= t.0;
    s * t.1[0] * t.1[1]
}

/// They start without a tangent and get one when they are overwritten.
#[test]
fn parameters_by_value_that_are_held_fixed_may_be_overwritten() {
    let t = || vec![1.1, 0.8];
    let x = [0.7, 1.3];
    let slope = |x: [f64; 2], d: [f64; 2]| {
        let at = |h: f64| scaled_copy(t(), &[x[0] + h * d[0], x[1] + h * d[1]]);
        (at(1e-5) - at(-1e-5)) / 2e-5
    };
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6 * (1.0 + b.abs()), "{a} {b}");
    let along = slope(x, [0.3, -0.6]);
    near(scaled_copy::jvp(t(), &x, &[0.3, -0.6]).1, along);
    let gradient = scaled_copy::grad(t(), &x);
    near(0.3 * gradient[0] - 0.6 * gradient[1], along);
    near(scaled_copy::vjp(t(), &x).1(1.0)[1], slope(x, [0.0, 1.0]));
    let lanes = scaled_copy::jvp_lanes(t(), &x, &[[1.0, 0.0], [0.0, 1.0]]).1;
    near(lanes[0], gradient[0]);
    near(lanes[1], gradient[1]);
    let hessian = scaled_copy::hessian(t(), &x);
    for i in 0..2 {
        let at = |h: f64| scaled_copy::grad(t(), &[x[0] + h, x[1]])[i];
        near(hessian[i][0], (at(1e-5) - at(-1e-5)) / 2e-5);
    }

    let parts = |x: f64| scaled_parts(1.2, (0.4, [0.9, 1.5]), x);
    let slope = (parts(0.7 + 1e-5) - parts(0.7 - 1e-5)) / 2e-5;
    near(scaled_parts::grad(1.2, (0.4, [0.9, 1.5]), 0.7), slope);
    near(scaled_parts::jvp(1.2, (0.4, [0.9, 1.5]), 0.7, 1.0).1, slope);
    near(scaled_parts::jvp_lanes(1.2, (0.4, [0.9, 1.5]), 0.7, [2.0]).1[0], 2.0 * slope);
}

#[differentiable(order = 2)]
fn shrinking_pairs(x: &[f64]) -> f64 {
    let mut m = x.len();
    let mut y = 1.0;
    while m > 0 {
        for (j, (v, w)) in x[0..m].iter().zip(&x[0..m]).enumerate() {
            y += y * v * w * (j + 1) as f64 * 0.1;
        }
        m -= 1;
    }
    y
}

#[differentiable(order = 2)]
fn shrinking_parts(x: &[f64]) -> f64 {
    let mut m = x.len();
    let mut y = 1.0;
    for k in 0..x.len() {
        let part = &x[k..k + m];
        let n = part.len();
        let squares: Vec<f64> = x[k..k + m].iter().zip(&x[0..m]).map(|(a, b)| a * b * b).collect();
        m -= 1;
        for j in 0..n {
            y += y * part[j] * (j + 1 + m) as f64 * 0.1;
        }
        for s in &squares {
            y += y * s.sin();
        }
    }
    y
}

/// `x[k..k + m]` has the length that `m` was when it was cut.
#[test]
fn parts_keep_their_length_when_what_it_was_taken_from_changes() {
    check!(shrinking_pairs, &X[..]);
    check!(shrinking_parts, &X[..]);
}

#[differentiable]
fn rows_read_in_part(x: &[f64]) -> f64 {
    let n = x.len();
    let rows = 4;
    let mut buffer = vec![0.0; rows * n];
    let mut y = 0.0;
    for i in 0..rows {
        let row = &mut buffer[i * n..(i + 1) * n];
        for j in 0..n {
            row[j] = x[j] * x[n - 1 - j];
        }
        let m = (2 * i + 1) % (n + 1);
        for j in 0..m {
            y += row[j] * x[j] * (i + 1) as f64;
        }
    }
    y
}

#[differentiable]
fn rows_read_twice(x: &[f64]) -> f64 {
    let n = x.len();
    let rows = 3;
    let mut buffer = vec![0.0; rows * n];
    let mut y = 0.0;
    for i in 0..rows {
        let row = &mut buffer[i * n..(i + 1) * n];
        for j in 0..n {
            row[j] = x[j] * x[n - 1 - j];
        }
        for j in 0..n {
            y += row[j] * row[j];
            if x[j] > 0.0 {
                y += row[j] * (i + 2) as f64;
            }
        }
    }
    y
}

/// The next iteration finds in its row what the last one left there.
#[test]
fn rows_of_cotangents_are_written_first_only_where_that_covers_them() {
    check!(rows_read_in_part, &X[..]);
    check!(rows_read_twice, &X[..]);
}

#[differentiable]
fn mirrored(x: &[f64]) -> f64 {
    let n = x.len();
    let mut y = 0.0;
    for i in 0..2 {
        let mut u = vec![0.0; n];
        for j in 0..n {
            u[j] = x[j] * (i + 1) as f64;
            u[n - 1 - j] = x[j] * x[j];
            y += u[j] * u[n - 1 - j] * x[0];
        }
    }
    y
}

#[differentiable]
fn mirrored_rows(x: &[f64]) -> f64 {
    let n = x.len();
    let mut buffer = vec![0.0; 3 * n];
    let mut y = 0.0;
    for i in 0..3 {
        let u = &mut buffer[i * n..(i + 1) * n];
        for j in 0..n {
            u[j] = x[j] * (i + 1) as f64;
            u[n - 1 - j] = x[j] * x[j];
            y += u[j] * u[n - 1 - j] * x[0];
        }
    }
    y
}

/// A zero that is the last use of a row in an iteration is met by a later one at the other end.
#[test]
fn cotangents_of_overwritten_elements_start_over_in_a_row_s_last_loop() {
    check!(mirrored, &X[..]);
    check!(mirrored_rows, &X[..]);
}

#[differentiable(order = 2, lanes)]
fn product_of(x: &[f64]) -> f64 {
    let mut p = 1.0;
    for t in x {
        p *= t;
    }
    p
}

#[differentiable]
fn product_from(start: f32, x: &[f32]) -> f32 {
    let mut p = start;
    for t in x {
        p = t * p;
    }
    p
}

#[differentiable]
fn checkpointed_products(x: &[f64]) -> f64 {
    let n = x.len();
    let mut u = x.to_vec();
    let mut y = 1.0;
    #[checkpoint(every = 2)]
    for k in 0..5 {
        let row = &u[1..];
        let mut p = y;
        for t in row {
            p *= t + 0.7;
        }
        y += p * x[k % n];
        for j in 0..n {
            u[j] = 0.5 * u[j] + y * x[j];
        }
    }
    y
}

/// The slopes by products of all other factors, in the order of a tape of prefix products.
fn slopes(x: &[f64]) -> Vec<f64> {
    let before = |i: usize| x[..i].iter().product::<f64>();
    let behind = |i: usize| x[i + 1..].iter().rev().product::<f64>();
    (0..x.len()).map(|i| behind(i) * before(i)).collect()
}

/// No quotient is taken of a product that has lost something.
#[test]
fn products_with_special_factors_have_the_slopes_of_prefix_products() {
    let (zero, big, small) = (0.0, 1e200, 1e-200);
    let cases: [&[f64]; 12] = [
        &[2.0, zero, -3.0],
        &[zero, 2.0, zero, 5.0],
        &[-zero, 2.0],
        &[small, small, 3.0, big],
        &[big, big, small],
        &[big, 3.0, small],
        &[1e-160, 3.0],
        &[1e-300, 1e-20, 2.0],
        &[f64::INFINITY, 2.0, -3.0],
        &[f64::INFINITY, zero, 2.0],
        &[f64::NAN, 2.0],
        &[],
    ];
    for x in cases {
        let expected = slopes(x);
        let gradient = product_of::grad(x);
        let seeds = product_of::vjp_lanes(x).1([1.0, 2.0]);
        for (i, e) in expected.iter().enumerate() {
            for (found, e) in [(gradient[i], *e), (seeds[i][0], *e), (seeds[i][1], 2.0 * e)] {
                let near = (found - e).abs() <= 1e-14 * e.abs();
                assert!(near || found == e || found.is_nan() && e.is_nan(), "{x:?}: {found} {e}");
            }
            // A cotangent of zero gives zeros, except where factors are infinite.
            let none = product_of::vjp(x).1(0.0)[i];
            assert!(none == 0.0 || !e.is_finite(), "{x:?}: {none}");
        }
    }
}

#[test]
fn products_of_many_factors_agree_with_prefix_products() {
    for n in [1, 10, 1000] {
        let x: Vec<f64> =
            (0..n).map(|i| (1.0 + 0.3 * (i as f64).sin()) * [1.0, -1.0][i % 2]).collect();
        let gradient = product_of::grad(&x);
        for (found, expected) in gradient.iter().zip(slopes(&x)) {
            assert!((found - expected).abs() <= 2e-14 * expected.abs(), "{n}: {found} {expected}");
        }
    }
}

/// In single precision products leave the range early. Where all that a tape would hold stays in it, so do slopes.
#[test]
fn products_of_single_precision_lose_nothing_that_a_tape_keeps() {
    let mut counted = 0;
    for start in [1.0, 1e-30, 1e30, 0.0, 1e-12] {
        for x in [[1e-20, 1e15, 2.0], [1e-10, 1e-20, 1e-10], [0.0, 3.0, 1e20], [1e3, 4.0, -1.0]] {
            for w in [1.0, 1e-20, 1e20] {
                let wide = |v: &[f32]| v.iter().map(|t| f64::from(*t)).product::<f64>();
                let chain = [w, x[2], x[1], x[0], start];
                let inside = |v: &[f32]| wide(v) == 0.0 || (1e-37..1e38).contains(&wide(v).abs());
                if !(1..5).all(|k| inside(&chain[..k]) && inside(&chain[k..])) {
                    continue;
                }
                let (_, pullback) = product_from::vjp(start, &x);
                let (from, slopes) = pullback(w);
                for (k, found) in [slopes[2], slopes[1], slopes[0], from].into_iter().enumerate() {
                    let mut others = chain;
                    others[k + 1] = 1.0;
                    let expected = wide(&others) as f32;
                    let near = (found - expected).abs() <= 1e-6 * expected.abs();
                    assert!(
                        near || found == expected || expected.abs() < 1e-37,
                        "{chain:?}: {k} {found} {expected}"
                    );
                    counted += 1;
                }
            }
        }
    }
    assert!(counted > 60, "{counted}");
}

#[test]
fn products_in_a_checkpointed_loop_are_those_of_the_second_run() {
    check!(checkpointed_products, &X[..]);
    check!(checkpointed_products, &[0.3, -0.7, 0.9][..]);
}

#[differentiable]
fn last_of_reversed(x: &[f64], c: f64) -> f64 {
    let mut last = 0.0;
    for k in (0..x.len()).rev() {
        last = x[k];
    }
    last * c
}

#[differentiable]
fn sum_of_reversed(x: &[f64], c: f64) -> f64 {
    let mut s = 0.0;
    for k in (0..x.len()).rev() {
        s += x[k];
    }
    s * c
}

#[differentiable(wrt(c))]
fn product_of_reversed(x: &[f64], c: f64) -> f64 {
    let mut p = 1.0;
    for k in (0..x.len()).rev() {
        p *= x[k];
    }
    p * c
}

#[test]
fn loops_that_the_user_wrote_backwards_run_backwards() {
    check!(last_of_reversed, &X[..], 0.3);
    let x: Vec<f64> = (0..20).map(|i| (f64::from(i) * 0.7).sin() + 1e-3).collect();
    let bits = |a: f64, b: f64| assert_eq!(a.to_bits(), b.to_bits(), "{a} {b}");
    bits(last_of_reversed::value_and_grad(&x, 2.0).0, last_of_reversed(&x, 2.0));
    bits(sum_of_reversed::value_and_grad(&x, 2.0).0, sum_of_reversed(&x, 2.0));
    bits(product_of::value_and_grad(&x).0, product_of(&x));
    bits(product_of_reversed::value_and_grad(&x, 2.0).0, product_of_reversed(&x, 2.0));
}

#[differentiable(wrt(m), wrt(x))]
fn rows_of_an_operand(m: f64, x: &[[f64; 2]]) -> f64 {
    let mut y = 0.0;
    for s in 0..2 {
        y += x[0][s] * m;
    }
    y
}

#[differentiable(wrt(m))]
fn of_rows_held_fixed(m: f64, x: &[[f64; 2]]) -> f64 {
    rows_of_an_operand(m, x)
}

/// The cotangent of `x` is not there, so it has no row to take a part of.
#[test]
fn a_row_of_an_operand_that_is_held_fixed_has_no_cotangent() {
    assert_eq!(of_rows_held_fixed::grad(2.0, &[[3.0, 4.0]]), 7.0);
    assert_eq!(rows_of_an_operand::grad_wrt_x(2.0, &[[3.0, 4.0]]), [[2.0, 2.0]]);
}

#[differentiable(order = 3)]
fn rows_of(x: &[f64], w: &[f64]) -> Vec<[f64; 2]> {
    let mut out = vec![[0.0; 2]; x.len()];
    for i in 0..x.len() {
        for j in 0..2 {
            out[i][j] = (w[j] * x[i]).tanh();
        }
    }
    out
}

#[differentiable(order = 3)]
fn sum_of_rows(x: &[f64], w: &[f64]) -> f64 {
    let rows = rows_of(x, w);
    let mut s = 0.0;
    for i in 0..rows.len() {
        for j in 0..2 {
            s += rows[i][j] * w[j];
        }
    }
    s
}

/// At order 3 the parts of a result are moved out of it before its cotangent is made.
#[test]
fn parts_of_a_result_that_no_derivative_needs_are_moved_after_its_zero_is_made() {
    check!(sum_of_rows, &[0.3, -0.8][..], &[0.9, 1.1][..]);
}

#[differentiable]
fn sum_of_squares(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

#[differentiable]
fn double_all(x: &mut [f64]) {
    for x in x.iter_mut() {
        *x *= 2.0;
    }
}

#[differentiable]
fn of_a_vector_in_a_box(x: f64) -> f64 {
    let mut boxed = Box::new(vec![x, x * x]);
    double_all(&mut boxed);
    sum_of_squares(&boxed) * boxed[1]
}

/// Its tangent is in a box too, which had no form for a callee that takes a slice.
#[test]
fn a_vector_in_a_box_is_lent_as_a_slice_in_both_modes() {
    check!(of_a_vector_in_a_box, 1.3);
}
