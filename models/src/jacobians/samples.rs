//! Batches of samples of any plain function, and the sweeps that answer questions about them.

use super::error::{JacobianError, all_below, has_length, not_empty};
use super::loss::{Curvature, Loss};
use super::materialised::Materialised;
use super::quantities::{Frame, Jacobian, Quantity, Source, SquareRoot};
use cotangent::Differentiable;
use cotangent::drivers::{
    Batch, Buffers, Lanes, Matrix, NamedArrays, Parts, PerSample, Piece, Request, Results,
};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// How an objective is made of the samples' losses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reduction {
    /// (1/N) Σ ℓₙ.
    Mean,
    /// Σ ℓₙ.
    Sum,
}

/// What gradients and factors are derivatives of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scaling {
    /// Each sample's own loss ℓₙ: nothing is divided by the number of samples.
    #[default]
    PerSample,
    /// Each sample's term of the objective: with a mean over N samples gₙ = ∇ℓₙ/N, and factors are divided by √N. N counts
    /// the whole batch, also where a part of it is asked for.
    AsObjective(Reduction),
}

impl Scaling {
    /// What a gradient is multiplied by; factors by its root.
    pub(super) fn of_gradients(self, n_samples: usize) -> f64 {
        match self {
            Scaling::AsObjective(Reduction::Mean) => 1.0 / n_samples as f64,
            Scaling::AsObjective(Reduction::Sum) | Scaling::PerSample => 1.0,
        }
    }
}

/// How rows are pulled back: one by one, or in lanes.
pub trait Sweep<P: ?Sized, Y>: Sync {
    /// A batch whose rows are the seeds, `[n_rows, n_outputs]`, times each sample's Jacobian. Samples are `index`.
    #[doc(hidden)]
    fn rows<'s>(
        &'s self,
        start: PerSample<'s, P, Y>,
        index: &'s [usize],
        n_rows: usize,
        seeds: &'s (dyn Fn(usize, &[f64]) -> Matrix + Sync),
    ) -> PerSample<'s, P, Y>;
}

impl<P: ?Sized, Y, S: Sweep<P, Y>> Sweep<P, Y> for &S {
    fn rows<'s>(
        &'s self,
        start: PerSample<'s, P, Y>,
        index: &'s [usize],
        n_rows: usize,
        seeds: &'s (dyn Fn(usize, &[f64]) -> Matrix + Sync),
    ) -> PerSample<'s, P, Y> {
        (**self).rows(start, index, n_rows, seeds)
    }
}

struct OneByOne<F>(F);
struct InLanes<F, const L: usize>(F);

impl<P, Y, F> Sweep<P, Y> for OneByOne<F>
where
    P: Differentiable + Sync + ?Sized,
    Y: Differentiable + Sync,
    F: Fn(&P, usize, &mut dyn FnMut(&Y) -> Y::Tangent) -> P::Tangent + Sync,
{
    fn rows<'s>(
        &'s self,
        start: PerSample<'s, P, Y>,
        index: &'s [usize],
        n_rows: usize,
        seeds: &'s (dyn Fn(usize, &[f64]) -> Matrix + Sync),
    ) -> PerSample<'s, P, Y> {
        start.seeded(n_rows, seeds, |p, at, seed| (self.0)(p, index[at], seed))
    }
}

impl<P, Y, F, const L: usize> Sweep<P, Y> for InLanes<F, L>
where
    P: Differentiable<Tangent: Sync + 'static> + Sync + ?Sized,
    Y: Differentiable<Tangent: Sync + 'static> + Sync,
    F: Fn(&P, usize, &mut dyn FnMut(&Y) -> Lanes<Y, L>) -> Lanes<P, L> + Sync,
{
    fn rows<'s>(
        &'s self,
        start: PerSample<'s, P, Y>,
        index: &'s [usize],
        n_rows: usize,
        seeds: &'s (dyn Fn(usize, &[f64]) -> Matrix + Sync),
    ) -> PerSample<'s, P, Y> {
        start.seeded_lanes::<L>(n_rows, seeds, |p, at, seed| (self.0)(p, index[at], seed))
    }
}

/// The samples of a batch, each through the same plain function of the parameters.
///
/// Any function of one sample will do; nothing is asked of how it is built. Samples cannot be mixed, since the function
/// sees one. All cores work, and results do not depend on their number.
///
/// ```
/// use cotangent::differentiable;
/// use cotangent_models::jacobians::{Gradients, Samples, SquaredError, Variance};
///
/// #[differentiable(wrt(p))]
/// fn line(p: &[f64; 2], x: f64) -> [f64; 1] {
///     [p[0] * x + p[1]]
/// }
/// # fn main() -> Result<(), cotangent_models::jacobians::JacobianError> {
/// let (p, x) = ([2.0, 1.0], [1.0, 3.0]);
/// let loss = SquaredError::new(&[3.0, 6.0], 1)?;
/// let samples = Samples::new(&p, x.len(), [0.0], |p, n, seed| {
///     let (y, pullback) = line::vjp(p, x[n]);
///     pullback(seed(&y))
/// })?;
/// // The residuals are 0 and 1.
/// let (gradients, variance) = samples.loss(&loss)?.run((Gradients, Variance))?;
/// assert_eq!(gradients.arrays[0].floats, [0.0, 0.0, 6.0, 2.0]);
/// assert_eq!(variance.arrays[0].floats, [9.0, 1.0]);
/// # Ok(())
/// # }
/// ```
/// Derivatives by a sample itself are asked for in the same way: any sample stands for the parameters, and the sweep pulls back to
/// the sample of its index, `Samples::new(&x[0], x.len(), y, |_, n, seed| { let (y, pull) = f::vjp_wrt_x(p, &x[n]); pull(seed(&y)) })`.
pub struct Samples<'f, P: ?Sized, Y, S> {
    parameters: &'f P,
    y: Y,
    sweep: S,
    /// The number of samples of the whole batch, and those that are asked for.
    n_all: usize,
    index: Vec<usize>,
    loss: Option<&'f dyn Loss>,
    scaling: Scaling,
}

impl<'f, P, Y> Samples<'f, P, Y, ()>
where
    P: Differentiable + Sync + ?Sized,
    Y: Differentiable + Clone + Sync,
{
    /// With a sweep that pulls back one row at a time. `y` is any result for one sample; only its shape matters.
    ///
    /// # Errors
    /// If there are no samples, no outputs or no parameters.
    pub fn new<F>(
        parameters: &'f P,
        n_samples: usize,
        y: Y,
        sweep: F,
    ) -> Result<Samples<'f, P, Y, impl Sweep<P, Y> + use<'f, P, Y, F>>, JacobianError>
    where
        F: Fn(&P, usize, &mut dyn FnMut(&Y) -> Y::Tangent) -> P::Tangent + Sync,
    {
        Samples::start(parameters, n_samples, y, OneByOne(sweep))
    }

    /// With a sweep that pulls back `L` rows at once, for functions under `#[differentiable(lanes)]`:
    /// `Samples::in_lanes::<8, _>(&p, n, y, |p, n, seed| { let (y, pull) = f::vjp_lanes(p, &x[n]); pull(seed(&y)) })`.
    ///
    /// # Errors
    /// If there are no samples, no outputs or no parameters.
    pub fn in_lanes<const L: usize, F>(
        parameters: &'f P,
        n_samples: usize,
        y: Y,
        sweep: F,
    ) -> Result<Samples<'f, P, Y, impl Sweep<P, Y> + use<'f, P, Y, F, L>>, JacobianError>
    where
        P: Differentiable<Tangent: Sync + 'static>,
        Y: Differentiable<Tangent: Sync + 'static>,
        F: Fn(&P, usize, &mut dyn FnMut(&Y) -> Lanes<Y, L>) -> Lanes<P, L> + Sync,
    {
        Samples::start(parameters, n_samples, y, InLanes::<F, L>(sweep))
    }
}

/// How the whole Jacobian is made; all ways give the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A pass over the samples for each output: gradients of Σₙ fₙ_c.
    PerOutput,
    /// All outputs of a sample, one after the other or in lanes, as the sweep was given.
    OneSweep,
}

impl<'f, P, Y, S> Samples<'f, P, Y, S>
where
    P: Differentiable + Sync + ?Sized,
    Y: Differentiable + Clone + Sync,
    S: Sweep<P, Y>,
{
    fn start(parameters: &'f P, n_all: usize, y: Y, sweep: S) -> Result<Self, JacobianError> {
        not_empty("samples", n_all)?;
        not_empty("outputs of a sample", y.n_coordinates())?;
        not_empty("floats to differentiate in", parameters.n_coordinates())?;
        let (index, scaling) = ((0..n_all).collect(), Scaling::PerSample);
        Ok(Self { parameters, y, sweep, n_all, index, loss: None, scaling })
    }

    /// With a loss of the samples.
    ///
    /// # Errors
    /// If it has targets for another number of samples, or reads another number of outputs.
    pub fn loss(self, loss: &'f dyn Loss) -> Result<Self, JacobianError> {
        has_length("targets of the loss", self.n_all, loss.n_samples())?;
        has_length("outputs that the loss reads", self.n_outputs(), loss.n_outputs())?;
        Ok(Self { loss: Some(loss), ..self })
    }

    /// With another scaling of gradients and factors. Jacobians are never scaled.
    #[must_use]
    pub fn scaling(self, scaling: Scaling) -> Self {
        Self { scaling, ..self }
    }

    /// For these samples alone, in this order. A sample may come more than once.
    ///
    /// # Errors
    /// If the list is empty, or if an index is not below the number of samples.
    pub fn subsample(self, index: &[usize]) -> Result<Self, JacobianError> {
        not_empty("indices of samples", index.len())?;
        all_below("indices of samples", index, self.n_all)?;
        Ok(Self { index: index.to_vec(), ..self })
    }

    /// Some of these samples, by their places among them, in this order and not scaled.
    ///
    /// # Errors
    /// If the list is empty, or if a place is not below the number of samples.
    pub fn part(&self, places: &[usize]) -> Result<Samples<'f, P, Y, &S>, JacobianError> {
        not_empty("indices of samples", places.len())?;
        all_below("indices of samples", places, self.index.len())?;
        Ok(Samples {
            parameters: self.parameters,
            y: self.y.clone(),
            sweep: &self.sweep,
            n_all: self.n_all,
            index: places.iter().map(|&place| self.index[place]).collect(),
            loss: self.loss,
            scaling: Scaling::PerSample,
        })
    }

    /// The number of samples that are asked for.
    pub fn n_samples(&self) -> usize {
        self.index.len()
    }

    /// The number C of outputs of a sample.
    pub fn n_outputs(&self) -> usize {
        self.y.n_coordinates()
    }

    /// Answers questions by one pass over the samples: a single [`Quantity`] or a tuple of them. Memory is that of the answers, and for
    /// each core of one sample's rows.
    ///
    /// # Errors
    /// If a loss is needed and none was given, if it has no factors, or if a vector has the wrong length.
    pub fn run<Q: Quantity>(&self, quantity: Q) -> Result<Q::Output, JacobianError> {
        self.run_on(&self.index, quantity)
    }

    /// The same for so many samples at a time, in order: what was asked is answered for each chunk by itself and handed over with the
    /// places of its samples.
    ///
    /// # Errors
    /// As [`run`](Self::run), and if a chunk has no samples.
    pub fn for_each_chunk<Q: Quantity>(
        &self,
        n_samples: usize,
        quantity: &Q,
        mut take: impl FnMut(Range<usize>, Q::Output),
    ) -> Result<(), JacobianError> {
        not_empty("samples of a chunk", n_samples)?;
        for start in (0..self.index.len()).step_by(n_samples) {
            let range = start..self.index.len().min(start + n_samples);
            take(range.clone(), self.run_on(&self.index[range], quantity)?);
        }
        Ok(())
    }

    fn run_on<Q: Quantity>(
        &self,
        index: &[usize],
        quantity: Q,
    ) -> Result<Q::Output, JacobianError> {
        let mut sources = vec![];
        quantity.sources(&mut sources);
        let mut frame = Frame::new(index.len(), self.n_outputs(), self.parameters.layout());
        for source in sources {
            let n_rows = match source {
                Source::Jacobian => self.n_outputs(),
                Source::Output(output) => {
                    all_below("outputs", &[output], self.n_outputs())?;
                    1
                }
                Source::Gradient => self.given_loss().map(|_| 1)?,
                Source::Factors(curvature) => curvature.n_factors(self.given_loss()?)?,
            };
            not_empty("rows of a sample", n_rows)?;
            frame.add(source, n_rows);
        }
        quantity.check(&frame)?;
        let failure = Mutex::new(None);
        let seeds = |at: usize, y: &[f64]| {
            self.seeds(&frame, index[at], y).unwrap_or_else(|error| {
                let mut first = failure.lock().unwrap_or_else(PoisonError::into_inner);
                if first.as_ref().is_none_or(|(sample, _)| at < *sample) {
                    *first = Some((at, error));
                }
                Matrix::zeros(frame.n_rows(), y.len())
            })
        };
        let start = PerSample::new(self.parameters, index.len(), self.y.clone());
        let batch = self.sweep.rows(start, index, frame.n_rows(), &seeds);
        let answer = batch.run(Asked { quantity: &quantity, frame: &frame });
        drop(batch);
        match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((_, error)) => Err(error),
            None => Ok(answer),
        }
    }

    pub(super) fn given_loss(&self) -> Result<&'f dyn Loss, JacobianError> {
        self.loss.ok_or(JacobianError::NoLoss)
    }

    pub(super) fn parameters(&self) -> &'f P {
        self.parameters
    }

    /// The samples that are asked for.
    pub(super) fn index(&self) -> &[usize] {
        &self.index
    }

    /// What gradients are multiplied by.
    pub(super) fn scale(&self) -> f64 {
        self.scaling.of_gradients(self.n_all)
    }

    /// Rows of the samples that are asked for.
    pub(super) fn sweep_rows<'s>(
        &'s self,
        n_rows: usize,
        seeds: &'s (dyn Fn(usize, &[f64]) -> Matrix + Sync),
    ) -> PerSample<'s, P, Y> {
        let start = PerSample::new(self.parameters, self.index.len(), self.y.clone());
        self.sweep.rows(start, &self.index, n_rows, seeds)
    }

    /// What is pulled back for a sample, a row for each row of the frame.
    fn seeds(&self, frame: &Frame, sample: usize, y: &[f64]) -> Result<Matrix, JacobianError> {
        let (mut all, scale) = (vec![], self.scale());
        let unit = |output: usize| (0..y.len()).map(move |c| if c == output { 1.0 } else { 0.0 });
        for (source, _) in &frame.sources {
            match *source {
                Source::Jacobian => all.extend((0..y.len()).flat_map(unit)),
                Source::Output(output) => all.extend(unit(output)),
                Source::Gradient => {
                    let gradient = self.given_loss()?.gradient(sample, y);
                    all.extend(gradient.iter().map(|g| scale * g));
                }
                Source::Factors(curvature) => {
                    let factors = curvature.factors(self.given_loss()?, sample, y)?;
                    all.extend(factors.as_slice().iter().map(|s| scale.sqrt() * s));
                }
            }
        }
        Ok(Matrix::from_vec(frame.n_rows(), y.len(), all))
    }

    /// The square root of the Gauss–Newton matrix in memory, 8·C·N·D bytes.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn factors(&self, curvature: Curvature) -> Result<Materialised, JacobianError> {
        Ok(self.materialised(&self.run(SquareRoot(Source::Factors(curvature)))?))
    }

    /// The samples' gradients side by side, 8·N·D bytes, with one factor for each sample.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn gradients(&self) -> Result<Materialised, JacobianError> {
        Ok(self.materialised(&self.run(SquareRoot(Source::Gradient))?))
    }

    /// The rows of the Jacobian side by side: its Gram matrix is the empirical tangent kernel.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn jacobian_rows(&self) -> Result<Materialised, JacobianError> {
        Ok(self.materialised(&self.run(SquareRoot(Source::Jacobian))?))
    }

    fn materialised(&self, root: &NamedArrays) -> Materialised {
        Materialised::from_arrays(self.parameters.layout(), self.index.len(), root)
    }

    /// The Jacobian, for each leaf of shape s an array of shape `[N, C, *s]`, in one of several ways.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn jacobian(&self, way: Way) -> Result<NamedArrays, JacobianError> {
        if way == Way::OneSweep {
            return self.run(Jacobian);
        }
        let (n, c) = (self.n_samples(), self.n_outputs());
        let mut whole: Option<NamedArrays> = None;
        for output in 0..c {
            let part = self.run(SquareRoot(Source::Output(output)))?;
            let whole = whole.get_or_insert_with(|| {
                let mut whole = part.clone();
                for array in &mut whole.arrays {
                    array.shape.splice(..2, [n, c]);
                    array.floats = vec![0.0; c * array.floats.len()];
                }
                whole
            });
            for (whole, part) in whole.arrays.iter_mut().zip(&part.arrays) {
                let length = part.floats.len() / n;
                if length > 0 {
                    let rows = whole.floats.chunks_exact_mut(length).skip(output).step_by(c);
                    rows.zip(part.floats.chunks_exact(length))
                        .for_each(|(to, from)| to.copy_from_slice(from));
                }
            }
        }
        whole.ok_or(JacobianError::Empty { what: "outputs of a sample" })
    }
}

/// A quantity as a request of the driver.
struct Asked<'q, Q> {
    quantity: &'q Q,
    frame: &'q Frame,
}

impl<Q: Quantity> Request for Asked<'_, Q> {
    type Output = Q::Output;
    fn declare(&self, _: &Batch, buffers: &mut Buffers) {
        self.quantity.declare(self.frame, buffers);
    }
    fn visit(&self, piece: &Piece<'_>, parts: &mut Parts<'_>) {
        self.quantity.visit(self.frame, piece, parts);
    }
    fn finish(&self, _: &Batch, results: &mut Results) -> Q::Output {
        self.quantity.finish(self.frame, results)
    }
}
