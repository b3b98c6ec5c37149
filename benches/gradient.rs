//! The ADBench objectives: primal, derivative that the macro wrote, handwritten derivative, tape and differences, at
//! the suite's sizes and over them.
//!
//! Inputs are drawn with a fixed seed from the suite's distributions.

use std::hint::black_box;

use cotangent::Workspace;
use cotangent_benches::{Contest, Contests, each, one_at_a_time, over, run};
use cotangent_tests::adbench::ba::{BaInstance, reproj_error_block};
use cotangent_tests::adbench::gmm::{GmmInstance, gmm_objective};
use cotangent_tests::adbench::hand::{HandInstance, HandModel, POSE, hand_jacobian_in_lanes};
use cotangent_tests::adbench::handwritten::{
    BaBlock, gmm_gradient_into, hand_complicated_jacobian_into, hand_jacobian_by_lanes,
    hand_simple_jacobian_into, lstm_gradient_into, reproj_error_jacobian,
};
use cotangent_tests::adbench::lstm::{LstmInstance, lstm_objective, lstm_objective_by_cells};

/// Operations that fit on a tape within two gigabytes.
const LONGEST_TAPE: usize = 50_000_000;

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

/// The primal and the derivatives, which agree; lengths of the parts that they have.
fn contest<'a>(
    name: String,
    blocks: &[usize],
    primal: impl FnMut() + 'a,
    derivatives: impl IntoIterator<Item = Entry<'a>>,
) -> Contest<'a> {
    derivatives.into_iter().fold(
        Contest::new(name).blocks(blocks).column("primal", primal),
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
        &[alphas.len(), means.len(), icf.len()],
        primal,
        [
            entry("hand", len, by_hand),
            entry("macro", len, by_macro),
            entry("macro, workspace", len, move |out| workspace.lend(|| by_macro(out))),
        ],
    )
}

/// The same with tape, where it fits, and differences.
fn gmm_with_others(instance: &GmmInstance) -> Contest<'_> {
    let GmmInstance { alphas, means, icf, .. } = instance;
    let mut contest = gmm(instance);
    if over::gmm::n_operations(instance) <= LONGEST_TAPE {
        contest = contest.answering("tape", over::gmm::on_tape(instance), move || {
            black_box(over::gmm::on_tape(black_box(instance)));
        });
    }
    let point = [&alphas[..], means, icf].concat();
    let mut moved = instance.clone();
    let value = one_at_a_time(&point, move |x| {
        let (alphas, rest) = x.split_at(moved.alphas.len());
        let (means, icf) = rest.split_at(moved.means.len());
        moved.alphas.copy_from_slice(alphas);
        moved.means.copy_from_slice(means);
        moved.icf.copy_from_slice(icf);
        moved.value()
    });
    contest.differences(1e-5, f64::EPSILON, &point, value)
}

fn lstm(instance: &LstmInstance) -> Contest<'_> {
    let LstmInstance { sequence, l, b, .. } = instance;
    lstm_called(format!("lstm l{l} c{} b{b}", sequence.len() / b), instance)
}

/// The same in a heap that other work has left full of holes, as those of long programs are: forty thousand pieces of up
/// to two kilobytes, of which every other is free again.
fn lstm_among_holes(instance: &LstmInstance) -> Contest<'_> {
    let pieces = (0..40_000).map(|i| vec![0_u8; 16 + i * 7919 % 2000]);
    let (kept, freed): (Vec<_>, Vec<_>) = pieces.enumerate().partition(|(i, _)| i % 2 == 0);
    drop(freed);
    // To the end of the process.
    std::mem::forget(kept);
    let LstmInstance { sequence, l, b, .. } = instance;
    lstm_called(format!("lstm l{l} c{} b{b}, among holes", sequence.len() / b), instance)
}

fn lstm_called(name: String, instance: &LstmInstance) -> Contest<'_> {
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
    let by_cells = move |out: &mut [f64]| {
        let (main_bar, extra_bar) = out.split_at_mut(main.len());
        let main = black_box(main);
        black_box(lstm_objective_by_cells::value_and_grad_into(
            main, extra, state, sequence, *l, *b, main_bar, extra_bar,
        ));
    };
    let mut workspace = Workspace::new();
    let primal = move || {
        black_box(black_box(instance).value());
    };
    contest(
        name,
        &[main.len(), extra.len()],
        primal,
        [
            entry("hand", len, by_hand),
            entry("macro", len, by_macro),
            entry("macro, cells", len, by_cells),
            entry("macro, workspace", len, move |out| workspace.lend(|| by_macro(out))),
        ],
    )
}

/// The same with tape and differences.
fn lstm_with_others(instance: &LstmInstance) -> Contest<'_> {
    let point = [&instance.main[..], &instance.extra].concat();
    let mut moved = instance.clone();
    let value = one_at_a_time(&point, move |x| {
        let (main, extra) = x.split_at(moved.main.len());
        moved.main.copy_from_slice(main);
        moved.extra.copy_from_slice(extra);
        moved.value()
    });
    lstm(instance)
        .answering("tape", over::lstm::on_tape(instance), move || {
            black_box(over::lstm::on_tape(black_box(instance)));
        })
        .differences(1e-5, f64::EPSILON, &point, value)
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
            let (first, second) = out.split_at_mut(block_len / 2);
            let mut put = |start: usize, bars: &[[f64; 2]]| {
                let rows = first[start..].iter_mut().zip(&mut second[start..]);
                for ((x, y), bar) in rows.zip(bars) {
                    (*x, *y) = (bar[0], bar[1]);
                }
            };
            put(0, &cam_bar);
            put(cam_bar.len(), &pt_bar);
            put(cam_bar.len() + pt_bar.len(), &[w_bar]);
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
        &vec![block_len / 2; 2 * count],
        primal,
        [entry("hand", len, by_hand), entry("macro", len, by_macro)],
    )
}

/// The same with tape and differences.
fn ba_with_others(instance: &BaInstance) -> Contest<'_> {
    let len = instance.observations.len() * size_of::<BaBlock>() / size_of::<f64>();
    let tape = entry("tape", len, |out| over::ba::on_tape(black_box(instance), out));
    let fd = entry("fd", len, |out| over::ba::by_differences(black_box(instance), out));
    ba(instance)
        .answering(tape.name, tape.answer, tape.work)
        .answering_within(1e-5, fd.name, fd.answer, fd.work)
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
        black_box(hand_jacobian_in_lanes::<POSE>(instance, out));
    };
    let primal = move || {
        black_box(black_box(instance).residuals());
    };
    let kind = if simple { "simple" } else { "complicated" };
    contest(
        format!("hand {kind} N{}", points.len() / 3),
        &vec![points.len(); len / points.len()],
        primal,
        [
            entry("hand, sparse", len, sparse),
            entry("hand", len, by_hand),
            entry("macro", len, by_macro),
        ],
    )
}

/// The same with tape and differences.
fn hand_with_others(instance: &HandInstance) -> Contest<'_> {
    let HandInstance { theta, us, points, .. } = instance;
    let own = if us.is_empty() { 0 } else { 2 };
    let len = (POSE + own) * points.len();
    let tape = entry("tape", len, |out| over::hand::on_tape(black_box(instance), out));
    let mut moved = instance.clone();
    // Each point depends on its own pair of coordinates alone, so that two columns serve all pairs.
    let fd = entry("fd", len, move |out| {
        let columns = out.chunks_exact_mut(points.len()).enumerate();
        for (number, column) in columns {
            let h = f64::EPSILON.cbrt()
                * number.checked_sub(own).map_or(1.0, |i| theta[i].abs().max(1.0));
            let mut at = |step: f64| {
                moved.theta.copy_from_slice(theta);
                moved.us.copy_from_slice(us);
                match number.checked_sub(own) {
                    Some(i) => moved.theta[i] += step,
                    None => moved.us.iter_mut().skip(number).step_by(2).for_each(|u| *u += step),
                }
                moved.residuals()
            };
            let (above, below) = (at(h), at(-h));
            for ((slope, above), below) in column.iter_mut().zip(&above).zip(&below) {
                *slope = (above - below) / (2.0 * h);
            }
        }
    });
    hand(instance)
        .answering(tape.name, tape.answer, tape.work)
        .answering_within(1e-6, fd.name, fd.answer, fd.work)
}

fn main() {
    let sizes = [(2, 200, 1000), (10, 25, 1000), (20, 50, 1000), (32, 25, 1000), (64, 25, 1000)];
    let sizes = sizes.into_iter().chain([(10, 25, 10_000)]);
    let gmms: Vec<_> = sizes.map(|(d, k, n)| GmmInstance::generate(d, k, n, 1)).collect();
    let lstms = [(2, 1024), (4, 1024), (4, 4096)].map(|(l, c)| LstmInstance::generate(l, c, 14, 3));
    let bas = [(49, 7776, 31_843), (257, 65_132, 225_911)];
    let bas = bas.map(|(cams, points, count)| BaInstance::generate(cams, points, count, 4));
    let model = HandModel::generate(544, 1084, 5);
    let hands = [
        HandInstance::generate_simple(800, model.clone(), 6),
        HandInstance::generate_complicated(800, model.clone(), 7),
    ];
    let contests = each(&gmms, gmm_with_others).chain(each(&lstms, lstm_with_others));
    let contests = contests.chain(each(&bas, ba_with_others));
    let contests = contests.chain(each(&hands, hand_with_others));
    let suite = Contests::new("ADBench (n, N points, d dimensions, K components; l layers, c characters, b bits; p observations): gradients, for BA and HAND Jacobians", contests)
        .ratios(&[("macro, workspace", "hand"), ("macro, cells", "hand")]);

    let points = [1000, 3000, 10_000, 30_000, 100_000];
    let points = points.map(|n| GmmInstance::generate(10, 25, n, 1));
    let dimensions = [2, 4, 8, 16, 32, 64, 128].map(|d| GmmInstance::generate(d, 25, 1000, 1));
    let components = [5, 10, 25, 50, 100, 200].map(|k| GmmInstance::generate(10, k, 1000, 1));
    let layers = [1, 2, 4, 8, 16].map(|l| LstmInstance::generate(l, 1024, 14, 3));
    let characters = [256, 1024, 4096, 16_384].map(|c| LstmInstance::generate(4, c, 14, 3));
    let observations = [1000, 31_843, 100_000, 225_911, 500_000];
    let observations = observations.map(|count| BaInstance::generate(257, 65_132, count, 4));
    let marks = [100, 200, 400, 800, 1600, 3200];
    let marks = marks.map(|n| HandInstance::generate_complicated(n, model.clone(), 7));
    let cells = [("macro, cells", "hand")];
    let tables = vec![
        suite,
        Contests::scaling("GMM over points", each(&points, gmm)),
        Contests::scaling("GMM over dimensions", each(&dimensions, gmm)),
        Contests::scaling("GMM over components", each(&components, gmm)),
        Contests::scaling("LSTM over layers", each(&layers, lstm)).ratios(&cells),
        Contests::scaling("LSTM over characters", each(&characters, lstm)).ratios(&cells),
        Contests::scaling(
            "LSTM over characters, heap with holes",
            each(&characters, lstm_among_holes),
        )
        .ratios(&cells),
        Contests::scaling("BA over observations", each(&observations, ba)),
        Contests::scaling("HAND over points", each(&marks, hand)),
    ];
    run("adbench", tables);
}
