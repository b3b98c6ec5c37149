//! The part of `ad-core/src/buffers.rs` that the stores of checkpoints call, for tests that run them
//! without a workspace.

pub(crate) fn push<T>(v: &mut Vec<T>, x: T) {
    v.push(x);
}

pub(crate) fn recycle<T>(vectors: T) {
    drop(vectors);
}
