//! IR to tokens. The only room that writes Rust.

pub(crate) mod companion;
pub(crate) mod doc_comments;
mod expr;
pub(crate) mod fallback;
pub(crate) mod gradients;
mod jacobian;
mod lambda;
mod missing;
pub(crate) mod names;
mod parallel;
pub(crate) mod signature;
mod stmt;
mod tokens;
mod turbofish;
pub(crate) mod words;

use crate::ir::*;
use crate::rules;
use crate::rules::scalar::{infix, vector};
use crate::transform::lanes::SUM;
use crate::transform::tangent::is_field;
use names::Names;
use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// Writes the statements of one function body.
pub(crate) struct Writer<'a> {
    pub(crate) vars: &'a [Var],
    pub(crate) names: Names,
    /// A lint complains about `mut` that nothing uses.
    pub(crate) mutated: std::collections::HashSet<VarId>,
    /// Tapes that are vectors; stores of states are not.
    tapes: std::collections::HashSet<VarId>,
}

/// The span of emitted tokens: the user's place, this crate's hygiene.
pub(crate) fn at(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}

/// `::cotangent::__private::NAME`
pub(crate) fn support(name: &str, span: Span) -> TokenStream {
    let name = Ident::new(name, at(span));
    quote_spanned!(at(span)=> ::cotangent::__private::#name)
}

impl<'a> Writer<'a> {
    pub(crate) fn new(vars: &'a [Var], names: Names, stmts: &[&[Stmt]]) -> Writer<'a> {
        let mut mutated = std::collections::HashSet::new();
        let mut tapes = std::collections::HashSet::new();
        for list in stmts {
            names::mutated(list, vars, &mut mutated);
            tapes.extend(list.iter().filter_map(new_tape));
        }
        Writer { vars, names, mutated, tapes }
    }

    pub(crate) fn ty(&self, v: VarId) -> &Type {
        &self.vars[v.0 as usize].ty
    }

    pub(crate) fn name(&self, v: VarId) -> Ident {
        let span = self.vars[v.0 as usize].span;
        self.names.ident(v, at(span))
    }

    pub(crate) fn declare(&mut self, v: VarId) -> Ident {
        let var = &self.vars[v.0 as usize];
        self.names.declare(v, &var.name, var.user);
        self.name(v)
    }

    fn mut_token(&self, v: VarId) -> TokenStream {
        if self.mutated.contains(&v) { quote!(mut) } else { TokenStream::new() }
    }

    pub(crate) fn block(&mut self, block: &Block) -> TokenStream {
        self.names.open();
        let tokens = self.stmts(&block.stmts);
        self.names.close();
        tokens
    }

    pub(crate) fn stmts(&mut self, stmts: &[Stmt]) -> TokenStream {
        stmts.iter().map(|s| self.stmt(s)).collect()
    }
}

/// The tape that a statement declares.
fn new_tape(s: &Stmt) -> Option<VarId> {
    match &s.kind {
        StmtKind::Let { var, init: Some(Expr { kind: ExprKind::VecOf(items), .. }) } => {
            items.is_empty().then_some(*var)
        }
        _ => None,
    }
}
