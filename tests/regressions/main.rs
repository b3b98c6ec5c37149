//! Programs whose derivatives were once wrong or did not compile: one test each, by what went wrong.
#![allow(clippy::assign_op_pattern, reason = "forms that users write")]
#![allow(missing_docs, reason = "the functions are small and named for what they do")]
#![allow(clippy::needless_range_loop, reason = "plain user style is the subject under test")]

mod products;
mod rows;
mod values;

const X: [f64; 4] = [0.4, -0.3, 0.9, 0.25];
