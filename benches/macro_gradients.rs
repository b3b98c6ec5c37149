//! The column of derivatives that the macro wrote: the same outputs, in the same buffers, as the
//! handwritten ones.

use std::hint::black_box;

use cotangent_models::srbm;

/// Value and gradient of ratio matching, in `f64`.
pub fn srbm_double(parameters: &srbm::Parameters<f64>, cat: &[u8]) -> impl FnMut() {
    let dims = parameters.dims();
    let mut bars = srbm::Parameters::zeros(dims);
    move || {
        let srbm::Parameters { h, j, w, b, .. } = black_box(parameters);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        black_box(srbm::double::ratio_matching::value_and_grad_into(
            h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
        ));
    }
}

/// Value and gradient of ratio matching, in `f32`.
pub fn srbm_single(parameters: &srbm::Parameters<f32>, cat: &[u8]) -> impl FnMut() {
    let dims = parameters.dims();
    let mut bars = srbm::Parameters::zeros(dims);
    move || {
        let srbm::Parameters { h, j, w, b, .. } = black_box(parameters);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        black_box(srbm::single::ratio_matching::value_and_grad_into(
            h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
        ));
    }
}
