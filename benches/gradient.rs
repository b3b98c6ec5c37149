//! The ADBench objectives: primal, derivative that the macro wrote, handwritten derivative, at the
//! suite's sizes.
//!
//! Inputs are drawn with a fixed seed from the suite's distributions.

use std::hint::black_box;

use cotangent::Workspace;
use cotangent_benches::{Contest, run};
use cotangent_tests::adbench::ba::{BaInstance, reproj_error_block};
use cotangent_tests::adbench::gmm::{GmmInstance, gmm_objective};
use cotangent_tests::adbench::hand::{HandInstance, HandModel, POSE, hand_jacobian_in_lanes};
use cotangent_tests::adbench::handwritten::{
    BaBlock, gmm_gradient_into, hand_complicated_jacobian_into, hand_jacobian_by_lanes,
    hand_simple_jacobian_into, lstm_gradient_into, reproj_error_jacobian,
};
use cotangent_tests::adbench::lstm::{LstmInstance, lstm_objective};

/// A column, and what it leaves in its buffer.
struct Entry<'a> {
    name: &'static str,
    answer: Vec<f64>,
    work: Box<dyn FnMut() + 'a>,
}

/// A function that overwrites a buffer of `len` numbers.
fn entry<'a>(name: &'static str, len: usize, mut f: impl FnMut(&mut [f64]) + 'a) -> Entry<'a> {
    let mut out = vec![0.0; len];
    f(&mut out);
    let answer = out.clone();
    let work = move || {
        f(&mut out);
        black_box(&out);
    };
    Entry { name, answer, work: Box::new(work) }
}

/// The primal and the derivatives, which agree.
fn contest<'a>(
    name: String,
    primal: impl FnMut() + 'a,
    derivatives: impl IntoIterator<Item = Entry<'a>>,
) -> Contest<'a> {
    derivatives.into_iter().fold(
        Contest::new(name).column("primal", primal),
        |contest, Entry { name, answer, work }| contest.answering(name, answer, work),
    )
}

/// Writes three cotangents.
type Gradient<'a> = dyn FnMut(&mut [f64], &mut [f64], &mut [f64]) + 'a;

fn gmm(instance: &GmmInstance) -> Contest<'_> {
    let GmmInstance { alphas, means, icf, x, gamma, m, d } = instance;
    let len = alphas.len() + means.len() + icf.len();
    let parts = |out: &mut [f64], gradient: &mut Gradient<'_>| {
        let (alphas_bar, rest) = out.split_at_mut(alphas.len());
        let (means_bar, icf_bar) = rest.split_at_mut(means.len());
        gradient(alphas_bar, means_bar, icf_bar);
    };
    let by_hand = move |out: &mut [f64]| {
        parts(out, &mut |a, b, c| {
            let y = gmm_gradient_into(black_box(alphas), means, icf, x, *gamma, *m, *d, a, b, c);
            black_box(y);
        });
    };
    let by_macro = move |out: &mut [f64]| {
        parts(out, &mut |a, b, c| {
            let alphas = black_box(alphas);
            let y =
                gmm_objective::value_and_grad_into(alphas, means, icf, x, *gamma, *m, *d, a, b, c);
            black_box(y);
        });
    };
    let mut workspace = Workspace::new();
    let primal = move || {
        black_box(black_box(instance).value());
    };
    let name = format!("gmm n{} d{d} K{}", x.len() / d, alphas.len());
    contest(
        name,
        primal,
        [
            entry("hand", len, by_hand),
            entry("macro", len, by_macro),
            entry("macro, workspace", len, move |out| workspace.lend(|| by_macro(out))),
        ],
    )
}

fn lstm(instance: &LstmInstance) -> Contest<'_> {
    let LstmInstance { main, extra, state, sequence, l, b } = instance;
    let len = main.len() + extra.len();
    let by_hand = move |out: &mut [f64]| {
        let (main_bar, extra_bar) = out.split_at_mut(main.len());
        let main = black_box(main);
        let y = lstm_gradient_into(main, extra, state, sequence, *l, *b, main_bar, extra_bar);
        black_box(y);
    };
    let by_macro = move |out: &mut [f64]| {
        let (main_bar, extra_bar) = out.split_at_mut(main.len());
        let main = black_box(main);
        black_box(lstm_objective::value_and_grad_into(
            main, extra, state, sequence, *l, *b, main_bar, extra_bar,
        ));
    };
    let mut workspace = Workspace::new();
    let primal = move || {
        black_box(black_box(instance).value());
    };
    contest(
        format!("lstm l{l} c{} b{b}", sequence.len() / b),
        primal,
        [
            entry("hand", len, by_hand),
            entry("macro", len, by_macro),
            entry("macro, workspace", len, move |out| workspace.lend(|| by_macro(out))),
        ],
    )
}

/// All blocks of the Jacobian, both rows of each in one sweep.
fn ba(instance: &BaInstance) -> Contest<'_> {
    let count = instance.observations.len();
    let block_len = size_of::<BaBlock>() / size_of::<f64>();
    let by_hand = move |out: &mut [f64]| {
        let blocks = black_box(instance).observations.iter().zip(out.chunks_exact_mut(block_len));
        for (observation, out) in blocks {
            let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
            let (_, block) = reproj_error_jacobian(cam, pt, observation.w, &observation.feat);
            out.copy_from_slice(block.as_flattened());
        }
    };
    let by_macro = move |out: &mut [f64]| {
        let blocks = black_box(instance).observations.iter().zip(out.chunks_exact_mut(block_len));
        for (observation, out) in blocks {
            let (cam, pt) = (&instance.cams[observation.cam], &instance.pts[observation.pt]);
            let (_, pullback) =
                reproj_error_block::vjp_lanes(cam, pt, observation.w, &observation.feat);
            let (cam_bar, pt_bar, w_bar) = pullback([[1.0, 0.0], [0.0, 1.0]]);
            for (row, out) in out.chunks_exact_mut(block_len / 2).enumerate() {
                let bars = cam_bar.iter().chain(&pt_bar).chain([&w_bar]);
                for (entry, bar) in out.iter_mut().zip(bars) {
                    *entry = bar[row];
                }
            }
        }
    };
    let mut residuals = vec![0.0; 3 * count];
    let primal = move || {
        black_box(instance).residuals_into(&mut residuals);
        black_box(&residuals);
    };
    let len = count * block_len;
    contest(
        format!("ba p{count}"),
        primal,
        [entry("hand", len, by_hand), entry("macro", len, by_macro)],
    )
}

/// The Jacobian: by hand with the zeros that a person knows of, by hand in lanes, by the macro in lanes.
fn hand(instance: &HandInstance) -> Contest<'_> {
    let HandInstance { theta, us, model, correspondences, points } = instance;
    let simple = us.is_empty();
    let len = (POSE + if simple { 0 } else { 2 }) * points.len();
    let sparse = move |out: &mut [f64]| {
        let theta = black_box(theta);
        black_box(match simple {
            true => hand_simple_jacobian_into(theta, model, correspondences, points, out),
            false => hand_complicated_jacobian_into(theta, us, model, correspondences, points, out),
        });
    };
    let by_hand = move |out: &mut [f64]| {
        let instance = black_box(instance);
        black_box(match simple {
            true => hand_jacobian_by_lanes::<POSE>(instance, out),
            false => hand_jacobian_by_lanes::<{ POSE + 2 }>(instance, out),
        });
    };
    let by_macro = move |out: &mut [f64]| {
        let instance = black_box(instance);
        black_box(match simple {
            true => hand_jacobian_in_lanes::<POSE>(instance, out),
            false => hand_jacobian_in_lanes::<{ POSE + 2 }>(instance, out),
        });
    };
    let primal = move || {
        black_box(black_box(instance).residuals());
    };
    let kind = if simple { "simple" } else { "complicated" };
    contest(
        format!("hand {kind} N{}", points.len() / 3),
        primal,
        [
            entry("hand, sparse", len, sparse),
            entry("hand", len, by_hand),
            entry("macro", len, by_macro),
        ],
    )
}

fn main() {
    let sizes = [(2, 200, 1000), (10, 25, 1000), (20, 50, 1000), (32, 25, 1000), (64, 25, 1000)];
    let gmms: Vec<_> = sizes
        .into_iter()
        .chain([(10, 25, 10_000)])
        .map(|(d, k, n)| GmmInstance::generate(d, k, n, 1))
        .collect();
    let lstms = [(2, 1024), (4, 1024), (4, 4096)].map(|(l, c)| LstmInstance::generate(l, c, 14, 3));
    let bas = [31_843, 225_911].map(|p| BaInstance::generate(49, 7776, p, 4));
    let model = HandModel::generate(544, 1084, 5);
    let hands = [
        HandInstance::generate_simple(800, model.clone(), 6),
        HandInstance::generate_complicated(800, model, 7),
    ];
    let contests = gmms.iter().map(gmm).chain(lstms.iter().map(lstm));
    let contests = contests.chain(bas.iter().map(ba)).chain(hands.iter().map(hand));
    run("adbench", &[("macro, workspace", "hand")], contests.collect());
}
