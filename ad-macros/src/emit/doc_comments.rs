//! The documentation of emitted functions shows their source.

use proc_macro2::TokenStream;

/// Formats one emitted function for reading.
pub(crate) fn pretty(tokens: &TokenStream) -> String {
    let wrapped = quote::quote!(impl __Companion { #tokens });
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
