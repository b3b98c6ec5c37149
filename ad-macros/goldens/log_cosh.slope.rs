fn __kept(x: f64) -> (f64, f64) {
    let exp_1 = (-2.0 * x.abs()).exp();
    let y = x.abs() + exp_1.ln_1p() - LN_2;
    (y, exp_1)
}
fn __slope(x: f64, exp_1: f64) -> f64 {
    let mut x_bar = sign(x);
    let w_bar = 1.0 / (1.0 + exp_1);
    x_bar
        += unless_zero(w_bar, w_bar * exp_1) * -2.0
            * sign(x);
    x_bar
}
