//! Implementations of [`Differentiable`](crate::Differentiable) and [`Tangent`](crate::Tangent) for
//! the types of the standard library, by subject.

mod array;
#[cfg(feature = "ndarray")]
pub(crate) mod ndarray;
mod scalar;
mod tuple;

/// Panics unless two tangents that meet have one length.
#[inline]
#[track_caller]
pub(crate) fn same_length(one: usize, other: usize) {
    if one != other {
        different_lengths(one, other);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn different_lengths(one: usize, other: usize) -> ! {
    panic!("tangents differ in shape: one has length {one}, the other has length {other}");
}

/// Panics because two tangents of the enum `name` belong to different variants.
#[cold]
#[inline(never)]
#[track_caller]
pub fn different_variants(name: &str, one: &str, other: &str) -> ! {
    panic!(
        "tangents differ in shape: one is of variant `{name}::{one}`, the other of `{name}::{other}`"
    );
}
