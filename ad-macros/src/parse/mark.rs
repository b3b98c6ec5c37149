//! Attributes on loops.

use super::*;
use syn::parse::{Parse, ParseStream};

/// The attributes that loops may have.
const NAMES: &[&str] = &["checkpoint"];

/// `checkpoint(every = k)`
struct Checkpoint {
    every: syn::Expr,
}

impl Parse for Checkpoint {
    fn parse(input: ParseStream<'_>) -> syn::Result<Checkpoint> {
        let word: syn::Ident = input.parse()?;
        if word != "every" {
            return Err(syn::Error::new(word.span(), "unknown schedule"));
        }
        input.parse::<syn::Token![=]>()?;
        let every = input.parse()?;
        Ok(Checkpoint { every })
    }
}

impl Lower<'_> {
    /// Notes what the attributes ask of a loop.
    pub(super) fn mark(&mut self, id: LoopId, attrs: &[syn::Attribute]) {
        for attr in attrs.iter().filter(|a| is_mark(a)) {
            let Ok(checkpoint) = attr.parse_args::<Checkpoint>() else {
                self.diags.refuse(
                    attr.span(),
                    "`#[checkpoint]` does not say which states are kept",
                    "the reverse sweep starts from them",
                    "write `#[checkpoint(every = 100)]`",
                );
                continue;
            };
            let usize_ty = Type::Int("usize".into());
            let Some(every) = self.expr(&checkpoint.every, &usize_ty) else { continue };
            let every = self.freeze_index("every", every);
            self.marks.push((id, Mark::Checkpoint(Schedule::Every(every))));
        }
    }

    /// A second loop that was made of one in the source has the same marks.
    pub(super) fn marks_as(&mut self, known: LoopId, id: LoopId) {
        let same = self.marks.iter().filter(|(k, _)| *k == known).map(|(_, m)| (id, m.clone()));
        let same: Vec<_> = same.collect();
        self.marks.extend(same);
    }
}

fn is_mark(attr: &syn::Attribute) -> bool {
    NAMES.iter().any(|name| attr.path().is_ident(name))
}

/// Takes the attributes off the loops of a body, for a compiler that does not know them. Gives
/// the errors of those that stand on something else.
pub(crate) fn take_marks(block: &mut syn::Block) -> proc_macro2::TokenStream {
    let mut strip = Strip(Vec::new());
    syn::visit_mut::VisitMut::visit_block_mut(&mut strip, block);
    strip.0.into_iter().map(syn::Error::into_compile_error).collect()
}

/// Collects marks on what is no loop.
struct Strip(Vec<syn::Error>);

impl syn::visit_mut::VisitMut for Strip {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        match e {
            syn::Expr::ForLoop(syn::ExprForLoop { attrs, .. })
            | syn::Expr::While(syn::ExprWhile { attrs, .. })
            | syn::Expr::Loop(syn::ExprLoop { attrs, .. }) => attrs.retain(|a| !is_mark(a)),
            _ => {}
        }
        syn::visit_mut::visit_expr_mut(self, e);
    }

    fn visit_attributes_mut(&mut self, attrs: &mut Vec<syn::Attribute>) {
        for a in attrs.iter().filter(|a| is_mark(a)) {
            let name = a.path().get_ident().map(ToString::to_string).unwrap_or_default();
            let text = format!(
                "`#[{name}]` on what is no loop\n\nhelp: put it on a `for`, a `while` or a `loop`"
            );
            self.0.push(syn::Error::new_spanned(a, text));
        }
        attrs.retain(|a| !is_mark(a));
    }

    // An item of its own inside the body.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}
