//! Losses of networks on a batch: gradients in slices and in arrays, and Hessians times a vector.

use std::hint::black_box;

use cotangent::drivers::gaussian;
use cotangent::{Differentiable, Tangent, tape};
use cotangent_benches::regression::{Workspace, gradient_by_hand, hvp_by_hand, loss, loss_over};
use cotangent_benches::{Contest, Contests, arrays, each, one_at_a_time, run};
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

    /// The contest of gradients, with the tape and differences.
    fn gradients(&self) -> Contest<'_> {
        let mut moved = self.mlp.clone();
        let value = one_at_a_time(&self.flat, move |flat| {
            moved.set_flat(flat);
            self.value(&moved)
        });
        self.rivals()
            .answering("tape", self.on_tape().1, || {
                black_box(self.on_tape());
            })
            .differences(1e-6, f64::EPSILON, &self.flat, value)
    }

    /// The contest of the two gradients that compete.
    fn rivals(&self) -> Contest<'_> {
        let Case { mlp, xs, ys, .. } = self;
        let mut space = Workspace::new(mlp);
        let mut gradient = mlp.clone();
        let by_hand = gradient_by_hand(mlp, xs, ys, &mut space, &mut gradient);
        assert!((by_hand - self.value(mlp)).abs() < 1e-12 * by_hand.abs());
        Contest::new(self.name("gradient, slices"))
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
        Contest::new(self.name("Hessian·v, slices"))
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

    fn name(&self, what: &str) -> String {
        let ArrayCase { net, x, y } = self;
        format!("{what}, {} × {}-{}-{}", x.nrows(), x.ncols(), net.b1.len(), y.ncols())
    }

    fn gradients(&self) -> Contest<'_> {
        let ArrayCase { net, x, y } = self;
        let on_tape = move || arrays::on_tape(net, x, y);
        let taped = on_tape().iter().flatten().copied().collect();
        let flat = net.to_flat();
        let mut moved = net.clone();
        let value = one_at_a_time(&flat, move |flat| {
            moved.set_flat(flat);
            arrays::loss(&moved, x, y)
        });
        Contest::new(self.name("gradient, arrays"))
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
            })
            .differences(1e-6, f64::EPSILON, &flat, value)
    }

    /// The Hessian times a vector against the gradient; by hand it is written in slices.
    fn hvps(&self) -> Contest<'_> {
        let ArrayCase { net, x, y } = self;
        let v = arrays::loss::grad(net, x, y);
        let along = arrays::loss::hvp(net, x, y, &v).to_flat();
        // The gradient at both ends of a step along v.
        let ends = [1.0, -1.0].map(|side| {
            let h = f64::EPSILON.cbrt();
            let mut moved = net.clone();
            moved.step(&v, side * h / v.norm());
            (moved, 0.5 * v.norm() / h)
        });
        let by_differences = move || {
            let [above, below] = ends.each_ref().map(|(net, scale)| {
                let slopes = arrays::loss::grad(net, x, y).to_flat();
                slopes.iter().map(|slope| slope * scale).collect::<Vec<f64>>()
            });
            above.iter().zip(&below).map(|(a, b)| a - b).collect::<Vec<f64>>()
        };
        Contest::new(self.name("Hessian·v, arrays"))
            .column("primal", move || {
                black_box(arrays::loss(black_box(net), x, y));
            })
            .column("gradient", move || {
                black_box(arrays::loss::value_and_grad(black_box(net), x, y));
            })
            .answering("macro", along, move || {
                black_box(arrays::loss::hvp(black_box(net), x, y, &v));
            })
            .answering_within(1e-6, "fd", by_differences(), move || {
                black_box(by_differences());
            })
    }
}

fn main() {
    let small = Case::draw(16, &[8, 12, 3]);
    let medium = Case::draw(64, &[64, 64, 10]);
    let deep = Case::draw(64, &[32, 64, 64, 64, 10]);
    let small_arrays = ArrayCase::draw(16, [8, 12, 3]);
    let large_arrays = ArrayCase::draw(128, [256, 128, 10]);
    let nets = [&small, &medium, &deep];
    let array_nets = [&small_arrays, &large_arrays];
    let gradients = each(nets, Case::gradients).chain(each(array_nets, ArrayCase::gradients));
    let products = each(nets, Case::hvps).chain(each(array_nets, ArrayCase::hvps));
    let widths: [&[usize]; 4] = [&[32, 16, 10], &[32, 64, 10], &[32, 256, 10], &[32, 1024, 10]];
    let widths = widths.map(|lengths| Case::draw(64, lengths));
    let layers: [&[usize]; 4] =
        [&[64, 10], &[64, 64, 10], &[64, 64, 64, 64, 10], &[64, 64, 64, 64, 64, 64, 64, 64, 10]];
    let layers = layers.map(|lengths| Case::draw(64, lengths));
    let samples = [1, 16, 256, 4096].map(|n| Case::draw(n, &[32, 64, 10]));
    run(
        "networks",
        vec![
            Contests::new(
                "Networks (samples × widths of layers), squared error",
                gradients.chain(products),
            )
            .ratios(&[("macro", "gradient")]),
            Contests::scaling("Networks over widths", each(&widths, Case::rivals)),
            Contests::scaling("Networks over layers", each(&layers, Case::rivals)),
            Contests::scaling("Networks over samples", each(&samples, Case::rivals)),
        ],
    );
}
