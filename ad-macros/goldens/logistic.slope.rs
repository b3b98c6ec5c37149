fn __kept(x: f64) -> (f64, f64) {
    let exp_1 = (-x).exp();
    let y = 1.0 / (1.0 + exp_1);
    (y, exp_1)
}
fn __slope(x: f64, exp_1: f64) -> f64 {
    let quotient = 1.0 / (1.0 + exp_1);
    let w_bar = -quotient * quotient;
    let x_bar = -unless_zero(w_bar, w_bar * exp_1);
    x_bar
}
fn __again(exp_1: f64) -> ::core::option::Option<f64> {
    let y = 1.0 / (1.0 + exp_1);
    Some(y)
}