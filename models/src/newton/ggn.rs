//! The Gauss–Newton matrix of a loss through its square root, block by block.

use super::criterion::{Criterion, Policy, SmallEigenvalues};
use super::damping::Damping;
use super::error::require;
use super::groups::{Group, GroupId, ParamGroups, PerGroup};
use super::results::{Directional, Eigenpairs, NewtonStep};
use super::spectrum::{Spectrum, decompose, decompose_leading, eigenvalues};
use super::{FactorSource, NewtonError, Warning};
use crate::jacobians::{Curvature, Factor, Reduction};
use cotangent::drivers::{Matrix, NamedArray, NamedArrays};
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

/// The objective as a multiple of the mean over samples.
pub(super) fn scale(reduction: Reduction, n_samples: usize) -> f64 {
    match reduction {
        Reduction::Mean => 1.0,
        Reduction::Sum => n_samples as f64,
    }
}

/// Settings of a [`Ggn`].
#[derive(Debug, Clone)]
pub struct GgnBuilder<'s, S> {
    source: &'s S,
    reduction: Reduction,
    curvature: Curvature,
    ggn_samples: Option<Vec<usize>>,
    gradient_samples: Option<Vec<usize>>,
    groups: ParamGroups,
    frozen: Vec<String>,
    small: SmallEigenvalues,
}

impl<'s, S: FactorSource> GgnBuilder<'s, S> {
    /// Whether the objective is the mean over samples, as by default, or the sum.
    #[must_use]
    pub fn reduction(self, reduction: Reduction) -> Self {
        Self { reduction, ..self }
    }

    /// The Hessians of the losses whole, as by default, or by draws.
    #[must_use]
    pub fn curvature(self, curvature: Curvature) -> Self {
        Self { curvature, ..self }
    }

    /// The samples for the matrix; all of them by default.
    #[must_use]
    pub fn subsample_ggn(self, samples: &[usize]) -> Self {
        Self { ggn_samples: Some(samples.to_vec()), ..self }
    }

    /// The samples for the gradient; all of them by default.
    #[must_use]
    pub fn subsample_gradient(self, samples: &[usize]) -> Self {
        Self { gradient_samples: Some(samples.to_vec()), ..self }
    }

    /// The blocks; by default one for all parameters.
    #[must_use]
    pub fn groups(self, groups: ParamGroups) -> Self {
        Self { groups, ..self }
    }

    /// Leaves that no group has, by their paths; none by default.
    #[must_use]
    pub fn frozen<P: Into<String>>(self, leaves: impl IntoIterator<Item = P>) -> Self {
        Self { frozen: leaves.into_iter().map(Into::into).collect(), ..self }
    }

    /// How small eigenvalues are treated.
    #[must_use]
    pub fn small_eigenvalues(self, small: SmallEigenvalues) -> Self {
        Self { small, ..self }
    }

    /// Makes the matrix' square root.
    ///
    /// # Errors
    /// If a list of samples is empty, has one twice or one that is not there; if a leaf is in two groups or in none of the
    /// parameters, a group has no leaves, or two have one name; if a setting is out of range; if the loss has no factors.
    pub fn build(self) -> Result<Ggn<'s, S>, NewtonError> {
        self.small.check()?;
        let n = self.source.n_samples();
        let ggn_samples = chosen("the sub-sample for the curvature", self.ggn_samples, n)?;
        let gradient_samples = chosen("the sub-sample for gradients", self.gradient_samples, n)?;
        let root = self.source.curvature(self.curvature, &ggn_samples)?;
        let groups = self.groups.resolve(root.layout(), &self.frozen)?;
        Ok(Ggn {
            source: self.source,
            reduction: self.reduction,
            small: self.small,
            weight: scale(self.reduction, n) / ggn_samples.len() as f64,
            gradient_samples,
            spectra: groups.iter().map(|_| RefCell::default()).collect(),
            root,
            gradients: OnceCell::new(),
            groups,
        })
    }
}

/// All samples, or a list of them that was checked.
fn chosen(
    what: &'static str,
    list: Option<Vec<usize>>,
    n_samples: usize,
) -> Result<Vec<usize>, NewtonError> {
    let Some(list) = list else {
        return match n_samples {
            0 => Err(NewtonError::Empty { what: "the batch".into() }),
            _ => Ok((0..n_samples).collect()),
        };
    };
    if list.is_empty() {
        return Err(NewtonError::Empty { what: what.into() });
    }
    let mut places = vec![None; n_samples];
    for (place, &sample) in list.iter().enumerate() {
        let Some(seen) = places.get_mut(sample) else {
            return Err(NewtonError::NoSuchSample { what, sample, place, n_samples });
        };
        if let Some(first) = seen.replace(place) {
            return Err(NewtonError::RepeatedSample { what, sample, first, second: place });
        }
    }
    Ok(list)
}

/// The Gauss–Newton matrix G of an objective, as blocks over groups of parameters.
///
/// G = (w) V·Vᵀ with a column Jₙᵀ sₙ_c of V for each factor of each sample, and w = 1/N for a mean or 1 for a sum. The matrix Vᵀ·V of size C·N
/// has the same nonzero eigenvalues, and all that follows is done in it; vectors over the parameters are made where
/// they are asked for. Eigenvectors of a group are found once and kept.
pub struct Ggn<'s, S: FactorSource> {
    source: &'s S,
    reduction: Reduction,
    small: SmallEigenvalues,
    /// G = weight · V·Vᵀ.
    weight: f64,
    gradient_samples: Vec<usize>,
    root: S::Factor,
    gradients: OnceCell<S::Factor>,
    groups: Vec<Group>,
    spectra: Vec<RefCell<Option<Arc<Spectrum>>>>,
}

impl<'s, S: FactorSource> Ggn<'s, S> {
    /// The matrix of all samples' mean loss, whole, unless the settings say otherwise.
    pub fn builder(source: &'s S) -> GgnBuilder<'s, S> {
        GgnBuilder {
            source,
            reduction: Reduction::Mean,
            curvature: Curvature::default(),
            ggn_samples: None,
            gradient_samples: None,
            groups: ParamGroups::One,
            frozen: vec![],
            small: SmallEigenvalues::default(),
        }
    }

    /// The groups, in the order of results.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The handle of the group with this name.
    pub fn group(&self, name: &str) -> Option<GroupId> {
        self.groups.iter().position(|group| group.name == name).map(GroupId)
    }

    /// One block.
    ///
    /// # Panics
    /// If the handle is that of another matrix' groups, and there are fewer here.
    #[track_caller]
    pub fn block(&self, group: GroupId) -> Block<'_, 's, S> {
        assert!(group.0 < self.groups.len(), "group {} of {}", group.0, self.groups.len());
        Block { ggn: self, index: group.0 }
    }

    /// The square root V, nothing divided by the number of samples.
    pub fn root(&self) -> &S::Factor {
        &self.root
    }

    /// [`Block::eigenvalues`] of each group.
    ///
    /// # Errors
    /// As there.
    pub fn eigenvalues(&self) -> Result<PerGroup<Vec<f64>>, NewtonError> {
        self.each(|block| block.eigenvalues())
    }

    /// [`Block::eigenpairs`] of each group.
    ///
    /// # Errors
    /// As there.
    pub fn eigenpairs(
        &self,
        criterion: &Criterion<'_>,
    ) -> Result<PerGroup<Eigenpairs>, NewtonError> {
        self.each(|block| block.eigenpairs(criterion))
    }

    /// [`Block::directional_derivatives`] of each group.
    ///
    /// # Errors
    /// As there.
    pub fn directional_derivatives(
        &self,
        criterion: &Criterion<'_>,
    ) -> Result<PerGroup<Directional>, NewtonError> {
        self.each(|block| block.directional_derivatives(criterion))
    }

    /// [`Block::damped_newton`] of each group.
    ///
    /// # Errors
    /// As there.
    pub fn damped_newton(
        &self,
        criterion: &Criterion<'_>,
        damping: &Damping<'_>,
    ) -> Result<PerGroup<NewtonStep>, NewtonError> {
        self.each(|block| block.damped_newton(criterion, damping))
    }

    fn each<T>(
        &self,
        compute: impl Fn(Block<'_, 's, S>) -> Result<T, NewtonError>,
    ) -> Result<PerGroup<T>, NewtonError> {
        let all = (0..self.groups.len()).map(|index| compute(Block { ggn: self, index }));
        Ok(PerGroup(all.collect::<Result<_, _>>()?))
    }

    fn gradients(&self) -> Result<&S::Factor, NewtonError> {
        if self.gradients.get().is_none() {
            let gradients = self.source.gradients(&self.gradient_samples)?;
            require(
                gradients.n_factors() == 1,
                "the number of gradients of a sample",
                "1",
                gradients.n_factors(),
            )?;
            // Cannot have been set in between.
            drop(self.gradients.set(gradients));
        }
        Ok(self.gradients.get().expect("set above"))
    }
}

/// The block of G over one group of parameters.
pub struct Block<'g, 's, S: FactorSource> {
    ggn: &'g Ggn<'s, S>,
    index: usize,
}

impl<S: FactorSource> Block<'_, '_, S> {
    fn group(&self) -> &Group {
        &self.ggn.groups[self.index]
    }

    fn leaves(&self) -> &[usize] {
        &self.group().leaves
    }

    /// w·Vᵀ·V, `[C·N_G, C·N_G]`; factor c of sample n is row and column c·N_G + n.
    pub fn gram(&self) -> Matrix {
        let gram = self.ggn.root.gram(self.leaves());
        let (n, weight) = (gram.n_rows(), self.ggn.weight);
        let mut floats = gram.into_vec();
        floats.iter_mut().for_each(|x| *x *= weight);
        Matrix::from_vec(n, n, floats)
    }

    /// The eigenvalues, ascending, all C·N_G: those of the Gram matrix, which are G's but for the number of zeros.
    ///
    /// Costs a Gram matrix and a third of its decomposition, or nothing where all eigenvectors were found before.
    ///
    /// # Errors
    /// If the Gram matrix is not finite, if its eigenvalues are not found, or if the policy refuses one.
    pub fn eigenvalues(&self) -> Result<Vec<f64>, NewtonError> {
        let Group { name, .. } = self.group();
        match &*self.ggn.spectra[self.index].borrow() {
            Some(spectrum) if spectrum.is_whole() => Ok(spectrum.values.clone()),
            _ => {
                let mut values = eigenvalues(name, self.ggn.root.n_samples(), &self.gram())?;
                self.ggn.small.clean(name, &mut values)?;
                Ok(values)
            }
        }
    }

    /// The eigenvectors of the kept eigenvalues, over the parameters.
    ///
    /// Costs a Gram matrix, its decomposition, and a product of V with K columns. For few of many, as [`Criterion::TopK`] asks for them,
    /// the largest alone are looked for, which takes a fraction of the whole decomposition.
    ///
    /// # Errors
    /// As [`eigenvalues`](Self::eigenvalues), and if the criterion asks for what is not there.
    pub fn eigenpairs(&self, criterion: &Criterion<'_>) -> Result<Eigenpairs, NewtonError> {
        let Kept { spectrum, kept, warnings } = self.keep(criterion)?;
        let length = |index: usize| self.ggn.weight.sqrt() / spectrum.value(index).sqrt();
        let vectors = self.ggn.root.times(self.leaves(), &spectrum.columns(&kept, length));
        let values = kept.iter().map(|&index| spectrum.value(index)).collect();
        let vectors = self.arrays(&unit_columns(vectors), true);
        Ok(Eigenpairs { kept, values, vectors, warnings })
    }

    /// Slopes and curvatures of each sample along the kept eigenvectors, which are not themselves made.
    ///
    /// Costs a Gram matrix, its decomposition, and the inner products of gradients with the columns of V.
    ///
    /// # Errors
    /// As [`eigenpairs`](Self::eigenpairs).
    pub fn directional_derivatives(
        &self,
        criterion: &Criterion<'_>,
    ) -> Result<Directional, NewtonError> {
        let Kept { spectrum, kept, warnings } = self.keep(criterion)?;
        let ggn = self.ggn;
        let gradients = ggn.gradients()?;
        let values: Vec<f64> = kept.iter().map(|&index| spectrum.value(index)).collect();
        let length = |index: usize| ggn.weight.sqrt() / spectrum.value(index).sqrt();
        let inner = gradients.cross_gram(self.leaves(), &ggn.root);
        let gammas = product(&inner, &spectrum.columns(&kept, length));
        // eₖᵀ Jₙᵀ Hₙ Jₙ eₖ = Σ_c (vₙ_c·eₖ)², and Vᵀ·eₖ = √(λₖ/w) ẽₖ.
        let gram_vectors = spectrum.columns(&kept, |_| 1.0);
        let n_samples = ggn.root.n_samples();
        let mut lambdas = Matrix::zeros(n_samples, kept.len());
        for row in 0..gram_vectors.n_rows() {
            for (k, value) in values.iter().enumerate() {
                lambdas[(row % n_samples, k)] +=
                    value / ggn.weight * gram_vectors[(row, k)].powi(2);
            }
        }
        let scale = scale(ggn.reduction, ggn.source.n_samples());
        let reduced = |matrix: &Matrix| {
            let scale = scale / matrix.n_rows() as f64;
            let mut sums = vec![0.0; matrix.n_columns()];
            for row in 0..matrix.n_rows() {
                sums.iter_mut().zip(matrix.row(row)).for_each(|(sum, x)| *sum += x);
            }
            sums.iter_mut().for_each(|sum| *sum *= scale);
            sums
        };
        let (slopes, curvatures) = (reduced(&gammas), reduced(&lambdas));
        Ok(Directional {
            kept,
            values,
            gram_vectors,
            gammas,
            lambdas,
            slopes,
            curvatures,
            warnings,
        })
    }

    /// The damped Newton step in the span of the kept eigenvectors; nothing moves outside of it.
    ///
    /// Costs what [`directional_derivatives`](Self::directional_derivatives) does, and a product of V with one column.
    ///
    /// # Errors
    /// As there, and if there are not as many dampings as directions, or if a damped curvature is not positive and finite.
    pub fn damped_newton(
        &self,
        criterion: &Criterion<'_>,
        damping: &Damping<'_>,
    ) -> Result<NewtonStep, NewtonError> {
        let ggn = self.ggn;
        let directional = self.directional_derivatives(criterion)?;
        let n_samples = ggn.source.n_samples();
        let dampings = damping.along(&self.group().name, &directional, ggn.reduction, n_samples)?;
        let Directional { values, slopes, curvatures, gram_vectors, .. } = &directional;
        let along = |k: usize| {
            let newton = -slopes[k] / (curvatures[k] + dampings[k]);
            newton * ggn.weight.sqrt() / values[k].sqrt()
        };
        let weights: Vec<f64> = (0..values.len()).map(along).collect();
        let combined = gram_vectors.times(&weights);
        let combined = Matrix::from_vec(combined.len(), 1, combined);
        let step = self.arrays(&ggn.root.times(self.leaves(), &combined), false);
        Ok(NewtonStep { step, dampings, directional })
    }

    fn keep(&self, criterion: &Criterion<'_>) -> Result<Kept, NewtonError> {
        let Group { name, n_parameters, .. } = self.group();
        let spectrum = self.spectrum(criterion)?;
        let zero = self.ggn.small.zero(&spectrum, *n_parameters);
        let mut kept = criterion.keep(name, &spectrum, zero)?;
        let warnings = self.ggn.small.sift(name, &spectrum, zero, &mut kept)?;
        Ok(Kept { spectrum, kept, warnings })
    }

    /// The eigenvalues that a criterion needs, found now or before.
    fn spectrum(&self, criterion: &Criterion<'_>) -> Result<Arc<Spectrum>, NewtonError> {
        let ggn = self.ggn;
        let (name, n_samples) = (&self.group().name, ggn.root.n_samples());
        let n = n_samples * ggn.root.n_factors();
        // What the policy says of negative eigenvalues it says of all.
        let few = criterion.few_of(n).filter(|_| ggn.small.policy == Policy::Clip);
        let cell = &ggn.spectra[self.index];
        if let Some(found) = &*cell.borrow()
            && found.has(few.unwrap_or(n))
        {
            return Ok(Arc::clone(found));
        }
        let gram = self.gram();
        let mut found = match few {
            Some(k) => decompose_leading(name, n_samples, &gram, k)?,
            None => decompose(name, n_samples, &gram)?,
        };
        ggn.small.clean(name, &mut found.values)?;
        let found = Arc::new(found);
        *cell.borrow_mut() = Some(Arc::clone(&found));
        Ok(found)
    }

    /// The columns of a matrix over the group's parameters as arrays of its leaves, `[K, *p]`, or `[*p]` of one.
    fn arrays(&self, columns: &Matrix, outer: bool) -> NamedArrays {
        let mut row = 0;
        let arrays = self.leaves().iter().map(|&leaf| {
            let slot = &self.ggn.root.layout().leaves[leaf];
            let n = slot.range.len();
            let k = columns.n_columns();
            let mut floats = Vec::with_capacity(k * n);
            for column in 0..k {
                floats.extend((row..row + n).map(|row| columns[(row, column)]));
            }
            row += n;
            let outer = outer.then_some(k);
            let shape = outer.into_iter().chain(slot.shape.iter().copied()).collect();
            NamedArray { path: slot.path.clone(), shape, floats }
        });
        NamedArrays { arrays: arrays.collect() }
    }
}

/// Eigenvalues and those that a criterion keeps.
struct Kept {
    spectrum: Arc<Spectrum>,
    kept: Vec<usize>,
    warnings: Vec<Warning>,
}

/// Each column with length 1.
fn unit_columns(mut matrix: Matrix) -> Matrix {
    for column in 0..matrix.n_columns() {
        let square: f64 = (0..matrix.n_rows()).map(|row| matrix[(row, column)].powi(2)).sum();
        for row in 0..matrix.n_rows() {
            matrix[(row, column)] /= square.sqrt();
        }
    }
    matrix
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let mut product = Matrix::zeros(a.n_rows(), b.n_columns());
    for row in 0..a.n_rows() {
        for (inner, &x) in a.row(row).iter().enumerate() {
            for (column, &y) in b.row(inner).iter().enumerate() {
                product[(row, column)] += x * y;
            }
        }
    }
    product
}
