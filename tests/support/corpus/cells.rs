//! Tables that nested loops use cell by cell: cells of their own, shared ones, cells that stay and cells that change.

use cotangent::differentiable;

/// Each cell is written once, read at once, and read again by other loops.
#[differentiable(order = 2, lanes)]
pub fn cells_that_stay(x: &[f64], w: &[f64]) -> f64 {
    let (m, n) = (w.len(), x.len());
    let mut cells = vec![0.0; m * n];
    let mut y = 0.0;
    for i in 0..m {
        for j in 0..n {
            cells[i * n + j] = (w[i] * x[j]).sin();
            y += cells[i * n + j] * x[j];
        }
    }
    for j in 0..n {
        for i in 0..m {
            y += cells[i * n + j] * cells[i * n + j] * w[m - 1 - i];
        }
    }
    y
}

/// Rows of a block of a table, each built up in steps, with names for indices.
#[differentiable(order = 2, lanes)]
pub fn rows_of_rows(x: &[f64], w: &[f64], blocks: usize) -> f64 {
    let (d, n) = (w.len(), x.len());
    let mut table = vec![0.0; blocks * d * n];
    let mut y = 0.0;
    for k in 0..blocks {
        for i in 0..d {
            let row = k * d + i;
            let part = &mut table[row * n..(row + 1) * n];
            for (u, e) in part.iter_mut().zip(x) {
                *u = w[i] * e - 0.2;
            }
            for j in 0..i {
                for (u, e) in part.iter_mut().zip(x) {
                    *u += w[j] * e * e;
                }
            }
            for u in &*part {
                y += (0.5 * u * u).exp();
            }
        }
    }
    y
}

/// Rows at half their length from each other: each iteration overwrites half of what the last one wrote.
#[differentiable(order = 2, lanes)]
pub fn rows_at_half_length(x: &[f64], rows: usize) -> f64 {
    let n = x.len();
    let mut cells = vec![0.0; (rows + 1) * n];
    let mut y = 0.0;
    for i in 0..rows {
        for j in 0..2 * n {
            cells[i * n + j] = (x[j % n] * (i + 1) as f64).exp() + 0.5 * cells[i * n + j];
            y += cells[i * n + j] * x[j / 2];
        }
    }
    y
}

/// What a cell held is named, stands there, and then another loop changes it.
#[differentiable(order = 2, lanes)]
pub fn cells_changed_later(x: &[f64]) -> f64 {
    let n = x.len();
    let mut cells = vec![0.0; n];
    for i in 0..n {
        cells[i] = x[i].exp();
    }
    let mut y = 0.0;
    for i in 0..n {
        y += cells[i] * x[n - 1 - i];
        cells[i] = cells[i].tanh();
    }
    for i in 0..n {
        cells[i] *= x[i];
        y += cells[i];
    }
    y
}

/// A state that each step replaces.
#[differentiable(order = 2, lanes)]
pub fn cells_of_each_step(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut state = vec![0.1; n];
    let mut y = 0.0;
    for t in 0..steps {
        for i in 0..n {
            state[i] = (x[i] * state[i] + 0.3).tanh();
        }
        for i in 0..n {
            y += state[i] * x[n - 1 - i] * t as f64;
        }
    }
    y
}

/// Loops with counters of their own write and read the same block.
#[differentiable(order = 2, lanes)]
pub fn blocks_of_two_loops(x: &[f64], blocks: usize) -> f64 {
    let n = x.len();
    let mut cells = vec![0.4; blocks * n];
    let mut y = 0.0;
    for k in 0..blocks {
        for i in 0..n {
            cells[k * n + i] *= x[i].sin();
        }
        for i in 0..n {
            for j in (0..n).rev() {
                y += cells[k * n + j] * cells[k * n + i] * x[j];
            }
        }
        for j in 0..n {
            cells[k * n + j] = cells[k * n + j].cosh() * x[j];
        }
        y += cells[k * n..(k + 1) * n].iter().map(|e| e * e).sum::<f64>();
    }
    y
}

/// A table of which a part stays zero, made anew for each factor.
#[differentiable(order = 2, lanes)]
pub fn cells_in_part(x: &[f64], w: &[f64]) -> f64 {
    let n = x.len();
    let mut y = 0.0;
    for q in w {
        let mut cells = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..i {
                cells[i * n + j] = (q * x[i] * x[j]).exp();
            }
        }
        for i in 0..n {
            for j in 0..n {
                y += cells[i * n + j] * x[j] * cells[j * n + i].cos();
            }
        }
    }
    y
}

/// A table whose last row is read before it is written, made anew for each factor.
#[differentiable(order = 2, lanes)]
pub fn cells_read_ahead(x: &[f64], w: &[f64]) -> f64 {
    let n = x.len();
    let mut y = 0.0;
    for q in w {
        let mut cells = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                cells[i * n + j] = q * x[i] * x[j];
                y += cells[i * n + j] * (cells[(n - 1) * n + j] + 1.0) * x[i];
            }
        }
    }
    y
}

/// A table that is written everywhere before it is read, made anew for each factor.
#[differentiable(order = 2, lanes)]
pub fn cells_made_anew(x: &[f64], w: &[f64]) -> f64 {
    let n = x.len();
    let mut y = 0.0;
    for (k, q) in w.iter().enumerate() {
        let mut cells = vec![0.0; n * 2 * n];
        for i in 0..n {
            for l in 0..2 {
                for j in 0..n {
                    cells[(i * 2 + l) * n + j] = (q * x[i] * x[j]).sin() + l as f64;
                }
            }
            for e in &cells[i * 2 * n..(i + 1) * 2 * n] {
                y += e * e * x[i] * k as f64;
            }
        }
        for e in &mut cells {
            *e = 1.0 / (1.0 + *e * *e);
        }
        y += cells.iter().sum::<f64>();
    }
    y
}

/// Two tables that change places after one of them has been written.
#[differentiable(order = 2, lanes)]
pub fn cells_that_swap(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let (mut old, mut new) = (vec![0.2; n * n], vec![0.0; n * n]);
    for _ in 0..steps {
        for i in 0..n {
            for j in 0..n {
                new[i * n + j] = (x[i] * old[j * n + i]).tanh();
            }
        }
        std::mem::swap(&mut old, &mut new);
    }
    old.iter().map(|e| e * e).sum()
}

/// Cells that branches write, in a table that moves away at the end.
#[differentiable(order = 2, lanes)]
pub fn cells_of_branches(x: &[f64], w: &[f64]) -> Vec<f64> {
    let (m, n) = (w.len(), x.len());
    let mut cells = vec![1.0; m * n];
    for i in 0..m {
        for j in 0..n {
            if w[i] > x[j] {
                cells[i * n + j] = (w[i] * x[j]).exp();
            } else if j + 1 < n {
                cells[i * n + j + 1] = x[j].sqrt();
            }
        }
    }
    cells
}

/// The counter's own copy changes, and so do the bounds' names.
#[differentiable(order = 2, lanes)]
pub fn cells_at_moving_places(x: &[f64], m: usize) -> f64 {
    let mut n = x.len();
    let mut cells = vec![0.3; m * x.len() + x.len()];
    let mut y = 0.0;
    for i in 0..m {
        for mut j in 0..n {
            j += i % 2;
            cells[i * n + j] = (cells[i * n + j] * x[j.min(x.len() - 1)]).exp();
            y += cells[i * n + j] * x[0];
        }
        n = n.max(2) - 1;
    }
    y
}

/// Rows of two tables of unequal width in one buffer.
#[differentiable(order = 2, lanes)]
pub fn cells_of_two_tables(x: &[f64], w: &[f64]) -> f64 {
    let (m, n) = (w.len(), x.len());
    let mut cells = vec![0.0; 2 * m * n];
    let mut y = 0.0;
    for i in 0..m {
        for j in 0..n {
            cells[2 * (i * n + j)] = (w[i] + x[j]).cos();
            cells[2 * (i * n + j) + 1] = cells[2 * (i * n + j)] * x[j];
        }
    }
    for i in 0..m {
        for j in 0..n {
            y += cells[2 * (i * n + j)] * cells[2 * (i * n + j) + 1];
            cells[i * n + j] = y;
        }
    }
    y + cells.iter().sum::<f64>()
}

/// Two halves of each row, as `split_at_mut` gives them, that change step by step.
#[differentiable(order = 2, lanes)]
pub fn halves_of_rows(x: &[f64], w: &[f64], steps: usize) -> f64 {
    let (m, n) = (w.len(), x.len());
    let mut state = vec![0.3; m * 2 * n];
    let mut y = 0.0;
    for t in 0..steps {
        for i in 0..m {
            let (hidden, cell) = state[i * 2 * n..(i + 1) * 2 * n].split_at_mut(n);
            for j in 0..n {
                let gate = (x[j] * hidden[j] + w[i]).sin();
                cell[j] = cell[j] * gate + hidden[j] * x[j];
                hidden[j] = cell[j].tanh() * gate;
            }
        }
        for e in &state {
            y += e * e * (t + 1) as f64;
        }
    }
    y
}

/// Slices with elements in common.
#[differentiable(order = 2, lanes)]
pub fn slices_in_common(x: &[f64]) -> f64 {
    let n = x.len();
    let mut v = vec![0.3; n + 1];
    for i in 0..n {
        v[..n][i] *= x[i];
        v[1..][i] = v[..n][i].sin() + v[1..][i] * x[i];
    }
    v.iter().map(|e| e * e).sum()
}

/// The first `count` elements of both halves, whether they have so many or not.
#[differentiable]
pub fn heads_of_halves(x: &[f64], count: usize) -> f64 {
    let mut v = x.to_vec();
    let n = v.len() / 2;
    let (a, b) = v.split_at_mut(n);
    for i in 0..count {
        a[i] *= x[i];
        b[i] += a[i];
    }
    v.iter().sum()
}

/// Elements that are used, given something and added to, several times in one iteration.
#[differentiable(order = 2, lanes)]
pub fn elements_in_turn(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut v = vec![0.5; n];
    let mut w = vec![0.1; n];
    for _ in 0..steps {
        for i in 0..n {
            let a = v[i];
            v[i] = a * x[i] + a * w[i];
            w[i] = (v[i] * a + w[i]).sin();
            v[i] = v[i].cos() + w[i];
        }
        v[0] += w[n - 1];
    }
    v.iter().zip(&w).map(|(a, b)| a * b).sum()
}

/// Old values that are read again after the loop that put them back.
#[differentiable(order = 2, lanes)]
pub fn values_put_back(x: &[f64], steps: usize) -> f64 {
    let n = x.len();
    let mut v = vec![0.5; n];
    let mut y = 1.0;
    for t in 0..steps {
        for i in 0..n {
            v[i] = (v[i] * x[i] + y).sin();
        }
        for i in 0..n {
            y += v[i] * v[n - 1 - i] * 0.1;
            if i > t {
                v[i] *= x[i];
            } else {
                v[0] += v[i] * x[i];
            }
        }
        y = y.cos();
    }
    for i in 0..n {
        v[i] *= y;
    }
    y + v.iter().sum::<f64>()
}

/// A row that all other rows are compared with, but for some; the row is shorter than the others or as long.
#[differentiable(order = 2, lanes)]
pub fn row_against_rows(row: &[f64], x: &[f64], from: usize) -> f64 {
    let n = row.len();
    let present: Vec<f64> = row.iter().map(|r| r.sin()).collect();
    let mut y = 0.0;
    for k in from..x.len() {
        let base: Vec<f64> = row.iter().map(|r| r * x[k]).collect();
        for f in 0..x.len() {
            if f == k {
                continue;
            }
            let mut delta = x[f];
            for (i, (a, b)) in present.iter().zip(&base).enumerate() {
                delta += a - (b * (i + 1) as f64).cos();
            }
            y += delta * delta;
            if y > 40.0 {
                break;
            }
        }
    }
    y / (1 + n) as f64
}

/// Slices that a loop adds up again and again, one of them while it changes, one of them reread.
#[differentiable(order = 2, lanes)]
pub fn slices_added_again(x: &[f64], times: usize) -> f64 {
    let n = x.len();
    let mut v: Vec<f64> = x.iter().map(|a| a * a).collect();
    let w: Vec<f64> = x.iter().map(|a| a.exp()).collect();
    let mut y: f64 = 0.1;
    for t in 0..times {
        let factor = y.sin();
        for i in 0..n {
            y += w[i] * 0.3;
        }
        for i in 0..n {
            y += factor * v[i];
        }
        v[t % n] += y * 0.1;
        for i in 0..n.min(t) {
            y += w[i] * w[n - 1 - i];
        }
    }
    y
}

/// The first `count` elements, where it comes to them.
#[differentiable]
pub fn heads_in_some_rounds(x: &[f64], count: usize, rounds: usize, every: usize) -> f64 {
    let mut y = 0.0;
    for round in 0..rounds {
        if round % every == every - 1 {
            for i in 0..count {
                y += x[i];
            }
        }
        y *= 0.5;
    }
    y * y
}
