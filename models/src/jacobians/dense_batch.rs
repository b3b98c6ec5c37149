//! Batches of a function that is built of dense layers.

use super::error::{JacobianError, all_below, has_length, not_empty};
use super::implicit::{Implicit, Layer, Outer, compare, leaf_at};
use super::layers::{Mode, Note, Notes, Taps};
use super::loss::{Curvature, Loss};
use super::products::{Precision, rows};
use super::samples::Scaling;
use cotangent::drivers::Matrix;
use cotangent::leaves::{Floats, Layout};
use cotangent::{Differentiable, Scalar};
use ndarray::{Array2, Axis, concatenate};
use rayon::prelude::*;
use std::sync::{Arc, PoisonError};

/// The samples of a batch through a function of all of them, which calls [`dense`](super::dense()) or [`linear`](super::linear()) for
/// its layers.
///
/// Rows of the data are samples. What each sample's derivatives are made of comes from one sweep on matrices, at the speed of
/// matrix products, and is kept in the form of outer products: see [`Implicit`].
///
/// ```
/// use cotangent::{Differentiable, differentiable};
/// use cotangent_models::jacobians::{DenseBatch, SquaredError, Taps, dense};
/// use ndarray::{Array1, Array2, array};
///
/// #[derive(Clone, Debug, Differentiable)]
/// struct Net {
///     w: Array2<f64>,
///     b: Array1<f64>,
/// }
///
/// #[differentiable(wrt(net), wrt(taps))]
/// fn network(net: &Net, x: &Array2<f64>, taps: &Taps<f64>) -> Array2<f64> {
///     dense(&net.w, &net.b, x, taps, 0).mapv(|v| v.tanh())
/// }
///
/// # fn main() -> Result<(), cotangent_models::jacobians::JacobianError> {
/// let net = Net { w: array![[0.0, 0.0]], b: array![0.0] };
/// let x = array![[3.0, 4.0], [0.0, 1.0]];
/// let loss = SquaredError::new(&[1.0, 1.0], 1)?;
/// let batch = DenseBatch::new(
///     &net,
///     &x,
///     |net, x, taps, seed| {
///         let (y, pullback) = network::vjp_wrt_taps(net, x, taps);
///         pullback(seed(&y))
///     },
///     |net, x, taps, seed| {
///         let (y, pullback) = network::vjp_wrt_net(net, x, taps);
///         pullback(seed(&y))
///     },
/// )?
/// .loss(&loss)?;
/// // gₙ = −2 (xₙ, 1)
/// assert_eq!(batch.gradients()?.squared_norms().total, [4.0 * 26.0, 4.0 * 2.0]);
/// # Ok(())
/// # }
/// ```
pub struct DenseBatch<'f, P: ?Sized, T: Precision, F> {
    parameters: &'f P,
    x: &'f Array2<T>,
    sweep: F,
    layers: Vec<Shape>,
    layout: Layout,
    n_outputs: usize,
    index: Vec<usize>,
    loss: Option<&'f dyn Loss>,
    scaling: Scaling,
}

/// What is known of a layer before a sweep.
#[derive(Debug, Clone, Copy)]
struct Shape {
    weights: usize,
    bias: Option<usize>,
    n_out: usize,
    /// Rows of one sample.
    positions: usize,
}

/// Makes the seeds of a sample from its outputs, a row for each row that is pulled back.
type Seeds<'a> = dyn Fn(usize, &[f64]) -> Result<Matrix, JacobianError> + Sync + 'a;

/// What a layer read, and what reaches its result.
type Pair<T> = (Array2<T>, Array2<T>);

/// Hands a result over for its cotangent.
pub type Seed<'a, T> = &'a mut dyn FnMut(&Array2<T>) -> Array2<T>;

impl<'f, P, T, F> DenseBatch<'f, P, T, F>
where
    P: Differentiable + Sync + ?Sized,
    T: Precision,
    F: Fn(&P, &Array2<T>, &Taps<T>, Seed<'_, T>) -> <Taps<T> as Differentiable>::Tangent + Sync,
{
    /// With the data `[N, width]`, the sweep that pulls back to the taps, and the sweep that pulls back to the parameters.
    ///
    /// The second serves a check: gradients of up to three samples by the layers, beside each other, must be the function's own for each
    /// alone.
    ///
    /// # Errors
    /// If there are no samples, no columns or no parameters; if layers are not numbered from 0 on, or their weights or biases are not
    /// arrays of the parameters as they are; if a parameter has another part in the function, or the function mixes samples.
    pub fn new(
        parameters: &'f P,
        x: &'f Array2<T>,
        sweep: F,
        whole: impl Fn(&P, &Array2<T>, &Taps<T>, Seed<'_, T>) -> P::Tangent,
    ) -> Result<Self, JacobianError> {
        not_empty("samples", x.nrows())?;
        not_empty("columns of the data", x.ncols())?;
        not_empty("floats to differentiate in", parameters.n_coordinates())?;
        let layout = parameters.layout();
        let one = rows(x, 0..1).as_standard_layout().to_owned();
        let probe = Taps {
            offsets: vec![],
            data: one.clone(),
            copies: 1,
            notes: Notes { mode: Mode::Notes, copies: 1, ..Notes::default() },
        };
        let mut n_outputs = 0;
        sweep(parameters, &one, &probe, &mut |y| {
            n_outputs = y.len();
            Array2::zeros(y.dim())
        });
        not_empty("outputs of a sample", n_outputs)?;
        let layers = shapes(parameters, notes(probe.notes)?)?;
        let (index, scaling) = ((0..x.nrows()).collect(), Scaling::PerSample);
        let batch =
            Self { parameters, x, sweep, layers, layout, n_outputs, index, loss: None, scaling };
        batch.check(whole)?;
        Ok(batch)
    }

    /// Compares gradients of random weighted sums of outputs.
    fn check(
        &self,
        whole: impl Fn(&P, &Array2<T>, &Taps<T>, Seed<'_, T>) -> P::Tangent,
    ) -> Result<(), JacobianError> {
        let samples: Vec<usize> = (0..self.x.nrows().min(3)).collect();
        // No sum of a few of these is zero by chance.
        let weight = |k: usize| 1.0 + 0.5 * (1.7 * k as f64 + 0.3).sin();
        let seeds = |_: usize, y: &[f64]| {
            Ok(Matrix::from_vec(1, y.len(), (0..y.len()).map(weight).collect()))
        };
        let beside = self.swept_in(samples.len(), &samples, 1, &seeds)?.to_arrays();
        let tolerance = Scalar::to_f64(T::EPSILON).sqrt();
        for (at, &sample) in samples.iter().enumerate() {
            let flat = |arrays: &cotangent::drivers::NamedArrays, n: usize, at: usize| {
                let of = |array: &cotangent::drivers::NamedArray| {
                    let length = array.floats.len() / n;
                    array.floats[at * length..(at + 1) * length].to_vec()
                };
                arrays.arrays.iter().flat_map(of).collect::<Vec<f64>>()
            };
            let alone = flat(&self.swept(&[sample], 1, &seeds)?.to_arrays(), 1, 0);
            let (data, taps) = self.taps(&[sample], 1);
            let whole = whole(self.parameters, &data, &taps, &mut |y| {
                let weights = (0..y.len()).map(|k| <T as Scalar>::from_f64(weight(k))).collect();
                Array2::from_shape_vec(y.dim(), weights).expect("as many weights as outputs")
            });
            compare(&self.layout, &alone, &whole.to_flat(), tolerance)
                .map_err(|leaf| JacobianError::Unstructured { leaf })?;
            if let Err(leaf) =
                compare(&self.layout, &flat(&beside, samples.len(), at), &alone, tolerance)
            {
                let after = self.mixed_after(&samples, &weight)?;
                return Err(JacobianError::Mixed { leaf, sample, after });
            }
        }
        Ok(())
    }

    /// The last layer whose result for one sample reaches the outputs of another.
    fn mixed_after(
        &self,
        samples: &[usize],
        weight: &(dyn Fn(usize) -> f64 + Sync),
    ) -> Result<Option<usize>, JacobianError> {
        let mut last = None;
        for &own in samples {
            // A sample is in the list once.
            let seeds = |sample: usize, y: &[f64]| {
                let of = |k: usize| if sample == own { weight(k) } else { 0.0 };
                Ok(Matrix::from_vec(1, y.len(), (0..y.len()).map(of).collect()))
            };
            let found = self.swept_in(samples.len(), samples, 1, &seeds)?;
            for (l, layer) in found.layers.iter().enumerate() {
                let Outer { positions, cotangents, .. } = &layer.outer;
                let others = cotangents.axis_chunks_iter(Axis(0), *positions).zip(samples);
                let mut others = others.filter(|(_, sample)| **sample != own);
                if others
                    .any(|(rows, _)| rows.iter().any(|bar| *bar != <T as Scalar>::from_f64(0.0)))
                {
                    last = last.max(Some(l));
                }
            }
        }
        Ok(last)
    }

    /// With a loss of the samples.
    ///
    /// # Errors
    /// If it has targets for another number of samples, or reads another number of outputs.
    pub fn loss(self, loss: &'f dyn Loss) -> Result<Self, JacobianError> {
        has_length("targets of the loss", self.x.nrows(), loss.n_samples())?;
        has_length("outputs that the loss reads", self.n_outputs, loss.n_outputs())?;
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
        all_below("indices of samples", index, self.x.nrows())?;
        Ok(Self { index: index.to_vec(), ..self })
    }

    /// Some of these samples, by their places among them, in this order and not scaled.
    ///
    /// # Errors
    /// If the list is empty, or if a place is not below the number of samples.
    pub fn part(&self, places: &[usize]) -> Result<DenseBatch<'f, P, T, &F>, JacobianError> {
        not_empty("indices of samples", places.len())?;
        all_below("indices of samples", places, self.index.len())?;
        Ok(DenseBatch {
            parameters: self.parameters,
            x: self.x,
            sweep: &self.sweep,
            layers: self.layers.clone(),
            layout: self.layout.clone(),
            n_outputs: self.n_outputs,
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
        self.n_outputs
    }

    /// The samples' gradients, with one factor for each sample. The work is that of the function and its reverse sweep up to the
    /// layers' results.
    ///
    /// # Errors
    /// If no loss was given.
    pub fn gradients(&self) -> Result<Implicit<T>, JacobianError> {
        let (loss, scale) = (self.given_loss()?, self.scaling.of_gradients(self.x.nrows()));
        self.swept(&self.index, 1, &|sample, y| {
            let gradient = loss.gradient(sample, y).iter().map(|g| scale * g).collect();
            Ok(Matrix::from_vec(1, y.len(), gradient))
        })
    }

    /// The square root of the Gauss–Newton matrix.
    ///
    /// # Errors
    /// If no loss was given, or if it has no factors.
    pub fn factors(&self, curvature: Curvature) -> Result<Implicit<T>, JacobianError> {
        let (loss, scale) = (self.given_loss()?, self.scaling.of_gradients(self.x.nrows()));
        let n_factors = curvature.n_factors(loss)?;
        self.swept(&self.index, n_factors, &|sample, y| {
            let factors = curvature.factors(loss, sample, y)?;
            let scaled = factors.as_slice().iter().map(|s| scale.sqrt() * s).collect();
            Ok(Matrix::from_vec(n_factors, y.len(), scaled))
        })
    }

    /// Gradients and factors by one sweep.
    ///
    /// # Errors
    /// If no loss was given, or if it has no factors.
    pub fn gradients_and_factors(
        &self,
        curvature: Curvature,
    ) -> Result<(Implicit<T>, Implicit<T>), JacobianError> {
        let (loss, scale) = (self.given_loss()?, self.scaling.of_gradients(self.x.nrows()));
        let n_factors = curvature.n_factors(loss)?;
        let both = self.swept(&self.index, 1 + n_factors, &|sample, y| {
            let gradient = loss.gradient(sample, y);
            let factors = curvature.factors(loss, sample, y)?;
            let scaled = factors.as_slice().iter().map(|s| scale.sqrt() * s);
            let all = gradient.iter().map(|g| scale * g).chain(scaled).collect();
            Ok(Matrix::from_vec(1 + n_factors, y.len(), all))
        })?;
        Ok((both.part(0..1), both.part(1..1 + n_factors)))
    }

    /// The rows of the Jacobian: column (c, n) is ∂fₙ_c/∂θ. Its Gram matrix is the empirical tangent kernel.
    ///
    /// # Errors
    /// None but those of a machine without memory; the type is that of its siblings.
    pub fn jacobian_rows(&self) -> Result<Implicit<T>, JacobianError> {
        self.swept(&self.index, self.n_outputs, &|_, y| {
            let unit = |k: usize| if k / y.len() == k % y.len() { 1.0 } else { 0.0 };
            let units = (0..y.len() * y.len()).map(unit).collect();
            Ok(Matrix::from_vec(y.len(), y.len(), units))
        })
    }

    fn given_loss(&self) -> Result<&'f dyn Loss, JacobianError> {
        self.loss.ok_or(JacobianError::NoLoss)
    }

    /// The data of some samples, so many times, and offsets for them.
    fn taps(&self, samples: &[usize], copies: usize) -> (Array2<T>, Taps<T>) {
        let data = self.x.select(Axis(0), samples);
        let offset =
            |layer: &Shape| Array2::zeros((copies * samples.len() * layer.positions, layer.n_out));
        // Layers compare the data with what they read only where there are copies.
        let (stacked, data) = if copies == 1 {
            (data, Array2::zeros((0, 0)))
        } else {
            (concatenate(Axis(0), &vec![data.view(); copies]).expect("the same widths"), data)
        };
        let start = stacked.as_ptr().addr();
        let notes = Notes { mode: Mode::NotesAndOffsets, copies, start, ..Notes::default() };
        let offsets = self.layers.iter().map(offset).collect();
        (stacked, Taps { offsets, data, copies, notes })
    }

    /// What seeds, `[n_rows, n_outputs]` for each sample, pull back to the layers.
    fn swept(
        &self,
        index: &[usize],
        n_rows: usize,
        seeds: &Seeds<'_>,
    ) -> Result<Implicit<T>, JacobianError> {
        not_empty("rows of a sample", n_rows)?;
        // Tiles depend on the batch alone, so that results do not depend on threads. One row for each sample leaves room for more of
        // them, of several rows more would leave the cache.
        let least = if n_rows == 1 { 64 } else { 8 };
        self.swept_in(index.len().div_ceil(8).clamp(least, 64), index, n_rows, seeds)
    }

    /// The same with so many samples beside each other.
    fn swept_in(
        &self,
        tile: usize,
        index: &[usize],
        n_rows: usize,
        seeds: &Seeds<'_>,
    ) -> Result<Implicit<T>, JacobianError> {
        let tiles: Vec<&[usize]> = index.chunks(tile).collect();
        let swept: Vec<_> = tiles
            .par_iter()
            .map(|samples| self.swept_tile(samples, n_rows, seeds))
            .collect::<Result<_, _>>()?;
        let n = index.len();
        let layer = |(l, shape): (usize, &Shape)| {
            let t = shape.positions;
            let parts: Vec<_> = swept.iter().map(|tile| tile[l].0.view()).collect();
            let inputs = concatenate(Axis(0), &parts).expect("the same widths");
            // Each row of all samples, one after the other.
            let blocks = (0..n_rows).flat_map(|row| {
                tiles.iter().zip(&swept).map(move |(samples, tile)| {
                    let length = samples.len() * t;
                    rows(&tile[l].1, row * length..(row + 1) * length)
                })
            });
            let blocks: Vec<_> = blocks.collect();
            let cotangents = concatenate(Axis(0), &blocks).expect("the same widths");
            let (inputs, cotangents) = (Arc::new(inputs), Arc::new(cotangents));
            let outer = Outer { positions: t, inputs, cotangents };
            Layer { weights: shape.weights, bias: shape.bias, outer }
        };
        let layers = self.layers.iter().enumerate().map(layer).collect();
        Ok(Implicit::new(self.layout.clone(), n, n_rows, layers))
    }

    /// Inputs and cotangents of each layer.
    fn swept_tile(
        &self,
        samples: &[usize],
        n_rows: usize,
        seeds: &Seeds<'_>,
    ) -> Result<Vec<Pair<T>>, JacobianError> {
        let (data, taps) = self.taps(samples, n_rows);
        let mut failure = None;
        let bars = (self.sweep)(self.parameters, &data, &taps, &mut |y| {
            self.weights(samples, n_rows, y, seeds).unwrap_or_else(|error| {
                failure = Some(error);
                Array2::zeros(y.dim())
            })
        });
        if let Some(error) = failure {
            return Err(error);
        }
        let notes = notes(taps.notes)?;
        has_length("layers of a sweep", self.layers.len(), notes.len())?;
        let pairs = notes.into_iter().zip(bars.offsets);
        Ok(pairs.map(|(note, bar)| (note.inputs, bar)).collect())
    }

    /// The cotangent of the stacked outputs.
    fn weights(
        &self,
        samples: &[usize],
        n_rows: usize,
        y: &Array2<T>,
        seeds: &Seeds<'_>,
    ) -> Result<Array2<T>, JacobianError> {
        let (n, c) = (samples.len(), self.n_outputs);
        has_length("outputs of a tile", n_rows * n * c, y.len())?;
        let outputs: Vec<f64> = y.iter().take(n * c).map(|&y| Scalar::to_f64(y)).collect();
        let mut weights = vec![<T as Scalar>::from_f64(0.0); y.len()];
        for (at, (&sample, outputs)) in samples.iter().zip(outputs.chunks_exact(c)).enumerate() {
            let seeds = seeds(sample, outputs)?;
            for row in 0..n_rows {
                let to = &mut weights[(row * n + at) * c..][..c];
                to.iter_mut()
                    .zip(seeds.row(row))
                    .for_each(|(to, s)| *to = <T as Scalar>::from_f64(*s));
            }
        }
        Ok(Array2::from_shape_vec(y.dim(), weights).expect("as many weights as outputs"))
    }
}

/// The notes in the order of the layers' numbers.
fn notes<T>(notes: Notes<T>) -> Result<Vec<Note<T>>, JacobianError> {
    let mut notes = notes.layers.into_inner().unwrap_or_else(PoisonError::into_inner);
    let found: Vec<usize> = notes.iter().map(|note| note.layer).collect();
    notes.sort_by_key(|note| note.layer);
    if notes.iter().enumerate().all(|(number, note)| note.layer == number) {
        Ok(notes)
    } else {
        Err(JacobianError::Layers { found })
    }
}

/// Which leaves the layers of one sample use.
fn shapes<P: Differentiable + ?Sized, T>(
    parameters: &P,
    notes: Vec<Note<T>>,
) -> Result<Vec<Shape>, JacobianError> {
    let mut addresses = vec![];
    parameters.for_each_leaf(&mut |leaf| {
        let address = match leaf.floats {
            Floats::F32(floats) => floats.as_ptr().addr(),
            Floats::F64(floats) => floats.as_ptr().addr(),
        };
        addresses.push((address, leaf.shape.to_vec()));
    });
    let shape = |note: Note<T>| {
        let Note { layer, n_out, .. } = note;
        let shape = [n_out, note.inputs.ncols()];
        let weights = leaf_at(&addresses, layer, "weights", note.weights, &shape)?;
        let bias = note.bias.map(|bias| leaf_at(&addresses, layer, "bias", bias, &[n_out]));
        Ok(Shape { weights, bias: bias.transpose()?, n_out, positions: note.inputs.nrows() })
    };
    notes.into_iter().map(shape).collect()
}
