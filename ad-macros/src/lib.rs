//! The compiler behind `cotangent`: the attribute and the derive. Use them through `cotangent`.
#![forbid(unsafe_code)]

use proc_macro::TokenStream;

mod analyse;
#[cfg(test)]
mod buffers;
mod derive;
mod diagnostics;
mod dispatch;
mod emit;
mod expand;
#[cfg(test)]
mod goldens;
mod hand_lanes;
mod hand_rules;
mod ir;
mod operators;
mod options;
mod parse;
mod pipeline;
#[cfg(test)]
mod random_programs;
mod rules;
mod simplify;
#[cfg(test)]
mod timing;
mod transform;
mod vectors;

/// Differentiates the function, method or impl block below it.
///
/// The function itself stays as it is. Beside it comes its *companion*, an empty struct of the
/// same name, whose functions are its derivatives, written as Rust source at compile time:
/// `f::jvp`, `f::vjp`, and for functions of one float `f::grad`, `f::value_and_grad`,
/// `f::value_and_grad_into`. A method `energy` gets `energy_jvp`, `energy_vjp`, ….
///
/// On an impl block it differentiates all functions inside, each with the options of an attribute of
/// its own if it has one. The block needs it where it is generic, where it implements an operator
/// (`impl Mul<f64> for Vector`), and where a function has no `self` and does not name `Self`, since
/// then the function alone does not tell that it stands in an impl. On a constant,
/// `const ACTIVATION: fn(f64) -> f64 = softplus;`, it gives the name the function's derivatives.
///
/// Options: `wrt(a, b)` selects the parameters to differentiate in (several lists add functions
/// with suffixes, `f::jvp_wrt_a`); `order = n` makes derivative functions differentiable in turn
/// (`f::hvp`, `f::hessian`, `f::grad_jvp`, `f::jvp_vjp`, …); `jvp = path, vjp = path` give a rule by hand, and so
/// do `jvp = path, pullback = path`, where the pullback takes the arguments again and then the cotangent;
/// `foreign = path` attaches such a rule to a declaration without a body; `recursive` boxes the
/// pullback of a function in a cycle of calls; `lanes` adds `jvp_lanes` and `vjp_lanes`, many
/// directions in one sweep, and `jacobian` for functions of one slice; `math = "vector"` replaces the standard library's
/// elementary functions by those of `cotangent::math`, which become vector code; `multiversion` compiles the function and
/// its derivatives for AVX2 and AVX-512 too and chooses at run time.
/// `#[constant]` on a parameter holds it fixed.
///
/// A long loop in the body may carry a mark, so that reverse mode does not record every iteration:
///
/// - `#[checkpoint(every = k)]` keeps the state of every k-th iteration and runs k iterations at a
///   time again: memory for n/k states and the records of k iterations, one more run of the loop;
/// - `#[checkpoint(snapshots = s)]` keeps at most s states at a time, where they save the most
///   recomputation: with n iterations about r more runs, where n = C(s + r, r);
/// - `#[checkpoint(budget = "64 MB")]` keeps as many states as fit.
///
/// The gradient is the same, bit for bit. A state is what iterations hand on to each other: numbers,
/// arrays, vectors, structs that are `Clone`. Functions that derivatives go through are called again;
/// all other calls and macros run once, and their results are kept where they are needed again, at
/// the cost of their size for each iteration. Forward mode takes no notice of the mark.
///
/// A `for` loop whose iterations are independent may be marked `#[parallel]`: it runs on all cores
/// (with rayon) in the function itself and in every derivative, in forward and reverse mode.
/// Iterations may add to numbers, arrays and vectors of floats around the loop (`sum += x`), and write
/// elements of their own (`out[i] = ..`, `for (o, x) in out.iter_mut().zip(xs)`); anything else
/// that they share is refused. The loop is cut into at most 32 chunks, whatever the number of threads,
/// and sums are added chunk by chunk in order, so results do not depend on the number of threads; they
/// differ by rounding from those of the loop without the mark. Each chunk has a copy of what it adds
/// to, the cotangents of shared arrays among them: 32 times their memory at most, except for arrays
/// that the iterations use by their own index alone. Values that the loop uses must be `Send` and
/// `Sync`, so a generic scalar is `T: Scalar + Send + Sync`.
///
/// With the environment variable `COTANGENT_SOURCE_DIR` set at compile time, the source of every
/// companion is also written to a file in that folder.
#[proc_macro_attribute]
pub fn differentiable(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::attribute(options.into(), item.into()).into()
}

/// Derives `cotangent::Differentiable` for a struct or an enum.
#[proc_macro_derive(Differentiable, attributes(constant))]
pub fn derive_differentiable(item: TokenStream) -> TokenStream {
    derive::expand(item.into()).into()
}

/// The source of an emitted function, formatted for its documentation; for emitted code.
#[doc(hidden)]
#[proc_macro]
pub fn __source(function: TokenStream) -> TokenStream {
    emit::doc_comments::source(function.into()).into()
}

/// The rule table as trait functions; for `cotangent` itself.
#[doc(hidden)]
#[proc_macro]
pub fn __rules(_input: TokenStream) -> TokenStream {
    rules::traits::expand().into()
}

/// The rule table as code of the run-time tape; for `cotangent` itself.
#[doc(hidden)]
#[proc_macro]
pub fn __tape_rules(_input: TokenStream) -> TokenStream {
    rules::tape::expand().into()
}

/// The hidden forms of functions whose rules stand beside it; for `cotangent` itself.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn __forms(receiver: TokenStream, item: TokenStream) -> TokenStream {
    rules::forms::expand(receiver.into(), item.into())
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}
