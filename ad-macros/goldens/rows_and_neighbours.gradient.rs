fn value_and_grad_into(
    x: &[f64],
    slopes: &[f64],
    x_bar: &mut [f64],
    slopes_bar: &mut [f64],
) -> f64 {
    check_len("x_bar", x_bar.len(), x.len());
    x_bar.fill(0.0);
    check_len("slopes_bar", slopes_bar.len(), slopes.len());
    slopes_bar.fill(0.0);
    let mut tape = Vec::new();
    let n = slopes.len();
    let mut scaled = filled(x.len(), 0.0);
    let n_1 = shorter(scaled.len() / n, x.len() / n);
    for i_1 in 0..n_1 {
        let from = &x[i_1 * n..i_1 * n + n];
        let slopes_part = &slopes[..n];
        let scaled_part = &mut scaled[i_1 * n..i_1 * n + n][..n];
        let from_part = &from[..n];
        for i in 0..n {
            scaled_part[i] = slopes_part[i] * from_part[i];
        }
    }
    let mut chain = filled(x.len(), 0.0);
    let to_1 = x.len();
    let scaled_part = &scaled[..to_1];
    let chain_part = &mut chain[..to_1];
    for i in 0..to_1 {
        chain_part[i] = scaled_part[i] * scaled_part[i];
    }
    let chain_olds = claim(
        &mut tape,
        span(1, to_1),
    );
    for i in 1..to_1 {
        let chain_old = chain[i];
        chain[i] = chain[i - 1] * x[i];
        chain_olds[i - 1] = chain_old;
    }
    let mut y: f64 = 0.0;
    let mut scaled_bar = filled(scaled.len(), 0.0);
    let mut chain_bar = filled(chain.len(), 0.0);
    let scaled_part_1 = &scaled[..to_1];
    let chain_part_1 = &chain[..to_1];
    let scaled_bar_part = &mut scaled_bar[..to_1];
    let chain_bar_part = &mut chain_bar[..to_1];
    for i in 0..to_1 {
        y += chain_part_1[i] * scaled_part_1[i];
        chain_bar_part[i] += scaled_part_1[i];
        scaled_bar_part[i] += chain_part_1[i];
    }
    let y_1 = y;
    let chain_olds_1 = top(
        &tape,
        span(1, to_1),
    );
    for i in (1..to_1).rev() {
        let chain_old = chain_olds_1[i - 1];
        chain[i] = chain_old;
        let chain_bar_1 = chain_bar[i];
        chain_bar[i] = 0.0;
        chain_bar[i - 1] += chain_bar_1 * x[i];
        x_bar[i] += chain_bar_1 * chain[i - 1];
    }
    release(
        &mut tape,
        span(1, to_1),
    );
    let scaled_part_2 = &scaled[..to_1];
    let scaled_bar_part_1 = &mut scaled_bar[..to_1];
    let chain_bar_part_1 = &chain_bar[..to_1];
    for i in 0..to_1 {
        scaled_bar_part_1[i] += 2.0 * scaled_part_2[i] * chain_bar_part_1[i];
    }
    for i_1 in 0..n_1 {
        let x_part = window(&*x, i_1 * n, n);
        let slopes_part = &slopes[..n];
        let x_bar_part = window_mut(&mut *x_bar, i_1 * n, n);
        let slopes_bar_part = &mut slopes_bar[..n];
        let scaled_bar_part_2 = &scaled_bar[i_1 * n..i_1 * n + n][..n];
        for i in 0..n {
            let scaled_bar_1 = scaled_bar_part_2[i];
            slopes_bar_part[i] += scaled_bar_1 * x_part[i];
            x_bar_part[i] += scaled_bar_1 * slopes_part[i];
        }
    }
    recycle((chain_bar, scaled_bar, chain, scaled, tape));
    y_1
}
