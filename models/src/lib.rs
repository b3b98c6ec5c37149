//! Published systems written as plain Rust functions and differentiated by cotangent.
#![forbid(unsafe_code)]
