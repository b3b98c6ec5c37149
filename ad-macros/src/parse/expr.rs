//! Expressions.

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

    fn binary(&mut self, b: &syn::ExprBinary, expected: &Type) -> Option<Expr> {
        use syn::BinOp::*;
        let span = b.span();
        let compare = match b.op {
            Eq(_) => Some("=="),
            Ne(_) => Some("!="),
            Lt(_) => Some("<"),
            Le(_) => Some("<="),
            Gt(_) => Some(">"),
            Ge(_) => Some(">="),
            And(_) => Some("&&"),
            Or(_) => Some("||"),
            _ => None,
        };
        if let Some(op) = compare {
            if matches!(op, "&&" | "||") {
                let left = self.expr(&b.left, &Type::Bool)?;
                let (prelude, right) = self.block(|l| l.expr(&b.right, &Type::Bool));
                let right = right?;
                if prelude.is_empty() {
                    return Some(Expr::new(
                        ExprKind::Compare(op, vec![left, right]),
                        Type::Bool,
                        span,
                    ));
                }
                // The right side has statements of its own, which must run only when it is reached.
                let result = self.fresh("holds", Type::Bool);
                self.vars[result.0 as usize].mutable = true;
                self.emit(StmtKind::Let { var: result, init: Some(left) }, span);
                let mut body = prelude;
                body.stmts.push(Stmt::assign(Place::of(result), right));
                let held = Expr::var(result, Type::Bool, span);
                let (then, els) =
                    if op == "&&" { (body, Block::default()) } else { (Block::default(), body) };
                self.emit(StmtKind::If { cond: held.clone(), then, els }, span);
                return Some(held);
            }
            let mut parts = self.sequence(&[&b.left, &b.right], &[Type::Unknown, Type::Unknown])?;
            let right = parts.pop()?;
            let left = parts.pop()?;
            let (left, right) = match (&left.kind, &right.kind) {
                // Comparing two references compares what they refer to.
                (ExprKind::Borrow { .. }, _) | (_, ExprKind::Borrow { .. }) => {
                    (self.operand(left), self.operand(right))
                }
                _ => (self.operand(left), self.operand(right)),
            };
            self.types.unify(&left.ty, &right.ty);
            return Some(Expr::new(ExprKind::Compare(op, vec![left, right]), Type::Bool, span));
        }
        let (name, assigns) = match b.op {
            Add(_) => ("add", false),
            Sub(_) => ("sub", false),
            Mul(_) => ("mul", false),
            Div(_) => ("div", false),
            Rem(_) => ("rem", false),
            AddAssign(_) => ("add", true),
            SubAssign(_) => ("sub", true),
            MulAssign(_) => ("mul", true),
            DivAssign(_) => ("div", true),
            RemAssign(_) => ("rem", true),
            _ => {
                // Bit operations: integers and booleans only.
                if self.mentions_active(b) {
                    let left = self.expr(&b.left, &Type::Unknown)?;
                    let ty = left.ty.clone();
                    return Some(
                        self.foreign_expr(b, if ty.is_constant() { ty } else { Type::Unknown }),
                    );
                }
                let int = self.types.fresh(Class::Int);
                let is_assign = matches!(
                    b.op,
                    BitAndAssign(_)
                        | BitOrAssign(_)
                        | BitXorAssign(_)
                        | ShlAssign(_)
                        | ShrAssign(_)
                );
                if is_assign {
                    let foreign = self.foreign(b.to_token_stream());
                    self.emit(
                        StmtKind::Foreign(Foreign { tokens: quote::quote!(#b;), ..foreign }),
                        span,
                    );
                    return Some(Expr::unit(span));
                }
                let left_ty = match strip(&b.left) {
                    syn::Expr::Path(_) => self.expr(&b.left, &Type::Unknown)?.ty,
                    _ => int,
                };
                let ty = if left_ty.is_constant() { left_ty } else { self.types.fresh(Class::Int) };
                return Some(self.foreign_expr(b, ty));
            }
        };
        if assigns {
            if self.is_hidden_place(&b.left) {
                return Some(self.foreign_statement(b));
            }
            let left_ty = self.peek_type(&b.left);
            let value = self.expr(&b.right, &left_ty)?;
            // An array takes what is behind a reference as it is.
            let array =
                self.types.shallow(left_ty.peel()).is_nd_array() || self.names_whole(&b.left);
            let value = match self.types.shallow(&value.ty) {
                Type::Ref(_, t) if array && self.types.class(&t) == Some(Class::Any) => value,
                _ => self.term(value),
            };
            let place = self.place(&b.left)?;
            let ty = self.place_ty(&place);
            if name != "rem" && self.updates_array(&place, &ty, &value) {
                self.array_update(name, place, value, span);
                return Some(Expr::unit(span));
            }
            let value = self.operand(value);
            self.types.unify(&ty, &value.ty);
            let place = self.freeze(place);
            self.mark_assigned(&place);
            self.emit(StmtKind::Assign { place, op: Some(name), value }, span);
            return Some(Expr::unit(span));
        }
        // One operand of an array may be a number.
        let each = match self.types.shallow(expected) {
            t if t.is_nd_array() => Type::Unknown,
            t => t,
        };
        let mut parts = self.sequence(&[&b.left, &b.right], &[each.clone(), each])?;
        let right = parts.pop()?;
        let left = parts.pop()?;
        let right = self.term(right);
        let right = self.name_aggregate(right);
        let left = self.term(left);
        let left = self.name_aggregate(left);
        let ty = self.arithmetic_type(&left, &right);
        Some(Expr::new(ExprKind::Op(name, vec![left, right]), ty, span))
    }

    /// A place behind a reference that a call returned, `*map.entry(k).or_insert(0)`: which
    /// variable it belongs to is not known.
    fn is_hidden_place(&mut self, expr: &syn::Expr) -> bool {
        let mut root = strip(expr);
        loop {
            root = match root {
                syn::Expr::Unary(u) => strip(&u.expr),
                syn::Expr::Field(f) => strip(&f.base),
                syn::Expr::Index(i) => strip(&i.expr),
                _ => break,
            }
        }
        if !matches!(root, syn::Expr::MethodCall(_) | syn::Expr::Call(_)) {
            return false;
        }
        // Some methods are understood as a borrow of their receiver's part.
        let (scratch, value) = self.block(|l| l.expr(root, &Type::Unknown));
        let made_by_a_call = |v: VarId| {
            scratch.stmts.iter().any(|s| matches!(&s.kind, StmtKind::Let { var, init: Some(init) } if *var == v && matches!(init.kind, ExprKind::Call(_) | ExprKind::Foreign(_))))
        };
        match value.map(|v| v.kind) {
            Some(ExprKind::Read(p)) => made_by_a_call(p.root),
            Some(ExprKind::Call(_) | ExprKind::Foreign(_)) => true,
            _ => false,
        }
    }

    /// A statement that is carried as it is.
    fn foreign_statement<T: ToTokens + Spanned>(&mut self, node: &T) -> Expr {
        let foreign = self.foreign(node.to_token_stream());
        let tokens = quote::quote!(#node;);
        self.emit(StmtKind::Foreign(Foreign { tokens, ..foreign }), node.span());
        Expr::unit(node.span())
    }

    /// Is it `a.shape()` of what is known to be an array?
    fn is_shape(&mut self, e: &syn::Expr) -> bool {
        let syn::Expr::MethodCall(m) = strip(e) else { return false };
        m.method == "shape" && m.args.is_empty() && self.peek_type(&m.receiver).peel().is_nd_array()
    }

    /// The type of a place without lowering it into the block.
    fn peek_type(&mut self, expr: &syn::Expr) -> Type {
        match strip(expr) {
            syn::Expr::Path(p) => {
                match p.path.get_ident().and_then(|i| self.scopes.find(&i.to_string())) {
                    Some(Binding::Var(v)) => self.var_ty(*v),
                    Some(Binding::Place { ty, .. }) => ty.clone(),
                    _ => Type::Unknown,
                }
            }
            syn::Expr::Index(i) => {
                self.peek_type(&i.expr).element().cloned().unwrap_or(Type::Unknown)
            }
            syn::Expr::Unary(u) => self.peek_type(&u.expr).peel().clone(),
            _ => Type::Unknown,
        }
    }

    /// The result type of an arithmetic operator.
    fn arithmetic_type(&mut self, left: &Expr, right: &Expr) -> Type {
        let through = |l: &Self, e: &Expr| match l.types.shallow(&e.ty) {
            Type::Ref(_, t) if l.types.class(&t) == Some(Class::Any) => l.types.shallow(&t),
            t => t,
        };
        let (l, r) = (through(self, left), through(self, right));
        let open = |t: &Type| self.types.class(t) == Some(Class::Any) || *t == Type::Unknown;
        if (open(&l) || open(&r)) && (self.whole || self.is_whole(left) || self.is_whole(right)) {
            return match (l.peel(), r.peel()) {
                (array @ Type::NdArray(_), _) | (_, array @ Type::NdArray(_)) => array.clone(),
                _ => Type::Unknown,
            };
        }
        match (&l, &r) {
            _ if l.is_float() && (r.is_float() || matches!(r, Type::Infer(_))) => {
                self.types.unify(&l, &r);
                l
            }
            _ if r.is_float() && matches!(l, Type::Infer(_)) => {
                self.types.unify(&l, &r);
                r
            }
            (Type::Int(_), _) if matches!(r, Type::Int(_) | Type::Infer(_)) => {
                self.types.unify(&l, &r);
                l
            }
            (Type::Infer(_), Type::Int(_)) => {
                self.types.unify(&l, &r);
                r
            }
            (Type::Infer(_), Type::Infer(_)) => {
                let narrow = |c: Option<Class>| matches!(c, Some(Class::Float | Class::Int));
                if narrow(self.types.class(&l)) && narrow(self.types.class(&r)) {
                    self.types.unify(&l, &r);
                    l
                } else {
                    self.types.unify(&l, &r);
                    self.types.shallow(&l)
                }
            }
            _ => match (l.peel(), r.peel()) {
                (array @ Type::NdArray(_), _) | (_, array @ Type::NdArray(_)) => array.clone(),
                _ => Type::Unknown,
            },
        }
    }

    fn names_whole(&self, e: &syn::Expr) -> bool {
        matches!(strip(e), syn::Expr::Path(p) if p.path.get_ident().is_some_and(|i| self.wholes.contains(&i.to_string())))
    }

    /// Is it a variable that is no number?
    fn is_whole(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Read(place) | ExprKind::Borrow { place, .. } => self.is_whole_place(place),
            _ => false,
        }
    }

    pub(super) fn is_whole_place(&self, place: &Place) -> bool {
        let root = &self.vars[place.root.0 as usize];
        place.is_var() && root.user && self.wholes.contains(&root.name)
    }

    fn unary(&mut self, u: &syn::ExprUnary, expected: &Type) -> Option<Expr> {
        let span = u.span();
        match u.op {
            syn::UnOp::Deref(_) => {
                let value = self.expr(&u.expr, &Type::Unknown)?;
                Some(self.deref(value))
            }
            syn::UnOp::Neg(_) => {
                let value = self.expr(&u.expr, expected)?;
                let value = self.term(value);
                let ty = match self.types.shallow(&value.ty) {
                    Type::Ref(_, t) => self.types.shallow(&t),
                    t => t,
                };
                if let ExprKind::Literal(text) = &value.kind {
                    return Some(Expr::new(ExprKind::Literal(format!("-{text}")), ty, span));
                }
                Some(Expr::new(ExprKind::Op("neg", vec![value]), ty, span))
            }
            _ => {
                let value = self.expr(&u.expr, expected)?;
                let value = self.operand(value);
                let ty = value.ty.clone();
                Some(Expr::new(ExprKind::Compare("!", vec![value]), ty, span))
            }
        }
    }

    fn reference(&mut self, r: &syn::ExprReference) -> Option<Expr> {
        let span = r.span();
        let mutable = r.mutability.is_some();
        match strip(&r.expr) {
            syn::Expr::Path(_)
            | syn::Expr::Field(_)
            | syn::Expr::Index(_)
            | syn::Expr::Unary(_) => {
                let value = match strip(&r.expr) {
                    syn::Expr::Path(_) => self.expr(&r.expr, &Type::Unknown)?,
                    _ => {
                        let place = self.place(&r.expr)?;
                        let ty = self.place_ty(&place);
                        Expr::read(place, ty, span)
                    }
                };
                match value.kind {
                    ExprKind::Read(place) => {
                        if mutable {
                            self.mark_assigned(&place);
                        }
                        let ty = value.ty.clone();
                        // Reborrowing a reference is the reference.
                        let ty = if let Type::Ref(_, t) = ty { *t } else { ty };
                        Some(Expr::new(
                            ExprKind::Borrow { mutable, place },
                            Type::Ref(mutable, Box::new(ty)),
                            span,
                        ))
                    }
                    ExprKind::Borrow { place, .. } => {
                        let ty = self.place_ty(&place);
                        Some(Expr::new(
                            ExprKind::Borrow { mutable, place },
                            Type::Ref(mutable, Box::new(ty)),
                            span,
                        ))
                    }
                    // A constant or a unit variant: a name for the reference, not for the value,
                    // since a static cannot be moved.
                    ExprKind::Foreign(_) => {
                        let ty = Type::Ref(mutable, Box::new(value.ty.clone()));
                        let held = self.foreign_expr(r, ty.clone());
                        let held = self.emit_let("held", held);
                        Some(Expr::var(held, ty, span))
                    }
                    _ => Some(value),
                }
            }
            _ => {
                let value = self.expr(&r.expr, &Type::Unknown)?;
                match value.kind {
                    // A reference to a view.
                    ExprKind::Borrow { ref place, .. } if place.is_part() => {
                        let ty = Type::Ref(mutable, Box::new(value.ty.clone()));
                        Some(Expr { ty, ..value })
                    }
                    ExprKind::Borrow { .. } => Some(value),
                    ExprKind::Literal(_) | ExprKind::Foreign(_)
                        if self.types.shallow(&value.ty).is_constant() =>
                    {
                        Some(self.foreign_expr(r, Type::Constant))
                    }
                    _ => {
                        let ty = value.ty.clone();
                        let var = self.emit_let("held", value);
                        self.vars[var.0 as usize].mutable = mutable;
                        Some(Expr::new(
                            ExprKind::Borrow { mutable, place: Place::of(var) },
                            Type::Ref(mutable, Box::new(ty)),
                            span,
                        ))
                    }
                }
            }
        }
    }

    /// Lowers an expression that denotes a place.
    pub(super) fn place(&mut self, expr: &syn::Expr) -> Option<Place> {
        match strip(expr) {
            syn::Expr::Index(i) if !matches!(strip(&i.index), syn::Expr::Reference(_)) => {
                let base = self.place(&i.expr)?;
                let base_ty = self.place_ty(&base);
                if let syn::Expr::Range(r) = strip(&i.index) {
                    let usize_ty = Type::Int("usize".into());
                    let lo = match &r.start {
                        Some(e) => self.expr(e, &usize_ty)?,
                        None => Expr::int(0),
                    };
                    let hi = match &r.end {
                        Some(e) => {
                            let hi = self.expr(e, &usize_ty)?;
                            Some(if matches!(r.limits, syn::RangeLimits::Closed(_)) {
                                Expr::op("add", vec![hi, Expr::int(1)], usize_ty.clone())
                            } else {
                                hi
                            })
                        }
                        None => None,
                    };
                    for e in [Some(&lo), hi.as_ref()].into_iter().flatten() {
                        self.types.unify(&e.ty, &usize_ty);
                    }
                    return Some(base.then(Step::Slice(lo, hi)));
                }
                let index = self.expr(&i.index, &Type::Int("usize".into()))?;
                let index = self.operand(index);
                if base_ty.element().is_some() {
                    self.types.unify(&index.ty, &Type::Int("usize".into()));
                }
                Some(base.then(Step::Index(index)))
            }
            syn::Expr::Field(f) => {
                let base = self.place(&f.base)?;
                let name = match &f.member {
                    syn::Member::Named(n) => n.to_string(),
                    syn::Member::Unnamed(i) => i.index.to_string(),
                };
                Some(base.then(Step::Field(name)))
            }
            syn::Expr::Unary(u) if matches!(u.op, syn::UnOp::Deref(_)) => {
                let value = self.expr(&u.expr, &Type::Unknown)?;
                let value = self.deref(value);
                Some(self.place_of("target", value).0)
            }
            e => {
                let value = self.expr(e, &Type::Unknown)?;
                Some(self.place_of("value", value).0)
            }
        }
    }

    pub(super) fn mark_assigned(&mut self, place: &Place) {
        let var = &mut self.vars[place.root.0 as usize];
        // The user's own names say `mut` themselves; a declaration without a value needs none.
        if !matches!(var.ty, Type::Ref(..)) && !var.user {
            var.mutable = true;
        }
    }

    pub(super) fn assign(&mut self, place: Place, value: Expr, span: Span) {
        let ty = self.place_ty(&place);
        self.types.unify(&ty, &value.ty);
        let place = self.freeze(place);
        self.mark_assigned(&place);
        if let ExprKind::Borrow { .. } = value.kind
            && !ty.is_constant()
        {
            self.diags.refuse(
                span,
                "a reference is assigned to a variable",
                "which place it means then depends on the path taken",
                "index the original with a counter instead",
            );
        }
        self.emit(StmtKind::Assign { place, op: None, value }, span);
    }

    /// `target = value`, where the target may take the value apart: `(a, [b, _]) = value`.
    fn assign_to(&mut self, target: &syn::Expr, value: Expr, span: Span) -> Option<()> {
        let (targets, tuple) = match strip(target) {
            syn::Expr::Infer(_) => {
                self.effect(value);
                return Some(());
            }
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) => {
                let place = self.place(target)?;
                self.assign(place, value, span);
                return Some(());
            }
            syn::Expr::Unary(u) if matches!(u.op, syn::UnOp::Deref(_)) => {
                let place = self.place(target)?;
                self.assign(place, value, span);
                return Some(());
            }
            syn::Expr::Tuple(t) => (&t.elems, true),
            syn::Expr::Array(t) => (&t.elems, false),
            other => {
                self.diags.refuse(
                    other.span(),
                    "this assignment takes its value apart in a way that is not supported",
                    "",
                    "bind the parts with `let` and assign them one by one",
                );
                return None;
            }
        };
        if let Some(rest) = targets.iter().find(|t| matches!(t, syn::Expr::Range(_))) {
            self.diags.refuse(
                rest.span(),
                "`..` in an assignment is not supported",
                "",
                "name every part, or use `_` for those that are dropped",
            );
            return None;
        }
        // All parts are evaluated before the first is assigned.
        let parts: Vec<Expr> = match value.kind {
            ExprKind::Tuple(parts) | ExprKind::Array(parts) => {
                parts.into_iter().map(|p| self.name_value("part", p)).collect()
            }
            _ => {
                let whole = Place::of(self.emit_let("parts", value));
                let step = |i: usize| match tuple {
                    true => Step::Field(i.to_string()),
                    false => Step::Index(Expr::int(i)),
                };
                let places = (0..targets.len()).map(|i| whole.clone().then(step(i)));
                places.map(|p| Expr::read(p.clone(), self.place_ty(&p), span)).collect()
            }
        };
        for (target, part) in targets.iter().zip(parts) {
            self.assign_to(target, part, span)?;
        }
        Some(())
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

    // Branches.

    /// Opens a result for a branch whose value is wanted.
    pub(super) fn open_result(&mut self, expected: &Type) -> ResultSlot {
        let hint = self.hint.take();
        if *expected == Type::Unit {
            return ResultSlot { var: None, set: false.into(), unit: true.into(), hinted: false };
        }
        let ty = match self.types.shallow(expected) {
            Type::Unknown => self.types.fresh(Class::Any),
            t => t,
        };
        let hinted = hint.is_some();
        let var = self.fresh(hint.as_deref().unwrap_or("chosen"), ty);
        self.emit(StmtKind::Let { var, init: None }, Span::call_site());
        ResultSlot { var: Some(var), set: false.into(), unit: false.into(), hinted }
    }

    pub(super) fn assign_result(&mut self, slot: &ResultSlot, value: Expr) {
        match slot.var {
            Some(var) if !value.is_unit() => {
                slot.set.set(true);
                let ty = self.var_ty(var);
                self.types.unify(&ty, &value.ty);
                let span = value.span;
                if matches!(value.kind, ExprKind::Borrow { .. }) && !value.ty.is_constant() {
                    let place_is_scalar = matches!(&value.ty, Type::Ref(false, t) if self.types.shallow(t).is_scalar());
                    if !place_is_scalar {
                        self.diags.refuse(
                            span,
                            "a reference is chosen by a branch",
                            "which place it means then depends on the path taken",
                            "choose an index or a value instead",
                        );
                    }
                    let value = self.deref(value);
                    let inner = value.ty.clone();
                    self.vars[var.0 as usize].ty = inner;
                    self.emit(StmtKind::Assign { place: Place::of(var), op: None, value }, span);
                    return;
                }
                self.emit(StmtKind::Assign { place: Place::of(var), op: None, value }, span);
            }
            _ => {
                slot.unit.set(true);
                self.effect(value);
            }
        }
    }

    pub(super) fn declare_result(&mut self, slot: &ResultSlot, _span: Span) {
        if let (Some(var), false) = (slot.var, slot.set.get()) {
            // Nobody gave a value: the branch is a statement.
            let block = self.out.last_mut().expect("an open block");
            block.retain(|s| !matches!(&s.kind, StmtKind::Let { var: v, init: None } if *v == var));
        }
    }

    pub(super) fn result_is_unset(&self, slot: &ResultSlot) -> bool {
        !slot.set.get() && !slot.unit.get()
    }

    pub(super) fn result_value(
        &mut self,
        slot: ResultSlot,
        diverges: bool,
        span: Span,
    ) -> Option<Expr> {
        if diverges {
            return None;
        }
        match slot.var {
            Some(var) if slot.set.get() => {
                if slot.hinted {
                    self.hinted = Some(var);
                }
                Some(self.read_var(var, span))
            }
            _ => Some(Expr::unit(span)),
        }
    }

    fn lower_if(&mut self, i: &syn::ExprIf, expected: &Type) -> Option<Expr> {
        let span = i.span();
        if let syn::Expr::Let(l) = strip(&i.cond) {
            let hint = self.hint.take();
            let subject = self.subject(&l.expr)?;
            self.hint = hint;
            let then = syn::Expr::Block(syn::ExprBlock {
                attrs: Vec::new(),
                label: None,
                block: i.then_branch.clone(),
            });
            let els = match &i.else_branch {
                Some((_, e)) => (**e).clone(),
                None => syn::parse_quote!({}),
            };
            let wild: syn::Pat = syn::parse_quote!(_);
            let arms = [((*l.pat).clone(), None, then), (wild, None, els)];
            return self.match_subject(
                subject,
                &arms,
                if i.else_branch.is_none() { &Type::Unit } else { expected },
                span,
            );
        }
        if let Some(chain) = let_chain(&i.cond) {
            return self.let_chain_if(&chain, i, expected);
        }
        let hint = self.hint.take();
        let cond = self.expr(&i.cond, &Type::Bool)?;
        self.hint = hint;
        let Some((_, els)) = &i.else_branch else {
            self.hint = None;
            let (then, _) = self.block(|l| {
                if let Some(v) = l.block_value(&i.then_branch, &Type::Unit) {
                    l.effect(v);
                }
            });
            self.emit(StmtKind::If { cond, then, els: Block::default() }, span);
            return Some(Expr::unit(span));
        };
        let slot = self.open_result(expected);
        let (then, _) = self.block(|l| {
            if let Some(v) = l.block_value(&i.then_branch, expected) {
                l.assign_result(&slot, v);
            }
        });
        let (els, _) = self.block(|l| {
            if let Some(v) = l.expr(els, expected) {
                l.assign_result(&slot, v);
            }
        });
        let diverges = self.branch_diverges(&slot, &then, &els);
        self.declare_result(&slot, span);
        self.emit(StmtKind::If { cond, then, els }, span);
        self.result_value(slot, diverges, span)
    }

    fn branch_diverges(&self, slot: &ResultSlot, then: &Block, els: &Block) -> bool {
        let jumps = |b: &Block| matches!(b.stmts.last().map(|s| &s.kind), Some(StmtKind::Jump(_)));
        if slot.var.is_none() { jumps(then) && jumps(els) } else { self.result_is_unset(slot) }
    }

    /// `if let A = a && b && let C = c { … } else { … }`, by nesting with a flag.
    fn let_chain_if(
        &mut self,
        chain: &[syn::Expr],
        i: &syn::ExprIf,
        expected: &Type,
    ) -> Option<Expr> {
        let span = i.span();
        self.hint = None;
        let slot = self.open_result(if i.else_branch.is_none() { &Type::Unit } else { expected });
        let done = self.fresh("taken", Type::Bool);
        self.vars[done.0 as usize].mutable = true;
        self.emit(StmtKind::Let { var: done, init: Some(Expr::bool(false)) }, span);
        self.chain_level(chain, i, expected, &slot, done);
        if let Some((_, els)) = &i.else_branch {
            let (els, _) = self.block(|l| {
                if let Some(v) = l.expr(els, expected) {
                    l.assign_result(&slot, v);
                }
            });
            let cond = Expr::var(done, Type::Bool, span);
            self.emit(StmtKind::If { cond, then: Block::default(), els }, span);
        }
        self.declare_result(&slot, span);
        self.result_value(slot, false, span)
    }

    fn chain_level(
        &mut self,
        chain: &[syn::Expr],
        i: &syn::ExprIf,
        expected: &Type,
        slot: &ResultSlot,
        done: VarId,
    ) {
        let span = i.span();
        let Some((first, rest)) = chain.split_first() else {
            self.emit(
                StmtKind::Assign { place: Place::of(done), op: None, value: Expr::bool(true) },
                span,
            );
            if let Some(v) = self.block_value(&i.then_branch, expected) {
                self.assign_result(slot, v);
            }
            return;
        };
        if let syn::Expr::Let(l) = strip(first) {
            let Some(value) = self.expr(&l.expr, &Type::Unknown) else { return };
            let scrutinee = self.scrutinee(value);
            let (body, pattern) = self.block(|b| {
                let pattern = b.refutable(&l.pat, &scrutinee, &mut Vec::new());
                b.chain_level(rest, i, expected, slot, done);
                pattern
            });
            let arms = vec![
                Arm { pattern, guard: None, body },
                Arm { pattern: Pattern::Wild, guard: None, body: Block::default() },
            ];
            self.emit_match(scrutinee, arms, span);
        } else {
            let Some(cond) = self.expr(first, &Type::Bool) else { return };
            let (then, _) = self.block(|b| b.chain_level(rest, i, expected, slot, done));
            self.emit(StmtKind::If { cond, then, els: Block::default() }, span);
        }
    }

    /// `value?`
    fn lower_try(&mut self, t: &syn::ExprTry) -> Option<Expr> {
        let span = t.span();
        let value = self.expr(&t.expr, &Type::Unknown)?;
        if let Some(inner) = super::method::inside_ok(&value) {
            return Some(inner);
        }
        let option = matches!(self.ret_ty, Type::Option(_));
        let ret_is_known = matches!(self.ret_ty, Type::Option(_) | Type::Result(_));
        if !ret_is_known {
            self.diags.refuse(
                span,
                "`?` needs a function that returns `Option` or `Result` by name",
                "the macro sees no other types",
                "match on the value instead",
            );
            return None;
        }
        let inner = match self.types.shallow(&value.ty) {
            Type::Option(t) | Type::Result(t) => *t,
            _ => Type::Unknown,
        };
        let scrutinee = self.scrutinee(value);
        let good: syn::Pat =
            if option { syn::parse_quote!(Some(value)) } else { syn::parse_quote!(Ok(value)) };
        let slot = {
            self.hint = None;
            self.open_result(&inner)
        };
        let (body, pattern) = self.block(|l| {
            let mut names = Vec::new();
            let pattern = l.refutable(&good, &scrutinee, &mut names);
            let var = names[0].1;
            l.vars[var.0 as usize].name = "held".into();
            let value = l.read_var(var, span);
            let value = if matches!(value.ty, Type::Ref(..)) { l.deref(value) } else { value };
            l.assign_result(&slot, value);
            pattern
        });
        let (els, bad) = self.block(|l| {
            let (pattern, result) = if option {
                let none = quote::quote!(None);
                let result = Expr::new(
                    ExprKind::Foreign(Foreign::plain(none.clone())),
                    l.ret_ty.clone(),
                    span,
                );
                (
                    Pattern::Variant { path: none, fields: Vec::new(), unit: true, tangent: false },
                    result,
                )
            } else {
                let var = l.fresh("error", Type::Constant);
                let pattern = Pattern::Variant {
                    path: quote::quote!(Err),
                    fields: vec![Pattern::Bind { var, by_ref: false, sub: None }],
                    unit: false,
                    tangent: false,
                };
                let foreign = Foreign {
                    tokens: quote::quote!(Err(::core::convert::From::from(error))),
                    uses: vec![("error".into(), var)],
                    ..Foreign::default()
                };
                (pattern, Expr::new(ExprKind::Foreign(foreign), l.ret_ty.clone(), span))
            };
            l.finish(result);
            l.emit(StmtKind::Jump(Jump::Return), span);
            pattern
        });
        let arms =
            vec![Arm { pattern, guard: None, body }, Arm { pattern: bad, guard: None, body: els }];
        self.emit(StmtKind::Match { scrutinee, arms }, span);
        self.result_value(slot, false, span)
    }

    // Loops.

    fn labelled_block(
        &mut self,
        label: &syn::Label,
        block: &syn::Block,
        expected: &Type,
        hint: Option<String>,
    ) -> Option<Expr> {
        let span = block.span();
        self.hint = hint;
        let slot = self.open_result(expected);
        let id = self.loop_id();
        self.frames.push(Frame {
            label: Some(label.name.ident.to_string()),
            id,
            next: id,
            result: slot.var,
            is_block: true,
            is_closure: false,
        });
        let (mut body, _) = self.block(|l| {
            if let Some(v) = l.block_value(block, expected) {
                l.assign_result(&slot, v);
            }
        });
        self.frames.pop();
        slot.set.set(slot.var.is_some());
        // A loop that runs once: leaving the block is leaving the loop.
        body.stmts.push(Stmt::new(StmtKind::Jump(Jump::Break(id)), span));
        self.emit(StmtKind::While { id, cond: None, body }, span);
        self.result_value(slot, false, span)
    }

    fn while_loop(&mut self, w: &syn::ExprWhile) -> Option<Expr> {
        let span = if w.attrs.is_empty() { w.span() } else { w.while_token.span };
        let id = self.loop_id();
        self.mark(id, &w.attrs);
        let label = w.label.as_ref().map(|l| l.name.ident.to_string());
        self.frames.push(Frame {
            label,
            id,
            next: id,
            result: None,
            is_block: false,
            is_closure: false,
        });
        if let syn::Expr::Let(l) = strip(&w.cond) {
            let (body, _) = self.block(|b| {
                let block = syn::Expr::Block(syn::ExprBlock {
                    attrs: Vec::new(),
                    label: None,
                    block: w.body.clone(),
                });
                if let Some(subject) = b.subject(&l.expr) {
                    let wild: syn::Pat = syn::parse_quote!(_);
                    let arms =
                        [((*l.pat).clone(), None, block), (wild, None, syn::parse_quote!(break))];
                    b.match_subject(subject, &arms, &Type::Unit, span);
                }
            });
            self.frames.pop();
            self.emit(StmtKind::While { id, cond: None, body }, span);
            return Some(Expr::unit(span));
        }
        let (mut prelude, cond) = self.block(|l| l.expr(&w.cond, &Type::Bool));
        let cond = cond?;
        let (body, _) = self.block(|l| {
            if let Some(v) = l.block_value(&w.body, &Type::Unit) {
                l.effect(v);
            }
        });
        self.frames.pop();
        if prelude.is_empty() {
            self.emit(StmtKind::While { id, cond: Some(cond), body }, span);
        } else {
            let stop = Block::new(vec![Stmt::new(StmtKind::Jump(Jump::Break(id)), span)]);
            prelude
                .stmts
                .push(Stmt::new(StmtKind::If { cond, then: Block::default(), els: stop }, span));
            prelude.stmts.extend(body.stmts);
            self.emit(StmtKind::While { id, cond: None, body: prelude }, span);
        }
        Some(Expr::unit(span))
    }

    fn endless_loop(&mut self, l: &syn::ExprLoop, expected: &Type) -> Option<Expr> {
        let span = if l.attrs.is_empty() { l.span() } else { l.loop_token.span };
        let slot = self.open_result(expected);
        let id = self.loop_id();
        self.mark(id, &l.attrs);
        let label = l.label.as_ref().map(|l| l.name.ident.to_string());
        self.frames.push(Frame {
            label,
            id,
            next: id,
            result: slot.var,
            is_block: false,
            is_closure: false,
        });
        let (body, _) = self.block(|b| {
            if let Some(v) = b.block_value(&l.body, &Type::Unit) {
                b.effect(v);
            }
        });
        self.frames.pop();
        let mut leaves = false;
        let mut gives = false;
        body.each_stmt(&mut |s| {
            leaves |= matches!(&s.kind, StmtKind::Jump(Jump::Break(i)) if *i == id);
            gives |=
                matches!(&s.kind, StmtKind::Assign { place, .. } if Some(place.root) == slot.var);
        });
        slot.set.set(gives);
        self.declare_result(&slot, span);
        self.emit(StmtKind::While { id, cond: None, body }, span);
        if !leaves {
            return None;
        }
        self.result_value(slot, false, span)
    }

    fn for_loop(&mut self, f: &syn::ExprForLoop) -> Option<Expr> {
        // Without the attributes.
        let span = if f.attrs.is_empty() { f.span() } else { f.for_token.span };
        let label = f.label.as_ref().map(|l| l.name.ident.to_string());
        let chain = self.chain(&f.expr)?;
        let id = self.loop_id();
        self.mark(id, &f.attrs);
        let pat = (*f.pat).clone();
        let body = f.body.clone();
        self.drive(chain, id, label, Some(&f.pat), span, &mut |l, item| {
            if !(item.is_unit() && item.ty == Type::Unit) {
                l.bind(&pat, item);
            }
            if let Some(v) = l.block_value(&body, &Type::Unit) {
                l.effect(v);
            }
        });
        Some(Expr::unit(span))
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
