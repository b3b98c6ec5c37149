//! Jacobians of all outputs of a network for each sample of a batch, one thread.
//!
//! `macro` is one sweep a sample, `by output` one sweep for each output of each sample. All fill
//! buffers that are there already. The rows `sweeps` leave out what the drivers do with the
//! cotangents.

use std::hint::black_box;

use cotangent::drivers::{PerSample, Times, gaussian};
use cotangent::tape::Tape;
use cotangent::{Differentiable, Scalar};
use cotangent_benches::{Contest, Contests, Later, run};
use cotangent_tests::mlp::{Mlp, jacobian_by_hand, outputs};

/// A network with `C` outputs and samples.
struct Case<const C: usize> {
    lengths: [usize; 3],
    mlp: Mlp,
    data: Vec<f64>,
    n_samples: usize,
    /// A direction of the parameters.
    v: Vec<f64>,
}

impl<const C: usize> Case<C> {
    fn draw(n_samples: usize, n_inputs: usize, n_hidden: usize) -> Self {
        let lengths = [n_inputs, n_hidden, C];
        let mlp = Mlp::draw(&lengths, 1);
        let v = gaussian(1, mlp.n_coordinates(), 10);
        Case { lengths, mlp, data: gaussian(n_samples, n_inputs, 9), n_samples, v }
    }

    fn name(&self, what: &str) -> String {
        let [a, b, c] = self.lengths;
        format!("{what}, {} × {a}-{b}-{c}", self.n_samples)
    }

    fn x(&self, sample: usize) -> &[f64] {
        &self.data[sample * self.lengths[0]..(sample + 1) * self.lengths[0]]
    }

    fn n_parameters(&self) -> usize {
        self.v.len()
    }

    fn primal(&self) {
        for sample in 0..self.n_samples {
            black_box(outputs(black_box(&self.mlp), self.x(sample)));
        }
    }

    fn by_hand(&self, rows: &mut [f64]) {
        let block = C * self.n_parameters();
        for (sample, rows) in rows.chunks_exact_mut(block).enumerate() {
            jacobian_by_hand(black_box(&self.mlp), self.x(sample), rows);
        }
    }

    fn product_by_hand(&self, rows: &mut [f64]) -> Vec<f64> {
        let mut products = Vec::with_capacity(C * self.n_samples);
        for sample in 0..self.n_samples {
            jacobian_by_hand(black_box(&self.mlp), self.x(sample), rows);
            for row in rows.chunks_exact(self.n_parameters()) {
                products.push(row.iter().zip(&self.v).map(|(a, b)| a * b).sum::<f64>());
            }
        }
        products
    }

    /// Each sample is recorded once, and swept once for each output.
    fn on_tape(&self) -> Vec<f64> {
        let mut rows = Vec::new();
        let parameters = self.mlp.to_flat();
        for sample in 0..self.n_samples {
            let tape = Tape::new();
            let w = tape.vars(&parameters);
            for out in outputs_over(self.lengths, &w, self.x(sample)) {
                rows.extend(out.grad(&w));
            }
        }
        rows
    }

    /// Each parameter is moved once each way, for all outputs of a sample.
    fn by_differences(&self) -> Vec<f64> {
        let n = self.n_parameters();
        let (mut mlp, mut flat) = (self.mlp.clone(), self.mlp.to_flat());
        let mut rows = vec![0.0; self.n_samples * C * n];
        for (sample, rows) in rows.chunks_exact_mut(C * n).enumerate() {
            for i in 0..n {
                let w = flat[i];
                let h = f64::EPSILON.cbrt() * w.abs().max(1.0);
                let [above, below] = [w + h, w - h].map(|w| {
                    flat[i] = w;
                    mlp.set_flat(&flat);
                    outputs(&mlp, self.x(sample))
                });
                flat[i] = w;
                for (output, (above, below)) in above.iter().zip(&below).enumerate() {
                    rows[output * n + i] = (above - below) / (2.0 * h);
                }
            }
        }
        rows
    }

    fn batch(&self) -> PerSample<'_, Mlp, Vec<f64>> {
        PerSample::new(&self.mlp, self.n_samples, vec![0.0; C])
    }

    /// All outputs of a sample in one sweep.
    fn in_lanes(&self) -> PerSample<'_, Mlp, Vec<f64>> {
        self.batch().vjp_lanes::<C>(|mlp, sample, w| outputs::vjp_lanes(mlp, self.x(sample)).1(w))
    }

    /// A sweep for each output of a sample.
    fn by_output(&self) -> PerSample<'_, Mlp, Vec<f64>> {
        self.batch().vjp(|mlp, sample, w| outputs::vjp(mlp, self.x(sample)).1(w))
    }

    fn jacobian(&self) -> Contest<'_> {
        let mut rows = vec![0.0; self.n_samples * C * self.n_parameters()];
        self.by_hand(&mut rows);
        let (in_lanes, by_output) = (self.in_lanes(), self.by_output());
        let (mut by_lanes, mut one_by_one) = (Vec::new(), Vec::new());
        in_lanes.rows_into(&mut by_lanes);
        by_output.rows_into(&mut one_by_one);
        Contest::new(self.name("Jacobian"))
            .column("primal", || self.primal())
            .answering("hand", rows.clone(), move || {
                self.by_hand(&mut rows);
                black_box(&rows);
            })
            .answering("macro", by_lanes.clone(), move || {
                in_lanes.rows_into(&mut by_lanes);
                black_box(&by_lanes);
            })
            .answering("by output", one_by_one.clone(), move || {
                by_output.rows_into(&mut one_by_one);
                black_box(&one_by_one);
            })
            .answering("tape", self.on_tape(), || {
                black_box(self.on_tape());
            })
            .answering_within(1e-6, "fd", self.by_differences(), || {
                black_box(self.by_differences());
            })
    }

    fn product(&self) -> Contest<'_> {
        let mut rows = vec![0.0; C * self.n_parameters()];
        Contest::new(self.name("J·v"))
            .column("primal", || self.primal())
            .answering("hand", self.product_by_hand(&mut rows), move || {
                black_box(self.product_by_hand(&mut rows));
            })
            .answering(
                "macro",
                self.in_lanes().run(Times(&self.v)).as_slice().to_vec(),
                move || {
                    black_box(self.in_lanes().run(Times(&self.v)));
                },
            )
            .answering(
                "by output",
                self.by_output().run(Times(&self.v)).as_slice().to_vec(),
                move || {
                    black_box(self.by_output().run(Times(&self.v)));
                },
            )
    }

    fn sweeps(&self) -> Contest<'_> {
        let unit = |output: usize| std::array::from_fn(|l| f64::from(output == l));
        let units: Vec<[f64; C]> = (0..C).map(unit).collect();
        Contest::new(self.name("sweeps"))
            .column("primal", || self.primal())
            .column("macro", move || {
                for sample in 0..self.n_samples {
                    let (_, pullback) = outputs::vjp_lanes(black_box(&self.mlp), self.x(sample));
                    black_box(pullback(units.clone()));
                }
            })
            .column("by output", || {
                for sample in 0..self.n_samples {
                    for output in 0..C {
                        let (_, pullback) = outputs::vjp(black_box(&self.mlp), self.x(sample));
                        let mut w = vec![0.0; C];
                        w[output] = 1.0;
                        black_box(pullback(w));
                    }
                }
            })
    }

    fn contests(&self) -> [Later<'_>; 3] {
        [Box::new(|| self.jacobian()), Box::new(|| self.product()), Box::new(|| self.sweeps())]
    }
}

/// The outputs for one sample over parameters of any kind, with ReLU between the layers.
fn outputs_over<T: Scalar>([n_inputs, n_hidden, _]: [usize; 3], w: &[T], x: &[f64]) -> Vec<T> {
    let layer = |w: &[T], h: &[T], n: usize| -> Vec<T> {
        let (w, b) = w.split_at(n * h.len());
        let rows = w.chunks_exact(h.len()).zip(b);
        rows.map(|(row, b)| row.iter().zip(h).fold(*b, |sum, (w, h)| sum + *w * *h)).collect()
    };
    let x: Vec<T> = x.iter().map(|x| T::from_f64(*x)).collect();
    let (first, second) = w.split_at(n_hidden * (n_inputs + 1));
    let mut h = layer(first, &x, n_hidden);
    h.iter_mut().filter(|h| **h <= T::zero()).for_each(|h| *h = T::zero());
    layer(second, &h, second.len() / (n_hidden + 1))
}

fn main() {
    let small = Case::<10>::draw(15, 10, 7);
    let medium = Case::<10>::draw(32, 100, 64);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    threads.expect("one thread").install(|| {
        let contests = small.contests().into_iter().chain(medium.contests());
        let title = "Jacobians of each sample's outputs (samples × widths of layers)";
        run("jacobians", vec![Contests::new(title, contests).ratios(&[("by output", "macro")])]);
    });
}
