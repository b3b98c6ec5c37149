//! Method calls.

use super::iter::Callable;
use super::option::{Maybe, Subject, is_option_method, none};
use super::stmt::strip;
use super::*;
use crate::ir::types::Class;
use crate::rules;
use proc_macro2::TokenStream;

/// Methods whose result carries no floats.
const CONSTANT_RESULTS: &[&str] = &[
    "is_nan",
    "is_finite",
    "is_infinite",
    "is_normal",
    "is_subnormal",
    "is_sign_positive",
    "is_sign_negative",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "is_empty",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "contains",
    "capacity",
    "classify",
    "binary_search",
    "starts_with",
    "ends_with",
];

const CONSUMERS: &[&str] =
    &["sum", "product", "fold", "for_each", "collect", "count", "any", "all", "unzip", "partition"];

impl Lower<'_> {
    /// What the receiver is; arithmetic gives the same.
    fn type_of_receiver(&mut self, m: &syn::ExprMethodCall) -> Type {
        match strip(&m.receiver) {
            syn::Expr::Path(_)
            | syn::Expr::Lit(_)
            | syn::Expr::MethodCall(_)
            | syn::Expr::Unary(_)
            | syn::Expr::Cast(_)
            | syn::Expr::Binary(_) => {
                let (_, value) = self.block(|l| l.expr(&m.receiver, &Type::Unknown));
                value.map_or(Type::Unknown, |v| self.types.shallow(v.ty.peel()))
            }
            _ => Type::Unknown,
        }
    }

    pub(super) fn method(&mut self, m: &syn::ExprMethodCall, expected: &Type) -> Option<Expr> {
        let span = m.span();
        let name = m.method.to_string();
        if CONSUMERS.contains(&name.as_str())
            && self.is_chain(&m.receiver)
            && (self.mentions_active(m) || name != "collect")
            && !self.is_foreign_chain(&m.receiver)
        {
            return self.consumer(m, expected);
        }
        let hint = self.hint.take();
        if is_ordering(m) {
            return self.ordering(m);
        }
        if !self.mentions_active(m) {
            // Nothing here can carry a derivative, but known results keep their types.
            let ty = match name.as_str() {
                "len" | "count" => Type::Int("usize".into()),
                n if CONSTANT_RESULTS.contains(&n) => Type::Bool,
                "pow" | "saturating_sub" | "saturating_add" | "wrapping_add" | "wrapping_mul"
                | "wrapping_sub" | "abs_diff" => self.type_of_receiver(m),
                n if rules::find(n).is_some() => self.type_of_receiver(m),
                _ => Type::Unknown,
            };
            let is_float = ty.is_float() || self.types.class(&ty) == Some(Class::Float);
            if !is_float {
                if let syn::Expr::MethodCall(_) = strip(&m.receiver) {
                } else if name == "len"
                    && let Some(place) = self.len_place(&m.receiver)
                {
                    return Some(Expr::new(ExprKind::Len(place), Type::Int("usize".into()), span));
                }
                return Some(self.foreign_expr(m, ty));
            }
        }
        if let Some(value) = self.array_method(m) {
            return value;
        }
        if let Some(value) = self.edit(m) {
            return value;
        }
        if is_option_method(&name) || matches!(name.as_str(), "unwrap" | "expect") {
            let maybe = match strip(&m.receiver) {
                syn::Expr::MethodCall(inner) => self.maybe_of(inner),
                _ => None,
            };
            if let Some(maybe) = maybe {
                let maybe = maybe?;
                return if is_option_method(&name) {
                    self.option_method(Subject::Maybe(maybe), m, expected)
                } else {
                    self.unwrap_maybe(maybe, m)
                };
            }
        }
        if let Some(maybe) = self.maybe(&syn::Expr::MethodCall(m.clone())) {
            let maybe = maybe?;
            self.hint = hint;
            return self.whole(maybe, span);
        }
        // Receivers that are mutable places first.
        match name.as_str() {
            "len" => {
                let place = self.place(&m.receiver)?;
                return Some(Expr::new(ExprKind::Len(place), Type::Int("usize".into()), span));
            }
            "push" | "fill" | "copy_from_slice" | "clone_from_slice" | "swap" | "reverse"
            | "extend" | "extend_from_slice" | "clear" | "pop" => {
                return self.container(&name, m);
            }
            "split_at" | "split_at_mut" => {
                let place = self.place(&m.receiver)?;
                let place = self.freeze(place);
                let at = self.expr(m.args.first()?, &Type::Int("usize".into()))?;
                let at = self.freeze_index("at", at);
                let mutable = name.ends_with("_mut");
                if mutable {
                    self.mark_assigned(&place);
                }
                let half = |l: &Self, lo: Expr, hi: Option<Expr>| {
                    let place = place.clone().then(Step::Slice(lo, hi));
                    let ty = l.place_ty(&place);
                    Expr::new(
                        ExprKind::Borrow { mutable, place },
                        Type::Ref(mutable, Box::new(ty)),
                        span,
                    )
                };
                let (a, b) = (half(self, Expr::int(0), Some(at.clone())), half(self, at, None));
                let ty = Type::Tuple(vec![a.ty.clone(), b.ty.clone()]);
                return Some(Expr::new(ExprKind::Tuple(vec![a, b]), ty, span));
            }
            _ => {}
        }
        let of_ordering =
            matches!(strip(&m.receiver), syn::Expr::MethodCall(inner) if is_ordering(inner));
        if of_ordering {
            return Some(Expr { ty: Type::Bool, ..self.ordering(m)? });
        }
        if CONSTANT_RESULTS.contains(&name.as_str()) {
            return Some(self.foreign_expr(m, Type::Bool));
        }
        let around = std::mem::replace(&mut self.whole, super::wholes::is_of_wholes(&name));
        let receiver = self.expr(&m.receiver, &Type::Unknown);
        self.whole = around;
        let receiver = receiver?;
        let receiver_ty = self.types.shallow(receiver.ty.peel());
        if receiver_ty.is_nd_array() && rules::arrays::is_shape_query(&name) {
            let ty = match name.as_str() {
                "nrows" | "ncols" | "ndim" | "len_of" => Type::Int("usize".into()),
                _ => Type::Constant,
            };
            return Some(self.without_flows(m, ty));
        }
        match name.as_str() {
            "clone" | "to_vec" | "to_owned" => {
                let method = match name.as_str() {
                    "to_vec" => "to_vec",
                    "to_owned" => "to_owned",
                    _ => "clone",
                };
                let receiver = self.operand(receiver);
                if receiver_ty.is_scalar() {
                    return Some(receiver);
                }
                let (place, _) = self.place_of("original", receiver);
                if method == "clone" && self.is_view(&place) {
                    return Some(self.lend_part(place, "view", Vec::new(), false, span));
                }
                let ty = match (method, receiver_ty.element()) {
                    (_, Some(_)) if receiver_ty.is_nd_array() => receiver_ty,
                    ("to_vec" | "to_owned", Some(t))
                        if !matches!(receiver_ty, Type::Array(..)) || method == "to_vec" =>
                    {
                        Type::Vec(Box::new(t.clone()))
                    }
                    _ => receiver_ty,
                };
                return Some(Expr::new(ExprKind::CloneOf { place, method }, ty, span));
            }
            "as_slice" | "as_ref" | "as_mut_slice" | "as_mut" | "borrow" | "by_ref"
            | "as_deref"
                if m.args.is_empty() =>
            {
                let mutable = name.contains("mut");
                let (place, _) = self.place_of("whole", receiver);
                let ty = self.place_ty(&place);
                return Some(Expr::new(
                    ExprKind::Borrow { mutable, place },
                    Type::Ref(mutable, Box::new(ty)),
                    span,
                ));
            }
            "into" if m.args.is_empty() && receiver_ty.is_float() && expected.is_float() => {
                let value = self.operand(receiver);
                let to = syn::Ident::new(&expected.to_string(), span).to_token_stream();
                return Some(Expr::new(
                    ExprKind::Cast(Box::new(value), to),
                    expected.clone(),
                    span,
                ));
            }
            "into" if m.args.is_empty() && receiver_ty.is_float() => {
                return Some(Expr::new(
                    ExprKind::Call(Box::new(Call {
                        callee: Callee::Wrap(quote::quote!(::core::convert::Into::into)),
                        args: vec![receiver],
                        span,
                    })),
                    expected.clone(),
                    span,
                ));
            }
            _ if m.args.is_empty() && is_sin_cos(&name) => {
                return Some(self.sin_cos(&name, receiver, span));
            }
            "unwrap" | "expect" => {
                return match inside_ok(&receiver) {
                    Some(inner) => Some(inner),
                    None => self.unwrap(receiver, m, span),
                };
            }
            "into_boxed_slice" | "into_vec" if m.args.is_empty() => {
                let elem = receiver_ty.element().cloned().unwrap_or(Type::Unknown);
                let (path, ty) = if name == "into_vec" {
                    (quote::quote!(<[_]>::into_vec), Type::Vec(Box::new(elem)))
                } else {
                    let boxed = Type::Boxed(Box::new(Type::slice(elem)));
                    (quote::quote!(::std::vec::Vec::into_boxed_slice), boxed)
                };
                let call = Call { callee: Callee::Wrap(path), args: vec![receiver], span };
                return Some(Expr::new(ExprKind::Call(Box::new(call)), ty, span));
            }
            "map" if m.args.len() == 1 && matches!(receiver_ty, Type::Array(..)) => {
                let f = self.callable(m.args.first()?)?;
                return self.map_array(receiver, &f, span);
            }
            "copied" | "cloned" if m.args.is_empty() && matches!(receiver_ty, Type::Option(_)) => {
                return Some(receiver);
            }
            "take" if m.args.is_empty() && matches!(receiver_ty, Type::Option(_)) => {
                return self.exchange(receiver, none(receiver_ty, span), span);
            }
            "replace" if m.args.len() == 1 && matches!(receiver_ty, Type::Option(_)) => {
                let value = self.expr(m.args.first()?, &Type::Unknown)?;
                let value = self.some(value);
                self.types.unify(&receiver_ty, &value.ty);
                return self.exchange(receiver, value, span);
            }
            name if is_option_method(name)
                && (name == "unwrap_or" || matches!(receiver_ty, Type::Option(_))) =>
            {
                self.hint = hint;
                return self.option_method(Subject::Value(receiver), m, expected);
            }
            _ => {}
        }
        if receiver_ty.is_nd_array() && name != "powi" && !m.args.is_empty() {
            let rule = rules::find(&name).filter(|r| r.params.len() == m.args.len() + 1);
            if let Some(rule) = rule {
                return self.map_rule(receiver, rule.name, m);
            }
        }
        if let Some(rule) = rules::find(&name).filter(|r| {
            r.params.len() == m.args.len() + 1
                && rules::scalar::infix(r.name).is_none()
                && r.name != "neg"
        }) {
            let open = matches!(receiver_ty, Type::Infer(_));
            if receiver_ty.is_float()
                || open
                || receiver_ty == Type::Unknown
                || matches!(receiver_ty, Type::Int(_) | Type::NdArray(_))
            {
                let mut args = vec![self.operand(receiver)];
                for (i, a) in m.args.iter().enumerate() {
                    let ty = if rule.name == "powi" {
                        Type::Int("i32".into())
                    } else {
                        receiver_ty.clone()
                    };
                    let before = self.out.last().expect("an open block").len();
                    let value = self.expr(a, &ty)?;
                    let value = self.operand(value);
                    if self.out.last().expect("an open block").len() > before
                        && i == 0
                        && !self.is_frozen(&args[0])
                        && args[0].ty.is_scalar()
                    {
                        let first = std::mem::replace(&mut args[0], Expr::unit(span));
                        let var = self.fresh("first", first.ty.clone());
                        args[0] = Expr::var(var, first.ty.clone(), first.span);
                        self.out.last_mut().expect("an open block").insert(
                            before,
                            Stmt::new(StmtKind::Let { var, init: Some(first) }, span),
                        );
                    }
                    self.types.unify(&value.ty, &ty);
                    args.push(value);
                }
                let ty = match receiver_ty {
                    // A new array, also where the receiver is a reference.
                    Type::NdArray(_) => receiver_ty,
                    _ => args[0].ty.clone(),
                };
                return Some(Expr::new(ExprKind::Op(rule.name, args), ty, span));
            }
        }
        if matches!(
            name.as_str(),
            "to_bits" | "to_string" | "to_le_bytes" | "to_be_bytes" | "to_ne_bytes"
        ) {
            return Some(self.foreign_expr(m, Type::Constant));
        }
        if name == "parse" {
            return Some(self.foreign_expr(m, Type::Unknown));
        }
        // A method of the user's own.
        if receiver_ty.is_float()
            || matches!(receiver_ty, Type::Slice(_) | Type::Vec(_) | Type::Array(..))
        {
            // The standard library's, without a rule: refused where an active value meets it.
            return Some(self.foreign_expr(m, Type::Unknown));
        }
        if self.is_chain(&m.receiver) {
            self.diags.refuse(
                m.method.span(),
                format!("`{name}` is not supported at the end of an iterator chain"),
                "its items may carry derivatives",
                "use a `for` loop",
            );
            return None;
        }
        let of_array = rules::arrays::method(&name).filter(|a| a.arity == m.args.len());
        let by_ref = of_array.is_some_and(|m| m.result != rules::arrays::Result::Unit);
        let mut args = vec![self.receiver(receiver, by_ref)];
        for a in &m.args {
            let value = self.expr(a, &Type::Unknown)?;
            args.push(value);
        }
        let args = args.into_iter().map(|a| self.call_argument(a)).collect();
        let turbofish = m.turbofish.to_token_stream();
        let callee = Callee::Method { name, turbofish, form: CallForm::PRIMAL };
        let ty = match self.types.shallow(expected) {
            Type::Unit | Type::Unknown => self.types.fresh(Class::Any),
            t => t,
        };
        let ty = match of_array {
            Some(method) if receiver_ty.is_nd_array() => {
                let result = match method.result {
                    rules::arrays::Result::Either => self.product_of(&m.receiver, m.args.first()),
                    result => result,
                };
                self.array_result(result, &receiver_ty, ty)
            }
            Some(method)
                if matches!(receiver_ty, Type::Unknown | Type::Infer(_)) && method.is_certain() =>
            {
                let array = Type::NdArray(Box::new(self.types.fresh(Class::Any)));
                self.array_result(method.result, &array, ty)
            }
            _ => ty,
        };
        if ty == Type::Unit {
            let call = Call { callee, args, span: m.method.span() };
            let call = Expr::new(ExprKind::Call(Box::new(call)), Type::Unit, span);
            self.emit(StmtKind::Eval(call), span);
            return Some(Expr::unit(span));
        }
        Some(self.emit_call(callee, args, ty, m.method.span()))
    }

    /// `x.sin_cos()`, or its sibling in `cotangent::math`: two primitives.
    pub(super) fn sin_cos(&mut self, name: &str, value: Expr, span: Span) -> Expr {
        let [sin, cos] = match name {
            "sin_cos" => ["sin", "cos"],
            "vector_sin_cos" => ["vector_sin", "vector_cos"],
            _ => ["vector_sin_near", "vector_cos_near"],
        };
        let value = self.operand(value);
        let value = self.name_value("angle", value);
        let ty = value.ty.clone();
        let parts = vec![
            Expr::op(sin, vec![value.clone()], ty.clone()),
            Expr::op(cos, vec![value], ty.clone()),
        ];
        Expr::new(ExprKind::Tuple(parts), Type::Tuple(vec![ty.clone(), ty]), span)
    }

    /// The receiver of a user's method. A place stays where it is; one that is declared `mut` may
    /// be changed: which methods take `&mut self`, only rustc knows.
    fn receiver(&mut self, value: Expr, by_ref: bool) -> Expr {
        let ExprKind::Read(place) = &value.kind else { return value };
        if by_ref && !matches!(self.types.shallow(&value.ty), Type::Ref(..)) {
            let place = self.freeze(place.clone());
            let ty = Type::Ref(false, Box::new(value.ty));
            return Expr::new(ExprKind::Borrow { mutable: false, place }, ty, value.span);
        }
        let ty = self.types.shallow(&value.ty);
        let root = &self.vars[place.root.0 as usize];
        let mutable = root.mutable || root.ty.is_mut_ref();
        if ty.is_scalar() || matches!(ty, Type::Ref(..)) || place.is_var() && !mutable {
            return value;
        }
        let place = self.freeze(place.clone());
        Expr::new(ExprKind::Borrow { mutable, place }, Type::Ref(mutable, Box::new(ty)), value.span)
    }

    /// What a product of arrays gives, as far as their axes are known.
    fn product_of(&self, left: &syn::Expr, right: Option<&syn::Expr>) -> rules::arrays::Result {
        let axes = [self.axes_of(left), right.and_then(|r| self.axes_of(r))];
        match axes {
            [Some(1), Some(1)] => rules::arrays::Result::Element,
            [Some(2), _] | [_, Some(2)] => rules::arrays::Result::Array,
            _ => rules::arrays::Result::Either,
        }
    }

    /// How many axes a variable's array has, where its type was written.
    fn axes_of(&self, expr: &syn::Expr) -> Option<u8> {
        match strip(expr) {
            syn::Expr::Reference(r) => self.axes_of(&r.expr),
            syn::Expr::Path(p) => match self.scopes.find(&p.path.get_ident()?.to_string()) {
                Some(Binding::Var(v)) => self.axes.get(v).copied(),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a method of an array gives.
    fn array_result(&self, result: rules::arrays::Result, array: &Type, unknown: Type) -> Type {
        use rules::arrays::Result;
        let element = array.element().cloned().unwrap_or(Type::Unknown);
        let whole = || Box::new(Type::NdArray(Box::new(element.clone())));
        match result {
            Result::Element => element,
            Result::MaybeElement => Type::Option(Box::new(element)),
            Result::Array => *whole(),
            Result::MaybeArray => Type::Option(whole()),
            Result::TriedArray => Type::Result(whole()),
            Result::Either => unknown,
            Result::Unit => Type::Unit,
        }
    }

    /// An `Ordering`: foreign code, in which values that are computed here go by name.
    fn ordering(&mut self, m: &syn::ExprMethodCall) -> Option<Expr> {
        let tokens = self.ordering_tokens(m)?;
        Some(self.foreign_expr(&tokens, Type::Constant))
    }

    fn ordering_tokens(&mut self, m: &syn::ExprMethodCall) -> Option<TokenStream> {
        let receiver = self.compared(&m.receiver)?;
        let mut args = Vec::new();
        for arg in &m.args {
            args.push(match strip(arg) {
                syn::Expr::Reference(r) => {
                    let value = self.compared(&r.expr)?;
                    quote::quote!(&#value)
                }
                arg => self.compared(arg)?,
            });
        }
        let (method, turbofish) = (&m.method, &m.turbofish);
        Some(quote::quote!(#receiver.#method #turbofish(#(#args),*)))
    }

    /// A value that is compared. One that calls a closure, which exists here only, gets a name.
    fn compared(&mut self, expr: &syn::Expr) -> Option<TokenStream> {
        match strip(expr) {
            syn::Expr::MethodCall(m) if is_ordering(m) => self.ordering_tokens(m),
            syn::Expr::Call(_) => {
                let value = self.expr(expr, &Type::Unknown)?;
                let value = self.operand(value);
                let key = self.emit_let("key", value);
                let ident = syn::Ident::new(&format!("__key_{}", key.0), expr.span());
                self.scopes.bind(ident.to_string(), Binding::Var(key));
                Some(ident.to_token_stream())
            }
            _ => Some(expr.to_token_stream()),
        }
    }

    fn is_foreign_chain(&self, expr: &syn::Expr) -> bool {
        match strip(expr) {
            syn::Expr::MethodCall(m) => {
                matches!(m.method.to_string().as_str(), "chars" | "bytes" | "keys" | "values")
                    || self.is_foreign_chain(&m.receiver)
            }
            _ => false,
        }
    }

    /// The place whose length is asked for, if it is a plain one.
    fn len_place(&mut self, expr: &syn::Expr) -> Option<Place> {
        match strip(expr) {
            syn::Expr::Path(p) => {
                match p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string())) {
                    Some(Binding::Var(v)) => Some(Place::of(*v)),
                    Some(Binding::Place { place, .. }) => Some(place.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn emit_push(&mut self, place: Place, value: Expr, span: Span) {
        let value = match value.kind {
            // A pushed reference to a number pushes the number only where the element type says so.
            ExprKind::Borrow { .. }
                if self.place_ty(&place).element().is_some_and(|t| t.is_float()) =>
            {
                self.operand(value)
            }
            _ => value,
        };
        self.mark_assigned(&place);
        self.emit(StmtKind::VecPush { place, value }, span);
    }

    /// Methods that change a container.
    fn container(&mut self, name: &str, m: &syn::ExprMethodCall) -> Option<Expr> {
        let span = m.span();
        let usize_ty = Type::Int("usize".into());
        let unit = Some(Expr::unit(span));
        if !matches!(
            strip(&m.receiver),
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) | syn::Expr::Unary(_)
        ) {
            return Some(self.foreign_expr(m, Type::Unknown));
        }
        if name == "pop" {
            let place = self.place(&m.receiver)?;
            let elem = self.place_ty(&place).element().cloned().unwrap_or(Type::Unknown);
            let place = self.freeze(place);
            self.mark_assigned(&place);
            // `pop()` is an option: whether there is an element, then the element.
            let result = self.fresh("popped", Type::Option(Box::new(elem.clone())));
            self.emit(StmtKind::Let { var: result, init: None }, span);
            let len = Expr::new(ExprKind::Len(place.clone()), usize_ty.clone(), span);
            let cond = Expr::new(ExprKind::Compare(">", vec![len, Expr::int(0)]), Type::Bool, span);
            let var = self.fresh("last", elem.clone());
            let some = Expr::new(
                ExprKind::Call(Box::new(Call {
                    callee: Callee::Wrap(quote::quote!(Some)),
                    args: vec![Expr::var(var, elem.clone(), span)],
                    span,
                })),
                Type::Option(Box::new(elem.clone())),
                span,
            );
            let none = Expr::new(
                ExprKind::Foreign(Foreign::plain(quote::quote!(None))),
                Type::Option(Box::new(elem)),
                span,
            );
            let then = Block::new(vec![
                Stmt::new(StmtKind::VecPop { var: Some(var), place }, span),
                Stmt::assign(Place::of(result), some),
            ]);
            let els = Block::new(vec![Stmt::assign(Place::of(result), none)]);
            self.emit(StmtKind::If { cond, then, els }, span);
            return Some(self.read_var(result, span));
        }
        let place = self.place(&m.receiver)?;
        let place = self.freeze(place);
        let elem = self.place_ty(&place).element().cloned().unwrap_or(Type::Unknown);
        self.mark_assigned(&place);
        match name {
            "push" => {
                let value = self.expr(m.args.first()?, &elem)?;
                let elem = self.place_ty(&place).element().cloned().unwrap_or(Type::Unknown);
                self.types.unify(&elem, &value.ty);
                self.emit_push(place, value, span);
            }
            "fill" => {
                let value = self.expr(m.args.first()?, &elem)?;
                self.types.unify(&elem, &value.ty);
                let value = self.name_value("value", value);
                self.each_index(&place, span, |l, at| l.assign(at, value.clone(), span));
            }
            "copy_from_slice" | "clone_from_slice" => {
                let source = self.expr(m.args.first()?, &Type::Unknown)?;
                let (source, _) = self.place_of("source", source);
                let source = self.freeze(source);
                let (to, from) = (
                    Expr::new(ExprKind::Len(place.clone()), usize_ty.clone(), span),
                    Expr::new(ExprKind::Len(source.clone()), usize_ty, span),
                );
                self.emit(
                    StmtKind::Eval(Expr::support("check_copy", vec![to, from], Type::Unit)),
                    span,
                );
                self.each_index(&place, span, |l, at| {
                    let Some(Step::Index(i)) = at.path.last().cloned() else { unreachable!() };
                    let from = source.clone().then(Step::Index(i));
                    let ty = l.place_ty(&from);
                    l.assign(at, Expr::read(from, ty, span), span);
                });
            }
            "extend" | "extend_from_slice" => {
                let chain = self.chain(m.args.first()?)?;
                let id = self.loop_id();
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let item = l.operand(item);
                    let elem = l.place_ty(&place).element().cloned().unwrap_or(Type::Unknown);
                    l.types.unify(&elem, &item.ty);
                    l.emit_push(place.clone(), item, span);
                });
            }
            "swap" => {
                let i = self.expr(m.args.first()?, &usize_ty)?;
                let j = self.expr(m.args.iter().nth(1)?, &usize_ty)?;
                self.types.unify(&i.ty, &usize_ty);
                self.types.unify(&j.ty, &usize_ty);
                let i = self.freeze_index("i", i);
                let j = self.freeze_index("j", j);
                let (a, b) = (place.clone().then(Step::Index(i)), place.then(Step::Index(j)));
                self.emit(StmtKind::Swap { a, b }, span);
            }
            "reverse" => {
                let len = self.length_of(&place, span);
                self.reverse(&place, Expr::int(0), len, span);
            }
            "clear" => self.truncate(&place, Expr::int(0), span),
            _ => unreachable!("listed above"),
        }
        unit
    }

    fn each_index(&mut self, place: &Place, span: Span, body: impl FnOnce(&mut Self, Place)) {
        let usize_ty = Type::Int("usize".into());
        let id = self.loop_id();
        let var = self.fresh("i", usize_ty.clone());
        let (block, _) = self.block(|l| {
            let i = l.read_var(var, span);
            body(l, place.clone().then(Step::Index(i)));
        });
        let hi = Expr::new(ExprKind::Len(place.clone()), usize_ty, span);
        self.emit(
            StmtKind::For { id, var, lo: Expr::int(0), hi, reversed: false, body: block },
            span,
        );
    }

    /// `option.unwrap()` of an option in parts: the payload, once it is known to be there.
    fn unwrap_maybe(&mut self, maybe: Maybe, m: &syn::ExprMethodCall) -> Option<Expr> {
        let message: syn::Expr = match m.args.first() {
            Some(message) => syn::parse_quote!(panic!("{}", #message)),
            None => syn::parse_quote!(panic!("called `unwrap()` on an empty value")),
        };
        let (els, _) = self.block(|l| l.expr(&message, &Type::Unknown));
        self.proven(maybe, els, m.span())
    }

    pub(super) fn is_place(&self, expr: &syn::Expr) -> bool {
        matches!(strip(expr), syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_))
    }

    /// `option.unwrap()`, `.expect(..)`
    fn unwrap(&mut self, receiver: Expr, m: &syn::ExprMethodCall, span: Span) -> Option<Expr> {
        if let ExprKind::Foreign(_) = &receiver.kind
            && matches!(self.types.shallow(&receiver.ty), Type::Unknown | Type::Constant)
        {
            return Some(self.foreign_expr(m, receiver.ty));
        }
        let result_like = matches!(self.types.shallow(&receiver.ty), Type::Result(_));
        let good: syn::Pat = if result_like {
            syn::parse_quote!(Ok(__inner))
        } else {
            syn::parse_quote!(Some(__inner))
        };
        let wild: syn::Pat = syn::parse_quote!(_);
        let other: syn::Expr = match m.args.first() {
            Some(message) => syn::parse_quote!(panic!("{}", #message)),
            None => syn::parse_quote!(panic!("called `unwrap()` on an empty value")),
        };
        let ty = match self.types.shallow(&receiver.ty) {
            Type::Option(t) | Type::Result(t) => *t,
            _ => Type::Unknown,
        };
        let inner: syn::Expr = syn::parse_quote!(__inner);
        self.lower_match(receiver, &[(good, None, inner), (wild, None, other)], &ty, span)
    }

    /// Puts a value into the receiver's place and gives what stood there.
    fn exchange(&mut self, receiver: Expr, value: Expr, span: Span) -> Option<Expr> {
        let (place, _) = self.place_of("target", receiver);
        let place = self.freeze(place);
        self.mark_assigned(&place);
        let new = self.emit_let("taken", value);
        self.vars[new.0 as usize].mutable = true;
        self.emit(StmtKind::Swap { a: place, b: Place::of(new) }, span);
        Some(self.read_var(new, span))
    }

    /// `[a, b].map(|x| …)`
    fn map_array(&mut self, receiver: Expr, f: &Callable, span: Span) -> Option<Expr> {
        let Type::Array(_, n) = self.types.shallow(&receiver.ty) else { return None };
        let (place, _) = self.place_of("items", receiver);
        let elem = self.place_ty(&place).element().cloned().unwrap_or(Type::Unknown);
        let place = self.freeze(place);
        // The result starts as a copy of the items; every element is then replaced.
        let ty = Type::Array(Box::new(elem.clone()), n);
        let init = Expr::new(
            ExprKind::CloneOf { place: place.clone(), method: "clone" },
            ty.clone(),
            span,
        );
        let out = self.emit_let("mapped", init);
        self.vars[out.0 as usize].mutable = true;
        let source = place;
        self.each_index(&Place::of(out), span, |l, at| {
            let Some(Step::Index(i)) = at.path.last().cloned() else { unreachable!() };
            let item = Expr::read(source.then(Step::Index(i)), elem, span);
            if let Some(value) = l.apply(f, vec![item], span) {
                l.assign(at, value, span);
            }
        });
        Some(Expr::var(out, ty, span))
    }
}

/// What `Ok(value)` holds.
pub(super) fn inside_ok(e: &Expr) -> Option<Expr> {
    match &e.kind {
        ExprKind::Call(call) if matches!(&call.callee, Callee::Wrap(p) if p.to_string() == "Ok") => {
            call.args.first().cloned()
        }
        _ => None,
    }
}

/// The methods of floats that give a sine and a cosine.
pub(super) fn is_sin_cos(name: &str) -> bool {
    matches!(name, "sin_cos" | "vector_sin_cos" | "vector_sin_cos_near")
}

/// An `Ordering`, or an option of one: it carries no floats, whatever was compared.
fn is_ordering(m: &syn::ExprMethodCall) -> bool {
    match m.method.to_string().as_str() {
        "total_cmp" | "partial_cmp" | "cmp" => true,
        "reverse" | "then" | "then_with" | "unwrap" | "expect" | "unwrap_or" => {
            matches!(strip(&m.receiver), syn::Expr::MethodCall(m) if is_ordering(m))
        }
        _ => false,
    }
}
