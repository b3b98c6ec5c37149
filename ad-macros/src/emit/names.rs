//! Names of emitted variables: the user's where they are his, fresh ones beside them.

use crate::ir::*;
use proc_macro2::{Ident, Span};
use std::collections::{HashMap, HashSet};

/// Which name each variable has where we are.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    given: HashMap<VarId, String>,
    /// The names taken in each open scope.
    scopes: Vec<Vec<(String, VarId)>>,
    /// Every identifier of the user's function: made-up names avoid them.
    reserved: HashSet<String>,
}

impl Names {
    pub(crate) fn new(reserved: HashSet<String>) -> Names {
        Names { given: HashMap::new(), scopes: vec![Vec::new()], reserved }
    }

    pub(crate) fn open(&mut self) {
        self.scopes.push(Vec::new());
    }

    pub(crate) fn close(&mut self) {
        self.scopes.pop();
    }

    fn taken(&self, name: &str, v: VarId) -> bool {
        self.scopes.iter().flatten().any(|(n, w)| n == name && *w != v)
    }

    /// Declares a variable in the innermost scope.
    pub(crate) fn declare(&mut self, v: VarId, wish: &str, user: bool) {
        let wish = if wish == "self" { "this" } else { wish };
        // A made-up name may be a keyword: several of `a` are `as`.
        let is_name = |n: &str| user || syn::parse_str::<syn::Ident>(n).is_ok();
        let fits =
            |n: &str| is_name(n) && !self.taken(n, v) && (user || !self.reserved.contains(n));
        let name = if fits(wish) {
            wish.to_string()
        } else {
            (1..)
                .map(|k| format!("{wish}_{k}"))
                .find(|n| !self.taken(n, v) && !self.reserved.contains(n))
                .expect("names do not run out")
        };
        self.given.insert(v, name.clone());
        self.scopes.last_mut().expect("an open scope").push((name, v));
    }

    /// Gives a variable a name that is not its own to choose: `self`.
    pub(crate) fn force(&mut self, v: VarId, name: &str) {
        self.given.insert(v, name.to_string());
        self.scopes.last_mut().expect("an open scope").push((name.to_string(), v));
    }

    pub(crate) fn get(&self, v: VarId) -> String {
        self.given.get(&v).cloned().unwrap_or_default()
    }

    pub(crate) fn ident(&self, v: VarId, span: Span) -> Ident {
        let name = self
            .given
            .get(&v)
            .unwrap_or_else(|| panic!("variable %{} is used before it is declared", v.0));
        if let Some(raw) = name.strip_prefix("r#") {
            return Ident::new_raw(raw, span);
        }
        Ident::new(name, span)
    }
}

/// The variables that emitted code must declare `mut`.
pub(crate) fn mutated(stmts: &[Stmt], vars: &[Var], out: &mut HashSet<VarId>) {
    let mut deferred = HashSet::new();
    collect(stmts, vars, out, &mut deferred);
}

fn collect(stmts: &[Stmt], vars: &[Var], out: &mut HashSet<VarId>, deferred: &mut HashSet<VarId>) {
    for s in stmts {
        s.each_expr(&mut |e| borrows(e, vars, out));
        let root = |p: &Place, out: &mut HashSet<VarId>| {
            let v = &vars[p.root.0 as usize];
            // Through a reference the variable itself does not change.
            if !matches!(v.ty, Type::Ref(..)) || v.is_view() {
                out.insert(p.root);
            }
        };
        match &s.kind {
            StmtKind::Let { var, init: None } if !vars[var.0 as usize].mutable => {
                deferred.insert(*var);
            }
            StmtKind::Assign { place, .. } | StmtKind::Accumulate { place, .. }
                if !(place.is_var() && deferred.contains(&place.root)) =>
            {
                if place.is_var() {
                    out.insert(place.root);
                } else {
                    root(place, out);
                }
            }
            StmtKind::VecPush { place, .. } | StmtKind::VecPop { place, .. } => root(place, out),
            StmtKind::Swap { a, b } => {
                root(a, out);
                root(b, out);
            }
            StmtKind::LetPattern { mutable: true, place, .. } => root(place, out),
            StmtKind::Match {
                scrutinee: Scrutinee::Place { place, by_ref: Some(true) }, ..
            } => root(place, out),
            StmtKind::Push { tape, .. } | StmtKind::Pop { tape, .. } => {
                out.insert(*tape);
            }
            StmtKind::Foreign(f) => {
                out.extend(f.writes.iter().copied().filter(|v| vars[v.0 as usize].mutable))
            }
            StmtKind::Each { iterator, .. } => {
                out.extend(iterator.writes.iter().copied().filter(|v| vars[v.0 as usize].mutable))
            }
            _ => {}
        }
        s.each_block(&mut |b| collect(&b.stmts, vars, out, deferred));
    }
}

fn borrows(e: &Expr, vars: &[Var], out: &mut HashSet<VarId>) {
    match &e.kind {
        ExprKind::Borrow { mutable: true, place }
            if !matches!(vars[place.root.0 as usize].ty, Type::Ref(..))
                || vars[place.root.0 as usize].is_view() =>
        {
            out.insert(place.root);
        }
        ExprKind::Foreign(f) => {
            out.extend(f.writes.iter().copied().filter(|v| vars[v.0 as usize].mutable))
        }
        ExprKind::Call(call) => {
            // A method may borrow its receiver mutably.
            if let (Callee::Method { .. }, Some(first)) = (&call.callee, call.args.first())
                && let ExprKind::Read(p) = &first.kind
                && vars[p.root.0 as usize].mutable
            {
                out.insert(p.root);
            }
        }
        _ => {}
    }
    e.each_child(&mut |c| borrows(c, vars, out));
}
