//! What a caller sees when the function that it calls has no derivative.
//!
//! A macro cannot know whether a companion exists; rustc would say "cannot find module `helper`".
//! So each emitted function that calls others names a stand-in for every callee, whose derivatives
//! ask for a trait that nothing implements, with a message of our own. A companion, where there is
//! one, hides its stand-in:
//!
//! ```text
//! struct __fRule0<Y, P>(Y, P);
//! impl<Y, P> __fRule0<Y, P> { fn __vjp(..) -> (Y, P) where Self: __fRule0Given { .. } }
//! { use helper as __fRule0;  …  __fRule0::__vjp(x, On)  … }
//! ```
//!
//! Methods get the same from a trait whose one impl never applies, and so do derivatives in lanes,
//! which a companion has only on request.

use super::at;
use super::signature::is_derivative;
use crate::rules::arrays;
use crate::rules::scalar::vector;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

/// A callee that has its derivative only if the user asked for one.
struct Callee {
    /// As the user wrote it: `helper`, `m::helper`, or the name of a method.
    shown: String,
    /// What to import; nothing for methods.
    path: Option<TokenStream>,
    /// The hidden functions of it that are called.
    words: Vec<(Ident, Shape)>,
    span: Span,
}

/// Sends the calls in the derivatives of `own` through stand-ins. They are items of their own beside
/// a companion, so that all its functions share one message, and inside of each method.
pub(crate) fn explain(
    functions: &[TokenStream],
    own: &str,
    methods: bool,
) -> (TokenStream, Vec<TokenStream>) {
    let mut beside = Calls { own, callees: Vec::new() };
    let functions = functions
        .iter()
        .map(|function| {
            if methods {
                let mut inside = Calls { own, callees: Vec::new() };
                return inside.function(function, true);
            }
            beside.function(function, false)
        })
        .collect();
    (beside.stand_ins(), functions)
}

/// What a call hands over.
struct Shape {
    /// The generic arguments that are written: whether each is a number.
    generics: Vec<bool>,
    arguments: usize,
}

impl Shape {
    /// The callee's own generics, by place.
    fn generics(&self) -> impl Iterator<Item = TokenStream> {
        self.generics.iter().enumerate().map(|(k, number)| {
            let name = format_ident!("G{k}");
            if *number { quote!(const #name: usize) } else { quote!(#name) }
        })
    }
}

impl Callee {
    fn import(&self, alias: &Ident) -> TokenStream {
        let Some(path) = &self.path else { return TokenStream::new() };
        quote_spanned!(self.span=> use #path as #alias;)
    }

    fn stand_in(&self, alias: &Ident) -> TokenStream {
        let bound = format_ident!("{alias}Given", span = self.span);
        let name = &self.shown;
        let lanes = self.lanes_stand_in(alias);
        if self.path.is_none() {
            let (message, note) = match arrays::operator(name) {
                Some(operator) => (
                    format!("no derivative rule for `{operator}` on `{{Self}}`"),
                    "write `x = x + e` and put `#[differentiable]` on the impl of the operator"
                        .to_string(),
                ),
                None => (
                    format!("no derivative rule for the method `{name}` of `{{Self}}`"),
                    match vector(name) {
                        Some(own) => format!(
                            "`math = \"vector\"` has replaced `{own}`: write `Type::{own}(..)` for a method of your own"
                        ),
                        None => format!(
                            "add `#[differentiable]` to `{name}` or to its impl block, or hold its result constant with `constant(..)`"
                        ),
                    },
                ),
            };
            let words = self.words.iter().map(|(w, _)| w).filter(|w| !is_in_lanes(w));
            return quote_spanned! {self.span=>
                #lanes
                #[diagnostic::on_unimplemented(message = #message, label = "its result reaches the output", note = #note)]
                trait #bound {}
                trait #alias { #(fn #words(&self) {})* }
                impl<T: #bound + ?Sized> #alias for T {}
            };
        }
        let message = format!("no derivative rule for `{name}`");
        let note = format!(
            "add `#[differentiable]` to `{name}`, attach a rule with `#[differentiable(foreign = .., jvp = .., vjp = ..)]`, or hold its result constant with `constant(..)`"
        );
        let functions = self.words.iter().map(|(word, shape)| {
            let generics = shape.generics();
            let arguments = (0..shape.arguments).map(|_| quote!(_: impl Sized));
            let allow = (arguments.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
            let result = result_of(word);
            quote_spanned! {self.span=>
                #allow
                fn #word<#(#generics),*>(#(#arguments),*) -> #result
                where Self: #bound { ::core::unreachable!() }
            }
        });
        let lower = self.lower_orders(alias);
        quote_spanned! {self.span=>
            #[diagnostic::on_unimplemented(message = #message, label = "its result reaches the output", note = #note)]
            trait #bound {}
            struct #alias<Y, P>(Y, P);
            impl<Y, P> #alias<Y, P> { #(#functions)* }
            #lower
            #lanes
        }
    }

    /// For a callee that has derivatives, but none in lanes.
    fn lanes_stand_in(&self, alias: &Ident) -> TokenStream {
        let words: Vec<_> = self.words.iter().filter(|(w, _)| is_in_lanes(w)).collect();
        if words.is_empty() {
            return TokenStream::new();
        }
        let bound = format_ident!("{alias}LanesGiven", span = self.span);
        let name = &self.shown;
        let message = format!("`{name}` has no derivatives in lanes");
        let note =
            format!("write `#[differentiable(lanes)]` on `{name}`, or leave `lanes` out here");
        let functions = words.iter().map(|(word, shape)| {
            if self.path.is_none() {
                return quote!(fn #word(&self) {});
            }
            let generics = shape.generics.iter().enumerate().map(|(k, number)| {
                let name = format_ident!("G{k}");
                if *number { quote!(const #name: usize) } else { quote!(#name) }
            });
            let arguments = (0..shape.arguments).map(|_| quote!(_: impl Sized));
            quote!(fn #word<#(#generics),*>(#(#arguments),*) -> (Y, P) where Self: #bound { ::core::unreachable!() })
        });
        let (own, on) = match self.path {
            None => (quote!(), quote!(: #bound + ?Sized)),
            Some(_) => (quote!(<Y, P>), quote!()),
        };
        let lanes = format_ident!("{alias}Lanes", span = self.span);
        let parameters = self.path.as_ref().map(|_| quote!(, Y, P));
        quote_spanned! {self.span=>
            #[diagnostic::on_unimplemented(message = #message, label = "it is called in a derivative in lanes", note = #note)]
            trait #bound {}
            #[allow(clippy::too_many_arguments)]
            trait #lanes #own { #(#functions)* }
            impl<T #on #parameters> #lanes #own for T {}
        }
    }
}

/// How the names of hidden functions end.
const FORMS: [&str; 8] =
    ["__jvp", "__vjp", "__add_grad", "__kept", "__slope", "__again", "__jvp_lanes", "__vjp_lanes"];

/// What the hidden function of a stand-in returns.
fn result_of(word: &Ident) -> TokenStream {
    let word = word.to_string();
    let one = word.ends_with("__add_grad") || word.ends_with("__slope");
    match () {
        () if one => quote!(Y),
        () if word.ends_with("__again") => quote!(::core::option::Option<Y>),
        () => quote!((Y, P)),
    }
}

fn is_in_lanes(word: &Ident) -> bool {
    word.to_string().ends_with("_lanes")
}

impl Callee {
    /// What is said where the companion exists but has not enough orders: a trait offers the functions
    /// that it may lack to all types, under a bound that none has.
    fn lower_orders(&self, alias: &Ident) -> TokenStream {
        let name = &self.shown;
        let mut out = TokenStream::new();
        for (word, shape) in self.words.iter().filter(|(w, _)| order_of(&w.to_string()) > 1) {
            let order = order_of(&word.to_string());
            let bound = format_ident!("{alias}Given{word}", span = self.span);
            let offer = format_ident!("{alias}Offer{word}", span = self.span);
            let message = format!("no derivative of order {order} of `{name}`");
            let note = format!("raise it where `{name}` is: `#[differentiable(order = {order})]`");
            let generics = shape.generics();
            let arguments = (0..shape.arguments).map(|_| quote!(_: impl Sized));
            let result = result_of(word);
            let allow = (arguments.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
            out.extend(quote_spanned! {self.span=>
                #[diagnostic::on_unimplemented(message = #message, label = "it is differentiated again here", note = #note)]
                #[allow(non_camel_case_types)]
                trait #bound {}
                #[allow(non_camel_case_types)]
                trait #offer<Y, P> {
                    #allow
                    fn #word<#(#generics),*>(#(#arguments),*) -> #result { ::core::unreachable!() }
                }
                impl<Y, P, T: #bound + ?Sized> #offer<Y, P> for T {}
            });
        }
        out
    }
}

/// How often a hidden function's callee is differentiated: `jvp_wrt_x__vjp` is of second order.
fn order_of(word: &str) -> usize {
    let base = hidden(word).unwrap_or_default();
    let forms = word[base.len()..].matches("__jvp").count()
        + word[base.len()..].matches("__vjp").count()
        + word[base.len()..].matches("__add_grad").count();
    let words = base.split('_').filter(|w| ["jvp", "grad", "slope"].contains(w)).count();
    forms + words + 2 * usize::from(base.starts_with("hessian"))
}

struct Calls<'a> {
    own: &'a str,
    callees: Vec<Callee>,
}

impl Calls<'_> {
    fn alias(&self, i: usize, span: Span) -> Ident {
        format_ident!("__{}Rule{i}", self.own, span = span)
    }

    fn stand_ins(&self) -> TokenStream {
        let each = |(i, c): (usize, &Callee)| c.stand_in(&self.alias(i, c.span));
        self.callees.iter().enumerate().map(each).collect()
    }

    /// A function whose calls go through aliases; with its stand-ins where `inside` says so.
    fn function(&mut self, function: &TokenStream, inside: bool) -> TokenStream {
        let mut trees: Vec<TokenTree> = function.clone().into_iter().collect();
        let Some(TokenTree::Group(body)) = trees.pop() else { return function.clone() };
        let inner = self.rewrite(body.stream());
        let mentioned =
            |i: &usize| mentions(&inner, &self.alias(*i, Span::call_site()).to_string());
        let imports: TokenStream = (0..self.callees.len())
            .filter(mentioned)
            .map(|i| self.callees[i].import(&self.alias(i, self.callees[i].span)))
            .collect();
        let arrays = calls_array(&inner)
            .then(|| quote_spanned!(at(body.span())=> use ::cotangent::__private::arrays::*;));
        let windows = (mentions(&inner, "Lend") || mentions(&inner, "LendMut")).then(|| {
            let span = at(body.span());
            quote_spanned!(span=> #[allow(unused_imports)] use ::cotangent::__private::AnyWindow as _;)
        });
        let vectors = mentions_vectors(&inner)
            .then(|| quote_spanned!(at(body.span())=> use ::cotangent::__private::vectors::*;));
        let imports = quote!(#imports #arrays #windows #vectors);
        let stand_ins = if inside { self.stand_ins() } else { TokenStream::new() };
        let inner = if imports.is_empty() { inner } else { quote!({ #imports #inner }) };
        let mut group = Group::new(Delimiter::Brace, quote!(#stand_ins #inner));
        group.set_span(body.span());
        trees.push(group.into());
        trees.into_iter().collect()
    }

    /// Notes the calls of hidden derivatives, and sends those of functions through their aliases.
    fn rewrite(&mut self, tokens: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut out: Vec<TokenTree> = Vec::new();
        for (i, tree) in trees.iter().enumerate() {
            if let TokenTree::Ident(word) = tree
                && let (Some(of), Some(shape)) = (hidden(&word.to_string()), shape(&trees[i + 1..]))
            {
                if of.is_empty() || is_derivative(of) && ends_in_companion(&out) {
                    self.path(&mut out, word, shape);
                } else {
                    self.method(&out, word, of, shape);
                }
            }
            out.push(match tree {
                TokenTree::Group(g) => {
                    let mut inner = Group::new(g.delimiter(), self.rewrite(g.stream()));
                    inner.set_span(g.span());
                    inner.into()
                }
                t => t.clone(),
            });
        }
        out.into_iter().collect()
    }

    /// `path::__vjp(..)`: the path, at the end of `out`, becomes an alias.
    fn path(&mut self, out: &mut Vec<TokenTree>, word: &Ident, shape: Shape) {
        let is_colon =
            |t: Option<&TokenTree>| matches!(t, Some(TokenTree::Punct(p)) if p.as_char() == ':');
        let mut start = out.len();
        while start >= 3 && is_colon(out.get(start - 1)) && is_colon(out.get(start - 2)) {
            if !matches!(out[start - 3], TokenTree::Ident(_)) {
                return;
            }
            start -= 3;
        }
        let segments: Vec<String> = out[start..]
            .iter()
            .filter(|t| matches!(t, TokenTree::Ident(_)))
            .map(ToString::to_string)
            .collect();
        let Some(last) = segments.last() else { return };
        if last.starts_with(char::is_uppercase) || last == self.own {
            return;
        }
        let end = out.len() - 2;
        let span = at(out[end - 1].span());
        let path: TokenStream = out[start..end].iter().cloned().collect();
        let i = self.note(segments.join("::"), Some(path), word, shape, span);
        out.truncate(start);
        out.extend(quote_spanned!(span=> ::));
        out.insert(start, TokenTree::from(self.alias(i, span)));
    }

    fn method(&mut self, out: &[TokenTree], word: &Ident, name: &str, shape: Shape) {
        let called = matches!(out.last(), Some(TokenTree::Punct(p)) if p.as_char() == '.' || p.as_char() == ':');
        // Derivatives of the function's own derivatives stand beside it.
        let derived = name.strip_prefix(self.own).and_then(|rest| rest.strip_prefix('_'));
        let own = name == self.own || is_derivative(derived.unwrap_or(name));
        if called && !own {
            self.note(name.to_string(), None, word, shape, at(word.span()));
        }
    }

    fn note(
        &mut self,
        shown: String,
        path: Option<TokenStream>,
        word: &Ident,
        shape: Shape,
        span: Span,
    ) -> usize {
        let words = vec![(word.clone(), shape)];
        let same = |c: &Callee| c.shown == shown && c.path.is_some() == path.is_some();
        match self.callees.iter().position(same) {
            Some(i) => {
                let known = &mut self.callees[i].words;
                if !known.iter().any(|(w, _)| w == word) {
                    known.extend(words);
                }
                i
            }
            None => {
                self.callees.push(Callee { shown, path, words, span });
                self.callees.len() - 1
            }
        }
    }
}

/// What a hidden function belongs to: `__vjp` and `jvp_wrt_x__vjp` to a companion, `energy__vjp` to
/// the method `energy`.
fn hidden(word: &str) -> Option<&str> {
    let mut name = word;
    while let Some(rest) = FORMS.iter().find_map(|form| name.strip_suffix(form)) {
        name = rest;
    }
    (name.len() < word.len()).then_some(name)
}

/// Is what comes before a name the path of a companion, `score::`?
fn ends_in_companion(before: &[TokenTree]) -> bool {
    let [.., TokenTree::Ident(owner), TokenTree::Punct(a), TokenTree::Punct(b)] = before else {
        return false;
    };
    let lower = !owner.to_string().starts_with(char::is_uppercase);
    lower && a.as_char() == ':' && b.as_char() == ':'
}

/// What follows the name of a function where it is called: generic arguments, then arguments.
fn shape(after: &[TokenTree]) -> Option<Shape> {
    let is =
        |t: Option<&TokenTree>, c: char| matches!(t, Some(TokenTree::Punct(p)) if p.as_char() == c);
    let mut generics = Vec::new();
    let mut at = 0;
    if is(after.first(), ':') && is(after.get(2), '<') {
        let mut depth = 1;
        let mut start = 3;
        at = 3;
        while depth > 0 {
            let (tree, ends) = (after.get(at)?, is(after.get(at), '>') && depth == 1);
            if (ends || is(Some(tree), ',') && depth == 1) && at > start {
                generics.push(matches!(after[start], TokenTree::Literal(_) | TokenTree::Group(_)));
                start = at + 1;
            }
            depth += i32::from(is(Some(tree), '<')) - i32::from(is(Some(tree), '>'));
            at += 1;
        }
    }
    let Some(TokenTree::Group(args)) = after.get(at) else { return None };
    let mut arguments = 0;
    let mut open = false;
    for tree in args.stream() {
        let comma = is(Some(&tree), ',');
        arguments += usize::from(comma && open);
        open = !comma;
    }
    Some(Shape { generics, arguments: arguments + usize::from(open) })
}

/// Is a method called that may be an array's?
fn calls_array(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|t| match t {
        TokenTree::Ident(i) => {
            let name = i.to_string();
            matches!(name.as_str(), "set_elements" | "joined_with")
                || hidden(&name).is_some_and(|of| arrays::method(of).is_some())
        }
        TokenTree::Group(g) => calls_array(&g.stream()),
        _ => false,
    })
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|t| match t {
        TokenTree::Ident(i) => i == name,
        TokenTree::Group(g) => mentions(&g.stream(), name),
        _ => false,
    })
}

/// Does a method of `cotangent::math`'s traits occur?
fn mentions_vectors(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|t| match t {
        TokenTree::Ident(i) => {
            crate::rules::find(&i.to_string()).is_some_and(|r| vector(r.name).is_some())
        }
        TokenTree::Group(g) => mentions_vectors(&g.stream()),
        _ => false,
    })
}
