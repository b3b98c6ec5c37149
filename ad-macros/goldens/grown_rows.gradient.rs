fn value_and_grad_into(x: &[f64], n: usize, steps: usize, x_bar: &mut [f64]) -> f64 {
    check_len("x_bar", x_bar.len(), x.len());
    x_bar.fill(0.0);
    let mut tape = Vec::new();
    let mut v = copied(&*x);
    for _ in 0..steps {
        let to = x.len() / n;
        for i in 0..to {
            let v_olds = claim(&mut tape, n);
            let x_part = &x[..n];
            let v_part = window_mut(&mut v, i * n, n);
            for j in 0..n {
                let v_old = v_part[j];
                let sum_1 = v_old + x_part[j];
                v_part[j] *= sum_1;
                v_olds[j] = v_old;
            }
        }
    }
    let mut sum_1: f64 = -0.0;
    let mut v_bar = filled(v.len(), 0.0);
    let n_1 = v.len();
    let v_part = &v[..];
    let v_bar_part = &mut v_bar[..n_1];
    for i_1 in 0..n_1 {
        sum_1 += v_part[i_1];
        v_bar_part[i_1] += 1.0;
    }
    let y = sum_1;
    for _ in (0..steps).rev() {
        let to = x.len() / n;
        for i_1 in (0..to).rev() {
            let i = opaque(i_1);
            let v_olds = top(&tape, n);
            let x_part = &x[..n];
            let x_bar_part = &mut x_bar[..n];
            let v_bar_part_1 = window_mut(
                &mut v_bar,
                i * n,
                n,
            );
            for j in 0..n {
                let v_old = v_olds[j];
                let sum_2 = v_old + x_part[j];
                let v_bar_1 = v_bar_part_1[j];
                let w_bar = v_bar_1 * v_old;
                v_bar_part_1[j] = v_bar_1 * sum_2 + w_bar;
                x_bar_part[j] += w_bar;
            }
            release(&mut tape, n);
        }
    }
    add_whole(&mut *x_bar, &v_bar);
    recycle((v_bar, v, tape));
    y
}
