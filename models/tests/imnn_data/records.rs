//! Files of records: those of TensorFlow, our own, and damaged ones.

use super::{There, fixture, read, told};
use cotangent_models::imnn::data::records::{files, verify};
use cotangent_models::imnn::data::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Simulation i of the fixtures, see `write.py` beside them.
fn simulation(i: i64) -> Vec<f32> {
    vec![i as f32 + 0.5, -i as f32, 0.25]
}

fn derivative(i: i64) -> Vec<f32> {
    simulation(i).into_iter().flat_map(|x| [x, x + 0.125]).collect()
}

fn displaced(i: i64, above: usize, parameter: usize) -> Vec<f32> {
    let by = (parameter as f32 + 1.0) * (2.0 * above as f32 - 1.0) / 16.0;
    simulation(i).into_iter().map(|x| x + by).collect()
}

fn all_of(array: impl Fn(i64) -> Vec<f32>, n: i64) -> Vec<f32> {
    (0..n).flat_map(array).collect()
}

fn ours(name: &str) -> Vec<PathBuf> {
    files(&fixture("records"), name, 5).unwrap()
}

#[test]
fn records_of_tensorflow_are_read() {
    let fiducial = Records::open(ours("fiducial"), Some(&[3])).unwrap();
    assert_eq!(fiducial.count(), 5);
    let block = read(&fiducial).unwrap();
    assert_eq!((block.values, block.seeds), (all_of(simulation, 5), vec![0, 1, 2, 3, 4]));
    let packed = Records::open(ours("packed"), Some(&[3])).unwrap();
    assert_eq!((packed.count(), read(&packed).unwrap().values), (5, all_of(simulation, 5)));
    let exact = Records::open(ours("derivative"), Some(&[3, 2])).unwrap();
    assert_eq!(read(&exact).unwrap().values, all_of(derivative, 4));
    // A shape that the file says, and a seed of two bytes.
    let shaped = Records::open(ours("shaped"), None).unwrap();
    let block = read(&shaped).unwrap();
    assert_eq!((shaped.shape(), block.seeds), (&[3, 2][..], vec![0, 300]));
    assert_eq!(block.values, [derivative(0), derivative(300)].concat());
    // The second file begins in the middle of the first simulation.
    let pairs = Records::pairs(ours("pairs"), Some(&[3]), 2).unwrap();
    assert_eq!((pairs.count(), pairs.shape()), (2, &[2, 2, 3][..]));
    let pair = |i| (0..4).flat_map(|k| displaced(i, k / 2, k % 2)).collect();
    let block = read(&pairs).unwrap();
    assert_eq!((block.values, block.seeds), (all_of(pair, 2), vec![0, 1]));
    // Only the last of what is passed over.
    let (mut reader, mut block) = (pairs.reader().unwrap(), Block::default());
    reader.skip(1).unwrap();
    reader.read(9, &mut block).unwrap();
    assert_eq!((block.values, block.seeds), (pair(1), vec![1]));

    let derivative = DerivativeSource::Exact(Box::new(exact));
    let data = Simulations::zip(Box::new(fiducial), derivative).unwrap();
    assert_eq!(super::pass(&data, 3).len(), 3);
}

/// The same features give the same bytes as TensorFlow's deterministic serialisation.
#[test]
fn our_bytes_are_those_of_tensorflow() {
    let there = There::new();
    let same = |written: Vec<PathBuf>, name: &str| {
        assert_eq!(written.len(), ours(name).len());
        for (written, theirs) in written.iter().zip(ours(name)) {
            assert_eq!(written.file_name(), theirs.file_name());
            assert_eq!(std::fs::read(written).unwrap(), std::fs::read(theirs).unwrap(), "{name}");
        }
    };
    let old = |name, record_size| RecordWriter {
        with_shape: false,
        record_size,
        ..RecordWriter::new(there.folder(), name)
    };
    // A file ends after the record that takes it beyond its size: the third takes it to 177 bytes.
    let written = old("fiducial", 150e-6).simulations(&[3], 0..5, |i| Ok(simulation(i)));
    same(written.unwrap(), "fiducial");
    let written = old("derivative", 1.0).simulations(&[3, 2], 0..4, |i| Ok(derivative(i)));
    same(written.unwrap(), "derivative");
    let pair = |i, above, parameter| Ok(displaced(i, above, parameter));
    let mut writer = old("pairs", 250e-6);
    let written = writer.pairs(&[3], 2, 0..2, pair).unwrap();
    assert_eq!(std::fs::read(&written[0]).unwrap(), std::fs::read(&ours("pairs")[0]).unwrap());
    writer.record_size = 1.0;
    let all = std::fs::read(&writer.pairs(&[3], 2, 0..2, pair).unwrap()[0]).unwrap();
    assert_eq!(
        all,
        ours("pairs").iter().flat_map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>()
    );
    let shaped = RecordWriter::new(there.folder(), "shaped");
    let record = |seed| Ok(records::Record { seed, displaced: None, values: derivative(seed) });
    same(shaped.write(&[3, 2], [record(0), record(300)]).unwrap(), "shaped");
}

#[test]
fn files_end_after_their_size_and_none_is_empty() {
    let there = There::new();
    let mut writer = RecordWriter::new(there.folder(), "fiducial");
    let one = writer.simulations(&[1], 0..1, |i| Ok(vec![i as f32])).unwrap();
    let each = std::fs::metadata(&one[0]).unwrap().len() as f64;
    // Exactly at the limit a file takes another record.
    for (records, per_file) in [(2.0, 3), (2.5, 3), (1.0, 2), (0.1, 1)] {
        writer.record_size = records * each / 1e6;
        let written = writer.simulations(&[1], 10..16, |i| Ok(vec![i as f32])).unwrap();
        assert_eq!(written.len(), 6_usize.div_ceil(per_file), "{records}");
        let block = read(&Records::open(written, None).unwrap()).unwrap();
        // Seeds start..start + count.
        assert_eq!(block.seeds, [10, 11, 12, 13, 14, 15]);
    }
    assert!(writer.simulations(&[1], 5..5, |_| unreachable!()).unwrap().is_empty());
    writer.first = 7;
    let written = writer.simulations(&[1], 0..1, |_| Ok(vec![0.0])).unwrap();
    assert!(written[0].ends_with("fiducial_00007.tfrecords"));
    for record_size in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        writer.record_size = record_size;
        let told = writer.simulations(&[1], 0..1, |_| Ok(vec![0.0])).unwrap_err().to_string();
        assert_eq!(told, format!("record_size is {record_size}, but must be above 0"));
    }
}

#[test]
fn interrupted_writers_leave_whole_files() {
    let there = There::new();
    let writer =
        RecordWriter { record_size: 1e-6, ..RecordWriter::new(there.folder(), "fiducial") };
    let failed = DataError::Setting { name: "x", expected: "y", found: "z".to_owned() };
    let fails_at =
        |at, error: DataError| {
            writer.simulations(&[2], 0..9, move |i| {
                if i < at { Ok(vec![0.5; 2]) } else { Err(error.clone()) }
            })
        };
    assert_eq!(fails_at(3, failed.clone()).unwrap_err(), failed);
    let left = files(there.folder(), "fiducial", 5).unwrap();
    assert_eq!((left.len(), std::fs::read_dir(there.folder()).unwrap().count()), (3, 3));
    assert_eq!(Records::open(left, None).unwrap().count(), 3);
    let told = writer.simulations(&[3], 0..1, |_| Ok(vec![0.5; 2])).unwrap_err().to_string();
    assert_eq!(told, "in memory: expected arrays of 3 numbers, found 2 numbers");
}

/// A record with a right checksum of a length that need not be right.
fn framed(length: u64, payload: &[u8]) -> Vec<u8> {
    let masked = |bytes: &[u8]| {
        let sum = crc32c::crc32c(bytes);
        (sum.rotate_right(15).wrapping_add(0xA282_EAD8)).to_le_bytes()
    };
    let length = length.to_le_bytes();
    [&length[..], &masked(&length), payload, &masked(payload)].concat()
}

fn record(payload: &[u8]) -> Vec<u8> {
    framed(payload.len() as u64, payload)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(vec![], Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// What is told of a file's records, each a simulation of three numbers.
#[track_caller]
fn refused(there: &There, bytes: impl AsRef<[u8]>) -> String {
    let file = there.write("x.tfrecords", bytes);
    let three = |file: &Path| -> Result<_, DataError> {
        read(&Records::open(vec![file.to_path_buf()], Some(&[3]))?)
    };
    told(three(&file), "x.tfrecords")
}

#[test]
fn every_damaged_byte_is_found() {
    let there = There::new();
    let bytes = std::fs::read(&ours("fiducial")[0]).unwrap();
    for place in 0..bytes.len() {
        for bit in [1, 0x80] {
            let mut damaged = bytes.clone();
            damaged[place] ^= bit;
            let (offset, within) = (place / 59 * 59, place % 59);
            let what = if within < 12 { "length" } else { "payload" };
            let start = format!("record at byte {offset}: damaged {what}: expected checksum 0x");
            let told = refused(&there, &damaged);
            assert!(told.starts_with(&start), "byte {place}: {told}");
        }
    }
}

#[test]
fn truncated_files_are_found_at_every_length() {
    let there = There::new();
    let bytes = std::fs::read(&ours("fiducial")[0]).unwrap();
    for len in (1..bytes.len()).filter(|len| len % 59 != 0) {
        let (offset, within) = (len / 59 * 59, len % 59);
        let expected = if within < 12 { 12 } else { 59 };
        let cut =
            format!("record at byte {offset}: cut off: expected {expected} bytes, found {within}");
        assert_eq!(refused(&there, &bytes[..len]), cut);
    }
    let packed = gzip(&bytes);
    for len in 20..packed.len() {
        let told = refused(&there, &packed[..len]);
        assert!(told.contains("cannot be read: ") || told.contains("cut off: "), "{len}: {told}");
    }
    // A record whose file grew shorter since it was opened.
    let file = there.write("y.tfrecords", &bytes);
    let records = Records::open(vec![file], Some(&[3])).unwrap();
    there.write("y.tfrecords", &bytes[..100]);
    assert!(told(read(&records), "y.tfrecords").contains("cut off"));
    let empty = Records::open(vec![there.write("z.tfrecords", "")], Some(&[3])).unwrap();
    assert_eq!(empty.count(), 0);
}

#[test]
fn hostile_lengths_take_no_memory() {
    let there = There::new();
    super::ALLOCATOR.reset_peak_usage();
    for length in [1 << 20, 1 << 40, u64::MAX, u64::MAX - 16, i64::MAX as u64] {
        let told = refused(&there, framed(length, b"payload"));
        let limit = format!("expected a payload of at most 65548 bytes, found one of {length}");
        assert_eq!(told, format!("record at byte 0: {limit}"));
        let packed = refused(&there, gzip(&framed(length, b"payload")));
        assert_eq!(packed, told);
    }
    // Within the limit, but not in the file.
    assert_eq!(
        refused(&there, framed(60_000, b"1234567")),
        "record at byte 0: cut off: expected 60016 bytes, found 23"
    );
    // Where no shape says how long a record may be, the file or the format does.
    let bomb = gzip(&framed(1 << 30, &vec![0; 1 << 20]));
    let file = there.write("x.tfrecords", bomb);
    let told = told(Records::open(vec![file.clone()], None), "x.tfrecords");
    assert_eq!(told, "record at byte 0: cut off: expected 1073741840 bytes, found 1048592");
    assert!(verify(&file).is_err());
    assert!(super::ALLOCATOR.peak_usage_as_mb() < 100.0);
}

/// A protobuf field of bytes.
fn field(tag: u8, inside: &[u8]) -> Vec<u8> {
    [&[tag << 3 | 2, inside.len() as u8], inside].concat()
}

/// An `Example` of features by name, kind and list.
fn example(features: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    let entry = |(name, kind, list): &(&str, u8, Vec<u8>)| {
        let feature = field(2, &field(*kind, list));
        field(1, &[field(1, name.as_bytes()), feature].concat())
    };
    field(1, &features.iter().flat_map(entry).collect::<Vec<u8>>())
}

#[test]
fn wrong_features_are_named() {
    let there = There::new();
    let data = |n: usize| ("data", 1, field(1, &vec![0; 4 * n]));
    let refused = |features: &[(&str, u8, Vec<u8>)]| {
        let told = refused(&there, record(&example(features)));
        told.strip_prefix("record at byte 0: ").unwrap().to_owned()
    };
    let seed = || ("seed", 3, field(1, &[4]));
    assert_eq!(refused(&[]), "expected a feature `data`, found none of that name");
    assert_eq!(refused(&[seed()]), "expected a feature `data`, found none of that name");
    let length = "feature `data`: expected 12 bytes for shape [3], found 16";
    assert_eq!(refused(&[data(4), seed()]), length);
    let floats = ("data", 2, field(1, &[0; 12]));
    assert_eq!(refused(&[floats]), "feature `data`: expected one byte string, found 3 floats");
    let two = ("data", 1, [field(1, &[0; 12]), field(1, &[])].concat());
    assert_eq!(refused(&[two]), "feature `data`: expected one byte string, found 2 byte strings");
    let shape = ("shape", 3, field(1, &[1, 3]));
    assert_eq!(refused(&[data(3), shape]), "feature `shape`: expected [3], found [1, 3]");
    let dtype = ("dtype", 1, field(1, b"<f8"));
    assert_eq!(refused(&[data(3), dtype]), "feature `dtype`: expected <f4, found <f8");
    let seeds = ("seed", 3, field(1, &[4, 5]));
    assert_eq!(
        refused(&[data(3), seeds]),
        "feature `seed`: expected one integer, found 2 integers"
    );
    let parameter = || ("parameter", 3, field(1, &[0]));
    let pair =
        "expected one record a simulation, found one of a pair: it has a feature `parameter`";
    assert_eq!(refused(&[data(3), parameter()]), pair);
    let other = super::records::refused(&there, record(b"no protobuf"));
    assert!(other.starts_with("record at byte 0: expected an Example, found "), "{other}");

    let pairs = |features: &[(&str, u8, Vec<u8>)]| {
        let file = there.write("p.tfrecords", record(&example(features)).repeat(2));
        let records = Records::pairs(vec![file], Some(&[3]), 1).unwrap();
        told(read(&records), "p.tfrecords").split_once(": ").unwrap().1.to_owned()
    };
    let derivative = |n| ("derivative", 3, field(1, &[n]));
    let missing = "expected a feature `derivative`, found none of that name";
    assert_eq!(pairs(&[data(3), seed(), parameter()]), missing);
    let missing = "expected a feature `parameter`, found none of that name";
    assert_eq!(pairs(&[data(3), seed(), derivative(0)]), missing);
    let order =
        "expected seed 4, derivative 1, parameter 0, found seed 4, derivative 0, parameter 0";
    assert_eq!(pairs(&[data(3), seed(), derivative(0), parameter()]), order);
    let order =
        "expected seed 4, derivative 0, parameter 0, found seed 4, derivative 1, parameter 0";
    assert_eq!(pairs(&[data(3), seed(), derivative(1), parameter()]), order);
}

#[test]
fn wrong_files_are_named() {
    let mut names = ours("pairs");
    let odd = Records::pairs(names[..1].to_vec(), Some(&[3]), 2);
    let told_odd = told(odd, "pairs_00000.tfrecords");
    assert_eq!(
        told_odd,
        "record at byte 300: expected 4 records a simulation, found 3 of the last one"
    );
    // Records of one simulation after those of another, as the files are.
    let order =
        told(read(&Records::pairs(names.clone(), Some(&[3]), 1).unwrap()), "pairs_00000.tfrecords");
    let expected =
        "expected seed 0, derivative 1, parameter 0, found seed 0, derivative 0, parameter 1";
    assert_eq!(order, format!("record at byte 100: {expected}"));
    names.reverse();
    let unsorted = Records::open(names, Some(&[3])).unwrap_err().to_string();
    assert!(
        unsorted.ends_with("pairs_00001.tfrecords: expected files sorted by name"),
        "{unsorted}"
    );
    let none = Records::open(vec![], Some(&[3])).unwrap_err().to_string();
    assert_eq!(none, "files is none, but must be at least one file");
    let old = told(Records::open(ours("fiducial"), None), "fiducial_00000.tfrecords");
    assert_eq!(old, "record at byte 0: expected a feature `shape`, found none of that name");
    let there = There::new();
    there.write("fiducial_00000.tfrecords", "");
    there.write("fiducial_00002.tfrecords", "");
    let gap = told(files(there.folder(), "fiducial", 5), "");
    assert_eq!(gap, "expected file 1 of the sequence fiducial, found number 2");
    let none = told(files(there.folder(), "derivative", 5), "");
    assert_eq!(none, "expected derivative_00000.tfrecords and so on, found none");
    // More files than the counter has digits: 99 comes before 100.
    let many = ["x_99.tfrecords", "x_100.tfrecords"].map(|name| there.write(name, ""));
    assert!(Records::open(many.to_vec(), Some(&[3])).is_ok());
}

#[test]
fn files_are_verified_and_summed_up() {
    let summary = verify(&ours("pairs")[1]).unwrap();
    assert_eq!((summary.records, summary.seeds, summary.pairs), (5, Some([0, 1]), true));
    assert_eq!((summary.shape, summary.numbers), (None, Some(3)));
    let summary = verify(&ours("shaped")[0]).unwrap();
    assert_eq!((summary.records, summary.seeds, summary.pairs), (2, Some([0, 300]), false));
    assert_eq!((summary.shape, summary.numbers), (Some(vec![3, 2]), Some(6)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        shape in prop::collection::vec(1_usize..4, 0..3),
        start in -3_i64..300,
        n in 1_i64..20,
        record_size in 50e-6..800e-6,
        with_shape: bool,
        packed: bool,
        at_once in 1_usize..9,
    ) {
        let there = There::new();
        let size: usize = shape.iter().product();
        let array = |seed: i64| -> Vec<f32> { (0..size).map(|k| (seed * 100 + k as i64) as f32).collect() };
        let writer = RecordWriter { record_size, with_shape, ..RecordWriter::new(there.folder(), "x") };
        let written = writer.simulations(&shape, start..start + n, |seed| Ok(array(seed))).unwrap();
        prop_assert_eq!(&written, &files(there.folder(), "x", 5).unwrap());
        if packed {
            for file in &written {
                std::fs::write(file, gzip(&std::fs::read(file).unwrap())).unwrap();
            }
        }
        let records = Records::open(written, (!with_shape).then_some(&shape[..])).unwrap();
        prop_assert_eq!(records.count(), n as usize);
        let (mut reader, mut block) = (records.reader().unwrap(), Block::default());
        while { let before = block.count; reader.read(at_once, &mut block).unwrap(); block.count > before } {}
        prop_assert_eq!(block.seeds, (start..start + n).collect::<Vec<_>>());
        prop_assert_eq!(block.values, (start..start + n).flat_map(array).collect::<Vec<_>>());
    }

    #[test]
    fn pairs_are_read_wherever_files_end(
        parameters in 1_usize..4,
        n in 1_i64..6,
        record_size in 50e-6..900e-6,
        skipped in 0_usize..4,
    ) {
        let there = There::new();
        let value = |seed: i64, above: usize, parameter: usize| {
            vec![seed as f32, above as f32, parameter as f32]
        };
        let writer = RecordWriter { record_size, ..RecordWriter::new(there.folder(), "x") };
        let written = writer.pairs(&[3], parameters, 0..n, |i, above, p| Ok(value(i, above, p))).unwrap();
        let records = Records::pairs(written, None, parameters).unwrap();
        prop_assert_eq!(records.count(), n as usize);
        let (mut reader, mut block) = (records.reader().unwrap(), Block::default());
        reader.skip(skipped).unwrap();
        reader.read(usize::MAX, &mut block).unwrap();
        let left = (skipped as i64).min(n)..n;
        let all = left.clone().flat_map(|i| (0..2 * parameters).flat_map(move |k| value(i, k / parameters, k % parameters)));
        prop_assert_eq!(block.values, all.collect::<Vec<_>>());
        prop_assert_eq!(block.seeds, left.collect::<Vec<_>>());
    }

    /// Bytes that are no records are refused, and end nothing.
    #[test]
    fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 1..300), framed: bool) {
        let there = There::new();
        let bytes = if framed { record(&noise) } else { noise };
        prop_assert!(!refused(&there, &bytes).is_empty());
    }
}
