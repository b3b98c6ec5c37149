//! Simulations and their derivatives as one data set, with all checks.

use super::error::Hint;
use super::source::{first_place, size};
use super::{
    Batch, Batches, Block, DataError, DataSet, Derivatives, Part, Place, Reader, Shape, Source,
};
use std::ops::Range;

/// Where derivatives come from. The first of them belongs to the first simulation, and so on.
pub enum DerivativeSource {
    /// ∂d/∂θ, `[..input, parameters]` each.
    Exact(Box<dyn Source>),
    /// Simulations of the same seeds at θ ∓ δθ/2, `[2, parameters, ..input]` each; below comes first.
    Pairs(Box<dyn Source>),
}

impl DerivativeSource {
    fn source(&self) -> &dyn Source {
        match self {
            Self::Exact(source) | Self::Pairs(source) => &**source,
        }
    }

    /// The shape of the derivatives of a simulation.
    fn expected(&self, shape: &Shape) -> Vec<usize> {
        match self {
            Self::Exact(_) => [&shape.input[..], &[shape.parameters]].concat(),
            Self::Pairs(_) => [&[2, shape.parameters], &shape.input[..]].concat(),
        }
    }

    fn wrong_shape(
        &self,
        shape: &Shape,
        place: Place,
        index: usize,
        found: Vec<usize>,
    ) -> DataError {
        let expected = self.expected(shape);
        let hint = match self {
            Self::Exact(_) => (0..found.len().saturating_sub(1)).find(|axis| {
                let mut moved = found.clone();
                let parameters = moved.remove(*axis);
                moved.push(parameters);
                moved == expected
            }),
            Self::Pairs(_) => None,
        };
        DataError::DerivativeShape { place, index, expected, found, hint: Hint(hint) }
    }
}

/// The length of a derivative's axis of parameters: of the last one, or of that without which it is a simulation.
fn parameters_of<'a>(derivative: &'a [usize], input: &[usize]) -> Option<&'a usize> {
    let beside = |axis: &usize| [&derivative[..*axis], &derivative[axis + 1..]].concat() == input;
    (0..derivative.len()).rev().find(beside).map_or(derivative.last(), |axis| derivative.get(axis))
}

/// Simulations at the fiducial parameters, zipped with what is known of their derivatives.
///
/// Every batch is checked when it is read: shapes, counts, seeds, and that all numbers are finite.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::*;
/// let fiducial = Memory::new(&[2], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
/// let derivative = Memory::new(&[2, 1], vec![0.1, 0.2, 0.3, 0.4])?;
/// let derivative = DerivativeSource::Exact(Box::new(derivative));
/// let data = Simulations::zip(Box::new(fiducial), derivative)?;
/// assert_eq!((data.shape().simulations, data.shape().with_derivatives), (3, 2));
/// let batches: Vec<Batch> = data.pass(0, 10)?.collect::<Result<_, _>>()?;
/// assert_eq!((batches[0].indices.clone(), batches[1].indices.clone()), (0..2, 2..3));
/// # Ok::<(), DataError>(())
/// ```
pub struct Simulations {
    shape: Shape,
    fiducial: Box<dyn Source>,
    derivatives: DerivativeSource,
}

impl Simulations {
    /// A data set of a known shape.
    ///
    /// # Errors
    /// If the sources have other shapes or counts.
    pub fn new(
        shape: Shape,
        fiducial: Box<dyn Source>,
        derivatives: DerivativeSource,
    ) -> Result<Self, DataError> {
        let source = derivatives.source();
        if fiducial.shape() != shape.input {
            return Err(DataError::InputShape {
                place: first_place(&*fiducial),
                index: 0,
                expected: shape.input,
                found: fiducial.shape().to_vec(),
            });
        }
        if source.shape() != derivatives.expected(&shape) {
            let (place, found) = (first_place(source), source.shape().to_vec());
            return Err(derivatives.wrong_shape(&shape, place, 0, found));
        }
        size(source.shape(), || first_place(source))?;
        let (simulations, found) = (shape.simulations, shape.with_derivatives);
        if !(1..=simulations).contains(&found) {
            return Err(DataError::DerivativeCount { simulations, found });
        }
        let counted = [
            (Part::Simulation, &*fiducial, shape.simulations),
            (Part::Derivative, source, shape.with_derivatives),
        ];
        for (part, source, expected) in counted {
            let found = source.count();
            let last = || source.places().pop().unwrap_or(Place::Memory(0));
            match found.cmp(&expected) {
                std::cmp::Ordering::Less => {
                    return Err(DataError::EndsEarly { place: last(), part, expected, found });
                }
                std::cmp::Ordering::Greater => {
                    return Err(DataError::Surplus { place: last(), part, expected, found });
                }
                std::cmp::Ordering::Equal => {}
            }
        }
        Ok(Self { shape, fiducial, derivatives })
    }

    /// A data set of all that two sources have.
    ///
    /// # Errors
    /// If their shapes do not belong together, or there are more derivatives than simulations.
    pub fn zip(
        fiducial: Box<dyn Source>,
        derivatives: DerivativeSource,
    ) -> Result<Self, DataError> {
        let source = derivatives.source();
        let parameters = match derivatives {
            DerivativeSource::Exact(_) => parameters_of(source.shape(), fiducial.shape()),
            DerivativeSource::Pairs(_) => source.shape().get(1),
        };
        let shape = Shape {
            simulations: fiducial.count(),
            with_derivatives: source.count(),
            input: fiducial.shape().to_vec(),
            parameters: parameters.copied().unwrap_or(0),
        };
        Self::new(shape, fiducial, derivatives)
    }

    fn start(
        &self,
        ranges: impl Iterator<Item = Range<usize>> + Send + 'static,
    ) -> Result<Batches<'_>, DataError> {
        let mut pass = Pass {
            simulations: self,
            fiducial: Track::new(&*self.fiducial)?,
            derivatives: Track::new(self.derivatives.source())?,
        };
        let mut ranges = Some(ranges);
        Ok(Box::new(std::iter::from_fn(move || {
            let indices = ranges.as_mut()?.next()?;
            let batch = pass.batch(indices);
            if batch.is_err() {
                // What comes after an error is not known.
                ranges = None;
            }
            Some(batch)
        })))
    }
}

impl DataSet for Simulations {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn pass(&self, _: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        self.start(self.shape.batches(per_batch)?)
    }

    /// Passes over the others' simulations without reading them, where the files allow it.
    fn shard(
        &self,
        _: u64,
        per_batch: usize,
        worker: usize,
        workers: usize,
    ) -> Result<Batches<'_>, DataError> {
        super::is_worker(worker, workers)?;
        self.start(self.shape.batches(per_batch)?.skip(worker).step_by(workers))
    }

    fn places(&self) -> Vec<Place> {
        let mut places = self.fiducial.places();
        places.extend(self.derivatives.source().places());
        places
    }
}

/// A reader, and where it is.
struct Track<'a> {
    reader: Box<dyn Reader + 'a>,
    next: usize,
}

impl<'a> Track<'a> {
    fn new(source: &'a dyn Source) -> Result<Self, DataError> {
        Ok(Self { reader: source.reader()?, next: 0 })
    }

    fn read(&mut self, indices: &Range<usize>) -> Result<Block, DataError> {
        self.reader.skip(indices.start - self.next)?;
        self.next = indices.end;
        let mut block = Block::default();
        self.reader.read(indices.len(), &mut block)?;
        Ok(block)
    }

    fn is_finite(&self, part: Part, first: usize, block: &Block) -> Result<(), DataError> {
        let Some(place) = block.values.iter().position(|x| !x.is_finite()) else { return Ok(()) };
        let size = block.values.len() / block.count;
        let index = first + place / size;
        Err(DataError::NotFinite {
            place: self.reader.place(index),
            part,
            index,
            number: place % size,
            found: block.values[place],
        })
    }
}

struct Pass<'a> {
    simulations: &'a Simulations,
    fiducial: Track<'a>,
    derivatives: Track<'a>,
}

impl Pass<'_> {
    fn batch(&mut self, indices: Range<usize>) -> Result<Batch, DataError> {
        let Simulations { shape, derivatives: source, .. } = self.simulations;
        let simulations = self.fiducial.read(&indices)?;
        let derivatives = if indices.start < shape.with_derivatives {
            let derivatives = self.derivatives.read(&indices).map_err(|error| match error {
                DataError::InputShape { place, index, found, .. } => {
                    source.wrong_shape(shape, place, index, found)
                }
                other => other,
            })?;
            if simulations.count != derivatives.count {
                return Err(DataError::Unpaired {
                    place: self.derivatives.reader.place(indices.start),
                    first: indices.start,
                    last: indices.end - 1,
                    simulations: simulations.count,
                    derivatives: derivatives.count,
                });
            }
            Some(derivatives)
        } else {
            None
        };
        // Sources have said more when the data set was made; files may have changed since.
        if simulations.count < indices.len() {
            return Err(DataError::EndsEarly {
                place: self.fiducial.reader.place(indices.start),
                part: Part::Simulation,
                expected: shape.simulations,
                found: indices.start + simulations.count,
            });
        }
        self.fiducial.is_finite(Part::Simulation, indices.start, &simulations)?;
        let derivatives = match derivatives {
            None => Derivatives::None,
            Some(block) => {
                let seeds = simulations.seeds.iter().zip(&block.seeds);
                if let Some(k) = seeds.into_iter().position(|(expected, found)| expected != found) {
                    return Err(DataError::Seeds {
                        place: self.derivatives.reader.place(indices.start + k),
                        index: indices.start + k,
                        expected: simulations.seeds[k],
                        found: block.seeds[k],
                    });
                }
                self.derivatives.is_finite(Part::Derivative, indices.start, &block)?;
                match source {
                    DerivativeSource::Exact(_) => Derivatives::Exact(block.values),
                    DerivativeSource::Pairs(_) => Derivatives::Pairs(block.values),
                }
            }
        };
        Ok(Batch { indices, data: simulations.values, derivatives })
    }
}
