//! References, the places that expressions denote, and what is assigned to them.

use super::*;

impl Lower<'_> {
    pub(super) fn reference(&mut self, r: &syn::ExprReference) -> Option<Expr> {
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
    pub(in crate::parse) fn place(&mut self, expr: &syn::Expr) -> Option<Place> {
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

    pub(in crate::parse) fn mark_assigned(&mut self, place: &Place) {
        let var = &mut self.vars[place.root.0 as usize];
        // The user's own names say `mut` themselves; a declaration without a value needs none.
        if !matches!(var.ty, Type::Ref(..)) && !var.user {
            var.mutable = true;
        }
    }

    pub(in crate::parse) fn assign(&mut self, place: Place, value: Expr, span: Span) {
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
    pub(super) fn assign_to(&mut self, target: &syn::Expr, value: Expr, span: Span) -> Option<()> {
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
}
