//! Kernels on the host against the loss on the CPU and its derivatives by `#[differentiable]`.

mod emulator;

use cotangent_kernels::plan::{Plan, Samples, Task};
use cotangent_kernels::{Loss, SelfCoupling, Settings, Sizes, reference};
use emulator::Emulator;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Parameters and samples, in the order of the layout.
struct Case {
    sizes: Sizes,
    h: Vec<f64>,
    j: Vec<f64>,
    w: Vec<f64>,
    b: Vec<f64>,
    states: Vec<u8>,
    weights: Vec<f64>,
}

impl Case {
    fn draw(sizes: Sizes, n_samples: usize, scale: f64, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let Sizes { n_sites: n, n_states: q, n_hidden: p } = sizes;
        let r = n * q;
        let mut normals = |len: usize, scale: f64| -> Vec<f64> {
            // Sums of twelve uniform numbers, rounded to f32 so that both widths see the same parameters.
            let one =
                |rng: &mut ChaCha8Rng| (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
            (0..len).map(|_| f64::from((scale * one(&mut rng)) as f32)).collect()
        };
        let (h, j) = (normals(r, 1.0), normals(r * r, 0.3));
        let (w, b) = (normals(r * p, scale), normals(p, 1.0));
        let states = (0..n * n_samples).map(|_| rng.random_range(0..q) as u8).collect();
        let weights = (0..n_samples).map(|_| f64::from(rng.random_range(0.1..2.0_f32))).collect();
        Self { sizes, h, j, w, b, states, weights }
    }

    fn n_samples(&self) -> usize {
        self.states.len() / self.sizes.n_sites
    }

    /// Loss and gradients of the reference.
    fn reference(&self, settings: Settings, weighted: bool) -> (f64, [Vec<f64>; 4]) {
        let ones = vec![1.0; self.n_samples()];
        let weights = if weighted { &self.weights } else { &ones };
        let Self { sizes, h, j, w, b, states, .. } = self;
        let (coupling, kind) = (settings.self_coupling, settings.loss);
        let (loss, (dh, dj, dw, db)) =
            reference::loss::value_and_grad(h, j, w, b, states, weights, *sizes, coupling, kind);
        (loss, [dh, dj, dw, db])
    }
}

/// A float of the device.
trait Float: Copy {
    fn of(x: f64) -> Self;
    fn value(self) -> f64;
}

impl Float for f32 {
    fn of(x: f64) -> Self {
        x as f32
    }
    fn value(self) -> f64 {
        self.into()
    }
}

impl Float for f64 {
    fn of(x: f64) -> Self {
        x
    }
    fn value(self) -> f64 {
        self
    }
}

fn of<T: Float>(x: &[f64]) -> Vec<T> {
    x.iter().map(|&x| T::of(x)).collect()
}

fn values<T: Float>(x: &[T]) -> Vec<f64> {
    x.iter().map(|&x| x.value()).collect()
}

/// An emulated device with a case's parameters and samples.
struct Machine {
    plan: Plan,
    emulator: Emulator,
}

impl Machine {
    fn new<T: Float>(case: &Case, settings: Settings, weighted: bool) -> Self {
        let n = case.sizes.n_sites;
        let m = case.n_samples();
        let total = weighted.then(|| case.weights.iter().sum::<f64>());
        let plan = Plan::new(case.sizes, settings, m, total, size_of::<T>()).unwrap();
        let mut emulator = Emulator::new(&plan, size_of::<T>());
        let by_site: Vec<u8> = (0..n * m).map(|i| case.states[i % m * n + i / m]).collect();
        let l = &plan.layout;
        emulator.write(l.states, &by_site);
        if weighted {
            emulator.write(l.sample_weights, &of::<T>(&case.weights));
        }
        emulator.write(l.h, &of::<T>(&case.h));
        emulator.write(l.j, &of::<T>(&case.j));
        emulator.write(l.w, &of::<T>(&case.w));
        emulator.write(l.b, &of::<T>(&case.b));
        emulator.run(&plan.sort_all(emulator.address()));
        Self { plan, emulator }
    }

    fn evaluate(&mut self, task: Task, samples: Samples) -> [f64; 2] {
        self.emulator.run(&self.plan.evaluation(self.emulator.address(), task, samples));
        let losses = self.emulator.read::<f64>(self.plan.layout.losses);
        [losses[0], losses[1]]
    }

    fn gradients<T: Float>(&self) -> [Vec<f64>; 4] {
        let l = &self.plan.layout;
        [l.h_bar, l.j_bar, l.w_bar, l.b_bar].map(|place| values(&self.emulator.read::<T>(place)))
    }
}

/// The largest difference beside the largest entry.
fn error(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(0.0_f64, |x, y| x.max(y.abs()));
    let differences = found.iter().zip(expected).map(|(x, y)| (x - y).abs());
    // A NaN counts as infinitely wrong.
    let worst = differences.fold(0.0_f64, |x, y| if y.is_nan() { f64::INFINITY } else { x.max(y) });
    if worst == 0.0 { 0.0 } else { worst / largest }
}

fn check<T: Float>(case: &Case, settings: Settings, weighted: bool, tolerance: f64) {
    let (loss, gradients) = case.reference(settings, weighted);
    let mut machine = Machine::new::<T>(case, settings, weighted);
    let what =
        format!("{:?} M = {}, {settings:?}, weighted: {weighted}", case.sizes, case.n_samples());
    let [plain, _] = machine.evaluate(Task::Loss, Samples::All);
    let [found, _] = machine.evaluate(Task::Gradient, Samples::All);
    assert!((found - loss).abs() <= tolerance * loss.abs().max(1.0), "{what}: {found} for {loss}");
    assert_eq!(plain.to_bits(), found.to_bits(), "{what}");
    let names = ["h", "J", "W", "b"];
    for ((name, found), expected) in names.iter().zip(machine.gradients::<T>()).zip(&gradients) {
        let error = error(&found, expected);
        assert!(error <= tolerance, "{what}: {name} is off by {error:e}");
    }
}

fn sizes(n_hidden: usize, n_states: usize, n_sites: usize) -> Sizes {
    Sizes { n_sites, n_states, n_hidden }
}

/// Tolerance in f32: energy changes of size 10 have errors of 1e-6.
const SINGLE: f64 = 5e-6;

fn skipped() -> bool {
    if !emulator::AVAILABLE {
        println!("skipped: the host's kernels are for Linux on x86-64");
    }
    !emulator::AVAILABLE
}

/// P, q, N, M, scale of the weights: one site, no hidden unit, more units than a group, more states than a
/// thread holds, than a warp has lanes, as many as there can be, more samples than a block or a tile, weights
/// too far apart for products, of some sites and of all.
const SHAPES: [(usize, usize, usize, usize, f64); 11] = [
    (3, 2, 1, 1, 0.5),
    (0, 3, 4, 7, 0.5),
    (1, 2, 5, 300, 0.5),
    (11, 5, 3, 33, 0.5),
    (10, 8, 4, 129, 0.3),
    (70, 3, 2, 65, 0.1),
    (5, 21, 9, 40, 0.5),
    (7, 4, 3, 31, 10.0),
    (13, 7, 2, 257, 2.0),
    (12, 40, 3, 70, 0.3),
    (2, 256, 2, 9, 0.3),
];

#[test]
fn losses_and_gradients_are_those_of_the_reference() {
    if skipped() {
        return;
    }
    let losses = [
        Loss::RatioMatching { beta: 1.0 },
        Loss::RatioMatching { beta: 0.3 },
        Loss::Pseudolikelihood,
    ];
    for (i, (p, q, n, m, scale)) in SHAPES.into_iter().enumerate() {
        let case = Case::draw(sizes(p, q, n), m, scale, i as u64);
        for (kind, loss) in losses.into_iter().enumerate() {
            let self_coupling = [SelfCoupling::Exact, SelfCoupling::Linearised][(i + kind) % 2];
            let settings = Settings { loss, self_coupling, ..Settings::default() };
            check::<f64>(&case, settings, kind == 1, 1e-12);
            check::<f32>(&case, settings, kind == 2, SINGLE);
        }
    }
}

#[test]
fn chunks_of_samples_add_up() {
    if skipped() {
        return;
    }
    let case = Case::draw(sizes(12, 5, 4), 700, 0.5, 20);
    for loss in [Loss::RatioMatching { beta: 1.0 }, Loss::Pseudolikelihood] {
        let settings = Settings { loss, samples_at_a_time: 100, ..Settings::default() };
        check::<f64>(&case, settings, true, 1e-12);
        check::<f32>(&case, settings, true, SINGLE);
    }
}

#[test]
fn reference_size_agrees() {
    if skipped() {
        return;
    }
    let case = Case::draw(sizes(50, 21, 59), 256, 0.1, 21);
    let settings = Settings { self_coupling: SelfCoupling::Linearised, ..Settings::default() };
    check::<f32>(&case, settings, false, SINGLE);
}

#[test]
fn energy_changes_are_those_of_the_reference() {
    if skipped() {
        return;
    }
    for (i, (p, q, n, m, scale)) in SHAPES.into_iter().enumerate() {
        let case = Case::draw(sizes(p, q, n), m, scale, 30 + i as u64);
        for self_coupling in [SelfCoupling::Exact, SelfCoupling::Linearised] {
            let settings =
                Settings { self_coupling, samples_at_a_time: 128, ..Settings::default() };
            let mut machine = Machine::new::<f64>(&case, settings, false);
            for first in (0..m).step_by(machine.plan.room()) {
                let launches =
                    machine.plan.delta_energy(machine.emulator.address(), Samples::All, first);
                machine.emulator.run(&launches);
                let room = machine.plan.room();
                let found = machine.emulator.read::<f64>(machine.plan.layout.changes);
                for sample in first..m.min(first + room) {
                    let Case { sizes, h, j, w, b, states, .. } = &case;
                    let states = &states[sample * n..(sample + 1) * n];
                    let expected =
                        reference::delta_energy(h, j, w, b, states, *sizes, self_coupling);
                    let found: Vec<f64> =
                        (0..n * q).map(|flip| found[flip * room + sample - first]).collect();
                    let error = error(&found, &expected);
                    assert!(error < 1e-12, "{sizes:?}, sample {sample}: {error:e}");
                }
            }
        }
    }
}

/// Derivatives along a tangent are the gradient's products with it, and those that the macro's forward mode
/// gives.
#[test]
fn tangents_are_products_with_the_gradient() {
    if skipped() {
        return;
    }
    for (i, (p, q, n, m, scale)) in SHAPES.into_iter().enumerate() {
        let case = Case::draw(sizes(p, q, n), m, scale, 40 + i as u64);
        let dot = Case::draw(sizes(p, q, n), 1, 1.0, 50 + i as u64);
        let kinds = [Loss::RatioMatching { beta: 0.7 }, Loss::Pseudolikelihood];
        for (loss, self_coupling) in
            kinds.into_iter().zip([SelfCoupling::Exact, SelfCoupling::Linearised])
        {
            let settings = Settings {
                loss,
                self_coupling,
                forward_mode: true,
                samples_at_a_time: 128,
                ..Settings::default()
            };
            let (expected_loss, gradient) = case.reference(settings, true);
            let product =
                |(x, y): (&[f64], &[f64])| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
            let tangents = [&dot.h[..], &dot.j, &dot.w, &dot.b];
            let expected: f64 = gradient.iter().zip(tangents).map(|(x, y)| product((x, y))).sum();
            let mut machine = Machine::new::<f64>(&case, settings, true);
            let l = machine.plan.layout.clone();
            for (place, tangent) in [l.h_dot, l.j_dot, l.w_dot, l.b_dot].into_iter().zip(tangents) {
                machine.emulator.write(place, tangent);
            }
            let [loss, found] = machine.evaluate(Task::Tangent, Samples::All);
            assert!((loss - expected_loss).abs() < 1e-12, "{:?}: {loss}", case.sizes);
            let scale = gradient.iter().flatten().map(|x| x.abs()).sum::<f64>();
            assert!(
                (found - expected).abs() < 1e-12 * scale.max(1.0),
                "{:?}, {settings:?}: {found} for {expected}",
                case.sizes
            );
        }
    }
}

#[test]
fn batches_are_sums_over_their_samples() {
    if skipped() {
        return;
    }
    let case = Case::draw(sizes(6, 4, 5), 200, 0.5, 60);
    let picked: Vec<u32> = (0..150).map(|i| i * 7 % 200).collect();
    let of_batch = |i: &u32| {
        let first = *i as usize * 5;
        case.states[first..first + 5].to_vec()
    };
    let batch = Case {
        states: picked.iter().flat_map(of_batch).collect(),
        weights: picked.iter().map(|&i| case.weights[i as usize]).collect(),
        h: case.h.clone(),
        j: case.j.clone(),
        w: case.w.clone(),
        b: case.b.clone(),
        sizes: case.sizes,
    };
    for weighted in [false, true] {
        let settings = Settings { samples_at_a_time: 128, ..Settings::default() };
        let (expected, gradients) = batch.reference(settings, weighted);
        let mut machine = Machine::new::<f64>(&case, settings, weighted);
        let total = if weighted { batch.weights.iter().sum() } else { 150.0 };
        machine.emulator.write(machine.plan.layout.picked, &picked);
        let launches = machine.plan.pick(machine.emulator.address(), picked.len(), total);
        machine.emulator.run(&launches);
        let [loss, _] = machine.evaluate(Task::Gradient, Samples::Batch(picked.len(), total));
        assert!((loss - expected).abs() < 1e-12);
        for (found, expected) in machine.gradients::<f64>().iter().zip(&gradients) {
            assert!(error(found, expected) < 1e-12);
        }
        // All samples are still there.
        let [loss, _] = machine.evaluate(Task::Loss, Samples::All);
        assert!((loss - case.reference(settings, weighted).0).abs() < 1e-12);
    }
}

/// Enzyme on the whole forward pass gives what Enzyme on its parts gives.
#[test]
fn naive_gradients_agree() {
    if skipped() {
        return;
    }
    for (i, (p, q, n, m, scale)) in SHAPES.into_iter().enumerate() {
        let case = Case::draw(sizes(p, q, n), m, scale, 70 + i as u64);
        let settings = Settings {
            loss: Loss::RatioMatching { beta: 0.6 },
            self_coupling: SelfCoupling::Linearised,
            naive: true,
            ..Settings::default()
        };
        let (expected, gradients) = case.reference(settings, false);
        let mut machine = Machine::new::<f64>(&case, settings, false);
        let [loss, _] = machine.evaluate(Task::Naive, Samples::All);
        assert!((loss - expected).abs() < 1e-12, "{loss} for {expected}");
        for (found, expected) in machine.gradients::<f64>().iter().zip(&gradients) {
            let error = error(found, expected);
            assert!(error < 1e-12, "{:?}: {error:e}", case.sizes);
        }
    }
}

/// The same evaluation twice, after another one, and with the threads in another order, gives the same bits.
#[test]
fn evaluations_repeat_bit_for_bit() {
    if skipped() {
        return;
    }
    for (p, q, n, m, scale) in
        [(9, 5, 4, 300, 0.5), (25, 9, 3, 130, 3.0), (300, 3, 17, 70, 0.02), (12, 9, 3, 40, 0.3)]
    {
        let case = Case::draw(sizes(p, q, n), m, scale, 80);
        let mut machine = Machine::new::<f32>(&case, Settings::default(), true);
        let mut evaluate = |last_first| {
            machine.emulator.last_first = last_first;
            machine.emulator.run(&machine.plan.sort_all(machine.emulator.address()));
            let [loss, _] = machine.evaluate(Task::Gradient, Samples::All);
            let bits: Vec<u64> =
                machine.gradients::<f32>().iter().flatten().map(|x| x.to_bits()).collect();
            machine.evaluate(Task::Loss, Samples::All);
            (loss.to_bits(), bits)
        };
        let first = evaluate(false);
        assert_eq!(evaluate(false), first);
        assert_eq!(evaluate(true), first);
    }
}

/// A NaN among the parameters reaches the loss and does not become a number on the way.
#[test]
fn a_nan_weight_is_not_lost() {
    if skipped() {
        return;
    }
    let mut case = Case::draw(sizes(12, 5, 3), 20, 0.5, 90);
    case.w[17] = f64::NAN;
    let mut machine = Machine::new::<f32>(&case, Settings::default(), false);
    let [loss, _] = machine.evaluate(Task::Gradient, Samples::All);
    assert!(loss.is_nan());
}
