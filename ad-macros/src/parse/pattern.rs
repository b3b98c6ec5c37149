//! Patterns: irrefutable ones become names for parts of a value, refutable ones become matches.

use super::option::{Subject, some_pattern};
use super::stmt::strip;
use super::*;

impl Lower<'_> {
    /// Binds an irrefutable pattern to a value.
    pub(super) fn bind(&mut self, pat: &syn::Pat, value: Expr) {
        match pat {
            syn::Pat::Paren(p) => self.bind(&p.pat, value),
            syn::Pat::Type(t) => {
                let ty = lower_type(&t.ty, &self.type_params, &mut self.types);
                self.types.unify(&ty, &value.ty);
                self.bind(&t.pat, value);
            }
            syn::Pat::Wild(_) => self.effect(value),
            syn::Pat::Ident(p) => self.bind_name(p, value),
            syn::Pat::Reference(r) => {
                let value = self.deref(value);
                self.bind(&r.pat, value);
            }
            syn::Pat::Tuple(t) => {
                let elems: Vec<&syn::Pat> = t.elems.iter().collect();
                self.know_tuple(&elems, &value);
                self.bind_fields(&elems, value, pat.span());
            }
            syn::Pat::TupleStruct(t) => {
                let elems: Vec<&syn::Pat> = t.elems.iter().collect();
                self.bind_fields(&elems, value, pat.span());
            }
            syn::Pat::Struct(s) => {
                let by_ref = matches!(value.kind, ExprKind::Borrow { .. })
                    || matches!(value.ty, Type::Ref(..));
                let (place, mutable) = self.place_of("parts", value);
                for field in &s.fields {
                    let name = match &field.member {
                        syn::Member::Named(n) => n.to_string(),
                        syn::Member::Unnamed(i) => i.index.to_string(),
                    };
                    let part = self.part(
                        place.clone().then(Step::Field(name)),
                        by_ref.then_some(mutable),
                        field.span(),
                    );
                    self.bind(&field.pat, part);
                }
            }
            syn::Pat::Slice(s) => self.bind_slice(s, value),
            other => self.diags.refuse(
                other.span(),
                "this pattern is not supported here",
                "only patterns that always match can be bound directly",
                "use `match` or `if let`",
            ),
        }
    }

    fn bind_name(&mut self, p: &syn::PatIdent, value: Expr) {
        let name = p.ident.to_string();
        let span = p.ident.span();
        if p.by_ref.is_some() {
            let (place, _) = self.place_of(&name, value);
            let place = self.freeze(place);
            let value = self.part(place, Some(p.mutability.is_some()), span);
            return self.bind_name(&syn::PatIdent { by_ref: None, ..p.clone() }, value);
        }
        match value.kind {
            ExprKind::Borrow { mutable: false, place } => {
                let ty = self.place_ty(&place);
                if ty.is_scalar() {
                    // A shared borrow of a number reads it: nobody can change it meanwhile.
                    let init = Expr::read(place, ty.clone(), value.span);
                    let var = self.named_let(&name, span, ty, init);
                    self.references.insert(var);
                    self.scopes.bind(name, Binding::Var(var));
                } else {
                    let place = self.freeze(place);
                    let ty = Type::Ref(false, Box::new(ty));
                    let init = Expr::new(
                        ExprKind::Borrow { mutable: false, place: place.clone() },
                        ty.clone(),
                        value.span,
                    );
                    let var = self.named_let(&name, span, ty, init);
                    self.vars[var.0 as usize].alias = Some(place);
                    self.vars[var.0 as usize].mutable = p.mutability.is_some();
                    self.scopes.bind(name, Binding::Var(var));
                }
            }
            ExprKind::Borrow { mutable: true, place } => {
                if p.mutability.is_some() && !place.is_part() {
                    self.diags.refuse(
                        span,
                        format!("`{name}` is a mutable reference that is itself rebound"),
                        "which place it means then depends on the path taken",
                        "index the original slice with a counter instead",
                    );
                }
                let place = self.freeze(place);
                let ty = self.place_ty(&place);
                self.scopes.bind(name, Binding::Place { place, ty, mutable: true });
            }
            ExprKind::Read(ref place)
                if place.is_var()
                    && p.mutability.is_none()
                    && (value.ty.is_scalar()
                        || self.types.class(&value.ty).is_some()
                        || matches!(value.ty, Type::Ref(false, _)))
                    && !self.vars[place.root.0 as usize].mutable =>
            {
                // An immutable number or a shared reference under another name; the user's is the better one.
                let var = &mut self.vars[place.root.0 as usize];
                if !var.user {
                    (var.name, var.user, var.span) = (name.clone(), true, span);
                }
                self.scopes.bind(name, Binding::Var(place.root));
            }
            _ => {
                // A branch result that was made for this name takes it.
                if let ExprKind::Read(place) = &value.kind
                    && place.is_var()
                    && self.hinted == Some(place.root)
                {
                    self.hinted = None;
                    let var = &mut self.vars[place.root.0 as usize];
                    var.mutable |= p.mutability.is_some();
                    var.user = true;
                    var.span = span;
                    self.scopes.bind(name, Binding::Var(place.root));
                    return;
                }
                let ty = value.ty.clone();
                let var = self.named_let(&name, span, ty, value);
                self.vars[var.0 as usize].mutable = p.mutability.is_some();
                self.scopes.bind(name, Binding::Var(var));
            }
        }
    }

    /// How many references stand around a type.
    fn depth(&self, ty: &Type) -> usize {
        match self.types.shallow(ty) {
            Type::Ref(_, t) => 1 + self.depth(&t),
            _ => 0,
        }
    }

    fn named_let(&mut self, name: &str, span: Span, ty: Type, init: Expr) -> VarId {
        let var = self.fresh(option::shown(name), ty);
        self.vars[var.0 as usize].span = span;
        self.vars[var.0 as usize].user = option::shown(name) == name;
        self.emit(StmtKind::Let { var, init: Some(init) }, span);
        var
    }

    /// A tuple pattern against a tuple or a place of tuple type.
    fn bind_fields(&mut self, elems: &[&syn::Pat], value: Expr, span: Span) {
        if let ExprKind::Tuple(parts) = value.kind {
            if parts.len() == elems.len() {
                for (p, part) in elems.iter().zip(parts) {
                    self.bind(p, part);
                }
                return;
            }
            self.diags.refuse(span, "a tuple pattern of another length than its value", "", "");
            return;
        }
        let by_ref =
            matches!(value.kind, ExprKind::Borrow { .. }) || matches!(value.ty, Type::Ref(..));
        let (place, mutable) = self.place_of("parts", value);
        let rest = elems.iter().position(|p| matches!(p, syn::Pat::Rest(_)));
        for (i, p) in elems.iter().enumerate() {
            if Some(i) == rest {
                break;
            }
            let part = self.part(
                place.clone().then(Step::Field(i.to_string())),
                by_ref.then_some(mutable),
                p.span(),
            );
            self.bind(p, part);
        }
    }

    /// A call's result that a tuple's pattern takes apart is a tuple.
    fn know_tuple(&mut self, elems: &[&syn::Pat], value: &Expr) {
        let open = matches!(self.types.shallow(&value.ty), Type::Infer(_));
        if open && !elems.iter().any(|p| is_rest(p)) {
            let parts = elems.iter().map(|_| self.types.fresh(Class::Any)).collect();
            self.types.unify(&value.ty, &Type::Tuple(parts));
        }
    }

    fn bind_slice(&mut self, s: &syn::PatSlice, value: Expr) {
        let by_ref =
            matches!(value.kind, ExprKind::Borrow { .. }) || matches!(value.ty, Type::Ref(..));
        let (place, mutable) = self.place_of("parts", value);
        let place = self.freeze(place);
        let n = s.elems.len();
        let rest = s.elems.iter().position(is_rest);
        let len = Expr::new(ExprKind::Len(place.clone()), Type::Int("usize".into()), s.span());
        let from_end =
            |k: usize| Expr::op("sub", vec![len.clone(), Expr::int(k)], Type::Int("usize".into()));
        for (i, p) in s.elems.iter().enumerate() {
            let step = match rest {
                Some(r) if i == r => {
                    let syn::Pat::Ident(name) = p else { continue };
                    let tail =
                        place.clone().then(Step::Slice(Expr::int(r), Some(from_end(n - 1 - r))));
                    let part = self.part(tail, Some(mutable), p.span());
                    self.bind_name(&syn::PatIdent { subpat: None, ..name.clone() }, part);
                    continue;
                }
                Some(r) if i > r => Step::Index(from_end(n - i)),
                _ => Step::Index(Expr::int(i)),
            };
            let part = self.part(place.clone().then(step), by_ref.then_some(mutable), p.span());
            self.bind(p, part);
        }
    }

    /// A part of a place: read where the whole is held by value, borrowed where it is a reference.
    fn part(&mut self, place: Place, borrowed: Option<bool>, span: Span) -> Expr {
        let ty = self.place_ty(&place);
        match borrowed {
            Some(mutable) => Expr::new(
                ExprKind::Borrow { mutable, place },
                Type::Ref(mutable, Box::new(ty)),
                span,
            ),
            None => Expr::read(place, ty, span),
        }
    }

    /// The place that a value is, or a new variable that holds it; and whether it may be changed.
    pub(super) fn place_of(&mut self, hint: &str, value: Expr) -> (Place, bool) {
        match value.kind {
            ExprKind::Read(place) => {
                let mutable = value.ty.is_mut_ref();
                (place, mutable)
            }
            ExprKind::Borrow { mutable, place } => (place, mutable),
            _ => {
                let mutable = value.ty.is_mut_ref();
                (Place::of(self.emit_let(hint, value)), mutable)
            }
        }
    }

    /// `*value`
    pub(super) fn deref(&mut self, value: Expr) -> Expr {
        let span = value.span;
        match value.kind {
            ExprKind::Borrow { mutable, place } => {
                let ty = self.place_ty(&place);
                match self.types.shallow(&value.ty) {
                    // A reference to a reference to this place.
                    Type::Ref(_, inner) if self.depth(&inner) > self.depth(&ty) => {
                        Expr::new(ExprKind::Borrow { mutable, place }, *inner, span)
                    }
                    _ => Expr::read(place, ty, span),
                }
            }
            ExprKind::Read(place) => match self.types.shallow(&value.ty) {
                ty if ty.is_scalar() || matches!(ty, Type::Infer(_)) => Expr::read(place, ty, span),
                Type::Ref(_, t) | Type::Boxed(t) => Expr::read(place.then(Step::Deref), *t, span),
                _ => Expr::read(place.then(Step::Deref), Type::Unknown, span),
            },
            ExprKind::Tuple(parts) => {
                let parts = parts.into_iter().map(|p| self.deref(p)).collect();
                Expr::new(ExprKind::Tuple(parts), value.ty, span)
            }
            _ if value.ty.is_scalar() => value,
            _ => {
                let place = Place::of(self.emit_let("target", value)).then(Step::Deref);
                let ty = self.place_ty(&place);
                Expr::read(place, ty, span)
            }
        }
    }

    /// `let PATTERN = INIT else { … };`
    pub(super) fn let_else(
        &mut self,
        pat: &syn::Pat,
        init: &syn::Expr,
        diverge: &syn::Expr,
        rest: &[syn::Stmt],
        expected: &Type,
    ) -> Option<Expr> {
        let value = match self.subject(init)? {
            Subject::Value(value) => Some(value),
            Subject::Maybe(maybe) => match some_pattern(pat) {
                Some(inner) => {
                    let (els, _) = self.block(|l| l.expr(diverge, &Type::Unknown));
                    let value = self.proven(maybe, els, init.span())?;
                    self.bind(inner, value);
                    return self.stmts(rest, expected);
                }
                None => self.whole(maybe, init.span()),
            },
        };
        // What follows is the arm of a `match`.
        let arms = [
            (pat.clone(), None, syn::Expr::Block(block_of(rest))),
            (syn::parse_quote!(_), None, diverge.clone()),
        ];
        self.lower_match(value?, &arms, expected, pat.span())
    }

    /// What a `match` looks at.
    pub(super) fn scrutinee(&mut self, value: Expr) -> Scrutinee {
        if self.types.shallow(&value.ty).is_constant() {
            return Scrutinee::Constant(value);
        }
        match value.kind {
            ExprKind::Foreign(_) if !value.any(&mut |e| self.foreign_active(e)) => {
                Scrutinee::Constant(value)
            }
            ExprKind::Read(place) => {
                let by_ref = match self.types.shallow(&value.ty) {
                    Type::Ref(m, _) => Some(m),
                    _ => None,
                };
                let place = self.freeze(place);
                Scrutinee::Place { place, by_ref }
            }
            ExprKind::Borrow { mutable, place } => {
                let place = self.freeze(place);
                Scrutinee::Place { place, by_ref: Some(mutable) }
            }
            _ => {
                let var = self.emit_let("chosen", value);
                Scrutinee::Place { place: Place::of(var), by_ref: None }
            }
        }
    }

    fn foreign_active(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Foreign(f) => f
                .uses
                .iter()
                .any(|(_, v)| !self.types.resolve(&self.vars[v.0 as usize].ty).is_constant()),
            _ => false,
        }
    }

    /// Lowers a pattern that may fail; its names are bound in the current scope.
    pub(super) fn refutable(
        &mut self,
        pat: &syn::Pat,
        scrutinee: &Scrutinee,
        names: &mut Vec<(String, VarId)>,
    ) -> Pattern {
        let (ty, by_ref) = match scrutinee {
            Scrutinee::Constant(e) => (e.ty.clone(), None),
            Scrutinee::Place { place, by_ref } => (self.place_ty(place), *by_ref),
        };
        let through = if let Type::Ref(mutable, _) = ty { Some(mutable) } else { None };
        let by_ref = by_ref.or(through);
        let ty = ty.peel().clone();
        self.pattern(pat, &ty, by_ref, matches!(scrutinee, Scrutinee::Constant(_)), names)
    }

    /// `by_ref` where names are borrows of the parts: mutable ones or not.
    fn pattern(
        &mut self,
        pat: &syn::Pat,
        ty: &Type,
        by_ref: Option<bool>,
        constant: bool,
        names: &mut Vec<(String, VarId)>,
    ) -> Pattern {
        let inner = |i: usize| match ty {
            Type::Tuple(ts) => ts.get(i).cloned().unwrap_or(Type::Unknown),
            Type::Option(t) | Type::Result(t) => (**t).clone(),
            _ => Type::Unknown,
        };
        // The payload of a variant of the user's.
        let payload = |l: &Self, path: &syn::Path, part: &str| {
            let variant = Type::Named(format!("{ty}::{}", path.to_token_stream()));
            if constant { Type::Unknown } else { l.part_ty(&variant, part) }
        };
        match pat {
            syn::Pat::Paren(p) => self.pattern(&p.pat, ty, by_ref, constant, names),
            syn::Pat::Wild(_) => Pattern::Wild,
            syn::Pat::Rest(_) => Pattern::Rest,
            syn::Pat::Ident(p)
                if p.subpat.is_none() && p.by_ref.is_none() && is_constant_name(&p.ident) =>
            {
                if p.ident == "None" {
                    Pattern::Variant {
                        path: p.ident.to_token_stream(),
                        fields: Vec::new(),
                        unit: true,
                        tangent: false,
                    }
                } else {
                    Pattern::Foreign(p.to_token_stream())
                }
            }
            syn::Pat::Ident(p) => {
                let name = p.ident.to_string();
                let by_name = p.by_ref.is_some().then_some(p.mutability.is_some());
                let reference = by_ref.or(by_name).filter(|_| !constant);
                let elem =
                    if constant && *ty == Type::Unknown { Type::Constant } else { ty.clone() };
                let var_ty = match reference {
                    Some(mutable) => Type::Ref(mutable, Box::new(elem)),
                    None => elem,
                };
                // The alternatives of one pattern bind the same variables.
                let known = names.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
                if let Some(var) = known {
                    self.types.unify(&self.var_ty(var), &var_ty);
                }
                let var = known.unwrap_or_else(|| self.fresh(option::shown(&name), var_ty));
                self.vars[var.0 as usize].mutable = p.mutability.is_some() && p.by_ref.is_none();
                self.vars[var.0 as usize].span = p.ident.span();
                self.vars[var.0 as usize].user = option::shown(&name) == name;
                self.scopes.bind(name.clone(), Binding::Var(var));
                if known.is_none() {
                    names.push((name, var));
                }
                let sub = p
                    .subpat
                    .as_ref()
                    .map(|(_, s)| Box::new(self.pattern(s, ty, by_ref, constant, names)));
                Pattern::Bind { var, by_ref: p.by_ref.is_some(), sub }
            }
            syn::Pat::Tuple(t) => Pattern::Tuple(
                t.elems
                    .iter()
                    .enumerate()
                    .map(|(i, p)| self.pattern(p, &inner(i), by_ref, constant, names))
                    .collect(),
            ),
            syn::Pat::Slice(s) => {
                let elem = ty.element().cloned().unwrap_or(Type::Unknown);
                let rest = Type::Slice(Box::new(elem.clone()));
                let ps = s.elems.iter().map(|p| {
                    let ty = if is_rest(p) { &rest } else { &elem };
                    self.pattern(p, ty, by_ref, constant, names)
                });
                Pattern::Slice(ps.collect())
            }
            syn::Pat::Reference(r) => {
                Pattern::Ref(Box::new(self.pattern(&r.pat, ty, None, constant, names)))
            }
            syn::Pat::TupleStruct(t) => Pattern::Variant {
                path: t.path.to_token_stream(),
                fields: t
                    .elems
                    .iter()
                    .enumerate()
                    .map(|(i, p)| {
                        let part = match inner(i) {
                            Type::Unknown => payload(self, &t.path, &i.to_string()),
                            known => known,
                        };
                        self.pattern(p, &part, by_ref, constant, names)
                    })
                    .collect(),
                unit: false,
                tangent: false,
            },
            syn::Pat::Struct(s) => Pattern::Struct {
                path: s.path.to_token_stream(),
                fields: s
                    .fields
                    .iter()
                    .map(|f| {
                        let name = match &f.member {
                            syn::Member::Named(n) => n.to_string(),
                            syn::Member::Unnamed(i) => i.index.to_string(),
                        };
                        let part = payload(self, &s.path, &name);
                        (name, self.pattern(&f.pat, &part, by_ref, constant, names))
                    })
                    .collect(),
                rest: s.rest.is_some(),
                tangent: false,
            },
            syn::Pat::Path(p) => Pattern::Variant {
                path: p.to_token_stream(),
                fields: Vec::new(),
                unit: true,
                tangent: false,
            },
            syn::Pat::Or(o) => {
                if !constant && binds(pat) {
                    self.diags.refuse(
                        pat.span(),
                        "alternatives that bind names are supported in `match` and `if let` only",
                        "",
                        "write one arm for each",
                    );
                }
                Pattern::Or(
                    o.cases.iter().map(|p| self.pattern(p, ty, by_ref, constant, names)).collect(),
                )
            }
            syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Const(_) => {
                Pattern::Foreign(pat.to_token_stream())
            }
            other => {
                self.diags.refuse(
                    other.span(),
                    "this pattern is not supported",
                    "",
                    "bind the value and take it apart step by step",
                );
                Pattern::Wild
            }
        }
    }

    /// `match value { … }` and everything that is short for it.
    pub(super) fn lower_match(
        &mut self,
        value: Expr,
        arms: &[(syn::Pat, Option<syn::Expr>, syn::Expr)],
        expected: &Type,
        span: Span,
    ) -> Option<Expr> {
        let scrutinee = self.scrutinee(value);
        let result = self.open_result(expected);
        let mut lowered = Vec::new();
        let constant = matches!(scrutinee, Scrutinee::Constant(_));
        let arms = arms.iter().flat_map(|(pat, guard, body)| {
            let pats = if constant { vec![pat.clone()] } else { alternatives(pat) };
            pats.into_iter().map(move |pat| (pat, guard, body))
        });
        for (pat, guard, body) in arms {
            let (body, (pattern, guard)) = self.block(|l| {
                let pattern = l.refutable(&pat, &scrutinee, &mut Vec::new());
                let guard = guard.as_ref().and_then(|g| {
                    let (prelude, guard) = l.block(|l| l.expr(g, &Type::Bool));
                    if !prelude.is_empty() {
                        l.diags.refuse(
                            g.span(),
                            "this guard needs statements of its own",
                            "",
                            "compute it before the `match`",
                        );
                    }
                    guard
                });
                if let Some(value) = l.expr(strip(body), expected) {
                    l.assign_result(&result, value);
                }
                (pattern, guard)
            });
            lowered.push(Arm { pattern, guard, body });
        }
        let diverges = self.result_is_unset(&result);
        self.declare_result(&result, span);
        self.emit_match(scrutinee, lowered, span);
        self.result_value(result, diverges, span)
    }

    /// A `match` by value copies what its names bind, so an arm may change the place that was
    /// looked at; then a copy is looked at, since derivatives see names as parts of the place.
    pub(super) fn emit_match(&mut self, scrutinee: Scrutinee, arms: Vec<Arm>, span: Span) {
        let scrutinee = match scrutinee {
            Scrutinee::Place { place, by_ref: None } if self.changed_in(&place, &arms) => {
                let ty = self.place_ty(&place);
                let copy = if ty.is_copy() {
                    Expr::read(place, ty, span)
                } else {
                    Expr::new(ExprKind::CloneOf { place, method: "clone" }, ty, span)
                };
                let copy = self.emit_let("matched", copy);
                Scrutinee::Place { place: Place::of(copy), by_ref: None }
            }
            scrutinee => scrutinee,
        };
        self.emit(StmtKind::Match { scrutinee, arms }, span);
    }

    /// Does an arm that binds values assign the place that they come from?
    fn changed_in(&self, place: &Place, arms: &[Arm]) -> bool {
        arms.iter().any(|arm| {
            let (mut binds, mut borrows) = (false, false);
            arm.pattern.each_bound(&mut |v| {
                binds = true;
                borrows |= matches!(self.types.shallow(&self.vars[v.0 as usize].ty), Type::Ref(..));
            });
            let mut changes = false;
            arm.body.each_stmt(&mut |s| {
                let target = match &s.kind {
                    StmtKind::Assign { place, .. } => place,
                    _ => return,
                };
                let mut steps = place.path.iter().zip(&target.path);
                let apart = steps.any(|(a, b)| a != b && matches!(a, Step::Field(_)));
                changes |= target.root == place.root && !apart;
            });
            binds && !borrows && changes
        })
    }
}

/// Statements as one expression.
fn block_of(stmts: &[syn::Stmt]) -> syn::ExprBlock {
    let block = syn::Block { brace_token: Default::default(), stmts: stmts.to_vec() };
    syn::ExprBlock { attrs: Vec::new(), label: None, block }
}

/// `..` or `name @ ..`
fn is_rest(p: &syn::Pat) -> bool {
    match p {
        syn::Pat::Rest(_) => true,
        syn::Pat::Ident(i) => i.subpat.as_ref().is_some_and(|(_, p)| is_rest(p)),
        _ => false,
    }
}

/// A pattern without alternatives that bind names: each gets an arm of its own, since the shadow of
/// a value does not say which of them matched.
fn alternatives(pat: &syn::Pat) -> Vec<syn::Pat> {
    /// Replaces the first alternatives by one of them; counts them.
    struct Choose {
        which: usize,
        found: usize,
    }
    impl syn::visit_mut::VisitMut for Choose {
        fn visit_pat_mut(&mut self, pat: &mut syn::Pat) {
            match pat {
                syn::Pat::Or(o) if self.found == 0 && o.cases.iter().any(binds) => {
                    self.found = o.cases.len();
                    let chosen = o.cases[self.which].clone();
                    *pat = chosen;
                }
                _ => syn::visit_mut::visit_pat_mut(self, pat),
            }
        }
    }
    let choose = |which| {
        let (mut pat, mut choose) = (pat.clone(), Choose { which, found: 0 });
        syn::visit_mut::VisitMut::visit_pat_mut(&mut choose, &mut pat);
        (pat, choose.found)
    };
    match choose(0).1 {
        0 => vec![pat.clone()],
        n => (0..n).flat_map(|k| alternatives(&choose(k).0)).collect(),
    }
}

/// Does the pattern bind a name?
fn binds(pat: &syn::Pat) -> bool {
    struct Find(bool);
    impl<'a> syn::visit::Visit<'a> for Find {
        fn visit_pat_ident(&mut self, p: &'a syn::PatIdent) {
            self.0 |= !is_constant_name(&p.ident);
            syn::visit::visit_pat_ident(self, p);
        }
    }
    let mut find = Find(false);
    syn::visit::Visit::visit_pat(&mut find, pat);
    find.0
}

/// `None` and constants by convention: they are matched, not bound.
fn is_constant_name(ident: &syn::Ident) -> bool {
    let name = ident.to_string();
    name == "None" || (name.chars().next().is_some_and(char::is_uppercase))
}
