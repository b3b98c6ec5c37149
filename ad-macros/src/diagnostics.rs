//! Collects what is wrong with a user's function, so that it is reported together.

use proc_macro2::{Span, TokenStream};

#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<(Span, String)>,
}

impl Diagnostics {
    /// One refusal: what was met, why it stops, and a way on.
    pub(crate) fn refuse(
        &mut self,
        span: Span,
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
            self.errors.push((span, text));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The errors as `compile_error!` invocations, in the order in which they were found.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.errors
            .into_iter()
            .map(|(span, text)| syn::Error::new(span, text).into_compile_error())
            .collect()
    }
}
