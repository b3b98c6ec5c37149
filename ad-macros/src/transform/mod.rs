//! IR to IR.

pub(crate) mod adjoint;
pub(crate) mod control;
pub(crate) mod directional;
pub(crate) mod dual;
pub(crate) mod lanes;
pub(crate) mod tangent;
