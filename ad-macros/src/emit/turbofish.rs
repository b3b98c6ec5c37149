//! Generic arguments that no argument's type tells: the functions of a companion hand them on to
//! each other by name.

use super::companion::Emitted;
use crate::pipeline::Input;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::HashMap;

/// Writes `Self::grad::<D>(x)` where the user's function has a generic that its parameters do not
/// mention.
pub(crate) fn spell_out(input: &Input<'_>, emitted: &mut [Emitted]) {
    let Some(own) = untold(input.signature) else { return };
    let mut further = HashMap::new();
    for e in emitted.iter() {
        if let Ok(f) = syn::parse2::<syn::ImplItemFn>(e.tokens.clone()) {
            let all = f.sig.generics.params.iter().filter_map(name_of);
            let count = all.filter(|name| !own.contains(name)).count();
            further.insert(f.sig.ident.to_string(), count);
        }
    }
    let spelling = Spelling { own, further };
    for e in emitted.iter_mut() {
        e.tokens = spelling.spell(std::mem::take(&mut e.tokens));
    }
}

/// All generics of a function, if its parameters leave one of them out.
pub(crate) fn untold(signature: &syn::Signature) -> Option<Vec<&Ident>> {
    let own: Vec<&Ident> = signature.generics.params.iter().filter_map(name_of).collect();
    let inputs = signature.inputs.to_token_stream();
    let told = own.iter().all(|name| mentions(inputs.clone(), name));
    (!told).then_some(own)
}

fn name_of(p: &syn::GenericParam) -> Option<&Ident> {
    match p {
        syn::GenericParam::Type(t) => Some(&t.ident),
        syn::GenericParam::Const(c) => Some(&c.ident),
        syn::GenericParam::Lifetime(_) => None,
    }
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|t| match t {
        TokenTree::Ident(i) => i == *name,
        TokenTree::Group(g) => mentions(g.stream(), name),
        _ => false,
    })
}

struct Spelling<'a> {
    /// The generics of the user's function.
    own: Vec<&'a Ident>,
    /// How many more each function of the companion has.
    further: HashMap<String, usize>,
}

impl Spelling<'_> {
    fn spell(&self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        for t in tokens {
            let t = match t {
                TokenTree::Group(g) => {
                    if let Some(more) = self.called(&out) {
                        let (own, more) = (&self.own, std::iter::repeat_n(quote!(_), more));
                        out.extend(quote!(::<#(#own,)* #(#more),*>));
                    }
                    let mut inner = Group::new(g.delimiter(), self.spell(g.stream()));
                    inner.set_span(g.span());
                    TokenTree::Group(inner)
                }
                t => t,
            };
            out.push(t);
        }
        out.into_iter().collect()
    }

    /// How many further generics the function has that `Self::name` at the end is.
    fn called(&self, before: &[TokenTree]) -> Option<usize> {
        let [.., TokenTree::Ident(this), TokenTree::Punct(a), TokenTree::Punct(b), last] = before
        else {
            return None;
        };
        let TokenTree::Ident(name) = last else { return None };
        let path = this == "Self" && a.as_char() == ':' && b.as_char() == ':';
        self.further.get(&name.to_string()).copied().filter(|_| path)
    }
}
