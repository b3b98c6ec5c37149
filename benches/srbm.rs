//! Ratio matching of a semi-restricted Boltzmann machine at the published size, one thread.

use std::hint::black_box;

use cotangent_benches::{Contest, macro_gradients, run};
use cotangent_models::srbm::{Dims, Parameters, Samples, double, handwritten, single};

/// Seed of parameters and samples.
const SEED: u64 = 20_220_320;

fn main() {
    let dims = Dims::new(50, 21, 59).expect("sizes of a model");
    let parameters = Parameters::<f64>::draw(dims, SEED);
    let parameters_f32 = parameters.cast::<f32>();
    let samples = Samples::draw(dims, 256, SEED);
    let cat = samples.states();

    let primal_f64 = || {
        let Parameters { h, j, w, b, .. } = black_box(&parameters);
        black_box(double::ratio_matching(h, j, w, b, cat, dims));
    };
    let mut bars = Parameters::zeros(dims);
    let handwritten_f64 = || {
        let Parameters { h, j, w, b, .. } = black_box(&parameters);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        black_box(handwritten::double::value_and_grad_into(
            h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
        ));
    };
    let primal_f32 = || {
        let Parameters { h, j, w, b, .. } = black_box(&parameters_f32);
        black_box(single::ratio_matching(h, j, w, b, cat, dims));
    };
    let mut bars_f32 = Parameters::zeros(dims);
    let handwritten_f32 = || {
        let Parameters { h, j, w, b, .. } = black_box(&parameters_f32);
        let [h_bar, j_bar, w_bar, b_bar] = bars_f32.arrays_mut();
        black_box(handwritten::single::value_and_grad_into(
            h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar,
        ));
    };

    let in_f64 = Contest::new("srbm f64")
        .column("primal", primal_f64)
        .column("hand", handwritten_f64)
        .column("macro", macro_gradients::srbm_double(&parameters, cat));
    let in_f32 = Contest::new("srbm f32")
        .column("primal", primal_f32)
        .column("hand", handwritten_f32)
        .column("macro", macro_gradients::srbm_single(&parameters_f32, cat));
    run("srbm", &[], vec![in_f64, in_f32]);
}
