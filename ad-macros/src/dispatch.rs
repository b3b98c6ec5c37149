//! `multiversion`: a function becomes a *kernel*, which is always inlined, and a wrapper with versions of its call
//! for several processors, one of which is taken at run time:
//!
//! ```text
//! fn f(x: &[f64]) -> f64 {
//!     #[inline(always)]
//!     fn __kernel_f(x: &[f64]) -> f64 { … }
//!     #[multiversion(targets(..))]
//!     fn __versions(x: &[f64]) -> f64 { __kernel_f(x) }
//!     __versions(x)
//! }
//! ```
//!
//! The kernel is called by its name and never through a closure, whose call rustc need not inline: then the kernel would be
//! compiled for the oldest processor after all. Kernels of methods, and of derivatives, lie beside them.

use crate::diagnostics::Diagnostics;
use crate::emit::at;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// Whose function it is: a companion's, or that of the type of an impl block.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) ty: &'a TokenStream,
    /// The generics of the block.
    pub(crate) generics: Option<&'a syn::Generics>,
}

/// Can a function be dispatched? Where not, [`check`] says why. A method is alone where the attribute is not on its
/// impl block.
pub(crate) fn is_possible(sig: &syn::Signature, lone_method: bool) -> bool {
    !lone_method && !is_opaque(&sig.output)
}

/// Says why a function cannot be dispatched, if so.
pub(crate) fn check(sig: &syn::Signature, lone_method: bool, diags: &mut Diagnostics) {
    let name = &sig.ident;
    if lone_method {
        diags.refuse(
            name.span(),
            format!("`multiversion` cannot stand on the method `{name}`"),
            "its versions are functions that name the type of the impl block",
            "put `#[differentiable(multiversion)]` on the impl block, or on a function that takes the value",
        );
    }
    if let (true, syn::ReturnType::Type(_, ty)) = (is_opaque(&sig.output), &sig.output) {
        diags.refuse(
            ty.span(),
            format!("`{name}` returns an `impl Trait`, which `multiversion` cannot"),
            "each version would return a type of its own",
            "name the type",
        );
    }
}

/// A free function.
pub(crate) fn function(mut f: syn::ItemFn) -> TokenStream {
    let span = at(f.block.span());
    let kernel = kernel(&f.sig);
    let wrapped = versions(&mut f.sig, &kernel.ident, None);
    let syn::ItemFn { attrs, vis, sig, block, .. } = &f;
    quote_spanned!(span=> #(#attrs)* #vis #sig { #[inline(always)] #kernel #block #wrapped })
}

/// Turns a function of an impl block into the wrapper of its kernel, which is to be put beside it.
pub(crate) fn method(f: &mut syn::ImplItemFn, owner: Owner<'_>) -> syn::ImplItemFn {
    let mut inner = f.clone();
    inner.sig = kernel(&f.sig);
    inner.vis = syn::Visibility::Inherited;
    inner.attrs.retain(|a| a.path().is_ident("allow") || a.path().is_ident("cfg"));
    inner.attrs.push(syn::parse_quote!(#[doc(hidden)]));
    inner.attrs.push(syn::parse_quote!(#[inline(always)]));
    let wrapped = versions(&mut f.sig, &inner.sig.ident, Some(owner));
    let span = at(f.block.span());
    if let Ok(body) = syn::parse2(quote_spanned!(span=> { #wrapped })) {
        f.block = body;
    }
    inner
}

/// A function that the macro wrote, with its kernel. A pullback is a closure, so what returns one stays as it is.
pub(crate) fn emitted(tokens: TokenStream, owner: Owner<'_>) -> TokenStream {
    match syn::parse2::<syn::ImplItemFn>(tokens.clone()) {
        Ok(mut f) if !is_opaque(&f.sig.output) => {
            let kernel = method(&mut f, owner);
            quote!(#f #kernel)
        }
        _ => tokens,
    }
}

/// Does a type say `impl`? Each version of a function would return one of its own.
fn is_opaque(output: &syn::ReturnType) -> bool {
    fn says(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|t| match t {
            TokenTree::Ident(i) => i == "impl",
            TokenTree::Group(g) => says(g.stream()),
            _ => false,
        })
    }
    says(output.to_token_stream())
}

fn kernel(sig: &syn::Signature) -> syn::Signature {
    let mut sig = sig.clone();
    sig.ident = format_ident!("__kernel_{}", sig.ident, span = at(sig.ident.span()));
    sig
}

/// The versions of a kernel's call, and the call of the one for this processor. The function's parameters get names
/// where they are patterns.
fn versions(sig: &mut syn::Signature, kernel: &Ident, owner: Option<Owner<'_>>) -> TokenStream {
    let span = at(sig.ident.span());
    let mut inner = syn::Signature { ident: Ident::new("__versions", span), ..sig.clone() };
    let mut handed = Vec::new();
    let mut taken = Vec::new();
    for (i, (outer, inner)) in sig.inputs.iter_mut().zip(&mut inner.inputs).enumerate() {
        let name = match outer {
            syn::FnArg::Receiver(r) => {
                // Only the kernel changes it.
                if r.reference.is_none() {
                    r.mutability = None;
                }
                handed.push(r.self_token.to_token_stream());
                Ident::new("__this", span)
            }
            syn::FnArg::Typed(t) => {
                let name = match &*t.pat {
                    syn::Pat::Ident(p) if p.by_ref.is_none() && p.subpat.is_none() => {
                        p.ident.clone()
                    }
                    _ => format_ident!("__argument{i}", span = span),
                };
                *t.pat = syn::parse_quote!(#name);
                handed.push(name.to_token_stream());
                name
            }
        };
        let ty = match &*inner {
            syn::FnArg::Receiver(r) => &r.ty,
            syn::FnArg::Typed(t) => &t.ty,
        };
        *inner = syn::parse_quote!(#name: #ty);
        taken.push(name);
    }
    let own = arguments(&inner.generics);
    let mut all = own.clone();
    let mut path = TokenStream::new();
    if let Some(owner) = owner {
        let ty = owner.ty;
        path = quote!(<#ty>::);
        if let Some(block) = owner.generics {
            all = arguments(block).into_iter().chain(all).collect();
            add_generics(&mut inner.generics, block);
        }
        let named = without_self(inner.to_token_stream(), ty);
        if let Ok(named) = syn::parse2(named) {
            inner = named;
        }
    }
    let (own, all) = (turbofish(&own), turbofish(&all));
    quote_spanned! {span=>
        #[::cotangent::__private::multiversion(
            targets("x86_64+avx512f+avx2+fma", "x86_64+avx2+fma+bmi1+bmi2+lzcnt+popcnt"),
            dispatcher = "direct"
        )]
        #[inline]
        #inner { #path #kernel #own (#(#taken),*) }
        __versions #all (#(#handed),*)
    }
}

/// The generic arguments that can be written: types and numbers.
fn arguments(generics: &syn::Generics) -> Vec<Ident> {
    let name = |p: &syn::GenericParam| match p {
        syn::GenericParam::Type(t) => Some(t.ident.clone()),
        syn::GenericParam::Const(c) => Some(c.ident.clone()),
        syn::GenericParam::Lifetime(_) => None,
    };
    generics.params.iter().filter_map(name).collect()
}

fn turbofish(arguments: &[Ident]) -> Option<TokenStream> {
    (!arguments.is_empty()).then(|| quote!(::<#(#arguments),*>))
}

/// Puts a block's parameters in front of a function's own, lifetimes first.
fn add_generics(own: &mut syn::Generics, block: &syn::Generics) {
    let (lifetimes, others): (Vec<_>, Vec<_>) = block
        .params
        .iter()
        .chain(&own.params)
        .cloned()
        .partition(|p| matches!(p, syn::GenericParam::Lifetime(_)));
    own.params = lifetimes.into_iter().chain(others).collect();
    own.lt_token = Some(Default::default());
    own.gt_token = Some(Default::default());
    if let Some(clause) = &block.where_clause {
        own.make_where_clause().predicates.extend(clause.predicates.iter().cloned());
    }
}

/// `Self` written out: an inner function has none.
fn without_self(tokens: TokenStream, ty: &TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    for (i, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(name) if name == "Self" => {
                let path = matches!(trees.get(i + 1), Some(TokenTree::Punct(p)) if p.as_char() == ':' && p.spacing() == proc_macro2::Spacing::Joint);
                out.extend(if path { quote!(<#ty>) } else { ty.clone() });
            }
            TokenTree::Group(g) => {
                let mut group =
                    proc_macro2::Group::new(g.delimiter(), without_self(g.stream(), ty));
                group.set_span(g.span());
                out.extend([TokenTree::from(group)]);
            }
            other => out.extend([other.clone()]),
        }
    }
    out
}
