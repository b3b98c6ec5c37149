//! Data from files: one-hot arrays, categories and weights, from `.npy`, an array of an `.npz`, or `.csv`.
//!
//! What is wrong with a file is said with the file, the array's field and the reason; nothing is guessed that could be
//! guessed wrong: where a one-hot array reads as samples in both orders of its axes, the order has to be said.

mod array;

use super::fit::Data;
use super::{DataError, Dims, Samples};
use array::Array;
use serde::{Deserialize, Serialize};
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
    /// Its name ends in nothing that is known.
    #[error("expected a name that ends in .npy, .npz or .csv")]
    Name,
    /// It is no archive, or a damaged one.
    #[error("expected an .npz archive: {0}")]
    Archive(String),
    /// It has several arrays, or none of that name.
    #[error("array: expected {expected}, found {}", listed(found))]
    Named {
        /// The name that was asked for.
        expected: String,
        /// The names that are there.
        found: Vec<String>,
    },
    /// It is no table of numbers.
    #[error("{0}")]
    Text(String),
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

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Which order the axes of an array have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axes {
    /// Whichever reads as one-hot samples; an error if both do. For categories, samples first.
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

/// How the numbers of a file are samples.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The array's name in an archive; without it, the only one there.
    pub array: Option<String>,
    /// The order of the axes.
    pub axes: Axes,
    /// The first category.
    pub first: usize,
    /// q; without it, the largest category says it.
    pub n_states: Option<usize>,
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
    /// The samples in a file's bytes: of two axes they are categories, of three one-hot. The file's name says the format.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::input::{Input, Layout};
    /// let read = |text: &[u8]| Input::parse("words.csv".as_ref(), text, &Layout::default());
    /// let input = read(b"0,1\n2,1\n0,0\n").unwrap();
    /// assert_eq!((input.n_sites, input.n_states, input.samples.n_samples()), (2, 3, 3));
    /// let told = read(b"0,1\n2,0.5\n").unwrap_err().to_string();
    /// assert!(told.starts_with("words.csv: data: sample 1, site 1 has category 0.5"), "{told}");
    /// ```
    pub fn parse(path: &Path, bytes: &[u8], layout: &Layout) -> Result<Self, InputError> {
        let read = || {
            let array = Array::of_file(path, bytes, layout.array.as_deref())?;
            match array.n_axes() {
                2 => {
                    let n_states = layout.n_states.unwrap_or_else(|| array.span(layout.first));
                    categories(&array, layout.axes, Categories { first: layout.first, n_states })
                }
                3 => {
                    let input = one_hot(&array, layout.axes)?;
                    match layout.n_states {
                        Some(q) if q != input.n_states => {
                            let (name, expected) = ("q", "as many as the one-hot array has states");
                            Err(DataError::Size { name, expected, found: q }.into())
                        }
                        _ => Ok(input),
                    }
                }
                _ => Err(array.refused("two axes for categories, or three for one-hot samples")),
            }
        };
        read().map_err(at(path))
    }

    /// Reads one-hot samples from an `.npy` file of three axes, in C or Fortran order, of booleans, integers or floats.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    pub fn read_one_hot(path: &Path, axes: Axes) -> Result<Self, InputError> {
        Array::read(path, None).and_then(|array| one_hot(&array, axes)).map_err(at(path))
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
        Array::read(path, None)
            .and_then(|array| self::categories(&array, axes, categories))
            .map_err(at(path))
    }

    /// The samples with weights from a file of one axis of floats.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    pub fn with_weights(&self, path: &Path) -> Result<Data, InputError> {
        let array = Array::read(path, None);
        self.weighted(array.map_err(at(path))?, path)
    }

    /// The same from a file's bytes, and an array's name in an archive.
    ///
    /// # Errors
    /// With the file, what was expected, and what was found.
    pub fn parse_weights(
        &self,
        path: &Path,
        bytes: &[u8],
        array: Option<&str>,
    ) -> Result<Data, InputError> {
        let array = Array::of_file(path, bytes, array);
        self.weighted(array.map_err(at(path))?, path)
    }

    fn weighted(&self, array: Array, path: &Path) -> Result<Data, InputError> {
        let weights = weights(array, self.samples.n_samples()).map_err(at(path))?;
        Ok(Data::weighted(self.samples.clone(), weights).expect("weights were checked"))
    }
}

fn at(path: &Path) -> impl FnOnce(InputProblem) -> InputError {
    move |problem| InputError { path: path.into(), problem }
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
    let samples_last = axes == Axes::SamplesLast;
    let [n, m] = if samples_last { shape } else { [shape[1], shape[0]] };
    let Categories { first, n_states } = numbers;
    // What is no category at all is no reason to ask for more of them; where they are too many, that is said.
    let dims = sizes(n, n_states);
    let mut states = Vec::with_capacity(m * n);
    let places = (0..m).flat_map(|sample| (0..n).map(move |site| (sample, site)));
    for (sample, site) in places.filter(|_| (1..=256).contains(&n_states)) {
        let index = if samples_last { [site, sample] } else { [sample, site] };
        let found = array.get(shape, index);
        let state = found - first as f64;
        if !(state >= 0.0 && state < n_states as f64 && state.fract() == 0.0) {
            let last = first + n_states - 1;
            return Err(InputProblem::Category { sample, site, found, first, last });
        }
        states.push(state as u8);
    }
    Ok(Input { n_sites: n, n_states, samples: Samples::new(dims?, states)? })
}

fn sizes(n_sites: usize, n_states: usize) -> Result<Dims, DataError> {
    Dims::new(1, n_states, n_sites)
}

fn weights(array: Array, n_samples: usize) -> Result<Vec<f64>, InputProblem> {
    let expected = format!("one axis, a weight for each of {n_samples} samples");
    // A table of one column is as good as one axis.
    let found = match array.n_axes() {
        2 => array.axes::<2>(&expected).map(|[rows, columns]| if columns == 1 { rows } else { 0 }),
        _ => array.axes::<1>(&expected).map(|[rows]| rows),
    }?;
    if found != n_samples {
        return Err(array.refused(expected));
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
        for axes in [Axes::SamplesFirst, Axes::Detect] {
            assert_eq!(read("|u1", &[2, 2], &[0, 2, 1, 1], axes, 0).unwrap(), STATES);
        }
        assert_eq!(read("|u1", &[2, 2], &[1, 2, 3, 2], Axes::SamplesLast, 1).unwrap(), STATES);
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
    fn archives_and_text_are_read_by_name() {
        let layout = |array: Option<&str>, n_states| Layout {
            array: array.map(str::to_owned),
            n_states,
            ..Layout::default()
        };
        let read = |name: &str, bytes: &[u8], layout: &Layout| {
            let input = Input::parse(Path::new(name), bytes, layout);
            input.map_err(|error| error.to_string())
        };
        let one = npy("|u1", false, &[2, 2], &STATES);
        let hot = npy("|u1", false, &[2, 2, 3], &SAMPLES_FIRST);
        let both = crate::run::npz(&[("cat", one.clone()), ("z", hot)]).unwrap();
        for name in ["cat", "z"] {
            let input = read("x.npz", &both, &layout(Some(name), None)).unwrap();
            assert_eq!((input.samples.states(), input.n_states), (&STATES[..], 3));
        }
        let told = read("x.npz", &both, &layout(None, None)).unwrap_err();
        assert_eq!(told, "x.npz: array: expected the name of one of them, found cat, z");
        let told = read("x.npz", &both, &layout(Some("y"), None)).unwrap_err();
        assert_eq!(told, "x.npz: array: expected y, found cat, z");
        let told = read("x.npz", &both[..90], &layout(None, None)).unwrap_err();
        assert!(told.starts_with("x.npz: expected an .npz archive: "), "{told}");
        let told = read("x.npz", &both, &layout(Some("z"), Some(4))).unwrap_err();
        assert!(told.contains("q is 4, but must be as many as the one-hot array"), "{told}");
        let only = crate::run::npz(&[("cat", one.clone())]).unwrap();
        assert_eq!(read("x.npz", &only, &layout(None, None)).unwrap().samples.states(), STATES);
        let told = read("x.npy", &one, &layout(Some("cat"), None)).unwrap_err();
        assert!(told.contains("expected no name, since the file is no archive"), "{told}");
        let text = b"a,b\n0,2\n1,1\n";
        let input = read("x.csv", text, &layout(None, Some(5))).unwrap();
        assert_eq!((input.samples.states(), input.n_states), (&STATES[..], 5));
        let told = read("x.csv", b"0\n0,1\n", &layout(None, None)).unwrap_err();
        assert!(told.starts_with("x.csv: line 2 has 2 columns"), "{told}");
        let told = read("x.txt", text, &layout(None, None)).unwrap_err();
        assert_eq!(told, "x.txt: expected a name that ends in .npy, .npz or .csv");
        let flat = npy("|u1", false, &[4], &STATES);
        let told = read("x.npy", &flat, &layout(None, None)).unwrap_err();
        assert!(told.contains("expected two axes for categories"), "{told}");
        let huge = npy("<f8", false, &[1, 1], &1e300_f64.to_le_bytes());
        let told = read("x.npy", &huge, &layout(None, None)).unwrap_err();
        assert!(told.contains("q is ") && told.contains("from 2 to 256"), "{told}");
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
