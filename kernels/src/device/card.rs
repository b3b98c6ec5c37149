//! The driver, a device of it, and the kernels loaded there.

use super::machine;
use crate::error::DeviceError;
use crate::ptx;
use cudarc::driver::sys::CUdevice_attribute_enum as Attribute;
use cudarc::driver::sys::CUresult;
use cudarc::driver::{CudaContext, CudaModule, DriverError, result};
use cudarc::nvrtc::Ptx;
use std::sync::Arc;

/// The first driver that has all calls that are made here: `cuGraphInstantiateWithFlags` came last.
const OLDEST_DRIVER: u32 = 11_040;

/// A device with its kernels, which any number of [`SrbmDevice`](super::SrbmDevice)s share; clones are the same
/// device.
///
/// Opening it costs about a second, and many seconds where the driver has not yet compiled these kernels for
/// this device: it keeps what it has compiled (in `~/.nv/ComputeCache`, where it can write there).
///
/// # Examples
/// ```no_run
/// # use cotangent_kernels::device::Device;
/// let device = Device::open(0)?;
/// println!("{} with {} multiprocessors", device.card().name, device.card().n_multiprocessors);
/// # Ok::<(), cotangent_kernels::error::DeviceError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Device {
    pub(super) context: Arc<CudaContext>,
    pub(super) module: Arc<CudaModule>,
    card: Arc<Card>,
}

/// What the driver says of a device. A number that it does not know is 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// Compute capability, as 10·major + minor.
    pub capability: u32,
    /// CUDA version of the driver, as 1000·major + 10·minor.
    pub driver: u32,
    /// Number of multiprocessors.
    pub n_multiprocessors: u32,
    /// Peak clock of the multiprocessors, in Hz.
    pub clock: f64,
    /// Peak clock of the memory, in Hz; two transfers a cycle.
    pub memory_clock: f64,
    /// Width of the memory bus, in bits.
    pub memory_bus: u32,
    /// Level-2 cache, in bytes.
    pub l2_bytes: usize,
    /// Memory, in bytes.
    pub memory_bytes: usize,
    /// How many times more arithmetic there is in `f32` than in `f64`.
    pub single_per_double: u32,
}

impl Card {
    /// Peak rate of the memory, in bytes a second.
    pub fn memory_rate(&self) -> f64 {
        2.0 * self.memory_clock * f64::from(self.memory_bus) / 8.0
    }
}

impl Device {
    /// Loads CUDA, opens a device, by its number from 0, and loads the kernels there.
    ///
    /// # Errors
    /// [`DeviceError::NoDriver`] and [`DeviceError::OldDriver`] for a machine without a (newer) CUDA driver,
    /// [`DeviceError::NoDevice`] where the driver has no such device, [`DeviceError::TooOld`] below compute
    /// capability 7.0, and [`DeviceError::Cuda`] if a call fails.
    pub fn open(ordinal: usize) -> Result<Self, DeviceError> {
        if !machine::driver_is_present() {
            return Err(DeviceError::NoDriver);
        }
        let driver = machine::driver_version().map_err(|error| match error.0 {
            CUresult::CUDA_ERROR_STUB_LIBRARY => DeviceError::NoDriver,
            _ => cuda("asking for the driver's version", error),
        })?;
        if driver < OLDEST_DRIVER {
            return Err(DeviceError::OldDriver { found: driver, needed: OLDEST_DRIVER });
        }
        result::init().map_err(|error| match error.0 {
            CUresult::CUDA_ERROR_STUB_LIBRARY => DeviceError::NoDriver,
            CUresult::CUDA_ERROR_NO_DEVICE => DeviceError::NoDevice { ordinal, found: 0 },
            _ => cuda("loading the driver", error),
        })?;
        let found = result::device::get_count().map_err(|error| cuda("counting devices", error))?;
        let found = usize::try_from(found).unwrap_or(0);
        if ordinal >= found {
            return Err(DeviceError::NoDevice { ordinal, found });
        }
        let context =
            CudaContext::new(ordinal).map_err(|error| cuda("opening the device", error))?;
        machine::stop_tracking(&context);
        let card = read_card(&context, driver)
            .map_err(|error| cuda("reading the device's properties", error))?;
        let capability = card.capability;
        let kernels = ptx::newest_for(capability / 10, capability % 10)
            .ok_or(DeviceError::TooOld { capability })?;
        let module = context.load_module(Ptx::from_src(kernels.text)).map_err(|error| {
            let message = format!("{error}\n{}", machine::compiler_log(&context, kernels.text));
            DeviceError::Cuda {
                call: "loading the kernels",
                message: message.trim_end().to_owned(),
            }
        })?;
        Ok(Self { context, module, card: Arc::new(card) })
    }

    /// What the driver says of this device.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The context, to launch something of one's own on the same device.
    pub fn context(&self) -> &Arc<CudaContext> {
        &self.context
    }
}

fn read_card(context: &CudaContext, driver: u32) -> Result<Card, DriverError> {
    // What a driver does not know is 0.
    let number = |attribute| context.attribute(attribute).unwrap_or(0).max(0);
    let kilohertz = |attribute| 1e3 * f64::from(number(attribute));
    let (major, minor) = context.compute_capability()?;
    Ok(Card {
        name: context.name()?,
        capability: (10 * major + minor) as u32,
        driver,
        n_multiprocessors: number(Attribute::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT) as u32,
        clock: kilohertz(Attribute::CU_DEVICE_ATTRIBUTE_CLOCK_RATE),
        memory_clock: kilohertz(Attribute::CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE),
        memory_bus: number(Attribute::CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH) as u32,
        l2_bytes: number(Attribute::CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE) as usize,
        memory_bytes: context.total_mem()?,
        single_per_double: number(
            Attribute::CU_DEVICE_ATTRIBUTE_SINGLE_TO_DOUBLE_PRECISION_PERF_RATIO,
        ) as u32,
    })
}

/// A failed call.
pub(super) fn cuda(call: &'static str, error: DriverError) -> DeviceError {
    DeviceError::Cuda { call, message: error.to_string() }
}
