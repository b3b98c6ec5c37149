//! Attributes on loops.

use super::*;
use syn::parse::{Parse, ParseStream};

/// The attributes that loops may have.
const NAMES: &[&str] = &["checkpoint", "parallel"];

/// What `#[checkpoint(..)]` may say.
enum Checkpoint {
    /// `every = k`
    Every(syn::Expr),
    /// `snapshots = s`
    States(syn::Expr),
    /// `budget = "64 MB"`
    Budget(syn::LitStr),
}

impl Parse for Checkpoint {
    fn parse(input: ParseStream<'_>) -> syn::Result<Checkpoint> {
        let word: syn::Ident = input.parse()?;
        input.parse::<syn::Token![=]>()?;
        match word.to_string().as_str() {
            "every" => Ok(Checkpoint::Every(input.parse()?)),
            "snapshots" => Ok(Checkpoint::States(input.parse()?)),
            "budget" => Ok(Checkpoint::Budget(input.parse()?)),
            _ => Err(syn::Error::new(word.span(), "unknown schedule")),
        }
    }
}

impl Lower<'_> {
    /// Notes what the attributes ask of a loop.
    pub(super) fn mark(&mut self, id: LoopId, attrs: &[syn::Attribute]) {
        for attr in attrs.iter().filter(|a| is_mark(a)) {
            if attr.path().is_ident("parallel") {
                self.marks.push((id, Mark::Parallel));
                continue;
            }
            let schedule = match attr.parse_args::<Checkpoint>() {
                Ok(Checkpoint::Every(k)) => self.count(&k).map(Schedule::Every),
                Ok(Checkpoint::States(s)) => self.count(&s).map(Schedule::States),
                Ok(Checkpoint::Budget(text)) => self.budget(&text).map(Schedule::Bytes),
                Err(_) => {
                    self.diags.refuse(
                        &attr.to_token_stream(),
                        "`#[checkpoint]` does not say which states are kept",
                        "the reverse sweep starts from them",
                        "write `every = 100`, `snapshots = 20` or `budget = \"64 MB\"` in it",
                    );
                    None
                }
            };
            self.marks.extend(schedule.map(|s| (id, Mark::Checkpoint(Box::new(s)))));
        }
    }

    /// A whole number, known before the loop.
    fn count(&mut self, e: &syn::Expr) -> Option<Expr> {
        let count = self.expr(e, &Type::Int("usize".into()))?;
        Some(self.freeze_index("kept", count))
    }

    /// `64 MB` in bytes.
    fn budget(&mut self, text: &syn::LitStr) -> Option<u64> {
        let bytes = bytes(&text.value());
        if bytes.is_none() {
            self.diags.refuse(
                text.span(),
                format!("`{}` is no amount of memory", text.value()),
                "",
                "write a whole number and its unit: `kB`, `MB`, `GB`, `KiB`, `MiB` or `GiB`",
            );
        }
        bytes
    }

    /// A second loop that was made of one in the source has the same marks.
    pub(super) fn marks_as(&mut self, known: LoopId, id: LoopId) {
        let same = self.marks.iter().filter(|(k, _)| *k == known).map(|(_, m)| (id, m.clone()));
        let same: Vec<_> = same.collect();
        self.marks.extend(same);
    }
}

fn bytes(text: &str) -> Option<u64> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim() {
        "B" => 1,
        "kB" | "KB" => 1000,
        "MB" => 1000 * 1000,
        "GB" => 1000 * 1000 * 1000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

fn is_mark(attr: &syn::Attribute) -> bool {
    NAMES.iter().any(|name| attr.path().is_ident(name))
}

/// Is a loop of the body marked `#[parallel]`?
pub(crate) fn asks_for_threads(block: &syn::Block) -> bool {
    struct Find(bool);
    impl<'a> syn::visit::Visit<'a> for Find {
        fn visit_attribute(&mut self, a: &'a syn::Attribute) {
            self.0 |= a.path().is_ident("parallel");
        }
    }
    let mut find = Find(false);
    syn::visit::Visit::visit_block(&mut find, block);
    find.0
}

/// Takes the attributes off the loops of a body, for a compiler that does not know them. Gives
/// the errors of those that stand on something else.
pub(crate) fn take_marks(block: &mut syn::Block) -> proc_macro2::TokenStream {
    let mut strip = Strip(Vec::new());
    syn::visit_mut::VisitMut::visit_block_mut(&mut strip, block);
    strip.0.into_iter().map(syn::Error::into_compile_error).collect()
}

/// The same for code that is carried as it is.
pub(super) fn without_marks(tokens: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    use proc_macro2::{Group, TokenTree};
    let is_ours = |g: &Group| {
        let first = g.stream().into_iter().next();
        matches!(first, Some(TokenTree::Ident(i)) if NAMES.iter().any(|name| i == name))
    };
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        match (out.last(), tree) {
            (Some(TokenTree::Punct(p)), TokenTree::Group(g))
                if p.as_char() == '#' && is_ours(&g) =>
            {
                out.pop();
            }
            (_, TokenTree::Group(g)) => {
                let mut inner = Group::new(g.delimiter(), without_marks(g.stream()));
                inner.set_span(g.span());
                out.push(inner.into());
            }
            (_, tree) => out.push(tree),
        }
    }
    out.into_iter().collect()
}

/// Collects marks on what is no loop.
struct Strip(Vec<syn::Error>);

impl syn::visit_mut::VisitMut for Strip {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        if let syn::Expr::ForLoop(syn::ExprForLoop { attrs, body, .. })
        | syn::Expr::While(syn::ExprWhile { attrs, body, .. })
        | syn::Expr::Loop(syn::ExprLoop { attrs, body, .. }) = e
        {
            for mark in attrs.extract_if(.., |a| is_mark(a)) {
                if mark.path().is_ident("parallel") {
                    continue;
                }
                if let Ok(Checkpoint::Every(count) | Checkpoint::States(count)) = mark.parse_args()
                    && !matches!(count, syn::Expr::Lit(_))
                {
                    // The primal names it too, or a variable for it alone would count as unused.
                    body.stmts.insert(0, syn::parse_quote!(let _ = || -> usize { #count };));
                }
            }
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
