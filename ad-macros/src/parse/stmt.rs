//! Blocks and statements.

use super::*;
use crate::ir::types::Class;

impl Lower<'_> {
    /// Lowers a block in a scope of its own; its value, or none if it does not reach its end.
    pub(super) fn block_value(&mut self, block: &syn::Block, expected: &Type) -> Option<Expr> {
        self.scopes.push();
        let value = self.stmts(&block.stmts, expected);
        self.scopes.pop();
        value
    }

    pub(super) fn stmts(&mut self, stmts: &[syn::Stmt], expected: &Type) -> Option<Expr> {
        for (i, stmt) in stmts.iter().enumerate() {
            let last = i + 1 == stmts.len();
            let before = self.diags.count();
            match stmt {
                syn::Stmt::Local(syn::Local { pat, init: Some(init), .. })
                    if init.diverge.is_some() =>
                {
                    let (_, diverge) = init.diverge.as_ref().expect("just tested");
                    let pat = match pat {
                        syn::Pat::Type(t) => &*t.pat,
                        p => p,
                    };
                    return self.let_else(pat, &init.expr, diverge, &stmts[i + 1..], expected);
                }
                syn::Stmt::Local(local) => {
                    if !self.local(local) {
                        if self.diags.count() == before {
                            return None;
                        }
                        self.poison(&local.pat);
                    }
                }
                syn::Stmt::Expr(expr, None) if last => return self.expr(expr, expected),
                syn::Stmt::Expr(expr, _) => match self.expr(expr, &Type::Unit) {
                    Some(value) => self.effect(value),
                    None if self.diags.count() == before => return None,
                    None => {}
                },
                syn::Stmt::Item(item) => {
                    let tokens = item.to_token_stream();
                    self.emit(StmtKind::Foreign(Foreign::plain(tokens)), item.span());
                }
                syn::Stmt::Macro(m) => {
                    let expr =
                        syn::Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac: m.mac.clone() });
                    if last && m.semi_token.is_none() {
                        return self.expr(&expr, expected);
                    }
                    match self.expr(&expr, &Type::Unit) {
                        Some(value) => self.effect(value),
                        None if self.diags.count() == before => return None,
                        None => {}
                    }
                }
            }
        }
        Some(Expr::unit(Span::call_site()))
    }

    /// Binds the names of a refused statement, as constants, so that the next mistake is found too.
    fn poison(&mut self, pat: &syn::Pat) {
        struct Names(Vec<String>);
        impl<'a> syn::visit::Visit<'a> for Names {
            fn visit_pat_ident(&mut self, p: &'a syn::PatIdent) {
                self.0.push(p.ident.to_string());
            }
        }
        let mut names = Names(Vec::new());
        syn::visit::Visit::visit_pat(&mut names, pat);
        for name in names.0 {
            let var = self.fresh(&name, Type::Constant);
            self.emit(StmtKind::Let { var, init: None }, pat.span());
            self.scopes.bind(name, Binding::Var(var));
        }
    }

    /// `let PATTERN[: TYPE] [= INIT [else DIVERGE]];` Says whether what follows can be reached.
    fn local(&mut self, local: &syn::Local) -> bool {
        for attr in &local.attrs {
            if attr.path().is_ident("cfg") {
                self.diags.refuse(
                    attr.span(),
                    "`#[cfg]` inside a differentiable body",
                    "the macro runs before it is decided",
                    "put it on the whole function",
                );
            }
        }
        let (pat, written) = match &local.pat {
            syn::Pat::Type(t) => (&*t.pat, Some(&*t.ty)),
            p => (p, None),
        };
        let ty = match written {
            Some(t) => lower_type(t, &self.type_params, &mut self.types),
            None => self.types.fresh(Class::Any),
        };
        let Some(init) = &local.init else {
            if let syn::Pat::Ident(p) = pat {
                let var = self.fresh(&p.ident.to_string(), ty);
                self.vars[var.0 as usize].mutable = p.mutability.is_some();
                self.vars[var.0 as usize].user = true;
                self.vars[var.0 as usize].written = written.map(|t| t.to_token_stream());
                self.vars[var.0 as usize].span = p.span();
                self.emit(StmtKind::Let { var, init: None }, local.span());
                self.scopes.bind(p.ident.to_string(), Binding::Var(var));
            } else {
                self.diags.refuse(
                    local.span(),
                    "a pattern without a value",
                    "",
                    "give it a value where it is declared",
                );
            }
            return true;
        };
        let init_expr = strip(&init.expr);
        if let (syn::Pat::Ident(p), syn::Expr::Closure(c)) = (pat, init_expr) {
            let closure = scope::Closure { expr: c.clone(), scopes: self.scopes.clone() };
            self.scopes.bind(p.ident.to_string(), Binding::Closure(std::rc::Rc::new(closure)));
            return true;
        }
        if let (syn::Pat::Ident(p), syn::Expr::Path(path)) = (pat, init_expr)
            && self.is_function_path(path)
        {
            self.scopes.bind(p.ident.to_string(), Binding::Path(path.to_token_stream()));
            return true;
        }
        if let (syn::Pat::Ident(p), None) = (pat, written)
            && let Some(bound) = self.bind_iterator(p, init_expr)
        {
            return bound;
        }
        if let syn::Pat::Ident(p) = pat {
            self.hint = Some(p.ident.to_string());
        }
        let named = matches!(pat, syn::Pat::Ident(p) if self.wholes.contains(&p.ident.to_string()));
        let around = std::mem::replace(&mut self.whole, named);
        let value = self.expr(&init.expr, &ty);
        self.whole = around;
        self.hint = None;
        let Some(mut value) = value else { return false };
        self.types.unify(&ty, &value.ty);
        let known = self.types.shallow(&ty);
        if written.is_some()
            && !matches!(known, Type::Infer(_))
            && !matches!(value.kind, ExprKind::Borrow { .. })
        {
            value.ty = known;
        }
        let before = self.vars.len();
        self.bind(pat, value);
        if let (Some(t), syn::Pat::Ident(_)) = (written, pat)
            && self.vars.len() > before
        {
            self.vars[before].written = Some(t.to_token_stream());
        }
        true
    }
}

/// Without parentheses and the invisible groups of `macro_rules`.
pub(super) fn strip(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Paren(p) => strip(&p.expr),
        syn::Expr::Group(g) => strip(&g.expr),
        e => e,
    }
}
