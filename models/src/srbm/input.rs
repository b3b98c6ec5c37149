//! Data from NumPy files: one-hot arrays, categories and weights.
//!
//! What is wrong with a file is said with the file, the array's field and the reason; nothing is guessed that could be
//! guessed wrong: where a one-hot array reads as samples in both orders of its axes, the order has to be said.

use super::fit::Data;
use super::{DataError, Dims, Samples};
use npyz::{NpyHeader, Order};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct InputError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: InputProblem,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum InputProblem {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Read(std::io::Error),
    /// It is no `.npy` file.
    #[error("header: expected an .npy file, found something else ({0})")]
    Header(std::io::Error),
    /// It has another element type.
    #[error("dtype: expected {expected}, found {found}")]
    Type {
        /// What can be read.
        expected: &'static str,
        /// What the file says.
        found: String,
    },
    /// It has another number of axes.
    #[error("shape: expected {expected}, found {found:?}")]
    Shape {
        /// What the axes should be.
        expected: String,
        /// What they are.
        found: Vec<u64>,
    },
    /// It has more or fewer bytes than its shape says.
    #[error("data: expected {expected} bytes, found {found}")]
    Length {
        /// What the shape says.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The order of the axes does not show.
    #[error(
        "shape: {0:?} reads as one-hot samples along the first axis and along the last; say which it is"
    )]
    Ambiguous(Vec<u64>),
    /// A site of a sample has not exactly one 1 among zeros.
    #[error("data: sample {sample}, site {site} is not one-hot: {reason}")]
    OneHot {
        /// Index of the sample.
        sample: usize,
        /// Index of the site.
        site: usize,
        /// What is there.
        reason: String,
    },
    /// A category does not exist.
    #[error(
        "data: sample {sample}, site {site} has category {found}, but categories run from {first} to {last}"
    )]
    Category {
        /// Index of the sample.
        sample: usize,
        /// Index of the site.
        site: usize,
        /// What is there.
        found: f64,
        /// The first category.
        first: usize,
        /// The last category.
        last: usize,
    },
    /// A weight is negative or no number.
    #[error("data: weight {index} is {found}, but weights are finite, at least 0, and not all 0")]
    Weight {
        /// Index of the sample.
        index: usize,
        /// What is there.
        found: f64,
    },
    /// The sizes make no data.
    #[error("shape: {0}")]
    Data(#[from] DataError),
}

/// Which order the axes of an array have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Axes {
    /// Whichever reads as one-hot samples; an error if both do. For categories, samples last.
    #[default]
    Detect,
    /// z\[q, N, M\], or categories\[N, M\]: Julia's order, and that of the formulas.
    SamplesLast,
    /// z\[M, N, q\], or categories\[M, N\].
    SamplesFirst,
}

/// How categories are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Categories {
    /// The first category: 0, or 1 as Julia counts.
    pub first: usize,
    /// q.
    pub n_states: usize,
}

/// What was read: samples with the number of their states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// N.
    pub n_sites: usize,
    /// q.
    pub n_states: usize,
    /// The samples.
    pub samples: Samples,
}

impl Input {
    /// Reads one-hot samples from an `.npy` file of three axes, in C or Fortran order, of booleans, integers or floats.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    pub fn read_one_hot(path: &Path, axes: Axes) -> Result<Self, InputError> {
        Array::read(path).and_then(|array| one_hot(&array, axes)).map_err(at(path))
    }

    /// Reads categories from an `.npy` file of two axes, in C or Fortran order, of integers or whole floats.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    pub fn read_categories(
        path: &Path,
        axes: Axes,
        categories: Categories,
    ) -> Result<Self, InputError> {
        Array::read(path)
            .and_then(|array| self::categories(&array, axes, categories))
            .map_err(at(path))
    }

    /// The samples with weights from an `.npy` file of one axis of floats.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    pub fn with_weights(&self, path: &Path) -> Result<Data, InputError> {
        let weights = Array::read(path).and_then(|array| weights(array, self.samples.n_samples()));
        let weights = weights.map_err(at(path))?;
        Ok(Data::weighted(self.samples.clone(), weights).expect("weights were checked"))
    }
}

fn at(path: &Path) -> impl FnOnce(InputProblem) -> InputError {
    move |problem| InputError { path: path.into(), problem }
}

/// A file's numbers, in the file's order.
struct Array {
    shape: Vec<u64>,
    order: Order,
    values: Vec<f64>,
}

impl Array {
    fn read(path: &Path) -> Result<Self, InputProblem> {
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(InputProblem::Read)?;
        BufReader::new(file).read_to_end(&mut bytes).map_err(InputProblem::Read)?;
        Self::parse(&bytes)
    }

    fn parse(bytes: &[u8]) -> Result<Self, InputProblem> {
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
    fn axes<const A: usize>(&self, expected: &str) -> Result<[usize; A], InputProblem> {
        let refuse =
            || InputProblem::Shape { expected: expected.into(), found: self.shape.clone() };
        let shape: [u64; A] = self.shape[..].try_into().map_err(|_| refuse())?;
        // Their product fits, since there are as many values.
        let shape = shape.map(|axis| axis as usize);
        if shape.contains(&0) { Err(refuse()) } else { Ok(shape) }
    }

    /// The value at indices.
    fn get<const A: usize>(&self, shape: [usize; A], index: [usize; A]) -> f64 {
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

fn one_hot(array: &Array, axes: Axes) -> Result<Input, InputProblem> {
    let shape = array.axes::<3>("three axes, q × N × M or M × N × q, none empty")?;
    let last = || read_one_hot(array, shape, true);
    let first = || read_one_hot(array, shape, false);
    match axes {
        Axes::SamplesLast => last(),
        Axes::SamplesFirst => first(),
        Axes::Detect => match (last(), first()) {
            (Ok(_), Ok(_)) => Err(InputProblem::Ambiguous(array.shape.clone())),
            (Ok(input), Err(_)) | (Err(_), Ok(input)) => Ok(input),
            // The longer of two guesses is the samples.
            (Err(last), Err(first)) => Err(if shape[2] >= shape[0] { last } else { first }),
        },
    }
}

fn read_one_hot(
    array: &Array,
    shape: [usize; 3],
    samples_last: bool,
) -> Result<Input, InputProblem> {
    let [q, n, m] = if samples_last { shape } else { [shape[2], shape[1], shape[0]] };
    let dims = sizes(n, q)?;
    let mut states = Vec::with_capacity(m * n);
    for (sample, site) in (0..m).flat_map(|sample| (0..n).map(move |site| (sample, site))) {
        let refuse = |reason| Err(InputProblem::OneHot { sample, site, reason });
        let mut state = None;
        for phi in 0..q {
            let index = if samples_last { [phi, site, sample] } else { [sample, site, phi] };
            let x = array.get(shape, index);
            if x == 1.0 {
                if let Some(other) = state {
                    return refuse(format!("states {other} and {phi} are both 1"));
                }
                state = Some(phi);
            } else if x != 0.0 {
                return refuse(format!("state {phi} is {x}"));
            }
        }
        match state {
            Some(state) => states.push(state as u8),
            None => return refuse("no state is 1".into()),
        }
    }
    Ok(Input { n_sites: n, n_states: q, samples: Samples::new(dims, states)? })
}

fn categories(array: &Array, axes: Axes, numbers: Categories) -> Result<Input, InputProblem> {
    let shape = array.axes::<2>("two axes, N × M or M × N, none empty")?;
    let samples_last = axes != Axes::SamplesFirst;
    let [n, m] = if samples_last { shape } else { [shape[1], shape[0]] };
    let Categories { first, n_states } = numbers;
    let dims = sizes(n, n_states)?;
    let mut states = Vec::with_capacity(m * n);
    for (sample, site) in (0..m).flat_map(|sample| (0..n).map(move |site| (sample, site))) {
        let index = if samples_last { [site, sample] } else { [sample, site] };
        let found = array.get(shape, index);
        let state = found - first as f64;
        if !(state >= 0.0 && state < n_states as f64 && state.fract() == 0.0) {
            let last = first + n_states - 1;
            return Err(InputProblem::Category { sample, site, found, first, last });
        }
        states.push(state as u8);
    }
    Ok(Input { n_sites: n, n_states, samples: Samples::new(dims, states)? })
}

fn sizes(n_sites: usize, n_states: usize) -> Result<Dims, DataError> {
    Dims::new(1, n_states, n_sites)
}

fn weights(array: Array, n_samples: usize) -> Result<Vec<f64>, InputProblem> {
    let expected = format!("one axis, a weight for each of {n_samples} samples");
    let [found] = array.axes::<1>(&expected)?;
    if found != n_samples {
        return Err(InputProblem::Shape { expected, found: array.shape });
    }
    let fault = array.values.iter().position(|w| !w.is_finite() || *w < 0.0);
    let none = || array.values.iter().all(|w| *w == 0.0).then_some(0);
    match fault.or_else(none) {
        Some(index) => Err(InputProblem::Weight { index, found: array.values[index] }),
        None => Ok(array.values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An `.npy` file.
    fn npy(descr: &str, fortran: bool, shape: &[usize], data: &[u8]) -> Vec<u8> {
        let shape: String = shape.iter().map(|axis| format!("{axis}, ")).collect();
        let fortran = if fortran { "True" } else { "False" };
        let mut header =
            format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': ({shape})}}");
        while !(header.len() + 11).is_multiple_of(64) {
            header.push(' ');
        }
        header.push('\n');
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.bytes());
        bytes.extend(data);
        bytes
    }

    fn parsed(
        descr: &str,
        fortran: bool,
        shape: &[usize],
        data: &[u8],
    ) -> Result<Array, InputProblem> {
        Array::parse(&npy(descr, fortran, shape, data))
    }

    /// Two samples of two sites in three states: [0, 2] and [1, 1].
    const STATES: [u8; 4] = [0, 2, 1, 1];
    const SAMPLES_FIRST: [u8; 12] = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0];

    fn one_hot_from(
        descr: &str,
        fortran: bool,
        shape: &[usize],
        data: &[u8],
        axes: Axes,
    ) -> Result<Input, String> {
        let input = parsed(descr, fortran, shape, data).and_then(|array| one_hot(&array, axes));
        input.map_err(|problem| problem.to_string())
    }

    #[test]
    fn one_hot_arrays_are_read_in_every_order() {
        let samples = |input: Result<Input, String>| input.unwrap().samples.states().to_vec();
        assert_eq!(
            samples(one_hot_from("|u1", false, &[2, 2, 3], &SAMPLES_FIRST, Axes::Detect)),
            STATES
        );
        // The reversed shape in Fortran order is the same memory.
        assert_eq!(
            samples(one_hot_from("|b1", true, &[3, 2, 2], &SAMPLES_FIRST, Axes::Detect)),
            STATES
        );
        let floats: Vec<u8> =
            SAMPLES_FIRST.iter().flat_map(|&x| f32::from(x).to_le_bytes()).collect();
        assert_eq!(
            samples(one_hot_from("<f4", false, &[2, 2, 3], &floats, Axes::SamplesFirst)),
            STATES
        );
        assert_eq!(
            samples(one_hot_from("<f4", true, &[3, 2, 2], &floats, Axes::SamplesLast)),
            STATES
        );
        // [q, N, M] row by row.
        let mut turned = [0; 12];
        (0..12).for_each(|i| turned[i % 3 * 4 + i / 3 % 2 * 2 + i / 6] = SAMPLES_FIRST[i]);
        assert_eq!(samples(one_hot_from("|i1", false, &[3, 2, 2], &turned, Axes::Detect)), STATES);
    }

    #[test]
    fn malformed_one_hot_arrays_are_explained() {
        let mut twice = SAMPLES_FIRST;
        twice[10] = 0;
        let missing =
            one_hot_from("|u1", false, &[2, 2, 3], &twice, Axes::SamplesFirst).unwrap_err();
        assert_eq!(missing, "data: sample 1, site 1 is not one-hot: no state is 1");
        twice[1] = 1;
        let two = one_hot_from("|u1", false, &[2, 2, 3], &twice, Axes::SamplesFirst).unwrap_err();
        assert_eq!(two, "data: sample 0, site 0 is not one-hot: states 0 and 1 are both 1");
        twice[1] = 3;
        let other = one_hot_from("|u1", false, &[2, 2, 3], &twice, Axes::SamplesFirst).unwrap_err();
        assert_eq!(other, "data: sample 0, site 0 is not one-hot: state 1 is 3");
        let both = one_hot_from("|u1", false, &[2, 1, 2], &[1, 0, 0, 1], Axes::Detect).unwrap_err();
        assert!(both.contains("along the first axis and along the last"), "{both}");
        let axes = one_hot_from("|u1", false, &[2, 2], &[1, 0, 0, 1], Axes::Detect).unwrap_err();
        assert!(
            axes.starts_with("shape: expected three axes") && axes.ends_with("[2, 2]"),
            "{axes}"
        );
        let empty = one_hot_from("|u1", false, &[0, 2, 3], &[], Axes::SamplesFirst).unwrap_err();
        assert!(empty.contains("none empty"), "{empty}");
        let one_state =
            one_hot_from("|u1", false, &[2, 1, 1], &[1, 1], Axes::SamplesFirst).unwrap_err();
        assert_eq!(one_state, "shape: q is 1, but must be from 2 to 256");
    }

    #[test]
    fn categories_are_read_and_checked() {
        let read = |descr, shape: &[usize], data: &[u8], axes, first| {
            let numbers = Categories { first, n_states: 3 };
            let input = parsed(descr, false, shape, data)
                .and_then(|array| categories(&array, axes, numbers))
                .map_err(|problem| problem.to_string());
            input.map(|input| input.samples.states().to_vec())
        };
        assert_eq!(read("|u1", &[2, 2], &[0, 2, 1, 1], Axes::SamplesFirst, 0).unwrap(), STATES);
        assert_eq!(read("|u1", &[2, 2], &[1, 2, 3, 2], Axes::Detect, 1).unwrap(), STATES);
        let beyond = read("|u1", &[2, 2], &[0, 3, 1, 1], Axes::SamplesFirst, 0).unwrap_err();
        let expected = "data: sample 0, site 1 has category 3, but categories run from 0 to 2";
        assert_eq!(beyond, expected);
        assert!(
            read("|u1", &[2, 2], &[0, 2, 1, 1], Axes::Detect, 1)
                .unwrap_err()
                .contains("from 1 to 3")
        );
        assert!(read("|i1", &[1, 1], &[255], Axes::Detect, 0).unwrap_err().contains("category -1"));
        let half = read("<f4", &[1, 1], &0.5_f32.to_le_bytes(), Axes::Detect, 0).unwrap_err();
        assert!(half.contains("category 0.5"), "{half}");
        assert!(read("<f8", &[1, 1], &f64::NAN.to_le_bytes(), Axes::Detect, 0).is_err());
    }

    #[test]
    fn files_that_are_no_arrays_are_explained() {
        let text = |bytes: &[u8]| match Array::parse(bytes) {
            Err(problem) => problem.to_string(),
            Ok(_) => panic!("was read"),
        };
        assert!(text(b"nothing").starts_with("header: expected an .npy file"));
        assert!(text(&npy(">f4", false, &[1], &[0; 4])).starts_with("dtype: expected booleans"));
        assert!(text(&npy("<c8", false, &[1], &[0; 8])).ends_with("found <c8"));
        assert_eq!(text(&npy("<f8", false, &[2], &[0; 9])), "data: expected 16 bytes, found 9");
        let path = Path::new("nowhere.npy");
        let error = Input::read_one_hot(path, Axes::Detect).unwrap_err().to_string();
        assert!(error.starts_with("nowhere.npy: cannot be read"), "{error}");
    }

    #[test]
    fn weights_are_checked() {
        let read = |values: &[f64]| {
            let data: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
            let array = parsed("<f8", false, &[values.len()], &data);
            array.and_then(|array| weights(array, 2)).map_err(|problem| problem.to_string())
        };
        assert_eq!(read(&[0.5, 2.0]).unwrap(), [0.5, 2.0]);
        let message = |fault| {
            format!("data: weight {fault}, but weights are finite, at least 0, and not all 0")
        };
        assert_eq!(read(&[1.0, f64::NAN]).unwrap_err(), message("1 is NaN"));
        assert_eq!(read(&[-1.0, 1.0]).unwrap_err(), message("0 is -1"));
        assert_eq!(read(&[0.0, 0.0]).unwrap_err(), message("0 is 0"));
        assert!(read(&[1.0]).unwrap_err().ends_with("found [1]"));
    }
}
