//! Expressions.

mod control;
mod operator;
mod place;

use super::stmt::strip;
use super::*;
use crate::ir::types::Class;

/// Where the arms of a branch put their value.
pub(super) struct ResultSlot {
    var: Option<VarId>,
    set: std::cell::Cell<bool>,
    unit: std::cell::Cell<bool>,
    hinted: bool,
}

impl Lower<'_> {
    /// Lowers an expression; none if control does not come out of it.
    pub(super) fn expr(&mut self, expr: &syn::Expr, expected: &Type) -> Option<Expr> {
        let expr = strip(expr);
        let span = expr.span();
        // A hint is for the outermost branch of an initialiser only.
        let hint = self.hint.take();
        match expr {
            syn::Expr::Lit(lit) => Some(self.literal(lit, expected)),
            syn::Expr::Path(path) => self.path(path),
            syn::Expr::Binary(b) => self.binary(b, expected),
            syn::Expr::Unary(u) => self.unary(u, expected),
            syn::Expr::Cast(c) => {
                let value = self.expr(&c.expr, &Type::Unknown)?;
                let ty = lower_type(&c.ty, &self.type_params, &mut self.types);
                let ty = if let Type::Infer(_) = ty { value.ty.clone() } else { ty };
                Some(Expr::new(ExprKind::Cast(Box::new(value), c.ty.to_token_stream()), ty, span))
            }
            // Sequences are never indexed by reference: this is a map.
            syn::Expr::Index(i) if matches!(strip(&i.index), syn::Expr::Reference(_)) => {
                Some(self.foreign_expr(i, Type::Unknown))
            }
            syn::Expr::Index(i) if self.is_shape(&i.expr) => {
                let ty = Type::Int("usize".into());
                Some(self.without_flows(i, ty))
            }
            syn::Expr::Index(_) => {
                let place = self.place(expr)?;
                let ty = self.place_ty(&place);
                Some(Expr::read(place, ty, span))
            }
            syn::Expr::Field(_) => {
                let place = self.place(expr)?;
                let ty = self.place_ty(&place);
                Some(Expr::read(place, ty, span))
            }
            syn::Expr::Reference(r) => self.reference(r),
            syn::Expr::Tuple(t) => {
                let tys: Vec<Type> = match expected {
                    Type::Tuple(ts) if ts.len() == t.elems.len() => ts.clone(),
                    _ => vec![Type::Unknown; t.elems.len()],
                };
                let parts = self.sequence(&t.elems.iter().collect::<Vec<_>>(), &tys)?;
                let ty = if parts.is_empty() {
                    Type::Unit
                } else {
                    Type::Tuple(parts.iter().map(|p| p.ty.clone()).collect())
                };
                Some(Expr::new(ExprKind::Tuple(parts), ty, span))
            }
            syn::Expr::Array(a) => {
                let elem = expected.element().cloned().unwrap_or(Type::Unknown);
                let parts =
                    self.sequence(&a.elems.iter().collect::<Vec<_>>(), &vec![elem; a.elems.len()])?;
                let ty = self.common_type(&parts);
                let n = parts.len();
                Some(Expr::new(
                    ExprKind::Array(parts),
                    Type::Array(Box::new(ty), n.to_string()),
                    span,
                ))
            }
            syn::Expr::Repeat(r) => {
                let elem = expected.element().cloned().unwrap_or(Type::Unknown);
                let value = self.expr(&r.expr, &elem)?;
                let ty =
                    Type::Array(Box::new(value.ty.clone()), r.len.to_token_stream().to_string());
                let count = Expr::new(
                    ExprKind::Foreign(Foreign::plain(r.len.to_token_stream())),
                    Type::Int("usize".into()),
                    span,
                );
                Some(Expr::new(
                    ExprKind::Repeat { value: Box::new(value), count: Box::new(count), vec: false },
                    ty,
                    span,
                ))
            }
            syn::Expr::Struct(s) => self.struct_literal(s),
            syn::Expr::Block(b) => match &b.label {
                Some(label) => self.labelled_block(label, &b.block, expected, hint),
                None => {
                    self.hint = hint;
                    let value = self.block_value(&b.block, expected);
                    self.hint = None;
                    value
                }
            },
            syn::Expr::If(i) => {
                self.hint = hint;
                self.lower_if(i, expected)
            }
            syn::Expr::Match(m) => {
                let subject = self.subject(&m.expr)?;
                self.hint = hint;
                let arms: Vec<_> = m
                    .arms
                    .iter()
                    .map(|a| {
                        (
                            a.pat.clone(),
                            a.guard.as_ref().map(|(_, g)| (**g).clone()),
                            (*a.body).clone(),
                        )
                    })
                    .collect();
                self.match_subject(subject, &arms, expected, span)
            }
            syn::Expr::ForLoop(f) => self.for_loop(f),
            syn::Expr::While(w) => self.while_loop(w),
            syn::Expr::Loop(l) => {
                self.hint = hint;
                self.endless_loop(l, expected)
            }
            syn::Expr::Assign(a) => {
                if self.is_hidden_place(&a.left) {
                    return Some(self.foreign_statement(a));
                }
                let value = self.expr(&a.right, &Type::Unknown)?;
                self.assign_to(&a.left, value, span)?;
                Some(Expr::unit(span))
            }
            syn::Expr::Return(r) => {
                let ty = self.ret_ty.clone();
                if let Some(frame) = self.frames.iter().rposition(|f| f.is_closure) {
                    // `return` leaves the innermost closure.
                    let (id, result) = (self.frames[frame].id, self.frames[frame].result);
                    if let Some(e) = &r.expr {
                        let value = self.expr(e, &Type::Unknown)?;
                        if let Some(result) = result {
                            self.assign(Place::of(result), value, span);
                        }
                    }
                    self.emit(StmtKind::Jump(Jump::Break(id)), span);
                    return None;
                }
                if let Some(e) = &r.expr {
                    let value = self.expr(e, &ty)?;
                    if ty != Type::Unit {
                        self.finish(value);
                    } else {
                        self.effect(value);
                    }
                }
                self.emit(StmtKind::Jump(Jump::Return), span);
                None
            }
            syn::Expr::Break(b) => {
                let frame = match &b.label {
                    Some(l) => self
                        .frames
                        .iter()
                        .rposition(|f| f.label.as_deref() == Some(&l.ident.to_string())),
                    None => self.frames.iter().rposition(|f| !f.is_block && !f.is_closure),
                };
                let Some(frame) = frame else {
                    self.diags.refuse(span, "`break` outside of a loop", "", "");
                    return None;
                };
                let (id, result) = (self.frames[frame].id, self.frames[frame].result);
                if let Some(e) = &b.expr {
                    let value = self.expr(e, &Type::Unknown)?;
                    match result {
                        Some(result) if value.ty != Type::Unit => {
                            let ty = self.var_ty(result);
                            self.types.unify(&ty, &value.ty);
                            self.assign(Place::of(result), value, span);
                        }
                        _ => self.effect(value),
                    }
                }
                self.emit(StmtKind::Jump(Jump::Break(id)), span);
                None
            }
            syn::Expr::Continue(c) => {
                let frame = match &c.label {
                    Some(l) => self
                        .frames
                        .iter()
                        .rposition(|f| f.label.as_deref() == Some(&l.ident.to_string())),
                    None => self.frames.iter().rposition(|f| !f.is_block && !f.is_closure),
                };
                let Some(frame) = frame else {
                    self.diags.refuse(span, "`continue` outside of a loop", "", "");
                    return None;
                };
                let id = self.frames[frame].next;
                self.emit(StmtKind::Jump(Jump::Continue(id)), span);
                None
            }
            syn::Expr::Try(t) => self.lower_try(t),
            syn::Expr::Call(c) => self.call(c, expected),
            syn::Expr::MethodCall(m) => {
                self.hint = hint;
                let value = self.method(m, expected);
                self.hint = None;
                value
            }
            syn::Expr::Macro(m) => self.macro_call(m, expected),
            syn::Expr::Let(l) => {
                self.diags.refuse(
                    l.span(),
                    "`let` inside a condition is supported only as `if let` and `while let`",
                    "",
                    "nest the `if`s",
                );
                None
            }
            syn::Expr::Unsafe(u) => Some(self.foreign_expr(u, Type::Unknown)),
            syn::Expr::Await(_) | syn::Expr::Async(_) | syn::Expr::Yield(_) => {
                self.diags.refuse(span, "asynchronous code cannot be differentiated", "", "");
                None
            }
            syn::Expr::Range(_) => Some(self.foreign_expr(expr, Type::Constant)),
            syn::Expr::Closure(_) => {
                if let Some(name) = self.active_name(expr) {
                    self.diags.refuse(
                        &expr.to_token_stream(),
                        format!("a closure over `{name}` is used as a value"),
                        "a closure is differentiated where it is called; as a value it would have to carry its derivative",
                        "bind it with `let` and call it, or pass it to an iterator",
                    );
                    return None;
                }
                Some(self.foreign_expr(expr, Type::Constant))
            }
            other => Some(self.foreign_expr(other, Type::Unknown)),
        }
    }

    fn literal(&mut self, lit: &syn::ExprLit, expected: &Type) -> Expr {
        let text = lit.lit.to_token_stream().to_string();
        let ty = match &lit.lit {
            syn::Lit::Float(f) => match f.suffix() {
                "f32" => Type::F32,
                "f64" => Type::F64,
                _ => match self.types.shallow(expected) {
                    t if t.is_float() => t,
                    _ => self.types.fresh(Class::Float),
                },
            },
            syn::Lit::Int(i) => match i.suffix() {
                "" => match self.types.shallow(expected) {
                    t @ Type::Int(_) => t,
                    _ => self.types.fresh(Class::Int),
                },
                "f32" => Type::F32,
                "f64" => Type::F64,
                s => Type::Int(s.to_string()),
            },
            syn::Lit::Bool(_) => Type::Bool,
            _ => Type::Constant,
        };
        Expr::new(ExprKind::Literal(text), ty, lit.span())
    }

    fn path(&mut self, path: &syn::ExprPath) -> Option<Expr> {
        let span = path.span();
        if let Some(ident) = path.path.get_ident() {
            let name = ident.to_string();
            match self.scopes.find(&name).cloned() {
                Some(Binding::Var(var)) => return Some(self.read_var(var, span)),
                Some(Binding::Place { place, ty, mutable }) => {
                    return Some(Expr::new(
                        ExprKind::Borrow { mutable, place },
                        Type::Ref(mutable, Box::new(ty)),
                        span,
                    ));
                }
                Some(Binding::Closure(_)) => {
                    self.diags.refuse(
                        span,
                        format!("the closure `{name}` is used as a value"),
                        "closures are inlined where they are called",
                        "call it, or pass it to an iterator adaptor",
                    );
                    return None;
                }
                Some(Binding::Iterator(_)) => {
                    self.diags.refuse(
                        span,
                        format!("the iterator `{name}` is used as a value"),
                        "iterators become loops where they are consumed",
                        "consume it here, with `for`, `next`, `sum`, …",
                    );
                    return None;
                }
                Some(Binding::Path(tokens)) => {
                    return Some(Expr::new(
                        ExprKind::Foreign(Foreign::plain(tokens)),
                        Type::Constant,
                        span,
                    ));
                }
                None => {}
            }
        }
        // Constants, statics, unit structs and variants.
        let text = path.to_token_stream().to_string().replace(' ', "");
        let ty = if text.starts_with("f64::") || text.contains("::f64::") {
            Type::F64
        } else if text.starts_with("f32::") || text.contains("::f32::") {
            Type::F32
        } else if is_number_of_std(&text) {
            self.types.fresh(Class::Float)
        } else if text == "None" {
            Type::Option(Box::new(self.types.fresh(Class::Any)))
        } else {
            Type::Unknown
        };
        let foreign = Foreign::plain(path.to_token_stream());
        Some(Expr::new(ExprKind::Foreign(foreign), ty, span))
    }

    /// Lowers operands in order; one that a later operand's effects could change gets a name.
    pub(super) fn sequence(
        &mut self,
        exprs: &[&syn::Expr],
        expected: &[Type],
    ) -> Option<Vec<Expr>> {
        let mut values: Vec<Expr> = Vec::new();
        for (e, ty) in exprs.iter().zip(expected) {
            let before = self.out.last().expect("an open block").len();
            let value = self.expr(e, ty)?;
            let after = self.out.last().expect("an open block").len();
            if after > before {
                for earlier in values.iter_mut() {
                    if self.is_frozen(earlier)
                        || matches!(earlier.kind, ExprKind::Borrow { .. } | ExprKind::Number(_))
                        || !earlier.ty.is_scalar()
                    {
                        continue;
                    }
                    // It was evaluated first: its value belongs before the new statements.
                    let var = self.fresh("first", earlier.ty.clone());
                    let span = earlier.span;
                    let init = std::mem::replace(earlier, Expr::var(var, earlier.ty.clone(), span));
                    let block = self.out.last_mut().expect("an open block");
                    block.insert(before, Stmt::new(StmtKind::Let { var, init: Some(init) }, span));
                }
            }
            values.push(value);
        }
        Some(values)
    }

    fn common_type(&mut self, parts: &[Expr]) -> Type {
        let Some(first) = parts.first() else { return self.types.fresh(Class::Any) };
        for p in &parts[1..] {
            self.types.unify(&first.ty, &p.ty);
        }
        self.types.shallow(&first.ty)
    }

    /// An operand of arithmetic: a reference to a number is read.
    pub(super) fn operand(&mut self, value: Expr) -> Expr {
        match self.types.shallow(&value.ty) {
            Type::Ref(_, t)
                if matches!(self.types.shallow(&t), Type::Ref(..))
                    && matches!(value.kind, ExprKind::Borrow { .. }) =>
            {
                let value = self.deref(value);
                self.operand(value)
            }
            Type::Ref(_, t)
                if self.types.shallow(&t).is_scalar()
                    || matches!(self.types.shallow(&t), Type::Infer(_)) =>
            {
                self.deref(value)
            }
            _ => match value.kind {
                ExprKind::Borrow { place, .. } if self.place_ty(&place).is_scalar() => {
                    let ty = self.place_ty(&place);
                    Expr::read(place, ty, value.span)
                }
                _ => value,
            },
        }
    }

    /// An operand of an operator. What is borrowed there may turn out to be an array, which has its
    /// operators for references: `resolve` reads it if it is a number after all.
    fn term(&mut self, value: Expr) -> Expr {
        let open = |l: &Self, t: &Type| l.types.class(t) == Some(Class::Any);
        match (&value.kind, self.types.shallow(&value.ty)) {
            (ExprKind::Borrow { .. }, Type::Ref(_, t)) if open(self, &t) => value,
            _ => self.operand(value),
        }
    }

    /// A value that is put together where it is an operand: rules ask for it by name.
    fn name_aggregate(&mut self, value: Expr) -> Expr {
        match value.kind {
            ExprKind::Construct { .. } | ExprKind::Tuple(_) | ExprKind::Array(_) => {
                self.name_value("operand", value)
            }
            _ => value,
        }
    }

    fn struct_literal(&mut self, s: &syn::ExprStruct) -> Option<Expr> {
        let exprs: Vec<&syn::Expr> = s.fields.iter().map(|f| &f.expr).collect();
        let values = self.sequence(&exprs, &vec![Type::Unknown; exprs.len()])?;
        let fields = s
            .fields
            .iter()
            .zip(values)
            .map(|(f, v)| {
                let name = match &f.member {
                    syn::Member::Named(n) => n.to_string(),
                    syn::Member::Unnamed(i) => i.index.to_string(),
                };
                (Some(name), v)
            })
            .collect();
        let rest = match &s.rest {
            Some(e) => Some(Box::new({
                let value = self.expr(e, &Type::Unknown)?;
                self.name_value("base", value)
            })),
            None => None,
        };
        let path = s.path.to_token_stream();
        let ty = Type::Named(path.to_string().replace(' ', ""));
        Some(Expr::new(ExprKind::Construct { path, fields, rest, tangent: false }, ty, s.span()))
    }
}

/// The parts of `let A = a && b && …`, if there is a `let` among them.
fn let_chain(cond: &syn::Expr) -> Option<Vec<syn::Expr>> {
    fn collect(e: &syn::Expr, out: &mut Vec<syn::Expr>) {
        match e {
            syn::Expr::Binary(b) if matches!(b.op, syn::BinOp::And(_)) => {
                collect(&b.left, out);
                collect(&b.right, out);
            }
            e => out.push(e.clone()),
        }
    }
    let mut parts = Vec::new();
    collect(cond, &mut parts);
    parts.iter().any(|p| matches!(p, syn::Expr::Let(_))).then_some(parts)
}

/// A constant of `std::f32::consts` or `std::f64::consts` under its own name; `E` may be anything.
fn is_number_of_std(name: &str) -> bool {
    matches!(
        name,
        "PI" | "TAU" | "LN_2" | "LN_10" | "LOG2_E" | "LOG2_10" | "LOG10_E" | "LOG10_2" | "SQRT_2"
    ) || ["FRAC_PI_", "FRAC_1_", "FRAC_2_"].iter().any(|front| name.starts_with(front))
}
