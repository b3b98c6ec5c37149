//! Order, epochs, shards, caches and threads of passes.

use super::{There, memory, numbers, pass, simulations};
use cotangent_models::imnn::data::reference::{Reference, Set};
use cotangent_models::imnn::data::*;
use proptest::prelude::*;
use std::num::NonZero;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// All simulations and derivatives of batches, one after the other.
fn joined(batches: &[Batch]) -> (Vec<f32>, Vec<f32>) {
    let derivatives = |batch: &Batch| match &batch.derivatives {
        Derivatives::None => vec![],
        Derivatives::Exact(values) | Derivatives::Pairs(values) => values.clone(),
    };
    (
        batches.iter().flat_map(|batch| batch.data.clone()).collect(),
        batches.iter().flat_map(derivatives).collect(),
    )
}

/// The same simulations in memory, in files of each kind, in parts, cached and read ahead.
fn everywhere(there: &There, n_s: usize, n_d: usize) -> Vec<(&'static str, Box<dyn DataSet>)> {
    let (d, slopes) = (numbers(6 * n_s, 0.0), numbers(12 * n_d, 0.5));
    let path = |name: &str| there.path(name);
    for (name, values, each, n) in
        [("fiducial", &d, &[2, 3][..], n_s), ("derivative", &slopes, &[2, 3, 2][..], n_d)]
    {
        let size = values.len() / n;
        let stack = [&[n], each].concat();
        write_npy(&path(&format!("{name}.npy")), &stack, [Ok(values.clone())]).unwrap();
        for (k, one) in values.chunks(size).enumerate() {
            write_npy(&path(&NpyFiles::name(name, k)), each, [Ok(one.to_vec())]).unwrap();
        }
        let writer =
            RecordWriter { record_size: 250e-6, ..RecordWriter::new(there.folder(), name) };
        let one = |k: i64| Ok(values[k as usize * size..][..size].to_vec());
        writer.simulations(each, 0..n as i64, one).unwrap();
    }
    let zip = |fiducial, derivative| {
        Simulations::zip(fiducial, DerivativeSource::Exact(derivative)).unwrap()
    };
    let stack = |name: &str| Box::new(NpyStack::open(&path(&format!("{name}.npy"))).unwrap());
    let files = |name| Box::new(NpyFiles::open(there.folder(), name).unwrap());
    let records = |name| {
        let files = records::files(there.folder(), name, 5).unwrap();
        Box::new(Records::open(files, None).unwrap())
    };
    let cut = (n_s / 2) * 6;
    let parts = Chain::new(memory(&[2, 3], d[..cut].to_vec()), memory(&[2, 3], d[cut..].to_vec()));
    let cached = Cached::new(&simulations(n_s, n_d), 1 << 20).unwrap();
    let chained = zip(Box::new(parts.unwrap()), records("derivative"));
    vec![
        ("stack", Box::new(zip(stack("fiducial"), stack("derivative")))),
        ("files", Box::new(zip(files("fiducial"), files("derivative")))),
        ("records", Box::new(zip(records("fiducial"), records("derivative")))),
        ("parts", Box::new(chained)),
        ("cached", Box::new(cached)),
        ("ahead", Box::new(Prefetched::new(simulations(n_s, n_d), None))),
        (
            "cached records",
            Box::new(Cached::new(&zip(records("fiducial"), files("derivative")), 1 << 20).unwrap()),
        ),
        (
            "records ahead",
            Box::new(Prefetched::new(
                zip(records("fiducial"), stack("derivative")),
                NonZero::new(5),
            )),
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() })]

    /// Order, epochs, batch sizes and shards, for every source alike.
    #[test]
    fn every_source_gives_the_same(
        (n_s, n_d) in (1_usize..14).prop_flat_map(|n_s| (Just(n_s), 1..=n_s)),
        per_batch in 1_usize..16,
        workers in 1_usize..5,
    ) {
        let there = There::new();
        let memory = simulations(n_s, n_d);
        let expected = pass(&memory, per_batch);
        // Each index once, in order; only the last batch of a kind is short.
        let indices: Vec<usize> = expected.iter().flat_map(|batch| batch.indices.clone()).collect();
        prop_assert_eq!(indices, (0..n_s).collect::<Vec<_>>());
        prop_assert_eq!(expected.len(), n_d.div_ceil(per_batch) + (n_s - n_d).div_ceil(per_batch));
        for batch in &expected {
            let is_last = batch.indices.end == n_s || batch.indices.end == n_d;
            prop_assert!(batch.indices.len() == per_batch || is_last && batch.indices.len() < per_batch);
            prop_assert_eq!(batch.derivatives != Derivatives::None, batch.indices.end <= n_d);
        }
        prop_assert_eq!(joined(&expected), (numbers(6 * n_s, 0.0), numbers(12 * n_d, 0.5)));
        for (name, data) in everywhere(&there, n_s, n_d) {
            prop_assert_eq!(data.shape(), memory.shape(), "{}", name);
            for iteration in 0..3 {
                let batches: Result<Vec<Batch>, _> = data.pass(iteration, per_batch).unwrap().collect();
                prop_assert_eq!(&batches.unwrap(), &expected, "{}", name);
                // A pass that is dropped changes nothing for the next.
                drop(data.pass(iteration, per_batch).unwrap().next());
            }
            let mut shared: Vec<Batch> = vec![];
            for worker in 0..workers {
                let mine = data.shard(7, per_batch, worker, workers).unwrap();
                let mine: Vec<Batch> = mine.map(Result::unwrap).collect();
                let all = expected.iter().skip(worker).step_by(workers);
                prop_assert!(mine.iter().eq(all), "{}, worker {} of {}", name, worker, workers);
                shared.extend(mine);
            }
            shared.sort_by_key(|batch| batch.indices.start);
            prop_assert_eq!(&shared, &expected, "{}", name);
        }
    }
}

#[test]
fn readers_share_a_source() {
    let data = simulations(9, 9);
    let (mut one, mut other) = (data.pass(0, 2).unwrap(), data.pass(0, 2).unwrap());
    for _ in 0..5 {
        assert_eq!(one.next(), other.next());
    }
    assert!(one.next().is_none() && other.next().is_none());
}

#[test]
fn pairs_keep_their_order() {
    let pairs = memory(&[2, 2, 3], numbers(36, 0.5));
    let fiducial = memory(&[3], numbers(12, 0.0));
    let data = Simulations::zip(fiducial, DerivativeSource::Pairs(pairs)).unwrap();
    assert_eq!((data.shape().parameters, data.shape().with_derivatives), (2, 3));
    for data in [&data as &dyn DataSet, &Cached::new(&data, 192).unwrap()] {
        let batches = pass(data, 2);
        assert_eq!(batches[1].derivatives, Derivatives::Pairs(numbers(12, 24.5)));
        assert_eq!(batches[2].derivatives, Derivatives::None);
    }
    let told = Cached::new(&data, 191).unwrap_err();
    assert_eq!(told, DataError::CacheLimit { limit: 191, needed: 192 });
    // Refused before anything is read.
    assert_eq!(Cached::new(&data, 3).unwrap_err(), DataError::CacheLimit { limit: 3, needed: 84 });
}

/// A data set that does something before each batch, and counts how many are made at once.
struct Watched {
    shape: Shape,
    made: AtomicUsize,
    before: fn(usize) -> Option<DataError>,
}

impl Watched {
    fn new(before: fn(usize) -> Option<DataError>) -> Self {
        let shape = Shape { simulations: 100, with_derivatives: 1, input: vec![1], parameters: 1 };
        Self { shape, made: AtomicUsize::new(0), before }
    }
}

impl DataSet for Watched {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn pass(&self, _: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        let batch = |indices: Range<usize>| {
            self.made.fetch_add(1, Ordering::SeqCst);
            match (self.before)(indices.start) {
                Some(error) => Err(error),
                None => Ok(Batch {
                    data: vec![0.5; indices.len()],
                    derivatives: Derivatives::None,
                    indices,
                }),
            }
        };
        Ok(Box::new(self.shape.batches(per_batch)?.map(batch)))
    }
}

/// What comes of a data set, read ahead through an `Arc`, whose count tells when the thread is gone.
struct Handed(Arc<Watched>);

impl DataSet for Handed {
    fn shape(&self) -> &Shape {
        self.0.shape()
    }

    fn pass(&self, iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        self.0.pass(iteration, per_batch)
    }
}

#[test]
fn batches_are_read_ahead_but_not_too_many() {
    let watched = Arc::new(Watched::new(|_| None));
    for (ahead, batches) in [(None, 2), (NonZero::new(1), 1), (NonZero::new(7), 7)] {
        let before = watched.made.load(Ordering::SeqCst);
        let data = Prefetched::new(Handed(watched.clone()), ahead);
        let mut pass = data.pass(0, 1).unwrap();
        let ready = |expected: usize| {
            let deadline = std::time::Instant::now() + Duration::from_secs(20);
            while watched.made.load(Ordering::SeqCst) - before < expected {
                assert!(std::time::Instant::now() < deadline);
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(20));
            assert_eq!(watched.made.load(Ordering::SeqCst) - before, expected);
        };
        ready(batches);
        pass.next().unwrap().unwrap();
        ready(batches + 1);
    }
    // Dropped passes have ended their threads, which held the data set.
    assert_eq!(Arc::strong_count(&watched), 1);
}

#[test]
fn errors_of_the_thread_come_out_in_their_places() {
    let fails = |k| (k == 40).then_some(DataError::Worker { workers: 1, found: k });
    let data = Prefetched::new(Watched::new(fails), None);
    let mut pass = data.pass(0, 10).unwrap();
    // One with a derivative, then from 1, 11, … on: none fails. Batches of one do.
    assert!(pass.by_ref().all(|batch| batch.is_ok()));
    let batches: Vec<_> = data.pass(0, 1).unwrap().collect();
    assert!(batches[..40].iter().all(Result::is_ok));
    assert_eq!(batches[40], Err(DataError::Worker { workers: 1, found: 40 }));
    // Errors before the first batch, too.
    let told = data.pass(0, 0).unwrap().next().unwrap().unwrap_err().to_string();
    assert_eq!(told, "per_batch is 0, but must be at least 1");
    // Every worker is told.
    for worker in 0..3 {
        let mine: Vec<_> = data.shard(0, 1, worker, 3).unwrap().collect();
        assert_eq!(mine.iter().filter(|batch| batch.is_err()).count(), 1);
    }
}

#[test]
fn panics_of_the_thread_come_out_as_errors() {
    let panics = |k| if k == 3 { panic!("simulation {k} is no good") } else { None };
    let data = Prefetched::new(Watched::new(panics), None);
    let mut pass = data.pass(0, 1).unwrap();
    assert!(pass.by_ref().take(3).all(|batch| batch.is_ok()));
    let told = pass.next().unwrap().unwrap_err().to_string();
    assert_eq!(told, "the thread that reads ahead panicked: simulation 3 is no good");
    assert!(pass.next().is_none());
    // Another pass starts afresh.
    assert!(data.pass(0, 1).unwrap().next().unwrap().is_ok());
}

#[test]
fn simulations_of_the_reference_problem() {
    let reference = Reference::new([0.0, 1.0], 10, 3).unwrap();
    let n = 4000;
    let d = reference.simulations(Set::Training, 0..n);
    // Mean and variance of 40,000 draws, within five standard errors.
    let mean =
        |f: &dyn Fn(f64) -> f64| d.iter().map(|x| f(f64::from(*x))).sum::<f64>() / d.len() as f64;
    let error = (1.0 / d.len() as f64).sqrt();
    assert!(mean(&|x| x).abs() < 5.0 * error);
    assert!((mean(&|x| x * x) - 1.0).abs() < 5.0 * 2.0_f64.sqrt() * error);
    assert!(mean(&|x| x.powi(3)).abs() < 5.0 * 15.0_f64.sqrt() * error);
    assert!((mean(&|x| x.powi(4)) - 3.0).abs() < 5.0 * 96.0_f64.sqrt() * error);
    // Any part alone, and another set.
    assert_eq!(reference.simulations(Set::Training, 7..9), d[70..90]);
    assert_ne!(reference.simulations(Set::Validation, 7..9), d[70..90]);
    // ∂d/∂μ = 1 and ∂d/∂Σ = ε/(2√Σ), with ε = (d − μ)/√Σ.
    let reference = Reference::new([0.5, 4.0], 10, 3).unwrap();
    let d = reference.simulations(Set::Training, 0..5);
    let slopes = reference.derivatives(Set::Training, 0..5);
    for (x, slope) in d.iter().zip(slopes.chunks_exact(2)) {
        assert_eq!(slope[0], 1.0);
        assert!((slope[1] - (x - 0.5) / 8.0).abs() < 1e-6, "{x} {slope:?}");
    }
    // Central differences of the simulator itself.
    let by = |step: f64| {
        Reference::new([0.5, 4.0 + step], 10, 3).unwrap().simulations(Set::Training, 0..5)
    };
    for ((above, below), slope) in by(0.05).iter().zip(by(-0.05)).zip(slopes.chunks_exact(2)) {
        assert!(((above - below) / 0.1 - slope[1]).abs() < 1e-4);
    }
    for (theta, text) in [
        ([0.0, 0.0], "theta[1], the variance, is 0, but must be above 0 and finite"),
        ([f64::NAN, 1.0], "theta[0], the mean, is NaN, but must be finite"),
    ] {
        assert_eq!(Reference::new(theta, 10, 0).unwrap_err().to_string(), text);
    }
}
