//! Functions that are built of dense layers: what the structure gives against the plain route.

use crate::support::{assert_close, uniform};
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent::{Differentiable, differentiable};
use cotangent_models::jacobians::*;
use ndarray::{Array1, Array2, Axis};
use proptest::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Net {
    w1: Array2<f64>,
    b1: Array1<f64>,
    w2: Array2<f64>,
    b2: Array1<f64>,
}

#[differentiable(wrt(net), wrt(taps))]
fn mlp(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let h = dense(&net.w1, &net.b1, x, taps, 0).mapv(|v| v.tanh());
    dense(&net.w2, &net.b2, &h, taps, 1)
}

/// Square layers, of which the first is used twice around a shortcut; w2 without its bias is used in both.
#[differentiable(wrt(net), wrt(taps))]
fn tied(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let h = dense(&net.w1, &net.b1, x, taps, 0).mapv(|v| v.tanh());
    let g = dense(&net.w1, &net.b1, &h, taps, 1).mapv(|v| v.sin());
    let sum = &g + x;
    let y = linear(&net.w2, &sum, taps, 2).mapv(|v| v.tanh());
    dense(&net.w2, &net.b2, &y, taps, 3)
}

/// Each sample is a sequence of positions of the first layer's width, which are mixed by their mean.
#[differentiable(wrt(net), wrt(taps))]
fn sequence(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let width = net.w1.len() / net.b1.len();
    let n = x.nrows();
    let positions = x.len() / (n * width);
    let mut rows: Array2<f64> = Array2::zeros((n * positions, width));
    for row in 0..n * positions {
        for k in 0..width {
            rows[[row, k]] = x[[row / positions, row % positions * width + k]];
        }
    }
    let h: Array2<f64> = dense(&net.w1, &net.b1, &rows, taps, 0).mapv(|v| v.tanh());
    let mut pooled: Array2<f64> = Array2::zeros((n, net.b1.len()));
    for row in 0..n * positions {
        for k in 0..net.b1.len() {
            pooled[[row / positions, k]] += h[[row, k]];
        }
    }
    dense(&net.w2, &net.b2, &pooled, taps, 1)
}

macro_rules! batch {
    ($f:ident, $net:expr, $x:expr) => {
        DenseBatch::new(
            $net,
            $x,
            |net, x, taps, seed| {
                let (y, pullback) = $f::vjp_wrt_taps(net, x, taps);
                pullback(seed(&y))
            },
            |net, x, taps, seed| {
                let (y, pullback) = $f::vjp_wrt_net(net, x, taps);
                pullback(seed(&y))
            },
        )
    };
}

fn matrix(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    Array2::from_shape_vec((rows, columns), uniform(rows * columns, seed)).unwrap()
}

fn net(n_in: usize, hidden: usize, n_out: usize, seed: u64) -> Net {
    Net {
        w1: matrix(hidden, n_in, seed),
        b1: Array1::from_vec(uniform(hidden, seed + 1)),
        w2: matrix(n_out, hidden, seed + 2),
        b2: Array1::from_vec(uniform(n_out, seed + 3)),
    }
}

/// The floats of all leaves for each index of the outer axes, side by side.
fn rows(arrays: &NamedArrays, outer: usize) -> Vec<Vec<f64>> {
    let mut rows = vec![vec![]; outer];
    for array in &arrays.arrays {
        let length = array.floats.len() / outer;
        for (row, floats) in rows.iter_mut().zip(array.floats.chunks(length)) {
            row.extend_from_slice(floats);
        }
    }
    rows
}

fn flat(arrays: &NamedArrays) -> Vec<f64> {
    rows(arrays, 1).remove(0)
}

/// The structure against the same function a sample at a time, by the plain route.
macro_rules! check {
    ($f:ident, $net:expr, $x:expr, $loss:expr) => {{
        let (net, x, loss): (&Net, &Array2<f64>, &dyn Loss) = ($net, $x, $loss);
        let (n, c) = (x.nrows(), loss.n_outputs());
        let single: Vec<Array2<f64>> = (0..n).map(|i| x.select(Axis(0), &[i])).collect();
        let samples = Samples::new(net, n, Array2::<f64>::zeros((1, c)), |net, i, seed| {
            let off = Taps::off();
            let (y, pullback) = $f::vjp_wrt_net(net, &single[i], &off);
            pullback(seed(&y))
        });
        let samples = samples.unwrap().loss(loss).unwrap();
        let batch = batch!($f, net, x).unwrap().loss(loss).unwrap();
        let (root, all) = (Source::Factors(Curvature::Exact), 0..4);
        let leaves: Vec<usize> = all.collect();
        let (gradients, factors) = batch.gradients_and_factors(Curvature::Exact).unwrap();

        let (g, squares, variance, sum, norms, v, diagonal) = samples
            .run((
                Gradients,
                SumOfSquares,
                Variance,
                GradientSum,
                SquaredNorms,
                SquareRoot(root),
                GgnDiagonal(Curvature::Exact),
            ))
            .unwrap();
        assert_close("gradients", &flat(&gradients.to_arrays()), &flat(&g), 1e-12);
        let alone = batch.gradients().unwrap().to_arrays();
        assert_close("gradients alone", &flat(&alone), &flat(&g), 1e-12);
        assert_close("squares", &flat(&gradients.sum_of_squares()), &flat(&squares), 1e-12);
        let scale = flat(&squares).iter().fold(1e-300, |m: f64, s| m.max(s / n as f64));
        for (found, expected) in flat(&gradients.variance()).iter().zip(flat(&variance)) {
            assert!((found - expected).abs() <= 1e-13 * scale, "variance {found} {expected}");
        }
        assert_close("sum", &flat(&gradients.sum()), &flat(&sum), 1e-11);
        let found = gradients.squared_norms();
        assert_close("norms", &found.total, &norms.total, 1e-12);
        assert_close("by leaf", found.by_leaf.as_slice(), norms.by_leaf.as_slice(), 1e-12);
        assert_close("factors", &flat(&factors.to_arrays()), &flat(&v), 1e-12);
        assert_close("diagonal", &flat(&factors.sum_of_squares()), &flat(&diagonal), 1e-12);
        let shapes: Vec<_> = v.arrays.iter().map(|array| &array.shape).collect();
        let found = factors.to_arrays();
        assert_eq!(found.arrays.iter().map(|array| &array.shape).collect::<Vec<_>>(), shapes);
        let j = samples.jacobian_rows().unwrap().gram(&leaves);
        let found = batch.jacobian_rows().unwrap().gram(&leaves);
        assert_close("tangent kernel", found.as_slice(), j.as_slice(), 1e-12);

        let plain = samples.factors(Curvature::Exact).unwrap();
        let g_plain = samples.gradients().unwrap();
        for leaves in [&leaves[..], &[0], &[2, 1], &[3]] {
            let d: usize = leaves.iter().map(|&l| plain.layout().leaves[l].range.len()).sum();
            let a = Matrix::from_vec(c * n, 3, uniform(c * n * 3, 5));
            let u = Matrix::from_vec(d, 2, uniform(d * 2, 6));
            let same = |what: &str, found: Matrix, expected: Matrix| {
                assert_close(what, found.as_slice(), expected.as_slice(), 1e-11);
            };
            same("gram", factors.gram(leaves), plain.gram(leaves));
            same("V A", factors.times(leaves, &a), plain.times(leaves, &a));
            let transposed = factors.transposed_times(leaves, &u);
            same("Vᵀ U", transposed, plain.transposed_times(leaves, &u));
            let cross = factors.cross_gram(leaves, &gradients);
            same("Vᵀ W", cross, plain.cross_gram(leaves, &g_plain));
        }
    }};
}

fn check_all(n: usize, n_in: usize, hidden: usize, n_out: usize, positions: usize, seed: u64) {
    let loss = SquaredError::new(&uniform(n * n_out, seed + 9), n_out).unwrap();
    let small = net(n_in, hidden, n_out, seed);
    check!(mlp, &small, &matrix(n, n_in, seed + 4), &loss);
    check!(sequence, &small, &matrix(n, n_in * positions, seed + 5), &loss);
    let square = net(n_in, n_in, n_in, seed);
    let loss = SquaredError::new(&uniform(n * n_in, seed + 9), n_in).unwrap();
    check!(tied, &square, &matrix(n, n_in, seed + 6), &loss);
}

#[test]
fn the_structure_gives_what_the_plain_route_gives() {
    check_all(1, 3, 4, 1, 1, 1);
    check_all(5, 3, 4, 2, 3, 2);
    check_all(9, 1, 1, 3, 2, 3);
    // Positions in pairs are dearer than columns written out, and the other way round.
    check_all(3, 2, 2, 2, 9, 4);
    check_all(3, 20, 15, 2, 2, 5);
    // Several tiles.
    check_all(70, 3, 5, 3, 2, 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_structure_of_random_shapes(
        n in 1..12_usize,
        n_in in 1..6_usize,
        hidden in 1..6_usize,
        n_out in 1..5_usize,
        positions in 1..4_usize,
        seed in 0..1000_u64,
    ) {
        check_all(n, n_in, hidden, n_out, positions, seed);
    }
}

/// Weights that the output reads beside the layers.
#[differentiable(wrt(net), wrt(taps))]
fn penalised(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let h = dense(&net.w1, &net.b1, x, taps, 0).mapv(|v| v.tanh());
    let y = dense(&net.w2, &net.b2, &h, taps, 1);
    &y + net.w1.mapv(|w| w * w).sum()
}

/// Batch norm in training: the mean over samples is taken off.
#[differentiable(wrt(net), wrt(taps))]
fn centred(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let h: Array2<f64> = dense(&net.w1, &net.b1, x, taps, 0);
    let mean = h.sum_axis(Axis(0)) / (h.nrows() as f64);
    let h = (&h - &mean + 0.1).mapv(|v| v.tanh());
    dense(&net.w2, &net.b2, &h, taps, 1)
}

/// Outputs that the next sample's are added to.
#[differentiable(wrt(net), wrt(taps))]
fn summed(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let h = dense(&net.w1, &net.b1, x, taps, 0).mapv(|v| v.tanh());
    let mut y: Array2<f64> = dense(&net.w2, &net.b2, &h, taps, 1);
    for n in 1..y.nrows() {
        for c in 0..y.ncols() {
            let before = y[(n - 1, c)];
            y[(n, c)] += before;
        }
    }
    y
}

/// The mean of the data is taken off.
#[differentiable(wrt(net), wrt(taps))]
fn data_centred(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let mean = x.sum_axis(Axis(0)) / (x.nrows() as f64);
    let own: Array2<f64> = x - &mean;
    let h = dense(&net.w1, &net.b1, &own, taps, 0).mapv(|v| v.tanh());
    dense(&net.w2, &net.b2, &h, taps, 1)
}

/// Two layers of the same number, and one that is left out.
#[differentiable(wrt(net), wrt(taps))]
fn numbered(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let h = dense(&net.w1, &net.b1, x, taps, 0).mapv(|v| v.tanh());
    dense(&net.w2, &net.b2, &h, taps, 2)
}

/// Weights that are no parameter as they are.
#[differentiable(wrt(net), wrt(taps))]
fn doubled(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
    let w = net.w1.mapv(|w| 2.0 * w);
    let h = dense(&w, &net.b1, x, taps, 0).mapv(|v| v.tanh());
    dense(&net.w2, &net.b2, &h, taps, 1)
}

#[test]
fn what_the_structure_leaves_out_is_refused() {
    let (net, x) = (net(3, 4, 2, 1), matrix(4, 3, 2));
    let error = batch!(penalised, &net, &x).err().unwrap();
    assert_eq!(error, JacobianError::Unstructured { leaf: "w1".into() });
    let error = batch!(centred, &net, &x).err().unwrap();
    assert_eq!(error, JacobianError::Mixed { leaf: "w1".into(), sample: 0, after: Some(0) });
    assert_eq!(
        error.to_string(),
        "parameter `w1`: the gradient of sample 0 depends on the samples beside it: the function mixes them in what it does \
         with the result of layer 0; `cotangent::drivers::mixing` names the operation, for a function of any `Scalar`"
    );
    let error = batch!(summed, &net, &x).err().unwrap();
    assert_eq!(error, JacobianError::Mixed { leaf: "w1".into(), sample: 0, after: Some(1) });
    let error = batch!(data_centred, &net, &x).err().unwrap();
    assert_eq!(error, JacobianError::Mixed { leaf: "w1".into(), sample: 0, after: None });
    let error = batch!(numbered, &net, &x).err().unwrap();
    assert_eq!(error.to_string(), "layers: expected the numbers 0 to 1, each once, found [0, 2]");
    let error = batch!(doubled, &net, &x).err().unwrap();
    assert_eq!(error, JacobianError::NoLeaf { layer: 0, what: "weights" });
    let none = Array2::zeros((0, 3));
    let error = batch!(mlp, &net, &none).err().unwrap();
    assert_eq!(error, JacobianError::Empty { what: "samples" });
    let none = Array2::zeros((3, 0));
    let error = batch!(mlp, &net, &none).err().unwrap();
    assert_eq!(error, JacobianError::Empty { what: "columns of the data" });
}

#[test]
fn kronecker_factors_of_one_linear_layer_and_one_sample_are_exact() {
    let net = net(3, 4, 2, 3);
    let x = matrix(1, 3, 4);
    let loss = SoftmaxCrossEntropy::new(&[1], 2).unwrap();
    let batch = batch!(mlp, &net, &x).unwrap().loss(&loss).unwrap();
    let factors = batch.factors(Curvature::Exact).unwrap();
    let last = &factors.kronecker()[1];
    assert_eq!((last.weights.as_str(), last.bias.as_deref()), ("w2", Some("b2")));
    let columns = &factors.to_arrays().arrays[2];
    let block = |i: usize, j: usize| -> f64 {
        (0..2).map(|c| columns.floats[c * 8 + i] * columns.floats[c * 8 + j]).sum()
    };
    for (i, j) in (0..8).flat_map(|i| (0..8).map(move |j| (i, j))) {
        let expected = last.a[(i / 4, j / 4)] * last.b[(i % 4, j % 4)];
        assert!((block(i, j) - expected).abs() < 1e-14);
    }
}

#[test]
fn sub_samples_and_threads_of_the_structure() {
    let (net, x) = (net(3, 4, 2, 5), matrix(20, 3, 6));
    let loss = SquaredError::new(&uniform(40, 7), 2).unwrap();
    let batch = || batch!(mlp, &net, &x).unwrap().loss(&loss).unwrap();
    let curvature = Curvature::MonteCarlo { samples: 3, seed: 1 };
    let whole = rows(&batch().factors(curvature).unwrap().to_arrays(), 60);
    let list = [7, 3, 7, 19];
    let part = batch().subsample(&list).unwrap().factors(curvature).unwrap();
    for (column, row) in rows(&part.to_arrays(), 12).iter().enumerate() {
        let expected = &whole[column / 4 * 20 + list[column % 4]];
        assert_close("column", row, expected, 1e-13);
    }
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let gradients = batch().gradients().unwrap();
            (gradients.gram(&[0, 1, 2, 3]), gradients.variance(), gradients.squared_norms())
        })
    };
    assert_eq!(on(1), on(3));
}

#[derive(Clone, Debug, Differentiable)]
struct Single {
    w: Array2<f32>,
    b: Array1<f32>,
}

#[differentiable(wrt(net), wrt(taps))]
fn single(net: &Single, x: &Array2<f32>, taps: &Taps<f32>) -> Array2<f32> {
    dense(&net.w, &net.b, x, taps, 0)
}

#[test]
fn squares_of_small_gradients_in_single_precision_are_not_lost() {
    // gₙ = 2 yₙ (xₙ, 1), and squares of 1e-30 are below the least `f32`.
    for (scale, of_x) in [(1.0, 1.0), (1e-30, 1.0), (1e-10, 1e-25), (1e30, 1e-12)] {
        let net = Single { w: Array2::from_elem((1, 2), scale), b: Array1::zeros(1) };
        let x = Array2::from_shape_fn((5, 2), |(n, i)| of_x * (1.0 + (3 * n + i) as f32));
        let zeros = SquaredError::new(&[0.0; 5], 1).unwrap();
        let batch = batch!(single, &net, &x).unwrap().loss(&zeros).unwrap();
        let found = batch.gradients().unwrap();
        let gradient = |n: usize| {
            let y = single(&net, &x, &Taps::off())[[n, 0]];
            let x = x.row(n).iter().chain(&[1.0]).map(|&x| f64::from(x)).collect::<Vec<_>>();
            x.iter().map(|x| 2.0 * f64::from(y) * x).collect::<Vec<_>>()
        };
        let all: Vec<_> = (0..5).map(gradient).collect();
        let mean =
            |f: &dyn Fn(f64) -> f64, i: usize| all.iter().map(|g| f(g[i])).sum::<f64>() / 5.0;
        let squares: Vec<f64> = (0..3).map(|i| 5.0 * mean(&|g| g * g, i)).collect();
        let variances: Vec<f64> =
            (0..3).map(|i| mean(&|g| g * g, i) - mean(&|g| g, i).powi(2)).collect();
        let norms: Vec<f64> = all.iter().map(|g| g.iter().map(|g| g * g).sum()).collect();
        let sums: Vec<f64> = (0..3).map(|i| 5.0 * mean(&|g| g, i)).collect();
        for (what, found, expected) in [
            ("sum", flat(&found.sum()), sums),
            ("squares", flat(&found.sum_of_squares()), squares),
            ("variance", flat(&found.variance()), variances),
            ("norms", found.squared_norms().total, norms),
        ] {
            for (a, b) in found.iter().zip(&expected) {
                let close = (a / b - 1.0).abs() < 1e-5;
                assert!(close && *b > 0.0, "{what} at {scale:e}, {of_x:e}: {a:e}, expected {b:e}");
            }
        }
    }
}
