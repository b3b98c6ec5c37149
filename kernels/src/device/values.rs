//! What a device is given, and what it gives: floats, parameters, gradients, samples, times.

use crate::plan::Task;

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

/// A float type that there are kernels for: `f32` or `f64`.
pub trait Float:
    sealed::Sealed
    + Copy
    + PartialOrd
    + Default
    + cudarc::driver::DeviceRepr
    + cudarc::driver::ValidAsZeroBits
{
    /// What the names of its kernels end in.
    const SUFFIX: &'static str;

    /// The nearest number of this type; infinite where there is none.
    fn of(x: f64) -> Self;

    /// The same number as an `f64`.
    fn value(self) -> f64;

    /// Whether it is neither infinite nor a NaN.
    fn is_finite(self) -> bool;
}

macro_rules! float {
    ($float:ident, $suffix:literal) => {
        impl Float for $float {
            const SUFFIX: &'static str = $suffix;

            fn of(x: f64) -> Self {
                x as $float
            }

            fn value(self) -> f64 {
                self.into()
            }

            fn is_finite(self) -> bool {
                self.is_finite()
            }
        }
    };
}

float!(f32, "_f32");
float!(f64, "_f64");

/// Parameters, or a tangent to them, in [the layout](crate#layout); all are dimensionless.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters<'a, T> {
    /// Fields, `[N][q]`.
    pub h: &'a [T],
    /// Couplings, `[N][q][N][q]`.
    pub j: &'a [T],
    /// Weights, `[N][q][P]`.
    pub w: &'a [T],
    /// Biases, `[P]`.
    pub b: &'a [T],
}

/// Where a gradient is written: one derivative for each entry of [`Parameters`].
#[derive(Debug, PartialEq)]
pub struct Gradient<'a, T> {
    /// By the fields, `[N][q]`.
    pub h: &'a mut [T],
    /// By the couplings, `[N][q][N][q]`.
    pub j: &'a mut [T],
    /// By the weights, `[N][q][P]`.
    pub w: &'a mut [T],
    /// By the biases, `[P]`.
    pub b: &'a mut [T],
}

/// Samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Data<'a> {
    /// States, `[M][N]`, each below q.
    pub states: &'a [u8],
    /// Weights, `[M]`, finite, not negative, and not all 0; without them each sample counts once.
    pub weights: Option<&'a [f64]>,
}

/// What [`SrbmDevice::time`](super::SrbmDevice::time) measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timed {
    /// An evaluation.
    Evaluation(Task),
    /// Energy changes of all samples, without copying them to the host.
    DeltaEnergy,
}

/// Time of one kernel, see [`SrbmDevice::time_kernels`](super::SrbmDevice::time_kernels).
#[derive(Debug, Clone, PartialEq)]
pub struct KernelTime {
    /// Its name, without the suffix of the float type.
    pub kernel: &'static str,
    /// How often the evaluation launches it.
    pub n_launches: usize,
    /// Median time of its first launch, in seconds.
    pub seconds: f64,
    /// Blocks of that launch in x, y and z.
    pub grid: (u32, u32, u32),
    /// Threads of a block.
    pub threads: u32,
    /// Registers of a thread.
    pub registers: u32,
    /// Local memory of a thread, in bytes: what did not fit into registers.
    pub local_bytes: u32,
}
