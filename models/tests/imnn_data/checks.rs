//! Every check of a data set, provoked.

use super::{There, memory, numbers, pass, simulations, told};
use cotangent_models::imnn::data::*;

fn says<T>(result: Result<T, DataError>) -> String {
    result.err().expect("an error").to_string()
}

fn shape(simulations: usize, with_derivatives: usize) -> Shape {
    Shape { simulations, with_derivatives, input: vec![2, 3], parameters: 2 }
}

fn exact(shape: &[usize], n: usize) -> DerivativeSource {
    DerivativeSource::Exact(memory(shape, numbers(n * shape.iter().product::<usize>(), 0.5)))
}

fn fiducial(n: usize) -> Box<Memory> {
    memory(&[2, 3], numbers(6 * n, 0.0))
}

#[test]
fn check_1_workers() {
    let data = simulations(5, 5);
    let text = "expected a worker from 0 to 2 (exclusive), found worker 2";
    assert_eq!(says(data.shard(0, 2, 2, 2)), text);
    assert!(says(data.shard(0, 2, 0, 0)).contains("found worker 0"));
    assert!(
        says(Cached::new(&data, 1 << 20).unwrap().shard(0, 2, 2, 2)).contains("found worker 2")
    );
}

#[test]
fn check_2_shape_of_simulations() {
    let other = memory(&[3, 2], numbers(30, 0.0));
    let told_2 = says(Simulations::new(shape(5, 5), other, exact(&[2, 3, 2], 5)));
    assert_eq!(told_2, "in memory: simulation 0: expected shape [2, 3], found [3, 2]");
    // The rank, and a file in the middle.
    let flat = memory(&[6], numbers(30, 0.0));
    let rank = says(Simulations::new(shape(5, 5), flat, exact(&[2, 3, 2], 5)));
    assert!(rank.ends_with("expected shape [2, 3], found [6]"), "{rank}");
    let there = There::new();
    for (k, shape) in [[2, 3], [2, 3], [3, 2]].iter().enumerate() {
        let file = there.path(&NpyFiles::name("fiducial", k));
        write_npy(&file, shape, [Ok(vec![0.5; 6])]).unwrap();
    }
    let files = NpyFiles::open(there.folder(), "fiducial").unwrap();
    let data = Simulations::zip(Box::new(files), exact(&[2, 3, 2], 3)).unwrap();
    let mut batches = data.pass(0, 2).unwrap();
    assert!(batches.next().unwrap().is_ok());
    let text = "simulation 2: expected shape [2, 3], found [3, 2]";
    assert_eq!(told(batches.next().unwrap(), "fiducial_0002.npy"), text);
    assert!(batches.next().is_none(), "nothing comes after an error");
}

#[test]
fn check_3_shape_of_derivatives() {
    let wrong = |found: &[usize]| says(Simulations::new(shape(5, 5), fiducial(5), exact(found, 5)));
    let text = "in memory: derivative 0: expected shape [2, 3, 2], found";
    assert_eq!(wrong(&[2, 3, 4]), format!("{text} [2, 3, 4]"));
    assert_eq!(wrong(&[2, 3]), format!("{text} [2, 3]"));
    let hint = "seems to be that of the parameters: it must be the last";
    assert_eq!(wrong(&[2, 2, 3]), format!("{text} [2, 2, 3]; axis 0 {hint}"));
    // Also where nothing but the derivatives says how many parameters there are.
    let zipped = |found: &[usize]| says(Simulations::zip(fiducial(5), exact(found, 5)));
    let of_four = "in memory: derivative 0: expected shape [2, 3, 4], found [4, 2, 3]";
    assert_eq!(zipped(&[4, 2, 3]), format!("{of_four}; axis 0 {hint}"));
    assert_eq!(zipped(&[2, 4]), "in memory: derivative 0: expected shape [2, 3, 4], found [2, 4]");
    let pairs = DerivativeSource::Pairs(memory(&[2, 3, 2], numbers(60, 0.0)));
    let pairs = says(Simulations::new(shape(5, 5), fiducial(5), pairs));
    let text = "in memory: derivative 0: expected shape [2, 2, 2, 3], found [2, 3, 2]";
    assert_eq!(pairs, text);
    // In the middle of files.
    let there = There::new();
    for (k, shape) in [[2, 3, 2], [2, 2, 3]].iter().enumerate() {
        let file = there.path(&NpyFiles::name("derivative", k));
        write_npy(&file, shape, [Ok(vec![0.5; 12])]).unwrap();
    }
    let files = NpyFiles::open(there.folder(), "derivative").unwrap();
    let data = Simulations::zip(fiducial(3), DerivativeSource::Exact(Box::new(files))).unwrap();
    let text = told(data.pass(0, 9).unwrap().next().unwrap(), "derivative_0001.npy");
    let shapes = "derivative 1: expected shape [2, 3, 2], found [2, 2, 3]";
    assert_eq!(text, format!("{shapes}; axis 0 {hint}"));
}

/// A source that has fewer arrays than it said, as files that other programs change.
struct Shrunk(Box<Memory>, usize);

impl Source for Shrunk {
    fn shape(&self) -> &[usize] {
        self.0.shape()
    }

    fn count(&self) -> usize {
        self.1
    }

    fn reader(&self) -> Result<Box<dyn Reader + '_>, DataError> {
        self.0.reader()
    }

    fn places(&self) -> Vec<Place> {
        self.0.places()
    }
}

#[test]
fn check_4_pairs_of_batches() {
    let derivative = memory(&[2, 3, 2], numbers(36, 0.5));
    let derivative = DerivativeSource::Exact(Box::new(Shrunk(derivative, 5)));
    let data = Simulations::zip(fiducial(5), derivative).unwrap();
    let mut batches = data.pass(0, 2).unwrap();
    assert!(batches.next().unwrap().is_ok());
    let text = "in memory: simulations 2 to 3: expected a derivative for each, found 1 derivatives and 2 simulations";
    assert_eq!(says(batches.next().unwrap()), text);
}

#[test]
fn check_4_pairs_of_seeds() {
    let there = There::new();
    let write = |name, shape: &[usize], seeds| {
        let size = shape.iter().product();
        let writer = RecordWriter::new(there.folder(), name);
        let files = writer.simulations(shape, seeds, |_| Ok(vec![0.5; size])).unwrap();
        Box::new(Records::open(files, None).unwrap())
    };
    // As a loader that skips for one stream and forgets the other.
    let derivative = DerivativeSource::Exact(write("derivative", &[2, 3, 2], 7..12));
    let data = Simulations::zip(write("fiducial", &[2, 3], 5..10), derivative).unwrap();
    let text = told(data.pass(0, 2).unwrap().next().unwrap(), "derivative_00000.tfrecords");
    assert_eq!(text, "derivative 0: expected seed 5, as its simulation, found 7");
}

#[test]
fn check_5_counts() {
    let new = |n_s, n_d| says(Simulations::new(shape(5, 4), fiducial(n_s), exact(&[2, 3, 2], n_d)));
    assert_eq!(new(3, 4), "in memory: the simulations end early: expected 5, found 3");
    assert_eq!(new(6, 4), "in memory: surplus simulations: expected 5, found 6");
    assert_eq!(new(5, 3), "in memory: the derivatives end early: expected 4, found 3");
    assert_eq!(new(5, 5), "in memory: surplus derivatives: expected 4, found 5");
    // Found when they are read only.
    let shrunk = Box::new(Shrunk(fiducial(4), 5));
    let data = Simulations::zip(shrunk, exact(&[2, 3, 2], 1)).unwrap();
    let text = "in memory: the simulations end early: expected 5, found 4";
    assert_eq!(says(data.pass(0, 2).unwrap().last().unwrap()), text);
}

#[test]
fn check_6_numbers() {
    let mut values = numbers(30, 0.0);
    values[16] = f32::NAN;
    let data = Simulations::zip(memory(&[2, 3], values), exact(&[2, 3, 2], 5)).unwrap();
    let mut batches = data.pass(0, 2).unwrap();
    assert!(batches.next().unwrap().is_ok());
    let text = "in memory: simulation 2, number 4: expected a finite one, found NaN";
    assert_eq!(says(batches.next().unwrap()), text);

    let there = There::new();
    let file = there.path("derivative.npy");
    let mut values = vec![0.5; 60];
    values[59] = f32::NEG_INFINITY;
    write_npy(&file, &[5, 2, 3, 2], [Ok(values)]).unwrap();
    let derivative = DerivativeSource::Exact(Box::new(NpyStack::open(&file).unwrap()));
    let data = Simulations::zip(fiducial(5), derivative).unwrap();
    let text = told(data.pass(0, 3).unwrap().last().unwrap(), "derivative.npy");
    assert_eq!(text, "derivative 4, number 11: expected a finite one, found -inf");
}

#[test]
fn check_7_validation() {
    let there = There::new();
    let write = |name: &str, shape: &[usize]| {
        let values = vec![0.5; shape.iter().product()];
        write_npy(&there.path(&format!("{name}.npy")), shape, [Ok(values)]).unwrap();
    };
    let open = || open(there.folder(), &Layout::default());
    let looked_for = "fiducial.npy, fiducial_0000.npy or fiducial_00000.tfrecords";
    assert_eq!(told(open(), ""), format!("expected {looked_for}, found none of them"));
    write("fiducial", &[4, 3]);
    assert!(says(open()).contains("expected derivative.npy, "));
    write("derivative", &[4, 3, 2]);
    assert!(open().unwrap().1.is_none());
    write("remaining", &[2, 3]);
    assert_eq!(open().unwrap().0.shape().simulations, 6);
    write("validation_fiducial", &[3, 3]);
    let both = "expected a validation set with simulations and derivatives, found";
    assert_eq!(
        told(open(), ""),
        format!("{both} validation_fiducial without validation_derivative")
    );
    std::fs::rename(there.path("validation_fiducial.npy"), there.path("validation_derivative.npy"))
        .unwrap();
    assert_eq!(
        told(open(), ""),
        format!("{both} validation_derivative without validation_fiducial")
    );
    write("validation_fiducial", &[3, 2]);
    write("validation_derivative", &[3, 2, 2]);
    let (training, validation) = open().unwrap();
    let validation = validation.unwrap();
    let text = "validation: expected the input shape of training, [3], found [2]";
    assert_eq!(says(inspect(&training, Some(&validation), 10)), text);
    // Two formats of one part.
    std::fs::copy(there.path("fiducial.npy"), there.path("fiducial_0000.npy")).unwrap();
    let text = "expected fiducial in one format, found fiducial.npy and fiducial_0000.npy";
    assert_eq!(told(open(), ""), text);
}

#[test]
fn check_8_checksums() {
    let batches = pass(&simulations(6, 4), 2);
    let sums: Vec<u64> = batches.iter().map(Batch::checksum).collect();
    assert_eq!(sums, pass(&simulations(6, 4), 2).iter().map(Batch::checksum).collect::<Vec<_>>());
    let mut all = sums.clone();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 3);
    // Each number, the indices and the kind count.
    let first = &batches[0];
    for k in 0..first.data.len() {
        let mut other = first.clone();
        other.data[k] = f32::from_bits(other.data[k].to_bits() ^ 1);
        assert_ne!(other.checksum(), sums[0]);
    }
    let Derivatives::Exact(values) = &first.derivatives else { panic!() };
    for k in 0..values.len() {
        let mut values = values.clone();
        values[k] = -values[k];
        assert_ne!(
            Batch { derivatives: Derivatives::Exact(values), ..first.clone() }.checksum(),
            sums[0]
        );
    }
    let pairs = Batch { derivatives: Derivatives::Pairs(values.clone()), ..first.clone() };
    assert_ne!(pairs.checksum(), sums[0]);
    assert_ne!(Batch { indices: 1..3, ..first.clone() }.checksum(), sums[0]);
    let mut swapped = first.clone();
    swapped.data.swap(0, 1);
    assert_ne!(swapped.checksum(), sums[0]);
}

#[test]
fn check_9_shared_simulations() {
    let shared = fiducial(5);
    let set = |fiducial| Simulations::zip(fiducial, exact(&[2, 3, 2], 5)).unwrap();
    let (training, validation) = (set(shared.clone()), set(shared));
    let warnings = inspect(&training, Some(&validation), 3).unwrap();
    let text = "in memory: is in training and in validation, which so cannot see over-fitting";
    assert_eq!(warnings.iter().map(Warning::to_string).collect::<Vec<_>>(), [text]);
    let warnings = inspect(&training, Some(&set(fiducial(5))), 3).unwrap();
    assert_eq!(warnings, [Warning::SameSimulations]);
    let text = "training and validation begin with the same simulation: validation cannot see over-fitting";
    assert_eq!(warnings[0].to_string(), text);
    let other = set(memory(&[2, 3], numbers(30, 7.0)));
    assert_eq!(inspect(&training, Some(&other), 3), Ok(vec![]));
    // One file by two names.
    let there = There::new();
    let file = there.path("fiducial.npy");
    write_npy(&file, &[5, 2, 3], [Ok(numbers(30, 0.0))]).unwrap();
    std::fs::create_dir(there.path("in")).unwrap();
    let same = there.path("in/../fiducial.npy");
    let stack = |file| Box::new(NpyStack::open(file).unwrap());
    let (training, validation) = (set_of(stack(&file)), set_of(stack(&same)));
    assert_eq!(
        inspect(&training, Some(&validation), 3),
        Ok(vec![Warning::SharedPlace(Place::File(same))])
    );
}

fn set_of(source: Box<dyn Source>) -> Simulations {
    Simulations::zip(source, exact(&[2, 3, 2], 5)).unwrap()
}

#[test]
fn check_10_parameters_without_derivative() {
    let values = |k: usize| if k % 2 == 1 { 0.0 } else { k as f32 };
    let derivative = memory(&[2, 3, 2], (0..60).map(values).collect());
    let data = Simulations::zip(fiducial(5), DerivativeSource::Exact(derivative)).unwrap();
    let warnings = inspect(&data, None, 2).unwrap();
    let text = "all derivatives by parameter 1 are zero: the Fisher information is singular";
    assert_eq!(warnings.iter().map(Warning::to_string).collect::<Vec<_>>(), [text]);
    // In pairs: above as below, by the first parameter alone.
    let pair = |k: usize| (k % 12 + if k / 6 % 2 == 1 && k / 12 % 2 == 1 { 1 } else { 0 }) as f32;
    let pairs = memory(&[2, 2, 2, 3], (0..120).map(pair).collect());
    let data = Simulations::zip(fiducial(5), DerivativeSource::Pairs(pairs)).unwrap();
    assert_eq!(inspect(&data, None, 2), Ok(vec![Warning::ZeroDerivative { parameter: 0 }]));
    assert_eq!(inspect(&simulations(5, 5), None, 2), Ok(vec![]));
}

#[test]
fn check_11_sizes() {
    let check = |n_s, n_d, summaries| says(shape(n_s, n_d).check(summaries).map(|()| shape(0, 0)));
    assert_eq!(check(3, 3, 2), "expected more than 3 simulations for 2 summaries, found 3");
    assert_eq!(check(5, 0, 2), "expected derivatives of 1 to 5 simulations, found 0");
    assert_eq!(check(5, 6, 2), "expected derivatives of 1 to 5 simulations, found 6");
    assert_eq!(check(5, 5, 1), "expected at least 2 summaries, one a parameter, found 1");
    assert!(shape(4, 1).check(2).is_ok());
    let more = says(Simulations::zip(fiducial(4), exact(&[2, 3, 2], 5)));
    assert_eq!(more, "expected derivatives of 1 to 4 simulations, found 5");
    let told = says(simulations(5, 5).pass(0, 0));
    assert_eq!(told, "per_batch is 0, but must be at least 1");
}
