//! Types and paths of companions: what follows from a signature alone.

use super::at;
use crate::ir::CallForm;
use crate::parse::is_view;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

/// The owned tangent type of a written type; references are looked through.
pub(crate) fn tangent_type(ty: &syn::Type, scalars: &[String]) -> TokenStream {
    match ty {
        syn::Type::Reference(r) => tangent_type(&r.elem, scalars),
        syn::Type::Paren(p) => tangent_type(&p.elem, scalars),
        syn::Type::Group(g) => tangent_type(&g.elem, scalars),
        syn::Type::Slice(s) => {
            let elem = tangent_type(&s.elem, scalars);
            quote!(::std::vec::Vec<#elem>)
        }
        _ => inner_type(ty, scalars),
    }
}

/// The tangent type behind a reference, unsized for slices.
pub(crate) fn place_type(ty: &syn::Type, scalars: &[String]) -> TokenStream {
    match ty {
        syn::Type::Reference(r) => place_type(&r.elem, scalars),
        syn::Type::Paren(p) => place_type(&p.elem, scalars),
        syn::Type::Group(g) => place_type(&g.elem, scalars),
        syn::Type::Slice(s) => {
            let elem = tangent_type(&s.elem, scalars);
            quote!([#elem])
        }
        _ => inner_type(ty, scalars),
    }
}

fn inner_type(ty: &syn::Type, scalars: &[String]) -> TokenStream {
    match ty {
        syn::Type::Array(a) => {
            let elem = tangent_type(&a.elem, scalars);
            let len = &a.len;
            quote!([#elem; #len])
        }
        syn::Type::Tuple(t) if t.elems.is_empty() => quote!(()),
        syn::Type::Tuple(t) => {
            let elems: Vec<TokenStream> =
                t.elems.iter().map(|e| tangent_type(e, scalars)).collect();
            quote!((#(#elems,)*))
        }
        syn::Type::Path(p) if p.qself.is_none() => {
            let Some(last) = p.path.segments.last() else { return quote!(()) };
            let name = last.ident.to_string();
            if p.path.segments.len() == 1
                && (matches!(name.as_str(), "f32" | "f64") || scalars.contains(&name))
            {
                return ty.to_token_stream();
            }
            if let ("Vec" | "Option" | "Box", syn::PathArguments::AngleBracketed(args)) =
                (name.as_str(), &last.arguments)
                && let Some(syn::GenericArgument::Type(t)) = args.args.first()
            {
                let inner = tangent_type(t, scalars);
                let mut path = p.path.clone();
                path.segments.last_mut().expect("a last segment").arguments =
                    syn::PathArguments::None;
                return quote!(#path<#inner>);
            }
            tan(ty)
        }
        _ => tan(ty),
    }
}

fn tan(ty: &syn::Type) -> TokenStream {
    let span = ty.span_of();
    let ty = &without_loan(ty);
    quote_spanned!(span=> <#ty as ::cotangent::Differentiable>::Tangent)
}

/// What a pullback is handed again of an argument; nothing of one that the callee has owned.
pub(crate) fn again_type(ty: &syn::Type) -> Option<TokenStream> {
    match referent(ty) {
        (target, Some(_)) => Some(quote!(&#target)),
        (_, None) => is_view(ty).then(|| lent_view(ty).to_token_stream()),
    }
}

/// The type of a view that is handed again, lent for as long as the call.
fn lent_view(ty: &syn::Type) -> syn::Type {
    let mut ty = ty.clone();
    if let syn::Type::Path(p) = &mut ty
        && let Some(last) = p.path.segments.last_mut()
        && let syn::PathArguments::AngleBracketed(list) = &mut last.arguments
    {
        let rest = list.args.iter().filter(|a| !matches!(a, syn::GenericArgument::Lifetime(_)));
        list.args = std::iter::once(syn::parse_quote!('_)).chain(rest.cloned()).collect();
    }
    ty
}

/// A view of an array for as long as one likes: its tangent is owned, whatever lends the view.
fn without_loan(ty: &syn::Type) -> syn::Type {
    let mut ty = ty.clone();
    let syn::Type::Path(p) = &mut ty else { return ty };
    let Some(last) = p.path.segments.last_mut() else { return ty };
    let name = last.ident.to_string();
    if !["ArrayView", "CowArray"].iter().any(|view| name.starts_with(view)) {
        return ty;
    }
    if let syn::PathArguments::AngleBracketed(list) = &mut last.arguments {
        let rest = list.args.iter().filter(|a| !matches!(a, syn::GenericArgument::Lifetime(_)));
        list.args = std::iter::once(syn::parse_quote!('static)).chain(rest.cloned()).collect();
    }
    ty
}

trait SpanOf {
    fn span_of(&self) -> Span;
}

impl<T: syn::spanned::Spanned> SpanOf for T {
    fn span_of(&self) -> Span {
        at(self.span())
    }
}

/// The type behind a written reference.
pub(crate) fn referent(ty: &syn::Type) -> (&syn::Type, Option<bool>) {
    match ty {
        syn::Type::Reference(r) => (&r.elem, Some(r.mutability.is_some())),
        syn::Type::Paren(p) => referent(&p.elem),
        syn::Type::Group(g) => referent(&g.elem),
        t => (t, None),
    }
}

/// A type without the names of its lifetimes.
pub(crate) fn elide(ty: &syn::Type) -> syn::Type {
    struct Elide;
    impl syn::visit_mut::VisitMut for Elide {
        fn visit_type_reference_mut(&mut self, r: &mut syn::TypeReference) {
            r.lifetime = None;
            syn::visit_mut::visit_type_reference_mut(self, r);
        }
        fn visit_lifetime_mut(&mut self, l: &mut syn::Lifetime) {
            if l.ident != "static" {
                *l = syn::Lifetime::new("'_", l.span());
            }
        }
    }
    let mut ty = ty.clone();
    syn::visit_mut::VisitMut::visit_type_mut(&mut Elide, &mut ty);
    ty
}

/// A call of a user's function, plain or in one of the hidden forms.
pub(crate) fn call_path(
    path: &TokenStream,
    form: CallForm,
    args: &[TokenStream],
    span: Span,
) -> TokenStream {
    let span = at(span);
    if form.is_primal() {
        return quote_spanned!(span=> #path(#(#args),*));
    }
    let Ok(mut parsed) = syn::parse2::<syn::ExprPath>(path.clone()) else {
        return quote_spanned!(span=> #path(#(#args),*));
    };
    let n = parsed.path.segments.len();
    let word = form.suffix();
    let owner = (n >= 2).then(|| parsed.path.segments[n - 2].ident.to_string());
    let last = parsed.path.segments.last_mut().expect("a last segment");
    let mut turbofish = std::mem::take(&mut last.arguments);
    if let syn::PathArguments::AngleBracketed(list) = &mut turbofish {
        for _ in 0..form.extra_types(args.len()) {
            list.args.push(syn::parse_quote!(_));
        }
    }
    let name = last.ident.to_string();
    let on_type = owner.as_ref().is_some_and(|o| o.chars().next().is_some_and(char::is_uppercase))
        || (parsed.qself.is_some() && n >= 1);
    let of_companion = owner.is_some() && is_derivative(&name);
    // The Hessian times a vector is the gradient of a slope.
    let name = match name.strip_prefix("hvp") {
        Some(rest) if of_companion => format!("slope{rest}_grad{rest}"),
        _ => name,
    };
    if on_type || of_companion {
        last.ident = Ident::new(&format!("{name}{word}"), span);
        last.arguments = turbofish;
        return quote_spanned!(span=> #parsed(#(#args),*));
    }
    let hidden = Ident::new(&word, span);
    quote_spanned!(span=> #parsed::#hidden #turbofish(#(#args),*))
}

/// The generic arguments of a method in one of its forms, which has more than the method itself.
pub(crate) fn hidden_turbofish(
    turbofish: &TokenStream,
    form: CallForm,
    arguments: usize,
) -> TokenStream {
    match syn::parse2::<syn::AngleBracketedGenericArguments>(turbofish.clone()) {
        Ok(mut list) if !form.is_primal() => {
            for _ in 0..form.extra_types(arguments) {
                list.args.push(syn::parse_quote!(_));
            }
            list.to_token_stream()
        }
        _ => turbofish.clone(),
    }
}

/// Is it the name of a derivative in a companion: `jvp_wrt_x`, `grad_jvp`, `value_and_grad`
/// (RULINGS A5, A6)? A module's function cannot be told from it, so these names are reserved.
pub(crate) fn is_derivative(name: &str) -> bool {
    const WORDS: [&str; 8] =
        ["jvp", "jvp_lanes", "grad", "vjp", "value_and_grad", "hvp", "hessian", "slope"];
    WORDS.iter().any(|w| {
        name.strip_prefix(w).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with("_wrt_")
                || rest.strip_prefix('_').is_some_and(is_derivative)
        })
    })
}

/// `Fn(A, B) -> R` over values as the tuple of its arguments and its result.
pub(crate) fn function_bound(bound: &syn::TypeParamBound) -> Option<(syn::Type, syn::Type)> {
    let syn::TypeParamBound::Trait(bound) = bound else { return None };
    let last = bound.path.segments.last().filter(|s| s.ident == "Fn")?;
    let syn::PathArguments::Parenthesized(list) = &last.arguments else { return None };
    let syn::ReturnType::Type(_, ret) = &list.output else { return None };
    let values = list.inputs.iter().chain([&**ret]);
    if values.clone().any(|t| matches!(t, syn::Type::Reference(_))) {
        return None;
    }
    let inputs = &list.inputs;
    let comma = (!inputs.is_empty() && !inputs.trailing_punct()).then(|| quote!(,));
    Some((syn::parse_quote!((#inputs #comma)), (**ret).clone()))
}

/// Every bound of a type parameter, beside it or in the `where` clause.
pub(crate) fn each_bound(
    generics: &mut syn::Generics,
    f: &mut dyn FnMut(&Ident, &mut syn::TypeParamBound),
) {
    for param in generics.type_params_mut() {
        let name = param.ident.clone();
        param.bounds.iter_mut().for_each(|b| f(&name, b));
    }
    for predicate in generics.where_clause.iter_mut().flat_map(|w| &mut w.predicates) {
        let syn::WherePredicate::Type(p) = predicate else { continue };
        let syn::Type::Path(path) = &p.bounded_ty else { continue };
        if let Some(name) = path.path.get_ident().cloned() {
            p.bounds.iter_mut().for_each(|b| f(&name, b));
        }
    }
}

/// The signature with functions as values that carry their derivatives.
pub(crate) fn lifted(signature: &syn::Signature, mode: &str) -> syn::Signature {
    let mut signature = signature.clone();
    let mode = Ident::new(mode, Span::call_site());
    each_bound(&mut signature.generics, &mut |_, bound| {
        if let Some((args, ret)) = function_bound(bound) {
            *bound = syn::parse_quote!(::cotangent::__private::#mode<#args, Out = #ret>);
        }
    });
    signature
}
