//! Implicit score matching with an exact divergence: gradients of the loss, and the divergence alone.

use std::hint::black_box;

use cotangent::Differentiable;
use cotangent::drivers::{Derivative, gaussian};
use cotangent::tape::{Tape, Var};
use cotangent_benches::score::{
    Workspace, by_hand, divergence_by_hand, loss, loss_by_tangents, loss_over, score, units,
};
use cotangent_benches::{Contest, Contests, Later, one_at_a_time, run};
use cotangent_tests::mlp::Mlp;

/// A network in D dimensions and samples.
struct Case<const D: usize> {
    lengths: &'static [usize],
    mlp: Mlp,
    xs: Vec<f64>,
    units: [[f64; D]; D],
}

impl<const D: usize> Case<D> {
    fn draw(n_samples: usize, lengths: &'static [usize]) -> Self {
        let (mlp, xs) = (Mlp::draw(lengths, 3), gaussian(n_samples, D, 5));
        Case { lengths, mlp, xs, units: units() }
    }

    fn name(&self, what: &str) -> String {
        let lengths: Vec<String> = self.lengths.iter().map(usize::to_string).collect();
        format!("{what}, {} × {}", self.xs.len() / D, lengths.join("-"))
    }

    /// Whether the tape ends in seconds: for each output of each sample it records a sweep over all weights.
    fn suits_a_tape(&self) -> bool {
        let weights: usize = self.lengths.windows(2).map(|pair| pair[0] * pair[1]).sum();
        self.xs.len() * weights <= 20_000_000
    }

    /// The gradient on the tape, sample by sample: for each output a recorded sweep, and one over all of them.
    fn on_tape(&self) -> Vec<f64> {
        let flat = self.mlp.to_flat();
        let (mut sum, mut gradient) = (vec![0.0; flat.len()], vec![0.0; flat.len()]);
        let mut tape = Tape::new();
        for x in self.xs.chunks_exact(D) {
            tape.clear();
            let parameters = tape.vars(&flat);
            let input = |x| tape.var(x);
            let loss = loss_over(self.lengths, &parameters, x, input, slope_on_tape);
            loss.grad_into(&parameters, &mut gradient);
            sum.iter_mut().zip(&gradient).for_each(|(sum, x)| *sum += x);
        }
        let share = D as f64 / self.xs.len() as f64;
        sum.iter_mut().for_each(|sum| *sum *= share);
        sum
    }

    /// The gradients of the loss that compete.
    fn rivals(&self) -> Contest<'_> {
        let Case { mlp, xs, units, .. } = self;
        let mut space = Workspace::<D>::new(mlp);
        let mut gradient = mlp.clone();
        let value = by_hand(mlp, xs, &mut space, &mut gradient);
        assert!((value - loss(mlp, xs, units)).abs() < 1e-12 * value.abs());
        let (mut lent, mut in_place) = (cotangent::Workspace::new(), mlp.zero_tangent());
        Contest::new(self.name("gradient"))
            .column("primal", move || {
                black_box(loss(black_box(mlp), xs, units));
            })
            .answering("hand", gradient.to_flat(), move || {
                black_box(by_hand(black_box(mlp), xs, &mut space, &mut gradient));
            })
            .answering("macro", loss::grad(mlp, xs, units).to_flat(), move || {
                black_box(loss::value_and_grad(black_box(mlp), xs, units));
            })
            .column("macro, workspace", move || {
                let gradient = &mut in_place;
                black_box(
                    lent.lend(|| loss::value_and_grad_into(black_box(mlp), xs, units, gradient)),
                );
            })
    }

    /// The same with others: `macro` carries all tangents in lanes, `one by one` each in a sweep of its own.
    fn gradients(&self) -> Contest<'_> {
        let Case { mlp, xs, .. } = self;
        let mut contest = self.rivals();
        if D <= 10 {
            let one_by_one = loss_by_tangents::grad(mlp, xs, D).to_flat();
            contest = contest.answering("one by one", one_by_one, move || {
                black_box(loss_by_tangents::value_and_grad(black_box(mlp), xs, D));
            });
        }
        if self.suits_a_tape() {
            contest = contest.answering("tape", self.on_tape(), || {
                black_box(self.on_tape());
            });
        }
        let flat = mlp.to_flat();
        let mut moved = mlp.clone();
        let value = one_at_a_time(&flat, move |flat| {
            moved.set_flat(flat);
            loss(&moved, xs, &self.units)
        });
        contest.differences(1e-6, f64::EPSILON, &flat, value)
    }

    /// The divergence of the score at each sample.
    fn divergences(&self) -> Contest<'_> {
        let Case { mlp, xs, units, .. } = self;
        let mut space = Workspace::<D>::new(mlp);
        let by_hand = divergence_by_hand(mlp, xs, &mut space);
        let by_macro = move || {
            xs.chunks_exact(D)
                .map(|x| {
                    Derivative::at(|x| x.to_vec(), x)
                        .jvp_lanes::<D>(|x, d| score::jvp_lanes_wrt_x(mlp, x, d))
                        .trace()
                })
                .collect::<Vec<f64>>()
        };
        let one_by_one = move || {
            xs.chunks_exact(D)
                .map(|x| {
                    Derivative::at(|x| x.to_vec(), x)
                        .jvp(|x, d| score::jvp_wrt_x(mlp, x, d))
                        .trace()
                })
                .collect::<Vec<f64>>()
        };
        Contest::new(self.name("divergence"))
            .column("primal", move || {
                for x in xs.chunks_exact(D) {
                    black_box(score(black_box(mlp), x));
                }
            })
            .column("tangents", move || {
                for x in xs.chunks_exact(D) {
                    black_box(score::jvp_lanes_wrt_x(black_box(mlp), x, units));
                }
            })
            .answering("hand", by_hand, move || {
                black_box(divergence_by_hand(black_box(mlp), xs, &mut space));
            })
            .answering("macro", by_macro(), move || {
                black_box(by_macro());
            })
            .answering("one by one", one_by_one(), move || {
                black_box(one_by_one());
            })
    }
}

fn slope_on_tape<'t>(y: Var<'t, f64>, x: Var<'t, f64>) -> Var<'t, f64> {
    y.grad_recorded(&[x])[0]
}

fn main() {
    let line = Case::<1>::draw(1024, &[1, 8, 1]);
    let small = Case::<10>::draw(16, &[10, 16, 16, 10]);
    let medium = Case::<10>::draw(256, &[10, 64, 64, 10]);
    let large = Case::<100>::draw(128, &[100, 128, 128, 100]);
    let one = Case::<1>::draw(64, &[1, 64, 64, 1]);
    let two = Case::<2>::draw(64, &[2, 64, 64, 2]);
    let four = Case::<4>::draw(64, &[4, 64, 64, 4]);
    let eight = Case::<8>::draw(64, &[8, 64, 64, 8]);
    let sixteen = Case::<16>::draw(64, &[16, 64, 64, 16]);
    let many = Case::<32>::draw(64, &[32, 64, 64, 32]);
    let more = Case::<64>::draw(64, &[64, 64, 64, 64]);
    let published: Vec<Later<'_>> = vec![
        Box::new(|| line.gradients()),
        Box::new(|| small.gradients()),
        Box::new(|| medium.gradients()),
        Box::new(|| large.gradients()),
        Box::new(|| medium.divergences()),
        Box::new(|| large.divergences()),
    ];
    let dimensions: Vec<Later<'_>> = vec![
        Box::new(|| one.rivals()),
        Box::new(|| two.rivals()),
        Box::new(|| four.rivals()),
        Box::new(|| eight.rivals()),
        Box::new(|| sixteen.rivals()),
        Box::new(|| many.rivals()),
        Box::new(|| more.rivals()),
    ];
    run(
        "score_matching",
        vec![
            Contests::new(
                "Score matching (samples × widths of layers), exact divergence",
                published,
            )
            .ratios(&[("one by one", "macro"), ("macro", "tangents")]),
            Contests::scaling("Score matching over dimensions", dimensions),
        ],
    );
}
