//! Derivatives of each sample of a batch beside the batch's gradient, on two threads: a network of 784, 256 and 10 units, 256
//! samples, `f32`. The rival knows the two layers, has faer's kernels and all its buffers in advance.

use std::hint::black_box;
use std::ops::Range;

use cotangent::drivers::{NamedArrays, gaussian};
use cotangent::{Differentiable, differentiable};
use cotangent_benches::{Contest, Contests, Later, run};
use cotangent_models::jacobians::{DenseBatch, Loss, Seed, SoftmaxCrossEntropy, Taps, dense};
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use ndarray::{Array1, Array2, Axis, Slice};
use rayon::prelude::*;

const N: usize = 256;
const IN: usize = 784;
const HIDDEN: usize = 256;
const OUT: usize = 10;
/// Samples that go through the layers at once.
const TILE: usize = 64;
/// Rows of the first layer's weights that one thread makes at a time.
const ROWS: usize = 64;
/// Two ways to add up `f32`.
const TOLERANCE: f64 = 2e-5;

#[derive(Clone, Debug, Differentiable)]
struct Net {
    w: Array2<f32>,
    b: Array1<f32>,
    w_out: Array2<f32>,
    b_out: Array1<f32>,
}

#[differentiable(wrt(net), wrt(taps))]
fn network(net: &Net, x: &Array2<f32>, taps: &Taps<f32>) -> Array2<f32> {
    let h: Array2<f32> = dense(&net.w, &net.b, x, taps, 0).mapv(|v| v.max(0.0));
    dense(&net.w_out, &net.b_out, &h, taps, 1)
}

fn to_taps(
    net: &Net,
    x: &Array2<f32>,
    taps: &Taps<f32>,
    seed: Seed<'_, f32>,
) -> <Taps<f32> as Differentiable>::Tangent {
    let (y, pullback) = network::vjp_wrt_taps(net, x, taps);
    pullback(seed(&y))
}

fn to_net(
    net: &Net,
    x: &Array2<f32>,
    taps: &Taps<f32>,
    seed: Seed<'_, f32>,
) -> <Net as Differentiable>::Tangent {
    let (y, pullback) = network::vjp_wrt_net(net, x, taps);
    pullback(seed(&y))
}

fn draw() -> (Net, Array2<f32>, Vec<usize>) {
    let array = |n: usize, m: usize, seed| {
        let scale = 1.0 / (m as f64).sqrt();
        let floats = gaussian(n, m, seed).iter().map(|x| (scale * x) as f32).collect();
        Array2::from_shape_vec((n, m), floats).expect("as many numbers")
    };
    let bias = |n: usize, seed| array(n, 1, seed).column(0).to_owned();
    let net = Net {
        w: array(HIDDEN, IN, 1),
        b: bias(HIDDEN, 2),
        w_out: array(OUT, HIDDEN, 3),
        b_out: bias(OUT, 4),
    };
    let labels = (0..N).map(|n| (7 * n + n * n / 3) % OUT).collect();
    (net, array(N, IN, 5) * (IN as f32).sqrt(), labels)
}

/// The gradient of the batch, in tiles on all threads.
fn batch_gradient(net: &Net, x: &Array2<f32>, loss: &dyn Loss) -> Vec<f64> {
    let parts: Vec<<Net as Differentiable>::Tangent> = (0..N / (2 * TILE))
        .into_par_iter()
        .map(|part| {
            let first = 2 * TILE * part;
            let own = x.slice_axis(Axis(0), Slice::from(first..first + 2 * TILE)).to_owned();
            to_net(net, &own, &Taps::off(), &mut |y| {
                let mut bar = Array2::zeros(y.dim());
                for (at, mut bar) in bar.rows_mut().into_iter().enumerate() {
                    let outputs: Vec<f64> = y.row(at).iter().map(|y| f64::from(*y)).collect();
                    let gradient = loss.gradient(first + at, &outputs);
                    bar.iter_mut().zip(gradient).for_each(|(bar, g)| *bar = g as f32);
                }
                bar
            })
        })
        .collect();
    let mut flat = parts[0].to_flat();
    for part in &parts[1..] {
        flat.iter_mut().zip(part.to_flat()).for_each(|(sum, x)| *sum += x);
    }
    flat
}

fn flat(arrays: &NamedArrays) -> Vec<f64> {
    arrays.arrays.iter().flat_map(|array| array.floats.clone()).collect()
}

fn primal(net: &Net, x: &Array2<f32>) {
    (0..N / TILE).into_par_iter().for_each(|tile| {
        let rows = Slice::from(tile * TILE..(tile + 1) * TILE);
        black_box(network(net, &x.slice_axis(Axis(0), rows).to_owned(), &Taps::off()));
    });
}

/// The rival: what it reads, and room for what it makes.
struct Rival<'a> {
    net: &'a Net,
    x: &'a Array2<f32>,
    labels: &'a [usize],
    /// What layers give and what reaches their results, a row for each sample; of the first layer before the rectifier.
    z: Vec<f32>,
    h: Vec<f32>,
    y: Vec<f32>,
    delta: Vec<f32>,
    x_squares: Vec<f32>,
    delta_squares: Vec<f32>,
    flat: Vec<f64>,
    norms: Vec<f64>,
    /// What reaches the first layer's results from each output.
    rows: Vec<f32>,
}

/// a (rows × k) · b.
fn multiply(to: &mut [f32], a: MatRef<'_, f32>, b: MatRef<'_, f32>) {
    let to = MatMut::from_row_major_slice_mut(to, a.nrows(), b.ncols());
    matmul(to, Accum::Replace, a, b, 1.0, Par::Seq);
}

fn lent(floats: &[f32], columns: usize) -> MatRef<'_, f32> {
    MatRef::from_row_major_slice(floats, floats.len() / columns, columns)
}

fn square(row: &[f32]) -> f64 {
    let mut lanes = [0.0_f32; 16];
    for x in row.chunks_exact(16) {
        lanes.iter_mut().zip(x).for_each(|(sum, x)| *sum += x * x);
    }
    let rest: f32 = row.chunks_exact(16).remainder().iter().map(|x| x * x).sum();
    f64::from(lanes.iter().sum::<f32>() + rest)
}

impl<'a> Rival<'a> {
    fn new(net: &'a Net, x: &'a Array2<f32>, labels: &'a [usize]) -> Self {
        let zeros = |width: usize| vec![0.0; N * width];
        Rival {
            net,
            x,
            labels,
            z: zeros(HIDDEN),
            h: zeros(HIDDEN),
            y: zeros(OUT),
            delta: zeros(HIDDEN),
            x_squares: zeros(IN),
            delta_squares: zeros(HIDDEN),
            flat: vec![0.0; net.n_coordinates()],
            norms: vec![0.0; N],
            rows: zeros(OUT * HIDDEN),
        }
    }

    /// Forward; then `y` is the slope of each sample's loss in its outputs.
    fn forward(&mut self) {
        let x = self.x.as_slice().expect("rows");
        let w = lent(self.net.w.as_slice().expect("rows"), IN);
        let w_out = lent(self.net.w_out.as_slice().expect("rows"), HIDDEN);
        let tiles = self
            .z
            .par_chunks_exact_mut(TILE * HIDDEN)
            .zip(self.h.par_chunks_exact_mut(TILE * HIDDEN));
        let tiles = tiles.zip(self.y.par_chunks_exact_mut(TILE * OUT)).enumerate();
        let Rival { net, labels, .. } = self;
        tiles.for_each(|(tile, ((z, h), y))| {
            multiply(z, lent(&x[tile * TILE * IN..(tile + 1) * TILE * IN], IN), w.transpose());
            for (z, h) in z.chunks_exact_mut(HIDDEN).zip(h.chunks_exact_mut(HIDDEN)) {
                for ((z, h), b) in z.iter_mut().zip(h).zip(&net.b) {
                    *z += b;
                    *h = z.max(0.0);
                }
            }
            multiply(y, lent(h, HIDDEN), w_out.transpose());
            for (at, y) in y.chunks_exact_mut(OUT).enumerate() {
                y.iter_mut().zip(&net.b_out).for_each(|(y, b)| *y += b);
                let most = y.iter().fold(f32::NEG_INFINITY, |most, y| most.max(*y));
                y.iter_mut().for_each(|y| *y = (*y - most).exp());
                let of_sum = 1.0 / y.iter().sum::<f32>();
                y.iter_mut().for_each(|y| *y *= of_sum);
                y[labels[tile * TILE + at]] -= 1.0;
            }
        });
    }

    /// What reaches the first layer's results.
    fn backward(&mut self) {
        let w_out = lent(self.net.w_out.as_slice().expect("rows"), HIDDEN);
        let tiles =
            self.delta.par_chunks_exact_mut(TILE * HIDDEN).zip(self.y.par_chunks_exact(TILE * OUT));
        tiles.zip(self.z.par_chunks_exact(TILE * HIDDEN)).for_each(|((delta, y), z)| {
            multiply(delta, lent(y, OUT), w_out);
            delta
                .iter_mut()
                .zip(z)
                .for_each(|(delta, z)| *delta = if *z > 0.0 { *delta } else { 0.0 });
        });
    }

    /// Fills the parameters' numbers: of some rows of a layer's weights, from columns of what reaches it and what it read, and of
    /// its biases.
    fn by_layers(
        &mut self,
        entries: impl Fn(&mut [f64], [&[f32]; 2], [&[f32]; 2], Range<usize>) + Sync,
    ) {
        let x = self.x.as_slice().expect("rows");
        let (first, rest) = self.flat.split_at_mut(HIDDEN * IN);
        let (bias, rest) = rest.split_at_mut(HIDDEN);
        let (second, bias_out) = rest.split_at_mut(OUT * HIDDEN);
        let (delta, squares) = (&self.delta[..], [&self.delta_squares[..], &self.x_squares[..]]);
        first.par_chunks_mut(ROWS * IN).enumerate().for_each(|(part, to)| {
            entries(to, [delta, x], squares, part * ROWS..(part + 1) * ROWS);
        });
        let ones = vec![1.0; N];
        entries(bias, [delta, &ones], [squares[0], &ones], 0..HIDDEN);
        let [y_squares, h_squares] =
            [&self.y, &self.h].map(|x| x.iter().map(|x| x * x).collect::<Vec<f32>>());
        entries(second, [&self.y, &self.h], [&y_squares, &h_squares], 0..OUT);
        entries(bias_out, [&self.y, &ones], [&y_squares, &ones], 0..OUT);
    }

    fn gradient(&mut self) -> &[f64] {
        self.forward();
        self.backward();
        self.by_layers(|to, factors, _, rows| {
            let sums = product(factors, rows);
            to.iter_mut().zip(&sums).for_each(|(to, sum)| *to = f64::from(*sum));
        });
        &self.flat
    }

    fn variance(&mut self) -> &[f64] {
        self.forward();
        self.backward();
        let squared = |to: &mut [f32], from: &[f32]| {
            let part = to.par_chunks_mut(1 << 14).zip(from.par_chunks(1 << 14));
            part.for_each(|(to, from)| to.iter_mut().zip(from).for_each(|(to, x)| *to = x * x));
        };
        squared(&mut self.delta_squares, &self.delta);
        squared(&mut self.x_squares, self.x.as_slice().expect("rows"));
        let of_one = 1.0 / N as f64;
        self.by_layers(|to, factors, squares, rows| {
            let (sums, squares) = (product(factors, rows.clone()), product(squares, rows));
            for ((to, sum), square) in to.iter_mut().zip(&sums).zip(&squares) {
                let mean = of_one * f64::from(*sum);
                *to = (of_one * f64::from(*square) - mean * mean).max(0.0);
            }
        });
        &self.flat
    }

    fn norms(&mut self) -> &[f64] {
        self.forward();
        self.backward();
        let Rival { x, h, y, delta, norms, .. } = self;
        let x = x.as_slice().expect("rows");
        norms.par_iter_mut().enumerate().for_each(|(n, norm)| {
            let of = |floats: &[f32], width: usize| square(&floats[n * width..(n + 1) * width]);
            *norm = of(delta, HIDDEN) * (1.0 + of(x, IN)) + of(y, OUT) * (1.0 + of(h, HIDDEN));
        });
        norms
    }

    /// What reaches the first layer from each output; what reaches the second are unit vectors.
    fn jacobian(&mut self) -> &[f32] {
        self.forward();
        let w_out = self.net.w_out.as_slice().expect("rows");
        let blocks = self.rows.par_chunks_exact_mut(N * HIDDEN).zip(w_out.par_chunks_exact(HIDDEN));
        blocks.for_each(|(to, w)| {
            for (to, z) in to.chunks_exact_mut(HIDDEN).zip(self.z.chunks_exact(HIDDEN)) {
                for ((to, z), w) in to.iter_mut().zip(z).zip(w) {
                    *to = if *z > 0.0 { *w } else { 0.0 };
                }
            }
        });
        &self.rows
    }

    fn jacobian_norms(&mut self) -> Vec<f64> {
        self.jacobian();
        let x = self.x.as_slice().expect("rows");
        let norm = |(column, row): (usize, &[f32])| {
            let n = column % N;
            square(row) * (1.0 + square(&x[n * IN..(n + 1) * IN]))
                + 1.0
                + square(&self.h[n * HIDDEN..(n + 1) * HIDDEN])
        };
        self.rows.chunks_exact(HIDDEN).enumerate().map(norm).collect()
    }
}

/// Some rows of δᵀ·x.
fn product([delta, x]: [&[f32]; 2], rows: Range<usize>) -> Vec<f32> {
    let (delta, x) = (lent(delta, delta.len() / N), lent(x, x.len() / N));
    let mut to = vec![0.0; rows.len() * x.ncols()];
    multiply(&mut to, delta.subcols(rows.start, rows.len()).transpose(), x);
    to
}

fn main() {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    threads.install(contests);
}

fn contests() {
    let (net, x, labels) = draw();
    let loss = SoftmaxCrossEntropy::new(&labels, OUT).expect("labels of the outputs");
    let batch = DenseBatch::new(&net, &x, to_taps, to_net).expect("a batch of layers");
    let batch = &batch.loss(&loss).expect("a loss of the batch");
    let gradients = || batch.gradients().expect("gradients of samples");
    let gradient = || drop(black_box(batch_gradient(black_box(&net), &x, &loss)));
    let rival = || Rival::new(&net, &x, &labels);
    let row = |what: &str| Contest::new(what).column("primal", || primal(black_box(&net), &x));
    let contests: Vec<Later<'_>> = vec![
        Box::new(|| {
            row("gradient of the batch")
                .answering("hand", rival().gradient().to_vec(), {
                    let mut rival = rival();
                    move || _ = black_box(rival.gradient())
                })
                .answering_within(TOLERANCE, "macro", batch_gradient(&net, &x, &loss), gradient)
        }),
        Box::new(|| {
            row("norms of gradients")
                .column("gradient", gradient)
                .answering("hand", rival().norms().to_vec(), {
                    let mut rival = rival();
                    move || _ = black_box(rival.norms())
                })
                .answering_within(TOLERANCE, "macro", gradients().squared_norms().total, || {
                    drop(black_box(gradients().squared_norms()));
                })
        }),
        Box::new(|| {
            row("variance of gradients")
                .column("gradient", gradient)
                .answering("hand", rival().variance().to_vec(), {
                    let mut rival = rival();
                    move || _ = black_box(rival.variance())
                })
                .answering_within(TOLERANCE, "macro", flat(&gradients().variance()), || {
                    drop(black_box(gradients().variance()));
                })
        }),
        Box::new(|| {
            row("Jacobian, as outer products")
                .column("gradient", gradient)
                .answering("hand", rival().jacobian_norms(), {
                    let mut rival = rival();
                    move || _ = black_box(rival.jacobian())
                })
                .answering_within(
                    TOLERANCE,
                    "macro",
                    batch.jacobian_rows().expect("rows").squared_norms().total,
                    || drop(black_box(batch.jacobian_rows())),
                )
        }),
    ];
    let title = format!("Derivatives of each sample, {N} × {IN}-{HIDDEN}-{OUT}, f32, threads 2");
    run("per_sample", vec![Contests::new(title, contests).ratios(&[("macro", "gradient")])]);
}
