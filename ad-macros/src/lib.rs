//! The compiler behind `cotangent`.
#![forbid(unsafe_code)]
use proc_macro::TokenStream;

mod derive;

/// Differentiates the function below it.
#[proc_macro_attribute]
pub fn differentiable(_options: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Derives `cotangent::Differentiable` for a struct or an enum.
#[proc_macro_derive(Differentiable, attributes(constant))]
pub fn derive_differentiable(item: TokenStream) -> TokenStream {
    derive::expand(item.into()).into()
}
