//! The corpus: plain functions, grouped by the rows of the support table.
//!
//! They are written as a user would write them, with indices where the textbook has indices and
//! loops where the textbook has loops; the derivatives, not the style, are what they are for.
//! Each module has its rows (a function, its domain and the words it covers) in
//! `tests/corpus/MODULE.rs`.
#![allow(
    clippy::needless_range_loop,
    clippy::manual_memcpy,
    clippy::assign_op_pattern,
    clippy::manual_swap,
    clippy::unnecessary_cast,
    clippy::needless_late_init,
    clippy::manual_is_multiple_of,
    clippy::misrefactored_assign_op,
    clippy::useless_vec,
    reason = "plain user style is the subject under test: index loops, spelled-out updates"
)]

pub mod arrays;
pub mod bindings;
pub mod calls;
pub mod cells;
pub mod containers;
pub mod control_flow;
pub mod elementary;
pub mod emitted;
pub mod inactive;
pub mod iterators;
pub mod marks;
pub mod nested;
pub mod products;
pub mod rows;
pub mod scalar_methods;
pub mod scalars;
pub mod structs;
