fn value_and_grad_into(
    x: &[f64],
    w: &[f64],
    steps: usize,
    x_bar: &mut [f64],
    w_bar: &mut [f64],
) -> f64 {
    check_len("x_bar", x_bar.len(), x.len());
    x_bar.fill(0.0);
    check_len("w_bar", w_bar.len(), w.len());
    w_bar.fill(0.0);
    let m = w.len();
    let n = x.len();
    let mut y: f64 = 0.0;
    let mut rates = Vec::new();
    let mut cells = Vec::new();
    let mut cells_bar = Vec::new();
    let mut rates_bar = Vec::new();
    for t in 0..steps {
        resize(&mut rates, n, 0.0);
        let x_part = &x[..n];
        let rates_part = &mut rates[..n];
        for i_1 in 0..n {
            let e = x_part[i_1];
            rates_part[i_1] = e * t as f64;
        }
        resize(&mut cells, m * n, 0.0);
        for i in 0..m {
            let rates_part_1 = &rates[..n];
            let cells_part = window_mut(
                &mut cells,
                i * n,
                n,
            );
            for j in 0..n {
                let tanh_1 = (w[i] * rates_part_1[j]).tanh();
                cells_part[j] = tanh_1;
            }
        }
        let n_1 = cells.len() / n;
        refill(&mut cells_bar, cells.len(), 0.0);
        for i_1 in 0..n_1 {
            let row = &cells[i_1 * n..i_1 * n + n];
            let n_2 = shorter(row.len(), x.len());
            let x_part_1 = &x[..n_2];
            let row_part = &row[..n_2];
            let x_bar_part = &mut x_bar[..n_2];
            let cells_bar_part = window_mut(
                &mut cells_bar,
                i_1 * n,
                n_2,
            );
            for i_2 in 0..n_2 {
                let c = row_part[i_2];
                let e = x_part_1[i_2];
                let product = c * c;
                y += product * e;
                let c_bar = 2.0 * c * e;
                x_bar_part[i_2] += product;
                cells_bar_part[i_2] += c_bar;
            }
        }
        refill(&mut rates_bar, rates.len(), 0.0);
        for i in 0..m {
            let rates_part_1 = &rates[..n];
            let cells_part = window(&cells, i * n, n);
            let rates_bar_part = &mut rates_bar[..n];
            let cells_bar_part = window(
                &cells_bar,
                i * n,
                n,
            );
            for j in 0..n {
                let tanh_1 = cells_part[j];
                let w_bar_1 = cells_bar_part[j] * (1.0 - tanh_1 * tanh_1);
                w_bar[i] += w_bar_1 * rates_part_1[j];
                rates_bar_part[j] += w_bar_1 * w[i];
            }
        }
        let x_bar_part = &mut x_bar[..n];
        let rates_bar_part = &rates_bar[..n];
        for i_1 in 0..n {
            x_bar_part[i_1] += rates_bar_part[i_1] * t as f64;
        }
    }
    let y_1 = y;
    recycle((rates_bar, cells_bar, cells, rates));
    y_1
}
