//! Implicit score matching with an exact divergence: gradients of the loss, and the divergence alone.

use std::hint::black_box;

use cotangent::Differentiable;
use cotangent::drivers::{Derivative, gaussian};
use cotangent::tape::{Tape, Var};
use cotangent_benches::score::{
    Workspace, by_hand, divergence_by_hand, loss, loss_by_tangents, loss_over, score, units,
};
use cotangent_benches::{Contest, differences, run};
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

    /// The gradient on the tape: for each output a recorded sweep, and one over all of them.
    fn on_tape(&self) -> Vec<f64> {
        let tape = Tape::new();
        let parameters = tape.vars(&self.mlp.to_flat());
        let input = |x| tape.var(x);
        loss_over(self.lengths, &parameters, &self.xs, input, slope_on_tape).grad(&parameters)
    }

    fn by_differences(&self) -> Vec<f64> {
        let (mut mlp, mut flat) = (self.mlp.clone(), self.mlp.to_flat());
        let mut gradient = vec![0.0; flat.len()];
        differences(&mut flat, &mut gradient, |flat| {
            mlp.set_flat(flat);
            loss(&mlp, &self.xs, &self.units)
        });
        gradient
    }

    /// Gradients of the loss: `macro` carries all tangents in lanes, `one by one` each in a sweep of its
    /// own.
    fn gradients(&self, second_opinions: bool) -> Contest<'_> {
        let Case { mlp, xs, units, .. } = self;
        let mut space = Workspace::<D>::new(mlp);
        let mut gradient = mlp.clone();
        let value = by_hand(mlp, xs, &mut space, &mut gradient);
        assert!((value - loss(mlp, xs, units)).abs() < 1e-12 * value.abs());
        let (mut lent, mut in_place) = (cotangent::Workspace::new(), mlp.zero_tangent());
        let contest = Contest::new(self.name("ISM gradient"))
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
            });
        if D > 10 {
            return contest;
        }
        let one_by_one = loss_by_tangents::grad(mlp, xs, D).to_flat();
        let contest = contest.answering("one by one", one_by_one, move || {
            black_box(loss_by_tangents::value_and_grad(black_box(mlp), xs, D));
        });
        if !second_opinions {
            return contest;
        }
        contest
            .answering("tape", self.on_tape(), || {
                black_box(self.on_tape());
            })
            .answering_within(1e-6, "fd", self.by_differences(), || {
                black_box(self.by_differences());
            })
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
    run(
        "score_matching",
        &[("one by one", "macro"), ("macro", "tangents")],
        vec![
            line.gradients(true),
            small.gradients(true),
            medium.gradients(false),
            large.gradients(false),
            medium.divergences(),
            large.divergences(),
        ],
    );
}
