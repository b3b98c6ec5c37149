//! The loss and its gradient on a CUDA device, by the kernels that Enzyme differentiated.

use super::golden::Reference;
use super::report::Row;
use super::{Parameters, Real, Samples};
use crate::report::Cost;
use cotangent_kernels::device::{Data, Float, Gradient, Parameters as Arrays, SrbmDevice, Timed};
use cotangent_kernels::error::DeviceError;
use cotangent_kernels::plan::Task;
use cotangent_kernels::{SelfCoupling, Settings, Sizes};
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
