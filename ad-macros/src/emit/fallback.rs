//! Putting the pieces together: the companion beside the user's function, or errors beside it.

use super::companion::Emitted;
use super::{at, doc_comments, missing, turbofish};
use crate::dispatch;
use crate::pipeline::Input;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// The companion with its functions; for methods, the functions alone.
pub(crate) fn companion(input: &Input<'_>, emitted: &mut [Emitted]) -> TokenStream {
    turbofish::spell_out(input, emitted);
    let name =
        syn::Ident::new(&input.signature.ident.to_string(), at(input.signature.ident.span()));
    let plain: Vec<TokenStream> = emitted.iter().map(|e| e.tokens.clone()).collect();
    let (stand_ins, functions) =
        missing::explain(&plain, &input.signature.ident.to_string(), input.is_method);
    let companion = quote!(#name);
    let owner = dispatch::Owner { ty: input.self_ty.unwrap_or(&companion), generics: input.block };
    let functions: Vec<TokenStream> = emitted
        .iter()
        .zip(functions)
        .map(|(e, tokens)| {
            // Derivatives take tangents or cotangents beside the arguments.
            let allow =
                has_many_arguments(&e.tokens).then(|| quote!(#[allow(clippy::too_many_arguments)]));
            if e.hidden {
                let tokens = quote!(#[doc(hidden)] #allow #tokens);
                // Derivatives of callers call it.
                return match (input.multiversion, input.inlined) {
                    (true, _) => dispatch::hidden(tokens, owner),
                    (false, true) => dispatch::inlined(tokens),
                    (false, false) => tokens,
                };
            }
            // The public form of a pullback is a wrapper: what it wraps is what a reader wants to see.
            let inner = emitted.iter().filter(|inner| e.is_vjp && inner.is_vjp && inner.hidden);
            let shown = std::iter::once(e).chain(inner).map(|e| &e.tokens);
            let doc = format!(" {}", e.doc);
            let tokens = quote! {
                #[doc = #doc]
                #(#[cfg_attr(doc, doc = ::cotangent::__private::__source!(#shown))])*
                #allow
                #tokens
            };
            if input.multiversion { dispatch::emitted(tokens, owner) } else { tokens }
        })
        .collect();
    write_source(&name, input.is_method, emitted);
    if input.is_method {
        return quote!(#(#functions)*);
    }
    let vis = input.vis;
    let doc = format!(" The derivatives of the function [`{name}()`].");
    quote! {
        #[doc = #doc]
        #vis struct #name {}
        impl #name { #(#functions)* }
        #stand_ins
    }
}

/// Does the function have more parameters than a lint likes?
fn has_many_arguments(function: &TokenStream) -> bool {
    let mut lists = function.clone().into_iter().filter_map(|t| match t {
        TokenTree::Group(g) if g.delimiter() == Delimiter::Parenthesis => Some(g.stream()),
        _ => None,
    });
    // Bounds like `Fn(f64) -> f64` have lists too, shorter ones.
    lists.any(|list| {
        let commas =
            list.into_iter().filter(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == ','));
        commas.count() >= 7
    })
}

/// With `COTANGENT_SOURCE_DIR` set, the emitted source of each function goes to a file there,
/// in a folder named after the user's file.
fn write_source(name: &syn::Ident, is_method: bool, emitted: &[Emitted]) {
    let Some(dir) = std::env::var_os("COTANGENT_SOURCE_DIR").filter(|d| !d.is_empty()) else {
        return;
    };
    let span = name.span().unwrap();
    let file = std::path::PathBuf::from(span.file()).with_extension("");
    let below = file.components().filter(|c| matches!(c, std::path::Component::Normal(_)));
    let folder = std::path::Path::new(&dir).join(below.collect::<std::path::PathBuf>());
    // Methods of different types may share a name.
    let stem = if is_method { format!("{name}_line_{}", span.line()) } else { name.to_string() };
    let path = folder.join(stem + ".rs");
    let text: Vec<String> = emitted.iter().map(|e| doc_comments::pretty(&e.tokens)).collect();
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, text.join("\n\n") + "\n"));
    if let Err(error) = written {
        eprintln!(
            "cotangent: the source of `{name}` was not written to {}: {error}",
            path.display()
        );
    }
}
