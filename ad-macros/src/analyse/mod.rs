//! Answers questions about a function; changes nothing.

pub(crate) mod activity;
pub(crate) mod effects;
pub(crate) mod ranges;
mod refusals;
pub(crate) mod rows;

pub(crate) use refusals::shown;
