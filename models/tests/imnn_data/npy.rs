//! NumPy's files, good and bad.

use super::{There, fixture, memory, read, told};
use cotangent_models::imnn::data::*;
use proptest::prelude::*;
use std::path::Path;

fn expected() -> Vec<f32> {
    (0..24).map(|k| k as f32 / 2.0).collect()
}

#[test]
fn files_of_numpy_are_read() {
    for kind in ["f4", "f8"] {
        for order in ["C", "F"] {
            for version in 1..=3 {
                let name = format!("npy/{kind}_{order}_v{version}.npy");
                let stack = NpyStack::open(&fixture(&name)).unwrap();
                assert_eq!((stack.count(), stack.shape()), (3, &[2, 4][..]), "{name}");
                assert_eq!(read(&stack).unwrap().values, expected(), "{name}");
                // A part after a part that is passed over.
                let (mut reader, mut block) = (stack.reader().unwrap(), Block::default());
                reader.skip(1).unwrap();
                reader.read(1, &mut block).unwrap();
                reader.read(5, &mut block).unwrap();
                assert_eq!((block.count, &block.values[..]), (2, &expected()[8..]), "{name}");
                // The same as one file of one simulation, [3, 2, 4].
                let there = There::new();
                std::fs::copy(fixture(&name), there.path("fiducial_0000.npy")).unwrap();
                let files = NpyFiles::open(there.folder(), "fiducial").unwrap();
                assert_eq!((files.count(), files.shape()), (1, &[3, 2, 4][..]));
                assert_eq!(read(&files).unwrap().values, expected(), "{name}");
            }
        }
    }
}

#[test]
fn files_are_read_in_the_order_of_their_numbers() {
    let there = There::new();
    let n = 10_002;
    let bytes = |k: usize| {
        let file = there.path("one.npy");
        write_npy(&file, &[1], [Ok(vec![k as f32])]).unwrap();
        std::fs::read(file).unwrap()
    };
    let first = bytes(0);
    for k in 0..n {
        let mut bytes = first.clone();
        let at = bytes.len() - 4;
        bytes[at..].copy_from_slice(&(k as f32).to_le_bytes());
        there.write(&NpyFiles::name("fiducial", k), bytes);
    }
    // Other names, one of them with a number of the wrong length.
    there.write("fiducial_00001.npy", "");
    there.write("fiducial_x.npy", "");
    let files = NpyFiles::open(there.folder(), "fiducial").unwrap();
    let expected: Vec<f32> = (0..n).map(|k| k as f32).collect();
    assert_eq!(read(&files).unwrap().values, expected);
    assert_eq!(
        files.reader().unwrap().place(10_001),
        Place::File(there.path("fiducial_10001.npy"))
    );

    std::fs::remove_file(there.path("fiducial_0007.npy")).unwrap();
    let told = NpyFiles::open(there.folder(), "fiducial").unwrap_err().to_string();
    assert!(told.ends_with("expected file 7 of the sequence fiducial, found number 8"), "{told}");
    let told = NpyFiles::open(there.folder(), "derivative").unwrap_err().to_string();
    assert!(told.ends_with("expected derivative_0000.npy and so on, found none"), "{told}");
}

fn header(version: u8, text: &str) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY".to_vec();
    bytes.extend([version, 0]);
    match version {
        1 => bytes.extend((text.len() as u16).to_le_bytes()),
        _ => bytes.extend((text.len() as u32).to_le_bytes()),
    }
    bytes.extend(text.as_bytes());
    bytes
}

fn dictionary(descr: &str, shape: &str) -> String {
    format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n")
}

#[test]
fn hostile_headers_are_errors_and_take_no_memory() {
    let there = There::new();
    let refused = |bytes: Vec<u8>| {
        let file = there.write("x.npy", bytes);
        super::ALLOCATOR.reset_peak_usage();
        let told = told(NpyStack::open(&file), "x.npy");
        assert!(super::ALLOCATOR.peak_usage_as_mb() < 100.0, "{told}");
        told
    };
    let npy = "expected an npy header of version 1.0 to 3.0, found";
    assert_eq!(refused(vec![]), format!("{npy} something else"));
    assert_eq!(refused(b"PK\x03\x04 and more of a zip".to_vec()), format!("{npy} something else"));
    assert_eq!(refused(header(4, "")), format!("{npy} version 4.0"));
    let mut giant = header(2, "");
    giant[8..].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(refused(giant), format!("{npy} one of 4294967295 bytes"));
    let cut = header(1, &dictionary("<f4", "(2,)"))[..40].to_vec();
    assert_eq!(refused(cut), "cut off: expected 68 bytes, found 40");
    assert_eq!(refused(header(1, "import os")), format!("{npy} no Python dictionary"));
    assert_eq!(refused(header(1, "{}")), format!("{npy} one without a `descr`"));
    let nested = "[".repeat(60_000);
    let brackets = format!("{npy} more brackets than an array of floats has");
    assert_eq!(refused(header(1, &nested)), brackets);
    assert_eq!(
        refused(header(1, &dictionary("<f4", "(-1,)"))),
        format!("{npy} a shape that cannot be")
    );
    assert_eq!(refused(header(1, &dictionary("<f4", "3"))), format!("{npy} one without a `shape`"));
    let digits = format!("({}1,)", "9".repeat(50_000));
    assert_eq!(
        refused(header(1, &dictionary("<f4", &digits))),
        format!("{npy} a shape that cannot be")
    );
    // Products that overflow, and one that does not but is longer than the file.
    let large = refused(header(1, &dictionary("<f8", "(4294967296, 4294967296)")));
    assert_eq!(large, "expected a shape of 1 to 2^60 numbers, found [4294967296, 4294967296]");
    let long = refused(header(1, &dictionary("<f8", "(1099511627776, 2)")));
    assert_eq!(long, "cut off: expected 17592186044498 bytes, found 82");
    let none = refused(header(1, &dictionary("<f8", "(0, 2)")));
    assert_eq!(none, "expected a shape of 1 to 2^60 numbers, found [0, 2]");
    for other in ["<i4", ">f4", "|O", "<f2", "<c8"] {
        let told = refused(header(1, &dictionary(other, "(1,)")));
        assert_eq!(told, format!("expected little-endian floats (<f4 or <f8), found {other}"));
    }
    let record = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }";
    assert_eq!(refused(header(1, record)), brackets);
    let mut surplus = header(1, &dictionary("<f4", "(1,)"));
    surplus.extend([0; 5]);
    assert_eq!(refused(surplus), "expected 72 bytes, found 73: too many");
    let told = told(NpyStack::open(Path::new("/nowhere.npy")), "nowhere.npy");
    assert!(told.starts_with("cannot be read: "), "{told}");
}

#[test]
fn truncated_files_are_errors_at_every_length() {
    let there = There::new();
    for name in ["f4_C_v1", "f8_F_v3"] {
        let bytes = std::fs::read(fixture(&format!("npy/{name}.npy"))).unwrap();
        for len in 0..bytes.len() {
            let file = there.write("x.npy", &bytes[..len]);
            assert!(NpyStack::open(&file).is_err(), "{len} bytes");
        }
    }
}

/// A file that shrinks while it is read is an error, and ends nothing.
#[test]
fn files_that_shrink_are_errors() {
    let there = There::new();
    let bytes = std::fs::read(fixture("npy/f4_C_v1.npy")).unwrap();
    let stack = NpyStack::open(&there.write("x.npy", &bytes)).unwrap();
    let (mut reader, mut block) = (stack.reader().unwrap(), Block::default());
    reader.read(1, &mut block).unwrap();
    there.write("x.npy", &bytes[..bytes.len() - 40]);
    assert!(told(reader.read(2, &mut block), "x.npy").starts_with("cannot be read: "));
    assert!(told(stack.reader().map(drop), "x.npy").starts_with("cut off: "));
}

#[test]
fn numbers_beyond_single_precision_are_named() {
    let there = There::new();
    let mut bytes = header(1, &dictionary("<f8", "(2, 3)"));
    for x in [1.0, 2.0, 3.4e38, 4.0, -3.5e38, 6.0_f64] {
        bytes.extend(x.to_le_bytes());
    }
    let stack = NpyStack::open(&there.write("x.npy", bytes)).unwrap();
    let told = told(read(&stack), "x.npy");
    let what = "array 1, number 1: expected at most 3.4e38 in magnitude, found -3.5e38";
    assert_eq!(told, what);
    let told = Memory::from_f64(&[2], &[1.0, 2.0, 1e39, 0.0]).unwrap_err().to_string();
    assert!(told.starts_with("in memory: array 1, number 0: "), "{told}");
    assert_eq!(Memory::from_f64(&[2], &[1.0, 2.5]).unwrap().count(), 1);
}

#[test]
fn writes_are_whole_or_not_at_all() {
    let there = There::new();
    let file = there.path("x.npy");
    let failed = DataError::Setting { name: "x", expected: "y", found: "z".to_owned() };
    let told = write_npy(&file, &[4], [Ok(vec![1.0]), Err(failed.clone())]).unwrap_err();
    assert_eq!(told, failed);
    // Too few numbers, and too many.
    assert!(write_npy(&file, &[4], [Ok(vec![1.0; 3])]).is_err());
    assert!(write_npy(&file, &[4], [Ok(vec![1.0; 5])]).is_err());
    assert_eq!(std::fs::read_dir(there.folder()).unwrap().count(), 0);
    let values = vec![1.0, 2.0, 3.0, 4.0];
    write_npy(&file, &[2, 2], [Ok(values.clone())]).unwrap();
    assert_eq!(
        read(&NpyStack::open(&file).unwrap()).unwrap(),
        read(&*memory(&[2], values)).unwrap()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Damaged anywhere, a file is refused or read, but ends nothing.
    #[test]
    fn damaged_files_never_panic(changes in prop::collection::vec((0_usize..150, any::<u8>()), 1..6)) {
        let mut bytes = std::fs::read(fixture("npy/f8_F_v1.npy")).unwrap();
        for (place, byte) in changes {
            bytes[place] = byte;
        }
        let there = There::new();
        if let Ok(stack) = NpyStack::open(&there.write("x.npy", bytes)) {
            let block = read(&stack);
            prop_assert!(block.is_err() || block.unwrap().values.len() <= 48);
        }
    }
}
