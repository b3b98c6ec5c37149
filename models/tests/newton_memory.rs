//! Eigenvalues of the Gauss–Newton matrix of dense layers take the memory of the layers' inputs and results, not that of the matrix' root.
//!
//! The allocator counts for all threads, so at a time one test of this file is run.

use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::{DenseBatch, SoftmaxCrossEntropy, Taps, dense};
use cotangent_models::newton::Ggn;
use cotangent_models::score::generator;
use ndarray::{Array1, Array2};
use peak_alloc::PeakAlloc;
use rand::Rng;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    w: Array2<f64>,
    b: Array1<f64>,
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    layers: Vec<Layer>,
}

#[differentiable(wrt(net), wrt(taps))]
fn network(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let mut h: Array2<f64> = x.clone();
    for l in 0..net.layers.len() {
        h = dense(&net.layers[l].w, &net.layers[l].b, &h, taps, l);
        if l + 1 < net.layers.len() {
            h = h.mapv(|v| v.max(0.0));
        }
    }
    h
}

/// The floats of a network, and the most bytes in use while its eigenvalues are found, those of the network among them.
///
/// On one thread, and after a first run: products of matrices reserve 200 MB for each thread once, of which they touch little.
fn peak(widths: &[usize], n: usize) -> (usize, usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        used(&[30, 30, 5], 16);
        used(widths, n)
    })
}

fn used(widths: &[usize], n: usize) -> (usize, usize) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let mut rng = generator(1, 0);
    let layers = widths.windows(2).map(|width| {
        let bound = (6.0 / width[0] as f64).sqrt();
        let w = Array2::from_shape_fn((width[1], width[0]), |_| rng.random_range(-bound..bound));
        Layer { w, b: Array1::zeros(width[1]) }
    });
    let net = Net { layers: layers.collect() };
    let c = widths[widths.len() - 1];
    let mut rng = generator(1, 1);
    let x = Array2::from_shape_fn((n, widths[0]), |_| rng.random_range(0.0..1.0));
    let classes: Vec<usize> = (0..n).map(|n| n % c).collect();
    let loss = SoftmaxCrossEntropy::new(&classes, c).unwrap();
    let batch = DenseBatch::new(
        &net,
        &x,
        |net, x, taps, seed| {
            let (y, pullback) = network::vjp_wrt_taps(net, x, taps);
            pullback(seed(&y))
        },
        |net, x, taps, seed| {
            let (y, pullback) = network::vjp_wrt_net(net, x, taps);
            pullback(seed(&y))
        },
    );
    let batch = batch.unwrap().loss(&loss).unwrap();
    let values = Ggn::builder(&batch).build().unwrap().eigenvalues().unwrap();
    let values = values.first();
    assert_eq!(values.len(), n * c);
    // The Hessian of a softmax has rank C − 1.
    let largest = values[n * c - 1];
    assert!(values[n - 1] <= 1e-12 * largest && values[n] > 1e-12 * largest);
    (net.n_coordinates(), ALLOCATOR.peak_usage() - before)
}

#[test]
fn the_root_is_never_made() {
    let (n, c) = (16, 5);
    let (d, bytes) = peak(&[60, 120, 120, c], n);
    let root = n * c * d * size_of::<f64>();
    println!("{d} parameters: {bytes} bytes, the root would have {root}");
    assert!(bytes < root / 4, "{bytes} bytes, the root has {root}");
}

/// 10⁷ parameters and 1280 eigenvalues below 10⁹ bytes, where the root would have 10¹¹.
#[test]
#[ignore = "takes minutes without optimisation: cargo test --release --test newton_memory -- --ignored"]
fn ten_million_parameters_stay_below_a_gigabyte() {
    let (d, bytes) = peak(&[1250, 2600, 2600, 10], 128);
    println!("{d} parameters: {:.0} MB", bytes as f64 / 1e6);
    assert!(d > 10_000_000);
    assert!(bytes < 1_000_000_000, "{bytes} bytes");
}
