fn value_and_grad_into(x: &[[f64; 64]], x_bar: &mut [[f64; 64]]) -> f64 {
    check_len("x_bar", x_bar.len(), x.len());
    for (bar, x) in x_bar.iter_mut().zip(x.iter()) {
        zero_into(x, bar);
    }
    let mut y: f64 = 0.0;
    for a in 0..x.len() - 1 {
        let x_rows = window(&*x, a, 2);
        let x_bar_rows = window_mut(&mut *x_bar, a, 2);
        for l in 0..64 {
            y += x_rows[0][l] * x_rows[1][l];
            x_bar_rows[0][l] += x_rows[1][l];
            x_bar_rows[1][l] += x_rows[0][l];
        }
    }
    let y_1 = y;
    y_1
}
