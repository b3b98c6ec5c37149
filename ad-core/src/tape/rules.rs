//! The rule table as opcodes; the second expansion of the table that `__private::rules` expands.

#[cfg(feature = "ndarray")]
use super::ArrayVar;
use super::{Real, Var};
use crate::Scalar;

::cotangent_macros::__tape_rules!();
