//! What eigenvalues of the Gauss–Newton matrix and a damped Newton step cost, for a network of 784, 256 and 10 units and 256 samples:
//! `cargo run --release -p cotangent-models --example newton_cost`. With `memory`, the eigenvalues for ten million parameters, and the
//! memory that they take. Derivatives of each sample beside the batch's gradient are timed in the benchmark `per_sample`.

use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::{DenseBatch, Seed, SoftmaxCrossEntropy, Taps, dense};
use cotangent_models::newton::{Criterion, Damping, Ggn};
use ndarray::{Array1, Array2};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
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

/// The median of three runs, in seconds.
fn median(work: &dyn Fn()) -> f64 {
    let mut times = [(); 3].map(|()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    times.sort_by(f64::total_cmp);
    times[1]
}

fn costs() -> Result<(), Box<dyn std::error::Error>> {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let (n, net) = (256, draw(&[784, 256, 10], &mut rng));
    let x = Array2::from_shape_simple_fn((n, 784), || rng.random::<f32>());
    let labels: Vec<usize> = (0..n).map(|_| rng.random_range(0..10)).collect();
    let loss = SoftmaxCrossEntropy::new(&labels, 10)?;
    let batch = DenseBatch::new(&net, &x, to_taps, to_net)?.loss(&loss)?;
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
    let works: [(&str, &dyn Fn()); 3] = [
        ("eigenvalues", &values),
        ("ten eigenpairs", &pairs),
        ("damped Newton step, ten directions", &step),
    ];
    for (what, work) in works {
        println!("{what:36} {:6.2} s", median(work));
    }
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
