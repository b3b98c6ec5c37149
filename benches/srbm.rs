//! Ratio matching of a semi-restricted Boltzmann machine at the published size: the dense form and the factorised form on
//! one and two threads, products of dense matrices, and the factorised form over numbers of samples.

use std::hint::black_box;

use cotangent_benches::{Contest, Contests, Later, dense, each, over, run};
use cotangent_models::srbm::{
    Dims, Parameters, Real, Rule, Samples, double, factorised, factorised_handwritten, gradient,
    handwritten, single,
};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Seed of parameters and samples.
const SEED: u64 = 20_220_320;

/// The gradient and the loss after it, in `f64`.
fn answer<T: Real>(loss: T, bars: &Parameters<T>) -> Vec<f64> {
    let bars = [&bars.h, &bars.j, &bars.w, &bars.b].into_iter().flatten();
    bars.map(|x| (*x).into()).chain([loss.into()]).collect()
}

/// Lengths of the parts of an answer.
fn blocks(dims: Dims) -> [usize; 4] {
    [dims.n_inputs(), dims.j_len(), dims.w_len(), dims.n_hidden]
}

/// All parameters in one row.
fn flat<T: Real>(Parameters { h, j, w, b, .. }: &Parameters<T>) -> Vec<f64> {
    [h, j, w, b].into_iter().flatten().map(|x| (*x).into()).collect()
}

/// The parameter at a place of [`flat`].
fn entry<T: Real>(parameters: &mut Parameters<T>, i: usize) -> &mut T {
    let mut all = parameters.arrays_mut().into_iter().flatten();
    all.nth(i).expect("a parameter")
}

/// What differs between the precisions: how closely answers agree, those of differences, and what those are to be
/// insensitive to, which is more than the last digit in long sums of `f32`.
struct Precision {
    answers: f64,
    differences: f64,
    epsilon: f64,
}

const SINGLE: Precision = Precision { answers: 1e-4, differences: 3e-2, epsilon: 1e-4 };
const DOUBLE: Precision = Precision { answers: 1e-9, differences: 1e-5, epsilon: f64::EPSILON };

macro_rules! contests {
    ($dense:ident, $factorised:ident, $others:ident, $float:ident, $module:ident, $precision:expr, $tape:path) => {
        /// The form of the mathematics, with the tape and differences.
        fn $dense<'a>(
            name: &str,
            parameters: &'a Parameters<$float>,
            cat: &'a [u8],
        ) -> Contest<'a> {
            let dims = parameters.dims();
            let loss = move |Parameters { h, j, w, b, .. }: &Parameters<$float>| {
                $module::ratio_matching(h, j, w, b, cat, dims)
            };
            let gradient = move |by_macro: bool, bars: &mut Parameters<$float>| {
                let Parameters { h, j, w, b, .. } = black_box(parameters);
                let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
                let gradient = match by_macro {
                    true => $module::ratio_matching::value_and_grad_into,
                    false => handwritten::$module::value_and_grad_into,
                };
                black_box(gradient(h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar))
            };
            let tape = move |bars: &mut Parameters<$float>| {
                $tape(
                    |p, cat, dims| over::srbm::dense(p, cat, dims),
                    black_box(parameters),
                    cat,
                    bars,
                )
            };
            let contest = Contest::new(name).blocks(blocks(dims)).column("primal", move || {
                black_box(loss(black_box(parameters)));
            });
            let contest = derivative(contest, "hand", 0.0, dims, move |bars| gradient(false, bars));
            let within = $precision.answers;
            let contest =
                derivative(contest, "macro", within, dims, move |bars| gradient(true, bars));
            $others(contest, parameters, tape, loss)
        }

        /// The factorised form on the threads of a pool.
        fn $factorised<'a>(
            name: &str,
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
            let contest = Contest::new(name).blocks(blocks(dims));
            let contest = contest.column("primal", move || loss(true));
            let contest = contest.column("hand's loss", move || loss(false));
            let contest = derivative(contest, "hand", 0.0, dims, move |bars| gradient(false, bars));
            let within = $precision.answers;
            derivative(contest, "macro", within, dims, move |bars| gradient(true, bars))
        }

        /// The tape and differences.
        fn $others<'a>(
            contest: Contest<'a>,
            parameters: &'a Parameters<$float>,
            tape: impl FnMut(&mut Parameters<$float>) -> $float + 'a,
            loss: impl Fn(&Parameters<$float>) -> $float + 'a,
        ) -> Contest<'a> {
            let Precision { answers, differences, epsilon } = $precision;
            let contest = derivative(contest, "tape", answers, parameters.dims(), tape);
            let mut moved = parameters.clone();
            contest.differences(differences, epsilon, &flat(parameters), move |i, x| {
                let at = std::mem::replace(entry(&mut moved, i), x as $float);
                let loss = loss(black_box(&moved)).into();
                *entry(&mut moved, i) = at;
                loss
            })
        }
    };
}
contests!(dense_f32, factorised_f32, others_f32, f32, single, SINGLE, over::srbm::on_tape_f32);
contests!(dense_f64, factorised_f64, others_f64, f64, double, DOUBLE, over::srbm::on_tape_f64);

/// Adds a gradient with its answer.
fn derivative<'a, T: Real>(
    contest: Contest<'a>,
    name: &'static str,
    within: f64,
    dims: Dims,
    mut gradient: impl FnMut(&mut Parameters<T>) -> T + 'a,
) -> Contest<'a> {
    let mut bars = Parameters::zeros(dims);
    let loss = gradient(&mut bars);
    contest.answering_within(within, name, answer(loss, &bars), move || {
        black_box(gradient(&mut bars));
    })
}

/// The form of the mathematics over threads.
fn dense_on_threads<'a, T: Real>(
    name: &str,
    parameters: &'a Parameters<T>,
    samples: &'a Samples,
    threads: usize,
    within: f64,
) -> Contest<'a> {
    let dims = parameters.dims();
    let by = move |rule, bars: &mut Parameters<T>| {
        gradient::value_and_grad_into(rule, black_box(parameters), samples, threads, bars)
    };
    let contest = Contest::new(name).blocks(blocks(dims)).column("primal", move || {
        black_box(gradient::loss(black_box(parameters), samples, threads));
    });
    let contest = derivative(contest, "hand", 0.0, dims, move |bars| by(Rule::Handwritten, bars));
    derivative(contest, "macro", within, dims, move |bars| by(Rule::Macro, bars))
}

/// Loss and gradient in products of dense matrices.
fn with_matrices<'a>(
    contest: Contest<'a>,
    parameters: &'a Parameters<f32>,
    cat: &'a [u8],
) -> Contest<'a> {
    let dims = parameters.dims();
    derivative(contest, "dense matrices", SINGLE.answers, dims, move |bars| {
        let Parameters { h, j, w, b, .. } = black_box(parameters);
        let [h_bar, j_bar, w_bar, b_bar] = bars.arrays_mut();
        dense::value_and_grad_into(h, j, w, b, cat, dims, h_bar, j_bar, w_bar, b_bar)
    })
}

fn main() {
    let dims = Dims::new(50, 21, 59).expect("sizes of a model");
    let parameters = Parameters::<f64>::draw(dims, SEED);
    let parameters_f32 = parameters.cast::<f32>();
    let samples = Samples::draw(dims, 256, SEED);
    let many = Samples::draw(dims, 65_536, SEED);
    let cat = samples.states();
    let pools = [1, 2].map(|threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        (threads, pool.expect("threads"))
    });
    let [(_, one), (_, two)] = &pools;

    let (single, double) = (&parameters_f32, &parameters);
    let factorised_alone = || {
        let contest = factorised_f32("factorised f32, threads 1", one, single, cat);
        let contest = with_matrices(contest, single, cat);
        let tape = |bars: &mut Parameters<f32>| {
            over::srbm::on_tape_f32(
                |p, cat, dims| over::srbm::factorised(p, cat, dims),
                black_box(single),
                cat,
                bars,
            )
        };
        others_f32(contest, single, tape, |Parameters { h, j, w, b, .. }| {
            one.install(|| factorised::single::ratio_matching(h, j, w, b, cat, dims))
        })
    };
    let factorised_double = || {
        let contest = factorised_f64("factorised f64, threads 1", one, double, cat);
        let tape = |bars: &mut Parameters<f64>| {
            over::srbm::on_tape_f64(
                |p, cat, dims| over::srbm::factorised(p, cat, dims),
                black_box(double),
                cat,
                bars,
            )
        };
        others_f64(contest, double, tape, |Parameters { h, j, w, b, .. }| {
            one.install(|| factorised::double::ratio_matching(h, j, w, b, cat, dims))
        })
    };
    let published: Vec<Later<'_>> = vec![
        Box::new(|| dense_f32("dense f32, threads 1", single, cat)),
        Box::new(|| dense_on_threads("dense f32, threads 2", single, &samples, 2, SINGLE.answers)),
        Box::new(|| dense_f64("dense f64, threads 1", double, cat)),
        Box::new(|| dense_on_threads("dense f64, threads 2", double, &samples, 2, DOUBLE.answers)),
        Box::new(factorised_alone),
        Box::new(|| factorised_f32("factorised f32, threads 2", two, single, cat)),
        Box::new(factorised_double),
        Box::new(|| factorised_f64("factorised f64, threads 2", two, double, cat)),
    ];

    let sizes = [256, 1024, 4096, 16_384, 65_536];
    let rows =
        sizes.iter().flat_map(|m| pools.iter().map(move |(threads, pool)| (m, threads, pool)));
    let rows = each(rows, |(m, threads, pool)| {
        let name = format!("factorised f32, samples {m}, threads {threads}");
        factorised_f32(&name, pool, single, &many.states()[..m * dims.n_sites])
    });
    let ratios = [("hand", "hand's loss"), ("dense matrices", "macro")];
    let title = "SRBM ratio matching: hidden units 50, states 21, sites 59, samples 256";
    let tables = vec![
        Contests::new(title, published).ratios(&ratios),
        Contests::scaling("SRBM ratio matching over samples", rows).ratios(&ratios[..1]),
    ];
    run("srbm", tables);
}
