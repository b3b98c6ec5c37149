//! Loops over parts and rows: what is lent, what is overwritten, and what of it the reverse sweep finds.

use super::X;
use cotangent::{Differentiable, check, differentiable};
use ndarray::Array1;

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

#[differentiable(order = 2)]
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

// A tape that one pass of the outer loop fills and empties keeps its memory; the passes are of different lengths.

#[differentiable]
fn passes_of_all_lengths(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..2 * x.len() {
        let n = if i % 2 == 0 { x.len() - i / 2 } else { i / 2 };
        let mut inner = 0.0;
        for j in 0..n {
            inner += (x[j] * x[i / 2]).exp();
        }
        total += inner * inner;
    }
    total
}

/// So many numbers that they lie in rows.
#[differentiable]
fn rows_of_all_lengths(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let n = (i * 3) % (x.len() + 1);
        let mut inner = 0.1;
        for j in 0..n {
            let a = (x[j] + x[i]).exp();
            let b = (a * x[j]).tanh();
            let c = (b - x[i]).exp() * a.sqrt();
            inner += (c * b).exp() * (a + b).tanh();
        }
        total += inner * inner;
    }
    total
}

#[differentiable]
fn parallel_passes(x: &[f64]) -> f64 {
    let mut total = 0.0;
    #[parallel]
    for i in 0..2 * x.len() {
        let n = if i % 2 == 0 { x.len() - i / 2 } else { i / 2 };
        let mut inner = 0.0;
        for j in 0..n {
            inner += (x[j] * x[i / 2]).exp();
        }
        total += inner * inner;
    }
    total
}

#[test]
fn memory_that_passes_share_has_the_length_of_each() {
    let x: Vec<f64> = (0..7).map(|i| 0.3 + 0.11 * f64::from(i) - 0.02 * f64::from(i * i)).collect();
    type Objective = fn(&[f64]) -> f64;
    let functions: [(Objective, Vec<f64>); 3] = [
        (passes_of_all_lengths, passes_of_all_lengths::grad(&x)),
        (rows_of_all_lengths, rows_of_all_lengths::grad(&x)),
        (parallel_passes, parallel_passes::grad(&x)),
    ];
    for (which, (f, gradient)) in functions.into_iter().enumerate() {
        for i in 0..x.len() {
            let moved = |step: f64| {
                let mut x = x.clone();
                x[i] += step;
                f(&x)
            };
            let expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            let error = (gradient[i] - expected).abs() / (1.0 + expected.abs());
            assert!(error < 1e-7, "{which}, {i}: {} in place of {expected}", gradient[i]);
        }
    }
}

/// Nothing but the statement itself reads what it overwrites.
#[differentiable(order = 2, lanes)]
fn grown_in_place(x: &[f64]) -> f64 {
    let mut v = vec![[1.0; 2]; x.len()];
    for k in 0..3 {
        for i in 0..x.len() {
            for l in 0..2 {
                v[i][l] *= x[i] + 0.5 * v[i][l];
                v[i][l] += v[i][l].sin() * x[k];
            }
        }
    }
    v.iter().map(|[a, b]| a * b).sum()
}
/// Its neighbour reads it too, an iteration later.
#[differentiable(order = 2, lanes)]
fn grown_beside_neighbours(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    for _ in 0..3 {
        for i in 1..x.len() {
            v[i] *= v[i] + v[i - 1];
            v[i - 1] += v[i] * v[i - 1];
        }
    }
    v.iter().map(|a| a * a).sum()
}
const AT: [usize; 6] = [2, 1, 2, 0, 3, 2];

/// A statement before reads it under another name, one behind it by an index of its own.
#[differentiable(order = 2, lanes)]
fn grown_after_it_was_read(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut y = 0.0;
    for j in AT {
        let before = v[j] * x[0];
        v[j] *= v[j] - x[1];
        y += before * before + v[j] * v[AT[0]];
        v[AT[0]] = v[AT[0]] * v[j].cos();
    }
    y + v.iter().sum::<f64>()
}
/// What it is multiplied by is of its own old value, which a call gives.
#[differentiable(order = 2)]
fn grown_by_a_call(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    for i in 0..5 {
        let j = i % x.len();
        v[j] = halved_twice(&v) * v[j] + v[j] * v[j] * x[0];
    }
    v.iter().sum()
}

#[test]
fn what_a_statement_overwrites_and_alone_reads_comes_by_name() {
    macro_rules! check_twice {
        ($($f:ident)*) => { $(
            check!($f, &X[..]);
            let slope = |x: &Vec<f64>, v: &Vec<f64>| ($f::grad(x), $f::hvp(x, v));
            check::assert_forward(stringify!($f), |x: &Vec<f64>| $f::grad(x), slope, &X.to_vec());
        )* };
    }
    check_twice!(grown_in_place grown_beside_neighbours grown_after_it_was_read grown_by_a_call);
}
