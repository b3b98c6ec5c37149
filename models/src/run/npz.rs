//! NumPy's files, written, and arrays of archives, unpacked.

use super::table::shape_in_header;
use npyz::{AutoSerialize, NpyHeader, WriterBuilder};
use std::io::{Cursor, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What a header takes at most; NumPy's take 128 bytes, or some more for many axes.
const HEADER: u64 = 1 << 16;

/// The bytes of an array of an archive, packed or not, as far as its shape says and no further.
///
/// # Errors
/// If there is none of this name, if it is damaged, or if it is of another size than its shape says.
pub(crate) fn unpack<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
) -> Result<Vec<u8>, String> {
    let mut member = archive.by_name(&format!("{name}.npy")).map_err(|error| error.to_string())?;
    let mut bytes = vec![];
    let more = |member: &mut dyn Read, bytes: &mut Vec<u8>, len: u64| {
        member.take(len).read_to_end(bytes).map_err(|error| error.to_string())
    };
    more(&mut member, &mut bytes, HEADER)?;
    // The reader multiplies the shape's numbers without a look at their size.
    let shape = shape_in_header(&bytes).unwrap_or_default();
    let entries = shape.iter().try_fold(1_u64, |len, n| len.checked_mul((*n).max(1)));
    if entries.is_none_or(|len| len > 1 << 60) {
        return Err(format!("shape: {shape:?} is larger than any file"));
    }
    let mut data = &bytes[..];
    // What is no array is refused by who reads its bytes, of which there are not many.
    let width = NpyHeader::from_reader(&mut data).ok().map(|header| header.dtype().num_bytes());
    let header = (bytes.len() - data.len()) as u64;
    let Some(Some(width)) = width else { return Ok(bytes) };
    let len = shape.iter().try_fold(width as u64, |len, n| len.checked_mul(*n));
    let len = len.and_then(|len| len.checked_add(header)).unwrap_or(u64::MAX);
    if member.size() != len {
        let found = member.size();
        return Err(format!("{shape:?} makes a file of {len} bytes, but there are {found}"));
    }
    // Reading to the end is what verifies the checksum.
    let rest = len.saturating_sub(bytes.len() as u64) + 1;
    more(&mut member, &mut bytes, rest)?;
    if bytes.len() as u64 != len {
        let found = bytes.len();
        return Err(format!("{shape:?} makes a file of {len} bytes, but there are {found}"));
    }
    Ok(bytes)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with one packed array.
    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(vec![]));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file("x.npy", options).unwrap();
        archive.write_all(bytes).unwrap();
        archive.finish().unwrap().into_inner()
    }

    fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
        unpack(&mut ZipArchive::new(Cursor::new(bytes)).unwrap(), "x")
    }

    #[test]
    fn packed_arrays_are_unpacked() {
        for len in [1, 3, 100_000] {
            let values: Vec<f64> = (0..len).map(|k| f64::from(k % 7)).collect();
            let array = npy(&[len as usize], &values).unwrap();
            let archive = packed(&array);
            assert!(len < 100 || archive.len() * 20 < array.len());
            assert!(unpacked(&archive).unwrap() == array);
        }
    }

    #[test]
    fn what_unpacks_to_more_than_its_shape_is_refused() {
        let mut array = npy(&[2], &[1.0, 2.0]).unwrap();
        array.resize(1 << 26, 0);
        let archive = packed(&array);
        let told = unpacked(&archive).unwrap_err();
        assert_eq!(told, "[2] makes a file of 144 bytes, but there are 67108864");
        // The same where the archive says what the shape does.
        let mut lying = archive.clone();
        let size = (1_u32 << 26).to_le_bytes();
        let places: Vec<usize> =
            (0..lying.len() - 4).filter(|k| lying[*k..k + 4] == size).collect();
        assert!(!places.is_empty());
        for k in places {
            lying[k..k + 4].copy_from_slice(&144_u32.to_le_bytes());
        }
        let told = unpacked(&lying).unwrap_err();
        assert_eq!(told, "File is larger than its declared uncompressed size");
        // A member that is no array at all is not read beyond what a header takes.
        let nothing = unpacked(&packed(&vec![0; 1 << 26])).unwrap();
        assert_eq!(nothing.len() as u64, HEADER);
    }

    #[test]
    fn damaged_packed_arrays_are_refused() {
        let values: Vec<f64> = (0..1000).map(|k| f64::from(k).sqrt()).collect();
        let archive = packed(&npy(&[1000], &values).unwrap());
        let mut refused = 0;
        for k in (40..archive.len() / 2).step_by(97) {
            let mut damaged = archive.clone();
            damaged[k] ^= 0x55;
            refused += usize::from(unpacked(&damaged).is_err());
        }
        assert_eq!(refused, (40..archive.len() / 2).step_by(97).len());
    }
}
