//! Losses of networks on a batch: gradients in slices and in arrays, and Hessians times a vector.

use std::hint::black_box;

use cotangent::drivers::gaussian;
use cotangent::{Differentiable, Tangent, tape};
use cotangent_benches::regression::{Workspace, gradient_by_hand, hvp_by_hand, loss, loss_over};
use cotangent_benches::{Contest, arrays, differences, run};
use cotangent_tests::mlp::Mlp;
use ndarray::Array2;

/// A network with data, all drawn.
struct Case {
    lengths: &'static [usize],
    mlp: Mlp,
    xs: Vec<f64>,
    ys: Vec<f64>,
    flat: Vec<f64>,
    /// A direction of the parameters.
    v: Mlp,
}

impl Case {
    fn draw(n_samples: usize, lengths: &'static [usize]) -> Self {
        let mlp = Mlp::draw(lengths, 1);
        Case {
            lengths,
            xs: gaussian(n_samples, lengths[0], 101),
            ys: gaussian(n_samples, lengths[lengths.len() - 1], 102),
            flat: mlp.to_flat(),
            v: Mlp::draw(lengths, 103),
            mlp,
        }
    }

    fn name(&self, what: &str) -> String {
        let lengths: Vec<String> = self.lengths.iter().map(usize::to_string).collect();
        format!("{what}, {} × {}", self.xs.len() / self.lengths[0], lengths.join("-"))
    }

    fn value(&self, mlp: &Mlp) -> f64 {
        loss(mlp, &self.xs, &self.ys, self.lengths[0])
    }

    fn gradient_by_macro(&self, mlp: &Mlp) -> (f64, impl Tangent + use<>) {
        loss::value_and_grad(mlp, &self.xs, &self.ys, self.lengths[0])
    }

    /// The macro's gradient without an allocation.
    fn in_workspace(&self) -> impl FnMut() + '_ {
        let Case { lengths, mlp, xs, ys, .. } = self;
        let (mut lent, mut gradient) = (cotangent::Workspace::new(), mlp.zero_tangent());
        move || {
            black_box(lent.lend(|| {
                loss::value_and_grad_into(black_box(mlp), xs, ys, lengths[0], &mut gradient)
            }));
        }
    }

    fn on_tape(&self) -> (f64, Vec<f64>) {
        tape::value_and_grad(|w| loss_over(self.lengths, w, &self.xs, &self.ys), &self.flat)
    }

    fn by_differences(&self) -> Vec<f64> {
        let (mut mlp, mut flat) = (self.mlp.clone(), self.flat.clone());
        let mut gradient = vec![0.0; flat.len()];
        differences(&mut flat, &mut gradient, |flat| {
            mlp.set_flat(flat);
            self.value(&mlp)
        });
        gradient
    }

    /// The contest of gradients; differences only where they are not too slow.
    fn gradients(&self, with_differences: bool) -> Contest<'_> {
        let Case { mlp, xs, ys, .. } = self;
        let mut space = Workspace::new(mlp);
        let mut gradient = mlp.clone();
        let by_hand = gradient_by_hand(mlp, xs, ys, &mut space, &mut gradient);
        assert!((by_hand - self.value(mlp)).abs() < 1e-12 * by_hand.abs());
        let contest = Contest::new(self.name("MLP gradient, slices"))
            .column("primal", || {
                black_box(self.value(black_box(mlp)));
            })
            .answering("hand", gradient.to_flat(), move || {
                black_box(gradient_by_hand(black_box(mlp), xs, ys, &mut space, &mut gradient));
            })
            .answering("macro", self.gradient_by_macro(mlp).1.to_flat(), || {
                black_box(self.gradient_by_macro(black_box(mlp)));
            })
            .column("macro, workspace", self.in_workspace())
            .answering("tape", self.on_tape().1, || {
                black_box(self.on_tape());
            });
        if !with_differences {
            return contest;
        }
        contest.answering_within(1e-6, "fd", self.by_differences(), || {
            black_box(self.by_differences());
        })
    }

    /// The contest of Hessians times a vector. `fd` are differences of the macro's gradients.
    fn hvps(&self) -> Contest<'_> {
        let Case { mlp, xs, ys, v, lengths, flat } = self;
        let mut space = Workspace::new(mlp);
        let mut product = mlp.clone();
        hvp_by_hand(mlp, xs, ys, v, &mut space, &mut product);
        let mut tangent = mlp.zero_tangent();
        let flat_v = v.to_flat();
        tangent.set_flat(&flat_v);
        let by_macro = move || loss::hvp(black_box(mlp), xs, ys, lengths[0], &tangent);
        let mut lent = cotangent::Workspace::new();
        let in_workspace = by_macro.clone();
        let on_tape = move || tape::hvp(|w| loss_over(lengths, w, xs, ys), flat, &flat_v);
        let by_differences = move || {
            let h = f64::EPSILON.cbrt();
            let at = |h: f64| {
                let mut moved = flat.clone();
                moved.iter_mut().zip(v.to_flat()).for_each(|(w, v)| *w += h * v);
                let mut mlp = mlp.clone();
                mlp.set_flat(&moved);
                self.gradient_by_macro(&mlp).1.to_flat()
            };
            let (above, below) = (at(h), at(-h));
            above.iter().zip(&below).map(|(a, b)| (a - b) / (2.0 * h)).collect::<Vec<_>>()
        };
        Contest::new(self.name("MLP Hessian·v, slices"))
            .column("primal", || {
                black_box(self.value(black_box(mlp)));
            })
            .column("gradient", || {
                black_box(self.gradient_by_macro(black_box(mlp)));
            })
            .answering("hand", product.to_flat(), move || {
                hvp_by_hand(black_box(mlp), xs, ys, v, &mut space, &mut product);
                black_box(&product);
            })
            .answering("macro", by_macro().to_flat(), move || {
                black_box(by_macro());
            })
            .column("macro, workspace", move || {
                black_box(lent.lend(&in_workspace));
            })
            .answering("tape", on_tape(), move || {
                black_box(on_tape());
            })
            .answering_within(1e-6, "fd", by_differences(), move || {
                black_box(by_differences());
            })
    }
}

/// The gradient of the same network in products of matrices.
struct ArrayCase {
    net: arrays::Net,
    x: Array2<f64>,
    y: Array2<f64>,
}

impl ArrayCase {
    fn draw(n_samples: usize, [n_inputs, n_hidden, n_outputs]: [usize; 3]) -> Self {
        ArrayCase {
            net: arrays::Net::draw(n_inputs, n_hidden, n_outputs, 1),
            x: arrays::batch(n_samples, n_inputs, 101),
            y: arrays::batch(n_samples, n_outputs, 102),
        }
    }

    fn by_differences(&self) -> Vec<f64> {
        let (mut net, mut flat) = (self.net.clone(), self.net.to_flat());
        let mut gradient = vec![0.0; flat.len()];
        differences(&mut flat, &mut gradient, |flat| {
            net.set_flat(flat);
            arrays::loss(&net, &self.x, &self.y)
        });
        gradient
    }

    fn name(&self, what: &str) -> String {
        let ArrayCase { net, x, y } = self;
        format!("{what}, {} × {}-{}-{}", x.nrows(), x.ncols(), net.b1.len(), y.ncols())
    }

    fn gradients(&self, with_differences: bool) -> Contest<'_> {
        let ArrayCase { net, x, y } = self;
        let on_tape = move || arrays::on_tape(net, x, y);
        let taped = on_tape().iter().flatten().copied().collect();
        let contest = Contest::new(self.name("MLP gradient, arrays"))
            .column("primal", move || {
                black_box(arrays::loss(black_box(net), x, y));
            })
            .answering("hand", arrays::by_hand(net, x, y).1.to_flat(), move || {
                black_box(arrays::by_hand(black_box(net), x, y));
            })
            .answering("macro", arrays::loss::grad(net, x, y).to_flat(), move || {
                black_box(arrays::loss::value_and_grad(black_box(net), x, y));
            })
            .answering("tape", taped, move || {
                black_box(on_tape());
            });
        if !with_differences {
            return contest;
        }
        contest.answering_within(1e-6, "fd", self.by_differences(), || {
            black_box(self.by_differences());
        })
    }

    /// The Hessian times a vector against the gradient; by hand it is written in slices.
    fn hvps(&self) -> Contest<'_> {
        let ArrayCase { net, x, y } = self;
        let v = arrays::loss::grad(net, x, y);
        Contest::new(self.name("MLP Hessian·v, arrays"))
            .column("primal", move || {
                black_box(arrays::loss(black_box(net), x, y));
            })
            .column("gradient", move || {
                black_box(arrays::loss::value_and_grad(black_box(net), x, y));
            })
            .column("macro", move || {
                black_box(arrays::loss::hvp(black_box(net), x, y, &v));
            })
    }
}

fn main() {
    let small = Case::draw(16, &[8, 12, 3]);
    let medium = Case::draw(64, &[64, 64, 10]);
    let deep = Case::draw(64, &[32, 64, 64, 64, 10]);
    let small_arrays = ArrayCase::draw(16, [8, 12, 3]);
    let large_arrays = ArrayCase::draw(128, [256, 128, 10]);
    run(
        "networks",
        &[("macro", "gradient")],
        vec![
            small.gradients(true),
            medium.gradients(false),
            deep.gradients(false),
            small_arrays.gradients(true),
            large_arrays.gradients(false),
            small.hvps(),
            medium.hvps(),
            deep.hvps(),
            small_arrays.hvps(),
            large_arrays.hvps(),
        ],
    );
}
