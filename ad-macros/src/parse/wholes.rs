//! Which variables hold whole things, arrays say, by how they are used.
//!
//! What a call gives has a type that the macro cannot see. Beside a float it is taken for a float, and
//! `let z = predict(x) * 2.0` would make a number of an array. So one look at the body comes first:
//! what is indexed, iterated over or asked for its sum is no number, and neither is what it is
//! computed from. Operators on these are left to rustc.

use super::stmt::strip;
use crate::rules::arrays;
use std::collections::{HashMap, HashSet};
use syn::visit::Visit;

/// Methods that numbers have not, beside those of arrays that are known by name.
const METHODS: [&str; 14] = [
    "iter",
    "iter_mut",
    "into_iter",
    "len",
    "nrows",
    "ncols",
    "shape",
    "mapv",
    "map",
    "fold",
    "rows",
    "columns",
    "outer_iter",
    "axis_iter",
];

/// Is it a method that no number has?
pub(super) fn is_of_wholes(method: &str) -> bool {
    let base = method.strip_suffix("_mut").unwrap_or(method);
    METHODS.contains(&base) || arrays::method(base).is_some()
}

/// The names of such variables; `returns` says whether the function's value is one.
pub(super) fn wholes(body: &syn::Block, returns: bool) -> HashSet<String> {
    let mut look = Look::default();
    look.visit_block(body);
    if let (true, Some(syn::Stmt::Expr(tail, None))) = (returns, body.stmts.last()) {
        operands(tail, &mut look.found);
    }
    let mut open: Vec<String> = look.found.iter().cloned().collect();
    while let Some(name) = open.pop() {
        for from in look.made_of.remove(&name).unwrap_or_default() {
            if look.found.insert(from.clone()) {
                open.push(from);
            }
        }
    }
    look.found
}

#[derive(Default)]
struct Look {
    found: HashSet<String>,
    /// What operators make a variable of.
    made_of: HashMap<String, HashSet<String>>,
}

impl Look {
    fn note(&mut self, expr: &syn::Expr) {
        self.found.extend(name(expr));
    }

    fn made(&mut self, name: String, value: &syn::Expr) {
        operands(value, self.made_of.entry(name).or_default());
    }
}

/// The variable that an expression names, behind references.
fn name(expr: &syn::Expr) -> Option<String> {
    match strip(expr) {
        syn::Expr::Reference(r) => name(&r.expr),
        syn::Expr::Path(p) => p.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// The variables that operators take.
fn operands(expr: &syn::Expr, out: &mut HashSet<String>) {
    match strip(expr) {
        syn::Expr::Binary(b) => {
            operands(&b.left, out);
            operands(&b.right, out);
        }
        syn::Expr::Unary(u) => operands(&u.expr, out),
        syn::Expr::MethodCall(m) if m.method == "clone" || m.method == "to_owned" => {
            operands(&m.receiver, out);
        }
        e => out.extend(name(e)),
    }
}

impl<'ast> Visit<'ast> for Look {
    fn visit_expr_method_call(&mut self, m: &'ast syn::ExprMethodCall) {
        if is_of_wholes(&m.method.to_string()) {
            self.note(&m.receiver);
        }
        syn::visit::visit_expr_method_call(self, m);
    }

    fn visit_expr_index(&mut self, i: &'ast syn::ExprIndex) {
        self.note(&i.expr);
        syn::visit::visit_expr_index(self, i);
    }

    fn visit_expr_for_loop(&mut self, f: &'ast syn::ExprForLoop) {
        self.note(&f.expr);
        syn::visit::visit_expr_for_loop(self, f);
    }

    fn visit_local(&mut self, l: &'ast syn::Local) {
        let pat = match &l.pat {
            syn::Pat::Type(t) => &*t.pat,
            p => p,
        };
        if let (syn::Pat::Ident(p), Some(init)) = (pat, &l.init) {
            self.made(p.ident.to_string(), &init.expr);
        }
        syn::visit::visit_local(self, l);
    }

    fn visit_expr_assign(&mut self, a: &'ast syn::ExprAssign) {
        if let Some(name) = name(&a.left) {
            self.made(name, &a.right);
        }
        syn::visit::visit_expr_assign(self, a);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sum_is_taken_of_is_no_number() {
        let body = syn::parse_quote!({
            let y = predict(x);
            let k = scale(x);
            let z = y.clone() * 2.0;
            let mut w = &z - 1.0;
            w = w + other;
            k * w.sum() + free[0]
        });
        let mut found: Vec<String> = wholes(&body, false).into_iter().collect();
        found.sort();
        assert_eq!(found, ["free", "other", "w", "y", "z"]);
    }
}
