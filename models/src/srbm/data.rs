//! Sizes, parameters and samples, and the generator that defines the reference data.

use super::{Real, Shape};

/// What is wrong with sizes or arrays that were handed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// A size is outside what the model or this machine can hold.
    #[error("{name} is {found}, but must be {expected}")]
    Size {
        /// The size's name, as in the formulas.
        name: &'static str,
        /// What is allowed.
        expected: &'static str,
        /// What came.
        found: usize,
    },
    /// An array has not the length that the sizes ask for.
    #[error("{name} has {found} entries, but the sizes ask for {expected}")]
    Length {
        /// The array's name.
        name: &'static str,
        /// The length that the sizes ask for.
        expected: usize,
        /// The length that came.
        found: usize,
    },
    /// A state index does not exist.
    #[error("sample {sample} has site {site} in state {found}, but states run from 0 to {last}")]
    State {
        /// Index of the sample.
        sample: usize,
        /// Index of the site.
        site: usize,
        /// The state that came.
        found: usize,
        /// The last state there is, q − 1.
        last: usize,
    },
    /// There is a self-coupling where they are forbidden.
    #[error("J[{state}, {site}, {other}, {site}] is not zero, but self-couplings are forbidden")]
    SelfCoupling {
        /// The site.
        site: usize,
        /// One state.
        state: usize,
        /// The other state.
        other: usize,
    },
}

/// Sizes of a model: P hidden units, q states a site, N sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dims {
    /// P, at least 1.
    pub n_hidden: usize,
    /// q, from 2 to 256.
    pub n_states: usize,
    /// N, at least 1.
    pub n_sites: usize,
}

impl Dims {
    /// Checked sizes.
    ///
    /// # Errors
    /// If P or N is 0, if q is not in 2..=256, or if an array would have more than 2³⁰ entries.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::Dims;
    /// let dims = Dims::new(50, 21, 59).unwrap();
    /// assert_eq!(dims.n_inputs(), 1239);
    /// assert_eq!(dims.j_len(), 1239 * 1239);
    /// assert!(Dims::new(50, 1, 59).is_err());
    /// ```
    pub fn new(n_hidden: usize, n_states: usize, n_sites: usize) -> Result<Self, DataError> {
        const LARGEST: usize = 1 << 30;
        let refuse = |name, expected, found| Err(DataError::Size { name, expected, found });
        if n_hidden == 0 {
            return refuse("P", "at least 1", n_hidden);
        }
        if !(2..=256).contains(&n_states) {
            return refuse("q", "from 2 to 256", n_states);
        }
        if n_sites == 0 {
            return refuse("N", "at least 1", n_sites);
        }
        let fits = |len: Option<usize>| len.is_some_and(|len| len <= LARGEST);
        let n_inputs = n_states.checked_mul(n_sites);
        if !fits(n_inputs.and_then(|r| r.checked_mul(r))) {
            return refuse("N", "small enough for (N q)² couplings, at most 2³⁰", n_sites);
        }
        if !fits(n_inputs.and_then(|r| r.checked_mul(n_hidden))) {
            return refuse("P", "small enough for N q P weights, at most 2³⁰", n_hidden);
        }
        Ok(Self { n_hidden, n_states, n_sites })
    }

    /// N·q, the length of h and of a one-hot sample.
    pub fn n_inputs(&self) -> usize {
        self.n_sites * self.n_states
    }

    /// (N·q)², the length of J.
    pub fn j_len(&self) -> usize {
        self.n_inputs() * self.n_inputs()
    }

    /// N·q·P, the length of W.
    pub fn w_len(&self) -> usize {
        self.n_inputs() * self.n_hidden
    }

    /// Place in storage of the `i`-th entry of h\[φ, k\] in row-major order.
    pub fn h_place(&self, i: usize) -> usize {
        let (phi, k) = (i / self.n_sites, i % self.n_sites);
        k * self.n_states + phi
    }

    /// Place in storage of the `i`-th entry of J\[φ, k, ν, j\] in row-major order.
    pub fn j_place(&self, i: usize) -> usize {
        let (row, column) = (i / self.n_inputs(), i % self.n_inputs());
        self.h_place(row) * self.n_inputs() + self.h_place(column)
    }

    /// Place in storage of the `i`-th entry of W\[a, φ, k\] in row-major order.
    pub fn w_place(&self, i: usize) -> usize {
        let (a, input) = (i / self.n_inputs(), i % self.n_inputs());
        self.h_place(input) * self.n_hidden + a
    }
}

/// The parameters of a model, or a gradient in them: the same four arrays, see
/// [the layout](super#layout).
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters<T> {
    dims: Dims,
    /// Fields, `[N][q]`.
    pub h: Box<[T]>,
    /// Couplings, `[N][q][N][q]`, not necessarily symmetric, self blocks included.
    pub j: Box<[T]>,
    /// Hidden-to-visible weights, `[N][q][P]`.
    pub w: Box<[T]>,
    /// Hidden biases, `[P]`.
    pub b: Box<[T]>,
}

impl<T: Real> Parameters<T> {
    /// Parameters from arrays in storage order.
    ///
    /// # Errors
    /// If an array's length is not what `dims` asks for.
    pub fn new(dims: Dims, h: Vec<T>, j: Vec<T>, w: Vec<T>, b: Vec<T>) -> Result<Self, DataError> {
        for (name, expected, found) in [
            ("h", dims.n_inputs(), h.len()),
            ("J", dims.j_len(), j.len()),
            ("W", dims.w_len(), w.len()),
            ("b", dims.n_hidden, b.len()),
        ] {
            if expected != found {
                return Err(DataError::Length { name, expected, found });
            }
        }
        Ok(Self { dims, h: h.into(), j: j.into(), w: w.into(), b: b.into() })
    }

    /// The null model: every flip is a coin toss.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Dims, Parameters, Samples, gradient};
    /// let dims = Dims::new(2, 3, 4).unwrap();
    /// let null = Parameters::<f64>::zeros(dims);
    /// assert_eq!(gradient::loss(&null, &Samples::draw(dims, 5, 1), 1), 1.0);
    /// ```
    pub fn zeros(dims: Dims) -> Self {
        let zeros = |len| vec![T::from_f64(0.0); len].into_boxed_slice();
        Self {
            dims,
            h: zeros(dims.n_inputs()),
            j: zeros(dims.j_len()),
            w: zeros(dims.w_len()),
            b: zeros(dims.n_hidden),
        }
    }

    /// Parameters drawn uniformly from [−1, 1), exactly representable in `f32`.
    ///
    /// J, h, W and b come from the generator seeded with `seed` + 1, + 2, + 3 and + 4, in the index
    /// order of the formulas. The same `seed` in `f32` and `f64` gives the same numbers.
    pub fn draw(dims: Dims, seed: u64) -> Self {
        let mut drawn = Self::zeros(dims);
        let fill = |values: &mut [T], stream: u64, place: &dyn Fn(usize) -> usize| {
            let mut generator = SplitMix64::new(seed.wrapping_add(stream));
            for i in 0..values.len() {
                values[place(i)] = T::from_f64(generator.next_real());
            }
        };
        fill(&mut drawn.j, 1, &|i| dims.j_place(i));
        fill(&mut drawn.h, 2, &|i| dims.h_place(i));
        fill(&mut drawn.w, 3, &|i| dims.w_place(i));
        fill(&mut drawn.b, 4, &|i| i);
        drawn
    }

    /// The sizes that the arrays were checked against.
    pub fn dims(&self) -> Dims {
        self.dims
    }

    /// The four arrays under their names, in the order h, J, W, b.
    pub fn arrays(&self) -> [(&'static str, &[T]); 4] {
        [("h", &self.h), ("J", &self.j), ("W", &self.w), ("b", &self.b)]
    }

    /// The four arrays, in the order h, J, W, b.
    pub fn arrays_mut(&mut self) -> [&mut [T]; 4] {
        [&mut self.h, &mut self.j, &mut self.w, &mut self.b]
    }

    /// The same numbers, rounded to another precision.
    pub fn cast<U: Real>(&self) -> Parameters<U> {
        let cast = |values: &[T]| values.iter().map(|&x| U::from_f64(x.into())).collect();
        Parameters {
            dims: self.dims,
            h: cast(&self.h),
            j: cast(&self.j),
            w: cast(&self.w),
            b: cast(&self.b),
        }
    }
}

/// Samples as state indices, `[M][N]`; every index was checked to be below q.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Samples {
    n_sites: usize,
    states: Vec<u8>,
}

impl Samples {
    /// Samples from state indices in storage order.
    ///
    /// # Errors
    /// If there is no sample, if the length is not a multiple of N, or if an index is not below q.
    pub fn new(dims: Dims, states: Vec<u8>) -> Result<Self, DataError> {
        let n_sites = dims.n_sites;
        if states.is_empty() {
            return Err(DataError::Size { name: "M", expected: "at least 1", found: 0 });
        }
        if !states.len().is_multiple_of(n_sites) {
            let expected = states.len().next_multiple_of(n_sites);
            return Err(DataError::Length { name: "cat", expected, found: states.len() });
        }
        if let Some(i) = states.iter().position(|&s| usize::from(s) >= dims.n_states) {
            return Err(DataError::State {
                sample: i / n_sites,
                site: i % n_sites,
                found: states[i].into(),
                last: dims.n_states - 1,
            });
        }
        Ok(Self { n_sites, states })
    }

    /// `n_samples` samples drawn uniformly, from the generator seeded with `seed`, site after site.
    ///
    /// # Panics
    /// If `n_samples` is 0.
    pub fn draw(dims: Dims, n_samples: usize, seed: u64) -> Self {
        assert!(n_samples > 0, "at least one sample is needed");
        let mut generator = SplitMix64::new(seed);
        let mut states = vec![0; n_samples * dims.n_sites];
        for k in 0..dims.n_sites {
            for m in 0..n_samples {
                states[m * dims.n_sites + k] = generator.next_state(dims.n_states);
            }
        }
        Self { n_sites: dims.n_sites, states }
    }

    /// Samples from states that were checked before.
    pub(crate) fn of_sites(n_sites: usize, states: Vec<u8>) -> Self {
        Self { n_sites, states }
    }

    /// The same for a model's shape.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn for_shape(shape: Shape, states: Vec<u8>) -> Result<Self, DataError> {
        Self::new(shape.dims(), states)
    }

    /// M.
    pub fn n_samples(&self) -> usize {
        self.states.len() / self.n_sites
    }

    /// N.
    pub fn n_sites(&self) -> usize {
        self.n_sites
    }

    /// The state indices, `[M][N]`.
    pub fn states(&self) -> &[u8] {
        &self.states
    }

    /// The samples in runs of `n_samples`, the last one possibly shorter, each `[n_samples][N]`.
    pub fn chunks(&self, n_samples: usize) -> impl Iterator<Item = &[u8]> {
        self.states.chunks(n_samples * self.n_sites)
    }
}

/// The generator that the reference data is defined by, splitmix64.
///
/// Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators". It is part
/// of the data's definition, so its stream never changes.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::SplitMix64;
/// assert_eq!(SplitMix64::new(0).next_u64(), 0xE220A8397B1DCDAF);
/// ```
#[derive(Debug, Clone)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// A generator whose state starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A multiple of 2⁻²³ in [−1, 1), exact in `f32` and `f64`.
    pub fn next_real(&mut self) -> f64 {
        const HALF: f64 = (1_u64 << 23) as f64;
        ((self.next_u64() >> 40) as f64 - HALF) / HALF
    }

    /// A state index below `n_states`.
    ///
    /// # Panics
    /// If `n_states` is 0 or more than 256.
    pub fn next_state(&mut self, n_states: usize) -> u8 {
        let state = (self.next_u64() >> 33) % n_states as u64;
        u8::try_from(state).expect("at most 256 states")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_permutations_that_follow_the_formulas() {
        let dims = Dims::new(2, 3, 4).unwrap();
        let permutes = |len: usize, place: &dyn Fn(usize) -> usize| {
            let mut seen = vec![false; len];
            (0..len).for_each(|i| seen[place(i)] = true);
            seen.iter().all(|&s| s)
        };
        assert!(permutes(dims.n_inputs(), &|i| dims.h_place(i)));
        assert!(permutes(dims.j_len(), &|i| dims.j_place(i)));
        assert!(permutes(dims.w_len(), &|i| dims.w_place(i)));
        // J[φ=2, k=1, ν=0, j=3] and W[a=1, φ=2, k=3].
        assert_eq!(dims.j_place(((2 * 4 + 1) * 3) * 4 + 3), ((3 + 2) * 4 + 3) * 3);
        assert_eq!(dims.w_place((3 + 2) * 4 + 3), (3 * 3 + 2) * 2 + 1);
    }

    #[test]
    fn wrong_sizes_are_refused_by_name() {
        let name = |p, q, n| match Dims::new(p, q, n) {
            Err(DataError::Size { name, .. }) => name,
            other => panic!("{other:?}"),
        };
        assert_eq!(name(0, 2, 1), "P");
        assert_eq!(name(1, 257, 1), "q");
        assert_eq!(name(1, 2, 0), "N");
        assert_eq!(name(1, 2, usize::MAX), "N");
        assert_eq!(name(usize::MAX, 2, 3), "P");
    }

    #[test]
    fn states_out_of_range_are_refused_by_place() {
        let dims = Dims::new(1, 3, 2).unwrap();
        let refused = Samples::new(dims, vec![0, 2, 3, 1]);
        assert_eq!(refused, Err(DataError::State { sample: 1, site: 0, found: 3, last: 2 }));
        assert!(Samples::new(dims, vec![0, 1, 2]).is_err());
        assert!(Samples::new(dims, vec![]).is_err());
    }
}
