//! What can be wrong with a device or with what it is given.

/// Why a device did not do what it was asked for.
///
/// Whatever is wrong with sizes, arrays or settings is found on the host before anything on the device has
/// changed. After [`DeviceError::Cuda`] from an opened device its state is unknown, so that it answers
/// [`DeviceError::Failed`] to all that follows.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// There is no CUDA driver on this machine.
    #[error("there is no CUDA driver on this machine")]
    NoDriver,
    /// The driver does not have this device.
    #[error("there is no CUDA device {ordinal}: the driver finds {found}")]
    NoDevice {
        /// Which device was asked for, from 0.
        ordinal: usize,
        /// How many there are.
        found: usize,
    },
    /// The driver lacks calls that are made here.
    #[error("the driver is of CUDA {}, but at least {} is needed", version(*found), version(*needed))]
    OldDriver {
        /// The driver's version, as 1000·major + 10·minor.
        found: u32,
        /// The least version, likewise.
        needed: u32,
    },
    /// There are no kernels for a device as old as this.
    #[error("the device has compute capability {}.{}, but kernels need 7.0", capability / 10, capability % 10)]
    TooOld {
        /// Compute capability, as 10·major + minor.
        capability: u32,
    },
    /// A size or setting is outside what it can be.
    #[error("{name} is {found}, but must be {expected}")]
    Size {
        /// The size's name, as in the formulas.
        name: &'static str,
        /// What is allowed.
        expected: &'static str,
        /// What came.
        found: usize,
    },
    /// There is more of something than kernels can count.
    #[error("{what} are {found}, but can be {most} at most")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How many there are; `usize::MAX` where they are more than that.
        found: usize,
        /// How many there can be.
        most: usize,
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
    /// A sample of a batch does not exist.
    #[error("entry {index} of the batch is sample {found}, but there are {n_samples} samples")]
    Sample {
        /// Place in the batch.
        index: usize,
        /// The sample that came.
        found: usize,
        /// How many samples there are.
        n_samples: usize,
    },
    /// A number is infinite or not a number.
    #[error("{name} is not finite at index {index}")]
    NotFinite {
        /// The array's name.
        name: &'static str,
        /// Index of its first entry that is not finite.
        index: usize,
    },
    /// The energy scale β is not a positive finite number of the device's float type.
    #[error("the energy scale is {found}, but must be positive and finite")]
    Scale {
        /// The scale that came.
        found: f64,
    },
    /// A sample's weight is negative, or not a finite number of the device's float type.
    #[error("sample {sample} has weight {found}, but weights must be finite and not negative")]
    Weight {
        /// Index of the sample.
        sample: usize,
        /// The weight that came.
        found: f64,
    },
    /// The weights of all samples, or of those of a batch, add up to 0.
    #[error("the weights of the samples add up to 0")]
    NoWeight,
    /// The device has less free memory than is needed.
    #[error("{needed} bytes of memory are needed, but {free} are free on the device")]
    Memory {
        /// Bytes that are needed, all arrays together.
        needed: usize,
        /// Bytes that are free.
        free: usize,
    },
    /// What was asked for needs a setting that is off.
    #[error("there is no memory for this: it needs `Settings::{setting}`")]
    Setting {
        /// Name of the field of [`Settings`](crate::Settings).
        setting: &'static str,
    },
    /// The naive kernel does only part of what the others do.
    #[error("the naive kernel is there only for {only}")]
    Naive {
        /// What it is there for.
        only: &'static str,
    },
    /// Gradients are asked for that were not evaluated, or not with the present parameters and samples.
    #[error("the gradient of the present parameters and samples was not evaluated")]
    NoGradient,
    /// A call of the driver failed.
    #[error("{call} failed: {message}")]
    Cuda {
        /// What was being done.
        call: &'static str,
        /// What the driver says.
        message: String,
    },
    /// A call of the driver failed earlier, so that what is on the device is unknown.
    #[error("{call} failed earlier, so that nothing is known of what is on the device")]
    Failed {
        /// What was being done then.
        call: &'static str,
    },
}

fn version(version: u32) -> String {
    format!("{}.{}", version / 1000, version % 1000 / 10)
}
