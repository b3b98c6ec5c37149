//! Eigenpairs, directional derivatives and damped Newton steps against published cases and dense matrices.

mod dense;
mod golden;
mod identities;
mod layers;
mod leading;
mod single;
mod support;
mod training;
