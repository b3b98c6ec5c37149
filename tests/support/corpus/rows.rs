//! Buffers that loops use row by row: rows of their own, shared ones, and rows in part.

use cotangent::differentiable;

/// Half the squares of (w xᵢ − shift) summed over rows, each built up in a row of a buffer.
#[differentiable(order = 2, lanes)]
pub fn row_energies(x: &[f64], n: usize, w: &[f64], out: &mut [f64]) {
    let rows = w.len();
    let n = n.min(out.len());
    let mut scaled = vec![0.0; rows * n];
    for i in 0..rows {
        let row = &mut scaled[i * n..(i + 1) * n];
        let q = w[i];
        for (u, e) in row.iter_mut().zip(x) {
            *u = q * e - 0.3;
        }
        for j in 0..i {
            let q = w[j] * w[i];
            for (u, e) in row.iter_mut().zip(x) {
                *u += q * e;
            }
        }
        for (o, u) in out.iter_mut().zip(&*row) {
            *o -= 0.5 * u * u;
        }
    }
}

/// Rows of the length of a slice, which some iterations leave alone and others fill in part.
#[differentiable(order = 2, lanes)]
pub fn rows_in_part(x: &[f64], rows: usize) -> f64 {
    let n = x.len();
    let mut buffer = vec![0.0; rows * n];
    let mut y = 0.0;
    for i in 0..rows {
        let row = &mut buffer[i * n..(i + 1) * n];
        if i != 1 {
            for j in i.min(n)..n {
                row[j] = x[j] * x[n - 1 - j];
            }
        }
        for j in 0..n {
            y += row[j] * row[j] * x[j];
        }
    }
    y
}

/// Rows that share elements with the next ones.
#[differentiable(order = 2, lanes)]
pub fn overlapping_rows(x: &[f64], rows: usize) -> f64 {
    let n = x.len();
    let mut buffer = vec![0.5; rows + n];
    let mut y = 1.0;
    for i in 0..rows {
        let row = &mut buffer[i..i + n];
        for j in 0..n {
            row[j] = row[j] * x[j] + 0.1;
        }
        for j in 0..n {
            y += row[j] * row[j];
        }
    }
    y
}

/// Rows made of those above, and read once more after the loop.
#[differentiable(order = 2, lanes)]
pub fn rows_from_above(x: &[f64], rows: usize) -> f64 {
    let n = x.len();
    let mut buffer = vec![0.2; (rows + 1) * n];
    for i in 0..rows {
        let (above, below) = buffer[i * n..(i + 2) * n].split_at_mut(n);
        for j in 0..n {
            below[j] = above[j] * x[j] + x[n - 1 - j];
        }
    }
    buffer.iter().map(|e| e * e).sum()
}

/// Adds the elements' squares to a row.
#[differentiable(order = 2, lanes)]
pub fn add_squares(x: &[f64], w: f64, row: &mut [f64]) {
    for (r, e) in row.iter_mut().zip(x) {
        *r += w * e * e;
    }
}

/// Rows that callees fill, and that are left early.
#[differentiable(order = 2, lanes)]
pub fn lent_rows(x: &[f64], w: &[f64]) -> f64 {
    let n = x.len();
    let mut buffer = vec![0.0; w.len() * n];
    let mut y = 0.0;
    for i in 0..w.len() {
        add_squares(x, w[i], &mut buffer[i * n..(i + 1) * n]);
        add_squares(x, w[0], &mut buffer[i * n..(i + 1) * n]);
        for j in 0..n {
            if buffer[i * n..(i + 1) * n][j] > 1.2 {
                break;
            }
            y += buffer[i * n..(i + 1) * n][j] * x[j];
        }
    }
    y
}

/// A sum for each element of a buffer that the loop makes anew; some of it is added to twice.
#[differentiable(order = 2, lanes)]
pub fn fresh_rows(x: &[f64], w: &[f64]) -> f64 {
    let n = x.len();
    let mut y = 0.0;
    for q in w {
        let mut row = vec![0.0; n];
        for j in 0..n {
            row[j] = x[j] * q;
        }
        for j in 0..n {
            row[j] *= x[j];
        }
        let m = n / 2;
        for j in 0..m {
            y += row[j] * row[m + j];
        }
        for j in 0..n {
            y += row[j] * row[j];
        }
    }
    y
}

/// Rows whose place depends on what another loop counts.
#[differentiable(order = 2, lanes)]
pub fn rows_of_blocks(x: &[f64], blocks: usize) -> f64 {
    let n = x.len();
    let mut buffer = vec![0.1; 3 * n];
    let mut y = 0.0;
    for b in 0..blocks {
        for k in 0..3 {
            let row = &mut buffer[k * n..(k + 1) * n];
            for j in 0..n {
                row[j] = row[j] * x[j] + 0.3;
            }
            for j in 0..n {
                y += row[j] * row[j] * (b + k) as f64;
            }
        }
    }
    y
}

/// Rows that the function returns.
#[differentiable(order = 2, lanes)]
pub fn returned_rows(x: &[f64], w: &[f64]) -> Vec<f64> {
    let n = x.len();
    let mut table = vec![0.0; w.len() * n];
    for i in 0..w.len() {
        let row = &mut table[i * n..(i + 1) * n];
        for j in 0..n {
            row[j] = w[i] * x[j] * x[j];
        }
    }
    table
}

/// The same, returned as it is made.
#[differentiable(order = 2, lanes)]
pub fn rows_in_place(mut table: Vec<f64>, x: &[f64]) -> Vec<f64> {
    let n = x.len();
    for i in 0..table.len().checked_div(n).unwrap_or(0) {
        let row = &mut table[i * n..(i + 1) * n];
        for j in 0..n {
            row[j] = row[j] * row[j] + x[j];
        }
    }
    table
}
