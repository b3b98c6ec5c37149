//! `#[differentiable]` on the impl of an operator: the rule that trait dispatch looks for.
//!
//! The operator's function becomes a free function in a scope of its own, with a companion like any
//! other, and the impl of the rule trait calls that companion.

use crate::expand::{one, take_constant};
use crate::options::Options;
use crate::rules;
use crate::rules::higher::Operator;
use crate::transform::adjoint::rules_read_result;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

/// The derivatives of `impl Mul<B> for A { .. }`; the impl itself stays with the caller.
pub(crate) fn operator(block: &syn::ItemImpl, options: &Options) -> syn::Result<TokenStream> {
    let (_, path, _) = block.trait_.as_ref().expect("the impl of a trait");
    let last = path.segments.last().expect("a trait's name");
    let rule = match last.ident.to_string().as_str() {
        "Add" => "add",
        "Sub" => "sub",
        "Mul" => "mul",
        "Div" => "div",
        "Rem" => "rem",
        "Neg" => "neg",
        other => {
            return Err(syn::Error::new_spanned(
                path,
                format!(
                    "an impl of `{other}` cannot be differentiated\n\nhelp: of traits, `Add`, `Sub`, `Mul`, `Div`, `Rem` and `Neg` can; for others write an inherent method and call it from the trait's"
                ),
            ));
        }
    };
    if options.multiversion {
        return Err(syn::Error::new_spanned(
            path,
            format!(
                "`multiversion` on an impl of `{}`\n\nan operator is too short to be worth a dispatch\n\nhelp: put it on the function that uses the operator",
                last.ident
            ),
        ));
    }
    let parts = Parts::of(block, last)?;
    let free = parts.free_function();
    let (vis, constant) = (syn::Visibility::Inherited, parts.constant.clone());
    let options = &options.clone().of(&free.attrs);
    match one(&vis, &free.sig, &free.block, constant, options, false, None) {
        Ok(companion) => {
            let implementation = parts.implementation(rule, options.order.map_or(1, |(n, _)| n));
            Ok(quote!(const _: () = { #companion #implementation };))
        }
        Err(errors) => Ok(errors),
    }
}

/// What an operator's impl consists of.
struct Parts<'a> {
    block: &'a syn::ItemImpl,
    function: syn::ImplItemFn,
    constant: Vec<bool>,
    /// The type of each operand.
    operands: Vec<syn::Type>,
    output: syn::Type,
}

impl<'a> Parts<'a> {
    fn of(block: &'a syn::ItemImpl, last: &syn::PathSegment) -> syn::Result<Parts<'a>> {
        let missing = |what: &str| {
            syn::Error::new_spanned(&block.self_ty, format!("this impl has no {what}"))
        };
        let mut function = block.items.iter().find_map(|i| match i {
            syn::ImplItem::Fn(f) => Some(f.clone()),
            _ => None,
        });
        let function_ref = function.as_mut().ok_or_else(|| missing("function"))?;
        let constant = take_constant(&mut function_ref.sig);
        let output = block
            .items
            .iter()
            .find_map(|i| match i {
                syn::ImplItem::Type(t) if t.ident == "Output" => Some(t.ty.clone()),
                _ => None,
            })
            .ok_or_else(|| missing("`Output`"))?;
        let this = (*block.self_ty).clone();
        let right = match &last.arguments {
            syn::PathArguments::AngleBracketed(list) => list.args.iter().find_map(|a| match a {
                syn::GenericArgument::Type(t) => Some(t.clone()),
                _ => None,
            }),
            _ => None,
        };
        let mut operands = vec![this.clone()];
        if last.ident != "Neg" {
            operands.push(right.unwrap_or(this));
        }
        let function = function.expect("found above");
        let mut parts = Parts { block, function, constant, operands, output };
        parts.operands = parts.operands.iter().map(|t| parts.concrete(t)).collect();
        parts.output = parts.concrete(&parts.output);
        Ok(parts)
    }

    /// The operator's function with `self` as an ordinary parameter and the impl's generics.
    fn free_function(&self) -> syn::ItemFn {
        let mut sig = self.function.sig.clone();
        sig.generics = self.block.generics.clone();
        let this = self.receiver();
        for input in &mut sig.inputs {
            if let syn::FnArg::Receiver(r) = input {
                let (mutability, ty) = (r.mutability, &self.operands[0]);
                *input = syn::parse_quote!(#mutability #this: #ty);
            }
        }
        let body = &self.function.block;
        let tokens = self.replaced(quote!(#sig #body));
        syn::parse2(tokens).expect("a function stays one when its `self` has a name")
    }

    /// What `self` is called outside of the impl.
    fn receiver(&self) -> Ident {
        let taken = mentions(self.function.to_token_stream(), "this");
        Ident::new(if taken { "this_operand" } else { "this" }, Span::call_site())
    }

    fn concrete(&self, ty: &syn::Type) -> syn::Type {
        syn::parse2(self.replaced(ty.to_token_stream())).unwrap_or_else(|_| ty.clone())
    }

    /// `self` by its new name, `Self` and `Self::Output` by what they stand for.
    fn replaced(&self, tokens: TokenStream) -> TokenStream {
        let mut this_ty = (*self.block.self_ty).clone();
        if let syn::Type::Path(p) = &mut this_ty {
            // `Pair::<T>` is right in types and in expressions.
            for segment in &mut p.path.segments {
                if let syn::PathArguments::AngleBracketed(list) = &mut segment.arguments {
                    list.colon2_token = Some(Default::default());
                }
            }
        }
        let this = self.receiver();
        let mut out = TokenStream::new();
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Ident(i) if i == "self" => {
                    out.extend([TokenTree::Ident(Ident::new(&this.to_string(), i.span()))]);
                }
                TokenTree::Ident(i) if i == "Self" => {
                    let rest: Vec<String> = trees.clone().take(3).map(|t| t.to_string()).collect();
                    if rest == [":", ":", "Output"] {
                        trees.by_ref().take(3).for_each(drop);
                        self.output.to_tokens(&mut out);
                    } else {
                        this_ty.to_tokens(&mut out);
                    }
                }
                TokenTree::Group(g) => {
                    let mut group =
                        proc_macro2::Group::new(g.delimiter(), self.replaced(g.stream()));
                    group.set_span(g.span());
                    out.extend([TokenTree::Group(group)]);
                }
                tree => out.extend([tree]),
            }
        }
        out
    }

    /// The impl of the rule trait.
    fn implementation(&self, rule: &str, order: u32) -> TokenStream {
        let private = quote!(::cotangent::__private);
        let trait_name = format_ident!("Rule_{rule}");
        let companion = &self.function.sig.ident;
        let (generics, _, clause) = self.block.generics.split_for_impl();
        let this = &self.operands[0];
        let output = &self.output;
        let names = [quote!(self), quote!(b)];
        let n = self.operands.len();
        let reads_result = rules::find(rule).is_some_and(rules_read_result);
        let y = reads_result.then(|| quote!(_: &#output,));
        let right = self.operands.get(1).map(|t| quote!(b: &#t,));
        let values: Vec<TokenStream> =
            names[..n].iter().map(|x| quote!(#private::keep(#x))).collect();
        let dots: Vec<Ident> = (0..n).map(|i| format_ident!("dot_{i}")).collect();
        let dot_params =
            dots.iter().zip(&self.operands).map(|(d, t)| quote!(#d: &#private::Tan<#t>));
        let passed = dots.iter().zip(&self.constant).map(|(d, constant)| {
            if *constant { quote!(#private::Off) } else { d.to_token_stream() }
        });
        let pullbacks = (0..n).map(|i| {
            let (name, ty) = (format_ident!("vjp_{i}"), &self.operands[i]);
            let x = &names[i];
            let markers = (0..n).map(|j| {
                if i == j && !self.constant[j] {
                    quote!(#private::On)
                } else {
                    quote!(#private::Off)
                }
            });
            let again = (0..n).map(|j| {
                let x = &names[j];
                let is_reference = matches!(self.operands[j], syn::Type::Reference(_));
                let value = if is_reference { quote!(*#x) } else { quote!(()) };
                let shadow =
                    if i == j && !self.constant[j] { quote!(&mut bar) } else { quote!(()) };
                quote!(#value, #shadow)
            });
            let values = &values;
            let mutable = (!self.constant[i]).then(|| quote!(mut));
            quote! {
                fn #name(&self, #right #y w: &#private::Tan<#output>) -> #private::Tan<#ty> {
                    let #mutable bar = #private::zero(#x);
                    let (_, pullback) = #companion::__vjp(#(#values,)* #(#markers),*);
                    pullback(::core::clone::Clone::clone(w), #(#again),*);
                    bar
                }
            }
        });
        let further = Operator {
            rule,
            companion,
            operands: &self.operands,
            constant: &self.constant,
            output,
            order,
        }
        .methods();
        let header = match self.operands.get(1) {
            Some(b) => quote!(#trait_name<#b>),
            None => quote!(#trait_name),
        };
        quote! {
            impl #generics #private::rules::#header for #this #clause {
                type Out = #output;
                fn jvp(&self, #right #y #(#dot_params),*) -> #private::Tan<#output> {
                    #companion::__jvp(#(#values,)* #(#passed),*).1
                }
                #(#pullbacks)*
                #further
            }
        }
    }
}

fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|t| match t {
        TokenTree::Ident(i) => i == name,
        TokenTree::Group(g) => mentions(g.stream(), name),
        _ => false,
    })
}

/// Is the function an associated one? Only one inside an impl can name `Self`.
pub(crate) fn names_self(function: &syn::ItemFn) -> bool {
    mentions(function.to_token_stream(), "Self")
}
