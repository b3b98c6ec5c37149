//! Loss, gradients, tangents and energy changes on a CUDA device.
//!
//! [`SrbmDevice`] holds parameters, samples and all intermediate results in one allocation that is made when it
//! is opened. What an evaluation launches is captured once as a CUDA graph; then an evaluation costs one launch,
//! copies nothing from the host, and leaves its results on the device until they are read.
//!
//! Everything that can be wrong with what is handed in is found on the host and before the driver is asked for
//! anything, so that a mistake has the same answer on every machine, and nothing on the device is
//! half-changed. Without a CUDA driver the answer to everything else is [`DeviceError::NoDriver`].
//!
//! CUDA is loaded at run time (cudarc's `dynamic-loading`). Its bindings are those of CUDA 12.9: every call made
//! here is in drivers from 11.4 on, while those of CUDA 13 would need a driver of 12.8 for the time between
//! events; and older bindings do not know some of the error codes that newer drivers answer.

mod card;
mod check;
mod machine;
mod values;

pub use card::{Card, Device};
pub use values::{Data, Float, Gradient, KernelTime, Parameters, Timed};

use crate::error::DeviceError;
use crate::plan::{Place, Samples, Task};
use crate::{Settings, Sizes};
use card::cuda;
use cudarc::driver::DriverError;
use machine::{Machine, Work};

/// A model and its samples on a CUDA device, in `f32` or `f64`.
///
/// Losses are summed in `f64` for either. All sums have a fixed order, so that the same evaluation gives the
/// same bits each time (but for [`naive`](SrbmDevice::naive_loss_and_grad_into)). It stays on the thread that
/// opened it; any number of them can share a [`Device`].
///
/// # Examples
/// Without parameters each flip is a coin toss, so the loss is 1:
/// ```no_run
/// # use cotangent_kernels::{Settings, Sizes, device::{Data, Parameters, SrbmDevice}};
/// let sizes = Sizes { n_sites: 2, n_states: 3, n_hidden: 1 };
/// let parameters = Parameters { h: &[0.0_f32; 6], j: &[0.0; 36], w: &[0.0; 6], b: &[0.0; 1] };
/// let data = Data { states: &[0, 2, 1, 1], weights: None };
/// let mut device = SrbmDevice::new(sizes, parameters, data, Settings::default())?;
/// assert!((device.loss()? - 1.0).abs() < 1e-6);
/// # Ok::<(), cotangent_kernels::error::DeviceError>(())
/// ```
pub struct SrbmDevice<T: Float> {
    machine: Machine<T>,
    device: Device,
    sizes: Sizes,
    settings: Settings,
    n_samples: usize,
    weights: Option<Box<[f64]>>,
    /// What evaluations sum over.
    samples: Samples,
    /// Whether the gradient on the device is that of the present parameters and samples.
    has_gradient: bool,
    /// The call that failed, after which nothing is known.
    failed: Option<&'static str>,
}

impl<T: Float> SrbmDevice<T> {
    /// Opens device 0 for a model and its samples, see [`SrbmDevice::on`].
    ///
    /// # Errors
    /// As [`SrbmDevice::on`] and then as [`Device::open`]: a mistake in what is handed in comes before a
    /// missing driver.
    ///
    /// # Examples
    /// A mistake is found without a device:
    /// ```
    /// # use cotangent_kernels::{Settings, Sizes, device::{Data, Parameters, SrbmDevice}, error::DeviceError};
    /// let sizes = Sizes { n_sites: 1, n_states: 2, n_hidden: 0 };
    /// let parameters = Parameters { h: &[0.0_f32; 2], j: &[0.0; 4], w: &[], b: &[] };
    /// let data = Data { states: &[0, 1, 2], weights: None };
    /// let error = SrbmDevice::new(sizes, parameters, data, Settings::default()).err();
    /// assert_eq!(error, Some(DeviceError::State { sample: 2, site: 0, found: 2, last: 1 }));
    /// ```
    pub fn new(
        sizes: Sizes,
        parameters: Parameters<'_, T>,
        data: Data<'_>,
        settings: Settings,
    ) -> Result<Self, DeviceError> {
        Self::open(0, sizes, parameters, data, settings)
    }

    /// Like [`SrbmDevice::new`], on the device of this number.
    ///
    /// # Errors
    /// As [`SrbmDevice::new`].
    pub fn open(
        ordinal: usize,
        sizes: Sizes,
        parameters: Parameters<'_, T>,
        data: Data<'_>,
        settings: Settings,
    ) -> Result<Self, DeviceError> {
        let checked = check::all(sizes, parameters, data, settings)?;
        let device = Device::open(ordinal)?;
        Self::with(&device, checked, sizes, parameters, data, settings)
    }

    /// Allocates memory on a device that is open already, copies parameters and samples there, and sorts the
    /// samples by state.
    ///
    /// # Errors
    /// If a size is out of range ([`DeviceError::Size`], [`DeviceError::TooMany`]), an array has another length
    /// ([`DeviceError::Length`]), a state is not below q ([`DeviceError::State`]), a parameter or a weight is
    /// not finite ([`DeviceError::NotFinite`], [`DeviceError::Weight`], [`DeviceError::NoWeight`],
    /// [`DeviceError::Scale`]), if all arrays together need more memory than is free
    /// ([`DeviceError::Memory`]), or if a call of the driver fails ([`DeviceError::Cuda`]).
    pub fn on(
        device: &Device,
        sizes: Sizes,
        parameters: Parameters<'_, T>,
        data: Data<'_>,
        settings: Settings,
    ) -> Result<Self, DeviceError> {
        let checked = check::all(sizes, parameters, data, settings)?;
        Self::with(device, checked, sizes, parameters, data, settings)
    }

    fn with(
        device: &Device,
        checked: check::Checked,
        sizes: Sizes,
        parameters: Parameters<'_, T>,
        data: Data<'_>,
        settings: Settings,
    ) -> Result<Self, DeviceError> {
        let check::Checked { plan, n_samples } = checked;
        let machine = Machine::new(device, plan, n_samples)?;
        let mut opened = Self {
            machine,
            device: device.clone(),
            sizes,
            settings,
            n_samples,
            weights: data.weights.map(Into::into),
            samples: Samples::All,
            has_gradient: false,
            failed: None,
        };
        let states = by_site(data.states, sizes.n_sites);
        let weights: Option<Vec<T>> =
            data.weights.map(|weights| weights.iter().map(|&weight| T::of(weight)).collect());
        opened.try_call("copying the samples", |machine| {
            let layout = machine.plan().layout.clone();
            machine.write(layout.states, &states)?;
            machine.write(layout.sample_weights, weights.as_deref().unwrap_or_default())?;
            machine.enqueue(Work::Sort)?;
            machine.synchronize()
        })?;
        opened.write_parameters(parameters)?;
        Ok(opened)
    }

    /// The device.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Sizes of the model.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// How many samples evaluations sum over.
    pub fn n_samples(&self) -> usize {
        match self.samples {
            Samples::All => self.n_samples,
            Samples::Batch(n_picked, _) => n_picked,
        }
    }

    /// Bytes of device memory that this model and its samples take.
    pub fn bytes(&self) -> usize {
        self.machine.plan().layout.bytes
    }

    /// Other parameters, of the same sizes. Costs a pass over them on the host and their copy, (N q)² + N q P
    /// floats for the most part.
    ///
    /// # Errors
    /// If a length is not that of the sizes or a number is not finite; then the parameters stay what they
    /// were. If a call of the driver fails.
    pub fn update(&mut self, parameters: Parameters<'_, T>) -> Result<(), DeviceError> {
        check::parameters(self.sizes, parameters)?;
        self.write_parameters(parameters)
    }

    /// `parameters` were checked.
    fn write_parameters(&mut self, parameters: Parameters<'_, T>) -> Result<(), DeviceError> {
        let Parameters { h, j, w, b } = parameters;
        self.has_gradient = false;
        self.try_call("copying the parameters", |machine| {
            let layout = &machine.plan().layout;
            let places = [layout.h, layout.j, layout.w, layout.b];
            write_all(machine, places, [h, j, w, b])
        })
    }

    /// Sums over these samples from now on, given by their places from 0 to M − 1, in any order and as often as
    /// they occur. A batch has at most M entries; its weights are those of its samples.
    ///
    /// Costs a copy of the places, and two kernels that gather and sort the batch on the device. Evaluations of
    /// batches of one size share what was captured, unless samples have weights: then their kernels are
    /// launched one by one.
    ///
    /// # Errors
    /// If the batch is empty or longer than the samples, names a sample that does not exist, or has no weight;
    /// then evaluations sum over what they did before. If a call of the driver fails.
    pub fn minibatch(&mut self, samples: &[u32]) -> Result<(), DeviceError> {
        let total = check::batch(samples, self.n_samples, self.weights.as_deref())?;
        self.has_gradient = false;
        self.try_call("making a batch", |machine| {
            machine.write(machine.plan().layout.picked, samples)?;
            machine.enqueue(Work::Pick(samples.len(), total))?;
            machine.synchronize()
        })?;
        self.samples = Samples::Batch(samples.len(), total);
        Ok(())
    }

    /// Sums over all samples from now on.
    pub fn all_samples(&mut self) {
        self.has_gradient &= self.samples == Samples::All;
        self.samples = Samples::All;
    }

    /// The loss, dimensionless.
    ///
    /// # Errors
    /// If a call of the driver fails.
    pub fn loss(&mut self) -> Result<f64, DeviceError> {
        self.evaluate(Task::Loss)?;
        self.read_losses().map(|[loss, _]| loss)
    }

    /// The loss, and its gradient in `gradient`, which is overwritten. Costs the copy of the gradient beside its
    /// evaluation; [`SrbmDevice::evaluate_gradient`] leaves it on the device.
    ///
    /// # Errors
    /// If a length is not that of the sizes, or a call of the driver fails.
    ///
    /// # Examples
    /// A single site with two states: with ΔE = h₀ − h₁ = 0 the loss is 4 σ(−ΔE)² = 1, and its derivative by h₀
    /// is −8 σ² (1 − σ) = −1:
    /// ```no_run
    /// # use cotangent_kernels::{Settings, Sizes, device::{Data, Gradient, Parameters, SrbmDevice}};
    /// let sizes = Sizes { n_sites: 1, n_states: 2, n_hidden: 0 };
    /// let parameters = Parameters { h: &[0.0_f64; 2], j: &[0.0; 4], w: &[], b: &[] };
    /// let data = Data { states: &[0], weights: None };
    /// let mut device = SrbmDevice::new(sizes, parameters, data, Settings::default())?;
    /// let (mut h, mut j) = ([0.0; 2], [0.0; 4]);
    /// let gradient = Gradient { h: &mut h, j: &mut j, w: &mut [], b: &mut [] };
    /// assert_eq!(device.loss_and_grad_into(gradient)?, 1.0);
    /// assert_eq!(h, [-1.0, 1.0]);
    /// # Ok::<(), cotangent_kernels::error::DeviceError>(())
    /// ```
    pub fn loss_and_grad_into(&mut self, gradient: Gradient<'_, T>) -> Result<f64, DeviceError> {
        check::gradient(self.sizes, &gradient)?;
        self.evaluate_gradient()?;
        self.read_gradient_into(gradient)
    }

    /// Evaluates loss and gradient and leaves them on the device, without waiting for it and without a copy.
    ///
    /// # Errors
    /// If a call of the driver fails; what fails on the device is told by the next call that waits for it.
    pub fn evaluate_gradient(&mut self) -> Result<(), DeviceError> {
        self.has_gradient = false;
        self.evaluate(Task::Gradient)?;
        self.has_gradient = true;
        Ok(())
    }

    /// Waits for [`SrbmDevice::evaluate_gradient`], and copies what it has found: gives the loss and overwrites
    /// `gradient`.
    ///
    /// # Errors
    /// If a length is not that of the sizes; [`DeviceError::NoGradient`] if there was no evaluation since
    /// parameters or samples changed; if a call of the driver fails.
    pub fn read_gradient_into(&mut self, gradient: Gradient<'_, T>) -> Result<f64, DeviceError> {
        check::gradient(self.sizes, &gradient)?;
        self.still_works()?;
        if !self.has_gradient {
            return Err(DeviceError::NoGradient);
        }
        let Gradient { h, j, w, b } = gradient;
        self.try_call("copying the gradient", |machine| {
            let layout = &machine.plan().layout;
            let places = [layout.h_bar, layout.j_bar, layout.w_bar, layout.b_bar];
            places.into_iter().zip([h, j, w, b]).try_for_each(|(place, to)| machine.read(place, to))
        })?;
        self.read_losses().map(|[loss, _]| loss)
    }

    /// The loss and its derivative along a tangent, by forward mode.
    ///
    /// # Errors
    /// If a length is not that of the sizes or a number is not finite; without
    /// [`Settings::forward_mode`](crate::Settings::forward_mode); if a call of the driver fails.
    pub fn jvp(&mut self, tangent: Parameters<'_, T>) -> Result<(f64, f64), DeviceError> {
        check::tangent(self.sizes, tangent)?;
        self.allows(Task::Tangent)?;
        let Parameters { h, j, w, b } = tangent;
        self.try_call("copying the tangent", |machine| {
            let layout = &machine.plan().layout;
            let places = [layout.h_dot, layout.j_dot, layout.w_dot, layout.b_dot];
            write_all(machine, places, [h, j, w, b])
        })?;
        self.evaluate(Task::Tangent)?;
        self.read_losses().map(|[loss, loss_dot]| (loss, loss_dot))
    }

    /// Energy changes of all one-site flips, `[M][N][q]` for the samples that evaluations sum over, in units of
    /// the thermal energy; 0 for the states that sites are in. Costs their copy beside their evaluation.
    ///
    /// # Errors
    /// If a call of the driver fails.
    pub fn delta_energy(&mut self) -> Result<Vec<T>, DeviceError> {
        self.still_works()?;
        let (n_samples, room) = (self.n_samples(), self.machine.plan().room());
        let rows = self.sizes.n_sites * self.sizes.n_states;
        let mut changes = vec![T::default(); n_samples * rows];
        let mut chunk = vec![T::default(); rows * room];
        let samples = self.samples;
        for (i, of_chunk) in changes.chunks_mut(room * rows).enumerate() {
            self.try_call("evaluating energy changes", |machine| {
                machine.enqueue(Work::Changes(samples, i * room))?;
                machine.read(machine.plan().layout.changes, &mut chunk)
            })?;
            for (i, of_sample) in of_chunk.chunks_exact_mut(rows).enumerate() {
                for (change, row) in of_sample.iter_mut().zip(chunk.chunks_exact(room)) {
                    *change = row[i];
                }
            }
        }
        Ok(changes)
    }

    /// Loss and gradient by the naive kernel, which is there to be measured against: the whole energy change of
    /// a flip differentiated by Enzyme, each cotangent added atomically. The order of its sums, and so the last
    /// digits, are others each time.
    ///
    /// # Errors
    /// As [`SrbmDevice::loss_and_grad_into`]; without [`Settings::naive`](crate::Settings::naive);
    /// [`DeviceError::Naive`] for anything but ratio matching with linearised self-couplings of samples without
    /// weights that are evaluated all at a time.
    pub fn naive_loss_and_grad_into(
        &mut self,
        gradient: Gradient<'_, T>,
    ) -> Result<f64, DeviceError> {
        check::gradient(self.sizes, &gradient)?;
        self.allows(Task::Naive)?;
        self.has_gradient = false;
        self.evaluate(Task::Naive)?;
        self.has_gradient = true;
        let loss = self.read_gradient_into(gradient);
        // It is not the gradient that others ask for.
        self.has_gradient = false;
        loss
    }

    /// Times on the device, in seconds, of `repeats` evaluations one after the other, each launched as one
    /// graph, measured with events after a few that are not. Nothing is copied.
    ///
    /// # Errors
    /// If the evaluation needs a setting that is off, or a call of the driver fails.
    pub fn time(&mut self, what: Timed, repeats: usize) -> Result<Vec<f64>, DeviceError> {
        let work = self.timed(what)?;
        self.try_call("measuring", |machine| machine.time(work, repeats.max(1)))
    }

    /// Time of each kernel of an evaluation: of its first launch, repeated in a row, the median of `repeats`
    /// such rows.
    ///
    /// # Errors
    /// As [`SrbmDevice::time`].
    pub fn time_kernels(
        &mut self,
        what: Timed,
        repeats: usize,
    ) -> Result<Vec<KernelTime>, DeviceError> {
        let work = self.timed(what)?;
        self.try_call("measuring", |machine| machine.time_kernels(work, repeats.max(1)))
    }

    /// What is measured writes to the places of gradients, but is not their evaluation.
    fn timed(&mut self, what: Timed) -> Result<Work, DeviceError> {
        self.has_gradient = false;
        match what {
            Timed::Evaluation(task) => {
                self.allows(task)?;
                Ok(Work::Evaluate(task, self.samples))
            }
            Timed::DeltaEnergy => Ok(Work::AllChanges(self.samples)),
        }
    }

    /// Whether the settings have room for a task.
    fn allows(&self, task: Task) -> Result<(), DeviceError> {
        let room = self.machine.plan().room();
        check::task(task, self.settings, self.weights.is_some(), self.n_samples(), room)
    }

    fn evaluate(&mut self, task: Task) -> Result<(), DeviceError> {
        let (samples, weighted) = (self.samples, self.weights.is_some());
        self.try_call("evaluating", |machine| machine.evaluate(task, samples, weighted))
    }

    /// The loss, and its derivative if the latest evaluation was of a tangent.
    fn read_losses(&mut self) -> Result<[f64; 2], DeviceError> {
        let mut losses = [0.0; 2];
        self.try_call("evaluating", |machine| {
            machine.read(machine.plan().layout.losses, &mut losses)
        })?;
        Ok(losses)
    }

    fn still_works(&self) -> Result<(), DeviceError> {
        self.failed.map_or(Ok(()), |call| Err(DeviceError::Failed { call }))
    }

    /// Calls the driver; after a failure, never again.
    fn try_call<R>(
        &mut self,
        call: &'static str,
        action: impl FnOnce(&mut Machine<T>) -> Result<R, DriverError>,
    ) -> Result<R, DeviceError> {
        self.still_works()?;
        action(&mut self.machine).map_err(|error| {
            self.failed = Some(call);
            cuda(call, error)
        })
    }
}

/// Copies four arrays, and waits until they are there: the caller's are free then.
fn write_all<T: Float>(
    machine: &mut Machine<T>,
    places: [Place; 4],
    arrays: [&[T]; 4],
) -> Result<(), DriverError> {
    for (place, array) in places.into_iter().zip(arrays) {
        machine.write(place, array)?;
    }
    machine.synchronize()
}

/// `[M][N]` as `[N][M]`.
fn by_site(states: &[u8], n_sites: usize) -> Vec<u8> {
    let n_samples = states.len() / n_sites;
    let mut by_site = vec![0; states.len()];
    for (sample, of_sample) in states.chunks_exact(n_sites).enumerate() {
        for (site, &state) in of_sample.iter().enumerate() {
            by_site[site * n_samples + sample] = state;
        }
    }
    by_site
}

#[cfg(test)]
mod tests {
    #[test]
    fn states_are_transposed() {
        assert_eq!(super::by_site(&[1, 2, 3, 4, 5, 6], 3), [1, 4, 2, 5, 3, 6]);
    }
}
