//! What ends a chain: sums, folds, searches and collections.

use super::*;

impl Lower<'_> {
    /// `sum`, `product`, `fold`, `collect`, … over a chain.
    pub(in crate::parse) fn consumer(
        &mut self,
        m: &syn::ExprMethodCall,
        expected: &Type,
    ) -> Option<Expr> {
        let span = m.span();
        let name = m.method.to_string();
        let hint = self.hint.take();
        if matches!(name.as_str(), "any" | "all") && self.cursor(&m.receiver).is_some() {
            self.refuse_partial(&name, span);
            return None;
        }
        let chain = self.chain(&m.receiver)?;
        let id = self.loop_id();
        let turbofish = m.turbofish.as_ref().and_then(|t| match t.args.first() {
            Some(syn::GenericArgument::Type(t)) => {
                Some(lower_type(t, &self.type_params, &mut self.types))
            }
            _ => None,
        });
        let wanted = turbofish.unwrap_or_else(|| match self.types.shallow(expected) {
            Type::Unknown | Type::Unit => self.types.fresh(Class::Any),
            t => t,
        });
        let named = |l: &mut Self, name: &str, ty: Type| {
            let var = l.fresh(hint.as_deref().unwrap_or(name), ty);
            l.vars[var.0 as usize].mutable = true;
            if hint.is_some() {
                l.hinted = Some(var);
            }
            var
        };
        match name.as_str() {
            "sum" | "product" => {
                let op = if name == "sum" { "add" } else { "mul" };
                let total =
                    named(self, if name == "sum" { "sum" } else { "product" }, wanted.clone());
                let position = self.out.last().expect("an open block").len();
                let mut item_ty = None;
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let item = l.operand(item);
                    l.types.unify(&wanted, &item.ty);
                    item_ty = Some(item.ty.clone());
                    l.emit(
                        StmtKind::Assign { place: Place::of(total), op: Some(op), value: item },
                        span,
                    );
                });
                let ty = self.types.shallow(&wanted);
                let is_int =
                    matches!(ty, Type::Int(_)) || self.types.class(&ty) == Some(Class::Int);
                // The standard library's sum of no floats is −0.0.
                let start = match (name.as_str(), is_int) {
                    ("sum", false) => "-0.0",
                    ("sum", true) => "0",
                    (_, false) => "1.0",
                    (_, true) => "1",
                };
                let init = Expr::new(ExprKind::Literal(start.into()), ty, span);
                self.out.last_mut().expect("an open block").insert(
                    position,
                    Stmt::new(StmtKind::Let { var: total, init: Some(init) }, span),
                );
                Some(self.read_var(total, span))
            }
            "fold" => {
                let init = self.expr(m.args.first()?, &wanted)?;
                let f = self.callable(m.args.iter().nth(1)?)?;
                let state = named(self, "state", init.ty.clone());
                self.types.unify(&wanted, &init.ty);
                self.emit(StmtKind::Let { var: state, init: Some(init) }, span);
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let now = l.read_var(state, span);
                    if let Some(next) = l.apply(&f, vec![now, item], span) {
                        let next = l.operand(next);
                        l.assign(Place::of(state), next, span);
                    }
                });
                Some(self.read_var(state, span))
            }
            "for_each" => {
                let f = self.callable(m.args.first()?)?;
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    if let Some(value) = l.apply(&f, vec![item], span) {
                        l.effect(value);
                    }
                });
                Some(Expr::unit(span))
            }
            "collect" => {
                let elem =
                    wanted.element().cloned().unwrap_or_else(|| self.types.fresh(Class::Any));
                if !matches!(self.types.shallow(&wanted), Type::Vec(_) | Type::Infer(_)) {
                    self.diags.refuse(
                        span,
                        "`collect` into something other than a `Vec`",
                        "only vectors are supported",
                        "collect into a `Vec`",
                    );
                    return None;
                }
                let ty = Type::Vec(Box::new(elem.clone()));
                self.types.unify(&wanted, &ty);
                let items = named(self, "items", ty.clone());
                let position = self.out.last().expect("an open block").len();
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    l.types.unify(&elem, &item.ty);
                    l.emit_push(Place::of(items), item, span);
                });
                // The loop's bound is the capacity, unless items are dropped.
                let init = Expr::new(ExprKind::VecOf(Vec::new()), ty, span);
                self.out.last_mut().expect("an open block").insert(
                    position,
                    Stmt::new(StmtKind::Let { var: items, init: Some(init) }, span),
                );
                Some(self.read_var(items, span))
            }
            "unzip" | "partition" => {
                let keep = match m.args.first() {
                    Some(f) => Some(self.callable(f)?),
                    None => None,
                };
                let wanted = match wanted {
                    Type::Tuple(ts) if ts.len() == 2 => ts,
                    _ => vec![Type::Unknown, Type::Unknown],
                };
                let mut sides = Vec::new();
                for (side, wanted) in ["left", "right"].into_iter().zip(wanted) {
                    let elem = self.types.fresh(Class::Any);
                    let ty = Type::Vec(Box::new(elem));
                    self.types.unify(&wanted, &ty);
                    let init = Expr::new(ExprKind::VecOf(Vec::new()), ty, span);
                    let var = self.emit_let(side, init);
                    self.vars[var.0 as usize].mutable = true;
                    sides.push(var);
                }
                let (left, right) = (sides[0], sides[1]);
                let push = |l: &mut Self, to: VarId, item: Expr| {
                    let elem = l.element_of(&Place::of(to));
                    l.types.unify(&elem, &item.ty);
                    l.emit_push(Place::of(to), item, span);
                };
                self.drive(chain, id, None, None, span, &mut |l, item| match &keep {
                    None => {
                        let (a, b) = l.halves(item);
                        push(l, left, a);
                        push(l, right, b);
                    }
                    Some(keep) => {
                        let item = l.keep_item(item);
                        let Some(cond) = l.apply(keep, vec![reference(item.clone())], span) else {
                            return;
                        };
                        let (then, ()) = l.block(|l| push(l, left, item.clone()));
                        let (els, ()) = l.block(|l| push(l, right, item));
                        l.emit(StmtKind::If { cond, then, els }, span);
                    }
                });
                let parts: Vec<Expr> = sides.iter().map(|v| self.read_var(*v, span)).collect();
                let ty = Type::Tuple(parts.iter().map(|p| p.ty.clone()).collect());
                Some(Expr::new(ExprKind::Tuple(parts), ty, span))
            }
            "count" => {
                let count = named(self, "count", self.usize_ty());
                self.emit(StmtKind::Let { var: count, init: Some(Expr::int(0)) }, span);
                self.drive(chain, id, None, None, span, &mut |l, _| {
                    l.emit(
                        StmtKind::Assign {
                            place: Place::of(count),
                            op: Some("add"),
                            value: Expr::int(1),
                        },
                        span,
                    );
                });
                Some(self.read_var(count, span))
            }
            "any" | "all" => {
                let f = self.callable(m.args.first()?)?;
                let is_any = name == "any";
                let found = named(self, "holds", Type::Bool);
                self.emit(StmtKind::Let { var: found, init: Some(Expr::bool(!is_any)) }, span);
                self.drive(chain, id, None, None, span, &mut |l, item| {
                    let Some(cond) = l.apply(&f, vec![item], span) else { return };
                    let cond = if is_any {
                        cond
                    } else {
                        Expr::new(ExprKind::Compare("!", vec![cond]), Type::Bool, span)
                    };
                    let then = Block::new(vec![
                        Stmt::assign(Place::of(found), Expr::bool(is_any)),
                        Stmt::new(StmtKind::Jump(Jump::Break(id)), span),
                    ]);
                    l.emit(StmtKind::If { cond, then, els: Block::default() }, span);
                });
                Some(self.read_var(found, span))
            }
            _ => {
                self.diags.refuse(
                    m.method.span(),
                    format!("`{name}` is not supported at the end of an iterator chain"),
                    "its items may carry derivatives",
                    "use a `for` loop",
                );
                None
            }
        }
    }
}
