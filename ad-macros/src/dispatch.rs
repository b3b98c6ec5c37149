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
//! The kernel is called by its name. Kernels of methods, and of derivatives, lie beside them.
//!
//! What gives a pullback cannot have versions, since each would give a closure of a type of its own. Its two halves
//! are closures that are always inlined into a function of the run-time library, which has versions:
//!
//! ```text
//! fn __vjp(x: &[f64]) -> (f64, impl FnOnce(f64, &[f64], &mut [f64])) {
//!     dispatched(#[inline(always)] move || Self::__kernel___vjp(x))
//! }
//! #[inline(always)]
//! fn __kernel___vjp(x: &[f64]) -> (f64, impl FnOnce(f64, &[f64], &mut [f64])) {
//!     …
//!     (y, move |y_bar, x, x_bar| dispatched(#[inline(always)] move || { … }))
//! }
//! ```
//!
//! Chunks of parallel loops are such closures as well. A closure without that attribute rustc need not inline: then it would be
//! compiled for the oldest processor after all.

use crate::diagnostics::Diagnostics;
use crate::emit::at;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

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
    Chunks.visit_block_mut(&mut f.block);
    let kernel = kernel(&f.sig);
    let wrapped = versions(&mut f.sig, &kernel.ident, None);
    let syn::ItemFn { attrs, vis, sig, block, .. } = &f;
    quote_spanned!(span=> #(#attrs)* #vis #sig { #[inline(always)] #kernel #block #wrapped })
}

/// Turns a function of an impl block into the wrapper of its kernel, which is to be put beside it.
pub(crate) fn method(f: &mut syn::ImplItemFn, owner: Owner<'_>) -> syn::ImplItemFn {
    let inner = kernel_beside(f);
    let wrapped = versions(&mut f.sig, &inner.sig.ident, Some(owner));
    f.block = block(f, wrapped);
    inner
}

/// A function that the macro wrote, with its kernel. What gives a pullback to users stays as it is: it wraps another.
pub(crate) fn emitted(tokens: TokenStream, owner: Owner<'_>) -> TokenStream {
    match syn::parse2::<syn::ImplItemFn>(tokens.clone()) {
        Ok(mut f) if !is_opaque(&f.sig.output) => {
            let kernel = method(&mut f, owner);
            quote!(#f #kernel)
        }
        _ => tokens,
    }
}

/// A function that emitted code calls, with its kernel.
pub(crate) fn hidden(tokens: TokenStream, owner: Owner<'_>) -> TokenStream {
    let Ok(mut f) = syn::parse2::<syn::ImplItemFn>(tokens.clone()) else { return tokens };
    match (pullback(&mut f.block), is_opaque(&f.sig.output)) {
        (Some(pullback), opaque) if is_block(&pullback.body) => {
            in_version(pullback);
            let kernel = if opaque { apart(&mut f) } else { method(&mut f, owner) };
            quote!(#f #kernel)
        }
        (None, false) => emitted(tokens, owner),
        // It hands on what another has made.
        _ => tokens,
    }
}

/// A function that emitted code calls, always inlined with its pullback, like the function that it is a derivative of:
/// so callers that are compiled for several processors get what they inline in their own version.
pub(crate) fn inlined(tokens: TokenStream) -> TokenStream {
    let Ok(mut f) = syn::parse2::<syn::ImplItemFn>(tokens.clone()) else { return tokens };
    f.attrs.retain(|a| !a.path().is_ident("inline"));
    let always: syn::Attribute = syn::parse_quote!(#[inline(always)]);
    if let Some(pullback) = pullback(&mut f.block) {
        pullback.attrs.push(always.clone());
    }
    f.attrs.push(always);
    f.into_token_stream()
}

/// The function itself, always inlined, for a wrapper that calls it.
fn kernel_beside(f: &syn::ImplItemFn) -> syn::ImplItemFn {
    let mut inner = f.clone();
    Chunks.visit_block_mut(&mut inner.block);
    inner.sig = kernel(&f.sig);
    inner.vis = syn::Visibility::Inherited;
    inner.attrs.retain(|a| a.path().is_ident("allow") || a.path().is_ident("cfg"));
    inner.attrs.push(syn::parse_quote!(#[doc(hidden)]));
    inner.attrs.push(syn::parse_quote!(#[inline(always)]));
    inner
}

/// The body that a wrapper gets.
fn block(f: &syn::ImplItemFn, tokens: TokenStream) -> syn::Block {
    let span = at(f.block.span());
    syn::parse2(quote_spanned!(span=> { #tokens })).unwrap_or_else(|_| f.block.clone())
}

/// Turns a function that gives a pullback into the wrapper of its kernel.
fn apart(f: &mut syn::ImplItemFn) -> syn::ImplItemFn {
    let inner = kernel_beside(f);
    let handed = handed_on(&mut f.sig).into_iter().map(|(handed, _)| handed);
    let (kernel, own) = (&inner.sig.ident, turbofish(&arguments(&f.sig.generics)));
    let call = quote!(::cotangent::__private::dispatched(
        #[inline(always)]
        move || Self::#kernel #own (#(#handed),*)
    ));
    f.block = block(f, call);
    inner
}

/// The closure in a function's result `(y, pullback)`, which may be boxed.
fn pullback(block: &mut syn::Block) -> Option<&mut syn::ExprClosure> {
    let results = match block.stmts.last_mut()? {
        syn::Stmt::Expr(syn::Expr::Tuple(results), None) => results,
        // Around it callees are imported.
        syn::Stmt::Expr(syn::Expr::Block(inner), None) => return pullback(&mut inner.block),
        _ => return None,
    };
    match results.elems.last_mut()? {
        syn::Expr::Closure(closure) => Some(closure),
        syn::Expr::Call(boxed) => match boxed.args.last_mut()? {
            syn::Expr::Closure(closure) => Some(closure),
            _ => None,
        },
        _ => None,
    }
}

fn is_block(body: &syn::Expr) -> bool {
    matches!(body, syn::Expr::Block(_))
}

/// Runs a pullback's body in the version for this processor. The body stays that of a closure with the same parameters,
/// since LLVM knows of parameters that they do not overlap.
fn in_version(pullback: &mut syn::ExprClosure) {
    let span = at(pullback.body.span());
    let body = pullback.clone();
    let mut names = Vec::new();
    for (i, input) in pullback.inputs.iter_mut().enumerate() {
        let name = format_ident!("__argument{i}", span = span);
        match input {
            syn::Pat::Type(typed) => *typed.pat = syn::parse_quote!(#name),
            other => *other = syn::parse_quote!(#name),
        }
        names.push(name);
    }
    *pullback.body = syn::parse_quote!(::cotangent::__private::dispatched(
        #[inline(always)]
        move || ::cotangent::__private::inlined(#[inline(always)] #body)(#(#names),*)
    ));
}

/// Puts the chunks of parallel loops into versions: they run on other threads than what is around them.
struct Chunks;

impl VisitMut for Chunks {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        let syn::Expr::Path(path) = &mut *call.func else { return };
        let mut names = path.path.segments.iter_mut().rev().map(|s| &mut s.ident);
        if let (Some(function), Some(module)) = (names.next(), names.next())
            && function == "parallel"
            && module == "__private"
            && let Some(syn::Expr::Closure(chunk)) = call.args.last_mut()
        {
            *function = Ident::new("parallel_versions", function.span());
            chunk.attrs.push(syn::parse_quote!(#[inline(always)]));
        }
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

/// What a wrapper hands on to its kernel, and the names that versions give it. The wrapper's parameters get names where
/// they are patterns.
fn handed_on(sig: &mut syn::Signature) -> Vec<(TokenStream, Ident)> {
    let span = at(sig.ident.span());
    let name = |(i, input): (usize, &mut syn::FnArg)| match input {
        syn::FnArg::Receiver(r) => {
            // Only the kernel changes it.
            if r.reference.is_none() {
                r.mutability = None;
            }
            (r.self_token.to_token_stream(), Ident::new("__this", span))
        }
        syn::FnArg::Typed(t) => {
            let name = match &*t.pat {
                syn::Pat::Ident(p) if p.by_ref.is_none() && p.subpat.is_none() => p.ident.clone(),
                _ => format_ident!("__argument{i}", span = span),
            };
            *t.pat = syn::parse_quote!(#name);
            (name.to_token_stream(), name)
        }
    };
    sig.inputs.iter_mut().enumerate().map(name).collect()
}

/// The versions of a kernel's call, and the call of the one for this processor.
fn versions(sig: &mut syn::Signature, kernel: &Ident, owner: Option<Owner<'_>>) -> TokenStream {
    let span = at(sig.ident.span());
    let mut inner = syn::Signature { ident: Ident::new("__versions", span), ..sig.clone() };
    let (handed, taken): (Vec<TokenStream>, Vec<Ident>) = handed_on(sig).into_iter().unzip();
    for (input, name) in inner.inputs.iter_mut().zip(&taken) {
        let ty = match &*input {
            syn::FnArg::Receiver(r) => &r.ty,
            syn::FnArg::Typed(t) => &t.ty,
        };
        *input = syn::parse_quote!(#name: #ty);
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

#[cfg(test)]
mod tests {
    use super::*;
    use syn::visit::{self, Visit};

    /// Where loops stand: in functions that are not kernels, and in closures that are not inlined into a version.
    #[derive(Default)]
    struct Loops {
        function: String,
        outside: Vec<String>,
        inside: usize,
        /// In a closure without `#[inline(always)]`.
        in_closure: bool,
    }

    impl<'a> Visit<'a> for Loops {
        fn visit_item_fn(&mut self, f: &'a syn::ItemFn) {
            let around = std::mem::replace(&mut self.function, f.sig.ident.to_string());
            visit::visit_item_fn(self, f);
            self.function = around;
        }

        fn visit_impl_item_fn(&mut self, f: &'a syn::ImplItemFn) {
            self.function = f.sig.ident.to_string();
            visit::visit_impl_item_fn(self, f);
        }

        fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
            let around = self.in_closure;
            self.in_closure = closure.attrs.is_empty();
            visit::visit_expr_closure(self, closure);
            self.in_closure = around;
        }

        fn visit_expr_for_loop(&mut self, l: &'a syn::ExprForLoop) {
            if self.function.contains("__kernel_") && !self.in_closure {
                self.inside += 1;
            } else {
                self.outside.push(self.function.clone());
            }
            visit::visit_expr_for_loop(self, l);
        }
    }

    /// Expands the attribute with these options, and holds every loop to be in a version.
    #[track_caller]
    fn all_loops_are_in_versions(options: TokenStream, item: TokenStream) {
        let tokens = crate::expand::attribute(options, item);
        let file: syn::File = syn::parse2(tokens).expect("items");
        let mut loops = Loops::default();
        loops.visit_file(&file);
        assert_eq!(loops.outside, Vec::<String>::new());
        assert!(loops.inside > 3, "{} loops", loops.inside);
    }

    #[test]
    fn every_loop_of_every_derivative_is_in_a_version() {
        all_loops_are_in_versions(
            quote!(multiversion, order = 2, lanes),
            quote!(
                pub fn f(x: &[f64], y: &mut [f64], a: f64) {
                    for (y, x) in y.iter_mut().zip(x) {
                        *y = helper(*x) * a;
                    }
                }
            ),
        );
        all_loops_are_in_versions(
            quote!(multiversion, order = 2, recursive),
            quote!(
                pub fn f(x: &[f64]) -> f64 {
                    let mut s = 0.0;
                    for x in x {
                        s += x * x;
                    }
                    if x.len() < 2 { s } else { s + f(&x[1..]) }
                }
            ),
        );
    }

    #[test]
    fn loops_of_methods_and_of_threads_are_in_versions() {
        all_loops_are_in_versions(
            quote!(multiversion),
            quote!(
                impl Weights {
                    pub fn run(&self, x: &[f64], y: &mut [f64]) -> f64 {
                        let mut s = 0.0;
                        #[parallel]
                        for i in 0..x.len() {
                            y[i] = x[i] * self.w;
                            s += y[i];
                        }
                        s
                    }
                }
            ),
        );
    }
}
