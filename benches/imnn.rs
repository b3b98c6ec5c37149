//! The second pass of an information-maximising network: the gradient of weighed summaries and of their
//! derivatives in two parameters, at the published size, against the best that was written by hand.

use std::hint::black_box;

use cotangent::drivers::gaussian;
use cotangent::{Differentiable, Scalar};
use cotangent_benches::{Contest, Contests, Later, run};
use cotangent_models::imnn::{Activation, Dense, Part, Precision, SummaryModel, Threads, Worker};
use cotangent_models::score::generator;
use faer::linalg::matmul::matmul;
use faer::traits::RealField;
use faer::{Accum, MatMut, MatRef, Par};
use ndarray::{Array1, Array2, ArrayView1, s};
use rayon::ThreadPool;
use rayon::prelude::*;

const WIDTHS: [usize; 5] = [10, 128, 128, 128, 2];
const PARAMETERS: usize = 2;
const SIMULATIONS: usize = 1000;
/// Simulations that go through the layers at once.
const HELD: usize = 128;

/// A network, and simulations with derivatives and cotangents.
struct Case<T: Precision + RealField> {
    net: Dense<T>,
    data: Vec<f32>,
    derivatives: Vec<f32>,
    x_bar: Vec<f64>,
    slopes_bar: Vec<f64>,
}

impl<T: Precision + RealField> Case<T>
where
    Dense<T>: SummaryModel,
{
    fn draw() -> Self {
        let [n_in, .., n_out] = WIDTHS;
        let single = |n: usize, seed| gaussian(n, 1, seed).iter().map(|x| *x as f32).collect();
        let net = Dense::draw(&WIDTHS, Activation::LeakyRelu, &mut generator(1, 0));
        Case {
            net: net.expect("a network"),
            data: single(SIMULATIONS * n_in, 1),
            derivatives: single(SIMULATIONS * n_in * PARAMETERS, 2),
            x_bar: gaussian(SIMULATIONS, n_out, 3),
            slopes_bar: gaussian(SIMULATIONS, n_out * PARAMETERS, 4),
        }
    }

    fn part(&self) -> Part<'_> {
        Part {
            n_simulations: SIMULATIONS,
            data: &self.data,
            n_parameters: PARAMETERS,
            derivatives: &self.derivatives,
        }
    }

    /// The tiles, with their rows of inputs and of cotangents: simulations, then derivatives parameter by parameter.
    fn tiles(&self) -> Vec<Tile<T>> {
        let [n_in, .., n_out] = WIDTHS;
        let firsts = (0..SIMULATIONS).step_by(HELD);
        let tile = |first: usize| {
            let held = HELD.min(SIMULATIONS - first);
            let rows = |width: usize, at: &dyn Fn(usize, usize, usize) -> f64| {
                Array2::from_shape_fn((held * (1 + PARAMETERS), width), |(row, i)| {
                    T::from_f64(at(row / held, first + row % held, i))
                })
            };
            let inputs = rows(n_in, &|slot, n, i| match slot {
                0 => f64::from(self.data[n * n_in + i]),
                _ => f64::from(self.derivatives[(n * n_in + i) * PARAMETERS + slot - 1]),
            });
            let bar = rows(n_out, &|slot, n, i| match slot {
                0 => self.x_bar[n * n_out + i],
                _ => self.slopes_bar[(n * n_out + i) * PARAMETERS + slot - 1],
            });
            Tile::new(held, inputs, bar)
        };
        firsts.map(tile).collect()
    }

    fn contest<'a>(&'a self, what: &str, pool: &'a ThreadPool) -> Contest<'a> {
        let (n, p) = (SIMULATIONS * self.net.n_summaries(), PARAMETERS);
        let (mut x, mut slopes) = (vec![0.0; n], vec![0.0; n * p]);
        let mut threads = Threads::default();
        let mut bar = self.net.zero_tangent();
        threads.pull_back(&self.net, self.part(), &self.x_bar, &self.slopes_bar, &mut bar);
        let by_macro = bar.to_flat();
        let mut tiles = self.tiles();
        let by_hand = by_hand(&self.net, &mut tiles);
        let tolerance = 2e3 * Scalar::to_f64(T::EPSILON);
        Contest::new(what)
            .column("primal", move || {
                let mut threads: Threads<Dense<T>> = Threads::default();
                let net = black_box(&self.net);
                pool.install(|| threads.summaries(net, self.part(), &mut x, &mut slopes));
            })
            .answering("hand", by_hand, move || {
                black_box(pool.install(|| self::by_hand(black_box(&self.net), &mut tiles)));
            })
            .answering_within(tolerance, "macro", by_macro, move || {
                let (part, net) = (self.part(), black_box(&self.net));
                let (x_bar, slopes_bar) = (&self.x_bar, &self.slopes_bar);
                pool.install(|| threads.pull_back(net, part, x_bar, slopes_bar, &mut bar));
                black_box(&bar);
            })
    }
}

/// Rows of simulations and derivatives, and room for what a sweep makes of them.
struct Tile<T> {
    held: usize,
    /// Inputs of each layer, and the outputs.
    h: Vec<Array2<T>>,
    /// Slopes of each activation.
    slopes: Vec<Array2<T>>,
    /// Cotangents of each layer's results, and of the inputs.
    bars: Vec<Array2<T>>,
    w_bars: Vec<Array2<T>>,
    b_bars: Vec<Array1<T>>,
}

impl<T: Precision + RealField> Tile<T> {
    fn new(held: usize, inputs: Array2<T>, bar: Array2<T>) -> Self {
        let rows = inputs.nrows();
        let zeros = |rows: usize| move |width: &usize| Array2::zeros((rows, *width));
        let mut h: Vec<Array2<T>> = WIDTHS.iter().map(zeros(rows)).collect();
        let mut bars = h.clone();
        h[0] = inputs;
        bars[WIDTHS.len() - 1] = bar;
        Tile {
            held,
            h,
            slopes: WIDTHS[1..].iter().map(zeros(held)).collect(),
            bars,
            w_bars: WIDTHS.windows(2).map(|n| Array2::zeros((n[1], n[0]))).collect(),
            b_bars: WIDTHS[1..].iter().map(|n| Array1::zeros(*n)).collect(),
        }
    }

    /// Three products a layer; a rectifier's slopes have no slope.
    fn sweep(&mut self, net: &Dense<T>) {
        let Tile { held, h, slopes, bars, w_bars, b_bars } = self;
        let (held, one, zero) = (*held, T::from_f64(1.0), T::from_f64(0.0));
        let last = net.layers.len() - 1;
        for (l, layer) in net.layers.iter().enumerate() {
            let (before, after) = h.split_at_mut(l + 1);
            let z = &mut after[0];
            multiply(z, lent(&before[l]), lent(&layer.w).transpose());
            let mut own = z.slice_mut(s![..held, ..]);
            own += &ArrayView1::from(&layer.b[..]);
            if l < last {
                let leak = T::from_f64(0.01);
                slopes[l].zip_mut_with(&own, |slope, z| {
                    *slope = if *z >= zero { one } else { leak };
                });
                for first in (0..z.nrows()).step_by(held) {
                    let mut block = z.slice_mut(s![first..first + held, ..]);
                    block *= &slopes[l];
                }
            }
        }
        for (l, layer) in net.layers.iter().enumerate().rev() {
            let (before, after) = bars.split_at_mut(l + 1);
            let bar = &after[0];
            multiply(&mut w_bars[l], lent(bar).transpose(), lent(&h[l]));
            b_bars[l].fill(zero);
            for row in bar.slice(s![..held, ..]).rows() {
                b_bars[l] += &row;
            }
            if l > 0 {
                multiply(&mut before[l], lent(bar), lent(&layer.w));
                for first in (0..bar.nrows()).step_by(held) {
                    let mut block = before[l].slice_mut(s![first..first + held, ..]);
                    block *= &slopes[l - 1];
                }
            }
        }
    }
}

/// The kernels that the network itself has.
fn multiply<T: Precision + RealField>(to: &mut Array2<T>, a: MatRef<'_, T>, b: MatRef<'_, T>) {
    let (rows, columns) = to.dim();
    let to = to.as_slice_mut().expect("rows one after the other");
    let to = MatMut::from_row_major_slice_mut(to, rows, columns);
    matmul(to, Accum::Replace, a, b, <T as Scalar>::from_f64(1.0), Par::Seq);
}

fn lent<T>(a: &Array2<T>) -> MatRef<'_, T> {
    let floats = a.as_slice().expect("rows one after the other");
    MatRef::from_row_major_slice(floats, a.nrows(), a.ncols())
}

/// The gradient, layer by layer.
fn by_hand<T: Precision + RealField>(net: &Dense<T>, tiles: &mut [Tile<T>]) -> Vec<f64> {
    tiles.par_iter_mut().for_each(|tile| tile.sweep(net));
    let [first, rest @ ..] = tiles else { return vec![] };
    for tile in rest {
        first.w_bars.iter_mut().zip(&tile.w_bars).for_each(|(sum, more)| *sum += more);
        first.b_bars.iter_mut().zip(&tile.b_bars).for_each(|(sum, more)| *sum += more);
    }
    let layers = first.w_bars.iter().zip(&first.b_bars);
    layers.flat_map(|(w, b)| w.iter().chain(b).map(|x| Scalar::to_f64(*x))).collect()
}

fn main() {
    let (single, double) = (Case::<f32>::draw(), Case::<f64>::draw());
    let pools = [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        (threads, pool.expect("threads"))
    });
    let (single, double) = (&single, &double);
    let contests = pools.iter().flat_map(|(threads, pool)| -> [Later<'_>; 2] {
        let name = move |float: &str| format!("{float}, threads {threads}");
        [
            Box::new(move || single.contest(&name("f32"), pool)),
            Box::new(move || double.contest(&name("f64"), pool)),
        ]
    });
    let widths: Vec<String> = WIDTHS.iter().map(ToString::to_string).collect();
    let title = format!(
        "Gradient of an information-maximising network, {}: simulations {SIMULATIONS}, parameters {PARAMETERS}",
        widths.join("-")
    );
    run("imnn", vec![Contests::new(title, contests)]);
}
