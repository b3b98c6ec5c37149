//! Derivatives of each sample against published values, closed forms, differences and each other.

mod losses;
mod support;
