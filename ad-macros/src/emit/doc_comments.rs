//! The documentation of emitted functions shows their source.
//!
//! To format it takes as long as to make the derivatives, so it is left to a macro of its own, which
//! runs where documentation is made: `#[cfg_attr(doc, doc = __source!(fn jvp(..) ..))]`.

use proc_macro2::TokenStream;
use quote::quote;

/// The part of a function's documentation that shows the source of this one.
pub(crate) fn source(function: TokenStream) -> TokenStream {
    let doc = format!("\n```text\n{}\n```", pretty(&function));
    quote!(#doc)
}

/// Formats one emitted function for reading.
pub(crate) fn pretty(tokens: &TokenStream) -> String {
    let wrapped = quote!(impl __Companion { #tokens });
    let text = match syn::parse2::<syn::File>(wrapped) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => return tokens.to_string(),
    };
    let body: Vec<&str> = text.lines().collect();
    let inner = if body.len() > 2 { &body[1..body.len() - 1] } else { &body[..] };
    let text: Vec<String> =
        inner.iter().map(|l| l.strip_prefix("    ").unwrap_or(l).to_string()).collect();
    let text = text.join("\n");
    text.replace("::cotangent::__private::", "")
        .replace("::core::option::Option::", "")
        .replace("::core::unreachable!", "unreachable!")
        .replace("::std::vec::", "")
        .replace("::std::vec!", "vec!")
        .replace("#[inline]\n", "")
}
