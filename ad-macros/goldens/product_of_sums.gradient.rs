fn value_and_grad_into(
    r: &[f64],
    v: &[f64],
    w: f64,
    r_bar: &mut [f64],
    v_bar: &mut [f64],
    w_bar: &mut f64,
) -> f64 {
    check_len("r_bar", r_bar.len(), r.len());
    r_bar.fill(0.0);
    check_len("v_bar", v_bar.len(), v.len());
    v_bar.fill(0.0);
    let mut w_bar_1: f64 = 0.0;
    let mut p: f64 = 1.0;
    let to = r.len();
    let r_part = &r[..to];
    let v_part = &v[..to];
    for i in 0..to {
        let sum = r_part[i] + v_part[i] * w;
        p *= sum;
    }
    let p_end = p;
    let y = p;
    let mut p_bar: f64 = 1.0;
    if divisible(p_end) {
        let r_part_1 = &r[..to];
        let v_part_1 = &v[..to];
        let r_bar_part = &mut r_bar[..to];
        let v_bar_part = &mut v_bar[..to];
        for i in 0..to {
            let sum = r_part_1[i] + v_part_1[i] * w;
            let w_bar_2 = p_bar * (p_end / sum);
            r_bar_part[i] += w_bar_2;
            v_bar_part[i] += w_bar_2 * w;
            w_bar_1 += w_bar_2 * v_part_1[i];
        }
    } else {
        let mut tape = Vec::new();
        let mut p_1: f64 = 1.0;
        let p_nows = slots(&mut tape, to);
        let r_part_1 = &r[..to];
        let v_part_1 = &v[..to];
        for i in 0..to {
            let p_now = p_1;
            let sum = r_part_1[i] + v_part_1[i] * w;
            p_1 *= sum;
            p_nows[i] = p_now;
        }
        let r_part_2 = &r[..to];
        let v_part_2 = &v[..to];
        let r_bar_part = &mut r_bar[..to];
        let v_bar_part = &mut v_bar[..to];
        for i in (0..to).rev() {
            let p_now = p_nows[i];
            let sum = r_part_2[i] + v_part_2[i] * w;
            let p_bar_1 = p_bar;
            p_bar = p_bar_1 * sum;
            let w_bar_2 = p_bar_1 * p_now;
            r_bar_part[i] += w_bar_2;
            v_bar_part[i] += w_bar_2 * w;
            w_bar_1 += w_bar_2 * v_part_2[i];
        }
        recycle(tape);
    }
    *w_bar = w_bar_1;
    y
}
