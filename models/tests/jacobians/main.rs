//! Derivatives of each sample against published values, closed forms, differences and each other.

mod curvature;
mod golden;
mod losses;
mod networks;
mod quantities;
mod shapes;
mod structure;
mod support;
