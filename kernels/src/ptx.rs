//! The committed kernels.

/// PTX for devices of a compute capability and above.
#[derive(Debug, Clone, Copy)]
pub struct Ptx {
    /// Least compute capability, as 10·major + minor.
    pub capability: u32,
    /// The text.
    pub text: &'static str,
}

/// From the newest to the oldest.
pub const ALL: [Ptx; 3] = [
    Ptx { capability: 90, text: include_str!("../ptx/srbm.sm_90.ptx") },
    Ptx { capability: 80, text: include_str!("../ptx/srbm.sm_80.ptx") },
    Ptx { capability: 70, text: include_str!("../ptx/srbm.sm_70.ptx") },
];

/// The newest kernels that a device of this compute capability runs; `None` below 7.0.
///
/// # Examples
/// ```
/// # use cotangent_kernels::ptx;
/// assert_eq!(ptx::newest_for(9, 0).unwrap().capability, 90);
/// assert_eq!(ptx::newest_for(8, 9).unwrap().capability, 80);
/// assert!(ptx::newest_for(6, 1).is_none());
/// ```
pub fn newest_for(major: u32, minor: u32) -> Option<Ptx> {
    ALL.into_iter().find(|ptx| ptx.capability <= 10 * major + minor)
}
