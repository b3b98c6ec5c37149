//! Arithmetic, comparisons and their operands' types.

use super::*;

impl Lower<'_> {
    pub(super) fn binary(&mut self, b: &syn::ExprBinary, expected: &Type) -> Option<Expr> {
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
    pub(super) fn is_hidden_place(&mut self, expr: &syn::Expr) -> bool {
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
    pub(super) fn foreign_statement<T: ToTokens + Spanned>(&mut self, node: &T) -> Expr {
        let foreign = self.foreign(node.to_token_stream());
        let tokens = quote::quote!(#node;);
        self.emit(StmtKind::Foreign(Foreign { tokens, ..foreign }), node.span());
        Expr::unit(node.span())
    }

    /// Is it `a.shape()` of what is known to be an array?
    pub(super) fn is_shape(&mut self, e: &syn::Expr) -> bool {
        let syn::Expr::MethodCall(m) = strip(e) else { return false };
        m.method == "shape" && m.args.is_empty() && self.peek_type(&m.receiver).peel().is_nd_array()
    }

    /// The type of a place without lowering it into the block.
    pub(super) fn peek_type(&mut self, expr: &syn::Expr) -> Type {
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
    pub(super) fn arithmetic_type(&mut self, left: &Expr, right: &Expr) -> Type {
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

    pub(super) fn names_whole(&self, e: &syn::Expr) -> bool {
        matches!(strip(e), syn::Expr::Path(p) if p.path.get_ident().is_some_and(|i| self.wholes.contains(&i.to_string())))
    }

    /// Is it a variable that is no number?
    pub(super) fn is_whole(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Read(place) | ExprKind::Borrow { place, .. } => self.is_whole_place(place),
            _ => false,
        }
    }

    pub(in crate::parse) fn is_whole_place(&self, place: &Place) -> bool {
        let root = &self.vars[place.root.0 as usize];
        place.is_var() && root.user && self.wholes.contains(&root.name)
    }

    pub(super) fn unary(&mut self, u: &syn::ExprUnary, expected: &Type) -> Option<Expr> {
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
}
