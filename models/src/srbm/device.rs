//! The loss and its gradient on a CUDA device, by the kernels that Enzyme differentiated.

use super::fit::EvaluationError;
use super::golden::Reference;
use super::report::Row;
use super::{Batch, Evaluator, Model, Objective, Parameters, Precision, Real, Samples, Shape};
use crate::report::Cost;
use cotangent_kernels::device::{
    Data, Device, Float, Gradient, Parameters as Arrays, SrbmDevice, Timed,
};
use cotangent_kernels::error::DeviceError;
use cotangent_kernels::plan::Task;
use cotangent_kernels::{Loss, SelfCoupling, Settings, Sizes};
use std::time::Duration;

/// The settings of [`ratio_matching`](super::double::ratio_matching()): β = 1, self-couplings linear in the
/// flipped site.
fn settings() -> Settings {
    Settings { self_coupling: SelfCoupling::Linearised, ..Settings::default() }
}

/// A device, CUDA's first, that has the parameters and samples.
///
/// # Errors
/// If there is no driver or device, or not enough memory on it.
///
/// # Examples
/// ```
/// # use cotangent_models::srbm::{Dims, Parameters, Samples, device::open};
/// # use cotangent_kernels::error::DeviceError;
/// let dims = Dims::new(2, 3, 4).unwrap();
/// match open(&Parameters::<f32>::zeros(dims), &Samples::draw(dims, 5, 1)) {
///     Ok(mut device) => assert!((device.loss().unwrap() - 1.0).abs() < 1e-6),
///     Err(error) => println!("{error}"),
/// }
/// ```
pub fn open<T: Real + Float>(
    parameters: &Parameters<T>,
    samples: &Samples,
) -> Result<SrbmDevice<T>, DeviceError> {
    let dims = parameters.dims();
    let sizes = Sizes { n_sites: dims.n_sites, n_states: dims.n_states, n_hidden: dims.n_hidden };
    let Parameters { h, j, w, b, .. } = parameters;
    let data = Data { states: samples.states(), weights: None };
    SrbmDevice::new(sizes, Arrays { h, j, w, b }, data, settings())
}

/// Loss and gradient on the device beside the published ones: a row of the comparison. Its time is that
/// between events on the device, with the gradient left there; its memory is not the host's.
///
/// # Errors
/// As [`open`], and if a call of the driver fails.
pub fn compare<T: Real + Float>(
    parameters: &Parameters<f64>,
    samples: &Samples,
    reference: &Reference,
    by_hand: Duration,
    repeats: usize,
) -> Result<Row, DeviceError> {
    let parameters: Parameters<T> = parameters.cast();
    let mut device = open(&parameters, samples)?;
    let mut bars = Parameters::<T>::zeros(parameters.dims());
    let Parameters { h, j, w, b, .. } = &mut bars;
    let loss = device.loss_and_grad_into(Gradient { h, j, w, b })?;
    let mut times = device.time(Timed::Evaluation(Task::Gradient), repeats)?;
    times.sort_by(f64::total_cmp);
    let time = Duration::from_secs_f64(times[times.len() / 2]);
    Ok(Row {
        precision: T::NAME,
        what: "on the device",
        loss,
        cost: Cost { time, peak_extra_bytes: 0 },
        ratio: time.as_secs_f64() / by_hand.as_secs_f64(),
        loss_error: reference.loss_error(loss),
        errors: Some(reference.errors(&bars)),
        tolerance: T::TOLERANCE,
    })
}

/// Losses and gradients on a device, for fits.
///
/// Parameters go there and gradients come back with each evaluation; the samples of the latest two batches, training and
/// held-out ones of a fit without minibatches, stay there. A minibatch is copied each time.
pub struct OnDevice<T: Float> {
    device: Device,
    resident: Vec<Resident<T>>,
    /// In the places of parameters, and of their gradients, that the kind has not.
    zeros: Vec<T>,
    unused: Vec<T>,
    scratch: Vec<T>,
}

/// A batch that is on the device.
struct Resident<T: Float> {
    states: Vec<u8>,
    weights: Option<Vec<f64>>,
    settings: Settings,
    shape: Shape,
    device: SrbmDevice<T>,
}

/// Batches that stay.
const RESIDENTS: usize = 2;

impl<T: Precision + Float> OnDevice<T> {
    /// An evaluator on an open device.
    pub fn new(device: Device) -> Self {
        let [zeros, unused, scratch] = [const { Vec::new() }; 3];
        Self { device, resident: Vec::new(), zeros, unused, scratch }
    }

    /// The device's name.
    pub fn name(&self) -> &str {
        &self.device.card().name
    }

    /// The index of the batch among those on the device, with these parameters.
    fn place(
        &mut self,
        settings: Settings,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<usize, DeviceError> {
        let shape = model.shape();
        let parts = model.parts();
        let r = shape.n_inputs();
        if parts.j.is_empty() {
            self.zeros.resize(r * r, T::zero());
            self.unused.resize(r * r, T::zero());
        }
        let j = if parts.j.is_empty() { &self.zeros[..] } else { parts.j };
        let arrays = Arrays { h: parts.h, j, w: parts.w, b: parts.b };
        let same = |other: &Resident<T>| {
            other.settings == settings
                && other.shape == shape
                && other.states == batch.states
                && other.weights.as_deref() == batch.weights
        };
        if let Some(place) = self.resident.iter().position(same) {
            self.resident[place].device.update(arrays)?;
            return Ok(place);
        }
        if self.resident.len() >= RESIDENTS {
            self.resident.remove(0);
        }
        let sizes = Sizes {
            n_sites: shape.n_sites(),
            n_states: shape.n_states(),
            n_hidden: shape.n_hidden(),
        };
        let Batch { states, weights } = batch;
        let device =
            SrbmDevice::on(&self.device, sizes, arrays, Data { states, weights }, settings)?;
        let (states, weights) = (states.to_vec(), weights.map(<[f64]>::to_vec));
        self.resident.push(Resident { states, weights, settings, shape, device });
        Ok(self.resident.len() - 1)
    }
}

/// A number that is not finite is no fault of the device: the loss is none either.
fn or_nan(found: Result<f64, DeviceError>) -> Result<f64, EvaluationError> {
    match found {
        Err(DeviceError::NotFinite { .. }) => Ok(f64::NAN),
        found => found.map_err(|error| EvaluationError::Device(Box::new(error))),
    }
}

/// What kernels are asked for. Forbidden self-couplings are zero, so that they count exactly.
fn settings_of(objective: &Objective) -> Settings {
    Settings {
        loss: match objective.loss {
            super::Loss::RatioMatching { beta } => Loss::RatioMatching { beta },
            super::Loss::Pseudolikelihood => Loss::Pseudolikelihood,
        },
        self_coupling: match objective.self_coupling {
            super::SelfCoupling::Linearised => SelfCoupling::Linearised,
            super::SelfCoupling::Forbid | super::SelfCoupling::Exact => SelfCoupling::Exact,
        },
        ..Settings::default()
    }
}

/// Whether kernels have the objective of such a model.
fn check<T: Precision>(
    objective: &Objective,
    model: &Model<T>,
    batch: Batch,
) -> Result<(), EvaluationError> {
    objective.check(model, batch)?;
    match model.prefactors().iter().all(|c| *c == T::one()) {
        true => Ok(()),
        false => Err(EvaluationError::Device(
            "its kernels know hidden units of prefactor 1 alone".into(),
        )),
    }
}

impl<T: Precision + Float> Evaluator<T> for OnDevice<T> {
    fn loss(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
    ) -> Result<f64, EvaluationError> {
        check(objective, model, batch)?;
        let place = self.place(settings_of(objective), model, batch);
        let loss = or_nan(place.and_then(|place| self.resident[place].device.loss()))?;
        Ok(loss + objective.regulariser.add(model, None, &mut self.scratch))
    }

    fn loss_and_grad_into(
        &mut self,
        objective: &Objective,
        model: &Model<T>,
        batch: Batch,
        gradient: &mut Model<T>,
    ) -> Result<f64, EvaluationError> {
        check(objective, model, batch)?;
        let place = self.place(settings_of(objective), model, batch);
        let Self { resident, unused, scratch, .. } = self;
        let loss = or_nan(place.and_then(|place| {
            let super::PartsMut { h, j, w, b } = gradient.parts_mut();
            let j = if j.is_empty() { &mut unused[..] } else { j };
            resident[place].device.loss_and_grad_into(Gradient { h, j, w, b })
        }))?;
        if objective.self_coupling == super::SelfCoupling::Forbid {
            gradient.drop_self_couplings();
        }
        Ok(loss + objective.regulariser.add(model, Some(gradient), scratch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srbm::{Kind, Workspace};
    use rand::SeedableRng;

    fn model(kind: Kind) -> Model<f64> {
        let p = if kind.has_hidden() { 3 } else { 0 };
        let shape = Shape::new(kind, p, 4, 5).unwrap();
        let mut model = Model::random(shape, 0.5, &mut rand_chacha::ChaCha8Rng::seed_from_u64(1));
        model.drop_self_couplings();
        model
    }

    #[test]
    fn kernels_are_asked_for_what_the_objective_says() {
        let mut objective =
            Objective { loss: crate::srbm::Loss::Pseudolikelihood, ..Objective::default() };
        assert_eq!(settings_of(&objective).loss, Loss::Pseudolikelihood);
        assert_eq!(settings_of(&objective).self_coupling, SelfCoupling::Exact);
        objective.loss = crate::srbm::Loss::RatioMatching { beta: 0.5 };
        objective.self_coupling = crate::srbm::SelfCoupling::Linearised;
        assert_eq!(settings_of(&objective).loss, Loss::RatioMatching { beta: 0.5 });
        assert_eq!(settings_of(&objective).self_coupling, SelfCoupling::Linearised);
        let batch = Batch::new(&[0, 1, 2, 3, 0]);
        let strong = model(Kind::Rbm).with_prefactor(2.0);
        let told = check(&objective, &strong, batch).unwrap_err().to_string();
        assert!(told.contains("prefactor 1 alone"), "{told}");
        assert!(check(&objective, &model(Kind::Rbm), batch).is_ok());
        assert!(check(&objective, &model(Kind::Rbm), Batch::new(&[9])).is_err());
        assert!(or_nan(Err(DeviceError::NotFinite { name: "h", index: 0 })).unwrap().is_nan());
        assert!(or_nan(Err(DeviceError::NoDriver)).is_err());
    }

    /// Where there is no device it says so, and is skipped.
    #[test]
    fn the_device_gives_what_the_workspace_gives() {
        let device = match Device::open(0) {
            Ok(device) => device,
            Err(error) => return println!("skipped: {error}"),
        };
        let states: Vec<u8> = (0..300).map(|i| (i * 7 % 31 % 4) as u8).collect();
        let batches = [Batch::new(&states), Batch::new(&states[..150]), Batch::new(&states[50..])];
        for kind in [Kind::Profile, Kind::Pairwise, Kind::Rbm, Kind::Srbm] {
            let model = model(kind);
            let mut workspace = Workspace::new(&model, 60);
            let mut on_device = OnDevice::new(device.clone());
            let [mut expected, mut found] = [model.zeros_like(), model.zeros_like()];
            let regulariser = crate::srbm::Regulariser::l2(0.1);
            for loss in [
                crate::srbm::Loss::Pseudolikelihood,
                crate::srbm::Loss::RatioMatching { beta: 0.7 },
            ] {
                let objective = Objective { loss, regulariser, ..Objective::default() };
                for batch in batches.into_iter().cycle().take(5) {
                    let a = workspace.loss_and_grad_into(&objective, &model, batch, &mut expected);
                    let b = on_device.loss_and_grad_into(&objective, &model, batch, &mut found);
                    assert!((a.unwrap() - b.unwrap()).abs() < 1e-12);
                    for (x, y) in expected.as_flat().iter().zip(found.as_flat()) {
                        assert!((x - y).abs() < 1e-12);
                    }
                    let b = on_device.loss(&objective, &model, batch).unwrap();
                    assert!((workspace.loss(&objective, &model, batch).unwrap() - b).abs() < 1e-12);
                }
            }
        }
    }
}
