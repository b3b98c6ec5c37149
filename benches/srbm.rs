//! Ratio matching of a semi-restricted Boltzmann machine at the published size: the dense form on one thread, the
//! factorised form on one and two, and the factorised form over numbers of samples.

use std::hint::black_box;

use cotangent_benches::{Contest, dense, macro_gradients, run};
use cotangent_models::srbm::{
    Dims, Parameters, Samples, double, factorised, factorised_handwritten, handwritten, single,
};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Seed of parameters and samples.
const SEED: u64 = 20_220_320;

/// All of a loss and its gradient, in `f64`.
fn answer<T: Copy + Into<f64>>(loss: T, bars: [&[T]; 4]) -> Vec<f64> {
    let all = bars.into_iter().flatten().map(|x| (*x).into());
    std::iter::once(loss.into()).chain(all).collect()
}

macro_rules! contests {
    ($name:ident, $float:ident, $module:ident, $tolerance:expr) => {
        /// The factorised form on the threads of a pool; `dense` adds the form of tensor libraries.
        fn $name<'a>(
            name: String,
            pool: &'a ThreadPool,
            parameters: &'a Parameters<$float>,
            cat: &'a [u8],
        ) -> Contest<'a> {
            let dims = parameters.dims();
            let loss = move |plain: bool| {
                let Parameters { h, j, w, b, .. } = black_box(parameters);
                let loss = match plain {
                    true => factorised::$module::ratio_matching,
                    false => factorised_handwritten::$module::ratio_matching,
                };
                pool.install(|| black_box(loss(h, j, w, b, cat, dims)));
            };
            let gradient = move |by_macro: bool, bars: &mut Parameters<$float>| {
                let Parameters { h, j, w, b, .. } = black_box(parameters);
                let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
                let gradient = match by_macro {
                    true => factorised::$module::ratio_matching::value_and_grad_into,
                    false => factorised_handwritten::$module::value_and_grad_into,
                };
                pool.install(|| {
                    black_box(gradient(h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar))
                })
            };
            let answer = |by_macro: bool| {
                let mut bars = Parameters::zeros(dims);
                let loss = gradient(by_macro, &mut bars);
                answer(loss, [&bars.h, &bars.j, &bars.w, &bars.b])
            };
            let (by_hand, by_macro) = (answer(false), answer(true));
            let (mut hand_bars, mut macro_bars) =
                (Parameters::zeros(dims), Parameters::zeros(dims));
            Contest::new(name)
                .column("primal", move || loss(true))
                .column("hand's loss", move || loss(false))
                .answering("hand", by_hand, move || {
                    gradient(false, &mut hand_bars);
                })
                .answering_within($tolerance, "macro", by_macro, move || {
                    gradient(true, &mut macro_bars);
                })
        }
    };
}
contests!(factorised_f32, f32, single, 1e-5);
contests!(factorised_f64, f64, double, 1e-10);

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
    let matrices = |bars: &mut Parameters<f32>| {
        let Parameters { h, j, w, b, .. } = black_box(&parameters_f32);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        black_box(dense::value_and_grad_into(h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar))
    };

    let pools = [1, 2].map(|threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        (threads, pool.expect("threads"))
    });
    let many = Samples::draw(dims, 65_536, SEED);
    let mut contests = vec![
        Contest::new("srbm f64")
            .column("primal", primal_f64)
            .column("hand", handwritten_f64)
            .column("macro", macro_gradients::srbm_double(&parameters, cat)),
        Contest::new("srbm f32")
            .column("primal", primal_f32)
            .column("hand", handwritten_f32)
            .column("macro", macro_gradients::srbm_single(&parameters_f32, cat)),
    ];
    let mut matrix_bars = Parameters::zeros(dims);
    let loss = matrices(&mut matrix_bars);
    let by_matrices =
        answer(loss, [&matrix_bars.h, &matrix_bars.j, &matrix_bars.w, &matrix_bars.b]);
    let mut by_matrices = Some((by_matrices, matrix_bars));
    for (threads, pool) in &pools {
        let name = format!("srbm factorised f32, threads {threads}");
        let mut contest = factorised_f32(name, pool, &parameters_f32, cat);
        if let Some((answer, mut bars)) = by_matrices.take() {
            contest = contest.answering_within(1e-4, "dense matrices", answer, move || {
                matrices(&mut bars);
            });
        }
        contests.push(contest);
    }
    for (threads, pool) in &pools {
        let name = format!("srbm factorised f64, threads {threads}");
        contests.push(factorised_f64(name, pool, &parameters, cat));
    }
    for m in [1024, 4096, 16_384, 65_536] {
        for (threads, pool) in &pools {
            let name = format!("srbm factorised f32, {m} samples, threads {threads}");
            let cat = &many.states()[..m * dims.n_sites];
            contests.push(factorised_f32(name, pool, &parameters_f32, cat));
        }
    }
    run("srbm", &[("hand", "hand's loss"), ("dense matrices", "macro")], contests);
}
