//! Options: methods of option values, and options that are known in parts.
//!
//! `v.first()`, `it.next()` or `v.iter().max_by(..)` are options whose payload is a place. Where
//! they are matched at once, as in `if let Some(x) = v.first()`, no option is made: a condition
//! decides, and the payload stays the place that it is, so its shadow is that place's shadow.

use super::stmt::strip;
use super::*;
use crate::ir::types::Class;

/// An arm of a match: pattern, guard, body.
pub(super) type ArmOf = (syn::Pat, Option<syn::Expr>, syn::Expr);

/// Makes the payload, in the block that runs when there is one.
pub(super) type Payload = Box<dyn FnOnce(&mut Lower<'_>) -> Option<Expr>>;

/// An option in parts: whether there is a value, and the value.
pub(super) struct Maybe {
    pub(super) some: Expr,
    pub(super) payload: Payload,
}

/// What is matched: a value, or an option in parts.
pub(super) enum Subject {
    Value(Expr),
    Maybe(Maybe),
}

impl Lower<'_> {
    /// The subject of a match. The outer option is empty where control does not come out of it.
    pub(super) fn subject(&mut self, expr: &syn::Expr) -> Option<Subject> {
        match self.maybe(expr) {
            Some(maybe) => Some(Subject::Maybe(maybe?)),
            None => Some(Subject::Value(self.expr(expr, &Type::Unknown)?)),
        }
    }

    /// An option in parts, if the expression is a method call that gives one.
    pub(super) fn maybe(&mut self, expr: &syn::Expr) -> Option<Option<Maybe>> {
        match strip(expr) {
            syn::Expr::MethodCall(m) if self.mentions_active(m) => self.maybe_of(m),
            _ => None,
        }
    }

    /// The same, whether its payload may carry a derivative or not.
    pub(super) fn maybe_of(&mut self, m: &syn::ExprMethodCall) -> Option<Option<Maybe>> {
        let name = m.method.to_string();
        if matches!(name.as_str(), "copied" | "cloned") && m.args.is_empty() {
            let syn::Expr::MethodCall(inner) = strip(&m.receiver) else { return None };
            let inner = self.maybe_of(inner)?;
            return Some(inner.map(|Maybe { some, payload }| Maybe {
                some,
                payload: Box::new(move |l| {
                    let value = payload(l)?;
                    let value = l.deref(value);
                    Some(l.copy_of(value))
                }),
            }));
        }
        if let Some(selected) = self.selection(m) {
            return Some(selected);
        }
        match name.as_str() {
            "first" | "last" | "get" | "first_mut" | "last_mut" | "get_mut" | "split_first"
            | "split_last" | "split_first_mut" | "split_last_mut" => self.maybe_element(&name, m),
            _ => None,
        }
    }

    /// `v.first()`, `v.get(i)`, `v.split_first()`, …
    fn maybe_element(&mut self, name: &str, m: &syn::ExprMethodCall) -> Option<Option<Maybe>> {
        if !self.is_place(&m.receiver) || matches!(m.args.first(), Some(syn::Expr::Range(_))) {
            return None;
        }
        let span = m.span();
        let usize_ty = Type::Int("usize".into());
        let place = self.place(&m.receiver)?;
        // A type of the user's may have methods of these names; an unknown one is a sequence.
        if matches!(self.types.shallow(self.place_ty(&place).peel()), Type::Named(_)) {
            return None;
        }
        let place = self.freeze(place);
        let mutable = name.ends_with("_mut");
        if mutable {
            self.mark_assigned(&place);
        }
        let len = self.length_of(&place, span);
        let last = Expr::op("sub", vec![len.clone(), Expr::int(1)], usize_ty.clone());
        let kind = name.trim_end_matches("_mut");
        let at = match kind {
            "get" => {
                let at = self.expr(m.args.first()?, &usize_ty)?;
                let at = self.operand(at);
                self.types.unify(&at.ty, &usize_ty);
                self.freeze_index("at", at)
            }
            "first" | "split_first" => Expr::int(0),
            _ => last.clone(),
        };
        let bound = if kind == "get" { at.clone() } else { Expr::int(0) };
        let some = Expr::new(ExprKind::Compare("<", vec![bound, len]), Type::Bool, span);
        let rest = match kind {
            "split_first" => Some(Step::Slice(Expr::int(1), None)),
            "split_last" => Some(Step::Slice(Expr::int(0), Some(last))),
            _ => None,
        };
        let payload: Payload = Box::new(move |l| {
            let borrow = |l: &Lower<'_>, step| {
                let part = place.clone().then(step);
                let ty = Type::Ref(mutable, Box::new(l.place_ty(&part)));
                Expr::new(ExprKind::Borrow { mutable, place: part }, ty, span)
            };
            let element = borrow(l, Step::Index(at));
            Some(match rest {
                None => element,
                Some(rest) => {
                    let rest = borrow(l, rest);
                    let ty = Type::Tuple(vec![element.ty.clone(), rest.ty.clone()]);
                    Expr::new(ExprKind::Tuple(vec![element, rest]), ty, span)
                }
            })
        });
        Some(Some(Maybe { some, payload }))
    }

    /// The option as a value of its own. Its payload is a copy, so it cannot be a mutable borrow.
    pub(super) fn whole(&mut self, maybe: Maybe, span: Span) -> Option<Expr> {
        let Maybe { some, payload } = maybe;
        let inner = self.types.fresh(Class::Any);
        let ty = Type::Option(Box::new(inner.clone()));
        let hint = self.hint.take();
        let var = self.fresh(hint.as_deref().unwrap_or("chosen"), ty.clone());
        self.emit(StmtKind::Let { var, init: None }, span);
        let (then, ()) = self.block(|l| {
            let Some(value) = payload(l) else { return };
            let value = l.owned(value);
            l.types.unify(&inner, &value.ty);
            let value = l.some(value);
            l.emit(StmtKind::Assign { place: Place::of(var), op: None, value }, span);
        });
        let els = Block::new(vec![Stmt::assign(Place::of(var), none(ty, span))]);
        self.emit(StmtKind::If { cond: some, then, els }, span);
        if hint.is_some() {
            self.hinted = Some(var);
        }
        Some(self.read_var(var, span))
    }

    /// The payload, where `els` has left if there is none.
    pub(super) fn proven(&mut self, maybe: Maybe, els: Block, span: Span) -> Option<Expr> {
        self.emit(StmtKind::If { cond: maybe.some, then: Block::default(), els }, span);
        (maybe.payload)(self)
    }

    /// A borrowed payload by value.
    fn owned(&mut self, value: Expr) -> Expr {
        let span = value.span;
        match value.kind {
            ExprKind::Borrow { mutable: true, .. } => {
                self.diags.refuse(
                    span,
                    "a mutable reference inside an option is kept in a variable",
                    "which place it means then depends on the path taken",
                    "match on the option at once, as in `if let Some(x) = …`",
                );
                value
            }
            ExprKind::Borrow { .. } => {
                let value = self.deref(value);
                match (value.kind, self.types.shallow(&value.ty)) {
                    (ExprKind::Read(place), Type::Slice(t)) => {
                        let kind = ExprKind::CloneOf { place, method: "to_vec" };
                        Expr::new(kind, Type::Vec(t), span)
                    }
                    (kind, ty) => self.copy_of(Expr::new(kind, ty, span)),
                }
            }
            ExprKind::Tuple(parts) => {
                let parts: Vec<Expr> = parts.into_iter().map(|p| self.owned(p)).collect();
                let ty = Type::Tuple(parts.iter().map(|p| p.ty.clone()).collect());
                Expr::new(ExprKind::Tuple(parts), ty, span)
            }
            kind => Expr { kind, ..value },
        }
    }

    pub(super) fn some(&mut self, value: Expr) -> Expr {
        let (span, ty) = (value.span, Type::Option(Box::new(value.ty.clone())));
        let call = Call { callee: Callee::Wrap(quote::quote!(Some)), args: vec![value], span };
        Expr::new(ExprKind::Call(Box::new(call)), ty, span)
    }

    /// `match subject { … }`
    pub(super) fn match_subject(
        &mut self,
        subject: Subject,
        arms: &[ArmOf],
        expected: &Type,
        span: Span,
    ) -> Option<Expr> {
        match subject {
            Subject::Value(value) => self.lower_match(value, arms, expected, span),
            Subject::Maybe(maybe) => match two_ways(arms) {
                Some((pat, then, els)) => self.match_maybe(maybe, pat, then, els, expected, span),
                None => {
                    let hint = self.hint.take();
                    let value = self.whole(maybe, span)?;
                    self.hint = hint;
                    self.lower_match(value, arms, expected, span)
                }
            },
        }
    }

    fn match_maybe(
        &mut self,
        maybe: Maybe,
        pat: Option<&syn::Pat>,
        then: &syn::Expr,
        els: &syn::Expr,
        expected: &Type,
        span: Span,
    ) -> Option<Expr> {
        let Maybe { some, payload } = maybe;
        let result = self.open_result(expected);
        let (then, ()) = self.block(|l| {
            let Some(value) = payload(l) else { return };
            if let Some(pat) = pat {
                l.bind(pat, value);
            }
            if let Some(value) = l.expr(strip(then), expected) {
                l.assign_result(&result, value);
            }
        });
        let (els, ()) = self.block(|l| {
            if let Some(value) = l.expr(strip(els), expected) {
                l.assign_result(&result, value);
            }
        });
        let diverges = self.result_is_unset(&result);
        self.declare_result(&result, span);
        self.emit(StmtKind::If { cond: some, then, els }, span);
        self.result_value(result, diverges, span)
    }

    /// A method of an option whose meaning is a match; none if it is not one of them.
    pub(super) fn option_method(
        &mut self,
        subject: Subject,
        m: &syn::ExprMethodCall,
        expected: &Type,
    ) -> Option<Expr> {
        let span = m.span();
        if let Subject::Value(value) = &subject {
            // Foreign code stays whole.
            if let (ExprKind::Foreign(_), Type::Unknown) =
                (&value.kind, self.types.shallow(&value.ty))
            {
                return Some(self.foreign_expr(m, Type::Unknown));
            }
        }
        let hint = self.hint.take();
        let mut args = Vec::new();
        for (i, arg) in m.args.iter().enumerate() {
            // Rust evaluates an argument before it looks at the option; closures are inlined.
            let simple = matches!(
                strip(arg),
                syn::Expr::Closure(_) | syn::Expr::Lit(_) | syn::Expr::Path(_)
            );
            args.push(if simple {
                arg.clone()
            } else {
                let value = self.expr(arg, &Type::Unknown)?;
                let value = self.name_value("other", value);
                self.hidden(&format!("__other_{i}"), value)
            });
        }
        let is_result = matches!(
            &subject,
            Subject::Value(v) if matches!(self.types.shallow(v.ty.peel()), Type::Result(_))
        );
        let arms = option_arms(&m.method.to_string(), &args, is_result)?;
        self.hint = hint;
        self.match_subject(subject, &arms, expected, span)
    }

    /// Binds a value to a name that no user can write, and gives the name.
    fn hidden(&mut self, name: &str, value: Expr) -> syn::Expr {
        let ident = syn::Ident::new(name, value.span);
        if let ExprKind::Read(place) = &value.kind
            && place.is_var()
        {
            self.scopes.bind(name.into(), Binding::Var(place.root));
            return syn::parse_quote!(#ident);
        }
        let pat: syn::Pat = syn::Pat::Ident(syn::PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability: None,
            ident: ident.clone(),
            subpat: None,
        });
        self.bind(&pat, value);
        syn::parse_quote!(#ident)
    }
}

/// The name under which a variable is emitted: the arms below give payloads names that no user's
/// closure captures by mistake.
pub(super) fn shown(name: &str) -> &str {
    match name {
        "__inner" => "inner",
        "__second" => "second",
        name => name,
    }
}

/// The methods of `Option` that are matches.
pub(super) fn is_option_method(name: &str) -> bool {
    matches!(
        name,
        "map"
            | "and_then"
            | "map_or"
            | "map_or_else"
            | "unwrap_or"
            | "unwrap_or_else"
            | "unwrap_or_default"
            | "filter"
            | "or"
            | "or_else"
            | "is_some_and"
            | "is_none_or"
            | "flatten"
            | "zip"
            | "ok_or"
    )
}

fn option_arms(name: &str, args: &[syn::Expr], is_result: bool) -> Option<[ArmOf; 2]> {
    let a = args.first();
    let b = args.get(1);
    let (then, els): (syn::Expr, syn::Expr) = match name {
        "map" => (syn::parse_quote!(Some((#a)(__inner))), syn::parse_quote!(None)),
        "and_then" => (syn::parse_quote!((#a)(__inner)), syn::parse_quote!(None)),
        "map_or" => (syn::parse_quote!((#b)(__inner)), a?.clone()),
        "map_or_else" => (syn::parse_quote!((#b)(__inner)), syn::parse_quote!((#a)())),
        "unwrap_or" => (syn::parse_quote!(__inner), a?.clone()),
        "unwrap_or_else" => (syn::parse_quote!(__inner), syn::parse_quote!((#a)())),
        "unwrap_or_default" => {
            (syn::parse_quote!(__inner), syn::parse_quote!(::core::default::Default::default()))
        }
        "filter" => (
            syn::parse_quote!(if (#a)(&__inner) { Some(__inner) } else { None }),
            syn::parse_quote!(None),
        ),
        "or" => (syn::parse_quote!(Some(__inner)), a?.clone()),
        "or_else" => (syn::parse_quote!(Some(__inner)), syn::parse_quote!((#a)())),
        "is_some_and" => (syn::parse_quote!((#a)(__inner)), syn::parse_quote!(false)),
        "is_none_or" => (syn::parse_quote!((#a)(__inner)), syn::parse_quote!(true)),
        "flatten" => (syn::parse_quote!(__inner), syn::parse_quote!(None)),
        "zip" => (
            syn::parse_quote!(match #a { Some(__second) => Some((__inner, __second)), _ => None }),
            syn::parse_quote!(None),
        ),
        "ok_or" => (syn::parse_quote!(Ok(__inner)), syn::parse_quote!(Err(#a))),
        _ => return None,
    };
    let good =
        if is_result { syn::parse_quote!(Ok(__inner)) } else { syn::parse_quote!(Some(__inner)) };
    Some([(good, None, then), (syn::parse_quote!(_), None, els)])
}

/// `Some(PATTERN) => then, None | _ => els` in either order, where the pattern always matches.
fn two_ways(arms: &[ArmOf]) -> Option<(Option<&syn::Pat>, &syn::Expr, &syn::Expr)> {
    let [(first, None, one), (second, None, two)] = arms else { return None };
    match (some_pattern(first), some_pattern(second)) {
        (Some(pat), None) if is_none(second) || is_wild(second) => Some((Some(pat), one, two)),
        (None, Some(pat)) if is_none(first) => Some((Some(pat), two, one)),
        (None, None) if is_none(first) && is_wild(second) => Some((None, two, one)),
        _ => None,
    }
}

pub(super) fn some_pattern(pat: &syn::Pat) -> Option<&syn::Pat> {
    match pat {
        syn::Pat::TupleStruct(t) if t.path.is_ident("Some") && t.elems.len() == 1 => {
            t.elems.first().filter(|p| always_matches(p))
        }
        _ => None,
    }
}

fn is_none(pat: &syn::Pat) -> bool {
    match pat {
        syn::Pat::Ident(p) => p.ident == "None",
        syn::Pat::Path(p) => p.path.is_ident("None"),
        _ => false,
    }
}

fn is_wild(pat: &syn::Pat) -> bool {
    matches!(pat, syn::Pat::Wild(_))
}

fn always_matches(pat: &syn::Pat) -> bool {
    match pat {
        syn::Pat::Wild(_) => true,
        syn::Pat::Ident(p) => {
            p.subpat.is_none()
                && p.ident.to_string().chars().next().is_some_and(|c| !c.is_uppercase())
        }
        syn::Pat::Paren(p) => always_matches(&p.pat),
        syn::Pat::Reference(r) => always_matches(&r.pat),
        syn::Pat::Tuple(t) => t.elems.iter().all(always_matches),
        _ => false,
    }
}

/// `None` of a type.
pub(super) fn none(ty: Type, span: Span) -> Expr {
    let foreign = Foreign::plain(quote::quote!(None));
    Expr::new(ExprKind::Foreign(foreign), ty, span)
}
