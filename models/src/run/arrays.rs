//! NumPy's files, read.

use super::RunError;
use super::files::read;
use super::npz::unpack;
use super::table::{shape_in_header, spelled};
use npyz::{NpyHeader, Order};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// An array of finite numbers of any shape.
///
/// # Examples
/// ```
/// # use cotangent_models::run::{Array, npy};
/// let there = tempfile::tempdir().unwrap();
/// let path = there.path().join("x.npy");
/// std::fs::write(&path, npy(&[1, 2], &[3.0_f32, 4.0]).unwrap()).unwrap();
/// let x = Array::read(&path, None)?;
/// assert_eq!((&x.shape[..], &x.values[..]), (&[1, 2][..], &[3.0, 4.0][..]));
/// # Ok::<(), cotangent_models::run::RunError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    /// The lengths, outermost first.
    pub shape: Vec<usize>,
    /// The floats, the last index fastest.
    pub values: Vec<f64>,
}

impl Array {
    /// Reads `.npy` or `.npz` of floats, integers or booleans; `name` says which array of an archive, where it has several.
    ///
    /// # Errors
    /// If the file is something else or damaged, has no array of this name, or a number that is not finite.
    pub fn read(path: &Path, name: Option<&str>) -> Result<Self, RunError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match (ending.as_deref(), name) {
            (Some("npy"), None) => {
                Self::parse(&read(path)?).map_err(|reason| RunError::of(path, reason))
            }
            (Some("npy"), Some(name)) => Err(RunError::of(
                path,
                format!("array `{name}` is asked for, but the file is no .npz archive"),
            )),
            (Some("npz"), name) => {
                let mut archive = Archive::read(path)?;
                let name = match (name, archive.names()) {
                    (Some(name), _) => name.to_owned(),
                    (None, [only]) => only.clone(),
                    (None, names) => {
                        let reason =
                            format!("expected the name of an array, one of {}", names.join(", "));
                        return Err(RunError::of(path, reason));
                    }
                };
                archive.array(&name)
            }
            _ => Err(RunError::of(path, "expected a name that ends in .npy or .npz")),
        }
    }

    /// The indices of the entry at a place of `values`.
    pub fn indices(&self, place: usize) -> Vec<usize> {
        indices(&self.shape, place)
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        if !bytes.starts_with(b"\x93NUMPY") {
            return Err("expected an .npy array, found something else".to_owned());
        }
        // The reader multiplies the shape's numbers without a look at their size.
        let shape = shape_in_header(bytes).unwrap_or_default();
        let len = shape.iter().try_fold(1_u64, |len, n| len.checked_mul((*n).max(1)));
        if len.is_none_or(|len| len > 1 << 60) {
            return Err(format!("shape: {shape:?} is larger than any file"));
        }
        let mut data = bytes;
        let header = NpyHeader::from_reader(&mut data)
            .map_err(|error| format!("the header is damaged or cut off: {error}"))?;
        let descr = header.dtype().descr();
        let kind = descr.trim_matches('\'');
        let (width, decode): (usize, fn(&[u8]) -> f64) = match kind {
            "<f4" => (4, |x| f64::from(f32::from_le_bytes(x.try_into().expect("four bytes")))),
            ">f4" => (4, |x| f64::from(f32::from_be_bytes(x.try_into().expect("four bytes")))),
            "<f8" => (8, |x| f64::from_le_bytes(x.try_into().expect("eight bytes"))),
            ">f8" => (8, |x| f64::from_be_bytes(x.try_into().expect("eight bytes"))),
            "<i4" => (4, |x| f64::from(i32::from_le_bytes(x.try_into().expect("four bytes")))),
            "<i8" => (8, |x| i64::from_le_bytes(x.try_into().expect("eight bytes")) as f64),
            "|u1" | "|b1" => (1, |x| f64::from(x[0])),
            _ => return Err(format!("dtype: expected f8, f4, i8, i4, u1 or bool, found {kind}")),
        };
        let shape: Vec<usize> = header.shape().iter().map(|axis| *axis as usize).collect();
        let expected = shape.iter().product::<usize>() * width;
        if expected != data.len() {
            return Err(format!(
                "{shape:?} of {kind} takes {expected} bytes, but {} are there",
                data.len()
            ));
        }
        let stored = data.chunks_exact(width).map(decode).collect();
        let values = match header.order() {
            Order::C => stored,
            Order::Fortran => in_c_order(&shape, stored),
        };
        match values.iter().position(|x| !x.is_finite()) {
            None => Ok(Self { shape, values }),
            Some(place) => Err(format!(
                "entry {:?} is {}, but must be finite",
                indices(&shape, place),
                spelled(values[place])
            )),
        }
    }
}

/// The indices of an entry in C order.
fn indices(shape: &[usize], mut place: usize) -> Vec<usize> {
    let mut indices = vec![0; shape.len()];
    for (index, n) in indices.iter_mut().zip(shape).rev() {
        (*index, place) = (place % n, place / n);
    }
    indices
}

/// Numbers whose first index runs fastest, with the last one running fastest.
fn in_c_order(shape: &[usize], stored: Vec<f64>) -> Vec<f64> {
    let place = |k: usize| {
        let step = |place: usize, (index, n): (usize, &usize)| place * n + index;
        indices(shape, k).into_iter().zip(shape).rev().fold(0, step)
    };
    (0..stored.len()).map(|k| stored[place(k)]).collect()
}

/// The arrays of an `.npz` archive.
#[derive(Debug, Clone)]
pub struct Archive {
    path: PathBuf,
    names: Vec<String>,
    members: ZipArchive<Cursor<Vec<u8>>>,
}

impl Archive {
    /// Reads an archive; its arrays are looked at when they are asked for.
    ///
    /// # Errors
    /// If the file cannot be read, or is no whole archive.
    pub fn read(path: &Path) -> Result<Self, RunError> {
        let members = ZipArchive::new(Cursor::new(read(path)?)).map_err(|error| {
            RunError::of(path, format!("expected an .npz archive, found none or a part: {error}"))
        })?;
        let names = members.file_names().flatten();
        let mut names: Vec<String> =
            names.filter_map(|name| Some(name.strip_suffix(".npy")?.to_owned())).collect();
        names.sort_unstable();
        Ok(Self { path: path.to_owned(), names, members })
    }

    /// The names of all arrays, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// An array.
    ///
    /// # Errors
    /// If there is none of this name, or it is no array of finite numbers.
    pub fn array(&mut self, name: &str) -> Result<Array, RunError> {
        let of = |reason: String| RunError::of(&self.path, format!("array `{name}`: {reason}"));
        if !self.names.iter().any(|found| found == name) {
            let reason = format!("expected an array `{name}`, found {}", self.names.join(", "));
            return Err(RunError::of(&self.path, reason));
        }
        let bytes = unpack(&mut self.members, name).map_err(of)?;
        Array::parse(&bytes).map_err(of)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{npy, npz};
    use super::*;

    #[test]
    fn arrays_of_archives_are_read_by_name() {
        let there = tempfile::tempdir().unwrap();
        let path = there.path().join("x.npz");
        let bytes = npz(&[
            ("b", npy(&[2], &[1.0_f32, 2.0]).unwrap()),
            ("W", npy(&[1, 2], &[3.0, 4.0]).unwrap()),
            ("n", npy(&[1], &[3_i64]).unwrap()),
            ("t", npy(&[1], &[3_u16]).unwrap()),
        ]);
        std::fs::write(&path, bytes.unwrap()).unwrap();
        let mut archive = Archive::read(&path).unwrap();
        assert_eq!(archive.names(), ["W", "b", "n", "t"]);
        assert_eq!(archive.array("b").unwrap(), Array { shape: vec![2], values: vec![1.0, 2.0] });
        assert_eq!(archive.array("n").unwrap(), Array { shape: vec![1], values: vec![3.0] });
        for (name, expected) in [
            ("c", "expected an array `c`, found W, b, n, t"),
            ("t", "array `t`: dtype: expected f8, f4, i8, i4, u1 or bool, found <u2"),
        ] {
            assert_eq!(archive.array(name).unwrap_err().reason, expected);
        }
        let told = Array::read(&path, None).unwrap_err();
        assert_eq!(told.reason, "expected the name of an array, one of W, b, n, t");
        assert_eq!(Array::read(&path, Some("W")).unwrap().shape, [1, 2]);
        std::fs::write(&path, "PK").unwrap();
        assert!(Archive::read(&path).unwrap_err().reason.starts_with("expected an .npz archive"));
    }

    #[test]
    fn malformed_arrays_are_explained() {
        let good = npy(&[2, 2], &[1.0, 2.0, 3.0, 4.0]).unwrap();
        let nan = npy(&[2, 2], &[1.0, 2.0, f64::NAN, 4.0]).unwrap();
        let large = npy(&[0, 2], &[0.0; 0]).unwrap();
        let large = String::from_utf8_lossy(&large).replace("(0, 2", "(9999999999, 9999999999");
        for (bytes, expected) in [
            (&good[..good.len() - 1], "[2, 2] of <f8 takes 32 bytes, but 31 are there"),
            (&good[..40], "the header is damaged or cut off"),
            (&b"text"[..], "expected an .npy array, found something else"),
            (&nan, "entry [1, 0] is NaN, but must be finite"),
            (&[&b"\x93NUMPY"[..], &large.as_bytes()[8..]].concat(), "shape: [9999999999"),
        ] {
            let told = Array::parse(bytes).unwrap_err();
            assert!(told.starts_with(expected), "{told}");
        }
    }

    #[test]
    fn both_orders_are_read_alike() {
        let text = |order: &str| {
            format!("{{'descr': '<f8', 'fortran_order': {order}, 'shape': (2, 3), }}\n")
        };
        let file = |order: &str, values: [f64; 6]| {
            let header = text(order);
            let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
            bytes.extend((header.len() as u16).to_le_bytes());
            bytes.extend(header.as_bytes());
            bytes.extend(values.iter().flat_map(|x| x.to_le_bytes()));
            Array::parse(&bytes).unwrap()
        };
        let rows = file("False", [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(rows, file("True", [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]));
        assert_eq!((&rows.shape[..], rows.values[3]), (&[2, 3][..], 4.0));
    }
}
