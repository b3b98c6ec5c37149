//! Models of four kinds: sizes, parameters, views and conversions.
//!
//! All parameters of a model lie in one vector in the order h, J, W, b, each stored as in
//! [the layout](super#layout), so that an optimiser sees one vector and nothing is copied.

use super::{DataError, Dims, Parameters, Precision};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Which terms the energy has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Fields alone: independent sites.
    Profile,
    /// Fields and couplings: a Potts model.
    Pairwise,
    /// Fields and hidden units.
    Rbm,
    /// Fields, couplings and hidden units.
    Srbm,
}

impl Kind {
    /// The kind's name, as in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Pairwise => "pairwise",
            Self::Rbm => "rbm",
            Self::Srbm => "srbm",
        }
    }

    /// Whether there are couplings J.
    pub const fn has_couplings(self) -> bool {
        matches!(self, Self::Pairwise | Self::Srbm)
    }

    /// Whether there are hidden units, W and b.
    pub const fn has_hidden(self) -> bool {
        matches!(self, Self::Rbm | Self::Srbm)
    }

    const fn of(couplings: bool, hidden: bool) -> Self {
        match (couplings, hidden) {
            (false, false) => Self::Profile,
            (true, false) => Self::Pairwise,
            (false, true) => Self::Rbm,
            (true, true) => Self::Srbm,
        }
    }
}

/// Kind and sizes of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedShape")]
pub struct Shape {
    kind: Kind,
    n_hidden: usize,
    n_states: usize,
    n_sites: usize,
}

#[derive(Deserialize)]
struct UncheckedShape {
    kind: Kind,
    n_hidden: usize,
    n_states: usize,
    n_sites: usize,
}

impl TryFrom<UncheckedShape> for Shape {
    type Error = DataError;

    fn try_from(shape: UncheckedShape) -> Result<Self, DataError> {
        Self::new(shape.kind, shape.n_hidden, shape.n_states, shape.n_sites)
    }
}

impl Shape {
    /// Checked sizes: P hidden units, q states, N sites.
    ///
    /// # Errors
    /// If P is not 0 in a kind without hidden units, or 0 in one with; else as [`Dims::new`].
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Shape};
    /// let shape = Shape::new(Kind::Srbm, 2, 3, 4).unwrap();
    /// assert_eq!(shape.n_parameters(), 12 + 144 + 24 + 2);
    /// assert_eq!(Shape::new(Kind::Pairwise, 0, 3, 4).unwrap().n_parameters(), 12 + 144);
    /// assert!(Shape::new(Kind::Pairwise, 2, 3, 4).is_err());
    /// assert!(Shape::new(Kind::Rbm, 0, 3, 4).is_err());
    /// ```
    pub fn new(
        kind: Kind,
        n_hidden: usize,
        n_states: usize,
        n_sites: usize,
    ) -> Result<Self, DataError> {
        if !kind.has_hidden() && n_hidden != 0 {
            let expected = "0 in a profile or pairwise model, which has no hidden units";
            return Err(DataError::Size { name: "P", expected, found: n_hidden });
        }
        if kind.has_hidden() && n_hidden == 0 {
            let expected = "at least 1 in an rbm or srbm model";
            return Err(DataError::Size { name: "P", expected, found: n_hidden });
        }
        Dims::new(n_hidden.max(1), n_states, n_sites)?;
        Ok(Self { kind, n_hidden, n_states, n_sites })
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// P, 0 in kinds without hidden units.
    pub fn n_hidden(&self) -> usize {
        self.n_hidden
    }

    /// q.
    pub fn n_states(&self) -> usize {
        self.n_states
    }

    /// N.
    pub fn n_sites(&self) -> usize {
        self.n_sites
    }

    /// N·q, the length of h and of a one-hot sample.
    pub fn n_inputs(&self) -> usize {
        self.n_sites * self.n_states
    }

    /// The length of the flat view.
    pub fn n_parameters(&self) -> usize {
        self.ranges()[3].end
    }

    /// Where h, J, W and b lie in the flat view; empty where the kind has none.
    pub fn ranges(&self) -> [Range<usize>; 4] {
        let r = self.n_inputs();
        let j = if self.kind.has_couplings() { r * r } else { 0 };
        let mut end = 0;
        [r, j, r * self.n_hidden, self.n_hidden].map(|len| {
            end += len;
            end - len..end
        })
    }

    /// The sizes alone; P may be 0.
    pub(crate) fn dims(&self) -> Dims {
        Dims { n_hidden: self.n_hidden, n_states: self.n_states, n_sites: self.n_sites }
    }

    /// The places of a sample's ones among its N·q entries.
    pub(crate) fn places<'a>(&self, sample: &'a [u8]) -> impl Iterator<Item = usize> + Clone + 'a {
        let q = self.n_states;
        sample.iter().enumerate().map(move |(k, &s)| k * q + usize::from(s))
    }
}

/// The named parameters of a model: fields `[N][q]`, couplings `[N][q][N][q]`, weights `[N][q][P]`, biases `[P]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parts<'a, T> {
    /// Fields.
    pub h: &'a [T],
    /// Couplings; empty in kinds without.
    pub j: &'a [T],
    /// Weights; empty in kinds without hidden units.
    pub w: &'a [T],
    /// Biases; empty in kinds without hidden units.
    pub b: &'a [T],
}

/// The same, to be changed.
#[derive(Debug)]
pub struct PartsMut<'a, T> {
    /// Fields.
    pub h: &'a mut [T],
    /// Couplings; empty in kinds without.
    pub j: &'a mut [T],
    /// Weights; empty in kinds without hidden units.
    pub w: &'a mut [T],
    /// Biases; empty in kinds without hidden units.
    pub b: &'a mut [T],
}

/// A model: its kind, its parameters, and the prefactors of its hidden units' energies. A gradient has the same form.
///
/// E(z) = −[ Σₖ h\[s_k, k\] + Σₖⱼ J\[s_k, k, s_j, j\] + Σₐ cₐ log cosh(bₐ + Σₖ W\[a, s_k, k\]) ]; the prefactors cₐ are 1
/// unless [`with_prefactor`](Model::with_prefactor), [`sum`](Model::sum) or [`mean`](Model::mean) say otherwise.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Kind, Model, Shape};
/// let mut model = Model::<f64>::zeros(Shape::new(Kind::Profile, 0, 2, 2).unwrap());
/// model.parts_mut().h[0] = 3.0; // state 0 of site 0
/// assert_eq!(model.energy(&[0, 1]), -3.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedModel<T>", bound(deserialize = "T: Precision"))]
pub struct Model<T> {
    shape: Shape,
    values: Vec<T>,
    prefactors: Vec<T>,
}

#[derive(Deserialize)]
struct UncheckedModel<T> {
    shape: Shape,
    values: Vec<T>,
    prefactors: Vec<T>,
}

impl<T: Precision> TryFrom<UncheckedModel<T>> for Model<T> {
    type Error = DataError;

    fn try_from(model: UncheckedModel<T>) -> Result<Self, DataError> {
        let UncheckedModel { shape, values, prefactors } = model;
        length("prefactors", shape.n_hidden, prefactors.len())?;
        Ok(Self { prefactors, ..Self::from_flat(shape, values)? })
    }
}

fn length(name: &'static str, expected: usize, found: usize) -> Result<(), DataError> {
    if expected == found { Ok(()) } else { Err(DataError::Length { name, expected, found }) }
}

impl<T: Precision> Model<T> {
    /// The null model.
    pub fn zeros(shape: Shape) -> Self {
        let values = vec![T::zero(); shape.n_parameters()];
        Self { shape, values, prefactors: vec![T::one(); shape.n_hidden] }
    }

    /// A model of this one's shape and prefactors whose parameters are zero.
    pub fn zeros_like(&self) -> Self {
        let values = vec![T::zero(); self.values.len()];
        Self { shape: self.shape, values, prefactors: self.prefactors.clone() }
    }

    /// A model from one vector in the order h, J, W, b.
    ///
    /// # Errors
    /// If the length is not the shape's.
    pub fn from_flat(shape: Shape, values: Vec<T>) -> Result<Self, DataError> {
        length("parameters", shape.n_parameters(), values.len())?;
        Ok(Self { shape, values, prefactors: vec![T::one(); shape.n_hidden] })
    }

    /// A model from its named parameters, which are copied.
    ///
    /// # Errors
    /// If a length is not the shape's, by name.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Model, Parts, Shape};
    /// let shape = Shape::new(Kind::Profile, 0, 2, 1).unwrap();
    /// let parts = Parts { h: &[1.0, 2.0], j: &[], w: &[], b: &[] };
    /// assert_eq!(Model::from_parts(shape, parts).unwrap().as_flat(), [1.0, 2.0]);
    /// let error = Model::from_parts(shape, Parts { b: &[1.0], ..parts }).unwrap_err();
    /// assert_eq!(error.to_string(), "b has 1 entries, but the sizes ask for 0");
    /// ```
    pub fn from_parts(shape: Shape, parts: Parts<T>) -> Result<Self, DataError> {
        let parts = [("h", parts.h), ("J", parts.j), ("W", parts.w), ("b", parts.b)];
        for ((name, part), range) in parts.iter().zip(shape.ranges()) {
            length(name, range.len(), part.len())?;
        }
        Self::from_flat(shape, parts.iter().flat_map(|(_, part)| part.iter().copied()).collect())
    }

    /// A model from arrays whose first index runs fastest, as Julia saves h\[μ,i\], J\[μ,i,ν,j\], W\[a,μ,i\], b\[a\].
    ///
    /// # Errors
    /// As [`from_parts`](Self::from_parts).
    pub fn from_column_major(shape: Shape, parts: Parts<T>) -> Result<Self, DataError> {
        // For h, W and b it is this layout; J's index pairs are exchanged.
        let mut model = Self::from_parts(shape, parts)?;
        model.transpose_couplings();
        Ok(model)
    }

    /// The parameters in that order: h, J, W, b one after the other.
    pub fn to_column_major(&self) -> Vec<T> {
        let mut model = self.clone();
        model.transpose_couplings();
        model.values
    }

    /// The parameters as arrays in the order of the formulas, the last index running fastest, each with its shape:
    /// h\[φ, k\], J\[φ, k, ν, j\], W\[a, φ, k\], b\[a\]; those that the kind has.
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Model, Parts, Shape};
    /// let shape = Shape::new(Kind::Profile, 0, 2, 2).unwrap();
    /// let parts = Parts { h: &[1.0, 2.0, 3.0, 4.0], j: &[], w: &[], b: &[] }; // site after site
    /// let arrays = Model::from_parts(shape, parts).unwrap().arrays();
    /// assert_eq!(arrays, [("h", vec![2, 2], vec![1.0, 3.0, 2.0, 4.0])]); // state after state
    /// ```
    pub fn arrays(&self) -> Vec<(&'static str, Vec<usize>, Vec<T>)> {
        let dims = self.shape.dims();
        let Dims { n_hidden: p, n_states: q, n_sites: n } = dims;
        let array = |(name, part): (&'static str, &[T])| {
            let (shape, place): (_, &dyn Fn(usize) -> usize) = match name {
                "h" => (vec![q, n], &|i| dims.h_place(i)),
                "J" => (vec![q, n, q, n], &|i| dims.j_place(i)),
                "W" => (vec![p, q, n], &|i| dims.w_place(i)),
                _ => (vec![p], &|i| i),
            };
            (name, shape, (0..part.len()).map(|i| part[place(i)]).collect())
        };
        self.named().map(array).collect()
    }

    fn transpose_couplings(&mut self) {
        let r = self.shape.n_inputs();
        let j = self.parts_mut().j;
        if j.is_empty() {
            return;
        }
        for i in 0..r {
            for k in 0..i {
                j.swap(i * r + k, k * r + i);
            }
        }
    }

    /// Where an optimiser starts: h ~ 0.01/√N, J ~ 0.1/√(N(N−1)), W ~ 0.1/√(P N), b ~ 0.01/√P times normal numbers; J is
    /// symmetric and has no self-couplings.
    pub fn initial(shape: Shape, rng: &mut impl Rng) -> Self {
        let (n, p) = (shape.n_sites as f64, shape.n_hidden.max(1) as f64);
        let pairs = (n * (n - 1.0)).max(1.0);
        let scales = [0.01 / n.sqrt(), 0.1 / pairs.sqrt(), 0.1 / (p * n).sqrt(), 0.01 / p.sqrt()];
        let mut model = Self::zeros(shape);
        model.fill_normal(scales, rng);
        model.symmetrise_couplings();
        model.drop_self_couplings();
        model
    }

    /// All parameters are `scale` times normal numbers, self-couplings included.
    pub fn random(shape: Shape, scale: f64, rng: &mut impl Rng) -> Self {
        let mut model = Self::zeros(shape);
        model.fill_normal([scale; 4], rng);
        model
    }

    fn fill_normal(&mut self, scales: [f64; 4], rng: &mut impl Rng) {
        for (range, scale) in self.shape.ranges().into_iter().zip(scales) {
            for x in &mut self.values[range] {
                let normal: f64 = StandardNormal.sample(rng);
                *x = T::of(scale * normal);
            }
        }
    }

    /// The same model with this prefactor of its hidden units' energies, the "rbm weight".
    pub fn with_prefactor(mut self, prefactor: T) -> Self {
        self.prefactors.fill(prefactor);
        self
    }

    /// The prefactor of each hidden unit's energy, `[P]`.
    pub fn prefactors(&self) -> &[T] {
        &self.prefactors
    }

    /// Kind and sizes.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// All parameters in the order h, J, W, b.
    pub fn as_flat(&self) -> &[T] {
        &self.values
    }

    /// All parameters in the order h, J, W, b.
    pub fn as_flat_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    /// The named parameters.
    pub fn parts(&self) -> Parts<'_, T> {
        let [h, j, w, b] = self.shape.ranges().map(|range| &self.values[range]);
        Parts { h, j, w, b }
    }

    /// The named parameters.
    pub fn parts_mut(&mut self) -> PartsMut<'_, T> {
        let [h, j, w, _] = self.shape.ranges();
        let (h, rest) = self.values.split_at_mut(h.len());
        let (j, rest) = rest.split_at_mut(j.len());
        let (w, b) = rest.split_at_mut(w.len());
        PartsMut { h, j, w, b }
    }

    /// The parameters under their names, in the order of the flat view, those that the kind has.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &[T])> {
        let Parts { h, j, w, b } = self.parts();
        [("h", h), ("J", j), ("W", w), ("b", b)].into_iter().filter(|(_, part)| !part.is_empty())
    }

    /// Takes the parameters of another model of the same shape.
    ///
    /// # Panics
    /// If the shapes differ.
    pub fn copy_from(&mut self, other: &Self) {
        assert_eq!(self.shape, other.shape, "models of one shape");
        self.values.copy_from_slice(&other.values);
        self.prefactors.copy_from_slice(&other.prefactors);
    }

    /// The same model, rounded to another precision.
    pub fn cast<U: Precision>(&self) -> Model<U> {
        let cast = |values: &[T]| values.iter().map(|x| U::of(x.to_f64())).collect();
        Model { shape: self.shape, values: cast(&self.values), prefactors: cast(&self.prefactors) }
    }

    /// The model whose energy is the sum of these models' energies: fields and couplings add, hidden units stand
    /// side by side, each with its own prefactor. Its kind has what any of them has.
    ///
    /// # Errors
    /// If there is no model, or if they have different numbers of sites or states.
    pub fn sum(models: &[&Self]) -> Result<Self, DataError> {
        Self::combined(models, T::one())
    }

    /// The model whose energy is the mean of these models' energies.
    ///
    /// # Errors
    /// As [`sum`](Self::sum).
    ///
    /// # Examples
    /// ```
    /// # use cotangent_models::srbm::{Kind, Model, Shape};
    /// let mut unit = Model::<f64>::zeros(Shape::new(Kind::Rbm, 1, 2, 1).unwrap());
    /// unit.parts_mut().w[0] = 2.0;
    /// let strong = unit.clone().with_prefactor(3.0);
    /// let mean = Model::mean(&[&unit, &strong]).unwrap();
    /// assert_eq!(mean.prefactors(), [0.5, 1.5]);
    /// assert!((mean.energy(&[0]) - 2.0 * unit.energy(&[0])).abs() < 1e-15);
    /// ```
    pub fn mean(models: &[&Self]) -> Result<Self, DataError> {
        Self::combined(models, T::one() / T::of(models.len().max(1) as f64))
    }

    fn combined(models: &[&Self], share: T) -> Result<Self, DataError> {
        let Some(first) = models.first().map(|model| model.shape) else {
            return Err(DataError::Size { name: "models", expected: "at least 1", found: 0 });
        };
        for model in models {
            length("sites", first.n_sites, model.shape.n_sites)?;
            length("states", first.n_states, model.shape.n_states)?;
        }
        let any = |has: fn(Kind) -> bool| models.iter().any(|model| has(model.shape.kind));
        let kind = Kind::of(any(Kind::has_couplings), any(Kind::has_hidden));
        let p = models.iter().map(|model| model.shape.n_hidden).sum();
        let shape = Shape::new(kind, p, first.n_states, first.n_sites)?;
        let mut combined = Self::zeros(shape);
        let mut from = 0;
        for model in models {
            let units = from..from + model.shape.n_hidden;
            from = units.end;
            let to = &mut combined.prefactors[units.clone()];
            to.iter_mut().zip(&model.prefactors).for_each(|(to, x)| *to = share * *x);
            let (PartsMut { h, j, w, b }, parts) = (combined.parts_mut(), model.parts());
            h.iter_mut().zip(parts.h).for_each(|(to, x)| *to += share * *x);
            j.iter_mut().zip(parts.j).for_each(|(to, x)| *to += share * *x);
            b[units.clone()].copy_from_slice(parts.b);
            if !units.is_empty() {
                for (to, x) in w.chunks_exact_mut(p).zip(parts.w.chunks_exact(units.len())) {
                    to[units.clone()].copy_from_slice(x);
                }
            }
        }
        Ok(combined)
    }
}

impl<T: Precision> From<&Parameters<T>> for Model<T> {
    /// An SRBM with prefactor 1.
    fn from(parameters: &Parameters<T>) -> Self {
        let Dims { n_hidden, n_states, n_sites } = parameters.dims();
        let shape = Shape { kind: Kind::Srbm, n_hidden, n_states, n_sites };
        let values = parameters.arrays().iter().flat_map(|(_, x)| x.iter().copied()).collect();
        Self { shape, values, prefactors: vec![T::one(); n_hidden] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn shape(kind: Kind) -> Shape {
        Shape::new(kind, if kind.has_hidden() { 2 } else { 0 }, 3, 4).unwrap()
    }

    #[test]
    fn flat_and_column_major_views_come_back() {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        for kind in [Kind::Profile, Kind::Pairwise, Kind::Rbm, Kind::Srbm] {
            let model = Model::<f32>::random(shape(kind), 1.0, rng);
            let flat = model.as_flat().to_vec();
            assert_eq!(Model::from_flat(shape(kind), flat).unwrap(), model);
            assert_eq!(Model::from_parts(shape(kind), model.parts()).unwrap(), model);
            let columns = model.to_column_major();
            let [h, j, w, b] = shape(kind).ranges().map(|range| &columns[range]);
            if kind.has_couplings() {
                // J[μ, i, ν, j] with μ fastest.
                assert_eq!(j[5 + 12 * 7], model.parts().j[5 * 12 + 7]);
            }
            let back = Model::from_column_major(shape(kind), Parts { h, j, w, b }).unwrap();
            assert_eq!(back, model);
            assert_eq!(model.named().map(|(_, part)| part.len()).sum::<usize>(), columns.len());
        }
    }

    #[test]
    fn sums_have_the_sum_of_energies_and_keep_prefactors() {
        let rng = &mut ChaCha8Rng::seed_from_u64(2);
        let models = [
            Model::<f64>::random(shape(Kind::Pairwise), 1.0, rng),
            Model::random(shape(Kind::Rbm), 1.0, rng).with_prefactor(0.5),
            Model::random(shape(Kind::Srbm), 1.0, rng).with_prefactor(-2.0),
        ];
        let members: Vec<_> = models.iter().collect();
        let (sum, mean) = (Model::sum(&members).unwrap(), Model::mean(&members).unwrap());
        assert_eq!(sum.shape().kind(), Kind::Srbm);
        for sample in [[0, 1, 2, 0], [2, 2, 1, 1]] {
            let expected: f64 = models.iter().map(|model| model.energy(&sample)).sum();
            assert!((sum.energy(&sample) - expected).abs() < 1e-12);
            assert!((mean.energy(&sample) - expected / 3.0).abs() < 1e-12);
        }
        assert!(Model::<f64>::sum(&[]).is_err());
    }

    #[test]
    fn initial_couplings_are_symmetric_without_self_couplings() {
        let model = Model::<f64>::initial(shape(Kind::Srbm), &mut ChaCha8Rng::seed_from_u64(3));
        let j = model.parts().j;
        for (i, k) in (0..12).flat_map(|i| (0..12).map(move |k| (i, k))) {
            assert_eq!(j[i * 12 + k], j[k * 12 + i]);
            assert_eq!(j[i * 12 + k] == 0.0, i / 3 == k / 3);
        }
    }
}
