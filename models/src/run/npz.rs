//! NumPy's files, written.

use npyz::{AutoSerialize, WriterBuilder};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An array as an `.npy` file, the last index running fastest.
///
/// # Errors
/// If there are not as many values as the shape says.
pub fn npy<T: AutoSerialize + Copy>(shape: &[usize], values: &[T]) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![];
    let shape: Vec<u64> = shape.iter().map(|axis| *axis as u64).collect();
    let mut writer =
        npyz::WriteOptions::new().default_dtype().shape(&shape).writer(&mut bytes).begin_nd()?;
    writer.extend(values.iter().copied())?;
    writer.finish()?;
    Ok(bytes)
}

/// `.npy` files under their names as an `.npz` archive, not compressed.
///
/// # Errors
/// If two have one name, or one is too large.
pub fn npz(arrays: &[(&str, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    // The time is that of no clock, so the same arrays give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in arrays {
        archive.start_file(format!("{name}.npy"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
