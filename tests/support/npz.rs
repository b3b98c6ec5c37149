//! Reference arrays from the committed `.npz` files.

use npyz::NpyFile;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use zip::ZipArchive;

/// The arrays of a file by name, each with its shape and its elements, the last index fastest.
pub type Arrays = BTreeMap<String, (Vec<u64>, Vec<f64>)>;

/// Reads a file below `tests/data`. Integers become floats; arrays in single precision are left out.
///
/// # Panics
/// If the file is missing or damaged.
pub fn read(path: &str) -> Arrays {
    let full = format!("{}/data/{path}", env!("CARGO_MANIFEST_DIR"));
    let file = File::open(&full).unwrap_or_else(|e| panic!("{full}: {e}"));
    let mut archive = ZipArchive::new(file).unwrap_or_else(|e| panic!("{full}: {e}"));
    let mut arrays = Arrays::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap_or_else(|e| panic!("{full}: {e}"));
        let name = entry.name().unwrap_or_else(|e| panic!("{full}: {e}"));
        let name = name.trim_end_matches(".npy").to_owned();
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).unwrap_or_else(|e| panic!("{full}, {name}: {e}"));
        let open = || NpyFile::new(&bytes[..]).unwrap_or_else(|e| panic!("{full}, {name}: {e}"));
        let shape = open().shape().to_vec();
        if let Ok(floats) = open().into_vec::<f64>() {
            arrays.insert(name, (shape, floats));
        } else if let Ok(whole) = open().into_vec::<i64>() {
            arrays.insert(name, (shape, whole.iter().map(|w| *w as f64).collect()));
        }
    }
    arrays
}
