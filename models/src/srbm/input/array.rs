//! The numbers of a file.

use super::InputProblem;
use crate::run::Table;
use crate::run::npz::unpack;
use crate::run::table::Format;
use npyz::{NpyHeader, Order};
use std::io::Cursor;
use std::path::Path;
use zip::ZipArchive;

/// A file's numbers, in the file's order.
pub(super) struct Array {
    pub(super) shape: Vec<u64>,
    order: Order,
    pub(super) values: Vec<f64>,
}

impl Array {
    pub(super) fn read(path: &Path, name: Option<&str>) -> Result<Self, InputProblem> {
        let bytes = std::fs::read(path).map_err(InputProblem::Read)?;
        Self::of_file(path, &bytes, name)
    }

    /// The array in a file's bytes; the file's name says the format, and `name` which array of an archive.
    pub(super) fn of_file(
        path: &Path,
        bytes: &[u8],
        name: Option<&str>,
    ) -> Result<Self, InputProblem> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if ending.as_deref() == Some("npz") {
            return Self::of_archive(bytes, name);
        }
        if name.is_some() {
            let expected = "no name, since the file is no archive".to_owned();
            return Err(InputProblem::Named { expected, found: vec![] });
        }
        match ending.as_deref() {
            Some("npy") => Self::parse(bytes),
            Some("csv") => {
                let table = Table::parse(Format::Csv, bytes).map_err(InputProblem::Text)?;
                let shape = vec![table.n_rows() as u64, table.width as u64];
                Ok(Self { shape, order: Order::C, values: table.values })
            }
            _ => Err(InputProblem::Name),
        }
    }

    fn of_archive(bytes: &[u8], name: Option<&str>) -> Result<Self, InputProblem> {
        let damaged = |error: &dyn std::fmt::Display| InputProblem::Archive(error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let names = archive.file_names().flatten();
        let mut names: Vec<String> =
            names.filter_map(|name| Some(name.strip_suffix(".npy")?.to_owned())).collect();
        names.sort_unstable();
        let name = match (name, &names[..]) {
            (Some(name), _) if names.iter().any(|found| found == name) => name,
            (None, [only]) => only,
            (name, _) => {
                let expected = name.unwrap_or("the name of one of them").to_owned();
                return Err(InputProblem::Named { expected, found: names });
            }
        };
        let unpacked = unpack(&mut archive, name);
        Self::parse(
            &unpacked.map_err(|reason| InputProblem::Text(format!("array `{name}`: {reason}")))?,
        )
    }

    pub(super) fn n_axes(&self) -> usize {
        self.shape.len()
    }

    /// How many categories there are from the first one to the largest.
    pub(super) fn span(&self, first: usize) -> usize {
        let largest = self.values.iter().copied().fold(0.0, f64::max);
        // Too large a float becomes too large a number.
        (largest as usize).saturating_add(1).saturating_sub(first)
    }

    /// An error about the shape.
    pub(super) fn refused(&self, expected: impl Into<String>) -> InputProblem {
        InputProblem::Shape { expected: expected.into(), found: self.shape.clone() }
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Self, InputProblem> {
        let mut data = bytes;
        let header = NpyHeader::from_reader(&mut data).map_err(InputProblem::Header)?;
        let shape = header.shape().to_vec();
        let descr = header.dtype().descr();
        let kind = descr.trim_matches('\'');
        let unknown = || InputProblem::Type {
            expected: "booleans, integers, or 32 or 64 bit floats, little-endian",
            found: kind.to_string(),
        };
        let decode: fn(&[u8]) -> f64 = match kind {
            "|b1" | "|u1" => |x| f64::from(x[0]),
            "|i1" => |x| f64::from(x[0] as i8),
            "<i2" => |x| f64::from(i16::from_le_bytes(fixed(x))),
            "<u2" => |x| f64::from(u16::from_le_bytes(fixed(x))),
            "<i4" => |x| f64::from(i32::from_le_bytes(fixed(x))),
            "<u4" => |x| f64::from(u32::from_le_bytes(fixed(x))),
            // Beyond 2⁵³ they are rounded, and no category.
            "<i8" => |x| i64::from_le_bytes(fixed(x)) as f64,
            "<u8" => |x| u64::from_le_bytes(fixed(x)) as f64,
            "<f4" => |x| f64::from(f32::from_le_bytes(fixed(x))),
            "<f8" => |x| f64::from_le_bytes(fixed(x)),
            _ => return Err(unknown()),
        };
        let width: usize = kind[2..].parse().map_err(|_| unknown())?;
        let len = shape.iter().try_fold(width as u64, |len, axis| len.checked_mul(*axis));
        let found = data.len() as u64;
        match len {
            Some(expected) if expected == found => {}
            len => return Err(InputProblem::Length { expected: len.unwrap_or(u64::MAX), found }),
        }
        let values = data.chunks_exact(width).map(decode).collect();
        Ok(Self { shape, order: header.order(), values })
    }

    /// The shape, if it has so many axes and none is empty.
    pub(super) fn axes<const A: usize>(&self, expected: &str) -> Result<[usize; A], InputProblem> {
        let refuse = || self.refused(expected);
        let shape: [u64; A] = self.shape[..].try_into().map_err(|_| refuse())?;
        // Their product fits, since there are as many values.
        let shape = shape.map(|axis| axis as usize);
        if shape.contains(&0) { Err(refuse()) } else { Ok(shape) }
    }

    /// The value at indices.
    pub(super) fn get<const A: usize>(&self, shape: [usize; A], index: [usize; A]) -> f64 {
        let step = |place: usize, axis: usize| place * shape[axis] + index[axis];
        let place = match self.order {
            Order::C => (0..A).fold(0, step),
            Order::Fortran => (0..A).rev().fold(0, step),
        };
        self.values[place]
    }
}

fn fixed<const B: usize>(bytes: &[u8]) -> [u8; B] {
    bytes.try_into().expect("chunks of this width")
}
