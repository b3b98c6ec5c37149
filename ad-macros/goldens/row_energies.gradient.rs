fn value_and_grad_into(
    x: &[f64],
    w: &[f64],
    x_bar: &mut [f64],
    w_bar: &mut [f64],
) -> f64 {
    check_len("x_bar", x_bar.len(), x.len());
    x_bar.fill(0.0);
    check_len("w_bar", w_bar.len(), w.len());
    w_bar.fill(0.0);
    let n = x.len();
    let mut scaled = filled(w.len() * n, 0.0);
    let mut y: f64 = 0.0;
    let to = w.len();
    for i in 0..to {
        let x_part = &x[..n];
        let scaled_part = &mut scaled[i * n..(i + 1) * n][..n];
        for j in 0..n {
            scaled_part[j] = w[i] * x_part[j] - 0.3;
        }
        let scaled_part_1 = &scaled[i * n..(i + 1) * n][..n];
        for j in 0..n {
            y += scaled_part_1[j] * scaled_part_1[j];
        }
    }
    let y_1 = y;
    let mut scaled_bar = Vec::new();
    for i_1 in (0..to).rev() {
        let i = opaque(i_1);
        resize(&mut scaled_bar, n, 0.0);
        let scaled_part = &scaled[i * n..(i + 1) * n][..n];
        let scaled_bar_part = &mut scaled_bar[..n];
        for j in 0..n {
            scaled_bar_part[j] = 2.0 * scaled_part[j];
        }
        let x_part = &x[..n];
        let x_bar_part = &mut x_bar[..n];
        let scaled_bar_part_1 = &scaled_bar[..n];
        w_bar[i] += dot(&*scaled_bar_part_1, &*x_part);
        for j in 0..n {
            let scaled_bar_1 = scaled_bar_part_1[j];
            x_bar_part[j] += scaled_bar_1 * w[i];
        }
    }
    recycle((scaled_bar, scaled));
    y_1
}
