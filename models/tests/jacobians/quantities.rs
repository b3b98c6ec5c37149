//! Quantities from their definitions on materialised rows.

use crate::networks::{double, drawn};
use crate::support::{assert_close, uniform};
use cotangent::drivers::{Matrix, NamedArrays};
use cotangent_models::jacobians::*;
use proptest::prelude::*;

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

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn sum(rows: &[Vec<f64>], term: impl Fn(f64) -> f64) -> Vec<f64> {
    let entry = |d: usize| rows.iter().map(|row| term(row[d])).sum();
    (0..rows[0].len()).map(entry).collect()
}

fn check_all(n: usize, widths: &[usize], seed: u64, lanes: bool) {
    let (net, x) = drawn(n, widths, seed);
    let c = *widths.last().unwrap();
    let loss = SquaredError::new(&uniform(n * c, seed + 7), c).unwrap();
    if lanes {
        check(double::in_lanes(&net, &x).loss(&loss).unwrap(), &loss, &net, &x, seed);
    } else {
        check(double::one_by_one(&net, &x).loss(&loss).unwrap(), &loss, &net, &x, seed);
    }
}

/// All that is asked for in one sweep, from J, which the golden files know.
fn check(
    samples: Samples<'_, double::Net, Vec<f64>, impl Sweep<double::Net, Vec<f64>>>,
    loss: &dyn Loss,
    net: &double::Net,
    x: &[Vec<f64>],
    seed: u64,
) {
    let (n, c) = (samples.n_samples(), samples.n_outputs());
    let curvature = Curvature::Exact;
    let jacobian = rows(&samples.jacobian(Way::PerOutput).unwrap(), n * c);
    let d = jacobian[0].len();
    let combined = |weights: &[f64], sample: usize| -> Vec<f64> {
        let mut all = vec![0.0; d];
        for (weight, row) in weights.iter().zip(&jacobian[sample * c..]) {
            all.iter_mut().zip(row).for_each(|(all, j)| *all += weight * j);
        }
        all
    };
    let outputs: Vec<Vec<f64>> = x.iter().map(|x| double::relu_net(net, x)).collect();
    let gradients: Vec<Vec<f64>> =
        (0..n).map(|i| combined(&loss.gradient(i, &outputs[i]), i)).collect();
    let mut root = vec![];
    for factor in 0..c {
        for (i, output) in outputs.iter().enumerate() {
            root.push(combined(loss.factors(i, output).unwrap().row(factor), i));
        }
    }
    let (v, u) = (uniform(d, seed + 1), uniform(n * c, seed + 2));

    let answers = samples
        .run((
            (Gradients, GradientSum, SquaredNorms, SumOfSquares, Variance),
            (Jacobian, JacobianTimes(&v), TimesJacobian(&u)),
            (SquareRoot(Source::Factors(curvature)), GgnDiagonal(curvature)),
            SampleGgnDiagonals(curvature),
        ))
        .unwrap();
    let ((gs, g, norms, squares, variance), (j, jv, uj), (v_found, diagonal), diagonals) = answers;
    assert_close("gradients", &rows(&gs, n).concat(), &gradients.concat(), 1e-12);
    assert_close("gradient", &flat(&g), &sum(&gradients, |g| g), 1e-12);
    assert_close("squares", &flat(&squares), &sum(&gradients, |g| g * g), 1e-12);
    let total: Vec<f64> = gradients.iter().map(|g| dot(g, g)).collect();
    assert_close("norms", &norms.total, &total, 1e-12);
    for (leaf, array) in gs.arrays.iter().enumerate() {
        for (i, g) in array.floats.chunks(array.floats.len() / n).enumerate() {
            assert!((norms.by_leaf[(i, leaf)] - dot(g, g)).abs() <= 1e-12 * total[i].max(1e-300));
        }
    }
    // From its definition, without squares of large numbers.
    let mean: Vec<f64> = sum(&gradients, |g| g).iter().map(|s| s / n as f64).collect();
    let centred: Vec<Vec<f64>> =
        gradients.iter().map(|g| g.iter().zip(&mean).map(|(g, m)| g - m).collect()).collect();
    let expected: Vec<f64> = sum(&centred, |g| g * g).iter().map(|s| s / n as f64).collect();
    let scale = flat(&squares).iter().fold(0.0, |m: f64, s| m.max(s / n as f64));
    for (found, expected) in flat(&variance).iter().zip(&expected) {
        assert!((found - expected).abs() <= 1e-14 * scale, "{found} {expected}");
    }
    assert_close("J", &rows(&j, n * c).concat(), &jacobian.concat(), 1e-13);
    let expected: Vec<f64> = jacobian.iter().map(|row| dot(row, &v)).collect();
    assert_close("Jv", jv.as_slice(), &expected, 1e-12);
    let weighted: Vec<Vec<f64>> =
        jacobian.iter().zip(&u).map(|(row, u)| row.iter().map(|j| u * j).collect()).collect();
    assert_close("uJ", &flat(&uj), &sum(&weighted, |j| j), 1e-12);
    assert_close("V", &rows(&v_found, c * n).concat(), &root.concat(), 1e-12);
    assert_close("diagonal", &flat(&diagonal), &sum(&root, |v| v * v), 1e-12);
    let by_sample: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            let own: Vec<Vec<f64>> = root.iter().skip(i).step_by(n).cloned().collect();
            sum(&own, |v| v * v)
        })
        .collect();
    assert_close("diagonals", &rows(&diagonals, n).concat(), &by_sample.concat(), 1e-12);

    // The same columns as a factor.
    let factor = samples.factors(curvature).unwrap();
    let leaves: Vec<usize> = (0..factor.layout().leaves.len()).collect();
    let gram: Vec<f64> = root.iter().flat_map(|a| root.iter().map(|b| dot(a, b))).collect();
    assert_close("gram", factor.gram(&leaves).as_slice(), &gram, 1e-12);
    let a = Matrix::from_vec(n * c, 2, uniform(n * c * 2, seed + 3));
    let va = factor.times(&leaves, &a);
    let mut expected = vec![0.0; d * 2];
    for (column, v) in root.iter().enumerate() {
        for (row, v) in v.iter().enumerate() {
            expected[row * 2] += v * a[(column, 0)];
            expected[row * 2 + 1] += v * a[(column, 1)];
        }
    }
    assert_close("V A", va.as_slice(), &expected, 1e-12);
    let back: Vec<f64> = root
        .iter()
        .flat_map(|v| {
            (0..2)
                .map(|k| v.iter().zip(expected.iter().skip(k).step_by(2)).map(|(v, x)| v * x).sum())
        })
        .collect();
    assert_close("Vᵀ U", factor.transposed_times(&leaves, &va).as_slice(), &back, 1e-12);
    let expected: Vec<f64> =
        gradients.iter().flat_map(|a| gradients.iter().map(|b| dot(a, b))).collect();
    let found = samples.gradients().unwrap().gram(&leaves);
    assert_close("gram of gradients", found.as_slice(), &expected, 1e-12);
}

#[test]
fn every_quantity_follows_from_the_jacobian() {
    for lanes in [false, true] {
        check_all(1, &[3, 2], 1, lanes);
        check_all(5, &[3, 4, 1], 2, lanes);
        check_all(7, &[2, 3, 4, 6], 3, lanes);
        check_all(4, &[20, 30, 3], 4, lanes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_quantity_of_random_shapes(
        n in 1..9_usize,
        widths in prop::collection::vec(1..7_usize, 2..5),
        seed in 0..1000_u64,
        lanes: bool,
    ) {
        check_all(n, &widths, seed, lanes);
    }
}

#[test]
fn scaling_as_the_objective_divides_by_all_samples() {
    let (net, x) = drawn(4, &[3, 5, 2], 5);
    let loss = SoftmaxCrossEntropy::new(&[0, 1, 1, 0], 2).unwrap();
    let samples = || double::in_lanes(&net, &x).loss(&loss).unwrap();
    let asked = (Gradients, SquareRoot(Source::Factors(Curvature::Exact)), Variance, Jacobian);
    let plain = samples().run(asked).unwrap();
    let mean = samples().scaling(Scaling::AsObjective(Reduction::Mean)).run(asked).unwrap();
    let sum = samples().scaling(Scaling::AsObjective(Reduction::Sum)).run(asked).unwrap();
    assert_eq!(plain, sum);
    let scaled = |a: &NamedArrays, by: f64| flat(a).iter().map(|x| x * by).collect::<Vec<_>>();
    assert_close("gradients", &flat(&mean.0), &scaled(&plain.0, 0.25), 1e-14);
    assert_close("factors", &flat(&mean.1), &scaled(&plain.1, 0.5), 1e-14);
    assert_close("variance", &flat(&mean.2), &scaled(&plain.2, 0.0625), 1e-12);
    assert_eq!(mean.3, plain.3);
    // Of a part of the batch too.
    let part = samples().scaling(Scaling::AsObjective(Reduction::Mean)).subsample(&[2]).unwrap();
    let third = &rows(&mean.0, 4)[2];
    assert_eq!(&flat(&part.run(Gradients).unwrap()), third);
}

#[test]
fn sub_samples_are_slices_in_the_order_of_the_list() {
    let (net, x) = drawn(5, &[3, 4, 2], 6);
    let loss = SquaredError::new(&uniform(10, 1), 2).unwrap();
    let samples = || double::in_lanes(&net, &x).loss(&loss).unwrap();
    let drawn = Source::Factors(Curvature::MonteCarlo { samples: 3, seed: 4 });
    let (g, j, v) = samples().run((Gradients, Jacobian, SquareRoot(drawn))).unwrap();
    let list = [3, 0, 3];
    let part = samples().subsample(&list).unwrap();
    let (g_part, j_part, v_part) = part.run((Gradients, Jacobian, SquareRoot(drawn))).unwrap();
    let (g, g_part) = (rows(&g, 5), rows(&g_part, 3));
    let (j, j_part) = (rows(&j, 10), rows(&j_part, 6));
    let (v, v_part) = (rows(&v, 15), rows(&v_part, 9));
    for (at, &sample) in list.iter().enumerate() {
        assert_eq!(g_part[at], g[sample]);
        assert_eq!(j_part[2 * at..2 * at + 2], j[2 * sample..2 * sample + 2]);
        for draw in 0..3 {
            assert_eq!(v_part[draw * 3 + at], v[draw * 5 + sample]);
        }
    }
}

#[test]
fn chunks_are_the_whole_bit_for_bit() {
    let (net, x) = drawn(7, &[3, 4, 2], 7);
    let loss = SquaredError::new(&uniform(14, 1), 2).unwrap();
    let samples = double::in_lanes(&net, &x).loss(&loss).unwrap();
    let whole = samples.run((Gradients, Jacobian)).unwrap();
    for size in [1, 2, 3, 7, 9] {
        let (mut gradients, mut jacobian, mut next) = (vec![], vec![], 0);
        samples
            .for_each_chunk(size, &(Gradients, Jacobian), |range, (g, j)| {
                assert_eq!(range.start, next);
                next = range.end;
                gradients.extend(rows(&g, range.len()));
                jacobian.extend(rows(&j, 2 * range.len()));
            })
            .unwrap();
        assert_eq!(next, 7);
        assert_eq!((gradients, jacobian), (rows(&whole.0, 7), rows(&whole.1, 14)));
    }
}

#[test]
fn results_do_not_depend_on_threads() {
    let (net, x) = drawn(40, &[5, 6, 3], 8);
    let loss = SquaredError::new(&uniform(120, 1), 3).unwrap();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let samples = double::in_lanes(&net, &x).loss(&loss).unwrap();
            samples.run((Variance, GgnDiagonal(Curvature::Exact), SquaredNorms)).unwrap()
        })
    };
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(5));
}

#[test]
fn jacobians_by_the_inputs() {
    let (net, x) = drawn(4, &[3, 5, 2], 9);
    let samples = Samples::in_lanes::<2, _>(&x[0], x.len(), vec![0.0; 2], |_, n, seed| {
        let (y, pullback) = double::relu_net::vjp_lanes_wrt_x(&net, &x[n]);
        pullback(seed(&y))
    });
    let found = samples.unwrap().run(Jacobian).unwrap();
    assert_eq!(found.arrays[0].shape, [4, 2, 3]);
    let (h, mut expected) = (1e-6, vec![]);
    for x in &x {
        let mut columns = vec![];
        for i in 0..3 {
            let at = |by: f64| {
                let mut x = x.clone();
                x[i] += by;
                double::relu_net(&net, &x)
            };
            columns.push((at(h), at(-h)));
        }
        for c in 0..2 {
            expected.extend(columns.iter().map(|(a, b)| (a[c] - b[c]) / (2.0 * h)));
        }
    }
    assert_close("∂f/∂x", &found.arrays[0].floats, &expected, 1e-8);
}

#[test]
fn questions_that_have_no_answer_are_refused() {
    let (net, x) = drawn(4, &[3, 5, 2], 10);
    let samples = || double::in_lanes(&net, &x);
    let text = |error: JacobianError| error.to_string();
    let short = SquaredError::new(&[0.0; 6], 2).unwrap();
    assert_eq!(
        text(samples().loss(&short).err().unwrap()),
        "targets of the loss: expected 4 entries, found 3"
    );
    let narrow = SquaredError::new(&[0.0; 4], 1).unwrap();
    assert_eq!(
        text(samples().loss(&narrow).err().unwrap()),
        "outputs that the loss reads: expected 2 entries, found 1"
    );
    assert_eq!(
        text(samples().run(Gradients).err().unwrap()),
        "expected a loss for gradients or factors, found none: add `.loss(&loss)?`"
    );
    assert_eq!(
        text(samples().run(JacobianTimes(&[1.0])).err().unwrap()),
        "a vector in the parameters: expected 32 entries, found 1"
    );
    assert_eq!(
        text(samples().run(TimesJacobian(&[1.0])).err().unwrap()),
        "weights of the outputs: expected 8 entries, found 1"
    );
    assert_eq!(
        text(samples().subsample(&[0, 4]).err().unwrap()),
        "indices of samples: entry 1 is 4, expected an index below 4"
    );
    assert_eq!(
        text(samples().subsample(&[]).err().unwrap()),
        "expected at least one of indices of samples, found none"
    );
    let none = Samples::new(&net, 0, vec![0.0], |_, _, _| unreachable!());
    assert_eq!(text(none.err().unwrap()), "expected at least one of samples, found none");
    let empty: Vec<f64> = vec![];
    let none = Samples::new(&empty, 3, 0.0, |_, _, _| unreachable!());
    assert_eq!(
        text(none.err().unwrap()),
        "expected at least one of floats to differentiate in, found none"
    );
}
