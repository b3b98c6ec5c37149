//! What derivatives of each sample cost beside a gradient of the batch, for a network of 784, 256 and 10 units and 256 samples:
//! `cargo run --release -p cotangent-models --example per_sample_cost`. With `memory`, the eigenvalues of the Gauss–Newton matrix of ten million
//! parameters, and the memory that they take.

use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::{
    Curvature, DenseBatch, Loss, Seed, SoftmaxCrossEntropy, Taps, dense,
};
use cotangent_models::newton::{Criterion, Damping, Ggn};
use ndarray::{Array1, Array2, Axis, Slice};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::time::Instant;

#[global_allocator]
static HEAP: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Array2<f32>,
    b: Array1<f32>,
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    layers: Vec<Layer>,
}

#[differentiable(wrt(net), wrt(taps))]
fn network(net: &Net, x: &Array2<f32>, taps: &Taps<f32>) -> Array2<f32> {
    let mut z: Array2<f32> = dense(&net.layers[0].w, &net.layers[0].b, x, taps, 0);
    for l in 1..net.layers.len() {
        let h: Array2<f32> = z.mapv(|v| v.max(0.0));
        z = dense(&net.layers[l].w, &net.layers[l].b, &h, taps, l);
    }
    z
}

fn draw(widths: &[usize], rng: &mut ChaCha8Rng) -> Net {
    let mut layer = |n: &[usize]| {
        let scale = 1.0 / (n[0] as f32).sqrt();
        let mut draw = || scale * (2.0 * rng.random::<f32>() - 1.0);
        let w = Array2::from_shape_simple_fn((n[1], n[0]), &mut draw);
        Layer { w, b: Array1::from_shape_simple_fn(n[1], &mut draw) }
    };
    Net { layers: widths.windows(2).map(&mut layer).collect() }
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

/// The gradient of the batch on all cores, as the macro makes it of matrix products.
fn batch_gradient(net: &Net, x: &Array2<f32>, loss: &dyn Loss) -> Vec<f64> {
    let n = x.nrows();
    let tile = n.div_ceil(rayon::current_num_threads());
    let parts: Vec<Vec<f64>> = (0..n.div_ceil(tile))
        .into_par_iter()
        .map(|part| {
            let rows = part * tile..n.min((part + 1) * tile);
            let own = x.slice_axis(Axis(0), Slice::from(rows.clone())).to_owned();
            let bar = to_net(net, &own, &Taps::off(), &mut |y| {
                let mut bar = Array2::zeros(y.dim());
                for (at, sample) in rows.clone().enumerate() {
                    let outputs: Vec<f64> = y.row(at).iter().map(|y| f64::from(*y)).collect();
                    for (bar, g) in bar.row_mut(at).iter_mut().zip(loss.gradient(sample, &outputs))
                    {
                        *bar = g as f32;
                    }
                }
                bar
            });
            bar.to_flat()
        })
        .collect();
    let mut sum = parts[0].clone();
    for part in &parts[1..] {
        sum.iter_mut().zip(part).for_each(|(sum, x)| *sum += x);
    }
    sum
}

/// The median of some runs, in milliseconds.
fn median(runs: usize, mut f: impl FnMut()) -> f64 {
    f();
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            f();
            1e3 * start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn costs() -> Result<(), Box<dyn std::error::Error>> {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let (n, net) = (256, draw(&[784, 256, 10], &mut rng));
    let x = Array2::from_shape_simple_fn((n, 784), || rng.random::<f32>());
    let labels: Vec<usize> = (0..n).map(|_| rng.random_range(0..10)).collect();
    let loss = SoftmaxCrossEntropy::new(&labels, 10)?;
    let batch = DenseBatch::new(&net, &x, to_taps, to_net)?.loss(&loss)?;
    let sum = batch.gradients()?.sum();
    let flat: Vec<f64> = sum.arrays.iter().flat_map(|array| array.floats.clone()).collect();
    let whole = batch_gradient(&net, &x, &loss);
    let off = flat.iter().zip(&whole).fold(0.0, |m: f64, (a, b)| m.max((a - b).abs()));
    println!("largest difference between the sum of gradients and the batch's: {off:.1e}");

    let gradient = median(21, || drop(batch_gradient(&net, &x, &loss)));
    println!("gradient of the batch                {gradient:9.2} ms");
    let row = |what: &str, time: f64| {
        println!("{what:36} {time:9.2} ms, {:6.2} gradients", time / gradient);
    };
    row(
        "norms of each gradient",
        median(21, || drop(batch.gradients().map(|g| g.squared_norms()))),
    );
    row("variance of gradients", median(21, || drop(batch.gradients().map(|g| g.variance()))));
    let both = || drop(batch.gradients().map(|g| (g.squared_norms(), g.variance())));
    row("both", median(21, both));
    row("Jacobian, as outer products", median(11, || drop(batch.jacobian_rows())));
    row("square root, as outer products", median(11, || drop(batch.factors(Curvature::Exact))));
    let step = || {
        let ggn = Ggn::builder(&batch).build().expect("a matrix");
        drop(ggn.damped_newton(&Criterion::TopK(10), &Damping::Constant(1.0)).expect("a step"));
    };
    let pairs = || {
        let ggn = Ggn::builder(&batch).build().expect("a matrix");
        drop(ggn.eigenpairs(&Criterion::TopK(10)).expect("eigenvectors"));
    };
    let values = || {
        let ggn = Ggn::builder(&batch).build().expect("a matrix");
        drop(ggn.eigenvalues().expect("eigenvalues"));
    };
    row("eigenvalues", median(1, values));
    row("ten eigenpairs", median(1, pairs));
    row("damped Newton step, ten directions", median(1, step));
    Ok(())
}

fn memory() -> Result<(), Box<dyn std::error::Error>> {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let (n, net) = (128, draw(&[3072, 2200, 1400, 100, 10], &mut rng));
    let x = Array2::from_shape_simple_fn((n, 3072), || rng.random::<f32>());
    let labels: Vec<usize> = (0..n).map(|_| rng.random_range(0..10)).collect();
    let loss = SoftmaxCrossEntropy::new(&labels, 10)?;
    let before = HEAP.current_usage_as_mb();
    HEAP.reset_peak_usage();
    let start = Instant::now();
    let batch = DenseBatch::new(&net, &x, to_taps, to_net)?.loss(&loss)?;
    let made = start.elapsed().as_secs_f64();
    let ggn = Ggn::builder(&batch).build()?;
    let values = ggn.eigenvalues()?;
    println!(
        "{} parameters, {} eigenvalues: {made:.1} s to check the layers, {:.1} s in all; {:.0} MB before, {:.0} MB at most",
        net.n_coordinates(),
        values.first().len(),
        start.elapsed().as_secs_f64(),
        before,
        HEAP.peak_usage_as_mb(),
    );
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().nth(1).as_deref() == Some("memory") { memory() } else { costs() }
}
