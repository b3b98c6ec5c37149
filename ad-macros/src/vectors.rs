//! `math = "vector"`: the standard library's elementary functions replaced by those of `cotangent::math`, before
//! anything else looks at the body. The function itself and its derivatives come from the same tokens, so
//! their values are the same bits.
//!
//! `x.exp()` becomes `x.vector_exp()`, a method of the trait `Elementary`, so rustc finds it for every type that
//! has it, also where the macro cannot know the type.

use crate::emit::at;
use crate::rules;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// Rewrites a body, and says whether there was anything to rewrite. `scalars` are the type parameters
/// that are floats.
pub(crate) fn rewrite(block: &mut syn::Block, scalars: &[String]) -> bool {
    let mut rewriter = Rewriter { scalars, found: false };
    let tokens = rewriter.tokens(block.to_token_stream());
    if let (true, Ok(rewritten)) = (rewriter.found, syn::parse2(tokens)) {
        *block = rewritten;
    }
    rewriter.found
}

/// Makes the methods known in the function itself. Derivatives have the import from `emit::missing`.
pub(crate) fn import(block: &mut syn::Block) {
    let span = at(block.span());
    let import =
        quote_spanned!(span=> #[allow(unused_imports)] use ::cotangent::__private::vectors::*;);
    block.stmts.insert(0, syn::parse_quote!(#import));
}

struct Rewriter<'a> {
    scalars: &'a [String],
    found: bool,
}

impl Rewriter<'_> {
    /// On tokens, so that arguments of macros are reached as well.
    fn tokens(&mut self, tokens: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        (0..trees.len()).map(|i| self.tree(&trees, i)).collect()
    }

    fn tree(&mut self, trees: &[TokenTree], i: usize) -> TokenTree {
        match &trees[i] {
            TokenTree::Group(g) => {
                let mut group = Group::new(g.delimiter(), self.tokens(g.stream()));
                group.set_span(g.span());
                group.into()
            }
            TokenTree::Ident(name) => {
                let Some(new) = replacement(&name.to_string()) else { return trees[i].clone() };
                if !(is_method(trees, i, new) || self.is_path(trees, i)) {
                    return trees[i].clone();
                }
                self.found = true;
                Ident::new(new, name.span()).into()
            }
            other => other.clone(),
        }
    }

    /// `f64::exp`, called or handed on.
    fn is_path(&self, trees: &[TokenTree], i: usize) -> bool {
        i >= 3
            && is_punct(&trees[i - 1], ':')
            && is_punct(&trees[i - 2], ':')
            && match &trees[i - 3] {
                TokenTree::Ident(owner) => {
                    owner == "f64" || owner == "f32" || self.scalars.iter().any(|s| owner == s)
                }
                _ => false,
            }
    }
}

/// `.exp()`, with as many arguments as the function has.
fn is_method(trees: &[TokenTree], i: usize, new: &str) -> bool {
    let Some(TokenTree::Group(arguments)) = trees.get(i + 1) else { return false };
    let takes = rules::find(new).map_or(1, |r| r.params.len()) > 1;
    // Not the end of a range.
    let dot = i >= 1 && is_punct(&trees[i - 1], '.') && !(i >= 2 && is_punct(&trees[i - 2], '.'));
    dot && arguments.delimiter() == Delimiter::Parenthesis && takes != arguments.stream().is_empty()
}

fn is_punct(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(p) if p.as_char() == c)
}

/// The method that stands for one of the standard library.
fn replacement(name: &str) -> Option<&'static str> {
    // Not methods of floats, whatever a user's trait may be called.
    match name {
        "sigmoid" | "softplus" | "logcosh" | "sin_near" | "cos_near" => None,
        // Two primitives, see `parse::method`.
        "sin_cos" => Some("vector_sin_cos"),
        _ => rules::scalar::in_vectors(name),
    }
}
