//! Tables of numbers, row by row, from and to `.npy` and `.csv`.

use super::RunError;
use super::files::{read, write_whole};
use npyz::{NpyFile, NpyHeader, Order};
use std::path::Path;

/// Finite numbers in rows of one width.
///
/// # Examples
/// ```
/// # use cotangent_models::run::Table;
/// let there = tempfile::tempdir().unwrap();
/// let path = there.path().join("points.csv");
/// std::fs::write(&path, "x,y\n1,2\n3,4\n").unwrap();
/// let table = Table::read(&path)?;
/// assert_eq!((table.width, &table.values[..]), (2, &[1.0, 2.0, 3.0, 4.0][..]));
///
/// std::fs::write(&path, "x,y\n1,2\n3,nan\n").unwrap();
/// let told = Table::read(&path).unwrap_err();
/// assert_eq!(told.reason, "line 3, column 2 is NaN, but must be finite");
/// # Ok::<(), cotangent_models::run::RunError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Numbers a row, at least 1.
    pub width: usize,
    /// All of them, at least one row.
    pub values: Vec<f64>,
}

/// The formats that tables come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// NumPy's binary format: one array of `f4` or `f8`, `[rows, columns]` or `[rows]`.
    Npy,
    /// Text, comma-separated, with or without a line of names.
    Csv,
}

impl Format {
    /// By the name's ending.
    ///
    /// # Errors
    /// If it is neither.
    pub fn of(path: &Path) -> Result<Self, RunError> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("npy") => Ok(Self::Npy),
            Some("csv") => Ok(Self::Csv),
            Some(other) => {
                let reason = format!("expected a name that ends in .npy or .csv, found .{other}");
                Err(RunError::of(path, reason))
            }
            None => {
                Err(RunError::of(path, "expected a name that ends in .npy or .csv, found neither"))
            }
        }
    }
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// If the file cannot be read, or holds anything but finite numbers in rows of one width; the error
    /// says what and where.
    pub fn read(path: &Path) -> Result<Self, RunError> {
        let format = Format::of(path)?;
        Self::parse(format, &read(path)?).map_err(|reason| RunError::of(path, reason))
    }

    /// The table that some bytes hold, and the SHA-256 of them.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn read_with_hash(path: &Path) -> Result<(Self, String), RunError> {
        let format = Format::of(path)?;
        let bytes = read(path)?;
        let table = Self::parse(format, &bytes).map_err(|reason| RunError::of(path, reason))?;
        Ok((table, sha256(&bytes)))
    }

    /// The table that a file's bytes hold; the error says what is wrong.
    pub(crate) fn parse(format: Format, bytes: &[u8]) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err("is empty".to_owned());
        }
        match format {
            Format::Npy => npy(bytes),
            Format::Csv => csv(bytes),
        }
    }

    /// The number of rows.
    pub fn n_rows(&self) -> usize {
        self.values.len() / self.width
    }

    /// Writes the table, whole or not at all. CSV gets a line of names, x1 and so on; numbers keep
    /// their bits in both formats.
    ///
    /// # Errors
    /// If the name ends otherwise, or the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), RunError> {
        let bytes = match Format::of(path)? {
            Format::Npy => self.to_npy().map_err(|error| RunError::of(path, error))?,
            Format::Csv => self.to_csv().into_bytes(),
        };
        write_whole(path, &bytes)
    }

    fn to_npy(&self) -> std::io::Result<Vec<u8>> {
        super::npy(&[self.n_rows(), self.width], &self.values)
    }

    pub(super) fn to_csv(&self) -> String {
        let names: Vec<String> = (1..=self.width).map(|i| format!("x{i}")).collect();
        let mut text = names.join(",") + "\n";
        for row in self.values.chunks_exact(self.width) {
            let cells: Vec<String> = row.iter().map(|x| format!("{x:?}")).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    }
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn spelled(x: f64) -> String {
    if x.is_nan() { "NaN".to_owned() } else { x.to_string() }
}

fn npy(bytes: &[u8]) -> Result<Table, String> {
    if !bytes.starts_with(b"\x93NUMPY") {
        return Err("expected an .npy file, found something else".to_owned());
    }
    // The reader multiplies the shape's numbers without a look at their size.
    if let Some(shape) = shape_in_header(bytes) {
        let fits = shape.iter().try_fold(1_u64, |len, n| len.checked_mul((*n).max(1)));
        if fits.is_none_or(|len| len > 1 << 60) {
            return Err(format!("shape: {shape:?} is larger than any file"));
        }
    }
    let mut rest = bytes;
    let header = NpyHeader::from_reader(&mut rest)
        .map_err(|error| format!("the header is damaged or cut off: {error}"))?;
    let descr = header.dtype().descr();
    let descr = descr.trim_matches('\'').to_owned();
    let size = match descr.as_str() {
        "<f8" | ">f8" => 8,
        "<f4" | ">f4" => 4,
        _ => return Err(format!("dtype: expected float64 or float32 (f8, f4), found {descr}")),
    };
    let shape = header.shape().to_vec();
    let (n_rows, width) = match shape[..] {
        [n] => (n, 1),
        [n, width] => (n, width),
        _ => return Err(format!("shape: expected [rows, columns] or [rows], found {shape:?}")),
    };
    if n_rows == 0 || width == 0 {
        return Err(format!("shape: {shape:?} has no entries, but at least one is needed"));
    }
    let expected = n_rows * width * size;
    let found = rest.len() as u64;
    if found < expected {
        return Err(format!(
            "is cut off: {shape:?} of {descr} takes {expected} bytes, but {found} are there"
        ));
    }
    if found > expected {
        return Err(format!("has {} bytes too many after {shape:?} of {descr}", found - expected));
    }
    let order = header.order();
    let file = NpyFile::with_header(header, rest);
    let unread = |error: std::io::Error| format!("cannot be read: {error}");
    let stored: Vec<f64> = match size {
        8 => file.into_vec::<f64>().map_err(unread)?,
        _ => file.into_vec::<f32>().map_err(unread)?.into_iter().map(f64::from).collect(),
    };
    // Both fit, since the bytes are in memory.
    let (n_rows, width) = (n_rows as usize, width as usize);
    let values: Vec<f64> = match order {
        Order::C => stored,
        Order::Fortran => {
            let place = |k: usize| (k % width) * n_rows + k / width;
            (0..stored.len()).map(|k| stored[place(k)]).collect()
        }
    };
    match values.iter().position(|x| !x.is_finite()) {
        None => Ok(Table { width, values }),
        Some(place) => Err(format!(
            "row {}, column {} is {}, but must be finite",
            place / width,
            place % width,
            spelled(values[place])
        )),
    }
}

/// The numbers of the shape, as the header's text has them.
pub(super) fn shape_in_header(bytes: &[u8]) -> Option<Vec<u64>> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]);
    let (_, after) = text.split_once("shape")?;
    let (inside, _) = after.split_once('(')?.1.split_once(')')?;
    let numbers = inside.split(',').map(str::trim).filter(|word| !word.is_empty());
    // What is no number of 64 bits is too large, or no number; the reader refuses the latter.
    Some(numbers.map(|word| word.parse().unwrap_or(u64::MAX)).collect())
}

fn csv(bytes: &[u8]) -> Result<Table, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("is no text: {error}"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut table = Table { width: 0, values: vec![] };
    let mut names = 0;
    for (k, (line, cells)) in lines.enumerate() {
        let cells: Vec<&str> = cells.split(',').map(str::trim).collect();
        // A line of names is a first line without a single number.
        if k == 0 && cells.iter().all(|cell| cell.parse::<f64>().is_err()) {
            names = cells.len();
            continue;
        }
        let line = line + 1;
        let expected = if table.width > 0 { table.width } else { names };
        if expected > 0 && cells.len() != expected {
            return Err(format!(
                "line {line} has {} columns, but {expected} are expected",
                cells.len()
            ));
        }
        table.width = cells.len();
        for (column, cell) in cells.iter().enumerate() {
            let column = column + 1;
            let value: f64 = cell.parse().map_err(|_| match cell.is_empty() {
                true => format!("line {line}, column {column} is empty, but must be a number"),
                false => format!("line {line}, column {column}: expected a number, found `{cell}`"),
            })?;
            if !value.is_finite() {
                let found = spelled(value);
                return Err(format!("line {line}, column {column} is {found}, but must be finite"));
            }
            table.values.push(value);
        }
    }
    match table.values.is_empty() {
        true if names > 0 => Err("has names, but no numbers".to_owned()),
        true => Err("is empty".to_owned()),
        false => Ok(table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An `.npy` file by hand.
    fn file(descr: &str, order: bool, shape: &str, data: &[u8]) -> Vec<u8> {
        let order = if order { "True" } else { "False" };
        let mut header =
            format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}");
        while (10 + header.len() + 1) % 64 != 0 {
            header.push(' ');
        }
        header.push('\n');
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    fn doubles(values: &[f64]) -> Vec<u8> {
        values.iter().flat_map(|x| x.to_le_bytes()).collect()
    }

    fn told(format: Format, bytes: &[u8]) -> String {
        Table::parse(format, bytes).unwrap_err()
    }

    #[test]
    fn arrays_of_all_layouts_are_read() {
        let rows = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let expected = Table { width: 3, values: rows.clone() };
        let read = |bytes: Vec<u8>| Table::parse(Format::Npy, &bytes).unwrap();
        assert_eq!(read(file("<f8", false, "(2, 3)", &doubles(&rows))), expected);
        let by_columns = doubles(&[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert_eq!(read(file("<f8", true, "(2, 3)", &by_columns)), expected);
        let big: Vec<u8> = rows.iter().flat_map(|x| x.to_be_bytes()).collect();
        assert_eq!(read(file(">f8", false, "(2, 3)", &big)), expected);
        let single: Vec<u8> = rows.iter().flat_map(|x| (*x as f32).to_le_bytes()).collect();
        assert_eq!(read(file("<f4", false, "(2, 3)", &single)), expected);
        assert_eq!(read(file("<f8", false, "(6,)", &doubles(&rows))).width, 1);
    }

    #[test]
    fn malformed_arrays_are_explained() {
        let two = doubles(&[1.0, 2.0]);
        for (bytes, expected) in [
            (vec![], "is empty"),
            (b"PK\x03\x04".to_vec(), "expected an .npy file, found something else"),
            (b"\x93NUMPY\x01\x00\x76".to_vec(), "the header is damaged or cut off: "),
            (
                file("<i8", false, "(2,)", &two),
                "dtype: expected float64 or float32 (f8, f4), found <i8",
            ),
            (
                file("<f8", false, "(1, 1, 2)", &two),
                "shape: expected [rows, columns] or [rows], found [1, 1, 2]",
            ),
            (
                file("<f8", false, "()", &two[..8]),
                "shape: expected [rows, columns] or [rows], found []",
            ),
            (file("<f8", false, "(0, 2)", &[]), "shape: [0, 2] has no entries"),
            (
                file("<f8", false, "(3, 1)", &two),
                "is cut off: [3, 1] of <f8 takes 24 bytes, but 16 are there",
            ),
            (file("<f8", false, "(1, 1)", &two), "has 8 bytes too many after [1, 1] of <f8"),
            (
                file("<f8", false, "(4294967296, 4294967296)", &two),
                "shape: [4294967296, 4294967296] is larger than any file",
            ),
            (
                file("<f8", false, "(2, 2)", &doubles(&[1.0, 2.0, 3.0, f64::NAN])),
                "row 1, column 1 is NaN, but must be finite",
            ),
            (
                file("<f8", true, "(2, 2)", &doubles(&[1.0, f64::INFINITY, 3.0, 4.0])),
                "row 1, column 0 is inf, but must be finite",
            ),
        ] {
            let told = told(Format::Npy, &bytes);
            assert!(told.starts_with(expected), "{told}");
        }
    }

    #[test]
    fn malformed_text_is_explained() {
        for (text, expected) in [
            ("\n\n", "is empty"),
            ("x,y\n", "has names, but no numbers"),
            ("1,2\n3\n", "line 2 has 1 columns, but 2 are expected"),
            ("x\n1,2\n", "line 2 has 2 columns, but 1 are expected"),
            ("1,2\n\n3,a\n", "line 3, column 2: expected a number, found `a`"),
            ("1,x\n3,4\n", "line 1, column 2: expected a number, found `x`"),
            ("1,\n", "line 1, column 2 is empty, but must be a number"),
            ("x\n1\n-inf\n", "line 3, column 1 is -inf, but must be finite"),
        ] {
            assert_eq!(told(Format::Csv, text.as_bytes()), expected);
        }
        assert!(told(Format::Csv, &[0x31, 0xff]).starts_with("is no text: "));
        let told = Table::read(Path::new("points.xlsx")).unwrap_err().to_string();
        assert_eq!(told, "points.xlsx: expected a name that ends in .npy or .csv, found .xlsx");
    }

    #[test]
    fn text_has_many_forms() {
        for text in ["1,2\n3,4\n", "a,b\r\n1, 2\r\n3,4", "\u{feff}a,b\n1,2\n\n3,4\n\n"] {
            let table = Table::parse(Format::Csv, text.as_bytes()).unwrap();
            assert_eq!(table, Table { width: 2, values: vec![1.0, 2.0, 3.0, 4.0] });
        }
    }

    #[test]
    fn what_is_written_is_read_back_bit_for_bit() {
        let there = tempfile::tempdir().unwrap();
        let values = vec![0.1 + 0.2, 1e-310, f64::MAX, -0.0, 1.0 / 3.0, -5e-324];
        let table = Table { width: 2, values };
        for name in ["x.npy", "x.csv"] {
            let path = there.path().join(name);
            table.write(&path).unwrap();
            let back = Table::read(&path).unwrap();
            let pairs = table.values.iter().zip(&back.values);
            assert!(pairs.into_iter().all(|(a, b)| a.to_bits() == b.to_bits()), "{name}");
            assert_eq!(back.width, 2);
        }
    }

    #[test]
    fn hashes_are_those_of_other_programs() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), expected);
    }
}
