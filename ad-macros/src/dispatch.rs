//! `multiversion`: a function becomes a *kernel*, which is always inlined, and a wrapper that picks the version for
//! the processor at hand:
//!
//! ```text
//! fn f(x: &[f64]) -> f64 { __kernel_f(x) }     // in three versions, made by `cotangent::__private::dispatch`
//! #[inline(always)] fn __kernel_f(x: &[f64]) -> f64 { … }
//! ```
//!
//! The kernel is handed on as a function, not as a closure: its call is direct, so it is inlined into each version
//! however long it is, and compiled there with the instructions of that version.

use crate::diagnostics::Diagnostics;
use crate::emit::at;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// The most parameters of a function; its first derivatives then have as many as
/// `cotangent::__private::Kernel` is implemented for.
const MOST: usize = 16;

/// Says why a function cannot be dispatched, if so.
pub(crate) fn check(sig: &syn::Signature, diags: &mut Diagnostics) {
    let (name, n) = (&sig.ident, sig.inputs.len());
    if n > MOST {
        diags.refuse(
            name.span(),
            format!("`{name}` has {n} parameters, too many for `multiversion`"),
            format!("functions of at most {MOST} can be dispatched"),
            "gather some parameters in a struct",
        );
    }
}

/// A free function: the kernel lies inside of it.
pub(crate) fn function(mut f: syn::ItemFn) -> TokenStream {
    let span = at(f.block.span());
    let kernel = kernel(&f.sig);
    let call = call(&mut f.sig, &kernel.ident, None);
    let syn::ItemFn { attrs, vis, sig, block } = &f;
    quote_spanned!(span=> #(#attrs)* #vis #sig { #[inline(always)] #kernel #block #call })
}

/// Turns a method into the wrapper of its kernel, which is to be put beside it.
pub(crate) fn method(f: &mut syn::ImplItemFn) -> syn::ImplItemFn {
    let mut inner = f.clone();
    inner.sig = kernel(&f.sig);
    inner.vis = syn::Visibility::Inherited;
    inner.attrs.retain(|a| a.path().is_ident("allow") || a.path().is_ident("cfg"));
    inner.attrs.push(syn::parse_quote!(#[doc(hidden)]));
    inner.attrs.push(syn::parse_quote!(#[inline(always)]));
    let call = call(&mut f.sig, &inner.sig.ident, Some(quote!(Self::)));
    let span = at(f.block.span());
    if let Ok(body) = syn::parse2(quote_spanned!(span=> { #call })) {
        f.block = body;
    }
    inner
}

/// A function in an impl block, with its kernel. What has more parameters than kernels can
/// have, as derivatives of high order may, stays as it is.
pub(crate) fn associated(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ImplItemFn>(tokens.clone()) {
        Ok(mut f) if f.sig.inputs.len() <= 2 * MOST => {
            let kernel = method(&mut f);
            quote!(#f #kernel)
        }
        _ => tokens,
    }
}

/// The sweeps that a public pullback wraps become part of its versions.
pub(crate) fn inlined(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ImplItemFn>(tokens.clone()) {
        Ok(mut f) => {
            f.attrs.retain(|a| !a.path().is_ident("inline"));
            f.attrs.push(syn::parse_quote!(#[inline(always)]));
            f.into_token_stream()
        }
        Err(_) => tokens,
    }
}

fn kernel(sig: &syn::Signature) -> syn::Signature {
    let mut sig = sig.clone();
    sig.ident = format_ident!("__kernel_{}", sig.ident, span = at(sig.ident.span()));
    sig
}

/// The call of a kernel with a function's parameters, which get names where they are patterns.
fn call(sig: &mut syn::Signature, kernel: &syn::Ident, owner: Option<TokenStream>) -> TokenStream {
    let span = at(sig.ident.span());
    let arguments: Vec<TokenStream> = sig
        .inputs
        .iter_mut()
        .enumerate()
        .map(|(i, input)| match input {
            syn::FnArg::Receiver(r) => {
                // Only the kernel changes it.
                if r.reference.is_none() {
                    r.mutability = None;
                }
                r.self_token.to_token_stream()
            }
            syn::FnArg::Typed(t) => {
                let name = match &*t.pat {
                    syn::Pat::Ident(p) if p.by_ref.is_none() && p.subpat.is_none() => {
                        p.ident.clone()
                    }
                    _ => format_ident!("__argument{i}", span = span),
                };
                t.pat = Box::new(syn::parse_quote!(#name));
                name.into_token_stream()
            }
        })
        .collect();
    let generics: Vec<&syn::Ident> = sig
        .generics
        .params
        .iter()
        .filter_map(|p| match p {
            syn::GenericParam::Type(t) => Some(&t.ident),
            syn::GenericParam::Const(c) => Some(&c.ident),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect();
    let generics = (!generics.is_empty()).then(|| quote!(::<#(#generics),*>));
    quote_spanned!(span=> ::cotangent::__private::dispatch(#owner #kernel #generics, (#(#arguments,)*)))
}
