//! Putting the pieces together: the companion beside the user's function, or errors beside it.

use super::companion::Emitted;
use super::{at, doc_comments};
use crate::pipeline::Input;
use proc_macro2::TokenStream;
use quote::quote;

/// The companion with its functions; for methods, the functions alone.
pub(crate) fn companion(input: &Input<'_>, emitted: &[Emitted]) -> TokenStream {
    let name =
        syn::Ident::new(&input.signature.ident.to_string(), at(input.signature.ident.span()));
    let functions: Vec<TokenStream> = emitted
        .iter()
        .map(|e| {
            let tokens = &e.tokens;
            if e.hidden {
                return quote!(#[doc(hidden)] #tokens);
            }
            let source = doc_comments::pretty(tokens);
            let doc = format!(" {}\n\n ```text\n{source}\n ```", e.doc);
            quote!(#[doc = #doc] #tokens)
        })
        .collect();
    write_source(&name.to_string(), emitted);
    if input.is_method {
        return quote!(#(#functions)*);
    }
    let vis = input.vis;
    let doc = format!(" The derivatives of the function [`{name}()`].");
    quote! {
        #[doc = #doc]
        #[allow(non_camel_case_types)]
        #vis struct #name {}
        impl #name { #(#functions)* }
    }
}

/// With `COTANGENT_SOURCE_DIR` set, the emitted source of each function goes to a file there.
fn write_source(name: &str, emitted: &[Emitted]) {
    let Ok(dir) = std::env::var("COTANGENT_SOURCE_DIR") else { return };
    if dir.is_empty() {
        return;
    }
    let text: Vec<String> = emitted.iter().map(|e| doc_comments::pretty(&e.tokens)).collect();
    let path = std::path::Path::new(&dir).join(format!("{name}.rs"));
    let written = std::fs::create_dir_all(&dir)
        .and_then(|()| std::fs::write(&path, text.join("\n\n") + "\n"));
    if let Err(error) = written {
        eprintln!(
            "cotangent: the source of `{name}` was not written to {}: {error}",
            path.display()
        );
    }
}
