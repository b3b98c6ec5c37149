//! Collects what is wrong with a user's function, so that it is reported together.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::quote_spanned;

#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<(Range, String)>,
}

/// The user's code from a first to a last token.
#[derive(Clone)]
pub(crate) struct Range(Span, Span);

impl From<Span> for Range {
    fn from(span: Span) -> Range {
        Range(span, span)
    }
}

impl From<&TokenStream> for Range {
    fn from(tokens: &TokenStream) -> Range {
        // A statement is underlined without its semicolon.
        let mut trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        trees.pop_if(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == ';'));
        match (trees.first(), trees.last()) {
            (Some(first), Some(last)) => Range(first.span(), last.span()),
            _ => Range::from(Span::call_site()),
        }
    }
}

impl Range {
    /// `compile_error!(text)`, underlining the range.
    fn error(&self, text: &str) -> TokenStream {
        let (start, end) = (self.0, self.1);
        let mut message = Literal::string(text);
        message.set_span(end);
        // The last token's span ends the underline.
        let mut body = Group::new(Delimiter::Brace, TokenTree::from(message).into());
        body.set_span(end);
        quote_spanned!(start=> ::core::compile_error! #body)
    }
}

impl Diagnostics {
    /// One refusal: what was met, why it stops, and a way on.
    pub(crate) fn refuse(
        &mut self,
        at: impl Into<Range>,
        what: impl AsRef<str>,
        why: impl AsRef<str>,
        help: impl AsRef<str>,
    ) {
        let mut text = what.as_ref().to_string();
        if !why.as_ref().is_empty() {
            text.push_str("\n\n");
            text.push_str(why.as_ref());
        }
        if !help.as_ref().is_empty() {
            text.push_str("\n\nhelp: ");
            text.push_str(help.as_ref());
        }
        if !self.errors.iter().any(|(_, t)| *t == text) {
            self.errors.push((at.into(), text));
        }
    }

    pub(crate) fn extend(&mut self, more: Diagnostics) {
        self.errors.extend(more.errors);
    }

    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The errors as `compile_error!` invocations, in the order in which they were found.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.errors.into_iter().map(|(range, text)| range.error(&text)).collect()
    }
}
